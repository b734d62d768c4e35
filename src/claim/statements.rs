//! The statements of all articles, in a file, a record each (postcard), and the claims made of them.
//!
//! Beside the records stands a file of marks: the numbers that tell whether a statement can be part of a claim, and how long its record
//! is. The marks are put in order, as many of them in memory as it should hold; records are read one by one, claim by claim, and only
//! those of things told of in several places.

use super::{Claim, ClaimId, Gathering, Printed, Statement};
use crate::error::{Error, Result};
use crate::sorted::{Sorted, Sorter};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// How many bytes a mark takes: claim, breath, when it was printed and the record's length, eight each.
const MARK: usize = 32;

/// Appends the record of a statement, and its mark.
pub(crate) fn record(statement: &Statement, records: &mut Vec<u8>, marks: &mut Vec<u8>) {
    let from = records.len();
    // Writing to memory cannot fail, and a statement holds only strings and numbers.
    *records = postcard::to_extend(statement, std::mem::take(records)).unwrap_or_default();
    let mark = statement.mark();
    for number in [mark.claim.0, mark.breath, Printed::parse(&statement.published).0, (records.len() - from) as u64] {
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

/// Where the record of a statement stands in their file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Record {
    at: u64,
    length: u64,
}

/// Where a statement stands, and what it can be part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Place {
    claim: ClaimId,
    printed: Printed,
    record: Record,
    breath: u64,
}

/// Where all statements stand.
pub(crate) struct Statements<'m> {
    marks: &'m Path,
    /// Claim by claim, the first printed first; of one day as the tables have them.
    places: Sorted<Place>,
}

impl<'m> Statements<'m> {
    /// Opens those whose marks are in this file; with `only`, those of these claims. What memory should not hold waits in `folder`.
    ///
    /// # Errors
    /// [`Error::Io`] where the marks cannot be read or put in order.
    pub fn open(marks: &'m Path, only: Option<&FxHashSet<ClaimId>>, folder: &Path) -> Result<Statements<'m>> {
        let read = || {
            let mut file = BufReader::with_capacity(1 << 18, File::open(marks)?);
            let mut places = Sorter::new(folder);
            let (mut mark, mut at) = ([0; MARK], 0);
            let count = file.get_ref().metadata()?.len() / MARK as u64;
            for _ in 0..count {
                file.read_exact(&mut mark)?;
                let [claim, breath, printed, length] = std::array::from_fn(|n| number(&mark, n));
                let (claim, printed) = (ClaimId(claim), Printed(printed));
                if only.is_none_or(|only| only.contains(&claim)) {
                    let record = Record { at, length };
                    places.push(Place { claim, printed, record, breath }, size_of::<Place>())?;
                }
                at += length;
            }
            places.sorted()
        };
        let places = read().map_err(|e| Error::io("read", marks, e))?;
        Ok(Statements { marks, places })
    }

    /// The statements of the next claim that is told of in more than one breath.
    ///
    /// # Errors
    /// [`Error::Io`] where what waits in a file cannot be read.
    pub fn told_again(&mut self) -> Result<Option<Vec<Place>>> {
        let failed = |e| Error::io("read", self.marks, e);
        while let Some(first) = self.places.next().map_err(failed)? {
            let mut group = vec![first];
            while self.places.peek().is_some_and(|next| next.claim == first.claim) {
                group.extend(self.places.next().map_err(failed)?);
            }
            if group.iter().any(|place| place.breath != first.breath) {
                return Ok(Some(group));
            }
        }
        Ok(None)
    }

    /// How many bytes a group of statements takes.
    pub fn bytes(group: &[Place]) -> u64 {
        group.iter().map(|place| place.record.length).sum()
    }
}

/// The file of the records.
pub(crate) struct Records<'l> {
    path: &'l Path,
    file: File,
    /// The record read last.
    read: Vec<u8>,
}

impl<'l> Records<'l> {
    /// Opens the file.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be opened.
    pub fn open(path: &'l Path) -> Result<Records<'l>> {
        let file = File::open(path).map_err(|e| Error::io("read", path, e))?;
        Ok(Records { path, file, read: Vec::new() })
    }

    /// A statement.
    ///
    /// # Errors
    /// [`Error::Io`] where its record cannot be read.
    pub fn statement(&mut self, record: Record) -> Result<Statement> {
        let mut read = || {
            self.file.seek(SeekFrom::Start(record.at))?;
            self.read.resize(usize::try_from(record.length).unwrap_or(0), 0);
            self.file.read_exact(&mut self.read)?;
            postcard::from_bytes(&self.read).map_err(std::io::Error::other)
        };
        read().map_err(|e| Error::io("read", self.path, e))
    }

    /// The claim of a group of statements; none where they make none. Of a copy, `keep` says what is kept.
    ///
    /// # Errors
    /// [`Error::Io`] where their records cannot be read.
    pub fn claim<C: Default>(
        &mut self,
        group: &[Place],
        keep: impl Fn(Statement, Record) -> C,
    ) -> Result<Option<Claim<C>>> {
        let mut told = Gathering::default();
        for place in group {
            told.add(self.statement(place.record)?, |statement| keep(statement, place.record));
        }
        Ok(told.claim())
    }
}
