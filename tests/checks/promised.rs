//! Sentences of a clean form that say the same fact several times: products, sums, counts, dates and names.

use super::clean::Row;
use super::dice::{Dice, Page};

/// What a form promises in its sentences and among its targets.
pub struct Promised {
    people: u64,
    cost: u64,
    month: u64,
    parts: [u64; 3],
}

const STREET: &str = "松岭县青石桥街道";

impl Promised {
    pub fn of(dice: &mut Dice) -> Self {
        let parts = [dice.between(11, 60), dice.between(11, 60), dice.between(2, 9)];
        Self { people: dice.between(11, 99) * 100, cost: dice.between(2, 9) * 100, month: dice.between(2, 9), parts }
    }

    pub fn name(&self) -> &'static str {
        "参保补助人数"
    }

    /// 单位概况 to 项目实施成效.
    pub fn narrative(&self, body: &str, year: u64, page: &mut Page) {
        page.put(&format!("单位概况：{body}为政府工作部门。\n\n项目基本概况\n\n{year}年，预计参保补助人数为"));
        page.number(&self.people.to_string(), &["C01", "F04"]);
        page.put("人，每人每年补助");
        page.number(&self.cost.to_string(), &["F04"]);
        page.put("元，共计");
        page.number(&(self.people * self.cost).to_string(), &["F04"]);
        page.put(&format!("元。{STREET}居民按时参保。\n\n项目实施内容\n\n经办服务"));
        page.number(&self.parts.iter().sum::<u64>().to_string(), &["F05"]);
        for (n, (what, part)) in ["万：监管", "万；整治", "万；审计"].into_iter().zip(self.parts).enumerate() {
            page.put(what);
            page.number(&part.to_string(), &["F05"]);
            if n == 2 {
                page.put("万元。");
            }
        }
        page.line("\n\n资金安排情况\n\n财政预算拨款。\n\n项目实施计划\n\n按进度实施。\n\n项目实施成效\n\n群众满意。\n\n项目绩效目标表\n");
    }

    /// The goals of all years and of this one.
    pub fn goals(&self, dice: &mut Dice, year: u64, page: &mut Page) {
        let (first, second) = (super::clean::goal(dice), super::clean::goal(dice));
        page.line("\t项目绩效目标表\n\n\t项目目标");
        page.put(&format!("\t总体目标({year}年-{}年)\n\t{first}", year + 1));
        page.word(STREET, &[(&["C05"], "松岭县青石侨街道".to_owned())]);
        page.put("居民满意。\n\n\t\n\t预算年度(");
        page.word(&year.to_string(), &[(&["C03"], (year - 1).to_string())]);
        page.put(&format!("年)目标\n\t{second}预计参保补助人数为"));
        page.number(&self.people.to_string(), &["C01", "I16"]);
        page.put("人，于");
        page.number(&self.month.to_string(), &["C02"]);
        page.line("月底前发放参保补助。\n");
    }

    /// Puts what is promised among the first indicators: they all are of output.
    pub fn among(&self, rows: &mut Vec<Row>) {
        let row = |level2, name: &str, value: u64, unit| Row {
            level1: "产出指标",
            level2,
            name: name.to_owned(),
            sign: "=",
            value: value.to_string(),
            unit,
            measure: "定量指标",
            weight: 0,
            before: String::new(),
            above: None,
        };
        rows.insert(0, row("数量指标", self.name(), self.people, "人"));
        rows[1].above = None;
        let timeliness = rows.iter().position(|row| row.level2 == "时效指标").unwrap_or(0);
        rows.insert(timeliness, row("时效指标", "发放参保补助时间", self.month, "月"));
    }
}
