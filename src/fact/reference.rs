//! Descriptions: the firm that «l'azienda cinese», «il colosso di Santa Clara», «la startup» stands for.
//!
//! | description | stands for |
//! | --- | --- |
//! | noun + demonym («l'azienda cinese») | the one firm of that country named before |
//! | demonym alone («la californiana ha incassato») | the one firm of that country or seat named before |
//! | noun + «di» place («il colosso di Shenzhen») | the one firm with that seat named before, else the lexicon's only one |
//! | noun + «di», «guidata da» person («la società di Jensen Huang») | the firm the person works for |
//! | a site «guidato da», «fondato da» person («il laboratorio fondato da Arthur Mensch») | the firm the person works for |
//! | the same and a firm's name («la società di Elon Musk xAI») | that firm |
//! | name + another country's demonym («la Nvidia cinese») | the name in apposition, else nobody |
//! | noun + a name no lexicon knows («la società Acme») | nobody known |
//! | bare noun («l'azienda», «il gruppo») | the firm last spoken of, or whose person or model the sentence names; none of several that were one subject |
//! | «quest'ultima» | the firm named last |
//! | plural («le aziende cinesi»), indefinite («un'azienda») | nobody by name |
//!
//! Where two fit equally, the subject last spoken of; if it is neither, the one the article is about, else the one named last.
//! Media are spoken of as media only («il quotidiano»).

use super::Text;
use super::parse::{Item, What};
use crate::lexicon::{Entity, EntityId, Function, Mood, TermKind, WordClass, WordRole};
use crate::mention::{Mention, Type};
use crate::span::Span;

/// A description and what it stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Described {
    /// The firm, if one fits.
    pub entity: Option<EntityId>,
    /// The description's words.
    pub span: Span,
}

/// How many tokens after the noun may describe the firm.
const REACH: usize = 6;

/// Reads a definite description whose noun is at `at` and takes `len` tokens; what it stands for, and the token after it.
pub(super) fn describe(
    text: &Text<'_>,
    items: &[Item],
    at: usize,
    len: usize,
    stop: usize,
) -> Option<(Described, usize)> {
    let lexicons = text.lexicons;
    let noun =
        lexicons.vocabulary.term(&text.tokens[at..], TermKind::Noun).map(|(_, n)| &lexicons.nouns[n as usize])?;
    // «il laboratorio fondato da Arthur Mensch»: a site is a firm by who leads it alone
    let firm = noun.class.has(WordClass::FIRM);
    if !firm && !noun.class.has(WordClass::SITE) {
        return None;
    }
    let written = text.word(at + len - 1);
    let plural = written != noun.id.rsplit(' ').next().unwrap_or_default()
        && written.ends_with(['i', 'e'])
        && !noun.id.to_lowercase().ends_with(&written.to_lowercase());
    if plural || plural_article(text, items) || !definite(text, items, at) {
        return None;
    }
    let mut last = at + len;
    let mut demonym: Option<EntityId> = None;
    let mut seat: Option<EntityId> = None;
    let mut person: Option<EntityId> = None;
    // «la cinese», «il nuovo colosso»: an adjective of place may stand before the noun too
    if at > 0
        && let Some((1, place)) = lexicons.vocabulary.term(&text.tokens[at - 1..at], TermKind::Demonym)
    {
        demonym = Some(EntityId(place));
    }
    let mut next = last;
    while next < stop.min(at + len + REACH) {
        let token = text.tokens[next];
        if token.symbol != '\0' || token.after_line() {
            break;
        }
        // «il produttore di televisori Vizio», «la società Acme»: a firm no lexicon knows
        if firm && text.unknown_name(next) && !matches!(text.base(next - 1), "di" | "a" | "in" | "da") {
            return Some((Described { entity: None, span: Span::new(text.tokens[at].start, token.end) }, next + 1));
        }
        if let Some((n, place)) = lexicons.vocabulary.term(&text.tokens[next..stop], TermKind::Demonym) {
            demonym = Some(EntityId(place));
            next += n;
            last = next;
            continue;
        }
        let base = text.base(next);
        let function = token.begins(TermKind::Function);
        // «guidata da» a person
        if next + 2 == stop && text.base(next + 1) == "da" && text.is_participle(next) {
            next = stop;
            break;
        }
        if token.begins(TermKind::Verb) && !token.begins(TermKind::Noun) && !function {
            break;
        }
        if function && !matches!(base, "di" | "in" | "a" | "con" | "per" | "il") {
            break;
        }
        next += 1;
    }
    // What ends the run: a name that says more, or is the firm's own («l'azienda di intelligenza artificiale Scale AI»).
    if next >= stop
        && let Some(mention) = text.mention_at(stop)
    {
        let entity = text.mentions[mention].entity();
        let before = text.base(stop - 1);
        let name_end = text.mentions[mention].last as usize;
        match text.mentions[mention].kind {
            // «Secondo l'agenzia Nvidia ha ordinato»: no name of an agency
            Type::Company if stop == last && entity.is_some_and(|e| no_medium(text, noun.class, e)) => {}
            Type::Company if before != "di" || stop == last => return None,
            // «l'azienda con sede a Milano»; «l'azienda in Cina vende»: where, not which firm
            Type::Place
                if before == "di" || matches!(before, "a" | "in") && text.has_role(stop - 2, WordRole::Seat) =>
            {
                (seat, last) = (entity, name_end);
            }
            // «l'azienda di Jensen Huang», «l'azienda guidata da Sam Altman»
            Type::Person if matches!(before, "di" | "da") => {
                (person, last) = (entity, name_end);
                // «la società di Elon Musk xAI»
                let named = text.mention_at(name_end).map(|m| &text.mentions[m]).filter(|m| m.kind == Type::Company);
                if let Some(entity) = named.and_then(Mention::entity).filter(|_| firm) {
                    let span = Span::new(text.tokens[at].start, text.tokens[last - 1].end);
                    return Some((Described { entity: Some(entity), span }, last));
                }
            }
            _ => {}
        }
    }
    let span = Span::new(text.tokens[at].start, text.tokens[last - 1].end);
    if !firm {
        let led = person.filter(|_| text.base(stop - 1) == "da" && text.is_participle(stop - 2));
        let entity = firm_of(text, led?, span)?;
        return Some((Described { entity: Some(entity), span }, last));
    }
    let trade = match Trade::of(noun.class) {
        // «il colosso dei semiconduttori»
        Trade::Other if of_chips(text, at + len, stop) => Trade::Chips,
        Trade::Other if text.has_role(at, WordRole::Foundry) => Trade::Foundry,
        Trade::Other if text.has_role(at, WordRole::Chipmaker) => Trade::Chips,
        trade => trade,
    };
    let entity = if let Some(person) = person {
        firm_of(text, person, span)
    } else {
        resolve(text, items, span, demonym, seat, trade)
    };
    Some((Described { entity, span }, last))
}

/// Reads a demonym that stands alone after an article, as a noun would: «La coreana punta al 30%», «la californiana, nel trimestre, …».
pub(super) fn demonym_alone(text: &Text<'_>, items: &[Item], at: usize, stop: usize) -> Option<(Described, usize)> {
    let lexicons = text.lexicons;
    if text.tokens[at].capital() {
        return None;
    }
    let (len, place) = lexicons.vocabulary.term(&text.tokens[at..stop], TermKind::Demonym)?;
    let article = matches!(items.last()?.what, What::Function(Function::Article));
    let next = text.tokens.get(at + len).filter(|_| at + len < stop)?;
    let verb = next.begins(TermKind::Verb) && lexicons.forms(next).any(|f| f.mood.finite() && f.person == 3);
    let ends = matches!(next.symbol, ',' | ')') || verb || lexicons.function(next) == Some(Function::Clitic);
    if !article || !ends || plural_article(text, items) {
        return None;
    }
    let span = Span::new(text.tokens[at].start, text.tokens[at + len - 1].end);
    let entity = resolve(text, items, span, Some(EntityId(place)), None, Trade::Other)?;
    Some((Described { entity: Some(entity), span }, at + len))
}

/// How many mentions back the firm may be that «quest'ultima» stands for.
const LATTER_REACH: usize = 6;

/// Reads «quest'ultima», where no noun follows it: the firm named last.
pub(super) fn latter(text: &Text<'_>, items: &[Item], at: usize, stop: usize) -> Option<(Described, usize)> {
    let this = items.last().filter(|i| matches!(i.what, What::Function(Function::Demonstrative)))?;
    let next = text.tokens.get(at + 1).filter(|_| at + 1 < stop)?;
    let alone = next.symbol != '\0' || next.begins(TermKind::Verb) && !next.begins(TermKind::Noun);
    if !alone || text.rank(at) != Some(0) || this.last != at {
        return None;
    }
    let span = Span::new(text.tokens[at].start, text.tokens[at].end);
    let before = text.mentions.partition_point(|m| m.span.start < span.start);
    let named = text.mentions[..before].iter().rev().take(LATTER_REACH).find(|m| m.kind == Type::Company)?;
    Some((Described { entity: named.entity(), span }, at + 1))
}

/// Makes descriptions of firms' names that only liken another firm to theirs («la Nvidia cinese», «Biren, la nuova Nvidia, ha»), and words of
/// those that only say in brackets what the firm before them is called or was («Meta (precedentemente Facebook)»); whether there are any.
pub(super) fn likened(text: &Text<'_>, items: &mut [Item]) -> bool {
    let mut any = false;
    for at in 1..items.len() {
        let Some(entity) = company(text, items.get(at)) else { continue };
        let mark = |i: usize, mark: char| matches!(items.get(i).map(|i| &i.what), Some(What::Mark(m)) if *m == mark);
        // «X (ex Twitter)», «Alphabet (Google)»
        let word = usize::from(at > 2 && matches!(items[at - 1].what, What::Word | What::Function(Function::Adverb)));
        let open = at - 1 - word;
        let another = |before: EntityId| before != entity;
        if open > 0 && mark(open, '(') && mark(at + 1, ')') && company(text, items.get(open - 1)).is_some_and(another) {
            items[at].what = What::Word;
            continue;
        }
        let quoted = usize::from(at > 1 && matches!(items[at - 1].what, What::Mark('«' | '“' | '"')));
        let article = |i: usize| matches!(items[i].what, What::Function(Function::Article | Function::Indefinite));
        // «la Samsung coreana» is itself
        let demonym = items.get(at + 1).filter(|i| matches!(i.what, What::Word)).and_then(|i| {
            text.lexicons
                .vocabulary
                .term(&text.tokens[i.first..i.last], TermKind::Demonym)
                .map(|(_, place)| EntityId(place))
        });
        let elsewhere = demonym.is_some_and(|place| !of_place(text, text.lexicons.entity(entity), place));
        let of_another = elsewhere && article(at - 1 - quoted.min(at - 1));
        // «Biren, la nuova Nvidia, ha raccolto»
        let apposed = || {
            let adjective = |i: &Item| {
                let token = &text.tokens[i.first];
                matches!(i.what, What::Word) && !token.capital() && !token.begins(TermKind::Demonym)
            };
            at > 3
                && adjective(&items[at - 1])
                && article(at - 2)
                && mark(at - 3, ',')
                && company(text, items.get(at - 4)).is_some()
                && mark(at + 1, ',')
                && matches!(items.get(at + 2).map(|i| &i.what), Some(What::Verb(v)) if v.finite())
        };
        if of_another || apposed() {
            let last = if of_another { items[at + 1].last } else { items[at].last };
            let span = Span::new(text.tokens[items[at].first].start, text.tokens[last - 1].end);
            let named = company(text, items.get(at + 2)).filter(|_| of_another);
            items[at].what = What::Description(Described { entity: named, span });
            any = true;
        }
    }
    any
}

/// The company an item names.
fn company(text: &Text<'_>, item: Option<&Item>) -> Option<EntityId> {
    text.mention(item?).filter(|m| m.kind == Type::Company)?.entity()
}

/// How many items a description may take before its name: «il produttore di macchine per chip, Tokyo Electron».
const NAME_REACH: usize = 7;

/// Gives a description the name that stands in apposition to it: «la sua start-up, xAI», «Il produttore di memorie, Micron, sale».
pub(super) fn name_described(text: &Text<'_>, items: &mut [Item]) {
    for at in 0..items.len() {
        let What::Description(described) = items[at].what else { continue };
        if let Some(named) = named_before(text, items, at) {
            items[at].what = What::Description(Described { entity: Some(named), ..described });
            continue;
        }
        // «la proprietaria di TikTok, ByteDance, farà sorgere»
        let of = |i: usize| matches!(items[i - 1].what, What::Preposition("di"));
        let comma = (at + 1..items.len().min(at + NAME_REACH)).find(|&i| match items[i].what {
            What::Mark(_) | What::Verb(_) => true,
            What::Mention(_) => !of(i),
            _ => false,
        });
        let Some(name) = comma.filter(|&c| matches!(items[c].what, What::Mark(','))).map(|c| c + 1) else { continue };
        let closed = match (items.get(name + 1).map(|i| &i.what), items.get(name + 2).map(|i| &i.what)) {
            (None | Some(What::Mark('.' | ';' | ')')), _) => true,
            (Some(What::Mark(',')), Some(What::Verb(v))) => v.finite(),
            _ => false,
        };
        if let Some(What::Mention(m)) = items.get(name).map(|i| &i.what)
            && closed
            && text.mentions[*m as usize].kind == Type::Company
        {
            items[at].what = What::Description(Described { entity: text.mentions[*m as usize].entity(), ..described });
        }
    }
}

/// The firm the description at item `at` stands in apposition to: «Nvidia, l'azienda che», «High-Flyer, il fondo che». Who tells is no such
/// firm: «secondo Reuters, l'azienda, che».
fn named_before(text: &Text<'_>, items: &[Item], at: usize) -> Option<EntityId> {
    let article = at >= 3 && matches!(items[at - 1].what, What::Function(Function::Article));
    let that = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Function(Function::Relative)));
    if !(article && that && matches!(items[at - 2].what, What::Mark(','))) {
        return None;
    }
    let What::Mention(m) = items[at - 3].what else { return None };
    let mention = &text.mentions[m as usize];
    mention.entity().filter(|&e| mention.kind == Type::Company && !text.observes(e))
}

/// Whether a plural article stands before: «delle società», where the noun is the same in both numbers.
pub(super) fn plural_article(text: &Text<'_>, items: &[Item]) -> bool {
    items.iter().rev().take(2).any(|item| {
        let article = matches!(
            item.what,
            What::Function(Function::Article | Function::Demonstrative | Function::Possessive) | What::Preposition(_)
        );
        article && text.plural_article(item.first)
    })
}

/// Whether an article, an articled preposition, «questo» or «sua» stands before the noun.
fn definite(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let superlative = |i: &Item| text.folded(i.first) == "più";
    for item in items.iter().rev().take(3) {
        match item.what {
            What::Function(Function::Article | Function::Demonstrative | Function::Possessive) => return true,
            // «la più grande azienda europea»
            _ if item.last + 1 == at && superlative(item) => {}
            What::Preposition(_) => {
                return text.base(item.first) != text.word(item.first).to_lowercase();
            }
            // one adjective may stand between: «la giovane startup»
            What::Word if item.last == at && !text.tokens[item.first].capital() => {}
            _ => return false,
        }
    }
    false
}

/// Whether a noun for media stands beside the name of a firm that is none: it is not that firm's.
fn no_medium(text: &Text<'_>, class: WordClass, firm: EntityId) -> bool {
    let trade = Trade::of(class);
    matches!(trade, Trade::Media) && !trade.has(text.lexicons.entity(firm))
}

/// The firm the person works for; of one who has several the one named last before `span`, if any.
fn firm_of(text: &Text<'_>, person: EntityId, span: Span) -> Option<EntityId> {
    let known = text.lexicons.entity(person);
    let owner = known.owner.filter(|o| text.lexicons.entity(*o).kind == Type::Company);
    if known.also.is_empty() {
        return owner;
    }
    let before = text.mentions.partition_point(|m| m.span.start < span.start);
    let named = text.mentions[..before].iter().rev().take(NAMED_REACH).filter(|m| m.kind == Type::Company);
    named.filter_map(Mention::entity).find(|e| owner == Some(*e) || known.also.contains(e))
}

/// How many mentions back the firm may be that a description stands for.
const NAMED_REACH: usize = 200;

/// The firm that fits, among those named before `span`.
fn resolve(
    text: &Text<'_>,
    items: &[Item],
    span: Span,
    demonym: Option<EntityId>,
    seat: Option<EntityId>,
    trade: Trade,
) -> Option<EntityId> {
    let lexicons = text.lexicons;
    let fits = |company: EntityId| {
        let entity = lexicons.entity(company);
        trade.has(entity)
            && demonym.is_none_or(|place| of_place(text, entity, place))
            && seat.is_none_or(|place| seated(text, entity, place))
    };
    let said_by = according(items).filter(|_| demonym.is_none() && seat.is_none());
    let mut candidates: Vec<EntityId> = Vec::new();
    // «Nata con i soldi di Sony e Ntt, la società …»: none of those that what opens the sentence names
    let opened = opened(items);
    let from = if opened { text.sentences[text.now].span.start } else { span.start };
    let before = text.mentions.partition_point(|m| m.span.start < from);
    for mention in text.mentions[..before].iter().rev().take(NAMED_REACH) {
        if mention.kind == Type::Company
            && let Some(company) = mention.entity()
            && !candidates.contains(&company)
            && fits(company)
            && said_by != Some(company)
        {
            candidates.push(company);
        }
    }
    // «Goldman Sachs stima …. L'azienda ha …»: a bank is called so only where no other firm can be meant
    let bank = |e: &EntityId| lexicons.entity(*e).is("bank");
    if matches!(trade, Trade::Other) && !candidates.iter().all(bank) {
        candidates.retain(|e| !bank(e));
    }
    match (candidates.as_slice(), demonym.or(seat)) {
        ([], None) => None,
        ([], Some(_)) => only_one(text, demonym, seat, trade),
        ([one], _) => Some(*one),
        (many, _) => {
            // the firm last spoken of, in this sentence or before it, if it is among those that fit
            // «Lisa Su … l'azienda»: the firm of the one who speaks; «Dopo il debutto di R1 l'azienda»: whose model it is
            let of_person = (0..items.len()).rev().find_map(|i| match items[i].what {
                What::Mention(m) if matches!(text.mentions[m as usize].kind, Type::Person | Type::Model) => {
                    lexicons.entity(text.mentions[m as usize].entity()?).owner.filter(|o| many.contains(o))
                }
                _ => None,
            });
            // the one firm the last sentence named, where none was its subject, or that alone sits there: «Nvidia scende all'8%, con Huawei
            // al 50. La società di Shenzhen»
            let mut named = text.mind.spoken.iter().copied().filter(|e| many.contains(e));
            let sits = demonym.or(seat).is_some();
            let last = named.next().filter(|_| named.next().is_none() && (sits || text.mind.subject.is_empty()));
            // «Né Cambricon né SMIC commentano. … la società»: of several told of together the one the article is about
            let together = text.mind.subject.as_slice();
            let about = text.about.protagonist.map(|p| p.entity).or(text.subjects.first().copied());
            let joint = |e: &EntityId| together.len() > 1 && together.iter().any(|f| f.entity == *e);
            // not «Meta e Google hanno mandato ordini a Nvidia. La società …»
            let others = text.mind.spoken.iter().any(|e| !joint(e));
            let among = about.filter(|e| many.contains(e) && joint(e) && !others && text.subjects.contains(e));
            // «Kimi K2 aveva sorpreso tutti. … la startup»: whose model was named last
            let last_model = || {
                let mut back = text.mentions[..before].iter().rev().take(MODEL_REACH);
                let model = back.find(|m| m.kind == Type::Model).and_then(Mention::entity)?;
                lexicons.entity(model).owner
            };
            let here = (0..items.len()).rev().find_map(|i| match items[i].what {
                What::Mention(m)
                    if text.mentions[m as usize].kind == Type::Company
                        && text.governor(items, i).is_none()
                        && !(i > 0 && matches!(&items[i - 1].what, What::Verb(v) if v.finite())) =>
                {
                    text.mentions[m as usize].entity().filter(|e| many.contains(e))
                }
                _ => None,
            });
            here.filter(|_| !opened)
                .into_iter()
                .chain(speakers_firm(text, items).filter(|e| many.contains(e)))
                .chain(of_person)
                .chain(last)
                .chain(among)
                .chain(text.subjects.iter().rev().copied())
                .find(|s| many.contains(s))
                .or_else(|| last_model().filter(|e| many.contains(e)))
                // «l'azienda californiana», of several from there: the one the article is about
                .or_else(|| protagonist(text).filter(|e| sits && many.contains(e)))
                .or_else(|| many.first().copied())
        }
    }
}

/// The firm the article is about.
fn protagonist(text: &Text<'_>) -> Option<EntityId> {
    text.about.protagonist.or(text.about.leading).map(|p| p.entity)
}

/// Whether a participle that says more of what comes opens the sentence before a description: «Nata nel 2022 con i soldi di Sony, la società».
fn opened(items: &[Item]) -> bool {
    let verb = |i: &Item| matches!(&i.what, What::Verb(v) if v.finite());
    let participle = matches!(items.first().map(|i| &i.what), Some(What::Verb(v)) if v.mood == Mood::Participle);
    let comma = matches!(items, [.., c, a] if matches!(c.what, What::Mark(',')) && matches!(a.what, What::Function(Function::Article)));
    participle && comma && !items.iter().any(verb)
}

/// How many mentions back the model may be whose firm a description stands for.
const MODEL_REACH: usize = 10;

/// The firm for which the one speaks who tells it: «il fondatore di Meta ha scritto che la società».
fn speakers_firm(text: &Text<'_>, items: &[Item]) -> Option<EntityId> {
    let says = |i: usize| matches!(&items[i].what, What::Verb(v) if v.finite() && v.class.has(WordClass::SAY));
    let verb = (2..items.len()).rev().find(|&i| says(i))?;
    let named = company(text, items.get(verb - 1))?;
    let of = verb >= 3 && matches!(items[verb - 2].what, What::Preposition("di"));
    let office = of && matches!(&items[verb - 3].what, What::Noun(n) if n.class.has(WordClass::SPEAKER));
    office.then_some(named)
}

/// The firm described right before, past a comma, as the one whose word it is, which what follows does not describe anew: «secondo il
/// gigante dei chip, la startup ha usato».
fn according(items: &[Item]) -> Option<EntityId> {
    let article = usize::from(matches!(items.last()?.what, What::Function(Function::Article)));
    let comma = items.len().checked_sub(1 + article).filter(|&c| matches!(items[c].what, What::Mark(',')))?;
    let cue = |i: &usize| matches!(items[*i].what, What::Cue(class) if class.has(WordClass::ACCORDING));
    let from = (0..comma).rev().take(REACH).find(cue)?;
    items[from..comma].iter().find_map(|i| match i.what {
        What::Description(described) => described.entity,
        _ => None,
    })
}

/// The lexicon's only firm of that seat; none where several share it.
fn only_one(text: &Text<'_>, demonym: Option<EntityId>, seat: Option<EntityId>, trade: Trade) -> Option<EntityId> {
    let place = seat.filter(|_| demonym.is_none())?;
    let lexicons = text.lexicons;
    let mut firms = lexicons.seats().firms(place, &lexicons.entity(place).name);
    let only = firms.find(|&f| trade.has(lexicons.entity(f)))?;
    firms.all(|f| f == only || !trade.has(lexicons.entity(f))).then_some(only)
}

/// Whether the words after a noun for a firm say that it makes chips: «il colosso dei semiconduttori», «il gruppo dei chip».
fn of_chips(text: &Text<'_>, at: usize, stop: usize) -> bool {
    at + 1 < stop
        && text.base(at) == "di"
        && text
            .lexicons
            .vocabulary
            .term(&text.tokens[at + 1..stop], TermKind::Noun)
            .is_some_and(|(_, noun)| text.lexicons.nouns[noun as usize].class.has(WordClass::CHIP))
}

/// What kind of firm a noun describes.
#[derive(Clone, Copy)]
enum Trade {
    /// «il quotidiano», «la società di analisi»
    Media,
    /// «la banca d'affari»
    Bank,
    /// «il colosso dei semiconduttori»
    Chips,
    /// «la fonderia»
    Foundry,
    /// «l'azienda», «il colosso»: none that looks on and tells.
    Other,
}

impl Trade {
    fn of(class: WordClass) -> Trade {
        match () {
            () if class.has(WordClass::BANK) => Trade::Bank,
            () if class.has(WordClass::SOURCE) => Trade::Media,
            () => Trade::Other,
        }
    }

    /// Whether the firm is of that kind.
    fn has(self, firm: &Entity) -> bool {
        let kind = firm.kinds.first().map_or("", String::as_str);
        let media = matches!(kind, "media" | "agency" | "analyst" | "consultancy");
        match self {
            Trade::Media => media,
            Trade::Bank => matches!(kind, "bank" | "analyst"),
            Trade::Chips => firm
                .kinds
                .iter()
                .any(|k| matches!(k.as_str(), "chipmaker" | "foundry" | "memory" | "equipment" | "materials")),
            Trade::Foundry => firm.kinds.iter().any(|k| k == "foundry"),
            Trade::Other => !media,
        }
    }
}

/// Whether a firm is called by the place's demonym: its country's, its state's or its city's.
fn of_place(text: &Text<'_>, company: &Entity, place: EntityId) -> bool {
    let lexicons = text.lexicons;
    let known = lexicons.entity(place);
    if known.kinds.iter().any(|k| k == "continent") {
        return company.country.is_some_and(|country| lexicons.on_continent(country, place));
    }
    company.country == Some(place) || seated(text, company, place)
}

/// Whether a firm sits in the place.
fn seated(text: &Text<'_>, company: &Entity, place: EntityId) -> bool {
    let name = || text.lexicons.entity(place).name.chars().flat_map(char::to_lowercase);
    company.country == Some(place) || company.seats.iter().any(|seat| seat.chars().eq(name()))
}
