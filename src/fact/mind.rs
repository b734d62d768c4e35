//! What an article's sentences leave in mind, and their reading, one after the other.
//!
//! Who «l'azienda», «ne», «la prima», «ha aggiunto» are about hangs on the sentences before, so that sentences are read in order. What each
//! saw is kept with it ([`Seen`]): the slots of its facts are filled later, slot by slot for a window of sentences.

use super::parse::{Clause, Hang, Item, Parsed, What};
use super::source::{self, Attribution};
use super::text::Text;
use super::{Filler, Fillers, copy, subject, who};
use crate::lexicon::{EntityId, RelationId, UnitKind, WordClass, WordRole};
use crate::mention::{Mention, Type};
use crate::span::Span;
use smallvec::{SmallVec, smallvec};
use std::ops::Range;

/// What the sentences so far have left in mind.
#[derive(Debug, Default)]
pub(super) struct Mind {
    /// The subject of the last clause that had one: what a sentence without a subject carries on.
    pub subject: Fillers,
    /// Who speaks in the quote that is open.
    pub speaker: Fillers,
    /// For whom the one who speaks works, where no lexicon but the article tells it.
    pub employer: Option<Filler>,
    /// Who was named last as saying something: «ha aggiunto», «a suo dire».
    pub last_source: Fillers,
    /// Whose report, study or note was spoken of last: «il rapporto».
    pub report: Fillers,
    /// The chip last spoken of: what «ne» and bare technical data are about; forgotten after a few sentences.
    pub topic: Fillers,
    /// How many sentences ago.
    pub topic_age: u32,
    /// Whether it was the subject of the last sentence's main clause: what a clause without one goes on with.
    pub topic_subject: bool,
    /// Whether a question set it: «E l'H20?»
    pub topic_asked: bool,
    /// The list of firms the last sentence named: what «la prima», «la seconda» rank.
    pub firms: Fillers,
    /// The list of chips it named.
    pub chips: Fillers,
    /// The firms it spoke of, by their names or as «la società», but for those named as who makes chips.
    pub spoken: SmallVec<[EntityId; 4]>,
    /// The two firms that were last told of together: «entrambi i produttori», «le due società».
    pub both: Fillers,
    /// Who buys, sells or delivers chips in the last sentence: whose the units are that the next one counts.
    pub deal: Fillers,
    /// The last list of three firms or more: «i tre big».
    pub several: Fillers,
    /// The one place the last question named: where the answer is.
    pub asked: Option<Filler>,
    /// How many sentences ago.
    asked_age: u32,
    /// What the heading or lead-in of the list that is read says its lines are about.
    pub lead: Lead,
    /// The quarter or half-year whose results the last sentences tell.
    pub period: Option<Period>,
}

/// The quarter or half-year whose results are told: «Nel terzo trimestre i ricavi di Amd sono cresciuti del 18%.»
#[derive(Clone, Copy, Debug)]
pub(super) struct Period {
    /// The date: a place in the article's mentions.
    date: u32,
    /// Whose results, where one firm's are told; none in a heading.
    firm: Option<EntityId>,
    /// How many sentences ago.
    age: u32,
}

/// What a heading or a lead-in says the lines of the list below it are about: «Il prezzo del chip DDR5 è salito:».
#[derive(Debug, Default)]
pub(super) struct Lead {
    /// The amount they tell, and its relation: «prezzo».
    pub amount: Option<(Span, RelationId)>,
    /// Its chips.
    pub chips: Fillers,
}

impl Mind {
    fn copy(&self) -> Mind {
        Mind {
            subject: copy(&self.subject),
            speaker: copy(&self.speaker),
            employer: self.employer,
            last_source: copy(&self.last_source),
            report: copy(&self.report),
            topic: copy(&self.topic),
            topic_age: self.topic_age,
            topic_subject: self.topic_subject,
            topic_asked: self.topic_asked,
            firms: copy(&self.firms),
            chips: copy(&self.chips),
            spoken: SmallVec::from_slice(&self.spoken),
            both: copy(&self.both),
            deal: copy(&self.deal),
            several: copy(&self.several),
            asked: self.asked,
            asked_age: self.asked_age,
            lead: Lead { amount: self.lead.amount, chips: copy(&self.lead.chips) },
            period: self.period,
        }
    }
}

/// Who deals in chips, as the sentence's main clause tells: «ByteDance ha ordinato chip a Nvidia».
fn deal(text: &Text<'_>, parsed: &Parsed, attribution: &Attribution) -> Fillers {
    let trades = |v: usize| matches!(&parsed.items[v].what, What::Verb(v) if !v.passive && v.relation.is_some_and(|r| text.relations.trades(r)));
    let chips = || parsed.items.iter().any(|i| text.of_chips(i) || text.is_kind(i, Type::Chip));
    match parsed.clauses.first().and_then(|c| c.verb) {
        Some(verb) if trades(verb) && chips() => copy(&subject::subject(text, parsed, 0, &attribution.items).firms),
        _ => Fillers::new(),
    }
}

/// The longest list of three firms or more that a sentence names.
fn longest_list(text: &Text<'_>, parsed: &Parsed) -> Option<Fillers> {
    let firms = parsed.names.iter().filter(|&&at| text.is_firm(&parsed.items[at]));
    let lists = firms.map(|&at| who::group(text, &parsed.items, at, who::FIRMS));
    lists.filter(|l| l.len() > 2).max_by_key(|l| l.len())
}

/// A sentence that was read.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Which: a place in the article's sentences.
    pub number: usize,
    /// Its items and clauses.
    pub parsed: Parsed,
    /// Who says what in it.
    pub attribution: Attribution,
    /// What was in mind then.
    pub mind: Mind,
    /// Who signs with it the lines above: it tells nothing itself.
    pub signer: Option<Filler>,
    /// The quantities its figures tell: places in those of its window.
    pub told: Range<usize>,
}

impl Seen {
    /// The article as it was when the sentence was read.
    pub fn text<'a>(&'a self, text: &Text<'a>) -> Text<'a> {
        Text { now: self.number, mind: &self.mind, ..*text }
    }
}

/// How many sentences are read before the slots of their facts are filled. So many that the rules of a slot stay in the cache of
/// instructions while they are asked for one figure after the other (all rules together are larger), and so few that a long article
/// needs no more memory than a short one.
const WINDOW: usize = 8;

/// How many sentences without a chip the last one named stays in mind.
const TOPIC_AGE: u32 = 3;

/// How many sentences answer a question at the most.
const ANSWER: u32 = 2;

/// Reads the sentences of an article in order.
pub(super) struct Reader<'a> {
    text: Text<'a>,
    mind: Mind,
    /// The firms that were subjects, the last one last.
    subjects: Vec<EntityId>,
    /// For whom those who are no lexicon's work, by their names: «Giulia Ferri, che guida il centro di calcolo di Leonardo».
    employers: Vec<(Span, Filler)>,
    /// The next sentence, and its first mention.
    sentence: usize,
    mention: usize,
}

impl<'a> Reader<'a> {
    pub fn new(text: Text<'a>) -> Reader<'a> {
        Reader { text, mind: Mind::default(), subjects: Vec::new(), employers: Vec::new(), sentence: 0, mention: 0 }
    }

    /// Reads the next sentences that tell something into the room of `window`; none at the article's end.
    pub fn read<'w>(&mut self, window: &'w mut Vec<Seen>) -> &'w mut [Seen] {
        let mut read = 0;
        while read < WINDOW && self.sentence < self.text.sentences.len() {
            let number = self.sentence;
            let sentence = self.text.sentences[number];
            let first = self.mention;
            let within = self.text.mentions[first..].iter().take_while(|m| m.first < sentence.last);
            self.mention = first + within.count();
            self.sentence += 1;
            if sentence.leftover {
                continue;
            }
            if self.text.tokens[sentence.first as usize].after_paragraph() && !self.text.frames[number].quoted {
                self.mind.speaker.clear();
            }
            // A sentence without a name, figure or date tells nothing and leaves nothing behind.
            if first == self.mention {
                continue;
            }
            if let Some((who, _)) = self.text.about.interview.filter(|&(_, first)| number > first) {
                self.mind.speaker = smallvec![who];
            }
            if window.len() == read {
                // all at once, so that none is moved
                window.resize_with(WINDOW, Seen::default);
            }
            self.see(number, first..self.mention, &mut window[read]);
            read += 1;
        }
        &mut window[..read]
    }

    /// The article as it is now.
    fn text(&self, number: usize) -> Text<'_> {
        Text { now: number, mind: &self.mind, subjects: &self.subjects, ..self.text }
    }

    fn see(&mut self, number: usize, mentions: Range<usize>, seen: &mut Seen) {
        (seen.number, seen.told) = (number, 0..0);
        self.mind.employer = self.employer();
        let text = self.text(number);
        seen.parsed.read(&text, mentions.clone());
        seen.attribution = source::attribute(&text, &seen.parsed);
        seen.signer = source::signature(&text, &seen.parsed, text.sentences[number].first as usize);
        if seen.signer.is_some() {
            return;
        }
        if !seen.attribution.speaker.is_empty() {
            self.mind.speaker.clone_from(&seen.attribution.speaker);
            self.mind.employer = self.employer();
        }
        seen.mind = self.mind.copy();
        let asked = source::asked(&self.text(number), &seen.attribution);
        if let Some(last) = last_source(&self.text, mentions, &seen.attribution).filter(|_| !asked) {
            self.mind.last_source = last;
        }
        self.remember(number, &seen.parsed, &seen.attribution);
    }

    fn employer(&self) -> Option<Filler> {
        source::employer(self.text.article, &self.employers, self.mind.speaker.first()?)
    }

    /// Keeps in mind what a sentence leaves behind: its subject, its chip.
    fn remember(&mut self, number: usize, parsed: &Parsed, attribution: &Attribution) {
        let text = self.text(number);
        let subject = last_subject(&text, parsed, attribution);
        let line = in_list(&text, parsed);
        // «- Memoria HBM3: 80 GB»: what is part of the device a list tells of is none of the next line's
        let part = |f: &Filler| text.lexicons.entity(f.entity).is("memory");
        let keeps = line && text.mind.topic.iter().any(|t| !part(t));
        let chip = topic(&text, parsed, attribution).filter(|c| !(keeps && part(c)));
        let first = own_subjects(&text, parsed, attribution).next().and_then(|s| s.item);
        let about_chip = first.is_some_and(|s| text.is_kind(&parsed.items[s], Type::Chip));
        let lead = lead(&text, parsed);
        let period = told_period(&text, parsed, subject.as_deref().unwrap_or_default());
        let employed = source::employed(&text, parsed);
        let question = text.tokens[text.sentences[number].last as usize - 1].symbol == '?';
        let asked = if question { only_place(&text, parsed) } else { None };
        let report = source::reporter(&text, parsed);
        // «la società» is none of several that were one subject
        let alone = told_subjects(&text, parsed, attribution).filter(|s| s.firms.len() == 1);
        let firms = alone.flat_map(|s| s.firms.iter().map(|f| f.entity));
        let mut subjects: SmallVec<[EntityId; 4]> = firms.collect();
        // «I documenti mostrano che Oracle ha incassato»: whom the clause below tells of, where none above tells of a firm
        if own_subjects(&text, parsed, attribution).all(|s| s.firms.is_empty()) {
            subjects.extend(told_below(&text, parsed, attribution));
        }
        let spoken = spoken(&text, parsed);
        let listed = longest_list(&text, parsed);
        let deal = deal(&text, parsed, attribution);
        self.subjects.extend(subjects);
        self.employers.extend(employed);
        let mind = &mut self.mind;
        if let Some(subject) = subject {
            mind.subject = subject;
        }
        mind.asked_age += 1;
        if question || !parsed.places.is_empty() || mind.asked_age > ANSWER {
            (mind.asked, mind.asked_age) = (asked, 0);
        }
        mind.spoken = spoken;
        mind.firms.clear();
        mind.chips.clear();
        for mention in parsed.names.iter().filter_map(|&at| self.text.mention(&parsed.items[at])) {
            let kept = match mention.kind {
                Type::Company => &mut mind.firms,
                Type::Chip => &mut mind.chips,
                _ => continue,
            };
            if let Some(entity) = mention.entity()
                && !kept.iter().any(|f| f.entity == entity)
            {
                kept.push(Filler { entity, span: mention.span });
            }
        }
        // who only tells is none of the two
        let acts = |f: &&Filler| !self.text.observes(f.entity);
        if mind.firms.iter().filter(acts).count() == 2 {
            mind.both = mind.firms.iter().filter(acts).copied().collect();
        }
        mind.deal = deal;
        if let Some(listed) = listed {
            mind.several = listed;
        }
        if !parsed.dates.is_empty() {
            mind.period = period;
        }
        if let Some(period) = &mut mind.period {
            // the lines of a table go on with what its heading says
            period.age += u32::from(parsed.finite);
        }
        mind.period = mind.period.filter(|p| p.age <= PERIOD_AGE);
        if let Some(report) = report {
            mind.report = smallvec![report];
        }
        match lead {
            // «DDR5 16G:» in a list of prices
            Some(lead) if line => {
                mind.lead.amount = lead.amount.or(mind.lead.amount);
                mind.lead.chips = lead.chips;
            }
            Some(lead) => mind.lead = lead,
            None if !line => mind.lead = Lead::default(),
            None => {}
        }
        // a list tells of one thing, however long it is
        mind.topic_subject = about_chip && chip.is_some();
        mind.topic_asked = question && chip.is_some();
        mind.topic_age += u32::from(!line || parsed.finite);
        if let Some(chip) = chip {
            (mind.topic, mind.topic_age) = (smallvec![chip], 0);
        } else if mind.topic_age > TOPIC_AGE {
            mind.topic.clear();
        }
    }
}

/// The subjects of the sentence's own clauses, in order.
fn own_subjects<'p>(
    text: &Text<'_>,
    parsed: &'p Parsed,
    attribution: &Attribution,
) -> impl Iterator<Item = &'p subject::Subject> {
    // «Nonostante i divieti, Tencent ha comprato»: a sentence has a main verb, whatever opens it
    let whole = |c: &Clause| c.hang == Hang::Subordinate && c.parent == Some(0) && parsed.clauses[0].reach.is_empty();
    let own = parsed.clauses.iter().enumerate();
    let own = own.filter(move |(_, c)| matches!(c.hang, Hang::Main | Hang::Coordinate) || whole(c));
    own.map(|(clause, _)| subject::subject(text, parsed, clause, &attribution.items))
}

/// The firms that complements of the sentence's main clauses are told of, each alone.
fn told_below(text: &Text<'_>, parsed: &Parsed, attribution: &Attribution) -> SmallVec<[EntityId; 4]> {
    let complements = parsed.clauses.iter().enumerate().filter(|(_, c)| c.hang == Hang::Complement);
    let subjects = complements.map(|(clause, _)| subject::subject(text, parsed, clause, &attribution.items));
    let named = subjects.filter(|s| s.item.is_some_and(|i| text.is_firm(&parsed.items[i])));
    named.filter(|s| s.firms.len() == 1).map(|s| s.firms[0].entity).collect()
}

/// The firms a sentence speaks of, each once, but for those named as who makes chips.
fn spoken(text: &Text<'_>, parsed: &Parsed) -> SmallVec<[EntityId; 4]> {
    let mut spoken = SmallVec::new();
    for at in 0..parsed.items.len() {
        if let Some(firm) = who::firm(text, &parsed.items[at], who::FIRMS)
            && !who::makes(text, &parsed.items, at)
            && !spoken.contains(&firm.entity)
        {
            spoken.push(firm.entity);
        }
    }
    spoken
}

/// Those the next sentences may go on with.
fn told_subjects<'p>(
    text: &Text<'_>,
    parsed: &'p Parsed,
    attribution: &Attribution,
) -> impl Iterator<Item = &'p subject::Subject> {
    own_subjects(text, parsed, attribution).filter(move |subject| {
        // «Lo ha annunciato Intel», «Il titolo sale»: the story goes on
        let aside = !attribution.backward.is_empty()
            || subject.firms.is_empty()
                && subject
                    .item
                    .is_some_and(|s| matches!(&parsed.items[s].what, What::Noun(n) if n.class.has(WordClass::OWNED)));
        // «Le rivelazioni di Reuters hanno scosso il mercato»: who only tells is nobody the next ones tell of
        let tells = !subject.firms.is_empty()
            && subject.firms.iter().all(|f| text.observes(f.entity))
            && subject.item.is_some_and(|s| match &parsed.items[s].what {
                What::Noun(n) => !n.class.has(WordClass::AMOUNT | WordClass::OWNED),
                What::Word => true,
                _ => false,
            });
        // «JPMorgan era scesa a 1,5 milioni. Ai prezzi correnti fanno 10 miliardi»: in an article about another firm it only judges
        let another = |f: &Filler| text.about.protagonist.is_some_and(|p| p.entity != f.entity);
        let judges = !subject.firms.is_empty() && subject.firms.iter().all(|f| text.judges(f.entity) && another(f));
        let tells = tells || judges;
        subject.some && !aside && !tells
    })
}

/// The place a question is about, if it names one alone.
fn only_place(text: &Text<'_>, parsed: &Parsed) -> Option<Filler> {
    let [one] = parsed.places[..] else { return None };
    let mention = text.mention(&parsed.items[one])?;
    // «E l'Europa?», «L'Europa quanto pesa?»; not «Che cosa chiede Pechino?»
    let opens = text.governor(&parsed.items, one).is_none() && (one < 3 || !parsed.finite);
    let next = parsed.items.get(one + 1);
    let about = !parsed.finite || next.is_some_and(|i| text.has_role(i.first, WordRole::AsMuch));
    // «Che cosa è successo a Oslo?», «Cosa cambia per Taiwan?»
    let ends = next.is_none_or(|i| matches!(i.what, What::Mark('?')));
    // not «Chi dice che non li rivendano a Mosca?», «Huawei esporterà in Malesia?»
    let alone = parsed.names.len() == 1 && parsed.clauses.iter().filter(|c| c.verb.is_some()).count() == 1;
    let there = ends && alone && matches!(text.governor(&parsed.items, one), Some("a" | "in" | "per"));
    if !(opens && about || there) {
        return None;
    }
    Some(Filler { entity: mention.entity()?, span: mention.span })
}

/// Whom the sentence leaves as the one that is told of.
fn last_subject(text: &Text<'_>, parsed: &Parsed, attribution: &Attribution) -> Option<Fillers> {
    // «Aruba», «Una sola azienda al mondo, l'olandese Asml.»: a sentence without a verb presents whom the next ones tell of
    if !parsed.finite {
        let mut named =
            parsed.names.iter().filter(|&&i| !attribution.items.contains(&i) && text.is_firm(&parsed.items[i]));
        if let (Some(&one), None) = (named.next(), named.next())
            && text.governor(&parsed.items, one).is_none()
            && let Some(firm) = who::firm(text, &parsed.items[one], who::FIRMS)
        {
            return Some(smallvec![firm]);
        }
    }
    // «Guardiamo ai numeri di Broadcom.»: says whom the next ones tell of
    let us = parsed.clauses[0]
        .verb
        .is_some_and(|v| matches!(&parsed.items[v].what, What::Verb(v) if v.person == 1 && v.plural));
    if us && !parsed.quotes && text.mind.speaker.is_empty() {
        let mut named = parsed.names.iter().filter_map(|&i| who::firm(text, &parsed.items[i], who::FIRMS));
        if let (Some(one), None) = (named.next(), named.next()) {
            return Some(smallvec![one]);
        }
    }
    told_subjects(text, parsed, attribution).last().map(|s| s.firms.clone())
}

/// How many sentences go on with the period the one before told of.
const PERIOD_AGE: u32 = 2;

/// The rule of a period that goes on.
pub(super) const PERIOD: &str = "period told before";

/// The quarter or half-year whose results of `firms` the sentence tells, or a heading announces, where it names one.
fn told_period(text: &Text<'_>, parsed: &Parsed, firms: &[Filler]) -> Option<Period> {
    let value = |at: usize| Some(text.mention(&parsed.items[at])?.date()?.value.as_str());
    let period = |at: usize| value(at).is_some_and(|v| v.contains("-Q") || v.contains("-H"));
    let day = |at: usize| value(at).is_some_and(|v| v.len() == "2025-09-28".len());
    let &at = parsed.dates.iter().find(|&&d| period(d))?;
    let one = parsed.dates.iter().all(|&d| value(d) == value(at) || day(d));
    let heading = !parsed.finite && parsed.figures.is_empty();
    let told = parsed.items.iter().any(|i| text.is_result(i)) && !parsed.figures.is_empty();
    let What::Mention(date) = parsed.items[at].what else { return None };
    let firm = if let [one] = firms { Some(one.entity) } else { None };
    (one && (heading || told && firm.is_some())).then_some(Period { date, firm: firm.filter(|_| !heading), age: 0 })
}

/// The period the sentences before told of, where a figure of a sentence without a date goes on with the same firm's results.
pub(super) fn period(text: &Text<'_>, parsed: &Parsed, fact: &super::Fact) -> Option<u32> {
    let period = text.mind.period.filter(|_| parsed.dates.is_empty() && fact.relation == text.relations.earn)?;
    let of = fact.of?;
    // «meno della metà dei ricavi»: a part of a result is none
    let figure = &text.mentions[fact.figure? as usize];
    let part = figure.figure()?.unit_kind(text.lexicons) == Some(UnitKind::Percent) && of.start > figure.span.start;
    if part {
        return None;
    }
    let result =
        |i: &Item| text.is_result(i) && of.start <= text.tokens[i.first].start && text.tokens[i.first].start < of.end;
    let own = match period.firm {
        Some(firm) => matches!(fact.company[..], [one] if one.entity == firm),
        None => !parsed.finite,
    };
    (own && parsed.items.iter().any(result)).then_some(period.date)
}

/// The chip the last clause is about («…; una B200 costa il doppio»), else the first named.
fn topic(text: &Text<'_>, parsed: &Parsed, attribution: &Attribution) -> Option<Filler> {
    let chip_at = |i: &Item| {
        let chip = text.mention(i).filter(|m| m.kind == Type::Chip)?;
        chip.entity().map(|entity| Filler { entity, span: chip.span })
    };
    let subjects = own_subjects(text, parsed, attribution).filter_map(|s| s.item);
    let about = subjects.filter_map(|i| chip_at(&parsed.items[i])).last();
    let named = |at: usize| chip_at(&parsed.items[at]).filter(|_| !text.measure_of(&parsed.items, at));
    about.or_else(|| parsed.chips.iter().copied().find_map(named))
}

/// How many items into a line the colon that ends its label stands at the most: «Larghezza di banda: 4,8 TB/s».
const LABEL: usize = 6;

/// The rule of what the heading or lead-in of a list says of its lines.
pub(super) const LEAD_IN: &str = "lead-in";

/// Whether a bullet begins the sentence.
pub(super) fn bullet(items: &[Item]) -> bool {
    matches!(items.first().map(|i| &i.what), Some(What::Mark('-' | '–' | '•' | '*')))
}

/// Whether the sentence is a line of a list: it begins with a bullet, or a label and a colon.
pub(super) fn in_list(text: &Text<'_>, parsed: &Parsed) -> bool {
    let opens = text.tokens[text.sentences[text.now].first as usize].after_line();
    opens && (bullet(&parsed.items) || !parsed.finite && parsed.colons.first().is_some_and(|&c| c < LABEL))
}

/// What the sentence says the lines below it are about, where it is a heading or ends in a colon.
fn lead(text: &Text<'_>, parsed: &Parsed) -> Option<Lead> {
    let items = &parsed.items;
    let sentence = text.sentences[text.now];
    let opens = text.tokens[sentence.first as usize].after_line() || text.now == 0;
    // «sono circa: [3]»
    let note = |i: &Item| matches!(i.what, What::Mark('['));
    let colon = parsed.colons.last().is_some_and(|&c| items.get(c + 1).is_none_or(note));
    // «Prezzi della memoria»: a line without a verb that no mark ends
    let heading = opens
        && !parsed.finite
        && !matches!(text.tokens[sentence.last as usize - 1].symbol, '.' | ',' | ';' | '!' | '?')
        && parsed.figures.is_empty();
    if !(colon || heading) {
        return None;
    }
    let amount = items.iter().find_map(|i| match &i.what {
        What::Noun(n) if n.class.has(WordClass::AMOUNT) => {
            Some((Span::new(text.tokens[i.first].start, text.tokens[i.last - 1].end), n.relation?))
        }
        _ => None,
    });
    let chips = parsed.chips.first().map_or_else(Fillers::new, |&c| who::group(text, items, c, &[Type::Chip]));
    Some(Lead { amount, chips })
}

/// Who was named last as saying something: whom a voice names, else the last person, else the last who looks on by trade.
fn last_source(text: &Text<'_>, mentions: Range<usize>, attribution: &Attribution) -> Option<Fillers> {
    if let Some(last) = attribution.last() {
        return Some(last.into());
    }
    let filler = |m: &Mention| m.entity().map(|entity| Filler { entity, span: m.span });
    let named = || text.mentions[mentions.clone()].iter().rev();
    let observer = || named().filter(|m| m.kind == Type::Company).filter_map(filler).find(|f| text.observes(f.entity));
    let last = named().find(|m| m.kind == Type::Person).and_then(filler).or_else(observer)?;
    Some(smallvec![last])
}
