//! Which articles the page has room for. A browser holds much, but not everything: past [`Limits`] the page keeps the newest,
//! and says so.

use super::rows::{Rows, Tables};
use crate::error::Result;
use serde::Serialize;
use std::cmp::Reverse;

/// How much is put into the page. What is left out is told on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Facts.
    pub facts: usize,
    /// Bytes of articles' text; past it only the sentences facts stand in.
    pub text: usize,
    /// Claims.
    pub claims: usize,
    /// Voices of one claim.
    pub voices: usize,
    /// Skipped files that are named.
    pub skipped: usize,
}

impl Default for Limits {
    /// 120,000 rows of a phone's card layout are just below the height a browser can scroll (Firefox, 17.8 million pixels).
    fn default() -> Limits {
        Limits { facts: 120_000, text: 32 << 20, claims: 1000, voices: 100, skipped: 100 }
    }
}

/// What the tables hold, all of it.
#[derive(Debug, Default, Serialize)]
pub struct Totals {
    pub articles: usize,
    sentences: usize,
    mentions: usize,
    pub facts: usize,
    skipped: usize,
    /// The first files that were skipped, and why.
    why_skipped: Vec<(String, String)>,
    /// The first and the last day articles were published on.
    published: Option<(String, String)>,
}

/// What of it the page holds.
#[derive(Debug, Serialize)]
pub struct Shown {
    articles: usize,
    pub facts: usize,
    /// Articles whose whole text is there.
    pub texts: usize,
}

/// An article, and how much of it is in the page.
#[derive(Debug)]
pub struct Article {
    pub name: String,
    pub title: String,
    pub published: String,
    pub url: String,
    facts: usize,
    text: usize,
    /// How many of its facts are kept: the first ones.
    pub taken: usize,
    /// Whether every sentence is kept.
    pub whole: bool,
}

/// What there is, and what is kept of it.
#[derive(Debug, Default)]
pub struct Room {
    pub articles: Vec<Article>,
    pub totals: Totals,
}

impl Room {
    /// Measures the tables, and chooses.
    pub fn measure(tables: &Tables<'_>, limits: Limits) -> Result<Room> {
        let mut room = Room::default();
        room.read_articles(tables, limits)?;
        room.measure_texts(tables)?;
        room.choose(limits);
        Ok(room)
    }

    fn read_articles(&mut self, tables: &Tables<'_>, limits: Limits) -> Result<()> {
        let columns = ["article", "title", "published", "sentences", "mentions", "facts", "status", "?url"];
        let mut rows = Rows::open(tables, "articles.csv", &columns)?;
        while let Some(row) = rows.next_row()? {
            let totals = &mut self.totals;
            if let Some(why) = row.cell(6).strip_prefix("skipped: ") {
                totals.skipped += 1;
                if totals.why_skipped.len() < limits.skipped {
                    totals.why_skipped.push((row.cell(0).to_owned(), why.to_owned()));
                }
                continue;
            }
            let [sentences, mentions, facts] = [3, 4, 5].map(|column| row.count(column) as usize);
            totals.articles += 1;
            totals.sentences += sentences;
            totals.mentions += mentions;
            totals.facts += facts;
            totals.publish(row.cell(2));
            let [name, title, published, url] = [0, 1, 2, 7].map(|column| row.cell(column).to_owned());
            self.articles.push(Article { name, title, published, url, facts, text: 0, taken: 0, whole: false });
        }
        Ok(())
    }

    fn measure_texts(&mut self, tables: &Tables<'_>) -> Result<()> {
        let mut rows = Rows::open(tables, "sentences.csv", &["article", "text"])?;
        let mut at = Cursor::default();
        while let Some(row) = rows.next_row()? {
            match at.find(&self.articles, row.cell(0)) {
                Some(article) => self.articles[article].text += row.cell(1).len(),
                None => return Err(rows.foreign("an article")),
            }
        }
        Ok(())
    }

    /// The newest first, those without a date last; within a day as the tables have them.
    fn choose(&mut self, limits: Limits) {
        let mut order: Vec<usize> = (0..self.articles.len()).collect();
        order.sort_by_key(|&at| Reverse(self.articles[at].published.as_str()));
        let (mut facts, mut text) = (limits.facts, limits.text);
        for at in order {
            let article = &mut self.articles[at];
            article.taken = article.facts.min(facts);
            facts -= article.taken;
            article.whole = article.text <= text && article.taken == article.facts;
            // what comes after the first that does not fit is older, and does not either
            text = if article.whole { text - article.text } else { 0 };
        }
    }

    /// What the page holds.
    pub fn shown(&self) -> Shown {
        let count = |kept: fn(&Article) -> bool| self.articles.iter().filter(|article| kept(article)).count();
        Shown {
            articles: count(|article| article.taken > 0 || article.whole),
            facts: self.articles.iter().map(|article| article.taken).sum(),
            texts: count(|article| article.whole),
        }
    }
}

impl Totals {
    fn publish(&mut self, published: &str) {
        if published.is_empty() {
            return;
        }
        let (first, last) = self.published.get_or_insert_with(|| (published.to_owned(), published.to_owned()));
        if published < first.as_str() {
            published.clone_into(first);
        } else if published > last.as_str() {
            published.clone_into(last);
        }
    }
}

/// Where a table's rows have come to: they stand in the order of `articles.csv`.
#[derive(Debug, Default)]
pub struct Cursor(usize);

impl Cursor {
    /// The place of the article of this name, at the last place found or after it.
    pub fn find(&mut self, articles: &[Article], name: &str) -> Option<usize> {
        self.0 += articles[self.0.min(articles.len())..].iter().position(|article| article.name == name)?;
        Some(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(articles: &[(&str, usize, usize)]) -> Room {
        let article = |&(published, facts, text): &(&str, usize, usize)| {
            let (name, title, url) = (published.to_owned(), String::new(), String::new());
            Article { name, title, url, published: published.to_owned(), facts, text, taken: 0, whole: false }
        };
        Room { articles: articles.iter().map(article).collect(), totals: Totals::default() }
    }

    #[test]
    fn the_newest_are_kept() {
        let mut room = room(&[("", 4, 10), ("2025-01-02", 4, 10), ("2026", 4, 10), ("2025-03", 4, 10)]);
        room.choose(Limits { facts: 10, text: 25, ..Limits::default() });
        let kept: Vec<_> = room.articles.iter().map(|article| (article.taken, article.whole)).collect();
        assert_eq!(kept, [(0, false), (2, false), (4, true), (4, true)]);
        let shown = room.shown();
        assert_eq!((shown.articles, shown.facts, shown.texts), (3, 10, 2));
    }

    #[test]
    fn one_article_alone_may_be_too_much() {
        let mut room = room(&[("2026", 400, 1000), ("2025", 1, 10)]);
        room.choose(Limits { facts: 100, text: 100, ..Limits::default() });
        assert_eq!((room.articles[0].taken, room.articles[0].whole), (100, false));
        assert_eq!((room.articles[1].taken, room.articles[1].whole), (0, false));
    }

    #[test]
    fn small_corpora_are_kept_whole() {
        let mut room = room(&[("2026", 0, 10), ("", 3, 10)]);
        room.choose(Limits::default());
        assert!(room.articles.iter().all(|article| article.whole));
    }
}
