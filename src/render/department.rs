//! Department forms: labelled cells, the sums by side, the projects.

use super::project::inside;
use super::sheet::{Cell, Look, Row, Table};
use super::{Writer, shown, text};
use crate::grammar::{Field, Mark, Section};
use crate::model::record::{Department, DepartmentFund, DepartmentProject, Side};

impl Writer<'_> {
    pub(super) fn department(&self, department: &Department, path: &str) -> Table {
        let at = |key: &str| format!("{path}/{key}");
        let mut table = Table::new(vec![14, 36, 14, 36]);
        let head = Cell::new(Look::Head, self.mark(Mark::Department)).over(4);
        table.push(Row::head(vec![head.about(self.remarks.at(path))]));
        let name = self.said(Cell::value(text::short(&department.name)), &at("name"));
        let unit = self.said(Cell::value(text::label(&department.unit)), &at("unit"));
        table.push(Row::new(vec![self.field(Field::DepartmentName), name, self.label(Mark::Unit), unit]));
        let preparer = self.said(Cell::value(text::short(&department.preparer)), &at("preparer"));
        let phone = self.said(Cell::value(text::short(&department.phone)), &at("phone"));
        table.push(Row::new(vec![self.field(Field::Preparer), preparer, self.field(Field::Phone), phone]));
        self.funds(&mut table, &department.funds, &at("funds"));
        for (field, key, value) in
            [(Field::Mandate, "mandate", &department.mandate), (Field::AnnualTasks, "annual_tasks", &department.annual_tasks)]
        {
            let cell = self.said(Cell { lines: text::paragraphs(value), ..Cell::default() }, &at(key));
            table.push(Row::new(vec![self.field(field), cell.over(3)]));
        }
        self.projects(&mut table, &department.projects, &at("projects"));
        table
    }

    fn funds(&self, table: &mut Table, funds: &[DepartmentFund], path: &str) {
        let years = |fund: &DepartmentFund| fund.history.iter().map(|earlier| earlier.year.value).collect::<Vec<_>>();
        let mut at = 0;
        for run in funds.chunk_by(|a, b| years(a) == years(b)) {
            let printed = years(&run[0]);
            let mut inner = Table::new([vec![8, 30, 14, 10], vec![14; printed.len()]].concat());
            let heads = [Mark::Side, Mark::Label, Mark::Current, Mark::Share].map(|mark| self.label(mark));
            let years = printed.iter().map(|year| Cell::value(year.map(|year| format!("{year}年"))).looking(Look::Label));
            inner.push(Row::head(heads.into_iter().chain(years).collect()));
            for fund in run {
                let pointer = |key: &str| format!("{path}/{at}/{key}");
                let label = Cell::value(text::label(&fund.label)).about(self.remarks.at(&format!("{path}/{at}")));
                let mut cells = vec![
                    self.side_of(fund.side.value),
                    self.said(label, &pointer("label")),
                    self.said(Cell::number(shown(&fund.current)), &pointer("current")),
                    self.said(Cell::number(shown(&fund.share)), &pointer("share")),
                ];
                let history = pointer("history");
                cells.extend(fund.history.iter().enumerate().map(|(n, earlier)| {
                    let own = if n == 0 { self.remarks.at(&history) } else { Vec::new() };
                    self.said_within(Cell::number(shown(&earlier.value)), &format!("{history}/{n}")).about(own)
                }));
                inner.push(Row::new(cells));
                at += 1;
            }
            table.push(inside(self.section(Section::DepartmentFunds), inner));
        }
    }

    /// 收入, 支出 or blank.
    pub(super) fn side_of(&self, side: Option<Side>) -> Cell {
        let word = side.map(|side| match side {
            Side::Revenue => self.mark(Mark::Revenue).to_owned(),
            Side::Expenditure => self.mark(Mark::Expenditure).to_owned(),
        });
        Cell::value(word).looking(Look::Middle)
    }

    fn projects(&self, table: &mut Table, projects: &[DepartmentProject], path: &str) {
        if projects.is_empty() {
            return;
        }
        let mut inner = Table::new(vec![26, 12, 12, 12, 38]);
        let heads = ["项目名称", "项目类型", "项目总预算", "项目本年度预算", "主要支出方向和用途"];
        inner.push(Row::head(heads.map(Cell::label).into()));
        for (at, project) in projects.iter().enumerate() {
            let pointer = |key: &str| format!("{path}/{at}/{key}");
            let name = Cell::value(text::short(&project.name)).about(self.remarks.at(&format!("{path}/{at}")));
            inner.push(Row::new(vec![
                self.said(name, &pointer("name")),
                self.said(Cell::value(text::short(&project.r#type)), &pointer("type")),
                self.said(Cell::number(shown(&project.total_budget)), &pointer("total_budget")),
                self.said(Cell::number(shown(&project.annual_budget)), &pointer("annual_budget")),
                self.said(Cell { lines: text::paragraphs(&project.description), ..Cell::default() }, &pointer("description")),
            ]));
        }
        table.push(inside(self.section(Section::DepartmentProjects), inner));
    }
}
