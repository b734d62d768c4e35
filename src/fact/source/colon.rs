//! Before a colon: who is named there tells what follows it, whether a verb of saying stands there or not.

use super::Attribution;
use super::content::after_colon;
use super::name::{is_person, name, name_after};
use crate::fact::Text;
use crate::fact::parse::{Parsed, What};
use crate::lexicon::WordClass;
use crate::mention::Type;
use smallvec::smallvec;

/// «La direttrice finanziaria Colette Kress: «…»», «Risposta di Kress: «…»»: a person before a colon and a quote, and no verb.
pub(super) fn announced(text: &Text<'_>, parsed: &Parsed, found: &mut Attribution) {
    let items = &parsed.items;
    let Some(&colon) = parsed.colons.first() else { return };
    let quote = matches!(items.get(colon + 1).map(|i| &i.what), Some(What::Mark('«' | '“' | '"')));
    let verb = items[..colon].iter().any(|i| matches!(&i.what, What::Verb(v) if v.finite()));
    if !quote || verb || items[..colon].iter().any(|i| text.figure_item(i)) {
        return;
    }
    if let Some(person) = items[..colon].iter().rev().find_map(|i| name(text, i).filter(|f| is_person(text, f))) {
        found.add(colon + 1..items.len(), smallvec![person]);
    }
}

/// «A dirlo è la Camera di commercio», «A raccontarlo al Financial Times è il ministro: …»: of the sentence before, or what follows.
pub(super) fn cleft(text: &Text<'_>, parsed: &Parsed, found: &mut Attribution) {
    let items = &parsed.items;
    let opens = matches!(items.first().map(|i| &i.what), Some(What::Preposition("a")))
        && matches!(items.get(1).map(|i| &i.what), Some(What::Verb(v)) if v.infinitive() && v.class.has(WordClass::SAY));
    let Some(is) = parsed.clauses[0].verb.filter(|_| opens) else { return };
    let copula = matches!(&items[is].what, What::Verb(v) if v.class.has(WordClass::COPULA));
    let (names, last) = name_after(text, parsed, is + 1);
    if !copula || names.is_empty() {
        return;
    }
    found.items.extend(0..last);
    match after_colon(parsed, last) {
        Some(told) => found.add(told, names),
        None => found.backward = names,
    }
}

/// «Il Commercial Times ha messo in fila i numeri: …»: who looks on tells what follows the colon.
pub(super) fn counted_up(text: &Text<'_>, parsed: &Parsed, found: &mut Attribution) {
    let items = &parsed.items;
    let Some(verb) = parsed.clauses[0].verb else { return };
    let Some(told) = after_colon(parsed, verb) else { return };
    let figure = |i: usize| text.figure_item(&items[i]);
    // «Ora una cifra la fornisce il CSIS: …»
    let by = |i: &usize| text.governor(items, *i).is_none();
    // «È il dato che emerge dall'ultimo rapporto di Canalys: …»
    let report = |i: &usize| {
        matches!(items[i.saturating_sub(1)].what, What::Preposition("di" | "da"))
            && (i.saturating_sub(3)..*i)
                .any(|n| matches!(&items[n].what, What::Noun(n) if n.class.has(WordClass::SOURCE)))
    };
    let mut names = parsed.names.iter().copied().filter(|&i| i < told.start);
    let subject = names.clone().find(|i| *i < verb && by(i)).or_else(|| names.clone().find(|i| *i < verb + 4 && by(i)));
    let subject = subject.or_else(|| names.find(report));
    let Some(name) = subject.and_then(|s| name(text, &items[s])) else { return };
    let entity = text.lexicons.entity(name.entity);
    let watches = match entity.kind {
        Type::Company => text.observes(name.entity),
        Type::Institution if subject.is_some_and(|s| s > verb) => {
            ["research", "ngo", "university", "international"].iter().any(|k| entity.is(k))
        }
        _ => false,
    };
    let silent = found.voices.is_empty() && !(0..told.start).any(figure);
    if silent && watches {
        found.add(told, smallvec![name]);
    }
}
