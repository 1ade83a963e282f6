# SPDX-License-Identifier: Apache-2.0
"""What scikit-learn does with a table, for linear.mjs.

    python3 linear_reference.py make TABLE.bin ROWS COLUMNS
    python3 linear_reference.py fit TABLE.bin ROWS COLUMNS
"""
import sys
import time

import numpy
from sklearn.linear_model import LogisticRegression, Ridge

action, path, rows, columns = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])


def make():
    random = numpy.random.default_rng(1)
    x = random.normal(size=(rows, columns))
    x[:, 1::2] += 0.5 * x[:, ::2]
    beta = random.normal(size=columns) / numpy.sqrt(columns)
    z = x @ beta
    two = z + random.logistic(size=rows) > 0.5
    three = numpy.stack([z, -z, 0.3 * x[:, 0]], axis=1) + random.gumbel(size=(rows, 3))
    with open(path, "wb") as file:
        for part in (x, two, three.argmax(axis=1), z + random.normal(size=rows)):
            file.write(numpy.ascontiguousarray(part, dtype="<f8").tobytes())


def measure(name, model, x, y):
    best = 1e9
    for _ in range(3):
        start = time.perf_counter()
        model.fit(x, y)
        best = min(best, time.perf_counter() - start)
    print(f"{name},{best:.4f},{numpy.ravel(model.intercept_)[0]:.9g},{numpy.ravel(model.coef_)[0]:.9g}")


def fit():
    numbers = numpy.fromfile(path, dtype="<f8")
    x = numbers[: rows * columns].reshape(rows, columns)
    two, three, quantity = numbers[rows * columns :].reshape(3, rows)
    measure("logistic newton", LogisticRegression(C=1, solver="newton-cholesky"), x, two)
    measure("logistic lbfgs", LogisticRegression(C=1, solver="lbfgs"), x, two)
    measure("logistic lasso", LogisticRegression(penalty="l1", C=100 / rows, solver="saga", tol=1e-4, max_iter=1000), x, two)
    measure("multinomial", LogisticRegression(C=1, solver="lbfgs", multi_class="multinomial"), x, three)
    measure("ridge", Ridge(alpha=0.01 * rows), x, quantity)


make() if action == "make" else fit()
