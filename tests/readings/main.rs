//! Small documents, each with one thing that real ones do and the corpus does not show: what must be read there.

mod repeated;
#[path = "../support/mod.rs"]
mod support;
mod torn;

use serde_json::{Value, json};

use support::extract::{read, residue};

/// The record of `text` holds these values, and nothing of it is residue but `rest`.
fn holds(text: &str, expected: &[(&str, Value)], rest: &[&str]) {
    let record = read(text.as_bytes());
    for (pointer, value) in expected {
        let found = record.pointer(pointer).unwrap_or(&Value::Null);
        assert!(same(found, value), "{pointer}: expected {value}, found {found}\n{record:#}");
    }
    assert_eq!(residue(&record), rest, "{record:#}");
}

/// 5 and 5.0 are one number.
fn same(one: &Value, two: &Value) -> bool {
    match (one, two) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        _ => one == two,
    }
}

/// How many elements stand under a pointer.
fn count(text: &str, pointer: &str) -> usize {
    read(text.as_bytes()).pointer(pointer).and_then(Value::as_array).map_or(0, Vec::len)
}

/// Rows of cells, `|` between them, as one cell per line.
fn loose(rows: &[&str]) -> String {
    rows.iter().map(|row| row.split('|').map(|cell| format!("\t{cell}\n")).collect::<String>() + "\n").collect()
}

/// Rows of cells, `|` between them, as one row per line.
fn sheet(rows: &[&str]) -> String {
    rows.iter().map(|row| row.replace('|', "\t") + "\n").collect()
}

const KORLA: &str = "项目支出绩效目标表\n\n(2024年)\n\n";
const KORLA_TOP: [&str; 4] = [
    "预算单位||青原县交通运输局||||||",
    "项目名称||农村公路养护||||项目负责人||马超|",
    "项目资金(万元)||年度预算总额:|80|其中:财政拨款|80|其他资金:|0|",
    "项目总体目标||目标1：养护公路200公里。||||||",
];

#[test]
fn an_unknown_header_keeps_its_column() {
    let header = "一级指标|二级指标|三级指标|执行主体|指标值|指标值设置依据|上年完成值|指标分值权重|指标赋分规则|佐证资料";
    let rows = [
        "产出指标|数量指标|养护里程|养护站|≥200公里|计划标准|180公里|20|按照正常比例赋分|工作资料",
        "|质量指标|养护合格率|养护站|≥95%|行业标准|94%|20|按照正常比例赋分|工作资料",
    ];
    let expected = [
        ("/projects/0/indicators/0/name", json!("养护里程")),
        ("/projects/0/indicators/0/target/value", json!(200)),
        ("/projects/0/indicators/0/history/0/raw", json!("180公里")),
        ("/projects/0/indicators/1/name", json!("养护合格率")),
        ("/projects/0/indicators/1/weight", json!(20)),
        ("/projects/0/indicators/1/evidence", json!("工作资料")),
    ];
    let table: Vec<&str> = KORLA_TOP.into_iter().chain([header]).chain(rows).collect();
    holds(&(KORLA.to_owned() + &sheet(&table)), &expected, &["执行主体", "养护站", "养护站"]);
    holds(&(KORLA.to_owned() + &loose(&table)), &expected, &["执行主体", "养护站", "养护站"]);
    let diagnostics = read((KORLA.to_owned() + &loose(&table)).as_bytes())["diagnostics"].clone();
    assert_eq!(diagnostics.as_array().map(|all| all.iter().filter(|one| one["code"] == "header-unknown").count()), Some(1));
}

#[test]
fn a_remark_beside_an_indicator_is_a_field_of_the_form() {
    let header = "一级指标|二级指标|三级指标|指标值|指标值设置依据|上年完成值|指标分值权重|指标赋分规则|佐证资料|备注";
    let row = "产出指标|数量指标|养护里程|≥200公里|计划标准|180公里|20|按照正常比例赋分|工作资料|含村道";
    let table: Vec<&str> = KORLA_TOP.into_iter().chain([header, row]).collect();
    let expected = [
        ("/projects/0/indicators/0/name", json!("养护里程")),
        ("/projects/0/other_fields/0/label", json!("备注")),
        ("/projects/0/other_fields/0/value", json!("含村道")),
    ];
    holds(&(KORLA.to_owned() + &sheet(&table)), &expected, &[]);
    holds(&(KORLA.to_owned() + &loose(&table)), &expected, &[]);
}

const ZHUSHAN: &str = "乡村照明2025年度和中期规划绩效目标表\n";

#[test]
fn funding_tables_print_years_units_and_remarks_in_many_ways() {
    let amounts = |table: &[&str]| ZHUSHAN.to_owned() + &sheet(&[&["项目名称|乡村照明|项目主管部门|桤县住建局"], table].concat());
    let years = amounts(&["项目支出预算及测算依据|项目支出明细|2025年|2026年", "|合计|20|30.5"]);
    holds(
        &years,
        &[("/projects/0/expenditures/0/amounts/1/year", json!(2026)), ("/projects/0/expenditures/0/amounts/1/value", json!(30.5))],
        &[],
    );
    let bracketed = amounts(&["项目资金来源|来源项目及年度|当年预算（2025年）|备注", "|合计|20万元|含专项债"]);
    holds(
        &bracketed,
        &[
            ("/projects/0/funding_sources/0/amounts/0/label", json!("当年预算（2025年）")),
            ("/projects/0/funding_sources/0/amounts/0/year", json!(2025)),
            ("/projects/0/funding_sources/0/amounts/0/value", json!(20)),
            ("/projects/0/other_fields/0/value", json!("含专项债")),
        ],
        &[],
    );
}

#[test]
fn copies_of_merged_cells_say_nothing_more() {
    let text = sheet(&[
        "项目支出绩效目标表|项目支出绩效目标表|项目支出绩效目标表|项目支出绩效目标表|项目支出绩效目标表",
        "项目名称|乡村照明|乡村照明|项目主管部门|桤县住建局",
        "项目起始时间（年）|2025|2025|项目终止时间（年）|2027",
        "项目申请理由和主要内容|设立依据|住建部文件|住建部文件|住建部文件",
        "项目资金来源|来源项目及年度|2025年当年预算|2026年支出规划|备注",
        "项目资金来源|来源项目及年度|金额|金额|备注",
        "项目资金来源|合计|20|20|",
        "项目资金来源|1、财政拨款补助|20|20|",
        "其他说明的问题|无|无|无|无",
    ]);
    holds(
        &text,
        &[
            ("/projects/0/form_title", json!("项目支出绩效目标表")),
            ("/projects/0/narrative/basis", json!("住建部文件")),
            ("/projects/0/narrative/notes", json!(null)),
            ("/projects/0/start_year", json!(2025)),
            ("/projects/0/funding_sources/0/amounts/1/value", json!(20)),
            ("/projects/0/funding_sources/1/label", json!("1、财政拨款补助")),
        ],
        &[],
    );
    assert_eq!(count(&text, "/projects"), 1);
    assert_eq!(count(&text, "/projects/0/funding_sources"), 2);
}

#[test]
fn a_title_above_the_first_forms_title_is_the_documents() {
    let text = "桤县教育局2023年项目绩效目标公开表\n\n校舍维修2023年度和中期规划绩效目标表\n\n\t项目名称\n\t校舍维修\n\t项目主管部门\n\t桤县教育局\n";
    holds(
        text,
        &[
            ("/title", json!("桤县教育局2023年项目绩效目标公开表")),
            ("/projects/0/form_title", json!("2023年度和中期规划绩效目标表")),
            ("/projects/0/name", json!("校舍维修")),
        ],
        &[],
    );
}

#[test]
fn titles_end_where_another_part_begins() {
    let text = "某县2023年部门预算说明\n第一部分 部门概况\n第二部分 预算情况\n表1 一般公共预算支出表\n单位：元\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t100\n";
    holds(text, &[("/title", json!("某县2023年部门预算说明"))], &["第一部分 部门概况", "第二部分 预算情况"]);
    holds(
        "关于预算绩效的通知\n各单位要认真填报。\n",
        &[("/title", json!("关于预算绩效的通知")), ("/outcome", json!("unknown"))],
        &["各单位要认真填报。"],
    );
}

#[test]
fn a_line_that_numbers_a_table_stands_above_its_title() {
    let text = loose(&["表一", "部门收支总体情况表", "单位：万元", "项目|预算数|项目|预算数", "一、财政拨款|5.00|一、教育支出|5.00"])
        + &loose(&["表二", "部门收入总体情况表", "单位：万元", "单位编码|单位名称|总计|财政拨款", "201|桤县教育局|5.00|5.00"]);
    holds(
        &text,
        &[
            ("/budget_tables/0/number", json!("一")),
            ("/budget_tables/1/number", json!("二")),
            ("/budget_tables/1/rows/0/name", json!("桤县教育局")),
        ],
        &[],
    );
    assert_eq!(count(&text, "/budget_tables/0/rows"), 2);
}

#[test]
fn three_public_expenses_in_one_row_are_the_rows_of_the_usual_table() {
    let title = "一般公共预算“三公”经费支出情况表（七）";
    let one = loose(&[
        title,
        "单位：万元",
        "合计|因公出国（境）费|公务接待费|公务用车购置及运行费||",
        "|||小计|公务用车购置费|公务用车运行费",
        "10.00|0.00|1.00|9.00|0.00|9.00",
    ]);
    holds(
        &one,
        &[
            ("/budget_tables/0/columns", json!([{"key": "budget", "label": null}])),
            ("/budget_tables/0/rows/0/kind", json!("total")),
            ("/budget_tables/0/rows/2/name", json!("公务接待费")),
            ("/budget_tables/0/rows/2/values/budget", json!(1)),
            ("/budget_tables/0/rows/3/name", json!("公务用车购置及运行费")),
            ("/budget_tables/0/rows/5/values/budget", json!(9)),
        ],
        &[],
    );
    let two = sheet(&[
        title,
        "2022年预算数|||2023年预算数||",
        "合计|公务接待费|公务用车运行费|合计|公务接待费|公务用车运行费",
        "5|1|4|6|1.5|4.5",
    ]);
    holds(
        &two,
        &[
            ("/budget_tables/0/columns/1/label", json!("2023年预算数")),
            ("/budget_tables/0/rows/1/values", json!({"budget": 1, "budget_2": 1.5})),
        ],
        &[],
    );
    assert_eq!(count(&two, "/budget_tables/0/rows"), 3);
}

#[test]
fn a_group_header_that_no_line_names_gives_way_to_the_columns_under_it() {
    let text = loose(&[
        "政府性基金预算支出情况表（八）",
        "单位：万元",
        "功能分类科目||本年政府性基金预算支出||",
        "科目编码|科目名称|合计|基本支出|项目支出",
        "212|城乡社区支出|5.00|3.00|2.00",
    ]);
    holds(&text, &[("/budget_tables/0/rows/0/values", json!({"total": 5, "basic": 3, "project": 2}))], &[]);
}

const ROWS: [&str; 2] = [
    "一级指标|二级指标|三级指标|指标值|指标值设置依据|上年完成值|指标分值权重|指标赋分规则|佐证资料",
    "产出指标|数量指标|养护里程|≥200公里|计划标准|180公里|20|按照正常比例赋分|工作资料",
];

#[test]
fn an_indicator_may_be_named_like_a_label() {
    let rows = ["||资金总额|≤5万元|历史标准|无|10|按照正常比例赋分|工作资料", "||其他说明|≥3条|历史标准|无|10|按照正常比例赋分|工作资料"];
    let table: Vec<&str> = KORLA_TOP.into_iter().chain(ROWS).chain(rows).collect();
    for text in [KORLA.to_owned() + &sheet(&table), KORLA.to_owned() + &loose(&table)] {
        holds(
            &text,
            &[
                ("/projects/0/indicators/1/name", json!("资金总额")),
                ("/projects/0/indicators/2/name", json!("其他说明")),
                ("/projects/0/narrative/notes", json!(null)),
                ("/projects/0/funds/total/value", json!(80)),
            ],
            &[],
        );
    }
    let running = "项目支出绩效目标表\n(2024年)\n项目名称 农村公路养护\n一级指标 二级指标 三级指标 指标值 指标值设置依据 上年完成值 指标分值权重 指标赋分规则 佐证资料\n产出指标 数量指标 养护里程 ≥200公里 计划标准 90% 20\n备注 ≥3条 历史标准 无 10 按照正常比例赋分 工作资料\n合计 100\n";
    holds(
        running,
        &[
            ("/projects/0/indicators/0/weight", json!(20)),
            ("/projects/0/indicators/0/history/0/raw", json!("90%")),
            ("/projects/0/indicators/1/name", json!("备注")),
        ],
        &[],
    );
    assert_eq!(count(running, "/projects/0/indicators"), 2);
}

#[test]
fn label_words_inside_a_goals_cell_are_its_text() {
    let goal = "项目总体目标|保障安全。\n资金安排：财政60万元。\n（二）年度目标：完成维修。";
    let text = KORLA.to_owned() + &loose(&[&KORLA_TOP[..3], &[goal], &ROWS[..]].concat());
    holds(
        &text,
        &[
            ("/projects/0/goals/0/text", json!("保障安全。\n资金安排：财政60万元。\n（二）年度目标：完成维修。")),
            ("/projects/0/narrative/funding_arrangement", json!(null)),
            ("/projects/0/indicators/0/name", json!("养护里程")),
        ],
        &[],
    );
    assert_eq!(count(&text, "/projects/0/goals"), 1);
}

#[test]
fn the_next_item_of_a_list_is_no_label() {
    let text = "沙坡头区本级部门项目支出预算绩效目标申报表\n（2023年度）\n\n项目名称 校舍维修\n\n年度总体\n目标\n\n（1）保障安全。\n（2）年度目标：完成3座。\n（3）满意度90%。\n\n一级指标 二级指标 三级指标 指标值\n\n产出指标\n\n数量指标\n\n指标1：数量 3座\n";
    holds(text, &[("/projects/0/goals/0/text", json!("（1）保障安全。\n（2）年度目标：完成3座。\n（3）满意度90%。"))], &[]);
}

#[test]
fn a_sheets_quotes_are_layout() {
    let goal = "项目总体目标||\"目标1：养护\"\"四好\"\"公路。\n目标2：满意度95%。\"||||||";
    let text = KORLA.to_owned()
        + &sheet(
            &[&KORLA_TOP[..3], &[goal], &ROWS[..1], &["产出指标|数量指标|\"养护\n里程\"|≥200公里|计划标准|无|20|直接赋分|工作资料"]]
                .concat(),
        );
    holds(
        &text,
        &[
            ("/projects/0/goals/0/text", json!("目标1：养护\"四好\"公路。\n目标2：满意度95%。")),
            ("/projects/0/goals/0/items/1/text", json!("满意度95%。")),
            ("/projects/0/indicators/0/name", json!("养护里程")),
            ("/projects/0/indicators/0/weight", json!(20)),
        ],
        &[],
    );
}

#[test]
fn a_list_in_a_sheets_cell_may_begin_with_a_short_line() {
    let text =
        KORLA.to_owned() + &sheet(&[&KORLA_TOP[..3], &["项目总体目标||1.保安全；\n2.维修3座；\n3.群众满意。||||||"], &ROWS[..]].concat());
    holds(&text, &[("/projects/0/goals/0/text", json!("1.保安全；\n2.维修3座；\n3.群众满意。"))], &[]);
}

#[test]
fn tables_whose_cells_lost_their_tabs_keep_their_columns() {
    let text = (KORLA.to_owned() + &loose(&[&KORLA_TOP[..], &ROWS[..]].concat())).replace("\t\n", "").replace('\t', "");
    holds(
        &text,
        &[
            ("/projects/0/name", json!("农村公路养护")),
            ("/projects/0/goals/0/text", json!("目标1：养护公路200公里。")),
            ("/projects/0/indicators/0/name", json!("养护里程")),
            ("/projects/0/indicators/0/weight", json!(20)),
        ],
        &[],
    );
}

#[test]
fn lines_cut_inside_words_are_one_paragraph_beside_tables_too() {
    let text = "东川区水务局2024年水库维修项目\n\n项目名称\n\n水库维修\n\n项目基本概况\n\n全区公路总里程1420公里，其中县道412.6公里、乡道638.9公里、村道81\n5.852公里，桥梁94座，受去年汛期强降雨影响，部分路段路基沉陷、边坡坍\n塌，需要及时修复。\n项目实施单位\n\n单位名称：东川区水务局\n\n"
        .to_owned()
        + &loose(&["项目绩效目标表", "项目目标|总体目标(2024年-2026年)|完成维修。"]);
    holds(
        &text,
        &[(
            "/projects/0/narrative/overview",
            json!(
                "全区公路总里程1420公里，其中县道412.6公里、乡道638.9公里、村道815.852公里，桥梁94座，受去年汛期强降雨影响，部分路段路基沉陷、边坡坍塌，需要及时修复。"
            ),
        )],
        &[],
    );
}

/// The pointers and codes of all diagnostics of `text`.
fn pointers(text: &str) -> Vec<(String, String)> {
    let record = read(text.as_bytes());
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    record["diagnostics"].as_array().into_iter().flatten().map(|one| (word(&one["code"]), word(&one["pointer"]))).collect()
}

#[test]
fn diagnostics_point_at_the_value_itself() {
    let text = ZHUSHAN.to_owned()
        + &sheet(&[
            "项目名称|乡村照明|项目主管部门|桤县住建局",
            "项目名称|乡村道路照明|项目主管部门|桤县住建局",
            "项目资金来源|来源项目及年度|2025年当年预算|2026年支出规划",
            "|合计|20|约二十",
        ])
        + "\n此行与本表无关。\n";
    let expected = [
        ("label-repeated", "/projects/0/name"),
        // The second name.
        ("residue", "/coverage/residue"),
        ("untyped-number", "/projects/0/funding_sources/0/amounts/1/value"),
    ];
    assert_eq!(pointers(&text), expected.map(|(code, pointer)| (code.to_owned(), pointer.to_owned())));
}

#[test]
fn forms_with_nested_tables_read_as_running_text() {
    let project = "公路养护2025年度和中期规划绩效目标表\n项目名称 公路养护 项目主管部门 桤县交通运输局\n项目申请理由和主要内容\n设立依据 交通部文件\n项目资金来源\n来源项目及年度 2025年当年预算 2026年支出规划 备注\n金额 金额\n合计 120.00 80.50\n项目支出明细 金额 金额\n合计 120.00 80.50\n测算依据及说明 20公里×6万元\n项目采购\n采购品目 是否属新增资产配置 数量 金额\n除雪车 是 1 60.00\n总体目标 中期目标（2025-2027年） 2025年度目标\n完成主干道养护。 养护20公里。\n其他说明的问题 由县公路局实施。\n";
    holds(
        project,
        &[
            ("/projects/0/narrative/basis", json!("交通部文件")),
            ("/projects/0/narrative/calculation", json!("20公里×6万元")),
            ("/projects/0/narrative/notes", json!("由县公路局实施。")),
            ("/projects/0/expenditures/0/amounts/1/value", json!(80.5)),
            ("/projects/0/procurement/0/item", json!("除雪车")),
            ("/projects/0/procurement/0/amount/value", json!(60)),
            ("/projects/0/goals/0/horizon", json!("overall")),
            ("/projects/0/goals/0/text", json!("完成主干道养护。 养护20公里。")),
        ],
        &[],
    );
    let department = "部门整体支出绩效目标公开表（十）\n单位：万元\n部门（单位）名称 桤县林业局\n部门总体资金情况 总体资金情况 当年金额 占比 近两年收支金额\n2021年 2022年\n收入构成 财政拨款 1,500.00 93.75% 1,400.50 1,450.00\n其他资金 100.00 6.25% 0.00 20.50\n合计 1,600.00 100% 1,400.50 1,470.50\n支出构成 基本支出 600.00\n部门职能概述 负责林业和草原监督管理。\n年度工作任务 完成造林2万亩。\n项目支出情况 项目名称 项目类型 项目总预算 项目本年度预算 项目主要支出方向和用途\n森林防火 常年性项目 300.00 200.00 购置防火物资\n";
    holds(
        department,
        &[
            ("/departments/0/funds/0/side", json!("revenue")),
            ("/departments/0/funds/1/label", json!("其他资金")),
            ("/departments/0/funds/1/history/1/value", json!(20.5)),
            ("/departments/0/funds/2/share", json!(100)),
            // One amount under four columns has none that is certain.
            ("/departments/0/funds/3/side", json!("expenditure")),
            ("/departments/0/funds/3/current", json!(null)),
            ("/departments/0/mandate", json!("负责林业和草原监督管理。")),
            ("/departments/0/annual_tasks", json!("完成造林2万亩。")),
            ("/departments/0/projects/0/name", json!("森林防火")),
            ("/departments/0/projects/0/annual_budget", json!(200)),
            ("/departments/0/projects/0/description", json!("购置防火物资")),
        ],
        &["600.00"],
    );
}

#[test]
fn a_level_2_that_the_vocabulary_lacks_keeps_its_place() {
    let rows = ["满意度指标|读者满意度|读者对服务的评价|≥90%|其他标准|89%|10|满意度赋分|问卷调查"];
    let table: Vec<&str> = KORLA_TOP.into_iter().chain(ROWS).chain(rows).collect();
    let expected = [
        ("/projects/0/indicators/1/level2_label", json!("读者满意度")),
        ("/projects/0/indicators/1/level2", json!("recipient_satisfaction")),
        ("/projects/0/indicators/1/name", json!("读者对服务的评价")),
    ];
    for text in [KORLA.to_owned() + &sheet(&table), KORLA.to_owned() + &loose(&table)] {
        holds(&text, &expected, &[]);
    }
}

#[test]
fn tables_and_forms_of_a_sheet_follow_each_other_without_blank_lines() {
    let tables = sheet(&[
        "部门收入总体情况表（二）|||",
        "|||单位：万元",
        "单位编码|单位名称|总计|其他资金",
        "201|桤县教育局|45.36|1.00",
        "部门支出总体情况表（三）|||",
        "|||单位：万元",
        "科目编码|科目名称|预算数|基本支出",
        "205|教育支出|45.36|40.00",
    ]);
    holds(
        &tables,
        &[
            ("/budget_tables/0/rows/0/name", json!("桤县教育局")),
            ("/budget_tables/1/number", json!("三")),
            ("/budget_tables/1/rows/0/values/basic", json!(40)),
        ],
        &[],
    );
    assert_eq!(count(&tables, "/budget_tables/0/rows"), 1);
    let form: Vec<&str> = ["项目支出绩效目标表||||||||", "(2024年)||||||||"].into_iter().chain(KORLA_TOP).chain(ROWS).collect();
    let forms = sheet(&[form.clone(), form].concat());
    holds(
        &forms,
        &[
            ("/projects/1/form_title", json!("项目支出绩效目标表")),
            ("/projects/1/fiscal_year", json!(2024)),
            ("/projects/1/indicators/0/name", json!("养护里程")),
        ],
        &[],
    );
    assert_eq!(count(&forms, "/projects"), 2);
    assert_eq!(count(&forms, "/projects/0/indicators"), 1);
}

#[test]
fn funds_of_a_department_keep_their_columns_without_the_blank_cells_of_their_head() {
    let text = "部门整体支出绩效目标表\n（2023年度）\n单位：万元\n".to_owned()
        + &loose(&[
            "部门（单位）名称|桤县林业局",
            "部门总体资金情况|总体资金情况|当年金额|占比|近两年收支金额",
            "2021年|2022年",
            "收入构成|财政拨款|100.00|100%|90.00|95.00",
            "合计|100.00|100%|90.00|95.00",
            "支出构成|基本支出|60.00|60%|55.00|58.00",
            "项目支出|40.00|40%|35.00|37.00",
        ]);
    holds(
        &text,
        &[
            ("/departments/0/funds/1/share", json!(100)),
            ("/departments/0/funds/2/side", json!("expenditure")),
            ("/departments/0/funds/2/history/1/value", json!(58)),
            ("/departments/0/funds/3/current", json!(40)),
        ],
        &[],
    );
}
