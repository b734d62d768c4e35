//! Institutions no list holds: a noun and a demonym («governo statunitense»), or a capital noun, «di» and a place («Università
//! di Pisa»); a government of a country or of who heads it, in small letters too («governo dei Paesi Bassi», «amministrazione di
//! Donald Trump»).

use super::{Mention, Tagger, TermKind, Type, named, put};
use crate::lexicon::EntityId;

/// Puts them among the mentions; the longer of two wins, and a name inside one («Esteri») is a part of it.
pub(super) fn made(tagger: &Tagger<'_>, mentions: &mut Vec<Mention>) {
    let context = tagger.context;
    let (tokens, lexicons) = (context.tokens, context.lexicons);
    let vocabulary = &lexicons.vocabulary;
    let mut new = Vec::new();
    for &(at, sentence) in &tagger.institution_nouns {
        let at = at as usize;
        let Some((len, noun)) = vocabulary.term(&tokens[at..], TermKind::InstitutionNoun) else { continue };
        let next = at + len;
        if next >= context.sentences[sentence as usize].last as usize {
            continue;
        }
        let government = lexicons.institution_nouns[noun as usize].id == GOVERNMENT && context.preposition(next, "di");
        if let Some((entity, last)) = government.then(|| headed_by(tagger, next + 1)).flatten() {
            new.push(named(context, entity, at, last, tokens[last - 1].end, sentence));
            continue;
        }
        let (place, last) = if let Some((len, place)) = vocabulary.term(&tokens[next..], TermKind::Demonym) {
            (EntityId(place), next + len)
        } else if lexicons.institution_nouns[noun as usize].of_place
            && tokens[at].capital()
            && context.preposition(next, "di")
        {
            let Some((place, end)) = place_at(tagger, next + 1) else { continue };
            (place, end)
        } else if government
            && let Some(country) = place_at(tagger, next + 1).filter(|p| lexicons.entity(p.0).is("country"))
            && lasting(&lexicons.entity(lexicons.made.of(noun, country.0)).name)
        {
            country
        } else {
            continue;
        };
        let entity = lexicons.made.of(noun, place);
        new.push(named(context, entity, at, last, tokens[last - 1].end, sentence));
    }
    put(mentions, new);
}

/// Whether a government is named for its country, not for who heads it today: «governo olandese», unlike «amministrazione Trump», which
/// «il governo degli Stati Uniti» may not have been.
fn lasting(name: &str) -> bool {
    name.rsplit(' ').next().is_some_and(|last| last.starts_with(char::is_lowercase))
}

/// The row of `institution_nouns.csv` for governments.
const GOVERNMENT: &str = "government";

/// The government of the person whose name begins at a token, and the token after it: «Donald Trump».
fn headed_by(tagger: &Tagger<'_>, first: usize) -> Option<(EntityId, usize)> {
    let lexicons = tagger.context.lexicons;
    let at = tagger.hits.partition_point(|h| (h.first as usize) < first);
    let hit = tagger.hits.get(at).filter(|h| h.first as usize == first)?;
    let person = hit.chosen.map(|e| lexicons.entity(e)).filter(|e| e.kind == Type::Person)?;
    let body = person.owner.filter(|&o| lexicons.entity(o).is("government"))?;
    Some((body, hit.last as usize))
}

/// The place whose name begins at a token, whether it counts there alone or not, and the token after it.
fn place_at(tagger: &Tagger<'_>, first: usize) -> Option<(EntityId, usize)> {
    let at = tagger.hits.partition_point(|h| (h.first as usize) < first);
    let hit = tagger.hits.get(at).filter(|h| h.first as usize == first)?;
    let readings = tagger.readings(hit);
    let place = readings.iter().find(|r| tagger.context.lexicons.entity(r.form.entity).kind == Type::Place)?;
    Some((place.form.entity, super::past(tagger.context, first, place.end)))
}
