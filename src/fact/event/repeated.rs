//! Whether another fact of the sentence tells an event already: a figure's, or the event before it.

use super::Asked;
use super::deed::rules_chips;
use super::syntax::HANG_REACH;
use crate::fact::Fact;
use crate::fact::parse::{Item, What};
use crate::lexicon::{RelationId, WordClass};
use crate::mention::Type;

/// Whether `fact` is told by the sentence's events before it, `facts`, or by its figures, `quantities`.
pub(super) fn told(asked: &Asked<'_>, fact: &Fact, facts: &[Fact], quantities: &[Fact]) -> bool {
    let Asked { text, items, at, noun, .. } = *asked;
    let same = |f: &Fact| {
        f.relation == fact.relation
            && f.chip.iter().map(|c| c.entity).eq(fact.chip.iter().map(|c| c.entity))
            && f.company.iter().map(|c| c.entity).eq(fact.company.iter().map(|c| c.entity))
    };
    if !facts.is_empty() && barred(asked) && facts.iter().any(|f| f.chip == fact.chip) {
        return true;
    }
    // «userà un cluster di B200»: what the verb is done to, and no deed of its own; «ha comprato GPU al mercato nero (H100)»: where
    let done = |f: &Fact| f.chip == fact.chip && f.company == fact.company && f.rules.relation == "verb";
    if noun && facts.last().is_some_and(done) && (right_after_verb(asked) || text.governor(items, at) == Some("a")) {
        return true;
    }
    // «Gli ordini di H200 superano i 2 milioni», «la tariffa di una H100 è scesa del 60%»: what the figure tells
    let word = text.tokens[items[at].first].start;
    let measured = |f: &Fact| f.of.is_some_and(|of| of.start <= word && word < of.end);
    let counted = |f: &Fact| noun && (measured(f) || !f.chip.is_empty() && same(f));
    // «La dogana ha sequestrato 300 chip H100»: what the figure tells
    let by_figure = |f: &Fact| counted(f) || rules_chips(asked) && same(f);
    facts.iter().any(same) || quantities.iter().any(by_figure)
}

/// Whether the noun is the object of a verb that tells something itself: «ha spedito un lotto di H20».
fn right_after_verb(asked: &Asked<'_>) -> bool {
    let Asked { text, items, at, .. } = *asked;
    let small = |i: &Item| match i.what {
        What::Word | What::Function(_) | What::Preposition(_) => true,
        What::Mention(m) => matches!(text.mentions[m as usize].kind, Type::Place | Type::Date),
        _ => false,
    };
    let before = items[..at].iter().rev().take(HANG_REACH).find(|i| !small(i));
    before.is_some_and(|i| i.clause == asked.clause && matches!(&i.what, What::Verb(v) if v.relation.is_some()))
}

/// How many items what is banned and the word that bans it may lie apart: «fermare i test e gli ordini».
const BARRED_REACH: usize = 6;

/// Whether what the word tells is what is banned or permitted right before it, and no deed of its own: «ha bloccato le esportazioni
/// degli H20», «il divieto di esportare». What is permitted in so many words («autorizzata a vendere») is.
fn barred(asked: &Asked<'_>) -> bool {
    let Asked { text, items, at, clause, .. } = *asked;
    let known = text.relations;
    let bars = |r: Option<RelationId>| {
        r.is_some_and(|r| r == known.ban || asked.noun && [known.authorize, known.tax].contains(&r))
    };
    let infinitive = matches!(&items[at].what, What::Verb(v) if v.infinitive());
    if !(asked.noun || infinitive) || known.permits(asked.relation) {
        return false;
    }
    for i in (at.saturating_sub(BARRED_REACH)..at).rev().filter(|&i| items[i].clause == clause) {
        match &items[i].what {
            What::Verb(v) => return bars(v.relation) || asked.noun && v.class.has(WordClass::GET),
            What::Noun(n) | What::Phrase(n) if bars(n.relation) => return true,
            _ => {}
        }
    }
    false
}
