//! What a figure counts or measures, as its head noun.
//!
//! | rule | example |
//! | --- | --- |
//! | `after` | «10.000 GPU», «due nuovi siti», «24.000 H100» |
//! | `before` | «ricavi per 57 miliardi», «le vendite sono salite del 740%» |
//! | `clause above` | «l'utile netto di AMD, che è aumentato del 61%» |

use super::phrase::prenominal;
use crate::fact::Text;
use crate::fact::parse::{Hang, Parsed, What};
use crate::lexicon::{Function, TermKind, WordClass, WordRole};
use crate::mention::Type;
use crate::span::Span;

/// What is counted or measured, as its head noun: right `after` the figure, or an amount `before` it.
pub(in crate::fact) fn of(text: &Text<'_>, parsed: &Parsed, figure: usize) -> (Option<Span>, &'static str) {
    let items = &parsed.items;
    let Some(quantity) = text.figure_of(&items[figure]) else { return (None, "none") };
    let span = |i: usize| Span::new(text.tokens[items[i].first].start, text.tokens[items[i].last - 1].end);
    if let Some(at) = noun_after(text, parsed, figure, quantity.unit.is_none()) {
        return (Some(span(at)), "after");
    }
    // before it: «ricavi per 57 miliardi», «le vendite sono salite del 740%»
    // «la cifra», «quella di Nvidia», «sul mercato» measure nothing themselves
    let amounts = |i: &usize| {
        let first = items[*i].first;
        let market = || text.has_role(first, WordRole::Market) && text.governor(items, *i) == Some("su");
        let amount = matches!(&items[*i].what, What::Noun(n) if n.class.has(WordClass::AMOUNT) && !n.class.has(WordClass::TOTAL));
        amount && !text.is_that(first) && !market()
    };
    // «i ricavi nel segmento NAND», «ricavi dalla vendita di schede»: not what only says which ones
    let within = |i: &usize| matches!(text.governor(items, *i), Some("in" | "da"));
    let mut before = parsed.telling_before(figure).filter(amounts);
    let nearest = before.next();
    let head = if nearest.as_ref().is_some_and(within) { before.find(|i| !within(i)) } else { None };
    let close = |h: &usize| !items[*h..nearest.unwrap_or(*h)].iter().any(|i| matches!(i.what, What::Mark(_)));
    let amount = head.filter(close).or(nearest);
    let above = || amount_above(text, parsed, figure, amounts).map(|i| (i, "clause above"));
    match amount.map(|i| (i, "before")).or_else(above) {
        // «un fatturato totale di 46 miliardi»: the head, not what says more of it
        Some((i, rule)) => (Some(span(i.checked_sub(1).filter(amounts).unwrap_or(i))), rule),
        None => (None, "none"),
    }
}

/// The noun right after a figure, past what says more of it; a chip too, where things are `counted`.
fn noun_after(text: &Text<'_>, parsed: &Parsed, figure: usize, counted: bool) -> Option<usize> {
    let items = &parsed.items;
    for (at, item) in items.iter().enumerate().skip(figure + 1).take(4) {
        match &item.what {
            // «contro i 7 di quella di Intel»: stands for another
            What::Noun(_) if text.is_that(item.first) => break,
            // «il 16% del suo totale»: of the amount told before
            What::Noun(n) if n.class.has(WordClass::TOTAL) => break,
            What::Noun(_) => return Some(at),
            What::Mention(m) if counted && matches!(text.mentions[*m as usize].kind, Type::Chip) => {
                return Some(at);
            }
            // «otto volte più di un anno prima»: a bound is nothing counted
            What::Word if text.tokens[item.first].begins(TermKind::Bound) => break,
            What::Word if text.has_role(item.first, WordRole::Modifier) => break,
            // «100 miliardi gradualmente»
            What::Word if text.word(item.first).ends_with("mente") => break,
            // «due nuovi siti», «migliaia di potentissime GPU», «3.000 nuove e costosissime schede»
            What::Word if prenominal(text, items, at) => {}
            // «dai 101mila attuali»: with no noun after it
            What::Word if text.has_role(item.first, WordRole::Prenominal) => {
                // «metà della nuova domanda»
                if !matches!(items.get(at + 1).map(|i| &i.what), Some(What::Word)) {
                    break;
                }
            }
            What::Function(Function::Conjunction) if at > figure + 1 && prenominal(text, items, at + 1) => {}
            // «10 Stati membri»
            What::Word
                if text.tokens[item.first].is_word()
                    && (!text.tokens[item.first].capital() || text.has_role(item.first, WordRole::Realm)) =>
            {
                return Some(at);
            }
            // «il 20% del suo fatturato»
            What::Function(Function::Article | Function::Possessive) | What::Preposition("di") => {}
            _ => break,
        }
    }
    None
}

/// The amount a relative clause or a gerund goes on to tell of: «l'utile netto di AMD, che è aumentato del 61%», «Il fatturato è salito,
/// attestandosi a 2 miliardi».
fn amount_above(text: &Text<'_>, parsed: &Parsed, figure: usize, amounts: impl Fn(&usize) -> bool) -> Option<usize> {
    let items = &parsed.items;
    let this = &parsed.clauses[items[figure].clause];
    let first = this.first()?;
    match this.hang {
        Hang::Relative(Some(antecedent)) => {
            let measures = |v: usize| {
                let What::Verb(verb) = &items[v].what else { return false };
                let level = WordClass::COPULA | WordClass::LIGHT | WordClass::UP | WordClass::DOWN | WordClass::OVER;
                let known = text.relations;
                let tells = verb.relation.is_some_and(|r| [known.worth, known.grow, known.fall].contains(&r));
                let eventful = verb.relation.is_some_and(|r| known.eventful(r));
                (tells || verb.class.has(level | WordClass::NEAR | WordClass::SHIFT)) && !eventful && !verb.passive
            };
            let told = this.verb.is_some_and(|v| v < figure && measures(v)) && text.folded(items[first].first) == "che";
            // of a firm, what of it is measured stands before
            let of_firm = text.is_firm(&items[antecedent])
                && antecedent >= 2
                && matches!(items[antecedent - 1].what, What::Preposition("di"));
            let noun = if of_firm { antecedent - 2 } else { antecedent };
            // «La quota di Nvidia nel mercato cinese, che …»
            let within = matches!(items[first - 1].what, What::Mark(',')) && text.governor(items, noun) == Some("in");
            let head = if within { parsed.telling_before(noun).find(|i| amounts(i)) } else { None };
            head.or(Some(noun)).filter(|i| told && amounts(i))
        }
        Hang::Gerund => {
            let parent = this.parent?;
            let verb = parsed.clauses[parent].verb.filter(|&v| v < first)?;
            parsed.telling_before(verb).find(|i| amounts(i))
        }
        _ => None,
    }
}
