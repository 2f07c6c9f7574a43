//! Fields: their result is text, their code is not.
//!
//! ```text
//! field = begin , code , [ separate , result ] , end
//! ```
//! Codes nest. An `EQ` field has no result; what it draws is read out of its code.

/// The fields open at one place.
#[derive(Debug, Default)]
pub struct Fields {
    open: Vec<Field>,
    /// How many of them are still in their code.
    coding: usize,
}

#[derive(Debug, Default)]
struct Field {
    in_result: bool,
    code: String,
}

/// Bytes of a code that are kept; `EQ` codes are short.
const LONGEST_CODE: usize = 400;

impl Fields {
    /// Whether text here belongs to a code.
    pub fn in_code(&self) -> bool {
        self.coding > 0
    }

    /// Takes a `begin`, `separate` or `end`; gives the text that the field draws without a result.
    pub fn mark(&mut self, kind: &str) -> Option<String> {
        match kind {
            "begin" => {
                self.coding += 1;
                self.open.push(Field::default());
            }
            "separate" => {
                if let Some(field) = self.open.last_mut().filter(|field| !field.in_result) {
                    field.in_result = true;
                    self.coding -= 1;
                }
            }
            "end" => {
                let field = self.open.pop().filter(|field| !field.in_result)?;
                self.coding -= 1;
                return drawn(&field.code).filter(|_| !self.in_code());
            }
            _ => {}
        }
        None
    }

    /// Takes characters of a code.
    pub fn code(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| field.code.len() < LONGEST_CODE) {
            field.code.extend(text.chars().take(LONGEST_CODE));
        }
    }

    /// At the end of a paragraph: a code that nobody ended must not swallow the rest of the document.
    pub fn paragraph_ends(&mut self) {
        if self.coding > 0 {
            self.open.retain(|field| field.in_result);
            self.coding = 0;
        }
    }
}

/// `EQ \o\ac(○,1)` → ①; `EQ \o\ad(\s\up 9(pin),拼)` → 拼
fn drawn(code: &str) -> Option<String> {
    let code = code.trim();
    let rest = code.get(..2).filter(|name| name.eq_ignore_ascii_case("eq")).map(|_| &code[2..])?;
    if !rest.trim_start().starts_with("\\") {
        return None;
    }
    let (first, last) = rest.strip_suffix(')')?.rsplit_once([',', '，'])?;
    let inner = last.trim();
    let circled = first.ends_with(['○', '〇', 'Ｏ']);
    let number = inner.parse::<u32>().ok().filter(|number| circled && (1..=20).contains(number));
    let circle = number.and_then(|number| char::from_u32(0x2460 + number - 1));
    Some(circle.map_or_else(|| inner.to_owned(), String::from)).filter(|text| !text.contains(['\\', '(']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_that_are_characters() {
        for (code, text) in [
            (" EQ \\o\\ac(○,3) ", Some("③")),
            ("eq \\o\\ad(\\s\\up 9(pin),拼)", Some("拼")),
            ("EQ \\f(1,2", None),
            ("PAGEREF _Toc1 \\h", None),
            ("é", None),
        ] {
            assert_eq!(drawn(code).as_deref(), text, "{code}");
        }
    }
}
