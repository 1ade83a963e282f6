# SPDX-License-Identifier: Apache-2.0
"""What Python does with a table, for training.mjs.

    python3 training_reference.py write TABLE.csv                     scikit-learn's breast cancer table, 569 rows
    python3 training_reference.py logistic TABLE.csv                  5-fold cross-validated logistic regression
    python3 training_reference.py boosting TABLE.bin ROWS COLUMNS THREADS [read]
    python3 training_reference.py write_large TABLE.bin ROWS COLUMNS TABLE.csv
    python3 training_reference.py boosting_evaluated TABLE.csv THREADS    5-fold cross-validated, then fitted to all rows
"""
import resource
import sys
import time


def write(path):
    from sklearn.datasets import load_breast_cancer

    table = load_breast_cancer(as_frame=True).frame
    table.to_csv(path, index=False)


def logistic(path):
    import pandas
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.impute import SimpleImputer
    from sklearn.preprocessing import StandardScaler

    table = pandas.read_csv(path)
    y = table.pop("target")
    model = make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), LogisticRegression(C=1, solver="lbfgs"))
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    p = cross_val_predict(model, table, y, cv=folds, method="predict_proba")[:, 1]
    model.fit(table, y)
    print(roc_auc_score(y, p), log_loss(y, p), brier_score_loss(y, p))


def boosting(path, rows, columns, threads, read=None):
    import numpy

    numbers = numpy.fromfile(path, dtype="<f8", count=rows * (columns + 1))
    x = numbers[: rows * columns].reshape(rows, columns)
    y = numbers[rows * columns :]
    import xgboost

    seconds, loss = 0.0, 0.0
    if read is None:
        start = time.perf_counter()
        data = xgboost.DMatrix(x, y, nthread=threads)
        settings = {"objective": "binary:logistic", "tree_method": "hist", "eta": 0.3, "max_depth": 6, "nthread": threads}
        model = xgboost.train(settings, data, 100)
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if read is None:
        margin = model.predict(data, output_margin=True).astype(float)
        loss = numpy.mean(numpy.logaddexp(0, numpy.where(y == 1, -margin, margin)))
    print(f"{seconds:.4f},{peak:.1f},{loss:.6f}")


def write_large(path, rows, columns, to):
    import numpy
    import pandas

    numbers = numpy.fromfile(path, dtype="<f8", count=rows * (columns + 1))
    table = pandas.DataFrame(numbers[: rows * columns].reshape(rows, columns), columns=[f"x{j}" for j in range(columns)])
    table["y"] = numbers[rows * columns :].astype(int)
    table.to_csv(to, index=False, float_format="%.5g")


def boosting_evaluated(path, threads):
    import numpy
    import pandas
    import xgboost
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import StratifiedKFold

    table = pandas.read_csv(path)
    y = table.pop("y").to_numpy()
    x = table.to_numpy("f4")
    settings = {"objective": "binary:logistic", "tree_method": "hist", "eta": 0.3, "max_depth": 6, "nthread": threads}
    p = numpy.zeros(len(y))
    for fitted, held_out in StratifiedKFold(5, shuffle=True, random_state=0).split(x, y):
        model = xgboost.train(settings, xgboost.DMatrix(x[fitted], y[fitted], nthread=threads), 100)
        p[held_out] = model.predict(xgboost.DMatrix(x[held_out]))
    model = xgboost.train(settings, xgboost.DMatrix(x, y, nthread=threads), 100)
    print(roc_auc_score(y, p), len(model.save_raw()))


action, path, *rest = sys.argv[1:]
actions = [write, logistic, boosting, write_large, boosting_evaluated]
{one.__name__: one for one in actions}[action](path, *[int(one) if one.isdigit() else one for one in rest])
