//! Markdown as plain text: marks of headings, emphasis and links are taken out, front matter is read, pictures are left out.
//!
//! Headings, paragraphs, quotes and rows of tables become lines of their own; lines wrapped in a paragraph become one, cells of a
//! row are parted by tabs.

use super::html;
use crate::article::{Article, Said};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The article in a file's decoded text.
///
/// # Errors
/// Why there is none.
pub(super) fn article(name: String, source: &str, said: &Said) -> Result<Article, String> {
    let (mut article, front) = Article::front(name, source);
    let (text, heading) = plain(&source[front..]);
    if text.trim().is_empty() {
        return Err("holds no words".to_owned());
    }
    article.text = text;
    article.format = "markdown";
    if article.title.is_empty() && said.title.is_empty() {
        article.title = heading.unwrap_or_default();
    }
    article.complete(said);
    Ok(article)
}

/// The text without its marks, and its first heading of the first rank.
pub(super) fn plain(source: &str) -> (String, Option<String>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut page = Plain::default();
    for event in Parser::new_ext(source, options) {
        page.see(event);
    }
    let len = page.text.trim_end().len();
    page.text.truncate(len);
    if !page.text.is_empty() {
        page.text.push('\n');
    }
    (page.text, page.title)
}

#[derive(Default)]
struct Plain {
    text: String,
    /// Line ends to be written before the next word.
    pending: usize,
    /// How many pictures or blocks of metadata are open: their words are left out.
    hidden: usize,
    /// The mark-up of a block of HTML.
    html: Option<String>,
    /// Where the first heading of the first rank begins, while it is open.
    heading: Option<usize>,
    title: Option<String>,
}

impl Plain {
    fn see(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Code(words) => self.words(&words),
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.lines(1),
            Event::Rule => self.lines(2),
            Event::Html(mark_up) => {
                if let Some(html) = &mut self.html {
                    html.push_str(&mark_up);
                }
            }
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.lines(1),
            // the number of a note is no figure
            Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
            Event::InlineMath(words) | Event::DisplayMath(words) => self.words(&words),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Image { .. } | Tag::MetadataBlock(_) => self.hidden += 1,
            Tag::HtmlBlock => self.html = Some(String::new()),
            Tag::Heading { level, .. } => {
                self.lines(2);
                if *level == pulldown_cmark::HeadingLevel::H1 && self.title.is_none() {
                    self.flush();
                    self.heading = Some(self.text.len());
                }
            }
            Tag::Item | Tag::TableRow | Tag::TableHead => self.lines(1),
            Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::List(_)
            | Tag::FootnoteDefinition(_)
            | Tag::Table(_) => self.lines(2),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image | TagEnd::MetadataBlock(_) => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::HtmlBlock => {
                let html = self.html.take().unwrap_or_default();
                self.lines(2);
                self.words(html::plain(&html).trim());
                self.lines(2);
            }
            TagEnd::Heading(_) => {
                if let Some(from) = self.heading.take() {
                    self.title = Some(self.text[from..].trim().to_owned()).filter(|title| !title.is_empty());
                }
                self.lines(2);
            }
            TagEnd::TableCell => self.words("\t"),
            TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => {
                let len = self.text.trim_end_matches('\t').len();
                self.text.truncate(len);
                self.lines(1);
            }
            TagEnd::Paragraph
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::List(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::Table => self.lines(2),
            _ => {}
        }
    }

    fn lines(&mut self, lines: usize) {
        self.pending = self.pending.max(lines);
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.text.extend(std::iter::repeat_n('\n', self.pending));
        }
        self.pending = 0;
    }

    fn words(&mut self, words: &str) {
        if self.hidden == 0 && !words.is_empty() {
            self.flush();
            self.text.push_str(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out() {
        for (source, expected) in [
            ("# Titolo\n\nNvidia **sale** e *scende*.", "Titolo\n\nNvidia sale e scende.\n"),
            ("Una riga\nche va a capo.\n\nAltra.", "Una riga che va a capo.\n\nAltra.\n"),
            ("[Nvidia](https://a.it/10) e <https://b.it>", "Nvidia e https://b.it\n"),
            ("![10 chip](x.png \"20 chip\") Testo", " Testo\n"),
            ("- uno\n- due\n  - tre\n\nfine", "uno\ndue\n\ntre\n\nfine\n"),
            ("1. uno\n2. due", "uno\ndue\n"),
            ("> Ha detto «no».\n\nPoi.", "Ha detto «no».\n\nPoi.\n"),
            ("| a | b |\n|---|---|\n| 1 | 2 |\n", "a\tb\n1\t2\n"),
            ("Testo[^1].\n\n[^1]: La nota.", "Testo.\n\nLa nota.\n"),
            ("Prima<br>dopo<sup>2</sup>", "Prima\ndopo2\n"),
            ("<div>\n<p>Nel blocco.</p>\n</div>\n\nFuori.", "Nel blocco.\n\nFuori.\n"),
            ("<script>var a = 5;</script>\n\nFuori.", "Fuori.\n"),
            ("Prezzo: 5\\*2 &amp; 3&nbsp;€", "Prezzo: 5*2 & 3\u{a0}€\n"),
            ("~~500~~ 400 `H20`", "500 400 H20\n"),
            ("+++\ndate = 2026-02-24\n+++\nTesto", "Testo\n"),
            ("Uno\n\n---\n\nDue", "Uno\n\nDue\n"),
            ("    rientrato", "rientrato\n"),
            ("2 * 3 * 4 e snake_case_qui", "2 * 3 * 4 e snake_case_qui\n"),
            ("", ""),
        ] {
            assert_eq!(plain(source).0, expected, "{source:?}");
        }
    }

    #[test]
    fn front_matter_and_the_first_heading_say_what_it_is() {
        let said = Said { title: "Altrove".to_owned(), ..Said::default() };
        for (source, said, title, date) in [
            ("---\ntitle: Uno\ndate: 2026-02-24\n---\n# Due\n\nTesto", &Said::default(), "Uno", "2026-02-24"),
            ("# *Due* e\n\nTesto", &Said::default(), "Due e", ""),
            ("## Due\n\nTesto", &Said::default(), "Due", ""),
            ("# Due\n\nTesto", &said, "Altrove", ""),
        ] {
            let article = article("a.md".to_owned(), source, said).unwrap_or_default();
            assert_eq!((article.title.as_str(), article.published.to_string().as_str()), (title, date), "{source}");
            assert!(!article.text.contains("---"), "{source}");
        }
    }
}
