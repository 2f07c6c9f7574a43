//! Tables as a Word file, by docx-rs: A4 across, one frame for all, remarks as comments on the values they are about.

use std::io::{Cursor, Read, Write};

use docx_rs::{
    AlignmentType, Comment, Docx, LineSpacing, PageMargin, PageOrientationType, Paragraph, Run, RunFonts, Shading, TableAlignmentType,
    TableCellMargins, TableLayoutType, VAlignType, VMergeType, WidthType,
};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::sheet::{Cell, Look, Merge, Row, Table};
use super::text::legible;

/// A4 across, in twentieths of a point.
const PAGE: (u32, u32) = (16838, 11906);
const MARGIN: i32 = 850;
/// What the margins leave.
const WIDTH: usize = 16838 - 2 * 850;
/// From a cell's frame to its text.
const PADDING: usize = 80;

const BODY: &str = "宋体";
const HEAD: &str = "黑体";
const LATIN: &str = "Times New Roman";

/// Half points.
const SIZE: usize = 18;
const SMALL: usize = 14;
/// The size in tables of many columns.
const TIGHT: usize = 16;
const MANY: usize = 11;

/// Writes the tables below each other.
pub fn docx(tables: Vec<Table>) -> Result<Vec<u8>, String> {
    // docx-rs numbers paragraphs for each thread; a fresh one gives the same numbers every time.
    let written = std::thread::scope(|scope| scope.spawn(|| written(tables)).join());
    written.map_err(|_| "expected to write a Word file, found an error of the program itself".to_owned())?
}

fn written(tables: Vec<Table>) -> Result<Vec<u8>, String> {
    let margin = PageMargin { top: MARGIN, left: MARGIN, bottom: MARGIN, right: MARGIN, header: 425, footer: 425, gutter: 0 };
    let mut docx = Docx::new()
        .page_size(PAGE.0, PAGE.1)
        .page_orient(PageOrientationType::Landscape)
        .page_margin(margin)
        .default_size(SIZE)
        .default_fonts(fonts(BODY));
    let mut pen = Pen { comments: 0 };
    for table in tables {
        docx = docx.add_table(pen.table(table, WIDTH)).add_paragraph(gap());
    }
    let mut plain = Cursor::new(Vec::new());
    docx.build().pack(&mut plain).map_err(|error| format!("expected to write a Word file: {error}"))?;
    package(plain.into_inner()).map_err(|error| format!("expected to write a Word file: {error}"))
}

fn fonts(name: &str) -> RunFonts {
    RunFonts::new().ascii(LATIN).hi_ansi(LATIN).east_asia(name)
}

/// The blank line that keeps two tables apart.
fn gap() -> Paragraph {
    Paragraph::new().line_spacing(LineSpacing::new().before(0).after(0))
}

struct Pen {
    comments: usize,
}

impl Pen {
    fn table(&mut self, table: Table, width: usize) -> docx_rs::Table {
        let columns = widths(&table.columns, width);
        let size = if columns.len() >= MANY { TIGHT } else { SIZE };
        let rows = table.rows.into_iter().map(|row| self.row(row, &columns, size)).collect();
        docx_rs::Table::new(rows)
            .set_grid(columns)
            .width(width, WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .align(TableAlignmentType::Left)
            .margins(TableCellMargins::new().margin(30, PADDING, 30, PADDING))
    }

    fn row(&mut self, row: Row, columns: &[usize], size: usize) -> docx_rs::TableRow {
        let mut at = 0;
        let mut cells = Vec::with_capacity(row.cells.len());
        for cell in row.cells {
            let end = (at + 1 + cell.more).min(columns.len());
            let width = columns[at.min(end)..end].iter().sum();
            cells.push(self.cell(cell, width, end.saturating_sub(at), size));
            at = end;
        }
        let row_of = docx_rs::TableRow::new(cells);
        // Only rows that are printed again must not be cut; see `package`.
        if row.repeats { row_of.cant_split() } else { row_of }
    }

    fn cell(&mut self, cell: Cell, width: usize, columns: usize, size: usize) -> docx_rs::TableCell {
        let mut out = docx_rs::TableCell::new().width(width, WidthType::Dxa).vertical_align(VAlignType::Center);
        if columns > 1 {
            out = out.grid_span(columns);
        }
        out = match cell.merge {
            Merge::None => out,
            Merge::Begins => out.vertical_merge(VMergeType::Restart),
            Merge::Continues => out.vertical_merge(VMergeType::Continue),
        };
        if let Some(fill) = match cell.look {
            Look::Head => Some("D9E2F3"),
            Look::Label => Some("F2F2F2"),
            _ => None,
        } {
            out = out.shading(Shading::new().fill(fill));
        }
        if let Some(table) = cell.table {
            let inner = width.saturating_sub(2 * PADDING);
            // Word wants a paragraph behind a table in a cell.
            return out.add_table(self.table(table, inner)).add_paragraph(gap());
        }
        let mut lines = cell.lines;
        if lines.is_empty() {
            lines.push(String::new());
        }
        for (at, line) in lines.iter().enumerate() {
            let mut paragraph = styled(cell.look);
            let ids: Vec<usize> = if at == 0 { cell.remarks.iter().map(|_| self.next()).collect() } else { Vec::new() };
            for (id, remark) in ids.iter().zip(&cell.remarks) {
                paragraph = paragraph.add_comment_start(comment(*id, remark));
            }
            paragraph = paragraph.add_run(run(line, cell.look, size));
            for id in ids {
                paragraph = paragraph.add_comment_end(id);
            }
            out = out.add_paragraph(paragraph);
        }
        out
    }

    fn next(&mut self) -> usize {
        self.comments += 1;
        self.comments
    }
}

fn comment(id: usize, remark: &str) -> Comment {
    // The date is fixed: the same record gives the same bytes.
    Comment::new(id)
        .author("gongkai")
        .date("1980-01-01T00:00:00Z")
        .add_paragraph(Paragraph::new().add_run(Run::new().add_text(legible(remark))))
}

fn styled(look: Look) -> Paragraph {
    let paragraph = gap();
    match look {
        Look::Label | Look::Middle | Look::Small => paragraph.align(AlignmentType::Center),
        Look::Number => paragraph.align(AlignmentType::Right),
        Look::Head | Look::Value => paragraph.align(AlignmentType::Left),
    }
}

fn run(text: &str, look: Look, size: usize) -> Run {
    let run = Run::new();
    let run = match look {
        Look::Head => run.size(size + 2).bold().fonts(fonts(HEAD)),
        Look::Label => run.size(size).fonts(fonts(HEAD)),
        Look::Small => run.size(SMALL).color("7F7F7F").fonts(fonts(BODY)),
        Look::Value | Look::Number | Look::Middle => run.size(size).fonts(fonts(BODY)),
    };
    if text.is_empty() { run } else { run.add_text(text) }
}

/// Shares of a width that add up to it.
fn widths(shares: &[usize], width: usize) -> Vec<usize> {
    let whole: usize = shares.iter().sum::<usize>().max(1);
    let (mut sum, mut begun) = (0, 0);
    shares
        .iter()
        .map(|share| {
            sum += share;
            let end = width * sum / whole;
            let own = end - begun;
            begun = end;
            own
        })
        .collect()
}

/// The package again, compressed, its times fixed, and with what docx-rs has no word for: rows that repeat.
fn package(plain: Vec<u8>) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut archive = ZipArchive::new(Cursor::new(plain))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at)?;
        let name = entry.name()?.into_owned();
        if name.ends_with('/') {
            continue;
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        if name == "word/document.xml" {
            bytes = String::from_utf8(bytes)?.replace("<w:cantSplit />", "<w:cantSplit /><w:tblHeader />").into_bytes();
        }
        out.start_file(name, options)?;
        out.write_all(&bytes)?;
    }
    Ok(out.finish()?.into_inner())
}
