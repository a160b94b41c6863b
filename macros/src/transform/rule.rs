//! Functions whose derivative the user states. Nothing looks into them: the value is theirs, the partial derivatives are those of
//! the rule, and what is made of both is an ordinary function that can be differentiated again.

use std::rc::Rc;

use super::chain::{absorbing, loosely};
use super::copy::{self, Map};
use super::forward::{Forward, Seed};
use super::reverse::{ArrayAdjoint, Reverse, Seeds};
use super::simplify::rules::rules;
use crate::ir::{
    Arg, Builder, Call, Form, Forms, Func, Hint, Inst, Op, Param, Place, PlaceInfo, PlaceKind, Pure, Range, ResultItem,
    Rule, Ty, Val,
};

/// A partial derivative, or those of an array.
#[derive(Clone, Copy)]
enum Slope {
    Number(Val),
    Array(Place),
}

/// What is done with an element, and a sum that is carried along: the next sum.
type Turn<'t, 'a> = dyn FnMut(&mut Transform<'a>, Vec<Val>, Option<Val>) -> Option<Val> + 't;

struct Transform<'a> {
    src: &'a Func,
    b: Builder,
    map: Map,
    value: Val,
    /// One for each parameter that the rule covers.
    slopes: Vec<Option<Slope>>,
}

/// See [`super::reverse::reverse`].
pub(super) fn reverse(src: &Func, rule: &Rule, marks: &[bool], seeds: Seeds, arrays: ArrayAdjoint) -> Reverse {
    let mut t = Transform::begin(src, rule, |b| {
        let ty = src.ty(src.block(src.body).yields[0]);
        (seeds == Seeds::Given).then(|| b.scalar_param(ty, Some(hint("w"))))
    });
    let given = t.1;
    let t = &mut t.0;
    let bars = t.array_bars(marks, arrays);
    let seed = match seeds {
        Seeds::One => None,
        Seeds::Given => given,
        Seeds::Suspended => Some(t.suspend()),
    };
    let gated = seeds == Seeds::Suspended;
    let mut yields = vec![t.value];
    let mut results = vec![ResultItem::Scalar];
    let mut places = Vec::new();
    for (k, slope) in t.slopes.clone().into_iter().enumerate().filter(|(k, _)| marks[*k]) {
        match slope.expect("the rule covers every parameter that has a derivative") {
            Slope::Number(p) => {
                yields.push(t.times(seed, p, gated));
                results.push(ResultItem::Scalar);
            }
            Slope::Array(p) => {
                let bar = bars[k].expect("an array has a place for its adjoint");
                t.spread(bar, p, seed, gated, arrays);
                places.push(bar);
            }
        }
    }
    if arrays == ArrayAdjoint::Result {
        results.extend(places.iter().map(|p| ResultItem::Array(*p)));
    }
    t.b.func.results = results;
    let b = std::mem::replace(&mut t.b, Builder::new(rules));
    Reverse { func: b.finish(yields), seeds: given.map(Param::Scalar).into_iter().collect(), arrays: places }
}

/// See [`super::forward::forward`]: in one direction.
pub(super) fn forward(src: &Func, rule: &Rule, seeds: &[Seed]) -> Forward {
    let (mut t, ()) = Transform::begin(src, rule, |_| ());
    let dots: Vec<Option<Param>> = (0..src.params.len()).map(|k| t.dot(k, seeds[k])).collect();
    let ty = t.b.ty(t.value);
    let mut sum = t.b.float(0.0, ty);
    for (k, dot) in dots.iter().enumerate() {
        let gated = seeds[k] == Seed::Optional;
        sum = match (dot, t.slopes[k]) {
            (Some(Param::Scalar(dot)), Some(Slope::Number(p))) => {
                let term = t.times(Some(*dot), p, gated);
                loosely(&mut t.b, |b| b.add(sum, term))
            }
            (Some(Param::Array(dot)), Some(Slope::Array(p))) => t.along(*dot, p, sum, gated, Vec::new()),
            _ => sum,
        };
    }
    t.b.func.results = vec![ResultItem::Scalar; 2];
    let yields = vec![t.value, sum];
    Forward { func: t.b.finish(yields), dots }
}

impl<'a> Transform<'a> {
    /// The parameters, with what comes right after them; the value, and the partial derivatives.
    fn begin<T>(src: &'a Func, rule: &Rule, after: impl FnOnce(&mut Builder) -> T) -> (Self, T) {
        let (mut b, mut map) = (Builder::new(rules), Map::default());
        copy::params(&mut b, src, &mut map);
        let after = after(&mut b);
        let inst = src.block(src.body).insts.iter().find(|inst| matches!(inst.op, Op::Call(_)));
        let Some(Inst { outs, op: Op::Call(call) }) = inst else { unreachable!("the body is a call of the function") };
        let outs: Vec<Val> = outs.iter().copied().filter(|v| src.ty(*v) != Ty::State).collect();
        copy::leaf(&mut b, src, &mut map, &Inst { outs: outs.clone(), op: Op::Call(call.clone()) });
        let value = map.val(outs[0]);
        let mut t = Self { src, b, map, value, slopes: Vec::new() };
        t.slopes = t.call_rule(rule, call);
        (t, after)
    }

    fn call_rule(&mut self, rule: &Rule, call: &Call) -> Vec<Option<Slope>> {
        let args = call.args.iter().map(|arg| match *arg {
            Arg::Scalar(v) => Arg::Scalar(self.map.val(v)),
            Arg::Array { place, borrowed } => Arg::Array { place: self.map.place(place), borrowed },
            Arg::InOut(_) | Arg::Kept { .. } | Arg::Constant => unreachable!("a parameter is handed on as it is"),
        });
        let args = args.collect();
        let float = self.b.ty(self.value);
        let count = rule.covers.iter().filter(|covered| **covered).count();
        let (mut tys, mut results) = (Vec::new(), Vec::new());
        for (param, _) in self.src.params.iter().zip(&rule.covers).filter(|(_, covered)| **covered) {
            match param {
                Param::Array(p) => {
                    let info = self.src.place(*p).clone();
                    results.push(self.slopes_place(rule, info));
                }
                _ if count == 1 => tys.push(float),
                _ => {}
            }
        }
        if tys.is_empty() && results.is_empty() {
            // Several numbers, whose partial derivatives come as one array.
            let dims = vec![crate::ir::Dim::Lit(count as u64)];
            let kind = PlaceKind::Local;
            let info = PlaceInfo { elem: float, dims, kind, hint: None, origin: rule.callee, shape: 0 };
            results.push(self.slopes_place(rule, info));
        }
        let together = results.clone();
        let result = if results.is_empty() { Form::Scalar { refs: 0 } } else { Form::Array };
        let forms = Rc::new(Forms { args: call.forms.args.clone(), result });
        let call = Call { callee: rule.callee, forms, args, results, ..call.clone() };
        let outs = self.b.push(Op::Call(Box::new(call)), &tys);
        let (mut outs, mut k) = (outs.into_iter(), 0);
        let mut places = together.iter().copied();
        let slopes = self.src.params.iter().zip(&rule.covers).map(|(param, covered)| {
            covered.then(|| match param {
                Param::Array(_) => Slope::Array(places.next().expect("an array for each")),
                _ if count == 1 => Slope::Number(outs.next().expect("a number")),
                _ => {
                    let index = self.b.int(k, Ty::USIZE);
                    k += 1;
                    Slope::Number(self.b.load(together[0], vec![index]))
                }
            })
        });
        slopes.collect()
    }

    fn slopes_place(&mut self, rule: &Rule, info: PlaceInfo) -> Place {
        self.b.new_place(PlaceInfo {
            kind: PlaceKind::Local,
            hint: Some(hint("slopes")),
            origin: rule.callee,
            shape: 0,
            ..info
        })
    }

    fn suspend(&mut self) -> Val {
        let ty = self.b.ty(self.value);
        let seed = self.b.push(Op::Suspend { values: vec![self.value] }, &[ty])[0];
        self.b.name(seed, "w", false);
        seed
    }

    /// A parameter for the tangent of another.
    fn dot(&mut self, k: usize, seed: Seed) -> Option<Param> {
        let kind = match seed {
            Seed::None | Seed::Fresh => return None,
            Seed::Param => PlaceKind::Input,
            Seed::Optional => PlaceKind::Tangent,
            Seed::Unit(_) => unreachable!("a rule is called for one direction at a time"),
        };
        let dot = match &self.src.params[k] {
            Param::Array(p) => Param::Array(copy::companion(&mut self.b, self.src, *p, "_dot", kind)),
            Param::Scalar(v) => {
                let name = self.src.val(*v).hint.as_ref().map(|h| format!("{}_dot", h.text));
                Param::Scalar(self.b.fresh(self.src.ty(*v), name.as_deref().map(hint)))
            }
            Param::Elements(_) => unreachable!("the function takes the array as a whole"),
        };
        self.b.func.params.push(dot.clone());
        Some(dot)
    }

    /// Places for the adjoints of arrays, by parameter.
    fn array_bars(&mut self, marks: &[bool], kind: ArrayAdjoint) -> Vec<Option<Place>> {
        let src = self.src;
        let bar = |(k, param): (usize, &Param)| {
            let Param::Array(p) = param else { return None };
            if !marks[k] {
                return None;
            }
            let place_kind = match kind {
                // The partial derivatives themselves, times a number.
                ArrayAdjoint::Result => match self.slopes[k] {
                    Some(Slope::Array(slopes)) => return Some(slopes),
                    _ => unreachable!("the rule covers every parameter that has a derivative"),
                },
                ArrayAdjoint::Out => PlaceKind::InOut,
                ArrayAdjoint::Sink => PlaceKind::Sink,
            };
            let bar = copy::companion(&mut self.b, src, *p, "_bar", place_kind);
            self.b.func.params.push(Param::Array(bar));
            Some(bar)
        };
        src.params.iter().enumerate().map(bar).collect()
    }

    /// `seed · p`; where the seed may be a zero that stays one, it absorbs what it meets.
    fn times(&mut self, seed: Option<Val>, p: Val, gated: bool) -> Val {
        let Some(seed) = seed else { return p };
        loosely(&mut self.b, |b| if gated { absorbing(b, seed, p) } else { b.mul(seed, p) })
    }

    /// `bar += seed · slopes`, or `bar = slopes`.
    fn spread(&mut self, bar: Place, slopes: Place, seed: Option<Val>, gated: bool, kind: ArrayAdjoint) {
        match (seed, kind) {
            (None, ArrayAdjoint::Result) => {}
            (None, _) => {
                self.b.push(Op::Copy { to: bar, from: slopes }, &[]);
            }
            (Some(_), _) => {
                self.each(slopes, Vec::new(), None, &mut |t, index, none| {
                    let p = t.b.load(slopes, index.clone());
                    let term = t.times(seed, p, gated);
                    match kind {
                        ArrayAdjoint::Result | ArrayAdjoint::Out => t.b.store(bar, index, term),
                        ArrayAdjoint::Sink => t.b.accumulate(bar, index, term),
                    }
                    none
                });
            }
        }
    }

    /// `sum + slopes · dot`
    fn along(&mut self, dot: Place, slopes: Place, sum: Val, gated: bool, index: Vec<Val>) -> Val {
        let total = self.each(slopes, index, Some(sum), &mut |t, index, sum| {
            let (p, d) = (t.b.load(slopes, index.clone()), t.b.load(dot, index));
            let term = t.times(Some(d), p, gated);
            sum.map(|sum| loosely(&mut t.b, |b| b.add(sum, term)))
        });
        total.expect("a sum goes through the loop")
    }

    /// Loops over all elements, with a sum that is carried along.
    fn each(&mut self, place: Place, index: Vec<Val>, sum: Option<Val>, body: &mut Turn<'_, 'a>) -> Option<Val> {
        if index.len() == self.b.func.place(place).dims.len() {
            return body(self, index, sum);
        }
        let axis = u8::try_from(index.len()).expect("few axes");
        let (lo, hi) = (self.b.int(0, Ty::USIZE), self.b.pure(Pure::Len(place, axis), Ty::USIZE));
        let range = Range::plain(lo, hi);
        let at = self.b.fresh(Ty::USIZE, None);
        let carried = sum.map(|sum| self.b.fresh(self.b.ty(sum), Some(hint("sum"))));
        self.b.open(std::iter::once(at).chain(carried).collect());
        let inner = self.each(place, index.into_iter().chain([at]).collect(), carried, body);
        let block = self.b.close(inner.into_iter().collect());
        let tys: Vec<Ty> = sum.iter().map(|sum| self.b.ty(*sum)).collect();
        let op = Op::For { range, inits: sum.into_iter().collect(), body: block, exits: false };
        self.b.push(op, &tys).first().copied()
    }
}

fn hint(text: &str) -> Hint {
    Hint { text: text.into(), users: false }
}
