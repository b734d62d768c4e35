//! JSON inside a `<script>`: nothing in it can end the element, open a comment, or turn the direction of what stands beside it.

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};

/// Writes `value` as JSON in which every character that HTML or JavaScript could take for more than text is escaped: `<`, `>`,
/// `&`, control characters, line separators, marks that turn the direction of text, and what is no character.
///
/// # Errors
/// As `out`.
pub fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Inert)).map_err(io::Error::from)
}

struct Inert;

impl Formatter for Inert {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|&(_, c)| escaped(c)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    /// A whole number is written as one: half the bytes of a column of counts.
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        // up to here every whole number has a double of its own
        if value.fract() == 0.0 && value.abs() < 9e15 { write!(writer, "{value}") } else { write!(writer, "{value:?}") }
    }
}

fn escaped(c: char) -> bool {
    match c {
        '<' | '>' | '&' => true,
        ' '..='~' => false,
        '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => true,
        '\u{fdd0}'..='\u{fdef}' | '\u{fff0}'..='\u{ffff}' => true,
        '\u{e0000}'..='\u{e0fff}' => true,
        c => u32::from(c) & 0xfffe == 0xfffe,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn json(text: &str) -> String {
        let mut out = Vec::new();
        write(&text, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn markup_is_escaped() {
        let cases = [
            ("NVIDIA, 3,5% «così»", "\"NVIDIA, 3,5% «così»\""),
            ("</script>", "\"\\u003c/script\\u003e\""),
            ("<!-- <script", "\"\\u003c!-- \\u003cscript\""),
            ("a&amp;b", "\"a\\u0026amp;b\""),
            ("\"\\\u{0}\n\r\t\u{1b}", "\"\\\"\\\\\\u0000\\n\\r\\t\\u001b\""),
            ("\u{2028}\u{2029}\u{202e}\u{feff}\u{85}", "\"\\u2028\\u2029\\u202e\\ufeff\\u0085\""),
            ("😀\u{1fffe}\u{e0001}", "\"😀\\ud83f\\udffe\\udb40\\udc01\""),
        ];
        for (text, expected) in cases {
            assert_eq!(json(text), expected, "{text:?}");
        }
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let mut out = Vec::new();
        write(&[740.0, 0.5, -3.0, 1.6e9, 4e12, 9.1e15, f64::INFINITY], &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "[740,0.5,-3,1600000000,4000000000000,9100000000000000.0,null]");
    }

    proptest! {
        #[test]
        fn what_is_read_back_is_what_was_written(text in "\\PC*|.*|[<>&/!script\\-\\\\\"\u{2028}]*") {
            let json = json(&text);
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
            let markup = json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']);
            prop_assert!(!markup);
            prop_assert!(json.chars().all(|c| !c.is_control()));
        }
    }
}
