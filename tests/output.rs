//! `output/` is committed: whoever opens the project sees what it yields. It must be what the program writes today.
#![allow(clippy::unwrap_used, reason = "a test")]

use fatti::lexicon::Source;
use fatti::run::{Options, run};
use std::ops::ControlFlow;
use std::path::Path;

#[test]
fn the_committed_output_is_what_a_run_writes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let now = tempfile::tempdir().unwrap();
    let corpus = root.join("corpus");
    let summary =
        run(&corpus, now.path(), &Source::builtin(), &Options::default(), &|_| ControlFlow::Continue(())).unwrap();
    let stale: Vec<String> = summary
        .written
        .iter()
        // what is new since the run before is not of the articles
        .filter(|&table| table != "changes.csv")
        .filter_map(|table| {
            let written = std::fs::read_to_string(now.path().join(table)).unwrap();
            // Git may have checked the tables out with other line ends; in them, every line ends the same way.
            let committed = std::fs::read_to_string(root.join("output").join(table)).unwrap_or_default();
            difference(&committed.replace("\r\n", "\n"), &written.replace("\r\n", "\n"))
                .map(|at| format!("{table} {at}"))
        })
        .collect();
    assert!(stale.is_empty(), "output/ is stale; renew it with `tools/renew.sh`\n{}", stale.join("\n"));
}

/// The first line in which two tables differ, as each has it.
fn difference(committed: &str, written: &str) -> Option<String> {
    if committed == written {
        return None;
    }
    let at = committed.lines().zip(written.lines()).take_while(|(a, b)| a == b).count();
    let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
    Some(format!("from line {} on:\n  committed {}\n  written   {}", at + 1, line(committed), line(written)))
}
