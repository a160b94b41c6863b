//! Expressions: parentheses, chains, names.

use std::collections::HashMap;

use super::*;

#[test]
fn parentheses() {
    let mut s = Sketch::new();
    let [a, b, c] = s.floats(["a", "b", "c"]);
    let n = s.param("n", Ty::Int(Some(Int::I64)));
    let two = s.b.int(2, Ty::Int(Some(Int::I32)));
    let m = s.usize(3);
    let bc = s.b.sub(b, c);
    let first = s.b.sub(a, bc);
    let power = s.elem("powi", &[a, two]);
    let second = s.b.neg(power);
    let minus = s.b.neg(a);
    let third = s.elem("powi", &[minus, two]);
    let cast = s.b.cast(n, Ty::USIZE);
    let fourth = s.b.bin(BinOp::Lt, cast, m);
    let double = s.b.neg(minus);
    let not = s.b.pure(Pure::Un(UnOp::Not, fourth), Ty::Bool);
    check(
        &s.text(&[first, second, third, not, double]),
        &["let neg_a = -a;", "(a - (b - c), -a.powi(2), neg_a.powi(2), !((n as usize) < 3), -neg_a)"],
    );
}

#[test]
fn users_names_stay() {
    let mut s = Sketch::new();
    let [x, y] = s.floats(["x", "y"]);
    let one = s.float(1.0);
    let a = s.b.sub(one, x);
    s.named(a, "a");
    let xx = s.b.mul(x, x);
    let b = s.b.sub(y, xx);
    s.named(b, "b");
    let unused = s.b.mul(a, b);
    s.named(unused, "unused");
    let aa = s.b.mul(a, a);
    let hundred = s.float(100.0);
    let hb = s.b.mul(hundred, b);
    let hbb = s.b.mul(hb, b);
    let out = s.b.add(aa, hbb);
    check(&s.text(&[out]), &["let a = 1.0 - x;", "let b = y - x * x;", "a * a + 100.0 * b * b"]);
}

#[test]
fn names_by_meaning() {
    let mut s = Sketch::new();
    let [x, t1] = s.floats(["x", "t1"]);
    let one = s.float(1.0);
    let e = s.elem("exp", &[x]);
    let sq = s.b.mul(x, x);
    let inv = s.b.div(one, t1);
    let sum = s.b.add(x, t1);
    let uses: Vec<Val> = [e, sq, inv, sum].into_iter().map(|v| s.b.mul(v, v)).collect();
    check(
        &s.text(&uses),
        &[
            "let exp_x = x.exp();",
            "let x_sq = x * x;",
            "let inv_t1 = 1.0 / t1;",
            "let t2 = x + t1;",
            "(exp_x * exp_x, x_sq * x_sq, inv_t1 * inv_t1, t2 * t2)",
        ],
    );
}

#[test]
fn sine_and_cosine_at_once() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let (sin, cos) = (s.elem("sin", &[x]), s.elem("cos", &[x]));
    let out = s.b.mul(sin, cos);
    check(&s.text(&[out]), &["let (sin_x, cos_x) = x.sin_cos();", "sin_x * cos_x"]);
}

#[test]
fn long_sums_are_flat() {
    let mut s = Sketch::new();
    let x = s.place("x", PlaceKind::Input, &[Dim::Lit(5000)], Some(Held::Shared));
    let zero = s.usize(0);
    let mut sum = s.b.load(x, vec![zero]);
    for i in 1..5000 {
        let i = s.usize(i);
        let term = s.b.load(x, vec![i]);
        sum = s.b.add(sum, term);
    }
    let emitted = s.emitted(&[sum]);
    let lets = emitted.first.clone().into_iter().filter(|t| t.to_string() == "let").count();
    assert!(lets < 10, "{lets} lets");
    assert!(emitted.first.to_string().contains("x [0] + x [1] + x [2]"));
}

#[test]
fn wide_expressions_get_names() {
    let mut s = Sketch::new();
    let [x, y] = s.floats(["x", "y"]);
    let mut v = x;
    for _ in 0..40 {
        v = s.elem("exp", &[v]);
        v = s.b.sub(y, v);
    }
    let text = s.text(&[v]);
    assert!(text.lines().all(|l| l.len() < 100) && text.lines().count() < 12, "{text}");
}

#[test]
fn the_same_twice() {
    let text = || {
        let mut s = Sketch::new();
        let vs = s.floats(["a", "b", "c", "d"]);
        let mut all = vs.to_vec();
        for k in 0..200 {
            let (a, b) = (all[(k * 7) % all.len()], all[(k * 13 + 1) % all.len()]);
            let v = if k % 3 == 0 {
                s.elem("sin", &[a])
            } else if k % 3 == 1 {
                s.elem("cos", &[a])
            } else {
                s.b.mul(a, b)
            };
            all.push(v);
        }
        s.text(&all[180..])
    };
    assert_eq!(text(), text());
}

/// Random trees of operators on distinct leaves: what syn reads is what was meant.
#[test]
fn print_and_parse() {
    let mut state = 7_u64;
    let mut random = move |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    for _ in 0..3000 {
        let mut s = Sketch::new();
        let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
        let leaves = names.map(|n| s.param(n, Ty::F64));
        let mut trees: Vec<(Val, String)> = leaves.iter().zip(names).map(|(v, n)| (*v, n.to_owned())).collect();
        while trees.len() > 1 {
            let k = usize::try_from(random(trees.len() as u64)).unwrap();
            let (a, ta) = trees.remove(k);
            let one = match random(9) {
                0 => Some((s.b.neg(a), format!("neg({ta})"))),
                1 => Some((s.elem("exp", &[a]), format!("exp({ta})"))),
                2 => {
                    let n = s.b.cast(a, Ty::Int(Some(Int::I32)));
                    Some((s.b.cast(n, Ty::F64), format!("as({ta})")))
                }
                _ => None,
            };
            if let Some(one) = one {
                // A tree that only grows upwards would become too wide for a line.
                if one.1.len() < 60 {
                    trees.push(one);
                } else {
                    trees.push((a, ta));
                }
                continue;
            }
            let k = usize::try_from(random(trees.len() as u64)).unwrap();
            let (b, tb) = trees.remove(k);
            let (op, sign) = [(BinOp::Add, "+"), (BinOp::Sub, "-"), (BinOp::Mul, "*"), (BinOp::Div, "/")]
                [usize::try_from(random(4)).unwrap()];
            trees.push((s.b.bin(op, a, b), format!("({ta}{sign}{tb})")));
        }
        let (v, expected) = trees.remove(0);
        let emitted = s.emitted(&[v]);
        let mut lets = HashMap::new();
        let (first, value) = (&emitted.first, &emitted.yields[0]);
        let block: syn::Block = syn::parse2(quote!({ #first #value })).unwrap();
        let mut read = String::new();
        for stmt in &block.stmts {
            match stmt {
                syn::Stmt::Local(local) => {
                    let syn::Pat::Ident(name) = &local.pat else { panic!("a name") };
                    let init = meaning(&local.init.as_ref().unwrap().expr, &lets);
                    lets.insert(name.ident.to_string(), init);
                }
                syn::Stmt::Expr(e, None) => read = meaning(e, &lets),
                other => panic!("{}", quote!(#other)),
            }
        }
        assert_eq!(read, expected, "{} {}", emitted.first, emitted.yields[0]);
    }
}

fn meaning(e: &syn::Expr, lets: &HashMap<String, String>) -> String {
    use syn::Expr;
    match e {
        Expr::Path(p) => {
            let name = p.path.get_ident().unwrap().to_string();
            lets.get(&name).cloned().unwrap_or(name)
        }
        Expr::Paren(p) => meaning(&p.expr, lets),
        Expr::Unary(u) => format!("neg({})", meaning(&u.expr, lets)),
        Expr::MethodCall(m) => format!("{}({})", m.method, meaning(&m.receiver, lets)),
        Expr::Cast(c) => match &*c.ty {
            syn::Type::Path(t) if t.path.is_ident("f64") => format!("as({})", meaning(&c.expr, lets)),
            _ => meaning(&c.expr, lets),
        },
        Expr::Binary(b) => {
            let op = &b.op;
            format!("({}{}{})", meaning(&b.left, lets), quote!(#op), meaning(&b.right, lets))
        }
        other => panic!("{}", quote!(#other)),
    }
}
