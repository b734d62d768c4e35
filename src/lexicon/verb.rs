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
    /// All of them, in the order of this list.
    pub(super) const ALL: [Mood; 9] = [
        Mood::Present,
        Mood::Imperfect,
        Mood::Past,
        Mood::Future,
        Mood::Conditional,
        Mood::Subjunctive,
        Mood::Infinitive,
        Mood::Gerund,
        Mood::Participle,
    ];

    /// Whether the form has a person: the head of a clause.
    pub fn finite(self) -> bool {
        !matches!(self, Mood::Infinitive | Mood::Gerund | Mood::Participle)
    }
}

/// Whether a form of the subjunctive is of the past one, by its ending: «vendesse», «vendessero».
pub fn is_past_subjunctive(form: &str) -> bool {
    form.ends_with("sse") || form.ends_with("ssero")
}

/// A form of a verb.
#[derive(Clone, Copy, Debug)]
pub struct VerbForm {
    /// Whose form: a place in [`super::Lexicons::verbs`].
    pub verb: u32,
    /// Mood and tense.
    pub mood: Mood,
    /// 1, 2, 3, or 0.
    pub person: u8,
    /// Whether it is plural.
    pub plural: bool,
    /// How seldom a newspaper means it, from 0: the third person first, then forms without a person.
    pub rank: u8,
}

impl VerbForm {
    /// The rank of forms that stand in quotes only: «compro», «compri».
    pub const SELDOM: u8 = 9;

    /// As one number, the verb in its first half.
    pub(super) fn number(self) -> u64 {
        let VerbForm { verb, mood, person, plural, rank } = self;
        let last = u32::from_le_bytes([mood as u8, person, plural.into(), rank]);
        u64::from(verb) | u64::from(last) << 32
    }

    /// The rank the number says: its last byte.
    pub(super) fn rank_of(number: u64) -> u8 {
        (number >> 56) as u8
    }

    /// What the number says.
    pub(super) fn of(number: u64) -> VerbForm {
        let [mood, person, plural, rank] = ((number >> 32) as u32).to_le_bytes();
        let mood = Mood::ALL.get(usize::from(mood)).copied().unwrap_or(Mood::Participle);
        VerbForm { verb: number as u32, mood, person, plural: plural != 0, rank }
    }

    pub(super) fn new(verb: u32, made: &Conjugated<'_>) -> VerbForm {
        let Conjugated { mood, person, plural, .. } = *made;
        let rank = match (mood, person) {
            (m, 3) if m.finite() && m != Mood::Subjunctive => 0,
            (Mood::Infinitive | Mood::Gerund, _) => 1,
            (Mood::Participle, _) => 2,
            (Mood::Subjunctive, 3) => 3,
            // «abbiamo», «puntiamo»: no other word ends so
            (m, 1) if m.finite() && plural => 4,
            _ => VerbForm::SELDOM,
        };
        VerbForm { verb, mood, person, plural, rank }
    }
}

/// One written form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conjugated<'f> {
    /// The word, lower case.
    pub form: &'f str,
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

/// Adds `ending` to `form`, with the spelling that keeps the sound: giochi, lanci, studi.
fn join(form: &mut String, ending: &str, are: bool) {
    let soft = ending.starts_with(['e', 'i', 'é']);
    if are && soft {
        if form.ends_with(['c', 'g']) {
            form.push('h');
        } else if let Some(short) = form.strip_suffix('i')
            && (ending.starts_with('i') || short.ends_with(['c', 'g']))
        {
            form.pop();
        }
    }
    form.push_str(ending);
}

/// A verb's forms on their way to whom they are told.
struct Forms<Tell> {
    tell: Tell,
    /// The form that is put together.
    form: String,
    /// Whether the infinitive ends in «-are».
    are: bool,
}

impl<Tell: FnMut(Conjugated<'_>)> Forms<Tell> {
    /// A form that stands as it is.
    fn whole(&mut self, form: &str, mood: Mood, (person, plural): (u8, bool)) {
        if !form.is_empty() && form != "-" {
            (self.tell)(Conjugated { form, mood, person, plural });
        }
    }

    /// A form put together of parts, as they are.
    fn glue(&mut self, parts: &[&str], mood: Mood, person: (u8, bool)) {
        let mut form = std::mem::take(&mut self.form);
        form.clear();
        parts.iter().for_each(|part| form.push_str(part));
        self.whole(&form, mood, person);
        self.form = form;
    }

    /// A stem and its ending, with the spelling that keeps the sound.
    fn join(&mut self, stem: &[&str], ending: &str, mood: Mood, person: (u8, bool)) {
        let mut form = std::mem::take(&mut self.form);
        form.clear();
        stem.iter().for_each(|part| form.push_str(part));
        join(&mut form, ending, self.are);
        self.whole(&form, mood, person);
        self.form = form;
    }
}

/// Tells all forms of `infinitive`; `irregular` holds the keys of the lexicon's column of that name.
pub fn conjugate(infinitive: &str, irregular: &BTreeMap<&str, &str>, tell: impl FnMut(Conjugated<'_>)) {
    let (stem, endings, are) = match infinitive {
        w if w.ends_with("are") => (&w[..w.len() - 3], &ARE, true),
        w if w.ends_with("ire") => (&w[..w.len() - 3], &IRE, false),
        w if w.ends_with("ere") => (&w[..w.len() - 3], &ERE, false),
        w => (&w[..w.len().saturating_sub(2)], &ERE, false),
    };
    let mut forms = Forms { tell, form: String::with_capacity(64), are };
    let isc = if irregular.contains_key("isc") { "isc" } else { "" };
    let listed = |key: &str| irregular.get(key).map(|v| v.split_whitespace());

    match listed("pres") {
        Some(list) => {
            for (form, person) in list.zip(PERSONS) {
                forms.whole(form, Mood::Present, person);
            }
        }
        None => {
            for (p, person) in PERSONS.into_iter().enumerate() {
                let middle = if [3, 4].contains(&p) { "" } else { isc };
                forms.join(&[stem, middle], endings.present[p], Mood::Present, person);
            }
        }
    }

    let imperfect = match irregular.get("impf") {
        Some(listed) => [listed, ""],
        None => [stem, endings.imperfect],
    };
    for (ending, person) in ["o", "i", "a", "amo", "ate", "ano"].into_iter().zip(PERSONS) {
        forms.glue(&[imperfect[0], imperfect[1], ending], Mood::Imperfect, person);
    }

    let past: Option<Vec<&str>> = listed("past").map(Iterator::collect);
    for (p, person) in PERSONS.into_iter().enumerate() {
        match (&past, p) {
            (Some(list), 0 | 2 | 5) if list.len() == 3 => forms.whole(list[p / 2], Mood::Past, person),
            _ => forms.join(&[stem], endings.past[p], Mood::Past, person),
        }
    }
    if past.is_none() && std::ptr::eq(endings, &ERE) {
        for (ending, p) in [("etti", 0), ("ette", 2), ("ettero", 5)] {
            forms.glue(&[stem, ending], Mood::Past, PERSONS[p]);
        }
    }

    let mut future = String::new();
    match irregular.get("fut") {
        Some(listed) => future.push_str(listed),
        None => {
            future.push_str(stem);
            join(&mut future, endings.future, are);
        }
    }
    for (ending, person) in ["ò", "ai", "à", "emo", "ete", "anno"].into_iter().zip(PERSONS) {
        forms.glue(&[&future, ending], Mood::Future, person);
    }
    for (ending, person) in ["ei", "esti", "ebbe", "emmo", "este", "ebbero"].into_iter().zip(PERSONS) {
        forms.glue(&[&future, ending], Mood::Conditional, person);
    }

    match listed("subj") {
        Some(list) => {
            for (form, plural) in list.zip([false, true]) {
                forms.whole(form, Mood::Subjunctive, (3, plural));
            }
        }
        None => {
            // An irregular present lends its first person's stem: tengo, tenga.
            let first = listed("pres").and_then(|mut list| list.next());
            let base = match first.and_then(|first| first.strip_suffix('o')) {
                Some(own) => [own, ""],
                None => [stem, isc],
            };
            forms.join(&base, endings.subjunctive[2], Mood::Subjunctive, (3, false));
            forms.join(&base, endings.subjunctive[5], Mood::Subjunctive, (3, true));
        }
    }
    let subjunctive = match irregular.get("impsubj") {
        Some(listed) => [listed, ""],
        None => [stem, endings.past_subjunctive],
    };
    forms.glue(&[subjunctive[0], subjunctive[1], "e"], Mood::Subjunctive, (3, false));
    forms.glue(&[subjunctive[0], subjunctive[1], "ero"], Mood::Subjunctive, (3, true));

    let participle = match irregular.get("pp") {
        Some(listed) => ["", listed],
        None => [stem, endings.participle],
    };
    if let Some(root) = participle[1].strip_suffix('o') {
        for (ending, plural) in [("o", false), ("a", false), ("i", true), ("e", true)] {
            forms.glue(&[participle[0], root, ending], Mood::Participle, (0, plural));
        }
    }

    let gerund = match irregular.get("ger") {
        Some(listed) => [listed, ""],
        None => [stem, endings.gerund],
    };
    // «comprandone», «comprarli»: the pronoun hangs on the verb; «comprar» stands before another word.
    let short = if infinitive.ends_with("rre") {
        &infinitive[..infinitive.len() - 2]
    } else {
        &infinitive[..infinitive.len() - 1]
    };
    forms.whole(infinitive, Mood::Infinitive, (0, false));
    forms.whole(short, Mood::Infinitive, (0, false));
    forms.glue(&gerund, Mood::Gerund, (0, false));
    for pronoun in ["si", "ne", "lo", "la", "li", "le", "gli", "ci", "vi"] {
        forms.glue(&[short, pronoun], Mood::Infinitive, (0, false));
        forms.glue(&[gerund[0], gerund[1], pronoun], Mood::Gerund, (0, false));
    }
    for form in listed("forms").into_iter().flatten() {
        let ends = |endings: &[&str]| endings.iter().any(|e| form.ends_with(e));
        let mood = match form {
            _ if ends(&["rà", "ranno", "rò", "remo"]) => Mood::Future,
            _ if ends(&["rebbe", "rebbero"]) => Mood::Conditional,
            _ if ends(&["sse", "ssero", "sca", "scano"]) => Mood::Subjunctive,
            _ if ends(&["sce", "scono", "ono"]) && !ends(&["rono"]) => Mood::Present,
            _ => Mood::Past,
        };
        forms.whole(form, mood, (3, ends(&["no", "ro", "mo"])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(infinitive: &str, irregular: &str) -> Vec<String> {
        let map = irregular.split('|').filter_map(|kv| kv.split_once('=')).collect();
        let mut forms = Vec::new();
        conjugate(infinitive, &map, |made| forms.push(made.form.to_owned()));
        forms
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
