//! Which part of a firm a figure is of: a division, a segment, a line of business. Revenue of a part is no revenue of the firm.
//!
//! | rule | example |
//! | --- | --- |
//! | `hung` | «i ricavi della divisione Embedded», «le vendite nel gaming», «ricavi da data center per 51 miliardi» |
//! | `subject` | «La divisione Embedded ha registrato ricavi per 857 milioni», «I data center ne hanno portati 51» |
//! | `clause above` | «la divisione Embedded, i cui ricavi sono scesi dell'8%» |
//! | `within` | «Nel gaming le vendite sono state di 1,3 miliardi», «di cui 35,6 dai data center» |
//! | `label` | «Gaming: 1,3 miliardi (+73%)» |
//! | `respectively` | none for a row that follows another: «Client e Gaming, rispettivamente +67% e +73%» |
//! | `same` | «lo stesso segmento», «la divisione»: the one named last |
//!
//! What says it stands in `lexicons/words.csv`: `branch` («divisione», named by what follows) and `segment` («gaming», named itself);
//! sites («data center») are parts where something is earned by them.

use crate::fact::parse::{Hang, Item, Parsed, What};
use crate::fact::subject::Subject;
use crate::fact::{Fact, Text};
use crate::lexicon::{Function, UnitKind, WordClass, WordRole};
use crate::mention::Type;
use crate::span::Span;
use std::ops::Range;

/// How many items after what is measured the part it is of may stand: «ricavi del terzo trimestre della divisione Embedded».
const HUNG_REACH: usize = 8;

/// How many items after a figure the part it comes from may stand: «35,6 miliardi di dollari dai data center».
const FROM_REACH: usize = 4;

/// How many items may name a branch: «segmento Client e Gaming».
const NAMED_REACH: usize = 5;

/// Why a figure of a row that tells of things in another has no part.
pub(in crate::fact) const RESPECTIVE: &str = "respectively";

/// The part named last, for «lo stesso segmento».
#[derive(Clone, Copy, Debug)]
pub(in crate::fact) struct Last {
    /// The part.
    pub part: Span,
    /// The sentence that named it.
    pub sentence: u32,
}

/// How many sentences on a part is still the one meant.
const LAST_REACH: u32 = 3;

/// Which part of its firm a fact is told of, once its relation and what it measures are known.
pub(in crate::fact) fn part(
    text: &Text<'_>,
    parsed: &Parsed,
    figure: usize,
    subject: &Subject,
    fact: &Fact,
    last: Option<Last>,
) -> (Option<Span>, &'static str) {
    let asked = Asked { text, parsed, items: &parsed.items, figure, fact };
    if fact.company.is_empty() {
        return (None, "none");
    }
    if asked.respectively() {
        return (None, RESPECTIVE);
    }
    // «Il segmento Client vale 2 miliardi e quello Gaming 1»: nearer than all else
    let found = asked
        .that()
        .or_else(|| asked.hung())
        .map(|p| (p, "hung"))
        .or_else(|| asked.told_by(subject.item).map(|p| (p, "subject")))
        .or_else(|| asked.above().map(|p| (p, "clause above")))
        .or_else(|| asked.within().map(|p| (p, "within")))
        .or_else(|| asked.label().map(|p| (p, "label")));
    match found {
        Some((Part { items, named: true }, rule)) => (Some(asked.span(items)), rule),
        Some((Part { named: false, .. }, _)) => match last.filter(|l| fact.sentence <= l.sentence + LAST_REACH) {
            Some(last) => (Some(last.part), "same"),
            None => (None, "none"),
        },
        None => (None, "none"),
    }
}

/// What says which part it is.
struct Part {
    items: Range<usize>,
    /// Whether it has a name, and is not only «la divisione».
    named: bool,
}

/// What a part of a firm is told by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    /// «divisione»
    Branch,
    /// «gaming»
    Segment,
    /// «data center»
    Site,
}

struct Asked<'a> {
    text: &'a Text<'a>,
    parsed: &'a Parsed,
    items: &'a [Item],
    figure: usize,
    fact: &'a Fact,
}

impl Asked<'_> {
    fn span(&self, items: Range<usize>) -> Span {
        let tokens = self.text.tokens;
        Span::new(tokens[self.items[items.start].first].start, tokens[self.items[items.end - 1].last - 1].end)
    }

    /// Whether the figure is one of a row that tells of things in another: «Client e Gaming, rispettivamente +67% e +73%».
    fn respectively(&self) -> bool {
        self.items[..self.figure].iter().any(|i| self.text.has_role(i.first, WordRole::Respective))
    }

    fn head(&self, at: usize) -> Option<Head> {
        let item = self.items.get(at)?;
        let role = |role| item.last == item.first + 1 && self.text.has_role(item.first, role);
        match &item.what {
            What::Noun(_) | What::Word if role(WordRole::Branch) => Some(Head::Branch),
            What::Noun(_) | What::Word if role(WordRole::Segment) => Some(Head::Segment),
            What::Noun(n) if n.class.has(WordClass::SITE) => Some(Head::Site),
            _ => None,
        }
    }

    /// The part whose head stands at item `at`, with what names it.
    fn part_at(&self, at: usize) -> Option<(Part, Head)> {
        let head = self.head(at)?;
        let end = if head == Head::Branch { self.named(at + 1) } else { self.joined(at + 1) };
        Some((Part { items: at..end, named: head != Head::Branch || end > at + 1 }, head))
    }

    /// One past the items from `from` on that name a branch: «Client e Gaming», «automotive», «dei semiconduttori», «"Foundry"».
    fn named(&self, from: usize) -> usize {
        let what = |i: usize| self.items.get(i).map(|i| &i.what);
        let small = |i: usize| matches!(what(i), Some(What::Function(Function::Article)));
        let thing = |i: usize| match what(i) {
            Some(What::Word) => self.text.tokens[self.items[i].first].is_word(),
            Some(What::Noun(n)) => {
                !n.class.has(WordClass::COMPANY | WordClass::UP | WordClass::DOWN | WordClass::TOTAL)
            }
            Some(What::Mention(_)) => {
                matches!(self.text.kind_of(&self.items[i]), Some(Type::Chip | Type::Company | Type::Model))
            }
            _ => false,
        };
        let capital = |i: usize| self.text.tokens[self.items[i].first].capital();
        let name =
            |i: usize| thing(i) && (capital(i) || matches!(what(i), Some(What::Noun(_))) || self.head(i).is_some());
        if matches!(what(from), Some(What::Mark('«' | '"' | '“')))
            && let Some(close) =
                (from + 1..from + 1 + NAMED_REACH).find(|&i| matches!(what(i), Some(What::Mark('»' | '"' | '”'))))
        {
            return close + 1;
        }
        // «la divisione dei semiconduttori»; not «del gruppo», «di Samsung»
        if matches!(what(from), Some(What::Preposition("di" | "per"))) {
            let noun = from + 1 + usize::from(small(from + 1));
            let of = thing(noun) && !matches!(what(noun), Some(What::Mention(_)));
            return if of { noun + 1 } else { from };
        }
        let mut end = from;
        while end < from + NAMED_REACH {
            // «la divisione mobile», «il segmento Data Center», «Client e Gaming»
            let and = matches!(what(end), Some(What::Function(Function::Conjunction))) || self.is_and(end);
            if name(end) || end == from && thing(end) {
                end += 1;
            } else if and && end > from && end + 1 < self.items.len() && name(end + 1) {
                end += 2;
            } else {
                break;
            }
        }
        end
    }

    /// One past «cloud e software» from `from` on.
    fn joined(&self, from: usize) -> usize {
        let and = matches!(self.items.get(from).map(|i| &i.what), Some(What::Function(Function::Conjunction)));
        if and && self.head(from + 1) == Some(Head::Segment) { from + 2 } else { from }
    }

    fn is_and(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|i| self.text.tokens[i.first].is('&'))
    }

    /// Whether the relation is one that revenue, profit and sales of a part have.
    fn earns(&self) -> bool {
        let known = &self.text.relations;
        [known.earn, known.sell, known.lose].contains(&self.fact.relation)
    }

    /// Whether the figure is a sum, a share or a move such as revenue has.
    fn amounts(&self) -> bool {
        let known = &self.text.relations;
        let told = [known.grow, known.fall, known.worth, known.share, known.other].contains(&self.fact.relation);
        let kind = self.text.unit_kind(&self.items[self.figure]);
        let unit = kind.is_some_and(|k| !matches!(k, UnitKind::Measure));
        unit && (told || self.earns())
    }

    /// What the figure measures, as an item.
    fn measured(&self) -> Option<usize> {
        let of = self.fact.of?;
        let tokens = self.text.tokens;
        self.items.iter().position(|i| tokens[i.first].start <= of.start && of.start < tokens[i.last - 1].end)
    }

    /// On what is measured: «i ricavi della divisione Embedded», «le vendite nel gaming».
    fn hung(&self) -> Option<Part> {
        let noun = self.measured()?;
        let carried = match &self.items[noun].what {
            What::Noun(n) | What::Phrase(n) => n,
            _ => return None,
        };
        // «il segmento ha raggiunto 4 miliardi»
        if self.head(noun) == Some(Head::Branch) {
            return self.part_at(noun).map(|(part, _)| part);
        }
        let known = &self.text.relations;
        let income = carried.relation.is_some_and(|r| [known.earn, known.sell, known.lose].contains(&r));
        for at in (noun + 1..self.items.len()).take(HUNG_REACH) {
            if let Some((part, head)) = self.part_at(at) {
                let by = self.text.governor(self.items, at);
                let hangs = matches!(by, Some("di" | "da" | "in" | "per")) || at == noun + 1;
                return Some(part).filter(|_| hangs && (head == Head::Branch || income));
            }
            match &self.items[at].what {
                What::Word | What::Preposition(_) | What::Function(Function::Article | Function::Possessive) => {}
                What::Mention(_) if !self.items[at].figure => {}
                What::Noun(n) if n.class.has(WordClass::COMPANY) => {}
                _ => return None,
            }
        }
        None
    }

    /// The part at item `at`, where it is what the figure is told of.
    fn told_by(&self, at: Option<usize>) -> Option<Part> {
        let (part, head) = self.part_at(at?)?;
        let fits = match head {
            Head::Branch => true,
            Head::Segment => self.amounts(),
            Head::Site => self.amounts() && self.earns(),
        };
        fits.then_some(part)
    }

    /// «la divisione Embedded, i cui ricavi sono scesi dell'8%».
    fn above(&self) -> Option<Part> {
        match self.parsed.clauses[self.items[self.figure].clause].hang {
            Hang::Relative(antecedent) => self.told_by(antecedent),
            _ => None,
        }
    }

    /// In its clause, by «in» before it or «da»: «Nel gaming le vendite sono state di 1,3 miliardi», «35,6 dai data center».
    fn within(&self) -> Option<Part> {
        let clause = self.items[self.figure].clause;
        let money = self.text.unit_kind(&self.items[self.figure]) == Some(UnitKind::Money);
        let fits = |at: usize, head: Head| match self.text.governor(self.items, at) {
            Some("in") => self.amounts() && (head != Head::Site || self.earns()),
            // «43 miliardi arrivano dal cloud e 8 dal networking»: the verb is understood
            Some("da") if head == Head::Site => money && self.earns(),
            Some("da") => self.earns() || money && self.fact.of.is_none(),
            _ => false,
        };
        let found = |at: usize| self.part_at(at).filter(|(_, head)| fits(at, *head)).map(|(part, _)| part);
        let after = (self.figure + 1..self.items.len()).take(FROM_REACH).take_while(|&i| {
            !self.text.figure_item(&self.items[i]) && !matches!(self.items[i].what, What::Mark(',' | ';' | ':'))
        });
        let lead = || {
            let first = self.parsed.figures.iter().copied().find(|&f| self.items[f].clause == clause);
            (0..first.unwrap_or(self.figure)).filter(|&i| self.items[i].clause == clause).find_map(found)
        };
        after.into_iter().find_map(found).or_else(lead)
    }

    /// After a demonstrative that stands for a branch: «quello Gaming 1,1 miliardi», «quella automotive è cresciuta del 30%».
    fn that(&self) -> Option<Part> {
        let clause = self.items[self.figure].clause;
        let that = (0..self.figure)
            .rev()
            .take_while(|&i| self.items[i].clause == clause && !self.text.figure_item(&self.items[i]))
            .find(|&i| self.text.is_that(self.items[i].first))?;
        let branch = (0..that).any(|i| self.head(i) == Some(Head::Branch));
        let end = self.named(that + 1);
        let named = end > that + 1 && !matches!(self.items[that + 1].what, What::Preposition(_));
        (branch && named).then_some(Part { items: that + 1..end, named: true })
    }

    /// At the head of a line or clause without a verb: «Gaming: 1,3 miliardi», «Client 2,9 miliardi».
    fn label(&self) -> Option<Part> {
        let clause = &self.parsed.clauses[self.items[self.figure].clause];
        if clause.verb.is_some() || !self.amounts() {
            return None;
        }
        let at = (0..self.figure).take(2).find(|&i| self.head(i).is_some())?;
        let (part, _) = self.part_at(at)?;
        let next = part.items.end;
        let tells = match self.items.get(next)?.what {
            What::Mark(':' | '(') | What::Preposition("a") => true,
            _ => next == self.figure,
        };
        let first = self.parsed.figures.first() == Some(&self.figure) || next < self.figure;
        (tells && first).then_some(part)
    }
}
