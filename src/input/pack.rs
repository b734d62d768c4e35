//! Compressed files: `.gz` and `.zst`, unpacked as they are read.

use std::io::{BufReader, Error, ErrorKind, Read, Result};

/// How a file is compressed, as its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    None,
    Gzip,
    Zstd,
}

/// The largest window zstd may ask memory for, as a power of two: 128 MB, which `zstd --long` and less use.
const WINDOW: u32 = 27;

impl Packing {
    /// The name of what is in it, and how it is packed.
    pub fn of(name: &str) -> (&str, Packing) {
        let without = |end: &str| {
            let at = name.len().checked_sub(end.len())?;
            name.get(at..).filter(|tail| at > 0 && tail.eq_ignore_ascii_case(end)).map(|_| &name[..at])
        };
        match (without(".gz"), without(".zst")) {
            (Some(inner), _) => (inner, Packing::Gzip),
            (_, Some(inner)) => (inner, Packing::Zstd),
            _ => (name, Packing::None),
        }
    }

    /// What is in it, as it is read.
    pub fn unpack<'r>(self, packed: impl Read + 'r) -> Result<Box<dyn Read + 'r>> {
        Ok(match self {
            Packing::None => Box::new(packed),
            Packing::Gzip => Box::new(Unpacked(flate2::read::MultiGzDecoder::new(BufReader::new(packed)))),
            Packing::Zstd => {
                let mut decoder = zstd::Decoder::new(packed)?;
                decoder.window_log_max(WINDOW)?;
                Box::new(Unpacked(decoder))
            }
        })
    }
}

/// A reader whose errors say what is wrong with the packed bytes.
struct Unpacked<R>(R);

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let words = match error.kind() {
                ErrorKind::UnexpectedEof => "is cut: its compressed data ends too early",
                // the unpackers' own words for bytes that are none of theirs
                ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::Other => {
                    "is not what its name says, or damaged: its compressed data cannot be unpacked"
                }
                _ => return error,
            };
            Error::new(ErrorKind::InvalidData, words)
        })
    }
}

/// An error in words that go on from a file's name.
pub(super) fn words(error: &Error) -> String {
    match error.kind() {
        ErrorKind::InvalidData | ErrorKind::Other => error.to_string(),
        _ => format!("cannot be read: {error}"),
    }
}
