//! `changes.csv`: the facts that appeared, disappeared or changed since the run before.

use super::file::complete;
use super::schema::CHANGES_NAMES;
use super::{FACTS, header};
use crate::error::{Error, Result};
use crate::state::Written;
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// The file's name.
pub const CHANGES: &str = "changes.csv";
/// Where it stands when it was not asked for.
pub(super) const HIDDEN_CHANGES: &str = ".extract/changes.csv";

/// What became of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there before.
    Appeared,
    /// It is not there any more.
    Disappeared,
    /// It is told otherwise; where it stands in its article does not count.
    Changed,
}

impl Change {
    /// As the table has it.
    pub fn name(self) -> &'static str {
        match self {
            Change::Appeared => "appeared",
            Change::Disappeared => "disappeared",
            Change::Changed => "changed",
        }
    }
}

/// How many facts appeared, disappeared and changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Facts that were not there before.
    pub appeared: usize,
    /// Facts that are not there any more.
    pub disappeared: usize,
    /// Facts that are told otherwise.
    pub changed: usize,
}

/// The columns of `changes.csv`: what became of the fact, what it told before, then those of `facts.csv`.
pub const COLUMNS: &[&str] = &CHANGES_NAMES;

/// The table of changes, being written.
#[derive(Debug)]
pub struct Changes {
    path: PathBuf,
    file: BufWriter<File>,
    /// What was written so far.
    pub count: Count,
}

impl Changes {
    /// Begins the table in `folder`.
    ///
    /// # Errors
    /// [`Error::Io`] where nothing can be written into the folder.
    pub fn create(folder: &Path) -> Result<Changes> {
        let path = folder.join(CHANGES);
        let failed = |e| Error::io("write", &path, e);
        let mut file = BufWriter::new(File::create(&path).map_err(failed)?);
        file.write_all(&header(COLUMNS)).map_err(failed)?;
        Ok(Changes { path, file, count: Count::default() })
    }

    /// Appends what is not the same in the rows of an article in `facts.csv` before and after: first what disappeared, in the
    /// order it stood in, then what appeared or changed, in the order it stands in.
    ///
    /// # Errors
    /// [`Error::Io`] where the table cannot be written.
    pub fn compare(&mut self, before: &[u8], after: &[u8]) -> Result<()> {
        if before == after {
            return Ok(());
        }
        let (old, new) = (rows(before), rows(after));
        let old_by_id: FxHashMap<&[u8], &Row<'_>> = old.iter().map(|row| (row.id(), row)).collect();
        let new_by_id: FxHashMap<&[u8], &Row<'_>> = new.iter().map(|row| (row.id(), row)).collect();
        for row in old.iter().filter(|row| !new_by_id.contains_key(row.id())) {
            self.count.disappeared += 1;
            self.write(Change::Disappeared, "", row)?;
        }
        for row in &new {
            match old_by_id.get(row.id()) {
                None => {
                    self.count.appeared += 1;
                    self.write(Change::Appeared, "", row)?;
                }
                Some(before) if !before.tells(row) => {
                    self.count.changed += 1;
                    self.write(Change::Changed, &before.otherwise(row), row)?;
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn write(&mut self, change: Change, was: &str, row: &Row<'_>) -> Result<()> {
        let mut told = Vec::with_capacity(64);
        super::csv::Row::new(&mut told).cell(change.name()).cell(was);
        let parts = [&told, &b","[..], row.written];
        parts.iter().try_for_each(|part| self.file.write_all(part)).map_err(|e| Error::io("write", &self.path, e))
    }

    /// Sees to it that every byte is on the disk; tells the table as it is to be put at `place`.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be written.
    pub fn finish(mut self, place: &str) -> Result<Written> {
        complete(&mut self.file, place).map_err(|e| Error::io("write", &self.path, e))
    }
}

/// Whether the file `path` is a table of changes without a row.
pub fn is_empty(path: &Path) -> bool {
    let head = header(COLUMNS);
    std::fs::metadata(path).is_ok_and(|kind| kind.len() == head.len() as u64)
        && std::fs::read(path).is_ok_and(|bytes| bytes == head)
}

/// A row of `facts.csv`.
struct Row<'a> {
    cells: csv::ByteRecord,
    /// As it is written, line end included.
    written: &'a [u8],
}

impl Row<'_> {
    fn id(&self) -> &[u8] {
        self.cells.get(0).unwrap_or_default()
    }

    /// Whether the other row tells the same, wherever it stands.
    fn tells(&self, other: &Row<'_>) -> bool {
        self.cells.len() == other.cells.len() && self.unlike(other).next().is_none()
    }

    /// The places of the cells that the other row has otherwise, but for those that tell where the fact stands.
    fn unlike<'r>(&'r self, other: &'r Row<'_>) -> impl Iterator<Item = usize> + 'r {
        let place = |at: &usize| matches!(FACTS.get(*at), Some(&("sentence" | "start" | "end")));
        (0..self.cells.len()).filter(move |at| !place(at) && self.cells.get(*at) != other.cells.get(*at))
    }

    /// What was told otherwise, `company: AMD; value: 300`. The claim follows from the others: it is told where it alone is another.
    fn otherwise(&self, after: &Row<'_>) -> String {
        let cells: Vec<usize> = self.unlike(after).collect();
        let claim = |at: &usize| FACTS.get(*at) == Some(&"claim");
        let told = cells.iter().filter(|at| !claim(at) || cells.len() == 1).map(|&at| {
            let held = String::from_utf8_lossy(self.cells.get(at).unwrap_or_default());
            format!("{}: {held}", FACTS.get(at).unwrap_or(&"")).trim_end().to_owned()
        });
        told.collect::<Vec<_>>().join("; ")
    }
}

/// The rows of CSV without a header.
fn rows(bytes: &[u8]) -> Vec<Row<'_>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut rows = Vec::new();
    let mut cells = csv::ByteRecord::new();
    let mut from = 0;
    while matches!(reader.read_byte_record(&mut cells), Ok(true)) {
        let to = reader.position().byte() as usize;
        rows.push(Row { cells: std::mem::take(&mut cells), written: bytes.get(from..to).unwrap_or_default() });
        from = to;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row of an id, a sentence's number, and one cell that tells something.
    fn row(id: &str, sentence: usize, tells: &str) -> String {
        let cells: Vec<String> = FACTS
            .iter()
            .map(|&column| match column {
                "fact_id" => id.to_owned(),
                "sentence" => sentence.to_string(),
                "evidence" => format!("\"{tells}\""),
                _ => String::new(),
            })
            .collect();
        cells.join(",") + "\n"
    }

    #[test]
    fn what_is_not_the_same_is_told() -> Result<()> {
        let folder = tempfile::tempdir().expect("a folder");
        let before = [row("a", 1, "uno"), row("b", 2, "due,\n\"\"o tre\"\""), row("c", 3, "tre")].concat();
        let after = [row("d", 1, "nuovo"), row("a", 2, "uno"), row("c", 4, "quattro")].concat();
        let mut changes = Changes::create(folder.path())?;
        changes.compare(before.as_bytes(), before.as_bytes())?;
        changes.compare(before.as_bytes(), after.as_bytes())?;
        assert_eq!(changes.count, Count { appeared: 1, disappeared: 1, changed: 1 });
        changes.finish(CHANGES)?;
        let written = std::fs::read_to_string(folder.path().join(CHANGES)).expect("a file");
        let head = format!("{}\n", COLUMNS.join(","));
        let expected = [
            head.as_str(),
            "disappeared,,",
            &row("b", 2, "due,\n\"\"o tre\"\""),
            "appeared,,",
            &row("d", 1, "nuovo"),
            "changed,evidence: tre,",
            &row("c", 4, "quattro"),
        ];
        assert_eq!(written, expected.concat());
        assert!(!is_empty(&folder.path().join(CHANGES)));
        Ok(())
    }
}
