//! The facts' ids: stable across runs and machines.

use crate::article::Article;
use crate::fact::Fact;
use crate::sentence::Sentence;
use crate::span::Span;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// How many bytes of its hash a fact's id keeps.
const ID_BYTES: usize = 8;

/// Gives the facts their ids, which are stable across runs and machines.
pub(in crate::fact) fn identify(facts: &mut [Fact], article: &Article, sentences: &[Sentence]) {
    // The same sentence twice in an article: its second copy tells other facts.
    let mut copies: FxHashMap<&str, u32> = FxHashMap::with_capacity_and_hasher(sentences.len(), Default::default());
    let copy: Vec<u32> = sentences
        .iter()
        .map(|s| {
            let count = copies.entry(s.span.of(&article.text)).or_default();
            *count += 1;
            *count - 1
        })
        .collect();
    // Facts stand sentence by sentence, and share what their ids begin with.
    let mut told: Vec<u8> = Vec::new();
    for facts in facts.chunk_by_mut(|a, b| a.sentence == b.sentence) {
        let number = facts[0].sentence as usize;
        let sentence = sentences[number].span;
        told.clear();
        for part in [&article.name, sentence.of(&article.text)] {
            told.extend_from_slice(part.as_bytes());
            told.push(0);
        }
        let mut shared = blake3::Hasher::new();
        shared.update(&told);
        if let Some((last, others)) = facts.split_last_mut() {
            for fact in others {
                fact.id = id(&mut shared.clone(), sentence, copy[number], fact);
            }
            last.id = id(&mut shared, sentence, copy[number], last);
        }
    }
}

/// A fact's id: a hash of the article's name, the sentence's text (`told` has read both) and which copy of it, and which of its words the
/// fact is about, in hexadecimal.
fn id(told: &mut blake3::Hasher, sentence: Span, copy: u32, fact: &Fact) -> String {
    let mut own: SmallVec<[u8; 32]> = SmallVec::from_slice(fact.kind.name().as_bytes());
    own.push(0);
    let from = fact.span.start - sentence.start.min(fact.span.start);
    for number in [copy, from, fact.span.end - fact.span.start, u32::from(fact.relation.0)] {
        own.extend_from_slice(&number.to_le_bytes());
    }
    let hash = told.update(&own).finalize();
    let mut id = String::with_capacity(ID_BYTES * 2);
    for byte in &hash.as_bytes()[..ID_BYTES] {
        for half in [byte >> 4, byte & 15] {
            id.push(char::from(b"0123456789abcdef"[half as usize]));
        }
    }
    id
}
