//! Direction: whether a figure is a growth or a fall. A level has none.
//!
//! | text | direction |
//! | --- | --- |
//! | `+740%`, `-0,4%` | `+`, `-`: its own sign (`unit.rs`) |
//! | `utile su del 60%`, `ricavi giù del 9%` | `+`, `-` |
//! | `237 milioni, meno 32% sul 2024` | `-` |
//! | `il 56% in più`, `1.000 in meno` | `+`, `-` |
//! | `sono cresciute del 740%`, `in calo dello 0,4%`, `un balzo di 2 miliardi` | `+`, `-`, `+`: «di» hangs it on a word of change |
//! | `ha guadagnato l'1,4%`, `cede il 6%`, `ha lasciato sul terreno il 17%` | `+`, `-`, `-`: a share as object |
//! | `Broadcom perde il 3,4% e Micron il 5,9%` | `-`, `-`: the verb is said once |
//! | `perde il 17%, pari a 589 miliardi` | `-`, `-` |
//! | `l'aumento delle vendite al 380%`, `il rialzo sfiora il 40%` | `+`, `+`: the change is what is measured |
//! | `un aumento dei prezzi che ha superato il 100%`, `un calo delle spedizioni pari al 7%` | `+`, `-` |
//! | `calate di ben il 25%`, `pari a un incremento di 40 volte` | `-`, `+` |
//! | `sono rincarati fra il 15 e il 20 per cento` | `+` |
//! | `è salito a 32,7 miliardi`, `scenderà al 20%`, `cede una quota dell'8%` | none: levels and shares |
//! | `uno scarto del 2% in più o in meno`, `10.000 schede in meno di un anno` | none |
//! | `aumentata del 4%, pari al 18% delle vendite`; `salito del 39% a un record di 24 miliardi` | `+`, none: a share of something, a level |

use super::{Draft, Scan, Sign};
use crate::lexicon::{Function, Mood, TermKind, TermKinds, UnitKind, WordClass, WordRole};
use crate::mention::Type;

/// How many tokens before the figure its word of change may stand.
const REACH: usize = 14;

/// How many tokens the longest expression of change of `phrases.csv` has.
const LONGEST: usize = 8;

/// How a figure hangs on what stands before it.
#[derive(Clone, Copy, PartialEq)]
enum Link {
    /// «del 5%»: by how much
    By,
    /// «al 5%»: up to where
    To,
    /// «il 5%»: an object
    Object,
    /// «dal 5%», «per il 5%»: neither
    Other,
}

fn sign(class: WordClass) -> Option<Sign> {
    match () {
        () if class.has(WordClass::UP) => Some(Sign::Up),
        () if class.has(WordClass::DOWN) => Some(Sign::Down),
        () => None,
    }
}

/// A word of change, or one that bars the look for it.
enum Found {
    Verb(Sign),
    Noun(Sign),
    /// A verb that has nothing to do with change.
    OtherVerb,
}

impl Scan<'_> {
    /// Growth or fall, as the words around the figure say; `done` holds the figures before it in the sentence.
    pub(super) fn direction(&self, draft: &Draft, done: &[Draft]) -> Option<Sign> {
        let kind = draft.figure.unit_kind(self.context.lexicons);
        if let Some(direction) = self.more_or_less(draft.last) {
            return direction;
        }
        if kind == Some(UnitKind::Time) {
            return None;
        }
        let share = matches!(kind, Some(UnitKind::Percent | UnitKind::Points));
        if share && self.signed_in_words(draft.first) {
            return Some(Sign::Down);
        }
        let (mut link, mut at) = self.link(draft.first);
        // «un taglio dal 40% al 60%»: as large as that
        if link == Link::Other && share && draft.figure.high.is_some() && self.base(at) == "da" {
            link = Link::By;
        }
        // «una crescita delle vendite pari al 20%» is one of 20%; «aumentate, pari al 18% del totale», is not
        if share
            && link == Link::To
            && let Some(equal) = at.checked_sub(1).filter(|&e| e > self.from && self.word(e) == "pari")
            && !self.is(equal - 1, ',')
            && !self.taken[equal - 1]
        {
            (link, at) = (Link::By, equal);
        }
        // «utile su del 60%», «ricavi giù del 9%»
        if share
            && link == Link::By
            && let Some(sign) = self.up_or_down(at)
        {
            return Some(sign);
        }
        if link == Link::Other {
            return self.told_again(draft, done, at);
        }
        self.gapped(draft, done, link, at)
            .or_else(|| self.told_again(draft, done, at))
            .or_else(|| self.hung(draft, link, at, share))
    }

    /// «in più», «in meno» after a figure and what it counts: «il 30% di consumi in meno»; no direction in «in più o in meno».
    fn more_or_less(&self, last: usize) -> Option<Option<Sign>> {
        let counted = |at: &usize| {
            self.token(*at).is_some_and(|t| t.is_word() && (self.function(*at).is_none() || self.word(*at) == "di"))
        };
        let at = last + (last..self.to).take(3).take_while(|i| !self.quantified(*i) && counted(i)).count();
        if !self.quantified(at) {
            return None;
        }
        if self.in_time(at + 2) {
            return None;
        }
        let both = matches!(self.word(at + 2), "o" | "e") && self.quantified(at + 3);
        Some(if both { None } else { Some(if self.text(at + 1) == "più" { Sign::Up } else { Sign::Down }) })
    }

    /// Whether «di» at token `at` and a duration or a number follow, which «in meno» or «in più» is told of: «10.000 schede in meno di un
    /// anno», «in più di 30 Paesi»; «in meno di un anno fa» compares.
    fn in_time(&self, at: usize) -> bool {
        let first = at + 1;
        let dated = || self.mention_over(first).is_some_and(|m| m.kind == Type::Date);
        let counted = || self.number_at(first) || self.token(first).is_some() && self.taken[first];
        let one = || {
            self.function(first) == Some(Function::Indefinite)
                && (first + 1..first + 3).any(|t| self.begins(t, TermKind::Unit))
        };
        self.word(at) == "di" && !dated() && (counted() || one())
    }

    /// Whether «meno» is the sign of the percentage that begins at `first`: «237 milioni, meno 32,3% sul 2024», «un meno 3%».
    fn signed_in_words(&self, first: usize) -> bool {
        let Some(less) = first.checked_sub(1).filter(|&l| l > self.from && self.word(l) == "meno") else {
            return false;
        };
        self.before(less).is_some_and(|b| matches!(b.symbol, ',' | '(' | ':' | '–'))
            || self.function(less - 1) == Some(Function::Indefinite)
    }

    /// «su», «giù» right before the «di» at token `at`.
    fn up_or_down(&self, at: usize) -> Option<Sign> {
        match self.word(at.checked_sub(1).filter(|&b| b > self.from)?) {
            "su" => Some(Sign::Up),
            "giù" => Some(Sign::Down),
            _ => None,
        }
    }

    /// How the figure that begins at `first` hangs on what is before it, and the first token of what joins them.
    fn link(&self, first: usize) -> (Link, usize) {
        let mut at = first;
        for _ in 0..7 {
            if at == self.from {
                break;
            }
            let before = at - 1;
            let base = self.base(before);
            match base {
                // «raggiungendo l'equivalente di 87 miliardi»: as if it stood there itself
                "di" if self.text(before.wrapping_sub(1)) == "equivalente" && before >= self.from + 2 => {
                    at = before - 1;
                    continue;
                }
                "di" if !self.in_bound(before) || self.leads_bound(before) => return (Link::By, before),
                // «intorno al 20%» is where it ends; «fino al 5%» how far it went
                "a" if !matches!(self.word(before.wrapping_sub(1)), "fino" | "sino" | "fin") => {
                    return (Link::To, before);
                }
                "sotto" | "sopra" => return (Link::To, before),
                _ => {}
            }
            let away = matches!(base, "da" | "per" | "con" | "in" | "su" | "contro" | "secondo" | "senza");
            if away && !self.in_bound(before) {
                return (Link::Other, before);
            }
            if self.taken[before] {
                break;
            }
            const LITTLE: TermKinds = TermKinds::of(&[TermKind::Function, TermKind::Bound]);
            let little = self.context.tokens[before].terms.any(LITTLE);
            let filler = matches!(
                self.function(before),
                Some(Function::Article | Function::Adverb | Function::Indefinite | Function::Preposition)
            ) || self.in_bound(before)
                || little && matches!(self.word(before), "più" | "meno" | "poco")
                // «scese di ben il 25%», «di appena il 3%»
                || self.has_role(before, WordRole::Modifier)
                || self.before_shout(before)
                || matches!(self.context.tokens[before].symbol, '"' | '«');
            if !filler {
                break;
            }
            at = before;
        }
        (Link::Object, at)
    }

    /// Whether the bound that token `at` stands in begins there: «di oltre», «di circa», unlike «più di».
    fn leads_bound(&self, at: usize) -> bool {
        let earlier = at.checked_sub(1).is_some_and(|b| b >= self.from && self.in_bound(b));
        !earlier && self.bound_term(at).is_some_and(|(len, bound)| len > 1 && !bound.after)
    }

    /// «di un IMPRESSIONANTE -35%», «un solido 5%»: one adjective after an article.
    fn before_shout(&self, at: usize) -> bool {
        let plain =
            self.context.tokens[at].is_word() && !self.begins(at, TermKind::Verb) && !self.begins(at, TermKind::Noun);
        plain && self.function(at).is_none() && self.function(at.wrapping_sub(1)) == Some(Function::Indefinite)
    }

    /// «Broadcom perde il 3,4% e Micron il 5,9%»: no verb since the last figure, which has a direction and the same kind of unit.
    fn gapped(&self, draft: &Draft, done: &[Draft], link: Link, at: usize) -> Option<Sign> {
        let unit = draft.figure.unit?;
        let last = done.iter().rev().take(3).find(|d| d.figure.unit == Some(unit))?;
        let direction = last.figure.direction?;
        if self.context.tokens[last.first].symbol == '+' || self.context.tokens[last.first].is('-') {
            return None;
        }
        // «cali, rispettivamente, di 5,5 miliardi e 800 milioni»
        let joined = link == Link::Object && self.closed(last.last) == "e" && draft.first == last.last + 1;
        let same = self.link(last.first).0 == link || joined;
        let short = draft.first - last.last < 16;
        let words = (last.last..at).all(|i| {
            let bar = matches!(self.context.tokens[i].symbol, '.' | ';' | '(' | ')' | ':') && !self.is(i, ';')
                || matches!(self.function(i), Some(Function::Relative | Function::Adversative))
                // «…, mentre quelle di Nvidia solo del 2%»: the verb is understood there, too
                || self.function(i) == Some(Function::Subordinator) && link != Link::By
                // «in ascesa del 9%, con una quota del 4%»: a share is measured itself
                || self.article(i.wrapping_sub(1)) && self.measured_noun(i);
            let counted = done.iter().rev().take(3).any(|d| (d.first..=d.last).contains(&i));
            self.taken[i]
                || counted
                || !bar && self.change(i, at).is_none() && (!self.verb(i) || self.function(i).is_some())
        });
        // «del 5% su ricavi per il 3%»: a list goes on with a name, a comma or «e»
        let listed = self.closed(last.last) == "e"
            || self.is(last.last, ',')
            || self.is(last.last, ';')
            || (last.last..at).any(|i| self.closed(i) == "e" || self.is(i, ','));
        (same && short && words && listed).then_some(direction)
    }

    /// «il 17%, pari a 589 miliardi»: the figure before it in another unit.
    fn told_again(&self, draft: &Draft, done: &[Draft], at: usize) -> Option<Sign> {
        let last = done.last().filter(|last| draft.first - last.last <= 6)?;
        let direction = last.figure.direction?;
        let before = at.checked_sub(1)?;
        // «aumentata del 4%, pari al 18% delle vendite»: a part of something else
        let other = last.figure.unit != draft.figure.unit;
        (other && (self.word(before) == "pari" || self.word(at) == "pari")).then_some(direction)
    }

    /// The direction of the word of change the figure hangs on.
    fn hung(&self, draft: &Draft, link: Link, at: usize, share: bool) -> Option<Sign> {
        // what is no share is told by «di» alone, and what is counted has no article: «aumentare di 300 unità», unlike «accelerare i
        // progetti delle due aziende»
        if !share && (link != Link::By || draft.figure.unit.is_none() && self.word(at) != "di") {
            return None;
        }
        let from = at.saturating_sub(REACH).max(self.from);
        // the last expression of change, looked for no further back than it can reach from token `i`
        let (mut phrase, mut sought) = (None, at);
        let mut i = at;
        let mut first = true;
        let mut past_noun = false;
        // whether the verb says how far a change went: «un aumento dei prezzi che ha superato il 100%»
        let (mut reached, mut past_relative) = (false, false);
        while i > from {
            i -= 1;
            let token = &self.context.tokens[i];
            if matches!(token.symbol, ';' | ':' | '.' | '(' | ')' | '«' | '»') {
                return None;
            }
            if token.is(',') && link != Link::By {
                return None;
            }
            if self.taken[i] {
                first = false;
                continue;
            }
            while phrase.is_none() && sought > from && sought + LONGEST > i + 1 {
                sought -= 1;
                phrase = self.phrase(sought, at);
            }
            if let Some((end, sign)) = phrase
                && end == i + 1
            {
                let object = link == Link::Object && share || link == Link::By;
                return object.then_some(sign);
            }
            // «con un margine del 20%», «si estende al flusso di entrate del 20%»: another member of the clause
            let noun = || (i + 1..at).any(|n| !self.taken[n] && self.begins(n, TermKind::Noun));
            let base = self.base(i);
            // «sono saliti su base annua del 73%»: an adverb of several words
            let adverb = || {
                // «anno su anno»
                (i.saturating_sub(1)..=i).any(|from| {
                    let closed = self.context.lexicons.closed(&self.context.tokens[from..]);
                    closed.is_some_and(|(length, function)| from + length > i + 1 && function == Function::Adverb)
                })
            };
            let away = matches!(base, "su" | "con" | "per" | "contro" | "senza") && !adverb()
                || base == "a" && !self.in_bound(i) && noun();
            if away && !first && i + 1 < at {
                return None;
            }
            if base == "a" && !share && link == Link::By && self.level(i, at) {
                return None;
            }
            reached |= first && share && link == Link::Object && self.verb(i) && self.reaches(i);
            match self.change(i, at) {
                Some(Found::Verb(sign)) => {
                    if past_relative {
                        return None;
                    }
                    return match link {
                        Link::By => (share || !past_noun || !first).then_some(sign),
                        // «perde il 3%»; «è salito fino al 4,9%», «rincarati fra il 15 e il 20 per cento»
                        Link::Object if self.hands_over(i) && self.base(draft.last) == "di" => None,
                        Link::Object => (share && (first || !past_noun)).then_some(sign),
                        Link::To | Link::Other => None,
                    };
                }
                Some(Found::Noun(sign)) => {
                    // «l'aumento al 380%»; «il taglio di 9.000 posti» tells how many go
                    let money = draft.figure.unit_kind(self.context.lexicons) == Some(UnitKind::Money);
                    // «un incremento di 44 volte»
                    let times = draft.figure.unit_kind(self.context.lexicons) == Some(UnitKind::Multiple);
                    let amount = share || times || money && !self.text(i).to_ascii_lowercase().starts_with("perdit");
                    return match link {
                        Link::By => amount.then_some(sign),
                        Link::To | Link::Object => share.then_some(sign),
                        Link::Other => None,
                    };
                }
                Some(Found::OtherVerb) => {
                    // «il rialzo sfiora il 40%»: the change is the verb's subject
                    let subject = link == Link::Object && first && share;
                    if !subject {
                        return None;
                    }
                }
                None => {}
            }
            // «una quota dell'8 per cento», «dazi del 25%»: what «di» hangs on is measured itself
            if link == Link::By && first && self.measured_noun(i) {
                return None;
            }
            if matches!(self.function(i), Some(Function::Relative | Function::Subordinator)) {
                if !reached || past_relative || self.function(i) != Some(Function::Relative) {
                    return None;
                }
                past_relative = true;
            }
            // «un aumento dei prezzi, e ha superato il 20% del mercato»
            if reached && self.function(i) == Some(Function::Conjunction) {
                return None;
            }
            // «ricavi in crescita del 39%, e un utile di 11,4 miliardi»: another amount
            if !share && past_noun && self.function(i) == Some(Function::Conjunction) && self.article(i + 1) {
                return None;
            }
            // «ha perso in Borsa il 2,6%»: what «in» governs does not part the verb from its object
            if link == Link::Object && matches!(base, "in" | "a" | "su") {
                past_noun = false;
            }
            past_noun |= token.is_word() && self.function(i).is_none() && !self.begins(i, TermKind::Verb);
            first &= !token.is_word() || self.function(i).is_some();
        }
        None
    }

    /// Whether the verb at token `i` says how far something went: «superare», «toccare».
    fn reaches(&self, i: usize) -> bool {
        let lexicons = self.context.lexicons;
        let far = WordClass::OVER | WordClass::NEAR | WordClass::LIGHT;
        lexicons.forms(&self.context.tokens[i]).any(|f| lexicons.verb(f).class.has(far))
    }

    /// Whether the verb at token `i` says of a share of something that it goes to another, or stays: «cedere il 25% degli incassi», «lasciare in
    /// patria la metà della capacità», unlike «cede il 3%».
    fn hands_over(&self, i: usize) -> bool {
        let lexicons = self.context.lexicons;
        lexicons.forms(&self.context.tokens[i]).any(|f| {
            let verb = lexicons.verb(f);
            verb.class.has(WordClass::LIGHT) || verb.relation.is_some_and(|r| lexicons.relation(r) == "sell")
        })
    }

    /// Whether «a» at token `i`, an article and a noun stand before the «di» at token `end`: «a un record di», «al nuovo massimo di».
    fn level(&self, i: usize, end: usize) -> bool {
        let articled = !matches!(self.word(i), "a" | "ad");
        let noun = if articled { i + 1 } else { i + 2 };
        let opens = articled || self.article(i + 1);
        let compared = i > self.from && self.base(i - 1) == "rispetto";
        let words = || {
            (noun..end)
                .all(|t| !self.taken[t] && self.function(t).is_none() && self.token(t).is_some_and(|t| t.is_word()))
        };
        opens && !compared && noun < end && words() && self.word(end) == "di"
    }

    /// The expression of change that begins at token `i` and ends before `to`, as the token after it and its sign: «lasciare sul
    /// terreno».
    fn phrase(&self, i: usize, to: usize) -> Option<(usize, Sign)> {
        let lexicons = self.context.lexicons;
        // one word of change is a verb or a noun
        if !self.context.tokens[i].goes_on.has(TermKind::Phrase) {
            return None;
        }
        let mut phrases = lexicons.vocabulary.terms(&self.context.tokens[i..to], TermKind::Phrase);
        phrases.find_map(|(len, p)| Some((i + len, sign(lexicons.phrases[p as usize].class)?)))
    }

    /// The word of change at token `i`, before token `end`.
    #[inline]
    fn change(&self, i: usize, end: usize) -> Option<Found> {
        const CHANGE: TermKinds = TermKinds::of(&[TermKind::Noun, TermKind::Verb]);
        if self.context.tokens[i].terms.any(CHANGE) { self.noun_or_verb(i, end) } else { None }
    }

    #[inline(never)] // what is asked before it is: most tokens begin none
    fn noun_or_verb(&self, i: usize, end: usize) -> Option<Found> {
        let lexicons = self.context.lexicons;
        let tokens = &self.context.tokens[i..end];
        let vocabulary = &lexicons.vocabulary;
        let mut nouns = vocabulary.terms(tokens, TermKind::Noun);
        let noun = nouns.find_map(|(_, n)| {
            let noun = &lexicons.nouns[n as usize];
            let lost = || matches!(noun.id.as_str(), "perdita" | "ribasso").then_some(Sign::Down);
            sign(noun.class).filter(|_| !noun.class.has(WordClass::PEOPLE)).or_else(lost)
        });
        // «aumento», «calo», «contratto» are forms of verbs too: after an article or preposition they are nouns
        let led = self.begins(i, TermKind::Noun)
            && matches!(
                self.function(i.wrapping_sub(1)),
                Some(Function::Article | Function::Indefinite | Function::Preposition | Function::Demonstrative)
            );
        let mut other = false;
        for form in lexicons.forms(&tokens[0]) {
            let verb = lexicons.verb(form);
            if led {
                break;
            }
            // «cedere al fisco il 15%»: what is given to somebody does not fall; «cede ad Amsterdam il 2%», «nel frattempo» does
            let place = |t: usize| self.mention_over(t).is_some_and(|m| matches!(m.kind, Type::Place | Type::Date));
            let to = |t: usize| matches!(self.function(t), Some(Function::Preposition)) && self.base(t) != "in";
            let given = verb.relation.is_some_and(|r| lexicons.relation(r) == "sell")
                && (i + 1..end).any(|t| to(t) && !place(t + 1));
            if let Some(sign) = sign(verb.class).filter(|_| !given) {
                return Some(Found::Verb(sign));
            }
            // «una crescita, raggiungendo un valore di 460 miliardi»
            other |= (form.mood.finite() || form.mood == Mood::Gerund)
                && !verb.class.has(WordClass::AUX | WordClass::COPULA);
        }
        if let Some(sign) = noun {
            return Some(Found::Noun(sign));
        }
        (other && self.function(i).is_none() && !self.begins(i, TermKind::Noun)).then_some(Found::OtherVerb)
    }

    /// Whether token `i` is an article.
    fn article(&self, i: usize) -> bool {
        matches!(self.function(i), Some(Function::Article | Function::Indefinite))
    }

    /// Whether the noun at token `i` is one whose measure is itself a share: a quota, a duty, a margin.
    fn measured_noun(&self, i: usize) -> bool {
        let lexicons = self.context.lexicons;
        lexicons.vocabulary.own(&self.context.tokens[i], TermKind::Noun).any(|n| {
            let relation = lexicons.nouns[n as usize].relation;
            relation.is_some_and(|r| matches!(lexicons.relation(r), "share" | "tax"))
        })
    }
}
