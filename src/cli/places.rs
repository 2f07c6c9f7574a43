//! Where an offset stands for people: line and column, both from 1, columns in code points.

use gongkai::model::span::CodePoints;

/// Line and column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

/// The line starts of one text.
pub struct Places {
    /// The code points before each line.
    starts: Vec<usize>,
}

impl Places {
    /// Finds the lines of `text`.
    pub fn new(text: &str, points: &CodePoints) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| points.at(end as u32 + 1));
        Self { starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The place of a code-point offset.
    pub fn of(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|&start| start <= offset);
        Place { line, column: offset - self.starts[line - 1] + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_points() {
        let text = "项目名称：甲\n\nab乙";
        let places = Places::new(text, &CodePoints::new(text));
        let at = |needle: char| places.of(text.chars().position(|c| c == needle).expect("there"));
        assert_eq!(at('项'), Place { line: 1, column: 1 });
        assert_eq!(at('甲'), Place { line: 1, column: 6 });
        assert_eq!(at('乙'), Place { line: 3, column: 3 });
    }
}
