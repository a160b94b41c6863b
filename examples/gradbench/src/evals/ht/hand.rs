//! A hand: bones, and a skin that follows them.

use chainrule::differentiable;

use super::rotation::{Matrix, about, product, turn};

/// The angles and the place of a hand: rotation 3, translation 3, four angles for each finger.
pub(super) const PARAMETERS: usize = 26;

/// How many bones a hand has.
pub(super) const BONES: usize = 22;

/// Bones, and the vertices of the skin.
#[derive(Debug)]
pub struct Hand {
    /// The bone that each bone hangs from, which comes before it; or the bone itself.
    pub parents: Vec<usize>,
    /// How each bone sits on its parent.
    pub relatives: Vec<Matrix>,
    /// From the hand at rest to each bone.
    pub inverses: Vec<Matrix>,
    /// The vertices of the hand at rest, in homogeneous coordinates.
    pub vertices: Vec<[f64; 4]>,
    /// How much each vertex follows each bone, vertex by vertex.
    pub weights: Vec<f64>,
    /// Whether left and right are exchanged.
    pub mirrored: bool,
}

impl Hand {
    /// The hand with those vertices alone that are corners, and the corners on that hand.
    #[must_use]
    pub fn of_corners(self, corners: &[[usize; 3]]) -> (Self, Vec<[usize; 3]>) {
        let mut kept = corners.as_flattened().to_vec();
        kept.sort_unstable();
        kept.dedup();
        let mut places = vec![0; self.vertices.len()];
        kept.iter().enumerate().for_each(|(place, &vertex)| places[vertex] = place);
        let vertices = kept.iter().map(|&vertex| self.vertices[vertex]).collect();
        let weights = kept.iter().flat_map(|&vertex| &self.weights[vertex * BONES..][..BONES]).copied().collect();
        let corners = corners.iter().map(|corner| corner.map(|vertex| places[vertex])).collect();
        (Self { vertices, weights, ..self }, corners)
    }
}

/// Where the vertices are.
#[differentiable(constant(hand))]
#[must_use]
pub fn positions(theta: &[f64; 26], hand: &Hand) -> Vec<[f64; 3]> {
    let pose: [[f64; 3]; 25] = pose(theta);
    let bones: Vec<[[f64; 4]; 4]> = transforms(&pose, &hand.parents, &hand.relatives, &hand.inverses);
    let global: [[f64; 3]; 3] = about(&pose[0]);
    let mut positions = vec![[0.0; 3]; hand.vertices.len()];
    for v in 0..hand.vertices.len() {
        let mut p = [0.0; 3];
        for b in 0..bones.len() {
            let weight = hand.weights[v * bones.len() + b];
            if weight == 0.0 {
                continue;
            }
            for i in 0..3 {
                for j in 0..4 {
                    p[i] += weight * bones[b][i][j] * hand.vertices[v][j];
                }
            }
        }
        if hand.mirrored {
            p[0] = -p[0];
        }
        for i in 0..3 {
            positions[v][i] = global[i][0] * p[0] + global[i][1] * p[1] + global[i][2] * p[2] + pose[2][i];
        }
    }
    positions
}

/// Global rotation, scale, translation, and the angles of the bones; what `theta` does not say is zero.
#[differentiable]
fn pose(theta: &[f64; 26]) -> [[f64; 3]; 25] {
    let mut pose = [[0.0; 3]; 25];
    pose[0] = [theta[0], theta[1], theta[2]];
    pose[2] = [theta[3], theta[4], theta[5]];
    for finger in 0..5 {
        let (column, angle) = (5 + 4 * finger, 6 + 4 * finger);
        pose[column][0] = theta[angle];
        pose[column][1] = theta[angle + 1];
        pose[column + 1][0] = theta[angle + 2];
        pose[column + 2][0] = theta[angle + 3];
    }
    pose
}

/// From the hand at rest to the bent one, bone by bone.
#[differentiable(constant(relatives, inverses))]
fn transforms(
    pose: &[[f64; 3]; 25],
    parents: &[usize],
    relatives: &[[[f64; 4]; 4]],
    inverses: &[[[f64; 4]; 4]],
) -> Vec<[[f64; 4]; 4]> {
    let bones = parents.len();
    let mut absolutes = vec![[[0.0; 4]; 4]; bones];
    let mut transforms = vec![[[0.0; 4]; 4]; bones];
    for b in 0..bones {
        let bent: [[f64; 4]; 4] = turn(&pose[b + 3]);
        let relative: [[f64; 4]; 4] = product(&relatives[b], &bent);
        absolutes[b] = if parents[b] < b { product(&absolutes[parents[b]], &relative) } else { relative };
        transforms[b] = product(&absolutes[b], &inverses[b]);
    }
    transforms
}
