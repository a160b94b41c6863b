//! First and second partial derivatives of the elementary functions: the witness, written from the textbook and
//! without a look at the rules that it judges.

/// The gradient and the Hessian with respect to up to three arguments.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Partials {
    pub(crate) first: [f64; 3],
    pub(crate) second: [[f64; 3]; 3],
}

impl Partials {
    fn unary(d: f64, dd: f64) -> Self {
        let mut p = Self::default();
        p.first[0] = d;
        p.second[0][0] = dd;
        p
    }

    fn binary(first: [f64; 2], xx: f64, xy: f64, yy: f64) -> Self {
        let mut p = Self::default();
        p.first[..2].copy_from_slice(&first);
        p.second[0][..2].copy_from_slice(&[xx, xy]);
        p.second[1][..2].copy_from_slice(&[xy, yy]);
        p
    }

    pub(crate) fn is_finite(&self) -> bool {
        self.first.iter().chain(self.second.as_flattened()).all(|x| x.is_finite())
    }

    fn linear(first: [f64; 3]) -> Self {
        Self { first, ..Self::default() }
    }
}

/// `None`: not a function that this witness knows.
pub(crate) fn partials(name: &str, args: &[f64]) -> Option<Partials> {
    match *args {
        [x] => unary(name, x).map(|(d, dd)| Partials::unary(d, dd)),
        [x, y] => binary(name, x, y),
        [x, y, z] => ternary(name, x, y, z),
        _ => None,
    }
}

fn unary(name: &str, x: f64) -> Option<(f64, f64)> {
    circular(name, x).or_else(|| hyperbolic(name, x)).or_else(|| exponential(name, x)).or_else(|| broken(name, x))
}

fn circular(name: &str, x: f64) -> Option<(f64, f64)> {
    let (s, c) = x.sin_cos();
    let inside = (1.0 - x) * (1.0 + x);
    Some(match name {
        "sin" => (c, -s),
        "cos" => (-s, -c),
        "tan" => (1.0 / (c * c), 2.0 * s / (c * c * c)),
        "asin" => (inside.powf(-0.5), x * inside.powf(-1.5)),
        "acos" => (-inside.powf(-0.5), -x * inside.powf(-1.5)),
        "atan" => (1.0 / (1.0 + x * x), -2.0 * x / (1.0 + x * x).powi(2)),
        "to_degrees" => (180.0 / std::f64::consts::PI, 0.0),
        "to_radians" => (std::f64::consts::PI / 180.0, 0.0),
        _ => return None,
    })
}

fn hyperbolic(name: &str, x: f64) -> Option<(f64, f64)> {
    let (sh, ch) = (x.sinh(), x.cosh());
    let outside = (x - 1.0) * (x + 1.0);
    let only = |inside: bool, pair: (f64, f64)| if inside { pair } else { (f64::NAN, f64::NAN) };
    Some(match name {
        "sinh" => (ch, sh),
        "cosh" => (sh, ch),
        "tanh" => (1.0 / (ch * ch), -2.0 * x.tanh() / (ch * ch)),
        "asinh" => ((1.0 + x * x).powf(-0.5), -x * (1.0 + x * x).powf(-1.5)),
        "acosh" => only(x >= 1.0, (outside.powf(-0.5), -x * outside.powf(-1.5))),
        "atanh" => only(x.abs() <= 1.0, (-1.0 / outside, 2.0 * x / (outside * outside))),
        _ => return None,
    })
}

fn exponential(name: &str, x: f64) -> Option<(f64, f64)> {
    let logarithm = |y: f64, scale: f64| if y < 0.0 { (f64::NAN, f64::NAN) } else { (scale / y, -scale / (y * y)) };
    let ln_2 = std::f64::consts::LN_2;
    Some(match name {
        "exp" | "exp_m1" => (x.exp(), x.exp()),
        "exp2" => (ln_2 * x.exp2(), ln_2 * ln_2 * x.exp2()),
        "ln" => logarithm(x, 1.0),
        "ln_1p" => logarithm(1.0 + x, 1.0),
        "log2" => logarithm(x, std::f64::consts::LOG2_E),
        "log10" => logarithm(x, std::f64::consts::LOG10_E),
        "sqrt" => (0.5 / x.sqrt(), -0.25 / (x * x.sqrt())),
        "cbrt" => (x.cbrt().powi(-2) / 3.0, -2.0 / 9.0 * x.cbrt().powi(-5)),
        "recip" => (-1.0 / (x * x), 2.0 / (x * x * x)),
        _ => return None,
    })
}

/// Kinks have the subgradient of least norm, jumps have derivative zero.
fn broken(name: &str, x: f64) -> Option<(f64, f64)> {
    Some(match name {
        "abs" if x == 0.0 => (0.0, 0.0),
        "abs" => (x.signum(), 0.0),
        "fract" => (1.0, 0.0),
        "signum" | "floor" | "ceil" | "round" | "round_ties_even" | "trunc" => (0.0, 0.0),
        _ => return None,
    })
}

fn binary(name: &str, x: f64, y: f64) -> Option<Partials> {
    Some(match name {
        "powf" => powf(x, y),
        "log" => log(x, y),
        "atan2" => {
            let r2 = x * x + y * y;
            let mixed = (x * x - y * y) / (r2 * r2);
            Partials::binary([y / r2, -x / r2], -2.0 * x * y / (r2 * r2), mixed, 2.0 * x * y / (r2 * r2))
        }
        "hypot" if x == 0.0 && y == 0.0 => Partials::binary([0.0, 0.0], f64::NAN, f64::NAN, f64::NAN),
        "hypot" => {
            let r = x.hypot(y);
            Partials::binary([x / r, y / r], y / r * (y / r) / r, -(x / r) * (y / r) / r, x / r * (x / r) / r)
        }
        "max" => Partials::linear(chosen(x, y, x > y)),
        "min" => Partials::linear(chosen(x, y, x < y)),
        "copysign" if x == 0.0 => Partials::default(),
        "copysign" => Partials::linear([x.signum() * y.signum(), 0.0, 0.0]),
        "rem" => Partials::linear([1.0, -((x - x % y) / y).round(), 0.0]),
        "rem_euclid" => Partials::linear([1.0, -((x - x.rem_euclid(y)) / y).round(), 0.0]),
        "div_euclid" => Partials::default(),
        "midpoint" => Partials::linear([0.5, 0.5, 0.0]),
        _ => return None,
    })
}

/// Ties share; the operand that is a number beats the one that is not.
fn chosen(x: f64, y: f64, first: bool) -> [f64; 3] {
    if x == y {
        [0.5, 0.5, 0.0]
    } else if first || y.is_nan() {
        [1.0, 0.0, 0.0]
    } else {
        [0.0, 1.0, 0.0]
    }
}

fn powf(x: f64, y: f64) -> Partials {
    let ln = x.ln();
    let times = |a: f64, b: f64| if a == 0.0 { 0.0 } else { a * b };
    let f = x.powf(y);
    let first = [times(y, x.powf(y - 1.0)), times(f, ln)];
    let xy = times(x.powf(y - 1.0), 1.0 + y * ln);
    Partials::binary(first, times(y * (y - 1.0), x.powf(y - 2.0)), xy, times(f, ln * ln))
}

fn log(x: f64, base: f64) -> Partials {
    let (lx, lb) = (x.ln(), base.ln());
    let first = [1.0 / (x * lb), -lx / (base * lb * lb)];
    let by = lx * (lb + 2.0) / (base * base * lb * lb * lb);
    Partials::binary(first, -1.0 / (x * x * lb), -1.0 / (x * base * lb * lb), by)
}

fn ternary(name: &str, x: f64, y: f64, z: f64) -> Option<Partials> {
    match name {
        "mul_add" => {
            let mut p = Partials::linear([y, x, 1.0]);
            p.second[0][1] = 1.0;
            p.second[1][0] = 1.0;
            Some(p)
        }
        "clamp" => Some(Partials::linear(match () {
            () if x == y => [0.5, 0.5, 0.0],
            () if x == z => [0.5, 0.0, 0.5],
            () if x < y => [0.0, 1.0, 0.0],
            () if x > z => [0.0, 0.0, 1.0],
            () => [1.0, 0.0, 0.0],
        })),
        _ => None,
    }
}

/// `x^n`, with no power of zero where the factor before it is zero.
pub(crate) fn powi(x: f64, n: i32) -> Partials {
    let n = f64::from(n);
    let first = if n == 0.0 { 0.0 } else { n * x.powf(n - 1.0) };
    let second = if n == 0.0 || n == 1.0 { 0.0 } else { n * (n - 1.0) * x.powf(n - 2.0) };
    Partials::unary(first, second)
}
