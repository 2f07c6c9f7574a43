//! The last page: how the reading ended, what rules and reader say, and every text that no value holds.

use super::sheet::{Cell, Look, Row, Table};
use super::{Writer, remarks, text};
use crate::grammar::Mark;
use crate::model::check::Status;
use crate::model::record::Record;

impl Writer<'_> {
    pub(super) fn review(&self, record: &Record) -> Table {
        let mut table = Table::new(vec![14, 86]);
        table.push(self.head(Mark::Review, 2));
        let mut line = |label: &str, lines: Vec<String>| {
            let lines = lines.iter().map(|line| text::legible(line)).collect();
            table.push(Row::new(vec![Cell::label(label), Cell { lines, look: Look::Value, ..Cell::default() }]));
        };
        let error = record.error.as_ref().map(|error| format!("{}: {}", error.code, error.message));
        line("读取结果", [Some(remarks::name(&record.outcome)), error].into_iter().flatten().collect());
        let coverage = &record.coverage;
        let counts = format!(
            "字符 {}，取值 {}，结构 {}，未识别 {}（{} 处）",
            coverage.characters,
            coverage.claimed,
            coverage.structural,
            coverage.unclaimed,
            coverage.residue.len()
        );
        line("文字覆盖", vec![counts]);
        let passed = record.checks.iter().filter(|check| check.status == Status::Pass).count();
        let speaking = record.checks.iter().filter(|check| remarks::speaks(check));
        let counts = format!("共 {} 条，通过 {passed} 条", record.checks.len());
        line("核对", std::iter::once(counts).chain(speaking.map(remarks::of_check)).collect());
        let pointed = |diagnostic: &_| {
            let said = remarks::of_diagnostic(diagnostic);
            match &diagnostic.pointer {
                Some(pointer) => format!("{pointer} {said}"),
                None => said,
            }
        };
        line("读取提示", record.diagnostics.iter().map(pointed).collect());
        let residue = |piece: &crate::model::coverage::Residue| format!("{}–{}：{}", piece.start, piece.end, piece.text.trim());
        line("未识别文字", coverage.residue.iter().map(residue).collect());
        table
    }
}
