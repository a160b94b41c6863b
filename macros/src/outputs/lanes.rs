//! Hessians and Jacobians several columns or rows at a time: all at once where there are few, else in windows.

mod function;
mod rows;
mod units;

use proc_macro2::{Ident, Literal, TokenStream};

use super::context::Context;
use super::outcome::Outcome;
use super::space::is_same;
use crate::emit::Emitted;
use crate::signature::{Shape, SigParam};
pub(super) use function::{Laned, tangents_of_companion};
use function::{adjoints, products, tangents};
use rows::{Rows, Target};
use units::{Unit, Units};

/// As many lanes as there are at most: more of them no longer fit the registers and the nearest cache.
const MOST: usize = 16;
/// The same where the lanes know that they are unit vectors: half of them has nothing to do.
const MOST_KNOWN: usize = 32;
/// Lanes of a window over as many columns as only the run knows.
const WINDOW: usize = 8;

/// How many lanes run at a time.
#[derive(Clone, Copy)]
enum Lanes {
    /// All there are.
    All(usize),
    /// This many; what is left over runs with idle lanes.
    Windows(usize),
}

impl Lanes {
    /// For as many columns or rows, if their number is known. As few windows as possible, and lanes in fours.
    fn of(count: Option<usize>) -> Self {
        match count {
            None => Self::Windows(WINDOW),
            Some(n) if n <= MOST => Self::All(n),
            Some(n) => Self::Windows(n.div_ceil(n.div_ceil(MOST)).next_multiple_of(4)),
        }
    }

    fn width(self) -> usize {
        let (Self::All(width) | Self::Windows(width)) = self;
        width
    }

    fn is_all(self) -> bool {
        matches!(self, Self::All(_))
    }
}

/// The function is one that lanes are there for: numbers of one type go in.
pub(super) fn fits(ctx: &Context<'_>) -> bool {
    let (float, leaves) = (ctx.space.float(), &ctx.leaves);
    let written = ctx.written();
    let written = written.iter().all(|(at, part)| leaves[*at].shape.is_float() && is_same(&part.float, &float));
    // What is taken apart is moved, and a window is not the last to read it.
    let moved = ctx.params().iter().any(|p| matches!(p.shape, Shape::Tuple { refs: 0, .. }) && p.shape.holds_vec());
    let some = ctx.space.literal_len() != Some(0);
    let structs = ctx.lowered.outer.iter().flatten().any(SigParam::is_struct);
    !structs && ctx.space.one_width() && written && !moved && some
}

/// The same for what comes out.
fn fits_result(ctx: &Context<'_>, outcome: &Outcome) -> bool {
    let float = ctx.space.float();
    let structs = outcome.parts.iter().any(|part| part.record.is_some());
    let one_width = outcome.parts.iter().filter(|part| part.active).all(|part| is_same(&part.float, &float));
    fits(ctx) && one_width && !structs
}

/// A function in lanes, written down.
struct Pass {
    laned: Laned,
    units: Units,
    emitted: Emitted,
    numbers: Vec<Ident>,
    values: Vec<Ident>,
    arrays: Vec<Ident>,
}

impl Pass {
    /// `ours` are the names that stand around its statements.
    fn new(ctx: &Context<'_>, laned: Laned, units: Vec<Unit>, ours: &[&str]) -> Self {
        Self::emitted(ctx, laned, units, ours, ctx.has_workspaces())
    }

    /// Local `Vec`s come from a workspace, those too that are looked at afterwards.
    fn emitted(ctx: &Context<'_>, laned: Laned, units: Vec<Unit>, ours: &[&str], buffers: bool) -> Self {
        let mut emitter = ctx.emitter(&laned.func);
        if buffers {
            emitter.borrow_from(ctx.workspace());
            emitter.lend_results();
        }
        ours.iter().for_each(|name| emitter.reserve(name));
        let units = Units::bind(ctx, &mut emitter, &laned, units, buffers);
        let emitted = emitter.emit();
        let [numbers, values, arrays] = laned.names(&emitted);
        Self { laned, units, emitted, numbers, values, arrays }
    }

    fn rows_of_point(&self, ctx: &Context<'_>) -> Vec<Rows> {
        rows::of_point(ctx, &self.laned, &self.numbers, &self.arrays)
    }

    fn rows_of_result(&self, outcome: &Outcome) -> Vec<Rows> {
        let mut rows = rows::of_result(outcome, &self.numbers, &self.arrays);
        self.units.add_written(&mut rows);
        rows
    }

    fn run(&self, ctx: &Context<'_>) -> TokenStream {
        let (head, first) = (ctx.head(&self.laned.func, &self.emitted), &self.emitted.first);
        code!(#head #first)
    }

    /// The statements of a sweep in which all lanes run.
    fn at_once(&self, ctx: &Context<'_>) -> TokenStream {
        let (lets, units, run) = (&self.units.lets, self.units.all(), self.run(ctx));
        code!(#lets #units #run)
    }

    /// The same in windows of `width` lanes over `count` columns or rows; each begins at `first`, and ends with `puts`.
    fn in_windows(&self, ctx: &Context<'_>, width: usize, count: &TokenStream, puts: &TokenStream) -> TokenStream {
        let restore = ctx.start().restores;
        let (width, lets, run) = (Literal::usize_unsuffixed(width), &self.units.lets, self.run(ctx));
        let units = self.units.window(ctx, &code!(first));
        code! {
            #lets
            for first in (0..#count).step_by(#width) { #restore #units #run #puts }
        }
    }
}

/// The names around the statements of a window.
const AROUND: &[&str] = &["value", "gradient", "n", "m", "h", "j", "first", "at"];

// ---- Hessians

/// The body of `value_and_hessian` for a point of few numbers.
pub(super) fn hessian_at_once(ctx: &Context<'_>, n: usize) -> Option<TokenStream> {
    (n <= MOST_KNOWN && fits(ctx)).then_some(())?;
    let pass = Pass::new(ctx, products(ctx, true, n)?, units::directions(ctx), &["h", "matrix", "at"]);
    (n <= MOST || pass.units.are_known()).then_some(())?;
    let value = &pass.emitted.yields[0];
    let gradient = Context::point_value(&ctx.space, &pass.laned.func, &pass.emitted.yields[1..], &pass.values);
    let size = Literal::usize_unsuffixed(n);
    let matrix = rows::of_columns(ctx, &pass.rows_of_point(ctx), &code!(#size), &code!(#size));
    let (run, krate) = (pass.at_once(ctx), &ctx.krate);
    Some(code! {
        #run
        let mut h = #matrix;
        #krate::__private::mirror(h.as_flattened_mut(), #size);
        (#value, #gradient, h)
    })
}

/// Statements that fill `matrix`, flat, row-major and of side `n`.
pub(super) fn hessian_columns(ctx: &Context<'_>, matrix: &TokenStream, n: &TokenStream) -> Option<TokenStream> {
    fits(ctx).then_some(())?;
    let width = Lanes::of(ctx.space.literal_len()).width();
    let pass = Pass::new(ctx, products(ctx, false, width)?, units::directions(ctx), AROUND);
    let puts = Target { matrix, n, first: &code!(first) }.columns(ctx, &pass.rows_of_point(ctx));
    Some(pass.in_windows(ctx, width, n, &puts))
}

// ---- Jacobians

/// The body of `value_and_jacobian`, an array of arrays, with a lane for each of few columns.
pub(super) fn columns_at_once(ctx: &Context<'_>, outcome: &Outcome, m: &TokenStream, n: usize) -> Option<TokenStream> {
    let lanes = Lanes::of(Some(n));
    (lanes.is_all() && fits_result(ctx, outcome)).then_some(())?;
    let laned = tangents(ctx, outcome, true, lanes.width())?;
    let pass = Pass::new(ctx, laned, units::directions(ctx), &["matrix", "at"]);
    let value = outcome.value(&pass.emitted.yields, &pass.values);
    let n = Literal::usize_unsuffixed(n);
    let (run, matrix) = (pass.at_once(ctx), rows::of_columns(ctx, &pass.rows_of_result(outcome), m, &code!(#n)));
    Some(code!(#run (#value, #matrix)))
}

/// The same with a lane for each of few rows.
pub(super) fn rows_at_once(ctx: &Context<'_>, outcome: &Outcome, m: usize, n: &TokenStream) -> Option<TokenStream> {
    let lanes = Lanes::of(Some(m));
    (lanes.is_all() && fits_result(ctx, outcome)).then_some(())?;
    let laned = adjoints(ctx, true, lanes.width())?;
    let pass = Pass::new(ctx, laned, units::seeds(ctx, outcome), &["matrix", "at"]);
    let value = outcome.value(&pass.emitted.yields, &pass.values);
    let (run, matrix) = (pass.at_once(ctx), rows::of_rows(ctx, &pass.rows_of_point(ctx), m, n));
    Some(code!(#run (#value, #matrix)))
}

/// Statements that fill the columns of `matrix`, flat and row-major.
pub(super) fn columns(
    ctx: &Context<'_>,
    outcome: &Outcome,
    matrix: &TokenStream,
    n: &TokenStream,
) -> Option<TokenStream> {
    fits_result(ctx, outcome).then_some(())?;
    let width = Lanes::of(ctx.space.literal_len()).width();
    let buffers = ctx.has_workspaces() && !outcome.is_vec();
    let pass = Pass::emitted(ctx, tangents(ctx, outcome, false, width)?, units::directions(ctx), AROUND, buffers);
    let puts = Target { matrix, n, first: &code!(first) }.columns(ctx, &pass.rows_of_result(outcome));
    Some(pass.in_windows(ctx, width, n, &puts))
}

/// Statements that fill the rows of `matrix`, flat and row-major.
pub(super) fn rows(ctx: &Context<'_>, outcome: &Outcome, matrix: &TokenStream, n: &TokenStream) -> Option<TokenStream> {
    fits_result(ctx, outcome).then_some(())?;
    let (m, literal) = outcome.size().filter(|(_, literal)| *literal != Some(0))?;
    let width = Lanes::of(literal).width();
    let pass = Pass::new(ctx, adjoints(ctx, false, width)?, units::seeds(ctx, outcome), AROUND);
    let puts = Target { matrix, n, first: &code!(first) }.rows(ctx, &pass.rows_of_point(ctx));
    Some(pass.in_windows(ctx, width, &m, &puts))
}
