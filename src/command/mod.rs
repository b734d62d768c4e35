//! The command `extract`, the one place that prints: its arguments, and one file a subcommand.
//!
//! `extract CORPUS` (`run.rs`) reads a folder into tables; the subcommands look into one thing each. A subcommand is a file with
//! its arguments and a `main`, a line in [`Command`], and one in [`work`].

mod config;
mod explain;
mod export;
mod lexicon;
mod run;
mod shell;
mod status;
mod stop;
mod suggest;
mod watch;

use clap::error::{ContextKind, ErrorKind};
use clap::{Args, CommandFactory, Parser, Subcommand};
use fatti::input::{self, Columns, Reading};
use fatti::lexicon::{Source, did_you_mean};
use fatti::run::Options;
use fatti::{Article, Error, Lexicons, Published};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Turns Italian news into tables of facts: who, what, how many, where, when, says who, how sure.
#[derive(Parser)]
#[command(
    name = "extract",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    disable_help_subcommand = true,
    max_term_width = 100,
    help_template = "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}",
    before_help = run::EXAMPLES,
    after_help = run::NOTES
)]
struct Extract {
    #[command(flatten)]
    run: run::Run,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    Explain(explain::Explain),
    Export(export::Export),
    Lexicon(lexicon::Lexicon),
    Status(status::Arguments),
    Suggest(suggest::Suggest),
    Completions(shell::Completions),
    Man(shell::Man),
}

/// What the command says to its caller.
pub enum Exit {
    /// All was done.
    Done = 0,
    /// Some files were skipped.
    Skipped = 1,
    /// Wrong use, bad lexicons, or what was to be read or written could not be.
    Failed = 2,
    /// Stopped by Ctrl-C, as shells have it.
    Stopped = 130,
}

impl Exit {
    /// What an error says to the caller.
    fn of(error: &Error) -> Exit {
        if matches!(error, Error::Stopped) { Exit::Stopped } else { Exit::Failed }
    }
}

/// Does what the arguments of the process ask for.
pub fn main() -> Exit {
    parse().and_then(work).unwrap_or_else(|error| {
        say(&format!("extract: {error}"));
        Exit::of(&error)
    })
}

/// The arguments of the process and of `extract.toml`; help and wrong use end it.
fn parse() -> Result<Extract, Error> {
    let words = config::words(std::env::args_os().collect()).map_err(Error::Argument)?;
    let parsed = Extract::try_parse_from(words.all());
    if let (true, Some(blamed)) = (parsed.is_err(), words.blame()) {
        return Err(Error::Argument(blamed));
    }
    Ok(parsed.unwrap_or_else(|error| match error.get(ContextKind::InvalidSubcommand) {
        // «extract corpus/*»: to clap a word after the corpus is a subcommand out of place
        Some(word) if error.kind() == ErrorKind::ArgumentConflict => {
            let message = match misspelt(&word.to_string()) {
                Some((first, near)) => format!("'{first}' is no command{near}"),
                None => format!("unexpected argument '{word}': the corpus is one folder, or one article"),
            };
            Extract::command().error(ErrorKind::UnknownArgument, message).exit()
        }
        _ => error.exit(),
    }))
}

/// The word before this one where it is no path but nearly a command, and which: «extract statsu news».
fn misspelt(word: &str) -> Option<(String, String)> {
    let words: Vec<String> = std::env::args().skip(1).take_while(|given| given != word).collect();
    let first = words.last().filter(|first| !Path::new(first).exists())?;
    let root = Extract::command();
    let near = did_you_mean(first, root.get_subcommands().map(clap::Command::get_name));
    (!near.is_empty()).then(|| (first.clone(), near))
}

fn work(arguments: Extract) -> Result<Exit, Error> {
    match arguments.command {
        Some(Command::Explain(arguments)) => explain::main(&arguments),
        Some(Command::Export(arguments)) => export::main(&arguments),
        Some(Command::Lexicon(arguments)) => lexicon::main(&arguments),
        Some(Command::Suggest(arguments)) => suggest::main(&arguments),
        Some(Command::Status(arguments)) => status::main(&arguments),
        Some(Command::Completions(arguments)) => shell::completions(&arguments),
        Some(Command::Man(arguments)) => shell::man(&arguments),
        None => run::main(&arguments.run),
    }
}

/// Says of a path that is not there what is near it: a file beside, or a command.
///
/// # Errors
/// [`Error::Io`] or [`Error::Argument`] where it cannot be looked at.
fn there(path: &Path) -> Result<(), Error> {
    let Err(cause) = std::fs::metadata(path) else { return Ok(()) };
    let failed = Error::Io { doing: "read", path: path.to_owned(), cause };
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return Err(failed) };
    let parent = path.parent().filter(|parent| *parent != Path::new(""));
    let beside = std::fs::read_dir(parent.unwrap_or(Path::new("."))).into_iter().flatten().flatten();
    let mut names: Vec<String> = beside.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort_unstable();
    let mut near = did_you_mean(name, names.iter().map(String::as_str));
    if near.is_empty() && parent.is_none() {
        let root = Extract::command();
        near = did_you_mean(name, root.get_subcommands().map(clap::Command::get_name))
            .replace("mean `", "mean the command `");
    }
    Err(if near.is_empty() { failed } else { Error::Argument(format!("{failed}{near}")) })
}

/// Which lexicons to read with.
#[derive(Args)]
struct OwnLexicons {
    /// Lexicons to use in place of the built-in ones, file by file (companies.csv), and rows to add to them
    /// (companies.add.csv) [default: ./lexicons where it exists]
    #[arg(short, long, value_name = "FOLDER")]
    lexicons: Option<PathBuf>,
}

impl OwnLexicons {
    /// The folder that stands in for built-in lexicons, if there is one.
    fn folder(&self) -> Option<&Path> {
        let local = Path::new("lexicons");
        self.lexicons.as_deref().or_else(|| local.is_dir().then_some(local))
    }

    /// Where they come from, read but not yet loaded.
    fn source(&self) -> Result<Source, Error> {
        self.folder().map_or_else(|| Ok(Source::builtin()), Source::folder).inspect_err(|_| self.say_which())
    }

    fn load(&self) -> Result<Lexicons, Error> {
        self.source()?.load().inspect_err(|_| self.say_which())
    }

    /// Says which lexicons an error is about.
    fn say_which(&self) {
        if let Some(folder) = self.folder() {
            say(&format!("extract: the lexicons in {} cannot stand in for the built-in ones", folder.display()));
        }
    }
}

/// How articles are read.
#[derive(Args)]
struct HowRead {
    /// The date of articles that tell none, which relative dates («ieri») count from: 2026-02-24 or 2026-02
    #[arg(short, long, value_name = "DATE", value_parser = published)]
    published: Option<Published>,

    /// Which columns of .jsonl, .json, .csv and .parquet hold what: text=body,date=published; what can be given: id, text,
    /// date, title, url, source [default: columns of these and other usual names]
    #[arg(long, value_name = "WHAT=NAME,…", value_parser = Columns::parse)]
    columns: Option<Columns>,
}

impl HowRead {
    fn date(&self) -> Published {
        self.published.unwrap_or_default()
    }

    fn columns(&self) -> Columns {
        self.columns.clone().unwrap_or_default()
    }

    /// The options of a run that only reads.
    fn options(&self, jobs: Option<u16>) -> Options {
        let jobs = jobs.map_or(0, usize::from);
        Options { jobs, published: self.date(), columns: self.columns(), ..Options::default() }
    }
}

/// The article in a file; of a file with records the one after `#` in its path, else the first.
fn article(path: &Path, how: &HowRead) -> Result<Article, Error> {
    let reading = Reading { published: how.date(), columns: how.columns() };
    let whole = path.to_string_lossy();
    let (path, record) = match whole.split_once('#') {
        Some((file, record)) if !path.exists() => (Path::new(file), Some(record)),
        _ => (path, None),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    input::Source { path, name: &name, said: None, reading: &reading }.one(record)
}

fn published(text: &str) -> Result<Published, String> {
    Published::parse(text).ok_or_else(|| "expected a date like 2026-02-24 or a month like 2026-02".to_owned())
}

/// Text on standard output; «| head» may stop reading when it has enough.
fn print(text: &str) -> Result<(), Error> {
    let mut stdout = std::io::stdout();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(cause) if cause.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::Io { doing: "write to", path: "standard output".into(), cause })
        }
        _ => Ok(()),
    }
}

/// A message on standard error; a closed pipe is no error.
fn say(message: &str) {
    let _ = writeln!(std::io::stderr(), "{}", shown(message));
}

/// The text with its control characters shown: those of file names, cells and articles are not sent to the terminal.
fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // C0, C1, and the marks that turn the direction of what follows
        let unsafe_to_show =
            (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if unsafe_to_show {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}
