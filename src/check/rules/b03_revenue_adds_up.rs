//! B03: appropriation is general budget and fund; a side's total is the year and what is carried over.

use crate::check::report::{Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::figure::Figure;
use crate::check::sides::{carried, grand, is_appropriation, is_source, lines, two_sided, year_total};
use crate::check::table::{Row, Table};
#[cfg(test)]
use crate::model::record::TableKind;
use crate::model::record::{Record, Side};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B03",
    name: "revenue-adds-up",
    severity: Severity::Fail,
    holds: Phrase {
        en: "The appropriation (财政拨款) is the general public budget plus the government fund, and the total of a side is its year's sum plus what was carried over (上年结转) or is carried forward (结转下年).",
        zh: "财政拨款等于一般公共预算拨款与政府性基金预算拨款之和；收入合计等于本年收入合计加上年结转，支出合计等于本年支出合计加结转下年。",
    },
    why: Phrase {
        en: "The lines below 财政拨款 say where it comes from; the totals at the foot of the table differ from the year's only by what the year inherits or leaves.",
        zh: "财政拨款以下各行说明其来源；表尾合计与本年合计之差只能是结转结余。",
    },
    tolerance: Phrase {
        en: "One unit of the last printed digit for each part that is not nought. A blank line counts as 0.",
        zh: "每个非零加数允许最后一位数字的一个单位。空白行按0计算。",
    },
    example: Phrase {
        en: "一、财政拨款 120, 其中：一般公共预算拨款 100, 政府性基金预算拨款 2.",
        zh: "一、财政拨款120，其中：一般公共预算拨款100，政府性基金预算拨款2。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (table, column) in two_sided(record) {
        let lines = |side| lines(table, side);
        let appropriation: Vec<Row> = lines(Side::Revenue).filter(|row| is_appropriation(*row)).collect();
        let sources: Vec<Row> = lines(Side::Revenue).filter(|row| is_source(*row)).collect();
        let sides = [Side::Revenue, Side::Expenditure].map(|side| (year_total(table, side), grand(table, side), side));
        let whole = |(year, grand, side): &(Option<Row<'a>>, Option<Row<'a>>, Side)| {
            let (year, grand) = ((*year)?, (*grand)?);
            (year.index != grand.index).then(|| (year, grand, lines(*side).filter(|row| carried(*row)).collect::<Vec<Row>>()))
        };
        let totals: Vec<(Row, Row, Vec<Row>)> = sides.iter().filter_map(whole).collect();
        let divided = appropriation.len() == 1 && !sources.is_empty();
        if !divided && totals.is_empty() {
            continue;
        }
        report.subject(table.at(), |subject| {
            if divided {
                adds_up(table, column, appropriation[0], &sources, subject);
            }
            for (year, grand, carried) in &totals {
                let parts: Vec<Row> = std::iter::once(*year).chain(carried.iter().copied()).collect();
                match table.figure(*year, column) {
                    Some(_) => adds_up(table, column, *grand, &parts, subject),
                    None => subject.lacks(table.cell_at(*year, column)),
                }
            }
        });
    }
}

fn adds_up<'a>(table: Table<'a>, column: &'static str, whole: Row<'a>, parts: &[Row<'a>], subject: &mut Subject<'_, 'a>) {
    let figures: Vec<Figure> = parts.iter().filter_map(|row| table.figure(*row, column)).collect();
    match table.figure(whole, column) {
        Some(figure) if !figures.is_empty() => subject.sum(whole.name(), figure, figures),
        Some(figure) if !figure.printed.is_zero() => subject.lacks(table.cell_at(parts[0], column)),
        None if !figures.is_empty() => subject.lacks(table.cell_at(whole, column)),
        _ => {}
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let table = |rows| Sample::new().table(TableKind::RevenueExpenditureSummary, "budget", rows);
    vec![
        holds("general budget and fund", table("<- 一、财政拨款 102\n <- 其中：一般公共预算拨款 100\n <- 政府性基金预算拨款 2")),
        holds("a blank fund is 0", table("<- 一、财政拨款 100\n <- 其中：一般公共预算拨款 100\n <- 政府性基金预算拨款 -")),
        holds("what was carried over", table("<- 本年收入合计 100\n <- 四、上年结余结转 5\n <- 收入合计 105")),
        finds("more than its parts", table("<- 一、财政拨款 120\n <- 其中：一般公共预算拨款 100\n <- 政府性基金预算拨款 2"))
            .expected("102万元", "120万元")
            .difference("18"),
        finds("what was carried over is not in the total", table("<- 本年收入合计 100.00\n <- 四、上年结余结转 5.00\n <- 收入合计 100.00"))
            .expected("105万元", "100万元"),
        finds("what is carried forward is not in the total", table(">- 本年支出合计 100.00\n >- 结转下年 5.00\n >- 支出合计 100.00"))
            .times(1),
        lacks("an appropriation without an amount", table("<- 一、财政拨款 -\n <- 其中：一般公共预算拨款 100")),
        lacks("sources without amounts", table("<- 一、财政拨款 100\n <- 其中：一般公共预算拨款 -")),
        silent("one line of appropriation", table("<- 一、财政拨款 100\n <- 收入合计 100")),
    ]
}
