//! A walk through a corpus that writes no tables.

use super::list::{File, Listing};
use super::work::articles;
use super::{Options, Progress, pool};
use crate::article::Article;
use crate::error::{Error, Result};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// What a walk through a corpus could not read, by name, and why.
pub type Skipped = Vec<(PathBuf, String)>;

/// Files that are read at once, and in memory at once.
const BATCH: usize = 64;

/// Hands every article below `corpus` to `work`, many at once, and what that gives to `take`, in the order of the articles'
/// names: the same for any number of threads.
///
/// # Errors
/// [`Error::Io`] when the corpus cannot be listed. A bad article is no error: it is skipped and named.
pub fn each<T: Send>(
    corpus: &Path,
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
    work: impl Fn(&Article) -> T + Sync,
    mut take: impl FnMut(T),
) -> Result<Skipped> {
    let kind = std::fs::metadata(corpus).map_err(|e| Error::io("read", corpus, e))?;
    let listing = if kind.is_dir() { Listing::of(corpus, None, || true)? } else { Listing::alone(corpus, &kind) };
    progress(Progress::Listed(listing.files.len()));
    let pool = pool(options)?;
    let reading = options.reading();
    let one = |file: &File| {
        let (mut done, mut bad) = (Vec::new(), Vec::new());
        let file_name = file.name();
        articles(&listing, file, &reading, &mut |article| done.push(work(&article)), &mut |name, reason| {
            let mut path = listing.path(file).into_os_string();
            path.push(name.strip_prefix(&*file_name).unwrap_or_default());
            bad.push((path.into(), reason));
        });
        progress(Progress::Done {
            files: 1,
            articles: done.len(),
            bytes: file.stat.as_ref().map_or(0, |stat| stat.size),
        });
        (done, bad)
    };
    let mut skipped = Skipped::new();
    for batch in listing.files.chunks(BATCH) {
        let done: Vec<_> = pool.install(|| batch.par_iter().map(one).collect());
        for (done, bad) in done {
            done.into_iter().for_each(&mut take);
            skipped.extend(bad);
        }
    }
    Ok(skipped)
}
