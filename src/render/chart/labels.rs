//! The names at the ends of lines: each as near to its line's end as it can be without standing on another name.

/// The height of a name, as a part of the axis.
const HEIGHT: f64 = 0.062;

/// Where each name stands; in and out are the number of a series and a place from 0 to 1.
pub fn spread(ends: &[(usize, f64)]) -> Vec<(usize, f64)> {
    let mut order: Vec<(usize, f64)> = ends.to_vec();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    // Names that touch become one block, which is centred on what they name.
    let mut blocks: Vec<Block> = Vec::new();
    for (_, at) in &order {
        let mut block = Block { sum: *at, count: 1 };
        while let Some(last) = blocks.last().filter(|last| last.top() > block.bottom()) {
            block = Block { sum: last.sum + block.sum, count: last.count + block.count };
            blocks.pop();
        }
        blocks.push(block);
    }
    let places = blocks.iter().flat_map(|block| {
        let bottom = block.bottom();
        (0..block.count).map(move |index| bottom + HEIGHT * (index as f64 + 0.5))
    });
    order.iter().zip(places).map(|((series, _), place)| (*series, (place * 10_000.0).round() / 10_000.0)).collect()
}

struct Block {
    sum: f64,
    count: usize,
}

impl Block {
    fn bottom(&self) -> f64 {
        self.sum / self.count as f64 - HEIGHT * self.count as f64 / 2.0
    }

    fn top(&self) -> f64 {
        self.bottom() + HEIGHT * self.count as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_far_apart_stand_at_their_lines() {
        assert_eq!(spread(&[(0, 0.2), (1, 0.8)]), [(0, 0.2), (1, 0.8)]);
    }

    #[test]
    fn names_never_stand_on_each_other() {
        let spread = spread(&[(0, 0.5), (1, 0.51), (2, 0.49), (3, 0.9), (4, 0.6)]);
        assert_eq!(spread.len(), 5);
        let mut places: Vec<f64> = spread.iter().map(|(_, place)| *place).collect();
        places.sort_by(f64::total_cmp);
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] > HEIGHT - 0.001), "{places:?}");
        assert_eq!(spread[0].0, 2, "the lowest line has the lowest name");
    }
}
