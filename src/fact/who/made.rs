//! Whose make the chips are of which a share is told. Whose make the chip is whose technical data are told: with nobody else told of, they are told of that firm, where the article names it.

use super::{Answer, Asked};
use crate::fact::parse::What;
use crate::fact::{Fact, Filler, Fillers, Text};
use crate::lexicon::{Function, UnitKind};
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

/// How many items after a share who makes the chips it is of may stand.
const MAKER_REACH: usize = 7;

/// Who makes the chips a share is of that is told of nobody else: «Solo il 20% dei die Siyuan 690 di Cambricon funziona».
pub(super) fn share(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    let told = subject.item == Some(figure) && parsed.clauses[clause].verb.is_some();
    if !told || asked.kind != Some(UnitKind::Percent) {
        return None;
    }
    let small =
        |i: usize| matches!(items[i].what, What::Preposition("di") | What::Word | What::Function(Function::Article));
    let past = |i: usize| text.of_chips(&items[i]) || small(i) && !text.is_firm(&items[i]);
    let maker = (figure + 1..items.len()).take(MAKER_REACH).find(|&i| !past(i))?;
    let chips = items[figure + 1..maker].iter().any(|i| text.of_chips(i));
    (chips && asked.free(maker) && asked.firm(maker).is_some()).then(|| (asked.group(maker), "maker of the part"))
}
