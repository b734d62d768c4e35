//! Who does what the figure tells: buys, is allowed or made to, makes, is given; and whose deed it was that was told of before.

use super::{Answer, Asked, FIRMS, firm, makes, together};
use crate::fact::parse::{Hang, Item, Parsed, Verb, What};
use crate::fact::reference::plural_article;
use crate::fact::subject::{determiner, find_subject};
use crate::fact::{Filler, Fillers, OBJECT, Text, parallel};
use crate::lexicon::{Function, Mood, RelationId, UnitKind, WordClass, WordRole};
use crate::mention::Type;
use smallvec::smallvec;

/// How many items before a sum the noun of what it buys may stand.
const BOUGHT_REACH: usize = 12;

/// Who buys the firm that «l'acquisto di Arm da 40 miliardi» is about: the one after «da parte di», else the protagonist or the last subject.
pub(super) fn buyer(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, items, figure, clause, .. } = asked;
    let known = &text.relations;
    if asked.kind != Some(UnitKind::Money) {
        return None;
    }
    let trade = |r: Option<RelationId>| r.is_some_and(|r| [known.buy, known.acquire].contains(&r));
    let buys = |i: usize| match &items[i].what {
        What::Noun(n) => trade(n.relation),
        // «ha completato l'acquisizione da 35 miliardi di»
        What::Verb(v) => i + 2 == figure && v.relation == Some(known.acquire),
        _ => false,
    };
    let near = figure.saturating_sub(BOUGHT_REACH)..figure;
    let noun =
        near.rev().take_while(|&i| !text.figure_item(&items[i])).find(|&i| buys(i) && items[i].clause == clause)?;
    let of = |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Preposition("di")));
    // «l'acquisizione da 38 miliardi di NXP»
    let sum = matches!(items.get(noun + 1)?.what, What::Preposition("da")) && noun + 2 == figure;
    let of = if sum { Some(figure + 1) } else { Some(noun + 1) }.filter(|&i| of(i))?;
    let bought = (of + 1..of + 4).find_map(|i| firm(text, items.get(i)?, FIRMS))?;
    // «da parte di Nvidia»
    let by = (noun + 3..figure).find(|&i| text.is_firm(&items[i]) && text.has_role(items[i - 2].first, WordRole::Doer));
    if let Some(by) = by {
        return Some((asked.group(by), "buyer"));
    }
    let another = |f: &Filler| f.entity != bought.entity;
    if of == figure + 1 && !asked.subject.firms.is_empty() && asked.subject.firms.iter().all(another) {
        return Some((asked.subject.firms.clone(), "buyer"));
    }
    // «il gruppo ha violato gli impegni presi con l'acquisto di Arm, chiuso per 40 miliardi»
    let own = || asked.subject.firms.first().copied().filter(|_| asked.subject.firms.len() == 1);
    // «La SAMR ha convocato Nvidia. Le contesta l'acquisto di Arm»: whom alone the last sentence named
    let named = || text.mind.firms.first().copied().filter(|_| text.mind.firms.len() == 1);
    let buyer = text.about.protagonist.filter(another);
    let buyer = buyer.or_else(|| own().filter(another)).or_else(|| text.last_subject().filter(another));
    let buyer = buyer.or_else(|| named().filter(another))?;
    Some((smallvec![buyer], "buyer"))
}

/// The parties of a deal that the figure measures: «l'intesa da 12 miliardi tra Google e Anthropic».
pub(super) fn parties(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, items, figure, .. } = asked;
    let between = matches!(items.get(figure + 1)?.what, What::Preposition("tra" | "fra"));
    let party = figure + 2 + usize::from(matches!(items.get(figure + 2)?.what, What::Function(Function::Article)));
    let named = between && text.is_firm(items.get(party)?) && asked.free(party);
    let small = |i: &&Item| {
        !matches!(i.what, What::Preposition(_) | What::Phrase(_) | What::Word | What::Function(Function::Article))
    };
    let deal = items[..figure].iter().rev().take(4).find(small);
    let deal = deal.is_some_and(|i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::DEED)));
    (named && deal).then(|| (asked.group(party), "parties"))
}

/// The one who may, or must not: «autorizzare Nvidia a vendere», «il via libera a Nvidia per».
pub(super) fn permitted(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, .. } = asked;
    if !parsed.classes.has(WordClass::PERMIT) {
        return None;
    }
    let permits = |i: usize| match &items[i].what {
        What::Verb(v) => v.class.has(WordClass::PERMIT) && !v.passive && !v.class.has(WordClass::GET),
        What::Noun(n) | What::Phrase(n) => n.class.has(WordClass::PERMIT),
        _ => false,
    };
    let at = (0..figure).rev().find(|&i| items[i].clause == clause && permits(i))?;
    // «ha dato a OpenAI il diritto di comprare»
    let given = at.checked_sub(2).filter(|&g| {
        matches!(items[at].what, What::Noun(_))
            && matches!(items[at - 1].what, What::Function(Function::Article | Function::Indefinite))
            && asked.free(g)
            && asked.firm(g).is_some()
            && text.governor(items, g) == Some("a")
    });
    if let Some(given) = given {
        return Some((asked.group(given), "permitted"));
    }
    let next = (at + 1..figure).find(|&i| asked.free(i) && asked.firm(i).is_some())?;
    let governor = text.governor(items, next);
    let noun = !matches!(items[at].what, What::Verb(_));
    (governor == Some("a") || (governor.is_none() && !noun)).then(|| (asked.group(next), "permitted"))
}

/// The one who is made to do it: «ha costretto Tsmc a evacuare due stabilimenti».
pub(super) fn made_to(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, .. } = asked;
    // «costringendo l'azienda a svalutare 4,5 miliardi»
    let gerund = || {
        let first = parsed.clauses[clause].first()?;
        (first..figure).take(3).find(|&i| matches!(&items[i].what, What::Verb(v) if v.mood == Mood::Gerund))
    };
    let verb = parsed.clauses[clause].verb.or_else(gerund).filter(|&v| v < figure)?;
    let infinitive = (verb + 2..figure).find(|&i| matches!(&items[i].what, What::Verb(v) if v.infinitive()))?;
    // «L'accordo vede OpenAI e SoftBank investire»
    let sees = matches!(&items[verb].what, What::Verb(v) if v.class.has(WordClass::SEE));
    let seen = infinitive - 1;
    if sees && items[seen].clause == clause && text.is_firm(&items[seen]) && asked.free(seen) {
        return Some((asked.group(seen), "made to"));
    }
    let object = infinitive - 2;
    let made = items[object].clause == clause
        && matches!(items[infinitive - 1].what, What::Preposition("a"))
        && text.is_firm(&items[object])
        && matches!(text.governor(items, object), None | Some(OBJECT))
        && asked.free(object);
    made.then(|| (asked.group(object), "made to"))
}

/// The agent of a passive: «acquistati da Meta», «è stato prodotto da Tsmc»; not «da» of origin.
///
/// Several figures have an agent each («il 60% è stato prenotato da Nvidia, il 15% da Broadcom»). A participle after an object
/// («ha accumulato 2,9 milioni di die fabbricati da Tsmc») tells of the object; who has it is the subject.
pub(super) fn agent(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, .. } = asked;
    let by = |from: usize, to: usize| {
        (from..to.min(items.len())).find(|&i| {
            // «alimentati da GPU Nvidia»: the chips do it
            let maker = matches!(&items[i - 1].what, What::Noun(n) if n.class.has(WordClass::CHIP));
            text.is_firm(&items[i]) && !maker && text.governor(items, i) == Some("da") && asked.free(i)
        })
    };
    let finite = parsed.clauses[clause].verb.and_then(|v| match &items[v].what {
        What::Verb(verb) => Some((v, verb)),
        _ => None,
    });
    let next = parsed.figure_after(figure).unwrap_or(items.len());
    // «contro i 40.000 richiesti da Nvidia»: what it is held against has a doer of its own
    let own = matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Verb(v)) if v.mood == Mood::Participle);
    if own
        && parallel::is_compared(parsed, figure)
        && let Some(found) = by(figure + 2, figure + 5)
    {
        return Some((asked.group(found), "agent"));
    }
    if let Some(does) = holder(asked).or_else(|| doer_of_noun(asked, next)) {
        return Some((asked.group(does), "agent"));
    }
    // «Microsoft starebbe discutendo di investire 10 miliardi nei chip disegnati da Marvell»: the subject does what governs the figure
    let governs = || {
        let verb = parsed.telling_before(figure).find(|&i| matches!(items[i].what, What::Verb(_)));
        verb.is_some_and(
            |v| matches!(&items[v].what, What::Verb(v) if v.infinitive() && !v.passive && v.relation.is_some()),
        )
    };
    if asked.kind.is_some() && !asked.subject.firms.is_empty() && governs() {
        return None;
    }
    match finite {
        // «è stata annunciata da Oracle»
        Some((at, verb)) if verb.passive && (!verb.class.has(WordClass::SAY) || verb.relation.is_some()) => {
            // the figure's own agent first, then the verb's
            let own = by(figure + 1, next.min(figure + 8));
            let found = own.or_else(|| {
                by(at + 1, at + 5).filter(|_| figure < at || !items[at..figure].iter().any(|i| text.figure_item(i)))
            })?;
            Some((asked.group(found), "agent"))
        }
        Some((_, verb)) if verb.relation.is_some() && !asked.subject.firms.is_empty() => None,
        _ => {
            // «Oracle ha 3.000 chip disegnati da Marvell»: who only makes what the subject has
            let has = finite.is_some_and(|(v, verb)| {
                let does = !verb.passive
                    && verb.person > 0
                    && !verb.class.has(WordClass::SAY | WordClass::PLAN | WordClass::SEE);
                does && v < figure && asked.subject.item.is_some_and(|s| s < v) && !asked.subject.firms.is_empty()
            });
            let make = |v: &Verb| has && v.relation.is_none_or(|r| r == text.relations.produce);
            // «Huawei, due milioni di die ottenuti da Tsmc»: from whom they come
            let named = || parsed.names.iter().any(|&i| i < figure && text.is_firm(&items[i]));
            let origin = |v: &Verb| v.class.has(WordClass::GET) && named();
            let participle = (figure + 1..next.min(figure + 8)).find(|&i| {
                matches!(&items[i].what, What::Verb(v) if v.mood == Mood::Participle && !v.class.has(WordClass::SAY) && !origin(v) && !make(v)
                    && (v.relation.is_some() || matches!(items[i - 1].what, What::Noun(_))))
            })?;
            by(participle + 1, participle + 5).map(|i| (asked.group(i), "agent"))
        }
    }
}

/// How many items before a figure the noun of what is done may stand.
const DONE_REACH: usize = 8;

/// Who does what a noun before the figure names: «la consegna da parte di Cerebras di 1.200 acceleratori», «l'acquisto di 10.000 GPU da parte
/// di Meta».
fn doer_of_noun(asked: &Asked<'_>, next: usize) -> Option<usize> {
    let &Asked { text, items, figure, clause, .. } = asked;
    let done = |r: RelationId| text.relations.makes(r) || [text.relations.invest, text.relations.acquire].contains(&r);
    let noun = (figure.saturating_sub(DONE_REACH)..figure)
        .rev()
        .take_while(|&i| !items[i].figure && !matches!(items[i].what, What::Verb(_)))
        .find(|&i| {
            items[i].clause == clause && matches!(&items[i].what, What::Noun(n) if n.relation.is_some_and(done))
        })?;
    let of = matches!(items[figure - 1].what, What::Preposition("di" | "da"));
    let by = |i: usize| {
        items[i].clause == clause
            && text.is_firm(&items[i])
            && text.governor(items, i) == Some("di")
            && text.has_role(items[i - 2].first, WordRole::Doer)
            && asked.free(i)
    };
    (noun + 3..next.min(figure + DONE_REACH).min(items.len())).find(|&i| of && i != figure && by(i))
}

/// Who holds the share that stands between the participle and him: «Aivres, posseduta per un terzo da Inspur», «controllata al 51% da Eni»;
/// or past it: «il 18% in mano a Toyota».
fn holder(asked: &Asked<'_>) -> Option<usize> {
    let &Asked { text, items, figure, .. } = asked;
    let share = asked.kind == Some(UnitKind::Percent) && figure > 1;
    if let Some([within, hand, to, holder]) = items.get(figure + 1..figure + 5)
        && share
        && matches!(within.what, What::Preposition("in"))
        && text.has_role(hand.first, WordRole::Doer)
        && matches!(to.what, What::Preposition("a" | "di"))
        && text.is_firm(holder)
        && asked.free(figure + 4)
    {
        return Some(figure + 4);
    }
    let by = share && matches!(items[figure - 1].what, What::Preposition("per" | "a"));
    let held = by
        && matches!(&items[figure - 2].what, What::Verb(v)
            if v.mood == Mood::Participle && v.relation.is_some_and(|r| text.relations.deals(r)));
    let from = held && matches!(items.get(figure + 1)?.what, What::Preposition("da"));
    let near = figure + 2..items.len().min(figure + 5);
    let named = |&i: &usize| text.is_firm(&items[i]) && text.governor(items, i) == Some("da") && asked.free(i);
    near.into_iter().find(named).filter(|_| from)
}

/// The subject of the figure's own relative clause, past the figure: «le 120.000 che Amd ha accumulato».
pub(super) fn relative(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, figure, taken, .. } = asked;
    let clause = relative_of(text, parsed, figure)?;
    let doer = find_subject(text, parsed, clause, taken, 1);
    let past = doer.item.is_some_and(|s| s > figure) && !doer.firms.is_empty();
    past.then(|| (together(asked, clause, doer.firms), "relative"))
}

/// The relative clause that opens right after the figure's noun phrase: «delle 120.000 che Amd aveva accumulato».
pub(in crate::fact) fn relative_of(text: &Text<'_>, parsed: &Parsed, figure: usize) -> Option<usize> {
    let items = &parsed.items;
    // «Sono 600.000 gli Ascend che Huawei produrrà»
    let is = |v: usize| matches!(&items[v].what, What::Verb(v) if v.class.has(WordClass::COPULA));
    let article = matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Function(Function::Article)));
    let from = figure + 1 + usize::from(article && figure > 0 && is(figure - 1));
    let opens = (from..items.len().min(from + 5)).find(|&i| {
        !matches!(&items[i].what, What::Noun(_) | What::Word | What::Preposition("di"))
            && !text.is_kind(&items[i], Type::Chip)
    })?;
    let that =
        matches!(items[opens].what, What::Function(Function::Relative)) && text.folded(items[opens].first) == "che";
    let clause = items[opens].clause;
    (that && matches!(parsed.clauses[clause].hang, Hang::Relative(Some(h)) if (figure..opens).contains(&h)))
        .then_some(clause)
}

/// Who makes the chips the subject tells of, or trains the model: «La produzione di Ascend 910C toccherà le 600mila unità»,
/// «L'addestramento di R1 è costato 294.000 dollari», «GPT-5 è stato addestrato con 100.000 H100», «Doubao conta 51 milioni di utenti».
pub(super) fn maker(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, items, subject, .. } = asked;
    if !subject.firms.is_empty() {
        return None;
    }
    let maker = made_by(text, items, subject.item?).or_else(|| trained_by(asked, subject.item?))?;
    Some((smallvec![maker], "maker"))
}

/// Who makes the chips whose making or delivery the noun at item `at` is: «la produzione di Ascend», «le consegne di Rubin».
fn made_by(text: &Text<'_>, items: &[Item], at: usize) -> Option<Filler> {
    let known = &text.relations;
    let made = matches!(&items[at].what, What::Noun(n) if n.relation.is_some_and(|r| [known.produce, known.deliver].contains(&r)));
    let of = matches!(items.get(at + 1)?.what, What::Preposition("di"));
    let What::Mention(m) = items.get(at + 2)?.what else { return None };
    let mention = &text.mentions[m as usize];
    let maker = text.lexicons.entity(mention.entity()?).owner.filter(|_| made && of && mention.kind == Type::Chip)?;
    Some(Filler { entity: maker, span: mention.span })
}

/// How many items after a count its users may stand.
const USERS_REACH: usize = 2;

/// Whose the model is that is trained, what it cost or who uses it: the subject at item `at`, or what hangs on it.
fn trained_by(asked: &Asked<'_>, at: usize) -> Option<Filler> {
    let &Asked { text, parsed, items, clause, .. } = asked;
    let train = text.relations.train;
    let noun = matches!(&items[at].what, What::Noun(n) if n.relation == Some(train));
    let of = noun && matches!(items.get(at + 1)?.what, What::Preposition("di"));
    let trains = || {
        let verb = parsed.clauses[clause].verb.map(|v| &items[v].what);
        // «GPT-4 era costato 100 milioni»
        let cost = |v: &Verb| v.relation == Some(text.relations.worth) && asked.kind == Some(UnitKind::Money);
        // «Doubao conta 51 milioni di utenti»
        let people = |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::PEOPLE));
        let counted = || items[asked.figure + 1..].iter().take(USERS_REACH).any(people);
        let used = |v: &Verb| v.relation == Some(text.relations.own) && counted();
        matches!(verb, Some(What::Verb(v)) if v.relation == Some(train) && v.passive || cost(v) || used(v))
    };
    // «L'addestramento del modello R1»
    let named = if of { at + 2..at + 4 } else { at..at + 1 };
    let model = items.get(named)?.iter().find_map(|i| text.mention(i)).filter(|m| m.kind == Type::Model)?;
    let maker = text.lexicons.entity(model.entity()?).owner.filter(|_| of || trains())?;
    let firm = text.lexicons.entity(maker).kind == Type::Company;
    firm.then_some(Filler { entity: maker, span: model.span })
}

/// How many items before or after a figure the noun of training may stand.
const TRAINING_REACH: usize = 12;

/// Whose the model is that was named last, where its training is told of without it: «Il training era avvenuto con 1.536 GPU», «la cifra è di 4
/// milioni per l'addestramento».
pub(super) fn trained(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    let chips = || items[figure + 1..].iter().take(2).any(|i| text.of_chips(i) || text.is_firm(i));
    if !subject.firms.is_empty() || !(asked.kind == Some(UnitKind::Money) || asked.kind.is_none() && chips()) {
        return None;
    }
    let another =
        |&i: &usize| asked.free(i) && asked.firm(i).is_some_and(|f| !text.judges(f.entity)) && !makes(text, items, i);
    let training = |&i: &usize| {
        items[i].clause == clause
            && matches!(&items[i].what, What::Noun(n) if n.relation == Some(text.relations.train))
            && matches!(text.governor(items, i), None | Some("per"))
            && determiner(items, i) == Some(Function::Article)
            && !matches!(items.get(i + 1).map(|i| &i.what), Some(What::Preposition("di")))
    };
    let near = figure.saturating_sub(TRAINING_REACH)..items.len().min(figure + TRAINING_REACH);
    let at = near.into_iter().find(training).filter(|_| !parsed.names.iter().any(another))?;
    let before = text.mentions.partition_point(|m| (m.first as usize) < items[at].first);
    let model = text.mentions[..before].iter().rev().take(MODEL_REACH).find(|m| m.kind == Type::Model)?;
    let maker = text.lexicons.entity(model.entity()?).owner?;
    let firm = text.lexicons.entity(maker).kind == Type::Company;
    firm.then(|| (smallvec![Filler { entity: maker, span: model.span }], "maker"))
}

/// How many mentions back the model may be whose training is told of.
const MODEL_REACH: usize = 20;

/// Whose the chips are that work or are put somewhere, nobody told: «Dentro Prometheus lavorano 150.000 GPU», «Nella struttura saranno collocate
/// 250.000 MI450»: of the firm the article is about, where that makes none.
pub(super) fn housed(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    let owner = text.about.protagonist?;
    let trade = ["chipmaker", "memory", "foundry", "equipment"];
    if text.lexicons.entity(owner.entity).kinds.iter().any(|k| trade.contains(&k.as_str())) {
        return None;
    }
    let verb = parsed.clauses[clause].verb.filter(|&v| v < figure)?;
    let many = matches!(&items[verb].what, What::Verb(v) if v.plural && v.person == 3 && !v.negated);
    let alone = !subject.some || subject.item == Some(figure);
    let counted = asked.unit.is_none() && items[figure + 1..].iter().take(2).any(|i| text.of_chips(i)) && alone && many;
    let another = |&i: &usize| asked.firm(i).is_some() && !makes(text, items, i);
    let from = parsed.clauses[clause].reach.start;
    let within = (from..verb).find(|&i| matches!(items[i].what, What::Preposition("in" | "dentro" | "presso")))?;
    let site = (within + 1..verb).any(|i| match &items[i].what {
        What::Noun(n) => n.class.has(WordClass::SITE) && !plural_article(text, &items[..i]),
        _ => i == within + 1 && matches!(items[i].what, What::Word) && text.unknown_name(items[i].first),
    });
    (counted && site && !parsed.names.iter().any(another)).then(|| (smallvec![owner], "deed told of before"))
}

/// How many items after «addestrare» the model may stand.
const TRAINED_REACH: usize = 6;

/// Whose the model is that somebody trained who is not named: «per addestrare V3 avevano dichiarato 2.048 GPU», «per addestrare GPT-4
/// sarebbero servite 25.000 A100».
pub(super) fn trainer(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    let own = subject.item.is_some_and(|s| asked.firm(s).is_some());
    let named = || parsed.names.iter().any(|&i| asked.free(i) && asked.firm(i).is_some() && !makes(text, items, i));
    if own || !matches!(asked.kind, None | Some(UnitKind::Money)) || named() {
        return None;
    }
    let trains = |i: usize| matches!(&items[i].what, What::Verb(v) if v.infinitive() && v.relation == Some(text.relations.train));
    let at = (0..items.len()).find(|&i| trains(i) && items[i].clause == clause && i.abs_diff(figure) < BOUGHT_REACH)?;
    // «per allenarlo erano bastate 4.096 A800»: the model named last
    let takes_up = ["lo", "la"].iter().any(|end| text.word(items[at].last - 1).ends_with(end));
    let before = text.mentions.partition_point(|m| (m.first as usize) < items[at].first);
    let last = || text.mentions[..before].iter().rev().take(MODEL_REACH).find(|m| m.kind == Type::Model);
    let here = || items[at + 1..].iter().take(TRAINED_REACH).find_map(|i| text.mention(i));
    let model = if takes_up { last() } else { here().filter(|m| m.kind == Type::Model) }?;
    let maker = text.lexicons.entity(model.entity()?).owner?;
    let firm = text.lexicons.entity(maker).kind == Type::Company;
    firm.then(|| (smallvec![Filler { entity: maker, span: model.span }], "maker"))
}

/// Whom a part goes to, where the figure is the subject: the firm after «a» in its clause. «a Huawei andrebbe meno del 5%», «più della metà
/// finisce a Nvidia», «un quinto dei quali destinato a G42».
pub(super) fn goes_to(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    let of_which = matches!(items.get(figure + 2).map(|i| &i.what), Some(What::Function(Function::Relative)));
    let alone = || {
        parsed.clauses[clause].verb.is_some_and(|v| {
            v > figure || !(v + 1..figure).any(|i| text.nominal(&items[i]) && text.governor(items, i).is_none())
        })
    };
    // «Amd ha il 7%; a Huawei andrebbe il 5%»: the subject of the clause before is not this one's
    let inherited = subject.item.is_some_and(|s| items[s].clause != clause);
    let nobody = (subject.firms.is_empty() || subject.carried) && subject.item.is_none_or(|s| s == figure);
    if !of_which && (!(inherited || nobody) || traded(asked)) {
        return None;
    }
    let receives = |i: usize| asked.firm(i).is_some_and(|f| !text.observes(f.entity));
    let to = |i: usize| receives(i) && asked.free(i) && text.governor(items, i) == Some("a");
    let verb = parsed.clauses[clause].verb.unwrap_or(0);
    let to = match of_which {
        // «due terzi dei quali a carico di Khazna»
        true => (figure + 3..items.len().min(figure + 9))
            .find(|&i| to(i) || receives(i) && asked.free(i) && text.has_role(items[i - 2].first, WordRole::Doer)),
        // «a ByteDance toccherebbe la fetta più grande, 180.000 H200»
        false => {
            let free = !subject.carried && !inherited && alone();
            // past another figure it is that one's
            let end = parsed.figure_after(figure).unwrap_or(items.len());
            (0..end).find(|&i| items[i].clause == clause && to(i) && (free || i < verb))
        }
    };
    to.map(|i| (asked.group(i), "goes to"))
}

/// To whom it is given or costs, by «a» or «per»: «A Nvidia la H20 è costata 4,5 miliardi», «potrebbero valere per AMD 12 miliardi», «ha
/// promesso a Intel 7,86 miliardi».
pub(super) fn given(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    if !subject.some || !subject.firms.is_empty() {
        return None;
    }
    // «Commessa da 2,4 miliardi di dollari per Qualcomm.»: whose order it is, a heading or sentence without a verb says
    let near = figure + 1..items.len().min(figure + 4);
    let won = || {
        let order = subject
            .item
            .filter(|&s| s < figure && matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::DEED)));
        let per = near.clone().find(|&i| matches!(items[i].what, What::Preposition("per")))?;
        let firm = near.clone().find(|&i| i > per && asked.firm(i).is_some() && asked.free(i))?;
        order.filter(|_| parsed.clauses[clause].verb.is_none() && asked.kind == Some(UnitKind::Money)).map(|_| firm)
    };
    if let Some(firm) = won() {
        return Some((asked.group(firm), "given"));
    }
    if traded(asked) {
        return None;
    }
    // «Il divieto di vendere in Cina è costato 800 milioni»: to whom the article tells of
    let forbidden = |s: usize| matches!(&items[s].what, What::Noun(n) if n.relation == Some(text.relations.ban));
    let costs = parsed.clauses[clause].verb.is_some_and(|v| {
        v < figure && matches!(&items[v].what, What::Verb(v) if v.relation == Some(text.relations.worth) && !v.class.has(WordClass::COPULA))
    });
    if asked.kind == Some(UnitKind::Money) && costs && subject.item.is_some_and(forbidden) && asked.no_firm() {
        return text.told_of().map(|firm| (smallvec![firm], "suffered"));
    }
    let at = parsed.names.iter().copied().find(|&i| {
        items[i].clause == clause
            && i.abs_diff(figure) < 12
            && !items[(figure + 1).min(i)..i].iter().any(|between| i > figure && text.figure_item(between))
            && asked.free(i)
            // «ha annunciato a Cnbc»: to whom it is said
            && asked.firm(i).is_some_and(|f| !text.observes(f.entity))
            // «rispetto alle schede Nvidia H100»: who only makes them
            && !makes(text, items, i)
            && matches!(text.governor(items, i), Some("a" | "per"))
    })?;
    Some((asked.group(at), "given"))
}

/// The firm of which a state buys shares: «Tokyo rileva una quota da 6,4 miliardi in Kioxia», «Il governo comprerà 6,4 miliardi di titoli Kioxia».
pub(super) fn stake(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, clause, subject, .. } = asked;
    if asked.kind != Some(UnitKind::Money) || !subject.firms.is_empty() {
        return None;
    }
    let buyer = subject.item?;
    let state = matches!(text.kind_of(&items[buyer]), Some(Type::Place | Type::Institution))
        || text.has_role(items[buyer].first, WordRole::Treasury)
        || matches!(&items[buyer].what, What::Noun(n) if !n.class.has(WordClass::OWNED | WordClass::COMPANY));
    let known = &text.relations;
    let buys = parsed.clauses[clause].verb.is_some_and(|v| {
        let deals = |r| [known.buy, known.acquire, known.invest, known.own].contains(&r);
        matches!(&items[v].what, What::Verb(v) if !v.passive && v.relation.is_some_and(deals))
    });
    let shares = |i: usize| match &items[i].what {
        What::Noun(n) => {
            n.class.has(WordClass::AMOUNT) && n.relation.is_some_and(|r| [known.share, known.worth].contains(&r))
        }
        What::Mention(_) => text.unit_kind(&items[i]) == Some(UnitKind::Percent),
        _ => false,
    };
    let mut named =
        parsed.names.iter().copied().filter(|&i| items[i].clause == clause && i > buyer && asked.firm(i).is_some());
    let firm = named.next().filter(|&f| asked.free(f) && !makes(text, items, f))?;
    let only = named.all(|i| asked.firm(i).map(|f| f.entity) == asked.firm(firm).map(|f| f.entity));
    let into = matches!(text.governor(items, firm), Some("in" | "di") | None);
    let invests = parsed.clauses[clause].verb.is_some_and(|v| {
        matches!(&items[v].what, What::Verb(v) if v.relation == Some(known.invest))
            && text.governor(items, firm) == Some("in")
    });
    let stake = (buyer..firm).any(shares) || invests;
    (state && buys && only && into && stake).then(|| (asked.group(firm), "stake"))
}

/// The subject is a deed or site that was told of before: «La mossa libererà 80.000 wafer», «L'impianto costerà 3 miliardi».
pub(super) fn told_before(asked: &Asked<'_>) -> Option<Answer> {
    Some((whose_deed(asked)?, "deed told of before"))
}

/// Whose the deed or site is: the only firm its sentence named so far, the last subject's, that of the last figure, the only one the last
/// sentence named, or the protagonist's. Many («i data center») are anybody's.
fn whose_deed(asked: &Asked<'_>) -> Option<Fillers> {
    let &Asked { text, parsed, items, clause, subject, story, .. } = asked;
    let at = subject.item?;
    let deed = matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::DEED | WordClass::SITE));
    let known = matches!(determiner(items, at), Some(Function::Article | Function::Demonstrative));
    let shares = items[at].clause == clause || matches!(parsed.clauses[clause].hang, Hang::Coordinate | Hang::Gerund);
    if !(deed && known && shares) || plural_article(text, &items[..at]) {
        return None;
    }
    // «L'intesa tra Bruxelles e Washington», «il centro inaugurato a Gedda», «il supercomputer Leonardo»: another, told of here first
    let end = parsed.clauses[items[at].clause].verb.filter(|&v| v > at).unwrap_or(at + 1);
    let site = matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::SITE));
    let named = parsed.names.iter().any(|&i| i < at && asked.free(i) && asked.firm(i).is_some());
    let within = site && named && matches!(parsed.clauses[clause].hang, Hang::Complement | Hang::Relative(_));
    let says_which = |i: usize| match &items[i].what {
        // «L'accordo di primavera», «il patto di maggio»
        What::Mention(m) if text.mentions[*m as usize].kind == Type::Date => {
            i == at + 2 && matches!(items[i - 1].what, What::Preposition("di"))
        }
        // «la società … e che il centro di Johor debba ospitare»: told of whom the sentence tells
        What::Mention(m) if text.mentions[*m as usize].kind == Type::Place => !within,
        // «L'accordo con OpenAI prevede 6 gigawatt»: of the other one, who was told of before
        What::Mention(_) if text.is_firm(&items[i]) && text.governor(items, i) == Some("con") => false,
        What::Mention(m) => text.mentions[*m as usize].kind != Type::Figure,
        What::Word => text.unknown_name(items[i].first),
        // «Il primo edificio, acceso nel 2025, contiene»: only said by the way
        What::Verb(v) => v.mood == Mood::Participle && !matches!(items[i - 1].what, What::Mark(',')),
        _ => false,
    };
    // «La mossa serve a due scopi»: what is aimed at is counted itself
    let aims = asked.unit.is_none()
        && matches!(items.get(asked.figure + 1).map(|i| &i.what), Some(What::Noun(n)) if n.class.has(WordClass::PLAN));
    if aims || (at + 1..end).any(says_which) {
        return None;
    }
    // «La struttura ospiterà 40.000 GB300 di Nvidia»: not their maker
    let deals = |f: &Filler| {
        let named = |i: usize| asked.firm(i).is_some_and(|n| n.entity == f.entity);
        parsed.names.iter().any(|&i| i > at && named(i) && makes(text, items, i))
    };
    let here = parsed.names.iter().filter(|&&i| i < at && asked.free(i));
    let mut here = here.filter_map(|&i| asked.firm(i));
    if let Some(first) = here.next() {
        return here.all(|f| f.entity == first.entity).then(|| smallvec![first]);
    }
    let told = [&text.mind.subject, &story.company].into_iter().find(|f| !f.is_empty());
    let with = |f: &Filler| (at + 1..end).any(|i| asked.firm(i).is_some_and(|w| w.entity == f.entity));
    let told = told.filter(|firms| !firms.iter().any(with));
    let only = || Some(&text.mind.firms).filter(|f| f.len() == 1);
    let firms = told.or_else(only).cloned();
    firms.or_else(|| text.about.protagonist.map(|p| smallvec![p])).filter(|firms: &Fillers| !firms.iter().any(deals))
}

/// Whether the nearest verb or noun before the figure deals or trades: there «a» names the other party («ha ordinato a Tsmc»).
fn traded(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, figure, .. } = asked;
    let relation = parsed.telling_before(figure).find_map(|i| match &asked.items[i].what {
        What::Verb(v) => Some(v.relation),
        What::Noun(n) if n.relation.is_some() => Some(n.relation),
        _ => None,
    });
    relation.flatten().is_some_and(|r| text.relations.trades(r))
}

/// Whether the verb of the clause says that things are got, made or used: «Musk ha comprato 10.000 H100».
pub(super) fn trades(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, items, figure, clause, .. } = asked;
    let known = &text.relations;
    let verb = parsed.clauses[clause].verb.filter(|&v| v < figure).map(|v| &items[v].what);
    matches!(verb, Some(What::Verb(v)) if !v.class.has(WordClass::SAY) && v.relation.is_some_and(|r| known.makes(r) || r == known.invest))
}

/// Whether the verb before the figure deals in what it measures a part of: «ha venduto il 51% di».
pub(super) fn deals(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, items, figure, clause, .. } = asked;
    let known = &text.relations;
    // «acquisterà azioni Intel per 5 miliardi»
    let price =
        asked.kind == Some(UnitKind::Money) && figure > 0 && matches!(items[figure - 1].what, What::Preposition("per"));
    let part = asked.kind == Some(UnitKind::Percent) || price;
    part && (parsed.clauses[clause].reach.start..figure).rev().filter(|&i| items[i].clause == clause).find_map(|i| {
        match &items[i].what {
            // «punta a prendersi il 12% dei ricavi di Broadcom»
            What::Verb(v) => {
                let takes =
                    v.infinitive() && v.class.has(WordClass::LIGHT) && text.word(items[i].last - 1).ends_with("rsi");
                Some(!v.passive && (takes || v.relation.is_some_and(|r| known.deals(r))))
            }
            _ => None,
        }
    }) == Some(true)
}

/// Whether the clause's verb is the passive of having or dealing: «è detenuto», «è stato comprato».
pub(super) fn held(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, items, clause, .. } = asked;
    let verb = parsed.clauses[clause].verb.map(|v| &items[v].what);
    matches!(verb, Some(What::Verb(v)) if v.passive && v.relation.is_some_and(|r| text.relations.deals(r)))
}
