//! Project forms: pairs to keys, funds, functions, rows of amounts.

use crate::grammar::{Field, fold_into};
use crate::model::coverage::Structure;
use crate::model::finding::{Code, Severity};
use crate::model::leaf::Leaf;
use crate::model::parsed::{Pair, ParsedAmountRow, ParsedProject, Raw};
use crate::model::record::{AmountRow, FormKind, Function, OtherField, Procurement, Project, Text, YearAmount};
use crate::model::span::{Span, Spans};

use super::goal;
use super::indicator;
use super::values::{Values, clipped};

/// Types a project form.
pub fn project(values: &mut Values, form: ParsedProject) -> Project {
    let mut project = Project {
        form_title: values.label(&form.form_title),
        fiscal_year: values.year_leaf(form.year),
        form_kind: if form.self_evaluation { FormKind::SelfEvaluation } else { FormKind::Target },
        ..Project::default()
    };
    for pair in &form.pairs {
        set(values, &mut project, pair, form.unit);
    }
    project.goals = form
        .goals
        .into_iter()
        .enumerate()
        .map(|(i, parsed)| values.within("goals", i, |values| goal::goal(values, parsed, &project.fiscal_year)))
        .collect();
    project.indicators = form
        .indicators
        .into_iter()
        .enumerate()
        .map(|(i, parsed)| values.within("indicators", i, |values| indicator::indicator(values, parsed)))
        .collect();
    project.funding_sources = rows(values, "funding_sources", form.funding_sources);
    project.expenditures = rows(values, "expenditures", form.expenditures);
    let unit = form.procurement_unit;
    project.procurement = form
        .procurement
        .iter()
        .enumerate()
        .map(|(i, row)| values.within("procurement", i, |values| procurement(values, row, unit)))
        .collect();
    project
}

/// Puts a pair under its key; the first value printed stays.
fn set(values: &mut Values, project: &mut Project, pair: &Pair, declared: Option<Span>) {
    let slot = match pair.field {
        Field::Name => &mut project.name,
        Field::Code => &mut project.code,
        Field::CompetentDepartment => &mut project.competent_department,
        Field::ImplementingUnit => &mut project.implementing_unit,
        Field::OrganizationCode => &mut project.organization_code,
        Field::Address => &mut project.address,
        Field::Phone => &mut project.phone,
        Field::PostalCode => &mut project.postal_code,
        Field::LegalRepresentative => &mut project.legal_representative,
        Field::FundingSource => &mut project.funding_source,
        Field::Profile => &mut project.profile,
        Field::Leader => &mut project.leader,
        Field::Attribute => &mut project.attribute,
        Field::Type => &mut project.r#type,
        Field::Category => &mut project.category,
        Field::Term => &mut project.term,
        Field::Basis => &mut project.narrative.basis,
        Field::Overview => &mut project.narrative.overview,
        Field::Content => &mut project.narrative.content,
        Field::FundingArrangement => &mut project.narrative.funding_arrangement,
        Field::Plan => &mut project.narrative.plan,
        Field::Results => &mut project.narrative.results,
        Field::Calculation => &mut project.narrative.calculation,
        Field::Notes => &mut project.narrative.notes,
        Field::StartYear | Field::EndYear => {
            let (key, slot) =
                if pair.field == Field::StartYear { ("start_year", &mut project.start_year) } else { ("end_year", &mut project.end_year) };
            let year = values.year_cell(key, &pair.value);
            if slot.is_none() {
                *slot = year;
            }
            return;
        }
        Field::FundsTotal | Field::FundsFiscal | Field::FundsOther => {
            let (key, slot) = match pair.field {
                Field::FundsTotal => ("funds/total", &mut project.funds.total),
                Field::FundsFiscal => ("funds/fiscal", &mut project.funds.fiscal),
                _ => ("funds/other", &mut project.funds.other),
            };
            let amount = values.amount(key, &pair.value, pair.label.unit.or(declared));
            if slot.is_none() {
                *slot = amount;
            }
            return;
        }
        Field::Functions => {
            for part in functions(values, &pair.value) {
                project.functions.extend(function(values, &part));
            }
            return;
        }
        Field::Other | Field::DepartmentName | Field::Preparer | Field::Mandate | Field::AnnualTasks => {
            let value = values.short(&pair.value);
            if value.is_some() {
                project.other_fields.push(OtherField { label: values.label(&pair.label.raw), value });
            }
            return;
        }
    };
    let value = if pair.field.is_text() { values.paragraphs(&pair.value) } else { values.short(&pair.value) };
    if slot.is_none() {
        *slot = value;
    } else if value.is_some() && value.value != slot.value {
        let message =
            format!("the label is printed again with \"{}\"; the first value was taken", clipped(value.as_str().unwrap_or_default()));
        values.find(Code::LabelRepeated, Severity::Warning, key(pair.field), message, pair.value.extent());
    } else if value.is_some() {
        // The same value printed again says nothing more.
        values.structure.extend(pair.value.parts.iter().map(|(_, span)| (*span, Structure::Label)));
    }
}

/// Where the contract keeps a field's text.
fn key(field: Field) -> &'static str {
    match field {
        Field::Code => "code",
        Field::CompetentDepartment => "competent_department",
        Field::ImplementingUnit => "implementing_unit",
        Field::OrganizationCode => "organization_code",
        Field::Address => "address",
        Field::Phone => "phone",
        Field::PostalCode => "postal_code",
        Field::LegalRepresentative => "legal_representative",
        Field::FundingSource => "funding_source",
        Field::Profile => "profile",
        Field::Leader => "leader",
        Field::Attribute => "attribute",
        Field::Type => "type",
        Field::Category => "category",
        Field::Term => "term",
        Field::Basis => "narrative/basis",
        Field::Overview => "narrative/overview",
        Field::Content => "narrative/content",
        Field::FundingArrangement => "narrative/funding_arrangement",
        Field::Plan => "narrative/plan",
        Field::Results => "narrative/results",
        Field::Calculation => "narrative/calculation",
        Field::Notes => "narrative/notes",
        _ => "name",
    }
}

/// The functions of a cell: each begins with its code in brackets.
fn functions(values: &Values, raw: &Raw) -> Vec<Raw> {
    let [(_, span)] = raw.parts[..] else { return vec![raw.clone()] };
    let text = span.of(values.text);
    let mut begins: Vec<usize> = text.match_indices(['[', '［', '【']).map(|(at, _)| at).collect();
    if begins.first() != Some(&0) || begins.len() == 1 {
        return vec![raw.clone()];
    }
    begins.push(text.len());
    begins
        .windows(2)
        .map(|pair| Raw::line(Span::new(span.start as usize + pair[0], span.start as usize + pair[1]).trimmed(values.text)))
        .collect()
}

/// `[210]卫生健康支出` · 2101501-行政运行
fn function(values: &Values, raw: &Raw) -> Option<Function> {
    let whole = values.short(raw);
    let text = whole.as_str()?;
    let opened = text.trim_start_matches(['[', '［', '【', '(', '（']);
    let name = opened.trim_start_matches(|c: char| c.is_ascii_digit());
    let code = &opened[..opened.len() - name.len()];
    let name = name.trim_start_matches([']', '］', '】', ')', '）', '-', '—', '－', ' ', '\u{3000}']).trim();
    if code.is_empty() {
        return Some(Function { code: Text::default(), name: whole.clone() });
    }
    let leaf = |part: &str| if part.is_empty() { Text::default() } else { Text::at(part.to_owned(), values.slice(raw, text, part)) };
    Some(Function { code: leaf(code), name: leaf(name) })
}

fn rows(values: &mut Values, key: &str, parsed: Vec<ParsedAmountRow>) -> Vec<AmountRow> {
    parsed.into_iter().enumerate().map(|(i, row)| values.within(key, i, |values| amount_row(values, row))).collect()
}

fn amount_row(values: &mut Values, row: ParsedAmountRow) -> AmountRow {
    let amounts = row
        .amounts
        .into_iter()
        .enumerate()
        .map(|(i, (header, value))| {
            let year = header
                .extent()
                .and_then(|span| values.year_in(span))
                .map(|(span, year)| Leaf::at(year, Spans::from_elem(span, 1)))
                .unwrap_or_default();
            YearAmount { label: values.label(&header), year, value: values.within("amounts", i, |values| values.sum("value", &value)) }
        })
        .collect();
    AmountRow { label: values.short(&row.label), amounts }
}

fn procurement(values: &mut Values, [item, new, quantity, amount]: &[Raw; 4], unit: Option<Span>) -> Procurement {
    let folded = fold_into(&new.joined(values.text));
    let is_new_asset = match () {
        () if values.words.yes.contains(&folded) => Leaf::at(true, new.spans()),
        () if values.words.no.contains(&folded) => Leaf::at(false, new.spans()),
        () => Leaf::default(),
    };
    Procurement {
        item: values.short(item),
        is_new_asset,
        quantity: values.number("quantity", quantity),
        amount: values.amount("amount", amount, unit),
    }
}
