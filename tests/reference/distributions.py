#!/usr/bin/env python3
"""Prints core/distributions_reference.inc: values of scipy and statsmodels that the core's own
distributions are held against.

    python3 tests/reference/distributions.py > tests/core/distributions_reference.inc
"""
import numpy
from scipy import optimize, special, stats
from statsmodels.stats import multitest, proportion, rates

numpy.seterr(divide="ignore")
rows = lambda *axes: [tuple(v) for v in numpy.array(numpy.meshgrid(*axes)).T.reshape(-1, len(axes))]


def table(name, columns, lines):
    print(f"constexpr double k{name}[][{columns}] = {{")
    for line in lines:
        print("    {" + ", ".join(repr(float(v)).replace("inf", "HUGE_VAL") for v in line) + "},")
    print("};")


def ratio_bounds(k1, t1, k2, t2):
    """Where the score test of a ratio turns."""
    k1, k2 = numpy.float64(k1), numpy.float64(k2)
    def beyond(log_ratio):
        result = rates.test_poisson_2indep(k1, t1, k2, t2, numpy.exp(log_ratio), method="score")
        return result.pvalue - 0.05
    middle = numpy.log((k1 or 0.5) / t1 / ((k2 or 0.5) / t2))
    low = numpy.exp(optimize.brentq(beyond, middle - 30, middle, xtol=1e-14)) if k1 else 0
    high = numpy.exp(optimize.brentq(beyond, middle, middle + 30, xtol=1e-14)) if k2 else numpy.inf
    return low, high


print("// Made by tests/reference/distributions.py with scipy and statsmodels.")
print("// x, ln x")
table("Log", 2, [(x, numpy.log(x)) for x in [1e-300, 1e-5, 0.5, 0.7071, 0.99999, 1, 1.000001, 2, 10, 12345.678, 1e300]])
print("// x, e^x")
table("Exp", 2, [(x, numpy.exp(x)) for x in [-700, -37.5, -1, -1e-9, 0, 1e-9, 0.3, 1, 20.25, 700]])
print("// x, ln Γ(x)")
table("LogGamma", 2, [(x, special.gammaln(x)) for x in [1e-6, 0.1, 0.5, 1.5, 2.5, 3, 10, 14.9, 15.1, 171.3, 1e4, 1e8]])
print("// z, Φ(z), two-sided p")
table("Normal", 3, [(z, stats.norm.cdf(z), 2 * stats.norm.sf(abs(z)))
                    for z in [-30, -8, -3, -1.959963984540054, -0.5, -1e-4, 0, 0.1, 1, 2.5758, 6]])
print("// k, mean, P(X >= k)")
table("Poisson", 3, [(k, m, stats.poisson.sf(k - 1, m))
                     for k, m in rows([0, 1, 3, 20, 110, 1000], [0.01, 0.7, 3, 50, 100, 1000])
                     if k < 30 * m + 20])
print("// k, mean, dispersion, P(X >= k)")
table("NegativeBinomial", 4, [(k, m, d, stats.nbinom.sf(k - 1, 1 / d, 1 / (1 + d * m)))
                              for k, m, d in rows([0, 1, 8, 60, 400, 20000], [0.05, 2, 50, 300, 15000],
                                                  [0.0001, 0.02, 0.3, 4])
                              if k < 30 * m + 20])
print("// a, b, x, I_x(a, b)")
table("Beta", 4, [(a, b, x, special.betainc(a, b, x))
                  for a, b, x in rows([0.5, 3, 40, 5000], [0.5, 7, 900], [0.001, 0.2, 0.5, 0.9])])
print("// k1, n1, k2, n2, low, high of Newcombe's interval, p of the score test")
table("Newcombe", 7, [(*s, *proportion.confint_proportions_2indep(*s, method="newcomb", compare="diff"),
                       proportion.proportions_ztest([s[0], s[2]], [s[1], s[3]])[1])
                      for s in [(56, 70, 48, 80), (9, 10, 3, 10), (10, 10, 0, 20), (0, 10, 1, 9), (120, 4000, 95, 4100)]])
print("// k1, t1, k2, t2, low, high of the ratio, p of the score test")
table("RateRatio", 7, [(*s, *ratio_bounds(*s), rates.test_poisson_2indep(*map(numpy.float64, s), method="score").pvalue)
                       for s in [(60, 51477.5, 30, 54308.7), (5, 1, 0, 1), (0, 3, 7, 2), (100, 14, 100, 14),
                                 (1000, 7, 800, 9.5), (3, 1, 2, 1)]])
p_values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0]
print("// p, whether it is rejected at 5 %")
table("Rejected", 2, zip(p_values, multitest.multipletests(p_values, 0.05, "fdr_bh")[0]))
