//! Letters for pictures that are made of dots: those of a font of the machine.

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use plotters::style::{FontStyle, register_font};

/// Where a font without serifs usually is.
const USUAL: [&str; 6] = [
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/TTF/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "/System/Library/Fonts/Supplemental/Arial.ttf",
    "C:\\Windows\\Fonts\\arial.ttf",
];

/// The place of the PNG beside an SVG, for which there are letters now.
///
/// # Errors
/// If there is no font.
pub(super) fn png(svg: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let named = env::var_os("CHAINRULE_FONT").map(PathBuf::from);
    let file = named.or_else(|| USUAL.iter().map(PathBuf::from).find(|usual| usual.exists()));
    let file = file.ok_or("no font found: name a file in CHAINRULE_FONT, or draw without the feature `png`")?;
    let font = fs::read(&file).map_err(|why| format!("{}: {why}", file.display()))?;
    register_font("sans-serif", FontStyle::Normal, font.leak()).map_err(|_| format!("{}: no font", file.display()))?;
    Ok(svg.with_extension("png"))
}
