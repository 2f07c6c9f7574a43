//! F04: a product that a text states is right.

use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use rust_decimal::Decimal;

use crate::check::path::Path;
use crate::check::prose::Prose;
use crate::check::prose::equality::{Equality, equalities};
use crate::check::prose::product::{Product, products};
use crate::check::prose::token::{Token, between, sentences};
#[cfg(test)]
use crate::model::check::Status;
use crate::model::record::{Project, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "F04",
    name: "stated-product-holds",
    severity: Severity::Fail,
    holds: Phrase {
        en: "A product that a text states is right: 100人乘以1.5万元=150万元; 13条…每条年租费12000元，合计156000元.",
        zh: "文字中写明的乘积正确：100人乘以1.5万元=150万元；13条……每条年租费12000元，合计156000元。",
    },
    why: Phrase {
        en: "The count was brought up to date, and the sum is that of the year before; or the other way round.",
        zh: "人数已更新而金额仍为上年，或者相反。",
    },
    tolerance: Phrase {
        en: "Less than one unit of the last digit of the product, and what a count in 万 was rounded by. Rough numbers, costs for a month or a day, and texts that can be read in two ways are not compared.",
        zh: "小于乘积末位一个单位，加上以“万”为单位的数量的舍入。约数、按月按日的标准以及可作两种理解的文字不比较。",
    },
    example: Phrase {
        en: "参训3000人，每人每年补助200元，共计500000元: 600000元.",
        zh: "参训3000人，每人每年补助200元，共计500000元：应为600000元。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        let known = unit_costs(project);
        let texts = report.texts(n);
        report.subject(Path::project(n), |subject| {
            for prose in texts.iter() {
                let written = sentences(&prose.tokens).flat_map(equalities).filter(Equality::is_product);
                written.for_each(|equality| judge(prose, &equality, subject));
                products(&prose.tokens, &known).iter().for_each(|product| state(prose, product, subject));
            }
        });
    }
}

/// Targets that are the cost of one unit, 5元/人: an amount of 5元 in a text is the same.
fn unit_costs(project: &Project) -> Vec<(Decimal, &str)> {
    let read = project.indicators.iter().filter_map(|indicator| {
        let target = &indicator.target;
        let of = target.unit.as_str()?.strip_prefix("元/")?;
        let of = of.strip_suffix("/年").unwrap_or(of);
        let value = target.value.value?.0.checked_mul(Decimal::from(target.scale.value?))?;
        (!of.contains('/') && !matches!(of, "年" | "月" | "天" | "日" | "次")).then_some((value, of))
    });
    read.collect()
}

/// A product that is written out with its sign.
fn judge<'a>(prose: &Prose<'a>, equality: &Equality, subject: &mut Subject<'_, 'a>) {
    let Some(worth) = equality.worth() else { return subject.lacks(prose.at) };
    if equality.holds() {
        return subject.holds();
    }
    if !equality.certain {
        return subject.lacks(prose.at);
    }
    let quote = between(prose.text, equality.ends.0, equality.ends.1);
    let stated = Stated { terms: equality.shown(), worth, result: equality.result, tolerance: equality.tolerance() };
    subject.finds(finding(prose.at, stated, vec![(0, quote.to_owned())], subject));
}

/// A count, a unit cost and a sum within one text.
fn state<'a>(prose: &Prose<'a>, product: &Product, subject: &mut Subject<'_, 'a>) {
    if product.holds() {
        return subject.holds();
    }
    let ([(place, count)], Some(worth)) = (&product.counts[..], product.worth(0)) else { return subject.lacks(prose.at) };
    let quotes = [*place, product.cost.0, product.total.0].iter().map(|token: &&Token| (0, token.text.to_owned())).collect();
    let terms = format!("{} × {}", count.shown(), product.cost.1.shown());
    let stated = Stated { terms, worth, result: product.total.1, tolerance: product.tolerance(0) };
    subject.finds(finding(prose.at, stated, quotes, subject));
}

struct Stated<'t> {
    terms: String,
    worth: Decimal,
    result: crate::check::prose::quantity::Quantity<'t>,
    tolerance: Decimal,
}

fn finding<'a>(at: Path<'a>, stated: Stated, quotes: Vec<(usize, String)>, subject: &Subject<'_, 'a>) -> Finding<'a> {
    let Stated { terms, worth, result, tolerance } = stated;
    let (expected, actual) = (result.shows(worth), result.shown());
    let in_its_unit = |worth: Decimal| worth.checked_div(result.scale).unwrap_or(worth).normalize();
    let message =
        subject.say(format_args!("{terms} = {expected}, but {actual} is printed"), format_args!("{terms} = {expected}，但写为{actual}"));
    Finding {
        inputs: vec![at],
        expected: Some(expected),
        actual: Some(actual),
        difference: Some(in_its_unit(result.worth().saturating_sub(worth))),
        tolerance: Some(in_its_unit(tolerance)),
        message,
        quotes,
        ..Finding::default()
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let goal = |words| Sample::project().goal(words);
    vec![
        holds("a written product", goal("100人乘以1.5万元=150万元")),
        holds("a product in brackets and words", goal("资金=（2022年补助标准52.5元/人）*2021年参保人数281304人=14768460元")),
        holds("a stated product", goal("租用13条线路，每条年租费12000元 ，合计156000元；")),
        finds("a count that was brought up to date", goal("学员3000人，每人每年补贴为200元，共计培训金额为500000元。"))
            .expected("600000元", "500000元")
            .difference("-100000")
            .inputs(&["/projects/0/goals/0/text"])
            .status(Status::Fail),
        finds("a written product that is wrong", goal("100人×1.5万元=160万元")).expected("150万元", "160万元").times(1),
        finds(
            "a cost that the form's targets say is of one",
            goal("学员3000人。拨付机构5元作办公费，共计16000元。").indicators("成本指标|经济成本指标|经办成本|5元/人|"),
        )
        .expected("15000元", "16000元"),
        lacks("two counts", goal("共有学员5000人，其中困难学员500人，每人200元，共计9万元")),
        lacks("a cost for a month", goal("500元/人/月×10人=6万元")),
        silent("no product", goal("补助100人，每人每月300元。")),
    ]
}
