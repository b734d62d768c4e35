//! The forms of Italian verbs, made from the infinitive by rule; what the rule cannot give stands in `lexicons/verbs.csv`.
//!
//! | infinitive | listed | some forms |
//! | --- | --- | --- |
//! | comprare | | compra, comprerà, comprerebbe, comprato, comprarne |
//! | giocare | | giochi, giocherà (`h` keeps the sound) |
//! | lanciare | | lanci, lancerà (no second `i`) |
//! | fornire | `isc=yes` | fornisce, forniscono |
//! | prendere | `pp=preso`, `past=presi prese presero` | preso, prese, presero |

use std::collections::BTreeMap;

/// Mood and tense, as far as the facts need them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// «compra»
    Present,
    /// «comprava»
    Imperfect,
    /// «comprò»
    Past,
    /// «comprerà»
    Future,
    /// «comprerebbe»
    Conditional,
    /// «compri», «comprasse»
    Subjunctive,
    /// «comprare», «comprarne»
    Infinitive,
    /// «comprando»
    Gerund,
    /// «comprato»
    Participle,
}

impl Mood {
    /// Whether the form has a person: the head of a clause.
    pub fn finite(self) -> bool {
        !matches!(self, Mood::Infinitive | Mood::Gerund | Mood::Participle)
    }
}

/// One written form of a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conjugated {
    /// The word, lower case.
    pub form: String,
    /// Mood and tense.
    pub mood: Mood,
    /// 1, 2 or 3; 0 where the form has none.
    pub person: u8,
    /// Whether it is plural.
    pub plural: bool,
}

const PERSONS: [(u8, bool); 6] = [(1, false), (2, false), (3, false), (1, true), (2, true), (3, true)];

/// The endings of one conjugation.
struct Endings {
    present: [&'static str; 6],
    imperfect: &'static str,
    past: [&'static str; 6],
    future: &'static str,
    subjunctive: [&'static str; 6],
    past_subjunctive: &'static str,
    participle: &'static str,
    gerund: &'static str,
}

const ARE: Endings = Endings {
    present: ["o", "i", "a", "iamo", "ate", "ano"],
    imperfect: "av",
    past: ["ai", "asti", "ò", "ammo", "aste", "arono"],
    future: "er",
    subjunctive: ["i", "i", "i", "iamo", "iate", "ino"],
    past_subjunctive: "ass",
    participle: "ato",
    gerund: "ando",
};
const ERE: Endings = Endings {
    present: ["o", "i", "e", "iamo", "ete", "ono"],
    imperfect: "ev",
    past: ["ei", "esti", "é", "emmo", "este", "erono"],
    future: "er",
    subjunctive: ["a", "a", "a", "iamo", "iate", "ano"],
    past_subjunctive: "ess",
    participle: "uto",
    gerund: "endo",
};
const IRE: Endings = Endings {
    present: ["o", "i", "e", "iamo", "ite", "ono"],
    imperfect: "iv",
    past: ["ii", "isti", "ì", "immo", "iste", "irono"],
    future: "ir",
    subjunctive: ["a", "a", "a", "iamo", "iate", "ano"],
    past_subjunctive: "iss",
    participle: "ito",
    gerund: "endo",
};

/// `stem` before `ending`, with the spelling that keeps the sound: giochi, lanci, studi.
fn join(stem: &str, ending: &str, are: bool) -> String {
    let soft = ending.starts_with(['e', 'i', 'é']);
    if are && soft {
        if stem.ends_with(['c', 'g']) {
            return format!("{stem}h{ending}");
        }
        if let Some(short) = stem.strip_suffix('i')
            && (ending.starts_with('i') || short.ends_with(['c', 'g']))
        {
            return format!("{short}{ending}");
        }
    }
    format!("{stem}{ending}")
}

/// All forms of `infinitive`; `irregular` holds the keys of the lexicon's column of that name.
pub fn conjugate(infinitive: &str, irregular: &BTreeMap<&str, &str>) -> Vec<Conjugated> {
    let mut forms = Vec::with_capacity(64);
    let mut add = |form: String, mood: Mood, person: u8, plural: bool| {
        if !form.is_empty() && form != "-" {
            forms.push(Conjugated { form, mood, person, plural });
        }
    };
    let (stem, endings, are) = match infinitive {
        w if w.ends_with("are") => (&w[..w.len() - 3], &ARE, true),
        w if w.ends_with("ire") => (&w[..w.len() - 3], &IRE, false),
        w if w.ends_with("ere") => (&w[..w.len() - 3], &ERE, false),
        w => (&w[..w.len().saturating_sub(2)], &ERE, false),
    };
    let isc = irregular.contains_key("isc");
    let listed = |key: &str| irregular.get(key).map(|v| v.split_whitespace().collect::<Vec<_>>());

    let present: Vec<String> = match listed("pres") {
        Some(list) => list.into_iter().map(str::to_owned).collect(),
        None => (0..6)
            .map(|p| {
                let middle = if isc && ![3, 4].contains(&p) { "isc" } else { "" };
                join(&format!("{stem}{middle}"), endings.present[p], are)
            })
            .collect(),
    };
    for (form, (person, plural)) in present.iter().zip(PERSONS) {
        add(form.clone(), Mood::Present, person, plural);
    }

    let imperfect = irregular.get("impf").map_or_else(|| format!("{stem}{}", endings.imperfect), |s| (*s).to_owned());
    for (ending, (person, plural)) in ["o", "i", "a", "amo", "ate", "ano"].into_iter().zip(PERSONS) {
        add(format!("{imperfect}{ending}"), Mood::Imperfect, person, plural);
    }

    let past = listed("past");
    for (p, (person, plural)) in PERSONS.into_iter().enumerate() {
        let form = match (&past, p) {
            (Some(list), 0 | 2 | 5) if list.len() == 3 => list[p / 2].to_owned(),
            _ => join(stem, endings.past[p], are),
        };
        add(form, Mood::Past, person, plural);
    }
    if past.is_none() && std::ptr::eq(endings, &ERE) {
        for (ending, p) in [("etti", 0), ("ette", 2), ("ettero", 5)] {
            add(format!("{stem}{ending}"), Mood::Past, PERSONS[p].0, PERSONS[p].1);
        }
    }

    let future = irregular.get("fut").map_or_else(|| join(stem, endings.future, are), |s| (*s).to_owned());
    for (ending, (person, plural)) in ["ò", "ai", "à", "emo", "ete", "anno"].into_iter().zip(PERSONS) {
        add(format!("{future}{ending}"), Mood::Future, person, plural);
    }
    for (ending, (person, plural)) in ["ei", "esti", "ebbe", "emmo", "este", "ebbero"].into_iter().zip(PERSONS) {
        add(format!("{future}{ending}"), Mood::Conditional, person, plural);
    }

    match listed("subj") {
        Some(list) => {
            for (form, plural) in list.iter().zip([false, true]) {
                add((*form).to_owned(), Mood::Subjunctive, 3, plural);
            }
        }
        None => {
            // An irregular present lends its first person's stem: tengo, tenga.
            let own = irregular.contains_key("pres") && present[0].ends_with('o');
            let base = match own {
                true => present[0][..present[0].len() - 1].to_owned(),
                false => format!("{stem}{}", if isc { "isc" } else { "" }),
            };
            add(join(&base, endings.subjunctive[2], are), Mood::Subjunctive, 3, false);
            add(join(&base, endings.subjunctive[5], are), Mood::Subjunctive, 3, true);
        }
    }
    let subjunctive =
        irregular.get("impsubj").map_or_else(|| format!("{stem}{}", endings.past_subjunctive), |s| (*s).to_owned());
    add(format!("{subjunctive}e"), Mood::Subjunctive, 3, false);
    add(format!("{subjunctive}ero"), Mood::Subjunctive, 3, true);

    let participle = irregular.get("pp").map_or_else(|| format!("{stem}{}", endings.participle), |s| (*s).to_owned());
    if let Some(root) = participle.strip_suffix('o') {
        for (ending, plural) in [("o", false), ("a", false), ("i", true), ("e", true)] {
            add(format!("{root}{ending}"), Mood::Participle, 0, plural);
        }
    }

    let gerund = irregular.get("ger").map_or_else(|| format!("{stem}{}", endings.gerund), |s| (*s).to_owned());
    // «comprandone», «comprarli»: the pronoun hangs on the verb; «comprar» stands before another word.
    let short = if infinitive.ends_with("rre") {
        &infinitive[..infinitive.len() - 2]
    } else {
        &infinitive[..infinitive.len() - 1]
    };
    add(infinitive.to_owned(), Mood::Infinitive, 0, false);
    add(short.to_owned(), Mood::Infinitive, 0, false);
    add(gerund.clone(), Mood::Gerund, 0, false);
    for pronoun in ["si", "ne", "lo", "la", "li", "le", "gli", "ci", "vi"] {
        add(format!("{short}{pronoun}"), Mood::Infinitive, 0, false);
        add(format!("{gerund}{pronoun}"), Mood::Gerund, 0, false);
    }
    for form in listed("forms").unwrap_or_default() {
        let ends = |endings: &[&str]| endings.iter().any(|e| form.ends_with(e));
        let mood = match form {
            _ if ends(&["rà", "ranno", "rò", "remo"]) => Mood::Future,
            _ if ends(&["rebbe", "rebbero"]) => Mood::Conditional,
            _ if ends(&["sse", "ssero", "sca", "scano"]) => Mood::Subjunctive,
            _ if ends(&["sce", "scono", "ono"]) && !ends(&["rono"]) => Mood::Present,
            _ => Mood::Past,
        };
        add(form.to_owned(), mood, 3, ends(&["no", "ro", "mo"]));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(infinitive: &str, irregular: &str) -> Vec<String> {
        let map = irregular.split('|').filter_map(|kv| kv.split_once('=')).collect();
        conjugate(infinitive, &map).into_iter().map(|f| f.form).collect()
    }

    #[test]
    fn regular_verbs_follow_the_rule() {
        for (infinitive, irregular, has, has_not) in [
            ("comprare", "", "compra comprano comprò compreranno comprerebbe comprato comprate comprarne", "compre"),
            ("giocare", "", "giochi giochiamo giocherà gioco giocò", "gioci giocerà"),
            ("lanciare", "", "lanci lanciamo lancerà lanciò lanciato", "lancii lancierà"),
            ("studiare", "", "studi studierà studiano", "studii"),
            ("vendere", "", "vende vendono vendette vendé venderà venduto vendesse", "venda-"),
            ("fornire", "isc=yes", "fornisce forniscono fornisca forniamo fornito fornì", "forne"),
            ("prendere", "pp=preso|past=presi prese presero", "preso presa prese presero prenderà", "prenduto"),
            (
                "produrre",
                "pp=prodotto|pres=produco produci produce produciamo producete producono|fut=produrr|past=produssi produsse produssero|impf=producev|ger=producendo|impsubj=producess",
                "prodotto produce produrrà produceva produsse produrre produrne produca producano",
                "produto",
            ),
        ] {
            let made = forms(infinitive, irregular);
            for form in has.split(' ') {
                assert!(made.iter().any(|m| m == form), "{infinitive}: no {form} in {made:?}");
            }
            for form in has_not.split(' ') {
                assert!(!made.iter().any(|m| m == form), "{infinitive}: {form} should not be made");
            }
        }
    }
}
