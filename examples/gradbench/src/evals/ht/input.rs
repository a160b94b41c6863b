//! The input of the suite.

use serde::Deserialize;

use super::hand::{BONES, Hand, PARAMETERS};
use super::rotation::Matrix;
use super::seen::Seen;
use super::{Tracking, refuse_if};
use crate::Table;

#[derive(Deserialize)]
pub(super) struct Input {
    theta: [f64; PARAMETERS],
    data: Data,
    us: Vec<[f64; 2]>,
}

#[derive(Deserialize)]
struct Data {
    model: Model,
    correspondences: Vec<usize>,
    points: Vec<[f64; 3]>,
}

#[derive(Deserialize)]
struct Model {
    parents: Vec<i64>,
    base_relatives: Vec<Matrix>,
    inverse_base_absolutes: Vec<Matrix>,
    base_positions: Vec<[f64; 4]>,
    weights: Table,
    triangles: Vec<[usize; 3]>,
    is_mirrored: bool,
}

impl Input {
    pub(super) fn tracking(self) -> Result<Tracking, String> {
        let Self { theta, data, us } = self;
        let Data { model, correspondences, points } = data;
        let free = !us.is_empty();
        let seen = points.len();
        refuse_if(seen == 0, "there are no points")?;
        refuse_if(
            correspondences.len() != seen,
            format!("there are {seen} points, but {} correspondences", correspondences.len()),
        )?;
        refuse_if(free && us.len() != seen, format!("there are {seen} points, but {} `us`", us.len()))?;
        let corners = model.corners(&correspondences, free)?;
        let (hand, corners) = model.hand()?.of_corners(&corners);
        // A vertex is a corner of a triangle.
        let us = if free { us } else { vec![[1.0, 0.0]; seen] };
        Ok(Tracking { hand, seen: Seen { points, corners }, theta, us, free })
    }
}

impl Model {
    /// The vertices around each point: those of a triangle, or one vertex alone.
    fn corners(&self, correspondences: &[usize], triangles: bool) -> Result<Vec<[usize; 3]>, String> {
        let corners =
            correspondences.iter().map(|&at| if triangles { self.triangles.get(at).copied() } else { Some([at; 3]) });
        let vertices = self.base_positions.len();
        let there = corners.map(|corners| corners.filter(|corners| corners.iter().all(|&v| v < vertices)));
        there.collect::<Option<_>>().ok_or_else(|| "a correspondence or a triangle is not on the hand".into())
    }

    fn hand(self) -> Result<Hand, String> {
        let bones = [self.parents.len(), self.base_relatives.len(), self.inverse_base_absolutes.len()];
        refuse_if(bones != [BONES; 3], format!("a hand has {BONES} bones, not {bones:?}"))?;
        self.weights.check("weights", self.base_positions.len(), BONES)?;
        Ok(Hand {
            parents: parents(&self.parents)?,
            relatives: self.base_relatives,
            inverses: self.inverse_base_absolutes,
            vertices: self.base_positions,
            weights: self.weights.values,
            mirrored: self.is_mirrored,
        })
    }
}

/// The parent of each bone, itself if it has none.
fn parents(given: &[i64]) -> Result<Vec<usize>, String> {
    let parent = |(bone, &parent): (usize, &i64)| match usize::try_from(parent) {
        Ok(parent) if parent < bone => Ok(parent),
        Ok(_) => Err(format!("the parent of bone {bone} does not come before it")),
        Err(_) => Ok(bone),
    };
    given.iter().enumerate().map(parent).collect()
}
