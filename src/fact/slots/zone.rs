//! Which part of a clause is a figure's own: from where, to where; what opens the clause for all of it, what it is compared with.

use crate::fact::Text;
use crate::fact::parse::{Parsed, What};
use crate::lexicon::{Function, WordRole};

/// The first item before the figure that can be its own: past the figure before it, and past the comma or «e» between them
/// («9 in Cina e solo 8 in Europa», «500 e, nel 2027, altri 800»).
pub(super) fn start(parsed: &Parsed, at: usize) -> usize {
    let items = &parsed.items;
    let Some(other) = parsed.figure_before(at) else { return 0 };
    let joins = |i: &usize| matches!(items[*i].what, What::Mark(';') | What::Function(Function::Conjunction));
    let comma = |i: &usize| matches!(items[*i].what, What::Mark(','));
    let between = || (other + 1..at).rev();
    // a comma right after «e» only sets the date apart
    let apart = between().find(joins).filter(|&e| matches!(items[e + 1].what, What::Mark(',')));
    apart.or_else(|| between().find(|i| joins(i) || comma(i))).unwrap_or(other) + 1
}

/// One past the last item after the figure at item `at` that can be its own: where another figure follows in its clause, a place or date
/// past a comma or «e» is that figure's.
pub(super) fn stop(parsed: &Parsed, at: usize) -> usize {
    let items = &parsed.items;
    let Some(next) = parsed.figures_of(items[at].clause).find(|&i| i > at) else { return items.len() };
    let parts = |i: &usize| matches!(items[*i].what, What::Mark(',' | ';') | What::Function(Function::Conjunction));
    (at + 1..next).find(parts).unwrap_or(next)
}

/// The first figure of the clause of the one at item `at`, itself at the latest: what stands before it is said of all of them.
pub(super) fn first_figure(parsed: &Parsed, at: usize) -> usize {
    parsed.figures_of(parsed.items[at].clause).next().filter(|&i| i < at).unwrap_or(at)
}

/// How many items from a clause's start a frame may stand: «In Cina, invece, …».
const FRAME: usize = 5;

/// What `of` finds among the first items of a clause, before its verb: «Nel 2025, …», «In Cina …».
pub(super) fn framing<T>(parsed: &Parsed, clause: usize, of: impl Fn(usize) -> Option<T>) -> Option<T> {
    let own = parsed.clauses[clause].reach.clone().filter(|&i| parsed.items[i].clause == clause);
    let verb = parsed.clauses[clause].verb.unwrap_or(parsed.items.len());
    own.take(FRAME).take_while(|&i| i < verb).find_map(of)
}

/// How many items after «rispetto a» what is compared may stand: «rispetto allo stesso periodo del 2024».
pub(super) const COMPARED_REACH: usize = 8;

/// «rispetto al 2024», «contro i 30 dell'anno prima»: what the figure is compared with.
pub(super) fn compared(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let near = parsed.items[..at].iter().rev().take(COMPARED_REACH);
    let mut near = near.take_while(|i| !matches!(i.what, What::Verb(_) | What::Mark(_)) && !text.figure_item(i));
    parsed.compares && near.any(|i| text.has_role(i.first, WordRole::Comparison))
}
