//! A file's bytes as text: in which encoding they are, or why they are no text.
//!
//! | bytes | `encoding` |
//! | --- | --- |
//! | UTF-8, with or without a byte order mark | `utf-8` |
//! | UTF-8 whose first or last character is cut, or with lone surrogates or a few NUL bytes: U+FFFD each | `utf-8 (damaged)` |
//! | UTF-8 with stray bytes of an old code page (a pasted quote) | `utf-8 with windows-1252` |
//! | UTF-16, by its byte order mark or by every other byte being 0; a lone surrogate is U+FFFD | `utf-16le`, `utf-16be` |
//! | Windows-1252 and Latin-1, Mac Roman: whichever makes Italian of the bytes | `windows-1252`, `macintosh` |
//! | anything else | what `chardetng` takes it for |
//!
//! Files that are something else than text (pictures, archives, web pages) are told by how they begin.

use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text and the name of its encoding.
type Decoded = (String, &'static str);

/// How files begin that are no text, and what they are.
const SIGNATURES: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF-", "is a PDF: save its text"),
    (0, b"{\\rtf", "is RTF: save it as plain text"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a document of an old office program: save it as plain text"),
    (0, b"PK\x03\x04", "is a ZIP archive, or a document (DOCX, ODT, EPUB): save it as plain text"),
    (0, b"%!PS", "is PostScript: save its text"),
    (0, b"\x89PNG\r\n\x1a\n", "is a picture (PNG)"),
    (0, b"\xff\xd8\xff", "is a picture (JPEG)"),
    (0, b"GIF87a", "is a picture (GIF)"),
    (0, b"GIF89a", "is a picture (GIF)"),
    (8, b"WEBP", "is a picture (WebP)"),
    (0, b"II*\0", "is a picture (TIFF)"),
    (0, b"MM\0*", "is a picture (TIFF)"),
    (4, b"ftyp", "is a picture or a film"),
    (0, b"\x1f\x8b", "is compressed (gzip)"),
    (0, b"\x28\xb5\x2f\xfd", "is compressed (zstd)"),
    (0, b"BZh", "is compressed (bzip2)"),
    (0, b"\xfd7zXZ\0", "is compressed (xz)"),
    (257, b"ustar", "is a tar archive"),
    (0, b"SQLite format 3\0", "is a database"),
];

/// The text in `bytes`, without its byte order mark, and how it was encoded.
///
/// # Errors
/// Why the bytes are no text, or empty.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, &'static str> {
    let (text, encoding) = decode_markup(bytes)?;
    markup(&text).map_or(Ok((text, encoding)), Err)
}

/// The same, where the text may be a web page.
///
/// # Errors
/// Why the bytes are no text, or empty.
pub(crate) fn decode_markup(bytes: Vec<u8>) -> Result<Decoded, &'static str> {
    if bytes.is_empty() {
        return Err("is empty");
    }
    let begins = |(at, mark, _): &&(usize, &[u8], &str)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark));
    if let Some((_, _, what)) = SIGNATURES.iter().find(begins) {
        return Err(what);
    }
    let (mut text, encoding) = match String::from_utf8(bytes) {
        Ok(text) if !text.as_bytes().contains(&0) => (text, "utf-8"),
        Ok(text) => utf16(text.as_bytes()).or_else(|| with_nul(&text)).ok_or("is no text: it holds NUL bytes")?,
        Err(error) => other(error.as_bytes()).ok_or("is no text: it holds binary data")?,
    };
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if text.as_bytes().contains(&0) {
        return Err("is no text: it holds NUL bytes");
    }
    if text.trim().is_empty() {
        return Err("holds no words");
    }
    Ok((text, encoding))
}

/// What a text is whose mark-up would be read as words: a web page, a feed.
fn markup(text: &str) -> Option<&'static str> {
    let start = text.trim_start();
    if !start.starts_with('<') {
        return None;
    }
    let head: Vec<u8> = start.bytes().take(2048).map(|b| b.to_ascii_lowercase()).collect();
    let has = |tag: &[u8]| head.windows(tag.len()).any(|window| window == tag);
    if [&b"<!doctype html"[..], b"<html", b"<head>", b"<body"].iter().any(|tag| has(tag)) {
        return Some("is a web page (HTML): give its name the end .html, or save its text");
    }
    head.starts_with(b"<?xml").then_some("is XML: save its text")
}

/// UTF-8 in which a NUL byte stands here and there: they are shown as what cannot be shown.
fn with_nul(text: &str) -> Option<Decoded> {
    let nul = text.bytes().filter(|&b| b == 0).count();
    (nul * 100 <= text.len()).then(|| (text.replace('\0', "\u{fffd}"), "utf-8 (damaged)"))
}

/// Decodes what is not UTF-8; `None` for binary data.
fn other(bytes: &[u8]) -> Option<Decoded> {
    if let Some(decoded) = utf16(bytes) {
        return Some(decoded);
    }
    // Old code pages hold no control characters but tab, line and page ends.
    let sample = &bytes[..bytes.len().min(4096)];
    let binary = sample.iter().filter(|&&b| b < 32 && !matches!(b, 9 | 10 | 12 | 13)).count();
    if binary * 100 > sample.len() || sample.contains(&0) {
        return None;
    }
    mixed(bytes).or_else(|| Some(code_page(bytes)))
}

/// UTF-16: by its byte order mark, else where nearly every other byte is 0, as Latin letters have it.
fn utf16(bytes: &[u8]) -> Option<Decoded> {
    let (encoding, skip) = match Encoding::for_bom(bytes) {
        Some((encoding, skip)) if encoding != UTF_8 => (encoding, skip),
        _ => {
            let sample = &bytes[..bytes.len().min(4096) & !1];
            let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|&&b| b == 0).count();
            let (big, little, half) = (zeros(0), zeros(1), sample.len() / 2);
            // A last byte may be cut off; of a few letters that says nothing.
            let enough = half > 1 && (bytes.len().is_multiple_of(2) || half > 16);
            // Quotes, dashes and the euro sign lie above 0xff: a text may have a few of them.
            match enough {
                true if little * 10 > half * 9 && big == 0 => (UTF_16LE, 0),
                true if big * 10 > half * 9 && little == 0 => (UTF_16BE, 0),
                _ => return None,
            }
        }
    };
    let text = encoding.decode_without_bom_handling(&bytes[skip..]).0.into_owned();
    let (mut damaged, mut all) = (0, 0);
    for c in text.chars() {
        damaged += usize::from(c == char::REPLACEMENT_CHARACTER);
        all += 1;
    }
    // A half of a pair here and there, the last letter cut: text all the same; more of them is no UTF-16.
    let few = damaged <= 1 || damaged * 20 <= all;
    few.then_some((text, if encoding == UTF_16BE { "utf-16be" } else { "utf-16le" }))
}

/// UTF-8 in which some bytes are not: where most of what is not ASCII is UTF-8.
fn mixed(bytes: &[u8]) -> Option<Decoded> {
    let (mut valid, mut stray, mut text) = (0, 0, String::with_capacity(bytes.len() + 16));
    let mut rest = bytes;
    while !rest.is_empty() {
        let (good, bad) = match std::str::from_utf8(rest) {
            Ok(good) => (good, 0),
            Err(error) => {
                let (good, bad) = rest.split_at(error.valid_up_to());
                (std::str::from_utf8(good).unwrap_or_default(), error.error_len().unwrap_or(bad.len()))
            }
        };
        valid += good.chars().filter(|c| !c.is_ascii()).count();
        text.push_str(good);
        let cut = &rest[good.len()..];
        let last = good.len() + bad == rest.len();
        let len = if let Some((c, len)) = surrogates(cut) {
            text.push(c);
            len
        } else if bad > 0 && (last && is_begun(cut) || text.is_empty() && cut[0] & 0xc0 == 0x80) {
            // A part of a character at the very end or beginning says nothing of the code page: the file was cut.
            text.push(char::REPLACEMENT_CHARACTER);
            bad
        } else {
            stray += bad;
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(&cut[..bad]).0);
            bad
        };
        rest = &cut[len..];
    }
    (valid > stray).then_some((text, if stray == 0 { "utf-8 (damaged)" } else { "utf-8 with windows-1252" }))
}

/// Whether the bytes are a character of UTF-8 that is not yet complete.
fn is_begun(bytes: &[u8]) -> bool {
    matches!(bytes, [0xc2..=0xf4] | [0xe0..=0xf4, 0x80..=0xbf, ..])
}

/// The halves of a pair written as if each were a character, as some programs do: the character, or U+FFFD for one half alone.
fn surrogates(bytes: &[u8]) -> Option<(char, usize)> {
    let half = |at: usize| match bytes.get(at..at + 3)? {
        &[0xed, b @ 0xa0..=0xbf, c @ 0x80..=0xbf] => Some(0xd000 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f)),
        _ => None,
    };
    let high = half(0)?;
    let pair = half(3).filter(|low| high < 0xdc00 && *low >= 0xdc00);
    let c = pair.and_then(|low| char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)));
    Some(c.map_or((char::REPLACEMENT_CHARACTER, 3), |c| (c, 6)))
}

/// Windows-1252 (and Latin-1, which it holds) or Mac Roman, where one of them makes Italian of the bytes; else a guess.
fn code_page(bytes: &[u8]) -> Decoded {
    let italian = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(bytes).0;
        let (mut italian, mut all) = (0, 0);
        for c in text.chars().filter(|c| !c.is_ascii()) {
            italian += usize::from("àèéìòùÀÈÉÌÒÙ’‘“”«»–—…€°ºª©®™·•\u{a0}".contains(c));
            all += 1;
        }
        (italian * 100 / all.max(1), text.into_owned())
    };
    let (windows, text) = italian(WINDOWS_1252);
    let (mac, mac_text) = italian(MACINTOSH);
    if mac > windows && mac >= 70 {
        return (mac_text, "macintosh");
    }
    if windows >= 70 {
        return (text, "windows-1252");
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(Some(b"it"), chardetng::Utf8Detection::Deny);
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    (text, if encoding == WINDOWS_1252 { "windows-1252" } else { encoding.name() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "La società dice: «È così», perché di più non si può. L’Italia è già là – o no…";

    #[test]
    fn encodings_are_told_apart() {
        let utf16 = |units: fn(u16) -> [u8; 2], mark: &[u8]| -> Vec<u8> {
            mark.iter().copied().chain(TEXT.encode_utf16().flat_map(units)).collect()
        };
        let page = |encoding: &'static Encoding| encoding.encode(TEXT).0.into_owned();
        let mac: Vec<u8> = TEXT
            .chars()
            .map(|c| match c {
                'à' => 0x88,
                'è' => 0x8f,
                'é' => 0x8e,
                'ì' => 0x93,
                'ò' => 0x98,
                'ù' => 0x9d,
                'È' => 0xe9,
                '«' => 0xc7,
                '»' => 0xc8,
                '’' => 0xd5,
                '–' => 0xd0,
                '…' => 0xc9,
                c => c as u8,
            })
            .collect();
        let mut mixed = TEXT.as_bytes().to_vec();
        let stray = mixed.iter().position(|&b| b == 0xe2).expect("’ begins with it");
        mixed.splice(stray..stray + 3, [0x92]);
        for (bytes, encoding) in [
            (TEXT.as_bytes().to_vec(), "utf-8"),
            ([b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), "utf-8"),
            (utf16(u16::to_le_bytes, &[0xff, 0xfe]), "utf-16le"),
            (utf16(u16::to_be_bytes, &[0xfe, 0xff]), "utf-16be"),
            (utf16(u16::to_le_bytes, &[]), "utf-16le"),
            (utf16(u16::to_be_bytes, &[]), "utf-16be"),
            (page(WINDOWS_1252), "windows-1252"),
            (mac, "macintosh"),
            (mixed, "utf-8 with windows-1252"),
        ] {
            assert_eq!(decode(bytes), Ok((TEXT.to_owned(), encoding)));
        }
        let latin = b"La societ\xe0 ha detto che \xe8 cos\xec.".to_vec();
        assert_eq!(decode(latin), Ok(("La società ha detto che è così.".to_owned(), "windows-1252")));
        let ascii: Vec<u8> = "Solo lettere".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(ascii), Ok(("Solo lettere".to_owned(), "utf-16le")));
    }

    #[test]
    fn what_is_damaged_is_read_as_far_as_it_can_be() {
        let shown = |text: &str| text.replace(char::REPLACEMENT_CHARACTER, "?");
        let cut = TEXT.as_bytes();
        let half = |units: &[u16]| units.iter().flat_map(|u| u.to_le_bytes()).collect::<Vec<u8>>();
        let with = |before: &str, bytes: &[u8], after: &str| [before.as_bytes(), bytes, after.as_bytes()].concat();
        let units = |units: &[u16]| {
            let mut text: Vec<u16> = "\u{feff}Uno due tre quattro".encode_utf16().collect();
            text.extend_from_slice(units);
            half(&text)
        };
        for (bytes, expected, encoding) in [
            (cut[..cut.len() - 1].to_vec(), TEXT.replace('…', "?"), "utf-8 (damaged)"),
            (cut[..cut.len() - 2].to_vec(), TEXT.replace('…', "?"), "utf-8 (damaged)"),
            (with("", b"\xa0", " la città è là"), "? la città è là".to_owned(), "utf-8 (damaged)"),
            (with("È ", b"\xed\xa0\x80", " così"), "È ? così".to_owned(), "utf-8 (damaged)"),
            (with("È ", b"\xed\xa0\xbd\xed\xb8\x80", " così"), "È 😀 così".to_owned(), "utf-8 (damaged)"),
            (with(&"Nvidia ".repeat(20), b"\0", "sale"), "Nvidia ".repeat(20) + "?sale", "utf-8 (damaged)"),
            (units(&[0xd83d, 0x20, 0x41]), "Uno due tre quattro? A".to_owned(), "utf-16le"),
            (units(&[0xdc00]), "Uno due tre quattro?".to_owned(), "utf-16le"),
            ([units(&[0x20, 0xe8]), vec![b'x']].concat(), "Uno due tre quattro è?".to_owned(), "utf-16le"),
        ] {
            let decoded = decode(bytes).map(|(text, encoding)| (shown(&text), encoding));
            assert_eq!(decoded, Ok((expected, encoding)));
        }
    }

    #[test]
    fn what_is_no_text_says_so() {
        for (bytes, reason) in [
            (&b""[..], "is empty"),
            (b"  \n", "holds no words"),
            (b"\xef\xbb\xbf", "holds no words"),
            (b"a\0b", "NUL"),
            (b"\x01\x02\xff\xfe\x80", "binary"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
            (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
            (b"%PDF-1.7\n1 0 obj", "PDF"),
            (b"PK\x03\x04\x14\x00", "ZIP"),
            (b"{\\rtf1\\ansi Nvidia sale}", "RTF"),
            (b"<!DOCTYPE html>\n<p>Nvidia sale</p>", "HTML"),
            (b"\xef\xbb\xbf \n<HTML lang=it><body>Nvidia sale", "HTML"),
            (b"<!-- x -->\n<html><head>", "HTML"),
            (b"<?xml version=\"1.0\"?><rss>", "XML"),
        ] {
            let refused = decode(bytes.to_vec()).expect_err("no text");
            assert!(refused.contains(reason), "{refused}, not {reason}");
        }
        for text in ["<Nvidia> ha detto: si sale", "Il tag <html> apre le pagine", "PK è la sigla", "BZ è Bolzano"] {
            assert_eq!(decode(text.into()), Ok((text.to_owned(), "utf-8")));
        }
    }
}
