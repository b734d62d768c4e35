//! The files of a corpus, by name.

use super::folder::OWN;
use crate::error::{Error, Result};
use crate::input::{Beside, SIDECAR};
use crate::state::Stat;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::path::{Path, PathBuf};

/// A file of the corpus.
#[derive(Debug)]
pub(super) struct File {
    /// Its path below the corpus.
    pub below: Box<Path>,
    /// Its size and times, or why it cannot be read.
    pub stat: std::result::Result<Stat, Box<str>>,
}

impl File {
    /// What the tables call it: its path below the corpus with `/`. Bytes that are no UTF-8 are shown as `\xff`, so that two
    /// names that differ only in them stay two.
    pub fn name(&self) -> Cow<'_, str> {
        match self.below.to_str() {
            Some(name) if std::path::MAIN_SEPARATOR == '/' => Cow::Borrowed(name),
            _ => {
                let parts = self.below.iter().map(|part| {
                    let mut name = String::new();
                    for chunk in part.as_encoded_bytes().utf8_chunks() {
                        name.push_str(chunk.valid());
                        chunk.invalid().iter().for_each(|byte| name.push_str(&format!("\\x{byte:02x}")));
                    }
                    name
                });
                Cow::Owned(parts.collect::<Vec<_>>().join("/"))
            }
        }
    }

    /// Its path's bytes, where the name does not say them; those of equal names tell them apart.
    pub fn path(&self) -> &[u8] {
        if self.below.to_str().is_some() { &[] } else { self.below.as_os_str().as_encoded_bytes() }
    }

    /// By name, then by path: the order of the tables' rows.
    fn compare(&self, other: &File) -> Ordering {
        let by_name = self.name().as_bytes().cmp(other.name().as_bytes());
        by_name.then_with(|| self.path().cmp(other.path()))
    }
}

/// The files below a folder.
#[derive(Debug)]
pub(super) struct Listing {
    /// What their paths are below of.
    pub root: PathBuf,
    /// They, in the order of the tables' rows.
    pub files: Vec<File>,
    /// What the corpus says of them beside them.
    pub beside: Beside,
}

impl Listing {
    /// The path of a file.
    pub fn path(&self, file: &File) -> PathBuf {
        self.root.join(&file.below)
    }

    /// A hash of what is said of a file beside it.
    pub fn beside(&self, file: &File) -> Option<[u8; 16]> {
        self.beside.hash(&file.name())
    }

    /// A corpus that is one file.
    pub fn alone(path: &Path, kind: &std::fs::Metadata) -> Listing {
        let root = path.parent().unwrap_or(Path::new("")).to_owned();
        let below = Path::new(path.file_name().unwrap_or_default()).into();
        Listing { root, files: vec![File { below, stat: stat(kind) }], beside: Beside::default() }
    }

    /// The files below the folder `corpus`. Hidden files, the folder `output` and folders with the output of other runs, which are
    /// named, are left out; links are followed.
    ///
    /// # Errors
    /// [`Error::Io`] when the corpus cannot be read, [`Error::Stopped`] when `go_on` says no.
    pub fn of(corpus: &Path, output: Option<&Path>, go_on: impl Fn() -> bool) -> Result<Listing> {
        let inside = output.and_then(|output| std::fs::canonicalize(output).ok());
        let (send, others) = std::sync::mpsc::channel();
        let walk = ignore::WalkBuilder::new(corpus)
            .standard_filters(false)
            .hidden(true)
            .follow_links(true)
            .filter_entry(move |entry| {
                let folder = entry.file_type().is_some_and(|t| t.is_dir());
                if !folder {
                    return true;
                }
                if inside.is_some() && std::fs::canonicalize(entry.path()).ok() == inside {
                    return false;
                }
                // Tables are no news, nor are the texts of articles that were kept beside them.
                let other = entry.depth() > 0 && entry.path().join(OWN).is_dir();
                !(other && send.send(entry.path().to_owned()).is_ok())
            })
            .build();
        let mut files = Vec::new();
        for (at, entry) in walk.enumerate() {
            if at % 1024 == 0 && !go_on() {
                return Err(Error::Stopped);
            }
            let (path, stat) = match entry {
                Ok(entry) if entry.file_type().is_some_and(|t| t.is_dir()) => continue,
                Ok(entry) => {
                    let kind = entry.metadata().map_err(|e| cannot_read(e).1.into_boxed_str());
                    (entry.into_path(), kind.and_then(|kind| stat(&kind)))
                }
                Err(error) => {
                    let (path, reason) = cannot_read(error);
                    let path = path.unwrap_or_else(|| corpus.to_owned());
                    if path == corpus {
                        return Err(Error::io("read", corpus, std::io::Error::other(reason)));
                    }
                    (path, Err(reason.into_boxed_str()))
                }
            };
            files.push(File { below: path.strip_prefix(corpus).unwrap_or(&path).into(), stat });
        }
        let mut beside = Beside::load(corpus);
        if beside.is_some() {
            files.retain(|file| *file.below != *Path::new(SIDECAR));
        }
        sort(&mut files);
        if let Some(beside) = &mut beside {
            let names: Vec<_> = files.iter().map(File::name).collect();
            beside.hold_against(names.iter().map(|name| &**name));
        }
        let mut beside = beside.unwrap_or_default();
        let mut others: Vec<PathBuf> = others.try_iter().collect();
        others.sort();
        let told =
            |other: PathBuf| format!("skipped {}: it holds the output of another run, no articles", other.display());
        beside.warnings.extend(others.into_iter().map(told));
        Ok(Listing { root: corpus.to_owned(), files, beside })
    }
}

/// Sorts the files by name, then by path. Where every name is the path as it is, its bytes are compared as they are.
fn sort(files: &mut [File]) {
    use rayon::slice::ParallelSliceMut;
    if std::path::MAIN_SEPARATOR == '/' && files.iter().all(|file| file.below.to_str().is_some()) {
        files.par_sort_unstable_by(|a, b| {
            a.below.as_os_str().as_encoded_bytes().cmp(b.below.as_os_str().as_encoded_bytes())
        });
    } else {
        files.sort_by(File::compare);
    }
}

/// The size and times of a regular file; anything else (a pipe, a socket, a device) is never opened.
fn stat(kind: &std::fs::Metadata) -> std::result::Result<Stat, Box<str>> {
    if kind.is_file() { Ok(Stat::of(kind)) } else { Err("is no regular file".into()) }
}

/// The path a walk's error is about, and what is wrong with it.
fn cannot_read(error: ignore::Error) -> (Option<PathBuf>, String) {
    match error {
        ignore::Error::WithPath { path, err } => (Some(path), cannot_read(*err).1),
        ignore::Error::WithDepth { err, .. } => cannot_read(*err),
        ignore::Error::Loop { child, .. } => (Some(child), "is a link to a folder it stands in".to_owned()),
        other => {
            // The walk's error names the path again; its last cause is the system's own words.
            let mut cause: &dyn std::error::Error = &other;
            if let ignore::Error::Io(io) = &other {
                cause = io;
            }
            while let Some(deeper) = cause.source() {
                cause = deeper;
            }
            (None, format!("cannot be read: {cause}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> File {
        File { below: Path::new(name).into(), stat: Ok(Stat::default()) }
    }

    #[test]
    fn names_are_sorted_by_their_bytes() {
        let mut files = ["b/a", "b", "a.txt", "a/z", "à", "a-b"].map(file);
        sort(&mut files);
        assert_eq!(files.map(|f| f.name().into_owned()), ["a-b", "a.txt", "a/z", "b", "b/a", "à"]);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_stay_apart() {
        use std::os::unix::ffi::OsStrExt;
        let of = |bytes: &[u8]| File {
            below: Path::new(std::ffi::OsStr::from_bytes(bytes)).into(),
            stat: Ok(Stat::default()),
        };
        let mut files = [of(b"x/\xff.txt"), of(b"x/\xfe.txt"), of(b"x/a"), of(br"x/\xff.txt")];
        sort(&mut files);
        assert_eq!(
            files.iter().map(|f| f.name().into_owned()).collect::<Vec<_>>(),
            [r"x/\xfe.txt", r"x/\xff.txt", r"x/\xff.txt", "x/a"]
        );
        assert_eq!(files[1].path(), b"", "a name that is a path stands before one that shows bytes");
        assert_eq!(files[2].path(), b"x/\xff.txt");
    }
}
