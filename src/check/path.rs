//! Where a value stands in the record: a JSON Pointer that costs nothing until it is written.

use std::fmt;

/// A path into the record: a list and a position, up to three times, then keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path<'a> {
    lists: [(&'static str, u32); 3],
    depth: u8,
    keys: [&'a str; 3],
}

impl<'a> Path<'a> {
    /// The whole document.
    pub const DOCUMENT: Path<'static> = Path { lists: [("", 0); 3], depth: 0, keys: [""; 3] };

    /// A key of the document.
    pub fn document(key: &'a str) -> Self {
        Path { lists: [("", 0); 3], depth: 0, keys: [""; 3] }.key(key)
    }

    /// The project of that number.
    pub fn project(index: usize) -> Self {
        Path::DOCUMENT.at("projects", index)
    }

    /// The department of that number.
    pub fn department(index: usize) -> Self {
        Path::DOCUMENT.at("departments", index)
    }

    /// The budget table of that number.
    pub fn table(index: usize) -> Self {
        Path::DOCUMENT.at("budget_tables", index)
    }

    /// Whether both stand in the same form or table.
    pub fn beside(self, other: Path) -> bool {
        self.depth > 0 && other.depth > 0 && self.lists[0] == other.lists[0]
    }

    /// One entry of a list below.
    #[must_use]
    pub fn at(mut self, list: &'static str, index: usize) -> Self {
        if let Some(place) = self.lists.get_mut(self.depth as usize) {
            *place = (list, index as u32);
            self.depth += 1;
        }
        self
    }

    /// A key below.
    #[must_use]
    pub fn key(mut self, key: &'a str) -> Self {
        if let Some(place) = self.keys.iter_mut().find(|key| key.is_empty()) {
            *place = key;
        }
        self
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (list, index) in &self.lists[..self.depth as usize] {
            write!(f, "/{list}/{index}")?;
        }
        self.keys.iter().filter(|key| !key.is_empty()).try_for_each(|key| write!(f, "/{key}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_as_json_pointers() {
        let path = Path::project(1).at("funding_sources", 2).at("amounts", 0).key("value");
        assert_eq!(path.to_string(), "/projects/1/funding_sources/2/amounts/0/value");
        assert_eq!(Path::table(0).at("rows", 3).key("values").key("total").to_string(), "/budget_tables/0/rows/3/values/total");
        assert_eq!(Path::document("fiscal_year").to_string(), "/fiscal_year");
        assert_eq!(Path::DOCUMENT.to_string(), "");
    }
}
