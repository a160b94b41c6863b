//! Branches and loops.

use super::*;

#[test]
fn a_branch_is_a_value() {
    let mut s = Sketch::new();
    let [r, delta] = s.floats(["r", "delta"]);
    let a = s.elem("abs", &[r]);
    s.named(a, "a");
    let half = s.float(0.5);
    let small = s.b.bin(BinOp::Le, a, delta);
    let out = s.b.branch(
        small,
        |b| {
            let hr = b.mul(half, r);
            vec![b.mul(hr, r)]
        },
        |b| {
            let hd = b.mul(half, delta);
            let d = b.sub(a, hd);
            vec![b.mul(delta, d)]
        },
    );
    check(&s.text(&out), &["let a = r.abs();", "if a <= delta { 0.5 * r * r } else { delta * (a - 0.5 * delta) }"]);
}

#[test]
fn a_sum_in_a_loop() {
    let mut s = Sketch::new();
    let xs = s.place("xs", PlaceKind::Input, &[Dim::Dyn], Some(Held::Shared));
    let (zero, lo) = (s.float(0.0), s.usize(0));
    let n = s.b.pure(Pure::Len(xs, 0), Ty::USIZE);
    let body = s.b.counted(range(lo, n), vec![zero], |b, i, carried| {
        b.name(carried[0], "sum", true);
        let x = b.load(xs, vec![i]);
        let e = b.mul(x, x);
        vec![b.add(carried[0], e)]
    });
    check(&s.text(&body), &["let mut sum = 0.0;", "for i in 0..xs.len() {", "    sum += xs[i] * xs[i];", "}", "sum"]);
}

#[test]
fn fibonacci_swaps_in_a_tuple() {
    let mut s = Sketch::new();
    let [x, y] = s.floats(["x", "y"]);
    let n = s.param("n", Ty::USIZE);
    let lo = s.usize(0);
    let out = s.b.counted(range(lo, n), vec![x, y], |b, _, c| {
        b.name(c[0], "a", true);
        b.name(c[1], "b", true);
        vec![c[1], b.add(c[0], c[1])]
    });
    check(
        &s.text(&[out[0]]),
        &["let mut x = x;", "let mut y = y;", "for _ in 0..n {", "    (x, y) = (y, x + y);", "}", "x"],
    );
}

#[test]
fn later_assignments_read_old_values_first() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let (lo, hi, zero) = (s.usize(0), s.usize(3), s.float(0.0));
    let out = s.b.counted(range(lo, hi), vec![zero, zero, zero], |b, _, c| {
        ["p", "q", "r"].iter().zip(c).for_each(|(n, v)| b.name(*v, n, true));
        let next = b.mul(c[0], x);
        let q = b.add(c[0], c[1]);
        vec![b.add(next, x), q, b.sub(c[2], q)]
    });
    check(
        &s.text(&out),
        &[
            "let mut p = 0.0;",
            "let mut q = 0.0;",
            "let mut r = 0.0;",
            "for _ in 0..3 {",
            "    q += p;",
            "    p = p * x + x;",
            "    r -= q;",
            "}",
            "(p, q, r)",
        ],
    );
}

#[test]
fn an_inner_loop_goes_on_with_the_variable_of_the_outer() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let (m, n) = (s.param("m", Ty::USIZE), s.param("n", Ty::USIZE));
    let (lo, zero) = (s.usize(0), s.float(0.0));
    let out = s.b.counted(range(lo, m), vec![zero], |b, _, c| {
        b.name(c[0], "s", true);
        b.counted(range(lo, n), vec![c[0]], |b, _, d| vec![b.add(d[0], x)])
    });
    check(
        &s.text(&out),
        &["let mut s = 0.0;", "for _ in 0..m {", "    for _ in 0..n {", "        s += x;", "    }", "}", "s"],
    );
}

#[test]
fn a_branch_that_passes_on_is_a_statement() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let n = s.param("n", Ty::USIZE);
    let (lo, zero) = (s.usize(0), s.float(0.0));
    let out = s.b.counted(range(lo, n), vec![zero, zero], |b, _, c| {
        b.name(c[0], "s", true);
        b.name(c[1], "t", true);
        let positive = b.bin(BinOp::Gt, c[0], x);
        let s = b.branch(positive, |b| vec![b.add(c[0], x)], |_| vec![c[0]]);
        vec![s[0], b.add(c[1], s[0])]
    });
    check(
        &s.text(&out),
        &[
            "let mut s = 0.0;",
            "let mut t1 = 0.0;",
            "for _ in 0..n {",
            "    if s > x {",
            "        s += x;",
            "    }",
            "    t1 += s;",
            "}",
            "(s, t1)",
        ],
    );
}

#[test]
fn a_variable_that_is_read_again_is_not_taken() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let n = s.param("n", Ty::USIZE);
    let (lo, zero) = (s.usize(0), s.float(0.0));
    let out = s.b.counted(range(lo, n), vec![zero], |b, _, c| {
        b.name(c[0], "s", true);
        let positive = b.bin(BinOp::Gt, c[0], x);
        let s = b.branch(positive, |b| vec![b.add(c[0], x)], |_| vec![c[0]]);
        vec![b.mul(c[0], s[0])]
    });
    check(
        &s.text(&out),
        &[
            "let mut s = 0.0;",
            "for _ in 0..n {",
            "    let t1 = if s > x { s + x } else { s };",
            "    s *= t1;",
            "}",
            "s",
        ],
    );
}

#[test]
fn a_question_in_a_block_of_its_own_is_and() {
    let mut s = Sketch::new();
    let [x, y] = s.floats(["x", "y"]);
    let (no, zero) = (s.b.bool(false), s.float(0.0));
    let a = s.b.bin(BinOp::Gt, x, zero);
    let c = s.b.branch(a, |b| vec![b.bin(BinOp::Gt, y, zero)], |_| vec![no]);
    let out = s.b.select(c[0], x, y);
    check(&s.text(&[out]), &["if x > 0.0 && y > 0.0 { x } else { y }"]);
}

#[test]
fn a_loop_is_left_where_the_branch_says_so() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let n = s.param("n", Ty::USIZE);
    let (yes, no) = (s.b.bool(true), s.b.bool(false));
    let (lo, zero) = (s.usize(0), s.float(0.0));
    let out = s.b.counted(range(lo, n), vec![zero], |b, _, c| {
        b.name(c[0], "s", true);
        let done = b.bin(BinOp::Gt, c[0], x);
        b.branch(done, |_| vec![yes, c[0]], |b| vec![no, b.add(c[0], x)])
    });
    exits(&mut s.b.func);
    check(
        &s.text(&out),
        &["let mut s = 0.0;", "for _ in 0..n {", "    if s > x {", "        break;", "    }", "    s += x;", "}", "s"],
    );
}

/// Turns the first carried variable that a loop was built with into its exit.
fn exits(func: &mut Func) {
    let body = func.body.0 as usize;
    for inst in &mut func.blocks[body].insts {
        if let Op::For { exits, .. } = &mut inst.op {
            *exits = true;
        }
    }
}

#[test]
fn while_loops() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let (e, half, one) = (s.float(1e-6), s.float(0.5), s.usize(1));
    let zero = s.usize(0);
    let head_params = [Ty::F64, Ty::USIZE].map(|ty| s.b.fresh(ty, None));
    s.b.name(head_params[0], "y", true);
    s.b.name(head_params[1], "count", true);
    let head = s.b.open(head_params.to_vec());
    let go = s.b.bin(BinOp::Gt, head_params[0], e);
    s.b.close(vec![go, head_params[0], head_params[1]]);
    let params = [Ty::F64, Ty::USIZE].map(|ty| s.b.fresh(ty, None));
    let body = s.b.open(params.to_vec());
    let next = s.b.mul(params[0], half);
    let count = s.b.add(params[1], one);
    s.b.close(vec![next, count]);
    let out = s.b.push(Op::While { inits: vec![x, zero], head, body }, &[Ty::F64, Ty::USIZE]);
    check(
        &s.text(&out),
        &[
            "let mut y = x;",
            "let mut count: usize = 0;",
            "while y > 1e-6 {",
            "    y *= 0.5;",
            "    count += 1;",
            "}",
            "(y, count)",
        ],
    );
}

#[test]
fn two_phases() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let e = s.elem("exp", &[x]);
    let seeds = s.b.push(Op::Suspend { values: vec![e] }, &[Ty::F64]);
    s.b.name(seeds[0], "seed", false);
    let out = s.b.mul(seeds[0], e);
    let emitted = s.emitted(&[out]);
    check(&pretty(&emitted.first), &["let exp_x = x.exp();"]);
    assert_eq!(emitted.values[0].to_string(), "exp_x");
    assert_eq!(emitted.seeds[0].to_string(), "seed");
    assert!(emitted.second.is_empty());
    assert_eq!(emitted.yields[0].to_string(), "seed * exp_x");
    assert!(emitted.uses.vals.contains(&x));
}

#[test]
fn calls_by_mode() {
    use crate::ir::{Arg, Call, CallMode, SinkArg};
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let xs = s.place("xs", PlaceKind::Input, &[Dim::Dyn], Some(Held::Shared));
    let xs_bar = s.place("xs_bar", PlaceKind::Sink, &[Dim::Dyn], Some(Held::Mutable));
    let callee = s.origins.add(Span::call_site(), quote!(m::g));
    let args = vec![Arg::Scalar(x), Arg::Array { place: xs, borrowed: true }];
    let call = |mode| Call {
        in_lanes: true,
        callee,
        mode,
        forms: crate::ir::Forms::plain(&args, crate::ir::Form::Scalar { refs: 0 }),
        args: args.clone(),
        parts: Vec::new(),
        keep: Vec::new(),
        varies: Vec::new(),
        zeros: false,
        dots: Vec::new(),
        results: Vec::new(),
        result_dots: Vec::new(),
        state: None,
        seeds: Vec::new(),
        seed_dots: Vec::new(),
        sinks: Vec::new(),
        sink_dots: Vec::new(),
    };
    let plain = s.b.push(Op::Call(Box::new(call(CallMode::Value))), &[Ty::F64]);
    let dots = vec![Arg::Scalar(x), Arg::Constant];
    let tangent = Call { dots, ..call(CallMode::Tangent) };
    let tangent = s.b.push(Op::Call(Box::new(tangent)), &[Ty::F64, Ty::F64]);
    s.b.name(tangent[1], "y_dot", false);
    let forward = s.b.push(Op::Call(Box::new(call(CallMode::Forward))), &[Ty::F64, Ty::State]);
    s.b.name(forward[0], "y", false);
    s.b.name(forward[1], "state", false);
    let reverse = Call {
        state: Some(forward[1]),
        seeds: vec![Arg::Scalar(forward[0])],
        sinks: vec![SinkArg::Scalar, SinkArg::Array(xs_bar)],
        ..call(CallMode::Reverse)
    };
    let reverse = s.b.push(Op::Call(Box::new(reverse)), &[Ty::F64]);
    s.b.name(reverse[0], "x_bar", false);
    let out = s.b.mul(plain[0], x);
    check(
        &s.text(&[out, tangent[1], reverse[0]]),
        &[
            "let t1 = m::g(x, xs);",
            "let (_, y_dot) = m::g::__tangent(x, xs, x, ::core::default::Default::default());",
            "let (y, state) = m::g::__pullback(x, xs);",
            "let (x_bar, _) = {",
            "    let xs_bar_cells = ::chainrule::__private::Sink::cells(&mut *xs_bar);",
            "    state(",
            "        x,",
            "        xs,",
            "        y,",
            "        ::core::default::Default::default(),",
            "        ::chainrule::__private::Sink::new(xs_bar_cells),",
            "    )",
            "};",
            "(t1 * x, y_dot, x_bar)",
        ],
    );
}

#[test]
fn the_users_own_tokens() {
    use crate::origins::hole;
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let n = s.param("n", Ty::USIZE);
    let (h0, h1) = (hole(0), hole(1));
    let scale = s.origins.add(Span::call_site(), quote!(opts.scale));
    let pick = s.origins.add(Span::call_site(), quote!(pick(#h0, #h1)));
    let limit = s.origins.add(Span::call_site(), quote!(LIMIT));
    let assert = s.origins.add(Span::call_site(), quote!(assert!(#h0 > 0)));
    let k = s.origins.add(Span::call_site(), quote!(Options { n: 3 }.n == #h0));
    let scale = s.b.pure(Pure::Opaque(scale, vec![], vec![]), Ty::F64);
    s.b.name(scale, "scale", false);
    let one = s.usize(1);
    let more = s.b.add(n, one);
    let pick = s.b.pure(Pure::Opaque(pick, vec![n, more], vec![]), Ty::USIZE);
    s.b.push(Op::Effect { origin: assert, args: vec![pick], places: vec![] }, &[]);
    let limit = s.b.pure(Pure::Opaque(limit, vec![], vec![]), Ty::F64);
    let c = s.b.pure(Pure::Opaque(k, vec![n], vec![]), Ty::Bool);
    let sx = s.b.mul(scale, x);
    let sl = s.b.mul(sx, limit);
    let out = s.b.select(c, sl, limit);
    check(
        &s.text(&[out]),
        &[
            "let scale: f64 = opts.scale;",
            "let t1 = n + 1;",
            "let t2 = pick(n, t1);",
            "assert!(t2 > 0);",
            "if (Options { n: 3 }.n == n) { scale * x * LIMIT } else { LIMIT }",
        ],
    );
}

#[test]
fn branches_in_branches() {
    let mut s = Sketch::new();
    let [x, y] = s.floats(["x", "y"]);
    let a = s.place("a", PlaceKind::InOut, &[], Some(Held::Mutable));
    let zero = s.float(0.0);
    let (p, q) = (s.b.bin(BinOp::Gt, x, zero), s.b.bin(BinOp::Gt, y, zero));
    s.b.branch(
        p,
        |b| {
            b.branch(
                q,
                |b| {
                    b.store(a, vec![], x);
                    vec![]
                },
                |_| vec![],
            )
        },
        |_| vec![],
    );
    let out = s.b.branch(p, |_| vec![x], |b| b.branch(q, |_| vec![y], |b| vec![b.neg(y)]));
    check(
        &s.text(&out),
        &[
            "let t1 = x > 0.0;",
            "let t2 = y > 0.0;",
            "if t1 && t2 {",
            "    *a = x;",
            "}",
            "if t1 { x } else if t2 { y } else { -y }",
        ],
    );
}
