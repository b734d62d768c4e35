//! The other party to what a firm does.
//!
//! | rule | example | other party |
//! | --- | --- | --- |
//! | `nearest other` | «Meta compra 10.000 GPU da Nvidia», «contratti con Nvidia e Amd» | of the names that may be one, what the words around say most of, then the nearest |
//! | `rival` | «Volkswagen ha battuto Renault per 12.400 a 9.800» | nobody: they deal in nothing |

use super::{firm, group, makes};
use crate::fact::parse::{Item, Parsed, What};
use crate::fact::subject::subject;
use crate::fact::{Filler, Fillers, OBJECT, Text};
use crate::lexicon::{Function, Mood, RelationId, WordClass, WordRole};
use crate::mention::Type;

/// The other party: the seller to the buyer, the maker of chips another owns, the one who authorizes.
pub(in crate::fact) fn counterparty(
    text: &Text<'_>,
    parsed: &Parsed,
    clause: usize,
    near: usize,
    relation: RelationId,
    company: &[Filler],
    taken: &[usize],
) -> (Fillers, &'static str) {
    let items = &parsed.items;
    // «Volkswagen ha battuto Renault per 12.400 immatricolazioni a 9.800»: they deal in nothing
    if text.figure_item(&items[near]) && super::rivals(text, parsed, near).is_some() {
        return (Fillers::new(), "rival");
    }
    const BOTH: &[Type] = &[Type::Company, Type::Institution];
    let told = |f: &Filler| company.iter().any(|c| c.entity == f.entity);
    let mut best: Option<(usize, usize)> = None;
    for &at in &parsed.names {
        let item = &items[at];
        if item.clause != clause || taken.contains(&at) || firm(text, item, BOTH).is_none_or(|f| told(&f)) {
            continue;
        }
        if aside(text, items, at, relation) {
            continue;
        }
        let subject = subject(text, parsed, clause, taken).item;
        // «Accanto a Microsoft si muove Data4»: who stands before the verb whose subject follows it only tells where
        let presents = |v: usize| matches!(&items[v].what, What::Verb(verb) if verb.relation.is_none());
        let presented = subject.is_some_and(|s| {
            parsed.clauses[clause].verb.is_some_and(|v| at < v && v < s && presents(v) && items[s].clause == clause)
        });
        let rank = match rank(text, parsed, at, near, relation) {
            _ if presented => None,
            // «Il governo incassa il 25% dei ricavi di Nvidia»
            None if subject == Some(at) && text.is_kind(item, Type::Institution) && !many(parsed, clause) => Some(1),
            rank => rank,
        };
        let Some(rank) = rank else { continue };
        let distance = rank * items.len() + at.abs_diff(near);
        if best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, at));
        }
    }
    let Some((_, at)) = best else { return (Fillers::new(), "none") };
    // «contratti con Nvidia, Amd e Oracle»: all of them; firms beside the one it is told of are told of themselves
    let dealt = matches!(text.governor(items, at), Some("a" | "da" | "con" | "in"));
    // «Nvidia H100 e AMD MI300X»: the makers of both
    let make = makes(text, items, at) && items.get(at + 1).is_some_and(|i| text.is_kind(i, Type::Chip));
    let all =
        if dealt || make { group(text, items, at, BOTH) } else { firm(text, &items[at], BOTH).into_iter().collect() };
    // «Cnr e Intel hanno comprato»: who stands in one list does it together
    let together = || group(text, items, at, BOTH).iter().any(told);
    let others = all.into_iter().filter(|f| !told(f));
    if !dealt && !make && together() {
        return (Fillers::new(), "none");
    }
    (others.collect(), "nearest other")
}

/// How much the words around the name at item `at` say that it is the other party, the most first; none where they say nothing.
fn rank(text: &Text<'_>, parsed: &Parsed, at: usize, near: usize, relation: RelationId) -> Option<usize> {
    let items = &parsed.items;
    let known = &text.relations;
    if compared(text, items, at) {
        return None;
    }
    // «una GPU progettata per superare la B200 di Nvidia»: whose chips are only competed with
    let competes = |i: usize| {
        let rival =
            matches!(&items[i].what, What::Verb(v) if v.infinitive() && v.relation.is_none_or(|r| !known.has_party(r)));
        rival && i > 0 && matches!(items[i - 1].what, What::Preposition("per" | "a"))
    };
    // «comprate da Supermicro», «vendute a Meta» before the chips' maker; «l'efficienza del Llama 3 di Meta» is none
    let party = known.has_party(relation);
    if makes(text, items, at) {
        // of a sum that is no deal's they are not the other party: «un valore di 176 miliardi, quanto 14.000 GPU Nvidia»
        let counted = || {
            (near..near + COUNTED_REACH).contains(&at) && text.figure_of(&items[near]).is_some_and(|f| f.unit.is_none())
        };
        // «hanno accumulato chip H20 di Nvidia per un valore di 12 miliardi»
        let got = || {
            let verb =
                parsed.telling_before(at).take_while(|&i| at - i <= DEAL_REACH).find_map(|i| match &items[i].what {
                    What::Verb(v) => Some(v.relation),
                    _ => None,
                });
            verb.flatten().is_some_and(|r| known.has_party(r))
        };
        return (!(near + 1..at).any(competes) && (party || counted() || got())).then_some(2);
    }
    match text.governor(items, at) {
        Some(by @ ("a" | "da" | "con")) if party || dealt_with(text, items, at, by) => Some(0),
        // «una quota del 10% in Intel», «ha investito 4 miliardi in Anthropic»
        Some("in") => ([known.invest, known.share].contains(&relation) && text.is_firm(&items[at])).then_some(1),
        // «l'acquisizione da 38 miliardi di Nxp», «l'acquisto di Arm»
        // («mette a disposizione di Meta»: the expression's own preposition)
        Some("di") if known.trades(relation) && ends_expression(text, items, at) => Some(0),
        Some("di") => (relation == known.acquire && bought(text, items, at)).then_some(0),
        Some("per") => (party && !serves(text, items, at)).then_some(1),
        Some(OBJECT) if party => Some(1),
        None => (party && takes_part(text, parsed, at) || beside_shares(items, at)).then_some(1),
        _ => None,
    }
}

/// Whether an expression of a deed stands right before the one at item `at` and ends in the preposition that governs it.
fn ends_expression(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let trades = |r: Option<RelationId>| r.is_some_and(|r| text.relations.trades(r));
    at.checked_sub(1).map(|b| &items[b]).is_some_and(|i| match &i.what {
        What::Verb(v) => i.last - i.first > 1 && text.ends_in_preposition(i) && trades(v.relation),
        What::Phrase(p) => text.ends_in_preposition(i) && trades(p.relation),
        _ => false,
    })
}

/// How many items after a count of chips their maker may stand.
const COUNTED_REACH: usize = 6;

/// Whether the one at item `at` is whose shares are spoken of: «160 milioni di azioni AMD».
fn beside_shares(items: &[Item], at: usize) -> bool {
    let shares =
        |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::AMOUNT) && n.class.has(WordClass::OWNED));
    at > 1 && shares(&items[at - 1]) && matches!(items[at - 2].what, What::Preposition("di"))
}

/// Whether a clause's verb is of many: «Cineca e Atos prevedono».
fn many(parsed: &Parsed, clause: usize) -> bool {
    let verb = parsed.clauses[clause].verb.map(|v| &parsed.items[v].what);
    matches!(verb, Some(What::Verb(v)) if v.plural)
}

/// How many items before a name what it is compared by may stand.
const COMPARED_REACH: usize = 6;

/// Whether the one at item `at` is only compared with: «anziché dedicarla a Huawei», «rispetto ad Amazon», «come la Blackwell di Nvidia».
fn compared(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let mut before = items[..at].iter().rev().take(COMPARED_REACH);
    let ends = |i: &Item| match &i.what {
        What::Mark(_) => true,
        What::Verb(v) => v.finite(),
        _ => false,
    };
    before
        .find(|i| ends(i) || text.has_role(i.first, WordRole::Comparison) || text.has_role(i.first, WordRole::Instance))
        .is_some_and(|i| !ends(i))
}

/// How many items before a party what is done with it may stand.
const DEAL_REACH: usize = 14;

/// How many items before its party «con» may stand.
const WITH_REACH: usize = 6;

/// Whether what is done with the one at item `at` is a deal: «un contratto con OpenAI per 4,5 GW», «ha chiesto a Oracle»; not «seguita da
/// Samsung», «la dipendenza da Nvidia».
fn dealt_with(text: &Text<'_>, items: &[Item], at: usize, by: &str) -> bool {
    let known = &text.relations;
    let clause = items[at].clause;
    // «La collaborazione con Nvidia prevede 10 GW», «in collaborazione con Oracle»
    let with =
        (0..at).rev().take(WITH_REACH).find(|&i| matches!(items[i].what, What::Preposition("con") | What::Phrase(_)));
    let together = with.filter(|_| by == "con").is_some_and(|w| match &items[w].what {
        What::Phrase(p) => !p.class.has(WordClass::UP | WordClass::DOWN),
        _ => w > 0 && matches!(items[w - 1].what, What::Word) && items[w - 1].clause == clause,
    });
    if together {
        return true;
    }
    let mut before = items[..at].iter().rev().take(DEAL_REACH).filter(|i| i.clause == clause);
    before
        .find_map(|i| match &i.what {
            // «GPU H20 di Nvidia (14.000) da ByteDance»
            What::Noun(n) if n.class.has(WordClass::CHIP | WordClass::COMPANY) => None,
            What::Noun(n) => {
                Some(n.class.has(WordClass::DEED | WordClass::PERMIT) || n.relation.is_some_and(|r| known.has_party(r)))
            }
            // «un contratto firmato con OpenAI»; «Altera, comprata da Silver Lake, vale»
            What::Verb(v) if v.mood == Mood::Participle && by == "da" => Some(false),
            What::Verb(v) if v.mood == Mood::Participle => None,
            What::Verb(v) => Some(!v.class.has(WordClass::COPULA | WordClass::UP | WordClass::DOWN)),
            // «l'espansione, con Iliad in quinta posizione»
            What::Mark(',') => Some(false),
            _ => None,
        })
        .unwrap_or(false)
}

/// The place before the name at item `at`, past its article and what says what it is: «l'olandese NXP», «il produttore di chip Qualcomm».
fn before_name(items: &[Item], at: usize) -> Option<usize> {
    let small = |i: &Item| {
        matches!(i.what, What::Word | What::Function(Function::Article))
            || matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY))
    };
    (0..at).rev().take(4).find(|&i| !small(&items[i]))
}

/// Whether the one at item `at` is what is bought: «l'acquisizione di NXP», «l'acquisizione da 38 miliardi di NXP».
fn bought(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let known = &text.relations;
    let Some(of) = before_name(items, at).filter(|&of| of > 0) else { return false };
    let buys = |r: Option<RelationId>| r == Some(known.acquire) || r == Some(known.buy);
    text.is_firm(&items[at])
        && match &items[of - 1].what {
            What::Noun(n) | What::Phrase(n) => buys(n.relation),
            What::Verb(v) => buys(v.relation),
            _ => text.figure_item(&items[of - 1]),
        }
}

/// Whether «per» before the one at item `at` says whom another firm serves: «fornitore di chip per Nvidia».
fn serves(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let firm = |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY | WordClass::SPEAKER));
    let plain = |i: &&Item| {
        matches!(
            i.what,
            What::Noun(_)
                | What::Word
                | What::Preposition(_)
                | What::Function(Function::Article | Function::Conjunction)
        ) || matches!(text.kind_of(i), Some(Type::Company | Type::Chip | Type::Person))
    };
    // past «il produttore di chip» of the one itself
    let per = (0..at).rev().take(LIST_REACH).find(|&i| matches!(items[i].what, What::Preposition("per")));
    per.is_some_and(|per| items[..per].iter().rev().take(LIST_REACH).take_while(plain).any(firm))
}

/// Whether the one at item `at`, whom no preposition governs, takes part: as the subject or object of what is done, or beside its noun
/// («azioni AMD», «un investimento Amazon»); not as one more subject, or in apposition.
fn takes_part(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let clause = items[at].clause;
    let small = |i: &Item| match i.what {
        What::Function(Function::Article | Function::Conjunction | Function::Adverb) => true,
        What::Mark(',' | '(' | ')') | What::Word => true,
        _ => firm(text, i, &[Type::Company, Type::Institution]).is_some(),
    };
    // «nel 2026 Amd»: what opens the clause
    let Some(before) =
        (0..at).rev().take(LIST_REACH).find(|&i| !small(&items[i])).filter(|&b| items[b].clause == clause)
    else {
        return parsed.clauses[clause].verb.is_some_and(|v| v > at);
    };
    match &items[before].what {
        What::Verb(v) => !v.class.has(WordClass::COPULA),
        // «200.000 unità di elaborazione grafica (GPU) Nvidia»
        What::Noun(n) => n.class.has(WordClass::CHIP) || before + 1 == at && !n.class.has(WordClass::SOURCE),
        What::Phrase(_) => true,
        _ => {
            parsed.clauses[clause].verb.is_some_and(|v| v > at)
                && !matches!(items[before].what, What::Mark('(' | '-' | '–'))
        }
    }
}

/// How many items before a name of a list the word may stand that governs it.
const LIST_REACH: usize = 12;

/// Whether the name at item `at` has no part in what is told: who is beaten or follows in rank («superando Tesla», «, seguita da Samsung»),
/// whose estimate it is («le stime FactSet»), who set the rule that is spoken of («i divieti imposti dal Dipartimento»).
fn aside(text: &Text<'_>, items: &[Item], at: usize, relation: RelationId) -> bool {
    // past the names of its list
    let small = |i: &Item| match i.what {
        What::Function(Function::Article | Function::Conjunction) | What::Mark(',') | What::Word => true,
        _ => firm(text, i, &[Type::Company, Type::Institution]).is_some(),
    };
    let Some(before) = (0..at).rev().take(LIST_REACH).find(|&i| !small(&items[i])) else { return false };
    match &items[before].what {
        What::Verb(v) => v.class.has(WordClass::OVER),
        What::Noun(n) => {
            firm(text, &items[before + 1], &[Type::Company]).is_some()
                && n.class.has(WordClass::SOURCE)
                && !n.class.has(WordClass::OWNED)
        }
        What::Preposition("da") if before > 1 => {
            let participle = matches!(&items[before - 1].what, What::Verb(v) if v.mood == Mood::Participle);
            let follows = || matches!(&items[before - 1].what, What::Verb(v) if v.relation.is_none() && !v.class.has(WordClass::SAY));
            let permits = |r: Option<RelationId>| r.is_some_and(|r| text.relations.permits(r));
            participle
                && match &items[before - 2].what {
                    What::Mark(',') => follows(),
                    What::Noun(n) => permits(n.relation) && !permits(Some(relation)),
                    _ => false,
                }
        }
        _ => false,
    }
}
