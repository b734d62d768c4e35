//! Files through all stages.

use super::list::{File, Listing};
use super::texts::Texts;
use super::{Progress, Watched};
use crate::article::{self, Article, LARGEST, TOO_LARGE};
use crate::error::Error;
use crate::input::{self, Format, Reading, Record};
use crate::lexicon::Lexicons;
use crate::state::{Known, MOST_UNTOLD};
use crate::table::Rows;
use crate::timings::{Stage, Timings};
use crate::{Extraction, TOGETHER, extract_timed};
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Records that are worked on at once, and the bytes of their texts: of a file of any size no more is in memory, and their rows.
const BATCH: usize = 512;
const BATCH_BYTES: usize = 1 << 18;

/// Why an article is not read whose text made a rule fail.
const FAULT: &str =
    "made a rule of this program fail, which is a fault of the program and not of the text; please report it";

/// What became of one file.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// Its rows; of a file that is handed on piece by piece the last ones.
    pub rows: Rows,
    /// What the state will remember of it.
    pub known: Known,
    /// What the caller should know of it.
    pub notes: Vec<String>,
    /// Why the run cannot go on.
    pub failed: Option<Error>,
}

/// How files are worked on.
pub(super) struct Work<'w> {
    pub listing: &'w Listing,
    pub reading: &'w Reading,
    pub lexicons: &'w Lexicons,
    /// Where texts are kept, if they are.
    pub texts: Option<Texts>,
    pub watched: &'w Watched<'w>,
    pub timings: &'w Timings,
    /// When the run began, in nanoseconds since 1970.
    pub now: i64,
}

impl Work<'_> {
    /// Reads a file of records, finds what is in them, and writes their rows. Those of many records are handed to `part` as they come,
    /// where it wants them (it says whether it does); else they stay with what is done.
    pub fn file(&self, file: &File, part: &mut dyn FnMut(&mut Rows) -> bool) -> Done {
        let name = file.name();
        let mut done = self.begin(file, &name);
        let read = self.records(file, &name, &mut done, part);
        self.end(file, name, done, read)
    }

    /// The same of files that are an article each: they take each stage together.
    pub fn articles(&self, files: &[&File]) -> Vec<Done> {
        let (dones, read): (Vec<_>, Vec<_>) = files.iter().map(|file| self.article(file)).unzip();
        let articles: Vec<&Article> = read.iter().filter_map(|article| article.as_ref().ok()).collect();
        let mut found = self.rows(&articles).into_iter();
        let end = |((file, mut done), read): ((&&File, Done), &Result<Article, String>)| {
            let name = file.name();
            let read = read.as_ref().map_err(String::clone).and_then(|article| {
                done.add(found.next().unwrap_or_else(|| Ok(Found::default()))?);
                done.keep(&self.texts, &name, article);
                self.watched.tell(Progress::Done { files: 0, articles: 1, bytes: done.known.bytes });
                Ok(())
            });
            self.end(file, name, done, read)
        };
        files.iter().zip(dones).zip(&read).map(end).collect()
    }

    fn begin(&self, file: &File, name: &str) -> Done {
        let mut done = Done::default();
        done.known.path = file.path().to_vec();
        done.known.beside = self.listing.beside(file);
        if let Some(texts) = &self.texts {
            texts.forget(name);
        }
        done
    }

    fn end(&self, file: &File, name: Cow<'_, str>, mut done: Done, read: Result<(), String>) -> Done {
        if let Err(reason) = read {
            done.rows = Rows::skipped(&name, &reason);
            done.known.skipped = Some(reason);
        }
        // The times are those before the file was read: what is written to it later is noticed by the next run.
        done.known.stat = file.stat.as_ref().map(|stat| stat.settled(self.now)).unwrap_or_default();
        for (all, last) in done.known.lengths.iter_mut().zip(done.rows.lengths()) {
            *all += last;
        }
        done.known.name = name.into_owned();
        done
    }

    /// A file that is one article.
    fn article(&self, file: &File) -> (Done, Result<Article, String>) {
        let name = file.name();
        let mut done = self.begin(file, &name);
        let path = self.listing.path(file);
        let article = self.timings.time(Stage::Read, || {
            let bytes = bytes(self.listing, file)?;
            done.known.hash = Some(blake3::hash(&bytes).into());
            self.source(&path, &name).article(bytes).map_err(reason)
        });
        (done, article)
    }

    /// A file of records, batch after batch.
    fn records(
        &self,
        file: &File,
        name: &str,
        done: &mut Done,
        part: &mut dyn FnMut(&mut Rows) -> bool,
    ) -> Result<(), String> {
        file.stat.as_ref().map_err(|reason| reason.to_string())?;
        let path = self.listing.path(file);
        let hash = self.timings.time(Stage::Read, || hash(&path));
        done.known.hash = Some(hash.map_err(|cause| format!("cannot be read: {cause}"))?);
        let (mut batch, mut bytes) = (Vec::new(), 0);
        let read = self.source(&path, name).records(&mut |record| {
            match record {
                Record::Note(note) => done.notes.push(note),
                record => {
                    bytes += if let Record::Article(article) = &record { article.text.len() } else { 64 };
                    batch.push(record);
                }
            }
            if batch.len() < BATCH && bytes < BATCH_BYTES {
                return ControlFlow::Continue(());
            }
            self.batch(name, std::mem::take(&mut batch), done);
            bytes = 0;
            done.hand_on(part);
            // What a run that was stopped has so far is not written.
            match self.watched.go_on() && done.failed.is_none() {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            }
        });
        self.batch(name, batch, done);
        read.map_err(reason)
    }

    /// Records through all stages, at once.
    fn batch(&self, name: &str, batch: Vec<Record>, done: &mut Done) {
        let worked: Vec<_> = batch
            .par_chunks(TOGETHER)
            .flat_map_iter(|records| {
                let articles: Vec<&Article> = records.iter().filter_map(article_of).collect();
                self.rows(&articles)
            })
            .collect();
        let (bytes, articles) = (done.known.bytes, done.known.articles);
        let mut worked = worked.into_iter();
        for record in batch {
            match record {
                Record::Article(article) => {
                    match worked.next().unwrap_or_else(|| Ok(Found::default())) {
                        Ok(found) => done.add(found),
                        Err(reason) => done.bad(name, &article.name, reason),
                    }
                    done.keep(&self.texts, name, &article);
                }
                Record::Bad { name: record, reason } => done.bad(name, &record, reason),
                Record::Note(_) => {}
            }
        }
        self.watched.tell(Progress::Done {
            files: 0,
            articles: (done.known.articles - articles) as usize,
            bytes: done.known.bytes - bytes,
        });
    }

    /// What is found in each article; of one no rule was written for, why it is not read.
    fn rows(&self, articles: &[&Article]) -> Vec<Result<Found, String>> {
        each_or_why(articles, |articles| self.found(articles))
    }

    fn found(&self, articles: &[&Article]) -> Vec<Found> {
        let extracted = extract_timed(articles, self.lexicons, self.timings);
        let found = |(article, found): (&&Article, &Extraction)| Found {
            articles: 1,
            bytes: article.text.len() as u64,
            sentences: found.sentences.len() as u64,
            mentions: found.shown().count() as u64,
            facts: found.facts.len() as u64,
            rows: Rows::of(article, found, self.lexicons),
        };
        self.timings.time(Stage::Rows, || articles.iter().zip(&extracted).map(found).collect())
    }

    fn source<'s>(&'s self, path: &'s Path, name: &'s str) -> input::Source<'s> {
        input::Source { path, name, said: self.listing.beside.said(name), reading: self.reading }
    }
}

/// What `all` finds, one for each. Where it panics each is asked alone, and who panics then is left out: a fault of ours at one text must
/// not lose what the others tell.
fn each_or_why<A: Copy, F>(asked: &[A], all: impl Fn(&[A]) -> Vec<F>) -> Vec<Result<F, String>> {
    let caught = |some: &[A]| catch_unwind(AssertUnwindSafe(|| all(some)));
    if let Ok(found) = caught(asked) {
        return found.into_iter().map(Ok).collect();
    }
    let alone = |one: &A| caught(std::slice::from_ref(one)).ok().and_then(|mut found| found.pop());
    asked.iter().map(|one| alone(one).ok_or_else(|| FAULT.to_owned())).collect()
}

/// The article a record is.
fn article_of(record: &Record) -> Option<&Article> {
    if let Record::Article(article) = record { Some(article) } else { None }
}

/// What was found in an article.
#[derive(Default)]
struct Found {
    articles: u64,
    bytes: u64,
    sentences: u64,
    mentions: u64,
    facts: u64,
    rows: Rows,
}

impl Done {
    fn add(&mut self, found: Found) {
        self.known.articles += found.articles;
        self.known.bytes += found.bytes;
        self.known.sentences += found.sentences;
        self.known.mentions += found.mentions;
        self.known.facts += found.facts;
        if self.rows.articles.is_empty() {
            self.rows = found.rows;
        } else {
            self.rows.append(&found.rows);
        }
    }

    /// A record that holds no article.
    fn bad(&mut self, file: &str, record: &str, reason: String) {
        self.rows.append(&Rows::skipped(record, &reason));
        self.known.bad += 1;
        if self.known.untold.len() < MOST_UNTOLD {
            let record = record.strip_prefix(file).and_then(|rest| rest.strip_prefix('#')).unwrap_or_default();
            self.known.untold.push((record.to_owned(), reason));
        }
    }

    /// Keeps an article's text, where texts are kept.
    fn keep(&mut self, texts: &Option<Texts>, file: &str, article: &Article) {
        if let (Some(texts), None) = (texts, &self.failed) {
            self.failed = texts.write(file, article).err();
        }
    }

    /// Hands on the rows so far.
    fn hand_on(&mut self, part: &mut dyn FnMut(&mut Rows) -> bool) {
        let lengths = self.rows.lengths();
        if part(&mut self.rows) {
            for (all, length) in self.known.lengths.iter_mut().zip(lengths) {
                *all += length;
            }
            self.rows = Rows::default();
        }
    }
}

/// Hands every article in a file to `take`; what holds none, by its name, and why, to `skip`.
pub(super) fn articles(
    listing: &Listing,
    file: &File,
    reading: &Reading,
    take: &mut dyn FnMut(Article),
    skip: &mut dyn FnMut(Cow<'_, str>, String),
) {
    let (name, path) = (file.name(), listing.path(file));
    let source = input::Source { path: &path, name: &name, said: listing.beside.said(&name), reading };
    let read = match source.format().has_records() {
        true => file.stat.as_ref().map_err(|reason| reason.to_string()).and_then(|_| {
            let read = source.records(&mut |record| {
                match record {
                    Record::Article(article) => take(*article),
                    Record::Bad { name, reason } => skip(name.into(), reason),
                    Record::Note(_) => {}
                }
                ControlFlow::Continue(())
            });
            read.map_err(reason)
        }),
        false => bytes(listing, file).and_then(|bytes| source.article(bytes).map_err(reason)).map(take),
    };
    if let Err(reason) = read {
        skip(name.clone(), reason);
    }
}

/// Whether the file holds what it held when it became `known`, and the same is said of it.
pub(super) fn same(listing: &Listing, file: &File, known: &Known) -> bool {
    if listing.beside(file) != known.beside {
        return false;
    }
    match (&file.stat, &known.hash) {
        (Ok(stat), Some(known_hash)) if stat.size == known.stat.size => {
            hash(&listing.path(file)).is_ok_and(|hash| hash == *known_hash)
        }
        (_, Some(_)) => false,
        // What cannot be read is the same as long as it cannot be read for the same reason.
        (Ok(_), None) if Format::of(&file.name()).has_records() => false,
        (_, None) => bytes(listing, file).err() == known.skipped,
    }
}

/// The hash of a file's bytes.
fn hash(path: &Path) -> std::io::Result<[u8; 32]> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(std::fs::File::open(path)?)?;
    Ok(hasher.finalize().into())
}

/// The bytes of a file, or why it cannot be read.
fn bytes(listing: &Listing, file: &File) -> Result<Vec<u8>, String> {
    match &file.stat {
        Ok(stat) if stat.size > LARGEST => Err(TOO_LARGE.to_owned()),
        Ok(_) => article::read(&listing.path(file)).map_err(reason),
        Err(reason) => Err(reason.to_string()),
    }
}

/// Why a file is no article.
fn reason(error: Error) -> String {
    match error {
        Error::NoText { reason, .. } => reason.into_owned(),
        Error::Io { cause, .. } => format!("cannot be read: {cause}"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_at_one_text_leaves_the_others() {
        let double = |some: &[u32]| some.iter().map(|&n| if n == 3 { panic!("at {n}") } else { n * 2 }).collect();
        assert_eq!(each_or_why(&[1, 2], double), [Ok(2), Ok(4)]);
        assert_eq!(each_or_why(&[1, 3, 4], double), [Ok(2), Err(FAULT.to_owned()), Ok(8)]);
    }
}
