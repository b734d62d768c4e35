//! The lexicons: CSV files read once, checked, compiled, and lent to every stage.
//!
//! | file | read by |
//! | --- | --- |
//! | `chips` `chip_patterns` `companies` `places` `persons` `institutions` `models` `institution_nouns` `demonyms` `name_cues` `given_names` `stop` | `mention/name/` |
//! | `numerals` `units` `rates` `bounds` | `mention/numeral/` `mention/figure/` |
//! | `calendar` | `mention/date/` |
//! | `abbreviations` `leftovers` | `sentence.rs` |
//! | `relations` `verbs` `nouns` `phrases` `attribution` `function_words` `continents` | `fact/` |
//! | `words` | any rule that asks for a word |
//!
//! `docs/lexicons.md` says what each column means.

#[cfg(compiled)]
pub mod check;
mod compiled;
mod entity;
mod index;
mod name;
mod source;
mod table;
mod verb;
mod vocabulary;

pub use entity::{Entity, EntityId, InstitutionNoun, Made, NameCue, Seats};
pub use name::{Begin, Case, Cue, Form, Found, Names, Patterns};
pub use source::Source;
pub use table::did_you_mean;
pub use verb::{Mood, is_past_subjunctive};
pub(crate) use vocabulary::Info;
pub use vocabulary::{TermKind, TermKinds, Vocabulary, WordId};

use crate::error::{Error, Problem, Result};
use crate::mention::Type;
use crate::token::Token;
use compiled::{List, Reader, Rows, Writer};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;
use table::{Row, Table};
use vocabulary::{Builder, Element};

/// A closed-class word's part in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are the grammar's own")]
pub enum Function {
    Preposition,
    Article,
    Indefinite,
    Conjunction,
    Adversative,
    Subordinator,
    Relative,
    Pronoun,
    Possessive,
    Demonstrative,
    Quantifier,
    Clitic,
    Negation,
    Adverb,
}
const FUNCTIONS: [(&str, Function); 14] = [
    ("preposition", Function::Preposition),
    ("article", Function::Article),
    ("indefinite", Function::Indefinite),
    ("conjunction", Function::Conjunction),
    ("adversative", Function::Adversative),
    ("subordinator", Function::Subordinator),
    ("relative", Function::Relative),
    ("pronoun", Function::Pronoun),
    ("possessive", Function::Possessive),
    ("demonstrative", Function::Demonstrative),
    ("quantifier", Function::Quantifier),
    ("clitic", Function::Clitic),
    ("negation", Function::Negation),
    ("adverb", Function::Adverb),
];

/// The plain forms of prepositions, as the rules ask for them.
const PREPOSITIONS: [&str; 25] = [
    "a",
    "attraverso",
    "con",
    "contro",
    "da",
    "dentro",
    "di",
    "dietro",
    "dopo",
    "durante",
    "entro",
    "fino",
    "fra",
    "in",
    "oltre",
    "per",
    "presso",
    "rispetto",
    "salvo",
    "secondo",
    "senza",
    "sopra",
    "sotto",
    "su",
    "tranne",
];

/// What part a number word takes in a numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is a value of the `class` column, explained in docs/lexicons.md")]
pub enum NumeralClass {
    One,
    Unit,
    Teen,
    Ten,
    Hundred,
    Thousand,
    Multiplier,
    Suffix,
    Half,
    Share,
    About,
    Many,
    Part,
    Multiple,
    Point,
    Minus,
    Same,
    Times,
    Named,
}
const NUMERALS: [(&str, NumeralClass); 19] = [
    ("one", NumeralClass::One),
    ("unit", NumeralClass::Unit),
    ("teen", NumeralClass::Teen),
    ("ten", NumeralClass::Ten),
    ("hundred", NumeralClass::Hundred),
    ("thousand", NumeralClass::Thousand),
    ("multiplier", NumeralClass::Multiplier),
    ("suffix", NumeralClass::Suffix),
    ("half", NumeralClass::Half),
    ("share", NumeralClass::Share),
    ("about", NumeralClass::About),
    ("many", NumeralClass::Many),
    ("part", NumeralClass::Part),
    ("multiple", NumeralClass::Multiple),
    ("point", NumeralClass::Point),
    ("minus", NumeralClass::Minus),
    ("same", NumeralClass::Same),
    ("times", NumeralClass::Times),
    ("named", NumeralClass::Named),
];

/// A number word.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Numeral {
    /// Its part.
    pub class: NumeralClass,
    /// Its value, or the denominator of a part.
    pub value: f64,
}

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is a value of the `kind` column, explained in docs/lexicons.md")]
pub enum UnitKind {
    Percent,
    Points,
    Money,
    Currency,
    Coin,
    Subunit,
    Multiple,
    Time,
    Measure,
}
const UNIT_KINDS: [(&str, UnitKind); 11] = [
    ("percent", UnitKind::Percent),
    ("points", UnitKind::Points),
    ("money", UnitKind::Money),
    ("currency", UnitKind::Currency),
    ("coin", UnitKind::Coin),
    ("subunit", UnitKind::Subunit),
    ("multiple", UnitKind::Multiple),
    ("time", UnitKind::Time),
    ("measure", UnitKind::Measure),
    ("device", UnitKind::Measure),
    ("node", UnitKind::Measure),
];

/// A unit of measure or money.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unit {
    /// What the tables show: `USD`, `%`, `nm`.
    pub id: String,
    /// What it measures.
    pub kind: UnitKind,
    /// Whether it measures chips and machines («GB», «TB/s», «nm», «W»), not buildings or roads.
    pub device: bool,
    /// Whether it measures how fine chips are made («nm»), which no date changes.
    pub node: bool,
    /// The forms that must be written just so, where the unit's case counts («MW», «W»); empty where any case will do.
    pub exact: Vec<String>,
    /// Of a unit in any case, the forms that still must be written so: one letter («h»), letters joined to a mark («A$»).
    pub joined: Vec<String>,
}

/// From this many letters on a unit is a word and no sign.
const SPELLED_OUT: usize = 6;

impl Unit {
    /// Whether the unit may be written so; `marked` tells that a mark («$», «/») is part of what is written.
    pub fn allows(&self, written: &str, marked: bool) -> bool {
        if !self.exact.is_empty() {
            // «Gigawatt», «PETAFLOPS»: spelled out, a unit may have capitals
            let spelled = written.len() >= SPELLED_OUT && !marked;
            return self.exact.iter().any(|e| e == written || spelled && e.eq_ignore_ascii_case(written));
        }
        if marked && written.len() > written.chars().next().map_or(0, char::len_utf8) {
            return self.joined.iter().any(|e| e.eq_ignore_ascii_case(written));
        }
        written.len() > 1 || self.joined.iter().any(|e| e == written) || !written.as_bytes()[0].is_ascii_alphabetic()
    }
}

/// How a figure is bounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    /// `=`
    #[default]
    Exact,
    /// `~`
    About,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `<`
    Less,
    /// `<=`
    AtMost,
}

impl Bound {
    /// As the tables have it.
    pub fn sign(self) -> &'static str {
        BOUNDS.iter().find(|b| b.1 == self).map_or("=", |b| b.0)
    }
}
const BOUNDS: [(&str, Bound); 6] = [
    ("=", Bound::Exact),
    ("~", Bound::About),
    (">", Bound::More),
    (">=", Bound::AtLeast),
    ("<", Bound::Less),
    ("<=", Bound::AtMost),
];

/// A bound word and the side of the figure it stands on.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct BoundTerm {
    /// What it says.
    pub bound: Bound,
    /// Whether it stands after the figure.
    pub after: bool,
}

/// A word of the calendar; the grammar in `mention/date/` gives the classes their meaning.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CalendarTerm {
    /// The `class` column.
    pub class: CalendarClass,
    /// The `value` column as a number, 0 where it is none.
    pub number: i32,
    /// The `value` column.
    pub value: String,
}

macro_rules! calendar_classes {
    ($($name:ident $text:literal $doc:literal),* $(,)?) => {
        /// What a calendar word is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum CalendarClass { $(#[doc = $doc] $name),* }
        const CALENDAR: &[(&str, CalendarClass)] = &[$(($text, CalendarClass::$name)),*];
    };
}
calendar_classes! {
    Month "month" "A month's name: value 1 to 12.",
    MonthShort "month-short" "A month's abbreviation, read only beside a day or year: value 1 to 12.",
    MonthWeak "month-weak" "An abbreviation that is a word of its own («set»), read only where more than a number says so.",
    Weekday "weekday" "A weekday: value 1 (Monday) to 7.",
    WeekdayShort "weekday-short" "A weekday's abbreviation, read only before a day: value 1 to 7.",
    Season "season" "A season: value `SP`, `SU`, `FA` or `WI`.",
    Day "day" "A day told from today: value is days from it.",
    Unit "unit" "A unit: value `D`, `W`, `WE` (weekend), `M`, `B` (two months), `Q`, `T` (four), `H`, `Y`, `E` (ten years), `C`.",
    Years "years" "A period of several years, read only before its years: «biennio».",
    Fiscal "fiscal" "What makes a year a company's own: «esercizio».",
    Shift "shift" "Which one, from the article: value -1 (last), 0 (this), 1 (next).",
    Text "text" "Which one, from the date last named: value -1, 0, 1.",
    Part "part" "Which part of it: value `START`, `MID`, `END`.",
    Half "half" "Which half of it: value 1, 2.",
    Ordinal "ordinal" "First, second, …: value 1 to 21, -1 the last.",
    Roman "roman" "A Roman numeral before a quarter, half or century.",
    Decade "decade" "A decade in words: value its first year.",
    Feast "feast" "A feast: value `MM-DD`, `easter+N`, `thanksgiving+N`, `mothers` or `lunar`.",
    Ago "ago" "After an amount, counted back from today («fa»): value -1; on from today: 1.",
    Other "other" "A word the grammar asks for by its value.",
}

/// A form of a verb.
#[derive(Clone, Copy, Debug)]
pub struct VerbForm {
    /// Whose form: a place in [`Lexicons::verbs`].
    pub verb: u32,
    /// Mood and tense.
    pub mood: Mood,
    /// 1, 2, 3, or 0.
    pub person: u8,
    /// Whether it is plural.
    pub plural: bool,
    /// How seldom a newspaper means it, from 0: the third person first, then forms without a person.
    pub rank: u8,
}

impl VerbForm {
    /// The rank of forms that stand in quotes only: «compro», «compri».
    pub const SELDOM: u8 = 9;

    /// As one number, the verb in its first half.
    fn number(self) -> u64 {
        let VerbForm { verb, mood, person, plural, rank } = self;
        let last = u32::from_le_bytes([mood as u8, person, plural.into(), rank]);
        u64::from(verb) | u64::from(last) << 32
    }

    /// The rank the number says: its last byte.
    fn rank_of(number: u64) -> u8 {
        (number >> 56) as u8
    }

    /// What the number says.
    fn of(number: u64) -> VerbForm {
        let [mood, person, plural, rank] = ((number >> 32) as u32).to_le_bytes();
        let mood = Mood::ALL.get(usize::from(mood)).copied().unwrap_or(Mood::Participle);
        VerbForm { verb: number as u32, mood, person, plural: plural != 0, rank }
    }

    fn new(verb: u32, made: &verb::Conjugated<'_>) -> VerbForm {
        let verb::Conjugated { mood, person, plural, .. } = *made;
        let rank = match (mood, person) {
            (m, 3) if m.finite() && m != Mood::Subjunctive => 0,
            (Mood::Infinitive | Mood::Gerund, _) => 1,
            (Mood::Participle, _) => 2,
            (Mood::Subjunctive, 3) => 3,
            // «abbiamo», «puntiamo»: no other word ends so
            (m, 1) if m.finite() && plural => 4,
            _ => VerbForm::SELDOM,
        };
        VerbForm { verb, mood, person, plural, rank }
    }
}

/// A relation a fact can have.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Relation {
    /// Its key.
    pub id: String,
    /// The relations it can speak of the same thing with.
    pub family: String,
    /// What tells the things its facts speak of apart.
    pub by: By,
}

/// What, besides company, chip, unit and place, two facts of one family must have in common to speak of the same thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// What is counted or measured: revenue is no profit.
    pub of: bool,
    /// The date told: a quarter's sales are no other's.
    pub date: bool,
    /// Where no date is told, when the paper came out: what it calls today's.
    pub news: bool,
    /// The other party: what one buyer gets is not what another does.
    pub counterparty: bool,
}

impl By {
    /// As the lexicon has them.
    const NAMES: [&'static str; 4] = ["of", "date", "news", "counterparty"];
}

macro_rules! known_relations {
    ($($name:ident),* $(,)?) => {
        /// The relations that rules ask for by name; one the lexicon has not is no fact's.
        #[derive(Clone, Copy, Debug, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "the names are the relations' own; lexicons/relations.csv tells them")]
        pub struct KnownRelations { $(pub $name: RelationId),* }
        impl KnownRelations {
            fn new(relations: &[Relation]) -> KnownRelations {
                let get = |id| relations.iter().position(|r| r.id == id).map_or(u16::MAX, |at| at as u16);
                KnownRelations { $($name: RelationId(get(stringify!($name).trim_start_matches("r#")))),* }
            }
        }
    };
}
known_relations! {
    grow, fall, share, own, employ, worth, other, authorize, ban, tax, earn, lose, launch, rent, plan, invest, buy, sell, acquire,
    order, deliver, export, produce, r#use, train,
}

/// A relation: a place in [`Lexicons::relations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RelationId(pub u16);

macro_rules! classes {
    ($(#[$outer:meta])* $name:ident { $($flag:ident = $text:literal at $bit:literal),* $(,)? }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name(pub u64);
        #[allow(missing_docs, reason = "each flag is a value of a `class` column, explained in docs/lexicons.md")]
        impl $name {
            $(pub const $flag: $name = $name(1 << $bit);)*
            const NAMES: &'static [&'static str] = &[$($text),*];
            const FLAGS: &'static [$name] = &[$($name::$flag),*];
            /// Whether it shares a flag with `other`.
            pub fn has(self, other: $name) -> bool { self.0 & other.0 != 0 }
            /// The same without the flags of `other`.
            pub fn without(self, other: $name) -> $name { $name(self.0 & !other.0) }
        }
        impl std::ops::BitOr for $name {
            type Output = $name;
            fn bitor(self, other: $name) -> $name { $name(self.0 | other.0) }
        }
    };
}
classes! {
    /// Classes of words that carry a relation.
    WordClass {
        AUX = "aux" at 0, MODAL = "modal" at 1, SAY = "say" at 2, PLAN = "plan" at 3, PERMIT = "permit" at 4,
        DENY = "deny" at 5, ASK = "ask" at 6, LIGHT = "light" at 7, COPULA = "copula" at 8, UP = "up" at 9,
        DOWN = "down" at 10, GET = "get" at 11, X2 = "x2" at 12, X3 = "x3" at 13, X4 = "x4" at 14, X10 = "x10" at 15,
        HALVE = "x0.5" at 16, AMOUNT = "amount" at 17, PEOPLE = "people" at 18, SOURCE = "source" at 19,
        SPEAKER = "speaker" at 20, COMPANY = "company" at 21, CHIP = "chip" at 22, SITE = "site" at 23,
        ACCORDING = "according" at 24, HEARSAY = "hearsay" at 25, DOUBT = "doubt" at 26, PLANNED = "planned" at 27,
        NEGATION = "negation" at 28, QUESTION = "question" at 29, FIRM = "firm" at 30,
        OWNED = "owned" at 31, OVER = "over" at 32, NEAR = "near" at 33, STOP = "stop" at 34, DEED = "deed" at 35, TOTAL = "total" at 36, BANK = "bank" at 37, LEAD = "lead" at 38, TARGET = "target" at 39, SEE = "see" at 40, SHIFT = "shift" at 41,
    }
}

/// A word or expression that carries a relation or a class.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Carrier {
    /// Its key: infinitive, singular, slug.
    pub id: String,
    /// Its relation, if it carries one.
    pub relation: Option<RelationId>,
    /// Its classes.
    pub class: WordClass,
}

/// How a line of a web page is known to be no part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Leftover {
    /// It is all the line holds, alone, in a row of such, or with a number («12 commenti»).
    Line,
    /// The line begins with it.
    Start,
    /// The line begins with it and has a few words more («Foto: Ansa»); a longer one is a caption.
    Short,
    /// The line begins with it, and a date, a time or a number is all that comes after («Pubblicato il 3 marzo alle 12:30»).
    Dated,
}
const LEFTOVERS: [(&str, Leftover); 4] =
    [("line", Leftover::Line), ("start", Leftover::Start), ("short", Leftover::Short), ("dated", Leftover::Dated)];

/// What an abbreviation's full stop says of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Abbreviation {
    /// A title before a name: never ends a sentence.
    Title,
    /// Stands before what it belongs to («ad es. Nvidia»): ends one only before a word such as «Il».
    Before,
    /// Stands before a number («art. 5», «cap. IV»), or closes a list («ecc.»): ends a sentence before any other capital.
    Number,
    /// Stands at the end of what it belongs to («S.p.A.»): may end a sentence.
    Tail,
}
const ABBREVIATIONS: [(&str, Abbreviation); 4] = [
    ("title", Abbreviation::Title),
    ("before", Abbreviation::Before),
    ("number", Abbreviation::Number),
    ("tail", Abbreviation::Tail),
];

/// What a rule asks of a single word, whatever its part in the sentence: the `class` column of `words.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WordRole {
    /// «È», «Ha»: with a capital, it begins a sentence.
    Opener,
    /// «serie», «vitamina»: a single letter after it, with a full stop, may end the sentence.
    Lettered,
    /// «metà»: never written without its accent, which would make it another word.
    Accented,
    /// «la prima», «il secondo»: a rank in a list, from 1; 0 the last.
    Rank(u8),
    /// «rispettivamente»
    Respective,
    /// «Quanto a Intel, …»: what comes next is what the sentence is about.
    AsFor,
    /// «visto che»: why something is asked.
    Reason,
    /// «sede»: a place near it is a firm's seat.
    Seat,
    /// «rispetto», «contro»: what follows is compared with the figure.
    Comparison,
    /// «come», «quanto»: the date after it is compared with.
    Likeness,
    /// «cambio»: the sums beside it tell what money is worth.
    Exchange,
    /// «intervista», «parlato», «risponde»: before the first question, of who answers.
    Interview,
    /// «da parte di»
    Doer,
    /// «lo», «la», «li», «le»: before a verb, its object.
    Object,
    /// «dove», «cui»
    Where,
    /// «ne»
    OfIt,
    /// «lo»: as an object, a thing or what was said; never chips.
    Neuter,
    /// «ci»: before a verb, what it is done with.
    WithIt,
    /// «quando»
    When,
    /// «clienti come Microsoft»: who comes after it is one of those.
    Instance,
    /// «prima di»: before something that happened.
    Earlier,
    /// «in provincia di»: it only says which town is meant.
    Province,
    /// «lo stesso dirigente»: the one spoken of.
    Same,
    /// «le», «gli»: before a verb, whom it is done to.
    ToIt,
    /// «il cloud», «il gaming»: of a firm that has one, a part of its business.
    Segment,
    /// «ognuna», «ciascuno»: each of what was counted before.
    Each,
    /// «unità», «pezzi»: counted, they stand for the thing last spoken of.
    Piece,
    /// «nuovi», «altri»: stands before the noun it belongs to.
    Prenominal,
    /// «annuo», «solo»: after a figure, nothing that is counted.
    Modifier,
    /// «fissato», «rinviato»: set for a day to come.
    Scheduled,
    /// «i conti», «la trimestrale»: of a time that is over.
    Accounts,
    /// «più», «meno»
    Degree,
    /// «mercato»: a demonym after it says where it is.
    Market,
    /// «soglia», «quota»: the figure after it is a bound.
    Threshold,
    /// «si»: what a verb's subject does to itself, or anybody does.
    Reflexive,
    /// «se vendesse»: what is only supposed.
    Condition,
    /// «quanto»: «a quanto scrive Reuters», «quanto ne chiedono 350.000 case».
    AsMuch,
    /// «lo ha annunciato»: what was said in the sentence before.
    Said,
    /// «questi», «queste»: what was told last.
    This,
    /// «ex»: the name after it is one of old.
    Former,
    /// «de», «van», «della»: inside a surname.
    Particle,
}
const WORD_ROLES: [(&str, WordRole); 41] = [
    ("opener", WordRole::Opener),
    ("lettered", WordRole::Lettered),
    ("accented", WordRole::Accented),
    ("rank", WordRole::Rank(0)),
    ("respective", WordRole::Respective),
    ("reason", WordRole::Reason),
    ("as_for", WordRole::AsFor),
    ("seat", WordRole::Seat),
    ("comparison", WordRole::Comparison),
    ("likeness", WordRole::Likeness),
    ("exchange", WordRole::Exchange),
    ("interview", WordRole::Interview),
    ("doer", WordRole::Doer),
    ("object", WordRole::Object),
    ("where", WordRole::Where),
    ("of_it", WordRole::OfIt),
    ("neuter", WordRole::Neuter),
    ("with_it", WordRole::WithIt),
    ("when", WordRole::When),
    ("instance", WordRole::Instance),
    ("earlier", WordRole::Earlier),
    ("province", WordRole::Province),
    ("same", WordRole::Same),
    ("to_it", WordRole::ToIt),
    ("segment", WordRole::Segment),
    ("each", WordRole::Each),
    ("piece", WordRole::Piece),
    ("prenominal", WordRole::Prenominal),
    ("modifier", WordRole::Modifier),
    ("scheduled", WordRole::Scheduled),
    ("accounts", WordRole::Accounts),
    ("degree", WordRole::Degree),
    ("market", WordRole::Market),
    ("threshold", WordRole::Threshold),
    ("reflexive", WordRole::Reflexive),
    ("condition", WordRole::Condition),
    ("as_much", WordRole::AsMuch),
    ("said", WordRole::Said),
    ("this", WordRole::This),
    ("former", WordRole::Former),
    ("particle", WordRole::Particle),
];

/// Everything the lexicons say.
#[derive(Debug)]
pub struct Lexicons {
    /// Words and terms.
    pub vocabulary: Vocabulary,
    /// Names.
    pub names: Names,
    /// Series of chips by the shape of their names.
    pub patterns: Patterns,
    /// All entities.
    entities: List<Entity>,
    /// The firms among them by where they sit, put together when first asked for.
    seats: OnceLock<Seats>,
    /// Closed-class words; payload of [`TermKind::Function`].
    pub functions: Vec<Function>,
    /// For each word up to the last such one, the preposition whose plain form it is.
    prepositions: Vec<Option<&'static str>>,
    /// Countries and the continents papers call their firms by.
    continents: Vec<(EntityId, EntityId)>,
    /// Number words; payload of [`TermKind::Numeral`].
    pub numerals: Vec<Numeral>,
    /// Units; payload of [`TermKind::Unit`].
    pub units: Vec<Unit>,
    /// The unit `%`.
    pub percent_unit: Option<u16>,
    /// The unit of multiples, `x`.
    pub multiple_unit: Option<u16>,
    /// What makes a rate, as the tables show it; payload of [`TermKind::Rate`].
    pub rates: Vec<String>,
    /// Bounds; payload of [`TermKind::Bound`].
    pub bounds: Vec<BoundTerm>,
    /// Calendar words; payload of [`TermKind::Calendar`].
    pub calendar: Vec<CalendarTerm>,
    /// Relations.
    pub relations: Vec<Relation>,
    /// Those that rules ask for.
    pub known_relations: KnownRelations,
    /// Verbs.
    pub verbs: Vec<Carrier>,
    /// Forms of verbs, as numbers; payload of [`TermKind::Verb`].
    verb_forms: Rows<u64>,
    /// Nouns; payload of [`TermKind::Noun`].
    pub nouns: Vec<Carrier>,
    /// Expressions; payload of [`TermKind::Phrase`].
    pub phrases: Vec<Carrier>,
    /// Cues of attribution and certainty; payload of [`TermKind::Attribution`].
    pub attribution: Vec<Carrier>,
    /// Nouns that make institutions; payload of [`TermKind::InstitutionNoun`].
    pub institution_nouns: Vec<InstitutionNoun>,
    /// The institutions made of such a noun and a place.
    pub made: Made,
    /// A person the lexicons do not hold, told by a first name; the mention's own words are its id and name.
    pub unknown_person: EntityId,
    /// Abbreviations; payload of [`TermKind::Abbreviation`].
    pub abbreviations: Vec<Abbreviation>,
    /// Leftovers; payload of [`TermKind::Leftover`].
    pub leftovers: Vec<Leftover>,
    /// What rules ask of ordinary words; payload of [`TermKind::Word`].
    pub words: Vec<WordRole>,
    /// Forms that are no names, and the one article they are silenced in (empty: everywhere).
    pub stop: Vec<(String, String)>,
    /// Where the lexicons came from: a file's name and whether it was built in.
    pub origin: Vec<(&'static str, bool)>,
    /// The entities by type and key, put together when first asked for.
    by_key: OnceLock<ByKey>,
}

/// Entities by type and key.
type ByKey = FxHashMap<Type, FxHashMap<String, EntityId>>;

/// The built-in lexicons as the build script compiled them: nothing where the machine it ran on writes numbers otherwise than the
/// one the program is for.
#[cfg(compiled)]
static COMPILED: &compiled::Aligned<[u8]> =
    &compiled::Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/lexicons.bin")));

/// A lexicon file: its name, its columns, and the rows built into the program.
struct File {
    name: &'static str,
    columns: &'static [&'static str],
    builtin: &'static [u8],
}

macro_rules! files {
    ($($name:literal: $columns:literal),* $(,)?) => {
        &[$(File {
            name: concat!($name, ".csv"),
            columns: &{ const N: usize = commas($columns); split::<N>($columns) },
            builtin: include_bytes!(concat!("../../lexicons/", $name, ".csv")),
        }),*]
    };
}

/// How many names parted by commas.
const fn commas(text: &str) -> usize {
    let (mut n, mut at) = (1, 0);
    while at < text.len() {
        n += (text.as_bytes()[at] == b',') as usize;
        at += 1;
    }
    n
}

/// The names parted by commas.
const fn split<const N: usize>(text: &'static str) -> [&'static str; N] {
    let mut out = [""; N];
    let (mut n, mut rest) = (0, text);
    while n < N {
        let mut at = 0;
        while at < rest.len() && rest.as_bytes()[at] != b',' {
            at += 1;
        }
        let (head, tail) = rest.split_at(at);
        out[n] = head;
        n += 1;
        if !tail.is_empty() {
            rest = tail.split_at(1).1;
        }
    }
    out
}

const FILES: &[File] = files! {
    "abbreviations": "id,forms,class,note",
    "attribution": "id,forms,class,note",
    "bounds": "id,forms,bound,side,note",
    "calendar": "id,forms,class,value,note",
    "chip_patterns": "id,pattern,cue,maker,family,kind,note",
    "chips": "id,name,forms,case,cue,maker,family,kind,year,note",
    "companies": "id,name,forms,case,cue,country,seat,kind,descriptions,note",
    "continents": "id,countries,note",
    "demonyms": "id,forms,note",
    "function_words": "id,forms,class,note",
    "given_names": "id,order,note",
    "institution_nouns": "id,forms,kind,of_place,note",
    "institutions": "id,name,forms,case,cue,country,kind,note",
    "leftovers": "id,forms,class,note",
    "models": "id,name,forms,case,cue,maker,note",
    "name_cues": "id,forms,class,note",
    "nouns": "id,forms,relation,class,note",
    "numerals": "id,forms,value,class,note",
    "persons": "id,name,forms,surname,alone,works_for,role,note",
    "phrases": "id,forms,relation,class,note",
    "places": "id,name,forms,case,cue,kind,country,note",
    "rates": "id,forms,note",
    "relations": "id,family,by,note",
    "stop": "id,form,article,note",
    "units": "id,forms,kind,case,note",
    "verbs": "id,relation,class,irregular,note",
    "words": "id,forms,class,value,note",
};

impl Lexicons {
    /// The lexicons built into the program.
    ///
    /// # Errors
    /// [`Error::Lexicon`] when a built-in file is bad: a test keeps that from landing.
    pub fn builtin() -> Result<Lexicons> {
        Source::builtin().load()
    }

    /// The files in `dir`, each in place of the built-in one of its name; the built-in ones for those `dir` lacks.
    ///
    /// # Errors
    /// [`Error::Io`] when a file cannot be read, [`Error::Lexicon`] naming every bad row of every file.
    pub fn load(dir: &Path) -> Result<Lexicons> {
        Source::folder(dir)?.load()
    }

    fn from_files(read: impl Fn(&str) -> Result<Option<Vec<u8>>>) -> Result<Lexicons> {
        let mut problems = Vec::new();
        let (tables, origin) = tables(read, &mut problems)?;
        let (mut loader, named) =
            rayon::join(|| Loader::of(Loader::grammar, &tables), || Loader::of(Loader::names, &tables));
        loader.take_names(named);
        loader.words_of_names(&tables);
        let Loader { problems: found, builder, mut lexicons, forms, patterns, unknown_person, by_key, .. } = loader;
        problems.extend(found);
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

    /// The built-in lexicons as the program holds them, if it does.
    #[cfg(compiled)]
    fn compiled() -> Option<Lexicons> {
        Lexicons::read(&mut Reader::new(&COMPILED.0))
    }

    /// The build script has none yet.
    #[cfg(not(compiled))]
    fn compiled() -> Option<Lexicons> {
        None
    }

    /// What the build script writes into the program: the lexicons as they are used.
    pub fn compile(&self) -> Vec<u8> {
        let mut into = Writer::default();
        self.vocabulary.write(&mut into);
        self.names.write(&mut into);
        self.patterns.write(&mut into);
        self.made.write(&mut into);
        into.list(&self.entities);
        into.table(&self.verb_forms);
        into.value(&(self.unknown_person, self.parts()));
        into.finish()
    }

    /// As they were compiled.
    fn read(from: &mut Reader) -> Option<Lexicons> {
        let large = Large {
            vocabulary: Vocabulary::read(from)?,
            names: Names::read(from)?,
            patterns: Patterns::read(from)?,
            made: Made::read(from)?,
            entities: from.list()?,
            verb_forms: from.table()?,
        };
        let (unknown_person, parts) = from.value()?;
        Some(Lexicons::new(parts, large, unknown_person, Vec::new()))
    }

    fn new(parts: Parts, large: Large, unknown_person: EntityId, origin: Vec<(&'static str, bool)>) -> Lexicons {
        let Large { vocabulary, names, patterns, made, entities, verb_forms } = large;
        let unit = |kind| parts.units.iter().position(|u| u.kind == kind).map(|at| at as u16);
        Lexicons {
            names,
            patterns,
            made,
            unknown_person,
            seats: OnceLock::new(),
            entities,
            prepositions: prepositions(&vocabulary),
            vocabulary,
            functions: parts.functions,
            continents: parts.continents,
            numerals: parts.numerals,
            percent_unit: unit(UnitKind::Percent),
            multiple_unit: unit(UnitKind::Multiple),
            units: parts.units,
            rates: parts.rates,
            bounds: parts.bounds,
            calendar: parts.calendar,
            known_relations: KnownRelations::new(&parts.relations),
            relations: parts.relations,
            verbs: parts.verbs,
            verb_forms,
            nouns: parts.nouns,
            phrases: parts.phrases,
            attribution: parts.attribution,
            institution_nouns: parts.institution_nouns,
            abbreviations: parts.abbreviations,
            leftovers: parts.leftovers,
            words: parts.words,
            stop: parts.stop,
            origin,
            by_key: OnceLock::new(),
        }
    }

    /// The small tables, as they were when they were read.
    fn parts(&self) -> Parts {
        Parts {
            functions: self.functions.clone(),
            continents: self.continents.clone(),
            numerals: self.numerals.clone(),
            units: self.units.clone(),
            rates: self.rates.clone(),
            bounds: self.bounds.clone(),
            calendar: self.calendar.clone(),
            relations: self.relations.clone(),
            verbs: self.verbs.clone(),
            nouns: self.nouns.clone(),
            phrases: self.phrases.clone(),
            attribution: self.attribution.clone(),
            institution_nouns: self.institution_nouns.clone(),
            abbreviations: self.abbreviations.clone(),
            leftovers: self.leftovers.clone(),
            words: self.words.clone(),
            stop: self.stop.clone(),
            ..Parts::default()
        }
    }

    /// The preposition in its plain form («della»: «di»), if the word is one the rules know.
    #[inline]
    pub fn preposition(&self, word: WordId) -> Option<&'static str> {
        self.prepositions.get(self.vocabulary.base(word).0 as usize).copied().flatten()
    }

    /// The roles of a word: `words.csv` may list it more than once.
    pub(crate) fn roles<'a>(&'a self, token: &'a Token) -> impl Iterator<Item = WordRole> + 'a {
        self.vocabulary.own(token, TermKind::Word).map(|payload| self.words[payload as usize])
    }

    /// The part of a closed-class word.
    #[inline]
    pub fn function(&self, token: &Token) -> Option<Function> {
        token.function
    }

    /// The longest term of a closed class that begins at `tokens[0]`: how many tokens it takes and its part in the sentence.
    #[inline]
    pub fn closed(&self, tokens: &[Token]) -> Option<(usize, Function)> {
        let first = tokens.first()?;
        if first.goes_on.has(TermKind::Function) {
            let (len, payload) = self.vocabulary.term(tokens, TermKind::Function)?;
            return Some((len, self.functions[payload as usize]));
        }
        first.function.map(|function| (1, function))
    }

    /// The forms of verbs the word may be.
    #[inline]
    pub fn forms(&self, token: &Token) -> impl Iterator<Item = VerbForm> + '_ {
        self.vocabulary.own(token, TermKind::Verb).map(|payload| self.verb_form(payload))
    }

    /// The form a newspaper most likely means by the word: the first of the lowest rank.
    pub fn likeliest_form(&self, token: &Token) -> Option<VerbForm> {
        let numbers = self.vocabulary.own(token, TermKind::Verb).map(|payload| self.verb_forms[payload as usize]);
        numbers.min_by_key(|&number| VerbForm::rank_of(number)).map(VerbForm::of)
    }

    /// The form of a verb that is the payload of [`TermKind::Verb`].
    #[inline]
    pub fn verb_form(&self, payload: u32) -> VerbForm {
        VerbForm::of(self.verb_forms[payload as usize])
    }

    /// The verb of which it is a form.
    pub fn verb(&self, form: VerbForm) -> &Carrier {
        &self.verbs[form.verb as usize]
    }

    /// Whether `words.csv` gives the word this role.
    pub fn has_role(&self, token: &Token, role: WordRole) -> bool {
        self.roles(token).any(|r| r == role)
    }

    /// The rank a word gives in a list, from 1: 2 for «la seconda».
    pub fn rank(&self, token: &Token) -> Option<u8> {
        self.roles(token).find_map(|role| match role {
            WordRole::Rank(rank) => Some(rank),
            _ => None,
        })
    }

    /// Whether papers call the firms of a country by a continent: «l'azienda europea».
    pub fn on_continent(&self, country: EntityId, continent: EntityId) -> bool {
        self.continents.contains(&(country, continent))
    }

    /// The entity.
    #[inline]
    pub fn entity(&self, id: EntityId) -> &Entity {
        match self.entities.get(id.0 as usize) {
            Some(entity) => entity,
            None => self.made.entity(id, &self.institution_nouns, &self.entities),
        }
    }

    /// The firms by where they sit.
    pub fn seats(&self) -> &Seats {
        self.seats.get_or_init(|| Seats::new(self.entities.iter()))
    }

    /// The entity of this type and lexicon key.
    pub fn by_key(&self, kind: Type, id: &str) -> Option<EntityId> {
        let by_key = self.by_key.get_or_init(|| {
            let mut all = ByKey::default();
            for (entity, at) in self.entities.iter().zip(0..) {
                all.entry(entity.kind).or_default().insert(entity.id.clone(), EntityId(at));
            }
            all
        });
        by_key.get(&kind)?.get(id).copied()
    }

    /// The relation's key.
    pub fn relation(&self, id: RelationId) -> &str {
        &self.relations[id.0 as usize].id
    }

    /// The relation of this key.
    pub fn relation_by_key(&self, id: &str) -> Option<RelationId> {
        self.relations.iter().position(|r| r.id == id).map(|at| RelationId(at as u16))
    }
}

/// The bytes of a file of the folder; `None` where it has none of that name.
fn read_dir(dir: &Path, name: &str) -> Result<Option<Vec<u8>>> {
    let path = dir.join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::io("read", &path, e)),
    }
}

/// For each word up to the last such one, the preposition whose plain form it is.
fn prepositions(vocabulary: &Vocabulary) -> Vec<Option<&'static str>> {
    let mut plain = Vec::new();
    for preposition in PREPOSITIONS {
        let WordId(word) = vocabulary.id(preposition.as_bytes());
        if word != WordId::NONE.0 {
            plain.resize(plain.len().max(word as usize + 1), None);
            plain[word as usize] = Some(preposition);
        }
    }
    plain
}

/// All files as rows, and for each whether it was built in.
fn tables(
    read: impl Fn(&str) -> Result<Option<Vec<u8>>>,
    problems: &mut Vec<Problem>,
) -> Result<(Tables, Vec<(&'static str, bool)>)> {
    let mut origin = Vec::new();
    let mut bytes = Vec::new();
    for file in FILES {
        let own = read(file.name)?;
        origin.push((file.name, own.is_none()));
        bytes.push((file, own));
    }
    let tables = bytes.par_iter().with_max_len(1).map(|(file, own)| {
        let mut problems = Vec::new();
        let table = Table::read(file.name, file.columns, own.as_deref().unwrap_or(file.builtin), &mut problems);
        (table, problems)
    });
    let mut all = BTreeMap::new();
    for (table, found) in tables.collect::<Vec<_>>() {
        all.insert(table.file, table);
        problems.extend(found);
    }
    Ok((all, origin))
}

/// The columns of the lexicon that names of this type stand in.
pub(crate) fn columns(kind: Type) -> &'static [&'static str] {
    let file = FILES.iter().find(|f| f.name.strip_suffix(".csv") == Some(kind.lexicon()));
    file.map_or(&[], |f| f.columns)
}

/// What [`Lexicons`] hold that is large, as it is used.
struct Large {
    vocabulary: Vocabulary,
    names: Names,
    patterns: Patterns,
    made: Made,
    entities: List<Entity>,
    verb_forms: Rows<u64>,
}

/// The parts of [`Lexicons`] while they are read; all but the large ones are written into the program together.
#[derive(Default, Serialize, Deserialize)]
struct Parts {
    #[serde(skip)]
    entities: Vec<Entity>,
    functions: Vec<Function>,
    continents: Vec<(EntityId, EntityId)>,
    numerals: Vec<Numeral>,
    units: Vec<Unit>,
    rates: Vec<String>,
    bounds: Vec<BoundTerm>,
    calendar: Vec<CalendarTerm>,
    relations: Vec<Relation>,
    verbs: Vec<Carrier>,
    #[serde(skip)]
    verb_forms: Vec<u64>,
    nouns: Vec<Carrier>,
    phrases: Vec<Carrier>,
    attribution: Vec<Carrier>,
    institution_nouns: Vec<InstitutionNoun>,
    abbreviations: Vec<Abbreviation>,
    leftovers: Vec<Leftover>,
    words: Vec<WordRole>,
    stop: Vec<(String, String)>,
}

#[derive(Default)]
struct Loader {
    problems: Vec<Problem>,
    builder: Builder,
    lexicons: Parts,
    forms: Vec<Form>,
    patterns: Vec<(String, EntityId, Cue, Problem)>,
    unknown_person: Option<EntityId>,
    by_key: ByKey,
    /// The numerals that are verbs, until the verb's forms are made.
    multiplying: FxHashMap<String, u32>,
}

type Tables = BTreeMap<&'static str, Table>;

impl Loader {
    /// What one of the steps makes of the tables.
    fn of(step: fn(&mut Loader, &Tables), tables: &Tables) -> Loader {
        let mut loader = Loader::default();
        step(&mut loader, tables);
        loader
    }

    /// The value a cell names in `known`; a problem and `None` where it names none.
    fn pick<T: Copy>(&mut self, row: Row<'_>, column: &str, known: &[(&str, T)]) -> Option<T> {
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
    fn grammar(&mut self, tables: &Tables) {
        for row in tables["relations.csv"].rows() {
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
        for row in tables["function_words.csv"].rows() {
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
        for row in tables["numerals.csv"].rows() {
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
        for row in tables["units.csv"].rows() {
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
        for row in tables["rates.csv"].rows() {
            let payload = self.lexicons.rates.len() as u32;
            self.lexicons.rates.push(row.get("id").to_owned());
            self.terms(row, TermKind::Rate, payload);
        }
        for row in tables["bounds.csv"].rows() {
            let bound = self.pick(row, "bound", &BOUNDS);
            let after = self.pick(row, "side", &[("before", false), ("after", true)]);
            if let (Some(bound), Some(after)) = (bound, after) {
                let payload = self.lexicons.bounds.len() as u32;
                self.lexicons.bounds.push(BoundTerm { bound, after });
                self.terms(row, TermKind::Bound, payload);
            }
        }
        for row in tables["calendar.csv"].rows() {
            let Some(class) = self.pick(row, "class", CALENDAR) else { continue };
            let value = row.get("value").to_owned();
            let payload = self.lexicons.calendar.len() as u32;
            self.lexicons.calendar.push(CalendarTerm { class, number: value.parse().unwrap_or(0), value });
            self.terms(row, TermKind::Calendar, payload);
        }
        self.verbs(&tables["verbs.csv"]);
        for (file, kind) in [
            ("nouns.csv", TermKind::Noun),
            ("phrases.csv", TermKind::Phrase),
            ("attribution.csv", TermKind::Attribution),
        ] {
            for row in tables[file].rows() {
                let relation = if file == "attribution.csv" { None } else { self.relation(row) };
                let carrier = Carrier { id: row.get("id").to_owned(), relation, class: self.classes(row, "class") };
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
        }
        for row in tables["abbreviations.csv"].rows() {
            let Some(class) = self.pick(row, "class", &ABBREVIATIONS) else { continue };
            let payload = self.lexicons.abbreviations.len() as u32;
            self.lexicons.abbreviations.push(class);
            self.terms(row, TermKind::Abbreviation, payload);
        }
        for row in tables["leftovers.csv"].rows() {
            let Some(class) = self.pick(row, "class", &LEFTOVERS) else { continue };
            let payload = self.lexicons.leftovers.len() as u32;
            self.lexicons.leftovers.push(class);
            self.terms(row, TermKind::Leftover, payload);
        }
        for row in tables["words.csv"].rows() {
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
        for row in tables["stop.csv"].rows() {
            if row.get("form").is_empty() {
                let message = "found nothing, expected a form that is to be no name".into();
                self.problems.push(row.problem("form", message));
            }
            self.lexicons.stop.push((row.get("form").to_owned(), row.get("article").to_owned()));
        }
    }

    fn terms(&mut self, row: Row<'_>, kind: TermKind, payload: u32) {
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
                let hint = table::did_you_mean(infinitive, self.lexicons.verbs.iter().map(|v| v.id.as_str()));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lexicons_load() {
        if let Err(error) = Lexicons::builtin() {
            panic!("{error}");
        }
    }

    /// What the program holds is what its files say, to the byte.
    #[test]
    fn the_compiled_lexicons_are_the_built_in_ones() {
        let loaded = Lexicons::from_files(|_| Ok(None)).expect("the built-in lexicons load");
        let compiled = Lexicons::compiled().expect("the program holds them");
        assert!(loaded.compile() == COMPILED.0, "the build script compiled other lexicons");
        assert!(compiled.compile() == COMPILED.0, "what is compiled is not read as it was written");
    }

    #[test]
    fn rows_are_sorted_by_id() {
        for file in FILES {
            let mut problems = Vec::new();
            let table = Table::read(file.name, file.columns, file.builtin, &mut problems);
            let ids: Vec<&str> = table.rows().map(|r| r.get("id")).collect();
            if let Some(pair) = ids.windows(2).find(|p| p[0].as_bytes() >= p[1].as_bytes()) {
                panic!("{}: `{}` stands before `{}`; sort the rows by id, byte by byte", file.name, pair[0], pair[1]);
            }
        }
    }
}
