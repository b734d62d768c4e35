//! The README and `docs/` tell the truth: what they name is there, and what they show is what the program gives.
//!
//! `RENEW_DOCS=1` writes into `docs/facts.md` what the program says by now.
#![allow(clippy::unwrap_used, reason = "a test")]

use assert_cmd::cargo::cargo_bin_cmd;
use fatti::table;
use regex::Regex;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// The project's own pages.
fn pages() -> Vec<(String, String)> {
    let docs = std::fs::read_dir(root().join("docs")).unwrap().map(|e| e.unwrap().path());
    let docs = docs.filter(|path| path.extension().is_some_and(|end| end == "md"));
    let tops = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "tools/README.md"].map(|p| root().join(p));
    let page = |path: PathBuf| (path.strip_prefix(root()).unwrap().display().to_string(), read(&path));
    tops.into_iter().chain(docs).map(page).collect()
}

/// `src/{a,b}.rs` as `src/a.rs` and `src/b.rs`.
fn expand(path: &str) -> Vec<String> {
    match (path.find('{'), path.find('}')) {
        (Some(open), Some(close)) if open < close => path[open + 1..close]
            .split(',')
            .map(|part| format!("{}{part}{}", &path[..open], &path[close + 1..]))
            .collect(),
        _ => vec![path.to_owned()],
    }
}

#[test]
fn every_path_a_page_names_is_there() {
    let quoted = Regex::new(r"`((?:\.ci|src|lexicons|tests|docs|tools|benches|corpus|output)/[^` ]*)`").unwrap();
    let linked = Regex::new(r"\]\(([^)#:]+)\)").unwrap();
    let mut missing = Vec::new();
    for (page, text) in pages() {
        let folder = root().join(&page).parent().unwrap().to_owned();
        let quoted = quoted.captures_iter(&text).flat_map(|c| expand(&c[1])).map(|p| root().join(p));
        let linked = linked.captures_iter(&text).map(|c| folder.join(&c[1]));
        for path in quoted.chain(linked) {
            // `tests/gold/*.json`: the folder before the star
            let shown = path.display().to_string();
            let fixed = shown.split('*').next().unwrap();
            let path = if fixed == shown { path } else { Path::new(fixed).parent().unwrap().to_owned() };
            if !path.exists() {
                missing.push(format!("{page} names {shown}"));
            }
        }
    }
    assert!(missing.is_empty(), "not there:\n{}", missing.join("\n"));
}

#[test]
fn every_column_is_explained() {
    let text = read("docs/tables.md");
    for (file, columns) in [
        ("articles.csv", table::ARTICLES),
        ("sentences.csv", table::SENTENCES),
        ("mentions.csv", table::MENTIONS),
        ("facts.csv", table::FACTS),
        ("claims.csv", table::CLAIMS),
    ] {
        let section = text.split("\n## ").find(|s| s.starts_with(file)).unwrap();
        let rows = section.lines().filter(|l| l.starts_with("| `"));
        let first = rows.map(|l| l.split(" | ").next().unwrap());
        let explained: Vec<&str> = first.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
        assert_eq!(explained, columns, "docs/tables.md, {file}");
    }
}

#[test]
fn every_relation_is_listed() {
    let lexicon = read("lexicons/relations.csv");
    let keys: BTreeSet<&str> = lexicon.lines().skip(1).map(|l| l.split(',').next().unwrap()).collect();
    let text = read("docs/tables.md");
    let row = text.lines().find(|l| l.starts_with("| `relation`")).unwrap();
    let listed: BTreeSet<&str> = row.split('`').skip(1).step_by(2).skip(2).collect();
    assert_eq!(listed, keys);
}

#[test]
fn every_lexicon_is_explained() {
    let text = read("docs/lexicons.md");
    let lexicons = fatti::Lexicons::builtin().unwrap();
    let missing: Vec<&str> =
        lexicons.origin.iter().map(|o| o.0).filter(|name| !text.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "docs/lexicons.md does not explain {missing:?}");
}

/// The calendar's classes are explained where its grammar reads them.
#[test]
fn every_class_and_kind_is_explained() {
    let text = read("docs/lexicons.md");
    let mut missing = BTreeSet::new();
    for (lexicon, _) in fatti::Lexicons::builtin().unwrap().origin {
        if lexicon == "calendar.csv" {
            continue;
        }
        let mut reader = csv::Reader::from_path(root().join("lexicons").join(lexicon)).unwrap();
        let headers = reader.headers().unwrap().clone();
        for row in reader.records().map(|r| r.unwrap()) {
            for (column, cell) in headers.iter().zip(&row) {
                if matches!(column, "class" | "kind" | "bound" | "side" | "action") {
                    let values = cell.split('|').filter(|v| !v.is_empty() && !text.contains(&format!("`{v}`")));
                    missing.extend(values.map(|v| format!("{lexicon}, {column}: {v}")));
                }
            }
        }
    }
    assert!(missing.is_empty(), "docs/lexicons.md does not explain {missing:?}");
}

#[test]
fn the_facts_the_readme_shows_are_in_the_output() {
    let readme = read("README.md");
    let shown: Vec<Vec<&str>> = readme
        .lines()
        .skip_while(|l| !l.starts_with("<!-- facts:"))
        .take_while(|l| !l.starts_with("<!-- /facts"))
        .filter(|l| l.starts_with("| "))
        .map(|l| l.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let (columns, rows) = (&shown[0], &shown[2..]);
    assert!(rows.len() >= 5, "{shown:?}");
    let mut reader = csv::Reader::from_path(root().join("output/facts.csv")).unwrap();
    let headers = reader.headers().unwrap().clone();
    let at: Vec<usize> = columns.iter().map(|c| headers.iter().position(|h| h == *c).unwrap()).collect();
    let facts: Vec<csv::StringRecord> = reader.records().map(|r| r.unwrap()).collect();
    for row in rows {
        let there = facts.iter().any(|fact| at.iter().map(|&c| &fact[c]).eq(row.iter().copied()));
        assert!(there, "README.md shows {row:?}, which is not in output/facts.csv; renew it with `tools/renew.sh`");
    }
}

/// A row of a table of the output, by column.
type Row = std::collections::HashMap<String, String>;

fn rows(table: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(root().join("output").join(table)).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// A cell as a table of Markdown holds it.
fn cell(row: &Row, column: &str) -> String {
    row[column].replace('|', "\\|")
}

/// The page that follows one sentence shows what the program says of it, and what the output holds.
#[test]
fn the_worked_example_is_what_the_program_says() {
    const PAGE: &str = "docs/facts.md";
    const ARTICLE: &str = "2025/deepseek-cinquantamila-h100.txt";
    let mut command = cargo_bin_cmd!("extract");
    let words = format!("explain corpus/{ARTICLE} --sentence 3 --clauses");
    let explained = command.current_dir(root()).args(words.split(' ')).output().unwrap();
    let explained = String::from_utf8(explained.stdout).unwrap();
    let lines: String = explained.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    let facts = rows("facts.csv");
    let fact = facts.iter().find(|row| row["article"] == ARTICLE && row["sentence"] == "3").unwrap();
    let mut shown = "| column | |\n| --- | --- |\n".to_owned();
    for column in table::FACTS.iter().filter(|column| !fact[**column].is_empty()) {
        shown.push_str(&format!("| `{column}` | {} |\n", cell(fact, column)));
    }
    let columns = ["voice", "figure", "value", "bound", "date", "source", "certainty", "article"];
    let mut claim = format!("| {} |\n|{}\n", columns.join(" | "), " --- |".repeat(columns.len()));
    for voice in rows("claims.csv").iter().filter(|row| row["claim"] == fact["claim"]) {
        claim.push_str(&format!("| {} |\n", columns.map(|column| cell(voice, column)).join(" | ")));
    }
    let page = read(PAGE);
    let mut renewed = page.clone();
    for (name, text) in
        [("explain", format!("```text\n$ extract {words}\n{lines}```\n")), ("claim", claim), ("row", shown)]
    {
        let (begin, end) = (format!("<!-- {name}: written by tests/docs.rs -->\n"), format!("<!-- /{name} -->"));
        let from = renewed.find(&begin).unwrap() + begin.len();
        let to = from + renewed[from..].find(&end).unwrap();
        renewed.replace_range(from..to, &text);
    }
    if std::env::var_os("RENEW_DOCS").is_some() {
        std::fs::write(root().join(PAGE), &renewed).unwrap();
    } else {
        assert!(page == renewed, "{PAGE} shows what was said before; look at it, and renew it with tools/renew.sh");
    }
}

/// Where the tables of rules stand, and what each is of: a column of facts.csv as `extract explain` names it.
const RULES: [(&str, &str, &str); 13] = [
    ("Several slots at once", "", "src/fact/mod.rs"),
    ("`company`", "company", "src/fact/who/mod.rs"),
    ("`company` of events: who does it", "company", "src/fact/event/agent.rs"),
    ("`company` of events", "company", "src/fact/event/company.rs"),
    ("`counterparty`", "counterparty", "src/fact/who/counterparty.rs"),
    ("`chip`", "chip", "src/fact/slots/chip/mod.rs"),
    ("`relation`", "relation", "src/fact/relation/mod.rs"),
    ("`of`", "of", "src/fact/slots/of.rs"),
    ("`part`", "part", "src/fact/slots/part.rs"),
    ("`place`", "place", "src/fact/slots/place.rs"),
    ("`date`", "date", "src/fact/slots/date/mod.rs"),
    ("`source`", "source", "src/fact/source/mod.rs"),
    ("`certainty`", "certainty", "src/fact/sure/mod.rs"),
];

/// The tables of rules among a file's comments, as Markdown.
fn tables_of_rules(path: &str) -> String {
    let text = read(path);
    let comment =
        |line: &str| line.trim_start().strip_prefix("//").map(|l| l.trim_start_matches(['/', '!']).trim().to_owned());
    let lines: Vec<Option<String>> = text.lines().map(comment).collect();
    let mut tables = String::new();
    let mut at = 0;
    while at < lines.len() {
        let row = |at: usize| lines.get(at).and_then(|l| l.as_deref()).filter(|l| l.starts_with('|'));
        let rules = row(at).is_some_and(|head| head.starts_with("| rule |"));
        while let Some(row) = row(at) {
            if rules {
                tables.push_str(row);
                tables.push('\n');
            }
            at += 1;
        }
        at += 1;
    }
    assert!(!tables.is_empty(), "{path} has no table of rules");
    tables
}

/// `docs/rules.md` is written from the tables that stand beside the rules, and explains every rule that an article of ours calls on.
#[test]
fn the_page_of_rules_is_written_from_the_rules() {
    const PAGE: &str = "docs/rules.md";
    let mut page = "# Rules\n\nWhat `extract explain` names beside each slot of a fact, with an example of each; written from the tables that stand \
                    beside the\nrules by `tests/docs.rs`. The rules of a slot are asked in this order, and the first that answers wins. `none` is \
                    what stands where no rule\nhas anything to say.\n"
        .to_owned();
    let mut known: BTreeSet<(&str, String)> = BTreeSet::new();
    let quoted = Regex::new("`([^`]+)`").unwrap();
    for (title, slot, path) in RULES {
        let tables = tables_of_rules(path);
        page.push_str(&format!("\n## {title}\n\n`{path}`\n\n{tables}"));
        for row in tables.lines() {
            let first = row.split('|').nth(1).unwrap();
            known.extend(quoted.captures_iter(first).map(|c| (slot, c[1].to_owned())));
        }
    }
    if std::env::var_os("RENEW_DOCS").is_some() {
        std::fs::write(root().join(PAGE), &page).unwrap();
    } else {
        assert!(page == read(PAGE), "{PAGE} is not what the rules say of themselves; renew it with tools/renew.sh");
    }
    let lexicons = fatti::Lexicons::builtin().unwrap();
    let mut unknown = BTreeSet::new();
    for (name, text) in articles() {
        let article = fatti::Article::new(name, text, fatti::Published::Unknown);
        for fact in fatti::extract(&article, &lexicons).facts {
            let rules = fact.rules;
            for (slot, rule) in [
                ("company", rules.company),
                ("counterparty", rules.counterparty),
                ("chip", rules.chip),
                ("relation", rules.relation),
                ("of", rules.of),
                ("part", rules.part),
                ("place", rules.place),
                ("date", rules.date),
                ("source", rules.source),
                ("certainty", rules.certainty),
            ] {
                // «amount of the …» stands for all of whom it may be
                let family = rule.split_once(" of the ").map(|(what, _)| format!("{what} of the …"));
                let told =
                    |rule: &str| known.contains(&(slot, rule.to_owned())) || known.contains(&("", rule.to_owned()));
                if !matches!(rule, "" | "none") && !told(rule) && !family.is_some_and(|f| told(&f)) {
                    unknown.insert(format!("{slot}: {rule}"));
                }
            }
        }
    }
    assert!(unknown.is_empty(), "no table beside the rules explains {unknown:#?}");
}

/// The articles of the project: those of `corpus/` and of `tests/gold/`.
fn articles() -> Vec<(String, String)> {
    let mut folders = vec![root().join("corpus"), root().join("tests/gold")];
    let mut articles = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "txt") {
                articles.push((path.display().to_string(), read(&path)));
            }
        }
    }
    articles.sort_unstable();
    articles
}

/// The phrases of the page on other programs, as it says, are all read: value, unit, bound and direction of a figure, a date's
/// value and modifier, on 24 February 2026.
#[test]
fn the_phrases_other_programs_are_tried_with_are_read() {
    let page = read("docs/peers.md");
    let lexicons = fatti::Lexicons::builtin().unwrap();
    for (phrase, expected) in [
        ("circa cinquantamila H100", "50000  ~"),
        ("più di 400.000 chip H200", "400000  >"),
        ("un ENORME +740%", "740 % = +"),
        ("oltre 1, 6 miliardi di dollari", "1600000000 USD >"),
        ("6 dollari l'ora", "6 USD/h ="),
        ("31 gennaio 2025", "2025-01-31"),
        ("la prossima settimana", "2026-W10"),
        ("metà febbraio", "2026-02 MID"),
        ("lo scorso aprile", "2025-04"),
        ("4mila miliardi di dollari", "4000000000000 USD ="),
        ("tra il 15 e il 20 per cento", "15-20 % ="),
        ("5,5 mld di euro", "5500000000 EUR ="),
    ] {
        assert!(page.contains(&format!("\n| {phrase} | ")), "docs/peers.md lacks {phrase}");
        let day = fatti::Published::parse("2026-02-24").unwrap();
        let article = fatti::Article::new("a.txt", phrase, day);
        let found = fatti::extract(&article, &lexicons);
        let rows = table::Rows::of(&article, &found, &lexicons);
        let mentions =
            String::from_utf8([table::MENTIONS.join(",").into_bytes(), b"\n".to_vec(), rows.mentions].concat())
                .unwrap();
        let mut reader = csv::Reader::from_reader(mentions.as_bytes());
        let read: Vec<String> = reader
            .deserialize::<Row>()
            .map(|row| row.unwrap())
            .filter(|row| matches!(row["type"].as_str(), "figure" | "date"))
            .map(|row| {
                let high = if row["value_high"].is_empty() { String::new() } else { format!("-{}", row["value_high"]) };
                let words = match row["type"].as_str() {
                    "date" => format!("{} {}", row["value"], row["mod"]),
                    _ => format!("{}{high} {} {} {}", row["value"], row["unit"], row["bound"], row["direction"]),
                };
                words.trim_end().to_owned()
            })
            .collect();
        assert_eq!(read, [expected], "{phrase}");
    }
}
