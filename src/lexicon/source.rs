//! Where the lexicons of a run come from: known, and told from others, before anything of them is loaded.

use super::file::{FILES, read_dir};
use super::{Lexicons, table};
use crate::error::{Error, Problem, Result};
use std::path::{Path, PathBuf};

/// The bytes of a run's lexicons: a folder's files, each in place of the built-in one of its name, or with rows added to it.
///
/// They are read once, so that what a run is told apart by is what it is done with, even while someone edits the files.
#[derive(Clone, Debug, Default)]
pub struct Source {
    folder: Option<PathBuf>,
    /// In the order of the built-in files; empty where all are the built-in ones.
    own: Vec<Option<Vec<u8>>>,
    /// The rows added to them (`companies.add.csv`), likewise.
    added: Vec<Option<Vec<u8>>>,
}

impl Source {
    /// The lexicons built into the program.
    pub fn builtin() -> Source {
        Source::default()
    }

    /// The files in `folder`, each in place of the built-in one of its name; the built-in ones for those it lacks. The rows of
    /// `companies.add.csv` are added to those of `companies.csv`, the folder's own or the built-in one, and so on.
    ///
    /// # Errors
    /// [`Error::Io`] when a file cannot be read, [`Error::Lexicon`] for a CSV file of a name no lexicon has.
    pub fn folder(folder: &Path) -> Result<Source> {
        let mut unknown = Vec::new();
        let entries = std::fs::read_dir(folder).map_err(|e| Error::io("read the lexicons in", folder, e))?;
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let known = || FILES.iter().flat_map(|file| [file.name, file.add]);
            if name.ends_with(".csv") && known().all(|known| known != name) {
                let hint = table::did_you_mean(&name, known());
                let message = format!("is no lexicon this program knows{hint}; rename or remove it");
                unknown.push(Problem { file: name, line: 0, column: String::new(), message });
            }
        }
        if !unknown.is_empty() {
            unknown.sort();
            return Err(Error::Lexicon(unknown));
        }
        let own = FILES.iter().map(|file| read_dir(folder, file.name)).collect::<Result<_>>()?;
        let added = FILES.iter().map(|file| read_dir(folder, file.add)).collect::<Result<_>>()?;
        Ok(Source { folder: Some(folder.to_owned()), own, added })
    }

    /// The folder, where there is one.
    pub fn path(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// How many of the lexicons are not the built-in ones, and how many there are.
    pub fn own(&self) -> (usize, usize) {
        (self.own.iter().flatten().count(), FILES.len())
    }

    /// To how many of the lexicons rows are added.
    pub fn added(&self) -> usize {
        self.added.iter().flatten().count()
    }

    /// A hash of all that the lexicons say: the same for the same bytes, built in or not.
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        for (at, file) in FILES.iter().enumerate() {
            let bytes = self.bytes(at).unwrap_or(file.builtin);
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        }
        for (file, added) in FILES.iter().zip(&self.added) {
            if let Some(bytes) = added {
                hasher.update(file.add.as_bytes());
                hasher.update(&(bytes.len() as u64).to_le_bytes());
                hasher.update(bytes);
            }
        }
        hasher.finalize().into()
    }

    /// The lexicons, loaded and checked.
    ///
    /// # Errors
    /// [`Error::Lexicon`] naming every bad row of every file.
    pub fn load(&self) -> Result<Lexicons> {
        let builtin = FILES.iter().enumerate().all(|(at, file)| self.bytes(at).is_none_or(|own| own == file.builtin));
        if builtin
            && self.added() == 0
            && let Some(mut lexicons) = Lexicons::compiled()
        {
            lexicons.origin = FILES.iter().enumerate().map(|(at, f)| (f.name, self.bytes(at).is_none())).collect();
            return Ok(lexicons);
        }
        Lexicons::from_files(|name| {
            let own = FILES.iter().zip(&self.own).find(|(file, _)| file.name == name);
            let added = FILES.iter().zip(&self.added).find(|(file, _)| file.add == name);
            Ok(own.or(added).and_then(|(_, bytes)| bytes.clone()))
        })
    }

    /// The own bytes in place of the built-in file at `at`.
    fn bytes(&self, at: usize) -> Option<&[u8]> {
        self.own.get(at)?.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_of_the_bytes_not_of_where_they_stand() -> Result<()> {
        let builtin = Source::builtin();
        let shipped = Source::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons"))?;
        assert_eq!(shipped.own(), (FILES.len(), FILES.len()));
        assert_eq!(builtin.own(), (0, FILES.len()));
        assert_eq!(shipped.fingerprint(), builtin.fingerprint());
        let mut edited = shipped.clone();
        edited.own[3].as_mut().expect("a file").push(b'\n');
        assert_ne!(edited.fingerprint(), builtin.fingerprint());
        let mut more = shipped;
        more.added[3] = Some(Vec::new());
        assert_ne!(more.fingerprint(), builtin.fingerprint());
        Ok(())
    }
}
