//! T02: placeholders that were left where something should be filled in.

use std::collections::BTreeMap;

use crate::check::beside::Beginnings;
use crate::check::path::Path;
use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};
use crate::check::written::{Written, forms};
use crate::model::record::Record;
#[cfg(test)]
use crate::model::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T02",
    name: "placeholders-named",
    severity: Severity::Info,
    holds: Phrase {
        en: "No placeholder (空, 无, **, ……, XX) stands where something should be filled in.",
        zh: "没有遗留的占位符（空、无、**、……、XX）。",
    },
    why: Phrase {
        en: "An export fills empty cells with 空; a template leaves XX for a name. In a record such cells are null; the finding says how many there were.",
        zh: "导出程序以“空”填充空格，模板以“XX”代替名称。记录中此类单元格为空值；此处说明其数量。",
    },
    tolerance: Phrase {
        en: "Marks within digits or Latin letters (138****1234) hide something on purpose. Numbers of columns (1 2 3) are none.",
        zh: "数字或字母中的符号（138****1234）是有意隐去的。栏次（1 2 3）不是占位符。",
    },
    example: Phrase { en: "完成XX镇道路改造; 空 in 36 cells.", zh: "“完成XX镇道路改造”；36格为“空”。" },
    evaluate,
    #[cfg(test)]
    cases,
};

/// Marks that stand for something in a sentence, by the character that they repeat.
const MARKS: [char; 6] = ['X', 'x', '×', '*', '＊', '某'];

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for form in forms(record) {
        report.subject(form.at(), |subject| form.texts(|written| look(written, subject)));
    }
    cells(record, report);
    if record.coverage.unclaimed > 0 {
        report.subject(Path::DOCUMENT, |subject| subject.lacks(Path::document("coverage").key("residue")));
    }
}

fn look<'a>(written: Written<'a>, subject: &mut Subject<'_, 'a>) {
    let marks = marks(written.text);
    if marks.is_empty() {
        return subject.holds();
    }
    let shown = marks.join("、");
    let message = subject.say(format_args!("{shown} was left in the text"), format_args!("文字中遗留“{shown}”"));
    let quotes = marks.iter().map(|mark| (0, (*mark).to_owned())).collect();
    subject.finds(Finding { inputs: vec![written.at], actual: Some(shown), message, quotes, ..Finding::default() });
}

/// Two or more of one mark that stand for a word.
fn marks(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(MARKS) {
        let mark = rest[at..].chars().next().unwrap_or_default();
        let length: usize = rest[at..].chars().take_while(|c| *c == mark).map(char::len_utf8).sum();
        let neighbour = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let within = neighbour(rest[..at].chars().next_back()) || neighbour(rest[at + length..].chars().next());
        if length > mark.len_utf8() && !within && !found.contains(&&rest[at..at + length]) {
            found.push(&rest[at..at + length]);
        }
        rest = &rest[at + length..];
    }
    found
}

/// Cells that hold a placeholder, all of a document together.
fn cells<'a>(record: &'a Record, report: &mut Report<'a>) {
    if report.beside.placeholders.is_empty() {
        return;
    }
    let counter = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut holders: Vec<Path> = Vec::new();
    let beginnings = Beginnings::of(record);
    for (span, text) in report.beside.placeholders.iter().filter(|(_, text)| !counter(text)) {
        *counts.entry(text).or_default() += 1;
        holders.extend(beginnings.head(*span).filter(|head| holders.last() != Some(head)));
    }
    if counts.is_empty() {
        return;
    }
    holders.sort_unstable();
    holders.dedup();
    let listed: Vec<String> = counts.iter().map(|(text, count)| format!("{text} ×{count}")).collect();
    let listed = listed.join("、");
    report.subject(Path::DOCUMENT, |subject| {
        let message = subject.say(format_args!("cells hold placeholders: {listed}"), format_args!("单元格中有占位符：{listed}"));
        subject.finds(Finding { inputs: holders, actual: Some(listed), message, ..Finding::default() });
    });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = || Sample::project().name("道路养护经费");
    vec![
        holds("a text", form().goal("养护道路，联系人138****1234，规格XXL")),
        finds("a mark for a name", form().goal("完成XX镇道路改造")).inputs(&["/projects/0/goals/0/text"]),
        finds("cells", form().beside(|beside| beside.placeholders = vec![(Span::new(1, 4), "空"), (Span::new(9, 12), "空")]))
            .expected("", "空 ×2")
            .times(1),
        lacks("text that was not read", Sample::new().with(|record| record.coverage.unclaimed = 9)),
        silent("numbers of columns", Sample::new().beside(|beside| beside.placeholders = vec![(Span::new(1, 2), "1")])),
    ]
}
