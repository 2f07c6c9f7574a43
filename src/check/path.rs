//! Where a value stands in the record: a JSON Pointer that costs nothing until it is written.

use std::cmp::Ordering;
use std::fmt;

/// A path into the record: a list and a position, up to three times, then keys.
#[derive(Debug, Clone, Copy)]
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

impl Ord for Path<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // Names of lists and columns are nearly always the same piece of memory.
        let name = |one: &str, other: &str| if std::ptr::eq(one, other) { Ordering::Equal } else { one.cmp(other) };
        let lists = self.lists.iter().zip(&other.lists).map(|(one, other)| name(one.0, other.0).then(one.1.cmp(&other.1)));
        let keys = self.keys.iter().zip(&other.keys).map(|(one, other)| name(one, other));
        lists.chain([self.depth.cmp(&other.depth)]).chain(keys).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}

impl PartialOrd for Path<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Path<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Path<'_> {}

impl Path<'_> {
    /// The path as a JSON Pointer.
    pub fn pointer(&self) -> String {
        let mut text = String::with_capacity(64);
        let mut push = |part: &str| {
            text.push('/');
            text.push_str(part);
        };
        for (list, index) in &self.lists[..self.depth as usize] {
            push(list);
            push(itoa::Buffer::new().format(*index));
        }
        self.keys.iter().filter(|key| !key.is_empty()).for_each(|key| push(key));
        text
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.pointer())
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
