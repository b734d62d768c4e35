//! Entities: chips, companies, places, people, institutions, AI models, and the written forms of each.
//!
//! First all entities, then what ties them (a chip's maker, a company's country): a row may name one that stands further on.

use super::compiled::{List, Reader, Writer};
use super::file::Tables;
use super::load::{Loader, Lost};
use super::name::{Case, Cue, Form};
use super::table::{Row, did_you_mean};
use super::vocabulary::Element;
use super::vocabulary::TermKind;
use crate::mention::Type;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// An entity of the lexicons: a place in [`super::Lexicons`], or one made of an institution's noun and a demonym.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntityId(pub u32);

/// Someone or something with a name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Entity {
    /// What kind of mention its names make.
    pub kind: Type,
    /// The lexicon's key.
    pub id: String,
    /// What slots show.
    pub name: String,
    /// The `kind` column's values («chipmaker», «city», «ministry»).
    pub kinds: Vec<String>,
    /// Its country; a country's own entity for a country.
    pub country: Option<EntityId>,
    /// Who makes the chip or model, or whom the person works for.
    pub owner: Option<EntityId>,
    /// The other firms of the person.
    pub also: Vec<EntityId>,
    /// The chip's family.
    pub family: Option<EntityId>,
    /// Names of the places a company is described by, in lower case.
    pub seats: Vec<String>,
    /// Whether a mention's own words stand for the id and name (a chip found by a pattern).
    pub by_pattern: bool,
}

impl Entity {
    /// Whether the `kind` column has this value.
    pub fn is(&self, kind: &str) -> bool {
        self.kinds.iter().any(|k| k == kind)
    }
}

/// Firms by where they sit.
#[derive(Debug, Default)]
pub struct Seats {
    /// By the names of places, in lower case.
    by_name: FxHashMap<String, Vec<EntityId>>,
    by_country: FxHashMap<EntityId, Vec<EntityId>>,
}

/// How many firms that no lexicon holds an article's names can be: their entities stand right after the unknown person's.
const UNKNOWN_COMPANIES: u32 = 32;

impl super::Lexicons {
    /// The `nth` firm of an article, from 0, that no lexicon holds; its mentions' own words are its id and name. None where there are
    /// too many.
    pub(crate) fn unknown_company(&self, nth: usize) -> Option<EntityId> {
        let nth = u32::try_from(nth).ok().filter(|&nth| nth < UNKNOWN_COMPANIES)?;
        Some(EntityId(self.unknown_person.0 + 1 + nth))
    }

    /// Whether the entity is one of those.
    pub(crate) fn is_unknown_company(&self, entity: EntityId) -> bool {
        (1..=UNKNOWN_COMPANIES).contains(&entity.0.wrapping_sub(self.unknown_person.0))
    }
}

impl Seats {
    pub(super) fn new<'e>(entities: impl Iterator<Item = &'e Entity>) -> Seats {
        let mut seats = Seats::default();
        for (firm, at) in entities.zip(0..).filter(|(e, _)| e.kind == Type::Company) {
            for name in &firm.seats {
                seats.by_name.entry(name.clone()).or_default().push(EntityId(at));
            }
            if let Some(country) = firm.country {
                seats.by_country.entry(country).or_default().push(EntityId(at));
            }
        }
        seats
    }

    /// The firms that sit in a place of this name; one that does by its city and its country comes twice.
    pub fn firms(&self, place: EntityId, name: &str) -> impl Iterator<Item = EntityId> {
        let by_name = self.by_name.get(&name.to_lowercase());
        by_name.into_iter().chain(self.by_country.get(&place)).flatten().copied()
    }
}

/// A noun that makes an institution of a demonym («governo» + «cinese»), or of «di» and a place («Università di Pisa»).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InstitutionNoun {
    /// The lexicon's key.
    pub id: String,
    /// As slots show it: the first form.
    pub name: String,
    /// `ministry`, `court`, …
    pub kind: String,
    /// Whether, written with a capital, it takes the place after «di» into its name.
    pub of_place: bool,
}

/// The institutions made of a noun and a place: «governo» + «cinese» is `cn-government`.
#[derive(Debug, Default)]
pub struct Made {
    /// How many entities the lexicons hold: the first id of those made.
    first: u32,
    /// Rows of `institutions.csv` whose id is the one such a pair would get, by the pair.
    known: Vec<((u32, EntityId), EntityId)>,
    /// The rest, made when first met: chains of those with one remainder.
    chains: Vec<OnceLock<Box<Link>>>,
}

#[derive(Debug)]
struct Link {
    id: EntityId,
    entity: Entity,
    next: OnceLock<Box<Link>>,
}

const CHAINS: u32 = 512;

/// The chains, all of them empty.
fn chains() -> Vec<OnceLock<Box<Link>>> {
    std::iter::repeat_with(OnceLock::new).take(CHAINS as usize).collect()
}

impl Made {
    pub(super) fn new(
        nouns: &[InstitutionNoun],
        entities: &[Entity],
        place_of: impl Fn(&str) -> Option<EntityId>,
    ) -> Made {
        let noun_of: FxHashMap<&str, u32> = nouns.iter().zip(0..).map(|(n, at)| (n.id.as_str(), at)).collect();
        let mut known = BTreeMap::new();
        let institutions = entities.iter().zip(0..).filter(|(e, _)| e.kind == Type::Institution);
        for (entity, id) in institutions {
            for (cut, _) in entity.id.match_indices('-') {
                // Countries are in capitals, other places are not: `CN`, `us-california`.
                let place = &entity.id[..cut];
                let place = place_of(&place.to_uppercase()).or_else(|| place_of(place));
                if let (Some(place), Some(&noun)) = (place, noun_of.get(&entity.id[cut + 1..])) {
                    known.insert((noun, place), EntityId(id));
                }
            }
        }
        Made { first: entities.len() as u32, known: known.into_iter().collect(), chains: chains() }
    }

    /// Writes it into the program.
    pub(super) fn write(&self, into: &mut Writer) {
        into.value(&(self.first, &self.known));
    }

    /// As it was written.
    pub(super) fn read(from: &mut Reader) -> Option<Made> {
        let (first, known) = from.value()?;
        Some(Made { first, known, chains: chains() })
    }

    /// The institution of a noun (a place in `institution_nouns`) and a place.
    pub fn of(&self, noun: u32, place: EntityId) -> EntityId {
        let known = self.known.binary_search_by_key(&(noun, place), |known| known.0).ok();
        known.map_or(EntityId(self.first + noun * self.first + place.0), |at| self.known[at].1)
    }

    /// The entity of an id past those of the lexicons.
    pub(super) fn entity(&self, id: EntityId, nouns: &[InstitutionNoun], entities: &List<Entity>) -> &Entity {
        let mut slot = &self.chains[(id.0 % CHAINS) as usize];
        loop {
            let link = slot.get_or_init(|| {
                let at = id.0 - self.first;
                let noun = &nouns[(at / self.first) as usize];
                let none = Entity::default();
                let place = entities.get((at % self.first) as usize).unwrap_or(&none);
                let entity = Entity {
                    kind: Type::Institution,
                    id: format!("{}-{}", place.id.to_lowercase(), noun.id),
                    name: format!("{} ({})", noun.name, place.name),
                    kinds: vec![noun.kind.clone()],
                    country: place.country,
                    ..Entity::default()
                };
                Box::new(Link { id, entity, next: OnceLock::new() })
            });
            if link.id == id {
                return &link.entity;
            }
            slot = &link.next;
        }
    }
}

const COMPANY_KINDS: &[&str] = &[
    "chipmaker",
    "foundry",
    "memory",
    "equipment",
    "materials",
    "cloud",
    "ai",
    "software",
    "internet",
    "telecom",
    "electronics",
    "automotive",
    "energy",
    "bank",
    "fund",
    "insurance",
    "consultancy",
    "analyst",
    "media",
    "agency",
    "retail",
    "pharma",
    "aerospace",
    "logistics",
    "industrial",
    "food",
    "fashion",
    "construction",
    "games",
    "crypto",
    "robotics",
    "holding",
    "other",
];
const PLACE_KINDS: &[&str] = &["continent", "area", "country", "region", "state", "province", "city", "comune"];
const CHIP_KINDS: &[&str] = &["gpu", "accelerator", "cpu", "soc", "memory", "architecture", "network", "system"];
const INSTITUTION_KINDS: [&str; 13] = [
    "government",
    "ministry",
    "agency",
    "parliament",
    "court",
    "army",
    "university",
    "research",
    "ngo",
    "party",
    "international",
    "centralbank",
    "other",
];

/// Values of the `cue` column; empty: the form counts wherever it stands.
const CUES: [&str; 3] = ["word", "yes", "all"];

/// What a word beside a name says of it: the `class` column of `name_cues.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameCue {
    /// «via», «stadio»: the name right after it is no place.
    Road,
    /// «Università», «Banca», written with a capital: the place after its «di» is part of its name.
    Body,
    /// «provincia», «isola»: with «di» and a place, one longer place.
    Territory,
    /// «orientale», «continentale»: after a place, part of its name.
    Side,
    /// «Nord», «Centrale», «Scalo», written with a capital: after a town, part of its name.
    Part,
    /// «aeroporto», «carcere»: towns joined by a hyphen after its «di» are one place.
    Site,
    /// «nord», «alta», «Grande»: a capital before a place that leaves it one.
    Prefix,
    /// «comune», «sindaco»: the name after its «di» is a place.
    Place,
    /// «partita», «girone»: a sentence about matches, where a city is its team.
    Sport,
    /// «Inc.», «S.p.A.», «Holding»: the name before it is a firm.
    Tail,
    /// «modello», «chatbot»: an AI model is near.
    Model,
    /// «modello», «llm»: beside it a name is that of an AI model.
    ModelNoun,
    /// «titolo», «ad», «sede»: the name after it is a firm.
    Firm,
    /// «presidente», «papa», «signor»: the surname after it is a person's.
    Title,
    /// «Tower», «Airlines»: with it a first name begins the name of something else.
    Thing,
    /// «Inc.», «S.p.A.»: a tail that is no part of the name itself.
    Legal,
    /// «amministratore delegato», «azioni»: what only a firm has; the name after its «di» is one.
    Business,
    /// «film», «partito», «software»: the name after it is none that lexicons hold.
    Aside,
    /// «Semiconductor», «Ventures»: a tail that makes a firm's name of any capital words before it.
    Maker,
    /// «azienda», «startup»: a name no lexicon holds right after it is a firm's.
    Put,
    /// «supercomputer», «cluster»: the first name after it is that of a computer, no firm's.
    Machine,
}
pub(super) const NAME_CUES: [(&str, NameCue); 21] = [
    ("road", NameCue::Road),
    ("body", NameCue::Body),
    ("territory", NameCue::Territory),
    ("side", NameCue::Side),
    ("part", NameCue::Part),
    ("site", NameCue::Site),
    ("prefix", NameCue::Prefix),
    ("place", NameCue::Place),
    ("sport", NameCue::Sport),
    ("tail", NameCue::Tail),
    ("model", NameCue::Model),
    ("model_noun", NameCue::ModelNoun),
    ("firm", NameCue::Firm),
    ("title", NameCue::Title),
    ("thing", NameCue::Thing),
    ("legal", NameCue::Legal),
    ("business", NameCue::Business),
    ("aside", NameCue::Aside),
    ("maker", NameCue::Maker),
    ("put", NameCue::Put),
    ("machine", NameCue::Machine),
];

impl Loader {
    /// Takes what [`Loader::names`] made of the tables, elsewhere.
    pub(super) fn take_names(&mut self, named: Loader) {
        self.problems.extend(named.problems);
        self.lost.extend(named.lost);
        self.lexicons.entities = named.lexicons.entities;
        (self.forms, self.patterns) = (named.forms, named.patterns);
        (self.unknown_person, self.by_key) = (named.unknown_person, named.by_key);
    }

    fn entity(&mut self, entity: Entity) -> EntityId {
        let id = EntityId(self.lexicons.entities.len() as u32);
        self.by_key.entry(entity.kind).or_default().insert(entity.id.clone(), id);
        self.lexicons.entities.push(entity);
        id
    }

    /// Places, companies, people, institutions, chips, models: first the entities, then what ties them.
    pub(super) fn names(&mut self, tables: &Tables) {
        use Type::{Chip, Company, Institution, Model, Person, Place};
        const NAMED: [(&str, Type, &[&str]); 6] = [
            ("places.csv", Place, PLACE_KINDS),
            ("companies.csv", Company, COMPANY_KINDS),
            ("institutions.csv", Institution, &INSTITUTION_KINDS),
            ("persons.csv", Person, &[]),
            ("chips.csv", Chip, CHIP_KINDS),
            ("models.csv", Model, &[]),
        ];
        let unknown =
            Entity { kind: Person, id: "person".into(), name: "person".into(), by_pattern: true, ..Entity::default() };
        self.unknown_person = Some(self.entity(unknown));
        let firm = Entity { kind: Company, by_pattern: true, ..Entity::default() };
        self.lexicons.entities.extend(std::iter::repeat_n(firm, UNKNOWN_COMPANIES as usize));
        let mut rows = Vec::new();
        for (file, kind, kinds) in NAMED {
            for row in tables[file].rows() {
                if row.get("name").is_empty() {
                    self.problems.push(row.problem("name", "found nothing, expected a name".into()));
                    continue;
                }
                let mut entity = Entity {
                    kind,
                    id: row.get("id").to_owned(),
                    name: row.get("name").to_owned(),
                    ..Entity::default()
                };
                if !kinds.is_empty() {
                    for value in row.list("kind") {
                        if row.known_if_any("kind", value, kinds, &mut self.problems).is_some() {
                            entity.kinds.push(value.to_owned());
                        }
                    }
                }
                if kind == Company {
                    entity.seats = row.list("seat").map(str::to_lowercase).collect();
                }
                let id = self.entity(entity);
                self.forms_of(row, kind, id);
                rows.push((row, kind, id));
            }
        }
        for (row, kind, id) in rows {
            let at = id.0 as usize;
            if matches!(kind, Place | Company | Institution) {
                let country = row.get("country");
                self.lexicons.entities[at].country = self.tie(row, "country", country, &[Place]);
            }
            match kind {
                Person => {
                    let mut firms = row.list("works_for");
                    let first = firms.next().unwrap_or_default();
                    self.lexicons.entities[at].owner = self.tie(row, "works_for", first, &[Company, Institution]);
                    let also = firms.filter_map(|firm| self.tie(row, "works_for", firm, &[Company]));
                    self.lexicons.entities[at].also = also.collect();
                }
                Chip => {
                    self.lexicons.entities[at].owner = self.tie(row, "maker", row.get("maker"), &[Company]);
                    self.lexicons.entities[at].family = self.tie(row, "family", row.get("family"), &[Chip]);
                }
                Model => {
                    self.lexicons.entities[at].owner = self.tie(row, "maker", row.get("maker"), &[Company, Institution])
                }
                _ => {}
            }
        }
        for row in tables["chip_patterns.csv"].rows() {
            let cue = if row.flag("cue", &mut self.problems) { Cue::Always } else { Cue::Never };
            let owner = self.tie(row, "maker", row.get("maker"), &[Company]);
            let family = self.tie(row, "family", row.get("family"), &[Chip]);
            let mut entity =
                Entity { kind: Chip, id: format!("pattern:{}", row.get("id")), by_pattern: true, ..Entity::default() };
            (entity.owner, entity.family) = (owner, family);
            entity.name = row.get("id").to_owned();
            let id = self.entity(entity);
            self.patterns.push((row.get("pattern").to_owned(), id, cue, row.problem("pattern", String::new())));
        }
    }

    /// The words that stand for or beside names, and those that names can begin with.
    pub(super) fn words_of_names(&mut self, tables: &Tables) {
        use Type::Place;
        for row in tables["demonyms.csv"].rows() {
            if let Some(place) = self.tie(row, "id", row.get("id"), &[Place]) {
                self.terms(row, TermKind::Demonym, place.0);
            }
        }
        for row in tables["continents.csv"].rows() {
            let Some(continent) = self.tie(row, "id", row.get("id"), &[Place]) else { continue };
            for country in row.list("countries") {
                if let Some(country) = self.tie(row, "countries", country, &[Place]) {
                    self.lexicons.continents.push((country, continent));
                }
            }
        }
        for row in tables["institution_nouns.csv"].rows() {
            let noun = self.lexicons.institution_nouns.len() as u32;
            let of_place = row.flag("of_place", &mut self.problems);
            if let Some(kind) = self.pick(row, "kind", &INSTITUTION_KINDS.map(|k| (k, k))) {
                let name = row.list("forms").next().unwrap_or_default().to_owned();
                let id = row.get("id").to_owned();
                self.lexicons.institution_nouns.push(InstitutionNoun { id, name, kind: kind.to_owned(), of_place });
                self.terms(row, TermKind::InstitutionNoun, noun);
            }
        }
        for row in tables["name_cues.csv"].rows() {
            if let Some(class) = self.pick(row, "class", &NAME_CUES) {
                self.terms(row, TermKind::NameCue, class as u32);
                if class == NameCue::Title {
                    self.terms(row, TermKind::Title, 0);
                }
            }
        }
        for row in tables["given_names.csv"].rows() {
            // «Chen Li-ming»: a family name that stands first.
            let family = row.one_of("order", &["family"], &mut self.problems).is_some();
            self.builder.term(row.get("id"), TermKind::GivenName, u32::from(family));
        }
        self.name_starts();
    }

    /// The entity a cell names by its id; a problem where there is none.
    fn tie(&mut self, row: Row<'_>, column: &str, key: &str, kinds: &[Type]) -> Option<EntityId> {
        if key.is_empty() {
            return None;
        }
        let found = kinds.iter().find_map(|k| self.by_key.get(k)?.get(key).copied());
        if found.is_none() {
            let files: Vec<String> = kinds.iter().map(|k| format!("{}.csv", k.lexicon())).collect();
            let file = self.own.iter().copied().find(|own| row.builtin() && files.iter().any(|file| file == own));
            if let Some(file) = file {
                let message = format!("found `{key}`, expected an id of {}", files.join(" or "));
                self.lost.push(Lost { file, id: key.to_owned(), problem: row.problem(column, message) });
                return None;
            }
            let known = self.lexicons.entities.iter().filter(|e| kinds.contains(&e.kind)).map(|e| e.id.as_str());
            let hint = did_you_mean(key, known);
            let message = format!("found `{key}`{hint}, expected an id of {}", files.join(" or "));
            self.problems.push(row.problem(column, message));
        }
        found
    }

    /// The written forms of one row.
    fn forms_of(&mut self, row: Row<'_>, kind: Type, entity: EntityId) {
        let person = kind == Type::Person;
        let (case, cue) = if person {
            (Case::Name, 0)
        } else {
            let case = row.one_of("case", &["exact", "any"], &mut self.problems);
            let cue = row.one_of("cue", &CUES, &mut self.problems);
            (case.map_or(Case::Name, |at| [Case::Exact, Case::Any][at]), cue.map_or(0, |at| at + 1))
        };
        for written in std::iter::once(row.get("name")).chain(row.list("forms")) {
            // The name is shown in slots, so a mark for a cue is written on other forms only.
            let (written, marked) = match written.strip_suffix('?') {
                Some(form) if written != row.get("name") => (form.trim_end(), true),
                _ => (written, false),
            };
            let long = written.contains([' ', '-']);
            let cue = match cue {
                _ if marked => Cue::Always,
                1 => Cue::Opening,
                // A longer form is its own evidence: «Congresso degli Stati Uniti», «DeepSeek-R1».
                2 if !long => Cue::Always,
                3 => Cue::Always,
                _ => Cue::Never,
            };
            self.form(Form { entity, written: written.into(), case, cue, surname: false }, kind);
        }
        let surname = if person { row.get("surname") } else { "" };
        if !surname.is_empty() && surname != row.get("name") {
            let cue = if row.flag("alone", &mut self.problems) { Cue::Never } else { Cue::Always };
            self.form(Form { entity, written: surname.into(), case, cue, surname: true }, kind);
        }
        if kind == Type::Company {
            for description in row.list("descriptions") {
                self.form(Form { entity, written: description.into(), case, cue: Cue::Never, surname: false }, kind);
            }
        }
    }

    fn form(&mut self, form: Form, kind: Type) {
        // «H100s»: the English plural of a chip whose name ends in a digit or a capital.
        if kind == Type::Chip && form.written.ends_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase()) {
            self.forms.push(Form { written: format!("{}s", form.written).into(), ..form.clone() });
        }
        self.forms.push(form);
    }

    /// The words a form can begin with in lower case, alone or with the next one, so that other lower-case words begin no name.
    fn name_starts(&mut self) {
        let mut seen = FxHashSet::default();
        for at in 0..self.forms.len() {
            let form = &self.forms[at];
            let lower = form.written.chars().next().is_some_and(|c| !c.is_uppercase() && !c.is_ascii_digit());
            if !(lower || form.case == Case::Any) {
                continue;
            }
            let (start, written) = (NameStart::of(&form.written), form.written.clone());
            let mut words = self.builder.words(&written);
            words.truncate(1);
            if let NameStart::Pair(second) = start {
                words = self.builder.words(&written[..second].replace('-', " "));
            }
            let payload = u32::from(matches!(start, NameStart::Any));
            if !words.is_empty() && seen.insert((words.clone(), payload)) {
                let elements: Vec<Element> = words.into_iter().map(Element::word).collect();
                self.builder.term_of(&elements, TermKind::NameStart, payload);
            }
        }
    }
}

/// What must follow the word that begins a form for the form to stand there.
enum NameStart {
    /// The form's second word, which ends at this byte: «al-Qaeda», «il Sole 24 Ore».
    Pair(usize),
    /// A number or symbol: «o1», «e&».
    NoWord,
    /// Anything.
    Any,
}

impl NameStart {
    fn of(form: &str) -> NameStart {
        let letters = |from: usize| from + form[from..].find(|c: char| !c.is_alphabetic()).unwrap_or(form.len() - from);
        let first = letters(0);
        let mut rest = form[first..].chars();
        match (rest.next(), rest.next()) {
            _ if first == 0 => NameStart::Any,
            (Some(' ' | '-'), Some('0'..='9')) | (Some('0'..='9' | '.' | '&' | '+'), _) => NameStart::NoWord,
            (Some(' ' | '-'), Some(c)) if c.is_alphabetic() => {
                let second = letters(first + 1);
                match form[second..].chars().next() {
                    None | Some(' ' | '-' | '0'..='9') => NameStart::Pair(second),
                    _ => NameStart::Any,
                }
            }
            _ => NameStart::Any,
        }
    }
}
