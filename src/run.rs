//! A run: every article below a folder, through all stages, into the tables of another.
//!
//! Articles are read and worked on in parallel, in batches, while the rows of the batch before are written. Rows are appended in
//! the order of the articles' names, so the tables are the same bytes for any number of threads. What facts
//! give to the claims waits in a file until all articles are read.

use crate::article::{Article, Published};
use crate::claim::{Spool, Verdict};
use crate::error::{Error, Result};
use crate::extract;
use crate::lexicon::Lexicons;
use crate::table::{Rows, Tables};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};

/// How a run is done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// How many threads; 0 for one a core.
    pub jobs: usize,
    /// The date of articles that have none.
    pub published: Published,
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles read.
    pub articles: usize,
    /// Bytes of text read.
    pub bytes: u64,
    /// Sentences found.
    pub sentences: usize,
    /// Mentions found.
    pub mentions: usize,
    /// Facts found.
    pub facts: usize,
    /// Things told of in several places.
    pub claims: usize,
    /// Those of them that are told in ways that cannot all be right.
    pub conflicts: usize,
    /// Files that were no article, by name, and why.
    pub skipped: Vec<(PathBuf, String)>,
    /// The tables written, by their names.
    pub written: Vec<&'static str>,
}

/// What a run tells while it goes on.
#[derive(Clone, Copy, Debug)]
pub enum Progress {
    /// The corpus was listed: how many files it holds.
    Listed(usize),
    /// So many more files are done, of so many bytes.
    Done {
        /// Files.
        files: usize,
        /// Bytes.
        bytes: u64,
    },
}

/// Files worked on before their rows are written: enough to keep every core busy, little enough to bound memory.
const BATCH_FILES: usize = 512;

/// A batch ends before this many bytes of files, unless one file alone is larger. Rows take some five times the bytes of
/// their articles, and three batches are in memory at once: being worked on, waiting, being written.
const BATCH_BYTES: u64 = 8 << 20;

/// Reads every article below `corpus` and writes the tables into `output`.
///
/// # Errors
/// [`Error::Io`] when the corpus cannot be listed or a table cannot be written, [`Error::Argument`] when the tables would be
/// written among the articles. A bad article is no error: it is skipped, named in the summary, and has a row with the reason
/// in `articles.csv`.
pub fn run(
    corpus: &Path,
    output: &Path,
    lexicons: &Lexicons,
    options: Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Summary> {
    // The corpus is looked at first: a misspelt one makes no output folder.
    let kind = std::fs::metadata(corpus).map_err(|e| Error::io("read", corpus, e))?;
    std::fs::create_dir_all(output).map_err(|e| Error::io("create", output, e))?;
    let files = if kind.is_dir() { list(corpus, Some(output))? } else { vec![File::alone(corpus, &kind)] };
    progress(Progress::Listed(files.len()));
    let tables = Tables::create(output)?;
    let spool = Spool::create(output)?;
    let pool = pool(options.jobs)?;
    let work = |file: &File| {
        let done = work(file, lexicons, options.published);
        progress(Progress::Done { files: 1, bytes: done.bytes });
        done
    };
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel(1);
        let writer = scope.spawn(move || write(tables, spool, &receive));
        for batch in batches(&files) {
            let done: Vec<Done> = pool.install(|| batch.par_iter().map(work).collect());
            // The writer hangs up only when it failed, and then says why.
            if send.send(done).is_err() {
                break;
            }
        }
        drop(send);
        writer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// What a walk through a corpus could not read, by name, and why.
pub type Skipped = Vec<(PathBuf, String)>;

/// Hands every article below `corpus` to `work`, many at once, and what that gives to `take`, in the order of the articles'
/// names: the same for any number of threads.
///
/// # Errors
/// [`Error::Io`] when the corpus cannot be listed. A bad article is no error: it is skipped and named.
pub fn each<T: Send>(
    corpus: &Path,
    options: Options,
    progress: &(dyn Fn(Progress) + Sync),
    work: impl Fn(&Article) -> T + Sync,
    mut take: impl FnMut(T),
) -> Result<Skipped> {
    let kind = std::fs::metadata(corpus).map_err(|e| Error::io("read", corpus, e))?;
    let files = if kind.is_dir() { list(corpus, None)? } else { vec![File::alone(corpus, &kind)] };
    progress(Progress::Listed(files.len()));
    let pool = pool(options.jobs)?;
    let one = |file: &File| {
        let done = read(file, options.published).map(|article| work(&article));
        progress(Progress::Done { files: 1, bytes: file.size.as_ref().copied().unwrap_or(0) });
        done
    };
    let mut skipped = Skipped::new();
    for batch in batches(&files) {
        let done: Vec<_> = pool.install(|| batch.par_iter().map(one).collect());
        for (file, done) in batch.iter().zip(done) {
            match done {
                Ok(done) => take(done),
                Err(reason) => skipped.push((file.path.clone(), reason)),
            }
        }
    }
    Ok(skipped)
}

fn pool(jobs: usize) -> Result<rayon::ThreadPool> {
    let built = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    built.map_err(|e| Error::Argument(format!("cannot start {jobs} threads: {e}")))
}

/// Appends the rows that come in to the tables, and adds up what was done.
fn write(mut tables: Tables, mut spool: Spool, receive: &Receiver<Vec<Done>>) -> Result<Summary> {
    let mut summary = Summary::default();
    for done in receive.iter().flatten() {
        tables.append(&done.rows)?;
        done.rows.statements.iter().try_for_each(|statement| spool.push(statement))?;
        match done.skipped {
            Some(skipped) => summary.skipped.push(skipped),
            None => summary.articles += 1,
        }
        summary.bytes += done.bytes;
        summary.sentences += done.sentences;
        summary.mentions += done.mentions;
        summary.facts += done.facts;
    }
    let claims = spool.gather()?;
    tables.claims(&claims)?;
    summary.claims = claims.len();
    summary.conflicts = claims.iter().filter(|c| c.verdict == Verdict::Conflict).count();
    summary.written = tables.finish()?;
    Ok(summary)
}

/// What became of one file.
#[derive(Default)]
struct Done {
    rows: Rows,
    bytes: u64,
    sentences: usize,
    mentions: usize,
    facts: usize,
    skipped: Option<(PathBuf, String)>,
}

/// The article in a file, or why there is none.
fn read(file: &File, published: Published) -> std::result::Result<Article, String> {
    file.size.clone()?;
    Article::read(&file.path, file.name.clone(), published).map_err(|error| match error {
        Error::NoText { reason, .. } => reason.to_owned(),
        Error::Io { cause, .. } => format!("cannot be read: {cause}"),
        other => other.to_string(),
    })
}

/// Takes one file through all stages.
fn work(file: &File, lexicons: &Lexicons, published: Published) -> Done {
    match read(file, published) {
        Ok(article) => {
            let extraction = extract(&article, lexicons);
            Done {
                rows: Rows::of(&article, &extraction, lexicons),
                bytes: article.text.len() as u64,
                sentences: extraction.sentences.len(),
                mentions: extraction.shown().count(),
                facts: extraction.facts.len(),
                skipped: None,
            }
        }
        Err(reason) => Done {
            rows: Rows::skipped(&file.name, &reason),
            skipped: Some((file.path.clone(), reason)),
            ..Done::default()
        },
    }
}

/// The files in batches, bounded by count and by bytes.
fn batches(files: &[File]) -> impl Iterator<Item = &[File]> {
    let mut rest = files;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |file: &&File| {
            bytes += file.size.as_ref().copied().unwrap_or(0);
            bytes <= BATCH_BYTES
        };
        let len = rest.iter().take(BATCH_FILES).take_while(fits).count().max(1).min(rest.len());
        let (batch, after) = rest.split_at(len);
        rest = after;
        (!batch.is_empty()).then_some(batch)
    })
}

/// A file of the corpus.
struct File {
    path: PathBuf,
    /// Its path below the corpus, with `/`.
    name: String,
    /// Its bytes, or why it cannot be read.
    size: std::result::Result<u64, String>,
}

impl File {
    /// A corpus that is one file.
    fn alone(path: &Path, kind: &std::fs::Metadata) -> File {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        File { path: path.to_owned(), name, size: size(kind) }
    }
}

/// The bytes of a regular file; anything else (a pipe, a socket, a device) is never opened.
fn size(kind: &std::fs::Metadata) -> std::result::Result<u64, String> {
    if kind.is_file() { Ok(kind.len()) } else { Err("is no regular file".to_owned()) }
}

/// The files below the folder `corpus`, by name. Hidden files and the folder `output` are left out; links are followed.
fn list(corpus: &Path, output: Option<&Path>) -> Result<Vec<File>> {
    let canonical = |output: &Path| std::fs::canonicalize(output).map_err(|e| Error::io("read", output, e));
    let inside = output.map(canonical).transpose()?;
    if inside.is_some() && std::fs::canonicalize(corpus).ok() == inside {
        let message =
            format!("the tables would be written among the articles of {}; choose another --output", corpus.display());
        return Err(Error::Argument(message));
    }
    let walk = ignore::WalkBuilder::new(corpus)
        .standard_filters(false)
        .hidden(true)
        .follow_links(true)
        .filter_entry(move |entry| {
            let folder = entry.file_type().is_some_and(|t| t.is_dir());
            !(folder && inside.is_some() && std::fs::canonicalize(entry.path()).ok() == inside)
        })
        .build();
    let mut files = Vec::new();
    for entry in walk {
        let (path, size) = match entry {
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_dir()) => continue,
            Ok(entry) => {
                let size = entry.metadata().map_err(|e| cannot_read(e).1).and_then(|kind| size(&kind));
                (entry.into_path(), size)
            }
            Err(error) => {
                let (path, reason) = cannot_read(error);
                let path = path.unwrap_or_else(|| corpus.to_owned());
                if path == corpus {
                    return Err(Error::io("read", corpus, std::io::Error::other(reason)));
                }
                (path, Err(reason))
            }
        };
        let below = path.strip_prefix(corpus).unwrap_or(&path);
        let name = below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        files.push(File { path, name, size });
    }
    files.sort_by(|a, b| (a.name.as_bytes(), &a.path).cmp(&(b.name.as_bytes(), &b.path)));
    Ok(files)
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

    #[test]
    fn batches_are_bounded_by_count_and_by_bytes() {
        let file = |bytes| File { path: PathBuf::new(), name: String::new(), size: Ok(bytes) };
        let small: Vec<File> = (0..BATCH_FILES * 2 + 1).map(|_| file(1)).collect();
        assert_eq!(batches(&small).map(<[File]>::len).collect::<Vec<_>>(), [BATCH_FILES, BATCH_FILES, 1]);
        let large = [BATCH_BYTES * 2, 1, BATCH_BYTES - 1, 1, BATCH_BYTES].map(file);
        assert_eq!(batches(&large).map(<[File]>::len).collect::<Vec<_>>(), [1, 2, 1, 1]);
        assert_eq!(batches(&[]).count(), 0);
    }

    #[test]
    fn batches_leave_out_no_file() {
        let files: Vec<File> = (0..100)
            .map(|i| File { path: PathBuf::new(), name: i.to_string(), size: Ok(i * BATCH_BYTES / 40) })
            .collect();
        let names: Vec<&str> = batches(&files).flatten().map(|f| f.name.as_str()).collect();
        assert_eq!(names, files.iter().map(|f| f.name.as_str()).collect::<Vec<_>>());
    }
}
