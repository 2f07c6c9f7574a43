//! I08: a quantity has a unit.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::forms::forms;
use crate::check::path::Path;
#[cfg(test)]
use crate::model::check::Status;
use crate::model::record::{Indicator, Level2, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "I08",
    name: "quantity-has-a-unit",
    severity: Severity::Fail,
    holds: Phrase { en: "The target of a quantity (数量指标) has a unit.", zh: "数量指标的指标值有度量单位。" },
    why: Phrase {
        en: "32.5万 of what? Persons, times and households are counted differently.",
        zh: "没有单位无法判断数量的含义，人、人次、户的口径不同。",
    },
    tolerance: Phrase {
        en: "A form without any unit is a warning, once: it has no place for one.",
        zh: "整张表均无单位的仅作一次警告：该表未设单位栏。",
    },
    example: Phrase { en: "参保人数 32.5万.", zh: "参保人数32.5万。" },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for form in forms(record) {
        let quantity = |indicator: &Indicator| indicator.level2.value == Some(Level2::Quantity) && indicator.target.raw.is_some();
        let quantities: Vec<usize> = (0..form.indicators.len()).filter(|index| quantity(&form.indicators[*index])).collect();
        if quantities.is_empty() {
            continue;
        }
        report.subject(form.at, |subject| {
            let at = |index: usize| form.indicator(index).key("target");
            let numbers: Vec<usize> = quantities.iter().copied().filter(|index| form.indicators[*index].target.value.is_some()).collect();
            let words = quantities.iter().filter(|index| form.indicators[**index].target.value.is_none());
            words.for_each(|index| subject.lacks(at(*index).key("value")));
            let bare: Vec<usize> = numbers.iter().copied().filter(|index| form.indicators[*index].target.unit.is_none()).collect();
            (0..numbers.len() - bare.len()).for_each(|_| subject.holds());
            if form.indicators.iter().all(|indicator| indicator.target.unit.is_none()) {
                if let Some(first) = bare.first() {
                    let inputs: Vec<Path> = bare.iter().map(|index| at(*index).key("raw")).collect();
                    let printed = form.indicators[*first].target.raw.as_str().unwrap_or("");
                    let message = subject.say(
                        format_args!("no target of this form has a unit, such as {printed}"),
                        format_args!("本表指标值均无单位，如{printed}"),
                    );
                    subject.finds(Finding { inputs, message, severity: Some(Severity::Warn), ..Finding::default() });
                }
                return;
            }
            for index in bare {
                let indicator = &form.indicators[index];
                let (name, printed) = (indicator.name.as_str().unwrap_or(""), indicator.target.raw.as_str().unwrap_or(""));
                let message = subject.say(format_args!("{name}: {printed} of what?"), format_args!("{name}：{printed}没有单位"));
                let actual = Some(printed.to_owned());
                subject.finds(Finding { inputs: vec![at(index).key("raw")], actual, message, ..Finding::default() });
            }
        });
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |lines| Sample::project().indicators(lines);
    vec![
        holds("units", form("产出指标|数量指标|甲|32.5万人|")),
        finds("no unit", form("产出指标|数量指标|甲|32.5万|\n 满意度指标|满意度指标|丁|90%|"))
            .inputs(&["/projects/0/indicators/0/target/raw"])
            .status(Status::Fail),
        finds("a form without units", form("产出指标|数量指标|甲|100.00|\n 满意度指标|满意度指标|丁|98.00|")).status(Status::Warn).times(1),
        lacks("words", form("产出指标|数量指标|甲|若干|")),
        silent("no quantities", form("产出指标|质量指标|甲|100|")),
    ]
}
