// SPDX-License-Identifier: Apache-2.0
// A person at a shipped equation: figures and choices by the ids of the predictors.
import { readFileSync } from 'node:fs';
import { loadModel, type Model, type ModelDescription } from '../../web/dist/engine/node.js';
import { built, next, onePage, open, type Language } from './journey.mts';
import type { Served } from '../../web/serve.mjs';
import type { Page } from './playwright.mts';

export const fileOf = (id: string): URL => new URL(`models/${id}/${id}.nsm`, built);

export const load = (id: string): Promise<Model> => loadModel(new Uint8Array(readFileSync(fileOf(id))));

/** Opens the model with all its questions in sight and says that it fits. */
export async function openEquation(page: Page, site: Served, id: string, language: Language = 'en'): Promise<ModelDescription> {
  const model = await load(id);
  const description = model.describe();
  model.dispose();
  await open(page, site, language, id);
  await onePage(page, language);
  for (const exclusion of description.schema.exclusions) {
    await page.locator(`input[name="field-${exclusion.id}"][value="${exclusion.refuseIf ? 'no' : 'yes'}"]`).check();
  }
  return description;
}

/** Types figures in the model's own unit, and chooses levels. */
export async function give(page: Page, description: ModelDescription, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, value] of Object.entries(values)) {
    const predictor = description.schema.predictors.find((one) => one.id === id);
    if (predictor === undefined) throw new Error(`no predictor ${id}`);
    if (predictor.levels.length > 0) {
      await page.locator(`input[name="field-${id}"][value="${value}"]`).check();
      continue;
    }
    if (predictor.units.length > 1) {
      await page.locator(`input[name="field-${id}-unit"][value="${predictor.units[0]!.ucum}"]`).check({ force: true });
    }
    await page.locator(`#field-${id}`).fill(value);
  }
}

export async function work(
  page: Page,
  site: Served,
  id: string,
  values: Readonly<Record<string, string>>,
  language: Language = 'en',
): Promise<ModelDescription> {
  const description = await openEquation(page, site, id, language);
  await give(page, description, values);
  await next(page, language);
  return description;
}
