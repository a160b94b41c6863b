//! Partial derivatives by the names of the parameters. Numbers are worked out by hand.

use chainrule::differentiable;

#[differentiable(partials, gradient)]
fn rosenbrock(x: f64, y: f64) -> f64 {
    let a = 1.0 - x;
    let b = y - x * x;
    a * a + 100.0 * b * b
}

#[differentiable(partials)]
fn kinds(w: &[f64], b: f64, c: [f64; 2], p: (f64, f64), n: usize, r#type: f64) -> f64 {
    let mut s = b * b * c[0] + c[1] * p.0;
    for v in w {
        s += v * v * n as f64;
    }
    s * p.1 * r#type
}

#[differentiable(partials, constant(k), wrt(x, m))]
fn selected(x: f64, y: f64, m: [[f64; 2]; 2], k: f64) -> f64 {
    x * y * k + m[0][1] * m[1][0] * x
}

#[differentiable(partials)]
fn single(x: f32) -> f32 {
    x.powi(3)
}

#[differentiable(partials)]
fn written(x: f64, y: &mut f64) -> f64 {
    *y *= x;
    *y * x
}

#[differentiable(partials)]
fn of_any_length<const N: usize>(x: &[f64; N], s: f64) -> f64 {
    x.iter().map(|v| v * s).sum()
}

struct Spring {
    stiffness: f64,
}

#[differentiable]
impl Spring {
    #[differentiable(partials)]
    fn energy(&self, x: f64, y: f64) -> f64 {
        0.5 * self.stiffness * (x - y) * (x - y)
    }
}

#[differentiable(gradient)]
fn calls_one(x: f64) -> f64 {
    rosenbrock(x, 2.0 * x)
}

#[test]
fn of_numbers() {
    assert_eq!([rosenbrock::d_x(2.0, 3.0), rosenbrock::d_y(2.0, 3.0)], [802.0, -200.0]);
    assert_eq!(rosenbrock::gradient(2.0, 3.0), [802.0, -200.0]);
    assert_eq!(single::d_x(2.0), 12.0);
    // At (x, 2 x): 802 - 400 at x = 2, y = 3 would be d_x + 2 d_y; here y = 4, b = 0.
    assert_eq!(calls_one::derivative(2.0), 2.0);
}

#[test]
fn of_every_kind_of_parameter() {
    let (w, c, p) = ([1.0, 2.0], [3.0, 5.0], (7.0, 11.0));
    // s = 4·3 + 5·7 + 3·(1 + 4) = 62
    assert_eq!(kinds::d_w(&w, 2.0, c, p, 3, 0.5), [33.0, 66.0]);
    assert_eq!(kinds::d_b(&w, 2.0, c, p, 3, 0.5), 66.0);
    assert_eq!(kinds::d_c(&w, 2.0, c, p, 3, 0.5), [22.0, 38.5]);
    assert_eq!(kinds::d_p(&w, 2.0, c, p, 3, 0.5), (27.5, 31.0));
    assert_eq!(kinds::d_type(&w, 2.0, c, p, 3, 0.5), 682.0);
    assert_eq!(of_any_length::d_x(&[1.0, 2.0, 3.0], 4.0), [4.0; 3]);
    assert_eq!(of_any_length::d_s(&[1.0, 2.0, 3.0], 4.0), 6.0);
}

#[test]
fn of_what_is_selected() {
    let m = [[1.0, 2.0], [3.0, 4.0]];
    assert_eq!(selected::d_x(5.0, 6.0, m, 7.0), 48.0);
    assert_eq!(selected::d_m(5.0, 6.0, m, 7.0), [[0.0, 15.0], [10.0, 0.0]]);
}

#[test]
fn beside_what_is_written() {
    let mut y = 3.0;
    // f = y x²
    assert_eq!(written::d_x(2.0, &mut y), 12.0);
}

#[test]
fn of_methods() {
    let spring = Spring { stiffness: 4.0 };
    assert_eq!((spring.energy_d_x(3.0, 1.0), spring.energy_d_y(3.0, 1.0)), (8.0, -8.0));
}
