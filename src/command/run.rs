//! `extract CORPUS -o OUTPUT`: every article below a folder into tables.

use super::{DefaultDate, Exit, OwnLexicons, say};
use clap::Args;
use fatti::run::{Options, Progress, Summary, run};
use fatti::{Error, Lexicons};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::PathBuf;
use std::time::Instant;

#[derive(Args)]
pub struct Run {
    /// The folder of articles, or one article; subfolders are read too, hidden files are not. One that is called as
    /// a command is goes with its `./`: ./explain
    #[arg(required = true)]
    corpus: Option<PathBuf>,

    /// The folder the tables are written into; made if it is not there
    #[arg(short, long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,

    #[command(flatten)]
    lexicons: OwnLexicons,

    #[command(flatten)]
    published: DefaultDate,

    /// How many threads work; the tables are the same for any number [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,

    /// Print nothing but errors and what was skipped
    #[arg(short, long)]
    quiet: bool,
}

pub const EXAMPLES: &str = "Examples:
  extract corpus/ -o output/                     read every article below corpus/, write the tables into output/
  extract news/ -o out/ --published 2026-02-24   for articles that do not tell their date
  extract news/ -o out/ --lexicons mine/         with your own companies.csv, chips.csv, … from mine/
  extract explain news/a.txt                     why that article's facts are what they are
  extract suggest news/ --type company           companies the lexicons lack, as rows of companies.csv
";

pub const NOTES: &str =
    "The tables: articles.csv, sentences.csv, mentions.csv, facts.csv, facts.json, claims.csv, claims.json.
Exit code: 0 all was read, 1 something was skipped, 2 wrong use, bad lexicons, or the tables could not be written.";

pub fn main(arguments: &Run) -> Result<Exit, Error> {
    let start = Instant::now();
    // clap asks for a corpus wherever there is no subcommand
    let Some(corpus) = &arguments.corpus else { return Err(Error::Argument("expected a corpus".to_owned())) };
    let lexicons = arguments.lexicons.load()?;
    let options = Options { jobs: arguments.jobs.map_or(0, usize::from), published: arguments.published.date() };
    let bar = progress_bar(arguments.quiet);
    let summary = run(corpus, &arguments.output, &lexicons, options, &|progress| match progress {
        Progress::Listed(files) => bar.set_length(files as u64),
        Progress::Done { files, .. } => bar.inc(files as u64),
    });
    bar.finish_and_clear();
    let summary = summary?;
    for (path, reason) in &summary.skipped {
        say(&format!("extract: skipped {}: {reason}", path.display()).replace('\n', "\\n"));
    }
    if !arguments.quiet {
        report(arguments, &summary, &lexicons, start);
    }
    Ok(if summary.skipped.is_empty() { Exit::Done } else { Exit::Skipped })
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
fn report(arguments: &Run, summary: &Summary, lexicons: &Lexicons, start: Instant) {
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let skipped = match summary.skipped.len() {
        0 => String::new(),
        n => format!(", skipped {}", count(n, "file")),
    };
    say(&format!(
        "read {} ({}){skipped}; found {}, {}, {}, {} ({})",
        count(summary.articles, "article"),
        size(summary.bytes),
        count(summary.sentences, "sentence"),
        count(summary.mentions, "mention"),
        count(summary.facts, "fact"),
        count(summary.claims, "claim"),
        count(summary.conflicts, "conflict"),
    ));
    let own = lexicons.origin.iter().filter(|(_, builtin)| !builtin).count();
    let used = match arguments.lexicons.folder() {
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
