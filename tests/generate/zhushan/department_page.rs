//! Printing the department form.

use super::department::{Block, Department, LEVEL1, LEVEL2, numbering};
use super::sheet::Sheet;
use super::target::Target;

impl Department {
    /// Prints the form.
    pub fn print(&self, sheet: &mut Sheet) {
        let title = match self.heading {
            0 => "部门整体支出绩效目标公开表（十）",
            1 => "十、部门整体支出绩效目标公开表",
            _ => "部门整体支出绩效目标公开表",
        };
        sheet.row([sheet.label(title)]);
        if let Some(unit) = self.unit {
            sheet.row([format!("                                  {}{unit}", sheet.label("单位："))]);
        }
        let name = sheet.wrapped("部门（单位）|名   称");
        sheet.row([name, self.name.clone().unwrap_or_default()]);
        if let Some((preparer, phone)) = &self.contact {
            let blank = String::new();
            sheet.row(["填报人", preparer.as_ref().unwrap_or(&blank), "联系电话", phone.as_ref().unwrap_or(&blank)]);
        }
        self.funds(sheet);
        if let Some(mandate) = &self.mandate {
            sheet.text_row(&["部门职能概述".to_owned()], mandate);
        }
        if let Some(tasks) = &self.tasks {
            sheet.text_row(&["年度工作任务".to_owned()], tasks);
        }
        if let Some(projects) = &self.projects {
            sheet.header(&["项目支出情况", "项目名称", "项目类型", "项目总|预算", "项目本年度预算", "项目主要支出方向和用途"]);
            for project in projects {
                let kind = project.kind.unwrap_or_default().to_owned();
                let (total, annual) = (sheet.amount(project.total.as_ref()), sheet.amount(project.annual.as_ref()));
                sheet.row([String::new(), project.name.clone(), kind, total, annual, project.description.join("\n")]);
            }
        }
        if let Some((long, annual, numbered)) = &self.overall {
            sheet.header(&["整体绩效总目标", "长期目标(截止  年）", "年度目标"]);
            sheet.row([String::new(), numbering(long, *numbered, "  "), numbering(annual, *numbered, "  ")]);
        }
        self.blocks(sheet, "长期", &self.long_term, self.dots.0);
        self.blocks(sheet, "年度", &self.annual, self.dots.1);
        sheet.gap(2);
    }

    fn funds(&self, sheet: &mut Sheet) {
        let Some((revenue, expenditure)) = &self.funds else {
            return;
        };
        sheet.header(&["部门总体资金|情  况", "总体资金情况+2", "当年金额", "占比", "近两年收支金额+2"]);
        let years = [format!(" {} 年", self.year - 2), format!(" {}年", self.year - 1)];
        let blanks = if matches!(sheet.shape, super::sheet::Shape::Tabbed { span: true, .. }) { 5 } else { 4 };
        sheet.row(std::iter::repeat_n(String::new(), blanks).chain(years));
        for (side, rows) in [("收入|构成", revenue), ("支出|构成", expenditure)] {
            for (at, fund) in rows.iter().enumerate() {
                let side = if at == 0 { sheet.wrapped(side) } else { String::new() };
                let mut cells = vec![String::new(), side, fund.label.to_owned(), sheet.amount(fund.current.as_ref())];
                cells.push(fund.share.clone().unwrap_or_default());
                cells.extend(fund.history.iter().map(|v| sheet.amount(v.as_ref())));
                sheet.row(cells);
            }
        }
    }

    fn blocks(&self, sheet: &mut Sheet, term: &str, blocks: &[Block], dots: bool) {
        for (at, block) in blocks.iter().enumerate() {
            let label = sheet.label(&format!("{term}目标{}：", at + 1));
            sheet.row([label, block.text.clone().unwrap_or_default()]);
            let title = format!("{term}绩效指标");
            if term == "年度" {
                sheet.header(&[&title, "一级|指标", "二级指标", "指标名称", "指标值+3", "绩效标准"]);
                sheet.header(&["", "", "", "", "近两年指标值+2", "预期当年实现值", ""]);
                let years = [format!("  {}  年", self.year - 2), format!("  {}年", self.year - 1)];
                let [a, b] = &years;
                sheet.row(["", "", "", "", a, b, "", ""]);
            } else {
                sheet.header(&[&title, "一级|指标", "二级指标", "指标名称", "指标值", "绩效标准"]);
            }
            for (at, row) in block.rows.iter().enumerate() {
                let own = block.above(at).is_none_or(|above| above.level1 != row.level1) && !block.alone(at);
                let level1 = if own { sheet.wrapped(LEVEL1[row.level1]) } else { String::new() };
                let level2 = if block.joined(at) { "" } else { LEVEL2[row.level1][row.level2] };
                let mut cells = vec![String::new(), level1, level2.to_owned(), row.name.clone()];
                if term == "年度" {
                    cells.extend(row.earlier.iter().map(Target::raw));
                }
                cells.push(row.target.raw());
                cells.push(row.basis.unwrap_or_default().to_owned());
                sheet.row(cells);
            }
        }
        if dots && !blocks.is_empty() {
            sheet.row(["……"]);
        }
    }
}
