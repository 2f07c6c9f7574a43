//! I01: the weights of a form's indicators sum to 100, or to 90.

use rust_decimal::Decimal;

use crate::check::figure;
use crate::check::path::Path;
use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};
use crate::model::record::Record;

/// The rule.
pub static RULE: Rule = Rule {
    id: "I01",
    name: "weights-sum",
    severity: Severity::Fail,
    holds: Phrase {
        en: "The weights of a form's indicators sum to 100, or to 90 where 10 are kept for the execution of the budget.",
        zh: "一张表的指标分值之和为100，预留预算执行率10分的为90。",
    },
    why: Phrase {
        en: "Points are what an evaluation adds up; where they do not make 100, an indicator is missing or a weight is a slip.",
        zh: "分值用于评价打分；合计不为100时，多为指标缺漏或分值有误。",
    },
    tolerance: Phrase { en: "None. A form with a blank weight is not compared.", zh: "无。有分值空白的表不比较。" },
    example: Phrase { en: "Weights 20, 20, 14 and 30: they sum to 84.", zh: "分值20、20、14、30：合计84。" },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        let at = |index: usize| Path::project(n).at("indicators", index).key("weight");
        let weights: Vec<(usize, Decimal)> =
            project.indicators.iter().enumerate().filter_map(|(index, indicator)| Some((index, indicator.weight.value?.0))).collect();
        if weights.is_empty() {
            continue;
        }
        report.subject(Path::project(n), |subject| {
            // A weight that was not read would be part of the sum.
            let missing = project.indicators.iter().enumerate().filter(|(_, indicator)| indicator.weight.is_none());
            let missing: Vec<usize> = missing.map(|(index, _)| index).collect();
            if !missing.is_empty() {
                return missing.into_iter().for_each(|index| subject.lacks(at(index)));
            }
            let sum: Decimal = figure::sum(weights.iter().map(|(_, weight)| *weight));
            if sum == Decimal::ONE_HUNDRED || sum == Decimal::from(90) {
                return subject.holds();
            }
            let sum = sum.normalize();
            let message = subject.say(
                format_args!("the {} weights sum to {sum}, not to 100 or 90", weights.len()),
                format_args!("{}个指标的分值合计{sum}，不是100或90", weights.len()),
            );
            subject.finds(Finding {
                inputs: weights.iter().map(|(index, _)| at(*index)).collect(),
                expected: Some("100".to_owned()),
                actual: Some(sum.to_string()),
                difference: Some(sum.saturating_sub(Decimal::ONE_HUNDRED)),
                tolerance: Some(Decimal::ZERO),
                message,
                ..Finding::default()
            });
        });
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |lines| Sample::project().indicators(lines);
    vec![
        holds("100", form("产出指标|数量指标|培训人次|≥100人次|62.5\n 效益指标|社会效益指标|知晓率|≥90%|37.5")),
        holds("90 where 10 are kept", form("产出指标|数量指标|培训人次|≥100人次|50\n 效益指标|社会效益指标|知晓率|≥90%|40")),
        finds("84", form("产出指标|数量指标|培训人次|≥100人次|54\n 效益指标|社会效益指标|知晓率|≥90%|30"))
            .expected("100", "84")
            .difference("-16")
            .inputs(&["/projects/0/indicators/0/weight", "/projects/0/indicators/1/weight"]),
        lacks("a weight is missing", form("产出指标|数量指标|培训人次|≥100人次|54\n 效益指标|社会效益指标|知晓率|≥90%|")),
        lacks(
            "a weight is missing, and the others sum to 90",
            form("产出指标|数量指标|培训人次|≥100人次|90\n 效益指标|社会效益指标|知晓率|≥90%|"),
        ),
        silent("a form without weights", form("产出指标|数量指标|培训人次|≥100人次|")),
    ]
}
