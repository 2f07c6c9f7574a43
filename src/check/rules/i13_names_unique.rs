//! I13: the names of a form's indicators are told apart within their second level.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use std::collections::BTreeMap;

use crate::check::forms::forms;
use crate::grammar::fold_into;
use crate::model::record::Record;

/// The rule.
pub static RULE: Rule = Rule {
    id: "I13",
    name: "names-unique",
    severity: Severity::Warn,
    holds: Phrase {
        en: "The names of indicators are told apart within their second level.", zh: "同一二级指标下的指标名称互不相同。"
    },
    why: Phrase {
        en: "The same name twice is the same thing measured twice, or two names that were cut off behind the same words.",
        zh: "名称相同，要么重复设置，要么名称被截断。",
    },
    tolerance: Phrase {
        en: "Names under different goals of a department form may be the same.",
        zh: "部门整体表不同目标下的名称可以相同。",
    },
    example: Phrase {
        en: "提高享受人员待遇 twice under 社会效益指标.", zh: "社会效益指标下“提高享受人员待遇”出现两次。"
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for form in forms(record) {
        let named = form.indicators.iter().filter(|indicator| indicator.name.is_some()).count();
        if named == 0 {
            continue;
        }
        report.subject(form.at, |subject| {
            let mut names: BTreeMap<_, Vec<usize>> = BTreeMap::new();
            for (index, indicator) in form.indicators.iter().enumerate() {
                let (Some(name), Some(level)) = (indicator.name.as_str(), indicator.level2.value.or_else(|| level_by_label(indicator)))
                else {
                    subject.lacks(form.indicator(index).key(if indicator.name.is_some() { "level2" } else { "name" }));
                    continue;
                };
                let key = (indicator.goal.as_str(), indicator.horizon.value, indicator.level1.value, level, fold_into(name));
                names.entry(key).or_default().push(index);
            }
            for (key, places) in &names {
                if places.len() == 1 {
                    subject.holds();
                    continue;
                }
                let name = &key.4;
                let count = places.len();
                let message = subject.say(format_args!("{name} stands here {count} times"), format_args!("“{name}”出现{count}次"));
                let inputs = places.iter().map(|index| form.indicator(*index).key("name")).collect();
                subject.finds(Finding { inputs, actual: Some(name.clone()), message, ..Finding::default() });
            }
        });
    }
}

/// A form without second levels has its names under the first.
fn level_by_label(indicator: &crate::model::record::Indicator) -> Option<crate::model::record::Level2> {
    indicator.level1.value.map(|_| crate::model::record::Level2::Other)
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |lines| Sample::project().indicators(lines);
    vec![
        holds("two names", form("产出指标|数量指标|甲|1项|\n 产出指标|数量指标|乙|1项|\n 产出指标|质量指标|甲|1项|")),
        finds("one name twice", form("产出指标|数量指标|甲|1项|\n 产出指标|数量指标|甲|2项|"))
            .inputs(&["/projects/0/indicators/0/name", "/projects/0/indicators/1/name"])
            .times(1),
        lacks("nobody knows the level", form("||甲|1项|")),
        silent("no names", Sample::project()),
    ]
}
