//! Words and the terms they begin: one look-up a token serves every stage.
//!
//! A *word* is what a token folds to (lower case, straight apostrophes). A *term* is one word or several in a row that a lexicon
//! gives a meaning: «per cento» the unit `%`, «più di» a bound, «ha messo le mani su» a relation. Terms are matched on word ids.
//!
//! `words.rs` finds the word, `info.rs` says what is known of it, `term.rs` what terms are; `build.rs` puts all together.

mod build;
mod info;
mod term;
mod words;

pub(super) use build::Builder;
pub(crate) use info::Info;
pub(super) use term::Element;
pub use term::{TermKind, TermKinds};

use super::compiled::{Reader, Rows, Writer};
use crate::token::Token;
use term::{Alone, Begun, LEMMA, Second, Term, places};
use words::Words;

/// A word of the vocabulary, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub u32);

impl WordId {
    /// A word no lexicon and no rule knows.
    pub const NONE: WordId = WordId(u32::MAX);
}

/// All words, and the terms each begins, longest first.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: Words,
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

impl Vocabulary {
    /// The word's id; `folded` is lower case with straight apostrophes.
    pub fn id(&self, folded: &[u8]) -> WordId {
        self.words.id(folded)
    }

    /// The id of a word of eight bytes or less, the first one lowest, zeros after the last.
    #[inline]
    pub(crate) fn short_id(&self, key: u64) -> WordId {
        self.words.short_id(key)
    }

    /// The id of a word of nine bytes to sixteen, likewise.
    #[inline]
    pub(crate) fn middle_id(&self, key: [u64; 2]) -> WordId {
        self.words.middle_id(key)
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
        self.words.text(word.0)
    }

    /// Writes it into the program.
    pub(in crate::lexicon) fn write(&self, into: &mut Writer) {
        let Vocabulary { words, infos, alone, begun, terms, seconds, elements, lemmas, .. } = self;
        words.write(into);
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
    pub(in crate::lexicon) fn read(from: &mut Reader) -> Option<Vocabulary> {
        Some(Vocabulary {
            words: Words::read(from)?,
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
        self.words.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.words.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenize;

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
