//! People the lexicons do not hold: a first name and what follows it («Marta Colleoni»), then the bare surname.

use super::again::{Names, everywhere, last_capital};
use super::{Context, Kind, Mention, NameCue, Reading, Tagger, TermKind, Type, WORDS, named, overlapping, put};
use crate::lexicon::{Function, WordRole};
use crate::span::Span;

/// The longest name, in words after the first name.
const LONGEST: usize = 4;

/// Puts them among the mentions.
pub(super) fn unknown(tagger: &Tagger<'_>, mentions: &mut Vec<Mention>) {
    let context = tagger.context;
    let (mut new, mut surnames) = (Vec::new(), Names::default());
    let given = tagger.given.iter().map(|&g| g as usize);
    // First names that are a name of another kind too («Florence», «Claude»), where that one was not chosen.
    let doubled = tagger.hits.iter().filter(|h| h.chosen.is_none() && !tagger.computer(h)).map(|h| h.first as usize);
    let titled = titled(tagger, mentions);
    let mut starts: Vec<usize> = given.chain(doubled).chain(titled.iter().copied()).collect();
    starts.sort_unstable();
    let mut sentence = 0;
    let mut done = 0;
    for first in starts {
        while context.sentences[sentence].last as usize <= first {
            sentence += 1;
        }
        let titled = titled.binary_search(&first).is_ok();
        // «il ministro Wang»: a family name alone
        if titled && first >= done && family_alone(context, first, context.sentences[sentence].last as usize) {
            new.push(named(
                context,
                context.lexicons.unknown_person,
                first,
                first + 1,
                context.token(first).end,
                sentence as u32,
            ));
            done = first + 1;
            continue;
        }
        if first < done || !titled && !context.token(first).begins(TermKind::GivenName) {
            continue;
        }
        let until = context.sentences[sentence].last as usize;
        if !titled && part_of_longer(context, first, context.sentences[sentence].first as usize) {
            continue;
        }
        // «BERT Base»: a first name in capitals before a word that is not
        let shouted = |at: usize| at < until && context.token(at).all_capitals();
        if !titled && shouted(first) && !shouted(first + 1) {
            continue;
        }
        let Some((last, surname)) = surname(context, first, until, mentions) else { continue };
        let name = Span::new(context.token(first).start, context.token(last - 1).end).of(context.text);
        if super::find::stopped(context, name, name) {
            continue;
        }
        let entity = context.lexicons.unknown_person;
        new.push(named(context, entity, first, last, context.token(last - 1).end, sentence as u32));
        let family = is_family(context, first);
        let bare = if family { first..first + 1 } else { surname..last };
        // «Wei Kang Lim», then «Lim»: what stands first may be a first name, too
        let last_too = (family && last == first + 3 && is_family(context, last - 1)).then_some(last - 1..last);
        for bare in std::iter::once(bare).chain(last_too) {
            let surname = Span::new(context.token(bare.start).start, context.token(bare.end - 1).end).of(context.text);
            let begun = surnames.entry(context.word(bare.start)).or_default();
            if !begun.iter().any(|(other, _)| *other == surname) {
                begun.push((surname, entity));
            }
        }
        done = last;
    }
    put(mentions, new);
    known(context, mentions, &mut surnames);
    if !surnames.is_empty() {
        // «a Firenze»: the town, not whoever is called so
        let bare = everywhere(context, &surnames, mentions, |again| {
            let located = again.first.checked_sub(1).is_some_and(|b| context.at_place(b));
            !(located && place_at(mentions, again.first))
        });
        put(mentions, bare);
    }
}

/// Whether a name that families have in the East stands at the token.
fn is_family(context: Context<'_>, at: usize) -> bool {
    context.lexicons.vocabulary.term(&context.tokens[at..], TermKind::GivenName).is_some_and(|(_, order)| order == 1)
}

/// Whether a family name stands at the token and no other capital word follows, of a name that goes on.
fn family_alone(context: Context<'_>, at: usize, until: usize) -> bool {
    let next = context.tokens.get(at + 1).filter(|_| at + 1 < until);
    let ends = next.is_none_or(|n| !n.glued() || n.kind == Kind::Symbol && !n.is('-'));
    is_family(context, at) && ends && last_capital(context, at, until)
}

/// The fewest bytes of a surname that may stand bare although its row of the lexicon has none: «Su», «Li» are too many words.
const BARE: u32 = 4;

/// Adds the surnames of people the lexicons hold, told in full, whose bare surname no row has: «Will Wong», then «Wong»; where two share
/// one, it is nobody's.
fn known<'t>(context: Context<'t>, mentions: &[Mention], surnames: &mut Names<'t>) {
    for mention in mentions.iter().filter(|m| m.kind == Type::Person && m.last > m.first + 1) {
        let Reading::Name(entity) = mention.reading else { continue };
        let last = context.token(mention.last as usize - 1);
        let plain = last.is_word() && last.capital() && last.spaced() && last.end == mention.span.end;
        if entity == context.lexicons.unknown_person
            || !plain
            || last.end - last.start < BARE
            || last.terms.any(WORDS)
            || last.begins(TermKind::GivenName) && !is_family(context, mention.last as usize - 1)
        {
            continue;
        }
        let surname = Span::new(last.start, last.end).of(context.text);
        let begun = surnames.entry(surname).or_default();
        match begun.iter_mut().find(|(other, _)| *other == surname) {
            Some((_, whose)) if *whose != entity => *whose = context.lexicons.unknown_person,
            Some(_) => {}
            None => begun.push((surname, entity)),
        }
    }
}

/// How many words may say of what one is minister or head: «il ministro del commercio estero».
const OFFICE: usize = 3;

/// Where a name of two words that no lexicon holds follows a title, bare or with its office in small letters («il ministro del digitale
/// Gobind Singh Deo», «l'analista Dan Nystedt»), or stands before one and a comma («Octave Klaba, amministratore delegato di»), or a family
/// name of the East follows alone («il ministro Wang»). In order.
fn titled(tagger: &Tagger<'_>, mentions: &[Mention]) -> Vec<usize> {
    let context = tagger.context;
    let mut found = Vec::new();
    let capital = |at: usize, until: usize| {
        let token = context.token(at);
        at < until
            && token.kind == Kind::Word
            && token.capital()
            && !token.all_capitals()
            && !token.begins(TermKind::Demonym)
            && !token.begins(TermKind::InstitutionNoun)
            && overlapping(mentions, at, at + 1).is_empty()
    };
    let name =
        |at: usize, until: usize| capital(at, until) && context.token(at).spaced() && !context.token(at).after_line();
    for &(at, sentence) in &tagger.titles {
        let (at, until) = (at as usize, context.sentences[sentence as usize].last as usize);
        if context.lexicons.vocabulary.term(&context.tokens[at..], TermKind::Title).is_none() {
            continue;
        }
        // «Ho detto al Ministro Wang»
        if at + 1 < until && name(at + 1, until) && family_alone(context, at + 1, until) {
            found.push(at + 1);
        }
        if context.token(at).capital() {
            continue;
        }
        let small = |i: usize| i < until && context.token(i).is_word() && !context.token(i).capital();
        let office = (at + 1..at + 1 + OFFICE).take_while(|&i| small(i)).count();
        let first = at + 1 + office;
        // «il ministro della Difesa»: the office
        let apart = office == 0 || context.function(first - 1).is_none();
        if apart && first + 1 < until && name(first, until) && name(first + 1, until) {
            found.push(first);
        }
        let start = context.sentences[sentence as usize].first as usize;
        let article = usize::from(at > start && context.function(at - 1) == Some(Function::Article));
        let comma = at.checked_sub(1 + article).filter(|&c| c >= start + 2 && context.token(c).is(','));
        let apposed = comma.map(|c| c - 2).filter(|&f| capital(f, until) && name(f + 1, until));
        let alone = |f: usize| f == start || !context.token(f - 1).is_word() || !context.token(f - 1).capital();
        found.extend(apposed.filter(|&f| alone(f)));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// «via Giuseppe Verdi», «Istituto Mario Negri»: a first name inside the name of something else.
fn part_of_longer(context: Context<'_>, first: usize, from: usize) -> bool {
    let Some(before) = first.checked_sub(1).filter(|b| *b >= from) else { return false };
    let token = context.token(before);
    if !context.token(first).spaced() || !token.is_word() || token.elided() {
        return false;
    }
    if context.cue(before, NameCue::Road) {
        return true;
    }
    token.capital()
        && before > from
        && context.function(before).is_none()
        && !context.cue(before, NameCue::Title)
        && !token.begins(TermKind::GivenName)
        && !context.token(first).after_line()
}

/// The end of the name that a first name begins, and where its surname begins.
fn surname(context: Context<'_>, first: usize, until: usize, mentions: &[Mention]) -> Option<(usize, usize)> {
    let (mut at, mut surname, mut words) = (first + 1, None, 0);
    // One past the last capital word.
    let mut end = at;
    while at < until && words < LONGEST {
        let token = context.token(at);
        let taken = overlapping(mentions, at, at + 1).iter().any(|m| m.kind != Type::Place);
        if token.kind != Kind::Word || token.glued() || token.after_line() || taken {
            break;
        }
        let next = context.tokens.get(at + 1).filter(|_| at + 1 < until);
        if !token.capital() {
            let small = context.has_role(at, WordRole::Particle) && next.is_some_and(|n| n.capital() && n.spaced());
            // «Anna di Milano» comes from there
            let place = place_at(mentions, at + 1);
            // «Anna Rossi del Comune»
            let body = small
                && (context.cue(at + 1, NameCue::Body) || context.token(at + 1).begins(TermKind::InstitutionNoun));
            // «Filippo Dionisi di IG» works there
            let firm = small
                && context.token(at + 1).all_capitals()
                && context.token(at + 1).end - context.token(at + 1).start > 1;
            // «Riccardo Sala di Banca Akros» works there; «Anna di Pietro» is called so
            let works = small && surname.is_some() && context.preposition(at, "di");
            if !small || place || body || firm || works {
                break;
            }
            surname.get_or_insert(at);
            at += 1;
            continue;
        }
        let letter = token.end - token.start == 1;
        if letter && next.is_some_and(|n| n.is('.')) {
            at += 2;
            continue;
        }
        // «Isabella V»: no surname; «Thomas S Kuhn»
        if letter && surname.is_none() {
            if !next.is_some_and(|n| n.is_word() && n.capital() && n.spaced() && !n.after_line()) {
                return None;
            }
            at += 1;
            continue;
        }
        if !token.begins(TermKind::GivenName) || surname.is_some() || last_capital(context, at, until) {
            surname.get_or_insert(at);
        }
        at += 1;
        // «D'Amico», «Chia-hung»
        while at < until && context.token(at).glued() {
            let glued = context.token(at);
            let hyphen = glued.is('-') && context.tokens.get(at + 1).is_some_and(|n| n.glued() && n.is_word());
            if !(hyphen || glued.is_word()) {
                break;
            }
            at += 1;
        }
        words += 1;
        end = at;
    }
    let at = end;
    let surname = surname?;
    if (first + 1..at)
        .any(|t| context.cue(t, NameCue::Thing) || (context.token(t).capital() && context.cue(t, NameCue::Tail)))
    {
        return None;
    }
    (context.token(at - 1).end > context.token(surname).start).then_some((at, surname))
}

/// Whether the name of a place begins at the token.
fn place_at(mentions: &[Mention], at: usize) -> bool {
    overlapping(mentions, at, at + 1).first().is_some_and(|m| m.kind == Type::Place && m.first as usize == at)
}
