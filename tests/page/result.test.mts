// SPDX-License-Identifier: Apache-2.0
// The number on the page is the engine's, to the last bit, in both languages, however it was entered.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bits, complete, exclusions, fill, fits, journey, label, languages, listen, modelFile, next, onePage, open, predictors, record, test, words, type Entries, type Entry } from './journey.mts';
import { expect } from './playwright.mts';

const nearside = process.env['NEARSIDE'] ?? fileURLToPath(new URL('../../build/native/tools/nearside', import.meta.url));

const cases: readonly (readonly [name: string, entries: Entries])[] = [
  ['all known', complete],
  ['units switched', {
    ...complete,
    glucose: { text: '8.21', unit: 'mmol/L' },
    pressure: { text: '9.6', unit: 'kPa' },
    triceps: { text: '3.5', unit: 'cm' },
    insulin: { text: '94', unit: 'm[IU]/L' },
  }],
  ['some not known', { ...complete, insulin: null, triceps: null, glucose: null }],
  ['outside the studies', { ...complete, mass: '60', pedigree: '2.4', age: '85' }],
  ['lowest limits', { ...complete, pregnant: '0', glucose: { text: '20', unit: 'mg/dL' }, mass: '10', pedigree: '0', age: '21' }],
];

for (const language of languages) {
  for (const [name, entries] of cases) {
    test(`${language}, ${name}: the risk has the engine’s bits`, async ({ page, site, model }) => {
      await open(page, site, language);
      const heard = listen(page, 'nearside-result');
      await journey(page, entries, language);
      const prediction = await heard;
      const expected = model.predict(record(entries));
      expect(expected.refused).toBe(false);
      expect(bits(prediction.outputs?.['risk'])).toBe(bits(expected.outputs?.['risk']));
      expect(prediction).toEqual(expected);
      const risk = expected.outputs?.['risk'] ?? Number.NaN;
      await expect(page.getByText(String(risk), { exact: true })).toBeVisible();
      const sentence = page.getByRole('heading', { level: 1 });
      const count = Math.round(risk * 100);
      if (risk < 0.01) await expect(sentence).toContainText(language === 'en' ? 'Fewer than 1 in 100' : '不到 1 人');
      else if (risk > 0.99) await expect(sentence).toContainText(language === 'en' ? 'More than 99 in 100' : '超过 99 人');
      else await expect(sentence).toContainText(language === 'en' ? `About ${count} in 100` : `约有 ${count} 人`);
      await expect(sentence).toBeFocused();
    });
  }
}

test('1,000 random records, filled by label, have the bits of `nearside predict`', async ({ page, site, model }) => {
  test.slow();
  await open(page, site);
  await onePage(page);
  await fits(page);
  const records = randomRecords(1000);
  const labelled = records.map((entries) =>
    Object.entries(entries).map(([id, entry]) => {
      const { text, unit } = typeof entry === 'string' || entry === null ? { text: entry, unit: '' } : entry;
      return { id, label: label(id), text, unit };
    }),
  );
  const risks = await page.evaluate(async (all) => {
    const calculator = document.querySelector('nearside-page')?.shadowRoot?.querySelector('nearside-calculator');
    const root = calculator?.shadowRoot;
    if (!calculator || !root) throw new Error('no calculator');
    const drawn = (): Promise<unknown> => (calculator as unknown as { updateComplete: Promise<unknown> }).updateComplete;
    const control = (name: string): HTMLInputElement =>
      [...root.querySelectorAll('label')].find((one) => one.textContent?.trim() === name)?.control as HTMLInputElement;
    const found: number[] = [];
    calculator.addEventListener('nearside-result', (event) => found.push((event as CustomEvent<{ outputs: { risk: number } }>).detail.outputs.risk));
    for (const fields of all) {
      for (const { id, label, text, unit } of fields) {
        const input = control(label);
        const units = [...root.querySelectorAll<HTMLInputElement>(`[name="field-${id}-unit"]`)];
        const wished = units.find(({ value }) => value === unit);
        if (wished && !wished.checked) wished.click();
        await drawn();
        const unknown = input.closest('.field')?.querySelector<HTMLInputElement>('[type=checkbox]');
        if (text === null) {
          if (unknown && !unknown.checked) unknown.click();
          continue;
        }
        input.value = text;
        input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      }
      await drawn();
      root.querySelector<HTMLButtonElement>('[type=submit]')?.click();
      await drawn();
      root.querySelector<HTMLButtonElement>('.hero .back')?.click();
      await drawn();
    }
    return found;
  }, labelled);
  expect(risks).toHaveLength(records.length);
  const seen = risks.map(bits);
  expect(seen).toEqual(nativeRisks(records).map(bits));
  expect(seen).toEqual(records.map((entries) => bits(model.predict(record(entries)).outputs?.['risk'])));
});

/** What `nearside predict` says of these people, from a table in the model's own units. */
function nativeRisks(people: readonly Entries[]): readonly number[] {
  const ids = predictors.map(({ id }) => id);
  const answers = exclusions.map(({ refuseIf }) => (refuseIf ? 'no' : 'yes'));
  const rows = people.map((entries) => [...ids.map((id) => inModelUnit(id, entries[id] ?? null)), ...answers].join());
  const table = [[...ids, ...exclusions.map(({ id }) => id)].join(), ...rows, ''].join('\n');
  const scored = execFileSync(nearside, ['predict', fileURLToPath(modelFile)], { input: table, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
  const [header, ...lines] = scored.trimEnd().split('\n').map((line) => line.split(','));
  return lines.map((fields) => Number(fields[header!.indexOf('risk')]));
}

function inModelUnit(id: string, entry: Entry): string {
  if (entry === null || typeof entry === 'string') return entry ?? '';
  const unit = predictors.find((one) => one.id === id)?.units.find(({ ucum }) => ucum === entry.unit);
  if (unit === undefined) throw new Error(`${id} has no unit ${entry.unit}`);
  return String(unit.factor * Number(entry.text) + unit.offset);
}

/** Made-up people inside the limits, the same at each run. */
function randomRecords(count: number): readonly Entries[] {
  let seed = 7;
  const random = (low: number, high: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return low + (high - low) * (seed / 2 ** 32);
  };
  const perhaps = (share: number, text: string, unit: string): Entry => (random(0, 1) < share ? { text, unit } : null);
  const either = (share: number, one: readonly [string, string], other: readonly [string, string]): Entry =>
    perhaps(share, ...(random(0, 1) < 0.5 ? one : other));
  return Array.from({ length: count }, () => ({
    pregnant: String(Math.floor(random(0, 15))),
    glucose: either(0.8, [random(40, 300).toFixed(1), 'mg/dL'], [random(2, 16).toFixed(2), 'mmol/L']),
    pressure: either(0.9, [random(40, 130).toFixed(0), 'mm[Hg]'], [random(5, 17).toFixed(1), 'kPa']),
    triceps: either(0.6, [random(5, 70).toFixed(2), 'mm'], [random(0.5, 7).toFixed(2), 'cm']),
    insulin: perhaps(0.5, random(5, 900).toFixed(0), 'u[IU]/mL'),
    mass: random(15, 70).toFixed(1),
    pedigree: random(0.05, 3).toFixed(3),
    age: String(Math.floor(random(21, 90))),
  }));
}

test('marks, bar and words hold the same number, and each chart has a table', async ({ page, site, model }) => {
  await open(page, site);
  await journey(page, complete);
  const risk = Math.round((model.predict(record(complete)).outputs?.['risk'] ?? 0) * 100);
  await expect(page.getByRole('img', { name: `100 people: ${risk} filled discs` })).toBeVisible();
  const discs = (await page.locator('.disc').getAttribute('d')) ?? '';
  expect(discs.match(/M/g)).toHaveLength(risk);
  await page.locator('.hero-chart summary').click();
  await expect(page.locator('.hero-chart table')).toContainText(String(risk));
  await page.getByRole('radio', { name: 'Bar' }).check({ force: true });
  await expect(page.getByRole('img', { name: `about ${risk} in 100` })).toBeVisible();
  expect(await page.locator('.bar .full').getAttribute('width')).toBe(`${risk}%`);
  await page.getByRole('radio', { name: 'Words' }).check({ force: true });
  await expect(page.locator('.in-words')).toContainText(`About ${risk} in 100 people like you`);
  await expect(page.locator('.in-words')).toContainText(`About ${100 - risk} in 100 do not.`);
  await page.locator('.contributions summary').click();
  await expect(page.locator('.contributions tbody tr')).toHaveCount(8);
});

test('a risk under 1 in 100 is fewer than 1, with a thousand marks', async ({ page, site }) => {
  await open(page, site);
  await journey(page, cases[4]![1]);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Fewer than 1 in 100');
  const count = async (part: string): Promise<number> => ((await page.locator(part).getAttribute('d')) ?? '').split('M').length - 1;
  expect((await count('.disc')) + (await count('.ring'))).toBe(1000);
});

test('changing the language keeps answers and result', async ({ page, site }) => {
  await open(page, site);
  await onePage(page);
  await fits(page);
  await fill(page, complete);
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('#field-age')).toHaveValue('50');
  await next(page, 'zh');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('约有');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('About');
});

test('the demonstration says so on form, result and card, and every screen says who decides', async ({ page, site }) => {
  for (const language of languages) {
    await open(page, site, language);
    const says = async (): Promise<void> => {
      await expect(page.getByRole('main').getByText(words[language].disclaimer)).toBeVisible();
      await expect(page.getByText(language === 'en' ? 'Demonstration: not for advice.' : '演示：不作为建议。')).toBeVisible();
    };
    await says();
    await journey(page, complete, language);
    await says();
    await page.getByRole('button', { name: words[language].card }).click();
    await expect(page.getByRole('main').getByText(words[language].disclaimer)).toBeVisible();
    await page.getByRole('button', { name: words[language].back }).click();
    await expect(page.locator('.sentence')).toBeVisible();
    await page.getByRole('button', { name: words[language].finish }).click();
    await expect(page.getByRole('main').getByText(words[language].disclaimer)).toBeVisible();
  }
});
