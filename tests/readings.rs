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
    "预算单位||和静县交通运输局||||||",
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
