//! The finished tables of a run, read back as a stream of typed rows.

use crate::error::{Error, Result};
use crate::table::schema::{Column, Kind, Table, TableName};
use jiff::civil::Date;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// The finished tables of a run, whole and on the disk, and what the run counted.
pub struct Finished<'r> {
    paths: [PathBuf; TableName::ALL.len()],
    facts_json: PathBuf,
    claims_json: PathBuf,
    /// What the run counted.
    pub counts: Counts,
    go_on: &'r (dyn Fn() -> bool + Sync),
}

/// What a run counted: the same for the same articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles that were read.
    pub articles: usize,
    /// Files that were no article.
    pub skipped: usize,
    /// Bytes of the articles' text.
    pub bytes: u64,
    /// Sentences.
    pub sentences: usize,
    /// Mentions.
    pub mentions: usize,
    /// Facts.
    pub facts: usize,
    /// Claims.
    pub claims: usize,
    /// Claims that are conflicts.
    pub conflicts: usize,
}

impl<'r> Finished<'r> {
    /// The tables whose files (`facts.csv`) stand where `place` says. `go_on` is asked now and then while they are read.
    pub fn new(place: impl Fn(&str) -> PathBuf, counts: Counts, go_on: &'r (dyn Fn() -> bool + Sync)) -> Finished<'r> {
        let paths = TableName::ALL.map(|table| place(&format!("{}.csv", table.name())));
        Finished { paths, facts_json: place("facts.json"), claims_json: place("claims.json"), counts, go_on }
    }

    /// Whether to go on.
    pub fn go_on(&self) -> bool {
        (self.go_on)()
    }

    /// The table's CSV file: RFC 4180, comma, dot, UTF-8, columns as in its [`TableName::schema`].
    pub fn path(&self, table: TableName) -> &Path {
        &self.paths[table as usize]
    }

    /// The table's rows, in order.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be read.
    pub fn rows(&self, table: TableName) -> Result<Rows<'_>> {
        let path = self.path(table);
        let file = File::open(path).map_err(|e| Error::io("read", path, e))?;
        let reader = csv::ReaderBuilder::new().buffer_capacity(1 << 17).from_reader(file);
        let record = csv::StringRecord::new();
        Ok(Rows { path, table: table.schema(), reader, record, read: 0, go_on: self.go_on })
    }

    /// Shows the records of `facts.json` or `claims.json` to `see`, each as its JSON; slots are lists of `{"id", "name"}` there.
    /// Tells whether the table has such records: the others have none.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be read, [`Error::Stopped`] where the run was, and what `see` says.
    pub fn records(&self, table: TableName, mut see: impl FnMut(&[u8]) -> Result<()>) -> Result<bool> {
        let path = match table {
            TableName::Facts => &self.facts_json,
            TableName::Claims => &self.claims_json,
            _ => return Ok(false),
        };
        let failed = |e| Error::io("read", path, e);
        let mut reader = BufReader::with_capacity(1 << 17, File::open(path).map_err(failed)?);
        let mut line = Vec::new();
        let mut read = 0usize;
        while reader.read_until(b'\n', &mut line).map_err(failed)? > 0 {
            check(self.go_on, read)?;
            read += 1;
            let record = line.trim_ascii_end();
            let record = record.strip_suffix(b",").unwrap_or(record);
            if record.starts_with(b"{") {
                see(record)?;
            }
            line.clear();
        }
        Ok(true)
    }
}

/// Asks every now and then whether to go on.
fn check(go_on: &(dyn Fn() -> bool + Sync), read: usize) -> Result<()> {
    if read % 4096 == 4095 && !go_on() { Err(Error::Stopped) } else { Ok(()) }
}

/// A table's rows, one after another.
pub struct Rows<'f> {
    path: &'f Path,
    table: &'static Table,
    reader: csv::Reader<File>,
    record: csv::StringRecord,
    read: usize,
    go_on: &'f (dyn Fn() -> bool + Sync),
}

impl Rows<'_> {
    /// The next row.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be read, [`Error::Stopped`] where the run was.
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>> {
        check(self.go_on, self.read)?;
        self.read += 1;
        match self.reader.read_record(&mut self.record) {
            Ok(true) => Ok(Some(Row { table: self.table, cells: &self.record })),
            Ok(false) => Ok(None),
            Err(error) => Err(Error::io("read", self.path, error.into())),
        }
    }
}

/// A row.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    table: &'static Table,
    cells: &'a csv::StringRecord,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing: unknown, or does not apply.
    Empty,
    /// Text.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// Names, joined by `; `.
    List(&'a str),
}

impl<'a> Row<'a> {
    /// A cell as the CSV has it; empty beyond the last.
    pub fn cell(&self, at: usize) -> &'a str {
        self.cells.get(at).unwrap_or_default()
    }

    /// The cell of a column as the CSV has it; empty where there is no such column.
    pub fn get(&self, column: &str) -> &'a str {
        self.table.at(column).map_or("", |at| self.cell(at))
    }

    /// Its cells with their columns, in order.
    pub fn values(self) -> impl Iterator<Item = (&'static Column, Value<'a>)> {
        self.table.columns.iter().enumerate().map(move |(at, column)| (column, self.value(at)))
    }

    /// What a cell holds by its column's kind; text where it is not what the column says.
    pub fn value(&self, at: usize) -> Value<'a> {
        let cell = self.cell(at);
        if cell.is_empty() {
            return Value::Empty;
        }
        let number = || cell.parse().map_or(Value::Text(cell), Value::Number);
        match self.table.columns.get(at).map_or(Kind::Text, |column| column.kind) {
            Kind::Text | Kind::Term(_) => Value::Text(cell),
            Kind::Integer => cell.parse().map_or(Value::Text(cell), Value::Integer),
            Kind::Number => number(),
            Kind::Measure if self.get("type") == "figure" => number(),
            Kind::Measure => Value::Text(cell),
            Kind::Day | Kind::Date => day(cell).map_or(Value::Text(cell), Value::Day),
            Kind::List => Value::List(cell),
        }
    }
}

/// A day written in full: `2026-02-24`.
fn day(cell: &str) -> Option<Date> {
    let bytes = cell.as_bytes();
    let shape = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, b)| match at {
            4 | 7 => *b == b'-',
            _ => b.is_ascii_digit(),
        });
    shape.then(|| cell.parse().ok()).flatten()
}

/// The names of a list.
pub fn names(list: &str) -> impl Iterator<Item = &str> {
    list.split("; ")
}
