//! An article: a file's text as decoded, with what its header says of it.

use crate::error::{Error, Result};
use jiff::civil;
use std::path::Path;

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

    /// Reads what front matter holds: `2026-02-24`, `2026-02-24T08:00:00Z`, `2026-02`, `24/02/2026`.
    fn parse_loosely(text: &str) -> Option<Published> {
        leading_date(text).or_else(|| {
            let mut parts = text.get(..10)?.split(['/', '.']);
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            Published::parse(&format!("{year}-{month}-{day}"))
        })
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

/// `text` as a number, if it is exactly `len` digits.
fn digits<T: std::str::FromStr>(text: &str, len: usize) -> Option<T> {
    (text.len() == len && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// One article.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Its path below the corpus, with `/`: what the tables call it.
    pub name: String,
    /// Its text as decoded, header included; every offset counts in it.
    pub text: String,
    /// The byte its body begins at: after a date line or front matter.
    pub body: usize,
    /// Its date.
    pub published: Published,
    /// Its title: from front matter, else a first line that is no sentence.
    pub title: String,
    /// How it was decoded: `utf-8`, `windows-1252`, …
    pub encoding: &'static str,
}

/// The longest first line that is taken for a title, in bytes.
const LONGEST_TITLE: usize = 250;

/// Keys of front matter that give the date and the title, lower case.
const PUBLISHED_KEYS: [&str; 9] = [
    "date",
    "data",
    "published",
    "published_at",
    "published_time",
    "publishdate",
    "publish_date",
    "pubdate",
    "date_published",
];
const TITLE_KEYS: [&str; 3] = ["title", "titolo", "headline"];

/// The largest file that is taken for an article, in bytes. An article and all that is found in it are in memory at once.
const LARGEST: u64 = 256 << 20;
const TOO_LARGE: &str = "is larger than 256 MB: cut it into articles";

impl Article {
    /// An article called `name` with this text; its header is read, `published` is used where it has no date.
    pub fn new(name: impl Into<String>, text: impl Into<String>, published: Published) -> Article {
        let (name, text) = (name.into(), text.into());
        let mut article = Article { name, text, encoding: "utf-8", ..Article::default() };
        article.published = file_date(&article.name).unwrap_or(published);
        if let Some((body, fields)) = front_matter(&article.text) {
            article.body = body;
            let first = |keys: &[&str]| {
                let field = fields.iter().find(|(key, value)| keys.contains(&key.as_str()) && !value.is_empty());
                field.map(|(_, value)| value.clone())
            };
            let date = first(&PUBLISHED_KEYS).and_then(|value| Published::parse_loosely(&value));
            article.published = date.unwrap_or(article.published);
            article.title = first(&TITLE_KEYS).unwrap_or_default();
        } else if let Some((body, published)) = date_line(&article.text) {
            (article.body, article.published) = (body, published);
        }
        if article.title.is_empty() {
            article.title = title_line(&article.text[article.body..]).unwrap_or_default();
        }
        article
    }

    /// The article in `bytes`, decoded: UTF-8; UTF-16 with or without a byte order mark; UTF-8 with stray bytes of an old code
    /// page; else the code page it looks like.
    ///
    /// # Errors
    /// [`Error::NoText`] where the bytes are no text, or empty; `path` is what the error names.
    pub fn decode(name: impl Into<String>, bytes: Vec<u8>, path: &Path, published: Published) -> Result<Article> {
        let none = |reason| Error::NoText { path: path.to_owned(), reason };
        if bytes.is_empty() {
            return Err(none("is empty"));
        }
        let (mut text, encoding) = match String::from_utf8(bytes) {
            Ok(text) if !text.as_bytes().contains(&0) => (text, "utf-8"),
            Ok(text) => decode_utf16(text.as_bytes()).ok_or_else(|| none("is no text: it holds NUL bytes"))?,
            Err(error) => decode_other(error.as_bytes()).ok_or_else(|| none("is no text: it holds binary data"))?,
        };
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        if text.as_bytes().contains(&0) {
            return Err(none("is no text: it holds NUL bytes"));
        }
        if text.trim().is_empty() {
            return Err(none("holds no words"));
        }
        let mut article = Article::new(name, text, published);
        article.encoding = encoding;
        Ok(article)
    }

    /// The article in the file `path`, called `name` in the tables.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read, [`Error::NoText`] where it holds no text.
    pub fn read(path: &Path, name: impl Into<String>, published: Published) -> Result<Article> {
        let failed = |e| Error::io("read", path, e);
        if std::fs::metadata(path).map_err(failed)?.len() > LARGEST {
            return Err(Error::NoText { path: path.to_owned(), reason: TOO_LARGE });
        }
        let bytes = std::fs::read(path).map_err(failed)?;
        Article::decode(name, bytes, path, published)
    }
}

/// Text and the name of its encoding.
type Decoded = Option<(String, &'static str)>;

/// Decodes what is not UTF-8; `None` for binary data.
fn decode_other(bytes: &[u8]) -> Decoded {
    if let Some(decoded) = decode_utf16(bytes) {
        return Some(decoded);
    }
    // Old code pages hold no control characters but tab, line and page ends.
    let sample = &bytes[..bytes.len().min(4096)];
    let binary = sample.iter().filter(|&&b| b < 32 && !matches!(b, 9 | 10 | 12 | 13)).count();
    if binary * 100 > sample.len() || sample.contains(&0) {
        return None;
    }
    decode_mixed(bytes).or_else(|| decode_code_page(bytes))
}

/// UTF-16: by its byte order mark, else where nearly every other byte is 0, as Latin letters have it.
fn decode_utf16(bytes: &[u8]) -> Decoded {
    let (encoding, skip) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, skip)) if encoding != encoding_rs::UTF_8 => (encoding, skip),
        _ => {
            let sample = &bytes[..bytes.len().min(4096) & !1];
            let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|&&b| b == 0).count();
            let (big, little, half) = (zeros(0), zeros(1), sample.len() / 2);
            // Quotes, dashes and the euro sign lie above 0xff: a text may have a few of them.
            match half > 1 && bytes.len().is_multiple_of(2) {
                true if little * 10 > half * 9 && big == 0 => (encoding_rs::UTF_16LE, 0),
                true if big * 10 > half * 9 && little == 0 => (encoding_rs::UTF_16BE, 0),
                _ => return None,
            }
        }
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[skip..])?.into_owned();
    Some((text, if encoding == encoding_rs::UTF_16BE { "utf-16be" } else { "utf-16le" }))
}

/// UTF-8 in which some bytes are of Windows-1252 (a pasted quote), or the end is cut: where most of what is not ASCII is UTF-8.
fn decode_mixed(bytes: &[u8]) -> Decoded {
    let (mut valid, mut stray, mut text) = (0, 0, String::with_capacity(bytes.len() + 16));
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        text.push_str(chunk.valid());
        let cut = chunk.invalid();
        // An incomplete character at the very end says nothing of the code page: the file was cut.
        if chunks.peek().is_none() && matches!(cut, [0xc2..=0xf4] | [0xe0..=0xf4, 0x80..=0xbf, ..]) && valid > 0 {
            text.push(char::REPLACEMENT_CHARACTER);
        } else {
            stray += cut.len();
            text.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(cut).0);
        }
    }
    (valid > stray).then_some((text, "utf-8 with windows-1252"))
}

/// Windows-1252 (and Latin-1, which it holds) or Mac Roman, where one of them makes Italian of the bytes; else a guess.
fn decode_code_page(bytes: &[u8]) -> Decoded {
    let italian = |encoding: &'static encoding_rs::Encoding| {
        let text = encoding.decode_without_bom_handling(bytes).0;
        let (mut italian, mut all) = (0, 0);
        for c in text.chars().filter(|c| !c.is_ascii()) {
            italian += usize::from("àèéìòùÀÈÉÌÒÙ’‘“”«»–—…€°ºª©®™·•\u{a0}".contains(c));
            all += 1;
        }
        (italian * 100 / all.max(1), text.into_owned())
    };
    let (windows, text) = italian(encoding_rs::WINDOWS_1252);
    let (mac, mac_text) = italian(encoding_rs::MACINTOSH);
    if mac > windows && mac >= 70 {
        return Some((mac_text, "macintosh"));
    }
    if windows >= 70 {
        return Some((text, "windows-1252"));
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(Some(b"it"), chardetng::Utf8Detection::Deny);
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    Some((text, if encoding == encoding_rs::WINDOWS_1252 { "windows-1252" } else { encoding.name() }))
}

/// A leading ISO date of the file's name: `2025-03-09_x.txt`, `2025-03.txt`.
fn file_date(name: &str) -> Option<Published> {
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

/// A leading ` date 2026-02-24 `: the byte after it, and the date.
fn date_line(text: &str) -> Option<(usize, Published)> {
    let rest = text.trim_start().strip_prefix("date ")?;
    let word = rest.split_whitespace().next()?;
    let day = word.split_once('T').map_or(word, |(day, _)| day);
    let published = Published::parse(day)?;
    let at = text.len() - rest.len() + rest.find(word)? + word.len();
    Some((at, published))
}

/// YAML front matter between two lines `---`: the byte after it, and its top-level keys (lower case) with their values.
///
/// Only what articles have there is read: plain, quoted and folded values, comments, lists and nested keys (left out). Text
/// between two rules that is none of these is no front matter.
fn front_matter(text: &str) -> Option<(usize, Vec<(String, String)>)> {
    let first = text.split_inclusive('\n').next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut at = first.len();
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut folded = false;
    for line in text[at..].split_inclusive('\n') {
        at += line.len();
        let line = line.trim_end();
        if matches!(line, "---" | "...") {
            return (!fields.is_empty()).then_some((at, fields));
        }
        if line.is_empty() || line.starts_with('#') || line.starts_with("- ") {
            continue;
        }
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut().filter(|_| folded) {
                value.push_str(if value.is_empty() { "" } else { " " });
                value.push_str(line.trim());
            }
            continue;
        }
        let (key, value) = line.split_once(':')?;
        if !key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'"' | b'\'')) {
            return None;
        }
        folded = matches!(value.trim(), ">" | "|" | ">-" | "|-" | ">+" | "|+");
        let value = if folded { String::new() } else { yaml_scalar(value.trim()) };
        fields.push((key.trim_matches(['"', '\'']).to_lowercase(), value));
    }
    None
}

/// A YAML value on one line, without its quotes or the comment after it.
fn yaml_scalar(value: &str) -> String {
    match value.bytes().next() {
        Some(b'"') => {
            let (mut out, mut escaped) = (String::new(), false);
            for c in value[1..].chars() {
                match (escaped, c) {
                    (false, '"') => break,
                    (false, '\\') => escaped = true,
                    (true, 'n' | 't') => (out.push(' '), escaped = false).1,
                    _ => (out.push(c), escaped = false).1,
                }
            }
            out
        }
        Some(b'\'') => {
            // a quote inside is written twice
            let mut out = String::new();
            let mut rest = &value[1..];
            while let Some((before, after)) = rest.split_once('\'') {
                out.push_str(before);
                match after.strip_prefix('\'') {
                    Some(more) => (out.push('\''), rest = more).1,
                    None => return out,
                }
            }
            out + rest
        }
        _ => value.split(" #").next().unwrap_or_default().trim_end().to_owned(),
    }
}

/// The first line, where it is a title: no sentence or paragraph by its end and length, with text below it.
fn title_line(body: &str) -> Option<String> {
    let body = body.trim();
    let (line, rest) = body.split_once(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])?;
    let title = line.trim().trim_start_matches('#').trim().trim_matches('*').trim();
    let end = title.trim_end_matches(['"', '”', '»', ')', '’', '\'']);
    let sentence = end.ends_with(['.', ':', ';', ',']) && !end.ends_with("..");
    let paragraph = title.len() > LONGEST_TITLE || title.matches(". ").count() > 1;
    // a line of a wrapped text goes on in lower case, without an empty line between
    let wrapped = rest.trim_start_matches('\n').len() == rest.len() && rest.starts_with(char::is_lowercase);
    let words = title.chars().any(char::is_alphabetic);
    (words && !sentence && !paragraph && !wrapped).then(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_give_the_date_and_are_no_body() {
        for (name, text, published, body, title) in [
            ("a.txt", " date 2026-02-24 Un funzionario parla. Poi tace.", "2026-02-24", " Un funzionario", ""),
            ("a.txt", " date 2025-01 DeepSeek corre.", "2025-01", " DeepSeek", ""),
            ("a.txt", "---\ndate: 2025-08-12\ntitle: \"Dazi\"\n---\nTesto.", "2025-08-12", "Testo", "Dazi"),
            ("sub/2025-03-09_x.txt", "Titolo\n\nTesto.", "2025-03-09", "Titolo", "Titolo"),
            ("2025-03.txt", "Solo testo.", "2025-03", "Solo", ""),
            ("a.txt", "date prossime: nessuna.\nAltro.", "", "date", ""),
            ("a.txt", " date 2026-13-40 no", "", " date", ""),
            ("a.txt", "---\nnon chiuso\n", "", "---", ""),
            ("a.txt", "---\nIl testo: tra due righe.\n---\nAltro.", "", "---", ""),
            ("a.txt", " date 2026-02-24T08:00:00Z Un fatto.", "2026-02-24", " Un fatto", ""),
            (
                "a.txt",
                " date 2025-07 Una crescita a due cifre\n\nIl testo.",
                "2025-07",
                " Una",
                "Una crescita a due cifre",
            ),
            ("a.txt", "---\r\ndate: '2025-08-12T10:00:00+02:00'\r\n---\r\nTesto.", "2025-08-12", "Testo", ""),
            (
                "a.txt",
                "---\ntags:\n  - chip\n- ai\nautore: Anna: Neri # nota\ndata: 12/08/2025 # ieri\n---\nT.",
                "2025-08-12",
                "T.",
                "",
            ),
            (
                "a.txt",
                "---\ntitle: 'L''AI di \"Nvidia\"'\n---\nUn titolo\n\nTesto.",
                "",
                "Un titolo",
                "L'AI di \"Nvidia\"",
            ),
            ("a.txt", "---\ntitle: Nvidia \"vola\"\ndate: 2025-08\n...\nTesto.", "2025-08", "Testo", "Nvidia \"vola\""),
            ("a.txt", "---\ntitle: \"Dice \\\"no\\\"\"\n---\nTesto.", "", "Testo", "Dice \"no\""),
            (
                "a.txt",
                "---\ntitle: >-\n  Un titolo\n  in due righe\ndate: ieri\n---\nTesto.",
                "",
                "Testo",
                "Un titolo in due righe",
            ),
            ("2025-03-091.txt", "Testo.", "2025-03", "Testo", ""),
            ("x-2025-03-09.txt", "Testo.", "", "Testo", ""),
            ("a.txt", "# Nvidia vola!\n\nTesto.", "", "#", "Nvidia vola!"),
            ("a.txt", "**Che cosa cambia?**\rTesto.", "", "**", "Che cosa cambia?"),
            ("a.txt", "«Non basta.»\n\nTesto.", "", "«", ""),
            ("a.txt", "Ecco che cosa cambia:\n- uno", "", "Ecco", ""),
            ("a.txt", "Una riga che va\na capo nel mezzo della frase.", "", "Una", ""),
            ("a.txt", "Uno. Due. Tre\n\nTesto.", "", "Uno", ""),
            ("a.txt", "\n\n  Titolo  \n\nTesto.", "", "\n\n  Titolo", "Titolo"),
            ("a.txt", "***\n\nTesto.", "", "***", ""),
        ] {
            let article = Article::new(name, text, Published::Unknown);
            assert_eq!(article.published.to_string(), published, "{text}");
            assert!(article.text[article.body..].starts_with(body), "{text}: {}", article.body);
            assert_eq!(article.title, title, "{text}");
        }
    }

    #[test]
    fn encodings_are_told_apart() {
        const TEXT: &str = "La società dice: «È così», perché di più non si può. L’Italia è già là – o no…";
        let utf16 = |units: fn(u16) -> [u8; 2], mark: &[u8]| -> Vec<u8> {
            mark.iter().copied().chain(TEXT.encode_utf16().flat_map(units)).collect()
        };
        let page = |encoding: &'static encoding_rs::Encoding| encoding.encode(TEXT).0.into_owned();
        let mac: Vec<u8> = TEXT
            .chars()
            .map(|c| match c {
                'à' => 0x88,
                'è' => 0x8f,
                'é' => 0x8e,
                'ì' => 0x93,
                'ò' => 0x98,
                'ù' => 0x9d,
                'È' => 0xe9,
                '«' => 0xc7,
                '»' => 0xc8,
                '’' => 0xd5,
                '–' => 0xd0,
                '…' => 0xc9,
                c => c as u8,
            })
            .collect();
        let mut mixed = TEXT.as_bytes().to_vec();
        mixed.splice(0..2, *b"La");
        let stray = mixed.iter().position(|&b| b == 0xe2).expect("’ begins with it");
        mixed.splice(stray..stray + 3, [0x92]);
        let mut cut = [TEXT.as_bytes(), "è".as_bytes()].concat();
        cut.pop();
        for (bytes, encoding) in [
            (TEXT.as_bytes().to_vec(), "utf-8"),
            ([b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), "utf-8"),
            (utf16(u16::to_le_bytes, &[0xff, 0xfe]), "utf-16le"),
            (utf16(u16::to_be_bytes, &[0xfe, 0xff]), "utf-16be"),
            (utf16(u16::to_le_bytes, &[]), "utf-16le"),
            (utf16(u16::to_be_bytes, &[]), "utf-16be"),
            (page(encoding_rs::WINDOWS_1252), "windows-1252"),
            (mac, "macintosh"),
            (mixed, "utf-8 with windows-1252"),
            (cut, "utf-8 with windows-1252"),
        ] {
            let article = Article::decode("a", bytes, Path::new("a"), Published::Unknown).expect("text");
            assert_eq!(article.encoding, encoding);
            assert_eq!(article.text.trim_end_matches(char::REPLACEMENT_CHARACTER), TEXT, "{encoding}");
        }
        let latin = b"La societ\xe0 ha detto che \xe8 cos\xec.".to_vec();
        let article = Article::decode("a", latin, Path::new("a"), Published::Unknown).expect("text");
        assert_eq!((article.text.as_str(), article.encoding), ("La società ha detto che è così.", "windows-1252"));
        let ascii: Vec<u8> = "Solo lettere".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let article = Article::decode("a", ascii, Path::new("a"), Published::Unknown).expect("text");
        assert_eq!((article.text.as_str(), article.encoding), ("Solo lettere", "utf-16le"));
    }

    #[test]
    fn what_is_no_text_says_so() {
        for bytes in [&b""[..], b"  \n", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"a\0b"] {
            assert!(Article::decode("a", bytes.to_vec(), Path::new("a"), Published::Unknown).is_err(), "{bytes:?}");
        }
    }
}
