//! Data with a fit, and paths over contours, drawn as SVG, and as PNG with the feature `png`.

#[cfg(feature = "png")]
mod font;

use std::{
    error::Error,
    ops::Range,
    path::{Path, PathBuf},
};

use plotters::coord::{Shift, types::RangedCoordf64};
use plotters::prelude::*;

use crate::contour::contour;

type Drawn = Result<(), Box<dyn Error>>;
type Axes<'a, B> = ChartContext<'a, B, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

const SIZE: (u32, u32) = (640, 480);
const COLORS: [RGBColor; 5] = [
    RGBColor(31, 119, 180),
    RGBColor(214, 39, 40),
    RGBColor(44, 160, 44),
    RGBColor(148, 103, 189),
    RGBColor(255, 127, 14),
];

/// Where an example puts its picture of this name, if it was called with `--draw`: beside the gallery.
#[must_use]
pub fn wanted(name: &str) -> Option<PathBuf> {
    let place = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("pictures").join(format!("{name}.svg"));
    std::env::args().any(|arg| arg == "--draw").then_some(place)
}

/// Observations and the curve through them; below, what is left of each observation.
///
/// # Errors
/// If the file cannot be written.
pub fn draw_fit(path: &Path, title: &str, observations: &[(f64, f64)], curve: impl Fn(f64) -> f64) -> Drawn {
    #[cfg(feature = "png")]
    fit(&BitMapBackend::new(&font::png(path)?, SIZE).into_drawing_area(), title, observations, &curve)?;
    fit(&SVGBackend::new(path, SIZE).into_drawing_area(), title, observations, &curve)
}

fn fit<B: DrawingBackend<ErrorType: 'static>>(
    root: &DrawingArea<B, Shift>,
    title: &str,
    observations: &[(f64, f64)],
    curve: &impl Fn(f64) -> f64,
) -> Drawn {
    root.fill(&WHITE)?;
    let (above, below) = root.titled(title, ("sans-serif", 18))?.split_vertically(300);
    let xs = range(observations.iter().map(|o| o.0));
    let steps = f64::from(SIZE.0);
    let smooth: Vec<(f64, f64)> =
        (0..=SIZE.0).map(|k| xs.start + (xs.end - xs.start) * f64::from(k) / steps).map(|x| (x, curve(x))).collect();
    let ys = range(observations.iter().chain(&smooth).map(|p| p.1));
    let mut chart = axes(&above, xs.clone(), ys)?;
    chart.draw_series(LineSeries::new(smooth, COLORS[1].stroke_width(2)))?;
    chart.draw_series(dots(observations))?;

    let residuals: Vec<(f64, f64)> = observations.iter().map(|(x, y)| (*x, y - curve(*x))).collect();
    let ys = range(residuals.iter().map(|r| r.1));
    let mut chart = axes(&below, xs.clone(), ys)?;
    chart.draw_series(LineSeries::new([(xs.start, 0.0), (xs.end, 0.0)], BLACK.mix(0.4)))?;
    chart.draw_series(dots(&residuals))?;
    root.present()?;
    Ok(())
}

/// The ways of several methods over the contours of a function, at these levels of it.
///
/// # Errors
/// If the file cannot be written.
pub fn draw_paths(
    path: &Path,
    title: &str,
    frame: &[Range<f64>; 2],
    (f, levels): (impl Fn(f64, f64) -> f64, &[f64]),
    paths: &[(&str, Vec<(f64, f64)>)],
) -> Drawn {
    #[cfg(feature = "png")]
    ways(&BitMapBackend::new(&font::png(path)?, SIZE).into_drawing_area(), title, frame, (&f, levels), paths)?;
    ways(&SVGBackend::new(path, SIZE).into_drawing_area(), title, frame, (&f, levels), paths)
}

fn ways<B: DrawingBackend<ErrorType: 'static>>(
    root: &DrawingArea<B, Shift>,
    title: &str,
    [xs, ys]: &[Range<f64>; 2],
    (f, levels): (&impl Fn(f64, f64) -> f64, &[f64]),
    paths: &[(&str, Vec<(f64, f64)>)],
) -> Drawn {
    root.fill(&WHITE)?;
    let panel = root.titled(title, ("sans-serif", 18))?;
    let mut chart = axes(&panel, xs.clone(), ys.clone())?;
    for level in levels {
        for line in contour(f, xs, ys, *level) {
            chart.draw_series(LineSeries::new(line, BLACK.mix(0.25)))?;
        }
    }
    for ((name, points), color) in paths.iter().zip(COLORS) {
        let line = LineSeries::new(points.iter().copied(), color.stroke_width(2)).point_size(2);
        let key = move |(x, y)| PathElement::new([(x, y), (x + 16, y)], color.stroke_width(2));
        chart.draw_series(line)?.label(*name).legend(key);
    }
    let corner = SeriesLabelPosition::UpperMiddle;
    chart
        .configure_series_labels()
        .position(corner)
        .background_style(WHITE.mix(0.8))
        .border_style(BLACK.mix(0.4))
        .draw()?;
    root.present()?;
    Ok(())
}

fn axes<B: DrawingBackend<ErrorType: 'static>>(
    panel: &DrawingArea<B, Shift>,
    xs: Range<f64>,
    ys: Range<f64>,
) -> Result<Axes<'_, B>, Box<dyn Error>> {
    let mut chart =
        ChartBuilder::on(panel).margin(10).x_label_area_size(24).y_label_area_size(52).build_cartesian_2d(xs, ys)?;
    chart.configure_mesh().light_line_style(WHITE).x_labels(8).y_labels(6).draw()?;
    Ok(chart)
}

fn dots(points: &[(f64, f64)]) -> impl Iterator<Item = Circle<(f64, f64), i32>> {
    points.iter().map(|point| Circle::new(*point, 3, COLORS[0].filled()))
}

/// From the least to the most, with a margin.
fn range(values: impl Iterator<Item = f64> + Clone) -> Range<f64> {
    let least = values.clone().fold(f64::INFINITY, f64::min);
    let most = values.fold(f64::NEG_INFINITY, f64::max);
    let margin = 0.05 * (most - least).max(f64::MIN_POSITIVE);
    least - margin..most + margin
}
