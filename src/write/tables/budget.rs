//! Budget tables, their rows, and the amounts of each row by column.

use super::{At, DOCUMENT, POINTER, POSITION};
use crate::model::leaf::Leaf;
use crate::model::number::Number;
use crate::model::record::{BudgetRow, BudgetTable, Text};
use crate::write::schema::{Cell, json, table, word};
use crate::write::yuan::yuan;

table! {
    /// One row for each budget table.
    BUDGET_TABLES = "budget_tables", "One row for each titled budget table, also where it prints no rows.",
    key ["document_sha256", "position"], indexed ["kind"];
    budget_table(at: At<'a>, x: &'a BudgetTable);
    "document_sha256": Text = at.sha256, DOCUMENT;
    "position": Integer = at.position, POSITION;
    "pointer": Text = at.pointer, POINTER;
    "kind": Text = word(&x.kind), "By its title: `revenue_expenditure_summary` 部门收支总体情况表, `three_public_expenses` “三公”经费, …";
    "number": Text or null = &x.number, "The number printed in the title: 一";
    "title": Text or null = &x.title, "As printed";
    "unit": Text or null = &x.unit, "Unit of its amounts: 元, 万元";
    "unit_inherited": Boolean = x.unit_inherited, "Whether the unit was taken from a sibling table";
    "columns": Json = json(&x.columns), "Its columns of amounts: `[{\"key\",\"label\"}]`";
}

table! {
    /// One row for each row of a budget table.
    BUDGET_ROWS = "budget_rows", "One row for each row of a budget table, or each side of one. Its amounts are in `budget_values`.",
    key ["document_sha256", "position"], indexed ["code"];
    budget_row(at: At<'a>, table: i64, x: &'a BudgetRow);
    "document_sha256": Text = at.sha256, DOCUMENT;
    "position": Integer = at.position, POSITION;
    "budget_table": Row("budget_tables") = table, "The table";
    "pointer": Text = at.pointer, POINTER;
    "side": Text or null = word(&x.side), "`revenue` 收入 or `expenditure` 支出, where both are printed beside each other";
    "kind": Text = word(&x.kind), "`total` 合计; `class` 类, `subclass` 款, `item` 项 by the length of the code; else `line`";
    "code": Text or null = &x.code, "科目编码 or 单位编码";
    "name": Text or null = &x.name, "As printed";
}

/// One amount of a row.
pub(in crate::write) struct Value<'a> {
    pub row: i64,
    pub key: &'a str,
    pub label: Option<&'a Text>,
    pub value: &'a Leaf<Number>,
    pub unit: Option<&'a str>,
}

table! {
    /// One row for each amount of a budget table.
    BUDGET_VALUES = "budget_values", "One row for each amount column of each row of `budget_rows`, blank ones with a null.",
    key ["document_sha256", "position"], indexed ["column"];
    budget_value(at: At<'a>, x: Value<'a>);
    "document_sha256": Text = at.sha256, DOCUMENT;
    "position": Integer = at.position, POSITION;
    "budget_row": Row("budget_rows") = x.row, "The row";
    "pointer": Text = at.pointer, POINTER;
    "column": Text = x.key, "Key of the column: `budget` 预算数, `total` 总计, `basic` 基本支出, …";
    "label": Text or null = x.label.map_or(Cell::Null, Cell::from), "The column's label as printed";
    "value": Decimal or null = x.value, "The amount in the table's unit";
    "value_yuan": Yuan or null = yuan(x.value, x.unit), "… in yuan; null where no unit is known";
}
