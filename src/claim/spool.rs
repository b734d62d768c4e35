//! The statements of a run, until all are made: in a file without a name, as most of them make no claim.
//!
//! Memory holds two numbers a statement; only those of things told of in several places are read back.

use super::{Claim, Mark, Statement, gather, told_again};
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

/// Statements, waiting to be gathered.
#[derive(Debug)]
pub struct Spool {
    folder: PathBuf,
    /// A record a line.
    file: BufWriter<File>,
    marks: Vec<Mark>,
}

impl Spool {
    /// An empty one, whose file takes its room in `folder`.
    ///
    /// # Errors
    /// [`Error::Io`] where nothing can be written there.
    pub fn create(folder: &Path) -> Result<Spool> {
        let file = tempfile::tempfile_in(folder).map_err(|e| Error::io("write in", folder, e))?;
        Ok(Spool { folder: folder.to_owned(), file: BufWriter::with_capacity(1 << 18, file), marks: Vec::new() })
    }

    /// Keeps a statement.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be written.
    pub fn push(&mut self, statement: &Statement) -> Result<()> {
        self.marks.push(statement.mark());
        serde_json::to_writer(&mut self.file, statement)
            .map_err(std::io::Error::from)
            .and_then(|()| self.file.write_all(b"\n"))
            .map_err(|e| Error::io("write in", &self.folder, e))
    }

    /// Gathers what was kept.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be read back.
    pub fn gather(self) -> Result<Vec<Claim>> {
        let Spool { folder, file, marks } = self;
        let read = || {
            let told = told_again(&marks);
            let mut file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
            file.rewind()?;
            let mut file = BufReader::with_capacity(1 << 18, file);
            let (mut line, mut statements) = (Vec::new(), Vec::new());
            for mark in &marks {
                line.clear();
                file.read_until(b'\n', &mut line)?;
                if told.contains(&mark.claim) {
                    statements.push(serde_json::from_slice(&line)?);
                }
            }
            Ok(gather(statements))
        };
        read().map_err(|e| Error::io("read in", &folder, e))
    }
}
