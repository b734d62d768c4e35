//! Tables: what a run writes. Their columns stand in `schema.rs`; `csv.rs` and `json.rs` write an article's rows, `claims.rs` those of
//! all of them together, `file.rs` the files. Other formats are made of the finished tables: `format/`.

pub mod changes;
mod claims;
mod claims_file;
mod csv;
mod file;
pub(crate) mod json;
pub mod schema;

pub(crate) use claims_file::write_claims;
pub use csv::Csv;
use csv::header;
pub(crate) use file::{FACTS_CSV, MARKS, Places, STATEMENTS, being_made, beside, made, sync_folder, unfinished};
pub use file::{Form, Old, Shape, TABLES, Tables, publish, whole};
pub use json::Json;

use crate::Extraction;
use crate::article::Article;
use crate::claim;
use crate::lexicon::{EntityId, Lexicons};
use crate::span::Span;

/// The columns of `articles.csv`.
pub const ARTICLES: &[&str] = &schema::ARTICLES_NAMES;
/// The columns of `sentences.csv`.
pub const SENTENCES: &[&str] = &schema::SENTENCES_NAMES;
/// The columns of `mentions.csv`.
pub const MENTIONS: &[&str] = &schema::MENTIONS_NAMES;
/// The columns of `facts.csv`.
pub const FACTS: &[&str] = &schema::FACTS_NAMES;
/// The columns of `claims.csv`: those of the claim, then those of one of its voices.
pub const CLAIMS: &[&str] = &schema::CLAIMS_NAMES;

/// One article's rows, ready to be appended to each table.
#[derive(Debug, Default)]
pub struct Rows {
    /// Its row of `articles.csv`.
    pub articles: Vec<u8>,
    /// Its rows of `sentences.csv`.
    pub sentences: Vec<u8>,
    /// Its rows of `mentions.csv`.
    pub mentions: Vec<u8>,
    /// Its rows of `facts.csv`.
    pub facts: Vec<u8>,
    /// Its records of `facts.json`, one a line, each ended by `,\n`.
    pub facts_json: Vec<u8>,
    /// What its facts give to the claims, a record each.
    pub statements: Vec<u8>,
    /// Of which claim each of these can be, and how long its record is.
    pub marks: Vec<u8>,
}

/// How many bytes the rows of an article, or of several, take in each of [`TABLES`].
pub type Lengths = [u64; TABLES.len()];

impl Rows {
    /// The rows of an article that was read.
    pub fn of(article: &Article, extraction: &Extraction, lexicons: &Lexicons) -> Rows {
        let mut rows = Rows::default();
        let statements = claim::state(article, extraction, lexicons);
        Csv { article, extraction, statements: &statements, lexicons }.write(&mut rows);
        Json { article, extraction, statements: &statements, lexicons }.write(&mut rows.facts_json);
        statements.iter().flatten().for_each(|statement| {
            claim::record(statement, &mut rows.statements, &mut rows.marks);
        });
        rows
    }

    /// Appends the rows of the article that follows.
    pub fn append(&mut self, other: &Rows) {
        self.articles.extend_from_slice(&other.articles);
        self.sentences.extend_from_slice(&other.sentences);
        self.mentions.extend_from_slice(&other.mentions);
        self.facts.extend_from_slice(&other.facts);
        self.facts_json.extend_from_slice(&other.facts_json);
        self.statements.extend_from_slice(&other.statements);
        self.marks.extend_from_slice(&other.marks);
    }

    /// The rows of each of [`TABLES`].
    pub fn parts(&self) -> [&[u8]; TABLES.len()] {
        [&self.articles, &self.sentences, &self.mentions, &self.facts, &self.facts_json, &self.statements, &self.marks]
    }

    /// How many bytes they take.
    pub fn lengths(&self) -> Lengths {
        self.parts().map(|rows| rows.len() as u64)
    }

    /// The one row of an article that was skipped, with the reason.
    pub fn skipped(name: &str, reason: &str) -> Rows {
        let mut rows = Rows::default();
        csv::skipped(name, reason, &mut rows.articles);
        rows
    }
}

/// The id and name of an entity as a slot shows them; a chip of a series is called as the article calls it.
pub fn called<'a>(entity: EntityId, span: Span, article: &'a Article, lexicons: &'a Lexicons) -> (&'a str, &'a str) {
    let known = lexicons.entity(entity);
    if known.by_pattern {
        let text = span.of(&article.text);
        return (text, text);
    }
    (&known.id, &known.name)
}
