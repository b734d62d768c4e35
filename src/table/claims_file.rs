//! The tables of claims as files: made of all statements, or of the tables before and of the claims whose statements changed.
//!
//! A line a claim beside them tells where it stands among the others and how long its rows are, so that rows can be copied.

use super::claims::{AsKept, Tell};
use super::file::{Form, Old, Places, Shape, Tables, unfinished};
use super::{CLAIMS, MARKS, STATEMENTS, claims};
use crate::claim::{About, Claim, ClaimId, Copied, Place, Records, Statements, Verdict};
use crate::error::{Error, Result};
use crate::sorted::{Sorted, Sorter};
use crate::state::Written;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
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
/// where there would not be a claim for each thread. A claim of more statements than that is made by itself: of its copies is kept where they
/// stand, and its rows go into the file as they come.
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
    let mut made = Made::of(Statements::open(&marks, changed, folder)?, &records, folder, SHARED_BYTES)?;
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
    /// Takes the rows of a claim, CSV then JSON, from `at` on in this file.
    fn take(&mut self, entry: &Entry, rows: &mut BufReader<File>, at: u64) -> Result<()> {
        self.count(entry);
        let mut line = Vec::new();
        // Writing to memory cannot fail, and the record holds only strings and numbers.
        let _ = serde_json::to_writer(&mut line, entry);
        line.push(b'\n');
        self.tables.take(rows, at, &[entry.csv, entry.json])?;
        self.tables.append(&[&[], &[], &line])
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
    file: BufReader<File>,
    waiting: Sorted<Waiting>,
}

impl Made {
    /// A claim of more than `large` bytes of statements is made by itself.
    fn of(mut statements: Statements<'_>, records: &Path, folder: &Path, large: u64) -> Result<Made> {
        let failed = |e| Error::io("write in", folder, e);
        let mut file = BufWriter::with_capacity(1 << 18, tempfile::tempfile_in(folder).map_err(failed)?);
        let (mut waiting, mut at) = (Sorter::new(folder), 0);
        let mut wait = |entry: Entry| {
            let length = entry.csv + entry.json;
            waiting.push(Waiting { entry, from: at }, ENTRY).map_err(failed)?;
            at += length;
            Ok(())
        };
        loop {
            let batch = batch(&mut statements)?;
            if batch.is_empty() {
                break;
            }
            let (large, batch): (Vec<_>, Vec<_>) =
                batch.into_iter().partition(|group| Statements::bytes(group) > large);
            // few groups, where each has many statements: they are shared among the threads, too
            let share = batch.len().div_ceil(SHARES).clamp(1, 16);
            let made: Vec<Vec<(Entry, Vec<u8>)>> =
                batch.par_chunks(share).map(|groups| small(groups, records)).collect::<Result<_>>()?;
            for (entry, rows) in made.into_iter().flatten() {
                file.write_all(&rows).map_err(failed)?;
                wait(entry)?;
            }
            for group in large {
                let mut records = Records::open(records)?;
                if let Some(claim) = records.claim(&group, |_, record| record)? {
                    drop(group);
                    wait(rows(&claim, &mut records, &mut file).map_err(failed)?)?;
                }
            }
        }
        let file = file.into_inner().map_err(|e| failed(e.into_error()))?;
        let waiting = waiting.sorted().map_err(failed)?;
        Ok(Made { file: BufReader::with_capacity(1 << 16, file), waiting })
    }

    /// Whether the next one stands before this one.
    fn comes_before(&self, other: &Entry) -> bool {
        self.waiting.peek().is_some_and(|next| next.entry.compare(other) == Ordering::Less)
    }

    /// Writes the next one; tells whether there was one.
    fn next(&mut self, writer: &mut Writer) -> Result<bool> {
        let failed = |e| Error::io("read", Path::new(PLACES), e);
        let Some(Waiting { entry, from }) = self.waiting.next().map_err(failed)? else { return Ok(false) };
        writer.take(&entry, &mut self.file, from).map(|()| true)
    }
}

/// The claims of these groups, and their rows.
fn small(groups: &[Vec<Place>], records: &Path) -> Result<Vec<(Entry, Vec<u8>)>> {
    let mut records = Records::open(records)?;
    let mut made = Vec::new();
    for group in groups {
        if let Some(claim) = records.claim(group, |statement, _| Copied::from(statement))? {
            let mut out = Vec::new();
            let entry = rows(&claim, &mut AsKept, &mut out).map_err(|e| Error::io("write", Path::new(PLACES), e))?;
            made.push((entry, out));
        }
    }
    Ok(made)
}

/// Writes the rows of a claim, CSV then JSON, and tells how long they are.
///
/// # Errors
/// As [`Tell::copied`], and where they cannot be written.
fn rows<C>(claim: &Claim<C>, copies: &mut impl Tell<C>, out: &mut impl Write) -> std::io::Result<Entry> {
    let mut csv = Vec::new();
    claims::csv(claim, copies, &mut csv).map_err(std::io::Error::other)?;
    out.write_all(&csv)?;
    let mut json = Counted { out, bytes: 0 };
    claims::json(claim, copies, &mut json)?;
    json.write_all(b",\n")?;
    Ok(Entry {
        verdict: claim.verdict,
        articles: claim.articles,
        voices: claim.voices.len(),
        about: claim.about.clone(),
        id: claim.id,
        csv: csv.len() as u64,
        json: json.bytes,
    })
}

/// What is written, and how many bytes that is.
struct Counted<W> {
    out: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Name, Statement, record};
    use std::io::{Read, Seek};

    /// What six articles say of two firms; four of them print one sentence.
    fn statements() -> impl Iterator<Item = Statement> {
        let name = |id: &str| Name { id: id.to_lowercase(), name: id.to_owned() };
        (0..12u32).map(move |n| Statement {
            claim: ClaimId(u64::from(n % 2)),
            about: About {
                family: "own".to_owned(),
                company: vec![name(["Meta", "xAI"][n as usize % 2])],
                ..About::default()
            },
            article: format!("{}, \"b\".txt", n / 2),
            published: if n < 4 { String::new() } else { format!("2026-02-{:02}", n + 1) },
            fact_id: format!("{n:016x}"),
            sentence: n + 1,
            evidence: if n < 8 {
                "Ne possiede già trentamila, dice una fonte.".to_owned()
            } else {
                format!("Sono {n}.")
            },
            relation: "own".to_owned(),
            figure: "trentamila".to_owned(),
            value: Some(30_000.0),
            value_high: None,
            bound: "=".into(),
            direction: "".into(),
            date: Default::default(),
            source: vec![name("Reuters")],
            certainty: "asserted".into(),
        })
    }

    #[test]
    fn a_claim_made_by_itself_has_the_same_rows() -> std::result::Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let (records, marks) = (folder.path().join("records"), folder.path().join("marks"));
        let (mut written, mut marked) = (Vec::new(), Vec::new());
        statements().for_each(|statement| record(&statement, &mut written, &mut marked));
        std::fs::write(&records, written)?;
        std::fs::write(&marks, marked)?;
        let rows = |large| -> std::result::Result<_, Box<dyn std::error::Error>> {
            let statements = Statements::open(&marks, None, folder.path())?;
            let mut made = Made::of(statements, &records, folder.path(), large)?;
            let (mut entries, mut rows) = (Vec::new(), String::new());
            while let Some(next) = made.waiting.next()? {
                entries.push(next);
            }
            made.file.rewind()?;
            made.file.read_to_string(&mut rows)?;
            Ok((entries, rows))
        };
        let (together, alone) = (rows(u64::MAX)?, rows(0)?);
        assert_eq!(together.0.len(), 2);
        assert!(together.1.contains("\"copies\":[{\"article\":\"3, \\\"b\\\".txt\""), "{}", together.1);
        assert_eq!(together, alone);
        Ok(())
    }
}
