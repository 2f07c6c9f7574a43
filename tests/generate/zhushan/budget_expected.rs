//! The expected reading of a budget table.

use super::budget::{Body, Coded, Line, Table};
use super::budget_page::{Context, SINGLE};
use super::target::number;
use serde_json::{Map, Value, json};

const KINDS: [&str; 8] = [
    "revenue_expenditure_summary",
    "revenue_summary",
    "expenditure_summary",
    "fiscal_appropriation_summary",
    "general_public_budget_expenditure",
    "general_public_budget_basic_expenditure",
    "three_public_expenses",
    "government_fund_expenditure",
];

impl Table {
    /// The record of the table; `sibling` is the unit of the nearest table that prints one.
    pub fn expected(&self, context: &Context, sibling: Option<&str>) -> Value {
        let own = self.prints_unit().then_some(self.style.unit).flatten();
        // Where no header is printed, no column is known.
        let columns: Vec<Value> =
            self.columns().iter().filter(|_| self.prints_header()).map(|(k, l)| json!({"key": k, "label": l})).collect();
        json!({
            "kind": KINDS[usize::from(self.kind) - 1],
            "number": self.number(),
            "title": self.title(context),
            "unit": own.or(sibling),
            "unit_inherited": own.is_none() && sibling.is_some(),
            "columns": columns,
            "rows": self.rows(),
        })
    }

    fn rows(&self) -> Vec<Value> {
        let line = |side: Option<&str>, line: &Line| row(side, None, &line.name, std::slice::from_ref(&line.value), SINGLE);
        match &self.body {
            Body::Sides { left, right, totals, .. } => {
                let mut rows = vec![];
                for at in 0..left.len().max(right.len()) {
                    rows.extend(left.get(at).map(|l| line(Some("revenue"), l)));
                    rows.extend(right.get(at).map(|l| line(Some("expenditure"), l)));
                }
                for (l, r) in totals {
                    rows.extend([line(Some("revenue"), l), line(Some("expenditure"), r)]);
                }
                rows
            }
            Body::Coded(rows) => {
                rows.iter().map(|Coded { code, name, values }| row(None, code.as_deref(), name, values, self.columns())).collect()
            }
            Body::Lines(rows) => rows.iter().map(|l| line(None, l)).collect(),
        }
    }
}

fn row(side: Option<&str>, code: Option<&str>, name: &str, cells: &[Option<String>], columns: &[(&str, &str)]) -> Value {
    let kind = match (code.map(str::len), name.ends_with("合计")) {
        (None, true) => "total",
        (Some(3), _) => "class",
        (Some(5), _) => "subclass",
        (Some(7), _) => "item",
        _ => "line",
    };
    let values: Map<String, Value> =
        columns.iter().zip(cells).map(|((key, _), cell)| ((*key).to_owned(), cell.as_deref().map_or(Value::Null, number))).collect();
    json!({"side": side, "kind": kind, "code": code, "name": name, "values": values})
}
