//! Whose customer or supplier a firm is: «SK Hynix è il principale fornitore di Nvidia», «Tra i clienti delle TPU ci sono Anthropic e Meta»,
//! «Baidu, cliente di Nvidia, …». The noun tells that the one buys and that the other delivers.

use super::syntax::HANG_REACH;
use super::{Answer, Asked};
use crate::fact::parse::{Item, Parsed, What};
use crate::fact::{Filler, Text, who};
use crate::lexicon::{Function, RelationId, WordClass, WordRole};
use crate::mention::Type;

/// The rule of customers and suppliers.
pub(super) const PARTY: &str = "party";

/// What the noun at item `at` tells of the firm it is said of, where it hangs on nothing but chips or the other party.
pub(super) fn relation(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<RelationId> {
    let first = parsed.items[at].first;
    let told = if text.has_role(first, WordRole::Buyer) {
        text.relations.buy
    } else if text.has_role(first, WordRole::Supplier) {
        text.relations.deliver
    } else {
        return None;
    };
    (of_whom(text, parsed, at) && party(text, parsed, at).is_some()).then_some(told)
}

/// Whether such a noun tells the event: no other without a relation of its own does.
pub(super) fn told_by(asked: &Asked<'_>) -> bool {
    matches!(&asked.items[asked.at].what, What::Noun(noun) if noun.relation.is_none())
}

/// Who is the customer or the supplier, for an event such a noun tells.
pub(super) fn company(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, at, .. } = *asked;
    let party = party(text, parsed, at).filter(|i| told_by(asked) && !asked.attribution.items.contains(i))?;
    Some((asked.firms(party), PARTY))
}

/// Whether chips or a firm hang on the noun by «di».
fn of_whom(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let of = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("di")));
    let thing = |i: &Item| text.of_chips(i) || matches!(i.what, What::Mention(_)) && text.is_firm(i);
    of && items[at + 2..].iter().find(|i| !matches!(i.what, What::Word)).is_some_and(thing)
}

/// The firm that hangs on the noun at item `at` by «di».
pub(super) fn other(text: &Text<'_>, items: &[Item], at: usize) -> Option<Filler> {
    let named = items[at + 2..].iter().find(|i| !matches!(i.what, What::Word))?;
    who::firm(text, named, &[Type::Company])
}

/// The firm the noun is said of: past «è» or before it, or the one it stands in apposition to.
fn party(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    let clause = items[at].clause;
    let small = |i: usize| {
        matches!(items[i].what, What::Word | What::Preposition("tra" | "fra"))
            || matches!(items[i].what, What::Function(function) if function != Function::Negation)
    };
    let firm = |i: usize| who::firm(text, &items[i], &[Type::Company]).is_some();
    let is = |i: usize| matches!(&items[i].what, What::Verb(v) if v.class.has(WordClass::COPULA) && v.finite());
    let before = (0..at).rev().take(HANG_REACH).find(|&i| !small(i));
    match before {
        // «Nvidia è uno dei clienti di TSMC»
        Some(verb) if is(verb) && items[verb].clause == clause => (0..verb)
            .rev()
            .take(HANG_REACH)
            .find(|&i| !small(i))
            .filter(|&i| firm(i) && text.governor(items, i).is_none()),
        // «SK Hynix, principale fornitore di Nvidia»
        Some(comma) if matches!(items[comma].what, What::Mark(',')) => {
            let named = comma.checked_sub(1).filter(|&n| firm(n) && matches!(items[n].what, What::Mention(_)))?;
            (text.governor(items, named).is_none()).then_some(named)
        }
        Some(_) => None,
        // «Il fornitore delle HBM è SK Hynix»
        None => {
            let verb = parsed.clauses[clause].verb.filter(|&v| v > at && is(v))?;
            (verb + 1..items.len())
                .take(HANG_REACH)
                .find(|&i| !small(i))
                .filter(|&i| firm(i) && items[i].clause == clause)
        }
    }
}
