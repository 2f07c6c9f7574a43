//! B16: the project forms together are the project expenditure.

use crate::check::report::Report;
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::equation::Equation;
use crate::check::figure::Figure;
use crate::check::money::budget;
use crate::check::path::Path;
use crate::check::table::only;
#[cfg(test)]
use crate::model::check::Status;
use crate::model::record::{Record, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B16",
    name: "projects-sum-to-expenditure",
    severity: Severity::Fail,
    holds: Phrase {
        en: "The project forms together are the project expenditure (项目支出) of the summary.",
        zh: "各项目表金额之和等于部门支出总表的项目支出合计。",
    },
    why: Phrase {
        en: "Every project has its form. More money in the forms than in the table cannot be right; less is worth knowing, since forms may not all be published, and a warning where the department form lists no further project.",
        zh: "每个项目均有一张表。项目表之和多于总表即为错误；少于可能因部分项目表未公开，仅作提示；部门整体绩效目标表也未列其他项目时作警告。",
    },
    tolerance: Phrase {
        en: "One unit of the last printed digit for each project.", zh: "每个项目允许最后一位数字的一个单位。"
    },
    example: Phrase {
        en: "Three forms of 1426.31, 150 and 40万元, 项目支出 1576.28万元.",
        zh: "三张项目表为1426.31、150、40万元，项目支出为1576.28万元。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    let Some(table) = only(record, TableKind::ExpenditureSummary).filter(|table| table.has("project")) else { return };
    let Some(total) = table.total().filter(|_| !record.projects.is_empty()) else { return };
    report.subject(Path::DOCUMENT, |subject| {
        let Some(whole) = table.figure(total, "project").filter(|_| table.has_unit()) else {
            return subject.lacks(table.cell_at(total, "project"));
        };
        let budgets: Vec<Option<Figure>> = (0..record.projects.len()).map(|n| budget(record, n, table.table.unit.as_str())).collect();
        for (n, _) in budgets.iter().enumerate().filter(|(_, budget)| budget.is_none()) {
            subject.lacks(Path::project(n).key("funds").key("total"));
        }
        if budgets.iter().any(Option::is_none) {
            return;
        }
        let equation = Equation::new(whole, budgets.into_iter().flatten().collect());
        let listed = record.departments.iter().any(|department| department.projects.len() == record.projects.len());
        let missing = if listed { Severity::Warn } else { Severity::Info };
        let severity = (equation.sum() < whole.value()).then_some(missing);
        subject.equation(total.name(), equation, severity);
    });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let table = |sample: Sample| sample.table(TableKind::ExpenditureSummary, "total basic project", "- 合计 60.00 10.00 50.00");
    let two = |second| table(Sample::project().funds("40.00万元", "", "").another_project().source(second));
    vec![
        holds("two forms", two("合计 2022=10")),
        finds("more than there is", two("合计 2022=12.00"))
            .expected("52万元", "50万元")
            .inputs(&[
                "/budget_tables/0/rows/0/values/project",
                "/projects/0/funds/total/value",
                "/projects/1/funding_sources/0/amounts/0/value",
            ])
            .status(Status::Fail),
        finds("forms may be missing", table(Sample::project().funds("40.00万元", "", ""))).status(Status::Info),
        finds(
            "the department form lists no more projects",
            table(Sample::project().funds("40.00万元", "", "").and_department().department_project("甲", "40")),
        )
        .status(Status::Warn),
        lacks("a form without money", table(Sample::project())),
        silent("no table", Sample::project().funds("40万元", "", "")),
    ]
}
