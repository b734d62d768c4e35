//! What nobody says: the figure the market had expected.

use crate::fact::Text;
use crate::fact::parse::{Item, Verb, What};
use crate::lexicon::{Function, Mood};

/// Why a figure has no source: it is what the market had expected.
pub(in crate::fact) const AWAITED: &str = "awaited";

/// Whether the figure at item `at` is what the market had expected, which nobody named says: «il 50% in più dei 7 miliardi attesi»; not
/// «i 7 miliardi attesi da Citi».
pub(in crate::fact) fn awaited(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let foretells = |v: &Verb| v.relation.is_some_and(|r| [text.relations.plan, text.relations.worth].contains(&r));
    let expects =
        matches!(items.get(at + 1).map(|i| &i.what), Some(What::Verb(v)) if v.mood == Mood::Participle && foretells(v));
    let by = matches!(items.get(at + 2).map(|i| &i.what), Some(What::Preposition("da")));
    expects
        && !by
        && text.figure_of(&items[at]).is_some_and(|f| f.unit.is_some())
        && at > 0
        && definite(text, &items[at - 1])
}

/// Whether an item is an article in the plural, alone or in its preposition: «i», «dei», «ai».
fn definite(text: &Text<'_>, item: &Item) -> bool {
    let article = matches!(item.what, What::Function(Function::Article) | What::Preposition(_));
    article && text.plural_article(item.first)
}
