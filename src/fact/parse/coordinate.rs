//! Whether a comma or «e» joins clauses, or only the names and figures of one.

use super::ahead::verb_ahead;
use super::{Item, What};
use crate::fact::text::Text;
use crate::lexicon::{Function, WordClass};
use crate::mention::{Reading, Type};

/// Whether «e» before `from` joins clauses, not names: its verb comes at once, or after a subject of its own.
pub(super) fn joins_clauses(text: &Text<'_>, items: &[Item], from: usize, verb: usize) -> bool {
    let between = from..verb;
    let only_small = between.clone().all(|at| {
        matches!(
            items[at].what,
            What::Function(
                Function::Clitic | Function::Adverb | Function::Negation | Function::Pronoun | Function::Article
            ) | What::Cue(_)
                | What::Word
                | What::Preposition(_)
                | What::Mark(',')
        ) || matches!(text.kind_of(&items[at]), Some(Type::Date | Type::Place))
    });
    only_small || own_subject(text, items, from, verb)
}

/// Whether the words between a comma and the finite verb `verb` hold a subject of its own.
pub(super) fn own_subject(text: &Text<'_>, items: &[Item], from: usize, verb: usize) -> bool {
    // «…la potenza di calcolo di Oracle, Oracle compra»: no list, which «e» would close
    let joined = |i: &Item| matches!(i.what, What::Mark(',') | What::Function(Function::Conjunction));
    let alone = || text.is_firm(&items[from]) && from < verb && !items[from..verb].iter().any(joined);
    // «, la seconda userà 6 GW»
    let ranked = |at: usize| {
        let article = at > from && matches!(items[at - 1].what, What::Function(Function::Article));
        article && at + 1 == verb && text.rank(items[at].first).is_some()
    };
    (from..verb).any(|at| (text.nominal(&items[at]) || ranked(at)) && text.governor(items, at).is_none())
        || alone()
        || (from == verb && matches!(&items[verb].what, What::Verb(v) if !v.class.has(WordClass::SAY)))
}

/// Whether nothing but a date or a name that a preposition governs, and little words, stands between a comma and the finite verb `verb`:
/// «, nel 2024 ne ricavava 17», «, ad Amd è toccato l'11%».
pub(super) fn own_opening(text: &Text<'_>, items: &[Item], from: usize, verb: usize) -> bool {
    let named = |i: &Item| text.is_firm(i) || matches!(text.kind_of(i), Some(Type::Date | Type::Place));
    let small = |i: &Item| {
        matches!(
            i.what,
            What::Preposition(_)
                | What::Function(Function::Article | Function::Clitic | Function::Adverb | Function::Negation)
        )
    };
    let between = &items[from..verb];
    let governed = || matches!(items[from].what, What::Preposition(_));
    let date = |i: &Item| text.is_kind(i, Type::Date);
    (between.iter().any(date) || governed() && between.iter().any(named))
        && between.iter().all(|i| named(i) || small(i))
}

/// Whether a name and a figure follow with no verb: «Micron l'1,9%», «Intel -2%», «STMicroelectronics in Italia il 3%», «Micron dal 22% al
/// 25%».
pub(super) fn verbless(text: &Text<'_>, items: &[Item], from: usize) -> bool {
    let Some(first) = items.get(from) else { return false };
    let firm = match first.what {
        What::Mention(m) => matches!(text.mentions[m as usize].kind, Type::Company),
        _ => false,
    };
    if !firm {
        return false;
    }
    // another verb would be taken for this one's: «Softbank in Giappone l'8,3%, e Constellation ha perso il 19%»
    let last = || !verb_ahead(items, from);
    let place = matches!(items.get(from + 1).map(|i| &i.what), Some(What::Preposition("in" | "a")))
        && items.get(from + 2).is_some_and(|i| text.is_kind(i, Type::Place))
        && last();
    let from = if place { from + 2 } else { from };
    // «dal 22% al 25%»
    let figure = |i: usize| items.get(i).is_some_and(|i| text.figure_item(i));
    let moved = matches!(items.get(from + 1).map(|i| &i.what), Some(What::Preposition("da")))
        && figure(from + 2)
        && matches!(items.get(from + 3).map(|i| &i.what), Some(What::Preposition("a")))
        && figure(from + 4)
        && last();
    let follows = items[from + 1..].iter().take(5).find_map(|i| match &i.what {
        What::Word | What::Function(Function::Adverb) => None,
        What::Mention(m) => Some(matches!(text.mentions[*m as usize].reading, Reading::Figure(_))),
        What::Function(Function::Article) | What::Preposition("di") => None,
        _ => Some(false),
    });
    moved || follows == Some(true)
}

/// Whether a figure follows in apposition: «… 3,4 miliardi di dollari, il 12% del totale», «salgono del 12%, a 104 dollari».
pub(super) fn apposed_figure(text: &Text<'_>, items: &[Item], from: usize) -> bool {
    let article = matches!(
        items.get(from).map(|i| &i.what),
        Some(What::Function(Function::Article | Function::Adverb) | What::Phrase(_) | What::Preposition("a"))
    );
    items.get(from + usize::from(article)).is_some_and(|i| text.figure_item(i))
}

/// Whether «e» at item `at` only joins the last name of a list before a comma and a finite verb, as it may end a relative clause: «Nvidia,
/// che vende A100 e H100, ha venduto».
pub(super) fn ends_list(items: &[Item], at: usize) -> bool {
    let name = |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Mention(_) | What::Noun(_)));
    name(at + 1)
        && at > 0
        && name(at - 1)
        && matches!(items.get(at + 2).map(|i| &i.what), Some(What::Mark(',')))
        && matches!(items.get(at + 3).map(|i| &i.what), Some(What::Verb(v)) if v.finite())
}
