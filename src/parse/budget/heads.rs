//! Headers of budget tables: rows of headers folded into leaf columns, leaf columns into the contract's keys.

use super::Leaf;
use crate::grammar::BudgetColumn;
use crate::model::parsed::{ParsedTable, Raw};
use crate::parse::context::Context;
use crate::parse::rows::CellText;

/// Folds header rows: what stands above fills, in order, the blank places of the row below.
pub(super) fn fold_heads(cx: &Context, heads: Vec<Vec<CellText>>) -> Vec<Leaf> {
    let mut leaves: Vec<Leaf> = Vec::new();
    for cells in heads {
        let mut row: Vec<Option<Leaf>> = cells
            .iter()
            .map(|cell| {
                (!cell.raw.is_empty()).then(|| Leaf {
                    role: super::role(cx, cell).unwrap_or(BudgetColumn::Groups),
                    header: cell.raw.clone(),
                    at: cell.column,
                })
            })
            .collect();
        if row.iter().flatten().all(|leaf| leaf.role == BudgetColumn::Groups) && leaves.is_empty() {
            continue;
        }
        if leaves.is_empty() {
            leaves = row.into_iter().flatten().collect();
            continue;
        }
        // A group gives way to the columns under it; a header that is printed again below is the same one.
        let below: Vec<BudgetColumn> = row.iter().flatten().map(|leaf| leaf.role).collect();
        // A header that no line names is a column of its own where the row below leaves a blank for it.
        let unknown =
            |leaf: &Leaf| leaf.role == BudgetColumn::Groups && cx.words.budget_columns.whole(&leaf.header.joined(cx.text)).is_none();
        let repeated = |leaf: &Leaf| below.contains(&leaf.role) && matches!(leaf.role, BudgetColumn::Code | BudgetColumn::Name);
        let kept = leaves.iter().filter(|leaf| unknown(leaf) || leaf.role != BudgetColumn::Groups && !repeated(leaf)).count();
        let blanks = row.iter().filter(|place| place.is_none()).count();
        let mut above: Vec<Leaf> = leaves
            .drain(..)
            .filter(|leaf| {
                unknown(leaf) && blanks == kept
                    || leaf.role != BudgetColumn::Groups
                        && !(below.contains(&leaf.role) && matches!(leaf.role, BudgetColumn::Code | BudgetColumn::Name))
            })
            .collect();
        let mut places: Vec<_> = above.iter().chain(row.iter().flatten()).map(|leaf| leaf.at).collect();
        places.sort_unstable();
        // A sheet that prints a merged cell once has two headers in one place.
        if places.iter().all(Option::is_some) && places.windows(2).all(|pair| pair[0] < pair[1]) {
            leaves = above.into_iter().chain(row.into_iter().flatten()).collect();
            leaves.sort_by_key(|leaf| leaf.at);
            continue;
        }
        row.iter_mut().flatten().chain(&mut above).for_each(|leaf| leaf.at = None);
        let mut above = above.into_iter();
        for place in row {
            leaves.extend(place.or_else(|| above.next()));
        }
        leaves.extend(above);
    }
    leaves
}

/// Name and amounts, twice: where the second side begins.
pub(super) fn two_sided(leaves: &[Leaf]) -> Option<usize> {
    let names: Vec<usize> = (0..leaves.len()).filter(|&i| leaves[i].role == BudgetColumn::Name).collect();
    match names[..] {
        [0, second] => Some(second),
        _ => None,
    }
}

/// The contract's columns: one for each amount header, unique keys.
pub(super) fn columns(cx: &Context, leaves: &[Leaf], sides: Option<usize>, table: &mut ParsedTable) {
    let own = &leaves[..sides.unwrap_or(leaves.len())];
    let amounts: Vec<&Leaf> = own.iter().filter(|leaf| !matches!(leaf.role, BudgetColumn::Code | BudgetColumn::Name)).collect();
    for leaf in &amounts {
        let key = match leaf.role {
            // 预算数 before columns of which it is the sum; several years beside each other are no parts of one another.
            BudgetColumn::Budget if amounts.iter().any(|other| !matches!(other.role, BudgetColumn::Budget | BudgetColumn::Groups)) => {
                "total".to_owned()
            }
            role => key(cx, role, &leaf.header),
        };
        let taken = |key: &str| table.columns.iter().any(|(known, _)| known == key);
        let unique = if taken(&key) { (2..).map(|n| format!("{key}_{n}")).find(|key| !taken(key)).unwrap_or_default() } else { key };
        table.columns.push((unique, leaf.header.clone()));
    }
}

fn key(cx: &Context, role: BudgetColumn, header: &Raw) -> String {
    let name = match role {
        BudgetColumn::Budget => "budget",
        BudgetColumn::Total => "total",
        BudgetColumn::GeneralPublicBudget => "general_public_budget",
        BudgetColumn::GovernmentFund => "government_fund",
        BudgetColumn::StateCapital => "state_capital",
        BudgetColumn::SpecialAccount => "special_account",
        BudgetColumn::OtherFunds => "other_funds",
        BudgetColumn::CarriedOver => "carried_over",
        BudgetColumn::Basic => "basic",
        BudgetColumn::Project => "project",
        BudgetColumn::Operating => "operating",
        BudgetColumn::Other => "other",
        BudgetColumn::CarriedForward => "carried_forward",
        BudgetColumn::Personnel => "personnel",
        BudgetColumn::Public => "public",
        BudgetColumn::TransferUp => "transfer_up",
        BudgetColumn::SubsidyDown => "subsidy_down",
        BudgetColumn::Business => "business",
        BudgetColumn::Groups if cx.folded(header) == "财政拨款" => "fiscal_appropriation",
        BudgetColumn::Code | BudgetColumn::Name | BudgetColumn::Groups => "unnamed",
    };
    name.to_owned()
}
