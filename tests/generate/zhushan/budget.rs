//! The eight budget tables: plain records and their strategies.

use super::budget_words::{ECONOMIC, FUNCTIONS, SUBJECTS, ordinal};
use super::maybe::maybe;
use super::vocabulary::{amount_cell, word};
use proptest::prelude::*;

/// A named line with one amount.
#[derive(Clone, Debug)]
pub struct Line {
    pub name: String,
    pub value: Option<String>,
}

/// A row with a code and several amounts.
#[derive(Clone, Debug)]
pub struct Coded {
    pub code: Option<String>,
    pub name: String,
    pub values: Vec<Option<String>>,
}

/// How a table's title and surroundings are printed.
#[derive(Clone, Debug)]
pub struct Style {
    /// 0 `…（三）`, 1 `三、…`, 2 `（三）…`, 3 `表3：…`, 4 no number.
    pub number: u8,
    /// 0 none, 1 year, 2 agency and year, 3 agency.
    pub front: u8,
    /// The printed unit; `None` where the unit line is missing.
    pub unit: Option<&'static str>,
    /// Spelling of the unit label.
    pub unit_label: &'static str,
    /// An empty row of cells where the unit line is missing.
    pub unit_row: bool,
    /// The title stands in a cell of the table.
    pub cell_title: bool,
    /// The `** ** 1 2 3` row.
    pub marks: bool,
    /// Title and header stand again between two rows.
    pub pages: bool,
    /// 合计 stands in the cell of the codes.
    pub wide_total: bool,
    /// Blank rows after the last one.
    pub trailing: usize,
    /// For a table without rows: 0 header and blank rows, 1 also a note, 2 title and note only,
    /// 3 title only, 4 header only.
    pub empty: u8,
}

/// Rows of a table by its shape.
#[derive(Clone, Debug)]
pub enum Body {
    /// Revenue and expenditure beside each other, then rows of totals.
    Sides { left: Vec<Line>, right: Vec<Line>, filler: bool, totals: Vec<(Line, Line)> },
    /// Code, name and amounts (units, functions, economic subjects).
    Coded(Vec<Coded>),
    /// Name and amount.
    Lines(Vec<Line>),
}

/// One budget table; `kind` counts from 1 to 8 in the usual order.
#[derive(Clone, Debug)]
pub struct Table {
    pub kind: u8,
    pub style: Style,
    pub body: Body,
}

fn style(unit: &'static str) -> BoxedStrategy<Style> {
    (
        prop_oneof![12 => Just(0u8), 1 => 1u8..=4],
        prop_oneof![14 => Just(0u8), 1 => 1u8..=3],
        prop::bool::weighted(0.8),
        prop_oneof![9 => Just("单位："), 1 => Just("金额单位：")],
        (any::<bool>(), prop::bool::weighted(0.85), prop::bool::weighted(0.85), prop::bool::weighted(0.1), prop::bool::weighted(0.15)),
        prop_oneof![6 => Just(0usize), 1 => 1usize..4],
        0u8..=4,
    )
        .prop_map(move |(number, front, printed, label, (unit_row, cell_title, marks, pages, wide_total), trailing, empty)| Style {
            number,
            // A number before the title leaves no room for an agency in front of it.
            front: if matches!(number, 0 | 4) { front } else { 0 },
            unit: printed.then_some(unit),
            unit_label: label,
            unit_row,
            cell_title,
            marks,
            pages,
            wide_total,
            trailing,
            empty,
        })
        .boxed()
}

fn line(name: &str) -> impl Strategy<Value = Line> + use<> {
    let name = name.to_owned();
    amount_cell().prop_map(move |value| Line { name: name.clone(), value })
}

/// Lines in their order; each may be missing.
fn lines(names: &[&str], chance: f64) -> impl Strategy<Value = Vec<Line>> + use<> {
    let each: Vec<_> = names.iter().map(|name| maybe(chance, line(name))).collect();
    each.prop_map(|lines| lines.into_iter().flatten().collect())
}

fn sides(kind: u8) -> BoxedStrategy<Body> {
    let left: &[&str] = if kind == 1 {
        &["一、财政拨款", "其中：一般公共预算拨款", "政府性基金预算拨款", "二、纳入专户管理教育收费收入", "三、其他资金"]
    } else {
        &["一、财政拨款", "其中：一般公共预算拨款", "政府性基金预算拨款"]
    };
    let carried = if kind == 1 { "四、上年结余结转" } else { "二、上年结余结转" };
    let right = (any::<bool>(), prop_oneof![lines(FUNCTIONS, 0.97), lines(FUNCTIONS, 0.8), lines(FUNCTIONS, 0.2)]).prop_map(
        |(short, mut right)| {
            for (at, line) in right.iter_mut().enumerate() {
                line.name = format!("{}、{}", ordinal(at + 1, short), line.name);
            }
            right
        },
    );
    let pairs = [["本年收入合计", "本年支出合计"], [carried, "结转下年"], ["收入合计", "支出合计"]];
    let totals = pairs.map(|[l, r]| maybe(0.9, (line(l), line(r))));
    (prop::bool::weighted(0.05), lines(left, 0.97), right, any::<bool>(), totals)
        .prop_map(|(blank, left, right, filler, totals)| {
            if blank {
                Body::Sides { left: vec![], right: vec![], filler: false, totals: vec![] }
            } else {
                Body::Sides { left, right, filler, totals: totals.into_iter().flatten().collect() }
            }
        })
        .boxed()
}

fn values(columns: usize) -> impl Strategy<Value = Vec<Option<String>>> {
    prop::collection::vec(amount_cell(), columns)
}

fn total(columns: usize) -> impl Strategy<Value = Coded> {
    values(columns).prop_map(|mut values| {
        values[0].get_or_insert_with(|| "12.50".to_owned());
        Coded { code: None, name: "合计".to_owned(), values }
    })
}

fn units(org: String) -> BoxedStrategy<Body> {
    let parts = (maybe(0.7, values(6)), maybe(0.4, values(6)), maybe(0.3, values(6)), any::<bool>());
    (prop::bool::weighted(0.05), maybe(0.95, total(6)), maybe(0.4, values(6)), values(6), parts, 1u32..999)
        .prop_map(move |(blank, total, group, own, (office, centre, squad, named), number)| {
            if blank {
                return Body::Coded(vec![]);
            }
            let row = |code: Option<String>, name: String, values| Coded { code, name, values };
            let sub = |at: u32, part: &str, values: Option<_>| {
                values.map(|values| row(Some(format!("{number:03}{at:03}")), format!("{org}{part}"), values))
            };
            let mut rows: Vec<Coded> = total.into_iter().collect();
            rows.extend(group.map(|values| row(None, "农业股".to_owned(), values)));
            rows.push(row(Some(format!("{number:03}")), org.clone(), own));
            rows.extend(sub(1, if named { "机关" } else { "本级" }, office));
            rows.extend(sub(2, "综合服务中心", centre));
            rows.extend(sub(3, "执法大队", squad));
            Body::Coded(rows)
        })
        .boxed()
}

fn coded(list: &'static [(&'static str, &'static str)], columns: usize, blank: f64) -> BoxedStrategy<Body> {
    let some = move |chance: f64| {
        let row = |(code, name): &(&'static str, &'static str)| {
            let (code, name) = (Some((*code).to_owned()), (*name).to_owned());
            let values = values(columns);
            maybe(chance, values.prop_map(move |values| Coded { code: code.clone(), name: name.clone(), values }))
        };
        list.iter().map(row).collect::<Vec<_>>()
    };
    (prop::bool::weighted(blank), maybe(0.9, total(columns)), prop_oneof![some(0.2), some(0.75)])
        .prop_map(|(blank, total, rows)| {
            let rows = total.into_iter().chain(rows.into_iter().flatten());
            Body::Coded(if blank { vec![] } else { rows.collect() })
        })
        .boxed()
}

fn three_public() -> BoxedStrategy<Body> {
    const NAMES: &[&str] =
        &["合计", "1、因公出国（境）费", "2、公务接待费", "3、公务用车购置及运行费", "其中：公务用车运行维护费", "公务用车购置费"];
    (prop::bool::weighted(0.1), lines(NAMES, 0.97)).prop_map(|(blank, rows)| Body::Lines(if blank { vec![] } else { rows })).boxed()
}

/// A table of the given kind; `org` is the body named in the unit rows.
pub fn table(kind: u8, unit: &'static str, org: String) -> BoxedStrategy<Table> {
    let body = match kind {
        1 | 4 => sides(kind).boxed(),
        2 => units(org).boxed(),
        3 | 5 => coded(SUBJECTS, 6, 0.08).boxed(),
        6 => coded(ECONOMIC, 3, 0.08).boxed(),
        7 => three_public().boxed(),
        _ => coded(SUBJECTS, 6, 0.6).boxed(),
    };
    (style(unit), body).prop_map(move |(style, body)| Table { kind, style, body }).boxed()
}

/// The unit of a document's tables.
pub fn unit() -> impl Strategy<Value = &'static str> {
    word(&["万元", "万元", "万元", "元"])
}
