//! Items: what stands at each place of a sentence, from its first token to its last.
//!
//! A mention is one item. A free word is asked in turn whether it describes a firm, cues an attribution, begins an expression, is of a
//! closed class, is a noun or begins a verb group; the first that holds is what it is.

use super::verb::{Verb, end_of_expression, expression, verb_group};
use crate::fact::reference::{self, Described};
use crate::fact::text::Text;
use crate::lexicon::{Carrier, Function, Mood, RelationId, TermKind, TermKinds, UnitKind, WordClass, WordRole};
use crate::mention::{Mention, Type};
use crate::token::Token;
use std::cell::LazyCell;
use std::ops::Range;

/// What an item is.
#[derive(Clone, Debug)]
pub(in crate::fact) enum What {
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
pub(in crate::fact) struct Carried {
    pub relation: Option<RelationId>,
    pub class: WordClass,
}

impl Carried {
    /// What the lexicon's row carries.
    fn of(carrier: &Carrier) -> Carried {
        Carried { relation: carrier.relation, class: carrier.class }
    }
}

/// A piece of a sentence.
#[derive(Clone, Debug)]
pub(in crate::fact) struct Item {
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

/// The sentence's tokens as items; whether a description is among them.
pub(super) fn read(text: &Text<'_>, mentions: Range<usize>, items: &mut Vec<Item>) -> bool {
    let sentence = text.sentences[text.now];
    let mut next = mentions.start;
    let mut at = dateline(text, sentence.first as usize, sentence.last as usize, mentions.clone());
    let end = sentence.last as usize;
    items.reserve(end - at);
    let mut quoted = text.begins_quoted();
    let mut described = false;
    // «ha triplicato i ricavi»: a figure, and the verb that tells it
    let upcoming = |next: usize| {
        let mention = text.mentions.get(next).filter(|_| next < mentions.end);
        let first = mention.map_or(end, |m| (m.first as usize).min(end));
        (first, mention.filter(|m| text.multiplies(m)))
    };
    let (mut first, mut times) = upcoming(next);
    while at < end {
        let token = &text.tokens[at];
        while next < mentions.end && (text.mentions[next].last as usize) <= at {
            next += 1;
            (first, times) = upcoming(next);
        }
        let stop = times.map_or(first, |m| m.last as usize);
        let mut figure = false;
        let (what, last) = if first == at {
            if let Some((group, last)) = times.and_then(|_| verb_group(&Next { text, items, at, stop })) {
                items.push(Item { what: What::Verb(group), first: at, last, clause: 0, quoted, figure });
            }
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
            Next { text, items, at, stop }.item()
        } else {
            (What::Word, at + 1)
        };
        described |= matches!(what, What::Description(_));
        items.push(Item { what, first: at, last, clause: 0, quoted, figure });
        // the verb's group began before it: «ha triplicato», «più che triplicato»
        if let Some(mention) = times.filter(|_| at < first && first < last) {
            let figure = counts(text, mention);
            items.push(Item { what: What::Mention(next as u32), first, last, clause: 0, quoted, figure });
        }
        at = last;
    }
    described
}

/// Whether a mention is a figure that counts or measures; «per due volte» only tells how often.
fn counts(text: &Text<'_>, mention: &Mention) -> bool {
    let often = || text.base((mention.first as usize).wrapping_sub(1)) == "per";
    mention.figure().is_some_and(|f| match f.unit_kind(text.lexicons) {
        Some(UnitKind::Time) => false,
        // «per raddoppiare la capacità»
        Some(UnitKind::Multiple) => !often() || text.multiplies(mention),
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

/// The free word that comes next, and what tells what it is.
#[derive(Clone, Copy)]
pub(super) struct Next<'a> {
    pub text: &'a Text<'a>,
    /// The items before it.
    pub items: &'a [Item],
    /// Its token.
    pub at: usize,
    /// The token no term may reach past.
    pub stop: usize,
}

impl<'a> Next<'a> {
    /// Its token.
    pub fn token(&self) -> &'a Token {
        &self.text.tokens[self.at]
    }

    /// What the item before it is.
    pub fn before(&self) -> Option<&'a What> {
        self.items.last().map(|i| &i.what)
    }

    /// The longest term of this kind that begins here: how many tokens it takes, and its row.
    fn term(&self, kind: TermKind) -> Option<(usize, u32)> {
        self.text.lexicons.vocabulary.term(&self.text.tokens[self.at..self.stop], kind)
    }

    /// What it is, and the token after it.
    fn item(&self) -> (What, usize) {
        let &Next { text, items, at, stop } = self;
        let token = self.token();
        if token.terms.any(DESCRIBING) {
            if let Some((described, last)) =
                reference::demonym_alone(text, items, at, stop).or_else(|| reference::latter(text, items, at, stop))
            {
                return (What::Description(described), last);
            }
            if self.correlates() {
                return (What::Function(Function::Conjunction), at + 1);
            }
        }
        // Most words mean nothing to the rules: one look tells.
        if !token.terms.any(KINDS) {
            return (What::Word, at + 1);
        }
        if let Some(found) = self.cue().or_else(|| self.phrase()) {
            return found;
        }
        if self.realm() {
            return (What::Word, at + 1);
        }
        let closed = text.lexicons.closed(&text.tokens[at..stop]);
        // «GPU AI», «la UE»: an acronym, not «ai», unless the whole sentence is in capitals
        if token.all_capitals() && closed.is_some() && !text.shouted() {
            return (What::Word, at + 1);
        }
        let noun = self.term(TermKind::Noun);
        if let Some((len, function)) = closed
            && (noun.is_none() || !token.begins(TermKind::Verb))
            && noun.is_none_or(|(n, _)| n <= len)
        {
            return self.closed(len, function);
        }
        if noun.is_some_and(|(len, noun)| len == 1 && self.beside_noun(&text.lexicons.nouns[noun as usize])) {
            return (What::Word, at + 1);
        }
        self.noun_or_verb(noun)
    }

    /// Whether it is «Stato», «Stati» the noun, no participle: «10 Stati membri», «la città-Stato».
    fn realm(&self) -> bool {
        let token = self.token();
        let figure = || self.items.last().is_some_and(|i| self.text.figure_item(i));
        let name = || token.capital() && !token.all_capitals() && !opens(self.items);
        token.begins(TermKind::Verb) && self.text.has_role(self.at, WordRole::Realm) && (figure() || name())
    }

    /// Whether the word joins the second of two to the first, which «sia» or «tanto» opens: «sia Samsung che TSMC», «tanto da Alibaba quanto
    /// da Tencent»; not «sia Samsung, che produce».
    fn correlates(&self) -> bool {
        let &Next { text, items, at, .. } = self;
        if !text.has_role(at, WordRole::Counterpart) {
            return false;
        }
        let first = |i: &&Item| match i.what {
            What::Word => !text.has_role(i.first, WordRole::Correlative),
            What::Function(function) => function == Function::Article,
            What::Mention(_) | What::Noun(_) | What::Description(_) | What::Preposition(_) => true,
            _ => false,
        };
        let comma = usize::from(matches!(self.before(), Some(What::Mark(','))));
        let before = &items[..items.len() - comma];
        let named =
            matches!(before.last().map(|i| &i.what), Some(What::Mention(_) | What::Noun(_) | What::Description(_)));
        let opened = || {
            let len = before.iter().rev().take(CORRELATED).take_while(first).count();
            before.len().checked_sub(len + 1).is_some_and(|o| text.has_role(before[o].first, WordRole::Correlative))
        };
        let next = text.tokens.get(at + 1);
        let nominal = |t: &Token| match text.lexicons.function(t) {
            Some(function) => matches!(function, Function::Article | Function::Preposition),
            None => t.begins(TermKind::Noun) && !t.begins(TermKind::Verb),
        };
        named && opened() && (text.mention_at(at + 1).is_some() || next.is_some_and(nominal))
    }

    /// A cue of attribution or certainty.
    fn cue(&self) -> Option<(What, usize)> {
        let &Next { text, items, at, .. } = self;
        let lexicons = text.lexicons;
        let (len, cue) = self.term(TermKind::Attribution)?;
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
            && text.rank(at).is_some()
            && (!opens(items) && !named() && !text.unknown_name(at + 1) || ranks(text, items, at));
        // «non è stato da meno» denies nothing
        let longer = || self.term(TermKind::Phrase).is_some_and(|(n, _)| n > len);
        let denies_nothing = class.has(WordClass::NEGATION) && longer();
        // «né Alibaba né Tencent»: the second joins them
        let joins = len == 1
            && class.has(WordClass::NEGATION)
            && text.lexicons.function(self.token()) == Some(Function::Conjunction)
            && matches!(self.before(), Some(What::Mention(_) | What::Description(_)))
            && text.mention_at(at + 1).is_some();
        // «se si pensa che Tim …»: a reader may, nobody says so
        let thought = class.has(WordClass::HEARSAY)
            && text.has_role(at, WordRole::Reflexive)
            && items.last().is_some_and(|i| text.has_role(i.first, WordRole::Condition));
        (!ordinal && !denies_nothing && !joins && !thought).then_some((What::Cue(class), at + len))
    }

    /// An expression that carries a relation or certainty, or one that a verb begins.
    fn phrase(&self) -> Option<(What, usize)> {
        let &Next { text, at, .. } = self;
        let (len, phrase) = self.term(TermKind::Phrase)?;
        let carrier = &text.lexicons.phrases[phrase as usize];
        // A phrase that begins with a verb is a verb group with the phrase's meaning.
        // The verb may stand after a pronoun: «si preparano a».
        let group = (at..at + len.min(3))
            .find_map(|v| verb_group(&Next { at: v, ..*self }).filter(|(group, _)| v == at || group.finite()))
            .filter(|(group, _)| self.subjunctive_opened(group));
        if let Some((mut group, verb_end)) = group
            && verb_end <= at + len
            && expression(self).is_some()
        {
            group.says(carrier);
            return Some((What::Verb(group), end_of_expression(text, at, len)));
        }
        let verb = group.is_some_and(|(g, _)| g.finite()) && expression(self).is_none();
        let homograph = group.is_none() && self.token().begins(TermKind::Verb) && expression(self).is_some();
        (len > 1 && !verb && !homograph).then(|| (What::Phrase(Carried::of(carrier)), at + len))
    }

    /// Whether what may be a subjunctive has the «che» or «se» it needs; so «sono attivi 168 data center», «2,2 punti a Seul» are none.
    fn subjunctive_opened(&self, group: &Verb) -> bool {
        let opens = |i: &Item| matches!(i.what, What::Function(Function::Relative | Function::Subordinator));
        let main = !group.class.has(WordClass::AUX | WordClass::MODAL | WordClass::COPULA);
        // «le imprese che incontrano ostacoli»: after a verb stands its object
        let object = main && matches!(self.before(), Some(What::Verb(v)) if !v.class.has(WordClass::SAY));
        group.mood != Mood::Subjunctive || group.person == 0 || !object && self.items.iter().rev().take(10).any(opens)
    }

    /// A closed-class word of `len` tokens.
    fn closed(&self, len: usize, function: Function) -> (What, usize) {
        let &Next { text, at, .. } = self;
        match function {
            // «quella di Nvidia»: stands for the amount named before
            Function::Demonstrative if text.is_that(at) && text.base(at + 1) == "di" => {
                // «Quello della Cina resta un mercato da 50 miliardi»
                let place = text.mention_at(at + 2).is_some_and(|m| text.mentions[m].kind == Type::Place);
                let class = if place { WordClass::AMOUNT } else { WordClass::AMOUNT | WordClass::OWNED };
                (What::Noun(Carried { relation: None, class }), at + 1)
            }
            Function::Preposition => {
                let plain = text.lexicons.preposition(self.token().word);
                (What::Preposition(plain.unwrap_or("verso")), at + len)
            }
            // «colossi come Oracle e SoftBank»: examples, no clause
            Function::Subordinator if text.has_role(at, WordRole::Instance) && self.gives_examples() => {
                (What::Preposition("come"), at + len)
            }
            other => (What::Function(other), at + len),
        }
    }

    /// Whether «come» stands between a noun and a name or a figure: «colossi come Oracle», «chip come l'H20», «qualcosa come 12 miliardi»; not
    /// «, come Nvidia ha detto».
    fn gives_examples(&self) -> bool {
        let &Next { text, at, .. } = self;
        let noun = match self.before() {
            Some(What::Noun(_) | What::Mention(_) | What::Description(_)) => true,
            Some(What::Word) => text.tokens[at - 1].is_word(),
            // «modelli avanzati come il “Mistral 7B”»
            Some(What::Verb(v)) => v.mood == Mood::Participle,
            _ => false,
        };
        let article = text.tokens.get(at + 1).and_then(|t| text.lexicons.function(t)) == Some(Function::Article);
        let name = at + 1 + usize::from(article);
        let quote = text.tokens.get(name).is_some_and(|t| matches!(t.symbol, '«' | '“' | '"'));
        let named = text.mention_at(name + usize::from(quote));
        // «qualcosa come 12 miliardi»
        let figure = text.mention_at(at + 1).is_some_and(|m| text.mentions[m].kind == Type::Figure);
        noun && (figure || named.is_some_and(|m| text.mentions[m].entity().is_some()))
    }

    /// Whether the word, which may be this noun, only says more of another one beside it.
    fn beside_noun(&self, noun: &Carrier) -> bool {
        let &Next { text, at, .. } = self;
        // «un investimento totale che raggiungerà …»
        if noun.class.has(WordClass::TOTAL) && matches!(self.before(), Some(What::Noun(_))) {
            return true;
        }
        // «supera quota 500», «toccando quota 900 miliardi»: a level, no share
        let level = || {
            let figure = text.mention_at(at + 1).and_then(|m| text.mentions[m].figure());
            figure.is_some_and(|f| f.unit_kind(text.lexicons) != Some(UnitKind::Percent))
        };
        let article = matches!(self.before(), Some(What::Function(Function::Article | Function::Indefinite)));
        noun.relation == Some(text.relations.share) && !article && level()
    }

    /// Whether an article or the like opens the noun phrase the word stands in, with nothing between but what stands before a noun: «una
    /// nuova fabbrica», «la seconda stima», «la più grande fabbrica»; not «la prima stima 3 miliardi», which a rank has for its subject.
    fn determined(&self) -> bool {
        let &Next { text, items, at, .. } = self;
        let adjective = |i: &&Item| {
            !matches!(i.what, What::Mention(_) | What::Verb(_))
                && (text.has_role(i.first, WordRole::Prenominal)
                    || text.has_role(i.first, WordRole::Degree)
                    || text.rank(i.first).is_some())
        };
        let between = items.iter().rev().take(ADJECTIVES).take_while(adjective).count();
        let first = items.len().checked_sub(between).and_then(|f| items.get(f)).map_or(at, |i| i.first);
        text.determined(first) && !(between == 1 && self.stands_for_one())
    }

    /// Whether the rank before the word stands for a noun of its own, whose verb the word is: «la prima stima 3 miliardi», «la seconda
    /// fabbrica i chip».
    fn stands_for_one(&self) -> bool {
        let &Next { text, items, at, .. } = self;
        let [.., article, rank] = items else { return false };
        let object = matches!(
            text.tokens.get(at + 1).and_then(|t| text.lexicons.function(t)),
            Some(Function::Article | Function::Indefinite)
        ) || text.mention_at(at + 1).is_some_and(|m| text.mentions[m].figure().is_some());
        let clause = items.iter().rev().take_while(|i| !matches!(i.what, What::Mark(_)));
        text.rank(rank.first).is_some()
            && matches!(article.what, What::Function(Function::Article))
            && object
            && !clause.into_iter().any(|i| matches!(&i.what, What::Verb(v) if v.finite()))
    }

    /// A noun, where `noun` tells one, or a verb group; most often the word can be but one of them.
    fn noun_or_verb(&self, noun: Option<(usize, u32)>) -> (What, usize) {
        let &Next { text, items, at, stop } = self;
        let verb = self.token().begins(TermKind::Verb);
        let group = LazyCell::new(|| verb_group(self));
        if let Some((len, noun)) = noun {
            // «hanno perso quota»: after a verb stands its object; «è causa di»: no two have a person in a row
            let object = matches!(self.before(), Some(What::Verb(v))
                if v.finite()
                    && !v.class.has(WordClass::SAY)
                    && (!v.class.has(WordClass::AUX | WordClass::MODAL) || group.is_some_and(|(v, _)| v.finite())));
            let nominal =
                items.last().is_some_and(|i| text.figure_item(i)) || self.determined() || object || text.hyphened(at);
            // «gli specchi prodotti da Zeiss», unlike «i prodotti»
            let adverb =
                text.tokens.get(at + 1).is_some_and(|t| t.begins(TermKind::Function) && !t.begins(TermKind::Noun));
            let by = len == 1 && !nominal && (text.base(at + 1) == "da" || adverb && text.base(at + 2) == "da");
            if by
                && let Some((v, last)) = *group
                && v.mood == Mood::Participle
            {
                return (What::Verb(v), last);
            }
            // «ricavi» is a noun unless «che» makes it a verb; «fabbrica» a verb only where no article stands before it
            let subjunctive =
                matches!(self.before(), Some(What::Function(Function::Relative | Function::Subordinator)));
            // «i cui ricavi sono saliti»
            let whose = items.len() > 1
                && text.has_role(items[items.len() - 1].first, WordRole::Where)
                && matches!(items[items.len() - 2].what, What::Function(Function::Article));
            let verbal = |v: Verb| v.finite() && (v.mood != Mood::Subjunctive || subjunctive && !whose);
            if len > 1 || nominal || !verb || group.is_none_or(|(v, _)| !verbal(v)) {
                let carrier = &text.lexicons.nouns[noun as usize];
                if carrier.class.has(WordClass::COMPANY | WordClass::SITE)
                    && let Some((described, last)) = reference::describe(text, items, at, len, stop)
                {
                    return (What::Description(described), last);
                }
                return (What::Noun(Carried::of(carrier)), at + len);
            }
        }
        match *group {
            Some((group, last)) if verb && self.subjunctive_opened(&group) => (What::Verb(group), last),
            _ => (What::Word, at + 1),
        }
    }
}

/// How many items the first of two that «sia … che …» joins may take: «sia con la divisione cloud di Alibaba».
const CORRELATED: usize = 7;

/// How many words at most may stand between an article and its noun: «la più grande nuova fabbrica».
const ADJECTIVES: usize = 3;

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
