//! Claims: what is gathered, what is not, who is a copy, and what the voices come to.
#![allow(clippy::unwrap_used, reason = "a test")]

use fatti::claim::{self, Claim, Statement, Verdict};
use fatti::{Article, Lexicons, Published, extract};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());

/// The statements of an article published on this day.
fn state(name: &str, published: &str, text: &str) -> Vec<Statement> {
    let article = Article::new(name, text, Published::parse(published).unwrap());
    claim::state(&article, &extract(&article, &LEXICONS), &LEXICONS).into_iter().flatten().collect()
}

/// The claims of articles published in one month.
fn gather(texts: &[&str]) -> Vec<Claim> {
    let article = |(at, text): (usize, &&str)| state(&format!("{at}.txt"), &format!("2026-02-{:02}", at + 10), text);
    claim::gather(texts.iter().enumerate().flat_map(article).collect())
}

/// A claim in short: its verdict, its voices and, where there are any, copies.
fn short(claim: &Claim) -> String {
    let copies: usize = claim.voices.iter().map(|v| v.copies.len()).sum();
    let copied = if copies > 0 { format!(", {copies} copied") } else { String::new() };
    format!("{} of {}{copied}", claim.verdict.name(), claim.voices.len())
}

const AGENCY: &str = "Secondo Alexandr Wang, che guida Scale AI e ne ha parlato in televisione, DeepSeek possiede \
                      50.000 H100 di contrabbando.";

#[test]
fn what_speaks_of_the_same_thing_is_gathered_and_judged() {
    // what the row shows, the articles, the claims
    let cases: &[(&str, &[&str], &[&str])] = &[
        (
            "two sources, two figures",
            &[
                "Secondo Alexandr Wang, DeepSeek ha 50.000 H100.",
                "Secondo SemiAnalysis, DeepSeek possiede diecimila H100.",
            ],
            &["conflict of 2"],
        ),
        (
            "in one sentence, too",
            &["Secondo SemiAnalysis, DeepSeek ha 10.000 H100; secondo Alexandr Wang, DeepSeek ha 50.000 H100."],
            &["conflict of 2"],
        ),
        (
            "what was bought is owned",
            &["DeepSeek ha acquistato 10.000 H100.", "DeepSeek dispone di oltre 9.000 H100."],
            &["agree of 2"],
        ),
        (
            "two nouns for one thing",
            &[
                "Nel 2025 Nvidia ha registrato un fatturato di 130 miliardi di dollari.",
                "Nel 2025 i ricavi di Nvidia sono stati di 120 miliardi di dollari.",
            ],
            &["conflict of 2"],
        ),
        (
            "two nouns for two things",
            &[
                "Nel 2025 Nvidia ha registrato un fatturato di 130 miliardi di dollari.",
                "Nel 2025 l'utile netto di Nvidia è stato di 72 miliardi di dollari.",
            ],
            &[],
        ),
        (
            "rounded, and about",
            &["Meta possiede 24.576 H100.", "Meta ha circa 25.000 H100.", "Meta dispone di 24.600 H100."],
            &["agree of 3"],
        ),
        (
            "two agree and the third does not",
            &["Meta possiede 24.000 H100.", "Meta ha circa 25.000 H100.", "Meta dispone di 16.000 H100."],
            &["conflict of 3"],
        ),
        ("a bound leaves room", &["Meta possiede fino a 50.000 H100.", "Meta ha 20.000 H100."], &["agree of 2"]),
        ("no room", &["Meta possiede meno di 15.000 H100.", "Meta ha 20.000 H100."], &["conflict of 2"]),
        (
            "who denies the figure another tells",
            &["DeepSeek possiede 50.000 H100.", "DeepSeek non possiede 50.000 H100."],
            &["conflict of 2"],
        ),
        (
            "who denies another figure",
            &["DeepSeek possiede 10.000 H100.", "DeepSeek non possiede 50.000 H100."],
            &["agree of 2"],
        ),
        (
            "the list in another order",
            &["Meta e Microsoft possiedono 9.000 H100.", "Microsoft e Meta hanno 9.000 H100."],
            &["agree of 2"],
        ),
        ("planned beside done", &["Meta possiede 10.000 H100.", "Meta comprerà 90.000 H100."], &["differ of 2"]),
        (
            "two dates",
            &["Nel 2023 Meta possedeva 10.000 H100.", "Nel 2025 Meta possedeva 90.000 H100."],
            &["differ of 2"],
        ),
        (
            "growth against fall",
            &["I ricavi di Nvidia sono cresciuti del 5%.", "I ricavi di Nvidia sono calati del 5%."],
            &["conflict of 2"],
        ),
        (
            "parts of one thing",
            &["Nvidia detiene l'80% del mercato.", "Nvidia detiene il 92% del mercato."],
            &["conflict of 2"],
        ),
        // not the same thing
        ("another chip", &["Meta possiede 10.000 H100.", "Meta possiede 90.000 H200."], &[]),
        ("another firm", &["Meta possiede 10.000 H100.", "Microsoft possiede 90.000 H100."], &[]),
        ("another currency", &["DeepSeek ha speso 6 milioni di dollari.", "DeepSeek ha speso 5 milioni di euro."], &[]),
        ("another place", &["Nvidia ha venduto 10.000 H20 in Cina.", "Nvidia ha venduto 3.000 H20 in Europa."], &[]),
        (
            "another quarter",
            &[
                "Nel primo trimestre del 2025 i ricavi di Nvidia sono stati di 44 miliardi di dollari.",
                "Nel secondo trimestre del 2025 i ricavi di Nvidia sono stati di 47 miliardi di dollari.",
            ],
            &[],
        ),
        (
            "another measure",
            &["I ricavi di Nvidia sono di 44 miliardi di dollari.", "L'utile di Nvidia è di 19 miliardi di dollari."],
            &[],
        ),
        ("another family", &["Meta possiede 10.000 H100.", "Meta ha venduto 3.000 H100."], &[]),
        ("another thing counted", &["Intel ha 75.000 dipendenti.", "Intel ha 15 fabbriche."], &[]),
        ("a move of another day", &["Nvidia ha ceduto il 3%.", "Nvidia ha ceduto il 5%."], &[]),
        ("a question", &["Meta possiede 10.000 H100.", "Meta possiede 90.000 H100?"], &[]),
        ("from one to the other", &["La tariffa di una H100 è scesa da 5,4 a 2,2 euro l'ora."], &[]),
        ("nobody in particular", &["Sono arrivati tre funzionari.", "Sono partiti due funzionari."], &[]),
        ("told once", &["Meta possiede 10.000 H100."], &[]),
        (
            "parts of two things",
            &["Nvidia ha prenotato il 60% della capacità.", "Nvidia detiene il 92% del mercato."],
            &[],
        ),
        (
            "what is paid is not owned",
            &["SoftBank possiede 10 miliardi di dollari.", "SoftBank ha comprato Ampere per 6,5 miliardi di dollari."],
            &[],
        ),
        // copies
        ("the agency's sentence", &[AGENCY, AGENCY], &["copied of 1, 1 copied"]),
        (
            "both ends of a fall, copied",
            &[
                "La tariffa di una H100 è scesa da 5,4 a 2,2 euro l'ora.",
                "La tariffa di una H100 è scesa da 5,4 a 2,2 euro l'ora.",
            ],
            &["copied of 2, 2 copied"],
        ),
        (
            "an agency's sentence is one voice against another",
            &[AGENCY, "Secondo SemiAnalysis, DeepSeek possiede diecimila H100.", AGENCY, AGENCY],
            &["conflict of 2, 2 copied"],
        ),
    ];
    let mut wrong = Vec::new();
    for (case, texts, expected) in cases {
        let claims = gather(texts);
        let got: Vec<String> = claims.iter().map(short).collect();
        if got != *expected {
            let told: Vec<String> = texts
                .iter()
                .flat_map(|t| state("a.txt", "2026-02-10", t))
                .map(|s| format!("{} {:?} {:?} {} {}", s.claim, s.about, s.date, s.figure, s.certainty))
                .collect();
            wrong.push(format!("{case}: {got:?}, expected {expected:?}\n    {}", told.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "mend src/claim/, or the row if it asks for the wrong thing:\n{}", wrong.join("\n"));
}

#[test]
fn a_copy_may_be_dated_or_touched_up_but_not_tell_another_figure() {
    let touched = [
        (format!("(ANSA) - ROMA, 24 FEB - {AGENCY}"), true),
        (AGENCY.replace("in televisione", "alla televisione"), true),
        (AGENCY.to_uppercase().replace("50.000 H100 DI CONTRABBANDO", "50.000 H100 di contrabbando"), true),
        (AGENCY.replace("50.000", "30.000"), false),
        ("DeepSeek possiede 50.000 H100, dice Alexandr Wang.".to_owned(), false),
    ];
    for (text, copy) in touched {
        let claims = gather(&[AGENCY, &text]);
        let found = claims.iter().find(|c| c.about.chip.iter().any(|n| n.id == "H100")).unwrap();
        assert_eq!(found.verdict == Verdict::Copied, copy, "{text}\n{found:?}");
    }
}

/// The first to print a sentence is its voice; those without a date come last.
#[test]
fn the_first_to_print_it_is_the_voice() {
    let mut told = state("b.txt", "2026-02-12", AGENCY);
    told.extend(state("c.txt", "2026-02-11", AGENCY));
    let undated = Article::new("a.txt", AGENCY, Published::Unknown);
    told.extend(claim::state(&undated, &extract(&undated, &LEXICONS), &LEXICONS).into_iter().flatten());
    let claims = claim::gather(told);
    let voice = &claims[0].voices[0];
    let copies: Vec<&str> = voice.copies.iter().map(|c| c.article.as_str()).collect();
    assert_eq!((voice.first.article.as_str(), copies), ("c.txt", vec!["b.txt", "a.txt"]));
}

#[test]
fn the_range_is_all_the_voices_leave_room_for() {
    for (texts, low, high) in [
        (["Meta possiede circa 10.000 H100.", "Meta possiede circa 50.000 H100."], 9_000.0, 55_000.0),
        (["Meta possiede 10.000 H100.", "Meta possiede oltre 50.000 H100."], 10_000.0, f64::INFINITY),
        (["Meta possiede fino a 10.000 H100.", "Meta possiede 50.000 H100."], 0.0, 50_000.0),
        (["I ricavi di Nvidia sono cresciuti del 5%.", "I ricavi di Nvidia sono calati del 3%."], -3.0, 5.0),
    ] {
        let range = gather(&texts)[0].range.unwrap();
        assert_eq!((range.low, range.high), (low, high), "{texts:?}");
    }
}

/// Every article below `corpus/`, and what it states.
static CORPUS: LazyLock<Vec<Vec<Statement>>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut articles: Vec<Vec<Statement>> = Vec::new();
    for entry in ignore::WalkBuilder::new(&root).sort_by_file_path(|a, b| a.cmp(b)).build() {
        let entry = entry.unwrap();
        if entry.file_type().is_some_and(|t| t.is_file()) {
            let name = entry.path().strip_prefix(&root).unwrap().display().to_string();
            let article = Article::read(entry.path(), name, Published::Unknown).unwrap();
            articles
                .push(claim::state(&article, &extract(&article, &LEXICONS), &LEXICONS).into_iter().flatten().collect());
        }
    }
    articles
});

#[test]
fn ids_stay_as_articles_come_and_go() {
    let all = claim::gather(CORPUS.concat());
    assert!(all.len() >= 4, "{}", all.len());
    for gone in 0..CORPUS.len() {
        let rest: Vec<Statement> =
            CORPUS.iter().enumerate().filter(|(at, _)| *at != gone).flat_map(|(_, told)| told.clone()).collect();
        for claim in claim::gather(rest) {
            let before = all.iter().find(|c| c.id == claim.id);
            assert!(before.is_some_and(|c| c.about == claim.about), "without article {gone}: {claim:?}");
        }
    }
}

#[test]
fn one_id_is_one_thing() {
    let pairs: BTreeSet<_> = CORPUS.iter().flatten().map(|s| (s.claim, s.about.clone())).collect();
    let ids: BTreeSet<_> = pairs.iter().map(|p| p.0).collect();
    assert_eq!(ids.len(), pairs.len());
}

#[test]
fn a_statement_can_be_stored_and_read_back() {
    for statement in CORPUS.iter().flatten() {
        let stored = serde_json::to_string(statement).unwrap();
        assert_eq!(&serde_json::from_str::<Statement>(&stored).unwrap(), statement);
    }
}

proptest! {
    /// The claims hang on what is stated, not on the order the articles come in.
    #[test]
    fn order_is_nothing(order in Just((0..CORPUS.len()).collect::<Vec<_>>()).prop_shuffle()) {
        let shuffled: Vec<Statement> = order.iter().rev().flat_map(|&at| CORPUS[at].iter().cloned()).collect();
        prop_assert_eq!(claim::gather(shuffled), claim::gather(CORPUS.concat()));
    }

    /// Two figures of one thing conflict whichever is told first, and never with themselves.
    #[test]
    fn a_verdict_is_the_same_from_both_sides(a in 1u32..2_000, b in 1u32..2_000, bounds in prop::array::uniform2(0usize..5)) {
        let words = ["", "circa ", "oltre ", "almeno ", "fino a "];
        let text = |n: u32, bound: usize| format!("Meta possiede {}{n}00 H100.", words[bound]);
        let (one, other) = (text(a, bounds[0]), text(b, bounds[1]));
        let verdict = |texts: [&str; 2]| gather(&texts).first().map(|c| c.verdict);
        prop_assert_eq!(verdict([&one, &other]), verdict([&other, &one]));
        let same = verdict([&one, &one]);
        prop_assert!(same == Some(Verdict::Copied), "{:?}", same);
    }
}
