//! The other party to what a firm does.

use super::{firm, group, makes};
use crate::fact::parse::{Item, Parsed, What};
use crate::fact::{Filler, Fillers, OBJECT, Text};
use crate::lexicon::{Function, Mood, RelationId, WordClass};
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
        // «comprate da Supermicro», «vendute a Meta» before the chips' maker; «l'efficienza del Llama 3 di Meta» is none
        let rank = match text.governor(items, at) {
            _ if makes(text, items, at) => 2,
            Some("a" | "da" | "con") => 0,
            None | Some("per" | OBJECT) => 1,
            // «ha investito 4 miliardi in Anthropic»
            Some("in") if relation == text.relations.invest && text.is_firm(item) => 1,
            _ => continue,
        };
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
