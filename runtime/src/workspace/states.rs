//! Tapes of the states of calls. Nobody can name the type of a state, so the memory of such a tape is kept under the size of its elements: what is
//! left of a `Vec` of states is one of words, and the other way round. `collect` keeps the memory where the layouts are the same; where it
//! did not, the numbers would still be right.

use alloc::vec::Vec;
use core::{
    mem,
    ops::{Deref, DerefMut},
};

use super::Workspace;

/// A tape of states.
#[doc(hidden)]
#[derive(Debug)]
pub struct States<'w, T> {
    content: Vec<T>,
    home: &'w Workspace,
}

#[doc(hidden)]
impl Workspace {
    /// Nothing yet, with room for so many states.
    #[inline]
    pub fn states<T>(&self, len: usize) -> States<'_, T> {
        let mut content = self.take_states();
        content.reserve(len);
        States { content, home: self }
    }
}

impl<T> Deref for States<'_, T> {
    type Target = Vec<T>;
    #[inline]
    fn deref(&self) -> &Vec<T> {
        &self.content
    }
}

impl<T> DerefMut for States<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.content
    }
}

impl<T> Drop for States<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.home.give_states(mem::take(&mut self.content));
    }
}

macro_rules! by_words {
    ($($words:literal)*) => {
        impl Workspace {
            fn take_states<T>(&self) -> Vec<T> {
                match words::<T>() {
                    $(Some($words) => emptied(self.take::<[u64; $words]>()),)*
                    _ => Vec::new(),
                }
            }

            fn give_states<T>(&self, states: Vec<T>) {
                match words::<T>() {
                    $(Some($words) => self.give::<[u64; $words]>(emptied(states)),)*
                    _ => {}
                }
            }
        }
    };
}

by_words! { 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 }

/// How many words an element has, if they are aligned as such.
const fn words<T>() -> Option<usize> {
    if align_of::<T>() == align_of::<u64>() { Some(size_of::<T>() / size_of::<u64>()) } else { None }
}

/// The memory, for something of the same layout.
fn emptied<A, B>(mut from: Vec<A>) -> Vec<B> {
    from.clear();
    from.into_iter().map(|_| unreachable!("nothing is left")).collect()
}
