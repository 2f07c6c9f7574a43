//! B02: the lines of expenditure by function sum to the year's expenditure.

use crate::check::report::Report;
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::equation::Equation;
use crate::check::figure::Figure;
use crate::check::sides::{carried, lines, two_sided, year_total};
use crate::check::table::Row;
#[cfg(test)]
use crate::model::record::TableKind;
use crate::model::record::{Record, Side};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B02",
    name: "lines-sum-to-expenditure",
    severity: Severity::Fail,
    holds: Phrase {
        en: "The lines of expenditure by function sum to the year's expenditure (本年支出合计).",
        zh: "按功能分类的各项支出之和等于本年支出合计。",
    },
    why: Phrase {
        en: "Every function stands on a line of its own, nothing is spent outside of them.",
        zh: "每类支出单列一行，此外再无支出。",
    },
    tolerance: Phrase {
        en: "One unit of the last printed digit for each part that is not nought. Blank lines count as 0; lines without an enumerator (一、) are taken in only if the sum needs them.",
        zh: "每个非零加数允许最后一位数字的一个单位。空白行按0计算；没有序号的行仅在合计需要时计入。",
    },
    example: Phrase {
        en: "七、卫生健康支出 12, 十七、住房保障支出 3, 本年支出合计 14.",
        zh: "七、卫生健康支出12，十七、住房保障支出3，本年支出合计14。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (table, column) in two_sided(record) {
        let lines: Vec<Row> = lines(table, Side::Expenditure).filter(|row| !carried(*row)).collect();
        let Some(total) = year_total(table, Side::Expenditure).filter(|_| !lines.is_empty()) else { continue };
        report.subject(table.at(), |subject| {
            let figures = |rows: &[Row<'a>]| rows.iter().filter_map(|row| table.figure(*row, column)).collect::<Vec<Figure>>();
            let (numbered, bare): (Vec<Row>, Vec<Row>) = lines.into_iter().partition(|row| row.is_numbered());
            let (numbered, bare) = (figures(&numbered), figures(&bare));
            let Some(whole) = table.figure(total, column) else { return subject.lacks(table.cell_at(total, column)) };
            let all = Equation::new(whole, numbered.iter().chain(&bare).copied().collect());
            let equation = match Equation::new(whole, numbered) {
                alone if !alone.parts.is_empty() && (alone.holds() || !all.holds()) => alone,
                _ => all,
            };
            if equation.parts.is_empty() {
                return subject.lacks(table.at().key("rows"));
            }
            subject.equation(total.name(), equation, None);
        });
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let table = |rows| Sample::new().table(TableKind::RevenueExpenditureSummary, "budget", rows);
    vec![
        holds(
            "two functions",
            table(">- 七、卫生健康支出 12.00\n >- 十七、住房保障支出 3.00\n >- 廿一、其他支出 -\n >- 本年支出合计 15.00"),
        ),
        holds("what is carried forward is not spent", table(">- 一、教育支出 12\n >- 本年支出合计 12\n >- 结转下年 4\n >- 支出合计 16")),
        holds("parts of a line stand below it", table(">- 一、教育支出 12\n >- 其中：基本支出 8\n >- 本年支出合计 12")),
        holds("lines without numbers", table(">- 教育支出 12\n >- 住房保障支出 1\n >- 本年支出合计 13")),
        finds("a line too much", table(">- 七、卫生健康支出 12.00\n >- 十七、住房保障支出 3.00\n >- 本年支出合计 14.00"))
            .expected("15万元", "14万元")
            .difference("-1")
            .inputs(&[
                "/budget_tables/0/rows/2/values/budget",
                "/budget_tables/0/rows/0/values/budget",
                "/budget_tables/0/rows/1/values/budget",
            ]),
        lacks("no sum is printed", table(">- 七、卫生健康支出 12\n >- 本年支出合计 -")),
        lacks("no line is printed", table(">- 七、卫生健康支出 -\n >- 本年支出合计 12")),
        silent("no sum", table(">- 七、卫生健康支出 12")),
    ]
}
