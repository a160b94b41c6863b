//! The images, read from `examples/data/digits.txt`, which names its source.

/// Darkness of pixels from 0 to 1, row after row.
pub(crate) type Image = [f64; 64];

/// Images with the digits that they show.
pub(crate) struct Digits {
    pub(crate) images: Vec<Image>,
    pub(crate) labels: Vec<usize>,
}

impl Digits {
    pub(crate) fn read() -> Result<Self, String> {
        let mut digits = Self { images: Vec::new(), labels: Vec::new() };
        let text = include_str!("../data/digits.txt");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (label, image) = row(line).ok_or_else(|| format!("digits.txt: `{line}` is no digit with 64 pixels"))?;
            digits.labels.push(label);
            digits.images.push(image);
        }
        Ok(digits)
    }

    pub(crate) fn len(&self) -> usize {
        self.images.len()
    }

    /// The first ones, and the others.
    pub(crate) fn split(mut self, first: usize) -> (Self, Self) {
        let others = Self { images: self.images.split_off(first), labels: self.labels.split_off(first) };
        (self, others)
    }
}

fn row(line: &str) -> Option<(usize, Image)> {
    let (label, pixels) = line.split_once(' ')?;
    let mut image = [0.0; 64];
    if pixels.len() != image.len() {
        return None;
    }
    for (pixel, digit) in image.iter_mut().zip(pixels.chars()) {
        *pixel = f64::from(digit.to_digit(17)?) / 16.0;
    }
    Some((label.parse().ok().filter(|label| *label < 10)?, image))
}
