//! B10: basic expenditure of the general public budget is the total of its own table.

use crate::check::report::Report;
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::table::only;
use crate::model::record::{Record, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B10",
    name: "basic-is-its-table",
    severity: Severity::Fail,
    holds: Phrase {
        en: "Basic expenditure (基本支出) in the general public budget table is the total of the table of basic expenditure.",
        zh: "一般公共预算支出表的基本支出合计等于一般公共预算基本支出表的合计。",
    },
    why: Phrase {
        en: "The second table divides the same sum by what it is spent on.", zh: "后者按经济分类细分同一笔资金。"
    },
    tolerance: Phrase { en: "One unit of the last printed digit.", zh: "最后一位数字的一个单位。" },
    example: Phrase {
        en: "基本支出 835.52 in table five, 合计 853.51 in table six.", zh: "表五基本支出835.52，表六合计853.51。"
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    let (Some(general), Some(basic)) =
        (only(record, TableKind::GeneralPublicBudgetExpenditure), only(record, TableKind::GeneralPublicBudgetBasicExpenditure))
    else {
        return;
    };
    let (Some(ours), Some(theirs)) = (general.total(), basic.total()) else { return };
    let Some(column) = basic.main_column().filter(|_| general.has("basic")) else { return };
    report.subject(basic.at(), |subject| match (basic.figure(theirs, column), general.figure(ours, "basic")) {
        _ if !basic.has_unit() || !general.has_unit() => subject.lacks(basic.at().key("unit")),
        (Some(one), Some(other)) => subject.same(theirs.name(), one, other),
        (None, _) => subject.lacks(basic.cell_at(theirs, column)),
        (_, None) => subject.lacks(general.cell_at(ours, "basic")),
    });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let pair = |general, basic| {
        Sample::new().table(TableKind::GeneralPublicBudgetExpenditure, "total basic project", general).table(
            TableKind::GeneralPublicBudgetBasicExpenditure,
            "total personnel public",
            basic,
        )
    };
    vec![
        holds("a rounded total", pair("- 合计 862.70 835.52 27.18", "- 合计 835.51 774.31 61.20")),
        finds("digits changed places", pair("- 合计 862.70 835.52 27.18", "- 合计 853.52 792.32 61.20"))
            .expected("835.52万元", "853.52万元")
            .inputs(&["/budget_tables/1/rows/0/values/total", "/budget_tables/0/rows/0/values/basic"]),
        lacks("no total", pair("- 合计 700 - 27.18", "- 合计 853.52 792.32 61.20")),
        silent("one table only", Sample::new().table(TableKind::GeneralPublicBudgetExpenditure, "total basic", "- 合计 1 1")),
        silent("no 合计 row", pair("210 卫生健康支出 1 1 0", "301 工资福利支出 1 1 0")),
    ]
}
