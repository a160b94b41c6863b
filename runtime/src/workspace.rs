//! A place that derivatives take their buffers from, and give them back to.

mod lent;
mod pool;
mod states;

use alloc::{boxed::Box, vec::Vec};
use core::{cell::RefCell, fmt};

use pool::{Element, Pool};

/// Memory for derivatives that are computed again and again.
///
/// What a derivative needs from the heap while it runs, such as the tapes of its loops, `Vec`s of the function and their adjoints, the forms whose
/// names end with `_with` take from a workspace, and give back when they are done. From the second call on, with arguments no longer than before, all of it is
/// there. The numbers are those of the forms without it, bit for bit. What functions that are called inside need for themselves still comes from the heap, but for short arrays of numbers.
///
/// ```
/// use chainrule::{Workspace, differentiable};
///
/// /// A loop whose turns depend on each other: its gradient keeps a number for each turn.
/// #[differentiable]
/// fn folded(x: &[f64]) -> f64 {
///     let mut t = 0.5;
///     for i in 0..x.len() {
///         t = (t * x[i]).sin();
///     }
///     t
/// }
///
/// let (mut x, mut g) = (vec![1.5; 1000], vec![0.0; 1000]);
/// let mut workspace = Workspace::new();
/// for _ in 0..10 {
///     folded::value_and_gradient_with(&x, &mut g, &mut workspace);
///     x.iter_mut().zip(&g).for_each(|(x, g)| *x -= 0.1 * g);
/// }
/// assert!(workspace.bytes() >= 8_000);
/// ```
///
/// One workspace serves any number of functions, one after the other; for each thread there is one of its own. It holds as many buffers as were in use
/// at once, each as long as it ever had to be: [`clear`](Self::clear) lets go of them. After a panic it is as good as before.
#[derive(Default)]
pub struct Workspace {
    pools: RefCell<Vec<Box<dyn Pool>>>,
    /// What is given back is dropped.
    forgets: bool,
}

impl Workspace {
    /// With nothing in it, which takes no memory.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { pools: RefCell::new(Vec::new()), forgets: false }
    }

    /// How many bytes it holds on the heap for buffers.
    #[must_use]
    #[inline]
    pub fn bytes(&self) -> usize {
        self.pools.borrow().iter().map(|pool| pool.bytes()).sum()
    }

    /// Lets go of everything that it holds.
    #[inline]
    pub fn clear(&mut self) {
        self.pools.get_mut().clear();
    }

    #[inline]
    fn buffers(&self) -> usize {
        self.pools.borrow().iter().map(|pool| pool.buffers()).sum()
    }

    /// The `Vec` that was given back last: as they are given back in the reverse order of taking, the same one each time.
    #[inline]
    fn take<T: Element>(&self) -> Vec<T> {
        if self.forgets { Vec::new() } else { pool::take(&mut self.pools.borrow_mut()) }
    }

    #[inline]
    fn give<T: Element>(&self, content: Vec<T>) {
        if !self.forgets {
            pool::give(&mut self.pools.borrow_mut(), content);
        }
    }
}

impl fmt::Debug for Workspace {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workspace").field("buffers", &self.buffers()).field("bytes", &self.bytes()).finish()
    }
}

#[cfg(test)]
mod tests;
