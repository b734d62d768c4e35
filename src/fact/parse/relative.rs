//! Relative clauses: what «che» and «cui» hang on, and where they open none.

use super::ahead::finite_ahead;
use super::{Item, What};
use crate::fact::text::Text;
use crate::lexicon::{Function, WordClass};
use crate::mention::Type;

/// Whether the relative word at item `at` opens a list in apposition, no clause: «, tra cui Baidu, hanno ordinato».
pub(in crate::fact) fn among(items: &[Item], at: usize) -> bool {
    let article = at > 0 && matches!(items[at - 1].what, What::Function(Function::Article));
    let before = at.checked_sub(1 + usize::from(article)).map(|b| &items[b].what);
    // «tra cui l'atteso V4»
    let which = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Function(Function::Article)));
    let said = which && matches!(items.get(at + 2).map(|i| &i.what), Some(What::Word));
    let name = at + 1 + usize::from(which) + usize::from(said);
    let named = matches!(items.get(name).map(|i| &i.what), Some(What::Mention(_)));
    let joined = matches!(
        items.get(name + 1).map(|i| &i.what),
        Some(What::Mark(',' | '.' | ';' | ')') | What::Function(Function::Conjunction)) | None
    );
    matches!(before, Some(What::Preposition("tra" | "fra"))) && named && joined
}

/// What the relative clause that opens at `relative` hangs on: the nominal `near` it, or the noun that one hangs on.
///
/// «un accordo con Oracle, che vale 30 miliardi»: deals are worth; «gli Ascend di Huawei, che avevano conquistato»: many did.
pub(super) fn antecedent(text: &Text<'_>, items: &[Item], near: usize, relative: usize) -> usize {
    let governor = text.governor(items, near);
    // «una società con sede a Johor che ha comprato»: places do nothing
    let place = text.is_kind(&items[near], Type::Place);
    let directly = near + 1 == relative && text.word(items[relative].first).eq_ignore_ascii_case("che");
    if place && directly && governor.is_some() {
        let noun = |p: &usize| matches!(&items[*p].what, What::Noun(n) if n.class.has(WordClass::COMPANY));
        return (0..near).rev().take(5).find(noun).unwrap_or(near);
    }
    if !text.is_firm(&items[near]) {
        return near;
    }
    let before = || (0..near).rev().take(5).find(|&p| matches!(items[p].what, What::Noun(_) | What::Mention(_)));
    let of_sum = |p: &usize| matches!(&items[*p].what, What::Noun(n) if n.class.has(WordClass::AMOUNT));
    match governor {
        Some("con") => before().filter(of_sum).unwrap_or(near),
        Some("di") if let Some(named) = apposed(text, items, near) => named,
        Some("di") => {
            let plural = finite_ahead(items, relative + 1)
                .is_some_and(|v| matches!(&items[v].what, What::Verb(v) if v.plural && v.person == 3));
            let apposed = near + 1 == relative || matches!(items[near + 1].what, What::Mark(','));
            before().filter(|_| plural && apposed).unwrap_or(near)
        }
        _ => near,
    }
}

/// How many items an apposition may take: «la figlia olandese della russa Yandex».
const APPOSED_REACH: usize = 8;

/// The firm of which an apposition that ends in the firm at item `near` and a comma says whose it is: «Nebius, la figlia olandese della russa
/// Yandex, che ha promesso».
fn apposed(text: &Text<'_>, items: &[Item], near: usize) -> Option<usize> {
    let mark = |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Mark(',')));
    let comma = (near.saturating_sub(APPOSED_REACH)..near).rev().find(|&i| mark(i))?;
    let article = matches!(items[comma + 1].what, What::Function(Function::Article | Function::Indefinite));
    let verb = items[comma..near].iter().any(|i| matches!(i.what, What::Verb(_)));
    let named = comma.checked_sub(1).filter(|&n| text.is_firm(&items[n]))?;
    (mark(near + 1) && article && !verb).then_some(named)
}
