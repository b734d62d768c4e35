//! What another says, or had said.

use super::Asked;
use crate::fact::parse::{Parsed, What};
use crate::fact::{parallel, source};
use crate::lexicon::{Function, Mood, WordClass};

/// Somebody is found who says it, named or not: «Wang dice che DeepSeek ha 50.000 H100».
pub(super) fn anothers_word(asked: &Asked<'_>) -> bool {
    asked.attribution.reported(asked.at) && !counts_sources(asked)
}

/// Whether the figure counts those who say it, as the article itself tells: «stando a due ingegneri», «le sei persone sentite dal sito».
fn counts_sources(asked: &Asked<'_>) -> bool {
    let &Asked { items, at, .. } = asked;
    let cue = |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Cue(c)) if c.has(WordClass::ACCORDING));
    let who = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Noun(n)) if n.class.has(WordClass::PEOPLE | WordClass::SPEAKER))
        || matches!(items.get(at + 1).map(|i| &i.what), Some(What::Word));
    items[at].figure && who && (at > 0 && cue(at - 1) || cue(at + 2))
}

/// It stands in a quote of more than a word or two.
pub(super) fn quoted(asked: &Asked<'_>) -> bool {
    let &Asked { items, at, .. } = asked;
    let run = |range: &mut dyn Iterator<Item = usize>| range.take_while(|&i| items[i].quoted).count();
    items[at].quoted && run(&mut (0..at).rev()) + run(&mut (at..items.len())) >= 5
}

/// A word of hearsay: «sembra che», «corre voce che».
pub(super) fn cue(_: &Asked<'_>, _: usize, class: WordClass) -> bool {
    class.has(WordClass::HEARSAY)
}

/// It is what others had expected: so they had said, and whatever came is not told of it. «contro i 46,1 stimati dagli analisti», «un soffio
/// sotto i 41,3 attesi»; «ha battuto le stime di 3,9 miliardi».
pub(super) fn expected(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, at, .. } = asked;
    expected_by_participle(parsed, at) || source::expectation(text, parsed, at).is_some()
}

/// Whether a participle right after the figure says that others expected it, and something is held against it: «contro i 46,1 stimati»,
/// «sopra i 3,9 miliardi previsti».
fn expected_by_participle(parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    // «dei 434.487 veicoli attesi», «ai 30 miliardi precedentemente previsti»
    let between = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Word | What::Noun(_)));
    let participle = match items.get(at + 1 + usize::from(between)).map(|i| &i.what) {
        // «i 288 chiesti da Nvidia» are wanted
        Some(What::Verb(v)) => {
            v.mood == Mood::Participle
                && v.class.has(WordClass::PLAN | WordClass::SAY)
                // «il -64% accusato nel 2019»
                && !v.class.has(WordClass::ASK | WordClass::LIGHT)
        }
        Some(What::Cue(class)) => class.has(WordClass::PLANNED | WordClass::ACCORDING),
        _ => false,
    };
    if !(items[at].figure && participle) {
        return false;
    }
    let article = at > 0
        && matches!(items[at - 1].what, What::Function(Function::Article) | What::Preposition("di" | "a" | "da"));
    let held = at > 1
        && (parallel::is_compared(parsed, at)
            || matches!(items[at - 2].what, What::Preposition("sopra" | "sotto") | What::Word));
    article && held
}
