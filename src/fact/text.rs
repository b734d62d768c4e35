//! An article as the rules see it: its words, what they can be, what stands around them.

use super::Filler;
use super::mind::Mind;
use super::parse::{Item, What};
use crate::article::Article;
use crate::lexicon::{
    Entity, EntityId, Function, KnownRelations, Lexicons, Mood, NumeralClass, TermKind, UnitKind, WordClass, WordRole,
};
use crate::mention::{Figure, Mention, Type};
use crate::sentence::Sentence;
use crate::span::Span;
use crate::token::Token;
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

/// An article, and the sentence of it that is read.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub article: &'a Article,
    pub tokens: &'a [Token],
    pub sentences: &'a [Sentence],
    pub mentions: &'a [Mention],
    pub lexicons: &'a Lexicons,
    pub relations: &'a KnownRelations,
    /// For each sentence how it is written.
    pub frames: &'a [Frame],
    /// What stands out in it.
    pub about: &'a About,
    /// The sentence that is read: a place in `sentences`.
    pub now: usize,
    /// What the sentences before it have left in mind.
    pub mind: &'a Mind,
    /// The firms that were subjects before it, the last one last: what «l'azienda» stands for. Told only while it is parsed.
    pub subjects: &'a [EntityId],
}

/// What is told of an article before its first sentence is read.
pub(super) struct Whole {
    frames: Vec<Frame>,
    about: About,
    /// What is in mind then.
    nothing: Mind,
}

impl Whole {
    pub(super) fn new(
        article: &Article,
        tokens: &[Token],
        sentences: &[Sentence],
        mentions: &[Mention],
        lexicons: &Lexicons,
    ) -> Whole {
        let about = About::new(article, tokens, sentences, mentions, lexicons);
        Whole { frames: frames(tokens, sentences), about, nothing: Mind::default() }
    }
}

/// What stands out in an article.
pub(super) struct About {
    /// The firm named most.
    pub leading: Option<Filler>,
    /// The firm the article is about, where one stands out: whose «ricavi», «titolo», «dipendenti» are told without a name.
    pub protagonist: Option<Filler>,
    /// The same firm, where half of all that is said of firms is said of it: what names nobody else goes on with it.
    pub only: Option<Filler>,
    /// The chip the article is about, where one stands out: whose technical data a list gives.
    pub product: Option<Filler>,
    /// Who answers the article's questions, and the sentence of the first one.
    pub interview: Option<(Filler, usize)>,
}

impl About {
    fn new(
        article: &Article,
        tokens: &[Token],
        sentences: &[Sentence],
        mentions: &[Mention],
        lexicons: &Lexicons,
    ) -> About {
        let [leading, protagonist, only] = protagonist(article, mentions, lexicons);
        About {
            leading,
            protagonist,
            only,
            product: product(article, mentions),
            interview: super::source::interview(article, tokens, sentences, mentions, lexicons),
        }
    }
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

/// The firm named most, the one the article is about, and the only one it is about: named clearly more than the others, or else the one that opens its title, or
/// the only one there.
fn protagonist(article: &Article, mentions: &[Mention], lexicons: &Lexicons) -> [Option<Filler>; 3] {
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
    let Some(&(entity, count, span)) = counts.first() else { return [None; 3] };
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
    let protagonist = leading.filter(|_| stands_out).or(titled.map(|&(entity, _, span)| Filler { entity, span }));
    let only = leading.filter(|_| count * 2 >= total).filter(|l| protagonist.is_some_and(|p| p.entity == l.entity));
    [leading, protagonist, only]
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

/// How many tokens the first cell of a table's row takes at the most.
const CELL: usize = 40;

/// What governs the object of a verb without a person, in place of a preposition.
pub(super) const OBJECT: &str = "=";

impl<'a> Text<'a> {
    pub(super) fn new(
        article: &'a Article,
        tokens: &'a [Token],
        sentences: &'a [Sentence],
        mentions: &'a [Mention],
        lexicons: &'a Lexicons,
        whole: &'a Whole,
    ) -> Text<'a> {
        let relations = &lexicons.known_relations;
        let Whole { frames, about, nothing: mind } = whole;
        Text { article, tokens, sentences, mentions, lexicons, relations, frames, about, now: 0, mind, subjects: &[] }
    }

    /// Whether the token is a word `words.csv` gives that role.
    pub(super) fn has_role(&self, at: usize, role: WordRole) -> bool {
        self.tokens.get(at).is_some_and(|t| self.lexicons.has_role(t, role))
    }

    /// Whether the token is an article in the plural, alone or in its preposition, or says as much: «i», «delle», «queste».
    pub(super) fn plural_article(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| self.lexicons.plural_article(t))
    }

    /// The rank the token tells: 1 for «primo».
    pub(super) fn rank(&self, at: usize) -> Option<u8> {
        self.tokens.get(at).and_then(|t| self.lexicons.rank(t))
    }

    /// The token as written.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.of(&self.article.text))
    }

    /// The token as the vocabulary has it, lower case; nothing for an unknown word.
    pub(super) fn folded(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| self.lexicons.vocabulary.text(t.word))
    }

    /// The token as the vocabulary has it; articled prepositions in their plain form; nothing for an unknown word.
    pub(super) fn base(&self, at: usize) -> &'a str {
        let vocabulary = &self.lexicons.vocabulary;
        self.tokens.get(at).map_or("", |t| vocabulary.text(vocabulary.base(t.word)))
    }

    /// Whether the sentence begins inside quotes: there «vendo», «abbiamo» are verbs.
    pub(super) fn begins_quoted(&self) -> bool {
        self.frames[self.now].quoted
    }

    /// The firm of the table's row the sentence stands in: the one in its first cell.
    pub(super) fn row_firm(&self) -> Option<Filler> {
        let first = self.frames[self.now].row? + 1;
        let end = self.tokens[first..].iter().take(CELL).position(|t| t.is('|')).map(|cell| first + cell)?;
        let from = self.mentions.partition_point(|m| (m.first as usize) < first);
        let cell = self.mentions[from..].iter().take_while(|m| (m.first as usize) < end);
        let firm = cell.into_iter().find(|m| m.kind == Type::Company)?;
        firm.entity().map(|entity| Filler { entity, span: firm.span })
    }

    /// The mention whose first token is `at`.
    pub(super) fn mention_at(&self, at: usize) -> Option<usize> {
        let place = self.mentions.partition_point(|m| (m.first as usize) < at);
        self.mentions.get(place).filter(|m| m.first as usize == at).map(|_| place)
    }

    /// Whether a mention is a figure told by a verb: «ha triplicato», «raddoppierà».
    pub(super) fn multiplies(&self, mention: &Mention) -> bool {
        let token = &self.tokens[mention.first as usize];
        let times = |n: u32| self.lexicons.numerals[n as usize].class == NumeralClass::Times;
        token.begins(TermKind::Verb)
            && mention.figure().is_some()
            && self.lexicons.vocabulary.own(token, TermKind::Numeral).any(times)
    }

    /// Whether an item is such a figure.
    pub(super) fn multiplies_item(&self, item: &Item) -> bool {
        matches!(item.what, What::Mention(m) if self.multiplies(&self.mentions[m as usize]))
    }

    /// The figure an item is.
    pub(super) fn figure_of(&self, item: &Item) -> Option<&'a Figure> {
        match item.what {
            What::Mention(m) => self.mentions[m as usize].figure(),
            _ => None,
        }
    }

    /// What the unit of the figure an item is measures.
    pub(super) fn unit_kind(&self, item: &Item) -> Option<UnitKind> {
        self.figure_of(item)?.unit_kind(self.lexicons)
    }

    /// Whether an item's last word is a preposition, bare or with its article.
    pub(super) fn ends_in_preposition(&self, item: &Item) -> bool {
        self.preposition(item.last - 1).is_some()
    }

    /// The preposition the token is, in its plain form.
    pub(super) fn preposition(&self, at: usize) -> Option<&'static str> {
        self.tokens.get(at).and_then(|t| self.lexicons.preposition(t.word))
    }

    /// Whether an item is a figure that counts or measures (a duration only tells how long).
    pub(super) fn figure_item(&self, item: &Item) -> bool {
        item.figure
    }

    /// Whether an article stands right before token `at`.
    pub(super) fn articled(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|b| &self.tokens[b]);
        before.is_some_and(|t| matches!(self.lexicons.function(t), Some(Function::Article | Function::Indefinite)))
    }

    /// Whether an article, a preposition, a possessive or the like stands right before token `at`: a noun follows.
    pub(super) fn determined(&self, at: usize) -> bool {
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

    /// Whether a hyphen ties token `at` to the word before it: «auto-guida».
    pub(super) fn hyphened(&self, at: usize) -> bool {
        at > 1 && self.tokens[at - 1].is('-') && !self.tokens[at - 1].spaced() && !self.tokens[at].spaced()
    }

    /// Whether the sentence is written in capitals: most of its words are.
    pub(super) fn shouted(&self) -> bool {
        let frame = &self.frames[self.now];
        *frame.shouted.get_or_init(|| shouted(&self.tokens[self.sentences[self.now].tokens()]))
    }

    /// Whether a firm looks on and tells: a medium, an agency, a house of analysts.
    pub(super) fn observes(&self, firm: EntityId) -> bool {
        observes(self.lexicons.entity(firm))
    }

    /// Whether a firm is a medium or an agency.
    pub(super) fn reports(&self, firm: EntityId) -> bool {
        self.lexicons.entity(firm).kinds.first().is_some_and(|k| matches!(k.as_str(), "media" | "agency"))
    }

    /// Whether a firm judges others by trade: those that look on, and banks, consultants.
    pub(super) fn judges(&self, firm: EntityId) -> bool {
        judges(self.lexicons.entity(firm))
    }

    /// Whether an item is a noun of what firms earn, lose or sell: «ricavi», «utile», «vendite».
    pub(super) fn is_result(&self, item: &Item) -> bool {
        let known = &self.relations;
        matches!(&item.what, What::Noun(n) if n.class.has(WordClass::AMOUNT)
            && n.relation.is_some_and(|r| [known.earn, known.lose, known.sell].contains(&r)))
    }

    /// The firm the sentence before is told of, where it is one.
    pub(super) fn last_subject(&self) -> Option<Filler> {
        self.mind.subject.first().copied().filter(|_| self.mind.subject.len() == 1)
    }

    /// The same, else the firm the article is about, where the sentence before told of nobody.
    pub(super) fn told_of(&self) -> Option<Filler> {
        self.last_subject().or(self.about.protagonist.filter(|_| self.mind.subject.is_empty()))
    }

    /// Whether an item names or describes a firm.
    pub(super) fn is_firm(&self, item: &Item) -> bool {
        match &item.what {
            What::Mention(m) => self.mentions[*m as usize].kind == Type::Company,
            What::Description(d) => d.entity.is_some(),
            _ => false,
        }
    }

    /// Whether a verb ends in the pronoun of its object: «comprarle», «noleggiandoli».
    pub(super) fn ends_in_object(&self, item: &Item) -> bool {
        let word = self.word(item.last - 1);
        ["rla", "rli", "rle", "rlo", "ndola", "ndoli", "ndole"].iter().any(|e| word.ends_with(e))
    }

    /// Whether the token can be a participle.
    pub(super) fn is_participle(&self, at: usize) -> bool {
        self.lexicons.forms(&self.tokens[at]).any(|f| f.mood == Mood::Participle)
    }

    /// Whether the token is a form of «quello».
    pub(super) fn is_that(&self, at: usize) -> bool {
        self.folded(at).starts_with("quell")
    }

    /// The mention an item is.
    pub(super) fn mention(&self, item: &Item) -> Option<&'a Mention> {
        match item.what {
            What::Mention(m) => self.mentions.get(m as usize),
            _ => None,
        }
    }

    /// The kind of mention an item is.
    pub(super) fn kind_of(&self, item: &Item) -> Option<Type> {
        self.mention(item).map(|m| m.kind)
    }

    /// Whether an item is a mention of this kind.
    pub(super) fn is_kind(&self, item: &Item, kind: Type) -> bool {
        self.kind_of(item) == Some(kind)
    }

    /// Whether an item names chips or is a noun for them.
    pub(super) fn of_chips(&self, item: &Item) -> bool {
        match &item.what {
            What::Noun(n) => n.class.has(WordClass::CHIP),
            _ => self.is_kind(item, Type::Chip),
        }
    }

    /// Whether an item can be the subject of a clause: a name, known or not, a description, a noun, a pronoun.
    pub(super) fn nominal(&self, item: &Item) -> bool {
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
    pub(super) fn unknown_name(&self, at: usize) -> bool {
        let name = |t: usize| self.tokens.get(t).is_some_and(|t| t.is_word() && t.capital() && !t.all_capitals());
        if !name(at) {
            return false;
        }
        let begins = at == 0
            || self.tokens[at].after_line()
            || matches!(self.tokens[at - 1].symbol, '.' | ':' | '!' | '?' | '«' | '“' | '"' | '•' | '-' | '–' | '…')
            || self.sentences[self.now].first as usize == at;
        (!begins || name(at + 1)) && !self.shouted()
    }

    /// Whether an unknown word is a noun: an article or the like stands before it.
    pub(super) fn noun_by_article(&self, items: &[Item], at: usize) -> bool {
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
    pub(super) fn governor(&self, items: &[Item], at: usize) -> Option<&'static str> {
        let mut place = at;
        let (mut article, mut example) = (false, false);
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
                // «da colossi come Oracle e SoftBank»: examples have the preposition of what they are of
                What::Preposition("come") => {
                    (article, example) = (false, true);
                    place = place.checked_sub(1)?;
                }
                // «attori di primo piano come OpenAI»
                What::Word if example => {}
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
                    // «Secondo le fonti di Reuters, ByteDance ha ordinato», «Oltre a Meta, anche Google non ne ordina»: a comma alone
                    // before a verb closes no list
                    let small = |i: &Item| {
                        matches!(
                            i.what,
                            What::Function(Function::Clitic | Function::Negation | Function::Adverb) | What::Cue(_)
                        )
                    };
                    let verb = items[at + 1..].iter().take(4).find(|i| !small(i));
                    let subject = items[place + 1..at].iter().all(small)
                        && matches!(items[place].what, What::Mark(_))
                        && matches!(verb.map(|i| &i.what), Some(What::Verb(v)) if v.finite());
                    // «… di Oracle, Oracle con quei soldi compra»: it opened another clause
                    let opened = items[at].clause > items[before].clause && matches!(items[place].what, What::Mark(_));
                    if subject || opened || kind(before).is_none() || kind(before) != kind(at) {
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
    pub(super) fn measure_of(&self, items: &[Item], at: usize) -> bool {
        let multiple = |i: &Item| self.unit_kind(i) == Some(UnitKind::Multiple);
        items[..at]
            .iter()
            .rev()
            .take(4)
            .take_while(|i| !matches!(i.what, What::Verb(_) | What::Mark(_)))
            .any(|i| multiple(i) || self.has_role(i.first, WordRole::Comparison))
            || self.share_of_data(items, at)
    }

    /// Whether a share is told of what item `at` can do, so that it is only what another is measured by: «il 60% delle prestazioni di una
    /// H100».
    pub(super) fn share_of_data(&self, items: &[Item], at: usize) -> bool {
        // an amount no relation tells of: neither revenue nor sales
        let data =
            |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::AMOUNT) && n.relation.is_none());
        let noun = (at.saturating_sub(4)..at).rev().find(|&i| data(&items[i])).filter(|&n| n > 1);
        self.governor(items, at) == Some("di")
            && noun.is_some_and(|n| {
                matches!(items[n - 1].what, What::Preposition("di"))
                    && self.unit_kind(&items[n - 2]) == Some(UnitKind::Percent)
            })
    }
}

/// From this many on a bare number may be an amount whose currency is understood: «vale 300 miliardi».
const LARGE: f64 = 1e6;

/// Whether a bare number is so large that it may be an amount.
pub(super) fn large(figure: &Figure) -> bool {
    figure.value.is_some_and(|v| v >= LARGE)
}

/// How a sentence is written.
pub(super) struct Frame {
    /// Whether it begins inside quotes.
    pub quoted: bool,
    /// The first token of the table's row it stands in: «| Amazon | 180 miliardi USD | +12% |».
    row: Option<usize>,
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
    let mut row = None;
    sentences
        .iter()
        .map(|sentence| {
            // A quote does not outlive its paragraph: a mark left open is a slip.
            if tokens[sentence.first as usize].after_line() {
                open = false;
                let first = sentence.first as usize;
                row = Some(first).filter(|&f| tokens[f].is('|'));
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
            Frame { quoted, row, shouted: OnceCell::new() }
        })
        .collect()
}
