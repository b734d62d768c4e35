//! `extract.toml` in the working folder: a project's options. Whatever can be said on the command line can stand there, under its
//! long name; what is said on the command line wins.

use super::Extract;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory};
use fatti::lexicon::did_you_mean;
use std::ffi::OsString;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The file's name.
pub const FILE: &str = "extract.toml";

/// Options that stand for nothing a project would want.
const NOT_THERE: [&str; 2] = ["help", "version"];

/// The words of the command line, and those that the file adds.
#[derive(Debug)]
pub struct Words {
    words: Vec<OsString>,
    /// What the file adds, and the line it stands in.
    added: Vec<(OsString, usize)>,
}

/// The words of the command line with what the file in the working folder adds to them.
///
/// # Errors
/// What is wrong with the file, its name and line first.
pub fn words(words: Vec<OsString>) -> Result<Words, String> {
    let text = match std::fs::read_to_string(FILE) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Words { words, added: Vec::new() }),
        Err(error) => return Err(format!("cannot read {FILE}: {error}")),
    };
    let mut root = Extract::command().ignore_errors(true);
    root.build();
    let matches = root.try_get_matches_from_mut(&words).map_err(|e| e.to_string());
    let added = Reader { text: &text, root: &root, matches: matches.as_ref().ok() }.added()?;
    Ok(Words { words, added })
}

impl Words {
    /// All words, as the command line is read.
    pub fn all(&self) -> Vec<OsString> {
        self.with(self.added.iter().map(|(word, _)| word))
    }

    fn with<'w>(&'w self, added: impl Iterator<Item = &'w OsString>) -> Vec<OsString> {
        // What comes after `--` is no option.
        let at = self.words.iter().position(|word| word == "--").unwrap_or(self.words.len());
        let (before, after) = self.words.split_at(at);
        before.iter().chain(added).chain(after).cloned().collect()
    }

    /// Which line of the file makes the command line unreadable, and why; `None` where it is the command line itself.
    pub fn blame(&self) -> Option<String> {
        let wrong = |error: &clap::Error| !matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
        self.added.iter().find_map(|(word, line)| {
            let error =
                Extract::command().ignore_errors(false).try_get_matches_from(self.with([word].into_iter())).err()?;
            let without = Extract::command().try_get_matches_from(&self.words).err().map(|error| error.kind());
            if !wrong(&error) || without == Some(error.kind()) {
                return None;
            }
            let words = error.to_string();
            let first = words.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            let tips = words.lines().filter(|line| line.contains("tip:") || line.contains("possible values:"));
            let tips: String = tips.map(|tip| format!("\n {}", tip.trim_end())).collect();
            Some(format!("{FILE}:{line}: {first}{tips}"))
        })
    }
}

/// Reads the file beside the command line.
struct Reader<'r> {
    text: &'r str,
    root: &'r Command,
    matches: Option<&'r ArgMatches>,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        self.text.as_bytes()[..at.min(self.text.len())].iter().filter(|b| **b == b'\n').count() + 1
    }

    fn wrong<T>(&self, at: usize, words: impl std::fmt::Display) -> Result<T, String> {
        Err(format!("{FILE}:{}: {words}", self.line(at)))
    }

    fn added(&self) -> Result<Vec<(OsString, usize)>, String> {
        let table = DeTable::parse(self.text).or_else(|error| {
            self.wrong(error.span().map_or(0, |span| span.start), error.message().replace('\n', " "))
        })?;
        // The command that is asked for, down to the last subcommand.
        let (mut command, mut matches, mut path) = (self.root, self.matches, Vec::new());
        while let Some((name, below)) = matches.and_then(|matches| matches.subcommand()) {
            let Some(next) = command.find_subcommand(name) else { break };
            (command, matches) = (next, Some(below));
            path.push(name.to_owned());
        }
        let mut added = Vec::new();
        for (key, value) in entries(table.get_ref()) {
            let section =
                self.root.find_subcommand(key.get_ref().as_ref()).filter(|_| value.get_ref().as_table().is_some());
            match (section, value.get_ref().as_table()) {
                (Some(section), Some(options)) => {
                    for (key, value) in entries(options) {
                        let arg = self.option(section, key)?;
                        if path.first().is_some_and(|first| first == section.get_name()) {
                            self.add(arg, command, matches, key, value, &mut added)?;
                        }
                    }
                }
                _ => {
                    let arg = self.option(self.root, key)?;
                    self.add(arg, command, matches, key, value, &mut added)?;
                }
            }
        }
        Ok(added)
    }

    /// The option of a command that a key names.
    fn option<'c>(&self, command: &'c Command, key: &Spanned<std::borrow::Cow<'_, str>>) -> Result<&'c Arg, String> {
        let name = key.get_ref().as_ref();
        let known = || command.get_arguments().filter(|arg| !NOT_THERE.contains(&arg.get_id().as_str()));
        if let Some(arg) = known().find(|arg| key_of(arg) == name) {
            return Ok(arg);
        }
        let sections = command.get_subcommands().map(Command::get_name);
        let near = did_you_mean(name, known().map(key_of).chain(sections));
        self.wrong(key.span().start, format!("there is no option `{name}`{near}"))
    }

    /// Adds an option to the command line, where the command has it and the command line does not.
    fn add(
        &self,
        arg: &Arg,
        command: &Command,
        matches: Option<&ArgMatches>,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
        added: &mut Vec<(OsString, usize)>,
    ) -> Result<(), String> {
        let (name, line) = (key_of(arg), self.line(key.span().start));
        let flag = matches!(arg.get_action(), ArgAction::SetTrue);
        let words = match (value.get_ref(), flag) {
            (DeValue::Boolean(on), true) => on.then(|| format!("--{name}")),
            (_, true) => return self.wrong(value.span().start, format!("expected true or false for `{name}`")),
            (value_of, false) => match plain(value_of) {
                Some(words) if arg.get_long().is_some() => Some(format!("--{name}={words}")),
                Some(words) => Some(words),
                None => {
                    let found = value_of.type_str();
                    return self
                        .wrong(value.span().start, format!("expected a value for `{name}`, but found a {found}"));
                }
            },
        };
        // What has the same name but holds another thing (a file, not a folder) is not meant.
        let same = |own: &&Arg| key_of(own) == name && own.get_value_names() == arg.get_value_names();
        let Some(own) = command.get_arguments().find(same) else { return Ok(()) };
        let said = matches
            .is_some_and(|matches| matches.value_source(own.get_id().as_str()) == Some(ValueSource::CommandLine));
        if !said && let Some(words) = words {
            added.push((words.into(), line));
        }
        Ok(())
    }
}

/// A table's entries, in the order they stand in.
fn entries<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t Spanned<std::borrow::Cow<'i, str>>, &'t Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// What an option is called in the file: its long name, or what it holds.
fn key_of(arg: &Arg) -> &str {
    arg.get_long().unwrap_or(arg.get_id().as_str())
}

/// A value as it stands on the command line: lists are parted by commas, and so are the pairs of a table.
fn plain(value: &DeValue<'_>) -> Option<String> {
    let one = |value: &DeValue<'_>| match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Datetime(date) => Some(date.to_string()),
        _ => None,
    };
    match value {
        DeValue::Array(values) => {
            values.iter().map(|value| one(value.get_ref())).collect::<Option<Vec<_>>>().map(|words| words.join(","))
        }
        DeValue::Table(table) => {
            let pair = |(key, value): &(&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
                Some(format!("{}={}", key.get_ref(), one(value.get_ref())?))
            };
            entries(table).iter().map(pair).collect::<Option<Vec<_>>>().map(|words| words.join(","))
        }
        value => one(value),
    }
}
