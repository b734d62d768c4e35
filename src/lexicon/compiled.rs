//! The built-in lexicons as the build script compiles them: bytes in the program that are used where they lie.
//!
//! To read the CSV files, conjugate the verbs and hash all words takes longer than all else a run over one article does, and what
//! is made of them takes more memory than it. So `build.rs` loads them once, with the loader all lexicons are loaded with, and
//! writes what comes out: tables of numbers, which are used as they are ([`Writer::table`]); lists of rows, of which a few are
//! decoded when one of them is first asked for ([`List`]); and the small rest, decoded at the start ([`Writer::value`]).
//! A run whose lexicons are byte for byte the built-in ones ([`super::Source`]) reads those bytes; any other loads the files.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// Rows of numbers, in memory or in the program.
pub type Rows<T> = Cow<'static, [T]>;

/// Every table begins at a multiple of so many bytes: the size of the largest row that asks for one.
pub const ALIGN: usize = 32;

/// Writes parts one after another, to be read in the same order.
#[derive(Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// A table, as it lies in memory.
    pub fn table<T: IntoBytes + Immutable>(&mut self, rows: &[T]) {
        self.bytes(rows.as_bytes());
    }

    /// Rows to be decoded a few at a time.
    pub fn list<T: Serialize + DeserializeOwned>(&mut self, rows: &List<T>) {
        let (mut bytes, mut ends) = (Vec::new(), vec![rows.len() as u32]);
        for chunk in rows.chunks() {
            bytes.extend(encoded(chunk));
            ends.push(bytes.len() as u32);
        }
        self.table(&ends);
        self.bytes(&bytes);
    }

    /// A value to be decoded at the start.
    pub fn value(&mut self, value: &impl Serialize) {
        self.bytes(&encoded(value));
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend((bytes.len() as u64).to_le_bytes());
        self.bytes.resize(self.bytes.len().next_multiple_of(ALIGN), 0);
        self.bytes.extend(bytes);
    }

    /// All that was written.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// A value as bytes; nothing where it cannot be written, which no value of the lexicons is.
fn encoded(value: &(impl Serialize + ?Sized)) -> Vec<u8> {
    postcard::to_stdvec(value).unwrap_or_default()
}

/// Reads what a [`Writer`] wrote; `None` where it is something else.
pub struct Reader {
    bytes: &'static [u8],
    at: usize,
}

impl Reader {
    /// Begins with the first part.
    pub fn new(bytes: &'static [u8]) -> Reader {
        Reader { bytes, at: 0 }
    }

    /// The next part, a table.
    pub fn table<T: FromBytes + Immutable + KnownLayout>(&mut self) -> Option<Rows<T>>
    where
        [T]: ToOwned<Owned = Vec<T>>,
    {
        <[T]>::ref_from_bytes(self.bytes()?).ok().map(Cow::Borrowed)
    }

    /// The next part, a table of bytes that are text.
    pub fn text(&mut self) -> Option<Cow<'static, str>> {
        std::str::from_utf8(self.bytes()?).ok().map(Cow::Borrowed)
    }

    /// The next part, a list.
    pub fn list<T>(&mut self) -> Option<List<T>> {
        let (ends, bytes) = (<[u32]>::ref_from_bytes(self.bytes()?).ok()?, self.bytes()?);
        let (&len, ends) = ends.split_first()?;
        let made = std::iter::repeat_with(OnceLock::new).take(ends.len()).collect();
        Some(List(Held::Program { bytes, ends, len: len as usize, made }))
    }

    /// The next part, a value.
    pub fn value<T: DeserializeOwned>(&mut self) -> Option<T> {
        postcard::from_bytes(self.bytes()?).ok()
    }

    fn bytes(&mut self) -> Option<&'static [u8]> {
        let (&len, _) = self.bytes.get(self.at..)?.split_first_chunk()?;
        let from = (self.at + size_of::<u64>()).next_multiple_of(ALIGN);
        self.at = from + usize::try_from(u64::from_le_bytes(len)).ok()?;
        self.bytes.get(from..self.at)
    }
}

/// Rows in memory, or in the program and decoded [`CHUNK`] at a time.
#[derive(Debug)]
pub struct List<T>(Held<T>);

#[derive(Debug)]
enum Held<T> {
    Memory(Vec<T>),
    Program {
        bytes: &'static [u8],
        /// Where the bytes of each chunk end.
        ends: &'static [u32],
        len: usize,
        made: Box<[OnceLock<Box<[T]>>]>,
    },
}

/// How many rows are decoded at once: few enough that a chunk costs little, many enough that there are few.
const CHUNK: usize = 64;

impl<T> From<Vec<T>> for List<T> {
    fn from(rows: Vec<T>) -> List<T> {
        List(Held::Memory(rows))
    }
}

impl<T> List<T> {
    /// How many rows it has.
    pub fn len(&self) -> usize {
        match &self.0 {
            Held::Memory(rows) => rows.len(),
            Held::Program { len, .. } => *len,
        }
    }
}

impl<T: DeserializeOwned> List<T> {
    /// The row at this place.
    #[inline]
    pub fn get(&self, at: usize) -> Option<&T> {
        match &self.0 {
            Held::Memory(rows) => rows.get(at),
            Held::Program { .. } => self.chunk(at / CHUNK).get(at % CHUNK),
        }
    }

    /// All rows in their order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.chunks().flatten()
    }

    fn chunks(&self) -> impl Iterator<Item = &[T]> {
        let chunks: Range<usize> = 0..self.len().div_ceil(CHUNK);
        chunks.map(|at| self.chunk(at))
    }

    #[inline]
    fn chunk(&self, at: usize) -> &[T] {
        match &self.0 {
            Held::Memory(rows) => rows.get(at * CHUNK..rows.len().min((at + 1) * CHUNK)).unwrap_or_default(),
            Held::Program { bytes, ends, made, .. } => {
                let Some(made) = made.get(at) else { return &[] };
                made.get_or_init(|| {
                    let from = at.checked_sub(1).map_or(0, |before| ends[before]);
                    let bytes = bytes.get(from as usize..ends[at] as usize).unwrap_or_default();
                    postcard::from_bytes::<Vec<T>>(bytes).unwrap_or_default().into()
                })
            }
        }
    }
}

/// Bytes that begin where a table may.
#[repr(C, align(32))]
pub struct Aligned<T: ?Sized>(pub T);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let words: Vec<String> = (0..200).map(|n| format!("word {n}")).collect();
        let mut writer = Writer::default();
        writer.table(&[1_u8, 2, 3]);
        writer.table(&[[4_u64, 5], [6, 7]]);
        writer.list(&List::from(words.clone()));
        writer.value(&(8, "nine"));
        let bytes: &'static [u8] = writer.finish().leak();
        let mut aligned = vec![0; bytes.len() + ALIGN];
        let from = aligned.as_ptr().align_offset(ALIGN);
        aligned[from..from + bytes.len()].copy_from_slice(bytes);
        let mut reader = Reader::new(&aligned.leak()[from..from + bytes.len()]);
        assert_eq!(reader.table::<u8>().as_deref(), Some(&[1, 2, 3][..]));
        assert_eq!(reader.table::<[u64; 2]>().as_deref(), Some(&[[4, 5], [6, 7]][..]));
        let list = reader.list::<String>().expect("a list");
        assert_eq!(list.get(130), Some(&words[130]));
        assert_eq!(list.get(200), None);
        assert!(list.iter().eq(&words));
        assert_eq!(reader.value::<(i32, String)>(), Some((8, "nine".to_owned())));
        assert_eq!(reader.value::<i32>(), None);
    }
}
