//! B20: a table with amounts declares their unit.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::table::all;
use crate::model::record::Record;
#[cfg(test)]
use crate::model::{check::Status, record::TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B20",
    name: "unit-is-declared",
    severity: Severity::Warn,
    holds: Phrase {
        en: "A table with amounts declares their unit (单位：万元).", zh: "列示金额的表应注明单位（如：单位：万元）。"
    },
    why: Phrase {
        en: "Without it the amounts mean nothing by themselves; most readers will take the unit of the table before, which is right most of the time.",
        zh: "没有单位，金额无从理解；读者通常沿用前表的单位，但未必正确。",
    },
    tolerance: Phrase {
        en: "A table whose neighbours declare a unit is only worth knowing of (info).",
        zh: "相邻表格注明单位的，仅作提示。",
    },
    example: Phrase {
        en: "A table of basic expenditure without 单位：, between tables in 万元.",
        zh: "基本支出表未注明单位，其前后各表为万元。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for table in all(record) {
        let mut amounts = table.table.rows.iter().flat_map(|row| &row.values.0);
        let (any, typed) = (amounts.clone().next().is_some(), amounts.any(|(_, value)| value.is_some()));
        if !any {
            continue;
        }
        let at = table.at().key("unit");
        let unit = table.table.unit.as_str();
        report.subject(table.at(), |subject| match unit {
            _ if !typed => subject.lacks(table.at().key("rows")),
            Some(_) if !table.table.unit_inherited => subject.holds(),
            _ => {
                let message = match unit {
                    Some(unit) => subject.say(
                        format_args!("the table declares no unit; that of a neighbouring table ({unit}) was taken"),
                        format_args!("本表未注明单位，沿用相邻表格的单位（{unit}）"),
                    ),
                    None => subject
                        .say(format_args!("neither this table nor another declares a unit"), format_args!("本表及其他表格均未注明单位")),
                };
                let severity = unit.map(|_| Severity::Info);
                subject.finds(Finding { inputs: vec![table.at().key("title"), at], severity, message, ..Finding::default() });
            }
        });
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let table = |rows| Sample::new().table(TableKind::ExpenditureSummary, "total", rows);
    vec![
        holds("a declared unit", table("- 合计 1")),
        finds("a unit of the neighbour", table("- 合计 1").in_table(|table| table.unit_inherited = true)).status(Status::Info),
        finds("no unit anywhere", table("- 合计 1").in_table(|table| table.unit = Default::default())).status(Status::Warn),
        lacks("no amounts were read", table("- 合计 -").in_table(|table| table.unit = Default::default())),
        silent("an empty table", table("")),
    ]
}
