//! The names at the ends of lines: each as near to its line's end as it can be without standing on
//! another name.

/// The height of a line of text, as a part of the axis.
const LINE: f64 = 0.062;

/// The end of a line.
#[derive(Debug, Clone, Copy)]
pub struct End {
    pub series: usize,
    /// From 0 to 1.
    pub at: f64,
    /// The lines of text that its name takes.
    pub lines: usize,
}

/// Where the middle of each name stands, with the number of its series.
pub fn spread(ends: &[End]) -> Vec<(usize, f64)> {
    let mut order: Vec<End> = ends.to_vec();
    order.sort_by(|a, b| a.at.total_cmp(&b.at));
    // Names that touch become one block, which is centred on what they name.
    let mut blocks: Vec<Block> = Vec::new();
    for end in &order {
        let mut block = Block {
            sum: end.at,
            names: vec![*end],
        };
        while blocks
            .last()
            .is_some_and(|last| last.top() > block.bottom())
            && let Some(mut last) = blocks.pop()
        {
            last.sum += block.sum;
            last.names.append(&mut block.names);
            block = last;
        }
        blocks.push(block);
    }
    blocks.iter().flat_map(Block::places).collect()
}

struct Block {
    sum: f64,
    /// From the lowest to the highest.
    names: Vec<End>,
}

impl Block {
    fn height(&self) -> f64 {
        self.names.iter().map(|name| LINE * name.lines as f64).sum()
    }

    fn bottom(&self) -> f64 {
        self.sum / self.names.len() as f64 - self.height() / 2.0
    }

    fn top(&self) -> f64 {
        self.bottom() + self.height()
    }

    fn places(&self) -> Vec<(usize, f64)> {
        let mut foot = self.bottom();
        let place = |name: &End| {
            let height = LINE * name.lines as f64;
            let middle = foot + height / 2.0;
            foot += height;
            (name.series, (middle * 10_000.0).round() / 10_000.0)
        };
        self.names.iter().map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(places: &[f64]) -> Vec<End> {
        places
            .iter()
            .enumerate()
            .map(|(series, at)| End {
                series,
                at: *at,
                lines: 1,
            })
            .collect()
    }

    #[test]
    fn names_far_apart_stand_at_their_lines() {
        assert_eq!(spread(&ends(&[0.2, 0.8])), [(0, 0.2), (1, 0.8)]);
    }

    #[test]
    fn names_never_stand_on_each_other() {
        let spread = spread(&ends(&[0.5, 0.51, 0.49, 0.9, 0.6]));
        assert_eq!(spread.len(), 5);
        let mut places: Vec<f64> = spread.iter().map(|(_, place)| *place).collect();
        places.sort_by(f64::total_cmp);
        assert!(
            places
                .windows(2)
                .all(|pair| pair[1] - pair[0] > LINE - 0.001),
            "{places:?}"
        );
        assert_eq!(spread[0].0, 2, "the lowest line has the lowest name");
    }

    #[test]
    fn a_name_of_two_lines_has_room_for_both() {
        let long = End {
            series: 0,
            at: 0.5,
            lines: 2,
        };
        let spread = spread(&[
            long,
            End {
                series: 1,
                at: 0.5,
                lines: 1,
            },
        ]);
        assert!(
            spread[1].1 - spread[0].1 >= LINE * 1.5 - 0.001,
            "{spread:?}"
        );
    }
}
