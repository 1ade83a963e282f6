// SPDX-License-Identifier: Apache-2.0
// What the protocol measures: recipe, folds, what is changed in the recipe, and what must be reached.

const additive = (settings) => ({ additive: settings });
const boosting = (settings) => ({ gradient_boosting: settings });
/** These models take missing values and categories as they are, and need no steps. */
const bare = (model) => ({ steps: [], calibration: ['none'], search: null, model });

// Folds are files <folds>_s<seed>.csv: those with a path stand in the repository, the others in the folder of --folds.
const pima = { recipe: 'models/diabetes-pima/recipe.json', folds: 'tests/fixtures/pima/folds' };
const heart = { recipe: 'models/heart-cleveland/recipe.json', folds: 'heart_cleveland' };
const wide = { recipe: 'models/diabetes-nhanes/wide.json', folds: 'nhanes_adults' };
const ten = { recipe: 'models/diabetes-nhanes/recipe.json', folds: 'nhanes_adults' };
/** The shipped model leaves pregnant women out; the protocol does not. */
const adults = { only: [{ column: 'Age', low: 20 }] };
const brfss = { recipe: 'tests/protocol/recipes/brfss.json', folds: 'brfss2015_diabetes_253k' };
const thyroid = { recipe: 'models/thyroid/recipe.json', folds: 'thyroid_garvan_0387' };
const progression = { recipe: 'models/diabetes-progression/recipe.json', folds: 'tests/fixtures/progression/folds' };

const pimaBoosting = boosting({ rounds: 150, eta: 0.02, depth: 3 });
const pimaAdditive = additive({ rounds: 275, eta: 0.02 });
const nhanesBoosting = boosting({ rounds: 300, eta: 0.05, depth: 4, min_child_weight: 20 });
const nhanesAdditive = additive({ rounds: 400, eta: 0.1, min_child_weight: 20 });
const brfssBoosting = boosting({ rounds: 400, eta: 0.1, depth: 4, min_child_weight: 20 });
const brfssAdditive = additive({ rounds: 400, eta: 0.1, min_child_weight: 20 });

/** One model each, with settings that stand, or that its recipe tunes itself. */
export const rows = [
  { name: 'pima: logistic', ...pima, bars: { auroc: 0.831 } },
  { name: 'pima: boosting', ...pima, change: bare(pimaBoosting), bars: { auroc: 0.836 } },
  { name: 'pima: additive', ...pima, change: bare(pimaAdditive), bars: { auroc: 0.836 } },
  { name: 'heart: logistic, C tuned', ...heart, bars: { auroc: 0.905 } },
  { name: 'nhanes 65: boosting', ...wide, change: bare(nhanesBoosting), bars: { auroc: 0.832 } },
  { name: 'nhanes 65: additive', ...wide, change: bare(nhanesAdditive), bars: { auroc: 0.83 } },
  { name: 'nhanes 10: monotone additive', ...ten, data: adults, bars: { auroc: 0.809 } },
  { name: 'brfss: boosting', ...brfss, change: bare(brfssBoosting), bars: { auroc: 0.829 } },
  { name: 'brfss: additive', ...brfss, change: bare(brfssAdditive), bars: { auroc: 0.826 } },
  { name: 'thyroid: boosting', ...thyroid, bars: { log_loss: 0.135, balanced_accuracy: 0.92 } },
  { name: 'progression: ridge', ...progression, bars: { r_squared: 0.487 } },
];

/** As many settings of each family, drawn at random, and the ones given here; the best by log loss in five inner folds. */
const tuned = (one, other, draws) =>
  [one, other].map((model) => ({
    ...bare(model),
    search: { models: Object.keys(model), method: 'random', draws, folds: 5 },
  }));

/** How far an additive model stays behind boosting, both tuned likewise. */
export const comparisons = (draws) =>
  [
    { name: 'pima: additive less boosting', ...pima, changes: tuned(pimaAdditive, pimaBoosting, draws) },
    { name: 'heart: additive less boosting', ...heart, changes: tuned(additive({}), boosting({}), draws) },
    { name: 'nhanes 10: additive less boosting', ...ten, data: adults, changes: tuned(nhanesAdditive, nhanesBoosting, draws) },
    { name: 'nhanes 65: additive less boosting', ...wide, changes: tuned(nhanesAdditive, nhanesBoosting, draws) },
    // 253,680 rows: fewer draws, or it takes hours.
    { name: 'brfss: additive less boosting', ...brfss, changes: tuned(brfssAdditive, brfssBoosting, Math.min(draws, 3)) },
  ].map((row) => ({ ...row, bars: { auroc: -0.005 } }));
