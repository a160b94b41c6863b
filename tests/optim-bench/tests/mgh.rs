//! The functions themselves: against differences, and against the norms at the starts that MINPACK's test program prints.

use chainrule::{Residuals, check_jacobian};
use chainrule_optim_bench::mgh::{FACTORS, Reached, instances};

#[test]
fn there_are_44() {
    assert_eq!(instances().len(), 44);
}

#[test]
fn jacobians_agree_with_differences() {
    for instance in instances() {
        check_jacobian(&instance.problem, &instance.start(1.0)).assert_ok();
    }
}

/// Name, norm of the residuals at the start.
const NORMS: [(&str, f64); 17] = [
    ("Rosenbrock", 4.919_350),
    ("Freudenstein-Roth", 20.012_50),
    ("helical valley", 50.0),
    ("Powell singular", 14.662_88),
    ("Bard", 6.456_136),
    ("Kowalik-Osborne", 0.072_891_51),
    ("Meyer", 41_153.47),
    ("Watson 6", 5.477_226),
    ("Watson 9", 5.477_226),
    ("Box 3D", 32.111_58),
    ("Jennrich-Sampson", 64.585_65),
    ("Brown-Dennis", 2_815.438),
    ("Chebyquad 8", 0.196_513_8),
    ("Chebyquad 9", 0.169_950_0),
    ("Brown almost linear 10", 16.530_22),
    ("Osborne 1", 0.937_564_0),
    ("Osborne 2", 1.446_865),
];

#[test]
fn norms_at_the_starts() {
    let instances = instances();
    for (name, expected) in NORMS {
        let instance = instances.iter().find(|instance| instance.name == name).expect(name);
        let mut r = vec![0.0; instance.problem.len()];
        instance.problem.residuals(&instance.start(1.0), &mut r);
        let found = r.iter().map(|r| r * r).sum::<f64>().sqrt();
        assert!((found / expected - 1.0).abs() < 1e-6, "{name}: {found} is not {expected}");
    }
}

/// Name, a minimizer as printed, how near its sum of squares comes to the global minimum.
#[test]
fn printed_minimizers() {
    let rows: [(&str, &[f64], f64); 7] = [
        ("Gulf", &[50.0, 25.0, 1.5], 1e-25),
        ("Box 3D", &[1.0, 10.0, 1.0], 1e-25),
        ("Biggs EXP6", &[1.0, 10.0, 1.0, 5.0, 4.0, 3.0], 1e-25),
        ("Beale", &[3.0, 0.5], 1e-25),
        ("helical valley", &[1.0, 0.0, 0.0], 1e-25),
        ("Brown badly scaled", &[1e6, 2e-6], 1e-25),
        ("Wood", &[1.0; 4], 1e-25),
    ];
    let instances = instances();
    for (name, x, tolerance) in rows {
        let instance = instances.iter().find(|instance| instance.name == name).expect(name);
        let mut r = vec![0.0; instance.problem.len()];
        instance.problem.residuals(&x.to_vec(), &mut r);
        let found = r.iter().map(|r| r * r).sum::<f64>();
        assert!((found - instance.global).abs() <= tolerance, "{name}: {found}");
        assert_eq!(instance.reached(found), Reached::Global);
        assert_eq!(instance.start(FACTORS[0]), instance.start);
    }
}
