//! A run: every article below a folder, through all stages, into the tables of another; what an earlier run did is kept.
//!
//! ```text
//! list.rs ──▶ plan.rs ──▶ work.rs ──▶ write.rs ──────▶ formats.rs
//! files       what is new  an article  tables, state  other formats of them
//! ```
//!
//! A file is done again when its content, the lexicons, the options or the program changed; the rows of all others are copied
//! out of the tables before. Articles are read and worked on in parallel, in batches, while the rows of the batch before are
//! written. Rows stand in the order of the articles' names, so the tables are the same bytes for any number of threads and
//! after any history of runs.
//!
//! Nothing is lost when a run is cut off: the tables are written beside their places; when all of them are on the disk the
//! state is changed in one transaction; then they are renamed. A run that finds the state changed and tables not yet renamed
//! renames them. A table someone else wrote to since is kept beside the new one (`edited.rs`).

mod before;
mod each;
mod edited;
mod folder;
mod formats;
mod list;
mod plan;
mod texts;
mod work;
mod write;

use crate::error::{Error, Result};
use crate::format::Choice;
use crate::input::{Columns, Reading};
use crate::lexicon::Source;
use crate::published::Published;
use crate::state::Basis;
use crate::table::changes::Count;
use crate::timings::{Stage, Timings};
use before::{Before, corpus_place};
pub use each::{Skipped, each};
use folder::Folder;
use list::Listing;
use plan::{Ground, Step, plan};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use texts::Texts;
use write::Loaded;

/// How a run is done.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How many threads; 0 for one a core.
    pub jobs: usize,
    /// The date of articles that have none.
    pub published: Published,
    /// Which columns of tables of articles hold what.
    pub columns: Columns,
    /// Whether the texts the offsets count in are written, too, into the folder `text` of the output.
    pub keep_text: bool,
    /// Whether all is done again, whatever was done before.
    pub full: bool,
    /// Whether to wait where another run is writing into the folder.
    pub wait: bool,
    /// What the output folder is to hold.
    pub choice: Choice,
    /// Whether the summary tells where the time went.
    pub timings: bool,
}

impl Options {
    /// How files are read.
    fn reading(&self) -> Reading {
        Reading { published: self.published, columns: self.columns.clone() }
    }
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles in the tables.
    pub articles: usize,
    /// Those of them that tell no date; `None` where nothing was to be done.
    pub undated: Option<usize>,
    /// Bytes of their text.
    pub bytes: u64,
    /// Their sentences.
    pub sentences: usize,
    /// Their mentions.
    pub mentions: usize,
    /// Their facts.
    pub facts: usize,
    /// Things told of in several places.
    pub claims: usize,
    /// Those of them that are told in ways that cannot all be right.
    pub conflicts: usize,
    /// Files that were no article.
    pub skipped_files: usize,
    /// Records of the others that were none.
    pub bad_records: usize,
    /// Those files and records (after a `#`), by name, and why; of a file with many bad records the first.
    pub skipped: Vec<(PathBuf, String)>,
    /// What there was to do, and why.
    pub work: Work,
    /// The facts that appeared, disappeared and changed; `None` where there is nothing to compare with.
    pub changes: Option<Count>,
    /// The tables written, by their names; none where nothing was to be done.
    pub written: Vec<String>,
    /// What the run before wrote and this one was not asked for, by the names; it was removed.
    pub removed: Vec<String>,
    /// What the caller should know though the run went on.
    pub warnings: Vec<String>,
    /// How long each stage took, added up over all threads; nothing where that was not asked for.
    pub timings: Vec<(Stage, Duration)>,
}

/// How the files of a corpus stand to the run before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Files that were not there.
    pub new: usize,
    /// Files whose content changed.
    pub changed: usize,
    /// Files that are not there any more.
    pub gone: usize,
    /// Files whose content is as it was, done again or not.
    pub untouched: usize,
    /// Why the untouched ones are done again, too.
    pub all: Option<Why>,
}

/// Why everything is done again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing was done before.
    First,
    /// The caller said so.
    Full,
    /// The state could not be used.
    State,
    /// Another version of the program, or another build of it, did what was done.
    Engine,
    /// The lexicons changed.
    Lexicons,
    /// Options changed that the tables hang on.
    Options,
    /// A table is not as it was written.
    Tables,
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Why::First => "nothing was done before",
            Why::Full => "as asked",
            Why::State => "what was done before is not known",
            Why::Engine => "the program is another version than the one that read them",
            Why::Lexicons => "the lexicons changed",
            Why::Options => "the options changed",
            Why::Tables => "a table is not as it was written",
        })
    }
}

/// What a run tells while it goes on.
#[derive(Clone, Copy, Debug)]
pub enum Progress {
    /// Another run has the folder: this process, where it is known.
    Waiting(Option<u32>),
    /// The corpus has no article, and the tables hold so many facts of articles that are gone: they are dropped now.
    Emptied(u64),
    /// The corpus was listed and held beside the run before: how many files are to be read.
    Listed(usize),
    /// So many more files are done, of so many bytes.
    Done {
        /// Files.
        files: usize,
        /// Articles in files.
        articles: usize,
        /// Bytes of their text.
        bytes: u64,
    },
}

/// What is told while a run goes on; it goes on until the answer is to break.
pub type Watch<'w> = dyn Fn(Progress) -> ControlFlow<()> + Sync + 'w;

/// The caller's watch, and whether it has said to stop.
struct Watched<'w> {
    watch: &'w Watch<'w>,
    stopped: AtomicBool,
}

impl Watched<'_> {
    fn tell(&self, progress: Progress) {
        if (self.watch)(progress).is_break() {
            self.stopped.store(true, Ordering::Relaxed);
        }
    }

    /// Whether to go on; asks the caller.
    fn go_on(&self) -> bool {
        self.tell(Progress::Done { files: 0, articles: 0, bytes: 0 });
        !self.stopped.load(Ordering::Relaxed)
    }

    fn check(&self) -> Result<()> {
        if self.go_on() { Ok(()) } else { Err(Error::Stopped) }
    }
}

/// Reads every article below `corpus` that is not in the tables as it is, and writes the tables into `output`.
///
/// # Errors
/// [`Error::Io`] when the corpus cannot be listed or a table cannot be written, [`Error::Argument`] when the tables would be
/// written among the articles, [`Error::Busy`] when another run has the folder, [`Error::Lexicon`] when the lexicons cannot be
/// used, [`Error::Stopped`] when `watch` said so. A bad article is no error: it is skipped, named in the summary, and has a row
/// with the reason in `articles.csv`.
pub fn run(corpus: &Path, output: &Path, lexicons: &Source, options: &Options, watch: &Watch<'_>) -> Result<Summary> {
    let watched = &Watched { watch, stopped: AtomicBool::new(false) };
    let timings = &Timings::new(options.timings);
    let now = now();
    // The corpus is looked at first: a misspelt one makes no output folder.
    let kind = std::fs::metadata(corpus).map_err(|e| Error::io("read", corpus, e))?;
    apart(corpus, output)?;
    // Bad lexicons make none either.
    let loaded = match Folder::is_new(output) {
        true => Loaded::Yes(Box::new(timings.time(Stage::Lexicons, || lexicons.load())?)),
        false => Loaded::NotYet(lexicons),
    };
    std::fs::create_dir_all(output).map_err(|e| Error::io("create", output, e))?;
    let folder = &Folder::take(output, |process| {
        watched.tell(Progress::Waiting(process));
        options.wait
    })?;
    pool(options)?.install(|| {
        let mut warnings = Vec::new();
        let mut before = Before::open(folder, &mut warnings)?;
        let listing = &timings.time(Stage::List, || list(corpus, &kind, output, watched))?;
        let (basis, corpus) = (&basis(lexicons, options), &corpus_place(corpus));
        let (plan, old, why) = loop {
            let why = before.why(basis, options);
            let ground = Ground { keep: why.is_none(), times: before.same_corpus(corpus) };
            match timings.time(Stage::List, || before.plan(folder, listing, ground, || watched.go_on())) {
                Ok((plan, old)) => break (plan, old, why),
                // A second time there is nothing known that could be broken.
                Err(broken) => before.give_up(folder, &broken, &mut warnings),
            }
        };
        if listing.files.is_empty() {
            let gone = plan.steps.iter().map(|step| if let Step::Gone(place) = step { place.known.facts } else { 0 });
            let facts: u64 = gone.sum();
            if facts > 0 {
                watched.tell(Progress::Emptied(facts));
            }
        }
        watched.check()?;
        warnings.extend(listing.beside.warnings.iter().cloned());
        let reading = &options.reading();
        let run = write::Run { corpus, folder, listing, options, reading, basis, watched, timings, now };
        let kept_text = before.known().is_some_and(|state| state.basis.options.ends_with(KEEP_TEXT));
        let mut summary = run.go(before, plan, old, why, loaded)?;
        if kept_text && !options.keep_text {
            Texts::below(output).clear();
        }
        summary.warnings.splice(..0, warnings);
        summary.timings = timings.told();
        Ok(summary)
    })
}

/// How the files of `corpus` stand to the tables in `output`: what [`run`] would do, without doing it.
///
/// # Errors
/// As [`run`]; nothing is written.
pub fn status(corpus: &Path, output: &Path, lexicons: &Source, options: &Options, watch: &Watch<'_>) -> Result<Status> {
    let watched = &Watched { watch, stopped: AtomicBool::new(false) };
    let kind = std::fs::metadata(corpus).map_err(|e| Error::io("read", corpus, e))?;
    apart(corpus, output)?;
    let folder = Folder::look(output)?;
    pool(options)?.install(|| {
        let mut warnings = Vec::new();
        let before = Before::look(folder.as_ref(), &mut warnings);
        let listing = list(corpus, &kind, output, watched)?;
        let mut status = Status { all: before.why(&basis(lexicons, options), options), ..Status::default() };
        // What changed is told by the files' contents, even where all would be done again.
        let ground = Ground { keep: true, times: before.same_corpus(&corpus_place(corpus)) };
        let plan = plan(&listing, before.known(), ground, || watched.go_on()).or_else(|broken| {
            warnings.push(format!("the state {broken}; everything would be done again"));
            status.all = Some(Why::State);
            plan(&listing, None, ground, || true)
        });
        watched.check()?;
        let path = |file: usize| listing.path(&listing.files[file]);
        for step in plan.unwrap_or_default().steps {
            match step {
                Step::Keep(kept) => status.untouched += kept.files as usize,
                Step::Do { file, before: None } => status.new.push(path(file)),
                Step::Do { file, before: Some(_) } => status.changed.push(path(file)),
                Step::Gone(place) => status.gone.push(place.known.name),
            }
        }
        warnings.extend(listing.beside.warnings.iter().cloned());
        status.warnings = warnings;
        Ok(status)
    })
}

/// What a run would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Files that were not there.
    pub new: Vec<PathBuf>,
    /// Files whose content changed.
    pub changed: Vec<PathBuf>,
    /// Articles that are not there any more, by what the tables call them.
    pub gone: Vec<String>,
    /// How many files are as they were.
    pub untouched: usize,
    /// Why those would be done again, too.
    pub all: Option<Why>,
    /// What the caller should know.
    pub warnings: Vec<String>,
}

/// The tables must not be written among the articles, nor in place of a file.
fn apart(corpus: &Path, output: &Path) -> Result<()> {
    let same = std::fs::canonicalize(output).is_ok_and(|o| std::fs::canonicalize(corpus).is_ok_and(|c| c == o));
    if output.is_file() {
        return Err(Error::Argument(format!("{} is a file; -o takes a folder", output.display())));
    }
    if !same {
        return Ok(());
    }
    let message =
        format!("the tables would be written among the articles of {}; choose another --output", corpus.display());
    Err(Error::Argument(message))
}

fn list(corpus: &Path, kind: &std::fs::Metadata, output: &Path, watched: &Watched<'_>) -> Result<Listing> {
    if kind.is_dir() { Listing::of(corpus, Some(output), || watched.go_on()) } else { Ok(Listing::alone(corpus, kind)) }
}

fn pool(options: &Options) -> Result<rayon::ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.jobs).build();
    pool.map_err(|e| Error::Argument(format!("cannot start {} threads: {e}", options.jobs)))
}

/// What the options of a run end with that kept texts.
const KEEP_TEXT: &str = " keep_text";

/// What all rows hang on.
fn basis(lexicons: &Source, options: &Options) -> Basis {
    Basis {
        engine: format!("{} {}", env!("CARGO_PKG_VERSION"), env!("FATTI_SOURCE")),
        lexicons: blake3::Hash::from(lexicons.fingerprint()).to_hex().to_string(),
        options: format!(
            "published={} columns={}{}",
            options.published,
            options.columns.given(),
            if options.keep_text { KEEP_TEXT } else { "" }
        ),
    }
}

/// Now, in nanoseconds since 1970.
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.ok().and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}
