//! The chips a figure's own noun phrase names, or that stand right beside it.

use super::clause::subject;
use super::list::{chips, with_system};
use super::told::parts;
use super::{Answer, Asked, COUNTED};
use crate::fact::parse::{Item, Verb, What};
use crate::fact::slots::phrase::prenominal;
use crate::fact::{Text, who};
use crate::lexicon::{Function, Mood, UnitKind, WordClass, WordRole};
use crate::mention::Type;

/// What the noun phrase of a figure counts.
#[derive(Clone, Copy, Default)]
pub(super) struct Phrase {
    /// The chip it names: an item.
    named: Option<usize>,
    /// Whether its head is a noun of chips.
    pub of_chips: bool,
    /// Whether its head is something else.
    pub of_others: bool,
}

/// What stands after the figure, in its own noun phrase.
pub(super) fn phrase(asked: &Asked<'_>) -> Phrase {
    let Asked { text, items, figure, unit, .. } = *asked;
    let mut phrase = Phrase::default();
    // a share or sum of what chips bring in
    let sum = matches!(unit, Some(UnitKind::Percent | UnitKind::Money)) && asked.quantity.direction.is_none();
    let participle =
        |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Verb(v)) if v.mood == Mood::Participle);
    let present = |i: usize| {
        let ends = |end: &&str| text.word(items[i].last - 1).ends_with(*end);
        matches!(items[i].what, What::Word) && ["anti", "enti", "ante", "ente"].iter().any(ends)
    };
    // «il doppio della GB200»: what it is compared with; «raddoppia gli Ascend» has an object
    let object = text.multiplies_item(&items[figure])
        && matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Function(Function::Article)));
    let compares = unit == Some(UnitKind::Multiple) && !object;
    let (mut past, mut paid) = (0, false);
    for at in figure + 1..if compares { figure } else { items.len().min(figure + 9) } {
        if at < past {
            continue;
        }
        if matches!(items[at].what, What::Mark('('))
            && let Some(after) = past_aside(text, items, at)
        {
            let Some(after) = after else { break };
            past = after;
            continue;
        }
        match &items[at].what {
            // «12.000 dollari rispetto alla H100»: what it is compared with
            _ if text.has_role(items[at].first, WordRole::Comparison) => break,
            // «il 45% più veloce della H100»: likewise
            What::Word if at == figure + 1 && asked.share() && text.has_role(items[at].first, WordRole::Degree) => {
                break;
            }
            // «il 60% di quelle di una H100»: likewise
            What::Function(_) | What::Noun(_) | What::Word if asked.share() && text.is_that(items[at].first) => break,
            // «in sei anni»: how long the sum is paid
            What::Mention(_) if sum && text.unit_kind(&items[at]) == Some(UnitKind::Time) => {}
            What::Mention(_) if text.is_kind(&items[at], Type::Chip) => {
                return Phrase { named: Some(at), ..phrase };
            }
            What::Mention(_) if text.figure_item(&items[at]) => break,
            What::Mention(_) if text.is_kind(&items[at], Type::Date) && sum => {}
            What::Mention(_) if text.is_kind(&items[at], Type::Date) => break,
            // «1.536 AMD MI308»: with its maker before it
            What::Mention(_) if at == figure + 1 && text.is_firm(&items[at]) && asked.is_chip(at + 1) => {}
            What::Mention(_) | What::Description(_) if text.governor(items, at).is_none() && !phrase.of_chips => break,
            What::Mention(_) | What::Description(_) => {}
            What::Noun(n) => {
                phrase.of_chips |= n.class.has(WordClass::CHIP) && !phrase.of_others;
                phrase.of_others |= !n.class.has(WordClass::CHIP) && !phrase.of_chips && at <= figure + 2;
            }
            // «30.000 GPU basate sull'architettura Hopper», «2 milioni per vendere il chip H20»
            What::Verb(v)
                if v.mood == Mood::Participle
                    && phrase.of_chips
                    && matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("su"))) => {}
            // «Delle 600.000 GPU 350.000 sono H100»
            What::Verb(v)
                if at == figure + 1 && unit.is_none() && v.class.has(WordClass::COPULA) && asked.is_chip(at + 1) =>
            {
                return Phrase { named: Some(at + 1), ..phrase };
            }
            What::Verb(v) if paid_for(asked, at, v) => paid = true,
            // «per affittare spazio accanto alle H20»
            What::Word if paid && !prenominal(text, items, at) => break,
            What::Verb(v) if !(sum && !v.finite() && !v.infinitive()) => break,
            // «due acceleratori: B300 e GB300»
            What::Mark(':') if phrase.of_chips && items.get(at + 1).is_some_and(|i| text.is_kind(i, Type::Chip)) => {}
            // «oneri per 5 miliardi nel trimestre, legati alle scorte di H20»
            What::Mark(',') if sum && participle(at + 1) => {}
            What::Mark(c) if !matches!(c, '"' | '«' | '»' | '“' | '”' | '(') => break,
            What::Function(Function::Conjunction) if prenominal(text, items, at - 1) => {}
            What::Function(
                Function::Relative | Function::Subordinator | Function::Conjunction | Function::Adversative,
            ) => break,
            // «500 milioni promessi per Gaudi 3», «il 15% dei ricavi ottenuti in Cina con le H20»
            What::Preposition("su") if phrase.of_chips && participle(at - 1) => {}
            // «27 miliardi generati dai soli Blackwell», «i 40.000 richiesti da Nvidia per una B300», «dei ricavi derivanti dalle vendite di H20»
            What::Preposition("da") if sum && (participle(at - 1) || present(at - 1)) => {}
            What::Preposition(p)
                if !matches!(*p, "di" | "con") && at > figure + 1 && !(sum && matches!(*p, "per" | "in" | "a")) =>
            {
                break;
            }
            What::Word if at == figure + 1 && !prenominal(text, items, at) => phrase.of_others = true,
            _ => {}
        }
    }
    phrase
}

/// The chip the noun phrase names.
pub(super) fn counted(asked: &Asked<'_>) -> Option<Answer> {
    let named = asked.phrase.named?;
    // «raggiunge il 60% delle prestazioni di una H100»: of the one that is compared with it
    if asked.text.share_of_data(asked.items, named) {
        return subject(asked);
    }
    Some((with_system(asked, chips(asked.text, asked.items, named)), COUNTED))
}

/// The item after the bracket that opens at item `open`, where it holds a figure or a verb of its own and the noun phrase goes on behind it:
/// «3.000 (forse 4.000) GPU H200», «50 miliardi di yuan (7 di dollari) di chip H20». Nothing where a bracket of a chip alone opens.
fn past_aside(text: &Text<'_>, items: &[Item], open: usize) -> Option<Option<usize>> {
    let close = (open + 1..items.len()).find(|&i| matches!(items[i].what, What::Mark(')')))?;
    let own = |i: &Item| text.figure_item(i) || matches!(i.what, What::Verb(_));
    if !items[open..close].iter().any(own) {
        return None;
    }
    let goes_on = items.get(close + 1).is_some_and(|i| matches!(i.what, What::Preposition("di")) || text.of_chips(i));
    Some(goes_on.then_some(close + 1))
}

/// Whether the infinitive at item `at`, after «per», says what the sum is paid for: «pagherà 2 milioni per vendere gli H20», «un contratto da
/// 10 miliardi per noleggiare le sue TPU».
fn paid_for(asked: &Asked<'_>, at: usize, verb: &Verb) -> bool {
    let Asked { text, items, figure, unit, .. } = *asked;
    let known = text.relations;
    let deal = verb.relation.is_some_and(|r| known.trades(r));
    // «verserà il 25% per vendere gli H200»
    let sum = matches!(unit, None | Some(UnitKind::Money | UnitKind::Currency | UnitKind::Percent));
    let by = matches!(items[at - 1].what, What::Preposition("per"));
    let paid = || {
        let before = items[..figure].iter().rev().take(4).find(|i| matches!(i.what, What::Verb(_)));
        at == figure + 2 && before.is_some_and(|i| matches!(&i.what, What::Verb(v) if v.relation == Some(known.invest)))
    };
    // «un contratto da 10 miliardi per noleggiare le sue TPU»
    let agreed = || {
        let by = (0..figure).rev().take(3).find(|&i| matches!(items[i].what, What::Preposition("da" | "di" | "per")));
        let noun = by.and_then(|b| b.checked_sub(1)).map(|n| &items[n].what);
        matches!(noun, Some(What::Noun(n)) if n.class.has(WordClass::DEED))
    };
    sum && verb.infinitive() && deal && by && (paid() || agreed())
}

/// The chip whose size the figure tells, right before it: «Cpu Venice da 256 core», «le HBM3E a 12 strati», «36 Cpu Vera,
/// queste ultime con 88 core».
pub(super) fn size(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, figure, .. } = *asked;
    let joint = figure.checked_sub(1).filter(|&j| matches!(items[j].what, What::Preposition("da" | "con" | "a")))?;
    let last = joint.checked_sub(1)?;
    // «le HBM3E a 12 strati»
    let sized = match items[joint].what {
        What::Preposition("da") => true,
        What::Preposition("a") => parts(asked),
        _ => false,
    };
    if sized && asked.is_chip(last) {
        return Some(asked.chips(last, "size"));
    }
    let latter = last > 0
        && matches!(items[joint].what, What::Preposition("da" | "con"))
        && text.rank(items[last].first) == Some(0)
        && matches!(items[last - 1].what, What::Function(Function::Demonstrative));
    let chip = if latter { (0..last).rev().take(3).find(|&i| asked.is_chip(i)) } else { None };
    chip.map(|at| asked.chips(at, "size"))
}

/// The chip in apposition to what is counted: «40mila processori grafici, in buona parte GB300»; «300 schede, della serie Ironwood»; «ne ha
/// 8.000, tutte B300».
pub(super) fn apposed(asked: &Asked<'_>) -> Option<Answer> {
    let bare = asked.unit.is_none() && matches!(asked.what(asked.figure + 1), Some(What::Mark(',')));
    let named = if asked.phrase.of_chips || bare { named_after(asked) } else { None };
    named.map(|at| asked.chips(at, COUNTED))
}

/// The chip in apposition to the noun of chips that the figure counts, past a comma and what little says how much of it.
fn named_after(asked: &Asked<'_>) -> Option<usize> {
    let Asked { text, items, figure, .. } = *asked;
    // «70.000 chip avanzati (Nvidia GB300)»: an adjective
    let participle = |i: &Item| matches!(&i.what, What::Verb(v) if v.mood == Mood::Participle);
    let open = |i: &Item| {
        !matches!(i.what, What::Mark(_) | What::Verb(_)) && !text.is_kind(i, Type::Figure)
            || asked.phrase.of_chips && participle(i)
    };
    let reach = if asked.phrase.of_chips { 10 } else { 7 };
    let comma = (figure + 1..items.len().min(figure + reach)).find(|&i| !open(&items[i]))?;
    let told_more = matches!(items[comma].what, What::Mark('(' | '–' | '—' | '-'))
        || items[figure + 1..comma].iter().any(participle);
    let small = |i: &Item| {
        matches!(
            i.what,
            What::Function(
                Function::Adverb | Function::Article | Function::Clitic | Function::Quantifier | Function::Pronoun
            ) | What::Preposition("di" | "per" | "fra" | "tra" | "in")
                | What::Noun(_)
                | What::Word
        ) || text.is_firm(i)
    };
    let chip = (comma + 1..items.len().min(comma + 6)).find(|&i| !small(&items[i]))?;
    // «Blackwell GB300»: the last of one name
    let is_chip = |i: usize| items.get(i).is_some_and(|i| text.is_kind(i, Type::Chip));
    let chip = (chip..items.len()).take_while(|&i| is_chip(i)).last().unwrap_or(chip);
    // «70.000 chip – in particolare Nvidia GB300 – verso gli Emirati»: it holds nothing but names
    let name = |i: &&Item| text.is_kind(i, Type::Chip) || matches!(i.what, What::Function(Function::Conjunction));
    let closed = || items[chip..].iter().find(|i| !name(i)).is_none_or(|i| matches!(i.what, What::Mark(_)));
    let apart = matches!(items[comma].what, What::Mark(',' | '(' | '–' | '—' | '-')) && (!told_more || closed());
    (apart && text.is_kind(&items[chip], Type::Chip)).then_some(chip)
}

/// How many items after «sono» what is counted may be named.
const EQUATED_REACH: usize = 6;

/// What the count is: «16.384 (il 72%) erano H20».
pub(super) fn equated(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { parsed, items, figure, clause, .. } = *asked;
    // «… e di questi 300.000 sarebbero i modelli di punta»: a clause that begins with the verb
    let next =
        matches!(asked.what(figure + 1), Some(What::Verb(v)) if v.plural && items[figure + 1].clause == clause + 1);
    if asked.unit.is_some() || asked.subject.item != Some(figure) && !next {
        return None;
    }
    let verb = parsed.clauses[clause].verb.filter(|&v| v > figure && !next).or(next.then_some(figure + 1))?;
    let is = matches!(&items[verb].what, What::Verb(v) if v.class.has(WordClass::COPULA));
    // «di questi 300.000 sarebbero i modelli di punta Siyuan 590»
    let small = |i: usize| {
        matches!(
            items[i].what,
            What::Noun(_) | What::Word | What::Function(Function::Article) | What::Preposition("di")
        )
    };
    let chip = (verb + 1..items.len()).take(EQUATED_REACH).find(|&i| !small(i))?;
    (is && asked.is_chip(chip) && !matches!(items[chip - 1].what, What::Preposition(_)))
        .then(|| asked.chips(chip, COUNTED))
}

/// The chip the last of several counts has after it: «mille, diecimila o centomila H100».
pub(super) fn alternatives(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, figure, .. } = *asked;
    let joined = matches!(asked.what(figure + 1), Some(What::Mark(',') | What::Function(Function::Conjunction)));
    if asked.unit.is_some() || !joined {
        return None;
    }
    let last = who::run(text, items, figure).last().copied().filter(|&l| l != figure)?;
    let small = |i: usize| matches!(items[i].what, What::Noun(_) | What::Function(_) | What::Preposition("di"));
    let at = (last + 1..items.len().min(last + 4)).find(|&i| !small(i))?;
    asked.is_chip(at).then(|| asked.chips(at, COUNTED))
}
