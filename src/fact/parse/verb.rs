//! Verb groups: which verbs are one, what it means, and where its form is no verb.

use super::item::Next;
use super::object::OBJECTS;
use super::{Item, What};
use crate::fact::text::Text;
use crate::lexicon::{Carrier, Function, Mood, RelationId, TermKind, TermKinds, VerbForm, WordClass, WordRole};
use crate::mention::Type;
use crate::token::Token;
use smallvec::SmallVec;
use std::ops::Range;

/// A verb group: «ha venduto», «sono stati autorizzati», «potrebbe acquistare».
#[derive(Clone, Copy, Debug)]
pub(in crate::fact) struct Verb {
    /// The verb that carries the meaning: a place in the lexicon's verbs.
    pub verb: u32,
    /// The mood of the group's first form.
    pub mood: Mood,
    /// The form's person, 0 where it has none.
    pub person: u8,
    pub plural: bool,
    pub negated: bool,
    pub passive: bool,
    /// Whether a modal stands in it («può», «dovrà»).
    pub modal: bool,
    pub relation: Option<RelationId>,
    pub class: WordClass,
}

impl Verb {
    /// A form alone.
    fn new(text: &Text<'_>, form: VerbForm) -> Verb {
        let VerbForm { verb, mood, person, plural, .. } = form;
        let &Carrier { relation, class, .. } = text.lexicons.verb(form);
        Verb { verb, mood, person, plural, negated: false, passive: false, modal: false, relation, class }
    }
    /// Gives it the meaning of an expression that it begins.
    pub(super) fn says(&mut self, expression: &Carrier) {
        (self.relation, self.class) = (expression.relation, self.class.without(OBJECTS) | expression.class);
        // «Jassy è convinto che»: he says it
        self.passive &= !(expression.class.has(WordClass::SAY) && self.person == 3 && expression.relation.is_none());
    }
    pub fn finite(&self) -> bool {
        self.mood.finite()
    }
    pub fn infinitive(&self) -> bool {
        self.mood == Mood::Infinitive
    }
}

/// The verb group that begins at the next word, and the token after it.
pub(super) fn verb_group(next: &Next<'_>) -> Option<(Verb, usize)> {
    let &Next { text, items, at, stop } = next;
    let lexicons = text.lexicons;
    let mut form = best_form(text, at, stop)?;
    // «le licenze concesse a Nvidia»: after many things they are what was done to them, not who did it; «vendite nette comprese tra»
    if form.mood == Mood::Past
        && !form.plural
        && (of_many(text, at) || text.preposition(at + 1) == Some("fra") || adds_many(next, form))
    {
        let participle = lexicons.forms(next.token()).find(|f| f.mood == Mood::Participle && f.plural);
        form = participle.unwrap_or(form);
    }
    if in_noun_phrase(next, form) || noun_itself(next, form) || adjective(next, form) {
        return None;
    }
    let before = items.last();
    // «si è presa», «se ne è aggiudicata»
    let its_own = |i: &Item| matches!(i.what, What::Function(_)) && matches!(text.folded(i.first), "si" | "s'");
    let of_it = |i: &Item| matches!(i.what, What::Function(Function::Clitic)) && text.folded(i.first) == "ne";
    let takes = matches!(items, [.., who, se, ne] if of_it(ne) && text.folded(se.first) == "se" && text.nominal(who) && text.governor(items, items.len() - 3).is_none());
    let reflexive = before.is_some_and(its_own) || takes;
    let mut group = Verb { negated: negated(text, items), ..Verb::new(text, form) };
    let mut last = at + 1;
    let mut head = form.verb;
    // auxiliary + participle, modal + infinitive, «stare» + gerund; two links at most: «potrebbe essere stato venduto» has three
    for _ in 0..3 {
        let auxiliary = &lexicons.verbs[head as usize];
        let Some((found, place)) = follow(text, last..stop, governed(auxiliary), &mut group.negated) else { break };
        // «ha scorte limitate»: a noun; only past the pronoun of its object does the participle end so («le ha scorte»)
        if auxiliary.id == "avere"
            && place == last
            && text.tokens[place].begins(TermKind::Noun)
            && found.mood == Mood::Participle
            && !text.folded(place).ends_with('o')
            && !before.is_some_and(|i| matches!(i.what, What::Function(_)) && !text.has_role(i.first, WordRole::Where))
        {
            break;
        }
        // «ha dovuto svalutare»: what had to be done is done
        group.modal |= auxiliary.class.has(WordClass::MODAL) && head == form.verb;
        let carrier = lexicons.verb(found);
        (group.verb, group.relation, group.class) = (found.verb, carrier.relation, carrier.class);
        group.passive = makes_passive(auxiliary)
            && found.mood == Mood::Participle
            && !reflexive
            && !moves(carrier.relation, carrier.class)
            && !carrier.class.has(WordClass::COPULA);
        (last, head) = (place + 1, found.verb);
        // «ha messo le mani su», «dovrà dare lavoro a»: an expression that begins with the last verb
        if let Some((len, phrase)) = expression(&Next { at: place, ..*next }) {
            group.says(&lexicons.phrases[phrase as usize]);
            last = end_of_expression(text, place, len);
            break;
        }
    }
    if let Some((end, phrase)) = scattered(next, last - 1, reflexive) {
        group.says(&lexicons.phrases[phrase as usize]);
        last = end_of_expression(text, last - 1, end + 1 - last);
    }
    // «non vende solo chip», «non è solo il fornitore»: more than what is denied
    group.negated &= !(at..=last).any(|t| text.has_role(t, WordRole::Only));
    // «ci sono due fabbriche» measures nothing; «si ferma al 5%» stops nobody
    if there_is(text, before, &group) || reflexive && group.relation == Some(text.relations.ban) {
        group.relation = None;
    }
    Some((group, last))
}

/// The moods of the form that an auxiliary, modal or «stare» goes on with; none for other verbs.
fn governed(verb: &Carrier) -> &'static [Mood] {
    let id = verb.id.as_str();
    if verb.class.has(WordClass::AUX) || verb.class.has(WordClass::COPULA) && id == "essere" {
        &[Mood::Participle]
    } else if verb.class.has(WordClass::MODAL) {
        &[Mood::Infinitive]
    } else if id == "stare" {
        &[Mood::Gerund, Mood::Participle]
    } else {
        &[]
    }
}

/// Whether a participle after it is passive: «è stato venduto», «viene venduto».
fn makes_passive(auxiliary: &Carrier) -> bool {
    matches!(auxiliary.id.as_str(), "essere" | "venire")
}

/// Whether such a verb only says that something went up or down: «è salito» is no passive.
fn moves(relation: Option<RelationId>, class: WordClass) -> bool {
    class.has(WordClass::UP | WordClass::DOWN) && relation.is_some()
}

/// Whether what stands before makes of the form a noun or what belongs to one.
fn in_noun_phrase(next: &Next<'_>, form: VerbForm) -> bool {
    let &Next { text, items, at, stop } = next;
    let Some(before) = items.last() else { return false };
    let finite = form.mood.finite();
    // «ciascuna potrà comprare»: no noun is written so
    let helps = || finite && text.lexicons.verb(form).class.has(WordClass::AUX | WordClass::MODAL);
    match before.what {
        What::Function(Function::Quantifier) if helps() => false,
        // «La scossa», «le accuse»: an object pronoun stands before no participle.
        // «La struttura ospiterà», «la procura ritiene»: before another finite verb the article has its noun.
        // «il vende», «una crescita»: after an article stands a noun; after «lo», «la» it may be a verb with its object.
        What::Function(Function::Article) => {
            // «Washington gli ha imposto»: to whom it is done
            let dative =
                || finite && text.has_role(before.last - 1, WordRole::ToIt) && !next.token().begins(TermKind::Noun);
            form.mood == Mood::Participle
                || finite && finite_form(text, at + 1, stop)
                || finite && object_of(text, items, at)
                || !text.has_role(before.last - 1, WordRole::Object) && !dative()
        }
        What::Function(Function::Indefinite) => {
            form.mood == Mood::Participle || !text.has_role(before.last - 1, WordRole::Object)
        }
        What::Function(Function::Possessive | Function::Quantifier) => {
            !text.has_role(before.last - 1, WordRole::Object)
        }
        // «in corsa», «del previsto»
        What::Preposition(_) => finite || form.mood == Mood::Participle,
        // «questa scelta»
        What::Function(Function::Demonstrative)
            if form.mood == Mood::Participle && text.has_role(before.first, WordRole::This) =>
        {
            true
        }
        // «auto-guida»
        What::Word | What::Mark(_) if text.hyphened(at) => true,
        // «di quella taglia» names a size; «con quelli potrebbe» acts
        What::Function(Function::Demonstrative) => {
            // «questa scelta», «queste offerte»; «quelli venduti» says which
            if form.mood == Mood::Participle && !text.is_that(before.first) {
                return true;
            }
            let one = !text.folded(before.first).ends_with(['i', 'e']);
            let governed = matches!(items, [.., p, _] if matches!(p.what, What::Preposition(_)));
            let main = !text.lexicons.verb(form).class.has(WordClass::AUX | WordClass::MODAL);
            governed && one && finite && !form.plural && main
        }
        // «una nuova fabbrica», «la seconda stima», «della più grande domanda», unlike «la nuova costa», «la prima vale»
        What::Word => finite && (next.token().begins(TermKind::Noun) && qualified(text, items) || ranked(text, items)),
        // «ha annunciato per il 2025 spese fino a 72 miliardi»: after another verb a noun
        What::Mention(m)
            if form.mood == Mood::Past
                && next.token().begins(TermKind::Noun)
                && text.mentions[m as usize].kind == Type::Date
                && told_already(items) =>
        {
            true
        }
        // «22 individui», unlike «che 22 comprino»
        What::Mention(_) => {
            let main = !text.lexicons.verb(form).class.has(WordClass::AUX | WordClass::MODAL);
            before.figure && form.mood == Mood::Subjunctive && main
        }
        _ => false,
    }
}

/// Whether a finite verb stands before the date the items end with, with nothing between but what leads to it.
fn told_already(items: &[Item]) -> bool {
    let leads = |i: &&Item| matches!(i.what, What::Preposition(_) | What::Function(Function::Article));
    let verb = items[..items.len().saturating_sub(1)].iter().rev().find(|i| !leads(i));
    verb.is_some_and(|i| matches!(&i.what, What::Verb(v) if v.finite()))
}

/// Whether the word at `at`, which agrees with the article before it as a noun would, stands after a verb or preposition, which it is the
/// object of: «rispecchia la forza», «durante la visita», «è arrivata la replica»; not «la rende».
fn object_of(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let [.., governor, article] = items else { return false };
    let governed = matches!(governor.what, What::Verb(_) | What::Preposition(_));
    let word = text.folded(at);
    let agrees = match text.folded(article.last - 1) {
        "la" => word.ends_with('a'),
        "le" => word.ends_with(['e', 'i']),
        _ => false,
    };
    governed && agrees
}

/// Whether two adjectives of a noun to come stand before it, with their article: «la prima vera prova».
fn ranked(text: &Text<'_>, items: &[Item]) -> bool {
    let adjective = |i: &Item| {
        matches!(i.what, What::Word)
            && text.lexicons.roles(&text.tokens[i.first]).any(|r| matches!(r, WordRole::Prenominal | WordRole::Rank(_)))
    };
    matches!(items, [.., the, first, second]
        if adjective(first) && adjective(second) && matches!(the.what, What::Function(Function::Article | Function::Indefinite)))
}

/// Whether what stands before is an adjective of a noun to come, with the article before it: «una nuova», «la seconda», «della più grande».
fn qualified(text: &Text<'_>, items: &[Item]) -> bool {
    let adjective = |i: &Item| {
        matches!(i.what, What::Word)
            && text.lexicons.roles(&text.tokens[i.first]).any(|r| matches!(r, WordRole::Prenominal | WordRole::Rank(_)))
    };
    let more = |i: &&Item| adjective(i) || text.has_role(i.first, WordRole::Degree);
    let Some(first) = items.iter().rev().take(3).take_while(more).count().checked_sub(1) else { return false };
    match items.len().checked_sub(first + 2).map(|b| &items[b]) {
        Some(i) => match i.what {
            What::Function(
                Function::Article | Function::Indefinite | Function::Possessive | Function::Demonstrative,
            ) => true,
            // «della nuova», unlike «di nuova»
            What::Preposition(plain) => text.folded(i.first) != plain,
            _ => false,
        },
        None => false,
    }
}

/// Whether the form is a noun by what stands around it: «è parte di un accordo», «gran parte delle vendite»; «il capo di Stato», «24 Stati».
fn noun_itself(next: &Next<'_>, form: VerbForm) -> bool {
    let &Next { text, items, at, .. } = next;
    if text.has_role(at, WordRole::Doer) && text.base(at + 1) == "di" {
        return true;
    }
    let state = form.mood == Mood::Participle && text.lexicons.verb(form).class.has(WordClass::AUX);
    state && next.token().capital() && !items.is_empty() && !text.shouted()
}

/// Whether the form is an adjective of the noun before it: «chip avanzati», «tariffe elevate»; a figure, an agent or how far makes it a
/// participle: «prezzi ridotti del 20%», «un limite ridotto a 3».
fn adjective(next: &Next<'_>, form: VerbForm) -> bool {
    let &Next { text, items, at, .. } = next;
    let noun = items.last().is_some_and(|i| match i.what {
        What::Noun(_) | What::Word | What::Cue(_) => true,
        What::Mention(m) => matches!(text.mentions[m as usize].kind, Type::Chip | Type::Model),
        _ => false,
    });
    form.mood == Mood::Participle
        && noun
        && text.has_role(at, WordRole::Adjectival)
        && !matches!(text.base(at + 1), "di" | "da" | "a" | "per")
        && text.mention_at(at + 1).is_none_or(|m| text.mentions[m].figure().is_none())
}

/// How many tokens may stand between an auxiliary and its participle.
const GROUP_REACH: usize = 4;

/// The next form of one of these moods in the range, past adverbs, clitics and negations.
fn follow(
    text: &Text<'_>,
    Range { start, end }: Range<usize>,
    wanted: &[Mood],
    negated: &mut bool,
) -> Option<(VerbForm, usize)> {
    if wanted.is_empty() {
        return None;
    }
    let lexicons = text.lexicons;
    // one past an adverb of several words: «ha di nuovo congelato»
    let mut past = start;
    for at in start..end.min(start + GROUP_REACH) {
        if at < past {
            continue;
        }
        let token = text.tokens[at];
        if let Some(found) = lexicons.forms(&token).find(|f| wanted.contains(&f.mood)) {
            return Some((found, at));
        }
        let word = text.word(at);
        if word.eq_ignore_ascii_case("mai") {
            *negated = true;
            continue;
        }
        let closed = lexicons.closed(&text.tokens[at..end]);
        let function = closed.map(|(_, function)| function);
        if let Some((len, Function::Adverb)) = closed {
            past = at + len;
        }
        let skip =
            matches!(function, Some(Function::Adverb | Function::Clitic | Function::Negation | Function::Quantifier))
                || (token.is_word() && function.is_none() && !token.capital() && !token.begins(TermKind::Noun));
        if !skip {
            return None;
        }
    }
    None
}

/// Whether a negation governs the verb that comes next.
fn negated(text: &Text<'_>, items: &[Item]) -> bool {
    for (back, item) in items.iter().rev().take(3).enumerate() {
        match item.what {
            // «non le concederà»
            What::Function(Function::Article) | What::Word
                if back == 0 && text.has_role(item.first, WordRole::Object) => {}
            What::Function(Function::Negation) | What::Cue(WordClass::NEGATION) => {
                return !text.word(item.first).eq_ignore_ascii_case("senza") || item.last > item.first;
            }
            What::Function(Function::Clitic | Function::Adverb) => {}
            _ => return false,
        }
    }
    false
}

/// The reading of the verb form at `at` a newspaper most likely means: third person first, then forms without a person.
fn best_form(text: &Text<'_>, at: usize, stop: usize) -> Option<VerbForm> {
    let token = text.tokens.get(at).filter(|_| at < stop)?;
    // «ho chiesto»: with a participle after it an auxiliary is one
    let auxiliary = |f: VerbForm| {
        f.person == 1 && text.lexicons.verb(f).class.has(WordClass::AUX) && at + 1 < stop && text.is_participle(at + 1)
    };
    let form = text.lexicons.likeliest_form(token)?;
    (form.rank < VerbForm::SELDOM || text.begins_quoted() || auxiliary(form)).then_some(form)
}

/// Whether token `at` can be nothing but a finite verb in the third person: no noun, no name, no participle.
fn finite_form(text: &Text<'_>, at: usize, stop: usize) -> bool {
    at < stop
        && !text.tokens[at].begins(TermKind::Noun)
        && !text.tokens[at].begins(TermKind::Function)
        && best_form(text, at, stop).is_some_and(|f| f.mood.finite() && f.mood != Mood::Subjunctive && f.person == 3)
}

/// Whether the form stands after a comma and before many things, which it says are among those before: «1,6 miliardi, comprese 50.000 GPU»,
/// «…, comprese le generazioni a venire».
fn adds_many(next: &Next<'_>, form: VerbForm) -> bool {
    let &Next { text, items, at, .. } = next;
    let comma = matches!(items.last().map(|i| &i.what), Some(What::Mark(',')));
    let counted =
        || text.mention_at(at + 1).is_some_and(|m| text.mentions[m].figure().is_some_and(|f| f.unit.is_none()));
    comma && text.lexicons.verb(form).class.has(WordClass::CONTAIN) && (counted() || text.folded(at + 1) == "le")
}

/// Whether a noun of many things stands before token `at`, as its article says: «le licenze», «alle nuove regole».
fn of_many(text: &Text<'_>, at: usize) -> bool {
    let noun = at > 1 && text.tokens[at - 1].begins(TermKind::Noun);
    noun && (text.plural_article(at - 2) || at > 2 && text.plural_article(at - 3))
}

/// Whether the verb with the item `before` it says only that something is there: «c'è», «ci sono», «vi sono stati».
pub(in crate::fact) fn there_is(text: &Text<'_>, before: Option<&Item>, verb: &Verb) -> bool {
    let clitic = before.is_some_and(|i| {
        matches!(i.what, What::Function(Function::Clitic)) && text.folded(i.first).starts_with(['c', 'v'])
    });
    clitic && text.lexicons.verbs[verb.verb as usize].id == "essere"
}

/// What an expression is to the vocabulary.
const PHRASE: TermKinds = TermKinds::of(&[TermKind::Phrase]);

/// How many tokens an expression may take after its verb.
const EXPRESSION_REACH: usize = 5;

/// The expression of the verb at token `verb`, the last of its group, whose words do not stand side by side, and one past its last token: past
/// an auxiliary («si è affidata a», for «si affida a»), past an adverb («si affida invece a»).
fn scattered(next: &Next<'_>, verb: usize, reflexive: bool) -> Option<(usize, u32)> {
    let &Next { text, items, at, stop } = next;
    let token = text.tokens[verb];
    let adverb = usize::from(text.tokens.get(verb + 1).is_some_and(|t| t.function == Some(Function::Adverb)));
    let parted = reflexive && (verb > at || adverb > 0);
    if !parted && adverb == 0 {
        return None;
    }
    let rest = text.tokens[..stop].get(verb + 1 + adverb..).unwrap_or_default();
    let mut tokens: SmallVec<[Token; 8]> = SmallVec::new();
    tokens.extend(parted.then(|| text.tokens[items[items.len() - 1].first]));
    tokens.push(token);
    tokens.extend(rest.iter().copied().take(EXPRESSION_REACH));
    // what it begins was told by the word that stood after it
    (tokens[0].terms, tokens[0].goes_on) = (PHRASE, PHRASE);
    let (len, phrase) = text.lexicons.vocabulary.term(&tokens, TermKind::Phrase)?;
    let past = len.checked_sub(1 + usize::from(parted))?;
    let end = if past == 0 { verb + 1 } else { verb + 1 + adverb + past };
    // «si assicura», alone, is an expression, too
    ((past > 0 || parted && adverb == 0) && !amounts(text, end - 1, phrase)).then_some((end, phrase))
}

/// The expression that begins with the verb that comes next; none that ends in a noun of an amount («registrare ricavi»), which says more.
pub(super) fn expression(next: &Next<'_>) -> Option<(usize, u32)> {
    let &Next { text, at, stop, .. } = next;
    let vocabulary = &text.lexicons.vocabulary;
    if !next.token().begins(TermKind::Phrase) {
        return None;
    }
    let (len, phrase) = vocabulary.term(&text.tokens[at..stop], TermKind::Phrase).filter(|(len, _)| *len > 1)?;
    (!amounts(text, at + len - 1, phrase)).then_some((len, phrase))
}

/// How many tokens after «venduto a» its price may stand.
const PRICE_REACH: usize = 7;

/// Whether an expression ends, with token `last`, in a noun of an amount, which says more than it: «registrare ricavi»; or in «a» and no
/// price follows.
fn amounts(text: &Text<'_>, last: usize, phrase: u32) -> bool {
    // «sono stati venduti a Tencent»: for no price
    let price = text.lexicons.phrases[phrase as usize].relation == Some(text.relations.worth);
    let figure = |t: usize| text.mention_at(t).is_some_and(|m| text.mentions[m].figure().is_some());
    if price && text.word(last) == "a" && !(last + 1..text.tokens.len().min(last + PRICE_REACH)).any(figure) {
        return true;
    }
    // «in produzione», «in vendita», «a punto», «sul mercato» measure nothing
    let market = text.preposition(last - 1) == Some("su") && text.has_role(last, WordRole::Market);
    let adverbial = text.preposition(last - 1) == Some("in") || text.word(last - 1) == "a" || market;
    let amount = text.lexicons.vocabulary.own(&text.tokens[last], TermKind::Noun).any(|n| {
        let class = text.lexicons.nouns[n as usize].class;
        class.has(WordClass::UP | WordClass::DOWN) || class.has(WordClass::AMOUNT) && !adverbial
    });
    // «presentare domanda» asks, «fare i conti» says, «riaprire alla vendita» permits
    amount && !text.lexicons.phrases[phrase as usize].class.has(WordClass::PLAN | WordClass::SAY | WordClass::PERMIT)
}

/// The token after the expression of `len` tokens at `at`; the conjunction that ends it opens a clause of its own: «verificare se», «capire
/// che».
pub(super) fn end_of_expression(text: &Text<'_>, at: usize, len: usize) -> usize {
    let last = at + len - 1;
    let function = text.lexicons.function(&text.tokens[last]);
    if matches!(function, Some(Function::Subordinator | Function::Relative)) { last } else { last + 1 }
}

/// Makes one verb group of an auxiliary and its participle with a date between: «è oggi controllata», «ha ieri venduto». The date stays
/// an item of its own.
pub(super) fn rejoin(text: &Text<'_>, items: &mut [Item]) {
    for at in 2..items.len() {
        let [What::Verb(aux), What::Mention(date), last] = [&items[at - 2].what, &items[at - 1].what, &items[at].what]
        else {
            continue;
        };
        let participle;
        let verb = match last {
            What::Verb(verb) => verb,
            // «è oggi controllata»: a noun elsewhere
            What::Noun(_) => match participle_at(text, items[at].first) {
                Some(found) => {
                    participle = found;
                    &participle
                }
                None => continue,
            },
            _ => continue,
        };
        let carrier = &text.lexicons.verbs[aux.verb as usize];
        let auxiliary = (makes_passive(carrier) || carrier.id == "avere") && aux.finite();
        if !auxiliary || verb.mood != Mood::Participle || text.mentions[*date as usize].kind != Type::Date {
            continue;
        }
        let joined = Verb {
            mood: aux.mood,
            person: aux.person,
            plural: aux.plural,
            negated: aux.negated || verb.negated,
            passive: makes_passive(carrier) && !moves(verb.relation, verb.class),
            modal: aux.modal,
            ..*verb
        };
        items[at].what = What::Verb(joined);
        items[at - 2].what = What::Function(Function::Adverb);
    }
}

/// The participle the word at token `at` can be.
fn participle_at(text: &Text<'_>, at: usize) -> Option<Verb> {
    let form = text.lexicons.forms(&text.tokens[at]).find(|f| f.mood == Mood::Participle)?;
    Some(Verb::new(text, form))
}
