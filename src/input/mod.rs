//! What the files of a corpus hold: the articles in them, whatever they are written in.
//!
//! | name ends in | holds | read by | an article is called |
//! | --- | --- | --- | --- |
//! | `.md`, `.markdown` | one, its marks taken out | `markdown.rs` | as the file |
//! | `.html`, `.htm`, `.xhtml` | one: the page's main article | `html.rs` | as the file |
//! | `.jsonl`, `.ndjson` | one a line | `json.rs` | `file.jsonl#id` |
//! | `.json` | one an entry of an array, or one object | `json.rs` | `file.json#id`, `file.json` |
//! | `.csv`, `.tsv` | one a row | `csv.rs` | `file.csv#id` |
//! | `.parquet` | one a row | `parquet.rs` | `file.parquet#id` |
//! | anything else | one: plain text | `decode.rs`, `article.rs` | as the file |
//!
//! `.gz` and `.zst` after any of these are unpacked (`pack.rs`). A record without an id is called by its number: `#row-3`.
//! `columns.rs` says which columns hold what; `record.rs` makes articles of records; `beside.rs` reads what `articles.csv` in
//! the corpus says of its files.

mod beside;
mod columns;
mod csv;
mod html;
mod json;
mod markdown;
mod pack;
mod parquet;
mod record;

pub use beside::{Beside, SIDECAR};
pub use columns::{COLUMNS, Columns};
pub use record::Record;

use crate::article::{self, Article, LARGEST, Said, TOO_LARGE};
use crate::decode::decode;
use crate::error::{Error, Result};
use crate::published::Published;
use pack::Packing;
use std::cell::Cell;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::rc::Rc;

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// JSON Lines: a record a line.
    Jsonl,
    /// JSON: an array of records, or one.
    Json,
    /// CSV, its cells parted by commas, semicolons, tabs or bars.
    Csv,
    /// Apache Parquet.
    Parquet,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 7] =
        [Format::Text, Format::Markdown, Format::Html, Format::Jsonl, Format::Json, Format::Csv, Format::Parquet];

    /// What a file of this name is taken for.
    ///
    /// ```
    /// use fatti::input::Format;
    /// assert_eq!(Format::of("news/2026.JSONL.gz"), Format::Jsonl);
    /// assert_eq!(Format::of("a.b"), Format::Text);
    /// ```
    pub fn of(name: &str) -> Format {
        let (name, _) = Packing::of(name);
        let file = name.rsplit('/').next().unwrap_or(name);
        let Some((stem, end)) = file.rsplit_once('.') else { return Format::Text };
        match end.to_ascii_lowercase().as_str() {
            _ if stem.is_empty() => Format::Text,
            "md" | "markdown" => Format::Markdown,
            "html" | "htm" | "xhtml" => Format::Html,
            "jsonl" | "ndjson" => Format::Jsonl,
            "json" => Format::Json,
            "csv" | "tsv" => Format::Csv,
            "parquet" => Format::Parquet,
            _ => Format::Text,
        }
    }

    /// Its name, which `articles.csv` has in its column `format`: `text`, `markdown`, `html`, `jsonl`, `json`, `csv`, `parquet`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Jsonl => "jsonl",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Parquet => "parquet",
        }
    }

    /// The usual end of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            other => other.name(),
        }
    }

    /// Whether a file holds several articles, a record each.
    pub fn has_records(self) -> bool {
        matches!(self, Format::Jsonl | Format::Json | Format::Csv | Format::Parquet)
    }
}

/// How files are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The date of articles that have none.
    pub published: Published,
    /// Which columns of records hold what.
    pub columns: Columns,
}

/// A file to read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'s> {
    /// Where it is.
    pub path: &'s Path,
    /// What the tables call it.
    pub name: &'s str,
    /// What is said of it beside it.
    pub said: Option<&'s Said>,
    /// How it is read.
    pub reading: &'s Reading,
}

impl Source<'_> {
    /// What it is written in.
    pub fn format(&self) -> Format {
        Format::of(self.name)
    }

    /// What is known of the file's articles where they do not say it themselves: what is said beside the file, the date its
    /// name begins with, the date for all.
    fn said(&self) -> Said {
        let mut said = self.said.cloned().unwrap_or_default();
        if said.published == Published::Unknown {
            let (name, _) = Packing::of(self.name);
            said.published = crate::published::file_date(name).unwrap_or(self.reading.published);
        }
        said
    }

    /// The one article in the file's `bytes`.
    ///
    /// # Errors
    /// [`Error::NoText`] where they hold none.
    pub fn article(&self, bytes: Vec<u8>) -> Result<Article> {
        let no_text = |reason: String| Error::no_text(self.path, reason);
        let bytes = match Packing::of(self.name).1 {
            Packing::None => bytes,
            packing => whole(packing.unpack(&bytes[..]).map_err(|e| no_text(pack::words(&e)))?).map_err(no_text)?,
        };
        let (name, said) = (self.name.to_owned(), self.said());
        match self.format() {
            Format::Html => html::article(name, bytes, &said).map_err(no_text),
            format => {
                let (text, encoding) = decode(bytes).map_err(|reason| Error::no_text(self.path, reason))?;
                let mut article = match format {
                    Format::Markdown => markdown::article(name, &text, &said).map_err(no_text)?,
                    _ => Article::headed(name, text, &said),
                };
                article.encoding = encoding;
                Ok(article)
            }
        }
    }

    /// Hands every record of the file to `take`, in its order, until that says to stop.
    ///
    /// At most one record is in memory at once; of a Parquet file a page of each column.
    ///
    /// # Errors
    /// [`Error::NoText`] where nothing of the file can be read, [`Error::Io`] where the system refuses it. What is wrong with a
    /// record, or comes after some, is handed to `take`.
    pub fn records(&self, take: &mut Take<'_>) -> Result<()> {
        let mut records = record::Records::new(self, take);
        let read = match self.format() {
            Format::Jsonl => json::lines(self, &mut records),
            Format::Json => json::array(self, &mut records),
            Format::Csv => csv::rows(self, &mut records),
            _ => parquet::rows(self, &mut records),
        };
        match records.end(read) {
            Ok(()) => Ok(()),
            Err(Failed::Io(cause)) => Err(Error::io("read", self.path, cause)),
            Err(Failed::No(reason)) => Err(Error::no_text(self.path, reason)),
        }
    }

    /// The file, unpacked, to be read from its beginning.
    fn open(&self) -> std::result::Result<Box<dyn Read>, Failed> {
        let file = std::fs::File::open(self.path).map_err(Failed::Io)?;
        Ok(Packing::of(self.name).1.unpack(file)?)
    }

    /// The articles of the file, whatever it holds; of one that is called `name#record` only that.
    ///
    /// # Errors
    /// As [`Source::article`] and [`Source::records`]; where the record is not there or is none, too.
    pub fn one(&self, record: Option<&str>) -> Result<Article> {
        if let (false, Some(record)) = (self.format().has_records(), record) {
            return Err(Error::no_text(self.path, format!("is one article, without a record `{record}`")));
        }
        if !self.format().has_records() {
            return self.article(article::read(self.path)?);
        }
        let (mut found, mut names) = (None, Vec::new());
        self.records(&mut |read| {
            let name = read.name().to_owned();
            if name.is_empty() {
                return ControlFlow::Continue(());
            }
            if record.is_none_or(|record| name == format!("{}#{record}", self.name)) || name == self.name {
                found = Some(read);
                return ControlFlow::Break(());
            }
            names.push(name);
            ControlFlow::Continue(())
        })?;
        match found {
            Some(Record::Article(article)) => Ok(*article),
            Some(Record::Bad { reason, .. }) => Err(Error::no_text(self.path, reason)),
            _ => {
                let asked = record.unwrap_or_default();
                let near =
                    crate::lexicon::did_you_mean(asked, names.iter().filter_map(|n| n.rsplit_once('#')).map(|n| n.1));
                Err(Error::no_text(self.path, format!("has no record `{asked}`{near}")))
            }
        }
    }
}

/// What records are handed to; it says whether to go on.
pub type Take<'t> = dyn FnMut(Record) -> ControlFlow<()> + 't;

/// Why nothing, or no more, can be read.
enum Failed {
    /// The system's own words.
    Io(std::io::Error),
    /// What is wrong with the file.
    No(String),
}

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Failed {
        match error.kind() {
            // what unpacking and parsing say of bad bytes
            std::io::ErrorKind::InvalidData
            | std::io::ErrorKind::InvalidInput
            | std::io::ErrorKind::UnexpectedEof
            | std::io::ErrorKind::Other => Failed::No(pack::words(&error)),
            _ => Failed::Io(error),
        }
    }
}

/// A reader that gives so many bytes, and then says that a record is too large; whoever reads a record sets it back.
struct Budget<R> {
    inner: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = self.left.get();
        if left == 0 {
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, "holds a record larger than 256 MB"));
        }
        let read = self.inner.read(buffer)?;
        self.left.set(left.saturating_sub(read as u64));
        Ok(read)
    }
}

/// All that a reader gives, up to the largest article.
fn whole(reader: impl Read) -> std::result::Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    reader.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|e| pack::words(&e))?;
    if bytes.len() as u64 > LARGEST { Err(TOO_LARGE.to_owned()) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_a_file_is_written_in() {
        for (name, format) in [
            ("a.txt", Format::Text),
            ("a", Format::Text),
            (".md", Format::Text),
            ("x/.csv", Format::Text),
            ("x.html/a", Format::Text),
            ("a.md", Format::Markdown),
            ("a.MARKDOWN", Format::Markdown),
            ("x/a.b.htm", Format::Html),
            ("a.xhtml.gz", Format::Html),
            ("a.jsonl.ZST", Format::Jsonl),
            ("a.ndjson", Format::Jsonl),
            ("a.json.zst.gz", Format::Text),
            ("a.json", Format::Json),
            ("a.tsv", Format::Csv),
            ("a.csv.gz", Format::Csv),
            ("a.parquet", Format::Parquet),
            ("a.gz", Format::Text),
            ("a.xml", Format::Text),
        ] {
            assert_eq!(Format::of(name), format, "{name}");
        }
    }
}
