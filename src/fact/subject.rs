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

use super::parse::{Clause, Hang, Item, Parsed, Verb, What, among, past_bracket, there_is};
use super::who::{FIRMS, firm, group, listed, makes};
use super::{Filler, Fillers, OBJECT, Text};
use crate::lexicon::{Function, Mood, TermKind, VerbForm, WordClass, WordRole};
use crate::mention::Type;
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

/// Whether the subject follows the verb that opens the clause and takes no object: «Pesano più cose insieme», «Crescono pure i costi».
fn follows_verb(text: &Text<'_>, parsed: &Parsed, clause: usize) -> bool {
    let items = &parsed.items;
    let this = &parsed.clauses[clause];
    let Some(verb) = this.verb.filter(|&v| this.first() == Some(v)) else { return false };
    let known = &text.relations;
    let moves = |r| [known.share, known.grow, known.fall, known.worth].contains(&r);
    let alone =
        matches!(&items[verb].what, What::Verb(v) if v.relation.is_none_or(moves) && !v.class.has(WordClass::SAY));
    let past = |i: &Item| {
        matches!(i.what, What::Function(Function::Article | Function::Adverb)) || text.folded(i.first) == "più"
    };
    let thing = |i: &Item| matches!(i.what, What::Noun(_) | What::Word) && !i.figure;
    alone && items[verb + 1..].iter().take(3).find(|i| !past(i)).is_some_and(thing)
}

/// Whether the name at item `at`, right before the verb, stands past an expression of two words that opens the sentence: «In cambio Abu Dhabi ha
/// promesso», «A sorpresa Nvidia vende»; not «Nella vicina Milano ha comprato».
fn past_adverbial(text: &Text<'_>, items: &[Item], at: usize, verb: usize) -> bool {
    let named = at == 2 && verb == 3 && matches!(items[2].what, What::Mention(_)) && !items[2].figure;
    named
        && matches!(items[0].what, What::Preposition("in" | "a" | "per" | "di"))
        && text.base(items[0].first) == text.word(items[0].first).to_lowercase()
        && matches!(items[1].what, What::Word)
        && !text.tokens[items[1].first].capital()
}

/// The firms the sentence named so far, where «ciascuna» alone before the verb at item `at` takes them up: «ha autorizzato la vendita a Humain
/// e a G42: ciascuna potrà comprare».
fn each_of(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<Fillers> {
    let items = &parsed.items;
    let alone = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Verb(v)) if v.finite() && !v.plural);
    if !alone || !text.has_role(items[at].first, WordRole::Each) {
        return None;
    }
    let mut firms = Fillers::new();
    for &i in parsed.names.iter().filter(|&&i| i < at && text.is_firm(&items[i])) {
        if let Some(one) = firm(text, &items[i], FIRMS)
            && !makes(text, items, i)
            && !text.observes(one.entity)
            && !firms.iter().any(|f| f.entity == one.entity)
        {
            firms.push(one);
        }
    }
    (firms.len() > 1).then_some(firms)
}

/// How many items after «la casa» the chips it makes may take: «la casa dei processori Instinct».
const MAKE_REACH: usize = 5;

/// The described firm that many chips before the relative clause hang on, where its verb is of one: «la casa dei processori Instinct che
/// brindava».
fn past_its_make(text: &Text<'_>, parsed: &Parsed, clause: usize, antecedent: usize) -> Option<usize> {
    let items = &parsed.items;
    let verb = parsed.clauses[clause].verb?;
    let one = matches!(&items[verb].what, What::Verb(v) if v.person == 3 && !v.plural);
    let make = |i: usize| {
        text.of_chips(&items[i])
            || matches!(items[i].what, What::Word | What::Preposition("di") | What::Function(Function::Article))
    };
    let firm = (0..antecedent).rev().take(MAKE_REACH).find(|&i| !make(i))?;
    let many = matches!(items[firm + 1].what, What::Preposition("di")) && text.plural_article(items[firm + 1].first);
    let described = matches!(items[firm].what, What::Description(d) if d.entity.is_some());
    (one && many && described && text.of_chips(&items[antecedent])).then_some(firm)
}

/// Whether the clause says of its subject that it is, or is one of, the firms at item `at`: «Zhipu è tra i gruppi che», «Nvidia è una delle
/// aziende che», «Tsmc è la società che».
fn one_of(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let firms =
        matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::COMPANY) && !n.class.has(WordClass::OWNED));
    let Some(verb) = parsed.clauses[items[at].clause].verb.filter(|&v| v < at && firms) else { return false };
    let is = matches!(&items[verb].what, What::Verb(v) if v.class.has(WordClass::COPULA));
    let small = |i: &Item| {
        matches!(i.what, What::Word | What::Function(_) | What::Preposition("tra" | "fra"))
            || text.has_role(i.first, WordRole::Only)
    };
    let of = |i: usize| matches!(items[i].what, What::Preposition("di")) && i == verb + 2;
    is && (verb + 1..at).all(|i| small(&items[i]) || of(i))
}

/// Whether the firm at item `at` is named as the maker of chips that are counted right before it: «400.000 acceleratori AMD».
fn makes_counted(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    at > 1 && text.of_chips(&items[at - 1]) && text.figure_item(&items[at - 2])
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

/// How many items may stand between a name and its bracket: «con Iliad in quinta posizione (0,7 miliardi)».
const NAME_TO_BRACKET: usize = 6;

/// The name the bracket at item `open` says more of: the one right before it, or of a list the one past its rank.
fn bracketed(text: &Text<'_>, items: &[Item], open: usize) -> Option<usize> {
    let clause = items.get(open.checked_sub(1)?)?.clause;
    let small = |i: &Item| {
        matches!(
            i.what,
            What::Preposition("in" | "a") | What::Word | What::Mark('°') | What::Function(Function::Article)
        )
    };
    let named = (0..open).rev().take(NAME_TO_BRACKET).find(|&i| !small(&items[i]) || items[i].clause != clause)?;
    let alone = || matches!(text.governor(items, named), None | Some("con"));
    (items[named].clause == clause && (named + 1 == open || text.is_firm(&items[named]) && alone())).then_some(named)
}

/// Whether the bracket at item `open` is one of those of a list of names, each with its figures: «Vodafone (5,1 miliardi), Wind (4,9)».
fn in_list(text: &Text<'_>, items: &[Item], open: usize) -> bool {
    let mark = |i: usize, mark: char| matches!(items[i].what, What::Mark(m) if m == mark);
    let Some(comma) = (0..open).rev().take(NAME_TO_BRACKET).find(|&i| !matches!(items[i].what, What::Word)) else {
        return false;
    };
    let joins = mark(comma, ',') || matches!(items[comma].what, What::Function(Function::Conjunction));
    let closed = joins && comma > 0 && mark(comma - 1, ')');
    let before = (0..comma).rev().find(|&i| mark(i, '(')).filter(|&b| closed && b > 0);
    before.is_some_and(|b| text.is_firm(&items[b - 1]))
}

/// The noun a sentence before a colon ends with, where the clause after it tells of it: «A spaventare sono gli investimenti:
/// raggiungeranno i 50 miliardi».
fn before_colon(parsed: &Parsed, clause: usize) -> Option<usize> {
    let items = &parsed.items;
    let this = &parsed.clauses[clause];
    let colon = this.first().filter(|&c| c > 1 && matches!(items[c].what, What::Mark(':')))?;
    let verb = |v: Option<usize>| match v.map(|v| &items[v].what) {
        Some(What::Verb(verb)) => Some(verb),
        _ => None,
    };
    let tells = verb(this.verb)?;
    if let Some(presented) = this.parent.and_then(|above| predicate(parsed, above, colon)) {
        return Some(presented).filter(|_| tells.person == 3 && !tells.plural);
    }
    let is = verb(parsed.clauses[items[colon - 1].clause].verb)?;
    // «Il vero vincitore è Broadcom: nel trimestre ha guadagnato 8 miliardi»
    let noun = matches!(items[colon - 1].what, What::Noun(_) | What::Mention(_) if !items[colon - 1].figure);
    let same = tells.person == 3 && is.person == 3 && tells.plural == is.plural;
    (noun && same && is.class.has(WordClass::COPULA)).then_some(colon - 1)
}

/// The firm that the clause says its subject is, where more is said of it before the colon: «L'emblema della caduta è proprio AMD, la casa
/// dei processori Instinct: in quattro giorni ha perso 95 miliardi».
fn predicate(parsed: &Parsed, clause: usize, colon: usize) -> Option<usize> {
    let items = &parsed.items;
    let at = parsed.clauses[clause].verb?;
    let is = matches!(&items[at].what, What::Verb(v) if v.class.has(WordClass::COPULA) && v.person == 3 && !v.plural);
    let small = |i: &usize| matches!(items[*i].what, What::Word | What::Function(Function::Adverb));
    let name = (at + 1..colon).take(PRESENTED_REACH).find(|i| !small(i)).filter(|_| is)?;
    let noun = items[..at].iter().any(|i| i.clause == clause && matches!(i.what, What::Noun(_) | What::Word));
    let named = matches!(items[name].what, What::Mention(_)) && parsed.names.contains(&name);
    let more = matches!(items.get(name + 1).map(|i| &i.what), Some(What::Mark(',')));
    let first = !parsed.names.iter().any(|&i| i < at);
    (noun && named && more && first).then_some(name)
}

/// How many items after a verb that presents it the subject may stand.
const PRESENTED_REACH: usize = 5;

/// The firm right after a verb that only says where it stands, where nothing before the verb is the subject: «Al quarto posto si piazza
/// Xiaomi», «In testa c'è sempre Samsung», «Quinta è Oppo».
fn presented(text: &Text<'_>, parsed: &Parsed, clause: usize, taken: &[usize]) -> Option<usize> {
    let items = &parsed.items;
    let at = parsed.clauses[clause].verb?;
    let What::Verb(verb) = &items[at].what else { return None };
    let copula = verb.class.has(WordClass::COPULA);
    if !(copula || verb.class.has(WordClass::PRESENT)) || verb.passive || verb.person != 3 {
        return None;
    }
    // «al quarto posto si colloca la cinese Oppo»; «è cliente di Nvidia» presents nobody
    let small = |i: &Item| {
        matches!(i.what, What::Word | What::Function(Function::Adverb | Function::Article)) && !text.is_firm(i)
            || !copula && matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY))
    };
    let name = (at + 1..items.len()).take(PRESENTED_REACH).find(|&i| !small(&items[i]))?;
    let named = firm(text, &items[name], FIRMS).filter(|_| items[name].clause == clause && !taken.contains(&name))?;
    // «ci sono Kunlunxin, Biren, …»: an open list; «c'è SemiAnalysis, secondo cui»: who tells
    let agrees = verb.plural == (group(text, items, name, FIRMS).len() > 1);
    (agrees && !text.observes(named.entity) && text.governor(items, name).is_none()).then_some(name)
}

/// How many items after «A produrre» the verb «è» may stand.
const CLEFT_REACH: usize = 12;

/// Who does what an infinitive opens the clause with: «A produrre l'Ascend 910C è la Smic», «A comprare 10.000 H100 è stata Meta».
fn cleft(text: &Text<'_>, parsed: &Parsed, clause: usize) -> Option<usize> {
    let items = &parsed.items;
    let this = &parsed.clauses[clause];
    let first = this.first()?;
    // «I primi a ricevere le H200 saranno Microsoft e Oracle»
    let ranked = matches!(items[first].what, What::Function(Function::Article))
        && items.get(first + 1).is_some_and(|i| text.has_role(i.first, WordRole::Foremost));
    let first = if ranked { first + 2 } else { first };
    let verb = this.verb.filter(|&v| v > first + 1 && v < first + CLEFT_REACH)?;
    let opens = matches!(items[first].what, What::Preposition("a"))
        && matches!(&items[first + 1].what, What::Verb(v) if v.infinitive());
    let is = matches!(&items[verb].what, What::Verb(v) if v.class.has(WordClass::COPULA) && v.person == 3);
    if !(opens && is) {
        return None;
    }
    let small = |i: &Item| {
        matches!(i.what, What::Function(_) | What::Word | What::Mention(_)) && !text.is_firm(i)
            || matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY))
    };
    let name = (verb + 1..items.len()).take(4).find(|&i| !small(&items[i]))?;
    text.is_firm(&items[name]).then_some(name)
}

/// How many items the label of a heading may take.
const LABEL: usize = 4;

/// Where the subject of a clause is looked for: past a heading of nouns and a colon, where a subject follows («Un esempio: ByteDance ha
/// ordinato»), else from the clause's start.
fn past_heading(text: &Text<'_>, parsed: &Parsed, clause: usize) -> usize {
    let items = &parsed.items;
    let reach = &parsed.clauses[clause].reach;
    let Some(verb) = parsed.clauses[clause].verb else {
        // «Microchip: Smic, utile +28,9%»: a heading without a verb is told of the firm right past its label
        let label = parsed.colons.first().copied().filter(|&c| reach.start < c && c < reach.start + LABEL);
        let firm = |c: &usize| items.get(c + 1).is_some_and(|i| items[*c].clause == clause && text.is_firm(i));
        return label.filter(firm).map_or(reach.start, |c| c + 1);
    };
    let within = |i: &usize| (reach.start..verb).contains(i) && items[*i].clause == clause;
    let colon = parsed.colons.iter().rev().copied().find(within);
    let subject = |i: usize| items[i].clause == clause && text.nominal(&items[i]) && text.governor(items, i).is_none();
    colon.filter(|&c| (c + 1..verb).any(subject)).map_or(reach.start, |c| c + 1)
}

/// How many items may stand between the subject and its verb: «Amd, nel 2025, non ne ha più».
const SUBJECT_TO_VERB: usize = 3;

/// How many items before its object the gerund that opens a sentence may stand.
const GERUND_TO_OBJECT: usize = 4;

/// The firm right before the verb, past a comma, where the noun at item `at` only opens the sentence: «Malgrado i divieti, nel 2025
/// ByteDance ha comprato».
fn past_opening(text: &Text<'_>, items: &[Item], at: usize, verb: usize) -> Option<usize> {
    // «Fondata nel 2017 e valutata 52 miliardi, CoreWeave è …»
    let noun = matches!(items[at].what, What::Noun(_) | What::Word) || text.figure_item(&items[at]);
    // «Escludendo le più piccole Eolo e Linkem, Fastweb è l'unica»: the object of what opens
    let object = || {
        items[..at]
            .iter()
            .rev()
            .take(GERUND_TO_OBJECT)
            .any(|i| i.clause == items[at].clause && matches!(&i.what, What::Verb(v) if v.mood == Mood::Gerund))
    };
    let object = text.is_firm(&items[at]) && object();
    if !(noun || object) {
        return None;
    }
    let small = |i: &Item| matches!(i.what, What::Cue(_) | What::Function(_) | What::Word);
    let firm = (at + 1..verb.min(items.len())).rev().take(SUBJECT_TO_VERB).find(|&i| !small(&items[i]))?;
    let comma = (at + 1..firm).rev().find(|&i| matches!(items[i].what, What::Mark(_)))?;
    let opens = matches!(items[comma].what, What::Mark(','))
        && !items[at..firm].iter().any(|i| match i.what {
            What::Verb(_) => true,
            What::Function(Function::Conjunction) => !object,
            _ => false,
        });
    (opens
        && text.is_firm(&items[firm])
        && text.governor(items, firm).is_none()
        && items[firm].clause == items[at].clause)
        .then_some(firm)
}

/// The noun with its article right before the verb, past a comma, where a participle opens the sentence that is a noun, too: «Negoziati con
/// il codice 6082, i titoli hanno debuttato».
fn past_participle(text: &Text<'_>, items: &[Item], at: usize, verb: usize) -> Option<usize> {
    let participle = |f: VerbForm| f.mood == Mood::Participle;
    let token = &text.tokens[items[at].first];
    let opens = at == 0 && matches!(items[0].what, What::Noun(_)) && text.lexicons.forms(token).any(participle);
    let noun = verb.checked_sub(1).filter(|&n| opens && n > 3 && n < items.len())?;
    let whole = matches!(items[noun].what, What::Noun(_)) && items[noun].clause == items[at].clause;
    let the = matches!(items[noun - 1].what, What::Function(Function::Article));
    (whole && the && matches!(items[noun - 2].what, What::Mark(','))).then_some(noun)
}

/// The firm in apposition to the noun or description at item `at`, between commas before the verb: «L'investitore di startup, SoftBank,
/// ha perso». What firms earn, build or make is not called by their names.
fn apposed_name(text: &Text<'_>, items: &[Item], at: usize, verb: usize) -> Option<usize> {
    let described = match &items[at].what {
        What::Description(_) | What::Word => true,
        What::Noun(n) => {
            let things = WordClass::AMOUNT | WordClass::SITE | WordClass::CHIP | WordClass::UP | WordClass::DOWN;
            !n.class.has(things | WordClass::PLAN | WordClass::DEED)
        }
        _ => false,
    };
    let comma = |i: usize| matches!(items[i].what, What::Mark(','));
    let name = verb.checked_sub(2).filter(|&n| n > at + 1 && n < items.len() && verb < items.len())?;
    let only = !(at + 1..name - 1).any(|i| comma(i) || matches!(items[i].what, What::Function(Function::Relative)));
    let one = matches!(items[name].what, What::Mention(_)) && text.is_firm(&items[name]);
    (described && one && only && comma(name - 1) && comma(name + 1)).then_some(name)
}

/// The firm a sentence without a subject is about: «Per OpenAI, invece, è il secondo accordo», «Quanto ad Amd, il titolo vale …».
pub(super) fn topic(text: &Text<'_>, parsed: &Parsed, clause: usize) -> Option<usize> {
    let items = &parsed.items;
    let by = items.iter().take(2).position(|i| matches!(i.what, What::Preposition("per" | "a" | "su")))?;
    // «Quanto ad Amd, …»
    let opens = match by {
        0 => matches!(items[0].what, What::Preposition("per" | "su")),
        _ => text.has_role(items[0].first, WordRole::AsFor),
    };
    // «Per Intel è andata meglio»
    let follows = match &items.get(by + 2)?.what {
        What::Mark(',') => true,
        What::Verb(v) => v.finite() && v.person == 3 && v.relation.is_none() && by == 0,
        _ => false,
    };
    (clause == 0 && opens && follows && text.is_firm(items.get(by + 1)?)).then_some(by + 1)
}

/// The subject of a clause that has none of its own: the one `above`, unless a clause beside it tells of another, or the verb is
/// of many.
fn inherited(
    text: &Text<'_>,
    parsed: &Parsed,
    clause: usize,
    above: Subject,
    taken: &[usize],
    depth: usize,
) -> Subject {
    let items = &parsed.items;
    let this = &parsed.clauses[clause];
    // «Meta, che ha allungato la vita dei server, risparmiando 2,9 miliardi»
    if this.hang == Hang::Gerund
        && let Some(beside) = clause.checked_sub(1).filter(|&b| b > 0)
        && matches!(parsed.clauses[beside].hang, Hang::Relative(Some(_)))
        && parsed.clauses[beside].parent == this.parent
        && this.first().is_some_and(|f| f > 0 && items[f - 1].clause == beside)
    {
        return find_subject(text, parsed, beside, taken, depth + 1);
    }
    let Some(verb) = this.verb else { return above };
    // «Glielo spiego: nel 2024 ha speso 180 miliardi»: of whom the sentence before told
    let person = |v: usize| match &items[v].what {
        What::Verb(verb) => verb.person,
        _ => 0,
    };
    let speaks = this.parent.and_then(|p| parsed.clauses[p].verb).is_some_and(|v| matches!(person(v), 1 | 2));
    // «Per farsi un'idea: nel 2025 ha incassato 130 miliardi»: past a colon before which nothing with a person stands
    let opened = || {
        let colon = this.first().is_some_and(|f| matches!(items[f].what, What::Mark(':')));
        let bare = this.parent.is_none_or(|p| parsed.clauses[p].verb.is_none_or(|v| person(v) == 0));
        colon && bare && !matches!(&items[verb].what, What::Verb(v) if impersonal(text, items, verb, v))
    };
    if person(verb) == 3 && above.firms.is_empty() && above.item.is_none() && (speaks || opened()) {
        return carried(text, matches!(&items[verb].what, What::Verb(v) if v.plural));
    }
    // «secondo cui Huawei ha comprato i die, e con quelli potrebbe produrre …»: whoever the clause beside it is told of
    if this.hang == Hang::Coordinate
        && above.item.is_none()
        && let Some(beside) = clause.checked_sub(1).filter(|&b| b > 0)
        && let Hang::Relative(_) | Hang::Complement = parsed.clauses[beside].hang
        && parsed.clauses[beside].parent == this.parent
    {
        let told = find_subject(text, parsed, beside, taken, depth + 1);
        if !told.firms.is_empty() && told.item.is_some() {
            return told;
        }
    }
    // «ha ricordato che in Italia sono attivi 168 data center»: one firm is not many
    let many = matches!(&items[verb].what, What::Verb(v) if v.plural && v.person == 3 && v.class.has(WordClass::COPULA))
        && items.get(verb + 1).is_some_and(|i| !text.figure_item(i));
    let one = matches!(above.item.map(|i| &items[i].what), None | Some(What::Mention(_) | What::Description(_)));
    if many && one && above.firms.len() == 1 { Subject { some: true, ..Subject::default() } } else { above }
}

/// Whether the noun at item `at` hangs on a conjunction: «Nonostante questo dazio, le aziende …».
fn conceded(items: &[Item], at: usize, verb: usize) -> bool {
    let before = items[..at].iter().rev().take(3);
    let mut before = before.skip_while(|i| {
        matches!(i.what, What::Function(Function::Article | Function::Demonstrative | Function::Indefinite))
    });
    // «mentre Intel, che produce ancora, sale» concedes nothing
    let told = matches!(items.get(at + 2).map(|i| &i.what), Some(What::Function(Function::Relative)));
    // «le voci per cui Microsoft, tra i suoi clienti, tratta»
    let name = matches!(items[at].what, What::Mention(_) | What::Description(_));
    let aside = name && verb > at + 2 && matches!(items.get(verb - 1).map(|i| &i.what), Some(What::Mark(',')));
    let told = told || aside;
    matches!(before.next().map(|i| &i.what), Some(What::Function(Function::Subordinator)))
        && matches!(items.get(at + 1).map(|i| &i.what), Some(What::Mark(',')))
        && !told
}

/// Whether the noun at item `at` is what something is told by: «Secondo le perdite precedenti, la scheda avrà 32 GB».
fn told_by(items: &[Item], at: usize) -> bool {
    let mut before = items[..at].iter().rev().take(3);
    let cue = before.find(|i| {
        !matches!(
            i.what,
            What::Word | What::Function(Function::Article | Function::Demonstrative | Function::Indefinite)
        )
    });
    matches!(items[at].what, What::Noun(_))
        && matches!(cue.map(|i| &i.what), Some(What::Cue(class)) if class.has(WordClass::ACCORDING))
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

/// «si prevede», «c'è», «ci sono», «è previsto»: nobody does it.
fn impersonal(text: &Text<'_>, items: &[Item], at: usize, verb: &Verb) -> bool {
    let before = at.checked_sub(1).map(|b| &items[b]);
    let si = before.is_some_and(|i| matches!(i.what, What::Function(Function::Clitic)) && text.folded(i.first) == "si");
    // «Si propone di incassare 70 milioni», «si appresta a comprare»: its subject's own plan
    let own = si && verb.class.has(WordClass::REFLEXIVE) && !verb.plural && !one(text, items, at);
    there_is(text, before, verb) || si && verb.class.has(WordClass::SAY | WordClass::PLAN) && !own || verb.passive
}

/// Whether «ci» before «si» says that anybody does what the verb at item `at` tells: «ci si aspetta».
fn one(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    at > 1 && text.folded(items[at - 2].first) == "ci"
}

/// Of whom a clause is told whose subject is item `at`, wherever that stands.
pub(super) fn subject_at(text: &Text<'_>, parsed: &Parsed, at: usize, taken: &[usize]) -> Subject {
    own_subject(text, parsed, at, parsed.items.len(), taken)
}

/// The subject that is item `at`: a firm with those joined to it; of a noun, the firm it hangs on by «di».
fn own_subject(text: &Text<'_>, parsed: &Parsed, at: usize, verb: usize, taken: &[usize]) -> Subject {
    let items = &parsed.items;
    let found = |firms: Fillers| Subject { firms, item: Some(at), some: true, carried: false };
    if firm(text, &items[at], FIRMS).is_some() {
        let beside = past_aside(text, items, at, verb).map(|other| group(text, items, other, FIRMS));
        let mut firms = group(text, items, at, FIRMS);
        for other in beside.into_iter().flatten() {
            if !firms.iter().any(|f| f.entity == other.entity) {
                firms.push(other);
            }
        }
        return found(firms);
    }
    // «Cnr e Intel hanno comprato»: the firms beside an institution
    if text.is_kind(&items[at], Type::Institution)
        && matches!(items.get(at + 1).map(|i| &i.what), Some(What::Function(Function::Conjunction)))
        && items.get(at + 2).is_some_and(|i| text.is_firm(i))
        && matches!(items.get(verb).map(|i| &i.what), Some(What::Verb(v)) if v.plural)
    {
        return found(group(text, items, at + 2, FIRMS));
    }
    if let Some(firms) = apposed_list(text, items, at, verb) {
        return found(firms);
    }
    if let Some(both) = both(text, items, at) {
        return found(both);
    }
    // «I chip Nvidia sono divisi tra G42 e Humain. Ciascuna azienda …»: the firms of the list before, not who makes the chips
    let each = at > 0 && text.has_role(items[at - 1].first, WordRole::Each);
    let firms = matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::COMPANY));
    if each && firms {
        let made = |f: &Filler| text.mind.chips.iter().any(|c| text.lexicons.entity(c.entity).owner == Some(f.entity));
        let all: Fillers = text.mind.firms.iter().filter(|f| !made(f)).copied().collect();
        return found(if all.len() > 1 { all } else { Fillers::new() });
    }
    // «il suo processore di punta»: of the firm spoken of
    let possessed = determiner(items, at) == Some(Function::Possessive);
    if possessed && !matches!(items[at].what, What::Mention(_)) {
        let clause = items[at].clause;
        // «Nvidia replica che le accuse sono false e che la sua quota …»: of the first above that tells of a firm
        let parents = std::iter::successors(parsed.clauses[clause].parent, |&c| parsed.clauses[c].parent);
        let above = parents
            .enumerate()
            .map(|(n, p)| (n, find_subject(text, parsed, p, taken, 3).firms))
            .find(|(n, firms)| !firms.is_empty() && (*n == 0 || !firms.iter().all(|f| text.observes(f.entity))));
        return found(above.map_or_else(|| text.mind.subject.clone(), |(_, firms)| firms));
    }
    let noun = matches!(items[at].what, What::Noun(_) | What::Word)
        || matches!(text.kind_of(&items[at]), Some(Type::Chip | Type::Model));
    if noun {
        // «le vendite di Nvidia a Singapore», «il nuovo modello di DeepSeek», «la vendita da parte di Amd», «i giganti ByteDance, …»
        let mut past = at + 1;
        for next in at + 1..verb.min(at + 12).min(items.len()) {
            // «i gruppi cinesi, tra cui ByteDance e Alibaba, hanno ordinato»
            if next >= past
                && let Some(first) = exemplified(text, items, next)
            {
                return found(group(text, items, first, FIRMS));
            }
            if matches!(items[next].what, What::Mark('(')) {
                past = past_bracket(items, next).unwrap_or(past);
            }
            if next < past {
                continue;
            }
            match &items[next].what {
                // «gli analisti interpellati da Lseg»
                What::Mark(_) | What::Cue(_) | What::Function(Function::Subordinator) => break,
                // «il campus che G42 sta costruendo»: the one who does it
                What::Function(Function::Relative) => {
                    let doer = (next + 1..items.len())
                        .take(3)
                        .take_while(|&i| !matches!(&items[i].what, What::Verb(v) if v.finite()))
                        .find(|&i| text.is_firm(&items[i]) && items[i].clause != items[at].clause);
                    return found(doer.map_or(Fillers::new(), |i| group(text, items, i, FIRMS)));
                }
                What::Verb(v) if v.finite() => break,
                _ => {}
            }
            if firm(text, &items[next], FIRMS).is_some() {
                let governor = text.governor(items, next);
                let apposed = governor.is_none() && (next <= at + 3 || of_kind(items, at, next, verb));
                // «un accordo tra OpenAI e Amazon»: both made it
                let deal = matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::DEED));
                if deal && matches!(governor, Some("tra" | "fra")) {
                    return found(group(text, items, next, FIRMS));
                }
                // «il fornitore di Nvidia» is another firm; «il produttore di microchip Broadcom» is that one
                let made =
                    next > at + 2 && text.of_chips(&items[next - 1]) && !text.plural_article(items[next - 2].first);
                let another = governor == Some("di") && !made && other_firm(items, at, next);
                if another {
                    return found(
                        text.mind
                            .subject
                            .iter()
                            .filter(|s| firm(text, &items[next], FIRMS).is_none_or(|f| f.entity != s.entity))
                            .copied()
                            .collect(),
                    );
                }
                if matches!(governor, Some("di" | "da")) || apposed {
                    return found(group(text, items, next, FIRMS));
                }
            }
        }
    }
    found(Fillers::new())
}

/// Whether the firm at item `named`, right before the verb, is the one the noun at item `at` says the kind of: «la società francese di
/// intelligenza artificiale generativa Mistral ha comprato».
fn of_kind(items: &[Item], at: usize, named: usize, verb: usize) -> bool {
    let firms =
        matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::COMPANY) && !n.class.has(WordClass::OWNED));
    let small = |i: &Item| matches!(i.what, What::Word | What::Noun(_) | What::Preposition("di"));
    let name = matches!(items[named].what, What::Mention(_));
    firms && name && named + 1 == verb && items[at + 1..named].iter().all(small)
}

/// The two firms told of together before, in the sentence or before it, where the noun for them at item `at` stands for both: «entrambi i produttori avevano accettato»,
/// «le due società verseranno».
pub(super) fn both(text: &Text<'_>, items: &[Item], at: usize) -> Option<Fillers> {
    let firms = |i: usize| matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::COMPANY) && !n.class.has(WordClass::OWNED));
    // «le due» counts them, and is the subject then
    let noun = if text.figure_item(&items[at]) { Some(at + 1).filter(|&n| n < items.len())? } else { at };
    let near = noun.saturating_sub(2)..noun;
    let two = firms(noun) && near.into_iter().any(|i| text.has_role(items[i].first, WordRole::Both));
    let the = |i: &Item| matches!(i.what, What::Function(Function::Article)) && text.plural_article(i.first);
    let known = items[noun.saturating_sub(2)..noun].iter().any(the);
    // «le due aziende cinesi», «i due fornitori di Nvidia»: which two, their words say
    let more = match items.get(noun + 1).map(|i| &i.what) {
        Some(What::Word) => text.tokens[items[noun + 1].first].begins(TermKind::Demonym),
        Some(What::Preposition("di") | What::Mention(_) | What::Mark('(' | '–')) => true,
        _ => false,
    };
    if !two || !known || more {
        return None;
    }
    // «Nvidia e Telekom hanno presentato un progetto, nel quale i due partner metteranno»
    let here = items[..at].iter().position(|i| text.is_firm(i)).map(|first| group(text, items, first, FIRMS));
    here.filter(|f| f.len() == 2).or_else(|| (text.mind.both.len() == 2).then(|| text.mind.both.clone()))
}

/// How many items what is said of the first of two subjects may take.
const ASIDE_REACH: usize = 10;

/// The firm joined with the one at item `at` past what is said of that, before a verb of many: «Microsoft, la società di Redmond, e OpenAI
/// hanno comprato».
fn past_aside(text: &Text<'_>, items: &[Item], at: usize, verb: usize) -> Option<usize> {
    let comma = |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Mark(',')));
    let many = matches!(items.get(verb).map(|i| &i.what), Some(What::Verb(v)) if v.plural && v.finite());
    if !many || !comma(at + 1) {
        return None;
    }
    let clause = items[at].clause;
    let and = (at + 3..verb.min(at + ASIDE_REACH)).find(|&i| {
        comma(i - 1) && matches!(items[i].what, What::Function(Function::Conjunction)) && items[i].clause == clause
    })?;
    let article = usize::from(matches!(items.get(and + 1)?.what, What::Function(Function::Article)));
    let other = and + 1 + article;
    let named = other < verb && text.is_firm(&items[other]) && items[other].clause == clause;
    // «…, e Humain, la società saudita, riceveranno»
    let closed = other + 1 == verb || comma(other + 1) && comma(verb - 1);
    (named && closed).then_some(other)
}

/// How many items a noun of firms may take before their names.
const LIST_REACH: usize = 8;

/// The firms that a list names right after the noun for them at item `at`, or after its number there, or past it between marks: «Tre
/// aziende, Samsung e Micron, hanno», «I clienti di Nvidia – Google e Meta – hanno», «I tre giganti Google, Meta e Amazon hanno».
fn apposed_list(text: &Text<'_>, items: &[Item], at: usize, verb: usize) -> Option<Fillers> {
    let many = |i: &usize| {
        matches!(items.get(*i).map(|i| &i.what), Some(What::Noun(n))
            if n.class.has(WordClass::COMPANY | WordClass::PEOPLE) && !n.class.has(WordClass::OWNED))
    };
    let counted = text.figure_item(&items[at]);
    // «Due dei maggiori clienti di Tsmc, Nvidia e AMD, hanno»
    let noun = if counted { (at + 1..at + 4).find(many)? } else { Some(at).filter(many)? };
    let beside = items.get(noun + 1).is_some_and(|i| text.is_firm(i));
    let stops =
        |i: &usize| matches!(items[*i].what, What::Mark(_) | What::Verb(_) | What::Function(Function::Relative));
    let first = if beside { noun + 1 } else { (noun + 1..verb.min(items.len())).take(LIST_REACH).find(stops)? + 1 };
    let closes = match items[first - 1].what {
        _ if beside => None,
        What::Mark('(') => Some(')'),
        What::Mark(mark @ (',' | '–' | '-')) => Some(mark),
        _ => return None,
    };
    let list = listed(text, items, first, FIRMS);
    let end = items.get(list.end).map(|i| &i.what);
    let apart = closes.is_none_or(|mark| matches!(end, Some(What::Mark(m)) if *m == mark));
    (apart && list.closed && list.names.len() > 1).then_some(list.names)
}

/// Whether the name at item `at` is an example of what stands before: «Per i successori, tra cui l'atteso V4, la startup ha usato».
fn example(items: &[Item], at: usize) -> bool {
    let small = |i: &Item| matches!(i.what, What::Word | What::Function(Function::Article));
    let which = (at.saturating_sub(3)..at).rev().find(|&i| !small(&items[i]));
    which.is_some_and(|w| matches!(items[w].what, What::Function(Function::Relative)) && among(items, w))
}

/// The first of the firms a list in apposition names, where one begins with a mark at item `comma`: «, tra cui ByteDance e
/// Alibaba,», «– fra le quali Nvidia –», «(tra cui Amd)».
fn exemplified(text: &Text<'_>, items: &[Item], comma: usize) -> Option<usize> {
    let article = matches!(items.get(comma + 2)?.what, What::Function(Function::Article));
    let which = comma + 2 + usize::from(article);
    let relative = matches!(items.get(which)?.what, What::Function(Function::Relative));
    let opens = matches!(items[comma].what, What::Mark(',' | '(' | '–' | '-')) && relative && among(items, which);
    (opens && text.is_firm(&items[which + 1])).then_some(which + 1)
}

/// Whether the noun at item `noun`, or one before the firm at `named`, is a firm itself, so that what hangs on it by «di» is
/// another: «il produttore di memorie e fornitore di Nvidia».
fn other_firm(items: &[Item], noun: usize, named: usize) -> bool {
    let is_firm = |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY) && !n.class.has(WordClass::OWNED));
    let nearest = items[noun..named].iter().rev().find(|i| matches!(i.what, What::Noun(_)));
    is_firm(&items[noun]) && nearest.is_some_and(is_firm)
}

/// Whether «le» or «gli» stands before a clause's verb, or at its end: «le è costato», «potrebbe costarle».
pub(super) fn dative(text: &Text<'_>, parsed: &Parsed, clause: usize) -> bool {
    let items = &parsed.items;
    let Some(verb) = parsed.clauses[clause].verb else { return false };
    let to_it = |at: usize| text.has_role(at, WordRole::ToIt);
    let last = text.word(items[verb].last - 1);
    verb.checked_sub(1).is_some_and(|b| to_it(items[b].first)) || ["rle", "rgli"].iter().any(|end| last.ends_with(end))
}
