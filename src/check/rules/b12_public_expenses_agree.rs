//! B12: reception and vehicles agree with what the table of basic expenditure spends on them.

use crate::check::report::Report;
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::equation::Equation;
use crate::check::public::{self, Lines};
use crate::check::table::{Row, only};
#[cfg(test)]
use crate::model::check::Status;
use crate::model::record::{Record, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B12",
    name: "public-expenses-agree",
    severity: Severity::Fail,
    holds: Phrase {
        en: "Reception (公务接待费) and the running of vehicles (公务用车运行维护费) agree with 30217 and 30231 of the table of basic expenditure.",
        zh: "公务接待费、公务用车运行维护费与基本支出表的30217、30231科目一致。",
    },
    why: Phrase {
        en: "Both tables are of the general public budget. What basic expenditure spends is part of the three public expenses, so less cannot be right; more may come out of projects, and is a warning.",
        zh: "两表均为一般公共预算口径。基本支出中的部分必含在“三公”经费内，故少于即为错误；多于可能来自项目支出，仅作警告。",
    },
    tolerance: Phrase { en: "One unit of the last printed digit.", zh: "最后一位数字的一个单位。" },
    example: Phrase { en: "公务接待费 5.6, but 30217 公务接待费 6.5.", zh: "公务接待费5.6，但30217公务接待费6.5。" },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    let (Some(public), Some(basic)) =
        (only(record, TableKind::ThreePublicExpenses), only(record, TableKind::GeneralPublicBudgetBasicExpenditure))
    else {
        return;
    };
    let (Some((lines, column)), Some(main)) = (public::lines(public), basic.main_column()) else { return };
    let Lines { reception, vehicles, purchase, running, .. } = lines;
    // Without a line for the purchase of vehicles, 公务用车购置及运行费 may hold one.
    let running =
        running.or(vehicles.filter(|_| purchase.is_some_and(|row| public.figure(row, column).is_none_or(|f| f.printed.is_zero()))));
    let code = |code: &str| basic.rows().find(|row| row.code() == Some(code));
    let pairs: Vec<(Row, Row)> = [(reception, code("30217")), (running, code("30231"))].into_iter().filter_map(|(a, b)| a.zip(b)).collect();
    if pairs.is_empty() {
        return;
    }
    report.subject(public.at(), |subject| {
        for (line, code) in pairs {
            match (public.figure(line, column), basic.figure(code, main)) {
                _ if !public.has_unit() || !basic.has_unit() => subject.lacks(public.at().key("unit")),
                (Some(line_figure), Some(code_figure)) => {
                    let severity = (line_figure.value() > code_figure.value()).then_some(Severity::Warn);
                    subject.equation(code.title(), Equation::new(line_figure, vec![code_figure]), severity);
                }
                (None, _) => subject.lacks(public.cell_at(line, column)),
                (_, None) => subject.lacks(basic.cell_at(code, main)),
            }
        }
    });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let pair = |public, basic| {
        Sample::new().table(TableKind::ThreePublicExpenses, "budget", public).table(
            TableKind::GeneralPublicBudgetBasicExpenditure,
            "total public",
            basic,
        )
    };
    let codes = "30217 公务接待费 6.5 6.5\n 30231 公务用车运行维护费 3.1 3.1";
    vec![
        holds("both agree", pair("- 公务接待费 6.50\n - 公务用车购置及运行费 3.1\n - 其中：公务用车运行维护费 3.1", codes)),
        finds("less than basic expenditure", pair("- 公务接待费 5.6\n - 公务用车运行维护费 3.1", codes))
            .expected("6.5万元", "5.6万元")
            .inputs(&["/budget_tables/0/rows/0/values/budget", "/budget_tables/1/rows/0/values/total"])
            .status(Status::Fail)
            .times(1),
        finds("more may come out of projects", pair("- 公务接待费 8\n - 公务用车运行维护费 3.1", codes)).status(Status::Warn),
        lacks("no amount", pair("- 公务接待费 -", codes)),
        silent("codes that the table does not have", pair("- 公务接待费 6.5", "30201 办公费 1 1")),
    ]
}
