//! The tables as files: written beside their places, and renamed when all of them are whole.

use super::{ARTICLES, CLAIMS, FACTS, MENTIONS, Rows, SENTENCES, claims, header};
use crate::claim::Claim;
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What the name of a table that is being written begins with.
const UNFINISHED: &str = ".extract-";

/// The tables of a run, being written into a folder.
///
/// Nothing of an earlier run is touched before [`Tables::finish`]; what is dropped unfinished leaves no trace.
#[derive(Debug)]
pub struct Tables {
    articles: Table,
    sentences: Table,
    mentions: Table,
    facts: Table,
    facts_json: Table,
    claims: Table,
    claims_json: Table,
    /// Whether `facts.json` holds a record yet.
    records: bool,
}

impl Tables {
    /// Begins the tables in the folder `output`; what a run that was cut off left there is removed.
    ///
    /// # Errors
    /// [`Error::Io`] where nothing can be written into the folder.
    pub fn create(output: &Path) -> Result<Tables> {
        remove_unfinished(output);
        Ok(Tables {
            articles: Table::create(output, "articles.csv", &header(ARTICLES))?,
            sentences: Table::create(output, "sentences.csv", &header(SENTENCES))?,
            mentions: Table::create(output, "mentions.csv", &header(MENTIONS))?,
            facts: Table::create(output, "facts.csv", &header(FACTS))?,
            facts_json: Table::create(output, "facts.json", b"[\n")?,
            claims: Table::create(output, "claims.csv", &header(CLAIMS))?,
            claims_json: Table::create(output, "claims.json", b"[\n")?,
            records: false,
        })
    }

    /// Appends an article's rows.
    ///
    /// # Errors
    /// [`Error::Io`] where a table cannot be written.
    pub fn append(&mut self, rows: &Rows) -> Result<()> {
        self.articles.write(&rows.articles)?;
        self.sentences.write(&rows.sentences)?;
        self.mentions.write(&rows.mentions)?;
        self.facts.write(&rows.facts)?;
        // Records are ended by a comma and a line end; the array's last has neither before it is closed.
        if let Some(lines) = rows.facts_json.strip_suffix(b",\n") {
            if self.records {
                self.facts_json.write(b",\n")?;
            }
            self.facts_json.write(lines)?;
            self.records = true;
        }
        Ok(())
    }

    /// Writes the claims of all articles.
    ///
    /// # Errors
    /// [`Error::Io`] where a table cannot be written.
    pub fn claims(&mut self, claims: &[Claim]) -> Result<()> {
        let mut rows = Vec::new();
        for (at, claim) in claims.iter().enumerate() {
            rows.clear();
            claims::csv(claim, &mut rows);
            self.claims.write(&rows)?;
            rows.clear();
            claims::json(claim, &mut rows);
            rows.extend_from_slice(if at + 1 < claims.len() { b",\n" } else { b"\n" });
            self.claims_json.write(&rows)?;
        }
        Ok(())
    }

    /// Puts the tables in their places, all or, where one cannot be completed, none; gives their names.
    ///
    /// # Errors
    /// [`Error::Io`] where a table cannot be written.
    pub fn finish(mut self) -> Result<Vec<&'static str>> {
        self.facts_json.write(if self.records { b"\n]\n" } else { b"]\n" })?;
        self.claims_json.write(b"]\n")?;
        let mut tables =
            [self.articles, self.sentences, self.mentions, self.facts, self.facts_json, self.claims, self.claims_json];
        for table in &mut tables {
            table.complete()?;
        }
        tables.into_iter().map(Table::publish).collect()
    }
}

/// One table.
#[derive(Debug)]
struct Table {
    name: &'static str,
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl Table {
    fn create(output: &Path, name: &'static str, head: &[u8]) -> Result<Table> {
        let failed = |e| Error::io("write in", output, e);
        let file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(output).map_err(failed)?;
        // The lock tells other runs that this file is being written. File systems that know no locks only lose that.
        let _ = file.as_file().try_lock();
        let mut table = Table { name, path: output.join(name), file: BufWriter::with_capacity(1 << 18, file) };
        table.write(head)?;
        Ok(table)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(|e| Error::io("write", &self.path, e))
    }

    /// Sees to it that every byte is on the disk, and that others may read the file.
    fn complete(&mut self) -> Result<()> {
        let complete = |file: &mut BufWriter<NamedTempFile>| {
            file.flush()?;
            let file = file.get_ref().as_file();
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                file.set_permissions(std::fs::Permissions::from_mode(0o644))?;
            }
            file.sync_data()
        };
        complete(&mut self.file).map_err(|e| Error::io("write", &self.path, e))
    }

    /// Renames the file to the table's name.
    fn publish(self) -> Result<&'static str> {
        let file = self.file.into_inner().map_err(|e| Error::io("write", &self.path, e.into_error()))?;
        file.persist(&self.path).map_err(|e| Error::io("write", &self.path, e.error))?;
        Ok(self.name)
    }
}

/// Removes the tables a run left unfinished when it was cut off; those of a run that still goes on are locked, and stay.
fn remove_unfinished(output: &Path) {
    // Nothing here is needed for the run: what cannot be read or removed is left.
    for entry in std::fs::read_dir(output).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
        if ours && entry.file_type().is_ok_and(|t| t.is_file()) {
            let path = entry.path();
            if File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
                let _ = std::fs::remove_file(path);
            }
        }
    }
}
