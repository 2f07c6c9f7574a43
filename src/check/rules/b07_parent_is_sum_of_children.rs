//! B07: the amount of a code is the sum of the codes right below it.

use std::collections::BTreeMap;

use crate::check::equation::Equation;
use crate::check::figure::Figure;
use crate::check::path::Path;
use crate::check::report::{Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};
use crate::check::table::{Row, Table, all};
#[cfg(test)]
use crate::model::check::Status;
use crate::model::record::{Record, RowKind, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B07",
    name: "parent-is-sum-of-children",
    severity: Severity::Fail,
    holds: Phrase {
        en: "The amount of a code is the sum of the codes right below it, column by column.",
        zh: "科目的金额等于其下一级科目之和，各栏均如此。",
    },
    why: Phrase {
        en: "类, 款 and 项 are the same money in finer and finer parts; unit codes likewise.",
        zh: "类、款、项是同一笔资金逐级细分；单位编码亦然。",
    },
    tolerance: Phrase {
        en: "One unit of the last printed digit for each part that is not nought. A blank child counts as 0; where a column prints its noughts, or leaves no other row blank, it is a number that was lost. A code that cannot be read may be a further child. A code without children is not compared. Economic codes of 7 digits that are less than their parent are a warning: they are local, and not always all printed.",
        zh: "每个非零加数允许最后一位数字的一个单位。下级空白按0计算；栏内零值均已列示或别无空白时，空白视为漏缺。无法识别的编码可能是另一下级。没有下级的科目不比较。经济分类的7位科目为地方自设，未必全部列示，少于上级仅作警告。",
    },
    example: Phrase {
        en: "210 卫生健康支出 80, below it 21007 20 and 21011 50: 20 + 50 = 70, but 80 is printed.",
        zh: "210 卫生健康支出80，其下21007为20，21011为50：20 + 50 = 70，但列示为80。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for table in all(record) {
        let Some(parents) = table.parents() else {
            report.subject(table.at(), |subject| subject.lacks(table.at().key("rows")));
            continue;
        };
        let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (child, parent) in parents.iter().enumerate() {
            if let Some(parent) = parent {
                children.entry(*parent).or_default().push(child);
            }
        }
        if children.is_empty() {
            continue;
        }
        report.subject(table.at(), |subject| {
            let row = |index: &usize| Row { index: *index, row: &table.table.rows[*index] };
            // A code that cannot be read may be that of a further child.
            let unread = table.rows().find(|row| row.row.code.is_some() && row.code().is_none());
            let unread = unread.map(|row| table.row_at(row).key("code"));
            for (parent, children) in &children {
                let children: Vec<Row> = children.iter().map(row).collect();
                adds_up(table, row(parent), &children, unread, subject);
            }
        });
    }
}

fn adds_up<'a>(table: Table<'a>, parent: Row<'a>, children: &[Row<'a>], unread: Option<Path<'a>>, subject: &mut Subject<'_, 'a>) {
    for column in &table.table.columns {
        let parts: Vec<Figure> = children.iter().filter_map(|child| table.figure(*child, &column.key)).collect();
        match table.figure(parent, &column.key) {
            Some(whole) if !parts.is_empty() => {
                let equation = Equation::new(whole, parts);
                let lost = table.lost(&equation, children, &column.key).or_else(|| unread.filter(|_| equation.sum() < whole.value()));
                if let Some(lost) = lost.filter(|_| !equation.holds()) {
                    subject.lacks(lost);
                    continue;
                }
                // Below 5 digits economic codes are local, and often only some of them are printed.
                let local = table.table.kind == TableKind::GeneralPublicBudgetBasicExpenditure && parent.row.kind == RowKind::Subclass;
                let severity = (local && equation.sum() < whole.value()).then_some(Severity::Warn);
                subject.equation(format_args!("{} ({})", parent.title(), label(table, &column.key)), equation, severity);
            }
            None if parts.iter().any(|part| !part.printed.is_zero()) => subject.lacks(table.cell_at(parent, &column.key)),
            Some(whole) if !whole.printed.is_zero() => children.iter().for_each(|child| subject.lacks(table.cell_at(*child, &column.key))),
            _ => {}
        }
    }
}

fn label<'a>(table: Table<'a>, key: &'a str) -> &'a str {
    let column = table.table.columns.iter().find(|column| column.key == key);
    column.and_then(|column| column.label.as_str()).unwrap_or(key)
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let table = |rows| Sample::new().table(TableKind::ExpenditureSummary, "total basic", rows);
    let alone = |rows| Sample::new().table(TableKind::ExpenditureSummary, "total", rows);
    vec![
        holds("each code is its children", table("210 卫生健康支出 70.00 0\n 21007 计划生育事务 20.00 0\n 2100799 其他 20.00 0\n 21011 行政事业单位医疗 50.00 -")),
        holds("items right below a class", table("210 卫生健康支出 70 0\n 2100799 其他 20 0\n 2101101 行政单位医疗 50 0")),
        finds("a class that is more than its children", table("210 卫生健康支出 80.00 0\n 21007 计划生育事务 20.00 0\n 21011 行政事业单位医疗 50.00 0"))
            .expected("70万元", "80万元")
            .difference("10")
            .inputs(&["/budget_tables/0/rows/0/values/total", "/budget_tables/0/rows/1/values/total", "/budget_tables/0/rows/2/values/total"])
            .suggests("")
            .times(1),
        finds("blanks are noughts where no nought is printed", Sample::new().table(TableKind::ExpenditureSummary, "total basic",
            "210 卫生健康支出 80 60\n 21007 计划生育事务 20 -\n 21011 行政事业单位医疗 50 50\n 213 农林水支出 1 -"))
        .times(2),
        finds("the number at the crossing of two sums is named", table(
            "210 卫生健康支出 70.00 0\n 21007 计划生育事务 28.00 0\n 2100716 机构 15.00 0\n 2100717 服务 5.00 0\n 21011 行政事业单位医疗 50.00 0",
        ))
        .suggests("/budget_tables/0/rows/1/values/total")
        .times(2),
        finds(
            "local codes of economic purposes may not all be printed",
            Sample::new().table(
                TableKind::GeneralPublicBudgetBasicExpenditure,
                "total",
                "30102 津贴补贴 620000\n 3010201 野外作业津贴 120000",
            ),
        )
        .status(Status::Warn),
        lacks("a child that was lost", alone("210 卫生健康支出 70\n 21007 计划生育事务 20\n 21011 行政事业单位医疗 -")),
        lacks("a code that cannot be read", alone("210 卫生健康支出 70\n 21007 计划生育事务 20\n 21O11 行政事业单位医疗 50")),
        lacks("a parent without an amount", table("210 卫生健康支出 - -\n 21007 计划生育事务 20 0")),
        lacks("children without amounts", table("210 卫生健康支出 20 -\n 21007 计划生育事务 - -")),
        lacks("a code that is printed twice", table("210 卫生健康支出 20 0\n 210 卫生健康支出 20 0")),
        silent("codes without children", table("210 卫生健康支出 20 0\n 211 节能环保支出 20 0")),
    ]
}
