//! `worker-crates duckling|text2num|aho-corasick NAMES`: the peers that are crates. NAMES is a JSON array.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use chrono::{FixedOffset, TimeZone};
use duckling::{Context, DimensionKind, Lang, Locale, Options};
use peers::{Peer, serve};
use serde_json::{Value, json};
use std::error::Error;
use text2num::{Language, replace_numbers_in_text};

struct Duckling {
    locale: Locale,
    context: Context,
}

impl Duckling {
    fn new() -> Option<Duckling> {
        let day = FixedOffset::east_opt(0)?.with_ymd_and_hms(2026, 2, 24, 0, 0, 0).single()?;
        let locale = Locale::new(Lang::IT, None);
        Some(Duckling { locale, context: Context::new(day, locale) })
    }

    fn parse(&self, text: &str) -> Vec<duckling::Entity> {
        let kinds = [DimensionKind::Numeral, DimensionKind::AmountOfMoney, DimensionKind::Time];
        duckling::parse(text, &self.locale, &kinds, &self.context, &Options::default())
    }
}

impl Peer for Duckling {
    fn count(&self, text: &str) -> usize {
        self.parse(text).len()
    }

    fn raw(&self, text: &str) -> Value {
        json!(self.parse(text))
    }
}

struct Text2num(Language);

impl Peer for Text2num {
    fn count(&self, text: &str) -> usize {
        replace_numbers_in_text(text, &self.0, 0.0).len()
    }

    /// The text with its number words as digits.
    fn raw(&self, text: &str) -> Value {
        replace_numbers_in_text(text, &self.0, 0.0).into()
    }
}

struct Names(AhoCorasick);

impl Peer for Names {
    fn count(&self, text: &str) -> usize {
        self.0.find_iter(text).count()
    }

    fn raw(&self, text: &str) -> Value {
        self.0.find_iter(text).map(|m| json!(text[m.range()])).collect()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    match words.next().as_deref() {
        Some("duckling") => serve(&Duckling::new().ok_or("no such day")?),
        Some("text2num") => serve(&Text2num(Language::italian())),
        Some("aho-corasick") => {
            let names: Vec<String> = serde_json::from_reader(std::fs::File::open(words.next().ok_or("no names")?)?)?;
            let mut builder = AhoCorasick::builder();
            builder.kind(Some(AhoCorasickKind::ContiguousNFA)).match_kind(MatchKind::LeftmostLongest);
            serve(&Names(builder.build(names)?))
        }
        other => Err(format!("{other:?} is no crate of these").into()),
    }
}
