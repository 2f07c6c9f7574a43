//! Target values of indicators: how they are printed and what they mean.
//! Built from parts, so that the expected reading never comes from parsing.

use super::vocabulary::word;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A number of the record as JSON: the exact decimal, trailing zeros dropped.
pub fn number(digits: &str) -> Value {
    let plain = digits.replace(',', "");
    let short = if plain.contains('.') { plain.trim_end_matches('0').trim_end_matches('.') } else { &plain };
    serde_json::from_str(short).expect("the generator prints decimal numbers")
}

/// Thousands separators, as a spreadsheet prints them.
pub fn separated(digits: &str) -> String {
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

/// The cell of a target or of an earlier value.
#[derive(Clone, Debug)]
pub enum Target {
    /// A blank cell or one of the placeholders.
    Blank(&'static str),
    /// Sign, number, scale, unit and a closing 以上/以内.
    Number { sign: usize, digits: String, scale: usize, unit: &'static str, close: usize },
    /// `10-15项`.
    Range { low: u32, high: u32, unit: &'static str },
    /// A full date, perhaps with 前.
    Date { year: i32, month: u32, day: u32, before: bool },
    /// A qualitative target.
    Text(String),
}

const SIGNS: &[(&str, Option<&str>)] = &[
    ("", None),
    ("≥", Some(">=")),
    ("≤", Some("<=")),
    ("=", Some("=")),
    (">", Some(">")),
    ("<", Some("<")),
    ("≧", Some(">=")),
    ("≦", Some("<=")),
    ("不低于", Some(">=")),
    ("不少于", Some(">=")),
    ("不高于", Some("<=")),
    ("不超过", Some("<=")),
];
const CLOSES: &[(&str, Option<&str>)] = &[("", None), ("以上", Some(">=")), ("以内", Some("<=")), ("以下", Some("<="))];
const SCALES: &[(&str, u64)] = &[("", 1), ("万", 10_000), ("亿", 100_000_000)];
const UNITS: &[&str] = &["人", "次", "项", "天", "个", "户", "公里", "人次", "元", "元/人/年", "台/套", "平方米"];
const PHRASES: &[&str] = &["效果显著", "有所提升", "逐步改善", "按计划完成", "达到行业标准", "长期有效", "及时", "优良"];

impl Target {
    /// The cell as printed.
    pub fn raw(&self) -> String {
        match self {
            Self::Blank(mark) => (*mark).to_owned(),
            Self::Number { sign, digits, scale, unit, close } => {
                format!("{}{digits}{}{unit}{}", SIGNS[*sign].0, SCALES[*scale].0, CLOSES[*close].0)
            }
            Self::Range { low, high, unit } => format!("{low}-{high}{unit}"),
            Self::Date { year, month, day, before } => {
                format!("{year}年{month}月{day}日{}", if *before { "前" } else { "" })
            }
            Self::Text(text) => text.clone(),
        }
    }

    /// The `target` object of an indicator.
    pub fn json(&self) -> Value {
        let mut out = json!({"raw": null, "operator": null, "value": null, "value_max": null,
            "unit": null, "scale": null, "date": null, "text": null});
        if !matches!(self, Self::Blank(_)) {
            out["raw"] = json!(self.raw());
        }
        match self {
            Self::Blank(_) => {}
            Self::Number { sign, digits, scale, unit, close } => {
                out["operator"] = json!(SIGNS[*sign].1.or(CLOSES[*close].1));
                out["value"] = number(digits);
                out["scale"] = json!(SCALES[*scale].1);
                out["unit"] = if unit.is_empty() { Value::Null } else { json!(unit) };
            }
            Self::Range { low, high, unit } => {
                out["value"] = json!(low);
                out["value_max"] = json!(high);
                out["scale"] = json!(1);
                out["unit"] = json!(unit);
            }
            Self::Date { year, month, day, before } => {
                out["date"] = json!(format!("{year:04}-{month:02}-{day:02}"));
                out["operator"] = if *before { json!("<=") } else { Value::Null };
            }
            Self::Text(text) => out["text"] = json!(text),
        }
        out
    }

    /// One `history` entry; a placeholder stays there as its raw text.
    pub fn history(&self, label: &str, year: Option<i32>) -> Value {
        let target = self.json();
        let raw = self.raw();
        let raw = if raw.is_empty() { Value::Null } else { json!(raw) };
        json!({"label": label, "year": year, "raw": raw, "value": target["value"],
            "unit": target["unit"], "scale": target["scale"]})
    }
}

fn digits() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just("100.00".to_owned()),
        1 => Just("1.00".to_owned()),
        3 => (1u32..2000).prop_map(|n| n.to_string()),
        2 => (0u32..500, 0u32..100).prop_map(|(a, b)| format!("{a}.{b:02}")),
        1 => (1000u32..80_000).prop_map(|n| separated(&n.to_string())),
    ]
}

/// A number with optional sign, scale and unit.
fn numeric() -> BoxedStrategy<Target> {
    let bare = digits().prop_map(|digits| Target::Number { sign: 0, digits, scale: 0, unit: "", close: 0 });
    let percent = (0..SIGNS.len(), 1u32..=100, 0..CLOSES.len()).prop_map(|(sign, n, close)| {
        let close = if sign == 0 { close } else { 0 };
        Target::Number { sign, digits: n.to_string(), scale: 0, unit: "%", close }
    });
    let full = (0..SIGNS.len(), digits(), 0..SCALES.len(), word(UNITS), 0..CLOSES.len(), 0u8..10).prop_map(
        |(sign, digits, scale, unit, close, bare_scale)| {
            let close = if sign == 0 { close } else { 0 };
            let unit = if scale > 0 && bare_scale == 0 { "" } else { unit };
            // 万 and 亿 stand before units that are counted, not before measures such as 天.
            let scale = if matches!(unit, "人" | "元" | "人次" | "户" | "平方米" | "元/人/年" | "") { scale } else { 0 };
            Target::Number { sign, digits, scale, unit, close }
        },
    );
    prop_oneof![5 => bare, 2 => percent, 3 => full].boxed()
}

/// A target cell.
pub fn target(year: i32) -> BoxedStrategy<Target> {
    prop_oneof![
        12 => numeric(),
        1 => word(&["", "", "—", "/"]).prop_map(Target::Blank),
        1 => (1u32..20, 1u32..20, word(UNITS)).prop_map(|(low, more, unit)| Target::Range { low, high: low + more, unit }),
        1 => (1u32..=12, 1u32..=28, any::<bool>())
            .prop_map(move |(month, day, before)| Target::Date { year, month, day, before }),
        2 => word(PHRASES).prop_map(|text| Target::Text(text.to_owned())),
        1 => (1u32..=12).prop_map(move |month| Target::Text(format!("{year}年{month}月"))),
    ]
    .no_shrink()
    .boxed()
}

/// The cell of an earlier year.
pub fn earlier() -> BoxedStrategy<Target> {
    prop_oneof![
        8 => numeric(),
        1 => word(&["", "", "无", "—"]).prop_map(Target::Blank),
        1 => word(PHRASES).prop_map(|text| Target::Text(text.to_owned())),
    ]
    .no_shrink()
    .boxed()
}
