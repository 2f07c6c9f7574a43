//! Where a cell stands: spans, merges, gaps and tables inside tables.

use crate::builder::{cell, p, pieces, tbl, tc, tr};

#[test]
fn spans_and_gaps_count_grid_columns() {
    let first = format!(
        "<w:tr><w:trPr><w:cantSplit/><w:gridBefore w:val=\"2\"/><w:gridAfter w:val=\"1\"/></w:trPr>{}{}</w:tr>",
        tc("<w:gridSpan w:val=\"3\"/>", &p("甲")),
        cell("乙")
    );
    assert_eq!(pieces(&tbl(&[first, tr(&[cell("丙"), cell("")])])), ["1.2 甲", "1.5 乙", "2.0 丙", "2.1"]);
}

#[test]
fn merged_cells_stand_once_where_they_begin() {
    let rows = [
        tr(&[
            tc("<w:vMerge w:val=\"restart\"/>", &p("产出指标")),
            tc("<w:hMerge w:val=\"restart\"/>", &p("宽")),
            tc("<w:hMerge/>", &p("盖")),
        ]),
        tr(&[tc("<w:vMerge/>", &p("")), cell("乙"), cell("丙")]),
        tr(&[tc("<w:vMerge w:val=\"continue\"/>", &format!("{}{}", p("盖"), tbl(&[tr(&[cell("盖")])]))), cell("丁"), cell("戊")]),
        tr(&[cell("己"), cell(""), cell("")]),
        // Nothing stands above to continue.
        tr(&[tc("<w:vMerge/>", &p("庚")), cell(""), cell("")]),
    ];
    let wanted = [
        "1.0 产出指标",
        "1.1 宽",
        "1.2",
        "2.0",
        "2.1 乙",
        "2.2 丙",
        "3.0",
        "3.1 丁",
        "3.2 戊",
        "4.0 己",
        "4.1",
        "4.2",
        "5.0 庚",
        "5.1",
        "5.2",
    ];
    assert_eq!(pieces(&tbl(&rows)), wanted);
}

#[test]
fn further_paragraphs_belong_to_their_cell() {
    let both = tc("", &format!("{}{}{}<w:p><w:r><w:t>三</w:t><w:br/><w:t>四</w:t></w:r></w:p>", p("一"), p(""), p("二")));
    assert_eq!(pieces(&tbl(&[tr(&[both, cell("乙")])])), ["1.0 一", "+ 二", "+ 三", "+ 四", "1.1 乙"]);
}

#[test]
fn nested_tables_follow_their_label() {
    let inner = tbl(&[tr(&[cell("来源项目及年度"), cell("2022年")]), tr(&[cell("合计"), cell("35")])]);
    let label = tc("<w:vMerge w:val=\"restart\"/>", &p("项目资金来源"));
    let rows = [
        tr(&[label, tc("", &format!("{inner}<w:p/>")), cell("后")]),
        tr(&[cell("下"), tc("", &format!("{}{inner}{}", p("前言"), p("后语")))]),
    ];
    let wanted = [
        "1.0 项目资金来源",
        "2.0 来源项目及年度",
        "2.1 2022年",
        "3.0 合计",
        "3.1 35",
        "1.2 后",
        "4.0 下",
        "4.1 前言",
        "5.0 来源项目及年度",
        "5.1 2022年",
        "6.0 合计",
        "6.1 35",
        "后语",
    ];
    assert_eq!(pieces(&tbl(&rows)), wanted);
}

#[test]
fn rows_of_unequal_length_and_empty_ones() {
    let rows = [tr(&[cell("甲"), cell("乙"), cell("丙")]), "<w:tr/>".to_owned(), tr(&[cell("丁")])];
    assert_eq!(pieces(&tbl(&rows)), ["1.0 甲", "1.1 乙", "1.2 丙", "3.0 丁"]);
    assert_eq!(pieces(&format!("{}{}{}", tbl(&[tr(&[cell("甲")])]), tbl(&[tr(&[cell("乙")])]), p("后"))), ["1.0 甲", "2.0 乙", "后"]);
}

#[test]
fn cells_outside_rows_are_text() {
    assert_eq!(pieces(&format!("{}<w:tbl>{}</w:tbl>", cell("甲"), cell("乙"))), ["甲", "乙"]);
}
