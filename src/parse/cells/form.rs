//! The tables of project and department forms: labelled cells, and tables inside of them.

use super::rows::Row;
use super::{Reader, pairs, place};
use crate::grammar::{Field, Mark, Meaning, Section};
use crate::model::coverage::Structure;
use crate::model::parsed::{Label, Pair, ParsedAmountRow, ParsedDepartment, ParsedFund, ParsedProject, Raw};
use crate::model::record::Side;

impl Reader<'_> {
    pub(super) fn project(&mut self, rows: &[Row]) {
        let mut form = ParsedProject { form_title: rows[0].cell(1), ..ParsedProject::default() };
        for row in &rows[1..] {
            for (label, value) in pairs(row) {
                self.mark(&label, Structure::Label);
                let mark = self.marked(&label);
                match (mark, self.meaning(&label)) {
                    (Some(Mark::FiscalYear), _) => {
                        form.year = place(&value);
                        self.parsed.years.extend(form.year);
                    }
                    (Some(Mark::FormKind), _) => {
                        form.self_evaluation = self.marked(&value) == Some(Mark::SelfEvaluation);
                        self.mark(&value, Structure::Title);
                    }
                    (Some(Mark::Unit), _) => self.unit(&mut form, &value),
                    (Some(Mark::OtherFields), _) => form.pairs.extend(self.other_fields(&row.inner)),
                    (_, Some(Meaning::Section(section))) => self.inner(&mut form, section, &row.inner),
                    (_, Some(Meaning::Field(Field::Functions))) => {
                        // The brackets around its code.
                        self.mark(&value, Structure::Label);
                        form.pairs.extend(value.parts.iter().map(|&(_, span)| pair(Field::Functions, &label, Raw::line(span))));
                    }
                    (_, Some(Meaning::Field(field))) => form.pairs.push(pair(field, &label, value)),
                    _ => {}
                }
            }
        }
        self.of_department = false;
        self.parsed.projects.push(form);
    }

    /// The unit of the amount or the table before it.
    fn unit(&mut self, form: &mut ParsedProject, value: &Raw) {
        self.mark(value, Structure::Unit);
        match form.pairs.last_mut().filter(|pair| pair.field.is_amount() && form.procurement.is_empty()) {
            Some(pair) => pair.label.unit = place(value),
            None => form.procurement_unit = place(value),
        }
    }

    fn inner(&mut self, form: &mut ParsedProject, section: Section, rows: &[Row]) {
        match section {
            Section::FundingSources => form.funding_sources.extend(self.amount_rows(rows)),
            Section::Expenditures => form.expenditures.extend(self.amount_rows(rows)),
            Section::Procurement => {
                form.procurement.extend(self.body(rows).iter().map(|row| [0, 1, 2, 3].map(|column| row.cell(column))));
            }
            _ => {}
        }
    }

    /// The rows under a header whose cells are no values.
    fn body<'r>(&mut self, rows: &'r [Row]) -> &'r [Row] {
        let Some((head, body)) = rows.split_first() else { return &[] };
        self.mark_all(head, Structure::Header);
        body
    }

    fn amount_rows(&mut self, rows: &[Row]) -> Vec<ParsedAmountRow> {
        let Some(head) = rows.first() else { return Vec::new() };
        let columns: Vec<Raw> = (1..head.width()).map(|column| head.cell(column)).collect();
        let row = |row: &Row| ParsedAmountRow {
            label: row.cell(0),
            amounts: columns.iter().enumerate().map(|(at, header)| (header.clone(), row.cell(at + 1))).collect(),
        };
        self.body(rows).iter().map(row).collect()
    }

    fn other_fields(&mut self, rows: &[Row]) -> Vec<Pair> {
        self.body(rows).iter().map(|row| pair(Field::Other, &row.cell(0), row.cell(1))).collect()
    }

    pub(super) fn department(&mut self, rows: &[Row]) {
        let mut form = ParsedDepartment::default();
        for row in &rows[1..] {
            for (label, value) in pairs(row) {
                self.mark(&label, Structure::Label);
                match (self.marked(&label), self.meaning(&label)) {
                    (Some(Mark::Unit), _) => {
                        form.unit = place(&value);
                        self.mark(&value, Structure::Unit);
                    }
                    (_, Some(Meaning::Section(Section::DepartmentFunds))) => form.funds.extend(self.funds(&row.inner)),
                    (_, Some(Meaning::Section(Section::DepartmentProjects))) => {
                        let body = self.body(&row.inner).iter();
                        form.projects.extend(body.map(|row| [0, 1, 2, 3, 4].map(|column| row.cell(column))));
                    }
                    (_, Some(Meaning::Field(field))) => form.pairs.push(pair(field, &label, value)),
                    _ => {}
                }
            }
        }
        self.of_department = true;
        self.parsed.departments.push(form);
    }

    fn funds(&mut self, rows: &[Row]) -> Vec<ParsedFund> {
        const FIRST_YEAR: usize = 4;
        let Some(head) = rows.first() else { return Vec::new() };
        let years: Vec<Raw> = (FIRST_YEAR..head.width()).map(|column| head.cell(column)).collect();
        let mut funds = Vec::new();
        for row in self.body(rows) {
            let history = years.iter().enumerate().map(|(at, year)| (year.clone(), row.cell(FIRST_YEAR + at))).collect();
            let side = self.side(&row.cell(0));
            funds.push(ParsedFund { side, label: row.cell(1), current: row.cell(2), share: row.cell(3), history });
        }
        funds
    }

    /// 收入 or 支出.
    pub(super) fn side(&mut self, raw: &Raw) -> Option<(Side, Raw)> {
        let side = match self.marked(raw)? {
            Mark::Revenue => Side::Revenue,
            Mark::Expenditure => Side::Expenditure,
            _ => return None,
        };
        self.mark(raw, Structure::Label);
        Some((side, raw.clone()))
    }
}

fn pair(field: Field, label: &Raw, value: Raw) -> Pair {
    Pair { field, label: Label { raw: label.clone(), ..Label::default() }, value }
}
