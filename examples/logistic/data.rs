//! The launches, read from `examples/data/challenger.csv`, which names its source.

/// A row for each launch.
#[derive(Debug, Default)]
pub(crate) struct Launches {
    /// Degrees Fahrenheit.
    pub(crate) temperature: Vec<f64>,
    /// 1 where an O-ring was found damaged, else 0.
    pub(crate) distress: Vec<f64>,
}

impl Launches {
    pub(crate) fn read() -> Result<Self, String> {
        let mut launches = Self::default();
        let text = include_str!("../data/challenger.csv");
        for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let [_flight, temperature, distress] = line.split(',').collect::<Vec<_>>()[..] else {
                return Err(format!("challenger.csv: `{line}` does not have three fields"));
            };
            launches.temperature.push(number(temperature)?);
            launches.distress.push(number(distress)?);
        }
        Ok(launches)
    }
}

fn number(field: &str) -> Result<f64, String> {
    field.parse().map_err(|_| format!("challenger.csv: `{field}` is not a number"))
}
