//! The tables as files: written beside their places, out of new rows and of stretches of the tables before, and renamed when
//! all of them are whole.

use super::changes::{CHANGES, HIDDEN_CHANGES};
use super::claims_file::CLAIM_TABLES;
use super::{ARTICLES, FACTS, MENTIONS, SENTENCES, header};
use crate::error::{Error, Result};
use crate::state::{Stat, Written};
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// How a table's file is made of rows.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Where the file stands below the output folder.
    pub name: &'static str,
    /// Where it stands when it was not asked for: it is needed all the same, to be copied from.
    pub(super) hidden: &'static str,
    /// What the rows are.
    pub form: Form,
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// CSV with these columns.
    Csv(&'static [&'static str]),
    /// An array of JSON, a record a line.
    Json,
    /// Records one after the other, and nothing around them.
    Bare,
}

/// The tables that hold each article's rows, article after article; the last two are kept for the claims.
pub const TABLES: [Shape; 7] = [
    Shape { name: "articles.csv", hidden: ".extract/articles.csv", form: Form::Csv(ARTICLES) },
    Shape { name: "sentences.csv", hidden: ".extract/sentences.csv", form: Form::Csv(SENTENCES) },
    Shape { name: "mentions.csv", hidden: ".extract/mentions.csv", form: Form::Csv(MENTIONS) },
    Shape { name: FACTS_CSV, hidden: ".extract/facts.csv", form: Form::Csv(FACTS) },
    Shape { name: "facts.json", hidden: ".extract/facts.json", form: Form::Json },
    Shape { name: STATEMENTS, hidden: STATEMENTS, form: Form::Bare },
    Shape { name: MARKS, hidden: MARKS, form: Form::Bare },
];

/// The table whose changes are told.
pub(crate) const FACTS_CSV: &str = "facts.csv";
/// What facts give to the claims.
pub(crate) const STATEMENTS: &str = ".extract/statements";
/// Of which claims these can be.
pub(crate) const MARKS: &str = ".extract/marks";

/// What ends a record of JSON, but for the last.
const BETWEEN: &[u8] = b",\n";

impl Shape {
    /// What the file begins with.
    fn head(self) -> Vec<u8> {
        match self.form {
            Form::Csv(columns) => header(columns),
            Form::Json => b"[\n".to_vec(),
            Form::Bare => Vec::new(),
        }
    }

    /// The bytes of a file that holds rows of this length.
    fn size(self, rows: u64) -> u64 {
        let head = self.head().len() as u64;
        match (self.form, rows) {
            (Form::Csv(_) | Form::Bare, _) => head + rows,
            (Form::Json, 0) => head + 2,
            // the last record's comma is left out, the bracket and a line end come after
            (Form::Json, _) => head + rows - BETWEEN.len() as u64 + 3,
        }
    }
}

/// Where a run's own tables stand: in the output folder, or out of sight where they were not asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places {
    /// Those of articles' rows.
    pub tables: [Shape; TABLES.len()],
    /// Those of claims.
    pub claims: [Shape; CLAIM_TABLES.len()],
    /// That of changes.
    pub changes: &'static str,
}

impl Places {
    /// The places of tables of which those are shown that `shows` says.
    pub fn new(shows: impl Fn(&str) -> bool) -> Places {
        let place = |shape: Shape| if shows(shape.name) { shape } else { Shape { name: shape.hidden, ..shape } };
        let changes = if shows(CHANGES) { CHANGES } else { HIDDEN_CHANGES };
        Places { tables: TABLES.map(place), claims: CLAIM_TABLES.map(place), changes }
    }

    /// The places a run put its tables in.
    pub fn of(written: &[Written]) -> Places {
        Places::new(|name| !written.iter().any(|table| table.name.strip_prefix(".extract/") == Some(name)))
    }

    /// Whether this is the table of changes, in either of its places.
    pub fn is_changes(name: &str) -> bool {
        [CHANGES, HIDDEN_CHANGES].contains(&name)
    }

    /// Where the table in this file (`facts.csv`) stands.
    pub fn place<'f>(&self, file: &'f str) -> &'f str {
        let mut all = self.tables.iter().chain(&self.claims).map(|shape| shape.name).chain([self.changes]);
        all.find(|place| last(place) == last(file)).unwrap_or(file)
    }
}

/// The last part of a place.
fn last(place: &str) -> &str {
    place.rsplit('/').next().unwrap_or(place)
}

/// The other place of one of the run's own tables.
fn other_place(name: &str) -> Option<&'static str> {
    let shapes = TABLES.iter().chain(&CLAIM_TABLES).map(|shape| (shape.name, shape.hidden));
    shapes.chain([(CHANGES, HIDDEN_CHANGES)]).find_map(|(shown, hidden)| match name {
        _ if shown == hidden => None,
        _ if name == shown => Some(hidden),
        _ if name == hidden => Some(shown),
        _ => None,
    })
}

/// Where a table is written in `folder` before it is put in its place.
pub(crate) fn unfinished(folder: &Path, name: &str) -> PathBuf {
    folder.join(last(name))
}

/// The tables of a run, being written into a folder of their own.
///
/// Nothing of an earlier run is touched before [`publish`]; what is dropped unfinished leaves no trace.
#[derive(Debug)]
pub struct Tables {
    tables: Vec<Table>,
    finished: bool,
}

impl Tables {
    /// Begins the tables of these shapes in `folder`.
    ///
    /// # Errors
    /// [`Error::Io`] where nothing can be written into the folder.
    pub fn create(folder: &Path, shapes: &[Shape]) -> Result<Tables> {
        let tables = shapes.iter().map(|&shape| Table::create(folder, shape)).collect::<Result<_>>()?;
        Ok(Tables { tables, finished: false })
    }

    /// Appends rows, those of each table.
    ///
    /// # Errors
    /// [`Error::Io`] where a table cannot be written.
    pub fn append(&mut self, rows: &[&[u8]]) -> Result<()> {
        self.tables.iter_mut().zip(rows).try_for_each(|(table, rows)| table.append(rows))
    }

    /// Appends the rows that take `lengths` bytes from `from` on (counted in rows' bytes) in the tables before.
    ///
    /// # Errors
    /// [`Error::Io`] where a table cannot be read or written.
    pub fn copy(&mut self, old: &mut Old, from: &[u64], lengths: &[u64]) -> Result<()> {
        let copy =
            |(at, (table, file)): (usize, (&mut Table, &mut BufReader<File>))| table.copy(file, from[at], lengths[at]);
        if lengths.iter().all(|&length| length < STRETCH) {
            return self.tables.iter_mut().zip(&mut old.files).enumerate().try_for_each(copy);
        }
        // Long stretches take the system's time, not ours: all tables at once.
        self.tables.par_iter_mut().zip(&mut old.files).enumerate().try_for_each(copy)
    }

    /// Appends rows that stand in another file from `at` on: those of the first table, then those of the next, each of as many bytes as
    /// `lengths` says.
    ///
    /// # Errors
    /// [`Error::Io`] where they cannot be read, or a table not be written.
    pub fn take(&mut self, from: &mut BufReader<File>, mut at: u64, lengths: &[u64]) -> Result<()> {
        for (table, &length) in self.tables.iter_mut().zip(lengths) {
            table.take(from, at, length)?;
            at += length;
        }
        Ok(())
    }

    /// Sees to it that every byte is on the disk; tells the tables as they are.
    ///
    /// # Errors
    /// [`Error::Io`] where a table cannot be written.
    pub fn finish(mut self) -> Result<Vec<Written>> {
        let written = self.tables.par_iter_mut().map(Table::complete).collect();
        self.finished = true;
        written
    }
}

impl Drop for Tables {
    fn drop(&mut self) {
        if !self.finished {
            // What cannot be removed is removed by the next run.
            self.tables.iter().for_each(|table| drop(std::fs::remove_file(&table.path)));
        }
    }
}

/// One table.
#[derive(Debug)]
struct Table {
    shape: Shape,
    path: PathBuf,
    file: BufWriter<File>,
    /// Whether it holds a row yet.
    rows: bool,
}

/// From this many bytes on, the system copies from file to file by itself.
const STRETCH: u64 = 1 << 18;

impl Table {
    fn create(folder: &Path, shape: Shape) -> Result<Table> {
        let path = unfinished(folder, shape.name);
        let file = File::create(&path).map_err(|e| Error::io("write", &path, e))?;
        let mut table = Table { shape, path, file: BufWriter::with_capacity(1 << 18, file), rows: false };
        table.write(&shape.head())?;
        Ok(table)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(|e| Error::io("write", &self.path, e))
    }

    fn append(&mut self, rows: &[u8]) -> Result<()> {
        let kept = self.begin(rows.len() as u64)?;
        self.write(&rows[..kept as usize])
    }

    /// Makes ready for rows of `length` bytes; tells how many of these to write. Records of JSON are parted when the next ones
    /// come, as the last of all has no comma.
    fn begin(&mut self, length: u64) -> Result<u64> {
        if !matches!(self.shape.form, Form::Json) || length == 0 {
            return Ok(length);
        }
        if self.rows {
            self.write(BETWEEN)?;
        }
        self.rows = true;
        Ok(length - BETWEEN.len() as u64)
    }

    /// Appends rows of the table before.
    fn copy(&mut self, old: &mut BufReader<File>, from: u64, length: u64) -> Result<()> {
        self.take(old, self.shape.head().len() as u64 + from, length)
    }

    /// Appends rows that stand in another file.
    fn take(&mut self, old: &mut BufReader<File>, at: u64, length: u64) -> Result<()> {
        let length = self.begin(length)?;
        let copied = if length < STRETCH {
            seek(old, at).and_then(|()| std::io::copy(&mut old.take(length), &mut self.file))
        } else {
            // File to file: std lets the system copy, where it can without reading (copy_file_range).
            self.file.flush().and_then(|()| {
                let mut file = old.get_ref();
                file.seek(SeekFrom::Start(at))?;
                let copied = std::io::copy(&mut file.take(length), self.file.get_mut())?;
                // the reader's buffer is of another place now
                old.seek(SeekFrom::Start(at + length))?;
                Ok(copied)
            })
        };
        match copied {
            Ok(copied) if copied == length => Ok(()),
            Ok(_) => Err(Error::io("copy", &self.path, std::io::ErrorKind::UnexpectedEof.into())),
            Err(error) => Err(Error::io("write", &self.path, error)),
        }
    }

    /// Ends the table, and sees to it that every byte is on the disk.
    fn complete(&mut self) -> Result<Written> {
        if matches!(self.shape.form, Form::Json) {
            self.write(if self.rows { b"\n]\n" } else { b"]\n" })?;
        }
        complete(&mut self.file, self.shape.name).map_err(|e| Error::io("write", &self.path, e))
    }
}

/// Moves the reader to `at`, within its buffer where it can.
fn seek(reader: &mut BufReader<File>, at: u64) -> std::io::Result<()> {
    let now = reader.stream_position()?;
    reader.seek_relative(at as i64 - now as i64)
}

/// Sees to it that every byte of the table `name` is on the disk; tells it as it is.
pub(crate) fn complete(file: &mut BufWriter<File>, name: &str) -> std::io::Result<Written> {
    file.flush()?;
    file.get_ref().sync_data()?;
    let stat = Stat::of(&file.get_ref().metadata()?);
    Ok(Written { name: name.to_owned(), size: stat.size, modified: stat.modified, made_of: String::new() })
}

/// Where a file that is made of the tables is written before it is put in its place: a table may be called the same.
pub(crate) fn being_made(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("made-{name}"))
}

/// Where a finished table, or a file that was made of them, stands in `folder` before it is put in its place.
pub(crate) fn beside(folder: &Path, table: &Written) -> PathBuf {
    match table.made_of.is_empty() {
        true => unfinished(folder, &table.name),
        false => being_made(folder, &table.name),
    }
}

/// Sees to it that every byte of the file that was made of the tables is on the disk; tells it as it is.
pub(crate) fn made(folder: &Path, name: &str, made_of: &str) -> Result<Written> {
    let path = being_made(folder, name);
    let sync = || -> std::io::Result<Written> {
        let file = File::options().append(true).open(&path)?;
        file.sync_data()?;
        let stat = Stat::of(&file.metadata()?);
        Ok(Written { name: name.to_owned(), size: stat.size, modified: stat.modified, made_of: made_of.to_owned() })
    };
    sync().map_err(|e| Error::io("write", &path, e))
}

/// The tables of the run before, open to be copied from.
#[derive(Debug)]
pub struct Old {
    files: Vec<BufReader<File>>,
}

impl Old {
    /// Opens the tables of these shapes in `output`, whose rows take `lengths` bytes.
    ///
    /// # Errors
    /// [`Error::Io`] where one cannot be read, or is of another size.
    pub fn open(output: &Path, shapes: &[Shape], lengths: &[u64]) -> Result<Old> {
        let old = Old::open_whole(output, shapes)?;
        for ((file, shape), &length) in old.files.iter().zip(shapes).zip(lengths) {
            let failed = |e| Error::io("read", &output.join(shape.name), e);
            if file.get_ref().metadata().map_err(failed)?.len() != shape.size(length) {
                return Err(failed(std::io::ErrorKind::InvalidData.into()));
            }
        }
        Ok(old)
    }

    /// Opens the tables of these shapes in `output`, which are known to be whole.
    ///
    /// # Errors
    /// [`Error::Io`] where one cannot be read.
    pub fn open_whole(output: &Path, shapes: &[Shape]) -> Result<Old> {
        let open = |shape: &Shape| {
            let path = output.join(shape.name);
            let file = File::open(&path).map_err(|e| Error::io("read", &path, e))?;
            Ok(BufReader::with_capacity(1 << 16, file))
        };
        Ok(Old { files: shapes.iter().map(open).collect::<Result<_>>()? })
    }

    /// The rows of the table at `table` that take `length` bytes from `from` on.
    ///
    /// # Errors
    /// [`Error::Io`] where they cannot be read.
    pub fn rows(&mut self, table: usize, from: u64, length: u64) -> Result<Vec<u8>> {
        let shape = TABLES[table];
        let mut rows = Vec::new();
        let file = &mut self.files[table];
        let read = seek(file, shape.head().len() as u64 + from).and_then(|()| file.take(length).read_to_end(&mut rows));
        read.map(|_| rows).map_err(|e| Error::io("read", Path::new(shape.name), e))
    }
}

/// Whether the tables in `folder` are those that were written, by their sizes and times.
pub fn whole(folder: &Path, written: &[Written]) -> bool {
    written.iter().all(|table| is(&folder.join(&table.name), table))
}

/// Whether the file is the table that was written.
fn is(path: &Path, table: &Written) -> bool {
    std::fs::metadata(path).is_ok_and(|kind| {
        let stat = Stat::of(&kind);
        kind.is_file() && (stat.size, stat.modified) == (table.size, table.modified)
    })
}

/// Renames the finished tables in `folder` to their places in `output`, those that are not there yet, and those that stand in
/// the other place they may have; tells whether any was renamed. A run that was cut off between two of them is completed by the
/// next.
///
/// # Errors
/// [`Error::Io`] where one cannot be renamed.
pub fn publish(folder: &Path, output: &Path, written: &[Written]) -> Result<bool> {
    let mut renamed = false;
    for table in written {
        let to = output.join(&table.name);
        let beside = beside(folder, table);
        let other = other_place(&table.name).filter(|_| table.made_of.is_empty()).map(|place| output.join(place));
        let from = std::iter::once(beside).chain(other).find(|from| is(from, table));
        if let Some(from) = from {
            std::fs::rename(&from, &to).map_err(|e| Error::io("write", &to, e))?;
            renamed = true;
        }
    }
    if renamed {
        sync_folder(output);
    }
    Ok(renamed)
}

/// Sees to it that the names in a folder are on the disk, where the system can be asked to.
pub(crate) fn sync_folder(folder: &Path) {
    // Folders cannot be opened everywhere; where they cannot, renaming is as safe as the system makes it.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}
