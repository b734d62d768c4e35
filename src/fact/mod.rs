//! Facts: one row a figure, tied to who, what, where, when, says who and how sure; and event rows.
//!
//! Sentence by sentence: `parse.rs` makes items and clauses of it, `source.rs` reads who says so; then, for each figure, each
//! slot by its own rules: `subject.rs` (of whom its clause is told), `who/` (company, counterparty), `slots.rs` (chip, place,
//! date, of), `relation.rs`, `sure.rs` (certainty). `parallel.rs` gives a figure what one beside it tells; `event.rs` finds the
//! clauses without a figure; `reference.rs` resolves «l'azienda cinese».

mod event;
mod parallel;
mod parse;
mod reference;
mod relation;
mod slots;
mod source;
mod subject;
mod sure;
mod who;

use crate::article::Article;
use crate::lexicon::{
    Entity, EntityId, Function, KnownRelations, Lexicons, Mood, RelationId, TermKind, UnitKind, WordClass, WordRole,
};
use crate::mention::{Figure, Mention, Type};
use crate::sentence::Sentence;
use crate::span::Span;
use crate::token::Token;
use parse::{Hang, Item, Parsed, What};
use rustc_hash::FxHashMap;
use smallvec::{SmallVec, smallvec};
use source::Attribution;
use std::cell::OnceCell;

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

/// An article as the slot rules see it, and what its sentences so far have left in mind.
struct Text<'a> {
    article: &'a Article,
    tokens: &'a [Token],
    sentences: &'a [Sentence],
    mentions: &'a [Mention],
    lexicons: &'a Lexicons,
    /// For each sentence how it is written.
    frames: Vec<Frame>,
    /// The sentence that is read: a place in `sentences`.
    now: usize,
    relations: &'a KnownRelations,
    /// The subject of the last clause that had one: what a sentence without a subject carries on.
    subject: Fillers,
    /// The firms that were subjects, the last one last: what «l'azienda» stands for.
    subjects: Vec<EntityId>,
    /// The firm named most.
    leading: Option<Filler>,
    /// The firm the article is about, where one stands out: whose «ricavi», «titolo», «dipendenti» are told without a name.
    protagonist: Option<Filler>,
    /// The chip the article is about, where one stands out: whose technical data a list gives.
    product: Option<Filler>,
    /// What the last fact was told of: what another source's figure for it is about.
    story: Story,
    /// What the last sum of money told was: revenue, a loss, an investment.
    sum: Option<RelationId>,
    /// Who speaks in the quote that is open.
    speaker: Fillers,
    /// Who was named last as saying something: «ha aggiunto», «a suo dire».
    last_source: Fillers,
    /// Who answers the article's questions, and the sentence of the first one.
    interview: Option<(Filler, usize)>,
    /// For whom those who are no lexicon's work, by their names' last words: «Giulia Ferri, che guida il centro di calcolo di Leonardo».
    employers: Vec<(Span, Filler)>,
    /// Whose report, study or note was spoken of last: «il rapporto».
    report: Fillers,
    /// The chip last spoken of: what «ne» and bare technical data are about; forgotten after a few sentences.
    topic: Fillers,
    /// The list of firms the last sentence named: what «la prima», «la seconda» rank.
    firms: Fillers,
    /// The list of chips it named.
    chips: Fillers,
    /// How many sentences ago.
    topic_age: u32,
}

/// What the last quantity was told of.
#[derive(Clone, Debug, Default)]
struct Story {
    company: Fillers,
    chip: Fillers,
    unit: Option<u16>,
    relation: Option<RelationId>,
}

/// The share of all firms' mentions, in percent, from which a firm stands out.
const STANDS_OUT: usize = 40;

/// Whether a firm looks on and tells by trade: a medium, an agency, a house of analysts.
fn observes(firm: &Entity) -> bool {
    firm.kinds.first().is_some_and(|k| matches!(k.as_str(), "media" | "agency" | "analyst"))
}

/// Whether a firm judges others by trade: those that look on, and banks, consultants.
fn judges(firm: &Entity) -> bool {
    observes(firm) || firm.kinds.first().is_some_and(|k| matches!(k.as_str(), "bank" | "consultancy"))
}

/// The longest first line, in bytes, that is a title.
const LONGEST_TITLE: usize = 160;

/// How many bytes an article's title and lead take at the most.
const OPENING: u32 = 250;

/// How many bytes into the title the firm that opens it begins at the most: past an article or «Per».
const TITLE_HEAD: u32 = 5;

/// The firm named most, and the one the article is about: named clearly more than the others, or else the one that opens its title, or
/// the only one there.
fn protagonist(article: &Article, mentions: &[Mention], lexicons: &Lexicons) -> (Option<Filler>, Option<Filler>) {
    let mut counts: Vec<(EntityId, usize, Span)> = Vec::new();
    let mut places: FxHashMap<EntityId, usize> = FxHashMap::default();
    let mut total = 0;
    for mention in mentions.iter().filter(|m| m.kind == Type::Company) {
        let Some(entity) = mention.entity() else { continue };
        if judges(lexicons.entity(entity)) {
            continue;
        }
        // an opening mention weighs as two
        let weight = if mention.span.start < article.body as u32 + OPENING { 2 } else { 1 };
        total += weight;
        let place = *places.entry(entity).or_insert_with(|| {
            counts.push((entity, 0, mention.span));
            counts.len() - 1
        });
        counts[place].1 += weight;
    }
    counts.sort_by_key(|c| std::cmp::Reverse(c.1));
    let Some(&(entity, count, span)) = counts.first() else { return (None, None) };
    let second = counts.get(1).map_or(0, |c| c.1);
    let leading = Some(Filler { entity, span }).filter(|_| count > second);
    let stands_out = count * 100 >= total * STANDS_OUT && count > second + 1;
    let body = article.text.get(article.body..).unwrap_or_default();
    let title = body.trim_start().lines().next().unwrap_or_default();
    // an agency's first line may be its first paragraph
    let short = if title.len() <= LONGEST_TITLE { title.len() } else { 0 };
    let title = (article.text.len() - body.trim_start().len() + short) as u32;
    let head = (article.text.len() - body.trim_start().len()) as u32 + TITLE_HEAD;
    let named = || counts.iter().filter(|c| c.2.end <= title);
    // the one that opens the title («Anthropic prenota un milione di TPU di Google»), else the only one there
    let titled = named().find(|c| c.2.start < head).or_else(|| named().next().filter(|_| named().count() == 1));
    (leading, leading.filter(|_| stands_out).or(titled.map(|&(entity, _, span)| Filler { entity, span })))
}

/// The chip named clearly more than any other, an opening mention weighing as two.
fn product(article: &Article, mentions: &[Mention]) -> Option<Filler> {
    let mut counts: Vec<(Filler, usize)> = Vec::new();
    for mention in mentions.iter().filter(|m| m.kind == Type::Chip) {
        let Some(entity) = mention.entity() else { continue };
        let weight = if mention.span.start < article.body as u32 + OPENING { 2 } else { 1 };
        match counts.iter_mut().find(|c| c.0.entity == entity) {
            Some(count) => count.1 += weight,
            None => counts.push((Filler { entity, span: mention.span }, weight)),
        }
    }
    counts.sort_by_key(|c| std::cmp::Reverse(c.1));
    let second = counts.get(1).map_or(0, |c| c.1);
    counts.first().filter(|c| c.1 > second + 1).map(|c| c.0)
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

/// What governs the object of a verb without a person, in place of a preposition.
const OBJECT: &str = "=";

impl<'a> Text<'a> {
    fn new(
        article: &'a Article,
        tokens: &'a [Token],
        sentences: &'a [Sentence],
        mentions: &'a [Mention],
        lexicons: &'a Lexicons,
    ) -> Text<'a> {
        let (leading, protagonist) = protagonist(article, mentions, lexicons);
        Text {
            article,
            tokens,
            sentences,
            mentions,
            lexicons,
            frames: frames(tokens, sentences),
            now: 0,
            relations: &lexicons.known_relations,
            subject: Fillers::new(),
            subjects: Vec::new(),
            leading,
            protagonist,
            product: product(article, mentions),
            story: Story::default(),
            sum: None,
            speaker: Fillers::new(),
            last_source: Fillers::new(),
            interview: source::interview(article, tokens, sentences, mentions, lexicons),
            employers: Vec::new(),
            report: Fillers::new(),
            topic: Fillers::new(),
            firms: Fillers::new(),
            chips: Fillers::new(),
            topic_age: 0,
        }
    }

    /// Whether the token is a word `words.csv` gives that role.
    fn has_role(&self, at: usize, role: WordRole) -> bool {
        self.tokens.get(at).is_some_and(|t| self.lexicons.has_role(t, role))
    }

    /// The rank the token tells: 1 for «primo».
    fn rank(&self, at: usize) -> Option<u8> {
        self.tokens.get(at).and_then(|t| self.lexicons.rank(t))
    }

    /// The token as written.
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.of(&self.article.text))
    }

    /// The token as the vocabulary has it, lower case; nothing for an unknown word.
    fn folded(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| self.lexicons.vocabulary.text(t.word))
    }

    /// The token as the vocabulary has it; articled prepositions in their plain form; nothing for an unknown word.
    fn base(&self, at: usize) -> &'a str {
        let vocabulary = &self.lexicons.vocabulary;
        self.tokens.get(at).map_or("", |t| vocabulary.text(vocabulary.base(t.word)))
    }

    /// Whether the sentence begins inside quotes: there «vendo», «abbiamo» are verbs.
    fn begins_quoted(&self) -> bool {
        self.frames[self.now].quoted
    }

    /// The mention whose first token is `at`.
    fn mention_at(&self, at: usize) -> Option<usize> {
        let place = self.mentions.partition_point(|m| (m.first as usize) < at);
        self.mentions.get(place).filter(|m| m.first as usize == at).map(|_| place)
    }

    /// The figure an item is.
    fn figure_of(&self, item: &Item) -> Option<&'a Figure> {
        match item.what {
            What::Mention(m) => self.mentions[m as usize].figure(),
            _ => None,
        }
    }

    /// Whether an item's last word is a preposition, bare or with its article.
    fn ends_in_preposition(&self, item: &Item) -> bool {
        self.preposition(item.last - 1).is_some()
    }

    /// The preposition the token is, in its plain form.
    fn preposition(&self, at: usize) -> Option<&'static str> {
        self.tokens.get(at).and_then(|t| self.lexicons.preposition(t.word))
    }

    /// Whether an item is a figure that counts or measures (a duration only tells how long).
    fn figure_item(&self, item: &Item) -> bool {
        item.figure
    }

    /// Whether an article, a preposition, a possessive or the like stands right before token `at`: a noun follows.
    fn determined(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        self.lexicons.function(&self.tokens[before]).is_some_and(|f| {
            matches!(
                f,
                Function::Preposition
                    | Function::Article
                    | Function::Indefinite
                    | Function::Demonstrative
                    | Function::Possessive
                    | Function::Quantifier
            )
        })
    }

    /// Whether the sentence is written in capitals: most of its words are.
    fn shouted(&self) -> bool {
        let frame = &self.frames[self.now];
        *frame.shouted.get_or_init(|| shouted(&self.tokens[self.sentences[self.now].tokens()]))
    }

    /// Whether a firm looks on and tells: a medium, an agency, a house of analysts.
    fn observes(&self, firm: EntityId) -> bool {
        observes(self.lexicons.entity(firm))
    }

    /// Whether a firm judges others by trade: those that look on, and banks, consultants.
    fn judges(&self, firm: EntityId) -> bool {
        judges(self.lexicons.entity(firm))
    }

    /// Whether an item is a noun of what firms earn, lose or sell: «ricavi», «utile», «vendite».
    fn is_result(&self, item: &Item) -> bool {
        let known = &self.relations;
        matches!(&item.what, What::Noun(n) if n.class.has(WordClass::AMOUNT)
            && n.relation.is_some_and(|r| [known.earn, known.lose, known.sell].contains(&r)))
    }

    /// The firm the sentence before is told of, where it is one.
    fn last_subject(&self) -> Option<Filler> {
        self.subject.first().copied().filter(|_| self.subject.len() == 1)
    }

    /// Whether an item names or describes a firm.
    fn is_firm(&self, item: &Item) -> bool {
        match &item.what {
            What::Mention(m) => self.mentions[*m as usize].kind == Type::Company,
            What::Description(d) => d.entity.is_some(),
            _ => false,
        }
    }

    /// Whether the token can be a participle.
    fn is_participle(&self, at: usize) -> bool {
        self.lexicons.forms(&self.tokens[at]).any(|f| f.mood == Mood::Participle)
    }

    /// Whether the token is a form of «quello».
    fn is_that(&self, at: usize) -> bool {
        self.folded(at).starts_with("quell")
    }

    /// The mention an item is.
    fn mention(&self, item: &Item) -> Option<&'a Mention> {
        match item.what {
            What::Mention(m) => self.mentions.get(m as usize),
            _ => None,
        }
    }

    /// The kind of mention an item is.
    fn kind_of(&self, item: &Item) -> Option<Type> {
        self.mention(item).map(|m| m.kind)
    }

    /// Whether an item is a mention of this kind.
    fn is_kind(&self, item: &Item, kind: Type) -> bool {
        self.kind_of(item) == Some(kind)
    }

    /// Whether an item names chips or is a noun for them.
    fn of_chips(&self, item: &Item) -> bool {
        match &item.what {
            What::Noun(n) => n.class.has(WordClass::CHIP),
            _ => self.is_kind(item, Type::Chip),
        }
    }

    /// Whether an item can be the subject of a clause: a name, known or not, a description, a noun, a pronoun.
    fn nominal(&self, item: &Item) -> bool {
        match &item.what {
            What::Mention(m) => self.mentions[*m as usize].kind != Type::Date,
            What::Description(_) | What::Noun(_) => true,
            What::Function(f) => *f == Function::Pronoun,
            What::Word => self.unknown_name(item.first),
            _ => false,
        }
    }

    /// Whether token `at` is a word with a capital that no lexicon of names knows: «Acme Computing ha comprato». Where any word
    /// has a capital a second one must follow; acronyms («AI») are none.
    fn unknown_name(&self, at: usize) -> bool {
        let name = |t: usize| self.tokens.get(t).is_some_and(|t| t.is_word() && t.capital() && !t.all_capitals());
        let begins = at == 0
            || self.tokens[at].after_line()
            || matches!(self.tokens[at - 1].symbol, '.' | ':' | '!' | '?' | '«' | '“' | '"' | '•' | '-' | '–' | '…')
            || self.sentences[self.now].first as usize == at;
        name(at) && (!begins || name(at + 1)) && !self.shouted()
    }

    /// Whether an unknown word is a noun: an article or the like stands before it.
    fn noun_by_article(&self, items: &[Item], at: usize) -> bool {
        let determined = at > 0
            && matches!(
                items[at - 1].what,
                What::Function(
                    Function::Article
                        | Function::Indefinite
                        | Function::Demonstrative
                        | Function::Quantifier
                        | Function::Possessive
                )
            );
        if !determined || !self.tokens[items[at].first].is_word() {
            return false;
        }
        // «la prima avrebbe 24 GB»
        let rank = self.rank(items[at].first).is_some()
            && !matches!(items[at].what, What::Mention(_))
            && matches!(items.get(at + 1).map(|i| &i.what), Some(What::Verb(_)));
        // «il nuovo chip»: the noun is yet to come
        let adjective = items.get(at + 1).is_some_and(|i| match i.what {
            What::Noun(_) | What::Description(_) => true,
            // «L'intero 2025»
            What::Mention(m) => matches!(self.mentions[m as usize].kind, Type::Chip | Type::Model | Type::Date),
            _ => false,
        });
        rank || matches!(items[at].what, What::Word) && !adjective
    }

    /// The preposition that governs a nominal, past its article, adjectives and appositions; none for a subject or object.
    fn governor(&self, items: &[Item], at: usize) -> Option<&'static str> {
        let mut place = at;
        let mut article = false;
        for _ in 0..8 {
            place = place.checked_sub(1)?;
            // past its article nothing but the preposition still belongs to the noun
            let closed = article
                && !matches!(
                    items[place].what,
                    What::Preposition(_)
                        | What::Verb(_)
                        | What::Phrase(_)
                        | What::Cue(_)
                        | What::Function(Function::Quantifier | Function::Adverb)
                );
            if closed {
                return None;
            }
            article |= matches!(
                items[place].what,
                What::Function(Function::Article | Function::Indefinite | Function::Demonstrative)
            );
            match &items[place].what {
                What::Preposition(plain) => return Some(plain),
                // «gli annunci del Computex»: an expression that ends in the preposition
                What::Phrase(_) => return self.preposition(items[place].last - 1),
                // «un quinto dei quali destinato a G42»: so does a cue
                What::Cue(class) if class.has(WordClass::PLANNED) && self.ends_in_preposition(&items[place]) => {
                    return self.preposition(items[place].last - 1);
                }
                // «senza la Cina»
                What::Cue(class) if class.has(WordClass::NEGATION) && place + 1 < at => return Some("senza"),
                // «far arrivare a Shenzhen»: an expression that ends in the preposition
                What::Verb(_)
                    if items[place].last - items[place].first > 1 && self.ends_in_preposition(&items[place]) =>
                {
                    return self.preposition(items[place].last - 1);
                }
                // «per fornire un contesto», «costringendo DeepSeek»: the object of a verb without a person
                What::Verb(verb) if verb.infinitive() || verb.mood == Mood::Gerund => return Some(OBJECT),
                What::Function(
                    Function::Article
                    | Function::Indefinite
                    | Function::Demonstrative
                    | Function::Possessive
                    | Function::Quantifier
                    | Function::Adverb,
                ) => {}
                // a list shares the preposition of its first name: «a Meta, Google e Amazon»
                What::Mark(',') | What::Function(Function::Conjunction) => {
                    let kind = |i: usize| match items[i].what {
                        What::Mention(m) => Some(self.mentions[m as usize].kind),
                        _ => None,
                    };
                    let before = place.checked_sub(1)?;
                    // «Secondo le fonti di Reuters, ByteDance ha ordinato»: a comma alone before a verb closes no list
                    let subject = place + 1 == at
                        && matches!(items[place].what, What::Mark(_))
                        && matches!(items.get(at + 1).map(|i| &i.what), Some(What::Verb(v)) if v.finite());
                    if subject || kind(before).is_none() || kind(before) != kind(at) {
                        return None;
                    }
                    place = before;
                }
                // «della società Nvidia», «dei chip H20»: the noun before a name belongs to it
                What::Noun(noun)
                    if noun
                        .class
                        .has(WordClass::COMPANY | WordClass::CHIP | WordClass::SPEAKER | WordClass::PEOPLE) => {}
                // «della californiana Nvidia» yes; «nell'ultimo bilancio Nvidia scrive» no
                What::Word if self.tokens[items[place].first].is_word() => {
                    let name =
                        matches!(self.kind_of(&items[at]), Some(Type::Company | Type::Person | Type::Institution));
                    let demonym = self.tokens[items[place].first].begins(TermKind::Demonym);
                    let apposed = place > 0
                        && matches!(&items[place - 1].what, What::Noun(n) if n.class.has(WordClass::COMPANY | WordClass::SPEAKER));
                    if name && !demonym && !apposed {
                        return None;
                    }
                }
                What::Mark('"' | '«' | '“') => {}
                _ => return None,
            }
        }
        None
    }

    /// Whether item `at` is only what another is measured by: «il doppio della GB200», «rispetto alla H100».
    fn measure_of(&self, items: &[Item], at: usize) -> bool {
        let multiple =
            |i: &Item| self.figure_of(i).and_then(|f| f.unit_kind(self.lexicons)) == Some(UnitKind::Multiple);
        items[..at]
            .iter()
            .rev()
            .take(4)
            .take_while(|i| !matches!(i.what, What::Verb(_) | What::Mark(_)))
            .any(|i| multiple(i) || self.has_role(i.first, WordRole::Comparison))
    }

    /// Keeps in mind what a sentence leaves behind: its subject, its chip.
    fn remember(&mut self, parsed: &Parsed, attribution: &Attribution) {
        for clause in 0..parsed.clauses.len() {
            if !matches!(parsed.clauses[clause].hang, Hang::Main | Hang::Coordinate) {
                continue;
            }
            let subject = subject::subject(self, parsed, clause, &attribution.items);
            // «Lo ha annunciato Intel», «Il titolo sale»: the story goes on
            let aside = !attribution.backward.is_empty()
                || subject.firms.is_empty()
                    && subject.item.is_some_and(
                        |s| matches!(&parsed.items[s].what, What::Noun(n) if n.class.has(WordClass::OWNED)),
                    );
            if subject.some && !aside {
                self.subject.clone_from(&subject.firms);
                self.subjects.extend(subject.firms.iter().map(|f| f.entity));
            }
        }
        // «Aruba», «Una sola azienda al mondo, l'olandese Asml.»: a sentence without a verb presents whom the next ones tell of
        if !parsed.finite {
            let mut named =
                parsed.names.iter().filter(|&&i| !attribution.items.contains(&i) && self.is_firm(&parsed.items[i]));
            if let (Some(&one), None) = (named.next(), named.next())
                && self.governor(&parsed.items, one).is_none()
                && let Some(firm) = who::firm(self, &parsed.items[one], who::FIRMS)
            {
                self.subject = smallvec![firm];
            }
        }
        let chip_at = |i: &Item| match i.what {
            What::Mention(m) if self.mentions[m as usize].kind == Type::Chip => {
                self.mentions[m as usize].entity().map(|entity| Filler { entity, span: self.mentions[m as usize].span })
            }
            _ => None,
        };
        // the chip the last clause is about («…; una B200 costa il doppio»), else the first named
        let subjects = parsed.subjects.iter().rev().filter_map(|s| s.get());
        let about = subjects.filter_map(|s| s.item).find_map(|i| chip_at(&parsed.items[i]));
        let named = |at: usize| chip_at(&parsed.items[at]).filter(|_| !self.measure_of(&parsed.items, at));
        let chip = about.or_else(|| parsed.chips.iter().copied().find_map(named));
        self.firms.clear();
        self.chips.clear();
        for &at in &parsed.names {
            let What::Mention(m) = parsed.items[at].what else { continue };
            let mention = &self.mentions[m as usize];
            let kept = match mention.kind {
                Type::Company => &mut self.firms,
                Type::Chip => &mut self.chips,
                _ => continue,
            };
            if let Some(entity) = mention.entity()
                && !kept.iter().any(|f| f.entity == entity)
            {
                kept.push(Filler { entity, span: mention.span });
            }
        }
        if let Some(employed) = source::employed(self, parsed) {
            self.employers.push(employed);
        }
        if let Some(report) = source::reporter(self, parsed) {
            self.report = smallvec![report];
        }
        self.topic_age += 1;
        if let Some(chip) = chip {
            (self.topic, self.topic_age) = (smallvec![chip], 0);
        } else if self.topic_age > TOPIC_AGE {
            self.topic.clear();
        }
    }
}

/// How a sentence is written.
struct Frame {
    /// Whether it begins inside quotes.
    quoted: bool,
    /// Whether most of its words are in capitals: counted where a rule asks, as few do.
    shouted: OnceCell<bool>,
}

/// Whether most of the words are in capitals.
fn shouted(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|t| t.is_word() && t.end - t.start > 1);
    let (words, capitals) = words.fold((0, 0), |(w, c), t| (w + 1, c + usize::from(t.all_capitals())));
    capitals * 2 > words
}

/// How each sentence is written.
fn frames(tokens: &[Token], sentences: &[Sentence]) -> Vec<Frame> {
    let mut open = false;
    sentences
        .iter()
        .map(|sentence| {
            // A quote does not outlive its paragraph: a mark left open is a slip.
            if tokens[sentence.first as usize].after_line() {
                open = false;
            }
            let quoted = open;
            for token in tokens[sentence.tokens()].iter().filter(|t| t.symbol != '\0') {
                match token.symbol {
                    '«' | '“' => open = true,
                    '»' | '”' => open = false,
                    '"' => open = !open,
                    _ => {}
                }
            }
            Frame { quoted, shouted: OnceCell::new() }
        })
        .collect()
}

/// How many sentences without a chip the last one named stays in mind.
const TOPIC_AGE: u32 = 3;

/// How many mentions back «altrettanti» looks for the figure it repeats.
const LOOK_BACK: usize = 50;

/// A line of a post is no longer than this, in bytes.
const LONGEST_POST_LINE: u32 = 280;

/// The most lines a signature under a post speaks for.
const POST_LINES: u32 = 8;

/// Builds the facts of an article.
pub fn build(
    article: &Article,
    tokens: &[Token],
    sentences: &[Sentence],
    mentions: &[Mention],
    lexicons: &Lexicons,
) -> Vec<Fact> {
    let mut text = Text::new(article, tokens, sentences, mentions, lexicons);
    let told = mentions.iter().filter(|m| m.kind == Type::Figure).count();
    let mut facts: Vec<Fact> = Vec::with_capacity(told + sentences.len() / 4);
    let mut parsed = Parsed::default();
    let mut first = 0;
    for (number, sentence) in sentences.iter().enumerate() {
        let last = first + mentions[first..].iter().take_while(|m| m.first < sentence.last).count();
        let range = first..last;
        first = last;
        if sentence.leftover {
            continue;
        }
        if tokens[sentence.first as usize].after_paragraph() && !text.frames[number].quoted {
            text.speaker.clear();
        }
        // A sentence without a name, figure or date tells nothing and leaves nothing behind.
        if range.is_empty() {
            continue;
        }
        text.now = number;
        if let Some((who, _)) = text.interview.filter(|&(_, first)| number > first) {
            text.speaker = smallvec![who];
        }
        parsed.read(&text, range.clone());
        let attribution = source::attribute(&text, &parsed);
        if let Some(signer) = source::signature(&text, &parsed, sentence.first as usize) {
            sign(&mut facts, sentences, tokens, number, signer);
            continue;
        }
        if !attribution.speaker.is_empty() {
            text.speaker.clone_from(&attribution.speaker);
        }
        let before = facts.len();
        quantities(&text, &parsed, &attribution, number as u32, &mut facts);
        let events = event::events(&text, &parsed, &attribution, number as u32, &facts[before..]);
        facts.extend(events);
        facts[before..].sort_by_key(|f| f.span);
        if let Some(told) = facts[before..].iter().rev().find(|f| f.kind == FactKind::Quantity && !f.company.is_empty())
        {
            text.story = story_of(mentions, told);
        }
        text.sum = last_sum(&text, &facts[before..]).or(text.sum);
        if !attribution.backward.is_empty() {
            // «Lo ha annunciato Intel»: the sentence before is its word
            for fact in facts[..before].iter_mut().rev().take_while(|f| f.sentence as usize + 1 == number) {
                if fact.source.is_empty() {
                    fact.source.clone_from(&attribution.backward);
                    fact.rules.source = "said by the next sentence";
                    fact.report("said by the next sentence");
                }
            }
        }
        if let Some(speaker) = attribution.closes(&text) {
            quoted_before(&text, &mut facts[..before], speaker);
        }
        if let Some(last) = attribution.last() {
            text.last_source = last.into();
        } else {
            let filler = |m: &Mention| m.entity().map(|entity| Filler { entity, span: m.span });
            let named = || range.clone().rev().map(|m| &mentions[m]);
            let observer =
                || named().filter(|m| m.kind == Type::Company).filter_map(filler).find(|f| text.observes(f.entity));
            if let Some(last) = named().find(|m| m.kind == Type::Person).and_then(filler).or_else(observer) {
                text.last_source = smallvec![last];
            }
        }
        text.remember(&parsed, &attribution);
    }
    if facts.is_empty() {
        return facts;
    }
    in_full(&mut facts, mentions, article, lexicons);
    told_again(&mut facts, mentions, &lexicons.known_relations);
    // The same sentence twice in an article: its second copy tells other facts.
    let mut copies: FxHashMap<&str, u32> = FxHashMap::with_capacity_and_hasher(sentences.len(), Default::default());
    let copy: Vec<u32> = sentences
        .iter()
        .map(|s| {
            let count = copies.entry(s.span.of(&article.text)).or_default();
            *count += 1;
            *count - 1
        })
        .collect();
    // Facts stand sentence by sentence, and share what their ids begin with.
    let mut told: Vec<u8> = Vec::new();
    for facts in facts.chunk_by_mut(|a, b| a.sentence == b.sentence) {
        let number = facts[0].sentence as usize;
        let sentence = sentences[number].span;
        told.clear();
        for part in [&article.name, sentence.of(&article.text)] {
            told.extend_from_slice(part.as_bytes());
            told.push(0);
        }
        let mut shared = blake3::Hasher::new();
        shared.update(&told);
        if let Some((last, others)) = facts.split_last_mut() {
            for fact in others {
                fact.id = id(&mut shared.clone(), sentence, copy[number], fact);
            }
            last.id = id(&mut shared, sentence, copy[number], last);
        }
    }
    facts
}

/// Gives the sources that no lexicon holds the name the article gives them in full: «Giulia Ferri» where the sentence has «Ferri».
fn in_full(facts: &mut [Fact], mentions: &[Mention], article: &Article, lexicons: &Lexicons) {
    let unknown = lexicons.unknown_person;
    let words = |span: Span| span.of(&article.text).rsplit([' ', '\u{a0}']);
    let mut names: FxHashMap<&str, Span> = FxHashMap::default();
    for mention in mentions.iter().filter(|m| m.entity() == Some(unknown)) {
        if let (Some(surname), Some(_)) = (words(mention.span).next(), words(mention.span).nth(1)) {
            names.entry(surname).or_insert(mention.span);
        }
    }
    for source in facts.iter_mut().flat_map(|f| &mut f.source).filter(|s| s.entity == unknown) {
        let bare = words(source.span).nth(1).is_none();
        let full = names.get(source.span.of(&article.text)).filter(|_| bare);
        source.span = full.copied().unwrap_or(source.span);
    }
}

/// The smallest count that, told again in an article, is sure to be of the same.
const NO_SMALL_COUNT: f64 = 1000.0;

/// Gives a figure that names no firm that of the same figure elsewhere in the article: a title's, a caption's; and its relation, where it
/// says none but that it is planned or announced: «I 4,3 miliardi annunciati ieri».
fn told_again(facts: &mut [Fact], mentions: &[Mention], relations: &KnownRelations) {
    let sum = |f: &Fact| {
        let figure = f.figure.and_then(|m| mentions[m as usize].figure())?;
        let value = figure.value.filter(|v| figure.high.is_none() && *v >= NO_SMALL_COUNT)?;
        Some((value.to_bits(), figure.unit))
    };
    let unnamed = |f: &Fact| f.company.is_empty() && f.rules.company != COUNTS_OTHERS;
    if !facts.iter().any(|f| unnamed(f) && sum(f).is_some()) {
        return;
    }
    // by sum and relation, and by the sum alone, where all tell of the same firm
    let mut known: FxHashMap<_, Option<(Fillers, RelationId)>> = FxHashMap::default();
    for fact in facts.iter().filter(|f| !f.company.is_empty()) {
        let Some(sum) = sum(fact) else { continue };
        for key in [(sum, Some(fact.relation)), (sum, None)] {
            let told = known.entry(key).or_insert_with(|| Some((fact.company.clone(), fact.relation)));
            let same = |known: &Fillers| known.iter().map(|f| f.entity).eq(fact.company.iter().map(|f| f.entity));
            if !told.as_ref().is_some_and(|(firms, relation)| same(firms) && *relation == fact.relation) {
                *told = None;
            }
        }
    }
    for fact in facts.iter_mut().filter(|f| unnamed(f)) {
        let Some(sum) = sum(fact) else { continue };
        // two counts may be alike by chance
        let vague = sum.1.is_some() && [relations.other, relations.launch, relations.plan].contains(&fact.relation);
        let alike = known.get(&(sum, Some(fact.relation))).or_else(|| known.get(&(sum, None)).filter(|_| vague));
        if let Some(Some((company, relation))) = alike {
            (fact.company, fact.rules.company) = (company.clone(), "told again");
            (fact.relation, fact.rules.relation) = (*relation, "told again");
        }
    }
}

/// Why a fact that counts firms, speakers or sources themselves has so little in its slots.
const COUNTS_OTHERS: &str = "counts others";

/// One fact a figure; durations only tell how long something lasts.
fn quantities(text: &Text<'_>, parsed: &Parsed, attribution: &Attribution, number: u32, facts: &mut Vec<Fact>) {
    let items = &parsed.items;
    if parsed.figures.is_empty() {
        return;
    }
    let mut story = text.story.clone();
    let told = facts.len();
    for &at in &parsed.figures {
        let item = &items[at];
        let What::Mention(mention) = item.what else { continue };
        let clause = item.clause;
        let subject = subject::subject(text, parsed, clause, &attribution.items);
        let (company, company_rule) = who::company(text, parsed, at, &attribution.items, &story);
        let (chip, chip_rule) = slots::chip(text, parsed, at, subject, &story);
        let repeated = text.mentions[mention as usize].figure().filter(|f| f.ellipsis).and_then(|_| {
            let from = (mention as usize).saturating_sub(LOOK_BACK);
            let whole = |m: &Mention| m.figure().is_some_and(|f| f.value.is_some() && !f.ellipsis && f.unit.is_none());
            text.mentions[from..mention as usize].iter().rposition(whole).map(|at| from + at)
        });
        // «due fonti», «tre banche»: counted themselves, nowhere and at no time
        let others = company_rule == COUNTS_OTHERS;
        let beside = parallel::parallel(text, parsed, at);
        let prior = beside.and_then(|p| facts[told..].iter().rev().find(|f| f.figure == Some(p.mention)));
        let unit = text.figure_of(item).and_then(|f| f.unit);
        let goes_on = company_rule == "story" || who::of_them(text, parsed, at);
        let money = text.figure_of(item).and_then(|f| f.unit_kind(text.lexicons)) == Some(UnitKind::Money);
        let known = relation::Told {
            company: !company.is_empty(),
            given: company_rule == "given",
            earned: company_rule == "earned for the protagonist",
            chip: !chip.is_empty(),
            beside: prior
                .filter(|_| beside.is_some_and(|b| !b.moved()))
                .map(|p| p.relation)
                .or_else(|| story.relation.filter(|r| goes_on && text.relations.lasts(*r)))
                .or_else(|| if goes_on && money { last_sum(text, &facts[told..]).or(text.sum) } else { None }),
            same_unit: facts[told..].last().filter(|f| unit_of(text.mentions, f) == unit).map(|f| f.relation),
        };
        // «delle 120.000 che Amd aveva accumulato»: what is done to them
        let relative = who::relative_of(text, parsed, at).filter(|_| company_rule == "relative");
        let (relation, relation_rule) = match relative.and_then(|c| relation::of_relative(text, parsed, c)) {
            Some(relation) => (relation, "relative"),
            None => relation::relation(text, parsed, at, subject, known),
        };
        // «le sue tecnologie a 5 nm»: how fine a chip is made is no plan and no revenue
        let node = unit.is_some_and(|u| text.lexicons.units[u as usize].node);
        let (relation, relation_rule) = match node && !text.relations.makes(relation) {
            true => (text.relations.other, "none"),
            false => (relation, relation_rule),
        };
        // «Meta e Google spenderanno 10 e 20 miliardi», «Amd +3%, Intel -2%»: firms of one list deal with each other as little
        let (counterparty, counterparty_rule) = match company_rule {
            "respectively" | "beside" | COUNTS_OTHERS => (Fillers::new(), "none"),
            _ => who::counterparty(text, parsed, clause, at, &company, &attribution.items),
        };
        let (mut of, mut of_rule) = slots::of(text, parsed, at);
        if relation_rule == relation::LIKE_THE_ONE_BEFORE
            && of.is_none()
            && let Some(like) = facts[told..].last()
        {
            (of, of_rule) = (like.of, relation_rule);
        }
        let (place, place_rule) = if others {
            (Fillers::new(), COUNTS_OTHERS)
        } else {
            slots::place(text, parsed, at, !company.is_empty() && !company_rule.starts_with("amount"), subject)
        };
        // «la quota di Huawei in Cina toccherà il 40% e quella di Nvidia scenderà al 54%», «la percentuale scenderà»
        let amount = company_rule == "story" || subject.item.is_some_and(|s| text.is_that(items[s].first));
        let shared = facts[told..].last().filter(|l| amount && !others && unit_of(text.mentions, l) == unit);
        let (place, place_rule) = match shared {
            Some(like) if place.is_empty() => (like.place.clone(), "like the one before"),
            _ => (place, place_rule),
        };
        let (source, source_rule) = if others {
            (Fillers::new(), COUNTS_OTHERS)
        } else if source::awaited(text, items, at) {
            (Fillers::new(), source::AWAITED)
        } else {
            attribution.sources(text, at)
        };
        let (date, date_rule) = if others { (None, COUNTS_OTHERS) } else { slots::date(text, parsed, at) };
        let verb = relative.and_then(|c| parsed.clauses[c].verb).unwrap_or(at);
        let (certainty, certainty_rule) = if others {
            (Certainty::Asserted, COUNTS_OTHERS)
        } else {
            let sure = sure::certainty(text, parsed, verb, attribution);
            // «le 700.000 unità che Nvidia avrebbe in magazzino»
            match relative.and_then(|c| parsed.clauses[c].verb).map(|v| &items[v].what) {
                Some(What::Verb(verb)) => stronger(sure, sure::of_itself(verb)),
                _ => sure,
            }
        };
        let mut fact = Fact {
            id: String::new(),
            kind: FactKind::Quantity,
            sentence: number,
            relation,
            company,
            counterparty,
            chip,
            place,
            source,
            figure: Some(mention),
            value_of: repeated.map(|r| r as u32),
            of,
            date,
            certainty,
            span: text.mentions[mention as usize].span,
            rules: Rules {
                relation: relation_rule,
                company: company_rule,
                counterparty: counterparty_rule,
                chip: chip_rule,
                of: of_rule,
                place: place_rule,
                date: date_rule,
                source: source_rule,
                certainty: certainty_rule,
            },
        };
        // «240 TWh (+130% sul 2024)»: what the figure before the bracket tells, when and how sure
        if company_rule == "bracketed"
            && let Some(before) = facts[told..].last()
        {
            let held = parsed.figure_before(at).is_some_and(|b| parallel::is_compared(parsed, b));
            if fact.date.is_none() && !held {
                (fact.date, fact.rules.date) = (before.date, company_rule);
            }
            if before.certainty > fact.certainty {
                (fact.certainty, fact.rules.certainty) = (before.certainty, company_rule);
            }
        }
        if let (Some(beside), Some(prior), false) = (beside, prior, others) {
            parallel::share(text, parsed, at, beside, prior, &mut fact);
        }
        if !fact.company.is_empty() || !fact.chip.is_empty() && story.company.is_empty() {
            story = story_of(text.mentions, &fact);
        } else if !others && !node && (story.unit == unit || company_rule == "other subject") {
            // what this sentence tells of nobody is not told of whom the last one was
            story.company.clear();
        }
        facts.push(fact);
    }
}

/// Gives the facts of a quote to the one whom only its last sentence names: «“Oggi sono 500. Erano 300 nel 2021”, ha detto Anna Neri».
fn quoted_before(text: &Text<'_>, facts: &mut [Fact], speaker: &[Filler]) {
    let opening = (0..text.now).rev().find(|&s| !text.frames[s].quoted).unwrap_or(0);
    let opens = |t: &&Token| matches!(t.symbol, '«' | '“' | '"');
    let Some(mark) = text.tokens[text.sentences[opening].tokens()].iter().rfind(opens) else { return };
    let nobody = |f: &&mut Fact| f.source.is_empty() || f.rules.source == source::GOES_ON;
    let within = facts.iter_mut().rev().take_while(|f| f.span.start > mark.start).filter(nobody);
    for fact in within {
        (fact.source, fact.rules.source) = (speaker.into(), "said at the quote's end");
        fact.report("said at the quote's end");
    }
}

/// What the last sum of money among the facts is: revenue, a loss, an investment; no move of one and no price.
fn last_sum(text: &Text<'_>, facts: &[Fact]) -> Option<RelationId> {
    let known = text.relations;
    let told = |f: &&Fact| {
        let kind = f.figure.and_then(|m| text.mentions[m as usize].figure()).and_then(|f| f.unit_kind(text.lexicons));
        kind == Some(UnitKind::Money) && known.lasts(f.relation) && f.relation != known.worth
    };
    facts.iter().rev().find(told).map(|f| f.relation)
}

/// The stronger of two certainties with their rules, the first where they are alike.
fn stronger(one: (Certainty, &'static str), other: (Certainty, &'static str)) -> (Certainty, &'static str) {
    if other.0 > one.0 { other } else { one }
}

/// What a fact leaves for the next figure of its kind.
fn story_of(mentions: &[Mention], fact: &Fact) -> Story {
    let unit = unit_of(mentions, fact);
    let (company, chip) = (Fillers::from_slice(&fact.company), Fillers::from_slice(&fact.chip));
    Story { company, chip, unit, relation: Some(fact.relation) }
}

/// The unit of a fact's figure.
fn unit_of(mentions: &[Mention], fact: &Fact) -> Option<u16> {
    fact.figure.and_then(|f| mentions[f as usize].figure()).and_then(|f| f.unit)
}

/// The clauses and items the rules saw in each sentence, a line each: for `extract explain` and for whoever mends a rule.
pub fn outline(
    article: &Article,
    tokens: &[Token],
    sentences: &[Sentence],
    mentions: &[Mention],
    lexicons: &Lexicons,
) -> Vec<String> {
    let mut text = Text::new(article, tokens, sentences, mentions, lexicons);
    let mut parsed = Parsed::default();
    let mut first = 0;
    let outlines = sentences.iter().enumerate().map(|(number, sentence)| {
        let last = first + mentions[first..].iter().take_while(|m| m.first < sentence.last).count();
        text.now = number;
        parsed.read(&text, first..last);
        let outline = parsed.outline(&text);
        first = last;
        outline
    });
    outlines.collect()
}

/// Gives the lines of a post to the one who signs it.
fn sign(facts: &mut [Fact], sentences: &[Sentence], tokens: &[Token], number: usize, signer: Filler) {
    // the post's lines stand right above: short lines, one after the other
    let mut from = number;
    while from > 0 && number - from < POST_LINES as usize {
        let above = sentences[from - 1];
        let own_line = tokens[above.first as usize].after_line() && tokens[sentences[from].first as usize].after_line();
        let short = above.span.end - above.span.start <= LONGEST_POST_LINE;
        if !own_line || !short || above.leftover {
            break;
        }
        from -= 1;
    }
    for fact in facts.iter_mut().rev().take_while(|f| f.sentence as usize >= from) {
        fact.source = smallvec![signer];
        fact.rules.source = "signature";
        fact.report("signature");
    }
}

/// A fact's id: a hash of the article's name, the sentence's text (`told` has read both) and which copy of it, and which of its words the
/// fact is about, in hexadecimal.
fn id(told: &mut blake3::Hasher, sentence: Span, copy: u32, fact: &Fact) -> String {
    let mut own: SmallVec<[u8; 32]> = SmallVec::from_slice(fact.kind.name().as_bytes());
    own.push(0);
    let from = fact.span.start - sentence.start.min(fact.span.start);
    for number in [copy, from, fact.span.end - fact.span.start, u32::from(fact.relation.0)] {
        own.extend_from_slice(&number.to_le_bytes());
    }
    let hash = told.update(&own).finalize();
    let mut id = String::with_capacity(ID_BYTES * 2);
    for byte in &hash.as_bytes()[..ID_BYTES] {
        for half in [byte >> 4, byte & 15] {
            id.push(char::from(b"0123456789abcdef"[half as usize]));
        }
    }
    id
}

/// How many bytes of its hash a fact's id keeps.
const ID_BYTES: usize = 8;
