//! For whom a person works whom no lexicon holds, as the article itself tells it.

use super::name::name;
use crate::article::Article;
use crate::fact::parse::{Item, Parsed, What};
use crate::fact::{Filler, OBJECT, Text};
use crate::lexicon::WordClass;
use crate::span::Span;

/// How many items from a person the role and the firm may stand: «Giulia Ferri, che guida il centro di calcolo di Leonardo».
const EMPLOYED_REACH: usize = 12;

/// The first person of the sentence that no lexicon holds, with the firm of the role told of him: «Marta Rossi, responsabile della
/// ricerca di Intel».
pub(in crate::fact) fn employed(text: &Text<'_>, parsed: &Parsed) -> Option<(Span, Filler)> {
    let items = &parsed.items;
    let unknown = text.lexicons.unknown_person;
    let person =
        parsed.names.iter().copied().find(
            |&i| matches!(items[i].what, What::Mention(m) if text.mentions[m as usize].entity() == Some(unknown)),
        )?;
    let leads = |i: &Item| match &i.what {
        What::Noun(n) => n.class.has(WordClass::SPEAKER),
        What::Verb(v) => v.class.has(WordClass::LEAD),
        _ => false,
    };
    let role = (person + 1..items.len()).take(4).find(|&i| leads(&items[i]))?;
    let firm = (role + 1..items.len()).take(EMPLOYED_REACH).find(|&i| {
        matches!(items[i].what, What::Mention(_))
            && text.is_firm(&items[i])
            && matches!(text.governor(items, i), Some("di" | "in" | "a" | OBJECT) | None)
    })?;
    let span = name(text, &items[person])?.span;
    Some((span, name(text, &items[firm])?))
}

/// For whom a person works whom no lexicon holds, as the article has told.
pub(in crate::fact) fn employer(article: &Article, employers: &[(Span, Filler)], person: &Filler) -> Option<Filler> {
    let surname = |span: Span| span.of(&article.text).rsplit([' ', '\u{a0}']).next().unwrap_or_default();
    let wanted = surname(person.span);
    employers.iter().rev().find(|(span, _)| surname(*span) == wanted).map(|(_, firm)| *firm)
}
