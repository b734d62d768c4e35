//! By a cue: «secondo X», «stando a X», «a detta di X», «per X»; a row of `lexicons/attribution.csv`, or «per» before one who judges.

use super::content::{after_colon, announced, segment};
use super::name::{is_person, name, name_after, role};
use super::report::told_report;
use super::{Attribution, ancestors};
use crate::fact::parse::{Hang, Item, Parsed, What};
use crate::fact::{Filler, Fillers, Text};
use crate::lexicon::{Function, Mood, WordClass, WordRole};
use crate::mention::Type;
use smallvec::smallvec;
use std::ops::Range;

/// How many items before a cue what is counted may stand that it says more of: «sei persone sentite dal sito».
const COUNTED_REACH: usize = 3;

/// Whether the cue at item `at` ends in «da» with its article, and a noun that is no speaker's stands for who has seen or got what is told:
/// «i documenti visionati dalla pubblicazione», after a medium spoke.
fn by_the_medium(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let last = items[at].last - 1;
    let by = text.preposition(last) == Some("da") && text.folded(last) != "da";
    let noun = matches!(&items.get(at + 1).map(|i| &i.what), Some(What::Noun(n)) if !n.class.has(WordClass::SPEAKER));
    let medium = |f: &Filler| !is_person(text, f) && text.observes(f.entity);
    // «sei persone sentite dal sito»: who is counted
    let counted = items[at.saturating_sub(COUNTED_REACH)..at].iter().any(|i| i.figure);
    by && noun && !counted && !text.mind.last_source.is_empty() && text.mind.last_source.iter().all(medium)
}

/// The medium right before the cue at item `at`, from which it comes: «da DigiTimes trapela che».
fn by_medium(text: &Text<'_>, parsed: &Parsed, at: usize) -> Fillers {
    let items = &parsed.items;
    let before = at.checked_sub(1).filter(|&b| text.is_firm(&items[b]) && text.governor(items, b) == Some("da"));
    before.and_then(|b| name(text, &items[b])).filter(|f| text.observes(f.entity)).into_iter().collect()
}

/// «secondo X», «stando a X», «a detta di X»; «secondo indiscrezioni» names nobody, «a suo dire» who spoke last.
pub(super) fn according(text: &Text<'_>, parsed: &Parsed, found: &mut Attribution) {
    for &at in &parsed.telling {
        let item = &parsed.items[at];
        let What::Cue(class) = item.what else { continue };
        if class.has(WordClass::HEARSAY) && !sources_of(text, parsed, at) {
            let own = text.preposition(item.first) == Some("a") && item.last == item.first + 3;
            let (names, reach) = match own {
                // «a loro avviso» goes on past a semicolon, where nobody else speaks
                true => (text.mind.last_source.clone(), segment(parsed, at).start..parsed.items.len()),
                // «da DigiTimes trapela che»
                false => {
                    (by_medium(text, parsed, at), speaks_for(text, parsed, at).unwrap_or_else(|| segment(parsed, at)))
                }
            };
            found.add(reach, names);
            continue;
        }
        if !class.has(WordClass::ACCORDING | WordClass::HEARSAY) {
            continue;
        }
        // «sale a secondo socio di CoreWeave»: a rank
        let alone = item.last == item.first + 1 && text.rank(item.first).is_some();
        if alone && at > 0 && matches!(parsed.items[at - 1].what, What::Preposition("a" | "da" | "come")) {
            continue;
        }
        // «I titoli sono saliti dopo le indiscrezioni di Reuters»: when, and no word of hers
        let article = at > 0 && matches!(parsed.items[at - 1].what, What::Function(Function::Article));
        let by = at.checked_sub(1 + usize::from(article)).map(|b| &parsed.items[b].what);
        if matches!(by, Some(What::Preposition("dopo"))) {
            continue;
        }
        // «secondo il quale», «secondo cui»: the one named before
        let relative =
            parsed.items.iter().skip(at + 1).take(2).any(|i| matches!(i.what, What::Function(Function::Relative)));
        if relative {
            found.items.push(at);
            found.add(at..segment(parsed, at).end, antecedent(text, parsed, at));
            continue;
        }
        let (mut names, mut last) = name_after(text, parsed, at + 1);
        // «sulla base dei dati di Lenovo» tells whose they are, «sulla base del server di Dell» what was taken
        if class.has(WordClass::SOURCE) {
            let after = &parsed.items[at + 1..parsed.items.len().min(last.max(at + 4))];
            let data = after.iter().any(|i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::SOURCE)));
            // «in base ai numeri di Crunchbase»
            let numbers = matches!(&after.first().map(|i| &i.what), Some(What::Noun(n)) if n.class.has(WordClass::AMOUNT) && n.relation.is_none())
                && names.iter().all(|f| !is_person(text, f));
            let data = data || numbers && !names.is_empty();
            let report = || (at + 1..parsed.items.len().min(at + 3)).any(|i| told_report(text, &parsed.items, i));
            if !data || names.is_empty() && (text.mind.report.is_empty() || !report()) {
                continue;
            }
        }
        // «Più prudente Morgan Stanley: secondo i suoi calcoli …»
        let own = (at + 1..parsed.items.len().min(at + 4)).find(|&i| {
            matches!(&parsed.items[i].what, What::Noun(n) if n.class.has(WordClass::SOURCE))
                && parsed.items[at + 1..i].iter().any(|i| matches!(i.what, What::Function(Function::Possessive)))
        });
        if let Some(noun) = own.filter(|_| names.is_empty()) {
            // «“… lo stop di Nvidia”, si legge in una sua nota»: not of whom the quote names
            let before = parsed.names.iter().rev().copied().find(|&i| i < at && !parsed.items[i].quoted);
            names = before
                .and_then(|i| name(text, &parsed.items[i]))
                .map_or(text.mind.last_source.clone(), |f| smallvec![f]);
            last = noun + 1;
        }
        // «secondo il fondatore di Nvidia»: the one person of the firm's
        if one_speaker(text, parsed, at, last) {
            names = role(text, &names, true);
        }
        found.items.extend(at..last);
        // «i documenti visionati dalla pubblicazione»: the medium that spoke last
        if names.is_empty() && by_the_medium(text, parsed, at) {
            names.clone_from(&text.mind.last_source);
        }
        // «secondo il rapporto»
        if names.is_empty() && (at + 1..parsed.items.len().min(at + 3)).any(|i| told_report(text, &parsed.items, i)) {
            names.clone_from(&text.mind.report);
        }
        // «Huang lo ha detto chiaro: …»
        if names.is_empty() {
            names.extend(who_said_it(text, parsed, at));
        }
        // «lo scrive Reuters», «lo ha confermato Trump», «A dirlo è Reuters»: of what stands before
        let cleft = text.word(item.first + 1).ends_with("rlo");
        if cleft || text.has_role(item.first, WordRole::Said) {
            match after_colon(parsed, last) {
                Some(told) => found.add(told, names),
                None if parsed.items[..at].iter().any(|i| text.figure_item(i)) => found.add(0..at, names),
                None => {
                    // «Lo riferiscono gli analisti di Idc, che vedono un calo del 6%»
                    found.add(last..parsed.items.len(), names.clone());
                    found.backward = names;
                }
            }
            continue;
        }
        // «contro i 2,86 stimati dal consensus»: of the figure before it only
        if let Some(start) = participial(text, parsed, at) {
            found.add(start..at, names);
            continue;
        }
        // «La Cina non ha fretta: secondo il ministero le licenze …»: past the colon only
        let opens = |i: usize| matches!(parsed.items[i].what, What::Mark(':'));
        let colon = at
            .checked_sub(1)
            .filter(|&c| opens(c) && parsed.clauses[parsed.items[0].clause].verb.is_some_and(|v| v < c));
        // past a semicolon it still speaks, where nobody else does
        let reach =
            speaks_for(text, parsed, at).unwrap_or(colon.unwrap_or(segment(parsed, at).start)..parsed.items.len());
        found.add(reach, names);
    }
}

/// The one who opens the sentence, before the «lo» of the cue at item `at`: «Huang lo ha detto chiaro: …».
fn who_said_it(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<Filler> {
    let items = &parsed.items;
    let it = matches!(text.folded(items[at].first), "lo" | "l'");
    let subject = at.checked_sub(1).filter(|&s| it && text.governor(items, s).is_none())?;
    let opens = (0..subject).all(|i| matches!(items[i].what, What::Noun(_) | What::Function(_) | What::Word));
    // «Nvidia lo ha reso noto ieri»: of the sentence before
    let told = parsed.colons.iter().any(|&c| c > at) || parsed.figures.is_empty();
    name(text, &items[subject]).filter(|_| opens && told)
}

/// Whether the names between the cue at item `at` and `last` are of the firm of one who speaks, as an article says: «secondo il fondatore di
/// Nvidia»; none where no such noun stands there, as with «secondo gli analisti di Citi», «secondo un dirigente di Intel».
fn one_speaker(text: &Text<'_>, parsed: &Parsed, at: usize, last: usize) -> bool {
    let items = &parsed.items;
    let speaker = |&i: &usize| matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::SPEAKER) && !n.class.has(WordClass::FIRM));
    let Some(noun) = (at + 1..last.min(at + 3)).find(speaker) else { return false };
    let before = &items[noun - 1];
    let one = match before.what {
        What::Function(Function::Article) => !text.plural_article(before.last - 1),
        // «a detta del fondatore»
        What::Cue(_) => text.ends_in_preposition(before) && !text.plural_article(before.last - 1),
        _ => false,
    };
    one && matches!(items.get(noun + 1).map(|i| &i.what), Some(What::Preposition("di")))
}

/// The part of the sentence that the cue at item `at` speaks for, where that is not all of it.
fn speaks_for(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<Range<usize>> {
    let quote = || announced(&parsed.items, at).map(|first| first..segment(parsed, at).end);
    told_apart(parsed, at).or_else(|| hedged(text, parsed, at)).or_else(|| joined(parsed, at)).or_else(quote)
}

/// What stands before the cue at item `at`, which only hedges that past a comma: «…, almeno stando a Bernstein, con 128 GB di memoria».
fn hedged(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<Range<usize>> {
    let items = &parsed.items;
    let comma = at.checked_sub(2).filter(|&c| matches!(items[c].what, What::Mark(',')))?;
    text.has_role(items[at - 1].first, WordRole::Hedge).then(|| segment(parsed, at).start..comma)
}

/// What the conjunction before the cue at item `at` opens: «monta 144 GB e, stando a Reuters, costa il doppio», «…, e che, secondo Citi, …».
fn joined(parsed: &Parsed, at: usize) -> Option<Range<usize>> {
    let is = |i: usize, test: fn(&What) -> bool| test(&parsed.items[i].what);
    let before = |i: usize, test: fn(&What) -> bool| i - usize::from(i > 0 && is(i - 1, test));
    let opens =
        before(before(at, |w| matches!(w, What::Mark(','))), |w| matches!(w, What::Function(Function::Relative)));
    let conjunction = opens.checked_sub(1)?;
    let joins = is(conjunction, |w| matches!(w, What::Function(Function::Conjunction | Function::Adversative)));
    (joins && conjunction > 0).then_some(conjunction..parsed.items.len())
}

/// The bracket with a verb of its own, or the relative clause, in which the cue at item `at` stands, and of which alone it speaks: «(…, che
/// secondo Citi saliranno)», «– Nvidia, secondo indiscrezioni, l'ha chiesto –».
fn told_apart(parsed: &Parsed, at: usize) -> Option<Range<usize>> {
    let clause = parsed.items[at].clause;
    let within = |c: usize| match parsed.clauses[c].hang {
        Hang::Bracket => parsed.clauses[c].verb.is_some(),
        Hang::Relative(_) => c == clause && parsed.clauses[c].verb.is_some_and(|v| v > at),
        _ => false,
    };
    let apart = ancestors(&parsed.clauses, clause).find(|&c| within(c))?;
    // with the clauses that hang on it: «…, che secondo Citi saranno 135, di cui 13 in Cina»
    let reach = parsed.clauses[apart].reach.clone();
    let hangs = |i: &usize| ancestors(&parsed.clauses, parsed.items[*i].clause).any(|c| c == apart);
    let end = (reach.start..parsed.items.len()).rfind(hangs).map_or(reach.end, |i| i + 1);
    Some(reach.start..end)
}

/// Whether the sources of the cue at item `at` are somebody's: «secondo le fonti di Reuters», «fonti citate dal quotidiano Nikkei».
fn sources_of(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let cited = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Verb(v)) if v.mood == Mood::Participle);
    // «secondo quanto riferito a Reuters da Jensen Huang»
    let told = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("a")))
        && matches!(items.get(at + 3).map(|i| &i.what), Some(What::Preposition("da")))
        && name(text, &items[at + 2]).is_some();
    let by = at + 1 + usize::from(cited) + 2 * usize::from(told);
    let hangs = match items.get(by).map(|i| &i.what) {
        Some(What::Preposition("di")) => !cited,
        Some(What::Preposition("da")) => cited || told,
        // «secondo quanto riportato sul blog di Google»
        Some(What::Preposition("su" | "in")) if !cited => {
            let source = |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::SOURCE));
            return items.get(by + 1).is_some_and(source)
                && matches!(items.get(by + 2).map(|i| &i.what), Some(What::Preposition("di")))
                && items.get(by + 3).is_some_and(|i| name(text, i).is_some());
        }
        _ => false,
    };
    let noun = matches!(items.get(by + 1).map(|i| &i.what), Some(What::Noun(_) | What::Word));
    let named = by + 1 + usize::from(noun);
    hangs && items.get(named).is_some_and(|i| matches!(i.what, What::Mention(_)) && name(text, i).is_some())
}

/// Where the words begin that a participle speaks of («i 2,86 dollari stimati dal consensus»): past the last mark or comparison.
/// None where the cue at `at` is none such: it stands apart, or follows a noun of a source or speaker.
fn participial(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    let participle = text.is_participle(items[at].first);
    let figure = at.checked_sub(1).filter(|&i| participle && text.figure_item(&items[i]))?;
    let start = (0..figure).rev().find(|&i| {
        matches!(items[i].what, What::Mark(_) | What::Verb(_) | What::Preposition("contro" | "rispetto" | "di" | "a"))
    });
    Some(start.map_or(0, |s| s + 1))
}

/// «Per il Financial Times, …», «Per gli analisti di Jefferies …», «…, per il quale …»: a medium, an analyst or a person; an institution
/// before a comma («Per la Fiom, …»).
pub(super) fn judged(text: &Text<'_>, parsed: &Parsed, found: &mut Attribution) {
    for &at in &parsed.by_whom {
        let opens = at == 0
            || matches!(
                parsed.items[at - 1].what,
                What::Mark(_) | What::Function(Function::Conjunction | Function::Adversative | Function::Adverb)
            );
        if !opens {
            continue;
        }
        let relative =
            parsed.items.iter().skip(at + 1).take(2).position(|i| matches!(i.what, What::Function(Function::Relative)));
        if let Some(offset) = relative {
            let person = before(text, parsed, at);
            if person.first().is_some_and(|p| is_person(text, p)) {
                found.add(at + 1 + offset..segment(parsed, at).end, person);
            }
            continue;
        }
        let (names, last) = name_after(text, parsed, at + 1);
        let Some(name) = names.first() else { continue };
        let known = text.lexicons.entity(name.entity);
        let apart = || matches!(parsed.items.get(last).map(|i| &i.what), Some(What::Mark(',')));
        let judges = known.kind == Type::Person
            || at == 0 && known.kind == Type::Institution && apart()
            || known
                .kinds
                .iter()
                .any(|k| matches!(k.as_str(), "media" | "agency" | "analyst" | "consultancy" | "bank" | "fund"))
            || parsed.items[at + 1..last]
                .iter()
                .any(|i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::SPEAKER)));
        if judges && last <= at + JUDGE_REACH {
            found.items.extend(at..last);
            // past a semicolon it still speaks, where nobody else does
            found.add(segment(parsed, at).start..parsed.items.len(), names);
        }
    }
}

/// How many items after «per» the name of one who judges may end, with his role: «Per Kuo, l'analista più ascoltato sulla casa di Cupertino, …».
const JUDGE_REACH: usize = 12;

/// The person, else the firm or institution, named last before item `at` in the sentence; else who spoke last.
fn before(text: &Text<'_>, parsed: &Parsed, at: usize) -> Fillers {
    let named = |kinds: &[Type]| {
        parsed.items[..at].iter().rev().find_map(|i| match i.what {
            What::Mention(m) if kinds.contains(&text.mentions[m as usize].kind) => {
                text.mentions[m as usize].entity().map(|entity| Filler { entity, span: text.mentions[m as usize].span })
            }
            _ => None,
        })
    };
    let found = named(&[Type::Person]).or_else(|| named(&[Type::Company, Type::Institution]));
    found.map_or_else(|| text.mind.speaker.clone(), |f| smallvec![f])
}

/// How many items before «secondo cui» what it hangs on may stand.
const ANTECEDENT_REACH: usize = 8;

/// Whose word «secondo cui», «secondo il quale» tells: the name, or the noun of a speaker or source, right before it at `at`.
///
/// «SemiAnalysis, secondo cui …» names one; «la notizia secondo cui Intel …» names nobody; «l'amministratore delegato, secondo il
/// quale …» is who spoke last.
fn antecedent(text: &Text<'_>, parsed: &Parsed, at: usize) -> Fillers {
    let items = &parsed.items;
    let mut names = Fillers::new();
    for i in (0..at).rev().take(ANTECEDENT_REACH) {
        match &items[i].what {
            What::Noun(n) if n.class.has(WordClass::SPEAKER | WordClass::SOURCE) => {
                return role(text, &names, n.class.has(WordClass::SPEAKER));
            }
            What::Noun(_) | What::Verb(_) => return names,
            What::Mention(_) | What::Description(_) if names.is_empty() => names.extend(name(text, &items[i])),
            What::Preposition(_) | What::Mark(_) | What::Function(_) | What::Mention(_) | What::Word => {}
            _ => return names,
        }
    }
    names
}
