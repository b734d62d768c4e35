//! The command `extract`: arguments in, exit code out; the one place that prints.

use clap::Parser;
use fatti::run::{Options, Progress, Summary, run};
use fatti::{Error, Lexicons, Published};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// An article makes thousands of small vectors; this allocator takes a fifth of the system's time for each.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Turns Italian news into tables of facts: who, what, how many, where, when, says who, how sure.
#[derive(Parser)]
#[command(
    name = "extract",
    version,
    arg_required_else_help = true,
    max_term_width = 100,
    help_template = "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}",
    before_help = EXAMPLES,
    after_help = NOTES
)]
struct Arguments {
    /// The folder of articles, or one article; subfolders are read too, hidden files are not
    corpus: PathBuf,

    /// The folder the tables are written into; made if it is not there
    #[arg(short, long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,

    /// Lexicons to use in place of the built-in ones, file by file [default: ./lexicons where it exists]
    #[arg(short, long, value_name = "FOLDER")]
    lexicons: Option<PathBuf>,

    /// The date of articles that tell none, which relative dates («ieri») count from: 2026-02-24 or 2026-02
    #[arg(short, long, value_name = "DATE", value_parser = published)]
    published: Option<Published>,

    /// How many threads work; the tables are the same for any number [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,

    /// Print nothing but errors and what was skipped
    #[arg(short, long)]
    quiet: bool,
}

const EXAMPLES: &str = "Examples:
  extract corpus/ -o output/                     read every article below corpus/, write the tables into output/
  extract news/ -o out/ --published 2026-02-24   for articles that do not tell their date
  extract news/ -o out/ --lexicons mine/         with your own companies.csv, chips.csv, … from mine/
";

const NOTES: &str = "The tables: articles.csv, sentences.csv, mentions.csv, facts.csv, facts.json.
Exit code: 0 all was read, 1 something was skipped, 2 wrong use, bad lexicons, or the tables could not be written.";

/// What the command says to its caller.
enum Exit {
    /// All was read.
    Done = 0,
    /// Some files were skipped.
    Skipped = 1,
    /// Wrong use, bad lexicons, or the tables could not be written.
    Failed = 2,
}

fn published(text: &str) -> Result<Published, String> {
    Published::parse(text).ok_or_else(|| "expected a date like 2026-02-24 or a month like 2026-02".to_owned())
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let exit = match work(&arguments) {
        Ok(summary) if summary.skipped.is_empty() => Exit::Done,
        Ok(_) => Exit::Skipped,
        Err(error) => {
            say(&format!("extract: {error}"));
            Exit::Failed
        }
    };
    ExitCode::from(exit as u8)
}

fn work(arguments: &Arguments) -> Result<Summary, Error> {
    let start = Instant::now();
    let local = Path::new("lexicons");
    let folder = arguments.lexicons.as_deref().or_else(|| local.is_dir().then_some(local));
    let lexicons = match folder {
        Some(folder) => Lexicons::load(folder).inspect_err(|_| {
            say(&format!("extract: the lexicons in {} cannot stand in for the built-in ones", folder.display()));
        })?,
        None => Lexicons::builtin()?,
    };
    let options =
        Options { jobs: arguments.jobs.map_or(0, usize::from), published: arguments.published.unwrap_or_default() };
    let bar = progress_bar(arguments.quiet);
    let summary = run(&arguments.corpus, &arguments.output, &lexicons, options, &|progress| match progress {
        Progress::Listed(files) => bar.set_length(files as u64),
        Progress::Done { files, .. } => bar.inc(files as u64),
    });
    bar.finish_and_clear();
    let summary = summary?;
    for (path, reason) in &summary.skipped {
        say(&format!("extract: skipped {}: {reason}", path.display()).replace('\n', "\\n"));
    }
    if !arguments.quiet {
        report(arguments, &summary, folder, &lexicons, start);
    }
    Ok(summary)
}

/// A bar on standard error where that is a terminal; indicatif hides it elsewhere.
fn progress_bar(quiet: bool) -> ProgressBar {
    let bar = ProgressBar::new(0);
    if quiet {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} articles, {elapsed} gone, {eta} to go") {
        bar.set_style(style);
    }
    bar
}

/// Two lines: what was read, found and skipped; what was written, with what, and how long it took.
fn report(arguments: &Arguments, summary: &Summary, folder: Option<&Path>, lexicons: &Lexicons, start: Instant) {
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let skipped = match summary.skipped.len() {
        0 => String::new(),
        n => format!(", skipped {}", count(n, "file")),
    };
    say(&format!(
        "read {} ({}){skipped}; found {}, {}, {}",
        count(summary.articles, "article"),
        size(summary.bytes),
        count(summary.sentences, "sentence"),
        count(summary.mentions, "mention"),
        count(summary.facts, "fact"),
    ));
    let own = lexicons.origin.iter().filter(|(_, builtin)| !builtin).count();
    let used = match folder {
        Some(folder) if own == lexicons.origin.len() => format!("the lexicons in {}", folder.display()),
        Some(folder) => format!("{} in {}, the built-in ones for the rest", count(own, "lexicon"), folder.display()),
        None => "the built-in lexicons".to_owned(),
    };
    say(&format!(
        "wrote {} into {}, with {used}, in {:.2} s",
        summary.written.join(", "),
        arguments.output.display(),
        start.elapsed().as_secs_f64()
    ));
}

/// Bytes as a person reads them.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// A message on standard error. Control characters of file names and cells are shown, not sent to the terminal; a closed
/// pipe is no error.
fn say(message: &str) {
    let mut line = String::with_capacity(message.len() + 1);
    for c in message.chars() {
        // C0, C1, and the marks that turn the direction of what follows
        let unsafe_to_show =
            (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if unsafe_to_show {
            line.extend(c.escape_default());
        } else {
            line.push(c);
        }
    }
    line.push('\n');
    let _ = std::io::stderr().write_all(line.as_bytes());
}
