//! Dates: placed on the calendar, alone, from the article's own date, or from the date the text named last.
//!
//! | step | file |
//! | --- | --- |
//! | read what a phrase says | `grammar.rs` asks `day.rs`, `period.rs`, `year.rs`, `relative.rs`, on the `Reader` of `phrase.rs` |
//! | see which way its clause leans | `lean.rs` |
//! | put it on the calendar | `place.rs` |
//! | write it down | `calendar.rs` |
//!
//! The words and their values stand in `lexicons/calendar.csv`. A range names two ends, and each is a mention with its own
//! value; `from` and `to` of both are those of the whole range.

mod calendar;
mod day;
mod grammar;
mod lean;
mod period;
mod phrase;
mod place;
mod relative;
mod year;

use super::{Context, Mention, Reading, Type, starts_in};
use crate::lexicon::{Function, TermKind};
use crate::span::Span;
use crate::token::Token;
use calendar::Period;
use lean::Lean;
use phrase::{Month, Phrase, Reader, What, Year};
use place::Anchor;

/// Which part of the period is meant (TIMEX3 `mod`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are TIMEX3's own")]
pub enum Mod {
    Start,
    Mid,
    End,
    Approx,
    Before,
    After,
}

impl Mod {
    /// As the tables have it.
    pub fn name(self) -> &'static str {
        match self {
            Mod::Start => "START",
            Mod::Mid => "MID",
            Mod::End => "END",
            Mod::Approx => "APPROX",
            Mod::Before => "BEFORE",
            Mod::After => "AFTER",
        }
    }
}

/// A calendar expression, normalized.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Date {
    /// TIMEX3 value; empty where it hangs on an unknown date.
    pub value: String,
    /// Which part of it.
    pub modifier: Option<Mod>,
    /// First day: of the whole range for an end of one.
    pub from: Option<jiff::civil::Date>,
    /// Last day, inclusive.
    pub to: Option<jiff::civil::Date>,
}

/// Tags the dates among the tokens not yet taken; `starts` are those at which one may begin, `mentions` the names. Tokens of days no calendar holds («31 novembre»)
/// become taken: their digits count nothing.
pub(super) fn tag(context: Context<'_>, mut starts: &[u32], taken: &mut [bool], mentions: &[Mention]) -> Vec<Mention> {
    let mut anchor = Anchor::new(context.article.published);
    let mut out = Vec::with_capacity(starts.len() / 4);
    let mut phrases = Vec::new();
    let mut impossible = Vec::new();
    for (number, sentence) in context.sentences.iter().enumerate() {
        let here = starts_in(&mut starts, sentence);
        if sentence.leftover || here.is_empty() {
            continue;
        }
        let reader = Reader { context, taken, mentions, from: sentence.first as usize, to: sentence.last as usize };
        phrases.clear();
        (anchor.named, anchor.begun) = (None, None);
        let mut next = reader.from;
        for at in here.iter().map(|&at| at as usize) {
            if at >= next
                && !taken[at]
                && may_begin(&reader, at, &context.tokens[at])
                && let Some(end) = reader.phrase(at, &mut phrases)
            {
                next = end;
            }
        }
        if phrases.is_empty() {
            continue;
        }
        let ranges = join(&reader, &mut phrases);
        let mut at = 0;
        while at < phrases.len() {
            let range = ranges.get(at).copied().unwrap_or(false);
            let placed = if range {
                place_range(&reader, &phrases[at..at + 2], &mut anchor)
            } else {
                place_one(&reader, &phrases[at], &mut anchor)
            };
            for (phrase, date) in phrases[at..=at + usize::from(range)].iter().zip(placed) {
                let Some(date) = date else {
                    impossible.push(phrase.first..phrase.last);
                    continue;
                };
                let span = Span::new(context.tokens[phrase.first].start, context.tokens[phrase.last - 1].end);
                out.push(Mention {
                    kind: Type::Date,
                    span,
                    first: phrase.first as u32,
                    last: phrase.last as u32,
                    sentence: number as u32,
                    reading: Reading::Date(date),
                });
            }
            at += 1 + usize::from(range);
        }
    }
    for range in impossible {
        taken[range].fill(true);
    }
    out
}

/// Whether a date may begin at `at`, where a number or a word of the calendar stands: with a number word only beside the calendar
/// («tre mesi fa»), after what leads to a day or year («nel duemila»), or before «di» («dieci di settembre»).
fn may_begin(reader: &Reader<'_>, at: usize, token: &Token) -> bool {
    if !token.is_word() || token.begins(TermKind::Calendar) {
        return true;
    }
    // «un mese fa», «un paio di mesi fa»
    let pair = || reader.text(at + 1).eq_ignore_ascii_case("paio");
    if matches!(token.function, Some(Function::Article | Function::Indefinite)) {
        return reader.calendar(at + 1) || pair();
    }
    if reader.calendar(reader.skip_of(at + 1)) {
        return true;
    }
    let Some(before) = reader.before(at).filter(|t| t.begins(TermKind::Calendar) || t.begins(TermKind::Function))
    else {
        return false;
    };
    match reader.word(at - 1) {
        // «nel duemila», «il due»
        "nel" | "del" | "dal" | "al" | "dall'" | "il" | "l'" | "anno" | "giorno" => true,
        // «da due a tre marzo», «tra due e tre»
        word => {
            let linked = reader.token(at + 1).is_some_and(|t| !t.is_word() || t.begins(TermKind::Function));
            linked
                && (before.begins(TermKind::Calendar) || matches!(word, "un" | "di" | "all'" | "dell'" | "tra" | "fra"))
        }
    }
}

/// Lets phrases that are linked share what only the last of them tells; says which begin a range.
///
/// | text | shared |
/// | --- | --- |
/// | tra gennaio e marzo `2025` | the year |
/// | da venerdì 2 a giovedì 6 `marzo` | the month |
/// | primo e secondo trimestre `2025` | |
fn join(reader: &Reader<'_>, phrases: &mut [Phrase<'_>]) -> Vec<bool> {
    if phrases.len() < 2 {
        return Vec::new();
    }
    let mut ranges = vec![false; phrases.len()];
    for at in (1..phrases.len()).rev() {
        let (left, right) = phrases.split_at_mut(at);
        let (a, b) = (&mut left[at - 1], &mut right[0]);
        // «nel 2024, per il terzo trimestre»
        if let (What::Year(Year::Given(year)), Some(open @ Year::Open)) = (a.what, b.what.year_mut())
            && a.part.is_none()
            && little(reader, a.last, b.first)
        {
            *open = Year::Given(year);
            continue;
        }
        let Some((start, ranging)) = reader.link(a.last) else { continue };
        let start = reader.skip_article(start);
        if start != b.first && !(start < b.first && b.first - start == 1 && reader.base(start) == "di") {
            continue;
        }
        let same = std::mem::discriminant(&a.what) == std::mem::discriminant(&b.what);
        let told = matches!(b.what.year(), Year::Given(_) | Year::Shift(_) | Year::Text(_));
        if same
            && told
            && !reader.is(a.last, ',')
            && let Some(year @ Year::Open) = a.what.year_mut()
        {
            *year = b.what.year();
            a.fiscal |= b.fiscal;
        }
        if let (What::Day { month: open @ Month::Open, year, .. }, What::Day { month, year: other, .. }) =
            (&mut a.what, b.what)
        {
            (*open, *year) = (month, other);
        }
        if !ranging {
            continue;
        }
        let word = reader.word(a.last);
        let dash = !reader.context.tokens[a.last].is_word();
        ranges[at - 1] = match opener(reader, a.first) {
            _ if dash => same || reader.glued(b.first),
            "da" => word != "e" || matches!(reader.word(a.last + 1), "fino" | "sino"),
            "tra" | "fra" => matches!(word, "e" | "ed"),
            _ => matches!(word, "fino" | "sino"),
        };
    }
    // an end belongs to one range only
    for at in 1..ranges.len() {
        if ranges[at - 1] {
            ranges[at] = false;
        }
    }
    ranges
}

/// Whether nothing but a comma, a preposition and an article stands between two phrases.
fn little(reader: &Reader<'_>, from: usize, to: usize) -> bool {
    let at = from + usize::from(reader.is(from, ','));
    at < to && to - at <= 2 && matches!(reader.base(at), "per" | "in" | "a") && reader.skip_article(at + 1) == to
}

/// The preposition before `first`, an article between them left aside.
fn opener<'a>(reader: &Reader<'a>, first: usize) -> &'a str {
    let mut at = first;
    if at > reader.from && matches!(reader.closed(at - 1), "il" | "la" | "l'" | "lo" | "gli" | "i" | "le") {
        at -= 1;
    }
    match at.checked_sub(1) {
        Some(before) if matches!(reader.closed(before), "tra" | "fra") => reader.closed(before),
        Some(before) => reader.base(before),
        None => "",
    }
}

/// The date of a period; one by a firm's own calendar has no days.
fn date(period: Option<Period>, fiscal: bool, modifier: Option<Mod>) -> Date {
    let Some(period) = period else { return Date { modifier, ..Date::default() } };
    let days = period.days().filter(|_| !fiscal);
    let stretch = match period {
        Period::Stretch(_, 1, _) => Some(Mod::Start),
        Period::Stretch(..) => Some(Mod::End),
        _ => None,
    };
    Date { value: period.value(), modifier: modifier.or(stretch), from: days.map(|d| d.0), to: days.map(|d| d.1) }
}

/// Whether the clause around a phrase can tell where it falls.
fn leans(what: What<'_>) -> bool {
    match what {
        What::Day { month: Month::Open, .. }
        | What::Weekday { year: Year::Open, .. }
        | What::Unit { shift: None, .. } => true,
        What::Year(_) => false,
        what => matches!(what.year(), Year::Open) && !matches!(what, What::Unit { .. }),
    }
}

fn lean(reader: &Reader<'_>, phrase: &Phrase<'_>) -> Lean {
    if !leans(phrase.what) {
        return Lean::Open;
    }
    let lean = reader.lean(phrase.first, phrase.last);
    // «dal 20» looks ahead
    let since = matches!(phrase.what, What::Day { month: Month::Open, weekday: None, .. })
        && opener(reader, phrase.first) == "da";
    if since && lean == Lean::Open { Lean::Future } else { lean }
}

fn place_one(reader: &Reader<'_>, phrase: &Phrase<'_>, anchor: &mut Anchor) -> [Option<Date>; 2] {
    let lean = lean(reader, phrase);
    let (mut what, mut fiscal) = (phrase.what, phrase.fiscal);
    anchor.go_on(&mut what, &mut fiscal, lean);
    let Some(period) = anchor.place(what, lean) else { return [None, None] };
    anchor.remember(period, what);
    let modifier = phrase.part.or_else(|| around(reader, phrase));
    [Some(date(period, fiscal, modifier)), None]
}

/// Both ends of a range: each its own value, `from` and `to` those of the whole.
fn place_range(reader: &Reader<'_>, ends: &[Phrase<'_>], anchor: &mut Anchor) -> [Option<Date>; 2] {
    let (a, b) = (&ends[0], &ends[1]);
    let leaning = lean(reader, a);
    let (Some(mut first), Some(mut last)) = (anchor.place(a.what, leaning), anchor.place(b.what, leaning)) else {
        return [place_one(reader, a, anchor)[0].take(), place_one(reader, b, anchor)[0].take()];
    };
    // «da novembre a febbraio»: the end comes after the beginning; the one whose year is told stays
    let days = |p: Option<Period>| p.and_then(Period::days);
    if let (Some((from, _)), Some((other, to))) = (days(first), days(last))
        && from > other
    {
        let fixed = |what: What<'_>| {
            matches!(what.year(), Year::Given(_) | Year::Shift(_) | Year::Text(_)) || matches!(what, What::Today(_))
        };
        if fixed(b.what) {
            let near = Anchor { day: Some(to), month: Some(to.first_of_month()), ..*anchor };
            let mut what = a.what;
            if let Some(year) = what.year_mut() {
                *year = Year::Open;
            }
            first = near.place(what, Lean::Past).unwrap_or(first);
        } else {
            let near = Anchor { day: Some(from), month: Some(from.first_of_month()), ..*anchor };
            last = near.place(b.what, Lean::Future).unwrap_or(last);
        }
    }
    anchor.remember(last.or(first), b.what);
    let mut dates = [date(first, a.fiscal, a.part), date(last, b.fiscal, b.part)];
    let whole = (dates[0].from, dates[1].to);
    if let (Some(from), Some(to)) = whole
        && from <= to
    {
        for date in &mut dates {
            (date.from, date.to) = (Some(from), Some(to));
        }
    }
    dates.map(Some)
}

/// What the words around a date say of it.
///
/// | text | mod |
/// | --- | --- |
/// | prima del 2020, non più tardi di domani | BEFORE |
/// | dopo il 2020, a partire da marzo, da domani, dal 20, 2012 o dopo, dal 2030 in poi | AFTER |
/// | verso il 2030, intorno a marzo, circa un anno fa | APPROX |
/// | da gennaio, fino al 2027, entro marzo | none |
fn around(reader: &Reader<'_>, phrase: &Phrase<'_>) -> Option<Mod> {
    let (first, last) = (phrase.first, phrase.last);
    if reader.begins(last, TermKind::Function) {
        match (reader.word(last), reader.word(last + 1)) {
            ("o", "dopo") | ("in", "poi" | "avanti") => return Some(Mod::After),
            ("o", "prima") => return Some(Mod::Before),
            _ => {}
        }
    }
    let mut at = first;
    if at > reader.from && matches!(reader.closed(at - 1), "il" | "la" | "l'" | "lo") {
        at -= 1;
    }
    let before = at.checked_sub(1).filter(|&b| b >= reader.from)?;
    let earlier = |back: usize| before.checked_sub(back).map_or("", |b| reader.word(b));
    match reader.word(before) {
        "dopo" => return Some(Mod::After),
        "verso" | "circa" | "quasi" => return Some(Mod::Approx),
        _ => {}
    }
    let text = |back: usize| before.checked_sub(back).map_or("", |b| reader.text(b));
    match reader.base(before) {
        // «non prima del 2030»
        "di" if earlier(1) == "prima" && earlier(2) == "non" => Some(Mod::After),
        "di" if earlier(1) == "prima" || text(1).eq_ignore_ascii_case("tardi") => Some(Mod::Before),
        "a" if matches!(text(1).to_ascii_lowercase().as_str(), "intorno" | "attorno") => Some(Mod::Approx),
        "da" => {
            let starting = text(1).eq_ignore_ascii_case("partire");
            let day = match phrase.what {
                What::Day { .. }
                | What::Weekday { .. }
                | What::WeekdayOf { .. }
                | What::Today(_)
                | What::Feast { .. } => true,
                what => what.year() == Year::Which(0),
            };
            (starting || day).then_some(Mod::After)
        }
        _ => None,
    }
}
