//! I04: a second level stands under the first level that it belongs to.

use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::forms::forms;
use crate::check::path::Path;

use crate::model::record::{Indicator, Level1, Level2, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "I04",
    name: "level2-under-its-level1",
    severity: Severity::Fail,
    holds: Phrase {
        en: "A second level stands under the first level that it belongs to: 时效 under 产出, 社会效益 under 效益.",
        zh: "二级指标列在所属的一级指标之下，如时效指标属产出指标，社会效益指标属效益指标。",
    },
    why: Phrase {
        en: "The levels are a fixed classification; an indicator under the wrong one is weighed with the wrong ones.",
        zh: "指标分级是固定分类，归类错误会影响评价打分。",
    },
    tolerance: Phrase {
        en: "成本 as a second level may stand under 产出 or 成本. Levels of another classification are not judged.",
        zh: "二级成本指标列在产出或成本之下均可。其他分类不作判断。",
    },
    example: Phrase { en: "时效指标 under 效益指标.", zh: "时效指标列在效益指标之下。" },
    evaluate,
    #[cfg(test)]
    cases,
};

/// Where a second level may stand; empty where nobody knows.
fn homes(level: Level2) -> &'static [Level1] {
    match level {
        Level2::Quantity | Level2::Quality | Level2::Timeliness => &[Level1::Output],
        Level2::Cost | Level2::EconomicCost | Level2::SocialCost | Level2::EcologicalCost => &[Level1::Output, Level1::Cost],
        Level2::EconomicBenefit | Level2::SocialBenefit | Level2::EcologicalBenefit | Level2::SustainableImpact => &[Level1::Benefit],
        Level2::RecipientSatisfaction => &[Level1::Satisfaction],
        Level2::Other => &[],
    }
}

fn applies(indicator: &Indicator) -> bool {
    indicator.level2.value.is_some_and(|level| !homes(level).is_empty())
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
    let Some(level2) = indicator.level2.value else { return };
    match indicator.level1.value {
        None => subject.lacks(at.key("level1")),
        Some(Level1::Other) => {}
        Some(level1) if homes(level2).contains(&level1) => subject.holds(),
        Some(_) => {
            let label = |label: &'a crate::model::record::Text| label.as_str().unwrap_or("");
            let (one, two) = (label(&indicator.level1_label), label(&indicator.level2_label));
            let message = subject.say(format_args!("{two} stands under {one}"), format_args!("{two}列在{one}之下"));
            let inputs = vec![at.key("level2_label"), at.key("level1_label")];
            subject.finds(Finding { inputs, actual: Some(one.to_owned()), message, ..Finding::default() });
        }
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |lines| Sample::project().indicators(lines);
    vec![
        holds("at home", form("产出指标|时效指标|甲|1天|\n 成本指标|经济成本指标|乙|1元|\n 满意度指标|满意度指标|丁|90%|")),
        finds("时效 under 效益", form("效益指标|时效指标|甲|1天|"))
            .inputs(&["/projects/0/indicators/0/level2_label", "/projects/0/indicators/0/level1_label"]),
        lacks("no first level", form("|时效指标|甲|1天|")),
        silent("a second level of another kind", form("效益指标|别的指标|甲|1天|")),
    ]
}
