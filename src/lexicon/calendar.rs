//! Words of the calendar; the grammar in `mention/date/` gives their classes a meaning.

use serde::{Deserialize, Serialize};

/// A word of the calendar.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CalendarTerm {
    /// The `class` column.
    pub class: CalendarClass,
    /// The `value` column as a number, 0 where it is none.
    pub number: i32,
    /// The `value` column.
    pub value: String,
}

macro_rules! calendar_classes {
    ($($name:ident $text:literal $doc:literal),* $(,)?) => {
        /// What a calendar word is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum CalendarClass { $(#[doc = $doc] $name),* }
        pub(super) const CALENDAR: &[(&str, CalendarClass)] = &[$(($text, CalendarClass::$name)),*];
    };
}
calendar_classes! {
    Month "month" "A month's name: value 1 to 12.",
    MonthShort "month-short" "A month's abbreviation, read only beside a day or year: value 1 to 12.",
    MonthWeak "month-weak" "An abbreviation that is a word of its own («set»), read only where more than a number says so.",
    Weekday "weekday" "A weekday: value 1 (Monday) to 7.",
    WeekdayShort "weekday-short" "A weekday's abbreviation, read only before a day: value 1 to 7.",
    Season "season" "A season: value `SP`, `SU`, `FA` or `WI`.",
    Day "day" "A day told from today: value is days from it.",
    Unit "unit" "A unit: value `D`, `W`, `WE` (weekend), `M`, `B` (two months), `Q`, `T` (four), `H`, `Y`, `E` (ten years), `C`.",
    Years "years" "A period of several years, read only before its years: «biennio».",
    Fiscal "fiscal" "What makes a year a company's own: «esercizio».",
    Shift "shift" "Which one, from the article: value -1 (last), 0 (this), 1 (next).",
    Text "text" "Which one, from the date last named: value -1, 0, 1.",
    Part "part" "Which part of it: value `START`, `MID`, `END`.",
    Half "half" "Which half of it: value 1, 2.",
    Ordinal "ordinal" "First, second, …: value 1 to 21, -1 the last.",
    Roman "roman" "A Roman numeral before a quarter, half or century.",
    Decade "decade" "A decade in words: value its first year.",
    Century "century" "A century by its name, read where it has a capital («il Novecento»): value its first year.",
    Feast "feast" "A feast: value `MM-DD`, `easter+N`, `thanksgiving+N`, `mothers` or `lunar`.",
    Ago "ago" "After an amount, counted back from today («fa»): value -1; on from today: 1.",
    Other "other" "A word the grammar asks for by its value.",
}
