//! Subjects that stand after their verb, and topics: «Al quarto posto si piazza Xiaomi», «A produrre l'Ascend è la Smic», «Quanto ad Amd, …».

use crate::fact::Text;
use crate::fact::parse::{Item, Parsed, What};
use crate::fact::who::{FIRMS, firm, group};
use crate::lexicon::{Function, WordClass, WordRole};

/// How many items after a verb that presents it the subject may stand.
pub(super) const PRESENTED_REACH: usize = 5;

/// The firm right after a verb that only says where it stands, where nothing before the verb is the subject: «Al quarto posto si piazza
/// Xiaomi», «In testa c'è sempre Samsung», «Quinta è Oppo».
pub(super) fn presented(text: &Text<'_>, parsed: &Parsed, clause: usize, taken: &[usize]) -> Option<usize> {
    let items = &parsed.items;
    let at = parsed.clauses[clause].verb?;
    let What::Verb(verb) = &items[at].what else { return None };
    let copula = verb.class.has(WordClass::COPULA);
    if !(copula || verb.class.has(WordClass::PRESENT)) || verb.passive || verb.person != 3 {
        return None;
    }
    // «al quarto posto si colloca la cinese Oppo»; «è cliente di Nvidia» presents nobody
    let small = |i: &Item| {
        matches!(i.what, What::Word | What::Function(Function::Adverb | Function::Article)) && !text.is_firm(i)
            || !copula && matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY))
    };
    let name = (at + 1..items.len()).take(PRESENTED_REACH).find(|&i| !small(&items[i]))?;
    let named = firm(text, &items[name], FIRMS).filter(|_| items[name].clause == clause && !taken.contains(&name))?;
    // «ci sono Kunlunxin, Biren, …»: an open list; «c'è SemiAnalysis, secondo cui»: who tells
    let agrees = verb.plural == (group(text, items, name, FIRMS).len() > 1);
    (agrees && !text.observes(named.entity) && text.governor(items, name).is_none()).then_some(name)
}

/// How many items after «A produrre» the verb «è» may stand.
const CLEFT_REACH: usize = 12;

/// Who does what an infinitive opens the clause with: «A produrre l'Ascend 910C è la Smic», «A comprare 10.000 H100 è stata Meta».
pub(super) fn cleft(text: &Text<'_>, parsed: &Parsed, clause: usize) -> Option<usize> {
    let items = &parsed.items;
    let this = &parsed.clauses[clause];
    let first = this.first()?;
    // «I primi a ricevere le H200 saranno Microsoft e Oracle»
    let ranked = matches!(items[first].what, What::Function(Function::Article))
        && items.get(first + 1).is_some_and(|i| text.has_role(i.first, WordRole::Foremost));
    let first = if ranked { first + 2 } else { first };
    let verb = this.verb.filter(|&v| v > first + 1 && v < first + CLEFT_REACH)?;
    let opens = matches!(items[first].what, What::Preposition("a"))
        && matches!(&items[first + 1].what, What::Verb(v) if v.infinitive());
    let is = matches!(&items[verb].what, What::Verb(v) if v.class.has(WordClass::COPULA) && v.person == 3);
    if !(opens && is) {
        return None;
    }
    let small = |i: &Item| {
        matches!(i.what, What::Function(_) | What::Word | What::Mention(_)) && !text.is_firm(i)
            || matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY))
    };
    let name = (verb + 1..items.len()).take(4).find(|&i| !small(&items[i]))?;
    text.is_firm(&items[name]).then_some(name)
}

/// The firm a sentence without a subject is about: «Per OpenAI, invece, è il secondo accordo», «Quanto ad Amd, il titolo vale …».
pub(in crate::fact) fn topic(text: &Text<'_>, parsed: &Parsed, clause: usize) -> Option<usize> {
    let items = &parsed.items;
    let by = items.iter().take(2).position(|i| matches!(i.what, What::Preposition("per" | "a" | "su")))?;
    // «Quanto ad Amd, …»
    let opens = match by {
        0 => matches!(items[0].what, What::Preposition("per" | "su")),
        _ => text.has_role(items[0].first, WordRole::AsFor),
    };
    // «Per Intel è andata meglio»
    let follows = match &items.get(by + 2)?.what {
        What::Mark(',') => true,
        What::Verb(v) => v.finite() && v.person == 3 && v.relation.is_none() && by == 0,
        _ => false,
    };
    (clause == 0 && opens && follows && text.is_firm(items.get(by + 1)?)).then_some(by + 1)
}

/// Whether the subject follows the verb that opens the clause and takes no object: «Pesano più cose insieme», «Crescono pure i costi».
pub(super) fn follows_verb(text: &Text<'_>, parsed: &Parsed, clause: usize) -> bool {
    let items = &parsed.items;
    let this = &parsed.clauses[clause];
    let Some(verb) = this.verb.filter(|&v| this.first() == Some(v)) else { return false };
    let known = &text.relations;
    let moves = |r| [known.share, known.grow, known.fall, known.worth].contains(&r);
    let alone =
        matches!(&items[verb].what, What::Verb(v) if v.relation.is_none_or(moves) && !v.class.has(WordClass::SAY));
    let past = |i: &Item| {
        matches!(i.what, What::Function(Function::Article | Function::Adverb)) || text.folded(i.first) == "più"
    };
    let thing = |i: &Item| matches!(i.what, What::Noun(_) | What::Word) && !i.figure;
    alone && items[verb + 1..].iter().take(3).find(|i| !past(i)).is_some_and(thing)
}
