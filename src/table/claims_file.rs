//! The tables of claims as files: made of all statements, or of the tables before and of the claims whose statements changed.
//!
//! A line a claim beside them tells where it stands among the others and how long its rows are, so that rows can be copied.

use super::file::{Form, Old, Places, Shape, Tables, unfinished};
use super::{CLAIMS, MARKS, STATEMENTS, claims};
use crate::claim::{About, Claim, ClaimId, Place, Records, Statements, Verdict};
use crate::error::{Error, Result};
use crate::sorted::{Sorted, Sorter};
use crate::state::Written;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// The tables of claims.
pub(crate) const CLAIM_TABLES: [Shape; 3] = [
    Shape { name: "claims.csv", hidden: ".extract/claims.csv", form: Form::Csv(CLAIMS) },
    Shape { name: "claims.json", hidden: ".extract/claims.json", form: Form::Json },
    Shape { name: PLACES, hidden: PLACES, form: Form::Bare },
];
/// Where each claim stands.
const PLACES: &str = ".extract/claims";

/// Claims are made at once up to this many bytes of statements, and are in memory until their rows are written; up to the larger one
/// where there would not be a claim for each thread.
const BATCH_BYTES: u64 = 1 << 18;
const SHARED_BYTES: u64 = 1 << 21;

/// About how many bytes of memory an [`Entry`] takes, its words included.
const ENTRY: usize = 512;

/// What claims are in order by, and how long their rows are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    verdict: Verdict,
    articles: usize,
    voices: usize,
    about: About,
    id: ClaimId,
    csv: u64,
    json: u64,
}

impl Entry {
    /// As [`crate::claim::gather`] has it: conflicts first, then what most articles tell of.
    fn compare(&self, other: &Entry) -> Ordering {
        let rank = |e: &Entry| (e.verdict, Reverse((e.articles, e.voices)));
        let by_rank = rank(self).cmp(&rank(other));
        by_rank.then_with(|| self.about.cmp(&other.about)).then_with(|| self.id.cmp(&other.id))
    }
}

/// A claim that was made, and where its rows wait.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Waiting {
    entry: Entry,
    from: u64,
}

impl Ord for Waiting {
    fn cmp(&self, other: &Waiting) -> Ordering {
        self.entry.compare(&other.entry)
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Waiting) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// How many claims there are, and how many of them are conflicts.
pub(crate) type Count = [usize; 2];

/// Writes the tables of claims into `folder`, where the statements are, to be put at `places`. With `changed`, the tables in `output`
/// are whole and stand at the places of `before`, and only these claims are others.
///
/// # Errors
/// [`Error::Io`] where something cannot be read or written.
pub(crate) fn write_claims(
    folder: &Path,
    output: &Path,
    changed: Option<&FxHashSet<ClaimId>>,
    places: &Places,
    before: &Places,
) -> Result<(Vec<Written>, Count)> {
    let (records, marks) = (unfinished(folder, STATEMENTS), unfinished(folder, MARKS));
    let mut made = Made::of(Statements::open(&marks, changed, folder)?, &Records(&records), folder)?;
    let mut writer = Writer { tables: Tables::create(folder, &places.claims)?, count: [0; 2] };
    if let Some(changed) = changed {
        let mut old = Old::open_whole(output, &before.claims)?;
        let path = output.join(PLACES);
        let failed = |e| Error::io("read", &path, e);
        let mut places = BufReader::with_capacity(1 << 18, File::open(&path).map_err(failed)?);
        let (mut line, mut at, mut stretch) = (Vec::new(), [0; 3], Stretch::default());
        while places.read_until(b'\n', &mut line).map_err(failed)? > 0 {
            let entry: Entry = serde_json::from_slice(&line).map_err(|e| failed(e.into()))?;
            let lengths = [entry.csv, entry.json, line.len() as u64];
            if !changed.contains(&entry.id) {
                while made.comes_before(&entry) {
                    stretch.copy(&mut writer, &mut old)?;
                    made.next(&mut writer)?;
                }
                stretch.join(at, lengths, &mut writer, &mut old)?;
                writer.count(&entry);
            }
            at = std::array::from_fn(|table| at[table] + lengths[table]);
            line.clear();
        }
        stretch.copy(&mut writer, &mut old)?;
    }
    while made.next(&mut writer)? {}
    Ok((writer.tables.finish()?, writer.count))
}

/// Rows of the tables before that stand next to one another.
#[derive(Default)]
struct Stretch {
    from: [u64; 3],
    lengths: [u64; 3],
}

impl Stretch {
    fn join(&mut self, at: [u64; 3], lengths: [u64; 3], writer: &mut Writer, old: &mut Old) -> Result<()> {
        if (0..3).any(|table| self.from[table] + self.lengths[table] != at[table]) {
            self.copy(writer, old)?;
            self.from = at;
        }
        self.lengths = std::array::from_fn(|table| self.lengths[table] + lengths[table]);
        Ok(())
    }

    fn copy(&mut self, writer: &mut Writer, old: &mut Old) -> Result<()> {
        writer.tables.copy(old, &self.from, &self.lengths)?;
        self.from = std::array::from_fn(|table| self.from[table] + self.lengths[table]);
        self.lengths = [0; 3];
        Ok(())
    }
}

struct Writer {
    tables: Tables,
    count: Count,
}

impl Writer {
    fn append(&mut self, entry: &Entry, rows: &[u8]) -> Result<()> {
        self.count(entry);
        let (csv, json) = rows.split_at(usize::try_from(entry.csv).unwrap_or(rows.len()).min(rows.len()));
        let mut line = Vec::new();
        // Writing to memory cannot fail, and the record holds only strings and numbers.
        let _ = serde_json::to_writer(&mut line, entry);
        line.push(b'\n');
        self.tables.append(&[csv, json, &line])
    }

    fn count(&mut self, entry: &Entry) {
        self.count[0] += 1;
        self.count[1] += usize::from(entry.verdict == Verdict::Conflict);
    }
}

/// Into how many parts the groups of a batch are shared at the least, where they are so many.
const SHARES: usize = 8;

/// The next groups of statements, of so many bytes, or larger ones; none at the end.
fn batch(statements: &mut Statements<'_>) -> Result<Vec<Vec<Place>>> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while (bytes < BATCH_BYTES || bytes < SHARED_BYTES && batch.len() < rayon::current_num_threads())
        && let Some(group) = statements.told_again()?
    {
        bytes += Statements::bytes(&group);
        batch.push(group);
    }
    Ok(batch)
}

/// Claims that were made, in order; their rows wait in a file that has no name.
struct Made {
    file: File,
    waiting: Sorted<Waiting>,
}

impl Made {
    fn of(mut statements: Statements<'_>, records: &Records<'_>, folder: &Path) -> Result<Made> {
        let failed = |e| Error::io("write in", folder, e);
        let mut file = BufWriter::with_capacity(1 << 18, tempfile::tempfile_in(folder).map_err(failed)?);
        let (mut waiting, mut at) = (Sorter::new(folder), 0);
        loop {
            let batch = batch(&mut statements)?;
            if batch.is_empty() {
                break;
            }
            // few groups, where each has many statements: they are shared among the threads, too
            let share = batch.len().div_ceil(SHARES).clamp(1, 16);
            let rows = batch.par_chunks(share).map(|groups| Ok(records.claims(groups)?.iter().map(rows).collect()));
            let rows: Vec<Vec<(Entry, Vec<u8>)>> = rows.collect::<Result<_>>()?;
            for (entry, rows) in rows.into_iter().flatten() {
                file.write_all(&rows).map_err(failed)?;
                waiting.push(Waiting { entry, from: at }, ENTRY).map_err(failed)?;
                at += rows.len() as u64;
            }
        }
        let file = file.into_inner().map_err(|e| failed(e.into_error()))?;
        Ok(Made { file, waiting: waiting.sorted().map_err(failed)? })
    }

    /// Whether the next one stands before this one.
    fn comes_before(&self, other: &Entry) -> bool {
        self.waiting.peek().is_some_and(|next| next.entry.compare(other) == Ordering::Less)
    }

    /// Writes the next one; tells whether there was one.
    fn next(&mut self, writer: &mut Writer) -> Result<bool> {
        let failed = |e| Error::io("read", Path::new(PLACES), e);
        let Some(Waiting { entry, from }) = self.waiting.next().map_err(failed)? else { return Ok(false) };
        let mut rows = Vec::new();
        self.file.seek(SeekFrom::Start(from)).map_err(failed)?;
        (&self.file).take(entry.csv + entry.json).read_to_end(&mut rows).map_err(failed)?;
        writer.append(&entry, &rows).map(|()| true)
    }
}

/// The rows of a claim, CSV then JSON, and where they stand.
fn rows(claim: &Claim) -> (Entry, Vec<u8>) {
    let mut rows = Vec::new();
    claims::csv(claim, &mut rows);
    let csv = rows.len() as u64;
    claims::json(claim, &mut rows);
    rows.extend_from_slice(b",\n");
    let entry = Entry {
        verdict: claim.verdict,
        articles: claim.articles,
        voices: claim.voices.len(),
        about: claim.about.clone(),
        id: claim.id,
        csv,
        json: rows.len() as u64 - csv,
    };
    (entry, rows)
}
