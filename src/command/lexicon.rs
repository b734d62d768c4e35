//! `extract lexicon check`: what is doubtful in the lexicons.

use super::{Exit, OwnLexicons, print, say};
use clap::{Args, Subcommand};
use fatti::Error;
use fatti::lexicon::check::{Severity, check};

/// Look after the lexicons
#[derive(Args)]
pub struct Lexicon {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(Check),
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

pub fn main(arguments: &Lexicon) -> Result<Exit, Error> {
    let Command::Check(arguments) = &arguments.command;
    let doubts = check(arguments.lexicons.folder())?;
    let shown = doubts.iter().filter(|d| !arguments.errors || d.severity == Severity::Error);
    print(&shown.map(|d| format!("{}\n", super::shown(&d.to_string()))).collect::<String>())?;
    let errors = doubts.iter().filter(|d| d.severity == Severity::Error).count();
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    say(&format!("{}, {}", count(errors, "error"), count(doubts.len() - errors, "warning")));
    Ok(if errors == 0 { Exit::Done } else { Exit::Skipped })
}
