//! What, where, when: the chip counted, the place and date of the figure's own clause, the noun it counts.

use super::parse::{Hang, Item, Parsed, Verb, What};
use super::quantity::Story;
use super::source::ancestors;
use super::subject::{self, Subject};
use super::who;
use super::{Filler, Fillers, Text};
use crate::lexicon::{EntityId, Function, Mood, TermKind, UnitKind, WordClass, WordRole};
use crate::mention::Type;
use crate::span::Span;
use smallvec::smallvec;
use std::ops::Range;

/// The chips joined with the one at item `at`: «H20 e H800», «Nvidia H20 e AMD MI308».
fn chips(text: &Text<'_>, items: &[Item], at: usize) -> Fillers {
    // «24.000 GPU Hopper H100», «9.000 TPU Ironwood»: not the family, where one of it is named right after
    let entity = |i: usize| items.get(i).and_then(|i| text.mention(i)).and_then(|m| m.entity());
    let of_family = |family, chip| text.lexicons.entity(chip).family == Some(family);
    let at = match (entity(at), entity(at + 1)) {
        (Some(family), Some(chip)) if of_family(family, chip) => at + 1,
        _ => at,
    };
    let mut found = who::group(text, items, at, &[Type::Chip]);
    // each with its maker before it
    let mut last = at;
    while let Some(next) = made_beside(text, items, last) {
        for filler in who::group(text, items, next, &[Type::Chip]) {
            if !found.iter().any(|f| f.entity == filler.entity) {
                found.push(filler);
            }
        }
        last = next;
    }
    found
}

/// The chip that a list goes on with after the one at item `at`, past a comma or «e» and its own maker: «e AMD MI308».
fn made_beside(text: &Text<'_>, items: &[Item], at: usize) -> Option<usize> {
    let joins = |i: &Item| matches!(i.what, What::Mark(',' | '/') | What::Function(Function::Conjunction));
    let small = |i: &Item| matches!(i.what, What::Function(Function::Article));
    let joint = items.get(at + 1).filter(|i| joins(i)).map(|_| at + 1)?;
    let maker = (joint + 1..items.len()).take(2).find(|&i| !small(&items[i]))?;
    let entity = |i: usize| items.get(i).and_then(|i| text.mention(i)).and_then(|m| m.entity());
    let owner = text.lexicons.entity(entity(maker + 1)?).owner?;
    (text.is_kind(&items[maker + 1], Type::Chip) && entity(maker) == Some(owner)).then_some(maker + 1)
}

/// Whether the chip at item `at` is a memory that a figure before it counts, and so no device of its own: «512 GB di memoria DDR5».
fn counted_memory(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let memory =
        text.mention(&items[at]).and_then(|m| m.entity()).is_some_and(|e| text.lexicons.entity(e).is("memory"));
    let phrase = items[..at].iter().rev().take(4).take_while(|i| {
        matches!(i.what, What::Noun(_) | What::Word | What::Preposition("di") | What::Function(Function::Article))
            || text.figure_item(i)
    });
    let device =
        |i: &Item| text.figure_of(i).and_then(|f| f.unit).is_some_and(|u| text.lexicons.units[u as usize].device);
    memory && phrase.into_iter().any(device)
}

/// Whether the chip at item `at` is closed off from item `from`: in a bracket that ends before it.
fn bracketed_off(parsed: &Parsed, at: usize, from: usize) -> bool {
    let items = &parsed.items;
    parsed.clauses[items[at].clause].hang == Hang::Bracket
        && items[at].clause != items[from].clause
        && items[at..from].iter().any(|i| matches!(i.what, What::Mark(')' | ']')))
}

/// Whether the chips the figure counts are another maker's than the chip at item `at`: «900 CPU Intel Xeon e 3.600 GPU Nvidia».
fn others_chip(text: &Text<'_>, items: &[Item], figure: usize, at: usize) -> bool {
    let entity = |i: &Item| text.mention(i).and_then(|m| m.entity());
    let owner = entity(&items[at]).and_then(|e| text.lexicons.entity(e).owner);
    let phrase = items[figure + 1..].iter().take(4).take_while(|i| {
        matches!(i.what, What::Noun(_) | What::Word | What::Preposition("di") | What::Function(Function::Article))
            || text.is_firm(i)
    });
    let maker = phrase.filter(|i| matches!(i.what, What::Mention(_))).find_map(entity);
    maker.is_some_and(|m| owner.is_some_and(|o| o != m))
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

/// The chips counted with the one they are parts of, which stands first: «Il CloudMatrix ha 384 Ascend 910C», «72 MI455X, ognuna con
/// 432 GB di HBM4».
fn with_system(text: &Text<'_>, items: &[Item], figure: usize, subject: &Subject, counted: Fillers) -> Fillers {
    let clause = items[figure].clause;
    let chip = |i: usize| text.mention(&items[i]).filter(|m| m.kind == Type::Chip);
    let system = subject.item.filter(|&s| s < figure && items[s].clause == clause && chip(s).is_some());
    let each = || (figure.saturating_sub(4)..figure).find(|&i| text.has_role(items[i].first, WordRole::Each));
    let before = || each().and_then(|e| (e.saturating_sub(3)..e).rev().find(|&i| chip(i).is_some()));
    let named = system.or_else(before).and_then(chip).and_then(|m| Some(Filler { entity: m.entity()?, span: m.span }));
    // «A bordo trovano posto 96 GB di HBM2E»: of the chip told of before
    let memory = |f: &Filler| text.lexicons.entity(f.entity).is("memory");
    let device =
        text.figure_of(&items[figure]).and_then(|f| f.unit).is_some_and(|u| text.lexicons.units[u as usize].device);
    let part = |f: &Filler| memory(f) || text.lexicons.entity(f.entity).is("architecture");
    let topics = || text.mind.topic.first().copied().filter(|t| !part(t)).or(text.about.product);
    let spoken_of = || topics().filter(|_| device && counted.iter().all(memory));
    match named.or_else(spoken_of).filter(|n| counted.iter().all(|c| c.entity != n.entity)) {
        Some(system) => std::iter::once(system).chain(counted).collect(),
        None => counted,
    }
}

/// Whether the infinitive at item `at` says what the sum right before «per» is paid for: «pagherà 2 milioni per vendere gli H20».
fn paid_for(text: &Text<'_>, items: &[Item], figure: usize, at: usize, verb: &Verb, unit: Option<UnitKind>) -> bool {
    let known = text.relations;
    let deal = verb.relation.is_some_and(|r| known.trades(r));
    let sum = matches!(unit, None | Some(UnitKind::Money | UnitKind::Currency));
    let by = at == figure + 2 && matches!(items[figure + 1].what, What::Preposition("per"));
    let paid = || {
        let before = items[..figure].iter().rev().take(3).find(|i| matches!(i.what, What::Verb(_)));
        before.is_some_and(|i| matches!(&i.what, What::Verb(v) if v.relation == Some(known.invest)))
    };
    sum && verb.infinitive() && deal && by && paid()
}

/// The chip a duty is laid on, where the figure tells how high it is: «La tariffa del 25% riguarda H200 e MI308».
fn taxed(text: &Text<'_>, parsed: &Parsed, figure: usize, unit: Option<UnitKind>) -> Option<usize> {
    let items = &parsed.items;
    let clause = items[figure].clause;
    let verb = parsed.clauses[clause].verb.filter(|&v| v > figure && unit == Some(UnitKind::Percent))?;
    let duty = |i: &Item| matches!(&i.what, What::Noun(n) if n.relation == Some(text.relations.tax));
    let own = items[..figure].iter().rev().take(3).any(duty)
        && !items[figure + 1..verb].iter().any(|i| matches!(i.what, What::Verb(_) | What::Mark(_)));
    // its object, or what it lies on
    let small = |i: &Item| {
        matches!(i.what, What::Function(_) | What::Preposition("a" | "su") | What::Word | What::Noun(_))
            || text.is_firm(i)
    };
    let chip = (verb + 1..items.len()).take(TAXED_REACH).find(|&i| !small(&items[i]))?;
    (own && items[chip].clause == clause && text.is_kind(&items[chip], Type::Chip)).then_some(chip)
}

/// How many items after the verb of a duty the chip it is laid on may stand.
const TAXED_REACH: usize = 6;

/// The chip whose size the figure tells, right before it: «Cpu Venice da 256 core», «36 Cpu Vera, queste ultime con 88 core».
fn sized(text: &Text<'_>, parsed: &Parsed, figure: usize) -> Option<usize> {
    let items = &parsed.items;
    let joint = figure.checked_sub(1).filter(|&j| matches!(items[j].what, What::Preposition("da" | "con")))?;
    let last = joint.checked_sub(1)?;
    let own = matches!(items[joint].what, What::Preposition("da")) && text.is_kind(&items[last], Type::Chip);
    if own {
        return Some(last);
    }
    let latter = last > 0
        && text.rank(items[last].first) == Some(0)
        && matches!(items[last - 1].what, What::Function(Function::Demonstrative));
    if latter { (0..last).rev().take(3).find(|&i| text.is_kind(&items[i], Type::Chip)) } else { None }
}

/// How many items a noun of chips and the name in apposition to it may take: «il suo processore di punta, AmpereOne».
const NAMED_REACH: usize = 5;

/// The chips a figure counts, measures or prices.
///
/// | rule | example |
/// | --- | --- |
/// | `counted` | «10.000 GPU H800», «cinquantamila H100» |
/// | `size` | «18 Cpu Venice da 256 core» |
/// | `taxed` | «La tariffa del 25% riguarda H200 e MI308» |
/// | `pronoun` | «ne ha ordinati 16.000», after a sentence on the H20 |
/// | `pieces` | «il primo lotto comprende 25.000 unità», «60 milioni di yuan per ciascun sistema» |
/// | `built of` | «la prima tranche, da 1 gigawatt, sarà basata sulla MI450» |
/// | `clause` | «l'H20 costa 12.000 dollari», «vendite di H20 per 4 miliardi» |
/// | `product` | «- Memoria: 288 GB», in an article on one chip |
/// | `topic` | «Ha 288 GB di memoria.», under a heading or after a sentence on one chip |
pub(super) fn chip(
    text: &Text<'_>,
    parsed: &Parsed,
    figure: usize,
    subject: &Subject,
    story: &Story,
) -> (Fillers, &'static str) {
    let items = &parsed.items;
    let clause = items[figure].clause;
    let Some(quantity) = text.figure_of(&items[figure]) else { return (Fillers::new(), "none") };
    let unit = quantity.unit_kind(text.lexicons);
    // after the figure, in its own noun phrase
    let mut head_chip = false;
    let mut other_head = false;
    // a share or sum of what chips bring in
    let sum = matches!(unit, Some(UnitKind::Percent | UnitKind::Money)) && quantity.direction.is_none();
    let participle =
        |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Verb(v)) if v.mood == Mood::Participle);
    // «il doppio della GB200»: what it is compared with
    let compares = unit == Some(UnitKind::Multiple);
    let mut past = 0;
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
            What::Mention(_) if text.is_kind(&items[at], Type::Chip) => {
                return (with_system(text, items, figure, subject, chips(text, items, at)), "counted");
            }
            What::Mention(_) if text.figure_item(&items[at]) => break,
            What::Mention(_) if text.is_kind(&items[at], Type::Date) && sum => {}
            What::Mention(_) if text.is_kind(&items[at], Type::Date) => break,
            What::Mention(_) | What::Description(_) if text.governor(items, at).is_none() && !head_chip => break,
            What::Mention(_) | What::Description(_) => {}
            What::Noun(n) => {
                head_chip |= n.class.has(WordClass::CHIP) && !other_head;
                other_head |= !n.class.has(WordClass::CHIP) && !head_chip && at <= figure + 2;
            }
            // «30.000 GPU basate sull'architettura Hopper», «2 milioni per vendere il chip H20»
            What::Verb(v)
                if v.mood == Mood::Participle
                    && head_chip
                    && matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("su"))) => {}
            What::Verb(v) if paid_for(text, items, figure, at, v, unit) => {}
            What::Verb(v) if !(sum && !v.finite() && !v.infinitive()) => break,
            // «due acceleratori: B300 e GB300»
            What::Mark(':') if head_chip && items.get(at + 1).is_some_and(|i| text.is_kind(i, Type::Chip)) => {}
            // «oneri per 5 miliardi nel trimestre, legati alle scorte di H20»
            What::Mark(',') if sum && participle(at + 1) => {}
            What::Mark(c) if !matches!(c, '"' | '«' | '»' | '“' | '”' | '(') => break,
            What::Function(Function::Conjunction) if prenominal(text, items, at - 1) => {}
            What::Function(
                Function::Relative | Function::Subordinator | Function::Conjunction | Function::Adversative,
            ) => break,
            // «500 milioni promessi per Gaudi 3», «il 15% dei ricavi ottenuti in Cina con le H20»
            What::Preposition("su") if head_chip && participle(at - 1) => {}
            What::Preposition(p)
                if !matches!(*p, "di" | "con") && at > figure + 1 && !(sum && matches!(*p, "per" | "in" | "a")) =>
            {
                break;
            }
            What::Word if at == figure + 1 && !prenominal(text, items, at) => other_head = true,
            _ => {}
        }
    }
    if let Some(at) = taxed(text, parsed, figure, unit) {
        return (chips(text, items, at), "taxed");
    }
    // «Cpu Venice da 256 core», «queste ultime con 88 core»: of the chip right before
    if let Some(at) = sized(text, parsed, figure) {
        return (chips(text, items, at), "size");
    }
    // «40mila processori grafici, in buona parte GB300»; «300 schede, della serie Ironwood»; «ne ha 8.000, tutte B300»
    let bare_count = unit.is_none() && matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Mark(',')));
    if (head_chip || bare_count)
        && let Some(at) = named_after(text, items, figure)
    {
        return (chips(text, items, at), "counted");
    }
    // «16.384 (il 72%) erano H20»: what the count is
    if unit.is_none()
        && subject.item == Some(figure)
        && let Some(verb) = parsed.clauses[clause].verb.filter(|&v| v > figure)
        && matches!(&items[verb].what, What::Verb(v) if v.class.has(WordClass::COPULA))
        && items.get(verb + 1).is_some_and(|i| text.is_kind(i, Type::Chip))
    {
        return (chips(text, items, verb + 1), "counted");
    }
    // «mille, diecimila o centomila H100»
    if unit.is_none()
        && matches!(
            items.get(figure + 1).map(|i| &i.what),
            Some(What::Mark(',') | What::Function(Function::Conjunction))
        )
        && let Some(&last) = who::run(text, items, figure).last().filter(|&&l| l != figure)
        && let Some(at) = (last + 1..items.len().min(last + 4))
            .find(|&i| !matches!(items[i].what, What::Noun(_) | What::Function(_) | What::Preposition("di")))
        && text.is_kind(&items[at], Type::Chip)
    {
        return (chips(text, items, at), "counted");
    }
    // «- Larghezza di banda: 4,8 TB/s (H100: 3,35 TB/s)»: a list of technical data
    let line = matches!(items[0].what, What::Mark('-' | '–' | '•'))
        || parsed.colons.first().is_some_and(|&c| c < figure.min(5));
    let data = quantity.unit.is_some_and(|u| text.lexicons.units[u as usize].device);
    let own = parsed.clauses[clause].hang != Hang::Bracket && !parsed.chips.iter().any(|&i| i < figure);
    if let Some(product) =
        text.about.product.filter(|_| line && data && own && !parsed.names.iter().any(|&i| i < figure))
    {
        return (smallvec![product], "product");
    }
    if let Some(chips) = pieces(text, parsed, figure, unit) {
        return (chips, "pieces");
    }
    if let Some(one) = who::ordinal(text, parsed, figure, Type::Chip) {
        return (smallvec![one], "ordinal");
    }
    if let Some(one) = who::respectively(text, parsed, figure, &[Type::Chip]) {
        return (smallvec![one], "respectively");
    }
    // «ne ha ordinati 16.000»
    let pronoun = parsed.of_it
        && items[..figure]
            .iter()
            .rev()
            .take(6)
            .any(|i| matches!(i.what, What::Function(Function::Clitic)) && text.has_role(i.first, WordRole::OfIt))
        || items[..figure].iter().rev().take(3).any(|i| {
            matches!(i.what, What::Verb(_))
                && (text.word(i.last - 1).ends_with("rne") || text.word(i.last - 1).ends_with("ndone"))
        });
    // «dei 500 progetti ne sono stati completati 150»
    let of_others = || {
        parsed.figures_of(clause).any(|i| {
            i < figure
                && match items.get(i + 1).map(|n| &n.what) {
                    Some(What::Noun(n)) => !n.class.has(WordClass::CHIP),
                    Some(What::Word) => text.tokens[items[i + 1].first].is_word(),
                    _ => false,
                }
        })
    };
    // «15,7 milioni di azioni»
    let told_after = other_head
        && !items[figure + 1..].iter().take(2).any(|i| text.has_role(i.first, WordRole::Piece))
        && matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Preposition("di") | What::Noun(_)));
    if pronoun && !of_others() && !told_after && unit.is_none_or(|u| u == UnitKind::Measure) {
        let here = parsed.chips.iter().rev().copied().find(|&i| i < figure);
        return match here {
            Some(at) => (chips(text, items, at), "pronoun"),
            // «il 3% del mercato degli acceleratori, e non ne consegnerà più di 143.000»: of those just spoken of
            None if items[..figure]
                .iter()
                .any(|i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::CHIP))) =>
            {
                (Fillers::new(), "pronoun")
            }
            None => (text.mind.topic.clone(), "pronoun"),
        };
    }
    let counts_other = unit.is_none() && (other_head || !head_chip) && !quantity.ellipsis;
    let share = matches!(unit, Some(UnitKind::Percent | UnitKind::Points | UnitKind::Multiple));
    // «il suo processore, AmpereOne, arriva a 192 core»: the parts of the chip that is the subject
    let named = |s: usize| {
        // «la versione dell'H20 veniva proposta a 880.000 yuan»
        let of = matches!(items[s].what, What::Noun(_) | What::Word)
            && matches!(items.get(s + 1).map(|i| &i.what), Some(What::Preposition("di")));
        if of && !share && items.get(s + 2).is_some_and(|i| text.is_kind(i, Type::Chip)) {
            return Some(s + 2);
        }
        let noun = matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::CHIP));
        let here = items[s].clause == clause;
        let reach = s + if !noun {
            1
        } else if here {
            NAMED_REACH
        } else {
            3
        };
        (s..reach.min(items.len()))
            .take_while(|&i| !matches!(items[i].what, What::Verb(_)))
            .find(|&i| text.is_kind(&items[i], Type::Chip) && !(head_chip && others_chip(text, items, figure, i)))
    };
    if counts_other && other_head {
        return match subject.item.filter(|&s| items[s].clause == clause).and_then(named) {
            Some(at) => (chips(text, items, at), "clause"),
            None => (Fillers::new(), "other head"),
        };
    }
    // in the clause: the nearest before the figure, else after it; past another figure only as the clause's subject
    // «Un server con otto H200, che valeva 1 milione, costa 2 milioni»: what a relative clause tells lies aside
    let coordinated = |i: usize| {
        matches!(&items[i].what, What::Verb(v) if v.infinitive())
            && items[..i].iter().rev().take(2).any(|b| matches!(b.what, What::Function(Function::Conjunction)))
    };
    // «e 3.600 GPU Nvidia», after another maker's
    let own_chip = |i: usize| {
        !(text.measure_of(items, i)
            || counted_memory(text, items, i)
            || head_chip && others_chip(text, items, figure, i))
    };
    let before = (parsed.chips.first().copied().unwrap_or(figure)..figure)
        .rev()
        .take_while(|&i| !(text.figure_item(&items[i]) && items[i].clause == clause || coordinated(i)))
        .find(|&i| items[i].clause == clause && text.is_kind(&items[i], Type::Chip) && own_chip(i));
    if let Some(at) = before {
        // «ha tagliato le tariffe della H200 del 25%»
        let of_amount = text.governor(items, at) == Some("di")
            && items[..at]
                .iter()
                .rev()
                .take(4)
                .any(|i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::AMOUNT)));
        // «su ogni H200 venduta il governo tratterrà il 25%»
        let on = text.governor(items, at) == Some("su");
        let own = !share || of_amount || on || subject.item.is_some_and(|s| s == at || (s < at && at < s + 6));
        if own {
            return (chips(text, items, at), "clause");
        }
    }
    // «l'H20», «il nuovo chip Blackwell»
    if let Some(at) = subject.item.and_then(named) {
        return (chips(text, items, at), "clause");
    }
    // «la rivendeva a 45.000»: what was bought before
    let object = parsed.clauses[clause]
        .verb
        .filter(|&v| v < figure)
        .and_then(|v| v.checked_sub(1))
        .is_some_and(|o| items[o].clause == clause && matches!(items[o].what, What::Function(Function::Article)));
    if object && unit == Some(UnitKind::Money) && quantity.unit == story.unit {
        return (story.chip.clone(), "story");
    }
    // a relative clause or bracket speaks of the chip it hangs on
    if let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang
        && text.is_kind(&items[antecedent], Type::Chip)
    {
        return (chips(text, items, antecedent), "clause");
    }
    // «la H20 è prodotta da Tsmc, con una resa che arriva al 40%»: the chip that is the subject of the clause above
    if let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang
        && matches!(&items[antecedent].what, What::Noun(n) if n.class.has(WordClass::AMOUNT))
        && let Some(above) = parsed.clauses[clause].parent
        && let Some(at) = subject::subject(text, parsed, above, &[]).item.filter(|&s| s < antecedent).and_then(named)
    {
        return (chips(text, items, at), "clause above");
    }
    if let Some(at) = sold_above(text, parsed, figure).filter(|_| share) {
        return (chips(text, items, at), "clause above");
    }
    // «la prima tranche, da 1 gigawatt, sarà basata sulla MI450»: what its power is built of
    let power = unit == Some(UnitKind::Measure);
    if power
        && before.is_none()
        && let Some(at) = (figure + 1..items.len())
            .take_while(|&i| !text.figure_item(&items[i]))
            .find(|&i| items[i].clause == clause && text.is_kind(&items[i], Type::Chip))
        && matches!(text.governor(items, at), Some("su" | "con" | "di"))
    {
        return (chips(text, items, at), "built of");
    }
    // «Bloomberg parla di 1,6 milioni»: a bare count beside another source's
    let bare = unit.is_none()
        && items.get(figure + 1).is_none_or(|i| {
            matches!(
                i.what,
                What::Mark(_) | What::Function(Function::Conjunction | Function::Adversative) | What::Verb(_)
            ) || text.is_kind(i, Type::Date)
                || aside(text, items, figure + 1)
        })
        && !of_others();
    let earlier = parsed.figure_before(figure).unwrap_or(0);
    if bare
        && quantity.unit == story.unit
        && !story.chip.is_empty()
        && !items[(earlier + 1).min(figure)..figure].iter().any(|i| {
            text.mention(i)
                .is_some_and(|m| m.kind == Type::Chip && !story.chip.iter().any(|c| Some(c.entity) == m.entity()))
        })
    {
        return (story.chip.clone(), "story");
    }
    // a rent («2,2 euro l'ora») is that of the chip last spoken of; «3 miliardi a trimestre» is none
    let rent = quantity.rate.is_some_and(|r| RENTED_BY.contains(&text.lexicons.rates[r as usize].as_str()));
    if rent && unit == Some(UnitKind::Money) {
        let here = parsed.chips.iter().rev().copied().find(|&i| i < figure);
        return match here {
            Some(at) => (chips(text, items, at), "price"),
            None => (text.mind.topic.clone(), "price"),
        };
    }
    // «il sistema, che riunisce 384 Ascend 910C, arriva a 300 PFLOPS»
    let part = (0..figure).rev().take_while(|&i| !matches!(items[i].what, What::Mark(';')));
    let open = |i: usize| text.is_kind(&items[i], Type::Chip) && own_chip(i) && !bracketed_off(parsed, i, figure);
    if data && let Some(at) = part.into_iter().find(|&i| open(i)) {
        return (chips(text, items, at), "sentence");
    }
    let any = parsed.chips.first().is_some_and(|&i| i < figure);
    let node = quantity.unit.is_some_and(|u| text.lexicons.units[u as usize].node);
    let others = node && !subject.firms.is_empty();
    // «La GPU ha un TDP di 1.000 W», after a sentence on a memory
    let other_kind = || {
        let noun = subject.item.is_some_and(|s| text.of_chips(&items[s]));
        noun && text.mind.topic.iter().all(|t| text.lexicons.entity(t.entity).is("memory"))
    };
    if !any && data && !others && !text.mind.topic.is_empty() && !other_kind() {
        return (text.mind.topic.clone(), "topic");
    }
    (Fillers::new(), "none")
}

/// The chip in apposition to the noun of chips that the figure counts, past a comma and what little says how much of it.
fn named_after(text: &Text<'_>, items: &[Item], figure: usize) -> Option<usize> {
    let open = |i: &Item| !matches!(i.what, What::Mark(_) | What::Verb(_)) && !text.is_kind(i, Type::Figure);
    let comma = (figure + 1..items.len().min(figure + 7)).find(|&i| !open(&items[i]))?;
    let small = |i: &Item| {
        matches!(
            i.what,
            What::Function(
                Function::Adverb | Function::Article | Function::Clitic | Function::Quantifier | Function::Pronoun
            ) | What::Preposition("di" | "per" | "fra" | "tra")
                | What::Noun(_)
                | What::Word
        )
    };
    let chip = (comma + 1..items.len().min(comma + 6)).find(|&i| !small(&items[i]))?;
    (matches!(items[comma].what, What::Mark(',')) && text.is_kind(&items[chip], Type::Chip)).then_some(chip)
}

/// The chips whose sale the clause above tells of, where the share is one of what they bring in: «può vendere gli H200 in Cina,
/// trattenendo il 25% degli incassi», «ma verserà il 25% dei ricavi».
fn sold_above(text: &Text<'_>, parsed: &Parsed, figure: usize) -> Option<usize> {
    let items = &parsed.items;
    let this = &parsed.clauses[items[figure].clause];
    let known = &text.relations;
    let up = this.parent.filter(|_| matches!(this.hang, Hang::Gerund | Hang::Coordinate))?;
    let of = matches!(items.get(figure + 1)?.what, What::Preposition("di"));
    let income = matches!(&items.get(figure + 2)?.what, What::Noun(n) if n.relation.is_some_and(|r| [known.earn, known.sell].contains(&r)));
    let reach = parsed.clauses[up].reach.start..figure;
    let sells = |i: usize| {
        let relation = match &items[i].what {
            What::Verb(v) => v.relation,
            What::Noun(n) => n.relation,
            _ => None,
        };
        items[i].clause == up && relation.is_some_and(|r| [known.sell, known.export].contains(&r))
    };
    let mut told = parsed.chips.iter().copied().filter(|&i| i < figure && items[i].clause == up);
    (of && income && reach.into_iter().any(sells)).then(|| told.next()).flatten()
}

/// How many items after a price what it is for may stand: «60 milioni di yuan, cioè 8 di dollari, per ciascun sistema».
const PRICED_REACH: usize = 8;

/// How long ago, in sentences, the chip whose pieces are counted, or priced, may have been named.
const PIECES_AGE: u32 = 1;
const PRICED_AGE: u32 = 3;

/// The chip last spoken of, where the figure counts pieces of it or prices one: «raddoppia la produzione della H20, passando a 600.000
/// unità», «60 milioni di yuan per ciascun sistema»; none where the first one the sentence names comes after the figure.
fn pieces(text: &Text<'_>, parsed: &Parsed, figure: usize, unit: Option<UnitKind>) -> Option<Fillers> {
    let items = &parsed.items;
    let piece = |i: usize| items.get(i).is_some_and(|i| text.has_role(i.last - 1, WordRole::Piece));
    let told = match unit {
        None => {
            // «un milione di unità»
            let of = matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Preposition("di")));
            let noun = figure + 1 + usize::from(of);
            piece(noun) && matches!(items[noun].what, What::Noun(_))
        }
        Some(UnitKind::Money) => (figure + 1..items.len().min(figure + PRICED_REACH))
            .any(|i| matches!(items[i].what, What::Preposition("per" | "a")) && (piece(i + 1) || piece(i + 2))),
        Some(_) => false,
    };
    if !told {
        return None;
    }
    if let Some(at) = parsed.chips.iter().rev().copied().find(|&i| i < figure) {
        return Some(chips(text, items, at));
    }
    // «comprenderebbe da 5.000 a 10.000 moduli» in an article on one chip
    if unit.is_none() && text.mind.topic.is_empty() && parsed.chips.is_empty() {
        return text.about.product.map(|p| smallvec![p]);
    }
    let age = if unit.is_some() { PRICED_AGE } else { PIECES_AGE };
    let fresh = text.mind.topic_age <= age && !parsed.chips.iter().any(|&i| i >= figure);
    fresh.then(|| text.mind.topic.clone())
}

/// The times chips are rented for.
const RENTED_BY: [&str; 3] = ["h", "day", "month"];

/// Whether a place or a date follows by a preposition, so that the count before it has no noun: «12.600 in Portogallo»,
/// «200.000 per il 2025», «300.000 del 2024».
fn aside(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let article = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Function(Function::Article)));
    let What::Preposition(by) = items[at].what else { return false };
    items
        .get(at + 1 + usize::from(article))
        .is_some_and(|i| text.is_kind(i, Type::Date) || by != "di" && text.is_kind(i, Type::Place))
}

/// The prepositions that say where.
const WHERE: [&str; 7] = ["a", "in", "su", "presso", "verso", "dentro", "attraverso"];

/// Whether the word at item `at` is an adjective before its noun: listed as one («nuovi»), a superlative («potentissime»), or any word
/// right before a noun of chips.
fn prenominal(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let Some(item) = items.get(at).filter(|i| matches!(i.what, What::Word)) else { return false };
    let superlative = || {
        let word = text.word(item.first);
        ["issimi", "issime", "issimo", "issima"].iter().any(|end| word.ends_with(end))
    };
    let noun = |i: usize| match items.get(i).map(|i| &i.what) {
        Some(What::Noun(_)) => true,
        Some(What::Word) => text.has_role(item.first, WordRole::Prenominal),
        Some(What::Mention(m)) => text.mentions[*m as usize].kind == Type::Chip,
        _ => false,
    };
    let chips = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Noun(n)) if n.class.has(WordClass::CHIP));
    let and = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Function(Function::Conjunction)));
    let listed = text.has_role(item.first, WordRole::Prenominal) || superlative();
    (listed || chips) && (noun(at + 1) || and && prenominal(text, items, at + 2))
}

/// Where: the places of the figure's clause, said by «a», «in», «su»; a subject that is a place; a list line's head.
///
/// | rule | example |
/// | --- | --- |
/// | `own` | «9,3 in Cina e solo 8 in Europa», «la fabbrica di Magdeburgo, da 30 miliardi» |
/// | `list` | «Malesia: 2,4 GW, quasi tutti a Johor» |
/// | `beside` | «il Piemonte ha 50 richieste, il Lazio 28 e la Puglia 18» |
/// | `shared` | «In Cina Nvidia ha venduto 3.000 H20 e Amd 500 MI308» |
/// | `relative` | «a Johor, dove la potenza è di 10 MW» |
/// | `subject` | «Singapore ospita 99 data center» |
/// | `frame` | «In Cina, dice Huang, …»: a place that opens the clause above |
/// | `market` | «il mercato cinese vale 50 miliardi» |
///
/// `actor`: a firm acts, so that a country that is the subject is no place («Washington ha promesso a Intel 7 miliardi»).
pub(super) fn place(
    text: &Text<'_>,
    parsed: &Parsed,
    at: usize,
    actor: bool,
    subject: &Subject,
) -> (Fillers, &'static str) {
    let items = &parsed.items;
    if parsed.places.is_empty() {
        let market = if parsed.markets { market_of(text, items, at, subject) } else { None };
        let rule = if market.is_some() { "market" } else { "none" };
        return (market.into_iter().collect(), rule);
    }
    let clause = items[at].clause;
    let filler = |i: usize| -> Option<Filler> {
        let mention = text.mention(&items[i]).filter(|m| m.kind == Type::Place)?;
        mention.entity().map(|entity| Filler { entity, span: mention.span })
    };
    let taxed = || items.iter().any(|i| matches!(&i.what, What::Noun(n) if n.relation == Some(text.relations.tax)));
    // «ha stanziato per l'Italia 4 miliardi», «il 10% dei ricavi viene dalla Cina»
    let invested = || {
        items.iter().any(|i| {
            i.clause == clause
                && match &i.what {
                    What::Noun(n) => n.relation == Some(text.relations.invest),
                    What::Verb(v) => v.relation == Some(text.relations.invest),
                    _ => false,
                }
        })
    };
    let part = text.figure_of(&items[at]).and_then(|f| f.unit_kind(text.lexicons)) == Some(UnitKind::Percent);
    // «ricavi per 17 miliardi di dollari dalla Cina»
    let earned = || items[at.saturating_sub(3)..at].iter().any(|i| text.is_result(i));
    let locative = |i: usize| -> Option<Filler> {
        let place = filler(i)?;
        let governor = text.governor(items, i)?;
        // «la fabbrica di Magdeburgo»: a site's place
        let site = governor == "di"
            && i >= 2
            && items[i.saturating_sub(3)..i]
                .iter()
                .any(|n| matches!(&n.what, What::Noun(n) if n.class.has(WordClass::SITE)));
        // «alla Borsa di Hong Kong», «al mercato nero di Shenzhen»; not «nelle stime di Washington», «in una nota di Pechino»
        let of_where = || {
            let spot = |i: usize| match &items[i].what {
                What::Noun(n) => {
                    let told = WordClass::SOURCE | WordClass::AMOUNT | WordClass::PLAN;
                    !n.class.has(told | WordClass::SPEAKER | WordClass::PEOPLE | WordClass::COMPANY)
                }
                What::Word => text.tokens[items[i].first].is_word(),
                _ => false,
            };
            governor == "di" && i >= 2 && spot(i - 2) && text.governor(items, i - 2).is_some_and(|g| WHERE.contains(&g))
        };
        // «quello di Magenta, in provincia di Milano»: the town is where, its province says which
        if province(text, items, i) && i >= 3 && filler(i - 3).is_some() {
            return None;
        }
        let described = items.get(i + 3).is_some() && province(text, items, i + 3);
        let said = WHERE.contains(&governor)
            || described
            || site
            || of_where()
            || (governor == "per" && (taxed() || invested()))
            || (governor == "da" && i > at && (part || earned()));
        (said && !seat(text, items, i) && !compared(text, parsed, i)).then_some(place)
    };
    let places = |range: Range<usize>| {
        let within = parsed.places.iter().copied().filter(move |i| range.contains(i));
        within.filter(|&i| items[i].clause == clause).filter_map(|i| Some((i, locative(i)?)))
    };
    let mut found: Fillers = Fillers::new();
    let mut add = |f: Filler| {
        if !found.iter().any(|x| x.entity == f.entity) {
            found.push(f);
        }
    };
    // «Malesia: 2,4 GW»
    let colon = parsed.colons.first().filter(|&&c| c < 5);
    let head = colon.and_then(|c| c.checked_sub(1)).filter(|&h| h <= 1).and_then(filler);
    let listed = head.is_some();
    // «Settimo Milanese, Khazna costruirà un campus»
    let opening = matches!(items.get(1).map(|i| &i.what), Some(What::Mark(',')))
        && items.get(2).is_some_and(|i| text.is_firm(i) && i.clause == clause);
    let head = head.or_else(|| filler(0).filter(|_| opening));
    head.into_iter().for_each(&mut add);
    if let Some(place) = beside(text, parsed, at).and_then(filler) {
        return (smallvec![place], "beside");
    }
    // «La Lombardia concentra il 62% della potenza installata in Italia»: what describes the amount is not where it is
    let ruled = !actor && subject.item.is_some_and(|s| s < at && text.is_kind(&items[s], Type::Place));
    let describes = |i: usize| {
        ruled && i >= 2 && matches!(&items[i - 2].what, What::Verb(v) if v.mood == crate::lexicon::Mood::Participle)
    };
    let before = places(own_zone(parsed, at)..at);
    let next = parsed.figures_of(clause).find(|&i| i > at);
    // where another figure follows, a place past a comma or «e» is that figure's
    let stop = match next {
        Some(next) => (at + 1..next)
            .find(|&i| matches!(items[i].what, What::Mark(',' | ';') | What::Function(Function::Conjunction)))
            .unwrap_or(next),
        None => items.len(),
    };
    let after = places(at + 1..stop).filter(|(i, _)| !describes(*i));
    for (i, place) in before.chain(after) {
        // «che sorgerà a Phoenix, in Arizona»: the town before the comma, though a clause of its own names it
        let within = i >= 3
            && matches!(items[i - 1].what, What::Preposition("in"))
            && matches!(items[i - 2].what, What::Mark(','))
            && items[i - 3].clause != clause;
        if let Some(town) = if within { locative(i - 3) } else { None } {
            add(town);
        }
        add(place);
    }
    if !found.is_empty() {
        return (found, if listed { "list" } else { "own" });
    }
    // said once for several figures: before the clause's first figure
    let first = parsed.figures_of(clause).next().filter(|&i| i < at).unwrap_or(at);
    let mut shared = places(0..first).map(|p| p.1).peekable();
    if shared.peek().is_some() {
        return (shared.collect(), "shared");
    }
    if let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang
        && let Some(where_) = filler(antecedent)
        && let Some(first) = parsed.clauses[clause].first()
        && text.has_role(items[first].first, WordRole::Where)
        // «chip di Santa Clara, quello su cui»
        && !(first > 1 && matches!(items[first - 2].what, What::Function(Function::Demonstrative)))
    {
        // «a Batam, in Indonesia, dove …»
        let within = antecedent >= 3
            && matches!(items[antecedent - 1].what, What::Preposition("in"))
            && matches!(items[antecedent - 2].what, What::Mark(','));
        if let Some(town) = filler(antecedent.saturating_sub(3)).filter(|_| within) {
            return (smallvec![town, where_], "relative");
        }
        let joined = who::group(text, items, antecedent, &[Type::Place]);
        return (if joined.is_empty() { smallvec![where_] } else { joined }, "relative");
    }
    // «Bruxelles ha messo sul piatto 20 miliardi»: a town that acts is a government; one that has is a place
    let known = &text.relations;
    let has = parsed.clauses[clause].verb.is_none_or(|v| match &items[v].what {
        What::Verb(verb) => {
            verb.class.has(WordClass::COPULA | WordClass::AUX)
                || verb.relation.is_some_and(|r| {
                    [known.own, known.r#use, known.produce, known.share, known.employ, known.grow, known.fall]
                        .contains(&r)
                })
        }
        _ => true,
    });
    let town = |f: &Filler| text.lexicons.entity(f.entity).is("city");
    if let Some(s) = subject.item
        && !actor
        && let Some(where_) = filler(s).filter(|f| has || !town(f))
    {
        return (smallvec![where_], "subject");
    }
    // «di vendere gli H200 in Cina, trattenendo il 25% degli incassi»: what a gerund tells happens there
    if parsed.clauses[clause].hang == Hang::Gerund
        && let Some(parent) = parsed.clauses[clause].parent
        && let Some(there) =
            parsed.places.iter().rev().filter(|&&i| i < at && items[i].clause == parent).find_map(|&i| locative(i))
    {
        return (smallvec![there], "clause above");
    }
    // a place that opens the sentence frames all of it
    let up = ancestors(&parsed.clauses, clause).skip(1).find_map(|up| framing(parsed, up, locative));
    let rule = if up.is_some() { "frame" } else { "none" };
    (up.into_iter().collect(), rule)
}

/// How many items before a figure the market may stand whose size it tells.
const MARKET_REACH: usize = 8;

/// The market before the figure at item `at`: «un mercato da 50 miliardi».
pub(super) fn market_before(text: &Text<'_>, items: &[Item], at: usize) -> Option<usize> {
    (at.saturating_sub(MARKET_REACH)..at).rev().find(|&i| text.has_role(items[i].first, WordRole::Market))
}

/// The country whose market the figure measures: «il mercato cinese dell'AI vale 50 miliardi».
fn market_of(text: &Text<'_>, items: &[Item], at: usize, subject: &Subject) -> Option<Filler> {
    let market = |i: usize| text.has_role(items[i].first, WordRole::Market);
    let noun = subject.item.filter(|&s| s < at && market(s)).or_else(|| market_before(text, items, at))?;
    let demonym = text.tokens.get(items.get(noun + 1)?.first..)?;
    let (len, place) = text.lexicons.vocabulary.term(demonym, TermKind::Demonym)?;
    let span = Span::new(demonym[0].start, demonym[len - 1].end);
    Some(Filler { entity: EntityId(place), span })
}

/// Whether item `at` is a province after a comma and «in»: «Siziano, in provincia di Pavia».
fn province(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    at >= 2
        && matches!(items[at - 1].what, What::Preposition("in"))
        && matches!(items[at - 2].what, What::Mark(','))
        && text.is_kind(&items[at], Type::Place)
        && text.word(items[at].first).eq_ignore_ascii_case("provincia")
}

/// The place a list gives the figure: «seguito da Lazio con 28 richieste e Puglia con 18», «la Cina il 15»; past another figure only.
fn beside(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    parsed.figures.first().filter(|&&earlier| earlier < at)?;
    let small = |i: &Item| {
        matches!(
            i.what,
            What::Preposition("con") | What::Function(Function::Article | Function::Adverb) | What::Mark('(')
        )
    };
    // «Lazio con 28 pratiche per 5,10 GW»: the second figure of one member
    let first = (0..at).rev().take(MEMBER).find(|&i| text.figure_item(&items[i])).filter(|&first| {
        items[first + 1..at].iter().all(|i| matches!(i.what, What::Noun(_) | What::Word | What::Preposition(_)))
    });
    let at = first.unwrap_or(at);
    let place = (at.saturating_sub(3)..at).rev().find(|&i| !small(&items[i]))?;
    let free = matches!(text.governor(items, place), None | Some("da"));
    (place + 1 < at && free && text.is_kind(&items[place], Type::Place)).then_some(place)
}

/// How many items before a figure the first one of the same member of a list may stand.
const MEMBER: usize = 4;

/// The first item before the figure that can be its own: past the figure before it, and past the comma or «e» between them
/// («9 in Cina e solo 8 in Europa», «500 e, nel 2027, altri 800»).
fn own_zone(parsed: &Parsed, at: usize) -> usize {
    let items = &parsed.items;
    let Some(other) = parsed.figure_before(at) else { return 0 };
    let joins = |i: &usize| matches!(items[*i].what, What::Mark(';') | What::Function(Function::Conjunction));
    let comma = |i: &usize| matches!(items[*i].what, What::Mark(','));
    let between = || (other + 1..at).rev();
    // a comma right after «e» only sets the date apart
    let apart = between().find(joins).filter(|&e| matches!(items[e + 1].what, What::Mark(',')));
    apart.or_else(|| between().find(|i| joins(i) || comma(i))).unwrap_or(other) + 1
}

/// How many items from a clause's start a frame may stand: «In Cina, invece, …».
const FRAME: usize = 5;

/// What `of` finds among the first items of a clause, before its verb: «Nel 2025, …», «In Cina …».
fn framing<T>(parsed: &Parsed, clause: usize, of: impl Fn(usize) -> Option<T>) -> Option<T> {
    let own = parsed.clauses[clause].reach.clone().filter(|&i| parsed.items[i].clause == clause);
    let verb = parsed.clauses[clause].verb.unwrap_or(parsed.items.len());
    own.take(FRAME).take_while(|&i| i < verb).find_map(of)
}

/// «con sede a Hangzhou», «basata in California»: where a firm sits is not where the fact happens.
fn seat(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    items[..at].iter().rev().take(4).any(|i| text.has_role(i.last - 1, WordRole::Seat))
}

/// When: the date nearest the figure in its clause, else one that opens the clause it hangs on; not a date it is compared with.
///
/// | rule | example |
/// | --- | --- |
/// | `timeless` | «un chip da 5 nanometri»: how fine a chip is made |
/// | `own` | «contro i 7,7 miliardi del secondo trimestre» |
/// | `when` | «triplicata da dicembre, quando aveva raccolto 385 milioni» |
/// | `after` | «ha venduto 3.000 H20 alla Cina in maggio» |
/// | `before` | «nel 2025 il titolo ha ceduto il 13 per cento» |
/// | `shared` | «Nel terzo trimestre i ricavi sono stati 3 miliardi e l'utile 1» |
/// | `frame` | «Nel 2025, dice Huang, …»: a date that opens the clause above |
pub(super) fn date(text: &Text<'_>, parsed: &Parsed, at: usize) -> (Option<u32>, &'static str) {
    if parsed.dates.is_empty() {
        return (None, "none");
    }
    let items = &parsed.items;
    let clause = items[at].clause;
    let unit = text.figure_of(&items[at]).and_then(|f| f.unit);
    if unit.is_some_and(|u| text.lexicons.units[u as usize].node) {
        return (None, "timeless");
    }
    let any = |i: usize| -> Option<u32> {
        let What::Mention(m) = items[i].what else { return None };
        (text.mentions[m as usize].kind == Type::Date).then_some(m)
    };
    // «contro i 7,7 miliardi del secondo trimestre»: right after the figure it is the figure's own
    for (i, item) in items.iter().enumerate().skip(at + 1).take(4) {
        match &item.what {
            What::Preposition("di" | "in" | "a" | "da") | What::Function(Function::Article) => {}
            What::Noun(_) | What::Word if i <= at + 2 && !text.has_role(item.first, WordRole::Comparison) => {}
            _ => {
                if let Some(own) = any(i).filter(|_| !measured_against(text, parsed, i)) {
                    return (Some(own), "own");
                }
                break;
            }
        }
    }
    // «da dicembre, quando aveva raccolto 385 milioni»
    if let Some(first) = parsed.clauses[clause].first()
        && first >= 2
        && matches!(items[first - 1].what, What::Mark(','))
        && text.folded(items[first].first) == "quando"
        && let Some(when) = any(first - 2)
    {
        return (Some(when), "when");
    }
    let others = |i: usize| {
        i < at && (of_another(text, items, i) || opens_apposition(items, i, at) || of_figure(text, items, i))
            || i > at && of_event(text, items, at, i)
            || i > at
                && by_the_way(text, items, i)
                && items[at..i].iter().any(|i| matches!(i.what, What::Mark(',')))
                && parsed.dates.iter().any(|&d| d < at && items[d].clause == clause)
    };
    let done = having_done(text, parsed, at);
    let dated = |i: usize| {
        let told = || i < done || compared(text, parsed, i) || base_date(text, parsed, i);
        any(i).filter(|_| !told() && !others(i))
    };
    let dates = |range: Range<usize>| {
        let within = parsed.dates.iter().copied().filter(move |i| range.contains(i));
        within.filter(|&i| items[i].clause == clause).filter_map(dated)
    };
    let next = parsed.figures_of(clause).find(|&i| i > at);
    let stop = match next {
        Some(next) => (at + 1..next)
            .find(|&i| matches!(items[i].what, What::Mark(',' | ';') | What::Function(Function::Conjunction)))
            .unwrap_or(next),
        None => items.len(),
    };
    let after = dates(at + 1..stop).next();
    // «scenderanno a 75mila entro l'anno dai 101mila attuali»: what was has no date but its own
    if after.is_none() && was(text, parsed, at) {
        return (None, "what was");
    }
    let before = || dates(own_zone(parsed, at)..at).next_back();
    let shared = || {
        let first = parsed.figures_of(clause).next().filter(|&i| i < at).unwrap_or(at);
        dates(0..first).next_back()
    };
    let above = || {
        // what is said is not dated by when it is said
        let said = parsed.clauses[clause].hang == Hang::Complement;
        let mut up = ancestors(&parsed.clauses, clause).skip(1).filter(|_| !said);
        // «Vi ha fatto ricorso a settembre, spendendo 900 milioni»: what a gerund tells happens with it
        let gerund = parsed.clauses[clause].hang == Hang::Gerund;
        let with = |up: usize| {
            let mut within = parsed.dates.iter().copied().filter(|&i| i < at && items[i].clause == up);
            within.rfind(|&i| dated(i).is_some()).filter(|_| gerund).and_then(dated)
        };
        up.find_map(|up| {
            framing(parsed, up, dated).filter(|_| same_time(text, parsed, clause, up)).or_else(|| with(up))
        })
    };
    let by = |rule| move |date| (Some(span_start(text, parsed, date)), rule);
    after
        .map(by("after"))
        .or_else(|| before().map(by("before")))
        .or_else(|| shared().map(by("shared")))
        .or_else(|| above().map(by("frame")))
        .unwrap_or((None, "none"))
}

/// «rispetto al 2024», «contro i 30 dell'anno prima»: what the figure is compared with.
fn compared(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let near = parsed.items[..at].iter().rev().take(COMPARED_REACH);
    let mut near = near.take_while(|i| !matches!(i.what, What::Verb(_) | What::Mark(_)) && !text.figure_item(i));
    parsed.compares && near.any(|i| text.has_role(i.first, WordRole::Comparison))
}

/// Whether the date at item `at` says when something else was, told by the way: «Fondata nel 2017, …», «l'Ascend 910, del 2019, …», «la
/// stretta di aprile», «nella lista nera dal 2020, …».
fn of_another(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let article = at > 0 && matches!(items[at - 1].what, What::Function(Function::Article));
    let Some(by) = at.checked_sub(1 + usize::from(article)) else { return false };
    let What::Preposition(preposition) = items[by].what else { return false };
    let closes = |i: usize| {
        matches!(items.get(i).map(|i| &i.what), Some(What::Mark(',') | What::Function(Function::Conjunction)))
    };
    // «, presentato a giugno 2024 da iGenius,»
    let by_firm = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("da")))
        && items.get(at + 2).is_some_and(|i| text.is_firm(i));
    let closed = closes(at + 1) || by_firm && closes(at + 3);
    let Some(head) = by.checked_sub(1) else { return false };
    match &items[head].what {
        What::Mark(',') => preposition == "di" && closed,
        // «Fondata nel 2017 e valutata 52 miliardi»; «, startup fondata nel 2021,»
        What::Verb(v) if v.mood == Mood::Participle => {
            let comma = |i: usize| matches!(items[i].what, What::Mark(','));
            let apposed = || {
                let noun = matches!(items[head - 1].what, What::Noun(_) | What::Word | What::Description(_));
                noun && (head.saturating_sub(APPOSED)..head - 1).any(comma) && comma(at + 1)
            };
            closed && (head == 0 || comma(head - 1) || apposed())
        }
        What::Noun(n) if preposition == "di" => {
            let own = WordClass::AMOUNT | WordClass::OWNED | WordClass::UP | WordClass::DOWN | WordClass::SOURCE;
            !n.class.has(own) && !text.tokens[items[at].first].is_digits()
        }
        // «I numeri: da settembre, rileva TrendForce, …»
        What::Mark(_) => false,
        _ => preposition == "da" && closed && matches!(items[at + 1].what, What::Mark(',')),
    }
}

/// How many items before the participle of an apposition the comma before it may stand: «, la startup californiana fondata nel 2021,».
const APPOSED: usize = 4;

/// Whether the date at item `at` is a figure's own, right before it: «dal 66% del 2024 al 54%».
fn of_figure(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let from = |f: usize| matches!(items[f - 1].what, What::Preposition("da"));
    at >= 3 && matches!(items[at - 1].what, What::Preposition("di")) && text.figure_item(&items[at - 2]) && from(at - 2)
}

/// Whether the date at item `at` says when something was that the figure's own deed came before or after: «acquistate prima del divieto
/// introdotto nell'ottobre 2023»; not «prima dell'ottobre 2023».
fn of_event(text: &Text<'_>, items: &[Item], figure: usize, at: usize) -> bool {
    let order = |i: usize| match items[i].what {
        What::Preposition("dopo") => true,
        _ => {
            matches!(items[i + 1].what, What::Preposition("di"))
                && matches!(items[i].what, What::Function(Function::Adverb))
                && text.folded(items[i].first) == "prima"
        }
    };
    let Some(from) = (figure + 1..at).find(|&i| order(i)) else { return false };
    let between = &items[from + 1..at];
    between.iter().any(|i| matches!(i.what, What::Noun(_) | What::Word))
        && between.iter().any(|i| matches!(&i.what, What::Verb(v) if v.mood == Mood::Participle))
        && !between.iter().any(|i| matches!(i.what, What::Mark(_)))
}

/// Whether the date at item `at` hangs on a participle or a noun that is no amount: «dopo il piano avviato a giugno», «tra il saldo di maggio e
/// quello di novembre».
fn by_the_way(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let Some(by) = at.checked_sub(1) else { return false };
    let What::Preposition(preposition) = items[by].what else { return false };
    match by.checked_sub(1).map(|h| &items[h].what) {
        // «256 A100, comprate nel 2021»: what is counted
        Some(What::Verb(v)) => {
            let thing = by >= 2 && !matches!(items[by - 2].what, What::Mark(_));
            v.mood == Mood::Participle && matches!(preposition, "a" | "in") && thing
        }
        Some(What::Noun(_) | What::Word) => preposition == "di" && !text.is_result(&items[by - 1]),
        _ => false,
    }
}

/// Whether the date at item `at` belongs to the participle the sentence opens with, which a comma closes before the figure: «Nata nel
/// 1984 da una costola di Philips, impiega 44.000 persone».
fn opens_apposition(items: &[Item], at: usize, figure: usize) -> bool {
    let opens = matches!(&items[0].what, What::Verb(v) if v.mood == Mood::Participle);
    let comma = |i: &Item| matches!(i.what, What::Mark(','));
    opens && !items[..at].iter().any(comma) && items[at..figure].iter().any(comma)
}

/// Past which item a date must stand to date the figure at item `at`, where the figure hangs on what had been done before: «condannati
/// mercoledì per aver venduto 400 A100».
fn having_done(text: &Text<'_>, parsed: &Parsed, at: usize) -> usize {
    let nearest = parsed.telling_before(at).find(|&i| matches!(parsed.items[i].what, What::Verb(_)));
    let perfect = |i: &usize| {
        let item = &parsed.items[*i];
        matches!(&item.what, What::Verb(v) if v.infinitive())
            && item.last > item.first + 1
            && text.is_participle(item.last - 1)
    };
    nearest.filter(perfect).unwrap_or(0)
}

/// Whether the verbs of two clauses tell of one time, as far as their tenses say: not «nel 2024 ha speso 180 miliardi, ha 114.000
/// ricercatori».
fn same_time(text: &Text<'_>, parsed: &Parsed, clause: usize, other: usize) -> bool {
    let past = |clause: usize| {
        let item = &parsed.items[parsed.clauses[clause].verb?];
        let What::Verb(verb) = &item.what else { return None };
        let compound = (item.first + 1..item.last).any(|t| text.is_participle(t));
        match verb.mood {
            Mood::Past | Mood::Imperfect => Some(true),
            Mood::Present if !verb.passive => Some(compound),
            _ => None,
        }
    };
    // «I conti del trimestre non hanno precedenti: i ricavi sono saliti»: what a colon opens tells of what stands before
    let colon = parsed.clauses[clause].first().is_some_and(|f| matches!(parsed.items[f].what, What::Mark(':')));
    colon || past(clause).zip(past(other)).is_none_or(|(a, b)| a == b)
}

/// The date a span begins with, where `date` ends one: «tra luglio e settembre», «da aprile a giugno», «2025-2027».
fn span_start(text: &Text<'_>, parsed: &Parsed, date: u32) -> u32 {
    let items = &parsed.items;
    let begins = || {
        let at = parsed.dates.iter().copied().find(|&i| matches!(items[i].what, What::Mention(m) if m == date))?;
        // «fra il 2020 e il 2023»
        let article = |i: usize| i > 0 && matches!(items[i - 1].what, What::Function(Function::Article));
        let past_article = |i: usize| i - usize::from(article(i));
        let link = past_article(at).checked_sub(1)?;
        let first = link.checked_sub(1).filter(|&f| f > 0 && text.is_kind(&items[f], Type::Date))?;
        let by = past_article(first).checked_sub(1).map(|b| &items[b].what);
        let span = match (by, &items[link].what) {
            (Some(What::Preposition("tra" | "fra")), What::Function(Function::Conjunction)) => true,
            (Some(What::Preposition(from)), What::Preposition(to)) => *from == "da" && *to == "a",
            // «nel periodo 2025-2027»
            _ => matches!(text.tokens[items[link].first].symbol, '-' | '–'),
        };
        match items[first].what {
            What::Mention(m) => Some(m).filter(|_| span),
            _ => None,
        }
    };
    begins().unwrap_or(date)
}

/// Whether the date at item `at` is one that a change or an amount is measured by: «+2% sul trimestre prima», «come un anno prima».
fn base_date(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let article = at > 0 && matches!(items[at - 1].what, What::Function(Function::Article | Function::Indefinite));
    let Some(before) = at.checked_sub(1 + usize::from(article)) else { return false };
    let percent = |i: &Item| {
        matches!(text.figure_of(i).and_then(|f| f.unit_kind(text.lexicons)), Some(UnitKind::Percent | UnitKind::Points))
    };
    match items[before].what {
        What::Preposition("su") => items[..before].iter().rev().take(2).any(percent),
        _ => text.has_role(items[before].first, WordRole::Likeness) || measured_against(text, parsed, at),
    }
}

/// Whether the date at item `at` says of when what a share or multiple is measured against is: «il 50% in più di un anno fa», «il doppio di
/// quanto incassato nel 2025», «300 volte quelli di due anni fa».
fn measured_against(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let Some(figure) = parsed.figure_before(at).filter(|&f| at - f <= COMPARED_REACH) else { return false };
    let kind = text.figure_of(&items[figure]).and_then(|f| f.unit_kind(text.lexicons));
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
    // «il doppio dei chip del 2024», «mille in meno del 2021»
    let multiple =
        kind == Some(UnitKind::Multiple) && matches!(between.first().map(|i| &i.what), Some(What::Preposition("di")));
    let less = || between.iter().take(2).any(|i| text.has_role(i.first, WordRole::Degree)) && of();
    let share = matches!(kind, Some(UnitKind::Percent | UnitKind::Points | UnitKind::Multiple));
    !between.iter().any(|i| matches!(i.what, What::Mark(_)))
        && (multiple || share && between.iter().any(than) || less())
}

/// Whether the figure at item `at` is what another of its kind in its clause has moved from: «a 75mila dagli attuali 101mila».
fn was(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let unit = |i: usize| text.figure_of(&items[i]).and_then(|f| f.unit);
    let mut before = items[..at].iter().rev().take(3).skip_while(|i| matches!(i.what, What::Word));
    let from = matches!(before.next().map(|i| &i.what), Some(What::Preposition("da")));
    from && parsed.figures_of(items[at].clause).any(|i| i < at && unit(i) == unit(at))
}

/// How many items after «rispetto a» what is compared may stand: «rispetto allo stesso periodo del 2024».
const COMPARED_REACH: usize = 8;

/// What is counted or measured, as its head noun: right `after` the figure, or an amount `before` it.
pub(super) fn of(text: &Text<'_>, parsed: &Parsed, figure: usize) -> (Option<Span>, &'static str) {
    let items = &parsed.items;
    let Some(quantity) = text.figure_of(&items[figure]) else { return (None, "none") };
    let counted = quantity.unit.is_none();
    let span = |i: usize| Span::new(text.tokens[items[i].first].start, text.tokens[items[i].last - 1].end);
    for (at, item) in items.iter().enumerate().skip(figure + 1).take(4) {
        match &item.what {
            // «contro i 7 di quella di Intel»: stands for another
            What::Noun(_) if text.is_that(item.first) => break,
            What::Noun(_) => return (Some(span(at)), "after"),
            What::Mention(m) if counted && matches!(text.mentions[*m as usize].kind, Type::Chip) => {
                return (Some(span(at)), "after");
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
            What::Word if text.tokens[item.first].is_word() && !text.tokens[item.first].capital() => {
                return (Some(span(at)), "after");
            }
            What::Function(Function::Article) | What::Preposition("di") => {}
            _ => break,
        }
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
