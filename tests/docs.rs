//! The README and `docs/` tell the truth: what they name is there, and what they show is what the program gives.
#![allow(clippy::unwrap_used, reason = "a test")]

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
