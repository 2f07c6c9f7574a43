//! Small records for the rules' cases, written in few words, and what a rule should say of them.

use std::sync::{Arc, LazyLock};

use super::beside::Beside;
use super::report::Report;
use super::rule::{Language, Rule};
use crate::check::unit;
use crate::expression::{number, target};
use crate::grammar::{Grammars, Vocabulary, fold_into};
use crate::model::check::{Check, Status};
use crate::model::leaf::Leaf;
use crate::model::number::Number;
use crate::model::record::{
    Amount, AmountRow, BudgetRow, BudgetTable, Column, Department, DepartmentFund, DepartmentProject, Earlier, Function, Funds, Goal,
    Indicator, Level1, Level2, Project, Record, RowKind, Side, TableKind, Target, Text, Values, YearAmount,
};

static GRAMMARS: LazyLock<Grammars> = LazyLock::new(|| Grammars::builtin().expect("built-in grammars"));

/// The words of every layout.
pub fn words() -> &'static Vocabulary {
    &GRAMMARS.unknown.vocabulary
}

/// A text; empty is absent.
pub fn text(text: &str) -> Text {
    if text.is_empty() { Text::default() } else { Text::derived(text.to_owned()) }
}

/// A number; empty and `-` are absent.
pub fn figure(text: &str) -> Leaf<Number> {
    number::whole(text).map(Leaf::derived).unwrap_or_default()
}

/// An amount with its unit; empty is absent, words are an amount that could not be read.
pub fn money(printed: &str) -> Option<Amount> {
    let raw = (!printed.is_empty()).then(|| text(printed))?;
    let Some((value, unit)) = unit::amount(printed) else { return Some(Amount { raw, ..Amount::default() }) };
    let unit = unit.unwrap_or("元");
    let yuan = unit::yuan(unit).and_then(|factor| value.times(factor.into()));
    Some(Amount { raw, value: Leaf::derived(value), unit: text(unit), yuan: yuan.map(Leaf::derived).unwrap_or_default() })
}

/// A record that grows by its forms and tables; what follows a form goes into it.
#[derive(Debug, Clone)]
pub struct Sample(pub Record, pub Beside<'static>);

impl Default for Sample {
    fn default() -> Self {
        Self(Record::default(), Beside::nothing(words()))
    }
}

impl Sample {
    /// A document with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// A document with one project form.
    pub fn project() -> Self {
        Self::new().another_project()
    }

    /// A further project form.
    pub fn another_project(mut self) -> Self {
        self.0.projects.push(Project::default());
        self
    }

    /// A document with one department form.
    pub fn department() -> Self {
        Self::new().and_department()
    }

    /// A department form.
    pub fn and_department(mut self) -> Self {
        self.0.departments.push(Department::default());
        self
    }

    /// Whatever the methods here do not have.
    pub fn with(mut self, change: impl FnOnce(&mut Record)) -> Self {
        change(&mut self.0);
        self
    }

    /// What stands beside the record.
    pub fn beside(mut self, change: impl FnOnce(&mut Beside<'static>)) -> Self {
        change(&mut self.1);
        self
    }

    /// Changes the last project.
    pub fn in_project(mut self, change: impl FnOnce(&mut Project)) -> Self {
        change(self.0.projects.last_mut().expect("a project"));
        self
    }

    /// Changes the last department.
    pub fn in_department(mut self, change: impl FnOnce(&mut Department)) -> Self {
        change(self.0.departments.last_mut().expect("a department"));
        self
    }

    /// 年度资金总额, 财政拨款, 其他资金
    pub fn funds(self, total: &str, fiscal: &str, other: &str) -> Self {
        let funds = Funds { total: money(total), fiscal: money(fiscal), other: money(other) };
        self.in_project(|project| project.funds = funds)
    }

    /// 项目名称
    pub fn name(self, name: &str) -> Self {
        self.in_project(|project| project.name = text(name))
    }

    /// 支出功能分类: code and name
    pub fn function(self, code: &str, name: &str) -> Self {
        self.in_project(|project| project.functions.push(Function { code: text(code), name: text(name) }))
    }

    /// A row of 项目资金来源: `合计 2022=40 2023=40`
    pub fn source(self, row: &str) -> Self {
        self.in_project(|project| project.funding_sources.push(amounts(row)))
    }

    /// A row of 项目支出明细
    pub fn expenditure(self, row: &str) -> Self {
        self.in_project(|project| project.expenditures.push(amounts(row)))
    }

    /// A goal's text.
    pub fn goal(self, words: &str) -> Self {
        let goal = Goal { text: text(words), ..Goal::default() };
        self.in_project(|project| project.goals.push(goal))
    }

    /// Indicators, one a line, cells parted by `|`: level 1, level 2, name, target, weight, scoring.
    pub fn indicators(self, lines: &str) -> Self {
        let rows: Vec<Indicator> = lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(indicator).collect();
        self.in_project(|project| project.indicators.extend(rows))
    }

    /// Changes the last indicator of the last project.
    pub fn in_indicator(self, change: impl FnOnce(&mut Indicator)) -> Self {
        self.in_project(|project| change(project.indicators.last_mut().expect("an indicator")))
    }

    /// A row of 部门总体资金情况: side, label, current, share.
    pub fn fund(self, side: Side, label: &str, current: &str, share: &str) -> Self {
        let fund = DepartmentFund {
            side: Leaf::derived(side),
            label: text(label),
            current: figure(current),
            share: figure(share),
            history: Vec::new(),
        };
        self.in_department(|department| department.funds.push(fund))
    }

    /// A row of 项目支出情况: name and annual budget.
    pub fn department_project(self, name: &str, annual: &str) -> Self {
        let row = DepartmentProject { name: text(name), annual_budget: figure(annual), ..DepartmentProject::default() };
        self.in_department(|department| department.projects.push(row))
    }

    /// A budget table in 万元. Rows a line each: code or `-`, name, an amount or `-` for each column; `<` and `>` before the
    /// code put a row on the revenue and expenditure side.
    pub fn table(mut self, kind: TableKind, columns: &str, rows: &str) -> Self {
        let keys: Vec<Arc<str>> = columns.split_whitespace().map(Arc::from).collect();
        let columns = keys.iter().map(|key| Column { key: key.to_string(), label: text(key) }).collect();
        let rows = rows.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| row(line, &keys)).collect();
        self.0.budget_tables.push(BudgetTable { kind, unit: text("万元"), columns, rows, ..BudgetTable::default() });
        self
    }

    /// Changes the last table.
    pub fn in_table(mut self, change: impl FnOnce(&mut BudgetTable)) -> Self {
        change(self.0.budget_tables.last_mut().expect("a table"));
        self
    }
}

fn amounts(row: &str) -> AmountRow {
    let mut words = row.split_whitespace();
    let label = text(words.next().unwrap_or(""));
    let cell = |word: &str| {
        let (year, value) = word.split_once('=').unwrap_or(("", word));
        YearAmount { label: text(year), year: year.parse().map(Leaf::derived).unwrap_or_default(), value: figure(value) }
    };
    AmountRow { label, amounts: words.map(cell).collect() }
}

fn row(line: &str, keys: &[Arc<str>]) -> BudgetRow {
    let side = match line.chars().next() {
        Some('<') => Leaf::derived(Side::Revenue),
        Some('>') => Leaf::derived(Side::Expenditure),
        _ => Leaf::default(),
    };
    let mut cells = line.trim_start_matches(['<', '>']).split_whitespace();
    let code = cells.next().filter(|code| *code != "-").unwrap_or("");
    let name = cells.next().unwrap_or("");
    let kind = match code.len() {
        _ if words().totals.contains(&fold_into(name)) => RowKind::Total,
        3 => RowKind::Class,
        5 => RowKind::Subclass,
        7 => RowKind::Item,
        _ => RowKind::Line,
    };
    let values = keys.iter().map(|key| (Arc::clone(key), figure(cells.next().unwrap_or("-")))).collect();
    BudgetRow { side, kind, code: text(code), name: text(name), values: Values(values) }
}

fn indicator(line: &str) -> Indicator {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let cell = |n: usize| cells.get(n).copied().unwrap_or("");
    let level = |label: &str| fold_into(label);
    let level1 = words().level1.get(&level(cell(0))).copied().unwrap_or(Level1::Other);
    let level2 = words().level2.get(&level(cell(1))).copied().unwrap_or(Level2::Other);
    Indicator {
        level1: if cell(0).is_empty() { Leaf::default() } else { Leaf::derived(level1) },
        level1_label: text(cell(0)),
        level2: if cell(1).is_empty() { Leaf::default() } else { Leaf::derived(level2) },
        level2_label: text(cell(1)),
        name: text(cell(2)),
        target: read_target(cell(3)),
        weight: figure(cell(4)),
        scoring: text(cell(5)),
        ..Indicator::default()
    }
}

/// A target out of one cell.
pub fn read_target(printed: &str) -> Target {
    let read = target::target(printed, words());
    Target {
        raw: text(printed),
        operator: read.sign.map(|sign| text(sign.0.printed())).unwrap_or_default(),
        value: read.value.map(|value| Leaf::derived(value.0)).unwrap_or_default(),
        value_max: read.value_max.map(|value| Leaf::derived(value.0)).unwrap_or_default(),
        unit: text(read.unit.unwrap_or("")),
        scale: read.scale.map(Leaf::derived).unwrap_or_default(),
        date: read.date.map(|date| text(&date.0)).unwrap_or_default(),
        text: text(read.text.unwrap_or("")),
    }
}

/// An earlier value.
pub fn earlier(label: &str, printed: &str) -> Earlier {
    let read = read_target(printed);
    Earlier { label: text(label), raw: read.raw, value: read.value, unit: read.unit, scale: read.scale, ..Earlier::default() }
}

/// What a rule should say of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It passes.
    Holds,
    /// It has findings.
    Finds,
    /// It lacks an input.
    Lacks,
    /// It is not applicable.
    Silent,
}

/// A record and what one rule should say of it.
pub struct Case {
    pub kind: Kind,
    what: &'static str,
    record: Record,
    beside: Beside<'static>,
    expects: Vec<(&'static str, String)>,
}

fn case(kind: Kind, what: &'static str, sample: Sample) -> Case {
    Case { kind, what, record: sample.0, beside: sample.1, expects: Vec::new() }
}

/// The rule passes, and says nothing else.
pub fn holds(what: &'static str, sample: Sample) -> Case {
    case(Kind::Holds, what, sample)
}

/// The rule has a finding; what is expected further is of the first one.
pub fn finds(what: &'static str, sample: Sample) -> Case {
    case(Kind::Finds, what, sample)
}

/// The rule has not enough to go by, and neither passes nor finds.
pub fn lacks(what: &'static str, sample: Sample) -> Case {
    case(Kind::Lacks, what, sample)
}

/// The rule is not applicable.
pub fn silent(what: &'static str, sample: Sample) -> Case {
    case(Kind::Silent, what, sample)
}

impl Case {
    fn expects(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.expects.push((key, value.into()));
        self
    }

    /// What should stand there, and what does.
    pub fn expected(self, expected: &str, actual: &str) -> Self {
        self.expects("expected", expected).expects("actual", actual)
    }

    /// What stands there minus what should.
    pub fn difference(self, difference: &str) -> Self {
        self.expects("difference", difference)
    }

    /// Every value compared.
    pub fn inputs(self, pointers: &[&str]) -> Self {
        self.expects("inputs", pointers.join(" "))
    }

    /// The cell to change; empty for none.
    pub fn suggests(self, pointer: &str) -> Self {
        self.expects("suggestion", pointer)
    }

    /// `fail`, `warn` or `info`.
    pub fn status(self, status: Status) -> Self {
        self.expects("status", status.name())
    }

    /// How many findings there are.
    pub fn times(self, count: usize) -> Self {
        self.expects("findings", count.to_string())
    }

    /// What is wrong with what `rule` says of this case.
    pub fn complaint(&self, rule: &'static Rule) -> Option<String> {
        let mut report = Report::new(&self.record, &self.beside, Language::English, rule);
        report.rule(rule, |report| (rule.evaluate)(&self.record, report));
        let checks = report.finish();
        let findings: Vec<&Check> = checks.iter().filter(|check| check.status.is_finding()).collect();
        let has = |status: Status| checks.iter().any(|check| check.status == status);
        let kind = match () {
            () if !findings.is_empty() => Kind::Finds,
            () if has(Status::Pass) => Kind::Holds,
            () if has(Status::InsufficientData) => Kind::Lacks,
            () => Kind::Silent,
        };
        // A pass must not hide what was not compared, unless the case is about findings.
        let whole = kind != Kind::Holds || !has(Status::InsufficientData);
        let differing = self.expects.iter().filter_map(|(key, expected)| {
            let found = of(findings.first().copied(), findings.len(), key);
            (found != *expected).then(|| format!("\n    {key}: expected {expected:?}, found {found:?}"))
        });
        let differing: String = differing.collect();
        let wrong = kind != self.kind || !whole || !differing.is_empty();
        let said: Vec<String> = checks.iter().map(|check| format!("{} {}", check.status.name(), check.message)).collect();
        wrong.then(|| format!("  {} {:?} {}: {kind:?} {}{differing}", rule.id, self.kind, self.what, said.join("; ")))
    }
}

fn of(finding: Option<&Check>, count: usize, key: &str) -> String {
    let Some(finding) = finding else { return String::new() };
    match key {
        "expected" => finding.expected.clone().unwrap_or_default(),
        "actual" => finding.actual.clone().unwrap_or_default(),
        "difference" => finding.difference.map(|number| number.to_string()).unwrap_or_default(),
        "inputs" => finding.inputs.join(" "),
        "suggestion" => finding.suggestion.clone().unwrap_or_default(),
        "status" => finding.status.name().to_owned(),
        _ => count.to_string(),
    }
}
