//! `extract CORPUS -o OUTPUT`: every article below a folder into tables.

use super::{DefaultDate, Exit, OwnLexicons, say, status, stop};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use fatti::Error;
use fatti::format::{Choice, Dialect, Format};
use fatti::lexicon::Source;
use fatti::run::{Options, Progress, Summary, run, status};
use fatti::table::schema::TableName;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Instant;

#[derive(Args)]
pub struct Run {
    #[command(flatten)]
    input: Input,

    #[command(flatten)]
    made: Made,

    /// Do everything again, whatever earlier runs did
    #[arg(short, long)]
    full: bool,

    /// Say what would be done, and do nothing
    #[arg(short = 'n', long)]
    dry_run: bool,

    /// Where another run is writing into the same folder, wait for it to end
    #[arg(short, long)]
    wait: bool,

    /// Print nothing but errors and what was skipped
    #[arg(short, long)]
    quiet: bool,
}

/// What the output folder is to hold.
#[derive(Args)]
struct Made {
    /// What to write; the output folder holds what the last run asked for
    #[arg(short = 'F', long, value_name = "FORMATS", value_delimiter = ',', default_value = "csv,json",
          value_parser = formats())]
    format: Vec<Format>,

    /// Which tables to write [default: all; formats of one file leave out changes]
    #[arg(short, long, value_name = "TABLES", value_delimiter = ',', value_parser = tables())]
    tables: Vec<TableName>,

    /// How CSV is written
    #[arg(long, value_name = "DIALECT", default_value = Dialect::default().name(), value_parser = dialects())]
    csv_dialect: Dialect,
}

impl Made {
    fn choice(&self) -> Choice {
        Choice { formats: self.format.clone(), tables: self.tables.clone(), dialect: self.csv_dialect }
    }
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let words = Format::ALL.map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(words).try_map(|word| Format::parse(&word).ok_or("no format"))
}

fn dialects() -> impl TypedValueParser<Value = Dialect> {
    let words = Dialect::ALL.map(|dialect| PossibleValue::new(dialect.name()).help(dialect.about()));
    PossibleValuesParser::new(words).try_map(|word| Dialect::parse(&word).ok_or("no dialect"))
}

fn tables() -> impl TypedValueParser<Value = TableName> {
    let words =
        TableName::ALL.map(|table| PossibleValue::new(table.name()).help(format!("a row {}", table.schema().row)));
    PossibleValuesParser::new(words).try_map(|word| TableName::parse(&word).ok_or("no table"))
}

/// What is read, by what, and where it goes.
#[derive(Args)]
pub struct Input {
    /// The folder of articles, or one article; subfolders are read too, hidden files are not. One that is called as
    /// a command is goes with its `./`: ./explain
    #[arg(required = true)]
    corpus: Option<PathBuf>,

    /// The folder the tables are written into; made if it is not there
    #[arg(short, long, value_name = "FOLDER", default_value = "output")]
    pub output: PathBuf,

    #[command(flatten)]
    pub lexicons: OwnLexicons,

    #[command(flatten)]
    published: DefaultDate,

    /// How many threads work; the tables are the same for any number [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

impl Input {
    pub fn corpus(&self) -> Result<&Path, Error> {
        // clap asks for a corpus wherever there is no subcommand
        self.corpus.as_deref().ok_or_else(|| Error::Argument("expected a corpus".to_owned()))
    }

    pub fn options(&self) -> Options {
        let jobs = self.jobs.map_or(0, usize::from);
        Options { jobs, published: self.published.date(), ..Options::default() }
    }
}

pub const EXAMPLES: &str = "Examples:
  extract corpus/ -o output/                     read every article below corpus/, write the tables into output/
  extract news/ -o out/ --published 2026-02-24   for articles that do not tell their date
  extract news/ -o out/ --format html            a page to read, search and print: report.html
  extract news/ -o out/ --format xlsx,sqlite     a workbook, a database; also parquet, jsonl, csv, json
  extract news/ -o out/ --lexicons mine/         with your own companies.csv, chips.csv, … from mine/
  extract status news/ -o out/                   which articles are new, changed and gone since then
  extract explain news/a.txt                     why that article's facts are what they are
  extract suggest news/ --type company           companies the lexicons lack, as rows of companies.csv
";

pub const NOTES: &str = "The tables: articles, sentences, mentions, facts, claims; changes: what is new since the last run. facts.csv and claims.csv are what most people want.
Only what is new or changed is read; the tables are those of a run over everything.
Exit code: 0 all was read, 1 something was skipped, 2 wrong use, bad lexicons, or the tables could not be written.";

pub fn main(arguments: &Run) -> Result<Exit, Error> {
    let start = Instant::now();
    let input = &arguments.input;
    let (corpus, lexicons) = (input.corpus()?, input.lexicons.source()?);
    let choice = arguments.made.choice();
    let options = Options { full: arguments.full, wait: arguments.wait, choice, ..input.options() };
    let stop = stop::flag();
    let bar = progress_bar(arguments.quiet);
    let watch = |progress: Progress| {
        match progress {
            Progress::Waiting(process) if options.wait => {
                let process = process.map(|process| format!(" (process {process})")).unwrap_or_default();
                say(&format!("another run{process} is writing into {}; waiting for it", input.output.display()));
            }
            Progress::Waiting(_) => {}
            Progress::Listed(files) => bar.set_length(files as u64),
            Progress::Done { files, .. } => bar.inc(files as u64),
        }
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    if arguments.dry_run {
        let status = status(corpus, &input.output, &lexicons, &options, &watch)?;
        say(status::would(&status).trim_end());
        return Ok(Exit::Done);
    }
    let summary = run(corpus, &input.output, &lexicons, &options, &watch);
    bar.finish_and_clear();
    let summary = summary.inspect_err(|error| {
        if matches!(error, Error::Lexicon(_)) {
            input.lexicons.say_which();
        }
    })?;
    for warning in &summary.warnings {
        say(&format!("extract: {warning}"));
    }
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

/// So many of a thing, in words.
pub fn count(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

/// Three lines: what the tables hold; what is new in them; what was written, with what, and how long it took.
fn report(arguments: &Run, summary: &Summary, lexicons: &Source, start: Instant) {
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
    let work = &summary.work;
    let again = work.all.filter(|_| work.untouched > 0).map(|why| format!(" but done again ({why})"));
    let facts = summary.changes.map(|changes| {
        let (appeared, disappeared) = (count(changes.appeared, "fact"), changes.disappeared);
        format!("; {appeared} appeared, {disappeared} disappeared, {} changed", changes.changed)
    });
    say(&format!(
        "{} new, {} changed, {} gone, {} untouched{}{}",
        work.new,
        work.changed,
        work.gone,
        work.untouched,
        again.unwrap_or_default(),
        facts.unwrap_or_default(),
    ));
    let (output, seconds) = (arguments.input.output.display(), start.elapsed().as_secs_f64());
    let used = match (lexicons.path(), lexicons.own()) {
        (Some(folder), (own, all)) if own == all => format!("the lexicons in {}", folder.display()),
        (Some(folder), (own, _)) => {
            format!("{} in {}, the built-in ones for the rest", count(own, "lexicon"), folder.display())
        }
        (None, _) => "the built-in lexicons".to_owned(),
    };
    if summary.written.is_empty() {
        say(&format!(
            "nothing to write into {output}: it has the tables of these articles and {used}, in {seconds:.2} s"
        ));
    } else {
        say(&format!("wrote {} into {output}, with {used}, in {seconds:.2} s", summary.written.join(", ")));
    }
}

/// Bytes as a person reads them.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
