//! The command `extract`, the one place that prints: its arguments, and one file a subcommand.
//!
//! `extract CORPUS` (`run.rs`) reads a folder into tables; the subcommands look into one thing each. A subcommand is a file with
//! its arguments and a `main`, a line in [`Command`], and one in [`work`].

mod explain;
mod lexicon;
mod run;
mod status;
mod stop;
mod suggest;

use clap::error::{ContextKind, ErrorKind};
use clap::{Args, CommandFactory, Parser, Subcommand};
use fatti::lexicon::Source;
use fatti::{Error, Lexicons, Published};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Turns Italian news into tables of facts: who, what, how many, where, when, says who, how sure.
#[derive(Parser)]
#[command(
    name = "extract",
    version,
    arg_required_else_help = true,
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
    Lexicon(lexicon::Lexicon),
    Status(status::Arguments),
    Suggest(suggest::Suggest),
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

/// Does what the arguments of the process ask for.
pub fn main() -> Exit {
    work(parse()).unwrap_or_else(|error| {
        say(&format!("extract: {error}"));
        if matches!(error, Error::Stopped) { Exit::Stopped } else { Exit::Failed }
    })
}

/// The arguments of the process; help and wrong use end it.
fn parse() -> Extract {
    Extract::try_parse().unwrap_or_else(|error| match error.get(ContextKind::InvalidSubcommand) {
        // «extract corpus/*»: to clap a word after the corpus is a subcommand out of place
        Some(word) if error.kind() == ErrorKind::ArgumentConflict => {
            let message = format!("unexpected argument '{word}': the corpus is one folder, or one article");
            Extract::command().error(ErrorKind::UnknownArgument, message).exit()
        }
        _ => error.exit(),
    })
}

fn work(arguments: Extract) -> Result<Exit, Error> {
    match arguments.command {
        Some(Command::Explain(arguments)) => explain::main(&arguments),
        Some(Command::Lexicon(arguments)) => lexicon::main(&arguments),
        Some(Command::Suggest(arguments)) => suggest::main(&arguments),
        Some(Command::Status(arguments)) => status::main(&arguments),
        None => run::main(&arguments.run),
    }
}

/// Which lexicons to read with.
#[derive(Args)]
struct OwnLexicons {
    /// Lexicons to use in place of the built-in ones, file by file [default: ./lexicons where it exists]
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

/// The date of articles that tell none.
#[derive(Args)]
struct DefaultDate {
    /// The date of articles that tell none, which relative dates («ieri») count from: 2026-02-24 or 2026-02
    #[arg(short, long, value_name = "DATE", value_parser = published)]
    published: Option<Published>,
}

impl DefaultDate {
    fn date(&self) -> Published {
        self.published.unwrap_or_default()
    }
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
