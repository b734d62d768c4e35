//! JSON: `facts.json`, an array with one record a line; slots are lists of `{"id", "name"}`.

use super::called;
use crate::Extraction;
use crate::article::Article;
use crate::claim::Statement;
use crate::fact::Filler;
use crate::lexicon::Lexicons;
use crate::span::CodePoints;
use serde::Serialize;

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

/// An object, key by key. Keys are the columns' names and stand as they are; most texts do, too, and the others are escaped by
/// `serde_json`.
struct Object<'o>(&'o mut Vec<u8>);

impl<'o> Object<'o> {
    fn new(out: &'o mut Vec<u8>) -> Object<'o> {
        out.push(b'{');
        Object(out)
    }

    fn key(&mut self, key: &'static str) -> &mut Vec<u8> {
        if self.0.last() != Some(&b'{') {
            self.0.push(b',');
        }
        self.0.push(b'"');
        self.0.extend_from_slice(key.as_bytes());
        self.0.extend_from_slice(b"\":");
        self.0
    }

    fn text(&mut self, key: &'static str, text: &str) -> &mut Self {
        string(text, self.key(key));
        self
    }

    fn count(&mut self, key: &'static str, count: usize) -> &mut Self {
        self.key(key).extend_from_slice(itoa::Buffer::new().format(count).as_bytes());
        self
    }

    /// What serializes without failing: texts, numbers and days.
    fn maybe(&mut self, key: &'static str, value: Option<impl Serialize>) -> &mut Self {
        let out = self.key(key);
        // Writing to memory cannot fail.
        let _ = serde_json::to_writer(out, &value);
        self
    }

    fn maybe_text(&mut self, key: &'static str, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.text(key, text),
            None => self.raw(key, b"null"),
        }
    }

    /// A word of the program's own, without quotes or what would be escaped.
    fn word(&mut self, key: &'static str, word: &str) -> &mut Self {
        let out = self.key(key);
        out.push(b'"');
        out.extend_from_slice(word.as_bytes());
        out.push(b'"');
        self
    }

    /// What is JSON already.
    fn raw(&mut self, key: &'static str, json: &[u8]) -> &mut Self {
        self.key(key).extend_from_slice(json);
        self
    }

    fn names<'n>(&mut self, key: &'static str, names: impl Iterator<Item = (&'n str, &'n str)>) -> &mut Self {
        let out = self.key(key);
        out.push(b'[');
        for (at, (id, name)) in names.enumerate() {
            if at > 0 {
                out.push(b',');
            }
            Object::new(out).text("id", id).text("name", name).end();
        }
        out.push(b']');
        self
    }

    fn end(&mut self) {
        self.0.push(b'}');
    }
}

/// A text in quotes.
fn string(text: &str, out: &mut Vec<u8>) {
    // Every byte is looked at, without a way out, so that many are at once.
    let escaped = text.bytes().fold(false, |found, b| found | matches!(b, b'"' | b'\\' | ..0x20));
    if escaped {
        // Writing to memory cannot fail.
        let _ = serde_json::to_writer(out, text);
        return;
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
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
        let named = |f: &Filler| called(f.entity, f.span, article, lexicons);
        let mut name = Vec::new();
        string(&article.name, &mut name);
        let published = Some(article.published.to_string()).filter(|p| !p.is_empty());
        // The facts of a sentence stand together, and each bears it.
        let (mut sentence, mut evidence) = (None, Vec::new());
        for (fact, statement) in extraction.facts.iter().zip(statements) {
            if sentence.replace(fact.sentence) != Some(fact.sentence) {
                evidence.clear();
                string(extraction.sentences[fact.sentence as usize].span.of(&article.text), &mut evidence);
            }
            let figure = extraction.figure(fact);
            let date = fact.date.and_then(|d| extraction.mentions[d as usize].date());
            let written = fact.figure.map(|f| extraction.mentions[f as usize].span.of(&article.text));
            let unit = figure.map(|f| f.unit_name(lexicons));
            let mut record = Object::new(out);
            record
                .word("fact_id", &fact.id)
                .raw("article", &name)
                .maybe_text("published", published.as_deref())
                .count("sentence", fact.sentence as usize + 1)
                .word("kind", fact.kind.name())
                .text("relation", lexicons.relation(fact.relation))
                .names("company", fact.company.iter().map(named))
                .names("counterparty", fact.counterparty.iter().map(named))
                .names("chip", fact.chip.iter().map(named))
                .maybe_text("figure", written)
                .maybe("value", figure.and_then(|f| f.value).and_then(number))
                .maybe("value_high", figure.and_then(|f| f.high).and_then(number))
                .maybe_text("unit", unit.as_deref())
                .maybe_text("bound", figure.map(|f| f.bound.sign()))
                .maybe_text("direction", figure.and_then(|f| f.direction).map(|d| d.sign()))
                .maybe_text("of", fact.of.map(|o| o.of(&article.text)))
                .maybe_text("part", fact.part.map(|p| p.of(&article.text)))
                .names("place", fact.place.iter().map(named))
                .maybe_text("date", date.map(|d| d.value.as_str()).filter(|v| !v.is_empty()))
                .maybe_text("date_from", date.and_then(|d| d.from).map(|d| d.to_string()).as_deref())
                .maybe_text("date_to", date.and_then(|d| d.to).map(|d| d.to_string()).as_deref())
                .names("source", fact.source.iter().map(named))
                .word("certainty", fact.certainty.name())
                .raw("evidence", &evidence)
                .count("start", points.at(fact.span.start))
                .count("end", points.at(fact.span.end))
                .maybe_text("claim", statement.as_ref().map(|s| s.claim.to_string()).as_deref())
                .end();
            out.extend_from_slice(b",\n");
        }
    }
}
