//! What belongs to the noun a figure counts: adjectives before it; and what follows a count without a noun.

use crate::fact::Text;
use crate::fact::parse::{Item, What};
use crate::lexicon::{Function, WordClass, WordRole};
use crate::mention::Type;

/// Whether the word at item `at` is an adjective before its noun: listed as one («nuovi»), a superlative («potentissime»), or any word
/// right before a noun of chips.
pub(super) fn prenominal(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let Some(item) = items.get(at).filter(|i| matches!(i.what, What::Word)) else { return false };
    let superlative = || {
        let word = text.word(item.first);
        ["issimi", "issime", "issimo", "issima"].iter().any(|end| word.ends_with(end))
    };
    let noun = |i: usize| match items.get(i).map(|i| &i.what) {
        Some(What::Noun(_)) => true,
        Some(What::Word) => text.has_role(item.first, WordRole::Prenominal),
        Some(What::Mention(m)) => text.mentions[*m as usize].kind == Type::Chip,
        _ => false,
    };
    let chips = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Noun(n)) if n.class.has(WordClass::CHIP));
    let and = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Function(Function::Conjunction)));
    let listed = text.has_role(item.first, WordRole::Prenominal) || superlative();
    (listed || chips) && (noun(at + 1) || and && prenominal(text, items, at + 2))
}

/// Whether a place or a date follows by a preposition, so that the count before it has no noun: «12.600 in Portogallo»,
/// «200.000 per il 2025», «300.000 del 2024».
pub(super) fn aside(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let article = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Function(Function::Article)));
    let What::Preposition(by) = items[at].what else { return false };
    items
        .get(at + 1 + usize::from(article))
        .is_some_and(|i| text.is_kind(i, Type::Date) || by != "di" && text.is_kind(i, Type::Place))
}
