//! Names: chips, companies, places, people, institutions, AI models.
//!
//! First every place where a form of the lexicons stands whole; then, form by form, whether it counts there: a form without a
//! cue counts at once, one with a cue («Meta», «Sale», «V4», a bare surname) where something around it says so.
//!
//! | type | what counts as evidence |
//! | --- | --- |
//! | any | the same entity, sure elsewhere in the article |
//! | chip | a chip's noun («GPU», «processore») or its maker close by |
//! | company | a firm's noun before it, a legal tail or a firm's verb after it, a plain preposition before it |
//! | place | «a», «in» or a noun of places («comune di») before it |
//! | model | «modello» close by, or its maker in the sentence |
//! | person | the full name in the article, a title or role before the surname |

use super::{Context, Mention, Reading, Type};
use crate::lexicon::{EntityId, Form, Found, Function, TermKind, WordClass};
use crate::span::Span;
use crate::token::Kind;
use rustc_hash::FxHashSet;

/// A form that stands whole in the text.
struct Hit<'l> {
    first: usize,
    last: usize,
    end: u32,
    sentence: u32,
    forms: Vec<&'l Form>,
    /// Shorter names at the same place, should none of these forms count.
    shorter: Vec<(u32, Vec<&'l Form>)>,
    chosen: Option<EntityId>,
}

/// Tags the names of an article.
pub(super) fn tag(context: Context<'_>) -> Vec<Mention> {
    let mut hits = find(context);
    let mut sure: FxHashSet<EntityId> = FxHashSet::default();
    for hit in &mut hits {
        let certain: Vec<&&Form> = hit.forms.iter().filter(|f| !f.cue).collect();
        if let Some(form) = certain.iter().min_by_key(|f| priority(context, f)) {
            // A sure company and a cued one of another kind: the sure one, unless the cue speaks («Washington», the man).
            hit.chosen = Some(form.entity);
            sure.insert(form.entity);
        }
    }
    // Two rounds, so that a name made sure by its surroundings lends its sureness to the article's other mentions of it.
    for _ in 0..2 {
        for at in 0..hits.len() {
            if hits[at].chosen.is_some() {
                continue;
            }
            let chosen = choose(context, &hits, at, &sure);
            if let Some((entity, last, end)) = chosen {
                let hit = &mut hits[at];
                (hit.chosen, hit.last, hit.end) = (Some(entity), last, end);
                sure.insert(entity);
            }
        }
    }
    let mut mentions: Vec<Mention> = Vec::with_capacity(hits.len());
    for hit in &hits {
        if let Some(entity) = hit.chosen {
            mentions.push(named(context, entity, hit.first, hit.last, hit.end, hit.sentence));
        }
    }
    institutions(context, &mut mentions);
    mentions
}

fn named(context: Context<'_>, entity: EntityId, first: usize, last: usize, end: u32, sentence: u32) -> Mention {
    Mention {
        kind: context.lexicons.entity(entity).kind,
        span: Span::new(context.tokens[first].start, end),
        first: first as u32,
        last: last as u32,
        sentence,
        reading: Reading::Name(entity),
    }
}

/// Among sure forms of several types, which one an Italian newspaper most likely means.
fn priority(context: Context<'_>, form: &Form) -> u8 {
    match context.lexicons.entity(form.entity).kind {
        Type::Company => 0,
        Type::Chip => 1,
        Type::Place => 2,
        Type::Institution => 3,
        Type::Person => 4,
        _ => 5,
    }
}

/// Every place where a form stands whole, its case rule kept; the longest, then the first.
fn find<'l>(context: Context<'l>) -> Vec<Hit<'l>> {
    let Context { text, tokens, lexicons, .. } = context;
    let bytes = text.as_bytes();
    let mut hits = Vec::new();
    let mut found: Vec<Found<'l>> = Vec::new();
    for (number, sentence) in context.sentences.iter().enumerate() {
        if sentence.leftover {
            continue;
        }
        let mut at = sentence.first as usize;
        while at < sentence.last as usize {
            let token = tokens[at];
            let inside = token.glued() && at > 0 && !tokens[at - 1].elided() && tokens[at - 1].kind != Kind::Symbol;
            let may = !inside
                && match token.kind {
                    Kind::Word | Kind::Link => token.capital() || lexicons.names.may_begin_lower(bytes, token.start as usize),
                    Kind::Digits => true,
                    Kind::Symbol => token.is('@') && lexicons.names.may_begin_lower(bytes, token.start as usize),
                };
            if !may {
                at += 1;
                continue;
            }
            lexicons.names.at(text, token.start as usize, &mut found);
            let mut readings: Vec<(u32, Vec<&Form>)> = Vec::new();
            for name in &found {
                if name.end as u32 > sentence.span.end {
                    continue;
                }
                let written = &text[token.start as usize..name.end];
                let forms: Vec<&Form> = name.forms(written).filter(|f| !stopped(context, f)).collect();
                if !forms.is_empty() && !number_goes_on(context, at, name.end) {
                    readings.push((name.end as u32, forms));
                }
            }
            if readings.is_empty()
                && let Some((end, form)) = by_pattern(context, at)
            {
                readings.push((end, vec![form]));
            }
            if readings.is_empty() {
                at += 1;
                continue;
            }
            let (end, forms) = readings.remove(0);
            let last = past(context, at, end);
            hits.push(Hit { first: at, last, end, sentence: number as u32, forms, shorter: readings, chosen: None });
            at = last;
        }
    }
    hits
}

/// Whether `lexicons/stop.csv` silences the form, everywhere or in this article.
fn stopped(context: Context<'_>, form: &Form) -> bool {
    let stop = &context.lexicons.stop;
    !stop.is_empty()
        && stop.iter().any(|(f, article)| **f == *form.written && (article.is_empty() || *article == context.article.name))
}

/// «Gemini 3 miliardi», «Grok 4mila»: the number belongs to what follows, not to the name.
fn number_goes_on(context: Context<'_>, first: usize, end: usize) -> bool {
    if !context.text.as_bytes()[end - 1].is_ascii_digit() {
        return false;
    }
    let last = past(context, first, end as u32);
    // «RTX 4090 miliardi» is not written; only a number that stands apart can be taken from the name.
    let apart = last > first + 1 && context.tokens[last - 1].spaced();
    let next = &context.tokens[last.min(context.tokens.len())..];
    apart
        && context.lexicons.vocabulary.term(next, TermKind::Numeral).is_some_and(|(_, n)| {
            context.lexicons.numerals[n as usize].class == crate::lexicon::NumeralClass::Multiplier
        })
}

/// The place after the token that holds the byte before `end`.
fn past(context: Context<'_>, first: usize, end: u32) -> usize {
    let mut last = first + 1;
    while last < context.tokens.len() && context.tokens[last].start < end {
        last += 1;
    }
    last
}

/// The longest name of a series, in bytes.
const LONGEST_SERIES: u32 = 32;

/// A chip of a series, by the shape of its name: one word of letters and digits («B30A»), or two («RTX 5090D»).
fn by_pattern<'l>(context: Context<'l>, at: usize) -> Option<(u32, &'l Form)> {
    let Context { text, tokens, lexicons, .. } = context;
    let word_end = |from: usize| {
        let mut end = from + 1;
        while end < tokens.len() && tokens[end].glued() && matches!(tokens[end].kind, Kind::Word | Kind::Digits) {
            end += 1;
        }
        end
    };
    let first = word_end(at);
    let digits = |from: usize, to: usize| tokens[from..to].iter().any(|t| t.kind == Kind::Digits);
    let second = tokens.get(first).filter(|t| t.spaced() && !t.after_line() && t.kind != Kind::Symbol).map(|_| word_end(first));
    let two = second.filter(|&end| digits(first, end));
    for end in two.into_iter().chain(digits(at, first).then_some(first)) {
        let span = Span::new(tokens[at].start, tokens[end - 1].end);
        if span.end - span.start <= LONGEST_SERIES
            && let Some(form) = lexicons.patterns.of(span.of(text))
        {
            return Some((span.end, form));
        }
    }
    None
}

/// Which of a hit's cued forms counts, if any: its entity, the token after it, the byte after it.
fn choose(context: Context<'_>, hits: &[Hit<'_>], at: usize, sure: &FxHashSet<EntityId>) -> Option<(EntityId, usize, u32)> {
    let hit = &hits[at];
    let longest = std::iter::once((hit.end, &hit.forms));
    for (end, forms) in longest.chain(hit.shorter.iter().map(|(end, forms)| (*end, forms))) {
        let last = past(context, hit.first, end);
        let shown: Vec<&&Form> = forms
            .iter()
            .filter(|f| (!f.cue && end != hit.end) || evidence(context, hits, hit, last, f, sure))
            .collect();
        if let Some(form) = shown.iter().min_by_key(|f| (f.cue, priority(context, f))) {
            return Some((form.entity, last, end));
        }
    }
    None
}

/// Whether what stands around a cued form says that it is the entity.
fn evidence(context: Context<'_>, hits: &[Hit<'_>], hit: &Hit<'_>, last: usize, form: &Form, sure: &FxHashSet<EntityId>) -> bool {
    let entity = context.lexicons.entity(form.entity);
    if form.surname {
        return surname(context, hits, hit, last, form, sure);
    }
    if sure.contains(&form.entity) {
        return true;
    }
    let near = Near { context, hits, hit, last };
    match entity.kind {
        Type::Chip => near.noun(WordClass::CHIP, 4, 3) || entity.owner.is_some_and(|o| near.entity(o, 6)) || near.kind(Type::Chip, 3),
        Type::Company => near.company(),
        Type::Place => near.place(),
        Type::Model => {
            near.word(&["modello", "modelli", "llm", "chatbot", "versione"], 4, 2)
                || entity.owner.is_some_and(|o| near.entity_in_sentence(o))
                || near.kind(Type::Model, 4)
        }
        Type::Institution => near.word(&["agenzia", "ministero", "dipartimento", "autorità", "commissione", "il", "la", "l'"], 2, 0),
        _ => false,
    }
}

/// A bare surname: the person must be known from the article, and no other first name may stand before it.
fn surname(context: Context<'_>, hits: &[Hit<'_>], hit: &Hit<'_>, last: usize, form: &Form, sure: &FxHashSet<EntityId>) -> bool {
    let before = hit.first.checked_sub(1).map(|b| context.tokens[b]);
    let first_name = before.is_some_and(|b| {
        b.is_word() && b.capital() && hit.first > context.sentences[hit.sentence as usize].first as usize + 1
            && context.lexicons.vocabulary.begins(b.word, TermKind::Function) == false
    });
    if first_name && context.tokens[hit.first].spaced() {
        return false;
    }
    if sure.contains(&form.entity) {
        return true;
    }
    let near = Near { context, hits, hit, last };
    let owner = context.lexicons.entity(form.entity).owner;
    near.noun(WordClass::SPEAKER, 4, 0) && owner.is_some_and(|o| near.entity_in_sentence(o))
}

/// What stands around a hit.
struct Near<'a, 'l> {
    context: Context<'l>,
    hits: &'a [Hit<'l>],
    hit: &'a Hit<'l>,
    last: usize,
}

impl Near<'_, '_> {
    /// The tokens up to `before` before and `after` after the hit, inside its sentence.
    fn places(&self, before: usize, after: usize) -> impl Iterator<Item = usize> {
        let sentence = self.context.sentences[self.hit.sentence as usize];
        let from = self.hit.first.saturating_sub(before).max(sentence.first as usize);
        let to = (self.last + after).min(sentence.last as usize);
        (from..self.hit.first).chain(self.last..to)
    }

    /// Whether a noun of this class is near.
    fn noun(&self, class: WordClass, before: usize, after: usize) -> bool {
        let Context { tokens, lexicons, .. } = self.context;
        self.places(before, after).any(|at| {
            lexicons.vocabulary.terms(&tokens[at..], TermKind::Noun).any(|(_, n)| lexicons.nouns[n as usize].class.has(class))
        })
    }

    /// Whether one of these words (lower case) is near.
    fn word(&self, words: &[&str], before: usize, after: usize) -> bool {
        self.places(before, after).any(|at| {
            let word = self.context.tokens[at].of(self.context.text);
            words.iter().any(|w| word.eq_ignore_ascii_case(w))
        })
    }

    /// Whether the entity is named within so many tokens.
    fn entity(&self, entity: EntityId, within: usize) -> bool {
        self.others().any(|h| h.forms.iter().any(|f| f.entity == entity) && self.distance(h) <= within)
    }

    /// Whether the entity is named in the sentence.
    fn entity_in_sentence(&self, entity: EntityId) -> bool {
        self.others().any(|h| h.forms.iter().any(|f| f.entity == entity))
    }

    /// Whether a sure name of this type stands within so many tokens.
    fn kind(&self, kind: Type, within: usize) -> bool {
        self.others().any(|h| h.chosen.is_some_and(|e| self.context.lexicons.entity(e).kind == kind) && self.distance(h) <= within)
    }

    fn distance(&self, other: &Hit<'_>) -> usize {
        if other.last <= self.hit.first { self.hit.first - other.last } else { other.first.saturating_sub(self.last) }
    }

    /// The other hits of the sentence.
    fn others(&self) -> impl Iterator<Item = &Hit<'_>> {
        let sentence = self.hit.sentence;
        let from = self.hits.partition_point(|h| h.sentence < sentence);
        self.hits[from..].iter().take_while(move |h| h.sentence == sentence).filter(|h| h.first != self.hit.first)
    }

    fn function(&self, at: usize) -> Option<Function> {
        let Context { tokens, lexicons, .. } = self.context;
        lexicons.vocabulary.term(&tokens[at..at + 1], TermKind::Function).map(|(_, f)| lexicons.functions[f as usize])
    }

    /// A plain preposition (no article in it) right before the name: how proper nouns are used.
    fn plain_preposition(&self, allowed: &[&str]) -> bool {
        let Some(before) = self.hit.first.checked_sub(1) else { return false };
        let word = self.context.tokens[before].of(self.context.text);
        allowed.iter().any(|p| word.eq_ignore_ascii_case(p))
    }

    /// Whether the name opens its sentence, where any word is capital.
    fn opens_sentence(&self) -> bool {
        let sentence = self.context.sentences[self.hit.sentence as usize];
        let before = &self.context.tokens[sentence.first as usize..self.hit.first];
        before.iter().all(|t| t.kind == Kind::Symbol)
    }

    fn company(&self) -> bool {
        const TAILS: [&str; 11] = ["S", "SpA", "Spa", "Inc", "Corp", "Ltd", "Group", "Holding", "Plc", "AG", "NV"];
        let Context { tokens, text, lexicons, .. } = self.context;
        if self.noun(WordClass::COMPANY, 2, 0) || self.word(&["titolo", "titoli", "azioni", "ceo", "ad"], 2, 0) {
            return true;
        }
        let next = tokens.get(self.last);
        if next.is_some_and(|t| TAILS.contains(&t.of(text))) {
            return true;
        }
        let before = self.hit.first.checked_sub(1).map(|b| tokens[b]);
        let capital_before = before.is_some_and(|b| b.is_word() && b.capital() && !self.opens_sentence());
        if !self.opens_sentence() && !capital_before && self.plain_preposition(&["di", "da", "a", "con", "per", "tra", "fra", "e", "su", "come"]) {
            return true;
        }
        // «Meta ha annunciato»: a firm's verb after it
        let verb = next.is_some_and(|t| {
            lexicons.vocabulary.terms(&tokens[self.last..], TermKind::Verb).any(|(_, f)| {
                let form = lexicons.verb_forms[f as usize];
                form.mood.finite() && form.person == 3 && t.is_word()
            })
        });
        verb && !matches!(before.and(self.hit.first.checked_sub(1)).and_then(|b| self.function(b)), Some(Function::Article))
    }

    fn place(&self) -> bool {
        const NOUNS: [&str; 16] = [
            "comune", "città", "provincia", "paese", "regione", "stato", "contea", "distretto", "capoluogo", "sindaco", "cittadina",
            "stabilimento", "isola", "valle", "quartiere", "frazione",
        ];
        if self.opens_sentence() {
            return false;
        }
        let of = self.plain_preposition(&["di", "d'"]);
        if of && self.word(&NOUNS, 3, 0) {
            return true;
        }
        // «a Sale», «ad Ora»; after a capital it is a name's part («Villa a Sale» is not told apart, «La a» is)
        self.plain_preposition(&["a", "ad", "in"]) && self.context.tokens[self.hit.first].capital()
    }
}

/// «governo statunitense», «Ministero degli Esteri cinese»: a noun of institutions made a name by what follows.
fn institutions(context: Context<'_>, mentions: &mut Vec<Mention>) {
    let Context { tokens, lexicons, .. } = context;
    let mut made = Vec::new();
    for (number, sentence) in context.sentences.iter().enumerate() {
        if sentence.leftover {
            continue;
        }
        for at in sentence.tokens() {
            if !lexicons.vocabulary.begins(tokens[at].word, TermKind::InstitutionNoun) {
                continue;
            }
            let Some((len, noun)) = lexicons.vocabulary.term(&tokens[at..], TermKind::InstitutionNoun) else { continue };
            let next = at + len;
            if next >= sentence.last as usize || !lexicons.vocabulary.begins(tokens[next].word, TermKind::Demonym) {
                continue;
            }
            let entity = lexicons.institution_nouns[noun as usize].entity;
            made.push(named(context, entity, at, next + 1, tokens[next].end, number as u32));
        }
    }
    // The longer of two institutions wins; a name inside a made one («Esteri») is a part of it.
    for institution in made {
        if mentions.iter().any(|m| m.span.contains(institution.span)) {
            continue;
        }
        mentions.retain(|m| !m.span.overlaps(institution.span));
        mentions.push(institution);
    }
    mentions.sort_unstable_by_key(|m| m.first);
}
