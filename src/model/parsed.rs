//! What the grammars read before anything is typed: which text stands under which label.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::coverage::Structure;
use super::finding::Finding;
use super::record::{Horizon, Side, TableKind};
use super::span::{Span, Spans};
use crate::grammar::Field;

/// How a part of a value follows the part before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glue {
    /// A line wrap: joined without a gap.
    Wrap,
    /// A new paragraph.
    Paragraph,
}

/// A value as it stands: its lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Raw {
    /// Each line with the way it follows the one before.
    pub parts: SmallVec<[(Glue, Span); 1]>,
}

impl Raw {
    /// A value on one line.
    pub fn line(span: Span) -> Self {
        let mut raw = Self::default();
        raw.push(Glue::Wrap, span);
        raw
    }

    /// Adds a line; blank ones are no part of a value.
    pub fn push(&mut self, glue: Glue, span: Span) {
        if !span.is_empty() {
            self.parts.push((glue, span));
        }
    }

    /// Adds another value behind this one.
    pub fn append(&mut self, glue: Glue, other: Raw) {
        for (index, (own, span)) in other.parts.into_iter().enumerate() {
            self.push(if index == 0 { glue } else { own }, span);
        }
    }

    /// Lets the last line reach up to byte `end`.
    pub fn extend_to(&mut self, end: usize) {
        if let Some((_, last)) = self.parts.last_mut() {
            last.end = end as u32;
        }
    }

    /// Whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Where its lines stand.
    pub fn spans(&self) -> Spans {
        self.parts.iter().map(|&(_, span)| span).collect()
    }

    /// The lines run together, as labels and keys are compared.
    pub fn joined<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.parts.as_slice() {
            [(_, span)] => Cow::Borrowed(span.of(text)),
            parts => Cow::Owned(parts.iter().map(|(_, span)| span.of(text)).collect()),
        }
    }

    /// From its first character to its last.
    pub fn extent(&self) -> Option<Span> {
        Some(self.parts.first()?.1.to(self.parts.last()?.1))
    }
}

/// What a label says beside its name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Label {
    /// The label itself, wraps included.
    pub raw: Raw,
    /// Years printed in it.
    pub years: SmallVec<[Span; 2]>,
    /// 万元 in 项目资金(万元).
    pub unit: Option<Span>,
}

/// A label and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// What the label means.
    pub field: Field,
    /// The label.
    pub label: Label,
    /// The value; empty where the cell is blank.
    pub value: Raw,
}

/// A goal's label and text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParsedGoal {
    /// By its label.
    pub horizon: Option<Horizon>,
    /// The label.
    pub label: Label,
    /// 目标名称, or the label of a numbered block.
    pub name: Raw,
    /// The text.
    pub text: Raw,
    /// Its numbered parts, label and text, where they are printed by themselves.
    pub items: Option<Vec<(Raw, Raw)>>,
}

/// A value under a column header.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What the column means.
    pub role: crate::grammar::Role,
    /// Its header, where the document prints one.
    pub header: Raw,
    /// The value.
    pub value: Raw,
}

/// An indicator: what is in force above it, and its cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParsedIndicator {
    /// 长期目标1
    pub goal: Raw,
    /// By the heading of its block.
    pub horizon: Option<(Horizon, Raw)>,
    /// The level 1 label in force.
    pub level1: Raw,
    /// The level 2 label in force.
    pub level2: Raw,
    /// The cells.
    pub cells: Vec<Cell>,
}

/// A row of amounts under columns that may be unknown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParsedAmountRow {
    /// The row's label.
    pub label: Raw,
    /// Column label (empty where unknown) and value.
    pub amounts: Vec<(Raw, Raw)>,
}

/// A project form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParsedProject {
    /// As printed.
    pub form_title: Raw,
    /// The year line, or the year in the title.
    pub year: Option<Span>,
    /// 自评 forms.
    pub self_evaluation: bool,
    /// 单位：万元 of the form.
    pub unit: Option<Span>,
    /// Label–value pairs in printed order.
    pub pairs: Vec<Pair>,
    /// Goals in printed order.
    pub goals: Vec<ParsedGoal>,
    /// Indicators in printed order.
    pub indicators: Vec<ParsedIndicator>,
    /// 项目资金来源
    pub funding_sources: Vec<ParsedAmountRow>,
    /// 项目支出明细
    pub expenditures: Vec<ParsedAmountRow>,
    /// 项目采购: item, new asset, quantity, amount.
    pub procurement: Vec<[Raw; 4]>,
    /// The unit in the header of 项目采购.
    pub procurement_unit: Option<Span>,
}

/// A row of 部门总体资金情况.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParsedFund {
    /// Side and its printed label.
    pub side: Option<(Side, Raw)>,
    /// The row's label.
    pub label: Raw,
    /// 当年金额
    pub current: Raw,
    /// 占比
    pub share: Raw,
    /// Year label and value.
    pub history: Vec<(Raw, Raw)>,
}

/// A department form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParsedDepartment {
    /// 单位：万元
    pub unit: Option<Span>,
    /// Label–value pairs.
    pub pairs: Vec<Pair>,
    /// 部门总体资金情况
    pub funds: Vec<ParsedFund>,
    /// Name, type, total, annual, description.
    pub projects: Vec<[Raw; 5]>,
    /// Goals in printed order.
    pub goals: Vec<ParsedGoal>,
    /// Labels of the numbered goal blocks met so far, with or without a text.
    pub blocks: Vec<Raw>,
    /// Indicators in printed order.
    pub indicators: Vec<ParsedIndicator>,
}

/// A budget table row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParsedRow {
    /// In two-sided tables.
    pub side: Option<(Side, Raw)>,
    /// 科目编码
    pub code: Raw,
    /// 科目名称
    pub name: Raw,
    /// One for each column.
    pub values: Vec<Raw>,
}

/// A budget table.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedTable {
    /// By its title.
    pub kind: TableKind,
    /// The title line.
    pub title: Raw,
    /// The number in it.
    pub number: Option<Span>,
    /// The year in the title.
    pub year: Option<Span>,
    /// 单位：万元 of this table.
    pub unit: Option<Span>,
    /// Contract key and label.
    pub columns: Vec<(String, Raw)>,
    /// In printed order.
    pub rows: Vec<ParsedRow>,
}

/// Which words a label or header was found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedBy {
    /// Labels of fields, goals and sections.
    Label,
    /// Headers of indicator tables.
    Column,
    /// Headers of budget tables.
    BudgetColumn,
}

/// A value and the label or header that it was read under.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// Where the label is looked up.
    pub by: NamedBy,
    /// The label.
    pub label: Raw,
    /// The value.
    pub value: Raw,
}

impl ParsedDocument {
    /// Every value that stands under a label or header of its own.
    pub fn named(&self) -> Vec<Named> {
        let mut out = Vec::new();
        let mut add = |by: NamedBy, label: &Raw, value: &Raw| {
            if !label.is_empty() && !value.is_empty() {
                out.push(Named { by, label: label.clone(), value: value.clone() });
            }
        };
        let projects = self.projects.iter().map(|form| (&form.pairs, &form.goals, &form.indicators));
        let departments = self.departments.iter().map(|form| (&form.pairs, &form.goals, &form.indicators));
        for (pairs, goals, indicators) in projects.chain(departments) {
            pairs.iter().for_each(|pair| add(NamedBy::Label, &pair.label.raw, &pair.value));
            goals.iter().for_each(|goal| add(NamedBy::Label, &goal.label.raw, &goal.text));
            indicators.iter().flat_map(|one| &one.cells).for_each(|cell| add(NamedBy::Column, &cell.header, &cell.value));
        }
        for table in &self.tables {
            for row in &table.rows {
                table.columns.iter().zip(&row.values).for_each(|((_, header), value)| add(NamedBy::BudgetColumn, header, value));
            }
        }
        out
    }
}

/// Everything read out of a document.
#[derive(Debug, Default)]
pub struct ParsedDocument {
    /// The title lines.
    pub title: Raw,
    /// In printed order.
    pub projects: Vec<ParsedProject>,
    /// In printed order.
    pub departments: Vec<ParsedDepartment>,
    /// In printed order.
    pub tables: Vec<ParsedTable>,
    /// Recognised text that is no value.
    pub structure: Vec<(Span, Structure)>,
    /// What was repaired or not understood.
    pub findings: Vec<Finding>,
    /// Years printed in the document's forms and tables, in printed order.
    pub years: Vec<Span>,
}

impl ParsedDocument {
    /// Adds what was read of the text behind this.
    pub fn append(&mut self, mut other: ParsedDocument) {
        // A title in the middle of a file is no title of the file.
        self.structure.extend(other.title.spans().into_iter().map(|span| (span, Structure::Title)));
        self.projects.append(&mut other.projects);
        self.departments.append(&mut other.departments);
        self.tables.append(&mut other.tables);
        self.structure.append(&mut other.structure);
        self.findings.append(&mut other.findings);
        self.years.append(&mut other.years);
    }

    /// How many forms and tables were read.
    pub fn forms(&self) -> usize {
        self.projects.len() + self.departments.len() + self.tables.len()
    }
}
