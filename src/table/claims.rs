//! `claims.csv`, a row a voice, the claim's own columns in each; `claims.json`, a record a claim, its voices within.

use super::CLAIMS;
use super::csv::Row;
use super::json::number;
use crate::claim::{Claim, Copied, Name, Voice};
use serde::Serialize;

/// Appends the rows of a claim.
pub(super) fn csv(claim: &Claim, out: &mut Vec<u8>) {
    let (low, high) = ends(claim);
    let about = &claim.about;
    for (number, voice) in (1usize..).zip(&claim.voices) {
        let told = &voice.first;
        let mut row = Row::new(out);
        row.plain(claim.id)
            .cell(claim.verdict.name())
            .count(claim.voices.len())
            .plain(claim.articles)
            .maybe(low)
            .maybe(high)
            .cell(&about.family)
            .cell(&joined(&about.company))
            .cell(&joined(&about.counterparty))
            .cell(&joined(&about.chip))
            .cell(&joined(&about.place))
            .cell(&about.of)
            .cell(&about.unit)
            .cell(&about.date);
        row.count(number)
            .cell(&told.figure)
            .maybe(told.value)
            .maybe(told.value_high)
            .cell(&told.bound)
            .cell(&told.direction)
            .cell(&told.relation)
            .cell(&told.date[0])
            .cell(&told.date[1])
            .cell(&told.date[2])
            .cell(&joined(&told.source))
            .cell(&told.certainty);
        row.cell(&told.article)
            .cell(&told.published)
            .plain(told.sentence)
            .cell(&told.fact_id)
            .cell(&told.evidence)
            .count(voice.copies.len())
            .cell(&copied_in(voice))
            .end(CLAIMS.len());
    }
}

/// The names of a slot, as in `facts.csv`.
fn joined(names: &[Name]) -> String {
    names.iter().map(|n| n.name.as_str()).collect::<Vec<_>>().join("; ")
}

/// The articles of a voice's copies, each once.
fn copied_in(voice: &Voice) -> String {
    let mut articles: Vec<&str> = voice.copies.iter().map(|c| c.article.as_str()).collect();
    articles.dedup();
    articles.join("; ")
}

/// The ends of a claim's range; none where nothing bounds it.
fn ends(claim: &Claim) -> (Option<f64>, Option<f64>) {
    let end = |end: f64| Some(end).filter(|e| e.is_finite());
    claim.range.map_or((None, None), |r| (end(r.low), end(r.high)))
}

#[derive(Serialize)]
struct Record<'a> {
    claim: String,
    verdict: &'static str,
    articles: usize,
    low: Option<serde_json::Number>,
    high: Option<serde_json::Number>,
    family: &'a str,
    company: &'a [Name],
    counterparty: &'a [Name],
    chip: &'a [Name],
    place: &'a [Name],
    of: Option<&'a str>,
    unit: &'a str,
    when: Option<&'a str>,
    voices: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    figure: &'a str,
    value: Option<serde_json::Number>,
    value_high: Option<serde_json::Number>,
    bound: &'a str,
    direction: Option<&'a str>,
    relation: &'a str,
    date: Option<&'a str>,
    date_from: Option<&'a str>,
    date_to: Option<&'a str>,
    source: &'a [Name],
    certainty: &'a str,
    article: &'a str,
    published: Option<&'a str>,
    sentence: u32,
    fact_id: &'a str,
    evidence: &'a str,
    copies: &'a [Copied],
}

/// Appends the record of a claim.
pub(super) fn json(claim: &Claim, out: &mut Vec<u8>) {
    let (low, high) = ends(claim);
    let about = &claim.about;
    let record = Record {
        claim: claim.id.to_string(),
        verdict: claim.verdict.name(),
        articles: claim.articles,
        low: low.and_then(number),
        high: high.and_then(number),
        family: &about.family,
        company: &about.company,
        counterparty: &about.counterparty,
        chip: &about.chip,
        place: &about.place,
        of: known(&about.of),
        unit: &about.unit,
        when: known(&about.date),
        voices: claim.voices.iter().map(told).collect(),
    };
    // Writing to memory cannot fail, and the record holds only strings and numbers.
    let _ = serde_json::to_writer(out, &record);
}

fn told(voice: &Voice) -> Told<'_> {
    let told = &voice.first;
    Told {
        figure: &told.figure,
        value: told.value.and_then(number),
        value_high: told.value_high.and_then(number),
        bound: &told.bound,
        direction: known(&told.direction),
        relation: &told.relation,
        date: known(&told.date[0]),
        date_from: known(&told.date[1]),
        date_to: known(&told.date[2]),
        source: &told.source,
        certainty: &told.certainty,
        article: &told.article,
        published: known(&told.published),
        sentence: told.sentence,
        fact_id: &told.fact_id,
        evidence: &told.evidence,
        copies: &voice.copies,
    }
}

/// Nothing for what is unknown or does not apply.
fn known(text: &str) -> Option<&str> {
    Some(text).filter(|t| !t.is_empty())
}
