//! Where something stands in an article.

/// A half-open range of bytes, `start..end`, in an article's text. Later stages never move it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`.
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The words the span covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// Whether the two spans share a byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Turns byte offsets into code point offsets: what the tables hold. Costs the distance to the offset asked before.
#[derive(Clone, Copy, Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    point: usize,
}

impl<'a> CodePoints<'a> {
    /// Counts from the start of `text`.
    pub fn new(text: &'a str) -> Self {
        CodePoints { text, byte: 0, point: 0 }
    }

    /// How many code points stand before `byte`.
    pub fn at(&mut self, byte: u32) -> usize {
        let byte = byte as usize;
        let count = |range: std::ops::Range<usize>| self.text[range].chars().count();
        // Facts of one sentence overlap: the next one's start may stand before the last one's end.
        if byte < self.byte {
            self.point -= count(byte..self.byte);
        } else {
            self.point += count(self.byte..byte);
        }
        self.byte = byte;
        self.point
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_accents_once() {
        let text = "perché l’H200";
        let mut points = CodePoints::new(text);
        let at = text.find("H200").expect("the name is there");
        assert_eq!(points.at(at as u32), 9);
        assert_eq!(points.at(0), 0);
        assert_eq!(points.at(at as u32), 9);
        // «l», before the apostrophe's three bytes
        assert_eq!(points.at(at as u32 - 4), 7);
        assert_eq!(points.at(text.len() as u32), 13);
    }
}
