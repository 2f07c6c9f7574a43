//! The printed Kunming form: narrative sections, then the table in either shape.

use super::damage::{Damage, Shape};
use super::pen::Pen;
use super::record::{Goal, Indicator, Level1, Project};

const SECTIONS: [&str; 6] = ["立项依据", "项目基本概况", "项目实施内容", "资金安排情况", "项目实施计划", "项目实施成效"];
const FORM: &str = "项目绩效目标表";
const NUMERALS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A blank line inside the narrative; most texts have one, some lines none.
fn space(pen: &mut Pen<'_>, percent: u64) {
    if pen.choices.has(Damage::SectionBlanksRemoved) {
        pen.note(Damage::SectionBlanksRemoved);
    } else if pen.chance(percent) {
        pen.gap();
    }
}

fn heading(label: &str, count: &mut usize, pen: &mut Pen<'_>) {
    let colon = ["：", ":"][pen.dice(2) as usize];
    let label = &match pen.hit(Damage::Punctuation, 20) {
        true => format!("{label}{colon}"),
        false => label.to_owned(),
    };
    if pen.choices.has(Damage::Enumerators) {
        pen.note(Damage::Enumerators);
        pen.line(&format!("{}、{label}", NUMERALS[*count]));
        *count += 1;
    } else {
        pen.line(label);
    }
    space(pen, 100);
}

fn body(paragraphs: &[String], pen: &mut Pen<'_>) {
    let marked = pen.choices.has(Damage::Markup) && pen.chance(40);
    for (n, paragraph) in paragraphs.iter().enumerate() {
        if n > 0 {
            space(pen, 70);
        }
        if marked {
            pen.note(Damage::Markup);
            pen.line(&format!("<p>{paragraph}</p>"));
        } else {
            pen.line(paragraph);
        }
    }
    space(pen, 50);
}

/// A line that numbers the project and says its name.
pub fn number(project: &Project, n: usize, pen: &mut Pen<'_>) {
    let Some(name) = project.name.as_ref().filter(|name| n < NUMERALS.len() && name.chars().count() > 2) else { return };
    if pen.choices.has(Damage::NumberedProjects) {
        pen.note(Damage::NumberedProjects);
        let form = pen.dice(3);
        let line = [format!("{}、{name}", NUMERALS[n]), format!("（{}）{name}", NUMERALS[n]), format!("项目{}：{name}", NUMERALS[n])];
        pen.line(&line[form as usize]);
        space(pen, 60);
    }
}

/// Lines of a text that begin like the form's own labels.
fn inner(project: &mut Project, pen: &mut Pen<'_>) {
    let Some(name) = project.name.clone().filter(|name| name.chars().count() > 2) else { return };
    if !project.narrative[1].is_empty() && pen.hit(Damage::InnerLabels, 100) {
        let unit = project.unit.clone().unwrap_or_else(|| "有关单位".to_owned());
        let lines = [format!("（一）项目名称：{name}"), format!("（二）实施单位：{unit}"), "（三）项目期限：三年".to_owned()];
        project.narrative[1].extend(lines);
    }
}

pub fn narrative(project: &mut Project, pen: &mut Pen<'_>) {
    inner(project, pen);
    let mut count = 0;
    if let Some(name) = &project.name {
        heading("项目名称", &mut count, pen);
        pen.line(name);
        space(pen, 100);
    }
    for (n, label) in SECTIONS.iter().enumerate() {
        if n == 1 {
            heading("项目实施单位", &mut count, pen);
            unit(project, pen);
        }
        let text = &project.narrative[n];
        if !text.is_empty() || pen.chance(50) {
            heading(label, &mut count, pen);
            body(text, pen);
        }
    }
}

fn unit(project: &Project, pen: &mut Pen<'_>) {
    let fields = [
        ("单位名称：", &project.unit),
        ("组织机构代码：", &project.organization_code),
        ("地址：", &project.address),
        ("联系电话：", &project.phone),
        ("法人代表：", &project.legal_representative),
        ("经费来源：", &project.funding_source),
    ];
    let spaced = pen.chance(60);
    for (n, (label, value)) in fields.into_iter().enumerate() {
        if value.is_none() && pen.chance(50) {
            continue;
        }
        let label = pen.label(label);
        let value = match value {
            Some(value) => value.clone(),
            None if pen.hit(Damage::MixedPlaceholders, 60) => "无".to_owned(),
            None => String::new(),
        };
        pen.line(&format!("{label}{value}"));
        space(pen, if spaced || n == 0 { 100 } else { 0 });
        pen.stranger();
    }
    if !project.profile.is_empty() || pen.chance(50) {
        let label = pen.label("单位概况：");
        match project.profile.split_first() {
            Some((first, rest)) => {
                pen.line(&format!("{label}{first}"));
                if !rest.is_empty() {
                    space(pen, 70);
                    body(rest, pen);
                }
            }
            None => pen.line(&label),
        }
        space(pen, 80);
    }
}

/// How a document fills its blank cells: U+3000 and 空, or nothing and 空.
fn empty(column: usize, ideographic: bool, category: bool, pen: &mut Pen<'_>) -> String {
    if pen.hit(Damage::MixedPlaceholders, 40) {
        let marks = ["", "\u{3000}", "空", " ", "—", "/", "空", "-"];
        // A dash in a label column would read as a category, beside a value as its sign.
        let most = if column < 2 || matches!(column, 3 | 5) { 4 } else { 8 };
        return marks[pen.dice(most) as usize].to_owned();
    }
    let named = match column {
        4 | 7 | 8 => true,
        9 => ideographic,
        _ => false,
    };
    if named && (category || pen.chance(60)) {
        "空".to_owned()
    } else if ideographic {
        "\u{3000}".to_owned()
    } else {
        String::new()
    }
}

fn print(cells: &[String], first: bool, pen: &mut Pen<'_>) {
    if pen.choices.shape == Shape::Tabs {
        pen.tabs(cells);
    } else {
        pen.cells(cells, first);
    }
}

pub fn table(project: &mut Project, pen: &mut Pen<'_>) {
    // The heading and the table's own title say the same; one of them may be gone.
    let lost = pen.hit(Damage::TitleLost, 100).then(|| pen.dice(2));
    if lost != Some(0) {
        pen.line(FORM);
        pen.blank();
    }
    if lost != Some(1) {
        print(&[FORM.to_owned()], false, pen);
    }
    let header_lost = !project.blocks.is_empty() && pen.hit(Damage::HeaderLost, 100);
    let last = project.goals.len();
    for (n, goal) in project.goals.iter().enumerate() {
        goal_row(goal, n, pen);
        let blank = header_lost && n + 1 == last && pen.chance(50);
        if blank && !goal.text.paragraphs.is_empty() {
            // As if the header had been cut out together with the line before it.
            let end = pen.text.trim_end().len();
            pen.text.truncate(end);
            pen.text.push('\n');
        }
    }
    if !header_lost {
        header(pen);
        pen.stranger();
    }
    let ideographic = pen.chance(50);
    lose_satisfaction(&mut project.blocks, pen);
    let mut first = true;
    for block in &project.blocks {
        if block.printed {
            category(0, block.label, ideographic, first, pen);
            first = false;
        }
        for group in &block.groups {
            if !group.label.is_empty() {
                category(1, group.label, ideographic, false, pen);
            }
            for row in &group.rows {
                if pen.hit(Damage::RepeatedHeader, 8) {
                    header(pen);
                }
                indicator(row, ideographic, pen);
            }
        }
    }
}

/// Takes the level 1 label of satisfaction away where another level 1 stands before it.
pub fn lose_satisfaction(blocks: &mut [Level1], pen: &mut Pen<'_>) {
    for block in blocks.iter_mut().skip(1) {
        let standing = block.label == "满意度指标" && !block.groups[0].label.is_empty();
        if standing && pen.hit(Damage::SatisfactionLost, 100) {
            block.printed = false;
        }
    }
}

fn header(pen: &mut Pen<'_>) {
    let scoring = pen.label("评（扣）分标准");
    let spans = pen.choices.shape == Shape::Tabs && pen.chance(70);
    let mut upper = vec!["绩效指标".to_owned()];
    if spans {
        upper.extend(vec![String::new(); 6]);
    }
    upper.extend([scoring, "指标内容".into(), "绩效指标值设定依据及数据来源".into()]);
    print(&upper, false, pen);
    let lower = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "指标属性", "", "", ""];
    print(&lower.map(str::to_owned), false, pen);
}

fn goal_row(goal: &Goal, n: usize, pen: &mut Pen<'_>) {
    let label = match (n, goal.start, goal.end) {
        (0, Some(start), Some(end)) => format!("总体目标({start}年-{end}年)"),
        (0, _, _) => "总体目标".to_owned(),
        (_, Some(year), _) => format!("预算年度({year}年)目标"),
        (_, None, _) => "预算年度目标".to_owned(),
    };
    let label = pen.label(&label);
    let head = if n == 0 { "项目目标" } else { "" };
    let mut text = pen.paragraphs(&goal.text.paragraphs);
    if !text.is_empty() && pen.chance(30) {
        text.insert(0, ' ');
    }
    let cells = [head.to_owned(), label, text];
    if pen.choices.shape == Shape::Tabs {
        pen.line(&cells.join("\t"));
    } else {
        for cell in &cells {
            pen.line(&format!("\t{cell}"));
        }
        pen.gap();
    }
}

fn category(column: usize, label: &str, ideographic: bool, first: bool, pen: &mut Pen<'_>) {
    let mut cells: Vec<String> = (0..10)
        .map(|n| {
            if n == column && !first {
                pen.torn(label)
            } else if n == column {
                label.to_owned()
            } else {
                empty(n, ideographic, true, pen)
            }
        })
        .collect();
    let collapsed = pen.hit(Damage::CollapsedCategory, 30);
    if collapsed {
        cells.truncate(column + 1);
        if pen.choices.shape == Shape::Cells {
            let tail = ["空", "空", ""].map(str::to_owned);
            cells.extend(tail);
        }
    }
    print(&cells, first, pen);
    if !collapsed {
        pen.stranger();
    }
}

fn indicator(row: &Indicator, ideographic: bool, pen: &mut Pen<'_>) {
    let wraps = pen.choices.shape == Shape::Cells;
    let [sign, value, unit] = row.target.cells(row.scale_with_value);
    let score = row.weight.as_ref().or(row.scoring.as_ref());
    let filled = [
        None,
        None,
        row.name.clone(),
        Some(sign),
        Some(value),
        Some(unit),
        row.measure.map(str::to_owned),
        score.cloned(),
        row.description.clone(),
        row.basis.clone(),
    ];
    let mut cells = Vec::new();
    for (n, cell) in filled.into_iter().enumerate() {
        let mut cell = match cell.filter(|c| !c.is_empty()) {
            Some(cell) if wraps && matches!(n, 2 | 5) => pen.wrapped(&cell),
            Some(cell) => cell,
            None => empty(n, ideographic, false, pen),
        };
        if matches!(n, 2 | 8 | 9) && pen.chance(20) && !cell.trim().is_empty() {
            cell.insert(0, ' ');
        }
        cells.push(cell);
    }
    print(&cells, false, pen);
}
