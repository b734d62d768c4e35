//! Where: the places of a figure or an event.

use super::zone::{self, compared, framing};
use crate::fact::parse::{Hang, Item, Parsed, What, there_is};
use crate::fact::source::ancestors;
use crate::fact::subject::{self, Subject};
use crate::fact::text::large;
use crate::fact::{Filler, Fillers, Text, who};
use crate::lexicon::{EntityId, Function, Mood, TermKind, UnitKind, WordClass, WordRole};
use crate::mention::Type;
use crate::span::Span;
use smallvec::{SmallVec, smallvec};
use std::ops::Range;

/// The prepositions that say where.
const WHERE: [&str; 7] = ["a", "in", "su", "presso", "verso", "dentro", "attraverso"];

/// The places of the figure, or the word of an event, and the rule that says so.
type Answer = (Fillers, &'static str);

/// What is asked for the places of, and what every rule may look at.
#[derive(Clone, Copy)]
struct Asked<'a> {
    text: &'a Text<'a>,
    parsed: &'a Parsed,
    /// The items of its sentence.
    items: &'a [Item],
    /// The figure, or the word of an event: an item.
    at: usize,
    /// The clause it stands in.
    clause: usize,
    /// Whether a firm acts, so that a country that is the subject is no place.
    actor: bool,
    /// The subject of its clause.
    subject: &'a Subject,
}

/// Where: the places of the figure's clause, said by «a», «in», «su»; a subject that is a place; a list line's head.
///
/// | rule | example |
/// | --- | --- |
/// | `own` | «9,3 in Cina e solo 8 in Europa», «la fabbrica di Magdeburgo, da 30 miliardi» |
/// | `list` | «Malesia: 2,4 GW, quasi tutti a Johor» |
/// | `beside` | «il Piemonte ha 50 richieste, il Lazio 28 e la Puglia 18» |
/// | `shared` | «In Cina Nvidia ha venduto 3.000 H20 e Amd 500 MI308» |
/// | `relative` | «a Johor, dove la potenza è di 10 MW» |
/// | `subject` | «Singapore ospita 99 data center» |
/// | `respectively` | «Piemonte e Lazio, con 7 e 5 gigawatt rispettivamente» |
/// | `the country named last` | «ha il 46% delle vendite nel Paese», «il Paese vale il 13% dei ricavi» |
/// | `the place named last` | «negli Emirati ha 21.500 A100 e spenderà laggiù 15 miliardi», «ha aperto un sito a Oslo e vi investirà 2 miliardi» |
/// | `the town named last` | «Licenziamenti a Hillsboro. Nella cittadina dell'Oregon Intel …», «realizzerà in città un centro» |
/// | `more of them` | «ha incassato in Cina 390 milioni e ne prevede altri 100» |
/// | `question` | «E l'Europa? Produce meno del 10% dei chip», «Che cosa è successo a Oslo? La polizia ha fermato nove persone» |
/// | `site told before` | «xAI apre un centro a Memphis. L'impianto ospiterà 200.000 GPU» |
/// | `clause above` | «una seconda fabbrica a Boise, dando lavoro a 17.000 persone» |
/// | `proviso` | «può vendere gli H200 in Cina, purché le consegne non superino la metà» |
/// | `told of it` | «un data center da 500 MW che xAI costruirà in Oman», «il 10% su ciò che assembla a Taiwan», «Il centro che xAI apre a Memphis ospita 200.000 GPU» |
/// | `frame` | «In Cina, dice Huang, …»: a place that opens the clause above |
/// | `market` | «il mercato cinese vale 50 miliardi» |
///
/// `actor`: a firm acts, so that a country that is the subject is no place («Washington ha promesso a Intel 7 miliardi»).
pub(in crate::fact) fn place(text: &Text<'_>, parsed: &Parsed, at: usize, actor: bool, subject: &Subject) -> Answer {
    let items = &parsed.items;
    let asked = Asked { text, parsed, items, at, clause: items[at].clause, actor, subject };
    let named = if parsed.places.is_empty() { None } else { asked.named() };
    asked
        .opens_there()
        .or(named)
        .or_else(|| asked.homeland())
        .or_else(|| asked.town())
        .or_else(|| asked.there())
        .or_else(|| asked.more_of_them())
        .or_else(|| asked.market())
        .or_else(|| asked.question())
        .or_else(|| asked.site_told_before())
        .unwrap_or((Fillers::new(), "none"))
}

impl Asked<'_> {
    /// The places the sentence names for it.
    fn named(&self) -> Option<Answer> {
        self.beside()
            .or_else(|| self.respectively())
            .or_else(|| self.own())
            .or_else(|| self.shared())
            .or_else(|| self.relative())
            .or_else(|| self.acting())
            .or_else(|| self.of_subject())
            .or_else(|| self.past_aside())
            .or_else(|| self.gerund())
            .or_else(|| self.proviso())
            .or_else(|| self.told_of_it())
            .or_else(|| self.told_of_subject())
            .or_else(|| self.frame())
    }

    /// The place item `i` is.
    fn filler(&self, i: usize) -> Option<Filler> {
        let mention = self.text.mention(&self.items[i]).filter(|m| m.kind == Type::Place)?;
        mention.entity().map(|entity| Filler { entity, span: mention.span })
    }

    /// The place item `i` is, where the words before it say that something is there.
    fn locative(&self, i: usize) -> Option<Filler> {
        let Asked { text, parsed, items, at, .. } = *self;
        let place = self.filler(i)?;
        let governor = text.governor(items, i)?;
        // «quello di Magenta, in provincia di Milano»: the town is where, its province says which
        if province(text, items, i) && i >= 3 && self.filler(i - 3).is_some() {
            return None;
        }
        let described = items.get(i + 3).is_some() && province(text, items, i + 3);
        let said = WHERE.contains(&governor)
            || governor == "di" && self.of_counted(i)
            || matches!(governor, "tra" | "fra") && self.stretches(i)
            || described
            || governor == "di" && self.of_spot(i)
            || governor == "per" && self.paid_for()
            || governor == "da" && (i > at && self.earned_from() || self.brought() || self.comes_from(i));
        (said
            && !self.not_only(i)
            && !seat(text, items, i)
            && !compared(text, parsed, i)
            && !self.given_to(i, governor))
        .then_some(place)
    }

    /// Whether the place at item `i` past the figure is only one of those it counts: «in 14 Paesi e non soltanto in Canada».
    fn not_only(&self, i: usize) -> bool {
        let Asked { items, at, .. } = *self;
        let denied = |i: &Item| {
            matches!(i.what, What::Cue(c) if c.has(WordClass::NEGATION))
                || matches!(i.what, What::Function(Function::Negation))
        };
        let verb = |i: &&Item| matches!(i.what, What::Verb(_));
        at < i && items[at + 1..i].iter().rev().take(DENIED_REACH).take_while(|i| !verb(i)).any(denied)
    }

    /// Whether the place at item `i` stands for who is paid or promised something: «verseranno a Washington il 15% dei ricavi»; what a
    /// country is promised is for it to have: «ha promesso alla Spagna 15,7 miliardi».
    fn given_to(&self, i: usize, governor: &str) -> bool {
        let Asked { text, items, .. } = *self;
        let verb = items[..i].iter().rev().take(GIVEN_REACH).find_map(|item| match &item.what {
            What::Verb(v) => Some(v),
            _ => None,
        });
        let gives = |class: WordClass| class.has(WordClass::LIGHT) && !class.has(WordClass::AMOUNT);
        // «Il 15% delle entrate andrà a Washington»
        let part = self.at + 2 < i
            && self.text.unit_kind(&items[self.at]) == Some(UnitKind::Percent)
            && matches!(items[self.at + 1].what, What::Preposition("di"))
            && text.is_result(&items[self.at + 2]);
        let city = || self.filler(i).is_some_and(|f| text.lexicons.entity(f.entity).is("city"));
        if governor == "a" && part && city() {
            return true;
        }
        // «girare agli Stati Uniti il 15% dei ricavi», «cedere al Giappone il 15% del capitale»
        let owed = || {
            let known = text.relations;
            let of = matches!(items.get(self.at + 1).map(|i| &i.what), Some(What::Preposition("di")));
            let had = |i: &Item| {
                text.is_result(i)
                    || matches!(&i.what, What::Noun(n) if n.relation.is_some_and(|r| [known.invest, known.own, known.share].contains(&r)))
            };
            text.unit_kind(&items[self.at]) == Some(UnitKind::Percent)
                && of
                && items[self.at + 2..].iter().take(2).any(had)
        };
        let handed = || {
            let known = text.relations;
            i >= 2
                && i + 3 > self.at
                && i < self.at
                && matches!(&items[i - 2].what, What::Verb(v) if !v.relation.is_some_and(|r| known.trades(r) || [known.deliver, known.produce, known.earn].contains(&r)))
        };
        if governor == "a" && handed() && owed() {
            return true;
        }
        governor == "a"
            && verb.is_some_and(|v| !v.passive && v.relation == Some(text.relations.invest) && gives(v.class))
            && self.filler(i).is_some_and(|f| text.lexicons.entity(f.entity).is("city"))
    }

    /// Whether something lies between the towns or regions of which item `i` is one: «si trova tra Milano e Roma»; no «accordo tra Roma e
    /// Parigi».
    fn stretches(&self, i: usize) -> bool {
        let Asked { text, items, .. } = *self;
        let between = |i: &usize| matches!(items[*i].what, What::Preposition("tra" | "fra"));
        let land = |f: &Filler| text.lexicons.entity(f.entity).is("country");
        let verb = (0..i).rev().take(STRETCH).find(between).and_then(|by| by.checked_sub(1));
        let lies = verb.is_some_and(|v| match &items[v].what {
            // «due stabilimenti tra Idaho e New York»
            What::Noun(n) => n.class.has(WordClass::SITE),
            What::Verb(verb) => !verb.relation.is_some_and(|r| text.relations.deals(r) || text.relations.trades(r)),
            _ => false,
        });
        lies && !self.filler(i).is_some_and(|f| land(&f))
    }

    /// Whether the place at item `i` hangs by «di» on a site or on what is somewhere itself.
    fn of_spot(&self, mut i: usize) -> bool {
        let Asked { text, items, .. } = *self;
        // «nei siti di Agrate e Catania»: they share what they hang on
        while i > 2
            && matches!(items[i - 1].what, What::Mark(',') | What::Function(Function::Conjunction))
            && self.filler(i - 2).is_some()
        {
            i -= 2;
        }
        // «la fabbrica di Magdeburgo»: a site's place
        let site = |n: &Item| matches!(&n.what, What::Noun(n) if n.class.has(WordClass::SITE));
        // «alla Borsa di Hong Kong», «al mercato nero di Shenzhen»; not «nelle stime di Washington», «in una nota di Pechino»
        let spot = |i: usize| match &items[i].what {
            What::Noun(n) => {
                let told = WordClass::SOURCE | WordClass::AMOUNT | WordClass::PLAN;
                // «nella cittadina dell'Oregon», «in un magazzino di Johor»
                let stock = |b: usize| matches!(items[b].what, What::Function(Function::Indefinite));
                let housed = n.relation == Some(text.relations.own) && i.checked_sub(1).is_some_and(stock);
                let town = text.has_role(items[i].first, WordRole::Town);
                town || housed || !n.class.has(told | WordClass::SPEAKER | WordClass::PEOPLE | WordClass::COMPANY)
            }
            What::Word => text.tokens[items[i].first].is_word(),
            _ => false,
        };
        let where_ = || spot(i - 2) && text.governor(items, i - 2).is_some_and(|g| WHERE.contains(&g));
        // «i data center dell'area di Milano»
        let noun = |n: &&Item| {
            matches!(n.what, What::Noun(_) | What::Word | What::Preposition("di") | What::Function(Function::Article))
        };
        let sited = || items[..i].iter().rev().take(SITE_REACH).take_while(noun).any(site);
        i >= 2 && (items[i.saturating_sub(3)..i].iter().any(site) || sited() || where_())
    }

    /// Whether what «per» a place is told of is a duty or an investment: «ha stanziato per l'Italia 4 miliardi».
    fn paid_for(&self) -> bool {
        let known = self.text.relations;
        let relation = |i: &Item| match &i.what {
            What::Noun(n) => n.relation,
            What::Verb(v) => v.relation,
            _ => None,
        };
        let taxed = |i: &Item| matches!(i.what, What::Noun(_)) && relation(i) == Some(known.tax);
        let invested = |i: &Item| i.clause == self.clause && relation(i) == Some(known.invest);
        self.items.iter().any(|i| taxed(i) || invested(i))
    }

    /// Whether the figure is what comes «da» a place: «il 10% dei ricavi viene dalla Cina», «ricavi per 17 miliardi dalla Cina».
    fn earned_from(&self) -> bool {
        let Asked { text, items, at, .. } = *self;
        text.unit_kind(&items[at]) == Some(UnitKind::Percent)
            || items[at.saturating_sub(3)..at].iter().any(|i| text.is_result(i))
    }

    /// Whether the clause tells what is earned or imported, so that «da» says from where: «dalla Cina ricaverebbe il 5%», «importa
    /// dall'India gli iPhone».
    fn brought(&self) -> bool {
        let Asked { text, parsed, items, at, clause, .. } = *self;
        let known = text.relations;
        let verb = parsed.clauses[clause].verb.map(|v| &items[v].what);
        let earned = text.figure_item(&items[at]);
        matches!(verb, Some(What::Verb(v)) if earned && !v.passive && v.relation == Some(known.earn) || v.relation == Some(known.import))
    }

    /// Whether a verb of coming or passing leads «da» to the place at item `i`: «le richieste arrivate dalla Cina superano i 2 milioni»,
    /// «ha fatto passare 400 A100 dalla Malesia e dalla Thailandia».
    fn comes_from(&self, i: usize) -> bool {
        let Asked { text, items, at, .. } = *self;
        // «dalla Malesia e dalla Thailandia»
        let mut first = i;
        while first > 3
            && matches!(items[first - 2].what, What::Mark(',') | What::Function(Function::Conjunction))
            && matches!(items[first - 1].what, What::Preposition("da"))
            && self.filler(first - 3).is_some()
        {
            first -= 3;
        }
        let thing = |i: &&Item| {
            matches!(i.what, What::Noun(_) | What::Word) || text.figure_item(i) || text.is_kind(i, Type::Chip)
        };
        let comes = |class: WordClass| class.has(WordClass::ARRIVE | WordClass::SHIFT);
        let led = (0..first.saturating_sub(1)).rev().take(CAME_REACH).find(|&n| !thing(&&items[n]));
        let led = led.filter(|&n| matches!(&items[n].what, What::Verb(v) if comes(v.class)));
        // «lavorano 3.000 persone, molte arrivate da Taiwan»: only where those came from
        let apart = |led: usize| at < led && !items[at + 1..led].iter().all(|i| thing(&i));
        text.figure_item(&items[at]) && led.is_some_and(|led| !apart(led))
    }

    /// Whether the place at item `i` closes what the figure counts or is a part of: «tre ricercatori di Toronto», «il 5% dei consumi
    /// dell'Irlanda».
    fn of_counted(&self, i: usize) -> bool {
        let Asked { text, items, at, .. } = *self;
        let phrase = |i: &Item| match &i.what {
            What::Noun(n) => !n.class.has(WordClass::SOURCE | WordClass::COMPANY | WordClass::PLAN),
            What::Word => text.tokens[i.first].is_word() && !text.tokens[i.first].capital(),
            What::Preposition("di") | What::Function(Function::Article) => true,
            // «dieci mercanti di Shenzhen e di Hong Kong»
            What::Mention(_) => text.is_kind(i, Type::Place),
            What::Function(Function::Conjunction) => true,
            _ => false,
        };
        let kind = text.unit_kind(&items[at]);
        text.figure_item(&items[at])
            && matches!(kind, None | Some(UnitKind::Percent | UnitKind::Measure))
            && i > at + 2
            && i - at <= COUNTED_REACH
            && items[at + 1..i].iter().all(phrase)
            && items[at + 1..i - 1].iter().any(|i| matches!(i.what, What::Noun(_) | What::Word))
    }

    /// The places said of the figure among items of its clause, and where they stand.
    fn places(&self, range: Range<usize>) -> impl Iterator<Item = (usize, Filler)> {
        let within = self.parsed.places.iter().copied().filter(move |i| range.contains(i));
        within.filter(|&i| self.items[i].clause == self.clause).filter_map(|i| Some((i, self.locative(i)?)))
    }

    /// The place a list gives the figure.
    fn beside(&self) -> Option<Answer> {
        let place = beside(self.text, self.parsed, self.at).and_then(|i| self.filler(i))?;
        Some((smallvec![place], "beside"))
    }

    /// The place that opens the line, and whether it is a list's head: «Malesia: 2,4 GW»; «Settimo Milanese, Khazna costruirà un campus».
    fn opening(&self) -> (Option<Filler>, bool) {
        let Asked { text, items, clause, .. } = *self;
        let colon = self.parsed.colons.first().filter(|&&c| c < 5);
        let head = colon.and_then(|c| c.checked_sub(1)).filter(|&h| h <= 1).and_then(|h| self.filler(h));
        if head.is_some() {
            return (head, true);
        }
        let opens = matches!(items.get(1).map(|i| &i.what), Some(What::Mark(',')))
            && items.get(2).is_some_and(|i| text.is_firm(i) && i.clause == clause);
        (if opens { self.filler(0) } else { None }, false)
    }

    /// The places around the figure that are its own, with the one that opens the line.
    fn own(&self) -> Option<Answer> {
        let Asked { text, parsed, items, at, clause, .. } = *self;
        let mut found = Fillers::new();
        let mut add = |f: Filler| {
            if !found.iter().any(|x| x.entity == f.entity) {
                found.push(f);
            }
        };
        let (head, listed) = self.opening();
        head.into_iter().for_each(&mut add);
        // «La Lombardia concentra il 62% della potenza installata in Italia»: what describes the amount is not where it is
        let ruled = !self.actor && self.subject.item.is_some_and(|s| s < at && text.is_kind(&items[s], Type::Place));
        let describes =
            |i: usize| ruled && i >= 2 && matches!(&items[i - 2].what, What::Verb(v) if v.mood == Mood::Participle);
        let before = self.places(zone::start(parsed, at)..at);
        // «un blocco alle vendite: addio al flusso verso l'Europa»: of something else
        let counted = text.figure_item(&items[at]);
        let colon = parsed.colons.get(parsed.colons.partition_point(|&c| c <= at)).filter(|_| !counted);
        let colon = colon.copied().unwrap_or(items.len());
        let stop = if counted { self.rest().min(zone::stop(parsed, at)) } else { zone::stop(parsed, at) };
        let after = self.places(at + 1..stop.min(colon)).filter(|(i, _)| !describes(*i) && !self.opens_next(*i));
        let mut all: SmallVec<[(usize, Filler); 4]> = before.chain(after).collect();
        // «Dopo le perquisizioni a Singapore, gli agenti hanno sequestrato a Hong Kong 300 schede»
        if all.iter().any(|&(i, _)| !self.of_what_came_before(i)) {
            all.retain(|&mut (i, _)| !self.of_what_came_before(i));
        }
        for (i, place) in all {
            // «nella cittadina dell'Oregon»
            self.town_of(i).into_iter().for_each(&mut add);
            // «che sorgerà a Phoenix, in Arizona»: the town before the comma, though a clause of its own names it
            let town = if self.within(i) && items[i - 3].clause != clause { self.locative(i - 3) } else { None };
            town.into_iter().for_each(&mut add);
            // «due stabilimenti tra Idaho e New York»
            if matches!(text.governor(items, i), Some("tra" | "fra")) {
                who::group(text, items, i, &[Type::Place]).into_iter().for_each(&mut add);
            }
            add(place);
        }
        (!found.is_empty()).then_some((found, if listed { "list" } else { "own" }))
    }

    /// Whether the place at item `i`, before the figure, is where that was which the figure's own deed came after: «Dopo le perquisizioni a
    /// Singapore, …».
    fn of_what_came_before(&self, i: usize) -> bool {
        let Asked { parsed, items, at, .. } = *self;
        let comma = |i: &Item| matches!(i.what, What::Mark(','));
        let closed = i < at && items[i + 1..at].iter().any(comma);
        let phrase = |&b: &usize| !matches!(items[b].what, What::Mark(_) | What::Verb(_));
        let after = (0..i)
            .rev()
            .take(BEFORE_REACH)
            .take_while(phrase)
            .any(|b| matches!(items[b].what, What::Preposition("dopo")));
        closed && after && !parsed.colons.iter().any(|c| (i..at).contains(c))
    }

    /// The town named before that a word for one stands for, whose region item `i` is: «nella cittadina dell'Oregon».
    fn town_of(&self, i: usize) -> Option<Filler> {
        let Asked { text, items, .. } = *self;
        let noun = i.checked_sub(2).filter(|_| matches!(items[i - 1].what, What::Preposition("di")))?;
        let region = self.filler(i).is_some_and(|f| !self.is_town(f.entity));
        let called = region && text.has_role(items[noun].first, WordRole::Town) && self.inside(noun);
        if called { self.named_before(noun, THERE_REACH, |e| self.is_town(e)) } else { None }
    }

    /// Whether a place is a town.
    fn is_town(&self, place: EntityId) -> bool {
        let place = self.text.lexicons.entity(place);
        ["city", "comune", "area"].iter().any(|kind| place.is(kind))
    }

    /// Whether «in» leads to the noun at item `i`, past an article or «quel»: «nel Paese», «in quel mercato».
    fn inside(&self, i: usize) -> bool {
        let that = i > 0 && matches!(self.items[i - 1].what, What::Function(Function::Demonstrative));
        i.checked_sub(1 + usize::from(that)).is_some_and(|p| matches!(self.items[p].what, What::Preposition("in")))
    }

    /// The town «in città», «nella cittadina brianzola» stand for: the one named last.
    fn town(&self) -> Option<Answer> {
        let Asked { text, parsed, items, at, clause, .. } = *self;
        if !parsed.town {
            return None;
        }
        let called = |&i: &usize| {
            // «nella città di Novara», «nella città Alta»: says which
            let named = |i: &Item| {
                matches!(i.what, What::Preposition("di") | What::Function(Function::Relative))
                    || text.is_kind(i, Type::Place)
                    || text.unknown_name(i.first)
            };
            items[i].clause == clause
                && text.has_role(items[i].first, WordRole::Town)
                && self.inside(i)
                && !items.get(i + 1).is_some_and(named)
        };
        let near = zone::start(parsed, at).max(1)..zone::stop(parsed, at).min(items.len());
        let noun = near.clone().find(called).or_else(|| (1..zone::first_figure(parsed, at)).find(called))?;
        let town = self.named_before(noun, THERE_REACH, |e| self.is_town(e))?;
        Some((smallvec![town], "the town named last"))
    }

    /// One past the last item that can say where the figure's own part is: «15 andranno a Milano, il resto a Torino».
    fn rest(&self) -> usize {
        let Asked { text, items, at, .. } = *self;
        let other = |i: usize| items.get(i).is_some_and(|i| text.has_role(i.first, WordRole::Further));
        let parts = |i: &usize| matches!(items[*i].what, What::Mark(',' | ';') | What::Function(Function::Conjunction));
        (at + 1..items.len()).filter(parts).find(|&i| other(i + 1) || other(i + 2)).unwrap_or(items.len())
    }

    /// Whether the place at item `i`, past the figure and a comma, opens what the next verb tells: «investirà 2 miliardi, in Germania lavora
    /// con Bosch».
    fn opens_next(&self, i: usize) -> bool {
        let Asked { parsed, items, clause, .. } = *self;
        i >= 2
            && parsed.clauses[clause].verb.is_some_and(|v| v < i)
            && matches!(items[i - 2].what, What::Mark(','))
            && matches!(items.get(i + 1).map(|i| &i.what), Some(What::Verb(v)) if v.finite())
    }

    /// Whether the place at item `i` only says where what stands three items before it is: «a Phoenix, in Arizona».
    fn within(&self, i: usize) -> bool {
        i >= 3
            && matches!(self.items[i - 1].what, What::Preposition("in"))
            && matches!(self.items[i - 2].what, What::Mark(','))
    }

    /// Said once for several figures: before the clause's first figure.
    fn shared(&self) -> Option<Answer> {
        let shared: Fillers = self.places(0..zone::first_figure(self.parsed, self.at)).map(|p| p.1).collect();
        (!shared.is_empty()).then_some((shared, "shared"))
    }

    /// The place a relative clause hangs on.
    fn relative(&self) -> Option<Answer> {
        let Asked { text, parsed, items, clause, .. } = *self;
        let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang else { return None };
        let where_ = self.filler(antecedent)?;
        let first = parsed.clauses[clause].first()?;
        // «chip di Santa Clara, quello su cui»
        let of_that = first > 1 && matches!(items[first - 2].what, What::Function(Function::Demonstrative));
        if !text.has_role(items[first].first, WordRole::Where) || of_that {
            return None;
        }
        // «a Southaven, oltre il confine con il Mississippi, dove»: where the one before is
        if !text.governor(items, antecedent).is_some_and(|g| WHERE.contains(&g)) {
            let own = |&&i: &&usize| i < antecedent && items[i].clause == items[antecedent].clause;
            let before = parsed.places.iter().rev().filter(own).find_map(|&i| self.locative(i));
            if let Some(before) = before.filter(|_| parsed.places.iter().any(|i| own(&i))) {
                return Some((smallvec![before], "relative"));
            }
        }
        // «a Batam, in Indonesia, dove …»
        let town = if self.within(antecedent) { self.filler(antecedent - 3) } else { None };
        if let Some(town) = town {
            return Some((smallvec![town, where_], "relative"));
        }
        let joined = who::group(text, items, antecedent, &[Type::Place]);
        Some((if joined.is_empty() { smallvec![where_] } else { joined }, "relative"))
    }

    /// Whether the clause tells what its subject is or has, and no deed.
    fn has(&self) -> bool {
        let Asked { text, parsed, items, clause, .. } = *self;
        let known = text.relations;
        parsed.clauses[clause].verb.is_none_or(|v| match &items[v].what {
            What::Verb(verb) => {
                let keeps = [known.own, known.r#use, known.produce, known.share, known.employ, known.grow, known.fall];
                verb.class.has(WordClass::COPULA | WordClass::AUX) || verb.relation.is_some_and(|r| keeps.contains(&r))
            }
            _ => true,
        })
    }

    /// The place that is the subject: «Bruxelles ha messo sul piatto 20 miliardi», a town that acts, is a government; one that has is a
    /// place.
    fn acting(&self) -> Option<Answer> {
        let Asked { text, .. } = *self;
        let subject = self.subject.item.filter(|_| !self.actor && !self.stake())?;
        let town = |f: &Filler| text.lexicons.entity(f.entity).is("city");
        let where_ = self.filler(subject).filter(|f| !town(f) || self.has())?;
        // «L'Arabia Saudita e gli Emirati hanno 30.000 GB300»
        let joined = who::group(text, self.items, subject, &[Type::Place]);
        // «con Roma e Parigi che hanno il 14% ciascuna»: towns that act together are governments
        let together = joined.len() > 1 && !town(&where_);
        Some((if together { joined } else { smallvec![where_] }, "subject"))
    }

    /// The place of the same rank in a list as long: «Piemonte e Lazio, con 7 e 5 gigawatt rispettivamente».
    fn respectively(&self) -> Option<Answer> {
        let Asked { text, parsed, items, at, .. } = *self;
        let one = text.figure_item(&items[at]).then(|| who::respectively(text, parsed, at, &[Type::Place]))?;
        Some((smallvec![one?], "respectively"))
    }

    /// The place of what has, holds or is so much: «il suo centro di Memphis ne ospita 200.000», «il peso della Cina è sceso al 13%».
    fn of_subject(&self) -> Option<Answer> {
        let Asked { text, items, at, clause, .. } = *self;
        let subject = self.subject.item.filter(|&s| s < at && items[s].clause == clause)?;
        let of = (subject + 1..at.min(subject + 3)).find(|&i| matches!(items[i].what, What::Preposition("di")))?;
        let place = (of + 1..at.min(of + 3)).find_map(|i| self.filler(i))?;
        let spot = match &items[subject].what {
            What::Noun(n) => {
                !n.class.has(WordClass::SOURCE | WordClass::SPEAKER | WordClass::PEOPLE | WordClass::COMPANY)
                    && (n.class.has(WordClass::SITE | WordClass::AMOUNT) || !n.class.has(WordClass::PLAN))
            }
            // «Il peso della Malesia è cresciuto»
            What::Word => text.tokens[items[subject].first].is_word() && !text.tokens[items[subject].first].capital(),
            _ => false,
        };
        (spot && text.figure_item(&items[at]) && self.has() && !self.stake()).then(|| (smallvec![place], "subject"))
    }

    /// Whether the figure is a part of a firm, which a country that has it owns as anybody does: «Il Giappone si prende il 15% di Rapidus».
    fn stake(&self) -> bool {
        let Asked { text, items, at, .. } = *self;
        let article = matches!(items.get(at + 2).map(|i| &i.what), Some(What::Function(Function::Article)));
        text.unit_kind(&items[at]) == Some(UnitKind::Percent)
            && matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("di")))
            && items.get(at + 2 + usize::from(article)).is_some_and(|i| text.is_firm(i))
    }

    /// The place said with the subject, past an aside that says whose word it is: «La quota in Cina, racconta, era del 95 per cento».
    fn past_aside(&self) -> Option<Answer> {
        let Asked { text, parsed, items, clause, .. } = *self;
        let first = parsed.clauses[clause].first()?;
        let above = parsed.clauses[clause].parent.filter(|_| parsed.clauses[clause].hang == Hang::Coordinate)?;
        let says = parsed.clauses[above].verb.filter(|&v| v >= 2 && v < first)?;
        let comma = |i: usize| matches!(items[i].what, What::Mark(','));
        let aside = matches!(&items[says].what, What::Verb(v) if v.class.has(WordClass::SAY))
            && comma(first)
            && items[..says]
                .iter()
                .rposition(|i| matches!(i.what, What::Mark(',')))
                .is_some_and(|c| c + ASIDE >= first);
        let named = self.subject.item.filter(|&s| s < says && items[s].clause == above)?;
        let place = (named + 1..says).find_map(|i| self.locative(i))?;
        (aside && self.has() && text.figure_item(&items[self.at])).then(|| (smallvec![place], "subject"))
    }

    /// The country «nel Paese» stands for: the one named last.
    fn homeland(&self) -> Option<Answer> {
        let Asked { text, parsed, items, at, clause, .. } = *self;
        if !(parsed.homeland || parsed.markets) {
            return None;
        }
        let called = |i: usize| {
            // «in quel mercato»
            let that = || i > 0 && matches!(items[i - 1].what, What::Function(Function::Demonstrative));
            (text.has_role(items[i].first, WordRole::Homeland) || text.has_role(items[i].first, WordRole::Market) && that())
                // «nel Paese asiatico», «nel Paese di Xi»: says which
                && !items.get(i + 1).is_some_and(|i| {
                    matches!(i.what, What::Preposition("di") | What::Function(Function::Relative))
                        || text.tokens[i.first].begins(TermKind::Demonym)
                })
        };
        let within = |i: usize| {
            // «nel Paese», «in quel Paese»
            i > 0
                && called(i)
                && self.inside(i)
                && text.word(items[i - 1].first).len() > 2
            // «che da quel Paese ricavava 3 miliardi»
            || i > 1
                && called(i)
                && matches!(items[i - 1].what, What::Function(Function::Demonstrative))
                && matches!(items[i - 2].what, What::Preposition("da"))
                && self.brought()
            // «negli stabilimenti del Paese»
            || i > 1
                && called(i)
                && matches!(items[i - 1].what, What::Preposition("di"))
                && matches!(&items[i - 2].what, What::Noun(n) if n.class.has(WordClass::SITE))
                && text.governor(items, i - 2).is_some_and(|g| WHERE.contains(&g))
        };
        let there = |&i: &usize| items[i].clause == clause && within(i);
        let near = zone::start(parsed, at).max(1)..zone::stop(parsed, at).min(items.len());
        // «nel Paese Oracle investirà 6 miliardi, Microsoft 2»
        let framed = || {
            let this = &parsed.clauses[clause];
            let goes_on = this.verb.is_none() && this.hang == Hang::Coordinate;
            let mut up = ancestors(&parsed.clauses, clause).skip(1).filter(|_| goes_on);
            up.find_map(|up| framing(parsed, up, |i| within(i).then_some(i)))
        };
        // «la quota in quel mercato, che era del 95%»
        let described = || match parsed.clauses[clause].hang {
            Hang::Relative(Some(on)) if text.figure_item(&items[at]) && self.has() => Some(on).filter(|&on| within(on)),
            _ => None,
        };
        let noun = near
            .clone()
            .find(there)
            .or_else(|| (1..zone::first_figure(parsed, at)).find(there))
            .or_else(|| self.homeland_weighs(called))
            .or_else(framed)
            .or_else(described)?;
        let country = self.named_before(noun, COUNTRY_REACH, |e| text.lexicons.entity(e).is("country"))?;
        Some((smallvec![country], "the country named last"))
    }

    /// The «Paese» that is the subject where the clause tells what it has or weighs, or where no firm acts: «il Paese vale un quarto dei
    /// ricavi»; not «il Paese ha promesso a Intel 7 miliardi».
    fn homeland_weighs(&self, called: impl Fn(usize) -> bool) -> Option<usize> {
        let Asked { text, parsed, items, at, clause, .. } = *self;
        let verb = parsed.clauses[clause].verb?;
        // «con il Paese che è valso il 17% dei ricavi»
        if let Hang::Relative(Some(on)) = parsed.clauses[clause].hang {
            let with = text.has_role(items[on].first, WordRole::Homeland) && text.governor(items, on) == Some("con");
            return Some(on).filter(|_| with && verb < at && text.figure_item(&items[at]));
        }
        let weighs = matches!(&items[verb].what, What::Verb(v) if v.relation == Some(text.relations.worth));
        let own = |&i: &usize| {
            items[i].clause == clause
                && called(i)
                && matches!(items[i - 1].what, What::Function(Function::Article | Function::Demonstrative))
                && text.governor(items, i).is_none()
        };
        let told = text.figure_item(&items[at]) && verb < at && (weighs || self.has() || !self.actor);
        (1..verb).find(own).filter(|_| told)
    }

    /// The last place named before item `i` that fits, among so many mentions.
    fn named_before(&self, i: usize, reach: usize, fits: impl Fn(EntityId) -> bool) -> Option<Filler> {
        let Asked { text, items, .. } = *self;
        let from = text.mentions.partition_point(|m| (m.first as usize) < items[i].first);
        text.mentions[..from].iter().rev().take(reach).filter(|m| m.kind == Type::Place).find_map(|m| {
            let entity = m.entity().filter(|&e| fits(e))?;
            Some(Filler { entity, span: m.span })
        })
    }

    /// The place «lì», «laggiù» stand for: the one named last; «qui» only where it opens what no speaker does himself.
    fn there(&self) -> Option<Answer> {
        let Asked { text, parsed, items, at, clause, .. } = *self;
        if !parsed.there || !text.figure_item(&items[at]) {
            return None;
        }
        // «da lì», «giù di lì»
        let by = |i: usize| {
            let before = items[i].first.checked_sub(1).map(|b| text.folded(b));
            before.is_some_and(|b| matches!(b, "di" | "da"))
        };
        // «quello di Ravenna: qui Apto costruirà»; not «Gli esperti, qui, sono 384»
        let opens = |i: usize| i == 0 || matches!(items[i - 1].what, What::Mark(':' | ';'));
        let there = |&i: &usize| {
            let here = text.has_role(items[i].first, WordRole::Here) && opens(i);
            items[i].clause == clause && (here || text.has_role(items[i].first, WordRole::There)) && !by(i)
        };
        let there = |i: &usize| there(i) || items[*i].clause == clause && self.done_there(*i);
        let us = parsed.clauses[clause].verb.is_some_and(|v| matches!(&items[v].what, What::Verb(v) if v.person == 1));
        let near = zone::start(parsed, at)..zone::stop(parsed, at).min(items.len());
        let adverb = near.clone().find(there).or_else(|| (0..zone::first_figure(parsed, at)).find(there));
        let place = self.named_before(adverb.filter(|_| !us)?, THERE_REACH, |_| true)?;
        Some((smallvec![place], "the place named last"))
    }

    /// The place that «Lì», «Laggiù» stand for where they open the sentence, whatever place is named past the figure: «Lì TSMC impiega 3.000
    /// persone, quasi tutte formate a Taiwan».
    fn opens_there(&self) -> Option<Answer> {
        let Asked { text, parsed, items, at, clause, .. } = *self;
        let opens = parsed.there && items[0].clause == clause && text.has_role(items[0].first, WordRole::There);
        let named = |&p: &usize| p < at && items[p].clause == clause;
        if opens && !parsed.places.iter().any(named) { self.there() } else { None }
    }

    /// Whether the word at item `i` is «vi» or «ci» for the place named last, as the verb after it tells what is done there: «vi investirà 2
    /// miliardi», «ci spenderà 900 milioni»; not «ci sono», «ci vogliono».
    fn done_there(&self, i: usize) -> bool {
        let Asked { text, items, .. } = *self;
        let Some(What::Verb(verb)) = items.get(i + 1).map(|i| &i.what) else { return false };
        let known = text.relations;
        let sites = [known.invest, known.produce, known.employ].map(Some);
        // «Ci hanno promesso 150 posti»: to us
        let put = || {
            sites.contains(&verb.relation) && !verb.class.has(WordClass::PLAN) && !items[i].quoted && self.close_by(i)
        };
        let where_ = text.has_role(items[i].first, WordRole::InIt) && !there_is(text, items.get(i), verb);
        where_ && verb.person == 3 && (text.folded(items[i].first) == "vi" || put())
    }

    /// Whether a town or region is the last name before item `i`, but for the subject's, in this sentence or the one before.
    fn close_by(&self, i: usize) -> bool {
        let Asked { text, items, .. } = *self;
        let first = text.sentences[text.now.saturating_sub(1)].first;
        let Some(last) = self.named_before(i, THERE_REACH, |_| true) else { return false };
        let broad = ["continent", "country"].iter().any(|kind| text.lexicons.entity(last.entity).is(kind));
        !broad && last.span.start >= text.tokens[first as usize].start && items[i].clause == self.clause
    }

    /// More of what the figure before counts is where that was: «negli Emirati ha 21.500 A100, ne aspetta altri 60.400».
    fn more_of_them(&self) -> Option<Answer> {
        let Asked { text, parsed, items, at, clause, subject, .. } = *self;
        if !parsed.of_it || !text.figure_item(&items[at]) {
            return None;
        }
        let before = parsed.figure_before(at)?;
        let own = |i: &usize| items[*i].clause == clause;
        let of_it = (before + 1..at).filter(own).any(|i| text.has_role(items[i].first, WordRole::OfIt));
        // «a Oslo Meta ne ha 500, Google ne aspetta 300»: another's are not said to be there
        // («Oracle vi monterà 500 chip; per altri, Oracle ne monterà 300»: its own are)
        let told = |&f: &usize| {
            let earlier = subject::subject(text, parsed, items[f].clause, &[]);
            f < at
                && items[f].clause != clause
                && earlier.firms.iter().map(|f| f.entity).eq(subject.firms.iter().map(|f| f.entity))
        };
        let named = !subject.firms.is_empty();
        let same = subject.item.is_none_or(|s| items[s].clause != clause) || named && parsed.figures.iter().any(told);
        if !of_it || !same || items[before].clause == clause || parsed.places.iter().any(own) {
            return None;
        }
        let earlier = Asked { at: before, clause: items[before].clause, ..*self };
        let (places, _) =
            earlier.own().or_else(|| earlier.shared()).or_else(|| earlier.homeland()).or_else(|| earlier.there())?;
        Some((places, "more of them"))
    }

    /// The country whose market the figure measures.
    fn market(&self) -> Option<Answer> {
        let Asked { text, parsed, items, at, subject, .. } = *self;
        let market = if parsed.markets { market_of(text, items, at, subject) } else { None };
        Some((smallvec![market?], "market"))
    }

    /// The place the question just before asks about: «E l'Europa? Produce meno del 10% dei chip».
    fn question(&self) -> Option<Answer> {
        let Asked { text, items, at, .. } = *self;
        // «Come è andata in Cina? … Tencent ha annullato una commessa da 400 milioni»: a deed of a firm's is told for itself
        let told = text.figure_item(&items[at]) && self.parsed.places.is_empty() && !self.actor;
        let place = text.mind.asked.filter(|_| told)?;
        Some((smallvec![place], "question"))
    }

    /// What a gerund tells happens where the clause above does: «di vendere gli H200 in Cina, trattenendo il 25% degli incassi».
    fn gerund(&self) -> Option<Answer> {
        let Asked { parsed, items, at, clause, .. } = *self;
        let parent = parsed.clauses[clause].parent.filter(|_| parsed.clauses[clause].hang == Hang::Gerund)?;
        let mut above = parsed.places.iter().rev().filter(|&&i| i < at && items[i].clause == parent);
        let there = above.find_map(|&i| self.locative(i))?;
        Some((smallvec![there], "clause above"))
    }

    /// What a proviso limits happens where the trade above it does: «può vendere l'H200 in Cina, purché le consegne non superino la metà».
    fn proviso(&self) -> Option<Answer> {
        let Asked { text, parsed, items, at, clause, subject, .. } = *self;
        let known = text.relations;
        let noun = subject.item.filter(|&s| s < at && items[s].clause == clause)?;
        let trade = matches!(&items[noun].what, What::Noun(n) if n.relation.is_some_and(|r| known.trades(r) || r == known.deliver)
            || n.class.has(WordClass::AMOUNT) && n.relation.is_none());
        let part = text.unit_kind(&items[at]) == Some(UnitKind::Percent);
        // «a patto che … e che le consegne non superino la metà»
        let again = |c: usize| {
            let opens = parsed.clauses[c].first().is_some_and(|f| {
                matches!(items[f].what, What::Function(Function::Relative))
                    && f > 0
                    && matches!(items[f - 1].what, What::Function(Function::Conjunction))
            });
            opens && ancestors(&parsed.clauses, c).any(|c| parsed.clauses[c].hang == Hang::Subordinate)
        };
        let hangs = |c: usize| matches!(parsed.clauses[c].hang, Hang::Subordinate | Hang::Coordinate) || again(c);
        let own = parsed.places.iter().any(|&i| items[i].clause == clause);
        if !(trade && part && hangs(clause)) || own {
            return None;
        }
        let sold = |c: &usize| {
            parsed.clauses[*c].verb.is_some_and(|v| matches!(&items[v].what, What::Verb(v) if v.relation.is_some_and(|r| known.trades(r) || r == known.deliver || r == known.authorize)))
        };
        let mut above = ancestors(&parsed.clauses, clause).skip(1).take(PROVISO).filter(sold);
        let there = above.find_map(|c| {
            parsed.places.iter().rev().filter(|&&i| i < noun && items[i].clause == c).find_map(|&i| self.locative(i))
        })?;
        Some((smallvec![there], "proviso"))
    }

    /// Where what a relative clause tells of the figure, or of what it is a part of, happens: «un data center da 500 MW che xAI costruirà in
    /// Oman», «il 10% su ciò che assembla a Taiwan».
    fn told_of_it(&self) -> Option<Answer> {
        let Asked { text, parsed, items, at, .. } = *self;
        let known = text.relations;
        let clause = parsed.clauses.iter().position(|c| {
            let near = matches!(c.hang, Hang::Relative(Some(a)) if a == at || a > at && a <= at + TOLD_REACH && text.governor(items, a) == Some("su"));
            // «il 15% di quanto incassano in Cina»
            let much = |f: usize| {
                f == at + 3
                    && text.unit_kind(&items[at]) == Some(UnitKind::Percent)
                    && matches!(items[at + 1].what, What::Preposition("di" | "su"))
                    && text.has_role(items[at + 2].first, WordRole::AsMuch)
            };
            let near = near || c.first().is_some_and(much);
            let parts = |i: &Item| {
                matches!(i.what, What::Mark(_) | What::Function(Function::Conjunction | Function::Adversative))
            };
            near && c.first().is_some_and(|f| f > at && !items[at..f].iter().any(parts))
        })?;
        let figure = text.figure_item(&items[at]) && parsed.figures_of(clause).next().is_none();
        let bought = parsed.clauses[clause]
            .verb
            .is_some_and(|v| matches!(&items[v].what, What::Verb(v) if v.relation.is_some_and(|r| known.trades(r))));
        let there = Asked { clause, ..*self };
        let place = parsed.places.iter().copied().filter(|&i| items[i].clause == clause).find_map(|i| {
            let from = bought && text.governor(items, i) == Some("da");
            there.locative(i).or_else(|| self.filler(i).filter(|_| from))
        })?;
        figure.then(|| (smallvec![place], "told of it"))
    }

    /// Where what a relative clause tells of the site happens that the figure measures: «Il centro che xAI sta aprendo a Memphis ospita
    /// 200.000 GPU»; not of a firm: «Oracle, che apre a Memphis, ha 200.000 GPU».
    fn told_of_subject(&self) -> Option<Answer> {
        let Asked { text, parsed, items, at, clause, .. } = *self;
        let known = text.relations;
        let site = self.subject_site()?;
        let costs = |v: usize| matches!(&items[v].what, What::Verb(v) if v.relation == Some(known.worth));
        let measured = text.figure_item(&items[at]) && (self.has() || parsed.clauses[clause].verb.is_some_and(costs));
        // «Il supercomputer Jupiter, che …»
        let on_it = |h: Hang| matches!(h, Hang::Relative(Some(a)) if (site..site + 2).contains(&a));
        let told = parsed.clauses.iter().position(|c| on_it(c.hang) && c.first().is_some_and(|f| f > site && f < at));
        let told = told.filter(|_| measured)?;
        let there = Asked { clause: told, ..*self };
        let place = there.places(site..at).map(|(_, place)| place).next()?;
        Some((smallvec![place], "told of it"))
    }

    /// The noun of a site that is the subject of the figure's clause, before the figure.
    fn subject_site(&self) -> Option<usize> {
        let Asked { text, items, at, clause, subject, .. } = *self;
        let site = |s: usize| matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::SITE) && text.governor(items, s).is_none());
        let own = |s: usize| s < at && items[s].clause == clause;
        subject.item.filter(|&s| own(s) && site(s)).or_else(|| {
            // «Lo stabilimento che TSMC costruisce costerà»: the firm is whose it is
            let mut before = (0..at).filter(|&i| own(i));
            before.find(|&i| text.nominal(&items[i])).filter(|&i| site(i))
        })
    }

    /// Where the site is of which the sentence before told and the figure's clause tells on: «xAI apre un centro a Memphis. L'impianto ospiterà
    /// 200.000 GPU».
    fn site_told_before(&self) -> Option<Answer> {
        let Asked { text, parsed, items, at, .. } = *self;
        let site = self.subject_site().filter(|_| text.figure_item(&items[at]) && parsed.places.is_empty())?;
        let the = |i: &Item| {
            matches!(i.what, What::Function(Function::Article | Function::Demonstrative))
                && !text.plural_article(i.first)
        };
        let known = site.checked_sub(1).is_some_and(|b| the(&items[b]));
        let whose = items.get(site + 1).is_some_and(|i| matches!(i.what, What::Preposition("di")));
        let before = text.sentences.get(text.now.checked_sub(1)?)?;
        let first = text.mentions.partition_point(|m| m.first < before.first);
        let last = text.mentions.partition_point(|m| m.first < before.last);
        let mut places = text.mentions.get(first..last)?.iter().filter(|m| m.kind == Type::Place);
        let only = places.next()?;
        let one = places.next().is_none() && !text.tokens[text.sentences[text.now].first as usize].after_paragraph();
        // «a Memphis», «nel Texas»; not «grande come una parte di Manhattan»
        let there = (only.first as usize).checked_sub(1).and_then(|t| text.preposition(t));
        let there = there.is_some_and(|by| WHERE.contains(&by));
        let entity = only.entity().filter(|_| one && known && !whose && there)?;
        Some((smallvec![Filler { entity, span: only.span }], "site told before"))
    }

    /// A place that opens a clause above frames all of it; but for where somebody says it: «A Taipei Huang ha detto che».
    fn frame(&self) -> Option<Answer> {
        let Asked { text, parsed, items, .. } = *self;
        let teller = |i: &Item| {
            text.is_firm(i)
                || matches!(text.kind_of(i), Some(Type::Person | Type::Institution))
                || matches!(&i.what, What::Noun(n) if n.class.has(WordClass::SPEAKER))
        };
        let says = |c: usize| {
            let verb = parsed.clauses[c].verb.filter(|&v| items[..v].iter().any(|i| i.clause == c && teller(i)));
            verb.is_some_and(|v| matches!(&items[v].what, What::Verb(v) if v.class.has(WordClass::SAY)))
        };
        let mut said = false;
        let mut up = ancestors(&parsed.clauses, self.clause);
        let place = up.find_map(|up| {
            let told = said && says(up);
            let own = |f: &Filler| !(told && self.is_town(f.entity));
            let framed = if up == self.clause { None } else { framing(parsed, up, |i| self.locative(i).filter(own)) };
            said = parsed.clauses[up].hang == Hang::Complement;
            framed
        })?;
        Some((smallvec![place], "frame"))
    }
}

/// How many items before a place «dopo» may stand: «Dopo le perquisizioni a Singapore».
const BEFORE_REACH: usize = 6;

/// How many clauses above a proviso the trade may stand which it limits.
const PROVISO: usize = 5;

/// How many items after a figure what it is a part of may stand, on which a relative clause hangs.
const TOLD_REACH: usize = 6;

/// How many items after a figure the place that closes its noun phrase may stand: «il 5% dei consumi elettrici dell'Irlanda».
const COUNTED_REACH: usize = 7;

/// How many items before a place «non soltanto» may stand.
const DENIED_REACH: usize = 3;

/// How many items before a place the site it is the place of may stand: «i data center dell'area di Milano».
const SITE_REACH: usize = 6;

/// How many items before «da» the verb may stand that leads to it: «passare 400 A100 dalla Malesia».
const CAME_REACH: usize = 4;

/// How many mentions back «lì» looks for its place.
const THERE_REACH: usize = 12;

/// How many mentions back «nel Paese» looks for its country.
const COUNTRY_REACH: usize = 60;

/// How many items an aside may have: «, ha raccontato ieri,».
const ASIDE: usize = 5;

/// How many items before who is paid the verb may stand: «promettendo a Washington».
const GIVEN_REACH: usize = 3;

/// How many items before a town «tra» may stand: «tra Milano e Roma».
const STRETCH: usize = 5;

/// How many items before a figure the market may stand whose size it tells.
const MARKET_REACH: usize = 8;

/// The market before the figure at item `at`: «un mercato da 50 miliardi».
pub(in crate::fact) fn market_before(text: &Text<'_>, items: &[Item], at: usize) -> Option<usize> {
    (at.saturating_sub(MARKET_REACH)..at).rev().find(|&i| text.has_role(items[i].first, WordRole::Market))
}

/// The country whose market the figure measures: «il mercato cinese dell'AI vale 50 miliardi».
fn market_of(text: &Text<'_>, items: &[Item], at: usize, subject: &Subject) -> Option<Filler> {
    let market = |i: usize| text.has_role(items[i].first, WordRole::Market);
    // «si spartiscono il mercato cinese in due»: counts who shares it
    let amount = text.figure_of(&items[at]).is_none_or(|f| f.unit.is_some() || large(f));
    if !amount {
        return None;
    }
    let of = |noun: usize| {
        let demonym = text.tokens.get(items.get(noun + 1)?.first..)?;
        let (len, place) = text.lexicons.vocabulary.term(demonym, TermKind::Demonym)?;
        let span = Span::new(demonym[0].start, demonym[len - 1].end);
        Some(Filler { entity: EntityId(place), span })
    };
    // «La quota di Nvidia nel mercato cinese, che era al 95%, è precipitata al 50%»
    let verb = |i: &usize| matches!(items[*i].what, What::Verb(_));
    let subject = subject.item.filter(|&s| s < at);
    let told = subject.and_then(|s| (s..at.min(s + MARKET_REACH)).take_while(|i| !verb(i)).find(|&i| market(i)));
    told.or_else(|| market_before(text, items, at)).and_then(of)
}

/// Whether item `at` is a province after a comma and «in»: «Siziano, in provincia di Pavia».
fn province(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    at >= 2
        && matches!(items[at - 1].what, What::Preposition("in"))
        && matches!(items[at - 2].what, What::Mark(','))
        && text.is_kind(&items[at], Type::Place)
        && text.has_role(items[at].first, WordRole::Province)
}

/// How many items before a figure the first one of the same member of a list may stand.
const MEMBER: usize = 4;

/// The place a list gives the figure: «seguito da Lazio con 28 richieste e Puglia con 18», «la Cina il 15»; past another figure only.
fn beside(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    if let Some(place) = bracketed(text, parsed, at) {
        return Some(place);
    }
    // «del Piemonte, con 8,66 GW»
    let set_apart = matches!(items[at.saturating_sub(1)].what, What::Preposition("con"));
    let among = parsed.figures.first().is_some_and(|&earlier| earlier < at);
    let first = set_apart && parsed.figure_after(at).is_some();
    if !(among || first) {
        return None;
    }
    let small = |i: &Item| {
        matches!(
            i.what,
            What::Preposition("con")
                | What::Function(Function::Article | Function::Adverb)
                | What::Mark('(')
                | What::Cue(_)
        ) || set_apart && matches!(i.what, What::Mark(','))
    };
    // «Lazio con 28 pratiche per 5,10 GW»: the second figure of one member
    let first = (0..at).rev().take(MEMBER).find(|&i| text.figure_item(&items[i])).filter(|&first| {
        items[first + 1..at].iter().all(|i| matches!(i.what, What::Noun(_) | What::Word | What::Preposition(_)))
    });
    let at = first.unwrap_or(at);
    let place = (at.saturating_sub(3)..at).rev().find(|&i| !small(&items[i]))?;
    let governor = text.governor(items, place);
    // «del Piemonte, con»; not «seguono Piemonte e Lazio, con 7 e 5 gigawatt»
    let comma = items[place..at].iter().any(|i| matches!(i.what, What::Mark(',')));
    let article = place > 0 && matches!(items[place - 1].what, What::Function(Function::Article));
    let own =
        place.checked_sub(1 + usize::from(article)).is_some_and(|p| matches!(items[p].what, What::Preposition(_)));
    let free = match governor {
        Some("di") => set_apart && own && comma,
        None | Some("da") => !(set_apart && comma) || own,
        _ => false,
    };
    // «La Lombardia ha richieste per 23 GW, Milano 12 GW»
    let listed =
        place > 0 && matches!(items[place - 1].what, What::Mark(',' | ';') | What::Function(Function::Conjunction));
    ((place + 1 < at || listed) && free && text.is_kind(&items[place], Type::Place)).then_some(place)
}

/// The place right before the bracket whose first figure is the one at item `at`: «un Paese come l'Italia (307 TWh)».
fn bracketed(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    let small = |i: &Item| matches!(i.what, What::Word | What::Function(Function::Adverb));
    let open = (0..at).rev().take(2).find(|&i| !small(&items[i]))?;
    let place = open.checked_sub(1).filter(|_| matches!(items[open].what, What::Mark('(')))?;
    let article = |i: &&Item| matches!(i.what, What::Function(Function::Article));
    let likened =
        items[..place].iter().rev().find(|i| !article(i)).is_some_and(|i| matches!(i.what, What::Preposition("come")));
    let free = likened || text.governor(items, place).is_none_or(|g| WHERE.contains(&g));
    (free && text.is_kind(&items[place], Type::Place)).then_some(place)
}

/// «con sede a Hangzhou», «basata in California»: where a firm sits is not where the fact happens.
fn seat(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    // «si è quotata a Hong Kong, raccogliendo 558 milioni» is a deed
    let deed = |i: usize| {
        matches!(&items[i].what, What::Verb(v) if v.finite())
            && (text.has_role(items[i].first, WordRole::Reflexive)
                || i > 0 && text.has_role(items[i - 1].first, WordRole::Reflexive))
    };
    (at.saturating_sub(4)..at).any(|i| text.has_role(items[i].last - 1, WordRole::Seat) && !deed(i))
}
