// SPDX-License-Identifier: Apache-2.0
// Takes the README's two pictures of the built page, with made-up answers: node web/pictures/make.mjs
import { chromium } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { serve } from '../serve.mjs';

const person = { age: '47', pregnant: '3', mass: '31.4', pedigree: '0.45', glucose: '131', pressure: '74', triceps: '30' };

const words = {
  en: { next: /^(Continue|Show the result)$/, fits: ['Yes', 'No'] },
  zh: { next: /^(继续|显示结果)$/, fits: ['是', '否'] },
};

const site = await serve(new URL('../dist/page/', import.meta.url));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
await picture('en', 'light', { width: 1040, height: 780 }, 'result-en-light.png');
await picture('zh', 'dark', { width: 390, height: 780 }, 'result-zh-dark.png');
await browser.close();
await site.close();

async function picture(language, colorScheme, viewport, name) {
  const context = await browser.newContext({ viewport, colorScheme, deviceScaleFactor: 1.5 });
  const page = await context.newPage();
  await page.goto(`${site.address}?lang=${language}`);
  const { next, fits } = words[language];
  const questions = page.locator('fieldset.field');
  for (const [index, answer] of fits.entries()) {
    await questions.nth(index).getByRole('radio', { name: answer, exact: true }).check();
  }
  await page.getByRole('button', { name: next }).click();
  await fill(page, ['age', 'pregnant', 'mass', 'pedigree']);
  await page.getByRole('button', { name: next }).click();
  await page.locator('input[name="field-glucose-unit"][value="mg/dL"]').check({ force: true });
  await fill(page, ['glucose', 'pressure', 'triceps']);
  await page.locator('.field:has(#field-insulin) input[type=checkbox]').check();
  await page.getByRole('button', { name: next }).click();
  await page.locator('.sentence').waitFor();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: fileURLToPath(new URL(name, import.meta.url)) });
  await context.close();
}

async function fill(page, ids) {
  for (const id of ids) await page.fill(`#field-${id}`, person[id]);
}
