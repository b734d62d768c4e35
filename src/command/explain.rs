//! `extract explain ARTICLE`: its sentences with their mentions in colour and, under each, its facts, the rule behind every slot,
//! and the claim it belongs to.

use super::{Exit, HowRead, OwnLexicons, shown};
use anstyle::{AnsiColor, Style};
use clap::{Args, ColorChoice};
use fatti::claim::{self, Statement};
use fatti::fact::{Fact, Filler};
use fatti::mention::{Figure, Mention, Reading, Type};
use fatti::{Article, Error, Extraction, Lexicons, Sentence, extract, fact, table, token};
use std::io::Write;
use std::path::PathBuf;

/// The page on the rules, written from the tables beside them by tests/docs.rs.
const RULES: &str = include_str!("../../docs/rules.md");

/// Print an article's sentences and, under each, its facts with the rule behind every slot
///
/// Read it when a row of facts.csv looks wrong. Under each sentence stand its mentions (type, what it is in the tables, the
/// words) and its facts: a line a slot, with the rule that filled it. `--rules` lists the rules, each with an example.
#[derive(Args)]
pub struct Explain {
    /// The article; of a file with records one of them: news.jsonl#17
    #[arg(required_unless_present = "rules")]
    article: Option<PathBuf>,

    /// List the rules of every slot with examples, and read no article
    #[arg(long, conflicts_with = "article")]
    rules: bool,

    /// Print only this sentence, by its number in the tables
    #[arg(short, long, value_name = "N")]
    sentence: Option<usize>,

    /// Print, too, the clauses the rules see in each sentence
    #[arg(short, long)]
    clauses: bool,

    #[command(flatten)]
    lexicons: OwnLexicons,

    #[command(flatten)]
    reading: HowRead,

    /// Whether to print in colour; «auto»: on a terminal, unless NO_COLOR is set
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
}

pub fn main(arguments: &Explain) -> Result<Exit, Error> {
    let Some(path) = &arguments.article else { return printed(RULES, ColorChoice::Never) };
    let lexicons = arguments.lexicons.load()?;
    if !path.to_string_lossy().contains('#') {
        super::there(path)?;
    }
    let article = super::article(path, &arguments.reading)?;
    let extraction = extract(&article, &lexicons);
    let sentences = extraction.sentences.len();
    if let Some(none) = arguments.sentence.filter(|only| !(1..=sentences).contains(only)) {
        return Err(Error::Argument(format!("{} has no sentence {none}: it has {sentences}", path.display())));
    }
    let clauses = if arguments.clauses { clauses(&article, &extraction, &lexicons) } else { Vec::new() };
    let statements = claim::state(&article, &extraction, &lexicons);
    let mut page = Page {
        out: String::new(),
        article: &article,
        extraction: &extraction,
        statements: &statements,
        lexicons: &lexicons,
    };
    page.head();
    for (at, sentence) in extraction.sentences.iter().enumerate() {
        if arguments.sentence.is_none_or(|only| only == at + 1) {
            page.sentence(at, sentence, clauses.get(at).map_or("", String::as_str));
        }
    }
    printed(&page.out, arguments.color)
}

/// Writes to standard output, whole.
fn printed(text: &str, color: ColorChoice) -> Result<Exit, Error> {
    let choice = match color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    let mut stdout = anstream::AutoStream::new(std::io::stdout(), choice);
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        // «| head» has read enough
        Err(cause) if cause.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::Io { doing: "write to", path: "standard output".into(), cause })
        }
        _ => Ok(Exit::Done),
    }
}

/// The clauses of each sentence, as the rules see them.
fn clauses(article: &Article, extraction: &Extraction, lexicons: &Lexicons) -> Vec<String> {
    let mut tokens = Vec::new();
    token::tokenize(&article.text, article.body, &lexicons.vocabulary, &mut tokens);
    fact::outline(article, &tokens, &extraction.sentences, &extraction.mentions, lexicons)
}

const TYPES: [Type; 8] =
    [Type::Company, Type::Chip, Type::Model, Type::Figure, Type::Date, Type::Place, Type::Person, Type::Institution];

fn style(kind: Type) -> Style {
    let color = match kind {
        Type::Company => AnsiColor::Green,
        Type::Chip => AnsiColor::Cyan,
        Type::Model => AnsiColor::BrightCyan,
        Type::Figure => AnsiColor::Yellow,
        Type::Date => AnsiColor::Magenta,
        Type::Place => AnsiColor::Blue,
        Type::Person => AnsiColor::Red,
        Type::Institution => AnsiColor::BrightRed,
    };
    color.on_default().bold()
}

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// What is printed, with its colours, which the stream takes out where there are to be none.
struct Page<'a> {
    out: String,
    article: &'a Article,
    extraction: &'a Extraction,
    /// What each fact gives to the claims.
    statements: &'a [Option<Statement>],
    lexicons: &'a Lexicons,
}

impl Page<'_> {
    /// Words of the article in a style: on one line, their control characters shown.
    fn words(&mut self, style: Style, words: &str) {
        let words = shown(&words.replace(['\n', '\r', '\t'], " "));
        self.out.push_str(&format!("{style}{words}{style:#}"));
    }

    /// Which article, and which colour is what.
    fn head(&mut self) {
        let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let published = match self.article.published.to_string() {
            none if none.is_empty() => "date unknown".to_owned(),
            date => format!("published {date}"),
        };
        self.words(BOLD, &self.article.name);
        let counts = [
            published,
            count(self.extraction.sentences.len(), "sentence"),
            count(self.extraction.shown().count(), "mention"),
            count(self.extraction.facts.len(), "fact"),
        ];
        self.out.push_str(&format!(": {}\n", counts.join(", ")));
        let legend: Vec<String> = TYPES.map(|kind| format!("{0}{1}{0:#}", style(kind), kind.name())).into();
        self.out.push_str(&format!("mentions: {}\n", legend.join(" ")));
    }

    /// A sentence: its words, its mentions, its facts.
    fn sentence(&mut self, at: usize, sentence: &Sentence, clauses: &str) {
        self.out.push_str(&format!("\n{BOLD}{}{BOLD:#}  ", at + 1));
        let extraction = self.extraction;
        let first = extraction.mentions.partition_point(|m| m.span.start < sentence.span.start);
        let mentions = || extraction.mentions[first..].iter().take_while(|m| m.span.start < sentence.span.end);
        let mut from = sentence.span.start;
        let text = self.article.text.as_str();
        for mention in mentions() {
            // of mentions that share words the first shows its colour
            if mention.span.start >= from {
                self.words(Style::new(), &text[from as usize..mention.span.start as usize]);
                self.words(style(mention.kind), mention.span.of(text));
                from = mention.span.end;
            }
        }
        self.words(Style::new(), &text[from as usize..sentence.span.end.max(from) as usize]);
        self.out.push('\n');
        for mention in mentions() {
            self.mention(mention);
        }
        self.words_of_clauses(clauses);
        for (fact, statement) in extraction.facts.iter().zip(self.statements) {
            if fact.sentence as usize == at {
                self.fact(fact, statement.as_ref());
            }
        }
    }

    fn words_of_clauses(&mut self, clauses: &str) {
        for line in clauses.lines() {
            self.words(DIM, line);
            self.out.push('\n');
        }
    }

    /// A mention: its type, what the tables have for it, its words.
    fn mention(&mut self, mention: &Mention) {
        let reading = match &mention.reading {
            Reading::Name(entity) => table::called(*entity, mention.span, self.article, self.lexicons).1.to_owned(),
            Reading::Date(date) => format!("{} {}", date.value, date.modifier.map_or("", |m| m.name())),
            Reading::Figure(figure) => self.quantity(figure),
        };
        let kind = mention.kind;
        self.out.push_str(&format!("     {0}{1:<12}{0:#} ", style(kind), kind.name()));
        self.words(Style::new(), &format!("{:<24} ", reading.trim()));
        self.words(DIM, &format!("«{}»", mention.span.of(&self.article.text)));
        self.out.push('\n');
    }

    /// A fact: its words, and a line a slot with the rule that filled it.
    fn fact(&mut self, fact: &Fact, statement: Option<&Statement>) {
        let text = &self.article.text;
        self.out.push_str(&format!("   > {} ", fact.kind.name()));
        self.words(BOLD, fact.span.of(text));
        self.out.push('\n');
        let figure = self.extraction.figure(fact).map_or(String::new(), |f| self.quantity(f));
        let date = fact.date.map_or("", |d| self.extraction.mentions[d as usize].span.of(text));
        let rules = &fact.rules;
        let repeats = if fact.value_of.is_some() { "repeats one before" } else { "none" };
        for (slot, filler, rule) in [
            ("relation", self.lexicons.relation(fact.relation).to_owned(), rules.relation),
            ("company", self.names(&fact.company), rules.company),
            ("counterparty", self.names(&fact.counterparty), rules.counterparty),
            ("chip", self.names(&fact.chip), rules.chip),
            ("figure", figure, repeats),
            ("of", fact.of.map_or("", |o| o.of(text)).to_owned(), rules.of),
            ("part", fact.part.map_or("", |p| p.of(text)).to_owned(), rules.part),
            ("place", self.names(&fact.place), rules.place),
            ("date", date.to_owned(), rules.date),
            ("source", self.names(&fact.source), rules.source),
            ("certainty", fact.certainty.name().to_owned(), rules.certainty),
            ("claim", statement.map_or(String::new(), |s| s.claim.to_string()), "none"),
        ] {
            // An empty slot is shown where a rule says why it is.
            if filler.is_empty() && rule == "none" {
                continue;
            }
            self.out.push_str(&format!("     {slot:<12} "));
            self.words(Style::new(), &format!("{:<24} ", if filler.is_empty() { "–" } else { &filler }));
            let rule = if rule == "none" { "" } else { rule };
            self.out.push_str(&format!("{DIM}{rule}{DIM:#}\n"));
        }
    }

    fn names(&self, fillers: &[Filler]) -> String {
        let name = |f: &Filler| table::called(f.entity, f.span, self.article, self.lexicons).1;
        fillers.iter().map(name).collect::<Vec<_>>().join("; ")
    }

    /// A figure as the tables have it, its columns in one: `~ 10000`, `+ 15–20 %`.
    fn quantity(&self, figure: &Figure) -> String {
        let number = |n: Option<f64>| n.map_or(String::new(), |n| n.to_string());
        let value = match figure.high {
            Some(_) => format!("{}–{}", number(figure.value), number(figure.high)),
            None => number(figure.value),
        };
        let unit = figure.unit_name(self.lexicons);
        let direction = figure.direction.map_or("", |d| d.sign());
        let words = [figure.bound.sign(), direction, &value, &unit];
        words.iter().filter(|w| !w.is_empty()).copied().collect::<Vec<_>>().join(" ")
    }
}
