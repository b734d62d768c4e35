//! Events: clauses without a figure in which a relation ties a firm or institution to a chip, a place, a model or another firm.
//!
//! | form | example |
//! | --- | --- |
//! | verb | «NVIDIA non vende le GPU Blackwell in Cina» |
//! | verb in the infinitive | «ha ottenuto il permesso di vendere gli H200» |
//! | a maker's chips | «le H20 tornano in vendita in Cina» |
//! | noun | «l'acquisto di chip H200 da parte di DeepSeek», «le restrizioni sull'H20 di Nvidia» |

use super::parse::{Parsed, What};
use super::source::{self, Attribution};
use super::subject::{self, Subject};
use super::who;
use super::{Fact, FactKind, Filler, Fillers, Rules, Text, relation, slots, sure};
use crate::lexicon::{RelationId, WordClass, WordRole};
use crate::mention::Type;
use crate::span::Span;
use smallvec::smallvec;

/// A relation word that may make an event.
struct Trigger {
    at: usize,
    relation: RelationId,
    noun: bool,
}

/// The events of a sentence.
///
/// `quantities` are the facts of its figures: what they tell of the same chips is not told twice.
pub(super) fn events(
    text: &Text<'_>,
    parsed: &Parsed,
    attribution: &Attribution,
    number: u32,
    quantities: &[Fact],
) -> Vec<Fact> {
    let items = &parsed.items;
    let mut facts: Vec<Fact> = Vec::new();
    for &at in &parsed.telling {
        let Some(trigger) = trigger(text, parsed, at) else { continue };
        // a noun tells an event of chips alone
        if trigger.noun && parsed.chips.is_empty() {
            continue;
        }
        let clause = items[at].clause;
        // a clause with a figure is a quantity's, but for what another verb there tells: «ha il permesso di vendere le H200, a patto di
        // girare il 25%»
        if !trigger.noun && parsed.figures_of(clause).next().is_some() && !apart(parsed, at) {
            continue;
        }
        // «ha annunciato lunedì di aver comprato»: says so
        if trigger.relation == text.relations.launch && source::said_infinitive(text, items, at).is_some() {
            continue;
        }
        if stops_its_own(text, parsed, &trigger, attribution) {
            continue;
        }
        let Some(fact) = event(text, parsed, attribution, &trigger, number) else { continue };
        let same = |f: &Fact| {
            f.relation == fact.relation
                && f.chip.iter().map(|c| c.entity).eq(fact.chip.iter().map(|c| c.entity))
                && f.company.iter().map(|c| c.entity).eq(fact.company.iter().map(|c| c.entity))
        };
        // «Gli ordini di H200 superano i 2 milioni», «la tariffa di una H100 è scesa del 60%»: what the figure tells
        let word = text.tokens[items[at].first].start;
        let measured = |f: &Fact| f.of.is_some_and(|of| of.start <= word && word < of.end);
        let counted = |f: &Fact| trigger.noun && (measured(f) || !f.chip.is_empty() && same(f));
        if !facts.iter().any(same) && !quantities.iter().any(counted) {
            facts.push(fact);
        }
    }
    facts
}

/// Whether what the verb at item `at` governs is told apart from its clause's figures: they come after it, past a chip, a comma and a verb
/// without a person of their own.
fn apart(parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let Some(figure) = parsed.figures_of(items[at].clause).next().filter(|&f| f > at) else { return false };
    let Some(&chip) = parsed.chips.iter().find(|&&c| c > at && c < figure) else { return false };
    let comma = (chip + 1..figure).find(|&i| matches!(items[i].what, What::Mark(',')));
    comma.is_some_and(|c| items[c..figure].iter().any(|i| matches!(&i.what, What::Verb(v) if v.infinitive())))
}

/// How many items after a verb of stopping what is stopped may stand.
const STOPPED_REACH: usize = 5;

/// «Nvidia ha sospeso la produzione degli H20»: a firm that stops what it does itself bans nothing; the noun tells what is no more.
fn stops_its_own(text: &Text<'_>, parsed: &Parsed, trigger: &Trigger, attribution: &Attribution) -> bool {
    let items = &parsed.items;
    let clause = items[trigger.at].clause;
    let stops = matches!(&items[trigger.at].what, What::Verb(v) if v.class.has(WordClass::STOP) && !v.passive);
    let told = |i: &super::parse::Item| matches!(&i.what, What::Noun(n) if i.clause == clause && n.relation.is_some_and(|r| text.relations.eventful(r)));
    stops
        && items[trigger.at + 1..].iter().take(STOPPED_REACH).any(told)
        && !subject::subject(text, parsed, clause, &attribution.items, 0).firms.is_empty()
}

fn trigger(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<Trigger> {
    let (relation, noun) = match &parsed.items[at].what {
        What::Verb(verb) => (relation::of_deal(text, parsed, at, verb.relation?), false),
        What::Phrase(phrase) => (phrase.relation?, false),
        What::Noun(noun) => (noun.relation?, true),
        _ => return None,
    };
    text.relations.eventful(relation).then_some(Trigger { at, relation, noun })
}

fn event(text: &Text<'_>, parsed: &Parsed, attribution: &Attribution, trigger: &Trigger, number: u32) -> Option<Fact> {
    let items = &parsed.items;
    let at = trigger.at;
    let clause = items[at].clause;
    let subject = subject::subject(text, parsed, clause, &attribution.items, 0);
    // what the relation word governs: to the next finite verb or the clause's end
    let stop = (at + 1..items.len())
        .find(|&i| {
            items[i].clause != clause && !trigger.noun
                || matches!(&items[i].what, What::Verb(v) if v.finite())
                || matches!(items[i].what, What::Mark(';' | ':'))
        })
        .unwrap_or(items.len());
    let start = if trigger.noun { at } else { parsed.clauses[clause].first().unwrap_or(at) };
    let mention = |i: usize, kind: Type| -> Option<Filler> {
        let What::Mention(m) = items[i].what else { return None };
        let mention = &text.mentions[m as usize];
        (mention.kind == kind).then(|| mention.entity().map(|entity| Filler { entity, span: mention.span })).flatten()
    };
    let all = |from: usize, to: usize, kind: Type| -> Fillers {
        let mut out: Fillers = Fillers::new();
        let mut add = |filler: Filler| {
            if !out.iter().any(|f| f.entity == filler.entity) {
                out.push(filler);
            }
        };
        let mut last = None;
        for i in from..to {
            let Some(filler) = mention(i, kind) else { continue };
            add(filler);
            last = Some(i);
        }
        // «tra cui H800, L40 e L40S, in quanto …»: what the list of the last one goes on with past the clause
        if let Some(last) = last.filter(|&last| last + 2 >= to) {
            who::group(text, items, last, &[kind]).into_iter().for_each(add);
        }
        out
    };
    let mut chip = all(if trigger.noun { at } else { start }, stop, Type::Chip);
    // «per spedire gli H20 servirà una licenza»
    if trigger.noun && chip.is_empty() && text.relations.permits(trigger.relation) {
        chip = all(parsed.clauses[clause].first().unwrap_or(at), at, Type::Chip);
    }
    let model = all(start, stop, Type::Model);
    let (company, company_rule) = if trigger.noun {
        doer_of_noun(text, parsed, at, stop, &subject, attribution)
    } else {
        doer(text, parsed, trigger, &subject, attribution)
    };
    // «Bloomberg scrive di un blocco dell'H20»: who looks on does nothing
    let looks_on = !company.is_empty() && company.iter().all(|f| text.observes(f.entity)) && !chip.is_empty();
    let nobody = company.is_empty() && acts_alone(text, parsed, trigger, &subject) || looks_on;
    let (company, company_rule) = match maker(text, &chip).filter(|_| nobody && made(text, trigger)) {
        Some(maker) => (smallvec![maker], "maker"),
        None => (company, company_rule),
    };
    if company.is_empty() {
        return None;
    }
    let (counterparty, counterparty_rule) = who::counterparty(text, parsed, clause, at, &company, &attribution.items);
    let (place, place_rule) = slots::place(text, parsed, at, true, &subject);
    let tied =
        !chip.is_empty() || !model.is_empty() || !counterparty.is_empty() || (!place.is_empty() && !trigger.noun);
    if !tied || (trigger.noun && chip.is_empty()) {
        return None;
    }
    let first = text.tokens[items[at].first].start;
    let last = chip.iter().chain(&model).map(|f| f.span.end).max().unwrap_or(text.tokens[items[at].last - 1].end);
    let span = Span::new(
        first.min(chip.first().map_or(first, |f| f.span.start)),
        last.max(text.tokens[items[at].last - 1].end),
    );
    let (mut certainty, mut certainty_rule) = sure::certainty(text, parsed, at, attribution);
    // the verb itself: negated, conditional or future
    if let What::Verb(verb) = &items[at].what {
        (certainty, certainty_rule) = super::stronger((certainty, certainty_rule), sure::of_itself(verb));
    }
    let (source, source_rule) = attribution.sources(text, at);
    let (date, date_rule) = slots::date(text, parsed, at);
    let rules = Rules {
        relation: if trigger.noun { "noun" } else { "verb" },
        company: company_rule,
        counterparty: counterparty_rule,
        chip: if chip.is_empty() { "none" } else { "clause" },
        of: "none",
        place: place_rule,
        date: date_rule,
        source: source_rule,
        certainty: certainty_rule,
    };
    Some(Fact {
        id: String::new(),
        kind: FactKind::Event,
        sentence: number,
        relation: trigger.relation,
        company,
        counterparty,
        chip,
        place,
        source,
        figure: None,
        value_of: None,
        of: None,
        date,
        certainty,
        span,
        rules,
    })
}

/// Whether nobody but chips is the subject of the verb: «una rete che contrabbandava H100» does it without their maker.
fn acts_alone(text: &Text<'_>, parsed: &Parsed, trigger: &Trigger, subject: &Subject) -> bool {
    let active = matches!(&parsed.items[trigger.at].what, What::Verb(v) if !v.passive && v.finite());
    let chip = |i: usize| match &parsed.items[i].what {
        What::Mention(m) => text.mentions[*m as usize].kind == Type::Chip,
        What::Noun(n) => n.class.has(WordClass::CHIP | WordClass::AMOUNT),
        _ => false,
    };
    // «il governo ha revocato le restrizioni sulle H20»
    !active || !subject.some || subject.item.is_some_and(chip) || text.relations.permits(trigger.relation)
}

/// Whether the relation is done with chips by their maker where nobody else is named: «le H20 tornano in vendita», «la MI350 è in
/// produzione», «le H200 ferme alla dogana».
fn made(text: &Text<'_>, trigger: &Trigger) -> bool {
    let known = text.relations;
    let of_makers = [known.sell, known.deliver, known.export, known.produce, known.launch, known.plan];
    of_makers.contains(&trigger.relation) || known.permits(trigger.relation)
}

/// The one maker of the chips, where the article names it.
fn maker(text: &Text<'_>, chips: &[Filler]) -> Option<Filler> {
    let owner = |f: &Filler| text.lexicons.entity(f.entity).owner;
    let maker = owner(chips.first()?)?;
    let one = chips.iter().all(|f| owner(f) == Some(maker));
    let named = text.mentions.iter().find(|m| m.kind == Type::Company && m.entity() == Some(maker))?;
    one.then_some(Filler { entity: maker, span: named.span })
}

/// Who does what a verb says; who may, where the verb permits or forbids.
fn doer(
    text: &Text<'_>,
    parsed: &Parsed,
    trigger: &Trigger,
    subject: &Subject,
    attribution: &Attribution,
) -> (Fillers, &'static str) {
    let items = &parsed.items;
    let clause = items[trigger.at].clause;
    let taken = &attribution.items;
    let firm = |i: usize| who::firm(text, &items[i], &[Type::Company]).filter(|_| !taken.contains(&i));
    let permits = text.relations.permits(trigger.relation);
    let passive = matches!(&items[trigger.at].what, What::Verb(v) if v.passive);
    if permits && !passive {
        // «ha autorizzato Nvidia», «il via libera a Nvidia»; «ha ottenuto il via libera»: the subject
        let got = subject.item.is_some_and(|s| firm(s).is_some());
        let to = (trigger.at + 1..items.len()).take(14).find(|&i| {
            let governor = text.governor(items, i);
            items[i].clause == clause && firm(i).is_some() && (governor == Some("a") || (governor.is_none() && !got))
        });
        if let Some(to) = to {
            return (who::group(text, items, to, &[Type::Company]), "permitted");
        }
    }
    if passive || matches!(&items[trigger.at].what, What::Verb(v) if v.mood == crate::lexicon::Mood::Participle) {
        let by =
            (trigger.at + 1..items.len()).take(6).find(|&i| firm(i).is_some() && text.governor(items, i) == Some("da"));
        if let Some(by) = by {
            return (who::group(text, items, by, &[Type::Company]), "agent");
        }
    }
    // an infinitive after a firm that is made to do it: «costringendo DeepSeek a tornare», «a Nvidia di vendere», «a Nvidia per vendere»
    if matches!(&items[trigger.at].what, What::Verb(v) if v.infinitive()) {
        let made = (0..trigger.at).rev().take(4).find(|&i| items[i].clause == clause && firm(i).is_some());
        if let Some(made) = made
            && matches!(text.governor(items, made), None | Some("a" | super::OBJECT))
        {
            return (who::group(text, items, made, &[Type::Company]), "made to");
        }
    }
    (subject.firms.clone(), "subject")
}

/// Whose deed a noun tells: «l'acquisto … da parte di DeepSeek», «le vendite di Nvidia», «restrizioni per i prodotti NVIDIA».
fn doer_of_noun(
    text: &Text<'_>,
    parsed: &Parsed,
    at: usize,
    stop: usize,
    subject: &Subject,
    attribution: &Attribution,
) -> (Fillers, &'static str) {
    let items = &parsed.items;
    let kinds = &[Type::Company];
    let firms: Vec<usize> = (at + 1..stop.min(at + 16))
        .filter(|&i| who::firm(text, &items[i], kinds).is_some() && !attribution.items.contains(&i))
        .collect();
    // «da parte di», «da»: the doer by name
    let by = firms.iter().copied().find(|&i| {
        let part = items[..i].iter().rev().take(3).any(|p| text.has_role(p.last - 1, WordRole::Doer));
        part || text.governor(items, i) == Some("da")
    });
    if let Some(by) = by {
        return (who::group(text, items, by, kinds), "agent");
    }
    let relation = match &items[at].what {
        What::Noun(noun) => noun.relation,
        _ => None,
    };
    let permits = relation.is_some_and(|r| text.relations.permits(r));
    if permits {
        // the one permitted or barred: «a DeepSeek», «per i prodotti NVIDIA»
        let to = firms.iter().copied().find(|&i| text.governor(items, i) == Some("a")).or(firms.first().copied());
        if let Some(to) = to {
            return (who::group(text, items, to, kinds), "permitted");
        }
    }
    if !subject.firms.is_empty() {
        return (subject.firms.clone(), "subject");
    }
    firms.first().map_or((Fillers::new(), "none"), |&i| (who::group(text, items, i, kinds), "hung"))
}
