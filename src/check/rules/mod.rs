//! Every rule, one file each, in the order that they are reported in.

use super::Rule;

mod b06_row_total_is_sum_of_columns;
mod b07_parent_is_sum_of_children;
mod b08_total_is_sum_of_top_level;
mod f01_total_is_sum_of_parts;
mod i01_weights_sum;

/// All rules.
pub static RULES: &[&Rule] = &[
    &f01_total_is_sum_of_parts::RULE,
    &i01_weights_sum::RULE,
    &b06_row_total_is_sum_of_columns::RULE,
    &b07_parent_is_sum_of_children::RULE,
    &b08_total_is_sum_of_top_level::RULE,
];
