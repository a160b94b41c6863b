#[differentiable(jacobian)]
fn reprojection(cam: &[f64; 9], x: &[f64; 3], w: f64, feat: &[f64; 2]) -> [f64; 2] {
    let dx = x[0] - cam[3];
    let dy = x[1] - cam[4];
    let dz = x[2] - cam[5];
    let theta = (cam[0] * cam[0] + cam[1] * cam[1] + cam[2] * cam[2]).sqrt();
    let (s, c) = theta.sin_cos();
    let (a, b, d) = (cam[0] / theta, cam[1] / theta, cam[2] / theta);
    let t = (a * dx + b * dy + d * dz) * (1.0 - c);
    let px = dx * c + (b * dz - d * dy) * s + a * t;
    let py = dy * c + (d * dx - a * dz) * s + b * t;
    let pz = dz * c + (a * dy - b * dx) * s + d * t;
    let (u, v) = (px / pz, py / pz);
    let r = u * u + v * v;
    let l = 1.0 + r * (cam[7] + r * cam[8]);
    [w * (cam[6] * l * u - feat[0]), w * (cam[6] * l * v - feat[1])]
}
