//! The lines of a table of the three public expenses (三公经费), by what they are called.

use super::table::{Row, Table};
use crate::model::record::RowKind;

/// Each line, where it is printed exactly once.
#[derive(Default)]
pub struct Lines<'a> {
    /// 合计
    pub total: Option<Row<'a>>,
    /// 因公出国（境）费
    pub abroad: Option<Row<'a>>,
    /// 公务接待费
    pub reception: Option<Row<'a>>,
    /// 公务用车购置及运行费
    pub vehicles: Option<Row<'a>>,
    /// 公务用车购置费
    pub purchase: Option<Row<'a>>,
    /// 公务用车运行维护费
    pub running: Option<Row<'a>>,
}

/// The lines, and the column that their amounts stand in; `None` where a line is printed twice.
pub fn lines(table: Table<'_>) -> Option<(Lines<'_>, &'static str)> {
    let column = table.main_column()?;
    let mut lines = Lines::default();
    for row in table.rows() {
        let name = row.bare_name();
        let has = |word: &str| name.contains(word);
        let slot = match () {
            () if row.row.kind == RowKind::Total => &mut lines.total,
            () if has("出国") || has("出境") => &mut lines.abroad,
            () if has("接待") => &mut lines.reception,
            () if has("用车") && has("购置") && has("运行") => &mut lines.vehicles,
            () if has("用车") && has("购置") => &mut lines.purchase,
            () if has("用车") && has("运行") => &mut lines.running,
            () => continue,
        };
        if slot.replace(row).is_some() {
            return None;
        }
    }
    Some((lines, column))
}
