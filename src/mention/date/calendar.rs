//! The calendar: periods, how they are written, which days they hold, and the feasts that move.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A season.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    pub fn parse(text: &str) -> Option<Season> {
        Some(match text {
            "SP" => Season::Spring,
            "SU" => Season::Summer,
            "FA" => Season::Autumn,
            "WI" => Season::Winter,
            _ => return None,
        })
    }

    fn code(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }

    /// First month and day, last month and day; winter ends in the year after.
    fn days(self) -> ((i8, i8), (i8, i8)) {
        match self {
            Season::Spring => ((3, 21), (6, 20)),
            Season::Summer => ((6, 21), (9, 22)),
            Season::Autumn => ((9, 23), (12, 20)),
            Season::Winter => ((12, 21), (3, 20)),
        }
    }
}

/// A stretch of the calendar that a date names. A year that nobody knows is `None` and written `XXXX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Period {
    Day(Date),
    /// A day of an unknown year: month and day.
    DayOf(i8, i8),
    /// The ISO week that holds the day.
    Week(Date),
    /// Saturday and Sunday of the ISO week that holds the day.
    Weekend(Date),
    Month(Option<i16>, i8),
    /// Months from the first of the year: number, and how many each holds (2, 3, 4, 6).
    Months(Option<i16>, i8, i8),
    Season(Option<i16>, Season),
    Year(i16),
    Decade(i16),
    /// A century by its first year («XXI secolo»: 2000).
    Century(i16),
    /// Some months of a year, from one to another: written as the year.
    Stretch(i16, i8, i8),
    /// A stretch with no value of its own.
    Span(Date, Date),
}

/// How fine a period is; coarser is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Day,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
}

fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// The last day of a month.
pub(super) fn month_end(year: i16, month: i8) -> Option<Date> {
    day(year, month, 1).map(Date::last_of_month)
}

/// `date` and `n` days.
pub(super) fn add_days(date: Date, n: i32) -> Option<Date> {
    date.checked_add(n.days()).ok()
}

/// `date` and `n` months, its day kept where the month has it, else the month's last.
pub(super) fn add_months(date: Date, n: i32) -> Option<Date> {
    date.checked_add(n.months()).ok()
}

/// The Monday of the week that holds `date`.
pub(super) fn monday(date: Date) -> Option<Date> {
    add_days(date, -i32::from(date.weekday().to_monday_zero_offset()))
}

impl Period {
    /// The TIMEX3 value; empty for a stretch that has none.
    pub fn value(self) -> String {
        let mut out = Timex::default();
        match self {
            Period::Day(d) => out.year(Some(d.year())).mark("-").number(d.month(), 2).mark("-").number(d.day(), 2),
            Period::DayOf(m, d) => out.year(None).mark("-").number(m, 2).mark("-").number(d, 2),
            Period::Week(d) => out.week(d),
            Period::Weekend(d) => out.week(d).mark("-WE"),
            Period::Month(y, m) => out.year(y).mark("-").number(m, 2),
            Period::Months(y, n, 3) => out.year(y).mark("-Q").number(n, 1),
            Period::Months(y, n, 6) => out.year(y).mark("-H").number(n, 1),
            Period::Season(y, s) => out.year(y).mark("-").mark(s.code()),
            Period::Year(y) | Period::Stretch(y, ..) => out.year(Some(y)),
            Period::Decade(y) => out.number(y / 10, 3),
            Period::Century(y) => out.number(y / 100, 2),
            Period::Months(..) | Period::Span(..) => &mut out,
        };
        std::str::from_utf8(&out.bytes[..out.len]).unwrap_or_default().to_owned()
    }

    /// First and last day; none where the year is not known.
    pub fn days(self) -> Option<(Date, Date)> {
        Some(match self {
            Period::Day(d) => (d, d),
            Period::DayOf(..) => return None,
            Period::Week(d) => (monday(d)?, add_days(monday(d)?, 6)?),
            Period::Weekend(d) => (add_days(monday(d)?, 5)?, add_days(monday(d)?, 6)?),
            Period::Month(y, m) => (day(y?, m, 1)?, month_end(y?, m)?),
            Period::Months(y, n, of) => (day(y?, (n - 1) * of + 1, 1)?, month_end(y?, n * of)?),
            Period::Season(y, s) => {
                let ((m, d), (m2, d2)) = s.days();
                let end = y? + i16::from(s == Season::Winter);
                (day(y?, m, d)?, day(end, m2, d2)?)
            }
            Period::Year(y) => (day(y, 1, 1)?, day(y, 12, 31)?),
            Period::Stretch(y, a, b) => (day(y, a, 1)?, month_end(y, b)?),
            Period::Decade(y) => (day(y, 1, 1)?, day(y + 9, 12, 31)?),
            Period::Century(y) => (day(y, 1, 1)?, day(y + 99, 12, 31)?),
            Period::Span(a, b) => (a, b),
        })
    }

    pub fn grain(self) -> Grain {
        match self {
            Period::Day(_) | Period::DayOf(..) => Grain::Day,
            Period::Week(_) | Period::Weekend(_) => Grain::Week,
            Period::Month(..) => Grain::Month,
            Period::Months(_, _, n) if n <= 3 => Grain::Quarter,
            Period::Season(..) => Grain::Quarter,
            Period::Months(..) => Grain::Half,
            Period::Year(_) | Period::Stretch(..) => Grain::Year,
            Period::Decade(_) | Period::Century(_) | Period::Span(..) => Grain::Decade,
        }
    }
}

/// A TIMEX3 value while it is written.
#[derive(Default)]
struct Timex {
    /// With room for the longest there is: a sign, the most digits a number has, `-W10-WE`.
    bytes: [u8; 24],
    len: usize,
}

impl Timex {
    fn push(&mut self, byte: u8) {
        self.bytes[self.len] = byte;
        self.len += 1;
    }

    /// A number of so many digits or more.
    fn number(&mut self, n: impl Into<i32>, digits: usize) -> &mut Self {
        let n: i32 = n.into();
        if n < 0 {
            self.push(b'-');
        }
        let n = n.unsigned_abs();
        let digits = digits.max(n.checked_ilog10().unwrap_or(0) as usize + 1);
        let (mut rest, written) = (n, &mut self.bytes[self.len..self.len + digits]);
        for digit in written.iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        self.len += digits;
        self
    }

    /// A year; one that nobody knows is `XXXX`.
    fn year(&mut self, year: Option<i16>) -> &mut Self {
        match year {
            Some(year) => self.number(year, 4),
            None => self.mark("XXXX"),
        }
    }

    /// The ISO week that holds the day.
    fn week(&mut self, day: Date) -> &mut Self {
        let week = day.iso_week_date();
        self.year(Some(week.year())).mark("-W").number(week.week(), 2)
    }

    fn mark(&mut self, mark: &str) -> &mut Self {
        mark.bytes().for_each(|byte| self.push(byte));
        self
    }
}

/// Easter Sunday, by the Gregorian reckoning (Meeus, Jones, Butcher).
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    day(year, (n / 31) as i8, (n % 31 + 1) as i8)
}

/// The first year of [`LUNAR_NEW_YEAR`].
const LUNAR_FIRST: i16 = 1990;

/// The Chinese New Year, from 1990 to 2050, as January's day (February 1 is 32); from the tables of the Hong Kong
/// Observatory, as the Python package `lunardate` has them.
const LUNAR_NEW_YEAR: [u8; 61] = [
    27, 46, 35, 23, 41, 31, 50, 38, 28, 47, 36, 24, 43, 32, 22, 40, 29, 49, 38, 26, 45, 34, 23, 41, 31, 50, 39, 28, 47,
    36, 25, 43, 32, 22, 41, 29, 48, 37, 26, 44, 34, 23, 42, 31, 50, 39, 28, 46, 35, 24, 43, 32, 22, 41, 30, 48, 37, 26,
    45, 33, 23,
];

/// The day of a feast in `year`; `rule` is the `value` column of a feast's row.
///
/// | rule | day |
/// | --- | --- |
/// | `12-25` | 25 December |
/// | `easter+1` | the day after Easter |
/// | `thanksgiving+1` | the day after the fourth Thursday of November |
/// | `mothers` | the second Sunday of May |
/// | `lunar` | the Chinese New Year |
pub(super) fn feast(rule: &str, year: i16) -> Option<Date> {
    if let Some(offset) = rule.strip_prefix("easter") {
        return add_days(easter(year)?, offset.parse().ok()?);
    }
    if let Some(offset) = rule.strip_prefix("thanksgiving") {
        return add_days(nth_weekday(year, 11, 4, 4)?, offset.parse().ok()?);
    }
    match rule {
        "mothers" => nth_weekday(year, 5, 7, 2),
        "lunar" => {
            let from_january = *LUNAR_NEW_YEAR.get(usize::try_from(year - LUNAR_FIRST).ok()?)?;
            add_days(day(year, 1, 1)?, i32::from(from_january) - 1)
        }
        _ => {
            let (month, of) = rule.split_once('-')?;
            day(year, month.parse().ok()?, of.parse().ok()?)
        }
    }
}

/// Month and day of a feast that never moves.
pub(super) fn fixed_feast(rule: &str) -> Option<(i8, i8)> {
    let (month, day) = rule.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

/// The `n`th weekday (1 is Monday) of a month; -1 the last.
pub(super) fn nth_weekday(year: i16, month: i8, weekday: i8, n: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    day(year, month, 1)?.nth_weekday_of_month(n, weekday).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_church_says() {
        for (year, expected) in [
            (1990, "1990-04-15"),
            (2008, "2008-03-23"),
            (2011, "2011-04-24"),
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2026, "2026-04-05"),
            (2038, "2038-04-25"),
        ] {
            assert_eq!(easter(year).map(|d| d.to_string()).as_deref(), Some(expected));
        }
    }

    #[test]
    fn feasts_that_move_are_reckoned() {
        for (rule, year, expected) in [
            ("easter+1", 2025, "2025-04-21"),
            ("easter-47", 2025, "2025-03-04"),
            ("easter+60", 2025, "2025-06-19"),
            ("thanksgiving+0", 2016, "2016-11-24"),
            ("thanksgiving+1", 2025, "2025-11-28"),
            ("mothers", 2025, "2025-05-11"),
            ("lunar", 1990, "1990-01-27"),
            ("lunar", 2025, "2025-01-29"),
            ("lunar", 2026, "2026-02-17"),
            ("lunar", 2050, "2050-01-23"),
            ("08-15", 2025, "2025-08-15"),
        ] {
            assert_eq!(feast(rule, year).map(|d| d.to_string()).as_deref(), Some(expected), "{rule}");
        }
        assert_eq!(feast("lunar", 2051), None);
    }

    #[test]
    fn periods_are_written_as_timex3() {
        let d = Date::constant(2026, 3, 4);
        for (period, value, from, to) in [
            (Period::Day(d), "2026-03-04", "2026-03-04", "2026-03-04"),
            (Period::Week(d), "2026-W10", "2026-03-02", "2026-03-08"),
            (Period::Weekend(d), "2026-W10-WE", "2026-03-07", "2026-03-08"),
            (Period::Month(Some(2024), 2), "2024-02", "2024-02-01", "2024-02-29"),
            (Period::Months(Some(2025), 2, 3), "2025-Q2", "2025-04-01", "2025-06-30"),
            (Period::Months(Some(2025), 2, 6), "2025-H2", "2025-07-01", "2025-12-31"),
            (Period::Season(Some(2024), Season::Winter), "2024-WI", "2024-12-21", "2025-03-20"),
            (Period::Year(2025), "2025", "2025-01-01", "2025-12-31"),
            (Period::Decade(1990), "199", "1990-01-01", "1999-12-31"),
            (Period::Century(2000), "20", "2000-01-01", "2099-12-31"),
        ] {
            let (a, b) = period.days().expect("the year is known");
            assert_eq!((period.value().as_str(), a.to_string().as_str(), b.to_string().as_str()), (value, from, to));
        }
        assert_eq!(Period::Month(None, 2).value(), "XXXX-02");
        assert_eq!(Period::Year(987).value(), "0987");
        assert_eq!(Period::DayOf(7, 15).value(), "XXXX-07-15");
    }
}
