//! Bytes a second of each stage and of the whole, on one thread and in memory, beside one bare `aho-corasick` pass over the
//! same bytes with the same names; and the names alone by the size of their lexicons. `cargo bench` prints the tables;
//! `docs/speed.md` keeps them.
//!
//! The clock is the thread's own processor time, where the system tells it: what else runs on the machine counts little.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a bench")]

mod common;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use common::{clock, corpus, decode, resized};
use criterion::{Criterion, Throughput};
use fatti::mention::Mention;
use fatti::sentence::Sentence;
use fatti::table::Rows;
use fatti::token::Token;
use fatti::{Article, Extraction, Lexicons, extract, extract_all, fact, mention, sentence, token};
use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Duration;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The articles of `corpus/` are repeated until they are so many bytes: more than the caches next to a core hold.
const BYTES: usize = 3_000_000;

/// How many articles are handed on at once, where some are.
const TOGETHER: usize = 64;

/// An article with what each stage gave.
struct Done {
    bytes: Vec<u8>,
    article: Article,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    mentions: Vec<Mention>,
    extraction: Extraction,
}

impl Done {
    fn new(name: &str, bytes: Vec<u8>, lexicons: &Lexicons) -> Done {
        let article = decode(name, &bytes);
        let tokens = tokenize(&article, lexicons);
        let sentences = sentence::split(&article.text, &tokens, lexicons);
        let mentions = mention::tag(&article, &tokens, &sentences, lexicons);
        let extraction = extract(&article, lexicons);
        Done { bytes, article, tokens, sentences, mentions, extraction }
    }
}

fn tokenize(article: &Article, lexicons: &Lexicons) -> Vec<Token> {
    let mut tokens = Vec::new();
    token::tokenize(&article.text, article.body, &lexicons.vocabulary, &mut tokens);
    tokens
}

fn main() {
    let lexicons = Lexicons::builtin().unwrap();
    let corpus = corpus();
    let once: usize = corpus.iter().map(|(_, bytes)| bytes.len()).sum();
    let done: Vec<Done> = (0..BYTES.div_ceil(once))
        .flat_map(|_| &corpus)
        .map(|(name, bytes)| Done::new(name, bytes.clone(), &lexicons))
        .collect();
    let names: BTreeSet<&str> = lexicons.names.forms().map(|form| &*form.written).collect();
    let bare = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)
        .unwrap();

    let mut bench = Bench::new(done.iter().map(|d| d.bytes.len()).sum());
    bench.time("bare aho-corasick", || {
        for d in &done {
            black_box(bare.find_iter(&d.article.text).count());
        }
    });
    bench.time("decode", || {
        for d in &done {
            black_box(decode(&d.article.name, &d.bytes));
        }
    });
    bench.time("tokens", || {
        for d in &done {
            black_box(tokenize(&d.article, &lexicons));
        }
    });
    bench.time("sentences", || {
        for d in &done {
            black_box(sentence::split(&d.article.text, &d.tokens, &lexicons));
        }
    });
    bench.time("names", || {
        for d in &done {
            black_box(mention::names(&d.article, &d.tokens, &d.sentences, &lexicons));
        }
    });
    bench.time("names, dates, figures", || {
        for d in &done {
            black_box(mention::tag(&d.article, &d.tokens, &d.sentences, &lexicons));
        }
    });
    bench.time("facts", || {
        for d in &done {
            black_box(fact::build(&d.article, &d.tokens, &d.sentences, &d.mentions, &lexicons));
        }
    });
    bench.time("tables", || {
        for d in &done {
            black_box(Rows::of(&d.article, &d.extraction, &lexicons));
        }
    });
    bench.time("whole", || {
        for d in &done {
            let article = decode(&d.article.name, &d.bytes);
            black_box(extract(&article, &lexicons));
        }
    });
    let some = |some: &[Done]| some.iter().map(|d| decode(&d.article.name, &d.bytes)).collect::<Vec<_>>();
    bench.time("whole, some at a time", || {
        for articles in done.chunks(TOGETHER) {
            black_box(extract_all(&some(articles), &lexicons));
        }
    });
    bench.time("whole, with tables", || {
        for articles in done.chunks(TOGETHER) {
            let articles = some(articles);
            let found = extract_all(&articles, &lexicons);
            for (article, found) in articles.iter().zip(&found) {
                black_box(Rows::of(article, found, &lexicons));
            }
        }
    });
    bench.report(names.len());
    by_size(&done, &lexicons);
}

/// One row of so many is kept: about a thousand names, ten thousand, and all.
const SHARES: [usize; 3] = [55, 5, 1];

/// Names by the size of their lexicons. What the articles name is in all of them, so that only the size tells.
fn by_size(done: &[Done], lexicons: &Lexicons) {
    let named = done.iter().flat_map(|d| &d.mentions).filter_map(Mention::entity);
    let named: BTreeSet<&str> = named.map(|entity| &*lexicons.entity(entity).id).collect();
    let mut bench = Bench::new(done.iter().map(|d| d.bytes.len()).sum());
    let mut sizes = Vec::new();
    for (share, name) in SHARES.into_iter().zip(["a thousand names", "ten thousand", "fifty thousand"]) {
        let lexicons = resized(share, &named, 0);
        let articles: Vec<_> = done
            .iter()
            .map(|d| {
                let tokens = tokenize(&d.article, &lexicons);
                let sentences = sentence::split(&d.article.text, &tokens, &lexicons);
                (&d.article, tokens, sentences)
            })
            .collect();
        let tag = || articles.iter().map(|(a, t, s)| mention::names(a, t, s, &lexicons).len()).sum::<usize>();
        sizes.push((name, lexicons.names.len(), tag()));
        bench.time(name, || {
            black_box(tag());
        });
    }
    println!("\n| names | MB/s | mentions |\n|---:|---:|---:|");
    for ((_, names, mentions), (_, took)) in sizes.iter().zip(&bench.medians) {
        println!("| {names} | {:.0} | {mentions} |", bench.bytes as f64 / 1e6 / took.as_secs_f64());
    }
}

/// Criterion, and the median time of a pass over all bytes of each thing it timed.
struct Bench {
    criterion: Criterion,
    bytes: usize,
    medians: Vec<(&'static str, Duration)>,
}

impl Bench {
    fn new(bytes: usize) -> Bench {
        let criterion = Criterion::default()
            .warm_up_time(Duration::from_secs(1))
            .measurement_time(Duration::from_secs(3))
            .sample_size(20)
            .configure_from_args();
        Bench { criterion, bytes, medians: Vec::new() }
    }

    fn time(&mut self, name: &'static str, pass: impl Fn()) {
        let mut times: Vec<Duration> = Vec::new();
        let mut group = self.criterion.benchmark_group("corpus");
        group.throughput(Throughput::BytesDecimal(self.bytes as u64));
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|passes| {
                let start = clock();
                for _ in 0..passes {
                    pass();
                }
                let took = clock() - start;
                times.push(took / u32::try_from(passes).unwrap_or(u32::MAX));
                took
            });
        });
        group.finish();
        times.sort_unstable();
        if let Some(&median) = times.get(times.len() / 2) {
            self.medians.push((name, median));
        }
    }

    /// The table: what each stage does in a second, and what share of the bare pass that is.
    fn report(self, names: usize) {
        self.criterion.final_summary();
        let speed = |took: Duration| self.bytes as f64 / 1e6 / took.as_secs_f64();
        let of = |name: &str| self.medians.iter().find(|m| m.0 == name).map(|m| m.1);
        let Some(bare) = of("bare aho-corasick") else { return };
        println!("\n{:.1} MB, {names} names, one thread's own time; MB is 10^6 bytes", self.bytes as f64 / 1e6);
        println!("\n| pass | MB/s | ns a byte | of the bare pass |\n|---|---:|---:|---:|");
        for &(name, took) in &self.medians {
            let nanoseconds = took.as_secs_f64() * 1e9 / self.bytes as f64;
            let ratio = bare.as_secs_f64() / took.as_secs_f64();
            println!("| {name} | {:.0} | {nanoseconds:.2} | {ratio:.2} |", speed(took));
        }
    }
}
