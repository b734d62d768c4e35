//! The relation a figure stands in: said by the noun it hangs on, the verb that governs it, or how it moves.
//!
//! | rule | example | relation |
//! | --- | --- | --- |
//! | `moves` | «è salito del 5%», «+740%» | grow, fall |
//! | `hourly price` | «2,2 euro l'ora» | rent |
//! | `noun before`, `noun after` | «un investimento da 3 miliardi», «57 miliardi di ricavi» | invest, earn |
//! | `verb` | «ha acquistato 10.000 GPU» | buy |
//! | `part of` | «il 20% di …» | share |
//! | `have` | «ha 50.000 GPU» | own |
//! | `subject` | «Le vendite … 3 miliardi» | sell |
//! | `phrase` | «messi in vendita», anywhere in the clause | sell |
//! | `chips of a firm`, `price of a chip` | a count or an amount, and no word that says what of | own, worth |

use super::Text;
use super::parse::{Parsed, What};
use super::who::Subject;
use crate::lexicon::{RelationId, UnitKind, WordClass};
use crate::mention::{Sign, Type};

/// The relation of the figure at item `figure`, and the rule that says so.
pub(super) fn relation(
    text: &Text<'_>,
    parsed: &Parsed,
    figure: usize,
    subject: &Subject,
    company: bool,
    chip: bool,
) -> (RelationId, &'static str) {
    let items = &parsed.items;
    let clause = items[figure].clause;
    let quantity = text.figure_of(&items[figure]).copied().unwrap_or_default();
    let unit = quantity.unit_kind(text.lexicons);
    let known = &text.relations;
    if let Some(sign) = quantity.direction {
        return (if sign == Sign::Up { known.grow } else { known.fall }, "moves");
    }
    // the noun right before the figure, with no verb between: «ricavi per», «una quota del», «un investimento da»
    let mut near = None;
    for at in (0..figure).rev().take(6) {
        match &items[at].what {
            What::Noun(noun) | What::Phrase(noun) if noun.relation.is_some() && items[at].clause == clause => {
                near = noun.relation;
                break;
            }
            What::Verb(_) | What::Mark(_) => break,
            What::Mention(m) if text.mentions[*m as usize].figure().is_some() => break,
            _ => {}
        }
    }
    // right after it: «57 miliardi di ricavi», «il 20% delle vendite»
    let mut after = None;
    for item in items.iter().skip(figure + 1).take(4) {
        match &item.what {
            What::Noun(noun) if noun.relation.is_some() => {
                after = noun.relation;
                break;
            }
            What::Noun(noun) if noun.class.has(WordClass::PEOPLE) && noun.class.has(WordClass::OWNED) => {
                after = Some(known.employ);
                break;
            }
            What::Verb(_) | What::Mark(_) => break,
            _ => {}
        }
    }
    // «2,2 euro l'ora»: what renting costs
    if quantity.rate.is_some_and(|r| text.lexicons.rates[r as usize] == "h") && unit == Some(UnitKind::Money) {
        return (known.rent, "hourly price");
    }
    // the nearest verb before the figure in its clause, else the clause's own; past another figure only the finite one
    // («possiede risorse valutate 1,6 miliardi, tra cui 10.000 GPU»)
    let other = (0..figure).rev().take_while(|&at| items[at].clause == clause).find(|&at| text.figure_item(&items[at]));
    let verb = (0..figure)
        .rev()
        .filter(|&at| items[at].clause == clause)
        .find_map(|at| match &items[at].what {
            What::Verb(verb) if !verb.finite() && other.is_some_and(|o| at < o) => None,
            What::Verb(verb) if !verb.class.has(WordClass::SAY) || verb.relation.is_some() => Some(verb),
            _ => None,
        })
        .or_else(|| {
            (figure + 1..items.len().min(figure + 10)).find_map(|at| match &items[at].what {
                What::Verb(verb) if items[at].clause == clause => Some(verb),
                _ => None,
            })
        });
    let moving = |r: Option<RelationId>| r == Some(known.grow) || r == Some(known.fall);
    let by_verb =
        verb.and_then(|v| v.relation).filter(|r| !moving(Some(*r)) || unit.is_none_or(|u| u != UnitKind::Percent));
    let share = matches!(unit, Some(UnitKind::Percent | UnitKind::Points | UnitKind::Money));
    if share && let Some(noun) = near.filter(|r| !moving(Some(*r))) {
        return (noun, "noun before");
    }
    if let Some(relation) = by_verb.filter(|r| !moving(Some(*r))) {
        return (relation, "verb");
    }
    if let Some(noun) = near.filter(|r| !moving(Some(*r))) {
        return (noun, "noun before");
    }
    if let Some(noun) = after.filter(|r| !moving(Some(*r))) {
        return (noun, "noun after");
    }
    if unit == Some(UnitKind::Percent)
        && by_verb.is_none()
        && items[figure + 1..].iter().take(2).any(|i| matches!(i.what, What::Preposition("di")))
    {
        return (known.share, "part of");
    }
    // «ha 50.000 GPU», «i suoi 10.000 H800»
    let has = verb.is_some_and(|v| text.lexicons.verbs[v.verb as usize].id == "avere");
    if has && unit.is_none() && (company || chip) {
        return (known.own, "have");
    }
    // the clause's subject, or a phrase in it
    let subject_noun = subject.item.and_then(|s| match &items[s].what {
        What::Noun(noun) => noun.relation,
        _ => None,
    });
    if let Some(relation) = subject_noun {
        return (relation, "subject");
    }
    let phrase = items.iter().find_map(|i| match &i.what {
        What::Phrase(p) if i.clause == clause => p.relation,
        _ => None,
    });
    if let Some(relation) = phrase {
        return (relation, "phrase");
    }
    if let Some(relation) = by_verb {
        return (relation, "verb");
    }
    let priced = unit == Some(UnitKind::Money)
        && items.iter().any(|i| matches!(i.what, What::Mention(m) if text.mentions[m as usize].kind == Type::Chip));
    match unit {
        None if company && chip => (known.own, "chips of a firm"),
        _ if priced => (known.worth, "price of a chip"),
        _ => (known.other, "none"),
    }
}
