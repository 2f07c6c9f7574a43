//! B08: the 合计 row is the sum of the rows that are part of no other.

use crate::check::equation::Equation;
use crate::check::figure::Figure;
use crate::check::report::{Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};
use crate::check::table::{Row, Table, all};
use crate::model::record::{Record, RowKind, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B08",
    name: "total-is-sum-of-top-level",
    severity: Severity::Fail,
    holds: Phrase {
        en: "The 合计 row is the sum of the rows of the top level, column by column.",
        zh: "合计行等于最上级各行之和，各栏均如此。",
    },
    why: Phrase { en: "Every amount of the table is somewhere below its 合计.", zh: "表中每笔金额都在合计之内。" },
    tolerance: Phrase {
        en: "One unit of the last printed digit for each part that is not nought. A blank row counts as 0; where a column prints its noughts, or leaves no other row blank, it is a number that was lost. Rows without a code are taken in only if the sum needs them.",
        zh: "每个非零加数允许最后一位数字的一个单位。空白行按0计算；栏内零值均已列示或别无空白时，空白视为漏缺。没有编码的行仅在合计需要时计入。",
    },
    example: Phrase {
        en: "合计 90; 301 工资福利支出 70, 302 商品和服务支出 15: 70 + 15 = 85, but 90 is printed.",
        zh: "合计90；301工资福利支出70，302商品和服务支出15：70 + 15 = 85，但列示为90。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for table in all(record) {
        // The lines of 三公 contain each other; B11 knows how.
        if table.table.kind == TableKind::ThreePublicExpenses || table.table.rows.iter().any(|row| row.side.is_some()) {
            continue;
        }
        let Some(total) = table.total() else { continue };
        let rows: Vec<Row> = table.rows().filter(|row| row.row.kind != RowKind::Total).collect();
        if rows.is_empty() {
            continue;
        }
        report.subject(table.at(), |subject| match table.parents() {
            None => subject.lacks(table.at().key("rows")),
            Some(parents) => {
                let (coded, bare): (Vec<Row>, Vec<Row>) =
                    rows.into_iter().filter(|row| parents[row.index].is_none()).partition(|row| row.code().is_some());
                adds_up(table, total, &coded, &bare, subject);
            }
        });
    }
}

fn adds_up<'a>(table: Table<'a>, total: Row<'a>, coded: &[Row<'a>], bare: &[Row<'a>], subject: &mut Subject<'_, 'a>) {
    for column in &table.table.columns {
        let figures = |rows: &[Row<'a>]| rows.iter().filter_map(|row| table.figure(*row, &column.key)).collect::<Vec<Figure>>();
        let (own, others) = (figures(coded), figures(bare));
        let empty = own.is_empty() && others.is_empty();
        match table.figure(total, &column.key) {
            None if !empty => subject.lacks(table.cell_at(total, &column.key)),
            Some(whole) if !empty => {
                let both = Equation::new(whole, own.iter().chain(&others).copied().collect());
                let alone = Equation::new(whole, own);
                let equation = if coded.is_empty() || both.holds() && !alone.holds() { both } else { alone };
                match table.lost(&equation, coded, &column.key).or_else(|| table.lost(&equation, bare, &column.key)) {
                    Some(lost) => subject.lacks(lost),
                    None => subject.equation(total.title(), equation, None),
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let table = |rows| Sample::new().table(TableKind::GeneralPublicBudgetBasicExpenditure, "total public", rows);
    vec![
        holds(
            "two classes",
            table("- 合计 85.00 15.00\n 301 工资福利支出 70.00 -\n 30101 基本工资 70.00 -\n 302 商品和服务支出 15.00 15.00"),
        ),
        holds(
            "a row without a code that groups the units below it",
            table("- 合计 85 15\n - 社保股 85 15\n 058 某局 85 15\n 058001 某局机关 85 15"),
        ),
        holds("rows without codes only", table("- 合计 3 1\n - 甲单位 1 1\n - 乙单位 2 -")),
        finds(
            "a total that is more than its classes",
            table("- 合计 90.00 15.00\n 301 工资福利支出 70.00 -\n 302 商品和服务支出 15.00 15.00"),
        )
        .expected("85万元", "90万元")
        .difference("5")
        .inputs(&["/budget_tables/0/rows/0/values/total", "/budget_tables/0/rows/1/values/total", "/budget_tables/0/rows/2/values/total"])
        .times(1),
        lacks("a class that was lost", Sample::new().table(TableKind::ExpenditureSummary, "total", "- 合计 85\n 301 工资 -\n 302 商品 15")),
        lacks("a total without an amount", table("- 合计 - -\n 301 工资福利支出 70 -")),
        silent("no total", table("301 工资福利支出 70 -")),
        silent("nothing but a total", table("- 合计 70 -")),
    ]
}
