//! I02: weights are split over the first level as usual.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use rust_decimal::Decimal;

use crate::check::figure;
use crate::check::path::Path;
use crate::model::record::{Level1, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "I02",
    name: "weights-split",
    severity: Severity::Info,
    holds: Phrase {
        en: "The weights are split over the first level as usual: cost 20, output 40, benefit 20, satisfaction 10; or output 50, benefit 30, satisfaction 10.",
        zh: "分值在一级指标间按常用比例分配：成本20、产出40、效益20、满意度10；或产出50、效益30、满意度10。",
    },
    why: Phrase {
        en: "These are the splits of the Ministry of Finance (财预〔2013〕53号 and later). Another one is allowed, but worth knowing.",
        zh: "此为财政部规定的常用比例（财预〔2013〕53号等），允许另行设定，仅作提示。",
    },
    tolerance: Phrase { en: "None.", zh: "无。" },
    example: Phrase { en: "Output 60, benefit 20, satisfaction 10.", zh: "产出60、效益20、满意度10。" },
    evaluate,
    #[cfg(test)]
    cases,
};

/// Cost, output, benefit, satisfaction. 90 and 100 together: 10 may be kept for the execution of the budget.
const SPLITS: [[i64; 4]; 6] = [[20, 40, 20, 10], [0, 50, 30, 10], [20, 40, 20, 20], [20, 40, 30, 10], [20, 50, 20, 10], [0, 60, 30, 10]];

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        let weighed: Vec<usize> = (0..project.indicators.len()).filter(|index| project.indicators[*index].weight.is_some()).collect();
        if weighed.is_empty() {
            continue;
        }
        report.subject(Path::project(n), |subject| {
            let at = |index: usize| Path::project(n).at("indicators", index);
            for (index, indicator) in project.indicators.iter().enumerate() {
                if indicator.weight.is_none() {
                    return subject.lacks(at(index).key("weight"));
                }
                if !matches!(indicator.level1.value, Some(Level1::Cost | Level1::Output | Level1::Benefit | Level1::Satisfaction)) {
                    return subject.lacks(at(index).key("level1"));
                }
            }
            let of = |level: Level1| {
                let own = project.indicators.iter().filter(|indicator| indicator.level1.value == Some(level));
                figure::sum(own.filter_map(|indicator| indicator.weight.value).map(|weight| weight.0)).normalize()
            };
            let split = [Level1::Cost, Level1::Output, Level1::Benefit, Level1::Satisfaction].map(of);
            if SPLITS.iter().any(|usual| usual.map(Decimal::from) == split) {
                return subject.holds();
            }
            let [cost, output, benefit, satisfaction] = split;
            let message = subject.say(
                format_args!("cost {cost}, output {output}, benefit {benefit}, satisfaction {satisfaction}"),
                format_args!("成本{cost}、产出{output}、效益{benefit}、满意度{satisfaction}"),
            );
            subject.finds(Finding {
                inputs: weighed.iter().map(|index| at(*index).key("weight")).collect(),
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
        holds(
            "20, 40, 20, 10",
            form(
                "产出指标|数量指标|甲|1项|40\n 成本指标|经济成本指标|乙|1元|20\n 效益指标|社会效益指标|丙|1项|20\n 满意度指标|满意度指标|丁|90%|10",
            ),
        ),
        holds(
            "50, 30, 10",
            form(
                "产出指标|数量指标|甲|1项|25\n 产出指标|质量指标|乙|1项|25\n 效益指标|社会效益指标|丙|1项|30\n 满意度指标|满意度指标|丁|90%|10",
            ),
        ),
        finds("another split", form("产出指标|数量指标|甲|1项|80\n 效益指标|社会效益指标|丙|1项|10\n 满意度指标|满意度指标|丁|90%|10")),
        lacks("a weight is missing", form("产出指标|数量指标|甲|1项|80\n 效益指标|社会效益指标|丙|1项|")),
        silent("no weights", form("产出指标|数量指标|甲|1项|")),
    ]
}
