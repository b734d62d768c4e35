//! The command `extract`: arguments in, exit code out; the one place that prints.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the command line")]

use clap::Parser;
use fatti::run::{Options, Progress, Summary, run};
use fatti::{Error, Lexicons, Published};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// Turns Italian news into tables of facts: who, what, how many, where, when, says who, how sure.
#[derive(Parser)]
#[command(version, max_term_width = 100, after_help = EXAMPLES, arg_required_else_help = true)]
struct Arguments {
    /// The folder of articles (or one article); subfolders are read too
    corpus: PathBuf,

    /// The folder the tables are written into; made if it is not there
    #[arg(short, long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,

    /// Lexicons to use in place of the built-in ones, file by file [default: ./lexicons where it exists]
    #[arg(short, long, value_name = "FOLDER")]
    lexicons: Option<PathBuf>,

    /// The date of articles that tell none: 2026-02-24 or 2026-02
    #[arg(short, long, value_name = "DATE", value_parser = published)]
    published: Option<Published>,

    /// How many threads to use; the tables are the same for any number [default: one a core]
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    jobs: usize,

    /// Print nothing but errors
    #[arg(short, long)]
    quiet: bool,
}

const EXAMPLES: &str = "Examples:
  extract corpus/ -o output/                     read every article below corpus/, write the tables into output/
  extract news/ -o out/ --published 2026-02-24   the date relative dates are counted from, where an article tells none
  extract news/ -o out/ --lexicons my-lexicons/  your own companies.csv, chips.csv, … in place of the built-in ones

The tables: articles.csv, sentences.csv, mentions.csv, facts.csv, facts.json.
Exit code: 0 all was read, 1 something was skipped, 2 wrong use or nothing could be written.";

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
            eprintln!("extract: {error}");
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
        Some(folder) => Lexicons::load(folder)?,
        None => Lexicons::builtin()?,
    };
    let bar = ProgressBar::new(0);
    if arguments.quiet {
        bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} articles, {elapsed} gone, {eta} to go") {
        bar.set_style(style);
    }
    let options = Options { jobs: arguments.jobs, published: arguments.published.unwrap_or_default() };
    let summary = run(&arguments.corpus, &arguments.output, &lexicons, options, &|progress| match progress {
        Progress::Listed(files) => bar.set_length(files as u64),
        Progress::Done { files, .. } => bar.inc(files as u64),
    })?;
    bar.finish_and_clear();
    for (path, reason) in &summary.skipped {
        eprintln!("extract: skipped {}: {reason}", visible(path));
    }
    if !arguments.quiet {
        report(arguments, &summary, folder, &lexicons, start);
    }
    Ok(summary)
}

/// Two or three lines: what was read, found, skipped and written, with what, and how long it took.
fn report(arguments: &Arguments, summary: &Summary, folder: Option<&Path>, lexicons: &Lexicons, start: Instant) {
    let plural = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let skipped = match summary.skipped.len() {
        0 => String::new(),
        n => format!(", {n} skipped"),
    };
    eprintln!(
        "read {} ({:.1} MB){skipped}: {}, {}, {}",
        plural(summary.articles, "article"),
        summary.bytes as f64 / 1e6,
        plural(summary.sentences, "sentence"),
        plural(summary.mentions, "mention"),
        plural(summary.facts, "fact"),
    );
    let own = lexicons.origin.iter().filter(|(_, builtin)| !builtin).count();
    let used = match folder {
        Some(folder) if own == lexicons.origin.len() => format!("the lexicons of {}", folder.display()),
        Some(folder) => format!("{own} lexicons of {}, the built-in ones for the rest", folder.display()),
        None => "the built-in lexicons".to_owned(),
    };
    eprintln!(
        "wrote {} into {}, with {used}, in {:.2} s",
        summary.written.join(", "),
        arguments.output.display(),
        start.elapsed().as_secs_f64()
    );
}

/// A path with control characters shown, not sent to the terminal.
fn visible(path: &Path) -> String {
    path.display().to_string().chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}
