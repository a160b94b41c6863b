"""Writes elementary.csv: derivatives of the elementary functions, correctly rounded.

    pip install mpmath==1.3.0
    python make.py

Every formula is a textbook one, evaluated with mpmath at 400 bits, enough for every cancellation at these points,
and rounded once to the type. Arguments are numbers of the type, so that they are exact. The output is deterministic.

A line is `function,type,arguments..,derivatives..`: for one argument f', f'', f'''; for two f_x, f_y, f_xx, f_xy, f_yy.
A field is empty where there is no derivative (the exponent of powi), or no digits (near a zero). Numbers are in their shortest exact form.
"""

import random
import sys
from fractions import Fraction
from pathlib import Path

import mpmath
from mpmath import mp, mpf

mp.prec = 400


class Format:
    """A binary floating-point format: rounding to it, and its extremes."""

    def __init__(self, name, digits, least, greatest):
        self.name, self.digits, self.least, self.greatest = name, digits, least, greatest

    def round(self, x):
        """The number of this format nearest to x, ties to even, as a Python float."""
        if mpmath.isnan(x) or mpmath.isinf(x) or x == 0:
            return float(x)
        sign, man, exp, bits = mpf(x)._mpf_
        top = exp + bits  # |x| is in [2^(top-1), 2^top)
        if top < self.least - 1:
            return -0.0 if sign else 0.0
        unit = max(top - self.digits, self.least)
        shift = exp - unit
        if shift >= 0:
            man <<= shift
        else:
            half, low = 1 << (-shift - 1), man & ((1 << -shift) - 1)
            man >>= -shift
            man += low > half or (low == half and man & 1)
        if man.bit_length() + unit > self.greatest:
            return float("-inf") if sign else float("inf")
        y = scale(man, unit)
        return -y if sign else y

    def text(self, x):
        """The shortest decimal that reads back as x."""
        if self.name == "f64" or x != x or x in (float("inf"), float("-inf")) or x == 0:
            return repr(x)
        for digits in range(1, 10):
            s = f"{x:.{digits - 1}e}"
            if self.round(mpf(s)) == x:
                return s
        raise AssertionError(x)


def scale(man, exp):
    """man * 2^exp, which is a double."""
    return float(Fraction(man) * Fraction(2) ** exp)


F64 = Format("f64", 53, -1074, 1024)
F32 = Format("f32", 24, -149, 128)


# ---- arguments


def spread(fmt, low, high, n, rng):
    """Magnitudes from 10^low to 10^high, evenly in the logarithm."""
    for i in range(n):
        yield 10.0 ** (low + (high - low) * (i + rng.random()) / n)


def signed(values, rng):
    for v in values:
        yield v if rng.random() < 0.5 else -v


def near(fmt, point, rng, n=30):
    """Points at geometrically growing distances from a point, on both sides."""
    for i in range(n):
        e = 10.0 ** (-fmt.digits * 0.301 * (i + 0.5) / n) * (1 + rng.random()) / 2
        yield point * (1 + e)
        yield point * (1 - e)


def reach(fmt):
    """Decimal exponents of the normal numbers."""
    return (-307, 308) if fmt is F64 else (-37.5, 38)


def wide(fmt, rng, n=110):
    low, high = reach(fmt)
    return list(signed(spread(fmt, low, high, n, rng), rng))


def middle(fmt, rng, n=110, low=-4, high=3):
    return list(signed(spread(fmt, low, high, n, rng), rng))


def real(fmt, rng):
    return wide(fmt, rng) + middle(fmt, rng)


def circular(fmt, rng):
    quarter = [float(mp.pi / 4 * k) for k in range(1, 13)]
    return middle(fmt, rng, 150, -6, 4) + wide(fmt, rng, 60) + quarter


def exponent(fmt, rng):
    top = 745 if fmt is F64 else 103
    return middle(fmt, rng, 80, -8, 1) + [rng.uniform(-top, top * 0.95) for _ in range(100)]


def unit(fmt, rng):
    inside = [x for x in near(fmt, 1.0, rng) if x < 1] + [x for x in near(fmt, -1.0, rng) if x > -1]
    return inside + list(signed(spread(fmt, reach(fmt)[0], -1e-9, 130, rng), rng))


def above_one(fmt, rng):
    return [x for x in near(fmt, 1.0, rng, 60) if x > 1] + list(spread(fmt, 0, reach(fmt)[1], 150, rng))


def positive(fmt, rng):
    return [abs(x) for x in real(fmt, rng)]


def above_minus_one(fmt, rng):
    return [x for x in near(fmt, -1.0, rng) if x > -1] + [x for x in real(fmt, rng) if x > -1]


def kinked(fmt, rng):
    return [x for x in middle(fmt, rng, 20)]


# ---- functions of one argument: arguments, f', f'', f'''


def total(*terms, factor):
    """The sum of the terms times the factor, or nothing near a zero, where the terms cancel by their nature."""
    total = mpmath.fsum(terms)
    return total * factor if 4 * abs(total) >= mpmath.fsum(abs(t) for t in terms) else None


ONE = {
    "sin": (circular, mpmath.cos, lambda x: -mpmath.sin(x), lambda x: -mpmath.cos(x)),
    "cos": (circular, lambda x: -mpmath.sin(x), lambda x: -mpmath.cos(x), mpmath.sin),
    "tan": (
        circular,
        lambda x: mpmath.sec(x) ** 2,
        lambda x: 2 * mpmath.sec(x) ** 2 * mpmath.tan(x),
        lambda x: 2 * mpmath.sec(x) ** 2 * (mpmath.sec(x) ** 2 + 2 * mpmath.tan(x) ** 2),
    ),
    "asin": (
        unit,
        lambda x: (1 - x * x) ** -0.5,
        lambda x: x * (1 - x * x) ** -1.5,
        lambda x: (1 + 2 * x * x) * (1 - x * x) ** -2.5,
    ),
    "acos": (
        unit,
        lambda x: -((1 - x * x) ** -0.5),
        lambda x: -x * (1 - x * x) ** -1.5,
        lambda x: -(1 + 2 * x * x) * (1 - x * x) ** -2.5,
    ),
    "atan": (
        real,
        lambda x: 1 / (1 + x * x),
        lambda x: -2 * x / (1 + x * x) ** 2,
        lambda x: total(6 * x * x, -2, factor=(1 + x * x) ** -3),
    ),
    "sinh": (exponent, mpmath.cosh, mpmath.sinh, mpmath.cosh),
    "cosh": (exponent, mpmath.sinh, mpmath.cosh, mpmath.sinh),
    "tanh": (
        exponent,
        lambda x: mpmath.sech(x) ** 2,
        lambda x: -2 * mpmath.tanh(x) * mpmath.sech(x) ** 2,
        lambda x: total(4 * mpmath.tanh(x) ** 2, -2 * mpmath.sech(x) ** 2, factor=mpmath.sech(x) ** 2),
    ),
    "asinh": (
        real,
        lambda x: (1 + x * x) ** -0.5,
        lambda x: -x * (1 + x * x) ** -1.5,
        lambda x: total(2 * x * x, -1, factor=(1 + x * x) ** -2.5),
    ),
    "acosh": (
        above_one,
        lambda x: (x * x - 1) ** -0.5,
        lambda x: -x * (x * x - 1) ** -1.5,
        lambda x: (2 * x * x + 1) * (x * x - 1) ** -2.5,
    ),
    "atanh": (
        unit,
        lambda x: 1 / (1 - x * x),
        lambda x: 2 * x / (1 - x * x) ** 2,
        lambda x: (2 + 6 * x * x) / (1 - x * x) ** 3,
    ),
    "exp": (exponent, mpmath.exp, mpmath.exp, mpmath.exp),
    "exp2": (exponent, lambda x: mp.ln2 * 2**x, lambda x: mp.ln2**2 * 2**x, lambda x: mp.ln2**3 * 2**x),
    "exp_m1": (exponent, mpmath.exp, mpmath.exp, mpmath.exp),
    "ln": (positive, lambda x: 1 / x, lambda x: -1 / x**2, lambda x: 2 / x**3),
    "ln_1p": (above_minus_one, lambda x: 1 / (1 + x), lambda x: -1 / (1 + x) ** 2, lambda x: 2 / (1 + x) ** 3),
    "log2": (positive, lambda x: 1 / (x * mp.ln2), lambda x: -1 / (x * x * mp.ln2), lambda x: 2 / (x**3 * mp.ln2)),
    "log10": (positive, lambda x: 1 / (x * mp.ln10), lambda x: -1 / (x * x * mp.ln10), lambda x: 2 / (x**3 * mp.ln10)),
    "sqrt": (positive, lambda x: 0.5 * x**-0.5, lambda x: -0.25 * x**-1.5, lambda x: 0.375 * x**-2.5),
    "cbrt": (
        real,
        lambda x: abs(x) ** (mpf(-2) / 3) / 3,
        lambda x: -2 * abs(x) ** (mpf(-5) / 3) / 9 * mpmath.sign(x),
        lambda x: 10 * abs(x) ** (mpf(-8) / 3) / 27,
    ),
    "recip": (real, lambda x: -1 / x**2, lambda x: 2 / x**3, lambda x: -6 / x**4),
    "abs": (kinked, mpmath.sign, lambda x: mpf(0), lambda x: mpf(0)),
    "fract": (kinked, lambda x: mpf(1), lambda x: mpf(0), lambda x: mpf(0)),
    "to_degrees": (kinked, lambda x: 180 / mp.pi, lambda x: mpf(0), lambda x: mpf(0)),
    "to_radians": (kinked, lambda x: mp.pi / 180, lambda x: mpf(0), lambda x: mpf(0)),
    "logistic_slope": (
        exponent,
        lambda x: -mpmath.tanh(x / 2) * mpmath.sech(x / 2) ** 2 / 4,
        lambda x: total(2 * mpmath.tanh(x / 2) ** 2, -mpmath.sech(x / 2) ** 2, factor=mpmath.sech(x / 2) ** 2 / 8),
        lambda x: None,
    ),
}


# ---- functions of two arguments: arguments, then f_x, f_y, f_xx, f_xy, f_yy


def plane(fmt, rng):
    low, high = reach(fmt)
    third = (high - low) / 4.2
    for _ in range(130):
        at = rng.uniform(low / 2.1, high / 2.1)
        x, y = 10 ** at, 10 ** (at + rng.uniform(-1, 1) * rng.choice([0.3, 3, third]))
        yield x * rng.choice([-1, 1]), y * rng.choice([-1, 1])
    for x in near(fmt, 1.0, rng, 20):
        yield x * rng.choice([-1, 1]), 1.0


def hypot(x, y):
    h = mpmath.sqrt(x * x + y * y)
    return x / h, y / h, y * y / h**3, -x * y / h**3, x * x / h**3


def atan2(y, x):
    q = x * x + y * y
    return x / q, -y / q, -2 * x * y / q**2, (y * y - x * x) / q**2, 2 * x * y / q**2


def bases(fmt, rng):
    low, high = reach(fmt)
    span = [(-3, 3)] * 80 + [(low / 2, high / 2)] * 50
    for lo, hi in span:
        yield 10 ** rng.uniform(lo, hi), 10 ** rng.uniform(lo, hi)
    for b in near(fmt, 1.0, rng, 15):
        yield 10 ** rng.uniform(-3, 3), b


def log(x, b):
    l = mpmath.log(b)
    v = mpmath.log(x) / l
    return 1 / (x * l), -v / (b * l), -1 / (x * x * l), -1 / (x * b * l * l), v / (b * b * l) * (2 / l + 1)


def powers(fmt, rng):
    low, high = reach(fmt)
    for _ in range(110):
        yield 10 ** rng.uniform(-3, 3), rng.uniform(-8, 8)
    for _ in range(60):
        x = 10 ** rng.uniform(low * 0.9, high * 0.9)
        yield x, rng.uniform(-0.9, 0.9) * 0.45 * high / abs(float(mpmath.log10(x)))
    for y in [0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 7.0, -0.5, -1.0, -1.5, -2.0, -3.0, 0.1, 0.3, 0.75, 1.1, 12.0]:
        for _ in range(6):
            yield 10 ** rng.uniform(-6, 6), y
        yield 10 ** (rng.uniform(-0.9, 0.9) * high / max(4, abs(y) + 3)), y


def powf(x, y):
    v, l = x**y, mpmath.log(x)
    return y * v / x, v * l, y * (y - 1) * v / x**2, v / x * (1 + y * l), v * l * l


def whole_powers(fmt, rng):
    for n in list(range(-12, 13)) + [-100, -57, -31, 17, 20, 31, 50, 64, 77, 99, 100]:
        for _ in range(5):
            x = 10 ** (rng.uniform(-1, 1) * min(3, reach(fmt)[1] * 0.9 / (abs(n) + 2)))
            yield x * rng.choice([-1, 1]), float(n)
        if n:
            yield 10 ** (rng.uniform(-0.95, 0.95) * reach(fmt)[1] / (abs(n) + 2)), float(n)


def powi(x, n):
    n = int(n)
    return (
        n * x ** (n - 1) if n else mpf(0),
        None,
        n * (n - 1) * x ** (n - 2) if n * (n - 1) else mpf(0),
        None,
        None,
    )


def dividends(fmt, rng):
    for _ in range(80):
        y = 10 ** rng.uniform(-5, 5)
        yield y * rng.choice([-1, 1]) * 10 ** rng.uniform(-3, fmt.digits * 0.25), y * rng.choice([-1, 1])


def remainder(x, y):
    q = Fraction(float(x)) / Fraction(float(y))
    return mpf(1), mpf(-int(q)), mpf(0), mpf(0), mpf(0)


def rem_euclid(x, y):
    x, y = Fraction(float(x)), Fraction(float(y))
    q = x / abs(y)
    floor = q.numerator // q.denominator
    return mpf(1), mpf(-floor if y > 0 else floor), mpf(0), mpf(0), mpf(0)


TWO = {
    "hypot": (plane, hypot),
    "atan2": (plane, atan2),
    "log": (bases, log),
    "powf": (powers, powf),
    "powi": (whole_powers, powi),
    "%": (dividends, remainder),
    "rem_euclid": (dividends, rem_euclid),
}


# ---- the file


def line(name, fmt, args, derivatives):
    fields = [fmt.text(a) for a in args] + ["" if d is None else fmt.text(fmt.round(d)) for d in derivatives]
    return ",".join([name, fmt.name, *fields])


def rows():
    for fmt in (F64, F32):
        for name, (points, *derivatives) in ONE.items():
            rng = random.Random(f"{name} {fmt.name}")
            for x in points(fmt, rng):
                x = fmt.round(mpf(x))
                try:
                    yield line(name, fmt, [x], [f(mpf(x)) for f in derivatives])
                except ZeroDivisionError:
                    pass  # the point was rounded onto a pole
        for name, (points, derivatives) in TWO.items():
            rng = random.Random(f"{name} {fmt.name}")
            for x, y in points(fmt, rng):
                x, y = fmt.round(mpf(x)), fmt.round(mpf(y))
                if name == "log" and y == 1.0:
                    continue
                yield line(name, fmt, [x, y], derivatives(mpf(x), mpf(y)))


if __name__ == "__main__":
    out = Path(__file__).with_name("elementary.csv")
    out.write_text("\n".join(rows()) + "\n")
    print(out, out.stat().st_size, "bytes", file=sys.stderr)
