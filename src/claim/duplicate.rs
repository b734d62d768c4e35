//! One voice: the sentence an agency wrote and ten sites print.
//!
//! Statements of one claim are copies where they tell the same figure and their sentences share most of their shingles, runs of
//! three words. Minhash finds the candidates (Broder 1997; bands after Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, ch. 3),
//! so that time grows with the number of statements and not with its square; the shingles themselves decide.

use super::hash::{folded, mix};
use super::{Statement, Voice};
use rustc_hash::FxHashMap;

/// The words of a shingle.
const SHINGLE: usize = 3;

/// The part of all their shingles two sentences must share: in a sentence of twenty-five words two may be changed.
const ALIKE: f64 = 0.55;

/// Bands of two minhashes: of sentences as alike as that, more than nine in ten share one.
const BANDS: usize = 8;

/// How many voices that share a band a statement is compared with.
const CANDIDATES: usize = 8;

/// The statements of one claim by voice, the first printed first.
#[derive(Default)]
pub(super) struct Voices<C> {
    /// Each with its shingles.
    voices: Vec<(Voice<C>, Vec<u64>)>,
    /// The first voices of each band, figure and hash.
    bands: FxHashMap<(usize, u64, u64), Vec<usize>>,
    /// Whose voice a figure in the very same sentence is: most copies change no letter.
    same: FxHashMap<(u64, blake3::Hash), usize>,
}

impl<C> Voices<C> {
    /// Adds a statement: a copy of a voice, of which `keep` says what is kept, or a voice of its own.
    pub(super) fn add(&mut self, statement: Statement, keep: impl FnOnce(Statement) -> C) {
        let figure = figure(&statement);
        let letters = (figure, blake3::hash(statement.evidence.as_bytes()));
        if let Some(&voice) = self.same.get(&letters) {
            self.voices[voice].0.copies.push(keep(statement));
            return;
        }
        let shingles = shingles(&statement.evidence);
        let signature = signature(&shingles);
        let known = signature.iter().enumerate().find_map(|(band, &hash)| {
            let candidates = self.bands.get(&(band, figure, hash))?;
            // Two figures of one sentence are two voices only if they differ.
            candidates.iter().copied().find(|&v| alike(&self.voices[v].1, &shingles) >= ALIKE)
        });
        self.same.insert(letters, known.unwrap_or(self.voices.len()));
        if let Some(voice) = known {
            self.voices[voice].0.copies.push(keep(statement));
            return;
        }
        for (band, &hash) in signature.iter().enumerate() {
            let sharing = self.bands.entry((band, figure, hash)).or_default();
            if sharing.len() < CANDIDATES {
                sharing.push(self.voices.len());
            }
        }
        self.voices.push((Voice { first: statement, copies: Vec::new() }, shingles));
    }

    /// The voices, in the order they came.
    pub(super) fn finish(self) -> Vec<Voice<C>> {
        self.voices.into_iter().map(|(voice, _)| voice).collect()
    }
}

/// What of a figure no copy changes: its numbers.
fn figure(statement: &Statement) -> u64 {
    let bits = |n: Option<f64>| n.map_or(u64::MAX, f64::to_bits);
    mix(bits(statement.value) ^ mix(bits(statement.value_high)))
}

/// The shingles of a sentence, hashed and sorted; those of fewer words than one shingle are one.
fn shingles(sentence: &str) -> Vec<u64> {
    let words: Vec<u64> =
        sentence.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(folded).collect();
    let hash = |words: &[u64]| words.iter().fold(0, |hash, &word| mix(hash ^ word));
    let mut shingles: Vec<u64> =
        if words.len() < SHINGLE { vec![hash(&words)] } else { words.windows(SHINGLE).map(hash).collect() };
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// A hash a band, of its two minhashes: of each, the least of all shingles hashed in one way.
fn signature(shingles: &[u64]) -> [u64; BANDS] {
    let least = |way: usize| shingles.iter().map(|s| mix(s ^ mix(way as u64))).min().unwrap_or(0);
    std::array::from_fn(|band| mix(least(2 * band) ^ mix(least(2 * band + 1))))
}

/// The part of all shingles of both that both have (Jaccard), both sorted.
fn alike(a: &[u64], b: &[u64]) -> f64 {
    let shared = a.iter().filter(|s| b.binary_search(s).is_ok()).count();
    shared as f64 / (a.len() + b.len() - shared).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_alike_and_other_wordings_are_not() {
        let agency = "DeepSeek avrebbe accumulato cinquantamila H100 nonostante i divieti americani, ha detto in \
                      un'intervista Alexandr Wang, fondatore di Scale AI.";
        let cases = [
            (agency.to_uppercase(), true),
            (format!("(ANSA) - ROMA, 24 FEB - {agency}"), true),
            (agency.replace("americani", "statunitensi"), true),
            (agency.replace(", ha detto in un'intervista", ", ha detto").replace("fondatore", "il fondatore"), false),
            ("Secondo Alexandr Wang, DeepSeek ha cinquantamila H100.".to_owned(), false),
            (String::new(), false),
        ];
        for (other, copy) in cases {
            let part = alike(&shingles(agency), &shingles(&other));
            assert_eq!(part >= ALIKE, copy, "{part:.2}: {other}");
        }
    }
}
