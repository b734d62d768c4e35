//! Names that an article tells in one place and that no lexicon holds, wherever it has them again: surnames, firms.

use super::{Context, Kind, Mention, Type, named, overlapping, past};
use crate::lexicon::EntityId;
use rustc_hash::FxHashMap;

/// Names of one or more words and whose they are, by their first word; of those that begin with the same word the first that fits counts.
pub(super) type Names<'t> = FxHashMap<&'t str, Vec<(&'t str, EntityId)>>;

/// Where a name stands again.
pub(super) struct Again<'n> {
    /// Its first token.
    pub first: usize,
    /// One past its last token.
    pub last: usize,
    /// One past the last token of its sentence.
    pub until: usize,
    /// The name.
    pub name: &'n str,
    /// All that begin with its first word.
    pub begun: &'n [(&'n str, EntityId)],
}

/// The mentions of these names that stand whole, of which no other name but a place's holds a part, and that `counts` lets count.
pub(super) fn everywhere(
    context: Context<'_>,
    names: &Names<'_>,
    mentions: &[Mention],
    counts: impl Fn(Again<'_>) -> bool,
) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut done = 0;
    for (number, sentence) in context.sentences.iter().enumerate().filter(|(_, s)| !s.leftover) {
        for first in sentence.tokens() {
            let token = context.token(first);
            if first < done || !token.capital() || token.kind != Kind::Word {
                continue;
            }
            let Some(begun) = names.get(context.word(first)) else { continue };
            let rest = &context.text[token.start as usize..];
            let Some(&(name, entity)) = begun.iter().find(|(name, _)| rest.starts_with(*name)) else { continue };
            let end = token.start + name.len() as u32;
            let last = past(context, first, end);
            let taken = || overlapping(mentions, first, last).iter().any(|m| m.kind != Type::Place);
            let again = Again { first, last, until: sentence.last as usize, name, begun };
            if context.token(last - 1).end != end || taken() || !counts(again) {
                continue;
            }
            found.push(named(context, entity, first, last, end, number as u32));
            done = last;
        }
    }
    found
}

/// Whether no capital word follows the token.
pub(super) fn last_capital(context: Context<'_>, at: usize, until: usize) -> bool {
    let next = context.tokens.get(at + 1).filter(|_| at + 1 < until);
    !next.is_some_and(|n| n.is_word() && n.capital() && n.spaced() && !n.after_line())
}
