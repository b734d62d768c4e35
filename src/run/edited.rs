//! Tables someone else wrote to since the run before: a copy of them is kept, as nobody's work may be lost.

use crate::error::{Error, Result};
use crate::state::Written;
use crate::table::{beside, whole};
use std::fs::File;
use std::path::{Path, PathBuf};

/// Where a file that was edited stands, and where it is kept.
#[derive(Debug)]
pub(super) struct Edited {
    from: PathBuf,
    to: PathBuf,
}

/// The files in `output` that are not as the run before wrote them, nor as this run has `written` them in `next`.
pub(super) fn edited(output: &Path, next: &Path, before: &[Written], written: &[Written]) -> Vec<Edited> {
    let changed = |now: &&Written| {
        let known = before.iter().find(|b| b.name == now.name);
        let there = output.join(&now.name);
        let new = beside(next, now);
        // a table that stays as it is has no new one
        known.is_some_and(|known| !whole(output, std::slice::from_ref(known)))
            && there.is_file()
            && new.is_file()
            && !same(&there, &new).unwrap_or(false)
    };
    written.iter().filter(changed).map(|now| Edited::of(output.join(&now.name))).collect()
}

impl Edited {
    /// `facts.csv` becomes `facts.edited.csv`, and `facts.edited-2.csv` where that is there.
    fn of(from: PathBuf) -> Edited {
        let stem = from.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let end = from.extension().map_or(String::new(), |e| format!(".{}", e.to_string_lossy()));
        let name = |n: usize| match n {
            1 => format!("{stem}.edited{end}"),
            n => format!("{stem}.edited-{n}{end}"),
        };
        let mut n = 1;
        while from.with_file_name(name(n)).exists() {
            n += 1;
        }
        Edited { to: from.with_file_name(name(n)), from }
    }

    /// Moves the file there; tells so.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be renamed.
    pub(super) fn keep(self) -> Result<String> {
        std::fs::rename(&self.from, &self.to).map_err(|e| Error::io("write", &self.to, e))?;
        Ok(format!("{} was edited since the last run; it is kept as {}", self.from.display(), self.to.display()))
    }
}

/// Whether two files hold the same bytes.
fn same(one: &Path, other: &Path) -> std::io::Result<bool> {
    let (one, other) = (File::open(one)?, File::open(other)?);
    let hash = |file| blake3::Hasher::new().update_reader(file).map(|hasher| hasher.finalize());
    Ok(one.metadata()?.len() == other.metadata()?.len() && hash(one)? == hash(other)?)
}
