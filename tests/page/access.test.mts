// SPDX-License-Identifier: Apache-2.0
// Axe in every state, and the page at 200 % and 400 %.
import { complete, fill, fits, journey, languages, next, onePage, open, test, words } from './journey.mts';
import { axeSource, expect, type Axe, type Page } from './playwright.mts';

async function clean(page: Page, state: string): Promise<void> {
  await page.evaluate(axeSource);
  const told = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof Axe };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`));
  });
  expect(told, state).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const language of languages) {
    test(`axe finds nothing in any state, ${language}, ${colorScheme}`, async ({ page, site }) => {
      test.slow();
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await open(page, site, language);
      await clean(page, 'first part');
      await onePage(page, language);
      await clean(page, 'one page');
      await next(page, language);
      await expect(page.getByRole('alert')).toBeVisible();
      await clean(page, 'errors');
      await fits(page, language);
      await fill(page, { ...complete, mass: '60', glucose: { text: '5.2', unit: 'mg/dL' }, insulin: null }, language);
      await next(page, language);
      await clean(page, 'slip of a unit');
      await fill(page, complete, language);
      await fill(page, { mass: '60', insulin: null }, language);
      await next(page, language);
      await expect(page.locator('.sentence')).toBeVisible();
      await page.locator('summary').first().click();
      await clean(page, 'result');
      for (const view of [1, 2]) {
        await page.locator('input[name=view]').nth(view).check({ force: true });
        await clean(page, `view ${view}`);
      }
      await page.getByRole('button', { name: words[language].card }).click();
      await clean(page, 'model card');
      await page.getByRole('button', { name: words[language].back }).click();
      await page.locator('header button').first().click();
      await clean(page, 'privacy panel');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: words[language].finish }).click();
      await clean(page, 'wiped');
      await page.getByRole('button', { name: words[language].startAgain }).click();
      await onePage(page, language);
      await fits(page, language);
      await fill(page, { ...complete, age: '19' }, language);
      await next(page, language);
      await page.locator('.mends button').last().click();
      await clean(page, 'refusal');
    });
  }
}

// A window of 1280 px at 200 % and 400 % is 640 and 320 px wide (WCAG 1.4.10).
for (const width of [640, 320]) {
  for (const language of languages) {
    test(`at ${(1280 / width) * 100} % nothing runs over the side, ${language}`, async ({ page, site }) => {
      await page.setViewportSize({ width, height: 1024 / (1280 / width) });
      const fitsSideways = async (): Promise<void> => {
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      };
      await open(page, site, language);
      await fitsSideways();
      await onePage(page, language);
      await next(page, language);
      await fitsSideways();
      await journey(page, { ...complete, mass: '60', insulin: null }, language);
      await fitsSideways();
      await page.locator('summary').first().click();
      await page.locator('.contributions summary').click();
      await fitsSideways();
      await page.getByRole('button', { name: words[language].card }).click();
      await fitsSideways();
    });
  }
}

for (const format of ['A4', 'Letter'] as const) {
  for (const language of languages) {
    test(`the result with its cautions is printed on one page of ${format}, ${language}`, async ({ page, site, browserName }) => {
      test.skip(browserName !== 'chromium', 'only Chromium prints here');
      await open(page, site, language);
      await journey(page, { ...complete, mass: '60', insulin: null }, language);
      const margin = { top: '12mm', bottom: '12mm', left: '14mm', right: '14mm' };
      const pdf = (await page.pdf({ format, margin })).toString('latin1');
      expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
    });
  }
}

test('targets are at least 24 px high and wide', async ({ page, site }) => {
  await open(page, site);
  await onePage(page);
  for (const target of await page.locator('button:visible, .choice, .tick, .switch label, input[type=text]').all()) {
    const box = await target.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0), await target.innerText()).toBeGreaterThanOrEqual(24);
  }
});
