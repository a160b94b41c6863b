"""Writes cases.json: small inputs of the evals, and results to 17 digits.

Each function is written down here from its definition, for 50-digit arithmetic; derivatives are central differences
with a step of 1e-20, which leaves 30 digits and more. Needs mpmath: python3 make.py > cases.json
"""

import json
import random

from mpmath import mp, mpf

mp.dps = 50
STEP = mpf(10) ** -20


def exact(x):
    return [exact(v) for v in x] if isinstance(x, (list, tuple)) else mpf(x)


def rounded(x):
    if isinstance(x, dict):
        return {k: rounded(v) for k, v in x.items()}
    return [rounded(v) for v in x] if isinstance(x, (list, tuple)) else float(x)


def partial(f, x, i):
    up, down = list(x), list(x)
    up[i] += STEP
    down[i] -= STEP
    a, b = f(up), f(down)
    if isinstance(a, list):
        return [(p - q) / (2 * STEP) for p, q in zip(a, b)]
    return (a - b) / (2 * STEP)


def gradient(f, x):
    return [partial(f, x, i) for i in range(len(x))]


def rows(flat, width):
    return [flat[i : i + width] for i in range(0, len(flat), width)] if width else []


def flat(table):
    return [v for row in table for v in row]


draw = random.Random(20)


def number(low=-1.0, high=1.0):
    return round(draw.uniform(low, high), 3)


def numbers(n, low=-1.0, high=1.0):
    return [number(low, high) for _ in range(n)]


CASES = []


def case(module, function, given, output):
    given = dict(given, min_runs=1, min_seconds=0)
    CASES.append({"module": module, "function": function, "input": given, "output": rounded(output)})


# ---- lse, llsq, ode, det


def lse(x):
    return mp.log(sum(mp.exp(v) for v in x))


def llsq(x, n):
    total = mpf(0)
    for i in range(n):
        t = mpf(-1) + mpf(2 * i) / (n - 1)
        total += (mp.sign(t) - sum(c * t**j for j, c in enumerate(x))) ** 2
    return total / 2


def rate(x, y):
    return [x[0]] + [x[i] * y[i - 1] for i in range(1, len(x))]


def ode(x, steps):
    y, h = [mpf(0)] * len(x), mpf(2) / steps
    along = lambda k, c: [a + c * b for a, b in zip(y, k)]
    for _ in range(steps):
        k1 = rate(x, y)
        k2 = rate(x, along(k1, h / 2))
        k3 = rate(x, along(k2, h / 2))
        k4 = rate(x, along(k3, h))
        y = [v + h / 6 * (a + 2 * b + 2 * c + d) for v, a, b, c, d in zip(y, k1, k2, k3, k4)]
    return y


def det(a, l):
    return mp.det(mp.matrix(rows(a, l)))


def simple():
    for x in ([0.5], [3.0, -2.0, 1.5, 1.25], [1000.0, 1000.5]):
        case("lse", "primal", {"x": x}, lse(exact(x)))
        case("lse", "gradient", {"x": x}, gradient(lse, exact(x)))
    for m, n in [(1, 2), (3, 5), (4, 8)]:
        x = numbers(m)
        case("llsq", "primal", {"x": x, "n": n}, llsq(exact(x), n))
        case("llsq", "gradient", {"x": x, "n": n}, gradient(lambda v: llsq(v, n), exact(x)))
    for n, s in [(1, 1), (2, 1), (3, 2), (4, 3), (4, 10)]:
        x = numbers(n, 0.1, 1.0)
        case("ode", "primal", {"x": x, "s": s}, ode(exact(x), s))
        case("ode", "gradient", {"x": x, "s": s}, gradient(lambda v: ode(v, s)[-1], exact(x)))
    for l in [1, 2, 3, 5]:
        a = numbers(l * l)
        case("det", "primal", {"A": a, "ell": l}, det(exact(a), l))
        case("det", "gradient", {"A": a, "ell": l}, gradient(lambda v: det(v, l), exact(a)))


# ---- kmeans


def kmeans(points, centroids):
    return sum(min(sum((p - c) ** 2 for p, c in zip(point, centroid)) for centroid in centroids) for point in points)


def clusters():
    points = [numbers(2) for _ in range(9)]
    given = {"points": points, "centroids": points[-2:]}
    p, c = exact(points), exact(points[-2:])
    case("kmeans", "cost", given, kmeans(p, c))
    # The step of Newton's method from a centroid leads to the mean of its points.
    near = [min(range(2), key=lambda j: sum((a - b) ** 2 for a, b in zip(point, c[j]))) for point in p]
    means = [[sum(v[i] for v, n in zip(p, near) if n == j) / near.count(j) for i in range(2)] for j in range(2)]
    case("kmeans", "dir", given, [[a - b for a, b in zip(c[j], means[j])] for j in range(2)])


# ---- gmm


def gmm(alpha, mu, q, l, x, m, gamma):
    d, k, n = len(x[0]), len(alpha), len(x)
    total = mpf(0)
    matrices = []
    for i in range(k):
        matrix = mp.matrix(d, d)
        below = iter(l[i])
        for column in range(d):
            matrix[column, column] = mp.exp(q[i][column])
            for row in range(column + 1, d):
                matrix[row, column] = next(below)
        matrices.append(matrix)
    for point in x:
        terms = []
        for i in range(k):
            y = matrices[i] * mp.matrix([a - b for a, b in zip(point, mu[i])])
            terms.append(alpha[i] + sum(q[i]) - sum(v * v for v in y) / 2)
        total += lse(terms)
    total -= n * (mpf(d) / 2 * mp.log(2 * mp.pi) + lse(alpha))
    freedom = d + m + 1
    gammas = mpf(d * (d - 1)) / 4 * mp.log(mp.pi) + sum(mp.loggamma(mpf(freedom) / 2 + mpf(1 - j) / 2) for j in range(1, d + 1))
    norm = freedom * d * (mp.log(gamma) - mp.log(2) / 2) - gammas
    squares = sum(mp.exp(2 * v) for v in flat(q)) + sum(v * v for v in flat(l))
    return total + k * norm - gamma**2 / 2 * squares + m * sum(flat(q))


def mixtures():
    for d, k, n, m, gamma in [(1, 2, 3, 0, 1.0), (2, 1, 2, 2, 0.5), (3, 2, 4, 1, 1.5)]:
        size = d * (d - 1) // 2
        alpha, x = numbers(k), [numbers(d) for _ in range(n)]
        mu, q, l = [numbers(d) for _ in range(k)], [numbers(d) for _ in range(k)], [numbers(size) for _ in range(k)]
        given = {"d": d, "k": k, "n": n, "x": x, "m": m, "gamma": gamma, "alpha": alpha, "mu": mu, "q": q, "l": l}
        px, pgamma = exact(x), exact(gamma)
        a, b = k, k + k * d

        def at(v):
            return gmm(v[:a], rows(v[a:b], d), rows(v[b : b + k * d], d), rows(v[b + k * d :], size) or [[]] * k, px, m, pgamma)

        v = exact(alpha + flat(mu) + flat(q) + flat(l))
        g = gradient(at, v)
        parts = {"alpha": g[:a], "mu": rows(g[a:b], d), "q": rows(g[b : b + k * d], d), "l": rows(g[b + k * d :], size) or [[]] * k}
        case("gmm", "objective", given, at(v))
        case("gmm", "jacobian", given, parts)


# ---- lstm


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def lstm(main, extra, state, sequence):
    b, layers = len(sequence[0]), len(state) // 2
    hidden, cell = [list(state[2 * i]) for i in range(layers)], [list(state[2 * i + 1]) for i in range(layers)]
    total, count = mpf(0), 0
    for now, after in zip(sequence, sequence[1:]):
        y = [a * w for a, w in zip(now, extra[0])]
        for i in range(layers):
            w, c = main[2 * i], main[2 * i + 1]
            for j in range(b):
                forget = sigmoid(y[j] * w[j] + c[j])
                take = sigmoid(hidden[i][j] * w[b + j] + c[b + j])
                give = sigmoid(y[j] * w[2 * b + j] + c[2 * b + j])
                change = mp.tanh(hidden[i][j] * w[3 * b + j] + c[3 * b + j])
                cell[i][j] = cell[i][j] * forget + take * change
                hidden[i][j] = give * mp.tanh(cell[i][j])
            y = hidden[i]
        y = [a * w + c for a, w, c in zip(y, extra[1], extra[2])]
        norm = mp.log(2 + sum(mp.exp(v) for v in y))
        total += sum(bit * (v - norm) for bit, v in zip(after, y))
        count += b
    return -total / count


def memories():
    for layers, characters, b in [(1, 2, 2), (2, 4, 3)]:
        main, extra = [numbers(4 * b) for _ in range(2 * layers)], [numbers(b) for _ in range(3)]
        state = [numbers(b) for _ in range(2 * layers)]
        sequence = [[float(draw.randint(0, 1)) for _ in range(b)] for _ in range(characters)]
        given = {"main_params": main, "extra_params": extra, "state": state, "sequence": sequence}
        size = 8 * layers * b
        s, t = exact(state), exact(sequence)
        at = lambda v: lstm(rows(v[:size], 4 * b), rows(v[size:], b), s, t)
        v = exact(flat(main) + flat(extra))
        case("lstm", "objective", given, at(v))
        case("lstm", "jacobian", given, gradient(at, v))


# ---- ba


def cross(a, b):
    return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]


def seen(cam, x, w, feat):
    r, centre, focal, u0, v0, k1, k2 = cam[:3], cam[3:6], cam[6], cam[7], cam[8], cam[9], cam[10]
    x = [a - b for a, b in zip(x, centre)]
    angle = mp.sqrt(sum(v * v for v in r))
    if angle < STEP * 2:
        x = [a + b for a, b in zip(x, cross(r, x))]
    else:
        axis = [v / angle for v in r]
        along = sum(a * b for a, b in zip(axis, x)) * (1 - mp.cos(angle))
        x = [a * mp.cos(angle) + b * mp.sin(angle) + c * along for a, b, c in zip(x, cross(axis, x), axis)]
    u, v = x[0] / x[2], x[1] / x[2]
    s = u * u + v * v
    factor = (1 + k1 * s + k2 * s * s) * focal
    return [w * (u * factor + u0 - feat[0]), w * (v * factor + v0 - feat[1])]


def bundles():
    for n, m, p, turn in [(2, 3, 4, numbers(3)), (1, 1, 1, [0.0, 0.0, 0.0]), (2, 3, 12, numbers(3))]:
        cam = turn + numbers(3) + [number(1, 2), number(), number(), number(0, 0.1), number(0, 0.1)]
        x, w, feat = numbers(2) + [number(4, 5)], number(0.1, 1), numbers(2)
        given = {"n": n, "m": m, "p": p, "cam": cam, "x": x, "w": w, "feat": feat}
        v, f = exact(cam + x + [w]), exact(feat)
        at = lambda v: seen(v[:11], v[11:14], v[14], f)
        repeated = lambda **what: dict(what, repeated=p)
        case("ba", "objective", given, {"reproj_error": repeated(elements=at(v)), "w_err": repeated(element=1 - v[14] ** 2)})
        columns = gradient(at, v)
        block = [[column[i] for column in columns] for i in range(2)]
        places, values, starts = [], [], [0]
        for i in range(p):
            own = list(range(11 * (i % n), 11 * (i % n) + 11)) + [11 * n + 3 * (i % m) + j for j in range(3)] + [11 * n + 3 * m + i]
            for row in block:
                places, values = places + own, values + row
                starts.append(len(values))
        for i in range(p):
            places, values = places + [11 * n + 3 * m + i], values + [-2 * v[14]]
            starts.append(len(values))
        sample = lambda all: all[:30] + all[-1:]
        case("ba", "jacobian", given, {"rows": sample(starts), "cols": sample(places), "vals": sample(values)})


# ---- ht


def homogeneous(rotation, translation=(0, 0, 0)):
    matrix = mp.eye(4)
    for i in range(3):
        matrix[i, 3] = translation[i]
        for j in range(3):
            matrix[i, j] = rotation[i][j]
    return matrix


def turned(x, y, z):
    c, s = mp.cos, mp.sin
    about_x = homogeneous([[1, 0, 0], [0, c(x), -s(x)], [0, s(x), c(x)]])
    about_y = homogeneous([[c(y), 0, s(y)], [0, 1, 0], [-s(y), 0, c(y)]])
    about_z = homogeneous([[c(z), -s(z), 0], [s(z), c(z), 0], [0, 0, 1]])
    return about_z * about_y * about_x


def about(v):
    """The exponential of the matrix of `v ×`."""
    angle = mp.sqrt(sum(a * a for a in v))
    if angle < mpf("1e-4"):
        return mp.eye(3)
    k = mp.matrix([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]]) / angle
    return mp.eye(3) + mp.sin(angle) * k + (1 - mp.cos(angle)) * k * k


def hand_positions(theta, model):
    bends = {}
    for finger in range(5):
        angles = theta[6 + 4 * finger : 10 + 4 * finger]
        first = 2 + 4 * finger
        bends[first], bends[first + 1], bends[first + 2] = (angles[0], angles[1]), (angles[2], 0), (angles[3], 0)
    absolutes = []
    for bone, parent in enumerate(model["parents"]):
        x, z = bends.get(bone, (0, 0))
        relative = model["relatives"][bone] * turned(mpf(x), mpf(0), mpf(z))
        absolutes.append(relative if parent < 0 else absolutes[parent] * relative)
    whole = about(theta[:3])
    result = []
    for vertex, weights in zip(model["vertices"], model["weights"]):
        p = mp.matrix(4, 1)
        for w, absolute, inverse in zip(weights, absolutes, model["inverses"]):
            if w:
                p += w * (absolute * inverse * vertex)
        if model["mirrored"]:
            p[0] = -p[0]
        q = whole * p[:3, 0]
        result.append([q[i] + theta[3 + i] for i in range(3)])
    return result


def hands():
    bones, vertices, points = 22, 6, 3
    parents = [-1] + [0 if bone % 4 == 1 else bone - 1 for bone in range(1, 21)] + [0]

    def matrix():
        return [numbers(4) for _ in range(3)] + [[0.0, 0.0, 0.0, 1.0]]

    for free, mirrored, still in [(True, False, False), (False, True, False), (True, True, True)]:
        weights = [[0.0] * bones for _ in range(vertices)]
        for row in weights:
            for _ in range(3):
                row[draw.randrange(bones)] = number(0, 1)
        data = {
            "model": {
                "bone_count": bones,
                "bone_names": [str(bone) for bone in range(bones)],
                "parents": parents,
                "base_relatives": [matrix() for _ in range(bones)],
                "inverse_base_absolutes": [matrix() for _ in range(bones)],
                "base_positions": [numbers(3) + [1.0] for _ in range(vertices)],
                "weights": weights,
                "triangles": [[0, 1, 2], [5, 3, 1], [2, 4, 5], [3, 4, 0]],
                "is_mirrored": mirrored,
            },
            "correspondences": [2, 0, 3] if free else [5, 1, 1],
            "points": [numbers(3) for _ in range(points)],
        }
        theta = numbers(26)
        if still:
            theta[:3] = [0.0, 0.0, 0.0]
        us = [numbers(2, 0, 0.5) for _ in range(points)] if free else []
        given = {"theta": theta, "data": data, "us": us}
        model = data["model"]
        table = lambda all: [mp.matrix(exact(m)) for m in all]
        held = {
            "parents": parents,
            "mirrored": mirrored,
            "relatives": table(model["base_relatives"]),
            "inverses": table(model["inverse_base_absolutes"]),
            "vertices": table(model["base_positions"]),
            "weights": exact(weights),
        }

        def at(v):
            skin, result = hand_positions(v[:26], held), []
            for i, place in enumerate(data["correspondences"]):
                if free:
                    u = v[26 + 2 * i : 28 + 2 * i]
                    a, b, c = (skin[corner] for corner in model["triangles"][place])
                    on = [u[0] * p + u[1] * q + (1 - u[0] - u[1]) * r for p, q, r in zip(a, b, c)]
                else:
                    on = skin[place]
                result += [mpf(p) - q for p, q in zip(data["points"][i], on)]
            return result

        v = exact(theta + flat(us))
        columns = gradient(at, v)
        own = lambda row: [columns[26 + 2 * (row // 3) + j][row] for j in range(2)] if free else []
        case("ht", "objective", given, at(v))
        case("ht", "jacobian", given, [own(row) + [column[row] for column in columns[:26]] for row in range(3 * points)])


# ---- all


def main():
    simple()
    clusters()
    mixtures()
    memories()
    bundles()
    hands()
    print("[\n" + ",\n".join(json.dumps(case) for case in CASES) + "\n]")


main()
