// SPDX-License-Identifier: Apache-2.0
// Recipes whose tables are not part of the repository. NEARSIDE_SHARED_DATA names the folder that holds them; without
// it these tests are skipped, and say so.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { succeed, temporaryFolder } from "./nearside.mjs";

const folder = process.env.NEARSIDE_SHARED_DATA ?? "";

function skipWithout(file) {
  return fs.existsSync(path.join(folder, file)) ? false : `${file} is not here; NEARSIDE_SHARED_DATA names its folder`;
}

function trained(t, recipe) {
  const at = temporaryFolder(t);
  const { out } = succeed(["train", recipe, "--data-dir", folder, "-o", at("model.nsm")]);
  const auroc = Number(/AUROC +([\d.]+)/.exec(out)[1]);
  return { out, auroc, model: at("model.nsm") };
}

test("the thyroid table is cleaned and trained", { skip: skipWithout("thyroid_garvan_0387.csv") }, (t) => {
  const { out, auroc } = trained(t, "models/thyroid/recipe.json");
  assert.match(out, /^4 impossible values of age were taken as missing\.$/m);
  assert.match(out, /9172 rows, 659 with the outcome/);
  assert.ok(auroc > 0.96 && auroc < 0.98, `AUROC ${auroc}`);
});

test("the thyroid table's eight groups are one model", { skip: skipWithout("thyroid_garvan_0387.csv") }, (t) => {
  const at = temporaryFolder(t);
  const { out } = succeed(["train", "models/thyroid/groups.json", "--data-dir", folder, "-o", at("groups.nsm")]);
  const value = (name) => Number(new RegExp(`${name} +([\\d.]+)`).exec(out)[1]);
  // scikit-learn's multinomial logistic regression after the same steps: log loss 0.469, accuracy 0.861 (other folds).
  assert.ok(Math.abs(value("log loss") - 0.466) < 0.01, out);
  assert.ok(Math.abs(value("accuracy") - 0.861) < 0.01, out);
});

test("the NHANES table is cleaned and trained", { skip: skipWithout("nhanes_2009_2012_raw.csv") }, (t) => {
  const { out, auroc } = trained(t, "models/diabetes-nhanes/wide.json");
  assert.match(out, /^8515 rows were left out by data\.only\.$/m);
  assert.match(out, /11769 rows, 1668 with the outcome/);
  // scikit-learn's logistic regression after the same steps: 0.819.
  assert.ok(auroc > 0.817 && auroc < 0.822, `AUROC ${auroc}`);
});
