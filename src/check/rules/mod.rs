//! Every rule, one file each, in the order that they are reported in.

use super::Rule;

mod b01_revenue_is_expenditure;
mod b02_lines_sum_to_expenditure;
mod b03_revenue_adds_up;
mod b04_line_is_class;
mod b05_appropriation_agrees;
mod b06_row_total_is_sum_of_columns;
mod b07_parent_is_sum_of_children;
mod b08_total_is_sum_of_top_level;
mod b09_summary_is_general_budget;
mod b10_basic_is_table_of_basic;
mod b11_three_public_expenses_add_up;
mod b12_public_expenses_agree;
mod b13_code_has_its_name;
mod b14_codes_nest;
mod b15_codes_ascend;
mod b16_projects_sum_to_expenditure;
mod b17_function_has_the_amount;
mod b18_department_form_agrees;
mod b19_empty_table_says_why;
mod b20_unit_is_declared;
mod b21_eight_tables;
mod c01_same_quantity_same_value;
mod c02_deadline_agrees;
mod c03_years_agree;
mod c04_years_valid;
mod c05_names_spelled_alike;
mod c06_project_names_agree;
mod c07_history_agrees;
mod d01_organization_code_valid;
mod f01_total_is_sum_of_parts;
mod f02_cost_targets_fit_budget;
mod f03_quantity_times_unit_cost;
mod f04_stated_product_holds;
mod f05_stated_parts_sum;
mod f06_prose_total_is_budget;
mod f07_sources_equal_expenditures;
mod f08_units_agree;
mod i01_weights_sum;
mod i02_weights_split;
mod i03_required_levels_present;
mod i04_level2_under_its_level1;
mod i05_indicator_has_a_name;
mod i06_measure_fits_value;
mod i07_text_target_is_bare;
mod i08_quantity_has_a_unit;
mod i09_unit_fits_name;
mod i10_percent_within_bounds;
mod i11_direction_fits;
mod i12_target_not_below_last_year;
mod i13_names_unique;
mod i14_known_vocabulary;
mod i15_scoring_parses;
mod i16_goal_numbers_are_targets;
mod t01_not_truncated;
mod t02_placeholders_named;
mod t03_no_markup_left;
mod t04_row_fits_header;

/// All rules.
pub static RULES: &[&Rule] = &[
    &f01_total_is_sum_of_parts::RULE,
    &f02_cost_targets_fit_budget::RULE,
    &f03_quantity_times_unit_cost::RULE,
    &f04_stated_product_holds::RULE,
    &f05_stated_parts_sum::RULE,
    &f06_prose_total_is_budget::RULE,
    &f07_sources_equal_expenditures::RULE,
    &f08_units_agree::RULE,
    &c01_same_quantity_same_value::RULE,
    &c02_deadline_agrees::RULE,
    &c03_years_agree::RULE,
    &c04_years_valid::RULE,
    &c05_names_spelled_alike::RULE,
    &c06_project_names_agree::RULE,
    &c07_history_agrees::RULE,
    &i01_weights_sum::RULE,
    &i02_weights_split::RULE,
    &i03_required_levels_present::RULE,
    &i04_level2_under_its_level1::RULE,
    &i05_indicator_has_a_name::RULE,
    &i06_measure_fits_value::RULE,
    &i07_text_target_is_bare::RULE,
    &i08_quantity_has_a_unit::RULE,
    &i09_unit_fits_name::RULE,
    &i10_percent_within_bounds::RULE,
    &i11_direction_fits::RULE,
    &i12_target_not_below_last_year::RULE,
    &i13_names_unique::RULE,
    &i14_known_vocabulary::RULE,
    &i15_scoring_parses::RULE,
    &i16_goal_numbers_are_targets::RULE,
    &t01_not_truncated::RULE,
    &t02_placeholders_named::RULE,
    &t03_no_markup_left::RULE,
    &t04_row_fits_header::RULE,
    &d01_organization_code_valid::RULE,
    &b01_revenue_is_expenditure::RULE,
    &b02_lines_sum_to_expenditure::RULE,
    &b03_revenue_adds_up::RULE,
    &b04_line_is_class::RULE,
    &b05_appropriation_agrees::RULE,
    &b06_row_total_is_sum_of_columns::RULE,
    &b07_parent_is_sum_of_children::RULE,
    &b08_total_is_sum_of_top_level::RULE,
    &b09_summary_is_general_budget::RULE,
    &b10_basic_is_table_of_basic::RULE,
    &b11_three_public_expenses_add_up::RULE,
    &b12_public_expenses_agree::RULE,
    &b13_code_has_its_name::RULE,
    &b14_codes_nest::RULE,
    &b15_codes_ascend::RULE,
    &b16_projects_sum_to_expenditure::RULE,
    &b17_function_has_the_amount::RULE,
    &b18_department_form_agrees::RULE,
    &b19_empty_table_says_why::RULE,
    &b20_unit_is_declared::RULE,
    &b21_eight_tables::RULE,
];
