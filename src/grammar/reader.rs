//! Reads the TOML of grammar files, checking every key and spelling: values in, or problems with their places.
//!
//! It goes on behind a problem, so that one look at a file names all that is wrong with it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fold::folded;
use super::labels::PLACEHOLDERS;
use super::problem::{Place, Problem, SourceFile};
use crate::model::span::is_blank;

/// A spelling, the list it is in and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// `fields`
    pub list: &'static str,
    /// `competent_department`
    pub key: &'static str,
    /// As written.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// Spellings and what each means, in the order of the keys and of the lists.
pub type List<K> = Vec<(K, Arc<Spelling>)>;

/// How the spellings of a list are written and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// With `{…}`, folded; a spelling means one thing.
    Label,
    /// With `{…}`, folded; the same spelling may stand under several keys.
    Loose,
    /// Without `{…}`, folded; a spelling means one thing.
    Word,
    /// Without `{…}`, as printed; the same spelling may stand under several keys.
    Printed,
}

type Value<'a, 'i> = &'a Spanned<DeValue<'i>>;

/// A file while it is read.
pub struct Reader {
    file: Arc<SourceFile>,
    /// What is wrong so far.
    pub problems: Vec<Problem>,
}

impl Reader {
    /// Starts reading.
    pub fn new(file: &Arc<SourceFile>) -> Self {
        Self { file: Arc::clone(file), problems: Vec::new() }
    }

    /// The whole file as a table; `body` reads it only where it is TOML.
    pub fn table<R: Default>(&mut self, body: impl FnOnce(&mut Self, &DeTable) -> R) -> R {
        let file = Arc::clone(&self.file);
        let (table, errors) = DeTable::parse_recoverable(&file.text);
        for error in &errors {
            let end = file.text.len();
            let message = format!("expected TOML, found: {}", error.message());
            self.problem(error.span().unwrap_or(end..end), message, None);
        }
        if errors.is_empty() { body(self, table.get_ref()) } else { R::default() }
    }

    /// Something is wrong in `span`.
    pub fn problem(&mut self, span: Range<usize>, message: String, help: Option<String>) {
        self.problems.push(Problem { place: self.place(span), message, help, other: None });
    }

    fn place(&self, span: Range<usize>) -> Place {
        Place { file: Arc::clone(&self.file), span }
    }

    /// A table's entries in the order of the file; each key is one of `known`.
    pub fn entries<'a, 'i>(&mut self, table: &'a DeTable<'i>, known: &[&'static str], where_: &str) -> Vec<(&'static str, Value<'a, 'i>)> {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let mut out = Vec::new();
        for (key, value) in entries {
            match known.iter().find(|name| **name == key.get_ref().as_ref()) {
                Some(name) => out.push((*name, value)),
                None => self.unknown(key.span(), key.get_ref(), known, where_),
            }
        }
        out
    }

    fn unknown(&mut self, span: Range<usize>, found: &str, known: &[&str], where_: &str) {
        let message = format!("expected a key of {where_}, found \"{found}\"");
        let help = match nearest(found, known) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("known are {}", known.join(", ")),
        };
        self.problem(span, message, Some(help));
    }

    /// `value` as a table.
    pub fn inner<'a, 'i>(&mut self, value: Value<'a, 'i>, where_: &str) -> Option<&'a DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(value, &format!("a table {where_}"));
        }
        table
    }

    /// `value` as a text.
    pub fn text(&mut self, value: Value, what: &str) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(value, what);
        }
        text
    }

    /// `value` as a whole number.
    pub fn integer(&mut self, value: Value, what: &str) -> Option<i64> {
        let number = value.get_ref().as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
        if number.is_none() {
            self.wrong(value, what);
        }
        number
    }

    /// `value` as a list.
    pub fn list<'a, 'i>(&mut self, value: Value<'a, 'i>, what: &str) -> Vec<Value<'a, 'i>> {
        match value.get_ref().as_array() {
            Some(array) => array.iter().collect(),
            None => {
                self.wrong(value, what);
                Vec::new()
            }
        }
    }

    fn wrong(&mut self, value: Value, expected: &str) {
        let found = match value.get_ref() {
            DeValue::String(text) => format!("the text \"{text}\""),
            DeValue::Integer(number) => format!("the number {number}"),
            other => format!("a value of the kind {}", other.type_str()),
        };
        self.problem(value.span(), format!("expected {expected}, found {found}"), None);
    }

    /// One of an enumeration's names.
    pub fn one_of<K: DeserializeOwned>(&mut self, value: Value, what: &str) -> Option<K> {
        let text = self.text(value, &format!("{what}: {}", names::<K>().join(", ")))?;
        let read = read_name(&text);
        if read.is_none() {
            self.unknown_name::<K>(value.span(), &text, what);
        }
        read
    }

    fn unknown_name<K: DeserializeOwned>(&mut self, span: Range<usize>, found: &str, what: &str) {
        let known = names::<K>();
        let help = match nearest(found, known) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("known are {}", known.join(", ")),
        };
        self.problem(span, format!("expected {what}, found \"{found}\""), Some(help));
    }

    /// A table of `key = [spellings]`; `also` are keys that the caller reads.
    pub fn spellings<K>(&mut self, name: &'static str, value: Value, syntax: Syntax, also: &[&'static str]) -> List<K>
    where
        K: DeserializeOwned + Copy + PartialEq,
    {
        let mut list: List<K> = Vec::new();
        let where_ = format!("[{name}]");
        let Some(table) = self.inner(value, &where_) else { return list };
        let known: Vec<&'static str> = names::<K>().iter().chain(also).copied().collect();
        for (key, value) in self.entries(table, &known, &where_) {
            let Some(meaning) = read_name::<K>(key).filter(|_| !also.contains(&key)) else { continue };
            for item in self.list(value, "a list of spellings, [\"…\", \"…\"]") {
                if let Some(spelling) = self.spelling(name, key, item, syntax) {
                    list.push((meaning, Arc::new(spelling)));
                }
            }
        }
        self.repeated(&list, syntax);
        list
    }

    /// A spelling, sound in itself.
    pub fn spelling(&mut self, list: &'static str, key: &'static str, item: Value, syntax: Syntax) -> Option<Spelling> {
        let text = self.text(item, "a spelling: a text in quotation marks")?;
        if text.chars().all(is_blank) {
            self.problem(item.span(), "expected a spelling, found a blank text".to_owned(), None);
            return None;
        }
        if matches!(syntax, Syntax::Label | Syntax::Loose) && !self.placeholders(&text, item.span()) {
            return None;
        }
        Some(Spelling { list, key, text, place: self.place(item.span()) })
    }

    /// Whether every `{…}` of a label is a placeholder.
    fn placeholders(&mut self, text: &str, span: Range<usize>) -> bool {
        let before = self.problems.len();
        let mut rest = text;
        while let Some(open) = rest.find(['{', '}']) {
            let inner = &rest[open..];
            let end = inner.find('}').map_or(inner.len(), |end| end + 1);
            let found = &inner[..end];
            if !PLACEHOLDERS.contains(&found) {
                let help = match nearest(found, &PLACEHOLDERS) {
                    Some(near) => format!("did you mean {near}?"),
                    None => format!("known are {}", PLACEHOLDERS.join(" ")),
                };
                self.problem(span.clone(), format!("expected a placeholder in \"{text}\", found \"{found}\""), Some(help));
            }
            rest = &inner[end..];
        }
        self.problems.len() == before
    }

    /// The same spelling twice in one list, under one key or under two.
    pub fn repeated<K: Copy + PartialEq>(&mut self, list: &List<K>, syntax: Syntax) {
        let mut seen: HashMap<String, &(K, Arc<Spelling>)> = HashMap::with_capacity(list.len());
        let mut problems = Vec::new();
        for entry in list {
            let (meaning, spelling) = entry;
            let folded = if syntax == Syntax::Printed { spelling.text.clone() } else { label_key(&spelling.text) };
            let Some((before, first)) = seen.insert(folded, entry) else { continue };
            let same = before == meaning;
            if !same && matches!(syntax, Syntax::Loose | Syntax::Printed) {
                continue;
            }
            problems.push(twice(spelling, first, same));
        }
        self.problems.append(&mut problems);
    }
}

/// A label as it is compared: 总体目标({year}) and 总体目标({years}) read the same text.
pub fn label_key(text: &str) -> String {
    let folded = folded(text);
    // Few labels have one, and `replace` copies them all.
    let folded = if folded.contains('{') { folded.replace("{years}", "{year}").into() } else { folded };
    folded.trim_end_matches(':').to_owned()
}

/// A spelling that is in two lists, or twice in one.
pub fn twice(spelling: &Spelling, first: &Spelling, same: bool) -> Problem {
    let message = match same {
        true => format!("expected each spelling once, found \"{}\" again under {}.{}", spelling.text, spelling.list, spelling.key),
        false => format!(
            "expected one meaning of \"{}\", found two: {}.{} and {}.{}; keep one of them",
            spelling.text, first.list, first.key, spelling.list, spelling.key
        ),
    };
    Problem { place: spelling.place.clone(), message, help: None, other: Some((first.place.clone(), "first written here".to_owned())) }
}

/// The name most like `found`, if any is like it.
fn nearest<'a>(found: &str, known: &[&'a str]) -> Option<&'a str> {
    const ALIKE: f64 = 0.8;
    let likeness = known.iter().map(|name| (strsim::jaro_winkler(found, name), *name));
    likeness.filter(|(likeness, _)| *likeness >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

/// The variant of that name.
pub fn read_name<K: DeserializeOwned>(name: &str) -> Option<K> {
    let deserializer: StrDeserializer<Error> = name.into_deserializer();
    K::deserialize(deserializer).ok()
}

/// The names of an enumeration's variants, as serde knows them.
pub fn names<K: DeserializeOwned>() -> &'static [&'static str] {
    struct Ask<'a>(&'a mut &'static [&'static str]);
    impl<'de> serde::Deserializer<'de> for Ask<'_> {
        type Error = Error;
        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
            Err(serde::de::Error::custom("no enumeration"))
        }
        fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, variants: &'static [&'static str], _: V) -> Result<V::Value, Error> {
            *self.0 = variants;
            Err(serde::de::Error::custom("only asked for its names"))
        }
        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq tuple
            tuple_struct map struct identifier ignored_any
        }
    }
    let mut names: &'static [&'static str] = &[];
    // It always ends in the error above; what is wanted is the names.
    let _ = K::deserialize(Ask(&mut names)).map(|_| ());
    names
}
