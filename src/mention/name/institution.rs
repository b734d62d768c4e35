//! Institutions no list holds: a noun and a demonym («governo statunitense»), or a capital noun, «di» and a place («Università
//! di Pisa»).

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
        let (place, last) = if let Some((len, place)) = vocabulary.term(&tokens[next..], TermKind::Demonym) {
            (EntityId(place), next + len)
        } else if lexicons.institution_nouns[noun as usize].of_place
            && tokens[at].capital()
            && context.preposition(next, "di")
        {
            let Some((place, end)) = place_at(tagger, next + 1) else { continue };
            (place, end)
        } else {
            continue;
        };
        let entity = lexicons.made.of(noun, place);
        new.push(named(context, entity, at, last, tokens[last - 1].end, sentence));
    }
    put(mentions, new);
}

/// The place whose name begins at a token, whether it counts there alone or not, and the token after it.
fn place_at(tagger: &Tagger<'_>, first: usize) -> Option<(EntityId, usize)> {
    let at = tagger.hits.partition_point(|h| (h.first as usize) < first);
    let hit = tagger.hits.get(at).filter(|h| h.first as usize == first)?;
    let readings = tagger.readings(hit);
    let place = readings.iter().find(|r| tagger.context.lexicons.entity(r.form.entity).kind == Type::Place)?;
    Some((place.form.entity, super::past(tagger.context, first, place.end)))
}
