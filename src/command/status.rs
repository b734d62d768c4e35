//! `extract status CORPUS -o OUTPUT`: what a run would do.

use super::run::{Input, count};
use super::{Exit, print, shown, there};
use clap::Args;
use fatti::Error;
use fatti::run::{Status, status};
use std::ops::ControlFlow;

/// Print which articles are new, changed and gone since the last run into OUTPUT
///
/// One a line, after what it is; then how many there are of each. Nothing is written.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    input: Input,
}

pub fn main(arguments: &Arguments) -> Result<Exit, Error> {
    let input = &arguments.input;
    let (corpus, lexicons) = (input.corpus()?, input.lexicons.source()?);
    there(corpus)?;
    let status = status(corpus, &input.output, &lexicons, &input.options(), &|_| ControlFlow::Continue(()))?;
    let mut out = String::new();
    let new = status.new.iter().map(|path| ("new", path.display().to_string()));
    let changed = status.changed.iter().map(|path| ("changed", path.display().to_string()));
    let gone = status.gone.iter().map(|name| ("gone", name.clone()));
    for (what, name) in new.chain(changed).chain(gone) {
        out.push_str(&format!("{what:<8} {}\n", shown(&name).replace('\n', "\\n")));
    }
    out.push_str(&would(&status));
    print(&out)?;
    Ok(Exit::Done)
}

/// How many articles a run would read, and why; a line each.
pub fn would(status: &Status) -> String {
    let mut out = String::new();
    for warning in &status.warnings {
        out.push_str(&format!("{}\n", shown(warning)));
    }
    let (new, changed, gone) = (status.new.len(), status.changed.len(), status.gone.len());
    out.push_str(&format!("{new} new, {changed} changed, {gone} gone, {} untouched\n", status.untouched));
    match status.all {
        Some(why) => {
            let all = count(new + changed + status.untouched, "file");
            out.push_str(&format!("a run would read all: {all} ({why})\n"));
        }
        None if new + changed + gone == 0 => out.push_str("a run would change nothing\n"),
        None => out.push_str(&format!("a run would read {}\n", count(new + changed, "file"))),
    }
    out
}
