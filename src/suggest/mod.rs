//! Names the lexicons lack: what a corpus speaks of that no row knows, best first.
//!
//! `find.rs` finds runs of capital words that no mention covers; `evidence.rs` says what stands around each that tells what
//! it is; here the sightings of all articles come together and are ranked; `rows.rs` writes them, as a table of their own or as
//! rows of a lexicon.
//!
//! A name is suggested where something says what it is, and not only a sentence's start made it capital. What is the name of a
//! film, a party, an app (`aside` in `lexicons/name_cues.csv`) is left out, and so is the surname of a person. People
//! come last.

mod evidence;
mod find;
mod rows;

pub use rows::{rows, table};

use crate::article::Article;
use crate::lexicon::Lexicons;
use crate::mention::{Context, Type, tag};
use crate::sentence;
use crate::token::tokenize;
use evidence::{MEDIUM, STRONG};
use std::collections::{BTreeMap, BTreeSet};

/// A name the lexicons lack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// As it is written most often.
    pub form: String,
    /// Its other spellings and short forms, in the order of the alphabet.
    pub others: Vec<String>,
    /// What it seems to be.
    pub kind: Type,
    /// What says so, the strongest first: «la startup cinese …», `shape`, `beside Intel`.
    pub why: Vec<String>,
    /// How many articles name it.
    pub articles: u32,
    /// How often it is named.
    pub count: u32,
    /// The article of the example.
    pub article: String,
    /// A sentence with the strongest evidence, cut around the name where it is long.
    pub example: String,
    /// The lexicon's id of its maker, or of whom a person works for.
    pub owner: Option<String>,
    /// Its country's id.
    pub country: Option<String>,
    /// A person's role.
    pub role: Option<String>,
    /// Whether it is an Italian word or a first name too, and needs a cue.
    pub doubtful: bool,
}

/// What speaks for a type, or (`None`) for none that lexicons hold.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hint {
    kind: Option<Type>,
    weight: u32,
    why: String,
}

/// One place where a name stands.
#[derive(Clone, Debug)]
struct Sighting {
    form: String,
    opening: bool,
    hints: Vec<Hint>,
    owner: Option<String>,
    country: Option<String>,
    role: Option<String>,
}

impl Sighting {
    fn new(form: String, opening: bool) -> Sighting {
        Sighting { form, opening, hints: Vec::new(), owner: None, country: None, role: None }
    }
}

/// Different reasons that are kept of one name.
const MOST_REASONS: usize = 16;
/// Reasons that are shown.
const SHOWN_REASONS: usize = 4;
/// Spellings that are kept of one name.
const MOST_FORMS: usize = 8;

/// All that was seen of one name.
#[derive(Clone, Debug, Default)]
struct Entry {
    forms: BTreeMap<String, u32>,
    articles: u32,
    count: u32,
    /// How often it stood where not any word would be capital.
    inside: u32,
    /// Each reason and how often it was met.
    reasons: Vec<(Hint, u32)>,
    /// The weight of the example's reasons, the example, and its article.
    example: (u32, String, String),
    owner: Option<String>,
    country: Option<String>,
    role: Option<String>,
}

/// The names seen in articles. Its size grows with the different names, not with the articles.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    entries: BTreeMap<String, Entry>,
    /// The last words of people's names.
    surnames: BTreeSet<String>,
}

/// The letters and digits of a form in lower case: what its spellings share («DeepMind», «Deep-Mind»).
fn key(form: &str) -> String {
    form.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Seen {
    /// What one article holds.
    pub fn of(article: &Article, lexicons: &Lexicons) -> Seen {
        let mut tokens = Vec::new();
        tokenize(&article.text, article.body, &lexicons.vocabulary, &mut tokens);
        let sentences = sentence::split(&article.text, &tokens, lexicons);
        let mentions = tag(article, &tokens, &sentences, lexicons);
        let context = Context { article, text: &article.text, tokens: &tokens, sentences: &sentences, lexicons };
        let mut seen = Seen::default();
        find::look(context, &mentions, &mut seen);
        for entry in seen.entries.values_mut() {
            entry.articles = 1;
            entry.example.2.clone_from(&article.name);
        }
        seen
    }

    fn note(&mut self, sighting: Sighting, example: &str) {
        let entry = self.entries.entry(key(&sighting.form)).or_default();
        entry.count += 1;
        entry.inside += u32::from(!sighting.opening);
        let weight = 1 + sighting.hints.iter().map(|h| h.weight).sum::<u32>();
        if weight > entry.example.0 {
            entry.example = (weight, example.to_owned(), String::new());
        }
        entry.form(sighting.form, 1);
        for hint in sighting.hints {
            entry.reason(hint, 1);
        }
        entry.tie(sighting.owner, sighting.country, sighting.role);
    }

    /// Adds what other articles hold. Among equals what was there first stays, so articles are added in their order.
    pub fn add(&mut self, other: Seen) {
        self.surnames.extend(other.surnames);
        for (key, new) in other.entries {
            let entry = self.entries.entry(key).or_default();
            entry.articles += new.articles;
            entry.take(new);
        }
    }

    /// The names worth a row, best first.
    pub fn suggestions(self, lexicons: &Lexicons) -> Vec<Suggestion> {
        let Seen { mut entries, surnames } = self;
        let surnames: BTreeSet<String> = surnames.iter().map(|s| key(s)).collect();
        join_short_forms(&mut entries);
        let mut ranked: Vec<(bool, u32, Suggestion)> = Vec::new();
        for (key, entry) in entries {
            let Some((kind, score, strongest)) = entry.guess() else { continue };
            let surname = surnames.contains(&key) && strongest < STRONG;
            // A word that is capital only where any word would be needs more; so does a person, of whom papers name many.
            let person = kind == Type::Person && (strongest < STRONG || (entry.owner.is_none() && entry.articles < 2));
            // Straws count where there are several.
            let straws = strongest < MEDIUM && !entry.straws(kind);
            if surname || straws || (entry.inside == 0 && strongest < STRONG) || person {
                continue;
            }
            ranked.push((kind == Type::Person, score, entry.suggestion(kind, lexicons)));
        }
        ranked.sort_by(|(a_person, a_score, a), (b_person, b_score, b)| {
            let order = |person, score: u32, s: &Suggestion| {
                (person, std::cmp::Reverse((score, s.articles, s.count)), s.form.clone())
            };
            order(*a_person, *a_score, a).cmp(&order(*b_person, *b_score, b))
        });
        ranked.into_iter().map(|(_, _, suggestion)| suggestion).collect()
    }
}

/// «Zeta» beside «Zeta Chip», the one name that begins so: one row, two forms.
fn join_short_forms(entries: &mut BTreeMap<String, Entry>) {
    let mut longer: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (long, entry) in entries.iter() {
        if let Some((first, _)) = entry.written().split_once(' ')
            && first.chars().count() > 2
            && entry.guess().is_some_and(|(kind, ..)| matches!(kind, Type::Company | Type::Institution))
        {
            longer.entry(key(first)).or_default().push(long.clone());
        }
    }
    for (short, long) in longer {
        if let [long] = long.as_slice()
            && *long != short
            && let Some(entry) = entries.remove(&short)
            && let Some(whole) = entries.get_mut(long)
        {
            whole.articles = whole.articles.max(entry.articles);
            whole.take(entry);
        }
    }
}

impl Entry {
    fn form(&mut self, form: String, count: u32) {
        if self.forms.len() < MOST_FORMS || self.forms.contains_key(&form) {
            *self.forms.entry(form).or_default() += count;
        }
    }

    fn reason(&mut self, hint: Hint, count: u32) {
        if let Some((_, n)) = self.reasons.iter_mut().find(|(h, _)| *h == hint) {
            *n += count;
        } else if self.reasons.len() < MOST_REASONS {
            self.reasons.push((hint, count));
        }
    }

    fn tie(&mut self, owner: Option<String>, country: Option<String>, role: Option<String>) {
        self.owner = self.owner.take().or(owner);
        self.country = self.country.take().or(country);
        self.role = self.role.take().or(role);
    }

    fn take(&mut self, other: Entry) {
        self.count += other.count;
        self.inside += other.inside;
        if other.example.0 > self.example.0 {
            self.example = other.example;
        }
        other.forms.into_iter().for_each(|(form, count)| self.form(form, count));
        other.reasons.into_iter().for_each(|(hint, count)| self.reason(hint, count));
        self.tie(other.owner, other.country, other.role);
    }

    /// The form written most often; one all in capitals only where there is no other.
    fn written(&self) -> &str {
        let shouted = |form: &str| form.len() > 5 && !form.chars().any(char::is_lowercase);
        let best = self.forms.iter().max_by_key(|(form, count)| (!shouted(form), **count, std::cmp::Reverse(*form)));
        best.map_or("", |(form, _)| form)
    }

    /// What it seems to be, how well that is supported, and the weight of the best reason. `None` where nothing says so, or
    /// what says that it is none of the lexicons' names weighs more.
    fn guess(&self) -> Option<(Type, u32, u32)> {
        const ORDER: [Type; 6] = [Type::Company, Type::Chip, Type::Model, Type::Institution, Type::Place, Type::Person];
        let weight = |kind: Option<Type>| -> u32 {
            let reasons = self.reasons.iter().filter(|(h, _)| h.kind == kind);
            // a reason met again says a little more
            reasons.map(|(h, count)| h.weight + count.ilog2().min(h.weight)).sum()
        };
        let (best, kind) = ORDER
            .iter()
            .map(|&k| (weight(Some(k)), std::cmp::Reverse(k)))
            .fold((0, Type::Company), |best, (weight, kind)| if weight > best.0 { (weight, kind.0) } else { best });
        let strongest = self.reasons.iter().filter(|(h, _)| h.kind == Some(kind)).map(|(h, _)| h.weight).max()?;
        let enough = best + self.articles.ilog2();
        if enough < STRONG / 2 || weight(None) >= best {
            return None;
        }
        // What other types' reasons say takes from it: a name nothing agrees on is a bad row.
        let others: u32 = ORDER.iter().filter(|k| **k != kind).map(|&k| weight(Some(k))).sum();
        let score = (best.min(4 * STRONG) + 3 * self.articles.ilog2() + self.count.ilog2()).saturating_sub(others / 2);
        Some((kind, score, strongest))
    }

    /// Whether different weak reasons speak for the type together.
    fn straws(&self, kind: Type) -> bool {
        self.count >= MEDIUM && self.reasons.iter().filter(|(h, _)| h.kind == Some(kind)).count() as u32 >= MEDIUM
    }

    fn suggestion(self, kind: Type, lexicons: &Lexicons) -> Suggestion {
        let form = self.written().to_owned();
        let mut reasons: Vec<_> = self.reasons.into_iter().filter(|(h, _)| h.kind == Some(kind)).collect();
        reasons.sort_by(|(a, n), (b, m)| (b.weight, m, &a.why).cmp(&(a.weight, n, &b.why)));
        let why = reasons.into_iter().take(SHOWN_REASONS).map(|(h, _)| h.why).collect();
        let capitals = form.to_uppercase();
        let others = self.forms.into_keys().filter(|f| *f != form && *f != capitals).collect();
        let mut tokens = Vec::new();
        tokenize(&form, 0, &lexicons.vocabulary, &mut tokens);
        let doubtful = tokens.len() == 1 && tokens[0].word != crate::lexicon::WordId::NONE;
        let (_, example, article) = self.example;
        Suggestion {
            form,
            others,
            kind,
            why,
            articles: self.articles,
            count: self.count,
            article,
            example,
            owner: self.owner,
            country: self.country,
            role: self.role,
            doubtful,
        }
    }
}
