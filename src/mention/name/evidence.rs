//! Whether what stands around a form says that it is meant.

use super::{
    Candidate, Cue, EntityId, Form, Function, Hit, Kind, Level, NONE, NameCue, STRONG, SURE, Tagger, TermKind, Token,
    Type, WEAK, WORDS, WordClass,
};
use crate::lexicon::{Entity, WordRole};

/// A hit and where one of its forms ends.
#[derive(Clone, Copy)]
pub(super) struct Near<'t, 'l> {
    pub tagger: &'t Tagger<'l>,
    pub at: usize,
    pub first: usize,
    pub last: usize,
    /// The first token of its sentence, and the one after the last.
    pub sentence: (usize, usize),
}

impl<'l> Tagger<'l> {
    /// How surely the form is meant; `rivals` says that another form stands at the same span.
    pub(super) fn level(&self, at: usize, last: usize, form: &Form, rivals: bool) -> Level {
        let hit = &self.hits[at];
        let sentence = &self.context.sentences[hit.sentence as usize];
        let sentence = (sentence.first as usize, sentence.last as usize);
        let near = Near { tagger: self, at, first: hit.first as usize, last, sentence };
        let entity = self.context.lexicons.entity(form.entity);
        let opening = || self.context.opening(near.first - usize::from(near.quoted()), hit.sentence);
        let other = match entity.kind {
            Type::Place => near.no_place(entity, form, opening),
            Type::Person => near.part_of_longer_person(),
            _ => near.part_of_person(),
        };
        if other || form.cue != Cue::Never && self.machines.contains(&form.entity) {
            return NONE;
        }
        if form.cue == Cue::Always && entity.kind == Type::Company && near.surname_here(form.entity) {
            return NONE;
        }
        match form.cue {
            Cue::Never if rivals => SURE.max(near.evidence(entity, form, opening())),
            Cue::Never => SURE,
            Cue::Opening if !opening() && !near.unknown_before() && !near.unknown_after() => SURE,
            _ => near.evidence(entity, form, opening()),
        }
    }
}

impl Tagger<'_> {
    /// Whether a hit is chosen, or one of its forms needs no evidence.
    fn likely(&self, hit: &Hit) -> bool {
        let readings = self.readings(hit);
        hit.chosen.is_some() || readings.iter().any(|r| r.form.cue != Cue::Always)
    }

    /// Whether the article names an AI firm or model.
    fn field_of_ai(&self) -> bool {
        self.sure.iter().any(|&e| {
            let entity = self.context.lexicons.entity(e);
            entity.kind == Type::Model || (entity.kind == Type::Company && entity.is("ai"))
        })
    }
}

/// How far before a first name the noun of a computer may stand («il supercomputer europeo Leonardo»), and how far after it where it is.
const MACHINE_REACH: (usize, usize) = (2, 6);

impl Tagger<'_> {
    /// Whether a hit is the name of a computer: «Leonardo del Cineca», but «Leonardo Rossi».
    pub(super) fn computer(&self, hit: &Hit) -> bool {
        let readings = self.readings(hit);
        let surname = self.context.tokens.get(hit.last as usize).is_some_and(Token::capital);
        !surname && readings.iter().any(|r| self.machines.contains(&r.form.entity))
    }

    /// Notes the firms whose name is a first name and that of a computer here: one «supercomputer Leonardo» tells it of the article.
    pub(super) fn find_machines(&mut self) {
        let context = self.context;
        let computer = |hit: &Hit| {
            let (first, last) = (hit.first as usize, hit.last as usize);
            let sentence = &context.sentences[hit.sentence as usize];
            let cue = |t: usize| context.cue(t, NameCue::Machine);
            let from = first.saturating_sub(MACHINE_REACH.0).max(sentence.first as usize);
            let to = (last + MACHINE_REACH.1).min(sentence.last as usize);
            let close = |t: usize| (t..first).all(|w| context.token(w).is_word());
            // «Leonardo, il supercomputer del Cineca», «Leonardo si trova al Tecnopolo»
            let told =
                |t: usize| cue(t) && (context.token(last).is(',') && t <= last + 3 || context.preposition(t - 1, "a"));
            (from..first).any(|t| cue(t) && close(t)) || (last + 1..to).any(told)
        };
        let firm = |r: &&Candidate<'_>| {
            let entity = context.lexicons.entity(r.form.entity);
            entity.kind == Type::Company && r.form.cue != Cue::Never
        };
        for hit in &self.hits {
            let token = context.token(hit.first as usize);
            if !token.begins(TermKind::GivenName) || hit.last != hit.first + 1 {
                continue;
            }
            let firm = self.readings(hit).iter().find(firm).map(|r| r.form.entity);
            self.machines.extend(firm.filter(|_| computer(hit)));
        }
    }
}

/// How many bytes a bare surname must have to be read from what its bearer does: «Su», «Tan», «Wei» are too many words.
const SURNAME: u32 = 4;

/// How many of the article's names are counted to tell two bearers of a surname apart.
const HITS_COUNTED: usize = 400;

/// How many names before and after one are looked at as its neighbours.
const NAMES_AROUND: usize = 60;

impl Near<'_, '_> {
    fn evidence(&self, entity: &Entity, form: &Form, opening: bool) -> Level {
        let written = form.written.as_bytes();
        let coded = written.iter().any(u8::is_ascii_digit);
        let level = match entity.kind {
            Type::Chip => self.chip(entity, coded, opening),
            Type::Company => self.company(entity, opening),
            Type::Place => self.place(entity, opening),
            Type::Model => self.model(entity, coded),
            // «Su questo punto», «Chi decide»: at a sentence's start a word of grammar is one.
            Type::Person if form.surname && opening && self.tagger.context.function(self.first).is_some() => {
                return NONE;
            }
            Type::Person if form.surname => self.surname(entity, form.entity),
            Type::Institution if form.cue == Cue::Always && self.held() => return NONE,
            Type::Institution => self.institution(entity, form, opening),
            _ => NONE,
        };
        // «Meta, per farlo, …»: a common noun that opens a sentence is not set off by a comma
        let set_off =
            || entity.kind == Type::Company && self.after().is_some_and(|a| self.tagger.context.token(a).is(','));
        let known = || (coded || !opening || set_off()) && self.tagger.sure.contains(&form.entity);
        let part =
            || matches!(entity.kind, Type::Company | Type::Place) && (self.unknown_before() || self.unknown_after());
        if level < SURE && known() && !part() { SURE } else { level }
    }

    pub(super) fn hit(&self) -> &Hit {
        &self.tagger.hits[self.at]
    }

    /// Whether it stands alone in quotes: «il rapporto di "Bernstein"».
    pub(super) fn quoted(&self) -> bool {
        let tokens = &self.tagger.context.tokens[self.sentence.0..self.sentence.1];
        let open = self.first.checked_sub(self.sentence.0 + 1).map(|b| &tokens[b]);
        let close = tokens.get(self.last - self.sentence.0);
        open.is_some_and(|o| matches!(o.symbol, '"' | '«') && o.spaced() && !o.after_line())
            && close.is_some_and(|c| matches!(c.symbol, '"' | '»') && c.glued())
    }

    /// The token before, inside the sentence and outside quotes around it alone.
    pub(super) fn before(&self) -> Option<usize> {
        self.first.checked_sub(1 + usize::from(self.quoted())).filter(|b| *b >= self.sentence.0)
    }

    /// The token after, inside the sentence and outside quotes around it alone.
    pub(super) fn after(&self) -> Option<usize> {
        Some(self.last + usize::from(self.quoted())).filter(|a| *a < self.sentence.1)
    }

    /// The tokens up to `before` before and `after` after, inside the sentence.
    fn places(&self, before: usize, after: usize) -> impl Iterator<Item = usize> + use<> {
        let (from, to) = self.sentence;
        (self.first.saturating_sub(before).max(from)..self.first).chain(self.last..(self.last + after).min(to))
    }

    fn noun(&self, class: WordClass, before: usize, after: usize) -> bool {
        self.places(before, after).any(|at| self.tagger.context.noun(at, class))
    }

    fn cue(&self, class: NameCue, before: usize, after: usize) -> bool {
        self.places(before, after).any(|at| self.tagger.context.cue(at, class))
    }

    /// The sentence's other hits, and how many tokens lie between.
    fn others(&self) -> impl Iterator<Item = (&Hit, usize)> {
        let (hits, sentence) = (&self.tagger.hits, self.hit().sentence);
        // A wall of names is one sentence too: what stands far off says nothing, and looking at all of it would take forever.
        let own = hits.partition_point(|h| (h.first as usize) < self.first);
        let near = &hits[own.saturating_sub(NAMES_AROUND)..hits.len().min(own + NAMES_AROUND)];
        near.iter().filter(move |h| h.sentence == sentence && h.first as usize != self.first).map(|h| {
            let (first, last) = (h.first as usize, h.last as usize);
            (h, if last <= self.first { self.first - last } else { first.saturating_sub(self.last) })
        })
    }

    /// Whether the entity may be named within so many tokens of the sentence.
    fn entity_within(&self, entity: EntityId, within: usize) -> bool {
        self.others().any(|(h, distance)| {
            let readings = self.tagger.readings(h);
            distance <= within && readings.iter().any(|r| r.form.entity == entity)
        })
    }

    /// Whether a chosen name of this type stands within so many tokens.
    fn kind_within(&self, kind: Type, within: usize) -> bool {
        let lexicons = self.tagger.context.lexicons;
        self.others()
            .any(|(h, distance)| distance <= within && h.chosen.is_some_and(|e| lexicons.entity(e).kind == kind))
    }

    /// Whether a chosen name of this type stands beside it in a list: «Nvidia, Arm e Qualcomm».
    fn listed_with(&self, kind: Type) -> bool {
        let Tagger { context, hits, .. } = self.tagger;
        let joined = |from: usize, to: usize| {
            (from + 1..=from + 2).contains(&to)
                && (from..to).all(|t| {
                    let token = context.token(t);
                    token.is(',')
                        || token.is('/')
                        || token.is('-')
                        || token.is('–')
                        || context.is_word(t, &["e", "ed", "o", "and"])
                })
        };
        let is = |h: &Hit| {
            h.sentence == self.hit().sentence && h.chosen.is_some_and(|e| context.lexicons.entity(e).kind == kind)
        };
        let previous = self.at.checked_sub(1).map(|a| &hits[a]).filter(|h| is(h));
        let next = hits.get(self.at + 1).filter(|h| is(h));
        previous.is_some_and(|h| joined(h.last as usize, self.first))
            || next.is_some_and(|h| joined(self.last, h.first as usize))
    }

    /// Whether a capital word that is no name, title or grammar stands right before: this is the end of a name unknown.
    pub(super) fn unknown_before(&self) -> bool {
        let context = self.tagger.context;
        let Some(before) = self.before() else { return false };
        let token = context.token(before);
        let hit = || self.at.checked_sub(1).is_some_and(|a| self.tagger.hits[a].last as usize == self.first);
        token.capital()
            && token.is_word()
            && !token.elided()
            && context.token(self.first).spaced()
            && !context.token(self.first).after_line()
            && !hit()
            && !context.opening(before, self.hit().sentence)
            && context.function(before).is_none()
            && !context.cue(before, NameCue::Prefix)
            && !context.cue(before, NameCue::Title)
    }

    /// Whether a capital word that is no name or grammar stands right after: this is the start of a name unknown.
    pub(super) fn unknown_after(&self) -> bool {
        let context = self.tagger.context;
        let Some(after) = self.after() else { return false };
        let token = context.token(after);
        let hit = || {
            let next = self.tagger.hits.get(self.at + 1);
            next.is_some_and(|h| h.first as usize == self.last && self.tagger.likely(h))
        };
        let shouting = || token.all_capitals() && context.token(self.first).all_capitals();
        token.capital()
            && token.is_word()
            && token.spaced()
            && !token.after_line()
            && !hit()
            && !shouting()
            && !context.cue(after, NameCue::Tail)
            && context.function(after).is_none()
            && !(self.last > self.first && token.begins(TermKind::GivenName))
    }

    /// Whether the word before is one of these plain prepositions: proper nouns take no article.
    pub(super) fn after_word(&self, words: &[&str]) -> bool {
        self.before().is_some_and(|b| self.tagger.context.is_word(b, words))
    }

    /// Whether an article stands before, alone or in «di», «da», «a», «con»: «la», «della».
    fn articled(&self) -> bool {
        let context = self.tagger.context;
        let Some(b) = self.before().filter(|&b| context.token(b).begins(TermKind::Function)) else { return false };
        let vocabulary = &context.lexicons.vocabulary;
        let word = context.token(b).word;
        let (word, base) = (vocabulary.text(word), vocabulary.text(vocabulary.base(word)));
        context.function(b) == Some(Function::Article) || (word != base && ["di", "da", "a", "con"].contains(&base))
    }

    /// Whether «a» or «in» stands before, without an article: where something is.
    fn at_place(&self) -> bool {
        self.before().is_some_and(|b| self.tagger.context.at_place(b))
    }

    /// Whether a finite verb of the third person follows.
    fn before_verb(&self) -> bool {
        let lexicons = self.tagger.context.lexicons;
        let Some(mut at) = self.after() else { return false };
        let tokens = self.tagger.context.tokens;
        if !tokens[at].is_word() {
            return false;
        }
        let context = self.tagger.context;
        // «Arm non ha», «Meta si prepara»
        let skipped = |t: usize| {
            matches!(context.function(t), Some(Function::Negation | Function::Clitic))
                || context.has_role(t, WordRole::Object)
        };
        while at + 1 < self.sentence.1 && at < self.last + 2 && skipped(at) {
            at += 1;
        }
        tokens[at].is_word()
            && !tokens[at].capital()
            && lexicons.forms(&tokens[at]).any(|form| form.mood.finite() && form.person == 3)
    }

    /// Whether a verb of saying stands before: «calcola Bernstein», «ha detto Su».
    fn after_saying(&self) -> bool {
        let Tagger { context, .. } = self.tagger;
        let lexicons = context.lexicons;
        let says = |f| lexicons.verb(f).class.has(WordClass::SAY);
        self.before().is_some_and(|b| lexicons.forms(&context.tokens[b]).any(says))
    }

    /// Whether «di», with or without its article, stands before, after a noun that `says` so: «titolo di Arm», «comune di Re».
    fn of(&self, says: impl Fn(usize) -> bool) -> bool {
        let Some(before) = self.before().filter(|&b| self.tagger.context.preposition(b, "di")) else { return false };
        let from = self.sentence.0;
        (before.saturating_sub(3).max(from)..before).any(says)
    }

    fn chip(&self, entity: &Entity, coded: bool, opening: bool) -> Level {
        let maker = |within| entity.owner.is_some_and(|o| self.entity_within(o, within));
        if self.noun(WordClass::CHIP, 3, 1) || self.listed_with(Type::Chip) || maker(3) {
            return STRONG;
        }
        let known = coded
            && entity.owner.is_some_and(|o| self.tagger.sure.contains(&o))
            && self.kind_within(Type::Chip, usize::MAX);
        let sibling = self.others().any(|(h, _)| {
            h.chosen.is_some_and(|e| {
                let other = self.tagger.context.lexicons.entity(e);
                other.kind == Type::Chip && other.owner.is_some() && other.owner == entity.owner
            })
        });
        // «le consegne di Rubin», in an article that names its maker
        let dealt = entity.owner.is_some_and(|o| self.tagger.sure.contains(&o))
            && self.of(|t| self.tagger.context.noun(t, WordClass::DEED));
        // «e fra poco Rubin», in an article that names another of its maker's; «Rubin ha detto» is somebody
        let family = || {
            let lexicons = self.tagger.context.lexicons;
            let other = |e: &EntityId| {
                let other = lexicons.entity(*e);
                other.kind == Type::Chip && other.owner.is_some() && other.owner == entity.owner
            };
            let chip = |r: &Candidate<'_>| lexicons.entity(r.form.entity).kind == Type::Chip;
            let alone = || self.tagger.readings(self.hit()).iter().all(chip);
            let part = || self.unknown_before() || self.unknown_after() || self.before_verb() || self.at_place();
            !opening && alone() && !part() && self.tagger.sure.iter().any(other)
        };
        if sibling
            || dealt
            || maker(if coded { 12 } else { 6 })
            || self.noun(WordClass::CHIP, 5, 3)
            || self.kind_within(Type::Chip, 3)
            || known
            || family()
        {
            return SURE;
        }
        NONE
    }

    fn company(&self, entity: &Entity, opening: bool) -> Level {
        let context = self.tagger.context;
        let firm = |t: usize| context.noun(t, WordClass::COMPANY) || context.cue(t, NameCue::Firm);
        let after = self.after();
        let tail = after
            .is_some_and(|a| context.token(a).spaced() && context.token(a).capital() && context.cue(a, NameCue::Tail));
        let apposition = || {
            after.is_some_and(|a| context.token(a).is(','))
                && self.places(0, 4).skip(1).any(|t| context.noun(t, WordClass::COMPANY))
        };
        // «l'italiana Aruba», «della cinese ByteDance»: a firm is told by its country, no island is
        let demonym = || {
            let before = self.before()?;
            let article = before.checked_sub(1).filter(|&a| a >= self.sentence.0)?;
            let one = context.word(before).ends_with(['a', 'e']) && context.token(article).begins(TermKind::Function);
            let led = ["la", "l'", "una", "un'", "della", "dell'", "alla", "all'", "dalla", "dall'", "sulla", "sull'"];
            let vocabulary = &context.lexicons.vocabulary;
            let land = vocabulary.own(context.token(before), TermKind::Demonym).next()?;
            let word = vocabulary.text(context.token(article).word);
            (one && led.contains(&word) && entity.country == Some(EntityId(land))).then_some(())
        };
        if tail || demonym().is_some() {
            return STRONG;
        }
        // a newspaper named by a word of everyday takes no article: «della Repubblica», «il Tempo»
        if entity.is("media") && self.articled() {
            return NONE;
        }
        if self.unknown_before() || self.unknown_after() || self.after_given_particle(&["da", "de", "di", "d'"]) {
            return NONE;
        }
        if self.places(2, 0).any(|t| context.noun(t, WordClass::COMPANY)) || apposition() || self.of(firm) {
            return STRONG;
        }
        if self.listed_with(Type::Company) {
            return SURE;
        }
        if self.after_saying() {
            return SURE;
        }
        // «Adesso vende»: an adverb that opens a sentence is one
        let adverb = opening && context.function(self.first) == Some(Function::Adverb);
        if !adverb && self.before_verb() && self.before().and_then(|b| context.function(b)) != Some(Function::Article) {
            return SURE;
        }
        // «- Meta: 65 miliardi», a line of a list; «Meta (ex Facebook)»
        let bullet = || {
            let opens = self.first == self.sentence.0 + 1;
            let mark = |b: &Token| matches!(b.symbol, '-' | '–' | '•' | '*');
            opens && mark(context.token(self.sentence.0)) && after.is_some_and(|a| context.token(a).is(':'))
        };
        let once = || {
            let open = after.filter(|&a| a + 2 < self.sentence.1 && context.token(a).is('('));
            open.is_some_and(|a| context.has_role(a + 1, WordRole::Former))
                && self.others().any(|(h, distance)| {
                    let firm = h.chosen.is_some_and(|e| context.lexicons.entity(e).kind == Type::Company);
                    distance == 2 && h.first as usize > self.first && firm
                })
        };
        if bullet() || once() {
            return SURE;
        }
        if opening {
            return NONE;
        }
        if self.after_word(&["di", "da", "con", "per", "tra", "fra", "su", "come", "secondo", "contro", "e", "ed"]) {
            return SURE;
        }
        if self.articled() || self.after_word(&["in"]) { WEAK } else { NONE }
    }

    fn place(&self, entity: &Entity, opening: bool) -> Level {
        let context = self.tagger.context;
        if self.unknown_before() || self.unknown_after() {
            return NONE;
        }
        // «Esine (BS)», «Rho (Milano)»
        let bracket = |a: usize| {
            let (open, close) = (context.token(a), context.tokens.get(a + 2));
            let inner = context.tokens.get(a + 1);
            let province = inner.is_some_and(|t| t.all_capitals() && t.end - t.start == 2);
            let place = self.tagger.hits[self.at + 1..].first().is_some_and(|h| {
                h.first as usize == a + 1 && h.chosen.is_some_and(|e| context.lexicons.entity(e).kind == Type::Place)
            });
            open.is('(') && (province || place) && (place || close.is_some_and(|c| c.is(')')))
        };
        // «Rho, in provincia di Milano», «Re, comune della Val Vigezzo»
        let apposed = |a: usize| {
            let noun = a + 1 + usize::from(a + 1 < self.sentence.1 && context.is_word(a + 1, &["in"]));
            context.token(a).is(',') && noun < self.sentence.1 && context.cue(noun, NameCue::Territory)
        };
        if self.of(|t| context.cue(t, NameCue::Place)) || self.after().is_some_and(|a| bracket(a) || apposed(a)) {
            return STRONG;
        }
        if opening {
            return NONE;
        }
        // «a Reno, in Nevada» is the town, not the river: another place of its country stands beside it
        let beside = |(h, distance): (&Hit, usize)| {
            let other = h.chosen.map(|e| context.lexicons.entity(e));
            distance <= 2
                && h.first as usize > self.first
                && other.is_some_and(|o| o.kind == Type::Place && o.country.is_some() && o.country == entity.country)
        };
        if self.at_place() && self.others().any(beside) {
            return STRONG;
        }
        let said = || self.before().and_then(|b| b.checked_sub(1)).is_some_and(|b| context.noun(b, WordClass::SPEAKER));
        if self.at_place() && !said() || self.listed_with(Type::Place) {
            return SURE;
        }
        // «la Virginia», «nel Kent», «nell'Aretino»: states and regions take the article, first names and surnames seldom do
        let wide = ["state", "region", "area", "province"].iter().any(|k| entity.is(k));
        let articled = || {
            self.after_word(&["la", "il", "l'", "l’", "della", "del", "nel", "nella", "dalla", "dal", "alla", "sulla"])
                || self.after_word(&["nell'", "nell’", "dell'", "dell’", "dall'", "dall’", "sull'", "sull’"])
        };
        // «il Modenese Aldo Colombi» comes from there
        let person = || self.after().is_some_and(|a| context.token(a).begins(TermKind::GivenName));
        if wide && articled() && !person() {
            return SURE;
        }
        if self.after_word(&["verso", "presso", "vicino", "tra", "fra"]) { WEAK } else { NONE }
    }

    fn model(&self, entity: &Entity, coded: bool) -> Level {
        let maker = entity.owner;
        if self.places(3, 1).any(|t| self.tagger.context.cue(t, NameCue::ModelNoun)) {
            return STRONG;
        }
        if self.listed_with(Type::Model) || maker.is_some_and(|o| self.entity_within(o, 6)) {
            return SURE;
        }
        // «o1», «R1»: in an article that names their maker
        let known = maker.is_some_and(|o| self.tagger.sure.contains(&o));
        if coded && known {
            return SURE;
        }
        if maker.is_some_and(|o| self.entity_within(o, usize::MAX))
            && self.cue(NameCue::Model, usize::MAX >> 1, usize::MAX >> 1)
        {
            return SURE;
        }
        let part = self.unknown_before() || self.unknown_after();
        let field = coded && self.tagger.field_of_ai();
        if !part && (known || field || self.kind_within(Type::Model, 4) || self.cue(NameCue::Model, 3, 2)) {
            WEAK
        } else {
            NONE
        }
    }

    fn institution(&self, entity: &Entity, form: &Form, opening: bool) -> Level {
        let context = self.tagger.context;
        let lexicons = context.lexicons;
        if self.unknown_before() || self.unknown_after() {
            return NONE;
        }
        // «Camera», «Tesoro»: a word of everyday, with a capital where it is the institution
        let word = form.cue == Cue::Always && self.last == self.first + 1;
        if word && opening && !self.before_verb() {
            return NONE;
        }
        // «Senato»: of the country the sentence speaks of
        let country = |other: EntityId| {
            let other = lexicons.entity(other);
            matches!(other.kind, Type::Place | Type::Institution) && other.country == entity.country
        };
        if entity.country.is_some() && self.others().any(|(h, _)| h.chosen.is_some_and(country)) {
            return STRONG;
        }
        // «CAC»: an abbreviation is always capital
        let written = &form.written;
        if word && written.len() > 1 && written.bytes().all(|b| b.is_ascii_uppercase()) {
            return NONE;
        }
        // «alla Camera»: of the country told of last
        if word && entity.country.is_some() && self.country_before().is_some_and(|c| Some(c) != entity.country) {
            return WEAK;
        }
        if !opening || self.listed_with(Type::Institution) || self.listed_with(Type::Place) {
            return SURE;
        }
        // «Nato a Roma», «Lega i capelli» are words; «Nato, vertice a Bruxelles» and «Nato pronta» are not
        let free = self.after().is_none_or(|a| context.function(a).is_none() && !context.token(a).is_digits());
        if free || self.before_verb() { WEAK } else { NONE }
    }

    /// Of the countries whose institution it may be, the one a place or institution was last named of.
    fn country_before(&self) -> Option<EntityId> {
        let Tagger { context, hits, .. } = self.tagger;
        let entity = |e| context.lexicons.entity(e);
        let readings = self.tagger.readings(self.hit());
        let before = &hits[self.at.saturating_sub(NAMES_AROUND)..self.at];
        let told = before.iter().rev().filter_map(|h| h.chosen.map(entity));
        let mut told = told.filter(|e| matches!(e.kind, Type::Place | Type::Institution)).filter_map(|e| e.country);
        told.find(|&c| readings.iter().any(|r| entity(r.form.entity).country == Some(c)))
    }

    /// Whether a word is a part of something longer that is no name: «segretario al Tesoro», «Camera di commercio», «Cac 40».
    fn held(&self) -> bool {
        let context = self.tagger.context;
        let from = self.first.saturating_sub(3).max(self.sentence.0);
        let noun = |t: usize| context.lexicons.vocabulary.term(&context.tokens[t..], TermKind::Noun);
        let after = self.after();
        (from..self.first).any(|t| noun(t).is_some_and(|(len, _)| t + len >= self.last))
            || after.is_some_and(|a| context.preposition(a, "di") || context.token(a).is_digits())
    }

    /// A bare surname: the person must be known from the article, told by a title, or be of a firm the article names, with no other first
    /// name before it.
    fn surname(&self, entity: &Entity, id: EntityId) -> Level {
        if self.unknown_before() || self.given_before() {
            return NONE;
        }
        if self.tagger.sure.contains(&id) {
            return SURE;
        }
        let context = self.tagger.context;
        let title = self.before().is_some_and(|b| {
            (b.saturating_sub(3).max(self.sentence.0)..=b)
                .any(|t| context.cue(t, NameCue::Title) || context.noun(t, WordClass::SPEAKER))
        });
        let owner = entity.owner.is_some_and(|o| self.entity_within(o, usize::MAX) || self.tagger.sure.contains(&o));
        // «Huang ha detto che Nvidia …», «secondo Huang»: who speaks or acts in an article on his firm
        let word = context.token(self.first);
        let acts = || self.before_verb() || self.before().is_some_and(|b| context.preposition(b, "secondo"));
        // «Huang: serve pazienza», «il solito Huang, che ha risposto»
        let symbol = |t: Option<usize>| t.map(|t| context.token(t).symbol);
        let after = self.after();
        let labels = || {
            let relative = symbol(after) == Some(',')
                && after.is_some_and(|a| a + 1 < self.sentence.1 && context.word(a + 1) == "che");
            symbol(after) == Some(':') || symbol(self.before()) == Some(':') || relative
        };
        let alone = self.last == self.first + 1 && word.end - word.start >= SURNAME && !self.unknown_after();
        let meant = title || alone && (acts() || labels() || self.nothing_else(entity));
        if owner && meant && !self.another(entity, id) { SURE } else { NONE }
    }

    /// Whether a bare surname is no word and no other name, and its bearer's is a firm the article is sure to name: «Huang: serve
    /// pazienza», «più loquace il solito Huang».
    fn nothing_else(&self, entity: &Entity) -> bool {
        let Tagger { context, sure, .. } = self.tagger;
        let lexicons = context.lexicons;
        let firm = entity.owner.is_some_and(|o| lexicons.entity(o).kind == Type::Company && sure.contains(&o));
        let person = |r: &Candidate<'_>| lexicons.entity(r.form.entity).kind == Type::Person;
        let joined = |at: usize| context.tokens.get(at).is_some_and(|t| t.is('-') && t.glued());
        let word = context.token(self.first);
        // «Huang Renxun»: a name that families have, too
        let given = lexicons.vocabulary.term(&context.tokens[self.first..], TermKind::GivenName);
        firm && word.capital()
            && word.spaced() | (self.first == self.sentence.0)
            && !word.terms.any(WORDS)
            && !word.begins(TermKind::Demonym)
            && given.is_none_or(|(_, order)| order == 1)
            && !joined(self.last)
            && self.tagger.readings(self.hit()).iter().all(person)
    }

    /// Whether a bare surname is more likely another's: one the article tells in full, has a first name of his own or is of a firm
    /// that it names more often.
    fn another(&self, entity: &Entity, id: EntityId) -> bool {
        let Tagger { context, hits, sure, .. } = self.tagger;
        let of = |h: &Hit| self.tagger.readings(h).iter().any(|r| r.form.entity == id && r.form.surname);
        // «Chen Li-ming», then «Chen», as «Alice Huang», then «Huang»
        let family = |h: &Hit| {
            let next = context.tokens.get(h.last as usize);
            let given = context.lexicons.vocabulary.term(&context.tokens[h.first as usize..], TermKind::GivenName);
            given.is_some_and(|(_, order)| order == 1)
                && next.is_some_and(|n| n.is_word() && n.capital() && n.spaced() && !n.after_line())
        };
        let near = &hits[..hits.len().min(HITS_COUNTED)];
        if near.iter().any(|h| h.last == h.first + 1 && of(h) && (self.after_given(h.first as usize) || family(h))) {
            return true;
        }
        let named = |firm: Option<EntityId>| near.iter().filter(|h| firm.is_some() && h.chosen == firm).count();
        let mut others = self.tagger.readings(self.hit()).iter().filter(|r| r.form.surname && r.form.entity != id);
        others.any(|r| {
            let firm = context.lexicons.entity(r.form.entity).owner;
            sure.contains(&r.form.entity) || named(firm) > named(entity.owner)
        })
    }

    /// Whether the article gives the firm's word a first name elsewhere: «Heinz Schwarz», then «secondo Schwarz».
    fn surname_here(&self, id: EntityId) -> bool {
        let Tagger { context, hits, .. } = self.tagger;
        let first_name = |h: &&Hit| {
            let first = h.first as usize;
            h.last == h.first + 1 && self.after_given(first) && !context.token(first).after_line()
        };
        let near = &hits[..hits.len().min(HITS_COUNTED)];
        near.iter().filter(first_name).any(|h| self.tagger.readings(h).iter().any(|r| r.form.entity == id))
    }

    /// Whether a first name stands right before: what follows is its surname.
    pub(super) fn given_before(&self) -> bool {
        let context = self.tagger.context;
        let hit = || {
            self.at.checked_sub(1).is_some_and(|a| {
                let h = &self.tagger.hits[a];
                h.last as usize == self.first && h.chosen.is_some()
            })
        };
        self.before().is_some() && self.after_given(self.first) && !context.token(self.first).after_line() && !hit()
    }

    /// Whether a first name with a capital stands right before token `at`, a space between.
    fn after_given(&self, at: usize) -> bool {
        let context = self.tagger.context;
        let given = at.checked_sub(1).map(|before| context.token(before));
        given.is_some_and(|g| g.begins(TermKind::GivenName) && g.capital()) && context.token(at).spaced()
    }

    /// «Giacomo Amadori», «Nick Blackwell», «Heinz Fischer»: a name of one word that is a person's here.
    fn part_of_person(&self) -> bool {
        let context = self.tagger.context;
        let token = context.token(self.first);
        let thing = || self.after().is_some_and(|a| context.cue(a, NameCue::Thing));
        // «Anna De Agostini»: the particle of a surname
        let particle = || context.has_role(self.first, WordRole::Particle);
        if self.last > self.first + 1 {
            return particle() && self.given_before();
        }
        token.is_word()
            && (self.given_before() || (token.begins(TermKind::GivenName) && !thing() && self.unknown_after()))
    }

    /// «Leonardo da Vinci», «Francesco d'Assisi»: a first name and one of these small words stand before.
    pub(super) fn after_given_particle(&self, particles: &[&str]) -> bool {
        let context = self.tagger.context;
        let Some(before) = self.before() else { return false };
        let given = before.checked_sub(1).map(|g| context.token(g));
        given.is_some_and(|g| g.begins(TermKind::GivenName) && g.capital())
            && (self.after_word(particles) || (particles.contains(&"d'") && context.word(before) == "d’"))
    }

    /// «Melania Trump», «Li Qiang Huang»: the bare surname of someone else.
    fn part_of_longer_person(&self) -> bool {
        let surname = self.tagger.readings(self.hit()).iter().any(|r| r.form.surname);
        surname
            && (self.given_before()
                || (self.unknown_before() && self.tagger.context.token(self.first).kind == Kind::Word))
    }
}
