//! `extract lexicon check`: what is doubtful in the lexicons; `extract lexicon export`: the built-in ones as files.

use super::run::count;
use super::{Exit, OwnLexicons, print, say};
use clap::{Args, Subcommand};
use fatti::Error;
use fatti::lexicon::check::{Severity, check};
use fatti::lexicon::{builtin_files, did_you_mean};
use std::path::PathBuf;

/// Look after the lexicons
#[derive(Args)]
pub struct Lexicon {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(Check),
    Export(Export),
}

/// Name every doubtful row of the lexicons, with its file, line and column, and a way out
///
/// An error is a row that does not do what it says; a warning is one that may be meant so. Exit code 1 where there is an error.
#[derive(Args)]
struct Check {
    #[command(flatten)]
    lexicons: OwnLexicons,

    /// Leave the warnings out
    #[arg(short, long)]
    errors: bool,
}

/// Write the built-in lexicons into a folder as CSV files, to begin your own from
///
/// What is in the folder stays as it is. A file of the folder stands in place of the built-in one: keep those you change. To add
/// rows to a lexicon no copy is needed: they go into a file of the same columns called companies.add.csv, chips.add.csv, …
#[derive(Args)]
struct Export {
    /// The folder; made if it is not there
    folder: PathBuf,

    /// Only these: companies, chips, … [default: all]
    names: Vec<String>,
}

pub fn main(arguments: &Lexicon) -> Result<Exit, Error> {
    match &arguments.command {
        Command::Check(arguments) => doubtful(arguments),
        Command::Export(arguments) => export(arguments),
    }
}

fn export(arguments: &Export) -> Result<Exit, Error> {
    let folder = &arguments.folder;
    let stem = |name: &'static str| name.strip_suffix(".csv").unwrap_or(name);
    let mut files: Vec<(&str, &[u8])> = builtin_files().collect();
    if let Some(unknown) =
        arguments.names.iter().find(|asked| files.iter().all(|(name, _)| asked != name && *asked != stem(name)))
    {
        let hint = did_you_mean(unknown, files.iter().map(|(name, _)| stem(name)));
        return Err(Error::Argument(format!("there is no lexicon `{unknown}`{hint}")));
    }
    if !arguments.names.is_empty() {
        files.retain(|(name, _)| arguments.names.iter().any(|asked| asked == name || asked == stem(name)));
    }
    // Nobody's rows are written over.
    if let Some((name, _)) = files.iter().find(|(name, _)| folder.join(name).exists()) {
        let place = folder.join(name);
        return Err(Error::Argument(format!("{} is there already; nothing was written", place.display())));
    }
    std::fs::create_dir_all(folder).map_err(|cause| Error::Io { doing: "create", path: folder.clone(), cause })?;
    for (name, bytes) in &files {
        let path = folder.join(name);
        std::fs::write(&path, bytes).map_err(|cause| Error::Io { doing: "write", path, cause })?;
    }
    say(&format!(
        "wrote {} into {}; each stands in place of the built-in one of its name: keep those you change",
        count(files.len(), "lexicon"),
        folder.display()
    ));
    Ok(Exit::Done)
}

fn doubtful(arguments: &Check) -> Result<Exit, Error> {
    let doubts = check(arguments.lexicons.folder())?;
    let shown = doubts.iter().filter(|d| !arguments.errors || d.severity == Severity::Error);
    print(&shown.map(|d| format!("{}\n", super::shown(&d.to_string()))).collect::<String>())?;
    let errors = doubts.iter().filter(|d| d.severity == Severity::Error).count();
    say(&format!("{}, {}", count(errors, "error"), count(doubts.len() - errors, "warning")));
    Ok(if errors == 0 { Exit::Done } else { Exit::Skipped })
}
