//! The same thing: which facts speak of it, and the id that follows from it.
//!
//! Two quantities speak of the same thing where they have the same relation family, companies, chips, unit and places, and what
//! `lexicons/relations.csv` adds for the family in its column `by`:
//!
//! | `by` | adds | so that these are two things |
//! | --- | --- | --- |
//! | `of` | what is counted or measured | revenue and profit |
//! | `date` | the date told | revenue of two quarters |
//! | `news` | where no date is told, the month the paper came out in | this month's revenue and last year's |
//! | `counterparty` | the other party | what is sold to two buyers |
//!
//! What is told of a part of a firm («divisione Data Center») is not told of the firm. Chips are counted as chips, whatever noun
//! stands for them («GPU», «H100»). A percentage is part of something, which must be the same; what moves by a part of itself and
//! is not named («Nvidia cede il 3%») moved on the day of the paper. Of a sum of money the relation itself must be the same: what
//! was bought is owned, what was paid is not. Order in a list is nothing. A question tells nothing, and so does a figure of which
//! neither company nor chip is known, or only a place but not what is counted there.

use super::{About, ClaimId, Name, Statement};
use crate::article::Article;
use crate::fact::{Certainty, Fact, FactKind, Filler};
use crate::lexicon::{By, Function, Lexicons, TermKind, UnitKind, WordRole};
use crate::mention::Figure;
use crate::published::Published;
use crate::table::called;
use crate::token::{Token, tokenize};
use crate::{Extraction, Sentence};

/// The statements of an article's facts, one a fact; none for a fact that speaks of nothing that can be named.
pub fn state(article: &Article, extraction: &Extraction, lexicons: &Lexicons) -> Vec<Option<Statement>> {
    let mut of = Of { tokens: Vec::new(), lexicons };
    let published = article.published.to_string();
    extraction
        .facts
        .iter()
        .map(|fact| {
            let figure = extraction.figure(fact).filter(|_| fact.kind == FactKind::Quantity)?;
            let about = about(article, extraction, fact, figure, &mut of)?;
            let sentence: &Sentence = &extraction.sentences[fact.sentence as usize];
            let date = fact.date.and_then(|d| extraction.mentions[d as usize].date());
            let day = |day: Option<jiff::civil::Date>| day.map_or(String::new(), |d| d.to_string());
            Some(Statement {
                claim: id(&about),
                about,
                article: article.name.clone(),
                published: published.clone(),
                fact_id: fact.id.clone(),
                sentence: fact.sentence + 1,
                evidence: sentence.span.of(&article.text).to_owned(),
                relation: lexicons.relation(fact.relation).to_owned(),
                figure: extraction.mentions[fact.figure? as usize].span.of(&article.text).to_owned(),
                value: figure.value,
                value_high: figure.high,
                bound: figure.bound.sign().into(),
                direction: figure.direction.map_or("", |d| d.sign()).into(),
                date: date.map_or_else(Default::default, |d| [d.value.clone(), day(d.from), day(d.to)]),
                source: names(&fact.source, article, lexicons),
                certainty: fact.certainty.name().into(),
            })
        })
        .collect()
}

/// What a fact speaks of.
fn about(
    article: &Article,
    extraction: &Extraction,
    fact: &Fact,
    figure: &Figure,
    words: &mut Of<'_>,
) -> Option<About> {
    if fact.certainty == Certainty::Question {
        return None;
    }
    let lexicons = words.lexicons;
    let relation = &lexicons.relations[fact.relation.0 as usize];
    let by = relation.by;
    let kind = figure.unit_kind(lexicons);
    let chips = kind.is_none() && !fact.chip.is_empty();
    let told = !fact.company.is_empty() || !fact.chip.is_empty();
    let part = matches!(kind, Some(UnitKind::Percent | UnitKind::Points));
    let moved = part && figure.direction.is_some();
    let asked = by.of || part || kind.is_none() || !told;
    let of = match fact.of {
        Some(of) if asked && !chips => words.lemma(of.of(&article.text)),
        _ => String::new(),
    };
    // a count of nothing named, a part of nothing named, a figure of nobody, a relation that says nothing
    let vague = (kind.is_none() && !chips) || (part && !moved) || !told;
    let silent = lexicons.relation(fact.relation) == "other" && (!chips || fact.company.is_empty());
    if of.is_empty() && (vague || silent) || !told && fact.place.is_empty() {
        return None;
    }
    let moved = moved && of.is_empty();
    // Who has bought a chip has it; who has paid a sum has it no more.
    let paid = kind == Some(UnitKind::Money) && figure.direction.is_none();
    let family = if paid { &relation.id } else { &relation.family };
    let sorted = |fillers: &[Filler]| {
        let mut names = names(fillers, article, lexicons);
        names.sort_unstable();
        names
    };
    Some(About {
        family: family.clone(),
        company: sorted(&fact.company),
        counterparty: if by.counterparty { sorted(&fact.counterparty) } else { Vec::new() },
        chip: sorted(&fact.chip),
        place: sorted(&fact.place),
        of,
        part: fact.part.map_or(String::new(), |part| words.part(part.of(&article.text))),
        unit: figure.unit_name(lexicons),
        date: date(article, extraction, fact, by, moved),
    })
}

/// When the thing spoken of is: the date told, else the day or month of the paper; nothing where the family does not ask.
fn date(article: &Article, extraction: &Extraction, fact: &Fact, by: By, moved: bool) -> String {
    let told = fact.date.and_then(|d| extraction.mentions[d as usize].date()).filter(|_| by.date);
    let paper = || match article.published {
        Published::Day(day) if moved => day.to_string(),
        Published::Day(day) | Published::Month(day) => format!("{:04}-{:02}", day.year(), day.month()),
        // of papers without a date nobody can say that they mean the same month
        Published::Unknown => article.name.clone(),
    };
    match told {
        // «a maggio» of an unknown year
        Some(date) if date.from.is_none() => format!("{} {}", date.value, article.name),
        Some(date) => date.value.clone(),
        None if by.news => paper(),
        None => String::new(),
    }
}

fn names(fillers: &[Filler], article: &Article, lexicons: &Lexicons) -> Vec<Name> {
    let name = |f: &Filler| {
        let (id, name) = called(f.entity, f.span, article, lexicons);
        Name { id: id.to_owned(), name: name.to_owned() }
    };
    fillers.iter().map(name).collect()
}

/// What is counted or measured, whichever form it has.
struct Of<'a> {
    tokens: Vec<Token>,
    lexicons: &'a Lexicons,
}

impl Of<'_> {
    /// The singular of a noun of the lexicon («vendite»: «vendita»), or what the lexicon has it as («fatturato»: «ricavo»); else the words
    /// in lower case.
    fn lemma(&mut self, words: &str) -> String {
        let Lexicons { vocabulary, nouns, .. } = self.lexicons;
        tokenize(words, 0, vocabulary, &mut self.tokens);
        match vocabulary.term(&self.tokens, TermKind::Noun) {
            Some((len, noun)) if len == self.tokens.len() => {
                let noun = &nouns[noun as usize];
                noun.meant.map_or(noun, |meant| &nouns[meant as usize]).id.clone()
            }
            _ => words.to_lowercase(),
        }
    }

    /// The name of a part, as [`Of::lemma`] has it: «divisione Data Center», «data center» and «i centri dati» are one.
    fn part(&mut self, words: &str) -> String {
        let Lexicons { vocabulary, .. } = self.lexicons;
        tokenize(words, 0, vocabulary, &mut self.tokens);
        let says = |t: &&Token| {
            let small = t.function.is_some_and(|f| matches!(f, Function::Preposition | Function::Article));
            small || !t.is_word() || self.lexicons.has_role(t, WordRole::Branch)
        };
        let said = self.tokens.iter().take_while(says).count();
        let last = self.tokens.iter().rposition(Token::is_word);
        match (self.tokens.get(said), last) {
            (Some(first), Some(last)) => self.lemma(&words[first.start as usize..self.tokens[last].end as usize]),
            _ => words.to_lowercase(),
        }
    }
}

/// The id of what is spoken of: a hash of it.
fn id(about: &About) -> ClaimId {
    let mut hasher = blake3::Hasher::new();
    // No name holds a character below a space: what is hashed can be taken apart in one way only.
    let mut part = |text: &str, end: u8| {
        hasher.update(text.as_bytes());
        hasher.update(&[end]);
    };
    for text in [&about.family, &about.of, &about.unit, &about.date] {
        part(text, 0);
    }
    for names in [&about.company, &about.counterparty, &about.chip, &about.place] {
        // a chip of a series is called as the article calls it: «910C», «910c»
        names.iter().for_each(|name| part(&name.id.to_lowercase(), 1));
        part("", 0);
    }
    // claims of whole firms have the ids they had before parts were told
    if !about.part.is_empty() {
        part(&about.part, 0);
    }
    let hash = hasher.finalize();
    let bytes = hash.as_bytes();
    ClaimId(u64::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]]))
}
