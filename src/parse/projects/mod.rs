//! One wide table of many projects: a row for each indicator, the project's cells printed once or again on each page.
//!
//! ```text
//! table   = header , { header | title | unit-line | total | row }      header = one row or two, with a column of projects
//! row     = [ code ] , [ project , amount , goal ] , [ level1 ] , [ level2 ] , name , target …
//! project = [ code , "-" ] , name                                       a name printed again goes on with its project
//! ```
//! In running text a project's cells stand on a line of their own, or before the level words of a row.

mod cells;
mod lines;

use super::context::Context;
use super::indicator::{self, Block, Column, Indicators, Levels};
use super::titles;
use super::wide;
use crate::grammar::{Field, Meaning, Role, fold_into};
use crate::model::coverage::Structure;
use crate::model::parsed::{Glue, Label, Pair, ParsedGoal, ParsedProject, Raw};
use crate::model::record::Horizon;
use crate::model::span::Span;

/// The header of such a table.
pub struct Header {
    columns: Vec<Column>,
    /// 绩效指标 over the columns of indicators.
    heads: Vec<Column>,
    end: usize,
}

/// The header that begins at piece `index`: column words, a column of projects and one of targets among them.
pub fn header(cx: &Context, index: usize) -> Option<Header> {
    if !cx.layout.many_projects || cx.pieces[index].span.is_empty() {
        return None;
    }
    let mut columns: Vec<Column> = Vec::new();
    let mut at = index;
    while at < cx.pieces.len() {
        let found = words(cx, at);
        let Some((found, next)) = found else { break };
        // The same header once more is the next page's.
        let again = |column: &Column| column.role != Role::Head && columns.iter().any(|own| own.role == column.role);
        if found.iter().any(again) {
            break;
        }
        columns.extend(found);
        at = next;
    }
    let (heads, mut columns): (Vec<Column>, Vec<Column>) = columns.into_iter().partition(|column| column.role == Role::Head);
    let has = |role: Role| columns.iter().any(|column| column.role == role);
    if !has(Role::Project) || !has(Role::Target) || !(has(Role::Level1) || has(Role::Name)) {
        return None;
    }
    if columns.iter().all(|column| column.at.is_some()) {
        columns.sort_by_key(|column| column.at);
    }
    Some(Header { columns, heads, end: at })
}

/// The column words of a cell or of a line; nothing of a blank cell.
fn words(cx: &Context, at: usize) -> Option<(Vec<Column>, usize)> {
    let piece = cx.pieces[at];
    if !piece.is_line() {
        let (raw, next) = cell(cx, at);
        if raw.is_empty() {
            return Some((Vec::new(), next));
        }
        let role = cx.words.columns.whole(&raw.joined(cx.text))?.meaning;
        return Some((vec![Column { role, header: raw, at: piece.column() }], next));
    }
    let words = wide::words(cx, piece.span);
    let column = |word: Span| Some(Column { role: cx.words.columns.whole(word.of(cx.text))?.meaning, header: Raw::line(word), at: None });
    Some((words.into_iter().map(column).collect::<Option<_>>()?, at + 1))
}

/// A cell with the lines that go on in it.
fn cell(cx: &Context, at: usize) -> (Raw, usize) {
    let mut raw = Raw::line(cx.pieces[at].span);
    let more = cx.pieces[at + 1..].iter().take_while(|piece| !piece.is_cell() && !piece.after_blank).count();
    cx.pieces[at + 1..=at + more].iter().for_each(|piece| raw.push(Glue::Wrap, piece.span));
    (raw, at + 1 + more)
}

/// Reads the table; `form` is what stands above it. Gives the projects and the piece behind it.
pub fn table(cx: &mut Context, header: &Header, form: &ParsedProject) -> (Vec<ParsedProject>, usize) {
    header.columns.iter().chain(&header.heads).for_each(|column| cx.mark_raw(&column.header, Structure::Header));
    let end = end(cx, header.end, form);
    let running = (header.end..end).all(|at| cx.pieces[at].is_line());
    let columns = with_measure(&header.columns);
    let mut reader = Reader { cx, form, columns: &columns, projects: Vec::new(), unit: None };
    if running {
        reader.lines(header.end..end)
    } else {
        reader.cells(header.end..end)
    }
    (reader.projects, end)
}

/// The table goes on over pages: only another title, or a label that heads no column, ends it.
fn end(cx: &Context, from: usize, form: &ParsedProject) -> usize {
    let own = cx.folded(&form.form_title);
    let first = cx.tokens.partition_point(|token| token.piece < from);
    let mut open_to = 0;
    for token in cx.tokens[first..].iter().filter(|token| token.leads && !token.span.is_empty()) {
        if token.piece < open_to {
            continue;
        }
        if let Some(found) = titles::at(cx, token.piece) {
            let raw: String = (token.piece..found.end).map(|at| fold_into(cx.of(at))).collect();
            if raw != own {
                return token.piece;
            }
            open_to = found.end;
        } else if let Some(header) = token.meaning().is_some().then(|| self::header(cx, token.piece)).flatten() {
            open_to = header.end;
        } else if token.meaning().is_some() && opens_row(cx, token.piece) && titles::unit_line(cx, cx.pieces[token.piece].span).is_none() {
            let repeated =
                form.pairs.iter().any(|pair| token.label().is_some_and(|label| cx.folded(&pair.label.raw) == cx.folded(&label.raw)));
            if !repeated {
                return token.piece;
            }
        }
    }
    cx.pieces.len()
}

fn opens_row(cx: &Context, at: usize) -> bool {
    let piece = cx.pieces[at];
    piece.is_line() || piece.column() == Some(0) || piece.row().is_none() && piece.after_blank
}

struct Reader<'r, 'a> {
    cx: &'r mut Context<'a>,
    form: &'r ParsedProject,
    columns: &'r [Column],
    projects: Vec<ParsedProject>,
    /// The unit whose projects follow.
    unit: Option<Raw>,
}

/// What a row says of its project.
#[derive(Default)]
struct Owner {
    code: Raw,
    name: Raw,
    unit: Raw,
    total: Raw,
    goal: Raw,
}

impl Owner {
    fn is_empty(&self) -> bool {
        [&self.code, &self.name, &self.unit, &self.total, &self.goal].iter().all(|raw| raw.is_empty())
    }
}

impl Reader<'_, '_> {
    /// A title, a unit, a note between the pages of a table.
    fn between(&mut self, at: usize) -> bool {
        let span = self.cx.pieces[at].span;
        let kind = match () {
            () if titles::at(self.cx, at).is_some() || titles::year_line(self.cx.text, span).is_some() => Structure::Title,
            () if titles::unit_line(self.cx, span).is_some() => Structure::Unit,
            () if titles::is_note(self.cx, span) => Structure::Note,
            () if self.repeats(span) => Structure::Label,
            () => return false,
        };
        self.cx.mark(span, kind);
        true
    }

    /// Whether a line says what stands above the table once more.
    fn repeats(&self, span: Span) -> bool {
        let line = fold_into(span.of(self.cx.text));
        self.form.pairs.iter().any(|pair| {
            let (label, value) = (self.cx.folded(&pair.label.raw), self.cx.folded(&pair.value));
            !value.is_empty() && line.starts_with(label.as_ref()) && line.contains(value.as_ref())
        })
    }

    /// Opens the project that a row names; says whether it is another one.
    fn enter(&mut self, owner: Owner) -> bool {
        if owner.is_empty() && !self.projects.is_empty() {
            return false;
        }
        if self.goes_on(&owner) {
            for raw in [&owner.code, &owner.name, &owner.unit, &owner.total, &owner.goal] {
                self.cx.mark_raw(raw, Structure::Header);
            }
            return false;
        }
        let mut project = self.form.clone();
        let header = |role: Role| {
            let raw = self.columns.iter().find(|column| column.role == role).map(|column| column.header.clone()).unwrap_or_default();
            let unit = self.cx.words.columns.longest(self.cx.text, raw.extent().map_or(0, |span| span.start as usize), &|_| true);
            Label { unit: unit.and_then(|found| found.unit), raw, ..Label::default() }
        };
        let (code, name) = coded(self.cx, &owner.name);
        // What parts code and name is neither.
        self.cx.mark_raw(&owner.name, Structure::Label);
        let goal = header(Role::ProjectGoal);
        let named = self.form.pairs.iter().any(|pair| pair.field == Field::ImplementingUnit && !pair.value.is_empty());
        let unit = self.unit.clone().filter(|_| !named && owner.unit.is_empty()).unwrap_or(owner.unit);
        let unit_field = self.field(Role::ProjectUnit, Field::ImplementingUnit);
        let mut pairs = vec![
            (Field::Name, Role::Project, name),
            (Field::Code, Role::Project, code),
            (self.field(Role::ProjectCode, Field::Other), Role::ProjectCode, owner.code),
            (unit_field, Role::ProjectUnit, unit),
            (Field::FundsTotal, Role::ProjectTotal, owner.total),
        ];
        pairs.retain(|(.., value)| !value.is_empty());
        for (field, role, value) in pairs {
            if field != Field::Other {
                project.pairs.retain(|own| own.field != field);
            }
            project.pairs.push(Pair { field, label: header(role), value });
        }
        if self.cx.says_nothing(&owner.goal) {
            self.cx.mark_raw(&owner.goal, Structure::Placeholder);
        } else {
            let horizon = match self.cx.words.labels.whole(&goal.raw.joined(self.cx.text)).map(|found| found.meaning) {
                Some(Meaning::Goal(horizon)) => horizon,
                _ => Horizon::Overall,
            };
            project.goals.push(ParsedGoal { horizon: Some(horizon), label: goal, text: owner.goal, ..ParsedGoal::default() });
        }
        self.projects.push(project);
        true
    }

    /// What a column of the project means: by its header, where that is a label of forms too.
    fn field(&self, role: Role, usual: Field) -> Field {
        let header = self.columns.iter().find(|column| column.role == role).map(|column| column.header.joined(self.cx.text));
        let found = header.and_then(|header| self.cx.words.labels.whole(&header));
        match found.map(|found| found.meaning) {
            Some(Meaning::Field(field @ (Field::Code | Field::CompetentDepartment | Field::ImplementingUnit))) => field,
            _ => usual,
        }
    }

    /// Whether a row's project is the one before it: printed again on a new page.
    fn goes_on(&self, owner: &Owner) -> bool {
        let Some(project) = self.projects.last() else { return false };
        let value = |field: Field| project.pairs.iter().find(|pair| pair.field == field).map(|pair| self.cx.folded(&pair.value));
        let same = |field: Field, raw: &Raw| raw.is_empty() || value(field).is_none_or(|own| own == self.cx.folded(raw));
        let (code, name) = coded(self.cx, &owner.name);
        same(Field::Name, &name)
            && same(Field::FundsTotal, &owner.total)
            && same(Field::Code, &code)
            && same(self.field(Role::ProjectCode, Field::Other), &owner.code)
    }

    fn indicators(&mut self, values: Vec<Raw>, levels: &mut Levels) {
        let columns = own_columns(self.columns);
        let mut found = Indicators::default();
        indicator::indicators(self.cx, &Block::default(), &columns, values, levels, &mut found);
        self.take(found);
    }

    fn take(&mut self, mut found: Indicators) {
        if let Some(project) = self.projects.last_mut() {
            project.indicators.append(&mut found.indicators);
            project.pairs.append(&mut found.others);
        }
    }
}

/// With a column for 定性, which stands among the signs where it has no column of its own.
fn with_measure(columns: &[Column]) -> Vec<Column> {
    let mut all = columns.to_vec();
    let sign = all.iter().position(|column| column.role == Role::Operator);
    if let Some(sign) = sign.filter(|_| all.iter().all(|column| column.role != Role::Measure)) {
        all.insert(sign + 1, Column { role: Role::Measure, header: Raw::default(), at: None });
    }
    all
}

/// The columns of the indicators themselves.
fn own_columns(columns: &[Column]) -> Vec<Column> {
    let of_project =
        |role: Role| matches!(role, Role::Project | Role::ProjectCode | Role::ProjectUnit | Role::ProjectTotal | Role::ProjectGoal);
    columns.iter().filter(|column| !of_project(column.role)).cloned().collect()
}

/// A name with its code in front: 11000022T000000444016-公众评价, also where the code is torn over lines.
fn coded(cx: &Context, raw: &Raw) -> (Raw, Raw) {
    const SHORTEST: usize = 8;
    let (mut code, mut name) = (Raw::default(), Raw::default());
    let mut length = 0;
    for (index, (glue, span)) in raw.parts.iter().enumerate() {
        if !name.is_empty() {
            name.push(*glue, *span);
            continue;
        }
        let text = span.of(cx.text);
        let own = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        length += own;
        let start = span.start as usize;
        if own == text.len() {
            code.push(*glue, *span);
        } else if text[own..].starts_with(['-', '－']) && length >= SHORTEST {
            code.push(*glue, Span::new(start, start + own));
            let behind = own + text[own..].chars().next().map_or(1, char::len_utf8);
            name.push(Glue::Wrap, Span::new(start + behind, span.end as usize));
            // The name may begin on the next line.
            if name.is_empty() && index + 1 < raw.parts.len() {
                raw.parts[index + 1..].iter().for_each(|(glue, span)| name.push(*glue, *span));
                return (code, name);
            }
        } else {
            return (Raw::default(), raw.clone());
        }
    }
    if name.is_empty() { (Raw::default(), raw.clone()) } else { (code, name) }
}
