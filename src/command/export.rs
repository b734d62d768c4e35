//! `extract export CORPUS --to FORMAT`: mentions for annotation tools and taggers.

use super::{Exit, HowRead, OwnLexicons, say, there};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use fatti::export::{To, Writer};
use fatti::run::each;
use fatti::{Article, Error, extract};
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// Write the mentions of articles for Label Studio, doccano, or as CoNLL to train taggers on
///
/// The labels are the types of mentions. docs/export.md has the labelling interface that Label Studio needs.
#[derive(Args)]
pub struct Export {
    /// The folder of articles, or one article
    corpus: PathBuf,

    /// For which tool
    #[arg(short, long, value_name = "FORMAT", value_parser = formats())]
    to: To,

    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    lexicons: OwnLexicons,

    #[command(flatten)]
    reading: HowRead,

    /// How many threads work; the file is the same for any number [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

fn formats() -> impl TypedValueParser<Value = To> {
    let words = To::ALL.map(|to| PossibleValue::new(to.name()).help(to.about()));
    PossibleValuesParser::new(words).try_map(|word| To::parse(&word).ok_or("no format"))
}

pub fn main(arguments: &Export) -> Result<Exit, Error> {
    there(&arguments.corpus)?;
    let Some(path) = &arguments.output else {
        let (exit, written) = export(arguments, std::io::stdout().lock())?;
        return match written {
            // «| head» may stop reading when it has enough
            Err(cause) if cause.kind() != ErrorKind::BrokenPipe => {
                Err(Error::Io { doing: "write to", path: "standard output".into(), cause })
            }
            _ => Ok(exit),
        };
    };
    let failed = |cause| Error::Io { doing: "write", path: path.clone(), cause };
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    // It gets its name when it is whole.
    let (exit, written) = export(arguments, tempfile::NamedTempFile::new_in(folder).map_err(failed)?)?;
    written.and_then(|file| file.persist(path).map_err(|error| error.error)).map_err(failed)?;
    Ok(exit)
}

/// Writes what is asked for; gives back where to, or why nothing more could be written.
fn export<W: Write>(arguments: &Export, out: W) -> Result<(Exit, std::io::Result<W>), Error> {
    let lexicons = arguments.lexicons.load()?;
    let options = arguments.reading.options(arguments.jobs);
    let mut writer = Writer::new(arguments.to, BufWriter::new(out));
    let mut written = Ok(());
    // Where nothing more can be written, nothing more is worked on.
    let cut = AtomicBool::new(false);
    let piece = |article: &Article| match cut.load(Ordering::Relaxed) {
        true => Vec::new(),
        false => arguments.to.piece(article, &extract(article, &lexicons), &lexicons),
    };
    let skipped = each(&arguments.corpus, &options, &|_| (), piece, |piece| {
        if written.is_ok() {
            written = writer.write(&piece);
            cut.store(written.is_err(), Ordering::Relaxed);
        }
    })?;
    for (path, reason) in &skipped {
        say(&format!("extract: skipped {}: {reason}", path.display()).replace('\n', "\\n"));
    }
    let ended = written.and_then(|()| writer.finish());
    let ended = ended.and_then(|buffer| buffer.into_inner().map_err(std::io::IntoInnerError::into_error));
    Ok((if skipped.is_empty() { Exit::Done } else { Exit::Skipped }, ended))
}
