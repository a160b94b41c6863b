//! Lines of equal value.

use std::{collections::VecDeque, ops::Range};

/// Cells of the grid in each direction.
const CELLS: usize = 100;

type Point = (f64, f64);

/// Where a function is `level`: lines through the cells of a grid (marching squares, the plane's case of Lorensen and Cline, 1987).
#[must_use]
pub fn contour(f: &impl Fn(f64, f64) -> f64, xs: &Range<f64>, ys: &Range<f64>, level: f64) -> Vec<Vec<Point>> {
    let at = |range: &Range<f64>, k: usize| range.start + (range.end - range.start) * k as f64 / CELLS as f64;
    let mut pieces = Vec::new();
    for row in 0..CELLS {
        for column in 0..CELLS {
            let corner = |right, up| {
                let (x, y) = (at(xs, column + right), at(ys, row + up));
                (x, y, f(x, y) - level)
            };
            let [a, b, c, d] = [corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1)];
            // Left to right and bottom to top, so that neighbours find the same point.
            let sides = [(a, b), (b, d), (c, d), (a, c)];
            let crossings: Vec<Point> = sides.into_iter().filter_map(|(a, b)| crossing(a, b)).collect();
            pieces.extend(crossings.chunks_exact(2).map(|ends| [ends[0], ends[1]]));
        }
    }
    joined(pieces)
}

/// Where the line crosses the side between two corners.
fn crossing(a: (f64, f64, f64), b: (f64, f64, f64)) -> Option<Point> {
    if (a.2 < 0.0) == (b.2 < 0.0) {
        return None;
    }
    let t = a.2 / (a.2 - b.2);
    Some((a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1)))
}

/// Pieces that meet are one line.
fn joined(mut pieces: Vec<[Point; 2]>) -> Vec<Vec<Point>> {
    let mut lines = Vec::new();
    while let Some([start, end]) = pieces.pop() {
        let mut line = VecDeque::from([start, end]);
        while let Some(next) = take_from(&mut pieces, line[line.len() - 1]) {
            line.push_back(next);
        }
        while let Some(next) = take_from(&mut pieces, line[0]) {
            line.push_front(next);
        }
        lines.push(line.into());
    }
    lines
}

/// The other end of a piece that ends here.
fn take_from(pieces: &mut Vec<[Point; 2]>, here: Point) -> Option<Point> {
    let at = pieces.iter().position(|ends| ends.contains(&here))?;
    let [a, b] = pieces.swap_remove(at);
    Some(if a == here { b } else { a })
}

#[cfg(test)]
mod tests {
    use super::contour;

    #[test]
    fn a_circle_is_as_long_as_it_should_be() {
        let circle = contour(&|x, y| x * x + y * y, &(-2.0..2.0), &(-2.0..2.0), 1.1);
        let [circle] = circle.as_slice() else { panic!("one line") };
        assert!(circle.iter().all(|(x, y)| (x * x + y * y - 1.1).abs() < 1e-3));
        let length: f64 = circle.windows(2).map(|ends| (ends[0].0 - ends[1].0).hypot(ends[0].1 - ends[1].1)).sum();
        assert!((length - std::f64::consts::TAU * 1.1_f64.sqrt()).abs() < 1e-2, "{length}");
    }
}
