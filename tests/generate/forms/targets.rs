//! Strategies for targets: numbers with units, ranges, dates, texts, in one cell or in three.

use proptest::prelude::*;
use proptest::sample::select;

use super::target::{Body, Target};

const TEXTS: [&str; 17] = [
    "效果显著",
    "持续提升",
    "有效提高",
    "长期",
    "有所改善",
    "达成目标",
    "每季度末前,",
    "按文件规定执行",
    "及时",
    "1600人、200人",
    "逐年提高",
    "优",
    "减轻群众就医负担，促进社会和谐",
    "2022年12月",
    "进一步提升",
    "根据下达任务目标要求确定",
    "基本消除",
];
const COUNTED: [&str; 28] = [
    "人",
    "人次",
    "个",
    "次",
    "场",
    "天",
    "项",
    "套",
    "台（套）",
    "平方米",
    "公里",
    "亩",
    "户",
    "家",
    "份",
    "小时",
    "分钟",
    "场次",
    "期",
    "吨",
    "立方米",
    "辆",
    "册",
    "台/套",
    "个/批次",
    "次/年",
    "件",
    "Mbps",
];
const MONEY: [&str; 10] = ["元", "元", "元", "元/人", "元/人/年", "元/亩", "元/家", "元/人*月", "元/人·次", "元/吨"];
const SIGNS: [&str; 13] = ["=", "=", ">=", ">=", "≥", "≥", "≧", "<=", "≤", "≦", "＝", ">", "＜"];

/// A decimal as forms print them: whole, with places, with trailing zeros.
pub fn decimal() -> BoxedStrategy<String> {
    prop_oneof![
        5 => (1u32..100).prop_map(|n| n.to_string()),
        3 => (100u32..400000).prop_map(|n| n.to_string()),
        // 2024.12 alone is a month.
        3 => (0u32..3000, 0u32..100).prop_map(|(n, p)| format!("{n}.{:02}", if n > 1900 && p < 13 { p + 13 } else { p })),
        1 => (0u32..900, 1u32..10).prop_map(|(n, p)| format!("{n}.{p}")),
        1 => (1u32..900, 0u32..10000).prop_map(|(n, p)| format!("{n}.{p:04}")),
        1 => Just("0".to_owned()),
    ]
    .boxed()
}

fn quantity() -> BoxedStrategy<(Body, &'static str, &'static str)> {
    let counted = (decimal(), select(&COUNTED[..])).prop_map(|(n, u)| (Body::Number(n), "", u));
    let scaled = (decimal(), select(&["人", "人次", "亩", "平方米", "份", ""][..])).prop_map(|(n, u)| (Body::Number(n), "万", u));
    let money = (decimal(), select(&["", "", "万", "万", "亿"][..]), select(&MONEY[..])).prop_map(|(n, s, u)| (Body::Number(n), s, u));
    let percent = prop_oneof![
        3 => (50u32..=100).prop_map(|n| n.to_string()),
        1 => (50u32..100, 1u32..100).prop_map(|(n, p)| format!("{n}.{p:02}")),
        1 => Just("0".to_owned()),
    ]
    .prop_map(|n| (Body::Number(n), "", "%"));
    let bare = decimal().prop_map(|n| (Body::Number(n), "", ""));
    let range = (1u32..60, 1u32..40, select(&["", "", "万"][..]), select(&["项", "天", "元", "次"][..])).prop_map(|(low, more, s, u)| {
        let s = if u == "元" { s } else { "" };
        (Body::Range(low.to_string(), (low + more).to_string()), s, u)
    });
    prop_oneof![5 => counted, 1 => scaled, 3 => money, 5 => percent, 1 => bare, 1 => range].boxed()
}

fn date() -> BoxedStrategy<Body> {
    (2018u16..2028, 1u8..=12, 1u8..=28).prop_map(|(y, m, d)| Body::Date(y, m, d)).boxed()
}

/// Plain numbers with units, as earlier years' values are printed.
pub fn past() -> BoxedStrategy<Target> {
    quantity()
        .prop_map(|(body, scale, unit)| match body {
            Body::Range(low, _) => (Body::Number(low), scale, unit),
            other => (other, scale, unit),
        })
        .prop_map(|(body, scale, unit)| Target { body, scale, unit, ..Target::blank() })
        .boxed()
}

/// Targets printed in one cell.
pub fn joined() -> BoxedStrategy<Target> {
    let signed = (select(&SIGNS[..]), quantity()).prop_map(|(sign, (body, scale, unit))| {
        // 约, ranges and signs do not go together.
        let sign = if matches!(body, Body::Range(..)) { "" } else { sign };
        Target { sign, body, scale, unit, suffix: "" }
    });
    let worded =
        (select(&["不低于", "不少于", "不高于", "不超过", "约", "", ""][..]), quantity()).prop_map(|(sign, (body, scale, unit))| {
            let sign = if matches!(body, Body::Range(..)) { "" } else { sign };
            Target { sign, body, scale, unit, suffix: "" }
        });
    let behind = (select(&["以上", "以上", "以内", "以下"][..]), quantity()).prop_map(|(suffix, (body, scale, unit))| {
        let range = matches!(body, Body::Range(..)) || unit.is_empty();
        let suffix = if range { "" } else { suffix };
        Target { sign: "", body, scale, unit, suffix }
    });
    let dated = (date(), select(&["", "", "前"][..])).prop_map(|(body, suffix)| Target { body, suffix, ..Target::blank() });
    let text = select(&TEXTS[..]).prop_map(|t| Target { body: Body::Text(t.to_owned()), ..Target::blank() });
    prop_oneof![12 => signed, 3 => worded, 2 => behind, 2 => dated, 4 => text].boxed()
}

/// Targets printed in operator, value and unit cells.
pub fn split() -> BoxedStrategy<Target> {
    let months = (1u32..=12).prop_map(|n| (Body::Number(n.to_string()), "", "月"));
    let signed = (select(&SIGNS[..]), prop_oneof![9 => quantity(), 1 => months]).prop_map(|(sign, (body, scale, unit))| {
        let sign = if matches!(body, Body::Range(..)) { "" } else { sign };
        Target { sign, body, scale, unit, suffix: "" }
    });
    let text = (select(&["=", "=", ""][..]), select(&TEXTS[..]), select(&["%", "", "", "项", "次"][..]))
        .prop_map(|(sign, t, unit)| Target { sign, body: Body::Text(t.to_owned()), scale: "", unit, suffix: "" });
    let dated = (select(&["=", "<=", "≤", ""][..]), date()).prop_map(|(sign, body)| Target { sign, body, ..Target::blank() });
    prop_oneof![14 => signed, 4 => text, 1 => dated].boxed()
}
