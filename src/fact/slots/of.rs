//! What a figure counts or measures, as its head noun.
//!
//! | rule | example |
//! | --- | --- |
//! | `after` | «10.000 GPU», «due nuovi siti», «24.000 H100», «2 miliardi di euro (2,1 di dollari) di vendite» |
//! | `sized` | «un campus da 2 GW», «un processo a 5 nm» |
//! | `before` | «ricavi per 57 miliardi», «le vendite sono salite del 740%», «i ricavi (+5%)» |
//! | `clause above` | «l'utile netto di AMD, che è aumentato del 61%» |
//!
//! Of nouns hung on each other the first is measured: «i ricavi della divisione», «il margine di profitto», «i prezzi a contratto»; not
//! what is said of it by the way: «gli ordini, una misura seguita dal mercato, hanno raggiunto». What a figure in brackets or a comparison
//! measures, where it does not say so, is told by the one before it (`parallel.rs`).

use super::phrase::prenominal;
use crate::fact::Text;
use crate::fact::parse::{Carried, Hang, Item, Parsed, Verb, What, past_bracket};
use crate::lexicon::{Function, TermKind, UnitKind, WordClass, WordRole};
use crate::mention::{Sign, Type};
use crate::span::Span;

/// What is counted or measured, as its head noun.
pub(in crate::fact) fn of(text: &Text<'_>, parsed: &Parsed, figure: usize) -> (Option<Span>, &'static str) {
    let items = &parsed.items;
    let Some(quantity) = text.figure_of(&items[figure]) else { return (None, "none") };
    let span = |i: usize| Span::new(text.tokens[items[i].first].start, text.tokens[items[i].last - 1].end);
    if let Some(at) = noun_after(text, parsed, figure, quantity.unit.is_none()) {
        return (Some(span(at)), "after");
    }
    if let Some(at) = sized(text, items, figure) {
        return (Some(span(at)), "sized");
    }
    let amounts = |i: &usize| amount(text, items, *i).is_some();
    match measured(text, parsed, figure, amounts) {
        // «un fatturato totale di 46 miliardi»: the head, not what says more of it
        Some((i, rule)) => {
            let head = i.checked_sub(1).filter(amounts).unwrap_or(i);
            (amount(text, items, head).or_else(|| Some(span(head))), rule)
        }
        None => (None, "none"),
    }
}

/// The amount an item names, where it does: a noun, or the one an expression ends in («realizzare un fatturato», «con una capitalizzazione
/// di»). «La cifra», «quella di Nvidia», «sul mercato» measure nothing themselves.
fn amount(text: &Text<'_>, items: &[Item], at: usize) -> Option<Span> {
    let item = &items[at];
    let measures = |c: WordClass| c.has(WordClass::AMOUNT) && !c.has(WordClass::TOTAL);
    let span = |first: usize, last: usize| Span::new(text.tokens[first].start, text.tokens[last].end);
    match &item.what {
        What::Noun(noun) => {
            let market = || text.has_role(item.first, WordRole::Market) && text.governor(items, at) == Some("su");
            (measures(noun.class) && !text.is_that(item.first) && !market()).then(|| span(item.first, item.last - 1))
        }
        What::Verb(Verb { relation, .. }) | What::Phrase(Carried { relation, .. }) => {
            let known = &text.relations;
            relation.filter(|&r| known.tells(r) || r == known.worth)?;
            let noun = (item.first + 1..item.last).rev().find(|&t| {
                let token = &text.tokens[t];
                let nouns = &text.lexicons.nouns;
                token.begins(TermKind::Noun)
                    && text.articled(t)
                    && text.lexicons.vocabulary.own(token, TermKind::Noun).any(|n| measures(nouns[n as usize].class))
            })?;
            Some(span(noun, noun))
        }
        _ => None,
    }
}

/// The amount before a figure that it measures, as an item, and the rule that says so.
fn measured(
    text: &Text<'_>,
    parsed: &Parsed,
    figure: usize,
    amounts: impl Fn(&usize) -> bool + Copy,
) -> Option<(usize, &'static str)> {
    let items = &parsed.items;
    let above =
        || amount_above(text, parsed, figure, amounts).map(|i| (chief(text, items, i, amounts), "clause above"));
    // «i ricavi nel segmento NAND», «ricavi dalla vendita di schede»: not what only says which ones
    let within = |i: &usize| matches!(text.governor(items, *i), Some("in" | "da"));
    let mut before = parsed.telling_before(figure).filter(amounts);
    let Some(nearest) = before.next() else {
        let bracketed = before_bracket(text, parsed, figure, amounts).map(|i| (i, "before"));
        return bracketed.or_else(above);
    };
    let aside = aside(text, parsed, nearest, figure);
    let head = match aside {
        Some(comma) => before.find(|i| *i < comma && text.governor(items, *i).is_none()),
        None if within(&nearest) => before.find(|i| !within(i)),
        None => None,
    };
    let close = |h: &usize| aside.is_some() || !items[*h..nearest].iter().any(|i| matches!(i.what, What::Mark(_)));
    // «risultati segnati da profitti in calo a 2 miliardi»: what says less
    let relation = |i: usize| match &items[i].what {
        What::Noun(n) => n.relation,
        _ => None,
    };
    let head = head.filter(close).filter(|&h| relation(h).is_some() || relation(nearest).is_none());
    // «che nei primi scambi perde il 6%»
    if head.is_none()
        && within(&nearest)
        && let Some(found) = above()
    {
        return Some(found);
    }
    let found = head.unwrap_or(nearest);
    if of_another(text, items, found, figure) {
        return None;
    }
    let noun = numbered(text, items, found, figure).unwrap_or_else(|| chief(text, items, found, amounts));
    Some((noun, "before"))
}

/// The amount right before the bracket that a figure alone stands in: «le consegne (+110%)», «i ricavi di Nvidia (+5%)».
fn before_bracket(
    text: &Text<'_>,
    parsed: &Parsed,
    figure: usize,
    amounts: impl Fn(&usize) -> bool + Copy,
) -> Option<usize> {
    let items = &parsed.items;
    let this = &parsed.clauses[items[figure].clause];
    let open = this.first().filter(|_| this.hang == Hang::Bracket && this.verb.is_none())?;
    let mut at = open.checked_sub(1)?;
    while matches!(items[at].what, What::Mention(_) | What::Word) && !items[at].figure && at > 1 {
        // «Bene Amd (+3%)»: the name alone is no part of an amount
        let of = matches!(items[at - 1].what, What::Preposition("di")) && !matches!(items[at].what, What::Word);
        at -= if of { 2 } else { 1 };
        if !of && matches!(items[at + 1].what, What::Mention(_)) {
            return None;
        }
    }
    // «l'elettronica di consumo (35%)»: what it hangs on is told
    let head = Some(at).filter(amounts).map(|at| chief(text, items, at, amounts))?;
    let hangs = head.checked_sub(1).is_some_and(|b| text.word(items[b].first) == "di");
    Some(head).filter(|_| !hangs)
}

/// What is so many as the figure says, where the amount at item `at` is only its number: «Il numero di utenti supererà i due milioni».
fn numbered(text: &Text<'_>, items: &[Item], at: usize, figure: usize) -> Option<usize> {
    let number = matches!(&items[at].what, What::Noun(n) if n.relation.is_none());
    let of = matches!(items[at + 1].what, What::Preposition("di"));
    let counted = text.figure_of(&items[figure]).is_some_and(|f| f.unit.is_none());
    let small = |i: usize| matches!(items[i].what, What::Function(Function::Article)) || prenominal(text, items, i);
    let noun = (at + 2..figure).find(|&i| !small(i))?;
    let things = WordClass::PEOPLE | WordClass::CHIP | WordClass::SITE | WordClass::COMPANY;
    let counts =
        matches!(&items[noun].what, What::Noun(n) if n.class.has(things)) || text.is_kind(&items[noun], Type::Chip);
    (number && of && counted && counts).then_some(noun)
}

/// The comma that opens the aside an item stands in, between the subject and its verb: «Gli ordini netti, una misura seguita dal mercato,
/// hanno raggiunto …».
fn aside(text: &Text<'_>, parsed: &Parsed, at: usize, figure: usize) -> Option<usize> {
    let items = &parsed.items;
    let verb = parsed.clauses[items[at].clause].verb.filter(|&v| at < v && v < figure)?;
    let comma = |i: &usize| matches!(items[*i].what, What::Mark(','));
    let open = (0..at).rev().find(comma).filter(|&o| o > 0 && items[o].clause == items[at].clause)?;
    let opens = matches!(
        items[open + 1].what,
        What::Verb(_) | What::Word | What::Noun(_) | What::Function(Function::Article | Function::Indefinite)
    );
    ((at + 1..verb).any(|i| comma(&i)) && opens && text.governor(items, at).is_some()).then_some(open)
}

/// Whether the share at item `amount` is told by a figure of its own, and a growth after it by this one: «una quota del 38% e una crescita
/// del 3%».
fn of_another(text: &Text<'_>, items: &[Item], amount: usize, figure: usize) -> bool {
    let share = matches!(&items[amount].what, What::Noun(n) if n.relation == Some(text.relations.share))
        || text.has_role(items[amount].first, WordRole::Market);
    let moved = text.figure_of(&items[figure]).is_some_and(|f| matches!(f.direction, Some(Sign::Up | Sign::Down)));
    let percent = |i: &Item| text.unit_kind(i) == Some(UnitKind::Percent);
    let told = || items[amount..figure].iter().position(percent).map(|f| amount + f);
    let change =
        |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::UP) || n.class.has(WordClass::DOWN));
    share && moved && told().is_some_and(|f| items[f..figure].iter().any(change))
}

/// How many articles and adjectives may stand between two nouns of which one hangs on the other.
const CHAIN: usize = 4;

/// The amount that the one at item `at` only says more of: «i ricavi della divisione», «il margine di profitto», «i prezzi a contratto». What
/// is planned or estimated, and in what deal, is measured itself.
fn chief(text: &Text<'_>, items: &[Item], at: usize, amounts: impl Fn(&usize) -> bool) -> usize {
    let mut head = at;
    for _ in 0..CHAIN {
        let little = |i: usize| match items[i].what {
            What::Word => true,
            What::Function(f) => matches!(f, Function::Article | Function::Possessive | Function::Demonstrative),
            _ => false,
        };
        let Some(by) = (0..head).rev().take(CHAIN).find(|&i| !little(i)) else { break };
        let bare = by + 1 == head && text.preposition(items[by].first) == Some(text.word(items[by].first));
        let above = match items[by].what {
            What::Preposition("di") => {
                // «i ricavi di Nvidia della divisione»
                let small = |i: usize| match items[i].what {
                    What::Word | What::Preposition("di") => true,
                    What::Mention(_) => !items[i].figure && !text.is_kind(&items[i], Type::Date),
                    _ => false,
                };
                (0..by).rev().take(CHAIN).find(|&i| !small(i))
            }
            What::Preposition("a") if bare => by.checked_sub(1),
            // «con una capitalizzazione di mercato»
            What::Phrase(_) | What::Verb(_) if text.ends_in_preposition(&items[by]) => Some(by),
            _ => None,
        };
        let other = |i: &usize| matches!(&items[*i].what, What::Noun(n) if n.class.has(WordClass::PLAN | WordClass::SOURCE | WordClass::DEED));
        let Some(above) = above.filter(|i| amounts(i) && !other(i)) else { break };
        head = above;
    }
    head
}

/// How many items may stand between a noun and the «da» that tells its size.
const SIZED: usize = 8;

/// The thing whose size or price a figure tells: «un campus da 2 GW», «un data center "AI-ready" da oltre 200 megawatt», «moduli GDDR7 a 30
/// Gbps», «un processo a 5 nm».
fn sized(text: &Text<'_>, items: &[Item], figure: usize) -> Option<usize> {
    let bound = |i: usize| {
        matches!(items[i].what, What::Function(Function::Adverb | Function::Article))
            || text.tokens[items[i].first].begins(TermKind::Bound)
    };
    let by =
        (0..figure).rev().take(4).find(|&i| matches!(items[i].what, What::Preposition("da" | "a")) || !bound(i))?;
    let What::Preposition(plain @ ("da" | "a")) = items[by].what else { return None };
    let quantity = text.figure_of(&items[figure]).filter(|f| f.unit.is_some())?;
    let thing = |i: usize| match &items[i].what {
        What::Noun(n) => {
            !n.class.has(WordClass::TOTAL | WordClass::PEOPLE | WordClass::COMPANY | WordClass::UP | WordClass::DOWN)
                || n.class.has(WordClass::SITE)
        }
        _ => false,
    };
    let lower = |i: usize| {
        let token = &text.tokens[items[i].first];
        matches!(items[i].what, What::Word) && token.is_word() && !token.capital()
    };
    // «al 5%», «dal 5%» end or begin a move
    if text.word(items[by].first) != plain {
        return None;
    }
    if plain == "a" {
        let thing = |n: usize| matches!(items[n].what, What::Noun(_)) || lower(n);
        let chip = by.checked_sub(1).filter(|&c| text.is_kind(&items[c], Type::Chip)).and_then(|c| c.checked_sub(1));
        if let Some(chip) = chip.filter(|_| quantity.unit_kind(text.lexicons) == Some(UnitKind::Measure)) {
            return Some(chip).filter(|&n| thing(n));
        }
        // «un nuovo processo produttivo a 5 nm»: after its article or preposition, and adjectives
        let node = quantity.unit.is_some_and(|u| text.lexicons.units[u as usize].node);
        let led = |n: usize| text.determined(items[n].first) || n > 0 && prenominal(text, items, n - 1);
        let noun = |n: usize| match items[n].what {
            What::Noun(_) => n == 0 || !matches!(items[n - 1].what, What::Function(Function::Clitic)),
            _ => led(n) && !text.has_role(items[n].first, WordRole::Prenominal),
        };
        let mut nouns = (0..by).rev().take(3).take_while(|&n| thing(n));
        return nouns.find(|&n| noun(n)).filter(|_| node);
    }
    // «da 3 a 5 miliardi»: a move, too
    let to = matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Preposition("a")));
    if to && items.get(figure + 2).is_some_and(|i| text.figure_item(i)) {
        return None;
    }
    let adjective = |i: usize| prenominal(text, items, i) || text.has_role(items[i].first, WordRole::Modifier);
    let mut found: Option<usize> = None;
    let mut joined = false;
    for at in (by.saturating_sub(SIZED)..by).rev() {
        match &items[at].what {
            What::Noun(_) if found.is_none() => {
                found = Some(Some(at).filter(|&i| thing(i)).or_else(|| grown(text, items, at))?);
            }
            // «un piano di investimenti da 15 miliardi»
            What::Noun(_) if matches!(items[at + 1].what, What::Preposition("di")) && thing(at) => found = Some(at),
            What::Noun(_) => break,
            // «un fornitore di connettori da 20 centesimi»
            What::Preposition("di") if found.is_none() && lower(at + 1) => found = Some(at + 1),
            // «una gigafabbrica di calcolo da 2 miliardi»
            What::Preposition("di") => {
                let above = at.checked_sub(1).filter(|&w| lower(w) && text.articled(items[w].first));
                let money = found.is_some_and(|f| matches!(&items[f].what, What::Noun(n) if n.relation.is_some()));
                if let Some(above) = above.filter(|_| !money) {
                    return Some(above);
                }
            }
            // «un dual-channel da 32 GB»
            What::Word if !text.tokens[items[at].first].is_word() => joined = true,
            What::Word | What::Mark('"' | '«' | '»' | '“' | '”') => {}
            What::Mention(_) if !items[at].figure => {}
            // «un data center in Texas da 200 megawatt»
            What::Preposition("in" | "a" | "con" | "per") if found.is_none() => {}
            What::Function(Function::Article | Function::Indefinite) if found.is_none() && !joined => {
                // «un enorme cantiere da 2 miliardi»: whatever stands after the article
                let first = (at + 1..by).find(|&i| lower(i) && !adjective(i));
                return first.filter(|&f| !matches!(items[f + 1].what, What::Mention(_)) || f + 1 == by);
            }
            _ => break,
        }
    }
    found
}

/// A noun of growth, where it is the thing itself: «un ampliamento da 600 MW».
fn grown(text: &Text<'_>, items: &[Item], at: usize) -> Option<usize> {
    let determined = at > 0 && text.determined(items[at].first);
    matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::UP) && determined).then_some(at)
}

/// The noun right after a figure, past what says more of it; a chip too, where things are `counted`.
fn noun_after(text: &Text<'_>, parsed: &Parsed, figure: usize, counted: bool) -> Option<usize> {
    let items = &parsed.items;
    let from = past_aside(items, figure);
    for (at, item) in items.iter().enumerate().skip(from).take(4) {
        match &item.what {
            // «contro i 7 di quella di Intel»: stands for another
            What::Noun(_) if text.is_that(item.first) => break,
            // «32 GB totali», «il 16% del suo totale»: of what stands before
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

/// The item after a figure, past a bracket that says it again before «di»: «2 miliardi di euro (2,1 miliardi di dollari) di vendite».
pub(in crate::fact) fn past_aside(items: &[Item], figure: usize) -> usize {
    let next = figure + 1;
    let bracket = matches!(items.get(next).map(|i| &i.what), Some(What::Mark('(')));
    let past = if bracket { past_bracket(items, next) } else { None };
    past.filter(|&p| matches!(items.get(p).map(|i| &i.what), Some(What::Preposition("di")))).unwrap_or(next)
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
            // «il titolo Stm, che perde il 6%»
            let named = || noun.checked_sub(1).filter(|n| text.is_firm(&items[noun]) && amounts(n));
            head.or_else(named).or(Some(noun)).filter(|i| told && amounts(i))
        }
        Hang::Gerund => {
            // «…, mentre i ricavi sono saliti del 16%, raggiungendo 26 miliardi»: what stands right before it
            let beside = || items[first.checked_sub(1)?].clause.into();
            let has_verb = |c: &usize| parsed.clauses[*c].verb.is_some();
            let parent = this.parent.filter(has_verb).or_else(beside)?;
            let verb = parsed.clauses[parent].verb.filter(|&v| v < first)?;
            parsed.telling_before(verb).find(|i| amounts(i))
        }
        _ => None,
    }
}
