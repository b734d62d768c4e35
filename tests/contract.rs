//! The tables as their readers see them: read back by other means than they were written by, and held against
//! `docs/tables.md` and the articles.
#![allow(clippy::unwrap_used, reason = "a test")]

use fatti::lexicon::Source;
use fatti::run::{Options, Summary, run};
use fatti::{Article, Published, table};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ArticleRow {
    article: String,
    title: String,
    published: String,
    sentences: usize,
    mentions: usize,
    facts: usize,
    status: String,
    encoding: String,
    format: String,
    source: String,
    url: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentenceRow {
    article: String,
    sentence: usize,
    start: usize,
    end: usize,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MentionRow {
    article: String,
    sentence: usize,
    #[serde(rename = "type")]
    kind: String,
    text: String,
    start: usize,
    end: usize,
    id: String,
    name: String,
    value: String,
    value_high: String,
    unit: String,
    bound: String,
    direction: String,
    #[serde(rename = "mod")]
    modifier: String,
    from: String,
    to: String,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct FactRow {
    fact_id: String,
    article: String,
    published: String,
    sentence: usize,
    kind: String,
    relation: String,
    company: String,
    counterparty: String,
    chip: String,
    figure: String,
    value: Option<f64>,
    value_high: Option<f64>,
    unit: String,
    bound: String,
    direction: String,
    of: String,
    part: String,
    place: String,
    date: String,
    date_from: String,
    date_to: String,
    source: String,
    certainty: String,
    evidence: String,
    start: usize,
    end: usize,
    claim: String,
}

/// A record of `facts.json`: the same columns, with lists of ids and names, and null for what is unknown.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FactRecord {
    fact_id: String,
    article: String,
    published: Option<String>,
    sentence: usize,
    kind: String,
    relation: String,
    company: Vec<Named>,
    counterparty: Vec<Named>,
    chip: Vec<Named>,
    figure: Option<String>,
    value: Option<f64>,
    value_high: Option<f64>,
    unit: Option<String>,
    bound: Option<String>,
    direction: Option<String>,
    of: Option<String>,
    part: Option<String>,
    place: Vec<Named>,
    date: Option<String>,
    date_from: Option<String>,
    date_to: Option<String>,
    source: Vec<Named>,
    certainty: String,
    evidence: String,
    start: usize,
    end: usize,
    claim: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimRow {
    claim: String,
    verdict: String,
    voices: usize,
    articles: usize,
    low: Option<f64>,
    high: Option<f64>,
    family: String,
    company: String,
    counterparty: String,
    chip: String,
    place: String,
    of: String,
    part: String,
    unit: String,
    when: String,
    voice: usize,
    figure: String,
    value: Option<f64>,
    value_high: Option<f64>,
    bound: String,
    direction: String,
    relation: String,
    date: String,
    date_from: String,
    date_to: String,
    source: String,
    certainty: String,
    article: String,
    published: String,
    sentence: usize,
    fact_id: String,
    evidence: String,
    copies: usize,
    copied_in: String,
}

/// A record of `claims.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimRecord {
    claim: String,
    verdict: String,
    articles: usize,
    low: Option<f64>,
    high: Option<f64>,
    family: String,
    company: Vec<Named>,
    counterparty: Vec<Named>,
    chip: Vec<Named>,
    place: Vec<Named>,
    of: Option<String>,
    part: Option<String>,
    unit: String,
    when: Option<String>,
    voices: Vec<VoiceRecord>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct VoiceRecord {
    figure: String,
    value: Option<f64>,
    value_high: Option<f64>,
    bound: String,
    direction: Option<String>,
    relation: String,
    date: Option<String>,
    date_from: Option<String>,
    date_to: Option<String>,
    source: Vec<Named>,
    certainty: String,
    article: String,
    published: Option<String>,
    sentence: usize,
    fact_id: String,
    evidence: String,
    copies: Vec<CopyRecord>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CopyRecord {
    article: String,
    published: Option<String>,
    sentence: usize,
    fact_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    id: String,
    name: String,
}

impl From<FactRecord> for FactRow {
    fn from(record: FactRecord) -> FactRow {
        let joined = |slot: &[Named]| slot.iter().map(|n| n.name.as_str()).collect::<Vec<_>>().join("; ");
        FactRow {
            company: joined(&record.company),
            counterparty: joined(&record.counterparty),
            chip: joined(&record.chip),
            place: joined(&record.place),
            source: joined(&record.source),
            fact_id: record.fact_id,
            article: record.article,
            published: record.published.unwrap_or_default(),
            sentence: record.sentence,
            kind: record.kind,
            relation: record.relation,
            figure: record.figure.unwrap_or_default(),
            value: record.value,
            value_high: record.value_high,
            unit: record.unit.unwrap_or_default(),
            bound: record.bound.unwrap_or_default(),
            direction: record.direction.unwrap_or_default(),
            of: record.of.unwrap_or_default(),
            part: record.part.unwrap_or_default(),
            date: record.date.unwrap_or_default(),
            date_from: record.date_from.unwrap_or_default(),
            date_to: record.date_to.unwrap_or_default(),
            certainty: record.certainty,
            evidence: record.evidence,
            start: record.start,
            end: record.end,
            claim: record.claim.unwrap_or_default(),
        }
    }
}

/// A run over `corpus/`, the held-out articles, and some that try the tables' quoting and offsets, read back.
struct Run {
    summary: Summary,
    /// The text of each article that was read, in code points.
    texts: BTreeMap<String, Vec<char>>,
    articles: Vec<ArticleRow>,
    sentences: Vec<SentenceRow>,
    mentions: Vec<MentionRow>,
    facts: Vec<FactRow>,
    records: Vec<FactRecord>,
    claims: Vec<ClaimRow>,
    claim_records: Vec<ClaimRecord>,
    json: String,
    /// The CSV files as they are.
    tables: BTreeMap<&'static str, Vec<u8>>,
}

static RUN: LazyLock<Run> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    let (corpus, output) = (dir.path().join("corpus"), dir.path().join("output"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&root.join("corpus"), &corpus);
    copy(&root.join("tests/gold"), &corpus.join("gold"));
    for (name, text) in [
        (
            "quote \"a\", b.txt",
            "\u{feff}La \"Nvidia\", ieri, ha\tvenduto 10.000 H20 🚀 in Cina;\r\ne Amd «5.000» a metà prezzo.",
        ),
        ("bare.txt", "Nvidia ha venduto 10.000 H20 in Cina. Nvidia ha venduto 10.000 H20 in Cina."),
        ("same.txt", "Nvidia ha venduto 10.000 H20 in Cina. Nvidia ha venduto 10.000 H20 in Cina."),
        ("formula.txt", "=SOMMA(A1) +740% @nvidia -5% \"\"\n\n\n"),
        ("empty.txt", ""),
    ] {
        std::fs::write(corpus.join(name), text).unwrap();
    }
    let summary =
        run(&corpus, &output, &Source::builtin(), &Options::default(), &|_| ControlFlow::Continue(())).unwrap();
    let articles: Vec<ArticleRow> = rows(&output.join("articles.csv"), table::ARTICLES);
    let text = |name: &String| {
        let article = Article::read(&corpus.join(name), name.clone(), Published::Unknown).unwrap();
        (name.clone(), article.text.chars().collect())
    };
    let json = std::fs::read_to_string(output.join("facts.json")).unwrap();
    Run {
        summary,
        texts: articles.iter().filter(|a| a.status == "read").map(|a| text(&a.article)).collect(),
        articles,
        sentences: rows(&output.join("sentences.csv"), table::SENTENCES),
        mentions: rows(&output.join("mentions.csv"), table::MENTIONS),
        facts: rows(&output.join("facts.csv"), table::FACTS),
        records: serde_json::from_str(&json).unwrap(),
        claims: rows(&output.join("claims.csv"), table::CLAIMS),
        claim_records: serde_json::from_str(&std::fs::read_to_string(output.join("claims.json")).unwrap()).unwrap(),
        json,
        tables: ["articles.csv", "sentences.csv", "mentions.csv", "facts.csv", "claims.csv"]
            .map(|table| (table, std::fs::read(output.join(table)).unwrap()))
            .into(),
    }
});

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else if path.extension().is_some_and(|e| e == "txt") {
            std::fs::copy(&path, target).unwrap();
        }
    }
}

fn rows<T: DeserializeOwned>(path: &Path, columns: &[&str]) -> Vec<T> {
    let bytes = std::fs::read(path).unwrap();
    assert!(!bytes.starts_with(b"\xef\xbb\xbf"), "no byte order mark");
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(&bytes[..]);
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), columns, "{}", path.display());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

impl Run {
    fn slice(&self, article: &str, start: usize, end: usize) -> String {
        self.texts[article][start..end].iter().collect()
    }

    fn sentence(&self, article: &str, number: usize) -> &SentenceRow {
        self.sentences.iter().find(|s| s.article == article && s.sentence == number).unwrap()
    }
}

#[test]
fn offsets_are_code_points_into_the_article() {
    for row in &RUN.sentences {
        assert_eq!(RUN.slice(&row.article, row.start, row.end), row.text, "{row:?}");
    }
    for row in &RUN.mentions {
        assert_eq!(RUN.slice(&row.article, row.start, row.end), row.text, "{row:?}");
    }
    for row in &RUN.facts {
        let words = RUN.slice(&row.article, row.start, row.end);
        assert!(!words.trim().is_empty(), "{row:?}");
        assert!(row.figure.is_empty() || words.contains(&row.figure), "{words}: {row:?}");
    }
}

#[test]
fn sentences_give_the_article_back() {
    for (article, text) in &RUN.texts {
        let mut at = 0;
        let sentences = RUN.sentences.iter().filter(|s| &s.article == article);
        for (number, row) in (1..).zip(sentences) {
            assert_eq!(row.sentence, number, "{article}: sentences are numbered from 1, in order");
            let between: String = text[at..row.start].iter().collect();
            // Before the first stands the header; characters of no width, such as a byte order mark, belong to no sentence.
            assert!(
                at == 0 || between.chars().all(|c| c.is_whitespace() || !c.is_alphanumeric()),
                "{article}: {between}"
            );
            at = row.end;
        }
        assert!(text[at..].iter().all(|c| c.is_whitespace()), "{article}: words after the last sentence");
    }
}

#[test]
fn mentions_and_facts_stand_in_their_sentences() {
    for row in &RUN.mentions {
        let sentence = RUN.sentence(&row.article, row.sentence);
        assert!(sentence.start <= row.start && row.end <= sentence.end, "{row:?} outside {sentence:?}");
    }
    for row in &RUN.facts {
        let sentence = RUN.sentence(&row.article, row.sentence);
        assert!(sentence.start <= row.start && row.end <= sentence.end, "{row:?} outside {sentence:?}");
        assert_eq!(row.evidence, sentence.text);
    }
}

#[test]
fn mentions_of_one_type_never_overlap_and_stand_in_order() {
    let key = |m: &MentionRow| (m.article.clone(), m.start, m.end);
    for pair in RUN.mentions.windows(2) {
        assert!(key(&pair[0]) <= key(&pair[1]), "{pair:?}");
    }
    let mut last: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for row in &RUN.mentions {
        let end = last.entry((&row.article, &row.kind)).or_default();
        assert!(*end <= row.start, "{row:?} overlaps one before");
        *end = row.end;
    }
}

#[test]
fn cells_hold_what_docs_tables_says() {
    let known = |cell: &str, values: &[&str]| values.contains(&cell);
    let number =
        |cell: &str| cell.is_empty() || cell.parse::<f64>().is_ok_and(|n| n >= 0.0 && !cell.contains(['e', 'E']));
    let day = |cell: &str| cell.is_empty() || matches!(Published::parse(cell), Some(Published::Day(_)));
    let (bounds, directions) = (["=", "~", ">", ">=", "<", "<="], ["", "+", "-"]);
    for row in &RUN.mentions {
        let reading =
            [&row.value, &row.value_high, &row.unit, &row.bound, &row.direction, &row.modifier, &row.from, &row.to];
        match row.kind.as_str() {
            "figure" => {
                assert!(number(&row.value) && number(&row.value_high), "{row:?}");
                assert!(known(&row.bound, &bounds) && known(&row.direction, &directions), "{row:?}");
                assert!(row.id.is_empty() && row.from.is_empty() && row.to.is_empty(), "{row:?}");
            }
            "date" => {
                assert!(known(&row.modifier, &["", "START", "MID", "END", "APPROX", "BEFORE", "AFTER"]), "{row:?}");
                assert!(
                    day(&row.from) && day(&row.to) && (row.from.is_empty() || row.to.is_empty() || row.from <= row.to),
                    "{row:?}"
                );
                assert!(row.id.is_empty() && row.unit.is_empty(), "{row:?}");
            }
            "chip" | "company" | "place" | "person" | "institution" | "model" => {
                assert!(!row.id.is_empty() && !row.name.is_empty(), "{row:?}");
                assert!(reading.iter().all(|cell| cell.is_empty()), "{row:?}");
            }
            other => panic!("no such type: {other}"),
        }
    }
    let sure = ["asserted", "reported", "conditional", "planned", "negated", "question"];
    for row in &RUN.facts {
        assert!(known(&row.kind, &["quantity", "event"]) && known(&row.certainty, &sure), "{row:?}");
        assert_eq!(row.kind == "quantity", !row.bound.is_empty(), "{row:?}");
        assert!(known(&row.bound, &bounds) || row.bound.is_empty(), "{row:?}");
        assert!(known(&row.direction, &directions) && day(&row.date_from) && day(&row.date_to), "{row:?}");
        assert!(!row.relation.is_empty(), "{row:?}");
        assert!(row.published.is_empty() || Published::parse(&row.published).is_some(), "{row:?}");
    }
}

#[test]
fn cells_are_quoted_where_another_writer_would() {
    for (table, written) in &RUN.tables {
        let mut again = csv::Writer::from_writer(Vec::new());
        for record in csv::ReaderBuilder::new().has_headers(false).from_reader(written.as_slice()).records() {
            again.write_record(&record.unwrap()).unwrap();
        }
        assert!(again.into_inner().unwrap() == *written, "{table}");
    }
}

#[test]
fn ids_are_unique_and_stable() {
    let ids: BTreeSet<&str> = RUN.facts.iter().map(|f| f.fact_id.as_str()).collect();
    assert_eq!(ids.len(), RUN.facts.len());
    assert!(ids.iter().all(|id| id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit())), "{ids:?}");
    // The same words again in the same article, or in another, are another fact.
    assert_eq!(RUN.facts.iter().filter(|f| ["bare.txt", "same.txt"].contains(&f.article.as_str())).count(), 4);
}

#[test]
fn json_tells_what_csv_tells() {
    assert_eq!(RUN.records.len(), RUN.facts.len());
    let lines: Vec<&str> = RUN.json.lines().collect();
    assert_eq!((lines[0], lines[lines.len() - 1]), ("[", "]"));
    assert_eq!(lines.len(), RUN.facts.len() + 2, "one record a line");
    let records: Vec<FactRecord> = serde_json::from_str(&RUN.json).unwrap();
    for (record, row) in records.into_iter().zip(&RUN.facts) {
        assert_eq!(&FactRow::from(record), row);
    }
    for named in RUN.records.iter().flat_map(|r| [&r.company, &r.counterparty, &r.chip, &r.place, &r.source]).flatten()
    {
        assert!(!named.id.is_empty() && !named.name.is_empty(), "{named:?}");
        assert!(!named.name.contains(';'), "`; ` parts names in a cell: {named:?}");
    }
}

#[test]
fn claims_hold_the_facts_they_name() {
    let facts: BTreeMap<&str, &FactRow> = RUN.facts.iter().map(|f| (f.fact_id.as_str(), f)).collect();
    assert!(RUN.claims.len() > 10, "{}", RUN.claims.len());
    for row in &RUN.claims {
        let fact = facts[row.fact_id.as_str()];
        assert_eq!(row.claim, fact.claim, "{row:?}");
        let of_claim =
            [&row.figure, &row.bound, &row.direction, &row.relation, &row.date, &row.date_from, &row.date_to];
        let of_fact =
            [&fact.figure, &fact.bound, &fact.direction, &fact.relation, &fact.date, &fact.date_from, &fact.date_to];
        assert_eq!(of_claim, of_fact);
        let of_claim = [&row.source, &row.certainty, &row.article, &row.published, &row.evidence, &row.unit];
        let of_fact = [&fact.source, &fact.certainty, &fact.article, &fact.published, &fact.evidence, &fact.unit];
        assert_eq!(of_claim, of_fact);
        assert_eq!((row.value, row.value_high, row.sentence), (fact.value, fact.value_high, fact.sentence));
        assert!(row.low.is_none() || row.high.is_none() || row.low <= row.high, "{row:?}");
    }
    let order = ["conflict", "differ", "agree", "copied"];
    let ranks: Vec<usize> = RUN.claims.iter().map(|r| order.iter().position(|v| *v == r.verdict).unwrap()).collect();
    assert!(ranks.is_sorted(), "conflicts first: {ranks:?}");
    // A claim holds every fact of its id: the voices, and their copies.
    let mut of_id: BTreeMap<&str, usize> = BTreeMap::new();
    for fact in RUN.facts.iter().filter(|f| !f.claim.is_empty()) {
        *of_id.entry(&fact.claim).or_default() += 1;
    }
    for rows in RUN.claims.chunk_by(|a, b| a.claim == b.claim) {
        assert!(rows.iter().map(|r| r.voice).eq(1..=rows[0].voices), "{rows:?}");
        assert_eq!(rows.iter().map(|r| 1 + r.copies).sum::<usize>(), of_id[rows[0].claim.as_str()], "{rows:?}");
    }
}

#[test]
fn claims_in_json_tell_what_claims_in_csv_tell() {
    let names = |slot: &[Named]| slot.iter().map(|n| n.name.as_str()).collect::<Vec<_>>().join("; ");
    let maybe = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut rows = RUN.claims.iter();
    for claim in &RUN.claim_records {
        for (number, voice) in (1..).zip(&claim.voices) {
            let row = rows.next().unwrap();
            assert_eq!(
                (&claim.claim, &claim.verdict, &claim.family, &claim.unit),
                (&row.claim, &row.verdict, &row.family, &row.unit)
            );
            assert_eq!((claim.voices.len(), claim.articles, number), (row.voices, row.articles, row.voice));
            assert_eq!((claim.low, claim.high), (row.low, row.high));
            assert_eq!((maybe(&claim.of), maybe(&claim.when)), (row.of.clone(), row.when.clone()));
            assert_eq!(maybe(&claim.part), row.part);
            let slots = [&claim.company, &claim.counterparty, &claim.chip, &claim.place].map(|s| names(s));
            assert_eq!(slots.each_ref(), [&row.company, &row.counterparty, &row.chip, &row.place]);
            assert_eq!((voice.value, voice.value_high, voice.sentence), (row.value, row.value_high, row.sentence));
            let told = [&voice.figure, &voice.bound, &voice.relation, &voice.certainty, &voice.article, &voice.fact_id];
            assert_eq!(told, [&row.figure, &row.bound, &row.relation, &row.certainty, &row.article, &row.fact_id]);
            assert_eq!((&voice.evidence, names(&voice.source)), (&row.evidence, row.source.clone()));
            let dates = [&voice.direction, &voice.published, &voice.date, &voice.date_from, &voice.date_to].map(maybe);
            assert_eq!(dates.each_ref(), [&row.direction, &row.published, &row.date, &row.date_from, &row.date_to]);
            assert_eq!(voice.copies.len(), row.copies);
            for copy in &voice.copies {
                assert!(row.copied_in.split("; ").any(|a| a == copy.article), "{copy:?}");
                let fact = RUN.facts.iter().find(|f| f.fact_id == copy.fact_id).unwrap();
                assert_eq!(
                    (fact.sentence, &fact.claim, &fact.published),
                    (copy.sentence, &row.claim, &maybe(&copy.published))
                );
            }
        }
    }
    assert!(rows.next().is_none());
}

#[test]
fn articles_count_their_rows() {
    assert!(
        RUN.articles.windows(2).all(|pair| pair[0].article.as_bytes() < pair[1].article.as_bytes()),
        "sorted by name"
    );
    for row in &RUN.articles {
        let sentences = RUN.sentences.iter().filter(|s| s.article == row.article).count();
        let mentions = RUN.mentions.iter().filter(|m| m.article == row.article).count();
        let facts = RUN.facts.iter().filter(|f| f.article == row.article).count();
        assert_eq!((row.sentences, row.mentions, row.facts), (sentences, mentions, facts), "{row:?}");
        assert_eq!(row.status == "read", row.encoding == "utf-8" && row.format == "text", "{row:?}");
        assert!(row.url.is_empty() && (row.status == "read" || row.source.is_empty()), "{row:?}");
        assert!(!row.title.contains('\n'), "{row:?}");
        assert!(row.published.is_empty() || Published::parse(&row.published).is_some(), "{row:?}");
    }
    let total = |of: fn(&ArticleRow) -> usize| RUN.articles.iter().map(of).sum::<usize>();
    let summary = &RUN.summary;
    assert_eq!(summary.articles + summary.skipped.len(), RUN.articles.len());
    assert_eq!(
        (summary.sentences, summary.mentions, summary.facts),
        (total(|a| a.sentences), total(|a| a.mentions), total(|a| a.facts))
    );
}
