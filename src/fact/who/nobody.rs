//! Figures that tell of nobody: of who is counted himself, of what money is worth, of what an amount is only likened to.

use super::{Answer, Asked};
use crate::fact::parse::{Hang, Item, Parsed, Verb, What};
use crate::fact::subject::both;
use crate::fact::{COUNTS_OTHERS, Fillers, Text};
use crate::lexicon::{Function, Mood, RelationId, UnitKind, WordClass, WordRole};
use crate::mention::Type;

/// What is counted itself is told of nobody: «altre due aziende cinesi», «tre banche», «due fonti».
pub(super) fn counted(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, .. } = asked;
    if !counts_others(text, parsed, figure) {
        return None;
    }
    // «Le due aziende non hanno risposto»: the two told of before
    let does = told_of(text, parsed, figure) && parsed.clauses[clause].verb.is_some_and(|v| v > figure);
    let known = if does { both(text, items, figure) } else { None };
    Some(known.map_or((Fillers::new(), COUNTS_OTHERS), |firms| (firms, "both")))
}

/// Whether a count's head noun is a firm, a speaker or a source, or people that are no firm's staff.
pub(in crate::fact) fn counts_others(text: &Text<'_>, parsed: &Parsed, figure: usize) -> bool {
    let plain = text.figure_of(&parsed.items[figure]).is_some_and(|f| f.unit.is_none());
    // «due fonti vicine a Intel» is one expression
    if plain && matches!(parsed.items.get(figure + 1).map(|i| &i.what), Some(What::Cue(c)) if c.has(WordClass::HEARSAY))
    {
        return true;
    }
    let mut head = parsed.items[figure + 1..].iter().take(2).filter_map(|i| match &i.what {
        What::Noun(noun) => Some(noun.class),
        _ => None,
    });
    let clause = parsed.items[figure].clause;
    let employs = || {
        parsed.items[parsed.clauses[clause].reach.clone()].iter().any(|i| {
            i.clause == clause
                && match &i.what {
                    What::Verb(v) => v.relation == Some(text.relations.employ),
                    What::Noun(n) | What::Phrase(n) => n.relation == Some(text.relations.employ),
                    _ => false,
                }
        })
    };
    // «impiega oltre 44.000 persone», «conta già 51 milioni di utenti»
    let known = &text.relations;
    let has = |r: RelationId| r == known.r#use || r == known.own;
    let has = |i: usize| matches!(&parsed.items[i].what, What::Verb(v) if !v.passive && v.relation.is_some_and(has));
    // «Intel scenderà a 75.000 persone»
    let staff_moves = |v: usize| {
        matches!(&parsed.items[v].what, What::Verb(v) if v.finite() && v.class.has(WordClass::UP | WordClass::DOWN))
            && matches!(parsed.items[v + 1].what, What::Preposition("a" | "di"))
            && v > 0
            && text.is_firm(&parsed.items[v - 1])
    };
    let moves = || figure >= 3 && staff_moves(figure - 2);
    let employs = || {
        employs() || moves() || (figure.saturating_sub(3)..figure).any(has) || customers(text, parsed, figure).is_some()
    };
    plain
        && head.next().is_some_and(|c| {
            let staff = || c.has(WordClass::PEOPLE) && (c.has(WordClass::OWNED) || employs());
            c.has(WordClass::COMPANY | WordClass::SPEAKER | WordClass::PEOPLE) && !staff()
        })
}

/// Of whom counted customers are told, by the word that governs them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Customers {
    /// Of the subject: «serve oltre cento grandi clienti».
    Subject,
    /// Of the firm at that item: «Volcano Engine, scelto da oltre 100 clienti», «Con 3 milioni di clienti, Fastweb».
    Of(usize),
}

/// Whether customers are counted that are some firm's, and whose; not «due clienti hanno ordinato», «i primi quattro clienti».
pub(super) fn customers(text: &Text<'_>, parsed: &Parsed, figure: usize) -> Option<Customers> {
    let items = &parsed.items;
    let noun = items[figure + 1..].iter().take(COUNTED_REACH).find(|i| matches!(i.what, What::Noun(_)))?;
    if !text.has_role(noun.first, WordRole::Customer) {
        return None;
    }
    let small = |i: &Item| {
        matches!(
            i.what,
            What::Word | What::Function(Function::Adverb) | What::Preposition("oltre" | "di" | "tra" | "fra")
        )
    };
    let by = (0..figure).rev().take(4).find(|&i| !small(&items[i]))?;
    let told = |v: &Verb| !v.class.has(WordClass::SAY | WordClass::COPULA);
    let comma = |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Mark(',')));
    let firm = |i: usize| items.get(i).is_some_and(|i| text.is_firm(i)).then_some(Customers::Of(i));
    match &items[by].what {
        What::Verb(v) => (v.finite() && !v.passive && told(v)).then_some(Customers::Subject),
        What::Preposition("da") => {
            let chosen = by.checked_sub(1)?;
            let participle = matches!(&items[chosen].what, What::Verb(v) if v.mood == Mood::Participle && told(v));
            let before = chosen.checked_sub(1).filter(|_| participle)?;
            let named = before - usize::from(before > 0 && comma(before));
            // «Volcano Engine, il cloud del gruppo, scelto da»: past what stands in apposition
            let opens = |&i: &usize| comma(i) && i > 0 && text.is_firm(&items[i - 1]);
            let whole = || (0..named).rev().take(APPOSED_REACH).find(opens).map(|c| Customers::Of(c - 1));
            whole().or_else(|| firm(named).filter(|_| text.governor(items, named) != Some("di")))
        }
        What::Preposition("con") => {
            text.figure_of(&items[figure]).and_then(|f| f.value).filter(|&v| v >= MANY)?;
            match by {
                0 => (figure..items.len()).find(|&i| comma(i)).and_then(|c| firm(c + 1)),
                _ if comma(by - 1) => firm(by.checked_sub(2)?),
                // «il gruppo gestisce l'assistente Yuanbao con 33 milioni di utenti»
                _ if text.is_kind(&items[by - 1], Type::Model) => Some(Customers::Subject),
                _ => None,
            }
        }
        _ => None,
    }
}

/// How many items what stands in apposition to a name may take.
const APPOSED_REACH: usize = 6;

/// From how many customers on a count is one of a firm's size.
const MANY: f64 = 100.0;

/// How many items after a count who is counted may stand.
const COUNTED_REACH: usize = 3;

/// Whether speakers or sources are counted: «due fonti», «tre analisti», «due persone vicine a Intel»; not «arrivati da 40 investitori».
fn speakers(text: &Text<'_>, items: &[Item], figure: usize) -> bool {
    items[figure + 1..].iter().take(COUNTED_REACH).any(|i| match &i.what {
        What::Cue(c) => c.has(WordClass::HEARSAY),
        What::Noun(n) => {
            n.class.has(WordClass::SPEAKER | WordClass::SOURCE) && text.governor(items, figure) != Some("da")
        }
        _ => false,
    })
}

/// Whether who is counted tells of something, and nothing is told of him: «due fonti», «secondo tre banche», «tre fondi hanno detto».
pub(in crate::fact) fn says(text: &Text<'_>, parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    let says = |v: usize| matches!(&items[v].what, What::Verb(v) if v.class.has(WordClass::SAY));
    let according = |i: &Item| matches!(i.what, What::Cue(c) if c.has(WordClass::ACCORDING));
    // «otto deputati hanno depositato giovedì una legge»: a deed of theirs
    let does = |v: usize| {
        let told = WordClass::SAY | WordClass::PLAN | WordClass::SEE | WordClass::COPULA;
        v > figure
            && matches!(&items[v].what, What::Verb(v) if v.finite() && v.mood != Mood::Subjunctive && !v.class.has(told))
    };
    let acts = parsed.clauses[items[figure].clause].verb.is_some_and(does) && text.governor(items, figure).is_none();
    speakers(text, items, figure) && !acts
        || parsed.clauses[items[figure].clause].verb.is_some_and(says)
        || items[..figure].iter().rev().find(|i| !matches!(i.what, What::Function(_))).is_some_and(according)
}

/// Whether speakers, sources or people are counted who are spoken of as sources and do nothing themselves: «cita tre banchieri»; not «tre
/// funzionari temono».
pub(in crate::fact) fn counts_speakers(text: &Text<'_>, parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    let people = |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::PEOPLE));
    let people =
        || items[figure + 1..].iter().take(COUNTED_REACH).any(people) && text.governor(items, figure).is_none();
    let cited = figure.checked_sub(1).is_some_and(|before| matches!(items[before].what, What::Cue(_)));
    let acts = || !cited && parsed.clauses[items[figure].clause].verb.is_some_and(|v| v > figure);
    (speakers(text, items, figure) || people()) && !acts()
}

/// Whether the clause tells of who is counted: no preposition governs the count, and a verb with a person stands there; not «, scelto da oltre
/// 100 clienti», «Quattrocento persone in fila».
pub(in crate::fact) fn told_of(text: &Text<'_>, parsed: &Parsed, figure: usize) -> bool {
    let clause = &parsed.clauses[parsed.items[figure].clause];
    let own = !matches!(clause.hang, Hang::Relative(_)) && clause.verb.is_some();
    own && text.governor(&parsed.items, figure).is_none()
}

/// Whether what is counted by such a noun are firms, or people whose own a sum is: «tre banche», «due persone … un guadagno di 3 milioni»;
/// not «due clienti … il 23% del fatturato».
pub(super) fn counted_apart(class: WordClass, money: bool) -> bool {
    class.has(WordClass::COMPANY) || money && class.has(WordClass::PEOPLE) && !class.has(WordClass::OWNED)
}

/// How many items before a sum the word «cambio» may stand.
const EXCHANGE_REACH: usize = 8;

/// A sum that only tells what money is worth: «1 dollaro = 1,02 euro», «al cambio di 1.000 won per 0,70 euro».
pub(super) fn exchanged(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, .. } = asked;
    let money = |i: usize| items.get(i).and_then(|i| text.unit_kind(i)) == Some(UnitKind::Money);
    let equal = |i: usize| items.get(i).is_some_and(|i| matches!(i.what, What::Mark('=')));
    let before = equal(figure + 1) && money(figure + 2);
    let after = figure > 1 && equal(figure - 1) && money(figure - 2);
    let named = || {
        let mut near = items[..figure].iter().rev().take(EXCHANGE_REACH);
        parsed.figures_of(clause).filter(|&i| money(i)).count() > 1
            && near.any(|i| text.has_role(i.first, WordRole::Exchange))
    };
    (money(figure) && (before || after || named())).then(|| (Fillers::new(), "rate of exchange"))
}

/// How many items after «quanto» what is likened may stand.
const LIKENED_REACH: usize = 6;

/// What an amount is only likened to: «un gigawatt, quanto ne chiedono 350.000 abitazioni».
pub(super) fn likened(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, items, figure, .. } = asked;
    let counted = matches!(asked.kind, None | Some(UnitKind::Measure));
    let mut before = (1..figure).rev().take(LIKENED_REACH).take_while(|&i| !text.figure_item(&items[i]));
    let comma = |i: usize| matches!(items[i - 1].what, What::Mark(','));
    let quanto = |i: usize| comma(i) && text.has_role(items[i].first, WordRole::AsMuch);
    (counted && before.any(quanto)).then(|| (Fillers::new(), "likeness"))
}
