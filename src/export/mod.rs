//! Mentions for annotation tools and taggers: what `extract export` writes.
//!
//! | format | holds | offsets count in |
//! | --- | --- | --- |
//! | `label_studio.rs` | tasks with predictions, a JSON array | code points, as Label Studio's editor does |
//! | `doccano.rs` | an article a line of JSON | UTF-16 units, as doccano's editor does |
//! | `conll.rs` | a token a line, a sentence a paragraph, tags in BIO | |
//!
//! An article becomes a piece of a file by itself, so that many can be made at once; [`Writer`] puts them one after the other.

mod conll;
mod doccano;
mod label_studio;

use crate::Extraction;
use crate::article::Article;
use crate::lexicon::Lexicons;
use std::io::Write;

/// A format of annotation tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// Label Studio: tasks with predictions.
    LabelStudio,
    /// doccano: JSON Lines for sequence labeling.
    Doccano,
    /// CoNLL: token and BIO tag.
    Conll,
}

impl To {
    /// All of them.
    pub const ALL: [To; 3] = [To::LabelStudio, To::Doccano, To::Conll];

    /// Its name on the command line.
    ///
    /// ```
    /// use fatti::export::To;
    /// assert!(To::ALL.into_iter().all(|to| To::parse(to.name()) == Some(to)));
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            To::LabelStudio => "label-studio",
            To::Doccano => "doccano",
            To::Conll => "conll",
        }
    }

    /// What it is, in a line.
    pub fn about(self) -> &'static str {
        match self {
            To::LabelStudio => "JSON of tasks with predictions, for Label Studio",
            To::Doccano => "JSON Lines for doccano's sequence labeling, and for Python: text, label",
            To::Conll => "a token and its BIO tag a line, an empty line after a sentence, for taggers",
        }
    }

    /// The format of this name.
    pub fn parse(name: &str) -> Option<To> {
        To::ALL.into_iter().find(|to| to.name() == name)
    }

    /// An article's piece of a file.
    pub fn piece(self, article: &Article, found: &Extraction, lexicons: &Lexicons) -> Vec<u8> {
        match self {
            To::LabelStudio => label_studio::task(article, found),
            To::Doccano => doccano::line(article, found),
            To::Conll => conll::sentences(article, found, lexicons),
        }
    }
}

/// Puts articles' pieces into a file.
#[derive(Debug)]
pub struct Writer<W> {
    to: To,
    out: W,
    /// Whether a piece was written.
    begun: bool,
}

impl<W: Write> Writer<W> {
    /// One that writes into `out`.
    pub fn new(to: To, out: W) -> Writer<W> {
        Writer { to, out, begun: false }
    }

    /// Writes a piece, which [`To::piece`] made.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&mut self, piece: &[u8]) -> std::io::Result<()> {
        if self.to == To::LabelStudio {
            self.out.write_all(if self.begun { b",\n" } else { b"[\n" })?;
        }
        self.begun = true;
        self.out.write_all(piece)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish(mut self) -> std::io::Result<W> {
        match (self.to, self.begun) {
            (To::LabelStudio, true) => self.out.write_all(b"\n]\n")?,
            (To::LabelStudio, false) => self.out.write_all(b"[]\n")?,
            _ => {}
        }
        self.out.flush()?;
        Ok(self.out)
    }
}
