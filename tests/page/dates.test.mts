// SPDX-License-Identifier: Apache-2.0
// A date is asked for in three boxes, told in words, and judged by the core.
import { loadModel } from '../../web/dist/engine/node.js';
import { languages, listen, next, test, words, type Language } from './journey.mts';
import { axeSource, expect, type Axe, type Locator, type Page } from './playwright.mts';
import { openWith, trained } from './trained.mts';

const dated = trained('recipes/dated.json');
const model = await loadModel(new Uint8Array(dated));

const label = { en: 'Date of the visit', zh: '就诊日期' } as const;
const boxes = { en: ['Day', 'Month', 'Year'], zh: ['年', '月', '日'] } as const;

const group = (page: Page, language: Language = 'en'): Locator => page.getByRole('group', { name: label[language], exact: true });
const box = (page: Page, name: string, language: Language = 'en'): Locator => group(page, language).getByRole('textbox', { name, exact: true });

async function enter(page: Page, day: string, month: string, year: string, language: Language = 'en'): Promise<void> {
  const typed = language === 'en' ? [day, month, year] : [year, month, day];
  for (const [index, text] of typed.entries()) await box(page, boxes[language][index]!, language).fill(text);
}

/** Everything but the date. */
async function rest(page: Page, language: Language = 'en'): Promise<void> {
  await page.locator('#field-age').fill('60');
  await page.locator('#field-crp').fill('3.5');
  await page.getByRole('radio', { name: words[language].yes, exact: true }).check();
}

for (const language of languages) {
  test(`${language}: a date gives the prediction of its text, and stands in words in answers and on paper`, async ({ page, site }) => {
    await openWith(page, site, dated, language);
    expect(await group(page, language).getByRole('textbox').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).labels?.[0]?.innerText))).toEqual(boxes[language]);
    await expect(group(page, language)).toHaveAccessibleDescription(language === 'en' ? /For example, 27 3 2021.*From 1 January 2020 to\s31 December 2026/ : /例如 2021 年 3 月 27 日.*2020\s年 1\s月 1\s日至 2026\s年 12\s月 31\s日/);
    for (const one of await group(page, language).getByRole('textbox').all()) await expect(one).toHaveAttribute('autocomplete', 'off');
    await rest(page, language);
    await enter(page, '９', '2', '2024', language);
    const heard = listen(page, 'nearside-result');
    await next(page, language);
    expect(await heard).toEqual(model.predict({ age: { value: 60, unit: 'a' }, crp: { value: 3.5, unit: 'mg/L' }, smoker: 'yes', seen: '2024-02-09' }));
    const shown = language === 'en' ? '9 February 2024' : '2024 年 2 月 9 日';
    await expect(page.locator('.answers-used')).toContainText(shown);
    await expect(page.locator('.contributions')).toContainText(shown);
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.answers-used').getByText(shown)).toBeVisible();
  });

  test(`${language}: a date outside the studies is cautioned with their dates, one outside the limits refused`, async ({ page, site }) => {
    await openWith(page, site, dated, language);
    await rest(page, language);
    await enter(page, '1', '6', '2021', language);
    await box(page, boxes[language][2]!, language).blur();
    const covered = language === 'en' ? 'The studies covered 25 January 2023 to 27 November 2024.' : '研究范围为 2023 年 1 月 25 日至 2024 年 11 月 27 日。';
    await expect(page.locator('#field-seen-care')).toContainText(covered);
    await next(page, language);
    await expect(page.locator('.notices')).toContainText(covered);
    await page.getByRole('button', { name: words[language].change }).click();
    await enter(page, '3', '5', '2031', language);
    await next(page, language);
    const value = language === 'en' ? '3 May 2031' : '2031 年 5 月 3 日';
    await expect(page.getByRole('alert')).toContainText(language === 'en' ? `${value} is outside 1 January 2020 to` : `${value} 不在 2020 年 1 月 1 日至`);
    const heard = listen(page, 'nearside-refused');
    await page.getByRole('button', { name: language === 'en' ? `No, ${value} is right` : `不，${value} 没有填错` }).click();
    expect((await heard).issues.map(({ code }) => code)).toEqual(['outside_hard_range']);
    await expect(page.locator('.notice.stop').first()).toContainText(value);
  });
}

const faults: readonly (readonly [name: string, date: readonly [string, string, string], says: string, boxes: readonly string[]])[] = [
  ['nothing', ['', '', ''], 'Enter a date, or tick “I don’t know”.', ['Day', 'Month', 'Year']],
  ['no month', ['9', '', '2024'], 'The date needs a month.', ['Month']],
  ['only a day', ['9', '', ''], 'The date needs a month and a year.', ['Month', 'Year']],
  ['the 30th of February', ['30', '2', '2024'], 'That month has no such day.', ['Day']],
  ['the 29th of February of no leap year', ['29', '2', '2023'], 'That month has no such day.', ['Day']],
  ['a thirteenth month', ['9', '13', '2024'], 'Enter the month as a number from 1 to 12.', ['Month']],
  ['a year of two figures', ['9', '2', '24'], 'Enter the year with four figures, such as 2021.', ['Year']],
  ['a month in letters', ['9', 'Feb', '2024'], '“Feb” is not a plain number.', ['Month']],
  ['a minus', ['-9', '2', '2024'], '“-9” is not a plain number.', ['Day']],
  ['markup', ['<b>', '2', '2024'], '“<b>” is not a plain number.', ['Day']],
];

for (const [name, [day, month, year], says, wrong] of faults) {
  test(`${name} is no date: it is said at the top and at the boxes, and mended there`, async ({ page, site }) => {
    await openWith(page, site, dated);
    await rest(page);
    await enter(page, day, month, year);
    await next(page);
    const summary = page.getByRole('alert');
    await expect(summary).toBeFocused();
    await expect(page.locator('.sentence')).toHaveCount(0);
    await expect(page.locator('#field-seen-fault')).toContainText(says);
    for (const one of boxes.en) {
      if (wrong.includes(one)) await expect(box(page, one)).toHaveAttribute('aria-invalid', 'true');
      else await expect(box(page, one)).not.toHaveAttribute('aria-invalid', 'true');
    }
    await summary.getByRole('link').click();
    await expect(box(page, wrong[0]!)).toBeFocused();
    await enter(page, '9', '2', '2024');
    await box(page, 'Year').blur();
    await expect(summary).toHaveCount(0);
    await next(page);
    await expect(page.locator('.sentence')).toBeVisible();
  });
}

test('a wrong date elsewhere does not stop the refusal of a value that is right', async ({ page, site }) => {
  await openWith(page, site, dated);
  await rest(page);
  await page.locator('#field-crp').fill('600');
  await enter(page, '9', '2', '2024');
  await next(page);
  await enter(page, '31', '2', '2024');
  await page.getByRole('button', { name: 'No, 600 is right' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('so it gives no number');
});

test('a date that is not known is filled with one, and the boxes are emptied', async ({ page, site }) => {
  await openWith(page, site, dated);
  await rest(page);
  await enter(page, '9', '2', '2024');
  await page.getByRole('checkbox', { name: 'Date of the visit: I don’t know' }).check();
  await expect(box(page, 'Day')).toHaveValue('');
  await next(page);
  await expect(page.locator('.notices')).toContainText('We used 14 January 2024, the middle value in the study.');
  await page.getByRole('button', { name: 'Change this answer' }).click();
  await expect(box(page, 'Day')).toBeFocused();
});

test('a date asked for can be typed by the keyboard alone, box by box', async ({ page, site }) => {
  await openWith(page, site, dated);
  await rest(page);
  await box(page, 'Day').focus();
  await page.keyboard.type('9');
  await page.keyboard.press('Tab');
  await page.keyboard.type('2');
  await page.keyboard.press('Tab');
  await page.keyboard.type('2024');
  await page.keyboard.press('Enter');
  await expect(page.locator('.sentence')).toBeFocused();
});

for (const language of languages) {
  test(`${language}: axe finds nothing in a form with a date, nor in its faults`, async ({ page, site }) => {
    await openWith(page, site, dated, language);
    const clean = async (): Promise<void> => {
      await page.evaluate(axeSource);
      const told = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: typeof Axe };
        const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } });
        return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
      });
      expect(told).toEqual([]);
    };
    await clean();
    await enter(page, '30', '2', '2024', language);
    await next(page, language);
    await expect(page.getByRole('alert')).toBeVisible();
    await clean();
  });
}
