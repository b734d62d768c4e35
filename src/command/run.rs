//! `extract CORPUS -o OUTPUT`: every article below a folder into tables.

use super::watch::watch;
use super::{Exit, HowRead, OwnLexicons, print, say, status, stop, there};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use fatti::Error;
use fatti::format::{Choice, Dialect, Format};
use fatti::input;
use fatti::lexicon::Source;
use fatti::run::{Options, Progress, Summary, run, status};
use fatti::table::schema::TableName;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

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

    /// Print what was done on standard output as a line of JSON
    #[arg(long)]
    json_summary: bool,

    /// Print on standard error how long each stage took
    #[arg(long, conflicts_with = "dry_run")]
    timings: bool,

    /// Run again whenever articles, or the lexicons, change, until Ctrl-C
    #[arg(long, conflicts_with = "dry_run")]
    watch: bool,
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
    /// a command is goes with its `./`: ./explain. Standard input is `-`
    corpus: Option<PathBuf>,

    /// The folder the tables are written into; made if it is not there
    #[arg(short, long, value_name = "FOLDER", default_value = "output")]
    pub output: PathBuf,

    /// What standard input is: text, markdown, html, jsonl, json, csv, parquet
    #[arg(long = "as", value_name = "FORMAT", default_value = "text", value_parser = PossibleValuesParser::new(
          input::Format::ALL.map(input::Format::name)), hide_possible_values = true)]
    pub kind: String,

    #[command(flatten)]
    pub lexicons: OwnLexicons,

    #[command(flatten)]
    reading: HowRead,

    /// Also write the text of each article that the offsets count in, into OUTPUT/text
    #[arg(long)]
    keep_text: bool,

    /// How many threads work; the tables are the same for any number [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

impl Input {
    pub fn corpus(&self) -> Result<&Path, Error> {
        let missing = || Error::Argument("expected a corpus: a folder of articles, or one article".to_owned());
        self.corpus.as_deref().ok_or_else(missing)
    }

    pub fn options(&self) -> Options {
        let jobs = self.jobs.map_or(0, usize::from);
        let (published, columns) = (self.reading.date(), self.reading.columns());
        Options { jobs, published, columns, keep_text: self.keep_text, ..Options::default() }
    }
}

/// What is said where nothing is asked for.
const ALONE: &str = "Usage: extract [OPTIONS] CORPUS

extract reads Italian news and writes tables of facts. Type

  extract corpus/ -o output/   to read every article below corpus/ and write the tables into output/
  extract --help               for more examples, the other commands and all options
";

pub const EXAMPLES: &str = "Examples:
  extract corpus/ -o output/                    read every article below corpus/ into tables
  extract news/ -o out/ --published 2026-02-24  for articles that do not tell their date
  extract news/ -o out/ --format html           a page to read, search and print: report.html
  extract news/ -o out/ --format xlsx,sqlite    a workbook, a database; also parquet, jsonl, csv
  extract news/ -o out/ --lexicons mine/        with rows of your own: mine/companies.add.csv
  extract news.jsonl --columns text=body        records: JSON Lines, JSON, CSV, Parquet
  extract news/ -o out/ --watch                 run again as articles arrive
  extract status news/ -o out/                  which articles are new, changed and gone since then
  extract explain news/a.txt                    why that article's facts are what they are
  extract suggest news/ --type company          companies the lexicons lack, as rows to paste
";

pub const NOTES: &str = "Articles: .txt and any plain text; .md, .html; .jsonl, .json, .csv, .parquet with a record an article; .gz and .zst of these.
The tables: articles, sentences, mentions, facts, claims; changes: what is new since the last run. facts.csv and claims.csv are what most people want.
Only what is new or changed is read; the tables are those of a run over everything.
Options of a project can stand in extract.toml, under their long names.
Exit code: 0 all was read, 1 something was skipped, 2 wrong use, bad lexicons, or the tables could not be written.";

pub fn main(arguments: &Run) -> Result<Exit, Error> {
    let input = &arguments.input;
    if input.corpus.is_none() && std::env::args_os().len() == 1 {
        say(ALONE.trim_end());
        return Ok(Exit::Failed);
    }
    let given = input.corpus()?;
    let piped = (given == Path::new("-")).then(|| Piped::read(&input.kind)).transpose()?;
    let corpus = piped.as_ref().map_or(given, |piped| &piped.path);
    there(corpus)?;
    let stop = stop::flag();
    let once = || {
        let done = once(arguments, corpus, piped.as_ref(), &stop);
        if let (true, Err(error)) = (arguments.json_summary, &done) {
            let exit = Exit::of(error) as u8;
            print(&(serde_json::json!({ "error": error.to_string(), "exit": exit }).to_string() + "\n"))?;
        }
        done
    };
    if !arguments.watch {
        return once();
    }
    if piped.is_some() {
        return Err(Error::Argument("standard input cannot be watched".to_owned()));
    }
    let folders: Vec<&Path> = std::iter::once(corpus).chain(input.lexicons.folder()).collect();
    watch(&folders, &input.output, &stop, once)
}

/// Standard input, as the corpus a run reads: a file in a folder of its own.
struct Piped {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Piped {
    fn read(kind: &str) -> Result<Piped, Error> {
        let failed = |cause| Error::Io { doing: "read", path: "standard input".into(), cause };
        let folder = tempfile::tempdir().map_err(failed)?;
        let end =
            input::Format::ALL.iter().find(|format| format.name() == kind).map_or("txt", |format| format.extension());
        let path = folder.path().join(format!("stdin.{end}"));
        let mut file = std::fs::File::create(&path).map_err(failed)?;
        std::io::copy(&mut std::io::stdin().lock(), &mut file).map_err(failed)?;
        Ok(Piped { path, _folder: folder })
    }

    /// A warning as it is shown, likewise.
    fn told(&self, warning: &str) -> String {
        let path = self.path.display().to_string();
        warning.replace(&path, &self.shown(&self.path).display().to_string())
    }

    /// A path as it is shown: that of the file is nothing the caller knows.
    fn shown(&self, path: &Path) -> PathBuf {
        self.path.parent().and_then(|folder| path.strip_prefix(folder).ok()).unwrap_or(path).to_owned()
    }
}

/// One run.
fn once(arguments: &Run, corpus: &Path, piped: Option<&Piped>, stop: &AtomicBool) -> Result<Exit, Error> {
    let start = Instant::now();
    let input = &arguments.input;
    let lexicons = input.lexicons.source()?;
    let choice = arguments.made.choice();
    let Run { full, wait, timings, .. } = *arguments;
    let options = Options { full, wait, choice, timings, ..input.options() };
    let bar = Bar::new(arguments.quiet);
    let watch = |progress: Progress| {
        match progress {
            Progress::Waiting(process) if options.wait => {
                let process = process.map(|process| format!(" (process {process})")).unwrap_or_default();
                say(&format!("another run{process} is writing into {}; waiting for it", input.output.display()));
            }
            Progress::Waiting(_) => {}
            Progress::Emptied(facts) => {
                let are = if facts == 1 { "is" } else { "are" };
                let (facts, output) = (count(facts as usize, "fact"), input.output.display());
                say(&format!(
                    "extract: no article in {}: {facts} of the run before {are} dropped from {output}",
                    corpus.display()
                ));
            }
            Progress::Listed(files) => bar.bar.set_length(files as u64),
            Progress::Done { files, articles, bytes } => bar.done(files, articles, bytes),
        }
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    if arguments.dry_run {
        let status = status(corpus, &input.output, &lexicons, &options, &watch)?;
        say(status::would(&status).trim_end());
        return Ok(Exit::Done);
    }
    if !arguments.quiet
        && options.choice.dialect != Dialect::default()
        && !options.choice.formats.contains(&Format::Csv)
    {
        let formats: Vec<&str> = options.choice.formats.iter().map(|format| format.name()).collect();
        let (dialect, formats) = (options.choice.dialect.name(), formats.join(","));
        say(&format!("extract: --csv-dialect {dialect} is of no use with --format {formats}, which writes no CSV"));
    }
    let summary = run(corpus, &input.output, &lexicons, &options, &watch);
    bar.bar.finish_and_clear();
    let mut summary = summary.inspect_err(|error| {
        if matches!(error, Error::Lexicon(_)) {
            input.lexicons.say_which();
        }
    })?;
    if let Some(piped) = piped {
        summary.skipped.iter_mut().for_each(|(path, _)| *path = piped.shown(path));
        summary.warnings.iter_mut().for_each(|warning| *warning = piped.told(warning));
    }
    for warning in &summary.warnings {
        say(&format!("extract: {warning}"));
    }
    for (path, reason) in &summary.skipped {
        say(&format!("extract: skipped {}: {reason}", path.display()).replace('\n', "\\n"));
    }
    if !arguments.quiet {
        report(arguments, &summary, &lexicons, start);
    }
    if arguments.timings {
        say(&timings_of(&summary, start));
    }
    if arguments.json_summary {
        print(&json(arguments, &summary, start))?;
    }
    Ok(if summary.skipped.is_empty() { Exit::Done } else { Exit::Skipped })
}

/// A bar on standard error where that is a terminal; indicatif hides it elsewhere.
struct Bar {
    bar: ProgressBar,
    start: Instant,
    articles: AtomicU64,
    bytes: AtomicU64,
}

impl Bar {
    fn new(quiet: bool) -> Bar {
        let bar = ProgressBar::new(0);
        if quiet {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) =
            ProgressStyle::with_template("{bar:30} {pos}/{len} files, {msg}, {elapsed} gone, {eta} to go")
        {
            bar.set_style(style);
        }
        Bar { bar, start: Instant::now(), articles: AtomicU64::default(), bytes: AtomicU64::default() }
    }

    fn done(&self, files: usize, articles: usize, bytes: u64) {
        if articles > 0 {
            let articles = self.articles.fetch_add(articles as u64, Ordering::Relaxed) + articles as u64;
            let bytes = self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
            let seconds = self.start.elapsed().as_secs_f64().max(0.001);
            let (rate, size) = (articles as f64 / seconds, bytes as f64 / 1e6 / seconds);
            if !self.bar.is_hidden() {
                self.bar.set_message(format!("{rate:.0} articles/s, {size:.1} MB/s"));
            }
        }
        self.bar.inc(files as u64);
    }
}

/// What was done, as a line of JSON; `docs/runs.md` tells its fields.
fn json(arguments: &Run, summary: &Summary, start: Instant) -> String {
    let work = &summary.work;
    let skipped =
        |(path, reason): &(PathBuf, String)| serde_json::json!({ "path": path.to_string_lossy(), "reason": reason });
    let told = serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "output": arguments.input.output.to_string_lossy(),
        "articles": summary.articles,
        "undated": summary.undated,
        "bytes": summary.bytes,
        "sentences": summary.sentences,
        "mentions": summary.mentions,
        "facts": summary.facts,
        "claims": summary.claims,
        "conflicts": summary.conflicts,
        "new": work.new,
        "changed": work.changed,
        "gone": work.gone,
        "untouched": work.untouched,
        "all_again": work.all.map(|why| why.to_string()),
        "changes": summary.changes.map(|changes| serde_json::json!({
            "appeared": changes.appeared, "disappeared": changes.disappeared, "changed": changes.changed,
        })),
        "skipped_files": summary.skipped_files,
        "bad_records": summary.bad_records,
        "skipped": summary.skipped.iter().map(skipped).collect::<Vec<_>>(),
        "warnings": summary.warnings,
        "written": summary.written,
        "removed": summary.removed,
        "seconds": (start.elapsed().as_secs_f64() * 1000.0).round() / 1000.0,
        "exit": u8::from(!summary.skipped.is_empty()),
    });
    told.to_string() + "\n"
}

/// So many of a thing, in words.
pub fn count(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

/// Three lines: what the tables hold; what is new in them; what was written, with what, and how long it took. Then what was
/// removed, and how many articles tell no date, where there are any.
fn report(arguments: &Run, summary: &Summary, lexicons: &Source, start: Instant) {
    let skipped = [(summary.skipped_files, "file"), (summary.bad_records, "record")];
    let skipped: Vec<String> = skipped.iter().filter(|(n, _)| *n > 0).map(|(n, what)| count(*n, what)).collect();
    let skipped = if skipped.is_empty() { String::new() } else { format!(", skipped {}", skipped.join(" and ")) };
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
    let again = work.all.filter(|_| work.untouched > 0).map(|why| format!(" but read again ({why})"));
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
        (Some(folder), (0, _)) if lexicons.added() > 0 => {
            format!("the built-in lexicons and rows added to {} in {}", lexicons.added(), folder.display())
        }
        (Some(folder), (own, _)) => {
            let added =
                if lexicons.added() > 0 { format!(", rows added to {}", lexicons.added()) } else { String::new() };
            format!("{} in {}{added}, the built-in ones for the rest", count(own, "lexicon"), folder.display())
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
    if !summary.removed.is_empty() {
        let removed = summary.removed.join(", ");
        say(&format!(
            "removed {removed}: not asked for; {output} holds what the last run's --format and --tables name"
        ));
    }
    if let Some(undated) = summary.undated.filter(|&undated| undated > 0) {
        let tell = if undated == 1 { "tells" } else { "tell" };
        say(&format!(
            "{undated} of {} {tell} no date: «ieri» and the like stay unresolved there; see articles.csv, or --published",
            count(summary.articles, "article")
        ));
    }
}

/// Where the time went: a line a stage, in milliseconds of all threads, and the whole from start to end.
fn timings_of(summary: &Summary, start: Instant) -> String {
    let line = |name: &str, took: Duration| format!("  {name:<10}{:>10.1} ms\n", took.as_secs_f64() * 1e3);
    let mut told = String::from("the time of all threads\n");
    for (stage, took) in &summary.timings {
        told.push_str(&line(stage.name(), *took));
    }
    told + line("in all", start.elapsed()).trim_end() + " from start to end"
}

/// Bytes as a person reads them.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
