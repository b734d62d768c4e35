//! The main article of a saved web page, by `dom_smoothie` (Mozilla's Readability), and what the page says of it.
//!
//! | what | taken from, the first there is |
//! | --- | --- |
//! | date | `datePublished` in JSON-LD, `article:published_time`, other metadata, `<time datetime>` |
//! | title | `og:title`, `headline` in JSON-LD, the first `<h1>`, `<title>` |
//! | source | `og:site_name`, the publisher in JSON-LD |
//! | url | `<link rel="canonical">`, `og:url`, the url in JSON-LD |
//! | code page | byte order mark, `<meta charset>`, else as plain text's |
//!
//! The heading stands first in the text, where the page shows it: Readability leaves it out.

use crate::article::{Article, Said};
use crate::decode::decode_markup;
use crate::published::Published;
use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The largest page that is read, in bytes: its tree takes some thirty times as much.
const LARGEST_PAGE: usize = 32 << 20;

/// Elements nested deeper than this are no page anyone sees (browsers stop at 512), and take time with the square of the depth.
const DEEPEST: usize = 600;

/// What holds no article's words.
const NOT_TEXT: &str = "script, style, noscript, template, nav, aside, footer, button, select, iframe, svg";

/// What is no article's to begin with; Readability leaves it in where a page is short.
const NO_ARTICLE: &str = "nav, footer, button, select, iframe, svg";

/// The article in a page's bytes.
///
/// # Errors
/// Why there is none.
pub(super) fn article(name: String, bytes: Vec<u8>, said: &Said) -> Result<Article, String> {
    if bytes.len() > LARGEST_PAGE {
        return Err("is a web page larger than 32 MB".to_owned());
    }
    let (html, encoding) = decode(bytes)?;
    if depth(&html) > DEEPEST {
        return Err(format!("is no web page anyone reads: its elements are nested deeper than {DEEPEST}"));
    }
    // What a library does with mark-up nobody thought of must not end a run over other files.
    let read = catch_unwind(AssertUnwindSafe(|| read(&html)));
    let mut article = read.map_err(|_| "cannot be read as a web page".to_owned())?;
    if article.text.trim().is_empty() {
        return Err("is a web page without an article".to_owned());
    }
    (article.name, article.encoding, article.format) = (name, encoding, "html");
    article.complete(said);
    Ok(article)
}

/// The text of a piece of mark-up, all of it.
pub(super) fn plain(html: &str) -> String {
    if html.len() > LARGEST_PAGE || depth(html) > DEEPEST {
        return String::new();
    }
    let read = catch_unwind(AssertUnwindSafe(|| {
        let page = Document::fragment(html);
        page.select(NOT_TEXT).remove();
        tidy(&page.formatted_text())
    }));
    read.unwrap_or_default()
}

/// A page as text: by its byte order mark, by what it says of itself at its beginning, else as plain text.
fn decode(bytes: Vec<u8>) -> Result<(String, &'static str), String> {
    let marked = Encoding::for_bom(&bytes).is_some();
    // UTF-16 cannot say so in ASCII: a page that does is not.
    let named = declared(&bytes).map(|e| if e == UTF_16LE || e == UTF_16BE { UTF_8 } else { e });
    match named.filter(|encoding| !marked && *encoding != UTF_8) {
        Some(encoding) if std::str::from_utf8(&bytes).is_err() => {
            Ok((encoding.decode_without_bom_handling(&bytes).0.into_owned(), encoding.name()))
        }
        // What is UTF-8 throughout is just that, whatever it says: pages saved by a browser often are.
        _ => decode_markup(bytes).map_err(str::to_owned),
    }
}

/// The code page a page names within its first bytes: `<meta charset="…">`, `<meta … content="text/html; charset=…">`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = head[from..].windows(8).position(|window| window == b"charset=") {
        let rest = &head[from + at + 8..];
        let quoted = rest.iter().position(|b| !matches!(b, b'"' | b'\'' | b' ')).unwrap_or(rest.len());
        let label = &rest[quoted..];
        let end = label.iter().position(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b))).unwrap_or(label.len());
        if let Some(encoding) = Encoding::for_label(&label[..end]) {
            return Some(encoding);
        }
        from += at + 8;
    }
    None
}

/// How deep elements are nested, about: those whose end may be left out are not counted.
fn depth(html: &str) -> usize {
    const LEFT_OPEN: [&str; 30] = [
        "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img", "input",
        "li", "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th",
        "tr", "wbr",
    ];
    let bytes = html.as_bytes();
    let (mut depth, mut deepest) = (0usize, 0);
    for (at, _) in html.match_indices('<') {
        let close = bytes.get(at + 1) == Some(&b'/');
        let from = at + 1 + usize::from(close);
        let len = bytes[from..].iter().take(16).take_while(|b| b.is_ascii_alphanumeric()).count();
        if len == 0 {
            continue;
        }
        let name = html[from..from + len].to_ascii_lowercase();
        if LEFT_OPEN.binary_search(&name.as_str()).is_ok() {
            continue;
        }
        depth = if close { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// What the page says, and its main article.
fn read(html: &str) -> Article {
    let page = Document::from(html);
    let mut article = metadata(&page);
    let heading = heading(&page, &article.title);
    let mut text = main_text(html);
    if text.is_empty() {
        text = rest(&page);
    }
    if let Some(heading) = heading
        && !key(&text).starts_with(&key(&heading))
    {
        text.insert_str(0, &format!("{heading}\n\n"));
    }
    article.text = text;
    article
}

/// The article as Readability finds it.
fn main_text(html: &str) -> String {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let page = Document::from(html);
    page.select(NO_ARTICLE).remove();
    let found = Readability::with_document(page, None, Some(config)).and_then(|mut page| page.parse());
    found.map_or(String::new(), |found| tidy(&found.text_content))
}

/// The text of a page that Readability finds no article in.
fn rest(page: &Document) -> String {
    page.select(NOT_TEXT).remove();
    for place in ["article", "main", "body"] {
        let text = tidy(&page.select_single(place).formatted_text());
        if !text.is_empty() {
            return text;
        }
    }
    String::new()
}

/// Lines without space around them, at most one empty between two.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        out.push_str(line);
        empty = 0;
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Letters and digits in lower case: what two writings of a title share.
fn key(text: &str) -> String {
    text.chars().take(400).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The first heading of the first rank, where it is the article's: what the page calls itself holds it, or it holds that.
fn heading(page: &Document, title: &str) -> Option<String> {
    let words = page.select_single("article h1, main h1, h1").text();
    let heading = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let (heading_key, title_key) = (key(&heading), key(title));
    let same = heading_key.contains(&title_key) || title_key.contains(&heading_key);
    (!heading_key.is_empty() && (title_key.is_empty() || same)).then_some(heading)
}

/// What the page says of its article.
fn metadata(page: &Document) -> Article {
    let ld = linked_data(page);
    let attr = |selector: &str, name: &str| {
        let value = page.select_single(selector).attr(name)?.trim().to_owned();
        (!value.is_empty()).then_some(value)
    };
    let content = |selector: &str| attr(selector, "content");
    let text = |selector: &str| {
        let words = page.select_single(selector).text();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    };
    let ld_text = |path: &[&str]| {
        let found = path.iter().try_fold(ld.as_ref()?, |value, key| value.get(key))?;
        found.as_str().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    const DATES: [&str; 5] = [
        "meta[property='article:published_time'], meta[name='article:published_time']",
        "meta[itemprop='datePublished']",
        "meta[property='og:article:published_time'], meta[property='og:published_time']",
        "meta[name='date'], meta[name='pubdate'], meta[name='publish-date'], meta[name='publication_date']",
        "meta[name='DC.date.issued'], meta[name='dc.date'], meta[name='parsely-pub-date'], meta[name='sailthru.date']",
    ];
    const TIMES: [&str; 4] =
        ["[itemprop='datePublished'][datetime]", "article time[datetime]", "time[pubdate][datetime]", "time[datetime]"];
    let date = ld_text(&["datePublished"]).into_iter();
    let date = date.chain(DATES.iter().filter_map(|selector| content(selector)));
    let mut date = date.chain(TIMES.iter().filter_map(|selector| attr(selector, "datetime")));
    let title = content("meta[property='og:title'], meta[name='og:title']").or_else(|| ld_text(&["headline"]));
    let source = content("meta[property='og:site_name'], meta[name='og:site_name']");
    let url = attr("link[rel='canonical']", "href").or_else(|| content("meta[property='og:url']"));
    Article {
        published: date.find_map(|date| Published::parse_loosely(&date)).unwrap_or_default(),
        title: title.or_else(|| text("article h1, main h1, h1")).or_else(|| text("title")).unwrap_or_default(),
        source: source.or_else(|| ld_text(&["publisher", "name"])).unwrap_or_default(),
        url: url.filter(|url| url.starts_with("http")).or_else(|| ld_text(&["url"])).unwrap_or_default(),
        ..Article::default()
    }
}

/// The article's own record in the page's JSON-LD.
fn linked_data(page: &Document) -> Option<Value> {
    let scripts = page.select("script[type='application/ld+json']");
    scripts.nodes().iter().take(20).find_map(|script| {
        let value: Value = serde_json::from_str(script.text().trim()).ok()?;
        article_in(&value, 8).cloned()
    })
}

/// The first record of an article within, down to this depth.
fn article_in(value: &Value, depth: usize) -> Option<&Value> {
    let deeper = depth.checked_sub(1)?;
    match value {
        Value::Array(values) => values.iter().find_map(|value| article_in(value, deeper)),
        Value::Object(fields) => {
            let article =
                |kind: &Value| kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting"));
            let is = match fields.get("@type") {
                Some(Value::Array(kinds)) => kinds.iter().any(article),
                Some(kind) => article(kind),
                None => false,
            };
            if is {
                return Some(value);
            }
            ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"]
                .iter()
                .find_map(|key| article_in(fields.get(*key)?, deeper))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: impl AsRef<[u8]>) -> Article {
        article("a.html".to_owned(), html.as_ref().to_vec(), &Said::default()).unwrap_or_default()
    }

    #[test]
    fn a_page_says_what_it_is_in_many_ways() {
        let body = "<body><p>Nvidia ha venduto 10.000 H20 in Cina.</p>";
        for (head, date, title, source, url) in [
            (
                r#"<meta property="og:title" content="Uno"><title>Due | Testata</title>
                <meta property="article:published_time" content="2026-02-24T07:30:00+01:00">
                <meta property="og:site_name" content="Testata"><link rel="canonical" href="https://a.it/1">"#,
                "2026-02-24",
                "Uno",
                "Testata",
                "https://a.it/1",
            ),
            (
                r#"<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"X"},{"@type":["Thing","NewsArticle"],
                "headline":"Uno","datePublished":"2026-02-24","publisher":{"name":"Testata"},"url":"https://a.it/1"}]}</script>"#,
                "2026-02-24",
                "Uno",
                "Testata",
                "https://a.it/1",
            ),
            // JSON-LD goes first; of what cannot be read nothing is taken
            (
                r#"<script type="application/ld+json">{"@type":"Article","datePublished":"2026-02-24"}</script>
                <meta property="article:published_time" content="2025-01-01"><title>Uno</title>"#,
                "2026-02-24",
                "Uno",
                "",
                "",
            ),
            (
                r#"<script type="application/ld+json">{"@type":"Article","datePublished":</script>
                <meta name="date" content="ieri"><meta name="DC.date.issued" content="24/02/2026"><title>Uno</title>"#,
                "2026-02-24",
                "Uno",
                "",
                "",
            ),
            (r#"<meta itemprop="datePublished" content="2026-02">"#, "2026-02", "", "", ""),
            // the day a page was changed is not the day it came out
            (r#"<meta property="article:modified_time" content="2026-02-24">"#, "", "", "", ""),
            (r#"<link rel="canonical" href="/1">"#, "", "", "", ""),
        ] {
            let article = of(format!("<html><head>{head}</head>{body}"));
            let said = [article.published.to_string(), article.title, article.source, article.url];
            assert_eq!(said, [date, title, source, url], "{head}");
        }
        let timed = of(format!("{body}<time>ieri</time><time datetime='2026-02-24'>oggi</time>"));
        assert_eq!(timed.published.to_string(), "2026-02-24");
    }

    #[test]
    fn the_heading_stands_first_and_once() {
        let text = |html: &str| of(html).text;
        let long = "Nvidia ha venduto 10.000 H20 in Cina, e altri ancora ne venderà. ".repeat(10);
        let page = format!("<title>Vola | Testata</title><h1> Nvidia  vola </h1><article><p>{long}</p></article>");
        assert!(text(&page.replace("Vola |", "Nvidia vola |")).starts_with("Nvidia vola\n\nNvidia ha venduto"));
        let twice = format!("<title>Vola</title><h1>Vola</h1><article><h2>Vola</h2><p>{long}</p></article>");
        assert_eq!(text(&twice).matches("Vola").count(), 1, "{}", text(&twice));
    }

    #[test]
    fn what_is_no_article_is_left_out() {
        let long = "Nvidia ha venduto 10.000 H20 in Cina, e altri ancora ne venderà. ".repeat(10);
        let page = of(format!(
            "<nav><a href=/>Home</a> 5 sezioni</nav><article><p>{long}</p><script>let a = '7 H100';</script></article>\
             <aside>I 10 più letti</aside><footer>© 2026</footer>"
        ));
        assert_eq!(page.text.trim(), long.trim());
        let short = of("<nav>5 sezioni</nav><p>Nvidia ha venduto 3 H20.<p>Poi<br>basta.<footer>© 2026</footer>");
        assert_eq!(short.text, "Nvidia ha venduto 3 H20.\n\nPoi\nbasta.\n");
    }

    #[test]
    fn pages_tell_their_code_page() {
        let words = "La società è là.";
        let latin = |head: &str| {
            let page = format!("<html><head>{head}</head><body><p>{words}</p></body></html>");
            encoding_rs::WINDOWS_1252.encode(&page).0.into_owned()
        };
        for (bytes, encoding) in [
            (latin("<meta charset=windows-1252>"), "windows-1252"),
            (latin("<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>"), "windows-1252"),
            (latin("<meta charset='x-none'>"), "windows-1252"),
            (latin("<meta charset=utf-8>"), "windows-1252"),
            (format!("<meta charset=iso-8859-1><p>{words}").into_bytes(), "utf-8"),
            (format!("\u{feff}<meta charset=utf-16><p>{words}").into_bytes(), "utf-8"),
            (format!("<p>{words}").encode_utf16().flat_map(u16::to_le_bytes).collect(), "utf-16le"),
        ] {
            let article = of(&bytes);
            assert_eq!(
                (article.text.trim(), article.encoding),
                (words, encoding),
                "{}",
                String::from_utf8_lossy(&bytes)
            );
        }
    }

    #[test]
    fn broken_pages_are_read_or_named() {
        let refused = |html: &str| article(String::new(), html.into(), &Said::default()).expect_err("no article");
        assert!(refused("<html><body><script>x</script></body></html>").contains("without an article"));
        assert!(refused(&"<div>".repeat(100_000)).contains("nested deeper"));
        assert!(refused("").contains("empty"));
        for html in [
            "<p>Nvidia sale",
            "Nvidia sale",
            "<div><b>Nvidia sale</div></b></p>",
            "<p a='<p>Nvidia'>Nvidia sale</i>",
            "<body<p>Nvidia sale",
        ] {
            assert!(of(html).text.contains("sale"), "{html}");
        }
        // unclosed paragraphs are not nested
        assert!(of("<p>Nvidia sale. ".repeat(5000)).text.len() > 50_000);
    }
}
