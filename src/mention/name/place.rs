//! Where a place's name is none («via Roma», «Francesco Messina», «la Roma di Mourinho»), and where it is longer than the
//! lexicon has it («provincia di Pavia», «Cina continentale»).

use super::evidence::Near;
use super::{Context, Form, Function, Kind, Mention, NameCue, Reading, Tagger, TermKind, Type};
use crate::lexicon::{CalendarClass, Entity, UnitKind};

/// How many words of sport make a sentence one about matches.
const SPORT: usize = 2;

/// What stands before a team: articles, with or without a preposition, and «contro».
const BEFORE_A_TEAM: [&str; 14] =
    ["il", "del", "al", "dal", "sul", "la", "della", "alla", "dalla", "l'", "dell'", "all'", "dall'", "contro"];

impl Near<'_, '_> {
    /// Whether a place's name stands for something else here.
    pub(super) fn no_place(&self, entity: &Entity, form: &Form, opening: impl Fn() -> bool) -> bool {
        let vast = || ["country", "continent", "area"].iter().any(|k| entity.is(k));
        let city = || ["city", "comune"].iter().any(|k| entity.is(k));
        // «presidente Usa», «dollari Usa»: short forms of countries follow other names like adjectives
        let short = form.written.len() <= 4 && entity.is("country");
        self.given_before()
            || self.of_money()
            || self.after_given_particle(&["da", "d'"])
            || self.first_name_of_another()
            || self.after_road(vast)
            || self.inside_body()
            || (&*form.written == "Usa" && opening() && self.is_the_verb())
            || (!short
                && (self.unknown_before() || (self.unknown_after() && !vast() && !self.located() && !self.tailed())))
            || self.plays(city)
    }

    /// Whether it tells whose money is meant: «in dollari USA».
    fn of_money(&self) -> bool {
        let context = self.tagger.context;
        let Some(before) = self.before().filter(|&b| context.token(b).begins(TermKind::Unit)) else { return false };
        let money = |unit: u32| context.lexicons.units[unit as usize].kind == UnitKind::Money;
        let mut units = context.lexicons.vocabulary.terms(&context.tokens[before..], TermKind::Unit);
        units.any(|(len, unit)| before + len == self.last && len > 1 && money(unit))
    }

    /// Whether a word follows that parts of towns are called by: «Roma Nord», «Milano Centrale».
    fn tailed(&self) -> bool {
        self.after().is_some_and(|a| part_of_town(self.tagger.context, a))
    }

    /// Whether a preposition of place stands before: «a Roma», «in Cina», «di Firenze», «nella Milano degli anni Ottanta».
    fn located(&self) -> bool {
        self.after_word(&["a", "ad", "in", "di", "da", "per", "nella", "nel", "verso", "fuori"])
    }

    /// «Arno Wallaard»: the name is a first name too, and a surname follows.
    fn first_name_of_another(&self) -> bool {
        let context = self.tagger.context;
        self.last == self.first + 1
            && context.token(self.first).begins(TermKind::GivenName)
            && self.unknown_after()
            && !self.located()
    }

    /// «via Roma», «stadio Torino», «Coppa Italia».
    fn after_road(&self, vast: impl Fn() -> bool) -> bool {
        let context = self.tagger.context;
        let Some(before) = self.before().filter(|&b| context.cue(b, NameCue::Road)) else { return false };
        if !context.token(self.first).spaced() {
            return false;
        }
        if !context.is_word(before, &["via"]) {
            return true;
        }
        // «spediti via Singapore» is a way, «in via Singapore» a street
        let street = before.checked_sub(1).is_some_and(|b| {
            context.is_word(
                b,
                &["in", "di", "da", "a", "e", "tra", "la", "della", "dalla", "alla", "nella", "sulla", "su"],
            )
        });
        (street || context.token(before).capital()) && !vast()
    }

    /// «Università di Pisa», «Banca Popolare di Milano», «Regione Lombardia»: the place inside a body's name.
    fn inside_body(&self) -> bool {
        let context = self.tagger.context;
        let Some(mut at) = self.before() else { return false };
        let from = self.sentence.0;
        // «il Policlinico Gemelli di Roma»: what is named already ends before the place
        let named = |end: usize| {
            let known = |h: &&super::Hit| h.last as usize == end && h.last - h.first > 1;
            self.tagger.hits[..self.at].iter().rev().take(2).any(|h| known(&h) && h.chosen.is_some())
        };
        if context.preposition(at, "di") || context.is_word(at, &["of", "de", "du"]) {
            if named(at) {
                return false;
            }
            let Some(before) = at.checked_sub(1).filter(|b| *b >= from) else { return false };
            at = before;
        } else if context.preposition(at, "per") || !context.token(self.first).spaced() {
            return false;
        }
        // up to two words between («Cassa di Risparmio di …», «Banca Popolare di …»)
        for back in 0..3 {
            let Some(word) = at.checked_sub(back).filter(|w| *w >= from) else { return false };
            let token = context.token(word);
            if !token.is_word() {
                return false;
            }
            if token.capital() && context.cue(word, NameCue::Body) {
                return true;
            }
            if !token.capital() && context.function(word) != Some(Function::Preposition) {
                return false;
            }
        }
        false
    }

    /// «Usa i chip di Nvidia»: what follows is the verb's object.
    fn is_the_verb(&self) -> bool {
        let context = self.tagger.context;
        self.after().is_some_and(|a| {
            let object = [
                Function::Article,
                Function::Indefinite,
                Function::Possessive,
                Function::Demonstrative,
                Function::Quantifier,
            ];
            context.token(a).is_digits() || context.function(a).is_some_and(|f| object.contains(&f))
        })
    }

    /// Whether a month stands at `at`: «15-18 ottobre» are days, no score.
    fn month_at(&self, at: usize) -> bool {
        let Tagger { context, .. } = self.tagger;
        at < self.sentence.1
            && (context.lexicons.vocabulary.terms(&context.tokens[at..], TermKind::Calendar))
                .any(|(_, row)| matches!(context.lexicons.calendar[row as usize].class, CalendarClass::Month))
    }

    /// A place that stands for its team: «il Napoli», and in a sentence about matches «la Roma», «Italia-Francia 2-1».
    fn plays(&self, city: impl Fn() -> bool) -> bool {
        let context = self.tagger.context;
        let article = self
            .before()
            .filter(|&b| context.token(b).begins(TermKind::Function) && context.is_word(b, &BEFORE_A_TEAM) && city());
        // Cities are feminine, clubs are masculine: «il Napoli», «del Torino».
        if article.is_some_and(|b| context.is_word(b, &["il", "del", "al", "dal", "sul"])) {
            return true;
        }
        if self.located() {
            return false;
        }
        let needed = if article.is_some() { 1 } else { SPORT };
        let mut seen = 0;
        for at in self.sentence.0..self.sentence.1 {
            let token = &context.tokens[at];
            let score = token.is_digits()
                && context.tokens.get(at + 1).is_some_and(|t| t.glued() && matches!(t.symbol, '-' | '–'))
                && context.tokens.get(at + 2).is_some_and(|t| t.glued() && t.is_digits() && t.end - t.start <= 2)
                && token.end - token.start <= 2
                && !self.month_at(at + 3);
            // a gate of one bit: all of the sentence is looked through for each place
            let sport = || token.begins(TermKind::NameCue) && context.cue(at, NameCue::Sport);
            if score || (token.kind == Kind::Word && sport()) {
                seen += 1;
                if seen >= needed {
                    return true;
                }
            }
        }
        false
    }
}

/// Makes places as long as the text does: «provincia di Pavia», «Ucraina orientale»; a firm's name takes the country after it
/// («Samsung Italia»).
pub(super) fn longer(context: Context<'_>, mentions: &mut Vec<Mention>) {
    let (mut kept, mut at) = (0, 0);
    while at < mentions.len() {
        if kept < at {
            mentions.swap(kept, at);
        }
        at += 1;
        let branch = mentions.get(at).filter(|next| branch_of(context, &mentions[kept], next));
        let branch = branch.map(|branch| (branch.last, branch.span.end));
        let mention = &mut mentions[kept];
        if let Some(end) = branch {
            (mention.last, mention.span.end) = end;
            at += 1;
        }
        if mention.kind == Type::Place
            && let Reading::Name(entity) = mention.reading
        {
            let entity = context.lexicons.entity(entity);
            lengthen(context, mention, entity);
            let end = mention.span.end;
            while mentions.get(at).is_some_and(|next| next.kind == Type::Place && next.span.start < end) {
                at += 1;
            }
            with_territory(context, &mut mentions[kept], entity);
        }
        kept += 1;
    }
    mentions.truncate(kept);
}

/// Whether `next` is the country whose branch of the firm is meant: «Samsung Italia».
fn branch_of(context: Context<'_>, mention: &Mention, next: &Mention) -> bool {
    let token = context.token(next.first as usize);
    mention.kind == Type::Company
        && next.kind == Type::Place
        && next.sentence == mention.sentence
        && next.first == mention.last
        && next.entity().is_some_and(|e| context.lexicons.entity(e).is("country"))
        && token.spaced()
        && !token.after_line()
        && next.span.end - token.start > 3
}

/// Adds the side («Cina orientale») or the part of town («Roma Nord») that follows.
fn lengthen(context: Context<'_>, mention: &mut Mention, entity: &Entity) {
    let until = context.sentences[mention.sentence as usize].last as usize;
    let (first, last) = (mention.first as usize, mention.last as usize);
    if last < until
        && ["country", "continent", "area"].iter().any(|k| entity.is(k))
        && (!context.token(last).capital() || entity.is("area"))
        && context.token(last).spaced()
        && let Some((len, _)) = side(context, last)
    {
        mention.last += len as u32;
        mention.span.end = context.token(last + len - 1).end;
    }
    if let Some(past) = with_part(context, first, mention.last as usize, until, entity) {
        mention.last = past as u32;
        mention.span.end = context.token(past - 1).end;
    }
}

/// Adds the noun before: «provincia di Pavia».
fn with_territory(context: Context<'_>, mention: &mut Mention, entity: &Entity) {
    let from = context.sentences[mention.sentence as usize].first;
    let of = mention.first.checked_sub(1).filter(|&of| of > from && context.preposition(of as usize, "di"));
    let Some(noun) = of.map(|of| of as usize - 1) else { return };
    let italian = entity.country.is_some_and(|c| context.lexicons.entity(c).id == "IT");
    let vast = ["country", "continent", "city", "area"].iter().any(|k| entity.is(k));
    // «una regione del Marocco», «l'isola di Cuba»: a part of the country, or the country
    let part = vast && context.is_word(noun, &["regione", "isola", "penisola", "valle"]);
    let office = italian && context.is_word(noun, &["prefettura", "dipartimento"]);
    if context.cue(noun, NameCue::Territory) && !context.token(noun).capital() && !part && !office {
        mention.first = noun as u32;
        mention.span.start = context.token(noun).start;
    }
}

/// The words of a side («orientale», «sud-orientale») that begin at `at`.
fn side(context: Context<'_>, at: usize) -> Option<(usize, u32)> {
    let vocabulary = &context.lexicons.vocabulary;
    vocabulary.terms(&context.tokens[at..], TermKind::NameCue).find(|(_, payload)| *payload == NameCue::Side as u32)
}

/// One past the last token of a town's name with the part of town after it: «Roma Nord», «aeroporto di Milano-Malpensa».
fn with_part(context: Context<'_>, first: usize, last: usize, end: usize, entity: &Entity) -> Option<usize> {
    if last >= end || !["city", "comune"].iter().any(|k| entity.is(k)) {
        return None;
    }
    if part_of_town(context, last) {
        return Some(last + 1);
    }
    let site = || {
        let of = first.checked_sub(1).filter(|&of| context.preposition(of, "di"))?;
        of.checked_sub(1).filter(|&noun| context.cue(noun, NameCue::Site))
    };
    let part = context.tokens.get(last + 1).filter(|_| last + 1 < end)?;
    let hyphen = context.token(last).glued() && context.token(last).is('-');
    (hyphen && part.glued() && part.capital() && part.is_word() && site().is_some()).then_some(last + 2)
}

/// A capital word that parts of towns are called by («Nord», «Centrale», «Scalo»), and no name begins with: «Marina Colombi».
fn part_of_town(context: Context<'_>, at: usize) -> bool {
    let token = context.token(at);
    let name = context.tokens.get(at + 1).is_some_and(|t| t.capital() && t.is_word() && t.spaced() && !t.after_line());
    token.capital()
        && token.is_word()
        && token.spaced()
        && !token.after_line()
        && context.cue(at, NameCue::Part)
        && !name
}
