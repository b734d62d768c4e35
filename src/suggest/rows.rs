//! Suggestions as CSV: a table of their own, or rows of the lexicon they belong into.

use super::Suggestion;
use crate::lexicon::Lexicons;
use crate::mention::Type;
use rustc_hash::FxHashSet;

/// The columns of [`table`].
const COLUMNS: [&str; 7] = ["form", "type", "why", "articles", "count", "example", "article"];

/// All suggestions: form, type, why, in how many articles, how often, an example and its article.
pub fn table(suggestions: &[Suggestion]) -> String {
    let mut out = String::new();
    line(&mut out, &COLUMNS.map(str::to_owned));
    for s in suggestions {
        let cells = [
            s.form.clone(),
            s.kind.name().to_owned(),
            s.why.join("; "),
            s.articles.to_string(),
            s.count.to_string(),
            s.example.clone(),
            s.article.clone(),
        ];
        line(&mut out, &cells);
    }
    out
}

/// The suggestions of one type as rows of its lexicon, header first: `id`, `name`, `forms` and what else the text tells are
/// filled, `note` says why.
pub fn rows(suggestions: &[Suggestion], kind: Type, lexicons: &Lexicons) -> String {
    let columns = crate::lexicon::columns(kind);
    let mut out = String::new();
    line(&mut out, &columns.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>());
    let mut taken = FxHashSet::default();
    for s in suggestions.iter().filter(|s| s.kind == kind) {
        let id = free_id(s, lexicons, &mut taken);
        let cells: Vec<String> = columns.iter().map(|column| cell(s, column, &id)).collect();
        line(&mut out, &cells);
    }
    out
}

fn cell(s: &Suggestion, column: &str, id: &str) -> String {
    match column {
        "id" => id.to_owned(),
        "name" => s.form.clone(),
        "forms" => s.others.join("|"),
        "cue" if s.doubtful => "word".to_owned(),
        "country" => s.country.clone().unwrap_or_default(),
        "maker" | "works_for" => s.owner.clone().unwrap_or_default(),
        "surname" => s.form.rsplit_once(' ').map_or("", |(_, last)| last).to_owned(),
        "role" => s.role.clone().unwrap_or_default(),
        "note" => {
            let articles = if s.articles == 1 { "article" } else { "articles" };
            format!("suggested by {} ({} {articles}): {}", s.why.join(", "), s.articles, s.example)
        }
        _ => String::new(),
    }
}

/// An id as the lexicon has them, that no row has yet: chips and models keep their case, the others are lower-case slugs.
fn free_id(s: &Suggestion, lexicons: &Lexicons, taken: &mut FxHashSet<String>) -> String {
    let plain = match s.kind {
        Type::Chip | Type::Model => s.form.replace(' ', "-"),
        _ => slug(&s.form),
    };
    let base: String =
        plain.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '+' | '_')).collect();
    let base = if base.is_empty() { "name".to_owned() } else { base };
    let free = |id: &String, taken: &FxHashSet<String>| lexicons.by_key(s.kind, id).is_none() && !taken.contains(id);
    let numbered = (2..).map(|n| format!("{base}-{n}"));
    let id = std::iter::once(base.clone()).chain(numbered).find(|id| free(id, taken)).unwrap_or(base);
    taken.insert(id.clone());
    id
}

/// `Zeta Chip & Co` as `zeta-chip-co`.
fn slug(form: &str) -> String {
    let mut out = String::new();
    for c in form.chars().flat_map(char::to_lowercase) {
        let plain = match c {
            'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => 'a',
            'è' | 'é' | 'ê' | 'ë' => 'e',
            'ì' | 'í' | 'î' | 'ï' => 'i',
            'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
            'ù' | 'ú' | 'û' | 'ü' => 'u',
            'ñ' => 'n',
            'ç' | 'č' | 'ć' => 'c',
            'š' => 's',
            'ž' => 'z',
            c => c,
        };
        if plain.is_ascii_alphanumeric() {
            out.push(plain);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// One line of CSV, cells in quotes where they must be.
fn line(out: &mut String, cells: &[String]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push('\n');
}
