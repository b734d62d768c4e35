//! A folder of lexicons with faults: each is named with its file, line and column, all at once, and nothing is loaded.

use fatti::Lexicons;
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
