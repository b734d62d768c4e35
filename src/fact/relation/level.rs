//! How high what moved, or stands still, is now.

use super::{Answer, Asked};
use crate::fact::Text;
use crate::fact::parse::{Item, Parsed, What};
use crate::fact::subject::Subject;
use crate::fact::text::large;
use crate::lexicon::{RelationId, UnitKind, WordClass, WordRole};
use crate::mention::Type;

/// How many items before the word «a» of a level what moved by how much may stand.
const MOVED_REACH: usize = 3;

/// The level after a move: of an amount («L'utile è salito del 30% a 8,5 miliardi»), else a price («Stm (+3% a 24,95 euro)», «ha guadagnato
/// il 4,3% a 25,42 dollari»).
pub(super) fn moved(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, figure, known, .. } = *asked;
    let before = figure.checked_sub(1).filter(|_| asked.sum())?;
    // «a 7 miliardi», «a quota 16 milioni»
    let level = before - usize::from(before > 0 && text.has_role(items[before].first, WordRole::Threshold));
    if !matches!(items[level].what, What::Preposition("a")) {
        return None;
    }
    // «cede il 4,8%, a 178,40 dollari», «il +3,2% di mercoledì a 222 dollari»
    let small = |i: &Item| matches!(i.what, What::Mark(',') | What::Preposition("di")) || text.is_kind(i, Type::Date);
    let moved = items[..level].iter().rposition(|i| !small(i)).filter(|m| m + MOVED_REACH >= level)?;
    text.figure_of(&items[moved])?.direction?;
    match amount(asked, moved) {
        Some(amount) => Some((amount, "amount that moved")),
        // «Il gaming cala del 4% a 3,6 miliardi»: what a line of business earns
        None if asked.money() && large(asked.quantity) && of_a_part(asked, moved) => {
            Some((known.earn, "amount that moved"))
        }
        None => asked.money().then_some((known.worth, "price after a move")),
    }
}

/// Whether what moved, by as much as the figure at item `moved` tells, is neither a firm nor a market, but something of a firm that a verb
/// says moved.
fn of_a_part(asked: &Asked<'_>, moved: usize) -> bool {
    let Asked { text, items, subject, .. } = *asked;
    let part = |i: usize| {
        matches!(items[i].what, What::Noun(_) | What::Word)
            && i < moved
            && !text.has_role(items[i].first, WordRole::Market)
            && !text.is_firm(&items[i])
    };
    asked.told.company && subject.item.is_some_and(part)
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

/// Whether a result is told to be a sum below nought: «Il risultato netto è di -30 milioni», «Il margine è di -2 miliardi»; not
/// «L'utile è sceso a 300 milioni (-30 milioni)».
pub(super) fn below_nought(text: &Text<'_>, parsed: &Parsed, figure: usize, subject: &Subject) -> bool {
    let items = &parsed.items;
    let mark = text.tokens[items[figure].first].symbol;
    let sum = matches!(text.unit_kind(&items[figure]), Some(UnitKind::Money))
        || text.unit_kind(&items[figure]).is_none() && text.figure_of(&items[figure]).is_some_and(large);
    let level = figure > 0
        && match &items[figure - 1].what {
            What::Preposition("a") => true,
            What::Preposition("di") => figure > 1 && copula(&items[figure - 2]),
            _ => copula(&items[figure - 1]),
        };
    let result = subject.item.is_some_and(|s| {
        matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::AMOUNT) && n.relation == Some(text.relations.earn))
    });
    matches!(mark, '-' | '−' | '–') && sum && level && result
}

/// Whether an item is a verb of being.
fn copula(item: &Item) -> bool {
    matches!(&item.what, What::Verb(v) if v.class.has(WordClass::COPULA))
}
