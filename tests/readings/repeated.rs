//! Words that stand twice: labels inside texts, values worded like labels, titles and headers on every page, budget tables that
//! say the same above and below.

use serde_json::json;

use super::*;

/// A Kunming form: sections, each with its lines, and what follows.
fn kunming(sections: &[(&str, &str)], table: &[&str]) -> String {
    let printed = |(label, text): &(&str, &str)| format!("{label}\n\n{text}\n\n");
    let narrative: String = sections.iter().map(printed).collect();
    format!("青桤县水务局2024年渠道维修项目\n\n{narrative}项目绩效目标表\n\n{}", loose(table))
}

const NARRATIVE: [(&str, &str); 6] = [
    ("项目名称", "渠道维修"),
    ("立项依据", "青水〔2024〕1号"),
    ("项目实施单位", "单位名称：青桤县水务局\n经费来源：财政拨款"),
    ("项目基本概况", "维修渠道12公里。"),
    ("项目实施内容", "清淤、衬砌。"),
    ("项目实施计划", "全年实施。"),
];
const GOALS: [&str; 2] = ["项目目标|总体目标(2024年-2026年)|保障灌溉。", "|预算年度(2024年)目标|维修渠道12公里。"];

#[test]
fn labels_repeated_inside_a_text_are_its_words() {
    let overview = "（一）项目名称：渠道维修\n（二）实施单位：青桤县水务局\n（三）项目期限：2024年\n1.立项依据：青水〔2024〕1号";
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
            ("/projects/0/narrative/basis", json!("青水〔2024〕1号")),
            ("/projects/0/narrative/content", json!("清淤、衬砌。")),
            ("/projects/0/term", json!(null)),
        ],
        &[],
    );
    assert_eq!(count(&text, "/projects"), 1);
    let form = ZHUSHAN.to_owned()
        + &loose(&["项目名称|乡村照明|项目主管部门|桤县住建局", "项目申请理由和主要内容|设立依据"])
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
    let text = format!("青桤县水务局2024年项目文本\n（一）渠道维修\n{}（二）水库除险\n{}", one("渠道维修"), one("水库除险"));
    holds(
        &text,
        &[
            ("/title", json!("青桤县水务局2024年项目文本")),
            ("/projects/0/indicators/0/basis", json!("年度计划")),
            ("/projects/1/name", json!("水库除险")),
            ("/projects/1/indicators/0/basis", json!("年度计划")),
        ],
        &[],
    );
    let annex = "附件1\n\n".to_owned() + &kunming(&NARRATIVE, &GOALS).replace("项目绩效目标表", "附件：项目绩效目标表");
    holds(&annex, &[("/title", json!("青桤县水务局2024年渠道维修项目")), ("/projects/0/form_title", json!("项目绩效目标表"))], &[]);
    let notes = ["项目名称|乡村照明|项目主管部门|桤县住建局", "其他说明的问题|无"];
    let next = ["项目名称|河道清理|项目主管部门|桤县住建局", "其他说明的问题|无"];
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
    let text = format!("桤县教育局2023年部门预算公开\n\n目录\n\n{list}{}{}{}", table(titles[0]), table(titles[1]), table(titles[2]));
    holds(&text, &[("/title", json!("桤县教育局2023年部门预算公开")), ("/budget_tables/2/title", json!(titles[2]))], &[]);
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
        loose(&["部门名称：桤县教育局||||单位：万元"]) + &loose(&BY_FUNCTION) + &loose(&["栏次||1|2|3", "205|教育支出|5.00|3.00|2.00"]);
    holds(
        &(loose(&["部门支出总体情况表（三）"]) + &body),
        &[("/budget_tables/0/unit", json!("万元")), ("/budget_tables/0/rows/0/values", json!({"total": 5, "basic": 3, "project": 2}))],
        &[],
    );
    let unknown = loose(&[
        "部门收入总体情况表（二）",
        "单位编码|单位名称|总计|财政拨款|捐赠及其他|其他资金",
        "|||一般公共预算财政拨款|政府性基金预算拨款||",
        "201|桤县教育局|45.36|40.00|0.00|5.36|0.00",
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
        "部门（单位）名称|桤县林业局",
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
