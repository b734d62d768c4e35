//! What the sentence asks.

use super::Asked;
use crate::fact::Text;
use crate::fact::parse::{Hang, Parsed, What};
use crate::lexicon::{WordClass, WordRole};

/// A question mark ends the sentence: «Microsoft ha davvero comprato 80.000 H100?»
pub(super) fn question_mark(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, items, clause, .. } = asked;
    let marked = items.iter().rev().take(3).any(|i| matches!(i.what, What::Mark('?')));
    marked && !given_reason(text, parsed, clause)
}

/// A word that asks: «non è chiaro se».
pub(super) fn cue(_: &Asked<'_>, _: usize, class: WordClass) -> bool {
    class.has(WordClass::QUESTION)
}

/// Whether a clause gives the reason for what is asked: «perché crescere ancora, visto che Tsmc ha già assegnato il 60%?»
fn given_reason(text: &Text<'_>, parsed: &Parsed, clause: usize) -> bool {
    let here = &parsed.clauses[clause];
    let first = here.first().unwrap_or(0);
    first > 0 && matches!(here.hang, Hang::Subordinate) && text.has_role(parsed.items[first].first, WordRole::Reason)
}
