//! A determinant, by expansion along the first row.

/// Value and gradient. What a minor is multiplied by is known before it is computed, so that its value and its adjoint take one recursion.
///
/// # Panics
/// Where `g` is not as long as `a`, or that is not `l` times `l`.
#[inline]
pub fn value_and_gradient(a: &[f64], l: usize, g: &mut [f64]) -> f64 {
    assert!(a.len() == l * l && g.len() == a.len());
    g.fill(0.0);
    minor(a, l, (1 << l) - 1, 1.0, g)
}

/// The determinant of the last rows, of the columns whose bit is set; `bar` is what it is multiplied by.
fn minor(rows: &[f64], l: usize, columns: u64, bar: f64, g: &mut [f64]) -> f64 {
    let (row, rest) = rows.split_at(l);
    let (row_g, rest_g) = g.split_at_mut(l);
    if rest.is_empty() {
        let column = columns.trailing_zeros() as usize;
        row_g[column] += bar;
        return row[column];
    }
    let (mut sum, mut sign, mut left) = (0.0, 1.0, columns);
    while left != 0 {
        let column = left.trailing_zeros() as usize;
        left &= left - 1;
        let factor = sign * row[column];
        let below = minor(rest, l, columns & !(1 << column), bar * factor, rest_g);
        sum += factor * below;
        row_g[column] += bar * sign * below;
        sign = -sign;
    }
    sum
}
