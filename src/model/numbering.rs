//! The numbers of cards: 1, 2.1, … by their place in the folders; appendices are lettered.

use super::card::Card;
use super::words::Words;

/// The level of each card's title and its number as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// 1 for a card or folder directly in the document's folder.
    pub level: usize,
    /// “2.1”, “Appendix A”, “A.1”; `None` if the card is not numbered.
    pub number: Option<String>,
    /// Whether cards lie below it.
    pub is_part: bool,
}

/// Numbers the cards, which stand in reading order; `folder` is the document's folder.
pub fn number(cards: &[Card], folder: &str, words: Words) -> Vec<Numbered> {
    let mut counters: Vec<usize> = Vec::new();
    let mut appendices = 0;
    let mut prefix: Vec<Option<String>> = Vec::new();
    let mut numbered = Vec::with_capacity(cards.len());
    for (index, card) in cards.iter().enumerate() {
        let level = level(card, folder);
        counters.resize(level, 0);
        prefix.resize(level, None);
        let above = prefix[..level - 1].last().cloned().flatten();
        let own = if !card.numbered || (level > 1 && above.is_none()) {
            None
        } else if card.appendix && level == 1 {
            appendices += 1;
            Some(letter(appendices))
        } else {
            counters[level - 1] += 1;
            let last = counters[level - 1].to_string();
            Some(above.map_or(last.clone(), |above| format!("{above}.{last}")))
        };
        let printed = own.clone().map(|own| if card.appendix && level == 1 { format!("{} {own}", words.appendix) } else { own });
        prefix[level - 1] = own;
        let is_part = cards.get(index + 1).is_some_and(|next| self::level(next, folder) > level);
        numbered.push(Numbered { level, number: printed, is_part });
    }
    numbered
}

/// The depth in the folders; a folder's `index.md` stands for the folder.
fn level(card: &Card, folder: &str) -> usize {
    let below = card.path.strip_prefix(folder).unwrap_or(&card.path).trim_start_matches('/');
    let depth = below.split('/').count();
    if card.is_index() { (depth - 1).max(1) } else { depth }
}

/// A, B, … Z, AA, AB, …
fn letter(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'A' + u8::try_from(number % 26).unwrap_or_default()));
        number /= 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(letter(1), "A");
        assert_eq!(letter(26), "Z");
        assert_eq!(letter(27), "AA");
    }
}
