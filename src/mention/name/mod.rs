//! Names: chips, companies, places, people, institutions, AI models.
//!
//! First every place where a form of the lexicons stands whole (`find.rs`); then, form by form, whether it counts there
//! (`evidence.rs`; `place.rs` says where a place's name is none); last what the lexicons cannot list: firms told by a
//! tail or a noun beside the name (`company.rs`), people told by a first name (`person.rs`), both wherever they stand again (`again.rs`), institutions made of a noun and a demonym (`institution.rs`), longer places («provincia di Pavia»).
//!
//! | type | what counts as evidence |
//! | --- | --- |
//! | any | the same entity, sure elsewhere in the article |
//! | chip | a chip's noun («GPU», «processore»), its maker, another chip close by; inside a sentence, another of its maker's in the article |
//! | company | a firm's noun before it, a legal tail or a firm's verb after it, a preposition before it, a firm beside it |
//! | place | «a», «in» or a noun of places («comune di») before it, a place beside it |
//! | model | «modello» close by, or its maker in the article |
//! | person | the full name in the article, a title or role before the surname |
//! | institution | a capital inside a sentence; of two, the one of the country the sentence speaks of |

mod again;
mod company;
mod evidence;
mod find;
mod institution;
mod number;
mod person;
mod place;

use super::{Context, Mention, Reading, Type};
use crate::lexicon::{Cue, EntityId, Form, Function, NameCue, TermKind, TermKinds, WordClass, WordRole};
use crate::span::Span;
use crate::token::{Kind, Token};
use rustc_hash::FxHashSet;
use std::cmp::Reverse;

/// A place where a form stands whole, and what it may be.
struct Hit {
    first: u32,
    /// One past the last token: of the longest form, and once one is chosen, of that.
    last: u32,
    end: u32,
    sentence: u32,
    /// Its readings, longest first: places in [`Tagger::readings`].
    readings: (u32, u32),
    chosen: Option<EntityId>,
    /// Whether only one thing can be meant: what is chosen, or nothing.
    settled: bool,
}

/// A form that may be meant, and where it ends.
struct Candidate<'l> {
    end: u32,
    form: &'l Form,
}

/// How far the text around a form says that it is meant. A sure name beats a weak hint, strong evidence beats a sure name.
type Level = u8;
/// What a word may be that is no bare surname.
const WORDS: TermKinds = TermKinds::of(&[
    TermKind::Function,
    TermKind::Verb,
    TermKind::Noun,
    TermKind::Calendar,
    TermKind::Numeral,
    TermKind::Unit,
]);

const NONE: Level = 0;
const WEAK: Level = 1;
const SURE: Level = 2;
const STRONG: Level = 3;

/// An article's names while they are told apart.
struct Tagger<'l> {
    context: Context<'l>,
    hits: Vec<Hit>,
    readings: Vec<Candidate<'l>>,
    /// Entities that some mention of the article is sure to name.
    sure: FxHashSet<EntityId>,
    /// First tokens of first names outside every hit.
    given: Vec<u32>,
    /// Firms whose name is that of a computer in this article.
    machines: FxHashSet<EntityId>,
    /// Tokens that begin a noun institutions are made of, and their sentences.
    institution_nouns: Vec<(u32, u32)>,
    /// Tokens with which a title can begin, and their sentences.
    titles: Vec<(u32, u32)>,
    /// Capital words that a word beside them may tell to be of a firm's name, and their sentences.
    firms: Vec<(u32, u32)>,
}

/// Tags the names of an article.
pub(super) fn tag(context: Context<'_>) -> Vec<Mention> {
    let mut tagger = find::find(context);
    tagger.find_machines();
    // Three rounds: what stands alone; what that makes sure; what was waiting for its neighbour.
    for round in 0..3 {
        for at in 0..tagger.hits.len() {
            if !tagger.hits[at].settled {
                tagger.choose(at, round);
            }
        }
    }
    let mut mentions: Vec<Mention> = Vec::with_capacity(tagger.hits.len());
    for hit in &tagger.hits {
        if let Some(entity) = hit.chosen {
            mentions.push(named(context, entity, hit.first as usize, hit.last as usize, hit.end, hit.sentence));
        }
    }
    number::alone(context, &mut mentions);
    company::unknown(&tagger, &mut mentions);
    person::unknown(&tagger, &mut mentions);
    institution::made(&tagger, &mut mentions);
    place::longer(context, &mut mentions);
    mentions
}

/// Whether `lexicons/stop.csv` silences this text, everywhere or in the article.
pub(super) fn stopped(context: Context<'_>, written: &str) -> bool {
    find::stopped(context, written, written)
}

/// Every form that stands whole, its case rule kept and the stop list heeded, evidence or not.
pub(super) fn candidates(context: Context<'_>) -> impl Iterator<Item = (Span, EntityId)> {
    let Tagger { hits, readings, .. } = find::find(context);
    hits.into_iter().flat_map(move |hit| {
        let start = context.tokens[hit.first as usize].start;
        let own = &readings[hit.readings.0 as usize..hit.readings.1 as usize];
        own.iter().map(|r| (Span::new(start, r.end), r.form.entity)).collect::<Vec<_>>()
    })
}

fn named(context: Context<'_>, entity: EntityId, first: usize, last: usize, end: u32, sentence: u32) -> Mention {
    Mention {
        kind: context.lexicons.entity(entity).kind,
        span: Span::new(context.tokens[first].start, end),
        first: first as u32,
        last: last as u32,
        sentence,
        reading: Reading::Name(entity),
    }
}

/// Puts `new` among the mentions, each in the place of those it overlaps, unless one of them holds it whole. Both are in the
/// text's order, and no two mentions overlap.
fn put(mentions: &mut Vec<Mention>, new: Vec<Mention>) {
    if new.is_empty() {
        return;
    }
    let both = Vec::with_capacity(mentions.len() + new.len());
    let mut old = std::mem::replace(mentions, both).into_iter().peekable();
    for new in new {
        while let Some(before) = old.next_if(|m| m.span.start < new.span.end) {
            mentions.push(before);
        }
        let from = mentions.iter().rposition(|m| m.span.end <= new.span.start).map_or(0, |before| before + 1);
        if !mentions[from..].iter().any(|m| m.span.contains(new.span)) {
            mentions.truncate(from);
            mentions.push(new);
        }
    }
    mentions.extend(old);
}

/// The mentions that stand in tokens `first` to `last`, or reach into them.
fn overlapping(mentions: &[Mention], first: usize, last: usize) -> &[Mention] {
    let from = mentions.partition_point(|m| m.last as usize <= first);
    let to = from + mentions[from..].partition_point(|m| (m.first as usize) < last);
    &mentions[from..to]
}

impl<'l> Tagger<'l> {
    /// What a hit may be read as, the longest first.
    fn readings(&self, hit: &Hit) -> &[Candidate<'l>] {
        &self.readings[hit.readings.0 as usize..hit.readings.1 as usize]
    }

    /// Settles which of a hit's forms counts, if any, by what is known so far.
    fn choose(&mut self, at: usize, round: u8) {
        let hit = &self.hits[at];
        let readings = self.readings(hit);
        let alone = readings.len() == 1 && readings[0].form.cue == Cue::Never;
        if round == 0 && !alone && readings.iter().all(|r| r.form.cue != Cue::Never) {
            return;
        }
        let chosen = if alone {
            let (form, last) = (readings[0].form, hit.last as usize);
            let level = self.level(at, last, form, false);
            (level > NONE).then_some((level, form.entity, last, hit.end))
        } else {
            self.best(at)
        };
        let hit = &mut self.hits[at];
        hit.settled = alone;
        match chosen {
            Some((level, entity, last, end)) => {
                (hit.chosen, hit.last, hit.end) = (Some(entity), last as u32, end);
                if level >= SURE {
                    self.sure.insert(entity);
                }
            }
            None => hit.chosen = None,
        }
    }

    /// Among forms equally sure, which one an Italian newspaper most likely means.
    fn priority(&self, form: &Form) -> u8 {
        match self.context.lexicons.entity(form.entity).kind {
            Type::Company => 0,
            Type::Chip => 1,
            Type::Place => 2,
            Type::Institution => 3,
            Type::Model => 4,
            Type::Person => 5,
            _ => 6,
        }
    }

    /// The form that counts among a hit's readings, the longest that does: how surely, and where it ends.
    fn best(&self, at: usize) -> Option<(Level, EntityId, usize, u32)> {
        let hit = &self.hits[at];
        let mut rest = self.readings(hit);
        while let Some(longest) = rest.first() {
            let end = longest.end;
            let same = rest.partition_point(|r| r.end == end);
            let (group, shorter) = rest.split_at(same);
            rest = shorter;
            let last = past(self.context, hit.first as usize, end);
            let entity = group[0].form.entity;
            // Spellings of one name are no rivals: it counts where one of them does.
            let rivals = group.iter().any(|r| r.form.entity != entity);
            let likely = |&(level, form): &(Level, &Form)| (level, Reverse(self.priority(form)));
            let mut best: Option<(Level, &Form)> = None;
            for Candidate { form, .. } in group {
                let found = (self.level(at, last, form, rivals), *form);
                if found.0 > NONE && best.is_none_or(|best| likely(&best) <= likely(&found)) {
                    best = Some(found);
                }
                if !rivals && found.0 >= SURE {
                    break;
                }
            }
            if let Some((level, form)) = best {
                return Some((level, form.entity, last, end));
            }
        }
        None
    }
}

/// The place after the token that holds the byte before `end`.
fn past(context: Context<'_>, first: usize, end: u32) -> usize {
    let mut last = first + 1;
    while last < context.tokens.len() && context.tokens[last].start < end {
        last += 1;
    }
    last
}

impl Context<'_> {
    pub(crate) fn token(&self, at: usize) -> &Token {
        &self.tokens[at]
    }

    pub(crate) fn word(&self, at: usize) -> &str {
        self.tokens[at].of(self.text)
    }

    /// Whether the token is one of these words, in any case.
    pub(crate) fn is_word(&self, at: usize, words: &[&str]) -> bool {
        let Token { start, end, .. } = self.tokens[at];
        let word = &self.text.as_bytes()[start as usize..end as usize];
        words.iter().any(|w| word.eq_ignore_ascii_case(w.as_bytes()))
    }

    pub(crate) fn function(&self, at: usize) -> Option<Function> {
        self.lexicons.function(&self.tokens[at])
    }

    /// Whether the plain form of the preposition at `at` («della»: «di») is this one.
    pub(crate) fn preposition(&self, at: usize, base: &str) -> bool {
        self.tokens[at].begins(TermKind::Function) && self.lexicons.preposition(self.tokens[at].word) == Some(base)
    }

    /// Whether `words.csv` gives the token this role.
    fn has_role(&self, at: usize, role: WordRole) -> bool {
        self.lexicons.has_role(&self.tokens[at], role)
    }

    /// Whether the token is «a» or «in» without an article: where something is.
    fn at_place(&self, at: usize) -> bool {
        self.is_word(at, &["a", "ad", "in"])
    }

    /// Whether a word of this class begins at `at`.
    pub(crate) fn cue(&self, at: usize, class: NameCue) -> bool {
        let is = |payload| payload == class as u32;
        self.lexicons.vocabulary.term_that(&self.tokens[at..], TermKind::NameCue, is).is_some()
    }

    /// Whether a noun of this class begins at `at`.
    pub(crate) fn noun(&self, at: usize, class: WordClass) -> bool {
        let is = |noun| self.lexicons.nouns[noun as usize].class.has(class);
        self.lexicons.vocabulary.term_that(&self.tokens[at..], TermKind::Noun, is).is_some()
    }

    /// Whether any word would be capital here: at a sentence's start, after a colon or an opening quote, in a line of capitals.
    pub(crate) fn opening(&self, at: usize, sentence: u32) -> bool {
        let first = self.sentences[sentence as usize].first as usize;
        let Some(before) = at.checked_sub(1).filter(|b| *b >= first) else { return true };
        let token = self.tokens[before];
        if token.kind == Kind::Symbol {
            let opens = matches!(token.symbol, ':' | '«' | '"' | '.' | '!' | '?' | '•' | '|' | '…');
            return opens || (first..before).all(|t| self.tokens[t].kind == Kind::Symbol);
        }
        // «NVIDIA SFIDA META»: a neighbour all in capitals, itself no acronym of three letters
        self.tokens[at].all_capitals() && token.all_capitals() && token.end - token.start > 3
    }
}
