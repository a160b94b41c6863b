//! Hessians and Jacobians several columns or rows at a time: all at once where there are few, else in windows.

use proc_macro2::{Ident, Literal, TokenStream};

use super::context::{Context, array_results, finished, keep, step_name};
use super::outcome::{Outcome, ResultPart};
use super::product::direction_seeds;
use super::space::{Kind, Part, Size, array, is_same};
use super::vector::own_results;
use crate::emit::{Emitted, Emitter, Held};
use crate::ir::{Dim, Func, Param, Place, Val};
use crate::transform::forward::forward;
use crate::transform::lanes::{Marks, lanes};
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};
use crate::transform::simplify::dead::drop_dead;

/// As many lanes as there are at most: more of them no longer fit the registers and the nearest cache.
const MOST: usize = 16;
/// Lanes of a window over as many columns as only the run knows.
const WINDOW: usize = 8;

/// How many lanes run at a time.
pub(super) enum Lanes {
    /// All there are.
    All(usize),
    /// This many; what is left over runs with idle lanes.
    Windows(usize),
}

impl Lanes {
    /// For as many columns or rows, if their number is known. As few windows as possible, and lanes in fours.
    pub(super) fn of(count: Option<usize>) -> Self {
        match count {
            None => Self::Windows(WINDOW),
            Some(n) if n <= MOST => Self::All(n),
            Some(n) => Self::Windows(n.div_ceil(n.div_ceil(MOST)).next_multiple_of(4)),
        }
    }

    fn width(&self) -> usize {
        let (Self::All(width) | Self::Windows(width)) = self;
        *width
    }
}

/// The function is one that lanes are there for: numbers of one type go in, and nothing is written.
pub(super) fn fits(ctx: &Context<'_>) -> bool {
    let tuples = ctx
        .params()
        .iter()
        .any(|p| matches!(p.shape, crate::signature::Shape::Tuple { refs: 0, .. }) && p.shape.holds_vec());
    ctx.written().is_empty() && ctx.lowered.outer.is_none() && ctx.space.one_width() && !tuples
}

// ---- functions

/// A function with lanes, and how many of its array results are there once; before them come numbers in lanes, behind them arrays.
struct Laned {
    func: Func,
    arrays: usize,
    /// The numbers in each lane.
    numbers: usize,
}

/// What of a function is kept: values, then those that get lanes.
struct Kept {
    scalars: [Vec<Val>; 2],
    arrays: [Vec<Place>; 2],
}

fn laned(ctx: &Context<'_>, mut func: Func, kept: Kept, width: usize) -> Option<Laned> {
    let (scalars, arrays) = (kept.scalars[0].len(), kept.arrays[0].len());
    let ends = [scalars, kept.scalars[1].len(), arrays, kept.arrays[1].len()];
    let results = ends.into_iter().zip([false, true, false, true]).flat_map(|(n, wide)| std::iter::repeat_n(wide, n));
    let results = results.collect();
    keep(&mut func, kept.scalars.concat(), kept.arrays.concat());
    let params = (0..func.params.len()).map(|k| k >= ctx.leaves.len()).collect();
    let func = lanes(func, &Marks { params, results }, Dim::Lit(width as u64))?;
    Some(Laned { func: finished(func), arrays, numbers: ends[1] })
}

/// Value, gradient and products with the Hessian; or the products alone.
fn products(ctx: &Context<'_>, with_value: bool, width: usize) -> Option<Laned> {
    let gradient = drop_dead(reverse(ctx.returned(), &ctx.selected(), Seeds::One, ArrayAdjoint::Result).func);
    let (scalars, arrays) = (gradient.block(gradient.body).yields.len(), array_results(&gradient).len());
    let func = forward(&gradient, &direction_seeds(ctx, &gradient), 1).func;
    let (yields, places) = (func.block(func.body).yields.clone(), array_results(&func));
    let own = |n: usize| if with_value { n } else { 0 };
    let kept = Kept {
        scalars: [yields[..own(scalars)].to_vec(), yields[scalars + 1..].to_vec()],
        arrays: [places[..own(arrays)].to_vec(), places[arrays..].to_vec()],
    };
    laned(ctx, func, kept, width)
}

/// Value and tangents; or the tangents alone.
fn tangents(ctx: &Context<'_>, outcome: &Outcome, with_value: bool, width: usize) -> Option<Laned> {
    let func = forward(ctx.func(), &direction_seeds(ctx, ctx.func()), 1).func;
    let (yields, places) = (func.block(func.body).yields.clone(), array_results(&func));
    let (scalars, arrays) = own_results(ctx);
    let own = |n: usize| if with_value { n } else { 0 };
    let numbers = outcome.parts.iter().filter(|part| matches!(part.kind, Kind::Scalar));
    let active = numbers.zip(&yields[scalars..]).filter(|(part, _)| part.active).map(|(_, v)| *v);
    let kept = Kept {
        scalars: [yields[..own(scalars)].to_vec(), active.collect()],
        arrays: [places[..own(arrays)].to_vec(), places[arrays..].to_vec()],
    };
    laned(ctx, func, kept, width)
}

/// Value and adjoints of the parameters; or the adjoints alone.
fn adjoints(ctx: &Context<'_>, with_value: bool, width: usize) -> Option<Laned> {
    let func = drop_dead(reverse(ctx.func(), &ctx.selected(), Seeds::Given, ArrayAdjoint::Result).func);
    let (yields, places) = (func.block(func.body).yields.clone(), array_results(&func));
    let (scalars, arrays) = own_results(ctx);
    let own = |n: usize| if with_value { n } else { 0 };
    let kept = Kept {
        scalars: [yields[..own(scalars)].to_vec(), yields[scalars..].to_vec()],
        arrays: [places[..own(arrays)].to_vec(), places[arrays..].to_vec()],
    };
    laned(ctx, func, kept, width)
}

// ---- rows of numbers in lanes

/// A number in each lane, or an array of them.
struct Rows {
    name: Ident,
    /// The axes before the lanes.
    axes: usize,
}

impl Rows {
    /// All of them as one slice.
    fn slice(&self) -> TokenStream {
        let name = &self.name;
        match self.axes {
            0 => code!(::core::slice::from_ref(&#name)),
            1 => code!(&#name),
            axes => (1..axes).fold(code!(#name), |inner, _| code!(#inner.as_flattened())),
        }
    }

    fn slice_mut(&self) -> TokenStream {
        let name = &self.name;
        match self.axes {
            0 => code!(::core::slice::from_mut(&mut #name)),
            1 => code!(&mut #name),
            axes => (1..axes).fold(code!(#name), |inner, _| code!(#inner.as_flattened_mut())),
        }
    }
}

fn axes(kind: &Kind) -> usize {
    match kind {
        Kind::Scalar => 0,
        Kind::Fixed(sizes) => sizes.len(),
        Kind::Slice(inner) => 1 + inner.len(),
    }
}

/// A statement for each, of a function that takes the row it begins at and gives the next one.
fn one_after_the_other(all: &[Rows], call: impl Fn(&Rows, TokenStream) -> TokenStream) -> TokenStream {
    let last = all.len().saturating_sub(1);
    let at = |k: usize| if k == 0 { code!(0) } else { code!(at) };
    let statements = all.iter().enumerate().map(|(k, rows)| {
        let call = call(rows, at(k));
        if k == last { code!(#call;) } else { code!(let at = #call;) }
    });
    code!(#(#statements)*)
}

/// A matrix whose rows these are.
fn square(ctx: &Context<'_>, rows: &[Rows], zeros: &TokenStream, n: &TokenStream) -> TokenStream {
    match rows {
        [Rows { name, axes: 1 }] => code!(#name),
        _ if rows.iter().all(|rows| rows.axes == 0) => {
            let names = rows.iter().map(|rows| &rows.name);
            code!([#(#names),*])
        }
        _ => {
            let krate = &ctx.krate;
            let puts = one_after_the_other(rows, |rows, at| {
                let slice = rows.slice();
                code!(#krate::__private::put_columns(matrix.as_flattened_mut(), #n, 0, #at, #slice))
            });
            code!({ let mut matrix = #zeros; #puts matrix })
        }
    }
}

// ---- what the lanes begin with

/// Local arrays that take unit vectors.
struct Units {
    rows: Vec<Rows>,
    lets: TokenStream,
}

/// A part of a point or of a result, which gets a local array.
struct Unit<'u> {
    name: Ident,
    kind: &'u Kind,
    float: &'u TokenStream,
    /// How many numbers or rows it has, if it is a slice.
    len: TokenStream,
}

impl Units {
    /// The arrays for the marked parameters.
    fn bind(ctx: &Context<'_>, emitter: &mut Emitter<'_>, func: &Func, units: Vec<Unit<'_>>) -> Self {
        let (mut rows, mut lets) = (Vec::new(), TokenStream::new());
        for (param, unit) in func.params[ctx.leaves.len()..].iter().zip(units) {
            let Param::Array(place) = param else { unreachable!("what is marked is a place") };
            let name = unit.name.clone();
            emitter.reserve(&name.to_string());
            emitter.bind_place(*place, name.clone(), Held::Owned);
            let dims = &func.place(*place).dims;
            let zeros = unit.zeros(ctx, dims);
            lets.extend(code!(let mut #name = #zeros;));
            rows.push(Rows { name, axes: dims.len() - 1 });
        }
        Self { rows, lets }
    }

    /// The unit vectors from number `first` on.
    fn window(&self, ctx: &Context<'_>, first: &Ident) -> TokenStream {
        let krate = &ctx.krate;
        one_after_the_other(&self.rows, |rows, at| {
            let slice = rows.slice_mut();
            code!(#krate::__private::unit_columns(#slice, #at, #first))
        })
    }

    /// All unit vectors; `lens` says how many numbers each of the arrays stands for.
    fn all(&self, lens: impl Iterator<Item = usize>) -> TokenStream {
        let mut at = 0;
        let mut sets = TokenStream::new();
        for (rows, len) in self.rows.iter().zip(lens) {
            let (name, from, n) = (&rows.name, Literal::usize_unsuffixed(at), Literal::usize_unsuffixed(len));
            let lane = if at == 0 { code!(k) } else { code!(#from + k) };
            let flat = (1..rows.axes).fold(code!(#name), |inner, _| code!(#inner.as_flattened_mut()));
            sets.extend(match rows.axes {
                0 => code!(#name[#from] = 1.0;),
                _ => code!(for k in 0..#n { #flat[k][#lane] = 1.0; }),
            });
            at += len;
        }
        sets
    }
}

impl Unit<'_> {
    /// Zeros with these extents, the lanes behind them.
    fn zeros(&self, ctx: &Context<'_>, dims: &[Dim]) -> TokenStream {
        let Some((Dim::Lit(width), dims)) = dims.split_last() else { unreachable!("lanes have a number") };
        let width = Literal::u64_unsuffixed(*width);
        let (float, krate, len) = (self.float, &ctx.krate, &self.len);
        let around = |inner: TokenStream, sizes: &[Size]| {
            sizes.iter().rev().fold(inner, |inner, size| {
                let size = &size.tokens;
                code!([#inner; #size])
            })
        };
        match (self.kind, dims) {
            (Kind::Slice(inner), _) => {
                let row = array(&code!([#float; #width]), inner);
                code!(#krate::__private::zeros::<#row>(#len))
            }
            (Kind::Fixed(sizes), dims) if sizes.len() == dims.len() => around(code!([0.0; #width]), sizes),
            // The array is seen as its elements.
            (_, [Dim::Lit(n)]) => {
                let n = Literal::u64_unsuffixed(*n);
                code!([[0.0; #width]; #n])
            }
            _ => code!([0.0; #width]),
        }
    }
}

/// The directions of a point.
fn directions<'c>(ctx: &'c Context<'_>) -> Vec<Unit<'c>> {
    let unit = |part: &'c Part| {
        let access = &part.access;
        Unit { name: step_name(&part.name, "dot"), kind: &part.kind, float: &part.float, len: code!(#access.len()) }
    };
    ctx.space.parts.iter().map(unit).collect()
}

/// The adjoints of a result without a `Vec`.
fn seeds<'o>(ctx: &Context<'_>, outcome: &'o Outcome) -> Vec<Unit<'o>> {
    let w = ctx.name("w").to_string();
    let one = outcome.parts.iter().filter(|part| part.active).count() == 1;
    let name = |k: usize| if one { w.clone() } else { format!("{w}_{k}") };
    let unit = |(k, part): (usize, &'o ResultPart)| Unit {
        name: Ident::new(&name(k), proc_macro2::Span::mixed_site()),
        kind: &part.kind,
        float: &part.float,
        len: TokenStream::new(),
    };
    outcome.parts.iter().filter(|part| part.active).enumerate().map(unit).collect()
}

// ---- what the lanes end in

/// The rows of a gradient: those of its scalars and elements, and its arrays.
fn rows_of_point(ctx: &Context<'_>, func: &Func, mut scalars: &[Ident], mut arrays: &[Ident]) -> Vec<Rows> {
    let mut rows = Vec::new();
    for part in &ctx.space.parts {
        let count = match &func.params[part.param] {
            Param::Scalar(_) => 1,
            Param::Elements(vals) => vals.len(),
            Param::Array(_) => {
                let (name, rest) = arrays.split_first().expect("an array for each part that is one");
                rows.push(Rows { name: name.clone(), axes: axes(&part.kind) });
                arrays = rest;
                continue;
            }
        };
        let (names, rest) = scalars.split_at(count);
        rows.extend(names.iter().map(|name| Rows { name: name.clone(), axes: 0 }));
        scalars = rest;
    }
    rows
}

/// The rows of a tangent of the result.
fn rows_of_result(outcome: &Outcome, scalars: &[Ident], arrays: &[Ident]) -> Vec<Rows> {
    let (mut scalars, mut arrays) = (scalars.iter(), arrays.iter());
    let rows = |part: &ResultPart| {
        let name = if let Kind::Scalar = part.kind { scalars.next() } else { arrays.next() };
        Rows { name: name.expect("a name for each part").clone(), axes: axes(&part.kind) }
    };
    outcome.parts.iter().filter(|part| part.active).map(rows).collect()
}

/// The names of the arrays of a function: those of its numbers in lanes, those of its values, and those of arrays in lanes.
fn names(laned: &Laned, emitted: &Emitted) -> [Vec<Ident>; 3] {
    let mut names = array_results(&laned.func).into_iter().map(|p| emitted.place_names[&p].clone());
    let numbers = names.by_ref().take(laned.numbers).collect();
    let values = names.by_ref().take(laned.arrays).collect();
    [numbers, values, names.collect()]
}

// ---- Hessians

/// The body of `value_and_hessian` for a point of few numbers.
pub(super) fn hessian_at_once(ctx: &Context<'_>, n: usize) -> Option<TokenStream> {
    let Lanes::All(width) = Lanes::of(Some(n)) else { return None };
    fits(ctx).then_some(())?;
    let laned = products(ctx, true, width)?;
    let (units, emitted) = emit(ctx, &laned, directions(ctx), &["h"]);
    let [numbers, values, arrays] = names(&laned, &emitted);
    let gradient = Context::point_value(&ctx.space, &laned.func, &emitted.yields[1..], &values);
    let size = Literal::usize_unsuffixed(n);
    let rows = rows_of_point(ctx, &laned.func, &numbers, &arrays);
    let matrix = square(ctx, &rows, &code!([[0.0; #size]; #size]), &code!(#size));
    let sets = units.all(ctx.space.parts.iter().filter_map(Part::literal_len));
    let (head, lets, first) = (ctx.head(&laned.func, &emitted), &units.lets, &emitted.first);
    let (value, krate) = (&emitted.yields[0], &ctx.krate);
    Some(code! {
        #lets #sets #head #first
        let mut h = #matrix;
        #krate::__private::mirror(h.as_flattened_mut(), #size);
        (#value, #gradient, h)
    })
}

/// Statements that fill the columns of `h`, flat and row-major.
pub(super) fn hessian_in_windows(ctx: &Context<'_>, h: &TokenStream, n: &TokenStream) -> Option<TokenStream> {
    fits(ctx).then_some(())?;
    let lanes = Lanes::of(ctx.space.literal_len());
    let laned = products(ctx, false, lanes.width())?;
    let (units, emitted) = emit(ctx, &laned, directions(ctx), AROUND);
    let [numbers, _, arrays] = names(&laned, &emitted);
    let rows = rows_of_point(ctx, &laned.func, &numbers, &arrays);
    Some(windows(ctx, &lanes, n, &units, (&laned, &emitted), &puts(ctx, "put_columns", &rows, h, n)))
}

/// The function with local arrays for what it begins with.
fn emit<'l>(ctx: &'l Context<'_>, laned: &'l Laned, units: Vec<Unit<'_>>, ours: &[&str]) -> (Units, Emitted) {
    let mut emitter = ctx.emitter(&laned.func);
    ours.iter().for_each(|name| emitter.reserve(name));
    let units = Units::bind(ctx, &mut emitter, &laned.func, units);
    (units, emitter.emit())
}

/// What stands around the statements of a window.
const AROUND: &[&str] = &["value", "n", "h", "j", "first", "at"];

/// A loop over windows of `count` columns or rows.
fn windows(
    ctx: &Context<'_>,
    lanes: &Lanes,
    count: &TokenStream,
    units: &Units,
    (laned, emitted): (&Laned, &Emitted),
    puts: &TokenStream,
) -> TokenStream {
    let first = Ident::new("first", proc_macro2::Span::mixed_site());
    let (width, lets, begin) = (Literal::usize_unsuffixed(lanes.width()), &units.lets, units.window(ctx, &first));
    let (head, body) = (ctx.head(&laned.func, emitted), &emitted.first);
    let run = code!(#begin #head #body #puts);
    code!(#lets for #first in (0..#count).step_by(#width) { #run })
}

fn puts(ctx: &Context<'_>, put: &str, rows: &[Rows], matrix: &TokenStream, n: &TokenStream) -> TokenStream {
    let (krate, put) = (&ctx.krate, Ident::new(put, proc_macro2::Span::mixed_site()));
    one_after_the_other(rows, |rows, at| {
        let slice = rows.slice();
        code!(#krate::__private::#put(#matrix, #n, first, #at, #slice))
    })
}

// ---- Jacobians

/// The numbers that go in and come out are of one type.
fn fits_result(ctx: &Context<'_>, outcome: &Outcome) -> bool {
    let float = ctx.space.float();
    fits(ctx) && outcome.parts.iter().filter(|part| part.active).all(|part| is_same(&part.float, &float))
}

/// The body of `value_and_jacobian` with a lane for each of few columns.
pub(super) fn columns_at_once(
    ctx: &Context<'_>,
    outcome: &Outcome,
    (m, n): (&TokenStream, usize),
) -> Option<TokenStream> {
    let Lanes::All(width) = Lanes::of(Some(n)) else { return None };
    fits_result(ctx, outcome).then_some(())?;
    let laned = tangents(ctx, outcome, true, width)?;
    let (units, emitted) = emit(ctx, &laned, directions(ctx), &[]);
    let [numbers, values, arrays] = names(&laned, &emitted);
    let value = outcome.value(&emitted.yields, &values);
    let size = Literal::usize_unsuffixed(n);
    let rows = rows_of_result(outcome, &numbers, &arrays);
    let matrix = square(ctx, &rows, &code!([[0.0; #size]; #m]), &code!(#size));
    let sets = units.all(ctx.space.parts.iter().filter_map(Part::literal_len));
    let (head, lets, first) = (ctx.head(&laned.func, &emitted), &units.lets, &emitted.first);
    Some(code!(#lets #sets #head #first (#value, #matrix)))
}

/// Statements that fill the columns of `j`, flat and row-major.
pub(super) fn columns_in_windows(
    ctx: &Context<'_>,
    outcome: &Outcome,
    j: &TokenStream,
    n: &TokenStream,
) -> Option<TokenStream> {
    fits_result(ctx, outcome).then_some(())?;
    let lanes = Lanes::of(ctx.space.literal_len());
    let laned = tangents(ctx, outcome, false, lanes.width())?;
    let (units, emitted) = emit(ctx, &laned, directions(ctx), AROUND);
    let [numbers, _, arrays] = names(&laned, &emitted);
    let rows = rows_of_result(outcome, &numbers, &arrays);
    Some(windows(ctx, &lanes, n, &units, (&laned, &emitted), &puts(ctx, "put_columns", &rows, j, n)))
}

/// The body of `value_and_jacobian` with a lane for each of few rows.
pub(super) fn rows_at_once(ctx: &Context<'_>, outcome: &Outcome, (m, n): (usize, &TokenStream)) -> Option<TokenStream> {
    let Lanes::All(width) = Lanes::of(Some(m)) else { return None };
    fits_result(ctx, outcome).then_some(())?;
    let laned = adjoints(ctx, true, width)?;
    let (units, emitted) = emit(ctx, &laned, seeds(ctx, outcome), &["j", "at"]);
    let [numbers, values, arrays] = names(&laned, &emitted);
    let value = outcome.value(&emitted.yields, &values);
    let (rows, m) = (rows_of_point(ctx, &laned.func, &numbers, &arrays), Literal::usize_unsuffixed(m));
    let puts = one_after_the_other(&rows, |rows, at| {
        let (slice, krate) = (rows.slice(), &ctx.krate);
        code!(#krate::__private::put_rows(j.as_flattened_mut(), #n, 0, #at, #slice))
    });
    let sets = units.all(outcome.parts.iter().filter(|part| part.active).filter_map(|part| len(&part.kind)));
    let (head, lets, first) = (ctx.head(&laned.func, &emitted), &units.lets, &emitted.first);
    Some(code!(#lets #sets #head #first let mut j = [[0.0; #n]; #m]; #puts (#value, j)))
}

/// Statements that fill the rows of `j`, flat and row-major.
pub(super) fn rows_in_windows(
    ctx: &Context<'_>,
    outcome: &Outcome,
    j: &TokenStream,
    n: &TokenStream,
) -> Option<TokenStream> {
    fits_result(ctx, outcome).then_some(())?;
    let (m, literal) = outcome.size()?;
    let lanes = Lanes::of(literal);
    let laned = adjoints(ctx, false, lanes.width())?;
    let (units, emitted) = emit(ctx, &laned, seeds(ctx, outcome), AROUND);
    let [numbers, _, arrays] = names(&laned, &emitted);
    let rows = rows_of_point(ctx, &laned.func, &numbers, &arrays);
    Some(windows(ctx, &lanes, &m, &units, (&laned, &emitted), &puts(ctx, "put_rows", &rows, j, n)))
}

fn len(kind: &Kind) -> Option<usize> {
    match kind {
        Kind::Scalar => Some(1),
        Kind::Fixed(sizes) => sizes.iter().map(|size| size.literal).product(),
        Kind::Slice(_) => None,
    }
}
