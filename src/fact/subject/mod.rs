//! Of whom a clause is told: its subject, and the firms that is or hangs on.
//!
//! | form | subject |
//! | --- | --- |
//! | «Nvidia ha venduto», «Meta e Google spenderanno» | the first name, description or noun without a preposition before the verb |
//! | «le vendite di Nvidia», «il nuovo modello di DeepSeek» | the firm the noun hangs on |
//! | «Il colosso delle macchine per chip, Tokyo Electron, perde» | the name in apposition |
//! | «Malgrado i divieti, nel 2025 ByteDance ha comprato» | the firm right before the verb, past what only opens |
//! | «Un esempio: ByteDance ha ordinato» | what follows the heading |
//! | «A produrre l'Ascend è la Smic» | who does it |
//! | «altrettanti ne metterà OpenAI» | the firm after the verb, where the object stands first |
//! | «Al quarto posto si piazza Xiaomi», «In testa c'è Samsung» | the firm a verb of rank or place presents |
//! | «Escludendo Eolo e Linkem, Fastweb è …» | the firm right before the verb |
//! | «Negoziati con il codice 6082, i titoli hanno» | the noun right before the verb |
//! | «Zhipu è tra i gruppi che hanno chiesto» | the one said to be among them |
//! | «Microsoft, la società di Redmond, e OpenAI hanno» | both, past what is said of the one |
//! | «Tsmc, che fabbrica …», «CoreWeave, le cui azioni …» | what the relative clause hangs on |
//! | «e ne ha venduti 500», «segnando un aumento» | the subject of the clause above |
//! | «abbiamo comprato» | the speaker's firm |
//! | «A spaventare sono gli investimenti: raggiungeranno …» | the noun before the colon |
//! | «Quanto ad Amd, …», «Per OpenAI, invece, …» | the topic |
//! | «Ne ha ordinati 500.», «Per erigere due siti ha speso», «Si propone di» | the subject of the sentence before |
//! | «Insieme investiranno …» | the two it told of together |
//! | «I tre gruppi hanno speso» | the last list of as many |
//! | «Il campus Stargate, che G42 costruisce, avrà» | the firm that builds or makes it |
//!
//! | file | finds |
//! | --- | --- |
//! | `own.rs` | the subject a clause has itself |
//! | `opening.rs` | what only opens a sentence |
//! | `presented.rs` | a subject after its verb, a topic |
//! | `inherited.rs` | the subject another clause gives |

mod inherited;
mod opening;
mod own;
mod presented;

pub(super) use own::{both, subject_at};
pub(super) use presented::topic;

use super::parse::{Clause, Hang, Item, Parsed, What};
use super::who::{FIRMS, firm};
use super::{Filler, Fillers, OBJECT, Text};
use crate::lexicon::{Function, WordRole};
use crate::mention::Type;
use inherited::{before_colon, bracketed, conceded, in_list, inherited, makes_counted, one_of, past_its_make, told_by};
use opening::{apposed_name, past_adverbial, past_heading, past_opening, past_participle};
use own::{each_of, example, impersonal, own_subject};
use presented::{cleft, follows_verb, presented};
use smallvec::smallvec;

/// What a clause is told of.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Subject {
    /// The firms (or institutions) it is or hangs on.
    pub firms: Fillers,
    /// The item it is.
    pub item: Option<usize>,
    /// Whether there is one at all, of any kind.
    pub some: bool,
    /// Whether it was carried over from another sentence.
    pub carried: bool,
}

/// The subject of a clause: its own, else the one of the clause it hangs on. It is found once.
pub(super) fn subject<'p>(text: &Text<'_>, parsed: &'p Parsed, clause: usize, taken: &[usize]) -> &'p Subject {
    parsed.subjects[clause].get_or_init(|| find_subject(text, parsed, clause, taken, 0))
}

/// The preposition that governs the relative pronoun at item `at`, past its article: «con cui», «con la quale».
pub(super) fn governing(items: &[Item], at: usize) -> Option<&'static str> {
    let article = at > 1 && matches!(items[at - 1].what, What::Function(Function::Article));
    match items[at.checked_sub(1 + usize::from(article))?].what {
        What::Preposition(preposition) => Some(preposition),
        _ => None,
    }
}

/// The subject of a clause that is asked for `depth` clauses below it.
pub(super) fn find_subject(text: &Text<'_>, parsed: &Parsed, clause: usize, taken: &[usize], depth: usize) -> Subject {
    let items = &parsed.items;
    let this = &parsed.clauses[clause];
    let verb = this.verb.unwrap_or(items.len());
    // «abbiamo comprato 900 H100»: the speaker's firm
    if let Some(What::Verb(v)) = this.verb.map(|v| &items[v].what)
        && v.person == 1
        && v.plural
        && (!text.mind.speaker.is_empty() || parsed.quotes && items.iter().any(|i| i.quoted))
    {
        return Subject { firms: speakers_firm(text).into_iter().collect(), item: None, some: true, carried: true };
    }
    if let Some(doer) = cleft(text, parsed, clause) {
        return own_subject(text, parsed, doer, doer + 1, taken);
    }
    // «CoreWeave, le cui azioni sono salite»
    if let (Hang::Relative(Some(antecedent)), Some(which)) = (this.hang, this.first())
        && text.folded(items[which].first) == "cui"
        && which > antecedent + 1
        && matches!(items[which - 1].what, What::Function(Function::Article))
    {
        return own_subject(text, parsed, antecedent, antecedent + 4, taken);
    }
    // «segnando un incremento del 16%»: a gerund has the subject of the clause above
    let own = if this.hang == Hang::Gerund && this.verb.is_none() { 0 } else { verb };
    // «Nvidia a picco (-17%)»: the figure alone is no subject of its bracket
    let bracket = this.hang == Hang::Bracket && this.verb.is_none();
    for at in past_heading(text, parsed, clause)..own.min(this.reach.end) {
        let item = &items[at];
        if item.clause != clause || taken.contains(&at) || bracket && item.figure {
            continue;
        }
        if let Some(firms) = each_of(text, parsed, at) {
            return Subject { firms, item: Some(at), some: true, carried: false };
        }
        let nominal = text.nominal(item) || text.noun_by_article(items, at);
        let governed = text.governor(items, at).is_some() && !past_adverbial(text, items, at, verb);
        if !nominal || governed || conceded(items, at, verb) || told_by(items, at) {
            continue;
        }
        // «Per erigere due stabilimenti ha speso 25 miliardi»: what is counted hangs on what its number hangs on
        let counted = at > 0 && matches!(items[at].what, What::Noun(_)) && text.figure_item(&items[at - 1]);
        let hung = |by| this.verb.is_none() || by == OBJECT;
        if counted && text.governor(items, at - 1).is_some_and(hung) {
            continue;
        }
        // «Più di 400.000 acceleratori AMD»: who only made what a heading counts
        if this.verb.is_none() && text.is_firm(item) && makes_counted(text, items, at) {
            continue;
        }
        if !text.is_firm(item) && (example(items, at) || taken_up(text, parsed, clause, at)) {
            continue;
        }
        // «altrettanti ne metterà OpenAI»: the object first, the subject after the verb
        if text.figure_item(item)
            && let Some(after) = (verb + 1..items.len())
                .take(3)
                .find(|&i| items[i].clause == clause && text.is_firm(&items[i]) && text.governor(items, i).is_none())
        {
            return own_subject(text, parsed, after, items.len(), taken);
        }
        // «Settimo Milanese, Khazna costruirà …»: a place, known or not, then the firm
        let place = text.is_kind(item, Type::Place);
        if (place || matches!(item.what, What::Word))
            && let Some(firm) = (at + 2..verb.min(at + 6)).find(|&i| {
                items[i].clause == clause && text.is_firm(&items[i]) && matches!(items[i - 1].what, What::Mark(','))
            })
        {
            return own_subject(text, parsed, firm, verb, taken);
        }
        let named = apposed_name(text, items, at, verb).or_else(|| past_opening(text, items, at, verb));
        if let Some(named) = named.or_else(|| past_participle(text, items, at, verb)) {
            return own_subject(text, parsed, named, verb, taken);
        }
        return own_subject(text, parsed, at, verb, taken);
    }
    if let Some(presented) = presented(text, parsed, clause, taken) {
        return own_subject(text, parsed, presented, presented + 1, taken);
    }
    // «ma ciò non impedisce»: a subject of its own, which is nobody
    let little = |i: &&Item| {
        matches!(i.what, What::Cue(_) | What::Function(Function::Negation | Function::Clitic | Function::Adverb))
    };
    let led = this.verb.and_then(|v| items[..v].iter().rev().find(|i| !little(i)));
    if led.is_some_and(|i| text.word(i.first) == "ciò") {
        return Subject { some: true, ..Subject::default() };
    }
    if depth > 4 {
        return Subject::default();
    }
    let parent =
        |text: &Text<'_>| this.parent.map_or(Subject::default(), |p| find_subject(text, parsed, p, taken, depth + 1));
    match this.hang {
        Hang::Relative(Some(antecedent)) => {
            let relative = this.first().unwrap_or(0);
            let word = text.folded(items[relative].first);
            // «con cui», «con la quale»
            let governed = governing(items, relative).is_some();
            if (word == "che" || word.starts_with("qual")) && !governed {
                let antecedent = past_its_make(text, parsed, clause, antecedent).unwrap_or(antecedent);
                let own = own_subject(text, parsed, antecedent, antecedent + 4, taken);
                // «Zhipu è tra i gruppi che hanno chiesto di acquistarli»: one of them
                let among = own.firms.is_empty() && one_of(text, parsed, antecedent);
                let above = if among { parent(text) } else { Subject::default() };
                return if above.firms.is_empty() { own } else { above };
            }
            // «dove ha promesso di investire», «a cui venderà»: the subject of the clause above
            if text.has_role(items[relative].first, WordRole::Where) || governed {
                let above = parent(text);
                // «da un lato la fase nella quale adopera le B200»: of whom the sentence before told, where nothing above has a verb
                let other = |(c, other): (usize, &Clause)| c != clause && other.verb.is_some();
                let verbless = above.firms.is_empty() && word != "chi" && !parsed.clauses.iter().enumerate().any(other);
                let person =
                    this.verb.and_then(|v| if let What::Verb(verb) = &items[v].what { Some((v, verb)) } else { None });
                return match person {
                    Some((v, verb)) if verbless && verb.person == 3 && !impersonal(text, items, v, verb) => {
                        carried(text, verb.plural)
                    }
                    _ => above,
                };
            }
            Subject::default()
        }
        Hang::Bracket if this.verb.is_none() => {
            let open = this.first().unwrap_or(0);
            match bracketed(text, items, open).and_then(|b| firm(text, &items[b], FIRMS).map(|filler| (b, filler))) {
                Some((b, filler)) => Subject { firms: smallvec![filler], item: Some(b), some: true, carried: false },
                // «Vodafone (5,1 miliardi), Wind (4,9)»: whom a list names before, whom no lexicon knows
                None if in_list(text, items, open) => Subject { some: true, ..Subject::default() },
                None => parent(text),
            }
        }
        Hang::Coordinate | Hang::Gerund | Hang::Subordinate | Hang::Complement | Hang::Bracket => {
            if let Some(told) = before_colon(parsed, clause) {
                return own_subject(text, parsed, told, told + 1, taken);
            }
            inherited(text, parsed, clause, parent(text), taken, depth)
        }
        Hang::Main | Hang::Relative(None) => {
            if let Some(topic) = topic(text, parsed, clause) {
                return own_subject(text, parsed, topic, topic + 1, taken);
            }
            let personal = this.verb.is_some_and(|v| match &items[v].what {
                What::Verb(verb) => verb.person == 3 && !impersonal(text, items, v, verb),
                _ => false,
            });
            let plural = this.verb.is_some_and(|v| matches!(&items[v].what, What::Verb(v) if v.plural));
            // «Insieme investiranno 2,9 miliardi»: the two told of together before
            let mut before = this.reach.start..verb.min(this.reach.end);
            let together = personal && plural && text.mind.both.len() == 2;
            if together
                && before.any(|i| items[i].clause == clause && text.has_role(items[i].first, WordRole::Together))
            {
                return Subject { firms: text.mind.both.clone(), item: None, some: true, carried: true };
            }
            let many = text.mind.subject.len() > 1;
            if personal && !(plural && many && follows_verb(text, parsed, clause)) {
                return carried(text, plural);
            }
            Subject::default()
        }
    }
}

/// Whether the chips at item `at` are the object that the relative clause's verb takes up by its pronoun: «ByteDance, che le H100 non può
/// comprarle».
fn taken_up(text: &Text<'_>, parsed: &Parsed, clause: usize, at: usize) -> bool {
    let items = &parsed.items;
    let who =
        matches!(parsed.clauses[clause].hang, Hang::Relative(Some(antecedent)) if text.is_firm(&items[antecedent]));
    let verb = parsed.clauses[clause].verb.filter(|&v| who && v > at && text.of_chips(&items[at]));
    let pronoun = |v: usize| text.has_role(items[v - 1].first, WordRole::Object) || text.ends_in_object(&items[v]);
    verb.is_some_and(pronoun)
}

/// Of whom a verb in the third person without a subject is told: of whom the sentence before told, and where nobody was told of yet, the
/// firm the article is about.
fn carried(text: &Text<'_>, plural: bool) -> Subject {
    let told = &text.mind.subject;
    let firms = match text.about.protagonist {
        Some(firm) if told.is_empty() && !plural => smallvec![firm],
        _ if !told.is_empty() && plural == (told.len() > 1) => told.clone(),
        _ => return Subject::default(),
    };
    Subject { firms, item: None, some: true, carried: true }
}

/// The word before the noun at item `at`, past its adjectives: «il suo precedente modello», «questo nuovo ordine».
pub(super) fn determiner(items: &[Item], at: usize) -> Option<Function> {
    let mut before = items[..at].iter().rev().take(3).skip_while(|i| matches!(i.what, What::Word));
    match before.next()?.what {
        What::Function(function) => Some(function),
        _ => None,
    }
}

/// The firm that says «noi»: the speaker's, else the one named most.
fn speakers_firm(text: &Text<'_>) -> Option<Filler> {
    let Some(speaker) = text.mind.speaker.first() else { return text.about.leading };
    let known = text.lexicons.entity(speaker.entity);
    match known.kind {
        Type::Company => Some(*speaker),
        _ => known
            .owner
            .filter(|o| text.lexicons.entity(*o).kind == Type::Company)
            .map(|entity| Filler { entity, span: speaker.span })
            .or(text.mind.employer)
            // «Metteremo un dazio», says the president: no firm's «noi»
            .or_else(|| text.about.leading.filter(|_| speaker.entity == text.lexicons.unknown_person)),
    }
}

/// Whether «le» or «gli» stands before a clause's verb, or at its end: «le è costato», «potrebbe costarle».
pub(super) fn dative(text: &Text<'_>, parsed: &Parsed, clause: usize) -> bool {
    let items = &parsed.items;
    let Some(verb) = parsed.clauses[clause].verb else { return false };
    let to_it = |at: usize| text.has_role(at, WordRole::ToIt);
    let last = text.word(items[verb].last - 1);
    verb.checked_sub(1).is_some_and(|b| to_it(items[b].first)) || ["rle", "rgli"].iter().any(|end| last.ends_with(end))
}
