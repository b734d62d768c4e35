//! The goals of speed and memory (`docs/speed.md`), each measured: both sides in one run, medians of ratios, as Markdown tables.
//!
//! ```text
//! cargo bench --bench goals                     all of it, corpora up to 100 MB
//! cargo bench --bench goals -- --largest 10000  up to 10 GB; room for eighteen times as much is needed in --folder
//! cargo bench --bench goals -- start hostile    only these parts
//! ```
//!
//! In memory the clock is the thread's own processor time. Of a run of the program its own processor time is told beside the time
//! by the wall: what else runs on the machine changes the one little and the other much.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs, reason = "a bench")]

mod common;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use common::{clock, corpus, decode, resized};
use fatti::mention::Mention;
use fatti::table::Rows;
use fatti::{Article, Lexicons, extract, extract_all};
use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// So many bytes of articles are read in memory: more than the caches next to a core hold.
const IN_MEMORY: usize = 3_000_000;
/// How often each thing is measured.
const ROUNDS: usize = 7;

type Part = (&'static str, fn(&Bench, &mut Table));

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if arguments.first().is_some_and(|a| a == WEIGH) {
        weighed(&arguments[1..]);
        return;
    }
    let mut option = |name: &str| {
        let at = arguments.iter().position(|a| a == name)?;
        arguments.drain(at..(at + 2).min(arguments.len())).nth(1)
    };
    let largest = option("--largest").map_or(100, |size| size.parse().unwrap());
    let folder = option("--folder").map_or_else(std::env::temp_dir, PathBuf::from);
    let lexicons = Lexicons::builtin().unwrap();
    let once = corpus();
    let bytes: usize = once.iter().map(|(_, bytes)| bytes.len()).sum();
    let articles = (0..IN_MEMORY.div_ceil(bytes)).flat_map(|_| once.clone()).collect();
    let folder = tempfile::tempdir_in(folder).unwrap();
    let bench = Bench { lexicons, once, articles, largest, folder: folder.path().to_owned() };
    let parts: [Part; 5] = [
        ("memory", in_memory),
        ("start", start),
        ("corpora", corpora),
        ("hostile", hostile),
        ("lexicons", lexicon_sizes),
    ];
    let mut table = Table::default();
    for (name, part) in parts {
        if arguments.is_empty() || arguments.iter().any(|a| a == name) {
            part(&bench, &mut table);
        }
    }
    println!("\n{}", load());
    println!("\n| goal | measured | met |\n|---|---:|---|");
    table.rows.iter().for_each(|row| println!("{row}"));
    table.more.iter().for_each(|lines| println!("\n{lines}"));
}

/// The tables that are printed at the end.
#[derive(Default)]
struct Table {
    rows: Vec<String>,
    more: Vec<String>,
}

impl Table {
    fn goal(&mut self, goal: &str, measured: &str, met: bool) {
        eprintln!("{goal}: {measured}");
        self.rows.push(format!("| {goal} | {measured} | {} |", if met { "yes" } else { "**no**" }));
    }
}

/// How busy the machine was.
fn load() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let minutes = load.split(' ').nth(2).unwrap_or("unknown");
    format!(
        "{cores} cores, {minutes} threads wanted to run at once in the last quarter of an hour, this bench among them."
    )
}

struct Bench {
    lexicons: Lexicons,
    /// The articles of `corpus/`.
    once: Vec<(String, Vec<u8>)>,
    /// They, repeated.
    articles: Vec<(String, Vec<u8>)>,
    /// The largest corpus, in megabytes.
    largest: usize,
    /// Where corpora and tables are written.
    folder: PathBuf,
}

impl Bench {
    fn bytes(&self) -> usize {
        self.articles.iter().map(|(_, bytes)| bytes.len()).sum()
    }

    /// Articles to facts, as a run reads them: some at a time.
    fn read(&self, articles: &[(String, Vec<u8>)]) {
        for some in articles.chunks(TOGETHER) {
            let articles: Vec<Article> = some.iter().map(|(name, bytes)| decode(name, bytes)).collect();
            black_box(extract_all(&articles, &self.lexicons));
        }
    }

    /// A corpus of so many bytes: copies of the articles, each with a last line of its own, in folders of a thousand.
    fn write(&self, name: &str, size: usize) -> (PathBuf, usize) {
        let root = self.folder.join(name);
        let (mut written, mut number) = (0, 0);
        while written < size {
            let folder = root.join(format!("{:05}", number / 1000));
            if number % 1000 == 0 {
                std::fs::create_dir_all(&folder).unwrap();
            }
            let mut bytes = self.once[number % self.once.len()].1.clone();
            bytes.extend(format!("\n\nCopia {number}.\n").bytes());
            std::fs::write(folder.join(format!("{number:07}.txt")), &bytes).unwrap();
            written += bytes.len();
            number += 1;
        }
        (root, written)
    }

    /// The program over a corpus into a new folder.
    fn run(&self, corpus: &Path, more: &[&str]) -> Took {
        let output = tempfile::tempdir_in(&self.folder).unwrap();
        let mut arguments = vec![corpus.display().to_string(), "--quiet".into(), "--output".into()];
        arguments.push(output.path().join("tables").display().to_string());
        arguments.extend(more.iter().map(|a| (*a).to_owned()));
        weigh(&self.folder, &arguments)
    }
}

/// How many articles are handed on at once.
const TOGETHER: usize = 64;

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// This thread's time for a piece of work.
fn time(work: impl FnOnce()) -> Duration {
    let start = clock();
    work();
    clock() - start
}

/// The median of what `one` takes by what `other` takes, one after the other, round by round.
fn ratio(mut one: impl FnMut() -> Duration, mut other: impl FnMut() -> Duration) -> f64 {
    median((0..ROUNDS).map(|_| one().as_secs_f64() / other().as_secs_f64()).collect())
}

/// Whole articles beside a bare pass, and two threads beside one.
fn in_memory(bench: &Bench, table: &mut Table) {
    let names: BTreeSet<&str> = bench.lexicons.names.forms().map(|form| &*form.written).collect();
    let bare = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)
        .unwrap();
    let texts: Vec<Article> = bench.articles.iter().map(|(name, bytes)| decode(name, bytes)).collect();
    let pass = || {
        for article in &texts {
            black_box(bare.find_iter(&article.text).count());
        }
    };
    bench.read(&bench.articles);
    let share = ratio(|| time(pass), || time(|| bench.read(&bench.articles)));
    let speed = bench.bytes() as f64 / 1e6 / time(|| bench.read(&bench.articles)).as_secs_f64();
    let told = format!("{share:.3} ({speed:.1} MB/s)");
    table.goal("whole in memory, of a bare aho-corasick pass: ≥ 0.40", &told, share >= 0.4);

    let halves = bench.articles.split_at(bench.articles.len() / 2);
    let two = || {
        std::thread::scope(|scope| {
            let half = |articles| scope.spawn(move || time(|| bench.read(articles)));
            let both = [half(halves.0), half(halves.1)];
            both.map(|thread| thread.join().unwrap()).into_iter().max().unwrap()
        })
    };
    let gain = ratio(|| time(|| bench.read(&bench.articles)), two);
    table.goal("two threads in memory, of one (threads' own time): ≥ 1.8", &format!("{gain:.2}"), gain >= 1.8);
}

/// One article, from start to end.
fn start(bench: &Bench, table: &mut Table) {
    let article = bench.folder.join("article.txt");
    std::fs::write(&article, &bench.once[0].1).unwrap();
    let runs: Vec<Took> = (0..ROUNDS * 3).map(|_| bench.run(&article, &[])).collect();
    let wall = median(runs.iter().map(|run| run.wall * 1e3).collect());
    let own = median(runs.iter().map(|run| run.own * 1e3).collect());
    let told = format!("{wall:.0} ms by the wall, {own:.0} ms of processor time");
    table.goal("one article, start to finish: ≤ 60 ms", &told, wall <= 60.0);
    let peak = median(runs.iter().map(|run| run.peak).collect());
    table.goal("peak memory over one article: ≤ 100 MB", &format!("{peak:.0} MB"), peak <= 100.0);
}

/// Files to tables: beside memory, on two threads, and over corpora of growing size.
fn corpora(bench: &Bench, table: &mut Table) {
    let (small, bytes) = bench.write("small", 10_000_000);
    let read = || time(|| bench.read(&bench.articles)).mul_f64(bytes as f64 / bench.bytes() as f64);
    let own = |took: Took| Duration::from_secs_f64(took.own);
    let wall = |took: Took| Duration::from_secs_f64(took.wall);
    let share = ratio(read, || own(bench.run(&small, &["--jobs", "1"])));
    table.goal("files to tables, of in memory (processor time): ≥ 0.5", &format!("{share:.2}"), share >= 0.5);
    let gain = ratio(|| wall(bench.run(&small, &["--jobs", "1"])), || wall(bench.run(&small, &["--jobs", "2"])));
    table.goal("two threads files to tables, of one (by the wall): ≥ 1.6", &format!("{gain:.2}"), gain >= 1.6);

    let mut sizes = vec!["| corpus | MB/s by the wall | MB a second of processor time | peak memory |".to_owned()];
    sizes.push("|---:|---:|---:|---:|".to_owned());
    let (mut speeds, mut peak) = (Vec::new(), 0.0_f64);
    let mut size = 10;
    while size <= bench.largest {
        let (corpus, bytes) = bench.write(&format!("{size}"), size * 1_000_000);
        let took = bench.run(&corpus, &[]);
        std::fs::remove_dir_all(&corpus).unwrap();
        let speed = |seconds: f64| bytes as f64 / 1e6 / seconds;
        let (by_wall, by_own) = (speed(took.wall), speed(took.own));
        sizes.push(format!("| {size} MB | {by_wall:.1} | {by_own:.1} | {:.0} MB |", took.peak));
        eprintln!("{}", sizes[sizes.len() - 1]);
        speeds.push(speed(took.own));
        peak = peak.max(took.peak);
        size *= 10;
    }
    if let (Some(first), Some(last)) = (speeds.first(), speeds.last()) {
        let flat = last / first;
        let goal = format!("speed at {} MB, of that at 10 MB (processor time): ≥ 0.9", size / 10);
        table.goal(&goal, &format!("{flat:.2}"), flat >= 0.9);
        table.goal("peak memory over all of them: ≤ 100 MB", &format!("{peak:.0} MB"), peak <= 100.0);
        table.more.push(sizes.join("\n"));
    }
}

/// What a text is made of to cost most: over and over.
const HOSTILE: [(&str, &str); 20] = [
    ("digits", "1234567890"),
    ("capitals", "ABCDEFGH"),
    ("one sentence", "il gruppo vende chip e "),
    ("dots", "."),
    ("names", "Nvidia Intel Milano "),
    ("names in capitals", "NVIDIA "),
    ("a name a line", "Nvidia\n"),
    ("places", "Roma "),
    ("chips", "H100 "),
    ("number words", "mille due cento tre "),
    ("«cento »", "cento "),
    ("«cento»", "cento"),
    ("percentages", "+3% -2% 10% "),
    ("sums of money", "5,5 mld di dollari "),
    ("ranges", "tra 10 e 20 "),
    ("dates", "3 marzo 2026 "),
    ("facts without a full stop", "Nvidia ha venduto 10.000 H20 in Cina, "),
    ("open quotes", "« "),
    ("one word", "a"),
    ("slashes", "1/"),
];

/// Texts made to cost much, by what a byte of prose costs.
fn hostile(bench: &Bench, table: &mut Table) {
    const SIZES: [usize; 2] = [50_000, 200_000];
    let cost = |text: &str| {
        let took = |rows: bool| {
            let once = || {
                let article = Article::new("a.txt", text, fatti::Published::Unknown);
                let found = extract(&article, &bench.lexicons);
                if rows {
                    black_box(Rows::of(&article, &found, &bench.lexicons));
                }
                black_box(found);
            };
            median((0..ROUNDS).map(|_| time(once).as_secs_f64() * 1e9 / text.len() as f64).collect())
        };
        [took(false), took(true)]
    };
    let whole: Vec<String> = bench.once.iter().map(|(name, bytes)| decode(name, bytes).text).collect();
    let prose = cost(&repeated(&whole.join("\n\n"), SIZES[1]));
    let (mut worst, mut steepest) = (0.0_f64, 0.0_f64);
    let mut lines = vec!["| text | ns a byte at 50 KB | at 200 KB | of prose | with its rows, of prose |".to_owned()];
    lines.push("|---|---:|---:|---:|---:|".to_owned());
    lines.push(format!("| prose | | {:.0} | 1.0 | 1.0 |", prose[0]));
    for (name, unit) in HOSTILE {
        let [small, large] = SIZES.map(|size| cost(&repeated(unit, size)));
        let of = [large[0] / prose[0], large[1] / prose[1]];
        lines.push(format!("| {name} | {:.0} | {:.0} | {:.1} | {:.1} |", small[0], large[0], of[0], of[1]));
        eprintln!("{}", lines[lines.len() - 1]);
        worst = worst.max(of[0]);
        // what costs next to nothing may look steep for what else the machine does
        steepest = steepest.max(if of[0] > 0.5 { large[0] / small[0] } else { 1.0 });
    }
    table.goal("hostile texts, articles to facts, of prose: ≤ 5", &format!("{worst:.1}"), worst <= 5.0);
    table.goal("their cost a byte at four times the size: ≤ 1.5", &format!("{steepest:.1}"), steepest <= 1.5);
    table.more.push(lines.join("\n"));
}

fn repeated(unit: &str, size: usize) -> String {
    unit.repeat(size / unit.len() + 1)
}

/// From a thousand names to a hundred thousand; what the articles name is in all of them, so that only the size tells.
fn lexicon_sizes(bench: &Bench, table: &mut Table) {
    let mut named = BTreeSet::new();
    for (name, bytes) in &bench.once {
        let found = extract(&decode(name, bytes), &bench.lexicons);
        let entities = found.mentions.iter().filter_map(Mention::entity);
        named.extend(entities.map(|entity| bench.lexicons.entity(entity).id.clone()));
    }
    let named: BTreeSet<&str> = named.iter().map(String::as_str).collect();
    let sizes = [(55, 0), (5, 0), (1, 0), (1, 45_000)].map(|(share, more)| resized(share, &named, more));
    let pass = |lexicons: &Lexicons| {
        time(|| {
            for (name, bytes) in &bench.articles {
                black_box(extract(&decode(name, bytes), lexicons));
            }
        })
    };
    let mut lines = vec!["| names | of the speed with the fewest |\n|---:|---:|".to_owned()];
    let mut slowest = 1.0_f64;
    for lexicons in &sizes {
        pass(lexicons);
        let share = ratio(|| pass(&sizes[0]), || pass(lexicons));
        lines.push(format!("| {} | {share:.2} |", lexicons.names.len()));
        slowest = slowest.min(share);
    }
    let goal = "1,000 to 100,000 names, of the speed with the fewest: ≥ 0.5";
    table.goal(goal, &format!("{slowest:.2}"), slowest >= 0.5);
    table.more.push(lines.join("\n"));
}

/// What a run of the program took: seconds by the wall, seconds of processor time, megabytes of memory at its peak.
#[derive(Clone, Copy)]
struct Took {
    wall: f64,
    own: f64,
    peak: f64,
}

/// The first argument of a process that weighs another one.
const WEIGH: &str = "--weigh";

/// Runs the program. A process of this bench starts it and waits for it, so that what the system says of its children is of that
/// run alone.
fn weigh(folder: &Path, arguments: &[String]) -> Took {
    let told = Command::new(std::env::current_exe().unwrap())
        .arg(WEIGH)
        .args(arguments)
        // where no folder of lexicons is, the built-in ones are used
        .current_dir(folder)
        .output()
        .unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    let numbers: Vec<f64> = told.split_whitespace().map(|number| number.parse().unwrap()).collect();
    Took { wall: numbers[0], own: numbers[1], peak: numbers[2] }
}

/// Runs the program, and prints what it took.
fn weighed(arguments: &[String]) {
    let start = Instant::now();
    let ended = Command::new(env!("CARGO_BIN_EXE_extract")).args(arguments).status().unwrap();
    let wall = start.elapsed().as_secs_f64();
    assert!(ended.success(), "the program failed: {arguments:?}");
    let (own, peak) = children();
    println!("{wall} {own} {peak}");
}

/// Seconds of processor time and megabytes of memory of this process's children.
#[cfg(unix)]
fn children() -> (f64, f64) {
    let usage = nix::sys::resource::getrusage(nix::sys::resource::UsageWho::RUSAGE_CHILDREN).unwrap();
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    // Linux tells kilobytes (of 1024), macOS bytes.
    let unit = if cfg!(target_os = "macos") { 1.0 } else { 1024.0 };
    (seconds(usage.user_time()) + seconds(usage.system_time()), usage.max_rss() as f64 * unit / 1e6)
}

/// Nothing that could be told.
#[cfg(not(unix))]
fn children() -> (f64, f64) {
    (f64::NAN, f64::NAN)
}
