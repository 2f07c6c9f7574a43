//! B19: a table without amounts says why it has none.

use crate::check::beside::Beginnings;
use crate::check::path::Path;
use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};
use crate::check::table::{Table, all};
use crate::grammar::fold_into;
#[cfg(test)]
use crate::model::leaf::Leaf;
use crate::model::record::{Record, TableKind};
#[cfg(test)]
use crate::model::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "B19",
    name: "an-empty-table-says-why",
    severity: Severity::Warn,
    holds: Phrase {
        en: "A table without any amount says that there is none: a note (注：本部门无政府性基金预算支出), or （空表） in its title.",
        zh: "没有数据的表应予说明：加注（如“注：本部门无政府性基金预算支出”），或在表名中注明“空表”。",
    },
    why: Phrase {
        en: "Without it nobody can tell whether there was nothing to publish or the rows were lost. The Ministry of Finance asks for the note (财预〔2016〕143号).",
        zh: "没有说明便无法区分确无数据与数据遗漏。财政部要求列出空表并说明（财预〔2016〕143号）。",
    },
    tolerance: Phrase {
        en: "Amounts of 0 are amounts. The note may stand below the table, or anywhere if it names what the table is of. Documents with text that was not read are not judged.",
        zh: "列示0的不视为空表。说明可在表下，也可在别处但须提及该表内容。文件中有未识别文字的不作判断。",
    },
    example: Phrase {
        en: "政府性基金预算支出情况表 with a header and nothing below it.",
        zh: "政府性基金预算支出情况表只有表头，表下没有说明。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

/// Words that say that there is nothing.
const NOTHING: [&str; 9] = ["无", "没有", "未安排", "未发生", "不涉及", "空表", "为零", "为0", "为空"];

/// What a note calls the money of a table.
fn subject_of(kind: TableKind) -> Option<&'static str> {
    Some(match kind {
        TableKind::GovernmentFundExpenditure => "政府性基金",
        TableKind::StateCapitalExpenditure => "国有资本",
        TableKind::ThreePublicExpenses => "三公",
        _ => return None,
    })
}

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    if record.budget_tables.is_empty() {
        return;
    }
    let beginnings = Beginnings::of(record);
    // Each note and the table that it stands in.
    let notes: Vec<(Option<Path>, &str)> = report.beside.notes.iter().map(|(span, text)| (beginnings.holder(*span), *text)).collect();
    for table in all(record).filter(|table| is_empty(*table)) {
        report.subject(table.at(), |subject| {
            let title = table.table.title.as_str().unwrap_or("");
            if title.contains("空表") || notes.iter().any(|(holder, note)| explains(table, *holder, note)) {
                return subject.holds();
            }
            if record.coverage.unclaimed > 0 {
                return subject.lacks(table.at().key("rows"));
            }
            let message = subject.say(format_args!("the table is empty, and no note says why"), format_args!("本表没有数据，也没有说明"));
            subject.finds(Finding { inputs: vec![table.at().key("title")], message, ..Finding::default() });
        });
    }
}

fn is_empty(table: Table) -> bool {
    table.table.rows.iter().flat_map(|row| &row.values.0).all(|(_, value)| value.is_none())
}

fn explains(table: Table, holder: Option<Path>, note: &str) -> bool {
    let own = holder == Some(table.at()) || subject_of(table.table.kind).is_some_and(|word| note.contains(word));
    own && NOTHING.iter().any(|word| fold_into(note).contains(word))
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    // Titles stand at 10, 100, …; what is between two is in the first.
    let with = |kinds: &[(TableKind, &str)]| {
        kinds.iter().enumerate().fold(Sample::new(), |sample, (n, (kind, rows))| {
            let title = Leaf::at("表".to_owned(), [Span::new(10 + 90 * n, 20 + 90 * n)].into_iter().collect());
            sample.table(*kind, "total", rows).in_table(|table| table.title = title)
        })
    };
    let (fund, capital) = (TableKind::GovernmentFundExpenditure, TableKind::StateCapitalExpenditure);
    let note = |at, text| move |beside: &mut crate::check::Beside<'static>| beside.notes = vec![(Span::new(at, at + 9), text)];
    vec![
        holds("a note below it", with(&[(fund, "")]).beside(note(50, "注：本单位无此项支出。"))),
        holds("a note at the end", with(&[(fund, ""), (capital, "201 支出 1")]).beside(note(150, "注：我局没有政府性基金预算。"))),
        holds("a title that says so", with(&[(fund, "")]).in_table(|table| table.title = Leaf::derived("基金支出表（空表）".to_owned()))),
        finds("nothing", with(&[(fund, "")])).inputs(&["/budget_tables/0/title"]),
        finds("rows without amounts", with(&[(fund, "- 合计 -")])),
        finds("a note of something else", with(&[(fund, "")]).beside(note(50, "注：本表反映政府性基金支出。"))),
        finds("a note of another table", with(&[(fund, ""), (capital, "201 支出 1")]).beside(note(150, "注：本表无数据。"))),
        lacks("text that was not read", with(&[(fund, "")]).with(|record| record.coverage.unclaimed = 12)),
        silent("a nought", with(&[(fund, "- 合计 0")])),
    ]
}
