//! Clean documents have no findings; of those with one number or word changed, the rule that owns it finds most.
//!
//! `GONGKAI_CASES` is the number of documents per layout (300), `GONGKAI_SEED` chooses others, `GONGKAI_MISSES` is a rule
//! whose misses are shown. What is found is printed by `cargo test --test checks faults -- --nocapture`, and stands in
//! `docs/checks.md`.

use std::collections::{BTreeMap, BTreeSet};

use super::clean::LAYOUTS;
use super::dice::{Dice, Page, Slot};
use super::support::corpus::here;
use super::support::extract::read;
use serde_json::Value;

/// Faults injected into each document, each owned by another rule.
const FAULTS: usize = 4;

/// Rules that no single changed number or word can break, and why.
const UNBREAKABLE: [(&str, &str); 2] =
    [("I03", "a whole level of indicators has to be missing"), ("B21", "a whole table has to be missing")];

/// Rules that no fault is made for; no rate is known of them.
/// `corpus/checks/` breaks each of them.
const UNTRIED: [&str; 7] = ["I14", "I15", "T01", "T02", "T03", "T04", "B19"];

/// By how many per cent a rate may differ from the one in the page: a change of the documents moves it a little.
const TOLERANCE: i64 = 3;

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

/// The findings of each rule.
fn findings(checks: &[Value]) -> BTreeMap<&str, usize> {
    let found = checks.iter().filter(|check| is(check, &["fail", "warn", "info"]));
    found.filter_map(|check| check["rule"].as_str()).fold(BTreeMap::new(), |mut counts, rule| {
        *counts.entry(rule).or_default() += 1;
        counts
    })
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
    let owners: BTreeSet<&str> = LAYOUTS
        .iter()
        .enumerate()
        .flat_map(|(number, (_, make))| (0..8).flat_map(move |case| make(&mut dice(number, case)).slots))
        .flat_map(|slot| slot.owners)
        .copied()
        .collect();
    let silent: Vec<&&str> = owners.iter().filter(|rule| !passed.contains_key(**rule)).collect();
    assert!(owners.len() > 30 && silent.is_empty(), "{silent:?} never applied to a clean document");
}

/// The document with the slot's other words, or one digit of its number changed to another one.
fn changed(page: &Page, slot: &Slot, dice: &mut Dice) -> Option<String> {
    let mut text = page.text.clone();
    if let Some(to) = &slot.to {
        text.replace_range(slot.range.clone(), to);
        return Some(text);
    }
    let number = &page.text[slot.range.clone()];
    // Another last digit is what rounding does too.
    let whole = number.find('.').unwrap_or(number.len());
    let digits: Vec<usize> = number[..whole].char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = slot.range.start + *dice.pick(&digits);
    let old = page.text.as_bytes()[at];
    let new =
        [b'1', b'2', b'3', b'4', b'5', b'6', b'7', b'8', b'9'].into_iter().filter(|digit| *digit != old).nth(dice.below(8) as usize)?;
    text.replace_range(at..at + 1, &char::from(new).to_string());
    Some(text)
}

/// Slots of a page, each of another rule.
fn chosen(page: &Page, dice: &mut Dice) -> Vec<(&'static str, Slot)> {
    let mut owners: Vec<&'static str> =
        page.slots.iter().flat_map(|slot| slot.owners).copied().collect::<BTreeSet<_>>().into_iter().collect();
    let mut chosen = Vec::new();
    while chosen.len() < FAULTS && !owners.is_empty() {
        let owner = owners.swap_remove(dice.below(owners.len() as u64) as usize);
        let slots: Vec<&Slot> = page.slots.iter().filter(|slot| slot.owners.contains(&owner)).collect();
        chosen.push((owner, (*dice.pick(&slots)).clone()));
    }
    chosen
}

/// How often a rule was put to the test, and how often it found the fault.
#[derive(Default)]
struct Rates {
    rules: BTreeMap<&'static str, (u64, u64)>,
    injected: u64,
    found: u64,
}

fn rates() -> Rates {
    let mut rates = Rates::default();
    let shown = std::env::var("GONGKAI_MISSES").unwrap_or_default();
    for (number, (layout, make)) in LAYOUTS.iter().enumerate() {
        for case in 0..cases() {
            let mut dice = dice(number, case);
            let page = make(&mut dice);
            let clean = checks(&page.text);
            let before = findings(&clean);
            for (owner, slot) in chosen(&page, &mut dice) {
                let Some(text) = changed(&page, &slot, &mut dice) else { continue };
                let checks = checks(&text);
                let after = findings(&checks);
                let finds = |rule: &str| after.get(rule) > before.get(rule);
                let (tried, hit) = rates.rules.entry(owner).or_default();
                *tried += 1;
                *hit += u64::from(finds(owner));
                rates.injected += 1;
                rates.found += u64::from(slot.owners.iter().any(|owner| finds(owner)));
                if shown == owner && !finds(owner) {
                    let differing = page.text.lines().zip(text.lines()).find(|(one, other)| one != other);
                    println!("{layout} {case} {owner} missed {:?}: {differing:?}", &page.text[slot.range.clone()]);
                }
            }
        }
    }
    rates
}

/// The rows of the table in the page: rule, and its rate in per cent.
fn stated(page: &str) -> BTreeMap<&str, i64> {
    let rows = page.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        let rule = cells.next()?;
        let rate = cells.nth(1)?.trim_end_matches([' ', '|', '%']).trim();
        Some((rule, rate.parse().ok()?))
    });
    rows.collect()
}

#[test]
fn one_changed_number_or_word_is_found_by_the_rule_that_owns_it_as_often_as_the_page_says() {
    let rates = rates();
    println!("{} faults, {} found by a rule that owns what was changed", rates.injected, rates.found);
    for (rule, (tried, hit)) in &rates.rules {
        println!("| {rule} | {tried} | {} % |", hit * 100 / tried);
    }
    let mut complaints = Vec::new();
    for rule in gongkai::check::RULES {
        let excused = UNTRIED.contains(&rule.id);
        if !excused && !rates.rules.contains_key(rule.id) && !UNBREAKABLE.iter().any(|(id, _)| *id == rule.id) {
            complaints.push(format!("no fault is owned by {}", rule.id));
        }
    }
    let page = std::fs::read_to_string(here("docs/checks.md")).expect("docs/checks.md");
    let stated = stated(&page);
    for (rule, (tried, hit)) in &rates.rules {
        let measured = (hit * 100 / tried) as i64;
        // Few documents say little.
        match stated.get(rule) {
            Some(rate) if (rate - measured).abs() <= TOLERANCE || cases() < 300 => {}
            other => complaints.push(format!("docs/checks.md says {other:?} of {rule}, measured {measured} %")),
        }
    }
    complaints.extend(stated.keys().filter(|rule| !rates.rules.contains_key(*rule)).map(|rule| format!("docs/checks.md has {rule}")));
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    let percent = rates.found * 100 / rates.injected;
    for name in ["README.md", "README.zh-CN.md"] {
        let readme = std::fs::read_to_string(here(name)).expect("a readme");
        // The figure of all of them, cut to whole per cents, and the number of clean documents.
        let states = readme.contains(&format!("{percent} %")) && readme.contains(&(LAYOUTS.len() as u64 * cases()).to_string());
        if !states && cases() >= 300 {
            complaints.push(format!("{name} does not state {percent} % of {} faults", rates.injected));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(rates.found * 100 >= rates.injected * 95, "{} of {} faults found", rates.found, rates.injected);
}
