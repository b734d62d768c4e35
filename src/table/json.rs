//! JSON: `facts.json`, an array with one record a line; slots are lists of `{"id", "name"}`.

use super::called;
use crate::Extraction;
use crate::article::Article;
use crate::claim::Statement;
use crate::fact::Filler;
use crate::lexicon::Lexicons;
use crate::span::CodePoints;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

/// Writes an article's facts.
#[derive(Clone, Copy, Debug)]
pub struct Json<'a> {
    /// The article.
    pub article: &'a Article,
    /// What was found in it.
    pub extraction: &'a Extraction,
    /// What each of its facts gives to the claims.
    pub statements: &'a [Option<Statement>],
    /// The lexicons it was found by.
    pub lexicons: &'a Lexicons,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Record<'a> {
    fact_id: &'a str,
    article: &'a str,
    published: Option<String>,
    sentence: u32,
    kind: &'static str,
    relation: &'a str,
    company: Vec<Named<'a>>,
    counterparty: Vec<Named<'a>>,
    chip: Vec<Named<'a>>,
    figure: Option<&'a str>,
    value: Option<serde_json::Number>,
    value_high: Option<serde_json::Number>,
    unit: Option<String>,
    bound: Option<&'static str>,
    direction: Option<&'static str>,
    of: Option<&'a str>,
    place: Vec<Named<'a>>,
    date: Option<&'a str>,
    date_from: Option<String>,
    date_to: Option<String>,
    source: Vec<Named<'a>>,
    certainty: &'static str,
    evidence: &'a RawValue,
    start: usize,
    end: usize,
    claim: Option<String>,
}

/// A whole number without a decimal point, as a person would write it.
pub(crate) fn number(value: f64) -> Option<serde_json::Number> {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        Some((value as i64).into())
    } else {
        serde_json::Number::from_f64(value)
    }
}

impl Json<'_> {
    /// Appends a record a fact, each ended by `,\n`.
    pub fn write(self, out: &mut Vec<u8>) {
        let Json { article, extraction, statements, lexicons } = self;
        let mut points = CodePoints::new(&article.text);
        let slot = |fillers: &[Filler]| -> Vec<Named<'_>> {
            fillers
                .iter()
                .map(|f| {
                    let (id, name) = called(f.entity, f.span, article, lexicons);
                    Named { id, name }
                })
                .collect()
        };
        let published = Some(article.published.to_string()).filter(|p| !p.is_empty());
        // The facts of a sentence stand together, and each bears it.
        let (mut sentence, mut evidence) = (None, None);
        for (fact, statement) in extraction.facts.iter().zip(statements) {
            if sentence.replace(fact.sentence) != Some(fact.sentence) {
                // A text can always be written.
                evidence = to_raw_value(extraction.sentences[fact.sentence as usize].span.of(&article.text)).ok();
            }
            let figure = extraction.figure(fact);
            let date = fact.date.and_then(|d| extraction.mentions[d as usize].date());
            let record = Record {
                fact_id: &fact.id,
                article: &article.name,
                published: published.clone(),
                sentence: fact.sentence + 1,
                kind: fact.kind.name(),
                relation: lexicons.relation(fact.relation),
                company: slot(&fact.company),
                counterparty: slot(&fact.counterparty),
                chip: slot(&fact.chip),
                figure: fact.figure.map(|f| extraction.mentions[f as usize].span.of(&article.text)),
                value: figure.and_then(|f| f.value).and_then(number),
                value_high: figure.and_then(|f| f.high).and_then(number),
                unit: figure.map(|f| f.unit_name(lexicons)),
                bound: figure.map(|f| f.bound.sign()),
                direction: figure.and_then(|f| f.direction).map(|d| d.sign()),
                of: fact.of.map(|o| o.of(&article.text)),
                place: slot(&fact.place),
                date: date.map(|d| d.value.as_str()).filter(|v| !v.is_empty()),
                date_from: date.and_then(|d| d.from).map(|d| d.to_string()),
                date_to: date.and_then(|d| d.to).map(|d| d.to_string()),
                source: slot(&fact.source),
                certainty: fact.certainty.name(),
                evidence: evidence.as_deref().unwrap_or(RawValue::NULL),
                start: points.at(fact.span.start),
                end: points.at(fact.span.end),
                claim: statement.as_ref().map(|s| s.claim.to_string()),
            };
            // Writing to memory cannot fail, and the record holds only strings and numbers.
            if serde_json::to_writer(&mut *out, &record).is_ok() {
                out.extend_from_slice(b",\n");
            }
        }
    }
}
