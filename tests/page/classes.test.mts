// SPDX-License-Identifier: Apache-2.0
// A model of several classes on the page: it begins with the likeliest one, and shows them all.
import { load, work } from './equations.mts';
import { languages, test, words } from './journey.mts';
import { expect } from './playwright.mts';

const model = await load('thyroid');
const { schema, outputs } = model.describe();
const asked = schema.predictors.filter(({ required }) => required).map(({ id }) => id);
/** A woman of 45 years whose TSH is high and whose total T4 is low; nothing else is known of her. */
const answers = { age: '45', sex: 'F', ...Object.fromEntries(asked.map((id) => [id, 'f'])), TSH: '18', TT4: '60' };
const predicted = model.predict({ ...answers, age: 45, TSH: 18, TT4: 60 }).outputs!;
const likeliest = outputs.reduce((best, one) => (predicted[one.id]! > predicted[best.id]! ? one : best));

const said = (risk: number, language: 'en' | 'zh'): string => {
  const [few, many] = language === 'en' ? ['under 1', 'over 99'] : ['不到 1', '超过 99'];
  return risk < 0.01 ? few! : risk > 0.99 ? many! : String(Math.round(100 * risk));
};

for (const language of languages) {
  test(`${language}: the likeliest class comes first, and each has its number`, async ({ page, site }) => {
    expect(likeliest.id).toBe('risk_hypothyroid');
    await work(page, site, 'thyroid', answers, language);
    await expect(page.locator('.output-switch input:checked + span')).toHaveText(likeliest.label[language]);
    const rows = page.locator('.outcomes tbody tr');
    await expect(rows.locator('th')).toHaveText(outputs.map(({ label }) => label[language]));
    const numbers = (await rows.locator('strong').allInnerTexts()).map((text) => text.replace(/\s/g, ' '));
    expect(numbers).toEqual(outputs.map(({ id }) => said(predicted[id]!, language)));
    await page.locator('.output-switch label').first().click();
    await expect(page.locator('.output-switch input:checked + span')).toHaveText(outputs[0]!.label[language]);
    await page.getByText(words[language].card).first().click();
    const measures = page.locator('.card .performance');
    await expect(measures).toContainText(language === 'en' ? 'Balanced accuracy' : '平衡准确率');
    for (const { label } of outputs) await expect(measures).toContainText(label[language]);
  });
}
