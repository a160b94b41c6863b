//! `ba`: bundle adjustment: where cameras see points, and the sparse Jacobian of how far off that is.

mod camera;
mod sparse;

use serde::{Deserialize, Serialize};

pub use camera::{CAMERA, reprojection_error, weight_error};
pub use sparse::Sparse;

use super::{Function, refuse_if};
use crate::run::run;

pub(crate) const FUNCTIONS: [Function; 2] = [
    Function {
        name: "objective",
        run: |input| run(input, Input::replicated, |(scene, errors, _)| scene.objective(errors)),
    },
    Function {
        name: "jacobian",
        run: |input| run(input, Input::replicated, |(scene, _, jacobian)| scene.sampled(jacobian)),
    },
];

/// The most observations that are taken: what the suite asks for is a hundredth of that.
const LIMIT: usize = 100_000_000;

/// One camera, one point and one observation, and how many there are to be of each.
#[derive(Deserialize)]
struct Input {
    n: usize,
    m: usize,
    p: usize,
    cam: [f64; CAMERA],
    x: [f64; 3],
    w: f64,
    feat: [f64; 2],
}

impl Input {
    fn replicated(self) -> Result<(Scene, Errors, Sparse), String> {
        for (name, count) in [("n", self.n), ("m", self.m), ("p", self.p)] {
            refuse_if(!(1..=LIMIT).contains(&count), format!("`{name}` must be from 1 to {LIMIT}, not {count}"))?;
        }
        let observations =
            (0..self.p).map(|i| Observation { camera: i % self.n, point: i % self.m, feature: self.feat });
        let scene = Scene {
            cameras: vec![self.cam; self.n],
            points: vec![self.x; self.m],
            weights: vec![self.w; self.p],
            observations: observations.collect(),
        };
        Ok((scene, Errors::default(), Sparse::default()))
    }
}

/// Cameras, points, and what the cameras see of the points.
#[derive(Debug)]
pub struct Scene {
    /// Rotation, centre, focal length, principal point, distortion.
    pub cameras: Vec<[f64; CAMERA]>,
    /// The points in space.
    pub points: Vec<[f64; 3]>,
    /// How much each observation counts.
    pub weights: Vec<f64>,
    /// What was seen.
    pub observations: Vec<Observation>,
}

/// A camera sees a point.
#[derive(Clone, Debug)]
pub struct Observation {
    /// Which camera.
    pub camera: usize,
    /// Which point.
    pub point: usize,
    /// Where in its picture.
    pub feature: [f64; 2],
}

/// How far off everything is.
#[derive(Debug, Default)]
pub struct Errors {
    /// Of each observation, in the picture.
    pub reprojection: Vec<[f64; 2]>,
    /// Of each weight.
    pub weight: Vec<f64>,
}

impl Scene {
    /// All errors.
    pub fn errors(&self, errors: &mut Errors) {
        errors.reprojection.clear();
        errors.reprojection.extend(self.observations.iter().zip(&self.weights).map(|(seen, &weight)| {
            reprojection_error(&self.cameras[seen.camera], &self.points[seen.point], weight, &seen.feature)
        }));
        errors.weight.clear();
        errors.weight.extend(self.weights.iter().map(|&weight| weight_error(weight)));
    }

    /// The Jacobian of all errors, two rows for each observation and then one for each weight, with respect to all cameras, all points and all weights.
    pub fn jacobian(&self, jacobian: &mut Sparse) {
        jacobian.clear(self.observations.len());
        let first_point = CAMERA * self.cameras.len();
        let first_weight = first_point + 3 * self.points.len();
        for (i, (seen, &weight)) in self.observations.iter().zip(&self.weights).enumerate() {
            let (camera, point) = (&self.cameras[seen.camera], &self.points[seen.point]);
            let block = reprojection_error::jacobian(camera, point, weight, &seen.feature);
            let columns = [CAMERA * seen.camera, first_point + 3 * seen.point, first_weight + i];
            jacobian.push_observation(&block, columns);
        }
        for (i, &weight) in self.weights.iter().enumerate() {
            jacobian.push_weight(weight_error::derivative(weight), first_weight + i);
        }
    }

    fn objective(&self, errors: &mut Errors) -> Objective {
        self.errors(errors);
        let repeated = self.observations.len();
        Objective {
            reproj_error: RepeatedPair { elements: errors.reprojection[0], repeated },
            w_err: Repeated { element: errors.weight[0], repeated },
        }
    }

    fn sampled(&self, jacobian: &mut Sparse) -> Sparse {
        self.jacobian(jacobian);
        jacobian.sample()
    }
}

/// All errors, as the suite wants them: the inputs are repeated, and so are the outputs.
#[derive(Serialize)]
struct Objective {
    reproj_error: RepeatedPair,
    w_err: Repeated,
}

#[derive(Serialize)]
struct RepeatedPair {
    elements: [f64; 2],
    repeated: usize,
}

#[derive(Serialize)]
struct Repeated {
    element: f64,
    repeated: usize,
}
