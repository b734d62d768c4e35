//! Whether another fact of the sentence tells an event already: a figure's, or the event before it.

use super::Asked;
use super::deed::rules_chips;
use super::syntax::HANG_REACH;
use crate::fact::parse::{Item, What};
use crate::fact::slots::COUNTED;
use crate::fact::{Fact, Filler, Text};
use crate::lexicon::{Function, RelationId, UnitKind, WordClass};
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
    // «ha ottenuto l'ok di Nvidia per le HBM4»: who gives it is not permitted
    let got = |f: &Fact| f.relation == fact.relation && f.chip == fact.chip && f.rules.relation == "verb";
    if noun && asked.permits() && facts.last().is_some_and(got) && right_after_verb(asked) {
        return true;
    }
    // «Gli ordini di H200 superano i 2 milioni», «la tariffa di una H100 è scesa del 60%»: what the figure tells
    let word = text.tokens[items[at].first].start;
    let measured = |f: &Fact| f.of.is_some_and(|of| of.start <= word && word < of.end);
    let counted = |f: &Fact| noun && (measured(f) || !f.chip.is_empty() && same(f));
    // «La dogana ha sequestrato 300 chip H100»: what the figure tells
    let by_figure = |f: &Fact| counted(f) || rules_chips(asked) && same(f);
    // «disegnato da SiPearl e prodotto da Tsmc»: the same words tell it from the other side
    let mirrored = |f: &Fact| f.relation == fact.relation && f.span == fact.span;
    facts.iter().any(|f| same(f) || mirrored(f)) || quantities.iter().any(by_figure)
}

/// The quantity that tells the event, whose figure the word governs and counts its chips: «ha autorizzato l'esportazione di 70.000 GB300»,
/// «un cluster con 400.000 chip Trainium2».
pub(super) fn quantity<'q>(asked: &Asked<'_>, fact: &Fact, quantities: &'q mut [Fact]) -> Option<&'q mut Fact> {
    let Asked { parsed, items, at, clause, noun, .. } = *asked;
    if let Some(deal) = headed(asked) {
        return quantities.iter_mut().find(|q| q.figure == Some(deal) && q.chip.is_empty());
    }
    let figure = parsed.figures_of(clause).find(|&f| f > at)?;
    let between = &items[at + 1..figure];
    let parted = |i: &Item| matches!(i.what, What::Verb(_) | What::Mark(_) | What::Function(Function::Conjunction));
    let governs = !between.iter().any(|i| parted(i) || i.clause != clause);
    let What::Mention(mention) = items[figure].what else { return None };
    let told = |q: &Fact| {
        let same = q.chip.iter().map(|c| c.entity).eq(fact.chip.iter().map(|c| c.entity));
        let counts = q.rules.chip == COUNTED;
        let ruled = rules_chips(asked) && q.relation == fact.relation;
        !fact.chip.is_empty() && same && counts && (noun || ruled)
    };
    quantities.iter_mut().find(|q| q.figure == Some(mention)).filter(|q| governs && told(q))
}

/// How many items a deal and its sum may lie apart: «Accordo da 16 miliardi».
const SUM_REACH: usize = 3;

/// The sum of the deal a heading without a verb tells of, which says what the deal is for: «Accordo da 16 miliardi tra Tesla e Samsung per
/// la fornitura di chip AI6».
fn headed(asked: &Asked<'_>) -> Option<u32> {
    let Asked { text, parsed, items, at, clause, noun, .. } = *asked;
    let figure = parsed.figures_of(clause).find(|&f| f < at)?;
    let money = text.unit_kind(&items[figure]) == Some(UnitKind::Money);
    let deal = |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::DEED));
    let of_deal = items[..figure].iter().rev().take(SUM_REACH).any(deal);
    let What::Mention(mention) = items[figure].what else { return None };
    (noun && money && of_deal && parsed.clauses[clause].verb.is_none()).then_some(mention)
}

/// Gives the quantity what the event it tells says besides: who may, who is the other party.
pub(super) fn complete(text: &Text<'_>, fact: &Fact, quantity: &mut Fact) {
    if quantity.company.is_empty() && !fact.company.is_empty() {
        quantity.counterparty.retain(|c| fact.company.iter().all(|f| f.entity != c.entity));
        quantity.company.clone_from(&fact.company);
        quantity.rules.company = fact.rules.company;
    }
    if quantity.chip.is_empty() {
        (quantity.chip, quantity.rules.chip) = (fact.chip.clone(), fact.rules.chip);
    }
    let own = |f: &Filler| quantity.company.iter().any(|c| c.entity == f.entity);
    if quantity.counterparty.is_empty() && !fact.counterparty.iter().any(own) {
        quantity.counterparty.clone_from(&fact.counterparty);
        quantity.rules.counterparty = fact.rules.counterparty;
    }
    // «prevede la distribuzione di 1 gigawatt di MI450»: what is planned
    if quantity.relation == text.relations.plan && text.relations.makes(fact.relation) {
        (quantity.relation, quantity.rules.relation) = (fact.relation, fact.rules.relation);
    }
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
