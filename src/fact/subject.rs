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
//! | «Tsmc, che fabbrica …», «CoreWeave, le cui azioni …» | what the relative clause hangs on |
//! | «e ne ha venduti 500», «segnando un aumento» | the subject of the clause above |
//! | «abbiamo comprato» | the speaker's firm |
//! | «A spaventare sono gli investimenti: raggiungeranno …» | the noun before the colon |
//! | «Quanto ad Amd, …», «Per OpenAI, invece, …» | the topic |
//! | «Ne ha ordinati 500.» | the subject of the sentence before |

use super::parse::{Hang, Item, Parsed, Verb, What, among, past_bracket, there_is};
use super::who::{FIRMS, firm, group, listed};
use super::{Filler, Fillers, Text};
use crate::lexicon::{Function, WordClass, WordRole};
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
        return own_subject(text, parsed, doer, doer + 1);
    }
    // «CoreWeave, le cui azioni sono salite»
    if let (Hang::Relative(Some(antecedent)), Some(which)) = (this.hang, this.first())
        && text.folded(items[which].first) == "cui"
        && which > antecedent + 1
        && matches!(items[which - 1].what, What::Function(Function::Article))
    {
        return own_subject(text, parsed, antecedent, antecedent + 4);
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
        let nominal = text.nominal(item) || text.noun_by_article(items, at);
        if !nominal || text.governor(items, at).is_some() || conceded(items, at) {
            continue;
        }
        // «altrettanti ne metterà OpenAI»: the object first, the subject after the verb
        if text.figure_item(item)
            && let Some(after) = (verb + 1..items.len())
                .take(3)
                .find(|&i| items[i].clause == clause && text.is_firm(&items[i]) && text.governor(items, i).is_none())
        {
            return own_subject(text, parsed, after, items.len());
        }
        // «Settimo Milanese, Khazna costruirà …»: a place, known or not, then the firm
        let place = text.is_kind(item, Type::Place);
        if (place || matches!(item.what, What::Word))
            && let Some(firm) = (at + 2..verb.min(at + 6)).find(|&i| {
                items[i].clause == clause && text.is_firm(&items[i]) && matches!(items[i - 1].what, What::Mark(','))
            })
        {
            return own_subject(text, parsed, firm, verb);
        }
        if let Some(named) = apposed_name(text, items, at, verb).or_else(|| past_opening(text, items, at, verb)) {
            return own_subject(text, parsed, named, verb);
        }
        return own_subject(text, parsed, at, verb);
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
                return own_subject(text, parsed, antecedent, antecedent + 4);
            }
            // «dove ha promesso di investire», «a cui venderà»: the subject of the clause above
            if text.has_role(items[relative].first, WordRole::Where) || governed {
                return parent(text);
            }
            Subject::default()
        }
        Hang::Bracket if this.verb.is_none() => {
            let open = this.first().unwrap_or(0);
            match open.checked_sub(1).and_then(|b| firm(text, &items[b], FIRMS)) {
                Some(filler) => Subject { firms: smallvec![filler], item: Some(open - 1), some: true, carried: false },
                None => parent(text),
            }
        }
        Hang::Coordinate | Hang::Gerund | Hang::Subordinate | Hang::Complement | Hang::Bracket => {
            if let Some(told) = before_colon(parsed, clause) {
                return own_subject(text, parsed, told, told + 1);
            }
            inherited(text, parsed, clause, parent(text), taken, depth)
        }
        Hang::Main | Hang::Relative(None) => {
            if let Some(topic) = topic(text, parsed, clause) {
                return own_subject(text, parsed, topic, topic + 1);
            }
            let personal = this.verb.is_some_and(|v| match &items[v].what {
                What::Verb(verb) => verb.person == 3 && !impersonal(text, items, v, verb),
                _ => false,
            });
            let plural = this.verb.is_some_and(|v| matches!(&items[v].what, What::Verb(v) if v.plural));
            // nobody told of yet: the firm the article is about
            if personal
                && text.mind.subject.is_empty()
                && !plural
                && let Some(firm) = text.about.protagonist
            {
                return Subject { firms: smallvec![firm], item: None, some: true, carried: true };
            }
            if personal && !text.mind.subject.is_empty() && plural == (text.mind.subject.len() > 1) {
                return Subject { firms: text.mind.subject.clone(), item: None, some: true, carried: true };
            }
            Subject::default()
        }
    }
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
    let is = verb(parsed.clauses[items[colon - 1].clause].verb)?;
    let tells = verb(this.verb)?;
    // «Il vero vincitore è Broadcom: nel trimestre ha guadagnato 8 miliardi»
    let noun = matches!(items[colon - 1].what, What::Noun(_) | What::Mention(_) if !items[colon - 1].figure);
    let same = tells.person == 3 && is.person == 3 && tells.plural == is.plural;
    (noun && same && is.class.has(WordClass::COPULA)).then_some(colon - 1)
}

/// How many items after «A produrre» the verb «è» may stand.
const CLEFT_REACH: usize = 12;

/// Who does what an infinitive opens the clause with: «A produrre l'Ascend 910C è la Smic», «A comprare 10.000 H100 è stata Meta».
fn cleft(text: &Text<'_>, parsed: &Parsed, clause: usize) -> Option<usize> {
    let items = &parsed.items;
    let this = &parsed.clauses[clause];
    let first = this.first()?;
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

/// Where the subject of a clause is looked for: past a heading of nouns and a colon, where a subject follows («Un esempio: ByteDance ha
/// ordinato»), else from the clause's start.
fn past_heading(text: &Text<'_>, parsed: &Parsed, clause: usize) -> usize {
    let items = &parsed.items;
    let reach = &parsed.clauses[clause].reach;
    let Some(verb) = parsed.clauses[clause].verb else { return reach.start };
    let within = |i: &usize| (reach.start..verb).contains(i) && items[*i].clause == clause;
    let colon = parsed.colons.iter().rev().copied().find(within);
    let subject = |i: usize| items[i].clause == clause && text.nominal(&items[i]) && text.governor(items, i).is_none();
    colon.filter(|&c| (c + 1..verb).any(subject)).map_or(reach.start, |c| c + 1)
}

/// How many items may stand between the subject and its verb: «Amd, nel 2025, non ne ha più».
const SUBJECT_TO_VERB: usize = 3;

/// The firm right before the verb, past a comma, where the noun at item `at` only opens the sentence: «Malgrado i divieti, nel 2025
/// ByteDance ha comprato».
fn past_opening(text: &Text<'_>, items: &[Item], at: usize, verb: usize) -> Option<usize> {
    // «Fondata nel 2017 e valutata 52 miliardi, CoreWeave è …»
    let noun = matches!(items[at].what, What::Noun(_) | What::Word) || text.figure_item(&items[at]);
    if !noun {
        return None;
    }
    let small = |i: &Item| matches!(i.what, What::Cue(_) | What::Function(_) | What::Word);
    let firm = (at + 1..verb.min(items.len())).rev().take(SUBJECT_TO_VERB).find(|&i| !small(&items[i]))?;
    let comma = (at + 1..firm).rev().find(|&i| matches!(items[i].what, What::Mark(_)))?;
    let opens = matches!(items[comma].what, What::Mark(','))
        && !items[at..firm].iter().any(|i| matches!(i.what, What::Verb(_) | What::Function(Function::Conjunction)));
    (opens
        && text.is_firm(&items[firm])
        && text.governor(items, firm).is_none()
        && items[firm].clause == items[at].clause)
        .then_some(firm)
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
    let comma = matches!(items.get(by + 2)?.what, What::Mark(','));
    (clause == 0 && opens && comma && text.is_firm(items.get(by + 1)?)).then_some(by + 1)
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
    if speaks && person(verb) == 3 && above.firms.is_empty() && above.item.is_none() {
        return Subject { firms: text.mind.subject.clone(), item: None, some: true, carried: true };
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
fn conceded(items: &[Item], at: usize) -> bool {
    let before = items[..at].iter().rev().take(3);
    let mut before = before.skip_while(|i| {
        matches!(i.what, What::Function(Function::Article | Function::Demonstrative | Function::Indefinite))
    });
    // «mentre Intel, che produce ancora, sale» concedes nothing
    let told = matches!(items.get(at + 2).map(|i| &i.what), Some(What::Function(Function::Relative)));
    matches!(before.next().map(|i| &i.what), Some(What::Function(Function::Subordinator)))
        && matches!(items.get(at + 1).map(|i| &i.what), Some(What::Mark(',')))
        && !told
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
    there_is(text, before, verb) || si && verb.class.has(WordClass::SAY | WordClass::PLAN) || verb.passive
}

/// The subject that is item `at`: a firm with those joined to it; of a noun, the firm it hangs on by «di».
fn own_subject(text: &Text<'_>, parsed: &Parsed, at: usize, verb: usize) -> Subject {
    let items = &parsed.items;
    let found = |firms: Fillers| Subject { firms, item: Some(at), some: true, carried: false };
    if firm(text, &items[at], FIRMS).is_some() {
        return found(group(text, items, at, FIRMS));
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
    // «il suo processore di punta»: of the firm spoken of
    let possessed = determiner(items, at) == Some(Function::Possessive);
    if possessed && !matches!(items[at].what, What::Mention(_)) {
        let clause = items[at].clause;
        let above = parsed.clauses[clause]
            .parent
            .map(|p| find_subject(text, parsed, p, &[], 3))
            .filter(|s| !s.firms.is_empty());
        return found(above.map_or_else(|| text.mind.subject.clone(), |s| s.firms));
    }
    let noun = matches!(items[at].what, What::Noun(_) | What::Word)
        || matches!(text.kind_of(&items[at]), Some(Type::Chip | Type::Model));
    if noun {
        // «le vendite di Nvidia a Singapore», «il nuovo modello di DeepSeek», «la vendita da parte di Amd», «i giganti ByteDance, …»
        let mut past = at + 1;
        for next in at + 1..verb.min(at + 12).min(items.len()) {
            if matches!(items[next].what, What::Mark('(')) {
                past = past_bracket(items, next).unwrap_or(past);
            }
            if next < past {
                continue;
            }
            // «i gruppi cinesi, tra cui ByteDance e Alibaba, hanno ordinato»
            if let Some(first) = exemplified(text, items, next) {
                return found(group(text, items, first, FIRMS));
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
                let apposed = governor.is_none() && next <= at + 3;
                // «un accordo tra OpenAI e Amazon»: both made it
                let deal = matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::DEED));
                if deal && matches!(governor, Some("tra" | "fra")) {
                    return found(group(text, items, next, FIRMS));
                }
                // «il fornitore di Nvidia» is another firm
                let another = governor == Some("di") && other_firm(items, at, next);
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
    let noun = if counted { (at + 1..at + 3).find(many)? } else { Some(at).filter(many)? };
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

/// The first of the firms a list in apposition names, where one begins with a comma at item `comma`: «, tra cui ByteDance e
/// Alibaba,», «, fra le quali Nvidia».
fn exemplified(text: &Text<'_>, items: &[Item], comma: usize) -> Option<usize> {
    let article = matches!(items.get(comma + 2)?.what, What::Function(Function::Article));
    let which = comma + 2 + usize::from(article);
    let relative = matches!(items.get(which)?.what, What::Function(Function::Relative));
    let opens = matches!(items[comma].what, What::Mark(',')) && relative && among(items, which);
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
