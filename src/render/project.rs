//! Project forms: labelled cells two by two, texts over the whole width, tables inside for rows of amounts.

use super::sheet::{Cell, Look, Row, Table};
use super::{Writer, shown, text};
use crate::grammar::{Field, Mark, Section};
use crate::model::record::{Amount, AmountRow, FormKind, Function, OtherField, Procurement, Project, Text};

impl Writer<'_> {
    pub(super) fn project(&self, project: &Project, path: &str) -> Table {
        let at = |key: &str| format!("{path}/{key}");
        let mut table = Table::new(vec![14, 36, 14, 36]);
        let title = Cell::value(text::label(&project.form_title)).looking(Look::Head).about(self.remarks.at(path));
        let title = self.said(title, &at("form_title")).over(3);
        table.push(Row::head(vec![Cell::new(Look::Head, self.mark(Mark::Project)), title]));
        let kind = match project.form_kind {
            FormKind::Target => Mark::Target,
            FormKind::SelfEvaluation => Mark::SelfEvaluation,
        };
        let year = self.said(Cell::value(shown(&project.fiscal_year)), &at("fiscal_year"));
        table.push(Row::new(vec![self.label(Mark::FiscalYear), year, self.label(Mark::FormKind), Cell::new(Look::Value, self.mark(kind))]));
        table.push(Row::new(vec![self.field(Field::Name), self.said(Cell::value(text::short(&project.name)), &at("name")).over(3)]));
        self.short_fields(&mut table, project, path);
        self.texts(&mut table, project, path);
        for (field, key, amount) in [
            (Field::FundsTotal, "total", &project.funds.total),
            (Field::FundsFiscal, "fiscal", &project.funds.fiscal),
            (Field::FundsOther, "other", &project.funds.other),
        ] {
            let unit = Cell::value(amount.as_ref().and_then(|amount| text::label(&amount.unit)));
            let value = self.said_within(raw(amount.as_ref()), &at(&format!("funds/{key}")));
            table.push(Row::new(vec![self.field(field), value, self.label(Mark::Unit), unit]));
        }
        self.amount_rows(&mut table, Section::FundingSources, &project.funding_sources, &at("funding_sources"));
        self.amount_rows(&mut table, Section::Expenditures, &project.expenditures, &at("expenditures"));
        self.procurement(&mut table, &project.procurement, &at("procurement"));
        self.other_fields(&mut table, &project.other_fields, &at("other_fields"));
        table
    }

    /// What is said in a word or two, two values a row; what is not said takes no place.
    fn short_fields(&self, table: &mut Table, project: &Project, path: &str) {
        let of = |value: &Text| text::short(value).into_iter().collect::<Vec<String>>();
        let fields: [(Field, &str, Vec<String>); 18] = [
            (Field::Code, "code", of(&project.code)),
            (Field::CompetentDepartment, "competent_department", of(&project.competent_department)),
            (Field::ImplementingUnit, "implementing_unit", of(&project.implementing_unit)),
            (Field::Leader, "leader", of(&project.leader)),
            (Field::Phone, "phone", of(&project.phone)),
            (Field::OrganizationCode, "organization_code", of(&project.organization_code)),
            (Field::Address, "address", of(&project.address)),
            (Field::PostalCode, "postal_code", of(&project.postal_code)),
            (Field::LegalRepresentative, "legal_representative", of(&project.legal_representative)),
            (Field::FundingSource, "funding_source", of(&project.funding_source)),
            (Field::Attribute, "attribute", of(&project.attribute)),
            (Field::Type, "type", of(&project.r#type)),
            (Field::Category, "category", of(&project.category)),
            (Field::Term, "term", of(&project.term)),
            (Field::StartYear, "start_year", shown(&project.start_year).into_iter().collect()),
            (Field::EndYear, "end_year", shown(&project.end_year).into_iter().collect()),
            (Field::Functions, "functions", project.functions.iter().map(function).collect()),
            (Field::Other, "", Vec::new()),
        ];
        let cells: Vec<[Cell; 2]> = fields
            .into_iter()
            .filter_map(|(field, key, lines)| {
                let cell = self.said_within(Cell { lines, ..Cell::default() }, &format!("{path}/{key}"));
                let says = field != Field::Other && (!cell.lines.is_empty() || !cell.remarks.is_empty());
                says.then(|| [self.field(field), cell])
            })
            .collect();
        for pair in cells.chunks(2) {
            let mut row: Vec<Cell> = pair.iter().flatten().cloned().collect();
            if let [_, value] = &mut row[..] {
                value.more = 2;
            }
            table.push(Row::new(row));
        }
    }

    fn texts(&self, table: &mut Table, project: &Project, path: &str) {
        let narrative = &project.narrative;
        for (field, key, value) in [
            (Field::Profile, "profile", &project.profile),
            (Field::Basis, "narrative/basis", &narrative.basis),
            (Field::Overview, "narrative/overview", &narrative.overview),
            (Field::Content, "narrative/content", &narrative.content),
            (Field::FundingArrangement, "narrative/funding_arrangement", &narrative.funding_arrangement),
            (Field::Plan, "narrative/plan", &narrative.plan),
            (Field::Results, "narrative/results", &narrative.results),
            (Field::Calculation, "narrative/calculation", &narrative.calculation),
            (Field::Notes, "narrative/notes", &narrative.notes),
        ] {
            let cell = self.said(Cell { lines: text::paragraphs(value), ..Cell::default() }, &format!("{path}/{key}"));
            if !cell.lines.is_empty() || !cell.remarks.is_empty() {
                table.push(Row::new(vec![self.field(field), cell.over(3)]));
            }
        }
    }

    /// A table for each run of rows under the same columns.
    fn amount_rows(&self, table: &mut Table, section: Section, rows: &[AmountRow], path: &str) {
        let labels = |row: &AmountRow| row.amounts.iter().map(|amount| amount.label.value.clone()).collect::<Vec<_>>();
        let mut at = 0;
        for run in rows.chunk_by(|a, b| labels(a) == labels(b)) {
            let mut inner = Table::new([vec![30], vec![14; run[0].amounts.len()]].concat());
            let headers = run[0].amounts.iter().map(|amount| Cell::value(text::label(&amount.label)).looking(Look::Label));
            inner.push(Row::head([self.label(Mark::Label)].into_iter().chain(headers).collect()));
            for row in run {
                let pointer = format!("{path}/{at}");
                let label = Cell::value(text::short(&row.label)).about(self.remarks.at(&pointer));
                let mut cells = vec![self.said(label, &format!("{pointer}/label")).about(self.remarks.at(&format!("{pointer}/amounts")))];
                cells.extend(
                    row.amounts
                        .iter()
                        .enumerate()
                        .map(|(n, amount)| self.said_within(Cell::number(shown(&amount.value)), &format!("{pointer}/amounts/{n}"))),
                );
                inner.push(Row::new(cells));
                at += 1;
            }
            table.push(inside(self.section(section), inner));
        }
    }

    fn procurement(&self, table: &mut Table, rows: &[Procurement], path: &str) {
        if rows.is_empty() {
            return;
        }
        let mut inner = Table::new(vec![40, 15, 15, 20]);
        inner.push(Row::head([Mark::Item, Mark::IsNewAsset, Mark::Quantity, Mark::Amount].map(|mark| self.label(mark)).into()));
        for (at, row) in rows.iter().enumerate() {
            let pointer = |key: &str| format!("{path}/{at}/{key}");
            let new = row.is_new_asset.value.map(|yes| self.mark(if yes { Mark::Yes } else { Mark::No }).to_owned());
            let item = Cell::value(text::short(&row.item)).about(self.remarks.at(&format!("{path}/{at}")));
            inner.push(Row::new(vec![
                self.said(item, &pointer("item")),
                self.said(Cell::value(new).looking(Look::Middle), &pointer("is_new_asset")),
                self.said(Cell::number(shown(&row.quantity)), &pointer("quantity")),
                self.said_within(raw(row.amount.as_ref()).looking(Look::Number), &pointer("amount")),
            ]));
        }
        table.push(inside(self.section(Section::Procurement), inner));
        if let Some(unit) = declared(rows) {
            table.push(Row::new(vec![self.label(Mark::Unit), Cell::new(Look::Value, unit).over(3)]));
        }
    }

    fn other_fields(&self, table: &mut Table, fields: &[OtherField], path: &str) {
        if fields.is_empty() {
            return;
        }
        let mut inner = Table::new(vec![30, 70]);
        inner.push(Row::head([Mark::Label, Mark::Value].map(|mark| self.label(mark)).into()));
        for (at, field) in fields.iter().enumerate() {
            let value = self.said_within(Cell::value(text::short(&field.value)), &format!("{path}/{at}"));
            inner.push(Row::new(vec![Cell::value(text::label(&field.label)), value]));
        }
        table.push(inside(self.label(Mark::OtherFields), inner));
    }
}

/// A label, the number of rows of the table beside it, and that table.
pub(super) fn inside(label: Cell, table: Table) -> Row {
    let count = format!("共 {} 行", table.rows.len());
    let label = Cell { lines: [label.lines, vec![count]].concat(), ..label };
    Row::new(vec![label, Cell { table: Some(table), ..Cell::default() }.over(3)])
}

/// An amount as it was printed.
fn raw(amount: Option<&Amount>) -> Cell {
    Cell::value(amount.and_then(|amount| text::short(&amount.raw)))
}

/// The unit that amounts take which print none of their own.
fn declared(rows: &[Procurement]) -> Option<String> {
    let amounts = rows.iter().filter_map(|row| row.amount.as_ref());
    let own = |amount: &&Amount| amount.value.is_some() && amount.raw.as_str().is_some_and(|raw| raw.contains(['元', '圆', '万', '亿']));
    amounts.filter(|amount| !own(amount)).find_map(|amount| text::label(&amount.unit))
}

/// `[210]卫生健康支出`
fn function(function: &Function) -> String {
    match (function.code.as_str(), text::short(&function.name)) {
        // A name with brackets of its own would be taken apart.
        (Some(code), Some(name)) if name.contains(['[', '［', '【']) => format!("{code} {name}"),
        (Some(code), Some(name)) => format!("[{code}]{name}"),
        (Some(code), None) => format!("[{code}]"),
        (None, name) => name.unwrap_or_default(),
    }
}
