// SPDX-License-Identifier: Apache-2.0
// What a person can type, by mistake or on purpose, and how far the keyboard alone gets.
import { complete, exclusions, field, fill, fits, journey, label, languages, listen, next, onePage, open, test, words } from './journey.mts';
import { expect, type Page } from './playwright.mts';

const hostile: readonly (readonly [name: string, text: string])[] = [
  ['nothing', ''],
  ['spaces', '   '],
  ['a word', 'fifty'],
  ['a decimal comma', '33,6'],
  ['thousands with a comma', '1,000'],
  ['two points', '3.3.6'],
  ['an exponent', '3e1'],
  ['hexadecimal', '0x21'],
  ['infinity', 'Infinity'],
  ['not a number', 'NaN'],
  ['a number with its unit', '33 kg'],
  ['a minus', '-33'],
  ['a range', '30-40'],
  ['a fraction', '1/2'],
  ['a number beyond doubles', '9'.repeat(40)],
  ['markup', '<img src=x onerror=alert(1)>'],
  ['a template', '${alert(1)}'],
  ['zero-width characters', '3\u200b3'],
  ['right-to-left marks', '\u202e63'],
  ['Arabic figures', '٣٣'],
  ['Chinese figures', '三十三'],
];

test('what is no number is told at the top and at the field, and no number appears', async ({ page, site }) => {
  await open(page, site);
  await onePage(page);
  await fits(page);
  await fill(page, complete);
  const summary = page.getByRole('alert');
  const input = field(page, 'mass');
  for (const [name, text] of hostile) {
    await test.step(name, async () => {
      await input.fill(text);
      await next(page);
      await expect(summary).toBeFocused();
      await expect(summary.getByRole('link')).toHaveCount(1);
      await expect(summary.getByRole('link')).toContainText(label('mass'));
      await expect(input).toHaveAttribute('aria-invalid', 'true');
      await expect(input).toHaveAccessibleDescription(/./);
      await expect(page.locator('.sentence')).toHaveCount(0);
      await summary.getByRole('link').click();
      await expect(input).toBeFocused();
      await input.fill('33.6');
      await input.blur();
      await expect(summary).toHaveCount(0);
    });
  }
  await next(page);
  await expect(page.locator('.sentence')).toBeVisible();
});

const taken: readonly (readonly [name: string, text: string])[] = [
  ['spaces around it', ' 33.6 '],
  ['full-width figures', '３３．６'],
  ['a plus', '+33.6'],
  ['leading zeros', '033.60'],
];

for (const [name, text] of taken) {
  test(`a number with ${name} is the same number`, async ({ page, site, model }) => {
    await open(page, site);
    const heard = listen(page, 'nearside-result');
    await journey(page, { ...complete, mass: text });
    const same = model.predict({ ...plainRecord(), mass: 33.6 });
    expect((await heard).outputs).toEqual(same.outputs);
  });
}

function plainRecord(): Record<string, number | boolean> {
  const fitting = Object.fromEntries(exclusions.map(({ id, refuseIf }) => [id, !refuseIf]));
  return { ...fitting, pregnant: 6, glucose: 148, pressure: 72, triceps: 35, insulin: 94, mass: 33.6, pedigree: 0.627, age: 50 };
}

test('a whole number is asked for where only whole numbers make sense', async ({ page, site }) => {
  await open(page, site);
  await onePage(page);
  await fits(page);
  await fill(page, { ...complete, age: '50.5' });
  await next(page);
  await expect(page.getByRole('alert')).toContainText('enter a whole number');
});

test('nothing is chosen for the person, and nothing is filled in by the browser', async ({ page, site }) => {
  await open(page, site);
  await onePage(page);
  for (const input of await page.locator('form input').all()) {
    await expect(input).toHaveAttribute('autocomplete', 'off');
  }
  for (const radio of await page.locator('fieldset.field input[type=radio]').all()) await expect(radio).not.toBeChecked();
  for (const box of await page.locator('input[type=checkbox]').all()) await expect(box).not.toBeChecked();
  await next(page);
  await expect(page.getByRole('alert').getByRole('link')).toHaveCount(8 + exclusions.length);
});

test('a likely slip of the unit is asked about, and one button mends it', async ({ page, site }) => {
  await open(page, site);
  await onePage(page);
  await fits(page);
  await fill(page, { ...complete, glucose: { text: '5.2', unit: 'mg/dL' } });
  await next(page);
  await expect(page.getByRole('alert')).toContainText('5.2 does not fit mg/dL');
  await expect(page.locator('#field-glucose-fault')).toContainText('Is the number 5.2 in mmol/L?');
  await page.getByRole('button', { name: 'Yes, change the unit to mmol/L' }).click();
  await expect(field(page, 'glucose')).toHaveValue('5.2');
  await expect(field(page, 'glucose')).toBeFocused();
  await expect(page.getByRole('radio', { name: 'mmol/L' })).toBeChecked();
  await next(page);
  await expect(page.locator('.sentence')).toBeVisible();
});

test('the unit switch converts what was typed, and back to the same figures', async ({ page, site }) => {
  await open(page, site);
  await onePage(page);
  const glucose = field(page, 'glucose');
  await glucose.fill('148.37');
  await page.getByRole('radio', { name: 'mmol/L' }).check({ force: true });
  await expect(glucose).toHaveValue('8.236');
  await expect(page.locator('#field-glucose-hint')).toContainText('From 1.12 to 44.4 mmol/L');
  await page.getByRole('radio', { name: 'mg/dL' }).check({ force: true });
  await expect(glucose).toHaveValue('148.37');
});

test('a value outside the studies is cautioned at the field and at the result, and may go on', async ({ page, site }) => {
  await open(page, site);
  await onePage(page);
  await fits(page);
  await fill(page, { ...complete, mass: '60' });
  await field(page, 'mass').blur();
  await expect(page.locator('#field-mass-care')).toContainText('The studies covered 19.5 to 51. You can go on.');
  await next(page);
  await expect(page.getByText('Read this number with one caution')).toBeVisible();
  await expect(page.getByText('outside studies')).toBeVisible();
});

test('what is not known is said with the value that was used', async ({ page, site }) => {
  await open(page, site);
  await journey(page, { ...complete, insulin: null });
  await expect(page.locator('.notices')).toContainText('We used 125 µIU/mL');
  await page.getByRole('button', { name: 'Change this answer' }).click();
  await expect(field(page, 'insulin')).toBeFocused();
});

for (const language of languages) {
  test(`${language}: a value beyond the limits that is right is refused without a number`, async ({ page, site }) => {
    await open(page, site, language);
    await onePage(page, language);
    await fits(page, language);
    await fill(page, { ...complete, age: '19' }, language);
    await next(page, language);
    const heard = listen(page, 'nearside-refused');
    await page.getByRole('button', { name: language === 'en' ? 'No, 19 is right' : '不，19 没有填错' }).click();
    const prediction = await heard;
    expect(prediction.outputs).toBeNull();
    const title = page.getByRole('heading', { level: 1 });
    await expect(title).toContainText(language === 'en' ? 'so it gives no number' : '因此不给出数字');
    await expect(title).toBeFocused();
    await expect(page.locator('nearside-calculator')).not.toContainText(language === 'en' ? /in\s100/ : /每\s100/);
    await page.getByRole('button', { name: language === 'en' ? 'I chose this by mistake' : '我选错了' }).click();
    await expect(field(page, 'age', language)).toBeFocused();
  });

  for (const exclusion of exclusions) {
    test(`${language}: ${exclusion.id} answered so that the model does not fit is refused at once`, async ({ page, site }) => {
      await open(page, site, language);
      await fits(page, language);
      const group = page.getByRole('group', { name: exclusion.question[language], exact: true });
      await group.getByRole('radio', { name: words[language][exclusion.refuseIf ? 'yes' : 'no'], exact: true }).check();
      const heard = listen(page, 'nearside-refused');
      await next(page, language);
      const prediction = await heard;
      expect(prediction.issues.map(({ code, predictor }) => [code, predictor])).toEqual([['excluded', exclusion.id]]);
      await expect(page.getByText(exclusion.reason[language])).toBeVisible();
      await expect(page.locator('nearside-calculator')).not.toContainText(language === 'en' ? /in\s100/ : /每\s100/);
    });
  }
}

test('the keyboard alone gets from the first question to the wiped page', async ({ page, site, browserName }) => {
  await open(page, site);
  await page.locator('body').press('Tab');
  for (let part = 0; part < 10 && (await page.locator('form').count()) > 0; part++) {
    await typeThrough(page, browserName);
  }
  await expect(page.locator('.sentence')).toBeFocused();
  await tabTo(page, 'Bar');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.in-words')).toBeVisible();
  await tabTo(page, 'Finish and wipe my answers');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Wiped' })).toBeFocused();
});

/** Answers each field that Tab reaches, until the button that goes on. */
async function typeThrough(page: Page, browserName: string): Promise<void> {
  const before = await page.getByRole('heading', { level: 1 }).textContent();
  for (let stop = 0; stop < 80; stop++) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (at.type === 'text') await page.keyboard.type(typed(at.id));
    if (at.type === 'radio' && exclusions.some(({ id }) => at.name === `field-${id}`)) {
      const fits = !exclusions.find(({ id }) => at.name === `field-${id}`)?.refuseIf;
      await page.keyboard.press('Space');
      if (!fits) await page.keyboard.press('ArrowDown');
    }
    if (at.type === 'submit') {
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(before ?? '');
      return;
    }
  }
  throw new Error(`no way on by keyboard in ${browserName}`);
}

function typed(id: string): string {
  const entry = complete[id.replace('field-', '')];
  return typeof entry === 'string' ? entry : (entry?.text ?? '');
}

interface Focused {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly text: string;
}

function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const input = at as HTMLInputElement;
    const text = (input.labels?.[0] ?? input).textContent?.trim() ?? '';
    return { id: input.id, type: input.type ?? '', name: input.name ?? '', text };
  });
}

async function tabTo(page: Page, text: string): Promise<void> {
  for (let stop = 0; stop < 60; stop++) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (at.text === text) return;
    // A group of radios is one stop; the arrows move within it.
    if (at.type === 'radio' && at.name === 'view') {
      await page.keyboard.press('ArrowRight');
      if ((await focused(page)).text === text) return;
    }
  }
  throw new Error(`Tab does not reach ${text}`);
}
