//! doccano: a line of JSON an article; what is neither `text` nor `label` it shows as metadata.
//!
//! Offsets are UTF-16 units, which its editor takes from the browser (without «Count grapheme clusters as one character», its
//! default): they are code points wherever a text has no characters beyond U+FFFF, such as emoji.

use crate::Extraction;
use crate::article::Article;
use serde_json::json;

/// The article's line.
pub(super) fn line(article: &Article, found: &Extraction) -> Vec<u8> {
    let mut units = Units { text: &article.text, byte: 0, unit: 0 };
    let label: Vec<_> = found
        .shown()
        .map(|mention| json!([units.at(mention.span.start), units.at(mention.span.end), mention.kind.name()]))
        .collect();
    let line = json!({
        "text": article.text,
        "label": label,
        "article": article.name,
        "title": article.title,
        "published": article.published.to_string(),
    });
    (line.to_string() + "\n").into_bytes()
}

/// Turns byte offsets, asked in rising order, into offsets in UTF-16 units.
struct Units<'t> {
    text: &'t str,
    byte: usize,
    unit: usize,
}

impl Units<'_> {
    fn at(&mut self, byte: u32) -> usize {
        let byte = byte as usize;
        self.unit += self.text.get(self.byte..byte).map_or(0, |between| between.encode_utf16().count());
        self.byte = byte;
        self.unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_count_twice() {
        let text = "è 🚀 H200";
        let mut units = Units { text, byte: 0, unit: 0 };
        assert_eq!([2, 7, text.len()].map(|at| units.at(at as u32)), [1, 4, 9]);
    }
}
