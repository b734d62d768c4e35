//! The chips a verb tells of without naming them: by a pronoun, «quei chip», or the noun its relative clause hangs on.

use super::Asked;
use super::syntax::{HANG_REACH, to_whom};
use crate::fact::parse::{Hang, Item, What};
use crate::fact::{Fillers, Text, who};
use crate::lexicon::{Function, WordClass, WordRole};
use crate::mention::Type;

/// The chips the verb tells of without naming them: those its relative clause hangs on («le TPU, i chip che Google produce»),
/// those a pronoun stands for («le ha prodotte», «comprarle»), «quei chip».
pub(super) fn spoken_of(asked: &Asked<'_>) -> Fillers {
    let Asked { text, parsed, items, at, clause, .. } = *asked;
    if let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang {
        let chips = apposed_chips(text, items, antecedent);
        let first = parsed.clauses[clause].first().unwrap_or(at);
        let whose = text.folded(items[first].first);
        if !chips.is_empty()
            && (whose != "cui" || first > 0 && matches!(items[first - 1].what, What::Preposition("su" | "con" | "di")))
        {
            return chips;
        }
    }
    let before = at.checked_sub(1).map(|b| &items[b]);
    let trains = matches!(&items[at].what, What::Verb(v) if v.relation == Some(text.relations.train));
    // «li prenderà tutti in affitto»: of the expression's verb
    let expressed = parsed.clauses[clause].verb.filter(|&v| matches!(items[at].what, What::Phrase(_)) && v < at);
    let pronoun = by_pronoun(text, items, expressed.unwrap_or(at));
    let those = |i: usize| {
        matches!(items[i].what, What::Function(Function::Demonstrative))
            && !trains
            && items[i].clause == clause
            && text.of_chips(&items[i + 1])
    };
    let from = parsed.clauses[clause].first().unwrap_or(at);
    let pointed = || (from..items.len().min(at + HANG_REACH).saturating_sub(1)).any(those);
    // «venderle è vietato»
    let by_infinitive =
        || before.is_some_and(|i| matches!(&i.what, What::Verb(v) if v.infinitive() && text.ends_in_object(i)));
    if pronoun || by_infinitive() || pointed() {
        // the nearest before it; where that has no name («i chip Nvidia … riesportarli»), none is known
        let one = before.is_some_and(|b| text.has_role(b.first, WordRole::Neuter));
        let thing = |i: &Item| if one { text.is_kind(i, Type::Chip) } else { text.of_chips(i) };
        // «lo stesso acceleratore»: the one named before
        let same = |i: usize| i > 0 && text.has_role(items[i - 1].first, WordRole::Same);
        let near = (0..at).rev().find(|&i| thing(&items[i]) && !same(i));
        let named = near.filter(|&i| matches!(items[i].what, What::Mention(_)));
        if let Some(last) = named.or_else(|| parsed.chips.iter().rev().copied().find(|&c| c < at && !pronoun)) {
            return who::group(text, items, last, &[Type::Chip]);
        }
        // «Google quei processori li affittava»: those spoken of before
        let known = |i: usize| i > 0 && matches!(items[i - 1].what, What::Function(Function::Demonstrative));
        if pronoun && near.is_some_and(|i| !known(i)) {
            return Fillers::new();
        }
        if text.mind.topic_age <= PRONOUN_AGE {
            return text.mind.topic.clone();
        }
    }
    Fillers::new()
}

/// How many items before a verb what «ne» takes up in its clause may stand: «di modelli decenti non ne ha venduti».
const OF_THEM_REACH: usize = 6;

/// Whether a pronoun is the verb's object: «li produce», «comprarle», «non ne vende».
pub(super) fn by_pronoun(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    // «le fornirà i macchinari»
    if to_whom(text, items, at) {
        return false;
    }
    let before = at.checked_sub(1).map(|b| &items[b]);
    let trains = matches!(&items[at].what, What::Verb(v) if v.relation == Some(text.relations.train));
    // «una cifra la fornisce»: the pronoun takes up what stands before it
    let taken_up =
        at >= 2 && matches!(items[at - 2].what, What::Word | What::Noun(_)) && !text.of_chips(&items[at - 2]);
    // «La MI300X piace a Meta, che lo adopera»: what is used, bought or sold is a thing the sentence names
    let one_chip = || {
        let known = text.relations;
        let handled = |r| known.trades(r) || known.deals(r) || r == known.r#use;
        matches!(&items[at].what, What::Verb(v) if v.relation.is_some_and(handled))
            && items[..at].iter().any(|i| text.is_kind(i, Type::Chip))
    };
    let object = |i: &Item| {
        matches!(i.what, What::Function(_) | What::Word)
            && (text.has_role(i.first, WordRole::Object) && (!text.has_role(i.first, WordRole::Neuter) || one_chip()) && !taken_up
                // «ci ha addestrato i suoi modelli»
                || trains && text.has_role(i.first, WordRole::WithIt))
    };
    let finite = matches!(&items[at].what, What::Verb(v) if v.finite());
    // «non ne vende»; not «ne ha annunciato la fine», «di modelli non ne ha»
    let of_it = |i: &Item| {
        let clitic = matches!(i.what, What::Function(Function::Clitic)) && text.has_role(i.first, WordRole::OfIt);
        let none = || at >= 2 && matches!(items[at - 2].what, What::Cue(c) if c.has(WordClass::NEGATION));
        let thing = |i: &Item| matches!(i.what, What::Noun(_) | What::Word) && !text.of_chips(i);
        let of_thing = |p: &[Item]| matches!(p[0].what, What::Preposition("di")) && thing(&p[1]);
        let bare = |i: &Item| !matches!(i.what, What::Function(_) | What::Noun(_) | What::Word | What::Mention(_));
        // «ne vietasse l'esportazione»
        let trade = |i: &Item| matches!(&i.what, What::Noun(n) if n.relation.is_some_and(|r| text.relations.trades(r) || r == text.relations.export));
        let permits = matches!(&items[at].what, What::Verb(v) if v.relation.is_some_and(|r| text.relations.permits(r)));
        if clitic && finite && permits && items.get(at + 2).is_some_and(trade) {
            return true;
        }
        clitic
            && finite
            && none()
            && items.get(at + 1).is_none_or(bare)
            && !items[at.saturating_sub(OF_THEM_REACH)..at].windows(2).any(of_thing)
    };
    let alone = items[at].last == items[at].first + 1;
    let enclitic = !(alone && finite) && text.ends_in_object(&items[at]);
    before.is_some_and(|i| object(i) || of_it(i)) || enclitic
}

/// Whether a pronoun is the verb's object that stands for chips which the sentence speaks of without a name: «i chip sono di Nvidia e li
/// produce TSMC».
pub(super) fn unnamed(asked: &Asked<'_>) -> bool {
    let Asked { text, items, at, .. } = *asked;
    let near = || (0..at).rev().find(|&i| text.of_chips(&items[i]));
    by_pronoun(text, items, at) && near().is_some_and(|i| matches!(items[i].what, What::Noun(_)))
}

/// How many sentences back a pronoun may find its chips.
const PRONOUN_AGE: u32 = 1;

/// How many words a noun in apposition to chips may take: «l'H20, l'unico modello che».
const APPOSED_REACH: usize = 12;

/// The chips item `at` names, or the noun there stands in apposition to: «il B200, tra i chip più recenti, quello su cui».
fn apposed_chips(text: &Text<'_>, items: &[Item], at: usize) -> Fillers {
    let chip = |i: usize| text.is_kind(&items[i], Type::Chip);
    if chip(at) {
        return who::group(text, items, at, &[Type::Chip]);
    }
    let place = |i: usize| text.is_kind(&items[i], Type::Place);
    let noun = matches!(items[at].what, What::Noun(_) | What::Word) || place(at);
    let apart = |i: &usize| {
        let small = matches!(
            items[*i].what,
            What::Word | What::Noun(_) | What::Function(_) | What::Preposition(_) | What::Mark(',')
        );
        !small && !place(*i)
    };
    let from = at.saturating_sub(APPOSED_REACH);
    let stop = (from..at).rev().find(apart);
    // «gli H20 erano gli unici chip che Nvidia poteva vendere»
    let is = stop.filter(|&s| matches!(&items[s].what, What::Verb(v) if v.class.has(WordClass::COPULA)));
    let named = |i: &usize| matches!(items[*i].what, What::Mention(_) | What::Description(_));
    let subject = is.filter(|_| text.of_chips(&items[at])).and_then(|is| (0..is).rev().find(named));
    if let Some(subject) = subject.filter(|&s| chip(s)) {
        return who::group(text, items, subject, &[Type::Chip]);
    }
    let comma = (stop.map_or(from, |s| s + 1)..at).find(|&i| matches!(items[i].what, What::Mark(',')));
    match comma.and_then(|c| c.checked_sub(1)).filter(|&c| noun && chip(c)) {
        Some(named) => who::group(text, items, named, &[Type::Chip]),
        None => Fillers::new(),
    }
}
