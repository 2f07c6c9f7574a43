//! Indicator targets: what is printed and what has to be read from it.

use serde_json::{Value, json};

/// The middle of a target, between sign and unit.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    Blank,
    Number(String),
    Range(String, String),
    Date(u16, u8, u8),
    Text(String),
}

/// A target as it is printed: sign, body, scale, unit and a word behind them.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub sign: &'static str,
    pub body: Body,
    pub scale: &'static str,
    pub unit: &'static str,
    pub suffix: &'static str,
}

/// The exact decimal as a JSON number, trailing zeros dropped.
pub fn number(text: &str) -> Value {
    let plain = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    serde_json::from_str(plain).expect("a decimal")
}

pub fn factor(scale: &str) -> u64 {
    match scale {
        "万" => 10_000,
        "亿" => 100_000_000,
        _ => 1,
    }
}

/// `text` times a power of ten, exactly.
pub fn shifted(text: &str, places: usize) -> Value {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let mut digits = format!("{part:0<places$}");
    let rest = digits.split_off(places);
    let whole = format!("{whole}{digits}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if rest.is_empty() { number(whole) } else { number(&format!("{whole}.{rest}")) }
}

impl Target {
    pub fn blank() -> Self {
        Target { sign: "", body: Body::Blank, scale: "", unit: "", suffix: "" }
    }

    fn body_text(&self) -> String {
        match &self.body {
            Body::Blank => String::new(),
            Body::Number(n) => n.clone(),
            Body::Range(low, high) => format!("{low}-{high}"),
            Body::Date(y, m, d) => format!("{y}年{m}月{d}日"),
            Body::Text(text) => text.clone(),
        }
    }

    /// The printed target, one cell.
    pub fn raw(&self) -> String {
        let body = self.body_text();
        format!("{}{body}{}{}{}", self.sign, self.scale, self.unit, self.suffix)
    }

    /// Operator, value and unit cells; the scale stands with the value or with the unit.
    pub fn cells(&self, scale_with_value: bool) -> [String; 3] {
        let body = self.body_text();
        let (left, right) = if scale_with_value { (self.scale, "") } else { ("", self.scale) };
        [self.sign.to_owned(), format!("{body}{left}"), format!("{right}{}{}", self.unit, self.suffix)]
    }

    fn operator(&self) -> Value {
        let by_sign = match self.sign {
            "=" | "＝" => Some("="),
            ">=" | "≥" | "≧" | "不低于" | "不少于" => Some(">="),
            "<=" | "≤" | "≦" | "不高于" | "不超过" => Some("<="),
            ">" | "＞" => Some(">"),
            "<" | "＜" => Some("<"),
            _ => None,
        };
        let by_suffix = match self.suffix {
            "以上" => Some(">="),
            "以内" | "以下" | "前" => Some("<="),
            _ => None,
        };
        by_sign.or(by_suffix).map_or(Value::Null, Value::from)
    }

    /// The object of the contract.
    pub fn json(&self) -> Value {
        let unit = if self.unit.is_empty() { Value::Null } else { self.unit.into() };
        let mut out = json!({
            "raw": self.raw(), "operator": self.operator(), "value": null, "value_max": null,
            "unit": unit, "scale": null, "date": null, "text": null,
        });
        match &self.body {
            Body::Blank => {
                out["raw"] = Value::Null;
                out["operator"] = Value::Null;
                out["unit"] = Value::Null;
            }
            Body::Number(n) => {
                out["value"] = number(n);
                out["scale"] = factor(self.scale).into();
            }
            Body::Range(low, high) => {
                out["value"] = number(low);
                out["value_max"] = number(high);
                out["scale"] = factor(self.scale).into();
            }
            Body::Date(y, m, d) => out["date"] = format!("{y}-{m:02}-{d:02}").into(),
            Body::Text(text) => out["text"] = text.as_str().into(),
        }
        out
    }
}
