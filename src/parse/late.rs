//! Labels printed in the middle of their rows, as vertically centred merged cells are: which rows belong to which label.
//!
//! ```text
//! rows  r r r r r r        each label stands for rows beside each other,
//! label   ^     ^          in the same order, and as much in their middle as can be
//! ```
//! Knows nothing of words: what speaks against a row under a label is given as a cost.

/// A row that contradicts its label costs this much; a label away from the middle of its rows never as much.
const CONTRADICTION: u32 = 40;
/// A label without any row.
const NO_ROW: u32 = 12;
/// More rows than this are no form's: nothing is assigned.
const MOST_ROWS: usize = 2000;

/// For each row the label it stands under.
///
/// `places` are the labels' places in half rows: `2 * row + 1` on a row, `2 * row` before it. `contradicts` says whether a row
/// cannot stand under a label.
pub fn assign(rows: usize, places: &[usize], contradicts: impl Fn(usize, usize) -> bool) -> Option<Vec<usize>> {
    let labels = places.len();
    if labels == 0 || rows == 0 || rows > MOST_ROWS || labels > rows {
        return None;
    }
    // against[label][row]: contradictions among the rows before it.
    let against: Vec<Vec<u32>> = (0..labels)
        .map(|label| {
            std::iter::once(0)
                .chain((0..rows).scan(0, |sum, row| {
                    *sum += u32::from(contradicts(row, label));
                    Some(*sum)
                }))
                .collect()
        })
        .collect();
    let cost = |label: usize, from: usize, to: usize| {
        let wrong = (against[label][to] - against[label][from]) * CONTRADICTION;
        if from == to {
            return NO_ROW;
        }
        // In half rows the middle of from..to is at from + to.
        let off = (from + to).abs_diff(places[label]) as u32;
        wrong + off.min(CONTRADICTION - 1)
    };
    // The rows of a label begin behind the place of the one before it, and not behind its own.
    let begins = |label: usize| {
        let first = if label == 0 { 0 } else { places[label - 1].div_ceil(2) };
        let last = if label == 0 { 0 } else { places[label] / 2 };
        first.min(rows)..=last.max(first).min(rows)
    };
    let mut best: Vec<(usize, u32, Vec<usize>)> = vec![(0, 0, vec![0])];
    for label in 0..labels {
        let mut next: Vec<(usize, u32, Vec<usize>)> = Vec::new();
        let ends = if label + 1 == labels { rows..=rows } else { begins(label + 1) };
        for end in ends {
            let found = best.iter().filter(|(from, ..)| *from <= end).map(|(from, sum, path)| (sum + cost(label, *from, end), path));
            if let Some((sum, path)) = found.min_by_key(|(sum, _)| *sum) {
                let mut path = path.clone();
                path.push(end);
                next.push((end, sum, path));
            }
        }
        best = next;
    }
    let (.., path) = best.into_iter().min_by_key(|(_, sum, _)| *sum)?;
    let mut under = vec![0; rows];
    for (label, ends) in path.windows(2).enumerate() {
        under[ends[0]..ends[1]].fill(label);
    }
    Some(under)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stands_in_the_middle_of_its_rows() {
        // Four rows with the label before the third, two with it before the sixth.
        assert_eq!(assign(6, &[4, 10], |_, _| false), Some(vec![0, 0, 0, 0, 1, 1]));
        // Three rows with the label on the second, one with it on its own.
        assert_eq!(assign(4, &[3, 7], |_, _| false), Some(vec![0, 0, 0, 1]));
    }

    #[test]
    fn what_contradicts_outweighs_the_middle() {
        let second = |row: usize, label: usize| (row >= 3) != (label == 1);
        assert_eq!(assign(5, &[2, 9], second), Some(vec![0, 0, 0, 1, 1]));
    }

    #[test]
    fn without_labels_or_with_too_many_nothing_is_said() {
        assert_eq!(assign(3, &[], |_, _| false), None);
        assert_eq!(assign(1, &[0, 1], |_, _| false), None);
    }
}
