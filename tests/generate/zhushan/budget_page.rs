//! Printing a budget table: title, unit line, headers, rows and notes.

use super::budget::{Body, Line, Table};
use super::budget_words::ordinal;
use super::sheet::{Sheet, spelled};

/// What the whole document says about its tables.
#[derive(Debug)]
pub struct Context<'a> {
    pub org: &'a str,
    pub year: i32,
    pub width: u8,
}

const TITLES: [&str; 8] = [
    "部门收支总体情况表",
    "部门收入总体情况表",
    "部门支出总体情况表",
    "财政拨款收支总体情况表",
    "一般公共预算支出情况表",
    "一般公共预算基本支出情况表",
    "一般公共预算“三公”经费支出情况表",
    "政府性基金预算支出情况表",
];
const BY_UNIT: &[(&str, &str)] = &[
    ("total", "总计"),
    ("general_public_budget", "一般公共预算财政拨款"),
    ("government_fund", "政府性基金预算拨款"),
    ("special_account", "纳入专户管理教育收费收入"),
    ("other_funds", "其他资金"),
    ("carried_over", "上年结转"),
];
const BY_FUNCTION: &[(&str, &str)] = &[
    ("total", "预算数"),
    ("basic", "基本支出"),
    ("project", "项目支出"),
    ("operating", "事业单位经营支出"),
    ("other", "其他支出"),
    ("carried_forward", "结转下年支出"),
];
const BY_ECONOMY: &[(&str, &str)] = &[("total", "预算数"), ("personnel", "人员经费"), ("public", "公用经费")];
pub(crate) const SINGLE: &[(&str, &str)] = &[("budget", "预算数")];

impl Table {
    /// The table has no row.
    pub fn is_empty(&self) -> bool {
        match &self.body {
            Body::Sides { left, right, totals, .. } => left.is_empty() && right.is_empty() && totals.is_empty(),
            Body::Coded(rows) => rows.is_empty(),
            Body::Lines(rows) => rows.is_empty(),
        }
    }

    /// The unit line is on the page.
    pub fn prints_unit(&self) -> bool {
        self.style.unit.is_some() && !(self.is_empty() && matches!(self.style.empty, 2 | 3))
    }

    pub(crate) fn prints_header(&self) -> bool {
        !(self.is_empty() && matches!(self.style.empty, 2 | 3))
    }

    pub(crate) fn columns(&self) -> &'static [(&'static str, &'static str)] {
        match self.kind {
            2 => BY_UNIT,
            3 | 5 | 8 => BY_FUNCTION,
            6 => BY_ECONOMY,
            _ => SINGLE,
        }
    }

    fn width(&self) -> usize {
        match self.kind {
            1 | 4 => 4,
            7 => 2,
            _ => self.columns().len() + 2,
        }
    }

    pub(crate) fn number(&self) -> Option<String> {
        match self.style.number {
            3 => Some(self.kind.to_string()),
            4 => None,
            _ => Some(ordinal(self.kind.into(), false)),
        }
    }

    /// The printed title.
    pub fn title(&self, context: &Context) -> String {
        let plain = TITLES[usize::from(self.kind) - 1];
        let number = ordinal(self.kind.into(), false);
        let front = match self.style.front {
            1 => format!("{}年", context.year),
            2 => format!("{}{}年", context.org, context.year),
            3 => context.org.to_owned(),
            _ => String::new(),
        };
        let title = match self.style.number {
            0 => format!("{plain}（{number}）"),
            1 => format!("{number}、{plain}"),
            2 => format!("（{number}）{plain}"),
            3 => format!("表{}：{plain}", self.kind),
            _ => plain.to_owned(),
        };
        format!("{front}{}", spelled(&title, context.width))
    }

    /// The year is printed in the title.
    pub fn dated(&self) -> bool {
        matches!(self.style.front, 1 | 2)
    }

    fn header(&self, sheet: &mut Sheet) {
        match self.kind {
            1 | 4 => {
                sheet.header(&["收      入+2", "支           出+2"]);
                sheet.header(&["项目", "预算数", "项目", "预算数"]);
            }
            2 => {
                sheet.header(&["单位编码", "单位名称", "总计", "财政拨款+2", "纳入专户管理教育收费收入", "其他资金", "上年结转"]);
                sheet.header(&["", "", "", "一般公共预算财政拨款", "政府性基金预算拨款", "", "", ""]);
            }
            6 => {
                sheet.header(&["科目编码", "", "预算数", "其中+2"]);
                sheet.header(&["科目编码", "科目名称", "", "人员经费", "公用经费"]);
            }
            7 => sheet.header(&["项目", "预算数"]),
            _ => {
                if self.kind == 8 && self.style.unit_row {
                    sheet.header(&["功能分类科目", "", "预算数", "其中", "", "", "", ""]);
                } else {
                    sheet.header(&["功能分类科目", "", "预算数", "其中+5"]);
                }
                sheet.header(&["科目编码", "科目名称", "", "基本支出", "项目支出", "事业单位经营支出", "其他支出", "结转下年支出"]);
            }
        }
        if self.style.marks && !matches!(self.kind, 1 | 4 | 7) {
            let mut cells = vec!["**".to_owned(), "**".to_owned()];
            cells.extend((1..=self.columns().len()).map(|n| n.to_string()));
            sheet.row(cells);
        }
    }

    fn body(&self, sheet: &mut Sheet, title: &str) {
        let side = |sheet: &Sheet, line: Option<&Line>| match line {
            Some(line) => {
                let indent = if line.name.starts_with("其中") { "  " } else { "" };
                [format!("{indent}{}", line.name), sheet.amount(line.value.as_ref())]
            }
            None => [String::new(), String::new()],
        };
        match &self.body {
            Body::Sides { left, right, filler, totals } => {
                for at in 0..left.len().max(right.len()) {
                    let cells = [side(sheet, left.get(at)), side(sheet, right.get(at))].concat();
                    sheet.data(cells);
                }
                if *filler {
                    sheet.row([""; 4]);
                }
                for (l, r) in totals {
                    let cells = [side(sheet, Some(l)), side(sheet, Some(r))].concat();
                    sheet.data(cells);
                }
            }
            Body::Coded(rows) => {
                for (at, row) in rows.iter().enumerate() {
                    if self.style.pages && at > 0 && at == rows.len() / 2 {
                        sheet.row([title]);
                        self.header(sheet);
                    }
                    let mut cells = vec![row.code.clone().unwrap_or_default(), row.name.clone()];
                    if self.style.wide_total && row.code.is_none() && row.name == "合计" {
                        cells.swap(0, 1);
                    }
                    cells.extend(row.values.iter().map(|v| sheet.amount(v.as_ref())));
                    sheet.data(cells);
                }
            }
            Body::Lines(rows) => {
                for row in rows {
                    let cells = vec![row.name.clone(), sheet.amount(row.value.as_ref())];
                    sheet.data(cells);
                }
            }
        }
    }

    /// The last printed cell is an amount, so that a sentence below cannot belong to it.
    fn ends_closed(&self) -> bool {
        let last = match &self.body {
            Body::Sides { totals, .. } => totals.last().and_then(|(_, line)| line.value.as_ref()),
            Body::Coded(rows) => rows.last().and_then(|row| row.values.last()?.as_ref()),
            Body::Lines(rows) => rows.last().and_then(|row| row.value.as_ref()),
        };
        last.is_some() && self.style.trailing == 0
    }

    /// Prints the table.
    pub fn print(&self, sheet: &mut Sheet, context: &Context) {
        let title = self.title(context);
        if self.style.cell_title {
            sheet.row([title.clone()]);
        } else {
            sheet.line(title.clone());
            sheet.gap(1);
        }
        if self.prints_unit() {
            let unit = format!("{}{}", sheet.label(self.style.unit_label), self.style.unit.unwrap_or_default());
            let mut cells = vec![String::new(); self.width() - 1];
            if self.kind == 7 {
                cells.push(String::new());
            }
            cells.push(unit);
            sheet.row(cells);
        } else if self.style.unit_row && self.prints_header() {
            sheet.row(vec![""; self.width()]);
        }
        if self.prints_header() {
            self.header(sheet);
        }
        self.body(sheet, &title);
        if self.is_empty() {
            if matches!(self.style.empty, 0 | 1) {
                for _ in 0..2 {
                    sheet.row(vec![""; self.width()]);
                }
            }
            if matches!(self.style.empty, 1 | 2) {
                sheet.gap(1);
                let subject = TITLES[usize::from(self.kind) - 1].replace("情况表", "");
                let note = format!("注：本年度无{}，故本表无数据。", subject.replace("总体", ""));
                sheet.line(sheet.label(&note));
            }
        }
        for _ in 0..self.style.trailing {
            sheet.row(vec![""; self.width()]);
        }
        sheet.gap(1);
        if self.ends_closed() {
            sheet.pieces.push(super::sheet::Piece::Anchor);
        }
    }
}
