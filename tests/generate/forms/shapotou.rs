//! Shapotou: one form after another, four columns of indicators, numbered names.
//!
//! Native text is a PDF's running text; the form also comes one cell per line or TAB-separated.

use proptest::prelude::*;
use proptest::sample::select;

use super::damage::{Choices, Damage, Shape};
use super::korla_text::form_head;
use super::kunming_text::lose_satisfaction;
use super::pen::Pen;
use super::phrases::{GoalText, goal_text};
use super::record::{Goal, Indicator, Labels, Project, Record, blocks, funds, several};
use super::shapotou_running as running;
use super::target::Target;
use super::targets::joined;
use super::vocabulary as words;
use super::vocabulary::maybe;
use super::wrap::separable;

const DAMAGES: [Damage; 19] = [
    Damage::Crlf,
    Damage::TrailingBlanks,
    Damage::ExtraBlankLines,
    Damage::Punctuation,
    Damage::MixedPlaceholders,
    Damage::BlankLineInRow,
    Damage::RowBlankLost,
    Damage::Markup,
    Damage::RepeatedHeader,
    Damage::RepeatedTitle,
    Damage::RepeatedLabels,
    Damage::CellWraps,
    Damage::YearLost,
    Damage::TitleLost,
    Damage::TornLabels,
    Damage::ValueApart,
    Damage::PageMarks,
    Damage::SatisfactionLost,
    Damage::Foreign,
];
const LABELS: Labels =
    Labels {
        satisfaction: &["服务对象满意度指标"], notes: &["（必填）", "（必填）", "（必填硬性指标）", ""], short: false, bare: false
    };

pub fn choices() -> BoxedStrategy<Choices> {
    super::damage::choices(Shape::Running, &[Shape::Cells, Shape::Tabs], &DAMAGES)
}

fn row() -> BoxedStrategy<Indicator> {
    (words::indicator_name(), maybe(95, joined()))
        .prop_map(|(name, target)| Indicator {
            name: Some(name),
            target: target.unwrap_or_else(Target::blank),
            scale_with_value: true,
            measure: None,
            weight: None,
            scoring: None,
            full_score: None,
            description: None,
            basis: None,
            evidence: None,
            history: Default::default(),
        })
        .boxed()
}

fn project() -> BoxedStrategy<Project> {
    let attributes = ["延续性项目", "新增项目", "一次性项目", "经常性项目"];
    let terms = ["长期", "1年", "一年", "2022-2024年", "2023年", "三年"];
    (
        maybe(98, words::project_name(true)),
        maybe(50, words::organization()),
        maybe(92, select(attributes.to_vec())),
        maybe(92, select(terms.to_vec())),
        funds(&[Some("万元"), Some("万元"), Some("万元"), Some("元"), None], 60),
        maybe(95, goal_text(false)),
        blocks(LABELS, row()),
    )
        .prop_map(|(name, unit, attribute, term, funds, text, blocks)| Project {
            name,
            unit,
            attribute: attribute.map(str::to_owned),
            term: term.map(str::to_owned),
            funds,
            goals: vec![Goal {
                horizon: "annual",
                start: None,
                end: None,
                text: text.unwrap_or(GoalText { paragraphs: Vec::new(), items: Vec::new() }),
                joint: "\n",
            }],
            blocks,
            ..Project::default()
        })
        .boxed()
}

pub fn record() -> BoxedStrategy<Record> {
    (
        2018u16..2028,
        (words::place(), select(&["本级部门", "区级部门", "部门", ""][..])),
        maybe(95, words::organization()),
        proptest::bool::weighted(0.05),
        several(project()),
    )
        .prop_map(|(year, (county, level), body, mixed, mut projects)| {
            for (n, project) in (0u16..).zip(&mut projects) {
                // A file may collect the forms of several years.
                let year = if mixed { year + n % 3 } else { year };
                project.form_title = Some(format!("{county}{level}项目支出预算绩效目标申报表"));
                project.year = Some(year);
                project.department.clone_from(&body);
                // The unit is mostly the department itself.
                let unit = project.unit.take();
                project.unit = unit.or_else(|| body.clone());
                for goal in &mut project.goals {
                    goal.start = Some(year);
                    goal.end = Some(year);
                }
            }
            Record { layout: "shapotou", title: Vec::new(), title_year: None, has_history: false, projects }
        })
        .boxed()
}

/// Prints the record; damages that take something away change the record too.
pub fn write(record: &mut Record, pen: &mut Pen<'_>) {
    if pen.chance(80) {
        pen.blank();
    }
    for (n, project) in record.projects.iter_mut().enumerate() {
        if n > 0 {
            pen.gap();
            pen.blank();
            pen.stranger();
        }
        form_head(project, n == 0, year_line, pen);
        lose_satisfaction(&mut project.blocks, pen);
        if pen.choices.shape == Shape::Running {
            for goal in &mut project.goals {
                settle(goal, pen.choices.width);
            }
            running::write(project, pen);
        } else {
            fields(project, pen);
            goal(project, pen);
            rows(project, pen);
        }
    }
}

/// The year line under a form's title.
fn year_line(year: u16, style: u64) -> String {
    match style {
        0 => format!("（　{year}年度）"),
        1 => format!("（{year}年度）"),
        _ => format!("（　{year}　年度）"),
    }
}

/// Paragraphs that no reader could tell apart in wrapped text are one.
fn settle(goal: &mut Goal, width: usize) {
    if !goal.text.paragraphs.is_empty() && !separable(&goal.text.paragraphs, width) {
        goal.text.paragraphs = vec![goal.text.paragraphs.concat()];
    }
}

fn print(cells: &[String], pen: &mut Pen<'_>) {
    if pen.choices.shape == Shape::Cells {
        pen.cells(cells, false);
    } else {
        pen.tabs(cells);
        if pen.hit(Damage::ExtraBlankLines, 10) {
            pen.blank();
        }
    }
}

fn value(text: Option<String>, pen: &mut Pen<'_>) -> String {
    match text {
        Some(text) => text,
        None if pen.hit(Damage::MixedPlaceholders, 60) => ["无", "/", "—", "空", "\u{3000}"][pen.dice(5) as usize].to_owned(),
        None => String::new(),
    }
}

fn fields(project: &Project, pen: &mut Pen<'_>) {
    let name = value(project.name.clone(), pen);
    print(&["项目名称".to_owned(), name], pen);
    let department = value(project.department.clone(), pen);
    let unit = value(project.unit.clone(), pen);
    print(&["主管部门及代码".into(), department, "实施单位".into(), unit], pen);
    if pen.choices.shape == Shape::Tabs {
        pen.stranger();
    }
    let attribute = value(project.attribute.clone(), pen);
    let term = value(project.term.clone(), pen);
    print(&["项目属性".into(), attribute, "项目期".into(), term], pen);
    let head = match project.funds.unit {
        Some(unit) => format!("项目资金（{unit}）"),
        None => "项目资金".to_owned(),
    };
    let mut head = pen.label(&head);
    if pen.choices.shape == Shape::Cells && pen.chance(50) {
        head = head.replace('（', "\n（");
    }
    let amounts = [("年度资金总额：", &project.funds.total), ("其中：财政拨款", &project.funds.fiscal), ("其他资金", &project.funds.other)];
    for (label, money) in amounts {
        let label = pen.label(label);
        let amount = value(money.as_ref().map(|m| m.raw()), pen);
        print(&[std::mem::take(&mut head), label, amount], pen);
    }
}

fn goal(project: &mut Project, pen: &mut Pen<'_>) {
    for goal in &mut project.goals {
        let list = &goal.text.paragraphs;
        let text = if pen.choices.shape == Shape::Cells || pen.choices.has(Damage::Markup) {
            if list.len() > 1 && pen.choices.shape == Shape::Tabs {
                pen.note(Damage::Markup);
                list.iter().map(|p| format!("<p>{p}</p>")).collect()
            } else {
                pen.paragraphs(list)
            }
        } else {
            goal.joint = " ";
            list.join(" ")
        };
        let label = pen.torn("年度总体目标");
        print(&[label, text], pen);
    }
}

fn header(head: &str, pen: &mut Pen<'_>) {
    let labels = [head, "一级指标", "二级指标", "三级指标", "指标值"];
    print(&labels.map(str::to_owned), pen);
}

fn rows(project: &Project, pen: &mut Pen<'_>) {
    header("绩效指标", pen);
    let numbered = pen.chance(90);
    for block in &project.blocks {
        let mut level1 = block.printed;
        for group in &block.groups {
            let mut level2 = true;
            let mut note = pen.label(group.note);
            if pen.choices.shape == Shape::Cells && pen.chance(50) && !note.is_empty() {
                note.insert(0, '\n');
            }
            let label = format!("{}{note}", pen.torn(group.label));
            if group.rows.is_empty() {
                let first = if level1 { block.label } else { "" };
                print(&["", first, &label, "", ""].map(str::to_owned), pen);
                level1 = false;
            }
            for (n, row) in group.rows.iter().enumerate() {
                if pen.hit(Damage::RepeatedHeader, 8) {
                    header("", pen);
                }
                let again = pen.choices.has(Damage::RepeatedLabels);
                if again && (!level1 || !level2) {
                    pen.note(Damage::RepeatedLabels);
                }
                let first = if level1 || (again && block.printed) { pen.torn(block.label) } else { String::new() };
                let second = if level2 || again { label.clone() } else { String::new() };
                (level1, level2) = (false, false);
                let mut name = row.name.clone().unwrap_or_default();
                if pen.choices.shape == Shape::Cells {
                    name = pen.wrapped(&name);
                }
                if numbered {
                    name = format!("{}{name}", pen.label(&format!("指标{}：", n + 1)));
                }
                let target = value(Some(row.target.raw()).filter(|t| !t.is_empty()), pen);
                let open = target.is_empty() || pen.choices.shape == Shape::Tabs;
                print(&[String::new(), first, second, name, target], pen);
                if open {
                    pen.stranger();
                }
            }
        }
    }
}
