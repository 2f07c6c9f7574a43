//! The record: what a careful person reads in a document, and the strategies for its parts.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::phrases::GoalText;
use super::target::Target;
use super::targets::decimal;
use super::vocabulary::maybe;

/// A whole document.
#[derive(Clone, Debug)]
pub struct Record {
    pub layout: &'static str,
    /// The printed lines of the document's title, and the year in them.
    pub title: Vec<String>,
    pub title_year: Option<u16>,
    /// Whether the forms print a column of earlier values.
    pub has_history: bool,
    pub projects: Vec<Project>,
}

/// One form. Layouts leave empty what they do not print.
#[derive(Clone, Debug, Default)]
pub struct Project {
    pub form_title: Option<String>,
    pub year: Option<u16>,
    pub name: Option<String>,
    pub department: Option<String>,
    pub unit: Option<String>,
    pub organization_code: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub legal_representative: Option<String>,
    pub funding_source: Option<String>,
    pub profile: Vec<String>,
    pub leader: Option<String>,
    pub attribute: Option<String>,
    pub term: Option<String>,
    /// basis, overview, content, funding_arrangement, plan, results
    pub narrative: Vec<Vec<String>>,
    pub funds: Funds,
    pub goals: Vec<Goal>,
    pub blocks: Vec<Level1>,
}

#[derive(Clone, Debug, Default)]
pub struct Funds {
    /// The unit that the label of the amounts declares.
    pub unit: Option<&'static str>,
    pub total: Option<Money>,
    pub fiscal: Option<Money>,
    pub other: Option<Money>,
}

#[derive(Clone, Debug)]
pub struct Money {
    pub value: String,
    pub unit: Option<&'static str>,
}

impl Money {
    pub fn raw(&self) -> String {
        format!("{}{}", self.value, self.unit.unwrap_or(""))
    }
}

#[derive(Clone, Debug)]
pub struct Goal {
    pub horizon: &'static str,
    pub start: Option<u16>,
    pub end: Option<u16>,
    /// No paragraphs: the goal's cell is blank.
    pub text: GoalText,
    /// What stands between the paragraphs: a line end, or a blank where the cell is one line.
    pub joint: &'static str,
}

#[derive(Clone, Debug)]
pub struct Level1 {
    pub label: &'static str,
    pub groups: Vec<Level2>,
    /// The label is printed (false only for a lost 满意度指标).
    pub printed: bool,
}

#[derive(Clone, Debug)]
pub struct Level2 {
    /// Blank where the rows stand directly under level 1.
    pub label: &'static str,
    pub note: &'static str,
    pub rows: Vec<Indicator>,
}

#[derive(Clone, Debug)]
pub struct Indicator {
    pub name: Option<String>,
    pub target: Target,
    pub scale_with_value: bool,
    pub measure: Option<&'static str>,
    pub weight: Option<String>,
    pub scoring: Option<String>,
    /// The full score that the scoring sentence states.
    pub full_score: Option<String>,
    pub description: Option<String>,
    pub basis: Option<String>,
    pub evidence: Option<String>,
    pub history: History,
}

/// An earlier value: its printed text and, where it is a number, its parts.
#[derive(Clone, Debug, Default)]
pub struct History {
    pub raw: Option<String>,
    pub number: Option<(String, &'static str, &'static str)>,
}

/// 1 project mostly, a few often, up to 30 rarely.
pub fn several(one: BoxedStrategy<Project>) -> BoxedStrategy<Vec<Project>> {
    prop_oneof![
        50 => vec(one.clone(), 1..=1),
        30 => vec(one.clone(), 2..=2),
        18 => vec(one.clone(), 3..=6),
        2 => vec(one, 7..=30),
    ]
    .boxed()
}

/// Amounts: `in_value` puts the unit behind the numbers.
pub fn funds(labels: &'static [Option<&'static str>], in_value: u32) -> BoxedStrategy<Funds> {
    let money = move || (decimal(), maybe(in_value, select(&["万元", "万元", "元"][..]))).prop_map(|(value, unit)| Money { value, unit });
    (select(labels), maybe(92, money()), maybe(85, money()), maybe(50, money()), any::<bool>())
        .prop_map(|(unit, total, fiscal, other, same)| {
            let fiscal = if same { total.clone() } else { fiscal };
            Funds { unit, total, fiscal, other }
        })
        .boxed()
}

/// The category labels a layout prints, level by level.
#[derive(Clone, Copy)]
pub struct Labels {
    pub satisfaction: &'static [&'static str],
    pub notes: &'static [&'static str],
    /// Short forms such as 社会效益 occur.
    pub short: bool,
    /// Rows directly under level 1 occur.
    pub bare: bool,
}

const QUANTITY: [&str; 3] = ["数量指标", "质量指标", "时效指标"];
const OUTPUT: [&str; 4] = ["数量指标", "质量指标", "时效指标", "成本指标"];
const COST: [&str; 3] = ["经济成本指标", "社会成本指标", "生态环境成本指标"];
const BENEFIT: [&str; 4] = ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"];
const BENEFIT_SHORT: [&str; 4] = ["经济效益", "社会效益", "生态效益", "可持续影响"];

fn block(label: &'static str, kinds: Vec<&'static str>, labels: Labels, row: BoxedStrategy<Indicator>) -> BoxedStrategy<Level1> {
    let count = prop_oneof![1 => 0usize..1, 8 => 1usize..3, 3 => 3usize..7];
    let most = kinds.len();
    let group = move |kinds: Vec<&'static str>| {
        let row = row.clone();
        let count = count.clone();
        kinds
            .into_iter()
            .map(|kind| {
                let rows = count.clone().prop_flat_map({
                    let row = row.clone();
                    move |n| vec(row.clone(), n)
                });
                (rows, select(labels.notes)).prop_map(move |(rows, note)| Level2 { label: kind, note, rows }).boxed()
            })
            .collect::<Vec<_>>()
    };
    (subsequence(kinds, 1..=most).prop_flat_map(group), proptest::bool::weighted(0.04))
        .prop_map(move |(mut groups, bare)| {
            if bare && labels.bare && !groups[0].rows.is_empty() {
                groups[0].label = "";
            }
            Level1 { label, groups, printed: true }
        })
        .boxed()
}

/// Indicator blocks: a subset of the level 1 categories, in an order that occurs.
pub fn blocks(labels: Labels, row: BoxedStrategy<Indicator>) -> BoxedStrategy<Vec<Level1>> {
    let short = labels.short;
    (any::<bool>(), any::<bool>(), any::<bool>())
        .prop_flat_map(move |(own_cost, cost_first, terse)| {
            let output = if own_cost { &QUANTITY[..] } else { &OUTPUT[..] };
            let benefit = if terse && short { &BENEFIT_SHORT[..] } else { &BENEFIT[..] };
            let make = |label, kinds: &[&'static str]| block(label, kinds.to_vec(), labels, row.clone());
            let cost = if own_cost { 85 } else { 0 };
            (
                maybe(92, make("产出指标", output)),
                maybe(cost, make("成本指标", &COST)),
                maybe(85, make("效益指标", benefit)),
                maybe(
                    80,
                    select(labels.satisfaction)
                        .prop_flat_map({
                            let row = row.clone();
                            move |kind| block("满意度指标", vec![kind], labels, row.clone())
                        })
                        .boxed(),
                ),
                Just(cost_first),
            )
        })
        .prop_map(|(output, cost, benefit, satisfaction, cost_first)| {
            let list = if cost_first { [cost, output, benefit, satisfaction] } else { [output, cost, benefit, satisfaction] };
            list.into_iter().flatten().collect()
        })
        .boxed()
}
