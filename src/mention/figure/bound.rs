//! Bounds: the words before or after a figure that say whether it is exact.
//!
//! | text | bound |
//! | --- | --- |
//! | `circa 10.000`, `una decina`, `10.000 circa`, `sfiora i 10.000` | `~` |
//! | `più di 10.000`, `oltre il 5%`, `poco più di 4 milioni`, `supera i 10.000`, `ha superato nel 2024 i 1.300` | `>` |
//! | `almeno 10.000`, `non meno di 10.000`, `10.000 o più` | `>=` |
//! | `meno della metà`, `poco meno del 4%`, `sotto i 5 miliardi` | `<` |
//! | `fino a 10.000`, `al massimo 10.000`, `non supera i 10.000` | `<=` |
//! | `quasi come 10.000` | `=`: other words between |
//! | `22 milioni, meno dei 24 milioni di prima`, `455 miliardi, ben oltre i 138 miliardi di un anno fa` | `=`: held against it |
//! | `sopra i 3,9 miliardi previsti`; `un balzo del 14% fino a 12 miliardi`; `a un nuovo massimo di 4 miliardi`; `ha toccato un minimo di 90 dollari` | `=`: held against, reached |
//!
//! The words stand in `lexicons/bounds.csv`; verbs (`over`, `near` in `lexicons/verbs.csv`) bound a figure in any form.

use super::{Draft, Scan};
use crate::lexicon::{Bound, BoundTerm, Function, Mood, TermKind, VerbForm, WordClass, WordRole};
use crate::mention::Type;
use crate::token::Token;

/// How many tokens the longest form of `bounds.csv` has.
const LONGEST: usize = 6;

/// How many tokens the longest adverb of `function_words.csv` has.
const LONGEST_ADVERB: usize = 4;

/// How many articles, dates and adverbs may stand between a bound and its figure.
const BETWEEN: usize = 5;

/// How many tokens may stand between two figures that are held against each other: «22 milioni, lievemente inferiori ai 24 milioni».
const HELD_REACH: usize = 6;

/// How many verb forms may stand between «non» and a bound: «non può andare oltre».
const DENIED_REACH: usize = 3;

impl Scan<'_> {
    /// The longest bound that begins at token `at`.
    #[inline]
    pub(super) fn bound_term(&self, at: usize) -> Option<(usize, BoundTerm)> {
        if self.begins(at, TermKind::Bound) { self.longest_bound(at) } else { None }
    }

    #[inline(never)] // what is asked before it is: most tokens begin none
    fn longest_bound(&self, at: usize) -> Option<(usize, BoundTerm)> {
        let (len, payload) = self.context.term_at(at, TermKind::Bound)?;
        Some((len, self.context.lexicons.bounds[payload as usize]))
    }

    /// The bound said before token `first`: «più di», «oltre il», «non meno di circa».
    pub(super) fn bound_before(&self, first: usize) -> Option<Bound> {
        let mut end = first;
        let mut by = false;
        for _ in 0..BETWEEN {
            // «supera di 3 punti» tells by how much, not a bound
            if let Some((from, bound)) = self.bound_ending(end) {
                let reached = bound == Bound::AtMost && self.after_share(from)
                    || matches!(bound, Bound::AtMost | Bound::AtLeast) && self.highest(from);
                return Some(self.denied(from, bound)).filter(|_| !reached);
            }
            if let Some(bound) = self.bound_verb(end).filter(|_| !by) {
                return Some(bound);
            }
            let before = end.checked_sub(1).filter(|&b| b >= self.from)?;
            // «ha superato nel 2024 i 1.300»: past the date, and what leads it
            if let Some(date) = self.mention_over(before).filter(|m| m.kind == Type::Date) {
                end = date.first as usize;
                if matches!(self.base(end.wrapping_sub(1)), "in" | "a" | "di" | "da") {
                    end -= 1;
                }
                continue;
            }
            if self.taken[before] {
                return None;
            }
            // «Superati per la prima volta i 90 miliardi»
            if let Some(from) = self.adverb_ending(before) {
                end = from;
                continue;
            }
            end = before;
            match self.function(before) {
                Some(Function::Article | Function::Adverb) => {}
                Some(Function::Preposition) => match self.base(before) {
                    // «superata la soglia dei 100 miliardi»
                    "di" if self.threshold(before.wrapping_sub(1)) => {}
                    // «più dei 41,3 attesi» compares with them
                    "di" if matches!(self.word(before), "dei" | "degli" | "delle") => return None,
                    "di" => by = true,
                    // «oltre ai 120 tecnici» adds to them
                    "a" if self.closed(before.wrapping_sub(1)) == "oltre" => return None,
                    "a" | "tra" | "fra" => {}
                    _ => return None,
                },
                // «superano di poco quota 500»
                Some(_) if self.word(before) == "poco" && self.base(before.wrapping_sub(1)) == "di" => end -= 1,
                None if self.threshold(before) || self.is(before, '(') => {}
                // «supera già gli 1,5 milioni», «superano ampiamente i 10.000»
                _ if self.text(before).ends_with("mente") => {}
                _ => return None,
            }
        }
        None
    }

    /// Where the adverb of several words begins whose last one is token `last`: «per la prima volta».
    fn adverb_ending(&self, last: usize) -> Option<usize> {
        let from = last.saturating_sub(LONGEST_ADVERB - 1).max(self.from);
        (from..last).find(|&at| {
            let closed = self.context.lexicons.closed(&self.context.tokens[at..=last]);
            closed == Some((last + 1 - at, Function::Adverb))
        })
    }

    /// Whether a share stands right before token `at`, so that «fino a» after it tells what was reached: «un balzo del 14% fino a».
    fn after_share(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|&b| b >= self.from);
        before.is_some_and(|b| self.is(b, '%') || self.word(b) == "cento" && self.closed(b.wrapping_sub(1)) == "per")
    }

    /// Whether the word at token `at` is one for the figure after it, where that is a bound: «la soglia dei 100 miliardi», «quota 5.000».
    fn threshold(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| self.context.lexicons.has_role(t, WordRole::Threshold))
    }

    /// Whether the bound that begins at token `at` is only the highest or lowest so far: «un nuovo massimo di», «ha toccato un minimo di».
    fn highest(&self, at: usize) -> bool {
        let lexicons = self.context.lexicons;
        let before = |at: usize| at.checked_sub(1).filter(|&b| b >= self.from);
        let indefinite = |at: usize| self.function(at) == Some(Function::Indefinite);
        let article = if indefinite(at) { Some(at) } else { before(at).filter(|&b| indefinite(b)) };
        let reached =
            |v: usize| lexicons.forms(&self.context.tokens[v]).any(|f| lexicons.verb(f).class.has(WordClass::LIGHT));
        before(at).is_some_and(|b| self.has_role(b, WordRole::Prenominal))
            || article.and_then(before).is_some_and(reached)
    }

    /// Whether the figure is only held against what was expected, or another: «sopra i 3,9 miliardi previsti», «sotto i 41,3 del
    /// consenso», «22 milioni, inferiori ai 24 milioni di un anno fa».
    pub(super) fn expected(&self, draft: &Draft, bound: Bound, done: &[Draft]) -> bool {
        let lexicons = self.context.lexicons;
        let article = draft
            .first
            .checked_sub(1)
            .is_some_and(|b| self.bare_plural_article(b) || self.base(b) == "a" && self.has_role(b, WordRole::Plural));
        if !article || !matches!(bound, Bound::More | Bound::Less) {
            return false;
        }
        let held = done.last().is_some_and(|d| {
            let near = d.first >= self.from && draft.first - d.last <= HELD_REACH;
            let like = d.figure.unit == draft.figure.unit && d.multiplier == draft.multiplier;
            // a comma, and no verb of its own: «era di 3 milioni, e ha superato i 5 milioni»
            let between = d.last..draft.first;
            near && like && self.is(d.last, ',') && !between.into_iter().any(|i| self.verb(i))
        });
        if held {
            return true;
        }
        let Some(next) = self.token(draft.last) else { return false };
        let foretold = |c: WordClass| c.has(WordClass::PLAN | WordClass::SOURCE);
        let of = self.base(draft.last) == "di"
            && self.token(draft.last + 1).is_some_and(|t| {
                lexicons.vocabulary.own(t, TermKind::Noun).any(|n| foretold(lexicons.nouns[n as usize].class))
            });
        let participle =
            |f: VerbForm| f.mood == Mood::Participle && lexicons.verb(f).class.has(WordClass::PLAN | WordClass::SAY);
        of || lexicons.forms(next).any(participle)
    }

    /// The bound whose words end right before token `end`.
    fn bound_ending(&self, end: usize) -> Option<(usize, Bound)> {
        let lexicons = self.context.lexicons;
        let from = end.saturating_sub(LONGEST).max(self.from);
        let words = self.context.tokens.get(from..end)?;
        let over = |words: &[Token]| {
            let terms = lexicons.vocabulary.terms(words, TermKind::Bound);
            let whole = |(len, p): (usize, u32)| (len == words.len()).then_some(lexicons.bounds[p as usize]);
            terms.map_while(whole).find(|b| !b.after).map(|b| b.bound)
        };
        let (last, before) = words.split_last()?;
        if !last.begins(TermKind::Bound) && !before.iter().any(|t| t.goes_on.has(TermKind::Bound)) {
            return None;
        }
        // «poco meno dei 41,3 attesi» compares
        let compares = || matches!(self.closed(end - 1), "dei" | "degli" | "delle");
        let mut long = (0..before.len()).filter(|&at| before[at].goes_on.has(TermKind::Bound) && !compares());
        let found = long.find_map(|at| Some((from + at, over(&words[at..])?)));
        let mut alone = lexicons.vocabulary.own(last, TermKind::Bound).map(|p| lexicons.bounds[p as usize]);
        found.or_else(|| Some((end - 1, alone.find(|b| !b.after)?.bound)))
    }

    /// The bound that begins at token `at`, as a verb before it leaves it: «non va oltre», «non ha avuto più di» turn it
    /// round.
    fn denied(&self, at: usize, bound: Bound) -> Bound {
        let forms = |i: usize| self.context.lexicons.forms(&self.context.tokens[i]).next().is_some();
        let verbs = (self.from..at).rev().take(DENIED_REACH).take_while(|&i| forms(i)).count();
        // «non ne consegnerà più di»
        let pronoun = at.checked_sub(verbs + 1).is_some_and(|i| self.function(i) == Some(Function::Clitic));
        let denied = verbs > 0
            && at
                .checked_sub(verbs + 1 + usize::from(pronoun))
                .is_some_and(|i| i >= self.from && self.function(i) == Some(Function::Negation));
        match bound {
            Bound::More if denied => Bound::AtMost,
            Bound::AtLeast if denied => Bound::Less,
            _ => bound,
        }
    }

    /// Whether token `at` is part of a bound said before a figure: each word of «poco più di».
    pub(super) fn in_bound(&self, at: usize) -> bool {
        let from = at.saturating_sub(LONGEST - 1).max(self.from);
        let covers = |i: usize| self.bound_term(i).is_some_and(|(len, bound)| !bound.after && i + len > at);
        let mut before = (from..at).zip(&self.context.tokens[from..at]);
        covers(at) || before.any(|(i, token)| token.goes_on.has(TermKind::Bound) && covers(i))
    }

    /// What a verb right before token `end` says: «supera», «sfiorano»; with «non» the other way round.
    fn bound_verb(&self, end: usize) -> Option<Bound> {
        let at = end.checked_sub(1).filter(|&b| b >= self.from && !self.taken[b])?;
        let lexicons = self.context.lexicons;
        let bound = lexicons.forms(&self.context.tokens[at]).find_map(|form| {
            let class = lexicons.verb(form).class;
            match () {
                () if class.has(WordClass::OVER) => Some(Bound::More),
                () if class.has(WordClass::NEAR) => Some(Bound::About),
                () => None,
            }
        })?;
        // «non supera», «non ha superato»
        let negated = (at.saturating_sub(3).max(self.from)..at).any(|i| self.function(i) == Some(Function::Negation));
        match bound {
            Bound::More if negated => Some(Bound::AtMost),
            _ if negated => None,
            _ => Some(bound),
        }
    }

    /// The bound said after token `last`, and the token after it: «o più», «in su», «+», «circa».
    pub(super) fn bound_after(&self, last: usize) -> Option<(Bound, usize)> {
        let token = self.token(last).filter(|t| t.begins(TermKind::Bound))?;
        if token.after_line() || token.is('+') && token.spaced() {
            return None;
        }
        let lexicons = self.context.lexicons;
        let rest = self.context.tokens.get(last..self.to)?;
        let terms = lexicons.vocabulary.terms(rest, TermKind::Bound);
        let (len, bound) = terms.map(|(len, p)| (len, lexicons.bounds[p as usize])).find(|(_, b)| b.after)?;
        // «3 miliardi, almeno 10 dei quali»: the next number's own bound stands before it
        let mut next = last + len;
        if self.function(next) == Some(Function::Article) {
            next += 1;
        }
        (!self.number_at(next)).then_some((bound.bound, last + len))
    }
}
