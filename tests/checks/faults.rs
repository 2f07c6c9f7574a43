//! Clean documents have no findings; of those with one digit changed, the rule that owns the number finds most.
//!
//! `GONGKAI_CASES` is the number of documents per layout (300), `GONGKAI_SEED` chooses others. What is found is printed by
//! `cargo test --test checks -- --nocapture`.

use std::collections::BTreeMap;

use super::clean::LAYOUTS;
use super::dice::{Dice, Page, Slot};
use super::support::extract::read;
use serde_json::Value;

fn setting(name: &str, usual: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name} is a number, not {text:?}")))
}

pub fn cases() -> u64 {
    setting("GONGKAI_CASES", 300)
}

fn dice(layout: usize, case: u64) -> Dice {
    Dice(setting("GONGKAI_SEED", 1) << 40 | (layout as u64) << 32 | case)
}

fn checks(text: &str) -> Vec<Value> {
    read(text.as_bytes())["checks"].as_array().cloned().unwrap_or_default()
}

fn is(check: &Value, statuses: &[&str]) -> bool {
    statuses.contains(&check["status"].as_str().unwrap_or(""))
}

#[test]
fn clean_documents_raise_no_finding_that_says_something_is_wrong() {
    let mut wrong = Vec::new();
    let mut passed: BTreeMap<String, u64> = BTreeMap::new();
    for (number, (layout, make)) in LAYOUTS.iter().enumerate() {
        for case in 0..cases() {
            let page = make(&mut dice(number, case));
            for check in checks(&page.text) {
                if is(&check, &["fail", "warn"]) {
                    wrong.push(format!("{layout} {case}: {} {} {} {}", check["rule"], check["status"], check["message"], check["inputs"]));
                } else if is(&check, &["pass"]) {
                    *passed.entry(check["rule"].as_str().unwrap_or("").to_owned()).or_default() += 1;
                }
            }
        }
    }
    println!("{} documents, {} rules passed somewhere: {passed:?}", cases() * LAYOUTS.len() as u64, passed.len());
    assert!(wrong.is_empty(), "{} finding(s) in clean documents\n{}", wrong.len(), wrong[..wrong.len().min(25)].join("\n"));
    // Without passes nothing was looked at.
    for rule in ["F01", "F02", "F07", "I01", "D01", "B01", "B05", "B06", "B07", "B08", "B09", "B10", "B11", "B12", "B16", "B18"] {
        assert!(passed.contains_key(rule), "{rule} never applied to a clean document");
    }
}

/// The document with one digit of a number changed to another one.
fn changed(page: &Page, slot: &Slot, dice: &mut Dice) -> Option<String> {
    let number = &page.text[slot.range.clone()];
    // Another last digit is what rounding does too.
    let whole = number.find('.').unwrap_or(number.len());
    let digits: Vec<usize> = number[..whole].char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = slot.range.start + *dice.pick(&digits);
    let old = page.text.as_bytes()[at];
    let new =
        [b'1', b'2', b'3', b'4', b'5', b'6', b'7', b'8', b'9'].into_iter().filter(|digit| *digit != old).nth(dice.below(8) as usize)?;
    let mut text = page.text.clone();
    text.replace_range(at..at + 1, &char::from(new).to_string());
    Some(text)
}

#[test]
fn one_changed_number_is_found_by_a_rule_that_owns_it() {
    let mut rates: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    let (mut injected, mut found, mut named) = (0u64, 0u64, 0u64);
    for (number, (_, make)) in LAYOUTS.iter().enumerate() {
        for case in 0..cases() {
            let mut dice = dice(number, case);
            let page = make(&mut dice);
            let slot = dice.pick(&page.slots).clone();
            let Some(text) = changed(&page, &slot, &mut dice) else { continue };
            let findings: Vec<Value> = checks(&text).into_iter().filter(|check| is(check, &["fail", "warn"])).collect();
            let rules: Vec<&str> = findings.iter().filter_map(|check| check["rule"].as_str()).collect();
            for owner in slot.owners {
                let (tried, hit) = rates.entry(owner).or_default();
                *tried += 1;
                *hit += u64::from(rules.contains(owner));
            }
            injected += 1;
            found += u64::from(slot.owners.iter().any(|owner| rules.contains(owner)));
            named += u64::from(findings.iter().any(|check| !check["suggestion"].is_null()));
        }
    }
    println!("{injected} faults, {found} found by a rule that owns the number, {named} with the number to change named");
    for (rule, (tried, hit)) in &rates {
        println!("{rule} {hit}/{tried} {}%", hit * 100 / tried);
    }
    assert!(injected > 0 && found * 100 >= injected * 85, "{found} of {injected} faults found");
}
