//! The day an article was published: how files, pages and people write it.

use jiff::civil;

/// When an article was published, as far as is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Published {
    /// Not known.
    #[default]
    Unknown,
    /// The month: its first day.
    Month(civil::Date),
    /// The day.
    Day(civil::Date),
}

impl Published {
    /// Reads `2026-02-24` or `2025-01`; `None` where it is neither, or no such day is on the calendar.
    pub fn parse(text: &str) -> Option<Published> {
        let mut parts = text.split('-');
        let year: i16 = digits(parts.next()?, 4)?;
        let month: i8 = digits(parts.next()?, 2)?;
        match parts.next() {
            None => civil::Date::new(year, month, 1).ok().map(Published::Month),
            Some(day) => {
                let day = civil::Date::new(year, month, digits(day, 2)?).ok();
                day.filter(|_| parts.next().is_none()).map(Published::Day)
            }
        }
    }

    /// Reads what front matter, a page's metadata or a cell of a table holds: `2026-02-24`, `2026-02-24T08:00:00Z`, `2026-02`,
    /// `24/02/2026`, `4.2.2026`, `2026/02/24`, `20260224`, `martedì 24 febbraio 2026`, the date of a mail or a feed (RFC 2822), seconds,
    /// milliseconds, microseconds or nanoseconds since 1970 (the day in UTC). The day is the one written: clocks of other zones are not
    /// turned.
    pub fn parse_loosely(text: &str) -> Option<Published> {
        let text = text.trim();
        machine_written(text).or_else(|| line_date(text))
    }

    /// The day relative dates are counted from.
    pub fn day(self) -> Option<civil::Date> {
        match self {
            Published::Day(day) => Some(day),
            _ => None,
        }
    }

    /// The year and month, where they are known.
    pub fn month(self) -> Option<civil::Date> {
        match self {
            Published::Day(day) => Some(day.first_of_month()),
            Published::Month(day) => Some(day),
            Published::Unknown => None,
        }
    }
}

impl std::fmt::Display for Published {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Published::Unknown => Ok(()),
            Published::Month(day) => write!(f, "{:04}-{:02}", day.year(), day.month()),
            Published::Day(day) => write!(f, "{day}"),
        }
    }
}

/// `24/02/2026`, `4.2.2026 08:00`, `2026/02/24`: day, month, year, or year first. Never the month first: `02/24/2026` is no date.
fn day_first(text: &str) -> Option<Published> {
    let date = text.split([' ', 'T', ',']).next()?;
    let mut parts = date.split(['/', '.', '-']);
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let short = |part: &str| (1..=2).contains(&part.len());
    if parts.next().is_some() || !short(month) || !short(day) {
        return None;
    }
    Published::parse(&format!("{year}-{month:0>2}-{day:0>2}"))
}

/// A day as programs write it: by numbers alone, or in a mail's English.
fn machine_written(text: &str) -> Option<Published> {
    leading_date(text).or_else(|| day_first(text)).or_else(|| digits_only(text)).or_else(|| {
        jiff::fmt::rfc2822::DateTimeParser::new().parse_zoned(text).ok().map(|at| Published::Day(at.date()))
    })
}

/// `20260224`, or a time since 1970 in a unit its length tells.
fn digits_only(text: &str) -> Option<Published> {
    let whole = text.split_once('.').map_or(
        text,
        |(whole, part)| {
            if part.bytes().all(|b| b.is_ascii_digit()) { whole } else { text }
        },
    );
    if !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let at = match whole.len() {
        8 => return Published::parse(&format!("{}-{}-{}", &whole[..4], &whole[4..6], &whole[6..])),
        9..=11 => jiff::Timestamp::from_second(number),
        12..=14 => jiff::Timestamp::from_millisecond(number),
        15..=17 => jiff::Timestamp::from_microsecond(number),
        18.. => jiff::Timestamp::from_nanosecond(number.into()),
        _ => return None,
    };
    Some(Published::Day(jiff::tz::Offset::UTC.to_datetime(at.ok()?).date()))
}

/// `text` as a number, if it is exactly `len` digits.
fn digits<T: std::str::FromStr>(text: &str, len: usize) -> Option<T> {
    (text.len() == len && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// A leading ISO date of the file's name: `2025-03-09_x.txt`, `2025-03.txt`.
pub(crate) fn file_date(name: &str) -> Option<Published> {
    leading_date(name.rsplit('/').next()?)
}

/// The ISO day, else month, that `text` begins with and no further digit follows.
fn leading_date(text: &str) -> Option<Published> {
    let date = |len: usize| {
        let more = text.as_bytes().get(len).is_some_and(u8::is_ascii_digit);
        text.get(..len).filter(|_| !more).and_then(Published::parse)
    };
    date(10).or_else(|| date(7))
}

/// How many lines at an article's head may tell its day, and how long such a line is at most, in bytes.
const BYLINES: usize = 4;
const LONGEST_BYLINE: usize = 100;

/// The day that one of the first lines tells: «3 marzo 2026», «Pubblicato il 03/03/2026 alle 10:30», «Roma, 3 marzo 2026 – …». Its words stay
/// in the text: they are a date like others.
pub(crate) fn byline(body: &str) -> Option<Published> {
    let mut lines = body.lines().map(str::trim).filter(|line| !line.is_empty()).take(BYLINES);
    lines.find_map(|line| line_date(line).or_else(|| dateline(line)))
}

/// The words that may stand in a line that tells nothing but when an article was published. They are no lexicon's: an article's head is
/// read before any lexicon is.
const BYLINE_WORDS: [&str; 21] = [
    "pubblicato",
    "pubblicata",
    "postato",
    "data",
    "di",
    "del",
    "in",
    "il",
    "lo",
    "alle",
    "ore",
    "h",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "pubblicazione",
    "articolo",
];

/// The day a line is, where it says nothing else.
fn line_date(line: &str) -> Option<Published> {
    if line.len() > LONGEST_BYLINE || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut words = line.split(|c: char| c.is_whitespace() || ",|•·".contains(c)).filter(|w| !w.is_empty());
    let mut found = None;
    while let Some(word) = words.next() {
        let word = word.trim_matches([':', '-', '–', '(', ')', '*', '#', '.']);
        let time = word.chars().all(|c| c.is_ascii_digit() || ":.".contains(c));
        if let Some(day) =
            machine_written(word).filter(|_| word.len() >= 8 && !word.bytes().all(|b| b.is_ascii_digit()))
        {
            found = found.or(Some(day));
        } else if let Some(day) = word.trim_end_matches(['°', 'º']).parse().ok().filter(|_| found.is_none()) {
            found = Some(written(day, words.next()?, words.next()?)?);
        } else if month_number(word).is_some() && found.is_none() {
            // «Giugno 19, 2025 - 09:10»
            found = Some(written(words.next()?.parse().ok()?, word, words.next()?)?);
        } else if !time && !BYLINE_WORDS.contains(&word.to_lowercase().as_str()) {
            return None;
        }
    }
    found
}

/// The day of an agency's line: «Roma, 3 marzo 2026 - », «(ANSA) - ROMA, 3 MAR 2026 – ».
fn dateline(line: &str) -> Option<Published> {
    let (place, rest) = line.split_once(',').filter(|(place, _)| place.len() <= LONGEST_BYLINE / 2)?;
    let named = place.split_whitespace().all(|w| w.starts_with(|c: char| c.is_uppercase() || "(-–".contains(c)));
    let mut words = rest.split_whitespace();
    let day = written(words.next()?.parse().ok()?, words.next()?, words.next()?)?;
    (named && words.next().is_some_and(|dash| dash.starts_with(['-', '–', '—']))).then_some(day)
}

/// The day with the month's name, whole or its first three letters; the calendar's own months are a lexicon's, which is not read yet.
fn written(day: i8, month: &str, year: &str) -> Option<Published> {
    let number = month_number(month)?;
    let year = year.trim_end_matches([')', '.', ':']);
    civil::Date::new(year.parse().ok().filter(|_| year.len() == 4)?, number, day).ok().map(Published::Day)
}

/// Which month of the year a name is.
fn month_number(month: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ];
    let month = month.trim_end_matches('.').to_lowercase();
    let number = MONTHS.iter().position(|m| *m == month || month.len() == 3 && m.starts_with(&month))? + 1;
    Some(number as i8)
}

/// What stands below the first line, where that only tells the day.
pub(crate) fn past_date(body: &str) -> &str {
    match body.trim_start().split_once('\n') {
        Some((line, rest)) if line_date(line.trim()).is_some() => rest,
        _ => body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_and_programs_write_them() {
        for (text, published) in [
            ("2026-02-24", "2026-02-24"),
            ("2026-02-24T23:30:00Z", "2026-02-24"),
            (" 2026-02-24 08:00 ", "2026-02-24"),
            ("2026-02", "2026-02"),
            ("24/02/2026", "2026-02-24"),
            ("24/02/2026 08:00", "2026-02-24"),
            ("4.2.2026", "2026-02-04"),
            ("24-02-2026", "2026-02-24"),
            ("2026/2/4", "2026-02-04"),
            ("20260224", "2026-02-24"),
            ("1771920000", "2026-02-24"),
            ("1771920000.5", "2026-02-24"),
            ("1771920000000", "2026-02-24"),
            ("1771920000000000", "2026-02-24"),
            ("1771920000000000000", "2026-02-24"),
            ("Tue, 24 Feb 2026 23:30:00 +0100", "2026-02-24"),
            ("Tue, 24 Feb 2026 08:00:00 GMT", "2026-02-24"),
            ("3 marzo 2026", "2026-03-03"),
            ("Martedì 3 Marzo 2026, ore 10:30", "2026-03-03"),
            ("3 mar 2026", "2026-03-03"),
            ("Marzo 3, 2026 - 09:10", "2026-03-03"),
            // what is none, or could be two
            ("3 marzo", ""),
            ("Marzo 2026", ""),
            ("Marzo 3, Milano", ""),
            ("3 marzo 2026 e altro", ""),
            ("", ""),
            ("ieri", ""),
            ("02/24/2026", ""),
            ("31/02/2026", ""),
            ("24/02/26", ""),
            ("20261301", ""),
            ("12345", ""),
            ("99999999999999999999", ""),
            ("1.2.3.4", ""),
        ] {
            assert_eq!(Published::parse_loosely(text).unwrap_or_default().to_string(), published, "{text}");
        }
    }
}
