//! Department forms: name, funds, tasks, projects, goals and their indicators.

use crate::grammar::Field;
use crate::model::leaf::Leaf;
use crate::model::parsed::{ParsedDepartment, ParsedFund, Raw};
use crate::model::record::{Department, DepartmentFund, DepartmentProject, FundYear};
use crate::model::span::Spans;

use super::goal;
use super::indicator;
use super::values::Values;

/// Types a department form.
pub fn department(values: &mut Values, form: ParsedDepartment) -> Department {
    let pair = |field: Field| {
        form.pairs.iter().find(|pair| pair.field == field && !pair.value.is_empty()).map(|pair| pair.value.clone()).unwrap_or_default()
    };
    let none = Leaf::default();
    Department {
        name: values.short(&pair(Field::DepartmentName)),
        preparer: values.short(&pair(Field::Preparer)),
        phone: values.short(&pair(Field::Phone)),
        unit: values.unit(form.unit),
        mandate: values.paragraphs(&pair(Field::Mandate)),
        annual_tasks: values.paragraphs(&pair(Field::AnnualTasks)),
        funds: form.funds.into_iter().enumerate().map(|(i, row)| values.within("funds", i, |values| fund(values, row))).collect(),
        projects: form
            .projects
            .into_iter()
            .enumerate()
            .map(|(i, row)| values.within("projects", i, |values| project(values, row)))
            .collect(),
        goals: form
            .goals
            .into_iter()
            .enumerate()
            .map(|(i, parsed)| values.within("goals", i, |values| goal::goal(values, parsed, &none)))
            .collect(),
        indicators: form
            .indicators
            .into_iter()
            .enumerate()
            .map(|(i, parsed)| values.within("indicators", i, |values| indicator::indicator(values, parsed)))
            .collect(),
    }
}

fn fund(values: &mut Values, row: ParsedFund) -> DepartmentFund {
    let history = row
        .history
        .iter()
        .enumerate()
        .map(|(i, (label, value))| {
            let year = label
                .extent()
                .and_then(|span| values.year_in(span))
                .map(|(span, year)| Leaf::at(year, Spans::from_elem(span, 1)))
                .unwrap_or_default();
            FundYear { year, value: values.within("history", i, |values| values.number("value", value)) }
        })
        .collect();
    DepartmentFund {
        side: row.side.map(|(side, raw)| Leaf::at(side, raw.spans())).unwrap_or_default(),
        label: values.label(&row.label),
        current: values.number("current", &row.current),
        share: values.share("share", &row.share),
        history,
    }
}

fn project(values: &mut Values, [name, kind, total, annual, description]: [Raw; 5]) -> DepartmentProject {
    DepartmentProject {
        name: values.short(&name),
        r#type: values.short(&kind),
        total_budget: values.number("total_budget", &total),
        annual_budget: values.number("annual_budget", &annual),
        description: values.paragraphs(&description),
    }
}
