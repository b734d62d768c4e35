//! Articles of records, whatever file they stand in.

use super::columns::{Columns, DATE, ID, SOURCE, TEXT, TITLE, URL};
use super::{COLUMNS, Failed, Format, Source, Take};
use crate::article::{Article, LARGEST, Said, TOO_LARGE};
use crate::published::Published;
use rustc_hash::FxHashSet;
use std::ops::ControlFlow;

/// A record of a file.
#[derive(Debug)]
pub enum Record {
    /// The article it holds.
    Article(Box<Article>),
    /// One that holds none.
    Bad {
        /// What the tables call it.
        name: String,
        /// Why it holds no article.
        reason: String,
    },
    /// Something to say of the whole file, after its last record.
    Note(String),
}

impl Record {
    /// What the tables call it.
    pub fn name(&self) -> &str {
        match self {
            Record::Article(article) => &article.name,
            Record::Bad { name, .. } => name,
            Record::Note(_) => "",
        }
    }
}

/// What a record holds in one column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Cell {
    /// The record has no such column.
    #[default]
    Absent,
    /// It is empty there.
    Null,
    Text(String),
    /// A number, in its digits.
    Number(String),
    /// Something else, in words.
    Other(&'static str),
}

impl Cell {
    /// Its words or digits; nothing for anything else.
    fn words(&self) -> &str {
        match self {
            Cell::Text(text) | Cell::Number(text) => text.trim(),
            _ => "",
        }
    }
}

/// What a record holds in each of [`COLUMNS`].
pub(super) type Cells = [Cell; COLUMNS.len()];

/// The longest id an article is called by, in bytes; a record of a longer one is called by its number.
const LONGEST_ID: usize = 500;

/// So many records without a text, and none with one before, and the file is taken for another kind of table.
const LACKING: usize = 100;

/// Makes articles of the records of a file, and hands them on.
pub(super) struct Records<'s, 't> {
    source: &'s Source<'s>,
    format: Format,
    said: Said,
    take: &'s mut Take<'t>,
    /// Hashes of the names given so far.
    names: FxHashSet<u128>,
    /// Records without a text column, held back until one has it, and what is said of the file where none has.
    lacking: Vec<(u64, String)>,
    /// Whether a record had a text column.
    begun: bool,
    /// The number of the last record.
    row: u64,
    /// How many dates were not understood, and the first.
    undated: (u64, String),
    refused: Option<String>,
}

impl<'s, 't> Records<'s, 't> {
    pub fn new(source: &'s Source<'s>, take: &'s mut Take<'t>) -> Records<'s, 't> {
        Records {
            source,
            format: source.format(),
            said: source.said(),
            take,
            names: FxHashSet::default(),
            lacking: Vec::new(),
            begun: false,
            row: 0,
            undated: (0, String::new()),
            refused: None,
        }
    }

    pub fn columns(&self) -> &'s Columns {
        &self.source.reading.columns
    }

    /// The record is the file's only one, and called as the file.
    pub fn alone(&mut self, cells: Cells, lacks: impl FnOnce() -> String) -> ControlFlow<()> {
        self.record(1, cells, "utf-8", lacks, true)
    }

    /// The record with this number, from 1.
    pub fn add(
        &mut self,
        row: u64,
        cells: Cells,
        encoding: &'static str,
        lacks: impl FnOnce() -> String,
    ) -> ControlFlow<()> {
        self.record(row, cells, encoding, lacks, false)
    }

    fn record(
        &mut self,
        row: u64,
        mut cells: Cells,
        encoding: &'static str,
        lacks: impl FnOnce() -> String,
        alone: bool,
    ) -> ControlFlow<()> {
        self.row = row;
        let text = match std::mem::take(&mut cells[TEXT]) {
            Cell::Text(text) if text.trim().is_empty() => Err("its text is empty".to_owned()),
            Cell::Text(text) if text.len() as u64 > LARGEST => Err(TOO_LARGE.to_owned()),
            Cell::Text(text) => Ok(text),
            Cell::Null => Err("its text is empty".to_owned()),
            Cell::Number(_) => Err("its text is a number".to_owned()),
            Cell::Other(what) => Err(format!("its text is {what}")),
            Cell::Absent => return self.lacks(row, lacks()),
        };
        self.begin()?;
        let name = if alone { self.source.name.to_owned() } else { self.name(row, cells[ID].words()) };
        match text {
            Err(reason) => (self.take)(Record::Bad { name, reason }),
            Ok(text) => {
                let mut article = Article::headed(name, text, &self.said);
                article.encoding = encoding;
                article.format = self.format.name();
                self.fill(&mut article, &cells, row);
                (self.take)(Record::Article(Box::new(article)))
            }
        }
    }

    /// What the columns say goes before what the text or the file does.
    fn fill(&mut self, article: &mut Article, cells: &Cells, row: u64) {
        let date = cells[DATE].words();
        match Published::parse_loosely(date) {
            Some(published) => article.published = published,
            None if date.is_empty() => {}
            None => {
                if self.undated.0 == 0 {
                    self.undated.1 = format!("`{}` in record {row}", date.chars().take(40).collect::<String>());
                }
                self.undated.0 += 1;
            }
        }
        for (own, at) in [(&mut article.title, TITLE), (&mut article.url, URL), (&mut article.source, SOURCE)] {
            let words = cells[at].words();
            if !words.is_empty() {
                words.clone_into(own);
            }
        }
    }

    /// A record that cannot be read.
    pub fn bad(&mut self, row: u64, reason: String) -> ControlFlow<()> {
        self.row = row;
        if !self.begun {
            return self.lacks(row, reason);
        }
        let name = self.name(row, "");
        (self.take)(Record::Bad { name, reason })
    }

    /// A record that has no text column: held back while none has.
    fn lacks(&mut self, row: u64, reason: String) -> ControlFlow<()> {
        self.lacking.push((row, reason));
        if self.begun {
            return self.flush();
        }
        if self.lacking.len() < LACKING {
            return ControlFlow::Continue(());
        }
        self.refused = Some(self.lacking.swap_remove(0).1);
        ControlFlow::Break(())
    }

    /// A record with a text was found: what was held back are bad ones of a good file.
    fn begin(&mut self) -> ControlFlow<()> {
        self.begun = true;
        self.flush()
    }

    fn flush(&mut self) -> ControlFlow<()> {
        for (row, reason) in std::mem::take(&mut self.lacking) {
            let name = self.name(row, "");
            (self.take)(Record::Bad { name, reason })?;
        }
        ControlFlow::Continue(())
    }

    /// What a record is called; no two of a file the same.
    fn name(&mut self, row: u64, id: &str) -> String {
        let file = self.source.name;
        let mut name = match id.len() {
            1..=LONGEST_ID => format!("{file}#{id}"),
            _ => format!("{file}#row-{row}"),
        };
        while !self.names.insert(hash(&name)) {
            name.push_str(&format!("#row-{row}"));
        }
        name
    }

    /// The end of the file, or what keeps the rest from being read.
    ///
    /// # Errors
    /// Why nothing of it could be.
    pub fn end(&mut self, read: Result<(), Failed>) -> Result<(), Failed> {
        if let Some(reason) = self.refused.take() {
            return Err(Failed::No(reason));
        }
        match read {
            Err(failed) if !self.begun && self.lacking.is_empty() => return Err(failed),
            Err(Failed::Io(cause)) if !self.begun => return Err(Failed::Io(cause)),
            Err(failed) => {
                let reason = match failed {
                    Failed::Io(cause) => format!("cannot be read: {cause}"),
                    Failed::No(reason) => reason,
                };
                // Whether the caller wants more does not matter: this is the last.
                let _ = self.bad(self.row + 1, format!("{reason}; nothing after it is read"));
            }
            Ok(()) => {}
        }
        if !self.begun {
            let first = self.lacking.drain(..).next();
            return Err(Failed::No(first.map_or_else(|| "holds no records".to_owned(), |(_, reason)| reason)));
        }
        let (undated, first) = &self.undated;
        if *undated > 0 {
            let dates = if *undated == 1 { "a date is".to_owned() } else { format!("{undated} dates are") };
            let first = if *undated == 1 { first.clone() } else { format!("the first {first}") };
            let _ = (self.take)(Record::Note(format!("{dates} not understood: {first}")));
        }
        Ok(())
    }
}

fn hash(name: &str) -> u128 {
    let mut half = [0; 16];
    half.copy_from_slice(&blake3::hash(name.as_bytes()).as_bytes()[..16]);
    u128::from_le_bytes(half)
}
