//! Putting more in order than memory should hold: sorted stretches of it wait in a file without a name, and are merged as they are
//! read.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// So many bytes are in memory at once, as those who push them count.
const MOST: usize = 2 << 20;
/// So many bytes of a stretch are read at once.
const READ: usize = 1 << 13;

/// Takes what is to be put in order.
pub struct Sorter<'f, T> {
    folder: &'f Path,
    most: usize,
    held: Vec<T>,
    bytes: usize,
    file: Option<BufWriter<File>>,
    /// Where each stretch in the file ends.
    ends: Vec<u64>,
}

impl<'f, T: Ord + Serialize + DeserializeOwned> Sorter<'f, T> {
    /// With what memory should not hold in a file of this folder.
    pub fn new(folder: &'f Path) -> Sorter<'f, T> {
        Sorter { folder, most: MOST, held: Vec::new(), bytes: 0, file: None, ends: Vec::new() }
    }

    /// Takes a value, of about so many bytes.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn push(&mut self, value: T, bytes: usize) -> std::io::Result<()> {
        self.held.push(value);
        self.bytes += bytes;
        if self.bytes < self.most { Ok(()) } else { self.put_away() }
    }

    /// Writes what is held as a stretch.
    fn put_away(&mut self) -> std::io::Result<()> {
        self.held.sort_unstable();
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(BufWriter::with_capacity(1 << 16, tempfile::tempfile_in(self.folder)?)),
        };
        let mut at = self.ends.last().copied().unwrap_or(0);
        for value in self.held.drain(..) {
            let bytes = postcard::to_stdvec(&value).map_err(std::io::Error::other)?;
            file.write_all(&(bytes.len() as u32).to_le_bytes())?;
            file.write_all(&bytes)?;
            at += bytes.len() as u64 + 4;
        }
        self.ends.push(at);
        self.bytes = 0;
        Ok(())
    }

    /// All that was taken, in order.
    ///
    /// # Errors
    /// Where the file cannot be written or read.
    pub fn sorted(mut self) -> std::io::Result<Sorted<T>> {
        if self.file.is_some() {
            // Held, the last stretch would stay in memory until all others are read, too.
            self.put_away()?;
            self.held = Vec::new();
        }
        self.held.sort_unstable();
        let mut sorted =
            Sorted { held: self.held.into_iter(), file: None, stretches: Vec::new(), next: BinaryHeap::new() };
        if let Some(file) = self.file {
            sorted.file = Some(file.into_inner().map_err(|e| e.into_error())?);
            let starts = std::iter::once(0).chain(self.ends.iter().copied());
            let stretch = |(from, &to)| Stretch { from, to, read: Vec::new(), at: 0 };
            sorted.stretches = starts.zip(&self.ends).map(stretch).collect();
        }
        for place in 0..=sorted.stretches.len() {
            sorted.refill(place)?;
        }
        Ok(sorted)
    }
}

/// A stretch of the file that is not read to its end.
struct Stretch {
    from: u64,
    to: u64,
    /// What was read last, and how much of it was used.
    read: Vec<u8>,
    at: usize,
}

impl Stretch {
    /// The next `count` bytes; none at the end.
    fn take(&mut self, mut file: &File, count: usize) -> std::io::Result<Option<&[u8]>> {
        if self.read.len() - self.at < count {
            self.read.drain(..self.at);
            self.at = 0;
            let more = (self.to - self.from).min(count.max(READ) as u64);
            file.seek(SeekFrom::Start(self.from))?;
            self.from += file.take(more).read_to_end(&mut self.read)? as u64;
        }
        let taken = self.read.get(self.at..self.at + count);
        self.at += taken.map_or(0, <[u8]>::len);
        Ok(taken)
    }
}

/// Values in order.
pub struct Sorted<T> {
    /// Those that never left memory.
    held: std::vec::IntoIter<T>,
    file: Option<File>,
    stretches: Vec<Stretch>,
    /// The next of each stretch, and of what is held (which counts as the one after the last).
    next: BinaryHeap<Reverse<(T, usize)>>,
}

impl<T: Ord + DeserializeOwned> Sorted<T> {
    /// Makes the next value of this stretch ready.
    fn refill(&mut self, place: usize) -> std::io::Result<()> {
        let next = match (self.stretches.get_mut(place), &self.file) {
            (Some(stretch), Some(file)) => match stretch.take(file, 4)?.and_then(|len| len.try_into().ok()) {
                None => None,
                Some(len) => {
                    let bytes = stretch.take(file, u32::from_le_bytes(len) as usize)?;
                    let bytes = bytes.ok_or(std::io::ErrorKind::UnexpectedEof)?;
                    Some(postcard::from_bytes(bytes).map_err(std::io::Error::other)?)
                }
            },
            _ => self.held.next(),
        };
        self.next.extend(next.map(|value| Reverse((value, place))));
        Ok(())
    }

    /// The value that comes next, left where it is.
    pub fn peek(&self) -> Option<&T> {
        self.next.peek().map(|Reverse((value, _))| value)
    }

    /// The next value.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn next(&mut self) -> std::io::Result<Option<T>> {
        let Some(Reverse((value, place))) = self.next.pop() else { return Ok(None) };
        self.refill(place)?;
        Ok(Some(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// However little memory may hold, all comes out in order.
    #[test]
    fn all_comes_out_in_order() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let mut values: Vec<(u64, String)> =
            (0..5000).map(|n| (n * 7919 % 1013, "x".repeat(n as usize % 90))).collect();
        for most in [1, 100, 4_000, 1 << 30] {
            let mut sorter = Sorter { most, ..Sorter::new(folder.path()) };
            for value in &values {
                sorter.push(value.clone(), 8 + value.1.len())?;
            }
            let mut sorted = sorter.sorted()?;
            values.sort();
            for value in &values {
                assert_eq!(sorted.peek(), Some(value));
                assert_eq!(sorted.next()?.as_ref(), Some(value));
            }
            assert_eq!(sorted.next()?, None);
            values.reverse();
        }
        Ok(())
    }
}
