//! B11: the three public expenses sum to their total, vehicles to purchase and running.

use crate::check::report::{Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::figure::Figure;
use crate::check::public::{self, Lines};
use crate::check::table::{Row, Table, tables};
use crate::model::record::{Record, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B11",
    name: "three-public-expenses-add-up",
    severity: Severity::Fail,
    holds: Phrase {
        en: "The total of the three public expenses (三公经费) is travel abroad plus reception plus vehicles, and vehicles are purchase plus running costs.",
        zh: "“三公”经费合计等于因公出国（境）费、公务接待费与公务用车购置及运行费之和；后者等于购置费与运行维护费之和。",
    },
    why: Phrase {
        en: "The table has these five lines only; an amount printed for a part but not for its whole is a frequent slip.",
        zh: "该表只有这几行；常见错误是填了明细而未填汇总行。",
    },
    tolerance: Phrase {
        en: "One unit of the last printed digit for each part that is not nought. A blank line counts as 0.",
        zh: "每个非零加数允许最后一位数字的一个单位。空白行按0计算。",
    },
    example: Phrase {
        en: "公务用车购置及运行费 0, 其中：公务用车运行维护费 3.1.",
        zh: "公务用车购置及运行费0，其中：公务用车运行维护费3.1。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for table in tables(record, TableKind::ThreePublicExpenses) {
        let Some((lines, column)) = public::lines(table) else { continue };
        let Lines { total, abroad, reception, vehicles, purchase, running } = lines;
        let parts = match vehicles {
            Some(vehicles) => vec![abroad, reception, Some(vehicles)],
            None => vec![abroad, reception, purchase, running],
        };
        let sums = [(total, parts), (vehicles, vec![purchase, running])];
        let sums: Vec<(Row, Vec<Row>)> = sums
            .into_iter()
            .filter_map(|(whole, parts)| Some((whole?, parts.into_iter().flatten().collect())))
            .filter(|(_, parts): &(Row, Vec<Row>)| parts.len() > 1)
            .collect();
        if !sums.is_empty() {
            report.subject(table.at(), |subject| sums.iter().for_each(|(whole, parts)| adds_up(table, column, *whole, parts, subject)));
        }
    }
}

fn adds_up<'a>(table: Table<'a>, column: &'static str, whole: Row<'a>, parts: &[Row<'a>], subject: &mut Subject<'_, 'a>) {
    let figures: Vec<Figure> = parts.iter().filter_map(|row| table.figure(*row, column)).collect();
    match table.figure(whole, column) {
        Some(figure) if !figures.is_empty() => subject.sum(whole.name(), figure, figures),
        Some(figure) if !figure.printed.is_zero() => subject.lacks(table.cell_at(parts[0], column)),
        None if figures.iter().any(|figure| !figure.printed.is_zero()) => subject.lacks(table.cell_at(whole, column)),
        _ => {}
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let table = |rows| Sample::new().table(TableKind::ThreePublicExpenses, "budget", rows);
    vec![
        holds("all lines", table(
            "- 合计 9.6\n - 1、因公出国（境）费 0\n - 2、公务接待费 6.5\n - 3、公务用车购置及运行费 3.1\n - 其中：公务用车运行维护费 3.1\n - 公务用车购置费 -",
        )),
        holds("purchase and running without a sum of their own", table(
            "- 合计 9.6\n - 因公出国（境）费 -\n - 公务接待费 6.5\n - 公务用车运行维护费 3.1\n - 公务用车购置费 -",
        )),
        finds("the part is printed, its whole is not", table(
            "- 合计 9.6\n - 1、因公出国（境）费 0\n - 2、公务接待费 6.5\n - 3、公务用车购置及运行费 0.0\n - 其中：公务用车运行维护费 3.1\n - 公务用车购置费 -",
        ))
        .expected("6.5万元", "9.6万元")
        .suggests("/budget_tables/0/rows/3/values/budget")
        .times(2),
        lacks("a total without an amount", table("- 合计 -\n - 因公出国（境）费 -\n - 公务接待费 6.5\n - 公务用车购置及运行费 3.1")),
        silent("an empty table", table("")),
    ]
}
