//! The schema: each table with its columns, what they hold and how tables hang together. It is written here once; the header
//! lines, every format, `datapackage.json`, `schema.json`, `docs/tables.md` and the help of `--tables` are made of it.

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Which.
    pub name: TableName,
    /// What a row is, in a few words.
    pub row: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
    /// The columns that tell its rows apart.
    pub key: &'static [&'static str],
    /// Whose rows its rows point to.
    pub links: &'static [Link],
}

/// The tables' names, in the order they are shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableName {
    /// A row a file.
    Articles,
    /// A row a sentence.
    Sentences,
    /// A row a tagged name, date or figure.
    Mentions,
    /// A row a fact.
    Facts,
    /// A row a voice, claim by claim.
    Claims,
    /// A row a fact that is not as it was in the run before.
    Changes,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name, in the header and as a key of JSON.
    pub name: &'static str,
    /// What its cells are.
    pub kind: Kind,
    /// What its numbers are counted in: the column that tells it, or what it always is.
    pub unit: Option<&'static str>,
    /// Whether a cell may be empty: unknown, or does not apply.
    pub optional: bool,
    /// What it holds, in a sentence without its full stop; backticks around what is written just so.
    pub about: &'static str,
}

/// What a column's cells are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// One of these words.
    Term(&'static [&'static str]),
    /// A whole number, never negative.
    Integer,
    /// A number.
    Number,
    /// A number where the row's `type` is `figure`, else text.
    Measure,
    /// A day: `2026-02-24`.
    Day,
    /// A day where it is known, else a month, a year, another TIMEX3 value.
    Date,
    /// Names in the text's order, joined by `; ` in CSV.
    List,
}

/// What ties a table's rows to another's.
#[derive(Debug)]
pub struct Link {
    /// The columns here, which are called the same there.
    pub columns: &'static [&'static str],
    /// There.
    pub to: TableName,
}

impl TableName {
    /// Every table.
    pub const ALL: [TableName; 6] = [
        TableName::Articles,
        TableName::Sentences,
        TableName::Mentions,
        TableName::Facts,
        TableName::Claims,
        TableName::Changes,
    ];

    /// As files, sheets and the command have it.
    pub fn name(self) -> &'static str {
        match self {
            TableName::Articles => "articles",
            TableName::Sentences => "sentences",
            TableName::Mentions => "mentions",
            TableName::Facts => "facts",
            TableName::Claims => "claims",
            TableName::Changes => "changes",
        }
    }

    /// The table of this name.
    pub fn parse(name: &str) -> Option<TableName> {
        TableName::ALL.into_iter().find(|table| table.name() == name)
    }

    /// What it is made of.
    pub fn schema(self) -> &'static Table {
        match self {
            TableName::Articles => &ARTICLES,
            TableName::Sentences => &SENTENCES,
            TableName::Mentions => &MENTIONS,
            TableName::Facts => &FACTS,
            TableName::Claims => &CLAIMS,
            TableName::Changes => &CHANGES,
        }
    }
}

impl Table {
    /// The place of a column.
    pub fn at(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == column)
    }
}

/// The names of columns.
pub(super) const fn names<const N: usize>(columns: &[Column]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut at = 0;
    while at < N {
        names[at] = columns[at].name;
        at += 1;
    }
    names
}

const fn column(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { name, kind, unit: None, optional: false, about }
}

impl Column {
    /// One whose cells may be empty.
    const fn optional(self) -> Column {
        Column { optional: true, ..self }
    }

    const fn unit(self, unit: &'static str) -> Column {
        Column { unit: Some(unit), ..self }
    }
}

use Kind::{Date, Day, Integer, List, Measure, Number, Term, Text};

const BOUNDS: &[&str] = &["=", "~", ">", ">=", "<", "<="];
const DIRECTIONS: &[&str] = &["+", "-"];
const CERTAINTIES: &[&str] = &["asserted", "reported", "conditional", "planned", "negated", "question"];
const KINDS: &[&str] = &["quantity", "event"];
const TYPES: &[&str] = &["chip", "company", "place", "date", "figure", "person", "institution", "model"];
const MODIFIERS: &[&str] = &["START", "MID", "END", "APPROX", "BEFORE", "AFTER"];
const VERDICTS: &[&str] = &["conflict", "differ", "agree", "copied"];

const ARTICLE: Column = column("article", Text, "the article: its path below the corpus, with `/`");
const PUBLISHED: Column = column(
    "published",
    Date,
    "when the article was published: `2026-02-24`, or `2025-01` where only the month is known",
)
.optional();
const SENTENCE: Column = column("sentence", Integer, "the sentence's number in its article, from 1");
const VALUE: Column =
    column("value", Number, "the figure's number, never negative; «un numero uguale di H100» has the one it repeats")
        .optional()
        .unit("unit");
const VALUE_HIGH: Column =
    column("value_high", Number, "the upper end of a range («tra il 15 e il 20 per cento»)").optional().unit("unit");
const UNIT: Column = column(
    "unit",
    Text,
    "empty for a count, else `%`; `pp` percentage points; an ISO 4217 code (`USD`, `EUR`, `CNY`); a rate (`USD/h`, `EUR/month`); \
     SI and IEC symbols (`nm`, `GB`, `TB/s`, `MW`, `TFLOPS`); a duration (`h`, `day`, `week`, `month`, `year`); `x` a multiple",
)
.optional();
const BOUND: Column = column(
    "bound",
    Term(BOUNDS),
    "`=` exactly · `~` about · `>` more than · `>=` at least · `<` less than · `<=` at most",
)
.optional();
const DIRECTION: Column =
    column("direction", Term(DIRECTIONS), "`+` growth, `-` fall, where the text says so").optional();
const FIGURE: Column = column("figure", Text, "the figure as written").optional();
const RELATION: Column = column(
    "relation",
    Text,
    "a key of `lexicons/relations.csv`: `own`, `buy`, `sell`, `order`, `import`, `export`, `deliver`, `produce`, `launch`, `rent`, \
     `use`, `train`, `invest`, `earn`, `lose`, `worth`, `grow`, `fall`, `share`, `authorize`, `ban`, `tax`, `employ`, `acquire`, \
     `plan`, `other`",
);
const COMPANY: Column = column(
    "company",
    List,
    "of whom it is told: the owner, buyer, seller, the one authorized; «l'azienda cinese» stands for the company it means",
)
.optional();
const COUNTERPARTY: Column =
    column("counterparty", List, "the other one: the seller to a buyer, the one who authorizes").optional();
const CHIP: Column = column("chip", List, "the chips counted, sold, banned, used").optional();
const PLACE: Column = column("place", List, "where it happens or what it is about").optional();
const SOURCE: Column = column("source", List, "who says so, where the text says who").optional();
const OF: Column = column("of", Text, "what is counted or measured: «chip», «vendite», «ricavi»").optional();
const PART: Column =
    column("part", Text, "the part of the company it is told of: «divisione Data Center», «gaming»").optional();
const DATE: Column = column("date", Date, "when it holds, where the clause says so: a TIMEX3 value").optional();
const DATE_FROM: Column = column("date_from", Day, "the first day of `date`").optional();
const DATE_TO: Column = column("date_to", Day, "the last day of `date`").optional();
const CERTAINTY: Column = column(
    "certainty",
    Term(CERTAINTIES),
    "`asserted`; `reported` another's word; `conditional` («avrebbe acquistato»); `planned` future, permission, intention; `negated`; \
     `question`",
);
const EVIDENCE: Column = column("evidence", Text, "the sentence it stands in");
const FACT_ID: Column =
    column("fact_id", Text, "stable across runs and machines: the same words in the same article give the same id");

const ARTICLES_COLUMNS: &[Column] = &[
    ARTICLE,
    column("title", Text, "from front matter (`title:`), a page's metadata or a column, else a first line that is no sentence").optional(),
    Column {
        about: "`2026-02-24`, or `2025-01` where only the month is known: from a first line ` date 2026-02-24 `, front matter \
                (`date:`), a page's metadata, a column, `articles.csv` in the corpus, the file name, or `--published`",
        ..PUBLISHED
    },
    column("sentences", Integer, "its rows in `sentences`"),
    column("mentions", Integer, "its rows in `mentions`"),
    column("facts", Integer, "its rows in `facts`"),
    column("status", Text, "`read`, or `skipped: ` and why"),
    column(
        "encoding",
        Text,
        "how it was decoded: `utf-8`, `utf-8 (damaged)`, `utf-8 with windows-1252`, `utf-16le`, `utf-16be`, `windows-1252`, \
         `macintosh`, …",
    )
    .optional(),
    column(
        "format",
        Text,
        "what its text was taken out of: `text`, `markdown`, `html`, `jsonl`, `json`, `csv`, `parquet`",
    )
    .optional(),
    column("source", Text, "who published it, if its file says so, or `articles.csv` in the corpus").optional(),
    column("url", Text, "where it was published, told likewise").optional(),
];

/// `articles`.
pub static ARTICLES: Table = Table {
    name: TableName::Articles,
    row: "a file of the corpus, read or skipped",
    columns: ARTICLES_COLUMNS,
    key: &["article"],
    links: &[],
};

const POINTS: &str = "code points";

const SENTENCES_COLUMNS: &[Column] = &[
    ARTICLE,
    SENTENCE,
    column("start", Integer, "where it begins in the article's text").unit(POINTS),
    column("end", Integer, "one past where it ends").unit(POINTS),
    column("text", Text, "the sentence as written"),
];

/// `sentences`.
pub static SENTENCES: Table = Table {
    name: TableName::Sentences,
    row: "a sentence",
    columns: SENTENCES_COLUMNS,
    key: &["article", "sentence"],
    links: &[Link { columns: &["article"], to: TableName::Articles }],
};

const MENTIONS_COLUMNS: &[Column] = &[
    ARTICLE,
    SENTENCE,
    column(
        "type",
        Term(TYPES),
        "`chip`, `company`, `place`, `date`, `figure`, `person`, `institution`, `model` (an AI model)",
    ),
    column("text", Text, "the words as written"),
    column("start", Integer, "where they begin in the article's text").unit(POINTS),
    column("end", Integer, "one past where they end").unit(POINTS),
    column("id", Text, "names only: the lexicon's key (`nvidia`, `H100`, `CN`)").optional(),
    column("name", Text, "names only: what the lexicon calls it («NVIDIA»)").optional(),
    column(
        "value",
        Measure,
        "a figure's number, never negative; a date's TIMEX3 value (`2025-01-31`, `2025-01`, `2026-W10`)",
    )
    .optional()
    .unit("unit"),
    VALUE_HIGH,
    UNIT,
    BOUND,
    DIRECTION,
    column("mod", Term(MODIFIERS), "dates only: `START`, `MID`, `END`, `APPROX`, `BEFORE`, `AFTER`").optional(),
    column("from", Day, "dates only: the first day").optional(),
    column("to", Day, "dates only: the last day").optional(),
];

/// `mentions`.
pub static MENTIONS: Table = Table {
    name: TableName::Mentions,
    row: "a tagged name, date or figure",
    columns: MENTIONS_COLUMNS,
    key: &["article", "type", "start"],
    links: &[Link { columns: &["article", "sentence"], to: TableName::Sentences }],
};

const FACTS_COLUMNS: &[Column] = &[
    FACT_ID,
    ARTICLE,
    PUBLISHED,
    SENTENCE,
    column("kind", Term(KINDS), "`quantity` or `event`"),
    RELATION,
    COMPANY,
    COUNTERPARTY,
    CHIP,
    FIGURE,
    VALUE,
    VALUE_HIGH,
    UNIT,
    BOUND,
    DIRECTION,
    OF,
    PART,
    PLACE,
    DATE,
    DATE_FROM,
    DATE_TO,
    SOURCE,
    CERTAINTY,
    EVIDENCE,
    column("start", Integer, "where the fact's own words begin in the article's text").unit(POINTS),
    column("end", Integer, "one past where they end").unit(POINTS),
    column(
        "claim",
        Text,
        "what it speaks of: facts with the same `claim` speak of the same thing. `claims` holds those that several places tell of. \
         Empty for events, questions, and figures of nothing that is named",
    )
    .optional(),
];

/// `facts`.
pub static FACTS: Table = Table {
    name: TableName::Facts,
    row: "a fact",
    columns: FACTS_COLUMNS,
    key: &["fact_id"],
    links: &[Link { columns: &["article", "sentence"], to: TableName::Sentences }],
};

const CLAIMS_COLUMNS: &[Column] = &[
    column("claim", Text, "its id, a hash of what it is about: it stays the same as articles come and go"),
    column("verdict", Term(VERDICTS), "`conflict` two voices cannot both be right; `differ` nor can they, but of different dates, or one is a plan; `agree` all share a \
     number; `copied` one sentence and its copies"),
    column("voices", Integer, "how many voices tell of it"),
    column("articles", Integer, "how many articles tell of it"),
    column("low", Number, "the low end of the range of all its figures; empty where nothing bounds it. Falls are below zero")
        .optional()
        .unit("unit"),
    column("high", Number, "the high end of that range").optional().unit("unit"),
    column(
        "family",
        Text,
        "the relation's family; for a sum of money the relation itself: what was bought is owned, what was paid is not",
    ),
    Column { about: "whom it is about, as in `facts`", ..COMPANY },
    Column { about: "the other one, only where the family asks for it", ..COUNTERPARTY },
    Column { about: "which chips it is about", ..CHIP },
    Column { about: "which place it is about", ..PLACE },
    Column { about: "what is counted or measured, in its singular, only where the family asks for it", ..OF },
    Column { about: "the part of the company, in lower case, without what only says that it is one", ..PART },
    Column { about: "the unit of all its figures, as in `facts`", ..UNIT },
    column(
        "when",
        Text,
        "the date it is about, where the family asks for one: as told, else the month of the paper, for a bare «cede il 3%» its \
         day; the article where that is not known",
    )
    .optional(),
    column("voice", Integer, "the voice's number in the claim"),
    FIGURE,
    VALUE,
    VALUE_HIGH,
    BOUND,
    DIRECTION,
    RELATION,
    DATE,
    DATE_FROM,
    DATE_TO,
    SOURCE,
    CERTAINTY,
    Column { about: "where it is told: the article", ..ARTICLE },
    PUBLISHED,
    SENTENCE,
    Column { about: "the fact in `facts`", ..FACT_ID },
    EVIDENCE,
    column("copies", Integer, "how many copies of the sentence there are"),
    Column { about: "the articles that print them", ..column("copied_in", List, "").optional() },
];

/// `claims`.
pub static CLAIMS: Table = Table {
    name: TableName::Claims,
    row: "a voice, claim by claim: a sentence, and the copies of it",
    columns: CLAIMS_COLUMNS,
    key: &["claim", "voice"],
    links: &[
        Link { columns: &["fact_id"], to: TableName::Facts },
        Link { columns: &["article", "sentence"], to: TableName::Sentences },
    ],
};

/// How many columns of `claims` tell of the claim; those after it tell of a voice.
pub const OF_THE_CLAIM: usize = 15;

/// How many columns of `changes` tell what became of the fact; those after it are of the fact.
const CHANGE_COLUMNS: usize = 2;

/// A fact, and what became of it.
const CHANGES_COLUMNS: &[Column] = &{
    let change = column("change", Term(&["appeared", "disappeared", "changed"]), "what became of the fact");
    let was = column(
        "was",
        Text,
        "of a fact that changed, the cells that are not as they were, and what they held: «company: AMD; value:»",
    );
    let mut columns = [change; CHANGE_COLUMNS + FACTS_COLUMNS.len()];
    columns[1] = was.optional();
    let mut at = 0;
    while at < FACTS_COLUMNS.len() {
        columns[CHANGE_COLUMNS + at] = FACTS_COLUMNS[at];
        at += 1;
    }
    columns
};

/// `changes`.
pub static CHANGES: Table = Table {
    name: TableName::Changes,
    row: "a fact that is not as it was in the run before",
    columns: CHANGES_COLUMNS,
    key: &["fact_id"],
    links: &[],
};

pub(super) const ARTICLES_NAMES: [&str; ARTICLES_COLUMNS.len()] = names(ARTICLES_COLUMNS);
pub(super) const SENTENCES_NAMES: [&str; SENTENCES_COLUMNS.len()] = names(SENTENCES_COLUMNS);
pub(super) const MENTIONS_NAMES: [&str; MENTIONS_COLUMNS.len()] = names(MENTIONS_COLUMNS);
pub(super) const FACTS_NAMES: [&str; FACTS_COLUMNS.len()] = names(FACTS_COLUMNS);
pub(super) const CLAIMS_NAMES: [&str; CLAIMS_COLUMNS.len()] = names(CLAIMS_COLUMNS);
pub(super) const CHANGES_NAMES: [&str; CHANGES_COLUMNS.len()] = names(CHANGES_COLUMNS);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_links_name_columns_of_their_tables() {
        for name in TableName::ALL {
            let table = name.schema();
            assert_eq!((table.name, TableName::parse(name.name())), (name, Some(name)));
            let mut names: Vec<&str> = table.columns.iter().map(|c| c.name).collect();
            assert!(table.key.iter().all(|key| names.contains(key)), "{}", name.name());
            for link in table.links {
                let to = link.to.schema();
                assert!(link.columns.iter().all(|c| table.at(c).is_some() && to.key.contains(c)), "{}", name.name());
            }
            for column in table.columns {
                assert!(!column.about.is_empty() && !column.about.ends_with('.'), "{}.{}", name.name(), column.name);
                assert!(column.unit.is_none_or(|unit| unit == POINTS || table.at(unit).is_some()));
            }
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.columns.len(), "{}", name.name());
        }
        assert_eq!(CLAIMS.columns[OF_THE_CLAIM].name, "voice");
        assert_eq!(CHANGES_NAMES[CHANGE_COLUMNS..], FACTS_NAMES);
    }
}
