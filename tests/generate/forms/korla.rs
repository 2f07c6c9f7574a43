//! Korla: one form after another, nine columns.
//!
//! Native text is TAB-separated rows of a spreadsheet; the form also comes one cell per line.

use proptest::prelude::*;
use proptest::sample::select;

use super::damage::{Choices, Damage, Shape};
use super::korla_text::{fields, form_head, rows, year_line};
use super::kunming_text::lose_satisfaction;
use super::pen::Pen;
use super::phrases::{GoalText, goal_text};
use super::record::{Goal, History, Indicator, Labels, Project, Record, blocks, funds, several};
use super::target::{Body, Target};
use super::targets::{joined, past};
use super::vocabulary as words;
use super::vocabulary::maybe;

const DAMAGES: [Damage; 19] = [
    Damage::Crlf,
    Damage::TrailingBlanks,
    Damage::ExtraBlankLines,
    Damage::Punctuation,
    Damage::MixedPlaceholders,
    Damage::BlankLineInRow,
    Damage::RowBlankLost,
    Damage::Markup,
    Damage::ShiftedRow,
    Damage::ShortRows,
    Damage::RepeatedHeader,
    Damage::RepeatedTitle,
    Damage::RepeatedLabels,
    Damage::CellWraps,
    Damage::BrokenRows,
    Damage::YearLost,
    Damage::TitleLost,
    Damage::SatisfactionLost,
    Damage::Foreign,
];
const LABELS: Labels =
    Labels { satisfaction: &["满意度指标", "满意度指标", "服务对象满意度指标"], notes: &[""], short: true, bare: true };
const FORM: &str = "项目支出绩效目标表";

pub fn choices() -> BoxedStrategy<Choices> {
    super::damage::choices(Shape::Tabs, &[Shape::Cells], &DAMAGES)
}

fn history() -> BoxedStrategy<History> {
    let number = past().prop_map(|target| {
        let Body::Number(value) = &target.body else {
            return History::default();
        };
        History { raw: Some(target.raw()), number: Some((value.clone(), target.scale, target.unit)) }
    });
    let text =
        select(&["达成目标", "有效提高", "无", "无", "/", "按期完成"][..]).prop_map(|t| History { raw: Some(t.to_owned()), number: None });
    prop_oneof![6 => number, 3 => text, 1 => Just(History::default())].boxed()
}

fn row() -> BoxedStrategy<Indicator> {
    let basis = ["历史标准", "计划标准", "行业或国家标准", "行业标准", "预算支出标准", "其他标准（上级文件）"];
    let scoring = ["按照正常比例赋分", "直接赋分", "按评判等级赋分", "满意度赋分"];
    let evidence = ["工作资料", "原始凭证", "说明材料", "统计年鉴、工作台账", "问卷"];
    let weight = ["5", "10", "6", "7", "20", "13", "2.5", "4.50"];
    (
        maybe(97, words::indicator_name()),
        maybe(94, joined()),
        maybe(92, select(weight.to_vec())),
        maybe(92, select(scoring.to_vec())),
        maybe(92, select(basis.to_vec())),
        maybe(92, select(evidence.to_vec())),
        history(),
    )
        .prop_map(|(name, target, weight, scoring, basis, evidence, history)| Indicator {
            name: name.or_else(|| target.is_none().then(|| "工作完成情况".to_owned())),
            target: target.unwrap_or_else(Target::blank),
            scale_with_value: true,
            measure: None,
            weight: weight.map(str::to_owned),
            scoring: scoring.map(str::to_owned),
            full_score: None,
            description: None,
            basis: basis.map(str::to_owned),
            evidence: evidence.map(str::to_owned),
            history,
        })
        .boxed()
}

fn project() -> BoxedStrategy<Project> {
    let units = &[Some("万元"), Some("万元"), Some("万元"), Some("万元"), Some("元"), None];
    (maybe(97, words::project_name(true)), maybe(92, words::person()), funds(units, 8), maybe(94, goal_text(true)), blocks(LABELS, row()))
        .prop_map(|(name, leader, funds, text, blocks)| Project {
            form_title: Some(FORM.to_owned()),
            name,
            leader,
            funds,
            goals: vec![Goal {
                horizon: "overall",
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
    (2018u16..2028, maybe(96, words::organization()), proptest::bool::weighted(0.92), proptest::bool::weighted(0.05), several(project()))
        .prop_map(|(year, body, has_history, mixed, mut projects)| {
            for (n, project) in (0u16..).zip(&mut projects) {
                // A file may collect the forms of several years.
                project.year = Some(if mixed { year + n % 3 } else { year });
                project.department.clone_from(&body);
            }
            Record { layout: "korla", title: Vec::new(), title_year: None, has_history, projects }
        })
        .boxed()
}

/// Prints the record; damages that take something away change the record too.
pub fn write(record: &mut Record, pen: &mut Pen<'_>) {
    pen.blank();
    if pen.chance(60) {
        pen.blank();
    }
    let has_history = record.has_history;
    for (n, project) in record.projects.iter_mut().enumerate() {
        if n > 0 {
            pen.gap();
            pen.stranger();
        }
        form_head(project, n == 0, year_line, pen);
        fields(project, pen);
        lose_satisfaction(&mut project.blocks, pen);
        rows(project, has_history, pen);
    }
}
