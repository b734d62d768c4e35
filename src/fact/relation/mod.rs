//! The relation a figure stands in: said by the noun it hangs on, the verb that governs it, or how it moves.
//!
//! [`relation`] asks its rules one after the other, and the first that answers wins. A rule is a function from what is known of the figure
//! ([`Asked`]) to an answer; they stand by what they look at:
//!
//! | file | looks at |
//! | --- | --- |
//! | `noun.rs` | the nouns before and after the figure |
//! | `verb.rs` | the verb that governs it, and what that says of such a figure |
//! | `deed.rs` | what is done, where that verb says it, leaves it to a noun, or says something else |
//! | `money.rs` | sums and prices |
//! | `level.rs` | how high what moved, or stands still, is now |
//! | `share.rs` | parts of something |
//! | `counted.rs` | things and people that are counted |
//! | `clause.rs` | the rest of the clause, and the one above |
//!
//! The rules in their order, as `extract explain` names them:
//!
//! | rule | where | example | relation |
//! | --- | --- | --- | --- |
//! | `moves` | here | «è salito del 5%», «+740%» | grow, fall |
//! | `below nought` | `level` | «Il risultato netto è di -30 milioni» | lose |
//! | `none` | `money` | «un rilascio di 180 milioni di euro»: money is not launched | other |
//! | `hourly price` | `money` | «2,2 euro l'ora» | rent |
//! | `what is done to them` | `counted` | «con 90 milioni di smartphone consegnati» | deliver |
//! | `what is stopped` | `deed` | «Volkswagen sospende la produzione di 3.000 auto» | produce |
//! | `money got` | `money` | «OpenAI ha ottenuto 13 miliardi da Microsoft» | invest |
//! | `by means of` | `counted` | «risultati ottenuti con 4.000 GPU» | use |
//! | `levied` | `share` | «al Tesoro andrà il 25% degli incassi» | tax |
//! | `amount that moved` | `level` | «L'utile è salito del 30% a 8,5 miliardi» | earn |
//! | `price after a move` | `level` | «Stm (+3% a 24,95 euro)» | worth |
//! | `level of a firm` | `level` | «AMD è ferma al 6%» (with money: worth) | share |
//! | `part of the market` | `share` | «si è assicurata il 26% del mercato» | share |
//! | `what is announced` | `deed` | «ha annunciato l'acquisto di 5.000 chip» | buy |
//! | `noun after` | `noun` | «ha annunciato 57 miliardi di dollari di ricavi» | earn |
//! | `sum announced` | `money` | «ha annunciato 8 miliardi per i data center» | invest |
//! | `price paid` | `money` | «un kit pagato 255 sterline» | worth |
//! | `noun before` | `noun` | «un investimento da 3 miliardi» | invest |
//! | `noun of a light verb` | `deed` | «i ricavi hanno raggiunto i 46 miliardi», «versare il 15% delle vendite» | earn, sell |
//! | `like the one before` | `share` | «detiene il 92% del mercato, Amd si ferma all'8%» | share |
//! | `price of a chip` | `money` | «una H100 si paga 30.000 dollari» | worth |
//! | `people used` | `counted` | «impiega 44.000 persone» | employ |
//! | `noun after` | `counted` | «creerà 100.000 posti di lavoro» | employ |
//! | `cost to a firm` | `money` | «la stretta costerà ad Amd 800 milioni» | lose |
//! | `verb` | `deed` | «ha acquistato 10.000 GPU» | buy |
//! | `noun before`, `noun after` | `noun` | «le vendite di 3.000 auto», «10.000 ordini» | sell, order |
//! | `part of` | `share` | «il 20% di …» | share |
//! | `at work` | `counted` | «nel capannone lavorano 150.000 GPU» | use |
//! | `things got` | `counted` | «ne ha ricevute meno di 30.000» | own |
//! | `chips asked for` | `counted` | «ne avrebbe già chieste 50.000» | order |
//! | `figure beside` | here | «Nvidia ha il 62% del mercato, Micron il 21%» | share |
//! | `have` | `deed` | «ha 50.000 GPU», «ha il 70%» | own, share |
//! | `part of the market` | `share` | «Nel mercato delle CPU AMD è salita al 25%» | share |
//! | `level of a firm` | `share` | «AMD sfiora il 30%», «Nvidia al 92%» | share |
//! | `subject` | `clause` | «Le vendite … 3 miliardi» | sell |
//! | `clause above` | `clause` | «hanno piazzato ordini, totalizzando 16 miliardi» | order |
//! | `phrase` | `clause` | «messi in vendita», anywhere in the clause | sell |
//! | `amount before` | `clause` | «il più alto livello di profitti di sempre: 10 miliardi» | earn |
//! | `verb` | `deed` | what it says of how something moves; «vuole un milione di GPU» | grow, fall; plan |
//! | `earned for the protagonist` | here | «Dai data center sono arrivati 41 miliardi» | earn |
//! | `chips of a firm`, `price of a chip` | `counted`, `money` | a count or an amount, and no word that says what of | own, worth |
//! | `size of a market` | `money` | «un mercato da 50 miliardi» | worth |
//!
//! Others ask before or after them:
//!
//! | rule | where | example | relation |
//! | --- | --- | --- | --- |
//! | `verb`, `noun` | `event/` | of an event: the word that tells it | any but an amount's |
//! | `relative` | `quantity.rs` | «le 120.000 che Amd aveva accumulato» | own |
//! | `passed on` | `quantity.rs` | «li ha rivenduti a Indosat, che ha pagato 100 milioni» | buy |
//! | `toll` | `quantity.rs` | «verseranno a Washington il 15% di quanto incassano» | tax |
//! | `awaited` | `quantity.rs` | «ricavi di 4 miliardi contro i 3,9 attesi» | earn |
//! | `told again` | `finish/` | «i 4,3 miliardi annunciati ieri», which Microsoft invests | invest |

mod clause;
mod counted;
mod deed;
mod level;
mod money;
mod noun;
mod share;
mod verb;

pub(super) use clause::{of_relative, of_these};
pub(super) use share::LIKE_THE_ONE_BEFORE;
pub(super) use verb::of_deal;

use super::Text;
use super::parse::{Item, Parsed, Verb, What};
use super::subject::Subject;
use super::text::large;
use crate::lexicon::{KnownRelations, RelationId, UnitKind, WordClass};
use crate::mention::{Figure, Sign, Type};

/// The rule of a figure that tells how something moved.
pub(super) const MOVES: &str = "moves";

/// The rule for results below nought, which what the result was before says nothing of.
pub(super) const BELOW_NOUGHT: &str = "below nought";

/// What is known of a figure before its relation is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    /// Whether it is told of a firm.
    pub company: bool,
    /// Whether that firm is the one it is done to: «costerà ad Amd».
    pub given: bool,
    /// Whether a part or a make of that firm earns it.
    pub earned: bool,
    /// Whether it is told of a chip.
    pub chip: bool,
    /// Of the figure it stands beside, or whose story it goes on.
    pub beside: Option<RelationId>,
    /// Of the figure told before in the sentence, where it is of the same unit.
    pub same_unit: Option<RelationId>,
}

/// The relation of a figure, and the rule that says so.
type Answer = (RelationId, &'static str);

/// The figure that is asked for, and what every rule may look at.
struct Asked<'a> {
    text: &'a Text<'a>,
    parsed: &'a Parsed,
    /// The items of its sentence.
    items: &'a [Item],
    /// Its item.
    figure: usize,
    /// The clause it stands in.
    clause: usize,
    /// What it tells.
    quantity: &'a Figure,
    /// What its unit measures.
    unit: Option<UnitKind>,
    /// The relations that rules know by name.
    known: &'a KnownRelations,
    /// The subject of its clause.
    subject: &'a Subject,
    /// What the other slots know of it.
    told: Told,
    /// The noun before it: what it says of the figure.
    near: Option<RelationId>,
    /// Whether that is an expression of reach: «pari a», «a quota».
    reaches: bool,
    /// The noun right after it.
    after: Option<RelationId>,
    /// The verb that governs it, and its item.
    verb: Option<(usize, &'a Verb)>,
    /// What that verb says of it, if it can say so of such a figure.
    by_verb: Option<RelationId>,
    /// The subject's noun.
    by_subject: Option<RelationId>,
}

impl<'a> Asked<'a> {
    /// What is known of the figure at item `figure`, each part from those before it.
    fn new(
        text: &'a Text<'a>,
        parsed: &'a Parsed,
        figure: usize,
        quantity: &'a Figure,
        subject: &'a Subject,
        told: Told,
    ) -> Asked<'a> {
        let items = &parsed.items[..];
        let (clause, known) = (items[figure].clause, text.relations);
        let unit = quantity.unit_kind(text.lexicons);
        let mut asked = Asked {
            text,
            parsed,
            items,
            figure,
            clause,
            quantity,
            unit,
            known,
            subject,
            told,
            near: None,
            reaches: false,
            after: None,
            verb: None,
            by_verb: None,
            by_subject: None,
        };
        (asked.near, asked.reaches) = noun::nearest_before(&asked);
        asked.after = noun::right_after(&asked);
        asked.verb = verb::governing(&asked);
        asked.by_verb = verb::says(&asked);
        asked.by_subject = clause::noun_of_subject(&asked);
        asked
    }

    /// What item `at` is, if there is one.
    fn what(&self, at: usize) -> Option<&'a What> {
        self.items.get(at).map(|i| &i.what)
    }

    /// What the item right before it is, if there is one.
    fn what_before(&self) -> Option<&'a What> {
        self.what(self.figure.checked_sub(1)?)
    }

    /// Whether it is a sum of money.
    fn money(&self) -> bool {
        self.unit == Some(UnitKind::Money)
    }

    /// Whether it is a sum of money, or a number so large that it may be one.
    fn sum(&self) -> bool {
        self.money() || self.unit.is_none() && large(self.quantity)
    }

    /// Whether it is a share.
    fn percent(&self) -> bool {
        self.unit == Some(UnitKind::Percent)
    }

    /// Whether it counts.
    fn counts(&self) -> bool {
        self.unit.is_none()
    }

    /// Whether that is how something moves.
    fn moves(&self, relation: RelationId) -> bool {
        relation == self.known.grow || relation == self.known.fall
    }

    /// Whether the verb says just that of it.
    fn verb_says(&self, relation: RelationId) -> bool {
        self.by_verb == Some(relation)
    }

    /// Whether the verb says nothing of it but how it moves.
    fn verb_only_moves(&self) -> bool {
        self.by_verb.is_none_or(|r| self.moves(r))
    }

    /// Whether the verb is of one of these classes.
    fn verb_is(&self, class: WordClass) -> bool {
        self.verb.is_some_and(|(_, v)| v.class.has(class))
    }

    /// Whether the verb is this one of the lexicon.
    fn verb_called(&self, id: &str) -> bool {
        self.verb.is_some_and(|(_, v)| self.text.lexicons.verbs[v.verb as usize].id == id)
    }

    /// Whether the verb says something of it, but leaves what to a noun: «hanno raggiunto», «versare».
    fn light(&self) -> bool {
        self.by_verb.is_some() && self.verb_is(WordClass::LIGHT)
    }

    /// Whether the subject of its clause is a chip.
    fn of_chip(&self) -> bool {
        self.subject.item.is_some_and(|s| self.text.is_kind(&self.items[s], Type::Chip))
    }

    /// Whether the verb says that it is paid: «pagare», «versare», and not «mettere», «promettere».
    fn paid(&self) -> bool {
        let put = WordClass::AMOUNT | WordClass::PLAN;
        let gives = self.verb.is_some_and(|(_, v)| v.relation == Some(self.known.invest));
        gives && self.verb_is(WordClass::LIGHT) && !self.verb_is(put)
    }

    /// The figure before it, where nothing of another clause stands between.
    fn other(&self) -> Option<usize> {
        let before = self.parsed.figure_before(self.figure);
        before.filter(|&f| self.items[f..self.figure].iter().all(|i| i.clause == self.clause))
    }
}

/// The relation of the figure at item `figure`, and the rule that says so.
pub(super) fn relation(
    text: &Text<'_>,
    parsed: &Parsed,
    figure: usize,
    subject: &Subject,
    told: Told,
) -> (RelationId, &'static str) {
    let other = (text.relations.other, "none");
    let Some(quantity) = text.figure_of(&parsed.items[figure]) else { return other };
    if let Some(sign) = quantity.direction {
        if level::below_nought(text, parsed, figure, subject) {
            return (text.relations.lose, BELOW_NOUGHT);
        }
        return moves(text, sign);
    }
    let asked = &Asked::new(text, parsed, figure, quantity, subject, told);
    by_the_figure(asked)
        .or_else(|| by_the_deed(asked))
        .or_else(|| by_noun_and_verb(asked))
        .or_else(|| by_the_clause(asked))
        .or_else(|| by_what_is_left(asked))
        .unwrap_or(other)
}

/// The rules that go by what the figure counts or measures, whatever governs it.
fn by_the_figure(asked: &Asked<'_>) -> Option<Answer> {
    money::launched(asked).or_else(|| money::hourly(asked)).or_else(|| counted::done_to_them(asked))
}

/// The rules for verbs that say something else of such a figure than by themselves.
fn by_the_deed(asked: &Asked<'_>) -> Option<Answer> {
    deed::stopped(asked)
        .or_else(|| money::got(asked))
        .or_else(|| counted::by_means_of(asked))
        .or_else(|| share::levied(asked))
        .or_else(|| level::moved(asked))
        .or_else(|| level::still(asked))
        .or_else(|| share::of_the_market(asked))
        .or_else(|| deed::announced(asked))
        .or_else(|| noun::announced(asked))
        .or_else(|| money::announced(asked))
        .or_else(|| money::paid(asked))
}

/// The rules that weigh the nouns beside the figure and the verb that governs it.
fn by_noun_and_verb(asked: &Asked<'_>) -> Option<Answer> {
    noun::before_amount(asked)
        .or_else(|| deed::light(asked))
        .or_else(|| share::like_the_one_before(asked))
        .or_else(|| money::chip_costs(asked))
        .or_else(|| counted::people_used(asked))
        .or_else(|| counted::employed(asked))
        .or_else(|| money::costs(asked))
        .or_else(|| deed::verb(asked))
        .or_else(|| noun::before(asked))
        .or_else(|| noun::after(asked))
}

/// The rules that go by the rest of its clause, where neither says what it is.
fn by_the_clause(asked: &Asked<'_>) -> Option<Answer> {
    share::part_of(asked)
        .or_else(|| counted::at_work(asked))
        .or_else(|| counted::got(asked))
        .or_else(|| counted::asked_for(asked))
        .or_else(|| beside(asked))
        .or_else(|| deed::have(asked))
        .or_else(|| share::of_a_market(asked))
        .or_else(|| share::of_who_stands(asked))
        .or_else(|| clause::subject(asked))
        .or_else(|| clause::above(asked))
        .or_else(|| clause::phrase(asked))
        .or_else(|| clause::amount_before(asked))
}

/// The rules for what is left.
fn by_what_is_left(asked: &Asked<'_>) -> Option<Answer> {
    deed::moving(asked)
        .or_else(|| earned(asked))
        .or_else(|| deed::wants(asked))
        .or_else(|| counted::of_a_firm(asked))
        .or_else(|| money::of_chips(asked))
        .or_else(|| money::of_a_market(asked))
}

/// How something moved: «è salito del 5%», «+740%».
fn moves(text: &Text<'_>, sign: Sign) -> Answer {
    (if sign == Sign::Up { text.relations.grow } else { text.relations.fall }, MOVES)
}

/// What the figure beside it tells: «Micron il 21%».
fn beside(asked: &Asked<'_>) -> Option<Answer> {
    // «otto P100, 129.000 dollari»: money is not owned beside things that are
    let owned = |r: RelationId| r == asked.known.own && asked.money();
    asked.told.beside.filter(|r| !owned(*r)).map(|r| (r, "figure beside"))
}

/// What a part or a make of the firm earns: «Dai data center sono arrivati 41 miliardi».
fn earned(asked: &Asked<'_>) -> Option<Answer> {
    asked.told.earned.then_some((asked.known.earn, "earned for the protagonist"))
}
