//! What the benches share: the articles, the clock, lexicons of other sizes.

use fatti::{Article, Lexicons, Published};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The articles of `corpus/`, by name, or the texts of the folder that `BENCH_ARTICLES` names.
pub fn corpus() -> Vec<(String, Vec<u8>)> {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let root = std::env::var_os("BENCH_ARTICLES").map_or_else(own, PathBuf::from);
    let mut folders = vec![root];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), std::fs::read(path).unwrap())).collect()
}

pub fn decode(name: &str, bytes: &[u8]) -> Article {
    Article::decode(name, bytes.to_vec(), Path::new(name), Published::Unknown).unwrap()
}

/// The processor time this thread has had.
#[cfg(unix)]
pub fn clock() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(now).unwrap_or_default()
}

/// The time since the first call.
#[cfg(not(unix))]
pub fn clock() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

/// The built-in lexicons with one name of so many and those in `named`, untied from each other, and so many more that no article
/// has; the words are all there.
pub fn resized(share: usize, named: &BTreeSet<&str>, more: usize) -> Lexicons {
    const NAMED: [&str; 6] = ["chips", "companies", "institutions", "models", "persons", "places"];
    const TIES: [&str; 4] = ["country", "family", "maker", "works_for"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons");
    let dir = tempfile::tempdir().unwrap();
    for name in NAMED.into_iter().chain(["chip_patterns", "continents", "demonyms"]) {
        let file = format!("{name}.csv");
        let mut reader = csv::Reader::from_path(root.join(&file)).unwrap();
        let headers = reader.headers().unwrap().clone();
        let mut writer = csv::Writer::from_path(dir.path().join(&file)).unwrap();
        writer.write_record(&headers).unwrap();
        let rows = reader.records().map(|row| row.unwrap()).enumerate();
        let kept = |at: usize, row: &csv::StringRecord| at.is_multiple_of(share) || named.contains(&row[0]);
        for (_, row) in rows.filter(|(at, row)| NAMED.contains(&name) && kept(*at, row)) {
            let cells = headers.iter().zip(&row).map(|(h, cell)| if TIES.contains(&h) { "" } else { cell });
            writer.write_record(cells).unwrap();
        }
        for at in (0..more).filter(|_| name == "companies") {
            let called = made_up(at);
            let cells = headers.iter().map(|header| match header {
                "id" => format!("zz-{at:06}"),
                "name" => called.clone(),
                _ => String::new(),
            });
            writer.write_record(cells).unwrap();
        }
    }
    Lexicons::load(dir.path()).unwrap()
}

/// A name no firm has: three syllables and a word, another one for each number.
fn made_up(number: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "bru", "cla", "dre", "fli",
        "gro", "stu",
    ];
    const WORDS: [&str; 16] = [
        "Labs",
        "Group",
        "Systems",
        "Holdings",
        "Energia",
        "Motori",
        "Works",
        "Digital",
        "Pharma",
        "Food",
        "Media",
        "Logistica",
        "Robotics",
        "Capital",
        "Cloud",
        "Materials",
    ];
    let syllable = |place: u32| SYLLABLES[number / 20_usize.pow(place) % 20];
    let mut name = format!("{}{}{}x", syllable(0), syllable(1), syllable(2));
    name[..1].make_ascii_uppercase();
    format!("{name} {}", WORDS[number / 8000 % 16])
}
