//! I15: the full score that a scoring sentence names is the indicator's weight.

use rust_decimal::Decimal;

use crate::check::path::Path;
use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};
use crate::check::written::forms;
use crate::expression::score::{self, Points};
use crate::model::record::{Indicator, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "I15",
    name: "scoring-parses",
    severity: Severity::Fail,
    holds: Phrase {
        en: "The full score that a scoring sentence names (得满分10分) can be read, and is the weight where a column prints one too.",
        zh: "评分标准中的满分（得满分10分）可以识别；另列分值的，两者一致。",
    },
    why: Phrase {
        en: "The weight was changed and the sentence was not: nobody can say how many points the indicator gives.",
        zh: "修改了分值而未改评分标准，无法确定该指标的分数。",
    },
    tolerance: Phrase {
        en: "None. Sentences in which several numbers of points may be the full score are not compared; points that are taken off or given for each (每…得1分) are none.",
        zh: "无。满分不唯一的不比较；扣分和“每…得1分”不是满分。",
    },
    example: Phrase {
        en: "达标得满分15分，否则不得分, with a weight of 10.", zh: "“达标得满分15分，否则不得分”，而分值为10。"
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    let words = report.beside.words;
    for form in forms(record) {
        report.subject(form.at(), |subject| {
            for (index, indicator) in form.indicators().iter().enumerate() {
                let Some(sentence) = indicator.scoring.as_str().filter(|text| text.contains('分')) else { continue };
                let scores = score::full_scores(sentence, words);
                let at = form.at().at("indicators", index);
                match scores[..] {
                    [] => {}
                    [points] => compare(at, indicator, points, subject),
                    _ if read_from_it(indicator) => subject.holds(),
                    _ => subject.lacks(at.key("scoring")),
                }
            }
        });
    }
}

/// Whether the weight is the number in the sentence itself.
fn read_from_it(indicator: &Indicator) -> bool {
    let inside = |weight: &crate::model::span::Span| {
        indicator.scoring.spans.iter().any(|sentence| sentence.start <= weight.start && weight.end <= sentence.end)
    };
    !indicator.weight.spans.is_empty() && indicator.weight.spans.iter().all(inside)
}

fn compare<'a>(at: Path<'a>, indicator: &Indicator, points: Points, subject: &mut Subject<'_, 'a>) {
    let score = points.value.0;
    let Some(weight) = indicator.weight.value else { return subject.lacks(at.key("weight")) };
    if weight.0 == score || read_from_it(indicator) {
        return subject.holds();
    }
    // Fewer points than the weight may be those of a part.
    if !points.sure && score < weight.0 {
        return;
    }
    let message = subject.say(
        format_args!("the sentence gives {score} points, the weight is {weight}"),
        format_args!("评分标准的满分为{score}分，分值为{weight}"),
    );
    subject.finds(Finding {
        inputs: vec![at.key("weight"), at.key("scoring")],
        expected: Some(score.to_string()),
        actual: Some(weight.to_string()),
        difference: Some(weight.0.saturating_sub(score)),
        tolerance: Some(Decimal::ZERO),
        message,
        quotes: vec![(1, points.text.to_owned())],
        ..Finding::default()
    });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form =
        |weight: &str, scoring: &str| Sample::project().indicators(&format!("产出指标|数量指标|培训人次|≥100人次|{weight}|{scoring}"));
    vec![
        holds("the same", form("10", "达标得满分10分，每少1人扣0.5分")),
        holds("the most of several", form("10", "优秀得10分，良好得8分，较差得0分")),
        finds("another number", form("10", "达标得满分15分，否则不得分"))
            .expected("15", "10")
            .difference("-5")
            .inputs(&["/projects/0/indicators/0/weight", "/projects/0/indicators/0/scoring"]),
        finds("without the word full", form("10", "完成63座得8分，否则按比例得分")),
        lacks("no weight", form("", "达标得满分10分")),
        silent("points for each", form("10", "每完成1场得2分")),
        silent("points for a part", form("10", "完成方案得2分，通过验收再加8分")),
        silent("words", form("5", "按照正常比例赋分")),
        silent("points that are taken off", form("5", "每少1处扣3分，扣完为止")),
    ]
}
