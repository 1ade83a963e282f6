# SPDX-License-Identifier: Apache-2.0
"""What pandas and scikit-learn do with a table, for tables.mjs: profile it, prepare it, fit a
model to it, or predict with that model.

    python3 tables_reference.py import
    python3 tables_reference.py profile TABLE.csv OUTCOME
    python3 tables_reference.py prepare TABLE.csv OUTCOME PREPARED.csv
    python3 tables_reference.py fit TABLE.csv OUTCOME MODEL.joblib
    python3 tables_reference.py predict TABLE.csv OUTCOME MODEL.joblib PREDICTED.csv
"""
import sys

import joblib
import numpy
import pandas
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def profile(path, outcome):
    """The looks that `nearside profile` takes, as far as pandas and scikit-learn have them."""
    table = pandas.read_csv(path)
    predictors = table.drop(columns=[outcome])
    summary = table.describe(percentiles=[0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])
    missing = table.isna().mean()
    patterns = table.isna().value_counts()
    distinct = table.nunique()
    histograms = [numpy.histogram(table[column].dropna(), bins=20)[0] for column in table]
    counts = [table[column].value_counts().head(10) for column in table]
    spread = table.quantile(0.75) - table.quantile(0.25)
    outliers = ((table < table.quantile(0.25) - 3 * spread) | (table > table.quantile(0.75) + 3 * spread)).sum()
    equal = table.duplicated().sum()
    near = [table.duplicated(subset=[other for other in table if other != column]).sum() for column in table]
    alike = table.corr()
    alone = [roc_auc_score(table[outcome], predictors[column]) for column in predictors]
    levels = [table.groupby(column)[outcome].mean() for column in predictors if distinct[column] <= 50]
    print(len(table), equal, sum(near), missing.sum(), len(patterns), distinct.sum(), outliers.sum(), max(alone),
          float(summary.iloc[1, 0]), float(alike.iloc[0, 1]), len(histograms), len(counts), len(levels))


def prepare(path, outcome, prepared):
    table = pandas.read_csv(path)
    predictors = table.drop(columns=[outcome])
    filled = SimpleImputer(strategy="median").fit_transform(predictors)
    scaled = StandardScaler().fit_transform(filled)
    out = pandas.DataFrame(scaled, columns=predictors.columns)
    out[outcome] = table[outcome]
    out.to_csv(prepared, index=False)


def fit(path, outcome, model):
    table = pandas.read_csv(path)
    steps = [SimpleImputer(strategy="median"), StandardScaler(), LogisticRegression(max_iter=1000)]
    joblib.dump(make_pipeline(*steps).fit(table.drop(columns=[outcome]), table[outcome]), model)


def predict(path, outcome, model, predicted):
    """The table as it stood and a column of risks, as `nearside predict` writes it."""
    table = pandas.read_csv(path)
    table["risk"] = joblib.load(model).predict_proba(table.drop(columns=[outcome]))[:, 1]
    table.to_csv(predicted, index=False)


if sys.argv[1] == "profile":
    profile(*sys.argv[2:])
elif sys.argv[1] == "prepare":
    prepare(*sys.argv[2:])
elif sys.argv[1] == "fit":
    fit(*sys.argv[2:])
elif sys.argv[1] == "predict":
    predict(*sys.argv[2:])
