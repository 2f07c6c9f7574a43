//! Indicators: a table for each run under the same goal, time and earlier years; level 1 and level 2 merged downwards.

use super::sheet::{Cell, Look, Merge, Row, Table};
use super::{Writer, shown, text};
use crate::expression::{reading, target};
use crate::grammar::{Mark, Role};
use crate::model::record::{Horizon, Indicator, Measure, Target, Text};

/// A column that holds one value of each indicator.
struct Column {
    role: Role,
    key: &'static str,
    width: usize,
    /// Printed where nothing stands in it, too.
    always: bool,
    cell: fn(&Writer, &Indicator) -> Cell,
}

const COLUMNS: [Column; 9] = [
    Column { role: Role::Name, key: "name", width: 18, always: true, cell: |_, own| Cell::value(text::short(&own.name)) },
    Column { role: Role::Target, key: "target", width: 12, always: true, cell: |_, own| Cell::value(text::short(&own.target.raw)) },
    Column { role: Role::Reading, key: "target", width: 11, always: false, cell: |writer, own| writer.reading(&own.target) },
    Column { role: Role::Measure, key: "measure", width: 8, always: true, cell: |writer, own| writer.measure(own.measure.value) },
    Column { role: Role::Weight, key: "weight", width: 6, always: true, cell: |_, own| Cell::number(shown(&own.weight)) },
    Column { role: Role::Scoring, key: "scoring", width: 14, always: false, cell: |_, own| Cell::value(text::short(&own.scoring)) },
    Column {
        role: Role::Description,
        key: "description",
        width: 14,
        always: false,
        cell: |_, own| Cell::value(text::short(&own.description)),
    },
    Column { role: Role::Basis, key: "basis", width: 12, always: false, cell: |_, own| Cell::value(text::short(&own.basis)) },
    Column { role: Role::Evidence, key: "evidence", width: 10, always: false, cell: |_, own| Cell::value(text::short(&own.evidence)) },
];

/// How many columns the levels take.
const LEVELS: usize = 2;

impl Writer<'_> {
    pub(super) fn indicators(&self, indicators: &[Indicator], path: &str) -> Vec<Table> {
        let mut at = 0;
        indicators
            .chunk_by(together)
            .map(|run| {
                let table = self.run(run, path, at);
                at += run.len();
                table
            })
            .collect()
    }

    fn run(&self, run: &[Indicator], path: &str, begin: usize) -> Table {
        let says = |column: &&Column| column.always || run.iter().any(|own| !(column.cell)(self, own).lines.is_empty());
        let columns: Vec<&Column> = COLUMNS.iter().filter(says).collect();
        let earlier = &run[0].history;
        let widths = [8, 9].into_iter().chain(columns.iter().map(|column| column.width)).chain(earlier.iter().map(|_| 9));
        let mut table = Table::new(widths.collect());
        table.push(self.in_force(&run[0], table.columns.len()));
        self.headers(&mut table, &columns, run);
        let mut above: Option<&Indicator> = None;
        for (n, own) in run.iter().enumerate() {
            let pointer = format!("{path}/indicators/{}", begin + n);
            let next = run.get(n + 1);
            let same1 = above.is_some_and(|above| alike(&above.level1_label, &own.level1_label));
            let same2 = same1 && above.is_some_and(|above| alike(&above.level2_label, &own.level2_label));
            let on1 = next.is_some_and(|next| alike(&next.level1_label, &own.level1_label));
            let on2 = on1 && next.is_some_and(|next| alike(&next.level2_label, &own.level2_label));
            let mut cells = vec![self.level(&own.level1_label, same1, on1), self.level(&own.level2_label, same2, on2)];
            cells.extend(columns.iter().map(|column| {
                let cell = (column.cell)(self, own);
                match column.role {
                    Role::Reading => cell,
                    Role::Name => {
                        let levels = ["level1", "level1_label", "level2", "level2_label"];
                        let above = levels.iter().flat_map(|key| self.remarks.at(&format!("{pointer}/{key}"))).collect();
                        self.said(cell, &format!("{pointer}/name")).about(self.remarks.at(&pointer)).about(above)
                    }
                    _ => self.said_within(cell, &format!("{pointer}/{}", column.key)),
                }
            }));
            cells.extend(
                own.history
                    .iter()
                    .enumerate()
                    .map(|(at, earlier)| self.said_within(Cell::value(text::short(&earlier.raw)), &format!("{pointer}/history/{at}"))),
            );
            table.push(Row::new(cells));
            above = Some(own);
        }
        table
    }

    /// The head, and what is in force for the whole table.
    fn in_force(&self, first: &Indicator, columns: usize) -> Row {
        let head = Cell::new(Look::Head, self.mark(Mark::Indicators));
        let horizon = first.horizon.value.map(|horizon| match horizon {
            Horizon::Annual => "年度目标",
            Horizon::MidTerm => "中期目标",
            Horizon::LongTerm => "长期目标",
            Horizon::Overall => "总体目标",
        });
        let said = [(Mark::Horizon, horizon.map(str::to_owned)), (Mark::Block, text::label(&first.goal))];
        let mut cells = vec![head.over(LEVELS)];
        for (mark, value) in said {
            if value.is_some() {
                cells.push(Cell::new(Look::Head, self.mark(mark)));
                cells.push(Cell::value(value).looking(Look::Head));
            }
        }
        // The last cell takes what is left.
        let rest = columns - LEVELS - (cells.len() - 1);
        if let Some(last) = cells.last_mut() {
            last.more += rest;
        }
        Row::head(cells)
    }

    fn headers(&self, table: &mut Table, columns: &[&Column], run: &[Indicator]) {
        let earlier = &run[0].history;
        let merge = if earlier.is_empty() { Merge::None } else { Merge::Begins };
        let roles = [Role::Level1, Role::Level2].into_iter().chain(columns.iter().map(|column| column.role));
        let mut cells: Vec<Cell> = roles.map(|role| Cell { merge, ..self.column(role) }).collect();
        if earlier.is_empty() {
            table.push(Row::head(cells));
            return;
        }
        let below = cells.iter().map(|_| Cell { merge: Merge::Continues, ..Cell::label("") });
        let labels = earlier.iter().map(|earlier| Cell::value(text::label(&earlier.label)).looking(Look::Label));
        let below: Vec<Cell> = below.chain(labels).collect();
        cells.push(self.column(Role::HistoryGroup).over(earlier.len()));
        table.push(Row::head(cells));
        table.push(Row::head(below));
    }

    /// A level in force: merged with the same one above and below.
    fn level(&self, label: &Text, above: bool, below: bool) -> Cell {
        if above {
            return Cell { merge: Merge::Continues, ..Cell::label("") };
        }
        let printed = text::label(label).unwrap_or_else(|| self.mark(Mark::None).to_owned());
        Cell { merge: if below { Merge::Begins } else { Merge::None }, ..Cell::label(&printed) }
    }

    fn measure(&self, measure: Option<Measure>) -> Cell {
        let word = measure.map(|measure| match measure {
            Measure::Quantitative => "定量指标",
            Measure::Qualitative => "定性指标",
        });
        Cell::value(word.map(str::to_owned)).looking(Look::Middle)
    }

    /// What the target was read as, where its text alone would be read otherwise.
    fn reading(&self, own: &Target) -> Cell {
        if self.read_again(own) {
            return Cell::default();
        }
        use reading::Part::*;
        let parts = [
            (Operator, text::short(&own.operator)),
            (Value, shown(&own.value)),
            (ValueMax, shown(&own.value_max)),
            (Scale, shown(&own.scale)),
            (Unit, text::short(&own.unit)),
            (Date, text::short(&own.date)),
            (Text, text::short(&own.text)),
        ];
        let mut lines: Vec<String> = parts.into_iter().filter_map(|(part, value)| Some(reading::line(part, &value?))).collect();
        if lines.is_empty() {
            lines.push(self.mark(Mark::None).to_owned());
        }
        Cell { lines, look: Look::Small, ..Cell::default() }
    }

    fn read_again(&self, own: &Target) -> bool {
        let read = own.raw.as_str().map(|raw| target::target(raw, &self.layout.vocabulary)).unwrap_or_default();
        own.operator.as_str() == read.sign.map(|(sign, _)| sign.printed())
            && own.value.value == read.value.map(|(value, _)| value)
            && own.value_max.value == read.value_max.map(|(value, _)| value)
            && own.scale.value == read.scale
            && own.unit.as_str() == read.unit
            && own.date.value == read.date.map(|(iso, _)| iso)
            && own.text.as_str() == read.text
    }
}

/// Whether two indicators stand in one table.
fn together(a: &Indicator, b: &Indicator) -> bool {
    let labels = |own: &Indicator| own.history.iter().map(|earlier| earlier.label.value.clone()).collect::<Vec<_>>();
    a.goal.value == b.goal.value && a.horizon.value == b.horizon.value && labels(a) == labels(b)
}

fn alike(a: &Text, b: &Text) -> bool {
    a.value == b.value
}
