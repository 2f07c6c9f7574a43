//! I03: output, benefit and satisfaction are there, and cost since 2021.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::path::Path;
use crate::model::record::{Level1, Level2, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "I03",
    name: "required-levels-present",
    severity: Severity::Info,
    holds: Phrase {
        en: "A form has indicators of output, benefit and satisfaction, and since 2021 of cost.",
        zh: "绩效指标应包括产出、效益、满意度指标，2021年起还应包括成本指标。",
    },
    why: Phrase {
        en: "财预〔2021〕101号 asks for all four; a form without one of them says nothing of it.",
        zh: "财预〔2021〕101号要求设置这四类指标。",
    },
    tolerance: Phrase { en: "Cost as a second level counts.", zh: "二级指标中的成本指标计入。" },
    example: Phrase { en: "No indicator of satisfaction.", zh: "没有满意度指标。" },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        if project.indicators.is_empty() {
            continue;
        }
        report.subject(Path::project(n), |subject| {
            let at = |index: usize| Path::project(n).at("indicators", index);
            let unknown = |level: Option<Level1>| matches!(level, None | Some(Level1::Other));
            if let Some(index) = project.indicators.iter().position(|indicator| unknown(indicator.level1.value)) {
                return subject.lacks(at(index).key("level1"));
            }
            let has = |level: Level1| project.indicators.iter().any(|indicator| indicator.level1.value == Some(level));
            let costs = [Level2::Cost, Level2::EconomicCost, Level2::SocialCost, Level2::EcologicalCost];
            let cost = has(Level1::Cost)
                || project.indicators.iter().any(|indicator| indicator.level2.value.is_some_and(|level| costs.contains(&level)));
            let since = project.fiscal_year.value.or(record.fiscal_year.value).is_some_and(|year| year >= 2021);
            let wanted = [
                (has(Level1::Output), "产出"),
                (has(Level1::Benefit), "效益"),
                (has(Level1::Satisfaction), "满意度"),
                (cost || !since, "成本"),
            ];
            let missing: Vec<&str> = wanted.iter().filter(|(there, _)| !there).map(|(_, name)| *name).collect();
            if missing.is_empty() {
                return subject.holds();
            }
            let names = missing.join("、");
            let message = subject.say(format_args!("no indicator of {names}"), format_args!("没有{names}指标"));
            subject.finds(Finding { inputs: vec![Path::project(n).key("name")], expected: Some(names), message, ..Finding::default() });
        });
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |lines| Sample::project().indicators(lines);
    let in_2022 = |sample: Sample| sample.with(|record| record.fiscal_year = crate::model::leaf::Leaf::derived(2022));
    let three = "产出指标|数量指标|甲|1项|\n 效益指标|社会效益指标|丙|1项|\n 满意度指标|满意度指标|丁|90%|";
    vec![
        holds("all three", form(three)),
        holds("cost as a second level", in_2022(form(three).indicators("产出指标|成本指标|费用|1元|"))),
        finds("no satisfaction", form("产出指标|数量指标|甲|1项|\n 效益指标|社会效益指标|丙|1项|")).expected("满意度", ""),
        finds("no cost", in_2022(form(three))).expected("成本", ""),
        lacks("a level that was not read", form("|数量指标|甲|1项|")),
        silent("no indicators", Sample::project()),
    ]
}
