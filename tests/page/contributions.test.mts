// SPDX-License-Identifier: Apache-2.0
// What moved the number: no word lies on another one, or on a bar, on a phone or beside the other columns.
import { work } from './equations.mts';
import { languages, test } from './journey.mts';
import { expect } from './playwright.mts';

/** A man of 58 years without pain, with the longest answers there are. */
const answers = {
  age: '58',
  sex: '1',
  cp: '4',
  trestbps: '140',
  chol: '211',
  fbs: '1',
  restecg: '2',
  thalach: '165',
  exang: '0',
  oldpeak: '0',
  slope: '1',
  ca: '0',
  thal: '3',
};

for (const language of languages) {
  for (const width of [360, 1440]) {
    test(`${language}: at ${width} pixels each answer has its place`, async ({ page, site }) => {
      await page.setViewportSize({ width, height: 900 });
      await work(page, site, 'heart-cleveland', answers, language);
      const figure = page.locator('.contributions');
      await expect(figure.locator('.contribution')).toHaveCount(13);
      await expect(figure.locator('.answered')).toHaveCount(13);
      await expect(figure.locator('.contribution-axis text')).toHaveCount(3);
      const crossing = await figure.evaluate((element) => {
        const named = (selector: string) =>
          [...element.querySelectorAll(selector)].map((one) => ({ text: one.textContent!.trim(), box: one.getBoundingClientRect() }));
        const boxes = [...named('.contribution-axis text'), ...named('.contribution > span'), ...named('.answered')];
        const bars = [...element.querySelectorAll('.contribution svg')].map((one) => ({ text: 'a bar', box: one.getBoundingClientRect() }));
        const cross = (a: DOMRect, b: DOMRect) =>
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
        const found: string[] = [];
        [...boxes, ...bars].forEach((a, i, all) => {
          for (const b of all.slice(i + 1)) {
            // An answer stands inside its line.
            if (!a.text.endsWith(b.text) && cross(a.box, b.box)) found.push(`${a.text} | ${b.text}`);
          }
        });
        return found;
      });
      expect(crossing).toEqual([]);
    });
  }
}
