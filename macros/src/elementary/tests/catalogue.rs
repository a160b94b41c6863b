//! The rows of the catalogue of hard places that rules of the table must meet, by their ids.

use super::super::{Row, all, any_by_name, by_name, partner, pull, reads, reads_knowing, row, singular};
use super::machine::Given::{At, Literal};
use super::machine::{Given, derivative, derived, value};
use super::reference::ulps;
use crate::ir::{Builder, Const, Op, Pure, Ty};

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

/// First and second derivative of a function of one argument.
fn first(name: &str, x: f64) -> f64 {
    derivative(name, Ty::F64, &[At(x)], &[0])
}
fn second(name: &str, x: f64) -> f64 {
    derivative(name, Ty::F64, &[At(x)], &[0, 0])
}
/// Partial derivative with respect to these operands.
fn partial(name: &str, given: &[Given], wrt: &[usize]) -> f64 {
    derivative(name, Ty::F64, given, wrt)
}
/// Both partials of a function of two arguments.
fn gradient(name: &str, x: f64, y: f64) -> [f64; 2] {
    [0, 1].map(|k| partial(name, &[At(x), At(y)], &[k]))
}

#[track_caller]
fn near(got: f64, expected: f64) {
    assert!(ulps(got, expected, Ty::F64) <= 4.0, "{got:e}, not {expected:e}");
}

#[test]
fn n01_to_n03_sqrt() {
    assert_eq!([first("sqrt", 0.0), second("sqrt", 0.0)], [INF, -INF]);
    assert!(first("sqrt", -0.0).is_infinite() && second("sqrt", -0.0).is_infinite());
    assert!(first("sqrt", -1.0).is_nan() && first("sqrt", NAN).is_nan());
    near(first("sqrt", 5e-324), 2.249_456_897_271_598e161);
}

#[test]
fn n04_abs() {
    for x in [0.0, -0.0] {
        assert_eq!([first("abs", x), second("abs", x)], [0.0, 0.0]);
    }
    assert_eq!([first("abs", -3.0), first("abs", 2.0)], [-1.0, 1.0]);
}

#[test]
fn n05_cbrt() {
    assert_eq!(first("cbrt", 0.0), INF);
    near(first("cbrt", -8.0), 0.083_333_333_333_333_33);
}

#[test]
fn n06_to_n08_edges_and_outside() {
    for name in ["ln", "log2", "log10"] {
        assert_eq!([first(name, 0.0), second(name, 0.0)], [INF, -INF], "{name}");
        assert!(first(name, -1.0).is_nan() && second(name, -1.0).is_nan(), "{name}");
    }
    assert_eq!(first("ln_1p", -1.0), INF);
    for (name, x) in [("ln_1p", -2.0), ("acosh", -2.0), ("acosh", 0.5), ("atanh", 2.0), ("atanh", -1.5), ("asin", 2.0)]
    {
        assert!(first(name, x).is_nan() && second(name, x).is_nan(), "{name}");
    }
}

#[test]
fn n09_to_n12_inverse_functions_at_their_edges() {
    for x in [1.0, -1.0] {
        assert_eq!([first("asin", x), first("acos", x), first("atanh", x)], [INF, -INF, INF]);
    }
    assert_eq!(first("acosh", 1.0), INF);
    near(first("asin", 1.0 - 1e-9), 22_360.680_096_789_68);
    near(first("acosh", 1.0 + f64::EPSILON), 47_453_132.812_125_77);
    near(first("atanh", 1.0 - f64::EPSILON / 2.0), 4_503_599_627_370_496.0);
}

#[test]
fn n13_to_n15_saturation() {
    near(first("tanh", 20.0), 1.699_341_702_116_635_5e-17);
    near(first("tanh", 19.1), 1.028_041_821_938_105_5e-16);
    near(first("exp_m1", -50.0), 1.928_749_847_963_917_8e-22);
    let slope = |x| value("logistic_slope", Ty::F64, &[At(x)]);
    assert_eq!([slope(-800.0), slope(800.0)], [0.0, 0.0]);
    near(slope(-40.0), 4.248_354_255_291_589e-18);
}

#[test]
fn n18_and_n19_large_arguments() {
    near(first("asinh", 1e200), 1e-200);
    assert_eq!(second("atan", 1e154), 0.0);
    near(first("atan", 1e160), 1e-320);
    for name in ["atan", "asinh", "tanh", "ln", "sqrt", "log2", "acosh", "ln_1p"] {
        assert_eq!([first(name, INF), first(name, f64::MAX) * 1e-10], [0.0, first(name, f64::MAX) * 1e-10], "{name}");
        assert!(second(name, f64::MAX) == 0.0, "{name}");
    }
}

#[test]
fn n20_to_n23_atan2() {
    near(gradient("atan2", 1e-170, 1e-170)[0], 5e169);
    let [y, x] = gradient("atan2", 1e200, 1e200);
    near(y, 5e-201);
    near(x, -5e-201);
    assert!(gradient("atan2", 0.0, 0.0).iter().all(|d| d.is_nan()));
    assert_eq!(gradient("atan2", 0.0, -1.0), [-1.0, 0.0]);
    assert_eq!(gradient("atan2", -0.0, -1.0), [-1.0, 0.0]);
}

#[test]
fn n24_and_n25_hypot() {
    assert_eq!(gradient("hypot", 0.0, 0.0), [0.0, 0.0]);
    assert!(!partial("hypot", &[At(0.0), At(0.0)], &[0, 0]).is_finite());
    for d in gradient("hypot", 1e-200, 1e-200) {
        near(d, std::f64::consts::FRAC_1_SQRT_2);
    }
    let [x, y] = gradient("hypot", 1e300, 1e290);
    near(x, 1.0);
    near(y, 1e-10);
}

#[test]
fn n27_recip() {
    near(first("recip", 1e155), -9.999_999_999_999_97e-311);
}

/// The derivative of a power with respect to its base, with the exponent in the source and known at run time.
fn base(x: f64, y: f64, wrt: &[usize]) -> [f64; 2] {
    [Literal(y), At(y)].map(|y| partial("powf", &[At(x), y], wrt))
}

#[test]
fn n28_to_n36_powf() {
    assert_eq!(base(1e200, 2.0, &[0]), [2e200; 2]);
    assert_eq!(base(0.0, 1.5, &[0]), [0.0; 2]);
    assert_eq!(base(0.0, 2.5, &[0]), [0.0; 2]);
    assert_eq!(base(0.0, 2.5, &[0, 0]), [0.0; 2]);
    for y in [0.5, 0.3, 0.9, -1.0] {
        assert_eq!(base(0.0, y, &[0]), [INF * y.signum(); 2], "{y}");
    }
    assert_eq!(base(0.0, 1.0, &[0]), [1.0; 2]);
    assert_eq!(base(0.0, 1.0, &[0, 0]), [0.0; 2]);
    assert_eq!(base(0.0, 0.0, &[0]), [0.0; 2]);
    assert_eq!(base(-2.0, 3.0, &[0]), [12.0; 2]);
    assert!(base(-2.0, 0.5, &[0]).iter().all(|d| d.is_nan()));
    assert_eq!(base(NAN, 0.0, &[0]), [0.0; 2]);
    let exponent = |x, y| partial("powf", &[At(x), At(y)], &[1]);
    assert_eq!([exponent(0.0, 1.5), exponent(0.0, 0.0), exponent(0.0, -1.0)], [0.0, 0.0, -INF]);
    assert!(exponent(-2.0, 3.0).is_nan());
}

#[test]
fn n32_mixed_derivative_at_an_exponent_of_zero() {
    near(partial("powf", &[At(3.0), At(0.0)], &[0, 1]), 1.0 / 3.0);
    near(partial("powf", &[At(3.0), At(0.0)], &[1, 0]), 1.0 / 3.0);
    near(partial("powf", &[At(3.0), At(1.0)], &[0, 1]), 1.0 + 3f64.ln());
    near(partial("powf", &[At(3.0), At(1.0)], &[0, 0]), 0.0);
}

#[test]
fn n33_no_logarithm_where_the_exponent_is_in_the_source() {
    for y in [3.0, 1.5, 0.5, -0.5, 0.3, -2.0, 2.0, 1.0] {
        for wrt in [&[0][..], &[0, 0], &[0, 0, 0]] {
            assert!(!names(&[At(2.0), Literal(y)], wrt).contains(&"ln"), "{y}");
        }
    }
    for y in [1.5, 2.5, 0.5, -0.5, -1.5, 2.0, 3.0] {
        let powers = names(&[At(2.0), Literal(y)], &[0]).iter().filter(|name| **name == "powf").count();
        assert_eq!(powers, 1, "the value alone is a power, for {y}");
    }
}

/// The elementary functions in a derivative of `powf`.
fn names(given: &[Given], wrt: &[usize]) -> Vec<&'static str> {
    let (func, _) = derived("powf", Ty::F64, given, wrt);
    let mut names = Vec::new();
    func.each_inst(func.body, &mut |_, inst| {
        if let Op::Pure(Pure::Elem(id, _)) = inst.op {
            names.push(row(id).name);
        }
    });
    names
}

/// The derivative of a whole power, with the exponent in the source and known at run time.
fn whole(x: f64, n: i32, wrt: &[usize]) -> [f64; 2] {
    [Literal(n.into()), At(n.into())].map(|n| partial("powi", &[At(x), n], wrt))
}

#[test]
fn n36_to_n40_powi() {
    for x in [0.0, INF, NAN, -1.0] {
        assert_eq!(whole(x, 0, &[0]), [0.0; 2], "{x}");
        assert_eq!(whole(x, 0, &[0, 0]), [0.0; 2], "{x}");
    }
    assert_eq!(whole(1.0, i32::MIN, &[0]), [-2_147_483_648.0; 2]);
    assert_eq!(whole(1.0, i32::MIN, &[0, 0]), [4_611_686_020_574_871_552.0; 2]);
    assert_eq!(whole(0.0, 1, &[0]), [1.0; 2]);
    assert_eq!(whole(0.0, 1, &[0, 0]), [0.0; 2]);
    assert_eq!(whole(0.0, 2, &[0]), [0.0; 2]);
    assert_eq!(whole(0.0, 2, &[0, 0]), [2.0; 2]);
    assert_eq!(whole(0.0, 3, &[0]), [0.0; 2]);
    assert_eq!(whole(0.0, -1, &[0]), [-INF; 2]);
    assert_eq!(whole(-0.0, -2, &[0]), [INF; 2]);
    assert_eq!(derivative("powi", Ty::F32, &[At(1.0), At(f64::from(i32::MIN))], &[0]), -2_147_483_648.0);
}

#[test]
fn n41_to_n43_extrema() {
    assert_eq!(gradient("max", 1.0, 1.0), [0.5, 0.5]);
    assert_eq!(gradient("min", 0.0, -0.0), [0.5, 0.5]);
    assert_eq!(gradient("max", 1.0, 2.0), [0.0, 1.0]);
    assert_eq!(gradient("min", 1.0, 2.0), [1.0, 0.0]);
    assert_eq!(gradient("max", NAN, 1.0), [0.0, 1.0]);
    assert_eq!(gradient("min", 1.0, NAN), [1.0, 0.0]);
    for (x, expected) in [(-1.0, 0.0), (0.0, 0.5), (2.0, 1.0), (NAN, 0.0)] {
        assert_eq!(partial("max", &[At(x), Literal(0.0)], &[0]), expected);
        assert_eq!(partial("max", &[At(x), At(0.0)], &[0]), expected);
    }
    assert_eq!(partial("min", &[At(-1.0), Literal(0.0)], &[0]), 1.0);
}

#[test]
fn n44_clamp() {
    let partials = |x, lo, hi| [0, 1, 2].map(|k| partial("clamp", &[At(x), At(lo), At(hi)], &[k]));
    assert_eq!(partials(0.5, 0.0, 1.0), [1.0, 0.0, 0.0]);
    assert_eq!(partials(-0.5, 0.0, 1.0), [0.0, 1.0, 0.0]);
    assert_eq!(partials(1.5, 0.0, 1.0), [0.0, 0.0, 1.0]);
    assert_eq!(partials(0.0, 0.0, 1.0), [0.5, 0.5, 0.0]);
    assert_eq!(partials(1.0, 0.0, 1.0), [0.5, 0.0, 0.5]);
    for x in [0.5, 1.0, 2.0] {
        assert_eq!(partials(x, 1.0, 1.0).iter().sum::<f64>(), 1.0);
    }
    assert_eq!(partial("clamp", &[At(NAN), At(0.0), At(1.0)], &[0]), 1.0);
}

#[test]
#[should_panic(expected = "min > max")]
fn n45_clamp_panics_as_it_does() {
    partial("clamp", &[At(0.5), At(1.0), At(0.0)], &[0]);
}

#[test]
fn n46_and_n47_remainders() {
    assert_eq!(gradient("%", 1.0, 0.001), [1.0, -999.0]);
    assert_eq!(gradient("rem_euclid", -7.5, 2.0), [1.0, 4.0]);
    assert_eq!(gradient("%", -7.5, 2.0), [1.0, 3.0]);
}

#[test]
fn n48_to_n50_jumps_and_signs() {
    for name in ["floor", "ceil", "round", "round_ties_even", "trunc", "signum"] {
        assert_eq!([first(name, 1.0), first(name, 0.5), first(name, 0.0)], [0.0; 3], "{name}");
        assert!(row(by_name(name).expect("a row")).operands[0].pull.is_none());
    }
    assert_eq!(gradient("div_euclid", 6.0, 3.0), [0.0, 0.0]);
    assert_eq!([first("fract", -2.0), first("fract", -0.5)], [1.0, 1.0]);
    assert_eq!(gradient("copysign", -2.0, 3.0), [-1.0, 0.0]);
    assert_eq!(gradient("copysign", 2.0, -1.0), [-1.0, 0.0]);
    assert_eq!(gradient("copysign", 2.0, -0.0), [-1.0, 0.0]);
}

#[test]
fn n51_mul_add() {
    let e = 2f64.powi(-30);
    let partials = [0, 1, 2].map(|k| partial("mul_add", &[At(1.0 + e), At(1.0 - e), At(-1.0)], &[k]));
    assert_eq!(partials, [1.0 - e, 1.0 + e, 1.0]);
}

#[test]
fn n52_constants_are_those_of_the_type() {
    use std::f32::consts;
    let narrow = |name, x| derivative(name, Ty::F32, &[At(x)], &[0]);
    assert_eq!(first("to_degrees", 3.0), 57.295_779_513_082_32);
    assert_eq!(first("to_radians", 3.0), 0.017_453_292_519_943_295);
    assert_eq!(first("exp2", 0.0), std::f64::consts::LN_2);
    assert_eq!(narrow("to_degrees", 3.0), f64::from(57.295_78_f32));
    assert_eq!(narrow("to_radians", 3.0), f64::from(0.017_453_292_f32));
    assert_eq!(narrow("exp2", 0.0), f64::from(consts::LN_2));
    assert_eq!(narrow("log2", 1.0), f64::from(consts::LOG2_E));
    assert_eq!(narrow("log10", 1.0), f64::from(consts::LOG10_E));
}

#[test]
fn n53_logarithm_to_a_base() {
    let [x, b] = gradient("log", 5.0, 3.0);
    near(x, 0.182_047_845_325_367_48);
    near(b, -5f64.ln() / (3.0 * 3f64.ln() * 3f64.ln()));
    let [x, b] = gradient("log", 5.0, 1.0);
    assert!(x == INF && (b == -INF || b.is_nan()));
    assert!(gradient("log", -1.0, 2.0).iter().all(|d| d.is_nan()));
    assert!(gradient("log", 2.0, -1.0).iter().all(|d| d.is_nan()));
}

#[test]
fn n55_tan_at_its_pole() {
    near(first("tan", std::f64::consts::FRAC_PI_2), 2.667_093_788_113_571e32);
}

#[test]
fn what_is_not_selected_gets_zero_from_an_infinite_seed() {
    use super::machine::seeded;
    assert_eq!(seeded("max", &[1.0, 2.0], 0, INF), 0.0);
    assert_eq!(seeded("min", &[1.0, 2.0], 1, INF), 0.0);
    assert_eq!(seeded("clamp", &[2.0, 0.0, 1.0], 0, INF), 0.0);
    assert_eq!(seeded("abs", &[0.0], 0, INF), 0.0);
}

#[test]
fn what_is_known_never_reads_more() {
    for (name, exponents) in [("powi", [0, 1, 2, 3, -1, -2, -9, 40]), ("powf", [0, 1, 2, 3, -1, -2, -9, 40])] {
        let id = by_name(name).expect("a row");
        for n in exponents {
            let known = if name == "powi" { Const::Int(n) } else { Const::Float((n as f64 / 2.0).to_bits()) };
            let (less, more) = (reads_knowing(id, 0, &[None, Some(known)]), reads(id, 0));
            assert!(less.args[0] <= more.args[0] && less.value <= more.value, "{name} {n}");
        }
    }
}

#[test]
fn reads_are_those_of_the_rule() {
    let of = |name, k| reads(any_by_name(name).expect("a row"), k);
    assert_eq!((of("sin", 0).args, of("sin", 0).value), (vec![true], false));
    assert_eq!((of("exp", 0).args, of("exp", 0).value), (vec![false], true));
    assert_eq!((of("mul_add", 0).args, of("mul_add", 2).args), (vec![false, true, false], vec![false; 3]));
    assert!(!of("powi", 0).value);
}

/// Where the partner is there, nothing asks for the operand.
#[test]
fn derivatives_consist_of_partners() {
    for (id, row) in all().filter(|(_, row)| row.partner.is_some()) {
        let partner = partner(id).expect("partners are rows");
        assert!(row.arity == 1 && !reads(id, 0).value, "{}", row.name);
        let mut b = Builder::new(|_, _, _| None);
        let [x, d, value] = [(); 3].map(|()| b.scalar_param(Ty::F64, None));
        let pulled = pull(&mut b, id, 0, d, &[x], value).expect("a derivative");
        let func = b.finish(vec![pulled]);
        func.each_inst(func.body, &mut |_, inst| {
            let mut asks = false;
            inst.op.operands(|v| asks |= v == x);
            assert!(
                !asks || matches!(&inst.op, Op::Pure(pure) if *pure == Pure::Elem(partner, vec![x])),
                "{}",
                row.name
            );
        });
    }
}

#[test]
fn every_row_is_whole() {
    for (id, row) in all() {
        let Row { name, arity, points, .. } = row;
        assert_eq!(by_name(name).is_some(), !row.is_internal(), "{name}");
        assert!(row.is_internal() || !points.is_empty(), "{name} has no test points");
        assert!(points.iter().all(|p| p.len() == *arity), "{name}");
        assert!((0..*arity).all(|k| !singular(id, k) || row.operands[k].pull.is_some()), "{name}");
        assert_eq!(all().filter(|(_, other)| other.name == *name).count(), 1, "{name}");
    }
}

/// Difference quotients are the second witness.
#[test]
fn test_points_agree_with_differences() {
    for (_, row) in all().filter(|(_, row)| !row.is_internal()) {
        for point in row.points {
            for k in (0..row.arity).filter(|k| !row.is_integer(*k)) {
                let at = |h: f64| {
                    let shift = |(i, x): (usize, &f64)| At(if i == k { x + h } else { *x });
                    value(row.name, Ty::F64, &point.iter().enumerate().map(shift).collect::<Vec<_>>())
                };
                let h = 1e-5 * point[k].abs().max(1e-2);
                let difference = (8.0 * (at(h) - at(-h)) - (at(2.0 * h) - at(-2.0 * h))) / (12.0 * h);
                let given: Vec<Given> = point.iter().map(|x| At(*x)).collect();
                let exact = partial(row.name, &given, &[k]);
                assert!((exact - difference).abs() <= 1e-7 * (1.0 + exact.abs()), "{} {point:?} {k}", row.name);
            }
        }
    }
}
