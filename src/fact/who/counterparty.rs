//! The other party to what a firm does.

use super::{firm, group, makes};
use crate::fact::parse::Parsed;
use crate::fact::{Filler, Fillers, OBJECT, Text};
use crate::mention::Type;

/// The other party: the seller to the buyer, the maker of chips another owns, the one who authorizes.
pub(in crate::fact) fn counterparty(
    text: &Text<'_>,
    parsed: &Parsed,
    clause: usize,
    near: usize,
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
        // «comprate da Supermicro», «vendute a Meta» before the chips' maker; «l'efficienza del Llama 3 di Meta» is none
        let rank = match text.governor(items, at) {
            _ if makes(text, items, at) => 2,
            Some("a" | "da" | "con") => 0,
            None | Some("per" | OBJECT) => 1,
            _ => continue,
        };
        let distance = rank * items.len() + at.abs_diff(near);
        if best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, at));
        }
    }
    let Some((_, at)) = best else { return (Fillers::new(), "none") };
    // «contratti con Nvidia, Amd e Oracle»: all of them; firms beside the one it is told of are told of themselves
    let dealt = matches!(text.governor(items, at), Some("a" | "da" | "con"));
    let all = if dealt { group(text, items, at, BOTH) } else { firm(text, &items[at], BOTH).into_iter().collect() };
    let others = all.into_iter().filter(|f| !told(f));
    (others.collect(), "nearest other")
}
