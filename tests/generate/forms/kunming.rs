//! Kunming: a narrative of labelled sections and a table of ten columns.
//!
//! Native text is one cell per line behind a TAB, rows ended by a blank line; the table also comes
//! as TAB-separated rows.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::damage::{Choices, Damage, Shape};
use super::pen::Pen;
use super::phrases::{GoalText, goal_text, paragraphs};
use super::record::{Goal, Indicator, Labels, Project, Record, blocks, several};
use super::target::Target;
use super::targets::split;
use super::vocabulary as words;
use super::vocabulary::maybe;

const DAMAGES: [Damage; 22] = [
    Damage::Crlf,
    Damage::TrailingBlanks,
    Damage::ExtraBlankLines,
    Damage::SectionBlanksRemoved,
    Damage::Punctuation,
    Damage::MixedPlaceholders,
    Damage::HeaderLost,
    Damage::FirstTab,
    Damage::CollapsedCategory,
    Damage::BlankLineInRow,
    Damage::RowBlankLost,
    Damage::Markup,
    Damage::ShortRows,
    Damage::RepeatedHeader,
    Damage::CellWraps,
    Damage::TornLabels,
    Damage::Enumerators,
    Damage::SatisfactionLost,
    Damage::TitleLost,
    Damage::InnerLabels,
    Damage::NumberedProjects,
    Damage::Foreign,
];
const LABELS: Labels =
    Labels {
        satisfaction: &["服务对象满意度指标", "服务对象满意度", "满意度指标"], notes: &[""], short: true, bare: true
    };
const FORM: &str = "项目绩效目标表";

pub fn choices() -> BoxedStrategy<Choices> {
    super::damage::choices(Shape::Cells, &[Shape::Tabs], &DAMAGES)
}

/// A scoring sentence and the full score it states.
fn scoring() -> BoxedStrategy<(String, Option<String>)> {
    (0usize..8, select(&["2", "4", "5", "10", "15", "20", "7.5"][..]), 50u32..100)
        .prop_map(|(form, score, n)| {
            let text = match form {
                0 => format!("达标得满分{score}分，未达标按比例得分"),
                1 => format!("完成率达{n}%得{score}分，否则按比例得分"),
                2 => format!("完成率达100%得满分{score}分，每少10%扣2分"),
                3 => format!("完成{n}%以上得1分，全部完成得满分{score}分"),
                4 => format!("达标得满分{score}分，否则不得分。"),
                5 => "按完成比例得分".to_owned(),
                6 => "达到目标得分，否则不得分".to_owned(),
                _ => format!("按时完成得{score}分；逾期1天扣1分，扣完为止"),
            };
            let full = (!matches!(form, 5 | 6)).then(|| score.to_owned());
            (text, full)
        })
        .boxed()
}

fn row() -> BoxedStrategy<Indicator> {
    let reason = || {
        prop_oneof![
            (2018u32..2028, words::indicator_name()).prop_map(|(y, n)| format!("根据{y}年{n}")),
            words::indicator_name().prop_map(|n| format!("反映{n}")),
            Just("按年度工作安排".to_owned()),
        ]
    };
    let score = prop_oneof![
        3 => select(&["5", "10", "15", "20", "2.5", "8"][..]).prop_map(|w| (Some(w.to_owned()), None)),
        3 => scoring().prop_map(|s| (None, Some(s))),
        1 => Just((None, None)),
    ];
    (
        maybe(97, words::indicator_name()),
        maybe(94, split()),
        any::<bool>(),
        maybe(90, select(&["定量指标", "定性指标"][..])),
        score,
        maybe(85, reason()),
        maybe(85, reason()),
    )
        .prop_map(|(name, target, scale_with_value, measure, score, description, basis)| {
            let (weight, sentence) = score;
            let (scoring, full_score) = sentence.map_or((None, None), |(s, f)| (Some(s), f));
            let named = name.is_some();
            Indicator {
                name: name.or_else(|| target.is_none().then(|| "工作完成情况".to_owned())),
                target: target.unwrap_or_else(Target::blank),
                scale_with_value: scale_with_value || !named,
                measure,
                weight,
                scoring,
                full_score,
                description,
                basis,
                evidence: None,
                history: Default::default(),
            }
        })
        .boxed()
}

fn goals() -> BoxedStrategy<Vec<Goal>> {
    let goal = |horizon: &'static str| {
        maybe(93, goal_text(true)).prop_map(move |text| Goal {
            horizon,
            start: None,
            end: None,
            text: text.unwrap_or(GoalText { paragraphs: Vec::new(), items: Vec::new() }),
            joint: "\n",
        })
    };
    prop_oneof![
        24 => (goal("overall"), goal("annual")).prop_map(|(a, b)| vec![a, b]),
        1 => Just(Vec::new()),
    ]
    .boxed()
}

fn project() -> BoxedStrategy<Project> {
    let section = || maybe(92, paragraphs(true)).prop_map(Option::unwrap_or_default);
    (
        (words::project_name(false), maybe(95, words::organization())),
        maybe(90, words::organization_code()),
        maybe(90, words::address()),
        maybe(90, words::phone()),
        maybe(90, words::person()),
        maybe(90, words::funding_source()),
        maybe(85, paragraphs(true)),
        vec(section(), 6),
        goals(),
        (blocks(LABELS, row()), prop_oneof![1 => 0u16..1, 9 => 1u16..4]),
    )
        .prop_map(|(names, code, address, phone, person, source, profile, narrative, mut goals, rest)| {
            let (blocks, span) = rest;
            if let Some(goal) = goals.first_mut() {
                // The span of years; 0: the label prints none. Shifted once the year is known.
                goal.end = (span > 0).then(|| span - 1);
            }
            Project {
                form_title: Some(FORM.to_owned()),
                name: Some(names.0),
                unit: names.1,
                organization_code: code,
                address,
                phone,
                legal_representative: person,
                funding_source: source,
                profile: profile.unwrap_or_default(),
                narrative,
                goals,
                blocks,
                ..Project::default()
            }
        })
        .boxed()
}

pub fn record() -> BoxedStrategy<Record> {
    (2018u16..2028, words::organization(), 0usize..6, several(project()))
        .prop_map(|(year, body, title, mut projects)| {
            for project in &mut projects {
                for goal in &mut project.goals {
                    let overall = goal.horizon == "overall";
                    let span = if overall { goal.end } else { Some(0) };
                    goal.start = span.map(|_| year);
                    goal.end = span.map(|n| year + n);
                }
                project.year = (!project.goals.is_empty()).then_some(year);
            }
            let name = projects[0].name.clone().unwrap_or_default();
            let mut dated = true;
            let title = match title {
                0 | 1 => vec![format!("{body}{year}年{name}")],
                2 => vec![format!("{body}{year}年"), name],
                3 => vec![body, format!("{year}年{name}绩效目标")],
                4 => {
                    dated = false;
                    vec![format!("{body}{name}")]
                }
                _ => {
                    dated = false;
                    Vec::new()
                }
            };
            Record { layout: "kunming", title, title_year: dated.then_some(year), has_history: false, projects }
        })
        .boxed()
}

/// Prints the record; damages that take something away change the record too.
pub fn write(record: &mut Record, pen: &mut Pen<'_>) {
    if pen.chance(80) {
        pen.blank();
    }
    for line in &record.title {
        pen.line(line);
        pen.blank();
    }
    for (n, project) in record.projects.iter_mut().enumerate() {
        if n > 0 {
            pen.gap();
            pen.stranger();
        }
        super::kunming_text::number(project, n, pen);
        super::kunming_text::narrative(project, pen);
        super::kunming_text::table(project, pen);
    }
}
