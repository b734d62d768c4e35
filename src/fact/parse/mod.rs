//! A sentence as items and clauses: what the slot rules look at in place of words.
//!
//! Items are the sentence's mentions, descriptions of firms, verb groups, relation nouns, prepositions, conjunctions and marks, in
//! order. Clauses are runs of items around one finite verb, each knowing the clause it hangs on:
//!
//! | text | clauses |
//! | --- | --- |
//! | `Nvidia, che ha venduto 10.000 chip, perde il 3%` | main; relative on «Nvidia» |
//! | `Wang dice che DeepSeek ha 50.000 H100` | main; complement |
//! | `Nvidia sale del 3%, mentre Amd perde il 2%` | main; subordinate |
//! | `Intel produce chip e Amd li progetta` | main; coordinate |
//!
//! One pass over the tokens and one over the items; look-ahead is bounded.
//!
//! | file | answers |
//! | --- | --- |
//! | `item.rs` | what a word is: mention, noun, expression, cue, preposition |
//! | `verb.rs` | which verbs are one group: «potrebbe essere stato venduto» |
//! | `clause.rs` | where clauses begin and end, and on which others they hang |
//! | `coordinate.rs` | whether a comma or «e» joins clauses or only names and figures |
//! | `relative.rs` | what «che» hangs on |
//! | `saying.rs` | what a verb of saying takes up; «ha riportato un utile» says nothing |
//! | `ahead.rs` | which finite verb comes next |
//! | `outline.rs` | what a reader is shown of it |
//!
//! The examples of the rules are those of the facts they lead to: `tests/cases/facts.csv`, `events.csv`.

mod ahead;
mod clause;
mod coordinate;
mod item;
mod object;
mod outline;
mod relative;
mod saying;
mod verb;

pub(super) use ahead::past_bracket;
pub(super) use clause::{Clause, Hang};
pub(super) use item::{Carried, Item, What};
pub(super) use relative::among;
pub(super) use saying::told_before;
pub(super) use verb::{Verb, there_is};

use super::reference;
use super::subject::Subject;
use super::text::Text;
use crate::lexicon::{TermKind, WordClass, WordRole};
use crate::mention::Type;
use smallvec::SmallVec;
use std::cell::OnceCell;
use std::ops::Range;

/// A sentence in items and clauses.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub items: Vec<Item>,
    pub clauses: Vec<Clause>,
    /// Its items that are figures, in order: most rules ask for items of a kind, and most sentences have few of it or none.
    pub figures: Places,
    pub dates: Places,
    pub places: Places,
    pub chips: Places,
    /// Those that name or describe somebody or something.
    pub names: Places,
    /// The classes of all its words.
    pub classes: WordClass,
    /// Whether an item is a quotation mark or stands inside quotes.
    pub quotes: bool,
    /// Whether «rispettivamente» pairs lists in it.
    pub respective: bool,
    /// Whether «la prima», «il secondo» may rank a list in it.
    pub ranked: bool,
    /// Whether «ne» stands in it.
    pub of_it: bool,
    /// Whether a word of comparison does: «rispetto», «contro».
    pub compares: bool,
    /// Whether «mercato» does.
    pub markets: bool,
    /// Whether it names a country by «Paese» alone.
    pub homeland: bool,
    /// Whether it names a town by «città», «cittadina» alone.
    pub town: bool,
    /// Whether «lì», «laggiù», «vi» stand in it.
    pub there: bool,
    /// The verbs, nouns, expressions and cues, in order: what can say how sure something is.
    pub telling: Places,
    /// The colons.
    pub colons: Places,
    /// The prepositions «per»: «per Goldman Sachs, …» tells by whom something is said.
    pub by_whom: Places,
    /// Whether a verb has a person.
    pub finite: bool,
    /// The clauses that are open while its items are given theirs, each within the one before.
    open: Vec<usize>,
    /// The clauses' subjects found so far: each is asked for by several slots.
    pub subjects: Vec<OnceCell<Subject>>,
}

/// Items of a kind, in order: few sentences have more than these, which then need no memory of their own.
type Places = SmallVec<[usize; 8]>;

impl Parsed {
    /// Parses the sentence of the text that is read; `mentions` are the places of its mentions, in order.
    pub fn read(&mut self, text: &Text<'_>, mentions: Range<usize>) {
        self.items.clear();
        self.clauses.clear();
        self.subjects.clear();
        let dated = text.mentions[mentions.clone()].iter().any(|m| m.kind == Type::Date);
        let described = item::read(text, mentions, &mut self.items);
        let described = reference::likened(text, &mut self.items) || described;
        if dated {
            verb::rejoin(text, &mut self.items);
        }
        if described {
            reference::name_described(text, &mut self.items);
        }
        clause::read(text, self);
        saying::reported_results(text, &mut self.items);
        object::told_of_objects(text, &mut self.items);
        self.sort_out(text);
        self.deny(text);
        self.note_roles(text);
        self.subjects.resize_with(self.clauses.len(), OnceCell::new);
    }

    /// Notes which roles its words have, so that the rules that want them look no further where there are none.
    fn note_roles(&mut self, text: &Text<'_>) {
        (self.respective, self.ranked) = (false, false);
        (self.of_it, self.compares, self.markets, self.homeland) = (false, false, false, false);
        (self.there, self.town) = (false, false);
        for item in self.items.iter().filter(|i| text.tokens[i.first].begins(TermKind::Word)) {
            for role in text.lexicons.roles(&text.tokens[item.first]) {
                self.respective |= role == WordRole::Respective;
                self.of_it |= role == WordRole::OfIt;
                self.compares |= role == WordRole::Comparison;
                self.markets |= role == WordRole::Market;
                self.homeland |= role == WordRole::Homeland;
                self.there |= matches!(role, WordRole::There | WordRole::Here | WordRole::InIt);
                self.town |= role == WordRole::Town;
                // «il secondo trimestre» ranks nothing
                self.ranked |= matches!(role, WordRole::Rank(_)) && !matches!(item.what, What::Mention(_));
            }
        }
    }

    /// Denies the verbs that have nobody for their subject: «nessuna H200 è stata venduta», «né Alibaba né Tencent hanno comprato».
    fn deny(&mut self, text: &Text<'_>) {
        for n in 0..self.telling.len() {
            let at = self.telling[n];
            let What::Cue(class) = self.items[at].what else { continue };
            let nobody = class.has(WordClass::NEGATION) && text.has_role(self.items[at].first, WordRole::Nobody);
            // «con nessun rivale in vista, Nvidia ha venduto …»
            let aside = || matches!(at.checked_sub(1).map(|b| &self.items[b].what), Some(What::Preposition("con")));
            let verb = self.clauses[self.items[at].clause].verb.filter(|&v| v > at && nobody && !aside());
            if let Some(What::Verb(verb)) = verb.map(|v| &mut self.items[v].what) {
                verb.negated = true;
            }
        }
    }

    /// Notes which items are of which kind, and how far each clause reaches.
    fn sort_out(&mut self, text: &Text<'_>) {
        let Parsed { items, clauses, figures, dates, places, chips, names, telling, colons, by_whom, .. } = self;
        for list in [&mut *figures, dates, places, chips, names, telling, colons, by_whom] {
            list.clear();
        }
        let mut classes = WordClass::default();
        let (mut quotes, mut finite) = (false, false);
        let mut clause = 0;
        for (at, item) in items.iter().enumerate() {
            if item.clause != clause {
                clauses[clause].reach.end = at;
                clause = item.clause;
                let reach = &mut clauses[clause].reach;
                if reach.end == 0 {
                    reach.start = at;
                }
            }
            quotes |= item.quoted;
            match &item.what {
                What::Mention(_) if item.figure => figures.push(at),
                What::Mention(m) => {
                    let mention = &text.mentions[*m as usize];
                    match mention.kind {
                        Type::Date => dates.push(at),
                        Type::Place => places.push(at),
                        Type::Chip => chips.push(at),
                        _ => {}
                    }
                    if mention.entity().is_some() {
                        names.push(at);
                    }
                }
                What::Description(_) => names.push(at),
                What::Verb(verb) => {
                    classes = classes | verb.class;
                    finite |= verb.finite();
                    telling.push(at);
                }
                What::Noun(carried) | What::Phrase(carried) => {
                    classes = classes | carried.class;
                    telling.push(at);
                }
                What::Cue(_) => telling.push(at),
                What::Mark('«' | '“' | '"' | '»' | '”') => quotes = true,
                What::Mark(':') => colons.push(at),
                What::Preposition("per") => by_whom.push(at),
                _ => {}
            }
        }
        clauses[clause].reach.end = items.len();
        (self.classes, self.quotes, self.finite) = (classes, quotes, finite);
    }

    /// The figure before item `at`, in its sentence.
    pub fn figure_before(&self, at: usize) -> Option<usize> {
        let after = self.figures.partition_point(|&i| i < at);
        after.checked_sub(1).map(|last| self.figures[last])
    }

    /// The figure after item `at`, in its sentence.
    pub fn figure_after(&self, at: usize) -> Option<usize> {
        self.figures.get(self.figures.partition_point(|&i| i <= at)).copied()
    }

    /// The verbs, nouns, expressions and cues of its clause before item `at`, the nearest first.
    pub fn telling_before(&self, at: usize) -> impl Iterator<Item = usize> {
        let clause = self.items[at].clause;
        let before = &self.telling[..self.telling.partition_point(|&i| i < at)];
        before.iter().rev().copied().filter(move |&i| self.items[i].clause == clause)
    }

    /// The figures of a clause, in order.
    pub fn figures_of(&self, clause: usize) -> impl Iterator<Item = usize> {
        self.figures.iter().copied().filter(move |&i| self.items[i].clause == clause)
    }
}
