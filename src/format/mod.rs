//! Formats: files made of a run's finished tables, for whatever people open them with.
//!
//! ```text
//! finished tables (CSV, JSON) ──▶ finished.rs: rows, typed by table/schema.rs ──▶ one file a format
//! ```
//!
//! A format is a line in [`Format`] and in its `match`es, and a file here with one function. It reads the tables as a stream
//! ([`Finished::rows`]), writes to the path it is given, and has no say in the rest: `run/` puts the file in its place with the
//! tables and makes it again where it is missing, damaged or made of something else. What it writes hangs on the tables alone: no
//! clock, no random number, no order of threads; so the same articles give the same bytes.

mod excel_it;
mod finished;
mod html;
mod jsonl;
mod package;
mod parquet;
mod sqlite;
mod xlsx;

pub use finished::{Counts, Finished, Row, Rows, Value, names};

use crate::error::Result;
use crate::table::schema::TableName;
use std::path::Path;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// A CSV file a table, and `datapackage.json`.
    Csv,
    /// `facts.json`, `claims.json`, and `schema.json`.
    Json,
    /// A file of JSON Lines a table, and `schema.json`.
    Jsonl,
    /// `tables.xlsx`.
    Xlsx,
    /// A Parquet file a table.
    Parquet,
    /// `tables.sqlite`.
    Sqlite,
    /// `report.html`.
    Html,
}

/// How CSV is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Comma, decimal point, UTF-8 without a byte order mark, text as it is.
    #[default]
    Rfc4180,
    /// As Excel with Italian settings opens it by a double click.
    ExcelIt,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Dialect; 2] = [Dialect::Rfc4180, Dialect::ExcelIt];

    /// As the command has it.
    pub fn name(self) -> &'static str {
        match self {
            Dialect::Rfc4180 => "rfc4180",
            Dialect::ExcelIt => "excel-it",
        }
    }

    /// The dialect of this name.
    pub fn parse(name: &str) -> Option<Dialect> {
        Dialect::ALL.into_iter().find(|dialect| dialect.name() == name)
    }

    /// What it is, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Dialect::Rfc4180 => "comma, decimal point: for programs",
            Dialect::ExcelIt => "semicolon, decimal comma, no cell runs: for a double click in Italian Excel",
        }
    }
}

/// What makes a file; what the user should know of it is returned, a sentence each.
#[derive(Clone, Copy)]
enum Maker {
    /// A file a table.
    Each(fn(&Finished<'_>, TableName, &Path) -> Result<Vec<String>>),
    /// A file of several tables.
    One(fn(&Finished<'_>, &[TableName], &Path) -> Result<Vec<String>>),
    /// `datapackage.json`.
    Package(Dialect),
    /// `schema.json`.
    JsonSchema,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 7] =
        [Format::Csv, Format::Json, Format::Jsonl, Format::Xlsx, Format::Parquet, Format::Sqlite, Format::Html];

    /// As the command has it; also how the files end.
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Xlsx => "xlsx",
            Format::Parquet => "parquet",
            Format::Sqlite => "sqlite",
            Format::Html => "html",
        }
    }

    /// The format of this name.
    pub fn parse(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }

    /// What it is, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Format::Csv => "a CSV file a table, and datapackage.json",
            Format::Json => "facts.json and claims.json with ids and lists, and schema.json",
            Format::Jsonl => "a file of JSON Lines a table, and schema.json",
            Format::Xlsx => "tables.xlsx, a sheet a table",
            Format::Parquet => "a Parquet file a table",
            Format::Sqlite => "tables.sqlite, with full-text search and views",
            Format::Html => "report.html, a page to read, search and print, that needs no network",
        }
    }

    /// The files it is made of, by their names, beside the run's own tables.
    fn files(self, choice: &Choice) -> Vec<(String, Maker)> {
        let each =
            |end: &str, make| choice.tables().map(|t| (format!("{}.{end}", t.name()), Maker::Each(make))).collect();
        let mut files: Vec<(String, Maker)> = match self {
            Format::Csv if choice.dialect == Dialect::ExcelIt => each("csv", excel_it::write),
            Format::Csv | Format::Json => Vec::new(),
            Format::Jsonl => each("jsonl", jsonl::write),
            Format::Parquet => each("parquet", parquet::write),
            Format::Xlsx => vec![("tables.xlsx".to_owned(), Maker::One(xlsx::write))],
            Format::Sqlite => vec![("tables.sqlite".to_owned(), Maker::One(sqlite::write))],
            Format::Html => vec![("report.html".to_owned(), Maker::One(html::write))],
        };
        match self {
            Format::Csv => files.push(("datapackage.json".to_owned(), Maker::Package(choice.dialect))),
            Format::Json | Format::Jsonl => files.push(("schema.json".to_owned(), Maker::JsonSchema)),
            _ => {}
        }
        files
    }
}

/// What the output folder is to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// In which formats.
    pub formats: Vec<Format>,
    /// Which tables; empty for all. Formats of one file leave out `changes` unless it is named here, as it alone hangs on history.
    pub tables: Vec<TableName>,
    /// How CSV is written.
    pub dialect: Dialect,
}

impl Default for Choice {
    fn default() -> Choice {
        Choice { formats: vec![Format::Csv, Format::Json], tables: Vec::new(), dialect: Dialect::default() }
    }
}

/// A file to be made.
pub(crate) struct File {
    /// Its name in the output folder.
    pub name: String,
    /// What it is made of: where this is the same and so are the tables, so is the file.
    pub made_of: String,
    /// Whether it tells what changed since the run before.
    pub of_changes: bool,
    tables: Vec<TableName>,
    maker: Maker,
}

impl Choice {
    /// The tables asked for.
    fn tables(&self) -> impl Iterator<Item = TableName> {
        TableName::ALL.into_iter().filter(|table| self.tables.is_empty() || self.tables.contains(table))
    }

    /// Whether the run's own table in this file (`facts.csv`) is to be seen in the output folder.
    pub(crate) fn shows(&self, file: &str) -> bool {
        let (table, end) = file.split_once('.').unwrap_or((file, ""));
        let asked = match end {
            "csv" => self.dialect == Dialect::Rfc4180 && self.formats.contains(&Format::Csv),
            "json" => self.formats.contains(&Format::Json),
            _ => false,
        };
        asked && self.tables().any(|asked| asked.name() == table)
    }

    /// The files to be made of the finished tables.
    pub(crate) fn files(&self) -> Vec<File> {
        let mut files: Vec<File> = Vec::new();
        for format in Format::ALL.into_iter().filter(|format| self.formats.contains(format)) {
            for (name, maker) in format.files(self) {
                if files.iter().all(|file| file.name != name) {
                    files.push(self.file(name, maker));
                }
            }
        }
        files
    }

    fn file(&self, name: String, maker: Maker) -> File {
        let tables: Vec<TableName> = match maker {
            Maker::Each(_) => name.split_once('.').and_then(|(table, _)| TableName::parse(table)).into_iter().collect(),
            Maker::One(_) => self.tables().filter(|t| *t != TableName::Changes || self.tables.contains(t)).collect(),
            Maker::Package(_) => self.tables().collect(),
            Maker::JsonSchema => Vec::new(),
        };
        let names: Vec<&str> = tables.iter().map(|table| table.name()).collect();
        let made_of = format!("{} of {}", self.dialect.name(), names.join(","));
        // The package says of the table of changes only what columns it has.
        let of_changes = tables.contains(&TableName::Changes) && !matches!(maker, Maker::Package(_));
        File { name, made_of, of_changes, tables, maker }
    }
}

impl File {
    /// Makes the file at `to`; tells what the user should know of it.
    ///
    /// # Errors
    /// [`crate::Error::Io`] where a table cannot be read or the file not written, [`crate::Error::Stopped`] where the run was.
    pub fn make(&self, tables: &Finished<'_>, to: &Path) -> Result<Vec<String>> {
        match self.maker {
            Maker::Each(write) => self.tables.iter().try_fold(Vec::new(), |mut told, &table| {
                told.extend(write(tables, table, to)?);
                Ok(told)
            }),
            Maker::One(write) => write(tables, &self.tables, to),
            Maker::Package(dialect) => package::write(tables, &self.tables, dialect, to),
            Maker::JsonSchema => package::write_json_schema(to),
        }
    }
}
