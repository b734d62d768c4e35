//! A parsed sentence as `extract explain --clauses` prints it.

use super::{Parsed, What};
use crate::fact::text::Text;

impl Parsed {
    /// The clauses and their items, for a reader: `0 Main [Nvidia] {ha venduto}* <10.000> …`.
    pub fn outline(&self, text: &Text<'_>) -> String {
        let mut out = String::new();
        for (number, clause) in self.clauses.iter().enumerate() {
            out.push_str(&format!("    {number} {:?} of {:?}:", clause.hang, clause.parent));
            for (at, item) in self.items.iter().enumerate().filter(|(_, i)| i.clause == number) {
                let written = (item.first..item.last).map(|t| text.word(t)).collect::<Vec<_>>().join(" ");
                let shown = match &item.what {
                    What::Mention(m) => format!("[{}:{written}]", text.mentions[*m as usize].kind.name()),
                    What::Description(d) => {
                        format!("[={}:{written}]", d.entity.map_or("?", |e| &text.lexicons.entity(e).name))
                    }
                    What::Verb(v) => {
                        let relation = v.relation.map_or("", |r| text.lexicons.relation(r));
                        format!(
                            "{{{written}{}{}:{relation}}}",
                            if v.finite() { "*" } else { "" },
                            if v.passive { "^" } else { "" }
                        )
                    }
                    What::Noun(n) => format!("<{written}:{}>", n.relation.map_or("", |r| text.lexicons.relation(r))),
                    What::Phrase(_) => format!("<<{written}>>"),
                    What::Cue(_) => format!("~{written}~"),
                    What::Preposition(_) => format!("{written}/"),
                    _ => written,
                };
                out.push_str(&format!(" {at}.{shown}"));
            }
            out.push('\n');
        }
        out
    }
}
