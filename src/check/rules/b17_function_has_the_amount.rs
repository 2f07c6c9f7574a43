//! B17: a project's function stands in the expenditure table with enough money for it.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::check::figure::{self, Figure};
use crate::check::money::budget;
use crate::check::path::Path;
use crate::check::table::only;
use crate::model::record::{Record, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B17",
    name: "function-has-the-amount",
    severity: Severity::Warn,
    holds: Phrase {
        en: "The function code of a project stands in the expenditure table, with at least the projects' money under 项目支出.",
        zh: "项目的支出功能分类科目列在部门支出总表中，且其项目支出不少于相应项目之和。",
    },
    why: Phrase {
        en: "The form and the table classify the same money; projects are often filed under the body's own function instead of the one that pays.",
        zh: "项目表与支出表对同一笔资金分类；常见错误是把项目归入本单位的管理事务科目。",
    },
    tolerance: Phrase {
        en: "One unit of the last printed digit for each project.", zh: "每个项目允许最后一位数字的一个单位。"
    },
    example: Phrase {
        en: "Projects of 150 and 40万元 under 21015, where the table has 40万元 of 项目支出.",
        zh: "两个项目150、40万元均列21015，而支出表21015的项目支出为40万元。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    let Some(table) = only(record, TableKind::ExpenditureSummary).filter(|table| table.has("project")) else { return };
    // The longest code that a form prints is the one that its money stands under.
    let mut by_code: BTreeMap<&str, Vec<(usize, Path)>> = BTreeMap::new();
    for (n, project) in record.projects.iter().enumerate() {
        let codes = project.functions.iter().enumerate().filter_map(|(index, function)| Some((function.code.as_str()?, index)));
        let longest = codes.max_by_key(|(code, index)| (code.len(), std::cmp::Reverse(*index)));
        if let Some((code, index)) = longest {
            by_code.entry(code).or_default().push((n, Path::project(n).at("functions", index).key("code")));
        }
    }
    for (code, projects) in by_code {
        report.subject(projects[0].1, |subject| {
            let Some(row) = table.rows().find(|row| row.code() == Some(code)) else {
                let message =
                    subject.say(format_args!("the expenditure table has no code {code}"), format_args!("部门支出总表中没有科目{code}"));
                let inputs = projects.iter().map(|(_, at)| *at).collect();
                return subject.finds(Finding { inputs, actual: Some(code.to_owned()), message, ..Finding::default() });
            };
            let Some(most) = table.figure(row, "project").filter(|_| table.has_unit()) else {
                return subject.lacks(table.cell_at(row, "project"));
            };
            let budgets: Vec<Figure> = projects.iter().filter_map(|(n, _)| budget(record, *n, table.table.unit.as_str())).collect();
            if budgets.len() < projects.len() {
                return projects.iter().for_each(|(n, _)| subject.lacks(Path::project(*n).key("funds").key("total")));
            }
            let sum: Decimal = figure::total(&budgets);
            let tolerance = most.last_digit().saturating_mul(Decimal::from(budgets.len()));
            if sum.saturating_sub(most.value()) <= tolerance {
                return subject.holds();
            }
            let shown = most.shown(sum);
            let message = subject.say(
                format_args!("projects of {shown} under {code}, where the table has {most}"),
                format_args!("列入{code}的项目共{shown}，而表中该科目项目支出为{most}"),
            );
            subject.finds(Finding {
                inputs: [most.at]
                    .into_iter()
                    .chain(projects.iter().map(|(_, at)| *at))
                    .chain(budgets.iter().map(|figure| figure.at))
                    .collect(),
                expected: Some(format!("<= {most}")),
                actual: Some(shown),
                difference: Some(most.in_its_unit(sum.saturating_sub(most.value()))),
                tolerance: Some(most.in_its_unit(tolerance)),
                message,
                ..Finding::default()
            });
        });
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let table = |sample: Sample| {
        sample.table(TableKind::ExpenditureSummary, "total basic project", "210 卫生健康支出 60 10 50\n 21015 管理事务 45 5 40")
    };
    let form = |total, code| Sample::project().function("210", "卫生健康支出").function(code, "管理事务").funds(total, "", "");
    vec![
        holds("the money is there", table(form("40万元", "21015"))),
        finds("more than the code has", table(form("48万元", "21015"))).expected("<= 40万元", "48万元").inputs(&[
            "/budget_tables/0/rows/1/values/project",
            "/projects/0/functions/1/code",
            "/projects/0/funds/total/value",
        ]),
        finds("no such code", table(form("40万元", "21016"))).inputs(&["/projects/0/functions/1/code"]),
        lacks("a form without money", table(form("", "21015"))),
        silent("a form without a function", table(Sample::project().funds("40万元", "", ""))),
    ]
}
