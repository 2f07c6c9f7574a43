//! F01: a project's total is what the treasury gives and what comes from elsewhere.

use crate::check::equation::Equation;
use crate::check::figure::Figure;
use crate::check::path::Path;
use crate::check::report::Report;
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};
use crate::check::unit;
use crate::model::record::{OtherField, Project, Record};

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
        en: "One unit of the last printed digit for each part that is not nought. A blank 其他资金 counts as 0. Further money of the form (上年结转) may be a part or not.",
        zh: "每个非零加数允许最后一位数字的一个单位。其他资金空白按0计算。表中另列的资金（如上年结转）可计入，也可不计入。",
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
                (Some(total), Some(fiscal)) => {
                    let own = Equation::new(total, std::iter::once(fiscal).chain(other).collect());
                    let further = further(n, project, total);
                    let all = Equation::new(total, own.parts.iter().chain(&further).copied().collect());
                    match () {
                        () if further.is_empty() || own.holds() => subject.equation("", own, None),
                        () if all.holds() => subject.equation("", all, None),
                        // Further money may be a part of the total, or of one of its parts.
                        () => further.iter().for_each(|figure| subject.lacks(figure.at)),
                    }
                }
                (None, _) => subject.lacks(at("total")),
                (_, None) => subject.lacks(at("fiscal")),
            }
        });
    }
}

/// Money that the form prints beside the usual three: 上年结转, 单位资金.
fn further<'a>(n: usize, project: &'a Project, total: Figure<'a>) -> Vec<Figure<'a>> {
    const WORDS: [&str; 6] = ["结转", "资金", "收入", "补助", "专户", "拨款"];
    let fields = project.other_fields.iter().enumerate();
    let amounts = fields.filter(|(_, field)| field.label.as_str().is_some_and(|label| WORDS.iter().any(|word| label.contains(word))));
    let figure = |(index, field): (usize, &'a OtherField)| {
        let (value, printed) = unit::amount(field.value.as_str()?)?;
        let unit = printed.or(total.unit)?;
        let at = Path::project(n).at("other_fields", index).key("value");
        Some(Figure { at, printed: value.0, unit: Some(unit), factor: unit::yuan(unit)?.into() })
    };
    amounts.filter_map(figure).collect()
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |total, fiscal, other| Sample::project().funds(total, fiscal, other);
    let beside = |sample: Sample, label, value| {
        let field = OtherField { label: crate::check::sample::text(label), value: crate::check::sample::text(value) };
        sample.in_project(|project| project.other_fields.push(field))
    };
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
        holds("what was carried over is a part too", beside(form("95.88万元", "83.38万元", ""), "上年结转", "12.5")),
        holds("or a part of a part", beside(form("95.88万元", "95.88万元", ""), "上级资金", "12.5")),
        lacks("further money that fits nowhere", beside(form("95.88万元", "80万元", ""), "上年结转", "12.5")),
        lacks("no appropriation is printed", form("35万元", "", "5万元")),
        lacks("other funds that are no amount", form("35万元", "30万元", "若干")),
        silent("a form without money", Sample::project()),
    ]
}
