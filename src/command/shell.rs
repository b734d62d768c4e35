//! `extract completions SHELL` and `extract man`: what shells and `man` want to know of the command.

use super::{Exit, Extract, print};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use fatti::Error;

/// Print what completes the command's words in a shell
///
/// bash: extract completions bash > ~/.local/share/bash-completion/completions/extract
///
/// zsh: extract completions zsh > a folder of $fpath, as _extract
///
/// fish: extract completions fish > ~/.config/fish/completions/extract.fish
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

pub fn completions(arguments: &Completions) -> Result<Exit, Error> {
    let mut out = Vec::new();
    clap_complete::generate(arguments.shell, &mut Extract::command(), "extract", &mut out);
    print(&String::from_utf8_lossy(&out))?;
    Ok(Exit::Done)
}

/// Print the man page, of a command with its name
///
/// extract man > extract.1; extract man status > extract-status.1
#[derive(Args)]
pub struct Man {
    /// The command it is of [default: extract itself]
    command: Option<String>,
}

pub fn man(arguments: &Man) -> Result<Exit, Error> {
    let mut root = Extract::command();
    root.build();
    let command = match &arguments.command {
        None => root,
        Some(name) => match root.find_subcommand(name) {
            Some(command) => command.clone(),
            None => {
                let near = fatti::lexicon::did_you_mean(name, root.get_subcommands().map(clap::Command::get_name));
                return Err(Error::Argument(format!("there is no command `{name}`{near}")));
            }
        },
    };
    let mut out = Vec::new();
    let rendered = clap_mangen::Man::new(command).render(&mut out);
    rendered.map_err(|cause| Error::Io { doing: "write to", path: "standard output".into(), cause })?;
    print(&String::from_utf8_lossy(&out))?;
    Ok(Exit::Done)
}
