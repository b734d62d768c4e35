//! After any history of runs the tables are those of one clean run, and `changes.csv` is what changed.
//!
//! `FATTI_HISTORIES=1000 cargo test --release --test all histories::` runs more of them; `FATTI_SEED=N` the one with that seed.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a test")]

use crate::common::{self, Chance, article, difference, rounds, small_lexicons, words};
use fatti::input::Columns;
use fatti::lexicon::Source;
use fatti::run::{Options, Summary, Why, run};
use fatti::{Published, table};
use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A corpus, lexicons and an output folder, and what was done to them.
struct History {
    dir: tempfile::TempDir,
    chance: Chance,
    published: Published,
    columns: &'static str,
    told: Vec<String>,
}

const NAMES: [&str; 16] = [
    "r.jsonl",
    "r/s.jsonl.gz",
    "r/t.csv",
    "p.html",
    "c/q.md",
    "r/articles.csv",
    "a.txt",
    "b.txt",
    "c/d.txt",
    "c/2026-01-02_e.txt",
    "c.txt",
    "z",
    "c/d/f.txt",
    "=1.txt",
    "-x;y,\"z.txt",
    "à\nb.txt",
];

/// A file of this name: what its end says, now and then broken.
fn file(name: &str, chance: &mut Chance) -> Vec<u8> {
    let line = |chance: &mut Chance| {
        match chance.below(8) {
        0 => "{\"id\":1}".to_owned(),
        1 => "{\"text\":".to_owned(),
        _ => serde_json::json!({ "id": chance.below(5), "text": words(chance), "body": "Intel tace.", "date": "2026-01-02" })
            .to_string(),
    }
    };
    let lines = |chance: &mut Chance| (0..=chance.below(5)).map(|_| line(chance) + "\n").collect::<String>();
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        "jsonl" => lines(chance).into_bytes(),
        "gz" => {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            std::io::Write::write_all(&mut packer, lines(chance).as_bytes()).unwrap();
            let mut packed = packer.finish().unwrap();
            if chance.below(5) == 0 {
                packed.truncate(packed.len() / 2);
            }
            packed
        }
        "csv" => {
            let mut rows = String::from(["id,text,body\n", "text\n", "body\n"][chance.below(3)]);
            for at in 0..chance.below(4) {
                rows += &format!("{at},\"{}\",x\n", words(chance).replace('"', "\"\""));
            }
            rows.into_bytes()
        }
        "html" => {
            format!("<title>Uno</title><meta name=date content=2026-01-02><p>{}<p>{}", words(chance), words(chance))
                .into()
        }
        "md" => format!("---\ntitle: Uno\n---\n# *{}*\n\n**{}**", words(chance), words(chance)).into(),
        _ => article(chance),
    }
}

impl History {
    fn new(seed: u64) -> History {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("corpus")).unwrap();
        small_lexicons(&dir.path().join("lexicons"));
        History { dir, chance: Chance(seed), published: Published::Unknown, columns: "", told: Vec::new() }
    }

    fn at(&self, below: &str) -> PathBuf {
        self.dir.path().join(below)
    }

    fn name(&mut self) -> PathBuf {
        let name = self.chance.one(&NAMES);
        // «c.txt» and «c/d.txt» may both be; «c/d.txt» and «c/d/f.txt» too
        self.at("corpus").join(name)
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) {
        let _ = fs::create_dir_all(path.parent().unwrap());
        // a folder may stand where the file would go
        let _ = fs::write(path, bytes);
    }

    /// One thing that happens between two runs.
    fn happen(&mut self) {
        let (path, other) = (self.name(), self.name());
        let name = path.to_string_lossy().into_owned();
        let bytes = file(&name, &mut self.chance);
        let what = self.chance.below(23);
        let told = match what {
            0..=5 => {
                self.write(&path, &bytes);
                "write"
            }
            6 | 7 => {
                if let Ok(file) = fs::File::options().write(true).open(&path) {
                    let back = Duration::from_secs(self.chance.below(100_000) as u64);
                    file.set_modified(SystemTime::now() - back).unwrap();
                }
                "touch"
            }
            8 => {
                // as many bytes, and the old time: only the system's own time of change tells
                if let (Ok(old), Ok(kind)) = (fs::read(&path), fs::metadata(&path)) {
                    let bytes: Vec<u8> = old.iter().map(|b| if *b == b'1' { b'2' } else { *b }).collect();
                    fs::write(&path, bytes).unwrap();
                    let file = fs::File::options().write(true).open(&path).unwrap();
                    file.set_modified(kind.modified().unwrap()).unwrap();
                }
                "edit in secret"
            }
            9 | 10 => {
                let _ = fs::create_dir_all(other.parent().unwrap());
                let _ = fs::rename(&path, &other);
                "rename"
            }
            11 | 12 => {
                let _ = fs::remove_file(&path);
                "delete"
            }
            13 => {
                let path = self.at("lexicons/companies.csv");
                let rows = fs::read_to_string(&path).unwrap();
                let rows = match rows.strip_suffix("zzz,Il gruppo,,,,,,chipmaker,,\n") {
                    Some(without) => without.to_owned(),
                    None => rows + "zzz,Il gruppo,,,,,,chipmaker,,\n",
                };
                fs::write(path, rows).unwrap();
                "lexicon"
            }
            14 => {
                self.sql("UPDATE run SET value = '0.0.1 other' WHERE key = 'engine'");
                "version"
            }
            15 => {
                let dates = ["2026-02-24", "2025-11", ""];
                self.published = Published::parse(self.chance.one(&dates)).unwrap_or_default();
                "published"
            }
            16 => {
                let table = self.at("output").join(self.chance.one(&common::TABLES));
                if self.chance.below(2) == 0 {
                    let _ = fs::remove_file(table);
                } else if let Ok(bytes) = fs::read(&table) {
                    fs::write(table, [&bytes[..], b"x"].concat()).unwrap();
                }
                "table"
            }
            17 => {
                let state = self.at("output/.extract/state.sqlite");
                if let Ok(mut bytes) = fs::read(&state) {
                    match self.chance.below(3) {
                        0 => bytes.truncate(self.chance.below(bytes.len())),
                        1 if !bytes.is_empty() => {
                            let at = self.chance.below(bytes.len());
                            bytes[at] ^= 1 << self.chance.below(8);
                        }
                        _ => bytes.clear(),
                    }
                    fs::write(state, bytes).unwrap();
                }
                "state"
            }
            18 => {
                let elsewhere = self.at("moved");
                fs::rename(self.at("corpus"), &elsewhere).unwrap();
                fs::create_dir(self.at("corpus")).unwrap();
                for entry in fs::read_dir(&elsewhere).unwrap() {
                    let entry = entry.unwrap();
                    fs::rename(entry.path(), self.at("corpus").join(entry.file_name())).unwrap();
                }
                fs::remove_dir(elsewhere).unwrap();
                "move"
            }
            19 | 20 => {
                // what is said of files beside them; now and then of none, or no more
                let sidecar = self.at("corpus/articles.csv");
                let rows: String = (0..self.chance.below(6))
                    .map(|_| {
                        let source = self.chance.one(&["Uno", "Due", ""]);
                        format!(
                            "\"{}\",2026-0{}-01,{source}\n",
                            self.chance.one(&NAMES).replace('"', "\"\""),
                            1 + self.chance.below(9)
                        )
                    })
                    .collect();
                match self.chance.below(5) {
                    0 => drop(fs::remove_file(sidecar)),
                    _ => self.write(&sidecar, format!("file,published,source\n{rows}").as_bytes()),
                }
                "sidecar"
            }
            21 => {
                self.columns = ["", "text=body", "date=when"][self.chance.below(3)];
                "columns"
            }
            _ => "nothing",
        };
        self.told.push(told.to_owned());
    }

    fn sql(&self, words: &str) {
        let state = self.at("output/.extract/state.sqlite");
        if state.exists() {
            // a state that was spoilt before is no matter here
            let _ = rusqlite::Connection::open(state).and_then(|c| c.execute_batch(words));
        }
    }

    fn run(&mut self, output: &str, full: bool) -> Summary {
        let lexicons = Source::folder(&self.at("lexicons")).unwrap();
        let jobs = 1 + self.chance.below(3);
        let columns = Columns::parse(self.columns).unwrap();
        let options = Options { jobs, published: self.published, columns, full, ..Options::default() };
        let watch = |_| ControlFlow::Continue(());
        run(&self.at("corpus"), &self.at(output), &lexicons, &options, &watch).unwrap()
    }

    /// The facts of `facts.csv` by id: all cells but those that say where the fact stands.
    fn facts(&self) -> BTreeMap<String, Vec<String>> {
        let Ok(mut reader) = csv::Reader::from_path(self.at("output/facts.csv")) else { return BTreeMap::new() };
        let place = |at: usize| matches!(table::FACTS[at], "sentence" | "start" | "end");
        let told = |row: &csv::StringRecord| {
            row.iter().enumerate().filter(|(at, _)| !place(*at)).map(|(_, cell)| cell.to_owned()).collect()
        };
        // a table that was spoilt is not compared with
        reader.records().filter_map(Result::ok).map(|row| (row[0].to_owned(), told(&row))).collect()
    }

    /// `changes.csv`: what became of which fact.
    fn changes(&self) -> BTreeMap<String, String> {
        let mut reader = csv::Reader::from_path(self.at("output/changes.csv")).unwrap();
        reader.records().map(|row| row.unwrap()).map(|row| (row[2].to_owned(), row[0].to_owned())).collect()
    }
}

#[test]
fn any_history_ends_as_a_clean_run() {
    let one = std::env::var("FATTI_SEED").ok().and_then(|seed| seed.parse().ok());
    let seeds = one.map_or(0..rounds("FATTI_HISTORIES", 40), |seed: u64| seed..seed + 1);
    let (mut runs, mut kept) = (0, 0);
    for seed in seeds {
        let mut history = History::new(seed);
        for _ in 0..2 + history.chance.below(6) {
            for _ in 0..history.chance.below(5) {
                history.happen();
            }
            let before = history.facts();
            let full = history.chance.below(12) == 0;
            let summary = history.run("output", full);
            history.told.push(format!("run {full} {:?}", summary.work));
            runs += 1;
            kept += usize::from(summary.work.all.is_none());
            history.check_changes(&before, &summary, seed);
            let clean = format!("clean{runs}");
            history.run(&clean, false);
            if let Some(difference) = difference(&history.at("output"), &history.at(&clean)) {
                panic!("seed {seed}: {difference}\n{:?}", history.told);
            }
        }
        let again = history.run("output", false);
        assert_eq!((again.written.len(), again.work.all), (0, None), "seed {seed}: nothing is new\n{:?}", history.told);
    }
    println!("{runs} runs, {kept} of them upon what was done before");
    assert!(kept * 4 > runs, "histories whose runs begin anew show nothing: {kept} of {runs} do not");
}

impl History {
    fn check_changes(&self, before: &BTreeMap<String, Vec<String>>, summary: &Summary, seed: u64) {
        let after = self.facts();
        let mut expected = BTreeMap::new();
        let known = !matches!(summary.work.all, Some(Why::First | Why::State | Why::Tables));
        assert!(known || summary.changes.is_none(), "seed {seed}: nothing to compare with\n{:?}", self.told);
        if summary.changes.is_some() {
            for (id, row) in &after {
                match before.get(id) {
                    None => drop(expected.insert(id.clone(), "appeared".to_owned())),
                    Some(old) if old != row => drop(expected.insert(id.clone(), "changed".to_owned())),
                    Some(_) => {}
                }
            }
            for id in before.keys().filter(|id| !after.contains_key(*id)) {
                expected.insert(id.clone(), "disappeared".to_owned());
            }
        }
        assert_eq!(self.changes(), expected, "seed {seed}: changes.csv\n{:?}", self.told);
    }
}
