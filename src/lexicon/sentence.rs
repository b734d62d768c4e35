//! Abbreviations, whose full stop may end no sentence, and leftovers of web pages, which are no part of the article: `src/sentence.rs`
//! asks for both.

use serde::{Deserialize, Serialize};

/// How a line of a web page is known to be no part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Leftover {
    /// It is all the line holds, alone, in a row of such, or with a number («12 commenti»).
    Line,
    /// The line begins with it.
    Start,
    /// The line begins with it and has a few words more («Foto: Ansa»); a longer one is a caption.
    Short,
    /// The line begins with it, and a date, a time or a number is all that comes after («Pubblicato il 3 marzo alle 12:30»).
    Dated,
}
pub(super) const LEFTOVERS: [(&str, Leftover); 4] =
    [("line", Leftover::Line), ("start", Leftover::Start), ("short", Leftover::Short), ("dated", Leftover::Dated)];

/// What an abbreviation's full stop says of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Abbreviation {
    /// A title before a name: never ends a sentence.
    Title,
    /// Stands before what it belongs to («ad es. Nvidia»): ends one only before a word such as «Il».
    Before,
    /// Stands before a number («art. 5», «cap. IV»), or closes a list («ecc.»): ends a sentence before any other capital.
    Number,
    /// Stands at the end of what it belongs to («S.p.A.»): may end a sentence.
    Tail,
}
pub(super) const ABBREVIATIONS: [(&str, Abbreviation); 4] = [
    ("title", Abbreviation::Title),
    ("before", Abbreviation::Before),
    ("number", Abbreviation::Number),
    ("tail", Abbreviation::Tail),
];
