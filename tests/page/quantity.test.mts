// SPDX-License-Identifier: Apache-2.0
// A trained model that predicts a quantity: nothing on the page speaks of odds or of other people.
import { load, work } from './equations.mts';
import { languages, test } from './journey.mts';
import { expect } from './playwright.mts';

// The first row of models/diabetes-progression/progression.csv.
const values = { age: '59', sex: '2', bmi: '32.1', bp: '101', tc: '157', ldl: '93.2', hdl: '38', tch: '4', ltg: '4.8598', glu: '87' };

for (const language of languages) {
  test(`${language}: a quantity is explained in its own unit`, async ({ page, site }) => {
    await work(page, site, 'diabetes-progression', values, language);
    const model = await load('diabetes-progression');
    const answers = Object.entries(values).map(([id, value]) => [id, id === 'sex' ? value : Number(value)] as const);
    const prediction = model.predict({ ...Object.fromEntries(answers), diabetes: true });
    const estimate = prediction.outputs?.['progression'] ?? Number.NaN;
    await expect(page.locator('.sentence')).toContainText(String(Math.round(estimate)));
    await expect(page.locator('.sentence')).not.toContainText(/people like you|与您情况相似/);
    await page.locator('.contributions summary').click();
    await expect(page.locator('.contributions thead')).toContainText(language === 'en' ? 'Amount' : '数值');
    await expect(page.locator('.contributions thead')).not.toContainText(language === 'en' ? 'Log odds' : '对数优势');
    const figures = await page.locator('.contributions tbody td.figure').allTextContents();
    const sum = figures.reduce((whole, text) => whole + Number(text.replace('−', '-')), model.describe().typicalMargins[0]!);
    expect(Math.abs(sum - estimate)).toBeLessThan(0.6); // ten figures with one decimal
    model.dispose();
  });
}
