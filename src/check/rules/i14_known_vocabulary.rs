//! I14: basis, scoring and evidence are of the lists that a form takes them from.

use crate::check::beside::Beside;
use crate::check::path::Path;
use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent, text};
use crate::check::written::{Form, forms};
use crate::expression::number;
use crate::grammar::{Lexicon, fold_into};
#[cfg(test)]
use crate::model::check::Status;
use crate::model::record::{Indicator, Record, Text};

/// The rule.
pub static RULE: Rule = Rule {
    id: "I14",
    name: "known-vocabulary",
    severity: Severity::Fail,
    holds: Phrase {
        en: "Where a form takes its bases (历史标准), its scoring (按照正常比例赋分) or its evidence (工作资料) from the usual list, every indicator does; none is a number.",
        zh: "指标值设置依据、赋分规则、佐证资料取自通用选项的表格，各指标均应取自该选项，且不得为数字。",
    },
    why: Phrase {
        en: "The lists are what the form's system offers. Another word is a slip or a cell of the next column; a number certainly is.",
        zh: "这些栏目由系统提供选项；出现其他文字多为填写错误或串列，出现数字必为串列。",
    },
    tolerance: Phrase {
        en: "Only columns of which at least three cells, and more than half, are of the list; a scoring that names points may be the form's own. A word that is not of the list is suspicious (warn), a number cannot be right (fail).",
        zh: "仅检查至少三格且过半取自选项的栏目；写明分数的赋分规则不限于选项。其他文字为警告，数字为错误。",
    },
    example: Phrase {
        en: "指标值设置依据: 历史标准, 计划标准, 历史标准, 96%.",
        zh: "指标值设置依据依次为历史标准、计划标准、历史标准、96%。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

/// A column, how to read it, and the words that it is filled with.
type Column<'w> = (&'static str, fn(&Indicator) -> &Text, &'w Lexicon<()>);

fn columns<'w>(beside: &Beside<'w>) -> [Column<'w>; 3] {
    let words = beside.words;
    [
        ("basis", |indicator| &indicator.basis, &words.bases),
        ("scoring", |indicator| &indicator.scoring, &words.scorings),
        ("evidence", |indicator| &indicator.evidence, &words.evidences),
    ]
}

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    let columns = columns(report.beside);
    for form in forms(record) {
        report.subject(form.at(), |subject| columns.iter().for_each(|column| look(form, column, subject)));
    }
}

fn look<'a>(form: Form<'a>, (key, cell, list): &Column, subject: &mut Subject<'_, 'a>) {
    let known: Vec<Option<bool>> = form
        .indicators()
        .iter()
        .map(|indicator| cell(indicator).as_str().map(|text| list.contains(text) || list.contains(&fold_into(text))))
        .collect();
    let (filled, of_list) = (known.iter().flatten().count(), known.iter().flatten().filter(|known| **known).count());
    if of_list < 3 || of_list * 2 <= filled {
        // Of two cells nobody can tell where their form takes them from.
        if (1..3).contains(&filled) {
            subject.lacks(form.at().key("indicators"));
        }
        return;
    }
    for (index, known) in known.iter().enumerate() {
        let at = form.at().at("indicators", index).key(key);
        let printed = cell(&form.indicators()[index]).as_str().unwrap_or("");
        match known {
            None => {}
            Some(true) => subject.holds(),
            // A scoring of the form's own names points.
            Some(false) if *key == "scoring" && printed.contains('分') => subject.holds(),
            Some(false) => subject.finds(finding(at, printed, subject)),
        }
    }
}

fn finding<'a>(at: Path<'a>, printed: &str, subject: &Subject<'_, 'a>) -> Finding<'a> {
    let number = is_number(printed);
    let message = match number {
        true => subject
            .say(format_args!("the number {printed} where a word of the list belongs"), format_args!("应为选项文字，列示为数字{printed}")),
        false => subject.say(
            format_args!("{printed} is not of the list that this form's other indicators use"),
            format_args!("“{printed}”不在本表其他指标所用的选项中"),
        ),
    };
    let severity = if number { Severity::Fail } else { Severity::Warn };
    Finding { inputs: vec![at], actual: Some(printed.to_owned()), message, severity: Some(severity), ..Finding::default() }
}

/// 5, 96%, 10分
fn is_number(text: &str) -> bool {
    let read = number::number(text.trim()).ok();
    read.is_some_and(|(rest, _)| matches!(rest.trim(), "" | "%" | "％" | "分"))
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |bases: &[&str]| {
        bases.iter().fold(Sample::project(), |form, basis| {
            form.indicators("产出指标|数量指标|培训人次|≥100人次|").in_indicator(|indicator| indicator.basis = text(basis))
        })
    };
    vec![
        holds("the usual words", form(&["历史标准", "计划标准", "行业标准"])),
        finds("another word", form(&["历史标准", "计划标准", "历史标准", "问卷"]))
            .status(Status::Warn)
            .inputs(&["/projects/0/indicators/3/basis"]),
        finds("a number", form(&["历史标准", "计划标准", "历史标准", "96%"])).status(Status::Fail).times(1),
        lacks("too few cells", form(&["历史标准", "计划标准"])),
        silent("a form that says it in its own words", form(&["采购合同", "年度计划", "历史标准", "实施方案"])),
    ]
}
