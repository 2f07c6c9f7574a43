//! `docs/rules.md` says what the rules say.

use super::support::corpus::here;

#[test]
fn the_page_of_rules_is_written_from_the_rules() {
    let page = std::fs::read_to_string(here("docs/rules.md")).expect("docs/rules.md");
    let written = gongkai::check::page::markdown();
    let differing = page.lines().zip(written.lines()).find(|(one, other)| one != other);
    assert!(page == written, "docs/rules.md is old, write it again with `gongkai rules --markdown > docs/rules.md`: {differing:?}");
}
