// SPDX-License-Identifier: Apache-2.0
// Figures on pooled out-of-fold predictions, worked out apart from the program.

/** The chance that a row with the outcome (1) has the higher risk than one without (0), ties counting half. */
export function auroc(risks, outcomes) {
  const order = [...risks.keys()].sort((a, b) => risks[a] - risks[b]);
  let below = 0;
  let pairs = 0;
  let positives = 0;
  for (let first = 0; first < order.length; ) {
    let end = first;
    let tied = 0;
    while (end < order.length && risks[order[end]] === risks[order[first]]) tied += outcomes[order[end++]];
    const others = end - first - tied;
    pairs += tied * (below + others / 2);
    below += others;
    positives += tied;
    first = end;
  }
  return pairs / (positives * below);
}

/** `risks`: a list a row, one risk a class; `classes`: the row's own class. */
export function logLoss(risks, classes) {
  return risks.reduce((sum, row, r) => sum - Math.log(row[classes[r]]), 0) / risks.length;
}

/** The mean of the classes' shares found, where the class is chosen whose risk is largest relative to its share of the rows. */
export function balancedAccuracy(risks, classes) {
  const count = risks[0].map((_, k) => classes.filter((one) => one === k).length);
  const found = count.map(() => 0);
  risks.forEach((row, r) => {
    const relative = row.map((risk, k) => risk / count[k]);
    if (relative.indexOf(Math.max(...relative)) === classes[r]) found[classes[r]]++;
  });
  return found.reduce((sum, right, k) => sum + right / count[k], 0) / count.length;
}

/** 1 − squared distance from the predictions / squared distance from the mean. */
export function rSquared(predictions, values) {
  const mean = sum(values) / values.length;
  return 1 - sum(values.map((value, r) => (value - predictions[r]) ** 2)) / sum(values.map((value) => (value - mean) ** 2));
}

export const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);
