//! The project form: plain record and its strategy.

use super::goals::{Goals, Indicator, goals, indicators};
use super::maybe::maybe;
use super::vocabulary::{amount, paragraph, paragraphs, person, phone, project_name, statement, word};
use proptest::prelude::*;
use proptest::sample::subsequence;

/// Paragraphs of a section; an empty list is a blank section.
pub type Text = Vec<String>;

/// A funding or expenditure row.
#[derive(Clone, Debug)]
pub struct FundRow {
    pub label: &'static str,
    pub values: Vec<Option<String>>,
}

/// The funding sources and the expenditures, which share their columns.
#[derive(Clone, Debug)]
pub struct Funding {
    /// Column headings with their years.
    pub columns: Vec<(String, i32)>,
    pub sources: Vec<FundRow>,
    pub expenditures: Option<Vec<FundRow>>,
    pub calculation: Text,
    /// The text stands after its label instead of before it.
    pub late: bool,
}

/// A procurement row.
#[derive(Clone, Debug)]
pub struct Purchase {
    pub item: String,
    pub is_new: Option<bool>,
    pub quantity: Option<u32>,
    pub amount: Option<String>,
}

/// One project form.
#[derive(Clone, Debug)]
pub struct Project {
    pub year: i32,
    pub name: String,
    /// How the name stands before the form's title: 0 glued, 1 own line with a picture,
    /// 2 own line, 3 not at all, 4 glued with another ending.
    pub heading: u8,
    pub competent: Option<String>,
    pub unit: Option<String>,
    pub postal: Option<String>,
    pub leader: Option<String>,
    pub phone: Option<String>,
    pub functions: Vec<(&'static str, &'static str)>,
    pub category: Option<&'static str>,
    pub kind: Option<&'static str>,
    pub attribute: Option<&'static str>,
    pub start: String,
    pub end: String,
    /// Rows of the head that are not printed at all (0 leader, 1 functions, 2 type, 3 years).
    pub dropped: Vec<usize>,
    pub basis: Text,
    pub content: Text,
    /// 设立依据 and its neighbour are printed.
    pub reasons: bool,
    pub funding: Option<Funding>,
    /// The unit printed in the amount column's label, if any, and the rows.
    pub purchases: Option<(Option<&'static str>, Vec<Purchase>)>,
    pub goals: Option<Goals>,
    pub overall: Option<Vec<(Option<String>, String)>>,
    pub long_term: Option<Vec<Indicator>>,
    pub annual: Option<Vec<Indicator>>,
    /// A `……` row closes the annual table.
    pub dots: bool,
    pub notes: Option<Text>,
    /// What a blank notes cell prints.
    pub blank_notes: &'static str,
}

pub const SOURCES: &[&str] = &[
    "合计",
    "1、财政拨款补助",
    "其中：经费拨款",
    "纳入预算管理的非税收入安排的拨款",
    "专项收入",
    "行政性收费收入",
    "事业性收费收入",
    "罚没收入",
    "国有资源（资产）有偿使用收入",
    "其他纳入预算管理的非税收入",
    "2、纳入专户管理的非税收入",
    "3、上级补助收入",
    "省专项转移支付",
    "省一般性转移支付",
    "市专款",
    "4、纳入预算管理的政府性基金收入",
    "5、其他收入",
    "6、上年结余结转",
];
pub const EXPENDITURES: &[&str] = &[
    "合计",
    "1、工资福利支出",
    "2、商品和服务支出",
    "3、对个人和家庭补助",
    "4、其他资本性支出",
    "小  计",
    "上缴上级支出",
    "行政事业类成本支出",
    "其他资本性支出",
];
const FUNCTIONS: &[(&str, &str)] = &[
    ("205", "教育支出"),
    ("20502", "普通教育"),
    ("207", "文化旅游体育与传媒支出"),
    ("208", "社会保障和就业支出"),
    ("20811", "残疾人事业"),
    ("213", "农林水支出"),
    ("21303", "水利"),
    ("2130314", "防汛"),
    ("21401", "公路水路运输"),
];
/// Three values of a row: all, one, none, or any of them.
fn fund_values() -> impl Strategy<Value = Vec<Option<String>>> {
    let all = || prop::collection::vec(amount(), 3);
    prop_oneof![
        2 => Just(vec![None; 3]),
        5 => all().prop_map(|all| all.into_iter().map(Some).collect()),
        4 => (0usize..3, amount()).prop_map(|(at, one)| (0..3).map(|n| (n == at).then(|| one.clone())).collect()),
        1 => prop::collection::vec(maybe(0.6, amount()), 3),
    ]
    .no_shrink()
}

fn fund_rows(labels: &'static [&'static str]) -> BoxedStrategy<Vec<FundRow>> {
    let some = move |chance: f64| {
        let row = |label: &&'static str| {
            let label = *label;
            maybe(chance, fund_values().prop_map(move |values| FundRow { label, values }))
        };
        labels.iter().map(row).collect::<Vec<_>>()
    };
    prop_oneof![3 => some(0.995), 1 => some(0.6)].prop_map(|rows| rows.into_iter().flatten().collect()).boxed()
}

fn funding(year: i32) -> BoxedStrategy<Funding> {
    (
        prop_oneof![6 => Just(3usize), 1 => Just(2usize)],
        0..2i32,
        fund_rows(SOURCES),
        maybe(0.93, fund_rows(EXPENDITURES)),
        prop_oneof![1 => Just(vec![]), 4 => paragraphs(1, 1), 2 => paragraphs(2, 4)],
        prop::bool::weighted(0.12),
    )
        .prop_map(move |(count, shift, mut sources, mut expenditures, calculation, late)| {
            let mut columns = vec![(format!("{year}年当年预算"), year)];
            for at in (year + shift..).take(count - 1) {
                columns.push((format!("{at}年支出规划"), at));
            }
            for row in sources.iter_mut().chain(expenditures.iter_mut().flatten()) {
                row.values.truncate(count);
            }
            Funding { columns, sources, expenditures, calculation, late }
        })
        .boxed()
}

fn purchase() -> BoxedStrategy<Purchase> {
    (
        word(&["台式计算机", "A4复印纸", "多功能一体机", "档案密集架（手动）", "物业管理服务", "执法记录仪"]),
        maybe(0.85, any::<bool>()),
        maybe(0.9, 1u32..500),
        maybe(0.9, amount()),
    )
        .prop_map(|(item, is_new, quantity, amount)| Purchase { item: item.to_owned(), is_new, quantity, amount })
        .boxed()
}

/// A start or end year as printed; some are no years.
fn year_cell(year: i32) -> impl Strategy<Value = String> {
    prop_oneof![
        12 => (-2i32..5).prop_map(move |more| (year + more).to_string()),
        1 => Just(String::new()),
        1 => Just(format!("{year}0{}", year % 100)),
    ]
}

/// A project form of the given body and year.
pub fn project(year: i32, org: String) -> BoxedStrategy<Project> {
    let owner = org.clone();
    let head = (
        (project_name(year), 0u8..5),
        maybe(0.93, Just(org)),
        maybe(0.93, word(&["机关", "本级", "综合服务中心", ""]).prop_map(move |part| format!("{owner}{part}"))),
        maybe(0.3, (100_000u32..999_999).prop_map(|n| n.to_string())),
        maybe(0.93, person()),
        maybe(0.93, phone()),
    );
    let kinds = (
        subsequence(FUNCTIONS, 0..=3),
        maybe(0.93, word(&["对个人和家庭补助性支出", "商品和服务性支出", "资本性支出"])),
        maybe(0.93, word(&["其他支出", "基本建设", "专项业务费"])),
        maybe(0.93, word(&["常年性项目", "一次性项目", "延续性项目"])),
        (year_cell(year), year_cell(year)),
        prop_oneof![8 => Just(vec![]), 1 => subsequence(vec![0usize, 1, 2, 3], 1..=2)],
    );
    let texts = (
        prop_oneof![1 => Just(vec![]), 5 => paragraphs(1, 3)],
        prop_oneof![1 => Just(vec![]), 6 => paragraphs(1, 4)],
        prop::bool::weighted(0.93),
        maybe(0.9, prop_oneof![1 => Just(vec![]), 3 => paragraphs(1, 3)]),
        word(&["", "", "无"]),
    );
    let tables = (
        maybe(0.93, funding(year)),
        maybe(
            0.92,
            (
                prop_oneof![4 => Just(None), 1 => Just(Some("万元")), 1 => Just(Some("元"))],
                prop_oneof![1 => Just(vec![]), 1 => prop::collection::vec(purchase(), 1..4)],
            ),
        ),
        maybe(0.94, goals(year)),
        maybe(0.92, prop::collection::vec((maybe(0.97, statement()), paragraph()), 0..3)),
        maybe(0.92, prop_oneof![2 => Just(vec![]), 1 => indicators(year, 3)]),
        (maybe(0.94, indicators(year, 8)), prop::bool::weighted(0.1)),
    );
    (head.boxed(), kinds.boxed(), texts.boxed(), tables.boxed())
        .prop_map(move |(head, kinds, texts, tables)| {
            let ((name, heading), competent, unit, postal, leader, phone) = head;
            let (functions, category, kind, attribute, (start, end), dropped) = kinds;
            let (basis, content, reasons, notes, blank_notes) = texts;
            let (funding, purchases, goals, overall, long_term, (annual, dots)) = tables;
            Project {
                year,
                name,
                heading,
                competent,
                unit,
                postal,
                leader,
                phone,
                functions,
                category,
                kind,
                attribute,
                start,
                end,
                dropped,
                basis,
                content,
                reasons,
                funding,
                purchases,
                goals,
                overall,
                long_term,
                annual,
                dots,
                notes,
                blank_notes,
            }
        })
        .boxed()
}
