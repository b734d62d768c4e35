//! Whether a word tells a deed of its own: not where it only plans or announces what another tells, says what things are for, or belongs to
//! a figure.

use super::Asked;
use super::company::of_makers;
use super::counterparty::taken_over;
use super::party;
use super::syntax::{HANG_REACH, by_whom, expressed_deed, modified};
use super::trigger;
use crate::fact::parse::{Item, Parsed, Verb, What};
use crate::fact::{Fact, source, subject, who};
use crate::lexicon::{Function, Mood, WordClass, WordRole};
use crate::mention::Type;

/// Whether the word tells a deed of its own; `facts` are the sentence's events before it.
pub(super) fn of_its_own(asked: &Asked<'_>, facts: &[Fact]) -> bool {
    let Asked { text, parsed, items, at, noun, .. } = *asked;
    // a noun tells an event of chips alone
    let takes_over = || asked.relation == text.relations.acquire && taken_over(text, parsed, at).is_some();
    let deals = || dealt(asked) || ordered_by(asked).is_some();
    if noun && parsed.chips.is_empty() && !takes_over() && !deals() && !party::told_by(asked) {
        return false;
    }
    if bidden_not(asked) || announces(asked) || !noun && (measured(asked) || leads_to_deed(asked) || of_things(asked)) {
        return false;
    }
    // «ha addestrato V4 sulle Blackwell di contrabbando»: says of what kind they are
    let of_kind = matches!(items[at].what, What::Phrase(_)) && text.preposition(items[at].first) == Some("di");
    (!of_kind || facts.is_empty()) && !stops_its_own(asked)
}

/// Whether a government asks not to do it, which bans it: «ha chiesto a Tencent di non comprare le H20».
fn bidden_not(asked: &Asked<'_>) -> bool {
    let Asked { text, parsed, items, at, .. } = *asked;
    let bids = |i: &usize| matches!(&items[*i].what, What::Verb(v) if v.class.has(WordClass::BID));
    (0..at).rev().filter(bids).any(|i| trigger::bids_not(text, parsed, i) == Some(at))
}

/// How many items after a noun of dealing the one it is dealt with may stand.
const DEALT_REACH: usize = 6;

/// Whether the noun at the word's item is what a firm has with another: «ha aumentato gli ordini di chip a Tsmc», «dà priorità
/// all'acquisto di chip da Cambricon», «ha sospeso le forniture a Sophgo».
pub(super) fn dealt(asked: &Asked<'_>) -> bool {
    let Asked { text, parsed, items, at, clause, relation, .. } = *asked;
    let known = text.relations;
    let by = match relation {
        r if [known.order, known.deliver].contains(&r) => "a",
        r if r == known.buy => "da",
        _ => return false,
    };
    let with = |i: usize| items[i].clause == clause && text.is_firm(&items[i]) && text.governor(items, i) == Some(by);
    let part = |i: usize| text.has_role(items[i - 2].last - 1, WordRole::Doer);
    let verb = parsed.clauses[clause].verb.filter(|&v| v < at);
    // «ha sospeso le forniture a Sophgo»: they were
    let stopped = |v: &Verb| v.class.has(WordClass::STOP) && relation != known.deliver;
    let does = verb.is_some_and(|v| matches!(&items[v].what, What::Verb(v) if !v.passive && !stopped(v)));
    let subject = subject::subject(text, parsed, clause, &asked.attribution.items);
    does && parsed.figures_of(clause).next().is_none()
        && subject.item.is_some_and(|s| s < at && text.is_firm(&items[s]))
        && (at + 2..items.len())
            .take(DEALT_REACH)
            .find(|&i| text.is_firm(&items[i]))
            .is_some_and(|i| with(i) && !part(i))
}

/// The firms whose orders or purchases the noun at the word's item names, which another firm is told to have from them: «AMD crescerà, spinta
/// dagli ordini di OpenAI e Meta».
pub(super) fn ordered_by(asked: &Asked<'_>) -> Option<usize> {
    let Asked { text, parsed, items, at, clause, relation, .. } = *asked;
    let ordered =
        matches!(items[at].what, What::Noun(_)) && [text.relations.order, text.relations.buy].contains(&relation);
    let of = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("di")));
    let small = |i: &Item| matches!(i.what, What::Word | What::Function(Function::Article)) && !text.is_firm(i);
    let by = (at + 2..items.len()).take(HANG_REACH).find(|&i| !small(&items[i])).filter(|_| ordered && of)?;
    let named = matches!(items[by].what, What::Mention(_)) && text.is_firm(&items[by]);
    let from = matches!(text.governor(items, at), Some("da" | "di" | "con" | "per" | "su" | "a"));
    let firm =
        who::firm(text, &items[by], &[Type::Company]).filter(|_| named && from && !who::makes(text, items, by))?;
    let counted = parsed.figures_of(clause).any(|f| f > at);
    let subject = subject::subject(text, parsed, clause, &asked.attribution.items);
    let other = !subject.firms.is_empty() && subject.firms.iter().all(|f| f.entity != firm.entity);
    (other && !counted && subject.item.is_some_and(|s| s < at && text.is_firm(&items[s]))).then_some(by)
}

/// Whether the clause is a quantity's: it has a figure, and neither what another verb there tells («ha il permesso di vendere le H200, a
/// patto di girare il 25%») nor who permits or forbids it («ha autorizzato Humain a importare 35.000 Blackwell»); «due deputati» measure
/// nothing.
fn measured(asked: &Asked<'_>) -> bool {
    let Asked { text, parsed, at, .. } = *asked;
    let mut figures = parsed.figures_of(asked.clause).filter(|&f| !who::counts_others(text, parsed, f));
    !rules_chips(asked) && figures.next().is_some() && !apart(parsed, at)
}

/// Whether it permits or forbids something with chips.
pub(super) fn rules_chips(asked: &Asked<'_>) -> bool {
    let known = asked.text.relations;
    [known.authorize, known.ban].contains(&asked.relation) && !asked.parsed.chips.is_empty()
}

/// Whether the verb only says that something is announced.
fn announces(asked: &Asked<'_>) -> bool {
    let Asked { text, items, at, .. } = *asked;
    // «ha annunciato lunedì di aver comprato»: says so
    let says_so = || source::said_infinitive(text, items, at).is_some();
    // «Lo hanno annunciato oggi a Berlino»: what was said before
    let says = matches!(&items[at].what, What::Verb(v) if v.class.has(WordClass::SAY));
    let said_before = || says && at > 0 && text.has_role(items[at - 1].first, WordRole::Object);
    asked.relation == text.relations.launch && (says_so() || said_before())
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

/// Whether the verb only plans what another verb tells: «intende vendere le H20», «avrebbe promesso di investire».
fn leads_to_deed(asked: &Asked<'_>) -> bool {
    let Asked { text, items, at, .. } = *asked;
    let plans = match &items[at].what {
        // «ha chiesto a TSMC di produrre»: orders what the other makes
        What::Verb(verb) if verb.relation.is_none() && asked.relation == text.relations.order => false,
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

/// Whether a verb without a person says only what things are for or how they are, and nobody does it: «H20, usate per sviluppare
/// modelli», «perché adatte ad addestrare».
fn of_things(asked: &Asked<'_>) -> bool {
    let Asked { text, parsed, items, at, .. } = *asked;
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
        // «a Pechino è rimasto ben poco da comprare»
        Mood::Infinitive
            if at >= 2
                && matches!(items[at - 1].what, What::Preposition("da"))
                && matches!(
                    items[at - 2].what,
                    What::Word | What::Function(Function::Quantifier | Function::Adverb)
                ) =>
        {
            true
        }
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

/// How many items after a verb of stopping what is stopped may stand.
const STOPPED_REACH: usize = 5;

/// «Nvidia ha sospeso la produzione degli H20»: a firm that stops what it does itself bans nothing; the noun tells what is no more.
fn stops_its_own(asked: &Asked<'_>) -> bool {
    let Asked { text, parsed, items, at, clause, .. } = *asked;
    let stops = matches!(&items[at].what, What::Verb(v) if v.class.has(WordClass::STOP) && !v.passive);
    let told = |i: &Item| matches!(&i.what, What::Noun(n) if i.clause == clause && n.relation.is_some_and(|r| text.relations.eventful(r)));
    stops
        && items[at + 1..].iter().take(STOPPED_REACH).any(told)
        && !subject::subject(text, parsed, clause, &asked.attribution.items).firms.is_empty()
}
