//! Several columns or rows of a derivative at a time, a lane for each: what generated code begins with, and where its results go.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::array;

/// Columns `first`, `first + 1` and so on of the identity matrix, a lane for each. `rows` are those from row `at` on; returns the
/// row after them.
#[inline]
pub fn unit_columns<T: Copy + From<u8>, const W: usize>(rows: &mut [[T; W]], at: usize, first: usize) -> usize {
    for (i, row) in rows.iter_mut().enumerate() {
        *row = [T::from(0); W];
        if let Some(entry) = (at + i).checked_sub(first).and_then(|lane| row.get_mut(lane)) {
            *entry = T::from(1);
        }
    }
    at + rows.len()
}

/// Writes columns `first`, `first + 1` and so on of a row-major matrix with `n` columns: `rows` are those from row `at` on.
/// Lanes beyond the last column are dropped. Returns the row after them.
///
/// # Panics
/// If the matrix is too small.
#[inline]
pub fn put_columns<T: Copy, const W: usize>(
    matrix: &mut [T],
    n: usize,
    first: usize,
    at: usize,
    rows: &[[T; W]],
) -> usize {
    let lanes = W.min(n - first);
    for (row, to) in rows.iter().zip(matrix[at * n..].chunks_exact_mut(n)) {
        to[first..first + lanes].copy_from_slice(&row[..lanes]);
    }
    at + rows.len()
}

/// Writes rows `first`, `first + 1` and so on of a row-major matrix with `n` columns: `columns` are those from column `at` on.
/// Lanes beyond the last row are dropped. Returns the column after them.
///
/// # Panics
/// If the matrix is too small.
#[inline]
pub fn put_rows<T: Copy, const W: usize>(
    matrix: &mut [T],
    n: usize,
    first: usize,
    at: usize,
    columns: &[[T; W]],
) -> usize {
    for (k, row) in matrix[first * n..].chunks_exact_mut(n).take(W).enumerate() {
        for (to, column) in row[at..at + columns.len()].iter_mut().zip(columns) {
            *to = column[k];
        }
    }
    at + columns.len()
}

/// What can be put together lane by lane: a number becomes an array, and what holds numbers holds arrays of them.
pub trait Lanes<const W: usize>: Sized {
    /// All lanes.
    type Wide;
    /// From each of them.
    fn gathered(lanes: [Self; W]) -> Self::Wide;
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl<const W: usize> Lanes<W> for $number {
            type Wide = [Self; W];
            #[inline]
            fn gathered(lanes: [Self; W]) -> Self::Wide {
                lanes
            }
        }
    )*};
}

numbers! { f32, f64 }

impl<const W: usize> Lanes<W> for () {
    type Wide = ();
    #[inline]
    fn gathered(_: [Self; W]) -> Self::Wide {}
}

impl<T: Lanes<W> + Copy, const N: usize, const W: usize> Lanes<W> for [T; N] {
    type Wide = [T::Wide; N];
    #[inline]
    fn gathered(lanes: [Self; W]) -> Self::Wide {
        array::from_fn(|i| T::gathered(lanes.map(|lane| lane[i])))
    }
}

#[cfg(feature = "alloc")]
impl<T: Lanes<W> + Copy, const W: usize> Lanes<W> for Vec<T> {
    type Wide = Vec<T::Wide>;
    fn gathered(lanes: [Self; W]) -> Self::Wide {
        let len = lanes.first().map_or(0, Self::len);
        (0..len).map(|i| T::gathered(array::from_fn(|k| lanes[k][i]))).collect()
    }
}

macro_rules! tuples {
    ($(($($item:ident $lane:ident $of:tt)*))*) => {$(
        impl<const W: usize, $($item: Lanes<W>),*> Lanes<W> for ($($item,)*) {
            type Wide = ($($item::Wide,)*);
            fn gathered(lanes: [Self; W]) -> Self::Wide {
                let mut lanes = lanes.map(|lane| ($(Some(lane.$of),)*));
                $(let $lane = array::from_fn(|k| lanes[k].$of.take());)*
                ($($item::gathered($lane.map(|lane: Option<$item>| lane.expect("each lane is taken once"))),)*)
            }
        }
    )*};
}

tuples! {
    (A a 0)
    (A a 0 B b 1)
    (A a 0 B b 1 C c 2)
    (A a 0 B b 1 C c 2 D d 3)
    (A a 0 B b 1 C c 2 D d 3 E e 4)
    (A a 0 B b 1 C c 2 D d 3 E e 4 F f 5)
    (A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6)
    (A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_the_identity_go_where_they_belong() {
        let mut matrix = [0.0; 15];
        for first in [0, 2, 4] {
            let mut rows = [[9.0; 2]; 2];
            let mut others = [[9.0; 2]; 1];
            let at = unit_columns(&mut rows, 0, first);
            assert_eq!((at, unit_columns(&mut others, at, first)), (2, 3));
            let at = put_columns(&mut matrix, 5, first, 0, &rows);
            assert_eq!((at, put_columns(&mut matrix, 5, first, at, &others)), (2, 3));
        }
        assert_eq!(matrix, [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    }

    #[test]
    fn rows_go_where_they_belong() {
        let mut matrix = [0.0_f32; 9];
        let at = put_rows(&mut matrix, 3, 0, 0, &[[1.0, 4.0], [2.0, 5.0]]);
        assert_eq!((at, put_rows(&mut matrix, 3, 0, at, &[[3.0, 6.0]])), (2, 3));
        put_rows(&mut matrix, 3, 2, 0, &[[7.0, 0.0], [8.0, 0.0], [9.0, 0.0]]);
        assert_eq!(matrix, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]);
    }

    #[test]
    fn lanes_are_put_together_number_by_number() {
        assert_eq!(<[f64; 2]>::gathered([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), [[1.0, 3.0, 5.0], [2.0, 4.0, 6.0]]);
        let pair = <(f64, (), [f32; 1])>::gathered([(1.0, (), [2.0]), (3.0, (), [4.0])]);
        assert_eq!(pair, ([1.0, 3.0], (), [[2.0, 4.0]]));
    }

    #[cfg(feature = "alloc")]
    #[test]
    fn a_lane_is_a_tangent_by_itself() {
        let tangent = crate::__private::Dot::new(&[[1.0, 2.0], [3.0, 4.0]]);
        assert_eq!((tangent.lane(1, 0), tangent.of_lane(1).as_dot().at(1)), (3.0, 4.0));
        assert_eq!(Vec::gathered([vec![1.0, 2.0], vec![3.0, 4.0]]), [[1.0, 3.0], [2.0, 4.0]]);
    }
}
