//! Who says so: attribution before, after and around.
//!
//! | form | source |
//! | --- | --- |
//! | «Secondo Alexandr Wang, …», «Per il Financial Times, …» | the name after the cue |
//! | «un rapporto di Bloomberg rileva che …» | the name the noun of a source hangs on |
//! | «Huang ha dichiarato che …», «…, spiega Huang» | the subject of the verb of saying |
//! | «…», ha tagliato corto | whoever the verb beside a quote is told of; else who spoke last |
//! | «…» in quotes over several sentences | the speaker of the quote |
//! | answers after «Ne abbiamo parlato con Rossi», or that say «noi», and questions on lines of their own | the one interviewed |
//! | «Lo ha annunciato Intel.», «A dirlo è Intel.» | the speaker, for the sentence before |
//! | «— The Kobeissi Letter (@KobeissiLetter)» under a post | the signature, for the post's lines |
//!
//! Each attribution speaks for a run of items: its complement, its quote, or its part of the sentence between semicolons.
//! Where several speak for an item, the shortest run wins, then a person over a firm.

use super::parse::{Clause, Hang, Item, Parsed, Verb, What, told_before};
use super::reference::plural_article;
use super::{Filler, Fillers, Text, subject, who};
use crate::article::Article;
use crate::lexicon::{Function, Lexicons, Mood, WordClass, WordRole};
use crate::mention::{Mention, Type};
use crate::sentence::Sentence;
use crate::span::Span;
use crate::token::Token;
use smallvec::{SmallVec, smallvec};
use std::ops::Range;

/// One attribution: who speaks for which items.
#[derive(Clone, Debug)]
struct Voice {
    items: Range<usize>,
    names: Fillers,
    /// The form it has, a name of its function.
    rule: &'static str,
}

/// The attributions of a sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Attribution {
    voices: Vec<Voice>,
    /// Who speaks in the quote that is open, or just closed, at the sentence's end.
    pub speaker: Fillers,
    /// Who said the sentence before («Lo ha annunciato Intel»), if the sentence says so.
    pub backward: Fillers,
    /// Items that name or lead to a source: they fill no other slot.
    pub items: Vec<usize>,
    /// Whether somebody speaks beside a quote whom the sentence does not name: «…», ha spiegato un dirigente.
    unnamed: bool,
    /// The rule that finds the attributions that are added.
    rule: &'static str,
}

impl Attribution {
    /// Who says what item `at` tells, and the rule that says so.
    pub fn sources(&self, text: &Text<'_>, at: usize) -> (Fillers, &'static str) {
        let person = |v: &Voice| v.names.iter().any(|n| is_person(text, n));
        let spoken = self.voices.iter().filter(|v| v.items.contains(&at) && !v.names.is_empty());
        // a firm and a person of one run: the medium of an interview and the one interviewed
        let best = spoken.min_by_key(|v| (v.items.len() + if person(v) { 0 } else { 4 }, v.items.start));
        best.map_or((Fillers::new(), "none"), |v| (v.names.clone(), v.rule))
    }

    /// Whether what item `at` tells is another's word.
    pub fn reported(&self, at: usize) -> bool {
        self.voices.iter().any(|v| v.items.contains(&at))
    }

    /// Who speaks in the quote that ends here and began sentences ago, where this sentence names him.
    pub fn closes(&self, text: &Text<'_>) -> Option<&[Filler]> {
        let named = self.voices.iter().rev().find(|v| v.rule == SAYING && !v.names.is_empty());
        named.filter(|v| text.begins_quoted() && v.items.start == 0).map(|v| v.names.as_slice())
    }

    /// The last names that spoke.
    pub fn last(&self) -> Option<&[Filler]> {
        self.voices.iter().rev().find(|v| !v.names.is_empty()).map(|v| v.names.as_slice())
    }

    fn add(&mut self, items: Range<usize>, names: Fillers) {
        self.voices.push(Voice { items, names, rule: self.rule });
    }
}

/// The rule of a verb of saying.
const SAYING: &str = "saying";

/// The rule of a quote that goes on: whoever spoke last.
pub(super) const GOES_ON: &str = "quote goes on";

/// Why a figure has no source: it is what the market had expected.
pub(super) const AWAITED: &str = "awaited";

/// Whether the figure at item `at` is what the market had expected, which nobody named says: «il 50% in più dei 7 miliardi attesi»; not
/// «i 7 miliardi attesi da Citi».
pub(super) fn awaited(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let foretells = |v: &Verb| v.relation.is_some_and(|r| [text.relations.plan, text.relations.worth].contains(&r));
    let expects =
        matches!(items.get(at + 1).map(|i| &i.what), Some(What::Verb(v)) if v.mood == Mood::Participle && foretells(v));
    let by = matches!(items.get(at + 2).map(|i| &i.what), Some(What::Preposition("da")));
    expects
        && !by
        && text.figure_of(&items[at]).is_some_and(|f| f.unit.is_some())
        && at > 0
        && definite(text, &items[at - 1])
}

/// Whether an item is an article in the plural, alone or in its preposition: «i», «dei», «ai».
fn definite(text: &Text<'_>, item: &Item) -> bool {
    let article = matches!(item.what, What::Function(Function::Article) | What::Preposition(_));
    article && text.folded(item.first).ends_with('i')
}

/// Reads the attributions of a sentence; `text.mind.speaker` is who spoke in the quote before it.
pub(super) fn attribute(text: &Text<'_>, parsed: &Parsed) -> Attribution {
    let mut found = Attribution { rule: "according", ..Attribution::default() };
    according(text, parsed, &mut found);
    found.rule = "judged";
    judged(text, parsed, &mut found);
    found.rule = SAYING;
    saying(text, parsed, &mut found);
    found.rule = "name before a quote";
    announced(text, parsed, &mut found);
    found.rule = "who says it";
    cleft(text, parsed, &mut found);
    found.rule = "observer before a colon";
    counted_up(text, parsed, &mut found);
    let opens_quoted = parsed.items.first().is_some_and(|i| i.quoted || matches!(i.what, What::Mark('«' | '“' | '"')));
    if opens_quoted && !found.unnamed && found.voices.iter().all(|v| v.names.is_empty()) {
        // the quote goes on, or an answer follows a question: who spoke last
        let speaker = if text.mind.speaker.is_empty() && text.mind.last_source.iter().all(|f| is_person(text, f)) {
            &text.mind.last_source
        } else {
            &text.mind.speaker
        };
        if !speaker.is_empty() {
            found.rule = GOES_ON;
            found.add(0..parsed.items.len(), speaker.clone());
        }
    }
    let named = found.voices.iter().any(|v| !v.names.is_empty());
    let interviewed = text.about.interview.filter(|&(_, first)| text.now > first && !named);
    if let Some((who, _)) = interviewed.filter(|_| !asks(text)) {
        found.rule = "interview";
        found.add(0..parsed.items.len(), smallvec![who]);
    }
    if opens_quoted || parsed.quotes && parsed.items.iter().any(|i| i.quoted) {
        // «risponde la manager: «Dell ci ha avvertiti che …»»: who speaks, not whom he quotes
        let quoted = parsed.items.iter().rposition(|i| i.quoted).unwrap_or(0);
        let around = found.voices.iter().filter(|v| v.items.contains(&quoted) && !v.names.is_empty());
        let speaker = around.max_by_key(|v| v.items.len()).map(|v| v.names.clone());
        found.speaker = speaker.unwrap_or_else(|| found.last().unwrap_or_default().into());
    }
    found
}

/// How many sentences before its question mark an interviewer may speak.
const QUESTION_REACH: usize = 12;

/// Whether the paragraph ends in a question within a few sentences: who asks in an interview.
fn asks(text: &Text<'_>) -> bool {
    let own = |s: &&Sentence| !text.tokens[s.first as usize].after_paragraph();
    let rest = text.sentences[text.now + 1..].iter().take_while(own).take(QUESTION_REACH);
    let last = rest.last().unwrap_or(&text.sentences[text.now]);
    text.tokens[last.last as usize - 1].is('?')
}

/// The part of the sentence between semicolons that holds item `at`.
fn segment(parsed: &Parsed, at: usize) -> Range<usize> {
    let ends = |i: &usize| matches!(parsed.items[*i].what, What::Mark(';'));
    let start = (0..at).rev().find(ends).map_or(0, |i| i + 1);
    let end = (at..parsed.items.len()).find(ends).unwrap_or(parsed.items.len());
    start..end
}

/// «secondo X», «stando a X», «a detta di X»; «secondo indiscrezioni» names nobody, «a suo dire» who spoke last.
fn according(text: &Text<'_>, parsed: &Parsed, found: &mut Attribution) {
    for &at in &parsed.telling {
        let item = &parsed.items[at];
        let What::Cue(class) = item.what else { continue };
        if class.has(WordClass::HEARSAY) && !sources_of(text, parsed, at) {
            let own = text.word(item.first).eq_ignore_ascii_case("a") && item.last == item.first + 3;
            let (names, end) = match own {
                // «a loro avviso» goes on past a semicolon, where nobody else speaks
                true => (text.mind.last_source.clone(), parsed.items.len()),
                false => (Fillers::new(), segment(parsed, at).end),
            };
            found.add(segment(parsed, at).start..end, names);
            continue;
        }
        if !class.has(WordClass::ACCORDING | WordClass::HEARSAY) {
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
            let before = parsed.names.iter().rev().copied().find(|&i| i < at);
            names = before
                .and_then(|i| name(text, &parsed.items[i]))
                .map_or(text.mind.last_source.clone(), |f| smallvec![f]);
            last = noun + 1;
        }
        found.items.extend(at..last);
        // «secondo il rapporto»
        if names.is_empty() && (at + 1..parsed.items.len().min(at + 3)).any(|i| told_report(text, &parsed.items, i)) {
            names.clone_from(&text.mind.report);
        }
        // «lo scrive Reuters», «lo ha confermato Trump»: of what stands before
        let first = text.word(item.first).to_lowercase();
        // «A dirlo è Reuters»
        let cleft = text.word(item.first + 1).ends_with("rlo");
        if cleft || matches!(first.as_str(), "lo" | "l'" | "l’") {
            match after_colon(parsed, last) {
                Some(told) => found.add(told, names),
                None if parsed.items[..at].iter().any(|i| text.figure_item(i)) => found.add(0..at, names),
                None => found.backward = names,
            }
            continue;
        }
        // «contro i 2,86 stimati dal consensus»: of the figure before it only
        if let Some(start) = participial(text, parsed, at) {
            found.add(start..at, names);
            continue;
        }
        // in a bracket with a verb of its own, or in a relative clause, it speaks of that only: «(…, che secondo Citi saliranno)»
        let within = |c: usize| match parsed.clauses[c].hang {
            Hang::Bracket => parsed.clauses[c].verb.is_some(),
            Hang::Relative(_) => c == item.clause && parsed.clauses[c].verb.is_some_and(|v| v > at),
            _ => false,
        };
        match ancestors(&parsed.clauses, item.clause).find(|&c| within(c)) {
            // with the clauses that hang on it: «…, che secondo Citi saranno 135, di cui 13 in Cina»
            Some(bracket) => {
                let reach = parsed.clauses[bracket].reach.clone();
                let hangs = |i: &usize| ancestors(&parsed.clauses, parsed.items[*i].clause).any(|c| c == bracket);
                let end = (reach.start..parsed.items.len()).rfind(hangs).map_or(reach.end, |i| i + 1);
                found.add(reach.start..end, names);
            }
            // past a semicolon it still speaks, where nobody else does
            None => found.add(segment(parsed, at).start..parsed.items.len(), names),
        }
    }
}

/// Whether the sources of the cue at item `at` are somebody's: «secondo le fonti di Reuters», «fonti citate dal quotidiano Nikkei».
fn sources_of(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let cited = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Verb(v)) if v.mood == Mood::Participle);
    let by = at + 1 + usize::from(cited);
    let hangs = match items.get(by).map(|i| &i.what) {
        Some(What::Preposition("di")) => !cited,
        Some(What::Preposition("da")) => cited,
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
fn judged(text: &Text<'_>, parsed: &Parsed, found: &mut Attribution) {
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
        if judges && last <= at + 8 {
            found.items.extend(at..last);
            // past a semicolon it still speaks, where nobody else does
            found.add(segment(parsed, at).start..parsed.items.len(), names);
        }
    }
}

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

/// A clause, then those it hangs on.
pub(super) fn ancestors(clauses: &[Clause], clause: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(clause), |&c| clauses[c].parent)
}

/// How many items after a cue its name may stand.
const NAME_REACH: usize = 14;

/// The first name after item `from`, up to a mark or verb: a person, firm or institution; a person before the firm of his role.
fn name_after(text: &Text<'_>, parsed: &Parsed, from: usize) -> (Fillers, usize) {
    let mut names = Fillers::new();
    let mut last = from;
    let mut role = false;
    for (at, item) in parsed.items.iter().enumerate().skip(from).take(NAME_REACH) {
        match &item.what {
            What::Mention(_) if text.figure_of(item).is_some() => break,
            // «secondo Pechino, Smic venderà …»: a government speaks, not who comes next
            What::Mention(m) if at == from && text.mentions[*m as usize].kind == Type::Place => break,
            What::Mention(_) | What::Description(_) => {
                let Some(filler) = name(text, item) else { continue };
                // «l'analista di Morgan Stanley Erik Woodring»: the person after the firm
                let person = is_person(text, &filler);
                if person {
                    names.clear();
                }
                names.push(filler);
                last = at + 1;
                let more =
                    matches!(parsed.items.get(at + 1).map(|i| &i.what), Some(What::Function(Function::Conjunction)));
                let next_person = parsed.items.get(at + 1).is_some_and(
                    |i| matches!(i.what, What::Mention(n) if text.mentions[n as usize].kind == Type::Person),
                );
                let apposed = role && matches!(parsed.items.get(at + 1).map(|i| &i.what), Some(What::Mark(',')));
                if !(more || next_person || apposed) || person {
                    break;
                }
            }
            // «il CEO di Nvidia, Jensen Huang, …»: the one who has the role
            What::Mark(',') if role => {
                if let Some(person) = apposed_person(text, parsed, at + 1) {
                    (names, last) = (smallvec![person], at + 2);
                }
                break;
            }
            // «Lo rivela oggi, 26 aprile, il quotidiano “Nikkei Asia”»
            What::Mark(',') if names.is_empty() && date_beside(text, parsed, at) => {}
            What::Mark('“' | '«' | '"') if names.is_empty() && quoted_name(text, parsed, at) => {}
            What::Mark(_) | What::Function(Function::Relative) => break,
            What::Noun(n) if n.class.has(WordClass::SPEAKER) => {
                if names.is_empty() && role_ends(text, parsed, at) {
                    break;
                }
                role = true;
            }
            What::Verb(v) if v.finite() => break,
            _ => {}
        }
    }
    (names, past_role(text, parsed, last))
}

/// Whether nobody is named by the role at item `at`, so that what comes next is another's: «secondo gli analisti i ricavi di Tesla …», «per
/// gli analisti Nvidia venderà»; not «secondo gli analisti di Citi», «secondo l'analista Ming-Chi Kuo».
fn role_ends(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let what = |i: usize| parsed.items.get(i).map(|i| &i.what);
    let acts = matches!(what(at + 2), Some(What::Verb(v)) if v.finite());
    match what(at + 1) {
        Some(What::Function(Function::Article | Function::Demonstrative)) => true,
        Some(What::Mention(_)) => acts && text.is_firm(&parsed.items[at + 1]),
        _ => false,
    }
}

/// Whether a date stands before or after the comma at item `at`.
fn date_beside(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let date = |i: usize| parsed.items.get(i).is_some_and(|i| text.is_kind(i, Type::Date));
    date(at + 1) || at.checked_sub(1).is_some_and(date)
}

/// Whether the quotation mark at item `at` opens a name and nothing else: «il quotidiano “Nikkei Asia”».
fn quoted_name(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let closes = matches!(parsed.items.get(at + 2).map(|i| &i.what), Some(What::Mark('”' | '»' | '"')));
    closes && name(text, &parsed.items[at + 1]).is_some()
}

/// Past the role of a name that ends at `last`: «secondo Marco Testi, analista indipendente, …», «secondo Marco Testi, socio di Sequoia, …».
fn past_role(text: &Text<'_>, parsed: &Parsed, last: usize) -> usize {
    let items = &parsed.items;
    let is = |at: usize, test: fn(&What) -> bool| items.get(at).is_some_and(|i| test(&i.what));
    let article = usize::from(is(last + 1, |w| matches!(w, What::Function(Function::Article))));
    let noun = last + 1 + article;
    let of_firm = || {
        is(noun + 1, |w| matches!(w, What::Preposition("di"))) && items.get(noun + 2).is_some_and(|i| text.is_firm(i))
    };
    let role = is(last, |w| matches!(w, What::Mark(',')))
        && is(noun, |w| matches!(w, What::Noun(_)))
        && (is(noun, |w| matches!(w, What::Noun(n) if n.class.has(WordClass::SPEAKER))) || of_firm());
    match (last + 1..items.len().min(last + NAME_REACH)).find(|&i| matches!(items[i].what, What::Mark(','))) {
        Some(comma) if role => comma,
        _ => last,
    }
}

/// The person item `at` names, where a comma closes the apposition.
fn apposed_person(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<Filler> {
    let closed = matches!(parsed.items.get(at + 1)?.what, What::Mark(',' | ')'));
    name(text, &parsed.items[at]).filter(|f| closed && is_person(text, f))
}

/// The person, firm or institution an item names or describes.
fn name(text: &Text<'_>, item: &Item) -> Option<Filler> {
    match &item.what {
        What::Mention(m) => {
            let mention = &text.mentions[*m as usize];
            let speaks = matches!(mention.kind, Type::Person | Type::Company | Type::Institution);
            mention.entity().filter(|_| speaks).map(|entity| Filler { entity, span: mention.span })
        }
        What::Description(d) => d.entity.map(|entity| Filler { entity, span: d.span }),
        _ => None,
    }
}

/// «La direttrice finanziaria Colette Kress: «…»», «Risposta di Kress: «…»»: a person before a colon and a quote, and no verb.
fn announced(text: &Text<'_>, parsed: &Parsed, found: &mut Attribution) {
    let items = &parsed.items;
    let Some(&colon) = parsed.colons.first() else { return };
    let quote = matches!(items.get(colon + 1).map(|i| &i.what), Some(What::Mark('«' | '“' | '"')));
    let verb = items[..colon].iter().any(|i| matches!(&i.what, What::Verb(v) if v.finite()));
    if !quote || verb || items[..colon].iter().any(|i| text.figure_item(i)) {
        return;
    }
    if let Some(person) = items[..colon].iter().rev().find_map(|i| name(text, i).filter(|f| is_person(text, f))) {
        found.add(colon + 1..items.len(), smallvec![person]);
    }
}

/// «A dirlo è la Camera di commercio», «A raccontarlo al Financial Times è il ministro: …»: of the sentence before, or what follows.
fn cleft(text: &Text<'_>, parsed: &Parsed, found: &mut Attribution) {
    let items = &parsed.items;
    let opens = matches!(items.first().map(|i| &i.what), Some(What::Preposition("a")))
        && matches!(items.get(1).map(|i| &i.what), Some(What::Verb(v)) if v.infinitive() && v.class.has(WordClass::SAY));
    let Some(is) = parsed.clauses[0].verb.filter(|_| opens) else { return };
    let copula = matches!(&items[is].what, What::Verb(v) if v.class.has(WordClass::COPULA));
    let (names, last) = name_after(text, parsed, is + 1);
    if !copula || names.is_empty() {
        return;
    }
    found.items.extend(0..last);
    match after_colon(parsed, last) {
        Some(told) => found.add(told, names),
        None => found.backward = names,
    }
}

/// «Il Commercial Times ha messo in fila i numeri: …»: who looks on tells what follows the colon.
fn counted_up(text: &Text<'_>, parsed: &Parsed, found: &mut Attribution) {
    let items = &parsed.items;
    let Some(verb) = parsed.clauses[0].verb else { return };
    let Some(told) = after_colon(parsed, verb) else { return };
    let figure = |i: usize| text.figure_item(&items[i]);
    // «Ora una cifra la fornisce il CSIS: …»
    let by = |i: &usize| text.governor(items, *i).is_none();
    let mut names = parsed.names.iter().copied().filter(|&i| i < told.start);
    let subject = names.clone().find(|i| *i < verb && by(i)).or_else(|| names.find(|i| *i < verb + 4 && by(i)));
    let Some(name) = subject.and_then(|s| name(text, &items[s])) else { return };
    let entity = text.lexicons.entity(name.entity);
    let watches = match entity.kind {
        Type::Company => text.observes(name.entity),
        Type::Institution if subject.is_some_and(|s| s > verb) => {
            ["research", "ngo", "university", "international"].iter().any(|k| entity.is(k))
        }
        _ => false,
    };
    let silent = found.voices.is_empty() && !(0..told.start).any(figure);
    if silent && watches {
        found.add(told, smallvec![name]);
    }
}

/// Verbs of saying, and any verb beside a quote: what they govern is their subject's word.
fn saying(text: &Text<'_>, parsed: &Parsed, found: &mut Attribution) {
    let items = &parsed.items;
    for &at in &parsed.telling {
        let What::Verb(verb) = &items[at].what else { continue };
        let telling = verb.mood == Mood::Gerund && verb.class.has(WordClass::SAY);
        if !(verb.finite() || verb.mood == Mood::Participle || telling) {
            continue;
        }
        // «Huang non ha dubbi: «…»»: what he says is said, whatever he denies
        let beside_quote = verb.finite() && beside_quote(parsed, at);
        if verb.negated && !beside_quote {
            continue;
        }
        let observed = || verb.finite() && verb.relation.is_none() && observer(text, parsed, at, &found.items);
        let forecasts = forecasts(text, parsed, at, verb) || reports(text, parsed, at, verb);
        // «Gli utenti, prevede Su, passeranno da un miliardo a 5»
        let inserted = verb.class.has(WordClass::PLAN)
            && verb.finite()
            && inserted(text, parsed, at)
            && matches!(items[at - 1].what, What::Mark(','));
        // «A questi si aggiungono altri 2 miliardi», «Tsmc si conferma leader»: nobody speaks
        let itself =
            || reflexive(text, parsed, at, verb) && !beside_quote && !inserted && complement(parsed, at).is_none();
        if !verb.class.has(WordClass::SAY)
            && !beside_quote
            && !inserted
            && !forecasts
            && !observed()
            && !foresees(text, parsed, at, verb)
        {
            continue;
        }
        if verb.class.has(WordClass::SAY) && itself() && said_infinitive(text, items, at).is_none() {
            continue;
        }
        // «Ricordiamo che Nvidia ha venduto»: the paper speaks, and nobody else
        let paper =
            verb.person == 1 && !items[at].quoted && text.mind.speaker.is_empty() && text.about.interview.is_none();
        if paper {
            continue;
        }
        let (names, spoken) =
            speaker(text, parsed, at, verb, beside_quote, &found.items, found.last().unwrap_or_default());
        // «Asml ha annunciato che taglierà 1.700 posti»: its own deed, told and not quoted
        let deed = verb.relation == Some(text.relations.launch)
            && !beside_quote
            && said_infinitive(text, items, at).is_none()
            && own_deed(text, parsed, at);
        if as_told(text, parsed, at) {
            found.add(segment(parsed, at), names);
            continue;
        }
        let backward = backward(text, parsed, at);
        if backward
            && !names.is_empty()
            && let Some(told) = after_colon(parsed, at)
        {
            found.add(told, names);
            continue;
        }
        if backward && !names.is_empty() {
            found.backward = names;
            continue;
        }
        if deed {
            continue;
        }
        // «…», ha spiegato un dirigente: somebody else than who spoke last
        found.unnamed |= names.is_empty() && beside_quote && spoken;
        let names = if names.is_empty() && beside_quote && !spoken { text.mind.last_source.clone() } else { names };
        if names.is_empty() && !spoken {
            continue;
        }
        if forecasts {
            found.add(at + 1..clause_end(parsed, at), names.clone());
        }
        for range in covers(text, parsed, at, verb, beside_quote) {
            found.add(range, names.clone());
        }
    }
}

/// Whose the product is that item `at` names by a word with a capital: «una SmartEstimate di LSEG».
fn product_of(text: &Text<'_>, items: &[Item], at: usize) -> Option<Filler> {
    let named = matches!(items[at].what, What::Word) && text.unknown_name(items[at].first);
    let of = matches!(items.get(at + 1)?.what, What::Preposition("di"));
    name(text, items.get(at + 2)?).filter(|f| named && of && text.observes(f.entity))
}

/// «TrendForce assegna a SK Hynix il 59%», «il report di SemiAnalysis si ferma a diecimila»: who looks on does not do, but tell.
///
/// Not who is named by «secondo»: `taken` are those items.
fn observer(text: &Text<'_>, parsed: &Parsed, at: usize, taken: &[usize]) -> bool {
    let clause = parsed.items[at].clause;
    let named = parsed.names.iter().rev().copied().filter(|&i| i < at);
    let mut before = named.filter(|&i| parsed.items[i].clause == clause && !taken.contains(&i));
    before.any(|i| {
        let Some(filler) = name(text, &parsed.items[i]) else { return false };
        text.lexicons.entity(filler.entity).kind == Type::Company
            && text.observes(filler.entity)
            && match text.governor(&parsed.items, i) {
                None => true,
                // «un rapporto di SemiAnalysis»; «una SmartEstimate di LSEG»
                Some("di") => (0..i).any(|j| {
                    let head = match &parsed.items[j].what {
                        What::Noun(n) => n.class.has(WordClass::SOURCE),
                        What::Word => j + 2 == i && product_of(text, &parsed.items, j).is_some(),
                        _ => false,
                    };
                    head && parsed.items[j].clause == clause
                }),
                _ => false,
            }
    })
}

/// How many items at least are a statement after a colon.
const STATEMENT: usize = 3;

/// «Lo confermano i dati di Terna: …»: what follows the colon after item `at`.
fn after_colon(parsed: &Parsed, at: usize) -> Option<Range<usize>> {
    let colon = parsed.colons.iter().copied().find(|&c| c >= at)?;
    (colon + STATEMENT < parsed.items.len()).then_some(colon + 1..parsed.items.len())
}

/// «A quanto ha riferito Zafrul, i chip sono finiti in Cina», «Da quanto scrive Reuters, …»: of what comes next.
fn as_told(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let opens = matches!(items.first().map(|i| &i.what), Some(What::Preposition("a" | "da" | "per")));
    opens && at <= 4 && items.get(1).is_some_and(|i| text.folded(i.first) == "quanto")
}

/// «Lo ha annunciato Intel», «È quanto sostiene Bloomberg»: of the sentence before.
fn backward(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    // «L'analista stima che» is an article
    let object = |i: &Item| matches!(text.word(i.first).to_lowercase().as_str(), "lo" | "l'" | "l’");
    let close = parsed.items[..at].iter().rev().find(|i| !matches!(i.what, What::Function(Function::Adverb)));
    let quanto = |i: &Item| text.folded(i.first) == "quanto";
    let opens = at <= 4 && (close.is_some_and(object) || parsed.items[..at].iter().any(quanto));
    let clause = parsed.items[at].clause;
    opens && !parsed.items[at..].iter().any(|i| i.clause == clause && text.figure_item(i))
}

/// «», ha tagliato corto», «“…”, il commento di …»: a verb right after a closed quote, or before a colon and a quote.
fn beside_quote(parsed: &Parsed, at: usize) -> bool {
    if !parsed.quotes {
        return false;
    }
    let items = &parsed.items;
    let closed = |i: usize| {
        matches!(items[i].what, What::Mark('»' | '”')) || matches!(items[i].what, What::Mark('"')) && !items[i].quoted
    };
    let after = (at >= 1 && closed(at - 1))
        || (at >= 2 && matches!(items[at - 1].what, What::Mark(',' | '–' | '-')) && closed(at - 2));
    let opens = parsed.colons.iter().copied().find(|&c| c > at).filter(|&c| c < at + 8);
    let before = opens.is_some_and(|i| matches!(items.get(i + 1).map(|n| &n.what), Some(What::Mark('«' | '“' | '"'))));
    after || before
}

/// How many items after a verb its object may stand.
const OBJECT_REACH: usize = 8;

/// «Intel si aspetta vendite tra 12 e 13 miliardi», «Goldman Sachs alza il prezzo obiettivo»: a firm tells results to come, a bank what a
/// share will be worth.
fn forecasts(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb) -> bool {
    let items = &parsed.items;
    // «il management vede ricavi di 9,8 miliardi»
    let simple = items[at].last == items[at].first + 1;
    let sees = simple && verb.class.has(WordClass::SEE);
    // «Micron stima un fatturato di 12,5 miliardi»
    let estimates = verb.class.has(WordClass::SAY) && verb.relation == Some(text.relations.worth);
    let plans =
        sees || estimates || verb.class.has(WordClass::PLAN) && verb.relation.is_none_or(|r| r == text.relations.plan);
    if !(plans || parsed.classes.has(WordClass::TARGET)) || !verb.finite() || verb.mood == Mood::Conditional {
        return false;
    }
    let mut after = (at + 1..items.len()).take(OBJECT_REACH).take_while(|&i| items[i].clause == items[at].clause);
    let object = |i: usize| text.governor(items, i).is_none();
    let firm = |i: usize| items[i].clause == items[at].clause && object(i);
    let judges = || {
        let subject = parsed.names.iter().rev().copied().find(|&i| i < at && firm(i));
        subject.and_then(|s| name(text, &items[s])).is_some_and(|f| text.judges(f.entity))
    };
    plans && after.clone().any(|i| text.is_result(&items[i]) && object(i))
        || after.any(|i| who::price_target(&items[i]) && object(i)) && judges()
}

/// «Il rapporto di SemiAnalysis prevede un aumento dei costi»: what a report foresees is its word.
fn reports(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb) -> bool {
    let items = &parsed.items;
    let source = |i: usize| {
        matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::SOURCE) && !n.class.has(WordClass::OWNED))
            && text.governor(items, i).is_none()
    };
    verb.finite()
        && verb.class.has(WordClass::PLAN)
        && parsed.classes.has(WordClass::SOURCE)
        && parsed.telling_before(at).any(source)
}

/// «Citi prevede che Intel risparmierà …»: foresees what another firm will do.
fn foresees(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb) -> bool {
    verb.class.has(WordClass::PLAN)
        && complement(parsed, at).is_some_and(|c| {
            let first = parsed.clauses[c].first().unwrap_or(0);
            let head = parsed.clauses[c].verb.unwrap_or(parsed.items.len());
            (first..head).any(|i| text.nominal(&parsed.items[i]) && text.governor(&parsed.items, i).is_none())
        })
}

/// Whether what is announced has no subject of its own.
fn own_deed(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    match complement(parsed, at) {
        Some(c) => {
            let head = parsed.clauses[c].verb.unwrap_or(parsed.items.len());
            !(at..head).any(|i| {
                parsed.items[i].clause == c
                    && text.nominal(&parsed.items[i])
                    && text.governor(&parsed.items, i).is_none()
            })
        }
        None => true,
    }
}

/// The complement clause of the verb at item `at`.
fn complement(parsed: &Parsed, at: usize) -> Option<usize> {
    let own = parsed.items[at].clause;
    let hangs = |c: &usize| {
        let clause = &parsed.clauses[*c];
        clause.hang == Hang::Complement && clause.parent == Some(own) && clause.first().is_some_and(|f| f > at)
    };
    (own + 1..parsed.clauses.len()).find(hangs)
}

/// The runs of items a verb of saying at item `at` speaks for.
fn covers(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb, beside_quote: bool) -> Vec<Range<usize>> {
    let items = &parsed.items;
    let segment = segment(parsed, at);
    let mut out = Vec::new();
    // «dice che …», «dice: …»: from there to the segment's end
    if let Some(complement) = complement(parsed, at) {
        let first = parsed.clauses[complement].first().unwrap_or(at);
        out.push(first..segment.end.max(first + 1));
    }
    if beside_quote || quotes_at_length(parsed) && out.is_empty() {
        // the quotes of the sentence
        let first = items.iter().position(|i| i.quoted);
        let last = items.iter().rposition(|i| i.quoted);
        if let (Some(first), Some(last)) = (first, last) {
            out.push(first..last + 1);
        }
    }
    // «dice di avere venduto …»
    if let Some(said) = said_infinitive(text, items, at) {
        // «Quando DeepSeek disse di aver speso 5 milioni, Nvidia perse …»: what hangs on its clause
        let own = items[at].clause;
        let hangs = |i: &usize| ancestors(&parsed.clauses, items[*i].clause).any(|c| c == own);
        let end = (said..segment.end).rfind(hangs).map_or(segment.end, |i| i + 1);
        // «…, contro i 370 di prima», «… e Deutsche Telekom, che pagava»: what is compared, and what another does
        let another = |i: &usize| {
            let next = |n: usize| items.get(i + n).map(|i| &i.what);
            match items[*i].what {
                What::Mark(',') => matches!(next(1), Some(What::Preposition("contro" | "rispetto"))),
                What::Function(Function::Conjunction) => {
                    items.get(i + 1).is_some_and(|i| text.is_firm(i))
                        && matches!(next(2), Some(What::Mark(',')))
                        && matches!(next(3), Some(What::Function(Function::Relative)))
                }
                _ => false,
            }
        };
        let end = (said..end).find(another).unwrap_or(end);
        out.push(said..end);
    }
    // «…, scrive Bloomberg, …», «…, spiega Wang.»: between commas, the verb before its subject
    let inserted = inserted(text, parsed, at);
    if inserted {
        // «e, stima X, nel 2028 …» speaks of what the conjunction opened
        let joined =
            at >= 2 && matches!(items[at - 2].what, What::Function(Function::Conjunction | Function::Adversative));
        // «…, e il debito, calcola Moody's, ha superato i 100»: of the clause it stands in
        let host = items[at - 1..=at].iter().chain(items[..at - 1].last()).map(|i| i.clause).min().unwrap_or(0);
        let within = parsed.clauses[items[at].clause].hang == Hang::Bracket;
        let own = parsed.clauses[host].first().filter(|_| within && parsed.clauses[host].hang == Hang::Coordinate);
        out.push(match own {
            Some(first) => first..segment.end,
            None if joined => at - 2..segment.end,
            // «…, calcola TrendForce; Samsung ha il 22%»: past a semicolon, too, where nobody else speaks
            None => segment.start..items.len(),
        });
    }
    let first_figure = items.get(at + 1).is_some_and(|i| text.figure_item(i));
    // «parla di 300 megawatt: «…»»: what stands before the quote, too
    let before_quote = beside_quote && verb.class.has(WordClass::SAY) && text.ends_in_preposition(&items[at]);
    if (out.is_empty() || before_quote) && verb.relation.is_none() && (verb.finite() || verb.passive) {
        // «parla di 1,6 milioni»: the object is what is said, for verbs that only say
        let end = clause_end(parsed, at);
        let comma = |i: &usize| matches!(items[*i].what, What::Mark(','));
        // «indica 54 miliardi di ricavi, più o meno il 2%, e un margine del 73%»: as long as no other verb stands
        let other = items[at + 1..end].iter().any(|i| matches!(&i.what, What::Verb(v) if v.finite() || v.infinitive()));
        let stop = (at + 1..end).find(comma).filter(|_| other || !first_figure).unwrap_or(end);
        out.push(at + 1..stop);
    }
    out
}

/// Where what the verb of saying at item `at` says begins, where that is an infinitive: «dice di avere», «ha annunciato lunedì di aver».
pub(super) fn said_infinitive(text: &Text<'_>, items: &[Item], at: usize) -> Option<usize> {
    // «ha dichiarato di» is one expression
    let infinitive = |i: usize| matches!(items.get(i).map(|n| &n.what), Some(What::Verb(v)) if v.infinitive());
    if text.preposition(items[at].last - 1) == Some("di") && infinitive(at + 1) {
        return Some(at + 1);
    }
    let opens = |i: usize| {
        matches!(items[i].what, What::Preposition("di"))
            && matches!(items.get(i + 1).map(|n| &n.what), Some(What::Verb(v)) if v.infinitive())
    };
    let said = (at + 1..items.len().min(at + SAID_REACH)).find(|&i| opens(i))?;
    (said == at + 1 || told_before(text, items, said) == Some(at)).then_some(said)
}

/// How many items after a verb of saying what it says may begin.
const SAID_REACH: usize = 13;

/// Whether the sentence quotes more than a word or two: a quote with a verb in it.
fn quotes_at_length(parsed: &Parsed) -> bool {
    parsed.items.iter().filter(|i| i.quoted).count() >= 5
        && parsed.items.iter().any(|i| i.quoted && matches!(&i.what, What::Verb(v) if v.finite()))
}

/// Whether the verb at `at` stands between commas or dashes with its subject after it: «…, scrive Bloomberg, …».
fn inserted(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let before = at.checked_sub(1).map(|b| &parsed.items[b].what);
    matches!(before, Some(What::Mark(',' | '–' | '-'))) && closes_after_name(text, parsed, at)
}

/// Whether after the verb at `at` come its subject and then a mark: an insertion.
fn closes_after_name(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let mut named = false;
    for item in parsed.items.iter().skip(at + 1).take(8) {
        match &item.what {
            What::Mark(',' | '.' | ';' | '–' | '-' | ':' | '»' | '!') => {
                return named || parsed.items.get(at + 1).is_some_and(|i| matches!(i.what, What::Mark(_)));
            }
            What::Verb(_) | What::Function(Function::Relative) => return false,
            What::Noun(n) if n.class.has(WordClass::SPEAKER | WordClass::SOURCE) => named = true,
            What::Word if text.tokens[item.first].capital() => named = true,
            _ => named |= name(text, item).is_some(),
        }
    }
    named && at + 9 > parsed.items.len()
}

/// One past the last item of the clause of item `at`.
fn clause_end(parsed: &Parsed, at: usize) -> usize {
    parsed.clauses[parsed.items[at].clause].reach.end
}

/// Who speaks: the verb's subject, or the name its noun of a source hangs on. Second: whether someone speaks at all.
///
/// `taken` are the items of other attributions, `said` who spoke last in the sentence.
fn speaker(
    text: &Text<'_>,
    parsed: &Parsed,
    at: usize,
    verb: &Verb,
    beside_quote: bool,
    taken: &[usize],
    said: &[Filler],
) -> (Fillers, bool) {
    let items = &parsed.items;
    let clause = items[at].clause;
    // agent of a passive: «è stato rivelato da Bloomberg»
    if verb.passive || verb.mood == Mood::Participle {
        let agent = items[at + 1..].iter().take(3).position(|i| matches!(i.what, What::Preposition("da")));
        // «sostenuto da batterie Tesla»: things say nothing; «sostenuto da SoftBank»: nor who only helps
        let thing = |offset: usize| {
            let light = verb.class.has(WordClass::LIGHT) && complement(parsed, at).is_none();
            let next = items.get(at + 2 + offset);
            let helps = |i: &Item| text.is_firm(i) && name(text, i).is_some_and(|f| !text.judges(f.entity));
            let aside = verb.mood == Mood::Participle;
            light && next.is_some_and(|i| matches!(i.what, What::Word) || aside && helps(i))
        };
        return match agent {
            Some(offset) if thing(offset) => (Fillers::new(), false),
            Some(offset) => (name_after(text, parsed, at + 2 + offset).0, true),
            None => (Fillers::new(), false),
        };
    }
    if verb.mood == Mood::Gerund {
        let names = subject_name(text, parsed, clause, taken);
        return (if names.is_empty() { said.into() } else { names }, false);
    }
    // «…, scrive Bloomberg» turns verb and subject round; «Huang, ieri a Taipei, ha stimato che» does not
    let quote = at > 0 && matches!(items[at - 1].what, What::Mark('»' | '”' | '"'));
    let inserted = quote || inserted(text, parsed, at);
    if !(inserted || beside_quote && at == 0) {
        let from = parsed.clauses[clause].first().unwrap_or(0);
        // «nella nota firmata da James Schneider si legge che»: nobody but the source reads
        let si = impersonal(text, items, at);
        let before: SmallVec<[usize; 16]> =
            (from..at).filter(|&i| items[i].clause == clause && !taken.contains(&i)).collect();
        // «un rapporto di Bloomberg», «i dati condivisi da …»: a noun of a source before the verb, and the name after it
        for &i in &before {
            // «una SmartEstimate di LSEG prevedeva»
            if let Some(observer) = product_of(text, items, i) {
                return (smallvec![observer], true);
            }
            if matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::SOURCE | WordClass::SPEAKER))
                && (text.governor(items, i).is_none() || si)
            {
                // «un portavoce», «un avvocato»: somebody else than who spoke last
                let indefinite = i > 0 && matches!(items[i - 1].what, What::Function(Function::Indefinite));
                // «Jensen Huang, CEO di Nvidia, ha detto»: the person before his role
                if let Some(person) = person_before(text, items, i) {
                    return (smallvec![person], true);
                }
                let names: Fillers = before.iter().filter(|&&j| j > i).filter_map(|&j| name(text, &items[j])).collect();
                // «Il rapporto sostiene che»
                let other = taken.iter().any(|t| (i..at).contains(t));
                if names.is_empty() && !other && told_report(text, items, i) {
                    let known = &text.mind.report;
                    // «Gli analisti di Bernstein dicono … Lo studio indica»
                    let judges = || text.mind.last_source.iter().all(|f| text.judges(f.entity));
                    let last = Some(&text.mind.last_source).filter(|l| !l.is_empty() && judges());
                    if let Some(whose) = Some(known).filter(|k| !k.is_empty()).or(last) {
                        return (whose.clone(), true);
                    }
                }
                // «la direzione prevede che …»: of the firm told of
                let firms = matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::OWNED) && n.class.has(WordClass::SPEAKER) && !n.class.has(WordClass::PEOPLE));
                let firm = || text.last_subject().or(text.about.protagonist);
                if firms
                    && names.is_empty()
                    && !indefinite
                    && let Some(firm) = firm()
                {
                    return (smallvec![firm], true);
                }
                return (
                    role(
                        text,
                        &names,
                        !(indefinite && names.is_empty())
                            && matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::SPEAKER)),
                    ),
                    true,
                );
            }
        }
        let subject = before
            .iter()
            .rev()
            .copied()
            .find(|&i| name(text, &items[i]).is_some() && text.governor(items, i).is_none());
        // «OpenAI e Oracle affermano che»
        if let Some(subject) = subject {
            let all = who::group(text, items, subject, &[Type::Company, Type::Institution, Type::Person]);
            let many = verb.plural && verb.person == 3 && all.len() > 1;
            return (if many { all } else { name(text, &items[subject]).into_iter().collect() }, true);
        }
        if let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang {
            return (name(text, &items[antecedent]).into_iter().collect(), true);
        }
        let subject = |i: usize| text.nominal(&items[i]) || text.noun_by_article(items, i);
        if let Some(&one) = before.iter().find(|&&i| subject(i) && text.governor(items, i).is_none())
            && !beside_quote
        {
            // «Rossi ha spiegato che»
            return (stranger(text, items, one).into_iter().collect(), true);
        }
    }
    // after the verb: «spiega Wang», «ha detto alla Cnbc Huang», «ha risposto una portavoce di Nvidia»
    let mut speaking = None;
    let (mut indefinite, mut same) = (false, false);
    let mut names: Fillers = Fillers::new();
    for (i, item) in items.iter().enumerate().skip(at + 1).take(12) {
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
                if n.class.has(WordClass::SPEAKER | WordClass::SOURCE)
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
    // «sostiene il rapporto»
    let report = |i: usize| told_report(text, items, i);
    if names.is_empty() && (at + 1..items.len().min(at + 3)).any(report) && !text.mind.report.is_empty() {
        return (text.mind.report.clone(), true);
    }
    if !names.is_empty() || speaking.is_some() {
        // «dicono gli analisti»: not who spoke last, unless they are «gli stessi analisti»
        let one = !indefinite && (!verb.plural || same);
        return (role(text, &names, one && speaking.is_some_and(|c| c.has(WordClass::SPEAKER))), true);
    }
    if impersonal(text, items, at) {
        return (Fillers::new(), true);
    }
    // «Huang ha ricordato che …, e ha aggiunto che»: the subject it shares
    if !(inserted || beside_quote) {
        let shared = subject_name(text, parsed, clause, taken);
        if !shared.is_empty() {
            return (shared, true);
        }
    }
    // «…», ha detto Rossi: by a name that no lexicon has, and nobody who spoke before
    if (inserted || beside_quote)
        && let Some(stranger) = stranger(text, items, at + 1)
    {
        return (smallvec![stranger], true);
    }
    if verb.person == 3 && !verb.plural {
        return (text.mind.last_source.clone(), verb.class.has(WordClass::SAY));
    }
    (Fillers::new(), verb.class.has(WordClass::SAY))
}

/// Who is named at item `at` by words with capitals that no lexicon knows: «ha detto Rossi».
fn stranger(text: &Text<'_>, items: &[Item], at: usize) -> Option<Filler> {
    let unknown = |i: &&Item| matches!(i.what, What::Word) && text.unknown_name(i.first);
    let named: usize = items.get(at..)?.iter().take_while(unknown).count();
    let last = items.get(at + named.checked_sub(1)?)?;
    let span = Span::new(text.tokens[items[at].first].start, text.tokens[last.last - 1].end);
    Some(Filler { entity: text.lexicons.unknown_person, span })
}

/// How many questions on lines of their own make an interview.
const QUESTIONS: usize = 3;

/// In how many sentences of an interview that is not said to be one «noi» must speak.
const ANSWERS: usize = 4;

/// Who answers the questions of an interview, and the first one's sentence: the only person named before it, in an article with
/// questions on lines of their own that says it is one («Ne abbiamo parlato con Dario Rossi, che guida …»).
pub(super) fn interview(
    article: &Article,
    tokens: &[Token],
    sentences: &[Sentence],
    mentions: &[Mention],
    lexicons: &Lexicons,
) -> Option<(Filler, usize)> {
    let asks = |s: &Sentence| {
        let opens = tokens[s.first as usize].after_line();
        let closes = tokens.get(s.last as usize).is_none_or(Token::after_line);
        opens && closes && s.last > s.first && tokens[s.last as usize - 1].is('?')
    };
    let first = sentences.iter().position(asks).filter(|&f| f > 0)?;
    sentences[first..].iter().filter(|s| asks(s)).nth(QUESTIONS - 1)?;
    // answers in quotes say by themselves whose they are
    let answer = tokens.get(sentences[first].last as usize)?;
    if matches!(answer.symbol, '«' | '“' | '"') {
        return None;
    }
    let intro = sentences[first].first as usize;
    // «Ne abbiamo parlato con Rossi», or answers that say «noi»
    let us = |s: &&Sentence| {
        !asks(s)
            && tokens[s.tokens()]
                .iter()
                .any(|t| lexicons.forms(t).any(|f| f.person == 1 && f.plural && f.mood.finite()))
    };
    let said = tokens[..intro].iter().any(|t| lexicons.has_role(t, WordRole::Interview));
    if !said && sentences[first..].iter().filter(us).nth(ANSWERS - 1).is_none() {
        return None;
    }
    let surname = |span: Span| span.of(&article.text).rsplit([' ', '\u{a0}']).next();
    let mut people = mentions.iter().filter(|m| m.kind == Type::Person && (m.first as usize) < intro);
    let who = people.next()?;
    let one = people.all(|m| surname(m.span) == surname(who.span));
    let entity = who.entity().filter(|_| one)?;
    Some((Filler { entity, span: who.span }, first))
}

/// How many items from a person the role and the firm may stand: «Giulia Ferri, che guida il centro di calcolo di Leonardo».
const EMPLOYED_REACH: usize = 12;

/// The first person of the sentence that no lexicon holds, with the firm of the role told of him: «Marta Rossi, responsabile della
/// ricerca di Intel».
pub(super) fn employed(text: &Text<'_>, parsed: &Parsed) -> Option<(Span, Filler)> {
    let items = &parsed.items;
    let unknown = text.lexicons.unknown_person;
    let person =
        parsed.names.iter().copied().find(
            |&i| matches!(items[i].what, What::Mention(m) if text.mentions[m as usize].entity() == Some(unknown)),
        )?;
    let leads = |i: &Item| match &i.what {
        What::Noun(n) => n.class.has(WordClass::SPEAKER),
        What::Verb(v) => v.class.has(WordClass::LEAD),
        _ => false,
    };
    let role = (person + 1..items.len()).take(4).find(|&i| leads(&items[i]))?;
    let firm = (role + 1..items.len()).take(EMPLOYED_REACH).find(|&i| {
        matches!(items[i].what, What::Mention(_))
            && text.is_firm(&items[i])
            && matches!(text.governor(items, i), Some("di" | "in" | "a" | super::OBJECT) | None)
    })?;
    let span = name(text, &items[person])?.span;
    Some((span, name(text, &items[firm])?))
}

/// For whom a person works whom no lexicon holds, as the article has told.
pub(super) fn employer(article: &Article, employers: &[(Span, Filler)], person: &Filler) -> Option<Filler> {
    let surname = |span: Span| span.of(&article.text).rsplit([' ', '\u{a0}']).next().unwrap_or_default();
    let wanted = surname(person.span);
    employers.iter().rev().find(|(span, _)| surname(*span) == wanted).map(|(_, firm)| *firm)
}

/// How many items after the noun of a report whose it is may stand: «un nuovo rapporto pubblicato dall'Aie».
const REPORT_REACH: usize = 5;

/// Whose report, study or note the sentence tells of last: «un rapporto dell'Aie», «lo studio di Bernstein».
pub(super) fn reporter(text: &Text<'_>, parsed: &Parsed) -> Option<Filler> {
    let items = &parsed.items;
    if !parsed.classes.has(WordClass::SOURCE) {
        return None;
    }
    let source = |i: &usize| matches!(&items[*i].what, What::Noun(n) if n.class.has(WordClass::SOURCE));
    (0..items.len()).rev().filter(source).find_map(|noun| {
        let after = (noun + 1..items.len()).take(REPORT_REACH).take_while(|&i| {
            !matches!(items[i].what, What::Mark(_)) && !matches!(&items[i].what, What::Verb(v) if v.finite())
        });
        let mut named = after.filter_map(|i| {
            name(text, &items[i])
                .filter(|f| !is_person(text, f) && matches!(text.governor(items, i), Some("di" | "da")))
        });
        named.next()
    })
}

/// Whether an article stands before the noun of a report at item `at`, so that it was told of: «secondo il rapporto».
fn told_report(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let source = matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::SOURCE) && !n.class.has(WordClass::SPEAKER | WordClass::OWNED));
    let before = at.checked_sub(1).map(|b| &items[b]);
    let definite = before.is_some_and(|i| match i.what {
        What::Function(Function::Article | Function::Demonstrative) => true,
        What::Preposition(plain) => text.folded(i.first) != plain,
        _ => false,
    });
    // «secondo i report aziendali»: more than the one that was told of
    source && definite && !plural_article(text, &items[..at])
}

/// Whether «si» makes the verb at item `at` nobody's: «si dice che», «si legge che», an expression of its own.
fn impersonal(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let si = |i: usize| text.word(items[i].first).eq_ignore_ascii_case("si");
    si(at) || at > 0 && si(at - 1)
}

/// Whether the verb at item `at` tells with «si» what its subject does to itself: «Tsmc si conferma leader», «si aggiungono altri 2
/// miliardi»; not «si parla di», which anybody does.
fn reflexive(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb) -> bool {
    let items = &parsed.items;
    let subject =
        |i: usize| items[i].clause == items[at].clause && text.nominal(&items[i]) && text.governor(items, i).is_none();
    impersonal(text, items, at) && (verb.plural || (at.saturating_sub(SUBJECT_REACH)..at).any(subject))
}

/// How many items before a verb its subject may stand.
const SUBJECT_REACH: usize = 6;

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

fn is_person(text: &Text<'_>, filler: &Filler) -> bool {
    text.lexicons.entity(filler.entity).kind == Type::Person
}

/// The person named right before the role at item `at`, past a comma and an article.
fn person_before(text: &Text<'_>, items: &[Item], at: usize) -> Option<Filler> {
    let mut before = items[..at].iter().rev().take(3);
    let person =
        before.find(|i| !matches!(i.what, What::Mark(',') | What::Function(Function::Article) | What::Word))?;
    name(text, person).filter(|f| is_person(text, f))
}

/// How many of the article's mentions are looked through for a firm's people.
const STAFF_REACH: usize = 500;

/// Who a noun of speakers or sources with these names is: the person by name; the one person of the firm the article names
/// («il fondatore di Scale AI»); else the firm. A bare role («l'amministratore delegato») is who spoke last.
fn role(text: &Text<'_>, names: &[Filler], speaks: bool) -> Fillers {
    if let Some(named) = names.iter().find(|f| is_person(text, f)) {
        return smallvec![*named];
    }
    let Some(firm) = names.first() else {
        return if speaks { text.mind.last_source.clone() } else { Fillers::new() };
    };
    let mut staff = text.mentions.iter().take(STAFF_REACH).filter(|m| m.kind == Type::Person).filter_map(|m| {
        let entity = m.entity()?;
        (text.lexicons.entity(entity).owner == Some(firm.entity)).then_some(Filler { entity, span: m.span })
    });
    match staff.next().filter(|_| speaks) {
        Some(first) if staff.all(|f| f.entity == first.entity) => smallvec![first],
        _ => smallvec![*firm],
    }
}

/// The signature under a post («— The Kobeissi Letter (@KobeissiLetter) 31 gennaio 2025»): who signs.
pub(super) fn signature(text: &Text<'_>, parsed: &Parsed, first_token: usize) -> Option<Filler> {
    if !(matches!(parsed.items.first()?.what, What::Mark('–' | '-')) && text.tokens[first_token].after_line()) {
        return None;
    }
    let handle = parsed.items.iter().any(|i| text.word(i.first).starts_with('@'));
    let plain = parsed.items.len() <= 5
        && !parsed.items.iter().any(|i| text.figure_item(i) || matches!(i.what, What::Mark(':')));
    name(text, parsed.items.get(1)?).filter(|_| handle || plain)
}
