//! Free buffers, by the type of their elements.

use alloc::{boxed::Box, vec, vec::Vec};
use core::any::Any;

/// What stands in buffers: numbers, `bool`, and rows of these.
#[doc(hidden)]
pub trait Element: Clone + Send + 'static {}

impl<T: Clone + Send + 'static> Element for T {}

/// Free buffers of one type.
pub(super) trait Pool: Any + Send {
    fn bytes(&self) -> usize;
    fn buffers(&self) -> usize;
}

struct Free<T>(Vec<Vec<T>>);

impl<T: Element> Pool for Free<T> {
    fn bytes(&self) -> usize {
        self.0.iter().map(|buffer| buffer.capacity() * size_of::<T>()).sum()
    }

    fn buffers(&self) -> usize {
        self.0.len()
    }
}

fn free<T: Element>(pools: &mut [Box<dyn Pool>]) -> Option<&mut Vec<Vec<T>>> {
    let of_type = |pool: &'_ mut Box<dyn Pool>| (&mut **pool as &mut dyn Any).is::<Free<T>>();
    let at = pools.iter_mut().position(of_type)?;
    (&mut *pools[at] as &mut dyn Any).downcast_mut::<Free<T>>().map(|free| &mut free.0)
}

/// The buffer that came last, or a new one.
pub(super) fn take<T: Element>(pools: &mut [Box<dyn Pool>]) -> Vec<T> {
    free(pools).and_then(Vec::pop).unwrap_or_default()
}

pub(super) fn give<T: Element>(pools: &mut Vec<Box<dyn Pool>>, buffer: Vec<T>) {
    match free(pools) {
        Some(buffers) => buffers.push(buffer),
        None => pools.push(Box::new(Free(vec![buffer]))),
    }
}
