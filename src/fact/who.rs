//! Who: the firm of which a fact is told, and the other party.
//!
//! The rules of [`company`], the first that answers wins:
//!
//! | rule | example | company |
//! | --- | --- | --- |
//! | `counts others` | «tre banche», «due fonti» | nobody: counted themselves |
//! | `rate of exchange`, `likeness` | «1 dollaro = 1,02 euro»; «quanto ne chiedono 350.000 case» | nobody |
//! | `respectively` | «CoreWeave e Oracle salgono rispettivamente del 5,3 e dell'1,1%» | the firm of the same rank |
//! | `beside` | «Amd +3%, Intel (-2%)», «Micron l'1,9%», «con Asml in progresso del 2%» | the firm right before the figure |
//! | `for whom` | «il 42% delle entrate di Micron e il 19% per Samsung» | the firm after «per», beside another figure |
//! | `ordinal` | «la prima ne ha 3.000, la seconda 500» | the firm of that rank in the list before |
//! | `opening doer` | «Da Meta 10 miliardi per i data center» | the firm that opens a heading |
//! | `buyer` | «l'acquisto di Arm da 40 miliardi» | after «da parte di», else the protagonist or the last subject |
//! | `amount_of` | «i ricavi di Tsmc, pari a 23 miliardi», «il 20% delle entrate di Nvidia» | the firm the amount hangs on |
//! | `dealer`, `agent` | «OpenAI comprerà il 10% di Amd»; «10.000 chip acquistati da Meta» | who deals in it, who does it |
//! | `permitted`, `made to` | «ha autorizzato Nvidia a vendere 100.000 chip»; «ha costretto Tsmc a chiudere due siti» | who may, who must |
//! | `relative` | «le 120.000 che Amd ha accumulato» | the subject of the figure's own relative clause |
//! | `bracketed` | «3,2 miliardi (+14%)» | that of the figure before the bracket |
//! | `given`, `its own` | «attribuisce a DeepSeek 10.000 H800»; «Nvidia dichiara per la sua B300 288 GB» | to whom; the subject |
//! | `person's firm` | «Altman ha raggiunto i 10 miliardi di ricavi» | the firm he works for |
//! | `amount of the …` | «Il titolo cede il 3%», «I ricavi salgono» | of the clause above, the topic, the protagonist, the last subject |
//! | `earned for the protagonist` | «I data center hanno generato 71 miliardi» | the firm the article is about |
//! | `segment of the …` | «Il cloud sale del 34%» | of the protagonist, else of the last subject |
//! | `story` | «Di questi, 51 miliardi …», «Questo rappresenta il 6%» | that of the figure before |
//! | `more of the last subject's` | «Le prime 90.000 arrivano ad aprile» | of whom the sentence before told |
//! | `maker` | «La produzione di Ascend 910C toccherà le 600mila unità» | who makes the chips |
//! | `goes to` | «più della metà finisce a Nvidia» | to whom it goes |
//! | `clause above`, `parent's amount` | «con una resa che arriva al 40%»; «il prezzo di Amd, portandolo a 185 dollari» | of whom the clause above tells |
//! | `subject`, `carried` | «DeepSeek possiede 10.000 GPU di Nvidia»; «Ne ha ordinati 16.000.» | the clause's subject; the last sentence's |
//! | `deed told of before` | «La mossa libererà 80.000 wafer» | whose deed it was |
//! | `hung` | «noleggio di chip di Nvidia a partire da 6 dollari» | a firm after «di» in the clause |
//! | `told again` | a title's «300.000 chip», told of Nvidia below | that of the same figure elsewhere (`mod.rs`) |

use super::parse::{Hang, Item, Parsed, Verb, What};
use super::reference::plural_article;
use super::subject::{Subject, dative, determiner, subject, topic};
use super::{Filler, Fillers, Story, Text};
use crate::lexicon::{Function, Mood, UnitKind, WordClass, WordRole};
use crate::mention::Type;
use smallvec::smallvec;

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

/// The firms joined with the one at item `at`: «ByteDance, Alibaba e Tencent».
pub(super) fn group(text: &Text<'_>, items: &[Item], at: usize, kinds: &[Type]) -> Fillers {
    let joined =
        |i: usize| matches!(items[i].what, What::Mark(',' | '/' | '&') | What::Function(Function::Conjunction));
    let mut first = at;
    loop {
        // «Oracle e il fondo MGX»
        let small = |i: &Item| {
            matches!(i.what, What::Function(Function::Article) | What::Word)
                || matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY | WordClass::CHIP))
        };
        let mut start = first;
        while start > 0 && first - start < 3 && small(&items[start - 1]) {
            start -= 1;
        }
        if start < 2 || !joined(start - 1) {
            break;
        }
        let first_of = start;
        let before = if joined(first_of - 2) && first_of >= 3 { first_of - 3 } else { first_of - 2 };
        // «Secondo Reuters, Dell e Supermicro …»: who says so is none of them
        let says = before > 0 && matches!(items[before - 1].what, What::Cue(c) if c.has(WordClass::ACCORDING));
        if says || firm(text, &items[before], kinds).is_none() {
            break;
        }
        first = before;
    }
    let mut out: Fillers = Fillers::new();
    let mut next = first;
    let mut closed = false;
    while let Some(filler) = items.get(next).and_then(|i| firm(text, i, kinds)) {
        if !out.iter().any(|f| f.entity == filler.entity) {
            out.push(filler);
        }
        let mut after = next + 1;
        let mut marks = 0;
        while items.get(after).is_some_and(|_| joined(after)) && marks < 2 {
            closed |= !matches!(items[after].what, What::Mark(','));
            after += 1;
            marks += 1;
        }
        // «per Gaudi 3, e Falcon Shores non arriverà»: a comma before «e» ends a list of one
        if marks == 2 && out.len() < 2 {
            break;
        }
        // «Meta e la cinese ByteDance», «Oracle e il fondo MGX»
        let limit = after + 3;
        while marks > 0
            && after < limit
            && items.get(after).is_some_and(|i| {
                matches!(i.what, What::Function(Function::Article) | What::Word)
                    || matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY | WordClass::CHIP))
            })
        {
            after += 1;
        }
        if marks == 0 {
            break;
        }
        next = after;
    }
    // Commas alone make no list: in «secondo Bloomberg, Oracle …» two roles meet.
    match firm(text, &items[at], kinds) {
        Some(one) if !closed || out.len() < 2 => smallvec![one],
        _ => out,
    }
}

/// What a slot of firms takes.
pub(super) const FIRMS: &[Type] = &[Type::Company];

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
    let items = &parsed.items;
    let clause = items[figure].clause;
    let free = |at: &usize| !taken.contains(at);
    // «altre due aziende cinesi», «tre banche», «due fonti»: counted themselves, told of nobody
    if counts_others(text, parsed, figure) {
        return (Fillers::new(), super::COUNTS_OTHERS);
    }
    if exchanged(text, parsed, figure) {
        return (Fillers::new(), "rate of exchange");
    }
    if likened(text, parsed, figure) {
        return (Fillers::new(), "likeness");
    }
    if let Some(one) = respectively(text, parsed, figure, FIRMS) {
        return (smallvec![one], "respectively");
    }
    if let Some(at) = beside(text, parsed, figure).filter(free) {
        return (group_before(text, items, at), "beside");
    }
    if let Some(at) = along(text, parsed, figure).filter(free) {
        return (group(text, items, at, FIRMS), "beside");
    }
    if let Some(at) = for_whom(text, parsed, figure).filter(free) {
        return (group(text, items, at, FIRMS), "for whom");
    }
    // «la prima avrà 24 GB»: chips have memory, firms have none
    let device =
        text.figure_of(&items[figure]).and_then(|f| f.unit).is_some_and(|u| text.lexicons.units[u as usize].device);
    let ranked = |kind| ordinal(text, parsed, figure, kind);
    if let Some(one) = ranked(Type::Company).filter(|_| !device || ranked(Type::Chip).is_none()) {
        return (smallvec![one], "ordinal");
    }
    if let Some(at) = opening_doer(text, parsed, clause).filter(free) {
        return (group(text, items, at, FIRMS), "opening doer");
    }
    if let Some(firms) = buyer(text, parsed, figure) {
        return (firms, "buyer");
    }
    if let Some(firms) = amount_of(text, parsed, figure, taken) {
        // «Il 53% di Altera è detenuto da Silver Lake»: of the one who holds it
        if let Some(holder) = agent(text, parsed, figure, taken).filter(|_| held(text, parsed, clause)) {
            return (holder, "agent");
        }
        // «OpenAI potrà comprare il 10% di Amd»: of the one who deals in it
        let dealer = deals(text, parsed, figure).then(|| {
            // «permette a OpenAI di comprarne il 10%», «porterà OpenAI a detenerne il 10%»
            let moved = permitted(text, parsed, figure, taken).or_else(|| made_to(text, parsed, figure, taken));
            moved.unwrap_or_else(|| subject(text, parsed, clause, taken, 0).firms)
        });
        return match dealer.filter(|d| !d.is_empty()) {
            Some(dealer) => (dealer, "dealer"),
            None => (firms, "amount_of"),
        };
    }
    // «contro le 72 Gpu di Nvidia»: what it is held against is its maker's
    if super::parallel::is_compared(parsed, figure)
        && text.figure_of(&items[figure]).is_some_and(|f| f.unit.is_none())
        && let Some([of, maker]) = items.get(figure + 2..figure + 4)
        && matches!(&items[figure + 1].what, What::Noun(n) if n.class.has(WordClass::CHIP))
        && matches!(of.what, What::Preposition("di"))
        && text.is_firm(maker)
    {
        return (group(text, items, figure + 3, FIRMS), "amount_of");
    }
    if let Some(firms) = permitted(text, parsed, figure, taken) {
        return (firms, "permitted");
    }
    if let Some(firms) = made_to(text, parsed, figure, taken) {
        return (firms, "made to");
    }
    if let Some(filler) = agent(text, parsed, figure, taken) {
        return (filler, "agent");
    }
    if let Some(relative) = relative_of(text, parsed, figure) {
        let doer = self::subject(text, parsed, relative, taken, 1);
        if doer.item.is_some_and(|s| s > figure) && !doer.firms.is_empty() {
            return (doer.firms, "relative");
        }
    }
    // «3,2 miliardi di dollari (+14%)»: of the figure before the bracket
    let bracket = parsed.clauses[clause].hang == Hang::Bracket && parsed.clauses[clause].verb.is_none();
    let dated = |i: &&Item| matches!(i.what, What::Mention(m) if text.mentions[m as usize].kind == Type::Date);
    let small = |i: &&Item| matches!(i.what, What::Preposition(_) | What::Function(Function::Article));
    if bracket
        && let Some(open) = parsed.clauses[clause].first()
        // «contro i 44 di un anno fa (+77%)»
        && let Some(before) = items[..open].iter().rev().find(|i| !dated(i) && !small(i))
        && text.figure_item(before)
    {
        return (story.company.clone(), "bracketed");
    }
    // «Un salto notevole rispetto ai 200.000 del 2025.»: held against what the sentence before told
    if verbless_comparison(text, parsed, figure, story) {
        return (story.company.clone(), "story");
    }
    let subject = subject(text, parsed, clause, taken, 0);
    // «SemiAnalysis attribuisce a DeepSeek 10.000 H800»: who says it is not who has them
    let foretold = says(parsed, figure) || foretells(parsed, clause);
    let looks_on = |f: &Filler| text.observes(f.entity) || foretold && text.judges(f.entity);
    // «il consenso Lseg indica ricavi per 13 miliardi»: whose forecast it is, not whose revenue
    let forecast = subject.item.is_some_and(
        |s| matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::SOURCE) && !n.class.has(WordClass::OWNED)),
    );
    // «Goldman Sachs ha ritoccato il prezzo obiettivo»: of the firm judged
    let judged = || {
        let near = figure.saturating_sub(8)..items.len().min(figure + 4);
        near.into_iter().any(|i| items[i].clause == clause && price_target(&items[i]))
    };
    let judges = !subject.firms.is_empty() && subject.firms.iter().all(|f| text.judges(f.entity)) && judged();
    let observer = judges || !subject.firms.is_empty() && (forecast && foretold || subject.firms.iter().all(looks_on));
    if says(parsed, figure) || observer && !judges && unrelated(parsed, figure) {
        let given = (0..figure).rev().take(8).find(|&i| {
            items[i].clause == clause
                && firm(text, &items[i], FIRMS).is_some_and(|f| !text.observes(f.entity))
                && matches!(text.governor(items, i), Some("a" | "per"))
        });
        if let Some(at) = given {
            return (group(text, items, at, FIRMS), "given");
        }
        // «Nvidia dichiara per la sua B300 288 GB», «ha indicato ricavi di 54 miliardi»: what is its own
        let measured = text.figure_of(&items[figure]).is_some_and(|f| f.unit.is_some());
        let reach = if measured { figure + 4 } else { figure };
        let own = (figure.saturating_sub(6)..items.len().min(reach)).any(|i| match &items[i].what {
            What::Function(Function::Possessive) => i < figure,
            What::Noun(n) => items[i].clause == clause && n.class.has(WordClass::OWNED),
            _ => false,
        });
        if own && !observer && !subject.firms.is_empty() {
            return (subject.firms, "its own");
        }
        if !(own && owned(text, parsed, figure, &subject)) {
            let unit = text.figure_of(&items[figure]).and_then(|f| f.unit);
            // «Kress ha indicato ricavi di 54 miliardi, con uno scarto del 2%»
            let works = subject.item.is_some_and(|s| works_for(text, &items[s]).is_some());
            let goes_on = parsed.figures_of(clause).any(|i| i < figure);
            return if story.unit == unit || goes_on && works {
                (story.company.clone(), "story")
            } else {
                (Fillers::new(), "said")
            };
        }
    }
    // «Kress ha indicato ricavi di 54 miliardi, con uno scarto del 2%»
    // «Goldman Sachs prevede ricavi per 312 miliardi»: whose they are, others tell
    let subject = if observer { Subject::default() } else { subject };
    // «Quanto ad Amd, gli analisti di Goldman confermano il giudizio: il prezzo obiettivo passa a 175 dollari»
    let judged = subject.firms.iter().all(|f| text.judges(f.entity));
    if let Some(topic) = topic(text, parsed, 0).filter(|_| judged && text.has_role(items[0].first, WordRole::AsFor)) {
        return (group(text, items, topic, FIRMS), "amount of the topic");
    }
    let person = subject.item.is_some_and(|s| works_for(text, &items[s]).is_some());
    if person && parsed.figures_of(clause).any(|i| i < figure) {
        return (story.company.clone(), "story");
    }
    let unit = |i: usize| text.figure_of(&items[i]).and_then(|f| f.unit);
    // «il blocco è costato 2 miliardi e potrebbe costare altri 8»: of whom the figure before tells
    if subject.firms.is_empty()
        && parsed.clauses[clause].hang == Hang::Coordinate
        && subject.item.is_some_and(|s| items[s].clause != clause)
        && parsed.figures.iter().any(|&i| i < figure && items[i].clause != clause && unit(i) == unit(figure))
        && story.unit == unit(figure)
        && !story.company.is_empty()
    {
        return (story.company.clone(), "story");
    }
    // «Altman ha raggiunto i 10 miliardi di ricavi»: of the firm he works for
    if let Some(firm) = subject.item.and_then(|s| works_for(text, &items[s])).filter(|_| owns(parsed, figure)) {
        return (smallvec![firm], "person's firm");
    }
    // «La produzione di Ascend 910C toccherà le 600mila unità»: of who makes them
    if subject.firms.is_empty()
        && let Some(maker) = subject.item.and_then(|s| made_by(text, items, s))
    {
        return (smallvec![maker], "maker");
    }
    if subject.firms.is_empty() && owned(text, parsed, figure, &subject) {
        let parent = parsed.clauses[clause]
            .parent
            .map(|p| self::subject(text, parsed, p, taken, 0))
            // «La banca prevede che le consegne …»: whose they are, it does not say
            .filter(|s| !s.firms.is_empty() && !s.firms.iter().all(|f| text.judges(f.entity)));
        if let Some(parent) = parent {
            return (parent.firms, "amount of the clause above");
        }
        if let Some(topic) = topic(text, parsed, 0) {
            return (group(text, items, topic, FIRMS), "amount of the topic");
        }
        if let Some(firm) = text.protagonist {
            return (smallvec![firm], "amount of the protagonist");
        }
        // «L'utile è cresciuto del 5%.», «Il piano prevede tre edifici.»: of whom the sentence before told
        let plan = |s: usize| matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::PLAN));
        if results(text, parsed, figure, &subject) || subject.item.is_some_and(plan) {
            return (text.subject.clone(), "amount of the last subject");
        }
        return (Fillers::new(), "nobody's amount");
    }
    // «Nvidia fattura il 18% a Singapore, ma le spedizioni valgono il 2%»
    let amount = |s: usize| {
        matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::AMOUNT) && n.relation.is_some())
            && determiner(items, s) == Some(Function::Article)
            && items[s].clause == clause
            && !matches!(items.get(s + 1).map(|i| &i.what), Some(What::Preposition("di")))
    };
    if subject.firms.is_empty()
        && subject.item.is_some_and(amount)
        && matches!(parsed.clauses[clause].hang, Hang::Coordinate | Hang::Subordinate)
        && let Some(above) = parsed.clauses[clause].parent
    {
        let above = self::subject(text, parsed, above, taken, 0);
        if !above.firms.is_empty() {
            return (above.firms, "amount of the clause above");
        }
    }
    let unit_here = text.figure_of(&items[figure]).and_then(|f| f.unit);
    // «Gli analisti si aspettavano 76,9 miliardi.»: of what the sentence before told
    let others = subject.item.is_some_and(|s| {
        matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::SPEAKER | WordClass::SOURCE) && !n.class.has(WordClass::OWNED))
    });
    let awaits = foretells(parsed, clause) || of_them(text, parsed, figure);
    if others && subject.firms.is_empty() && awaits && unit_here.is_some() && story.unit.is_some() {
        return (story.company.clone(), "story");
    }
    // «I data center hanno generato 71 miliardi», «i Blackwell hanno portato ricavi per 27»: a part or a make of the protagonist earns it
    if subject.firms.is_empty()
        && let Some(firm) = text.protagonist.filter(|p| earned_for(text, parsed, figure, &subject, *p))
    {
        return (smallvec![firm], "earned for the protagonist");
    }
    // «Il software cede il 3%»: a part of the protagonist's business
    if subject.firms.is_empty() && segment(text, parsed, figure, &subject) {
        if let Some(firm) = text.protagonist {
            return (smallvec![firm], "segment of the protagonist");
        }
        if let Some(firm) = text.last_subject() {
            return (smallvec![firm], "segment of the last subject");
        }
    }
    // «Questo rappresenta un aumento del 6%», «che segna una crescita del 69%» after a figure: what the figure before tells of
    if subject.firms.is_empty() && stands_for_figure(text, parsed, figure, &subject) {
        return (story.company.clone(), "story");
    }
    // «a Huawei andrebbe meno del 5%», «più della metà finisce a Nvidia», «un quinto dei quali destinato a G42»
    if let Some(firms) = goes_to(text, parsed, figure, &subject, taken) {
        return (firms, "goes to");
    }
    // «Di questi, 51 miliardi vengono dal calcolo»
    let unit_told = text.figure_of(&items[figure]).and_then(|f| f.unit);
    if subject.firms.is_empty() && of_these(text, parsed, figure) && story.unit == unit_told {
        return (story.company.clone(), "story");
    }
    // «ne sarebbero stati versati 2,2»: of what the figure before tells of
    let firms_here = || items.iter().any(|i| i.clause == clause && text.is_firm(i));
    if subject.firms.is_empty()
        && of_them(text, parsed, figure)
        && !firms_here()
        && story.unit == text.figure_of(&items[figure]).and_then(|f| f.unit)
    {
        return (story.company.clone(), "story");
    }
    // «con una resa che si aggira sul 40%»: of whom the clause above tells
    if subject.firms.is_empty()
        && let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang
        && let Some(above) = parsed.clauses[clause].parent
        && (matches!(&items[antecedent].what, What::Noun(n) if n.class.has(WordClass::AMOUNT | WordClass::CHIP | WordClass::SITE))
            || own_make(text, parsed, antecedent, above, taken))
    {
        let by = (0..antecedent).find(|&i| {
            items[i].clause == above
                && text.is_firm(&items[i])
                && text.governor(items, i) == Some("da")
                && !taken.contains(&i)
        });
        let firms =
            by.map_or_else(|| self::subject(text, parsed, above, taken, 0).firms, |i| group(text, items, i, FIRMS));
        if !firms.is_empty() {
            return (firms, "clause above");
        }
    }
    // «104.000 andranno in Texas, …»: the figure is the subject; it goes on from the figure before it
    if subject.firms.is_empty() && subject.item == Some(figure) {
        let unit = text.figure_of(&items[figure]).and_then(|f| f.unit);
        // or from the sentence before: «3.000 arrivano domani»
        let bare = figure == 0 && matches!(items.get(1).map(|i| &i.what), Some(What::Verb(_)));
        let earlier = bare || parsed.figure_before(figure).is_some();
        if earlier && story.unit == unit {
            return (story.company.clone(), "story");
        }
        // «A Magdeburgo spenderemo 30 miliardi; a Breslavia 4,6 miliardi di dollari»: the verb is understood
        let this = &parsed.clauses[clause];
        if let Some(above) = this.parent.filter(|_| this.verb.is_none() && this.hang == Hang::Coordinate) {
            let above = self::subject(text, parsed, above, taken, 0);
            if !above.firms.is_empty() {
                return (above.firms, "clause above");
            }
        }
        // «Le prime 90.000 saranno disponibili da aprile», «Altri 500 megawatt …»: of whom the sentence before told
        let more = figure < 3 && items[..figure].iter().any(|i| text.has_role(i.first, WordRole::Prenominal));
        if more && text.subject.len() == 1 {
            return (text.subject.clone(), "more of the last subject's");
        }
    }
    // «AMD avverte che la stretta potrebbe costarle 800 milioni», «le bastano 6 milioni»: of whom the clause above tells
    if subject.firms.is_empty() && dative(text, parsed, clause) {
        let above = parsed.clauses[clause].parent.map(|p| self::subject(text, parsed, p, taken, 0));
        let firms = above.map(|s| s.firms).filter(|f| !f.is_empty()).unwrap_or_else(|| text.subject.clone());
        if !firms.is_empty() {
            return (firms, "given");
        }
    }
    // «A Nvidia la H20 è costata 4,5 miliardi», «potrebbero valere per AMD 12 miliardi», «ha promesso a Intel 7,86 miliardi»
    if subject.some && subject.firms.is_empty() && !traded(text, parsed, figure) {
        let given = parsed.names.iter().copied().find(|&i| {
            items[i].clause == clause
                && i.abs_diff(figure) < 12
                && !items[(figure + 1).min(i)..i].iter().any(|between| i > figure && text.figure_item(between))
                && !taken.contains(&i)
                // «ha annunciato a Cnbc»: to whom it is said
                && firm(text, &items[i], FIRMS).is_some_and(|f| !text.observes(f.entity))
                && matches!(text.governor(items, i), Some("a" | "per"))
        });
        if let Some(at) = given {
            return (group(text, items, at, FIRMS), "given");
        }
    }
    // «hanno alzato il prezzo obiettivo di Amd, portandolo a 185 dollari»: what the parent's amount hangs on
    if subject.firms.is_empty()
        && parsed.clauses[clause].hang == Hang::Gerund
        && let Some(first) = parsed.clauses[clause].first()
        && let Some(parent) = parsed.clauses[clause].parent
        && let Some(firm) = (0..first)
            .rev()
            .take(8)
            .find(|&i| items[i].clause == parent && firm(text, &items[i], FIRMS).is_some() && !taken.contains(&i))
    {
        return (group(text, items, firm, FIRMS), "parent's amount");
    }
    if !subject.firms.is_empty() {
        return (subject.firms, if subject.carried { "carried" } else { "subject" });
    }
    if let Some(firms) = whose_deed(text, parsed, clause, &subject, taken, story) {
        return (firms, "deed told of before");
    }
    // «afferma che la stretta ridurrà il suo fatturato di 15 miliardi»: of whom the clause above tells
    let theirs = |i: usize| {
        items[i].clause == clause
            && matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::OWNED))
            && determiner(items, i) == Some(Function::Possessive)
    };
    if subject.some && (figure.saturating_sub(4)..figure).any(theirs) {
        let above = parsed.clauses[clause].parent.map(|p| self::subject(text, parsed, p, taken, 0).firms);
        let firms = above.filter(|f| !f.is_empty()).unwrap_or_else(|| text.subject.clone());
        if !firms.is_empty() {
            return (firms, "its own");
        }
    }
    if subject.some {
        return (Fillers::new(), "other subject");
    }
    // «un portafoglio da 523 miliardi, cresciuto del 438%»: what moved was told right before
    if moved_since(text, parsed, figure) && !story.company.is_empty() {
        return (story.company.clone(), "story");
    }
    // no subject at all: a firm the clause's nouns hang on; the maker of the chips counted is not whose they are
    let hung = |at: usize| {
        items[at].clause == clause
            && !taken.contains(&at)
            && firm(text, &items[at], FIRMS).is_some_and(|f| !looks_on(&f))
            && !matches!(text.governor(items, at), Some("a" | "con" | "contro" | "in"))
            && !(at > figure && (makes(text, items, at) || text.governor(items, at) == Some("da")))
            // «Lisa Su, presidente di Amd»: says who she is
            && !(at > 1 && matches!(&items[at - 2].what, What::Noun(n) if n.class.has(WordClass::SPEAKER)))
    };
    match parsed.names.iter().copied().find(|&at| hung(at)) {
        Some(at) => (group(text, items, at, FIRMS), "hung"),
        None => (Fillers::new(), "none"),
    }
}

/// Who makes the chips whose making or delivery the noun at item `at` is: «la produzione di Ascend», «le consegne di Rubin».
fn made_by(text: &Text<'_>, items: &[Item], at: usize) -> Option<Filler> {
    let known = &text.relations;
    let made = matches!(&items[at].what, What::Noun(n) if n.relation.is_some_and(|r| [known.produce, known.deliver].contains(&r)));
    let of = matches!(items.get(at + 1)?.what, What::Preposition("di"));
    let What::Mention(m) = items.get(at + 2)?.what else { return None };
    let mention = &text.mentions[m as usize];
    let maker = text.lexicons.entity(mention.entity()?).owner.filter(|_| made && of && mention.kind == Type::Chip)?;
    Some(Filler { entity: maker, span: mention.span })
}

/// How many items before a sum the noun of what it buys may stand.
const BOUGHT_REACH: usize = 12;

/// Who buys the firm that «l'acquisto di Arm da 40 miliardi» is about: the one after «da parte di», else the protagonist or the last subject.
fn buyer(text: &Text<'_>, parsed: &Parsed, figure: usize) -> Option<Fillers> {
    let items = &parsed.items;
    let known = &text.relations;
    let clause = items[figure].clause;
    if text.figure_of(&items[figure])?.unit_kind(text.lexicons) != Some(UnitKind::Money) {
        return None;
    }
    let buys = |i: usize| matches!(&items[i].what, What::Noun(n) if n.relation.is_some_and(|r| [known.buy, known.acquire].contains(&r)));
    let near = figure.saturating_sub(BOUGHT_REACH)..figure;
    let noun =
        near.rev().take_while(|&i| !text.figure_item(&items[i])).find(|&i| buys(i) && items[i].clause == clause)?;
    let of = matches!(items.get(noun + 1)?.what, What::Preposition("di"));
    let bought = (noun + 2..noun + 4).find_map(|i| firm(text, items.get(i)?, FIRMS)).filter(|_| of)?;
    // «da parte di Nvidia»
    let by = (noun + 3..figure).find(|&i| text.is_firm(&items[i]) && text.has_role(items[i - 2].first, WordRole::Doer));
    if let Some(by) = by {
        return Some(group(text, items, by, FIRMS));
    }
    let another = |f: &Filler| f.entity != bought.entity;
    let buyer = text.protagonist.filter(another).or_else(|| text.last_subject().filter(another))?;
    Some(smallvec![buyer])
}

/// Whether an item is what a share will be worth, which others say: «il prezzo obiettivo», «il target price».
pub(super) fn price_target(item: &Item) -> bool {
    matches!(&item.what, What::Noun(n) if n.class.has(WordClass::TARGET))
}

/// Whether the figure tells how the one before it has moved: «da 523 miliardi, cresciuto del 438%».
fn moved_since(text: &Text<'_>, parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    let moves = |i: usize| matches!(&items[i].what, What::Verb(v) if v.mood == Mood::Participle && v.class.has(WordClass::UP | WordClass::DOWN));
    let Some(participle) = (figure.saturating_sub(3)..figure).find(|&i| moves(i)) else { return false };
    participle >= 2
        && matches!(items[participle - 1].what, What::Mark(','))
        && text.figure_item(&items[participle - 2])
        && items[participle - 2].clause == items[figure].clause
}

/// Whose the deed or site is that is the subject of the clause and was told of before: «La mossa libererà 80.000 wafer», «L'impianto
/// costerà 3 miliardi». The only firm its sentence named so far, the last subject's, that of the last figure, the only one the last
/// sentence named, or the protagonist's. Many («i data center») are anybody's.
fn whose_deed(
    text: &Text<'_>,
    parsed: &Parsed,
    clause: usize,
    subject: &Subject,
    taken: &[usize],
    story: &Story,
) -> Option<Fillers> {
    let items = &parsed.items;
    let at = subject.item?;
    let deed = matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::DEED | WordClass::SITE));
    let known = matches!(determiner(items, at), Some(Function::Article | Function::Demonstrative));
    let shares = items[at].clause == clause || matches!(parsed.clauses[clause].hang, Hang::Coordinate | Hang::Gerund);
    if !(deed && known && shares) || plural_article(text, &items[..at]) {
        return None;
    }
    // «L'intesa tra Bruxelles e Washington», «il centro inaugurato a Gedda», «il supercomputer Leonardo»: another, told of here first
    let end = parsed.clauses[items[at].clause].verb.filter(|&v| v > at).unwrap_or(at + 1);
    let says_which = |i: &Item| match &i.what {
        What::Mention(m) => !matches!(text.mentions[*m as usize].kind, Type::Date | Type::Figure),
        What::Word => text.unknown_name(i.first),
        What::Verb(v) => v.mood == Mood::Participle,
        _ => false,
    };
    if items[at + 1..end].iter().any(says_which) {
        return None;
    }
    // «La struttura ospiterà 40.000 GB300 di Nvidia»: not their maker
    let deals = |f: &Filler| {
        let named = |i: usize| firm(text, &items[i], FIRMS).is_some_and(|n| n.entity == f.entity);
        parsed.names.iter().any(|&i| i > at && named(i) && makes(text, items, i))
    };
    let here = parsed.names.iter().filter(|&&i| i < at && !taken.contains(&i));
    let mut here = here.filter_map(|&i| firm(text, &items[i], FIRMS));
    if let Some(first) = here.next() {
        return here.all(|f| f.entity == first.entity).then(|| smallvec![first]);
    }
    let told = [&text.subject, &story.company].into_iter().find(|f| !f.is_empty());
    let only = || Some(&text.firms).filter(|f| f.len() == 1);
    let firms = told.or_else(only).cloned();
    firms.or_else(|| text.protagonist.map(|p| smallvec![p])).filter(|firms: &Fillers| !firms.iter().any(deals))
}

/// Whether the subject earns the figure for the firm: a site of its own, or chips of its make.
fn earned_for(text: &Text<'_>, parsed: &Parsed, figure: usize, subject: &Subject, firm: Filler) -> bool {
    let items = &parsed.items;
    let money = text.figure_of(&items[figure]).and_then(|f| f.unit_kind(text.lexicons)) == Some(UnitKind::Money);
    let clause = items[figure].clause;
    let earns = parsed.clauses[clause].verb.is_some_and(|v| match &items[v].what {
        What::Verb(verb) => v < figure && verb.relation == Some(text.relations.earn),
        _ => false,
    }) || items[..figure].iter().rev().take(3).any(|i| text.is_result(i));
    let made = |item: &Item| match item.what {
        What::Mention(m) => {
            let mention = &text.mentions[m as usize];
            let maker = mention.entity().and_then(|e| text.lexicons.entity(e).owner);
            mention.kind == Type::Chip && maker == Some(firm.entity)
        }
        _ => false,
    };
    let thing = |s: usize| items[s].clause == clause && determiner(items, s) == Some(Function::Article);
    let part = subject.item.is_some_and(|s| match &items[s].what {
        // «Le reti hanno fruttato 31 miliardi»
        What::Word => thing(s) && text.tokens[items[s].first].is_word() && !text.tokens[items[s].first].capital(),
        What::Noun(n) if n.class.has(WordClass::CHIP) => items.get(s + 1).is_some_and(made),
        What::Noun(n) => n.class.has(WordClass::SITE) && items[s].clause == clause,
        _ => made(&items[s]),
    });
    // «Dai data center sono arrivati 41 miliardi»
    let from = || {
        let reach = parsed.clauses[clause].reach.start..figure;
        let by =
            reach.into_iter().find(|&i| items[i].clause == clause && matches!(items[i].what, What::Preposition("da")));
        let part =
            |i: usize| matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::SITE | WordClass::OWNED));
        by.is_some_and(|b| b + 1 < figure && (part(b + 1) || part(b + 2)))
    };
    money && (earns && part || subject.item == Some(figure) && from())
}

/// Whether a part of a firm's business («il cloud», «il gaming») is what earns the sum or moves by the share.
fn segment(text: &Text<'_>, parsed: &Parsed, figure: usize, subject: &Subject) -> bool {
    let items = &parsed.items;
    let known = &text.relations;
    let kind = text.figure_of(&items[figure]).and_then(|f| f.unit_kind(text.lexicons));
    let amount = kind.is_none_or(|k| matches!(k, UnitKind::Money | UnitKind::Percent | UnitKind::Multiple));
    let clause = items[figure].clause;
    let fits = parsed.clauses[clause].verb.is_none_or(|v| match &items[v].what {
        What::Verb(verb) => verb
            .relation
            .is_none_or(|r| [known.earn, known.grow, known.fall, known.lose, known.worth, known.sell].contains(&r)),
        _ => false,
    });
    let part = |s: usize| {
        text.has_role(items[s].first, WordRole::Segment)
            && determiner(items, s) == Some(Function::Article)
            // «il cloud di Amazon», «i servizi pubblici»
            && matches!(items.get(s + 1).map(|i| &i.what), Some(What::Verb(_) | What::Mark(_) | What::Function(_)) | None)
    };
    let here = |i: &usize| items[*i].clause == clause && text.is_firm(&items[*i]);
    amount && fits && subject.item.is_some_and(part) && !parsed.names.iter().any(here)
}

/// Whose a heading without a verb says its figures are: «Da Meta 10 miliardi per i data center», «Cina: da Baidu ordini per 3 miliardi».
fn opening_doer(text: &Text<'_>, parsed: &Parsed, clause: usize) -> Option<usize> {
    let items = &parsed.items;
    let colon = items.iter().take(3).position(|i| matches!(i.what, What::Mark(':')));
    let by = colon.map_or(0, |c| c + 1);
    let opens = clause == 0
        && parsed.clauses[0].verb.is_none()
        && matches!(items.get(by).map(|i| &i.what), Some(What::Preposition("da")));
    (opens && text.is_firm(items.get(by + 1)?)).then_some(by + 1)
}

/// How many items before a sum the word «cambio» may stand.
const EXCHANGE_REACH: usize = 8;

/// Whether a sum only tells what money is worth: «1 dollaro = 1,02 euro», «al cambio di 1.000 won per 0,70 euro».
fn exchanged(text: &Text<'_>, parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    let money = |i: usize| {
        items.get(i).and_then(|i| text.figure_of(i)).and_then(|f| f.unit_kind(text.lexicons)) == Some(UnitKind::Money)
    };
    let equal = |i: usize| items.get(i).is_some_and(|i| matches!(i.what, What::Mark('=')));
    let before = equal(figure + 1) && money(figure + 2);
    let after = figure > 1 && equal(figure - 1) && money(figure - 2);
    let named = || {
        let mut near = items[..figure].iter().rev().take(EXCHANGE_REACH);
        parsed.figures_of(items[figure].clause).filter(|&i| money(i)).count() > 1
            && near.any(|i| text.has_role(i.first, WordRole::Exchange))
    };
    money(figure) && (before || after || named())
}

/// Whether the figure counts what an amount is only likened to: «un gigawatt, quanto ne chiedono 350.000 abitazioni».
fn likened(text: &Text<'_>, parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    let counted = text.figure_of(&items[figure]).is_some_and(|f| f.unit.is_none());
    let mut before = (1..figure).rev().take(LIKENED_REACH).take_while(|&i| !text.figure_item(&items[i]));
    let comma = |i: usize| matches!(items[i - 1].what, What::Mark(','));
    counted && before.any(|i| comma(i) && text.folded(items[i].first).starts_with("quant"))
}

/// How many items after «quanto» what is likened may stand.
const LIKENED_REACH: usize = 6;

/// Whether the figure is the first of a sentence without a verb, and compared, by its words, with the last one of its unit.
fn verbless_comparison(text: &Text<'_>, parsed: &Parsed, figure: usize, story: &Story) -> bool {
    let items = &parsed.items;
    parsed.clauses[0].verb.is_none_or(|v| v > figure)
        && items[figure].clause == 0
        && (super::parallel::is_compared(parsed, figure) || leaps_from(parsed, figure))
        && parsed.figure_before(figure).is_none()
        && !items[..figure].iter().any(|i| text.is_firm(i))
        && story.unit == text.figure_of(&items[figure]).and_then(|f| f.unit)
}

/// Whether a noun of growth or fall and «da» stand before the figure: «Un bel balzo dai 200.000 del 2025».
fn leaps_from(parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    let from = figure.checked_sub(2).filter(|&f| matches!(items[f + 1].what, What::Preposition("da")));
    from.is_some_and(|f| matches!(&items[f].what, What::Noun(n) if n.class.has(WordClass::UP | WordClass::DOWN)))
}

/// Whether item `at` is a chip of the make of the firm the clause is told of: «Huawei ha mostrato l'Ascend 950, che ha 128 GB».
fn own_make(text: &Text<'_>, parsed: &Parsed, at: usize, clause: usize, taken: &[usize]) -> bool {
    let What::Mention(m) = parsed.items[at].what else { return false };
    let maker = text.mentions[m as usize].entity().and_then(|chip| text.lexicons.entity(chip).owner);
    let chip = text.mentions[m as usize].kind == Type::Chip;
    chip && matches!(subject(text, parsed, clause, taken, 0).firms.as_slice(), [one] if Some(one.entity) == maker)
}

/// Whether the firm at item `at` is named as the maker of chips beside it: «GPU Nvidia H100», «chip H20 di Nvidia».
pub(super) fn makes(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let chip = |i: &Item| match &i.what {
        What::Noun(n) => n.class.has(WordClass::CHIP),
        What::Mention(m) => text.mentions[*m as usize].kind == Type::Chip,
        _ => false,
    };
    let small = |i: &&Item| !matches!(i.what, What::Preposition("di") | What::Function(Function::Article) | What::Word);
    // «48 server Supermicro»
    let counted =
        at > 1 && matches!(items[at - 1].what, What::Noun(_) | What::Word) && text.figure_item(&items[at - 2]);
    counted || items.get(at + 1).is_some_and(chip) || items[..at].iter().rev().take(4).find(small).is_some_and(chip)
}

/// Whether a count's head noun is a firm, a speaker or a source, or people that are no firm's staff.
pub(super) fn counts_others(text: &Text<'_>, parsed: &Parsed, figure: usize) -> bool {
    let plain = text.figure_of(&parsed.items[figure]).is_some_and(|f| f.unit.is_none());
    // «due fonti vicine a Intel» is one expression
    if plain && matches!(parsed.items.get(figure + 1).map(|i| &i.what), Some(What::Cue(c)) if c.has(WordClass::HEARSAY))
    {
        return true;
    }
    let mut head = parsed.items[figure + 1..].iter().take(2).filter_map(|i| match &i.what {
        What::Noun(noun) => Some(noun.class),
        _ => None,
    });
    let clause = parsed.items[figure].clause;
    let employs = || {
        parsed.items[parsed.clauses[clause].reach.clone()].iter().any(|i| {
            i.clause == clause
                && match &i.what {
                    What::Verb(v) => v.relation == Some(text.relations.employ),
                    What::Noun(n) | What::Phrase(n) => n.relation == Some(text.relations.employ),
                    _ => false,
                }
        })
    };
    // «impiega oltre 44.000 persone»
    let uses = |i: usize| matches!(&parsed.items[i].what, What::Verb(v) if v.relation == Some(text.relations.r#use));
    let employs = || employs() || (figure.saturating_sub(3)..figure).any(uses);
    plain
        && head.next().is_some_and(|c| {
            let staff = || c.has(WordClass::PEOPLE) && (c.has(WordClass::OWNED) || employs());
            c.has(WordClass::COMPANY | WordClass::SPEAKER | WordClass::PEOPLE) && !staff()
        })
}

/// How many items before a colon the noun may stand whose amount follows it.
const HEAD_REACH: usize = 4;

/// Whether the figure is an amount that is always some firm's («il titolo ha ceduto il 13%», «i dipendenti sono 5.000»), told here
/// without the firm's name: as the subject, or as the noun the figure hangs on.
fn owned(text: &Text<'_>, parsed: &Parsed, figure: usize, subject: &Subject) -> bool {
    let items = &parsed.items;
    let clause = items[figure].clause;
    let owned = |i: usize| matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::OWNED));
    // «Kress ha indicato ricavi di 54 miliardi», «il consensus si aspetta un utile di 3»: others tell the firm's amounts
    let person = subject.item.is_some_and(|s| match &items[s].what {
        What::Mention(m) => text.mentions[*m as usize].kind == Type::Person,
        What::Noun(n) => n.class.has(WordClass::SOURCE | WordClass::SPEAKER) && !n.class.has(WordClass::OWNED),
        _ => false,
    });
    // «hanno pesato per il 23% del fatturato»
    let of_owned = matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Preposition("di")))
        && items.get(figure + 2).is_some_and(|i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::OWNED)));
    if of_owned && (!subject.some || parsed.clauses[clause].verb.is_none()) {
        return true;
    }
    // «Il traino rimane il segmento Data Center: 62,3 miliardi»
    let colon = figure.checked_sub(1).filter(|&c| matches!(items[c].what, What::Mark(':')));
    let headed = |c: usize| {
        items[..c]
            .iter()
            .rev()
            .take(HEAD_REACH)
            .take_while(|i| !matches!(i.what, What::Verb(_)))
            .any(|i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::OWNED)))
    };
    if colon.is_some_and(headed) {
        return true;
    }
    // «l'utile, 2,10 dollari per azione, …»
    let apposed = figure >= 3
        && matches!(items[figure - 1].what, What::Mark(','))
        && owned(figure - 2)
        && determiner(items, figure - 2) == Some(Function::Article)
        && matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Mark(_)));
    if apposed {
        return true;
    }
    if let Some(s) = subject.item.filter(|&s| !person && matches!(items[s].what, What::Noun(_) | What::Word)) {
        return owned(s)
            || ((s + 1)..items.len().min(s + 3))
                .any(|i| items[i].clause == clause && owned(i) && text.governor(items, i).is_none());
    }
    (!subject.some || person)
        && (figure.saturating_sub(4)..items.len().min(figure + 4)).any(|i| items[i].clause == clause && owned(i))
}

/// Whether the subject is a pronoun or figure that stands for the amount told before: «Questo», «la cifra», «, che».
fn stands_for_figure(text: &Text<'_>, parsed: &Parsed, figure: usize, subject: &Subject) -> bool {
    let items = &parsed.items;
    let earlier = parsed.figure_before(figure);
    if let Some(s) = subject.item {
        // «Il totale è di 216 miliardi»
        let total = matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::TOTAL));
        // «L'aumento rispetto al 2024 è stato del 56%»
        let move_ = total || matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::UP | WordClass::DOWN));
        let hung = || matches!(items.get(s + 1).map(|i| &i.what), Some(What::Preposition("di" | "in" | "a")));
        if move_ && determiner(items, s) == Some(Function::Article) && !hung() {
            return true;
        }
        // «la stessa forchetta era di 38 miliardi», «questo aumento vale 3 punti»
        let same = determiner(items, s) == Some(Function::Demonstrative)
            && matches!(items[s].what, What::Noun(_) | What::Word);
        // «Tre banche hanno alzato …»: counted themselves
        let counts =
            matches!(items.get(s + 1).map(|i| &i.what), Some(What::Noun(n)) if n.class.has(WordClass::COMPANY));
        // «il 33% delle vendite; la percentuale scenderà al 20%»
        let unit = |i: usize| text.figure_of(&items[i]).and_then(|f| f.unit);
        let share = matches!(&items[s].what, What::Noun(n) if n.relation == Some(text.relations.share))
            && !matches!(items.get(s + 1).map(|i| &i.what), Some(What::Preposition(_)))
            && determiner(items, s) == Some(Function::Article)
            && earlier.is_some_and(|e| e < s && unit(e) == unit(figure));
        return same || share || text.figure_item(&items[s]) && earlier == Some(s) && !counts;
    }
    let clause = items[figure].clause;
    let verb = parsed.clauses[clause].verb.filter(|&v| v < figure);
    verb.and_then(|v| v.checked_sub(1)).is_some_and(|before| {
        items[before].clause == clause && matches!(items[before].what, What::Function(Function::Demonstrative))
    })
}

/// Whether the nearest verb or noun before the figure deals or trades: there «a» names the other party («ha ordinato a Tsmc»).
fn traded(text: &Text<'_>, parsed: &Parsed, figure: usize) -> bool {
    let relation = parsed.telling_before(figure).find_map(|i| match &parsed.items[i].what {
        What::Verb(v) => Some(v.relation),
        What::Noun(n) if n.relation.is_some() => Some(n.relation),
        _ => None,
    });
    relation.flatten().is_some_and(|r| text.relations.trades(r))
}

/// Whom a part goes to, where the figure is the subject: the firm after «a» in its clause.
fn goes_to(text: &Text<'_>, parsed: &Parsed, figure: usize, subject: &Subject, taken: &[usize]) -> Option<Fillers> {
    let items = &parsed.items;
    let clause = items[figure].clause;
    let of_which = matches!(items.get(figure + 2).map(|i| &i.what), Some(What::Function(Function::Relative)));
    if !of_which && traded(text, parsed, figure) {
        return None;
    }
    let alone = parsed.clauses[clause].verb.is_some_and(|v| {
        v > figure || !(v + 1..figure).any(|i| text.nominal(&items[i]) && text.governor(items, i).is_none())
    });
    // «Amd ha il 7%; a Huawei andrebbe il 5%»: the subject of the clause before is not this one's
    let inherited = subject.item.is_some_and(|s| items[s].clause != clause);
    let nobody = (subject.firms.is_empty() || subject.carried) && subject.item.is_none_or(|s| s == figure);
    if !(of_which || inherited || nobody) {
        return None;
    }
    let to = |i: usize| {
        firm(text, &items[i], FIRMS).is_some() && !taken.contains(&i) && text.governor(items, i) == Some("a")
    };
    let verb = parsed.clauses[clause].verb.unwrap_or(0);
    let to = match of_which {
        true => (figure + 3..items.len().min(figure + 9)).find(|&i| to(i)),
        // «a ByteDance toccherebbe la fetta più grande, 180.000 H200»
        false => {
            let free = alone && !subject.carried && !inherited;
            // past another figure it is that one's
            let end = parsed.figure_after(figure).unwrap_or(items.len());
            (0..end).find(|&i| items[i].clause == clause && to(i) && (free || i < verb))
        }
    };
    to.map(|i| group(text, items, i, FIRMS))
}

/// Whether «ne» before the figure's verb takes up what was counted, and no noun after it counts anew.
pub(super) fn of_them(text: &Text<'_>, parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    let clause = items[figure].clause;
    let ne = items[..figure].iter().rev().take(6).any(|i| {
        i.clause == clause
            && matches!(i.what, What::Function(Function::Clitic))
            && text.has_role(i.first, WordRole::OfIt)
    });
    ne && !matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Noun(_) | What::Word | What::Preposition("di")))
}

/// Whether the figure is a part of those told before: «Di questi, 51 miliardi vengono dal calcolo».
fn of_these(text: &Text<'_>, parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    let of = items[0..figure.min(2)].iter().position(|i| matches!(i.what, What::Preposition("di" | "tra" | "fra")));
    of.is_some_and(|o| {
        items.get(o + 1).is_some_and(|i| {
            matches!(i.what, What::Function(Function::Demonstrative | Function::Pronoun))
                && text.folded(i.first).starts_with("quest")
        })
    })
}

/// Whether the verb before the figure deals in what it measures a part of: «ha venduto il 51% di».
fn deals(text: &Text<'_>, parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    let clause = items[figure].clause;
    let known = &text.relations;
    let part = text.figure_of(&items[figure]).and_then(|f| f.unit_kind(text.lexicons)) == Some(UnitKind::Percent);
    part && (parsed.clauses[clause].reach.start..figure).rev().filter(|&i| items[i].clause == clause).find_map(|i| {
        match &items[i].what {
            What::Verb(v) => Some(!v.passive && v.relation.is_some_and(|r| known.deals(r))),
            _ => None,
        }
    }) == Some(true)
}

/// Whether the clause's verb is the passive of having or dealing: «è detenuto», «è stato comprato».
fn held(text: &Text<'_>, parsed: &Parsed, clause: usize) -> bool {
    let verb = parsed.clauses[clause].verb.map(|v| &parsed.items[v].what);
    matches!(verb, Some(What::Verb(v)) if v.passive && v.relation.is_some_and(|r| text.relations.deals(r)))
}

/// The firm the person item works for.
fn works_for(text: &Text<'_>, item: &Item) -> Option<Filler> {
    let What::Mention(m) = item.what else { return None };
    let mention = &text.mentions[m as usize];
    let firm = text.lexicons.entity(mention.entity()?).owner.filter(|_| mention.kind == Type::Person)?;
    let acts = text.lexicons.entity(firm).kind == Type::Company && !text.observes(firm);
    acts.then_some(Filler { entity: firm, span: mention.span })
}

/// Whether the amount is a firm's result, staff or stock: nobody but a firm has one.
fn results(text: &Text<'_>, parsed: &Parsed, figure: usize, subject: &Subject) -> bool {
    let known = &text.relations;
    let result = |i: &Item| {
        matches!(&i.what, What::Noun(n) if n.class.has(WordClass::OWNED)
            && n.relation.is_some_and(|r| [known.earn, known.lose, known.employ, known.worth].contains(&r)))
    };
    let items = &parsed.items;
    subject.item.is_some_and(|s| result(&items[s]))
        || items[figure.saturating_sub(4)..items.len().min(figure + 4)].iter().any(result)
}

/// Whether the figure measures what is always some firm's, as the noun beside it says: «10 miliardi di ricavi».
fn owns(parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    (figure.saturating_sub(4)..items.len().min(figure + 4)).any(|i| {
        items[i].clause == items[figure].clause
            && matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::OWNED))
    })
}

/// Whether the verb that governs the figure only says it: «parla di 1,6 milioni», «attribuisce a DeepSeek 10.000 H800».
fn says(parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    let verb = parsed.telling_before(figure).find_map(|i| match &items[i].what {
        What::Verb(verb) => Some((i, verb)),
        _ => None,
    });
    // «per aggiungere 4,5 GW» adds and does not say
    let purpose =
        verb.is_some_and(|(i, v)| v.infinitive() && i > 0 && matches!(items[i - 1].what, What::Preposition("per")));
    verb.is_some_and(|(_, v)| v.class.has(WordClass::SAY) && v.relation.is_none() && !v.passive && !purpose)
}

/// Whether a clause's verb plans or foresees: «prevede», «stima».
fn foretells(parsed: &Parsed, clause: usize) -> bool {
    let verb = parsed.clauses[clause].verb.map(|v| &parsed.items[v].what);
    matches!(verb, Some(What::Verb(v)) if v.class.has(WordClass::PLAN | WordClass::SAY))
}

/// Whether the verb that governs the figure carries no relation: «assegna», «si ferma a».
fn unrelated(parsed: &Parsed, figure: usize) -> bool {
    let verb = parsed.telling_before(figure).find_map(|i| match &parsed.items[i].what {
        What::Verb(verb) => Some(verb),
        _ => None,
    });
    verb.is_some_and(|v| v.relation.is_none())
}

/// The list a firm before a figure ends: «Nvidia e Amd +3%» shares, «Amd +3%» stands alone.
fn group_before(text: &Text<'_>, items: &[Item], at: usize) -> Fillers {
    group(text, items, at, FIRMS)
}

/// The firm right before the figure: at most an article, «di», «a» or a bracket between, and no verb.
fn beside(text: &Text<'_>, parsed: &Parsed, figure: usize) -> Option<usize> {
    let items = &parsed.items;
    // «seguita da Prysmian (-3%)», «Google (1,2)»: alone in a bracket it is of the name before
    let alone = figure >= 2
        && matches!(items[figure - 1].what, What::Mark('('))
        && matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Mark(')')));
    if alone && firm(text, &items[figure - 2], FIRMS).is_some() && !makes(text, items, figure - 2) {
        return Some(figure - 2);
    }
    let mut at = figure;
    let mut with = false;
    for _ in 0..4 {
        at = at.checked_sub(1)?;
        match &items[at].what {
            What::Mention(_) | What::Description(_) if firm(text, &items[at], FIRMS).is_some() => {
                // «alle GPU di Nvidia 10.000 …» is no pair: the firm must be free, or stand in a list of pairs
                // («ad Alibaba 130.000 e a Tencent 90.000», «da Broadcom con il 15%»)
                let governor = text.governor(items, at);
                let listed = (0..at)
                    .rev()
                    .take_while(|&i| !matches!(items[i].what, What::Verb(_)))
                    .any(|i| text.figure_item(&items[i]));
                let paired = matches!(governor, None | Some("per")) || with || (listed && governor == Some("a"));
                return paired.then_some(at);
            }
            What::Function(Function::Article | Function::Adverb) | What::Mark('(' | ':') | What::Word => {}
            What::Preposition(p @ ("di" | "a" | "con")) => with |= *p == "con",
            _ => return None,
        }
    }
    None
}

/// The firm that moves along: «Amsterdam +0,9%, con Asml in progresso del 2%», «CoreWeave, in calo del 3%».
fn along(text: &Text<'_>, parsed: &Parsed, figure: usize) -> Option<usize> {
    let items = &parsed.items;
    text.figure_of(&items[figure])?.direction?;
    let moving =
        |i: &Item| matches!(&i.what, What::Noun(n) | What::Phrase(n) if n.class.has(WordClass::UP | WordClass::DOWN));
    let small = |i: &Item| matches!(i.what, What::Preposition(_) | What::Word | What::Function(_)) || moving(i);
    let apposed =
        (0..figure).rev().take(7).find(|&i| !small(&items[i]) && !matches!(items[i].what, What::Mark(',')))?;
    let firm =
        (0..figure).rev().take(6).find(|&i| !small(&items[i])).filter(|&f| text.is_firm(&items[f])).unwrap_or(apposed);
    // «… e CoreWeave, giù del 3%»: the last of those that move
    let listed = firm > 0
        && matches!(items[firm - 1].what, What::Function(Function::Conjunction) | What::Mark(','))
        && matches!(items.get(firm + 1).map(|i| &i.what), Some(What::Mark(',')))
        && items.get(firm + 2).is_some_and(moving);
    let with = text.is_firm(&items[firm]) && (listed || text.governor(items, firm) == Some("con"));
    (with && items[firm..figure].iter().any(moving)).then_some(firm)
}

/// The firm right after a figure that stands beside another: «il 42% delle entrate di Micron e il 19% per Samsung».
fn for_whom(text: &Text<'_>, parsed: &Parsed, figure: usize) -> Option<usize> {
    let items = &parsed.items;
    let unit = |i: usize| text.figure_of(&items[i]).and_then(|f| f.unit);
    let by = matches!(items.get(figure + 1)?.what, What::Preposition("per"));
    if !by || text.figure_of(&items[figure])?.unit_kind(text.lexicons) != Some(UnitKind::Percent) {
        return None;
    }
    let earlier = parsed.figure_before(figure).is_some_and(|e| unit(e) == unit(figure));
    let article = matches!(items.get(figure + 2)?.what, What::Function(Function::Article));
    let at = figure + 2 + usize::from(article);
    (earlier && items.get(at).is_some_and(|i| text.is_firm(i))).then_some(at)
}

/// «A e B … rispettivamente 10 e 20»: the name of the same rank in the list of the same length.
pub(super) fn respectively(text: &Text<'_>, parsed: &Parsed, figure: usize, kinds: &[Type]) -> Option<Filler> {
    let items = &parsed.items;
    if !parsed.respective {
        return None;
    }
    let figures = run(text, items, figure);
    if figures.len() < 2 {
        return None;
    }
    let rank = figures.iter().position(|&f| f == figure)?;
    // the list named last before the figures, else the one after them
    let mut paired = None;
    let mut seen = 0;
    while seen < items.len() && (seen < figures[0] || paired.is_none()) {
        if firm(text, &items[seen], kinds).is_some() && matches!(&items[seen].what, What::Mention(_)) {
            let names = group(text, items, seen, kinds);
            if names.len() == figures.len() {
                paired = names.get(rank).copied();
            }
            seen += names.len().max(1);
        }
        seen += 1;
    }
    paired
}

/// The figures listed with the one at item `figure`: «10, 20 e 30 miliardi», «del 5,3 e dell'1,1%».
pub(super) fn run(text: &Text<'_>, items: &[Item], figure: usize) -> Vec<usize> {
    let small = |i: &Item| {
        matches!(
            i.what,
            What::Mark(',')
                | What::Preposition(_)
                | What::Function(Function::Conjunction | Function::Article | Function::Adverb)
                | What::Word
        )
    };
    let next =
        |from: usize| (from + 1..items.len()).find(|&i| !small(&items[i])).filter(|&i| text.figure_item(&items[i]));
    let last = |from: usize| (0..from).rev().find(|&i| !small(&items[i])).filter(|&i| text.figure_item(&items[i]));
    let first = std::iter::successors(Some(figure), |&at| last(at)).last().unwrap_or(figure);
    std::iter::successors(Some(first), |&at| next(at)).collect()
}

/// The firm the measured amount hangs on: «i ricavi di Tsmc per 23 miliardi», «il titolo Amd», «quello di Nvidia», «il 20% di Intel».
fn amount_of(text: &Text<'_>, parsed: &Parsed, figure: usize, taken: &[usize]) -> Option<Fillers> {
    let items = &parsed.items;
    let clause = items[figure].clause;
    // what hangs on item `from - 1` by «di», or stands right beside it
    let hung = |from: usize, to: usize, beside: bool| -> Option<Fillers> {
        for at in from..to.min(items.len()) {
            match &items[at].what {
                // «un miliardo di dollari di GPU Nvidia»: what they make is not theirs
                What::Noun(n) if n.class.has(WordClass::CHIP) && !beside => return None,
                What::Preposition("di")
                | What::Function(Function::Article | Function::Possessive)
                | What::Noun(_)
                | What::Word => {}
                // «le vendite a Singapore di Nvidia»
                What::Preposition(_) if from < at => {}
                What::Mention(m)
                    if matches!(text.mentions[*m as usize].kind, Type::Place | Type::Date | Type::Model) => {}
                What::Mention(_) | What::Description(_) => {
                    let named = !taken.contains(&at) && firm(text, &items[at], FIRMS).is_some();
                    let by = text.governor(items, at);
                    let tied = by == Some("di") || (beside && at == from);
                    return (named && tied).then(|| group(text, items, at, FIRMS));
                }
                _ => return None,
            }
        }
        None
    };
    // after the figure: «il 20% di Nvidia», «50 miliardi di ricavi di Amd»; chips of a firm are its make, not its own
    let unit = text.figure_of(&items[figure]).and_then(|f| f.unit_kind(text.lexicons));
    let amount = matches!(unit, Some(UnitKind::Percent | UnitKind::Money | UnitKind::Points | UnitKind::Measure));
    if amount
        && matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Preposition("di")))
        && let Some(firms) = hung(figure + 1, figure + 7, false)
    {
        return Some(firms);
    }
    // «dieci ex quadri di SK Hynix», «i 2.000 ingegneri di Intel»: counted people and things of a firm, but not chips of its make
    if unit.is_none() {
        let chips = items[figure + 1..]
            .iter()
            .take(2)
            .any(|i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::CHIP)));
        let of = (figure + 2..items.len().min(figure + 5)).find(|&i| matches!(items[i].what, What::Preposition("di")));
        let plain = |i: usize| matches!(items[i].what, What::Noun(_) | What::Word);
        // «le 30.000 GPU Nvidia di ByteDance»: past their maker stands whose they are
        let maker = |i: usize| text.is_firm(&items[i]) && makes(text, items, i);
        let past_maker = of.filter(|&of| maker(of - 1) && chips && (figure + 1..of - 1).all(plain));
        if let Some(of) = of.filter(|&of| !chips && (figure + 1..of).all(plain)).or(past_maker)
            && let Some(firms) = hung(of, of + 4, false)
        {
            return Some(firms);
        }
    }
    // before it, in the clause: the nearest amount noun, or «quello di»
    for at in (0..figure).rev().take(12) {
        if items[at].clause != clause {
            break;
        }
        let carries = match &items[at].what {
            What::Noun(n) => n.class.has(WordClass::AMOUNT | WordClass::UP | WordClass::DOWN),
            What::Function(Function::Demonstrative) => {
                text.folded(items[at].first).starts_with("quell")
                    && matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("di")))
            }
            What::Mention(_) if text.figure_item(&items[at]) => return None,
            _ => false,
        };
        if carries && let Some(firms) = hung(at + 1, (at + 7).min(figure), true) {
            return Some(firms);
        }
    }
    None
}

/// The one who may, or must not: «autorizzare Nvidia a vendere», «il via libera a Nvidia per».
fn permitted(text: &Text<'_>, parsed: &Parsed, figure: usize, taken: &[usize]) -> Option<Fillers> {
    if !parsed.classes.has(WordClass::PERMIT) {
        return None;
    }
    let items = &parsed.items;
    let clause = items[figure].clause;
    let permits = |i: usize| match &items[i].what {
        What::Verb(v) => v.class.has(WordClass::PERMIT) && !v.passive && !v.class.has(WordClass::GET),
        What::Noun(n) | What::Phrase(n) => n.class.has(WordClass::PERMIT),
        _ => false,
    };
    let at = (0..figure).rev().find(|&i| items[i].clause == clause && permits(i))?;
    let next = (at + 1..figure).find(|&i| !taken.contains(&i) && firm(text, &items[i], FIRMS).is_some())?;
    let governor = text.governor(items, next);
    let noun = !matches!(items[at].what, What::Verb(_));
    (governor == Some("a") || (governor.is_none() && !noun)).then(|| group(text, items, next, FIRMS))
}

/// The one who is made to do it: «ha costretto Tsmc a evacuare due stabilimenti».
fn made_to(text: &Text<'_>, parsed: &Parsed, figure: usize, taken: &[usize]) -> Option<Fillers> {
    let items = &parsed.items;
    let clause = items[figure].clause;
    // «costringendo l'azienda a svalutare 4,5 miliardi»
    let gerund = || {
        let first = parsed.clauses[clause].first()?;
        (first..figure).take(3).find(|&i| matches!(&items[i].what, What::Verb(v) if v.mood == Mood::Gerund))
    };
    let verb = parsed.clauses[clause].verb.or_else(gerund).filter(|&v| v < figure)?;
    let infinitive = (verb + 3..figure).find(|&i| matches!(&items[i].what, What::Verb(v) if v.infinitive()))?;
    let object = infinitive - 2;
    let made = items[object].clause == clause
        && matches!(items[infinitive - 1].what, What::Preposition("a"))
        && text.is_firm(&items[object])
        && matches!(text.governor(items, object), None | Some(super::OBJECT))
        && !taken.contains(&object);
    made.then(|| group(text, items, object, FIRMS))
}

/// The relative clause that opens right after the figure's noun phrase: «delle 120.000 che Amd aveva accumulato».
pub(super) fn relative_of(text: &Text<'_>, parsed: &Parsed, figure: usize) -> Option<usize> {
    let items = &parsed.items;
    let opens = (figure + 1..items.len().min(figure + 6)).find(|&i| {
        !matches!(&items[i].what, What::Noun(_) | What::Word | What::Preposition("di"))
            && !matches!(items[i].what, What::Mention(m) if text.mentions[m as usize].kind == Type::Chip)
    })?;
    let that =
        matches!(items[opens].what, What::Function(Function::Relative)) && text.folded(items[opens].first) == "che";
    let clause = items[opens].clause;
    (that && matches!(parsed.clauses[clause].hang, Hang::Relative(Some(h)) if (figure..opens).contains(&h)))
        .then_some(clause)
}

/// The agent of a passive: «acquistati da Meta», «è stato prodotto da Tsmc»; not «da» of origin.
///
/// Several figures have an agent each («il 60% è stato prenotato da Nvidia, il 15% da Broadcom»). A participle after an object
/// («ha accumulato 2,9 milioni di die fabbricati da Tsmc») tells of the object; who has it is the subject.
fn agent(text: &Text<'_>, parsed: &Parsed, figure: usize, taken: &[usize]) -> Option<Fillers> {
    let items = &parsed.items;
    let clause = items[figure].clause;
    let by = |from: usize, to: usize| {
        (from..to.min(items.len())).find(|&i| {
            // «alimentati da GPU Nvidia»: the chips do it
            let maker = matches!(&items[i - 1].what, What::Noun(n) if n.class.has(WordClass::CHIP));
            text.is_firm(&items[i]) && !maker && text.governor(items, i) == Some("da") && !taken.contains(&i)
        })
    };
    let finite = parsed.clauses[clause].verb.and_then(|v| match &items[v].what {
        What::Verb(verb) => Some((v, verb)),
        _ => None,
    });
    let next = parsed.figure_after(figure).unwrap_or(items.len());
    // «contro i 40.000 richiesti da Nvidia»: what it is held against has a doer of its own
    let own = matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Verb(v)) if v.mood == Mood::Participle);
    if own
        && super::parallel::is_compared(parsed, figure)
        && let Some(found) = by(figure + 2, figure + 5)
    {
        return Some(group(text, items, found, FIRMS));
    }
    match finite {
        Some((at, verb)) if verb.passive && !verb.class.has(WordClass::SAY) => {
            // the figure's own agent first, then the verb's
            let own = by(figure + 1, next.min(figure + 8));
            let found = own.or_else(|| {
                by(at + 1, at + 5).filter(|_| figure < at || !items[at..figure].iter().any(|i| text.figure_item(i)))
            })?;
            Some(group(text, items, found, FIRMS))
        }
        Some((_, verb)) if verb.relation.is_some() && !subject(text, parsed, clause, taken, 0).firms.is_empty() => None,
        _ => {
            // «Huawei, due milioni di die ottenuti da Tsmc»: from whom they come
            let named = || parsed.names.iter().any(|&i| i < figure && text.is_firm(&items[i]));
            let origin = |v: &Verb| v.class.has(WordClass::GET) && named();
            let participle = (figure + 1..next.min(figure + 8)).find(|&i| {
                matches!(&items[i].what, What::Verb(v) if v.mood == Mood::Participle && !v.class.has(WordClass::SAY) && !origin(v)
                    && (v.relation.is_some() || matches!(items[i - 1].what, What::Noun(_))))
            })?;
            by(participle + 1, participle + 5).map(|i| group(text, items, i, FIRMS))
        }
    }
}

/// «la prima … la seconda …»: the firm or chip of that rank in the list named before the figure, in its sentence or the last one.
pub(super) fn ordinal(text: &Text<'_>, parsed: &Parsed, figure: usize, kind: Type) -> Option<Filler> {
    if !parsed.ranked {
        return None;
    }
    let items = &parsed.items;
    let clause = items[figure].clause;
    let own = (1..figure).rev().filter(|&i| items[i].clause == clause);
    let rank = own.take(10).take_while(|&i| !text.figure_item(&items[i])).find_map(|i| {
        // «il secondo trimestre» ranks no firm
        if matches!(items[i].what, What::Mention(_)) {
            return None;
        }
        let rank = text.rank(items[i].first)?;
        let alone = matches!(
            items.get(i + 1).map(|n| &n.what),
            Some(What::Verb(_) | What::Function(_) | What::Mark(_) | What::Mention(_))
        );
        let article = matches!(items[i - 1].what, What::Function(Function::Article));
        (article && alone).then_some(rank)
    })?;
    let listed = (0..figure).find_map(|i| {
        let names = match firm(text, &items[i], &[kind]) {
            Some(_) => group(text, items, i, &[kind]),
            None => Fillers::new(),
        };
        (names.len() > 1).then_some(names)
    });
    let kept = if kind == Type::Chip { &text.chips } else { &text.firms };
    match usize::from(rank).checked_sub(1) {
        Some(place) => listed.as_ref().unwrap_or(kept).get(place).copied(),
        None => listed?.last().copied(),
    }
}

/// The other party: the seller to the buyer, the maker of chips another owns, the one who authorizes.
pub(super) fn counterparty(
    text: &Text<'_>,
    parsed: &Parsed,
    clause: usize,
    near: usize,
    company: &[Filler],
    taken: &[usize],
) -> (Fillers, &'static str) {
    let items = &parsed.items;
    const BOTH: &[Type] = &[Type::Company, Type::Institution];
    let told = |f: &Filler| company.iter().any(|c| c.entity == f.entity);
    let mut best: Option<(usize, usize)> = None;
    for &at in &parsed.names {
        let item = &items[at];
        if item.clause != clause || taken.contains(&at) || firm(text, item, BOTH).is_none_or(|f| told(&f)) {
            continue;
        }
        // «comprate da Supermicro», «vendute a Meta» before the chips' maker; «l'efficienza del Llama 3 di Meta» is none
        let rank = match text.governor(items, at) {
            _ if makes(text, items, at) => 2,
            Some("a" | "da" | "con") => 0,
            None | Some("per" | super::OBJECT) => 1,
            _ => continue,
        };
        let distance = rank * items.len() + at.abs_diff(near);
        if best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, at));
        }
    }
    let Some((_, at)) = best else { return (Fillers::new(), "none") };
    // «contratti con Nvidia, Amd e Oracle»: all of them; firms beside the one it is told of are told of themselves
    let dealt = matches!(text.governor(items, at), Some("a" | "da" | "con"));
    let all = if dealt { group(text, items, at, BOTH) } else { firm(text, &items[at], BOTH).into_iter().collect() };
    let others = all.into_iter().filter(|f| !told(f));
    (others.collect(), "nearest other")
}
