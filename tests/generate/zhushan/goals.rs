//! Goals and indicators of a project form: plain records and their strategies.

use super::maybe::maybe;
use super::project::Text;
use super::target::{Target, earlier, target};
use super::vocabulary::{paragraphs, statement};
use proptest::prelude::*;

/// The two columns under 总体目标.
#[derive(Clone, Debug)]
pub struct Goals {
    pub mid: Text,
    pub annual: Text,
    /// `2022-2024年` is printed from the form's year to this one.
    pub until: i32,
}

/// A row of the long-term or the annual table of goals.
#[derive(Clone, Debug)]
pub struct Indicator {
    pub goal: Option<String>,
    pub level1: &'static str,
    /// The level 1 cell is merged with the one above it.
    pub merged: bool,
    pub level2: &'static str,
    pub name: Option<String>,
    /// `指标1：` before the name.
    pub numbered: bool,
    pub basis: Option<String>,
    pub earlier: [Target; 2],
    pub target: Target,
}

/// Level 1 labels with the level 2 labels that stand under them.
const LEVELS: &[(&str, &[&str])] = &[
    ("产出指标", &["数量指标", "质量指标", "时效指标", "成本指标"]),
    ("效益指标", &["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"]),
    ("满意度指标", &["服务对象满意度指标", "满意度指标"]),
    ("服务对象满意度指标", &["服务对象满意度指标"]),
    ("成本指标", &["经济成本指标", "社会成本指标", "生态环境成本指标"]),
];

pub fn goals(year: i32) -> BoxedStrategy<Goals> {
    let sides = prop_oneof![
        10 => (paragraphs(1, 1), paragraphs(1, 1)),
        1 => (paragraphs(0, 0), paragraphs(0, 0)),
        1 => (paragraphs(1, 1), paragraphs(0, 0)),
        1 => (paragraphs(0, 0), paragraphs(1, 1)),
        2 => (paragraphs(1, 1), paragraphs(2, 2)),
        1 => (paragraphs(2, 2), paragraphs(1, 1)),
    ];
    (sides, 1i32..4).prop_map(move |((mid, annual), more)| Goals { mid, annual, until: year + more }).boxed()
}

fn indicator(year: i32) -> BoxedStrategy<Indicator> {
    let levels = (0..LEVELS.len(), any::<prop::sample::Index>())
        .prop_map(|(one, two)| (LEVELS[one].0, LEVELS[one].1[two.index(LEVELS[one].1.len())]));
    let names = prop_oneof![
        7 => statement().prop_map(|goal| (Some(goal), None)),
        2 => statement().prop_map(|name| (None, Some(name))),
        2 => (statement(), statement()).prop_map(|(goal, name)| {
            let name = if name == goal { format!("{name}情况") } else { name };
            (Some(goal), Some(name))
        }),
    ];
    (levels, names, prop::bool::weighted(0.08), maybe(0.85, statement()), (earlier(), earlier()), target(year))
        .prop_map(|((level1, level2), (goal, name), numbered, basis, (before, last), target)| Indicator {
            goal,
            level1,
            merged: false,
            level2,
            name,
            numbered,
            basis,
            earlier: [before, last],
            target,
        })
        .boxed()
}

pub fn indicators(year: i32, most: usize) -> BoxedStrategy<Vec<Indicator>> {
    (prop::collection::vec(indicator(year), 0..=most), prop::bool::weighted(0.15))
        .prop_map(|(mut rows, merged)| {
            for at in 1..rows.len() {
                rows[at].merged = merged && rows[at].level1 == rows[at - 1].level1;
            }
            rows
        })
        .boxed()
}
