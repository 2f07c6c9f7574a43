//! Small documents, each with one thing that real ones do and the corpus does not show: what must be read there.

mod support;

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
    let amounts = |table: &[&str]| ZHUSHAN.to_owned() + &sheet(&[&["项目名称|乡村照明|项目主管部门|房县住建局"], table].concat());
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
        "项目名称|乡村照明|乡村照明|项目主管部门|房县住建局",
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
    let text = "房县教育局2023年项目绩效目标公开表\n\n校舍维修2023年度和中期规划绩效目标表\n\n\t项目名称\n\t校舍维修\n\t项目主管部门\n\t房县教育局\n";
    holds(
        text,
        &[
            ("/title", json!("房县教育局2023年项目绩效目标公开表")),
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
        + &loose(&["表二", "部门收入总体情况表", "单位：万元", "单位编码|单位名称|总计|财政拨款", "201|房县教育局|5.00|5.00"]);
    holds(
        &text,
        &[
            ("/budget_tables/0/number", json!("一")),
            ("/budget_tables/1/number", json!("二")),
            ("/budget_tables/1/rows/0/name", json!("房县教育局")),
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
            "项目名称|乡村照明|项目主管部门|房县住建局",
            "项目名称|乡村道路照明|项目主管部门|房县住建局",
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
    let project = "公路养护2025年度和中期规划绩效目标表\n项目名称 公路养护 项目主管部门 房县交通运输局\n项目申请理由和主要内容\n设立依据 交通部文件\n项目资金来源\n来源项目及年度 2025年当年预算 2026年支出规划 备注\n金额 金额\n合计 120.00 80.50\n项目支出明细 金额 金额\n合计 120.00 80.50\n测算依据及说明 20公里×6万元\n项目采购\n采购品目 是否属新增资产配置 数量 金额\n除雪车 是 1 60.00\n总体目标 中期目标（2025-2027年） 2025年度目标\n完成主干道养护。 养护20公里。\n其他说明的问题 由县公路局实施。\n";
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
    let department = "部门整体支出绩效目标公开表（十）\n单位：万元\n部门（单位）名称 房县林业局\n部门总体资金情况 总体资金情况 当年金额 占比 近两年收支金额\n2021年 2022年\n收入构成 财政拨款 1,500.00 93.75% 1,400.50 1,450.00\n其他资金 100.00 6.25% 0.00 20.50\n合计 1,600.00 100% 1,400.50 1,470.50\n支出构成 基本支出 600.00\n部门职能概述 负责林业和草原监督管理。\n年度工作任务 完成造林2万亩。\n项目支出情况 项目名称 项目类型 项目总预算 项目本年度预算 项目主要支出方向和用途\n森林防火 常年性项目 300.00 200.00 购置防火物资\n";
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
        "201|房县教育局|45.36|1.00",
        "部门支出总体情况表（三）|||",
        "|||单位：万元",
        "科目编码|科目名称|预算数|基本支出",
        "205|教育支出|45.36|40.00",
    ]);
    holds(
        &tables,
        &[
            ("/budget_tables/0/rows/0/name", json!("房县教育局")),
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
            "部门（单位）名称|房县林业局",
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

/// A Kunming form: sections, each with its lines, and what follows.
fn kunming(sections: &[(&str, &str)], table: &[&str]) -> String {
    let printed = |(label, text): &(&str, &str)| format!("{label}\n\n{text}\n\n");
    let narrative: String = sections.iter().map(printed).collect();
    format!("富民县水务局2024年渠道维修项目\n\n{narrative}项目绩效目标表\n\n{}", loose(table))
}

const NARRATIVE: [(&str, &str); 6] = [
    ("项目名称", "渠道维修"),
    ("立项依据", "富水〔2024〕1号"),
    ("项目实施单位", "单位名称：富民县水务局\n经费来源：财政拨款"),
    ("项目基本概况", "维修渠道12公里。"),
    ("项目实施内容", "清淤、衬砌。"),
    ("项目实施计划", "全年实施。"),
];
const GOALS: [&str; 2] = ["项目目标|总体目标(2024年-2026年)|保障灌溉。", "|预算年度(2024年)目标|维修渠道12公里。"];

#[test]
fn labels_repeated_inside_a_text_are_its_words() {
    let overview = "（一）项目名称：渠道维修\n（二）实施单位：富民县水务局\n（三）项目期限：2024年\n1.立项依据：富水〔2024〕1号";
    let plan = "（一）实施主体\n水务局。\n（二）实施计划\n第一季度开工。";
    let mut sections = NARRATIVE;
    sections[3].1 = overview;
    sections[5].1 = plan;
    let text = kunming(&sections, &GOALS);
    holds(
        &text,
        &[
            ("/projects/0/narrative/overview", json!(overview)),
            ("/projects/0/narrative/plan", json!(plan)),
            ("/projects/0/narrative/basis", json!("富水〔2024〕1号")),
            ("/projects/0/narrative/content", json!("清淤、衬砌。")),
            ("/projects/0/term", json!(null)),
        ],
        &[],
    );
    assert_eq!(count(&text, "/projects"), 1);
    let form = ZHUSHAN.to_owned()
        + &loose(&["项目名称|乡村照明|项目主管部门|房县住建局", "项目申请理由和主要内容|设立依据"])
        + "1.设立依据：县政府文件；\n项目主要内容及必要性及可行性分析\n\n项目概况：常年性项目。\n项目实施内容：安装路灯。\n";
    holds(
        &form,
        &[
            ("/projects/0/narrative/basis", json!("1.设立依据：县政府文件；")),
            ("/projects/0/narrative/content", json!("项目概况：常年性项目。\n项目实施内容：安装路灯。")),
            ("/projects/0/narrative/overview", json!(null)),
        ],
        &[],
    );
}

#[test]
fn an_indicator_named_like_a_section_takes_nothing_from_it() {
    let table = [
        GOALS[0],
        GOALS[1],
        "绩效指标|评（扣）分标准|指标内容|绩效指标值设定依据及数据来源",
        "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标属性|||",
        "产出指标|时效指标|项目实施计划|=|按时|无|定性指标|10|按计划实施|年度计划",
    ];
    holds(
        &kunming(&NARRATIVE, &table),
        &[("/projects/0/narrative/plan", json!("全年实施。")), ("/projects/0/indicators/0/name", json!("项目实施计划"))],
        &[],
    );
}

#[test]
fn a_line_that_numbers_the_next_project_belongs_to_none() {
    let one = |name: &str| {
        format!("项目名称\n{name}\n立项依据\n文件。\n项目绩效目标表\n")
            + &sheet(&[
                "项目目标|总体目标(2024年-2026年)|保障灌溉。",
                "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标属性|评（扣）分标准|指标内容|绩效指标值设定依据及数据来源",
                "产出指标|数量指标|维修长度|>=|12|公里|定量指标|20|反映长度|年度计划",
            ])
    };
    let text = format!("富民县水务局2024年项目文本\n（一）渠道维修\n{}（二）水库除险\n{}", one("渠道维修"), one("水库除险"));
    holds(
        &text,
        &[
            ("/title", json!("富民县水务局2024年项目文本")),
            ("/projects/0/indicators/0/basis", json!("年度计划")),
            ("/projects/1/name", json!("水库除险")),
            ("/projects/1/indicators/0/basis", json!("年度计划")),
        ],
        &[],
    );
    let annex = "附件1\n\n".to_owned() + &kunming(&NARRATIVE, &GOALS).replace("项目绩效目标表", "附件：项目绩效目标表");
    holds(&annex, &[("/title", json!("富民县水务局2024年渠道维修项目")), ("/projects/0/form_title", json!("项目绩效目标表"))], &[]);
    let notes = ["项目名称|乡村照明|项目主管部门|房县住建局", "其他说明的问题|无"];
    let next = ["项目名称|河道清理|项目主管部门|房县住建局", "其他说明的问题|无"];
    let forms = format!("{ZHUSHAN}{}2.河道清理\n2025年度和中期规划绩效目标表\n{}", loose(&notes), loose(&next));
    holds(&forms, &[("/projects/0/narrative/notes", json!(null)), ("/projects/1/name", json!("河道清理"))], &[]);
}

#[test]
fn a_value_may_be_worded_like_a_label() {
    let rows = loose(&["经费来源|财政拨款", "单位概况|事业单位。"]);
    let text = kunming(&NARRATIVE, &GOALS).replace("\n经费来源：财政拨款\n", &format!("\n\n{rows}"));
    holds(
        &text,
        &[
            ("/projects/0/funding_source", json!("财政拨款")),
            ("/projects/0/funds/fiscal", json!(null)),
            ("/projects/0/profile", json!("事业单位。")),
        ],
        &[],
    );
    let goals = ["项目目标|总体目标(2024年-2026年)|总体目标：保障灌溉。", "|预算年度（2024年度）目标|年度目标：维修渠道12公里。"];
    holds(
        &kunming(&NARRATIVE, &goals),
        &[
            ("/projects/0/goals/0/text", json!("总体目标：保障灌溉。")),
            ("/projects/0/goals/0/end_year", json!(2026)),
            ("/projects/0/goals/1/horizon", json!("annual")),
            ("/projects/0/goals/1/text", json!("年度目标：维修渠道12公里。")),
        ],
        &[],
    );
}

#[test]
fn a_forms_table_may_say_the_name_again() {
    let table = ["项目绩效目标表", "项目名称|渠道维修", GOALS[0], GOALS[1]];
    let text = kunming(&NARRATIVE, &table);
    holds(&text, &[("/projects/0/name", json!("渠道维修")), ("/projects/0/goals/0/text", json!("保障灌溉。"))], &[]);
    assert_eq!(count(&text, "/projects"), 1);
}

const BY_FUNCTION: [&str; 2] = ["功能分类科目||预算数|其中", "科目编码|科目名称||基本支出|项目支出"];

#[test]
fn a_budget_table_goes_on_below_its_title_on_the_next_page() {
    let title = "部门支出总体情况表（三）";
    let text = loose(&[title, "||||单位：万元"])
        + &loose(&BY_FUNCTION)
        + &loose(&["|合计|5.00|3.00|2.00"])
        + "- 3 -\n\n"
        + &loose(&[title, "||||单位：万元"])
        + &loose(&BY_FUNCTION)
        + &loose(&["205|教育支出|5.00|3.00|2.00", "合计||5.00|3.00|2.00"]);
    holds(
        &text,
        &[
            ("/budget_tables/0/rows/1/code", json!("205")),
            ("/budget_tables/0/rows/1/values", json!({"total": 5, "basic": 3, "project": 2})),
            ("/budget_tables/0/rows/2/code", json!(null)),
            ("/budget_tables/0/rows/2/kind", json!("total")),
        ],
        &[],
    );
    assert_eq!(count(&text, "/budget_tables"), 1);
}

#[test]
fn a_list_of_tables_holds_none() {
    let titles = ["部门收支总体情况表（一）", "部门收入总体情况表（二）", "部门支出总体情况表（三）"];
    let list: String = titles.iter().map(|title| format!("{title}\n\n")).collect();
    let table = |title: &str| loose(&[title, "单位：万元", "项目|预算数|项目|预算数", "一、财政拨款|5.00|一、教育支出|5.00"]);
    let text = format!("房县教育局2023年部门预算公开\n\n目录\n\n{list}{}{}{}", table(titles[0]), table(titles[1]), table(titles[2]));
    holds(&text, &[("/title", json!("房县教育局2023年部门预算公开")), ("/budget_tables/2/title", json!(titles[2]))], &[]);
    assert_eq!(count(&text, "/budget_tables"), 3);
    assert_eq!(count(&text, "/budget_tables/0/rows"), 2);
}

#[test]
fn a_budget_table_without_amounts_says_so_in_many_ways() {
    for row in ["无||||", "|无|||", "空表", "|此表为空|||", "|本单位无政府性基金预算支出|||"] {
        let text = loose(&["政府性基金预算支出情况表（八）", "||||单位：万元"]) + &loose(&BY_FUNCTION) + &loose(&[row]);
        holds(&text, &[("/budget_tables/0/rows", json!([]))], &[]);
    }
    let text = loose(&["部门支出总体情况表（三）"])
        + &loose(&BY_FUNCTION)
        + &loose(&["205|教育支出|5.00|3.00|2.00", "政府性基金预算支出情况表（八）（空表）"])
        + &loose(&BY_FUNCTION);
    holds(&text, &[("/budget_tables/1/number", json!("八")), ("/budget_tables/1/kind", json!("government_fund_expenditure"))], &[]);
    assert_eq!(count(&text, "/budget_tables/0/rows"), 1);
}

#[test]
fn what_stands_above_a_budget_tables_header_moves_no_column() {
    let body =
        loose(&["部门名称：房县教育局||||单位：万元"]) + &loose(&BY_FUNCTION) + &loose(&["栏次||1|2|3", "205|教育支出|5.00|3.00|2.00"]);
    holds(
        &(loose(&["部门支出总体情况表（三）"]) + &body),
        &[("/budget_tables/0/unit", json!("万元")), ("/budget_tables/0/rows/0/values", json!({"total": 5, "basic": 3, "project": 2}))],
        &[],
    );
    let unknown = loose(&[
        "部门收入总体情况表（二）",
        "单位编码|单位名称|总计|财政拨款|捐赠及其他|其他资金",
        "|||一般公共预算财政拨款|政府性基金预算拨款||",
        "201|房县教育局|45.36|40.00|0.00|5.36|0.00",
    ]);
    holds(
        &unknown,
        &[(
            "/budget_tables/0/rows/0/values",
            json!({"total": 45.36, "general_public_budget": 40, "government_fund": 0, "unnamed": 5.36, "other_funds": 0}),
        )],
        &[],
    );
    let years = loose(&["一般公共预算“三公”经费支出情况表（七）", "项目|2022年预算数|2023年预算数|增减额", "合计|10.6|9.6|-1.0"]);
    holds(&years, &[("/budget_tables/0/rows/0/values", json!({"budget": 10.6, "budget_2": 9.6, "unnamed": -1}))], &[]);
}

#[test]
fn label_words_inside_a_departments_cells_are_its_text() {
    let tasks = "1、项目支出情况：安排5个项目；\n2、年度目标：全部完成；\n3、其他任务。";
    let text = loose(&[
        "部门整体支出绩效目标公开表（十）",
        "部门（单位）名称|房县林业局",
        &format!("年度工作任务|{tasks}"),
        "整体绩效总目标|长期目标(截止2025年）|年度目标",
        "||目标1：完成造林2万亩。",
        "……",
        "年度目标1：|完成造林2万亩。",
    ]);
    holds(
        &text,
        &[
            ("/departments/0/annual_tasks", json!(tasks)),
            ("/departments/0/goals/0/horizon", json!("annual")),
            ("/departments/0/goals/0/text", json!("目标1：完成造林2万亩。")),
            ("/departments/0/goals/1/name", json!("年度目标1")),
        ],
        &[],
    );
}

#[test]
fn a_code_may_be_printed_in_front_of_its_name() {
    let rows = ["|合计|9|5|4", "205教育支出||9|5|4", "|20501-教育管理事务|9|5|4", "|[2050101]行政运行|9|5|4"];
    let text = loose(&["部门支出总体情况表（三）"]) + &loose(&BY_FUNCTION) + &loose(&rows);
    let row = |at: usize, key: &str| format!("/budget_tables/0/rows/{at}/{key}");
    let (one, two, three) = (row(1, "code"), row(2, "code"), row(3, "code"));
    let (name, kind) = (row(2, "name"), row(3, "kind"));
    holds(
        &text,
        &[
            (one.as_str(), json!("205")),
            (two.as_str(), json!("20501")),
            (three.as_str(), json!("2050101")),
            (name.as_str(), json!("教育管理事务")),
            (kind.as_str(), json!("item")),
        ],
        &[],
    );
    let units = loose(&["部门收入总体情况表（二）", "单位编码|单位名称|总计|其他资金", "|301医院|9|5"]);
    holds(&units, &[("/budget_tables/0/rows/0/code", json!(null)), ("/budget_tables/0/rows/0/name", json!("301医院"))], &[]);
}

#[test]
fn headers_may_say_the_unit() {
    let text = loose(&["部门收支总体情况表（一）", "项目|预算数（万元）|项目|预算数（万元）", "一、财政拨款|5.00|一、教育支出|5.00"]);
    holds(
        &text,
        &[
            ("/budget_tables/0/unit", json!("万元")),
            ("/budget_tables/0/rows/1/side", json!("expenditure")),
            ("/budget_tables/0/rows/1/values/budget", json!(5)),
        ],
        &[],
    );
    let apart = loose(&["部门收支总体情况表（一）", "|||单 位：万 元", "项目|预算数|项目|预算数", "一、财政拨款|5.00|一、教育支出|5.00"]);
    holds(&apart, &[("/budget_tables/0/unit", json!("万元"))], &[]);
}

#[test]
fn scores_behind_level_words_are_notes() {
    let table = [
        GOALS[0],
        GOALS[1],
        "绩效指标|评（扣）分标准|指标内容|绩效指标值设定依据及数据来源",
        "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标属性|||",
        "产出指标（40分）|||||||||",
        "|数量指标(20分)||||||||",
        "||维修长度|>=|12|公里|定量指标|20|反映长度|年度计划",
    ];
    holds(
        &kunming(&NARRATIVE, &table),
        &[
            ("/projects/0/indicators/0/level1_label", json!("产出指标")),
            ("/projects/0/indicators/0/level2_label", json!("数量指标")),
            ("/projects/0/indicators/0/name", json!("维修长度")),
        ],
        &[],
    );
}

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
