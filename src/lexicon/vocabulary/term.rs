//! Terms: one word or several in a row that a lexicon gives a meaning, and what of them is known by their first word.

use super::WordId;
use std::ops::Range;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// What a term is; each kind has its own payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum TermKind {
    /// A closed-class word («di», «che», «ma»): payload its row.
    Function,
    /// A number word or part of one: payload its row.
    Numeral,
    /// A unit after or before a number: payload its row.
    Unit,
    /// What makes a rate («l'ora», «al mese»): payload its row.
    Rate,
    /// A bound before or after a figure: payload its row.
    Bound,
    /// A word of the calendar: payload its row.
    Calendar,
    /// A form of a verb: payload the form's place.
    Verb,
    /// A noun that carries a relation or a class: payload its row.
    Noun,
    /// An expression that carries a relation or a certainty: payload its row.
    Phrase,
    /// A cue of attribution or certainty: payload its row.
    Attribution,
    /// An adjective of a place: payload the place's entity.
    Demonym,
    /// A noun that becomes an institution with a demonym: payload its row.
    InstitutionNoun,
    /// An abbreviation whose full stop ends no sentence: payload its row.
    Abbreviation,
    /// A line of a web page that is no part of the article: payload its row.
    Leftover,
    /// An ordinary word a rule asks for: payload its row.
    Word,
    /// A word that says what the name beside it is: payload a [`crate::lexicon::NameCue`].
    NameCue,
    /// A title that stands before a person's name: payload 0.
    Title,
    /// A first name: payload 0; a family name that stands first («Chen Li-ming»): 1.
    GivenName,
    /// What can begin, in lower case, a form of a name: payload 0 where a number or symbol must follow, 1 where anything can.
    NameStart,
}

pub(super) const KINDS: usize = TermKind::NameStart as usize + 1;

/// A term of several words.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(super) struct Term {
    /// Its [`TermKind`].
    pub kind: u8,
    pub len: u8,
    pub none: [u8; 2],
    /// Its second element: tells most terms apart from the text.
    pub second: Element,
    pub elements: u32,
    pub payload: u32,
}

/// A term that is one word alone.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(super) struct Alone {
    /// Its [`TermKind`].
    pub kind: u32,
    pub payload: u32,
}

impl Alone {
    pub fn is(self, kind: TermKind) -> bool {
        self.kind == kind as u32
    }
}

/// What begins with one word and has more: places in [`super::Vocabulary::terms`] and [`super::Vocabulary::seconds`].
#[derive(Clone, Copy, Debug, Default, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(super) struct Begun {
    /// Its terms, by kind, the longest of a kind first: from the first place to the second.
    pub terms: [u32; 2],
    /// Their second elements, in their order, and the kinds of terms that go on with each, likewise.
    pub seconds: [u32; 2],
}

/// The places from the first to the second.
pub(super) fn places([from, to]: [u32; 2]) -> Range<usize> {
    from as usize..to as usize
}

/// What a term can go on with, and the kinds of those that do.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(super) struct Second {
    pub element: Element,
    pub kinds: TermKinds,
}

/// A word of a term, or any form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(transparent)]
pub(in crate::lexicon) struct Element(pub(super) u32);

pub(super) const LEMMA: u32 = 1 << 31;

impl Element {
    pub fn word(word: WordId) -> Element {
        Element(word.0)
    }
    pub fn lemma(verb: u32) -> Element {
        Element(verb | LEMMA)
    }
    /// One bit of 32: two words with no mark in common begin no term.
    pub fn mark(self) -> u32 {
        1 << (self.0.wrapping_mul(0x9e37_79b1) >> 27)
    }
}

/// The kinds of terms a word begins: a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(transparent)]
pub struct TermKinds(pub(super) u32);

impl TermKinds {
    /// Whether one of them is `kind`.
    #[inline]
    pub fn has(self, kind: TermKind) -> bool {
        self.0 & (1 << kind as u32) != 0
    }

    /// Whether one of them is among `kinds`.
    #[inline]
    pub fn any(self, kinds: TermKinds) -> bool {
        self.0 & kinds.0 != 0
    }

    /// These kinds.
    pub const fn of(kinds: &[TermKind]) -> TermKinds {
        let (mut bits, mut at) = (0, 0);
        while at < kinds.len() {
            bits |= 1 << kinds[at] as u32;
            at += 1;
        }
        TermKinds(bits)
    }

    /// These and those.
    pub(crate) fn and(self, others: TermKinds) -> TermKinds {
        TermKinds(self.0 | others.0)
    }

    /// These and the one of this number.
    pub(super) fn with(self, kind: u8) -> TermKinds {
        TermKinds(self.0 | 1 << kind)
    }
}

/// The kinds of terms of which rules ask whether a word leads one at all: «più», «meno», «metà» by themselves, «centro-» of a name. Of the
/// others, a term of several words begins where the next word goes on with it.
pub(super) const LED: TermKinds = TermKinds::of(&[
    TermKind::Function,
    TermKind::Numeral,
    TermKind::Unit,
    TermKind::Rate,
    TermKind::Bound,
    TermKind::Calendar,
    TermKind::Noun,
    TermKind::Demonym,
    TermKind::NameStart,
]);
