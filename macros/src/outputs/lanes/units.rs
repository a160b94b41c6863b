//! Where the lanes begin: local arrays that take unit vectors, a lane for each.

use proc_macro2::{Ident, Literal, Span, TokenStream};

use super::function::Laned;
use super::rows::{Rows, axes, one_after_the_other};
use crate::emit::{Emitter, Held};
use crate::ir::{Dim, Func, Param, Place};
use crate::outputs::context::{Context, step_name};
use crate::outputs::outcome::{Outcome, ResultPart};
use crate::outputs::space::{Kind, Part, Size, array};
use crate::signature::Access;

/// The local arrays of the marked parameters of a function.
pub(super) struct Units {
    pub(super) lets: TokenStream,
    locals: Vec<Local>,
}

struct Local {
    name: Ident,
    axes: usize,
    /// How many numbers it stands for, where that is a literal.
    len: Option<usize>,
    /// It takes unit vectors; another begins with zeros in every sweep, by itself.
    directed: bool,
    /// It ends as a derivative.
    written: bool,
    memory: Memory,
}

/// Where the numbers of a local array are.
#[derive(Clone, Copy, PartialEq)]
enum Memory {
    /// The function asks for none of them: it knows them.
    None,
    Own,
    /// In a buffer of a workspace.
    Lent,
}

/// A part of a point or of a result, which gets a local array.
pub(super) struct Unit {
    name: Ident,
    kind: Kind,
    float: TokenStream,
    /// What is as long as it, if it is a slice.
    like: TokenStream,
    directed: bool,
    written: bool,
}

impl Units {
    pub(super) fn bind(
        ctx: &Context<'_>,
        emitter: &mut Emitter<'_>,
        laned: &Laned,
        units: Vec<Unit>,
        buffers: bool,
    ) -> Self {
        let func = &laned.func;
        let (mut locals, mut lets) = (Vec::new(), TokenStream::new());
        for (param, unit) in func.params[ctx.leaves.len()..].iter().zip(units) {
            let Param::Array(place) = param else { unreachable!("what is marked is a place") };
            emitter.reserve(&unit.name.to_string());
            let (memory, held) = match unit.kind {
                Kind::Slice(_) if buffers => (Memory::Lent, Held::Mutable),
                _ => (Memory::Own, Held::Owned),
            };
            emitter.bind_place(*place, unit.name.clone(), held);
            let dims = &func.place(*place).dims;
            let (name, zeros) = (&unit.name, unit.zeros(ctx, dims));
            let known = laned.directed && !unit.written && !asks_for(func, *place);
            let memory = if known { Memory::None } else { memory };
            lets.extend(match memory {
                Memory::None => TokenStream::new(),
                Memory::Own => code!(let mut #name = #zeros;),
                Memory::Lent => {
                    let (row, like, workspace) = (unit.row(dims), &unit.like, ctx.workspace());
                    code!(let #name = &mut *#workspace.zeros::<#row>(#like.len());)
                }
            });
            let Unit { name, kind, directed, written, .. } = unit;
            locals.push(Local { name, axes: dims.len() - 1, len: kind.literal_len(), directed, written, memory });
        }
        Self { lets, locals }
    }

    /// The function has no need of them.
    pub(super) fn are_known(&self) -> bool {
        self.locals.iter().all(|local| local.memory == Memory::None)
    }

    fn units(&self) -> Vec<&Local> {
        self.locals.iter().filter(|local| local.directed).collect()
    }

    /// The unit vectors from number `first` on.
    pub(super) fn window(&self, ctx: &Context<'_>, first: &TokenStream) -> TokenStream {
        let krate = &ctx.krate;
        one_after_the_other(&self.units(), |local, at| {
            let slice = local.slice_mut();
            code!(#krate::__private::unit_columns(#slice, #at, #first))
        })
    }

    /// All unit vectors, where their number is a literal.
    pub(super) fn all(&self) -> TokenStream {
        let mut at = 0;
        let mut sets = TokenStream::new();
        for local in self.units() {
            let (name, len) = (&local.name, local.len.expect("all lengths are literals"));
            let (from, n) = (Literal::usize_unsuffixed(at), Literal::usize_unsuffixed(len));
            let lane = if at == 0 { code!(k) } else { code!(#from + k) };
            let flat = (1..local.axes).fold(code!(#name), |inner, _| code!(#inner.as_flattened_mut()));
            sets.extend(match local.axes {
                _ if local.memory == Memory::None => TokenStream::new(),
                0 => code!(#name[#from] = 1.0;),
                _ => code!(for k in 0..#n { #flat[k][#lane] = 1.0; }),
            });
            at += len;
        }
        sets
    }

    /// Adds the rows of what is left in written parameters.
    pub(super) fn add_written(&self, rows: &mut Vec<Rows>) {
        self.locals.iter().filter(|local| local.written).for_each(|local| Rows::add(rows, &local.name, local.axes));
    }
}

fn asks_for(func: &Func, place: Place) -> bool {
    let mut asks = false;
    func.each_inst(func.body, &mut |_, inst| {
        asks |= inst.op.read().contains(&place) || inst.op.measured() == Some(place);
    });
    asks
}

impl Local {
    fn slice_mut(&self) -> TokenStream {
        let name = &self.name;
        match self.axes {
            0 => code!(::core::slice::from_mut(&mut #name)),
            1 if self.memory == Memory::Lent => code!(&mut *#name),
            1 => code!(&mut #name),
            axes => (1..axes).fold(code!(#name), |inner, _| code!(#inner.as_flattened_mut())),
        }
    }
}

impl Unit {
    /// An element of a slice, with these extents and the lanes behind it.
    fn row(&self, dims: &[Dim]) -> TokenStream {
        let (Some(Dim::Lit(width)), Kind::Slice(inner)) = (dims.last(), &self.kind) else {
            unreachable!("lanes have a number, and slices have rows")
        };
        let (float, width) = (&self.float, Literal::u64_unsuffixed(*width));
        array(&code!([#float; #width]), inner)
    }

    /// Zeros with these extents, the lanes behind them.
    fn zeros(&self, ctx: &Context<'_>, all: &[Dim]) -> TokenStream {
        let Some((Dim::Lit(width), dims)) = all.split_last() else { unreachable!("lanes have a number") };
        let width = Literal::u64_unsuffixed(*width);
        let (krate, like) = (&ctx.krate, &self.like);
        match (&self.kind, dims) {
            (Kind::Slice(_), _) => {
                let row = self.row(all);
                code!(#krate::__private::zeros::<#row>(#like.len()))
            }
            (kind @ Kind::Fixed(sizes), dims) if axes(kind) == dims.len() => around(code!([0.0; #width]), sizes),
            // The array is seen as its elements.
            (_, [Dim::Lit(n)]) => {
                let n = Literal::u64_unsuffixed(*n);
                code!([[0.0; #width]; #n])
            }
            _ => code!([0.0; #width]),
        }
    }
}

fn around(inner: TokenStream, sizes: &[Size]) -> TokenStream {
    sizes.iter().rev().fold(inner, |inner, size| {
        let size = &size.tokens;
        code!([#inner; #size])
    })
}

/// The directions of a point, and what goes along with the parameters that are written.
pub(super) fn directions(ctx: &Context<'_>) -> Vec<Unit> {
    let leaves = ctx.leaves.iter().enumerate();
    let units = leaves.filter(|(_, leaf)| leaf.selected || leaf.access != Access::Read).map(|(at, leaf)| {
        let own = Part::of(at, leaf, &leaf.name, &ctx.lowered.origins);
        let selected = ctx.space.parts.iter().find(|part| part.param == at);
        let like = selected.map_or(&own.access, |part| &part.access).clone();
        let (name, written) = (step_name(&leaf.name, "dot"), leaf.access != Access::Read);
        Unit { name, kind: own.kind, float: own.float, like, directed: leaf.selected, written }
    });
    units.collect()
}

/// The adjoints of a result without a `Vec`.
pub(super) fn seeds(ctx: &Context<'_>, outcome: &Outcome) -> Vec<Unit> {
    let w = ctx.name("w").to_string();
    let active: Vec<&ResultPart> = outcome.parts.iter().filter(|part| part.active).collect();
    let name = |k: usize| if active.len() == 1 { w.clone() } else { format!("{w}_{k}") };
    let unit = |(k, part): (usize, &&ResultPart)| {
        let name = Ident::new(&name(k), Span::mixed_site());
        let (kind, float) = (part.kind.clone(), part.float.clone());
        Unit { name, kind, float, like: TokenStream::new(), directed: true, written: false }
    };
    active.iter().enumerate().map(unit).collect()
}
