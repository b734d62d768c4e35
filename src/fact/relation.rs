//! The relation a figure stands in: said by the noun it hangs on, the verb that governs it, or how it moves.
//!
//! | rule | example | relation |
//! | --- | --- | --- |
//! | `moves` | «è salito del 5%», «+740%» | grow, fall |
//! | `hourly price` | «2,2 euro l'ora» | rent |
//! | `noun before`, `noun after` | «un investimento da 3 miliardi», «57 miliardi di ricavi» | invest, earn |
//! | `verb` | «ha acquistato 10.000 GPU» | buy |
//! | `levied` | «al Tesoro andrà il 25% degli incassi» | tax |
//! | `part of` | «il 20% di …» | share |
//! | `amount that moved` | «L'utile è salito del 30% a 8,5 miliardi» | earn |
//! | `level of a firm`, `part of the market` | «AMD è ferma al 6%» (with money: worth), «si è assicurata il 26% del mercato» | share |
//! | `sum announced` | «ha annunciato 8 miliardi per i data center» | invest |
//! | `money got` | «OpenAI ha ottenuto 13 miliardi da Microsoft» | invest |
//! | `things got` | «ne ha ricevute meno di 30.000» | own |
//! | `price paid` | «un kit pagato 255 sterline» | worth |
//! | `what is announced` | «ha annunciato l'acquisto di 5.000 chip» | buy |
//! | `what is stopped` | «Volkswagen sospende la produzione di 3.000 auto» | produce |
//! | `noun of a light verb` | «i ricavi hanno raggiunto i 46 miliardi», «versare il 15% delle vendite» | earn, sell |
//! | `what is done to them` | «con 90 milioni di smartphone consegnati» | deliver |
//! | `figure beside` | «Nvidia ha il 62% del mercato, Micron il 21%» | share |
//! | `have` | «ha 50.000 GPU», «ha il 70%» | own, share |
//! | `subject` | «Le vendite … 3 miliardi» | sell |
//! | `cost to a firm` | «la stretta costerà ad Amd 800 milioni» | lose |
//! | `phrase` | «messi in vendita», anywhere in the clause | sell |
//! | `clause above` | «hanno piazzato ordini, totalizzando 16 miliardi» | order |
//! | `amount before` | «il più alto livello di profitti di sempre: 10 miliardi» | earn |
//! | `told again` | «i 4,3 miliardi annunciati ieri», which Microsoft invests (`mod.rs`) | invest |
//! | `like the one before` | «detiene il 92% del mercato, Amd si ferma all'8%» | share |
//! | `chips of a firm`, `price of a chip` | a count or an amount, and no word that says what of | own, worth |
//! | `size of a market` | «un mercato da 50 miliardi» | worth |

use super::Text;
use super::parse::{Hang, Item, Parsed, Verb, What};
use super::slots;
use super::subject::Subject;
use super::text::large;
use super::who;
use crate::lexicon::{Function, Mood, RelationId, TermKind, UnitKind, WordClass, WordRole};
use crate::mention::{Sign, Type};

/// The rule of a figure that tells how something moved.
pub(super) const MOVES: &str = "moves";

/// The rule of a figure that tells the same of another.
pub(super) const LIKE_THE_ONE_BEFORE: &str = "like the one before";

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

/// The relation of the figure at item `figure`, and the rule that says so.
pub(super) fn relation(
    text: &Text<'_>,
    parsed: &Parsed,
    figure: usize,
    subject: &Subject,
    told: Told,
) -> (RelationId, &'static str) {
    let items = &parsed.items;
    let clause = items[figure].clause;
    let quantity = text.figure_of(&items[figure]).copied().unwrap_or_default();
    let unit = quantity.unit_kind(text.lexicons);
    let known = &text.relations;
    let Told { company, chip, given, .. } = told;
    if let Some(sign) = quantity.direction {
        return (if sign == Sign::Up { known.grow } else { known.fall }, MOVES);
    }
    let moving = |r: Option<RelationId>| r == Some(known.grow) || r == Some(known.fall);
    // the noun right before the figure, with no verb between: «ricavi per», «una quota del», «un investimento da»
    let mut near = None;
    let mut reaches = false;
    let mut left = 6;
    for at in (0..figure).rev() {
        // «contratti con Nvidia, Amd e Oracle per 500 miliardi»: a list of names is one
        let listed = at > 0 && {
            let named = |i: usize| matches!(&items[i].what, What::Mention(_)) && text.is_firm(&items[i]);
            named(at) || named(at - 1) && items.get(at + 1).is_some_and(|_| named(at + 1))
        };
        if listed {
            continue;
        }
        if left == 0 {
            break;
        }
        left -= 1;
        match &items[at].what {
            What::Noun(noun) | What::Phrase(noun) if noun.relation.is_some() && items[at].clause == clause => {
                near = chain_head(text, parsed, at).or(noun.relation);
                let phrased = matches!(items[at].what, What::Phrase(_));
                reaches = phrased && noun.class.has(WordClass::LIGHT);
                // «ricavi pari a 11 miliardi»: how much they are worth says less than what they are
                if near == Some(known.worth) && phrased && !goods_worth(text, parsed, at) {
                    continue;
                }
                break;
            }
            // «un raddoppio degli investimenti, con 10 miliardi di euro»
            What::Mark(',') if matches!(items[at + 1].what, What::Preposition("con")) && at + 2 == figure => {}
            // «una "commissione" del 25%»
            What::Mark('"' | '»' | '”') => {}
            // «ricavi compresi tra 28 e 29 miliardi»
            What::Verb(v) if v.mood == Mood::Participle && v.relation.is_none() && !v.passive => {}
            // «una perdita stimata di 5,5 miliardi», unlike «una startup valutata 5 miliardi»
            What::Verb(v)
                if v.mood == Mood::Participle
                    && v.relation == Some(known.worth)
                    && (matches!(items[at + 1].what, What::Preposition("di" | "in"))
                        // «una quota stimata intorno all'80%»
                        || unit == Some(UnitKind::Percent)) => {}
            // «ordini saliti a 455 miliardi»
            What::Verb(v)
                if v.mood == Mood::Participle
                    && !v.passive
                    && moving(v.relation)
                    && matches!(items[at + 1].what, What::Preposition("a")) => {}
            What::Verb(_) | What::Mark(_) => break,
            What::Mention(m) if text.mentions[*m as usize].figure().is_some() => break,
            _ => {}
        }
    }
    // «un rilascio di 180 milioni di scorte»: money is not launched; «un supercomputer da 240 milioni»: nor is it owned, it is a price
    if unit == Some(UnitKind::Money) {
        let price = || matches!(items[figure - 1].what, What::Preposition("da"));
        if near == Some(known.launch) {
            return (known.other, "none");
        }
        near = near.map(|r| if r == known.own && price() { known.worth } else { r });
    }
    // right after it: «57 miliardi di ricavi», «il 20% delle vendite»
    let mut after = None;
    for (at, item) in items.iter().enumerate().skip(slots::past_aside(items, figure)).take(4) {
        match &item.what {
            What::Noun(noun) if noun.relation.is_some() => {
                after = noun.relation;
                break;
            }
            What::Noun(noun) if noun.class.has(WordClass::PEOPLE) && noun.class.has(WordClass::OWNED) => {
                after = Some(known.employ);
                break;
            }
            // «10.000 H100 e nuovi acquisti», unlike «nuove e costose schede»
            What::Function(Function::Conjunction) if !matches!(items[at - 1].what, What::Word) => break,
            // «10 miliardi a fronte dell'impegno», «il 30% rispetto agli ordini»: of something else
            // («da 35.000 a 80.000 wafer»)
            What::Preposition("a" | "da" | "con" | "contro" | "rispetto")
                if !items.get(at + 1).is_some_and(|i| text.figure_item(i)) =>
            {
                break;
            }
            What::Verb(_) | What::Mark(_) => break,
            _ => {}
        }
    }
    // «un accordo con 4 aziende», «i ricavi di tre divisioni», «La Commissione ha ascoltato 20 aziende»: things are no amount; «aumentare le
    // sanzioni fino a quattro volte»: nothing is barred
    let counted = unit.is_none() && counts_things(text, parsed, figure);
    let times = unit == Some(UnitKind::Multiple);
    let measured = |r: &RelationId| {
        !(counted && [known.worth, known.earn, known.lose, known.tax].contains(r) || times && *r == known.ban)
    };
    let near = near.filter(measured);
    // «2,2 euro l'ora»: what renting costs
    if quantity.rate.is_some_and(|r| text.lexicons.rates[r as usize] == "h") && unit == Some(UnitKind::Money) {
        return (known.rent, "hourly price");
    }
    // the nearest verb before the figure in its clause, else the clause's own; past another figure only the finite one
    // («possiede risorse valutate 1,6 miliardi, tra cui 10.000 GPU»)
    let other = parsed.figure_before(figure).filter(|&f| items[f..figure].iter().all(|i| i.clause == clause));
    let verb = parsed
        .telling_before(figure)
        .find_map(|at| match &items[at].what {
            What::Verb(verb) if !verb.finite() && other.is_some_and(|o| at < o) => None,
            What::Verb(verb) if !verb.class.has(WordClass::SAY) || verb.relation.is_some() => Some((at, verb)),
            _ => None,
        })
        .or_else(|| {
            // «il 25% dei ricavi generati in Cina andrà al governo»: which ones they are is not what is told of the figure
            let says_which = |at: usize, verb: &Verb| {
                verb.mood == Mood::Participle
                    && matches!(&items[at - 1].what, What::Noun(n) if n.class.has(WordClass::AMOUNT) && n.relation.is_some())
            };
            (figure + 1..items.len().min(figure + 10)).find_map(|at| match &items[at].what {
                What::Verb(verb) if items[at].clause == clause && !says_which(at, verb) => Some((at, verb)),
                _ => None,
            })
        });
    // «90 milioni di smartphone consegnati»: what is done to what is counted, where the verb says less
    let said = verb.and_then(|(_, v)| v.relation).is_some_and(|r| ![known.worth, known.plan, known.earn].contains(&r));
    if unit.is_none()
        && near.is_none()
        && !said
        && let Some(relation) = attribute(text, items, figure)
    {
        return (relation, "what is done to them");
    }
    // «il lotto di 12.000 H20 è destinato a Tencent»
    let to_firm = |at: usize| items.get(at + 1).is_some_and(|i| text.is_firm(i));
    let goods = |at: usize, r: RelationId| {
        let meant = r == known.invest || r == known.plan && to_firm(at);
        // «pagherà 2 milioni per vendere gli H20»
        let paid = || matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Preposition("per")));
        if meant && unit.is_none() && chip && !paid() { known.deliver } else { r }
    };
    // «5.000 MI308 sono state vendute a Oracle»: what is counted has no price
    let done = |at: usize, r: RelationId| {
        let counted = r == known.worth && unit.is_none() && chip && figure < at;
        if counted && items.get(at + 1).is_some_and(|i| text.is_firm(i)) { known.sell } else { r }
    };
    let deal = verb.and_then(|(at, v)| v.relation.map(|r| goods(at, of_deal(text, parsed, at, done(at, r)))));
    let verb_at = verb.map(|(at, _)| at);
    let verb = verb.map(|(_, v)| v);
    // «rappresenta il 22% dei ricavi» shares; «rappresenta 3 miliardi», «rappresenta il doppio» do not
    let part = matches!(unit, Some(UnitKind::Percent | UnitKind::Points));
    let of_share = || {
        let shares = |i: usize| matches!(&items[i].what, What::Noun(n) if n.relation == Some(known.share));
        subject.item.is_some_and(shares)
            || items[figure + 1..].iter().take(3).any(|i| text.has_role(i.first, WordRole::Market))
    };
    // «Gli abbonati superano i 3 milioni», «ha raggiunto 40 Paesi»: only sums are worth something
    let sum = quantity.unit.is_some() || worth_of(text, parsed, figure, subject);
    let by_verb = deal
        .filter(|r| !moving(Some(*r)) || unit.is_none_or(|u| u != UnitKind::Percent))
        .filter(|r| *r != known.share || part)
        // «le vale il 6% del mercato», «la quota è stimata intorno al 20%»: a share is worth nothing
        .filter(|r| *r != known.worth || !part || !of_share())
        // «genera 5 GW»: power is made, and nobody earns it; «promette prestazioni doppie»: only money is put in
        .map(|r| if r == known.earn && unit == Some(UnitKind::Measure) { known.produce } else { r })
        .filter(|r| *r != known.invest || !matches!(unit, Some(UnitKind::Measure | UnitKind::Multiple)))
        // «distribuisce 250 milioni di dollari di dividendi»: money is no goods
        .filter(|r| {
            *r != known.deliver
                || unit != Some(UnitKind::Money)
                || !verb_at.is_some_and(|v| object_sum(parsed, v, figure))
        })
        // «supera i 4 miliardi, con 176 data center»: what it comes with is not what it is worth
        .filter(|r| *r != known.worth || other.is_none() || !accompanies(parsed, figure))
        // «lavora al 30%», «lavoriamo con 256 A100» employs nobody
        .filter(|r| *r != known.employ || unit.is_none() && !chip)
        // «ha raggiunto i 200 megawatt»: only money is worth something
        .filter(|r| {
            *r != known.worth
                || sum && matches!(unit, None | Some(UnitKind::Money | UnitKind::Coin | UnitKind::Currency))
                || !verb.is_some_and(|v| v.class.has(WordClass::LIGHT | WordClass::OVER | WordClass::NEAR))
        })
        // «ha contribuito con il 36%»
        .filter(|r| *r != known.invest || unit != Some(UnitKind::Percent) || company && !subject.firms.is_empty());
    // «sospende la produzione»: a firm that stops what is its own bans nothing
    let stops = by_verb == Some(known.ban) && verb.is_some_and(|v| v.class.has(WordClass::STOP));
    if stops
        && !subject.firms.is_empty()
        && let Some(own) = near.or(after).filter(|r| known.eventful(*r))
    {
        return (own, "what is stopped");
    }
    // «ha ottenuto 13 miliardi di dollari da Microsoft»: money is not bought, it is put into a firm
    let money = unit == Some(UnitKind::Money) && near.is_none() && after.is_none() && !chip;
    let state =
        || parsed.names.iter().any(|&i| items[i].clause == clause && text.is_kind(&items[i], Type::Institution));
    let gets = verb.is_some_and(|v| v.class.has(WordClass::GET));
    if money && gets && (by_verb == Some(known.buy) || by_verb.is_none() && state()) {
        return (known.invest, "money got");
    }
    // «risultati ottenuti con 4.000 GPU»: nobody buys them
    let by_means = figure > 0 && matches!(items[figure - 1].what, What::Preposition("con" | "attraverso"));
    if by_verb == Some(known.buy) && by_means && unit.is_none() && verb.is_some_and(|v| v.class.has(WordClass::GET)) {
        return (known.r#use, "by means of");
    }
    if unit == Some(UnitKind::Percent)
        && (levied(text, parsed, figure, by_verb) || buys_leave(text, parsed, figure, by_verb))
    {
        return (known.tax, "levied");
    }
    // «Stm (+3% a 24,95 euro)», «ha guadagnato il 4,3% a 25,42 dollari»
    // «a 7 miliardi», «a quota 16 milioni»
    let level =
        figure.checked_sub(1).map(|i| i - usize::from(i > 0 && text.has_role(items[i].first, WordRole::Threshold)));
    let moved = level.filter(|&i| matches!(items[i].what, What::Preposition("a"))).and_then(|i| i.checked_sub(1));
    let moved = moved.filter(|&i| text.figure_of(&items[i]).is_some_and(|f| f.direction.is_some()));
    if let Some(moved) = moved.filter(|_| unit == Some(UnitKind::Money) || unit.is_none() && large(&quantity)) {
        // «L'utile è salito del 30% a 8,5 miliardi»: how high what moved is now
        let amount = moved_amount(text, parsed, moved, subject);
        if let Some(amount) = amount {
            return (amount, "amount that moved");
        }
        if unit == Some(UnitKind::Money) {
            return (known.worth, "price after a move");
        }
    }
    // «AMD è ferma al 6%», «Microsoft, ferma a 3.600 miliardi»: a level, and nobody is stopped
    let still = by_verb == Some(known.ban)
        && verb.is_some_and(|v| v.class.has(WordClass::STOP))
        && figure > 0
        && matches!(items[figure - 1].what, What::Preposition("a"));
    // («ricavi fermi a 12,9 miliardi» are earned)
    if still && unit == Some(UnitKind::Money) {
        return (moved_amount(text, parsed, figure, subject).unwrap_or(known.worth), "level of a firm");
    }
    if still && unit == Some(UnitKind::Percent) {
        let firm = verb_at.and_then(|v| v.checked_sub(1)).is_some_and(|b| text.is_firm(&items[b]))
            || subject.item.is_some_and(|s| text.is_firm(&items[s]));
        return (if firm { known.share } else { known.other }, "level of a firm");
    }
    // «si è assicurata il 26% del mercato», «detiene il 30% del mercato»: a part of it is not bought, nor owned
    let of_market = items[figure + 1..].iter().take(3).any(|i| text.has_role(i.first, WordRole::Market));
    if (by_verb == Some(known.buy) || by_verb == Some(known.own)) && unit == Some(UnitKind::Percent) && of_market {
        return (known.share, "part of the market");
    }
    // «ha annunciato l'acquisto di 5.000 chip», «l'arresto di tre uomini»: what is announced tells
    if by_verb == Some(known.launch)
        && verb.is_some_and(|v| v.class.has(WordClass::SAY))
        && let Some(deed) = verb_at.and_then(|v| announced(text, parsed, v, figure))
    {
        return (near.unwrap_or(deed), "what is announced");
    }
    // «ha annunciato 57 miliardi di dollari di ricavi»
    let sum_of = after.filter(|r| known.tells(*r) && unit == Some(UnitKind::Money) && by_verb == Some(known.launch));
    if let Some(relation) = sum_of {
        return (relation, "noun after");
    }
    // «ha annunciato 8 miliardi di dollari per i suoi data center»
    if money && by_verb == Some(known.launch) && verb_at.is_some_and(|v| object_sum(parsed, v, figure)) {
        return (known.invest, "sum announced");
    }
    // «un kit pagato 255 sterline»: what a thing costs
    let paid = by_verb == Some(known.invest)
        && unit == Some(UnitKind::Money)
        && verb_at.is_some_and(|v| v > 0 && thing_paid(text, parsed, v, figure));
    if paid {
        return (known.worth, "price paid");
    }
    // the clause's subject, where the verb is its own: «l'impegno di pagare 60 miliardi» is nobody's revenue
    let hangs = |at: usize| {
        at >= 2 && matches!(items[at - 1].what, What::Preposition("di")) && matches!(items[at - 2].what, What::Noun(_))
    };
    let own = verb_at.is_none_or(|at| !matches!(&items[at].what, What::Verb(v) if v.infinitive() && hangs(at)));
    let subject_noun = subject.item.filter(|_| own).and_then(|s| match &items[s].what {
        // «L'accordo prevede fino a due milioni di GPU»: only sums are worth something
        What::Noun(noun) => noun.relation.filter(|r| *r != known.worth || unit.is_some()).filter(measured),
        _ => None,
    });
    let share = matches!(unit, Some(UnitKind::Percent | UnitKind::Points | UnitKind::Money));
    // «I ricavi sono aumentati, toccando quota 7 miliardi»: what the subject is
    let near = near.filter(|r| !(*r == known.worth && reaches && subject_noun.is_some_and(|r| known.tells(r))));
    if share && let Some(noun) = near.filter(|r| !moving(Some(*r))) {
        return (noun, "noun before");
    }
    // «i ricavi hanno raggiunto i 46 miliardi», «versare il 15% dei ricavi»: such verbs leave it to the noun
    let weak = |_: RelationId| verb.is_some_and(|v| v.class.has(WordClass::LIGHT));
    let named = |r: &RelationId| known.tells(*r);
    if by_verb.is_some_and(weak)
        && let Some(noun) = near
            .filter(named)
            .or(after.filter(named))
            .or(subject_noun.filter(named).filter(|r| !known.permits(*r) && *r != known.own))
            .or_else(|| above_gerund(text, parsed, clause))
    {
        return (noun, "noun of a light verb");
    }
    // «Nvidia ha il 92% del mercato, Amd si ferma all'8%», «il margine di Tsmc è al 60%, Samsung può arrivare al 63%»
    if unit == Some(UnitKind::Percent)
        && near.is_none()
        && after.is_none()
        && subject_noun.is_none()
        && (by_verb.is_none() || by_verb.is_some_and(weak))
        && let Some(relation) = told.same_unit.filter(|r| [known.share, known.earn, known.sell].contains(r))
    {
        return (relation, LIKE_THE_ONE_BEFORE);
    }
    // a chip's price: «una H100 si paga 30.000 dollari»
    let chip_subject = subject.item.is_some_and(|s| text.is_kind(&items[s], Type::Chip));
    if by_verb.is_some_and(weak) && chip_subject && unit == Some(UnitKind::Money) {
        return (known.worth, "price of a chip");
    }
    // «impiega 44.000 persone»
    let people =
        matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Noun(n)) if n.class.has(WordClass::PEOPLE));
    // «usato da oltre 100 clienti» employs nobody
    let uses = |i: usize| matches!(&items[i].what, What::Verb(v) if v.relation == Some(known.r#use) && v.mood != Mood::Participle);
    if people && unit.is_none() && (figure.saturating_sub(3)..figure).any(uses) {
        return (known.employ, "people used");
    }
    // «creerà 100.000 posti di lavoro»
    // «sette dei dieci sviluppatori usano …» employs nobody
    let acts = verb.is_some_and(|v| v.finite())
        && !parsed.telling_before(figure).any(|i| matches!(&items[i].what, What::Verb(v) if v.finite()));
    let act = acts && by_verb.is_some_and(|r| known.eventful(r));
    if unit.is_none() && after == Some(known.employ) && by_verb != Some(known.ban) && !act {
        return (known.employ, "noun after");
    }
    // «la stretta costerà ad Amd 800 milioni», «gli è costata 4 miliardi»: what it costs a firm it loses
    let costs =
        by_verb == Some(known.worth) && verb.is_some_and(|v| text.lexicons.verbs[v.verb as usize].id == "costare");
    // «il blocco potrebbe costare 8 miliardi»
    let halts = subject_noun.is_some_and(|r| [known.ban, known.tax].contains(&r));
    if costs && (unit == Some(UnitKind::Money) || unit.is_none() && large(&quantity)) && company && (given || halts) {
        return (known.lose, "cost to a firm");
    }
    if let Some(relation) = by_verb.filter(|r| !moving(Some(*r))) {
        return (relation, "verb");
    }
    if let Some(noun) = near.filter(|r| !moving(Some(*r))) {
        return (noun, "noun before");
    }
    if let Some(noun) = after.filter(|r| !moving(Some(*r))) {
        return (noun, "noun after");
    }
    if unit == Some(UnitKind::Percent)
        && by_verb.is_none()
        && items[figure + 1..].iter().take(2).any(|i| matches!(i.what, What::Preposition("di")))
    {
        return (known.share, "part of");
    }
    // «ma ne ha ricevute meno di 30.000», «ha ricevuto 300 H20»: who gets things has them
    let got = verb.is_some_and(|v| v.relation.is_none() && v.class.has(WordClass::GET)) && unit.is_none();
    let of_it =
        || verb_at.and_then(|v| v.checked_sub(1)).is_some_and(|b| text.has_role(items[b].first, WordRole::OfIt));
    if got && (chip || of_it()) && after.is_none() {
        return (known.own, "things got");
    }
    // «Micron il 21%»: what the figure beside it tells
    if let Some(relation) = told.beside {
        return (relation, "figure beside");
    }
    // «ha 50.000 GPU», «i suoi 10.000 H800»; «Nvidia ha il 70%»
    let has = verb.is_some_and(|v| text.lexicons.verbs[v.verb as usize].id == "avere");
    if has && unit.is_none() && (company || chip) {
        return (known.own, "have");
    }
    if has && unit == Some(UnitKind::Percent) && company {
        return (known.share, "have");
    }
    if unit == Some(UnitKind::Percent)
        && company
        && by_verb.is_none_or(|r| moving(Some(r)))
        && of_a_market(text, parsed, figure)
    {
        return (known.share, "part of the market");
    }
    // or a phrase in the clause
    if let Some(relation) = subject_noun {
        return (relation, "subject");
    }
    if by_verb.is_none()
        && let Some(relation) = above_gerund(text, parsed, clause)
    {
        return (relation, "clause above");
    }
    // «9,2 miliardi, in crescita del 36%»: what comes after tells how it moved
    // («2.000 schede del valore di 255.000 dollari»: of the sum alone)
    let phrase = items.iter().enumerate().find_map(|(at, i)| match &i.what {
        What::Phrase(p) if i.clause == clause => {
            p.relation.filter(|r| at < figure || !moving(Some(*r)) && (*r != known.worth || unit.is_some()))
        }
        _ => None,
    });
    if let Some(relation) = phrase {
        return (relation, "phrase");
    }
    // «il più alto livello di profitti della sua storia: 10 miliardi», «si aspetta una crescita dei ricavi: da 19 a 26»
    let amount = |i: usize| match &items[i].what {
        What::Noun(n) if n.class.has(WordClass::AMOUNT) => n.relation.filter(named),
        _ => None,
    };
    // «un dazio molto elevato, circa del 100%»
    let fits = |r: &RelationId| unit == Some(UnitKind::Money) || unit == Some(UnitKind::Percent) && *r == known.tax;
    if by_verb.is_none_or(|r| moving(Some(r)))
        && let Some(relation) = parsed.telling_before(figure).find_map(amount).filter(fits)
    {
        return (relation, "amount before");
    }
    if let Some(relation) = by_verb {
        return (relation, "verb");
    }
    // «Dai data center sono arrivati 41 miliardi»
    if told.earned {
        return (known.earn, "earned for the protagonist");
    }
    // «vuole un milione di GPU»
    if verb.is_some_and(|v| v.class.has(WordClass::MODAL) && !v.modal && v.finite()) {
        return (known.plan, "verb");
    }
    let priced = unit == Some(UnitKind::Money) && !parsed.chips.is_empty();
    match unit {
        None if company && chip => (known.own, "chips of a firm"),
        _ if priced => (known.worth, "price of a chip"),
        // «un mercato da 50 miliardi»
        _ if unit == Some(UnitKind::Money) && slots::market_before(text, items, figure).is_some() => {
            (known.worth, "size of a market")
        }
        _ => (known.other, "none"),
    }
}

/// Whether the expression at item `at` tells the worth of goods: «un carico del valore di 3 milioni», unlike «ricavi pari a» and «ordini
/// del valore di».
fn goods_worth(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let known = &text.relations;
    // «una perdita di capitalizzazione del valore di 600 milioni»
    let told = at.checked_sub(1).is_some_and(|b| match &items[b].what {
        What::Noun(n) if n.class.has(WordClass::AMOUNT) => {
            n.relation.is_some_and(|r| known.tells(r) && r != known.deliver) || chain_head(text, parsed, b).is_some()
        }
        _ => false,
    });
    text.preposition(items[at].first) == Some("di") && !told
}

/// What a participle after the noun a figure counts says was done to it: «90 milioni di smartphone consegnati», unlike «3.000 chip prodotti
/// da Intel».
fn attribute(text: &Text<'_>, items: &[Item], figure: usize) -> Option<RelationId> {
    let noun = |i: &Item| {
        matches!(i.what, What::Preposition("di") | What::Noun(_) | What::Word) || text.is_kind(i, Type::Chip)
    };
    let at = (figure + 1..items.len()).take(5).find(|&i| !noun(&items[i])).filter(|&i| i > figure + 1)?;
    let What::Verb(verb) = &items[at].what else { return None };
    let by = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("da")));
    let done = verb.mood == Mood::Participle && items[at].last == items[at].first + 1;
    verb.relation.filter(|r| done && !by && text.relations.eventful(*r) && *r != text.relations.plan)
}

/// What the amount is that has moved, by as much as the figure at item `moved` tells: «L'utile è salito del 30%», «ricavi in crescita del
/// 12%»; a firm's share only has a price.
fn moved_amount(text: &Text<'_>, parsed: &Parsed, moved: usize, subject: &Subject) -> Option<RelationId> {
    let items = &parsed.items;
    let amount = |i: usize| match &items[i].what {
        What::Noun(n) if n.class.has(WordClass::AMOUNT) => n.relation,
        _ => None,
    };
    let mut before = parsed.telling_before(moved);
    let nearest = before.find(|&i| amount(i).is_some() || matches!(&items[i].what, What::Verb(v) if v.finite()))?;
    let told = match amount(nearest) {
        Some(relation) => Some(relation),
        None => subject.item.and_then(amount),
    };
    told.filter(|r| text.relations.tells(*r) && *r != text.relations.share)
}

/// Whether the sum at item `figure` is what the verb at item `verb` is done to, with nothing but small words between: «ha annunciato 8
/// miliardi», «i 3 miliardi annunciati».
fn object_sum(parsed: &Parsed, verb: usize, figure: usize) -> bool {
    let small = |i: &Item| matches!(i.what, What::Function(_) | What::Word);
    let participle = matches!(&parsed.items[verb].what, What::Verb(v) if v.mood == Mood::Participle);
    if verb < figure { parsed.items[verb + 1..figure].iter().all(small) } else { participle && verb == figure + 1 }
}

/// Whether the bare number at item `figure` counts the things right after it: «4 aziende», «tre divisioni», not «3 miliardi di ricavi».
fn counts_things(text: &Text<'_>, parsed: &Parsed, figure: usize) -> bool {
    let quantity = text.figure_of(&parsed.items[figure]).copied().unwrap_or_default();
    !large(&quantity)
        && parsed.items.get(figure + 1).is_some_and(|i| match &i.what {
            What::Noun(n) => !n.class.has(WordClass::AMOUNT),
            What::Description(_) => true,
            What::Word => !text.has_role(i.first, WordRole::Modifier),
            _ => false,
        })
}

/// Whether the bare number at item `figure` may be what something is worth: a large one, told of a firm or an amount («La capitalizzazione
/// supera i 300 miliardi»), and of no chips or people («Gli abbonati superano i 3 milioni», «Il numero di GPU»).
fn worth_of(text: &Text<'_>, parsed: &Parsed, figure: usize, subject: &Subject) -> bool {
    let items = &parsed.items;
    let things = |i: &Item| match &i.what {
        What::Noun(n) => {
            !n.class.has(WordClass::AMOUNT | WordClass::COMPANY)
                || n.class.has(WordClass::AMOUNT) && n.relation.is_none()
        }
        What::Mention(_) => text.is_kind(i, Type::Chip) || text.is_kind(i, Type::Model),
        _ => false,
    };
    let quantity = text.figure_of(&items[figure]).copied().unwrap_or_default();
    let told = subject.item.is_some_and(|s| things(&items[s]));
    let mut after = items[figure + 1..].iter().skip_while(|i| matches!(i.what, What::Preposition("di")));
    let counts = after.next().is_some_and(|i| matches!(i.what, What::Word | What::Description(_)) || things(i));
    large(&quantity) && !told && !counts
}

/// What the noun with an article that the verb at item `verb` announces says of the figure that hangs on it: «l'acquisto di 5.000 chip»
/// buys, «l'arresto di tre uomini» nothing that is known; none where the figure's own things are announced («tre nuovi chip», «una serie di 3
/// schede»).
fn announced(text: &Text<'_>, parsed: &Parsed, verb: usize, figure: usize) -> Option<RelationId> {
    let items = &parsed.items;
    if verb >= figure || !matches!(items[figure - 1].what, What::Preposition("di")) {
        return None;
    }
    let small = |i: &Item| {
        matches!(i.what, What::Function(Function::Adverb))
            || text.is_kind(i, Type::Date)
            || text.is_kind(i, Type::Place)
    };
    let article = (verb + 1..figure).find(|&i| !small(&items[i]))?;
    if !matches!(items[article].what, What::Function(Function::Article)) {
        return None;
    }
    match &items.get(article + 1..figure - 1)?.first()?.what {
        What::Noun(n) if n.class.has(WordClass::CHIP | WordClass::SITE | WordClass::COMPANY) => None,
        What::Noun(n) if n.class.has(WordClass::AMOUNT) => n.relation.filter(|r| text.relations.eventful(*r)),
        What::Noun(n) => Some(n.relation.unwrap_or(text.relations.other)),
        What::Word => Some(text.relations.other),
        _ => None,
    }
}

/// Whether the participle at item `verb` says what was paid for the thing before it, the figure right after: «un kit pagato 255 sterline»;
/// a fine, a tax, a dividend is paid itself.
fn thing_paid(text: &Text<'_>, parsed: &Parsed, verb: usize, figure: usize) -> bool {
    let items = &parsed.items;
    let thing = |i: &Item| match &i.what {
        What::Noun(n) => {
            n.relation.is_none() && !n.class.has(WordClass::AMOUNT | WordClass::PEOPLE | WordClass::COMPANY)
        }
        What::Word => true,
        _ => text.is_kind(i, Type::Chip) || text.unit_kind(i) == Some(UnitKind::Measure),
    };
    matches!(&items[verb].what, What::Verb(v) if v.mood == Mood::Participle && v.class.has(WordClass::LIGHT))
        && verb < figure
        && object_sum(parsed, verb, figure)
        && thing(&items[verb - 1])
}

/// Whether a share whose verb does not say so is one of a market: where its clause says in which one («Nel mercato delle CPU AMD è salita
/// al 25%»), or a share told after it in the sentence does («Micron era al 25%, Samsung al 33% del mercato»).
fn of_a_market(text: &Text<'_>, parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    let level = figure > 0 && matches!(items[figure - 1].what, What::Preposition("a" | "da"));
    let market = |i: &Item| text.has_role(i.first, WordRole::Market);
    let here = || slots::market_before(text, items, figure).is_some_and(|m| text.governor(items, m) == Some("in"));
    let share = |f: usize| text.unit_kind(&items[f]) == Some(UnitKind::Percent);
    let after = || {
        let mut later = parsed.figures.iter().copied().filter(|&f| f > figure);
        later.any(|f| share(f) && items[f + 1..].iter().take(3).any(market))
    };
    level && (here() || after())
}

/// What the verb at item `at` says: to buy a firm is to acquire it («ha comprato Ampere per 6,5 miliardi»), its chips are bought.
pub(super) fn of_deal(text: &Text<'_>, parsed: &Parsed, at: usize, relation: RelationId) -> RelationId {
    if relation != text.relations.buy {
        return relation;
    }
    let items = &parsed.items;
    let small = |i: &Item| {
        matches!(i.what, What::Function(Function::Article | Function::Adverb))
            || matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY))
            // «ha acquistato la cinese Manus»
            || matches!(i.what, What::Word) && text.tokens[i.first].begins(TermKind::Demonym)
    };
    let object = (at + 1..items.len()).take(3).find(|&i| !small(&items[i]));
    let object_of = |i: usize| matches!(text.governor(items, i), None | Some(super::OBJECT));
    let firm = |i: usize| text.is_firm(&items[i]) && object_of(i) && !who::makes(text, items, i);
    if object.is_some_and(firm) { text.relations.acquire } else { relation }
}

/// Whether a share of what a firm takes in goes to a government: «al Tesoro andrà il 25% degli incassi», «il governo tratterrà il 25%».
fn levied(text: &Text<'_>, parsed: &Parsed, figure: usize, by_verb: Option<RelationId>) -> bool {
    let items = &parsed.items;
    let clause = items[figure].clause;
    // «il 25% degli incassi sarà girato al governo»
    let state = |i: usize| {
        text.is_kind(&items[i], Type::Institution)
            && match text.governor(items, i) {
                None => i < figure,
                by => by == Some("a"),
            }
    };
    // «versare al Tesoro il 15% dei ricavi»
    let treasury = || {
        let mut here = parsed.clauses[clause].reach.clone();
        here.any(|i| text.has_role(items[i].first, WordRole::Treasury) && text.governor(items, i) == Some("a"))
    };
    // «verserà al governo il 25% dei ricavi»
    let pays = |r: RelationId| r == text.relations.own || r == text.relations.invest;
    // «il governo ha il 27%»: it only has it
    let verb = parsed.telling_before(figure).find_map(|i| match &items[i].what {
        What::Verb(v) => Some(v),
        _ => None,
    });
    let has = verb.is_some_and(|v| text.lexicons.verbs[v.verb as usize].id == "avere");
    let taken = by_verb.is_none_or(pays) && !has;
    let of = items.get(figure + 1).is_none_or(|i| matches!(i.what, What::Mark(_)))
        || items[figure + 1..].iter().take(3).any(|i| text.is_result(i));
    taken && of && (parsed.names.iter().any(|&i| items[i].clause == clause && state(i)) || treasury())
}

/// Whether a share is paid to be let sell: «verserà il 15% per esportare l'MI308».
fn buys_leave(text: &Text<'_>, parsed: &Parsed, figure: usize, by_verb: Option<RelationId>) -> bool {
    let items = &parsed.items;
    let known = &text.relations;
    let deal = |r: RelationId| r == known.sell || r == known.export;
    by_verb == Some(known.invest)
        && matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Preposition("per")))
        && matches!(items.get(figure + 2).map(|i| &i.what), Some(What::Verb(v)) if v.infinitive() && v.relation.is_some_and(deal))
}

/// The relation of a relative clause's verb; to have is to own: «le 700.000 che Nvidia ha in magazzino».
pub(super) fn of_relative(text: &Text<'_>, parsed: &Parsed, clause: usize) -> Option<RelationId> {
    let What::Verb(verb) = &parsed.items[parsed.clauses[clause].verb?].what else { return None };
    let has = text.lexicons.verbs[verb.verb as usize].id == "avere";
    of_verb(parsed, clause).or(has.then_some(text.relations.own))
}

/// The relation of a clause's verb.
pub(super) fn of_verb(parsed: &Parsed, clause: usize) -> Option<RelationId> {
    match &parsed.items[parsed.clauses[clause].verb?].what {
        What::Verb(verb) => verb.relation,
        _ => None,
    }
}

/// What is done to as many of those told of as the figure at item `figure` says, who were `told` so: «ha ordinato 100.000 unità, ma ne ha
/// ricevute meno di 30.000» are delivered.
pub(super) fn of_these(text: &Text<'_>, parsed: &Parsed, figure: usize, told: RelationId) -> RelationId {
    let known = &text.relations;
    let verb = parsed.clauses[parsed.items[figure].clause].verb.map(|v| &parsed.items[v].what);
    let got = matches!(verb, Some(What::Verb(v)) if v.relation.is_none() && v.class.has(WordClass::GET));
    if got && [known.order, known.buy].contains(&told) { known.deliver } else { told }
}

/// How many items before a gerund the noun may stand whose amount it tells.
const GERUND_REACH: usize = 12;

/// What a gerund without a relation tells the amount of: «hanno effettuato ordini, totalizzando 16 miliardi», «raddoppierà la
/// produzione, passando a 600.000».
fn above_gerund(text: &Text<'_>, parsed: &Parsed, clause: usize) -> Option<RelationId> {
    let items = &parsed.items;
    let here = &parsed.clauses[clause];
    let above = here.parent.filter(|_| here.hang == Hang::Gerund)?;
    let first = here.first()?;
    // «…, mentre i ricavi sono saliti del 16%, raggiungendo 26 miliardi»: what stands right before it
    let beside = first.checked_sub(1).map(|b| items[b].clause).filter(|_| parsed.clauses[above].verb.is_none());
    let above = beside.unwrap_or(above);
    (0..first).rev().take(GERUND_REACH).filter(|&i| items[i].clause == above).find_map(|i| match &items[i].what {
        What::Noun(n) | What::Phrase(n) => n.relation.filter(|r| text.relations.tells(*r)),
        _ => None,
    })
}

/// Whether the figure comes with the one before it: «, con 176 data center».
fn accompanies(parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    let with = (0..figure).rev().take(2).find(|&i| matches!(items[i].what, What::Preposition("con")));
    with.and_then(|w| w.checked_sub(1)).is_some_and(|c| matches!(items[c].what, What::Mark(',')))
}

/// The relation of the noun that heads a chain whose last noun is at `at`: «una tassa sulle esportazioni del 15%» taxes.
fn chain_head(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<RelationId> {
    let items = &parsed.items;
    let mut before =
        (0..at).rev().take(3).skip_while(|&i| matches!(items[i].what, What::Function(Function::Article) | What::Word));
    let joined = before.next().filter(|&i| matches!(items[i].what, What::Preposition("di" | "su" | "a" | "da")))?;
    let head = (0..joined).rev().find(|&i| !matches!(items[i].what, What::Word))?;
    match &items[head].what {
        // «una perdita di capitalizzazione del valore di 600 milioni»: what tells may stand further up
        What::Noun(n) if n.class.has(WordClass::AMOUNT) => {
            n.relation.filter(|r| text.relations.tells(*r)).or_else(|| chain_head(text, parsed, head))
        }
        _ => None,
    }
}
