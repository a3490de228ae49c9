//! The two-dimensional transformations of a page (ISO 32000-1, 8.3.3).

use hayro_syntax::object::Number;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix([f64; 6]);

impl Matrix {
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub fn of(numbers: [&Number; 6]) -> Self {
        Self(numbers.map(Number::as_f64))
    }

    pub fn moved(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This one first, the other one after it.
    pub fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, other.0);
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    /// Where the point of origin comes to lie.
    pub fn origin(self) -> (f64, f64) {
        (self.0[4], self.0[5])
    }

    /// How many times as tall things become.
    pub fn height(self) -> f64 {
        self.0[2].hypot(self.0[3])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_after_the_other_is_in_that_order() {
        let double = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        assert_eq!(Matrix::moved(1.0, 3.0).then(double).origin(), (2.0, 6.0));
        assert_eq!(double.then(Matrix::moved(1.0, 3.0)).origin(), (1.0, 3.0));
        assert!((double.height() - 2.0).abs() < 1e-9);
    }
}
