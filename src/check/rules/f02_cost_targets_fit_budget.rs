//! F02: the plain amounts among the cost indicators are not more than the total.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use rust_decimal::Decimal;

use crate::check::figure::{self, Figure};
use crate::check::money::plain_cost;
use crate::check::path::Path;
use crate::model::record::Record;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F02",
    name: "cost-targets-fit-budget",
    severity: Severity::Warn,
    holds: Phrase {
        en: "The plain amounts among a project's cost indicators do not sum to more than its total.",
        zh: "项目成本指标中的金额之和不超过年度资金总额。",
    },
    why: Phrase {
        en: "Cost targets say what the money may be spent on. More than there is cannot be spent; often an amount is in another unit.",
        zh: "成本指标说明资金用途，合计不能超过资金总额；超过时多为单位不一致。",
    },
    tolerance: Phrase {
        en: "One unit of the last printed digit for each amount. Unit costs (元/人, 每人, 标准), minimums and earlier years are passed over; an amount that is the total itself may hold the others.",
        zh: "每个金额允许最后一位数字的一个单位。单位成本（元/人、每人、标准）、下限和往年数不计；与总额相等的金额可包含其他金额。",
    },
    example: Phrase {
        en: "资金总额 7.5万元; 宣传成本 ≤5万元, 服务成本 ≤25万元: 30万元 together.",
        zh: "资金总额7.5万元；宣传成本≤5万元，服务成本≤25万元：合计30万元。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        let at = |index: usize| Path::project(n).at("indicators", index).key("target");
        let costs: Vec<Figure> =
            project.indicators.iter().enumerate().filter_map(|(index, indicator)| plain_cost(at(index), indicator)).collect();
        if costs.is_empty() {
            continue;
        }
        let place = Path::project(n).key("funds").key("total");
        report.subject(Path::project(n), |subject| {
            let Some(total) = Figure::amount(place, project.funds.total.as_ref()) else { return subject.lacks(place) };
            let others: Vec<Figure> = costs.iter().copied().filter(|cost| cost.value() != total.value()).collect();
            let sum: Decimal = figure::total(&others);
            let tolerance: Decimal =
                others.iter().map(Figure::last_digit).min().unwrap_or_default().saturating_mul(Decimal::from(others.len()));
            if sum.saturating_sub(total.value()) <= tolerance {
                return subject.holds();
            }
            let shown = total.shown(sum);
            let message = subject.say(
                format_args!("the cost targets sum to {shown}, the project has {total}"),
                format_args!("成本指标合计{shown}，而资金总额为{total}"),
            );
            subject.finds(Finding {
                inputs: std::iter::once(total.at).chain(others.iter().map(|cost| cost.at)).collect(),
                expected: Some(format!("<= {total}")),
                actual: Some(shown),
                difference: Some(total.in_its_unit(sum.saturating_sub(total.value()))),
                tolerance: Some(total.in_its_unit(tolerance)),
                message,
                ..Finding::default()
            });
        });
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |total, lines| Sample::project().funds(total, total, "").indicators(lines);
    vec![
        holds(
            "the parts are the total",
            form("7.5万元", "成本指标|经济成本指标|宣传成本|<=5万元|\n 成本指标|经济成本指标|服务成本|<=2.50万元|"),
        ),
        holds("the total itself holds the others", form("48万元", "产出指标|成本指标|支付总额|48万元|\n 产出指标|成本指标|网络费|3万元|")),
        finds("more than there is", form("7.5万元", "成本指标|经济成本指标|宣传成本|<=5万元|\n 成本指标|经济成本指标|服务成本|<=25万元|"))
            .expected("<= 7.5万元", "30万元")
            .difference("22.5")
            .inputs(&["/projects/0/funds/total/value", "/projects/0/indicators/0/target/value", "/projects/0/indicators/1/target/value"]),
        lacks("no total", Sample::project().indicators("成本指标|经济成本指标|宣传成本|<=5万元|")),
        silent("unit costs only", form("35万元", "产出指标|成本指标|每人每年经费|36元|\n 产出指标|成本指标|补助标准|36元/人|")),
    ]
}
