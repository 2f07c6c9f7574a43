//! Printing the goals and indicators of a project form.

use super::goals::Indicator;
use super::project::Project;
use super::project_page::{cell, continued, nested};
use super::sheet::Sheet;

impl Project {
    pub(crate) fn goals(&self, sheet: &mut Sheet) {
        let Some(goals) = &self.goals else { return };
        let mid = sheet.label(&format!("中期目标（{}-{}年）", self.year, goals.until));
        let annual = format!("{}年度目标", self.year);
        if sheet.native() {
            sheet.row(["总体目标", &mid]);
            sheet.line(annual);
            sheet.soft(2);
            sheet.text(&goals.mid);
            sheet.soft(1);
            sheet.text(&goals.annual);
            sheet.soft(3);
        } else {
            nested(sheet, "总体目标", vec![mid, annual]);
            continued(sheet, vec![goals.mid.join("\n"), goals.annual.join("\n")]);
        }
    }

    pub(crate) fn tables(&self, sheet: &mut Sheet) {
        if let Some(overall) = &self.overall {
            sheet.line("项目绩效总目标");
            sheet.soft(1);
            sheet.row(["目标名称", "目标说明"]);
            for (name, text) in overall {
                sheet.row([cell(name.as_ref()), text.clone()]);
            }
            sheet.gap(1);
        }
        let one = sheet.label("一级指标(年度)");
        let two = sheet.label("二级指标(年度)");
        if let Some(rows) = &self.long_term {
            sheet.line("长期绩效目标");
            sheet.soft(1);
            sheet.row(["目标名称", &one, &two, "三级指标", "指标值", "指标值确定依据"]);
            for row in rows {
                let [goal, level1, level2, name, basis] = lead(row);
                sheet.data(vec![goal, level1, level2, name, row.target.raw(), basis]);
            }
            sheet.gap(1);
        }
        if let Some(rows) = &self.annual {
            sheet.line("年度绩效目标");
            sheet.soft(1);
            sheet.row(["目标名称", &one, &two, "三级指标", "指标值确定依据", "前年", "上年", "预计当年"]);
            for row in rows {
                let [before, last] = &row.earlier;
                let mut cells = lead(row).to_vec();
                cells.extend([before.raw(), last.raw(), row.target.raw()]);
                sheet.data(cells);
            }
            if self.dots {
                sheet.row(["……", "", "", "", "", "", "", ""]);
            }
            sheet.gap(1);
        }
    }
}

/// The columns shared by the long-term and the annual table.
fn lead(row: &Indicator) -> [String; 5] {
    let name = match &row.name {
        Some(name) if row.numbered => format!("指标1：{name}"),
        Some(name) => name.clone(),
        None => String::new(),
    };
    let level1 = if row.merged { "" } else { row.level1 };
    [cell(row.goal.as_ref()), level1.to_owned(), row.level2.to_owned(), name, cell(row.basis.as_ref())]
}
