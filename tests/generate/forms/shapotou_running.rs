//! The Shapotou form as a PDF's running text: torn labels, wrapped goals and names.

use super::damage::Damage;
use super::korla_text::page;
use super::pen::Pen;
use super::record::{Indicator, Level1, Project};
use super::target::Body;
use super::wrap::{columns, wrap};

const HEADER: &str = "一级指标 二级指标 三级指标 指标值";

pub fn write(project: &Project, pen: &mut Pen<'_>) {
    name(project, pen);
    let fields =
        [("主管部门及代码", &project.department, "实施单位", &project.unit), ("项目属性", &project.attribute, "项目期", &project.term)];
    for (a, x, b, y) in fields {
        if x.is_some() || y.is_some() || pen.chance(70) {
            pair(a, x, b, y, pen);
            pen.stranger();
        }
    }
    funds(project, pen);
    goal(project, pen);
    if pen.chance(80) {
        for c in ["绩", "效", "指", "标"] {
            pen.line(c);
        }
    } else {
        pen.line("绩效指标");
    }
    pen.gap();
    pen.line(HEADER);
    pen.gap();
    let indent = if pen.chance(50) { " " } else { "" };
    for (n, block) in project.blocks.iter().enumerate() {
        if n > 0 && pen.hit(Damage::RepeatedTitle, 20) {
            page(project, pen);
            pen.line(HEADER);
            pen.gap();
        }
        level(block, indent, pen);
    }
    pen.gap();
}

fn name(project: &Project, pen: &mut Pen<'_>) {
    let width = pen.choices.width - 6;
    let Some(name) = &project.name else {
        pen.line("项目名称");
        pen.gap();
        return;
    };
    let mut lines = wrap(name, width);
    if lines.len() == 1 && pen.hit(Damage::ValueApart, 30) {
        pen.line("项目名称");
        pen.blank();
    } else {
        lines[0].insert_str(0, "项目名称 ");
    }
    for line in lines {
        pen.line(&line);
    }
    pen.gap();
}

fn pair(a: &str, x: &Option<String>, b: &str, y: &Option<String>, pen: &mut Pen<'_>) {
    let mut line = a.to_owned();
    for part in [x.as_deref(), Some(b), y.as_deref()].into_iter().flatten() {
        line.push(' ');
        line.push_str(part);
    }
    pen.line(&line);
    pen.gap();
}

fn funds(project: &Project, pen: &mut Pen<'_>) {
    let funds = &project.funds;
    match funds.unit {
        Some(unit) => {
            let note = pen.label(&format!("（{unit}）"));
            if pen.hit(Damage::TornLabels, 40) {
                pen.line(&format!("项目资金{note}"));
            } else {
                pen.line("项目资金");
                pen.line(&note);
            }
        }
        None => pen.line("项目资金"),
    }
    pen.gap();
    let amounts =
        [(" ", "年度资金总额：", &funds.total), ("      ", "其中：财政拨款", &funds.fiscal), ("           ", "其他资金", &funds.other)];
    for (indent, label, money) in amounts {
        let label = pen.label(label);
        let head = format!("{indent}{label}");
        match money {
            Some(money) if pen.hit(Damage::ValueApart, 20) => {
                pen.line(&head);
                pen.blank();
                pen.line(&money.raw());
            }
            Some(money) => pen.line(&format!("{head} {}", money.raw())),
            None if pen.hit(Damage::MixedPlaceholders, 40) => {
                let mark = ["无", "—", "/"][pen.dice(3) as usize];
                pen.line(&format!("{head} {mark}"));
            }
            None => pen.line(&head),
        }
        pen.gap();
    }
}

fn goal(project: &Project, pen: &mut Pen<'_>) {
    if pen.hit(Damage::TornLabels, 60) {
        torn("年度总体目标", pen);
    } else {
        pen.line("年度总体");
        pen.line("目标");
    }
    pen.gap();
    for goal in &project.goals {
        let width = pen.choices.width;
        let lines: Vec<String> = goal.text.paragraphs.iter().flat_map(|p| wrap(p, width)).collect();
        for (n, line) in lines.iter().enumerate() {
            // A page ends inside the text.
            if n > 0 && pen.hit(Damage::PageMarks, 6) {
                let mark = pen.page_mark();
                pen.blank();
                pen.line(&mark);
                pen.blank();
            } else if n > 0 && pen.hit(Damage::ExtraBlankLines, 8) {
                pen.blank();
            }
            pen.line(line);
        }
        if !lines.is_empty() {
            if pen.chance(70) {
                pen.line(" ");
            }
            pen.gap();
        }
    }
}

/// Breaks a label at any place.
fn torn(label: &str, pen: &mut Pen<'_>) {
    let chars: Vec<char> = label.chars().collect();
    let at = 1 + pen.dice(chars.len() as u64 - 1) as usize;
    let (head, tail) = chars.split_at(at);
    let (head, tail) = (String::from_iter(head), String::from_iter(tail));
    pen.line(&head);
    // The rest must not pass for a label of its own.
    let own = tail.ends_with("指标") && tail.chars().count() > 2;
    if !own && pen.chance(30) {
        pen.blank();
    }
    pen.line(&tail);
}

fn label(text: &str, pen: &mut Pen<'_>) {
    if pen.hit(Damage::TornLabels, 50) {
        return torn(text, pen);
    }
    // Narrow columns hold five characters.
    let chars: Vec<char> = text.chars().collect();
    let first = match (text, chars.len()) {
        (_, ..=5) => {
            pen.line(text);
            return;
        }
        ("服务对象满意度指标", _) => 4,
        (_, n) => n - 2,
    };
    pen.line(&String::from_iter(&chars[..first]));
    if pen.chance(20) {
        pen.blank();
    }
    pen.line(&String::from_iter(&chars[first..]));
}

fn level(block: &Level1, indent: &str, pen: &mut Pen<'_>) {
    if block.printed {
        label(block.label, pen);
        if block.label != "满意度指标" || pen.chance(70) {
            pen.gap();
        }
    }
    for group in &block.groups {
        label(group.label, pen);
        if !group.note.is_empty() {
            if pen.chance(40) {
                pen.blank();
            }
            note(group.note, pen);
        }
        pen.gap();
        for (n, row) in group.rows.iter().enumerate() {
            if pen.hit(Damage::RepeatedHeader, 6) {
                pen.line(HEADER);
                pen.gap();
            }
            indicator(row, n + 1, indent, pen);
        }
    }
}

fn note(note: &str, pen: &mut Pen<'_>) {
    let note = pen.label(note);
    let chars: Vec<char> = note.chars().collect();
    let at = chars.len() - 2 - pen.dice(2) as usize;
    if chars.len() < 6 || pen.chance(10) {
        pen.line(&note);
        return;
    }
    pen.line(&String::from_iter(&chars[..at]));
    if pen.chance(60) {
        pen.blank();
    }
    pen.line(&String::from_iter(&chars[at..]));
}

fn indicator(row: &Indicator, n: usize, indent: &str, pen: &mut Pen<'_>) {
    let head = pen.label(&format!("指标{n}："));
    let name = format!("{head}{}", row.name.as_deref().unwrap_or_default());
    let target = row.target.raw();
    let width = pen.choices.width / 2 + 3;
    if target.is_empty() {
        pen.line(&format!("{indent}{name}"));
        pen.gap();
        return;
    }
    if columns(&name) <= width * 2 {
        // A bare number on a line of its own would pass for a page number.
        let bare = target.parse::<f64>().is_ok();
        if !bare && pen.hit(Damage::ValueApart, 25) {
            pen.line(&format!("{indent}{name}"));
            pen.blank();
            pen.line(&target);
            pen.gap();
            return;
        }
        pen.line(&format!("{indent}{name} {target}"));
        pen.gap();
        pen.stranger();
        return;
    }
    for (n, line) in wrap(&name, width).iter().enumerate() {
        pen.line(&format!("{}{line}", if n == 0 { indent } else { "" }));
    }
    pen.blank();
    let lines = match row.target.body {
        Body::Number(_) if row.target.unit.chars().count() > 1 => pen.wrapped_unit(&target, row.target.unit),
        _ => target,
    };
    for line in lines.split('\n') {
        pen.line(line);
    }
    pen.gap();
}
