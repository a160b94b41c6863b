/// What a contender gives, as numbers to compare.
pub trait Numbers {
    /// Adds the numbers to `to`.
    fn numbers(&self, to: &mut Vec<f64>);
}

impl Numbers for () {
    fn numbers(&self, _: &mut Vec<f64>) {}
}

impl Numbers for f64 {
    fn numbers(&self, to: &mut Vec<f64>) {
        to.push(*self);
    }
}

impl<T: Numbers, const N: usize> Numbers for [T; N] {
    fn numbers(&self, to: &mut Vec<f64>) {
        self.iter().for_each(|item| item.numbers(to));
    }
}

impl<T: Numbers> Numbers for Vec<T> {
    fn numbers(&self, to: &mut Vec<f64>) {
        self.iter().for_each(|item| item.numbers(to));
    }
}

impl Numbers for crate::hand::gradbench::gmm::Mixture {
    fn numbers(&self, to: &mut Vec<f64>) {
        [&self.alpha, &self.mu, &self.q, &self.l].into_iter().for_each(|part| part.numbers(to));
    }
}

macro_rules! tuples {
    ($(($($name:ident)+))+) => {$(
        impl<$($name: Numbers),+> Numbers for ($($name,)+) {
            fn numbers(&self, to: &mut Vec<f64>) {
                #[allow(non_snake_case)]
                let ($($name,)+) = self;
                $($name.numbers(to);)+
            }
        }
    )+};
}

tuples! { (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) }
