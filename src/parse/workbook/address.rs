//! Addresses of cells, as workbooks and authors write them: `B3`, `$A$1:$F$9`, `A:C`,
//! `'Plan 2024'!A1:F9`.

/// The last row and the last column of the largest sheets that there are.
pub(super) const LAST_ROW: u32 = 1_048_576;
pub(super) const LAST_COLUMN: u32 = 16_384;

/// Cells that form a rectangle; rows and columns are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rect {
    pub top: u32,
    pub left: u32,
    pub bottom: u32,
    pub right: u32,
}

impl Rect {
    pub fn of_cell(row: u32, column: u32) -> Self {
        Self {
            top: row,
            left: column,
            bottom: row,
            right: column,
        }
    }

    /// The smallest one that holds both.
    #[must_use]
    pub fn around(self, other: Self) -> Self {
        Self {
            top: self.top.min(other.top),
            left: self.left.min(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.max(other.right),
        }
    }

    /// The cells that both have.
    pub fn within(self, other: Self) -> Option<Self> {
        let both = Self {
            top: self.top.max(other.top),
            left: self.left.max(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.min(other.right),
        };
        (both.top <= both.bottom && both.left <= both.right).then_some(both)
    }

    pub fn holds(self, row: u32, column: u32) -> bool {
        self.within(Self::of_cell(row, column)).is_some()
    }

    /// Reads `A1:F9`, one cell, or whole columns or rows; dollar signs say nothing here.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let (first, last) = (Reference::read(first)?, Reference::read(last)?);
        let is_alike = first.row.is_some() == last.row.is_some()
            && first.column.is_some() == last.column.is_some();
        let is_one = first.row.is_none() || first.column.is_none();
        if !is_alike || (is_one && !text.contains(':')) {
            return None;
        }
        let corner = |reference: &Reference, row, column| {
            Self::of_cell(
                reference.row.unwrap_or(row),
                reference.column.unwrap_or(column),
            )
        };
        Some(corner(&first, 1, 1).around(corner(&last, LAST_ROW, LAST_COLUMN)))
    }
}

/// One end of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference {
    pub row: Option<u32>,
    pub column: Option<u32>,
    /// Whether the row and the column stay when the formula is copied.
    pub is_fixed: (bool, bool),
}

impl Reference {
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (fixed_column, rest) = text
            .strip_prefix('$')
            .map_or((false, text), |rest| (true, rest));
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (letters, rest) = rest.split_at(letters);
        let (dollar, digits) = rest
            .strip_prefix('$')
            .map_or((false, rest), |rest| (true, rest));
        let column = match letters {
            "" => None,
            letters => Some(column(letters)?),
        };
        let row = match digits {
            "" if column.is_some() && !dollar => None,
            digits => Some(row(digits)?),
        };
        // `$7`: the only dollar sign is the row's.
        let fixed_row = dollar || (column.is_none() && fixed_column);
        (row.is_some() || column.is_some()).then_some(Self {
            row,
            column,
            is_fixed: (fixed_row, fixed_column && column.is_some()),
        })
    }

    /// Row and column of an address of one cell.
    pub fn cell(text: &str) -> Option<(u32, u32)> {
        let reference = Self::read(text)?;
        Some((reference.row?, reference.column?))
    }
}

fn row(digits: &str) -> Option<u32> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let row = digits.parse().ok().filter(|_| is_number)?;
    (1..=LAST_ROW).contains(&row).then_some(row)
}

fn column(letters: &str) -> Option<u32> {
    if letters.len() > 3 {
        return None;
    }
    let number = letters.bytes().fold(0, |number, letter| {
        number * 26 + u32::from(letter.to_ascii_uppercase() - b'A' + 1)
    });
    (1..=LAST_COLUMN).contains(&number).then_some(number)
}

/// Divides `'Plan 2024'!A1:F9` into the name of a sheet, without its quotes, and what stands behind
/// it.
pub(super) fn divided(text: &str) -> Option<(String, &str)> {
    let text = text.trim();
    if let Some(quoted) = text.strip_prefix('\'') {
        // A quote within the name is written twice.
        let mut from = 0;
        loop {
            let at = from + quoted.get(from..)?.find('\'')?;
            if quoted[at + 1..].starts_with('\'') {
                from = at + 2;
                continue;
            }
            let rest = quoted[at + 1..].strip_prefix('!')?;
            return Some((quoted[..at].replace("''", "'"), rest.trim()));
        }
    }
    let (sheet, rest) = text.rsplit_once('!')?;
    Some((sheet.trim().to_owned(), rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(top: u32, left: u32, bottom: u32, right: u32) -> Option<Rect> {
        Some(Rect {
            top,
            left,
            bottom,
            right,
        })
    }

    #[test]
    fn addresses_are_read_as_they_are_written() {
        assert_eq!(Rect::read("A1:F9"), rect(1, 1, 9, 6));
        assert_eq!(Rect::read("$f$9:$A$1"), rect(1, 1, 9, 6));
        assert_eq!(Rect::read("C7"), rect(7, 3, 7, 3));
        assert_eq!(Rect::read("A:C"), rect(1, 1, LAST_ROW, 3));
        assert_eq!(Rect::read("2:$3"), rect(2, 1, 3, LAST_COLUMN));
        for text in [
            "", "A", "7", "A0", "XFE1", "A1048577", "A1:B", "Costs", "A1:B2:C3", "£1",
        ] {
            assert_eq!(Rect::read(text), None, "{text}");
        }
    }

    #[test]
    fn the_name_of_a_sheet_may_have_blanks_quotes_and_exclamation_marks() {
        for (text, sheet, rest) in [
            ("Costs!A1", "Costs", "A1"),
            ("Plan 2024/25!A1:F9", "Plan 2024/25", "A1:F9"),
            ("'Plan 2024'!A1", "Plan 2024", "A1"),
            ("'Anne''s!'!costs", "Anne's!", "costs"),
            ("Really!!A1", "Really!", "A1"),
        ] {
            assert_eq!(divided(text), Some((sheet.to_owned(), rest)), "{text}");
        }
        for text in ["costs", "'Costs", "'Costs'A1", "'a''"] {
            assert_eq!(divided(text), None, "{text}");
        }
    }
}
