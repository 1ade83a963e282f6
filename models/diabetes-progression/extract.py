# SPDX-License-Identifier: Apache-2.0
"""Writes the diabetes progression table from scikit-learn as CSV to standard output. From the repository root:

    /usr/bin/python3 models/diabetes-progression/extract.py > models/diabetes-progression/progression.csv
"""
from sklearn.datasets import load_diabetes

table = load_diabetes(scaled=False)
names = ["age", "sex", "bmi", "bp", "tc", "ldl", "hdl", "tch", "ltg", "glu"]
assert table.data.shape == (442, 10)
assert table.feature_names == ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]
print(",".join([*names, "progression"]))
for row, outcome in zip(table.data, table.target):
    # 15 significant digits; the table has at most 6.
    print(",".join(f"{value:.15g}" for value in [*row, outcome]))
