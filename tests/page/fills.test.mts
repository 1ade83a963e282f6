// SPDX-License-Identifier: Apache-2.0
// What stood in for an unknown answer is said with its source and how sure it is; and what a model file holds.
import { loadModel } from '../../web/dist/engine/node.js';
import { languages, next, onePage, test, words } from './journey.mts';
import { expect, type Page } from './playwright.mts';
import { openWith, trained } from './trained.mts';

// A second model in one test must not come from what the first visit stored.
test.use({ serviceWorkers: 'block' });

const dated = trained('recipes/dated.json');
const neighbours = trained('../parity/recipes/impute-neighbours.json', '--allow-development-rows');
const model = await loadModel(new Uint8Array(dated));

async function tickUnknown(page: Page, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) await page.locator('.field', { has: page.locator(`#field-${id}`) }).locator('.tick input').check();
}

for (const language of languages) {
  test(`${language}: a fill worked out from the other answers is said with its range, in the chosen unit`, async ({ page, site }) => {
    const issue = model.predict({ age: 60, smoker: 'yes', seen: '2024-02-09' }).issues[0]!;
    expect(issue.code).toBe('imputed');
    expect(issue.seen).toBeGreaterThan(0);
    // CRP can't be below 0; mg/dL are ten mg/L.
    const number = (value: number, digits: number): string => String(Number((value / 10).toPrecision(digits)));
    const value = number(issue.limit!, 3);
    const high = number(issue.limit! + 1.96 * issue.seen!, 2);
    expect(issue.limit! - 1.96 * issue.seen!).toBeLessThan(0);
    await openWith(page, site, dated, language);
    await page.locator('#field-age').fill('60');
    await page.getByRole('radio', { name: words[language].yes, exact: true }).check();
    await page.locator('input[name="field-crp-unit"][value="mg/dL"]').check({ force: true });
    await tickUnknown(page, 'crp', 'seen');
    await next(page, language);
    await expect(page.locator('.notices')).toContainText(
      language === 'en'
        ? `We used ${value}\u00a0mg/dL (about 0 to ${high}), worked out from your other answers. By the model’s reckoning, about 95 in\u00a0100 people with such answers are in that range.`
        : `我们用了 ${value}\u00a0mg/dL（约 0 至 ${high}），由您的其他答案推算。按模型的估计，有同样答案的人，每\u00a0100\u00a0人中约有\u00a095\u00a0人在此范围内。`,
    );
    await expect(page.locator('.answers-used')).toContainText(`${value}\u00a0mg/dL`);
  });

  test(`${language}: a yes or no that was filled with a share is said to be between the two`, async ({ page, site }) => {
    const share = model.predict({ age: 60, crp: 3.5, seen: '2024-02-09' }).issues[0]!.limit!;
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.95);
    const shown = String(Number(share.toPrecision(2)));
    await openWith(page, site, dated, language);
    await page.locator('#field-age').fill('60');
    await page.locator('#field-crp').fill('3.5');
    await page.getByRole('radio', { name: words[language].dontKnow, exact: true }).check();
    await tickUnknown(page, 'seen');
    await next(page, language);
    await expect(page.locator('.notices')).toContainText(
      language === 'en'
        ? `We counted it as between no (0) and yes (1): ${shown}, by the model’s reckoning the share of people with such answers who say yes.`
        : `我们按介于否（0）与是（1）之间的 ${shown} 计算，即按模型的估计，有同样答案的人中回答“是”的比例。`,
    );
    await expect(page.locator('.answers-used')).toContainText(language === 'en' ? `between no and yes (${shown})` : `介于否与是之间（${shown}）`);
  });

  test(`${language}: the card of a model file that holds development rows says so, and others don’t`, async ({ page, site }) => {
    const about = page.getByRole('button', { name: language === 'en' ? 'About this model' : '关于本模型' });
    const warning = page.getByText(language === 'en' ? /768 rows of development data stand in it, and whoever has the file can read them/ : /其中有 768\s行建模数据，得到文件的人都能读到/);
    await openWith(page, site, neighbours, language);
    await about.click();
    await expect(warning).toBeVisible();
    await page.unrouteAll();
    await openWith(page, site, dated, language);
    await about.click();
    await expect(page.getByText(language === 'en' ? 'Status' : '状态', { exact: true })).toBeVisible();
    await expect(page.getByText(language === 'en' ? /development data stand in it/ : /得到文件的人都能读到/)).toHaveCount(0);
  });
}

test('a fill from the most similar people, and a constant, are said to be that', async ({ page, site }) => {
  await openWith(page, site, neighbours);
  await onePage(page);
  for (const [id, text] of Object.entries({ pregnant: '2', glucose: '120', triceps: '30', insulin: '100', pedigree: '0.5', age: '40' })) {
    await page.locator(`#field-${id}`).fill(text);
  }
  await tickUnknown(page, 'pressure', 'mass');
  await next(page);
  await expect(page.locator('.notices')).toContainText('We used 70, which this model takes where it is not known.');
  await expect(page.locator('.notices')).toContainText(/We used [\d.]+, the average of the people in the study who were most like you\./);
  await expect(page.locator('.notices')).not.toContainText('are in that range');
});
