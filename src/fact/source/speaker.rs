//! Who speaks by a verb: its subject, the agent of a passive, or the name its noun of a source hangs on.

use super::Attribution;
use super::content::{complement, inserted, said_infinitive};
use super::name::{is_person, name, name_after, person_before, role, stranger};
use super::report::told_report;
use super::saying::{Saying, impersonal, product_of};
use crate::fact::parse::{Hang, Item, Parsed, What};
use crate::fact::{Filler, Fillers, Text, subject, who};
use crate::lexicon::{Function, Mood, WordClass, WordRole};
use crate::mention::Type;
use smallvec::{SmallVec, smallvec};

/// Who speaks, and whether someone speaks at all, named or not.
type Speaker = (Fillers, bool);

/// Who speaks by a verb: the names, and whether someone speaks at all. `found` are the sentence's other attributions.
pub(super) fn speaker(saying: &Saying<'_>, found: &Attribution) -> Speaker {
    let (names, spoken) = by_its_words(saying, found);
    match told_medium(saying).filter(|_| names.is_empty() && spoken) {
        Some(medium) => (smallvec![medium], true),
        None => (names, spoken),
    }
}

/// How many items after a verb of saying the medium may stand that is told: «hanno raccontato lunedì a Nikkei».
const TOLD_REACH: usize = 4;

/// The medium to which people without a name tell it: «le fonti hanno detto a Forbes», «due intermediari hanno raccontato a Nikkei che».
fn told_medium(saying: &Saying<'_>) -> Option<Filler> {
    let &Saying { text, items, at, verb, clause, .. } = saying;
    let one = |i: &Item| i.clause == clause && matches!(i.what, What::Function(Function::Indefinite));
    let unnamed = verb.plural || items[..at].iter().rev().take(TOLD_REACH).any(one);
    let to =
        |i: &usize| items[*i].clause == clause && text.is_firm(&items[*i]) && text.governor(items, *i) == Some("a");
    let medium =
        (at + 1..items.len()).take(TOLD_REACH).find(to).filter(|_| unnamed && verb.finite() && verb.person == 3)?;
    name(text, &items[medium]).filter(|f| text.observes(f.entity))
}

/// Who speaks by a verb, as its own words say.
fn by_its_words(saying: &Saying<'_>, found: &Attribution) -> Speaker {
    let &Saying { text, parsed, items, at, verb, clause, beside_quote } = saying;
    if verb.passive || verb.mood == Mood::Participle {
        return agent(saying);
    }
    if verb.mood == Mood::Gerund {
        let names = subject_name(text, parsed, clause, &found.items);
        // «Lo riferisce Tsmc in una nota, precisando che …»
        let last = || found.last().unwrap_or(&found.backward).into();
        return (if names.is_empty() { last() } else { names }, false);
    }
    // «…, scrive Bloomberg» turns verb and subject round; «Huang, ieri a Taipei, ha stimato che» does not
    let quote = at > 0 && matches!(items[at - 1].what, What::Mark('»' | '”' | '"'));
    let inserted = quote || inserted(text, parsed, at);
    if !(inserted || beside_quote && at == 0)
        && let Some(speaker) = before_verb(saying, &found.items)
    {
        return speaker;
    }
    if let Some(speaker) = after_verb(saying) {
        return speaker;
    }
    if impersonal(text, items, at) {
        return (Fillers::new(), true);
    }
    if inserted || beside_quote {
        // «…», ha detto Rossi: by a name that no lexicon has, and nobody who spoke before
        if let Some(stranger) = stranger(text, items, at + 1) {
            return (smallvec![stranger], true);
        }
    } else {
        // «Huang ha ricordato che …, e ha aggiunto che»: the subject it shares
        let shared = subject_name(text, parsed, clause, &found.items);
        if !shared.is_empty() {
            return (shared, true);
        }
    }
    let last = match text.last_subject().filter(|s| since(text, s)) {
        _ if verb.person != 3 || verb.plural => Fillers::new(),
        Some(subject) if !beside_quote && drops_subject(saying) => smallvec![subject],
        _ => text.mind.last_source.clone(),
    };
    (last, verb.class.has(WordClass::SAY))
}

/// Whether the verb only says («parla di»), opens the sentence's main clause and has no subject there.
fn drops_subject(saying: &Saying<'_>) -> bool {
    let &Saying { text, parsed, items, at, clause, .. } = saying;
    let named = |i: usize| text.nominal(&items[i]) || text.unknown_name(items[i].first);
    let mut before = (0..at).filter(|&i| items[i].clause == clause);
    text.ends_in_preposition(&items[at])
        && parsed.clauses[clause].hang == Hang::Main
        && !before.any(|i| i > 0 && named(i) && text.governor(items, i).is_none())
        && !named(0)
}

/// Whether the last subject was told of in a later sentence than the one that named who spoke last: «SemiAnalysis stima … DeepSeek dà
/// un'altra versione. Parla di 2.048 schede».
fn since(text: &Text<'_>, subject: &Filler) -> bool {
    let told = text.sentences[..text.now].iter().rev().find(|s| s.span.start <= subject.span.start);
    told.is_some_and(|s| text.mind.last_source.iter().all(|l| l.span.start < s.span.start))
}

/// The agent of a passive: «è stato rivelato da Bloomberg».
fn agent(saying: &Saying<'_>) -> Speaker {
    let &Saying { text, parsed, items, at, verb, .. } = saying;
    let by = items[at + 1..].iter().take(3).position(|i| matches!(i.what, What::Preposition("da")));
    let Some(named) = by.map(|offset| at + 2 + offset) else {
        // «accusati di aver venduto 400 A100»: somebody says so
        let charged = text.ends_in_preposition(&items[at]) && said_infinitive(text, items, at).is_some();
        return (Fillers::new(), charged);
    };
    // «sostenuto da batterie Tesla»: things say nothing; «sostenuto da SoftBank»: nor who only helps
    let light = verb.class.has(WordClass::LIGHT) && complement(parsed, at).is_none();
    let helps = |i: &Item| text.is_firm(i) && name(text, i).is_some_and(|f| !text.judges(f.entity));
    let aside = verb.mood == Mood::Participle;
    if light && items.get(named).is_some_and(|i| matches!(i.what, What::Word) || aside && helps(i)) {
        return (Fillers::new(), false);
    }
    (name_after(text, parsed, named).0, true)
}

/// The items of its clause before a verb, without those of other attributions.
type Before = SmallVec<[usize; 16]>;

/// Who speaks, where he stands before the verb: «un rapporto di Bloomberg rileva», «OpenAI e Oracle affermano», «Rossi ha spiegato».
fn before_verb(saying: &Saying<'_>, taken: &[usize]) -> Option<Speaker> {
    let &Saying { text, parsed, items, at, verb, clause, beside_quote } = saying;
    let from = parsed.clauses[clause].first().unwrap_or(0);
    let before: Before = (from..at).filter(|&i| items[i].clause == clause && !taken.contains(&i)).collect();
    // «di cui Cristiano Amon, ceo del gruppo, aveva parlato»: the person before his role
    if before.is_empty()
        && let Some(person) = before_role(text, items, at)
    {
        return Some((smallvec![person], true));
    }
    // «nella nota firmata da James Schneider si legge che»: nobody but the source reads
    let si = impersonal(text, items, at);
    for &i in &before {
        // «una SmartEstimate di LSEG prevedeva»
        if let Some(observer) = product_of(text, items, i) {
            return Some((smallvec![observer], true));
        }
        if matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::SOURCE | WordClass::SPEAKER))
            && (text.governor(items, i).is_none() || si)
        {
            return Some((of_noun(saying, i, &before, taken), true));
        }
    }
    // «OpenAI e Oracle affermano che»
    let named = |&&i: &&usize| name(text, &items[i]).is_some() && text.governor(items, i).is_none();
    if let Some(&subject) = before.iter().rev().find(named) {
        let all = who::group(text, items, subject, &[Type::Company, Type::Institution, Type::Person]);
        let many = verb.plural && verb.person == 3 && all.len() > 1;
        return Some((if many { all } else { name(text, &items[subject]).into_iter().collect() }, true));
    }
    if let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang {
        return Some((name(text, &items[antecedent]).into_iter().collect(), true));
    }
    // «Rossi ha spiegato che»
    let subject = |i: usize| text.nominal(&items[i]) || text.noun_by_article(items, i);
    // «Ospite di Fox Business, ha chiarito che»: what describes who is not named
    let describes = |i: usize| {
        i == 0
            && matches!(items[i].what, What::Noun(_) | What::Word)
            && !text.unknown_name(items[i].first)
            && matches!(items[at - 1].what, What::Mark(','))
    };
    let one = before
        .iter()
        .find(|&&i| subject(i) && text.governor(items, i).is_none() && !describes(i))
        .filter(|_| !beside_quote)?;
    Some((stranger(text, items, *one).into_iter().collect(), true))
}

/// How many items a role in apposition may take, with its commas.
const ROLE_REACH: usize = 7;

/// The person before the role that a comma closes right before the verb at item `at`.
fn before_role(text: &Text<'_>, items: &[Item], at: usize) -> Option<Filler> {
    let comma = |i: usize| matches!(items[i].what, What::Mark(','));
    let close = at.checked_sub(1).filter(|&c| comma(c))?;
    let open = (0..close).rev().take(ROLE_REACH).find(|&i| comma(i))?;
    let role = |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::SPEAKER));
    let person = open.checked_sub(1).filter(|_| items[open..close].iter().take(3).any(role))?;
    name(text, &items[person]).filter(|f| is_person(text, f))
}

/// Who speaks by the noun of a source or speaker at item `noun` before the verb: «un rapporto di Bloomberg», «i dati condivisi da …».
fn of_noun(saying: &Saying<'_>, noun: usize, before: &Before, taken: &[usize]) -> Fillers {
    let &Saying { text, items, at, verb, .. } = saying;
    let What::Noun(ref told) = items[noun].what else { return Fillers::new() };
    let class = told.class;
    // «Jensen Huang, CEO di Nvidia, ha detto»: the person before his role
    if let Some(person) = person_before(text, items, noun) {
        return smallvec![person];
    }
    let names: Fillers = before.iter().filter(|&&j| j > noun).filter_map(|&j| name(text, &items[j])).collect();
    if names.is_empty() {
        // «Il rapporto sostiene che»
        let other = taken.iter().any(|t| (noun..at).contains(t));
        if !other && told_report(text, items, noun) {
            let whose = last_report(text);
            if !whose.is_empty() {
                return whose;
            }
        }
        // «un portavoce», «un avvocato»: somebody else than who spoke last
        if noun > 0 && matches!(items[noun - 1].what, What::Function(Function::Indefinite)) {
            return Fillers::new();
        }
        // «le fonti sostengono»: not who spoke last; nor «il sindaco di un paese», whom nobody has told of
        let new = || {
            matches!(items.get(noun + 1).map(|i| &i.what), Some(What::Preposition("di")))
                && matches!(items.get(noun + 2).map(|i| &i.what), Some(What::Function(Function::Indefinite)))
        };
        let same = noun > 0 && text.has_role(items[noun - 1].first, WordRole::Same);
        if class.has(WordClass::SPEAKER) && (verb.plural && verb.person == 3 && !same || new()) {
            return Fillers::new();
        }
        // «la direzione prevede che …»: of the firm told of
        let firms = class.has(WordClass::OWNED) && class.has(WordClass::SPEAKER) && !class.has(WordClass::PEOPLE);
        if firms && let Some(firm) = text.last_subject().or(text.about.protagonist) {
            return smallvec![firm];
        }
    }
    role(text, &names, class.has(WordClass::SPEAKER))
}

/// Whose «il rapporto» is: whose was told of last; else who spoke last, if he judges by trade: «Gli analisti di Bernstein dicono … Lo
/// studio indica …».
fn last_report(text: &Text<'_>) -> Fillers {
    let last = &text.mind.last_source;
    match text.mind.report.is_empty() {
        false => text.mind.report.clone(),
        true if last.iter().all(|f| text.judges(f.entity)) => last.clone(),
        true => Fillers::new(),
    }
}

/// How many items after a verb who speaks may stand.
const SPEAKER_REACH: usize = 12;

/// Who speaks, where he stands after the verb: «spiega Wang», «ha detto alla Cnbc Huang», «ha risposto una portavoce di Nvidia».
fn after_verb(saying: &Saying<'_>) -> Option<Speaker> {
    let &Saying { text, items, at, verb, .. } = saying;
    let mut speaking = None;
    // «…, dicono i numeri di TrendForce, …»
    let apart = inserted(text, saying.parsed, at);
    let numbers = |i: usize, class: WordClass| {
        apart
            && i == at + 2
            && class.has(WordClass::AMOUNT)
            && matches!(items.get(i + 1).map(|n| &n.what), Some(What::Preposition("di")))
    };
    let (mut indefinite, mut same) = (false, false);
    let mut names: Fillers = Fillers::new();
    for (i, item) in items.iter().enumerate().skip(at + 1).take(SPEAKER_REACH) {
        match &item.what {
            // «assicura il responsabile italiano della società americana, Marco Bellini»
            What::Mark(',') if speaking.is_some() => {
                if let Some(person) = items.get(i + 1).and_then(|n| name(text, n)).filter(|f| is_person(text, f)) {
                    names = smallvec![person];
                }
                break;
            }
            What::Mark(_) | What::Function(Function::Relative) => break,
            What::Verb(v) if v.finite() => break,
            What::Noun(n)
                if (n.class.has(WordClass::SPEAKER | WordClass::SOURCE) || numbers(i, n.class))
                    && matches!(text.governor(items, i), None | Some("da")) =>
            {
                speaking = Some(n.class);
                // «un dirigente della fonderia»: somebody without a name
                indefinite = matches!(items[i - 1].what, What::Function(Function::Indefinite));
                same = text.has_role(items[i - 1].first, WordRole::Same);
            }
            // «si parla delle 50.000 GPU Nvidia»
            _ if who::makes(text, items, i) => {}
            _ => {
                if let Some(filler) = name(text, item) {
                    let governor = text.governor(items, i);
                    if governor.is_none() || speaking.is_some() && governor == Some("di") {
                        names.push(filler);
                    }
                }
            }
        }
    }
    // «…, scrive il sito americano, …»: who spoke last
    let site = |i: usize| {
        matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::SITE)) && text.noun_by_article(items, i)
    };
    let medium = || text.mind.last_source.iter().all(|f| !is_person(text, f));
    if apart && names.is_empty() && medium() && (at + 1..items.len().min(at + 3)).any(site) {
        return Some((text.mind.last_source.clone(), true));
    }
    // «sostiene il rapporto»
    let report = |i: usize| told_report(text, items, i);
    if names.is_empty() && (at + 1..items.len().min(at + 3)).any(report) {
        let whose = last_report(text);
        if !whose.is_empty() {
            return Some((whose, true));
        }
    }
    // «dicono gli analisti»: not who spoke last, unless they are «gli stessi analisti»
    let one = !indefinite && (!verb.plural || same);
    let speaks = one && speaking.is_some_and(|c| c.has(WordClass::SPEAKER));
    (!names.is_empty() || speaking.is_some()).then(|| (role(text, &names, speaks), true))
}

/// Whom a clause without a subject of its own is told of, in its sentence: the firm or person that is the subject above.
fn subject_name(text: &Text<'_>, parsed: &Parsed, clause: usize, taken: &[usize]) -> Fillers {
    let subject = subject::subject(text, parsed, clause, taken);
    let Some(item) = subject.item else { return Fillers::new() };
    // «il CEO Jensen Huang», «il fondatore di Scale AI»
    if let What::Noun(n) = &parsed.items[item].what
        && n.class.has(WordClass::SPEAKER)
    {
        let after = parsed.items[item + 1..].iter().take(4).take_while(|i| !matches!(i.what, What::Verb(_)));
        return role(text, &after.filter_map(|i| name(text, i)).collect::<Fillers>(), true);
    }
    match name(text, &parsed.items[item]) {
        Some(named) if subject.firms.is_empty() => smallvec![named],
        Some(_) => subject.firms.clone(),
        None => Fillers::new(),
    }
}
