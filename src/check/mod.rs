//! Consistency rules: a record in, what each rule says of it out.
//!
//! Rules know the record, and [`beside`] it the notes and marks that are no values: no canonical text, no layout, no
//! container. One rule is one file of [`rules`]; what they share is how numbers are compared ([`equation`]) and where they
//! report ([`report`]).

pub mod beside;
pub mod equation;
pub mod figure;
mod forms;
mod money;
pub mod page;
pub mod path;
pub mod prose;
mod public;
pub mod report;
pub mod rule;
pub mod rules;
#[cfg(test)]
mod sample;
mod sides;
mod table;
mod unit;
mod written;

use crate::model::check::Check;
use crate::model::record::Record;

pub use beside::Beside;
pub use report::Report;
pub use rule::{Language, Phrase, Rule, Severity};
pub use rules::RULES;

/// What every rule says of a document, rule by rule, subject by subject.
pub fn check(record: &Record, beside: &Beside, language: Language) -> Vec<Check> {
    let mut report = Report::new(record, beside, language, RULES[0]);
    for rule in RULES {
        report.rule(rule, |report| (rule.evaluate)(record, report));
    }
    report.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_says_of_its_cases_what_they_expect() {
        let complaints: Vec<String> =
            RULES.iter().flat_map(|rule| (rule.cases)().into_iter().filter_map(|case| case.complaint(rule))).collect();
        assert!(complaints.is_empty(), "{} case(s)\n{}", complaints.len(), complaints.join("\n"));
    }

    #[test]
    fn every_rule_has_cases_that_hold_that_do_not_and_that_lack_an_input() {
        let mut complaints = Vec::new();
        for rule in RULES {
            let kinds: Vec<sample::Kind> = (rule.cases)().iter().map(|case| case.kind).collect();
            let without = [sample::Kind::Holds, sample::Kind::Finds, sample::Kind::Lacks];
            complaints.extend(
                without.into_iter().filter(|kind| !kinds.contains(kind)).map(|kind| format!("{} has no case that {kind:?}", rule.id)),
            );
        }
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    }

    #[test]
    fn ids_are_unique_and_in_order_of_their_letter_and_number() {
        let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        let mut sorted = ids.clone();
        sorted.sort_by_key(|id| ("FCITDB".find(&id[..1]), (*id).to_owned()));
        sorted.dedup();
        assert_eq!(ids, sorted);
    }

    #[test]
    fn an_empty_record_is_not_applicable_to_any_rule() {
        let checks = check(&Record::default(), &Beside::nothing(sample::words()), Language::English);
        let others: Vec<&Check> = checks.iter().filter(|check| check.status.name() != "not_applicable").collect();
        assert!(others.is_empty(), "{others:?}");
        assert_eq!(checks.len(), RULES.len());
    }
}
