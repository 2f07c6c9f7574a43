//! The pen: writes a document's lines, rows and cells under the chosen damages.

use super::damage::{Choices, Damage, Encoding, Shape};

/// Writes lines; knows the damages and remembers those it applied.
pub struct Pen<'a> {
    pub choices: &'a Choices,
    pub text: String,
    pub notes: Vec<&'static str>,
    pub residue: Vec<String>,
    state: u64,
}

impl<'a> Pen<'a> {
    pub fn new(choices: &'a Choices) -> Self {
        Pen { choices, text: String::new(), notes: Vec::new(), residue: Vec::new(), state: choices.seed }
    }

    /// A number below `n` (splitmix64).
    pub fn dice(&mut self, n: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.dice(100) < percent
    }

    pub fn note(&mut self, damage: Damage) {
        if !self.notes.contains(&damage.note()) {
            self.notes.push(damage.note());
        }
    }

    /// Whether the damage strikes here; notes it if so.
    pub fn hit(&mut self, damage: Damage, percent: u64) -> bool {
        let strikes = self.choices.has(damage) && self.chance(percent);
        if strikes {
            self.note(damage);
        }
        strikes
    }

    pub fn line(&mut self, text: &str) {
        self.text.push_str(text);
        if !text.is_empty() && self.hit(Damage::TrailingBlanks, 20) {
            let blanks = [" ", "  ", "\u{3000}", "    "];
            let n = self.dice(4) as usize;
            self.text.push_str(blanks[n]);
        }
        self.text.push('\n');
    }

    pub fn blank(&mut self) {
        self.line("");
    }

    /// The blank line between two rows, fields or paragraphs.
    pub fn gap(&mut self) {
        self.blank();
        if self.hit(Damage::ExtraBlankLines, 15) {
            let more = 1 + self.dice(3);
            for _ in 0..more {
                let text = ["", "", " ", "\u{3000}"][self.dice(4) as usize];
                self.text.push_str(text);
                self.text.push('\n');
            }
        }
        if self.choices.shape == Shape::Running && self.hit(Damage::PageMarks, 8) {
            let mark = self.page_mark();
            self.line(&mark);
            self.blank();
        }
    }

    pub fn page_mark(&mut self) -> String {
        let n = 1 + self.dice(60);
        match self.dice(3) {
            0 => format!("— {n} —"),
            1 => format!("第 {n} 页，共 {} 页", n + self.dice(20)),
            _ => format!("- {n} -"),
        }
    }

    /// After a gap: perhaps a foreign sentence on lines of its own.
    pub fn stranger(&mut self) {
        let next = self.residue.len();
        if next < self.choices.foreign.len() && self.hit(Damage::Foreign, 12) {
            let sentence = self.choices.foreign[next].clone();
            let last = self.text.trim_end_matches('\n').len();
            if self.text.len() - last < 2 {
                self.blank();
            }
            self.line(&sentence);
            self.blank();
            self.residue.push(sentence);
        }
    }

    /// A label, its punctuation perhaps of the other width.
    pub fn label(&mut self, label: &str) -> String {
        let can = label.contains(['：', ':', '（', '(']);
        if !can || !self.hit(Damage::Punctuation, 50) {
            return label.to_owned();
        }
        label
            .chars()
            .map(|c| match c {
                '：' => ':',
                ':' => '：',
                '（' => '(',
                '(' => '（',
                '）' => ')',
                ')' => '）',
                other => other,
            })
            .collect()
    }

    /// A name or unit, perhaps broken over two lines of its cell.
    pub fn wrapped(&mut self, text: &str) -> String {
        self.divided(text, Damage::CellWraps)
    }

    /// A line end inside a sheet's cell.
    pub fn broken(&mut self, text: &str) -> String {
        self.divided(text, Damage::BrokenRows)
    }

    fn divided(&mut self, text: &str, damage: Damage) -> String {
        let chars: Vec<char> = text.chars().collect();
        let breaks: Vec<usize> = (1..chars.len())
            .filter(|&n| {
                let (a, b) = (chars[n - 1], chars[n]);
                let blank = a.is_whitespace() || b.is_whitespace();
                let inside_word = a.is_ascii() && b.is_ascii();
                !(blank || inside_word)
            })
            .collect();
        if breaks.is_empty() || !self.hit(damage, 25) {
            return text.to_owned();
        }
        let at = breaks[self.dice(breaks.len() as u64) as usize];
        let (a, b) = chars.split_at(at);
        format!("{}\n{}", String::from_iter(a), String::from_iter(b))
    }

    /// A label, perhaps broken over two lines of its cell.
    pub fn torn(&mut self, label: &str) -> String {
        let chars: Vec<char> = label.chars().collect();
        let cell = self.choices.shape == Shape::Cells && chars.len() > 1;
        if !cell || !self.hit(Damage::TornLabels, 30) {
            return label.to_owned();
        }
        let at = 1 + self.dice(chars.len() as u64 - 1) as usize;
        let (a, b) = chars.split_at(at);
        format!("{}\n{}", String::from_iter(a), String::from_iter(b))
    }

    /// A target, its unit perhaps broken over two lines.
    pub fn wrapped_unit(&mut self, target: &str, unit: &str) -> String {
        let at = target.rfind(unit).unwrap_or(0);
        let (head, tail) = target.split_at(at);
        format!("{head}{}", self.wrapped(tail))
    }

    /// The paragraphs of one cell as its lines.
    pub fn paragraphs(&mut self, list: &[String]) -> String {
        if !list.is_empty() && self.hit(Damage::Markup, 60) {
            let joint = if self.chance(50) { " " } else { "" };
            let marked: Vec<String> = list.iter().map(|p| format!("<p>{p}</p>")).collect();
            return marked.join(joint);
        }
        let mut out = String::new();
        for (n, paragraph) in list.iter().enumerate() {
            if n > 0 {
                out.push('\n');
                if self.choices.shape == Shape::Cells && self.hit(Damage::ExtraBlankLines, 15) {
                    out.push('\n');
                }
            }
            out.push_str(paragraph);
        }
        out
    }

    /// One row, one cell per line. `first` damages the TAB of the first cell.
    pub fn cells(&mut self, cells: &[String], first: bool) {
        for (n, cell) in cells.iter().enumerate() {
            let tab = if n == 0 && first && self.hit(Damage::FirstTab, 100) {
                if self.chance(60) || cell.is_empty() { " \t" } else { "" }
            } else {
                "\t"
            };
            self.line(&format!("{tab}{cell}"));
            let inner = n + 1 < cells.len() && !self.choices.has(Damage::CollapsedCategory);
            if inner && self.hit(Damage::BlankLineInRow, 4) {
                self.blank();
            }
        }
        let fixed = self.choices.has(Damage::CollapsedCategory);
        if fixed || !self.hit(Damage::RowBlankLost, 25) {
            self.gap();
        }
    }

    /// One row, one line.
    pub fn tabs(&mut self, cells: &[String]) {
        let mut cells = cells;
        if self.choices.has(Damage::ShortRows) {
            let full = cells.len();
            while cells.len() > 1 && cells[cells.len() - 1].is_empty() {
                cells = &cells[..cells.len() - 1];
            }
            if cells.len() < full {
                self.note(Damage::ShortRows);
            }
        }
        self.line(&cells.join("\t"));
    }

    /// The document's bytes.
    pub fn bytes(&mut self) -> Vec<u8> {
        if self.hit(Damage::Crlf, 100) {
            self.text = self.text.replace('\n', "\r\n");
        }
        let text = &self.text;
        match self.choices.encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf8Bom => {
                self.notes.push("UTF-8 with BOM");
                [b"\xEF\xBB\xBF", text.as_bytes()].concat()
            }
            Encoding::Gb18030 => {
                self.notes.push("GB18030");
                encoding_rs::GB18030.encode(text).0.into_owned()
            }
            Encoding::Utf16Le => {
                self.notes.push("UTF-16LE with BOM");
                let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
                units.flat_map(u16::to_le_bytes).collect()
            }
        }
    }
}
