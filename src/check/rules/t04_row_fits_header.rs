//! T04: the rows of a table fit its header; where they do not, what the reader did about it.

use std::collections::BTreeMap;

use crate::check::path::Path;
use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};
#[cfg(test)]
use crate::model::check::Status;
#[cfg(test)]
use crate::model::finding::Diagnostic;
use crate::model::finding::{Code, Severity as Level};
use crate::model::record::Record;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T04",
    name: "row-fits-header",
    severity: Severity::Warn,
    holds: Phrase {
        en: "Every table has its header, and every row a cell for each column.",
        zh: "每张表均有表头，每行的单元格与表头一一对应。",
    },
    why: Phrase {
        en: "Cells are lost or shifted when a form is copied or exported. The diagnostics say row by row what was repaired and how; values read from such rows are worth a look.",
        zh: "复制或导出时单元格会丢失或错位。诊断信息逐行说明如何修复；这些行的数据值得核对。",
    },
    tolerance: Phrase {
        en: "What could be put right without a choice is only worth knowing (info). One entry for each kind of damage, with all its places.",
        zh: "可以无疑义修复的仅作提示。每类缺损一条，列出全部位置。",
    },
    example: Phrase {
        en: "A row of 3 cells under 4 headers: each was put under the column that fits what it holds.",
        zh: "表头4列而该行只有3格：已按内容归入各列。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

/// What was damaged and what was done, by the diagnostic that says so.
fn damage(code: Code) -> Option<Phrase> {
    Some(match code {
        Code::RowShifted => Phrase {
            en: "cells do not stand under their headers; each was put under the column that fits what it holds",
            zh: "单元格与表头错位；已按内容归入各列",
        },
        Code::RowCollapsed => Phrase {
            en: "a row has fewer cells than its header; those it has were read in order",
            zh: "单元格少于表头；已按顺序读取",
        },
        Code::RowOverfull => Phrase {
            en: "a row has more cells than its header; those too many were not read",
            zh: "单元格多于表头；多出的未读取",
        },
        Code::HeaderLost => Phrase {
            en: "an indicator table has no header; it was read with the layout's usual columns",
            zh: "指标表缺少表头；已按该版式的常用列读取",
        },
        Code::HeaderUnknown => {
            Phrase { en: "a column's header is not known; its cells were not read", zh: "列名无法识别；该列未读取" }
        }
        Code::ColumnsUnknown => Phrase {
            en: "a row prints fewer amounts than there are columns; they were kept without a column",
            zh: "金额少于列数；金额已保留，未归入列",
        },
        Code::GoalColumnsUnknown => Phrase {
            en: "goals stand side by side in the text of one; they were read as one goal",
            zh: "并列的目标混在一起；已合并为一个目标",
        },
        Code::PairingImpossible => Phrase {
            en: "names and values stand apart and cannot be paired; the values were not read",
            zh: "名称与数值分离，无法对应；数值未读取",
        },
        _ => return None,
    })
}

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    let mut found: BTreeMap<(Code, Level), Vec<Path>> = BTreeMap::new();
    for (n, diagnostic) in record.diagnostics.iter().enumerate().filter(|(_, diagnostic)| damage(diagnostic.code).is_some()) {
        found.entry((diagnostic.code, diagnostic.severity)).or_default().push(Path::DOCUMENT.at("diagnostics", n));
    }
    let rows = record.budget_tables.iter().any(|table| !table.rows.is_empty())
        || record.projects.iter().any(|form| !form.indicators.is_empty())
        || record.departments.iter().any(|form| !form.indicators.is_empty());
    if found.is_empty() && !rows {
        return;
    }
    report.subject(Path::DOCUMENT, |subject| {
        if found.is_empty() {
            return match record.coverage.unclaimed {
                0 => subject.holds(),
                // What was not read may be cells.
                _ => subject.lacks(Path::document("coverage").key("residue")),
            };
        }
        for ((code, level), places) in found {
            let Some(said) = damage(code) else { continue };
            let count = places.len();
            let message = match count {
                1 => subject.say(format_args!("{}", said.en), format_args!("{}", said.zh)),
                _ => subject.say(format_args!("{} ({count} places)", said.en), format_args!("{}（{count}处）", said.zh)),
            };
            let severity = Some(if level == Level::Info { Severity::Info } else { Severity::Warn });
            subject.finds(Finding { inputs: places, message, severity, ..Finding::default() });
        }
    });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let with = |codes: &[(Code, Level)]| {
        let diagnostics = codes.iter().map(|(code, severity)| Diagnostic {
            code: *code,
            severity: *severity,
            message: String::new(),
            pointer: None,
            span: None,
        });
        let diagnostics: Vec<Diagnostic> = diagnostics.collect();
        Sample::project().indicators("产出指标|数量指标|培训人次|≥100人次|").with(|record| record.diagnostics = diagnostics)
    };
    let (shifted, years) = ((Code::RowShifted, Level::Warning), (Code::YearsDiffer, Level::Warning));
    vec![
        holds("no damage", with(&[years])),
        finds("two shifted rows", with(&[shifted, years, shifted]))
            .times(1)
            .inputs(&["/diagnostics/0", "/diagnostics/2"])
            .status(Status::Warn),
        finds("a repair without a choice", with(&[(Code::ColumnsUnknown, Level::Info)])).status(Status::Info),
        lacks("text that was not read", with(&[]).with(|record| record.coverage.unclaimed = 9)),
        silent("no table", Sample::project()),
    ]
}
