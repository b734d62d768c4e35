//! Words and terms are gathered, then made a [`Vocabulary`], in which what a word begins lies together.

use super::info::Info;
use super::term::{Alone, Begun, Element, KINDS, LED, LEMMA, Second, Term, TermKind, TermKinds};
use super::words::Words;
use super::{Vocabulary, WordId};
use crate::lexicon::function::Function;
use crate::token::{Kind, Token, tokenize};
use rustc_hash::{FxHashMap, FxHashSet};

/// Gathers words and terms, then makes the [`Vocabulary`].
#[derive(Default)]
pub(in crate::lexicon) struct Builder {
    words: Words,
    elements: Vec<Element>,
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
        self.words.reserve(words);
        self.terms.reserve(words);
        self.lemmas.reserve(words);
    }

    /// The id of a word, made new where it is not there yet.
    pub fn intern(&mut self, folded: &str) -> WordId {
        self.words.spell(folded, None)
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
        let all = &mut self.elements;
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
        for id in 0..self.words.len() as u32 {
            let text = self.words.text(id);
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
                self.words.spell(&alias, Some(WordId(id)));
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
        let words = self.words.len();
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
        let mut words = self.words;
        words.fit();
        Vocabulary {
            ascii_symbols: (0..128u8).map(|b| words.id(&[b]).0).collect(),
            words,
            infos: infos.into(),
            alone: alone.into(),
            begun: begun.into(),
            terms: terms.into(),
            seconds: seconds.into(),
            elements: self.elements.into(),
            lemmas: lemmas.into(),
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
