//! F05: the parts that a text lists sum to what it says they do.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use rust_decimal::Decimal;

use crate::check::path::Path;
use crate::check::prose::equality::{Equality, equalities};
use crate::check::prose::list::lists;
use crate::check::prose::numbered::numbered;
use crate::check::prose::quantity::Quantity;
use crate::check::prose::token::{Kind, between, sentences};
#[cfg(test)]
use crate::model::check::Status;
use crate::model::record::Record;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F05",
    name: "stated-parts-sum",
    severity: Severity::Fail,
    holds: Phrase {
        en: "The amounts listed behind an amount and a colon sum to it, those of numbered parts to the 合计 that closes them, and sums written with + and = are right.",
        zh: "金额及冒号之后所列各项之和等于该金额；编号各项之和等于其后的合计；以加号、等号写出的和正确。",
    },
    why: Phrase {
        en: "One part was changed and the sum was not, or a part was forgotten.",
        zh: "修改了其中一项而未改合计，或者漏列一项。",
    },
    tolerance: Phrase {
        en: "Whole numbers exactly; else one unit of the last printed digit for each part. Lists in which a part has no amount, or several, are not compared.",
        zh: "整数须完全一致；有小数的每项允许末位一个单位。有的项没有金额或有多个金额的不比较。",
    },
    example: Phrase {
        en: "经办服务37万：监管20万；整治5万；审计2万元；窗口3万: 30万.",
        zh: "经办服务37万：监管20万；整治5万；审计2万元；窗口3万：应为30万。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

/// A sum as printed, and its parts.
struct Sum<'t> {
    whole: Quantity<'t>,
    parts: String,
    sum: Decimal,
    tolerance: Decimal,
    quotes: Vec<(usize, String)>,
}

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for n in 0..record.projects.len() {
        let texts = report.texts(n);
        report.subject(Path::project(n), |subject| {
            for prose in texts.iter() {
                let mut sums = Vec::new();
                for equality in sentences(&prose.tokens).flat_map(equalities).filter(|equality| !equality.is_product()) {
                    match equality.worth() {
                        Some(sum) if equality.certain || equality.holds() => sums.push(written(prose.text, &equality, sum)),
                        _ => subject.lacks(prose.at),
                    }
                }
                let closed = numbered(prose.text, &prose.tokens);
                for list in prose.tokens.split(|token| token.kind == Kind::Line).flat_map(lists).chain(closed) {
                    let shown: Vec<String> = list.parts.iter().map(|(_, part)| part.shown()).collect();
                    let places = std::iter::once(list.whole.0).chain(list.parts.iter().map(|(place, _)| *place));
                    sums.push(Sum {
                        whole: list.whole.1,
                        parts: shown.join(" + "),
                        sum: list.sum(),
                        tolerance: list.tolerance(),
                        quotes: places.map(|place| (0, place.text.to_owned())).collect(),
                    });
                }
                for sum in sums {
                    let Sum { whole, parts, sum, tolerance, quotes } = sum;
                    let off = whole.worth().saturating_sub(sum);
                    if off.abs() <= tolerance {
                        subject.holds();
                        continue;
                    }
                    let (expected, actual) = (whole.shows(sum), whole.shown());
                    let message = subject.say(
                        format_args!("{parts} = {expected}, but {actual} is printed"),
                        format_args!("{parts} = {expected}，但写为{actual}"),
                    );
                    let in_its_unit = |worth: Decimal| worth.checked_div(whole.scale).unwrap_or(worth).normalize();
                    subject.finds(Finding {
                        inputs: vec![prose.at],
                        expected: Some(expected),
                        actual: Some(actual),
                        difference: Some(in_its_unit(off)),
                        tolerance: Some(in_its_unit(tolerance)),
                        message,
                        quotes,
                        ..Finding::default()
                    });
                }
            }
        });
    }
}

fn written<'t>(text: &str, equality: &Equality<'_, 't>, sum: Decimal) -> Sum<'t> {
    let quote = between(text, equality.ends.0, equality.ends.1).to_owned();
    // A sum of numbers as printed needs no rounding where all are whole.
    let whole = equality.terms.iter().flatten().chain([&equality.result]).all(|part| part.number.scale() == 0);
    let tolerance = if whole { Decimal::ZERO } else { equality.tolerance() };
    Sum { whole: equality.result, parts: equality.shown(), sum, tolerance, quotes: vec![(0, quote)] }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let goal = |words| Sample::project().goal(words);
    vec![
        holds(
            "parts behind a colon",
            goal("1.服务37万：监管20万；整治5万；咨询2万元；窗口10万；\n2.维护8万元：（网络4万元、系统4万元）；"),
        ),
        holds("a sum in words", goal("工作经费8万元:（印刷费3万印刷传单+会议费1万元+宣传费4万元用于督导＝8万元）")),
        finds("a part that was forgotten", goal("经办服务37万：监管20万；整治5万；审计2万元；窗口3万。"))
            .expected("30万", "37万")
            .difference("7")
            .inputs(&["/projects/0/goals/0/text"])
            .status(Status::Fail),
        holds("numbered parts", goal("1.监管20万：巡查15万；整治5万；\n2.审计5万元；\n合计25万元。")),
        finds("numbered parts that sum to something else", goal("1.监管20万元；\n2.审计5万元；\n合计支出28万元。"))
            .expected("25万元", "28万元"),
        finds("a written sum that is wrong", goal("印刷费3万元+会议费1万元=5万元")).expected("4万元", "5万元"),
        lacks("nobody knows what is added up", goal("印刷费3万元、差旅费2万元+会议费1万元=7万元")),
        silent("a part without an amount", goal("服务9万元：教材3万元；宣传；场地2万元")),
        silent("a part of the sum only", goal("快检设备30万元，其中快检车改装18万元。")),
    ]
}
