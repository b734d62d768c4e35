//! However a run is cut off (killed, no space left, a limit on files), every table is whole, the old one or the new, and the
//! next run ends as if nothing had happened.
//!
//! `FATTI_KILLS`, `FATTI_STOPS`, `FATTI_LIMITS` and `FATTI_DISKS` in the environment say how many of each are tried.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a test")]

use crate::common::{Chance, TABLES, article, difference, rounds, small_lexicons};
use fatti::lexicon::Source;
use fatti::run::{Options, run};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A corpus that changes from run to run, and what its tables must be.
struct Trial {
    dir: tempfile::TempDir,
    chance: Chance,
    articles: usize,
}

impl Trial {
    fn new(seed: u64, articles: usize) -> Trial {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("corpus")).unwrap();
        small_lexicons(&dir.path().join("lexicons"));
        let mut trial = Trial { dir, chance: Chance(seed), articles };
        (0..articles).for_each(|at| trial.write(at));
        trial.expect("new");
        trial
    }

    fn at(&self, below: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join(below)
    }

    fn write(&mut self, at: usize) {
        fs::write(self.at(format!("corpus/{at}.txt")), article(&mut self.chance)).unwrap();
    }

    /// A few articles are written anew, one is removed; `old` and `new` hold the tables before and after.
    fn change(&mut self) {
        for _ in 0..1 + self.chance.below(5) {
            let at = self.chance.below(self.articles);
            self.write(at);
        }
        let gone = self.chance.below(self.articles);
        let _ = fs::remove_file(self.at(format!("corpus/{gone}.txt")));
        let _ = fs::remove_dir_all(self.at("old"));
        fs::rename(self.at("new"), self.at("old")).unwrap();
        self.expect("new");
    }

    /// What a clean run writes.
    fn expect(&self, folder: &str) {
        let lexicons = Source::folder(&self.at("lexicons")).unwrap();
        let watch = |_| ControlFlow::Continue(());
        run(&self.at("corpus"), &self.at(folder), &lexicons, &Options::default(), &watch).unwrap();
    }

    fn command(&self, output: &Path) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("extract"));
        command.arg(self.at("corpus")).arg("--lexicons").arg(self.at("lexicons")).arg("--output").arg(output);
        command.args(["--jobs", "2"]).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// The same under the shell, after these words of it.
    fn command_after(&self, words: &str, output: &Path) -> Command {
        let plain = self.command(output);
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{words}; exec \"$0\" \"$@\"")).arg(plain.get_program()).args(plain.get_args());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Each table is the one before or the one after, or not yet there at all.
    fn check_whole(&self, output: &Path, what: &str) {
        for table in TABLES {
            let Ok(now) = fs::read(output.join(table)) else { continue };
            let is = |folder: &str| fs::read(self.at(folder).join(table)).is_ok_and(|bytes| bytes == now);
            assert!(is("old") || is("new"), "{what}: {table} is neither the old one nor the new");
        }
    }

    /// The next run ends as if nothing had happened.
    fn check_next(&self, output: &Path, what: &str) {
        let done = self.command(output).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(matches!(done.status.code(), Some(0 | 1)), "{what}: {said}");
        if let Some(difference) = difference(output, &self.at("new")) {
            panic!("{what}: {difference}\n{said}");
        }
    }
}

fn copy(tables: &[&str], from: &Path, to: &Path) {
    for table in tables {
        fs::copy(from.join(table), to.join(Path::new(table).file_name().unwrap())).unwrap();
    }
}

#[test]
fn killed_at_any_moment() {
    let mut trial = Trial::new(1, 120);
    let output = trial.at("output");
    let start = Instant::now();
    assert!(trial.command(&output).status().unwrap().code().is_some());
    // how long a run takes, found out as it goes: most are to be killed, and some of them late
    let mut lasts = start.elapsed();
    let (mut killed, mut mixed, mut round) = (0, 0, 0);
    let kills = rounds("FATTI_KILLS", 25);
    // some runs end before they are killed
    while killed < kills {
        round += 1;
        trial.change();
        if trial.chance.below(4) == 0 {
            fs::remove_dir_all(&output).unwrap();
        }
        let moment = lasts.mul_f64(trial.chance.below(1000) as f64 / 1000.0);
        let mut child = trial.command(&output).spawn().unwrap();
        std::thread::sleep(moment);
        child.kill().unwrap();
        let cut_off = child.wait().unwrap().code().is_none();
        killed += u64::from(cut_off);
        lasts = lasts.mul_f64(if cut_off { 1.05 } else { 0.85 });
        let what = format!("round {round}, killed after {moment:?}");
        trial.check_whole(&output, &what);
        mixed += usize::from(output.join(".extract/next/facts.csv").exists());
        trial.check_next(&output, &what);
    }
    println!("{killed} of {round} runs were killed before their end, {mixed} while tables were written");
}

fn signal(name: &str, process: u32) {
    assert!(Command::new("kill").args(["-s", name, &process.to_string()]).status().unwrap().success());
}

/// Ctrl-C: the run ends soon, says by its exit code that it was stopped, and leaves what a kill does.
#[test]
fn stopped_by_ctrl_c() {
    const STOPPED: i32 = 130;
    let mut trial = Trial::new(4, 400);
    let output = trial.at("output");
    let start = Instant::now();
    assert!(trial.command(&output).status().unwrap().code().is_some());
    let mut lasts = start.elapsed();
    let mut stopped = 0;
    while stopped < rounds("FATTI_STOPS", 8) {
        trial.change();
        let moment = lasts.mul_f64(trial.chance.below(1000) as f64 / 1000.0);
        let mut child = trial.command(&output).arg("--full").spawn().unwrap();
        std::thread::sleep(moment);
        signal("INT", child.id());
        let asked = Instant::now();
        let status = child.wait().unwrap();
        // a second is what users are told; the rest is for a machine that does much else
        assert!(asked.elapsed().as_secs_f64() < 4.0, "it took {:?} to end", asked.elapsed());
        match status.code() {
            Some(STOPPED) => stopped += 1,
            // before the program listens the system ends it
            None => {}
            Some(code) => assert!(matches!(code, 0 | 1), "exit code {code}"),
        }
        // a run with something skipped has ended, too
        let ended = matches!(status.code(), Some(0 | 1));
        lasts = lasts.mul_f64(if ended { 0.85 } else { 1.05 });
        let what = format!("stopped after {moment:?}, {status}");
        trial.check_whole(&output, &what);
        trial.check_next(&output, &what);
    }
}

/// A second run says who has the folder, and leaves or waits, as asked.
#[test]
fn two_runs_at_once() {
    let mut trial = Trial::new(5, 400);
    let output = trial.at("output");
    let mut one = trial.command(&output).spawn().unwrap();
    let lock = output.join(".extract/lock");
    while !fs::read_to_string(&lock).is_ok_and(|held| held.trim() == one.id().to_string()) {
        assert!(one.try_wait().unwrap().is_none(), "the first run ended before it could be seen");
        std::thread::yield_now();
    }
    signal("STOP", one.id());
    let two = trial.command(&output).stderr(Stdio::piped()).output().unwrap();
    let said = String::from_utf8_lossy(&two.stderr).into_owned();
    assert_eq!(two.status.code(), Some(2), "{said}");
    assert!(said.contains(&one.id().to_string()), "it does not say who has the folder: {said}");
    let status = Command::new(assert_cmd::cargo::cargo_bin!("extract"))
        .arg("status")
        .args([trial.at("corpus"), "-o".into(), output.clone()])
        .output()
        .unwrap();
    assert_eq!(status.status.code(), Some(2), "{}", String::from_utf8_lossy(&status.stderr));
    let mut waits = trial.command(&output).arg("--wait").spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert!(waits.try_wait().unwrap().is_none(), "it does not wait");
    signal("CONT", one.id());
    assert!(matches!(one.wait().unwrap().code(), Some(0 | 1)));
    assert!(matches!(waits.wait().unwrap().code(), Some(0 | 1)));
    trial.change();
    trial.check_next(&output, "after two runs at once");
}

#[test]
fn a_limit_on_the_size_of_files() {
    let mut trial = Trial::new(2, 120);
    let output = trial.at("output");
    let size = |path: &Path| fs::metadata(path).map_or(0, |kind| kind.len());
    let files = TABLES.iter().chain(&[".extract/state.sqlite"]);
    let largest = files.map(|file| size(&trial.at("new").join(file))).max().unwrap();
    let rounds = rounds("FATTI_LIMITS", 12);
    let mut failed = 0;
    for round in 0..rounds {
        trial.change();
        if round % 3 == 0 {
            let _ = fs::remove_dir_all(&output);
        }
        // the shell counts in blocks of 512 bytes
        let blocks = round * (largest / 512 + 8) / rounds;
        let status = trial.command_after(&format!("ulimit -f {blocks}"), &output).status().unwrap();
        failed += usize::from(status.code() == Some(2));
        assert!(status.code().is_some(), "files of {blocks} blocks at most: {status}");
        let what = format!("files of {blocks} blocks at most");
        trial.check_whole(&output, &what);
        trial.check_next(&output, &what);
    }
    println!("{failed} of {rounds} runs could not write");
    assert!(failed > 0, "a limit was felt");
}

/// A disk of its own that is nearly full; needs the right to mount one.
#[test]
fn a_full_disk() {
    let mut trial = Trial::new(3, 120);
    let disk = trial.at("disk");
    fs::create_dir(&disk).unwrap();
    let mount = |size: u64| {
        let options = format!("size={size}k");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(&disk).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success())
    };
    let unmount = || assert!(Command::new("umount").arg(&disk).status().unwrap().success());
    let rounds = rounds("FATTI_DISKS", 12);
    let mut failed = 0;
    for round in 0..rounds {
        if !mount(8192) {
            println!("no disk can be mounted here: not tried");
            return;
        }
        let output = disk.join("output");
        trial.change();
        fs::rename(trial.at("corpus"), trial.at("aside")).unwrap();
        fs::create_dir(trial.at("corpus")).unwrap();
        if round % 3 > 0 {
            // there are tables of an empty corpus, and then of this one
            assert!(trial.command(&output).status().unwrap().success());
        }
        fs::remove_dir(trial.at("corpus")).unwrap();
        fs::rename(trial.at("aside"), trial.at("corpus")).unwrap();
        fs::remove_dir_all(trial.at("old")).unwrap();
        fs::create_dir(trial.at("old")).unwrap();
        if round % 3 > 0 {
            copy(&TABLES, &output, &trial.at("old"));
        }
        // What is free is taken up but for so many blocks of four kilobytes; then the run; then it is given back.
        let needed = 120;
        let free = round * needed / rounds;
        let filler = disk.join("filler");
        let fill = format!("dd if=/dev/zero of='{0}' bs=4096; truncate -s -{1} '{0}'", filler.display(), free * 4096);
        let _ = Command::new("sh").arg("-c").arg(fill).stderr(Stdio::null()).status();
        let status = trial.command(&output).status().unwrap();
        failed += usize::from(status.code() == Some(2));
        let what = format!("{free} blocks free");
        assert!(status.code().is_some(), "{what}: {status}");
        trial.check_whole(&output, &what);
        fs::remove_file(filler).unwrap();
        trial.check_next(&output, &what);
        unmount();
    }
    println!("{failed} of {rounds} runs could not write");
    assert!(failed > 0, "the disk was full");
}

/// Between committing the state and renaming the last table there are moments too short to be hit by chance.
#[test]
fn cut_off_between_two_renames() {
    let mut trial = Trial::new(4, 10);
    trial.change();
    let written = [&TABLES[..], &[".extract/statements", ".extract/marks", ".extract/claims", "changes.csv"]].concat();
    for renamed in 0..=written.len() {
        for again in [false, true] {
            let output = trial.at(format!("output{renamed}{again}"));
            trial.change();
            // the tables before, and beside them the run after it
            let before = trial.at("before");
            fs::rename(trial.at("old"), &before).unwrap();
            fs::create_dir(trial.at("old")).unwrap();
            copy(&written, &before, &trial.at("old"));
            assert!(trial.command(&before).status().unwrap().code().is_some_and(|code| code < 2));
            // then the clock is turned back to when so many tables were renamed
            fs::rename(&before, &output).unwrap();
            for table in &written[renamed..] {
                let name = Path::new(table).file_name().unwrap();
                fs::rename(output.join(table), output.join(".extract/next").join(name)).unwrap();
                fs::copy(trial.at("old").join(name), output.join(table)).unwrap();
            }
            let changes = fs::read(match renamed == written.len() {
                true => output.join("changes.csv"),
                false => output.join(".extract/next/changes.csv"),
            });
            let what = format!("{renamed} tables renamed");
            trial.check_whole(&output, &what);
            if again {
                // the run that mends is cut off, too
                let _ = trial.command_after("ulimit -f 0", &output).status();
                trial.check_whole(&output, &what);
            }
            trial.check_next(&output, &what);
            if renamed < written.len() && !again {
                let now = fs::read(output.join("changes.csv")).unwrap();
                assert!(now == changes.unwrap(), "{what}: what the run changed is told, though it was cut off");
            }
            assert_eq!(fs::read_dir(output.join(".extract/next")).unwrap().count(), 0, "{what}");
        }
    }
}
