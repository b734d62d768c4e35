//! A table of a run, read row by row, its columns found by their names.

use crate::error::{Error, Result};
use csv::StringRecord;
use std::fs::File;
use std::io::{BufReader, ErrorKind};
use std::path::PathBuf;

/// Where the tables of a run are.
pub struct Tables<'r> {
    /// The file of a table, by its name: `facts.csv`.
    pub place: &'r dyn Fn(&str) -> PathBuf,
    /// Asked every now and then whether to go on.
    pub go_on: &'r (dyn Fn() -> bool + 'r),
}

/// A table, open to be read.
pub struct Rows<'r> {
    go_on: &'r (dyn Fn() -> bool + 'r),
    read: usize,
    path: PathBuf,
    csv: csv::Reader<BufReader<File>>,
    columns: Vec<Option<usize>>,
    record: StringRecord,
}

/// One row: the columns asked for, in the order asked for.
#[derive(Clone, Copy)]
pub struct Row<'r> {
    columns: &'r [Option<usize>],
    record: &'r StringRecord,
}

impl<'r> Rows<'r> {
    /// Opens the table `name`. A column that begins with `?` may be missing: its cells are empty then.
    pub fn open(tables: &Tables<'r>, name: &str, columns: &[&str]) -> Result<Rows<'r>> {
        let path = (tables.place)(name);
        let failed = |e| Error::io("read", &path, e);
        let file = File::open(&path).map_err(failed)?;
        let mut csv = csv::ReaderBuilder::new().from_reader(BufReader::with_capacity(1 << 18, file));
        let header = csv.headers().map_err(|e| failed(e.into()))?;
        let columns = columns.iter().map(|column| {
            let at = header.iter().position(|name| name == column.trim_start_matches('?'));
            let lacks = || failed(std::io::Error::new(ErrorKind::InvalidData, format!("no column `{column}`")));
            if at.is_none() && !column.starts_with('?') { Err(lacks()) } else { Ok(at) }
        });
        let columns = columns.collect::<Result<_>>()?;
        Ok(Rows { go_on: tables.go_on, read: 0, path, csv, columns, record: StringRecord::new() })
    }

    /// The next row, until there is none.
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>> {
        self.read += 1;
        if self.read.is_multiple_of(4096) && !(self.go_on)() {
            return Err(Error::Stopped);
        }
        match self.csv.read_record(&mut self.record) {
            Ok(true) => Ok(Some(Row { columns: &self.columns, record: &self.record })),
            Ok(false) => Ok(None),
            Err(error) => Err(Error::io("read", &self.path, error.into())),
        }
    }

    /// The error that this table does not belong to the others.
    pub fn foreign(&self, what: &str) -> Error {
        Error::io(
            "read",
            &self.path,
            std::io::Error::new(ErrorKind::InvalidData, format!("{what} is not of these tables")),
        )
    }
}

impl<'r> Row<'r> {
    /// The cell of a column.
    pub fn cell(self, column: usize) -> &'r str {
        self.columns[column].and_then(|at| self.record.get(at)).unwrap_or_default()
    }

    /// A number; `None` where the cell is empty.
    pub fn number<N: std::str::FromStr>(self, column: usize) -> Option<N> {
        self.cell(column).parse().ok()
    }

    /// A count; 0 where the cell is empty.
    pub fn count(self, column: usize) -> u32 {
        self.number(column).unwrap_or_default()
    }
}
