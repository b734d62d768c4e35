//! The loader: rows become words and terms of the vocabulary, and what each of them says.
//!
//! Here are the closed classes, numbers, dates, verbs and other words; `entity.rs` adds the names.

use super::calendar::{CALENDAR, CalendarTerm};
use super::carrier::{Carrier, WordClass};
use super::entity::{EntityId, Made};
use super::figure::{BOUNDS, BoundTerm, NUMERALS, Numeral, NumeralClass, UNIT_KINDS, Unit};
use super::file::{Tables, tables};
use super::function::{FUNCTIONS, Function};
use super::name::{Cue, Form, Names, Patterns};
use super::parts::{Large, Parts};
use super::relation::{By, Relation, RelationId};
use super::role::{WORD_ROLES, WordRole};
use super::sentence::{ABBREVIATIONS, LEFTOVERS};
use super::table::{Row, Table, did_you_mean};
use super::verb::{self, VerbForm};
use super::vocabulary::{Builder, Element, TermKind};
use super::{ByKey, Lexicons};
use crate::error::{Error, Problem, Result};
use crate::mention::Type;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

impl Lexicons {
    /// What the files say; `read` gives the bytes of one, nothing where the built-in one is to be taken.
    pub(super) fn from_files(read: impl Fn(&str) -> Result<Option<Vec<u8>>>) -> Result<Lexicons> {
        let mut problems = Vec::new();
        let (tables, origin) = tables(read, &mut problems)?;
        let (mut loader, named) =
            rayon::join(|| Loader::of(Loader::grammar, &tables), || Loader::of(Loader::names, &tables));
        loader.take_names(named);
        loader.words_of_names(&tables);
        let Loader { problems: found, builder, mut lexicons, forms, patterns, unknown_person, by_key, lost, .. } =
            loader;
        problems.extend(found);
        problems.extend(told(lost));
        let (vocabulary, (names, patterns)) = rayon::join(
            || builder.finish(&lexicons.functions),
            || rayon::join(|| Names::new(forms), || Patterns::new(patterns, &mut problems)),
        );
        if !problems.is_empty() {
            problems.sort();
            return Err(Error::Lexicon(problems));
        }
        let place = |id: &str| by_key.get(&Type::Place)?.get(id).copied();
        let made = Made::new(&lexicons.institution_nouns, &lexicons.entities, place);
        let large = Large {
            vocabulary,
            names,
            patterns,
            made,
            entities: std::mem::take(&mut lexicons.entities).into(),
            verb_forms: std::mem::take(&mut lexicons.verb_forms).into(),
        };
        let unknown_person = unknown_person.expect("made before the names are read");
        let lexicons = Lexicons::new(lexicons, large, unknown_person, origin);
        Ok(Lexicons { by_key: by_key.into(), ..lexicons })
    }
}

/// An id that a row built into the program names, and that is in no file any more, as one stands in place of the built-in one.
pub(super) struct Lost {
    /// That file.
    pub file: &'static str,
    pub id: String,
    pub problem: Problem,
}

/// So many lost ids of a file are named one by one: one or two rows may have been removed on purpose.
const FEW_LOST: usize = 10;

/// What to say of ids that are lost: of a file that lacks many of them, once.
fn told(lost: Vec<Lost>) -> Vec<Problem> {
    let mut of_file: BTreeMap<&str, Vec<Lost>> = BTreeMap::new();
    for lost in lost {
        of_file.entry(lost.file).or_default().push(lost);
    }
    let tell = |(file, lost): (&str, Vec<Lost>)| -> Vec<Problem> {
        if lost.len() <= FEW_LOST {
            return lost.into_iter().map(|lost| lost.problem).collect();
        }
        let what = file.strip_suffix(".csv").unwrap_or(file);
        let mut rows: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
        for lost in &lost {
            rows.entry(&lost.problem.file).or_default().insert(lost.problem.line);
        }
        let count = |(at, (of, rows)): (usize, (&&str, &BTreeSet<u64>))| {
            let noun = if rows.len() == 1 { "row" } else { "rows" };
            if at == 0 { format!("{} {noun} of {of}", rows.len()) } else { format!("{} of {of}", rows.len()) }
        };
        let rows: Vec<String> = rows.iter().enumerate().map(count).collect();
        let ids: BTreeSet<&str> = lost.iter().map(|lost| lost.id.as_str()).collect();
        let some: Vec<String> = ids.iter().take(3).map(|id| format!("`{id}`")).collect();
        let more = if ids.len() > some.len() { ", …" } else { "" };
        let message = format!(
            "replaces the built-in one: {} name {what} it does not have ({}{more}); to add to the built-in {what} name it {what}.add.csv",
            rows.join(", "),
            some.join(", ")
        );
        vec![Problem { file: file.to_owned(), line: 0, column: String::new(), message }]
    };
    of_file.into_iter().flat_map(tell).collect()
}

/// Rows made into what [`Lexicons`] are of.
#[derive(Default)]
pub(super) struct Loader {
    pub problems: Vec<Problem>,
    pub builder: Builder,
    pub lexicons: Parts,
    pub forms: Vec<Form>,
    pub patterns: Vec<(String, EntityId, Cue, Problem)>,
    pub unknown_person: Option<EntityId>,
    pub by_key: ByKey,
    /// The lexicons that are not the built-in ones.
    pub own: Vec<&'static str>,
    /// What rows built into the program name and such a lexicon lacks.
    pub lost: Vec<Lost>,
    /// The numerals that are verbs, until the verb's forms are made.
    pub multiplying: FxHashMap<String, u32>,
}

impl Loader {
    /// What one of the steps makes of the tables.
    pub fn of(step: fn(&mut Loader, &Tables), tables: &Tables) -> Loader {
        let own = tables.values().filter(|table| table.own).map(|table| table.file).collect();
        let mut loader = Loader { own, ..Loader::default() };
        step(&mut loader, tables);
        loader
    }

    /// The value a cell names in `known`; a problem and `None` where it names none.
    pub fn pick<T: Copy>(&mut self, row: Row<'_>, column: &str, known: &[(&str, T)]) -> Option<T> {
        let names: Vec<&str> = known.iter().map(|k| k.0).collect();
        if row.get(column).is_empty() {
            let message = format!("found nothing, expected one of: {}", names.join(", "));
            self.problems.push(row.problem(column, message));
            return None;
        }
        row.one_of(column, &names, &mut self.problems).map(|at| known[at].1)
    }

    fn classes(&mut self, row: Row<'_>, column: &str) -> WordClass {
        let mut class = WordClass::default();
        for value in row.list(column) {
            if let Some(at) = row.known(column, value, WordClass::NAMES, &mut self.problems) {
                class = class | WordClass::FLAGS[at];
            }
        }
        class
    }

    fn relation(&mut self, row: Row<'_>) -> Option<RelationId> {
        let known: Vec<&str> = self.lexicons.relations.iter().map(|r| r.id.as_str()).collect();
        row.one_of("relation", &known, &mut self.problems).map(|at| RelationId(at as u16))
    }

    /// The closed classes, numbers, dates and relations.
    pub fn grammar(&mut self, tables: &Tables) {
        self.relations(&tables["relations.csv"]);
        self.function_words(&tables["function_words.csv"]);
        self.numerals(&tables["numerals.csv"]);
        self.units(&tables["units.csv"]);
        self.rates(&tables["rates.csv"]);
        self.bounds(&tables["bounds.csv"]);
        self.calendar(&tables["calendar.csv"]);
        self.verbs(&tables["verbs.csv"]);
        self.carriers(&tables["nouns.csv"], TermKind::Noun);
        self.carriers(&tables["phrases.csv"], TermKind::Phrase);
        self.carriers(&tables["attribution.csv"], TermKind::Attribution);
        self.abbreviations(&tables["abbreviations.csv"]);
        self.leftovers(&tables["leftovers.csv"]);
        self.words(&tables["words.csv"]);
        self.stop(&tables["stop.csv"]);
    }

    fn relations(&mut self, table: &Table) {
        for row in table.rows() {
            let mut by = By::default();
            for value in row.list("by") {
                match row.known("by", value, &By::NAMES, &mut self.problems) {
                    Some(0) => by.of = true,
                    Some(1) => by.date = true,
                    Some(2) => by.news = true,
                    Some(_) => by.counterparty = true,
                    None => {}
                }
            }
            let family = row.get("family").to_owned();
            let kin = self.lexicons.relations.iter().find(|r| r.family == family && r.by != by);
            if let Some(kin) = kin {
                let message = format!("found `{}`, which `{}` of the same family has not", row.get("by"), kin.id);
                self.problems.push(row.problem("by", message));
            }
            self.lexicons.relations.push(Relation { id: row.get("id").to_owned(), family, by });
        }
    }

    fn function_words(&mut self, table: &Table) {
        for row in table.rows() {
            let Some(function) = self.pick(row, "class", &FUNCTIONS) else { continue };
            let payload = self.lexicons.functions.len() as u32;
            self.lexicons.functions.push(function);
            let base = self.builder.intern(row.get("id"));
            for form in row.list("forms") {
                if function == Function::Preposition && !form.contains(' ') {
                    let word = self.builder.intern(form);
                    self.builder.base(word, base);
                }
                self.builder.term(form, TermKind::Function, payload);
            }
        }
    }

    fn numerals(&mut self, table: &Table) {
        for row in table.rows() {
            let class = self.pick(row, "class", &NUMERALS);
            let value = row.number("value", &mut self.problems);
            if let (Some(class), Some(value)) = (class, value) {
                let payload = self.lexicons.numerals.len() as u32;
                self.lexicons.numerals.push(Numeral { class, value });
                if class == NumeralClass::Times {
                    // Each form of the verb is a term; `verbs` makes them.
                    self.multiplying.insert(row.get("id").to_owned(), payload);
                } else {
                    self.terms(row, TermKind::Numeral, payload);
                }
            }
        }
    }

    fn units(&mut self, table: &Table) {
        for row in table.rows() {
            let Some(kind) = self.pick(row, "kind", &UNIT_KINDS) else { continue };
            let strict = row.one_of("case", &["exact"], &mut self.problems).is_some();
            let marked = |form: &str| {
                let mark = |c: char| !(c.is_alphabetic() || c.is_ascii_digit() || matches!(c, ' ' | '\'' | '’'));
                form.contains(mark) && form.contains(|c: char| c.is_alphanumeric()) || form.len() == 1
            };
            let exact = row.list("forms").filter(|_| strict).map(str::to_owned).collect();
            let joined = row.list("forms").filter(|&f| !strict && marked(f)).map(str::to_owned).collect();
            let payload = self.lexicons.units.len() as u32;
            let node = row.get("kind") == "node";
            let device = node || row.get("kind") == "device";
            self.lexicons.units.push(Unit { id: row.get("id").to_owned(), kind, device, node, exact, joined });
            self.terms(row, TermKind::Unit, payload);
        }
    }

    fn rates(&mut self, table: &Table) {
        for row in table.rows() {
            let payload = self.lexicons.rates.len() as u32;
            self.lexicons.rates.push(row.get("id").to_owned());
            self.terms(row, TermKind::Rate, payload);
        }
    }

    fn bounds(&mut self, table: &Table) {
        for row in table.rows() {
            let bound = self.pick(row, "bound", &BOUNDS);
            let after = self.pick(row, "side", &[("before", false), ("after", true)]);
            if let (Some(bound), Some(after)) = (bound, after) {
                let payload = self.lexicons.bounds.len() as u32;
                self.lexicons.bounds.push(BoundTerm { bound, after });
                self.terms(row, TermKind::Bound, payload);
            }
        }
    }

    fn calendar(&mut self, table: &Table) {
        for row in table.rows() {
            let Some(class) = self.pick(row, "class", CALENDAR) else { continue };
            let value = row.get("value").to_owned();
            let payload = self.lexicons.calendar.len() as u32;
            self.lexicons.calendar.push(CalendarTerm { class, number: value.parse().unwrap_or(0), value });
            self.terms(row, TermKind::Calendar, payload);
        }
    }

    /// Nouns, expressions or cues: the words that carry a relation or a class, but for verbs.
    fn carriers(&mut self, table: &Table, kind: TermKind) {
        for row in table.rows() {
            let relation = if kind == TermKind::Attribution { None } else { self.relation(row) };
            let id = row.get("id").to_owned();
            let carrier = Carrier { id, relation, class: self.classes(row, "class"), meant: None };
            let list = match kind {
                TermKind::Noun => &mut self.lexicons.nouns,
                TermKind::Phrase => &mut self.lexicons.phrases,
                _ => &mut self.lexicons.attribution,
            };
            let payload = list.len() as u32;
            list.push(carrier);
            if kind == TermKind::Noun {
                self.builder.term(row.get("id"), kind, payload);
            }
            for form in row.list("forms") {
                self.phrase(row, form, kind, payload);
            }
        }
        if kind == TermKind::Noun {
            self.meant(table);
        }
    }

    /// The nouns that claims have as another: «fatturato» as «ricavo».
    fn meant(&mut self, table: &Table) {
        let rows = || table.rows().filter(|row| !row.get("as").is_empty());
        let places: BTreeMap<&str, u32> = table.rows().zip(0..).map(|(row, at)| (row.get("id"), at)).collect();
        let others: BTreeSet<&str> = rows().map(|row| row.get("id")).collect();
        for row in rows() {
            let (id, meant) = (row.get("id"), row.get("as"));
            match places.get(meant).filter(|_| !others.contains(meant)) {
                Some(&at) => self.lexicons.nouns[places[id] as usize].meant = Some(at),
                None => {
                    let message = format!("found `{meant}`, expected the id of a row whose own `as` is empty");
                    self.problems.push(row.problem("as", message));
                }
            }
        }
    }

    fn abbreviations(&mut self, table: &Table) {
        for row in table.rows() {
            let Some(class) = self.pick(row, "class", &ABBREVIATIONS) else { continue };
            let payload = self.lexicons.abbreviations.len() as u32;
            self.lexicons.abbreviations.push(class);
            self.terms(row, TermKind::Abbreviation, payload);
        }
    }

    fn leftovers(&mut self, table: &Table) {
        for row in table.rows() {
            let Some(class) = self.pick(row, "class", &LEFTOVERS) else { continue };
            let payload = self.lexicons.leftovers.len() as u32;
            self.lexicons.leftovers.push(class);
            self.terms(row, TermKind::Leftover, payload);
        }
    }

    fn words(&mut self, table: &Table) {
        for row in table.rows() {
            let Some(class) = self.pick(row, "class", &WORD_ROLES) else { continue };
            let role = match class {
                WordRole::Rank(_) => match row.number("value", &mut self.problems) {
                    Some(rank) => WordRole::Rank(rank as u8),
                    None => continue,
                },
                other => other,
            };
            let payload = self.lexicons.words.len() as u32;
            self.lexicons.words.push(role);
            self.terms(row, TermKind::Word, payload);
            if role == WordRole::Accented {
                row.list("forms").for_each(|form| self.builder.keep_accent(form));
            }
        }
    }

    fn stop(&mut self, table: &Table) {
        for row in table.rows() {
            if row.get("form").is_empty() {
                let message = "found nothing, expected a form that is to be no name".into();
                self.problems.push(row.problem("form", message));
            }
            self.lexicons.stop.push((row.get("form").to_owned(), row.get("article").to_owned()));
        }
    }

    /// Each form of the row as a term.
    pub fn terms(&mut self, row: Row<'_>, kind: TermKind, payload: u32) {
        for form in row.list("forms") {
            self.builder.term(form, kind, payload);
        }
    }

    fn verbs(&mut self, table: &Table) {
        /// About how many forms a verb has.
        const FORMS: usize = 70;
        const KEYS: [&str; 11] =
            ["isc", "pp", "pres", "fut", "past", "subj", "impf", "ger", "impsubj", "forms", "cond"];
        self.builder.reserve(table.rows().count() * FORMS);
        for row in table.rows() {
            let verb = self.lexicons.verbs.len() as u32;
            let carrier = Carrier {
                id: row.get("id").to_owned(),
                relation: self.relation(row),
                class: self.classes(row, "class"),
                meant: None,
            };
            self.lexicons.verbs.push(carrier);
            let mut irregular = BTreeMap::new();
            for pair in row.list("irregular") {
                match pair.split_once('=') {
                    Some((key, value)) if KEYS.contains(&key.trim()) => {
                        irregular.insert(key.trim(), value.trim());
                    }
                    _ => {
                        let message =
                            format!("found `{pair}`, expected key=value, the key one of: {}", KEYS.join(", "));
                        self.problems.push(row.problem("irregular", message));
                    }
                }
            }
            if let Some(present) = irregular.get("pres")
                && present.split_whitespace().count() != 6
            {
                let message = format!("found `pres={present}`, expected six forms, from «io» to «loro»");
                self.problems.push(row.problem("irregular", message));
                continue;
            }
            let times = self.multiplying.remove(row.get("id"));
            let Loader { builder, lexicons, .. } = self;
            verb::conjugate(row.get("id"), &irregular, |made| {
                let word = builder.intern(made.form);
                builder.lemma(word, verb);
                if let Some(payload) = times {
                    builder.term_of(&[Element::word(word)], TermKind::Numeral, payload);
                }
                let payload = lexicons.verb_forms.len() as u32;
                lexicons.verb_forms.push(VerbForm::new(verb, &made).number());
                builder.term_of(&[Element::word(word)], TermKind::Verb, payload);
            });
        }
    }

    /// A form in which `[infinitive]` stands for any form of the verb.
    fn phrase(&mut self, row: Row<'_>, form: &str, kind: TermKind, payload: u32) {
        let mut elements = Vec::new();
        let mut rest = form;
        while let Some(open) = rest.find('[') {
            let Some(close) = rest[open..].find(']').map(|c| open + c) else {
                self.problems.push(row.problem("forms", format!("found `{form}`, expected a `]` after `[`")));
                return;
            };
            elements.extend(self.builder.words(&rest[..open]).into_iter().map(Element::word));
            let infinitive = rest[open + 1..close].trim();
            let Some(verb) = self.lexicons.verbs.iter().position(|v| v.id == infinitive) else {
                let hint = did_you_mean(infinitive, self.lexicons.verbs.iter().map(|v| v.id.as_str()));
                let message = format!("found `[{infinitive}]`{hint}, expected an infinitive of verbs.csv");
                self.problems.push(row.problem("forms", message));
                return;
            };
            elements.push(Element::lemma(verb as u32));
            rest = &rest[close + 1..];
        }
        elements.extend(self.builder.words(rest).into_iter().map(Element::word));
        self.builder.term_of(&elements, kind, payload);
    }
}
