//! Numbers that no budget has, and tables that no body prints, cost neither a panic nor much time.

use std::time::{Duration, Instant};

use super::support::extract::read;

#[test]
fn sums_of_the_greatest_numbers_do_not_stop_the_reading() {
    let most = "79228162514264337593543950335";
    let mut text = format!(
        "部门支出总体情况表（三）\n\t\t\t单位：亿元\n科目编码\t科目名称\t总计\t基本支出\t项目支出\n\t合计\t{most}\t{most}\t{most}\n"
    );
    for n in 0..9 {
        text += &format!("20{n}\t支出\t{most}\t-{most}\t{most}\n20{n}01\t支出\t{most}\t{most}\t0.0000000000000000000000000001\n");
    }
    text += &format!(
        "\n项目支出绩效目标表\n(2023年)\n项目名称\t\t甲\n项目资金(亿元)\t\t年度预算总额：\t{most}\t其中：财政拨款\t{most}\t其他资金：\t{most}\n"
    );
    text += "一级指标\t二级指标\t三级指标\t指标值\t指标值设置依据\t上年完成值\t指标分值权重\t指标赋分规则\t佐证资料\n";
    for _ in 0..3 {
        text +=
            &format!("产出指标\t数量指标\t人数\t{most}亿人\t\t\t{most}\t\t\n成本指标\t经济成本指标\t费用\t{most}元/人\t\t\t{most}\t\t\n");
    }
    let record = read(text.as_bytes());
    assert_ne!(record["outcome"], "failed", "{}", record["error"]);
    assert!(record["checks"].as_array().is_some_and(|checks| checks.len() > 10));
}

#[test]
fn a_table_of_ten_thousand_wrong_rows_takes_seconds_at_most() {
    let mut text = "部门支出总体情况表（三）\n\t\t\t单位：万元\n科目编码\t科目名称\t总计\t基本支出\t项目支出\n\t合计\t1\t2\t3\n".to_owned();
    for n in 0..10_000 {
        text += &format!("{}\t支出\t{n}\t7\t9\n", 201_0000 + n);
    }
    let start = Instant::now();
    let record = read(text.as_bytes());
    let checks = record["checks"].as_array().expect("a list");
    assert!(checks.len() > 100 && checks.len() < 2000, "{} entries", checks.len());
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
