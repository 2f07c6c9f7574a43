//! Money and quantities among the targets of a project, and the year's budget of a project.

use rust_decimal::Decimal;

use super::figure::Figure;
use super::path::Path;
use crate::grammar::fold_into;
use crate::model::record::{Indicator, Level1, Level2, Project, Record};

/// Words in a name that make an amount the cost of one unit of something.
const UNIT_COST_WORDS: [&str; 9] = ["每", "均", "单价", "标准", "单位", "定额", "限额", "人次成本", "单项"];

/// Positions of a project's cost indicators.
pub fn cost_indicators(project: &Project) -> impl Iterator<Item = usize> {
    project.indicators.iter().enumerate().filter(|(_, indicator)| is_cost(indicator)).map(|(index, _)| index)
}

/// Whether an indicator is one of cost.
pub fn is_cost(indicator: &Indicator) -> bool {
    indicator.level1.value == Some(Level1::Cost) || matches!(indicator.level2.value, Some(Level2::Cost | Level2::EconomicCost))
}

/// A cost target that is an amount of money by itself: 5万元, ≤5万元; at the path of the target.
pub fn plain_cost<'a>(at: Path<'a>, indicator: &'a Indicator) -> Option<Figure<'a>> {
    let target = &indicator.target;
    let name = indicator.name.as_str().unwrap_or("");
    let limit = !matches!(target.operator.as_str(), Some(">=" | ">"));
    let plain = target.unit.as_str() == Some("元") && target.value_max.is_none() && limit;
    if !is_cost(indicator) || !plain || UNIT_COST_WORDS.iter().any(|word| name.contains(word)) {
        return None;
    }
    let scale = target.scale.value?;
    let unit = match scale {
        1 => "元",
        10_000 => "万元",
        100_000_000 => "亿元",
        _ => return None,
    };
    Figure::money(at.key("value"), &target.value, Some(unit))
}

/// A cost target for one unit of something, and that unit: 215.36元/人/年 is of 人.
pub fn unit_cost<'a>(at: Path<'a>, indicator: &'a Indicator) -> Option<(Figure<'a>, &'a str)> {
    let target = &indicator.target;
    let unit = target.unit.as_str()?;
    let of = unit.strip_prefix("元/")?;
    // 元/人/年 is 元/人 in a year's budget; 元/人/月 is not.
    let of = of.strip_suffix("/年").unwrap_or(of);
    let plain = !of.is_empty() && !of.contains('/') && target.value_max.is_none();
    let figure = Figure::of(at.key("value"), &target.value)?;
    plain.then_some((Figure { unit: Some(unit), factor: Decimal::from(target.scale.value?), ..figure }, of))
}

/// A quantity target of that unit.
pub fn quantity_of<'a>(at: Path<'a>, indicator: &'a Indicator, unit: &str) -> Option<Figure<'a>> {
    let target = &indicator.target;
    let fits = indicator.level2.value == Some(Level2::Quantity) && target.unit.as_str() == Some(unit) && target.value_max.is_none();
    let figure = Figure::of(at.key("value"), &target.value).filter(|_| fits)?;
    Some(Figure { unit: target.unit.as_str(), factor: Decimal::from(target.scale.value?), ..figure })
}

/// What a project may spend in its year: its total, else this year's cell of 合计 under 项目资金来源, in the tables' unit.
pub fn budget<'a>(record: &'a Record, index: usize, unit: Option<&'a str>) -> Option<Figure<'a>> {
    let project = &record.projects[index];
    let at = Path::project(index);
    if let Some(total) = &project.funds.total {
        return Figure::amount(at.key("funds").key("total"), Some(total));
    }
    let is_total = |label: &str| matches!(fold_into(label).as_str(), "合计" | "总计");
    let row = project.funding_sources.iter().position(|row| row.label.as_str().is_some_and(is_total))?;
    let amounts = &project.funding_sources[row].amounts;
    // The first column is the year of the form; plans for later years stand behind it.
    let year = amounts.first()?.year.value;
    let own = project.fiscal_year.value.or(record.fiscal_year.value);
    if year.is_some() && own.is_some() && year != own {
        return None;
    }
    Figure::money(at.at("funding_sources", row).at("amounts", 0).key("value"), &amounts[0].value, unit)
}
