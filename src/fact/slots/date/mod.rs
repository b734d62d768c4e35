//! When: the date of a figure or an event.
//!
//! [`date`] asks its rules one after the other; `other.rs` says which dates are another's, `compared.rs` which ones a figure is only
//! measured against.

mod compared;
mod other;

pub(in crate::fact) use compared::was;

use super::zone::{self, framing};
use crate::fact::Text;
use crate::fact::parse::{Hang, Item, Parsed, What};
use crate::fact::source::ancestors;
use crate::lexicon::{Function, Mood, WordClass, WordRole};
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

    /// Whether a clause has a date that may be told of the figure.
    fn has_date(&self, clause: usize) -> bool {
        let Asked { parsed, at, .. } = *self;
        parsed.dates.iter().any(|&i| i < at && parsed.items[i].clause == clause && self.dated(i).is_some())
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
/// | `what was` | «scenderanno a 75mila entro l'anno dai 101mila attuali»: the second has no date but its own |
/// | `after` | «ha venduto 3.000 H20 alla Cina in maggio» |
/// | `before` | «nel 2025 il titolo ha ceduto il 13 per cento» |
/// | `shared` | «Nel terzo trimestre i ricavi sono stati 3 miliardi e l'utile 1» |
/// | `figure before` | «ne spenderà 7 entro il 2029, 5 dei quali in Italia» |
/// | `frame` | «Nel 2025, dice Huang, …»: a date that opens the clause above |
/// | `period told before` | «Nel terzo trimestre i ricavi di AMD … La società ha messo a segno un utile di 1,5 miliardi» |
/// | `participle` | of an event: «Nel 2025 hanno smontato gli H20 prodotti da Nvidia»: not when they were made |
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
    let shared = || asked.dates(0..zone::first_figure(parsed, at)).next_back();
    let by = |rule| move |date| (Some(span_start(text, parsed, date)), rule);
    nearest(&asked)
        .or_else(|| shared().map(by("shared")))
        .or_else(|| apposed(&asked).map(by("figure before")))
        .or_else(|| above(&asked).map(by("frame")))
        .unwrap_or((None, "none"))
}

/// The date nearest the figure in the part of its clause that is its own.
fn nearest(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, at, .. } = *asked;
    let after = asked.dates(at + 1..zone::stop(parsed, at)).next();
    // «scenderanno a 75mila entro l'anno dai 101mila attuali»: what was has no date but its own
    if after.is_none() && compared::was(text, parsed, at) {
        return Some((None, "what was"));
    }
    let before = || asked.dates(zone::start(parsed, at)..at).next_back();
    let by = |rule| move |date| (Some(span_start(text, parsed, date)), rule);
    after.map(by("after")).or_else(|| before().map(by("before")))
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
    if parsed.clauses[clause].hang == Hang::Complement {
        return None;
    }
    // «Vi ha fatto ricorso a settembre, spendendo 900 milioni»: what a gerund tells happens with it
    let gerund = parsed.clauses[clause].hang == Hang::Gerund;
    let with = |up: usize| {
        let mut within = parsed.dates.iter().copied().filter(|&i| i < at && parsed.items[i].clause == up);
        within.rfind(|&i| asked.dated(i).is_some()).and_then(|i| asked.dated(i))
    };
    let framed = |up: usize| framing(parsed, up, |i| asked.dated(i));
    // «Mercoledì il titolo è salito, dopo che DeepSeek ha presentato R2»: of another day; «Ieri Alex Davis, che in Groq ha messo 500 milioni,
    // ha annunciato»: who he is is not of that day
    if other::another_time(text, parsed, clause) || other::of_a_thing(text, parsed, clause) {
        return None;
    }
    let mut goes_on = gerund;
    for up in ancestors(&parsed.clauses, clause).skip(1) {
        let date = framed(up).filter(|_| same_time(text, parsed, clause, up)).or_else(|| with(up).filter(|_| goes_on));
        // «Meta ha speso 4 miliardi nel terzo trimestre, mentre Oracle ha alzato il tetto, portandolo a 20»: of another clause's day
        goes_on &= parsed.clauses[up].hang != Hang::Subordinate;
        // «oggi vale 600 milioni e arriverà a 2 miliardi nel 2028: vogliamo il 10%»: what stands between has a time of its own
        if date.is_some() || other::of_a_thing(text, parsed, up) || asked.has_date(up) {
            return date;
        }
    }
    None
}

/// The date of the figure before it in its clause, of which it is a part or which it says again past a comma: «ne spenderà 7 entro il 2029, 5
/// dei quali in Italia», «nell'esercizio 2024, ossia 1,6 miliardi», «400 miliardi quest'anno, con un aumento del 70%».
fn apposed(asked: &Asked<'_>) -> Option<u32> {
    let Asked { text, parsed, at, clause, .. } = *asked;
    let items = &parsed.items;
    let before = parsed.figure_before(at).filter(|&f| items[f].clause == clause && text.figure_item(&items[at]))?;
    let comma = (before + 1..at).rev().find(|&i| matches!(items[i].what, What::Mark(',')))?;
    let joins =
        |i: &Item| matches!(i.what, What::Function(Function::Conjunction) | What::Mark(';' | ':') | What::Verb(_));
    // «280 milioni, contro i 400 di un anno prima, su 19 miliardi di fatturato»
    let against = |f: usize| zone::compared(text, parsed, f) || compared::was(text, parsed, f);
    if items[comma..at].iter().any(joins) || against(at) || against(before) {
        return None;
    }
    let asked = Asked { at: before, done: other::having_done(text, parsed, before), ..*asked };
    own(&asked).or_else(|| nearest(&asked))?.0
}

/// Whether the verbs of two clauses tell of one time, as far as their tenses say: not «nel 2024 ha speso 180 miliardi, ha 114.000
/// ricercatori».
fn same_time(text: &Text<'_>, parsed: &Parsed, clause: usize, other: usize) -> bool {
    let verb = |clause: usize| {
        let item = &parsed.items[parsed.clauses[clause].verb?];
        if let What::Verb(verb) = &item.what { Some((item, verb)) } else { None }
    };
    let past = |clause: usize| {
        let (item, verb) = verb(clause)?;
        let compound = (item.first + 1..item.last).any(|t| text.is_participle(t));
        match verb.mood {
            Mood::Past | Mood::Imperfect => Some(true),
            Mood::Present if !verb.passive => Some(compound),
            _ => None,
        }
    };
    // «I conti del trimestre non hanno precedenti: i ricavi sono saliti»: what a colon opens tells of what stands before
    let colon = parsed.clauses[clause].first().is_some_and(|f| matches!(parsed.items[f].what, What::Mark(':')));
    // «ha inflitto una multa e ne darà un'altra»; «Nel 2027, ha detto Huang, venderemo»: when it was said tells nothing
    let to_come = |clause: usize| verb(clause).is_some_and(|(_, v)| v.mood == Mood::Future);
    let gone = |clause: usize| {
        past(clause) == Some(true) && verb(clause).is_some_and(|(_, v)| !v.class.has(WordClass::SAY | WordClass::PLAN))
    };
    let apart = to_come(clause) && gone(other) || to_come(other) && gone(clause);
    !apart && (colon || past(clause).zip(past(other)).is_none_or(|(a, b)| a == b))
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
