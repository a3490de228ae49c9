//! The order of files: leading numbers sort as numbers (2 before 10), and a folder's `index.md`
//! comes before what lies beside it.

use std::cmp::Ordering;

use super::names::{card_stem, is_index};

/// Compares two paths (with `/`) folder by folder, as a reader would number them
/// (`docs/format.md#layout`).
pub fn path_order(a: &str, b: &str) -> Ordering {
    let mut left = a.split('/').peekable();
    let mut right = b.split('/').peekable();
    loop {
        match (left.next(), right.next()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) => {
                let index = (right.peek().is_none() && is_index(y))
                    .cmp(&(left.peek().is_none() && is_index(x)));
                let order = index
                    .then_with(|| alphanumeric_sort::compare_str(stem(x), stem(y)))
                    .then_with(|| x.cmp(y));
                if order != Ordering::Equal {
                    return order;
                }
            }
        }
    }
}

fn stem(name: &str) -> &str {
    card_stem(name).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_sort_as_numbers_and_the_index_comes_first() {
        let mut paths = [
            "p/10-b.md",
            "p/2-a.md",
            "p/2-a/1.md",
            "p/2-a/index.md",
            "p/02.md",
            "p/index.md",
        ];
        paths.sort_by(|a, b| path_order(a, b));
        // A folder of that name is no index, on whichever side it stands.
        assert_eq!(path_order("p/index.md/a.md", "p/1.md"), Ordering::Greater);
        assert_eq!(path_order("p/1.md", "p/index.md/a.md"), Ordering::Less);
        assert_eq!(
            paths,
            [
                "p/index.md",
                "p/02.md",
                "p/2-a/index.md",
                "p/2-a/1.md",
                "p/2-a.md",
                "p/10-b.md"
            ]
        );
    }
}
