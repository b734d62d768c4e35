//! Lists of chips; whose they are, and what they are parts of.

use super::Asked;
use crate::fact::parse::{Item, What};
use crate::fact::{Filler, Fillers, Text, who};
use crate::lexicon::{Function, WordRole};
use crate::mention::Type;

/// The chips joined with the one at item `at`: «H20 e H800», «Nvidia H20 e AMD MI308».
pub(super) fn chips(text: &Text<'_>, items: &[Item], at: usize) -> Fillers {
    // «24.000 GPU Hopper H100», «9.000 TPU Ironwood»: not the family, where one of it is named right after
    let entity = |i: usize| items.get(i).and_then(|i| text.mention(i)).and_then(|m| m.entity());
    let of_family = |family, chip| text.lexicons.entity(chip).family == Some(family);
    let at = match (entity(at), entity(at + 1)) {
        (Some(family), Some(chip)) if of_family(family, chip) => at + 1,
        _ => at,
    };
    let mut found = who::group(text, items, at, &[Type::Chip]);
    // each with its maker before it
    let mut last = at;
    while let Some(next) = made_beside(text, items, last) {
        for filler in who::group(text, items, next, &[Type::Chip]) {
            if !found.iter().any(|f| f.entity == filler.entity) {
                found.push(filler);
            }
        }
        last = next;
    }
    found
}

/// The chip that a list goes on with after the one at item `at`, past a comma or «e» and its own maker: «e AMD MI308».
fn made_beside(text: &Text<'_>, items: &[Item], at: usize) -> Option<usize> {
    let joins = |i: &Item| matches!(i.what, What::Mark(',' | '/') | What::Function(Function::Conjunction));
    let small = |i: &Item| matches!(i.what, What::Function(Function::Article));
    let joint = items.get(at + 1).filter(|i| joins(i)).map(|_| at + 1)?;
    let maker = (joint + 1..items.len()).take(2).find(|&i| !small(&items[i]))?;
    let entity = |i: usize| items.get(i).and_then(|i| text.mention(i)).and_then(|m| m.entity());
    let owner = text.lexicons.entity(entity(maker + 1)?).owner?;
    (text.is_kind(&items[maker + 1], Type::Chip) && entity(maker) == Some(owner)).then_some(maker + 1)
}

/// Whether the chips the figure counts are another maker's than the chip at item `at`: «900 CPU Intel Xeon e 3.600 GPU Nvidia».
pub(super) fn others_chip(asked: &Asked<'_>, at: usize) -> bool {
    let Asked { text, items, figure, .. } = *asked;
    let entity = |i: &Item| text.mention(i).and_then(|m| m.entity());
    let owner = entity(&items[at]).and_then(|e| text.lexicons.entity(e).owner);
    let phrase = items[figure + 1..].iter().take(4).take_while(|i| {
        matches!(i.what, What::Noun(_) | What::Word | What::Preposition("di") | What::Function(Function::Article))
            || text.is_firm(i)
    });
    let maker = phrase.filter(|i| matches!(i.what, What::Mention(_))).find_map(entity);
    maker.is_some_and(|m| owner.is_some_and(|o| o != m))
}

/// The chips counted with the one they are parts of, which stands first: «Il CloudMatrix ha 384 Ascend 910C», «72 MI455X, ognuna con
/// 432 GB di HBM4».
pub(super) fn with_system(asked: &Asked<'_>, counted: Fillers) -> Fillers {
    let Asked { text, items, figure, clause, subject, .. } = *asked;
    let chip = |i: usize| text.mention(&items[i]).filter(|m| m.kind == Type::Chip);
    let system = subject.item.filter(|&s| s < figure && items[s].clause == clause && chip(s).is_some());
    let each = || (figure.saturating_sub(4)..figure).find(|&i| text.has_role(items[i].first, WordRole::Each));
    let before = || each().and_then(|e| (e.saturating_sub(3)..e).rev().find(|&i| chip(i).is_some()));
    let named = system.or_else(before).and_then(chip).and_then(|m| Some(Filler { entity: m.entity()?, span: m.span }));
    // «A bordo trovano posto 96 GB di HBM2E»: of the chip told of before
    let memory = |f: &Filler| text.lexicons.entity(f.entity).is("memory");
    let part = |f: &Filler| memory(f) || text.lexicons.entity(f.entity).is("architecture");
    let topics = || text.mind.topic.first().copied().filter(|t| !part(t)).or(text.about.product);
    let spoken_of = || topics().filter(|_| asked.data() && counted.iter().all(memory));
    match named.or_else(spoken_of).filter(|n| counted.iter().all(|c| c.entity != n.entity)) {
        Some(system) => std::iter::once(system).chain(counted).collect(),
        None => counted,
    }
}
