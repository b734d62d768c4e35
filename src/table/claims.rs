//! `claims.csv`, a row a voice, the claim's own columns in each; `claims.json`, a record a claim, its voices within.

use super::CLAIMS;
use super::csv::Row;
use super::json::number;
use crate::claim::{Claim, Copied, Name, Record, Records, Voice};
use crate::error::Result;
use serde::Serialize;
use serde::ser::{Error as _, SerializeSeq, Serializer};
use std::borrow::Cow;
use std::cell::RefCell;
use std::io::Write;

/// Tells of a copy what the tables show, by what is kept of it.
pub(super) trait Tell<C> {
    /// # Errors
    /// Where it has to be read, and cannot be.
    fn copied<'c>(&mut self, kept: &'c C) -> Result<Cow<'c, Copied>>;
}

/// All that the tables show is kept.
pub(super) struct AsKept;

impl Tell<Copied> for AsKept {
    fn copied<'c>(&mut self, kept: &'c Copied) -> Result<Cow<'c, Copied>> {
        Ok(Cow::Borrowed(kept))
    }
}

/// Where it stands is kept: a million sites may print a sentence.
impl Tell<Record> for Records<'_> {
    fn copied<'c>(&mut self, kept: &'c Record) -> Result<Cow<'c, Copied>> {
        self.statement(*kept).map(|statement| Cow::Owned(statement.into()))
    }
}

/// Appends the rows of a claim.
///
/// # Errors
/// As [`Tell::copied`].
pub(super) fn csv<C>(claim: &Claim<C>, copies: &mut impl Tell<C>, out: &mut Vec<u8>) -> Result<()> {
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
            .cell(&about.part)
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
            .cell(&copied_in(voice, copies)?)
            .end(CLAIMS.len());
    }
    Ok(())
}

/// The names of a slot, as in `facts.csv`.
fn joined(names: &[Name]) -> String {
    names.iter().map(|n| n.name.as_str()).collect::<Vec<_>>().join("; ")
}

/// The articles of a voice's copies, each once.
fn copied_in<C>(voice: &Voice<C>, copies: &mut impl Tell<C>) -> Result<String> {
    let (mut told, mut last) = (String::new(), 0..0);
    for copy in &voice.copies {
        let copy = copies.copied(copy)?;
        if told.is_empty() || told[last.clone()] != copy.article {
            told.push_str(if told.is_empty() { "" } else { "; " });
            last = told.len()..told.len() + copy.article.len();
            told.push_str(&copy.article);
        }
    }
    Ok(told)
}

/// The ends of a claim's range; none where nothing bounds it.
fn ends<C>(claim: &Claim<C>) -> (Option<f64>, Option<f64>) {
    let end = |end: f64| Some(end).filter(|e| e.is_finite());
    claim.range.map_or((None, None), |r| (end(r.low), end(r.high)))
}

#[derive(Serialize)]
#[serde(bound = "")]
struct Object<'a, C, T: Tell<C>> {
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
    part: Option<&'a str>,
    unit: &'a str,
    when: Option<&'a str>,
    voices: Vec<Told<'a, C, T>>,
}

#[derive(Serialize)]
#[serde(bound = "")]
struct Told<'a, C, T: Tell<C>> {
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
    copies: Copies<'a, C, T>,
}

/// The copies of a voice, told one by one as they are written.
struct Copies<'a, C, T> {
    kept: &'a [C],
    tell: &'a RefCell<&'a mut T>,
}

impl<C, T: Tell<C>> Serialize for Copies<'_, C, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.kept.len()))?;
        let mut tell = self.tell.borrow_mut();
        for kept in self.kept {
            list.serialize_element(&*tell.copied(kept).map_err(S::Error::custom)?)?;
        }
        list.end()
    }
}

/// Writes the record of a claim.
///
/// # Errors
/// As [`Tell::copied`], and where it cannot be written.
pub(super) fn json<C>(claim: &Claim<C>, copies: &mut impl Tell<C>, out: impl Write) -> std::io::Result<()> {
    let (low, high) = ends(claim);
    let (about, copies) = (&claim.about, RefCell::new(copies));
    let record = Object {
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
        part: known(&about.part),
        unit: &about.unit,
        when: known(&about.date),
        voices: claim.voices.iter().map(|voice| told(voice, &copies)).collect(),
    };
    serde_json::to_writer(out, &record).map_err(std::io::Error::from)
}

fn told<'a, C, T: Tell<C>>(voice: &'a Voice<C>, tell: &'a RefCell<&'a mut T>) -> Told<'a, C, T> {
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
        copies: Copies { kept: &voice.copies, tell },
    }
}

/// Nothing for what is unknown or does not apply.
fn known(text: &str) -> Option<&str> {
    Some(text).filter(|t| !t.is_empty())
}
