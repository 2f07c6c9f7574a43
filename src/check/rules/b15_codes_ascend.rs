//! B15: the codes of a table ascend.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::table::{Row, all};
use crate::model::record::{Record, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B15",
    name: "codes-ascend",
    severity: Severity::Warn,
    holds: Phrase {
        en: "The codes of a table stand in ascending order, each once.", zh: "表中科目编码按升序排列，各列示一次。"
    },
    why: Phrase {
        en: "Tables come out of a ledger in the order of their codes; one out of order was added by hand, or mistyped.",
        zh: "表格按科目编码顺序生成；次序颠倒的多为手工添加或编码有误。",
    },
    tolerance: Phrase { en: "None; rows without a code are passed over.", zh: "无；没有编码的行不比较。" },
    example: Phrase {
        en: "30241 公务交通补贴 before 30229 女同志卫生费.", zh: "30241公务交通补贴列在30229女同志卫生费之前。"
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for table in all(record) {
        if matches!(table.table.kind, TableKind::RevenueSummary | TableKind::Other) {
            continue;
        }
        let coded: Vec<Row> = table.rows().filter(|row| row.row.code.is_some()).collect();
        if coded.len() < 2 {
            continue;
        }
        report.subject(table.at(), |subject| {
            for pair in coded.windows(2) {
                let at = pair.iter().map(|row| table.row_at(*row).key("code"));
                let (Some(before), Some(code)) = (pair[0].code(), pair[1].code()) else {
                    at.filter(|_| pair[1].code().is_none()).for_each(|at| subject.lacks(at));
                    continue;
                };
                // As text 210 comes before 21001, and 21001 before 211.
                if before < code {
                    subject.holds();
                    continue;
                }
                let message = subject.say(
                    format_args!("{} stands below {}", pair[1].title(), pair[0].title()),
                    format_args!("{}列在{}之后", pair[1].title(), pair[0].title()),
                );
                let (inputs, actual) = (at.rev().collect(), Some(code.to_owned()));
                subject.finds(Finding { inputs, expected: Some(format!("> {before}")), actual, message, ..Finding::default() });
            }
        });
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let table = |rows| Sample::new().table(TableKind::ExpenditureSummary, "total", rows);
    vec![
        holds("class, subclass, item, next class", table("- 合计 1\n 208 甲 1\n 20805 乙 1\n 2080505 丙 1\n 210 丁 1")),
        finds("one out of order", table("302 甲 1\n 30241 乙 1\n 30229 丙 1"))
            .expected("> 30241", "30229")
            .inputs(&["/budget_tables/0/rows/2/code", "/budget_tables/0/rows/1/code"]),
        finds("one twice", table("302 甲 1\n 302 乙 1")),
        lacks("codes that are none", table("30x 甲 1\n 3O2 乙 1")),
        silent("one code", table("302 甲 1")),
    ]
}
