"""Writes metrics.json: scores with every metric by scikit-learn (1.9), numpy, scipy and statsmodels (0.15).

    python make_metrics.py > metrics.json
"""

import json

import warnings

import numpy as np
import statsmodels.api as sm
from scipy.optimize import brentq
from scipy.special import expit
from scipy.stats import mannwhitneyu
from sklearn import metrics as sk

BINS = 15


def ece(p, y):
    confidence, correct = p.max(axis=1), p.argmax(axis=1) == y
    edges = np.linspace(0, 1, BINS + 1)
    total = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            total += inside.mean() * abs(correct[inside].mean() - confidence[inside].mean())
    return total


def equal_mass_ece(p, y):
    confidence, correct = p.max(axis=1), p.argmax(axis=1) == y
    edges = np.quantile(confidence, np.linspace(0, 1, BINS + 1))
    bins = np.searchsorted(edges[1:-1], confidence)
    gaps = [abs((correct[bins == b] * 1.0 - confidence[bins == b]).sum()) for b in range(BINS)]
    return sum(gaps) / len(y)


def recalibration(truth, p):
    """The slope, and the intercept with the slope held at 1; raises where the slope is not finite."""
    eps = np.finfo(float).eps
    p = np.clip(p, eps, 1 - eps)
    logit = np.log(p) - np.log1p(-p)
    family = sm.families.Binomial()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        slope = sm.GLM(truth * 1.0, sm.add_constant(logit), family=family).fit(tol=1e-15, maxiter=500)
    level = brentq(lambda a: (expit(a + logit) - truth).sum(), -80, 80, xtol=1e-14, rtol=1e-14)
    return slope.params[1], level


def one_versus_rest(y, p, predicted, k):
    truth, guess = y == k, predicted == k
    area = mannwhitneyu(p[truth, k], p[~truth, k]).statistic / truth.sum() / (~truth).sum()
    assert abs(area - sk.roc_auc_score(truth, p[:, k])) < 1e-12
    slope, intercept = recalibration(truth, p[:, k])
    return {
        "sensitivity": sk.recall_score(truth, guess),
        "specificity": sk.recall_score(~truth, ~guess),
        "ppv": sk.precision_score(truth, guess, zero_division=np.nan),
        "npv": sk.precision_score(~truth, ~guess, zero_division=np.nan),
        "f1": sk.f1_score(truth, guess, zero_division=0),
        "auroc": area,
        "auprc": sk.average_precision_score(truth, p[:, k]),
        "calibration_slope": slope,
        "calibration_intercept": intercept,
    }


def case(name, y, p, positive=None):
    classes = p.shape[1]
    predicted = p.argmax(axis=1)
    per_class = [one_versus_rest(y, p, predicted, k) for k in range(classes)]
    if classes == 2:
        head = per_class[positive]
        brier = sk.brier_score_loss(y == positive, p[:, positive])
    else:
        head = {key: float(np.mean([c[key] for c in per_class])) for key in per_class[0]}
        brier = sk.brier_score_loss(y, p, labels=range(classes), scale_by_half=False)
        assert abs(head["auroc"] - sk.roc_auc_score(y, p, multi_class="ovr", average="macro")) < 1e-9
        assert abs(head["f1"] - sk.f1_score(y, predicted, average="macro")) < 1e-12
    return {
        "name": name,
        "classes": classes,
        "positive": positive,
        "labels": y.tolist(),
        "probabilities": p.ravel().tolist(),
        "confusion": sk.confusion_matrix(y, predicted, labels=range(classes)).ravel().tolist(),
        "metrics": {
            "accuracy": sk.accuracy_score(y, predicted),
            "balanced_accuracy": sk.balanced_accuracy_score(y, predicted),
            "kappa": sk.cohen_kappa_score(y, predicted),
            "mcc": sk.matthews_corrcoef(y, predicted),
            "brier": brier,
            "log_loss": sk.log_loss(y, p, labels=range(classes)),
            "ece": ece(p, y),
            "ece_equal_mass": equal_mass_ece(p, y),
            **head,
        },
        "per_class": per_class,
    }


def probabilities(rng, y, classes, strength, decimals=None):
    logits = rng.normal(size=(len(y), classes))
    logits[np.arange(len(y)), y] += strength
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    if decimals is None:
        return p
    p = np.round(p, decimals)
    p[:, -1] = 1 - p[:, :-1].sum(axis=1)
    return np.clip(p, 0, 1)


rng = np.random.default_rng(20)
binary = rng.integers(0, 2, 61)
rare = (rng.random(80) < 0.1).astype(int)
several = rng.integers(0, 4, 90)
cases = [
    case("two classes", binary, probabilities(rng, binary, 2, 1.0), positive=1),
    case("two classes, first positive", binary, probabilities(rng, binary, 2, 0.5), positive=0),
    case("rare positives, many ties", rare, probabilities(rng, rare, 2, 0.7, decimals=1), positive=1),
    case("four classes", several, probabilities(rng, several, 4, 1.2)),
    case("four classes, many ties", several, probabilities(rng, several, 4, 0.8, decimals=1)),
]
values = np.sort(rng.normal(size=23))
quantiles = {
    "values": values.tolist(),
    "fractions": [0, 0.025, 0.31, 0.5, 0.975, 1],
    "quantiles": np.quantile(values, [0, 0.025, 0.31, 0.5, 0.975, 1]).tolist(),
}
print(json.dumps({"cases": cases, "quantiles": quantiles}))
