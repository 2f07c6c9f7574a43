//! T03: no HTML and no mark of a picture is left in the text.

use crate::check::beside::{Beginnings, Piece, within};
use crate::check::path::Path;
use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};
use crate::check::written::{Written, forms};
#[cfg(test)]
use crate::model::leaf::Leaf;
use crate::model::record::Record;
#[cfg(test)]
use crate::model::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T03",
    name: "no-markup-left",
    severity: Severity::Info,
    holds: Phrase {
        en: "No tags or entities of HTML (<p>, &nbsp;) and no marks of pictures ([image: …]) are left in the text.",
        zh: "文字中没有遗留的HTML标签、实体（<p>、&nbsp;）和图片标记（[image: …]）。",
    },
    why: Phrase {
        en: "The form's system keeps its texts as HTML, and its export printed them as they are. In a record known tags are gone; what a picture shows is lost.",
        zh: "系统以HTML保存文字，导出时未转换。记录中已去除常见标签；图片内容则已丢失。",
    },
    tolerance: Phrase {
        en: "Angle brackets around words that are no element of HTML (<办法>, <=) are text.",
        zh: "非HTML元素的尖括号（<办法>、<=）视为文字。",
    },
    example: Phrase { en: "<p>目标1、提高服务质量。</p>", zh: "<p>目标1、提高服务质量。</p>" },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    let beside = report.beside;
    for form in forms(record) {
        report.subject(form.at(), |subject| form.texts(|written| look(written, &beside.markup, subject)));
    }
    pictures(record, report);
    if record.coverage.unclaimed > 0 {
        report.subject(Path::DOCUMENT, |subject| subject.lacks(Path::document("coverage").key("residue")));
    }
}

fn look<'a>(written: Written<'a>, markup: &[Piece<'a>], subject: &mut Subject<'_, 'a>) {
    let count = within(markup, written.leaf).count();
    let mut tags: Vec<&str> = within(markup, written.leaf).map(|(_, tag)| *tag).collect();
    let unknown = element(written.text);
    tags.extend(unknown);
    tags.sort_unstable();
    tags.dedup();
    if tags.is_empty() {
        return subject.holds();
    }
    let (listed, count) = (tags.join(" "), count + usize::from(unknown.is_some()));
    let message = subject.say(
        format_args!("HTML was left in the text: {listed} ({count} places)"),
        format_args!("文字中遗留HTML标记：{listed}（{count}处）"),
    );
    let quotes = tags.iter().map(|tag| (0, (*tag).to_owned())).collect();
    subject.finds(Finding { inputs: vec![written.at], actual: Some(listed), message, quotes, ..Finding::default() });
}

/// A tag of an element that the reader does not know: `<table>`, `</h1>`
fn element(text: &str) -> Option<&str> {
    const LONGEST: usize = 40;
    text.match_indices('<').find_map(|(at, _)| {
        let name = text[at + 1..].trim_start_matches('/');
        let length = name.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
        let closed = name.as_bytes().get(length) == Some(&b'>');
        (name.starts_with(|c: char| c.is_ascii_alphabetic()) && closed).then(|| &text[at..text.len() - name.len() + length + 1])
    })
}

/// Pictures that stand among the texts.
fn pictures<'a>(record: &'a Record, report: &mut Report<'a>) {
    let pictures = &report.beside.pictures;
    if pictures.is_empty() {
        return;
    }
    let beginnings = Beginnings::of(record);
    report.subject(Path::DOCUMENT, |subject| {
        let mut inputs: Vec<Path> = pictures.iter().filter_map(|(span, _)| beginnings.head(*span)).collect();
        inputs.dedup();
        let count = pictures.len();
        let message = subject.say(
            format_args!("marks of pictures stand in the text: {} ({count})", pictures[0].1),
            format_args!("文字中有图片标记：{}（{count}处）", pictures[0].1),
        );
        subject.finds(Finding { inputs, actual: Some(count.to_string()), message, ..Finding::default() });
    });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let goal = |text: &str| {
        let leaf = Leaf::at(text.to_owned(), [Span::new(10, 90)].into_iter().collect());
        Sample::project().goal("").in_project(|project| project.goals[0].text = leaf)
    };
    vec![
        holds("angle brackets", goal("贯彻<道路养护办法>，路况<=5级，a<b")),
        finds(
            "a tag",
            goal("提高服务质量。").beside(|beside| beside.markup = vec![(Span::new(10, 13), "<p>"), (Span::new(80, 84), "</p>")]),
        )
        .inputs(&["/projects/0/goals/0/text"])
        .times(1),
        finds("an element that nobody knows", goal("<table>提高服务质量")),
        finds("a picture", goal("提高").beside(|beside| beside.pictures = vec![(Span::new(95, 99), "[image: a.png]")])),
        lacks("text that was not read", Sample::new().with(|record| record.coverage.unclaimed = 9)),
        silent("no text", Sample::project()),
    ]
}
