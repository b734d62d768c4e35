//! CSV: RFC 4180, comma, dot, UTF-8 without a byte order mark.

use super::{ARTICLES, FACTS, MENTIONS, Rows, SENTENCES, called, number};
use crate::Extraction;
use crate::article::Article;
use crate::fact::Filler;
use crate::lexicon::Lexicons;
use crate::span::CodePoints;

/// Writes an article's rows.
#[derive(Clone, Copy, Debug)]
pub struct Csv<'a> {
    /// The article.
    pub article: &'a Article,
    /// What was found in it.
    pub extraction: &'a Extraction,
    /// The lexicons it was found by.
    pub lexicons: &'a Lexicons,
}

/// One row, cell by cell.
struct Row<'o> {
    writer: &'o mut Vec<u8>,
    cells: usize,
}

impl<'o> Row<'o> {
    fn new(writer: &'o mut Vec<u8>) -> Row<'o> {
        Row { writer, cells: 0 }
    }
    fn cell(&mut self, text: &str) -> &mut Self {
        if self.cells > 0 {
            self.writer.push(b',');
        }
        self.cells += 1;
        let mut buffer = [0; 256];
        let mut core = csv_core::Writer::new();
        let mut rest = text.as_bytes();
        loop {
            let (result, read, written) = core.field(rest, &mut buffer);
            self.writer.extend_from_slice(&buffer[..written]);
            rest = &rest[read..];
            if result == csv_core::WriteResult::InputEmpty {
                break;
            }
        }
        let (_, written) = core.finish(&mut buffer);
        self.writer.extend_from_slice(&buffer[..written]);
        self
    }
    fn number(&mut self, value: impl std::fmt::Display) -> &mut Self {
        self.cell(&value.to_string())
    }
    fn empty(&mut self, cells: usize) -> &mut Self {
        for _ in 0..cells {
            self.cell("");
        }
        self
    }
    fn end(&mut self, cells: usize) {
        debug_assert_eq!(self.cells, cells, "a row has the columns of its table");
        self.writer.push(b'\n');
    }
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
        .number(0)
        .number(0)
        .number(0)
        .cell(&format!("skipped: {reason}"))
        .cell("")
        .end(ARTICLES.len());
}

impl Csv<'_> {
    /// Appends the article's rows to each table.
    pub fn write(self, rows: &mut Rows) {
        let Csv { article, extraction, .. } = self;
        Row::new(&mut rows.articles)
            .cell(&article.name)
            .cell(&article.title)
            .cell(&article.published.to_string())
            .number(extraction.sentences.len())
            .number(extraction.mentions.iter().filter(|m| !m.figure().is_some_and(|f| f.ellipsis)).count())
            .number(extraction.facts.len())
            .cell("read")
            .cell(article.encoding)
            .end(ARTICLES.len());
        let mut points = CodePoints::new(&article.text);
        for (at, sentence) in extraction.sentences.iter().enumerate() {
            Row::new(&mut rows.sentences)
                .cell(&article.name)
                .number(at + 1)
                .number(points.at(sentence.span.start))
                .number(points.at(sentence.span.end))
                .cell(sentence.span.of(&article.text))
                .end(SENTENCES.len());
        }
        self.mentions(&mut rows.mentions);
        self.facts(&mut rows.facts);
    }

    fn mentions(self, out: &mut Vec<u8>) {
        let Csv { article, extraction, lexicons } = self;
        let mut points = CodePoints::new(&article.text);
        for mention in &extraction.mentions {
            // «altrettanti» repeats a figure: a fact, but no figure by its own words
            if mention.figure().is_some_and(|f| f.ellipsis) {
                continue;
            }
            let mut row = Row::new(out);
            row.cell(&article.name)
                .number(mention.sentence + 1)
                .cell(mention.kind.name())
                .cell(mention.span.of(&article.text))
                .number(points.at(mention.span.start))
                .number(points.at(mention.span.end));
            match (mention.entity(), mention.figure(), mention.date()) {
                (Some(entity), ..) => {
                    let (id, name) = called(entity, mention.span, article, lexicons);
                    row.cell(id).cell(name).empty(8);
                }
                (_, Some(figure), _) => {
                    row.empty(2)
                        .cell(&figure.value.map(number).unwrap_or_default())
                        .cell(&figure.high.map(number).unwrap_or_default())
                        .cell(&figure.unit_name(lexicons))
                        .cell(figure.bound.sign())
                        .cell(figure.direction.map_or("", |d| d.sign()))
                        .empty(3);
                }
                (.., Some(date)) => {
                    row.empty(2).cell(&date.value).empty(4).cell(date.modifier.map_or("", |m| m.name()));
                    row.cell(&date.from.map(|d| d.to_string()).unwrap_or_default());
                    row.cell(&date.to.map(|d| d.to_string()).unwrap_or_default());
                }
                _ => {
                    row.empty(10);
                }
            }
            row.end(MENTIONS.len());
        }
    }

    fn facts(self, out: &mut Vec<u8>) {
        let Csv { article, extraction, lexicons } = self;
        let mut points = CodePoints::new(&article.text);
        let published = article.published.to_string();
        let slot = |fillers: &[Filler]| {
            let names: Vec<&str> = fillers.iter().map(|f| called(f.entity, f.span, article, lexicons).1).collect();
            names.join("; ")
        };
        for fact in &extraction.facts {
            let mut row = Row::new(out);
            row.cell(&fact.id).cell(&article.name).cell(&published).number(fact.sentence + 1).cell(fact.kind.name());
            row.cell(lexicons.relation(fact.relation))
                .cell(&slot(&fact.company))
                .cell(&slot(&fact.counterparty))
                .cell(&slot(&fact.chip));
            match fact.figure.map(|f| &extraction.mentions[f as usize]) {
                Some(mention) => {
                    let figure = extraction.figure(fact).copied().unwrap_or_default();
                    row.cell(mention.span.of(&article.text))
                        .cell(&figure.value.map(number).unwrap_or_default())
                        .cell(&figure.high.map(number).unwrap_or_default())
                        .cell(&figure.unit_name(lexicons))
                        .cell(figure.bound.sign())
                        .cell(figure.direction.map_or("", |d| d.sign()))
                        .cell(fact.of.map_or("", |o| o.of(&article.text)));
                }
                None => {
                    row.empty(7);
                }
            }
            row.cell(&slot(&fact.place));
            match fact.date.and_then(|d| extraction.mentions[d as usize].date()) {
                Some(date) => {
                    row.cell(&date.value);
                    row.cell(&date.from.map(|d| d.to_string()).unwrap_or_default());
                    row.cell(&date.to.map(|d| d.to_string()).unwrap_or_default());
                }
                None => {
                    row.empty(3);
                }
            }
            row.cell(&slot(&fact.source)).cell(fact.certainty.name());
            row.cell(extraction.sentences[fact.sentence as usize].span.of(&article.text));
            row.number(points.at(fact.span.start)).number(points.at(fact.span.end)).end(FACTS.len());
        }
    }
}
