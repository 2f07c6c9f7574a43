//! C04: a project's years are years, in order, and fit what kind of project it is.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::path::Path;
#[cfg(test)]
use crate::model::check::Status;
use crate::model::finding::Code;
use crate::model::record::{Project, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "C04",
    name: "years-valid",
    severity: Severity::Fail,
    holds: Phrase {
        en: "A project's first and last year have four digits, the first is not after the last, and a perpetual project does not start and end in one year.",
        zh: "项目起止年份为四位数字，起始不晚于终止；常年性项目的起止不在同一年。",
    },
    why: Phrase {
        en: "2023023 is no year. A perpetual project that ends in the year it starts in was filled in from the form's year.",
        zh: "2023023不是年份。常年性项目起止同年，多为照抄预算年度。",
    },
    tolerance: Phrase { en: "A perpetual project within one year is a warning.", zh: "常年性项目起止同年为警告。" },
    example: Phrase { en: "项目起始时间（年） 2023023.", zh: "项目起始时间（年）2023023。" },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        let at = Path::project(n);
        let unread: Vec<(&'static str, &str)> =
            ["start_year", "end_year"].into_iter().filter_map(|key| Some((key, unread(record, at.key(key))?))).collect();
        if unread.is_empty() && project.start_year.is_none() && project.end_year.is_none() {
            continue;
        }
        report.subject(at, |subject| {
            for (key, said) in &unread {
                let message = subject.say(format_args!("{said}"), format_args!("不是四位数字的年份（{said}）"));
                subject.finds(Finding { inputs: vec![at.key(key)], message, ..Finding::default() });
            }
            let (start, end) = match (project.start_year.value, project.end_year.value) {
                (Some(start), Some(end)) => (start, end),
                _ if !unread.is_empty() => return,
                (None, _) => return subject.lacks(at.key("start_year")),
                (_, None) => return subject.lacks(at.key("end_year")),
            };
            let inputs = vec![at.key("start_year"), at.key("end_year")];
            if start > end {
                let message = subject.say(format_args!("starts in {start}, ends in {end}"), format_args!("起始{start}年晚于终止{end}年"));
                subject.finds(Finding { inputs, actual: Some(format!("{start}-{end}")), message, ..Finding::default() });
            } else if let Some(word) = perpetual(project).filter(|_| start == end) {
                let message =
                    subject.say(format_args!("{word} that starts and ends in {start}"), format_args!("{word}的起止均为{start}年"));
                let inputs = inputs.into_iter().chain([at.key("attribute")]).collect();
                subject.finds(Finding { inputs, message, severity: Some(Severity::Warn), ..Finding::default() });
            } else {
                subject.holds();
            }
        });
    }
}

/// What the reader said of a year that it could not read.
fn unread<'a>(record: &'a Record, at: Path) -> Option<&'a str> {
    let mut years =
        record.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::InvalidYear && diagnostic.pointer.is_some()).peekable();
    years.peek()?;
    let pointer = at.to_string();
    years.find(|diagnostic| diagnostic.pointer.as_deref() == Some(&pointer)).map(|diagnostic| diagnostic.message.as_str())
}

fn perpetual(project: &Project) -> Option<&str> {
    let words = [&project.attribute, &project.term, &project.r#type];
    words
        .into_iter()
        .filter_map(|leaf| leaf.as_str())
        .find(|word| ["常年", "经常性", "长期", "延续"].iter().any(|kind| word.contains(kind)))
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    use crate::model::leaf::Leaf;
    let years = |start: u16, end: u16| {
        let leaf = |year: u16| if year == 0 { Leaf::default() } else { Leaf::derived(year) };
        Sample::project().in_project(|project| (project.start_year, project.end_year) = (leaf(start), leaf(end)))
    };
    let perpetual = |sample: Sample| sample.in_project(|project| project.attribute = crate::check::sample::text("常年性项目"));
    let unread = |sample: Sample| {
        sample.with(|record| {
            record.diagnostics.push(crate::model::finding::Diagnostic {
                code: Code::InvalidYear,
                severity: crate::model::finding::Severity::Warning,
                message: "expected a year, found \"2023023\"".to_owned(),
                pointer: Some("/projects/0/start_year".to_owned()),
                span: None,
            });
        })
    };
    vec![
        holds("three years", perpetual(years(2022, 2024))),
        holds("one year", years(2022, 2022)),
        finds("the wrong way round", years(2024, 2022)).status(Status::Fail),
        finds("no year", unread(years(0, 2022))).status(Status::Fail).inputs(&["/projects/0/start_year"]).times(1),
        finds("perpetual within a year", perpetual(years(2022, 2022))).status(Status::Warn),
        lacks("no end", years(2022, 0)),
        silent("no years", Sample::project()),
    ]
}
