//! Data and the curve through them, drawn in a terminal.

const COLUMNS: usize = 64;
const ROWS: usize = 8;
/// A cell holds two by four dots of Braille.
const FINE: (usize, usize) = (2 * COLUMNS, 4 * ROWS);

/// Draws observations and a curve, with the range of the observations at the axes: `⢄` is the curve, `∘` an observation,
/// `●` an observation on the curve.
#[must_use]
pub fn plot(observations: &[(f64, f64)], curve: impl Fn(f64) -> f64) -> String {
    let xs = Scale::over(observations.iter().map(|o| o.0), FINE.0);
    let ys = Scale::over(observations.iter().map(|o| o.1), FINE.1);
    let mut canvas = Canvas { dots: [[0; COLUMNS]; ROWS], marks: [[false; COLUMNS]; ROWS] };
    for (x, y) in observations {
        canvas.mark(xs.position(*x), ys.position(*y));
    }
    let mut last = None;
    for column in 0..FINE.0 {
        let row = ys.place(curve(xs.value(column)));
        if let Some(row) = row {
            canvas.stroke(column, last.unwrap_or(row), row);
        }
        last = row;
    }
    frame(&canvas, &xs, &ys)
}

/// Puts the axes around the canvas.
fn frame(canvas: &Canvas, xs: &Scale, ys: &Scale) -> String {
    let label = |row: usize| match row {
        0 => short(ys.most),
        _ if row == ROWS - 1 => short(ys.least),
        _ => String::new(),
    };
    let rows = canvas.lines().enumerate().map(|(row, line)| format!("  {:>10} ┤{line}\n", label(row)));
    let axis = format!("  {:>10} └{:<w$}{:>w$}\n", "", short(xs.least), short(xs.most), w = COLUMNS / 2);
    rows.chain([axis]).collect()
}

/// A number to four digits, without more of them than it needs.
fn short(x: f64) -> String {
    format!("{x:.3e}").parse::<f64>().map_or_else(|_| x.to_string(), |rounded| rounded.to_string())
}

/// The way from numbers to positions `0..steps`.
struct Scale {
    least: f64,
    most: f64,
    /// Of a step.
    width: f64,
    steps: usize,
}

impl Scale {
    fn over(values: impl Iterator<Item = f64> + Clone, steps: usize) -> Self {
        let least = values.clone().fold(f64::INFINITY, f64::min);
        let most = values.fold(f64::NEG_INFINITY, f64::max);
        let width = if most > least { (most - least) / (steps - 1) as f64 } else { 1.0 };
        Self { least, most, width, steps }
    }

    fn value(&self, position: usize) -> f64 {
        self.least + self.width * position as f64
    }

    /// The nearest position.
    fn position(&self, value: f64) -> usize {
        let nearest = |p: &usize| (self.value(*p) - value).abs();
        (0..self.steps).min_by(|p, q| nearest(p).total_cmp(&nearest(q))).unwrap_or(0)
    }

    /// The nearest position, unless the value lies outside.
    fn place(&self, value: f64) -> Option<usize> {
        let inside = (self.value(0) - self.width..=self.value(self.steps)).contains(&value);
        inside.then(|| self.position(value))
    }
}

struct Canvas {
    /// Braille dots, as the low byte of their code point.
    dots: [[u8; COLUMNS]; ROWS],
    marks: [[bool; COLUMNS]; ROWS],
}

impl Canvas {
    fn mark(&mut self, x: usize, y: usize) {
        self.marks[y / 4][x / 2] = true;
    }

    /// A line upright in one column, from the row that the curve comes from.
    fn stroke(&mut self, x: usize, from: usize, to: usize) {
        /// By row from below, left and right.
        const DOTS: [[u8; 2]; 4] = [[0x40, 0x80], [0x04, 0x20], [0x02, 0x10], [0x01, 0x08]];
        for y in from.min(to)..=from.max(to) {
            self.dots[y / 4][x / 2] |= DOTS[y % 4][x % 2];
        }
    }

    /// From the top.
    fn lines(&self) -> impl Iterator<Item = String> {
        let line = |(dots, marks): (&[u8; COLUMNS], &[bool; COLUMNS])| {
            let cells: String = dots.iter().zip(marks).map(|(dots, mark)| Self::cell(*dots, *mark)).collect();
            cells.trim_end().to_owned()
        };
        self.dots.iter().zip(&self.marks).rev().map(line)
    }

    fn cell(dots: u8, mark: bool) -> char {
        match (dots, mark) {
            (0, false) => ' ',
            (0, true) => '∘',
            (_, true) => '●',
            (dots, false) => char::from_u32(0x2800 + u32::from(dots)).unwrap_or(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, ROWS, plot};

    #[test]
    fn a_line_runs_from_corner_to_corner() {
        let text = plot(&[(0.0, 0.0), (1.0, 1.0)], |x| x);
        let lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().skip(14).collect()).collect();
        assert_eq!(lines.len(), ROWS + 1);
        assert_eq!((lines[0].len(), lines[0][COLUMNS - 1], lines[ROWS - 1][0]), (COLUMNS, '●', '●'));
    }

    #[test]
    fn a_constant_is_drawn_too() {
        assert!(plot(&[(0.0, 5.0), (0.0, 5.0)], |_| f64::NAN).contains('∘'));
    }
}
