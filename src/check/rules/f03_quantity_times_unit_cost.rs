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
use crate::model::record::{Indicator, Level2, Project, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "F03",
    name: "quantity-times-unit-cost-is-total",
    severity: Severity::Fail,
    holds: Phrase {
        en: "Where a project has one cost target and it is a unit cost, the quantity of that unit times the unit cost is the total. Where it has several, each named after one of its quantities (教学点数量, 教学点每条线路每年收费), their products together are not more than the total.",
        zh: "项目只有一个成本指标且为单位成本时，相应数量与单位成本之积等于资金总额；有多个且各自以某一数量命名的（教学点数量、教学点每条线路每年收费），其积之和不超过资金总额。",
    },
    why: Phrase {
        en: "28万人 at 215.36元/人/年 are 6030.08万元. A product that is more than the money there is cannot be paid.",
        zh: "28万人按215.36元/人/年计为6030.08万元；超过资金总额即无法支付。",
    },
    tolerance: Phrase {
        en: "1 %. A product that is more than the total by over 2 % fails where the unit cost is no ceiling and both names speak of the same thing; products of several, whose units nobody can match (个, 每条), and other differences are warnings, or worth knowing where money is left over. A product below half of the total is that of a part, and not compared.",
        zh: "1%。比总额多出2%以上、单位成本不是上限且两项名称所指相同的为错误；多项之积（单位无从对应，如“个”与“每条”）及其余为警告，有结余的仅作提示。不足总额一半的视为其中一部分，不比较。",
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
        several(n, project, report);
        let at = |index: usize| Path::project(n).at("indicators", index).key("target");
        let costs: Vec<usize> = cost_indicators(project).collect();
        let [index] = costs[..] else { continue };
        let Some((cost, unit)) = unit_cost(at(index), &project.indicators[index]) else { continue };
        let quantities: Vec<Figure> =
            (0..project.indicators.len()).filter_map(|index| quantity_of(at(index), &project.indicators[index], unit)).collect();
        let [quantity] = quantities[..] else { continue };
        // A unit cost that is a ceiling, or that may be of something else, cannot be wrong for certain.
        let ceiling = matches!(project.indicators[index].target.operator.as_str(), Some("<=" | "<"));
        let same = (0..project.indicators.len()).find(|other| at(*other).key("value") == quantity.at);
        let certain = !ceiling && same.is_some_and(|other| share_words(&project.indicators[index], &project.indicators[other]));
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
            let printed = |figure: &Figure| format!("{}{}", figure.value().normalize(), figure.unit.unwrap_or(""));
            let (many, each) = (printed(&quantity), printed(&cost));
            let message = subject.say(
                format_args!("{many} at {each} are {shown}, but {total} is printed"),
                format_args!("{many}按{each}计为{shown}，但列示为{total}"),
            );
            let severity = match () {
                // What is left over may be spent on something that has no target.
                () if off < -percent * Decimal::TWO => Severity::Info,
                () if off <= percent * Decimal::TWO || !certain => Severity::Warn,
                () => Severity::Fail,
            };
            subject.finds(Finding {
                inputs: vec![total.at, quantity.at, cost.at],
                expected: Some(shown),
                actual: Some(total.to_string()),
                difference: Some(total.in_its_unit(-off).normalize()),
                tolerance: Some(total.in_its_unit(percent).normalize()),
                severity: Some(severity),
                message,
                ..Finding::default()
            });
        });
    }
}

/// Several costs, each named after what one of the quantities counts: 教学点数量 120个, 教学点每条线路每年收费 1800元.
fn several<'a>(n: usize, project: &'a Project, report: &mut Report<'a>) {
    let place = Path::project(n).key("funds").key("total");
    let Some(total) = Figure::amount(place, project.funds.total.as_ref()).filter(|total| !total.printed.is_zero()) else { return };
    let Some(pairs) = pairs(n, project).filter(|pairs| pairs.len() > 1) else { return };
    let products = pairs.iter().map(|(quantity, cost)| quantity.value().checked_mul(cost.value()));
    let Some(sum) = products.into_iter().try_fold(Decimal::ZERO, |sum, product| sum.checked_add(product?)) else { return };
    let off = sum.saturating_sub(total.value());
    let percent = total.value() / Decimal::ONE_HUNDRED;
    // What is left over may be spent on something that has no target.
    if off < -percent {
        return;
    }
    report.subject(Path::project(n), |subject| {
        if off <= percent {
            return subject.holds();
        }
        let shown = total.shown(sum.normalize());
        let term = |(quantity, cost): &(Figure, Figure)| format!("{} × {}", quantity.value().normalize(), cost.value().normalize());
        let terms = pairs.iter().map(term).collect::<Vec<_>>().join(" + ");
        let message =
            subject.say(format_args!("{terms} = {shown}, but {total} is printed"), format_args!("{terms} = {shown}，但列示为{total}"));
        let inputs = std::iter::once(total.at).chain(pairs.iter().flat_map(|(quantity, cost)| [quantity.at, cost.at])).collect();
        subject.finds(Finding {
            inputs,
            expected: Some(shown),
            actual: Some(total.to_string()),
            difference: Some(total.in_its_unit(-off).normalize()),
            tolerance: Some(total.in_its_unit(percent).normalize()),
            // That one of them (个) has one of what is paid for (每条) is the names' word only.
            severity: Some(Severity::Warn),
            message,
            ..Finding::default()
        });
    });
}

/// Each unit cost with the one quantity that it is named after; `None` where any cost has none or several.
fn pairs<'a>(n: usize, project: &'a Project) -> Option<Vec<(Figure<'a>, Figure<'a>)>> {
    let at = |index: usize| Path::project(n).at("indicators", index).key("target").key("value");
    let name = |index: usize| project.indicators[index].name.as_str().unwrap_or("");
    let figure = |index: usize| {
        let target = &project.indicators[index].target;
        let single = target.value_max.is_none() && !matches!(target.operator.as_str(), Some("<=" | "<"));
        let figure = Figure::of(at(index), &target.value).filter(|_| single)?;
        Some(Figure { factor: Decimal::from(target.scale.value?), ..figure })
    };
    let of = |index: usize| ["数量", "个数", "数"].iter().find_map(|word| name(index).strip_suffix(word));
    let counted = |index: &usize| {
        project.indicators[*index].level2.value == Some(Level2::Quantity) && of(*index).is_some_and(|of| of.chars().count() >= 3)
    };
    let quantities: Vec<usize> = (0..project.indicators.len()).filter(counted).collect();
    let mut used = Vec::new();
    let mut pairs = Vec::new();
    for index in cost_indicators(project) {
        let yearly = !["月", "天", "日", "次", "期"].iter().any(|time| name(index).contains(&format!("每{time}")));
        match name(index).split_once('每') {
            // What was or will be paid in all is no further cost.
            None if name(index).contains('总') => continue,
            Some((whose, _)) if yearly && project.indicators[index].target.unit.as_str() == Some("元") => {
                let mut named = quantities.iter().filter(|quantity| of(**quantity).is_some_and(|of| whose.ends_with(of)));
                let (Some(quantity), None) = (named.next(), named.next()) else { return None };
                (!used.contains(quantity)).then_some(())?;
                used.push(*quantity);
                pairs.push((figure(*quantity)?, figure(index)?));
            }
            _ => return None,
        }
    }
    Some(pairs)
}

/// Whether two indicators' names have four characters in a row in common.
fn share_words(one: &Indicator, other: &Indicator) -> bool {
    // Names are short; what is longer is text that nobody compares.
    let characters = |indicator: &Indicator| indicator.name.as_str().unwrap_or("").chars().take(80).collect::<Vec<char>>();
    let (one, other) = (characters(one), characters(other));
    one.windows(4).any(|words| other.windows(4).any(|others| words == others))
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |total, lines| Sample::project().funds(total, total, "").indicators(lines);
    vec![
        holds("within one per cent", form("6030.15万元", "产出指标|数量指标|参保|≥28万人|\n 成本指标|经济成本指标|标准|≤215.36元/人/年|")),
        finds("more than there is", form("5万元", "产出指标|数量指标|骨干教师培训|100人|\n 成本指标|经济成本指标|骨干教师费用|600元/人|"))
            .expected("6万元", "5万元")
            .difference("-1")
            .status(Status::Fail),
        finds(
            "a cost that may be of something else",
            form("5万元", "产出指标|数量指标|培训人数|100人|\n 成本指标|经济成本指标|人均费用|600元/人|"),
        )
        .status(Status::Warn),
        finds("a ceiling", form("5万元", "产出指标|数量指标|骨干教师培训|100人|\n 成本指标|经济成本指标|骨干教师费用|≤600元/人|"))
            .status(Status::Warn),
        finds("less than there is", form("5万元", "产出指标|数量指标|培训人数|100人|\n 成本指标|经济成本指标|人均费用|400元/人|"))
            .status(Status::Info),
        finds("nearly", form("5万元", "产出指标|数量指标|培训人数|100人|\n 成本指标|经济成本指标|人均费用|492元/人|")).status(Status::Warn),
        finds(
            "several costs named after their quantities",
            form(
                "30万元",
                "产出指标|数量指标|文化站数量|9个|\n 产出指标|数量指标|教学点数量|120个|\n 成本指标|经济成本指标|教学点每条线路每年收费|1800元|\n \
                 成本指标|经济成本指标|乡镇文化站每条线路每年收费|12000元|",
            ),
        )
        .expected("32.4万元", "30万元")
        .difference("-2.4")
        .status(Status::Warn),
        lacks("no total", Sample::project().indicators("产出指标|数量指标|培训人数|100人|\n 成本指标|经济成本指标|人均费用|400元/人|")),
        silent(
            "two costs",
            form("5万元", "产出指标|数量指标|人数|100人|\n 成本指标|经济成本指标|费用|600元/人|\n 成本指标|经济成本指标|印刷|1万元|"),
        ),
        silent("a quantity of something else", form("5万元", "产出指标|数量指标|次数|100次|\n 成本指标|经济成本指标|人均费用|600元/人|")),
    ]
}
