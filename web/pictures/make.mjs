// SPDX-License-Identifier: Apache-2.0
// Takes the README's pictures of the built page, with the worked example of the PREVENT paper: node web/pictures/make.mjs
import { chromium } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { serve } from '../serve.mjs';

const fits = { had_heart_attack_or_stroke: 'no', had_heart_failure: 'no', had_coronary_disease: 'no' };
const chosen = { ...fits, sex: 'female', smoking: '0', dm: '1', bp_tx: '1', statin: '0' };
const typed = { age: '50', bmi: '35', sbp: '160', total_c: '200', hdl_c: '45', egfr: '90' };
const units = { sbp: 'mm[Hg]', total_c: 'mg/dL', hdl_c: 'mg/dL' };

const site = await serve(new URL('../dist/page/', import.meta.url));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell', args: ['--no-sandbox'] });
await picture('catalogue-en-light.png', { language: 'en', colorScheme: 'light', width: 1040, height: 780, scale: 1 });
await picture('prevent-en-light.png', { language: 'en', colorScheme: 'light', width: 1040, height: 780, scale: 1, prevent });
await picture('prevent-zh-dark.png', { language: 'zh', colorScheme: 'dark', width: 390, height: 780, scale: 1.5, prevent });
await browser.close();
await site.close();

async function picture(name, { language, colorScheme, width, height, scale, prevent }) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, deviceScaleFactor: scale });
  const page = await context.newPage();
  await page.goto(`${site.address}?lang=${language}${prevent ? '#/model/prevent-2023' : ''}`);
  await (prevent?.(page) ?? page.locator('.rows .row').first().waitFor());
  await page.mouse.move(0, 0);
  await page.screenshot({ path: fileURLToPath(new URL(name, import.meta.url)) });
  await context.close();
}

/** Answers, part by part, until the result is there. */
async function prevent(page) {
  const next = page.locator('button[type=submit]');
  const inSight = async (control, act) => (await control.count()) > 0 && act(control);
  for (await next.waitFor(); (await next.count()) > 0; await next.click()) {
    for (const [id, level] of Object.entries(chosen)) {
      await inSight(page.locator(`input[name="field-${id}"][value="${level}"]`), (choice) => choice.check());
    }
    for (const [id, unit] of Object.entries(units)) {
      await inSight(page.locator(`input[name="field-${id}-unit"][value="${unit}"]`), (choice) => choice.check({ force: true }));
    }
    for (const [id, text] of Object.entries(typed)) await inSight(page.locator(`#field-${id}`), (field) => field.fill(text));
  }
  await page.locator('.sentence').waitFor();
}
