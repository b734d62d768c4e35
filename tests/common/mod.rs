//! What the tests of runs share: a small corpus, small lexicons, and chance that can be repeated.
#![allow(dead_code, missing_docs, clippy::unwrap_used, reason = "a test; not each uses all")]

use std::path::Path;

/// The tables, but for the one that tells what changed.
pub const TABLES: [&str; 7] =
    ["articles.csv", "sentences.csv", "mentions.csv", "facts.csv", "facts.json", "claims.csv", "claims.json"];

/// Chance that is the same for the same seed (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// How many rounds a long test takes: `name` in the environment, else `few`.
pub fn rounds(name: &str, few: u64) -> u64 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(few)
}

/// A sentence or two, as papers write them.
pub fn words(chance: &mut Chance) -> String {
    let firm = chance.one(&["Nvidia", "Amd", "Intel", "DeepSeek", "L'azienda cinese", "Il gruppo"]);
    let verb = chance.one(&["ha venduto", "ha comprato", "avrebbe venduto", "non ha acquistato", "vuole comprare"]);
    let figure =
        chance.one(&["10.000", "cinquantamila", "circa 400", "il 15 per cento delle", "decine di migliaia di"]);
    let chip = chance.one(&["H20", "H100", "H200", "chip", "«Hopper»"]);
    let place = chance.one(&["in Cina", "a Singapore", "negli Stati Uniti", "in Italia", ""]);
    let end = chance.one(&[".", ", secondo Bloomberg.", " ieri.", "?", ";\r\nlo scrive \"Bloomberg\", giovedì."]);
    format!("{firm} {verb} {figure} {chip} {place}{end} ")
}

/// An article: mostly words, now and then no text at all.
pub fn article(chance: &mut Chance) -> Vec<u8> {
    match chance.below(20) {
        0 => Vec::new(),
        1 => b"%PDF-1.7 \x00\x01".to_vec(),
        2 => b"La societ\xe0 ha venduto 10.000 H20.".to_vec(),
        3 => format!("---\ndate: 2026-02-24\ntitle: \"Titolo, con; segni\"\n---\n{}", words(chance)).into_bytes(),
        _ => (0..=chance.below(4)).map(|_| words(chance)).collect::<String>().into_bytes(),
    }
}

/// The shipped lexicons with few rows in each: loaded in a moment.
pub fn small_lexicons(folder: &Path) {
    let only: &[(&str, &[&str])] = &[
        ("companies.csv", &["nvidia", "deepseek", "intel", "amd", "bloomberg"]),
        ("chips.csv", &["H100", "H20", "H200", "Hopper"]),
        ("places.csv", &["CN", "US", "IT", "SG", "GB"]),
        ("demonyms.csv", &["CN", "US", "IT"]),
        (
            "verbs.csv",
            &[
                "avere",
                "essere",
                "sembrare",
                "stare",
                "fare",
                "vendere",
                "comprare",
                "acquistare",
                "dire",
                "potere",
                "volere",
            ],
        ),
        ("continents.csv", &[]),
        ("chip_patterns.csv", &[]),
        ("persons.csv", &[]),
        ("models.csv", &[]),
        ("given_names.csv", &[]),
        ("institutions.csv", &[]),
        ("phrases.csv", &[]),
    ];
    std::fs::create_dir_all(folder).unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = if own.ends_with("fuzz") { own.parent().unwrap() } else { own };
    let shipped = root.join("lexicons");
    for entry in std::fs::read_dir(shipped).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let Some((_, ids)) = only.iter().find(|(file, _)| *file == name) else {
            std::fs::copy(&path, folder.join(name)).unwrap();
            continue;
        };
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let mut writer = csv::Writer::from_path(folder.join(name)).unwrap();
        writer.write_record(reader.headers().unwrap()).unwrap();
        for row in reader.records() {
            let row = row.unwrap();
            if ids.contains(&&row[0]) {
                writer.write_record(&row).unwrap();
            }
        }
        writer.flush().unwrap();
    }
}

/// The first of the tables that differs in two folders.
pub fn difference(one: &Path, other: &Path) -> Option<String> {
    TABLES.iter().find_map(|table| {
        let read = |folder: &Path| std::fs::read(folder.join(table)).unwrap_or_default();
        let (a, b) = (read(one), read(other));
        let at = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
        (a != b).then(|| {
            let near = |bytes: &[u8]| {
                let part = bytes[at.saturating_sub(60).min(bytes.len())..(at + 60).min(bytes.len())].to_vec();
                String::from_utf8_lossy(&part).into_owned()
            };
            format!("{table} from byte {at} on:\n  {:?}\n  {:?}", near(&a), near(&b))
        })
    })
}
