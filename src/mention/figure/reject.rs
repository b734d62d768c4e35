//! Numbers that count nothing: versions, scores, clock times, codes, list numbers, footnote marks, house numbers, names.
//!
//! | text | why it is no figure |
//! | --- | --- |
//! | `PCIe 5.0`, `versione 2.0`, `Web 3.0` | a version |
//! | `vinse 3-1`, `10-K`, `978-88-04`, `02/1234` | joined to other marks: a score, a code |
//! | `piazza 25 Aprile` | a street's day |
//! | `5G`, `42enne`, `27°`, `1º` | the rest of a word, an ordinal |
//! | `1. Primo`, `2) Secondo`, `1 Prezzi medi`, `[3]`, `al 40% 2` | list numbers, footnote marks |
//! | `n. 5`, `art. 3`, `numero uno`, `pagina 12` | numbers that name |
//! | `iPhone 15`, `Serie 5`, `via Roma 12` | the end of a name |
//! | `il 950 nel 2026`, `gli Atlas 950 e 960`, `l'Ascend 950 (2026), 960 (2027)` | the number of a model |
//! | `alle 18`, `alle 18 e 30`, `dalle 9 alle 13`, `ore 9` | clock times; but «alle 10 aziende» counts, «scenderà all'8» is a level |
//! | `net-zero`, `zero-day` | part of a word |
//! | `fare due conti`, `venti di guerra` | sayings (class `saying`) |
//! | `il 1984 di Orwell` | a year |
//! | `un capannone di Cento`, `la Mille Miglia` | a name, by its capital |
//! | `da 0 a 100 in 2,5 secondi` | how a car goes |
//! | `tu sei bravo`, `un terzo, che fuggì`, `uno dei soci` | the verb, an ordinal, the pronoun |

use super::unit::Measured;
use super::{Draft, Scan};
use crate::lexicon::{CalendarClass, Function, NumeralClass, TermKind, WordRole};
use crate::mention::Type;
use crate::mention::numeral::Style;
use crate::token::{Kind, Token};

/// How many chips a list may name before one that is but a number.
const LISTED: usize = 6;

/// How many tokens after «da 0» the seconds may stand: «da 0 a 100 km/h in appena 2,5 secondi».
const SPRINT: usize = 14;

impl Scan<'_> {
    /// The characters of the tokens `first..last`.
    fn written(&self, first: usize, last: usize) -> &str {
        let tokens = self.context.tokens;
        &self.context.text[tokens[first].start as usize..tokens[last - 1].end as usize]
    }

    /// Whether a number counts nothing. `done` is the figure before it in the sentence.
    pub(super) fn no_quantity(&self, m: &Measured, done: Option<&Draft>) -> bool {
        if m.number.style == Style::Words && self.number_name(m) {
            return true;
        }
        if m.unit.is_some() || m.number.multiplier > 1.0 {
            return false;
        }
        match m.number.style {
            Style::Words => self.no_number_word(m),
            Style::Digits { decimals, point, grouped } => {
                self.joined(m)
                    || self.of_month(m)
                    || self.alone(m)
                    || self.goes_on(m)
                    || self.leading_nought(m, decimals)
                    || self.list_number(m, decimals, grouped)
                    || self.version(m, decimals, point)
                    || self.names_one(m)
                    || m.number.last == m.start + 1 && self.score(m)
                    || self.clock(m, decimals, grouped)
                    || self.in_name(m, decimals, grouped)
                    || self.names_model(m, decimals, grouped)
                    || self.year(m, decimals, grouped)
                    || self.footnote(m, decimals, grouped, done)
            }
        }
    }

    /// `da 0 a 100 in 2,5 secondi`: how fast a car goes is told by the seconds; asked before the two make a range.
    pub(super) fn sprint(&self, m: &Measured) -> bool {
        let nought = |at: usize| {
            matches!(self.text(at), "0" | "zero") && self.text(at.wrapping_sub(1)).eq_ignore_ascii_case("da")
        };
        let from = nought(m.first) && self.text(m.first + 1) == "a";
        let to = m.first >= self.from + 3 && nought(m.first - 2) && self.text(m.first - 1) == "a";
        let seconds = || {
            let after = (m.last..self.to).take(SPRINT).take_while(|&at| !self.is(at, '.') && !self.is(at, ';'));
            let mut after = after.skip_while(|&at| self.text(at) != "in");
            after.any(|at| matches!(self.text(at), "secondi" | "secondo" | "s"))
        };
        (from || to) && seconds()
    }

    /// `5G`, `42enne`, `10-K`, `3-1`, `27°`, `[3]`: letters, digits or marks go on where the number ends.
    fn joined(&self, m: &Measured) -> bool {
        let Some(next) = self.token(m.last).filter(|t| t.glued()) else { return false };
        if next.is_word() || next.is_digits() {
            return true;
        }
        let goes_on = self.token(m.last + 1).is_some_and(|t| t.glued() && (t.is_word() || t.is_digits()));
        match next.symbol {
            '°' | 'ª' | '′' | '″' => true,
            '-' | '–' | '/' | ':' | '_' | '.' | ',' => goes_on,
            ']' => self.before(m.first).is_some_and(|b| b.is('[')),
            _ => false,
        }
    }

    /// `piazza 25 Aprile`: a day that names a street or bridge; the dates left it.
    fn of_month(&self, m: &Measured) -> bool {
        let lexicons = self.context.lexicons;
        let month = |row: u32| lexicons.calendar[row as usize].class == CalendarClass::Month;
        let day = m.number.last == m.start + 1 && m.number.value.is_some_and(|v| v <= 31.0);
        day && self
            .token(m.last)
            .is_some_and(|t| t.capital() && lexicons.vocabulary.own(t, TermKind::Calendar).any(month))
    }

    /// ` 12`: a short number that is all a line holds counts what a page says nowhere.
    fn alone(&self, m: &Measured) -> bool {
        let line = self.token(m.first).is_some_and(|t| t.after_line() && t.end - t.start <= 3);
        let plain = m.sign.is_none() && m.number.last == m.start + 1;
        line && plain && m.first == self.from && m.last == self.to && self.from > 0
    }

    /// `06 1234567`, `333 12 34 567`: digits right beside digits that make no figure with them.
    fn goes_on(&self, m: &Measured) -> bool {
        let beside = |at: usize, year: usize| {
            self.token(at).is_some_and(|t| t.is_digits() && !self.taken[at] && !t.after_line())
                && self.token(year).is_some_and(|t| t.end - t.start != 4 || !self.text(year).starts_with(['1', '2']))
        };
        let close = self.token(m.start).is_some_and(|t| t.is_digits() && !t.after_line());
        close && (m.first > self.from && beside(m.first - 1, m.first - 1) || beside(m.last, m.start))
    }

    /// `007`, `06 1234`: no number begins with a nought but a decimal one.
    fn leading_nought(&self, m: &Measured, decimals: u8) -> bool {
        let bytes = self.written(m.start, m.number.last).as_bytes();
        decimals == 0 && bytes.len() > 1 && bytes[0] == b'0' && bytes[1].is_ascii_digit()
    }

    /// `1. Primo punto`, `1) Primo punto`, `1 Prezzi medi`: at the start of a line.
    fn list_number(&self, m: &Measured, decimals: u8, grouped: bool) -> bool {
        let plain = decimals == 0 && !grouped && m.number.value.is_some_and(|v| v < 100.0) && m.sign.is_none();
        if !plain || !self.opens_line(m.first) {
            return false;
        }
        let Some(next) = self.token(m.last).filter(|t| !t.after_line()) else { return false };
        let mark = matches!(next.symbol, '.' | ')') && next.glued() && m.last + 1 < self.to;
        // a footnote's own line: «1 Prezzi medi, tasse escluse»; «24 Stati hanno vietato» counts them
        let note =
            !self.counts(m.last) && next.is_word() && next.capital() && !next.all_capitals() && !self.taken[m.last];
        mark || note
    }

    /// `versione 2.0`, `PCIe 5.0`: a full stop before the decimals, after a name.
    fn version(&self, m: &Measured, decimals: u8, point: bool) -> bool {
        let Some(before) = self.before(m.first).filter(|_| point) else { return false };
        decimals <= 2
            && before.is_word()
            && !before.elided()
            && self.function(m.first - 1).is_none()
            && (before.capital() || matches!(self.text(m.first - 1), "versione" | "release" | "industria" | "web"))
    }

    /// «numero 5», «art. 3», «n. 12», «legge 123»: a word whose number names one of its kind.
    fn names_one(&self, m: &Measured) -> bool {
        let Some(before) = self.before(m.first) else { return false };
        let at = if before.is('.') && before.glued() { m.first.wrapping_sub(2) } else { m.first - 1 };
        let named = at >= self.from && at < self.to && matches!(self.numeral(at), Some((1, NumeralClass::Named, _)));
        // «n», «p», «art» stand for their word only where a full stop cuts them
        named && (at + 1 < m.first || self.text(at).len() > 2) || before.symbol == '№'
    }

    /// `0 a 0`, `2 a 1`: a score, where no «da» makes it a range.
    fn score(&self, m: &Measured) -> bool {
        let small = |at: usize| self.token(at).is_some_and(|t| t.is_digits() && t.end - t.start <= 2);
        if !small(m.start) {
            return false;
        }
        let ends = |at: usize| !self.counts(at) && self.unit_at(at).is_none();
        let first = self.text(m.last) == "a" && small(m.last + 1) && ends(m.last + 2) && self.lead(m.first) != "da";
        let at = m.first.wrapping_sub(2);
        let second = m.first >= self.from + 2 && self.text(m.first - 1) == "a" && small(at) && self.lead(at) != "da";
        first || second && ends(m.last) && !self.taken[m.first.saturating_sub(2)]
    }

    /// «alle 18», «ore 9»: a clock time, unless it counts something («alle 10 aziende»).
    fn clock(&self, m: &Measured, decimals: u8, grouped: bool) -> bool {
        let hour = decimals <= 2 && !grouped && m.number.value.is_some_and(|v| v < 60.0) && m.sign.is_none();
        if !hour {
            return false;
        }
        let word = self.text(m.first.wrapping_sub(1));
        let is = |w: &str| word.eq_ignore_ascii_case(w);
        let early = m.number.value.is_some_and(|v| v < 25.0);
        let hours = is("ore") && early && m.first > self.from;
        // «sono le 8»
        let told =
            is("le") && early && matches!(self.word(m.first.wrapping_sub(2)), "sono" | "erano") && !self.counts(m.last);
        // «alle 18 e 30»
        let minutes = m.first >= self.from + 3
            && self.closed(m.first - 1) == "e"
            && self.token(m.first - 2).is_some_and(Token::is_digits)
            && (matches!(self.closed(m.first - 3), "alle" | "dalle")
                || self.closed(m.first - 3) == "le" && matches!(self.word(m.first.wrapping_sub(4)), "sono" | "erano"))
            && !self.counts(m.last);
        hours
            || minutes
            || told
            || early && (is("alle") || is("dalle") || is("all'") && m.number.value == Some(1.0)) && !self.counts(m.last)
    }

    /// «iPhone 15», «Windows 11», «Serie 5», «via Roma 12»: a small number that ends the name before it.
    fn in_name(&self, m: &Measured, decimals: u8, grouped: bool) -> bool {
        let Some(before) = self.before(m.first) else { return false };
        let at = m.first - 1;
        let digits =
            m.number.last == m.start + 1 && self.context.tokens[m.start].end - self.context.tokens[m.start].start <= 4;
        if grouped
            || decimals > 0
            || !digits
            || !before.is_word()
            || before.elided()
            || !self.named(at)
            || self.counts(m.last)
        {
            return false;
        }
        // «in Irlanda 195», «Micron 7»: a place, firm or person has no number, but a product has
        if let Some(mention) = self.mention_over(at) {
            let plain = matches!(mention.kind, Type::Place | Type::Date | Type::Institution);
            let street = mention.kind == Type::Place
                && matches!(self.word((mention.first as usize).wrapping_sub(1)), "via" | "viale" | "piazza" | "corso");
            return !plain || street || self.street(mention.first as usize);
        }
        // «Solo 10 Paesi», «Oltre 300»: a capital that only opens the line
        let word = self.opens_line(at)
            && (self.begins(at, TermKind::Verb)
                || self.in_bound(at)
                || self.context.lexicons.has_role(before, WordRole::Modifier));
        self.function(at).is_none() && !word
    }

    /// «il 950 nel 2026», «gli Atlas 950 e 960»: the number of a model, after a singular article or beside a name that ends so.
    fn names_model(&self, m: &Measured, decimals: u8, grouped: bool) -> bool {
        let token = self.context.tokens[m.start];
        let len = token.end - token.start;
        let plain =
            decimals == 0 && !grouped && m.sign.is_none() && m.number.last == m.start + 1 && m.first > self.from;
        if !plain || !(3..=4).contains(&len) || self.counts(m.last) {
            return false;
        }
        let at = m.first - 1;
        if matches!(self.closed(at), "il" | "lo" | "la" | "l'") {
            return true;
        }
        let series = |t: &Token| t.is_digits() && t.end - t.start == len;
        // «910C (2025), 950PR (2026), 960 (2027)»: of a list of chips, each with its year
        if self.dated(m.last) {
            let mut end = at;
            for _ in 0..LISTED {
                let Some(item) = self.item_before(end) else { return false };
                if self.mention_over(item).is_some_and(|name| matches!(name.kind, Type::Chip | Type::Model)) {
                    return true;
                }
                // past the letters of a chip nobody knows: «950PR/DT»
                let from = item.saturating_sub(4).max(self.from);
                let Some(digits) = (from..=item).rev().find(|&i| self.token(i).is_some_and(series)) else {
                    return false;
                };
                end = digits.saturating_sub(1);
                // «il 950PR»
                end -= usize::from(end > self.from && self.function(end) == Some(Function::Article));
            }
            return false;
        }
        matches!(self.word(at), "e" | "o" | ",")
            && at > self.from
            && self.mention_over(at - 1).is_some_and(|name| matches!(name.kind, Type::Chip | Type::Model))
            && self.token(at - 1).is_some_and(series)
    }

    /// Whether a date alone in brackets stands at `at`: «(2027)».
    fn dated(&self, at: usize) -> bool {
        let date = self.is(at, '(').then(|| self.mention_at(at + 1)).flatten();
        date.is_some_and(|d| d.kind == Type::Date && self.is(d.last as usize, ')'))
    }

    /// The last token of the list's item that ends before the comma or «e» at `joint`, its bracketed date left aside.
    fn item_before(&self, joint: usize) -> Option<usize> {
        let listed = self.is(joint, ',') || self.word(joint) == "e";
        let close = joint.checked_sub(1).filter(|&c| listed && c > self.from && self.is(c, ')'))?;
        let date = self.mention_over(close - 1).filter(|d| d.kind == Type::Date)?;
        (date.first as usize).checked_sub(2).filter(|&item| item >= self.from && self.is(item + 1, '('))
    }

    /// Whether the word at `at` is written as a name: with a capital, first («Windows») or further in («iPhone»).
    fn named(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::capital) || self.text(at).contains(char::is_uppercase)
    }

    /// Whether «via», «piazza» or another kind of street stands before token `at`.
    fn street(&self, at: usize) -> bool {
        const STREETS: [&str; 8] = ["via", "viale", "piazza", "corso", "largo", "vicolo", "piazzale", "lungotevere"];
        at > self.from && STREETS.iter().any(|s| s.eq_ignore_ascii_case(self.text(at - 1)))
    }

    /// A lone year is a date's business: what the dates left («il 1984 di Orwell») counts nothing.
    fn year(&self, m: &Measured, decimals: u8, grouped: bool) -> bool {
        let bare = !grouped && decimals == 0 && m.number.last == m.start + 1;
        let year = m.number.value.is_some_and(|v| (1900.0..2100.0).contains(&v));
        bare && year && m.first > self.from && !self.counts(m.last)
    }

    /// A footnote mark: a small number with nothing to count, after a word or figure it does not hang on.
    fn footnote(&self, m: &Measured, decimals: u8, grouped: bool, done: Option<&Draft>) -> bool {
        let plain = decimals == 0 && !grouped && m.number.value.is_some_and(|v| v <= 99.0) && m.sign.is_none();
        if !plain || m.first == self.from || self.counts(m.last) {
            return false;
        }
        let before = m.first - 1;
        // «6 dollari l'ora 1, mentre»: right after a figure
        if done.is_some_and(|d| d.last == m.first) {
            return true;
        }
        let last = self.token(m.last).is_none_or(Token::after_line);
        let hangs = matches!(
            self.function(before),
            Some(
                Function::Preposition
                    | Function::Conjunction
                    | Function::Article
                    | Function::Adverb
                    | Function::Negation
            )
        ) || self.in_bound(before)
            || self.taken[before] && self.mention_over(before).is_none_or(|m| m.kind != Type::Place);
        last && m.last == self.to && self.token(before).is_some_and(Token::is_word) && !hangs && !self.verb(before)
    }

    /// Number words that count nothing: «sei» the verb, «un terzo» the ordinal, «numero uno».
    fn no_number_word(&self, m: &Measured) -> bool {
        if m.number.fraction {
            return !self.shared(m);
        }
        let one = m.number.last == m.start + 1;
        if one && (self.names_one(m) || self.hyphened(m)) {
            return true;
        }
        one && self.text(m.start).eq_ignore_ascii_case("sei") && self.to_be(m)
    }

    /// «net-zero», «zero-day»: a hyphen ties the number to a word that is none.
    fn hyphened(&self, m: &Measured) -> bool {
        let hyphen = |at: usize| self.token(at).is_some_and(|t| t.is('-') && t.glued());
        let word = |at: usize| self.token(at).is_some_and(|t| t.is_word() && !t.begins(TermKind::Numeral));
        let after = hyphen(m.last) && self.token(m.last + 1).is_some_and(Token::glued) && word(m.last + 1);
        let before = m.start >= self.from + 2 && hyphen(m.start - 1) && self.token(m.start).is_some_and(Token::glued);
        after || before && word(m.start - 2)
    }

    /// «un capannone di Cento», «la Mille Miglia»: inside a line a capital makes a name of a number word, with what is counted.
    fn number_name(&self, m: &Measured) -> bool {
        let name = |at: usize| self.token(at).is_some_and(|t| t.capital() && !t.all_capitals());
        let opens = self.opens_line(m.first)
            || self
                .before(m.first)
                .is_some_and(|b| matches!(b.symbol, ':' | '«' | '"' | '“' | '(' | '–' | '-' | '•' | '…'));
        let alone = m.unit.is_none() && m.number.multiplier == 1.0 && m.number.last == m.start + 1;
        name(m.start) && !opens && (alone || name(m.number.last))
    }

    /// Whether «sei» is the verb: «tu sei», «ci sei», or no plural, article or joint beside it says that it is the number.
    fn to_be(&self, m: &Measured) -> bool {
        let before = self.before(m.first).map(|_| self.text(m.first - 1));
        // «che sei aziende chiuderanno» counts them
        const SUBJECTS: [&str; 12] =
            ["tu", "ci", "non", "se", "che", "dove", "come", "chi", "te", "mi", "perché", "ti"];
        let counted = self.begins(m.last, TermKind::Noun) && self.counts(m.last);
        if before.is_some_and(|b| SUBJECTS.iter().any(|s| s.eq_ignore_ascii_case(b))) {
            return !counted;
        }
        let led = before.is_some()
            && (matches!(
                self.function(m.first - 1),
                Some(
                    Function::Article
                        | Function::Preposition
                        | Function::Possessive
                        | Function::Demonstrative
                        | Function::Conjunction
                )
            ) || self.in_bound(m.first - 1));
        let next = self.token(m.last);
        // «sei e quattro anni», «sei o sette»
        let joined = matches!(self.base(m.last), "e" | "o" | "a") && {
            let skip = usize::from(matches!(self.function(m.last + 1), Some(Function::Article)));
            self.number_at(m.last + 1 + skip)
        };
        let plural = next.is_some_and(|t| {
            let lower = t.is_word() && self.function(m.last).is_none() && !t.capital();
            lower && !self.text(m.last).ends_with(['o', 'a'])
        });
        let name = next.is_some_and(|t| self.taken[m.last] || t.all_capitals());
        let alone = before.is_none() && next.is_none_or(|t| t.kind == Kind::Symbol);
        let others = before.is_some_and(|b| {
            ["altri", "altre", "primi", "prime", "ultimi", "ultime", "tutti", "tutte"]
                .iter()
                .any(|w| w.eq_ignore_ascii_case(b))
        });
        let ends = before.is_some() && next.is_none_or(|t| t.kind == Kind::Symbol) && self.verb(m.first - 1);
        !(led || others || joined || plural || name || alone || ends)
    }
}
