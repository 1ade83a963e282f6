# SPDX-License-Identifier: Apache-2.0
"""What Python does with a table, for training.mjs.

    python3 training_reference.py write TABLE.csv                     scikit-learn's breast cancer table, 569 rows
    python3 training_reference.py logistic TABLE.csv                  5-fold cross-validated logistic regression
    python3 training_reference.py boosting TABLE.bin ROWS COLUMNS THREADS [read]
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


action, path, *rest = sys.argv[1:]
{"write": write, "logistic": logistic, "boosting": boosting}[action](path, *[int(one) if one.isdigit() else one for one in rest])
