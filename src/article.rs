//! An article: its text as decoded or taken out of its file (`input/`), with what its header says of it.

use crate::decode::decode;
use crate::error::{Error, Result};
use crate::published::{Published, byline, file_date, past_date};
use std::io::Read;
use std::path::Path;

/// One article.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Its path below the corpus, with `/`, and after a `#` the record, where its file holds several: what the tables call it.
    pub name: String,
    /// Its text as decoded, header included, or as taken out of a page or a record; every offset counts in it.
    pub text: String,
    /// The byte its body begins at: after a date line or front matter.
    pub body: usize,
    /// Its date.
    pub published: Published,
    /// Its title: from front matter, else a first line that is no sentence.
    pub title: String,
    /// Who published it, as its file says: a paper, a site.
    pub source: String,
    /// Where it was published.
    pub url: String,
    /// How it was decoded: `utf-8`, `windows-1252`, …
    pub encoding: &'static str,
    /// What its text was taken out of: `text`, `markdown`, `html`, …; see [`crate::input::Format::name`].
    pub format: &'static str,
}

/// What is said of an article elsewhere, used where it does not say it itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Its date.
    pub published: Published,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub source: String,
    /// Where.
    pub url: String,
}

/// The longest first line that is taken for a title, in bytes.
const LONGEST_TITLE: usize = 250;

/// Keys of front matter that give the date and the title, lower case.
pub(crate) const PUBLISHED_KEYS: [&str; 9] = [
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
pub(crate) const TITLE_KEYS: [&str; 3] = ["title", "titolo", "headline"];
/// Keys that give who published it, and where.
pub(crate) const SOURCE_KEYS: [&str; 5] = ["source", "fonte", "publisher", "site_name", "sitename"];
pub(crate) const URL_KEYS: [&str; 4] = ["url", "link", "permalink", "canonical_url"];

/// The largest file that is taken for an article, in bytes. An article and all that is found in it are in memory at once.
pub(crate) const LARGEST: u64 = 256 << 20;
pub(crate) const TOO_LARGE: &str = "is larger than 256 MB: cut it into articles";

impl Article {
    /// An article called `name` with this text; its header is read, `published` is used where it has no date.
    pub fn new(name: impl Into<String>, text: impl Into<String>, published: Published) -> Article {
        let name = name.into();
        let published = file_date(&name).unwrap_or(published);
        Article::headed(name, text.into(), &Said { published, ..Said::default() })
    }

    /// The same, with what is `said` of it where its header does not say it; its name gives no date.
    pub(crate) fn headed(name: String, text: String, said: &Said) -> Article {
        let mut article = Article { name, text, encoding: "utf-8", format: "text", ..Article::default() };
        if let Some((body, fields)) = front_matter(&article.text) {
            article.body = body;
            article.take(&fields);
        } else if let Some((body, published)) = date_line(&article.text) {
            (article.body, article.published) = (body, published);
        }
        if article.published == Published::Unknown {
            article.published = byline(&article.text[article.body..]).unwrap_or_default();
        }
        article.complete(said);
        article
    }

    /// Takes what front matter says.
    fn take(&mut self, fields: &[(String, String)]) {
        let first = |keys: &[&str]| {
            let field = fields.iter().find(|(key, value)| keys.contains(&key.as_str()) && !value.is_empty());
            field.map(|(_, value)| value.clone())
        };
        self.published = first(&PUBLISHED_KEYS).and_then(|v| Published::parse_loosely(&v)).unwrap_or_default();
        self.title = first(&TITLE_KEYS).unwrap_or_default();
        self.source = first(&SOURCE_KEYS).unwrap_or_default();
        self.url = first(&URL_KEYS).unwrap_or_default();
    }

    /// Fills what is not known yet with what is `said`, and the title with a first line that is one.
    pub(crate) fn complete(&mut self, said: &Said) {
        if self.published == Published::Unknown {
            self.published = said.published;
        }
        for (own, said) in
            [(&mut self.title, &said.title), (&mut self.source, &said.source), (&mut self.url, &said.url)]
        {
            if own.is_empty() {
                own.clone_from(said);
            }
        }
        if self.title.is_empty() {
            self.title = title_line(past_date(&self.text[self.body..])).unwrap_or_default();
        }
    }

    /// An article of which nothing is known but what front matter at the beginning of `text` says; and where that ends.
    pub(crate) fn front(name: String, text: &str) -> (Article, usize) {
        let mut article = Article { name, ..Article::default() };
        let end = front_matter(text).map_or(0, |(end, fields)| {
            article.take(&fields);
            end
        });
        (article, end)
    }

    /// The article in `bytes`, decoded.
    ///
    /// # Errors
    /// [`Error::NoText`] where the bytes are no text, or empty; `path` is what the error names.
    pub fn decode(name: impl Into<String>, bytes: Vec<u8>, path: &Path, published: Published) -> Result<Article> {
        let decoded = decode(bytes).map_err(|reason| Error::no_text(path, reason));
        let (text, encoding) = decoded?;
        let mut article = Article::new(name, text, published);
        article.encoding = encoding;
        Ok(article)
    }

    /// The article in the file `path`, called `name` in the tables.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read, [`Error::NoText`] where it holds no text.
    pub fn read(path: &Path, name: impl Into<String>, published: Published) -> Result<Article> {
        let bytes = read(path)?;
        Article::decode(name, bytes, path, published)
    }
}

/// The bytes of the file `path`.
///
/// # Errors
/// [`Error::Io`] where the file cannot be read, [`Error::NoText`] where it is too large for an article.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let failed = |e| Error::io("read", path, e);
    let file = std::fs::File::open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(LARGEST)).unwrap_or(0) + 1);
    // The file may grow while it is read.
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::no_text(path, TOO_LARGE));
    }
    Ok(bytes)
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
            ("a.txt", "3 marzo 2026\n\nNvidia vola\n\nTesto.", "2026-03-03", "3 marzo", "Nvidia vola"),
            (
                "a.txt",
                "Nvidia vola\n\nPubblicato il 3 marzo 2026 alle 10:30\n\nTesto.",
                "2026-03-03",
                "Nvidia",
                "Nvidia vola",
            ),
            ("a.txt", "Nvidia vola\nData: 2026-03-03\nTesto.", "2026-03-03", "Nvidia", "Nvidia vola"),
            ("a.txt", "Nvidia vola\n\nmartedì 03/03/2026, ore 8\n\nTesto.", "2026-03-03", "Nvidia", "Nvidia vola"),
            (
                "a.txt",
                "Nvidia vola\n\nRoma, 3 marzo 2026 - Testo che va avanti.",
                "2026-03-03",
                "Nvidia",
                "Nvidia vola",
            ),
            (
                "2025-01-02.txt",
                "Nvidia vola\n\n(ANSA) - ROMA, 3 MAR 2026 – Testo.",
                "2026-03-03",
                "Nvidia",
                "Nvidia vola",
            ),
            // what else stands in the line is told of
            ("a.txt", "Nvidia vola\n\nIl 3 marzo 2026 Nvidia presenta i conti.\n\nTesto.", "", "Nvidia", "Nvidia vola"),
            ("a.txt", "Nvidia vola\n\nConti il 3 marzo 2026\n\nTesto.", "", "Nvidia", "Nvidia vola"),
            ("a.txt", "Nvidia vola\n\nSi vota a Roma, 3 marzo 2026 - Testo.", "", "Nvidia", "Nvidia vola"),
            ("a.txt", "Nvidia vola\n\n31 febbraio 2026\n\nTesto.", "", "Nvidia", "Nvidia vola"),
            ("a.txt", "Nvidia vola\n\n3 marzo\n\nTesto.", "", "Nvidia", "Nvidia vola"),
            ("a.txt", "Nvidia vola\n\n12,5 per cento\n\nTesto.", "", "Nvidia", "Nvidia vola"),
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
}
