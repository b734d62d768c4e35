//! What is done: as the verb says, as the noun does to which it leaves that, or as what it announces or stops.

use super::{Answer, Asked, clause, noun};
use crate::fact::parse::{Item, What};
use crate::lexicon::{Function, RelationId, WordClass};
use crate::mention::Type;

/// What a firm stops that is its own, which bans nothing: «Volkswagen sospende la produzione di 3.000 auto».
pub(super) fn stopped(asked: &Asked<'_>) -> Option<Answer> {
    let known = asked.known;
    let stops = asked.verb_says(known.ban) && asked.verb_is(WordClass::STOP) && !asked.subject.firms.is_empty();
    let own = asked.near.or(asked.after).filter(|r| stops && known.eventful(*r))?;
    Some((own, "what is stopped"))
}

/// What is announced tells: «ha annunciato l'acquisto di 5.000 chip», «l'arresto di tre uomini».
pub(super) fn announced(asked: &Asked<'_>) -> Option<Answer> {
    if !asked.verb_says(asked.known.launch) || !asked.verb_is(WordClass::SAY) {
        return None;
    }
    let deed = announced_deed(asked)?;
    Some((asked.near.unwrap_or(deed), "what is announced"))
}

/// What the noun with an article that the verb announces says of the figure that hangs on it: «l'acquisto di 5.000 chip» buys, «l'arresto
/// di tre uomini» nothing that is known; none where the figure's own things are announced («tre nuovi chip», «una serie di 3 schede»).
fn announced_deed(asked: &Asked<'_>) -> Option<RelationId> {
    let Asked { text, items, figure, known, .. } = *asked;
    let (verb, _) = asked.verb?;
    if verb >= figure || !matches!(items[figure - 1].what, What::Preposition("di")) {
        return None;
    }
    let small = |i: &Item| {
        matches!(i.what, What::Function(Function::Adverb))
            || text.is_kind(i, Type::Date)
            || text.is_kind(i, Type::Place)
    };
    let article = (verb + 1..figure).find(|&i| !small(&items[i]))?;
    if !matches!(items[article].what, What::Function(Function::Article)) {
        return None;
    }
    match &items.get(article + 1..figure - 1)?.first()?.what {
        What::Noun(n) if n.class.has(WordClass::CHIP | WordClass::SITE | WordClass::COMPANY) => None,
        What::Noun(n) if n.class.has(WordClass::AMOUNT) => n.relation.filter(|r| known.eventful(*r)),
        What::Noun(n) => Some(n.relation.unwrap_or(known.other)),
        What::Word => Some(known.other),
        _ => None,
    }
}

/// The noun of a verb that leaves it to that: «i ricavi hanno raggiunto i 46 miliardi», «versare il 15% dei ricavi».
pub(super) fn light(asked: &Asked<'_>) -> Option<Answer> {
    if !asked.light() {
        return None;
    }
    let known = asked.known;
    let named = |r: &RelationId| known.tells(*r);
    let subject = || asked.by_subject.filter(named).filter(|r| !known.permits(*r) && *r != known.own);
    let noun = noun::own(asked)
        .filter(named)
        .or(asked.after.filter(named))
        .or_else(subject)
        .or_else(|| clause::above_gerund(asked))?;
    Some((noun, "noun of a light verb"))
}

/// What the verb says: «ha acquistato 10.000 GPU».
pub(super) fn verb(asked: &Asked<'_>) -> Option<Answer> {
    // «i titoli hanno debuttato a 35,7 dollari»: money is not launched
    let launched = |r: RelationId| r == asked.known.launch && asked.money();
    asked.by_verb.filter(|r| !asked.moves(*r) && !launched(*r)).map(|r| (r, "verb"))
}

/// How something moves, as the verb says.
pub(super) fn moving(asked: &Asked<'_>) -> Option<Answer> {
    asked.by_verb.map(|r| (r, "verb"))
}

/// What one has: «ha 50.000 GPU», «i suoi 10.000 H800»; «Nvidia ha il 70%».
pub(super) fn have(asked: &Asked<'_>) -> Option<Answer> {
    let known = asked.known;
    if !asked.verb_called("avere") {
        return None;
    }
    if asked.counts() && (asked.told.company || asked.told.chip) {
        return Some((known.own, "have"));
    }
    (asked.percent() && asked.told.company).then_some((known.share, "have"))
}

/// What one wants: «vuole un milione di GPU».
pub(super) fn wants(asked: &Asked<'_>) -> Option<Answer> {
    let wants = asked.verb.is_some_and(|(_, v)| v.class.has(WordClass::MODAL) && !v.modal && v.finite());
    wants.then_some((asked.known.plan, "verb"))
}
