//! Numbers written out by an independent writer read back as themselves.
//!
//! Every integer from 0 to 1,000,000 and random ones up to 10^15, in each spelling Italian papers accept: accents («ventitré»,
//! «ventitre»), joined or parted («duemilacento», «duemila cento»), «e» between («un milione e trecentomila»), vowels kept or
//! dropped («centootto», «centotto»), digits grouped by full stops, spaces or not at all, with «mila» and «miliardi».
//!
//! An ordinary run takes a part of them; `NUMERALS=all cargo test --release --test all numerals::` takes all.
#![allow(clippy::unwrap_used, reason = "a test")]

use fatti::span::Span;
use fatti::{Article, Lexicons, Published, Sentence, mention, token};

/// How a number is spelled.
#[derive(Clone, Copy, Debug)]
struct Style {
    /// «ventitré» with its accent.
    accent: bool,
    /// «duemila cento»: thousands, hundreds and the rest each a word.
    parted: bool,
    /// «un milione e trecentomila»: «e» before the last group.
    and: bool,
    /// «centootto», «centouno»: no vowel dropped.
    vowels: bool,
    /// «mille miliardi» as «un bilione».
    bilione: bool,
}

const STYLES: [Style; 6] = [
    Style { accent: true, parted: false, and: false, vowels: true, bilione: false },
    Style { accent: false, parted: false, and: false, vowels: false, bilione: true },
    Style { accent: true, parted: true, and: false, vowels: true, bilione: true },
    Style { accent: false, parted: false, and: true, vowels: false, bilione: false },
    Style { accent: false, parted: true, and: false, vowels: false, bilione: false },
    Style { accent: true, parted: false, and: true, vowels: true, bilione: true },
];

const SMALL: [&str; 20] = [
    "",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
];
const TENS: [&str; 10] =
    ["", "", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"];

/// 1 to 999 in one word.
fn below_thousand(n: u64, style: Style) -> String {
    let (hundreds, rest) = (n / 100, n % 100);
    let mut low = if rest < 20 {
        SMALL[rest as usize].to_owned()
    } else {
        let (ten, one) = (TENS[rest as usize / 10], rest % 10);
        let ten = if matches!(one, 1 | 8) { &ten[..ten.len() - 1] } else { ten };
        format!("{ten}{}", SMALL[one as usize])
    };
    if style.accent && rest > 20 && rest % 10 == 3 || style.accent && hundreds > 0 && rest == 3 {
        low.truncate(low.len() - 1);
        low.push('é');
    }
    let hundred = match hundreds {
        0 => String::new(),
        1 => "cento".to_owned(),
        h => format!("{}cento", SMALL[h as usize]),
    };
    // «centotto», «centottanta»: the «o» goes before another
    let cut = !style.vowels && hundreds > 0 && low.starts_with('o');
    format!("{}{low}", if cut { &hundred[..hundred.len() - 1] } else { &hundred })
}

/// 1 to 999,999.
fn below_million(n: u64, style: Style) -> String {
    let (thousands, rest) = (n / 1000, n % 1000);
    let head = match thousands {
        0 => return hundreds_and_rest(n, style),
        1 => "mille".to_owned(),
        t => {
            let word = below_thousand(t, style);
            // «ventunomila», «ventunmila»; inside a word the accent goes: «ventitremila»
            let word = word.replace('é', "e");
            match word.strip_suffix("uno") {
                Some(stem) if !style.vowels => format!("{stem}unmila"),
                _ => format!("{word}mila"),
            }
        }
    };
    if rest == 0 {
        return head;
    }
    let tail = hundreds_and_rest(rest, style);
    if style.parted { format!("{head} {tail}") } else { format!("{head}{tail}") }
}

/// 1 to 999: «cento due» where parted and the rest is small, else one word.
fn hundreds_and_rest(n: u64, style: Style) -> String {
    let (hundreds, rest) = (n / 100 * 100, n % 100);
    if style.parted && hundreds > 0 && rest > 0 {
        return format!("{} {}", below_thousand(hundreds, style), below_thousand(rest, style));
    }
    below_thousand(n, style)
}

/// Any number below 10^15.
fn write(n: u64, style: Style) -> String {
    if n == 0 {
        return "zero".to_owned();
    }
    let mut parts = Vec::new();
    let mut rest = n;
    let scales: &[(u64, &str, &str)] = if style.bilione {
        &[
            (1_000_000_000_000, "bilione", "bilioni"),
            (1_000_000_000, "miliardo", "miliardi"),
            (1_000_000, "milione", "milioni"),
        ]
    } else {
        &[(1_000_000_000, "miliardo", "miliardi"), (1_000_000, "milione", "milioni")]
    };
    for &(scale, one, many) in scales {
        match rest / scale {
            0 => {}
            1 => parts.push(format!("un {one}")),
            count => parts.push(format!("{} {many}", below_million(count, style))),
        }
        rest %= scale;
    }
    if rest > 0 {
        parts.push(below_million(rest, style));
    }
    // «e» is written before a last group that cannot be taken for a number of its own: thousands, millions
    let last = if rest > 0 { rest } else { 1000 };
    if style.and && parts.len() > 1 && last >= 1000 {
        let tail = parts.pop().unwrap();
        return format!("{} e {tail}", parts.join(" "));
    }
    parts.join(" ")
}

/// Digits in groups of three.
fn grouped(n: u64, separator: &str) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

/// All spellings of a number.
fn spellings(n: u64) -> Vec<String> {
    let mut all: Vec<String> = STYLES.iter().map(|&style| write(n, style)).collect();
    // «uno» alone is a pronoun.
    all.retain(|word| word != "uno");
    all.extend(["", ".", " ", "\u{a0}"].map(|separator| grouped(n, separator)));
    for (scale, word) in
        [(1000, "mila"), (1_000_000, " milioni"), (1_000_000_000, " miliardi"), (1_000_000_000, " mld")]
    {
        if n >= 2 * scale && n.is_multiple_of(scale) && n / scale < 1_000_000 {
            all.push(format!("{}{word}", grouped(n / scale, ".")));
        }
        // one decimal: «1,5 milioni»
        if n >= scale && scale > 1000 && !n.is_multiple_of(scale) && n.is_multiple_of(scale / 10) {
            all.push(format!("{},{}{word}", n / scale, n % scale / (scale / 10)));
        }
    }
    all.sort();
    all.dedup();
    all
}

/// Reads many numbers at once, each a line and a sentence of its own; panics with the first that differ.
fn check(numbers: impl Iterator<Item = u64>, lexicons: &Lexicons) {
    let mut wrong = Vec::new();
    let mut tokens = Vec::new();
    for n in numbers {
        for spelled in spellings(n) {
            let text = format!("Sono {spelled} pezzi.");
            let article = Article::new("a.txt", text.as_str(), Published::Unknown);
            token::tokenize(&article.text, 0, &lexicons.vocabulary, &mut tokens);
            let span = Span::new(0, text.len() as u32);
            let sentence = Sentence { span, first: 0, last: tokens.len() as u32, leftover: false };
            let mentions = mention::tag(&article, &tokens, &[sentence], lexicons);
            let figures: Vec<_> = mentions.iter().filter_map(|m| Some((m.span.of(&text), m.figure()?.value))).collect();
            // «mille miliardi», «un milione»: in Italian as in the lexicon
            if figures != [(spelled.as_str(), Some(n as f64))] {
                wrong.push(format!("{n}: «{spelled}» read as {figures:?}"));
            }
        }
        assert!(wrong.len() < 20, "spellings that are not read as written:\n{}", wrong.join("\n"));
    }
    assert!(wrong.is_empty(), "spellings that are not read as written:\n{}", wrong.join("\n"));
}

fn all() -> bool {
    std::env::var_os("NUMERALS").is_some()
}

/// Numbers that look random and are the same in each run (splitmix64).
fn random(seed: u64) -> impl Iterator<Item = u64> {
    let mut state = seed;
    std::iter::from_fn(move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Some(z ^ (z >> 31))
    })
}

#[test]
fn the_writer_writes_italian() {
    for (n, style, expected) in [
        (23, 0, "ventitré"),
        (108, 0, "centootto"),
        (108, 1, "centotto"),
        (2100, 2, "duemila cento"),
        (1_300_000, 3, "un milione e trecentomila"),
        (21_000, 1, "ventunmila"),
        (2_345_678, 0, "due milioni trecentoquarantacinquemilaseicentosettantotto"),
    ] {
        assert_eq!(write(n, STYLES[style]), expected);
    }
}

#[test]
fn every_integer_up_to_a_million_reads_back() {
    let lexicons = Lexicons::builtin().unwrap();
    if all() {
        check(0..=1_000_000, &lexicons);
    } else {
        // All small ones, then a thinned-out rest that meets every thousand.
        check((0..=3_000).chain((3_000..=1_000_000).step_by(89)), &lexicons);
    }
}

#[test]
fn random_integers_up_to_ten_to_the_fifteenth_read_back() {
    let lexicons = Lexicons::builtin().unwrap();
    let count = if all() { 1_000_000 } else { 20_000 };
    // As many of each length, and every third a round one, which is what papers write.
    let numbers = random(2026).take(count).enumerate().map(|(at, r)| {
        let n = r % 10u64.pow(2 + (at % 14) as u32);
        let round = 10u64.pow((r >> 40) as u32 % 10);
        if at % 3 == 0 { n / round * round } else { n }
    });
    check(numbers, &lexicons);
}
