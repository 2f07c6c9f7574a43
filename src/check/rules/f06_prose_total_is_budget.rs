//! F06: an amount that a text calls the budget is the form's total.

use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use rust_decimal::Decimal;

use crate::check::money::budget;
use crate::check::path::Path;
use crate::check::prose::quantity::Quantity;
use crate::check::prose::token::{Kind, between, sentences};
use crate::check::prose::{Prose, year_of};
#[cfg(test)]
use crate::model::check::Status;
use crate::model::record::Record;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F06",
    name: "prose-total-is-budget",
    severity: Severity::Warn,
    holds: Phrase {
        en: "An amount that a text calls the year's budget is the form's total, and so is the 合计 below a list of expenses; without a total in the form, those of its texts agree.",
        zh: "文字中称为年度预算的金额以及支出清单之后的合计与表内资金总额一致；表内没有总额的，各处文字相互一致。",
    },
    why: Phrase { en: "The text is of another draft of the budget.", zh: "文字依据的是另一稿预算。" },
    tolerance: Phrase {
        en: "One unit of the last digit of the coarser one. A 合计 that is said to be shared (分摊) among projects is worth knowing, no more.",
        zh: "较粗略一方末位一个单位。注明由多个项目分摊的合计仅作提示。",
    },
    example: Phrase {
        en: "年度资金总额 35万元, 本年度预算金额为38万元.", zh: "年度资金总额35万元，文字为“本年度预算金额为38万元”。"
    },
    evaluate,
    #[cfg(test)]
    cases,
};

/// What an amount is called that is all of a project's budget.
const NAMES: &[&str] = &["预算金额", "预算总额", "预算总金额", "预算资金总额", "年度预算", "总预算"];
const LINKS: &[&str] = &["为", "是", "共", "计", "共计", "合计"];
const SUMS: &[&str] =
    &["合计", "总计", "共计", "合计支出", "支出合计", "总计支出", "共计支出", "合计经费", "经费合计", "合计资金", "资金合计"];
/// Words that make it the budget of a part or of another year.
const OTHERS: &[&str] = &["上年", "去年", "其中", "省级", "中央", "市级", "州级", "追加", "调整", "三年", "累计", "部门", "单位"];

struct Stated<'a> {
    at: Path<'a>,
    amount: Quantity<'a>,
    text: &'a str,
    shared: bool,
}

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    let unit = record.budget_tables.iter().find_map(|table| table.unit.as_str());
    for (n, project) in record.projects.iter().enumerate() {
        let year = year_of(record, project);
        let texts = report.texts(n);
        let stated: Vec<Stated> = texts.iter().filter(|prose| prose.year == year).flat_map(|prose| stated(prose, year)).collect();
        let total = budget(record, n, unit);
        report.subject(Path::project(n), |subject| match (&total, &stated[..]) {
            (_, []) => {}
            (Some(total), stated) => {
                let (worth, digit, shown) = (total.value(), total.last_digit(), total.to_string());
                stated.iter().for_each(|one| compare(one, total.at, worth, digit, &shown, subject));
            }
            (None, [_]) => subject.lacks(Path::project(n).key("funds").key("total")),
            (None, [first, others @ ..]) => {
                let amount = &first.amount;
                others.iter().for_each(|one| compare(one, first.at, amount.worth(), amount.last_digit(), &amount.shown(), subject));
            }
        });
    }
}

/// The amounts that a text calls the budget of that year.
fn stated<'a>(prose: &Prose<'a>, year: Option<u16>) -> Vec<Stated<'a>> {
    let listed = prose.text.lines().count() > 2;
    let mut found = Vec::new();
    for sentence in sentences(&prose.tokens) {
        let others = sentence
            .iter()
            .any(|token| matches!(token.kind, Kind::Date(date) if date.year.is_some() && (date.year != year || date.until.is_some())));
        for (at, pair) in sentence.windows(2).enumerate() {
            let [words, number] = pair else { continue };
            let Some(amount) = number.quantity().filter(|amount| amount.unit == "元") else { continue };
            let clause = words.text.trim();
            let sum = listed && at == 0 && SUMS.contains(&clause);
            if words.kind != Kind::Words || others || !(sum || is_budget(clause)) {
                continue;
            }
            // What is said of the sum stands in brackets behind it, past the end of the sentence.
            let behind = &prose.text[crate::expression::place(prose.text, number.text).end..];
            let shared = sum && behind.contains("分摊");
            found.push(Stated { at: prose.at, amount: *amount, text: between(prose.text, words, number).trim(), shared });
        }
    }
    found
}

fn is_budget(words: &str) -> bool {
    let plain = LINKS.iter().rev().find_map(|link| words.strip_suffix(link)).unwrap_or(words);
    NAMES.iter().any(|name| plain.ends_with(name)) && !OTHERS.iter().any(|word| words.contains(word))
}

fn compare<'a>(one: &Stated<'a>, at: Path<'a>, worth: Decimal, digit: Decimal, shown: &str, subject: &mut Subject<'_, 'a>) {
    let off = one.amount.worth().saturating_sub(worth);
    let tolerance = digit.max(one.amount.last_digit());
    if off.abs() < tolerance {
        return subject.holds();
    }
    let said = one.text;
    let message = match one.shared {
        true => subject.say(
            format_args!("{said}, shared with other projects; the budget of this one is {shown}"),
            format_args!("“{said}”，与其他项目分摊；本项目预算为{shown}"),
        ),
        false => subject.say(format_args!("{said}, but the budget is {shown}"), format_args!("“{said}”，但预算为{shown}")),
    };
    let in_its_unit = |worth: Decimal| worth.checked_div(one.amount.scale).unwrap_or(worth).normalize();
    subject.finds(Finding {
        inputs: vec![at, one.at],
        expected: Some(shown.to_owned()),
        actual: Some(one.amount.shown()),
        difference: Some(in_its_unit(off)),
        tolerance: Some(in_its_unit(tolerance)),
        severity: one.shared.then_some(Severity::Info),
        quotes: vec![(1, said.to_owned())],
        message,
        ..Finding::default()
    });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |total, words| Sample::project().funds(total, "", "").goal(words);
    let listed = "1.保洁2万元；\n2.监测3万元；\n合计支出5万元。（与其他项目分摊列支）";
    vec![
        holds("the total", form("35万元", "本年度项目预算金额为350,000.00元。")),
        holds(
            "two texts of a form without a total",
            form("", "本年度预算金额为5万元。").goal("1.保洁2万元；\n2.监测3万元；\n合计支出5万元。"),
        ),
        finds("another amount", form("35万元", "本年度项目预算金额为38万元。"))
            .expected("35万元", "38万元")
            .difference("3")
            .inputs(&["/projects/0/funds/total/value", "/projects/0/goals/0/text"])
            .status(Status::Warn),
        finds("shared with others", form("2万元", listed)).status(Status::Info),
        lacks("a form without a total", form("", "本年度项目预算金额为38万元。")),
        silent("a part", form("35万元", "其中市级预算金额为30万元。培训经费3万元。")),
    ]
}
