//! F03: the one quantity at the one unit cost is the total.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use rust_decimal::Decimal;

use crate::check::figure::Figure;
use crate::check::money::{cost_indicators, quantity_of, unit_cost};
use crate::check::path::Path;
#[cfg(test)]
use crate::model::check::Status;
use crate::model::record::Record;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F03",
    name: "quantity-times-unit-cost-is-total",
    severity: Severity::Fail,
    holds: Phrase {
        en: "Where a project has one cost target and it is a unit cost, the quantity of that unit times the unit cost is the total.",
        zh: "项目只有一个成本指标且为单位成本时，相应数量与单位成本之积等于资金总额。",
    },
    why: Phrase {
        en: "31万人 at 197.36元/人/年 are 6118.16万元. A product that is more than the money there is cannot be paid.",
        zh: "31万人按197.36元/人/年计为6118.16万元；超过资金总额即无法支付。",
    },
    tolerance: Phrase {
        en: "1 %. Above it a warning; a product that is more than the total by over 2 % fails. A product below half of the total is that of a part, and not compared.",
        zh: "1%。超过1%为警告；比总额多出2%以上为错误。不足总额一半的视为其中一部分，不比较。",
    },
    example: Phrase {
        en: "资金总额 5万元, 培训 100人, 600元/人: 6万元.", zh: "资金总额5万元，培训100人，600元/人：应为6万元。"
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        let at = |index: usize| Path::project(n).at("indicators", index).key("target");
        let costs: Vec<usize> = cost_indicators(project).collect();
        let [cost] = costs[..] else { continue };
        let Some((cost, unit)) = unit_cost(at(cost), &project.indicators[cost]) else { continue };
        let quantities: Vec<Figure> =
            (0..project.indicators.len()).filter_map(|index| quantity_of(at(index), &project.indicators[index], unit)).collect();
        let [quantity] = quantities[..] else { continue };
        let place = Path::project(n).key("funds").key("total");
        report.subject(Path::project(n), |subject| {
            let Some(total) = Figure::amount(place, project.funds.total.as_ref()).filter(|total| !total.printed.is_zero()) else {
                return subject.lacks(place);
            };
            let Some(product) = quantity.value().checked_mul(cost.value()) else { return subject.lacks(quantity.at) };
            let off = product.saturating_sub(total.value());
            let percent = total.value() / Decimal::ONE_HUNDRED;
            if off.abs() <= percent {
                return subject.holds();
            }
            if product.saturating_mul(Decimal::TWO) < total.value() {
                return;
            }
            let shown = total.shown(product.normalize());
            let message = subject.say(
                format_args!("{quantity} at {cost} are {shown}, but {total} is printed"),
                format_args!("{quantity}按{cost}计为{shown}，但列示为{total}"),
            );
            subject.finds(Finding {
                inputs: vec![total.at, quantity.at, cost.at],
                expected: Some(shown),
                actual: Some(total.to_string()),
                difference: Some(total.in_its_unit(-off).normalize()),
                tolerance: Some(total.in_its_unit(percent).normalize()),
                severity: (off <= percent * Decimal::TWO).then_some(Severity::Warn),
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
        holds("within one per cent", form("6118.23万元", "产出指标|数量指标|参保|≥31万人|\n 成本指标|经济成本指标|标准|≤197.36元/人/年|")),
        finds("more than there is", form("5万元", "产出指标|数量指标|培训人数|100人|\n 成本指标|经济成本指标|人均费用|600元/人|"))
            .expected("6万元", "5万元")
            .difference("-1")
            .status(Status::Fail),
        finds("less than there is", form("5万元", "产出指标|数量指标|培训人数|100人|\n 成本指标|经济成本指标|人均费用|400元/人|"))
            .status(Status::Warn),
        lacks("no total", Sample::project().indicators("产出指标|数量指标|培训人数|100人|\n 成本指标|经济成本指标|人均费用|400元/人|")),
        silent(
            "two costs",
            form("5万元", "产出指标|数量指标|人数|100人|\n 成本指标|经济成本指标|费用|600元/人|\n 成本指标|经济成本指标|印刷|1万元|"),
        ),
        silent("a quantity of something else", form("5万元", "产出指标|数量指标|次数|100次|\n 成本指标|经济成本指标|人均费用|600元/人|")),
    ]
}
