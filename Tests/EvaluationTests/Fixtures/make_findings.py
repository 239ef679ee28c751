"""What scikit-learn says of eight samples with three findings; the numbers of ScoredFindingsTests.

Run: python make_findings.py
"""

import numpy
from sklearn.metrics import accuracy_score, average_precision_score, f1_score, roc_auc_score

generator = numpy.random.default_rng(5)
probabilities = numpy.round(generator.random((8, 3)), 3)
findings = (generator.random((8, 3)) < 0.5).astype(int)
findings[0], findings[1] = [1, 0, 1], [0, 1, 0]
decisions = (probabilities >= 0.5).astype(int)
print(probabilities.tolist())
print(findings.tolist())
for name, score, given in [
    ("auroc", roc_auc_score, probabilities), ("auprc", average_precision_score, probabilities),
    ("f1", f1_score, decisions), ("accuracy", accuracy_score, decisions),
]:
    values = [float(score(findings[:, column], given[:, column])) for column in range(3)]
    print(name, values, float(numpy.mean(values)))
