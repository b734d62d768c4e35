//! How high what moved, or stands still, is now.

use super::{Answer, Asked};
use crate::fact::parse::What;
use crate::lexicon::{RelationId, WordClass, WordRole};

/// The level after a move: of an amount («L'utile è salito del 30% a 8,5 miliardi»), else a price («Stm (+3% a 24,95 euro)», «ha guadagnato
/// il 4,3% a 25,42 dollari»).
pub(super) fn moved(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, figure, known, .. } = *asked;
    let before = figure.checked_sub(1).filter(|_| asked.sum())?;
    // «a 7 miliardi», «a quota 16 milioni»
    let level = before - usize::from(before > 0 && text.has_role(items[before].first, WordRole::Threshold));
    let moved = level.checked_sub(1).filter(|_| matches!(items[level].what, What::Preposition("a")))?;
    text.figure_of(&items[moved])?.direction?;
    match amount(asked, moved) {
        Some(amount) => Some((amount, "amount that moved")),
        None => asked.money().then_some((known.worth, "price after a move")),
    }
}

/// A level, and nobody is stopped: «AMD è ferma al 6%», «Microsoft, ferma a 3.600 miliardi».
pub(super) fn still(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, known, subject, .. } = *asked;
    let still = asked.verb_says(known.ban)
        && asked.verb_is(WordClass::STOP)
        && matches!(asked.what_before(), Some(What::Preposition("a")));
    if !still {
        return None;
    }
    // («ricavi fermi a 12,9 miliardi» are earned)
    if asked.money() {
        return Some((amount(asked, asked.figure).unwrap_or(known.worth), "level of a firm"));
    }
    let firm = || {
        let beside = asked.verb.and_then(|(v, _)| v.checked_sub(1));
        [beside, subject.item].into_iter().flatten().any(|i| text.is_firm(&items[i]))
    };
    asked.percent().then(|| (if firm() { known.share } else { known.other }, "level of a firm"))
}

/// What the amount is that has moved, by as much as the figure at item `moved` tells: «L'utile è salito del 30%», «ricavi in crescita del
/// 12%»; a firm's share only has a price.
fn amount(asked: &Asked<'_>, moved: usize) -> Option<RelationId> {
    let Asked { parsed, items, known, subject, .. } = *asked;
    let amount = |i: usize| match &items[i].what {
        What::Noun(n) if n.class.has(WordClass::AMOUNT) => n.relation,
        _ => None,
    };
    let mut before = parsed.telling_before(moved);
    let nearest = before.find(|&i| amount(i).is_some() || matches!(&items[i].what, What::Verb(v) if v.finite()))?;
    let told = match amount(nearest) {
        Some(relation) => Some(relation),
        None => subject.item.and_then(amount),
    };
    told.filter(|r| known.tells(*r) && *r != known.share)
}
