//! Clauses: where each begins and ends, and on which other it hangs.
//!
//! The items are read in order with a stack of the clauses that are open, each within the one before. Marks, words that open a clause
//! and finite verbs change it; every item is of the clause on top.

use super::ahead::{
    figure_waits, finite_ahead, main_verb_ahead, past_apposition, permitted_ahead, said_aside, verb_ahead,
};
use super::coordinate::{apposed_figure, ends_list, joins_clauses, own_opening, own_subject, verbless};
use super::relative::{among, antecedent};
use super::saying::told_before;
use super::{Item, Parsed, Verb, What};
use crate::fact::source::ancestors;
use crate::fact::text::Text;
use crate::lexicon::{Function, Mood, WordClass, WordRole};
use crate::mention::Type;
use std::ops::Range;

/// How far a clause's own subject or verb is looked for.
const CLAUSE_REACH: usize = 40;

/// How many items may stand between a name and the verb it is the subject of.
const SUBJECT_REACH: usize = 4;

/// How many items of a bracket without a verb may stand on each side of a semicolon.
const BRACKET: usize = 12;

/// How a clause hangs on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::fact) enum Hang {
    Main,
    /// After «e», «ma», «;»: beside its parent.
    Coordinate,
    /// «che», «cui»: on a noun or name before it (an item).
    Relative(Option<usize>),
    /// «che» after a verb of saying or thinking.
    Complement,
    /// «mentre», «perché», «se».
    Subordinate,
    /// In brackets or between dashes.
    Bracket,
    /// «segnando…», «costringendo…»
    Gerund,
}

/// A clause.
#[derive(Clone, Debug)]
pub(in crate::fact) struct Clause {
    pub hang: Hang,
    pub parent: Option<usize>,
    /// Its finite verb: an item.
    pub verb: Option<usize>,
    /// Whether «se» or a question cue opens it.
    pub asked: bool,
    /// Where its items stand: from its first one to past its last; clauses within it have theirs there, too.
    pub reach: Range<usize>,
}

impl Clause {
    fn new(hang: Hang, parent: Option<usize>, asked: bool) -> Clause {
        Clause { hang, parent, verb: None, asked, reach: 0..0 }
    }

    /// Its first item.
    pub fn first(&self) -> Option<usize> {
        (!self.reach.is_empty()).then_some(self.reach.start)
    }
}

/// Gives every item its clause.
pub(super) fn read(text: &Text<'_>, parsed: &mut Parsed) {
    let Parsed { items, clauses, open, .. } = parsed;
    clauses.push(Clause::new(Hang::Main, None, false));
    open.clear();
    open.push(0);
    let mut parser = Parser { text, items, clauses, open, dash: None, aside: None };
    for at in 0..parser.items.len() {
        parser.item(at);
    }
}

/// Gives items their clauses, one after the other.
struct Parser<'t, 'p> {
    text: &'t Text<'t>,
    items: &'p mut [Item],
    clauses: &'p mut Vec<Clause>,
    /// The clauses that are open, each within the one before.
    open: &'p mut Vec<usize>,
    /// How many were open before the dash that opened the last one between dashes.
    dash: Option<usize>,
    /// The comma that closes the aside that is open.
    aside: Option<usize>,
}

impl Parser<'_, '_> {
    /// The clause that items are of now.
    fn current(&self) -> usize {
        *self.open.last().unwrap_or(&0)
    }

    /// Opens a clause.
    fn open(&mut self, hang: Hang, parent: usize, asked: bool) {
        self.clauses.push(Clause::new(hang, Some(parent), asked));
        self.open.push(self.clauses.len() - 1);
    }

    /// Ends the clause that is open, but for the sentence's last: what follows is always in one.
    fn close(&mut self) {
        if self.open.len() > 1 {
            self.open.pop();
        }
    }

    /// Opens a clause beside `current`, which is over.
    fn open_beside(&mut self, current: usize) {
        self.open.pop();
        self.open(Hang::Coordinate, current, false);
    }

    /// What the item at `at` is; nothing past the last one.
    fn what(&self, at: usize) -> Option<&What> {
        self.items.get(at).map(|i| &i.what)
    }

    /// Whether a clause has its finite verb.
    fn has_verb(&self, clause: usize) -> bool {
        self.clauses[clause].verb.is_some()
    }

    /// Whether the clause that one hangs on still waits for its verb.
    fn parent_waits(&self, clause: usize) -> bool {
        self.clauses[clause].parent.is_some_and(|p| !self.has_verb(p))
    }

    /// Gives the item at `at` its clause.
    fn item(&mut self, at: usize) {
        // most items open no clause and close none
        let parts = match &self.items[at].what {
            What::Mark(_) => true,
            What::Function(f) => {
                matches!(f, Function::Relative | Function::Subordinator | Function::Conjunction | Function::Adversative)
            }
            What::Verb(verb) => verb.finite(),
            _ => false,
        };
        if !parts {
            self.items[at].clause = self.current();
            return;
        }
        if self.aside(at) {
            return;
        }
        match self.items[at].what {
            What::Mark('(' | '[') => self.open(Hang::Bracket, self.current(), false),
            What::Mark(')' | ']') => return self.closing_bracket(at),
            What::Mark('–') if self.text.tokens[self.items[at].first].spaced() => self.dash(at),
            What::Mark(mark @ (';' | ':')) => self.semicolon(at, mark),
            What::Mark(',') => self.comma(at),
            What::Function(Function::Relative) => self.relative(at),
            What::Function(Function::Subordinator) => self.subordinator(at),
            What::Function(Function::Conjunction | Function::Adversative) => self.conjunction(at),
            What::Verb(verb) if verb.finite() => self.verb(at),
            _ => {}
        }
        self.items[at].clause = self.current();
    }

    /// Opens or closes an aside at a comma: «Il debito, calcola Moody's, ha superato i 100»: who says so is told apart. Whether it did.
    fn aside(&mut self, at: usize) -> bool {
        let current = self.current();
        if self.aside == Some(at) {
            self.aside = None;
            self.items[at].clause = current;
            self.close();
            return true;
        }
        // «Il debito, calcola Moody's, ha superato i 100», «Intel ha perso, scrive Reuters, 2 miliardi»: the verb before it or after
        if at > 0
            && self.clauses[current].hang != Hang::Bracket
            && matches!(self.items[at].what, What::Mark(','))
            && let Some(close) = said_aside(self.items, at)
            && match self.clauses[current].verb {
                None => finite_ahead(self.items, close + 1).is_some(),
                // «Se non si amplia la rete, avverte l'Aie, il 20% …»: the comma ends the condition
                Some(verb) => {
                    self.clauses[current].hang != Hang::Subordinate
                        && (figure_waits(self.items, verb, at, close) || self.object_after(at, close))
                }
            }
        {
            self.aside = Some(close);
            self.open(Hang::Bracket, current, false);
            self.items[at].clause = self.current();
            return true;
        }
        false
    }

    /// Whether the aside between the commas `open` and `close` parts the clause's verb from its object: «ha bruciato, scrive Reuters, 2,5
    /// miliardi», «ha chiesto, racconta Wei, a Tsmc più wafer»; not «ha lanciato la B300, prevede ricavi per 5 miliardi, …».
    fn object_after(&self, open: usize, close: usize) -> bool {
        let (text, items) = (self.text, &*self.items);
        let verb = self.clauses[self.current()].verb;
        let right_before = verb.is_some_and(|v| {
            let small = |i: &Item| matches!(i.what, What::Word | What::Function(Function::Adverb));
            items[v + 1..open].iter().all(small)
        });
        let named = |i: &Item| {
            text.is_firm(i)
                || matches!(text.kind_of(i), Some(Type::Person | Type::Institution))
                || matches!(&i.what, What::Noun(n) if n.class.has(WordClass::SPEAKER | WordClass::SOURCE))
        };
        let teller = &items[open + 2..close];
        right_before
            && teller.iter().any(named)
            && !teller.iter().any(|i| i.figure)
            && finite_ahead(items, close + 1).is_none()
            && close + 2 < items.len()
    }

    /// A bracket closes the clauses within it; it is of the last of them.
    fn closing_bracket(&mut self, at: usize) {
        self.items[at].clause = self.current();
        while self.open.len() > 1 {
            let closed = self.open.pop();
            if closed.is_some_and(|c| self.clauses[c].hang == Hang::Bracket) {
                break;
            }
        }
    }

    /// A spaced dash opens a bracket, or closes the one that another opened.
    fn dash(&mut self, at: usize) {
        let current = self.current();
        match self.dash.take() {
            Some(depth) => self.open.truncate(std::cmp::max(1, depth)),
            None => {
                self.dash = Some(self.open.len());
                if self.has_verb(current) || at + 1 < self.items.len() {
                    self.open(Hang::Bracket, current, false);
                }
            }
        }
    }

    /// «Nvidia sale; Amd scende», «Meglio il cloud: Oracle sale»: beside what stands before.
    fn semicolon(&mut self, at: usize, mark: char) {
        let apart = mark == ';'
            || finite_ahead(self.items, at + 1).is_some()
            || self.items[at].quoted
            || self.has_verb(self.current()) && main_verb_ahead(self.items, at + 1);
        if !apart || mark == ';' && self.in_bracket(at) {
            return;
        }
        let base = self.open[0];
        let verb = self.clauses[base].verb.map(|v| &self.items[v].what);
        let say = matches!(verb, Some(What::Verb(v)) if v.class.has(WordClass::SAY));
        let quote = matches!(self.what(at + 1), Some(What::Mark('«' | '“' | '"')));
        let hang = if (say || quote) && mark == ':' { Hang::Complement } else { Hang::Coordinate };
        self.open.clear();
        self.open(hang, base, false);
    }

    /// Whether the semicolon at `at` only parts the figures of a bracket: «Vodafone (5,1 miliardi; -9,4%)».
    fn in_bracket(&self, at: usize) -> bool {
        let near = |i: &&Item| !matches!(i.what, What::Verb(_));
        let bracket = |i: &Item| match i.what {
            What::Mark(mark @ ('(' | ')')) => Some(mark),
            _ => None,
        };
        let before = self.items[..at].iter().rev().take(BRACKET).take_while(near).find_map(bracket);
        let after = self.items[at + 1..].iter().take(BRACKET).take_while(near).find_map(bracket);
        before == Some('(') && after == Some(')')
    }

    /// «che», «cui»: a complement of what is said, or a clause on what stands before.
    fn relative(&mut self, at: usize) {
        let (text, items, current) = (self.text, &*self.items, self.current());
        let previous = at.checked_sub(1).map(|p| &items[p].what);
        // «la versione ridotta che Nvidia può vendere»: the participle says more of a thing, and says nothing itself
        let attribute = |v: &Verb| {
            let tells = v.relation.is_some() && !v.class.has(WordClass::SAY | WordClass::PLAN | WordClass::ASK);
            let alone = items[at - 1].last == items[at - 1].first + 1;
            let of = at > 1 && matches!(items[at - 2].what, What::Noun(_) | What::Word | What::Mention(_));
            v.mood == Mood::Participle && tells && alone && of
        };
        let after_verb = matches!(previous, Some(What::Verb(v)) if !attribute(v))
            || matches!(previous, Some(What::Function(Function::Adverb)))
                && at > 1
                && matches!(items[at - 2].what, What::Verb(_));
        let nominal = (0..at)
            .rev()
            .take(3)
            .find(|&p| matches!(items[p].what, What::Mention(_) | What::Description(_) | What::Noun(_) | What::Word));
        let comparative = matches!(previous, Some(What::Word)) && text.has_role(items[at - 1].first, WordRole::Degree);
        let that = text.word(items[at].first).eq_ignore_ascii_case("che");
        // «ha detto che Amd potrà vendere, ma che il 25% andrà al governo»: said, too
        let beside = matches!(previous, Some(What::Function(Function::Conjunction | Function::Adversative)));
        let said = ancestors(self.clauses, current).find(|&c| self.clauses[c].hang == Hang::Complement);
        if that && (after_verb || told_before(text, items, at).is_some()) {
            self.open(Hang::Complement, current, false);
        } else if that
            && beside
            && let Some(said) = said
        {
            // the conjunction may have opened it
            if self.has_verb(current) || self.clauses[current].hang != Hang::Coordinate {
                self.open(Hang::Coordinate, said, false);
            }
        } else if let Some((relative, on)) = self.goes_on(at, beside) {
            // «Broadcom, che sviluppa un chip per OpenAI e che fornisce»: both of the same
            let parent = self.clauses[relative].parent.unwrap_or(0);
            while self.open.len() > 1 && self.open.pop() != Some(relative) {}
            self.open(Hang::Relative(Some(on)), parent, false);
        } else if !comparative && !among(items, at) && finite_ahead(items, at + 1).is_some() {
            let near = (0..at).rev().take(12).find(|&p| text.nominal(&items[p]) && items[p].clause == current);
            let on = near.map(|p| antecedent(text, items, p, at)).or(nominal);
            self.open(Hang::Relative(on), current, false);
        }
    }

    /// The relative clause that the «che» at `at`, `beside` it after «e» or «ma», goes on from, and what both hang on.
    fn goes_on(&self, at: usize, beside: bool) -> Option<(usize, usize)> {
        let that = self.text.word(self.items[at].first).eq_ignore_ascii_case("che");
        let current = self.current();
        // the conjunction may have opened one
        let relative = match self.clauses[current].hang {
            Hang::Coordinate if !self.has_verb(current) => self.clauses[current].parent?,
            _ => current,
        };
        let Hang::Relative(Some(on)) = self.clauses[relative].hang else { return None };
        let first = self.items[..at].iter().position(|i| i.clause == relative)?;
        let both = that && beside && self.has_verb(relative) && self.open.contains(&relative);
        let same = self.text.word(self.items[first].first).eq_ignore_ascii_case("che");
        (both && same && finite_ahead(self.items, at + 1).is_some()).then_some((relative, on))
    }

    /// «mentre», «perché»; «se» after a verb of asking opens what is asked, «come» after one of saying what is said.
    fn subordinator(&mut self, at: usize) {
        if !verb_ahead(self.items, at + 1) || self.takes_itself(at) {
            return;
        }
        // «Nonostante i dazi, Nvidia resta prima»: before a noun, not a clause
        if self.text.has_role(self.items[at].first, WordRole::Despite) && finite_ahead(self.items, at + 1).is_none() {
            self.items[at].what = What::Preposition("nonostante");
            return;
        }
        let asked = self.text.folded(self.items[at].first).starts_with("se")
            && at > 0
            && matches!(&self.items[at - 1].what, What::Verb(v) if v.class.has(WordClass::ASK | WordClass::SAY));
        // «sottolinea come due clienti facciano il 39%»: said
        let said = self.text.folded(self.items[at].first) == "come"
            && (at > 0 && matches!(&self.items[at - 1].what, What::Verb(v) if v.class.has(WordClass::SAY))
                || told_before(self.text, self.items, at).is_some());
        // «Oracle si è reinventata come il padrone di casa di OpenAI: …»: as what, no clause
        let nominal = || {
            matches!(
                self.what(at + 1),
                Some(What::Mention(_) | What::Function(Function::Article | Function::Indefinite))
            )
        };
        if !said
            && self.text.has_role(self.items[at].first, WordRole::Instance)
            && nominal()
            && finite_ahead(self.items, at + 1).is_none()
        {
            self.items[at].what = What::Preposition("come");
            return;
        }
        let hang = if asked || said { Hang::Complement } else { Hang::Subordinate };
        self.open(hang, self.current(), asked);
    }

    /// Whether «se» at `at` is the pronoun before another and a verb, not «if»: «Nvidia se ne è aggiudicata il 60%», «che se li dividono».
    fn takes_itself(&self, at: usize) -> bool {
        let (text, items) = (self.text, &*self.items);
        let pronoun =
            |i: &Item| matches!(i.what, What::Function(Function::Clitic)) || text.has_role(i.first, WordRole::Object);
        let told = |i: &Item| {
            text.nominal(i)
                || matches!(i.what, What::Function(Function::Relative | Function::Negation | Function::Adverb))
        };
        let free = |v: &Verb| v.mood == Mood::Present || v.mood == Mood::Future;
        text.folded(items[at].first) == "se"
            // «Di H20 se ne sono venduti»: by nobody
            && at.checked_sub(1).is_some_and(|b| told(&items[b]) && (!text.nominal(&items[b]) || text.governor(items, b).is_none()))
            && items.get(at + 1).is_some_and(pronoun)
            && matches!(self.what(at + 2), Some(What::Verb(v)) if free(v))
            && !self.has_verb(self.current())
    }

    /// A comma closes a clause within another one, and opens a gerund's or one beside what stands before.
    fn comma(&mut self, at: usize) {
        let ahead = finite_ahead(self.items, at + 1);
        let gerund = matches!(self.what(at + 1), Some(What::Verb(v)) if v.mood == Mood::Gerund);
        self.close_nested(at, ahead, gerund);
        let (text, items, current) = (self.text, &*self.items, self.current());
        if gerund {
            self.open(Hang::Gerund, current, false);
            return;
        }
        if !self.has_verb(current) {
            return;
        }
        // «ha un acceleratore, Maia 100, ma finora ne ha installati 9.000»: the name says which
        let joint =
            |i: usize| matches!(self.what(i), Some(What::Function(Function::Conjunction | Function::Adversative)));
        let apposed = matches!(self.what(at + 2), Some(What::Mark(','))) && joint(at + 3);
        let own = ahead.is_some_and(|v| own_subject(text, items, at + 1, v) || own_opening(text, items, at + 1, v))
            && !apposed
            // «ha scritto in una nota, ieri, che …»
            && !(matches!(items[at + 1].what, What::Function(Function::Relative))
                && told_before(text, items, at + 1).is_some());
        // «Micron l'1,9% e Broadcom lo 0,6%»: the verb is understood
        if own || verbless(text, items, at + 1) {
            self.open_beside(current);
        }
    }

    /// Closes the relative, subordinate or gerund clause that the comma at `at` ends; `ahead` is the finite verb after it.
    fn close_nested(&mut self, at: usize, ahead: Option<usize>, gerund: bool) {
        let current = self.current();
        let Clause { hang: nested, parent, verb, .. } = self.clauses[current];
        // «mentre Meta ha raddoppiato la spesa, portandola a 70 miliardi»: of the clause it follows
        let goes_on = gerund
            && nested == Hang::Subordinate
            && ancestors(self.clauses, current).skip(1).any(|c| self.has_verb(c))
            && verb.is_some_and(|v| told_of_firm(self.text, self.items, v));
        if verb.is_some()
            && matches!(nested, Hang::Relative(_) | Hang::Subordinate | Hang::Gerund)
            && self.open.len() > 1
            && !goes_on
            // «Perché lì Intel ha speso, dal 2021, 7 miliardi.»: the sentence has no other clause
            && !(nested == Hang::Subordinate && self.items[0].clause == current && !verb_ahead(self.items, at + 1))
            && !called(self.text, self.items, at + 1)
            && !apposed_figure(self.text, self.items, at + 1)
            && !permitted_ahead(self.items, verb, at + 1)
        {
            // the parent still waits for its verb, or goes on after the comma
            if !self.has_verb(parent.unwrap_or(0)) || ahead.is_none() || matches!(nested, Hang::Relative(_)) {
                self.close();
                // «addestrato, se è vero quel che raccontano, su vecchie H800»: the comma that closes the aside closes all of it
                if ahead.is_none() && matches!(nested, Hang::Relative(_)) && self.aside_of_participle(at) {
                    self.close();
                }
            }
        }
        // «avrebbe esportato in Cina, passando dalla Malesia, 50 H200»: the object of the verb above
        if nested == Hang::Gerund && verb.is_none() && ahead.is_none() && !gerund && self.object_to_come(at, parent) {
            self.close();
            return;
        }
        // «Meta, che …, risparmiando 2,9 miliardi, non commenta»: the verb that comes is the clause's above
        if nested == Hang::Gerund && verb.is_none() && self.parent_waits(current) && ahead.is_some() {
            self.close();
        }
    }

    /// Whether a figure right after the comma at `at`, which counts things, is the object the verb of the clause `above` still waits for.
    fn object_to_come(&self, at: usize, above: Option<usize>) -> bool {
        let (text, items) = (self.text, &*self.items);
        let Some(verb) = above.and_then(|a| self.clauses[a].verb) else { return false };
        let trades = |v: &Verb| !v.passive && v.relation.is_some_and(|r| text.relations.makes(r));
        let object =
            |i: usize| Some(items[i].clause) == above && text.nominal(&items[i]) && text.governor(items, i).is_none();
        let counts = items.get(at + 1).and_then(|i| text.figure_of(i)).is_some_and(|f| f.unit.is_none());
        counts
            && matches!(&items[verb].what, What::Verb(v) if trades(v))
            && !(verb + 1..at).any(object)
            && !items[verb + 1..at].iter().any(|i| i.figure)
    }

    /// Whether the subordinate clause that is open stands between a participle and what that governs, which follows the comma at `at`.
    fn aside_of_participle(&self, at: usize) -> bool {
        let (items, current) = (&*self.items, self.current());
        let opens = items[..at].iter().position(|i| i.clause == current).filter(|&o| o >= 2);
        let after_participle = opens.is_some_and(|o| {
            matches!(items[o - 1].what, What::Mark(','))
                && matches!(&items[o - 2].what, What::Verb(v) if v.mood == Mood::Participle)
        });
        self.clauses[current].hang == Hang::Subordinate
            && self.open.len() > 1
            && after_participle
            && matches!(self.what(at + 1), Some(What::Preposition(_)))
    }

    /// «e», «ma» before a clause with a verb or figure of its own.
    fn conjunction(&mut self, at: usize) {
        let (text, items, current) = (self.text, &*self.items, self.current());
        if !self.has_verb(current)
            || ends_list(items, at)
                && matches!(self.clauses[current].hang, Hang::Relative(_))
                && self.parent_waits(current)
        {
            return;
        }
        let verb = finite_ahead(items, at + 1).or_else(|| past_apposition(items, at + 1));
        // «Il contratto che lega Oracle e OpenAI comprende …»: the last verb is the one the clause above waits for
        if let Some(verb) = verb
            && self.last_for_parent(at, verb)
        {
            return;
        }
        if verb.is_some_and(|verb| joins_clauses(text, items, at + 1, verb))
            || verbless(text, items, at + 1) && !text.is_firm(&items[at - 1])
        {
            self.open_beside(current);
        }
    }

    /// Whether «e» at item `at` joins two names at the end of a relative clause, and the finite verb after them, the sentence's last, is the one
    /// that the clause above still waits for.
    fn last_for_parent(&self, at: usize, verb: usize) -> bool {
        let (items, current) = (&*self.items, self.current());
        let name = |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Mention(_) | What::Description(_)));
        let joined = at > 0 && name(at - 1) && name(at + 1) && verb == at + 2;
        let waits = matches!(self.clauses[current].hang, Hang::Relative(_)) && self.parent_waits(current);
        let finite = |i: &Item| matches!(&i.what, What::Verb(v) if v.finite());
        joined && waits && !items[verb + 1..].iter().take(CLAUSE_REACH).any(finite)
    }

    /// A finite verb is its clause's; where that has one with no sign between, the nested clause is over, or a new one begins.
    fn verb(&mut self, at: usize) {
        let current = self.current();
        if self.has_verb(current) {
            match self.open.iter().rposition(|&c| !self.has_verb(c)) {
                Some(depth) => {
                    self.open.truncate(depth + 1);
                    self.take_subject(at, current);
                }
                None => self.open_beside(current),
            }
        }
        let current = self.current();
        self.clauses[current].verb = Some(at);
    }

    /// Gives the clause that goes on with the finite verb at `at` the name right before it, which the nested clause `closed` was read to end
    /// with, where it has nothing else to be told of: «Con un patto che rimescola le carte OpenAI si impegna».
    fn take_subject(&mut self, at: usize, closed: usize) {
        let (text, current) = (self.text, self.current());
        let small = |i: &Item| {
            matches!(i.what, What::Function(Function::Clitic | Function::Negation | Function::Adverb) | What::Cue(_))
        };
        let Some(name) = (0..at).rev().take(SUBJECT_REACH).find(|&i| !small(&self.items[i])) else { return };
        let past = self.clauses[closed].verb.is_some_and(|v| v + 1 < name);
        let alone = |i: usize| text.nominal(&self.items[i]) && text.governor(self.items, i).is_none();
        let told = (name.saturating_sub(CLAUSE_REACH)..name).any(|i| self.items[i].clause == current && alone(i));
        let named =
            matches!(self.items[name].what, What::Mention(_) | What::Description(_)) && !self.items[name].figure;
        if named && past && !told && self.items[name].clause == closed && alone(name) {
            let article = matches!(self.items[name - 1].what, What::Function(Function::Article));
            for item in &mut self.items[name - usize::from(article)..at] {
                item.clause = current;
            }
        }
    }
}

/// Whether the item at `at` begins what the thing before the comma is called: «vende un chip su misura, noto come B30A, …».
fn called(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let named = |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Mention(_)));
    items.get(at).is_some_and(|i| text.has_role(i.first, WordRole::Called)) && (named(at + 1) || named(at + 2))
}

/// Whether a firm is the subject of the subordinate clause whose verb is at item `verb`: «mentre Meta ha raddoppiato», «mentre Meta non ha».
fn told_of_firm(text: &Text<'_>, items: &[Item], verb: usize) -> bool {
    let small = |i: &&Item| {
        !matches!(i.what, What::Word | What::Function(Function::Negation | Function::Adverb | Function::Clitic))
    };
    let Some(firm) = items[..verb].iter().rposition(|i| small(&i)).filter(|&f| f > 0) else { return false };
    text.is_firm(&items[firm]) && matches!(items[firm - 1].what, What::Function(Function::Subordinator))
}
