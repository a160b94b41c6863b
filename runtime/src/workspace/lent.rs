//! What generated code takes from a workspace. It goes back where it goes out of scope, after a panic too.

use alloc::{vec, vec::Vec};
use core::{
    cell::RefCell,
    mem,
    ops::{Deref, DerefMut},
};

use super::{Element, Workspace};
use crate::__private::Zero;

#[doc(hidden)]
impl Workspace {
    /// For one call: everything is new, and nothing is kept.
    #[inline]
    #[must_use]
    pub const fn once() -> Self {
        Self { pools: RefCell::new(Vec::new()), forgets: true }
    }

    /// So many times this value.
    #[inline]
    pub fn filled<T: Element>(&self, value: T, len: usize) -> Buffer<'_, T> {
        Buffer { content: self.repeated(value, len), len, home: self }
    }

    /// So many of whatever is there: each is written before it is read.
    #[inline]
    pub fn scratch<T: Element>(&self, value: T, len: usize) -> Buffer<'_, T> {
        Buffer { content: self.anything(value, len), len, home: self }
    }

    /// The same elements.
    #[inline]
    pub fn copied<T: Element>(&self, from: &[T]) -> Buffer<'_, T> {
        Buffer { content: self.copy(from), len: from.len(), home: self }
    }

    /// Zeros, as many as there are of these.
    #[inline]
    pub fn zeros_like<T: Element + Zero>(&self, like: &[T]) -> Buffer<'_, T> {
        self.filled(T::ZERO, like.len())
    }

    /// Zeros.
    #[inline]
    pub fn zeros<T: Element + Zero>(&self, len: usize) -> Buffer<'_, T> {
        self.filled(T::ZERO, len)
    }

    /// The same, which are given back by [`take_back`](Self::take_back), and are lost by a panic: until then the workspace can be handed on.
    #[inline]
    pub fn lend<T: Element + Zero>(&self, len: usize) -> Vec<T> {
        self.repeated(T::ZERO, len)
    }

    /// The same elements, until [`take_back`](Self::take_back).
    #[inline]
    pub fn lend_copy<T: Element>(&self, from: &[T]) -> Vec<T> {
        self.copy(from)
    }

    /// What was lent.
    #[inline]
    pub fn take_back<T: Element>(&self, lent: Vec<T>) {
        self.give(lent);
    }

    /// All rows, one after the other.
    #[inline]
    pub fn joined<T: Element, R: AsRef<[T]>>(&self, rows: &[R]) -> Buffer<'_, T> {
        let content = self.join(rows);
        Buffer { len: content.len(), content, home: self }
    }

    /// Nothing yet, with room for so many.
    #[inline]
    pub fn room<T: Element>(&self, len: usize) -> Stack<'_, T> {
        let mut content = self.empty();
        content.reserve(len);
        content
    }

    /// So many times this value, and more later.
    #[inline]
    pub fn growing<T: Element>(&self, value: T, len: usize) -> Stack<'_, T> {
        Stack { content: self.repeated(value, len), home: self }
    }

    /// The same elements, and more later.
    #[inline]
    pub fn growing_from<T: Element>(&self, from: &[T]) -> Stack<'_, T> {
        Stack { content: self.copy(from), home: self }
    }

    /// All rows, one after the other, and more later.
    #[inline]
    pub fn growing_joined<T: Element, R: AsRef<[T]>>(&self, rows: &[R]) -> Stack<'_, T> {
        Stack { content: self.join(rows), home: self }
    }

    /// Zeros, as many as there are of these, and more later.
    #[inline]
    pub fn growing_like<T: Element + Zero>(&self, like: &[T]) -> Stack<'_, T> {
        self.growing(T::ZERO, like.len())
    }

    /// Nothing yet.
    #[inline]
    pub fn empty<T: Element>(&self) -> Stack<'_, T> {
        Stack { content: self.emptied(), home: self }
    }
}

impl Workspace {
    fn emptied<T: Element>(&self) -> Vec<T> {
        let mut content: Vec<T> = self.take();
        content.clear();
        content
    }

    #[inline]
    fn repeated<T: Element>(&self, value: T, len: usize) -> Vec<T> {
        if self.forgets {
            return vec![value; len];
        }
        resized(self.emptied(), value, len)
    }

    #[inline]
    fn anything<T: Element>(&self, value: T, len: usize) -> Vec<T> {
        if self.forgets {
            return vec![value; len];
        }
        resized(self.take(), value, len)
    }

    fn join<T: Element, R: AsRef<[T]>>(&self, rows: &[R]) -> Vec<T> {
        let mut content = self.emptied();
        rows.iter().for_each(|row| content.extend_from_slice(row.as_ref()));
        content
    }

    fn copy<T: Element>(&self, from: &[T]) -> Vec<T> {
        let mut content = self.emptied();
        content.extend_from_slice(from);
        content
    }
}

fn resized<T: Element>(mut content: Vec<T>, value: T, len: usize) -> Vec<T> {
    if content.capacity() == 0 {
        return vec![value; len];
    }
    content.resize(len, value);
    content
}

/// A slice of a workspace.
#[doc(hidden)]
#[derive(Debug)]
pub struct Buffer<'w, T: Element> {
    content: Vec<T>,
    /// Its length, under the name by which loops know it: they need no test of indices then.
    len: usize,
    home: &'w Workspace,
}

/// A `Vec` of a workspace.
#[doc(hidden)]
#[derive(Debug)]
pub struct Stack<'w, T: Element> {
    content: Vec<T>,
    home: &'w Workspace,
}

impl<T: Element> Deref for Buffer<'_, T> {
    type Target = [T];
    #[inline]
    fn deref(&self) -> &[T] {
        &self.content[..self.len]
    }
}

impl<T: Element> DerefMut for Buffer<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.content[..self.len]
    }
}

impl<T: Element> Deref for Stack<'_, T> {
    type Target = Vec<T>;
    #[inline]
    fn deref(&self) -> &Vec<T> {
        &self.content
    }
}

impl<T: Element> DerefMut for Stack<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.content
    }
}

impl<T: Element> Drop for Buffer<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.home.give(mem::take(&mut self.content));
    }
}

impl<T: Element> Drop for Stack<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.home.give(mem::take(&mut self.content));
    }
}
