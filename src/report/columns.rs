//! Facts, sentences and mentions as the page holds them: column by column, each value that comes again written once.

use super::room::{Article, Cursor, Room};
use super::rows::{Row, Rows, Tables};
use crate::error::Result;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Serialize, Serializer};

/// The columns of `facts.csv` whose values come again and again.
const WORDS: [&str; 16] = [
    "kind",
    "relation",
    "company",
    "counterparty",
    "chip",
    "figure",
    "unit",
    "bound",
    "direction",
    "of",
    "part",
    "place",
    "date",
    "date_from",
    "date_to",
    "source",
];

/// A column of words, each different one kept once.
#[derive(Default, Serialize)]
struct Words {
    #[serde(rename = "d")]
    different: Vec<String>,
    #[serde(rename = "r")]
    rows: Vec<u32>,
    #[serde(skip)]
    known: FxHashMap<String, u32>,
}

impl Words {
    fn push(&mut self, word: &str) {
        let at = self.known.get(word).copied().unwrap_or_else(|| {
            let new = self.different.len() as u32;
            self.different.push(word.to_owned());
            self.known.insert(word.to_owned(), new);
            new
        });
        self.rows.push(at);
    }
}

/// Texts, one after the other.
#[derive(Default)]
struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }

    fn get(&self, at: usize) -> &str {
        let from = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.all[from..self.ends[at]]
    }
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.ends.len()).map(|at| self.get(at)))
    }
}

/// What the page holds of the articles it has room for.
#[derive(Default)]
pub struct Columns<'r> {
    articles: &'r [Article],
    facts: Facts,
    sentences: Sentences,
    mentions: Mentions,
}

#[derive(Default)]
struct Facts {
    id: Vec<String>,
    /// The place of the article in `articles.csv`, and the sentence's number: found again among the sentences kept.
    stands: Vec<(u32, u32)>,
    /// Where the fact's own words stand, code points into the article; made UTF-16 within the sentence.
    span: Vec<(u32, u32)>,
    sentence: Vec<u32>,
    value: Vec<Option<f64>>,
    value_high: Vec<Option<f64>>,
    certainty: Words,
    claim: Words,
    words: [Words; WORDS.len()],
}

#[derive(Default)]
struct Sentences {
    /// Article and number, in order.
    key: Vec<(u32, u32)>,
    /// Code points into the article.
    start: Vec<u32>,
    /// How many characters stand between it and the one before, two at most: one is a space, two part paragraphs.
    gap: Vec<u32>,
    text: Texts,
}

#[derive(Default)]
struct Mentions {
    sentence: Vec<u32>,
    kind: Words,
    name: Words,
    start: Vec<u32>,
    length: Vec<u32>,
}

/// What the table of facts and the figures above it need.
#[derive(Serialize)]
pub struct FactsJson<'c> {
    /// The articles in the page: name, title, day, address, whether their whole text is there, how many sentences are.
    article: Vec<&'c str>,
    title: Vec<&'c str>,
    published: Vec<&'c str>,
    url: Vec<&'c str>,
    whole: Vec<u8>,
    sentences: Vec<u32>,
    id: &'c [String],
    sentence: &'c [u32],
    start: Vec<u32>,
    end: Vec<u32>,
    value: &'c [Option<f64>],
    value_high: &'c [Option<f64>],
    certainty: &'c Words,
    claim: &'c Words,
    #[serde(flatten)]
    words: std::collections::BTreeMap<&'static str, &'c Words>,
}

/// What is needed once an article is opened, or a sentence shown.
#[derive(Serialize)]
pub struct TextsJson<'c> {
    number: Vec<u32>,
    gap: &'c [u32],
    text: &'c Texts,
    /// The sentence each mention stands in, its type, name and place in UTF-16 code units, as JavaScript slices.
    mention: &'c [u32],
    kind: &'c Words,
    name: &'c Words,
    start: &'c [u32],
    length: &'c [u32],
}

impl<'r> Columns<'r> {
    /// Reads what there is room for.
    pub fn read(tables: &Tables<'_>, room: &'r Room) -> Result<Columns<'r>> {
        let mut columns = Columns { articles: &room.articles, ..Columns::default() };
        columns.read_facts(tables)?;
        columns.read_sentences(tables)?;
        columns.read_mentions(tables)?;
        Ok(columns)
    }

    fn read_facts(&mut self, tables: &Tables<'_>) -> Result<()> {
        let mut columns =
            vec!["fact_id", "article", "sentence", "start", "end", "value", "value_high", "certainty", "?claim"];
        let own = columns.len();
        columns.extend(WORDS);
        let mut rows = Rows::open(tables, "facts.csv", &columns)?;
        let (mut at, mut taken) = (Cursor::default(), (usize::MAX, 0));
        while let Some(row) = rows.next_row()? {
            let Some(article) = at.find(self.articles, row.cell(1)) else { return Err(rows.foreign("an article")) };
            taken = if taken.0 == article { (article, taken.1 + 1) } else { (article, 1) };
            if taken.1 > self.articles[article].taken {
                continue;
            }
            let facts = &mut self.facts;
            facts.id.push(row.cell(0).to_owned());
            facts.stands.push((article as u32, row.count(2)));
            facts.span.push((row.count(3), row.count(4)));
            facts.value.push(row.number(5));
            facts.value_high.push(row.number(6));
            facts.certainty.push(row.cell(7));
            facts.claim.push(row.cell(8));
            for (at, words) in facts.words.iter_mut().enumerate() {
                words.push(row.cell(own + at));
            }
        }
        Ok(())
    }

    fn read_sentences(&mut self, tables: &Tables<'_>) -> Result<()> {
        let evidence: FxHashSet<(u32, u32)> = self.facts.stands.iter().copied().collect();
        let mut rows = Rows::open(tables, "sentences.csv", &["article", "sentence", "start", "end", "text"])?;
        let (mut at, mut before) = (Cursor::default(), (usize::MAX, 0));
        while let Some(row) = rows.next_row()? {
            let Some(article) = at.find(self.articles, row.cell(0)) else { return Err(rows.foreign("an article")) };
            let (key, start) = ((article as u32, row.count(1)), row.count(2));
            let gap = if before.0 == article { start.saturating_sub(before.1).min(2) } else { 0 };
            before = (article, row.count(3));
            if self.articles[article].whole || evidence.contains(&key) {
                self.sentences.key.push(key);
                self.sentences.start.push(start);
                self.sentences.gap.push(gap);
                self.sentences.text.push(row.cell(4));
            }
        }
        self.place_facts().ok_or_else(|| rows.foreign("a fact's sentence"))
    }

    /// Finds each fact's sentence, and its words in it.
    fn place_facts(&mut self) -> Option<()> {
        let (facts, sentences) = (&mut self.facts, &self.sentences);
        for (&stands, span) in facts.stands.iter().zip(&mut facts.span) {
            let sentence = sentences.find(stands)?;
            facts.sentence.push(sentence as u32);
            *span = sentences.within(sentence, *span);
        }
        Some(())
    }

    fn read_mentions(&mut self, tables: &Tables<'_>) -> Result<()> {
        let mut rows =
            Rows::open(tables, "mentions.csv", &["article", "sentence", "type", "start", "end", "name", "value"])?;
        let mut at = Cursor::default();
        while let Some(row) = rows.next_row()? {
            let Some(article) = at.find(self.articles, row.cell(0)) else { return Err(rows.foreign("an article")) };
            if let Some(sentence) = self.sentences.find((article as u32, row.count(1))) {
                let (start, end) = self.sentences.within(sentence, (row.count(3), row.count(4)));
                self.mentions.push(sentence, start, end, row);
            }
        }
        Ok(())
    }

    /// The part of the page that draws the table.
    pub fn facts(&self) -> FactsJson<'_> {
        let facts = &self.facts;
        let mut kept: Vec<u32> = self.sentences.key.iter().map(|key| key.0).collect();
        let sentences = kept.chunk_by(|a, b| a == b).map(|same| same.len() as u32).collect();
        kept.dedup();
        let article = |of: fn(&Article) -> &str| kept.iter().map(|&at| of(&self.articles[at as usize])).collect();
        FactsJson {
            article: article(|a| &a.name),
            title: article(|a| &a.title),
            published: article(|a| &a.published),
            url: article(|a| &a.url),
            whole: kept.iter().map(|&at| u8::from(self.articles[at as usize].whole)).collect(),
            sentences,
            id: &facts.id,
            sentence: &facts.sentence,
            start: facts.span.iter().map(|span| span.0).collect(),
            end: facts.span.iter().map(|span| span.1).collect(),
            value: &facts.value,
            value_high: &facts.value_high,
            certainty: &facts.certainty,
            claim: &facts.claim,
            words: WORDS.into_iter().zip(&facts.words).collect(),
        }
    }

    /// The part of the page that shows texts.
    pub fn texts(&self) -> TextsJson<'_> {
        let (sentences, mentions) = (&self.sentences, &self.mentions);
        TextsJson {
            number: sentences.key.iter().map(|key| key.1).collect(),
            gap: &sentences.gap,
            text: &sentences.text,
            mention: &mentions.sentence,
            kind: &mentions.kind,
            name: &mentions.name,
            start: &mentions.start,
            length: &mentions.length,
        }
    }
}

impl Sentences {
    fn find(&self, key: (u32, u32)) -> Option<usize> {
        self.key.binary_search(&key).ok()
    }

    /// A span in code points of the article as one in UTF-16 code units of the sentence.
    fn within(&self, sentence: usize, span: (u32, u32)) -> (u32, u32) {
        let text = self.text.get(sentence);
        let units = |to: u32| {
            let points = to.saturating_sub(self.start[sentence]) as usize;
            // ASCII, as most of it is, needs no counting
            match text.as_bytes().get(..points) {
                Some(bytes) if bytes.is_ascii() => points as u32,
                _ => text.chars().take(points).map(|c| c.len_utf16() as u32).sum(),
            }
        };
        (units(span.0), units(span.1))
    }
}

impl Mentions {
    fn push(&mut self, sentence: usize, start: u32, end: u32, row: Row<'_>) {
        self.sentence.push(sentence as u32);
        self.kind.push(row.cell(2));
        // names are called by their name, dates and figures by their value
        self.name.push(if row.cell(5).is_empty() { row.cell(6) } else { row.cell(5) });
        self.start.push(start);
        self.length.push(end.saturating_sub(start));
    }
}
