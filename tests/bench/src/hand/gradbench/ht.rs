//! Hand tracking: how the skin of a hand follows its bones.

/// A matrix of a rotation and a translation, in homogeneous coordinates.
pub type Matrix = [[f64; 4]; 4];

/// The bones of a hand, and the skin that is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Hand<'a> {
    /// The bone that each bone hangs from, or the bone itself.
    pub parents: &'a [usize],
    /// How each bone sits on its parent.
    pub relatives: &'a [Matrix],
    /// From the hand at rest to each bone.
    pub inverses: &'a [Matrix],
    /// The vertices of the hand at rest.
    pub vertices: &'a [[f64; 4]],
    /// How much each vertex follows each bone, vertex by vertex.
    pub weights: &'a [f64],
    /// Whether left and right are exchanged.
    pub mirrored: bool,
}

/// The place of a vertex and its derivatives with respect to the 26 parameters.
#[derive(Clone, Copy, Debug)]
struct Skin {
    place: [f64; 3],
    dot: [[f64; 26]; 3],
}

/// The Jacobian of the residuals, three rows for each point: first the derivatives by its own two coordinates, then those by `theta`. An angle moves
/// the bones of its own finger alone, and a vertex follows a bone or two.
pub fn jacobian(theta: &[f64; 26], us: &[[f64; 2]], hand: &Hand, corners: &[[usize; 3]], rows: &mut [[f64; 28]]) {
    let skin = skin(theta, hand);
    for ((u, corners), rows) in us.iter().zip(corners).zip(rows.as_chunks_mut::<3>().0) {
        let [a, b, c] = corners.map(|corner| &skin[corner]);
        let rest = 1.0 - u[0] - u[1];
        for (i, row) in rows.iter_mut().enumerate() {
            row[0] = c.place[i] - a.place[i];
            row[1] = c.place[i] - b.place[i];
            let parts = row[2..].iter_mut().zip(&a.dot[i]).zip(&b.dot[i]).zip(&c.dot[i]);
            for (((row, a), b), c) in parts {
                *row = -(u[0] * a + u[1] * b + rest * c);
            }
        }
    }
}

fn skin(theta: &[f64; 26], hand: &Hand) -> Vec<Skin> {
    let bones = bones(theta, hand);
    let [global, by_axis @ ..] = about([theta[0], theta[1], theta[2]]);
    let count = hand.parents.len();
    let place = |(vertex, weights): (&[f64; 4], &[f64])| {
        let mut local = [0.0; 3];
        let mut moved = [[0.0; 20]; 3];
        for (bone, &weight) in bones.iter().zip(weights) {
            if weight != 0.0 {
                bone.carry(vertex, weight, &mut local, &mut moved);
            }
        }
        if hand.mirrored {
            local[0] = -local[0];
            moved[0] = moved[0].map(|moved| -moved);
        }
        let mut skin = Skin { place: [0.0; 3], dot: [[0.0; 26]; 3] };
        for i in 0..3 {
            skin.place[i] = dot(&global[i], &local) + theta[3 + i];
            for axis in 0..3 {
                skin.dot[i][axis] = dot(&by_axis[axis][i], &local);
            }
            skin.dot[i][3 + i] = 1.0;
            for angle in 0..20 {
                skin.dot[i][6 + angle] =
                    global[i][0] * moved[0][angle] + global[i][1] * moved[1][angle] + global[i][2] * moved[2][angle];
            }
        }
        skin
    };
    hand.vertices.iter().zip(hand.weights.chunks_exact(count)).map(place).collect()
}

/// From the hand at rest to a bent bone, and the derivatives by the angles that move it.
struct Bone {
    absolute: Matrix,
    transform: Matrix,
    angles: Vec<Angle>,
}

/// The derivative of a bone by one of the twenty angles.
struct Angle {
    which: usize,
    absolute: Matrix,
    transform: Matrix,
}

impl Bone {
    /// Adds the place of a vertex as this bone carries it, and its derivatives.
    #[inline]
    fn carry(&self, vertex: &[f64; 4], weight: f64, local: &mut [f64; 3], moved: &mut [[f64; 20]; 3]) {
        let of = |row: &[f64; 4]| {
            weight * (row[0] * vertex[0] + row[1] * vertex[1] + row[2] * vertex[2] + row[3] * vertex[3])
        };
        for i in 0..3 {
            local[i] += of(&self.transform[i]);
            for angle in &self.angles {
                moved[i][angle.which] += of(&angle.transform[i]);
            }
        }
    }
}

/// The bones, each after the bone that it hangs from.
fn bones(theta: &[f64; 26], hand: &Hand) -> Vec<Bone> {
    let mut bones: Vec<Bone> = Vec::with_capacity(hand.parents.len());
    for b in 0..hand.parents.len() {
        let (bend, own) = bent(theta, b);
        let parent = bones.get(hand.parents[b]).filter(|_| hand.parents[b] < b);
        let base = parent.map_or(hand.relatives[b], |parent| product(&parent.absolute, &hand.relatives[b]));
        let relative = product(&hand.relatives[b], &bend);
        let absolute = product(&base, &bend);
        let angle = |which: usize, absolute: Matrix| Angle {
            which,
            transform: product(&absolute, &hand.inverses[b]),
            absolute,
        };
        let inherited = parent.map_or(&[][..], |parent| &parent.angles[..]);
        let inherited = inherited.iter().map(|of| angle(of.which, product(&of.absolute, &relative)));
        let own = own.into_iter().flatten().map(|(which, dot)| angle(which, product(&base, &dot)));
        let angles = inherited.chain(own).collect();
        bones.push(Bone { transform: product(&absolute, &hand.inverses[b]), absolute, angles });
    }
    bones
}

/// The rotation of a bone at its joint, and its derivatives by the angles of `theta` that it has: two at the root of a finger, one at the next two
/// joints, none elsewhere.
fn bent(theta: &[f64; 26], bone: usize) -> (Matrix, [Option<(usize, Matrix)>; 2]) {
    let (finger, joint) = (bone.wrapping_sub(2) / 4, bone.wrapping_sub(2) % 4);
    if finger >= 5 || joint == 3 {
        return (turn(1.0, 0.0, 1.0, 0.0), [None, None]);
    }
    let first = 4 * finger + [0, 2, 3][joint];
    let (sx, cx) = theta[6 + first].sin_cos();
    if joint > 0 {
        return (turn(cx, sx, 1.0, 0.0), [Some((first, by_x(cx, sx, 1.0, 0.0))), None]);
    }
    let (sz, cz) = theta[7 + first].sin_cos();
    (turn(cx, sx, cz, sz), [Some((first, by_x(cx, sx, cz, sz))), Some((first + 1, by_z(cx, sx, cz, sz)))])
}

/// A turn about the first axis, then about the third.
#[inline]
fn turn(cx: f64, sx: f64, cz: f64, sz: f64) -> Matrix {
    [[cz, -sz * cx, sz * sx, 0.0], [sz, cz * cx, -cz * sx, 0.0], [0.0, sx, cx, 0.0], [0.0, 0.0, 0.0, 1.0]]
}

#[inline]
fn by_x(cx: f64, sx: f64, cz: f64, sz: f64) -> Matrix {
    [[0.0, sz * sx, sz * cx, 0.0], [0.0, -cz * sx, -cz * cx, 0.0], [0.0, cx, -sx, 0.0], [0.0; 4]]
}

#[inline]
fn by_z(cx: f64, sx: f64, cz: f64, sz: f64) -> Matrix {
    [[-sz, -cz * cx, cz * sx, 0.0], [cz, -sz * cx, sz * sx, 0.0], [0.0; 4], [0.0; 4]]
}

/// The product of two matrices.
#[inline]
fn product(a: &Matrix, b: &Matrix) -> Matrix {
    let mut c = [[0.0; 4]; 4];
    for i in 0..4 {
        for k in 0..4 {
            for j in 0..4 {
                c[i][j] += a[i][k] * b[k][j];
            }
        }
    }
    c
}

/// The rotation about `v` by the angle `|v|`, and its derivatives by the three numbers of `v`; none, if the angle is below 1e-4.
fn about(v: [f64; 3]) -> [[[f64; 3]; 3]; 4] {
    let angle = dot(&v, &v).sqrt();
    if angle < 1e-4 {
        let one = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        return [one, [[0.0; 3]; 3], [[0.0; 3]; 3], [[0.0; 3]; 3]];
    }
    let n = v.map(|v| v / angle);
    let (s, c) = angle.sin_cos();
    let t = 1.0 - c;
    let cross = [[0.0, -n[2], n[1]], [n[2], 0.0, -n[0]], [-n[1], n[0], 0.0]];
    let mut out = [[[0.0; 3]; 3]; 4];
    for i in 0..3 {
        for j in 0..3 {
            let one = f64::from(u8::from(i == j));
            out[0][i][j] = n[i] * n[j] * t + one * c + cross[i][j] * s;
            for k in 0..3 {
                // The derivative of the axis, over the angle.
                let dn = |i: usize| (f64::from(u8::from(i == k)) - n[i] * n[k]) / angle;
                let d_cross = [[0.0, -dn(2), dn(1)], [dn(2), 0.0, -dn(0)], [-dn(1), dn(0), 0.0]];
                let by_axis = (dn(i) * n[j] + n[i] * dn(j)) * t + d_cross[i][j] * s;
                let by_angle = n[i] * n[j] * s - one * s + cross[i][j] * c;
                out[1 + k][i][j] = by_axis + by_angle * n[k];
            }
        }
    }
    out
}

#[inline]
fn dot(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
