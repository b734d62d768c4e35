//! Reports, studies and notes: whose the one is that was spoken of last, and where «il rapporto» stands for it.

use super::name::{is_person, name};
use crate::fact::parse::{Item, Parsed, What};
use crate::fact::reference::plural_article;
use crate::fact::{Filler, Text};
use crate::lexicon::{Function, WordClass};

/// How many items after the noun of a report whose it is may stand: «un nuovo rapporto pubblicato dall'Aie».
const REPORT_REACH: usize = 5;

/// Whose report, study or note the sentence tells of last: «un rapporto dell'Aie», «lo studio di Bernstein».
pub(in crate::fact) fn reporter(text: &Text<'_>, parsed: &Parsed) -> Option<Filler> {
    let items = &parsed.items;
    if !parsed.classes.has(WordClass::SOURCE) {
        return None;
    }
    let source = |i: &usize| matches!(&items[*i].what, What::Noun(n) if n.class.has(WordClass::SOURCE));
    (0..items.len()).rev().filter(source).find_map(|noun| {
        let after = (noun + 1..items.len()).take(REPORT_REACH).take_while(|&i| {
            !matches!(items[i].what, What::Mark(_)) && !matches!(&items[i].what, What::Verb(v) if v.finite())
        });
        let mut named = after.filter_map(|i| {
            name(text, &items[i])
                .filter(|f| !is_person(text, f) && matches!(text.governor(items, i), Some("di" | "da")))
        });
        named.next()
    })
}

/// Whether an article stands before the noun of a report at item `at`, so that it was told of: «secondo il rapporto».
pub(super) fn told_report(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let source = matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::SOURCE) && !n.class.has(WordClass::SPEAKER | WordClass::OWNED));
    let before = at.checked_sub(1).map(|b| &items[b]);
    let definite = before.is_some_and(|i| match i.what {
        What::Function(Function::Article | Function::Demonstrative) => true,
        What::Preposition(plain) => text.folded(i.first) != plain,
        _ => false,
    });
    // «secondo i report aziendali»: more than the one that was told of
    source && definite && !plural_article(text, &items[..at])
}
