//! Firms the lexicons do not hold, where what stands beside a name says that it is one; then the same name wherever it stands.
//!
//! | text | why |
//! | --- | --- |
//! | «Zorba Semiconductor», «Foxtrot Capital Partners», «Morelli S.p.A.» | a tail of firms (`maker`, `legal` of `name_cues.csv`) |
//! | «l'azienda Lumina Data», «la startup Brillo» | a noun that is put to a firm's name (`put`) |
//! | «Foxtrot Capital Partners (FCP)», then «FCP», «Foxtrot» | short for a name told before |

use super::again::{Names, everywhere, last_capital};
use super::{Context, Kind, Mention, NameCue, Tagger, TermKind, WORDS, overlapping, put};
use crate::span::Span;

/// The longest name, in words.
const LONGEST: usize = 4;

/// The fewest bytes of a first word that may stand for the name.
const BARE: u32 = 4;

/// Whether the capital word at `at` is a firm's tail, or follows a noun that is put to a firm's name; `first` begins its sentence.
pub(super) fn may_tell(context: Context<'_>, at: usize, first: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|&b| b >= first) else { return false };
    let token = context.token(before);
    if token.capital() {
        context.token(at).begins(TermKind::NameCue) && telling(context, at)
    } else {
        token.begins(TermKind::NameCue) && context.cue(before, NameCue::Put)
    }
}

/// Whether a tail stands at the token that only firms have.
fn telling(context: Context<'_>, at: usize) -> bool {
    telling_to(context, at).is_some()
}

/// The token after such a tail.
fn telling_to(context: Context<'_>, at: usize) -> Option<usize> {
    let is = |payload| payload == NameCue::Maker as u32 || payload == NameCue::Legal as u32;
    let tail = context.lexicons.vocabulary.term_that(&context.tokens[at..], TermKind::NameCue, is);
    tail.map(|(len, _)| at + len)
}

/// Whether a tail of firms stands at the token, telling or not.
fn tail(context: Context<'_>, at: usize) -> bool {
    context.cue(at, NameCue::Tail) || telling(context, at)
}

/// Puts them among the mentions.
pub(super) fn unknown(tagger: &Tagger<'_>, mentions: &mut Vec<Mention>) {
    let context = tagger.context;
    let (mut names, mut count) = (Names::default(), 0);
    for &(at, sentence) in &tagger.firms {
        let at = at as usize;
        let until = context.sentences[sentence as usize].last as usize;
        let Some((first, last)) = (if context.token(at - 1).capital() {
            with_tail(context, mentions, at, sentence)
        } else {
            put_to(context, mentions, at, until)
        }) else {
            continue;
        };
        let name = words(context, first, last);
        let told = names.get(context.word(first)).and_then(|told| told.iter().find(|(other, _)| *other == name));
        if told.is_some() || super::find::stopped(context, name, name) {
            continue;
        }
        let Some(entity) = context.lexicons.unknown_company(count) else { break };
        count += 1;
        for (first, last) in short(context, first, last, until).chain([(first, last)]) {
            names.entry(context.word(first)).or_default().push((words(context, first, last), entity));
        }
    }
    if names.is_empty() {
        return;
    }
    // the longest first
    for told in names.values_mut() {
        told.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    }
    // «Lion» of «Lion King»: what is short for a longer name goes on
    let found = everywhere(context, &names, mentions, |again| {
        again.name.len() == again.begun[0].0.len() || last_capital(context, again.last - 1, again.until)
    });
    put(mentions, found);
}

/// The text of tokens.
fn words<'t>(context: Context<'t>, first: usize, last: usize) -> &'t str {
    Span::new(context.token(first).start, context.token(last - 1).end).of(context.text)
}

/// Whether a word can be part of a firm's name: it has a capital, stands on the line, and no other name holds it.
fn part(context: Context<'_>, mentions: &[Mention], at: usize) -> bool {
    let token = context.token(at);
    token.kind == Kind::Word
        && token.capital()
        && !token.elided()
        // «Brillo AI»
        && (context.function(at).is_none() || token.all_capitals() && token.end - token.start > 1)
        && !token.begins(TermKind::Demonym)
        && !token.begins(TermKind::InstitutionNoun)
        && !context.cue(at, NameCue::Body)
        && overlapping(mentions, at, at + 1).is_empty()
}

/// Whether a name goes on from the word before with this one.
fn goes_on(context: Context<'_>, at: usize) -> bool {
    let token = context.token(at);
    token.spaced() && !token.after_line()
}

/// The name whose tail stands at `at`: the words before it and, where it is no legal form, those of the tail.
fn with_tail(context: Context<'_>, mentions: &[Mention], at: usize, sentence: u32) -> Option<(usize, usize)> {
    let bounds = &context.sentences[sentence as usize];
    let (from, until) = (bounds.first as usize, bounds.last as usize);
    let mut first = at;
    while first > from && at - first < LONGEST && goes_on(context, first) && part(context, mentions, first - 1) {
        // «Secondo Kora Ventures», «La Zorba Semiconductor»: a word of the language only opens the sentence
        if context.opening(first - 1, sentence) && context.token(first - 1).terms.any(WORDS) {
            break;
        }
        first -= 1;
    }
    let legal = |at: usize| context.cue(at, NameCue::Legal);
    let next = telling_to(context, at)?;
    let own = first < at && !tail(context, first);
    // «Chief Technology Officer»: the name goes on; «Zorba Semiconductor Ltd» is told by its own tail
    // … and so does «Internet Corporation for Assigned Names»
    let word = next < until && goes_on(context, next) && context.token(next).is_word();
    let longer = word && (context.token(next).capital() || context.is_word(next, &["of", "for"]));
    if !own || longer && !legal(at) && !legal(next) || !overlapping(mentions, at, next).is_empty() {
        return None;
    }
    Some((first, if legal(at) { at } else { next }))
}

/// The name that begins at `at`, after a noun that is put to it.
fn put_to(context: Context<'_>, mentions: &[Mention], at: usize, until: usize) -> Option<(usize, usize)> {
    if !goes_on(context, at) || !part(context, mentions, at) {
        return None;
    }
    let mut last = at + 1;
    while last < until && last - at < LONGEST && goes_on(context, last) && part(context, mentions, last) {
        last += 1;
    }
    // «la startup Brillo-Nvidia», «la società Marco Rossi»: not its name, or not it alone
    let glued =
        context.tokens.get(last).is_some_and(|next| last < until && next.glued() && (next.is('-') || next.is_word()));
    let taken = last < until && goes_on(context, last) && !overlapping(mentions, last, last + 1).is_empty();
    let word = last == at + 1 && context.token(at).terms.any(WORDS);
    let person = last > at + 1 && context.token(at).begins(TermKind::GivenName) && !tail(context, last - 1);
    let name = if last > at + 1 && context.cue(last - 1, NameCue::Legal) { last - 1 } else { last };
    // «la startup IA», «un'azienda B2B»: letters say of what kind it is
    let letters = name > at + 1 || !context.token(at).all_capitals();
    // «la società Semiconductor di San Jose»: a tail with nothing before it
    let own = !tail(context, at);
    (!glued && !taken && !word && !person && letters && own).then_some((at, name))
}

/// What the article may have for a name afterwards: its initials in brackets, the words before its tail.
fn short(context: Context<'_>, first: usize, last: usize, until: usize) -> impl Iterator<Item = (usize, usize)> {
    let initials = || (first..last).filter_map(|at| context.word(at).chars().next());
    let bracket = last + 2 < until && context.token(last).is('(') && context.token(last + 2).is(')');
    let acronym = bracket && last > first + 1 && context.word(last + 1).chars().eq(initials());
    let mut end = last;
    while end > first && tail(context, end - 1) {
        end -= 1;
    }
    let token = context.token(first);
    let ordinary = || end == first + 1 && (token.terms.any(WORDS) || token.begins(TermKind::GivenName));
    let whole = end > first && end < last && context.token(end - 1).end - token.start >= BARE && !ordinary();
    acronym.then_some((last + 1, last + 2)).into_iter().chain(whole.then_some((first, end)))
}
