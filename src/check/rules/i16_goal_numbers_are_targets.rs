//! I16: the numbers of the year's goal are targets.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use std::borrow::Cow;
use std::cell::LazyCell;

use rust_decimal::Decimal;

use crate::check::path::Path;
use crate::check::prose::named::measured;
use crate::check::prose::quantity::Quantity;
use crate::check::prose::token::{Kind, Token, tokens};
use crate::model::record::{Goal, Horizon, Indicator, Project, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "I16",
    name: "goal-numbers-are-targets",
    severity: Severity::Info,
    holds: Phrase {
        en: "The quantities that the goal of the year promises are among the targets.",
        zh: "年度目标中的数量均设有相应的指标值。",
    },
    why: Phrase { en: "What has no target is not measured when the year is over.", zh: "没有指标值的内容年终无法考核。" },
    tolerance: Phrase {
        en: "Only what a clause certainly promises: a number behind a verb (新建, 培训 …) or behind what it measures (…人数, …率). What is there already, is taken from a source (根据, 现有, 其中 …), money, dates and rough numbers are left alone. Numbers are looked for in any target and in any indicator's name.",
        zh: "仅限明确承诺的数量：动词（新建、培训等）之后，或所衡量内容（……人数、……率）之后的数值；现有、引用（根据、其中等）的数量及金额、日期、约数除外。在所有指标值和指标名称中查找。",
    },
    example: Phrase {
        en: "新增床位120张 in the goal, and no target of 120.", zh: "目标为“新增床位120张”，但没有120的指标值。"
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        let texts = report.texts(n);
        let typed: Vec<Decimal> = project.indicators.iter().flat_map(typed).collect();
        // Most goals promise what is typed: the words of indicators are read where one does not.
        let printed: LazyCell<Vec<Decimal>, _> = LazyCell::new(|| project.indicators.iter().flat_map(printed).collect());
        report.subject(Path::project(n), |subject| {
            for (index, goal) in goals(project) {
                let Some(text) = goal.text.as_str() else { continue };
                let at = Path::project(n).at("goals", index).key("text");
                let kept = texts.iter().find(|prose| prose.at == at).map(|prose| Cow::Borrowed(&prose.tokens[..]));
                let tokens = kept.unwrap_or_else(|| Cow::Owned(tokens(text)));
                let promised = promises(&tokens);
                if promised.is_empty() {
                    continue;
                }
                if typed.is_empty() && printed.is_empty() {
                    subject.lacks(Path::project(n).key("indicators"));
                    continue;
                }
                let target = |worth: Decimal| typed.contains(&worth) || printed.contains(&worth);
                let missing: Vec<&(&Token, &Quantity)> = promised.iter().filter(|(_, one)| !target(one.worth())).collect();
                if missing.is_empty() {
                    subject.holds();
                    continue;
                }
                let mut listed: Vec<&str> = missing.iter().map(|(token, _)| token.text).collect();
                listed.dedup();
                let actual = listed.join(", ");
                let message = subject.say(
                    format_args!("no target says what the goal does: {actual}"),
                    format_args!("目标中的数量没有相应的指标值：{actual}"),
                );
                subject.finds(Finding {
                    inputs: vec![at],
                    quotes: listed.iter().map(|part| (0, (*part).to_owned())).collect(),
                    actual: Some(actual),
                    message,
                    ..Finding::default()
                });
            }
        });
    }
}

/// The goals of the year; in a form with one goal, that one if it says no years.
fn goals(project: &Project) -> impl Iterator<Item = (usize, &Goal)> {
    let single = project.goals.len() == 1;
    let fits = move |goal: &Goal| match goal.horizon.value {
        Some(Horizon::Annual) => true,
        Some(Horizon::Overall) | None => single && goal.start_year.is_none(),
        _ => false,
    };
    project.goals.iter().enumerate().filter(move |(_, goal)| fits(goal))
}

/// Verbs that promise what stands behind them.
const VERBS: [&str; 24] = [
    "新增", "新建", "新开", "新购", "改造", "培训", "完成", "建设", "建成", "采购", "购置", "发放", "举办", "开展", "维修", "治理", "资助",
    "补助", "救助", "种植", "检测", "监测", "修建", "安装",
];

/// What only tells how things are, or where a number comes from.
const GIVEN: [&str; 16] =
    ["根据", "依据", "按照", "按", "现有", "共有", "已", "其中", "上年", "去年", "截至", "截止", "下发", "测算", "涉及", "负责"];

/// The quantities of a text that it certainly promises, and that are no factors of a product.
fn promises<'s, 't>(tokens: &'s [Token<'t>]) -> Vec<(&'s Token<'t>, &'s Quantity<'t>)> {
    let ends = |kind: &Kind| matches!(kind, Kind::Line | Kind::Stop | Kind::Comma | Kind::Colon);
    let clauses = tokens.split(|token| ends(&token.kind));
    clauses.filter(|clause| !clause.iter().any(|token| GIVEN.iter().any(|word| token.text.contains(word)))).flat_map(promised).collect()
}

fn promised<'s, 't>(clause: &'s [Token<'t>]) -> impl Iterator<Item = (&'s Token<'t>, &'s Quantity<'t>)> {
    let factor = |at: usize| {
        let sign = |at: usize| clause.get(at).is_some_and(|token| matches!(token.kind, Kind::Times | Kind::Equals));
        sign(at + 1) || at.checked_sub(1).is_some_and(sign)
    };
    let said = move |at: usize| {
        let Some(words) = at.checked_sub(1).map(|before| &clause[before]).filter(|token| token.kind == Kind::Words) else { return false };
        let opens = at < 2 || matches!(clause[at - 2].kind, Kind::Date(_));
        opens && (VERBS.iter().any(|verb| words.text.trim().starts_with(verb)) || measured(words).is_some())
    };
    let quantities = clause.iter().enumerate().filter(move |(at, _)| said(*at) && !factor(*at));
    quantities.filter_map(|(_, token)| Some((token, token.quantity().filter(|one| is_promise(one))?)))
}

/// A count or a rate: no money, no time.
fn is_promise(quantity: &Quantity) -> bool {
    let time = matches!(quantity.unit, "" | "年" | "月" | "日" | "天" | "小时" | "分钟" | "学期" | "季度");
    !time && !quantity.is_money() && quantity.cost_of().is_none()
}

/// The numbers that an indicator's target was read as.
fn typed(indicator: &Indicator) -> impl Iterator<Item = Decimal> {
    let target = &indicator.target;
    let scale = Decimal::from(target.scale.value.unwrap_or(1));
    [&target.value, &target.value_max].into_iter().filter_map(|leaf| leaf.value).map(move |value| value.0.saturating_mul(scale))
}

/// Every number that it prints.
fn printed(indicator: &Indicator) -> Vec<Decimal> {
    let target = &indicator.target;
    let texts = [indicator.name.as_str(), target.text.as_str(), target.raw.as_str()];
    let mut numbers = Vec::new();
    for text in texts.into_iter().flatten() {
        numbers.extend(tokens(text).iter().filter_map(Token::quantity).map(Quantity::worth));
    }
    numbers
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |goal, target: &str| Sample::project().goal(goal).indicators(&format!("产出指标|数量指标|新增床位|{target}|"));
    vec![
        holds("a number that is a target", form("新增床位120张。", "≥120张")),
        holds("in 万", form("培训1.2万人次，安排5万元。", "12000人次")),
        finds("a number that is none", form("新增床位120张，培训60人。", "≥120张")).inputs(&["/projects/0/goals/0/text"]).times(1),
        lacks("no target has a number", form("新增床位120张。", "增加")),
        finds("what is measured", form("2024年预计参训学员人数为60人。", "≥120张")),
        silent("no numbers", form("新增床位。", "≥120张")),
        silent("what is given", form("根据上级下达的参训学员人数60人，现有床位80张；8个街道的系统维护。", "≥120张")),
        silent("a part of what is promised", form("80个社区、5个街道参训学员。", "≥120张")),
    ]
}
