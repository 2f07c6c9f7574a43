//! B18: a department form balances, its shares are right, and it agrees with the tables.

use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use rust_decimal::Decimal;

use crate::check::figure::Figure;
use crate::check::path::Path;
use crate::check::sides::{grand, two_sided_of};
use crate::check::table::{bare, only};
use crate::model::leaf::Leaf;
use crate::model::number::Number;
use crate::model::record::{Department, DepartmentFund, Record, Side, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B18",
    name: "department-form-agrees",
    severity: Severity::Fail,
    holds: Phrase {
        en: "The sides of a department form's funds add up and balance, in every year; shares are right; sums agree with the tables and with its list of projects.",
        zh: "部门整体绩效目标表的收支各项相加等于合计且收支平衡，占比正确，并与预算表及项目清单一致。",
    },
    why: Phrase {
        en: "The form repeats the budget's main numbers; older numbers are often left in it.",
        zh: "该表重复列示预算主要数字，常遗留旧数。",
    },
    tolerance: Phrase {
        en: "One unit of the last printed digit for each part; shares one unit of their last digit. The share of a total is 100 %.",
        zh: "每个加数允许最后一位数字的一个单位；占比允许最后一位数字的一个单位，合计的占比为100%。",
    },
    example: Phrase {
        en: "基本支出 835.52, 项目支出 2329.20, 合计 3146.72.", zh: "基本支出835.52，项目支出2329.20，合计3146.72。"
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, department) in record.departments.iter().enumerate() {
        if department.funds.is_empty() {
            continue;
        }
        report.subject(Path::department(n), |subject| {
            let form = Form { n, department };
            let years = department.funds.iter().map(|fund| fund.history.len()).min().unwrap_or(0);
            for column in std::iter::once(Column::Current).chain((0..years).map(Column::Year)) {
                form.balances(column, subject);
            }
            form.shares(subject);
            form.projects(subject);
            form.tables(record, subject);
        });
    }
}

/// This year's sums, or those of an earlier year.
#[derive(Clone, Copy, PartialEq)]
enum Column {
    Current,
    Year(usize),
}

#[derive(Clone, Copy)]
struct Form<'a> {
    n: usize,
    department: &'a Department,
}

impl<'a> Form<'a> {
    fn at(self, row: usize, column: Column) -> Path<'a> {
        let row = Path::department(self.n).at("funds", row);
        match column {
            Column::Current => row.key("current"),
            Column::Year(year) => row.at("history", year).key("value"),
        }
    }

    fn figure(self, row: usize, column: Column) -> Option<Figure<'a>> {
        let fund: &DepartmentFund = &self.department.funds[row];
        let leaf: &Leaf<Number> = match column {
            Column::Current => &fund.current,
            Column::Year(year) => &fund.history.get(year)?.value,
        };
        let unit = self.department.unit.as_str();
        let at = self.at(row, column);
        Figure::money(at, leaf, unit).or_else(|| Figure::of(at, leaf))
    }

    /// The rows of a side: its parts, and its 合计 where there is one only.
    fn side(self, side: Side) -> (Vec<usize>, Option<usize>) {
        let rows = self.department.funds.iter().enumerate().filter(|(_, fund)| fund.side.value == Some(side));
        let is_total = |fund: &DepartmentFund| matches!(label(fund).as_str(), "合计" | "总计" | "收入合计" | "支出合计");
        let (totals, parts): (Vec<_>, Vec<_>) = rows.partition(|(_, fund)| is_total(fund));
        let total = if totals.len() == 1 { Some(totals[0].0) } else { None };
        (parts.into_iter().map(|(index, _)| index).collect(), total)
    }

    fn balances(self, column: Column, subject: &mut Subject<'_, 'a>) {
        let sides = [Side::Revenue, Side::Expenditure].map(|side| self.side(side));
        for (parts, total) in &sides {
            let Some(total) = total else { continue };
            let figures: Vec<Figure> = parts.iter().filter_map(|row| self.figure(*row, column)).collect();
            match self.figure(*total, column) {
                Some(whole) if !figures.is_empty() => subject.sum(label(&self.department.funds[*total]), whole, figures),
                None if !figures.is_empty() => subject.lacks(self.at(*total, column)),
                _ => {}
            }
        }
        if let [(_, Some(revenue)), (_, Some(expenditure))] = sides
            && let (Some(one), Some(other)) = (self.figure(revenue, column), self.figure(expenditure, column))
        {
            subject.same("", other, one);
        }
    }

    fn shares(self, subject: &mut Subject<'_, 'a>) {
        for side in [Side::Revenue, Side::Expenditure] {
            let (parts, Some(total)) = self.side(side) else { continue };
            let Some(whole) = self.figure(total, Column::Current).filter(|whole| !whole.printed.is_zero()) else { continue };
            // The sum is all of itself.
            for row in parts.into_iter().chain([total]) {
                let fund = &self.department.funds[row];
                let at = Path::department(self.n).at("funds", row).key("share");
                let (Some(part), Some(share)) = (self.figure(row, Column::Current), Figure::of(at, &fund.share)) else { continue };
                let Some(exact) = part.value().saturating_mul(Decimal::ONE_HUNDRED).checked_div(whole.value()) else { continue };
                let expected = exact.round_dp(share.printed.scale().max(2)).normalize();
                if share.printed.saturating_sub(exact).abs() <= share.last_digit() {
                    subject.holds();
                    continue;
                }
                let name = label(fund);
                let message = subject.say(
                    format_args!("{name}: {part} of {whole} is {expected} %, but {}% is printed", share.printed),
                    format_args!("{name}：{part}占{whole}的{expected}%，但列示为{}%", share.printed),
                );
                subject.finds(Finding {
                    inputs: vec![share.at, part.at, whole.at],
                    expected: Some(format!("{expected}%")),
                    actual: Some(format!("{share}%")),
                    difference: Some(share.printed.saturating_sub(expected).normalize()),
                    tolerance: Some(share.last_digit()),
                    message,
                    ..Finding::default()
                });
            }
        }
    }

    /// The list of projects sums to the project expenditure.
    fn projects(self, subject: &mut Subject<'_, 'a>) {
        let projects = &self.department.projects;
        let at = |index: usize| Path::department(self.n).at("projects", index).key("annual_budget");
        let unit = self.department.unit.as_str();
        let row = self.row(Side::Expenditure, "项目支出");
        let Some(whole) = row.and_then(|row| self.figure(row, Column::Current)).filter(|_| !projects.is_empty()) else { return };
        let figures: Vec<Option<Figure>> = projects
            .iter()
            .enumerate()
            .map(|(index, project)| {
                Figure::money(at(index), &project.annual_budget, unit).or_else(|| Figure::of(at(index), &project.annual_budget))
            })
            .collect();
        if let Some(missing) = figures.iter().position(Option::is_none) {
            return subject.lacks(at(missing));
        }
        subject.sum("项目支出", whole, figures.into_iter().flatten().collect());
    }

    fn row(self, side: Side, name: &str) -> Option<usize> {
        let mut rows = self.department.funds.iter().enumerate().filter(|(_, fund)| fund.side.value == Some(side) && label(fund) == name);
        rows.next().filter(|_| rows.next().is_none()).map(|(index, _)| index)
    }

    /// Totals, basic and project expenditure as the budget tables have them.
    fn tables(self, record: &'a Record, subject: &mut Subject<'_, 'a>) {
        if record.departments.len() > 1 || self.department.unit.is_none() {
            return;
        }
        let mut pairs: Vec<(usize, Option<Figure>)> = Vec::new();
        if let Some((table, column)) = two_sided_of(record, TableKind::RevenueExpenditureSummary).filter(|(table, _)| table.has_unit()) {
            for side in [Side::Revenue, Side::Expenditure] {
                let total = grand(table, side).and_then(|row| table.figure(row, column));
                pairs.extend(self.side(side).1.map(|row| (row, total)));
            }
        }
        if let Some(table) = only(record, TableKind::ExpenditureSummary).filter(|table| table.has_unit()) {
            for (name, column) in [("基本支出", "basic"), ("项目支出", "project")] {
                let total = table.total().and_then(|row| table.figure(row, column));
                pairs.extend(self.row(Side::Expenditure, name).map(|row| (row, total)));
            }
        }
        for (row, expected) in pairs {
            if let (Some(one), Some(other)) = (self.figure(row, Column::Current), expected) {
                subject.same(label(&self.department.funds[row]), one, other);
            }
        }
    }
}

fn label(fund: &DepartmentFund) -> String {
    bare(fund.label.as_str().unwrap_or(""))
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    use Side::{Expenditure, Revenue};
    let form = |basic, project, total, share| {
        Sample::department()
            .in_department(|department| department.unit = crate::check::sample::text("万元"))
            .fund(Revenue, "财政拨款", "50.00", "100")
            .fund(Revenue, "合计", "50.00", "100")
            .fund(Expenditure, "基本支出", basic, share)
            .fund(Expenditure, "项目支出", project, "60")
            .fund(Expenditure, "合计", total, "100")
    };
    let summary = |sample: Sample, total| sample.table(TableKind::ExpenditureSummary, "total basic project", total);
    vec![
        holds("a form by itself", form("20.00", "30.00", "50.00", "40")),
        holds("its projects", form("20.00", "30.00", "50.00", "40").department_project("甲", "18.00").department_project("乙", "12.00")),
        finds("a sum that is not its parts", form("20.00", "30.00", "55.00", "40")).expected("50万元", "55万元"),
        finds("a share", form("20.00", "30.00", "50.00", "45")).expected("40%", "45%").difference("5").times(1),
        finds(
            "a sum of more than all",
            Sample::department().fund(Revenue, "财政拨款", "50.00", "100").fund(Revenue, "合计", "50.00", "110"),
        )
        .expected("100%", "110%")
        .times(1),
        finds("another sum than the table's", summary(form("20.00", "30.00", "50.00", "40"), "- 合计 50.00 21.00 29.00")).times(2),
        finds("projects that are not the project expenditure", form("20.00", "30.00", "50.00", "40").department_project("甲", "18.00")),
        lacks("no sum is printed", Sample::department().fund(Revenue, "财政拨款", "50", "").fund(Revenue, "合计", "", "")),
        silent("a form without funds", Sample::department()),
    ]
}
