//! How far words reach: which clauses speak for the item, and which verbs of theirs.

use super::Asked;
use crate::fact::parse::{Hang, Item, Verb, What};
use crate::lexicon::{Mood, WordClass};
use crate::mention::Type;

/// The item's clause and those above it that have a say, and whether the item is told by their verb: its own clause, or one above a bracket
/// without a verb, «taglierà il 15% dei posti (oltre 15.000 persone)». Of the other clauses above only what governs this one has.
pub(super) fn clauses<'a>(asked: &Asked<'a>) -> impl Iterator<Item = (usize, bool)> + use<'a> {
    let asked = *asked;
    std::iter::successors(Some((asked.clause, true)), move |&(clause, own)| {
        let here = &asked.parsed.clauses[clause];
        // what a bracket tells without a verb
        let own = own && here.hang == Hang::Bracket && here.verb.is_none() && !dated(&asked, clause);
        let governed = own || matches!(here.hang, Hang::Complement | Hang::Gerund);
        here.parent.filter(|_| governed).map(|above| (above, own))
    })
}

/// Whether a date stands in a clause.
fn dated(asked: &Asked<'_>, clause: usize) -> bool {
    let &Asked { text, parsed, items, .. } = asked;
    parsed.dates.iter().any(|&d| items[d].clause == clause && text.is_kind(&items[d], Type::Date))
}

/// Whether the verb at item `place`, of a clause that tells the item, speaks for it.
pub(super) fn speaks(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    let &Asked { parsed, items, at, .. } = asked;
    if place < at {
        // «Le scorte non bastano: ordinati 300.000 chip»
        return verb.class.has(WordClass::SAY) || !asked.past_colon(place);
    }
    // a verb after the item speaks for it only as the clause's own: «10.000 chip saranno venduti»
    let comma = || items[at..place].iter().filter(|i| matches!(i.what, What::Mark(','))).count() == 1;
    parsed.clauses[items[place].clause].verb == Some(place) && (!comma() || asked.set_off())
}

/// How many items before a figure the comma before it may stand.
const ASIDE_REACH: usize = 5;

/// Whether the item stands between commas with a date of its own, before the verb at item `place`: «Il margine, oggi al 75%, dovrebbe restare
/// sopra». What is now is sure.
pub(super) fn is_now(asked: &Asked<'_>, place: usize) -> bool {
    let &Asked { text, items, at, .. } = asked;
    if place < at {
        return false;
    }
    let comma = |i: &Item| matches!(i.what, What::Mark(','));
    let open = (at.saturating_sub(ASIDE_REACH)..at).rev().find(|&i| comma(&items[i]));
    let close = items[at + 1..].iter().take(2).any(comma);
    let dated = |i: &Item| text.is_kind(i, Type::Date);
    close && open.is_some_and(|o| items[o..at].iter().any(dated))
}

/// Whether the item's clause hangs on what the verb at item `place` says, which is that of a clause above (or the item itself): «ha smentito
/// che», «prevede che».
pub(super) fn governs(asked: &Asked<'_>, place: usize) -> bool {
    let &Asked { parsed, items, clause, .. } = asked;
    parsed.clauses[items[place].clause].verb == Some(place)
        && matches!(parsed.clauses[clause].hang, Hang::Complement | Hang::Gerund)
}

/// Whether the item's clause is a gerund that tells what goes with the verb at item `place`, above it: «portando la capacità a 5 GW», not
/// «avendo venduto», which was before.
pub(super) fn goes_with(asked: &Asked<'_>, place: usize) -> bool {
    let &Asked { parsed, items, at, clause, .. } = asked;
    let here = &parsed.clauses[clause];
    let first = || items[here.reach.clone()].iter().find(|i| matches!(i.what, What::Verb(_)));
    let gerund = |i: &Item| i.last == i.first + 1 && matches!(&i.what, What::Verb(v) if v.mood == Mood::Gerund);
    place < at && here.hang == Hang::Gerund && first().is_some_and(gerund)
}
