//! Printing a project form: native text flattens its nested tables, TAB text keeps them.

use super::project::{FundRow, Project};
use super::sheet::{Shape, Sheet};

pub(crate) fn cell(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

impl Project {
    /// Prints the form; `lined` allows the project's name on a line of its own.
    pub fn print(&self, sheet: &mut Sheet, lined: bool) {
        self.heading(sheet, lined);
        self.head(sheet);
        self.reasons(sheet);
        self.funding(sheet);
        self.purchases(sheet);
        self.goals(sheet);
        self.tables(sheet);
        self.notes(sheet);
    }

    fn heading(&self, sheet: &mut Sheet, lined: bool) {
        let title = format!("{}年度和中期规划绩效目标表", self.year);
        match self.heading {
            1 if lined => {
                sheet.line(format!("{}[image: image1.png]", self.name));
                sheet.gap(2);
                sheet.line(title);
            }
            2 if lined => {
                sheet.line(self.name.clone());
                sheet.gap(1);
                sheet.line(title);
            }
            3 => sheet.line(title),
            4 => {
                let other = self.name.strip_suffix("资金").map_or(format!("{}资金", self.name), str::to_owned);
                sheet.line(format!("{other}{title}"));
            }
            _ => sheet.line(format!("{}{title}", self.name)),
        }
    }

    fn head(&self, sheet: &mut Sheet) {
        sheet.row(["项目名称", &self.name, "项目主管部门", &cell(self.competent.as_ref())]);
        sheet.row(["项目单位", &cell(self.unit.as_ref()), "邮政编码", &cell(self.postal.as_ref())]);
        if !self.dropped.contains(&0) {
            sheet.row(["项目负责人", &cell(self.leader.as_ref()), "联系电话", &cell(self.phone.as_ref())]);
        }
        if !self.dropped.contains(&1) {
            let mut cells = vec!["支出功能分类".to_owned()];
            cells.extend(self.functions.iter().map(|(code, name)| format!("[{code}]{name}")));
            cells.resize(cells.len().max(3), String::new());
            cells.extend(["项目类别".to_owned(), self.category.unwrap_or_default().to_owned()]);
            sheet.row(cells);
        }
        if !self.dropped.contains(&2) {
            sheet.row(["项目类型", self.kind.unwrap_or_default(), "项目属性", self.attribute.unwrap_or_default()]);
        }
        if !self.dropped.contains(&3) {
            let (start, end) = (sheet.label("项目起始时间（年）"), sheet.label("项目终止时间（年）"));
            sheet.row([&start, &self.start, &end, &self.end]);
        }
    }

    fn reasons(&self, sheet: &mut Sheet) {
        if !self.reasons {
            return;
        }
        let content = "项目主要内容及必要性及可行性分析";
        if sheet.native() {
            sheet.row(["项目申请理由和主要内容", "设立依据"]);
            sheet.text(&self.basis);
            sheet.line(content);
            sheet.soft(1);
            sheet.text(&self.content);
            sheet.soft(2);
        } else {
            sheet.row(["项目申请理由和主要内容", "设立依据", &self.basis.join("\n")]);
            sheet.row(["", content, &self.content.join("\n")]);
        }
    }

    fn funding(&self, sheet: &mut Sheet) {
        let Some(funding) = &self.funding else { return };
        let count = funding.columns.len();
        let headings = funding.columns.iter().map(|(label, _)| label.clone());
        if sheet.native() {
            sheet.row(["项目资金来源", "来源项目及年度"]);
            for heading in headings.chain(std::iter::once("备注".to_owned())) {
                sheet.line(heading);
                sheet.soft(1);
            }
            amounts_heads(sheet, count);
            rows(sheet, &funding.sources);
            sheet.soft(2);
            if let Some(expenditures) = &funding.expenditures {
                sheet.row(["项目支出预算及测算依据"]);
                sheet.soft(1);
                sheet.row(["项目支出明细"]);
                amounts_heads(sheet, count);
                rows(sheet, expenditures);
                if !funding.late {
                    sheet.text(&funding.calculation);
                }
                sheet.line("测算依据及说明");
                sheet.soft(1);
                if funding.late {
                    sheet.text(&funding.calculation);
                }
                sheet.soft(3);
            }
            return;
        }
        let mut first = vec!["来源项目及年度".to_owned()];
        first.extend(headings);
        first.push("备注".to_owned());
        nested(sheet, "项目资金来源", first);
        let mut second = vec![String::new()];
        second.extend(std::iter::repeat_n("金额".to_owned(), count));
        second.push(String::new());
        continued(sheet, second);
        tab_rows(sheet, &funding.sources, true);
        if let Some(expenditures) = &funding.expenditures {
            let mut first = vec!["项目支出明细".to_owned()];
            first.extend(std::iter::repeat_n("金额".to_owned(), count));
            nested(sheet, "项目支出预算及测算依据", first);
            tab_rows(sheet, expenditures, false);
            continued(sheet, vec!["测算依据及说明".to_owned(), funding.calculation.join("\n")]);
        }
    }

    fn purchases(&self, sheet: &mut Sheet) {
        let Some((unit, purchases)) = &self.purchases else {
            return;
        };
        sheet.line("项目采购");
        if sheet.native() {
            sheet.soft(1);
        }
        let amount = unit.map_or("金额".to_owned(), |unit| sheet.label(&format!("金额（{unit}）")));
        sheet.row(["采购品目", "是否属新增资产配置", "数量", &amount]);
        for purchase in purchases {
            let is_new = purchase.is_new.map_or("", |new| if new { "是" } else { "否" });
            let quantity = purchase.quantity.map(|n| n.to_string()).unwrap_or_default();
            sheet.data(vec![purchase.item.clone(), is_new.to_owned(), quantity, cell(purchase.amount.as_ref())]);
        }
        sheet.gap(1);
    }

    fn notes(&self, sheet: &mut Sheet) {
        if let Some(notes) = &self.notes {
            let label = ["其他说明的问题".to_owned()];
            if notes.is_empty() {
                sheet.row([label[0].as_str(), self.blank_notes]);
            } else if sheet.native() && notes.len() > 1 {
                // An empty first paragraph, as an author leaves one.
                sheet.row([label[0].clone(), format!("\n{}", notes.join("\n"))]);
            } else {
                sheet.text_row(&label, notes);
            }
        }
        sheet.gap(3);
    }
}

fn amounts_heads(sheet: &mut Sheet, count: usize) {
    for _ in 0..count {
        sheet.line("金额");
        sheet.soft(1);
    }
}

/// Rows of a flattened table: blank cells leave no trace.
fn rows(sheet: &mut Sheet, rows: &[FundRow]) {
    for row in rows {
        sheet.line(indented(row.label));
        sheet.soft(1);
        for value in row.values.iter().flatten() {
            let digits = sheet.amount(Some(value));
            sheet.line(digits);
        }
    }
}

fn tab_rows(sheet: &mut Sheet, rows: &[FundRow], remarks: bool) {
    for row in rows {
        let mut cells = vec![indented(row.label)];
        // A dash could be an author's value here; blank cells stay blank.
        cells.extend(row.values.iter().map(|v| v.as_ref().map_or(String::new(), |d| sheet.amount(Some(d)))));
        if remarks {
            cells.push(String::new());
        }
        continued(sheet, cells);
    }
}

fn indented(label: &str) -> String {
    let blanks = match label {
        "纳入预算管理的非税收入安排的拨款" | "市专款" => "      ",
        "省专项转移支付" | "省一般性转移支付" => "       ",
        _ => "",
    };
    format!("{blanks}{label}")
}

/// First row of a nested table beside its outer label.
pub(crate) fn nested(sheet: &mut Sheet, label: &str, cells: Vec<String>) {
    if matches!(sheet.shape, Shape::Tabbed { lead: true, .. }) {
        let mut all = vec![label.to_owned()];
        all.extend(cells);
        sheet.row(all);
    } else {
        sheet.row([label]);
        sheet.row(cells);
    }
}

/// A further row of a nested table.
pub(crate) fn continued(sheet: &mut Sheet, cells: Vec<String>) {
    if matches!(sheet.shape, Shape::Tabbed { lead: true, .. }) {
        let mut all = vec![String::new()];
        all.extend(cells);
        sheet.row(all);
    } else {
        sheet.row(cells);
    }
}
