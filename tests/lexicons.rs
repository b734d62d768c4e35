//! A folder of lexicons with faults: each is named with its file, line and column, all at once, and nothing is loaded.

use fatti::Lexicons;
use fatti::lexicon::check::{Severity, check};
use std::path::Path;

/// What loading these files says; each is a name and its bytes.
fn refusal(files: &[(&str, &[u8])]) -> String {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        std::fs::write(dir.path().join(name), bytes).expect("the folder can be written");
    }
    match Lexicons::load(dir.path()) {
        Ok(_) => panic!("loaded, though {files:?} is bad"),
        Err(error) => error.to_string(),
    }
}

const MODELS: &str = "id,name,forms,case,cue,maker,note\n";

#[test]
fn each_fault_has_a_message_that_says_where_and_what() {
    let bad = |rows: &str| refusal(&[("models.csv", format!("{MODELS}{rows}").as_bytes())]);
    for (said, expected) in [
        (bad("A,A,,any,,nvidiaa,\n"), "models.csv:2: column `maker`: found `nvidiaa` (did you mean `nvidia`?)"),
        (bad("A,A,,some,,,\n"), "models.csv:2: column `case`: found `some`, expected one of: exact, any"),
        (bad("A,A,,,maybe,,\n"), "models.csv:2: column `cue`: found `maybe`, expected one of: word, yes, all"),
        (bad("A,A,,,,,\nA,B,,,,,\n"), "models.csv:3: column `id`: found `A` again, first on line 2"),
        (bad("A,,,,,,\n"), "models.csv:2: column `name`: found nothing, expected a name"),
        (bad("A,A,B,C,,,,\n"), "models.csv:2: expected 7 cells, found 8"),
        (bad("A,\"A,,,,,\nB,B,,,,,\n"), "models.csv:2:"),
        (refusal(&[("models.csv", b"id;name;forms;case;cue;maker;note\n")]), "models.csv:1: found `;` between cells"),
        (
            refusal(&[("models.csv", b"id,nome,forms,case,cue,maker,note\n")]),
            "found a column `nome` (did you mean `name`?)",
        ),
        (
            refusal(&[("models.csv", b"id,name,forms,case,cue,maker,note\nA,Citt\xe0,,,,,\n")]),
            "column `name`: found `Citt",
        ),
        (refusal(&[("modles.csv", b"id\n")]), "modles.csv"),
        (refusal(&[("stop.csv", b"id,form,article,note\nx,,,\n")]), "stop.csv:2: column `form`: found nothing"),
        (
            refusal(&[("models.csv", b"id;name;forms;case;cue;maker;note\nA;A;;;;;\n")]),
            "models.csv:1: found `;` between cells, expected commas: `id,name,forms,case,cue,maker,note`",
        ),
        (
            refusal(&[(
                "companies.csv",
                b"id,name,forms,case,cue,country,seat,kind,descriptions,note\nz,Z,,,,ZZ,,,,\n",
            )]),
            "companies.csv:2: column `country`: found `ZZ`",
        ),
        (
            bad("A,\"A,,,,,\nB,B,,,,,\nC,C,,,,,\n"),
            "models.csv:2: column `name`: found a quote `\"` that opens a cell and is never closed",
        ),
        (bad("A,A\"B,,,,,\n"), "models.csv:2: column `name`: found a quote `\"` in the midst of a cell"),
        (bad("A,A,B\n"), "models.csv:2: expected 7 cells, found 3"),
        (
            refusal(&[("nouns.csv", b"id,forms,relation,class,as,note\nfatturato,,earn,amount,ricavi,\n")]),
            "nouns.csv:2: column `as`: found `ricavi`, expected the id of a row whose own `as` is empty",
        ),
        (refusal(&[("given_names.csv", b"id,order,note\nAnna,last,\n")]), "column `order`: found `last`"),
        (refusal(&[("name_cues.csv", b"id,forms,class,note\nx,y,z,\n")]), "column `class`: found `z`"),
        (
            refusal(&[("chip_patterns.csv", b"id,pattern,cue,maker,family,kind,note\nx,[,,,,gpu,\n")]),
            "column `pattern`: found `[`",
        ),
    ] {
        assert!(said.contains(expected), "expected «{expected}» in:\n{said}");
    }
}

#[test]
fn all_faults_of_all_files_are_named_at_once() {
    let said = refusal(&[
        ("models.csv", format!("{MODELS}A,A,,any,,nobody-known,\nB,,,,,,\n").as_bytes()),
        ("places.csv", b"id,name,forms,case,cue,kind,country,note\nXX,Nowhere,,,,planet,,\nit-x,X,,,,city,IX,\n"),
    ]);
    for expected in [
        "models.csv:2: column `maker`",
        "models.csv:3: column `name`",
        "places.csv:2: column `kind`",
        "places.csv:3: column `country`",
    ] {
        assert!(said.contains(expected), "expected «{expected}» in:\n{said}");
    }
}

#[test]
fn a_file_of_the_folder_stands_for_the_built_in_one() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(dir.path().join("models.csv"), format!("{MODELS}Zeta,Zeta 1,Zeta One,,,nvidia,\n"))
        .expect("written");
    let lexicons = Lexicons::load(dir.path()).expect("the folder is good");
    assert!(lexicons.by_key(fatti::mention::Type::Model, "Zeta").is_some());
    assert!(lexicons.by_key(fatti::mention::Type::Model, "Claude").is_none());
    assert!(lexicons.by_key(fatti::mention::Type::Company, "nvidia").is_some(), "other files are the built-in ones");
    assert!(Lexicons::load(Path::new("no/such/folder")).is_err());
}

/// What checking these files says, one doubt a line.
fn doubts(files: &[(&str, String)]) -> String {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        std::fs::write(dir.path().join(name), text).expect("the folder can be written");
    }
    check(Some(dir.path())).expect("the folder can be read").iter().map(|d| format!("{d}\n")).collect()
}

#[test]
fn doubtful_rows_are_named_with_a_way_out() {
    let places = |rows: &str| {
        let own = include_str!("../lexicons/places.csv");
        let countries = own.lines().filter(|l| l.contains(",country,") || l.starts_with("id,"));
        doubts(&[
            ("places.csv", format!("{}\n{rows}", countries.collect::<Vec<_>>().join("\n"))),
            ("demonyms.csv", "id,forms,note\n".to_owned()),
            ("continents.csv", "id,countries,note\n".to_owned()),
        ])
    };
    let rows = "D,Zeta D,Zeta D,,,,\nB,Zeta B,Zeta One,,,,\nC,Zeta C,Zeta One,,,,\nE,Azienda,,,,,\nF,(Zeta,,,,,\nG,Zeta. Alfa,,,,,\nH,Zeta,,,,,\n";
    let said = doubts(&[
        ("models.csv", format!("{MODELS}{rows}")),
        ("stop.csv", "id,form,article,note\na,Zeta,,\nb,Nvidiaa,,\n".to_owned()),
        ("given_names.csv", "id,order,note\nSecondo,,\n".to_owned()),
    ]);
    let said = said.as_str();
    for (said, expected) in [
        (said, "warning: models.csv:3: column `id`: found `B` after `D`"),
        (said, "error: models.csv:4: column `forms`: found `Zeta One`, a form of `B` of models.csv:3 too"),
        (said, "warning: models.csv:2: column `forms`: found `Zeta D` again in the same row"),
        (said, "error: models.csv:5: column `name`: found `Azienda`, an Italian word too"),
        (said, "error: models.csv:6: column `name`: found `(Zeta`, which is never read"),
        (said, "found `Zeta. Alfa`, which is never read: a sentence ends inside it"),
        (said, "found `Zeta`, which is never read: stop.csv silences it everywhere"),
        (said, "warning: stop.csv:3: column `form`: found `Nvidiaa` (did you mean `Nvidia`?), which is no form"),
        (said, "error: given_names.csv:2: column `id`: found `Secondo`, a word of grammar too"),
        (&places("x,Zeta,,,,city,IT,\ny,Eta,,,,city,x,\n"), "column `country`: found `x`, a place that is no country"),
        (
            &doubts(&[(
                "companies.add.csv",
                "id,name,forms,case,cue,country,seat,kind,descriptions,note\nzeta,Zeta,,,,US,Carolina del Nord,,,\n"
                    .to_owned(),
            )]),
            "column `seat`: found `Carolina del Nord`, a form of the place `North Carolina`; write `North Carolina`",
        ),
        (
            &doubts(&[("models.csv", format!("{MODELS}A,Zeta A,,,,nvidiaa,\n"))]),
            "error: models.csv:2: column `maker`: found `nvidiaa`",
        ),
    ] {
        assert!(said.contains(expected), "expected «{expected}» in:\n{said}");
    }
}

#[test]
fn forms_that_evidence_tells_apart_are_no_doubt() {
    let said = doubts(&[(
        "models.csv",
        format!("{MODELS}A,Zeta A,Zeta One?,,,,\nB,Zeta B,Zeta One,,,,\nC,Zeta C,Azienda,,word,,\n"),
    )]);
    let own: Vec<&str> = said.lines().filter(|l| l.contains("models.csv")).collect();
    assert!(own.is_empty(), "{own:?}");
}

#[test]
fn the_built_in_lexicons_have_no_errors() {
    let doubts = check(None).expect("the built-in lexicons can be read");
    let errors: Vec<String> =
        doubts.iter().filter(|d| d.severity == Severity::Error).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "see `extract lexicon check`:\n{}", errors.join("\n"));
}

#[test]
fn the_stop_list_silences_a_form_everywhere_or_in_one_article() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let stop = "id,form,article,note\na,Nvidia,,\nb,Intel,sub/a.txt,\nc,H200,,\nd,B20A,,\ne,Ada Perlini,,\n";
    std::fs::write(dir.path().join("stop.csv"), stop).expect("written");
    let lexicons = Lexicons::load(dir.path()).expect("the folder is good");
    let names = |article: &str, text: &str| -> Vec<String> {
        let article = fatti::Article::new(article, text, fatti::Published::Unknown);
        let found = fatti::extract(&article, &lexicons);
        let names = found.mentions.iter().filter(|m| m.entity().is_some());
        names.map(|m| m.span.of(&article.text).to_owned()).collect()
    };
    let text = "Secondo Ada Perlini, NVIDIA e Nvidia battono Intel con H200, H100, B20A e B40A.";
    // a form is silenced in every case; another form of the same entity (NVIDIA is its name) is not
    assert_eq!(names("b.txt", text), ["NVIDIA", "Intel", "H100", "B40A"]);
    assert_eq!(names("sub/a.txt", text), ["NVIDIA", "H100", "B40A"]);
}
