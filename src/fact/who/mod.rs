//! Who: the firm of which a fact is told, and the other party.
//!
//! [`company`] asks its rules one after the other, and the first that answers wins. A rule is a function from what is asked for
//! ([`Asked`]) to an answer; they stand by what they look at:
//!
//! | file | looks at |
//! | --- | --- |
//! | `nobody.rs` | figures that are no firm's: what is counted itself, what money is worth |
//! | `named.rs` | who is named beside the figure |
//! | `amount.rs` | whose amount it is, or a part of it |
//! | `deed.rs` | who does it, may or must, buys, makes, is given |
//! | `said.rs` | who only tells it |
//! | `made.rs` | whose make the chip is that is measured |
//! | `told.rs` | what goes on from what was told before |
//! | `above.rs` | of whom the clause above tells |
//!
//! `list.rs` reads lists of names and of figures, for all slots; `counterparty.rs` finds the other party.
//!
//! The rules, as `extract explain` names them (a name in two rows is given by two rules):
//!
//! | rule | where | example | company |
//! | --- | --- | --- | --- |
//! | `counts others` | `nobody` | «tre banche», «due fonti» | nobody: counted themselves |
//! | `both` | `nobody` | «Le due aziende non hanno risposto» | the two told of together before |
//! | `rate of exchange`, `likeness` | `nobody` | «1 dollaro = 1,02 euro»; «quanto ne chiedono 350.000 case» | nobody |
//! | `row` | `named` | «\| Amazon \| 180 miliardi USD \| +12% \|»; «AMD Intel», below «Ricavi 4,3 miliardi 4,1 miliardi» | the firm in the first cell of the table's row, else of its column |
//! | `respectively` | `named` | «CoreWeave e Oracle salgono rispettivamente del 5,3 e dell'1,1%» | the firm of the same rank |
//! | `rival` | `named` | «Leapmotor ha superato Fiat: 1.870 targhe contro 1.240» | the subject; after «contro» the other |
//! | `theirs` | `named` | «ne ha vendute 17.000, contro le 15.500 di Tesla», «il 57%, contro il 22% di Samsung e il 21% di Micron» | the firm after «di» |
//! | `belongs` | `named` | «Dei 150.000 wafer, 100.000 sono di SK Hynix» | the firm after «è di» |
//! | `beside` | `named` | «Amd +3%, Intel (-2%)», «Micron l'1,9%», «con Asml in progresso del 2%», «con Huawei al 40%», «davanti a Micron, cresciuta al 25%» | the firm right before the figure |
//! | `for whom` | `named` | «il 42% delle entrate di Micron e il 19% per Samsung» | the firm after «per», beside another figure |
//! | `ordinal` | `named` | «la prima ne ha 3.000, la seconda 500» | the firm of that rank in the list before |
//! | `customers` | `named` | «Volcano Engine, scelto da oltre 100 clienti», «Con 3 milioni di clienti, Fastweb» | the firm that has them |
//! | `opening doer` | `named` | «Da Meta 10 miliardi per i data center» | the firm that opens a heading |
//! | `seller` | `named` | «Una H100 costa 2,5 dollari l'ora da RunPod», «Su Lambda una B200 si affitta a 3,79 dollari» | at whose shop the price is paid |
//! | `buyer` | `deed` | «l'acquisto di Arm da 40 miliardi» | after «da parte di», else the protagonist, the clause's subject, the last one, whom alone the last sentence named |
//! | `parties` | `deed` | «l'intesa da 12 miliardi tra Google e Anthropic» | the firms after «tra» |
//! | `valued` | `amount` | «valutando la società 103 miliardi», «Mistral AI, valutata 11 miliardi» | the firm that is valued |
//! | `suffered` | `amount` | «una perdita di 8 miliardi nel valore di Arm», «di 90 miliardi per AMD» | who has it, whoever caused it |
//! | `amount_of` | `amount` | «i ricavi di Tsmc, pari a 23 miliardi», «il 20% delle entrate di Nvidia» | the firm the amount hangs on |
//! | `dealer` | `amount` | «OpenAI comprerà il 10% di Amd» | who deals in it |
//! | `permitted`, `made to` | `deed` | «ha autorizzato Nvidia a vendere 100.000 chip»; «ha costretto Tsmc a chiudere due siti» | who may, who must |
//! | `agent` | `deed` | «10.000 chip acquistati da Meta», «posseduta per un terzo da Inspur» | who does it |
//! | `relative` | `deed` | «le 120.000 che Amd ha accumulato» | the subject of the figure's own relative clause |
//! | `bracketed` | `told` | «3,2 miliardi (+14%)» | that of the figure before the bracket |
//! | `story` | `told`, `said` | «Di questi, 51 miliardi …», «Questo rappresenta il 6%», «35.000 GB300, un ordine che vale 1 miliardo», «il 10% di Intel per 9 miliardi» | that of the figure before |
//! | `given`, `its own` | `said` | «attribuisce a DeepSeek 10.000 H800»; «Nvidia dichiara per la sua B300 288 GB», «DeepSeek parla di 5 milioni per V3» | to whom; the subject |
//! | `said` | `said` | «SemiAnalysis parla di 1,6 miliardi di dollari» | nobody: who says it does not have them |
//! | `judged` | `said` | «Morgan Stanley si aspettava 2 milioni di RTX Pro 6000D» | the firm the article is about, where a bank or a house of analysts only judges |
//! | `person's firm` | `amount`, `said` | «Altman ha raggiunto i 10 miliardi di ricavi», «Zuckerberg parla di 350.000 H100» | the firm he works for |
//! | `maker` | `deed` | «La produzione di Ascend 910C toccherà le 600mila unità», «GPT-5 è stato addestrato con 100.000 H100», «Doubao conta 51 milioni di utenti», «per addestrare V3 avevano dichiarato 2.048 GPU», «Il training era avvenuto con 1.536 GPU» | who makes the chips, the model, else the one named last |
//! | `node` | `amount` | «I 3 nanometri pesano per il 23%» | the foundry the sentence names, else the one the article is about, else the last subject |
//! | `amount of the …` | `amount`, `above` | «Il titolo cede il 3%», «I ricavi salgono» | of the clause above, the topic, the only firm of the clause, the protagonist, the last subject |
//! | `nobody's amount` | `amount` | the same, where none of these is known | nobody |
//! | `earned for the protagonist` | `amount` | «I data center hanno generato 71 miliardi», «ne hanno portati 71» | the firm the article is about |
//! | `segment of the …` | `amount` | «Il cloud sale del 34%» | of the protagonist, else of the last subject |
//! | `goes to` | `deed` | «più della metà finisce a Nvidia» | to whom it goes |
//! | `apposed` | `above` | «la fabbrica di Silicon Box, un progetto da 3 miliardi» | whose the thing is, else of whom the clause before tells |
//! | `clause above` | `above`, `told` | «con una resa che arriva al 40%» | of whom the clause above tells |
//! | `more of the last subject's` | `told` | «Le prime 90.000 arrivano ad aprile» | of whom the sentence before told |
//! | `deal goes on` | `told` | «ByteDance ha ordinato chip a Nvidia. Sono 100.000 H20.» | who dealt in chips in the sentence before |
//! | `sentence goes on` | `told`, `said` | «Nvidia ha chiuso il trimestre. Un balzo del 60% in un anno.», «Incassati 57 miliardi.» | of whom the sentence before told |
//! | `given` | `above`, `deed` | «potrebbe costarle 800 milioni»; «A Nvidia la H20 è costata 4,5 miliardi» | to whom |
//! | `parent's amount` | `above` | «il prezzo di Amd, portandolo a 185 dollari» | the firm named in the clause above |
//! | `subject`, `carried` | here | «DeepSeek possiede 10.000 GPU di Nvidia»; «Ne ha ordinati 16.000.» | the clause's subject; the last sentence's |
//! | `deed told of before` | `deed` | «La mossa libererà 80.000 wafer»; «Nella struttura lavorano 150.000 GPU» | whose deed it was; the firm the article is about |
//! | `said to be` | `named` | «Il primo cliente è ByteDance, con 30.000 H200» | whom the subject is said to be |
//! | `stake` | `deed` | «Tokyo rileva una quota da 6,4 miliardi in Kioxia» | the firm a state buys shares of |
//! | `its own` | `above` | «afferma che la stretta ridurrà il suo fatturato di 15 miliardi» | of whom the clause above tells |
//! | `amount of the protagonist` | `amount` | «Svaniscono 5.000 assunzioni» | the firm the article is about |
//! | `part of what` | `amount` | «di quanto Meta incassa, due terzi vengono da», «il volume non superi la metà di quanto venduto in patria» | whose what is parted is |
//! | `maker of the part` | `made` | «Solo il 20% dei die di Cambricon funziona» | who makes the chips it is a share of |
//! | `only one` | `told` | «Gli strati manageriali sono stati sfoltiti del 50%» | the only firm the article is about, whom the last figure was told of |
//! | `other subject` | here, `amount` | «I prezzi salgono del 5%» | nobody: told of something else |
//! | `hung` | `named` | «noleggio di chip di Nvidia a partire da 6 dollari» | a firm after «di» in the clause |
//! | `answer` | `told` | «Quanto? Fino a 80 miliardi di euro.» | of whom the sentence before told |
//! | `chip's maker` | `made` | «Huawei presenta l'Ascend 950. Il chip monta 112 GB.» | who makes the chip measured, where the article names that firm |
//! | `taken up by the next sentence` | `fact/taken_up.rs` | «Nove miliardi. A tanto ammontano gli ordini di Meta» | of whom the next sentence tells it |
//! | `told again` | `fact/finish/` | a title's «300.000 chip», told of Nvidia below | that of the same figure elsewhere |

mod above;
mod amount;
mod counterparty;
mod deed;
mod list;
mod made;
mod named;
mod nobody;
mod said;
mod told;

pub(super) use counterparty::counterparty;
pub(super) use deed::relative_of;
pub(super) use list::{group, listed, ordinal, respectively, run};
pub(super) use made::{MAKER_OF_MEASURED, maker_of_measured};
pub(super) use named::rivals;
pub(super) use nobody::{counts_others, counts_speakers, says, told_of};
pub(super) use said::JUDGED;
pub(super) use told::of_them;

use super::parse::{Item, Parsed, What};
use super::quantity::Story;
use super::subject::{Subject, subject};
use super::{Filler, Fillers, Text};
use crate::lexicon::{EntityId, Function, UnitKind, WordClass, WordRole};
use crate::mention::{Mention, Type};
use said::Teller;

/// The rule of a table's row.
pub(super) const IN_ROW: &str = "row";

/// What a slot of firms takes.
pub(super) const FIRMS: &[Type] = &[Type::Company];

/// Of whom a figure is told, and the rule that says so.
type Answer = (Fillers, &'static str);

/// The figure that is asked for, and what every rule may look at.
#[derive(Clone, Copy)]
struct Asked<'a> {
    text: &'a Text<'a>,
    parsed: &'a Parsed,
    /// The items of its sentence.
    items: &'a [Item],
    /// Its item.
    figure: usize,
    /// The clause it stands in.
    clause: usize,
    /// Its unit: a place in the lexicon's.
    unit: Option<u16>,
    /// What its unit measures.
    kind: Option<UnitKind>,
    /// The items that say who tells it.
    taken: &'a [usize],
    /// What the facts before it were told of.
    story: &'a Story,
    /// The subject of its clause; none, where that only tells it.
    subject: &'a Subject,
}

impl<'a> Asked<'a> {
    fn new(text: &'a Text<'a>, parsed: &'a Parsed, figure: usize, taken: &'a [usize], story: &'a Story) -> Asked<'a> {
        let items = &parsed.items;
        let clause = items[figure].clause;
        let told = text.figure_of(&items[figure]);
        Asked {
            text,
            parsed,
            items,
            figure,
            clause,
            unit: told.and_then(|f| f.unit),
            kind: told.and_then(|f| f.unit_kind(text.lexicons)),
            taken,
            story,
            subject: subject(text, parsed, clause, taken),
        }
    }

    /// The firm item `at` is.
    fn firm(&self, at: usize) -> Option<Filler> {
        firm(self.text, &self.items[at], FIRMS)
    }

    /// The firms listed with the one at item `at`.
    fn group(&self, at: usize) -> Fillers {
        group(self.text, self.items, at, FIRMS)
    }

    /// Whether the sentence neither names nor describes a firm.
    fn no_firm(&self) -> bool {
        !self.items.iter().any(|i| self.text.is_firm(i))
    }

    /// Whether item `at` does not say who tells it.
    fn free(&self, at: usize) -> bool {
        !self.taken.contains(&at)
    }

    /// The subject of another clause.
    fn subject_of(&self, clause: usize) -> &'a Subject {
        subject(self.text, self.parsed, clause, self.taken)
    }

    /// Of whom the figure before is told.
    fn as_told(&self) -> Answer {
        (self.story.company.clone(), "story")
    }
}

/// The firms of which the figure at item `figure` is told, and the rule that says so.
///
/// `story` is the firm the facts before it were told of.
pub(super) fn company(
    text: &Text<'_>,
    parsed: &Parsed,
    figure: usize,
    taken: &[usize],
    story: &Story,
) -> (Fillers, &'static str) {
    let asked = Asked::new(text, parsed, figure, taken, story);
    if let Some(answer) = by_the_figure(&asked) {
        return answer;
    }
    let teller = said::teller(&asked);
    if let Some(answer) = said::said(&asked, teller).or_else(|| told::nobody_does(&asked)) {
        return answer;
    }
    // «Goldman Sachs prevede ricavi per 312 miliardi»: whose they are, others tell
    let nobody = Subject::default();
    let subject = if teller == Teller::Doer { asked.subject } else { &nobody };
    by_the_subject(&Asked { subject, ..asked }).unwrap_or((Fillers::new(), "none"))
}

/// The rules that go by the figure and the words around it.
fn by_the_figure(asked: &Asked<'_>) -> Option<Answer> {
    nobody::counted(asked)
        .or_else(|| nobody::exchanged(asked))
        .or_else(|| nobody::likened(asked))
        .or_else(|| named::in_row(asked))
        .or_else(|| named::in_column(asked))
        .or_else(|| named::respectively(asked))
        .or_else(|| named::rival(asked))
        .or_else(|| named::beside(asked))
        .or_else(|| named::for_whom(asked))
        .or_else(|| named::ordinal(asked))
        .or_else(|| named::customers(asked))
        .or_else(|| named::opening_doer(asked))
        .or_else(|| named::seller(asked))
        .or_else(|| deed::buyer(asked))
        .or_else(|| deed::parties(asked))
        .or_else(|| amount::valued(asked))
        .or_else(|| amount::suffered(asked))
        .or_else(|| told::restated(asked))
        .or_else(|| named::theirs(asked))
        .or_else(|| named::belongs(asked))
        .or_else(|| amount::amount_of(asked))
        .or_else(|| amount::compared(asked))
        .or_else(|| deed::permitted(asked))
        .or_else(|| deed::made_to(asked))
        .or_else(|| deed::agent(asked))
        .or_else(|| deed::relative(asked))
        .or_else(|| deed::trainer(asked))
        .or_else(|| told::bracketed(asked))
        .or_else(|| told::compared(asked))
}

/// The rules that go by the subject of the clause, and what is left where none is found.
fn by_the_subject(asked: &Asked<'_>) -> Option<Answer> {
    amount::judged_topic(asked)
        .or_else(|| told::person_goes_on(asked))
        .or_else(|| told::clause_goes_on(asked))
        .or_else(|| amount::persons_firm(asked))
        .or_else(|| deed::maker(asked))
        .or_else(|| deed::trained(asked))
        .or_else(|| amount::node(asked))
        .or_else(|| above::apposed(asked))
        .or_else(|| above::attributed(asked))
        .or_else(|| amount::owned(asked))
        .or_else(|| above::amount(asked))
        .or_else(|| said::awaited(asked))
        .or_else(|| amount::earned(asked))
        .or_else(|| amount::segment(asked))
        .or_else(|| told::apposed(asked))
        .or_else(|| told::stands_for_it(asked))
        .or_else(|| deed::goes_to(asked))
        .or_else(|| told::part_of_these(asked))
        .or_else(|| told::sentence_goes_on(asked))
        .or_else(|| told::part_of_them(asked))
        .or_else(|| above::relative(asked))
        .or_else(|| told::figure_goes_on(asked))
        .or_else(|| above::to_it(asked))
        .or_else(|| deed::given(asked))
        .or_else(|| above::gerund(asked))
        .or_else(|| named::said_to_be(asked))
        .or_else(|| told::answers(asked))
        .or_else(|| its_subject(asked))
        .or_else(|| deed::stake(asked))
        .or_else(|| deed::told_before(asked))
        .or_else(|| deed::housed(asked))
        .or_else(|| above::its_own(asked))
        .or_else(|| amount::of_the_protagonist(asked))
        .or_else(|| amount::part_of_what(asked))
        .or_else(|| told::price_of_share(asked))
        .or_else(|| made::share(asked))
        .or_else(|| told::of_the_only_one(asked))
        .or_else(|| another(asked))
        .or_else(|| told::moved(asked))
        .or_else(|| named::hung(asked))
}

/// The firm the clause's subject is or hangs on, or the one carried over from the sentence before.
fn its_subject(asked: &Asked<'_>) -> Option<Answer> {
    let subject = asked.subject;
    let rule = if subject.carried { "carried" } else { "subject" };
    (!subject.firms.is_empty()).then(|| (together(asked, asked.clause, subject.firms.clone()), rule))
}

/// The firms a clause is told of with those it names as doing it with them: «Nscale, insieme alla locale Aker, consegnerà», «xAI costruirà
/// insieme a Humain».
fn together(asked: &Asked<'_>, clause: usize, mut firms: Fillers) -> Fillers {
    let &Asked { text, parsed, items, .. } = asked;
    for at in parsed.clauses[clause].reach.clone() {
        let with = items[at].clause == clause
            && text.has_role(items[at].first, WordRole::Together)
            && matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("a")));
        let small = |i: &Item| {
            matches!(i.what, What::Word | What::Function(Function::Article))
                || matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY))
        };
        let named = (at + 2..items.len()).take(PARTNER_REACH).find(|&i| !small(&items[i]) || text.is_firm(&items[i]));
        let Some(named) = named.filter(|&n| with && text.is_firm(&items[n]) && asked.free(n)) else { continue };
        for other in asked.group(named) {
            if !firms.iter().any(|f| f.entity == other.entity) {
                firms.push(other);
            }
        }
    }
    firms
}

/// How many items after «insieme a» the firm may stand.
const PARTNER_REACH: usize = 4;

/// A subject that is no firm: it is told of that.
fn another(asked: &Asked<'_>) -> Option<Answer> {
    asked.subject.some.then(|| (Fillers::new(), "other subject"))
}

/// The firm, institution or described firm an item is.
pub(super) fn firm(text: &Text<'_>, item: &Item, kinds: &[Type]) -> Option<Filler> {
    match &item.what {
        What::Mention(m) => {
            let mention = &text.mentions[*m as usize];
            let entity = mention.entity()?;
            kinds.contains(&mention.kind).then_some(Filler { entity, span: mention.span })
        }
        What::Description(d) => d.entity.map(|entity| Filler { entity, span: d.span }),
        _ => None,
    }
}

/// Whether the firm at item `at` is named as the maker of chips beside it: «GPU Nvidia H100», «chip H20 di Nvidia».
pub(in crate::fact) fn makes(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let chip = |i: &Item| text.of_chips(i);
    let small = |i: &&Item| !matches!(i.what, What::Preposition("di") | What::Function(Function::Article) | What::Word);
    // «48 server Supermicro»
    let counted =
        at > 1 && matches!(items[at - 1].what, What::Noun(_) | What::Word) && text.figure_item(&items[at - 2]);
    // «le GPU di Amd (MI308)»
    let open = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Mark('(')));
    counted
        || items.get(at + 1 + usize::from(open)).is_some_and(chip)
        || items[..at].iter().rev().take(4).find(small).is_some_and(chip)
}

/// The firm the person item works for.
pub(super) fn works_for(text: &Text<'_>, item: &Item) -> Option<Filler> {
    let What::Mention(m) = item.what else { return None };
    let mention = &text.mentions[m as usize];
    let person = mention.entity().filter(|_| mention.kind == Type::Person)?;
    employer_of(text, Filler { entity: person, span: mention.span })
}

/// The firm a person works for.
fn employer_of(text: &Text<'_>, person: Filler) -> Option<Filler> {
    let Filler { entity: person, span } = person;
    let firm = one_of_several(text, person).or(text.lexicons.entity(person).owner)?;
    let acts = text.lexicons.entity(firm).kind == Type::Company && !text.observes(firm);
    acts.then_some(Filler { entity: firm, span })
}

/// Of one who has several firms, the one the sentence names («Musk, tramite la sua xAI»), else the one the article names most.
fn one_of_several(text: &Text<'_>, person: EntityId) -> Option<EntityId> {
    let known = text.lexicons.entity(person);
    if known.also.is_empty() {
        return None;
    }
    let sentence = &text.sentences[text.now];
    let (start, end) = (sentence.first, sentence.last);
    let from = text.mentions.partition_point(|m| m.first < start);
    let past = text.mentions.partition_point(|m| m.first < end);
    let his = |m: &Mention| {
        m.entity().filter(|&e| m.kind == Type::Company && (known.owner == Some(e) || known.also.contains(&e)))
    };
    let here = text.mentions[from..past].iter().find_map(his);
    here.or_else(|| {
        let near = &text.mentions[from.saturating_sub(NAMED_REACH)..text.mentions.len().min(past + NAMED_REACH)];
        let times = |e: EntityId| near.iter().filter(|m| m.entity() == Some(e) && m.kind == Type::Company).count();
        // of two named as often the one named last before
        let all = known.owner.iter().chain(&known.also).copied().map(|e| (times(e), e)).filter(|&(times, _)| times > 0);
        let most = all.clone().map(|(times, _)| times).max()?;
        let mut firms = all.filter(|&(times, _)| times == most).map(|(_, e)| e);
        let first = firms.next()?;
        let last = || text.mentions[..from].iter().rev().take(NAMED_REACH).find_map(his);
        if firms.next().is_none() { Some(first) } else { last().or(Some(first)) }
    })
}

/// How many mentions away the firm may be that one who has several is told of by.
const NAMED_REACH: usize = 200;

/// Whether an item is what a share will be worth, which others say: «il prezzo obiettivo», «il target price».
pub(super) fn price_target(item: &Item) -> bool {
    matches!(&item.what, What::Noun(n) if n.class.has(WordClass::TARGET))
}
