//! When: the date of a figure or an event.
//!
//! [`date`] asks its rules one after the other; `other.rs` says which dates are another's, `compared.rs` which ones a figure is only
//! measured against.

mod compared;
mod other;

use super::zone::{self, framing};
use crate::fact::Text;
use crate::fact::parse::{Hang, Parsed, What};
use crate::fact::source::ancestors;
use crate::lexicon::{Function, Mood, WordRole};
use crate::mention::Type;
use std::ops::Range;

/// The date of the figure, or the word of an event, and the rule that says so.
type Answer = (Option<u32>, &'static str);

/// What is asked for the date of, and what every rule may look at.
#[derive(Clone, Copy)]
struct Asked<'a> {
    text: &'a Text<'a>,
    parsed: &'a Parsed,
    /// The figure, or the word of an event: an item.
    at: usize,
    /// The clause it stands in.
    clause: usize,
    /// The first item whose date may be its own.
    done: usize,
}

impl Asked<'_> {
    /// The date item `i` is: a place in the article's mentions.
    fn any(&self, i: usize) -> Option<u32> {
        let What::Mention(m) = self.parsed.items[i].what else { return None };
        (self.text.mentions[m as usize].kind == Type::Date).then_some(m)
    }

    /// The date item `i` is, where that is told of the figure and no other.
    fn dated(&self, i: usize) -> Option<u32> {
        let Asked { text, parsed, .. } = *self;
        let told = || i < self.done || zone::compared(text, parsed, i) || compared::base_date(text, parsed, i);
        self.any(i).filter(|_| !told() && !other::of_other(text, parsed, self.at, i))
    }

    /// The dates told of the figure among items of its clause.
    fn dates(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = u32> {
        let within = self.parsed.dates.iter().copied().filter(move |i| range.contains(i));
        within.filter(|&i| self.parsed.items[i].clause == self.clause).filter_map(|i| self.dated(i))
    }
}

/// When: the date nearest the figure in its clause, else one that opens the clause it hangs on; not a date it is compared with.
///
/// | rule | example |
/// | --- | --- |
/// | `timeless` | «un chip da 5 nanometri»: how fine a chip is made |
/// | `own` | «contro i 7,7 miliardi del secondo trimestre» |
/// | `when` | «triplicata da dicembre, quando aveva raccolto 385 milioni» |
/// | `after` | «ha venduto 3.000 H20 alla Cina in maggio» |
/// | `before` | «nel 2025 il titolo ha ceduto il 13 per cento» |
/// | `shared` | «Nel terzo trimestre i ricavi sono stati 3 miliardi e l'utile 1» |
/// | `frame` | «Nel 2025, dice Huang, …»: a date that opens the clause above |
pub(in crate::fact) fn date(text: &Text<'_>, parsed: &Parsed, at: usize) -> Answer {
    if parsed.dates.is_empty() {
        return (None, "none");
    }
    let unit = text.figure_of(&parsed.items[at]).and_then(|f| f.unit);
    if unit.is_some_and(|u| text.lexicons.units[u as usize].node) {
        return (None, "timeless");
    }
    let asked = Asked { text, parsed, at, clause: parsed.items[at].clause, done: 0 };
    if let Some(answer) = own(&asked).or_else(|| when(&asked)) {
        return answer;
    }
    let asked = Asked { done: other::having_done(text, parsed, at), ..asked };
    let after = asked.dates(at + 1..zone::stop(parsed, at)).next();
    // «scenderanno a 75mila entro l'anno dai 101mila attuali»: what was has no date but its own
    if after.is_none() && compared::was(text, parsed, at) {
        return (None, "what was");
    }
    let before = || asked.dates(zone::start(parsed, at)..at).next_back();
    let shared = || asked.dates(0..zone::first_figure(parsed, at)).next_back();
    let by = |rule| move |date| (Some(span_start(text, parsed, date)), rule);
    after
        .map(by("after"))
        .or_else(|| before().map(by("before")))
        .or_else(|| shared().map(by("shared")))
        .or_else(|| above(&asked).map(by("frame")))
        .unwrap_or((None, "none"))
}

/// The date right after the figure: «contro i 7,7 miliardi del secondo trimestre».
fn own(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, at, .. } = *asked;
    for (i, item) in parsed.items.iter().enumerate().skip(at + 1).take(4) {
        match &item.what {
            What::Preposition("di" | "in" | "a" | "da") | What::Function(Function::Article) => {}
            What::Noun(_) | What::Word if i <= at + 2 && !text.has_role(item.first, WordRole::Comparison) => {}
            _ => {
                let own = asked.any(i).filter(|_| !compared::measured_against(text, parsed, i))?;
                return Some((Some(own), "own"));
            }
        }
    }
    None
}

/// The date a relative clause of time hangs on: «da dicembre, quando aveva raccolto 385 milioni».
fn when(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, clause, .. } = *asked;
    let items = &parsed.items;
    let first = parsed.clauses[clause].first().filter(|&f| f >= 2)?;
    // «nel 2020 quando», «nel 2020, quando»
    let comma = matches!(items[first - 1].what, What::Mark(','));
    let opens = text.has_role(items[first].first, WordRole::When);
    let when = if opens { asked.any(first - 1 - usize::from(comma)) } else { None };
    when.map(|when| (Some(when), "when"))
}

/// The date that opens a clause above, of the same time, or that of the clause a gerund goes on from.
fn above(asked: &Asked<'_>) -> Option<u32> {
    let Asked { text, parsed, at, clause, .. } = *asked;
    // what is said is not dated by when it is said
    let said = parsed.clauses[clause].hang == Hang::Complement;
    let mut up = ancestors(&parsed.clauses, clause).skip(1).filter(|_| !said);
    // «Vi ha fatto ricorso a settembre, spendendo 900 milioni»: what a gerund tells happens with it
    let gerund = parsed.clauses[clause].hang == Hang::Gerund;
    let with = |up: usize| {
        let mut within = parsed.dates.iter().copied().filter(|&i| i < at && parsed.items[i].clause == up);
        within.rfind(|&i| asked.dated(i).is_some()).filter(|_| gerund).and_then(|i| asked.dated(i))
    };
    let framed = |up: usize| framing(parsed, up, |i| asked.dated(i));
    // «Mercoledì il titolo è salito, dopo che DeepSeek ha presentato R2»: of another day
    if other::another_time(text, parsed, clause) {
        return None;
    }
    up.find_map(|up| framed(up).filter(|_| same_time(text, parsed, clause, up)).or_else(|| with(up)))
}

/// Whether the verbs of two clauses tell of one time, as far as their tenses say: not «nel 2024 ha speso 180 miliardi, ha 114.000
/// ricercatori».
fn same_time(text: &Text<'_>, parsed: &Parsed, clause: usize, other: usize) -> bool {
    let past = |clause: usize| {
        let item = &parsed.items[parsed.clauses[clause].verb?];
        let What::Verb(verb) = &item.what else { return None };
        let compound = (item.first + 1..item.last).any(|t| text.is_participle(t));
        match verb.mood {
            Mood::Past | Mood::Imperfect => Some(true),
            Mood::Present if !verb.passive => Some(compound),
            _ => None,
        }
    };
    // «I conti del trimestre non hanno precedenti: i ricavi sono saliti»: what a colon opens tells of what stands before
    let colon = parsed.clauses[clause].first().is_some_and(|f| matches!(parsed.items[f].what, What::Mark(':')));
    colon || past(clause).zip(past(other)).is_none_or(|(a, b)| a == b)
}

/// The date a span begins with, where `date` ends one: «tra luglio e settembre», «da aprile a giugno», «2025-2027».
fn span_start(text: &Text<'_>, parsed: &Parsed, date: u32) -> u32 {
    let items = &parsed.items;
    let begins = || {
        let at = parsed.dates.iter().copied().find(|&i| matches!(items[i].what, What::Mention(m) if m == date))?;
        // «fra il 2020 e il 2023»
        let article = |i: usize| i > 0 && matches!(items[i - 1].what, What::Function(Function::Article));
        let past_article = |i: usize| i - usize::from(article(i));
        let link = past_article(at).checked_sub(1)?;
        let first = link.checked_sub(1).filter(|&f| f > 0 && text.is_kind(&items[f], Type::Date))?;
        let by = past_article(first).checked_sub(1).map(|b| &items[b].what);
        let span = match (by, &items[link].what) {
            (Some(What::Preposition("tra" | "fra")), What::Function(Function::Conjunction)) => true,
            (Some(What::Preposition(from)), What::Preposition(to)) => *from == "da" && *to == "a",
            // «nel periodo 2025-2027»
            _ => matches!(text.tokens[items[link].first].symbol, '-' | '–'),
        };
        match items[first].what {
            What::Mention(m) => Some(m).filter(|_| span),
            _ => None,
        }
    };
    begins().unwrap_or(date)
}
