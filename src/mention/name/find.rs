//! Every place where a form stands whole, its case rule kept: the longest, then the first.

use super::{Candidate, Context, Cue, FxHashSet, Hit, Kind, Span, Tagger, TermKind, Token, Type, company, past};
use crate::lexicon::{Begin, Case, Form, Found, NumeralClass, TermKinds};
use crate::sentence::Sentence;

/// The hits of an article, none chosen yet.
pub(super) fn find(context: Context<'_>) -> Tagger<'_> {
    let mut tagger = Tagger::new(context);
    let mut found: Vec<Found<'_>> = Vec::new();
    for (number, sentence) in context.sentences.iter().enumerate().filter(|(_, s)| !s.leftover) {
        let mut hit_until = 0;
        for at in sentence.tokens() {
            let token = &context.tokens[at];
            if !begins_something(token) {
                continue;
            }
            if token.begins(TermKind::InstitutionNoun) {
                tagger.institution_nouns.push((at as u32, number as u32));
            }
            if token.begins(TermKind::Title) {
                tagger.titles.push((at as u32, number as u32));
            }
            if token.capital() && company::may_tell(context, at, sentence.first as usize) {
                tagger.firms.push((at as u32, number as u32));
            }
            if at >= hit_until && begins_name(context, at) && !inside(context, at) {
                let begin = context.lexicons.names.begin(context.text, token);
                if begin.is_some() || begins_series(context, token) || begins_person(token) {
                    hit_until = tagger.look(at, number, begin, &mut found);
                }
            }
        }
    }
    tagger
}

impl<'l> Tagger<'l> {
    fn new(context: Context<'l>) -> Tagger<'l> {
        let hits = context.tokens.len() / 8;
        Tagger {
            context,
            hits: Vec::with_capacity(hits),
            readings: Vec::with_capacity(hits),
            sure: FxHashSet::with_capacity_and_hasher(hits, Default::default()),
            given: Vec::new(),
            machines: FxHashSet::default(),
            institution_nouns: Vec::new(),
            titles: Vec::new(),
            firms: Vec::new(),
        }
    }

    /// Notes the hit that begins at a token, or a first name outside every hit; returns the token to go on from.
    fn look(&mut self, at: usize, sentence: usize, begin: Option<Begin>, found: &mut Vec<Found<'l>>) -> usize {
        let Context { tokens, sentences, .. } = self.context;
        let (token, Sentence { first, span, .. }) = (&tokens[at], &sentences[sentence]);
        let joined = |to: char| token.glued() && at > 0 && tokens[at - 1].is(to);
        let from = self.readings.len() as u32;
        let Some(end) = readings(self.context, at, span.end, begin, found, &mut self.readings) else {
            if begins_person(token) && !joined('-') {
                self.given.push(at as u32);
            }
            return at + 1;
        };
        // «@Reuters»: the mark of a handle is part of it.
        let handle = joined('@') && at > *first as usize;
        let last = past(self.context, at, end);
        self.hits.push(Hit {
            first: (at - usize::from(handle)) as u32,
            last: last as u32,
            end,
            sentence: sentence as u32,
            readings: (from, self.readings.len() as u32),
            chosen: None,
            settled: false,
        });
        last
    }
}

/// Whether a name, or what makes an institution or goes before a person, can begin with such a token.
fn begins_something(token: &Token) -> bool {
    const KINDS: TermKinds = TermKinds::of(&[TermKind::NameStart, TermKind::InstitutionNoun, TermKind::Title]);
    // Most words are through with two bits.
    token.capital() || token.terms.any(KINDS) || !matches!(token.kind, Kind::Word | Kind::Symbol) || token.is('@')
}

/// Whether a name can begin at a token: at most lower-case words none does.
fn begins_name(context: Context<'_>, at: usize) -> bool {
    let token = context.token(at);
    token.capital()
        || match token.kind {
            Kind::Word => token.begins(TermKind::NameStart) && begins_lower(context, at),
            Kind::Link | Kind::Digits => true,
            Kind::Symbol => token.is('@'),
        }
}

/// Whether a form that begins in lower case can stand at a word, by what follows it: «il Sole», not «il prezzo».
fn begins_lower(context: Context<'_>, at: usize) -> bool {
    let token = context.token(at);
    let word = context.tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Word);
    !word
        || token.goes_on.has(TermKind::NameStart)
        || context.lexicons.vocabulary.own(token, TermKind::NameStart).any(|payload| payload == 1)
}

/// Whether the token is the inside of a word: «200» of «H200»; or the market of a share: «US» of «MU.US».
fn inside(context: Context<'_>, at: usize) -> bool {
    let token = &context.tokens[at];
    let before = at.checked_sub(1).map(|b| &context.tokens[b]).filter(|_| token.glued());
    let market = |b: &Token| {
        let share = at.checked_sub(2).map(|s| &context.tokens[s]);
        let code = token.all_capitals() && token.end - token.start == 2;
        code && b.is('.') && b.glued() && share.is_some_and(|s| s.all_capitals() || s.is_digits())
    };
    before.is_some_and(|b| !b.elided() && b.kind != Kind::Symbol || market(b))
}

/// Whether a chip of a series can begin with the token.
fn begins_series(context: Context<'_>, token: &Token) -> bool {
    context.lexicons.patterns.may_begin(context.text.as_bytes(), token.start as usize)
}

/// Whether a person's name can begin with the token.
fn begins_person(token: &Token) -> bool {
    token.capital() && token.begins(TermKind::GivenName)
}

/// Adds what a name that begins at a token may be, longest first; where the longest ends, or `None` where there is none.
fn readings<'l>(
    context: Context<'l>,
    at: usize,
    until: u32,
    begin: Option<Begin>,
    found: &mut Vec<Found<'l>>,
    readings: &mut Vec<Candidate<'l>>,
) -> Option<u32> {
    let from = readings.len();
    if let Some(begin) = begin {
        context.lexicons.names.find(context.text, begin, found);
        if !found.is_empty() {
            read(context, at, until, found, readings);
        }
    }
    if readings.len() == from && begins_series(context, context.token(at)) {
        readings.extend(by_pattern(context, at));
    }
    Some(readings.get(from)?.end)
}

/// The forms found at a token that the text's letters, the stop list and what follows allow, longest first.
fn read<'l>(context: Context<'l>, at: usize, until: u32, found: &[Found<'l>], readings: &mut Vec<Candidate<'l>>) {
    let Context { text, tokens, lexicons, .. } = context;
    let start = tokens[at].start as usize;
    let from = readings.len();
    for name in found {
        let end = name.end as u32;
        // «Dell'intera città»: the word goes on past the form, elided
        let word = &tokens[past(context, at, end) - 1];
        let elided = word.elided() && end < word.end;
        if end > until || elided || number_goes_on(context, at, name.end) {
            continue;
        }
        let written = &text[start..name.end];
        for form in name.forms(written) {
            if !stopped(context, &form.written, written) && !roman_numeral(form, written) {
                readings.push(Candidate { end, form });
            }
        }
    }
    // «DeepSeek R1», «Google Gemini»: a maker and what it makes, where each is a name of its own.
    while let Some(longest) = readings.get(from) {
        let end = longest.end;
        if readings[readings.len() - 1].end == end {
            break;
        }
        let owner = lexicons.entity(longest.form.entity).owner;
        let makes = matches!(lexicons.entity(longest.form.entity).kind, Type::Chip | Type::Model);
        let maker = readings[from..]
            .iter()
            .find(|r| r.end < end && makes && Some(r.form.entity) == owner)
            .map(|r| r.end as usize);
        let Some(maker) = maker.filter(|&m| text.as_bytes()[m] == b' ') else { break };
        let mut rest = Vec::new();
        lexicons.names.at(text, maker + 1, &mut rest);
        // «MiniMax M1»: the M1 that is a name of its own is another's
        let made = longest.form.entity;
        let own = |form: &Form| form.entity == made;
        let whole = rest.iter().any(|f| f.end as u32 == end && f.forms(&text[maker + 1..f.end]).any(own));
        if !whole {
            break;
        }
        let same = readings[from..].partition_point(|r| r.end == end);
        readings.drain(from..from + same);
    }
}

/// Whether `lexicons/stop.csv` silences a form, as the lexicon or as the text has it, everywhere or in this article.
pub(crate) fn stopped(context: Context<'_>, form: &str, written: &str) -> bool {
    let stop = &context.lexicons.stop;
    !stop.is_empty()
        && stop
            .iter()
            .any(|(f, article)| (f == form || f == written) && (article.is_empty() || *article == context.article.name))
}

/// «Luigi XI», «capitolo VI»: capitals that are a number, no name written in capitals («Xi»).
fn roman_numeral(form: &Form, written: &str) -> bool {
    written.len() > 1
        && form.case == Case::Name
        && *form.written != *written
        && written.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M'))
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
        && context
            .lexicons
            .vocabulary
            .term(next, TermKind::Numeral)
            .is_some_and(|(_, n)| context.lexicons.numerals[n as usize].class == NumeralClass::Multiplier)
}

/// The longest name of a series, in bytes.
const LONGEST_SERIES: u32 = 32;

/// A chip of a series, by the shape of its name: one word of letters and digits («B30A»), or two («RTX 5090D»).
fn by_pattern<'l>(context: Context<'l>, at: usize) -> Option<Candidate<'l>> {
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
    let second =
        tokens.get(first).filter(|t| t.spaced() && !t.after_line() && t.kind != Kind::Symbol).map(|_| word_end(first));
    let two = second.filter(|&end| digits(first, end));
    for end in two.into_iter().chain(digits(at, first).then_some(first)) {
        let span = Span::new(tokens[at].start, tokens[end - 1].end);
        if span.end - span.start <= LONGEST_SERIES
            && let Some(form) = lexicons.patterns.of(span.of(text))
            && !stopped(context, span.of(text), span.of(text))
        {
            debug_assert!(form.cue != Cue::Opening, "a series is no word");
            return Some(Candidate { end: span.end, form });
        }
    }
    None
}
