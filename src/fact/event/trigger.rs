//! Which words make an event, and of which relation: verbs, expressions, and nouns of deeds.

use super::choice;
use super::party;
use super::spoken::by_pronoun;
use super::syntax::{HANG_REACH, after_object, by_whom, expressed_deed, modified, object};
use crate::fact::parse::{Hang, Item, Parsed, Verb, What};
use crate::fact::text::OBJECT;
use crate::fact::{Text, relation as relations, subject, who};
use crate::lexicon::{Function, Mood, RelationId, TermKind, WordClass, WordRole};
use crate::mention::Type;

/// What the word at item `at` tells, where that makes an event without a figure, and whether it is a noun.
pub(super) fn relation(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<(RelationId, bool)> {
    let (relation, noun) = match &parsed.items[at].what {
        What::Verb(verb) => {
            let relation = of_object(text, parsed, at, verb)?;
            let got = verb.class.has(WordClass::GET) && [text.relations.own, text.relations.buy].contains(&relation);
            (if got && by_buyers(text, parsed, at) { text.relations.deliver } else { relation }, false)
        }
        What::Phrase(phrase) => (phrase.relation?, false),
        // «l'acquisto di Autotalks»: of a firm
        What::Noun(noun) if noun.relation == Some(text.relations.buy) && buys_firm(text, parsed, at) => {
            (text.relations.acquire, true)
        }
        What::Noun(noun) => (noun.relation.or_else(|| party::relation(text, parsed, at))?, true),
        _ => return None,
    };
    // «con l'obiettivo di rifornire Nvidia», «il pagamento degli H200»: plans and payments by their names are no deeds
    let plan = noun && [text.relations.plan, text.relations.invest].contains(&relation);
    (text.relations.eventful(relation) && !plan).then_some((relation, noun))
}

/// What a verb tells by its object: chips are bought and not taken over («ha acquisito GPU»); who gets a licence is permitted («ha ottenuto
/// alcune licenze»), who gets chips has them («ha ricevuto gli H20»); a promise is money only where a sum stands («promette una GPU»);
/// who controls a firm owns it («controllata da Samsung»).
fn of_object(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb) -> Option<RelationId> {
    let known = text.relations;
    let get = verb.class.has(WordClass::GET);
    let relation = match verb.relation {
        // «Pechino ha chiesto a Tencent di non comprare le H20»
        _ if bids_not(text, parsed, at).is_some() => return Some(known.ban),
        // «ha ricevuto da TSMC un nuovo ordine»
        _ if get && gets_order(text, parsed, at) => return Some(known.order),
        // «gli ordini che ByteDance ha inviato a Nvidia»
        Some(relation) if relation == known.deliver && sent_order(text, parsed, at, verb) => known.order,
        // «Nvidia, che sulla Cina ha smesso di contare»: nothing is had
        Some(relation) if relation == known.own && verb.infinitive() && no_object(parsed, at) => return None,
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
        Some(relation) => relations::of_deal(text, parsed, at, relation),
        // «l'ordine che Nvidia ha girato a Tsmc»
        None if sent_order(text, parsed, at, verb) && to_firm(text, parsed, at) => return Some(known.order),
        None if verb.class.has(WordClass::ARRIVE) => return arrives(text, parsed, at, verb),
        None if verb.class.has(WordClass::OFFER | WordClass::SHOW) && offers(text, parsed, at, verb) => {
            return Some(if verb.class.has(WordClass::OFFER) { known.sell } else { known.launch });
        }
        None if asks_to_make(text, parsed, at, verb) => return Some(known.order),
        None if let Some(chosen) = choice::relation(text, parsed, at, verb) => return Some(chosen),
        None if verb.class.has(WordClass::PLAN) && wants(text, parsed, at, verb) => return Some(known.plan),
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
    // «ha ricevuto i campioni di HBM3»
    let lot = |o: usize| {
        let plain = match &parsed.items[o].what {
            What::Noun(n) => n.relation.is_none() && !n.class.has(WordClass::PERMIT),
            other => matches!(other, What::Word),
        };
        let of = matches!(parsed.items.get(o + 1).map(|i| &i.what), Some(What::Preposition("di")));
        get && plain && of && parsed.items.get(o + 2).is_some_and(|i| text.is_kind(i, Type::Chip))
    };
    let chips = object.is_some_and(|o| text.of_chips(&parsed.items[o]) || lot(o));
    let of = |i: &Item| matches!(i.what, What::Preposition(_));
    let plain = !object.is_some_and(|o| o > at && parsed.items[at + 1..o].iter().any(of));
    match object.map(|o| &parsed.items[o].what) {
        // «ha in mano le licenze»
        Some(What::Noun(n) | What::Phrase(n)) if (get || relation == known.own) && n.class.has(WordClass::PERMIT) => {
            Some(known.authorize)
        }
        // «Tencent ha gli H20», unlike «ha paura degli H20»
        Some(What::Mention(_)) if has(text, verb) => (chips && plain).then_some(known.own),
        // «Microsoft ha già chip Nvidia negli Emirati»
        Some(What::Noun(_)) if chips && plain && has(text, verb) => {
            let maker = object.is_some_and(|o| makers(text, &parsed.items, o));
            maker.then_some(known.own)
        }
        _ if has(text, verb) => None,
        // «Micron ha ottenuto i fondi»
        // («ByteDance non ne ha ricevuta nessuna»: what was spoken of)
        _ if get && !chips && [known.buy, known.own].contains(&relation) && !phrase => {
            let named_after = parsed.chips.iter().any(|&c| c > at);
            let of_it = at > 0 && text.has_role(parsed.items[at - 1].first, WordRole::OfIt);
            // «I primi a riceverla saranno Microsoft e Aws»
            let one = verb.infinitive() && text.ends_in_object(&parsed.items[at]);
            (!named_after && (of_it || one) && by_pronoun(text, &parsed.items, at)).then_some(relation)
        }
        _ if promised && chips => Some(known.plan),
        _ if says && !chips && !phrase => None,
        _ if relation == known.acquire && chips => Some(known.buy),
        _ => Some(relation),
    }
}

/// Whether what the active verb at item `at` is done to are orders, on which its relative clause hangs.
fn sent_order(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb) -> bool {
    let Hang::Relative(Some(on)) = parsed.clauses[parsed.items[at].clause].hang else { return false };
    let order = matches!(&parsed.items[on].what, What::Noun(n) if n.relation == Some(text.relations.order));
    order && verb.finite() && !verb.passive
}

/// How many items after a verb of offering or showing the chips may stand: «aveva offerto all'Arabia Saudita una piccola partita di».
const OFFERED_REACH: usize = 12;

/// How many items before the chips of a lot its article may stand: «una piccola partita di».
const LOT_REACH: usize = 4;

/// Whether what the verb at item `at` offers or shows are chips by their name, or a lot of them: «proponeva la RTX 5090D», «ha mostrato il
/// proprio Kunlun», «aveva offerto a Riad una partita di Ascend 910B»; not «la H100 offre».
fn offers(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb) -> bool {
    let items = &parsed.items;
    let active = !verb.passive && (verb.finite() || verb.infinitive());
    let mut near = (at + 1..items.len()).take(OFFERED_REACH).take_while(|&i| items[i].clause == items[at].clause);
    let Some(chip) = near.find(|&i| text.is_kind(&items[i], Type::Chip)).filter(|_| active) else { return false };
    let one = |i: &Item| matches!(i.what, What::Function(Function::Indefinite));
    let direct = match text.governor(items, chip) {
        None | Some(OBJECT) => true,
        // «mostrano un calo delle H20»
        Some("di") if verb.class.has(WordClass::OFFER) => items[at + 1..chip].iter().rev().take(LOT_REACH).any(one),
        _ => false,
    };
    direct && !by_thing(text, parsed, at)
}

/// Whether what the verb of planning at item `at` is about are chips by their name: «desidera gli MI325X»; not «attende il via libera per gli
/// H20», «aspetta i dati sulle H200».
fn wants(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb) -> bool {
    let items = &parsed.items;
    let small = |i: &Item| {
        matches!(i.what, What::Word | What::Function(_)) || matches!(i.what, What::Noun(_)) && text.of_chips(i)
    };
    let chip = (at + 1..items.len()).take(HANG_REACH).find(|&i| !small(&items[i]));
    let direct = chip
        .is_some_and(|c| text.is_kind(&items[c], Type::Chip) && matches!(text.governor(items, c), None | Some(OBJECT)));
    direct && verb.finite() && !verb.passive && !by_thing(text, parsed, at)
}

/// Whether a firm follows the verb at item `at` to which it is done.
fn to_firm(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let to = |i: &usize| text.is_firm(&items[*i]) && text.governor(items, *i) == Some("a");
    (at + 1..items.len()).take(ASKED_REACH).any(|i| to(&i))
}

/// Whether nothing follows the verb at item `at` in its sentence or before the next sign.
fn no_object(parsed: &Parsed, at: usize) -> bool {
    let item = &parsed.items[at];
    item.last == item.first + 1 && parsed.items.get(at + 1).is_none_or(|i| matches!(i.what, What::Mark(_)))
}

/// Whether the noun of chips at item `at` is followed by who makes them: «chip Nvidia», «i chip di Nvidia».
pub(super) fn makers(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let of = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("di")));
    items.get(at + 1 + usize::from(of)).is_some_and(|i| matches!(i.what, What::Mention(_)) && text.is_firm(i))
}

/// How many items after a verb of asking what another is asked to make may stand.
const ASKED_REACH: usize = 6;

/// Whether a firm asks another to make or deliver something, which orders it: «ha chiesto a TSMC di produrre più chip».
pub(super) fn asks_to_make(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb) -> bool {
    let (items, known) = (&parsed.items, text.relations);
    let clause = items[at].clause;
    let asks = verb.class.has(WordClass::ASK) && verb.class.has(WordClass::PLAN) && !verb.passive;
    let to = || {
        (at + 1..items.len())
            .take(HANG_REACH)
            .find(|&i| !matches!(items[i].what, What::Function(_) | What::Word | What::Preposition("a")))
    };
    let firm = || to().filter(|&i| text.governor(items, i) == Some("a") && is_firm(text, &items[i]));
    let makes = |i: usize| {
        let made = matches!(&items[i].what, What::Verb(v) if v.infinitive() && v.relation.is_some_and(|r| [known.produce, known.deliver].contains(&r)));
        made && matches!(items[i - 1].what, What::Preposition("di")) || expressed_deed(text, &items[i])
    };
    let subject = || subject::subject(text, parsed, clause, &[]).item;
    asks && firm().is_some_and(|f| (f + 2..items.len()).take(ASKED_REACH).any(makes))
        && subject().is_some_and(|s| is_firm(text, &items[s]))
}

/// How many items after a verb of asking what is asked may stand.
const BID_REACH: usize = 10;

/// What a government asks or orders not to do, as the verb of asking at item `at` says: the infinitive of a deed, denied, or a word of it
/// after one of stopping: «ha chiesto a Tencent di non comprare le H20», «ha invitato le aziende a sospendere gli ordini di H20».
pub(super) fn bids_not(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    let What::Verb(verb) = &items[at].what else { return None };
    if !verb.class.has(WordClass::BID) || verb.negated || verb.passive || !(verb.finite() || verb.mood == Mood::Gerund)
    {
        return None;
    }
    let deed = |r: Option<RelationId>| r.is_some_and(|r| text.relations.eventful(r) && !text.relations.permits(r));
    let mut stopped = false;
    for i in (at + 1..items.len()).take(BID_REACH) {
        match &items[i].what {
            What::Verb(v) if !v.infinitive() => return None,
            What::Verb(v) if deed(v.relation) => {
                return (v.negated || stopped).then_some(i).filter(|_| governs(text, parsed, at));
            }
            What::Verb(v) => stopped |= v.class.has(WordClass::STOP | WordClass::DENY | WordClass::LEAVE),
            What::Noun(n) if stopped && deed(n.relation) => return governs(text, parsed, at).then_some(i),
            What::Mark(mark) if *mark != ',' => return None,
            What::Function(Function::Subordinator | Function::Relative) => return None,
            _ => {}
        }
    }
    None
}

/// Whether a government, or the country it stands for, is the subject of the verb at item `at`.
fn governs(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let subject = subject::subject(text, parsed, items[at].clause, &[]).item;
    subject.is_some_and(|s| matches!(text.kind_of(&items[s]), Some(Type::Place | Type::Institution)))
}

/// Whether the firm after the verb of getting at item `at` gives an order, or one is got: «ha ricevuto da TSMC un nuovo ordine», «si è
/// aggiudicata una commessa di Meta».
fn gets_order(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let small = |i: usize| match items[i].what {
        What::Word | What::Function(_) => true,
        What::Preposition(by) => by == "da",
        What::Mention(_) => {
            text.is_firm(&items[i]) && text.governor(items, i) == Some("da") || text.is_kind(&items[i], Type::Date)
        }
        _ => false,
    };
    let thing = (at + 1..items.len()).take(BID_REACH).find(|&i| !small(i));
    let order = |i: usize| matches!(&items[i].what, What::Noun(n) if n.relation == Some(text.relations.order));
    thing.is_some_and(|t| order(t) && matches!(text.governor(items, t), None | Some(OBJECT)))
}

/// Whether an item names or describes a company.
fn is_firm(text: &Text<'_>, item: &Item) -> bool {
    who::firm(text, item, &[Type::Company]).is_some()
}

/// How many items after a verb of arriving where or to whom may stand: «arriveranno entro l'estate in Cina».
const ARRIVAL_REACH: usize = 6;

/// What it tells that chips arrive: somewhere or at a firm, that they are delivered; else, of chips by their name, that they are launched:
/// «gli H20 arrivano a Tencent», «Helios arriva nel 2026».
fn arrives(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb) -> Option<RelationId> {
    let items = &parsed.items;
    let clause = items[at].clause;
    let subject = subject::subject(text, parsed, clause, &[]).item.filter(|&s| items[s].clause == clause);
    // «Arriva la RTX 5050»
    let subject = subject.or_else(|| object(text, parsed, at)).filter(|&s| text.of_chips(&items[s]))?;
    // «arrivano a Tencent di contrabbando»: an expression says more than its verb
    let expressed = |i: &Item| matches!(&i.what, What::Phrase(p) if i.clause == clause && p.relation.is_some());
    if !verb.finite() || items[at + 1..].iter().any(expressed) {
        return None;
    }
    // «sono finiti nei data center di Oracle»
    let site = |i: usize| {
        matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::SITE))
            && items.get(i + 2).is_some_and(|f| text.is_firm(f))
    };
    let to = |i: usize| {
        let there = text.is_kind(&items[i], Type::Place) || text.is_firm(&items[i]) || site(i);
        there && items[i].clause == clause && matches!(text.governor(items, i), Some("a" | "in"))
    };
    if (at + 1..items.len()).take(ARRIVAL_REACH).any(to) || comes_from(text, parsed, at).is_some() {
        return Some(text.relations.deliver);
    }
    // «l'H20 è arrivato a costare»: that is a price
    let infinitive = |i: &Item| matches!(&i.what, What::Verb(v) if v.infinitive());
    let named = text.is_kind(&items[subject], Type::Chip) && !items[at + 1..].iter().take(2).any(infinitive);
    named.then_some(text.relations.launch)
}

/// The firm that chips come from, as the verb of arriving at item `at` says: «Le HBM arrivano da SK Hynix».
pub(super) fn comes_from(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    let arrives = matches!(&items[at].what, What::Verb(v) if v.class.has(WordClass::ARRIVE) && v.relation.is_none());
    let from = |i: &usize| {
        items[*i].clause == items[at].clause && text.is_firm(&items[*i]) && text.governor(items, *i) == Some("da")
    };
    (at + 1..items.len()).take(ARRIVAL_REACH).find(from).filter(|_| arrives)
}

/// Whether a verb is a bare «ha», «avrà».
fn has(text: &Text<'_>, verb: &Verb) -> bool {
    verb.class.has(WordClass::AUX) && verb.relation.is_none() && text.lexicons.verbs[verb.verb as usize].id == "avere"
}

/// Whether a firm's customers are the subject of the verb at item `at`: what they get, the firm delivers («I clienti di AMD ricevono le MI355X»).
fn by_buyers(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let subject = subject::subject(text, parsed, items[at].clause, &[]);
    let of = |s: usize| matches!(items.get(s + 1).map(|i| &i.what), Some(What::Preposition("di")));
    subject.item.is_some_and(|s| s < at && text.has_role(items[s].first, WordRole::Buyer) && of(s))
}

/// Whether a chip or a model is the subject of the verb at item `at`.
fn by_thing(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let clause = parsed.items[at].clause;
    let subject = subject::subject(text, parsed, clause, &[]).item.map(|s| &parsed.items[s]);
    subject.is_some_and(|s| text.of_chips(s) || text.is_kind(s, Type::Model))
}

/// Whether the verb at item `at` plans things and not deeds, which is to make them: «le H20 progettate da Nvidia».
pub(super) fn designs(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let plans = |v: &Verb| text.lexicons.verbs[v.verb as usize].relation == Some(text.relations.plan);
    // «progetta di portare», unlike «progettati per rispettare»
    let leads = |i: usize| i == at + 1 || matches!(items[i - 1].what, What::Preposition("di" | "a"));
    let deed = |i: usize| matches!(&items[i].what, What::Verb(v) if v.infinitive()) && leads(i);
    matches!(&items[at].what, What::Verb(v) if plans(v)) && !(at + 1..items.len()).take(HANG_REACH).any(deed)
}

/// Whether the noun of buying at item `at` is of a firm: «l'acquisto di Autotalks», no «acquisto di server Dell».
pub(super) fn buys_firm(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let of = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("di")));
    let small = |i: &&Item| matches!(i.what, What::Word) && text.tokens[i.first].begins(TermKind::Demonym);
    of && items[at + 2..]
        .iter()
        .find(|i| !small(i))
        .is_some_and(|i| matches!(i.what, What::Mention(_)) && text.is_firm(i))
}
