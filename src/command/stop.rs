//! Ctrl-C: the run is told to stop, and ends by itself; where it does not within a moment, it is ended.

use super::Exit;
use signal_hook::consts::{SIGINT, SIGTERM};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long a run may take to end by itself. One that is in the middle of a large article is ended: whenever that is, the
/// tables are whole, and the next run goes on from there.
const PATIENCE: Duration = Duration::from_millis(700);

/// A flag that is set when the process is asked to end.
pub fn flag() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // Where a signal cannot be caught it ends the process at once, which does no harm either.
        let _ = signal_hook::flag::register(signal, Arc::clone(&flag));
    }
    // A file-size limit: caught, so that writing fails and says so, where else the process would be ended.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    let seen = Arc::clone(&flag);
    std::thread::spawn(move || {
        while !seen.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(50));
        }
        std::thread::sleep(PATIENCE);
        end();
    });
    flag
}

#[allow(clippy::exit, reason = "the run does not end by itself")]
fn end() -> ! {
    std::process::exit(Exit::Stopped as i32)
}
