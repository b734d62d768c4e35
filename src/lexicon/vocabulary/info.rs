//! What is known of a word, as every stage asks for it at every token.

use super::term::TermKinds;
use crate::lexicon::function::{FUNCTIONS, Function};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// What is known of a word: half a cache line, as it is asked for at every token.
#[derive(Clone, Copy, Debug, Default, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C, align(32))]
pub(crate) struct Info {
    /// The kinds of terms that are the word alone; and of those of several words that it leads, the kinds that are [`LED`](super::term::LED).
    pub(crate) kinds: TermKinds,
    /// The plain form of an articled preposition («della»: «di»), else the word itself.
    pub(super) base: u32,
    /// The terms that are this word alone: the first one's place in `alone`, and how many.
    pub(super) alone: u32,
    pub(super) alones: u16,
    /// The first of those that is of a closed class: its [`Function`], counted from 1; 0 where none is.
    pub(super) function: u8,
    /// The verbs it is a form of: the first one's place in `lemmas`, and how many.
    pub(super) lemmas: u8,
    pub(super) lemma: u32,
    /// The place in `begun` of the terms of several words it begins; the first one is that of none.
    pub(super) begun: u32,
    /// The marks of all second elements of terms it begins.
    pub(super) seconds: u32,
    /// The marks of the second elements it can stand for.
    pub(super) marks: u32,
}

impl Info {
    /// What is known of a word no lexicon and no rule knows.
    pub(super) const UNKNOWN: &Info = &Info {
        kinds: TermKinds(0),
        base: 0,
        alone: 0,
        alones: 0,
        function: 0,
        lemmas: 0,
        lemma: 0,
        begun: 0,
        seconds: 0,
        marks: 0,
    };

    /// Its part in the sentence if it is of a closed class.
    #[inline]
    pub(crate) fn function(&self) -> Option<Function> {
        const OF: [Option<Function>; 256] = {
            let mut of = [None; 256];
            let mut at = 0;
            while at < FUNCTIONS.len() {
                of[at + 1] = Some(FUNCTIONS[at].1);
                at += 1;
            }
            of
        };
        OF[usize::from(self.function)]
    }

    /// Whether it and the word after it can begin a term: what has no mark in common begins none.
    #[inline]
    pub(crate) fn may_go_on(&self, next: &Info) -> bool {
        self.seconds & next.marks != 0
    }
}
