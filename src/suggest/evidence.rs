//! What stands around an unknown name and says what it is.
//!
//! | around the name | says |
//! | --- | --- |
//! | «la startup cinese X», «X, la startup» | a company; its country |
//! | «X S.p.A.», «X Labs», «titolo di X», «Rossi, ceo di X» | a company |
//! | «il chip X», «X GPU», «Nvidia X2», «H200, X3 e B300» | a chip; its maker |
//! | «il modello X», «OpenAI X» | a model; its maker |
//! | «il sindaco di X» | a place |
//! | «Istituto X», «l'agenzia X» | an institution |
//! | «il ministro X», «X, amministratore delegato di Intel» | a person; role and firm |
//! | «il film X», «il partito X», «l'app X» | none that lexicons hold |

use super::find::{Page, Run, plain};
use super::{Hint, Seen, Sighting};
use crate::lexicon::{Found, Function, Mood, NameCue, TermKind, WordClass};
use crate::mention::{Mention, Type, stopped};
use crate::span::Span;

/// Enough alone to suggest a name.
pub(super) const STRONG: u32 = 6;
/// Enough with something else, or in two articles.
pub(super) const MEDIUM: u32 = 3;
/// A straw in the wind.
const WEAK: u32 = 1;

/// How many words may stand between a noun and the name it is put to: «la startup cinese di robotica X».
const WORDS_BETWEEN: usize = 3;

/// Relations of which firms are mostly the subject: «X ha lanciato».
const OF_FIRMS: [&str; 9] = ["buy", "sell", "produce", "launch", "earn", "acquire", "employ", "deliver", "invest"];

/// Weighs one run and notes it.
pub(super) fn weigh(page: Page<'_>, run: Run, seen: &mut Seen) {
    let form = page.text(run.first, run.last);
    if !plausible(&form) || stopped(page.context, &form) || known(page, run) || page.part_of_longer(run) {
        return;
    }
    let mut near = Near { page, run, sighting: Sighting::new(form, run.opening) };
    near.before();
    near.of();
    near.source();
    near.after();
    near.listed();
    near.maker();
    near.own_words();
    let sighting = near.sighting;
    // «DPU», «R1»: as often a word, a room, a road
    let acronym =
        sighting.form.len() <= 4 && !sighting.form.contains(|c: char| !c.is_uppercase()) || sighting.form.len() <= 2;
    if (run.ordinary && acronym)
        || (run.ordinary || acronym) && !sighting.hints.iter().any(|h| h.kind.is_some() && h.weight >= STRONG)
    {
        return;
    }
    seen.note(sighting, &example(page, run.sentence, run.first));
}

/// People told by a first name whose role the text tells; the surnames of all, so that they are no names of something else.
pub(super) fn people(page: Page<'_>, seen: &mut Seen) {
    let unknown = page.context.lexicons.unknown_person;
    for mention in page.mentions.iter().filter(|m| m.kind == Type::Person) {
        let (first, last) = (mention.first as usize, mention.last as usize);
        seen.surnames.insert(page.text(last - 1, last));
        if mention.entity() != Some(unknown) || last < first + 2 {
            continue;
        }
        let run = Run { first, last, sentence: mention.sentence as usize, opening: false, ordinary: false, tail: None };
        let mut near = Near { page, run, sighting: Sighting::new(page.text(first, last), false) };
        near.before();
        near.after();
        let mut sighting = near.sighting;
        sighting.hints.retain(|h| h.kind == Some(Type::Person));
        if !sighting.hints.is_empty() {
            seen.note(sighting, &example(page, run.sentence, first));
        }
    }
}

/// Whether it can be a name: two letters or digits or more, no Roman numeral.
fn plausible(form: &str) -> bool {
    let letters = form.chars().filter(|c| c.is_alphanumeric()).count();
    let roman = form.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M'));
    letters >= 2 && !roman
}

/// Whether the whole run is a form the lexicons have: a name that lacked evidence here, not one that is lacking.
fn known(page: Page<'_>, run: Run) -> bool {
    let text = page.context.text;
    let span = Span::new(page.context.token(run.first).start, page.context.token(run.last - 1).end);
    let mut found: Vec<Found<'_>> = Vec::new();
    page.context.lexicons.names.at(text, span.start as usize, &mut found);
    let whole = |f: &&Found<'_>| f.end == span.end as usize && f.forms(span.of(text)).next().is_some();
    found.iter().any(|f| whole(&f))
        || page.context.lexicons.patterns.of(span.of(text)).is_some_and(|f| f.cue == crate::lexicon::Cue::Never)
}

/// The longest example, in bytes.
const LONGEST_EXAMPLE: usize = 240;

/// The sentence on one line, cut around the name where it is long.
fn example(page: Page<'_>, sentence: usize, first: usize) -> String {
    let (text, span) = (page.context.text, page.context.sentences[sentence].span);
    if span.end - span.start <= LONGEST_EXAMPLE as u32 {
        return plain(span.of(text));
    }
    // cut at spaces, a third of it before the name
    let name = page.context.token(first).start as usize;
    let (start, end) = (span.start as usize, span.end as usize);
    let mut from = name.saturating_sub(LONGEST_EXAMPLE / 3).max(start);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let from =
        if from > start { text[from..name].find(char::is_whitespace).map_or(name, |at| from + at) } else { from };
    let mut to = (from + LONGEST_EXAMPLE).min(end);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let to = if to < end { text[from..to].rfind(char::is_whitespace).map_or(to, |at| from + at) } else { to };
    let mark = |cut: bool| if cut { "…" } else { "" };
    format!("{}{}{}", mark(from > start), plain(&text[from..to]), mark(to < end))
}

struct Near<'p> {
    page: Page<'p>,
    run: Run,
    sighting: Sighting,
}

impl Near<'_> {
    fn hint(&mut self, kind: impl Into<Option<Type>>, weight: u32, why: String) {
        self.sighting.hints.push(Hint { kind: kind.into(), weight, why });
    }

    fn bounds(&self) -> (usize, usize) {
        let sentence = self.page.context.sentences[self.run.sentence];
        (sentence.first as usize, sentence.last as usize)
    }

    /// The token right before, past an opening quote.
    fn previous(&self) -> Option<usize> {
        let from = self.bounds().0;
        let quote = |t: usize| matches!(self.page.context.token(t).symbol, '«' | '"' | '\'');
        let before = self.run.first.checked_sub(1).filter(|b| *b >= from)?;
        if quote(before) { before.checked_sub(1).filter(|b| *b >= from) } else { Some(before) }
    }

    /// The token right after, past a tail and a closing quote.
    fn next(&self) -> Option<usize> {
        let until = self.bounds().1;
        let at = self.run.tail.map_or(self.run.last, |t| t.1);
        let quote = at < until && matches!(self.page.context.token(at).symbol, '»' | '"' | '\'');
        Some(at + usize::from(quote)).filter(|a| *a < until)
    }

    /// Where a noun or cue of a class that begins at `at` ends, before or at `until`.
    fn noun(&self, at: usize, class: WordClass, until: usize) -> Option<usize> {
        let context = self.page.context;
        let mut terms = context.lexicons.vocabulary.terms(&context.tokens[at..until], TermKind::Noun);
        terms.find(|&(_, n)| context.lexicons.nouns[n as usize].class.has(class)).map(|(len, _)| at + len)
    }

    fn cue(&self, at: usize, class: NameCue, until: usize) -> Option<usize> {
        let context = self.page.context;
        let mut terms = context.lexicons.vocabulary.terms(&context.tokens[at..until], TermKind::NameCue);
        terms.find(|&(_, payload)| payload == class as u32).map(|(len, _)| at + len)
    }

    /// What the noun at `at` says of the name it is put to, how surely, and where it ends.
    fn noun_says(&self, at: usize, until: usize) -> Option<(Option<Type>, u32, usize)> {
        let noun = |class| self.noun(at, class, until);
        let cue = |class| self.cue(at, class, until);
        let says = |kind, weight, end: Option<usize>| end.map(|end| (kind, weight, end));
        let institution = || {
            let context = self.page.context;
            let noun = context.lexicons.vocabulary.term(&context.tokens[at..until], TermKind::InstitutionNoun);
            noun.map(|(len, _)| at + len).or_else(|| cue(NameCue::Body))
        };
        says(Some(Type::Person), STRONG, noun(WordClass::SPEAKER).or_else(|| cue(NameCue::Title)))
            .or_else(|| says(Some(Type::Company), STRONG, noun(WordClass::COMPANY)))
            .or_else(|| says(None, STRONG, cue(NameCue::Aside)))
            .or_else(|| says(Some(Type::Model), MEDIUM, cue(NameCue::Model).filter(|_| !coded(&self.sighting.form))))
            .or_else(|| says(Some(Type::Chip), STRONG, noun(WordClass::CHIP).filter(|_| self.page.chips)))
            .or_else(|| says(Some(Type::Institution), MEDIUM, institution()))
            .or_else(|| says(Some(Type::Model), MEDIUM, cue(NameCue::Model)))
    }

    /// The noun the name is put to: «la startup cinese X».
    fn before(&mut self) {
        let context = self.page.context;
        let Some(last) = self.previous() else { return };
        let from = self.bounds().0;
        let mut governed = false;
        for at in (last.saturating_sub(WORDS_BETWEEN).max(from)..=last).rev() {
            let token = context.token(at);
            if !token.is_word() || self.page.mention(at).is_some() {
                return;
            }
            if let Some((kind, weight, end)) = self.noun_says(at, last + 1) {
                // «Chips Act»: a capital noun is part of the name, but for a person's role and «GPU»
                if token.capital() && !token.all_capitals() && kind != Some(Type::Person) {
                    return;
                }
                self.demonym(end, last + 1);
                let weight = if governed { weight.min(MEDIUM) } else { weight };
                let why = format!("«{} …»", self.page.text(at, last + 1).to_lowercase());
                self.hint(kind, weight, why);
                return;
            }
            // only adjectives and «di» with its noun stand between: «la startup di robotica X»
            let function = context.function(at);
            if function.is_some_and(|f| f != Function::Preposition)
                || self.verbal(at)
                || (at == last && function.is_some())
            {
                return;
            }
            governed |= function.is_some();
        }
    }

    /// Whether a verb stands at `at` that no noun's attribute is: finite, of the third person, or an infinitive.
    fn verbal(&self, at: usize) -> bool {
        let (context, lexicons) = (self.page.context, self.page.context.lexicons);
        lexicons.vocabulary.terms(&context.tokens[at..at + 1], TermKind::Verb).any(|(_, f)| {
            let form = lexicons.verb_form(f);
            form.mood == Mood::Infinitive || (form.mood.finite() && form.person == 3)
        })
    }

    /// The country an adjective in these tokens tells: «cinese».
    fn demonym(&mut self, from: usize, to: usize) {
        let (context, lexicons) = (self.page.context, self.page.context.lexicons);
        let mut places =
            (from..to).filter_map(|at| lexicons.vocabulary.term(&context.tokens[at..to], TermKind::Demonym));
        if let Some((_, place)) = places.next() {
            let place = lexicons.entity(crate::lexicon::EntityId(place));
            self.sighting.country = place.country.map(|c| lexicons.entity(c).id.clone());
        }
    }

    /// What is said to be of it: «titolo di X», «ceo di X», «sindaco di X».
    fn of(&mut self) {
        let context = self.page.context;
        let Some(of) = self.previous().filter(|&b| context.preposition(b, "di")) else { return };
        let from = self.bounds().0;
        let bare = context.is_word(of, &["di"]);
        for at in (of.saturating_sub(WORDS_BETWEEN).max(from)..of).rev() {
            let token = context.token(at);
            if !token.is_word()
                || self.page.mention(at).is_some()
                || self.verbal(at) && self.noun_says(at, of).is_none()
            {
                return;
            }
            let whole = |end: Option<usize>| end == Some(of);
            let why = format!("«{} …»", self.page.text(at, of + 1).to_lowercase());
            let business = whole(self.cue(at, NameCue::Business, of));
            let firm = whole(self.cue(at, NameCue::Firm, of));
            let place = bare && whole(self.cue(at, NameCue::Place, of));
            let chip = self.page.chips && whole(self.noun(at, WordClass::CHIP, of));
            match () {
                () if business => return self.hint(Type::Company, STRONG, why),
                () if chip => return self.hint(Type::Company, MEDIUM, why),
                () if firm => return self.hint(Type::Company, WEAK, why),
                () if place => return self.hint(Type::Place, MEDIUM, why),
                () => {}
            }
            if context.function(at).is_some() {
                return;
            }
        }
    }

    /// Who says it: «secondo X», «scrive il X». With its article it is no person.
    fn source(&mut self) {
        let (context, lexicons) = (self.page.context, self.page.context.lexicons);
        let from = self.bounds().0;
        let Some(last) = self.previous() else { return };
        let articled = context.function(last) == Some(Function::Article);
        let Some(at) = (if articled { last.checked_sub(1).filter(|a| *a >= from) } else { Some(last) }) else { return };
        let tokens = &context.tokens[at..=at];
        let says = |f: u32| lexicons.verbs[lexicons.verb_form(f).verb as usize].class.has(WordClass::SAY);
        let verb = lexicons.vocabulary.terms(tokens, TermKind::Verb).any(|(_, f)| says(f));
        let according = |a: u32| lexicons.attribution[a as usize].class.has(WordClass::ACCORDING);
        // «svela la X» has an object; «lo scrive il X», «, riporta il X» have a subject
        let subject = !verb
            || at.checked_sub(1).filter(|b| *b >= from).is_none_or(|b| {
                !context.token(b).is_word()
                    || matches!(
                        context.function(b),
                        Some(Function::Clitic | Function::Article | Function::Subordinator)
                    )
            });
        if coded(&self.sighting.form) {
            return;
        }
        if verb || lexicons.vocabulary.terms(tokens, TermKind::Attribution).any(|(_, a)| according(a)) {
            let why = format!("«{} …»", self.page.text(at, last + 1).to_lowercase());
            self.hint(Type::Company, if articled && subject { MEDIUM } else { WEAK }, why);
        }
    }

    /// A tail, an apposition, or a firm's verb: «X S.p.A.», «X, la startup di Pavia», «X ha lanciato».
    fn after(&mut self) {
        let context = self.page.context;
        if let Some((first, last)) = self.run.tail {
            let kind = if context.cue(first, NameCue::Legal) { Type::Company } else { Type::Chip };
            let why = format!("«… {}»", self.page.text(first, last));
            self.hint(kind, STRONG, why);
        }
        let Some(next) = self.next() else { return };
        let token = context.token(next);
        if token.is(',') || token.is('(') || token.is('–') {
            self.apposition(next);
        } else if token.is_word() {
            self.verb(next);
            self.product(next);
        }
    }

    /// «X, la startup cinese che», «X (produttore di chip)», «X, ceo di Intel».
    fn apposition(&mut self, mark: usize) {
        let context = self.page.context;
        let until = self.bounds().1.min(mark + 2 + WORDS_BETWEEN);
        let article = |at: usize| {
            matches!(context.function(at), Some(Function::Article | Function::Indefinite))
                || context.is_word(at, &["ex"])
        };
        let mut at = mark + 1;
        while at < until && article(at) {
            at += 1;
        }
        let first = at;
        while at < until && context.token(at).is_word() && self.page.mention(at).is_none() {
            if let Some((kind, weight, end)) = self.noun_says(at, self.bounds().1) {
                // «X, aziende e governi» is a list, and so is «X, la startup e»
                let joined = context.tokens.get(end).is_some_and(|t| t.is(','))
                    || context.tokens.get(end).is_some_and(|_| context.is_word(end, &["e", "ed"]));
                let bare = at == first && first == mark + 1;
                if bare && (joined || kind == Some(Type::Chip) || self.run.opening) {
                    return;
                }
                if kind == Some(Type::Person) {
                    self.sighting.role = Some(self.page.text(at, end).to_lowercase());
                    self.sighting.owner = self.named_after(end);
                } else {
                    self.demonym(end, (end + 2).min(self.bounds().1));
                }
                let why =
                    format!("«…{} {}»", self.page.text(mark, mark + 1), self.page.text(mark + 1, end).to_lowercase());
                return self.hint(kind, weight, why);
            }
            if context.function(at).is_some() || self.verbal(at) {
                return;
            }
            at += 1;
        }
    }

    /// The firm after «di»: «ceo di Intel».
    fn named_after(&self, at: usize) -> Option<String> {
        let context = self.page.context;
        if at + 1 >= self.bounds().1 || !context.preposition(at, "di") {
            return None;
        }
        let mention = self.page.mention(at + 1).filter(|m| matches!(m.kind, Type::Company | Type::Institution))?;
        Some(context.lexicons.entity(mention.entity()?).id.clone())
    }

    /// «X ha lanciato», «X produce»: firms do, and people too.
    fn verb(&mut self, next: usize) {
        if coded(&self.sighting.form) {
            return;
        }
        let (context, lexicons) = (self.page.context, self.page.context.lexicons);
        let until = self.bounds().1.min(next + 2);
        for at in next..until {
            let relations = lexicons
                .vocabulary
                .terms(&context.tokens[at..at + 1], TermKind::Verb)
                .filter_map(|(_, f)| lexicons.verbs[lexicons.verb_form(f).verb as usize].relation);
            if relations.into_iter().any(|r| OF_FIRMS.contains(&lexicons.relation(r))) {
                let why = format!("«… {}»", self.page.text(next, at + 1));
                return self.hint(Type::Company, WEAK, why);
            }
        }
    }

    /// «X di Nvidia»: what a firm makes.
    fn product(&mut self, next: usize) {
        let context = self.page.context;
        if !context.preposition(next, "di") || next + 1 >= self.bounds().1 {
            return;
        }
        let maker = self.page.mention(next + 1).filter(|m| m.kind == Type::Company).and_then(Mention::entity);
        if let Some(maker) = maker {
            self.made_by(maker, format!("«… {}»", self.page.text(next, next + 2)), WEAK);
        }
    }

    /// «Nvidia X2»: the maker right before.
    fn maker(&mut self) {
        let Some(before) = self.run.first.checked_sub(1).filter(|b| *b >= self.bounds().0) else { return };
        if self.page.context.token(self.run.first).glued() {
            return;
        }
        let maker = self.page.mention(before).filter(|m| m.kind == Type::Company);
        if let Some((maker, entity)) = maker.and_then(|m| Some((m, m.entity()?))) {
            let why = format!("«{} …»", self.page.text(maker.first as usize, maker.last as usize));
            self.made_by(entity, why, MEDIUM);
        }
    }

    fn made_by(&mut self, maker: crate::lexicon::EntityId, why: String, weight: u32) {
        let maker = self.page.context.lexicons.entity(maker);
        let chips = ["chipmaker", "memory", "foundry"].iter().any(|k| maker.is(k));
        let models = maker.is("ai");
        // A firm of neither kind makes chips too, where the name has a chip's shape and chips are spoken of.
        let shape = coded(&self.sighting.form);
        let id = maker.id.clone();
        match (chips, models) {
            (true, _) if shape || self.among(Type::Chip) => self.hint(Type::Chip, weight, why),
            (_, true) if shape || self.among(Type::Model) => self.hint(Type::Model, weight, why),
            _ if shape && self.among(Type::Chip) => self.hint(Type::Chip, weight, why),
            _ => return,
        }
        self.sighting.owner = Some(id);
    }

    /// Whether the sentence speaks of chips, or of AI models.
    fn among(&self, kind: Type) -> bool {
        let context = self.page.context;
        let (from, to) = self.bounds();
        (from..to).any(|at| {
            self.page.mention(at).is_some_and(|m| m.kind == kind)
                || match kind {
                    Type::Chip => self.page.chips && context.noun(at, WordClass::CHIP),
                    _ => context.cue(at, NameCue::Model),
                }
        })
    }

    /// Beside a known name in a list: «Nvidia, X e Intel».
    fn listed(&mut self) {
        let context = self.page.context;
        let (from, to) = self.bounds();
        let joins = |at: usize| context.token(at).is(',') || context.is_word(at, &["e", "ed", "o"]);
        let before = self.run.first.checked_sub(2).filter(|b| *b >= from && joins(b + 1));
        let after = Some(self.run.last + 1).filter(|a| *a < to && joins(a - 1));
        for at in before.into_iter().chain(after) {
            let Some(mention) = self.page.mention(at) else { continue };
            let weight = match mention.kind {
                Type::Company | Type::Chip | Type::Model => MEDIUM,
                Type::Place | Type::Person | Type::Institution => WEAK,
                Type::Date | Type::Figure => continue,
            };
            let other = self.page.text(mention.first as usize, mention.last as usize);
            self.hint(mention.kind, weight, format!("beside {other}"));
            break;
        }
    }

    /// What its own words say: «Zeta Labs», «Istituto Zeta», «MI455X».
    fn own_words(&mut self) {
        let context = self.page.context;
        let Run { first, last, .. } = self.run;
        let longer = (first + 1..last).any(|at| context.token(at).spaced());
        let tail = (first + 1..last).rev().find(|&at| context.token(at).spaced());
        if let Some(tail) = tail.filter(|&t| context.cue(t, NameCue::Thing)) {
            let why = format!("«… {}»", self.page.text(tail, last));
            self.hint(Type::Company, WEAK, why);
        }
        if let Some(tail) = tail.filter(|&t| context.cue(t, NameCue::Tail)) {
            let why = format!("«… {}»", self.page.text(tail, last));
            self.hint(Type::Company, MEDIUM, why);
        }
        if longer && let Some(end) = self.cue(first, NameCue::Body, last).filter(|&end| end < last) {
            let kind =
                if self.noun(first, WordClass::COMPANY, last).is_some() { Type::Company } else { Type::Institution };
            let why = format!("«{} …»", self.page.text(first, end));
            self.hint(kind, MEDIUM, why);
        }
        if longer && self.cue(first, NameCue::Aside, last).is_some() {
            let why = format!("«{} …»", self.page.text(first, first + 1));
            self.hint(None, STRONG, why);
        }
        if longer && context.token(first).begins(TermKind::GivenName) {
            self.hint(Type::Person, STRONG, "a first name".to_owned());
        }
        let Some(kind) = [Type::Chip, Type::Model].into_iter().find(|&k| self.among(k)) else { return };
        if coded(&self.sighting.form) {
            // «la MI455X» is a thing, «in FP16» is not
            let articled = self.previous().is_some_and(|b| {
                let vocabulary = &context.lexicons.vocabulary;
                let word = context.token(b).word;
                context.function(b) == Some(Function::Article)
                    || (vocabulary.base(word) != word && context.token(b).is_word())
            });
            self.hint(kind, if articled { MEDIUM } else { WEAK }, "shape".to_owned());
        }
    }
}

/// Whether the last word is letters and digits as names of chips and models are: «MI455X», «P800».
fn coded(form: &str) -> bool {
    let word = form.rsplit(' ').next().unwrap_or(form);
    if word.contains('-') || word.chars().filter(|c| c.is_lowercase()).count() > 1 {
        return false;
    }
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    digits >= 2 && capitals >= 1 && word.len() >= 3 && word.len() <= 12
}
