//! The commands the README, `docs/` and `--help` show do what they say: each is run, in a folder that holds what they name.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test")]

use assert_cmd::cargo::{cargo_bin, cargo_bin_cmd};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const SENTENCE: &str = "Nvidia ha venduto 10.000 H20 in Cina.";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with all that the commands read.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    let page = format!("<html><h1>Vendite</h1><p>{SENTENCE}</p></html>");
    let record = format!(
        "{{\"text\":\"{SENTENCE}\",\"body\":\"{SENTENCE}\",\"date\":\"2026-02-24\",\"when\":\"2026-02-23\"}}\n"
    );
    let table = format!("id,text,body,when\n1,{SENTENCE},{SENTENCE},2026-02-24\n");
    for (name, text) in [
        ("news/a.txt", SENTENCE),
        ("pages/a.html", &page),
        ("news.html", &page),
        ("news.jsonl", &record),
        ("news.csv", &table),
    ] {
        write(name, text.as_bytes());
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(record.as_bytes()).unwrap();
    write("news.jsonl.gz", &packed.finish().unwrap());
    write("news.jsonl.zst", &zstd::encode_all(record.as_bytes(), 3).unwrap());
    write("news.csv.zst", &zstd::encode_all(table.as_bytes(), 3).unwrap());
    write("mine/stop.csv", &std::fs::read(root().join("lexicons/stop.csv")).unwrap());
    for article in ["noleggio-gpu-sei-dollari.txt", "2025/deepseek-cinquantamila-h100.txt"] {
        write(&format!("corpus/{article}"), &std::fs::read(root().join("corpus").join(article)).unwrap());
    }
    dir
}

/// The commands a page shows in its indented and fenced lines.
fn commands(page: &str) -> Vec<String> {
    let lines = page.lines().map(|line| line.trim_start_matches([' ', '$']));
    let lines = lines.map(|line| line.replace("cargo run --release -- ", "extract "));
    let shown = |line: &String| line.starts_with("extract ") || line.contains("| extract ");
    lines.filter(shown).map(|line| line.split(" #").next().unwrap_or_default().trim().to_owned()).collect()
}

/// What `--help` shows: the words up to what they are for.
fn examples() -> Vec<String> {
    let help = cargo_bin_cmd!("extract").arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let lines = help.lines().filter(|line| line.starts_with("  extract "));
    lines.map(|line| line.trim_start().split("  ").next().unwrap_or_default().to_owned()).collect()
}

/// Runs a command in the folder, by the shell; one that watches is stopped when it has written.
fn run(command: &str, folder: &Path) {
    let bin = cargo_bin!("extract").parent().unwrap().display().to_string();
    let path = format!("{bin}:{}", std::env::var("PATH").unwrap_or_default());
    let watches = command.contains("--watch");
    let mut shell = Command::new("sh");
    // what watches takes the shell's place, so that the signal is its own
    let words = if watches { format!("exec {command} 2>/dev/null") } else { format!("exec 2>&1; {command}") };
    shell.args(["-c", &words]).current_dir(folder).env("PATH", path).stdin(Stdio::null());
    if watches {
        let mut child = shell.stdout(Stdio::null()).spawn().unwrap();
        let begun = Instant::now();
        while !["output", "out"].iter().any(|name| folder.join(name).join("facts.csv").exists()) {
            assert!(begun.elapsed() < Duration::from_secs(60) && child.try_wait().unwrap().is_none(), "{command}");
            std::thread::sleep(Duration::from_millis(50));
        }
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
        child.wait().unwrap();
        return;
    }
    let done = shell.output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{command}\n{}", String::from_utf8_lossy(&done.stdout));
}

/// Whether the shell finds a program.
fn there(program: &str) -> bool {
    Command::new("sh").args(["-c", &format!("command -v {program}")]).stdout(Stdio::null()).status().unwrap().success()
}

#[test]
fn the_commands_that_pages_show_are_run() {
    let page = |name: &str| std::fs::read_to_string(root().join(name)).unwrap();
    let pages = ["README.md", "docs/inputs.md", "docs/formats.md", "docs/lexicons.md", "docs/export.md"];
    let shown = pages.iter().map(|name| (*name, commands(&page(name))));
    let mut all = 0;
    for (page, commands) in shown.chain([("--help", examples())]) {
        let dir = folder();
        assert!(!commands.is_empty(), "{page}");
        for command in commands {
            if command.contains("zstdcat") && !there("zstdcat") {
                eprintln!("{page}: not run without zstdcat: {command}");
                continue;
            }
            // what watches is stopped when its tables are there: they are to be its own
            let _ = std::fs::remove_dir_all(dir.path().join("out"));
            let _ = std::fs::remove_dir_all(dir.path().join("output"));
            run(&command, dir.path());
            all += 1;
        }
    }
    assert!(all > 20, "{all} commands");
}
