//! F01: a project's total is what the treasury gives and what comes from elsewhere.

use crate::check::figure::Figure;
use crate::check::path::Path;
use crate::check::report::Report;
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};
use crate::model::record::Record;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F01",
    name: "total-is-sum-of-parts",
    severity: Severity::Fail,
    holds: Phrase {
        en: "A project's total (年度资金总额) is its fiscal appropriation (财政拨款) plus its other funds (其他资金).",
        zh: "项目的年度资金总额等于财政拨款与其他资金之和。",
    },
    why: Phrase {
        en: "The three numbers stand beside each other in one form; where they disagree, one of them is a slip or was taken from an older version.",
        zh: "三个数字列在同一张表中；不一致时，其中之一有误，或取自旧稿。",
    },
    tolerance: Phrase {
        en: "One unit of the last printed digit for each part that is not nought. A blank 其他资金 counts as 0.",
        zh: "每个非零加数允许最后一位数字的一个单位。其他资金空白按0计算。",
    },
    example: Phrase {
        en: "年度资金总额 35万元, 财政拨款 30万元, 其他资金 2万元: 30 + 2 = 32, but 35 is printed.",
        zh: "年度资金总额35万元，财政拨款30万元，其他资金2万元：30 + 2 = 32，但列示为35。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        let funds = &project.funds;
        // A form of another layout has no such section at all.
        if funds.total.is_none() && funds.fiscal.is_none() && funds.other.is_none() {
            continue;
        }
        let at = |key| Path::project(n).key("funds").key(key);
        report.subject(Path::project(n), |subject| {
            let total = Figure::amount(at("total"), funds.total.as_ref());
            let fiscal = Figure::amount(at("fiscal"), funds.fiscal.as_ref());
            let other = Figure::amount(at("other"), funds.other.as_ref());
            match (total, fiscal) {
                _ if other.is_none() && funds.other.is_some() => subject.lacks(at("other")),
                (Some(total), Some(fiscal)) => subject.sum("", total, std::iter::once(fiscal).chain(other).collect()),
                (None, _) => subject.lacks(at("total")),
                (_, None) => subject.lacks(at("fiscal")),
            }
        });
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |total, fiscal, other| Sample::project().funds(total, fiscal, other);
    vec![
        holds("30 + 5 = 35", form("35万元", "30万元", "5万元")),
        holds("a blank other counts as 0", form("35万元", "35万元", "")),
        holds("a rounded sum is within the last digits", form("10.0万元", "6.7万元", "3.4万元")),
        holds("units may differ", form("7.5万元", "75000元", "0")),
        finds("a total that is not its parts", form("35万元", "30.0万元", "2.0万元"))
            .expected("32万元", "35万元")
            .difference("3")
            .inputs(&["/projects/0/funds/total/value", "/projects/0/funds/fiscal/value", "/projects/0/funds/other/value"]),
        finds("the total alone is not the appropriation", form("48万元", "45万元", "")),
        lacks("no appropriation is printed", form("35万元", "", "5万元")),
        lacks("other funds that are no amount", form("35万元", "30万元", "若干")),
        silent("a form without money", Sample::project()),
    ]
}
