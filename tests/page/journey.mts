// SPDX-License-Identifier: Apache-2.0
// A person at the page: what the tests do and see, in words.
import { readFileSync } from 'node:fs';
import { loadModel, type Model, type PatientRecord, type Prediction, type Value } from '../../web/dist/engine/node.js';
import { serve, type Served } from '../../web/serve.mjs';
import { expect, test as plain, type Locator, type Page } from './playwright.mts';

export const built = new URL('../../web/dist/page/', import.meta.url);
export const modelFile = new URL('models/diabetes-pima/diabetes-pima.nsm', built);

export type Language = 'en' | 'zh';
export const languages: readonly Language[] = ['en', 'zh'];

/** What a person enters: figures with the unit to choose, a choice, or that it is not known. */
export type Entry = string | { readonly text: string; readonly unit: string } | null;
export type Entries = Readonly<Record<string, Entry>>;

export const complete: Entries = {
  pregnant: '6',
  glucose: { text: '148', unit: 'mg/dL' },
  pressure: { text: '72', unit: 'mm[Hg]' },
  triceps: { text: '35', unit: 'mm' },
  insulin: { text: '94', unit: 'u[IU]/mL' },
  mass: '33.6',
  pedigree: '0.627',
  age: '50',
};

interface Fixtures {
  /** The violations of the policy that the page reports. */
  readonly violations: string[];
  /** What the policy is meant to refuse in this test; nothing else may be. */
  readonly refusals: RegExp | null;
}

interface Shared {
  readonly site: Served;
  readonly model: Model;
}

export const test = plain.extend<Fixtures, Shared>({
  site: [
    async ({}, use) => {
      const site = await serve(built);
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  model: [
    async ({}, use) => {
      const model = await loadModel(new Uint8Array(readFileSync(modelFile)));
      await use(model);
      model.dispose();
    },
    { scope: 'worker' },
  ],
  refusals: [null, { option: true }],
  violations: [
    async ({ context, refusals }, use) => {
      const violations: string[] = [];
      await context.exposeFunction('reportViolation', (text: string) => violations.push(text));
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          const report = (window as unknown as { reportViolation(text: string): void }).reportViolation;
          report(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
        });
      });
      await use(violations);
      expect(violations.filter((violation) => refusals === null || !refusals.test(violation)), 'violations of the policy').toEqual([]);
      if (refusals !== null) expect(violations, 'refusals').not.toEqual([]);
    },
    { auto: true },
  ],
});

export async function open(page: Page, site: Served, language: Language = 'en', model = 'diabetes-pima'): Promise<void> {
  const address = `${site.address}?lang=${language}#/model/${model}`;
  // To the same address a browser would not go anew.
  await (page.url() === address ? page.reload() : page.goto(address));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('form')).toBeVisible();
}

const description = await loadModel(new Uint8Array(readFileSync(modelFile))).then((model) => model.describe());

export const predictors = description.schema.predictors;
export const exclusions = description.schema.exclusions;

/** The words on the page that the tests steer by. */
export const words = {
  en: {
    next: /^(Continue|Show the result)$/,
    dontKnow: 'I don’t know',
    finish: 'Finish and wipe my answers',
    yes: 'Yes',
    no: 'No',
    change: 'Change answers',
    wiped: 'Wiped',
    startAgain: 'Start again',
    faults: /Please look at/,
    disclaimer: 'For information and research; not a diagnosis; a clinician decides.',
    onePage: 'Show one page',
    card: 'Read the model card',
    back: 'Back',
  },
  zh: {
    next: /^(继续|显示结果)$/,
    dontKnow: '我不知道',
    finish: '结束并清除我的答案',
    yes: '是',
    no: '否',
    change: '修改答案',
    wiped: '已清除',
    startAgain: '重新开始',
    faults: /需要您再看一下/,
    disclaimer: '仅供参考和研究使用；不是诊断；由临床医生决定。',
    onePage: '单页显示',
    card: '阅读模型说明卡',
    back: '返回',
  },
} as const;

export function label(id: string, language: Language = 'en'): string {
  const found = predictors.find((predictor) => predictor.id === id)?.label;
  if (found === undefined) throw new Error(`no predictor ${id}`);
  return found[language] || found.en;
}

export function field(page: Page, id: string, language: Language = 'en'): Locator {
  return page.getByRole('textbox', { name: label(id, language), exact: true });
}

export async function next(page: Page, language: Language = 'en'): Promise<void> {
  await page.getByRole('button', { name: words[language].next }).click();
}

/** Everything on one page, where the form has parts. */
export async function onePage(page: Page, language: Language = 'en'): Promise<void> {
  const button = page.getByRole('button', { name: words[language].onePage });
  if ((await button.count()) > 0) await button.click();
}

/** Answers each question of fit so that the model stays in use. */
export async function fits(page: Page, language: Language = 'en'): Promise<void> {
  for (const exclusion of exclusions) {
    const group = page.getByRole('group', { name: exclusion.question[language] || exclusion.question.en, exact: true });
    if ((await group.count()) === 0) continue;
    await group.getByRole('radio', { name: words[language][exclusion.refuseIf ? 'no' : 'yes'], exact: true }).check();
  }
}

/** Fills the fields that are in sight, by their labels. */
export async function fill(page: Page, entries: Entries, language: Language = 'en'): Promise<void> {
  for (const [id, entry] of Object.entries(entries)) {
    const input = field(page, id, language);
    if ((await input.count()) === 0) continue;
    if (entry === null) {
      await page.getByRole('checkbox', { name: new RegExp(`^${label(id, language)}.*${words[language].dontKnow}`) }).check();
      continue;
    }
    if (typeof entry !== 'string') {
      await page.locator(`input[name="field-${id}-unit"][value="${entry.unit}"]`).check({ force: true });
    }
    await input.fill(typeof entry === 'string' ? entry : entry.text);
  }
}

/** From the first question to the result, part by part. */
export async function journey(page: Page, entries: Entries, language: Language = 'en'): Promise<void> {
  for (let part = 0; part < 10; part++) {
    await fits(page, language);
    await fill(page, entries, language);
    await next(page, language);
    if ((await page.locator('form').count()) === 0) return;
  }
  throw new Error('the form did not end');
}

/** The record that these entries mean. */
export function record(entries: Entries): PatientRecord {
  const made: Record<string, Value> = {};
  for (const { id, refuseIf } of exclusions) made[id] = !refuseIf;
  for (const [id, entry] of Object.entries(entries)) {
    if (entry === null) continue;
    const units = predictors.find((predictor) => predictor.id === id)?.units ?? [];
    const value = Number(typeof entry === 'string' ? entry : entry.text);
    const unit = typeof entry === 'string' ? units[0]?.ucum : entry.unit;
    made[id] = unit === undefined ? value : { value, unit };
  }
  return made;
}

/** The next event of the calculator, with its detail. Call before the click. */
export function listen(page: Page, name: string): Promise<Prediction> {
  return page.evaluate(
    (event) =>
      new Promise<Prediction>((resolve) => {
        document.addEventListener(event, (heard) => resolve((heard as CustomEvent<Prediction>).detail), { once: true });
      }),
    name,
  );
}

/** The 64 bits of a number, in hexadecimal. */
export function bits(value: number | undefined): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value ?? Number.NaN);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}
