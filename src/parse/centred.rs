//! Indicator tables in running text whose cells are centred on their rows: names go on before and behind the line of
//! the value, labels stand in the middle of their rows, or on every row behind a word that says nothing.
//!
//! ```text
//! table = { rest | row | label }
//! row   = [ "绩效指标" ] , [ level1 ] , [ level2 ] , [ name ] , [ value ] , [ weight | remark ]
//! rest  = a line of a name: as many before its row as behind it      label = level1 | level2 , perhaps torn
//! ```

use super::context::Context;
use super::impossible;
use super::indicator::{self, Block, Column, Indicators};
use super::late;
use super::running;
use super::titles;
use super::wide;
use crate::expression::{score, target};
use crate::grammar::{Field, Role, fold_into};
use crate::model::coverage::Structure;
use crate::model::document::Piece;
use crate::model::finding::{Code, Severity};
use crate::model::parsed::{Cell, Glue, Label, Pair, Raw};
use crate::model::record::{Level1, Level2};
use crate::model::span::{Span, is_blank};

/// Lines that one name may go on over, before or behind its row.
const MOST_LINES: usize = 12;

/// Whether a line begins as rows do where the head word stands on each of them: 绩效指标 产出指标 …
pub fn is_row(cx: &Context, span: Span) -> bool {
    let mut words = span.of(cx.text).split(is_blank).filter(|word| !word.is_empty());
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    is_head(cx, first) && cx.words.level1.contains_key(&fold_into(second))
}

fn is_head(cx: &Context, word: &str) -> bool {
    const LONGEST: usize = 30;
    word.len() <= LONGEST && cx.words.columns.whole(word).is_some_and(|found| found.meaning == Role::Head)
}

/// The columns of the header line at `index`, and whether the table below is of this kind: by its rows, not by its layout.
pub fn columns(cx: &Context, index: usize, end: usize) -> Option<(Vec<Column>, usize)> {
    let headed = running::is_header(cx, cx.pieces[index].span);
    let mut columns = Vec::new();
    let mut from = index;
    while headed && from < end && running::is_header(cx, cx.pieces[from].span) {
        for word in wide::words(cx, cx.pieces[from].span) {
            let role = cx.words.columns.whole(word.of(cx.text))?.meaning;
            columns.push(Column { role, header: Raw::line(word), at: None });
        }
        from += 1;
    }
    const NEAR: usize = 60;
    let near = &cx.pieces[from..end.min(from + NEAR)];
    let constant = near.iter().any(|piece| is_row(cx, piece.span));
    let behind = columns.iter().position(|column| column.role == Role::Target).is_some_and(|at| at + 1 < columns.len());
    let numbered = near.iter().any(|piece| indicator::numbered_head(cx, piece.span).is_some());
    let centred = || begins_late(cx, near) || is_vertical(cx, near) || behind && columns.len() < wide::WIDE;
    (constant || headed && !numbered && centred()).then_some((columns, from))
}

/// Whether rows stand before the first level 1 label, which stands alone.
fn begins_late(cx: &Context, pieces: &[Piece]) -> bool {
    let mut rows = 0;
    for (at, piece) in pieces.iter().enumerate() {
        let Some(found) = level(cx, pieces, at, piece.span.start as usize) else {
            rows += 1;
            continue;
        };
        let alone = found.end >= pieces[found.last].span.end as usize;
        let one = cx.words.level1.contains_key(&found.spelled);
        if one && !cx.words.level2.contains_key(&found.spelled) {
            return rows > 0;
        }
        rows += usize::from(!alone);
    }
    false
}

/// Whether a level 1 label is printed one character below the other.
fn is_vertical(cx: &Context, pieces: &[Piece]) -> bool {
    (0..pieces.len()).any(|at| {
        is_single(cx, &pieces[at])
            && level(cx, pieces, at, pieces[at].span.start as usize).is_some_and(|found| {
                cx.words.level1.contains_key(&found.spelled) && pieces[at..=found.last].iter().all(|piece| is_single(cx, piece))
            })
    })
}

fn is_single(cx: &Context, piece: &Piece) -> bool {
    piece.span.of(cx.text).chars().nth(1).is_none()
}

struct Level {
    raw: Raw,
    last: usize,
    end: usize,
    spelled: String,
}

/// A level word at byte `from` of line `at`, perhaps torn over lines, its note included.
fn level(cx: &Context, pieces: &[Piece], at: usize, from: usize) -> Option<Level> {
    const MOST_TORN: usize = 9;
    let text = cx.text;
    let reach = pieces[(at + MOST_TORN).min(pieces.len() - 1)].span.end as usize;
    let own = pieces[at].span.end as usize;
    let line_end = |end: usize| text[end..].split('\n').next().unwrap_or("").trim_matches(is_blank).is_empty();
    // The last line of a torn word holds nothing else, or only its end: 社会效益⏎指标 事故起数 0起
    let ends_inside = |end: usize| {
        let begin = text[..end].rfind('\n').map_or(0, |at| at + 1);
        let fragment = fold_into(&text[begin..end]);
        !cx.words.level1.contains_key(&fragment) && !cx.words.level2.contains_key(&fragment)
    };
    let ends = |end: usize| {
        line_end(end) || text[end..].starts_with(['（', '(']) || text[end..].starts_with(is_blank) && (end <= own || ends_inside(end))
    };
    let found = cx.words.levels.longest(&text[..reach], from, &ends)?;
    let last = (at..pieces.len()).take_while(|&i| (pieces[i].span.start as usize) < found.end).last().unwrap_or(at);
    let mut raw = Raw::default();
    for (i, piece) in pieces.iter().enumerate().take(last + 1).skip(at) {
        let start = if i == at { from } else { piece.span.start as usize };
        raw.push(Glue::Wrap, Span::new(start, found.end.min(piece.span.end as usize)).trimmed(text));
    }
    let spelled = fold_into(&raw.joined(text));
    Some(Level { raw, last, end: found.end, spelled })
}

/// A row, or a line of a name.
#[derive(Default)]
struct Row {
    level1: Option<Raw>,
    level2: Option<Raw>,
    name: Option<Span>,
    value: Option<Span>,
    behind: Vec<(Role, Span)>,
    after_blank: bool,
    /// Whether the only text on the line may be a name or a value in words.
    open: bool,
    before: Vec<Span>,
    after: Vec<Span>,
}

/// A level label and its place, in half rows.
struct Placed {
    raw: Raw,
    place: usize,
}

struct Reader<'r, 'a> {
    cx: &'r mut Context<'a>,
    pieces: Vec<Piece>,
    behind: Vec<Column>,
    constant: bool,
    rows: Vec<Row>,
    /// Lines of names before each row, and behind the last.
    between: Vec<Vec<(Span, bool)>>,
    level1: Vec<Placed>,
    level2: Vec<Placed>,
}

/// Reads these lines.
pub fn table(cx: &mut Context, block: &Block, columns: &[Column], pieces: Vec<Piece>, out: &mut Indicators) {
    if let Some(span) = impossible::column_of_values(cx, &pieces) {
        cx.find(Code::PairingImpossible, Severity::Warning, impossible::TABLE, Some(span));
        return;
    }
    let target = columns.iter().position(|column| column.role == Role::Target);
    let behind = target.map(|at| columns[at + 1..].to_vec()).unwrap_or_default();
    let constant = pieces.iter().any(|piece| is_row(cx, piece.span));
    let mut reader =
        Reader { cx, pieces, behind, constant, rows: Vec::new(), between: vec![Vec::new()], level1: Vec::new(), level2: Vec::new() };
    let mut at = 0;
    while at < reader.pieces.len() {
        at = reader.line(at);
    }
    reader.attach();
    let (level1, level2) = reader.levels();
    let Reader { cx, rows, behind, .. } = reader;
    for (index, row) in rows.into_iter().enumerate() {
        let cells = cells(cx, &behind, row);
        if cells.iter().all(|cell| cell.value.is_empty()) {
            continue;
        }
        let label = |raws: &[Option<Raw>]| raws[index].clone().unwrap_or_default();
        let total = cells.iter().any(|cell| cell.role == Role::Name && cx.words.totals.contains(&cx.folded(&cell.value)));
        if total {
            cells.iter().for_each(|cell| cx.mark_raw(&cell.value, Structure::Label));
            continue;
        }
        // A remark says nothing that an indicator has a key for.
        let (remarks, cells): (Vec<Cell>, Vec<Cell>) = cells.into_iter().partition(|cell| cell.role == Role::Remark);
        for remark in remarks.into_iter().filter(|remark| !remark.value.is_empty()) {
            let header = behind.iter().find(|column| column.role == Role::Remark).map(|column| column.header.clone());
            let label = Label { raw: header.unwrap_or_default(), ..Label::default() };
            out.others.push(Pair { field: Field::Other, label, value: remark.value });
        }
        out.indicators.push(indicator::indicator(block, label(&level1), label(&level2), cells));
    }
}

fn cells(cx: &mut Context, behind: &[Column], row: Row) -> Vec<Cell> {
    let mut name = Raw::default();
    row.before.iter().chain(&row.name).chain(&row.after).for_each(|span| name.push(Glue::Wrap, *span));
    let value = row.value.map(Raw::line).unwrap_or_default();
    let mut cells = vec![(Role::Name, name), (Role::Target, value)];
    for column in behind {
        let printed = row.behind.iter().find(|(role, _)| *role == column.role).map(|(_, span)| Raw::line(*span));
        cells.push((column.role, printed.unwrap_or_default()));
    }
    let mut read = Vec::with_capacity(cells.len());
    for (role, value) in cells {
        let silent = cx.says_nothing(&value);
        if silent {
            cx.mark_raw(&value, Structure::Placeholder);
        }
        read.push(Cell { role, header: Raw::default(), value: if silent { Raw::default() } else { value } });
    }
    read
}

impl Reader<'_, '_> {
    /// Reads the line at `at` and returns the next one.
    fn line(&mut self, at: usize) -> usize {
        let piece = self.pieces[at];
        let text = piece.span.of(self.cx.text);
        if titles::is_note(self.cx, piece.span) {
            self.cx.mark(piece.span, Structure::Note);
            return at + 1;
        }
        if titles::unit_line(self.cx, piece.span).is_some() {
            self.cx.mark(piece.span, Structure::Unit);
            return at + 1;
        }
        if running::is_header(self.cx, piece.span) || !self.constant && is_head(self.cx, text) {
            self.cx.mark(piece.span, Structure::Header);
            return at + 1;
        }
        if self.cx.words.totals.contains(&fold_into(text)) {
            self.cx.mark(piece.span, Structure::Label);
            return at + 1;
        }
        let mut from = piece.span.start as usize;
        let mut row = Row { after_blank: piece.after_blank, ..Row::default() };
        if is_row(self.cx, piece.span) {
            let word = wide::words(self.cx, piece.span)[0];
            self.cx.mark(word, Structure::Header);
            from = self.past_blanks(word.end as usize);
        }
        let (mut last, mut found) = (at, Vec::new());
        while found.len() < 2 && last == at && from < self.pieces[at].span.end as usize {
            let Some(level) = level(self.cx, &self.pieces, at, from).filter(|level| self.is_label(at, level, !found.is_empty())) else {
                break;
            };
            last = level.last;
            from = self.past_note(level.last, level.end);
            found.push(level);
        }
        let end = self.pieces[last].span.end as usize;
        let rest = Span::new(from.min(end), end).trimmed(self.cx.text);
        self.label(found, &mut row, rest.is_empty(), last);
        if !rest.is_empty() {
            self.content(row, rest, last == at && from == piece.span.start as usize);
        }
        last + 1
    }

    fn past_blanks(&self, at: usize) -> usize {
        self.cx.text.len() - self.cx.text[at..].trim_start_matches(is_blank).len()
    }

    /// Skips and marks （必填） behind a level word on its line.
    fn past_note(&mut self, line: usize, end: usize) -> usize {
        let rest = Span::new(end, (self.pieces[line].span.end as usize).max(end)).trimmed(self.cx.text);
        let text = rest.of(self.cx.text);
        let close = text.find(['）', ')']).filter(|close| text.starts_with(['（', '(']) && text[..*close].contains('填'));
        let Some(close) = close else { return self.past_blanks(end).min(rest.end.max(end as u32) as usize) };
        let close = rest.start as usize + close + text[close..].chars().next().map_or(1, char::len_utf8);
        self.cx.mark(Span::new(rest.start as usize, close), Structure::Note);
        self.past_blanks(close).min(rest.end as usize)
    }

    /// Whether a level word is a label here: short words also end a name that is wrapped.
    fn is_label(&self, at: usize, level: &Level, behind_another: bool) -> bool {
        if behind_another || level.spelled.ends_with("指标") || self.constant && is_row(self.cx, self.pieces[at].span) {
            return true;
        }
        let line = &self.cx.text[level.end..(self.pieces[level.last].span.end as usize).max(level.end)];
        let words = line.split(is_blank).filter(|word| !word.is_empty()).count();
        let vertical = level.last > at && self.pieces[at..=level.last].iter().all(|piece| is_single(self.cx, piece));
        words >= 2 || words == 0 && (vertical || self.pieces[at].after_blank)
    }

    /// Files the level words of a line: on its row, or as labels of their own.
    fn label(&mut self, found: Vec<Level>, row: &mut Row, alone: bool, last: usize) {
        let count = found.len();
        for (nth, level) in found.into_iter().enumerate() {
            let raw = indicator::label(self.cx, &level.raw);
            let bare = self.cx.words.without_note(&level.spelled).to_owned();
            let (one, two) = (self.cx.words.level1.contains_key(&bare), self.cx.words.level2.contains_key(&bare));
            let first = match (one, two) {
                (true, true) if count == 2 => nth == 0,
                (true, true) => alone && self.heads_own(&bare, last),
                (one, _) => one,
            };
            // On its row a label stands in the middle of it; alone before the next row.
            let place = 2 * self.rows.len() + usize::from(!alone);
            let (labels, slot) = if first { (&mut self.level1, &mut row.level1) } else { (&mut self.level2, &mut row.level2) };
            labels.push(Placed { raw: raw.clone(), place });
            *slot = Some(raw);
        }
    }

    /// Whether a word of both levels is a level 1 label: a level 2 of its own stands before it or follows.
    fn heads_own(&self, word: &str, last: usize) -> bool {
        let words = self.cx.words;
        let Some(parent) = words.level1.get(word).copied() else { return false };
        let in_force = self.level1.last().and_then(|label| words.level1.get(&self.cx.folded(&label.raw)).copied());
        let own = |child: &str| {
            words.level2.get(child).is_some_and(|child| natural(*child) == Some(parent) && *child != Level2::Cost) && child != word
        };
        let before = self.level2.last().map(|label| self.cx.folded(&label.raw));
        let next = self.pieces.get(last + 1).and_then(|piece| level(self.cx, &self.pieces, last + 1, piece.span.start as usize));
        in_force != Some(parent)
            && (before.is_some_and(|before| own(&before)) || next.is_some_and(|next| own(self.cx.words.without_note(&next.spelled))))
    }

    /// The words of a row behind its labels, or a line of a name.
    fn content(&mut self, mut row: Row, rest: Span, plain: bool) {
        let (name, value, behind) = self.parts(rest, plain);
        row.behind = behind;
        let labelled = row.level1.is_some() || row.level2.is_some();
        if value.is_none() && plain && (self.constant || !labelled) {
            if !(self.cx.is_sentence(rest) && row.after_blank)
                && let Some(lines) = self.between.last_mut()
            {
                lines.push((rest, row.after_blank));
            }
            return;
        }
        row.open = value.is_none();
        (row.name, row.value) = (name, value);
        self.rows.push(row);
        self.between.push(Vec::new());
    }

    /// Name, value and what stands in the columns behind it.
    fn parts(&self, rest: Span, plain: bool) -> (Option<Span>, Option<Span>, Vec<(Role, Span)>) {
        let mut words = wide::words(self.cx, rest);
        let mut behind = Vec::new();
        for column in self.behind.iter().rev() {
            let Some(last) = words.last().filter(|_| words.len() >= 2) else { break };
            let weight = score::weight(last.of(self.cx.text)).is_some();
            let valued = |words: &[Span]| words.iter().any(|word| self.is_quantity(*word));
            let fits = match column.role {
                Role::Weight => weight && (words.len() >= 3 || valued(&words[..words.len() - 1])),
                // A remark stands behind a value that can be told.
                _ => words.len() >= 3 && !self.is_quantity(*last) && valued(&words[..words.len() - 1]),
            };
            if fits {
                behind.push((column.role, *last));
                words.pop();
            }
        }
        let Some((first, last)) = words.first().copied().zip(words.last().copied()) else { return (None, None, behind) };
        let whole = first.to(last);
        let quantity = (0..words.len()).find(|&at| self.is_quantity(words[at].to(last)));
        match quantity {
            Some(0) => (None, Some(whole), behind),
            Some(at) => (Some(first.to(words[at - 1])), Some(words[at].to(last)), behind),
            None if words.len() >= 2 && !(plain && self.constant) => (Some(first.to(words[words.len() - 2])), Some(last), behind),
            None => (Some(whole), None, behind),
        }
    }

    fn is_quantity(&self, span: Span) -> bool {
        let text = span.of(self.cx.text);
        let read = target::target(text, self.cx.words);
        let signed = read.sign.is_some_and(|(_, word)| !word.chars().any(char::is_alphabetic));
        read.value.is_some() || read.date.is_some() || signed || self.cx.words.is_placeholder(text)
    }

    /// Gives the lines of names to their rows, as many before a row as behind it where that can be.
    fn attach(&mut self) {
        const NAMELESS: u32 = 16;
        const UNEVEN: u32 = 4;
        const OVER_BLANK: u32 = 6;
        let count = self.rows.len();
        let lines = |at: usize| self.between[at].len().min(MOST_LINES);
        // best[taken]: the least cost of the rows so far, where the last of them takes so many of the lines behind it.
        let mut best = vec![0];
        let mut chosen: Vec<Vec<usize>> = Vec::with_capacity(count);
        for (index, row) in self.rows.iter().enumerate() {
            let behind = &self.between[index + 1];
            let cost = |before: usize, after: usize| {
                let blanks = behind[..after].iter().filter(|(_, blank)| *blank).count() + usize::from(before > 0 && row.after_blank);
                let nameless = if row.name.is_none() && before + after == 0 { NAMELESS } else { 0 };
                UNEVEN * before.abs_diff(after) as u32 + OVER_BLANK * blanks as u32 + nameless
            };
            let pick = |after: usize| {
                let sums = best.iter().enumerate().map(|(taken, sum)| (sum + cost(lines(index) - taken, after), taken));
                sums.min().unwrap_or_default()
            };
            let (sums, from) = (0..=lines(index + 1)).map(pick).unzip();
            best = sums;
            chosen.push(from);
        }
        // All lines behind the last row are its own.
        let mut after = if count == 0 { 0 } else { lines(count) };
        for index in (0..count).rev() {
            let taken = chosen[index][after];
            let before = lines(index) - taken;
            let own = |lines: &[(Span, bool)]| lines.iter().map(|(span, _)| *span).collect::<Vec<Span>>();
            let above = &self.between[index];
            let (before, behind) = (own(&above[above.len() - before..]), own(&self.between[index + 1][..after]));
            let row = &mut self.rows[index];
            // Words between the lines of a name stand under the value.
            if row.open && !before.is_empty() && !behind.is_empty() {
                row.value = row.name.take();
            }
            (row.before, row.after) = (before, behind);
            after = taken;
        }
    }

    /// The labels of each row: its own, those in force, or those that it stands around.
    fn levels(&self) -> (Vec<Option<Raw>>, Vec<Option<Raw>>) {
        let own = |pick: fn(&Row) -> &Option<Raw>| self.rows.iter().map(|row| pick(row).clone()).collect::<Vec<_>>();
        if self.constant {
            return (own(|row| &row.level1), own(|row| &row.level2));
        }
        let level2 = self.late(&self.level2, |_, _| false).unwrap_or_else(|| self.carried(&self.level2, &self.level1));
        let words = self.cx.words;
        let child = |row: usize| level2[row].as_ref().and_then(|raw| words.level2.get(&self.cx.folded(raw)).copied());
        let contradicts = |row: usize, label: usize| {
            let parent = words.level1.get(&self.cx.folded(&self.level1[label].raw)).copied();
            match child(row) {
                // 成本指标 stood under 产出 before it was a level of its own.
                Some(Level2::Cost) => !matches!(parent, Some(Level1::Output | Level1::Cost)),
                Some(child) => natural(child).is_some_and(|natural| Some(natural) != parent),
                None => false,
            }
        };
        let carried = self.carried(&self.level1, &[]);
        // The labels in force contradict their rows where they stand in the middle of them.
        let own = |row: usize| carried[row].as_ref().and_then(|raw| self.level1.iter().position(|label| label.raw == *raw));
        let wrong = (0..self.rows.len()).any(|row| own(row).is_some_and(|label| contradicts(row, label)));
        let late = if wrong { self.around(&self.level1, contradicts) } else { self.late(&self.level1, contradicts) };
        let level1 = late.unwrap_or(carried);
        (level1, level2)
    }

    /// Labels in the middle of their rows: where a row stands before the first of them.
    fn late(&self, labels: &[Placed], contradicts: impl Fn(usize, usize) -> bool) -> Option<Vec<Option<Raw>>> {
        labels.first().filter(|label| label.place >= 2)?;
        self.around(labels, contradicts)
    }

    /// Labels and the rows that they stand around.
    fn around(&self, labels: &[Placed], contradicts: impl Fn(usize, usize) -> bool) -> Option<Vec<Option<Raw>>> {
        let places: Vec<usize> = labels.iter().map(|label| label.place).collect();
        let under = late::assign(self.rows.len(), &places, contradicts)?;
        Some(under.into_iter().map(|label| Some(labels[label].raw.clone())).collect())
    }

    /// Each label holds until the next one, or until one of the level above.
    fn carried(&self, labels: &[Placed], above: &[Placed]) -> Vec<Option<Raw>> {
        (0..self.rows.len())
            .map(|row| {
                let reached = |label: &&Placed| label.place <= 2 * row + 1;
                let label = labels.iter().rev().find(reached)?;
                let ended = above.iter().rev().find(reached).is_some_and(|above| above.place / 2 > label.place / 2);
                (!ended).then(|| label.raw.clone())
            })
            .collect()
    }
}

/// The level 1 that a level 2 belongs to, whatever the region.
pub fn natural(level: Level2) -> Option<Level1> {
    match level {
        Level2::Quantity | Level2::Quality | Level2::Timeliness => Some(Level1::Output),
        Level2::Cost | Level2::EconomicCost | Level2::SocialCost | Level2::EcologicalCost => Some(Level1::Cost),
        Level2::EconomicBenefit | Level2::SocialBenefit | Level2::EcologicalBenefit | Level2::SustainableImpact => Some(Level1::Benefit),
        Level2::RecipientSatisfaction => Some(Level1::Satisfaction),
        Level2::Other => None,
    }
}
