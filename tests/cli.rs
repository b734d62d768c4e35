//! The command: folders in, tables, messages and exit codes out.
#![allow(clippy::unwrap_used, reason = "a test")]

use assert_cmd::cargo::cargo_bin_cmd;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const TABLES: [&str; 7] =
    ["articles.csv", "claims.csv", "claims.json", "facts.csv", "facts.json", "mentions.csv", "sentences.csv"];
/// All that stands in an output folder: the state and the lock are in the hidden one.
const OUTPUT: [&str; 11] = [
    ".extract",
    "articles.csv",
    "changes.csv",
    "claims.csv",
    "claims.json",
    "datapackage.json",
    "facts.csv",
    "facts.json",
    "mentions.csv",
    "schema.json",
    "sentences.csv",
];
const SENTENCE: &str = "Nvidia ha venduto 10.000 H20 in Cina.";

/// A folder of its own for one test: `corpus/` to write articles into, and where the command is run.
struct Trial {
    dir: TempDir,
}

/// What the command answered.
struct Answer {
    code: i32,
    out: String,
    err: String,
}

impl Trial {
    fn new() -> Trial {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("corpus")).unwrap();
        Trial { dir }
    }

    /// One good article.
    fn with_article() -> Trial {
        let trial = Trial::new();
        trial.write("corpus/a.txt", SENTENCE);
        trial
    }

    fn path(&self, below: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join(below)
    }

    fn write(&self, below: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.path(below);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn read(&self, below: impl AsRef<Path>) -> String {
        String::from_utf8(std::fs::read(self.path(below)).unwrap()).unwrap()
    }

    /// Runs `extract` in the trial's folder with these words after it.
    fn run(&self, words: &str) -> Answer {
        let mut command = cargo_bin_cmd!("extract");
        let done = command.current_dir(self.dir.path()).args(words.split_whitespace()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Answer { code: done.status.code().unwrap(), out: text(done.stdout), err: text(done.stderr) }
    }

    /// The files in the folder.
    fn files(&self, below: &str) -> Vec<String> {
        let name = |e: std::io::Result<std::fs::DirEntry>| e.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<String> = std::fs::read_dir(self.path(below)).unwrap().map(name).collect();
        names.sort();
        names
    }

    /// The first column of `articles.csv`, and its status.
    fn statuses(&self) -> Vec<(String, String)> {
        let mut reader = csv::Reader::from_path(self.path("output/articles.csv")).unwrap();
        let at = reader.headers().unwrap().iter().position(|h| h == "status").unwrap();
        reader.records().map(|r| r.unwrap()).map(|r| (r[0].to_owned(), r[at].to_owned())).collect()
    }
}

/// Whether files of mode 000 can be read all the same.
#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::PermissionsExt;
    let file = tempfile::NamedTempFile::new().unwrap();
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o000)).unwrap();
    std::fs::File::open(file.path()).is_ok()
}

#[test]
fn the_help_says_what_one_needs_to_begin() {
    let help = Trial::new().run("--help");
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    let said = [
        "extract corpus/ -o output/",
        "explain",
        "--lexicons",
        "--published",
        "--jobs",
        "--quiet",
        "facts.csv",
        "Exit code",
    ];
    for words in said {
        assert!(help.out.contains(words), "{words} is not in\n{}", help.out);
    }
    let (examples, options) = (help.out.find("Examples:").unwrap(), help.out.find("Options:").unwrap());
    assert!(examples < options, "examples stand first");
    assert!(!help.out.contains('\x1b'), "no colours in a pipe");
    assert!(help.out.lines().all(|l| l.chars().count() <= 120), "{}", help.out);
}

#[test]
fn the_version_is_the_crate_s() {
    let answer = Trial::new().run("--version");
    assert_eq!(answer.out.trim(), concat!("extract ", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_use_exits_with_2_and_says_what_was_expected() {
    for (words, expected) in [
        ("", "Usage: extract"),
        ("", "extract corpus/ -o output/"),
        ("corpus --ouput x", "'--output'"),
        ("corpus --published yesterday", "expected a date like 2026-02-24"),
        ("corpus --published 2026-02-30", "expected a date like 2026-02-24"),
        ("corpus --jobs many", "invalid"),
        ("corpus --jobs 0", "1..=1024"),
        ("corpus two", "unexpected argument 'two'"),
        ("missing", "cannot read missing"),
        ("corpu", "cannot read corpu: No such file or directory (os error 2) (did you mean `corpus`?)"),
        ("corpus/b.txt", "(did you mean `a.txt`?)"),
        ("stats", "(did you mean the command `status`?)"),
        ("suggest corpsu", "(did you mean `corpus`?)"),
        ("corpus --columns txt=body", "(did you mean `text`?)"),
        ("corpus --as jsno", "a similar value exists: 'json'"),
        ("- --watch", "standard input cannot be watched"),
        ("--quiet", "expected a corpus"),
        ("explain corpus/a.txt#1", "corpus/a.txt"),
        ("corpus --lexicons missing", "cannot read the lexicons in missing"),
        ("corpus -o corpus", "choose another --output"),
        ("corpus -o corpus/a.txt", "corpus/a.txt is a file; -o takes a folder"),
        ("statsu corpus", "'statsu' is no command (did you mean `status`?)"),
        ("lexicon export mine compnies", "there is no lexicon `compnies` (did you mean `companies`?)"),
        ("corpus --format csv,ods", "[possible values: csv, json, jsonl, xlsx, parquet, sqlite, html]"),
        ("corpus --tables fact", "'facts'"),
        ("corpus --csv-dialect excel", "'excel-it'"),
        ("explain", "Usage: extract explain"),
        ("explain missing.txt", "cannot read missing.txt"),
        ("explain corpus", "cannot read corpus: "),
        ("explain corpus/a.txt --sentence 2", "corpus/a.txt has no sentence 2: it has 1"),
        ("explain corpus/a.txt --lexicons missing", "cannot read the lexicons in missing"),
        ("corpus explain corpus/a.txt", "unexpected argument 'explain'"),
    ] {
        let trial = Trial::with_article();
        let answer = trial.run(words);
        assert_eq!(answer.code, 2, "{words}: {}", answer.err);
        assert_eq!(answer.out, "", "{words}");
        assert!(answer.err.contains(expected), "{words}: {}", answer.err);
        assert_eq!(trial.files("."), ["corpus"], "{words}: nothing is left behind");
        assert_eq!(trial.files("corpus"), ["a.txt"], "{words}: nothing is left behind");
    }
}

#[test]
fn a_run_writes_the_tables_and_says_so_in_few_lines() {
    let trial = Trial::with_article();
    let answer = trial.run("corpus");
    assert_eq!((answer.code, answer.out.as_str()), (0, ""));
    assert_eq!(trial.files("output"), OUTPUT);
    let lines: Vec<&str> = answer.err.lines().collect();
    assert_eq!(lines.len(), 4, "{}", answer.err);
    assert!(lines[0].starts_with("read 1 article (0.0 KB); found 1 sentence, "), "{}", lines[0]);
    assert_eq!(lines[1], "1 new, 0 changed, 0 gone, 0 untouched");
    let wrote = "wrote articles.csv, sentences.csv, mentions.csv, facts.csv, facts.json, claims.csv, claims.json, \
                 changes.csv, datapackage.json, schema.json into output, ";
    assert!(lines[2].starts_with(wrote), "{}", lines[2]);
    assert!(lines[2].contains("with the built-in lexicons, in "), "{}", lines[2]);
    let undated =
        "1 of 1 article tells no date: «ieri» and the like stay unresolved there; see articles.csv, or --published";
    assert_eq!(lines[3], undated);
    assert!(!answer.err.contains(['\x1b', '\r']), "no bar and no colours in a pipe: {:?}", answer.err);
}

#[test]
fn articles_without_a_date_are_counted_where_there_are_any() {
    let trial = Trial::with_article();
    trial.write("corpus/2026-02-24_b.txt", SENTENCE);
    trial.write("corpus/empty.txt", "");
    assert!(trial.run("corpus").err.contains("1 of 2 articles tells no date"), "one is dated, one is no article");
    trial.write("corpus/c.txt", SENTENCE);
    let answer = trial.run("corpus --format xlsx");
    assert!(answer.err.contains("2 of 3 articles tell no date"), "{}", answer.err);
    assert!(!trial.run("corpus --published 2026-02-24").err.contains("no date"));
}

#[test]
fn the_output_of_another_run_is_no_news() {
    let trial = Trial::with_article();
    assert_eq!(trial.run("corpus -o corpus/deep/old --keep-text").code, 0);
    let answer = trial.run("corpus");
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(answer.err.matches("skipped corpus/deep/old: it holds the output of another run").count(), 1);
    assert_eq!(trial.statuses(), [("a.txt".to_owned(), "read".to_owned())]);
}

#[test]
fn files_that_are_not_asked_for_again_are_removed_and_named() {
    let trial = Trial::with_article();
    assert_eq!(trial.run("corpus --format csv,json,html,xlsx,sqlite").code, 0);
    let answer = trial.run("corpus");
    let removed = answer.err.lines().find(|line| line.starts_with("removed ")).unwrap_or_default();
    for name in ["report.html", "tables.xlsx", "tables.sqlite"] {
        assert!(removed.contains(name), "{}", answer.err);
    }
    assert!(!removed.contains(".csv") && !removed.contains(".extract"), "{removed}");
    assert_eq!(trial.files("output"), OUTPUT);
    assert!(!trial.run("corpus").err.contains("removed"), "once");
    let answer = trial.run("corpus --format xlsx");
    assert!(answer.err.contains("\nremoved articles.csv, "), "{}", answer.err);
}

#[test]
fn a_corpus_that_was_emptied_is_told_before_its_facts_are_dropped() {
    let trial = Trial::with_article();
    assert_eq!(trial.run("corpus").code, 0);
    std::fs::remove_file(trial.path("corpus/a.txt")).unwrap();
    let answer = trial.run("corpus --quiet");
    assert_eq!(answer.err, "extract: no article in corpus: 1 fact of the run before is dropped from output\n");
    assert_eq!(trial.run("corpus --quiet").err, "", "there is nothing left to drop");
}

#[test]
fn a_dialect_of_csv_without_csv_is_told() {
    let trial = Trial::with_article();
    let answer = trial.run("corpus --format xlsx --csv-dialect excel-it");
    assert_eq!(answer.code, 0);
    let told = "extract: --csv-dialect excel-it is of no use with --format xlsx, which writes no CSV\n";
    assert!(answer.err.starts_with(told), "{}", answer.err);
    assert!(!trial.run("corpus --format csv,xlsx --csv-dialect excel-it").err.contains("no use"));
}

#[test]
fn quiet_says_only_what_went_wrong() {
    let trial = Trial::with_article();
    assert_eq!(trial.run("corpus --quiet").err, "");
    trial.write("corpus/b.txt", "");
    let answer = trial.run("corpus --quiet");
    assert_eq!((answer.code, answer.err.as_str()), (1, "extract: skipped corpus/b.txt: is empty\n"));
}

#[test]
fn bad_files_are_named_and_skipped_and_the_rest_is_read() {
    let trial = Trial::with_article();
    trial.write("corpus/binary.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR");
    trial.write("corpus/blank.txt", " \n\t\n");
    trial.write("corpus/empty.txt", "");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(SENTENCE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    trial.write("corpus/utf16.txt", utf16);
    trial.write("corpus/old/latin1.txt", b"La societ\xe0 ha perso il 5 per cento, perch\xe9 la citt\xe0 \xe8 ferma.");
    trial.write("corpus/old/older/deep.txt", SENTENCE);
    let answer = trial.run("corpus");
    assert_eq!(answer.code, 1);
    let expected = [
        ("a.txt", "read"),
        ("binary.txt", "skipped: is a picture (PNG)"),
        ("blank.txt", "skipped: holds no words"),
        ("empty.txt", "skipped: is empty"),
        ("old/latin1.txt", "read"),
        ("old/older/deep.txt", "read"),
        ("utf16.txt", "read"),
    ];
    let statuses = trial.statuses();
    let statuses: Vec<(&str, &str)> = statuses.iter().map(|(a, s)| (a.as_str(), s.as_str())).collect();
    assert_eq!(statuses, expected);
    let lines: Vec<&str> = answer.err.lines().collect();
    assert_eq!(lines[0], "extract: skipped corpus/binary.txt: is a picture (PNG)");
    assert_eq!(lines[1], "extract: skipped corpus/blank.txt: holds no words");
    assert_eq!(lines[2], "extract: skipped corpus/empty.txt: is empty");
    assert!(lines[3].starts_with("read 4 articles") && lines[3].contains("skipped 3 files"), "{}", lines[3]);
    assert!(trial.read("output/sentences.csv").contains("società ha perso"), "the old code page is read");
}

#[test]
fn hidden_files_are_no_articles() {
    let trial = Trial::with_article();
    trial.write("corpus/.hidden", SENTENCE);
    trial.write("corpus/.git/x.txt", SENTENCE);
    assert_eq!(trial.run("corpus").code, 0);
    assert_eq!(trial.statuses(), [("a.txt".to_owned(), "read".to_owned())]);
}

#[test]
fn an_empty_corpus_gives_tables_of_their_headers() {
    let trial = Trial::new();
    let answer = trial.run("corpus");
    assert_eq!(answer.code, 0);
    assert!(answer.err.starts_with("read 0 articles"), "{}", answer.err);
    for table in ["facts.json", "claims.json"] {
        assert_eq!(trial.read(format!("output/{table}")), "[\n]\n");
    }
    for table in TABLES.iter().filter(|t| t.ends_with(".csv")) {
        assert_eq!(trial.read(format!("output/{table}")).lines().count(), 1, "{table}");
    }
}

#[test]
fn one_article_can_be_the_corpus() {
    let trial = Trial::with_article();
    assert_eq!(trial.run("corpus/a.txt").code, 0);
    assert_eq!(trial.statuses(), [("a.txt".to_owned(), "read".to_owned())]);
}

#[test]
fn the_tables_are_the_same_bytes_for_any_number_of_jobs_and_any_run() {
    let trial = Trial::new();
    for at in 0..40 {
        let sentences = SENTENCE.repeat(at % 7 + 1);
        trial.write(format!("corpus/{}/{at}.txt", at % 3), format!("{sentences} Ieri Amd ne ha persi {at}."));
    }
    trial.write("corpus/1/none.txt", "");
    for run in ["--jobs 1 -o one", "--jobs 4 -o four", "-o again --published 2026-02", "-o again"] {
        assert_eq!(trial.run(&format!("corpus {run}")).code, 1);
    }
    for table in TABLES {
        let one = trial.read(format!("one/{table}"));
        assert!(one == trial.read(format!("four/{table}")), "{table} hangs on --jobs");
        assert!(one == trial.read(format!("again/{table}")), "{table} hangs on what stood there before");
    }
}

#[test]
fn the_published_date_is_for_articles_that_tell_none() {
    let trial = Trial::with_article();
    trial.write("corpus/2025-03-09_b.txt", SENTENCE);
    trial.write("corpus/c.txt", format!(" date 2025-01 {SENTENCE}"));
    assert_eq!(trial.run("corpus --published 2026-02-24").code, 0);
    let mut reader = csv::Reader::from_path(trial.path("output/articles.csv")).unwrap();
    let at = reader.headers().unwrap().iter().position(|h| h == "published").unwrap();
    let published: Vec<String> = reader.records().map(|r| r.unwrap()[at].to_owned()).collect();
    assert_eq!(published, ["2025-03-09", "2026-02-24", "2025-01"]);
}

#[test]
fn an_output_folder_inside_the_corpus_is_not_read() {
    let trial = Trial::with_article();
    for _ in 0..2 {
        assert_eq!(trial.run("corpus -o corpus/tables").code, 0);
    }
    let articles = trial.read("corpus/tables/articles.csv");
    assert_eq!(articles.lines().count(), 2, "{articles}");
}

#[test]
fn what_a_killed_run_left_is_removed_by_the_next() {
    let trial = Trial::with_article();
    trial.write("output/.extract/next/facts.csv", "half a table");
    trial.write("output/notes.txt", "mine");
    assert_eq!(trial.run("corpus").code, 0);
    let mut expected = OUTPUT.to_vec();
    expected.push("notes.txt");
    expected.sort_unstable();
    assert_eq!(trial.files("output"), expected);
    assert!(trial.files("output/.extract/next").is_empty());
}

#[test]
fn web_leftovers_yield_no_mentions_and_no_facts() {
    let trial = Trial::new();
    let leftovers = "Fonte e immagini\n\nLascia un commento\n\n\
                     Il tuo indirizzo email non sarà pubblicato. I campi obbligatori sono contrassegnati *\n\n\
                     pic.twitter.com/9kQwZ2tRmA\n";
    trial.write("corpus/leftovers.txt", leftovers);
    assert_eq!(trial.run("corpus").code, 0);
    assert_eq!(trial.read("output/mentions.csv").lines().count(), 1, "{}", trial.read("output/mentions.csv"));
    assert_eq!(trial.read("output/facts.csv").lines().count(), 1);
    assert_eq!(trial.read("output/sentences.csv").lines().count(), 6, "they are sentences all the same");
}

#[test]
fn own_lexicons_stand_in_for_the_built_in_ones_file_by_file() {
    let trial = Trial::new();
    trial.write("corpus/a.txt", "Zibaldone Chip ha venduto 10.000 H20 in Cina.");
    let company = "id,name,forms,case,cue,country,seat,kind,descriptions,note\nzibaldone-chip,Zibaldone Chip,,,,IT,,chipmaker,,\n";
    // All of chips.csv but the makers, which are companies the own file lacks.
    let chips = "id,name,forms,case,cue,maker,family,kind,year,note\nH20,H20,,,,,,gpu,,\n";
    let others = [
        ("companies.csv", company),
        ("chips.csv", chips),
        ("chip_patterns.csv", "id,pattern,cue,maker,family,kind,note\n"),
        ("persons.csv", "id,name,forms,surname,alone,works_for,role,note\n"),
        ("models.csv", "id,name,forms,case,cue,maker,note\n"),
    ];
    for (folder, words, said) in [
        ("mine", "corpus --lexicons mine", "5 lexicons in mine, the built-in ones for the rest"),
        ("lexicons", "corpus", "5 lexicons in lexicons, the built-in ones for the rest"),
    ] {
        for (file, rows) in others {
            trial.write(format!("{folder}/{file}"), rows);
        }
        let answer = trial.run(words);
        assert_eq!(answer.code, 0, "{}", answer.err);
        assert!(answer.err.contains(said), "{}", answer.err);
        let mentions = trial.read("output/mentions.csv");
        for row in ["zibaldone-chip,Zibaldone Chip", "CN,Cina", "H20,H20"] {
            assert!(mentions.contains(row), "{row} is not in\n{mentions}");
        }
        std::fs::remove_dir_all(trial.path(folder)).unwrap();
    }
    assert_eq!(trial.run("corpus").code, 0);
    assert!(!trial.read("output/mentions.csv").contains("Zibaldone"), "the built-in lexicons know no such company");
}

const COMPANIES: &str = "id,name,forms,case,cue,country,seat,kind,descriptions,note\n";

#[test]
fn rows_are_added_to_the_built_in_lexicons() {
    let trial = Trial::new();
    trial.write("corpus/a.txt", "Zibaldone Chip ha venduto 10.000 H20 in Cina. Nvidia ha venduto 20.000 H100.");
    let rows = "zibaldone-chip,Zibaldone Chip,,,,IT,,chipmaker,,\nnvidia,Envidia,Nvidia,,,US,,chipmaker,,\n";
    trial.write("mine/companies.add.csv", format!("{COMPANIES}{rows}"));
    let answer = trial.run("corpus --lexicons mine");
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.err.contains("with the built-in lexicons and rows added to 1 in mine, in "), "{}", answer.err);
    let mentions = trial.read("output/mentions.csv");
    for row in ["zibaldone-chip,Zibaldone Chip", "nvidia,Envidia"] {
        assert!(mentions.contains(row), "{row} is not in\n{mentions}");
    }
    assert!(trial.run("corpus --lexicons mine").err.contains("nothing to write"), "the lexicons are as they were");
    trial.write("mine/companies.add.csv", COMPANIES);
    assert!(trial.run("corpus --lexicons mine").err.contains("(the lexicons changed)"));
    assert!(!trial.read("output/mentions.csv").contains("Zibaldone Chip,"));
    trial.write("mine/companies.add.csv", format!("{COMPANIES}zibaldone-chip,Zibaldone Chip,,,,XX,,,,\n"));
    let answer = trial.run("corpus --lexicons mine");
    assert!(answer.err.contains("companies.add.csv:2: column `country`: found `XX`"), "{}", answer.err);
    assert!(answer.err.contains("1 bad place in the lexicons"), "{}", answer.err);
    trial.write("mine/companies.add.csv", format!("{COMPANIES}a-nvidia,Nvidia,,,,US,,chipmaker,,\n"));
    let answer = trial.run("lexicon check --lexicons mine --errors");
    assert!(answer.code == 1 && answer.out.contains("companies.add.csv:2"), "{}{}", answer.out, answer.err);
    assert!(!answer.out.contains("expected rows sorted"), "{}", answer.out);
}

#[test]
fn a_lexicon_that_replaces_what_others_name_is_told_so_once() {
    let trial = Trial::with_article();
    trial.write("mine/companies.csv", format!("{COMPANIES}zibaldone-chip,Zibaldone Chip,,,,IT,,chipmaker,,\n"));
    for words in ["corpus --lexicons mine", "lexicon check --lexicons mine"] {
        let answer = trial.run(words);
        let said = format!("{}{}", answer.out, answer.err);
        assert_eq!(said.matches("companies.csv: replaces the built-in one: ").count(), 1, "{said}");
        for part in [" of chips.csv", " of persons.csv", "; to add to the built-in companies name it companies.add.csv"]
        {
            assert!(said.contains(part), "{part} is not in\n{said}");
        }
        assert!(said.lines().count() < 5, "{said}");
    }
    // a row less is told as it is
    let all = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons/companies.csv")).unwrap();
    let fewer: Vec<&str> = all.lines().filter(|row| !row.starts_with("furiosaai,")).collect();
    assert!(fewer.len() < all.lines().count());
    trial.write("mine/companies.csv", fewer.join("\n"));
    let answer = trial.run("corpus --lexicons mine");
    assert!(
        answer.code == 2 && answer.err.contains("found `furiosaai`, expected an id of companies.csv"),
        "{}",
        answer.err
    );
}

#[test]
fn the_built_in_lexicons_are_written_to_begin_from() {
    let trial = Trial::with_article();
    let answer = trial.run("lexicon export mine companies chips.csv");
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(trial.files("mine"), ["chips.csv", "companies.csv"]);
    assert_eq!(trial.run("corpus --lexicons mine").code, 0);
    let answer = trial.run("lexicon export mine");
    assert!(
        answer.code == 2 && answer.err.contains("chips.csv is there already; nothing was written"),
        "{}",
        answer.err
    );
    assert_eq!(trial.files("mine").len(), 2);
    assert_eq!(trial.run("lexicon export all").code, 0);
    assert_eq!(trial.files("all").len(), fatti::lexicon::builtin_files().count());
}

#[test]
fn bad_lexicons_are_named_all_at_once_before_anything_is_read() {
    let trial = Trial::with_article();
    trial.write(
        "mine/companies.csv",
        "id,name,forms,case,cue,country,seat,kind,descriptions,note\n\
         acme,Acme,,sometimes,,IT,,chipmaker,,\n\
         acme,Acme,,,,IT,,chipmaker,,\n\
         beta,Beta,,,,XX,,chipmker,,\n",
    );
    trial.write("mine/units.csv", "id,form,kind,case,note\n");
    trial.write(
        "mine/chips.add.csv",
        "id,name,forms,case,cue,maker,family,kind,year,note\nModel-3,Model 3,,,,,,car,,\n",
    );
    trial.write("mine/stop.csv", b"id,form,article,note\nx,citt\xe0,,\n");
    let answer = trial.run("corpus --lexicons mine");
    assert_eq!(answer.code, 2);
    for problem in [
        "companies.csv:2: column `case`: found `sometimes`, expected one of: exact, any",
        "companies.csv:3: column `id`: found `acme` again, first on line 2",
        "companies.csv:4: column `country`: found `XX`",
        "companies.csv:4: column `kind`: found `chipmker` (did you mean `chipmaker`?)",
        "chips.add.csv:2: column `kind`: found `car`, expected one of: gpu, accelerator, cpu, soc, memory, architecture, network, system, or nothing",
        "units.csv:1: found a column `form` (did you mean `forms`?)",
        "stop.csv:2: column `form`: found `citt\u{fffd}`, which is not UTF-8",
    ] {
        assert!(answer.err.contains(problem), "{problem} is not in\n{}", answer.err);
    }
    assert_eq!(trial.files("."), ["corpus", "mine"], "no output is begun");
    trial.write("other/company.csv", "");
    let answer = trial.run("corpus --lexicons other");
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("company.csv") && answer.err.contains("is no lexicon"), "{}", answer.err);
}

#[cfg(unix)]
#[test]
fn control_characters_of_file_names_are_shown_not_sent() {
    let trial = Trial::with_article();
    trial.write("corpus/\x1b[31mred\nline.txt", "");
    let answer = trial.run("corpus");
    assert_eq!(answer.code, 1);
    let line = answer.err.lines().next().unwrap();
    assert_eq!(line, r"extract: skipped corpus/\u{1b}[31mred\nline.txt: is empty");
}

#[cfg(unix)]
#[test]
fn links_are_followed_once_and_loops_are_named() {
    let trial = Trial::with_article();
    trial.write("elsewhere/b.txt", SENTENCE);
    std::os::unix::fs::symlink("../elsewhere/b.txt", trial.path("corpus/link.txt")).unwrap();
    std::os::unix::fs::symlink(".", trial.path("corpus/loop")).unwrap();
    std::os::unix::fs::symlink("nowhere", trial.path("corpus/broken.txt")).unwrap();
    let answer = trial.run("corpus");
    assert_eq!(answer.code, 1);
    let statuses = trial.statuses();
    let read: Vec<&str> = statuses.iter().filter(|s| s.1 == "read").map(|s| s.0.as_str()).collect();
    assert_eq!(read, ["a.txt", "link.txt"]);
    assert!(answer.err.contains("skipped corpus/loop: is a link to a folder it stands in\n"), "{}", answer.err);
    assert!(answer.err.contains("skipped corpus/broken.txt: cannot be read: No such file"), "{}", answer.err);
}

#[cfg(unix)]
#[test]
fn pipes_sockets_and_devices_are_never_opened() {
    let trial = Trial::with_article();
    let pipe = std::process::Command::new("mkfifo").arg(trial.path("corpus/pipe")).status();
    let _socket = std::os::unix::net::UnixListener::bind(trial.path("corpus/socket")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", trial.path("corpus/zero.txt")).unwrap();
    let answer = trial.run("corpus");
    assert_eq!(answer.code, 1);
    let mut expected = vec!["socket", "zero.txt"];
    if pipe.is_ok_and(|status| status.success()) {
        expected.insert(0, "pipe");
        assert_eq!(trial.run("corpus/pipe").code, 1, "a pipe is no article alone either");
    }
    for name in expected {
        assert!(answer.err.contains(&format!("skipped corpus/{name}: is no regular file\n")), "{}", answer.err);
    }
}

#[cfg(unix)]
#[test]
fn unreadable_files_are_skipped_and_unwritable_folders_are_said() {
    use std::os::unix::fs::PermissionsExt;
    if is_root() {
        return;
    }
    let trial = Trial::with_article();
    let mode = |path: &str, mode| {
        std::fs::set_permissions(trial.path(path), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    trial.write("corpus/secret.txt", SENTENCE);
    trial.write("corpus/locked/b.txt", SENTENCE);
    trial.write("readonly/x", "");
    mode("corpus/secret.txt", 0o000);
    mode("corpus/locked", 0o000);
    mode("readonly", 0o555);
    let answer = trial.run("corpus");
    let unwritable = trial.run("corpus -o readonly");
    mode("corpus/locked", 0o755);
    mode("readonly", 0o755);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("skipped corpus/secret.txt: cannot be read: Permission denied"), "{}", answer.err);
    assert!(answer.err.contains("skipped corpus/locked: cannot be read: Permission denied"), "{}", answer.err);
    assert_eq!(unwritable.code, 2);
    assert!(unwritable.err.contains("cannot write in readonly: Permission denied"), "{}", unwritable.err);
}

#[test]
fn a_table_that_was_edited_is_kept_beside_the_new_one() {
    let trial = Trial::with_article();
    trial.run("corpus -o output");
    let edit = |note: &str| {
        let table = std::fs::read_to_string(trial.path("output/facts.csv")).unwrap();
        let edited = table.replace("NVIDIA", note);
        assert_ne!(edited, table);
        trial.write("output/facts.csv", &edited);
        edited
    };
    let read = |file: &str| std::fs::read_to_string(trial.path("output").join(file)).unwrap();
    let mine = edit("Nvidia (mia nota)");
    let again = trial.run("corpus -o output");
    assert_eq!(again.code, 0);
    assert!(again.err.contains("facts.csv was edited since the last run; it is kept as"), "{}", again.err);
    assert_eq!(read("facts.edited.csv"), mine);
    assert!(read("facts.csv").contains("NVIDIA"));
    // a second one has a name of its own, and nothing is kept where nobody wrote
    let other = edit("Nvidia (altra nota)");
    trial.run("corpus -o output");
    assert_eq!((read("facts.edited.csv"), read("facts.edited-2.csv")), (mine, other));
    let quiet = trial.run("corpus -o output --full");
    assert!(!quiet.err.contains("edited"), "{}", quiet.err);
    // a table that was only touched is no one's work
    let bytes = read("facts.csv");
    std::thread::sleep(std::time::Duration::from_millis(20));
    trial.write("output/facts.csv", &bytes);
    let touched = trial.run("corpus -o output");
    assert!(!touched.err.contains("edited") && !trial.path("output/facts.edited-3.csv").exists(), "{}", touched.err);
}

#[test]
fn a_table_that_cannot_be_put_in_its_place_is_said() {
    let trial = Trial::with_article();
    trial.write("output/facts.csv/x", "a folder stands where a table goes");
    let answer = trial.run("corpus");
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("cannot write output/facts.csv: "), "{}", answer.err);
    assert!(trial.files("output/.extract/next").is_empty(), "nothing unfinished is left");
}

/// A closed standard error is no reason to stop.
#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    let trial = Trial::with_article();
    let (read, write) = std::io::pipe().unwrap();
    drop(read);
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("extract"));
    let status = command.current_dir(trial.dir.path()).arg("corpus").stderr(write).status().unwrap();
    assert_eq!(status.code(), Some(0));
    assert_eq!(trial.files("output"), OUTPUT);
}

#[test]
fn explain_prints_sentences_mentions_and_the_rule_behind_each_slot() {
    let trial = Trial::new();
    trial.write("corpus/2026-02-24_a.txt", format!("Un titolo\n\nPechino tace. {SENTENCE}"));
    let answer = trial.run("explain corpus/2026-02-24_a.txt");
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert!(answer.out.starts_with("2026-02-24_a.txt: published 2026-02-24, 3 sentences, 5 mentions, 1 fact\n"));
    assert!(!answer.out.contains('\x1b'), "no colours in a pipe");
    let said = [
        vec!["3", SENTENCE],
        vec!["company", "NVIDIA", "«Nvidia»"],
        vec!["figure", "=", "10000", "«10.000»"],
        vec![">", "quantity", "10.000"],
        vec!["company", "NVIDIA", "subject"],
        vec!["chip", "H20", "counted"],
        vec!["certainty", "asserted"],
    ];
    for words in said {
        let joined = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(answer.out.lines().any(|l| joined(l).starts_with(&words.join(" "))), "{words:?} in\n{}", answer.out);
    }
    let one = trial.run("explain corpus/2026-02-24_a.txt --sentence 2 --clauses").out;
    assert!(one.contains("Pechino tace.") && !one.contains(SENTENCE), "{one}");
    assert!(one.contains("0 Main"), "{one}");
    assert_eq!(trial.files("."), ["corpus"], "nothing is written");
}

#[test]
fn explain_colours_where_it_is_asked_to_and_sends_no_escape_of_the_article() {
    let trial = Trial::new();
    trial.write("corpus/a.txt", format!("{SENTENCE} Il titolo \x1b[31mè\u{202e} in rosso.\r\nE poi? "));
    let plain = trial.run("explain corpus/a.txt --color never").out;
    assert_eq!(plain, trial.run("explain corpus/a.txt").out);
    assert!(plain.contains(r"\u{1b}[31mè\u{202e} in rosso"), "{plain}");
    assert!(plain.chars().all(|c| c == '\n' || !c.is_control()), "{plain:?}");
    let colour = trial.run("explain corpus/a.txt --color always").out;
    assert!(colour.contains("\x1b[36mH20\x1b[0m"), "{colour:?}");
    assert!(!colour.contains("\x1b[31mè"), "{colour:?}");
}

/// What is called as a command is can still be a corpus.
#[test]
fn a_corpus_may_be_called_explain() {
    let trial = Trial::new();
    trial.write("explain/a.txt", SENTENCE);
    for words in ["./explain", "explain/", "-q ./explain"] {
        assert_eq!(trial.run(words).code, 0, "{words}");
        assert_eq!(trial.statuses(), [("a.txt".to_owned(), "read".to_owned())]);
    }
}

#[test]
fn standard_input_can_be_the_corpus() {
    for (words, input, article) in [
        ("- --quiet", SENTENCE.to_owned(), "stdin.txt"),
        ("- --quiet --as jsonl", format!("{{\"id\":7,\"text\":\"{SENTENCE}\"}}\n"), "stdin.jsonl#7"),
        ("- --quiet --as html", format!("<p>{SENTENCE}"), "stdin.html"),
    ] {
        let trial = Trial::new();
        for _ in 0..2 {
            let mut command = cargo_bin_cmd!("extract");
            let done =
                command.current_dir(trial.path("")).args(words.split(' ')).write_stdin(input.clone()).output().unwrap();
            assert_eq!((done.status.code(), String::from_utf8_lossy(&done.stderr).as_ref()), (Some(0), ""), "{words}");
            assert_eq!(trial.statuses(), [(article.to_owned(), "read".to_owned())], "{words}");
        }
    }
}

#[test]
fn bad_records_are_named_with_their_file() {
    let trial = Trial::new();
    trial.write("corpus/x.jsonl", format!("{{\"text\":\"{SENTENCE}\"}}\n{{\"text\":\"\"}}\n"));
    let answer = trial.run("corpus --quiet");
    assert_eq!((answer.code, answer.err.as_str()), (1, "extract: skipped corpus/x.jsonl#row-2: its text is empty\n"));
    assert_eq!(trial.run("corpus --quiet").err, answer.err, "and so they are by a run that has nothing to do");
    let explained = trial.run("explain corpus/x.jsonl#row-1");
    assert!(explained.code == 0 && explained.out.contains("x.jsonl#row-1: date unknown"), "{}", explained.err);
    let answer = trial.run("explain corpus/x.jsonl#row-3");
    assert!(answer.err.contains("has no record `row-3` (did you mean `row-"), "{}", answer.err);
}

#[test]
fn scripts_are_told_what_was_done() {
    let trial = Trial::with_article();
    trial.write("corpus/b.txt", "");
    let answer = trial.run("corpus --quiet --json-summary");
    assert_eq!(answer.out.lines().count(), 1, "{}", answer.out);
    let told: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    for (field, value) in [("articles", 1), ("facts", 1), ("new", 2), ("changed", 0), ("exit", 1)] {
        assert_eq!(told[field], value, "{field}");
    }
    assert_eq!(told["skipped"][0]["reason"], "is empty");
    assert_eq!(told["written"][0], "articles.csv");
    let documented = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/runs.md")).unwrap();
    let missing: Vec<&String> =
        told.as_object().unwrap().keys().filter(|k| !documented.contains(&format!("`{k}`"))).collect();
    assert!(missing.is_empty(), "docs/runs.md does not tell of {missing:?}");
    let failed = trial.run("corpus -o corpus --json-summary");
    let told: serde_json::Value = serde_json::from_str(&failed.out).unwrap();
    assert!(failed.code == 2 && told["exit"] == 2 && told["error"].as_str().unwrap().contains("--output"), "{told}");
}

#[test]
fn a_run_tells_where_its_time_went_where_it_is_asked_to() {
    let trial = Trial::with_article();
    let answer = trial.run("corpus --quiet --timings");
    assert_eq!((answer.code, answer.out.as_str()), (0, ""));
    for stage in ["lexicons", "read", "tokens", "facts", "rows", "write", "in all"] {
        let line = answer.err.lines().find(|line| line.trim_start().starts_with(stage));
        let took = line.and_then(|line| line.split(" ms").next()?.rsplit(' ').next()?.parse::<f64>().ok());
        assert!(took.is_some(), "{stage}: {}", answer.err);
    }
    assert_eq!(trial.run("corpus --quiet --full").err, "");
}

#[test]
fn a_project_has_its_options_in_a_file() {
    let trial = Trial::new();
    trial.write("news/x.csv", format!("body,text\n{SENTENCE},Amd tace.\n"));
    let options = "corpus = \"news\"\noutput = \"tables\" # mine\njobs = 2\nquiet = true\npublished = 2026-02-24\n\
                   [columns]\ntext = \"body\"\n[suggest]\nmost = 1\n";
    trial.write("extract.toml", options);
    let answer = trial.run("");
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert!(trial.read("tables/facts.csv").contains("2026-02-24"), "{}", trial.read("tables/facts.csv"));
    assert!(trial.run("status").out.contains("0 new, 0 changed, 0 gone, 1 untouched"), "{}", trial.run("status").out);
    assert_eq!(trial.run("suggest").err, "", "where that is a file, `output` is another one");
    assert!(trial.run("explain news/x.csv").out.contains("published 2026-02-24"));
    // the command line wins
    assert_eq!(trial.run("--columns text=text -o other").code, 0);
    assert_eq!(trial.read("other/facts.csv").lines().count(), 1);
    for (file, expected) in [
        ("ouput = \"x\"", "extract.toml:1: there is no option `ouput` (did you mean `output`?)"),
        ("\n\njobs = \"many\"", "extract.toml:3: invalid value 'many' for '--jobs <N>'"),
        ("jobs = true", "extract.toml:1: expected a value for `jobs`, but found a boolean"),
        ("quiet = 1", "extract.toml:1: expected true or false for `quiet`"),
        ("[sugest]\nmost = 1", "there is no option `sugest` (did you mean `suggest`?)"),
        ("[suggest]\nmosts = 1", "extract.toml:2: there is no option `mosts` (did you mean `most`?)"),
        ("[columns]\ntxt = \"a\"", "extract.toml:1: invalid value 'txt=a' for '--columns"),
        ("a = [", "extract.toml:1: "),
        ("help = true", "there is no option `help`"),
    ] {
        trial.write("extract.toml", file);
        let answer = trial.run("news");
        assert!(answer.code == 2 && answer.err.contains(expected), "{file}: {}", answer.err);
    }
    // what is wrong on the command line is not the file's fault
    trial.write("extract.toml", "quiet = true");
    assert!(trial.run("news --ouput x").err.starts_with("error: unexpected argument '--ouput'"));
}

#[test]
fn shells_and_man_are_told_the_words() {
    let trial = Trial::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let answer = trial.run(&format!("completions {shell}"));
        assert!(answer.code == 0 && answer.out.contains("json-summary"), "{shell}");
    }
    assert!(trial.run("man").out.contains(".TH extract 1"));
    assert!(trial.run("man status").out.contains("Print which articles are new"));
    assert!(trial.run("man stauts").err.contains("did you mean `status`?"));
}

#[cfg(unix)]
#[test]
fn a_watched_corpus_is_run_again_as_articles_arrive() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let trial = Trial::with_article();
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("extract"));
    command.current_dir(trial.path("")).args(["corpus", "--watch", "--quiet", "-o", "corpus/tables"]);
    let mut watching = command.stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    let until = |rows: usize| {
        let start = Instant::now();
        let count = || std::fs::read_to_string(trial.path("corpus/tables/facts.csv")).map_or(0, |t| t.lines().count());
        while count() != rows {
            assert!(start.elapsed() < Duration::from_secs(120), "{} rows, not {rows}", count());
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    until(2);
    trial.write("corpus/new/b.txt", SENTENCE);
    until(3);
    std::fs::remove_file(trial.path("corpus/a.txt")).unwrap();
    until(2);
    let kill = Command::new("kill").args(["-INT", &watching.id().to_string()]).status().unwrap();
    assert!(kill.success());
    assert_eq!(watching.wait().unwrap().code(), Some(0), "Ctrl-C ends it");
}

#[test]
fn mentions_are_exported_to_a_file_or_standard_output() {
    let trial = Trial::with_article();
    let shown = trial.run("export corpus --to conll");
    assert_eq!((shown.code, shown.err.as_str()), (0, ""));
    assert!(shown.out.starts_with("Nvidia\tB-company\nha\tO\n"), "{}", shown.out);
    assert_eq!(trial.run("export corpus --to conll -o tagged.conll --jobs 2").code, 0);
    assert_eq!(std::fs::read_to_string(trial.path("tagged.conll")).unwrap(), shown.out);
    assert_eq!(trial.files("."), ["corpus", "tagged.conll"], "nothing else is written");
    trial.write("corpus/b.txt", "");
    let answer = trial.run("export corpus --to doccano -o articles.jsonl");
    assert_eq!((answer.code, answer.err.as_str()), (1, "extract: skipped corpus/b.txt: is empty\n"));
    let answer = trial.run("export corpus --to conl");
    assert!(answer.code == 2 && answer.err.contains("'conll'"), "{}", answer.err);
    let answer = trial.run("export corpus --to conll -o nowhere/tagged.conll");
    assert!(answer.code == 2 && answer.err.contains("cannot write nowhere/tagged.conll"), "{}", answer.err);
    trial.write("extract.toml", "[export]\nto = \"doccano\"\n");
    assert!(trial.run("export corpus").out.starts_with("{"), "options stand in extract.toml");
}
