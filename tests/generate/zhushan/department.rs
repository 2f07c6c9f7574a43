//! The form of a department's overall performance: plain record and its strategy.

use super::maybe::maybe;
use super::target::{Target, earlier, target};
use super::vocabulary::{amount_cell, paragraph, paragraphs, person, phone, project_name, statement, word};
use proptest::prelude::*;

/// A row of the funds block.
#[derive(Clone, Debug)]
pub struct Fund {
    pub label: &'static str,
    pub current: Option<String>,
    pub share: Option<String>,
    pub history: [Option<String>; 2],
}

/// A project of the department's list.
#[derive(Clone, Debug)]
pub struct Listed {
    pub name: String,
    pub kind: Option<&'static str>,
    pub total: Option<String>,
    pub annual: Option<String>,
    pub description: Vec<String>,
}

/// An indicator under a numbered goal.
#[derive(Clone, Debug)]
pub struct Row {
    pub level1: usize,
    pub level2: usize,
    /// The level 2 cell is merged with the same label above.
    pub merged: bool,
    pub name: String,
    pub target: Target,
    pub earlier: [Target; 2],
    pub basis: Option<&'static str>,
}

/// A numbered goal with its indicators.
#[derive(Clone, Debug)]
pub struct Block {
    pub text: Option<String>,
    pub rows: Vec<Row>,
}

/// The department form.
#[derive(Clone, Debug)]
pub struct Department {
    pub year: i32,
    /// 0 `…（十）`, 1 `十、…`, 2 no number.
    pub heading: u8,
    pub unit: Option<&'static str>,
    pub name: Option<String>,
    pub contact: Option<(Option<String>, Option<String>)>,
    pub funds: Option<(Vec<Fund>, Vec<Fund>)>,
    pub mandate: Option<Vec<String>>,
    pub tasks: Option<Vec<String>>,
    pub projects: Option<Vec<Listed>>,
    /// Paragraphs of the long-term and the annual goal; true where they are numbered 目标n.
    pub overall: Option<(Vec<String>, Vec<String>, bool)>,
    pub long_term: Vec<Block>,
    pub annual: Vec<Block>,
    /// A `……` row after the long-term and after the annual blocks.
    pub dots: (bool, bool),
}

pub(crate) const LEVEL1: &[&str] = &["产出|指标", "效益|指标", "满意度|指标"];
pub(crate) const LEVEL2: &[&[&str]] = &[
    &["数量指标", "质量指标", "时效指标", "成本指标"],
    &["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标", "时效指标"],
    &["满意度指标", "服务对象满意度指标"],
];

fn fund(labels: &'static [&'static str]) -> Vec<impl Strategy<Value = Fund>> {
    let share = prop_oneof![
        6 => (0u32..=100).prop_map(|n| Some(format!("{n}%"))),
        1 => (0u32..100, 1u32..99).prop_map(|(a, b)| Some(format!("{a}.{b:02}%"))),
        1 => Just(Some("0".to_owned())),
        1 => Just(None),
    ];
    labels
        .iter()
        .map(|label| {
            (amount_cell(), share.clone(), amount_cell(), amount_cell()).prop_map(|(current, share, a, b)| Fund {
                label,
                current,
                share,
                history: [a, b],
            })
        })
        .collect()
}

fn block(year: i32) -> BoxedStrategy<Block> {
    let row = (
        (0usize..3, any::<prop::sample::Index>(), any::<bool>()),
        statement(),
        target(year),
        (earlier(), earlier()),
        maybe(0.93, word(&["计划标准", "历史标准", "行业标准", "时间标准"])),
    )
        .prop_map(|((level1, two, merged), name, target, (a, b), basis)| Row {
            level1,
            level2: two.index(LEVEL2[level1].len()),
            merged,
            name,
            target,
            earlier: [a, b],
            basis,
        });
    (maybe(0.97, paragraph()), prop::collection::vec(row, 0..7))
        .prop_map(|(text, mut rows)| {
            rows.sort_by_key(|row| (row.level1, row.level2));
            Block { text, rows }
        })
        .boxed()
}

fn listed(year: i32) -> BoxedStrategy<Listed> {
    (
        project_name(year),
        maybe(0.93, word(&["常年性项目", "一次性项目", "延续性项目"])),
        amount_cell(),
        amount_cell(),
        prop_oneof![1 => Just(vec![]), 8 => paragraphs(1, 1), 1 => paragraphs(2, 2)],
    )
        .prop_map(|(name, kind, total, annual, description)| Listed { name, kind, total, annual, description })
        .boxed()
}

/// The department form of the given body and year.
pub fn department(year: i32, org: String) -> BoxedStrategy<Department> {
    let head = (
        prop_oneof![8 => Just(0u8), 1 => 1u8..=2],
        prop_oneof![9 => Just(Some("万元")), 1 => Just(Some("元")), 1 => Just(None)],
        maybe(0.95, Just(org)),
        maybe(0.92, (maybe(0.93, person()), maybe(0.93, phone()))),
    );
    let money = maybe(0.93, (fund(&["财政拨款", "其他资金", "合计"]), fund(&["基本支出", "项目支出", "合计"])));
    let texts = (
        maybe(0.93, prop_oneof![1 => Just(vec![]), 5 => paragraphs(1, 8)]),
        maybe(0.93, prop_oneof![1 => Just(vec![]), 5 => paragraphs(1, 4)]),
        maybe(0.93, (paragraphs(0, 4), paragraphs(0, 4), prop::bool::weighted(0.75))),
    );
    let lists = (
        maybe(0.93, prop::collection::vec(listed(year), 0..5)),
        prop::collection::vec(block(year), 0..=5),
        prop::collection::vec(block(year), 0..=5),
        any::<(bool, bool)>(),
    );
    (head.boxed(), money.boxed(), texts.boxed(), lists.boxed())
        .prop_map(move |(head, funds, (mandate, tasks, overall), lists)| {
            let (heading, unit, name, contact) = head;
            let (projects, long_term, annual, dots) = lists;
            Department { year, heading, unit, name, contact, funds, mandate, tasks, projects, overall, long_term, annual, dots }
        })
        .boxed()
}

impl Block {
    pub(crate) fn above(&self, at: usize) -> Option<&Row> {
        at.checked_sub(1).map(|at| &self.rows[at])
    }

    /// A 满意度 label under another level 1, without a level 1 of its own.
    pub(crate) fn alone(&self, at: usize) -> bool {
        let first = self.rows.iter().position(|row| row.level1 == 2);
        self.rows[at].level1 == 2 && first.is_some_and(|first| first > 0 && self.rows[first].level2 == 0)
    }

    /// The level 2 cell is the continuation of the one above.
    pub(crate) fn joined(&self, at: usize) -> bool {
        let row = &self.rows[at];
        let same = |above: &Row| (above.level1, above.level2) == (row.level1, row.level2);
        row.merged && row.level1 < 2 && self.above(at).is_some_and(same)
    }
}

pub(crate) fn numbering(paragraphs: &[String], numbered: bool, indent: &str) -> String {
    let lines: Vec<String> = paragraphs
        .iter()
        .enumerate()
        .map(|(at, item)| if numbered { format!("{indent}目标{}：{item}", at + 1) } else { format!("{indent}{item}") })
        .collect();
    lines.join("\n")
}
