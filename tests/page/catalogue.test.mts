// SPDX-License-Identifier: Apache-2.0
// The catalogue: what it lists, how it is searched, the way to a model and back, and use without a network.
import { readFileSync } from 'node:fs';
import { serve } from '../../web/serve.mjs';
import { built, languages, next, onePage, test, type Language } from './journey.mts';
import { give, load } from './equations.mts';
import { axeSource, expect, type Axe, type Locator, type Page } from './playwright.mts';
import type { Served } from '../../web/serve.mjs';

interface Listed {
  readonly id: string;
  readonly audience: string;
  readonly terms: string;
  readonly title: Readonly<Record<Language, string>>;
  readonly file: string;
}
const { models } = JSON.parse(readFileSync(new URL('models/index.json', built), 'utf8')) as { models: readonly Listed[] };

const rows = (page: Page): Locator => page.locator('.rows .row');

async function openCatalogue(page: Page, site: Served, language: Language = 'en'): Promise<void> {
  await page.goto(`${site.address}?lang=${language}`);
  await expect(rows(page).first()).toBeVisible();
}

/** As the browser's own button; Playwright waits for a load that Firefox does not report within a page. */
const back = (page: Page): Promise<void> => page.evaluate(() => history.back());

async function titles(page: Page): Promise<readonly string[]> {
  return rows(page).locator('h2').allInnerTexts();
}

for (const language of languages) {
  test(`${language}: it lists each model by its question; terms must be stated, or asked for`, async ({ page, site }) => {
    await openCatalogue(page, site, language);
    const expected = (audience: string, unconfirmed: boolean): string[] =>
      models.filter((one) => one.audience === audience && (unconfirmed || one.terms !== 'unconfirmed')).map((one) => one.title[language]);
    expect([...(await titles(page))].sort()).toEqual(expected('patient', false).sort());
    await page.locator('input[name=unconfirmed]').check();
    expect([...(await titles(page))].sort()).toEqual(expected('patient', true).sort());
    await page.locator('input[name=audience][value=clinician]').check({ force: true });
    expect([...(await titles(page))].sort()).toEqual(expected('clinician', true).sort());
    await expect(page.locator('main')).toContainText(language === 'en' ? 'a clinician decides' : '由临床医生决定');
  });

  test(`${language}: axe finds nothing in it, light and dark`, async ({ page, site }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await openCatalogue(page, site, language);
      await page.evaluate(axeSource);
      const told = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: typeof Axe };
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
        return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
      });
      expect(told, colorScheme).toEqual([]);
    }
  });
}

for (const [query, language, id] of [
  ['sadness depressed mood', 'en', undefined],
  ['depression', 'en', 'phq-9'],
  ['Creatinine', 'en', 'ckd-epi-2021'],
  ['my kidneys', 'en', 'ckd-epi-2021'],
  ['血肌酐', 'zh', 'ckd-epi-2021'],
  ['抑郁症', 'zh', 'phq-9'],
  ['量子力学', 'zh', undefined],
] as const) {
  test(`"${query}" finds ${id ?? 'nothing, and says so'}`, async ({ page, site }) => {
    await openCatalogue(page, site, language);
    await page.getByRole('searchbox').fill(query);
    const found = page.locator(`#model-${id ?? 'none'}`);
    if (id !== undefined) return expect(found).toBeVisible();
    await expect(rows(page)).toHaveCount(0);
    await page.getByRole('button', { name: language === 'en' ? 'Show all' : '显示全部' }).click();
    await expect(rows(page).first()).toBeVisible();
  });
}

for (const late of [/assets\/en-/, /models\/catalogue-/, /assets\/nearside-catalogue-/]) {
  test(`the list is there whatever comes last: ${late.source}`, async ({ page, site }) => {
    await page.route(late, async (route) => {
      await new Promise((done) => setTimeout(done, 700));
      await route.continue();
    });
    await openCatalogue(page, site);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
}

test('a topic narrows it, and a replaced model names the newer one', async ({ page, site }) => {
  await openCatalogue(page, site);
  await page.getByRole('radio', { name: 'Mood' }).check({ force: true });
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('radio', { name: 'Heart and stroke' }).check({ force: true });
  const older = page.locator('.row', { has: page.locator('#model-pce-2013') });
  await older.getByRole('link').nth(1).click();
  await expect(page).toHaveURL(/#\/model\/prevent-2023$/);
});

test('a model opens in the page and Back returns to the search; the address never holds an answer', async ({ page, site }) => {
  await openCatalogue(page, site);
  await page.getByRole('searchbox').fill('kidneys');
  await page.locator('#model-ckd-epi-2021').click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  const model = await load('ckd-epi-2021');
  await onePage(page);
  for (const { id } of model.describe().schema.exclusions) await page.locator(`input[name="field-${id}"][value="no"]`).check();
  await give(page, model.describe(), { sex: 'female', age: '53', creatinine: '0.83' });
  await next(page);
  await expect(page.locator('.sentence')).toBeVisible();
  expect(page.url()).toBe(`${site.address}?lang=en#/model/ckd-epi-2021`);
  expect(await page.evaluate(() => JSON.stringify(history.state))).toBe('null');
  await expect(page.getByRole('button', { name: 'Nothing sent' })).toBeVisible();
  await back(page);
  await expect(page.getByRole('searchbox')).toHaveValue('kidneys');
  await expect(page.locator('#model-ckd-epi-2021')).toBeFocused();
  await expect(page.locator('nearside-calculator')).toHaveCount(0);
  await page.evaluate(() => history.forward());
  await expect(page.locator('form')).toBeVisible();
  await onePage(page);
  await expect(page.locator('#field-age')).toHaveValue('');
});

test('from a model that an address opened, the way to all models ends at the catalogue’s heading', async ({ page, site }) => {
  await page.goto(`${site.address}?lang=en#/model/fib-4`);
  await expect(page.locator('form')).toBeVisible();
  await page.getByRole('link', { name: 'All models' }).click();
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Nothing sent' })).toBeVisible();
});

test('the privacy panel opens and closes by the keyboard, and focus comes back', async ({ page, site }) => {
  await openCatalogue(page, site);
  const button = page.getByRole('button', { name: 'Nothing sent' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(button).toBeFocused();
});

test('the keyboard alone finds and opens a model', async ({ page, site }) => {
  await openCatalogue(page, site);
  await page.getByRole('searchbox').focus();
  await page.keyboard.type('depression');
  await expect(rows(page)).toHaveCount(1);
  for (let stop = 0; stop < 12; stop++) {
    await page.keyboard.press('Tab');
    if (await page.locator('#model-phq-9').evaluate((link) => link.matches(':focus'))) break;
  }
  await page.keyboard.press('Enter');
  await expect(page.locator('form')).toBeVisible();
});

test('without a network the catalogue opens, and so does what was opened before', async ({ page, context }) => {
  const own = await serve(built);
  await openCatalogue(page, own);
  await page.locator('#model-gad-7').click();
  await expect(page.locator('form')).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.state));
  await expect
    .poll(() => page.evaluate(async () => {
      const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return kept.flat().filter(({ url }) => url.endsWith('.nsm')).map(({ url }) => url.replace(/.*\//, ''));
    }))
    .toEqual(['gad-7.nsm']);
  await own.close();
  await context.setOffline(true).catch(() => {});
  await page.goto(own.address);
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('了解什么');
  await page.locator('#model-gad-7').click();
  await expect(page.locator('form')).toBeVisible();
  await back(page);
  await page.locator('#model-phq-9').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('无法使用该模型');
});

for (const width of [640, 320]) {
  test(`at ${width} px nothing runs over the side of the catalogue`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 600 });
    for (const language of languages) {
      await openCatalogue(page, site, language);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });
}

test('zh: no title breaks inside a word', async ({ page, site }) => {
  await openCatalogue(page, site, 'zh');
  await page.setViewportSize({ width: 390, height: 800 });
  const parts = await rows(page).locator('h2 a').evaluateAll((titles) =>
    titles.map((title) => [...title.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.nodeValue)),
  );
  const title = parts.find((of) => of.join('').includes('心肌梗死'));
  expect(title, JSON.stringify(parts)).toContainEqual(expect.stringMatching(/^(心肌梗死|心肌)、?$/));
  const keeps = await rows(page).locator('h2').first().evaluate((heading) => getComputedStyle(heading).wordBreak);
  expect(keeps).toBe('keep-all');
});

test('zh: no title ends with a sign on a line of its own, nor begins a line with one', async ({ page, site }) => {
  await openCatalogue(page, site, 'zh');
  await page.locator('input[name=unconfirmed]').check();
  for (const audience of ['patient', 'clinician']) {
    await page.locator(`input[name=audience][value=${audience}]`).check({ force: true });
    for (const width of [390, 360, 320]) {
      await page.setViewportSize({ width, height: 800 });
      const alone = await rows(page).locator('h2 a').evaluateAll((titles) =>
        titles.flatMap((title) => {
          const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT, (one) => (one.nodeValue?.trim() ? 1 : 3));
          const characters: { character: string; top: number }[] = [];
          for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
            [...node.nodeValue!].forEach((character, index) => {
              const range = document.createRange();
              range.setStart(node, index);
              range.setEnd(node, index + 1);
              characters.push({ character, top: range.getBoundingClientRect().top });
            });
          }
          const starts = characters.filter(({ top }, index) => index > 0 && Math.abs(top - characters[index - 1]!.top) > 4);
          return starts.some(({ character }) => /[？。，、；：）]/.test(character)) ? [title.textContent] : [];
        }),
      );
      expect(alone, `${audience} at ${width} px`).toEqual([]);
    }
  }
});
