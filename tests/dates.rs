//! Dates by example and by property.
//!
//! `cases/dates.csv` holds texts and what must be read in them, whole span and all: a row a mention, a row with an empty text
//! going on with the text above, a row with an empty mention a text that holds none.

use fatti::mention::Type;
use fatti::{Article, Lexicons, Mention, Published, sentence, token};
use jiff::ToSpan;
use jiff::civil::Date;

/// A mention as the cases write it: text, value, mod, from, to.
type Row = [String; 5];

/// The dates of an article: its own part of the pipeline, names and all.
fn dates(text: &str, published: Published, lexicons: &Lexicons) -> (Article, Vec<Mention>) {
    let article = Article::new("case", text, published);
    let mut tokens = Vec::new();
    token::tokenize(&article.text, article.body, &lexicons.vocabulary, &mut tokens);
    let sentences = sentence::split(&article.text, &tokens, lexicons);
    let mut mentions = fatti::mention::tag(&article, &tokens, &sentences, lexicons);
    mentions.retain(|m| m.kind == Type::Date);
    (article, mentions)
}

fn rows(text: &str, published: Published, lexicons: &Lexicons) -> Vec<Row> {
    let (article, mentions) = dates(text, published, lexicons);
    let day = |day: Option<Date>| day.map_or_else(String::new, |d| d.to_string());
    let row = |m: &Mention| {
        let date = m.date().expect("a date mention tells a date");
        let modifier = date.modifier.map_or("", |m| m.name()).to_owned();
        [m.span.of(&article.text).to_owned(), date.value.clone(), modifier, day(date.from), day(date.to)]
    };
    mentions.iter().map(row).collect()
}

/// The cases: text, article's date, expected rows.
fn cases() -> Vec<(String, Published, Vec<Row>)> {
    let mut reader = csv::Reader::from_reader(&include_bytes!("cases/dates.csv")[..]);
    let mut cases: Vec<(String, Published, Vec<Row>)> = Vec::new();
    for row in reader.records() {
        let row = row.expect("a row of seven columns");
        if !row[0].is_empty() {
            let published = Published::parse(&row[1]).unwrap_or_default();
            cases.push((row[0].to_owned(), published, Vec::new()));
        }
        if !row[2].is_empty() {
            let case = cases.last_mut().expect("the first row has a text");
            case.2.push([2, 3, 4, 5, 6].map(|i| row[i].to_owned()));
        }
    }
    cases
}

#[test]
fn dates_are_read_as_the_cases_say() {
    let lexicons = Lexicons::builtin().expect("the built-in lexicons load");
    let cases = cases();
    let mut misses = Vec::new();
    for (text, published, expected) in &cases {
        let found = rows(text, *published, &lexicons);
        for row in expected.iter().filter(|r| !found.contains(r)) {
            misses.push(format!("{published} {text}\n  expected {row:?}"));
        }
        for row in found.iter().filter(|r| !expected.contains(r)) {
            misses.push(format!("{published} {text}\n  found    {row:?}"));
        }
    }
    assert!(cases.len() > 150, "only {} cases were read", cases.len());
    assert!(misses.is_empty(), "{} rows differ:\n{}", misses.len(), misses.join("\n"));
}

#[test]
fn every_row_of_the_calendar_stands_in_a_case() {
    let words =
        |text: &str| format!(" {} ", text.to_lowercase().replace(|c: char| !c.is_alphanumeric() && c != '\'', " "));
    let texts: Vec<String> = cases().iter().map(|c| words(&c.0).replace('\'', "' ")).collect();
    let mut lexicon = csv::Reader::from_reader(&include_bytes!("../lexicons/calendar.csv")[..]);
    let mut missing = Vec::new();
    for row in lexicon.records() {
        let row = row.expect("a row of the lexicon");
        let stands = row[1].split('|').any(|form| {
            let form = words(form).replace('\'', "' ");
            texts.iter().any(|t| t.contains(&form) || form.len() < 4 && t.contains(form.trim()))
        });
        if !stands {
            missing.push(row[0].to_owned());
        }
    }
    assert!(missing.is_empty(), "write a case in tests/cases/dates.csv for: {}", missing.join(", "));
}

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
const SHORT: [&str; 12] = ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"];
const WEEKDAYS: [&str; 7] = ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"];
const NUMBERS: [&str; 31] = [
    "primo",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
    "venti",
    "ventuno",
    "ventidue",
    "ventitré",
    "ventiquattro",
    "venticinque",
    "ventisei",
    "ventisette",
    "ventotto",
    "ventinove",
    "trenta",
    "trentuno",
];

/// A year in words, for 1990 to 2035.
fn year_words(year: i16) -> String {
    let units = ["", "uno", "due", "tré", "quattro", "cinque", "sei", "sette", "otto", "nove"];
    match year {
        2000 => "duemila".to_owned(),
        2001..=2030 => format!("duemila{}", if year == 2001 { "uno" } else { NUMBERS[year as usize - 2001] }),
        2031.. => format!(
            "duemilatrent{}",
            if year == 2031 { "uno".to_owned() } else { format!("a{}", units[year as usize - 2030]) }
        ),
        _ => format!("millenovecentonovanta{}", units[year as usize - 1990])
            .replace("aotto", "otto")
            .replace("auno", "uno"),
    }
}

/// A day in each form a newspaper may write it.
fn forms(day: Date) -> Vec<String> {
    let (d, m, y) = (day.day(), day.month(), day.year());
    let (month, short) = (MONTHS[m as usize - 1], SHORT[m as usize - 1]);
    let weekday = WEEKDAYS[day.weekday().to_monday_zero_offset() as usize];
    let two = y % 100;
    let mut forms = vec![
        format!("{d} {month} {y}"),
        format!("{d} {month} del {y}"),
        format!("{d} {month}, {y}"),
        format!("{d} {} {y}", month.to_uppercase()),
        format!("{d} {short} {y}"),
        format!("{d} {short}. {y}"),
        format!("{} {month} {y}", NUMBERS[d as usize - 1]),
        format!("{} di {month} {}", NUMBERS[d as usize - 1], year_words(y)),
        format!("{weekday} {d} {month} {y}"),
        format!("{weekday}, {d} {month} {y}"),
        format!("{weekday} {d:02}/{m:02}/{y}"),
        format!("{d} {month} '{two:02}"),
        format!("{d:02}/{m:02}/{y}"),
        format!("{d}/{m}/{y}"),
        format!("{d:02}/{m:02}/{two:02}"),
        format!("{d:02}.{m:02}.{y}"),
        format!("{d}.{m}.{y}"),
        format!("{d:02}-{m:02}-{y}"),
        format!("{y}-{m:02}-{d:02}"),
        format!("{y}/{m:02}/{d:02}"),
    ];
    if d == 1 {
        forms.push(format!("1° {month} {y}"));
        forms.push(format!("1º {month} {y}"));
    }
    forms
}

#[test]
fn every_day_from_1990_to_2035_reads_back_in_every_form() {
    let lexicons = Lexicons::builtin().expect("the built-in lexicons load");
    let mut day = Date::constant(1990, 1, 1);
    let mut misses = Vec::new();
    let mut count = 0;
    while day.year() < 2036 {
        let forms = forms(day);
        count += forms.len();
        let text: String = forms.iter().map(|f| format!("È il {f}.\n\n")).collect();
        let value = day.to_string();
        let found = rows(&text, Published::Unknown, &lexicons);
        let expected = forms.iter().map(|f| [f.clone(), value.clone(), String::new(), value.clone(), value.clone()]);
        let expected: Vec<Row> = expected.collect();
        if found != expected {
            misses.extend(expected.into_iter().filter(|e| !found.contains(e)).map(|e| e[0].clone()));
        }
        day = day.checked_add(1.day()).expect("the calendar goes on");
    }
    misses.truncate(20);
    assert!(count > 300_000, "only {count} forms were tried");
    assert!(misses.is_empty(), "not read back: {misses:?}");
}

#[test]
fn days_told_from_today_fall_where_they_should() {
    let lexicons = Lexicons::builtin().expect("the built-in lexicons load");
    let mut day = Date::constant(2024, 1, 1);
    while day.year() < 2026 {
        for (text, shift) in [("ieri", -1), ("oggi", 0), ("domani", 1), ("altro ieri", -2), ("dieci giorni fa", -10)] {
            let expected = day.checked_add(shift.days()).expect("the calendar goes on").to_string();
            let found = rows(text, Published::Day(day), &lexicons);
            assert_eq!(found[0][1], expected, "{text} on {day}");
        }
        for (at, weekday) in WEEKDAYS.iter().enumerate() {
            let found = rows(&format!("{weekday} scorso, {weekday} prossimo"), Published::Day(day), &lexicons);
            let (last, next): (Date, Date) = (found[0][1].parse().expect("a day"), found[1][1].parse().expect("a day"));
            assert!(last < day && next > day && (next - last).get_days() <= 14, "{weekday} on {day}");
            assert_eq!(usize::from(last.weekday().to_monday_zero_offset() as u8), at);
        }
        day = day.checked_add(1.day()).expect("the calendar goes on");
    }
}

#[test]
fn long_runs_of_what_looks_like_dates_are_read_in_linear_time() {
    let lexicons = Lexicons::builtin().expect("the built-in lexicons load");
    for run in
        ["1.", "1/", "1, ", "il 3, ", "e 3 ", "tra il ", "un anno ", "2024-", "dal 3 al ", "anni '70 e ", "primo e "]
    {
        let time = |times: usize| {
            let text = run.repeat(times);
            let start = std::time::Instant::now();
            dates(&text, Published::Unknown, &lexicons);
            start.elapsed()
        };
        time(100);
        let (short, long) = (time(2_000), time(20_000));
        assert!(long < short * 60 + std::time::Duration::from_millis(100), "{run:?}: {short:?}, then {long:?}");
    }
}
