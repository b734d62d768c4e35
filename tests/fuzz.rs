//! What the fuzz targets have found, and what they begin with, holds on every run of the tests.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test")]

#[path = "../fuzz/properties.rs"]
mod properties;

use crate::common::{self, Chance};
use std::path::Path;

fn try_all(target: &str, property: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        seeds.push(std::fs::read(entry.unwrap().path()).unwrap());
    }
    assert!(!seeds.is_empty(), "{} is empty", folder.display());
    seeds.iter().for_each(|bytes| property(bytes));
    // and some that are near them: bytes turned, cut, put together
    let mut chance = Chance(1);
    for _ in 0..40 {
        let (one, other) = (&seeds[chance.below(seeds.len())], &seeds[chance.below(seeds.len())]);
        let mut bytes = one[..chance.below(one.len() + 1)].to_vec();
        bytes.extend_from_slice(&other[chance.below(other.len() + 1)..]);
        for _ in 0..chance.below(4) {
            if !bytes.is_empty() {
                let at = chance.below(bytes.len());
                bytes[at] = chance.next() as u8;
            }
        }
        property(&bytes);
    }
}

macro_rules! targets {
    ($($target:ident)*) => {$(
        #[test]
        fn $target() {
            try_all(stringify!($target), properties::$target);
        }
    )*};
}
targets! { decode sentences figures dates lexicons state pipeline }
