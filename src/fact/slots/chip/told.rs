//! The chips that were told of before: the article's one chip, the last sentence's, those of the fact before.

use super::{Answer, Asked};
use crate::fact::mind;
use crate::fact::parse::{Hang, Item, What};
use crate::fact::slots::phrase::{aside, prenominal};
use crate::fact::{Filler, Fillers};
use crate::lexicon::{Function, UnitKind, WordClass, WordRole};
use crate::mention::Type;
use smallvec::smallvec;

impl Asked<'_> {
    /// The nearest chip the sentence names before the figure: an item.
    fn chip_before(&self) -> Option<usize> {
        self.parsed.chips.iter().rev().copied().find(|&i| i < self.figure)
    }
}

/// The article's one chip, in a list of technical data: «- Larghezza di banda: 4,8 TB/s (H100: 3,35 TB/s)».
pub(super) fn product(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { parsed, items, figure, clause, .. } = *asked;
    // «- prezzo: circa 50.000 yuan»
    let label = &items[..parsed.colons.first().copied().filter(|&c| c < figure).unwrap_or(0)];
    let price = |i: &Item| matches!(&i.what, What::Noun(n) if n.relation == Some(asked.text.relations.worth));
    let priced = asked.unit == Some(UnitKind::Money) && mind::bullet(items) && label.iter().any(price);
    let product = asked.text.about.product.filter(|_| asked.data() || priced)?;
    let line = matches!(items[0].what, What::Mark('-' | '–' | '•'))
        || parsed.colons.first().is_some_and(|&c| c < figure.min(5));
    let own = parsed.clauses[clause].hang != Hang::Bracket && !parsed.chips.iter().any(|&i| i < figure);
    (line && own && !parsed.names.iter().any(|&i| i < figure)).then(|| (smallvec![product], "product"))
}

/// The chip a list tells of, where its line gives a price, or counts parts: «DDR5 16Gb:», «- Media della sessione: 26 dollari»;
/// «- 6.912 core».
pub(super) fn listed(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, unit, .. } = *asked;
    let lead = &text.mind.lead;
    let priced = unit == Some(UnitKind::Money) && !lead.chips.is_empty();
    let labelled = || mind::bullet(items) || parsed.colons.first().is_some_and(|&c| c < asked.figure);
    if !(priced || parts(asked) && labelled()) {
        return None;
    }
    let named = items.iter().any(|i| text.is_kind(i, Type::Chip) || text.is_kind(i, Type::Company));
    let chips = if priced { &lead.chips } else { &text.mind.topic };
    (!named && mind::in_list(text, parsed)).then(|| (chips.clone(), mind::LEAD_IN))
}

/// Whether the figure counts parts of a chip: «54 miliardi di transistor», «6.912 CUDA core».
pub(super) fn parts(asked: &Asked<'_>) -> bool {
    let Asked { text, items, figure, unit, .. } = *asked;
    let mut phrase = items[figure + 1..]
        .iter()
        .take(3)
        .take_while(|i| matches!(i.what, What::Noun(_) | What::Word | What::Preposition("di")));
    unit.is_none() && phrase.any(|i| text.has_role(i.first, WordRole::ChipPart))
}

/// The chip whose parts are counted: the clause's subject, else the one last spoken of: «La RTX 5090 avrà 21.760 core», «Integra 80
/// miliardi di transistor».
pub(super) fn of_parts(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, subject, .. } = *asked;
    if !parts(asked) {
        return None;
    }
    if let Some(s) = subject.item.filter(|&s| asked.is_chip(s)) {
        return Some(asked.chips(s, "parts"));
    }
    // «Comincia con il 4004 di Federico Faggin, 2.300 transistor in tutto»
    let own = |&i: &usize| asked.items[i].clause == asked.clause && !text.measure_of(asked.items, i);
    if let Some(at) = asked.chip_before().filter(own) {
        return Some(asked.chips(at, "parts"));
    }
    let told = parsed.clauses[asked.clause].verb.is_some_and(|v| v < asked.figure);
    let dropped = subject.item.is_none() || subject.carried;
    let spoken_of = told && dropped && parsed.chips.is_empty() && text.mind.topic_age <= PIECES_AGE;
    spoken_of.then(|| (text.mind.topic.clone(), "parts"))
}

/// How many items after a price what it is for may stand: «60 milioni di yuan, cioè 8 di dollari, per ciascun sistema».
const PRICED_REACH: usize = 8;

/// How long ago, in sentences, the chip whose pieces are counted, or priced, may have been named.
const PIECES_AGE: u32 = 1;
const PRICED_AGE: u32 = 3;

/// The chip last spoken of, where the figure counts pieces of it or prices one: «raddoppia la produzione della H20, passando a 600.000
/// unità», «60 milioni di yuan per ciascun sistema»; none where the first one the sentence names comes after the figure.
pub(super) fn pieces(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, unit, .. } = *asked;
    let piece = |i: usize| items.get(i).is_some_and(|i| text.has_role(i.last - 1, WordRole::Piece));
    let told = match unit {
        None => {
            // «un milione di unità»
            let of = matches!(asked.what(figure + 1), Some(What::Preposition("di")));
            let noun = figure + 1 + usize::from(of);
            piece(noun) && matches!(items[noun].what, What::Noun(_))
        }
        Some(UnitKind::Money) => (figure + 1..items.len().min(figure + PRICED_REACH))
            .any(|i| matches!(items[i].what, What::Preposition("per" | "a")) && (piece(i + 1) || piece(i + 2))),
        Some(_) => false,
    };
    let apiece = unit == Some(UnitKind::Money) && apiece(asked);
    if !(told || apiece) {
        return None;
    }
    if let Some(at) = asked.chip_before() {
        return Some(asked.chips(at, "pieces"));
    }
    // «comprenderebbe da 5.000 a 10.000 moduli» in an article on one chip
    let forgotten = text.mind.topic.is_empty() || text.mind.topic_age > PIECES_AGE;
    if unit.is_none() && forgotten && parsed.chips.is_empty() {
        return text.about.product.map(|p| (smallvec![p], "pieces"));
    }
    let age = if unit.is_some() && !apiece { PRICED_AGE } else { PIECES_AGE };
    let fresh = text.mind.topic_age <= age && !parsed.chips.iter().any(|&i| i >= figure);
    fresh.then(|| (text.mind.topic.clone(), "pieces"))
}

/// Whether the figure is the price of each: «180mila yuan l'una»; not «7 miliardi ciascuno», which firms pay.
fn apiece(asked: &Asked<'_>) -> bool {
    let figure = asked.figure;
    matches!(asked.what(figure + 1), Some(What::Function(Function::Article)))
        && matches!(asked.what(figure + 2), Some(What::Function(Function::Indefinite)))
}

/// The chips more of which are counted: «Altri 18.000 chip dovrebbero seguire», after a sentence on the H20.
pub(super) fn further(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, figure, .. } = *asked;
    let more = figure > 0 && text.has_role(items[figure - 1].first, WordRole::Further);
    if asked.unit.is_some() || !more || !asked.phrase.of_chips || made(asked) {
        return None;
    }
    spoken_of(asked, figure).map(|chips| (chips, "further"))
}

/// Whether a firm's name stands in the figure's noun phrase: «altri 18.000 chip di Amd».
pub(super) fn made(asked: &Asked<'_>) -> bool {
    let Asked { text, items, figure, .. } = *asked;
    let mut phrase =
        items[figure + 1..].iter().take(4).take_while(|i| !matches!(i.what, What::Verb(_) | What::Mark(_)));
    phrase.any(|i| text.is_firm(i))
}

/// The chips last named before item `at`, in its sentence or the one before.
pub(super) fn spoken_of(asked: &Asked<'_>, at: usize) -> Option<Fillers> {
    let Asked { text, parsed, items, .. } = *asked;
    let mut before = parsed.chips.iter().rev().copied().filter(|&i| i < at);
    if let Some(chip) = before.find(|&i| !text.measure_of(items, i)) {
        return Some(asked.chips(chip, "").0);
    }
    let memory = |f: &Filler| text.lexicons.entity(f.entity).is("memory");
    let fresh = parsed.chips.is_empty() && text.mind.topic_age <= PIECES_AGE;
    (fresh && !text.mind.topic.is_empty() && !text.mind.topic.iter().all(memory)).then(|| text.mind.topic.clone())
}

/// The chip a noun alone stands for, as the clause's subject: «Il nuovo chip costa il 40% in meno», after a sentence on one.
pub(super) fn definite(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, clause, .. } = *asked;
    let noun = asked.subject.item.filter(|&s| s > 0 && items[s].clause == clause)?;
    // «i pezzi»: many only where they are counted; «i chip» are chips of any kind
    let device = text.has_role(items[noun].first, WordRole::Device) && items[noun].last == items[noun].first + 1
        || text.has_role(items[noun].first, WordRole::Piece) && asked.unit.is_none();
    let article = (0..noun).rev().find(|&i| !prenominal(text, items, i))?;
    let the = matches!(items[article].what, What::Function(Function::Article | Function::Demonstrative));
    let one = !text.plural_article(items[article].first)
        || asked.unit.is_none() && !text.has_role(items[noun].first, WordRole::Device);
    let alone = match asked.what(noun + 1)? {
        What::Verb(_) | What::Mark(',') | What::Cue(_) => true,
        What::Function(f) => !matches!(f, Function::Relative | Function::Conjunction),
        _ => false,
    };
    if !(device && the && one && alone) {
        return None;
    }
    // «La scheda costa 50.000 yuan, ma va meno della RTX 5090»: what comes after its price is another
    let priced = || {
        let first = asked.unit == Some(UnitKind::Money) && asked.parsed.chips.iter().all(|&c| c > asked.figure);
        let memory = |f: &Filler| text.lexicons.entity(f.entity).is("memory");
        let topic = &text.mind.topic;
        let fresh = text.mind.topic_age <= PIECES_AGE && !topic.is_empty() && !topic.iter().all(memory);
        (first && fresh).then(|| topic.clone())
    };
    spoken_of(asked, noun).or_else(priced).map(|chips| (chips, "definite"))
}

/// The chips it was asked how many there are of: «Non è chiaro quante H20 siano partite: Bernstein parla di 200.000».
pub(super) fn how_many(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, figure, .. } = *asked;
    let chip = asked.chip_before().filter(|_| asked.unit.is_none() && bare(asked))?;
    let of_how_many = chip > 0 && text.has_role(items[chip - 1].first, WordRole::AsMuch);
    let answered = || items[chip..figure].iter().any(|i| matches!(i.what, What::Mark(':' | '?' | ';')));
    (of_how_many && answered()).then(|| asked.chips(chip, "how many"))
}

/// The chips «ne» stands for: «ne ha ordinati 16.000».
pub(super) fn pronoun(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, figure, .. } = *asked;
    if !of_it(asked) || asked.after_others() || told_after(asked) {
        return None;
    }
    // «ne ha venduti per 400 milioni»: what they brought in
    let sold_for = || figure_governed(asked) && asked.unit == Some(UnitKind::Money);
    if asked.unit.is_some_and(|u| u != UnitKind::Measure || !ordered(asked)) && !sold_for() {
        return None;
    }
    if let Some(at) = asked.chip_before() {
        return Some(asked.chips(at, "pronoun"));
    }
    // «ha prenotato 80.000 esemplari, ma ne ha avuti 25.000», after a sentence on the H20
    let counted = asked.parsed.figure_before(figure).is_some_and(|f| text.unit_kind(&items[f]).is_none());
    if counted && asked.unit.is_none() && asked.quantity.unit == asked.story.unit && !asked.story.chip.is_empty() {
        return Some((asked.story.chip.clone(), "pronoun"));
    }
    // «Foxconn ne assembla 2.000» of what was spoken of since
    if text.mind.topic_age > PRONOUN_AGE {
        return None;
    }
    // «il 3% del mercato degli acceleratori, e non ne consegnerà più di 143.000»: of those just spoken of
    let unnamed = items[..figure].iter().any(|i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::CHIP)));
    Some((if unnamed { Fillers::new() } else { text.mind.topic.clone() }, "pronoun"))
}

/// How many items after the chips that are counted their value may stand: «12.000 esemplari, per un valore di oltre 350 milioni».
const VALUED_REACH: usize = 8;

/// The chips counted right before, of whose value the sum tells: «12.000 esemplari, per un valore di 350 milioni».
pub(super) fn valued(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, story, .. } = *asked;
    let before =
        parsed.figure_before(figure).filter(|&f| asked.unit == Some(UnitKind::Money) && figure - f <= VALUED_REACH)?;
    let between = &items[before + 1..figure];
    let value = |i: &Item| match &i.what {
        What::Noun(n) | What::Phrase(n) => n.relation == Some(text.relations.worth),
        _ => false,
    };
    let comma = between.iter().any(|i| matches!(i.what, What::Mark(',')));
    let told = between.iter().any(value) && !between.iter().any(|i| matches!(i.what, What::Verb(_)));
    let piece = |i: &Item| text.of_chips(i) || text.has_role(i.last - 1, WordRole::Piece);
    let counts = text.unit_kind(&items[before]).is_none() && items[before + 1..].iter().take(2).any(piece);
    (comma && told && counts && !story.chip.is_empty()).then(|| (story.chip.clone(), "valued"))
}

/// Whether «per» governs the figure: «per quasi 400 milioni».
fn figure_governed(asked: &Asked<'_>) -> bool {
    asked.text.governor(asked.items, asked.figure) == Some("per")
}

/// How long ago, in sentences, the chip «ne» stands for may have been named.
const PRONOUN_AGE: u32 = 2;

/// Whether the clause tells a deal, in which chips are measured by what they take: «ne ha ordinati 6 gigawatt».
fn ordered(asked: &Asked<'_>) -> bool {
    let Asked { text, parsed, items, clause, .. } = *asked;
    let verb = parsed.clauses[clause].verb.map(|v| &items[v].what);
    matches!(verb, Some(What::Verb(v)) if v.relation.is_some_and(|r| text.relations.trades(r) || text.relations.deals(r)))
}

/// Whether «ne» stands before the figure, or at the end of a verb: «ne ha ordinati 16.000», «ordinarne 16.000».
fn of_it(asked: &Asked<'_>) -> bool {
    let Asked { text, parsed, items, figure, .. } = *asked;
    // «di server ne gestisce 500.000»: stands for what is named right before it; «quanto ne chiedono 350.000 case»: they ask for it
    let other = |ne: usize| {
        let noun = |n: usize| matches!(items[n].what, What::Noun(_) | What::Word) && !text.of_chips(&items[n]);
        ne > 0 && text.has_role(items[ne - 1].first, WordRole::AsMuch)
            || ne > 1 && noun(ne - 1) && matches!(items[ne - 2].what, What::Preposition("di"))
    };
    let mut clitics = (0..figure).rev().take(6);
    let mut verbs = items[..figure].iter().rev().take(3).filter(|i| matches!(i.what, What::Verb(_)));
    parsed.of_it
        && clitics.any(|i| {
            matches!(items[i].what, What::Function(Function::Clitic))
                && text.has_role(items[i].first, WordRole::OfIt)
                && !other(i)
        })
        || verbs.any(|i| ["rne", "ndone"].iter().any(|end| text.word(i.last - 1).ends_with(end)))
}

/// Whether the figure has a noun of its own after it: «15,7 milioni di azioni».
fn told_after(asked: &Asked<'_>) -> bool {
    let Asked { text, items, figure, .. } = *asked;
    asked.phrase.of_others
        && !items[figure + 1..].iter().take(2).any(|i| text.has_role(i.first, WordRole::Piece))
        && matches!(asked.what(figure + 1), Some(What::Preposition("di") | What::Noun(_)))
}

/// What was bought before: «la rivendeva a 45.000».
pub(super) fn resold(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { parsed, items, figure, clause, story, .. } = *asked;
    let object = parsed.clauses[clause]
        .verb
        .filter(|&v| v < figure)
        .and_then(|v| v.checked_sub(1))
        .is_some_and(|o| items[o].clause == clause && matches!(items[o].what, What::Function(Function::Article)));
    let price = asked.unit == Some(UnitKind::Money) && asked.quantity.unit == story.unit;
    (object && price).then(|| (story.chip.clone(), "story"))
}

/// The chips of the fact before, beside whose figure another source's stands: «Bloomberg parla di 1,6 milioni».
pub(super) fn goes_on(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, story, .. } = *asked;
    if asked.unit.is_some() || asked.quantity.unit != story.unit || story.chip.is_empty() {
        return None;
    }
    if !bare(asked) || asked.after_others() {
        return None;
    }
    let earlier = parsed.figure_before(figure).unwrap_or(0);
    let another = items[(earlier + 1).min(figure)..figure]
        .iter()
        .filter_map(|i| text.mention(i))
        .any(|m| m.kind == Type::Chip && !story.chip.iter().any(|c| Some(c.entity) == m.entity()));
    (!another).then(|| (story.chip.clone(), "story"))
}

/// Whether no noun follows the figure.
fn bare(asked: &Asked<'_>) -> bool {
    let Asked { text, items, figure, .. } = *asked;
    items.get(figure + 1).is_none_or(|i| {
        matches!(i.what, What::Mark(_) | What::Function(Function::Conjunction | Function::Adversative) | What::Verb(_))
            || text.is_kind(i, Type::Date)
            || aside(text, items, figure + 1)
    })
}

/// The times chips are rented for.
const RENTED_BY: [&str; 3] = ["h", "day", "month"];

/// The chip last spoken of, where the figure is a rent («2,2 euro l'ora»); «3 miliardi a trimestre» is none.
pub(super) fn rented(asked: &Asked<'_>) -> Option<Answer> {
    let text = asked.text;
    let rate = asked.quantity.rate.filter(|_| asked.unit == Some(UnitKind::Money))?;
    if !RENTED_BY.contains(&text.lexicons.rates[rate as usize].as_str()) {
        return None;
    }
    Some(match asked.chip_before() {
        Some(at) => asked.chips(at, "price"),
        None => (text.mind.topic.clone(), "price"),
    })
}

/// The chip last spoken of, where the figure tells technical data and nothing else is named that has them.
pub(super) fn topic(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, subject, .. } = *asked;
    let topic = &text.mind.topic;
    if !asked.data() || topic.is_empty() || parsed.chips.first().is_some_and(|&i| i < figure) {
        return None;
    }
    // «con il processo N+2 di SMIC, una tecnologia a 7 nanometri»
    let named = subject.item.is_some_and(|s| text.of_chips(&items[s]));
    let maker = || !named && parsed.names.iter().any(|&i| i < figure && text.is_firm(&items[i]));
    let others = asked.node() && (!subject.firms.is_empty() || maker());
    // «Frontier è secondo con 1,35 exaflops», after a sentence on a processor: what no lexicon knows computes
    let stranger =
        subject.item.is_some_and(|s| matches!(items[s].what, What::Word) && text.unknown_name(items[s].first));
    let opens = matches!(items[0].what, What::Word)
        && text.tokens[items[0].first].capital()
        && matches!(asked.what(1), Some(What::Verb(v)) if v.finite());
    if stranger || opens {
        return None;
    }
    // «La GPU ha un TDP di 1.000 W», after a sentence on a memory
    let noun = subject.item.is_some_and(|s| text.of_chips(&items[s]));
    let other_kind = noun && topic.iter().all(|t| text.lexicons.entity(t.entity).is("memory"));
    (!others && !other_kind).then(|| (topic.clone(), "topic"))
}
