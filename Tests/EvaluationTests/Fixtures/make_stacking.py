"""Reference values of logistic regressions from scikit-learn: python make_stacking.py > stacking.json"""

import json

import numpy as np
from sklearn.linear_model import LogisticRegression

rng = np.random.default_rng(5)
cases = []
for classes in (2, 3):
    labels = rng.integers(0, classes, 60)
    features = rng.normal(size=(60, 4)) + 0.8 * labels[:, None] * np.array([1, -0.5, 0, 0.2])
    for penalty in (1.0, 0.1):
        model = LogisticRegression(C=1 / penalty, tol=1e-12, max_iter=100000).fit(features, labels)
        cases.append({
            "classes": classes,
            "penalty": penalty,
            "features": features.tolist(),
            "labels": labels.tolist(),
            "coefficients": model.coef_.tolist(),
            "probabilities": model.predict_proba(features[:5]).tolist(),
        })
print(json.dumps(cases))
