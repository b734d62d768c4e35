//! Events: clauses without a figure in which a relation ties a firm or institution to a chip, a place, a model or another firm.
//!
//! | form | example |
//! | --- | --- |
//! | verb | «NVIDIA non vende le GPU Blackwell in Cina» |
//! | verb in the infinitive | «ha ottenuto il permesso di vendere gli H200» |
//! | a maker's chips | «le H20 tornano in vendita in Cina» |
//! | noun | «l'acquisto di chip H200 da parte di DeepSeek», «le restrizioni sull'H20 di Nvidia» |
//! | chips named before | «le TPU, i chip che Google produce»; «gli H800 … li ha comprati»; «quei chip» |
//! | participle | «le H20 progettate da Nvidia»; without its doer it tells only of their maker |
//! | nobody named | «Pechino ha bloccato gli H20», «la B300 è in produzione» |

use super::parse::{Hang, Item, Parsed, Verb, What};
use super::source::{self, Attribution};
use super::subject::{self, Subject};
use super::who;
use super::{Certainty, Fact, FactKind, Filler, Fillers, Rules, Text, relation, slots, sure};
use crate::lexicon::{Function, Mood, RelationId, TermKind, WordClass, WordRole};
use crate::mention::Type;
use crate::span::Span;
use smallvec::smallvec;
use std::ops::Range;

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
        let takes_over = trigger.relation == text.relations.acquire && taken_over(text, parsed, at).is_some();
        if trigger.noun && parsed.chips.is_empty() && !takes_over {
            continue;
        }
        let clause = items[at].clause;
        // a clause with a figure is a quantity's, but for what another verb there tells («ha il permesso di vendere le H200, a patto di
        // girare il 25%») and for who permits or forbids it («ha autorizzato Humain a importare 35.000 Blackwell»); «due deputati»
        // measure nothing
        let permits =
            [text.relations.authorize, text.relations.ban].contains(&trigger.relation) && !parsed.chips.is_empty();
        let mut measured = parsed.figures_of(clause).filter(|&f| !who::counts_others(text, parsed, f));
        if !trigger.noun && !permits && measured.next().is_some() && !apart(parsed, at) {
            continue;
        }
        // «ha annunciato lunedì di aver comprato»: says so
        if trigger.relation == text.relations.launch && source::said_infinitive(text, items, at).is_some() {
            continue;
        }
        // «Lo hanno annunciato oggi a Berlino»: what was said before
        let says = matches!(&items[at].what, What::Verb(v) if v.class.has(WordClass::SAY));
        if trigger.relation == text.relations.launch
            && says
            && at > 0
            && text.has_role(items[at - 1].first, WordRole::Object)
        {
            continue;
        }
        if !trigger.noun && (leads_to_deed(text, parsed, at) || of_things(text, parsed, at)) {
            continue;
        }
        // «ha addestrato V4 sulle Blackwell di contrabbando»: says of what kind they are
        if !facts.is_empty() && matches!(items[at].what, What::Phrase(_)) && text.base(items[at].first) == "di" {
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
        let barred = !facts.is_empty() && barred(text, parsed, &trigger) && facts.iter().any(|f| f.chip == fact.chip);
        // «userà un cluster di B200»: what the verb is done to, and no deed of its own
        let done = |f: &Fact| f.chip == fact.chip && f.company == fact.company && f.rules.relation == "verb";
        let object = trigger.noun && facts.last().is_some_and(done) && right_after_verb(text, parsed, at);
        // «ha comprato GPU al mercato nero (H100)»: where, and no deed of its own
        let market = trigger.noun && text.governor(items, at) == Some("a") && facts.last().is_some_and(done);
        // «La dogana ha sequestrato 300 chip H100»: what the figure tells
        let told = |f: &Fact| counted(f) || permits && same(f);
        if !barred && !object && !market && !facts.iter().any(same) && !quantities.iter().any(told) {
            facts.push(fact);
        }
    }
    facts
}

/// Whether the noun at item `at` is the object of a verb that tells something itself: «ha spedito un lotto di H20».
fn right_after_verb(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let small = |i: &Item| match i.what {
        What::Word | What::Function(_) | What::Preposition(_) => true,
        What::Mention(m) => matches!(text.mentions[m as usize].kind, Type::Place | Type::Date),
        _ => false,
    };
    let before = items[..at].iter().rev().take(HANG_REACH).find(|i| !small(i));
    before.is_some_and(|i| i.clause == items[at].clause && matches!(&i.what, What::Verb(v) if v.relation.is_some()))
}

/// Whether what the verb at item `at` governs is told apart from its clause's figures: they come after it, past a chip, a comma and a verb
/// without a person of their own.
fn apart(parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let clause = items[at].clause;
    // «risponde di avere zero H100 e di avere addestrato R1 con le H800»: they belong to the verb before
    if let Some(last) = parsed.figures_of(clause).last().filter(|&f| f < at) {
        let joins = |i: &Item| matches!(i.what, What::Function(Function::Conjunction));
        let verb = |i: &Item| matches!(i.what, What::Verb(_));
        return items[last..at].iter().any(joins)
            && !items[last..at].iter().any(verb)
            && parsed.chips.iter().any(|&c| c > at);
    }
    let Some(figure) = parsed.figures_of(clause).next().filter(|&f| f > at) else { return false };
    let Some(&chip) = parsed.chips.iter().find(|&&c| c > at && c < figure) else { return false };
    let comma = (chip + 1..figure).find(|&i| matches!(items[i].what, What::Mark(',')));
    comma.is_some_and(|c| items[c..figure].iter().any(|i| matches!(&i.what, What::Verb(v) if v.infinitive())))
}

/// How many items a verb of planning and what is planned, or a noun and what hangs on it, may lie apart.
const HANG_REACH: usize = 4;

/// Whether the verb at item `at` only plans what another verb tells: «intende vendere le H20», «avrebbe promesso di investire».
fn leads_to_deed(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let plans = match &items[at].what {
        What::Verb(verb) => verb.relation == Some(text.relations.plan) || verb.class.has(WordClass::PLAN),
        What::Phrase(phrase) => phrase.relation == Some(text.relations.plan),
        _ => false,
    };
    // «prevede di raddoppiare la produzione»
    if plans && items.get(at + 1).is_some_and(|i| expressed_deed(text, i)) {
        return true;
    }
    let next = || items[at + 1..].iter().take(HANG_REACH).find(|i| matches!(i.what, What::Verb(_) | What::Mark(_)));
    plans
        && next().is_some_and(|i| matches!(&i.what, What::Verb(v) if v.infinitive() && v.relation.is_some_and(|r| text.relations.eventful(r))))
}

/// Whether an item is an expression of a deed that begins with an infinitive: «aumentare la produzione».
fn expressed_deed(text: &Text<'_>, item: &Item) -> bool {
    let deed = matches!(&item.what, What::Phrase(p) if p.relation.is_some_and(|r| text.relations.eventful(r)));
    deed && text.lexicons.forms(&text.tokens[item.first]).any(|f| f.mood == Mood::Infinitive)
}

/// What the participle at item `at` says more of: the name, chip or noun right before it («chip H20, usati per», «le GPU progettate
/// da»); none for the participle of a verb group and for one that opens its clause.
fn modified(parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    if !matches!(&items[at].what, What::Verb(v) if v.mood == Mood::Participle) {
        return None;
    }
    let small = |i: &Item| {
        matches!(i.what, What::Mark(',' | '(') | What::Word | What::Cue(_) | What::Function(Function::Adverb))
    };
    let head = (at.saturating_sub(HANG_REACH)..at).rev().find(|&i| !small(&items[i]))?;
    let nominal = matches!(items[head].what, What::Mention(_) | What::Noun(_) | What::Description(_));
    // right after a comma the clause may be another: «: gli H200, venduti a»
    let near = head + 2 >= at && matches!(items[head].what, What::Mention(_));
    (nominal && (near || items[head].clause == items[at].clause)).then_some(head)
}

/// Whether a list of chips follows the colon at item `at`: a chip, bare or with its article, and no verb with a person.
fn lists_chips(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let chip = |i: &Item| text.is_kind(i, Type::Chip);
    items[at + 1..].iter().take(2).any(chip)
        && !items[at..].iter().any(|i| matches!(&i.what, What::Verb(v) if v.finite()))
}

/// Whether a verb without a person says only what things are for or how they are, and nobody does it: «H20, usate per sviluppare
/// modelli», «perché adatte ad addestrare».
fn of_things(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let What::Verb(verb) = &items[at].what else { return false };
    match verb.mood {
        // what is said of a firm may be its deed, and what chips are made or sold for their maker's
        Mood::Participle if modified(parsed, at).is_none() => {
            // «servizi di calcolo gestiti in Italia»
            let before = items[..at].iter().rev().find(|i| !matches!(i.what, What::Mark(',')));
            let same = before.is_some_and(|b| b.clause == items[at].clause && matches!(b.what, What::Word));
            same && by_whom(text, parsed, at).is_none()
        }
        Mood::Participle => modified(parsed, at).is_some_and(|head| {
            let model = text.is_kind(&items[head], Type::Model);
            // «la più grande espansione delle TPU mai annunciata»: may be said of the noun before
            let own = text.governor(items, head) != Some("di");
            let made = own && verb.relation.is_some_and(|r| of_makers(text, r)) && text.of_chips(&items[head]);
            // «l'H20, bloccato ad aprile»
            let chip = matches!(items[head].what, What::Mention(_)) && text.of_chips(&items[head]);
            let made = made || chip && verb.relation.is_some_and(|r| text.relations.permits(r));
            !text.is_firm(&items[head]) && !model && !made && by_whom(text, parsed, at).is_none()
        }),
        Mood::Infinitive if at >= 3 && matches!(items[at - 1].what, What::Preposition(_)) => {
            match &items[at - 2].what {
                What::Verb(_) => modified(parsed, at - 2).is_some_and(|head| !text.is_firm(&items[head])),
                // «adatte ad»; with an article before it the word is a noun («la scelta di»), after a verb it says how a firm is
                What::Word => {
                    matches!(
                        items[at - 3].what,
                        What::Function(Function::Subordinator | Function::Adverb)
                            | What::Mark(',')
                            | What::Noun(_)
                            | What::Mention(_)
                    ) && !text.is_firm(&items[at - 3])
                }
                _ => false,
            }
        }
        _ => false,
    }
}

/// How many items after a passive verb its doer may stand: «comprate in grande quantità da clienti come Microsoft».
const BY_REACH: usize = 8;

/// The firm after «da» that does what the passive verb or participle at item `at` says.
fn by_whom(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    // «dal fondo High-Flyer», «da clienti come Microsoft»
    let by_noun = |i: usize| {
        let noun = i - 1 - usize::from(text.folded(items[i - 1].first) == "come");
        noun > at + 1 && matches!([&items[noun - 1].what, &items[noun].what], [What::Preposition("da"), What::Noun(_)])
    };
    (at + 1..items.len()).take(BY_REACH).find(|&i| {
        who::firm(text, &items[i], &[Type::Company]).is_some()
            && (text.governor(items, i) == Some("da") || i > at + 2 && by_noun(i))
    })
}

/// Whether what the trigger tells is what is banned or permitted right before it, and no deed of its own: «ha bloccato le esportazioni
/// degli H20», «il divieto di esportare». What is permitted in so many words («autorizzata a vendere») is.
fn barred(text: &Text<'_>, parsed: &Parsed, trigger: &Trigger) -> bool {
    let items = &parsed.items;
    let clause = items[trigger.at].clause;
    let known = text.relations;
    let bars = |r: Option<RelationId>| {
        r.is_some_and(|r| r == known.ban || trigger.noun && [known.authorize, known.tax].contains(&r))
    };
    let infinitive = matches!(&items[trigger.at].what, What::Verb(v) if v.infinitive());
    if !(trigger.noun || infinitive) || known.permits(trigger.relation) {
        return false;
    }
    for i in (trigger.at.saturating_sub(BARRED_REACH)..trigger.at).rev().filter(|&i| items[i].clause == clause) {
        match &items[i].what {
            What::Verb(v) => return bars(v.relation) || trigger.noun && v.class.has(WordClass::GET),
            What::Noun(n) | What::Phrase(n) if bars(n.relation) => return true,
            _ => {}
        }
    }
    false
}

/// How many items what is banned and the word that bans it may lie apart: «fermare i test e gli ordini».
const BARRED_REACH: usize = 6;

/// How many items a verb and what its object hangs on may lie apart.
const OBJECT_REACH: usize = 20;

/// How many items after a verb of stopping what is stopped may stand.
const STOPPED_REACH: usize = 5;

/// «Nvidia ha sospeso la produzione degli H20»: a firm that stops what it does itself bans nothing; the noun tells what is no more.
fn stops_its_own(text: &Text<'_>, parsed: &Parsed, trigger: &Trigger, attribution: &Attribution) -> bool {
    let items = &parsed.items;
    let clause = items[trigger.at].clause;
    let stops = matches!(&items[trigger.at].what, What::Verb(v) if v.class.has(WordClass::STOP) && !v.passive);
    let told = |i: &Item| matches!(&i.what, What::Noun(n) if i.clause == clause && n.relation.is_some_and(|r| text.relations.eventful(r)));
    stops
        && items[trigger.at + 1..].iter().take(STOPPED_REACH).any(told)
        && !subject::subject(text, parsed, clause, &attribution.items).firms.is_empty()
}

fn trigger(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<Trigger> {
    let (relation, noun) = match &parsed.items[at].what {
        What::Verb(verb) => (of_object(text, parsed, at, verb)?, false),
        What::Phrase(phrase) => (phrase.relation?, false),
        // «l'acquisto di Autotalks»: of a firm
        What::Noun(noun) if noun.relation == Some(text.relations.buy) && buys_firm(text, parsed, at) => {
            (text.relations.acquire, true)
        }
        What::Noun(noun) => (noun.relation?, true),
        _ => return None,
    };
    // «con l'obiettivo di rifornire Nvidia», «il pagamento degli H200»: plans and payments by their names are no deeds
    let plan = noun && [text.relations.plan, text.relations.invest].contains(&relation);
    (text.relations.eventful(relation) && !plan).then_some(Trigger { at, relation, noun })
}

/// What a verb tells by its object: chips are bought and not taken over («ha acquisito GPU»); who gets a licence is permitted («ha ottenuto
/// alcune licenze»), who gets chips has them («ha ricevuto gli H20»); a promise is money only where a sum stands («promette una GPU»);
/// who controls a firm owns it («controllata da Samsung»).
fn of_object(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb) -> Option<RelationId> {
    let known = text.relations;
    let get = verb.class.has(WordClass::GET);
    let relation = match verb.relation {
        // «ha annunciato la vendita di Altera», «raccoglie ordini»; «ha cominciato a rilasciare le licenze» launches nothing
        Some(relation) if [known.launch, known.invest].contains(&relation) => {
            let noun = match object(text, parsed, at).map(|o| &parsed.items[o].what) {
                Some(What::Noun(noun)) => noun.relation,
                _ => None,
            };
            match noun {
                Some(told) if relation == known.invest && told != known.order => relation,
                Some(told) if known.permits(told) => return None,
                // «annuncia la disponibilità delle schede B300»
                Some(told) if relation == known.launch && told == known.own => relation,
                // «non ha mai rilasciato i prezzi della B200»
                Some(told) if relation == known.launch && told == known.worth => return None,
                Some(told) if known.eventful(told) => return Some(told),
                _ => relation,
            }
        }
        // «La scheda MI450 consentirà di addestrare modelli»: what a thing makes possible is no permission
        Some(relation) if relation == known.authorize && verb.finite() && by_thing(text, parsed, at) => return None,
        // «le compra Apple»: who does it
        Some(relation) if after_object(text, parsed, at).is_some() => relation,
        Some(relation) => relation::of_deal(text, parsed, at, relation),
        None if get || has(text, verb) => known.own,
        None => return None,
    };
    if relation == known.share {
        return (verb.passive || verb.mood == Mood::Participle)
            .then_some(known.own)
            .filter(|_| by_whom(text, parsed, at).is_some());
    }
    let promised = relation == known.invest && verb.class.has(WordClass::PLAN);
    // «assicura il responsabile»
    let says = relation == known.buy && verb.class.has(WordClass::SAY);
    // «è entrata in possesso di»: an expression says more than its verb
    let phrase = verb.relation != text.lexicons.verbs[verb.verb as usize].relation;
    if !(get || promised || says || [known.acquire, known.own].contains(&relation)) {
        return Some(relation);
    }
    let object = modified(parsed, at).or_else(|| object(text, parsed, at));
    let chips = object.is_some_and(|o| text.of_chips(&parsed.items[o]));
    match object.map(|o| &parsed.items[o].what) {
        // «ha in mano le licenze»
        Some(What::Noun(n) | What::Phrase(n)) if (get || relation == known.own) && n.class.has(WordClass::PERMIT) => {
            Some(known.authorize)
        }
        // «Tencent ha gli H20», unlike «ha paura degli H20»
        Some(What::Mention(_)) if has(text, verb) => {
            let of = |i: &Item| matches!(i.what, What::Preposition(_));
            let own = chips && !object.is_some_and(|o| parsed.items[at + 1..o].iter().any(of));
            own.then_some(known.own)
        }
        _ if has(text, verb) => None,
        // «Micron ha ottenuto i fondi»
        _ if get && !chips && [known.buy, known.own].contains(&relation) && !phrase => None,
        _ if promised && chips => Some(known.plan),
        _ if says && !chips && !phrase => None,
        _ if relation == known.acquire && chips => Some(known.buy),
        _ => Some(relation),
    }
}

/// Whether a verb is a bare «ha», «avrà».
fn has(text: &Text<'_>, verb: &Verb) -> bool {
    verb.class.has(WordClass::AUX) && verb.relation.is_none() && text.lexicons.verbs[verb.verb as usize].id == "avere"
}

/// Whether a chip or a model is the subject of the verb at item `at`.
fn by_thing(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let clause = parsed.items[at].clause;
    let subject = subject::subject(text, parsed, clause, &[]).item.map(|s| &parsed.items[s]);
    subject.is_some_and(|s| text.of_chips(s) || text.is_kind(s, Type::Model))
}

/// What stands right after the verb at item `at`, past what says how many, which and when.
fn object(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    let date = |i: &Item| text.is_kind(i, Type::Date);
    // «promette per il 2027 una GPU»
    let dated = |i: usize| items[i + 1..].iter().take(2).any(date);
    let small = |i: usize| match items[i].what {
        What::Word | What::Function(_) | What::Preposition("di") => true,
        What::Preposition(_) => dated(i),
        _ => date(&items[i]),
    };
    (at + 1..items.len()).take(HANG_REACH + 2).find(|&i| !small(i))
}

/// Whether the verb at item `at` plans things and not deeds, which is to make them: «le H20 progettate da Nvidia».
fn designs(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let plans = |v: &Verb| text.lexicons.verbs[v.verb as usize].relation == Some(text.relations.plan);
    // «progetta di portare», unlike «progettati per rispettare»
    let leads = |i: usize| i == at + 1 || matches!(items[i - 1].what, What::Preposition("di" | "a"));
    let deed = |i: usize| matches!(&items[i].what, What::Verb(v) if v.infinitive()) && leads(i);
    matches!(&items[at].what, What::Verb(v) if plans(v)) && !(at + 1..items.len()).take(HANG_REACH).any(deed)
}

/// What a relation word governs.
struct Scope<'p> {
    /// Of whom its clause is told.
    subject: &'p Subject,
    clause: usize,
    /// Where what it governs begins, and one past where that ends: to the next finite verb or the clause's end.
    start: usize,
    stop: usize,
    /// What it says more of, where it is a participle.
    head: Option<usize>,
    /// Whether it is a verb without a person.
    impersonal: bool,
    /// Whether it says more of what no lexicon knows: «con macchine comprate da Asml».
    strange: bool,
    /// Whether it has its own object after it, and nothing before.
    own: bool,
    /// Whether a chip stands after it.
    object: bool,
}

/// Whether item `at` stands in a bracket that hangs on the clause and only names chips: «ha comprato GPU al mercato nero (H100)».
fn names_chips(text: &Text<'_>, parsed: &Parsed, at: usize, clause: usize) -> bool {
    let own = parsed.items[at].clause;
    let here = &parsed.clauses[own];
    let small = |i: &Item| text.is_kind(i, Type::Chip) || matches!(i.what, What::Mark(_) | What::Function(_));
    let named = || parsed.chips.iter().any(|&c| c < here.reach.start && parsed.items[c].clause == clause);
    here.hang == Hang::Bracket
        && here.parent == Some(clause)
        && !named()
        && parsed.items[here.reach.clone()].iter().filter(|i| i.clause == own).all(small)
}

fn scope<'p>(text: &Text<'_>, parsed: &'p Parsed, trigger: &Trigger, attribution: &Attribution) -> Scope<'p> {
    let items = &parsed.items;
    let at = trigger.at;
    let clause = items[at].clause;
    let subject = subject::subject(text, parsed, clause, &attribution.items);
    // «Il divieto riguarda le H20»: a verb that tells nothing itself leads to what it is laid on
    let leads = |i: usize| {
        let own = trigger.noun && subject.item == Some(at) && parsed.clauses[clause].verb == Some(i);
        let empty = matches!(&items[i].what, What::Verb(v) if v.relation.is_none() && v.class == WordClass::default() && !v.passive);
        own && empty && text.relations.permits(trigger.relation)
    };
    let stop = (at + 1..items.len())
        .find(|&i| {
            items[i].clause != clause && !trigger.noun && !names_chips(text, parsed, i, clause)
                || matches!(&items[i].what, What::Verb(v) if v.finite()) && !leads(i)
                // «… per la vendita in Cina, dopo che l'H100 è stato vietato»
                || matches!(items[i].what, What::Function(Function::Subordinator))
                || matches!(items[i].what, What::Mark(';'))
                // «i prossimi Ascend: il 950 nel 2026, il 960 nel 2027»
                || matches!(items[i].what, What::Mark(':')) && !lists_chips(text, items, i)
        })
        .unwrap_or(items.len());
    // a verb without a person has its object after it: «vende le H20 per finanziare OpenAI»
    let impersonal = matches!(&items[at].what, What::Verb(v) if v.infinitive() || v.mood == Mood::Gerund);
    let of_it = impersonal && matches!(items[at.saturating_sub(1)].what, What::Preposition("da"));
    let head = modified(parsed, at);
    let participle = matches!(&items[at].what, What::Verb(v) if v.mood == Mood::Participle);
    let strange = participle && head.is_none() && at > 0 && matches!(items[at - 1].what, What::Word);
    let own = trigger.noun || impersonal && !of_it || strange;
    let start = match head {
        Some(head) => head.saturating_sub(1),
        None if own => at,
        None => parsed.clauses[clause].first().unwrap_or(at),
    };
    let object = parsed.chips.iter().any(|c| (at..stop).contains(c));
    Scope { subject, clause, start, stop, head, impersonal, strange, own, object }
}

/// The names of a kind between two items that the trigger is told of.
fn named(
    text: &Text<'_>,
    parsed: &Parsed,
    trigger: &Trigger,
    scope: &Scope<'_>,
    range: Range<usize>,
    kind: Type,
) -> Fillers {
    let items = &parsed.items;
    let mut out = Fillers::new();
    let mut add = |filler: Filler| {
        if !out.iter().any(|f| f.entity == filler.entity) {
            out.push(filler);
        }
    };
    let mut last = None;
    for i in range.clone() {
        let What::Mention(m) = items[i].what else { continue };
        let mention = &text.mentions[m as usize];
        let Some(entity) = mention.entity().filter(|_| mention.kind == kind) else { continue };
        if aside(text, parsed, trigger, scope, range.start, i) {
            continue;
        }
        add(Filler { entity, span: mention.span });
        last = Some(i);
    }
    // «tra cui H800, L40 e L40S, in quanto …»: what the list of the last one goes on with past the clause
    if let Some(last) = last.filter(|&last| last + 2 >= range.end) {
        who::group(text, items, last, &[kind]).into_iter().for_each(add);
    }
    out
}

/// Whether the name at item `i` has another part in the sentence than the one the trigger tells; `from` is where names are looked for.
fn aside(text: &Text<'_>, parsed: &Parsed, trigger: &Trigger, scope: &Scope<'_>, from: usize, i: usize) -> bool {
    let items = &parsed.items;
    let at = trigger.at;
    let known = text.relations;
    let by = text.governor(items, i);
    if i < at {
        // «ByteDance, che ha usato H20, vuole comprare gli H200»
        if items[i].clause != scope.clause && scope.object {
            return true;
        }
        // «Microsoft, in ritardo con Maia, utilizzerà»
        let comma = |range: Range<usize>| items[range].iter().any(|i| matches!(i.what, What::Mark(',')));
        if scope.head.is_none() && comma(from..i) && comma(i..at) && matches!(by, Some("con" | "per" | "su")) {
            return true;
        }
    }
    // «poteva ancora vendere in Cina dopo il bando di H100»: what is banned, not sold
    let banned = || {
        let nouns = items[at + 1..i.max(at + 1)].iter().rev().take(HANG_REACH);
        let mut nouns = nouns.filter_map(|i| if let What::Noun(n) = &i.what { Some(n.relation) } else { None });
        nouns.next() == Some(Some(known.ban))
    };
    if !trigger.noun && !known.permits(trigger.relation) && banned() {
        return true;
    }
    // «monta la stessa rete utilizzata nei sistemi Blackwell»: in what else it is used
    let used_in = |p: usize| {
        matches!(&items[p].what, What::Verb(v) if v.mood == Mood::Participle && v.relation == Some(known.r#use))
            && matches!(items[p + 1].what, What::Preposition("in"))
    };
    if by == Some("in") && i > at + 1 && (at + 1..i).any(used_in) {
        return true;
    }
    match by {
        Some("dopo" | "contro" | "rispetto" | "oltre") => true,
        // «ha annunciato una collaborazione per costruire data center con le GPU»
        Some("con") => [known.launch, known.produce].contains(&trigger.relation),
        // «una GPU capace di superare la Rubin»: what another verb is done to
        Some(super::OBJECT) => {
            let plans = matches!(&items[at].what, What::Verb(v) if v.class.has(WordClass::PLAN));
            i > at + 1 && !(scope.own || known.permits(trigger.relation) || plans)
        }
        _ => false,
    }
}

/// The chips the trigger tells of, and whether what it governs names them.
fn chips(text: &Text<'_>, parsed: &Parsed, trigger: &Trigger, scope: &Scope<'_>) -> (Fillers, bool) {
    let at = trigger.at;
    let first = parsed.clauses[scope.clause].first().unwrap_or(at);
    let all = |range| named(text, parsed, trigger, scope, range, Type::Chip);
    // what a participle says more of, and not what comes after its doer
    let mut chip = all(scope.start..if scope.head.is_some() { at } else { scope.stop });
    // «nel processore Ascend 910B c'è un chip realizzato da Tsmc»
    if chip.is_empty() && scope.head.is_some_and(|h| text.of_chips(&parsed.items[h])) {
        chip = all(first..scope.stop);
    }
    if !chip.is_empty() {
        return (chip, true);
    }
    if !trigger.noun {
        return (spoken_of(text, parsed, at), false);
    }
    // «per spedire gli H20 servirà una licenza»
    if text.relations.permits(trigger.relation) && plain(text, parsed, trigger) {
        chip = all(first..at);
    }
    (chip, false)
}

/// Whether a noun of banning or permitting is told of what stands before it: «gli H20 restano sotto divieto»; not «la risposta di Amd ai
/// paletti», «nonostante le restrizioni», «in base a quelle licenze».
fn plain(text: &Text<'_>, parsed: &Parsed, trigger: &Trigger) -> bool {
    let items = &parsed.items;
    let aside = |i: &Item| match i.what {
        What::Function(function) => function == Function::Subordinator,
        What::Cue(class) => class.has(WordClass::ACCORDING),
        _ => false,
    };
    let governor = text.governor(items, trigger.at);
    let asked = trigger.relation == text.relations.authorize && matches!(governor, Some(super::OBJECT | "senza"));
    (governor.is_none() || asked) && !items[..trigger.at].iter().rev().take(2).any(aside)
}

/// Of whom the trigger is told, and the rule that says so; none where it tells nothing. `chip` are its chips, `named` whether it names
/// them.
fn company(
    text: &Text<'_>,
    parsed: &Parsed,
    trigger: &Trigger,
    scope: &Scope<'_>,
    attribution: &Attribution,
    chip: &[Filler],
    named: bool,
) -> Option<(Fillers, &'static str)> {
    let known = text.relations;
    let (mut company, mut rule) = if trigger.noun {
        doer_of_noun(text, parsed, trigger.at, scope.stop, scope.subject, attribution)
    } else {
        doer(text, parsed, trigger, scope.subject, attribution)
    };
    if rule == "subject" {
        // «avrebbe aiutato ad aggirare il divieto sugli H100»: who else acts is not banned, but who makes them
        let bystander = trigger.noun && trigger.relation == known.ban && !chip.is_empty();
        // «Anthropic ha criticato la decisione di vendere gli H200»: another's deed
        if bystander || judged(text, parsed, trigger) {
            (company, rule) = (Fillers::new(), "another's deed");
        }
    }
    // «Bloomberg scrive di un blocco dell'H20»: who looks on does nothing; Mediaset takes over others
    let deal = [known.acquire, known.invest, known.sell].contains(&trigger.relation) && chip.is_empty();
    let looks_on = !company.is_empty() && company.iter().all(|f| text.observes(f.entity)) && !deal;
    let nobody = company.is_empty() && acts_alone(text, parsed, trigger, scope.subject) || looks_on;
    if let Some(maker) = maker(text, chip).filter(|_| nobody && made(text, trigger)) {
        return Some((smallvec![maker], "maker"));
    }
    if looks_on {
        return None;
    }
    // «Pechino ha bloccato gli H20», «la B300 è in produzione»: of nobody that is named
    let of_chip = || scope.subject.item.is_some_and(|s| text.of_chips(&parsed.items[s]));
    let smuggled = named && trigger.relation == known.export;
    let alone = || {
        let made = !scope.impersonal && made(text, trigger);
        !trigger.noun && (smuggled || made && (named && of_chip() || known.permits(trigger.relation)))
    };
    (!company.is_empty() || !chip.is_empty() && alone()).then_some((company, rule))
}

/// The other party; `told` is of whom the event is told, `relation` what it tells, `named` whether it names its chips.
#[allow(clippy::too_many_arguments, reason = "all that is known of the event so far")]
fn counterparty(
    text: &Text<'_>,
    parsed: &Parsed,
    trigger: &Trigger,
    scope: &Scope<'_>,
    attribution: &Attribution,
    told: &[Filler],
    relation: RelationId,
    named: bool,
) -> (Fillers, &'static str) {
    let items = &parsed.items;
    let at = trigger.at;
    let other = |f: &Filler| told.iter().all(|c| c.entity != f.entity);
    let (mut found, rule) = who::counterparty(text, parsed, scope.clause, at, relation, told, &attribution.items);
    if let Some(head) = scope.head {
        // «Baidu teme Huawei, inserita nella lista nera»: who stands before what the participle says more of has no part in it
        let from = text.tokens[items[scope.start].first].start;
        let to = text.tokens[items[scope.stop - 1].last - 1].end;
        // «TSMC avrebbe prodotto un chip usato da Huawei»: whose chip it is, where it has no name
        let unnamed = text.of_chips(&items[head]) && !named;
        let firm = |f: &Filler| unnamed && text.lexicons.entity(f.entity).kind == Type::Company;
        found.retain(|f| f.span.start < to && (f.span.start >= from || firm(f)));
        // «Core42, controllata da G42»
        if let Some(head) = who::firm(text, &items[head], &[Type::Company]).filter(other) {
            found = smallvec![head];
        }
    }
    // «ha incriminato due uomini per il contrabbando degli H100»: who judges a deed has no part in it
    if trigger.noun && !text.relations.permits(trigger.relation) {
        found.retain(|f| text.lexicons.entity(f.entity).kind == Type::Company);
    }
    // «Eni, Leonardo e Cineca hanno comprato»: who stands in one list does it together
    found.retain(|f| !told.iter().any(|c| (c.span.end..c.span.end + LISTED).contains(&f.span.start)));
    if found.is_empty() && !trigger.noun {
        let with = || with_whom(text, parsed, scope.clause).filter(|_| scope.head.is_none());
        found.extend(invested_in(text, parsed, at, relation).filter(other).or_else(|| with().filter(other)));
    }
    // «l'acquisizione di Arm da SoftBank»: what is taken over before from whom
    if relation == text.relations.acquire
        && let Some(taken) = taken_over(text, parsed, at).filter(other)
    {
        found = smallvec![taken];
    }
    (found, rule)
}

/// Whether what is told of a firm is tied to something, and is a deed; `models` whether it names an AI model.
fn ties(text: &Text<'_>, parsed: &Parsed, trigger: &Trigger, scope: &Scope<'_>, fact: &Fact, models: bool) -> bool {
    let items = &parsed.items;
    let at = trigger.at;
    let known = text.relations;
    let things = !fact.chip.is_empty() || models;
    let placed = !fact.place.is_empty();
    if trigger.noun {
        let taken_over = fact.relation == known.acquire && !fact.counterparty.is_empty();
        return !fact.chip.is_empty() || taken_over || fact.relation == known.acquire && models;
    }
    // «con macchine comprate da Asml»
    if scope.strange && !things {
        return false;
    }
    // «DeepSeek ha presentato un modello gratuito», «ha ottenuto i chip»
    let bare = || {
        let dealt = known.deals(fact.relation) && fact.relation != known.acquire;
        let traded = known.trades(fact.relation) || [known.launch, known.r#use].contains(&fact.relation);
        (dealt || traded) && !scope.impersonal && object(text, parsed, at).is_some_and(|o| text.of_chips(&items[o]))
    };
    if fact.relation == known.launch {
        // «Questi chip presentavano problemi», «ha annunciato una collaborazione con Broadcom»: no product
        let shows = scope.subject.item.is_some_and(|s| text.of_chips(&items[s]))
            && items.get(at + 1).is_some_and(|i| matches!(i.what, What::Word | What::Noun(_)));
        return !shows && (things || placed || bare());
    }
    // «punta a dipendere meno da Nvidia»: no deed with it
    let infinitive = |i: &Item| matches!(&i.what, What::Verb(v) if v.infinitive());
    if fact.relation == known.plan && !things && !placed && items[at + 1..].iter().take(HANG_REACH).any(infinitive) {
        return false;
    }
    things || placed || !fact.counterparty.is_empty() || ruled(text, parsed, trigger, fact.rules.company) || bare()
}

/// Whether a government bans or permits it, a country by its name, too: «Gli Stati Uniti hanno inserito Huawei nella lista nera». `rule`
/// said of whom it is told.
fn ruled(text: &Text<'_>, parsed: &Parsed, trigger: &Trigger, rule: &str) -> bool {
    if !text.relations.permits(trigger.relation) {
        return false;
    }
    let items = &parsed.items;
    let clause = items[trigger.at].clause;
    let government = |i: usize| items[i].clause == clause && is_government(text, &items[i]);
    // «è stata inserita nella Entity List»: the list is a government's
    if let What::Verb(v) = &items[trigger.at].what
        && v.passive
        && v.relation == Some(text.relations.ban)
        && v.relation != text.lexicons.verbs[v.verb as usize].relation
    {
        return true;
    }
    let suffered = match &items[trigger.at].what {
        What::Verb(v) => v.passive || v.relation != text.lexicons.verbs[v.verb as usize].relation,
        _ => true,
    };
    (suffered || rule != "subject") && parsed.clauses[clause].reach.clone().any(government)
}

fn event(text: &Text<'_>, parsed: &Parsed, attribution: &Attribution, trigger: &Trigger, number: u32) -> Option<Fact> {
    let items = &parsed.items;
    let at = trigger.at;
    let scope = scope(text, parsed, trigger, attribution);
    let (chip, chips_named) = chips(text, parsed, trigger, &scope);
    let relation =
        if !chip.is_empty() && designs(text, parsed, at) { text.relations.produce } else { trigger.relation };
    let (company, company_rule) = company(text, parsed, trigger, &scope, attribution, &chip, chips_named)?;
    let (counterparty, counterparty_rule) =
        counterparty(text, parsed, trigger, &scope, attribution, &company, relation, chips_named);
    let models = named(text, parsed, trigger, &scope, scope.start..scope.stop, Type::Model);
    let (place, place_rule) = slots::place(text, parsed, at, true, scope.subject);
    let first = text.tokens[items[at].first].start;
    let end = text.tokens[items[at].last - 1].end;
    // «le ha comprate»: chips named before lie outside the sentence
    let sentence = text.sentences[text.now].span;
    let here = |f: &&Filler| f.span.start >= sentence.start && f.span.end <= sentence.end;
    let last = chip.iter().chain(&models).filter(here).map(|f| f.span.end).max().unwrap_or(end);
    let from = chip.iter().find(here).map_or(first, |f| f.span.start);
    let span = Span::new(first.min(from), last.max(end));
    let rules = Rules {
        relation: if trigger.noun { "noun" } else { "verb" },
        company: company_rule,
        counterparty: counterparty_rule,
        chip: if chip.is_empty() { "none" } else { "clause" },
        of: "none",
        place: place_rule,
        ..Rules::default()
    };
    let mut fact = Fact {
        id: String::new(),
        kind: FactKind::Event,
        sentence: number,
        relation,
        company,
        counterparty,
        chip,
        place,
        source: Fillers::new(),
        figure: None,
        value_of: None,
        of: None,
        date: None,
        certainty: Certainty::Asserted,
        span,
        rules,
    };
    if !ties(text, parsed, trigger, &scope, &fact, !models.is_empty()) {
        return None;
    }
    (fact.source, fact.rules.source) = attribution.sources(text, at);
    (fact.date, fact.rules.date) = slots::date(text, parsed, at);
    (fact.certainty, fact.rules.certainty) = certainty(text, parsed, trigger, &scope, attribution, &fact.source);
    Some(fact)
}

/// How sure the event is; `source` says who tells it.
fn certainty(
    text: &Text<'_>,
    parsed: &Parsed,
    trigger: &Trigger,
    scope: &Scope<'_>,
    attribution: &Attribution,
    source: &[Filler],
) -> (Certainty, &'static str) {
    let sure = sure::certainty(text, parsed, trigger.at, attribution);
    let What::Verb(verb) = &parsed.items[trigger.at].what else { return sure };
    // «Se Nvidia vendesse la H20»
    let sure = match sure::supposed(text, parsed, parsed.items[trigger.at].clause, verb) {
        true => super::quantity::stronger(sure, (Certainty::Conditional, "supposed")),
        false => sure,
    };
    // the verb itself: negated, conditional or future
    let sure = super::quantity::stronger(sure, sure::of_itself(verb));
    // «vuole fermare le H20 progettate da Nvidia»: they are, whatever is wanted
    match scope.head {
        Some(_) if sure.0 > Certainty::Reported && !verb.negated => {
            (if source.is_empty() { Certainty::Asserted } else { Certainty::Reported }, "participle")
        }
        _ => sure,
    }
}

/// Whether an item names an institution, or a place that may stand for its government.
fn is_government(text: &Text<'_>, item: &Item) -> bool {
    matches!(text.kind_of(item), Some(Type::Place | Type::Institution))
}

/// The firm a relative clause hangs on by «con», «da» or «a»: «SoftBank, con la quale produrrà».
fn with_whom(text: &Text<'_>, parsed: &Parsed, clause: usize) -> Option<Filler> {
    let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang else { return None };
    let items = &parsed.items;
    let first = parsed.clauses[clause].first()?;
    let governed = matches!(subject::governing(items, first), Some("con" | "da" | "a"));
    who::firm(text, &items[antecedent], &[Type::Company]).filter(|_| governed)
}

/// How many bytes may part two names of a list: «, » or « e ».
const LISTED: u32 = 4;

/// The firm in which is invested, whose part is bought or taken over, whose model is used: «intende investire in OpenAI», «ha comprato la
/// divisione sensori di NXP», «ha rilevato la quota in Tim».
fn invested_in(text: &Text<'_>, parsed: &Parsed, at: usize, relation: RelationId) -> Option<Filler> {
    let known = text.relations;
    let by: &[&str] = match relation {
        r if r == known.invest => &["in"],
        r if r == known.acquire => &["in", "su", "di"],
        r if [known.buy, known.sell, known.r#use].contains(&r) => &["di"],
        _ => return None,
    };
    let items = &parsed.items;
    let model = |i: usize| text.is_kind(&items[i], Type::Model);
    let found = |by: &str| {
        (at + 1..items.len()).take(HANG_REACH * 2).find(|&i| {
            let named = matches!(items[i].what, What::Mention(_)) && text.is_firm(&items[i]);
            let of_model = relation != known.r#use || i >= 2 && model(i - 2);
            named && of_model && items[i].clause == items[at].clause && text.governor(items, i) == Some(by)
        })
    };
    let named = by.iter().find_map(|by| found(by))?;
    who::firm(text, &items[named], &[Type::Company])
}

/// The firm right after a word of taking over: «ha accettato di comprare Arm», «l'acquisizione dell'olandese NXP».
fn taken_over(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<Filler> {
    let items = &parsed.items;
    let small = |i: &Item| {
        matches!(i.what, What::Word | What::Function(Function::Article) | What::Preposition("di"))
            || matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY))
    };
    let named = (at + 1..items.len()).take(HANG_REACH).find(|&i| !small(&items[i]))?;
    who::firm(text, &items[named], &[Type::Company])
}

/// Whether the noun of buying at item `at` is of a firm: «l'acquisto di Autotalks», no «acquisto di server Dell».
fn buys_firm(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let of = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("di")));
    let small = |i: &&Item| matches!(i.what, What::Word) && text.tokens[i.first].begins(TermKind::Demonym);
    of && items[at + 2..]
        .iter()
        .find(|i| !small(i))
        .is_some_and(|i| matches!(i.what, What::Mention(_)) && text.is_firm(i))
}

/// Whether nobody but chips is the subject of the verb: «una rete che contrabbandava H100» does it without their maker.
fn acts_alone(text: &Text<'_>, parsed: &Parsed, trigger: &Trigger, subject: &Subject) -> bool {
    let item = &parsed.items[trigger.at];
    // «due uomini, accusati di aver esportato le H100»
    let done = |v: &Verb| v.infinitive() && item.last > item.first + 1;
    let active = matches!(&item.what, What::Verb(v) if !v.passive && (v.finite() || done(v)));
    let chip = |i: usize| {
        let item = &parsed.items[i];
        text.of_chips(item) || matches!(&item.what, What::Noun(n) if n.class.has(WordClass::AMOUNT))
    };
    // «il governo ha revocato le restrizioni sulle H20»
    !active || !subject.some || subject.item.is_some_and(chip) || text.relations.permits(trigger.relation)
}

/// How many items a verb and the deed it judges may lie apart.
const JUDGED_REACH: usize = 5;

/// Whether the infinitive hangs by «di» on a noun that the clause's verb, which tells no deed or plan itself, only judges: «ha criticato la
/// decisione di vendere».
fn judged(text: &Text<'_>, parsed: &Parsed, trigger: &Trigger) -> bool {
    let items = &parsed.items;
    let at = trigger.at;
    let infinitive = matches!(&items[at].what, What::Verb(v) if v.infinitive());
    if !infinitive || at < JUDGED_REACH || !matches!(items[at - 1].what, What::Preposition("di")) {
        return false;
    }
    let plain = |n: &super::parse::Carried| !n.class.has(WordClass::PERMIT | WordClass::PLAN) && n.relation.is_none();
    let noun = match &items[at - 2].what {
        What::Noun(n) => plain(n),
        What::Word => true,
        _ => false,
    };
    let article = matches!(items[at - 3].what, What::Function(Function::Article | Function::Possessive));
    let acts =
        WordClass::PLAN | WordClass::PERMIT | WordClass::GET | WordClass::LIGHT | WordClass::AUX | WordClass::MODAL;
    let verb = parsed.clauses[items[at].clause].verb.filter(|&v| v < at && at - v <= JUDGED_REACH);
    let judges =
        verb.is_some_and(|v| matches!(&items[v].what, What::Verb(v) if !v.class.has(acts) && v.relation.is_none()));
    noun && article && judges && of_makers(text, trigger.relation)
}

/// Whether the relation is done with chips by their maker where nobody else is named: «le H20 tornano in vendita», «la MI350 è in
/// produzione», «le H200 ferme alla dogana».
fn made(text: &Text<'_>, trigger: &Trigger) -> bool {
    of_makers(text, trigger.relation) || text.relations.permits(trigger.relation)
}

/// Whether makers do it with their chips.
fn of_makers(text: &Text<'_>, relation: RelationId) -> bool {
    let known = text.relations;
    [known.sell, known.deliver, known.export, known.produce, known.launch, known.plan].contains(&relation)
}

/// The chips the verb at item `at` tells of without naming them: those its relative clause hangs on («le TPU, i chip che Google
/// produce»), those a pronoun stands for («le ha prodotte», «comprarle»), «quei chip».
fn spoken_of(text: &Text<'_>, parsed: &Parsed, at: usize) -> Fillers {
    let items = &parsed.items;
    let clause = items[at].clause;
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
    // «una cifra la fornisce»: the pronoun takes up what stands before it
    let taken_up =
        at >= 2 && matches!(items[at - 2].what, What::Word | What::Noun(_)) && !text.of_chips(&items[at - 2]);
    let object = |i: &Item| {
        matches!(i.what, What::Function(_) | What::Word)
            && (text.has_role(i.first, WordRole::Object) && text.folded(i.first) != "lo" && !taken_up
                // «ci ha addestrato i suoi modelli»
                || trains && text.folded(i.first) == "ci")
    };
    let alone = items[at].last == items[at].first + 1;
    let enclitic =
        !(alone && matches!(&items[at].what, What::Verb(v) if v.finite())) && ends_in_object(text, &items[at]);
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
        || before.is_some_and(|i| matches!(&i.what, What::Verb(v) if v.infinitive() && ends_in_object(text, i)));
    if before.is_some_and(object) || enclitic || by_infinitive() || pointed() {
        // the nearest before it; where that has no name («i chip Nvidia … riesportarli»), none is known
        let pronoun = before.is_some_and(object) || enclitic;
        let near = (0..at).rev().find(|&i| text.of_chips(&items[i]));
        let named = near.filter(|&i| matches!(items[i].what, What::Mention(_)));
        if let Some(last) = named.or_else(|| parsed.chips.iter().rev().copied().find(|&c| c < at && !pronoun)) {
            return who::group(text, items, last, &[Type::Chip]);
        }
        if near.is_some() && pronoun {
            return Fillers::new();
        }
        if text.mind.topic_age <= PRONOUN_AGE {
            return text.mind.topic.clone();
        }
    }
    Fillers::new()
}

/// Whether a verb ends in the pronoun of its object: «comprarle», «noleggiandoli».
fn ends_in_object(text: &Text<'_>, item: &Item) -> bool {
    let word = text.word(item.last - 1);
    ["rla", "rli", "rle", "rlo", "ndola", "ndoli", "ndole"].iter().any(|e| word.ends_with(e))
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
        // «Huawei, inserita nella lista nera»; «ha inserito Huawei nella lista nera»
        let named = modified(parsed, trigger.at).or_else(|| object_before(text, parsed, trigger.at));
        if let Some(named) = named.filter(|&n| firm(n).is_some()) {
            return (who::group(text, items, named, &[Type::Company]), "permitted");
        }
        if let Some(to) = to {
            return (who::group(text, items, to, &[Type::Company]), "permitted");
        }
    }
    let done = passive || matches!(&items[trigger.at].what, What::Verb(v) if v.mood == Mood::Participle);
    if done && let Some(by) = by_whom(text, parsed, trigger.at).filter(|by| !taken.contains(by)) {
        return (who::group(text, items, by, &[Type::Company]), "agent");
    }
    // an infinitive after a firm that is made to do it: «costringendo DeepSeek a tornare», «a Nvidia di vendere», «a Nvidia per vendere»
    let infinitive = match &items[trigger.at].what {
        What::Verb(v) => v.infinitive(),
        // «ha chiesto a SK hynix di aumentare la produzione»
        _ => expressed_deed(text, &items[trigger.at]),
    };
    if infinitive {
        let made = (0..trigger.at).rev().take(4).find(|&i| items[i].clause == clause && firm(i).is_some());
        if let Some(made) = made
            && matches!(text.governor(items, made), None | Some("a" | super::OBJECT))
        {
            return (who::group(text, items, made, &[Type::Company]), "made to");
        }
    }
    // «la fornisce Eviden»: the object before the verb, the subject after it
    if let Some(after) = after_object(text, parsed, trigger.at).filter(|&i| firm(i).is_some()) {
        return (who::group(text, items, after, &[Type::Company]), "subject after the verb");
    }
    // «Washington vieta di esportare le macchine di Asml»
    if permits && subject.firms.is_empty() {
        let hung = (trigger.at + 1..items.len()).take(OBJECT_REACH).find(|&i| {
            items[i].clause == clause && firm(i).is_some() && matches!(text.governor(items, i), Some("di" | "da"))
        });
        if let Some(hung) = hung {
            return (who::group(text, items, hung, &[Type::Company]), "hung");
        }
    }
    // «i processori di Groq verranno integrati»: who makes them does not use them
    let theirs = passive && !permits && !of_makers(text, trigger.relation) && trigger.relation != text.relations.train;
    // «I modelli di Apple saranno basati su Gemini»
    let used = |i: &Item| matches!(text.kind_of(i), Some(Type::Chip | Type::Model));
    let on = || items[trigger.at + 1..].iter().take(HANG_REACH).any(used);
    if theirs && !on() && subject.item.is_some_and(|s| text.of_chips(&items[s])) {
        return (Fillers::new(), "none");
    }
    // «Jensen Huang ha svelato Rubin»: of the firm he works for
    if subject.firms.is_empty()
        && !permits
        && let Some(firm) =
            subject.item.filter(|&s| items[s].clause == clause).and_then(|s| who::works_for(text, &items[s]))
    {
        return (smallvec![firm], "person's firm");
    }
    (subject.firms.clone(), "subject")
}

/// The item right after the verb at item `at`, where the pronoun of its object stands before: «li produce TSMC».
fn after_object(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    let active = matches!(&items[at].what, What::Verb(v) if v.finite() && !v.passive);
    let object = at > 0 && text.has_role(items[at - 1].first, WordRole::Object);
    (active && object && at + 1 < items.len() && text.governor(items, at + 1).is_none()).then_some(at + 1)
}

/// The object of the clause's verb, where the expression at item `at` ends what that says: «hanno inserito Huawei nella lista nera».
fn object_before(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    let verb =
        parsed.clauses[items[at].clause].verb.filter(|&v| v < at && matches!(items[at].what, What::Phrase(_)))?;
    let active = matches!(&items[verb].what, What::Verb(v) if !v.passive);
    (verb + 1..at).find(|&i| active && text.is_firm(&items[i]) && text.governor(items, i).is_none())
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
    let relation = match &items[at].what {
        What::Noun(noun) => noun.relation,
        _ => None,
    };
    let permits = relation.is_some_and(|r| text.relations.permits(r));
    // «l'uso delle H100 di Nvidia»: their maker does not use them
    let others = !permits && relation.is_some_and(|r| !of_makers(text, r));
    let firms: Vec<usize> = (at + 1..stop.min(at + 16))
        .filter(|&i| who::firm(text, &items[i], kinds).is_some() && !attribution.items.contains(&i))
        .filter(|&i| !(others && who::makes(text, items, i) && text.governor(items, i) == Some("di")))
        .collect();
    // «da parte di», «da»: the doer by name
    let by = firms.iter().copied().find(|&i| {
        let part = items[..i].iter().rev().take(3).any(|p| text.has_role(p.last - 1, WordRole::Doer));
        part || text.governor(items, i) == Some("da")
    });
    if let Some(by) = by {
        return (who::group(text, items, by, kinds), "agent");
    }
    if relation == Some(text.relations.acquire) || relation == Some(text.relations.buy) && buys_firm(text, parsed, at) {
        // who takes over is none of those that hang on the noun: «un'indagine su Nvidia per l'acquisizione di Mellanox»
        let clause = items[at].clause;
        let before =
            || (0..at).rev().find(|&i| items[i].clause == clause && who::firm(text, &items[i], kinds).is_some());
        return match (subject.firms.is_empty(), before().filter(|i| !attribution.items.contains(i))) {
            (false, _) => (subject.firms.clone(), "subject"),
            (true, Some(before)) => (who::group(text, items, before, kinds), "named before"),
            (true, None) => (Fillers::new(), "none"),
        };
    }
    if permits {
        // the one permitted or barred: «a DeepSeek», «per i prodotti NVIDIA»
        let to = firms.iter().copied().find(|&i| text.governor(items, i) == Some("a")).or(firms.first().copied());
        if let Some(to) = to {
            let mut all = who::group(text, items, to, kinds);
            // «Il divieto riguarda Nvidia H20 e AMD MI308»: each for its own chips
            let makers = firms.iter().filter(|&&i| who::makes(text, items, i));
            for filler in makers.filter_map(|&i| who::firm(text, &items[i], kinds)) {
                if who::makes(text, items, to) && !all.iter().any(|f| f.entity == filler.entity) {
                    all.push(filler);
                }
            }
            return (all, "permitted");
        }
    }
    if !subject.firms.is_empty() {
        return (subject.firms.clone(), "subject");
    }
    firms.first().map_or((Fillers::new(), "none"), |&i| (who::group(text, items, i, kinds), "hung"))
}
