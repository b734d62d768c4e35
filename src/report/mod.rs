//! `report.html`: what a run found, on one page that opens from the disk.
//!
//! The page is read off the finished tables, row by row, so it is the same bytes for the same tables. It asks no network for
//! anything: markup (`page.html`), style (`page.css`), script (`page.js`) and words (`labels.csv`) are put into one file, with
//! the tables' rows as JSON that no text of an article can break out of (`inert.rs`). A content security policy lets the one
//! script run that was written for the page, by its hash, and nothing else.
//!
//! | what | file |
//! | --- | --- |
//! | which articles the page has room for | `room.rs` |
//! | facts, sentences and mentions, column by column | `columns.rs` |
//! | claims, with what each voice leaves room for | `claims.rs` |
//! | tables read by the names of their columns | `rows.rs` |
//! | JSON that cannot become markup | `inert.rs` |

mod claims;
mod columns;
mod inert;
mod room;
mod rows;

pub use room::Limits;
pub use rows::Tables;

use crate::error::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
const LABELS: &str = include_str!("labels.csv");

/// Writes the page of the tables `articles.csv`, `sentences.csv`, `mentions.csv`, `facts.csv` and `claims.csv`; tells what there
/// was no room for, a sentence each, as the page does.
///
/// # Errors
/// [`Error::Io`] where a table cannot be read, lacks a column, or does not belong to the others, and where `out` cannot be
/// written; [`Error::Stopped`] where the run was.
pub fn write(tables: &Tables<'_>, limits: Limits, out: &mut dyn Write) -> Result<Vec<String>> {
    let room = room::Room::measure(tables, limits)?;
    let claims = claims::Claims::read(tables, limits)?;
    let columns = columns::Columns::read(tables, &room)?;
    let summary = Summary { totals: &room.totals, shown: room.shown(), claims: &claims, labels: labels()? };
    let (style, script) = (unix(STYLE), unix(SCRIPT));
    let parts = PAGE.split("{{").map(|part| part.split_once("}}").unwrap_or(("", part)));
    for (name, rest) in parts {
        let failed = |e| Error::io("write", Path::new("report.html"), e);
        match name {
            "style" => out.write_all(style.as_bytes()),
            "script" => out.write_all(script.as_bytes()),
            "policy" => out.write_all(policy(&style, &script).as_bytes()),
            "summary" => inert::write(&summary, out),
            "facts" => inert::write(&columns.facts(), out),
            "texts" => inert::write(&columns.texts(), out),
            _ => Ok(()),
        }
        .and_then(|()| out.write_all(unix(rest).as_bytes()))
        .map_err(failed)?;
    }
    Ok(left_out(&summary))
}

fn left_out(summary: &Summary<'_>) -> Vec<String> {
    let (totals, shown, claims) = (summary.totals, &summary.shown, summary.claims);
    let mut told = Vec::new();
    if shown.facts < totals.facts {
        told.push(format!("report.html holds {} of {} facts, those of the newest articles", shown.facts, totals.facts));
    }
    if shown.texts < totals.articles {
        let (texts, articles) = (shown.texts, totals.articles);
        told.push(format!("report.html holds the whole text of {texts} of {articles} articles, the newest"));
    }
    if claims.shown() < claims.count() {
        told.push(format!("report.html holds the first {} of {} claims", claims.shown(), claims.count()));
    }
    told
}

/// What is parsed before anything else of the data: enough to draw the top of the page.
#[derive(serde::Serialize)]
struct Summary<'a> {
    totals: &'a room::Totals,
    shown: room::Shown,
    claims: &'a claims::Claims,
    labels: BTreeMap<String, [String; 2]>,
}

/// The page's words: by key, in English and in Italian.
fn labels() -> Result<BTreeMap<String, [String; 2]>> {
    let mut labels = BTreeMap::new();
    for row in csv::Reader::from_reader(LABELS.as_bytes()).deserialize() {
        let (key, en, it): (String, String, String) =
            row.map_err(|e: csv::Error| Error::io("read", Path::new("labels.csv"), e.into()))?;
        labels.insert(key, [en, it]);
    }
    Ok(labels)
}

/// A browser reads line ends as `\n`, and takes the hash of what it read.
fn unix(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").into() } else { text.into() }
}

/// What the page may do: run its own script, use its own style, and put text in as text only.
fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        hash(script),
        hash(style)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_cannot_end_its_own_element() {
        for (name, text, bad) in
            [("page.js", SCRIPT, "</script"), ("page.css", STYLE, "</style"), ("page.js", SCRIPT, "<!--")]
        {
            assert!(!text.to_lowercase().contains(bad), "{name} holds {bad}");
        }
    }

    #[test]
    fn text_is_only_put_in_as_text() {
        for bad in
            ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "srcdoc", "fetch("]
        {
            assert!(!SCRIPT.contains(bad), "page.js uses {bad}");
        }
    }
}
