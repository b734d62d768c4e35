//! The other party of an event: the one `who/` finds, whom a relative clause hangs on, in whom is invested, who is taken over.

use super::agent::{ORDERED, OWNER};
use super::choice;
use super::party;
use super::scope::Scope;
use super::syntax::{HANG_REACH, whom};
use super::{Answer, Asked};
use crate::fact::parse::{Hang, Item, Parsed, What};
use crate::fact::who::{self, FIRMS};
use crate::fact::{Fact, Filler, Text, subject};
use crate::lexicon::{Function, RelationId, WordClass};
use crate::mention::Type;
use smallvec::smallvec;

/// The other party of `fact`, of which relation, company and chips are known; `named` whether the word names the chips.
pub(super) fn counterparty(asked: &Asked<'_>, scope: &Scope<'_>, fact: &Fact, named: bool) -> Answer {
    let Asked { text, parsed, items, at, clause, .. } = *asked;
    let (relation, told) = (fact.relation, &fact.company);
    let other = |f: &Filler| told.iter().all(|c| c.entity != f.entity);
    let (mut found, rule) = who::counterparty(text, parsed, clause, at, relation, told, &asked.attribution.items);
    if let Some(head) = scope.head {
        // «Baidu teme Huawei, inserita nella lista nera»: who stands before what the participle says more of has no part in it
        let from = text.tokens[items[scope.start].first].start;
        let to = text.tokens[items[scope.stop - 1].last - 1].end;
        // «TSMC avrebbe prodotto un chip usato da Huawei»: whose chip it is, where it has no name
        let unnamed = text.of_chips(&items[head]) && !named;
        let firm = |f: &Filler| unnamed && text.lexicons.entity(f.entity).kind == Type::Company;
        found.retain(|f| f.span.start < to && (f.span.start >= from || firm(f)));
        // «Core42, controllata da G42»
        if let Some(head) = who::firm(text, &items[head], FIRMS).or_else(|| apposed(text, items, head)).filter(other) {
            found = smallvec![head];
        }
    }
    // «inserita nella lista nera, non può rivolgersi a TSMC»: past what the expression governs
    if matches!(items[at].what, What::Phrase(_)) && asked.permits() {
        let end = text.tokens[items[scope.stop - 1].last - 1].end;
        found.retain(|f| f.span.start < end);
    }
    // «ha incriminato due uomini per il contrabbando degli H100»: who judges a deed has no part in it
    if asked.noun && !asked.permits() {
        found.retain(|f| text.lexicons.entity(f.entity).kind == Type::Company);
    }
    // «Eni, Leonardo e Cineca hanno comprato»: who stands in one list does it together
    // («vendute da Nvidia a Tencent»)
    let led = |f: &Filler| {
        let item = items.iter().position(|i| text.tokens[i.first].start == f.span.start);
        item.and_then(|i| i.checked_sub(1)).is_some_and(|b| matches!(items[b].what, What::Preposition(_)))
    };
    found.retain(|f| led(f) || !told.iter().any(|c| (c.span.end..c.span.end + LISTED).contains(&f.span.start)));
    // «passa dai Xeon di Intel agli Epyc di AMD»
    if let Some(chosen) = choice::whose(asked).filter(other) {
        found = smallvec![chosen];
    }
    if found.is_empty() && !asked.noun {
        let with =
            || with_whom(text, parsed, clause).or_else(|| done_to_whom(asked, fact)).filter(|_| scope.head.is_none());
        found.extend(invested_in(asked, relation).filter(other).or_else(|| with().filter(other)));
    }
    // «Tokyo Electron le fornirà i macchinari»
    if found.is_empty() && !asked.noun && text.relations.trades(relation) {
        found.extend(whom(text, parsed, at, told, &asked.attribution.items));
    }
    // «l'acquisizione di Arm da SoftBank»: what is taken over before from whom
    // «diventa il primo azionista di Mistral AI»
    let owns = relation == text.relations.own && text.ends_in_preposition(&items[at]) && !asked.noun;
    if (relation == text.relations.acquire || owns)
        && let Some(taken) = taken_over(text, parsed, at).filter(other)
    {
        found = smallvec![taken];
    }
    // «Baidu è tra i clienti di Nvidia»
    if fact.rules.company == party::PARTY {
        found = party::other(text, items, at).filter(other).into_iter().collect();
    }
    // «Nexperia è di proprietà di Wingtech», «AMD crescerà, spinta dagli ordini di OpenAI»
    if [OWNER, ORDERED].contains(&fact.rules.company) {
        found = scope.subject.firms.iter().copied().filter(other).collect();
    }
    (found, rule)
}

/// How many items a description in apposition may take: «Nexperia, un noto produttore di chip controllato da».
const APPOSED_REACH: usize = 6;

/// The firm of which the noun phrase that item `at` ends says what it is: «Nexperia, un produttore di chip controllato da Wingtech».
fn apposed(text: &Text<'_>, items: &[Item], at: usize) -> Option<Filler> {
    let firms = |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY));
    let small = |i: &Item| {
        matches!(i.what, What::Noun(_) | What::Word | What::Preposition("di"))
            || matches!(i.what, What::Function(Function::Article | Function::Indefinite))
    };
    let comma = (at.saturating_sub(APPOSED_REACH)..=at).rev().find(|&i| !small(&items[i]))?;
    let named = comma.checked_sub(1).filter(|_| matches!(items[comma].what, What::Mark(',')))?;
    let described = items[comma..=at].iter().any(firms);
    who::firm(text, &items[named], FIRMS).filter(|_| described)
}

/// The firm a relative clause hangs on by «con», «da» or «a»: «SoftBank, con la quale produrrà».
fn with_whom(text: &Text<'_>, parsed: &Parsed, clause: usize) -> Option<Filler> {
    let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang else { return None };
    let items = &parsed.items;
    let first = parsed.clauses[clause].first()?;
    let governed = matches!(subject::governing(items, first), Some("con" | "da" | "a"));
    who::firm(text, &items[antecedent], FIRMS).filter(|_| governed)
}

/// The firm a relative clause hangs on, to which its own subject does something: «Huawei, che TSMC non rifornisce più».
fn done_to_whom(asked: &Asked<'_>, fact: &Fact) -> Option<Filler> {
    let Asked { text, parsed, items, at, clause, .. } = *asked;
    let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang else { return None };
    let active = matches!(&items[at].what, What::Verb(v) if v.finite() && !v.passive);
    let first = parsed.clauses[clause].first()?;
    let that = text.word(items[first].first).eq_ignore_ascii_case("che");
    // its subject right after «che»
    let own = items.get(first + 1).filter(|i| text.is_firm(i)).map(|i| text.tokens[i.first].start);
    let told = fact.rules.company == "subject" && fact.company.first().is_some_and(|c| Some(c.span.start) == own);
    let deals = text.relations.deals(fact.relation) || text.relations.trades(fact.relation);
    let firm = who::firm(text, &items[antecedent], FIRMS)?;
    (active && that && told && deals).then_some(firm)
}

/// How many bytes may part two names of a list: «, » or « e ».
const LISTED: u32 = 4;

/// The firm in which is invested, whose part is bought or taken over, whose model is used: «intende investire in OpenAI», «ha comprato la
/// divisione sensori di NXP», «ha rilevato la quota in Tim».
fn invested_in(asked: &Asked<'_>, relation: RelationId) -> Option<Filler> {
    let Asked { text, items, at, clause, .. } = *asked;
    let known = text.relations;
    let by: &[&str] = match relation {
        r if r == known.invest => &["in"],
        r if r == known.acquire => &["in", "su", "di"],
        // «ha venduto le partecipazioni in ByteDance»
        r if r == known.sell => &["in", "di"],
        r if [known.buy, known.order, known.rent, known.r#use].contains(&r) => &["di"],
        _ => return None,
    };
    let model = |i: usize| text.is_kind(&items[i], Type::Model);
    // «usare le fabbriche di Intel»
    let site = |i: usize| matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::SITE));
    let found = |by: &str| {
        (at + 1..items.len()).take(HANG_REACH * 2).find(|&i| {
            let named = matches!(items[i].what, What::Mention(_)) && text.is_firm(&items[i]);
            let of_model = relation != known.r#use || i >= 2 && (model(i - 2) || site(i - 2));
            named && of_model && items[i].clause == clause && text.governor(items, i) == Some(by)
        })
    };
    let named = by.iter().find_map(|by| found(by))?;
    who::firm(text, &items[named], FIRMS)
}

/// The firm right after a word of taking over: «ha accettato di comprare Arm», «l'acquisizione dell'olandese NXP».
pub(super) fn taken_over(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<Filler> {
    let items = &parsed.items;
    let small = |i: &Item| {
        matches!(i.what, What::Word | What::Function(Function::Article) | What::Preposition("di"))
            // «la fusione con Core Scientific»
            || matches!(i.what, What::Preposition("con")) && matches!(items[at].what, What::Noun(_))
            || matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY))
    };
    let named = (at + 1..items.len()).take(HANG_REACH).find(|&i| !small(&items[i]))?;
    who::firm(text, &items[named], FIRMS)
}
