//! `extract`'s library, from the text of an article in memory to its facts, with the built-in lexicons.

use fatti::{Article, Lexicons, Published, extract, table};
use peers::{Peer, serve};
use serde_json::{Map, Value};
use std::error::Error;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

struct Extract {
    lexicons: Lexicons,
    day: Published,
}

impl Extract {
    fn article(&self, text: &str) -> Article {
        Article::new("a.txt", text, self.day)
    }
}

impl Peer for Extract {
    fn count(&self, text: &str) -> usize {
        let found = extract(&self.article(text), &self.lexicons);
        found.mentions.len() + found.facts.len()
    }

    /// The rows of `mentions.csv`, by column.
    fn raw(&self, text: &str) -> Value {
        let article = self.article(text);
        let rows = table::Rows::of(&article, &extract(&article, &self.lexicons), &self.lexicons);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&rows.mentions[..]);
        let row = |cells: csv::StringRecord| {
            let told = table::MENTIONS.iter().zip(&cells).filter(|(_, cell)| !cell.is_empty());
            Value::Object(told.map(|(column, cell)| ((*column).to_owned(), cell.into())).collect::<Map<_, _>>())
        };
        reader.records().filter_map(Result::ok).map(row).collect()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let day = Published::parse("2026-02-24").ok_or("no such day")?;
    serve(&Extract { lexicons: Lexicons::builtin()?, day })
}
