//! Who only tells the figure: what an analyst foresees or a manager says is not his, but the firm's he tells of.

use super::amount::is_owned;
use super::{Answer, Asked, employer_of, makes, of_them, price_target, works_for};
use crate::fact::parse::{Item, Parsed, Verb, What};
use crate::fact::subject::determiner;
use crate::fact::{Filler, Fillers};
use crate::lexicon::{Function, UnitKind, WordClass, WordRole};
use crate::mention::Type;
use smallvec::smallvec;

/// The rule of what a bank or a house of analysts only judges.
pub(in crate::fact) const JUDGED: &str = "judged";

/// How many items before the figure those may stand to whom it is given.
const GIVEN_REACH: usize = 8;

/// What the subject of the clause is to the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Teller {
    /// The one it may be told of.
    Doer,
    /// One who looks on and tells.
    Observer,
    /// One who says what the shares of another will be worth.
    Judge,
}

/// Whether the subject only tells the figure.
pub(super) fn teller(asked: &Asked<'_>) -> Teller {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    // «Goldman Sachs ha ritoccato il prezzo obiettivo»: of the firm judged
    let judged = || {
        let near = figure.saturating_sub(8)..items.len().min(figure + 4);
        near.into_iter().any(|i| items[i].clause == clause && price_target(&items[i]))
    };
    if subject.firms.is_empty() {
        return Teller::Doer;
    }
    if parsed.classes.has(WordClass::TARGET) && subject.firms.iter().all(|f| text.judges(f.entity)) && judged() {
        return Teller::Judge;
    }
    // «il consenso Lseg indica ricavi per 13 miliardi»: whose forecast it is, not whose revenue
    let forecast = subject.item.is_some_and(
        |s| matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::SOURCE) && !n.class.has(WordClass::OWNED)),
    );
    let observer = forecast && foretold(asked) || subject.firms.iter().all(|f| looks_on(asked, f));
    if observer { Teller::Observer } else { Teller::Doer }
}

/// What the subject only says is of those it is given to, or the subject's own; else it goes on from what was told, or is nobody's.
pub(super) fn said(asked: &Asked<'_>, teller: Teller) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, story, subject, .. } = asked;
    // «SemiAnalysis attribuisce a DeepSeek 10.000 H800»: who says it is not who has them
    if !(says(asked) || teller == Teller::Observer && (unrelated(asked) || judged(asked))) {
        return None;
    }
    let given = (0..figure).rev().take(GIVEN_REACH).find(|&i| {
        items[i].clause == clause
            && asked.firm(i).is_some_and(|f| match text.governor(items, i) {
                Some("a") => !text.observes(f.entity),
                // «per Citi si arriverebbe a 1,2»: who says so
                Some("per") => !text.judges(f.entity),
                _ => false,
            })
    });
    if let Some(at) = given {
        return Some((asked.group(at), "given"));
    }
    // «Nvidia dichiara per la sua B300 288 GB», «ha indicato ricavi di 54 miliardi»: what is its own
    let reach = if asked.unit.is_some() { figure + 4 } else { figure };
    let own = (figure.saturating_sub(6)..items.len().min(reach)).any(|i| match &items[i].what {
        // «ha comunicato altri 2 miliardi per i propri siti»
        What::Function(Function::Possessive) => {
            i < figure || matches!(items[figure + 1].what, What::Preposition("per"))
        }
        What::Noun(n) => items[i].clause == clause && n.class.has(WordClass::OWNED),
        _ => false,
    });
    // «Samsung pensa a 500 esuberi»: who is let go is its own
    let staff = |i: &Item| matches!(&i.what, What::Noun(n) if n.relation == Some(text.relations.employ) && n.class.has(WordClass::DOWN));
    let own = own || items.get(figure + 1).is_some_and(staff);
    // «Micron ha comunicato uno stanziamento di 30 miliardi»: announces what it does itself
    let deed = || {
        let of = figure.checked_sub(1).filter(|&of| matches!(items[of].what, What::Preposition("di" | "da" | "per")));
        let per = of.is_some_and(|of| matches!(items[of].what, What::Preposition("per")));
        let noun = of.and_then(|of| (0..of).rev().take(2).find(|&i| matches!(items[i].what, What::Noun(_))));
        asked.kind == Some(UnitKind::Money)
            && noun
                .is_some_and(|n| matches!(&items[n].what, What::Noun(n) if n.relation == Some(text.relations.invest)))
            // «ha dichiarato esborsi per 131 miliardi»
            && noun.is_some_and(|n| per || matches!(determiner(items, n), Some(Function::Indefinite | Function::Article)))
    };
    let own = own || teller == Teller::Doer && deed();
    if own && teller == Teller::Doer && !subject.firms.is_empty() {
        return Some((subject.firms.clone(), "its own"));
    }
    if let Some(own) = own_make(asked).filter(|_| teller == Teller::Doer) {
        return Some((smallvec![own], "its own"));
    }
    // «Jefferies vede 20 miliardi di vendite»: of the firm the article is about
    if own && (teller == Teller::Observer || is_owned(asked)) {
        return None;
    }
    // «Kress ha indicato ricavi di 54 miliardi, con uno scarto del 2%»
    let works = subject.item.is_some_and(|s| works_for(text, &items[s]).is_some());
    let goes_on = parsed.figures_of(clause).any(|i| i < figure);
    let like = story.unit == asked.unit && !story.company.is_empty();
    if like || goes_on && works {
        return Some(asked.as_told());
    }
    if let Some(firm) = talks_of_its_chips(asked) {
        return Some((smallvec![firm], "person's firm"));
    }
    // «Morgan Stanley si aspettava 2 milioni di RTX Pro 6000D»: of whom the article is about, where nobody else is named
    let house = subject.firms.iter().all(|f| text.judges(f.entity) && !text.reports(f.entity));
    let alone = || parsed.names.iter().all(|&i| asked.firm(i).is_none_or(|f| text.judges(f.entity)));
    let firm = text.about.protagonist.filter(|_| teller == Teller::Observer && house && alone());
    Some(firm.map_or((Fillers::new(), "said"), |firm| (smallvec![firm], JUDGED)))
}

/// How many items around the figure the product may stand whose figure it is.
const PRODUCT_REACH: usize = 4;

/// The firm that tells, itself or by a manager of its, a figure of a chip or model of its own: «DeepSeek ha parlato di 5,6 milioni di dollari
/// per V3», «Lisa Su attribuisce ai Ryzen il 60% dell'aumento».
fn own_make(asked: &Asked<'_>) -> Option<Filler> {
    let &Asked { text, items, figure, clause, subject, .. } = asked;
    let manager = || subject.item.and_then(|s| works_for(text, &items[s]));
    let teller = match subject.firms.as_slice() {
        [one] => *one,
        [] => manager()?,
        _ => return None,
    };
    let near = figure.saturating_sub(PRODUCT_REACH)..items.len().min(figure + 1 + PRODUCT_REACH);
    let own =
        near.into_iter().filter(|&i| items[i].clause == clause).filter_map(|i| text.mention(&items[i])).any(|m| {
            matches!(m.kind, Type::Chip | Type::Model)
                && m.entity().and_then(|e| text.lexicons.entity(e).owner) == Some(teller.entity)
        });
    own.then_some(teller)
}

/// The firm whose manager or founder speaks of chips or of sites with nobody else named who has them: «Zuckerberg parla di 350.000 H100»,
/// «l'imprenditore ha parlato di 200.000 GPU Nvidia nell'impianto».
fn talks_of_its_chips(asked: &Asked<'_>) -> Option<Filler> {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    let speaker = subject.item.filter(|&s| items[s].clause == clause)?;
    let named = || {
        let mention = text.mention(&items[speaker]).filter(|m| m.kind == Type::Person)?;
        mention.entity().map(|entity| Filler { entity, span: mention.span })
    };
    let described = || {
        let office = matches!(&items[speaker].what, What::Noun(n) if n.class.has(WordClass::SPEAKER));
        let known = office && determiner(items, speaker) == Some(Function::Article);
        // «l'imprenditore della Silicon Valley»: another, whom it tells
        let bare = matches!(items.get(speaker + 1).map(|i| &i.what), Some(What::Verb(_)));
        let person = text.mind.last_source.first().filter(|p| text.lexicons.entity(p.entity).kind == Type::Person);
        person.copied().filter(|_| known && bare)
    };
    let person = named().or_else(described)?;
    // of one who has several firms, the article names the one
    let one = |firm: &Filler| {
        text.lexicons.entity(person.entity).also.is_empty()
            || text.mentions.iter().any(|m| m.kind == Type::Company && m.entity() == Some(firm.entity))
    };
    let firm = employer_of(text, person).filter(one)?;
    let chips = items[figure + 1..].iter().take(2).any(|i| text.of_chips(i) || text.is_kind(i, Type::Chip));
    let others = parsed.names.iter().any(|&i| {
        items[i].clause == clause
            && asked.free(i)
            && asked.firm(i).is_some_and(|f| f.entity != firm.entity)
            && !makes(text, items, i)
    });
    (chips && asked.unit.is_none() && !others).then_some(firm)
}

/// Of what the sentence before told, where others only await it: «Gli analisti si aspettavano 76,9 miliardi.»
pub(super) fn awaited(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, story, subject, .. } = asked;
    let others = subject.item.is_some_and(|s| {
        matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::SPEAKER | WordClass::SOURCE) && !n.class.has(WordClass::OWNED))
    });
    // «Il dato supera le attese, ferme a 8,7 miliardi di dollari»
    let noun = (figure.saturating_sub(4)..figure).rev().find(|&i| matches!(items[i].what, What::Noun(_)));
    let expectation = |n: usize| matches!(&items[n].what, What::Noun(n) if n.class.has(WordClass::SOURCE) && !n.class.has(WordClass::SPEAKER | WordClass::OWNED));
    let alike = asked.unit.is_some() && story.unit == asked.unit && !story.company.is_empty();
    if alike && subject.firms.is_empty() && noun.is_some_and(expectation) && asked.no_firm() {
        return Some(asked.as_told());
    }
    // «Gli analisti si erano fermati a 1,65 dollari.»
    let judge = || story.unit == asked.unit && unrelated(asked);
    let awaits = || foretells(parsed, clause) || of_them(text, parsed, figure) || judge();
    if !(others && subject.firms.is_empty() && asked.unit.is_some()) {
        return None;
    }
    if story.unit.is_some() {
        return awaits().then(|| asked.as_told());
    }
    // «Nvidia ha presentato i conti. Gli analisti si aspettavano 55 miliardi.», «Le attese erano per 55 miliardi.»
    let expected = subject.item.is_some_and(|s| expectation(s) && items[s].clause == clause);
    let alone = clause == 0 && asked.kind == Some(UnitKind::Money) && asked.no_firm();
    let firm = text.last_subject().filter(|_| alone && (expected || foretells(parsed, clause)))?;
    Some((smallvec![firm], "sentence goes on"))
}

/// Whether a firm looks on here: one that always does, or that judges others where the clause says or foresees.
pub(super) fn looks_on(asked: &Asked<'_>, firm: &Filler) -> bool {
    asked.text.observes(firm.entity) || asked.text.judges(firm.entity) && (foretold(asked) || judged(asked))
}

/// Whether the verb that governs the figure tells what one who judges others expects: «Jefferies vede 20 miliardi di vendite», «KeyBanc sale
/// a 230 dollari», «JPMorgan era scesa a 1,5 milioni»; not «JPMorgan sale del 2%».
fn judged(asked: &Asked<'_>) -> bool {
    let &Asked { parsed, items, figure, .. } = asked;
    let verb = parsed.telling_before(figure).find_map(|i| match &items[i].what {
        What::Verb(verb) => Some((i, verb)),
        _ => None,
    });
    verb.is_some_and(|(at, v)| {
        // «Bank of America sta a 275»
        let to = || at < figure && matches!(items[figure - 1].what, What::Preposition("a"));
        let moves = v.class.has(WordClass::UP | WordClass::DOWN) || v.relation.is_none();
        let level = moves && asked.kind != Some(UnitKind::Percent) && to();
        v.class.has(WordClass::SEE) && !v.passive || level
    })
}

/// Whether the figure is only said or foreseen.
fn foretold(asked: &Asked<'_>) -> bool {
    foretells(asked.parsed, asked.clause) || says(asked)
}

/// Whether the verb that governs the figure only says it: «parla di 1,6 milioni», «attribuisce a DeepSeek 10.000 H800».
fn says(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, items, figure, .. } = asked;
    let verb = parsed.telling_before(figure).find_map(|i| match &items[i].what {
        What::Verb(verb) => Some((i, verb)),
        _ => None,
    });
    // «per aggiungere 4,5 GW» adds and does not say
    let purpose =
        verb.is_some_and(|(i, v)| v.infinitive() && i > 0 && matches!(items[i - 1].what, What::Preposition("per")));
    // «Tsmc si conferma leader, con una crescita del 20%»
    let itself = verb.is_some_and(|(i, _)| {
        i > 0
            && matches!(items[i - 1].what, What::Function(Function::Clitic))
            && text.has_role(items[i - 1].first, WordRole::Reflexive)
            && !text.ends_in_preposition(&items[i])
    });
    // «Amazon investe 15 miliardi, Microsoft ha risposto con 6,7»: a deed
    let with = verb.is_some_and(|(i, _)| i + 2 == figure && matches!(items[i + 1].what, What::Preposition("con")));
    let says = |v: &Verb| v.class.has(WordClass::SAY) && v.relation.is_none() && !v.passive;
    verb.is_some_and(|(_, v)| says(v) && !purpose && !itself && !with)
}

/// Whether a clause's verb plans or foresees: «prevede», «stima».
fn foretells(parsed: &Parsed, clause: usize) -> bool {
    let verb = parsed.clauses[clause].verb.map(|v| &parsed.items[v].what);
    matches!(verb, Some(What::Verb(v)) if v.class.has(WordClass::PLAN | WordClass::SAY))
}

/// Whether the verb that governs the figure carries no relation: «assegna», «si ferma a».
fn unrelated(asked: &Asked<'_>) -> bool {
    let &Asked { parsed, figure, .. } = asked;
    let verb = parsed.telling_before(figure).find_map(|i| match &parsed.items[i].what {
        What::Verb(verb) => Some(verb),
        _ => None,
    });
    verb.is_some_and(|v| v.relation.is_none())
}
