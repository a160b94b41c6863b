//! A gradient over data, shared among processes.
//!
//! ```sh
//! sudo apt-get install -y openmpi-bin libopenmpi-dev libclang-dev
//! cargo build --release --manifest-path examples/mpi/Cargo.toml && mpirun -n 2 examples/mpi/target/release/chainrule-mpi
//! ```
//!
//! One idea: every process has a share of the data and the same optimizer. An evaluation gathers what each has found for its pieces and
//! adds the pieces in order, so that all take the same step, and any number of processes takes the steps of one, bit for bit.

use std::process::ExitCode;

use chainrule::{Bfgs, differentiable, from_fns};
use mpi::{topology::SimpleCommunicator, traits::*};

const OBSERVATIONS: usize = 20_000;
/// A multiple of the number of processes.
const PIECES: usize = 16;
const OF_A_PIECE: usize = OBSERVATIONS / PIECES;

/// The sum of squares of a decay; a row is a time and what was observed.
#[differentiable]
fn loss(p: &[f64; 3], #[constant] rows: &[[f64; 2]]) -> f64 {
    let mut sum = 0.0;
    for row in rows {
        let e = p[0] * (-p[1] * row[0]).exp() + p[2] - row[1];
        sum += e * e;
    }
    sum
}

/// A value and a gradient.
type Part = [f64; 4];

fn part(p: &[f64; 3], rows: &[[f64; 2]]) -> Part {
    let (value, [a, b, c]) = loss::value_and_gradient(p, rows);
    [value, a, b, c]
}

fn added(parts: &[Part]) -> Part {
    parts.iter().fold([0.0; 4], |sum, part| std::array::from_fn(|i| sum[i] + part[i]))
}

/// Value and gradient over the data of all processes; this one has `rows`.
fn shared(world: &SimpleCommunicator, p: &[f64; 3], rows: &[[f64; 2]]) -> Part {
    let mine: Vec<Part> = rows.chunks(OF_A_PIECE).map(|piece| part(p, piece)).collect();
    let mut all = [[0.0; 4]; PIECES];
    world.all_gather_into(mine.as_flattened(), all.as_flattened_mut());
    added(&all)
}

/// Row `i` of the data, which each process makes for itself.
fn row(i: usize) -> [f64; 2] {
    let t = 4.0 * i as f64 / OBSERVATIONS as f64;
    let noise = 0.1 * (12.9898 * i as f64).sin();
    [t, 2.5 * (-1.3 * t).exp() + 0.5 + noise]
}

fn main() -> ExitCode {
    let universe = mpi::initialize().expect("MPI starts once");
    let world = universe.world();
    let (rank, size) = (world.rank() as usize, world.size() as usize);
    if PIECES % size != 0 {
        eprintln!("{PIECES} pieces are not to be shared evenly among {size} processes");
        return ExitCode::FAILURE;
    }
    let share = OBSERVATIONS / size;
    let rows: Vec<[f64; 2]> = (rank * share..(rank + 1) * share).map(row).collect();
    let minimum = |evaluate: &dyn Fn(&[f64; 3]) -> Part| {
        let scale = 1.0 / OBSERVATIONS as f64;
        let objective = from_fns(
            |p: &[f64; 3]| scale * evaluate(p)[0],
            |p: &[f64; 3], g: &mut [f64; 3]| {
                let [value, a, b, c] = evaluate(p);
                *g = [a, b, c].map(|d| scale * d);
                scale * value
            },
        );
        Bfgs::new().minimize(objective, [1.0, 1.0, 0.0])
    };
    let together = minimum(&|p| shared(&world, p, &rows));
    let whole: Vec<[f64; 2]> = (0..OBSERVATIONS).map(row).collect();
    let alone = minimum(&|p| added(&whole.chunks(OF_A_PIECE).map(|piece| part(p, piece)).collect::<Vec<_>>()));
    let (Ok(together), Ok(alone)) = (together, alone) else {
        eprintln!("process {rank} did not converge");
        return ExitCode::FAILURE;
    };
    let same = together.point.map(f64::to_bits) == alone.point.map(f64::to_bits);
    let near = together.point.iter().zip([2.5, 1.3, 0.5]).all(|(found, truth)| (found - truth).abs() < 0.01);
    if rank == 0 {
        println!("{together}\n");
        println!("{size} processes reach {}the bits of one", if same { "" } else { "NOT " });
    }
    if same && near { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
