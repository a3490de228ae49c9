//! What the rows of totals are called, in the languages whose figures are read.

/// A total of all that stands above it.
const TOTALS: [&str; 14] = [
    "total",
    "totals",
    "grand total",
    "overall total",
    "sum",
    "cyfanswm",
    "iomlán",
    "iomlan",
    "total général",
    "summe",
    "gesamt",
    "gesamtsumme",
    "insgesamt",
    "totale",
];

/// The same for a part of it.
const SUB_TOTALS: [&str; 8] = [
    "sub-total",
    "subtotal",
    "sub total",
    "is-gyfanswm",
    "fo-iomlán",
    "sous-total",
    "zwischensumme",
    "zwischentotal",
];

/// What a row adds up, as far as its label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Nothing: it is added up.
    Row,
    /// The rows since the sub-total before it.
    SubTotal,
    /// The rows since the total before it.
    Total,
}

impl Role {
    /// Of a row with a label in plain text: `Total`, `Total (£m)`, `Total:`, `Total*`.
    pub fn of(label: &str) -> Self {
        let label = label.split(['(', ':', '*']).next().unwrap_or_default();
        let label = label.trim().to_lowercase();
        match label.as_str() {
            label if SUB_TOTALS.contains(&label) => Self::SubTotal,
            label if TOTALS.contains(&label) => Self::Total,
            _ => Self::Row,
        }
    }
}
