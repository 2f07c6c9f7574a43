//! What exports and pages tear: rows, goals, titles, dates, labels; and what stands below each other in one cell.

use serde_json::{Value, json};

use super::*;

const HEADER: &str = ROWS[0];

/// A form of the Korla layout with these rows under its header.
fn korla(rows: &[&str]) -> String {
    let table: Vec<&str> = KORLA_TOP.into_iter().chain([HEADER]).chain(rows.iter().copied()).collect();
    KORLA.to_owned() + &sheet(&table)
}

/// The names of the first form's indicators.
fn names(text: &str) -> Vec<Value> {
    let record = read(text.as_bytes());
    record["projects"][0]["indicators"].as_array().into_iter().flatten().map(|one| one["name"].clone()).collect()
}

#[test]
fn rows_broken_inside_cells_are_rows() {
    let text = korla(&[
        "产出指标|数量指标|养护\n里程|≥200公里|计划\n标准|180公里|20|按照正常比例赋分|工作资料",
        "|质量指标|养护合格率|≥95%|行业标准|94%|20|按照正常比例赋分|工作资料",
    ])
    .replace("农村公路养护\t\t\t\t项目负责人", "农村公\n路养护\t\t\t项目负责人")
    .replace("项目资金(万元)", "项目资金\n(万元)");
    let expected = [
        ("/projects/0/name", json!("农村公路养护")),
        ("/projects/0/leader", json!("马超")),
        ("/projects/0/funds/total/unit", json!("万元")),
        ("/projects/0/indicators/0/name", json!("养护里程")),
        ("/projects/0/indicators/0/basis", json!("计划标准")),
        ("/projects/0/indicators/0/weight", json!(20)),
        ("/projects/0/indicators/1/level2_label", json!("质量指标")),
    ];
    holds(&text, &expected, &[]);
    assert_eq!(names(&text), ["养护里程", "养护合格率"]);
}

#[test]
fn short_rows_under_each_other_are_not_one() {
    let text = korla(&["产出指标|数量指标|养护里程|≥200公里|计划标准", "|质量指标|养护合格率|≥95%|行业标准|94%|20|直接赋分"]);
    assert_eq!(names(&text), ["养护里程", "养护合格率"]);
}

#[test]
fn rows_and_goals_torn_by_a_page_are_whole() {
    let text = korla(&[
        "产出指标|数量指标|购置除雪|≥12台（套|计划标准|10台（套|20|按照正常比|工作资料",
        "||设备数量|）||）||例赋分|",
        "|质量指标|养护合格率|≥95%|行业标准|94%|20|直接赋分|工作资料",
    ])
    .replace("目标1：养护公路200公里。\t\t\t\t\t\t", "目标1：养护公路20\t\t\t\t\t\t\n\t\t0公里。\t\t\t\t\t\t");
    holds(
        &text,
        &[
            ("/projects/0/goals/0/text", json!("目标1：养护公路200公里。")),
            ("/projects/0/indicators/0/name", json!("购置除雪设备数量")),
            ("/projects/0/indicators/0/target/value", json!(12)),
            ("/projects/0/indicators/0/history/0/raw", json!("10台（套）")),
            ("/projects/0/indicators/0/scoring", json!("按照正常比例赋分")),
            ("/projects/0/indicators/1/level2_label", json!("质量指标")),
        ],
        &[],
    );
    assert_eq!(names(&text).len(), 2);
}

#[test]
fn a_title_at_the_top_of_a_further_page_begins_no_form() {
    let rows = [
        "产出指标|数量指标|养护里程|≥200公里|计划标准|180公里|20|直接赋分|工作资料",
        "|质量指标|养护合格率|≥95%|行业标准|94%|20|直接赋分|工作资料",
    ];
    let page = ["项目支出绩效目标表", "", "(2024年)", "", HEADER];
    let torn = korla(&[&rows[..1], &page[..], &rows[1..]].concat());
    let expected = [
        ("/projects/0/indicators/1/name", json!("养护合格率")),
        ("/projects/0/indicators/1/level1", json!("output")),
        ("/projects/0/indicators/1/level2_label", json!("质量指标")),
    ];
    holds(&torn, &expected, &[]);
    assert_eq!(count(&torn, "/projects"), 1);
    // Levels that begin anew are another form's, whose labels were lost.
    let two = korla(&[&rows[..], &["满意度指标|满意度指标|满意度|≥90%|其他标准|无|10|直接赋分|问卷调查"], &page[..], &rows[..]].concat());
    assert_eq!(count(&two, "/projects"), 2);
    let running = "沙坡头区本级部门项目支出预算绩效目标申报表\n（2023年度）\n\n项目名称 校舍维修\n\n一级指标 二级指标 三级指标 指标值\n\n产出指标\n\n数量指标\n\n指标1：校舍 3座\n\n沙坡头区本级部门项目支出预算绩效目标申报表\n（2023年度）\n\n质量指标\n\n指标1：合格率 100%\n";
    assert_eq!(count(running, "/projects"), 1);
    assert_eq!(names(running), ["校舍", "合格率"]);
}

#[test]
fn amounts_stand_behind_their_labels_without_a_colon_or_twice() {
    let glued = KORLA.to_owned() + &sheet(&["预算单位||青原县教育局", "项目资金(万元)||年度预算总额80||其中:财政拨款80.5万元||其他资金0|"]);
    holds(
        &glued,
        &[
            ("/projects/0/funds/total/value", json!(80)),
            ("/projects/0/funds/fiscal/raw", json!("80.5万元")),
            ("/projects/0/funds/other/value", json!(0)),
        ],
        &[],
    );
    let twice = KORLA.to_owned() + &sheet(&["项目资金(万元)|项目资金(万元)|年度预算总额：|80|其中：财政拨款|75|其他资金：|5|5"]);
    holds(&twice, &[("/projects/0/funds/fiscal/value", json!(75)), ("/projects/0/funds/other/value", json!(5))], &[]);
}

#[test]
fn a_column_of_serial_numbers_moves_no_other() {
    let table: Vec<String> =
        [HEADER, ROWS[1]].iter().enumerate().map(|(n, row)| if n == 0 { format!("序号|{row}") } else { format!("{n}|{row}") }).collect();
    let table: Vec<&str> = KORLA_TOP.into_iter().chain(table.iter().map(String::as_str)).collect();
    let expected = [("/projects/0/indicators/0/level1", json!("output")), ("/projects/0/indicators/0/weight", json!(20))];
    holds(&(KORLA.to_owned() + &sheet(&table)), &expected, &["序号", "1"]);
}

#[test]
fn a_row_of_placeholders_is_read_whole() {
    let text = korla(&["产出指标|数量指标|养护里程|≥200公里|计划标准|180公里|20|直接赋分|工作资料", "|质量指标|/|/|/|/|/|/|/"]);
    holds(&text, &[("/projects/0/indicators/0/name", json!("养护里程"))], &[]);
    assert_eq!(names(&text).len(), 1);
}

const SHAPOTOU: &str = "沙坡头区本级部门项目支出预算绩效目标申报表\n（2023年度）\n\n项目名称 校舍维修\n\n";

/// A form of the Shapotou layout in running text with these lines under its header.
fn shapotou(lines: &str) -> String {
    format!("{SHAPOTOU}一级指标 二级指标 三级指标 指标值\n\n产出指标\n\n数量指标\n\n{lines}")
}

#[test]
fn a_note_below_the_row_of_its_level_is_no_part_of_a_name() {
    let text = shapotou("指标1：校舍 3座\n（必填硬性指\n标）\n指标2：填埋场 2座\n");
    holds(&text, &[("/projects/0/indicators/0/target/value", json!(3))], &[]);
    assert_eq!(names(&text), ["校舍", "填埋场"]);
}

#[test]
fn a_date_torn_over_lines_is_one() {
    let text = shapotou("指标1：完工时间 2023年11月\n20日前\n\n指标2：校舍 3座\n");
    holds(
        &text,
        &[("/projects/0/indicators/0/name", json!("完工时间")), ("/projects/0/indicators/0/target/date", json!("2023-11-20"))],
        &[],
    );
}

#[test]
fn names_of_one_cell_take_the_values_of_the_cell_behind_it() {
    let text = shapotou("指标1：校舍\n指标2：围墙\n指标3：校门\n\n3座\n≥120米\n效果显著\n\n质量指标\n\n指标1：合格率 100%\n");
    holds(
        &text,
        &[
            ("/projects/0/indicators/0/target/raw", json!("3座")),
            ("/projects/0/indicators/1/target/raw", json!("≥120米")),
            ("/projects/0/indicators/2/target/text", json!("效果显著")),
            ("/projects/0/indicators/3/target/value", json!(100)),
        ],
        &[],
    );
    assert_eq!(names(&text), ["校舍", "围墙", "校门", "合格率"]);
    // Names without numbers in a cell, each beside a value that says all of itself.
    let cells = SHAPOTOU.to_owned()
        + &loose(&[
            "绩效指标|一级指标|二级指标|三级指标|指标值",
            "|产出指标|数量指标|校舍\n围墙|3座\n≥120米",
            "|效益指标|社会效益指标|改善办学\n条件|持续\n改善",
        ]);
    assert_eq!(names(&cells), ["校舍", "围墙", "改善办学条件"]);
}

#[test]
fn a_year_and_a_month_are_no_number() {
    let text = korla(&[
        "产出指标|时效指标|完工时间|2024.12|计划标准|2023.11|20|直接赋分|工作资料",
        "成本指标|经济成本指标|养护成本|≤2024.12|计划标准|无|20|直接赋分|工作资料",
    ]);
    holds(
        &text,
        &[
            ("/projects/0/indicators/0/target/text", json!("2024.12")),
            ("/projects/0/indicators/0/target/value", json!(null)),
            ("/projects/0/indicators/0/history/0/value", json!(null)),
            ("/projects/0/indicators/1/target/value", json!(2024.12)),
        ],
        &[],
    );
}

#[test]
fn numbered_rows_around_their_labels_stand_under_them() {
    let rows = "指标1：校舍 3座\n产出指标 数量指标 指标2：围墙 120米\n指标3：校门 2座\n质量指标 指标1：合格率 100%\n指标1：就学率 99%\n效益指标 社会效益指标 指标2：受益人数 320人\n";
    let text = format!("{SHAPOTOU}一级指标 二级指标 三级指标 指标值\n{rows}");
    let record = read(text.as_bytes());
    let labels: Vec<(&Value, &Value)> = record["projects"][0]["indicators"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| (&one["level1_label"], &one["level2_label"]))
        .collect();
    let expected = [["产出指标", "数量指标"]; 3].into_iter().chain([["产出指标", "质量指标"]]).chain([["效益指标", "社会效益指标"]; 2]);
    let expected: Vec<[Value; 2]> = expected.map(|pair| pair.map(|label| json!(label))).collect();
    assert_eq!(labels, expected.iter().map(|[one, two]| (one, two)).collect::<Vec<_>>(), "{record:#}");
}

#[test]
fn a_title_may_break_before_its_last_words() {
    let text =
        "2024年白水区教育局部门项目支出预算\n绩效目标申报表\n\n项目名称 校舍维修\n\n主管部门及代码 白水区教育局 实施单位 白水区教育局\n";
    holds(
        text,
        &[("/projects/0/form_title", json!("2024年白水区教育局部门项目支出预算绩效目标申报表")), ("/projects/0/fiscal_year", json!(2024))],
        &[],
    );
}

#[test]
fn a_unit_apart_from_its_label_is_the_forms() {
    let text = SHAPOTOU.to_owned()
        + " 年度资金总额： 35\n项目资金\n      其中：财政拨款 30\n（万元）\n           其他资金 5\n\n年度总体\n目标\n\n维修校舍。\n";
    holds(&text, &[("/projects/0/funds/total/yuan", json!(350000)), ("/projects/0/funds/other/yuan", json!(50000))], &[]);
}

#[test]
fn an_indicator_in_running_text_may_be_named_like_an_amount() {
    let text = shapotou("校舍 3座\n\n成本指标\n\n项目总投资 35万元\n\n效益指标\n\n社会效益\n指标\n\n受益人数 320人\n");
    assert_eq!(names(&text), ["校舍", "项目总投资", "受益人数"]);
}

#[test]
fn a_sign_without_a_header_is_never_a_name() {
    let header = "一级指标|二级指标|三级指标|指标值|度量单位|指标属性|绩效标准|指标内容";
    let rows = [
        "产出指标|数量指标|新增图书|>=|3.2|万册|定量指标|年度计划|入藏图书数量",
        "满意度指标|服务对象满意度指标|读者满意度|>=|95|%|定量指标|问卷调查|读者满意程度",
    ];
    let table: Vec<&str> = KORLA_TOP.into_iter().chain([header]).chain(rows).collect();
    for text in [sheet(&table), loose(&table)] {
        let record = read((KORLA.to_owned() + &text).as_bytes());
        let names: Vec<&Value> = record["projects"][0]["indicators"].as_array().expect("a list").iter().map(|one| &one["name"]).collect();
        assert_eq!(names, ["新增图书", "读者满意度"], "{record:#}");
    }
}
