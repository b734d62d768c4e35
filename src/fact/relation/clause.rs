//! What the rest of a figure's clause says, and the one above it.

use super::{Answer, Asked};
use crate::fact::Text;
use crate::fact::parse::{Hang, Parsed, What};
use crate::lexicon::{RelationId, UnitKind, WordClass};

/// The noun of the clause's subject, where the verb is its own: «l'impegno di pagare 60 miliardi» is nobody's revenue.
pub(super) fn noun_of_subject(asked: &Asked<'_>) -> Option<RelationId> {
    let Asked { items, known, .. } = *asked;
    // «L'accordo prevede fino a due milioni di GPU»: only sums are worth something
    let What::Noun(noun) = &items[asked.subject.item?].what else { return None };
    let relation = noun.relation.filter(|r| *r != known.worth || !asked.counts())?;
    let hangs = |at: usize| {
        at >= 2 && matches!(items[at - 1].what, What::Preposition("di")) && matches!(items[at - 2].what, What::Noun(_))
    };
    let own = asked.verb.is_none_or(|(at, v)| !(v.infinitive() && hangs(at)));
    (own && super::noun::measures(asked, relation)).then_some(relation)
}

/// The clause's subject: «Le vendite … 3 miliardi».
pub(super) fn subject(asked: &Asked<'_>) -> Option<Answer> {
    asked.by_subject.map(|r| (r, "subject"))
}

/// What a gerund tells the amount of.
pub(super) fn above(asked: &Asked<'_>) -> Option<Answer> {
    if asked.by_verb.is_some() {
        return None;
    }
    above_gerund(asked).map(|r| (r, "clause above"))
}

/// How many items before a gerund the noun may stand whose amount it tells.
const GERUND_REACH: usize = 12;

/// What a gerund without a relation tells the amount of: «hanno effettuato ordini, totalizzando 16 miliardi», «raddoppierà la
/// produzione, passando a 600.000».
pub(super) fn above_gerund(asked: &Asked<'_>) -> Option<RelationId> {
    let Asked { parsed, items, clause, known, .. } = *asked;
    let here = &parsed.clauses[clause];
    let above = here.parent.filter(|_| here.hang == Hang::Gerund)?;
    let first = here.first()?;
    // «…, mentre i ricavi sono saliti del 16%, raggiungendo 26 miliardi»: what stands right before it
    let beside = first.checked_sub(1).map(|b| items[b].clause).filter(|_| parsed.clauses[above].verb.is_none());
    let above = beside.unwrap_or(above);
    (0..first).rev().take(GERUND_REACH).filter(|&i| items[i].clause == above).find_map(|i| match &items[i].what {
        What::Noun(n) | What::Phrase(n) => n.relation.filter(|r| known.tells(*r)),
        _ => None,
    })
}

/// An expression in the clause: «messi in vendita».
pub(super) fn phrase(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { items, figure, clause, known, .. } = *asked;
    // «9,2 miliardi, in crescita del 36%»: what comes after tells how it moved
    // («2.000 schede del valore di 255.000 dollari»: of the sum alone)
    let says = |at: usize, r: RelationId| at < figure || !asked.moves(r) && (r != known.worth || !asked.counts());
    let phrase = items.iter().enumerate().find_map(|(at, i)| match &i.what {
        What::Phrase(p) if i.clause == clause => p.relation.filter(|r| says(at, *r)),
        _ => None,
    });
    phrase.map(|r| (r, "phrase"))
}

/// The nearest amount before the figure: «il più alto livello di profitti della sua storia: 10 miliardi», «si aspetta una crescita dei
/// ricavi: da 19 a 26».
pub(super) fn amount_before(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { parsed, items, figure, known, .. } = *asked;
    if !matches!(asked.unit, Some(UnitKind::Money | UnitKind::Percent)) || !asked.verb_only_moves() {
        return None;
    }
    let amount = |i: usize| match &items[i].what {
        What::Noun(n) if n.class.has(WordClass::AMOUNT) => n.relation.filter(|r| known.tells(*r)),
        _ => None,
    };
    // «un dazio molto elevato, circa del 100%»
    let fits = |r: &RelationId| asked.money() || *r == known.tax;
    parsed.telling_before(figure).find_map(amount).filter(fits).map(|r| (r, "amount before"))
}

/// The relation of a relative clause's verb; to have is to own: «le 700.000 che Nvidia ha in magazzino».
pub(in crate::fact) fn of_relative(text: &Text<'_>, parsed: &Parsed, clause: usize) -> Option<RelationId> {
    let What::Verb(verb) = &parsed.items[parsed.clauses[clause].verb?].what else { return None };
    let has = text.lexicons.verbs[verb.verb as usize].id == "avere";
    verb.relation.or(has.then_some(text.relations.own))
}

/// What is done to as many of those told of as the figure at item `figure` says, who were `told` so: «ha ordinato 100.000 unità, ma ne ha
/// ricevute meno di 30.000» are delivered.
pub(in crate::fact) fn of_these(text: &Text<'_>, parsed: &Parsed, figure: usize, told: RelationId) -> RelationId {
    let known = &text.relations;
    let verb = parsed.clauses[parsed.items[figure].clause].verb.map(|v| &parsed.items[v].what);
    let got = matches!(verb, Some(What::Verb(v)) if v.relation.is_none() && v.class.has(WordClass::GET));
    if got && [known.order, known.buy].contains(&told) { known.deliver } else { told }
}
