//! Things and people that are counted.

use super::{Answer, Asked};
use crate::fact::parse::{Item, What};
use crate::fact::text::large;
use crate::lexicon::{Mood, RelationId, WordClass, WordRole};
use crate::mention::Type;

/// What is done to what is counted, where the verb says less: «con 90 milioni di smartphone consegnati».
pub(super) fn done_to_them(asked: &Asked<'_>) -> Option<Answer> {
    let known = asked.known;
    let said = || {
        let relation = asked.verb.and_then(|(_, v)| v.relation);
        relation.is_some_and(|r| ![known.worth, known.plan, known.earn].contains(&r))
    };
    if !asked.counts() || asked.near.is_some() || said() {
        return None;
    }
    // «nove persone fermate»
    attribute(asked).filter(|r| *r != known.ban || !people(asked)).map(|r| (r, "what is done to them"))
}

/// What a participle after the noun a figure counts says was done to it: «90 milioni di smartphone consegnati», unlike «3.000 chip prodotti
/// da Intel».
fn attribute(asked: &Asked<'_>) -> Option<RelationId> {
    let Asked { text, items, figure, known, .. } = *asked;
    let noun = |i: &Item| {
        matches!(i.what, What::Preposition("di") | What::Noun(_) | What::Word) || text.is_kind(i, Type::Chip)
    };
    let at = (figure + 1..items.len()).take(5).find(|&i| !noun(&items[i])).filter(|&i| i > figure + 1)?;
    let What::Verb(verb) = &items[at].what else { return None };
    let by = matches!(asked.what(at + 1), Some(What::Preposition("da")));
    let done = verb.mood == Mood::Participle && items[at].last == items[at].first + 1;
    verb.relation.filter(|r| done && !by && known.eventful(*r) && *r != known.plan)
}

/// Whether it counts people, named by a noun or by what was done to them: «nove persone», «nove fermati».
pub(super) fn people(asked: &Asked<'_>) -> bool {
    let Asked { parsed, figure, known, .. } = *asked;
    let which = || !matches!(asked.what_before(), Some(What::Function(_) | What::Preposition(_)));
    let people = match asked.what(figure + 1) {
        Some(What::Noun(n)) => n.class.has(WordClass::PEOPLE),
        Some(What::Verb(v)) => {
            let stopped = v.mood == Mood::Participle && v.relation == Some(known.ban);
            stopped && parsed.chips.is_empty() && which()
        }
        _ => false,
    };
    asked.counts() && people
}

/// Chips a firm asks for are ordered: «Nvidia ha chiesto a TSMC altri 300.000 H20», «ne avrebbe già chieste 50.000».
pub(super) fn asked_for(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, known, .. } = *asked;
    let (at, verb) = asked.verb.filter(|_| asked.counts() && asked.told.company && asked.near.is_none())?;
    let asks = verb.relation.is_none() && verb.class.has(WordClass::ASK) && verb.class.has(WordClass::PLAN);
    let of_it = || at.checked_sub(1).is_some_and(|b| text.has_role(items[b].first, WordRole::OfIt));
    (asks && (asked.told.chip || of_it())).then_some((known.order, "chips asked for"))
}

/// Whether the bare number counts the things right after it: «4 aziende», «tre divisioni», not «3 miliardi di ricavi».
pub(super) fn counts_things(asked: &Asked<'_>) -> bool {
    !large(asked.quantity)
        && asked.items.get(asked.figure + 1).is_some_and(|i| match &i.what {
            What::Noun(n) => !n.class.has(WordClass::AMOUNT),
            What::Description(_) => true,
            What::Word => !asked.text.has_role(i.first, WordRole::Modifier),
            _ => false,
        })
}

/// What is got by means of things, which nobody buys: «risultati ottenuti con 4.000 GPU».
pub(super) fn by_means_of(asked: &Asked<'_>) -> Option<Answer> {
    let known = asked.known;
    let means = asked.counts()
        && asked.verb_says(known.buy)
        && matches!(asked.what_before(), Some(What::Preposition("con" | "attraverso")))
        && asked.verb_is(WordClass::GET);
    means.then_some((known.r#use, "by means of"))
}

/// People whom a verb of use employs: «impiega 44.000 persone»; «usato da oltre 100 clienti» employs nobody.
pub(super) fn people_used(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { items, figure, known, .. } = *asked;
    let people =
        asked.counts() && matches!(asked.what(figure + 1), Some(What::Noun(n)) if n.class.has(WordClass::PEOPLE));
    let uses = |i: usize| matches!(&items[i].what, What::Verb(v) if v.relation == Some(known.r#use) && v.mood != Mood::Participle);
    (people && (figure.saturating_sub(3)..figure).any(uses)).then_some((known.employ, "people used"))
}

/// Jobs, as the noun after the figure says: «creerà 100.000 posti di lavoro».
pub(super) fn employed(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { parsed, items, figure, known, .. } = *asked;
    if !asked.counts() || asked.after != Some(known.employ) || asked.verb_says(known.ban) {
        return None;
    }
    // «sette dei dieci sviluppatori usano …» employs nobody
    let acts = asked.verb.is_some_and(|(_, v)| v.finite())
        && asked.by_verb.is_some_and(|r| known.eventful(r))
        && !parsed.telling_before(figure).any(|i| matches!(&items[i].what, What::Verb(v) if v.finite()));
    (!acts).then_some((known.employ, "noun after"))
}

/// Chips that work are used, and nobody is employed: «nel capannone lavorano 150.000 GPU».
pub(super) fn at_work(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, known, .. } = *asked;
    let (_, verb) = asked.verb.filter(|_| asked.counts() && asked.by_verb.is_none())?;
    let works = text.lexicons.verbs[verb.verb as usize].relation == Some(known.employ);
    let chips = || matches!(asked.what(asked.figure + 1), Some(What::Noun(n)) if n.class.has(WordClass::CHIP));
    (works && (asked.told.chip || chips())).then_some((known.r#use, "at work"))
}

/// Who gets things has them: «ma ne ha ricevute meno di 30.000», «ha ricevuto 300 H20».
pub(super) fn got(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, known, .. } = *asked;
    let (at, verb) = asked.verb.filter(|_| asked.counts() && asked.after.is_none())?;
    let gets = verb.relation.is_none() && verb.class.has(WordClass::GET);
    let of_it = || at.checked_sub(1).is_some_and(|b| text.has_role(items[b].first, WordRole::OfIt));
    // «ne ha avuti meno di 25.000»
    let has = || asked.told.company && asked.verb_called("avere") && of_it();
    (gets && (asked.told.chip || of_it()) || has()).then_some((known.own, "things got"))
}

/// Chips counted of a firm, where no word says what it does with them.
pub(super) fn of_a_firm(asked: &Asked<'_>) -> Option<Answer> {
    // «un EPYC a 192 core»
    let part = || asked.items.get(asked.figure + 1).is_some_and(|i| asked.text.has_role(i.first, WordRole::ChipPart));
    let chips = asked.counts() && asked.told.company && asked.told.chip && !part();
    chips.then_some((asked.known.own, "chips of a firm"))
}
