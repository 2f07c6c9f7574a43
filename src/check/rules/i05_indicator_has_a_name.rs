//! I05: an indicator has a name of its own, not that of its category.

use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::forms::forms;
use crate::check::path::Path;

use crate::grammar::fold_into;
use crate::model::record::{Indicator, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "I05",
    name: "indicator-has-a-name",
    severity: Severity::Fail,
    holds: Phrase {
        en: "An indicator has a name of its own, not that of its category.", zh: "指标有自己的名称，而不是所属类别的名称。"
    },
    why: Phrase {
        en: "社会效益指标 under 社会效益指标 does not say what is measured.", zh: "名称与类别相同，无法说明考核内容。"
    },
    tolerance: Phrase { en: "None.", zh: "无。" },
    example: Phrase {
        en: "二级指标 社会效益指标, 三级指标 社会效益指标.", zh: "二级指标为社会效益指标，三级指标也填社会效益指标。"
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn applies(indicator: &Indicator) -> bool {
    indicator.name.is_some() || indicator.target.raw.is_some()
}

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for form in forms(record) {
        if !form.indicators.iter().any(applies) {
            continue;
        }
        report.subject(form.at, |subject| {
            for (index, indicator) in form.indicators.iter().enumerate().filter(|(_, indicator)| applies(indicator)) {
                look(form.indicator(index), indicator, subject);
            }
        });
    }
}

fn look<'a>(at: Path<'a>, indicator: &'a Indicator, subject: &mut Subject<'_, 'a>) {
    let Some(name) = indicator.name.as_str() else { return subject.lacks(at.key("name")) };
    let bare = |text: &str| fold_into(text).trim_end_matches("指标").to_owned();
    let labels = [&indicator.level1_label, &indicator.level2_label];
    // A 满意度 by itself is what people are asked for; with 指标 behind it, it is a category.
    let is_name = |label: &str| bare(label) == bare(name);
    let category = name.trim_end().ends_with("指标") && labels.iter().filter_map(|label| label.as_str()).any(is_name);
    if !category {
        return subject.holds();
    }
    let message = subject.say(format_args!("{name} is the name of a category"), format_args!("“{name}”是类别名称"));
    subject.finds(Finding { inputs: vec![at.key("name")], actual: Some(name.to_owned()), message, ..Finding::default() });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |lines| Sample::project().indicators(lines);
    vec![
        holds("names", form("效益指标|社会效益指标|知晓率|90%|\n 满意度指标|服务对象满意度指标|服务对象满意度|90%|")),
        finds("the category's", form("效益指标|社会效益指标|社会效益指标|90%|")).inputs(&["/projects/0/indicators/0/name"]),
        lacks("none", form("效益指标|社会效益指标||90%|")),
        silent("no indicators", Sample::project()),
    ]
}
