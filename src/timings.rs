//! Where the time of a run goes: `extract --timings`.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A part of a run's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The lexicons are loaded.
    Lexicons,
    /// The corpus is listed and held beside the run before.
    List,
    /// Files are read, hashed and decoded: those that are one article; of records they are hashed.
    Read,
    /// Text into tokens.
    Tokens,
    /// Tokens into sentences.
    Sentences,
    /// Names, dates and figures.
    Mentions,
    /// Facts.
    Facts,
    /// The rows of the tables.
    Rows,
    /// Rows into files.
    Write,
    /// Claims and other formats; the tables get to the disk and take their places.
    Finish,
}

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Stage; 10] = [
        Stage::Lexicons,
        Stage::List,
        Stage::Read,
        Stage::Tokens,
        Stage::Sentences,
        Stage::Mentions,
        Stage::Facts,
        Stage::Rows,
        Stage::Write,
        Stage::Finish,
    ];

    /// As it is shown.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Lexicons => "lexicons",
            Stage::List => "list",
            Stage::Read => "read",
            Stage::Tokens => "tokens",
            Stage::Sentences => "sentences",
            Stage::Mentions => "mentions",
            Stage::Facts => "facts",
            Stage::Rows => "rows",
            Stage::Write => "write",
            Stage::Finish => "finish",
        }
    }
}

/// How long each stage took, added up over all threads. Where that is not asked for, no clock is looked at.
#[derive(Debug, Default)]
pub(crate) struct Timings {
    on: bool,
    nanoseconds: [AtomicU64; Stage::ALL.len()],
}

impl Timings {
    pub fn new(on: bool) -> Timings {
        Timings { on, ..Timings::default() }
    }

    /// Does the work of a stage.
    pub fn time<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        if !self.on {
            return work();
        }
        let start = Instant::now();
        let done = work();
        let took = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds[stage as usize].fetch_add(took, Ordering::Relaxed);
        done
    }

    /// What each stage took; nothing where that was not asked for.
    pub fn told(&self) -> Vec<(Stage, Duration)> {
        let took = |stage: Stage| Duration::from_nanos(self.nanoseconds[stage as usize].load(Ordering::Relaxed));
        Stage::ALL.into_iter().filter(|_| self.on).map(|stage| (stage, took(stage))).collect()
    }
}
