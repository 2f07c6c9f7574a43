//! The printed Korla form: TAB-separated rows of nine columns, or one cell per line.

use super::damage::{Damage, Shape};
use super::pen::Pen;
use super::record::{Indicator, Project};

/// The year line under a form's title.
pub fn year_line(year: u16, style: u64) -> String {
    match style {
        0 => format!("({year}年度)"),
        _ => format!("({year}年)"),
    }
}

/// Title and year line.
pub fn form_head(project: &mut Project, first: bool, year_line: fn(u16, u64) -> String, pen: &mut Pen<'_>) {
    let titleless = pen.hit(Damage::TitleLost, if first { 40 } else { 60 });
    // A lone year line at the top would read as the document's title.
    let yearless = pen.hit(Damage::YearLost, 60) || (titleless && first);
    if titleless {
        project.form_title = None;
    } else if let Some(title) = &project.form_title {
        pen.line(title);
        pen.gap();
    }
    if yearless {
        project.year = None;
        for goal in &mut project.goals {
            goal.start = None;
            goal.end = None;
        }
    } else if let Some(year) = project.year {
        let style = pen.dice(4);
        let line = pen.label(&year_line(year, style));
        pen.line(&line);
        pen.gap();
    }
}

/// Pads to nine columns where rows are lines; a spanning cell prints once in one cell per line.
fn print(cells: &[(usize, String)], pen: &mut Pen<'_>) {
    if pen.choices.shape == Shape::Cells {
        let cells: Vec<String> = cells.iter().map(|(_, text)| text.clone()).collect();
        pen.cells(&cells, false);
        return;
    }
    let mut row = vec![String::new(); 9];
    for (column, text) in cells {
        row[*column].clone_from(text);
    }
    pen.tabs(&row);
    if pen.hit(Damage::ExtraBlankLines, 10) {
        pen.blank();
    }
}

/// A blank value, perhaps with something standing in for it.
fn value(text: Option<String>, pen: &mut Pen<'_>) -> String {
    match text.filter(|t| !t.is_empty()) {
        Some(text) => text,
        None if pen.hit(Damage::MixedPlaceholders, 60) => ["无", "/", "—", "空", "\u{3000}"][pen.dice(5) as usize].to_owned(),
        None => String::new(),
    }
}

pub fn fields(project: &mut Project, pen: &mut Pen<'_>) {
    let rows = pen.choices.shape == Shape::Tabs;
    let department = value(project.department.clone(), pen);
    print(&[(0, "预算单位".into()), (2, department)], pen);
    if rows {
        pen.stranger();
    }
    let name = value(project.name.clone(), pen);
    let leader = value(project.leader.clone(), pen);
    let row = [(0, "项目名称".into()), (2, name), (5, "项目负责人".into()), (7, leader)];
    print(&row, pen);
    let funds = &mut project.funds;
    if funds.total.is_none() && funds.fiscal.is_none() && funds.other.is_none() {
        // Nothing to print: the row may be gone altogether.
        if pen.chance(50) {
            return goal(project, pen);
        }
    }
    let head = match funds.unit {
        Some(unit) => format!("项目资金({unit})"),
        None => "项目资金".to_owned(),
    };
    let amounts = [&funds.total, &funds.fiscal, &funds.other].map(|m| m.as_ref().map(|m| m.raw()));
    let [total, fiscal, other] = amounts.map(|text| value(text, pen));
    let row = [
        (0, pen.label(&head)),
        (2, pen.label("年度预算总额:")),
        (3, total),
        (4, pen.label("其中:财政拨款")),
        (5, fiscal),
        (6, pen.label("其他资金:")),
        (7, other),
    ];
    print(&row, pen);
    if rows {
        pen.stranger();
    }
    goal(project, pen);
}

fn goal(project: &mut Project, pen: &mut Pen<'_>) {
    for goal in &mut project.goals {
        let list = &goal.text.paragraphs;
        let text = if pen.choices.shape == Shape::Cells {
            pen.paragraphs(list)
        } else if pen.hit(Damage::Markup, 70) {
            let marked: Vec<String> = list.iter().map(|p| format!("<p>{p}</p>")).collect();
            marked.join(if pen.chance(70) { " " } else { "" })
        } else {
            // One line of a spreadsheet cell: its paragraphs are run together.
            goal.joint = " ";
            list.join(" ")
        };
        print(&[(0, "项目总体目标".into()), (2, text)], pen);
    }
}

/// The top of a further page of the form.
pub fn page(project: &Project, pen: &mut Pen<'_>) {
    let Some(title) = &project.form_title else { return };
    pen.gap();
    pen.line(title);
    pen.gap();
    if let Some(year) = project.year.filter(|_| pen.chance(70)) {
        pen.line(&year_line(year, 1));
        pen.gap();
    }
}

fn header(has_history: bool, pen: &mut Pen<'_>) {
    let labels = ["一级指标", "二级指标", "三级指标", "指标值", "指标值设置依据", "上年完成值", "指标分值权重", "指标赋分规则", "佐证资料"];
    let kept = labels.into_iter().filter(|l| has_history || *l != "上年完成值");
    let cells: Vec<(usize, String)> = kept.map(str::to_owned).enumerate().collect();
    print(&cells, pen);
}

pub fn rows(project: &Project, has_history: bool, pen: &mut Pen<'_>) {
    header(has_history, pen);
    let mut begun = false;
    for block in &project.blocks {
        let mut level1 = block.printed;
        for group in &block.groups {
            let mut level2 = true;
            if group.rows.is_empty() {
                let mut cells = vec![String::new(); if has_history { 9 } else { 8 }];
                cells[0].push_str(if level1 { block.label } else { "" });
                cells[1].push_str(group.label);
                let cells: Vec<(usize, String)> = cells.into_iter().enumerate().collect();
                print(&cells, pen);
                level1 = false;
            }
            for row in &group.rows {
                if begun && pen.choices.shape == Shape::Tabs && pen.hit(Damage::RepeatedTitle, 6) {
                    page(project, pen);
                    header(has_history, pen);
                } else if pen.hit(Damage::RepeatedHeader, 10) {
                    header(has_history, pen);
                }
                begun = true;
                let again = pen.choices.has(Damage::RepeatedLabels);
                if again && (!level1 || !level2) {
                    pen.note(Damage::RepeatedLabels);
                }
                let labels =
                    [if level1 || (again && block.printed) { block.label } else { "" }, if level2 || again { group.label } else { "" }];
                let shiftable = has_history && !group.label.is_empty();
                let blank = indicator(row, labels, has_history, shiftable, pen);
                (level1, level2) = (false, false);
                if blank || pen.choices.shape == Shape::Tabs {
                    pen.stranger();
                }
            }
        }
    }
}

/// Prints a row; says whether its last cell is blank.
fn indicator(row: &Indicator, labels: [&str; 2], has_history: bool, shiftable: bool, pen: &mut Pen<'_>) -> bool {
    let target = Some(row.target.raw());
    let mut cells: Vec<String> = labels.map(str::to_owned).to_vec();
    for (n, text) in [row.name.clone(), target, row.basis.clone()].into_iter().enumerate() {
        let cell = value(text, pen);
        let wraps = n == 0 && pen.choices.shape == Shape::Cells;
        cells.push(if wraps { pen.wrapped(&cell) } else { cell });
    }
    if has_history {
        cells.push(row.history.raw.clone().unwrap_or_default());
    }
    for text in [&row.weight, &row.scoring, &row.evidence] {
        cells.push(value(text.clone(), pen));
    }
    let full = cells.iter().skip(2).all(|c| !c.trim().is_empty());
    let candidate = shiftable && full && labels == ["", ""] && pen.choices.shape == Shape::Tabs;
    if candidate && row.name.is_some() && pen.hit(Damage::ShiftedRow, 30) {
        let mut short = cells.split_off(2);
        if pen.chance(70) {
            // As spreadsheets print it: the name takes the merged first columns.
            short.insert(1, String::new());
            short.push(String::new());
        }
        pen.tabs(&short);
        return false;
    }
    let blank = cells.last().is_none_or(|c| c.trim().is_empty());
    // Cut rows do not say how many cells they had.
    if pen.choices.shape == Shape::Tabs && has_history && !pen.choices.has(Damage::ShortRows) {
        cells[2] = pen.broken(&cells[2]);
    }
    let cells: Vec<(usize, String)> = cells.into_iter().enumerate().collect();
    print(&cells, pen);
    blank
}
