//! Units left unsaid: a number with neither unit nor noun takes those of a figure beside it.
//!
//! | text | reading |
//! | --- | --- |
//! | `passati da 3,2 a 2,1 euro l'ora` | 3.2 EUR/h: from the figure it is joined to |
//! | `salgono del 5,3 e dell'1,1 per cento`; `sei e quattro anni` | 5.3 %; 6 year |
//! | `800 milioni e 15 miliardi di dollari` | 8e8 USD |
//! | `a 32,7 miliardi di euro dai 28,3 del 2024` | 2.83e10 EUR: multiplier and unit of the figure before it |
//! | `la compra a 26.000 dollari e la rivende a 45.000` | 45000 USD: too large for a multiplier |
//! | `ha perso 581 milioni di dollari su ricavi per 16,4` | 1.64e7 USD |
//! | `ricavi per 24 miliardi di won, pari a 15 di euro`; `utile di 7.000 miliardi` after it | KRW: a conversion lends nothing |
//! | `Nvidia ha il 70%, Broadcom il 10 e AMD il 7` | 10 %, 7 %: an article in the singular asks for a percentage |
//! | `Nvidia (-1,7%), Micron (-1,4)`; `perde 6,2 punti di quota, Amd ne guadagna 1,4` | 1.4 %; 1.4 pp |
//! | `• Nscale: 23 miliardi`, and on the next line `• Nebius: fino a 19,4` | 1.94e10 USD |
//! | `dal 95% a zero` | 0 % |
//! | `costano 2,1 miliardi di dollari. Ne servirebbero 200` | 2e11 USD: «ne» asks for the sentence before |
//! | `1,2 dollari per azione, 15 centesimi più di prima` | 0.15 USD |
//! | `la guidance è di 86 miliardi` where dollars are told | 8.6e10 USD: no thing is counted in thousands of millions |
//! | `ricavi di 13 miliardi e un utile per azione di 3,9 dollari` | 1.3e10 USD: the money named after it |
//! | `i dipendenti sono 190` | 190: «essere» counts its subject |
//! | `abbonati 281 milioni`, `gli utenti sono 3,58 miliardi` | 281,000,000, 3.58e9: so many people |
//! | `50 mila euro per corsi: ne sono previsti 15` | 15: no part of the sum |
//!
//! A chain («10, 20 e 30 miliardi») is walked from its end, so that each number asks only its neighbour.

use super::unit::COINS;
use super::{Draft, Scan};
use crate::lexicon::{Function, TermKind, UnitKind, WordClass};
use crate::mention::numeral::scaled;

/// The largest number that takes another's multiplier: «45.000» after «2 miliardi di dollari» is what it says.
const MULTIPLIED: f64 = 1000.0;

/// How many times larger one of two measures told in one breath may be.
const LIKE: f64 = 200.0;

/// How many tokens before a sum the noun that tells what it is may stand.
const SUM_REACH: usize = 10;

/// How many tokens before a sum the people it counts may stand.
const PEOPLE_REACH: usize = 14;

/// How many tokens before a number those may stand whom it counts: «gli utenti attivi sono saliti a oltre 3 miliardi».
const NUMBERED_REACH: usize = 8;

/// How many times less than a sum no part of it is told to be.
const LEAST_PART: f64 = 1000.0;

/// A bare figure with such a multiplier is a sum: «la guidance è di 86 miliardi».
pub(super) const BILLION: f64 = 1e9;

/// What a verb is about when it tells of money, by its relation.
const MONEY: [&str; 4] = ["invest", "earn", "lose", "worth"];

/// What a verb is about when it tells of things.
const THINGS: [&str; 12] =
    ["produce", "deliver", "own", "order", "import", "export", "launch", "train", "sell", "buy", "rent", "employ"];

/// Those of them that are told of things alone, however few.
const GIVEN: [&str; 3] = ["deliver", "launch", "employ"];

/// Whether a relation is told in money: ricavi, perdite, investimenti, vendite.
pub(super) fn of_money(relation: &str) -> bool {
    relation == "sell" || relation != "worth" && MONEY.contains(&relation)
}

/// Whether a relation is told in money where it is told in thousands of millions: «4 miliardi di ordini», «3 miliardi di acquisti».
pub(super) fn of_deals(relation: &str) -> bool {
    matches!(relation, "order" | "buy" | "rent" | "tax") || of_money(relation)
}

/// Whose unit a bare figure takes.
enum Lender {
    Is(Draft),
    /// Nobody's: it is a count.
    None,
    /// Nobody's among those looked at.
    Unknown,
}

impl Scan<'_> {
    /// Gives the bare figures of a sentence the units their neighbours have; `before` holds those of the sentence before.
    ///
    /// `money` is the last sum the article told, `large` the last in millions: the currency of «54 miliardi di ricavi», which names none.
    pub(super) fn carry(&self, drafts: &mut [Draft], before: &[Draft], money: Option<&Draft>, large: Option<&Draft>) {
        for at in (1..drafts.len()).rev() {
            let next = drafts[at];
            if let Some(lent) = self.with_next(&drafts[at - 1], &next) {
                drafts[at - 1] = lent;
            }
        }
        for at in 0..drafts.len() {
            let (done, rest) = drafts.split_at_mut(at);
            self.coin(&mut rest[0], || done.iter().rfind(|d| self.is_money(d)).or(money));
            if !rest[0].bare {
                continue;
            }
            let lender = match self.lender(&rest[0], done) {
                Lender::Is(lender) => Some(lender),
                Lender::None => None,
                Lender::Unknown if self.list_line(&rest[0]) => {
                    before.iter().find(|d| self.is_money(d) && d.multiplier >= 1e6).copied()
                }
                Lender::Unknown => self.lender_after(&rest[0], &rest[1..]).or_else(|| {
                    match self.asks_back(&rest[0], done).then(|| self.lender(&rest[0], before))? {
                        Lender::Is(lender) => Some(lender),
                        _ => None,
                    }
                }),
            };
            let sum = || {
                let told = |d: &Draft| {
                    d.multiplier >= 1e6
                        && (self.of_money(d.last, d.multiplier) || self.paid(d) || self.sum_before(d, done))
                        || self.billions(d, done)
                };
                // «"ricavi vicini ai 13 miliardi", con un utile per azione a 3,9 dollari»
                let later = || rest[1..].iter().take(6).find(|d| self.is_money(d) && !self.converted(d));
                told(&rest[0]).then(|| large.or(money).or_else(later).copied())?
            };
            if let Some(lender) = lender.or_else(sum) {
                rest[0] = self.lend(rest[0], &lender);
            }
        }
    }

    /// Whether a bare figure is in thousands of millions and no thing is told to be so many: nothing but money is.
    pub(super) fn billions(&self, draft: &Draft, done: &[Draft]) -> bool {
        // «mille miliardi di parametri, di cui 32 miliardi attivi»: as many as what was counted before
        let part = || done.last().is_some_and(|d| d.figure.unit.is_none() && !d.bare) && self.part_of_it(draft.first);
        let things = || self.counts_subject(draft, done) || self.counts_things(draft) || self.people_before(draft);
        draft.bare && draft.figure.unit.is_none() && draft.multiplier >= BILLION && !part() && !things()
    }

    /// Whether people are told of before it: «gli utenti passeranno da un miliardo a 5 miliardi».
    fn people_before(&self, draft: &Draft) -> bool {
        let lexicons = self.context.lexicons;
        let from = draft.first.saturating_sub(PEOPLE_REACH).max(self.from);
        let noun = |at: usize| {
            let (_, noun) = lexicons.vocabulary.term(&self.context.tokens[at..draft.first], TermKind::Noun)?;
            Some(lexicons.nouns[noun as usize].class)
        };
        // «La divisione, su cui sono puntati gli occhi degli investitori, è cresciuta a 5,4 miliardi»: said aside
        let aside = |at: usize| at > from && self.base(at - 1) == "di" && self.is(at + 1, ',');
        let mut nouns = (from..draft.first)
            .rev()
            .filter(|&at| self.begins(at, TermKind::Noun) && !self.verb(at) && !aside(at))
            .filter_map(noun);
        nouns.next().is_some_and(|class| class.has(WordClass::PEOPLE) && !class.has(WordClass::OWNED))
    }

    /// «10 centesimi» where dollars are told: a tenth of one.
    fn coin<'d>(&self, draft: &mut Draft, money: impl FnOnce() -> Option<&'d Draft>) {
        let coin = draft.figure.unit.is_some_and(|u| self.kind(u) == UnitKind::Coin);
        if let Some(money) = if coin { money() } else { None } {
            draft.figure.unit = money.figure.unit;
            draft.figure.value = draft.figure.value.map(|v| v / COINS);
            draft.figure.high = draft.figure.high.map(|v| v / COINS);
        }
    }

    /// Whether a figure is a sum of money.
    pub(super) fn is_money(&self, draft: &Draft) -> bool {
        draft.figure.unit.is_some_and(|u| self.kind(u) == UnitKind::Money)
    }

    /// A bare figure joined to the next by «e», «o», «a» or a comma, with the next one's unit and multiplier.
    fn with_next(&self, draft: &Draft, next: &Draft) -> Option<Draft> {
        // «23 miliardi, per 200mila GB300» shares nothing
        let empty = next.figure.unit.is_none() && (next.multiplier == 1.0 || draft.multiplier > 1.0);
        // «da 110-120 a circa 200 dollari»: only what it moves from may be a range
        let from_to = self.base(draft.last) == "a";
        if !draft.bare || draft.figure.high.is_some() && !from_to || next.figure.ellipsis || empty {
            return None;
        }
        let joint = self.is(draft.last, ',') || matches!(self.base(draft.last), "e" | "ed" | "o" | "a");
        if !joint || from_to && self.lead(draft.first) != "da" {
            return None;
        }
        // between the joint and the next number: its preposition, article and bound
        let close = (draft.last + 1..next.first).all(|at| {
            !self.taken[at]
                && (self.in_bound(at)
                    || matches!(self.function(at), Some(Function::Article | Function::Preposition | Function::Adverb)))
        });
        let value = draft.figure.value?;
        // «2 e 15 miliardi» share their multiplier; «800 milioni e 15 miliardi» have each its own
        let by = if draft.multiplier == 1.0 && value < MULTIPLIED { next.multiplier } else { 1.0 };
        let people = draft.multiplier >= 1e6 && next.figure.unit.is_some() && self.people_right_before(draft);
        let kin = !people && (next.figure.unit.is_none() || self.kin(draft, next));
        (close && next.first < draft.last + 5 && kin).then(|| Draft {
            figure: super::Figure {
                value: Some(scaled(value, by)),
                high: draft.figure.high.map(|v| scaled(v, by)),
                unit: next.figure.unit,
                rate: next.figure.rate,
                ..draft.figure
            },
            multiplier: draft.multiplier * by,
            bare: next.bare,
            ..*draft
        })
    }

    /// Whether a bare figure may have the lender's unit: its article and its multiplier say no to some.
    fn kin(&self, draft: &Draft, lender: &Draft) -> bool {
        let Some(unit) = lender.figure.unit else { return false };
        // «16Gb (3200)»: alone in its bracket, right after, it is another thing
        if draft.multiplier == 1.0 && self.bracketed(draft) && draft.first == lender.last + 1 {
            return false;
        }
        let singular = self.singular(draft.first);
        let ratio = matches!(self.kind(unit), UnitKind::Percent | UnitKind::Points);
        if draft.multiplier >= 1e6 {
            let measure = self.kind(unit) == UnitKind::Measure && lender.multiplier >= 1e6;
            return measure || matches!(self.kind(unit), UnitKind::Money | UnitKind::Currency);
        }
        match self.kind(unit) {
            UnitKind::Percent | UnitKind::Points => {
                singular == Some(true)
                    || self.kind(unit) == UnitKind::Points && draft.figure.value.is_some_and(|v| v.fract() != 0.0)
                    || self.bracketed(draft) && self.bracketed(lender)
                    || self.text(draft.first).eq_ignore_ascii_case("zero")
                        && self.base(draft.first.wrapping_sub(1)) == "a"
            }
            UnitKind::Multiple => false,
            // «tre anni contro i due previsti»; «500 miliardi in quattro anni: cento subito» has nothing to do with years
            UnitKind::Time => singular == Some(false) || draft.last < lender.first || self.quantified(draft.last),
            // «1,2 GW» lend nothing to «50.000»: things of another kind
            // «wafer da 300 mm, da 4.000 a 8.500»: a size that describes is not carried on
            UnitKind::Measure if self.lead(draft.first) == "da" && self.lead(lender.first) == "da" => false,
            // «Smic lavora a 7 nanometri … ne mettono insieme cinque»: how fine chips are made is no measure of another
            UnitKind::Measure
                if singular.is_none()
                    && draft.first > lender.first
                    && self.context.lexicons.units[unit as usize].id == "nm" =>
            {
                false
            }
            UnitKind::Measure if lender.multiplier < 1e6 => {
                let (a, b) = (draft.figure.value.unwrap_or(0.0), lender.figure.value.unwrap_or(0.0));
                singular != Some(true) && a <= b * LIKE && b <= a * LIKE
            }
            _ => !ratio && singular != Some(true),
        }
    }

    /// Whether a figure stands alone in brackets: «Nvidia (-1,7%), Micron (-1,4)».
    fn bracketed(&self, draft: &Draft) -> bool {
        let open = self.before(draft.first).is_some_and(|t| t.is('('));
        open && self.token(draft.last).is_some_and(|t| t.is(')'))
    }

    /// Whether the article before token `first` is in the singular («il 7», «dell'1,1»); none where there is no article.
    fn singular(&self, first: usize) -> Option<bool> {
        let mut at = first;
        for _ in 0..3 {
            at = at.checked_sub(1).filter(|&b| b >= self.from)?;
            match self.closed(at) {
                "il" | "lo" | "l'" | "al" | "allo" | "all'" | "del" | "dello" | "dell'" | "dal" | "dallo" | "dall'"
                | "nel" | "nello" | "nell'" | "sul" | "sullo" | "sull'" => return Some(true),
                _ if self.plural_article(at) => return Some(false),
                _ if self.in_bound(at) || self.function(at) == Some(Function::Adverb) => {}
                _ => return None,
            }
        }
        None
    }

    /// The figure among `done` that lends its unit: the last that has one the bare figure can have, and is no conversion.
    fn lender(&self, draft: &Draft, done: &[Draft]) -> Lender {
        let money = draft.multiplier >= 1e6;
        let here = done.first().is_some_and(|d| d.first >= self.from);
        if money && self.people_right_before(draft) || !money && self.counts_what_it_is_for(draft, done) {
            return Lender::None;
        }
        if !money && (here && self.counts_subject(draft, done) || self.counts_things(draft)) {
            return Lender::None;
        }
        let spent = !money && self.spent(draft);
        let mut fallback = None;
        for lender in done.iter().rev().take(12) {
            let Some(unit) = lender.figure.unit else {
                // «52 miliardi, di cui 39 alle fabbriche e 13,2 alla ricerca»: what is counted goes without saying
                if !money && lender.multiplier >= 1e6 && self.goes_on_from(draft) {
                    return Lender::Is(*lender);
                }
                // a count beside it: «48 sistemi, contro i 44 dell'anno prima»
                if !money
                    && !spent
                    && !lender.figure.ellipsis
                    && !lender.fraction
                    && !self.singular(draft.first).unwrap_or(false)
                {
                    return Lender::None;
                }
                continue;
            };
            if !self.kin(draft, lender) || spent && self.kind(unit) != UnitKind::Money {
                continue;
            }
            if matches!(self.kind(unit), UnitKind::Money | UnitKind::Currency) && self.converted(lender) {
                fallback = fallback.or(Some(*lender));
                continue;
            }
            return Lender::Is(*lender);
        }
        fallback.map_or(Lender::Unknown, Lender::Is)
    }

    /// Whether it says how many those are who stand right before it: «gli utenti sono 3,58 miliardi», «abbonati 281 milioni»; not «i ricavi
    /// degli utenti sono 3 miliardi», «i clienti pagano 3 miliardi».
    fn people_right_before(&self, draft: &Draft) -> bool {
        let lexicons = self.context.lexicons;
        let level = |at: usize| {
            lexicons.forms(&self.context.tokens[at]).any(|f| {
                let verb = lexicons.verb(f);
                let relation = verb.relation.map_or("", |r| lexicons.relation(r));
                verb.class.has(WordClass::COPULA)
                    || verb.id == "avere"
                    || matches!(relation, "grow" | "fall")
                    || relation == "worth" && verb.class.has(WordClass::LIGHT | WordClass::OVER | WordClass::NEAR)
            })
        };
        let from = draft.first.saturating_sub(NUMBERED_REACH).max(self.from);
        let mut told = false;
        for at in (from..draft.first).rev() {
            // the second word of «utenti attivi»
            let inside = at > from
                && lexicons
                    .vocabulary
                    .term(&self.context.tokens[at - 1..draft.first], TermKind::Noun)
                    .is_some_and(|(len, _)| len > 1);
            if inside {
                continue;
            }
            if self.begins(at, TermKind::Noun) && !self.verb(at) {
                let noun = lexicons.vocabulary.term(&self.context.tokens[at..draft.first], TermKind::Noun);
                let people = noun.is_some_and(|(_, n)| {
                    let class = lexicons.nouns[n as usize].class;
                    class.has(WordClass::PEOPLE) && !class.has(WordClass::OWNED)
                });
                let mut by = at;
                while by > self.from && matches!(self.function(by - 1), Some(Function::Article)) {
                    by -= 1;
                }
                let hung =
                    by > self.from && matches!(self.base(by - 1), "a" | "da" | "di" | "per" | "su" | "tra" | "fra");
                return people && !hung;
            }
            if self.in_bound(at)
                || matches!(self.base(at), "a")
                || matches!(self.function(at), Some(Function::Article | Function::Adverb))
                || self.is(at, ':')
                || self.is(at, '(')
            {
                continue;
            }
            if self.begins(at, TermKind::Verb) && level(at) {
                told = true;
                continue;
            }
            // «gli utenti attivi di ChatGPT sono»: past the verb only what they are like, and whose
            let whose = self.base(at) == "di" && self.taken[at + 1];
            if !(told && (whose || self.context.tokens[at].is_word() && self.function(at).is_none() && !self.verb(at)))
            {
                return false;
            }
        }
        false
    }

    /// Whether «ne» counts what the sum before it is for, as it is no part of that: «50 mila euro per corsi: ne sono previsti 15», «2 milioni
    /// per gli autobus: ne arriveranno 8»; not «50 milioni per le scuole: ne ha spesi 15».
    fn counts_what_it_is_for(&self, draft: &Draft, done: &[Draft]) -> bool {
        let Some(sum) = done.last().filter(|d| d.first >= self.from && self.is_money(d)) else { return false };
        let mark = (sum.last..draft.first).rev().find(|&at| self.is(at, ':') || self.is(at, ';') || self.is(at, ','));
        let Some(mark) = mark else { return false };
        let of_them = (mark..draft.first).any(|at| self.closed(at) == "ne");
        let goods = (sum.last..mark).any(|at| self.base(at) == "per");
        let whole = draft.multiplier == 1.0 && draft.figure.value.is_some_and(|v| v.fract() == 0.0);
        let spent = self.verb_before(draft).is_some_and(|(relation, _)| MONEY.contains(&relation));
        let (all, part) = (sum.figure.value.unwrap_or(0.0), self.lend(*draft, sum).figure.value.unwrap_or(0.0));
        of_them && goods && whole && !spent && (part > all || part * LEAST_PART < all)
    }

    /// Whether a bare number plainly goes on from the one before it: «di cui 39», «contro i 28», «da 66», a decimal.
    fn goes_on_from(&self, draft: &Draft) -> bool {
        draft.figure.value.is_some_and(|v| v.fract() != 0.0)
            || self.singular(draft.first) == Some(false)
            || self.part_of_it(draft.first)
            || matches!(self.lead(draft.first), "da" | "contro")
    }

    /// For «800 milioni» with money named only after it in the sentence.
    fn lender_after(&self, draft: &Draft, rest: &[Draft]) -> Option<Draft> {
        if draft.multiplier < 1e6 {
            return None;
        }
        rest.iter()
            .take(6)
            .find(|d| d.figure.unit.is_some_and(|u| self.kind(u) == UnitKind::Money) && d.multiplier >= 1e6)
            .copied()
    }

    /// Whether a figure is another told in a second currency: «pari a circa 7 miliardi di euro», «(7 miliardi di euro)».
    pub(super) fn converted(&self, lender: &Draft) -> bool {
        let mut at = lender.first;
        for _ in 0..4 {
            if at == 0 {
                return false;
            }
            at -= 1;
            let token = &self.context.tokens[at];
            let word = self.context.lexicons.vocabulary.text(token.word);
            if token.is('(') || matches!(word, "pari" | "corrispondenti" | "equivalenti" | "ossia" | "cioè") {
                return true;
            }
            if !matches!(word, "a" | "ai" | "di" | "circa" | "più" | "quasi" | "poco" | "meno" | "oltre") {
                return false;
            }
        }
        false
    }

    /// Whether «essere» counts its subject: «i dipendenti sono 190», unlike «ne sono stati versati 2,2».
    fn counts_subject(&self, draft: &Draft, done: &[Draft]) -> bool {
        let lexicons = self.context.lexicons;
        let mut at = draft.first;
        let skipped = |at: usize| {
            self.in_bound(at)
                || self.function(at) == Some(Function::Adverb)
                || self.word(at) == "già"
                || self.text(at) == "già"
        };
        if self.closed(at.wrapping_sub(1)) == "a" {
            // «quest'anno siamo già a 19»
            at -= 1;
        }
        while at > self.from && skipped(at - 1) {
            at -= 1;
        }
        let copula = at > self.from
            && lexicons.forms(&self.context.tokens[at - 1]).any(|f| lexicons.verb(f).class.has(WordClass::COPULA));
        // «erano 300 nel 2021» goes on with what was measured before; «siamo a 19» counts
        let before = at.checked_sub(2).filter(|&b| b >= self.from);
        let subject = self.word(at.wrapping_sub(1)) == "siamo"
            || before.is_some_and(|b| self.context.tokens[b].is_word() && self.function(b).is_none() && !self.verb(b));
        let from = done.last().map_or(self.from, |d| d.last);
        copula && subject && !(from..at).any(|i| self.closed(i) == "ne")
    }

    /// The relation of the verb right before a figure, past bounds and adverbs; and where it stands.
    fn verb_before(&self, draft: &Draft) -> Option<(&str, usize)> {
        let lexicons = self.context.lexicons;
        let from = draft.first.saturating_sub(4).max(self.from);
        (from..draft.first).rev().find(|&at| self.begins(at, TermKind::Verb) && self.function(at).is_none()).map(|at| {
            let relation = lexicons.forms(&self.context.tokens[at]).find_map(|f| lexicons.verb(f).relation);
            (relation.map_or("", |r| lexicons.relation(r)), at)
        })
    }

    /// Whether the verb before a figure only takes money: «ha investito 1,6 miliardi», «vale 1,3 miliardi»; «raggiunge 1,3 miliardi» may
    /// count people.
    fn paid(&self, draft: &Draft) -> bool {
        let lexicons = self.context.lexicons;
        let light =
            |at: usize| lexicons.forms(&self.context.tokens[at]).any(|f| lexicons.verb(f).class.has(WordClass::LIGHT));
        self.verb_before(draft).is_some_and(|(relation, at)| matches!(relation, "invest" | "worth") && !light(at))
    }

    /// Whether the last noun before a figure is told in money: «le vendite sono triplicate a 8,2 miliardi», «ricavi per 58 miliardi».
    fn sum_before(&self, draft: &Draft, done: &[Draft]) -> bool {
        let lexicons = self.context.lexicons;
        // «le vendite sono triplicate a 8,2 miliardi»: a multiple is of the same amount
        let multiple = |d: &&Draft| d.figure.unit.is_some_and(|u| self.kind(u) == UnitKind::Multiple);
        let before = done.iter().rev().find(|d| !multiple(d)).map_or(self.from, |d| d.last);
        let from = before.max(self.from).max(draft.first.saturating_sub(SUM_REACH));
        let noun =
            (from..draft.first).rev().filter(|&at| self.begins(at, TermKind::Noun) && !self.verb(at)).find_map(|at| {
                let (_, noun) = lexicons.vocabulary.term(&self.context.tokens[at..draft.first], TermKind::Noun)?;
                Some(&lexicons.nouns[noun as usize])
            });
        noun.is_some_and(|noun| {
            let relation = noun.relation.map_or("", |r| lexicons.relation(r));
            noun.class.has(WordClass::AMOUNT) && (MONEY.contains(&relation) || relation == "sell")
        })
    }

    /// Whether a figure tells what is paid: «ne ha stanziati 80», «a dicembre ne valeva 0,9».
    fn spent(&self, draft: &Draft) -> bool {
        self.verb_before(draft).is_some_and(|(relation, at)| MONEY.contains(&relation) && self.of_it(at))
    }

    /// Whether «ne» stands before the verb at `at`.
    fn of_it(&self, at: usize) -> bool {
        (at.saturating_sub(4).max(self.from)..at).any(|i| self.closed(i) == "ne")
    }

    /// Whether «ne» stands for things, not for money: «ne installerà 50.000», «ne ha già chieste 50.000»; «lavorano in 7.000».
    fn counts_things(&self, draft: &Draft) -> bool {
        if self.closed(draft.first.wrapping_sub(1)) == "in" {
            return true;
        }
        // «undici i modelli in cantiere», «il prezzo di quattro Tesla»
        let article = self.bare_plural_article(draft.last) && self.begins(draft.last + 1, TermKind::Noun);
        let name =
            self.token(draft.last).is_some_and(|t| t.is_word() && t.spaced() && t.capital() && !t.all_capitals());
        if draft.multiplier == 1.0 && draft.figure.value.is_some_and(|v| v.fract() == 0.0) && (article || name) {
            return true;
        }
        let Some((relation, at)) = self.verb_before(draft) else { return false };
        // «e ne ha al vaglio altri dieci»: others of what was counted; «e ne investirà altri 10»
        let others = draft.first.checked_sub(1).is_some_and(|b| matches!(self.word(b), "altri" | "altre"));
        if others && draft.multiplier == 1.0 && self.of_it(at) && !MONEY.contains(&relation) {
            return true;
        }
        let large = draft.figure.value.is_some_and(|v| v >= MULTIPLIED) && THINGS.contains(&relation);
        // A participle in the feminine: euros, dollars and miliardi are masculine.
        let feminine = self.text(at).ends_with(['e', 'a']) && at > self.from && {
            let text = self.text(at).as_bytes();
            text.len() > 4 && matches!(text[text.len() - 2], b't' | b's')
        };
        // «ne ha consegnati dieci»: never money
        let delivered = GIVEN.contains(&relation) && draft.figure.value.is_some_and(|v| v.fract() == 0.0);
        self.of_it(at) && (feminine || large || delivered)
    }

    /// Whether a bare figure asks for the sentence before: «ne» stands beside its verb, or it opens its sentence.
    fn asks_back(&self, draft: &Draft, done: &[Draft]) -> bool {
        if draft.multiplier >= 1e6 {
            return done.is_empty();
        }
        let from = draft.first.saturating_sub(8).max(done.last().map_or(self.from, |d| d.last));
        let clitic = (from..draft.first).any(|i| self.closed(i) == "ne");
        let opens = done.is_empty()
            && (self.from..draft.first).all(|i| !self.context.tokens[i].is_word())
            && self.begins(draft.last, TermKind::Verb);
        let share = self.singular(draft.first) == Some(true) && self.base(draft.first.wrapping_sub(1)) == "a";
        done.is_empty() && share && self.closes(draft.last) || clitic || opens
    }

    /// Whether a figure is all that a line of a list tells: «• Nebius: fino a 19,4», after «• Nscale: 23 miliardi».
    fn list_line(&self, draft: &Draft) -> bool {
        let bullet = self.token(self.from).is_some_and(|t| matches!(t.symbol, '•' | '-' | '–' | '*'));
        let mut before = draft.first;
        while before > self.from && self.in_bound(before - 1) {
            before -= 1;
        }
        bullet && self.closes(draft.last) && self.before(before).is_some_and(|t| t.is(':'))
    }

    /// Whether a clause ends at token `at`.
    fn closes(&self, at: usize) -> bool {
        self.token(at).is_none_or(|t| matches!(t.symbol, '.' | ',' | ';' | ':' | ')' | '!' | '?' | '»' | '"'))
    }

    /// The bare figure with the lender's unit, rate and, where it is small, multiplier.
    fn lend(&self, draft: Draft, lender: &Draft) -> Draft {
        let value = draft.figure.value;
        // «4.500 miliardi di dollari, l'altra 3.800»: as large as what the lender multiplies
        let bare = lender.figure.value.unwrap_or(0.0) / lender.multiplier;
        let small = draft.multiplier == 1.0 && value.is_some_and(|v| v < MULTIPLIED || v <= bare * 10.0);
        let by = if small && lender.multiplier >= 1e6 { lender.multiplier } else { 1.0 };
        Draft {
            figure: super::Figure {
                value: value.map(|v| scaled(v, by)),
                high: draft.figure.high.map(|v| scaled(v, by)),
                unit: lender.figure.unit,
                // «0,49 euro per azione … 12 miliardi»: an amount of another size is no price
                rate: draft.figure.rate.or(lender.figure.rate.filter(|_| draft.multiplier < 1e6)),
                ..draft.figure
            },
            multiplier: draft.multiplier * by,
            bare: false,
            ..draft
        }
    }
}
