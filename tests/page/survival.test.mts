// SPDX-License-Identifier: Apache-2.0
// A survival model on the page: a number for each horizon, what moves it, and the measures on its card.
import { load, work } from './equations.mts';
import { languages, test, words } from './journey.mts';
import { expect } from './playwright.mts';

const person = { age: '55', meno: '1', size: '20-50', grade: '3', nodes: '4', pgr: '20', er: '60', hormon: '0' };
const model = await load('recurrence-rotterdam');
const { outputs } = model.predict({
  operated_primary: true,
  ...{ age: 55, grade: 3, nodes: 4, pgr: 20, er: 60 },
  ...{ meno: '1', size: '20-50', hormon: '0' },
});
const [two, five] = [outputs!['risk_2y']!, outputs!['risk_5y']!].map((risk) => String(Math.round(100 * risk)));

for (const language of languages) {
  test(`${language}: the risk within two and within five years`, async ({ page, site }) => {
    expect(Number(five)).toBeGreaterThan(Number(two) + 10);
    await work(page, site, 'recurrence-rotterdam', person, language);
    const said = (n: string | undefined): string => (language === 'en' ? `About ${n} in 100` : `约有 ${n} 人`);
    await expect(page.locator('.sentence')).toContainText(said(two));
    await expect(page.locator('.sentence')).toContainText(language === 'en' ? 'in the next 2 years' : '在今后 2 年内');
    const horizons = language === 'en' ? ['In 2 years', 'In 5 years'] : ['2\u00a0年内', '5\u00a0年内'];
    await page.getByRole('radio', { name: horizons[1]!, exact: true }).check();
    await expect(page.locator('.sentence')).toContainText(said(five));
    await expect(page.locator('.sentence')).toContainText(language === 'en' ? 'in the next 5 years' : '在今后 5 年内');
    expect(await page.locator('.outcomes thead th').allTextContents()).toEqual(expect.arrayContaining(horizons));
    const cells = await page.locator('.outcomes tbody td strong').allTextContents();
    expect(cells).toEqual([two, five]);
    await page.locator('.contributions summary').click();
    await expect(page.locator('.contributions table')).toContainText(language === 'en' ? 'Log hazard' : '对数风险率');
    await expect(page.locator('.limits')).toContainText(language === 'en' ? 'no effect of the treatment' : '并不是治疗的效果');
    await page.getByText(words[language].card).first().click();
    await expect(page.locator('.card .performance')).toContainText(
      language === 'en' ? 'Observed to predicted risk, 5 years' : '观察风险与预测风险之比（5\u00a0年）',
    );
    await expect(page.locator('.card')).toContainText(language === 'en' ? 'Hazard ratios change over time' : '风险比随时间变化');
  });
}
