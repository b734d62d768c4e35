//! Dates: placed on the calendar, alone or from the article's own date.

use super::{Context, Mention, Reading, Type};
use crate::lexicon::{CalendarClass, TermKind};
use crate::span::Span;

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
    /// First day.
    pub from: Option<jiff::civil::Date>,
    /// Last day, inclusive.
    pub to: Option<jiff::civil::Date>,
}

/// Tags the dates among the tokens not yet taken.
pub(super) fn tag(context: Context<'_>, taken: &[bool]) -> Vec<Mention> {
    let mut out = Vec::new();
    for (number, sentence) in context.sentences.iter().enumerate() {
        if sentence.leftover {
            continue;
        }
        for at in sentence.first as usize..sentence.last as usize {
            if taken[at] {
                continue;
            }
            let Some((len, payload)) = context.lexicons.vocabulary.term(&context.tokens[at..], TermKind::Calendar) else { continue };
            let term = &context.lexicons.calendar[payload as usize];
            if term.class != CalendarClass::Month {
                continue;
            }
            let span = Span::new(context.tokens[at].start, context.tokens[at + len - 1].end);
            out.push(Mention { kind: Type::Date, span, first: at as u32, last: (at + len) as u32, sentence: number as u32, reading: Reading::Date(Date::default()) });
        }
    }
    out
}
