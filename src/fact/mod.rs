//! Facts: one row a figure, tied to who, what, where, when, says who and how sure; and event rows.
//!
//! In windows of some sentences: `mind.rs` reads them in order, `parse/` makes items and clauses of each, `source/` reads who says so;
//! then `quantity.rs` fills the slots of all their figures, slot by slot, each by its own rules: `subject/` (of whom a clause is told),
//! `who/` (company, counterparty), `slots/` (chip, place, date, of), `relation/`, `sure/` (certainty), while `parallel.rs` gives a
//! figure what one beside it tells; `event/` finds the clauses without a figure. `reference.rs` resolves «l'azienda cinese»,
//! `taken_up.rs` gives a figure that stands alone what the next sentence says of it, `finish/` does what takes the whole article. All look at it through `text.rs`.
//!
//! Rules that fill several slots at once:
//!
//! | rule | where | example | gives |
//! | --- | --- | --- | --- |
//! | `counts others` | `who/nobody.rs` | «tre banche», «due fonti» | nothing: they are counted themselves |
//! | `figure beside` | `parallel.rs` | «100 miliardi di yuan (14 di dollari)», «da 175 a 250 dollari» | what the figure beside it has |
//! | `bracketed` | `who/told.rs` | «3,2 miliardi (+14%)» | what the figure before the bracket has |
//! | `story` | `who/told.rs` | «Di questi, 51 miliardi …» | what the figure before has |
//! | `like the one before` | `relation/share.rs` | «gli Stati Uniti con il 45% della domanda; seguono Cina (25%) ed Europa» | what the list's figure before it has |
//! | `taken up by the next sentence` | `taken_up.rs` | «Nove miliardi. A tanto ammontano gli ordini di Meta» | what the next sentence says of it |
//! | `said by the next sentence` | here | «Lo ha annunciato Intel.» | its source, and that it is another's word |
//! | `signature`, `said at the quote's end` | `finish/source.rs` | «— The Kobeissi Letter» under a post | its source, and that it is another's word |
//! | `told again` | `finish/told_again.rs` | a title's «300.000 chip», told in full below | the firm and relation of the same figure there |
//!
//! `docs/rules.md` is written from these tables and those of each slot.

mod event;
mod finish;
mod mind;
mod parallel;
mod parse;
mod quantity;
mod reference;
mod relation;
mod slots;
mod source;
mod subject;
mod sure;
mod taken_up;
mod text;
mod who;

use crate::article::Article;
use crate::lexicon::{EntityId, KnownRelations, Lexicons, RelationId};
use crate::mention::{Mention, Type};
use crate::sentence::Sentence;
use crate::span::Span;
use crate::token::Token;
use mind::{Reader, Seen};
use parse::Parsed;
use quantity::Teller;
use smallvec::SmallVec;
use text::{OBJECT, Text, Whole};

/// What a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// A figure and what it is tied to.
    Quantity,
    /// A relation without a figure.
    Event,
}

impl FactKind {
    /// As the tables have it.
    pub fn name(self) -> &'static str {
        match self {
            FactKind::Quantity => "quantity",
            FactKind::Event => "event",
        }
    }
}

/// How sure a fact is, as its clause says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the tables' own; docs/tables.md tells them")]
pub enum Certainty {
    #[default]
    Asserted,
    Reported,
    Planned,
    Conditional,
    Question,
    Negated,
}

impl Certainty {
    /// As the tables have it.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Asserted => "asserted",
            Certainty::Reported => "reported",
            Certainty::Planned => "planned",
            Certainty::Conditional => "conditional",
            Certainty::Question => "question",
            Certainty::Negated => "negated",
        }
    }
}

/// An entity in a slot, and the words that put it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filler {
    /// Who or what.
    pub entity: EntityId,
    /// Where the article names or describes it.
    pub span: Span,
}

/// Who fills a slot: most often one, who then needs no memory of its own.
pub type Fillers = SmallVec<[Filler; 1]>;

/// A copy as fast as one of plain memory; `clone` goes one by one.
fn copy(fillers: &Fillers) -> Fillers {
    Fillers::from_slice(fillers)
}

/// One row of the facts table.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Stable across runs and machines.
    pub id: String,
    /// Quantity or event.
    pub kind: FactKind,
    /// The sentence: a place in the article's sentences.
    pub sentence: u32,
    /// The relation.
    pub relation: RelationId,
    /// Of whom it is told.
    pub company: Fillers,
    /// The other party.
    pub counterparty: Fillers,
    /// The chips.
    pub chip: Fillers,
    /// Where.
    pub place: Fillers,
    /// Who says so.
    pub source: Fillers,
    /// The figure: a place in the article's mentions.
    pub figure: Option<u32>,
    /// The figure whose value an ellipsis repeats: a place in the article's mentions.
    pub value_of: Option<u32>,
    /// What is counted or measured.
    pub of: Option<Span>,
    /// The part of a firm it is told of: «divisione Data Center».
    pub part: Option<Span>,
    /// When it holds: a place in the article's mentions.
    pub date: Option<u32>,
    /// How sure.
    pub certainty: Certainty,
    /// Where the fact's own words stand.
    pub span: Span,
    /// The rule that filled each slot.
    pub rules: Rules,
}

/// The rule that filled each slot of a fact, or says why it is empty: a name of the tables in `src/fact/`, `none` where no rule
/// had anything to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the slots are explained at Fact")]
pub struct Rules {
    pub relation: &'static str,
    pub company: &'static str,
    pub counterparty: &'static str,
    pub chip: &'static str,
    pub of: &'static str,
    pub part: &'static str,
    pub place: &'static str,
    pub date: &'static str,
    pub source: &'static str,
    pub certainty: &'static str,
}

impl Fact {
    /// Makes it another's word, as `rule` says, where it was nothing stronger.
    fn report(&mut self, rule: &'static str) {
        if self.certainty < Certainty::Reported {
            (self.certainty, self.rules.certainty) = (Certainty::Reported, rule);
        }
    }
}

impl KnownRelations {
    /// Whether the relation makes an event without a figure; amounts and moves say nothing without one.
    fn eventful(&self, relation: RelationId) -> bool {
        ![self.grow, self.fall, self.share, self.worth, self.other, self.earn, self.lose, self.employ]
            .contains(&relation)
    }

    /// Whether the relation is something done with chips.
    fn makes(&self, relation: RelationId) -> bool {
        self.trades(relation) || [self.produce, self.launch, self.r#use, self.own].contains(&relation)
    }

    /// Whether the relation has another party, who is not whom it is told of.
    fn trades(&self, relation: RelationId) -> bool {
        [self.buy, self.sell, self.order, self.deliver, self.export, self.rent].contains(&relation)
    }

    /// Whether what the relation tells can have another party at all: an amount that moves, or is earned or worth, has none of itself.
    fn has_party(&self, relation: RelationId) -> bool {
        ![self.grow, self.fall, self.share, self.worth, self.earn, self.lose, self.employ, self.plan, self.other]
            .contains(&relation)
    }

    /// Whether the relation still holds of the next figure told of the same: «parla di 800.000».
    fn lasts(&self, relation: RelationId) -> bool {
        ![self.grow, self.fall, self.share, self.other].contains(&relation)
    }

    /// Whether the relation says what is done, and not only how an amount moves, what it is worth, or that it is planned.
    fn tells(&self, relation: RelationId) -> bool {
        ![self.grow, self.fall, self.worth, self.plan].contains(&relation)
    }

    /// Whether the relation deals in a thing: one has, gets or gives it.
    fn deals(&self, relation: RelationId) -> bool {
        [self.buy, self.sell, self.acquire, self.order, self.own].contains(&relation)
    }

    /// Whether the relation is done to a firm: it may, must not, or pays.
    fn permits(&self, relation: RelationId) -> bool {
        [self.authorize, self.ban, self.tax].contains(&relation)
    }
}

/// Why a fact that counts firms, speakers or sources themselves has so little in its slots.
const COUNTS_OTHERS: &str = "counts others";

/// The unit of a fact's figure.
fn unit_of(mentions: &[Mention], fact: &Fact) -> Option<u16> {
    fact.figure.and_then(|f| mentions[f as usize].figure()).and_then(|f| f.unit)
}

/// Builds the facts of an article.
pub fn build(
    article: &Article,
    tokens: &[Token],
    sentences: &[Sentence],
    mentions: &[Mention],
    lexicons: &Lexicons,
) -> Vec<Fact> {
    Builder::default().build(article, tokens, sentences, mentions, lexicons)
}

/// Builds the facts of one article after another, in the same memory.
#[derive(Debug, Default)]
pub struct Builder {
    window: Vec<Seen>,
}

impl Builder {
    /// Builds the facts of an article; those before it have no say.
    pub fn build(
        &mut self,
        article: &Article,
        tokens: &[Token],
        sentences: &[Sentence],
        mentions: &[Mention],
        lexicons: &Lexicons,
    ) -> Vec<Fact> {
        let whole = Whole::new(article, tokens, sentences, mentions, lexicons);
        let text = Text::new(article, tokens, sentences, mentions, lexicons, &whole);
        let told = mentions.iter().filter(|m| m.kind == Type::Figure).count();
        let mut facts: Vec<Fact> = Vec::with_capacity(told + sentences.len() / 4);
        let (mut reader, mut teller) = (Reader::new(text), Teller::default());
        loop {
            let seen = reader.read(&mut self.window);
            if seen.is_empty() {
                break;
            }
            let mut quantities = teller.tell(&text, seen).into_iter().map(|draft| draft.fact);
            for seen in seen {
                let before = facts.len();
                facts.extend(quantities.by_ref().take(seen.told.len()));
                tell(&seen.text(&text), seen, before, &mut facts);
            }
        }
        if !facts.is_empty() {
            finish::in_full(&mut facts, mentions, article, lexicons);
            finish::firms_in_full(&mut facts, mentions, lexicons);
            finish::told_again(&mut facts, mentions, lexicons);
            finish::apart(&mut facts);
            finish::identify(&mut facts, article, sentences);
        }
        facts
    }
}

/// Adds the events of a sentence to its quantities, `facts[before..]`, and gives the facts before it what it says of them.
fn tell(text: &Text<'_>, seen: &Seen, before: usize, facts: &mut Vec<Fact>) {
    if let Some(signer) = seen.signer {
        finish::sign(facts, text.sentences, text.tokens, seen.number, signer);
        return;
    }
    let events = event::events(text, &seen.parsed, &seen.attribution, seen.number as u32, &mut facts[before..]);
    facts.extend(events);
    facts[before..].sort_by_key(|f| f.span);
    let (above, _) = facts.split_at_mut(before);
    if !seen.attribution.backward.is_empty() {
        // «Lo ha annunciato Intel»: the sentence before is its word
        for fact in above.iter_mut().rev().take_while(|f| f.sentence as usize + 1 == seen.number) {
            if fact.source.is_empty() {
                fact.source.clone_from(&seen.attribution.backward);
                fact.rules.source = "said by the next sentence";
                fact.report("said by the next sentence");
            }
        }
    }
    if let Some(fact) = above.iter_mut().rev().find(|f| f.kind == FactKind::Quantity)
        && fact.sentence as usize + 1 == seen.number
    {
        taken_up::take_up(text, &seen.parsed, &seen.attribution, fact);
    }
    if let Some(speaker) = seen.attribution.closes(text) {
        finish::quoted_before(text, above, speaker);
    }
}

/// The clauses and items the rules saw in each sentence, a line each: for `extract explain` and for whoever mends a rule.
pub fn outline(
    article: &Article,
    tokens: &[Token],
    sentences: &[Sentence],
    mentions: &[Mention],
    lexicons: &Lexicons,
) -> Vec<String> {
    let whole = Whole::new(article, tokens, sentences, mentions, lexicons);
    let text = Text::new(article, tokens, sentences, mentions, lexicons, &whole);
    let mut parsed = Parsed::default();
    let mut first = 0;
    let outlines = sentences.iter().enumerate().map(|(now, sentence)| {
        let last = first + mentions[first..].iter().take_while(|m| m.first < sentence.last).count();
        let text = Text { now, ..text };
        parsed.read(&text, first..last);
        let outline = parsed.outline(&text);
        first = last;
        outline
    });
    outlines.collect()
}
