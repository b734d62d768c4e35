//! What is doubtful in lexicons that load: forms two entries share, forms that are everyday words, forms nothing can match.
//!
//! Whether a form can match is not argued but tried: the form alone is read as an article is, and must be among what is found.

use super::file::{FILES, Tables, read_dir, tables};
use super::table::{Row, did_you_mean};
use super::{Case, Cue, Lexicons, Mood, TermKind, WordClass, WordId};
use crate::article::Article;
use crate::error::{Error, Problem, Result};
use crate::mention::{Context, Type, candidates};
use crate::published::Published;
use crate::sentence;
use crate::token::tokenize;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::Path;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The row does not do what it says, or the lexicons cannot be loaded.
    Error,
    /// The row may be meant so; a reader should look.
    Warning,
}

/// A doubtful place in a lexicon, and a way out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doubt {
    /// File, line, column, what was found and what to do.
    pub problem: Problem,
    /// How bad it is.
    pub severity: Severity,
}

impl std::fmt::Display for Doubt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}: {}", self.problem)
    }
}

/// The files whose rows are names.
const NAMED: [(&str, Type); 6] = [
    ("chips.csv", Type::Chip),
    ("companies.csv", Type::Company),
    ("institutions.csv", Type::Institution),
    ("models.csv", Type::Model),
    ("persons.csv", Type::Person),
    ("places.csv", Type::Place),
];

/// Checks the files in `dir`, with the built-in ones for those it lacks; the built-in ones alone where there is no folder.
/// What is doubtful comes by file and line.
///
/// # Errors
/// [`Error::Io`] when a file cannot be read. Bad lexicons are no error here: each bad row is a [`Doubt`].
pub fn check(dir: Option<&Path>) -> Result<Vec<Doubt>> {
    let loaded = match dir {
        Some(dir) => Lexicons::load(dir),
        None => Lexicons::builtin(),
    };
    let lexicons = match loaded {
        Ok(lexicons) => lexicons,
        Err(Error::Lexicon(problems)) => {
            let error = |problem| Doubt { problem, severity: Severity::Error };
            return Ok(problems.into_iter().map(error).collect());
        }
        Err(other) => return Err(other),
    };
    let mut none = Vec::new();
    let (tables, _) = tables(|name| dir.map_or(Ok(None), |dir| read_dir(dir, name)), &mut none)?;
    let mut checker = Checker { lexicons: &lexicons, tables: &tables, doubts: Vec::new() };
    checker.unsorted();
    checker.names();
    checker.shared_terms();
    checker.given_names();
    checker.ties();
    checker.seats();
    checker.stop();
    let mut doubts = checker.doubts;
    doubts.sort();
    doubts.dedup();
    Ok(doubts)
}

struct Checker<'l> {
    lexicons: &'l Lexicons,
    tables: &'l Tables,
    doubts: Vec<Doubt>,
}

/// A written form of a row.
#[derive(Clone, Copy)]
struct Written<'t> {
    row: Row<'t>,
    kind: Type,
    column: &'static str,
    /// As in the cell, its `?` included.
    cell: &'t str,
    form: &'t str,
    case: Case,
    cue: Cue,
}

/// A form's letters as names are matched by: lower case, straight apostrophes, spaces for hyphens.
fn folded(form: &str) -> String {
    let plain = |c: char| match c {
        '’' | '‘' | '`' => '\'',
        '-' | '‐' | '‑' | '\u{a0}' => ' ',
        c => c,
    };
    form.chars().map(plain).flat_map(char::to_lowercase).collect()
}

impl<'l> Checker<'l> {
    fn say(&mut self, severity: Severity, row: Row<'_>, column: &str, message: String) {
        self.doubts.push(Doubt { problem: row.problem(column, message), severity });
    }

    fn unsorted(&mut self) {
        for file in FILES {
            let mut before: Option<Row<'_>> = None;
            // rows that are added stand in their places, however they are sorted in their own file
            for row in self.tables[file.name].rows().filter(|row| row.added().is_none()) {
                if let Some(before) = before.filter(|b| b.get("id").as_bytes() > row.get("id").as_bytes()) {
                    let message = format!(
                        "found `{}` after `{}`, expected rows sorted by id, byte by byte; sort the rows",
                        row.get("id"),
                        before.get("id")
                    );
                    self.say(Severity::Warning, row, "id", message);
                }
                before = Some(row);
            }
        }
    }

    /// All forms of all names, as the loader makes them of the rows.
    fn written(&self) -> Vec<Written<'l>> {
        let mut all = Vec::new();
        for (file, kind) in NAMED {
            for row in self.tables[file].rows() {
                let person = kind == Type::Person;
                let (case, cue) = if person { ("", "") } else { (row.get("case"), row.get("cue")) };
                let case = match case {
                    "exact" => Case::Exact,
                    "any" => Case::Any,
                    _ => Case::Name,
                };
                let mut push = |column, cell: &'l str| {
                    let (form, marked) = match cell.strip_suffix('?') {
                        Some(form) if column == "forms" => (form.trim_end(), true),
                        _ => (cell, false),
                    };
                    let cue = match cue {
                        _ if marked => Cue::Always,
                        "word" => Cue::Opening,
                        "yes" if !form.contains([' ', '-']) => Cue::Always,
                        "all" => Cue::Always,
                        _ if column == "surname" && row.get("alone").is_empty() => Cue::Always,
                        _ => Cue::Never,
                    };
                    all.push(Written { row, kind, column, cell, form, case, cue });
                };
                push("name", row.get("name"));
                row.list("forms").for_each(|cell| push("forms", cell));
                if person && !row.get("surname").is_empty() && row.get("surname") != row.get("name") {
                    push("surname", row.get("surname"));
                }
                if kind == Type::Company {
                    row.list("descriptions").for_each(|cell| push("descriptions", cell));
                }
            }
        }
        all
    }

    fn names(&mut self) {
        let written = self.written();
        let mut of_form: FxHashMap<String, Vec<Written<'l>>> = FxHashMap::default();
        for form in written {
            self.twice_in_row(&form);
            self.everyday(&form);
            self.unmatched(&form);
            if form.column == "descriptions" {
                self.headless(&form);
            }
            of_form.entry(folded(form.form)).or_default().push(form);
        }
        for forms in of_form.values() {
            self.shared(forms);
        }
    }

    /// A form the row has already.
    fn twice_in_row(&mut self, form: &Written<'l>) {
        if form.column != "forms" {
            return;
        }
        let forms = form.row.list("forms").filter(|other| *other == form.cell).count();
        if form.form == form.row.get("name") || forms > 1 {
            let message = format!("found `{}` again in the same row; remove it", form.cell);
            self.say(Severity::Warning, form.row, form.column, message);
        }
    }

    /// A capital word of everyday that would be taken for the name at any sentence's start: of the closed classes, a number, a noun (an
    /// error), or a verb's form (a warning).
    fn everyday(&mut self, form: &Written<'l>) {
        let first = form.form.chars().next();
        let capital = first.is_some_and(char::is_uppercase) && form.form.chars().skip(1).all(char::is_lowercase);
        if !capital || form.cue != Cue::Never || form.case == Case::Any || form.column == "descriptions" {
            return;
        }
        let vocabulary = &self.lexicons.vocabulary;
        let word = vocabulary.id(form.form.to_lowercase().as_bytes());
        const SURE: [TermKind; 4] = [TermKind::Function, TermKind::Noun, TermKind::Numeral, TermKind::Calendar];
        let severity = if SURE.into_iter().any(|kind| vocabulary.begins_alone(word, kind)) {
            Severity::Error
        } else if self.opens_sentences(word) {
            // a verb's form opens few sentences, and many names are one («Lodi», «Gela»)
            Severity::Warning
        } else {
            return;
        };
        let way = match form.column {
            "surname" => "empty `alone`",
            "name" => "write `word` in `cue`",
            _ => "write `?` after it, or `word` in `cue`",
        };
        let message = format!("found `{}`, an Italian word too, which counts without evidence; {way}", form.form);
        self.say(severity, form.row, form.column, message);
    }

    /// Whether it is a form of a verb as news has them at a sentence's start: «Usa i chip», «Prevista la vendita».
    fn opens_sentences(&self, word: WordId) -> bool {
        let vocabulary = &self.lexicons.vocabulary;
        vocabulary.alone(word, TermKind::Verb).any(|f| {
            let form = self.lexicons.verb_form(f);
            form.person == 3 && matches!(form.mood, Mood::Present | Mood::Past | Mood::Future)
                || form.mood == Mood::Participle
        })
    }

    /// A form that is not found where it stands alone.
    fn unmatched(&mut self, form: &Written<'l>) {
        let lexicons = self.lexicons;
        let Some(entity) = lexicons.by_key(form.kind, form.row.get("id")) else { return };
        // in the midst of a sentence, so that it is no line of a web page
        const BEFORE: &str = "Ne parla ";
        let article = Article::new("", format!("{BEFORE}{} oggi.", form.form), Published::Unknown);
        let mut tokens = Vec::new();
        tokenize(&article.text, 0, &lexicons.vocabulary, &mut tokens);
        let sentences = sentence::split(&article.text, &tokens, lexicons);
        let context =
            Context { article: &article, text: &article.text, tokens: &tokens, sentences: &sentences, lexicons };
        let (start, end) = (BEFORE.len() as u32, (BEFORE.len() + form.form.len()) as u32);
        // «DeepSeek R1»: of a maker and what it makes, where each is a name, the second is read alone
        let made = matches!(form.kind, Type::Chip | Type::Model);
        if candidates(context).any(|(span, found)| found == entity && span.end == end && (made || span.start == start))
        {
            return;
        }
        let silenced = lexicons.stop.iter().any(|(f, article)| f == form.form && article.is_empty());
        let way = if silenced {
            "stop.csv silences it everywhere; remove the form or that row"
        } else if sentences.len() > 1 {
            "a sentence ends inside it; add the abbreviation to abbreviations.csv, or remove the form"
        } else {
            "as it is written no text can match it; remove it or write it as papers do"
        };
        let severity = if silenced { Severity::Warning } else { Severity::Error };
        self.say(severity, form.row, form.column, format!("found `{}`, which is never read: {way}", form.form));
    }

    /// A description without a noun for a firm.
    fn headless(&mut self, form: &Written<'l>) {
        let lexicons = self.lexicons;
        let mut tokens = Vec::new();
        tokenize(form.form, 0, &lexicons.vocabulary, &mut tokens);
        if tokens.len() < 2 {
            let message = format!("found `{}`, a single word; write it in `forms`", form.form);
            self.say(Severity::Warning, form.row, form.column, message);
            return;
        }
        if form.form.chars().any(char::is_uppercase) {
            return;
        }
        let noun = |at: usize| {
            let mut nouns = lexicons.vocabulary.terms(&tokens[at..], TermKind::Noun);
            nouns.any(|(_, n)| lexicons.nouns[n as usize].class.has(WordClass::COMPANY))
        };
        if !(0..tokens.len()).any(noun) {
            let message = format!(
                "found `{}`, which has neither a name nor a noun for a firm (class `company` in nouns.csv); add one",
                form.form
            );
            self.say(Severity::Warning, form.row, form.column, message);
        }
    }

    /// One form, two entries.
    fn shared(&mut self, forms: &[Written<'l>]) {
        for (at, form) in forms.iter().enumerate() {
            let same_case =
                |a: &Written<'_>, b: &Written<'_>| a.form == b.form || a.case == Case::Any || b.case == Case::Any;
            let other = forms[..at]
                .iter()
                .find(|o| !(o.kind == form.kind && o.row.get("id") == form.row.get("id")) && same_case(o, form));
            let Some(other) = other else { continue };
            let place = format!("`{}` of {}:{}", other.row.get("id"), other.row.file(), other.row.line);
            // Evidence tells types apart, makers tell chips and models apart, the full name tells people apart.
            let evidence = form.cue == Cue::Always || other.cue == Cue::Always || form.kind != other.kind;
            if evidence {
                continue;
            }
            let message = format!(
                "found `{}`, a form of {place} too, and nothing tells them apart; remove one or write `?` after it",
                form.form
            );
            let severity = if form.kind == Type::Place { Severity::Warning } else { Severity::Error };
            self.say(severity, form.row, form.column, message);
        }
    }

    /// A word that two rows of a file claim.
    fn shared_terms(&mut self) {
        for file in
            ["bounds.csv", "nouns.csv", "phrases.csv", "rates.csv", "units.csv", "attribution.csv", "abbreviations.csv"]
        {
            let mut seen: FxHashMap<String, Row<'l>> = FxHashMap::default();
            for row in self.tables[file].rows() {
                let id = (file == "nouns.csv").then(|| row.get("id"));
                for form in id.into_iter().chain(row.list("forms")) {
                    let exact = file == "units.csv" && row.get("case") == "exact";
                    // a bound may stand before the figure and, as another row, after it
                    let side = if file == "bounds.csv" { row.get("side") } else { "" };
                    let key = format!("{side} {}", if exact { form.to_owned() } else { folded(form) });
                    match seen.insert(key, row) {
                        Some(other) if other.get("id") != row.get("id") => {
                            let message = format!(
                                "found `{form}`, which `{}` of {}:{} has too; only one of them is read: remove one",
                                other.get("id"),
                                other.file(),
                                other.line
                            );
                            self.say(Severity::Warning, row, "forms", message);
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    /// First names that are words of grammar.
    fn given_names(&mut self) {
        for row in self.tables["given_names.csv"].rows() {
            let word = self.lexicons.vocabulary.id(row.get("id").to_lowercase().as_bytes());
            if self.lexicons.vocabulary.begins_alone(word, TermKind::Function) {
                let message = format!(
                    "found `{}`, a word of grammar too: it would make people of sentences' starts; remove it",
                    row.get("id")
                );
                self.say(Severity::Error, row, "id", message);
            }
        }
    }

    /// Countries that are none, families of another maker.
    fn ties(&mut self) {
        let lexicons = self.lexicons;
        for (file, _) in
            NAMED.into_iter().filter(|(f, _)| ["companies.csv", "institutions.csv", "places.csv"].contains(f))
        {
            for row in self.tables[file].rows() {
                let Some(place) = lexicons.by_key(Type::Place, row.get("country")) else { continue };
                if !lexicons.entity(place).is("country") {
                    let known =
                        self.tables["places.csv"].rows().filter(|r| r.get("kind") == "country").map(|r| r.get("id"));
                    let hint = did_you_mean(row.get("country"), known);
                    let message = format!(
                        "found `{}`, a place that is no country{hint}, expected a code of ISO 3166-1 such as `IT`",
                        row.get("country")
                    );
                    self.say(Severity::Error, row, "country", message);
                }
            }
        }
        for row in self.tables["chips.csv"].rows() {
            let (id, family) = (row.get("id"), row.get("family"));
            if !family.is_empty() && family == id {
                self.say(Severity::Error, row, "family", format!("found `{family}`, the chip itself; empty the cell"));
                continue;
            }
            let owner = |id| lexicons.by_key(Type::Chip, id).and_then(|chip| lexicons.entity(chip).owner);
            if let (Some(own), Some(other)) = (owner(id), owner(family))
                && own != other
            {
                let maker = &lexicons.entity(other).id;
                let message =
                    format!("found `{family}`, a family of `{maker}`, not of `{}`; mend one", row.get("maker"));
                self.say(Severity::Warning, row, "family", message);
            }
        }
        for row in self.tables["persons.csv"].rows() {
            let surname = row.get("surname");
            let mut names = std::iter::once(row.get("name")).chain(row.list("forms"));
            if !surname.is_empty() && !names.any(|name| folded(name).contains(&folded(surname))) {
                let message = format!("found `{surname}`, which is no part of `{}`; mend one", row.get("name"));
                self.say(Severity::Warning, row, "surname", message);
            }
        }
    }

    /// Seats of firms written otherwise than the place's name, by which they are known: «il gruppo della Carolina del Nord» is then nobody.
    fn seats(&mut self) {
        let (mut names, mut forms) = (FxHashSet::default(), FxHashMap::default());
        for row in self.tables["places.csv"].rows() {
            names.insert(row.get("name"));
            forms.extend(row.list("forms").map(|form| (form, row.get("name"))));
        }
        for row in self.tables["companies.csv"].rows() {
            for seat in row.list("seat").filter(|seat| !names.contains(seat)) {
                if let Some(name) = forms.get(seat) {
                    let message = format!("found `{seat}`, a form of the place `{name}`; write `{name}`");
                    self.say(Severity::Warning, row, "seat", message);
                }
            }
        }
    }

    /// Rows of the stop list that silence nothing.
    fn stop(&mut self) {
        let known: rustc_hash::FxHashSet<&str> = self.lexicons.names.forms().map(|f| &*f.written).collect();
        for row in self.tables["stop.csv"].rows() {
            let form = row.get("form");
            if !known.contains(form) {
                let hint = did_you_mean(form, known.iter().copied());
                let message = format!(
                    "found `{form}`{hint}, which is no form of any lexicon: it silences nothing; remove the row"
                );
                self.say(Severity::Warning, row, "form", message);
            }
        }
    }
}
