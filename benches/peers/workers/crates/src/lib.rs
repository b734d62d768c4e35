//! How a worker talks with `run.py`: a line of JSON in, a line of JSON out.
//!
//! ```text
//!                                      {"ready": true}         loaded, and a sentence read
//! {"load": "texts.json", "times": 3}   {"texts": 14, "bytes": 33000}
//!                                                              these articles, so many times over; those it can read
//! {"pass": 2}                          {"found": 1234}         read them all, twice
//! {"read": "31 gennaio 2025"}          {"raw": […]}            what is in it, as the peer says it
//! ```

use serde_json::{Value, json};
use std::error::Error;
use std::io::{BufRead, Write};

/// A program that reads text.
pub trait Peer {
    /// How many things it finds: all that the clock runs over.
    fn count(&self, text: &str) -> usize;
    /// What it finds, in its own words.
    fn raw(&self, text: &str) -> Value;
}

/// The sentence every worker reads before it says it is ready.
pub const FIRST: &str = "Il 31 gennaio 2025 sono arrivati 10.000 chip.";

/// Answers until there are no more questions.
///
/// # Errors
/// A question that is none, a file that cannot be read, nobody who listens.
pub fn serve(peer: &impl Peer) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    let mut texts: Vec<String> = Vec::new();
    peer.count(FIRST);
    writeln!(out, "{}", json!({"ready": true}))?;
    out.flush()?;
    for line in std::io::stdin().lock().lines() {
        let asked: Value = serde_json::from_str(&line?)?;
        let answer = if let Some(path) = asked["load"].as_str() {
            let once: Vec<String> = serde_json::from_reader(std::fs::File::open(path)?)?;
            let times = usize::try_from(asked["times"].as_u64().unwrap_or(1))?;
            texts = (0..times).flat_map(|_| once.iter().cloned()).collect();
            json!({"texts": once.len(), "bytes": once.iter().map(String::len).sum::<usize>()})
        } else if let Some(rounds) = asked["pass"].as_u64() {
            let found: usize = (0..rounds).flat_map(|_| &texts).map(|text| peer.count(text)).sum();
            json!({"found": found})
        } else {
            json!({"raw": peer.raw(asked["read"].as_str().ok_or("no question")?)})
        };
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}
