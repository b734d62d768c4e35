//! CSV: RFC 4180, comma, dot, UTF-8 without a byte order mark.

use super::{ARTICLES, FACTS, MENTIONS, Rows, SENTENCES, called};
use crate::Extraction;
use crate::article::Article;
use crate::claim::Statement;
use crate::fact::Filler;
use crate::lexicon::Lexicons;
use crate::span::CodePoints;
use std::io::Write;

/// Writes an article's rows.
#[derive(Clone, Copy, Debug)]
pub struct Csv<'a> {
    /// The article.
    pub article: &'a Article,
    /// What was found in it.
    pub extraction: &'a Extraction,
    /// What each of its facts gives to the claims.
    pub statements: &'a [Option<Statement>],
    /// The lexicons it was found by.
    pub lexicons: &'a Lexicons,
}

/// One row, cell by cell.
pub(super) struct Row<'o> {
    writer: &'o mut Vec<u8>,
    cells: usize,
}

impl<'o> Row<'o> {
    pub fn new(writer: &'o mut Vec<u8>) -> Row<'o> {
        Row { writer, cells: 0 }
    }
    fn next(&mut self) {
        if self.cells > 0 {
            self.writer.push(b',');
        }
        self.cells += 1;
    }
    /// A cell, in quotes where it must be: RFC 4180.
    pub fn cell(&mut self, text: &str) -> &mut Self {
        self.next();
        // Every byte is looked at, without a way out, so that many are at once.
        let quotes = text.bytes().fold(false, |found, b| found | matches!(b, b',' | b'"' | b'\n' | b'\r'));
        if !quotes {
            self.writer.extend_from_slice(text.as_bytes());
            return self;
        }
        self.writer.push(b'"');
        for (at, part) in text.split('"').enumerate() {
            if at > 0 {
                self.writer.extend_from_slice(b"\"\"");
            }
            self.writer.extend_from_slice(part.as_bytes());
        }
        self.writer.push(b'"');
        self
    }
    /// A cell as it stands: written by [`Row::cell`] before, or a word of the program's own, without commas or quotes.
    fn as_is(&mut self, cell: impl AsRef<[u8]>) -> &mut Self {
        self.next();
        self.writer.extend_from_slice(cell.as_ref());
        self
    }
    /// Names of which none is empty, with semicolons between.
    fn names<'n>(&mut self, mut names: impl Iterator<Item = &'n str>) -> &mut Self {
        match (names.next(), names.next()) {
            (first, None) => self.cell(first.unwrap_or_default()),
            (first, Some(second)) => {
                let all: Vec<&str> = first.into_iter().chain([second]).chain(names).collect();
                self.cell(&all.join("; "))
            }
        }
    }
    /// A whole number.
    pub fn count(&mut self, value: usize) -> &mut Self {
        self.next();
        self.writer.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
        self
    }
    /// A number as [`Row::maybe`] writes it: whole ones, which most are, go the short way.
    pub fn number(&mut self, value: Option<f64>) -> &mut Self {
        match value {
            Some(whole) if whole.fract() == 0.0 && (0.0..9e15).contains(&whole) => self.count(whole as usize),
            other => self.maybe(other),
        }
    }
    /// A cell without commas or quotes: a date, a name of few letters, or nothing.
    pub fn plain(&mut self, value: impl std::fmt::Display) -> &mut Self {
        self.next();
        // Writing to memory cannot fail.
        let _ = write!(self.writer, "{value}");
        self
    }
    pub fn maybe(&mut self, value: Option<impl std::fmt::Display>) -> &mut Self {
        match value {
            Some(value) => self.plain(value),
            None => self.empty(1),
        }
    }
    fn empty(&mut self, cells: usize) -> &mut Self {
        for _ in 0..cells {
            self.next();
        }
        self
    }
    pub fn end(&mut self, cells: usize) {
        debug_assert_eq!(self.cells, cells, "a row has the columns of its table");
        self.writer.push(b'\n');
    }
}

/// A cell that stands in many rows.
fn once(text: &str) -> Vec<u8> {
    let mut cell = Vec::new();
    Row::new(&mut cell).cell(text);
    cell
}

/// The header line of a table.
pub(super) fn header(columns: &[&str]) -> Vec<u8> {
    let mut line = columns.join(",").into_bytes();
    line.push(b'\n');
    line
}

/// The row of an article that was skipped.
pub(super) fn skipped(name: &str, reason: &str, out: &mut Vec<u8>) {
    Row::new(out)
        .cell(name)
        .cell("")
        .cell("")
        .count(0)
        .count(0)
        .count(0)
        .cell(&format!("skipped: {reason}"))
        .empty(4)
        .end(ARTICLES.len());
}

impl Csv<'_> {
    /// Appends the article's rows to each table.
    pub fn write(self, rows: &mut Rows) {
        let Csv { article, extraction, .. } = self;
        Row::new(&mut rows.articles)
            .cell(&article.name)
            .cell(&article.title)
            .plain(article.published)
            .count(extraction.sentences.len())
            .count(extraction.shown().count())
            .count(extraction.facts.len())
            .cell("read")
            .cell(article.encoding)
            .cell(article.format)
            .cell(&article.source)
            .cell(&article.url)
            .end(ARTICLES.len());
        let name = &once(&article.name);
        let mut points = CodePoints::new(&article.text);
        for (at, sentence) in extraction.sentences.iter().enumerate() {
            Row::new(&mut rows.sentences)
                .as_is(name)
                .count(at + 1)
                .count(points.at(sentence.span.start))
                .count(points.at(sentence.span.end))
                .cell(sentence.span.of(&article.text))
                .end(SENTENCES.len());
        }
        self.mentions(name, &mut rows.mentions);
        self.facts(name, &mut rows.facts);
    }

    fn mentions(self, name: &[u8], out: &mut Vec<u8>) {
        let Csv { article, extraction, lexicons, .. } = self;
        let mut points = CodePoints::new(&article.text);
        for mention in extraction.shown() {
            let mut row = Row::new(out);
            row.as_is(name)
                .count(mention.sentence as usize + 1)
                .as_is(mention.kind.name())
                .cell(mention.span.of(&article.text))
                .count(points.at(mention.span.start))
                .count(points.at(mention.span.end));
            match (mention.entity(), mention.figure(), mention.date()) {
                (Some(entity), ..) => {
                    let (id, name) = called(entity, mention.span, article, lexicons);
                    row.cell(id).cell(name).empty(8);
                }
                (_, Some(figure), _) => {
                    row.empty(2)
                        .number(figure.value)
                        .number(figure.high)
                        .cell(&figure.unit_name(lexicons))
                        .as_is(figure.bound.sign())
                        .as_is(figure.direction.map_or("", |d| d.sign()))
                        .empty(3);
                }
                (.., Some(date)) => {
                    row.empty(2).cell(&date.value).empty(4).as_is(date.modifier.map_or("", |m| m.name()));
                    row.maybe(date.from);
                    row.maybe(date.to);
                }
                _ => {
                    row.empty(10);
                }
            }
            row.end(MENTIONS.len());
        }
    }

    fn facts(self, name: &[u8], out: &mut Vec<u8>) {
        let Csv { article, extraction, statements, lexicons } = self;
        let mut points = CodePoints::new(&article.text);
        let published = article.published.to_string();
        let named = |f: &Filler| called(f.entity, f.span, article, lexicons).1;
        // The facts of a sentence stand together, and each bears it.
        let (mut sentence, mut evidence) = (None, Vec::new());
        for (fact, statement) in extraction.facts.iter().zip(statements) {
            if sentence.replace(fact.sentence) != Some(fact.sentence) {
                evidence = once(extraction.sentences[fact.sentence as usize].span.of(&article.text));
            }
            let mut row = Row::new(out);
            row.as_is(&fact.id).as_is(name).as_is(&published).count(fact.sentence as usize + 1).as_is(fact.kind.name());
            row.cell(lexicons.relation(fact.relation))
                .names(fact.company.iter().map(named))
                .names(fact.counterparty.iter().map(named))
                .names(fact.chip.iter().map(named));
            match fact.figure.map(|f| &extraction.mentions[f as usize]) {
                Some(mention) => {
                    let figure = extraction.figure(fact).copied().unwrap_or_default();
                    row.cell(mention.span.of(&article.text))
                        .number(figure.value)
                        .number(figure.high)
                        .cell(&figure.unit_name(lexicons))
                        .as_is(figure.bound.sign())
                        .as_is(figure.direction.map_or("", |d| d.sign()))
                        .cell(fact.of.map_or("", |o| o.of(&article.text)))
                        .cell(fact.part.map_or("", |p| p.of(&article.text)));
                }
                None => {
                    row.empty(8);
                }
            }
            row.names(fact.place.iter().map(named));
            match fact.date.and_then(|d| extraction.mentions[d as usize].date()) {
                Some(date) => {
                    row.cell(&date.value);
                    row.maybe(date.from);
                    row.maybe(date.to);
                }
                None => {
                    row.empty(3);
                }
            }
            row.names(fact.source.iter().map(named)).as_is(fact.certainty.name());
            row.as_is(&evidence);
            row.count(points.at(fact.span.start)).count(points.at(fact.span.end));
            row.maybe(statement.as_ref().map(|s| s.claim)).end(FACTS.len());
        }
    }
}
