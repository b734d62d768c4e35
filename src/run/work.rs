//! One file through all stages.

use super::list::{File, Listing};
use crate::article::{self, Article, LARGEST, Published, TOO_LARGE};
use crate::error::Error;
use crate::extract;
use crate::lexicon::Lexicons;
use crate::state::Known;
use crate::table::Rows;

/// What became of one file.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// Its rows.
    pub rows: Rows,
    /// What the state will remember of it.
    pub known: Known,
}

/// Reads a file, finds what is in it, and writes its rows.
pub(super) fn work(listing: &Listing, file: &File, lexicons: &Lexicons, published: Published, now: i64) -> Done {
    let name = file.name().into_owned();
    let mut known = Known { path: file.path().to_vec(), ..Known::default() };
    let rows = match bytes(listing, file) {
        Ok(bytes) => {
            known.hash = Some(blake3::hash(&bytes).into());
            match Article::decode(&*name, bytes, &file.below, published) {
                Ok(article) => {
                    let found = extract(&article, lexicons);
                    known.bytes = article.text.len() as u64;
                    known.sentences = found.sentences.len() as u64;
                    known.mentions = found.shown().count() as u64;
                    known.facts = found.facts.len() as u64;
                    Ok(Rows::of(&article, &found, lexicons))
                }
                Err(error) => Err(reason(error)),
            }
        }
        Err(reason) => Err(reason),
    };
    let rows = rows.unwrap_or_else(|reason| {
        let rows = Rows::skipped(&name, &reason);
        known.skipped = Some(reason);
        rows
    });
    // The times are those before the file was read: what is written to it later is noticed by the next run.
    known.stat = file.stat.as_ref().map(|stat| stat.settled(now)).unwrap_or_default();
    known.lengths = rows.lengths();
    known.name = name;
    Done { rows, known }
}

/// The article in a file, or why there is none.
pub(super) fn article(listing: &Listing, file: &File, published: Published) -> Result<Article, String> {
    let bytes = bytes(listing, file)?;
    Article::decode(file.name(), bytes, &file.below, published).map_err(reason)
}

/// Whether the file holds what it held when it became `known`.
pub(super) fn same(listing: &Listing, file: &File, known: &Known) -> bool {
    match (&file.stat, &known.hash) {
        (Ok(stat), Some(hash)) if stat.size == known.stat.size => {
            let mut hasher = blake3::Hasher::new();
            let read = std::fs::File::open(listing.path(file)).and_then(|file| hasher.update_reader(file).map(drop));
            read.is_ok() && hasher.finalize().as_bytes() == hash
        }
        (_, Some(_)) => false,
        // What cannot be read is the same as long as it cannot be read for the same reason.
        (_, None) => bytes(listing, file).err() == known.skipped,
    }
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
        Error::NoText { reason, .. } => reason.to_owned(),
        Error::Io { cause, .. } => format!("cannot be read: {cause}"),
        other => other.to_string(),
    }
}
