//! What `articles.csv` in the corpus says of its files: a row a file, for what the files do not say themselves.

use super::columns::Columns;
use super::csv::{delimiter, words};
use crate::article::Said;
use crate::decode::decode;
use crate::lexicon::did_you_mean;
use crate::published::Published;
use rustc_hash::FxHashMap;
use std::path::Path;

/// The file's name: `articles.csv` directly below the corpus, with a column `file` and one of `published`, `title`, `source` and
/// `url`. One with a column of texts is a table of articles like any other.
pub const SIDECAR: &str = "articles.csv";

/// How many rows are named that no file has.
const MOST_NAMED: usize = 3;

/// What is said of files, by what the tables call them.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    rows: FxHashMap<String, Row>,
    /// What the caller should know of the file.
    pub warnings: Vec<String>,
}

#[derive(Clone, Debug)]
struct Row {
    said: Said,
    /// A hash of what is said.
    hash: [u8; 16],
    line: u64,
}

impl Beside {
    /// What the file in the folder `corpus` says; `None` where there is none, or it is something else.
    pub fn load(corpus: &Path) -> Option<Beside> {
        let path = corpus.join(SIDECAR);
        let bytes =
            std::fs::metadata(&path).ok().filter(|kind| kind.is_file()).and_then(|_| std::fs::read(&path).ok())?;
        Beside::parse(decode(bytes).ok()?.0.as_bytes())
    }

    fn parse(bytes: &[u8]) -> Option<Beside> {
        // «file» stands where a table of articles has its text
        let columns = Columns::parse("text=file").ok()?;
        let delimiter = delimiter(bytes, &columns);
        let mut table = ::csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
        let header: Vec<String> =
            table.byte_headers().ok()?.iter().map(|name| words(name).0.trim().to_ascii_lowercase()).collect();
        let at = |name: &str| header.iter().position(|column| column == name);
        let file = at("file")?;
        let [published, title, source, url] = ["published", "title", "source", "url"].map(at);
        if at("text").is_some() || [published, title, source, url].iter().all(Option::is_none) {
            return None;
        }
        let mut beside = Beside::default();
        for name in
            header.iter().filter(|name| !matches!(name.as_str(), "file" | "published" | "title" | "source" | "url"))
        {
            let near = did_you_mean(name, ["published", "title", "source", "url"].into_iter());
            if !near.is_empty() {
                beside.warnings.push(format!("{SIDECAR}: nothing is read from its column `{name}`{near}"));
            }
        }
        // as in other tables, see `csv.rs`
        let crlf = u64::from(bytes.windows(2).any(|pair| pair == b"\r\n"));
        for record in table.byte_records() {
            let Ok(record) = record else { continue };
            let line = record.position().map_or(0, ::csv::Position::line) + crlf;
            let cell = |at: Option<usize>| {
                at.and_then(|at| record.get(at)).map_or(String::new(), |cell| words(cell).0.trim().to_owned())
            };
            let name = cell(Some(file)).replace('\\', "/");
            let name = name.strip_prefix("./").unwrap_or(&name);
            if name.is_empty() {
                continue;
            }
            if let Some(before) = beside.rows.get(name) {
                let first = before.line;
                beside
                    .warnings
                    .push(format!("{SIDECAR}:{line}: `{name}` stands in line {first} already, which is read"));
                continue;
            }
            let date = cell(published);
            let day = Published::parse_loosely(&date);
            if day.is_none() && !date.is_empty() {
                beside.warnings.push(format!("{SIDECAR}:{line}: `{date}` is no date: expected one like 2026-02-24"));
            }
            let said =
                Said { published: day.unwrap_or_default(), title: cell(title), source: cell(source), url: cell(url) };
            let hash = hash(&said);
            beside.rows.insert(name.to_owned(), Row { said, hash, line });
        }
        Some(beside)
    }

    /// What is said of the file of this name.
    pub fn said(&self, name: &str) -> Option<&Said> {
        self.rows.get(name).map(|row| &row.said)
    }

    /// A hash of what is said of it.
    pub fn hash(&self, name: &str) -> Option<[u8; 16]> {
        self.rows.get(name).map(|row| row.hash)
    }

    /// Warns of rows that none of these files has; the names are in order.
    pub fn hold_against<'n>(&mut self, names: impl Iterator<Item = &'n str> + Clone) {
        let mut lost: FxHashMap<&str, u64> = self.rows.iter().map(|(name, row)| (name.as_str(), row.line)).collect();
        for name in names.clone() {
            lost.remove(name);
        }
        let mut lost: Vec<(u64, &str)> = lost.into_iter().map(|(name, line)| (line, name)).collect();
        lost.sort_unstable();
        let more = lost.len().saturating_sub(MOST_NAMED);
        let mut warnings: Vec<String> = Vec::new();
        for (line, name) in lost.into_iter().take(MOST_NAMED) {
            // names are long, and many: near is what differs in little
            let near = did_you_mean(name, names.clone().filter(|other| other.len().abs_diff(name.len()) < 3));
            warnings.push(format!("{SIDECAR}:{line}: there is no file `{name}`{near}"));
        }
        if more > 0 {
            warnings.push(format!("{SIDECAR}: nor are there {more} more files it names"));
        }
        self.warnings.extend(warnings);
    }
}

fn hash(said: &Said) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    for part in [&said.published.to_string(), &said.title, &said.source, &said.url] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut half = [0; 16];
    half.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_say_what_files_do_not() {
        let table = "\u{feff}File;Published;Source;notes\r\n./a.txt;24/02/2026;Testata;x\r\nc\\d.txt;2026-02;;\r\na.txt;2025;;\r\n\
                     e.txt;ieri;;\r\n;2026-01-01;;\r\ndetail.txt\r\n";
        let mut beside = Beside::parse(table.as_bytes()).unwrap_or_default();
        let date = |name: &str| beside.said(name).map(|said| said.published.to_string());
        assert_eq!(date("a.txt").as_deref(), Some("2026-02-24"));
        assert_eq!(date("c/d.txt").as_deref(), Some("2026-02"));
        assert_eq!((date("e.txt").as_deref(), date("x")), (Some(""), None));
        assert_eq!(beside.said("a.txt").map(|said| said.source.as_str()), Some("Testata"));
        assert_ne!(beside.hash("a.txt"), beside.hash("c/d.txt"));
        beside.hold_against(["a.txt", "c/d.txt", "e.txt", "details.txt"].into_iter());
        let words = [
            "4: `a.txt` stands in line 2",
            "5: `ieri` is no date",
            "7: there is no file `detail.txt` (did you mean `details.txt`?)",
        ];
        assert_eq!(beside.warnings.len(), words.len(), "{:?}", beside.warnings);
        for (warning, words) in beside.warnings.iter().zip(words) {
            assert!(warning.contains(words), "{warning}");
        }
    }

    #[test]
    fn other_tables_are_none() {
        for table in ["id,text\n1,a\n", "file,text,published\na,b,c\n", "file,size\na,1\n", "", "published,url\n"] {
            assert!(Beside::parse(table.as_bytes()).is_none(), "{table}");
        }
    }
}
