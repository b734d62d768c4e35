//! The statements of all articles, in a file, a line each, and the claims made of them.
//!
//! Beside the lines stands a file of marks: the numbers that tell whether a statement can be part of a claim, and how long its line
//! is. Memory holds the marks; lines are read one by one, claim by claim, and only those of things told of in several places.

use super::{Claim, ClaimId, Gathering, Printed, Statement};
use crate::error::{Error, Result};
use rustc_hash::FxHashSet;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// How many bytes a mark takes: claim, breath, when it was printed and the line's length, eight each.
const MARK: usize = 32;

/// Appends the line of a statement, and its mark.
pub(crate) fn line(statement: &Statement, lines: &mut Vec<u8>, marks: &mut Vec<u8>) {
    let from = lines.len();
    // Writing to memory cannot fail, and the record holds only strings and numbers.
    let _ = serde_json::to_writer(&mut *lines, statement);
    lines.push(b'\n');
    let mark = statement.mark();
    for number in [mark.claim.0, mark.breath, Printed::parse(&statement.published).0, (lines.len() - from) as u64] {
        marks.extend_from_slice(&number.to_le_bytes());
    }
}

/// The claims that marks are of.
pub(crate) fn claims_of(marks: &[u8]) -> impl Iterator<Item = ClaimId> {
    marks.chunks_exact(MARK).map(|mark| ClaimId(number(mark, 0)))
}

fn number(mark: &[u8], at: usize) -> u64 {
    mark.iter().skip(at * 8).take(8).rev().fold(0, |n, &b| n << 8 | u64::from(b))
}

/// Where a statement stands, and what it can be part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    claim: ClaimId,
    printed: Printed,
    at: u64,
    length: u64,
    breath: u64,
}

/// All statements.
#[derive(Debug)]
pub(crate) struct Statements {
    lines: PathBuf,
    /// Claim by claim, the first printed first; of one day as the tables have them.
    places: Vec<Place>,
}

impl Statements {
    /// Opens the statements whose lines and marks are in these files; with `only`, those of these claims.
    ///
    /// # Errors
    /// [`Error::Io`] where the marks cannot be read.
    pub fn open(lines: &Path, marks: &Path, only: Option<&FxHashSet<ClaimId>>) -> Result<Statements> {
        let read = || {
            let mut file = BufReader::with_capacity(1 << 18, File::open(marks)?);
            let mut places = Vec::new();
            let (mut mark, mut at) = ([0; MARK], 0);
            let count = file.get_ref().metadata()?.len() / MARK as u64;
            for _ in 0..count {
                file.read_exact(&mut mark)?;
                let [claim, breath, printed, length] = std::array::from_fn(|n| number(&mark, n));
                let (claim, printed) = (ClaimId(claim), Printed(printed));
                if only.is_none_or(|only| only.contains(&claim)) {
                    places.push(Place { claim, printed, at, length, breath });
                }
                at += length;
            }
            places.sort_unstable();
            Ok(places)
        };
        let places = read().map_err(|e| Error::io("read", marks, e))?;
        Ok(Statements { lines: lines.to_owned(), places })
    }

    /// The statements of each claim that is told of in more than one breath.
    pub fn told_again(&self) -> impl Iterator<Item = &[Place]> {
        let groups = self.places.chunk_by(|a, b| a.claim == b.claim);
        groups.filter(|group| group.windows(2).any(|two| two[0].breath != two[1].breath))
    }

    /// How many bytes a group of statements takes.
    pub fn bytes(group: &[Place]) -> u64 {
        group.iter().map(|place| place.length).sum()
    }

    /// The claims of these groups of statements.
    ///
    /// # Errors
    /// [`Error::Io`] where their lines cannot be read.
    pub fn claims(&self, groups: &[&[Place]]) -> Result<Vec<Claim>> {
        let read = || {
            let mut file = File::open(&self.lines)?;
            let (mut claims, mut line) = (Vec::new(), Vec::new());
            for group in groups {
                let mut told = Gathering::default();
                for place in *group {
                    file.seek(SeekFrom::Start(place.at))?;
                    line.resize(usize::try_from(place.length).unwrap_or(0), 0);
                    file.read_exact(&mut line)?;
                    told.add(serde_json::from_slice(&line)?);
                }
                claims.extend(told.claim());
            }
            Ok(claims)
        };
        read().map_err(|e| Error::io("read", &self.lines, e))
    }
}
