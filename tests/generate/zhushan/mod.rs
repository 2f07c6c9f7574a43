//! Random budget disclosures of the Zhushan layout with the record that must be read from them.
//! Everything is built from parts, so that no expectation comes from parsing text.

mod budget;
mod budget_expected;
mod budget_page;
mod budget_words;
mod damage;
mod department;
mod department_expected;
mod department_page;
mod expected;
mod goals;
mod goals_page;
mod maybe;
mod project;
mod project_page;
mod record;
mod sheet;
mod target;
mod vocabulary;

pub use record::zhushan;
