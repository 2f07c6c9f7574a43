//! F08: the amounts of a form are in one unit.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use std::collections::BTreeMap;

use crate::check::path::Path;
use crate::model::record::{Amount, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "F08",
    name: "units-agree",
    severity: Severity::Warn,
    holds: Phrase { en: "The amounts of one form's funds are in one unit.", zh: "同一张表的资金金额使用同一单位。" },
    why: Phrase {
        en: "万元 and 元 beside each other are right only by luck: most often the unit of one of them was copied from another form.",
        zh: "万元与元混用极易出错，多为其中之一的单位取自其他表格。",
    },
    tolerance: Phrase { en: "None.", zh: "无。" },
    example: Phrase {
        en: "年度资金总额 35万元, 财政拨款 350000元.", zh: "年度资金总额35万元，财政拨款350000元。"
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        let at = |key| Path::project(n).key("funds").key(key);
        let funds = &project.funds;
        let amounts: Vec<(Path, &Amount)> = [("total", &funds.total), ("fiscal", &funds.fiscal), ("other", &funds.other)]
            .into_iter()
            .filter_map(|(key, amount)| Some((at(key), amount.as_ref()?)))
            // Nought is nought in any unit.
            .filter(|(_, amount)| amount.value.value.is_none_or(|value| !value.0.is_zero()))
            .collect();
        if amounts.len() < 2 {
            continue;
        }
        report.subject(Path::project(n), |subject| {
            let mut units: BTreeMap<&str, Path> = BTreeMap::new();
            for (at, amount) in &amounts {
                match amount.unit.as_str() {
                    Some(unit) => drop(units.entry(unit).or_insert(at.key("raw"))),
                    None => return subject.lacks(at.key("unit")),
                }
            }
            if units.len() == 1 {
                return subject.holds();
            }
            let names: Vec<&str> = units.keys().copied().collect();
            let names = names.join(", ");
            let message = subject.say(format_args!("one form, amounts in {names}"), format_args!("同一张表的金额单位不一致：{names}"));
            subject.finds(Finding { inputs: units.values().copied().collect(), actual: Some(names), message, ..Finding::default() });
        });
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |total, fiscal, other| Sample::project().funds(total, fiscal, other);
    let without = |mut sample: Sample| {
        let amount = sample.0.projects[0].funds.fiscal.as_mut().expect("an amount");
        amount.unit = Default::default();
        sample
    };
    vec![
        holds("one unit", form("35万元", "30万元", "5万元")),
        holds("nought in another", form("35万元", "35万元", "0元")),
        finds("two units", form("35万元", "350000元", "")).inputs(&["/projects/0/funds/total/raw", "/projects/0/funds/fiscal/raw"]),
        lacks("no unit", without(form("35万元", "35", ""))),
        silent("one amount", form("35万元", "", "")),
    ]
}
