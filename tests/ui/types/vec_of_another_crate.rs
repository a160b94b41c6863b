//! `Vec` is the standard library's: another one of that name is found.

use chainrule::differentiable;

mod heapless {
    pub struct Vec<T>(std::vec::Vec<T>);

    impl<T> Vec<T> {
        pub fn new() -> Self {
            Self(std::vec::Vec::new())
        }

        pub fn push(&mut self, item: T) {
            self.0.push(item);
        }

        pub fn len(&self) -> usize {
            7
        }
    }
}

use heapless::Vec;

#[differentiable]
fn f(x: f64) -> f64 {
    let mut v: Vec<f64> = Vec::new();
    v.push(x);
    x * x * v.len() as f64
}

fn main() {}
