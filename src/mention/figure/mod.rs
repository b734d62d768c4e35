//! Figures: a number with its unit, bound, direction and range.
//!
//! A sentence is read three times from left to right, each time past what was settled before:
//!
//! 1. *what it says*: at each free token a number may begin with, the number ([`numeral`](super::numeral)), its sign and unit
//!    (`unit.rs`), a second number that makes it a range (`range.rs`); digits that count nothing are dropped (`reject.rs`);
//!    multiples, halves and ellipses have no number of their own (`multiple.rs`);
//! 2. *what it leaves unsaid*: units and multipliers carried over from a figure beside it (`carry.rs`);
//! 3. *how it is meant*: bound (`bound.rs`) and direction of change (`direction.rs`).
//!
//! `tests/cases/figures.csv` holds the examples, a row a form, near misses included.

mod bound;
mod carry;
mod direction;
mod multiple;
mod range;
mod reject;
mod unit;

use super::numeral::{self, Number};
use super::{Context, Mention, Reading, Type, signs, starts_in};
use crate::lexicon::{Bound, Function, Lexicons, NumeralClass, TermKind, UnitKind, WordClass, WordRole};
use crate::span::Span;
use crate::token::{Kind, Token};

/// Growth or fall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    Up,
    /// `-`
    Down,
}

impl Sign {
    /// As the tables have it.
    pub fn sign(self) -> &'static str {
        match self {
            Sign::Up => "+",
            Sign::Down => "-",
        }
    }
}

/// A quantity, normalized.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figure {
    /// Its value, never negative; the low end of a range; none for «decine di migliaia» and compound durations.
    pub value: Option<f64>,
    /// The high end of a range.
    pub high: Option<f64>,
    /// Its unit: a place in [`crate::lexicon::Lexicons::units`]; none for a count.
    pub unit: Option<u16>,
    /// What it is a rate by: a place in [`crate::lexicon::Lexicons::rates`].
    pub rate: Option<u16>,
    /// Its bound.
    pub bound: Bound,
    /// Growth or fall, where the text says so.
    pub direction: Option<Sign>,
    /// Whether it stands for a figure before it («altrettanti», «un numero uguale»).
    pub ellipsis: bool,
}

impl Figure {
    /// The unit as the tables have it: `USD`, `USD/h`, `%`, or nothing for a count.
    pub fn unit_name(&self, lexicons: &Lexicons) -> String {
        let mut name = self.unit.map_or(String::new(), |u| lexicons.units[u as usize].id.clone());
        if let Some(rate) = self.rate {
            name.push('/');
            name.push_str(&lexicons.rates[rate as usize]);
        }
        name
    }

    /// What its unit measures; none for a count.
    pub fn unit_kind(&self, lexicons: &Lexicons) -> Option<UnitKind> {
        self.unit.map(|u| lexicons.units[u as usize].kind)
    }
}

/// Words that may follow a number, are counted by none and stand in no closed class.
const NOT_COUNTED: [&str; 16] = [
    "già", "ancora", "subito", "appena", "ormai", "finora", "insieme", "adesso", "ora", "sempre", "mai", "più", "meno",
    "ciascuno", "ciascuna", "entro",
];

/// A figure while it is put together.
#[derive(Clone, Copy, Debug)]
struct Draft {
    /// What is known of it so far.
    figure: Figure,
    /// Its first token.
    first: usize,
    /// One past its last token.
    last: usize,
    /// What its number is multiplied by: 1e9 in «5 miliardi».
    multiplier: f64,
    /// Whether it counts nothing said beside it and has no unit: one may be carried over to it.
    bare: bool,
    /// Whether its number is a fraction or «metà».
    fraction: bool,
}

/// Tags the figures among the tokens no name or date has taken; `starts` are those at which one may begin.
pub(super) fn tag(context: Context<'_>, mut starts: &[u32], taken: &[bool], mentions: [&[Mention]; 2]) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::with_capacity(starts.len() / 2);
    let mut drafts: Vec<Draft> = Vec::new();
    // The sentence before, for what it leaves to be carried over.
    let mut before: Vec<Draft> = Vec::new();
    let mut silent = 0;
    let (mut money, mut large): (Option<Draft>, Option<Draft>) = (None, None);
    let mut titled: Vec<usize> = Vec::new();
    let mut untold: Vec<usize> = Vec::new();
    let points = unit::points(&context, starts);
    for (number, sentence) in context.sentences.iter().enumerate() {
        let here = starts_in(&mut starts, sentence);
        if sentence.leftover {
            continue;
        }
        let range = sentence.tokens();
        // no rule looks past the sentence's end
        let context = Context { tokens: &context.tokens[..range.end], ..context };
        let scan = Scan { context, taken, mentions, sentence: number, from: range.start, to: range.end, points };
        drafts.clear();
        let mut next = range.start;
        for at in here.iter().map(|&at| at as usize) {
            if at < next {
                continue;
            }
            match scan.draft(at, drafts.last()) {
                Some(draft) => {
                    next = draft.last;
                    drafts.push(draft);
                }
                None => next = scan.skip(at),
            }
        }
        silent += 1;
        // A question without a figure may stand between («Dove andranno?»), no more than that.
        if drafts.is_empty() {
            if silent > 1 {
                before.clear();
                silent = 0;
            }
            continue;
        }
        scan.carry(&mut drafts, &before, money.as_ref(), large.as_ref());
        money = drafts.iter().rfind(|d| scan.is_money(d)).copied().or(money);
        large = drafts.iter().rfind(|d| scan.is_money(d) && d.multiplier >= LARGE).copied().or(large);
        for at in 0..drafts.len() {
            let (done, rest) = drafts.split_at_mut(at);
            scan.settle(&mut rest[0], done);
            if number == 0 && rest[0].bare && rest[0].figure.unit.is_none() && rest[0].multiplier >= LARGE {
                titled.push(out.len());
            }
            if scan.billions(&rest[0], done) {
                untold.push(out.len());
            }
            out.push(scan.mention(&rest[0]));
        }
        std::mem::swap(&mut drafts, &mut before);
        silent = 0;
    }
    for at in titled {
        told_in_full(&mut out, at, context.lexicons);
    }
    if !untold.is_empty()
        && let Some(unit) = only_money(&out, context.lexicons)
    {
        for at in untold {
            if let Reading::Figure(figure) = &mut out[at].reading {
                figure.unit = figure.unit.or(Some(unit));
            }
        }
    }
    out
}

/// The money all sums of the article are told in, where it is one: what sums before the first of them are in.
fn only_money(figures: &[Mention], lexicons: &Lexicons) -> Option<u16> {
    let mut sums =
        figures.iter().filter_map(Mention::figure).filter(|f| f.unit_kind(lexicons) == Some(UnitKind::Money));
    let unit = sums.next()?.unit;
    if sums.all(|f| f.unit == unit) { unit } else { None }
}

/// A title's «68 miliardi» says no currency from this multiplier on.
const LARGE: f64 = 1e6;

/// How many tokens back a quote is looked for that a mark after a number may close.
const QUOTED: usize = 100;

/// How far a title may round what the article tells.
const ROUNDED: f64 = 0.02;

/// Gives the bare amount of a title the currency of the sum that the article tells in full: «sfonda quota 68 miliardi» where it has
/// «68,1 miliardi di dollari».
fn told_in_full(figures: &mut [Mention], at: usize, lexicons: &Lexicons) {
    let (title, body) = figures.split_at_mut(at + 1);
    let Reading::Figure(bare) = &mut title[at].reading else { return };
    let Some(value) = bare.value else { return };
    let near = |f: &Figure| f.value.is_some_and(|v| (v - value).abs() <= value * ROUNDED);
    let sum = body.iter().filter_map(Mention::figure).find(|f| near(f));
    if let Some(sum) = sum.filter(|f| f.unit_kind(lexicons) == Some(UnitKind::Money) && f.rate.is_none()) {
        bare.unit = sum.unit;
    }
}

/// One sentence as the figure grammar sees it.
struct Scan<'a> {
    /// The article, its tokens up to the sentence's end.
    context: Context<'a>,
    taken: &'a [bool],
    /// The names and the dates.
    mentions: [&'a [Mention]; 2],
    sentence: usize,
    from: usize,
    to: usize,
    /// A unit the article writes with a full stop as decimal mark.
    points: Option<u16>,
}

impl<'a> Scan<'a> {
    fn token(&self, at: usize) -> Option<&'a Token> {
        self.context.tokens.get(at)
    }
    /// The token before `at`, in this sentence.
    fn before(&self, at: usize) -> Option<&'a Token> {
        at.checked_sub(1).filter(|&b| b >= self.from).and_then(|b| self.token(b))
    }
    fn is(&self, at: usize, symbol: char) -> bool {
        self.token(at).is_some_and(|t| t.is(symbol))
    }
    /// The characters of token `at`.
    fn text(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |t| t.of(self.context.text))
    }
    /// The word at `at` as the vocabulary has it: lower case; nothing for a word it does not know or outside the sentence.
    fn word(&self, at: usize) -> &'a str {
        match self.token(at) {
            Some(token) if at >= self.from => self.context.lexicons.vocabulary.text(token.word),
            _ => "",
        }
    }
    /// The closed-class word at `at`; nothing for any other, so that most words are not looked up.
    fn closed(&self, at: usize) -> &'a str {
        if self.begins(at, TermKind::Function) { self.word(at) } else { "" }
    }
    /// The closed-class word at `at`, articled prepositions in their plain form: «della» is «di»; nothing for any other word.
    fn base(&self, at: usize) -> &'a str {
        let vocabulary = &self.context.lexicons.vocabulary;
        match self.token(at) {
            Some(token) if at >= self.from && token.begins(TermKind::Function) => {
                vocabulary.text(vocabulary.base(token.word))
            }
            _ => "",
        }
    }
    /// Whether the word at `at` is one `words.csv` gives that role.
    fn has_role(&self, at: usize, role: WordRole) -> bool {
        self.token(at).is_some_and(|t| self.context.lexicons.has_role(t, role))
    }
    /// Whether an article in the plural stands at `at`, alone or in its preposition.
    fn plural_article(&self, at: usize) -> bool {
        at >= self.from && self.token(at).is_some_and(|t| self.context.lexicons.plural_article(t))
    }
    /// Whether it stands there alone: «i», «gli», «le».
    fn bare_plural_article(&self, at: usize) -> bool {
        self.function(at) == Some(Function::Article) && self.plural_article(at)
    }
    /// The part of the closed-class word at `at`.
    #[inline]
    fn function(&self, at: usize) -> Option<Function> {
        self.token(at).filter(|_| at >= self.from).and_then(|token| self.context.lexicons.function(token))
    }
    #[inline]
    fn begins(&self, at: usize, kind: TermKind) -> bool {
        self.token(at).is_some_and(|t| t.begins(kind))
    }
    /// Whether no name or date has taken any of these tokens, and all are in the sentence.
    fn free(&self, range: std::ops::Range<usize>) -> bool {
        range.end <= self.to && !self.taken[range].contains(&true)
    }
    fn kind(&self, unit: u16) -> UnitKind {
        self.context.lexicons.units[unit as usize].kind
    }
    fn numeral(&self, at: usize) -> Option<(usize, NumeralClass, f64)> {
        numeral::numeral(&self.context, at)
    }
    fn number(&self, at: usize) -> Option<Number> {
        numeral::read(&self.context, at)
    }
    /// The mention that begins at token `at`.
    fn mention_at(&self, at: usize) -> Option<&'a Mention> {
        let begins = |mentions: &&'a [Mention]| {
            let next = mentions.partition_point(|m| (m.first as usize) < at);
            mentions.get(next).filter(|m| m.first as usize == at)
        };
        self.mentions.iter().find_map(begins)
    }
    /// The mention that holds token `at`.
    fn mention_over(&self, at: usize) -> Option<&'a Mention> {
        if !self.taken.get(at).is_some_and(|&taken| taken) {
            return None;
        }
        let holds = |mentions: &&'a [Mention]| {
            let next = mentions.partition_point(|m| (m.first as usize) <= at);
            mentions[..next].last().filter(|m| at < m.last as usize)
        };
        self.mentions.iter().find_map(holds)
    }
    /// Whether the word at `at` is a form of a verb and no noun.
    fn verb(&self, at: usize) -> bool {
        self.begins(at, TermKind::Verb) && !self.begins(at, TermKind::Noun)
    }
    /// Whether token `at` begins a line or the sentence.
    fn opens_line(&self, at: usize) -> bool {
        at == self.from || self.token(at).is_some_and(Token::after_line)
    }

    /// Whether what stands at `at` is counted by a number before it: a lower-case word of no closed class, or a chip.
    fn counts(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        if self.taken[at] {
            return self.mention_at(at).is_some_and(|m| matches!(m.kind, Type::Chip | Type::Model));
        }
        let letters = token.is_word() && token.spaced() && !token.after_line();
        // «3.000 GPU», «10 CEO»: an acronym is counted as a word is; so are «10 Stati membri»
        let realm = self.context.lexicons.has_role(token, WordRole::Realm);
        let name = token.capital() && !token.all_capitals() && !realm;
        if !letters || name || self.verb(at) && !realm || token.begins(TermKind::Bound) || self.function(at).is_some() {
            return false;
        }
        // «altri 5 miliardi complessivi»
        if self.context.lexicons.has_role(token, WordRole::Modifier) {
            return false;
        }
        !self.text(at).ends_with("mente") && !NOT_COUNTED.contains(&self.text(at))
    }

    /// The next token a figure could begin at: past the rest of a run of glued digits and marks that made none.
    fn skip(&self, at: usize) -> usize {
        if let Some(last) = self.saying(at) {
            return last;
        }
        let mut next = at + 1;
        if self.token(at).is_some_and(Token::is_digits) {
            let run =
                |t: &Token| t.glued() && (t.is_digits() || matches!(t.symbol, '.' | ',' | ':' | '/' | '-' | '–' | '_'));
            while self.token(next).is_some_and(run) {
                next += 1;
            }
        }
        next
    }

    /// The token after a saying that begins at `at` and counts nothing: «fare due conti», unlike «due conti correnti».
    fn saying(&self, at: usize) -> Option<usize> {
        match self.numeral(at)? {
            (len, NumeralClass::Saying, _) if !self.counts(at + len) => Some(at + len),
            _ => None,
        }
    }

    /// Whether a figure may begin at this token: for most words the kinds of terms they begin and their first letters say no.
    fn may_begin(&self, at: usize, token: &Token) -> bool {
        match token.kind {
            Kind::Digits => true,
            Kind::Word => {
                let money = || {
                    let next = self.token(at + 1);
                    // «us $ 10 miliardi»; «USD 3bn», «EUR29,99»
                    next.is_some_and(|n| n.is('$') || token.capital() && n.is_digits())
                };
                numeral::may_begin(&self.context, token) || token.begins(TermKind::Unit) && money()
            }
            Kind::Symbol => signs(token.symbol),
            Kind::Link => false,
        }
    }

    /// The figure that begins at token `at`, where one may, before anything is carried over to it. `done` is the one before it.
    fn draft(&self, at: usize, done: Option<&Draft>) -> Option<Draft> {
        // «US$ 500 milioni»: the place is part of the money
        if self.taken[at] && !self.unit_at(at).is_some_and(|(len, unit)| len > 1 && self.kind(unit) == UnitKind::Money)
        {
            return None;
        }
        if let Some((len, class, value)) = self.numeral(at) {
            // «un», «una» count only before another number word: «un milione», «un altro milione»
            let next = at + len;
            if class == NumeralClass::One
                && !self.begins(next, TermKind::Numeral)
                && !self.begins(next + 1, TermKind::Numeral)
                && !self.begins(next, TermKind::Unit)
                && !self.text(next).eq_ignore_ascii_case("paio")
                && self.word(next) != "virgola"
            {
                return None;
            }
            if self.saying(at).is_some() {
                return None;
            }
            if let Some(special) = self.special(at, next, class, value) {
                return Some(special);
            }
        }
        if let Some(one) = self.one_in(at, done).or_else(|| self.so_many_in(at)) {
            return Some(one);
        }
        let low = self.measured(at)?;
        if self.sprint(&low) {
            return None;
        }
        let number = &low.number;
        let mut draft = Draft {
            figure: Figure {
                value: number.value,
                unit: low.unit,
                rate: low.rate,
                direction: low.sign,
                bound: if number.about { Bound::About } else { Bound::Exact },
                ..Figure::default()
            },
            first: low.first,
            last: low.last,
            multiplier: number.multiplier,
            bare: false,
            fraction: number.fraction,
        };
        if let Some(range) = self.range(&low) {
            draft.figure = Figure { value: Some(range.low), high: Some(range.high), ..draft.figure };
            (draft.figure.unit, draft.figure.rate) = (range.unit, range.rate);
            (draft.last, draft.multiplier) = (range.last, range.multiplier);
        } else if self.no_quantity(&low, done) {
            return None;
        } else if let Some(last) = self.compound_duration(&low) {
            (draft.figure.value, draft.last) = (None, last);
        } else if let Some((value, last)) = self.coins(&low) {
            (draft.figure.value, draft.last) = (Some(value), last);
        } else if let Some((half, last)) = self.and_a_half(&low) {
            (draft.figure.value, draft.last) = (number.value.map(|v| v + half * number.multiplier), last);
        } else if self.some_of_money(&draft) {
            draft.first -= 1;
        }
        // `6,7"` is in inches
        let inches = draft.multiplier == 1.0
            && self.token(draft.last).is_some_and(|t| t.glued() && matches!(t.symbol, '"' | '\''));
        let twice = self.is(draft.last, '\'')
            && self.is(draft.last + 1, '\'')
            && self.token(draft.last + 1).is_some_and(Token::glued);
        if draft.figure.unit.is_none() && number.in_digits() && (inches && twice || self.inch_mark(draft.last)) {
            let inches = self.context.lexicons.units.iter().position(|u| u.id == "in");
            draft.figure.unit = inches.map(|u| u as u16);
            draft.last += 1 + usize::from(twice);
        }
        // «dieci gradi sotto zero»
        if self.degrees(draft.figure.unit) && self.text(draft.last) == "sotto" {
            let zero = draft.last + 1 + usize::from(self.text(draft.last + 1) == "lo");
            if self.word(zero) == "zero" {
                (draft.figure.direction, draft.last) = (Some(Sign::Down), zero + 1);
            }
        }
        let closed = inches || draft.fraction || number.about;
        // «96 megawatt, di cui 32 disponibili»: an adjective counts nothing
        let part = || !self.begins(draft.last, TermKind::Noun) && self.part_of_it(draft.first);
        let counted = self.counted(draft.last, draft.multiplier) && !part();
        draft.bare = draft.figure.unit.is_none() && !closed && !counted;
        Some(draft)
    }

    /// Whether a word for some stands before money without a number, whose part it is: «alcuni miliardi di dollari», unlike «alcune migliaia»
    /// and «per miliardi di dollari».
    fn some_of_money(&self, draft: &Draft) -> bool {
        let money = draft.figure.value.is_none() && draft.figure.unit.is_some_and(|u| self.kind(u) == UnitKind::Money);
        let some = |before: usize| {
            self.function(before) == Some(Function::Quantifier) && before >= self.from && !self.taken[before]
        };
        money && self.is_multiplier(draft.first) && draft.first.checked_sub(1).is_some_and(some)
    }

    /// Whether the word at `at` is «milioni» or «miliardi».
    fn is_multiplier(&self, at: usize) -> bool {
        self.numeral(at).is_some_and(|(_, class, value)| class == NumeralClass::Multiplier && value >= LARGE)
    }

    /// Whether the mark at `at`, glued to a number, is that of inches: no quote is open that it could close.
    fn inch_mark(&self, at: usize) -> bool {
        let Some(mark) = self.token(at).filter(|t| t.glued() && matches!(t.symbol, '"' | '″' | '”')) else {
            return false;
        };
        let from = self.from.max(at.saturating_sub(QUOTED));
        let before = || self.context.tokens[from..at].iter();
        match mark.symbol {
            '"' => before().filter(|t| t.is('"')).count() % 2 == 0,
            '”' => !before().any(|t| matches!(t.symbol, '“' | '”')),
            _ => true,
        }
    }

    /// Whether a unit is one of temperature.
    fn degrees(&self, unit: Option<u16>) -> bool {
        unit.is_some_and(|u| self.context.lexicons.units[u as usize].id.starts_with('°'))
    }

    /// «un gigawatt e mezzo»: the half after the unit, and the token after it.
    fn and_a_half(&self, low: &unit::Measured) -> Option<(f64, usize)> {
        let measured = low.unit.is_some_and(|u| matches!(self.kind(u), UnitKind::Measure | UnitKind::Time));
        let and = measured && matches!(self.closed(low.last), "e" | "ed");
        if and {
            return numeral::part_of_one(&self.context, low.last + 1);
        }
        // «ne servono due e mezzo»; «alle due e mezzo», «due e mezza Italia» are none
        let hour = matches!(self.word(low.first.wrapping_sub(1)), "alle" | "le" | "dalle" | "all'" | "l'" | "ore");
        let alone = low.unit.is_none() && low.number.multiplier == 1.0 && !low.number.fraction && !low.number.about;
        let whole = low.number.value.is_some_and(|v| v < 100.0 && v.fract() == 0.0);
        let (half, last) = (alone && whole && !hour && self.closed(low.last) == "e")
            .then(|| numeral::part_of_one(&self.context, low.last + 1))??;
        let free = !self.counts(last)
            && self.unit_at(last).is_none()
            && !self.token(last).is_some_and(|t| t.is_word() && t.capital())
            && matches!(self.numeral(low.last + 1), Some((_, NumeralClass::Half, _)));
        free.then_some((half, last))
    }

    /// Whether «di cui», «dei quali» leads to the figure that begins at `first`, past its bound.
    fn part_of_it(&self, first: usize) -> bool {
        let mut before = first;
        while before > self.from && first - before < 3 && self.in_bound(before - 1) {
            before -= 1;
        }
        before > self.from && matches!(self.closed(before - 1), "cui" | "quali")
    }

    /// Whether a number that ends before `last` has what it counts beside it: «2 edifici», «3 milioni di chip».
    fn counted(&self, last: usize, multiplier: f64) -> bool {
        // «duecentomila dei nuovi chip MI450»
        if matches!(self.closed(last), "dei" | "degli" | "delle") && self.chips(last + 1) {
            return true;
        }
        if multiplier >= 1e6 {
            // «1 milione dei suoi chip»
            let of = matches!(self.closed(last), "di" | "d'" | "dei" | "degli" | "delle");
            return of && !self.of_money(last, multiplier) && !self.of_name(last) || self.counts(last);
        }
        self.counts(last)
    }

    /// Whether a chip, or a noun for one, stands at `at`, past a possessive or an adjective.
    fn chips(&self, at: usize) -> bool {
        let noun = |at: usize| self.context.noun(at, WordClass::CHIP);
        (at..self.to.min(at + 3)).any(|at| noun(at) || self.mention_at(at).is_some_and(|m| m.kind == Type::Chip))
    }

    /// Whether «di» at token `of` leads to a time or to whose the figure is, not to what it counts: «i 7,7 miliardi di un anno fa»,
    /// «i 5,6 milioni di DeepSeek».
    fn of_name(&self, of: usize) -> bool {
        let plain = matches!(self.closed(of), "di" | "d'");
        let name = |m: &Mention| matches!(m.kind, Type::Date | Type::Company | Type::Institution | Type::Person);
        plain && self.mention_at(of + 1).is_some_and(name)
    }

    /// Whether «di» at token `of` leads to what is told in money: «54 miliardi di ricavi», «27 miliardi di vendite»; of what is counted in
    /// thousands of millions, «4 miliardi di ordini».
    fn of_money(&self, of: usize, multiplier: f64) -> bool {
        let lexicons = self.context.lexicons;
        let Some(tokens) = self.context.tokens.get(of + 1..self.to).filter(|_| self.base(of) == "di") else {
            return false;
        };
        lexicons.vocabulary.term(tokens, TermKind::Noun).is_some_and(|(_, noun)| {
            let noun = &lexicons.nouns[noun as usize];
            let relation = noun.relation.map_or("", |r| lexicons.relation(r));
            // «180 miliardi di capitalizzazione»: what a firm is worth is in the singular; «3 milioni di azioni» are counted
            let worth = relation == "worth" && noun.class.has(WordClass::OWNED) && !self.text(of + 1).ends_with('i');
            let deal = multiplier >= carry::BILLION && carry::of_deals(relation);
            deal || (carry::of_money(relation) || worth) && noun.class.has(WordClass::AMOUNT)
        })
    }

    /// Gives a figure its fraction's unit, its bound and its direction.
    fn settle(&self, draft: &mut Draft, done: &[Draft]) {
        self.fraction(draft);
        if let Some((bound, end)) = self.bound_after(draft.last) {
            draft.figure.bound = bound;
            if self.is(draft.last, '+') {
                draft.last = end;
            }
        } else if let Some(bound) = self.bound_before(draft.first).filter(|&b| !self.expected(draft, b, done)) {
            draft.figure.bound = bound;
        }
        // «raddoppiando quasi le prestazioni»
        let times = self.token(draft.first).is_some_and(|t| t.begins(TermKind::Verb));
        if times && let Some((_, bound)) = self.bound_term(draft.last).filter(|(_, b)| b.bound == Bound::About) {
            draft.figure.bound = bound.bound;
        }
        // «più che dimezzati»: less than half is left
        let parts = draft.figure.unit_kind(self.context.lexicons) == Some(UnitKind::Multiple);
        if parts && draft.figure.bound == Bound::More && draft.figure.value.is_some_and(|v| v < 1.0) {
            draft.figure.bound = Bound::Less;
        }
        if draft.figure.direction.is_none() {
            draft.figure.direction = self.direction(draft, done);
        }
    }

    fn mention(&self, draft: &Draft) -> Mention {
        let tokens = self.context.tokens;
        Mention {
            kind: Type::Figure,
            span: Span::new(tokens[draft.first].start, tokens[draft.last - 1].end),
            first: draft.first as u32,
            last: draft.last as u32,
            sentence: self.sentence as u32,
            reading: Reading::Figure(draft.figure),
        }
    }
}
