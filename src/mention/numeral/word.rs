//! A cardinal written in one word, read morpheme by morpheme from left to right, never back.
//!
//! | word | value |
//! | --- | --- |
//! | ventitré, ventitre, ventitrè | 23 |
//! | ventotto, centotto, centootto, centottanta | 28, 108, 108, 180 |
//! | ventun, ventunmila | 21, 21000 |
//! | duemilaventiquattro | 2024 |
//! | millecinquecento | 1500 |
//! | duemilioni, unmiliardo | 2000000, 1000000000 |
//! | dueuno, ventidieci, centomille, novembre, milanese | none |

/// What is left to read of a word, in any case of letters.
#[derive(Clone, Copy)]
struct Rest<'w>(&'w [u8]);

impl<'w> Rest<'w> {
    fn starts(self, part: &str) -> bool {
        let (part, len) = (part.as_bytes(), part.len());
        // the first letter says no to most
        self.0.first().is_some_and(|b| b | 0x20 == part[0])
            && self.0.len() >= len
            && self.0[..len].eq_ignore_ascii_case(part)
    }
    fn after(self, len: usize) -> Rest<'w> {
        Rest(&self.0[len..])
    }
    /// The rest after the first of `parts` it begins with, and that part's value.
    fn strip(self, parts: &[(&str, f64)]) -> Option<(f64, Rest<'w>)> {
        parts.iter().find(|(part, _)| self.starts(part)).map(|(part, value)| (*value, self.after(part.len())))
    }
}

/// Ten to nineteen: nothing smaller is joined to them.
const TEENS: [(&str, f64); 11] = [
    ("dieci", 10.0),
    ("undici", 11.0),
    ("dodici", 12.0),
    ("tredici", 13.0),
    ("quattordici", 14.0),
    ("quindici", 15.0),
    ("sedici", 16.0),
    ("diciassette", 17.0),
    ("dicassette", 17.0),
    ("diciotto", 18.0),
    ("diciannove", 19.0),
];

/// The tens without their last vowel, which goes before «uno» and «otto».
const TENS: [(&str, f64); 8] = [
    ("vent", 20.0),
    ("trent", 30.0),
    ("quarant", 40.0),
    ("cinquant", 50.0),
    ("sessant", 60.0),
    ("settant", 70.0),
    ("ottant", 80.0),
    ("novant", 90.0),
];

const DIGITS: [(&str, f64); 14] = [
    ("uno", 1.0),
    ("due", 2.0),
    ("tré", 3.0),
    ("trè", 3.0),
    ("trÉ", 3.0),
    ("trÈ", 3.0),
    ("tre", 3.0),
    ("quattro", 4.0),
    ("cinque", 5.0),
    ("sei", 6.0),
    ("sette", 7.0),
    ("otto", 8.0),
    ("nove", 9.0),
    ("un", 1.0),
];

const MILLIONS: [(&str, f64); 4] = [("milioni", 1e6), ("milione", 1e6), ("miliardi", 1e9), ("miliardo", 1e9)];

/// The fewest bytes a word has that is put together of several, or in no lexicon.
pub(super) const SHORTEST: u32 = 5;

/// The first four bytes of numbers written in one word.
const STARTS: [&str; 31] = [
    "cent", "cinq", "dica", "dici", "diec", "dodi", "duec", "duem", "mill", "nova", "nove", "otta", "otto", "quar",
    "quat", "quin", "sedi", "seic", "seim", "sess", "sett", "trec", "tred", "trem", "tren", "trè", "tré", "undi",
    "unmi", "unom", "vent",
];

/// For each of the first three bytes of [`STARTS`], those that follow it there: a bit each. Five bits tell a letter in any case.
const PAIRS: [[u32; 32]; 3] = {
    let mut pairs = [[0; 32]; 3];
    let mut at = 0;
    while at < STARTS.len() * 3 {
        let (start, i) = (STARTS[at / 3].as_bytes(), at % 3);
        pairs[i][start[i] as usize & 31] |= 1 << (start[i + 1] & 31);
        at += 1;
    }
    pairs
};

/// Whether a word may be a number written in one: its length and first four letters say no to nearly all.
#[inline]
pub(super) fn may_be(written: &[u8]) -> bool {
    let &[a, b, c, d, _, ..] = written else { return false };
    let pair = |i: usize, a: u8, b: u8| PAIRS[i][a as usize & 31] & (1 << (b & 31)) != 0;
    pair(0, a, b) && pair(1, b, c) && pair(2, c, d)
}

/// The value of a cardinal written in one word: «duecentoquarantamilatre» 240003.
pub(super) fn value(written: &[u8]) -> Option<f64> {
    if !may_be(written) {
        return None;
    }
    let (group, after) = below_million(Rest(written))?;
    let Some((by, after)) = after.strip(&MILLIONS) else { return after.0.is_empty().then_some(group) };
    let total = group * by;
    if after.0.is_empty() {
        return Some(total);
    }
    let (group, after) = below_million(after)?;
    (total > 0.0 && after.0.is_empty()).then_some(total + group)
}

/// «duecentoquarantamilatre», «millecinquecento», «novecento».
fn below_million(rest: Rest<'_>) -> Option<(f64, Rest<'_>)> {
    if rest.starts("mille") {
        let after = rest.after(5);
        return Some(below_thousand(after).map_or((1000.0, after), |(group, after)| (1000.0 + group, after)));
    }
    let (group, after) = below_thousand(rest)?;
    if !after.starts("mila") {
        return Some((group, after));
    }
    if group < 2.0 {
        return None;
    }
    let after = after.after(4);
    Some(below_thousand(after).map_or((group * 1000.0, after), |(low, after)| (group * 1000.0 + low, after)))
}

/// «duecentoquaranta», «centotto», «ventuno».
fn below_thousand(rest: Rest<'_>) -> Option<(f64, Rest<'_>)> {
    let (hundreds, after) = match rest.strip(&DIGITS) {
        _ if rest.starts("cent") => (1.0, rest),
        Some((digit, after)) if digit >= 2.0 && after.starts("cent") => (digit, after),
        _ => return below_hundred(rest),
    };
    let after = after.after(4);
    // The «o» goes before «uno», «undici», «otto» and «ottanta», or stays: centotto, centootto.
    let cut = after.starts("ott") || after.starts("un");
    let after = match after.starts("o") && !cut {
        true => after.after(1),
        false if cut => after,
        false => return None,
    };
    Some(below_hundred(after).map_or((hundreds * 100.0, after), |(low, after)| (hundreds * 100.0 + low, after)))
}

/// «ventitré», «quindici», «sette».
fn below_hundred(rest: Rest<'_>) -> Option<(f64, Rest<'_>)> {
    if let Some(teen) = rest.strip(&TEENS) {
        return Some(teen);
    }
    let Some((ten, after)) = rest.strip(&TENS) else { return rest.strip(&DIGITS) };
    let vowel = if ten == 20.0 { "i" } else { "a" };
    let after = match after.starts(vowel) {
        true => after.after(1),
        // «ventuno», «ventotto», «ventun»
        false if after.starts("un") || after.starts("otto") => after,
        false => return None,
    };
    Some(after.strip(&DIGITS).map_or((ten, after), |(digit, after)| (ten + digit, after)))
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn words_joined_in_one_are_read() {
        for (word, expected) in [
            ("ventitré", Some(23.0)),
            ("ventitrè", Some(23.0)),
            ("ventitre", Some(23.0)),
            ("VENTITRE", Some(23.0)),
            ("VENTITRÉ", Some(23.0)),
            ("ventuno", Some(21.0)),
            ("ventun", Some(21.0)),
            ("ventotto", Some(28.0)),
            ("centouno", Some(101.0)),
            ("centuno", Some(101.0)),
            ("centundici", Some(111.0)),
            ("centotto", Some(108.0)),
            ("centootto", Some(108.0)),
            ("centottanta", Some(180.0)),
            ("duecento", Some(200.0)),
            ("duecentoquarantamilatre", Some(240_003.0)),
            ("duemilaventiquattro", Some(2024.0)),
            ("millecinquecento", Some(1500.0)),
            ("millenove", Some(1009.0)),
            ("milleuno", Some(1001.0)),
            ("ventunmila", Some(21_000.0)),
            ("ventunomila", Some(21_000.0)),
            ("trecentomila", Some(300_000.0)),
            ("cinquecentosettantottomilatrecentodue", Some(578_302.0)),
            ("novecentonovantanovemilanovecentonovantanove", Some(999_999.0)),
            ("seicento", Some(600.0)),
            ("settecento", Some(700.0)),
            ("cinquecento", Some(500.0)),
            ("duemilioni", Some(2e6)),
            ("unmiliardo", Some(1e9)),
            ("duemilionitrecentomila", Some(2.3e6)),
            ("centomille", None),
            ("unomila", None),
            ("unmila", None),
            ("undicicento", None),
            ("ventidieci", None),
            ("dueuno", None),
            ("duecentocento", None),
            ("tremendo", None),
            ("centrale", None),
            ("milanese", None),
            ("novembre", None),
            ("ventimiglia", None),
            ("millennio", None),
            ("ventesimo", None),
            ("centesimi", None),
            ("unione", None),
            ("settembre", None),
            ("milioni", None),
        ] {
            assert_eq!(value(word.as_bytes()), expected, "{word}");
        }
    }
}
