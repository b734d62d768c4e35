//! Names of those who speak: which items name one, the name that stands after a cue, and who has the role that is told of.

use crate::fact::parse::{Item, Parsed, What};
use crate::fact::{Filler, Fillers, Text};
use crate::lexicon::{Function, WordClass};
use crate::mention::Type;
use crate::span::Span;
use smallvec::smallvec;

/// The person, firm or institution an item names or describes.
pub(super) fn name(text: &Text<'_>, item: &Item) -> Option<Filler> {
    match &item.what {
        What::Mention(m) => {
            let mention = &text.mentions[*m as usize];
            let speaks = matches!(mention.kind, Type::Person | Type::Company | Type::Institution);
            mention.entity().filter(|_| speaks).map(|entity| Filler { entity, span: mention.span })
        }
        What::Description(d) => d.entity.map(|entity| Filler { entity, span: d.span }),
        _ => None,
    }
}

/// Whether the one named is a person.
pub(super) fn is_person(text: &Text<'_>, filler: &Filler) -> bool {
    text.lexicons.entity(filler.entity).kind == Type::Person
}

/// How many items after a cue its name may stand.
const NAME_REACH: usize = 14;

/// The first name after item `from`, up to a mark or verb: a person, firm or institution; a person before the firm of his role.
pub(super) fn name_after(text: &Text<'_>, parsed: &Parsed, from: usize) -> (Fillers, usize) {
    let mut names = Fillers::new();
    let mut last = from;
    let mut role = false;
    // «persone vicine a Nvidia», «riferito a Reuters da Huang»: the one it goes to does not speak
    let mut addressed = None;
    for (at, item) in parsed.items.iter().enumerate().skip(from).take(NAME_REACH) {
        match &item.what {
            What::Preposition("a") if names.is_empty() => {
                let named = |i: &usize| parsed.items.get(*i).is_some_and(|i| name(text, i).is_some());
                addressed = (at + 1..at + 3).find(named);
            }
            What::Mention(_) | What::Description(_) if addressed == Some(at) => {}
            What::Mention(_) if text.figure_of(item).is_some() => break,
            // «secondo Pechino, Smic venderà …»: a government speaks, not who comes next
            What::Mention(m) if at == from && text.mentions[*m as usize].kind == Type::Place => break,
            What::Mention(_) | What::Description(_) => {
                let Some(filler) = name(text, item) else { continue };
                // «l'analista di Morgan Stanley Erik Woodring»: the person after the firm
                let person = is_person(text, &filler);
                if person {
                    names.clear();
                }
                names.push(filler);
                last = at + 1;
                let more =
                    matches!(parsed.items.get(at + 1).map(|i| &i.what), Some(What::Function(Function::Conjunction)));
                let next_person = parsed.items.get(at + 1).is_some_and(
                    |i| matches!(i.what, What::Mention(n) if text.mentions[n as usize].kind == Type::Person),
                );
                let apposed = role && matches!(parsed.items.get(at + 1).map(|i| &i.what), Some(What::Mark(',')));
                if !(more || next_person || apposed) || person {
                    break;
                }
            }
            // «il CEO di Nvidia, Jensen Huang, …»: the one who has the role
            What::Mark(',') if role => {
                if let Some(person) = apposed_person(text, parsed, at + 1) {
                    (names, last) = (smallvec![person], at + 2);
                }
                break;
            }
            // «Lo rivela oggi, 26 aprile, il quotidiano “Nikkei Asia”»
            What::Mark(',') if names.is_empty() && date_beside(text, parsed, at) => {}
            What::Mark('“' | '«' | '"') if names.is_empty() && quoted_name(text, parsed, at) => {}
            What::Mark(_) | What::Function(Function::Relative) => break,
            What::Noun(n) if n.class.has(WordClass::SPEAKER) => {
                if names.is_empty() && role_ends(text, parsed, at) {
                    break;
                }
                role = true;
            }
            What::Verb(v) if v.finite() => break,
            _ => {}
        }
    }
    (names, past_role(text, parsed, last))
}

/// Whether nobody is named by the role at item `at`, so that what comes next is another's: «secondo gli analisti i ricavi di Tesla …», «per
/// gli analisti Nvidia venderà»; not «secondo gli analisti di Citi», «secondo l'analista Ming-Chi Kuo».
fn role_ends(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let what = |i: usize| parsed.items.get(i).map(|i| &i.what);
    let acts = matches!(what(at + 2), Some(What::Verb(v)) if v.finite());
    match what(at + 1) {
        Some(What::Function(Function::Article | Function::Demonstrative)) => true,
        Some(What::Mention(_)) => acts && text.is_firm(&parsed.items[at + 1]),
        _ => false,
    }
}

/// Whether a date stands before or after the comma at item `at`.
fn date_beside(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let date = |i: usize| parsed.items.get(i).is_some_and(|i| text.is_kind(i, Type::Date));
    date(at + 1) || at.checked_sub(1).is_some_and(date)
}

/// Whether the quotation mark at item `at` opens a name and nothing else: «il quotidiano “Nikkei Asia”».
fn quoted_name(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let closes = matches!(parsed.items.get(at + 2).map(|i| &i.what), Some(What::Mark('”' | '»' | '"')));
    closes && name(text, &parsed.items[at + 1]).is_some()
}

/// Past the role of a name that ends at `last`: «secondo Marco Testi, analista indipendente, …», «secondo Marco Testi, socio di Sequoia, …».
fn past_role(text: &Text<'_>, parsed: &Parsed, last: usize) -> usize {
    let items = &parsed.items;
    let is = |at: usize, test: fn(&What) -> bool| items.get(at).is_some_and(|i| test(&i.what));
    let article = usize::from(is(last + 1, |w| matches!(w, What::Function(Function::Article))));
    let noun = last + 1 + article;
    let of_firm = || {
        is(noun + 1, |w| matches!(w, What::Preposition("di"))) && items.get(noun + 2).is_some_and(|i| text.is_firm(i))
    };
    let role = is(last, |w| matches!(w, What::Mark(',')))
        && is(noun, |w| matches!(w, What::Noun(_)))
        && (is(noun, |w| matches!(w, What::Noun(n) if n.class.has(WordClass::SPEAKER))) || of_firm());
    match (last + 1..items.len().min(last + NAME_REACH)).find(|&i| matches!(items[i].what, What::Mark(','))) {
        Some(comma) if role => comma,
        _ => last,
    }
}

/// The person item `at` names, where a comma closes the apposition.
fn apposed_person(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<Filler> {
    let closed = matches!(parsed.items.get(at + 1)?.what, What::Mark(',' | ')'));
    name(text, &parsed.items[at]).filter(|f| closed && is_person(text, f))
}

/// The person named right before the role at item `at`, past a comma and an article.
pub(super) fn person_before(text: &Text<'_>, items: &[Item], at: usize) -> Option<Filler> {
    let mut before = items[..at].iter().rev().take(3);
    let person =
        before.find(|i| !matches!(i.what, What::Mark(',') | What::Function(Function::Article) | What::Word))?;
    name(text, person).filter(|f| is_person(text, f))
}

/// How many of the article's mentions are looked through for a firm's people.
const STAFF_REACH: usize = 500;

/// Who a noun of speakers or sources with these names is: the person by name; the one person of the firm the article names
/// («il fondatore di Scale AI»); else the firm. A bare role («l'amministratore delegato») is who spoke last.
pub(super) fn role(text: &Text<'_>, names: &[Filler], speaks: bool) -> Fillers {
    if let Some(named) = names.iter().find(|f| is_person(text, f)) {
        return smallvec![*named];
    }
    let Some(firm) = names.first() else {
        return if speaks { text.mind.last_source.clone() } else { Fillers::new() };
    };
    let mut staff = text.mentions.iter().take(STAFF_REACH).filter(|m| m.kind == Type::Person).filter_map(|m| {
        let entity = m.entity()?;
        (text.lexicons.entity(entity).owner == Some(firm.entity)).then_some(Filler { entity, span: m.span })
    });
    match staff.next().filter(|_| speaks) {
        Some(first) if staff.all(|f| f.entity == first.entity) => smallvec![first],
        _ => smallvec![*firm],
    }
}

/// Who is named at item `at` by words with capitals that no lexicon knows: «ha detto Rossi».
pub(super) fn stranger(text: &Text<'_>, items: &[Item], at: usize) -> Option<Filler> {
    let unknown = |i: &&Item| matches!(i.what, What::Word) && text.unknown_name(i.first);
    let named: usize = items.get(at..)?.iter().take_while(unknown).count();
    let last = items.get(at + named.checked_sub(1)?)?;
    let span = Span::new(text.tokens[items[at].first].start, text.tokens[last.last - 1].end);
    Some(Filler { entity: text.lexicons.unknown_person, span })
}
