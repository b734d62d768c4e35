//! The library's one error type, and the problems a lexicon can have.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// What went wrong. The library returns it; it neither prints nor exits.
#[derive(Debug)]
pub enum Error {
    /// The operating system refused to read or write a path.
    Io {
        /// What was being done, as the message has it before the path: "read", "create", "write in".
        doing: &'static str,
        /// The path.
        path: PathBuf,
        /// The system's own words.
        cause: std::io::Error,
    },
    /// The lexicons cannot be used; every bad row is named.
    Lexicon(Vec<Problem>),
    /// A file that holds no article.
    NoText {
        /// The path.
        path: PathBuf,
        /// Why there is none in it.
        reason: Cow<'static, str>,
    },
    /// A value given by the caller cannot be used.
    Argument(String),
    /// Another run is writing into the folder.
    Busy {
        /// The folder.
        folder: PathBuf,
        /// The process that has it, where it says so.
        process: Option<u32>,
    },
    /// The caller said to stop; nothing was changed.
    Stopped,
}

/// One bad place in a lexicon.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file's name.
    pub file: String,
    /// The line, from 1 (the header's); 0 where it is about the whole file.
    pub line: u64,
    /// The column's name; empty where it is about the whole row.
    pub column: String,
    /// What was found and what was expected.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.column.is_empty() {
            write!(f, ": column `{}`", self.column)?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Io { doing, path, cause } => write!(f, "cannot {doing} {}: {cause}", path.display()),
            Error::Lexicon(problems) => {
                write!(
                    f,
                    "{} bad place{} in the lexicons",
                    problems.len(),
                    if problems.len() == 1 { "" } else { "s" }
                )?;
                for problem in problems {
                    write!(f, "\n  {problem}")?;
                }
                Ok(())
            }
            Error::NoText { path, reason } => write!(f, "{}: {reason}", path.display()),
            Error::Argument(message) => f.write_str(message),
            Error::Busy { folder, process } => {
                write!(f, "another run")?;
                if let Some(process) = process {
                    write!(f, " (process {process})")?;
                }
                write!(f, " is writing into {}; wait for it with --wait", folder.display())
            }
            Error::Stopped => f.write_str("stopped; the tables are as they were"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { cause, .. } => Some(cause),
            _ => None,
        }
    }
}

impl Error {
    /// An [`Error::NoText`] about `path`.
    pub(crate) fn no_text(path: &Path, reason: impl Into<Cow<'static, str>>) -> Error {
        Error::NoText { path: path.to_owned(), reason: reason.into() }
    }

    /// An [`Error::Io`] about `path`.
    pub(crate) fn io(doing: &'static str, path: &Path, cause: std::io::Error) -> Error {
        Error::Io { doing, path: path.to_owned(), cause }
    }
}

/// The library's result.
pub type Result<T> = std::result::Result<T, Error>;
