//! Words and the terms they begin: one look-up a token serves every stage.
//!
//! A *word* is what a token folds to (lower case, straight apostrophes). A *term* is one word or several in a row that a lexicon
//! gives a meaning: «per cento» the unit `%`, «più di» a bound, «ha messo le mani su» a relation. Terms are matched on word ids.

use super::compiled::{Reader, Rows, Writer};
use super::index::{Index, hash_bytes, hash_of};
use super::{FUNCTIONS, Function};
use crate::token::{Kind, Token, tokenize};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::ops::Range;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// A word of the vocabulary, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub u32);

impl WordId {
    /// A word no lexicon and no rule knows.
    pub const NONE: WordId = WordId(u32::MAX);
}

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
    /// A word that says what the name beside it is: payload a [`super::NameCue`].
    NameCue,
    /// A title that stands before a person's name: payload 0.
    Title,
    /// A first name: payload 0; a family name that stands first («Chen Li-ming»): 1.
    GivenName,
    /// What can begin, in lower case, a form of a name: payload 0 where a number or symbol must follow, 1 where anything can.
    NameStart,
}

const KINDS: usize = TermKind::NameStart as usize + 1;

/// A term of several words.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Term {
    /// Its [`TermKind`].
    kind: u8,
    len: u8,
    none: [u8; 2],
    /// Its second element: tells most terms apart from the text.
    second: Element,
    elements: u32,
    payload: u32,
}

/// A term that is one word alone.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Alone {
    /// Its [`TermKind`].
    kind: u32,
    payload: u32,
}

impl Alone {
    fn is(self, kind: TermKind) -> bool {
        self.kind == kind as u32
    }
}

/// What begins with one word and has more: places in [`Vocabulary::terms`] and [`Vocabulary::seconds`].
#[derive(Clone, Copy, Debug, Default, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Begun {
    /// Its terms, by kind, the longest of a kind first: from the first place to the second.
    terms: [u32; 2],
    /// Their second elements, in their order, and the kinds of terms that go on with each, likewise.
    seconds: [u32; 2],
}

/// The places from the first to the second.
fn places([from, to]: [u32; 2]) -> Range<usize> {
    from as usize..to as usize
}

/// What a term can go on with, and the kinds of those that do.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Second {
    element: Element,
    kinds: TermKinds,
}

/// A word of a term, or any form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(transparent)]
pub(super) struct Element(u32);

const LEMMA: u32 = 1 << 31;

impl Element {
    pub fn word(word: WordId) -> Element {
        Element(word.0)
    }
    pub fn lemma(verb: u32) -> Element {
        Element(verb | LEMMA)
    }
    /// One bit of 32: two words with no mark in common begin no term.
    fn mark(self) -> u32 {
        1 << (self.0.wrapping_mul(0x9e37_79b1) >> 27)
    }
}

/// The kinds of terms a word begins: a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(transparent)]
pub struct TermKinds(u32);

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
    fn with(self, kind: u8) -> TermKinds {
        TermKinds(self.0 | 1 << kind)
    }
}

/// The kinds of terms of which rules ask whether a word leads one at all: «più», «meno», «metà» by themselves, «centro-» of a name. Of the
/// others, a term of several words begins where the next word goes on with it.
const LED: TermKinds = TermKinds::of(&[
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

/// What is known of a word: half a cache line, as it is asked for at every token.
#[derive(Clone, Copy, Debug, Default, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C, align(32))]
pub(crate) struct Info {
    /// The kinds of terms that are the word alone; and of those of several words that it leads, the kinds that are [`LED`].
    pub(crate) kinds: TermKinds,
    /// The plain form of an articled preposition («della»: «di»), else the word itself.
    base: u32,
    /// The terms that are this word alone: the first one's place in `alone`, and how many.
    alone: u32,
    alones: u16,
    /// The first of those that is of a closed class: its [`Function`], counted from 1; 0 where none is.
    function: u8,
    /// The verbs it is a form of: the first one's place in `lemmas`, and how many.
    lemmas: u8,
    lemma: u32,
    /// The place in `begun` of the terms of several words it begins; the first one is that of none.
    begun: u32,
    /// The marks of all second elements of terms it begins.
    seconds: u32,
    /// The marks of the second elements it can stand for.
    marks: u32,
}

impl Info {
    /// What is known of a word no lexicon and no rule knows.
    const UNKNOWN: &Info = &Info {
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

/// All words, and the terms each begins, longest first.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// The words of eight bytes or less, by those bytes: most words a text is made of.
    short: Index<3>,
    /// Those of sixteen or less.
    middle: Index<5>,
    /// The longer ones: their places in `texts`.
    long: Index<2>,
    texts: Texts,
    /// What is known of each word; last of one that is unknown.
    infos: Rows<Info>,
    alone: Rows<Alone>,
    begun: Rows<Begun>,
    terms: Rows<Term>,
    seconds: Rows<Second>,
    elements: Rows<Element>,
    lemmas: Rows<u32>,
    ascii_symbols: Rows<u32>,
}

/// Texts one after another: the words in the order of their ids, then other spellings of them.
#[derive(Debug, Default)]
struct Texts {
    bytes: Cow<'static, str>,
    /// Where each ends.
    ends: Rows<u32>,
}

impl Texts {
    fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text at this place; nothing where there is none.
    fn get(&self, place: u32) -> &str {
        let Some(&end) = self.ends.get(place as usize) else { return "" };
        let start = (place as usize).checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..end as usize]
    }

    /// Adds a text; returns its place.
    fn push(&mut self, text: &str) -> u32 {
        let bytes = self.bytes.to_mut();
        bytes.push_str(text);
        let ends = self.ends.to_mut();
        ends.push(bytes.len() as u32);
        ends.len() as u32 - 1
    }
}

/// A number as slots have it.
fn halves(number: u64) -> [u32; 2] {
    [number as u32, (number >> 32) as u32]
}

/// A number from its halves.
fn whole(low: u32, high: u32) -> u64 {
    u64::from(low) | u64::from(high) << 32
}

/// The hash a short word is looked up by.
#[inline]
fn hash_short(key: u64) -> u64 {
    hash_of(key)
}

/// The hash a word of middle length is looked up by.
#[inline]
fn hash_middle([first, last]: [u64; 2]) -> u64 {
    hash_of(first) ^ last.wrapping_mul(0xf39c_c060_5ced_c835)
}

/// The hashes of slots.
fn short_slot(&[low, high, _]: &[u32; 3]) -> u64 {
    hash_short(whole(low, high))
}
fn middle_slot(&[a, b, c, d, _]: &[u32; 5]) -> u64 {
    hash_middle([whole(a, b), whole(c, d)])
}
fn long_slot(texts: &Texts) -> impl Fn(&[u32; 2]) -> u64 {
    |&[text, _]| hash_bytes(texts.get(text).as_bytes())
}

/// What a word is looked up by.
enum Key {
    /// Its eight bytes or less, the first one lowest, zeros after the last.
    Short(u64),
    /// Its sixteen or less, likewise, eight and eight.
    Middle([u64; 2]),
    Long,
}

impl Key {
    fn of(folded: &[u8]) -> Key {
        let mut bytes = [0; MIDDLE];
        match bytes.get_mut(..folded.len()) {
            Some(own) => own.copy_from_slice(folded),
            None => return Key::Long,
        }
        let key = u128::from_le_bytes(bytes);
        let (first, last) = (key as u64, (key >> 64) as u64);
        if folded.len() <= SHORT { Key::Short(first) } else { Key::Middle([first, last]) }
    }
}

/// The longest short word, and the longest one of middle length, in bytes.
const SHORT: usize = 8;
const MIDDLE: usize = 16;

impl Vocabulary {
    /// The word's id; `folded` is lower case with straight apostrophes.
    pub fn id(&self, folded: &[u8]) -> WordId {
        match Key::of(folded) {
            Key::Short(key) => self.short_id(key),
            Key::Middle(key) => self.middle_id(key),
            Key::Long => {
                WordId(self.long.find(hash_bytes(folded), |&[text, _]| self.texts.get(text).as_bytes() == folded))
            }
        }
    }

    /// The id of a word of eight bytes or less, the first one lowest, zeros after the last.
    #[inline]
    pub(crate) fn short_id(&self, key: u64) -> WordId {
        WordId(self.short.find(hash_short(key), |&[low, high, _]| whole(low, high) == key))
    }

    /// The id of a word of nine bytes to sixteen, likewise.
    #[inline]
    pub(crate) fn middle_id(&self, key: [u64; 2]) -> WordId {
        WordId(self.middle.find(hash_middle(key), |&[a, b, c, d, _]| [whole(a, b), whole(c, d)] == key))
    }

    /// The word `spelling` leads to: the one it led to before, else `word`, a new one where none is given.
    fn spell(&mut self, spelling: &str, word: Option<WordId>) -> WordId {
        let known = self.id(spelling.as_bytes());
        if known != WordId::NONE {
            return known;
        }
        let place = self.texts.push(spelling);
        let word = word.unwrap_or(WordId(place));
        match Key::of(spelling.as_bytes()) {
            Key::Short(key) => {
                let [low, high] = halves(key);
                self.short.add([low, high, word.0], short_slot);
            }
            Key::Middle([first, last]) => {
                let ([a, b], [c, d]) = (halves(first), halves(last));
                self.middle.add([a, b, c, d, word.0], middle_slot);
            }
            Key::Long => self.long.add([place, word.0], long_slot(&self.texts)),
        }
        word
    }

    /// The id of a symbol that stands in some term.
    pub fn symbol(&self, symbol: char) -> WordId {
        if symbol.is_ascii() {
            return self.ascii_symbols.get(symbol as usize).map_or(WordId::NONE, |&word| WordId(word));
        }
        self.id(symbol.encode_utf8(&mut [0; 4]).as_bytes())
    }

    /// What is known of a word.
    #[inline]
    pub(crate) fn info(&self, word: WordId) -> &Info {
        // A place that is the lesser of two needs no branch, which texts with many unknown words would have foretold wrong.
        let place = (word.0 as usize).min(self.infos.len().wrapping_sub(1));
        self.infos.get(place).unwrap_or(Info::UNKNOWN)
    }

    /// The plain form of an articled preposition («della»: «di»), else the word itself.
    pub fn base(&self, word: WordId) -> WordId {
        if word == WordId::NONE { word } else { WordId(self.info(word).base) }
    }

    /// Whether the word alone is a term of this kind.
    pub fn begins_alone(&self, word: WordId, kind: TermKind) -> bool {
        self.alone(word, kind).next().is_some()
    }

    /// The payloads of the terms of this kind that the word alone is.
    pub fn alone(&self, word: WordId, kind: TermKind) -> impl Iterator<Item = u32> + '_ {
        self.alones(self.info(word)).iter().filter(move |a| a.is(kind)).map(|a| a.payload)
    }

    /// The payloads of the terms of this kind that the token's word alone is.
    #[inline]
    pub fn own(&self, token: &Token, kind: TermKind) -> impl Iterator<Item = u32> + '_ {
        let alone = if token.begins(kind) { self.alones(self.info(token.word)) } else { &[] };
        alone.iter().filter(move |a| a.is(kind)).map(|a| a.payload)
    }

    /// The terms that are a word alone.
    fn alones(&self, info: &Info) -> &[Alone] {
        let from = info.alone as usize;
        &self.alone[from..from + info.alones as usize]
    }

    /// The longest term of this kind that begins at `tokens[0]`: how many tokens it takes and its payload.
    #[inline]
    pub fn term(&self, tokens: &[Token], kind: TermKind) -> Option<(usize, u32)> {
        self.term_that(tokens, kind, |_| true)
    }

    /// The longest one whose payload is such.
    #[inline]
    pub fn term_that(&self, tokens: &[Token], kind: TermKind, is: impl Fn(u32) -> bool) -> Option<(usize, u32)> {
        // most tokens begin none
        if tokens.first()?.begins(kind) { self.longest_that(tokens, kind, is) } else { None }
    }

    #[inline(never)]
    fn longest_that(&self, tokens: &[Token], kind: TermKind, is: impl Fn(u32) -> bool) -> Option<(usize, u32)> {
        let token = tokens.first()?;
        let info = self.info(token.word);
        if token.goes_on.has(kind)
            && let Some(next) = tokens.get(1)
        {
            // some words lead hundreds of terms
            let known = self.info(next.word);
            let base = if next.word == WordId::NONE { next.word.0 } else { known.base };
            let goes_on = |t: &&Term| {
                let Element(second) = t.second;
                second == next.word.0
                    || second == base
                    || second & LEMMA != 0 && self.verbs(known).contains(&(second & !LEMMA))
            };
            let long = self.terms_from(info, kind).iter().take_while(|t| t.kind == kind as u8);
            let mut long = long.filter(goes_on);
            if let Some(term) = long.find(|t| is(t.payload) && self.fits(t, tokens)) {
                return Some((term.len as usize, term.payload));
            }
        }
        let alone = self.alones(info).iter().find(|a| a.is(kind) && is(a.payload))?;
        Some((1, alone.payload))
    }

    /// All terms of this kind that begin at `tokens[0]`, longest first.
    #[inline]
    pub fn terms<'v>(&'v self, tokens: &'v [Token], kind: TermKind) -> impl Iterator<Item = (usize, u32)> + 'v {
        let (long, alone) = match tokens.first() {
            Some(token) if token.begins(kind) => self.begun(token, kind),
            _ => (&[][..], &[][..]),
        };
        let long = long.iter().filter(move |t| self.fits(t, tokens)).map(|t| (t.len as usize, t.payload));
        long.chain(alone.iter().filter(move |a| a.is(kind)).map(|a| (1, a.payload)))
    }

    /// The terms a token begins: those of several words and of the kind, only where its next one goes on with one; and those of
    /// any kind that are the word alone.
    fn begun(&self, token: &Token, kind: TermKind) -> (&[Term], &[Alone]) {
        let info = self.info(token.word);
        let long = if token.goes_on.has(kind) { self.long(info, kind) } else { &[] };
        (long, self.alones(info))
    }

    /// The terms of several words that a word begins, from the first one of the kind on.
    fn terms_from(&self, info: &Info, kind: TermKind) -> &[Term] {
        let terms = &self.terms[places(self.begun[info.begun as usize].terms)];
        &terms[terms.partition_point(|t| t.kind < kind as u8)..]
    }

    /// The terms of several words and of the kind that a word begins.
    fn long(&self, info: &Info, kind: TermKind) -> &[Term] {
        let terms = self.terms_from(info, kind);
        &terms[..terms.partition_point(|t| t.kind == kind as u8)]
    }

    /// The kinds of terms of several words that begin with a word and the `second` one, of which `next` is known.
    pub(crate) fn pair(&self, first: &Info, second: WordId, next: &Info) -> TermKinds {
        let seconds = &self.seconds[places(self.begun[first.begun as usize].seconds)];
        let kinds = |element: Element| match seconds.binary_search_by_key(&element, |s| s.element) {
            Ok(at) => seconds[at].kinds.0,
            Err(_) => 0,
        };
        let mut found = kinds(Element::word(second));
        if next.base != second.0 {
            found |= kinds(Element(next.base));
        }
        for &verb in self.verbs(next) {
            found |= kinds(Element::lemma(verb));
        }
        TermKinds(found)
    }

    /// Whether the words after the first, by which the term was looked up, are those of `tokens`.
    fn fits(&self, term: &Term, tokens: &[Token]) -> bool {
        let len = term.len as usize;
        if tokens.len() < len || !self.matches(term.second, tokens[1].word) {
            return false;
        }
        let elements = &self.elements[term.elements as usize..term.elements as usize + len];
        elements.iter().zip(tokens).skip(2).all(|(&element, token)| self.matches(element, token.word))
    }

    fn matches(&self, element: Element, word: WordId) -> bool {
        if element.0 == word.0 {
            return true;
        }
        let info = self.info(word);
        if element.0 & LEMMA != 0 {
            return self.verbs(info).contains(&(element.0 & !LEMMA));
        }
        word != WordId::NONE && info.base == element.0
    }

    /// The verbs a word is a form of.
    fn verbs(&self, info: &Info) -> &[u32] {
        let from = info.lemma as usize;
        &self.lemmas[from..from + info.lemmas as usize]
    }

    /// The word as folded; for messages and tests.
    pub fn text(&self, word: WordId) -> &str {
        self.texts.get(word.0)
    }

    /// Writes it into the program.
    pub(super) fn write(&self, into: &mut Writer) {
        let Vocabulary { short, middle, long, texts, infos, alone, begun, terms, seconds, elements, lemmas, .. } = self;
        into.table(&short.slots);
        into.table(&middle.slots);
        into.table(&long.slots);
        into.table(texts.bytes.as_bytes());
        into.table(&texts.ends);
        into.table(infos);
        into.table(alone);
        into.table(begun);
        into.table(terms);
        into.table(seconds);
        into.table(elements);
        into.table(lemmas);
        into.table(&self.ascii_symbols);
    }

    /// As it was written.
    pub(super) fn read(from: &mut Reader) -> Option<Vocabulary> {
        Some(Vocabulary {
            short: Index::new(from.table()?),
            middle: Index::new(from.table()?),
            long: Index::new(from.table()?),
            texts: Texts { bytes: from.text()?, ends: from.table()? },
            infos: from.table()?,
            alone: from.table()?,
            begun: from.table()?,
            terms: from.table()?,
            seconds: from.table()?,
            elements: from.table()?,
            lemmas: from.table()?,
            ascii_symbols: from.table()?,
        })
    }

    /// How many words it holds.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.texts.len() == 0
    }
}

/// Gathers words and terms, then makes the [`Vocabulary`].
#[derive(Default)]
pub(super) struct Builder {
    vocabulary: Vocabulary,
    /// Terms and what each begins with.
    terms: Vec<(Element, Term)>,
    lemmas: Vec<(u32, u32)>,
    bases: Vec<(u32, u32)>,
    accented: Vec<WordId>,
    buffer: Vec<Token>,
}

impl Builder {
    /// Makes room for so many words more.
    pub fn reserve(&mut self, words: usize) {
        let Vocabulary { short, middle, texts, .. } = &mut self.vocabulary;
        short.reserve(words / 4, short_slot);
        middle.reserve(words, middle_slot);
        texts.bytes.to_mut().reserve(words * 12);
        texts.ends.to_mut().reserve(words);
        self.terms.reserve(words);
        self.lemmas.reserve(words);
    }

    /// The id of a word, made new where it is not there yet.
    pub fn intern(&mut self, folded: &str) -> WordId {
        self.vocabulary.spell(folded, None)
    }

    /// The words of a written form, as the tokenizer would part them.
    pub fn words(&mut self, form: &str) -> Vec<WordId> {
        let mut tokens = std::mem::take(&mut self.buffer);
        tokenize(form, 0, &Vocabulary::default(), &mut tokens);
        let mut words: Vec<WordId> = Vec::with_capacity(tokens.len());
        let mut last = String::new();
        for (at, token) in tokens.iter().enumerate() {
            let text = match token.kind {
                Kind::Symbol => token.symbol.to_string(),
                _ => token.of(form).to_lowercase().replace('’', "'"),
            };
            // «po'»: the apostrophe belongs to the word before it.
            let cut = token.is('\'') && token.glued() && at > 0 && tokens[at - 1].is_word();
            if cut {
                words.pop();
                last.push('\'');
            } else {
                last = text;
            }
            let word = self.intern(&last);
            words.push(word);
        }
        self.buffer = tokens;
        words
    }

    /// A term whose words are those of `form`.
    pub fn term(&mut self, form: &str, kind: TermKind, payload: u32) {
        let elements: Vec<Element> = self.words(form).into_iter().map(Element::word).collect();
        self.term_of(&elements, kind, payload);
    }

    /// A term of given elements; one that begins with a lemma is looked up by each of the verb's forms.
    pub fn term_of(&mut self, elements: &[Element], kind: TermKind, payload: u32) {
        let (Some(&first), Ok(len)) = (elements.first(), u8::try_from(elements.len())) else { return };
        let all = self.vocabulary.elements.to_mut();
        let second = elements.get(1).copied().unwrap_or(first);
        let term = Term { kind: kind as u8, len, none: [0; 2], second, elements: all.len() as u32, payload };
        self.terms.push((first, term));
        if len > 1 {
            all.extend_from_slice(elements);
        }
    }

    /// `word` is a form of the verb.
    pub fn lemma(&mut self, word: WordId, verb: u32) {
        self.lemmas.push((word.0, verb));
    }

    /// `word` («della») stands for `base` («di») in terms.
    pub fn base(&mut self, word: WordId, base: WordId) {
        self.bases.push((word.0, base.0));
    }

    /// `word` is never written without its accent.
    pub fn keep_accent(&mut self, word: &str) {
        let word = self.intern(word);
        self.accented.push(word);
    }

    /// Other spellings of accented words that lead to the same word: «lunedi'», «lunedi», «perchè».
    fn spellings(&mut self) {
        const ACCENTS: [(char, char, char); 6] =
            [('à', 'a', 'á'), ('è', 'e', 'é'), ('é', 'e', 'è'), ('ì', 'i', 'í'), ('ò', 'o', 'ó'), ('ù', 'u', 'ú')];
        let v = &mut self.vocabulary;
        for id in 0..v.texts.len() as u32 {
            let text = v.texts.get(id);
            if text.bytes().next_back().is_none_or(|last| last.is_ascii()) {
                continue;
            }
            let Some(last) = text.chars().next_back() else { continue };
            let Some(&(accented, plain, other)) = ACCENTS.iter().find(|a| a.0 == last) else { continue };
            let stem = &text[..text.len() - accented.len_utf8()];
            let mut aliases = vec![format!("{stem}{plain}'"), format!("{stem}{other}")];
            if stem.chars().count() >= 4 && !self.accented.contains(&WordId(id)) {
                aliases.push(format!("{stem}{plain}"));
            }
            for alias in aliases {
                v.spell(&alias, Some(WordId(id)));
            }
        }
    }

    /// The terms by the words they can begin with: the word itself, a verb's forms, the articled forms of a preposition.
    fn keyed(&mut self, infos: &[Info]) -> Vec<(u32, Term)> {
        let mut forms_of: FxHashMap<u32, Vec<u32>> = Default::default();
        for (first, _) in self.terms.iter().filter(|(first, _)| first.0 & LEMMA != 0) {
            forms_of.entry(first.0 & !LEMMA).or_default();
        }
        for &(word, verb) in &self.lemmas {
            if let Some(forms) = forms_of.get_mut(&verb) {
                forms.push(word);
            }
        }
        let mut articled: FxHashMap<u32, Vec<u32>> = Default::default();
        for (info, word) in infos.iter().zip(0..) {
            if info.base != word {
                articled.entry(info.base).or_default().push(word);
            }
        }
        let terms = std::mem::take(&mut self.terms);
        let mut keyed: Vec<(u32, Term)> = Vec::with_capacity(terms.len() + terms.len() / 4);
        for (first, term) in terms {
            if first.0 & LEMMA != 0 {
                keyed.extend(forms_of[&(first.0 & !LEMMA)].iter().map(|&word| (word, term)));
                continue;
            }
            keyed.push((first.0, term));
            // Words rules ask for are their own rows («della» is listed); names and terms take every articled form.
            if ![TermKind::Function, TermKind::Word].map(|kind| kind as u8).contains(&term.kind) {
                keyed.extend(articled.get(&first.0).into_iter().flatten().map(|&w| (w, term)));
            }
        }
        let mut keyed = by_word(infos.len(), &keyed);
        for own in keyed.chunk_by_mut(|a, b| a.0 == b.0).filter(|own| own.len() > 1) {
            own.sort_by_key(|(_, t)| (t.kind, std::cmp::Reverse(t.len), t.payload));
        }
        keyed
    }

    /// The vocabulary; `functions` are the payloads of closed-class words.
    pub fn finish(mut self, functions: &[Function]) -> Vocabulary {
        let words = self.vocabulary.texts.len();
        self.spellings();
        let mut infos: Vec<Info> = (0..words as u32).map(|base| Info { base, ..Info::default() }).collect();
        for &(word, base) in &self.bases {
            infos[word as usize].base = base;
        }
        self.lemmas = by_word(words, &self.lemmas);
        for own in self.lemmas.chunk_by_mut(|a, b| a.0 == b.0) {
            own.sort_unstable();
        }
        self.lemmas.dedup();
        for (&(word, _), at) in self.lemmas.iter().zip(0..) {
            let info = &mut infos[word as usize];
            if info.lemmas == 0 {
                info.lemma = at;
            }
            info.lemmas = info.lemmas.saturating_add(1);
        }
        let keyed = self.keyed(&infos);
        let mut terms = Terms { infos, ..Terms::default() };
        terms.alone.reserve(keyed.len());
        terms.begun.push(Begun::default());
        for own in keyed.chunk_by(|a, b| a.0 == b.0) {
            terms.add(own[0].0, own, functions);
        }
        let Terms { mut infos, alone, begun, terms, seconds } = terms;
        let lemmas: Vec<u32> = self.lemmas.iter().map(|&(_, verb)| verb).collect();
        // An element that is the second one of no term needs no mark.
        let second: FxHashSet<Element> = seconds.iter().map(|s| s.element).collect();
        for (info, word) in infos.iter_mut().zip(0..) {
            let verbs = &lemmas[info.lemma as usize..][..info.lemmas as usize];
            let stands_for =
                [Element(word), Element(info.base)].into_iter().chain(verbs.iter().copied().map(Element::lemma));
            info.marks = stands_for.filter(|e| second.contains(e)).fold(0, |marks, e| marks | e.mark());
        }
        infos.push(*Info::UNKNOWN);
        const { assert!(KINDS <= 32) }
        let mut v = self.vocabulary;
        // Short words are what most of a text is.
        v.short.fit(4, short_slot);
        v.middle.fit(2, middle_slot);
        v.long.fit(2, long_slot(&v.texts));
        v.ascii_symbols = (0..128u8).map(|b| v.id(&[b]).0).collect();
        Vocabulary {
            infos: infos.into(),
            alone: alone.into(),
            begun: begun.into(),
            terms: terms.into(),
            seconds: seconds.into(),
            lemmas: lemmas.into(),
            ..v
        }
    }
}

/// The terms of all words while they are put in order.
#[derive(Default)]
struct Terms {
    infos: Vec<Info>,
    alone: Vec<Alone>,
    begun: Vec<Begun>,
    terms: Vec<Term>,
    seconds: Vec<Second>,
}

impl Terms {
    /// Adds the terms that begin with a word, in their order.
    fn add(&mut self, word: u32, terms: &[(u32, Term)], functions: &[Function]) {
        let (alone, first) = (self.alone.len() as u32, self.terms.len());
        for (_, term) in terms {
            if term.len > 1 {
                self.terms.push(*term);
            } else {
                self.alone.push(Alone { kind: term.kind.into(), payload: term.payload });
            }
        }
        let long = self.terms[first..].iter();
        let mut seconds: Vec<Second> =
            long.map(|t| Second { element: t.second, kinds: TermKinds::default().with(t.kind) }).collect();
        seconds.sort_unstable_by_key(|s| s.element);
        seconds.dedup_by(|other, kept| {
            let same = other.element == kept.element;
            if same {
                kept.kinds = TermKinds(kept.kinds.0 | other.kinds.0);
            }
            same
        });
        let info = &mut self.infos[word as usize];
        let begins = |term: &Term| term.len == 1 || LED.0 & (1 << term.kind) != 0;
        info.kinds = terms.iter().filter(|t| begins(&t.1)).fold(info.kinds, |kinds, (_, term)| kinds.with(term.kind));
        let closed = terms.iter().find(|(_, t)| t.kind == TermKind::Function as u8 && t.len == 1);
        let closed = closed.and_then(|(_, t)| functions.get(t.payload as usize));
        info.function = closed.map_or(0, |&function| function as u8 + 1);
        // no word has more meanings than a lexicon could be read with
        (info.alone, info.alones) = (alone, (self.alone.len() - alone as usize).min(u16::MAX.into()) as u16);
        if seconds.is_empty() {
            return;
        }
        info.seconds = seconds.iter().fold(0, |marks, s| marks | s.element.mark());
        info.begun = self.begun.len() as u32;
        let from = self.seconds.len() as u32;
        self.seconds.extend(seconds);
        let (terms, seconds) = ([first as u32, self.terms.len() as u32], [from, self.seconds.len() as u32]);
        self.begun.push(Begun { terms, seconds });
    }
}

/// `pairs` in the order of their first parts, ids of so many words; those of one word in their own order.
fn by_word<T: Copy>(words: usize, pairs: &[(u32, T)]) -> Vec<(u32, T)> {
    let Some(&any) = pairs.first() else { return Vec::new() };
    // where the next pair of each word goes
    let mut next = vec![0u32; words + 1];
    for &(word, _) in pairs {
        next[word as usize + 1] += 1;
    }
    for word in 1..next.len() {
        next[word] += next[word - 1];
    }
    let mut sorted = vec![any; pairs.len()];
    for &pair in pairs {
        let place = &mut next[pair.0 as usize];
        sorted[*place as usize] = pair;
        *place += 1;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vocabulary {
        let mut builder = Builder::default();
        let (di, della) = (builder.intern("di"), builder.intern("della"));
        builder.base(della, di);
        builder.term("a detta di", TermKind::Attribution, 1);
        builder.term("a", TermKind::Attribution, 2);
        builder.term("lunedì", TermKind::Calendar, 3);
        builder.term("un po'", TermKind::Numeral, 4);
        let ha = builder.intern("ha");
        builder.lemma(ha, 7);
        let rest = builder.words("messo le mani");
        let elements: Vec<Element> =
            std::iter::once(Element::lemma(7)).chain(rest.into_iter().map(Element::word)).collect();
        builder.term_of(&elements, TermKind::Phrase, 5);
        builder.finish(&[])
    }

    #[test]
    fn the_longest_term_comes_first() {
        let v = sample();
        let find = |text: &str, kind| {
            let mut tokens = Vec::new();
            tokenize(text, 0, &v, &mut tokens);
            v.term(&tokens, kind)
        };
        assert_eq!(find("a detta della società", TermKind::Attribution), Some((3, 1)));
        assert_eq!(find("a Roma", TermKind::Attribution), Some((1, 2)));
        assert_eq!(find("Lunedi' sera", TermKind::Calendar), Some((1, 3)));
        assert_eq!(find("LUNEDÌ", TermKind::Calendar), Some((1, 3)));
        assert_eq!(find("lunedi", TermKind::Calendar), Some((1, 3)));
        assert_eq!(find("un po’ di", TermKind::Numeral), Some((2, 4)));
        assert_eq!(find("ha messo le mani su", TermKind::Phrase), Some((4, 5)));
        assert_eq!(find("ha messo le scarpe", TermKind::Phrase), None);
    }
}
