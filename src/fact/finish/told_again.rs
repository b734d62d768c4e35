//! Of whom a figure is told that names no firm, where the article tells the same figure of one.

use crate::fact::{COUNTS_OTHERS, Fact, Fillers};
use crate::lexicon::{KnownRelations, RelationId};
use crate::mention::Mention;
use rustc_hash::FxHashMap;

/// The smallest count that, told again in an article, is sure to be of the same.
const NO_SMALL_COUNT: f64 = 1000.0;

/// Gives a figure that names no firm that of the same figure elsewhere in the article: a title's, a caption's; and its relation, where it
/// says none but that it is planned or announced: «I 4,3 miliardi annunciati ieri».
pub(in crate::fact) fn told_again(facts: &mut [Fact], mentions: &[Mention], relations: &KnownRelations) {
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

/// Takes from the other party whom the fact is told of, however that was found: nobody deals with himself.
pub(in crate::fact) fn apart(facts: &mut [Fact]) {
    for fact in facts {
        let Fact { company, counterparty, .. } = fact;
        counterparty.retain(|f| company.iter().all(|c| c.entity != f.entity));
    }
}
