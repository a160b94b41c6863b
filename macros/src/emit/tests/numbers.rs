//! Literals.

use super::super::literal::constant;
use super::*;

fn text(c: Const, ty: Ty, suffix: bool) -> String {
    let piece = constant(c, ty, suffix);
    piece.tokens.to_string().replace(' ', "")
}

#[test]
fn floats() {
    use std::f64::consts::{LN_2, PI};
    let rows: [(f64, &str); 14] = [
        (2.0, "2.0"),
        (-2.0, "-2.0"),
        (0.1, "0.1"),
        (1e-7, "1e-7"),
        (1e300, "1e300"),
        (123_456.75, "123_456.75"),
        (0.123_456_789, "0.123_456_789"),
        (-0.0, "-0.0"),
        (PI, "::core::f64::consts::PI"),
        (-LN_2, "-::core::f64::consts::LN_2"),
        (f64::INFINITY, "::core::primitive::f64::INFINITY"),
        (f64::NEG_INFINITY, "::core::primitive::f64::NEG_INFINITY"),
        (f64::NAN, "::core::primitive::f64::NAN"),
        (5e-324, "5e-324"),
    ];
    for (x, expected) in rows {
        assert_eq!(text(Const::Float(x.to_bits()), Ty::F64, false), expected);
    }
    assert_eq!(text(Const::Float(f64::from(0.1_f32).to_bits()), Ty::F32, false), "0.1");
    assert_eq!(text(Const::Float(f64::from(0.1_f32).to_bits()), Ty::F32, true), "0.1_f32");
    assert_eq!(text(Const::Float(2.0_f64.to_bits()), Ty::F64, true), "2.0_f64");
    let pi = f64::from(std::f32::consts::PI);
    assert_eq!(text(Const::Float(pi.to_bits()), Ty::F32, false), "::core::f32::consts::PI");
}

#[test]
fn integers() {
    assert_eq!(text(Const::Int(-5), Ty::USIZE, false), "-5");
    assert_eq!(text(Const::Int(1_000_000), Ty::USIZE, false), "1_000_000");
    assert_eq!(text(Const::Int(7), Ty::Int(Some(Int::U8)), true), "7_u8");
}

/// Every float reads back to its bits.
#[test]
fn round_trip() {
    let mut state = 1_u64;
    for _ in 0..20_000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        for x in [f64::from_bits(state ^ (state >> 29)), f64::from((state >> 40) as u32) / 1000.0] {
            if x.is_finite() {
                let text = text(Const::Float(x.to_bits()), Ty::F64, false).replace('_', "");
                if !text.contains("consts") {
                    assert_eq!(text.parse::<f64>().unwrap().to_bits(), x.to_bits(), "{text}");
                }
            }
        }
        #[allow(clippy::cast_possible_truncation)]
        let s = f32::from_bits((state >> 32) as u32);
        if s.is_finite() {
            let text = text(Const::Float(f64::from(s).to_bits()), Ty::F32, false).replace('_', "");
            assert_eq!(text.parse::<f32>().unwrap().to_bits(), s.to_bits(), "{text}");
        }
    }
}

#[test]
fn receivers_have_types() {
    let mut s = Sketch::new();
    let two = s.float(-2.0);
    let a = s.elem("exp", &[two]);
    let five = s.float(5.0);
    let b = s.b.add(two, five);
    let c = s.elem("sqrt", &[b]);
    let out = s.b.add(a, c);
    check(&s.text(&[out]), &["(-2.0_f64).exp() + (-2.0_f64 + 5.0).sqrt()"]);
}

#[test]
fn carried_variables_have_types_where_they_are_asked() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let (lo, hi, zero) = (s.usize(0), s.usize(3), s.float(0.0));
    let exp = by_name("exp").unwrap();
    let first = s.b.counted(range(lo, hi), vec![zero], |b, _, c| {
        b.name(c[0], "asked", true);
        let e = b.elem(exp, vec![c[0]]);
        vec![b.add(e, x)]
    });
    let second = s.b.counted(range(lo, hi), vec![zero], |b, _, c| {
        b.name(c[0], "met", true);
        vec![b.add(c[0], x)]
    });
    let root = s.elem("sqrt", &[second[0]]);
    check(
        &s.text(&[first[0], root]),
        &[
            "let mut asked: f64 = 0.0;",
            "for _ in 0..3 {",
            "    asked = asked.exp() + x;",
            "}",
            "let mut met = 0.0;",
            "for _ in 0..3 {",
            "    met += x;",
            "}",
            "(asked, met.sqrt())",
        ],
    );
}
