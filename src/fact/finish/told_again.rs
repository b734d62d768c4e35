//! Of whom a figure is told that names no firm, where the article tells the same figure of one.

use crate::fact::{COUNTS_OTHERS, Fact, Fillers};
use crate::lexicon::{Lexicons, RelationId, UnitKind};
use crate::mention::Mention;
use rustc_hash::FxHashMap;

/// The smallest count that, told again in an article, is sure to be of the same.
const NO_SMALL_COUNT: f64 = 1000.0;

/// Gives a figure that names no firm that of the same figure elsewhere in the article: a title's, a caption's; and its relation, where it
/// says none but that it is planned or announced: «I 4,3 miliardi annunciati ieri».
pub(in crate::fact) fn told_again(facts: &mut [Fact], mentions: &[Mention], lexicons: &Lexicons) {
    let sum = |f: &Fact| {
        let figure = f.figure.and_then(|m| mentions[m as usize].figure())?;
        let value = figure.value.filter(|v| figure.high.is_none() && *v >= NO_SMALL_COUNT)?;
        Some((value.to_bits(), figure.unit))
    };
    let unnamed = |f: &Fact| f.company.is_empty() && f.rules.company != COUNTS_OTHERS;
    if !facts.iter().any(&unnamed) {
        return;
    }
    shares_told_again(facts, mentions, lexicons);
    let relations = &lexicons.known_relations;
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
        // «Broadcom offre 130 miliardi per Qualcomm»: whom another deals with is not whom it is told of
        let other = |c: &Fillers| c.iter().any(|c| fact.counterparty.iter().any(|f| f.entity == c.entity));
        if let Some(Some((company, relation))) =
            alike.filter(|a| !a.as_ref().is_some_and(|(company, _)| other(company)))
        {
            (fact.company, fact.rules.company) = (company.clone(), "told again");
            (fact.relation, fact.rules.relation) = (*relation, "told again");
        }
    }
}

/// How many sentences after a share it may be taken up.
const SHARE_REACH: u32 = 4;

/// Gives a share that names no firm, nor tells how anything moved, that of the same share told before: «Trump pretendeva il 35% degli incassi
/// di AMD. … La sua pretesa del 35% …».
fn shares_told_again(facts: &mut [Fact], mentions: &[Mention], lexicons: &Lexicons) {
    let relations = &lexicons.known_relations;
    let share = |f: &Fact| {
        let figure = f.figure.and_then(|m| mentions[m as usize].figure())?;
        let percent = figure.unit_kind(lexicons) == Some(UnitKind::Percent) && figure.direction.is_none();
        // a round half or whole is anybody's
        let value = figure.value.filter(|v| percent && figure.high.is_none() && *v < 100.0 && *v != 50.0)?;
        Some(value.to_bits())
    };
    let vague = |r: RelationId| [relations.other, relations.share, relations.tax, relations.plan].contains(&r);
    for n in 1..facts.len() {
        let (before, rest) = facts.split_at_mut(n);
        let fact = &mut rest[0];
        let open = fact.company.is_empty() && fact.rules.company != COUNTS_OTHERS && vague(fact.relation);
        let Some(value) = share(fact).filter(|_| open) else { continue };
        let near = before.iter().rev().take_while(|b| b.sentence + SHARE_REACH >= fact.sentence);
        let mut like = near.filter(|b| share(b) == Some(value) && !b.company.is_empty());
        let Some(told) = like.next() else { continue };
        let firms = |f: &Fact| f.company.iter().map(|c| c.entity).collect::<Vec<_>>();
        let one = firms(told);
        // «il 70% della capacità», «la Cina il 15%»: of something else
        let alike = fact.of.is_none() || fact.rules.relation == "noun before";
        let within = |mine: &Fillers, told: &Fillers| mine.iter().all(|m| told.iter().any(|t| t.entity == m.entity));
        let same = within(&fact.chip, &told.chip) && within(&fact.place, &told.place);
        if alike && same && like.all(|b| firms(b) == one) && !fact.counterparty.iter().any(|c| one.contains(&c.entity))
        {
            (fact.company, fact.rules.company) = (told.company.clone(), "told again");
        }
    }
}

/// Takes from the other party whom the fact is told of, however that was found: nobody deals with himself.
pub(in crate::fact) fn apart(facts: &mut [Fact]) {
    for fact in facts {
        let Fact { company, counterparty, .. } = fact;
        counterparty.retain(|f| company.iter().all(|c| c.entity != f.entity));
    }
}
