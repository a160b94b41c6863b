//! What was found by trying to break it, kept: the fifth part. Types of what calls give and of fields, which other attributes have seen.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Differentiable, differentiable};

// ---- f(g(x)) where an array or a `Vec` goes by value

mod by_value {
    use super::*;

    #[differentiable]
    fn twist(x: [f64; 2]) -> [f64; 2] {
        [x[0] * x[1], x[1] * x[1]]
    }

    #[differentiable]
    fn product(x: [f64; 2]) -> f64 {
        x[0] * x[1]
    }

    #[differentiable]
    fn twice(x: [f64; 2]) -> [f64; 2] {
        twist(twist(x))
    }

    #[differentiable]
    fn of_twisted(x: [f64; 2]) -> f64 {
        product(twist(x))
    }

    #[differentiable]
    fn bound(x: [f64; 2]) -> f64 {
        let h = twist(x);
        product(h)
    }

    #[differentiable]
    fn squares(x: Vec<f64>) -> Vec<f64> {
        x.into_iter().map(|v| v * v).collect()
    }

    #[differentiable]
    fn fourth(x: Vec<f64>) -> f64 {
        squares(squares(x)).iter().sum()
    }

    #[test]
    fn arrays_go_from_call_to_call() {
        // (a b, b^2) twice is (a b^3, b^4).
        let x = [3.0, 2.0];
        assert_eq!(twice(x), [24.0, 16.0]);
        assert_eq!(twice::jacobian(x), [[8.0, 36.0], [0.0, 32.0]]);
        // a b^3
        for (value, gradient, hessian) in [of_twisted::value_and_hessian(x), bound::value_and_hessian(x)] {
            assert_eq!(value, 24.0);
            assert_eq!(gradient, [8.0, 36.0]);
            assert_eq!(hessian, [[0.0, 12.0], [12.0, 36.0]]);
        }
    }

    #[test]
    fn vecs_go_from_call_to_call() {
        let (value, gradient) = fourth::value_and_gradient(vec![1.0, 2.0, -1.0]);
        assert_eq!(value, 18.0);
        assert_eq!(gradient, [4.0, 32.0, -4.0]);
        assert_eq!(fourth::jvp(vec![1.0, 2.0, -1.0], &[1.0, 0.5, 1.0]), 16.0);
    }
}

// ---- matrices, tuples and options that calls give

mod given {
    use super::*;

    #[differentiable]
    fn shear(t: f64) -> [[f64; 2]; 2] {
        [[1.0, t], [t * t, 2.0]]
    }

    #[differentiable]
    fn entries(t: f64) -> f64 {
        let r = shear(t);
        r[0][1] * r[1][0] + r[1][1]
    }

    #[differentiable]
    fn determinant(t: f64) -> f64 {
        let [[a, b], [c, d]] = shear(t);
        a * d - b * c
    }

    #[differentiable]
    fn pair(x: f64) -> (f64, [f64; 2]) {
        (x * x, [x, 3.0 * x])
    }

    #[differentiable]
    fn taken_apart(x: f64) -> f64 {
        let (a, b) = pair(x);
        a * b[0] + b[1]
    }

    #[differentiable]
    fn by_number(x: f64) -> f64 {
        let p = pair(x);
        p.0 * p.1[0] + p.1.iter().sum::<f64>()
    }

    #[differentiable]
    fn root(x: f64) -> Option<f64> {
        if x > 0.0 { Some(x * x) } else { None }
    }

    #[differentiable]
    fn or(x: Option<f64>, y: f64) -> f64 {
        x.map_or(y, |v| v * y)
    }

    #[differentiable]
    fn handed_on(x: f64, y: f64) -> f64 {
        or(root(x), y)
    }

    #[differentiable]
    fn handed_on_later(x: f64, y: f64) -> f64 {
        let o = root(x);
        or(o, y) + o.unwrap_or(y)
    }

    #[test]
    fn matrices_are_read() {
        // t^3 + 2, and 2 - t^3
        assert_eq!(entries::value_and_derivative(2.0), (10.0, 12.0));
        assert_eq!(determinant::value_and_derivative(2.0), (-6.0, -12.0));
        assert_eq!(determinant::second_derivative(2.0), -12.0);
    }

    #[test]
    fn tuples_are_taken_apart() {
        // x^3 + 3 x, and x^3 + 4 x
        assert_eq!(taken_apart::value_and_derivative(2.0), (14.0, 15.0));
        assert_eq!(by_number::value_and_derivative(2.0), (16.0, 16.0));
    }

    #[test]
    fn options_are_handed_on() {
        assert_eq!(handed_on::value_and_gradient(2.0, 3.0), (12.0, [12.0, 4.0]));
        assert_eq!(handed_on::value_and_gradient(-2.0, 3.0), (3.0, [0.0, 1.0]));
        assert_eq!(handed_on::hessian(2.0, 3.0), [[6.0, 4.0], [4.0, 0.0]]);
        assert_eq!(handed_on_later::value_and_gradient(2.0, 3.0), (16.0, [16.0, 4.0]));
        assert_eq!(handed_on_later::value_and_gradient(-2.0, 3.0), (6.0, [0.0, 2.0]));
    }
}

// ---- fields whose types their struct says

mod fields {
    use super::*;

    #[derive(Clone, Copy, PartialEq, Debug, Differentiable)]
    struct Particle {
        q: [f64; 2],
        p: [f64; 2],
        m: f64,
    }

    #[derive(Clone, Copy, PartialEq, Debug, Differentiable)]
    struct Layer {
        w: [[f64; 2]; 2],
        v: [f64; 2],
    }

    #[differentiable]
    fn product(a: &[f64; 2]) -> f64 {
        a[0] * a[1]
    }

    #[differentiable]
    fn swapped(a: [f64; 2]) -> [f64; 2] {
        [a[1], a[0] * a[0]]
    }

    #[differentiable]
    fn dot(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(p, q)| p * q).sum()
    }

    #[differentiable]
    fn trace(a: &[[f64; 2]; 2]) -> f64 {
        a[0][0] * a[1][1]
    }

    #[differentiable]
    fn lent(#[active] s: &Particle) -> f64 {
        product(&s.q) * s.m
    }

    #[differentiable]
    fn by_value(#[active] s: &Particle) -> f64 {
        product(&swapped(s.q)) * s.m
    }

    #[differentiable]
    fn destructured(#[active] s: &Particle) -> f64 {
        let Particle { q, p, .. } = s;
        product(q) * product(p)
    }

    #[differentiable]
    fn named(#[active] s: &Particle) -> f64 {
        let q = &s.q;
        product(q) + q[0]
    }

    #[differentiable]
    fn pendulum(#[active] s: &Particle, mu: f64) -> Particle {
        let k = -mu * s.q[0];
        Particle { q: s.p, p: [k, s.q[1]], m: s.m }
    }

    #[differentiable]
    fn exchanged(#[active] s: &Particle) -> Particle {
        let v = s.p;
        Particle { q: v, p: s.q, m: 2.0 * s.m }
    }

    #[differentiable]
    fn entries(#[active] s: &Layer) -> f64 {
        s.w[0][1] * s.w[0][0] + s.v[1]
    }

    #[differentiable]
    fn bound(#[active] s: &Layer) -> f64 {
        let w: [[f64; 2]; 2] = s.w;
        w[0][1] * w[0][0]
    }

    #[differentiable]
    fn rows(#[active] s: &Layer) -> f64 {
        s.w.iter().zip(&s.v).map(|(row, v)| row[0] * row[1] * v).sum()
    }

    #[differentiable]
    fn row_lent(#[active] s: &Layer) -> f64 {
        dot(&s.w[0], &s.v)
    }

    #[differentiable]
    fn matrix_lent(#[active] s: &Layer) -> f64 {
        trace(&s.w) * s.v[0]
    }

    const S: Particle = Particle { q: [2.0, 3.0], p: [5.0, 7.0], m: 11.0 };
    const L: Layer = Layer { w: [[2.0, 3.0], [5.0, 7.0]], v: [11.0, 13.0] };

    #[test]
    fn arrays_are_handed_on() {
        let (value, g) = lent::value_and_gradient(&S);
        assert_eq!((value, g), (66.0, Particle { q: [33.0, 22.0], p: [0.0; 2], m: 6.0 }));
        // q1 q0^2 m
        let (value, g) = by_value::value_and_gradient(&S);
        assert_eq!((value, g), (132.0, Particle { q: [132.0, 44.0], p: [0.0; 2], m: 12.0 }));
        let (value, g) = destructured::value_and_gradient(&S);
        assert_eq!((value, g), (210.0, Particle { q: [105.0, 70.0], p: [42.0, 30.0], m: 0.0 }));
        let (value, g) = named::value_and_gradient(&S);
        assert_eq!((value, g), (8.0, Particle { q: [4.0, 2.0], p: [0.0; 2], m: 0.0 }));
    }

    #[test]
    fn arrays_go_into_literals() {
        let v = Particle { q: [1.0, 0.0], p: [0.0, 1.0], m: 1.0 };
        let (value, tangent) = pendulum::value_and_jvp(&S, 0.5, (&v, 2.0));
        assert_eq!(value, Particle { q: [5.0, 7.0], p: [-1.0, 3.0], m: 11.0 });
        assert_eq!(tangent, Particle { q: [0.0, 1.0], p: [-4.5, 0.0], m: 1.0 });
        let (value, tangent) = exchanged::value_and_jvp(&S, &v);
        assert_eq!(value, Particle { q: [5.0, 7.0], p: [2.0, 3.0], m: 22.0 });
        assert_eq!(tangent, Particle { q: [0.0, 1.0], p: [1.0, 0.0], m: 2.0 });
    }

    #[test]
    fn matrices_are_read() {
        let (value, g) = entries::value_and_gradient(&L);
        assert_eq!((value, g), (19.0, Layer { w: [[3.0, 2.0], [0.0; 2]], v: [0.0, 1.0] }));
        let (value, g) = bound::value_and_gradient(&L);
        assert_eq!((value, g), (6.0, Layer { w: [[3.0, 2.0], [0.0; 2]], v: [0.0; 2] }));
        let (value, g) = rows::value_and_gradient(&L);
        assert_eq!((value, g), (521.0, Layer { w: [[33.0, 22.0], [91.0, 65.0]], v: [6.0, 35.0] }));
        let (value, g) = row_lent::value_and_gradient(&L);
        assert_eq!((value, g), (61.0, Layer { w: [[11.0, 13.0], [0.0; 2]], v: [2.0, 3.0] }));
        let (value, g) = matrix_lent::value_and_gradient(&L);
        assert_eq!((value, g), (154.0, Layer { w: [[77.0, 0.0], [0.0, 22.0]], v: [14.0, 0.0] }));
    }
}

// ---- structs inside of structs

mod inner {
    use super::*;

    #[derive(Clone, Copy, PartialEq, Debug, Differentiable)]
    struct Spring {
        q: f64,
        p: f64,
    }

    #[derive(Clone, Copy, PartialEq, Debug, Differentiable)]
    struct Pair {
        a: Spring,
        k: f64,
        v: [f64; 2],
    }

    #[differentiable]
    impl Spring {
        fn energy(#[active] &self) -> f64 {
            self.q * self.p
        }
    }

    #[differentiable]
    fn energy(#[active] s: &Spring) -> f64 {
        s.q * s.p
    }

    #[differentiable]
    fn lent(#[active] s: &Pair) -> f64 {
        energy(&s.a) * s.k
    }

    #[differentiable]
    fn bound(#[active] s: &Pair) -> f64 {
        let a = s.a;
        energy(&a) * s.k
    }

    #[differentiable]
    fn typed(#[active] s: &Pair) -> f64 {
        let a: &Spring = &s.a;
        energy(a) * s.k
    }

    #[differentiable]
    fn method(#[active] s: &Pair) -> f64 {
        s.a.energy() * s.k
    }

    #[differentiable]
    fn in_a_literal(#[active] s: &Pair) -> Pair {
        Pair { a: s.a, k: s.k * s.a.q, v: s.v }
    }

    #[differentiable]
    fn returned(#[active] s: &Pair) -> Spring {
        s.a
    }

    #[differentiable]
    fn changed_in_place(#[active] s: &Pair) -> f64 {
        let mut y: [f64; 2] = s.v;
        for i in 0..2 {
            y[i] *= s.k;
        }
        y[0] * s.v[1]
    }

    #[test]
    fn structs_go_on_from_structs() {
        let s = Pair { a: Spring { q: 2.0, p: 3.0 }, k: 5.0, v: [7.0, 11.0] };
        let g = Pair { a: Spring { q: 15.0, p: 10.0 }, k: 6.0, v: [0.0; 2] };
        assert_eq!(lent::value_and_gradient(&s), (30.0, g));
        assert_eq!(bound::value_and_gradient(&s), (30.0, g));
        assert_eq!(typed::value_and_gradient(&s), (30.0, g));
        assert_eq!(method::value_and_gradient(&s), (30.0, g));
        let v = Pair { a: Spring { q: 1.0, p: 0.0 }, k: 1.0, v: [0.0, 1.0] };
        assert_eq!(lent::hvp(&s, &v), Pair { a: Spring { q: 3.0, p: 7.0 }, k: 3.0, v: [0.0; 2] });
        let (value, tangent) = in_a_literal::value_and_jvp(&s, &v);
        assert_eq!(value, Pair { a: s.a, k: 10.0, v: s.v });
        assert_eq!(tangent, Pair { a: v.a, k: 7.0, v: v.v });
        assert_eq!(returned::value_and_jvp(&s, &v), (s.a, v.a));
    }

    #[test]
    fn an_array_of_a_struct_is_copied() {
        let s = Pair { a: Spring { q: 2.0, p: 3.0 }, k: 5.0, v: [7.0, 11.0] };
        let (value, g) = changed_in_place::value_and_gradient(&s);
        assert_eq!((value, g.k, g.v), (385.0, 77.0, [55.0, 35.0]));
    }
}

// ---- functions of other modules, and namesakes

mod distant {
    use super::*;

    mod shapes {
        use super::*;

        #[differentiable]
        pub(super) fn slanted(x: f64) -> [[f64; 2]; 2] {
            [[x, x * x], [1.0, x]]
        }

        #[differentiable]
        pub(super) fn namesake(x: f64) -> [f64; 2] {
            [x, x]
        }
    }

    #[differentiable]
    fn product(a: &[[f64; 2]; 2]) -> f64 {
        a[0][1] * a[1][1]
    }

    #[differentiable]
    fn read(x: f64) -> f64 {
        let r = shapes::slanted(x);
        product(&r) + product(&shapes::slanted(x)) + r[1][1] + shapes::namesake(x)[1]
    }

    /// Not the function that an attribute has seen: what is constant is left to rustc.
    fn namesake(n: usize) -> Vec<f64> {
        vec![0.5; n]
    }

    #[differentiable]
    fn of_another(x: f64, n: usize) -> f64 {
        let mut m = 0;
        m += n;
        let v = namesake(m);
        x * v.len() as f64
    }

    #[test]
    fn longer_paths_are_known_too() {
        // 2 x³ + 2 x
        assert_eq!(read::value_and_derivative(2.0), (20.0, 26.0));
        assert_eq!(of_another::value_and_derivative(2.0, 3), (6.0, 3.0));
    }
}

// ---- the greatest of what a filter leaves

#[differentiable]
fn greatest(x: &[f64]) -> f64 {
    x.iter().copied().filter(|v| !v.is_nan()).max_by(|a, b| a.total_cmp(b)).unwrap()
}

#[differentiable]
fn least(x: &[f64]) -> f64 {
    x.iter().take_while(|v| **v > -5.0).map(|v| v * v).min_by(f64::total_cmp).unwrap()
}

#[test]
fn extremes_after_filters() {
    assert_eq!(greatest::value_and_gradient(&[1.0, f64::NAN, 3.0, -0.0]), (3.0, vec![0.0, 0.0, 1.0, 0.0]));
    assert_eq!(greatest::value_and_gradient(&[f64::NAN, 2.0, 2.0]), (2.0, vec![0.0, 0.0, 1.0]));
    assert_eq!(least::value_and_gradient(&[3.0, -2.0, 4.0, -6.0, 0.5]), (4.0, vec![0.0, -4.0, 0.0, 0.0, 0.0]));
}

// ---- `&f64` beside `&mut f64`

#[differentiable]
fn add_square(x: &f64, y: &mut f64) {
    *y += x * x;
}

#[differentiable]
fn scaled(x: f64) -> f64 {
    let mut a = 0.0;
    add_square(&x, &mut a);
    add_square(&(x * 2.0), &mut a);
    a
}

#[test]
fn references_to_numbers() {
    assert_eq!(scaled::value_and_derivative(3.0), (45.0, 30.0));
    assert_eq!(scaled::second_derivative(3.0), 10.0);
}
