//! Which dates, and figures, another figure is only measured against: «+2% sul trimestre prima», «dai 101mila attuali».

use crate::fact::Text;
use crate::fact::parse::{Item, Parsed, What};
use crate::fact::slots::zone::COMPARED_REACH;
use crate::lexicon::{Function, Mood, UnitKind, WordRole};

/// Whether the date at item `at` is one that a change or an amount is measured by: «+2% sul trimestre prima», «come un anno prima».
pub(super) fn base_date(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let article = at > 0 && matches!(items[at - 1].what, What::Function(Function::Article | Function::Indefinite));
    let Some(before) = at.checked_sub(1 + usize::from(article)) else { return false };
    let percent =
        |i: &Item| matches!(text.unit_kind(i), Some(UnitKind::Percent | UnitKind::Points | UnitKind::Multiple));
    match items[before].what {
        What::Preposition("su") => items[..before].iter().rev().take(2).any(percent),
        _ => text.has_role(items[before].first, WordRole::Likeness) || measured_against(text, parsed, at),
    }
}

/// Whether the date at item `at` says of when what a share or multiple is measured against is: «il 50% in più di un anno fa», «il doppio di
/// quanto incassato nel 2025», «300 volte quelli di due anni fa».
pub(super) fn measured_against(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let Some(figure) = parsed.figure_before(at).filter(|&f| at - f <= COMPARED_REACH) else { return false };
    let kind = text.unit_kind(&items[figure]);
    let between = &items[figure + 1..at];
    let of = || matches!(items[at - 1].what, What::Preposition("di"));
    let than = |item: &Item| match &item.what {
        What::Function(Function::Demonstrative) => true,
        _ => {
            let first = item.first;
            text.is_that(first)
                || text.has_role(first, WordRole::Degree) && of()
                || text.has_role(first, WordRole::Likeness)
        }
    };
    // «il doppio dei chip del 2024», «otto volte i ricavi del 2021», «mille in meno del 2021»
    // «39 volte gli utili 2022» is of that year
    let times = |what: &What| match what {
        What::Preposition("di") => true,
        What::Function(Function::Article) => of(),
        _ => false,
    };
    let multiple = kind == Some(UnitKind::Multiple) && between.first().is_some_and(|i| times(&i.what));
    let degree = || between.iter().take(2).any(|i| text.has_role(i.first, WordRole::Degree));
    // «2 miliardi in più di quanto previsto a settembre», «15 in più di quelli indicati a settembre»
    let foretold = || {
        let told = |i: &Item| matches!(&i.what, What::Verb(v) if v.mood == Mood::Participle);
        let those = |i: &Item| text.is_that(i.first) || text.has_role(i.first, WordRole::AsMuch);
        between.iter().any(told) && between.iter().any(those)
    };
    let less = || degree() && (of() || foretold());
    let share = matches!(kind, Some(UnitKind::Percent | UnitKind::Points | UnitKind::Multiple));
    !between.iter().any(|i| matches!(i.what, What::Mark(_)))
        && (multiple || share && between.iter().any(than) || less())
}

/// Whether the figure at item `at` is what another of its kind in its clause has moved from: «a 75mila dagli attuali 101mila».
pub(in crate::fact) fn was(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let unit = |i: usize| text.figure_of(&items[i]).and_then(|f| f.unit);
    let mut before = items[..at].iter().rev().take(3).skip_while(|i| matches!(i.what, What::Word));
    let from = matches!(before.next().map(|i| &i.what), Some(What::Preposition("da")));
    from && parsed.figures_of(items[at].clause).any(|i| i < at && unit(i) == unit(at))
}
