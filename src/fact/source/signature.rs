//! The signature under a post.

use super::name::name;
use crate::fact::parse::{Parsed, What};
use crate::fact::{Filler, Text};

/// The signature under a post («— The Kobeissi Letter (@KobeissiLetter) 31 gennaio 2025»): who signs.
pub(in crate::fact) fn signature(text: &Text<'_>, parsed: &Parsed, first_token: usize) -> Option<Filler> {
    if !(matches!(parsed.items.first()?.what, What::Mark('–' | '-')) && text.tokens[first_token].after_line()) {
        return None;
    }
    let handle = parsed.items.iter().any(|i| text.word(i.first).starts_with('@'));
    let plain = parsed.items.len() <= 5
        && !parsed.items.iter().any(|i| text.figure_item(i) || matches!(i.what, What::Mark(':')));
    name(text, parsed.items.get(1)?).filter(|_| handle || plain)
}
