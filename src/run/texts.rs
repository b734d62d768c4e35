//! The texts the offsets count in, as files below the output: `text/a.html.txt`, of a file with records `text/a.jsonl/ID.txt`.
//!
//! They are written while articles are read. A run that is cut off leaves texts of articles the tables do not have yet; the next
//! writes them again.

use crate::article::Article;
use crate::error::{Error, Result};
use crate::input::Format;
use std::path::{Path, PathBuf};

/// The folder's name below the output.
const FOLDER: &str = "text";

/// The longest name a file is given, in bytes, before its end `.txt`; of a longer one the end is a hash.
const LONGEST: usize = 200;

/// The folder of texts.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    folder: PathBuf,
}

impl Texts {
    /// Those of an output folder.
    pub fn below(output: &Path) -> Texts {
        Texts { folder: output.join(FOLDER) }
    }

    /// Writes the text of an article, or of a record of the file of this name.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be written.
    pub fn write(&self, file: &str, article: &Article) -> Result<()> {
        let path = match article.name.strip_prefix(file).and_then(|rest| rest.strip_prefix('#')) {
            Some(record) => self.place(file, "").join(format!("{}.txt", safe(record))),
            None => self.place(file, ".txt"),
        };
        let failed = |e| Error::io("write", &path, e);
        std::fs::create_dir_all(path.parent().unwrap_or(&self.folder)).map_err(failed)?;
        std::fs::write(&path, &article.text).map_err(failed)
    }

    /// Removes the texts of the file of this name.
    pub fn forget(&self, file: &str) {
        // What is not there need not be removed.
        let _ = std::fs::remove_file(self.place(file, ".txt"));
        // The folder of a file without records holds the texts of a folder that has its name now.
        if Format::of(file).has_records() {
            let _ = std::fs::remove_dir_all(self.place(file, ""));
        }
    }

    /// Removes all texts.
    pub fn clear(&self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }

    fn place(&self, file: &str, end: &str) -> PathBuf {
        let mut path = self.folder.clone();
        let (folders, name) = file.rsplit_once('/').map_or((None, file), |(folders, name)| (Some(folders), name));
        path.extend(folders.into_iter().flat_map(|folders| folders.split('/')).map(safe));
        path.join(safe(name) + end)
    }
}

/// A name any file system takes: what some do not is written as in a web address (`%2F`).
fn safe(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for (at, c) in name.char_indices() {
        let bad = c.is_control() || "/\\:*?\"<>|%".contains(c) || (c == '.' && at == 0);
        if bad {
            c.to_string().bytes().for_each(|b| out.push_str(&format!("%{b:02X}")));
        } else {
            out.push(c);
        }
    }
    if out.len() > LONGEST {
        let cut = (0..=LONGEST - 20).rev().find(|&at| out.is_char_boundary(at)).unwrap_or(0);
        out.truncate(cut);
        out.push('~');
        out.push_str(&blake3::hash(name.as_bytes()).to_hex()[..16]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_stay_apart() {
        for (name, expected) in [
            ("a b.html", "a b.html"),
            ("..", "%2E."),
            ("https://a.it/1?x", "https%3A%2F%2Fa.it%2F1%3Fx"),
            ("100%", "100%25"),
            ("à\n", "à%0A"),
        ] {
            assert_eq!(safe(name), expected);
        }
        let (one, other) = (safe(&("à".repeat(300) + "1")), safe(&("à".repeat(300) + "2")));
        assert!(one != other && one.len() <= LONGEST);
    }
}
