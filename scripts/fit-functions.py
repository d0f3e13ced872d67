#!/usr/bin/env python3
"""Fits the polynomials of passes/Lower/ApproximateMath.cpp, by least squares whose weights go to the largest relative
errors (Lawson's iteration). The quotients are linearised with the denominator of the round before. Needs python3-mpmath.

The coefficients printed here are those before rounding to f32. Those of tanh and erf in the code were then moved by a few
units in the last place, at random, to lower the largest error of the rounded arithmetic and to meet 1 at the end."""
from mpmath import cos, erf, exp, log, matrix, mp, mpf, pi, qr_solve, sqrt, tanh

mp.dps = 40
ROUNDS = 14


def nodes(low, high, count):
    return [(low + high) / 2 - (high - low) / 2 * cos(pi * (i + mpf(1) / 2) / count) for i in range(count)]


def reweighted(weights, errors):
    total = sum(weight * error for weight, error in zip(weights, errors))
    return [weight * error / total * len(weights) for weight, error in zip(weights, errors)]


def fit_quotient(function, end, p, q):
    """p and q with function(x) = x p(x^2) / q(x^2) for 0 < x <= end; q(0) = 1."""
    points = nodes(mpf(0), mpf(end) ** 2, 60)
    values = [function(sqrt(t)) / sqrt(t) for t in points]
    weights, below, best = [mpf(1)] * 60, [mpf(1)] * 60, None
    for _ in range(ROUNDS):
        rows, right = matrix(60, p + 1 + q), matrix(60, 1)
        for i, (t, value) in enumerate(zip(points, values)):
            scale = sqrt(weights[i]) / (below[i] * value)
            for j in range(p + 1):
                rows[i, j] = scale * t**j
            for j in range(q):
                rows[i, p + 1 + j] = -scale * value * t ** (j + 1)
            right[i] = scale * value
        solution = list(qr_solve(rows, right)[0])
        above, divisor = solution[: p + 1], [mpf(1)] + solution[p + 1 :]
        below = [mp.polyval(divisor[::-1], t) for t in points]
        errors = [abs(mp.polyval(above[::-1], t) / b / v - 1) for t, b, v in zip(points, below, values)]
        best = min(best or (mp.inf,), (max(errors), above, divisor), key=lambda found: found[0])
        weights = reweighted(weights, errors)
    return best


def fit_power(base, low, high, fixed, degree):
    """c with base^r = fixed[0] + fixed[1] r + … + c0 r^len(fixed) + c1 r^(len(fixed) + 1) + … for low <= r <= high."""
    start, count = len(fixed), degree + 1 - len(fixed)
    points, weights, best = nodes(low, high, 120), [mpf(1)] * 120, None
    for _ in range(2 * ROUNDS):
        rows, right = matrix(120, count), matrix(120, 1)
        for i, r in enumerate(points):
            scale = sqrt(weights[i]) / base**r
            for j in range(count):
                rows[i, j] = scale * r ** (j + start)
            right[i] = scale * (base**r - mp.polyval(fixed[::-1], r))
        solution = list(qr_solve(rows, right)[0])
        errors = [abs(mp.polyval(solution[::-1] + fixed[::-1], r) / base**r - 1) for r in points]
        best = min(best or (mp.inf,), (max(errors), solution), key=lambda found: found[0])
        weights = reweighted(weights, errors)
    return best


def fit_exp(degree, end):
    """c with exp(r) = 1 + r + c0 r^2 + c1 r^3 + … for |r| <= end."""
    end *= mpf("1.002")
    return fit_power(exp(1), -end, end, [mpf(1), mpf(1)], degree)


def fit_exp2(degree, low, high):
    """c with 2^r = 1 + c0 r + c1 r^2 + … for low <= r <= high."""
    return fit_power(mpf(2), mpf(low), mpf(high), [mpf(1)], degree)


def show(name, error, *polynomials):
    print("%s: relative error %s" % (name, mp.nstr(error, 3)))
    for polynomial in polynomials:
        print("  " + ", ".join(mp.nstr(coefficient, 12) for coefficient in polynomial))


show("exp, two factors", *fit_exp(7, log(2)))
show("exp, scaled", *fit_exp(6, log(2) / 2))
show("exp2, two factors", *fit_exp2(7, -1, 1))
show("exp2, scaled", *fit_exp2(5, 0, 1))
show("tanh", *fit_quotient(tanh, "8.4", 4, 4))
show("erf", *fit_quotient(erf, "3.72", 5, 5))
