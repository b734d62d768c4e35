//! Which way a date without a year leans: to what has been, or to what is to come, by the verbs around it.
//!
//! | text | leans |
//! | --- | --- |
//! | ad aprile ha venduto; venduta ad aprile; avrebbe venduto | to the past |
//! | a maggio apriranno; potrebbe costare a Natale; vuole aprire a maggio | to the future |
//! | è atteso giovedì; entro marzo; per Natale | to the future |
//! | l'accordo di primavera prevede; la soglia fissata ad aprile dal governo | to the past |
//! | saranno 75.000, contro i 99.500 di giugno; i conti al 31 marzo; le stime di novembre | to the past |
//! | prevede ricavi per 9 miliardi nel quarto trimestre | to the future |
//! | ha pubblicato i risultati per il quarto trimestre | to the past |
//! | può vendere da dicembre; da luglio può vendere; ha concesso tempo fino al 15 ottobre | to the nearest |
//! | parte giovedì | neither |

use super::phrase::Reader;
use crate::lexicon::{Function, Mood, TermKind, WordClass, WordRole};
use crate::token::{Kind, Token};

/// To the past or to the future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    /// Nothing tells.
    Open,
    Past,
    Future,
    /// What goes on since or from then: the nearest.
    Near,
}

/// How many tokens before «per» a result may stand: «un utile netto di 2,5 miliardi di dollari per il terzo trimestre».
const RESULT_REACH: usize = 14;

/// How many tokens after a participle «da» and who did it may stand: «fissata ad aprile dal governo».
const AGENT_REACH: usize = 5;

/// How many tokens away a verb may stand.
const REACH: usize = 30;

impl Reader<'_> {
    /// The lean of what stands from `first` to `last`.
    pub fn lean(&self, first: usize, last: usize) -> Lean {
        let mut before = first;
        if before > self.from && matches!(self.closed(before - 1), "il" | "la" | "l'" | "lo") {
            before -= 1;
        }
        if before > self.from && matches!(self.closed(before - 1), "per" | "entro" | "verso") {
            return if self.reported(before - 1) { Lean::Past } else { Lean::Future };
        }
        // «ha concesso tempo fino al 15 ottobre»
        if before > self.from + 1 && self.base(before - 1) == "a" && self.word(before - 2) == "fino" {
            return Lean::Near;
        }
        if self.compared(before) || self.accounted(before) || self.published(before) || self.made(before, last) {
            return Lean::Past;
        }
        // «il Capodanno lunare (metà febbraio)»: a date alone in brackets leans as what stands before them
        let alone = self.token(last).is_some_and(|t| t.is(')'))
            && first.checked_sub(1).is_some_and(|b| b > self.from && self.is(b, '('));
        if alone {
            return self.lean(first - 1, last + 1);
        }
        let left = self.verb_left(first);
        // what stands before decides where both are as near
        let nearer = left.map_or(REACH, |(far, _)| far.saturating_sub(1));
        let right = self.verb_right(first, last, nearer);
        right.or(left).map_or(Lean::Open, |(_, lean)| lean)
    }

    /// Whether «di» before `at` ties the date to what is compared with: «contro i 99.500 di giugno», «rispetto a quelli di marzo».
    fn compared(&self, at: usize) -> bool {
        let of = at > self.from && self.base(at - 1) == "di";
        of && (self.from..at - 1).rev().take(6).any(|i| matches!(self.word(i), "contro" | "rispetto"))
    }

    /// Whether «al» before `at` closes a firm's accounts with the date: «i conti al 31 marzo», «i dipendenti al 30 giugno».
    fn accounted(&self, at: usize) -> bool {
        let lexicons = self.context.lexicons;
        let Some(noun) = at.checked_sub(2).filter(|&n| n >= self.from && self.base(at - 1) == "a") else {
            return false;
        };
        let nouns = lexicons.vocabulary.own(&self.context.tokens[noun], TermKind::Noun);
        nouns.into_iter().any(|n| lexicons.nouns[n as usize].class.has(WordClass::OWNED))
    }

    /// Whether «di» before `at` tells of when what somebody published is: «le stime di novembre», «i conti del terzo trimestre».
    fn published(&self, at: usize) -> bool {
        let lexicons = self.context.lexicons;
        let Some(noun) = at.checked_sub(2).filter(|&n| n >= self.from && self.base(at - 1) == "di") else {
            return false;
        };
        let token = &self.context.tokens[noun];
        let nouns = lexicons.vocabulary.own(token, TermKind::Noun);
        lexicons.has_role(token, WordRole::Accounts)
            || nouns.into_iter().any(|n| lexicons.nouns[n as usize].class.has(WordClass::SOURCE))
    }

    /// Whether «di» before `at` tells of when something was agreed, allowed or forbidden that is there: «l'accordo di primavera prevede»,
    /// «le licenze di agosto»; not «l'accordo di giugno sarà firmato». The date ends before `last`.
    fn made(&self, at: usize, last: usize) -> bool {
        let lexicons = self.context.lexicons;
        let Some(noun) = at.checked_sub(2).filter(|&n| n >= self.from && self.base(at - 1) == "di") else {
            return false;
        };
        let nouns = lexicons.vocabulary.own(&self.context.tokens[noun], TermKind::Noun);
        let known = &lexicons.known_relations;
        let lasts = |n: u32| {
            let noun = &lexicons.nouns[n as usize];
            let agreed = noun.relation == Some(known.worth) && noun.class.has(WordClass::DEED);
            agreed || noun.class.has(WordClass::PERMIT) || noun.relation == Some(known.ban)
        };
        let to_come = |i: usize| self.verb(i) == Verb::Future;
        let near = || (last..self.to).take(REACH).take_while(|&i| !self.bounds_clause(i));
        nouns.into_iter().any(lasts) && !near().any(to_come)
    }

    /// Whether «da» and who did it follow the participle at `at`: «la soglia fissata ad aprile dal governo», unlike «l'udienza fissata ad
    /// aprile».
    fn done_by(&self, at: usize) -> bool {
        let somebody = |i: usize| {
            let token = &self.context.tokens[i];
            let article = i > self.from && self.articled(i - 1);
            self.taken.get(i).is_some_and(|t| !t) && (token.capital() || article) && !self.calendar(i)
        };
        (at + 1..self.to)
            .take(AGENT_REACH)
            .take_while(|&i| !self.bounds_clause(i) && !self.is(i, ','))
            .any(|i| self.base(i) == "da" && i + 1 < self.to && somebody(i + 1))
    }

    /// Whether «per» at `at` tells of when the accounts are that somebody gave: «ha pubblicato i risultati preliminari per il secondo
    /// trimestre».
    fn reported(&self, at: usize) -> bool {
        let lexicons = self.context.lexicons;
        let accounts = |t: &usize| lexicons.has_role(&self.context.tokens[*t], WordRole::Accounts);
        let noun =
            (self.from..at).rev().take(3).take_while(|&t| self.token(t).is_some_and(Token::is_word)).find(accounts);
        let noun = noun.or_else(|| self.result(at));
        noun.is_some_and(|noun| self.verb_left(noun).is_some_and(|(_, lean)| lean == Lean::Past))
    }

    /// The result that somebody had before `at`: «ha registrato un fatturato di 46,7 miliardi per il secondo trimestre», unlike what is
    /// foreseen: «ha indicato ricavi per 9 miliardi», «le stime sui ricavi».
    fn result(&self, at: usize) -> Option<usize> {
        let lexicons = self.context.lexicons;
        let class = |t: usize| {
            let nouns = lexicons.vocabulary.own(&self.context.tokens[t], TermKind::Noun);
            nouns.map(|n| lexicons.nouns[n as usize].class).next()
        };
        let plans = |c: WordClass| c.has(WordClass::PLAN | WordClass::SOURCE | WordClass::TARGET);
        let mut found = None;
        for t in (self.from..at).rev().take(RESULT_REACH).take_while(|&t| !self.bounds_clause(t)) {
            match class(t) {
                Some(class) if plans(class) => return None,
                Some(class) if class.has(WordClass::OWNED) && class.has(WordClass::AMOUNT) => found = found.or(Some(t)),
                _ => {}
            }
            // «ha riportato», «ha chiuso con»: not «ha previsto», «ha indicato»
            let told = |f: crate::lexicon::VerbForm| lexicons.verb(f).class.has(WordClass::PLAN | WordClass::SAY);
            if found.is_some() && lexicons.forms(&self.context.tokens[t]).any(told) {
                return None;
            }
        }
        found
    }

    /// Whether a clause ends at the token.
    fn bounds_clause(&self, at: usize) -> bool {
        let token = &self.context.tokens[at];
        if token.kind == Kind::Symbol {
            // «18:30»; a full stop inside a sentence is an abbreviation's or a number's
            if token.is(':') && self.is_digits(at + 1) && self.glued(at + 1) {
                return false;
            }
            return matches!(token.symbol, ';' | ':' | '(' | ')' | '«' | '»' | '"' | '–' | '!' | '?' | '•');
        }
        matches!(self.function(at), Some(Function::Relative | Function::Subordinator | Function::Adversative))
    }

    fn verb_left(&self, first: usize) -> Option<(usize, Lean)> {
        let mut infinitive = false;
        for at in (self.from..first).rev().take(REACH) {
            if self.bounds_clause(at) {
                break;
            }
            match self.verb(at) {
                Verb::None => {}
                Verb::Infinitive => infinitive = true,
                // «può vendere da dicembre»
                Verb::Present { modal: true, .. } if infinitive && self.since(first) => {
                    return Some((first - at, Lean::Near));
                }
                // «vuole aprire», «conta di aprire»; «ha deciso di aprire»
                Verb::Present { .. } if infinitive => return Some((first - at, Lean::Future)),
                // «prevede ricavi per 9 miliardi nel quarto trimestre»
                Verb::Present { sure: true, plan: true, .. } => return Some((first - at, Lean::Future)),
                Verb::Present { sure: true, .. } => return Some((first - at, Lean::Open)),
                Verb::Present { .. } => {}
                Verb::Past { plan } if infinitive && plan => return Some((first - at, Lean::Future)),
                Verb::Past { .. } => return Some((first - at, Lean::Past)),
                Verb::Future => return Some((first - at, Lean::Future)),
            }
        }
        None
    }

    fn verb_right(&self, first: usize, last: usize, reach: usize) -> Option<(usize, Lean)> {
        let mut apposed = None;
        for at in (last..self.to).take(reach) {
            // «ha venduto 3 milioni di chip in marzo e ne venderà altri»: another clause, where the date has its verb before it
            let other = || reach < REACH && matches!(self.word(at), "e" | "ed") && self.verb_begins(at + 1);
            if self.bounds_clause(at) || other() {
                break;
            }
            let far = at - last + 1;
            match self.verb(at) {
                Verb::None | Verb::Infinitive => {}
                Verb::Present { sure, aux, light, modal, plan } => {
                    let mut after = (at + 1..self.to.min(at + 4)).map(|i| self.verb(i));
                    // «ha venduto», «ha fatto capire»: its participle tells
                    if aux && after.any(|v| matches!(v, Verb::Past { .. })) {
                        continue;
                    }
                    // «vuole aprire»; not «fa sapere»; «da luglio può vendere»
                    if sure && !light && (at + 1..self.to.min(at + 4)).any(|i| self.verb(i) == Verb::Infinitive) {
                        return Some((far, if modal && self.since(first) { Lean::Near } else { Lean::Future }));
                    }
                    // «nel quarto trimestre prevede ricavi per 9 miliardi»
                    if sure && plan {
                        return Some((far, Lean::Future));
                    }
                    if sure {
                        return Some((far, Lean::Open));
                    }
                }
                // «Il 18 dicembre gli azionisti, riuniti ad Amsterdam, voteranno»: no verb of the date's
                Verb::Past { .. } if self.apposed(at) => apposed = apposed.or(Some((far, Lean::Past))),
                Verb::Past { .. } => return Some((far, Lean::Past)),
                Verb::Future => return Some((far, Lean::Future)),
            }
        }
        apposed
    }

    /// Whether a finite verb stands at `at`, past «non» and pronouns.
    fn verb_begins(&self, at: usize) -> bool {
        let little =
            |t: &usize| matches!(self.function(*t), Some(Function::Clitic | Function::Negation | Function::Pronoun));
        let verb = at + (at..self.to).take(3).take_while(little).count();
        verb < self.to && matches!(self.verb(verb), Verb::Future | Verb::Present { sure: true, .. })
    }

    /// Whether the participle at `at` opens an apposition: «gli azionisti, riuniti ad Amsterdam, …».
    fn apposed(&self, at: usize) -> bool {
        let comma = at.checked_sub(1).is_some_and(|b| b >= self.from && self.is(b, ','));
        let mut forms = self.context.lexicons.forms(&self.context.tokens[at]);
        comma && forms.all(|f| f.mood == Mood::Participle) && (at + 1..self.to).any(|i| self.is(i, ','))
    }

    /// Whether «da» stands before `at`: «da dicembre», «dall'inizio di dicembre».
    fn since(&self, at: usize) -> bool {
        let article = usize::from(at > self.from && self.skip_article(at - 1) == at);
        at.checked_sub(1 + article).is_some_and(|b| b >= self.from && self.base(b) == "da")
    }

    /// What the word at `at` says of time, helped by the auxiliary before it.
    fn verb(&self, at: usize) -> Verb {
        let lexicons = self.context.lexicons;
        let token = &self.context.tokens[at];
        if self.taken[at] || !token.begins(TermKind::Verb) {
            return Verb::None;
        }
        if token.begins(TermKind::Function) || token.begins(TermKind::Calendar) {
            return Verb::None;
        }
        // «le richieste», «il piano», «superiore alle attese»
        let article = at > self.from && (self.skip_article(at - 1) == at || self.articled(at - 1));
        if article && token.begins(TermKind::Noun) {
            return Verb::None;
        }
        let mut found = Verb::None;
        for form in lexicons.forms(token) {
            let class = lexicons.verb(form).class;
            let plan = class.has(WordClass::PLAN);
            let aux = class.has(WordClass::AUX);
            let read = match form.mood {
                Mood::Future => return Verb::Future,
                // «avrebbe venduto» is hearsay of the past
                Mood::Conditional if aux && self.participle_after(at) => Verb::Past { plan },
                Mood::Conditional => return Verb::Future,
                Mood::Past | Mood::Imperfect => Verb::Past { plan },
                Mood::Participle => return self.participle(at, plan),
                Mood::Infinitive if aux && lexicons.verbs[form.verb as usize].id == "avere" => {
                    Verb::Past { plan: false }
                }
                Mood::Infinitive => Verb::Infinitive,
                Mood::Present | Mood::Subjunctive => {
                    let noun = token.begins(TermKind::Noun);
                    let (modal, light) = (class.has(WordClass::MODAL), class.has(WordClass::LIGHT));
                    // «più di quanto si aspettassero gli analisti» plans nothing
                    let plan = plan && form.mood == Mood::Present;
                    Verb::Present { sure: !noun && form.person == 3, aux, modal, light, plan }
                }
                Mood::Gerund => Verb::None,
            };
            if found == Verb::None || matches!(found, Verb::Present { .. }) && read != Verb::None {
                found = read;
            }
        }
        found
    }

    /// Whether a preposition with its article stands at `at`: «alle», «delle».
    fn articled(&self, at: usize) -> bool {
        self.function(at) == Some(Function::Preposition) && self.base(at) != self.word(at)
    }

    fn participle_after(&self, at: usize) -> bool {
        let lexicons = self.context.lexicons;
        (at + 1..self.to.min(at + 5))
            .any(|i| lexicons.forms(&self.context.tokens[i]).any(|form| form.mood == Mood::Participle))
    }

    /// A participle: past, unless its auxiliary says otherwise («sarà presentato», «dovrebbe essere presentato») or what is
    /// planned is to come («è atteso»).
    fn participle(&self, at: usize, plan: bool) -> Verb {
        let lexicons = self.context.lexicons;
        let low = at.saturating_sub(4).max(self.from);
        for i in (low..at).rev() {
            for form in lexicons.forms(&self.context.tokens[i]) {
                let carrier = lexicons.verb(form);
                let modal = carrier.class.has(WordClass::MODAL);
                match form.mood {
                    // «sarà presentato», «resterà aperta»
                    Mood::Future => return Verb::Future,
                    Mood::Conditional if modal => return Verb::Future,
                    Mood::Present if modal => return Verb::Future,
                    // «resta chiusa» is no past
                    Mood::Present if i + 1 == at && form.person == 3 && !carrier.class.has(WordClass::AUX) => {
                        return Verb::Present { sure: true, aux: false, modal: false, light: false, plan: false };
                    }
                    Mood::Infinitive if carrier.id == "avere" => return Verb::Past { plan },
                    Mood::Present | Mood::Past | Mood::Imperfect | Mood::Conditional if carrier.id == "avere" => {
                        return Verb::Past { plan };
                    }
                    _ => {}
                }
            }
        }
        let planned = plan || lexicons.has_role(&self.context.tokens[at], WordRole::Scheduled);
        let alone = || low == at || !lexicons.forms(&self.context.tokens[at - 1]).any(|f| f.mood.finite());
        if planned && !(alone() && self.done_by(at)) { Verb::Future } else { Verb::Past { plan } }
    }
}

/// What a word says of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    None,
    Infinitive,
    /// `sure` where the word is no noun as well.
    Present {
        sure: bool,
        aux: bool,
        modal: bool,
        light: bool,
        /// «prevede», «conta»
        plan: bool,
    },
    /// `plan` where what is told is a plan («ha deciso di»).
    Past {
        plan: bool,
    },
    Future,
}
