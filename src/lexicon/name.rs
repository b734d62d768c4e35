//! Names: every form of every entity in Aho-Corasick automata, walked from the places where a name can begin.
//!
//! An automaton holds folded forms (lower case, straight apostrophes, hyphen as space); a walk from a word's start keeps only
//! matches that end where a word ends, and the form's own case rule is checked on those few. So the longest *whole* name wins: a
//! longer one that is cut inside a word («Intel» in «Intelligence») hides nothing, as it would were the boundary checked after
//! the search.
//!
//! A table of the first letters of each word that begins a form says whether a walk begins at all: at most words none does. It
//! also parts the automaton: forms that begin alike are in one part, and a part is made when a text first has a word that begins
//! one of its forms. To make all of it takes longer than all else a run does before its first article, which needs little of it.

use super::EntityId;
use super::compiled::{List, Reader, Rows, Writer};
use super::index::{Index, NONE, hash_of};
use crate::error::Problem;
use crate::token::{Kind, Token, trade_mark};
use aho_corasick::Anchored;
use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::nfa::contiguous::NFA;
use regex_syntax::hir::Hir;
use regex_syntax::hir::literal::{Extractor, Literal};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::OnceLock;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// How a form's letters must be written to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Case {
    /// As in the lexicon, or ALL CAPS.
    Name,
    /// Only as in the lexicon.
    Exact,
    /// Any.
    Any,
}

/// Where a form counts only with evidence around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cue {
    /// Nowhere: it counts wherever it stands.
    Never,
    /// Where any word is capital: it is an Italian word too («Meta», «Nato»).
    Opening,
    /// Everywhere: it is also another name, a surname, a sheet of paper.
    Always,
}

/// One form of one entity.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Form {
    /// Whose form it is.
    pub entity: EntityId,
    /// As the lexicon has it.
    pub written: Box<str>,
    /// Its case rule.
    pub case: Case,
    /// Where it counts only with evidence around it.
    pub cue: Cue,
    /// Whether it is a person's bare surname.
    pub surname: bool,
}

/// All forms, ready to be found.
#[derive(Debug)]
pub struct Names {
    forms: List<Form>,
    /// For each form the next one of the same letters, or `NO_FORM`.
    next: Rows<u32>,
    /// The forms' folded letters, one after another, each behind [`BEGIN`].
    letters: Rows<u8>,
    /// What the parts of the automaton hold, part by part.
    keys: Rows<Key>,
    /// Where the keys of each part end.
    ends: Rows<u32>,
    /// The parts, each made when it is first asked for; none where it holds no form.
    parts: Box<[OnceLock<Option<Walk>>]>,
    /// For each word some form begins with, by its first letters, a [`Begun`].
    begun: Index<3>,
}

/// What is looked for: the letters of one form or of several, the first of which it is.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Key {
    /// Where they stand in [`Names::letters`].
    from: u32,
    to: u32,
    form: u32,
}

/// A part made: the automaton, and where its walks begin.
#[derive(Debug)]
struct Walk {
    automaton: NFA,
    start: StateID,
}

/// How many parts there are for forms that begin with a plain word; one more holds the others.
const PARTS: usize = 2048;

/// The byte before each form in the automaton, one that no form holds. Walks begin behind it. Without it the automaton would be
/// made to find names that begin inside others, too, which costs more than all else in its making.
const BEGIN: u8 = 0;

const NO_FORM: u32 = u32::MAX;

/// What is known of the forms that begin with a word.
#[derive(Clone, Copy, Debug)]
struct Begun {
    part: u32,
    /// Whether a form begins so without a capital or digit.
    lower: bool,
}

impl Begun {
    const LOWER: u32 = 1 << 31;

    fn number(self) -> u32 {
        self.part | if self.lower { Begun::LOWER } else { 0 }
    }

    fn of(number: u32) -> Option<Begun> {
        (number != NONE).then_some(Begun { part: number & !Begun::LOWER, lower: number & Begun::LOWER != 0 })
    }
}

/// Where names are looked for: the part that holds those which begin as a text does, and the byte the walk begins at.
#[derive(Clone, Copy, Debug)]
pub struct Begin {
    part: usize,
    at: usize,
}

/// The halves of a word's first letters, as [`Names::begun`] has them.
fn halves(letters: u64) -> [u32; 2] {
    [letters as u32, (letters >> 32) as u32]
}

/// A whole name found at a place: where it ends, and the forms it may be.
#[derive(Clone, Copy, Debug)]
pub struct Found<'n> {
    /// One past its last byte.
    pub end: usize,
    names: &'n Names,
    form: u32,
}

/// What an ASCII byte is folded to; 0 where more than the byte decides ([`fold`]).
const FOLDED: [u8; 256] = {
    let mut table = [0; 256];
    let mut b = 0;
    while b < 0x80 {
        table[b] = match b as u8 {
            letter @ b'A'..=b'Z' => letter | 0x20,
            b'-' | b'\n' => b' ',
            b'`' => b'\'',
            other => other,
        };
        b += 1;
    }
    table
};

/// A folded character: its bytes and how many they are.
type Folded = ([u8; 4], usize);

/// What the character at `at` is folded to, and the byte after it. `None` at a character no form holds.
fn fold(bytes: &[u8], at: usize) -> Option<(Folded, usize)> {
    let one = |b: u8| ([b, 0, 0, 0], 1);
    Some(match bytes[at] {
        b if b < 0x80 => (one(FOLDED[b as usize]), at + 1),
        0xc2 if bytes[at + 1] == 0xa0 => (one(b' '), at + 2),
        0xc3 if !matches!(bytes[at + 1], 0x97 | 0x9f | 0xb7) => (([0xc3, bytes[at + 1] | 0x20, 0, 0], 2), at + 2),
        0xe2 if bytes[at + 1] == 0x80 => match bytes[at + 2] {
            0x98 | 0x99 => (one(b'\''), at + 3),
            0x90 | 0x91 => (one(b' '), at + 3),
            _ => return None,
        },
        b => {
            let len = match b {
                0xf0.. => 4,
                0xe0.. => 3,
                _ => 2,
            };
            let c = std::str::from_utf8(&bytes[at..at + len]).ok()?.chars().next()?;
            // «İzmit»: Unicode makes of İ an i with a dot above it
            let mut lower = if c == 'İ' { 'i'.to_lowercase() } else { c.to_lowercase() };
            let (Some(single), None) = (lower.next(), lower.next()) else { return None };
            let mut buffer = [0; 4];
            let written = single.encode_utf8(&mut buffer).len();
            ((buffer, written), at + len)
        }
    })
}

/// Appends the whole of `form` folded; `false` where it holds a character no text is folded to.
fn fold_all(form: &str, key: &mut Vec<u8>) -> bool {
    let bytes = form.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] < 0x80 {
            key.push(FOLDED[bytes[at] as usize]);
            at += 1;
            continue;
        }
        let Some(((folded, len), next)) = fold(bytes, at) else { return false };
        key.extend_from_slice(&folded[..len]);
        at = next;
    }
    at > 0
}

/// A set of beginnings, by their hashes: what is not in it begins no series.
#[derive(Debug)]
struct Beginnings {
    bits: Rows<u64>,
}

impl Beginnings {
    /// Holds `2^size` bits.
    fn new(size: u32) -> Beginnings {
        Beginnings { bits: vec![0; 1 << (size - 6)].into() }
    }

    /// The hash's own bit: the word it lies in, and its mask there.
    fn bit(&self, hash: u32) -> (usize, u64) {
        (hash as usize >> 6 & (self.bits.len() - 1), 1 << (hash & 63))
    }

    fn add(&mut self, hash: u32) {
        let (at, mask) = self.bit(hash);
        self.bits.to_mut()[at] |= mask;
    }

    fn has(&self, hash: u32) -> bool {
        let (at, mask) = self.bit(hash);
        self.bits.get(at).is_some_and(|bits| bits & mask != 0)
    }
}

/// A hash of eight bytes.
fn hash(eight: u64) -> u32 {
    (eight.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// A word's first eight letters or digits, in lower case; `None` where there are none or one is not ASCII. The word is the `len`
/// bytes at `at`.
fn first_letters(bytes: &[u8], at: usize, len: usize) -> Option<u64> {
    const CASE: u64 = 0x2020_2020_2020_2020;
    const NOT_ASCII: u64 = 0x8080_8080_8080_8080;
    let mut eight = [0; 8];
    match bytes[at..].first_chunk() {
        Some(chunk) => eight = *chunk,
        None => eight[..bytes.len() - at].copy_from_slice(&bytes[at..]),
    }
    let word = u64::MAX.checked_shr(64 - 8 * len.min(8) as u32)?;
    let letters = u64::from_le_bytes(eight) & word;
    (letters & NOT_ASCII == 0).then_some((letters | CASE) & word)
}

/// The first letters of what is folded from `at` on, its first word parted as the tokenizer does: letters or digits.
fn first_word(bytes: &[u8], mut at: usize) -> Option<u64> {
    let digits = bytes.get(at).is_some_and(u8::is_ascii_digit);
    let (mut letters, mut len) = (0, 0);
    while len < 8 && at < bytes.len() {
        let plain = FOLDED[bytes[at] as usize];
        let found = if plain > 0 { Some((([plain, 0, 0, 0], 1), at + 1)) } else { fold(bytes, at) };
        let Some(((folded, size), next)) = found else { break };
        let same = match size {
            1 if digits => folded[0].is_ascii_digit(),
            1 => folded[0].is_ascii_alphabetic(),
            _ => std::str::from_utf8(&folded[..size]).is_ok_and(|c| c.chars().all(char::is_alphabetic)),
        };
        if !same {
            break;
        }
        if size > 1 {
            return None;
        }
        letters |= u64::from(folded[0]) << (8 * len);
        (len, at) = (len + 1, next);
    }
    (len > 0).then_some(letters)
}

/// The hash of three bytes as they are.
fn three_bytes([a, b, c]: [u8; 3]) -> u32 {
    hash(u64::from_le_bytes([a, b, c, 0, 0, 0, 0, 0]))
}

/// Whether a word ends at `at`: what follows is neither letter nor digit.
fn ends_word(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        None => true,
        Some(b) if b.is_ascii() => !b.is_ascii_alphanumeric(),
        Some(_) => !text[at..].chars().next().is_some_and(char::is_alphanumeric),
    }
}

/// The first six bytes, the first one highest.
fn first_six(bytes: &[u8]) -> u64 {
    let mut six = [0; 8];
    let len = bytes.len().min(6);
    six[2..2 + len].copy_from_slice(&bytes[..len]);
    u64::from_be_bytes(six)
}

/// The part of the forms that begin with these letters.
fn part(letters: Option<u64>) -> usize {
    letters.map_or(PARTS, |letters| hash(letters) as usize % PARTS)
}

/// The parts, none of them made.
fn parts() -> Box<[OnceLock<Option<Walk>>]> {
    std::iter::repeat_with(OnceLock::new).take(PARTS + 1).collect()
}

impl Names {
    /// Makes the forms ready to be found. Two entities may share one.
    pub fn new(forms: Vec<Form>) -> Names {
        let mut letters: Vec<u8> = Vec::with_capacity(forms.len() * 16);
        let mut begun: FxHashMap<u64, Begun> = FxHashMap::default();
        let mut keys: Vec<(u64, Key)> = Vec::with_capacity(forms.len());
        for (form, at) in forms.iter().zip(0..) {
            let from = letters.len();
            letters.push(BEGIN);
            if !fold_all(&form.written, &mut letters) {
                letters.truncate(from);
                continue;
            }
            let first = first_word(&letters, from + 1);
            let part = part(first);
            if let Some(first) = first {
                let capital = form.written.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
                let lower = !capital || form.case == Case::Any;
                begun.entry(first).or_insert(Begun { part: part as u32, lower }).lower |= lower;
            }
            // most pairs of forms are told apart by their parts and first letters
            let order = (part as u64) << 48 | first_six(&letters[from + 1..]);
            keys.push((order, Key { from: from as u32, to: letters.len() as u32, form: at }));
        }
        let of = |key: &Key| &letters[key.from as usize..key.to as usize];
        keys.sort_unstable_by(|(a, x), (b, y)| a.cmp(b).then_with(|| of(x).cmp(of(y))).then(x.form.cmp(&y.form)));
        // One key for forms that fold alike, which hang on its first one in their order.
        let mut next = vec![NO_FORM; forms.len()];
        for pair in keys.windows(2).filter(|pair| of(&pair[0].1) == of(&pair[1].1)) {
            next[pair[0].1.form as usize] = pair[1].1.form;
        }
        keys.dedup_by(|b, a| of(&b.1) == of(&a.1));
        let ends = (0..=PARTS as u64).map(|part| keys.partition_point(|key| key.0 >> 48 <= part) as u32).collect();
        let keys = keys.into_iter().map(|(_, key)| key).collect();
        let slot = |&[low, high, _]: &[u32; 3]| hash_of(u64::from(low) | u64::from(high) << 32);
        let mut index = Index::default();
        for (letters, begun) in begun {
            let [low, high] = halves(letters);
            index.add([low, high, begun.number()], slot);
        }
        index.fit(4, slot);
        Names {
            forms: forms.into(),
            next: next.into(),
            letters: letters.into(),
            keys,
            ends,
            parts: parts(),
            begun: index,
        }
    }

    /// Writes it into the program.
    pub(super) fn write(&self, into: &mut Writer) {
        into.list(&self.forms);
        into.table(&self.next);
        into.table(&self.letters);
        into.table(&self.keys);
        into.table(&self.ends);
        into.table(&self.begun.slots);
    }

    /// As it was written.
    pub(super) fn read(from: &mut Reader) -> Option<Names> {
        Some(Names {
            forms: from.list()?,
            next: from.table()?,
            letters: from.table()?,
            keys: from.table()?,
            ends: from.table()?,
            parts: parts(),
            begun: Index::new(from.table()?),
        })
    }

    /// Where names that begin with a token are found, if some form begins with it; in lower case only of forms that can be written so.
    #[inline]
    pub fn begin(&self, text: &str, token: &Token) -> Option<Begin> {
        let (start, mut end) = (token.start as usize, token.end as usize);
        let bytes = text.as_bytes();
        if !matches!(token.kind, Kind::Word | Kind::Digits) {
            return self.begin_at(bytes, start);
        }
        if token.elided() {
            end -= if bytes[end - 1].is_ascii() { 1 } else { '’'.len_utf8() };
        }
        let Some(letters) = first_letters(bytes, start, end - start) else { return self.begin_at(bytes, start) };
        let begun = self.begun(letters).filter(|b| b.lower || token.capital() || token.is_digits())?;
        Some(Begin { part: begun.part as usize, at: start })
    }

    /// Where names that begin at `at` are found.
    fn begin_at(&self, bytes: &[u8], at: usize) -> Option<Begin> {
        match first_word(bytes, at) {
            Some(letters) => Some(Begin { part: self.begun(letters)?.part as usize, at }),
            None => Some(Begin { part: PARTS, at }),
        }
    }

    /// What is known of the forms that begin with a word of these first letters.
    fn begun(&self, letters: u64) -> Option<Begun> {
        let [low, high] = halves(letters);
        Begun::of(self.begun.find(hash_of(letters), |slot| [slot[0], slot[1]] == [low, high]))
    }

    /// The names that begin at `at` and end where a word ends, longest first. `found` is emptied first.
    pub fn at<'n>(&'n self, text: &str, at: usize, found: &mut Vec<Found<'n>>) {
        found.clear();
        if let Some(begin) = self.begin_at(text.as_bytes(), at) {
            self.find(text, begin, found);
        }
    }

    /// The keys of a part.
    fn keys(&self, part: usize) -> &[Key] {
        let from = part.checked_sub(1).map_or(0, |before| self.ends[before]);
        let range: Range<usize> = from as usize..self.ends[part] as usize;
        &self.keys[range]
    }

    /// The part of this place, made if it is not yet.
    fn part(&self, part: usize) -> Option<&Walk> {
        let made = self.parts[part].get_or_init(|| {
            let patterns = self.keys(part).iter().map(|key| &self.letters[key.from as usize..key.to as usize]);
            // It fails where its states are more than can be numbered: of a few forms, none longer than a lexicon's row, they are not.
            let automaton = NFA::builder().dense_depth(1).prefilter(false).build(patterns).ok()?;
            let start = automaton.start_state(Anchored::Yes).ok()?;
            let start = automaton.next_state(Anchored::Yes, start, BEGIN);
            Some(Walk { automaton, start })
        });
        made.as_ref()
    }

    /// The names that begin there and end where a word ends, longest first. `found` is emptied first.
    pub fn find<'n>(&'n self, text: &str, Begin { part, at }: Begin, found: &mut Vec<Found<'n>>) {
        found.clear();
        let Some(Walk { automaton, start }) = self.part(part) else { return };
        let heads = self.keys(part);
        let bytes = text.as_bytes();
        let (mut state, mut next) = (*start, at);
        let step = |state, b| automaton.next_state(Anchored::Yes, state, b);
        loop {
            if automaton.is_special(state) {
                if automaton.is_dead(state) {
                    break;
                }
                if automaton.is_match(state) && ends_word(text, next) {
                    let pattern = automaton.match_pattern(state, 0);
                    found.push(Found { end: next, names: self, form: heads[pattern.as_usize()].form });
                }
            }
            match bytes.get(next).map(|&b| FOLDED[b as usize]) {
                None => break,
                Some(0) => {
                    // «Gaudi® 3» is «Gaudi 3»
                    let letter = text[next..].strip_prefix(trade_mark).map_or(next, |after| text.len() - after.len());
                    if letter == bytes.len() {
                        break;
                    }
                    let Some(((folded, len), after)) = fold(bytes, letter) else { break };
                    state = folded[..len].iter().fold(state, |state, &b| step(state, b));
                    next = after;
                }
                Some(b) => {
                    state = step(state, b);
                    next += 1;
                }
            }
        }
        found.reverse();
    }

    /// How many forms it holds.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All forms, as the lexicons have them: for benches and checks.
    pub fn forms(&self) -> impl Iterator<Item = &Form> {
        self.forms.iter()
    }
}

impl<'n> Found<'n> {
    /// The forms whose case rule the text `written` keeps.
    pub fn forms(self, written: &str) -> impl Iterator<Item = &'n Form> {
        let capitals =
            || written.chars().all(|c| !c.is_lowercase()) && written.chars().filter(|c| c.is_alphabetic()).count() > 1;
        let any = || written.chars().any(char::is_alphabetic);
        let chain =
            std::iter::successors(Some(self.form), |&f| Some(self.names.next[f as usize]).filter(|&n| n != NO_FORM));
        let forms = chain.filter_map(|f| self.names.forms.get(f as usize));
        forms.filter(move |form| match form.case {
            Case::Any => any() && !conjunction(&form.written, written),
            Case::Name => same(&form.written, written) || capitals(),
            Case::Exact => same(&form.written, written),
        })
    }
}

/// Whether what would be the form's last letter is «e», «a» or «o», a word of its own: «HBM3 e HBM4» names no HBM3E.
fn conjunction(form: &str, written: &str) -> bool {
    let small = |s: &str| s.len() > 2 && s.ends_with(['a', 'e', 'i', 'o']) && s.as_bytes()[s.len() - 2] == b' ';
    small(written) && !small(form)
}

/// Whether two spellings are one: apostrophes, hyphens and spaces alike, and the first letter may be made capital.
fn same(form: &str, written: &str) -> bool {
    if form == written {
        return true;
    }
    let plain = |c: char| match c {
        '’' | '‘' | '`' => '\'',
        '-' | '‐' | '‑' | '\u{a0}' | '\n' => ' ',
        c => c,
    };
    let (mut a, mut b) = (form.chars().map(plain), written.chars().map(plain));
    let first = match (a.next(), b.next()) {
        (Some(x), Some(y)) => x == y || x.to_uppercase().eq(std::iter::once(y)),
        _ => return false,
    };
    first && a.eq(b)
}

/// A series no list can hold: chips by the shape of their names.
#[derive(Debug)]
pub struct Patterns {
    sources: Vec<String>,
    /// Made when a word is first held against them: most articles name chips that lists hold.
    set: OnceLock<regex::RegexSet>,
    forms: Vec<Form>,
    /// The first three bytes of what the patterns match.
    begin: Beginnings,
}

/// Adds the first three bytes of all that a pattern matches.
fn add_beginnings(pattern: &Hir, begin: &mut Beginnings) {
    let mut extractor = Extractor::new();
    // `\d` alone is some seven hundred characters.
    extractor.limit_class(1000).limit_total(8000).limit_literal_len(3);
    let prefixes = extractor.extract(pattern);
    // A pattern that can begin with anything has no list of prefixes.
    let anything = [Literal::inexact(Vec::new())];
    for prefix in prefixes.literals().unwrap_or(&anything) {
        match *prefix.as_bytes() {
            [a, b, c, ..] => begin.add(three_bytes([a, b, c])),
            [a, b] => (0..=255).for_each(|c| begin.add(three_bytes([a, b, c]))),
            _ => begin.bits.to_mut().fill(u64::MAX),
        }
    }
}

impl Patterns {
    /// Compiles patterns, each with its entity and whether it needs evidence; a bad one is a problem of its row.
    pub(super) fn new(rows: Vec<(String, EntityId, Cue, Problem)>, problems: &mut Vec<Problem>) -> Patterns {
        let (mut sources, mut forms, mut begin) = (Vec::new(), Vec::new(), Beginnings::new(17));
        for (source, entity, cue, mut problem) in rows {
            let whole = format!("^(?:{source})$");
            match regex_syntax::parse(&whole) {
                Ok(pattern) => {
                    add_beginnings(&pattern, &mut begin);
                    sources.push(whole);
                    forms.push(Form { entity, written: "".into(), case: Case::Exact, cue, surname: false });
                }
                Err(error) => {
                    let reason = error.to_string().lines().last().unwrap_or_default().trim().to_owned();
                    problem.message = format!("found `{source}`, expected a regular expression: {reason}");
                    problems.push(problem);
                }
            }
        }
        Patterns { sources, set: OnceLock::new(), forms, begin }
    }

    /// Writes it into the program.
    pub(super) fn write(&self, into: &mut Writer) {
        into.value(&(&self.sources, &self.forms));
        into.table(&self.begin.bits);
    }

    /// As it was written.
    pub(super) fn read(from: &mut Reader) -> Option<Patterns> {
        let (sources, forms) = from.value()?;
        Some(Patterns { sources, set: OnceLock::new(), forms, begin: Beginnings { bits: from.table()? } })
    }

    /// Whether a series can begin at `at`.
    pub fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        bytes.get(at..at + 3).is_none_or(|three| self.begin.has(three_bytes([three[0], three[1], three[2]])))
    }

    /// The form of the first pattern that matches the whole of `word`.
    pub fn of(&self, word: &str) -> Option<&Form> {
        let set =
            self.set.get_or_init(|| regex::RegexSet::new(&self.sources).unwrap_or_else(|_| regex::RegexSet::empty()));
        set.matches(word).iter().next().map(|at| &self.forms[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Vocabulary;
    use crate::token::tokenize;

    fn names(forms: &[(&str, Case)]) -> Names {
        let forms = forms
            .iter()
            .enumerate()
            .map(|(at, (written, case))| Form {
                entity: EntityId(at as u32),
                written: (*written).into(),
                case: *case,
                cue: Cue::Never,
                surname: false,
            })
            .collect();
        Names::new(forms)
    }

    /// The longest name at the start of `text` whose case rule is kept.
    fn longest(names: &Names, text: &str) -> Option<String> {
        let mut found = Vec::new();
        names.at(text, 0, &mut found);
        found.iter().find_map(|f| {
            let written = &text[..f.end];
            f.forms(written).next().map(|_| written.to_owned())
        })
    }

    #[test]
    fn longest_whole_name_wins() {
        let n = names(&[
            ("New York", Case::Name),
            ("New York Times", Case::Name),
            ("Intel", Case::Name),
            ("Dell'Oro Group", Case::Name),
            ("Dipartimento del Commercio", Case::Any),
            ("o1", Case::Exact),
            ("RTX Pro 6000", Case::Name),
        ]);
        for (text, expected) in [
            ("New York Times ha scritto", Some("New York Times")),
            ("New York Timeslot", Some("New York")),
            ("Intel, poi", Some("Intel")),
            ("Intelligence", None),
            ("INTEL", Some("INTEL")),
            ("intel", None),
            ("Dell’Oro Group", Some("Dell’Oro Group")),
            ("dipartimento del commercio", Some("dipartimento del commercio")),
            ("RTX-Pro 6000", Some("RTX-Pro 6000")),
            ("RTX PRO 6000D", None),
            ("o1 di OpenAI", Some("o1")),
            ("o12", None),
        ] {
            assert_eq!(longest(&n, text).as_deref(), expected, "{text}");
        }
    }

    /// However the forms are parted, each is in the part that a text which begins with it leads to.
    #[test]
    fn every_form_is_found_where_it_stands() {
        let lexicons = crate::Lexicons::builtin().expect("the built-in lexicons load");
        let names = &lexicons.names;
        let (mut tokens, mut found) = (Vec::new(), Vec::new());
        for form in names.forms() {
            for after in ["", ".", "’s", "™"] {
                let text = format!("{}{after}", form.written);
                let whole = |found: &[Found<'_>]| {
                    let end = found.iter().find(|f| f.end == form.written.len());
                    end.is_some_and(|f| f.forms(&form.written).any(|f| f.entity == form.entity))
                };
                names.at(&text, 0, &mut found);
                assert!(whole(&found), "{text}");
                tokenize(&text, 0, &lexicons.vocabulary, &mut tokens);
                let begin = names.begin(&text, &tokens[0]);
                names.find(&text, begin.expect("forms begin so"), &mut found);
                assert!(whole(&found), "{text}, by its first token");
            }
        }
    }

    #[test]
    fn a_name_begins_with_a_token() {
        let n = names(&[
            ("xAI", Case::Name),
            ("Dipartimento del Commercio", Case::Any),
            ("Intel", Case::Name),
            ("L'Aquila", Case::Name),
            ("Évian", Case::Name),
            ("3M", Case::Name),
        ]);
        let begins = |text: &str| {
            let (mut tokens, mut found) = (Vec::new(), Vec::new());
            tokenize(text, 0, &Vocabulary::default(), &mut tokens);
            n.begin(text, &tokens[0]).is_some_and(|begin| {
                n.find(text, begin, &mut found);
                !found.is_empty()
            })
        };
        for text in
            ["xAI", "dipartimento del Commercio", "Intel", "INTEL", "L'Aquila", "L’Aquila", "Évian", "ÉVIAN", "3M"]
        {
            assert!(begins(text), "{text}");
        }
        for text in ["intel", "l'Aquila", "Intelligence", "Intel2", "Dipartimento", "Dopo", "300", "3"] {
            assert!(!begins(text), "{text}");
        }
    }
}
