//! A sentence as items and clauses: what the slot rules look at in place of words.
//!
//! Items are the sentence's mentions, descriptions of firms, verb groups, relation nouns, prepositions, conjunctions and marks, in
//! order. Clauses are runs of items around one finite verb, each knowing the clause it hangs on:
//!
//! | text | clauses |
//! | --- | --- |
//! | `Nvidia, che ha venduto 10.000 chip, perde il 3%` | main; relative on «Nvidia» |
//! | `Wang dice che DeepSeek ha 50.000 H100` | main; complement |
//! | `Nvidia sale del 3%, mentre Amd perde il 2%` | main; subordinate |
//! | `Intel produce chip e Amd li progetta` | main; coordinate |
//!
//! One pass over the tokens and one over the items; look-ahead is bounded.

use super::Text;
use super::reference::{self, Described};
use super::source::ancestors;
use super::subject::Subject;
use crate::lexicon::{Function, Mood, RelationId, TermKind, TermKinds, UnitKind, VerbForm, WordClass, WordRole};
use crate::mention::{Mention, Reading, Type};
use crate::token::Token;
use smallvec::SmallVec;
use std::cell::{LazyCell, OnceCell};
use std::ops::Range;

/// What an item is.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// A mention: its place in the article's mentions.
    Mention(u32),
    /// A description of a firm («l'azienda cinese»), with the firm it stands for, where one does.
    Description(Described),
    /// A group of verb forms with one meaning.
    Verb(Verb),
    /// A noun that carries a relation or class.
    Noun(Carried),
    /// An expression that carries a relation or certainty.
    Phrase(Carried),
    /// A cue of attribution or certainty.
    Cue(WordClass),
    /// A preposition, in its plain form.
    Preposition(&'static str),
    /// A closed-class word.
    Function(Function),
    /// A mark.
    Mark(char),
    /// Any other word.
    Word,
}

/// What a noun or phrase carries.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Carried {
    pub relation: Option<RelationId>,
    pub class: WordClass,
}

/// A verb group: «ha venduto», «sono stati autorizzati», «potrebbe acquistare».
#[derive(Clone, Copy, Debug)]
pub(super) struct Verb {
    /// The verb that carries the meaning: a place in the lexicon's verbs.
    pub verb: u32,
    /// The mood of the group's first form.
    pub mood: Mood,
    /// The form's person, 0 where it has none.
    pub person: u8,
    pub plural: bool,
    pub negated: bool,
    pub passive: bool,
    /// Whether a modal stands in it («può», «dovrà»).
    pub modal: bool,
    pub relation: Option<RelationId>,
    pub class: WordClass,
}

impl Verb {
    pub fn finite(&self) -> bool {
        self.mood.finite()
    }
    pub fn infinitive(&self) -> bool {
        self.mood == Mood::Infinitive
    }
}

/// A piece of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub what: What,
    /// Its first token.
    pub first: usize,
    /// One past its last token.
    pub last: usize,
    /// Its clause.
    pub clause: usize,
    /// Whether it stands inside quotes.
    pub quoted: bool,
    /// Whether it is a figure that counts or measures; a duration only tells how long.
    pub figure: bool,
}

/// How a clause hangs on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hang {
    Main,
    /// After «e», «ma», «;»: beside its parent.
    Coordinate,
    /// «che», «cui»: on a noun or name before it (an item).
    Relative(Option<usize>),
    /// «che» after a verb of saying or thinking.
    Complement,
    /// «mentre», «perché», «se».
    Subordinate,
    /// In brackets or between dashes.
    Bracket,
    /// «segnando…», «costringendo…»
    Gerund,
}

/// A clause.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub hang: Hang,
    pub parent: Option<usize>,
    /// Its finite verb: an item.
    pub verb: Option<usize>,
    /// Whether «se» or a question cue opens it.
    pub asked: bool,
    /// Where its items stand: from its first one to past its last; clauses within it have theirs there, too.
    pub reach: Range<usize>,
}

impl Clause {
    fn new(hang: Hang, parent: Option<usize>, asked: bool) -> Clause {
        Clause { hang, parent, verb: None, asked, reach: 0..0 }
    }

    /// Its first item.
    pub fn first(&self) -> Option<usize> {
        (!self.reach.is_empty()).then_some(self.reach.start)
    }
}

/// A sentence in items and clauses.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub items: Vec<Item>,
    pub clauses: Vec<Clause>,
    /// Its items that are figures, in order: most rules ask for items of a kind, and most sentences have few of it or none.
    pub figures: Places,
    pub dates: Places,
    pub places: Places,
    pub chips: Places,
    /// Those that name or describe somebody or something.
    pub names: Places,
    /// The classes of all its words.
    pub classes: WordClass,
    /// Whether an item is a quotation mark or stands inside quotes.
    pub quotes: bool,
    /// Whether «rispettivamente» pairs lists in it.
    pub respective: bool,
    /// Whether «la prima», «il secondo» may rank a list in it.
    pub ranked: bool,
    /// Whether «ne» stands in it.
    pub of_it: bool,
    /// Whether a word of comparison does: «rispetto», «contro».
    pub compares: bool,
    /// Whether «mercato» does.
    pub markets: bool,
    /// The verbs, nouns, expressions and cues, in order: what can say how sure something is.
    pub telling: Places,
    /// The colons.
    pub colons: Places,
    /// The prepositions «per»: «per Goldman Sachs, …» tells by whom something is said.
    pub by_whom: Places,
    /// Whether a verb has a person.
    pub finite: bool,
    /// The clauses that are open while its items are given theirs, each within the one before.
    open: Vec<usize>,
    /// The clauses' subjects found so far: each is asked for by several slots.
    pub subjects: Vec<OnceCell<Subject>>,
}

/// Items of a kind, in order: few sentences have more than these, which then need no memory of their own.
type Places = SmallVec<[usize; 8]>;

impl Parsed {
    /// Parses the sentence of the text that is read; `mentions` are the places of its mentions, in order.
    pub fn read(&mut self, text: &Text<'_>, mentions: Range<usize>) {
        self.items.clear();
        self.clauses.clear();
        self.subjects.clear();
        let dated = text.mentions[mentions.clone()].iter().any(|m| m.kind == Type::Date);
        let described = items(text, mentions, &mut self.items);
        let described = reference::likened(text, &mut self.items) || described;
        if dated {
            rejoin(text, &mut self.items);
        }
        if described {
            reference::name_described(text, &mut self.items);
        }
        clauses(text, self);
        reported_results(text, &mut self.items);
        self.sort_out(text);
        (self.respective, self.ranked) = (false, false);
        (self.of_it, self.compares, self.markets) = (false, false, false);
        for item in self.items.iter().filter(|i| text.tokens[i.first].begins(TermKind::Word)) {
            for role in text.lexicons.roles(&text.tokens[item.first]) {
                self.respective |= role == WordRole::Respective;
                self.of_it |= role == WordRole::OfIt;
                self.compares |= role == WordRole::Comparison;
                self.markets |= role == WordRole::Market;
                // «il secondo trimestre» ranks nothing
                self.ranked |= matches!(role, WordRole::Rank(_)) && !matches!(item.what, What::Mention(_));
            }
        }
        self.subjects.resize_with(self.clauses.len(), OnceCell::new);
    }

    /// Notes which items are of which kind, and how far each clause reaches.
    fn sort_out(&mut self, text: &Text<'_>) {
        let Parsed { items, clauses, figures, dates, places, chips, names, telling, colons, by_whom, .. } = self;
        for list in [&mut *figures, dates, places, chips, names, telling, colons, by_whom] {
            list.clear();
        }
        let mut classes = WordClass::default();
        let (mut quotes, mut finite) = (false, false);
        let mut clause = 0;
        for (at, item) in items.iter().enumerate() {
            if item.clause != clause {
                clauses[clause].reach.end = at;
                clause = item.clause;
                let reach = &mut clauses[clause].reach;
                if reach.end == 0 {
                    reach.start = at;
                }
            }
            quotes |= item.quoted;
            match &item.what {
                What::Mention(_) if item.figure => figures.push(at),
                What::Mention(m) => {
                    let mention = &text.mentions[*m as usize];
                    match mention.kind {
                        Type::Date => dates.push(at),
                        Type::Place => places.push(at),
                        Type::Chip => chips.push(at),
                        _ => {}
                    }
                    if mention.entity().is_some() {
                        names.push(at);
                    }
                }
                What::Description(_) => names.push(at),
                What::Verb(verb) => {
                    classes = classes | verb.class;
                    finite |= verb.finite();
                    telling.push(at);
                }
                What::Noun(carried) | What::Phrase(carried) => {
                    classes = classes | carried.class;
                    telling.push(at);
                }
                What::Cue(_) => telling.push(at),
                What::Mark('«' | '“' | '"' | '»' | '”') => quotes = true,
                What::Mark(':') => colons.push(at),
                What::Preposition("per") => by_whom.push(at),
                _ => {}
            }
        }
        clauses[clause].reach.end = items.len();
        (self.classes, self.quotes, self.finite) = (classes, quotes, finite);
    }

    /// The figure before item `at`, in its sentence.
    pub fn figure_before(&self, at: usize) -> Option<usize> {
        let after = self.figures.partition_point(|&i| i < at);
        after.checked_sub(1).map(|last| self.figures[last])
    }

    /// The figure after item `at`, in its sentence.
    pub fn figure_after(&self, at: usize) -> Option<usize> {
        self.figures.get(self.figures.partition_point(|&i| i <= at)).copied()
    }

    /// The verbs, nouns, expressions and cues of its clause before item `at`, the nearest first.
    pub fn telling_before(&self, at: usize) -> impl Iterator<Item = usize> {
        let clause = self.items[at].clause;
        let before = &self.telling[..self.telling.partition_point(|&i| i < at)];
        before.iter().rev().copied().filter(move |&i| self.items[i].clause == clause)
    }

    /// The figures of a clause, in order.
    pub fn figures_of(&self, clause: usize) -> impl Iterator<Item = usize> {
        self.figures.iter().copied().filter(move |&i| self.items[i].clause == clause)
    }

    /// The clauses and their items, for a reader: `0 Main [Nvidia] {ha venduto}* <10.000> …`.
    pub fn outline(&self, text: &Text<'_>) -> String {
        let mut out = String::new();
        for (number, clause) in self.clauses.iter().enumerate() {
            out.push_str(&format!("    {number} {:?} of {:?}:", clause.hang, clause.parent));
            for (at, item) in self.items.iter().enumerate().filter(|(_, i)| i.clause == number) {
                let written = (item.first..item.last).map(|t| text.word(t)).collect::<Vec<_>>().join(" ");
                let shown = match &item.what {
                    What::Mention(m) => format!("[{}:{written}]", text.mentions[*m as usize].kind.name()),
                    What::Description(d) => {
                        format!("[={}:{written}]", d.entity.map_or("?", |e| &text.lexicons.entity(e).name))
                    }
                    What::Verb(v) => {
                        let relation = v.relation.map_or("", |r| text.lexicons.relation(r));
                        format!(
                            "{{{written}{}{}:{relation}}}",
                            if v.finite() { "*" } else { "" },
                            if v.passive { "^" } else { "" }
                        )
                    }
                    What::Noun(n) => format!("<{written}:{}>", n.relation.map_or("", |r| text.lexicons.relation(r))),
                    What::Phrase(_) => format!("<<{written}>>"),
                    What::Cue(_) => format!("~{written}~"),
                    What::Preposition(_) => format!("{written}/"),
                    _ => written,
                };
                out.push_str(&format!(" {at}.{shown}"));
            }
            out.push('\n');
        }
        out
    }
}

/// The sentence's tokens as items; whether a description is among them.
fn items(text: &Text<'_>, mentions: Range<usize>, items: &mut Vec<Item>) -> bool {
    let sentence = text.sentences[text.now];
    let mut next = mentions.start;
    let mut at = dateline(text, sentence.first as usize, sentence.last as usize, mentions.clone());
    let end = sentence.last as usize;
    items.reserve(end - at);
    let mut quoted = text.begins_quoted();
    let mut described = false;
    while at < end {
        let token = &text.tokens[at];
        while next < mentions.end && (text.mentions[next].last as usize) <= at {
            next += 1;
        }
        let stop = if next < mentions.end { (text.mentions[next].first as usize).min(end) } else { end };
        let mut figure = false;
        let (what, last) = if stop == at {
            let mention = &text.mentions[next];
            figure = counts(text, mention);
            (What::Mention(next as u32), mention.last as usize)
        } else if token.symbol != '\0' {
            match token.symbol {
                '«' | '“' => quoted = true,
                '»' | '”' => quoted = false,
                '"' => quoted = !quoted,
                _ => {}
            }
            // «non-GAAP»: a hyphen within a word parts nothing
            let hyphen = token.symbol == '-' && !token.spaced() && text.tokens.get(at + 1).is_some_and(|t| !t.spaced());
            (if hyphen { What::Word } else { What::Mark(token.symbol) }, at + 1)
        } else if token.is_word() {
            word(text, items, at, stop)
        } else {
            (What::Word, at + 1)
        };
        described |= matches!(what, What::Description(_));
        items.push(Item { what, first: at, last, clause: 0, quoted, figure });
        at = last;
    }
    described
}

/// Makes one verb group of an auxiliary and its participle with a date between: «è oggi controllata», «ha ieri venduto». The date stays
/// an item of its own.
fn rejoin(text: &Text<'_>, items: &mut [Item]) {
    for at in 2..items.len() {
        let [What::Verb(aux), What::Mention(date), last] = [&items[at - 2].what, &items[at - 1].what, &items[at].what]
        else {
            continue;
        };
        let participle;
        let verb = match last {
            What::Verb(verb) => verb,
            // «è oggi controllata»: a noun elsewhere
            What::Noun(_) => match participle_at(text, items[at].first) {
                Some(found) => {
                    participle = found;
                    &participle
                }
                None => continue,
            },
            _ => continue,
        };
        let carrier = &text.lexicons.verbs[aux.verb as usize];
        let to_be = matches!(carrier.id.as_str(), "essere" | "venire");
        let auxiliary = (to_be || carrier.id == "avere") && aux.finite();
        if !auxiliary || verb.mood != Mood::Participle || text.mentions[*date as usize].kind != Type::Date {
            continue;
        }
        let moves = verb.class.has(WordClass::UP | WordClass::DOWN) && verb.relation.is_some();
        let joined = Verb {
            mood: aux.mood,
            person: aux.person,
            plural: aux.plural,
            negated: aux.negated || verb.negated,
            passive: to_be && !moves,
            modal: aux.modal,
            ..*verb
        };
        items[at].what = What::Verb(joined);
        items[at - 2].what = What::Function(Function::Adverb);
    }
}

/// The participle the word at token `at` can be.
fn participle_at(text: &Text<'_>, at: usize) -> Option<Verb> {
    let form = text.lexicons.forms(&text.tokens[at]).find(|f| f.mood == Mood::Participle)?;
    let carrier = &text.lexicons.verbs[form.verb as usize];
    Some(Verb {
        verb: form.verb,
        mood: form.mood,
        person: form.person,
        plural: form.plural,
        negated: false,
        passive: false,
        modal: false,
        relation: carrier.relation,
        class: carrier.class,
    })
}

/// Whether a mention is a figure that counts or measures; «per due volte» only tells how often.
fn counts(text: &Text<'_>, mention: &Mention) -> bool {
    let often = || text.base((mention.first as usize).wrapping_sub(1)) == "per";
    mention.figure().is_some_and(|f| match f.unit_kind(text.lexicons) {
        Some(UnitKind::Time) => false,
        Some(UnitKind::Multiple) => !often(),
        _ => true,
    })
}

/// The kinds of terms that make an item of their own.
const KINDS: TermKinds =
    TermKinds::of(&[TermKind::Attribution, TermKind::Phrase, TermKind::Noun, TermKind::Function, TermKind::Verb]);

/// The kinds of terms that describe a firm by themselves: «la californiana», «quest'ultima».
const DESCRIBING: TermKinds = TermKinds::of(&[TermKind::Demonym, TermKind::Word]);

/// How many tokens an agency's dateline takes at most: «(ANSA) - ROMA, 12 MAR - ».
const DATELINE: usize = 12;

/// The first token after an agency's dateline («ROMA - », «(ANSA) - ROMA, 12 MAR - »): it says where and when the report was
/// written, not what it tells. A place or date must stand before a spaced dash, and no lower-case word.
fn dateline(text: &Text<'_>, first: usize, last: usize, mentions: Range<usize>) -> usize {
    if !text.tokens[first].after_line() {
        return first;
    }
    let reach = &text.tokens[first..last.min(first + DATELINE)];
    if !reach.iter().any(|t| matches!(t.symbol, '-' | '–')) {
        return first;
    }
    let mut after = first;
    let mut placed = false;
    for at in first..last.min(first + DATELINE) {
        let token = text.tokens[at];
        let dash =
            matches!(token.symbol, '-' | '–') && token.spaced() && text.tokens.get(at + 1).is_some_and(Token::spaced);
        if dash && at > first {
            if placed {
                after = at + 1;
            }
            continue;
        }
        let mention =
            text.mentions[mentions.clone()].iter().find(|m| (m.first as usize..m.last as usize).contains(&at));
        placed |= mention.is_some_and(|m| matches!(m.kind, Type::Place | Type::Date));
        if token.is_word() && !token.capital() && mention.is_none() {
            break;
        }
    }
    after
}

/// What stands at the free word `at`; terms may not reach past `stop`.
fn word(text: &Text<'_>, items: &[Item], at: usize, stop: usize) -> (What, usize) {
    let lexicons = text.lexicons;
    let vocabulary = &lexicons.vocabulary;
    let word = text.tokens[at].word;
    // «sono attivi 168 data center», «2,2 punti a Seul»: a subjunctive needs its «che» or «se»
    let opened = |group: &Verb| {
        let opens = |i: &Item| matches!(i.what, What::Function(Function::Relative | Function::Subordinator));
        group.mood != Mood::Subjunctive || group.person == 0 || items.iter().rev().take(10).any(opens)
    };
    let rest = &text.tokens[at..stop];
    if text.tokens[at].terms.any(DESCRIBING)
        && let Some((described, last)) =
            reference::demonym_alone(text, items, at, stop).or_else(|| reference::latter(text, items, at, stop))
    {
        return (What::Description(described), last);
    }
    // Most words mean nothing to the rules: one look tells.
    if !text.tokens[at].terms.any(KINDS) {
        return (What::Word, at + 1);
    }
    if let Some((len, cue)) = vocabulary.term(rest, TermKind::Attribution) {
        let class = lexicons.attribution[cue as usize].class;
        // «secondo» before a noun is an ordinal; as a cue a name follows, or it opens a sentence, clause or bracket
        let named = || {
            (at + 1..(at + 4).min(text.tokens.len())).any(|t| {
                text.mention_at(t)
                    .is_some_and(|m| text.mentions[m].kind != Type::Date && text.mentions[m].figure().is_none())
            })
        };
        let ordinal = len == 1
            && class.has(WordClass::ACCORDING)
            && vocabulary.text(word) == "secondo"
            && (!opens(items) && !named() || ranks(text, items, at));
        // «non è stato da meno» denies nothing
        let longer = || vocabulary.term(rest, TermKind::Phrase).is_some_and(|(n, _)| n > len);
        if !(ordinal || class.has(WordClass::NEGATION) && longer()) {
            return (What::Cue(class), at + len);
        }
    }
    if let Some((len, phrase)) = vocabulary.term(rest, TermKind::Phrase) {
        let carrier = &lexicons.phrases[phrase as usize];
        // A phrase that begins with a verb is a verb group with the phrase's meaning.
        // The verb may stand after a pronoun: «si preparano a».
        let group =
            (at..at + len.min(3)).find_map(|v| verb_group(text, items, v, stop).filter(|(g, _)| v == at || g.finite()));
        let group = group.filter(|(g, _)| opened(g));
        if let Some((mut group, verb_end)) = group
            && verb_end <= at + len
            && expression(text, at, stop).is_some()
        {
            (group.relation, group.class) = (carrier.relation, group.class | carrier.class);
            // «verificare se», «assicurare che»: the conjunction opens a clause of its own
            let end = at + len - 1;
            let opens =
                matches!(lexicons.function(&text.tokens[end]), Some(Function::Subordinator | Function::Relative));
            return (What::Verb(group), if opens { end } else { end + 1 });
        }
        let verb = group.is_some_and(|(g, _)| g.finite()) && expression(text, at, stop).is_none();
        let homograph =
            group.is_none() && text.tokens[at].begins(TermKind::Verb) && expression(text, at, stop).is_some();
        if len > 1 && !verb && !homograph {
            return (What::Phrase(Carried { relation: carrier.relation, class: carrier.class }), at + len);
        }
    }
    let group = LazyCell::new(|| verb_group(text, items, at, stop));
    let noun = vocabulary.term(rest, TermKind::Noun);
    let verb = text.tokens[at].begins(TermKind::Verb);
    let function = lexicons.closed(rest);
    // «GPU AI», «la UE»: an acronym, not «ai», unless the whole sentence is in capitals
    let acronym = text.tokens[at].all_capitals() && function.is_some() && !text.shouted();
    if acronym {
        return (What::Word, at + 1);
    }
    if let Some((len, function)) = function
        && (!verb || noun.is_none())
        && noun.is_none_or(|(n, _)| n <= len)
    {
        // «quella di Nvidia»: stands for the amount named before
        if function == Function::Demonstrative && text.is_that(at) && text.base(at + 1) == "di" {
            // «Quello della Cina resta un mercato da 50 miliardi»
            let place = text.mention_at(at + 2).is_some_and(|m| text.mentions[m].kind == Type::Place);
            let class = if place { WordClass::AMOUNT } else { WordClass::AMOUNT | WordClass::OWNED };
            return (What::Noun(Carried { relation: None, class }), at + 1);
        }
        return match function {
            Function::Preposition => (What::Preposition(lexicons.preposition(word).unwrap_or("verso")), at + len),
            other => (What::Function(other), at + len),
        };
    }
    // «un investimento totale che raggiungerà …»: says more of the noun before it
    let total = |n: u32| lexicons.nouns[n as usize].class.has(WordClass::TOTAL);
    if matches!(items.last().map(|i| &i.what), Some(What::Noun(_))) && noun.is_some_and(|(len, n)| len == 1 && total(n))
    {
        return (What::Word, at + 1);
    }
    // «supera quota 500», «toccando quota 900 miliardi»: a level, no share
    let share = |n: u32| lexicons.nouns[n as usize].relation == Some(text.relations.share);
    let level = || {
        let figure = text.mention_at(at + 1).and_then(|m| text.mentions[m].figure());
        figure.is_some_and(|f| f.unit_kind(lexicons) != Some(UnitKind::Percent))
    };
    let article =
        || matches!(items.last().map(|i| &i.what), Some(What::Function(Function::Article | Function::Indefinite)));
    if noun.is_some_and(|(len, n)| len == 1 && share(n)) && !article() && level() {
        return (What::Word, at + 1);
    }
    if let Some((len, noun)) = noun {
        // «hanno perso quota»: after a verb stands its object
        let object = matches!(items.last().map(|i| &i.what), Some(What::Verb(v))
            if v.finite() && !v.class.has(WordClass::SAY | WordClass::AUX | WordClass::MODAL));
        let nominal = items.last().is_some_and(|i| text.figure_item(i)) || text.determined(at) || object;
        // «gli specchi prodotti da Zeiss», unlike «i prodotti»
        let by = len == 1 && !nominal && text.base(at + 1) == "da";
        if by
            && let Some((v, last)) = &*group
            && v.mood == Mood::Participle
        {
            return (What::Verb(*v), *last);
        }
        // «ricavi» is a noun unless «che» makes it a verb; «fabbrica» a verb only where no article stands before it
        let subjunctive =
            items.last().is_some_and(|i| matches!(i.what, What::Function(Function::Relative | Function::Subordinator)));
        // «i cui ricavi sono saliti»
        let whose = items.len() > 1
            && text.has_role(items[items.len() - 1].first, WordRole::Where)
            && matches!(items[items.len() - 2].what, What::Function(Function::Article));
        let subjunctive = subjunctive && !whose;
        let verbal = |v: Verb| v.finite() && (v.mood != Mood::Subjunctive || subjunctive);
        if len > 1 || nominal || !verb || group.is_none_or(|(v, _)| !verbal(v)) {
            let carrier = &lexicons.nouns[noun as usize];
            if carrier.class.has(WordClass::COMPANY)
                && let Some((described, last)) = reference::describe(text, items, at, len, stop)
            {
                return (What::Description(described), last);
            }
            return (What::Noun(Carried { relation: carrier.relation, class: carrier.class }), at + len);
        }
    }
    if verb
        && let Some((group, last)) = *group
        && opened(&group)
    {
        return (What::Verb(group), last);
    }
    (What::Word, at + 1)
}

/// How many items after its verb a result may stand: «ha riportato per il terzo trimestre un utile».
const RESULT_REACH: usize = 8;

/// A firm that «ha riportato un utile» has made it, and says nothing: verbs of saying that are light before a result.
fn reported_results(text: &Text<'_>, items: &mut [Item]) {
    for at in 0..items.len() {
        let What::Verb(verb) = items[at].what else { continue };
        if verb.class.has(WordClass::SAY) && verb.class.has(WordClass::DEED) && !says_words(text, items, at) {
            let class = verb.class.without(WordClass::SAY);
            items[at].what = What::Verb(Verb { class, ..verb });
            continue;
        }
        if !verb.class.has(WordClass::SAY) || !verb.class.has(WordClass::LIGHT) {
            continue;
        }
        let object = items[at + 1..].iter().take(RESULT_REACH).find(|i| {
            !matches!(
                i.what,
                What::Preposition(_)
                    | What::Function(Function::Article | Function::Indefinite | Function::Adverb)
                    | What::Word
            ) && !text.is_kind(i, Type::Date)
        });
        // «ha concluso contratti per 500 miliardi», «ha sostenuto costi per 6 milioni»
        let done = |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::DEED) || n.class.has(WordClass::AMOUNT) && n.relation.is_some());
        if object.is_some_and(done) {
            let class = verb.class.without(WordClass::SAY);
            items[at].what = What::Verb(Verb { class, ..verb });
        }
    }
}

/// Whether the verb at item `at` tells words, not a deed: «ha aggiunto che», «…, ha aggiunto Huang»; not «ha aggiunto 300 ingegneri», «ha
/// aggiunto al listino tre schede».
fn says_words(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let apart = at > 0 && matches!(items[at - 1].what, What::Mark(_));
    if apart || text.ends_in_preposition(&items[at]) {
        return true;
    }
    for (i, item) in items.iter().enumerate().skip(at + 1).take(RESULT_REACH) {
        match &item.what {
            What::Function(Function::Relative) | What::Mark(_) | What::Verb(_) => return true,
            What::Noun(n) if !n.class.has(WordClass::SPEAKER) && text.governor(items, i).is_none() => return false,
            _ if text.figure_item(item) => return false,
            _ => {}
        }
    }
    true
}

/// Whether an article stands before the word at `at`, bare or in a preposition: «al secondo Intel», «il secondo», unlike «secondo Intel».
fn ranks(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    match items.last().map(|i| &i.what) {
        Some(What::Function(Function::Article)) => true,
        Some(What::Preposition(plain)) => at > 0 && text.folded(at - 1) != *plain,
        _ => false,
    }
}

/// Whether what comes next opens a sentence, a clause or a bracket.
fn opens(items: &[Item]) -> bool {
    match items.last().map(|i| &i.what) {
        None | Some(What::Mark(_)) => true,
        Some(What::Function(f)) => matches!(
            f,
            Function::Conjunction
                | Function::Adversative
                | Function::Relative
                | Function::Adverb
                | Function::Subordinator
        ),
        Some(What::Verb(_)) => true,
        _ => false,
    }
}

/// How many tokens may stand between an auxiliary and its participle.
const GROUP_REACH: usize = 4;

/// The verb group that begins at token `at`, and the token after it.
fn verb_group(text: &Text<'_>, items: &[Item], at: usize, stop: usize) -> Option<(Verb, usize)> {
    let mut form = best_form(text, at, stop)?;
    let lexicons = text.lexicons;
    // «le licenze concesse a Nvidia»: after many things they are what was done to them, not who did it
    if form.mood == Mood::Past && !form.plural && of_many(text, at) {
        let participle = lexicons.forms(&text.tokens[at]).find(|f| f.mood == Mood::Participle && f.plural);
        form = participle.unwrap_or(form);
    }
    let carrier = &lexicons.verbs[form.verb as usize];
    let before = items.last();
    let nominal = before.is_some_and(|i| {
        matches!(
            i.what,
            What::Function(Function::Article | Function::Indefinite | Function::Possessive | Function::Quantifier)
        ) && !text.has_role(i.last - 1, WordRole::Object)
    });
    // «La scossa», «le accuse»: an object pronoun stands before no participle
    let participle = form.mood == Mood::Participle
        && before.is_some_and(|i| matches!(i.what, What::Function(Function::Article | Function::Indefinite)));
    if participle {
        return None;
    }
    // «La struttura ospiterà», «la procura ritiene»: before another finite verb the article has its noun
    let article = before.is_some_and(|i| matches!(i.what, What::Function(Function::Article)));
    if article && form.mood.finite() && finite_form(text, at + 1, stop) {
        return None;
    }
    // «il vende», «una crescita»: after an article stands a noun; after «lo», «la» it may be a verb with its object
    if nominal || (form.mood.finite() && before.is_some_and(|i| matches!(i.what, What::Preposition(_)))) {
        return None;
    }
    // «di quella taglia» names a size; «con quelli potrebbe» acts
    let one = |i: &Item| {
        matches!(i.what, What::Function(Function::Demonstrative)) && !text.folded(i.first).ends_with(['i', 'e'])
    };
    let pointed = matches!(items, [.., p, d] if matches!(p.what, What::Preposition(_)) && one(d));
    if pointed && form.mood.finite() && !form.plural && !carrier.class.has(WordClass::AUX | WordClass::MODAL) {
        return None;
    }
    let negated = negated(text, items);
    let reflexive = before
        .is_some_and(|i| matches!(i.what, What::Function(Function::Clitic)) && text.folded(i.first).starts_with('s'));
    let mut group = Verb {
        verb: form.verb,
        mood: form.mood,
        person: form.person,
        plural: form.plural,
        negated,
        passive: false,
        modal: false,
        relation: carrier.relation,
        class: carrier.class,
    };
    let mut last = at + 1;
    let mut head = form.verb;
    // auxiliary + participle, modal + infinitive, «stare» + gerund; two links at most: «potrebbe essere stato venduto» has three
    for _ in 0..3 {
        let class = lexicons.verbs[head as usize].class;
        let id = lexicons.verbs[head as usize].id.as_str();
        let wanted: &[Mood] = if class.has(WordClass::AUX) || class.has(WordClass::COPULA) && id == "essere" {
            &[Mood::Participle]
        } else if class.has(WordClass::MODAL) {
            &[Mood::Infinitive]
        } else if id == "stare" {
            &[Mood::Gerund, Mood::Participle]
        } else {
            break;
        };
        let Some((found, place)) = follow(text, last, stop, wanted, &mut group.negated) else { break };
        // «ha scorte limitate»: a noun; only past the pronoun of its object does the participle end so («le ha scorte»)
        if id == "avere"
            && place == last
            && text.tokens[place].begins(TermKind::Noun)
            && found.mood == Mood::Participle
            && !text.folded(place).ends_with('o')
            && !before.is_some_and(|i| matches!(i.what, What::Function(_)) && !text.has_role(i.first, WordRole::Where))
        {
            break;
        }
        let passive = matches!(id, "essere" | "venire") && found.mood == Mood::Participle;
        // «ha dovuto svalutare»: what had to be done is done
        group.modal |= class.has(WordClass::MODAL) && head == form.verb;
        group.verb = found.verb;
        let carrier = &lexicons.verbs[found.verb as usize];
        (group.relation, group.class) = (carrier.relation, carrier.class);
        let moves = carrier.class.has(WordClass::UP | WordClass::DOWN) && carrier.relation.is_some();
        group.passive = passive && !reflexive && !moves && !carrier.class.has(WordClass::COPULA);
        (last, head) = (place + 1, found.verb);
        // «ha messo le mani su», «dovrà dare lavoro a»: an expression that begins with the last verb
        if let Some((len, phrase)) = expression(text, place, stop) {
            let carrier = &lexicons.phrases[phrase as usize];
            (group.relation, group.class) = (carrier.relation, group.class | carrier.class);
            // «capire se», «dire che»: the conjunction opens a clause of its own
            let end = place + len - 1;
            let opens =
                matches!(lexicons.function(&text.tokens[end]), Some(Function::Subordinator | Function::Relative));
            last = if opens { end } else { end + 1 };
            break;
        }
    }
    // «ci sono due fabbriche» measures nothing
    if there_is(text, before, &group) {
        group.relation = None;
    }
    // «si ferma al 5%» stops nobody
    if reflexive && group.relation == Some(text.relations.ban) {
        group.relation = None;
    }
    Some((group, last))
}

/// Whether a noun of many things stands before token `at`, as its article says: «le licenze», «alle nuove regole».
fn of_many(text: &Text<'_>, at: usize) -> bool {
    let noun = at > 1 && text.tokens[at - 1].begins(TermKind::Noun);
    let article = |t: usize| {
        let word = text.folded(t);
        text.tokens[t].begins(TermKind::Function)
            && (word.ends_with("le") || matches!(word, "queste" | "alcune" | "molte"))
    };
    noun && (article(at - 2) || at > 2 && article(at - 3))
}

/// Whether token `at` can be nothing but a finite verb in the third person: no noun, no name, no participle.
fn finite_form(text: &Text<'_>, at: usize, stop: usize) -> bool {
    at < stop
        && !text.tokens[at].begins(TermKind::Noun)
        && !text.tokens[at].begins(TermKind::Function)
        && best_form(text, at, stop).is_some_and(|f| f.mood.finite() && f.mood != Mood::Subjunctive && f.person == 3)
}

/// Whether the verb with the item `before` it says only that something is there: «c'è», «ci sono», «vi sono stati».
pub(super) fn there_is(text: &Text<'_>, before: Option<&Item>, verb: &Verb) -> bool {
    let clitic = before.is_some_and(|i| {
        matches!(i.what, What::Function(Function::Clitic)) && text.folded(i.first).starts_with(['c', 'v'])
    });
    clitic && text.lexicons.verbs[verb.verb as usize].id == "essere"
}

/// The expression that begins with the verb at `at`; none that ends in a noun of an amount («registrare ricavi»), which says more.
fn expression(text: &Text<'_>, at: usize, stop: usize) -> Option<(usize, u32)> {
    let vocabulary = &text.lexicons.vocabulary;
    if !text.tokens[at].begins(TermKind::Phrase) {
        return None;
    }
    let (len, phrase) = vocabulary.term(&text.tokens[at..stop], TermKind::Phrase).filter(|(len, _)| *len > 1)?;
    let last = at + len - 1;
    // «in produzione», «in vendita» measure nothing
    let adverbial = text.preposition(last - 1) == Some("in");
    let amount = vocabulary.own(&text.tokens[last], TermKind::Noun).any(|n| {
        let class = text.lexicons.nouns[n as usize].class;
        class.has(WordClass::UP | WordClass::DOWN) || class.has(WordClass::AMOUNT) && !adverbial
    });
    // «presentare domanda» asks
    let asks = text.lexicons.phrases[phrase as usize].class.has(WordClass::PLAN);
    (!amount || asks).then_some((len, phrase))
}

/// The reading of the verb form at `at` a newspaper most likely means: third person first, then forms without a person.
fn best_form(text: &Text<'_>, at: usize, stop: usize) -> Option<VerbForm> {
    let token = text.tokens.get(at).filter(|_| at < stop)?;
    text.lexicons.likeliest_form(token).filter(|f| f.rank < VerbForm::SELDOM || text.begins_quoted())
}

/// The next form of one of these moods, past adverbs, clitics and negations.
fn follow(text: &Text<'_>, from: usize, stop: usize, wanted: &[Mood], negated: &mut bool) -> Option<(VerbForm, usize)> {
    let lexicons = text.lexicons;
    for at in from..stop.min(from + GROUP_REACH) {
        let token = text.tokens[at];
        if let Some(found) = lexicons.forms(&token).find(|f| wanted.contains(&f.mood)) {
            return Some((found, at));
        }
        let word = text.word(at);
        if word.eq_ignore_ascii_case("mai") {
            *negated = true;
            continue;
        }
        let function = lexicons.closed(&text.tokens[at..stop]).map(|(_, function)| function);
        let skip =
            matches!(function, Some(Function::Adverb | Function::Clitic | Function::Negation | Function::Quantifier))
                || (token.is_word() && function.is_none() && !token.capital() && !token.begins(TermKind::Noun));
        if !skip {
            return None;
        }
    }
    None
}

/// Whether a negation governs the verb that comes next.
fn negated(text: &Text<'_>, items: &[Item]) -> bool {
    for (back, item) in items.iter().rev().take(3).enumerate() {
        match item.what {
            // «non le concederà»
            What::Function(Function::Article) | What::Word
                if back == 0 && text.has_role(item.first, WordRole::Object) => {}
            What::Function(Function::Negation) | What::Cue(WordClass::NEGATION) => {
                return !text.word(item.first).eq_ignore_ascii_case("senza") || item.last > item.first;
            }
            What::Function(Function::Clitic | Function::Adverb) => {}
            _ => return false,
        }
    }
    false
}

/// How far ahead a clause's verb is looked for.
const CLAUSE_REACH: usize = 40;

/// Gives every item its clause.
fn clauses(text: &Text<'_>, parsed: &mut Parsed) {
    let Parsed { items, clauses, open: stack, .. } = parsed;
    clauses.push(Clause::new(Hang::Main, None, false));
    stack.clear();
    stack.push(0);
    let mut dash = None;
    let mut aside = None;
    for at in 0..items.len() {
        let current = *stack.last().unwrap_or(&0);
        // most items open no clause and close none
        let parts = match &items[at].what {
            What::Mark(_) => true,
            What::Function(f) => {
                matches!(f, Function::Relative | Function::Subordinator | Function::Conjunction | Function::Adversative)
            }
            What::Verb(verb) => verb.finite(),
            _ => false,
        };
        if !parts {
            items[at].clause = current;
            continue;
        }
        let open = |clauses: &mut Vec<Clause>, stack: &mut Vec<usize>, hang: Hang, parent: usize, asked: bool| {
            clauses.push(Clause::new(hang, Some(parent), asked));
            stack.push(clauses.len() - 1);
        };
        let has_verb = clauses[current].verb.is_some();
        // «Il debito, calcola Moody's, ha superato i 100»: who says so lies aside
        if aside == Some(at) {
            aside = None;
            items[at].clause = current;
            stack.pop();
            continue;
        }
        if !has_verb
            && at > 0
            && clauses[current].hang != Hang::Bracket
            && matches!(items[at].what, What::Mark(','))
            && let Some(close) = said_aside(items, at)
            && finite_ahead(items, close + 1).is_some()
        {
            aside = Some(close);
            open(clauses, stack, Hang::Bracket, current, false);
            items[at].clause = clauses.len() - 1;
            continue;
        }
        match items[at].what {
            What::Mark('(' | '[') => open(clauses, stack, Hang::Bracket, current, false),
            What::Mark(')' | ']') => {
                items[at].clause = current;
                while stack.len() > 1 {
                    let closed = stack.pop();
                    if closed.is_some_and(|c| clauses[c].hang == Hang::Bracket) {
                        break;
                    }
                }
                continue;
            }
            What::Mark('–') if text.tokens[items[at].first].spaced() => match dash.take() {
                Some(depth) => stack.truncate(std::cmp::max(1, depth)),
                None => {
                    dash = Some(stack.len());
                    if has_verb || at + 1 < items.len() {
                        open(clauses, stack, Hang::Bracket, current, false);
                    }
                }
            },
            // «Nvidia sale; Amd scende», «Meglio il cloud: Oracle sale»: beside what stands before
            What::Mark(mark @ (';' | ':'))
                if mark == ';'
                    || finite_ahead(items, at + 1).is_some()
                    || items[at].quoted
                    || has_verb && main_verb_ahead(items, at + 1) =>
            {
                let base = stack[0];
                stack.truncate(1);
                let say = clauses[base]
                    .verb
                    .is_some_and(|v| matches!(&items[v].what, What::Verb(v) if v.class.has(WordClass::SAY)));
                let quote = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Mark('«' | '“' | '"')));
                let hang = if (say || quote) && matches!(items[at].what, What::Mark(':')) {
                    Hang::Complement
                } else {
                    Hang::Coordinate
                };
                stack.clear();
                open(clauses, stack, hang, base, false);
            }
            What::Function(Function::Relative) => {
                let previous = at.checked_sub(1).map(|p| &items[p].what);
                let after_verb = matches!(previous, Some(What::Verb(_)))
                    || matches!(previous, Some(What::Function(Function::Adverb)))
                        && at > 1
                        && matches!(items[at - 2].what, What::Verb(_));
                let nominal = (0..at).rev().take(3).find(|&p| {
                    matches!(items[p].what, What::Mention(_) | What::Description(_) | What::Noun(_) | What::Word)
                });
                let comparative = matches!(previous, Some(What::Word))
                    && at > 0
                    && matches!(text.word(items[at - 1].first), "più" | "meno");
                let that = text.word(items[at].first).eq_ignore_ascii_case("che");
                // «ha detto che Amd potrà vendere, ma che il 25% andrà al governo»: said, too
                let beside = matches!(previous, Some(What::Function(Function::Conjunction | Function::Adversative)));
                let said = ancestors(clauses, current).find(|&c| clauses[c].hang == Hang::Complement);
                if that && (after_verb || told_before(text, items, at).is_some()) {
                    open(clauses, stack, Hang::Complement, current, false);
                } else if that
                    && beside
                    && let Some(said) = said
                {
                    // the conjunction may have opened it
                    if has_verb || clauses[current].hang != Hang::Coordinate {
                        open(clauses, stack, Hang::Coordinate, said, false);
                    }
                } else if !comparative && !among(items, at) && finite_ahead(items, at + 1).is_some() {
                    let antecedent = (0..at)
                        .rev()
                        .take(12)
                        .find(|&p| text.nominal(&items[p]) && items[p].clause == current)
                        .map(|p| head(text, items, p, at))
                        .or(nominal);
                    open(clauses, stack, Hang::Relative(antecedent), current, false);
                }
            }
            What::Function(Function::Subordinator) if verb_ahead(items, at + 1) => {
                let asked = text.folded(items[at].first).starts_with("se")
                    && at > 0
                    && matches!(&items[at - 1].what, What::Verb(v) if v.class.has(WordClass::ASK | WordClass::SAY));
                let hang = if asked { Hang::Complement } else { Hang::Subordinate };
                open(clauses, stack, hang, current, asked);
            }
            What::Mark(',') => {
                let nested = clauses[current].hang;
                let ahead = finite_ahead(items, at + 1);
                let gerund =
                    matches!(items.get(at + 1).map(|i| &i.what), Some(What::Verb(v)) if v.mood == Mood::Gerund);
                // «mentre Meta ha raddoppiato la spesa, portandola a 70 miliardi»: of the clause it follows
                let goes_on = gerund
                    && nested == Hang::Subordinate
                    && ancestors(clauses, current).skip(1).any(|c| clauses[c].verb.is_some())
                    && clauses[current].verb.is_some_and(|v| told_of_firm(text, items, v));
                if has_verb
                    && matches!(nested, Hang::Relative(_) | Hang::Subordinate | Hang::Gerund)
                    && stack.len() > 1
                    && !goes_on
                    && !apposed_figure(text, items, at + 1)
                    && !permitted_ahead(items, clauses[current].verb, at + 1)
                {
                    let parent = clauses[current].parent.unwrap_or(0);
                    // the parent still waits for its verb, or goes on after the comma
                    if clauses[parent].verb.is_none() || ahead.is_none() || matches!(nested, Hang::Relative(_)) {
                        stack.pop();
                    }
                }
                // «Meta, che …, risparmiando 2,9 miliardi, non commenta»: the verb that comes is the clause's above
                let waits = clauses[current].parent.is_some_and(|p| clauses[p].verb.is_none());
                if nested == Hang::Gerund && !has_verb && waits && ahead.is_some() {
                    stack.pop();
                }
                let current = *stack.last().unwrap_or(&0);
                if gerund {
                    open(clauses, stack, Hang::Gerund, current, false);
                } else if clauses[current].verb.is_some()
                    && ahead.is_some_and(|v| own_subject(text, items, at + 1, v) || own_date(text, items, at + 1, v))
                    // «ha scritto in una nota, ieri, che …»
                    && !(matches!(items[at + 1].what, What::Function(Function::Relative))
                        && told_before(text, items, at + 1).is_some())
                {
                    let parent = current;
                    stack.pop();
                    open(clauses, stack, Hang::Coordinate, parent, false);
                } else if clauses[current].verb.is_some() && verbless(text, items, at + 1) {
                    // «Micron l'1,9% e Broadcom lo 0,6%»: the verb is understood
                    let parent = current;
                    stack.pop();
                    open(clauses, stack, Hang::Coordinate, parent, false);
                }
            }
            What::Function(Function::Conjunction | Function::Adversative)
                if has_verb && !ends_list(items, clauses, current, at) =>
            {
                if let Some(verb) = finite_ahead(items, at + 1).or_else(|| past_apposition(items, at + 1))
                    && joins_clauses(text, items, at + 1, verb)
                {
                    stack.pop();
                    open(clauses, stack, Hang::Coordinate, current, false);
                } else if verbless(text, items, at + 1) && !text.is_firm(&items[at - 1]) {
                    stack.pop();
                    open(clauses, stack, Hang::Coordinate, current, false);
                }
            }
            What::Verb(verb) if verb.finite() => {
                if has_verb {
                    // a second finite verb with no sign between: the nested clause is over, or a new one begins
                    let waiting = stack.iter().rposition(|&c| clauses[c].verb.is_none());
                    match waiting {
                        Some(depth) => stack.truncate(depth + 1),
                        None => {
                            stack.pop();
                            open(clauses, stack, Hang::Coordinate, current, false);
                        }
                    }
                }
                let current = *stack.last().unwrap_or(&0);
                clauses[current].verb = Some(at);
            }
            _ => {}
        }
        items[at].clause = *stack.last().unwrap_or(&0);
    }
}

/// Whether a firm is the subject of the subordinate clause whose verb is at item `verb`: «mentre Meta ha raddoppiato», «mentre Meta non ha».
fn told_of_firm(text: &Text<'_>, items: &[Item], verb: usize) -> bool {
    let small = |i: &&Item| {
        !matches!(i.what, What::Word | What::Function(Function::Negation | Function::Adverb | Function::Clitic))
    };
    let Some(firm) = items[..verb].iter().rposition(|i| small(&i)).filter(|&f| f > 0) else { return false };
    text.is_firm(&items[firm]) && matches!(items[firm - 1].what, What::Function(Function::Subordinator))
}

/// How many items may stand between a verb of saying and what it says.
const TOLD_REACH: usize = 12;

/// The verb of saying that «che» or «di» at item `at` takes up past what stands between: «ha detto a Reuters che», «ha scritto in una
/// nota, il mese scorso, che», «ha annunciato lunedì di». A noun without a preposition is its object («ha annunciato un accordo che»),
/// and one after «con» or «di» may be what «che» hangs on.
pub(super) fn told_before(text: &Text<'_>, items: &[Item], at: usize) -> Option<usize> {
    let verb = (at.saturating_sub(TOLD_REACH)..at).rev().find(|&i| matches!(items[i].what, What::Verb(_)))?;
    let says = matches!(&items[verb].what, What::Verb(v) if v.class.has(WordClass::SAY) && v.mood != Mood::Infinitive);
    let mut between = verb + 1..at;
    let aside = between.all(|i| match &items[i].what {
        What::Mention(m) if text.mentions[*m as usize].kind == Type::Date => true,
        // «ha avvertito gli investitori che»: those it is said to
        What::Noun(n) if n.class.has(WordClass::PEOPLE | WordClass::SPEAKER) && i <= verb + 2 => true,
        What::Mention(_) | What::Description(_) | What::Noun(_) => {
            !text.figure_item(&items[i])
                && matches!(text.governor(items, i), Some("a" | "in" | "su" | "durante" | "di" | "per" | "da"))
        }
        What::Preposition(p) => i > verb + 1 || !matches!(*p, "di" | "con"),
        What::Word => !text.unknown_name(items[i].first) || text.governor(items, i).is_some(),
        What::Mark(mark) => *mark == ',',
        What::Function(f) => !matches!(f, Function::Relative | Function::Subordinator | Function::Conjunction),
        _ => false,
    });
    (says && aside && verb + 1 < at).then_some(verb)
}

/// Whether the relative word at item `at` opens a list in apposition, no clause: «, tra cui Baidu, hanno ordinato».
pub(super) fn among(items: &[Item], at: usize) -> bool {
    let article = at > 0 && matches!(items[at - 1].what, What::Function(Function::Article));
    let before = at.checked_sub(1 + usize::from(article)).map(|b| &items[b].what);
    let named = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Mention(_)));
    let joined = matches!(
        items.get(at + 2).map(|i| &i.what),
        Some(What::Mark(',' | '.' | ';' | ')') | What::Function(Function::Conjunction)) | None
    );
    matches!(before, Some(What::Preposition("tra" | "fra"))) && named && joined
}

/// What the relative clause that opens at `relative` hangs on: the nominal `near` it, or the noun that one hangs on.
///
/// «un accordo con Oracle, che vale 30 miliardi»: deals are worth; «gli Ascend di Huawei, che avevano conquistato»: many did.
fn head(text: &Text<'_>, items: &[Item], near: usize, relative: usize) -> usize {
    let governor = text.governor(items, near);
    // «una società con sede a Johor che ha comprato»: places do nothing
    let place = text.is_kind(&items[near], Type::Place);
    let directly = near + 1 == relative && text.word(items[relative].first).eq_ignore_ascii_case("che");
    if place && directly && governor.is_some() {
        let noun = |p: &usize| matches!(&items[*p].what, What::Noun(n) if n.class.has(WordClass::COMPANY));
        return (0..near).rev().take(5).find(noun).unwrap_or(near);
    }
    if !text.is_firm(&items[near]) {
        return near;
    }
    let before = || (0..near).rev().take(5).find(|&p| matches!(items[p].what, What::Noun(_) | What::Mention(_)));
    let of_sum = |p: &usize| matches!(&items[*p].what, What::Noun(n) if n.class.has(WordClass::AMOUNT));
    match governor {
        Some("con") => before().filter(of_sum).unwrap_or(near),
        Some("di") => {
            let plural = finite_ahead(items, relative + 1)
                .is_some_and(|v| matches!(&items[v].what, What::Verb(v) if v.plural && v.person == 3));
            let apposed = near + 1 == relative || matches!(items[near + 1].what, What::Mark(','));
            before().filter(|_| plural && apposed).unwrap_or(near)
        }
        _ => near,
    }
}

/// Whether a finite verb stands ahead in this part of the sentence, whatever commas lie between.
fn verb_ahead(items: &[Item], from: usize) -> bool {
    let mut depth = 0;
    for item in items.iter().skip(from).take(CLAUSE_REACH) {
        match &item.what {
            What::Mark(';') => return false,
            What::Mark('(') => depth += 1,
            What::Mark(')') if depth == 0 => return false,
            What::Mark(')') => depth -= 1,
            What::Verb(v) if v.finite() && depth == 0 => return true,
            _ => {}
        }
    }
    false
}

/// Whether a finite verb that no «che» governs stands ahead in this part of the sentence.
fn main_verb_ahead(items: &[Item], from: usize) -> bool {
    let mut relative = false;
    for item in items.iter().skip(from).take(CLAUSE_REACH) {
        match &item.what {
            What::Mark(';' | ')') => return false,
            What::Function(Function::Relative | Function::Subordinator) => relative = true,
            What::Verb(v) if v.finite() && !relative => return true,
            What::Verb(v) if v.finite() => relative = false,
            _ => {}
        }
    }
    false
}

/// Whether «e» at item `at` only joins the last name of a list that ends a relative clause: «Nvidia, che vende A100 e H100, ha venduto».
fn ends_list(items: &[Item], clauses: &[Clause], current: usize, at: usize) -> bool {
    let waits = || clauses[current].parent.is_some_and(|p| clauses[p].verb.is_none());
    let name = |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Mention(_) | What::Noun(_)));
    matches!(clauses[current].hang, Hang::Relative(_))
        && waits()
        && name(at + 1)
        && at > 0
        && name(at - 1)
        && matches!(items.get(at + 2).map(|i| &i.what), Some(What::Mark(',')))
        && matches!(items.get(at + 3).map(|i| &i.what), Some(What::Verb(v)) if v.finite())
}

/// How many items a subject may take before its apposition.
const SUBJECT_REACH: usize = 8;

/// Where the aside ends that begins at the comma `comma`: «, calcola Moody's,».
fn said_aside(items: &[Item], comma: usize) -> Option<usize> {
    if !matches!(&items.get(comma + 1)?.what, What::Verb(v) if v.finite() && v.person == 3 && v.class.has(WordClass::SAY | WordClass::PLAN))
    {
        return None;
    }
    let close = (comma + 2..items.len().min(comma + 2 + ASIDE)).find(|&i| matches!(items[i].what, What::Mark(',')))?;
    let other =
        |i: &Item| matches!(i.what, What::Verb(_) | What::Function(Function::Relative | Function::Subordinator));
    (close > comma + 2 && !items[comma + 2..close].iter().any(other)).then_some(close)
}

/// How many items an aside between a subject and its verb may take.
const ASIDE: usize = 5;

/// The finite verb after a subject with a name in apposition: «e il suo processore, AmpereOne, arriva».
fn past_apposition(items: &[Item], from: usize) -> Option<usize> {
    let mark = |i: &usize| matches!(items[*i].what, What::Mark(','));
    let comma = (from..items.len().min(from + SUBJECT_REACH)).find(mark)?;
    let close = (comma + 2..items.len().min(comma + 2 + ASIDE)).find(mark)?;
    // a name, or a few words: «e Huawei, a quanto pare, progetta»
    let name = close == comma + 2 && matches!(items[comma + 1].what, What::Mention(_));
    let aside = comma == from + 1
        && matches!(items[from].what, What::Mention(_))
        && items[comma + 1..close].iter().all(|i| {
            matches!(i.what, What::Cue(_) | What::Word | What::Preposition(_) | What::Function(Function::Adverb))
        });
    // «e il debito, calcola Moody's, ha superato»
    let told = said_aside(items, comma) == Some(close);
    let verb = matches!(&items.get(close + 1)?.what, What::Verb(v) if v.finite());
    ((name || aside || told) && verb).then_some(close + 1)
}

/// How many items a bracket may hold that is looked past: «Amazon Web Services (AWS) investirà», «il costo in conto capitale (CapEx) dei server
/// di DeepSeek».
const BRACKET_REACH: usize = 4;

/// One past a short bracket that opens at item `at`.
pub(super) fn past_bracket(items: &[Item], at: usize) -> Option<usize> {
    let close =
        (at + 1..items.len().min(at + 2 + BRACKET_REACH)).find(|&i| matches!(items[i].what, What::Mark(')')))?;
    let verb = items[at..close].iter().any(|i| matches!(i.what, What::Verb(_)));
    (!verb).then_some(close + 1)
}

/// The next finite verb before a mark or word that opens another clause.
fn finite_ahead(items: &[Item], from: usize) -> Option<usize> {
    let mut skip = from;
    for (at, item) in items.iter().enumerate().skip(from).take(CLAUSE_REACH) {
        if at < skip {
            continue;
        }
        match &item.what {
            What::Verb(verb) if verb.finite() => return Some(at),
            What::Mark('(') if at > from => match past_bracket(items, at) {
                Some(past) => skip = past,
                None => return None,
            },
            What::Mark(';' | ':' | '(' | ')') => return None,
            What::Mark(',') if at > from + 1 => return None,
            What::Function(Function::Relative | Function::Subordinator) if at > from => return None,
            _ => {}
        }
    }
    None
}

/// Whether the words between a comma and the finite verb `verb` hold a subject of its own.
fn own_subject(text: &Text<'_>, items: &[Item], from: usize, verb: usize) -> bool {
    (from..verb).any(|at| text.nominal(&items[at]) && text.governor(items, at).is_none())
        || (from == verb && matches!(&items[verb].what, What::Verb(v) if !v.class.has(WordClass::SAY)))
}

/// Whether nothing but a date, and little words, stands between a comma and the finite verb `verb`: «, nel 2024 ne ricavava 17».
fn own_date(text: &Text<'_>, items: &[Item], from: usize, verb: usize) -> bool {
    let date = |i: &Item| text.is_kind(i, Type::Date);
    let small = |i: &Item| {
        matches!(
            i.what,
            What::Preposition(_)
                | What::Function(Function::Article | Function::Clitic | Function::Adverb | Function::Negation)
        )
    };
    let between = &items[from..verb];
    between.iter().any(date) && between.iter().all(|i| date(i) || small(i))
}

/// Whether «e» before `from` joins clauses, not names: its verb comes at once, or after a subject of its own.
fn joins_clauses(text: &Text<'_>, items: &[Item], from: usize, verb: usize) -> bool {
    let between = from..verb;
    let only_small = between.clone().all(|at| {
        matches!(
            items[at].what,
            What::Function(
                Function::Clitic | Function::Adverb | Function::Negation | Function::Pronoun | Function::Article
            ) | What::Cue(_)
                | What::Word
                | What::Preposition(_)
                | What::Mark(',')
        ) || matches!(text.kind_of(&items[at]), Some(Type::Date | Type::Place))
    });
    only_small || own_subject(text, items, from, verb)
}

/// Whether a figure follows in apposition: «… 3,4 miliardi di dollari, il 12% del totale», «salgono del 12%, a 104 dollari».
fn apposed_figure(text: &Text<'_>, items: &[Item], from: usize) -> bool {
    let article = matches!(
        items.get(from).map(|i| &i.what),
        Some(What::Function(Function::Article | Function::Adverb) | What::Phrase(_) | What::Preposition("a"))
    );
    items.get(from + usize::from(article)).is_some_and(|i| text.figure_item(i))
}

/// Whether what the verb of permitting at item `verb` permits is yet to come, past an apposition: «che ha autorizzato G42, la rivale di
/// Khazna, a importare 35.000 chip».
fn permitted_ahead(items: &[Item], verb: Option<usize>, from: usize) -> bool {
    if !matches!(verb.map(|v| &items[v].what), Some(What::Verb(v)) if v.class.has(WordClass::PERMIT)) {
        return false;
    }
    let next = |i: &&Item| matches!(i.what, What::Verb(_) | What::Mark(';' | ':' | '('));
    let infinitive = items[from..].iter().take(CLAUSE_REACH).find(next);
    infinitive.is_some_and(|i| matches!(&i.what, What::Verb(v) if v.infinitive()))
}

/// Whether a name and a figure follow with no verb: «Micron l'1,9%», «Intel -2%», «STMicroelectronics in Italia il 3%», «Micron dal 22% al
/// 25%».
fn verbless(text: &Text<'_>, items: &[Item], from: usize) -> bool {
    let Some(first) = items.get(from) else { return false };
    let firm = match first.what {
        What::Mention(m) => matches!(text.mentions[m as usize].kind, Type::Company),
        _ => false,
    };
    if !firm {
        return false;
    }
    // another verb would be taken for this one's: «Softbank in Giappone l'8,3%, e Constellation ha perso il 19%»
    let last = || !verb_ahead(items, from);
    let place = matches!(items.get(from + 1).map(|i| &i.what), Some(What::Preposition("in" | "a")))
        && items.get(from + 2).is_some_and(|i| text.is_kind(i, Type::Place))
        && last();
    let from = if place { from + 2 } else { from };
    // «dal 22% al 25%»
    let figure = |i: usize| items.get(i).is_some_and(|i| text.figure_item(i));
    let moved = matches!(items.get(from + 1).map(|i| &i.what), Some(What::Preposition("da")))
        && figure(from + 2)
        && matches!(items.get(from + 3).map(|i| &i.what), Some(What::Preposition("a")))
        && figure(from + 4)
        && last();
    let follows = items[from + 1..].iter().take(5).find_map(|i| match &i.what {
        What::Word | What::Function(Function::Adverb) => None,
        What::Mention(m) => Some(matches!(text.mentions[*m as usize].reading, Reading::Figure(_))),
        What::Function(Function::Article) | What::Preposition("di") => None,
        _ => Some(false),
    });
    moved || follows == Some(true)
}
