//! The output folder: one run at a time works in it, and what is not a table lives in a hidden folder of it.

use crate::error::{Error, Result};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The hidden folder: the state, the lock, and tables that are being written. It may be removed; all is done again then.
pub(super) const OWN: &str = ".extract";

/// An output folder, held by this run until it is dropped.
#[derive(Debug)]
pub(super) struct Folder {
    /// Where the tables are.
    pub output: PathBuf,
    /// Where tables are written before they are put in their places.
    pub next: PathBuf,
    /// The state's file.
    pub state: PathBuf,
    _lock: Option<Lock>,
}

/// A locked file; the system unlocks it however the run ends.
#[derive(Debug)]
struct Lock(File);

impl Drop for Lock {
    /// Closing alone does not do: a process that another thread is just starting has the file open, too, and with it the lock.
    fn drop(&mut self) {
        // What cannot be unlocked is once the last who has it open is gone.
        let _ = self.0.unlock();
    }
}

impl Folder {
    /// Whether no run was made into the folder.
    pub fn is_new(output: &Path) -> bool {
        !output.join(OWN).exists()
    }

    /// Takes the folder for a run; it is made where it is not there. Where another run has it, `wait` is asked whether to wait.
    ///
    /// # Errors
    /// [`Error::Busy`] where another run has it, [`Error::Io`] where it cannot be made or written.
    pub fn take(output: &Path, wait: impl Fn(Option<u32>) -> bool) -> Result<Folder> {
        let own = output.join(OWN);
        let folder =
            Folder { output: output.to_owned(), next: own.join("next"), state: own.join("state.sqlite"), _lock: None };
        std::fs::create_dir_all(&own).map_err(|e| Error::io("write in", output, e))?;
        let lock = lock(&own.join("lock"), wait)?;
        std::fs::create_dir_all(&folder.next).map_err(|e| Error::io("write in", output, e))?;
        Ok(Folder { _lock: lock, ..folder })
    }

    /// Looks at the folder without changing it; `None` where no run was made into it.
    ///
    /// # Errors
    /// [`Error::Busy`] where a run is going on in it.
    pub fn look(output: &Path) -> Result<Option<Folder>> {
        let own = output.join(OWN);
        let (next, state) = (own.join("next"), own.join("state.sqlite"));
        let Ok(mut lock) = OpenOptions::new().read(true).open(own.join("lock")) else { return Ok(None) };
        match lock.try_lock_shared() {
            Err(TryLockError::WouldBlock) => Err(Error::Busy { folder: output.to_owned(), process: holder(&mut lock) }),
            _ => Ok(Some(Folder { output: output.to_owned(), next, state, _lock: Some(Lock(lock)) })),
        }
    }

    /// Removes what a run that was cut off left half written.
    pub fn clear(&self) {
        // What cannot be removed does no harm: it is written over.
        for entry in std::fs::read_dir(&self.next).into_iter().flatten().flatten() {
            let _ = std::fs::remove_file(entry.path());
        }
    }

    /// Removes a state that cannot be used.
    pub fn forget(&self) {
        let mut journal = self.state.clone().into_os_string();
        journal.push("-journal");
        let _ = std::fs::remove_file(journal);
        let _ = std::fs::remove_file(&self.state);
    }
}

/// Locks the file, and writes into it which process did; `None` on file systems that know no locks.
fn lock(path: &Path, wait: impl Fn(Option<u32>) -> bool) -> Result<Option<Lock>> {
    let failed = |e| Error::io("write", path, e);
    let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    let mut file = open.map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let process = holder(&mut file);
            if !wait(process) {
                let folder = path.ancestors().nth(2).unwrap_or(path).to_owned();
                return Err(Error::Busy { folder, process });
            }
            file.lock().map_err(failed)?;
        }
        Err(TryLockError::Error(_)) => return Ok(None),
    }
    file.set_len(0).map_err(failed)?;
    file.seek(SeekFrom::Start(0)).map_err(failed)?;
    writeln!(file, "{}", std::process::id()).map_err(failed)?;
    Ok(Some(Lock(file)))
}

/// The process that wrote its number into the lock.
fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
