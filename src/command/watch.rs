//! `--watch`: a run whenever something below the corpus or in the lexicons changes, until Ctrl-C.

use super::{Exit, say};
use fatti::Error;
use notify::{Event, EventKind, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// What changes within this time of something else is taken at once.
const QUIET: Duration = Duration::from_millis(300);
/// A run begins this long after a change at the latest, whatever goes on changing.
const LATEST: Duration = Duration::from_secs(5);
/// How often it is asked whether to end.
const TICK: Duration = Duration::from_millis(100);

/// Runs `once`, and again after each change, until `stop` is set. An error is said, and waited for its end.
///
/// # Errors
/// [`Error::Argument`] where the system cannot tell what changes, and what the first run fails of.
pub fn watch(
    folders: &[&Path],
    output: &Path,
    stop: &AtomicBool,
    mut once: impl FnMut() -> Result<Exit, Error>,
) -> Result<Exit, Error> {
    let (send, changes) = channel();
    let mut watcher = notify::recommended_watcher(send).map_err(|e| cannot(folders[0], &e))?;
    // Before the first run: what changes while it goes on is not lost.
    for folder in folders {
        // The paths it tells are below the one it is given; the output's is held against them.
        let place = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
        watcher.watch(&place, RecursiveMode::Recursive).map_err(|e| cannot(folder, &e))?;
    }
    let mut exit = once()?;
    say(&format!("watching {} for changes; Ctrl-C ends", folders[0].display()));
    let output = std::fs::canonicalize(output).unwrap_or_else(|_| output.to_owned());
    while wait(&changes, &output, stop) {
        exit = match once() {
            Ok(exit) => exit,
            Err(Error::Stopped) => return Err(Error::Stopped),
            Err(error) => {
                say(&format!("extract: {error}"));
                Exit::Failed
            }
        };
    }
    Ok(exit)
}

/// Waits for a change and for quiet after it; `false` where it is to end.
fn wait(changes: &Receiver<notify::Result<Event>>, output: &Path, stop: &AtomicBool) -> bool {
    let mut first: Option<Instant> = None;
    let mut last = Instant::now();
    while !stop.load(Ordering::Relaxed) {
        match changes.recv_timeout(TICK) {
            Ok(event) if tells(&event, output) => {
                last = Instant::now();
                first.get_or_insert(last);
            }
            Ok(_) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return false,
        }
        if first.is_some_and(|first| last.elapsed() >= QUIET || first.elapsed() >= LATEST) {
            return true;
        }
    }
    false
}

/// Whether an event may change the tables: not what is only read, nor what is written into the output or hidden.
fn tells(event: &notify::Result<Event>, output: &Path) -> bool {
    let Ok(event) = event else { return true };
    let hidden = |path: &PathBuf| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    let counts = |path: &PathBuf| !path.starts_with(output) && !hidden(path);
    !matches!(event.kind, EventKind::Access(_)) && (event.paths.is_empty() || event.paths.iter().any(counts))
}

fn cannot(folder: &Path, error: &notify::Error) -> Error {
    Error::Argument(format!("cannot watch {}: {error}", folder.display()))
}
