//! The files of `grammars/` as they are written: a vocabulary, and layouts, which may hold any part of a vocabulary too.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{
    AmountWord, Begins, BudgetColumn, Field, Mark, Role, RowWord, ScoreWord, Section, SignWord, TableColumn, TitlePlace, TitleWord,
    UnitWord, Word,
};
use super::problem::{GrammarError, Problem, SourceFile};
use super::reader::{List, Reader, Spelling, Syntax, label_key, names, read_name, twice};
use crate::model::record::{Horizon, Level1, Level2, Side, TableKind};

/// All spellings of one file.
#[derive(Debug, Clone, Default)]
pub struct Words {
    pub fields: List<Field>,
    pub goals: List<Horizon>,
    pub sections: List<Section>,
    pub columns: List<Role>,
    pub tables: List<TableColumn>,
    pub rows: List<RowWord>,
    pub level1: List<Level1>,
    pub level2: List<Level2>,
    pub signs: List<SignWord>,
    pub units: List<UnitWord>,
    /// Unit of money and how many yuan it is.
    pub money: Vec<(Arc<Spelling>, u32)>,
    /// 万 and how many it is.
    pub scales: Vec<(Arc<Spelling>, u32)>,
    pub amounts: List<AmountWord>,
    /// 万 for 万元.
    pub short: Vec<(Arc<Spelling>, String)>,
    pub scores: List<ScoreWord>,
    pub words: List<Word>,
    pub titles: List<TitleWord>,
    /// A kind of table and the words its title must hold.
    pub kinds: Vec<(TableKind, Vec<Arc<Spelling>>)>,
    pub budget_columns: List<BudgetColumn>,
    pub sides: List<Side>,
}

/// The sections that any file may hold.
const SECTIONS: [&str; 15] = [
    "fields", "goals", "sections", "columns", "tables", "rows", "level1", "level2", "signs", "units", "amounts", "scores", "words",
    "titles", "budget",
];

/// `grammars/<layout>.toml`.
#[derive(Debug, Clone)]
pub struct LayoutFile {
    pub source: Arc<SourceFile>,
    pub id: Spelling,
    pub name: String,
    /// Phrase, weight and where it is written.
    pub evidence: Vec<(Arc<Spelling>, i32)>,
    pub begins: Begins,
    pub title: TitlePlace,
    pub behind_name: Vec<Spelling>,
    pub order: Vec<Role>,
    pub marks: Vec<(Mark, String)>,
    pub words: Words,
}

type Value<'a, 'i> = &'a Spanned<DeValue<'i>>;

impl Words {
    /// Reads a file that holds nothing but words.
    pub fn read(file: &Arc<SourceFile>) -> Result<Self, GrammarError> {
        let mut reader = Reader::new(file);
        let words = reader.table(|reader, table| {
            let mut words = Self::default();
            for (key, value) in reader.entries(table, &SECTIONS, "a vocabulary") {
                words.section(reader, key, value);
            }
            words.check(reader);
            words
        });
        ended(words, reader.problems)
    }

    fn section(&mut self, reader: &mut Reader, key: &'static str, value: Value) {
        match key {
            "fields" => self.fields = reader.spellings("fields", value, Syntax::Label, &[]),
            "goals" => self.goals = reader.spellings("goals", value, Syntax::Label, &[]),
            "sections" => self.sections = reader.spellings("sections", value, Syntax::Label, &[]),
            "columns" => self.columns = reader.spellings("columns", value, Syntax::Label, &[]),
            // 备注 or 当年预算 means what the table makes of it.
            "tables" => self.tables = reader.spellings("tables", value, Syntax::Loose, &[]),
            "rows" => self.rows = reader.spellings("rows", value, Syntax::Word, &[]),
            "level1" => self.level1 = reader.spellings("level1", value, Syntax::Word, &[]),
            "level2" => self.level2 = reader.spellings("level2", value, Syntax::Word, &[]),
            "signs" => self.signs = reader.spellings("signs", value, Syntax::Printed, &[]),
            "units" => {
                self.units = reader.spellings("units", value, Syntax::Printed, &["money", "scales"]);
                self.money = numbers(reader, value, "money");
                self.scales = numbers(reader, value, "scales");
            }
            "amounts" => {
                self.amounts = reader.spellings("amounts", value, Syntax::Printed, &["short"]);
                self.short = texts(reader, value, "short");
            }
            "scores" => self.scores = reader.spellings("scores", value, Syntax::Printed, &[]),
            "words" => self.words = reader.spellings("words", value, Syntax::Printed, &[]),
            "titles" => self.titles = reader.spellings("titles", value, Syntax::Printed, &[]),
            "budget" => self.budget(reader, value),
            _ => {}
        }
    }

    fn budget(&mut self, reader: &mut Reader, value: Value) {
        let Some(table) = reader.inner(value, "[budget]") else { return };
        for (key, value) in reader.entries(table, &["kinds", "columns", "sides"], "[budget]") {
            match key {
                "kinds" => {
                    self.kinds = reader.list(value, "tables [[budget.kinds]]").into_iter().filter_map(|one| kind(reader, one)).collect()
                }
                "columns" => self.budget_columns = reader.spellings("budget.columns", value, Syntax::Label, &[]),
                _ => self.sides = reader.spellings("budget.sides", value, Syntax::Printed, &[]),
            }
        }
    }

    /// The spellings that are no labels, headers or levels: those are compared as they stand, and have no number.
    pub fn others(&self) -> impl Iterator<Item = &Arc<Spelling>> {
        let lists = spelled(&self.rows).chain(spelled(&self.signs)).chain(spelled(&self.units)).chain(spelled(&self.amounts));
        let lists = lists.chain(spelled(&self.scores)).chain(spelled(&self.words)).chain(spelled(&self.titles)).chain(spelled(&self.sides));
        lists.chain(self.kinds.iter().flat_map(|(_, words)| words)).chain(self.money.iter().map(|(spelling, _)| spelling))
    }

    /// A label means one thing in whichever of the three sections it stands.
    fn check(&self, reader: &mut Reader) {
        let labels = spelled(&self.fields).chain(spelled(&self.goals)).chain(spelled(&self.sections));
        let mut seen: std::collections::HashMap<String, &Arc<Spelling>> = std::collections::HashMap::new();
        for spelling in labels {
            let key = label_key(&spelling.text);
            match seen.get(&key) {
                Some(first) if first.list != spelling.list => reader.problems.push(twice(spelling, first, false)),
                _ => drop(seen.insert(key, spelling)),
            }
        }
    }
}

/// The spellings of a list.
pub fn spelled<K>(list: &List<K>) -> impl Iterator<Item = &Arc<Spelling>> {
    list.iter().map(|(_, spelling)| spelling)
}

fn ended<T>(value: T, problems: Vec<Problem>) -> Result<T, GrammarError> {
    if problems.is_empty() { Ok(value) } else { Err(problems.into()) }
}

/// `"万元" = 10000` in the table `key` of a section.
fn numbers(reader: &mut Reader, section: Value, key: &'static str) -> Vec<(Arc<Spelling>, u32)> {
    let mut out = Vec::new();
    each(reader, section, key, |reader, spelling, value| {
        const EXPECTED: &str = "a whole number from 1 to 1000000000";
        let number = reader.integer(value, EXPECTED)?;
        match u32::try_from(number).ok().filter(|number| (1..=1_000_000_000).contains(number)) {
            Some(number) => out.push((spelling, number)),
            None => reader.problem(value.span(), format!("expected {EXPECTED}, found {number}"), None),
        }
        Some(())
    });
    out
}

/// `"万" = "万元"` in the table `key` of a section.
fn texts(reader: &mut Reader, section: Value, key: &'static str) -> Vec<(Arc<Spelling>, String)> {
    let mut out = Vec::new();
    each(reader, section, key, |reader, spelling, value| {
        out.push((spelling, reader.text(value, "a unit of money")?));
        Some(())
    });
    out
}

fn each(reader: &mut Reader, section: Value, key: &'static str, mut take: impl FnMut(&mut Reader, Arc<Spelling>, Value) -> Option<()>) {
    let Some(value) = section.get_ref().as_table().and_then(|table| table.get(key)) else { return };
    let Some(table) = reader.inner(value, &format!("{key} = {{ \"…\" = … }}")) else { return };
    for (name, value) in table.iter() {
        let as_value = Spanned::new(name.span(), DeValue::String(name.get_ref().clone()));
        if let Some(spelling) = reader.spelling("units", key, &as_value, Syntax::Printed) {
            take(reader, Arc::new(spelling), value);
        }
    }
}

fn kind(reader: &mut Reader, value: Value) -> Option<(TableKind, Vec<Arc<Spelling>>)> {
    let table = reader.inner(value, "[[budget.kinds]]")?;
    let (mut kind, mut words) = (None, Vec::new());
    for (key, value) in reader.entries(table, &["kind", "words"], "[[budget.kinds]]") {
        if key == "kind" {
            kind = reader.one_of::<TableKind>(value, "a kind of budget table");
        } else {
            for item in reader.list(value, "a list of words") {
                words.extend(reader.spelling("budget.kinds", "words", item, Syntax::Printed).map(Arc::new));
            }
        }
    }
    if words.is_empty() {
        reader.problem(value.span(), "expected words = [\"…\"] in [[budget.kinds]], found none".to_owned(), None);
    }
    Some((kind?, words))
}

impl LayoutFile {
    /// Reads a layout.
    pub fn read(file: &Arc<SourceFile>) -> Result<Self, GrammarError> {
        let mut reader = Reader::new(file);
        let layout = reader.table(|reader, table| Some(layout(reader, file, table))).flatten();
        match layout {
            Some(layout) if reader.problems.is_empty() => Ok(layout),
            _ => Err(reader.problems.into()),
        }
    }
}

fn layout(reader: &mut Reader, file: &Arc<SourceFile>, table: &DeTable) -> Option<LayoutFile> {
    let known: Vec<&'static str> = ["id", "name", "evidence", "forms", "indicators", "marks"].into_iter().chain(SECTIONS).collect();
    let (mut id, mut name, mut evidence) = (None, None, None);
    let (mut forms, mut order, mut words) = (Forms::default(), Vec::new(), Words::default());
    let mut marks = Vec::new();
    for (key, value) in reader.entries(table, &known, "a layout") {
        match key {
            "id" => id = Some(identifier(reader, value)),
            "name" => name = Some(reader.text(value, "the layout's name, for people")),
            "evidence" => evidence = Some(phrases(reader, value)),
            "forms" => forms = Forms::read(reader, value),
            "indicators" => order = columns(reader, value),
            "marks" => marks = named_cells(reader, value),
            section => words.section(reader, section, value),
        }
    }
    words.check(reader);
    for (there, what) in [(id.is_some(), "id = \"…\""), (name.is_some(), "name = \"…\""), (evidence.is_some(), "[evidence]")] {
        if !there {
            reader.problem(0..0, format!("expected {what} in the layout, found none"), None);
        }
    }
    let Forms { begins, title, behind_name } = forms;
    Some(LayoutFile {
        source: Arc::clone(file),
        id: id??,
        name: name??,
        evidence: evidence?,
        begins,
        title,
        behind_name,
        order,
        marks,
        words,
    })
}

/// Where forms begin, and where their title and name stand.
struct Forms {
    begins: Begins,
    title: TitlePlace,
    behind_name: Vec<Spelling>,
}

impl Default for Forms {
    fn default() -> Self {
        Self { begins: Begins::Title, title: TitlePlace::Before, behind_name: Vec::new() }
    }
}

impl Forms {
    fn read(reader: &mut Reader, value: Value) -> Self {
        let mut forms = Self::default();
        let Some(table) = reader.inner(value, "[forms]") else { return forms };
        for (key, value) in reader.entries(table, &["begins", "title", "behind_name"], "[forms]") {
            match key {
                "begins" => forms.begins = reader.one_of(value, "where a form begins").unwrap_or(forms.begins),
                "title" => forms.title = reader.one_of(value, "where a form's title stands").unwrap_or(forms.title),
                _ => {
                    for item in reader.list(value, "a list of words") {
                        forms.behind_name.extend(reader.spelling("forms", "behind_name", item, Syntax::Word));
                    }
                }
            }
        }
        forms
    }
}

/// Letters, digits, - and _: it names files and folders.
fn identifier(reader: &mut Reader, value: Value) -> Option<Spelling> {
    let id = reader.spelling("layout", "id", value, Syntax::Printed)?;
    const EXPECTED: &str = "an id of small Latin letters, digits, - and _";
    let plain = id.text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'));
    let message = match id.text.as_str() {
        "unknown" => Some("expected an id of the layout's own, found \"unknown\", which is the name of no layout".to_owned()),
        found if !plain => Some(format!("expected {EXPECTED}, found \"{found}\"")),
        _ => None,
    };
    match message {
        Some(message) => {
            reader.problem(value.span(), message, None);
            None
        }
        None => Some(id),
    }
}

/// Phrases and their weights.
fn phrases(reader: &mut Reader, value: Value) -> Vec<(Arc<Spelling>, i32)> {
    const MOST: i64 = 1000;
    let mut out = Vec::new();
    let Some(table) = reader.inner(value, "[evidence]") else { return out };
    for (name, value) in table.iter() {
        let phrase = Spanned::new(name.span(), DeValue::String(name.get_ref().clone()));
        let Some(spelling) = reader.spelling("evidence", "phrase", &phrase, Syntax::Printed) else { continue };
        match reader.integer(value, "a weight: a whole number such as 3 or -4") {
            Some(weight) if weight != 0 && weight.abs() <= MOST => out.push((Arc::new(spelling), weight as i32)),
            Some(weight) => {
                reader.problem(value.span(), format!("expected a weight from -{MOST} to {MOST} and not 0, found {weight}"), None);
            }
            None => {}
        }
    }
    let most: i32 = out.iter().map(|(_, weight)| *weight).filter(|weight| *weight > 0).sum();
    if most < super::ENOUGH && reader.problems.is_empty() {
        let message =
            format!("expected phrases that weigh {} or more together, found {most}: no document could have this layout", super::ENOUGH);
        reader.problem(value.span(), message, None);
    }
    out
}

/// `order = ["level1", …]`
fn columns(reader: &mut Reader, value: Value) -> Vec<Role> {
    let Some(table) = reader.inner(value, "[indicators]") else { return Vec::new() };
    let mut order = Vec::new();
    for (_, value) in reader.entries(table, &["order"], "[indicators]") {
        for item in reader.list(value, "a list of columns, [\"level1\", \"name\", …]") {
            order.extend(reader.one_of::<Role>(item, "a kind of indicator column"));
        }
    }
    order
}

/// `project = "项目绩效目标表"`
fn named_cells(reader: &mut Reader, value: Value) -> Vec<(Mark, String)> {
    let Some(table) = reader.inner(value, "[marks]") else { return Vec::new() };
    let mut marks = Vec::new();
    for (key, value) in reader.entries(table, names::<Mark>(), "[marks]") {
        let spelling = reader.spelling("marks", key, value, Syntax::Word);
        marks.extend(read_name::<Mark>(key).zip(spelling.map(|spelling| spelling.text)));
    }
    marks
}
