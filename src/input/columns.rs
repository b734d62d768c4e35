//! Which columns of records hold what.

use crate::article::{PUBLISHED_KEYS, SOURCE_KEYS, TITLE_KEYS, URL_KEYS};
use crate::lexicon::did_you_mean;

/// What columns can hold, by the names `--columns` knows.
pub const COLUMNS: [&str; 6] = ["id", "text", "date", "title", "url", "source"];

pub(super) const ID: usize = 0;
pub(super) const TEXT: usize = 1;
pub(super) const DATE: usize = 2;
pub(super) const TITLE: usize = 3;
pub(super) const URL: usize = 4;
pub(super) const SOURCE: usize = 5;

/// The names that are looked for where none is given.
const USUAL: [&[&str]; 6] = [&["id"], &["text", "testo"], &PUBLISHED_KEYS, &TITLE_KEYS, &URL_KEYS, &SOURCE_KEYS];

/// Which columns of records hold what: each by the name given for it, else by a usual one.
///
/// ```
/// use fatti::input::Columns;
/// assert!(Columns::parse("text=body,date=published").is_ok());
/// assert!(Columns::parse("txt=body").unwrap_err().contains("did you mean `text`?"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    given: [Option<String>; COLUMNS.len()],
}

impl Columns {
    /// Reads `text=body,date=published`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Columns, String> {
        let mut columns = Columns::default();
        for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let Some((what, name)) = pair.split_once('=') else {
                return Err(format!("expected pairs like text=body,date=published, but found `{pair}`"));
            };
            let (what, name) = (what.trim(), name.trim());
            let Some(at) = COLUMNS.iter().position(|column| *column == what) else {
                let near = did_you_mean(what, COLUMNS.iter().copied());
                return Err(format!("expected one of {}, but found `{what}`{near}", COLUMNS.join(", ")));
            };
            if name.is_empty() {
                return Err(format!("expected the name of a column after `{what}=`"));
            }
            if columns.given[at].replace(name.to_owned()).is_some() {
                return Err(format!("`{what}` is given twice"));
            }
        }
        Ok(columns)
    }

    /// What the column of this name holds, as a place in [`COLUMNS`], and how well the name fits: the less the better.
    pub(super) fn holds(&self, name: &str) -> Option<(usize, usize)> {
        (0..COLUMNS.len()).find_map(|at| match &self.given[at] {
            Some(given) => (given == name).then_some((at, 0)),
            None => USUAL[at].iter().position(|usual| usual.eq_ignore_ascii_case(name)).map(|rank| (at, rank)),
        })
    }

    /// Which of the columns of these names holds what.
    ///
    /// # Errors
    /// A column that was asked for is not there, or none that holds the text.
    pub(super) fn among(&self, names: &[&str]) -> Result<[Option<usize>; COLUMNS.len()], String> {
        let mut best = [None::<(usize, usize)>; COLUMNS.len()];
        for (place, name) in names.iter().enumerate() {
            if let Some((at, rank)) = self.holds(name)
                && best[at].is_none_or(|(known, _)| rank < known)
            {
                best[at] = Some((rank, place));
            }
        }
        let lacking = |at: &usize| best[*at].is_none() && (*at == TEXT || self.given[*at].is_some());
        if let Some(at) = (0..COLUMNS.len()).find(lacking) {
            return Err(self.lacks(at, names));
        }
        Ok(best.map(|best| best.map(|(_, place)| place)))
    }

    /// What to say where no column of these names holds what is asked for.
    pub(super) fn lacks(&self, at: usize, names: &[&str]) -> String {
        let what = COLUMNS[at];
        let wanted = self.given[at].as_deref().unwrap_or(what);
        let near = did_you_mean(wanted, names.iter().copied());
        let mut shown: Vec<&str> = names.iter().copied().take(20).collect();
        if shown.len() < names.len() {
            shown.push("…");
        }
        let has = if shown.is_empty() { "no column".to_owned() } else { shown.join(", ") };
        let way = match self.given[at].is_some() {
            true => near,
            false => format!("; name it with --columns {what}=NAME{near}"),
        };
        format!("has no column `{wanted}`; it has {has}{way}")
    }

    /// As `text=body,date=published`: what was given, in the order of [`COLUMNS`].
    pub fn given(&self) -> String {
        let pairs =
            COLUMNS.iter().zip(&self.given).filter_map(|(what, name)| Some(format!("{what}={}", name.as_ref()?)));
        pairs.collect::<Vec<_>>().join(",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_given_and_by_usual_names() {
        let names = ["ID", "Body", "published", "date", "link", "Titolo"];
        let found = |given: &str| Columns::parse(given).and_then(|columns| columns.among(&names));
        assert_eq!(found("text=Body"), Ok([Some(0), Some(1), Some(3), Some(5), Some(4), None]));
        assert_eq!(found("text=Body,date=published,id=link"), Ok([Some(4), Some(1), Some(2), Some(5), None, None]));
        assert_eq!(Columns::default().among(&["Testo", "data"]), Ok([None, Some(0), Some(1), None, None, None]));
        assert_eq!(Columns::default().among(&["testo", "text"]), Ok([None, Some(1), None, None, None, None]));
        for (given, words) in [
            (
                "",
                "has no column `text`; it has ID, Body, published, date, link, Titolo; name it with --columns text=NAME",
            ),
            (
                "text=body",
                "has no column `body`; it has ID, Body, published, date, link, Titolo (did you mean `Body`?)",
            ),
            ("text=Body,url=uri", "has no column `uri`"),
            ("text", "expected pairs like text=body"),
            ("test=Body", "(did you mean `text`?)"),
            ("text=", "expected the name of a column after `text=`"),
            ("text=a,text=b", "given twice"),
        ] {
            let refused = found(given).expect_err(given);
            assert!(refused.contains(words), "{given}: {refused}");
        }
    }
}
