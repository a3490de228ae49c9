//! The axis of values: it holds zero and all values, and its ticks are round numbers.

/// An axis from the lowest to the highest tick.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

/// About so many steps.
const STEPS: f64 = 5.0;

impl Scale {
    /// The axis for values; without any it goes from 0 to 1.
    pub fn over(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        let high = if low == high { 1.0 } else { high };
        let step = round((high - low) / STEPS);
        Self {
            low: (low / step).floor() * step,
            high: (high / step).ceil() * step,
            step,
        }
    }

    /// Where a value stands, from 0 at the lowest tick to 1 at the highest.
    pub fn at(&self, value: f64) -> f64 {
        // Four places are finer than any page, and make the same bytes everywhere.
        (((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0) * 10_000.0).round()
            / 10_000.0
    }

    /// The ticks, from the lowest: where, and which value.
    pub fn ticks(&self) -> impl Iterator<Item = (f64, f64)> {
        let count = ((self.high - self.low) / self.step).round() as usize;
        (0..=count).map(|index| {
            let value = self.low + self.step * index as f64;
            // What is nearly nothing is nothing.
            let value = if value.abs() < self.step / 1e6 {
                0.0
            } else {
                value
            };
            (self.at(value), value)
        })
    }

    /// The value of a tick with as many decimals as the ticks need.
    pub fn spelling(&self, value: f64) -> String {
        let decimals = (0..6)
            .find(|decimals| (self.step * 10_f64.powi(*decimals)).fract().abs() < 1e-9)
            .unwrap_or(6);
        format!("{value:.*}", usize::try_from(decimals).unwrap_or_default())
    }
}

/// A step may be so much smaller than is wished, so that the axis does not reach far beyond its
/// values.
const SMALLER: f64 = 0.75;

/// The next 1, 2 or 5 times a power of ten.
fn round(step: f64) -> f64 {
    let power = 10_f64.powf(step.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power);
    steps
        .into_iter()
        .find(|round| *round >= step * SMALLER)
        .unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(values: &[f64]) -> Vec<f64> {
        Scale::over(values.iter().copied())
            .ticks()
            .map(|(_, value)| value)
            .collect()
    }

    #[test]
    fn ticks_are_round_and_hold_zero_and_all_values() {
        assert_eq!(
            ticks(&[-297_932.0, 6412.0]),
            [-300e3, -250e3, -200e3, -150e3, -100e3, -50e3, 0.0, 50e3]
        );
        assert_eq!(ticks(&[3.0, 9.0]), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(ticks(&[]), ticks(&[1.0]));
        assert_eq!(ticks(&[0.0, 0.0]).len(), 6);
    }

    #[test]
    fn zero_stands_between_losses_and_gains() {
        let scale = Scale::over([-10.0, 10.0].into_iter());
        assert_eq!(scale.at(0.0), 0.5);
        assert_eq!((scale.at(-10.0), scale.at(10.0)), (0.0, 1.0));
    }

    #[test]
    fn small_steps_have_decimals() {
        assert_eq!(Scale::over([0.0, 1.0].into_iter()).spelling(0.2), "0.2");
        assert_eq!(
            Scale::over([0.0, 1000.0].into_iter()).spelling(200.0),
            "200"
        );
    }
}
