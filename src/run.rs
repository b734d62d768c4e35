//! A run: every article below a folder, through all stages, into the tables of another.
//!
//! Articles are read and worked on in parallel, in batches; their rows are appended in the order of their names, so the tables
//! are the same bytes for any number of threads. Each table is written beside its place and renamed when it is whole.

use crate::article::{Article, Published};
use crate::error::{Error, Result};
use crate::lexicon::Lexicons;
use crate::table::{ARTICLES, FACTS, MENTIONS, Rows, SENTENCES};
use crate::{extract, table};
use rayon::prelude::*;
use std::io::Write;
use std::path::{Path, PathBuf};

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
    /// Files that were no article, and why.
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
const BATCH: usize = 256;

/// A table being written: a file beside its place, renamed at the end.
struct Sink {
    name: &'static str,
    file: std::io::BufWriter<tempfile::NamedTempFile>,
    path: PathBuf,
}

impl Sink {
    fn new(output: &Path, name: &'static str, head: &[u8]) -> Result<Sink> {
        let path = output.join(name);
        let file = tempfile::Builder::new().prefix(".extract-").tempfile_in(output).map_err(|e| Error::io("write in", output, e))?;
        let mut sink = Sink { name, file: std::io::BufWriter::with_capacity(1 << 18, file), path };
        sink.write(head)?;
        Ok(sink)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(|e| Error::io("write", &self.path, e))
    }

    fn finish(self) -> Result<&'static str> {
        let failed = |e| Error::io("write", &self.path, e);
        let file = self.file.into_inner().map_err(|e| failed(e.into_error()))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let permissions = std::fs::Permissions::from_mode(0o644);
            file.as_file().set_permissions(permissions).map_err(failed)?;
        }
        file.as_file().sync_data().map_err(failed)?;
        file.persist(&self.path).map_err(|e| failed(e.error))?;
        Ok(self.name)
    }
}

/// Reads every article below `corpus` and writes the tables into `output`.
///
/// # Errors
/// [`Error::Io`] when the corpus cannot be listed or a table cannot be written. A bad article is no error: it is skipped, named
/// in the summary, and has a row with the reason in `articles.csv`.
pub fn run(
    corpus: &Path,
    output: &Path,
    lexicons: &Lexicons,
    options: Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Summary> {
    let mut summary = Summary::default();
    std::fs::create_dir_all(output).map_err(|e| Error::io("create", output, e))?;
    let files = list(corpus, output, &mut summary)?;
    progress(Progress::Listed(files.len()));

    let mut articles = Sink::new(output, "articles.csv", &table::header(ARTICLES))?;
    let mut sentences = Sink::new(output, "sentences.csv", &table::header(SENTENCES))?;
    let mut mentions = Sink::new(output, "mentions.csv", &table::header(MENTIONS))?;
    let mut facts = Sink::new(output, "facts.csv", &table::header(FACTS))?;
    let mut json = Sink::new(output, "facts.json", b"[\n")?;
    let mut records = false;

    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.jobs)
        .build()
        .map_err(|e| Error::Argument(format!("cannot start the threads: {e}")))?;
    for batch in files.chunks(BATCH) {
        let done: Vec<Done> = pool.install(|| batch.par_iter().map(|file| work(file, lexicons, options, progress)).collect());
        for (file, one) in batch.iter().zip(done) {
            let rows = match one {
                Done::Read { rows, bytes, sentences, mentions, facts } => {
                    summary.articles += 1;
                    summary.bytes += bytes;
                    summary.sentences += sentences;
                    summary.mentions += mentions;
                    summary.facts += facts;
                    rows
                }
                Done::Skipped { rows, reason } => {
                    summary.skipped.push((file.path.clone(), reason));
                    rows
                }
            };
            articles.write(&rows.articles)?;
            sentences.write(&rows.sentences)?;
            mentions.write(&rows.mentions)?;
            facts.write(&rows.facts)?;
            // Records are ended by a comma and a line end; the array's last has neither before it is closed.
            if let Some(lines) = rows.facts_json.strip_suffix(b",\n") {
                if records {
                    json.write(b",\n")?;
                }
                json.write(lines)?;
                records = true;
            }
        }
    }
    json.write(if records { b"\n]\n" } else { b"]\n" })?;
    for sink in [articles, sentences, mentions, facts, json] {
        summary.written.push(sink.finish()?);
    }
    Ok(summary)
}

/// One file's outcome.
enum Done {
    Read { rows: Rows, bytes: u64, sentences: usize, mentions: usize, facts: usize },
    Skipped { rows: Rows, reason: String },
}

fn work(file: &File, lexicons: &Lexicons, options: Options, progress: &(dyn Fn(Progress) + Sync)) -> Done {
    let read = Article::read(&file.path, file.name.clone(), options.published);
    let done = match read {
        Ok(article) => {
            let extraction = extract(&article, lexicons);
            let rows = Rows::of(&article, &extraction, lexicons);
            Done::Read {
                rows,
                bytes: article.text.len() as u64,
                sentences: extraction.sentences.len(),
                mentions: extraction.mentions.len(),
                facts: extraction.facts.len(),
            }
        }
        Err(error) => {
            let reason = match error {
                Error::NoText { reason, .. } => reason.to_owned(),
                Error::Io { cause, .. } => format!("cannot be read: {cause}"),
                other => other.to_string(),
            };
            Done::Skipped { rows: Rows::skipped(&file.name, &reason), reason }
        }
    };
    let bytes = if let Done::Read { bytes, .. } = done { bytes } else { 0 };
    progress(Progress::Done { files: 1, bytes });
    done
}

/// A file of the corpus.
struct File {
    path: PathBuf,
    /// Its path below the corpus, with `/`.
    name: String,
}

/// The files below `corpus`, by name; `output` inside it and hidden files are left out. What cannot be listed is skipped.
fn list(corpus: &Path, output: &Path, summary: &mut Summary) -> Result<Vec<File>> {
    let meta = std::fs::metadata(corpus).map_err(|e| Error::io("read", corpus, e))?;
    if meta.is_file() {
        let name = corpus.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return Ok(vec![File { path: corpus.to_owned(), name }]);
    }
    let inside = std::fs::canonicalize(output).ok();
    let mut files = Vec::new();
    let walk = ignore::WalkBuilder::new(corpus)
        .standard_filters(false)
        .hidden(true)
        .follow_links(true)
        .filter_entry(move |entry| {
            let is_output = entry.file_type().is_some_and(|t| t.is_dir())
                && entry.depth() > 0
                && inside.is_some()
                && std::fs::canonicalize(entry.path()).ok() == inside;
            !is_output
        })
        .build();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let kind = entry.file_type();
                if kind.is_some_and(|t| t.is_dir()) {
                    continue;
                }
                let below = entry.path().strip_prefix(corpus).unwrap_or(entry.path());
                let name = below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
                if kind.is_some_and(|t| t.is_file()) {
                    files.push(File { path: entry.into_path(), name });
                } else {
                    summary.skipped.push((entry.into_path(), "is no regular file".to_owned()));
                }
            }
            Err(error) => summary.skipped.push((corpus.to_owned(), error.to_string())),
        }
    }
    files.sort_by(|a, b| a.name.as_bytes().cmp(b.name.as_bytes()));
    Ok(files)
}
