"""Writes statistics.json: special functions, intervals, tests, fits and curves by scipy, statsmodels and scikit-learn.

    python make_statistics.py > statistics.json

Where no library has a figure (DeLong's variance, Obuchowski's clusters, temperature and vector scaling), it is computed
here from its definition, by another way than in Swift: over all pairs, or by a general minimiser.
"""

import json
import warnings

import numpy as np
from scipy import optimize, special, stats
from sklearn import metrics as sk
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression
import statsmodels.api as sm
from statsmodels.stats import contingency_tables, multitest, proportion

rng = np.random.default_rng(4)


def functions():
    x = [-37.5, -8.3, -3, -1.2, 0, 0.4, 2.5, 6, 9]
    p = [1e-300, 1e-20, 1e-6, 0.02, 0.07, 0.31, 0.5, 0.6, 0.925, 0.975, 1 - 1e-9]
    beta = [(a, b, q) for a, b in [(0.5, 0.5), (2, 3), (49.5, 0.5), (1, 1), (700, 300), (3, 90000)]
            for q in [1e-5, 0.01, 0.3, 0.5, 0.7, 0.999]]
    t = [(v, d) for v in [0.1, 1.3, 4.8, 30] for d in [1, 2, 9, 99.5]]
    widths = [(level, d) for level in [0.5, 0.9, 0.95, 0.999] for d in [1, 4, 29]]
    chi = [(v, d) for v in [0.001, 0.5, 3.84, 40, 300] for d in [1, 2, 3, 4, 9, 10]]
    return {
        "normal": [[v, stats.norm.cdf(v), 2 * stats.norm.sf(abs(v))] for v in x],
        "quantile": [[v, stats.norm.ppf(v)] for v in p],
        "beta": [[a, b, q, special.betainc(a, b, q)] for a, b, q in beta],
        "beta_quantile": [[a, b, q, stats.beta.ppf(q, a, b)] for a, b, q in beta if q > 1e-4],
        "t": [[v, d, 2 * stats.t.sf(v, d)] for v, d in t],
        "t_width": [[level, d, stats.t.ppf((1 + level) / 2, d)] for level, d in widths],
        "chi": [[v, d, stats.chi2.sf(v, d)] for v, d in chi],
    }


def proportions():
    out = []
    for k, n in [(0, 12), (1, 10), (7, 10), (12, 12), (480, 1000), (99990, 100000)]:
        for level in [0.9, 0.95]:
            wilson = proportion.proportion_confint(k, n, 1 - level, "wilson")
            exact = proportion.proportion_confint(k, n, 1 - level, "beta")
            out.append({"k": k, "n": n, "level": level, "wilson": list(wilson), "exact": list(exact)})
    return out


def placements(s, y):
    """V10 and V01 over all pairs."""
    d = s[y == 1][:, None] - s[y == 0][None, :]
    wins = (d > 0) + 0.5 * (d == 0)
    return wins.mean(1), wins.mean(0), wins.mean()


def obuchowski(first, second, y, patient):
    """The covariance of two areas by Obuchowski 1997; with one sample a patient DeLong 1988."""
    (a10, a01, a), (b10, b01, b) = placements(first, y), placements(second, y)
    m, n = len(a10), len(a01)
    names = list(dict.fromkeys(patient))
    rows = []
    for name in names:
        p, q = np.array(patient)[y == 1] == name, np.array(patient)[y == 0] == name
        rows.append([a10[p].sum() - p.sum() * a, b10[p].sum() - p.sum() * b,
                     a01[q].sum() - q.sum() * a, b01[q].sum() - q.sum() * b, p.any(), q.any()])
    r = np.array(rows, dtype=float)
    i10, i01, i = r[:, 4].sum(), r[:, 5].sum(), len(names)
    s10 = i10 / ((i10 - 1) * m) * (r[:, 0] * r[:, 1]).sum()
    s01 = i01 / ((i01 - 1) * n) * (r[:, 2] * r[:, 3]).sum()
    s11 = i / (i - 1) * (r[:, 0] * r[:, 3]).sum()
    s11b = i / (i - 1) * (r[:, 1] * r[:, 2]).sum()
    return s10 / m + s01 / n + (s11 + s11b) / (m * n)


def delong(name, first, second, y, patient=None):
    patient = list(map(str, patient if patient is not None else range(len(y))))
    va, vb = obuchowski(first, first, y, patient), obuchowski(second, second, y, patient)
    cov = obuchowski(first, second, y, patient)
    a, b = sk.roc_auc_score(y, first), sk.roc_auc_score(y, second)
    if len(set(patient)) == len(y):  # the textbook form
        (a10, a01, _), (b10, b01, _) = placements(first, y), placements(second, y)
        plain = np.cov(a10, b10)[0, 1] / len(a10) + np.cov(a01, b01)[0, 1] / len(a01)
        assert abs(plain - cov) < 1e-12
    z = (a - b) / np.sqrt(va + vb - 2 * cov)
    return {"name": name, "first": first.tolist(), "second": second.tolist(), "labels": y.tolist(), "patients": patient,
            "areas": [a, b], "errors": [np.sqrt(va), np.sqrt(vb)], "difference": a - b,
            "error": np.sqrt(va + vb - 2 * cov), "p": 2 * stats.norm.sf(abs(z))}


# DeLong et al. (1988), ovarian cancer: albumin, total protein, 10 − K-G score, whether surgery failed; the 43 complete
# patients, as printed in the SAS/STAT documentation of PROC LOGISTIC.
OVARIAN = """
3.0 5.8 10 0 3.2 6.3 5 1 3.9 6.8 3 1 2.8 4.8 6 0 3.2 5.8 3 1 0.9 4.0 5 0 2.5 5.7 8 0 1.6 5.6 5 1 3.8 5.7 5 1
3.7 6.7 6 1 3.2 5.4 4 1 3.8 6.6 6 1 4.1 6.6 5 1 3.6 5.7 5 1 4.3 7.0 4 1 3.6 6.7 4 0 2.3 4.4 6 1 4.2 7.6 4 0
4.0 6.6 6 0 3.5 5.8 6 1 3.8 6.8 7 1 3.0 4.7 8 0 4.5 7.4 5 1 3.7 7.4 5 1 3.1 6.6 6 1 4.1 8.2 6 1 4.3 7.0 5 1
4.3 6.5 4 1 3.2 5.1 5 1 2.6 4.7 6 1 3.3 6.8 6 0 1.7 4.0 7 0 3.7 6.1 5 1 3.3 6.3 7 1 4.2 7.7 6 1 3.5 6.2 5 1
2.9 5.7 9 0 2.1 4.8 7 1 2.8 6.2 8 0 4.0 7.0 7 1 3.3 5.7 6 1 3.7 6.9 5 1 3.6 6.6 5 1"""


def delongs():
    alb, tp, kg, y = np.array(OVARIAN.split(), dtype=float).reshape(-1, 4).T
    kg, y = 10 - kg, y.astype(int)
    first = delong("ovarian cancer, K-G score and albumin", kg, alb, y)
    second = delong("ovarian cancer, K-G score and total protein", kg, tp, y)
    labels = rng.integers(0, 2, 90)
    scores = labels + rng.normal(size=90)
    other = np.round(labels * 0.5 + rng.normal(size=90), 1)
    patients = rng.integers(0, 30, 90)
    return [first, second, delong("one a patient, ties", scores, other, labels),
            delong("several a patient", scores, other, labels, patients)]


def mcnemars():
    out = []
    # 150 and 86 discordant of 1600: Agresti, Categorical Data Analysis (2002), table 10.1, approval ratings.
    for b, c in [(150, 86), (3, 9), (0, 5), (1, 1), (0, 0), (5000, 5200)]:
        table = [[794, b], [c, 570]]
        exact = contingency_tables.mcnemar(table, exact=True).pvalue
        corrected = contingency_tables.mcnemar(table, exact=False, correction=True) if b + c else None
        out.append({"b": b, "c": c, "exact": min(exact, 1) if b + c else 1,
                    "statistic": corrected and corrected.statistic, "p": corrected and corrected.pvalue})
    return out


def t_tests():
    out = []
    for count, train, test in [(10, 90, 10), (15, 400, 100)]:
        d = rng.normal(0.02, 0.03, count)
        error = np.sqrt((1 / count + test / train) * d.var(ddof=1))
        t = d.mean() / error
        low, high = stats.t.interval(0.95, count - 1, d.mean(), error)
        out.append({"differences": d.tolist(), "training": train, "test": test, "t": t,
                    "p": 2 * stats.t.sf(abs(t), count - 1), "low": low, "high": high})
    return out


def bca():
    out = []
    for statistic in [np.mean, np.std]:
        data = rng.exponential(size=25)
        result = stats.bootstrap((data,), statistic, n_resamples=400, method="BCa", rng=rng)
        jackknife = [statistic(np.delete(data, i)) for i in range(25)]
        out.append({"replicates": np.sort(result.bootstrap_distribution).tolist(), "estimate": statistic(data),
                    "jackknife": jackknife, "low": result.confidence_interval.low,
                    "high": result.confidence_interval.high})
    return out


def newton(loss, gradient, hessian, start):
    x = optimize.minimize(loss, start, jac=gradient, method="BFGS").x
    for _ in range(20):
        x = x - np.linalg.solve(hessian(x), gradient(x))
    return x


def softmax(z):
    return special.softmax(z, axis=1)


def calibrations():
    out = []
    for name, classes, n in [("two classes", 2, 120), ("four classes", 4, 200)]:
        y = rng.integers(0, classes, n)
        z = rng.normal(size=(n, classes)) * 2
        z[np.arange(n), y] += 1.7
        onehot = np.eye(classes)[y]
        # Temperature: the root of d loss / d(1/T).
        def slope(b):
            return ((softmax(b * z) - onehot) * z).sum()
        inverse = optimize.brentq(slope, 1e-3, 10, xtol=1e-15, rtol=1e-15)
        entry = {"name": name, "classes": classes, "labels": y.tolist(), "logits": z.ravel().tolist(),
                 "temperature": 1 / inverse, "temperature_p": softmax(z * inverse).ravel().tolist()}
        # Vector scaling: a multinomial model, by Newton's method with numerical Hessian of the analytic gradient.
        c = z - z.mean(1, keepdims=True)
        def eta(w):
            if classes == 2:
                return c * w[0] + np.array([w[1], 0])
            return c * w[:classes] + np.append(w[classes:], 0)
        def gradient(w):
            r = softmax(eta(w)) - onehot
            if classes == 2:
                return np.array([(r * c).sum(), r[:, 0].sum()])
            return np.append((r * c).sum(0), r[:, :-1].sum(0))
        def hessian(w):
            h = 1e-6
            return np.array([(gradient(w + h * e) - gradient(w - h * e)) / (2 * h) for e in np.eye(len(w))])
        size = 2 if classes == 2 else 2 * classes - 1
        def loss(w):
            return (special.logsumexp(eta(w), axis=1) - eta(w)[np.arange(n), y]).sum()
        w = newton(loss, gradient, hessian, [1] * (1 if classes == 2 else classes) + [0] * (classes - 1))
        assert len(w) == size and abs(gradient(w)).max() < 1e-10
        entry["vector_p"] = softmax(eta(w)).ravel().tolist()
        p = softmax(z)
        if classes == 2:
            x, targets = z[:, 1] - z[:, 0], np.where(y == 1, (y.sum() + 1) / (y.sum() + 2), 1 / (n - y.sum() + 2))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                fit = sm.GLM(targets, sm.add_constant(x), family=sm.families.Binomial()).fit(tol=1e-15, maxiter=200)
            entry["platt"] = [fit.params[1], fit.params[0]]
            iso = IsotonicRegression(out_of_bounds="clip").fit(p[:, 1], y)
            q = iso.predict(p[:, 1])
            entry["isotonic_p"] = np.c_[1 - q, q].ravel().tolist()
        else:
            q = np.stack([IsotonicRegression(out_of_bounds="clip").fit(p[:, k], y == k).predict(p[:, k])
                          for k in range(classes)], 1)
            total = q.sum(1, keepdims=True)
            entry["isotonic_p"] = np.where(total > 0, q / np.where(total > 0, total, 1), 1 / classes).ravel().tolist()
        out.append(entry)
    return out


def isotonic():
    x = np.round(rng.normal(size=60), 1)
    y = (x + rng.normal(size=60) > 0).astype(int)
    at = np.linspace(-4, 4, 101)
    fit = IsotonicRegression(out_of_bounds="clip").fit(x, y)
    return {"scores": x.tolist(), "labels": y.tolist(), "at": at.tolist(), "frequencies": fit.predict(at).tolist()}


def net_benefit(y, p, t):
    called = p >= t
    return (called & (y == 1)).mean() - (called & (y == 0)).mean() * t / (1 - t)


def curves():
    out = []
    for name, decimals in [("distinct", 12), ("ties", 1)]:
        y = rng.integers(0, 2, 80)
        p = np.round(special.expit(1.5 * (y - 0.5) + rng.normal(size=80)), decimals)
        fpr, tpr, _ = sk.roc_curve(y, p, drop_intermediate=False)
        precision, recall, thresholds = sk.precision_recall_curve(y, p, drop_intermediate=False)
        entry = {"name": name, "scores": p.tolist(), "labels": y.tolist(), "fpr": fpr.tolist(), "tpr": tpr.tolist(),
                 "auroc": sk.roc_auc_score(y, p), "precision": precision[::-1].tolist(),
                 "recall": recall[::-1].tolist(), "thresholds": thresholds[::-1].tolist()}
        for strategy, key in [("uniform", "width"), ("quantile", "mass")]:
            observed, stated = calibration_curve(y, p, n_bins=7, strategy=strategy)
            entry[key] = {"observed": observed.tolist(), "stated": stated.tolist()}
        entry["net_benefit"] = [net_benefit(y, p, t) for t in np.arange(1, 100) / 100]
        order = np.argsort(-p, kind="stable")
        at_own = [((y[p >= p[i]] == 0).mean()) for i in order]
        entry["risk_area"] = float(np.mean(at_own))  # positives stand for right answers
        out.append(entry)
    return out


def saerens(p, prior):
    target = prior.copy()
    for _ in range(200000):
        q = p * target / prior
        q /= q.sum(1, keepdims=True)
        target = q.mean(0)
    return target, q


def prevalences():
    p = rng.dirichlet([1, 1, 1], 60)
    prior = np.array([0.5, 0.3, 0.2])
    target = np.array([0.2, 0.2, 0.6])
    q = p * target / prior
    estimate, _ = saerens(p, prior)
    return {"probabilities": p.ravel().tolist(), "prior": prior.tolist(), "target": target.tolist(),
            "reweighted": (q / q.sum(1, keepdims=True)).ravel().tolist(), "estimate": estimate.tolist()}


def operating_points():
    y = rng.integers(0, 2, 70)
    s = np.round(y + rng.normal(size=70), 1)
    thresholds = np.unique(s)[::-1]
    sens = np.array([(s[y == 1] >= t).mean() for t in thresholds])
    spec = np.array([(s[y == 0] < t).mean() for t in thresholds])
    reach = np.flatnonzero(spec >= 0.8)
    top = sens[reach].max()
    rules = {
        "sensitivity": np.flatnonzero(sens >= 0.9)[0],
        "specificity": reach[np.flatnonzero(sens[reach] == top)[0]],
        "youden": np.argmax(np.round(sens + spec, 12)),
        "cost_ratio": np.argmin(np.round((1 - spec) * (y == 0).sum() + 3 * (1 - sens) * (y == 1).sum(), 9)),
    }
    values = {"sensitivity": 0.9, "specificity": 0.8, "youden": None, "cost_ratio": 3}
    return {"scores": s.tolist(), "labels": y.tolist(),
            "points": [{"rule": {"rule": r, "value": values[r]}, "threshold": thresholds[i], "sensitivity": sens[i],
                        "specificity": spec[i]} for r, i in rules.items()]}


def agreement():
    y, g = rng.integers(0, 4, 90), None
    g = np.where(rng.random(90) < 0.6, y, rng.integers(0, 4, 90))
    s = rng.random((50, 3))
    f = rng.random((50, 3)) < [0.2, 0.5, 0.7]
    p = rng.dirichlet([1] * 4, 90)
    return {"labels": y.tolist(), "predictions": g.tolist(),
            "kappa": [sk.cohen_kappa_score(y, g, weights=w) for w in [None, "linear", "quadratic"]],
            "probabilities": p.ravel().tolist(),
            "weighted_auroc": sk.roc_auc_score(y, p, multi_class="ovr", average="weighted"),
            "scores": s.ravel().tolist(), "findings": f.ravel().tolist(),
            "multilabel": [sk.roc_auc_score(f, s, average=a) for a in ["macro", "weighted", "micro"]],
            "areas": sk.roc_auc_score(f, s, average=None).tolist()}


def interaction():
    groups = []
    q_parts = []
    for g in range(3):
        y = rng.integers(0, 2, 40)
        s = y * (0.4 + 0.6 * g) + rng.normal(size=40)
        groups.append({"scores": s.tolist(), "labels": y.tolist()})
        q_parts.append((sk.roc_auc_score(y, s), obuchowski(s, s, y, list(range(40)))))
    a, v = np.array(q_parts).T
    from statsmodels.stats.meta_analysis import combine_effects
    res = combine_effects(a, v)
    return {"groups": groups, "q": res.q, "p": stats.chi2.sf(res.q, 2)}


p_values = [0.01, 0.04, 0.03, 0.005, 0.8, 0.03]
print(json.dumps({
    "functions": functions(), "proportions": proportions(), "delong": delongs(), "mcnemar": mcnemars(),
    "t_tests": t_tests(), "bca": bca(), "calibrations": calibrations(), "isotonic": isotonic(), "curves": curves(),
    "prevalence": prevalences(), "operating_points": operating_points(), "agreement": agreement(),
    "interaction": interaction(),
    "holm": {"p": p_values, "adjusted": multitest.multipletests(p_values, method="holm")[1].tolist()},
}, default=float))
