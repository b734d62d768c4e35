//! Whose make the chip is whose technical data are told: with nobody else told of, they are told of that firm, where the article names it.

use crate::fact::{Fact, Filler, Fillers, Text};
use crate::lexicon::UnitKind;
use crate::mention::Type;
use smallvec::smallvec;

/// The rule's name.
pub(in crate::fact) const MAKER_OF_MEASURED: &str = "chip's maker";

/// How many mentions away the article may name the firm.
const NAMED_REACH: usize = 200;

/// The firm that makes the chips a fact measures that is told of nobody, or only of whom the sentence before told: «Huawei presenta l'Ascend 950. Il chip monta 112 GB di memoria.» A price
/// is not the maker's: «Una H100 costa 25.000 dollari».
pub(in crate::fact) fn maker_of_measured(text: &Text<'_>, fact: &Fact) -> Option<Fillers> {
    let mention = fact.figure? as usize;
    let unit = text.mentions[mention].figure()?.unit_kind(text.lexicons);
    // «Resta la carta B30A: 144 GB», after a sentence on another firm
    let sentence = text.sentences[text.now];
    let here = fact.chip.first()?.span.start >= text.tokens[sentence.first as usize].start;
    let open = fact.company.is_empty() || fact.rules.company == "carried" && here;
    if !open || unit != Some(UnitKind::Measure) {
        return None;
    }
    let entity = text.lexicons.entity(fact.chip.first()?.entity).owner?;
    let one = fact.chip.iter().all(|c| text.lexicons.entity(c.entity).owner == Some(entity));
    let near = mention.saturating_sub(NAMED_REACH)..text.mentions.len().min(mention + NAMED_REACH);
    let mut named = text.mentions[near].iter().filter(|m| m.kind == Type::Company && m.entity() == Some(entity));
    let named = named.next().filter(|_| one)?;
    Some(smallvec![Filler { entity, span: named.span }])
}
