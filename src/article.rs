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

/// The largest file that is taken for an article, in bytes. An article and all that is found in it are in memory at once.
const LARGEST: u64 = 256 << 20;
const TOO_LARGE: &str = "is larger than 256 MB: cut it into articles";

impl Article {
    /// An article called `name` with this text; its header is read, `published` is used where it has no date.
    pub fn new(name: impl Into<String>, text: impl Into<String>, published: Published) -> Article {
        let (name, text) = (name.into(), text.into());
        let mut article = Article { name, text, encoding: "utf-8", ..Article::default() };
        let file = article.name.rsplit('/').next().unwrap_or_default();
        let named = file.get(..10).and_then(Published::parse).or_else(|| {
            let next = file.as_bytes().get(7).copied().unwrap_or(b' ');
            file.get(..7).filter(|_| !next.is_ascii_digit()).and_then(Published::parse)
        });
        article.published = named.unwrap_or(published);
        if let Some((body, fields)) = front_matter(&article.text) {
            article.body = body;
            for (key, value) in fields {
                match key.as_str() {
                    "date" | "data" | "published" | "published_time" => {
                        let day = value.get(..10).or(value.get(..7)).and_then(Published::parse);
                        article.published = day.or_else(|| Published::parse(&value)).unwrap_or(article.published);
                    }
                    "title" | "titolo" => article.title = value,
                    _ => {}
                }
            }
        } else if let Some((body, published)) = date_line(&article.text) {
            (article.body, article.published) = (body, published);
        }
        if article.title.is_empty() {
            let rest = article.text[article.body..].trim_start();
            let line = rest.lines().next().unwrap_or_default().trim();
            let sentence =
                line.ends_with(['.', '!']) || line.len() > LONGEST_TITLE || line.len() == rest.trim_end().len();
            if !sentence {
                article.title = line.to_owned();
            }
        }
        article
    }

    /// The article in `bytes`, decoded: UTF-8, UTF-16 with a byte order mark, else the old code page it looks like.
    ///
    /// # Errors
    /// [`Error::NoText`] where the bytes are no text, or empty; `path` is what the error names.
    pub fn decode(name: impl Into<String>, bytes: Vec<u8>, path: &Path, published: Published) -> Result<Article> {
        let none = |reason| Error::NoText { path: path.to_owned(), reason };
        if bytes.is_empty() {
            return Err(none("is empty"));
        }
        if bytes.len() as u64 > LARGEST {
            return Err(none(TOO_LARGE));
        }
        let (text, encoding) = match String::from_utf8(bytes) {
            Ok(text) => (text, "utf-8"),
            Err(error) => decode_legacy(error.as_bytes()).ok_or_else(|| none("is no text: it holds binary data"))?,
        };
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        if text.bytes().any(|b| b == 0) {
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

/// Decodes what is not UTF-8; `None` for binary data.
fn decode_legacy(bytes: &[u8]) -> Option<(String, &'static str)> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
        return Some((text, if encoding == encoding_rs::UTF_16BE { "utf-16be" } else { "utf-16le" }));
    }
    // Old code pages hold no control characters but tab, line and page ends.
    let sample = &bytes[..bytes.len().min(4096)];
    let binary = sample.iter().filter(|&&b| b < 32 && !matches!(b, 9 | 10 | 12 | 13)).count();
    if binary * 100 > sample.len() || sample.contains(&0) {
        return None;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(Some(b"it"), chardetng::Utf8Detection::Deny);
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    let name = if encoding == encoding_rs::WINDOWS_1252 { "windows-1252" } else { encoding.name() };
    Some((text, name))
}

/// A leading ` date 2026-02-24 `: the byte after it, and the date.
fn date_line(text: &str) -> Option<(usize, Published)> {
    let rest = text.trim_start().strip_prefix("date ")?;
    let word = rest.split_whitespace().next()?;
    let published = Published::parse(word)?;
    let at = text.len() - rest.len() + rest.find(word)? + word.len();
    Some((at, published))
}

/// YAML front matter between two lines `---`: the byte after it, and its `key: value` pairs.
fn front_matter(text: &str) -> Option<(usize, Vec<(String, String)>)> {
    let first = text.split_inclusive('\n').next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut at = first.len();
    let mut fields = Vec::new();
    for line in text[at..].split_inclusive('\n') {
        at += line.len();
        if line.trim_end() == "---" {
            return Some((at, fields));
        }
        if let Some((key, value)) = line.split_once(':') {
            let value = value.trim().trim_matches(['"', '\'']).to_owned();
            fields.push((key.trim().to_lowercase(), value));
        }
    }
    None
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
            ("a.txt", "---\nnon chiuso\n", "", "---", "---"),
        ] {
            let article = Article::new(name, text, Published::Unknown);
            assert_eq!(article.published.to_string(), published, "{text}");
            assert!(article.text[article.body..].starts_with(body), "{text}: {}", article.body);
            assert_eq!(article.title, title, "{text}");
        }
    }

    #[test]
    fn old_code_pages_are_read() {
        let bytes = b"La societ\xe0 ha detto che \xe8 cos\xec, perch\xe9 pi\xf9 di cos\xec non si pu\xf2.".to_vec();
        let article = Article::decode("a", bytes, Path::new("a"), Published::Unknown).expect("text");
        assert_eq!(article.encoding, "windows-1252");
        assert!(article.text.starts_with("La società"));
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("Città".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let article = Article::decode("a", utf16, Path::new("a"), Published::Unknown).expect("text");
        assert_eq!((article.text.as_str(), article.encoding), ("Città", "utf-16le"));
    }

    #[test]
    fn what_is_no_text_says_so() {
        for bytes in [&b""[..], b"  \n", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"a\0b"] {
            assert!(Article::decode("a", bytes.to_vec(), Path::new("a"), Published::Unknown).is_err(), "{bytes:?}");
        }
    }
}
