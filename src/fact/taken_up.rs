//! A figure that stands alone and is taken up by the sentence after it: «Sedici miliardi di dollari. A tanto ammontano gli ordini di
//! Alibaba», «Sono spariti 600 miliardi. È quanto ha perso ieri Nvidia.» Who, what, which chips, when, and who says so come from there.

use super::parse::{Hang, Parsed, What};
use super::source::Attribution;
use super::subject::subject_at;
use super::{Fact, Filler, Text, who};
use crate::lexicon::{TermKind, WordClass, WordRole};
use crate::mention::Type;

/// The rule's name.
const TAKEN_UP: &str = "taken up by the next sentence";

/// How many items into its sentence the word may stand that takes up the figure: «A tanto ammontano».
const OPENS: usize = 2;

/// Gives the last fact of the sentence before what the sentence that takes up its figure tells of it.
pub(super) fn take_up(text: &Text<'_>, parsed: &Parsed, attribution: &Attribution, fact: &mut Fact) {
    let items = &parsed.items;
    if !fact.company.is_empty() {
        return;
    }
    let Some(opener) = opener(text, parsed, fact) else { return };
    let taken = &attribution.items;
    let told = (opener + 1..items.len()).find(|&i| {
        let thing = matches!(items[i].what, What::Noun(_)) || text.is_firm(&items[i]);
        thing && !taken.contains(&i) && text.governor(items, i).is_none()
    });
    let Some(at) = told else { return };
    let firms = subject_at(text, parsed, at, taken).firms;
    if firms.is_empty() {
        return;
    }
    let verb = items[opener..at].iter().find_map(|i| match &i.what {
        What::Verb(v) => v.relation,
        _ => None,
    });
    let noun = match &items[at].what {
        What::Noun(n) => n.relation,
        _ => None,
    };
    (fact.company, fact.rules.company) = (firms, TAKEN_UP);
    if let Some(relation) = verb.filter(|&r| r != text.relations.worth).or(noun) {
        (fact.relation, fact.rules.relation) = (relation, TAKEN_UP);
    }
    // what else tells of another thing: «il gruppo di chip che fino a dodici mesi fa perdeva»
    let here = |i: usize| {
        let clause = &parsed.clauses[items[i].clause];
        items[i].clause == items[at].clause || matches!(clause.hang, Hang::Relative(Some(of)) if of == at)
    };
    let of_one =
        |i: usize| text.mention(&items[i]).and_then(|m| m.entity().map(|entity| Filler { entity, span: m.span }));
    if fact.chip.is_empty()
        && let Some(chips) = parsed.chips.iter().find(|&&c| here(c)).map(|&c| who::group(text, items, c, &[Type::Chip]))
    {
        (fact.chip, fact.rules.chip) = (chips, TAKEN_UP);
    }
    let place = parsed.places.iter().copied().find(|&p| items[p].clause == items[at].clause && p > at);
    if let (true, Some(place)) = (fact.place.is_empty(), place.and_then(of_one)) {
        fact.place.push(place);
        fact.rules.place = TAKEN_UP;
    }
    if fact.of.is_none() && matches!(items[at].what, What::Noun(_)) {
        let (first, last) = (text.tokens[items[at].first], text.tokens[items[at].last - 1]);
        (fact.of, fact.rules.of) = (Some(crate::span::Span::new(first.start, last.end)), TAKEN_UP);
    }
    let date = (0..items.len()).find_map(|i| match items[i].what {
        What::Mention(m) if here(i) && text.mentions[m as usize].kind == Type::Date => Some(m),
        _ => None,
    });
    if let (None, Some(date)) = (fact.date, date) {
        (fact.date, fact.rules.date) = (Some(date), TAKEN_UP);
    }
    let (source, _) = attribution.sources(text, at);
    if fact.source.is_empty() && !source.is_empty() {
        (fact.source, fact.rules.source) = (source, TAKEN_UP);
        fact.report(TAKEN_UP);
    }
}

/// The word that takes up the figure of the sentence before: «A tanto ammontano», «Tanti ne ha ordinati», «È quanto ha perso»; not «Tanto
/// che», «Tante aziende», «È quanto emerge».
fn opener(text: &Text<'_>, parsed: &Parsed, fact: &Fact) -> Option<usize> {
    let items = &parsed.items;
    // «Sedici miliardi in tre mesi.»: the figure alone
    let alone = || {
        let first = text.sentences[fact.sentence as usize].first;
        fact.figure.is_some_and(|f| text.mentions[f as usize].first <= first + 1)
    };
    let says = |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Verb(v)) if v.class.has(WordClass::SAY) || v.relation.is_none());
    if parsed.figures.iter().any(|&f| f < 4) {
        return None;
    }
    let much = (0..OPENS.min(items.len())).find(|&i| text.has_role(items[i].first, WordRole::SoMuch));
    if let Some(much) = much {
        let next = items.get(much + 1)?;
        let of_it = text.has_role(next.first, WordRole::OfIt);
        let opens = much == 0 || matches!(items[0].what, What::Preposition("a"));
        return (opens && alone() && (of_it || text.tokens[next.first].begins(TermKind::Verb))).then_some(much);
    }
    let is = matches!(&items.first()?.what, What::Verb(v) if v.class.has(WordClass::COPULA));
    let quanto = items.get(1).is_some_and(|i| text.has_role(i.first, WordRole::AsMuch));
    (is && quanto && !says(2)).then_some(1)
}
