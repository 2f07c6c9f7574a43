//! Blanks between words as browsers show them: text nodes in, characters out.
//!
//! ```text
//! blanks, TABs, line ends        one blank between words, none at the ends of a line
//! a line end between 汉 and 字   nothing: Chinese is written without blanks
//! a no-break blank               itself
//! ```

/// What was seen since the last character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Gap {
    #[default]
    None,
    Blank,
    LineEnd,
}

/// The line that is being written.
#[derive(Debug, Default)]
pub struct Words {
    last: Option<char>,
    gap: Gap,
    /// Whether line ends stand only where blanks stood.
    ends_at_blanks: bool,
}

impl Words {
    /// Words of a page whose program ends lines only where blanks stood, or anywhere.
    pub fn new(ends_at_blanks: bool) -> Self {
        Self { ends_at_blanks, ..Self::default() }
    }

    /// A new line begins.
    pub fn line_begins(&mut self) {
        *self = Self::new(self.ends_at_blanks);
    }

    /// What a text node adds to the line.
    pub fn add(&mut self, node: &str) -> String {
        let mut text = String::with_capacity(node.len());
        for c in node.chars() {
            match c {
                '\n' | '\r' => self.gap = Gap::LineEnd,
                ' ' | '\t' | '\u{c}' if self.gap == Gap::None => self.gap = Gap::Blank,
                ' ' | '\t' | '\u{c}' | '\u{ad}' => {}
                c => {
                    let gap = std::mem::take(&mut self.gap);
                    if let Some(last) = self.last
                        && (gap == Gap::Blank || gap == Gap::LineEnd && (self.ends_at_blanks || !(wide(last) && wide(c))))
                    {
                        text.push(' ');
                    }
                    text.push(if c.is_control() { ' ' } else { c });
                    self.last = Some(c);
                }
            }
        }
        text
    }

    /// Characters that stand for themselves.
    pub fn add_as_is(&mut self, text: &str) {
        self.last = text.chars().next_back().or(self.last);
        self.gap = Gap::None;
    }
}

/// Characters of full width, between which a line end of the file is no blank.
fn wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_those_of_browsers() {
        for (nodes, line) in [
            (&["\n  项目 \n 名称 \n"][..], "项目名称"),
            (&["a\nb", " c"], "a b c"),
            (&["合计 ", "\n100"], "合计 100"),
            (&["2024\n年"], "2024 年"),
            (&["\u{a0}甲  乙\u{a0}"], "\u{a0}甲 乙\u{a0}"),
        ] {
            let mut words = Words::default();
            assert_eq!(nodes.iter().map(|node| words.add(node)).collect::<String>(), line);
        }
        assert_eq!(Words::new(true).add("项目\n名称"), "项目 名称");
    }
}
