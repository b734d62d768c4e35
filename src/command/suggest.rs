//! `extract suggest CORPUS`: names the lexicons lack, best first, as CSV.

use super::{Exit, HowRead, OwnLexicons, print, say, there};
use clap::{Args, ValueEnum};
use fatti::Error;
use fatti::mention::Type;
use fatti::run::each;
use fatti::suggest::{Seen, rows, table};
use std::path::PathBuf;

/// List the names a corpus speaks of that the lexicons lack, best first, as CSV
///
/// Each row has the name, the type it seems to be, what says so, in how many articles it stands, and an example. With --type
/// the rows are those of that lexicon, header and all, ready to be pasted into it: read them first.
#[derive(Args)]
pub struct Suggest {
    /// The folder of articles, or one article
    corpus: PathBuf,

    /// Only names of this type, as rows of its lexicon
    #[arg(short, long, value_name = "TYPE")]
    r#type: Option<Named>,

    /// At most so many rows
    #[arg(short, long, value_name = "N")]
    most: Option<usize>,

    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    lexicons: OwnLexicons,

    #[command(flatten)]
    reading: HowRead,

    /// How many threads work; the rows are the same for any number [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

/// A type of names.
#[derive(Clone, Copy, ValueEnum)]
enum Named {
    Chip,
    Company,
    Institution,
    Model,
    Person,
    Place,
}

impl Named {
    fn of(self) -> Type {
        match self {
            Named::Chip => Type::Chip,
            Named::Company => Type::Company,
            Named::Institution => Type::Institution,
            Named::Model => Type::Model,
            Named::Person => Type::Person,
            Named::Place => Type::Place,
        }
    }
}

pub fn main(arguments: &Suggest) -> Result<Exit, Error> {
    there(&arguments.corpus)?;
    let lexicons = arguments.lexicons.load()?;
    let options = arguments.reading.options(arguments.jobs);
    let mut seen = Seen::default();
    let look = |article: &fatti::Article| Seen::of(article, &lexicons);
    let skipped = each(&arguments.corpus, &options, &|_| (), look, |found| seen.add(found))?;
    for (path, reason) in &skipped {
        say(&format!("extract: skipped {}: {reason}", path.display()).replace('\n', "\\n"));
    }
    let mut suggestions = seen.suggestions(&lexicons);
    let kind = arguments.r#type.map(Named::of);
    suggestions.retain(|s| kind.is_none_or(|kind| s.kind == kind));
    suggestions.truncate(arguments.most.unwrap_or(usize::MAX));
    let text = match kind {
        Some(kind) => rows(&suggestions, kind, &lexicons),
        None => table(&suggestions),
    };
    match &arguments.output {
        Some(path) => {
            std::fs::write(path, text).map_err(|cause| Error::Io { doing: "write", path: path.clone(), cause })?
        }
        None => print(&text)?,
    }
    Ok(if skipped.is_empty() { Exit::Done } else { Exit::Skipped })
}
