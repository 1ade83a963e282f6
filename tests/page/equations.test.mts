// SPDX-License-Identifier: Apache-2.0
// Published equations on the page: their results, what they leave out, how they were worked out, and whom to call.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fileOf, give, load, openEquation, work } from './equations.mts';
import { languages, next, test, words } from './journey.mts';
import { axeSource, expect, type Axe, type Page } from './playwright.mts';

const nearside = process.env['NEARSIDE'] ?? fileURLToPath(new URL('../../build/native/tools/nearside', import.meta.url));

/** The worked example that the PREVENT paper's calculator gives: 14.7, 9.2 and 8.1 % in 10 years, 53, 35 and 39 in 30. */
const example = {
  sex: 'female',
  age: '50',
  smoking: '0',
  dm: '1',
  bmi: '35',
  sbp: '160',
  bp_tx: '1',
  statin: '0',
  total_c: '200',
  hdl_c: '45',
  egfr: '90',
};
const { bmi, ...withoutBmi } = example;
const { egfr, ...withoutKidney } = example;

async function clean(page: Page): Promise<void> {
  await page.evaluate(axeSource);
  const told = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof Axe };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`));
  });
  expect(told).toEqual([]);
}

for (const language of languages) {
  test(`${language}: PREVENT gives its published example, outcome by outcome, over both horizons`, async ({ page, site }) => {
    await work(page, site, 'prevent-2023', example, language);
    await expect(page.locator('.sentence')).toContainText(language === 'en' ? 'About 15 in 100' : '约有 15 人');
    if (language === 'zh') expect(await page.locator('.sentence').textContent()).toContain('10\u00a0年');
    const cells = await page.locator('.outcomes tbody tr').evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.querySelector('strong')?.textContent)),
    );
    expect(cells.slice(0, 3)).toEqual([['15', '53'], ['9', '35'], ['8', '39']]);
    expect(cells).toHaveLength(5);
    const widths = await page.locator('.outcomes .full').evaluateAll((bars) => bars.map((bar) => bar.getAttribute('width')));
    expect(widths.slice(0, 2)).toEqual(['15%', '53%']);
    await expect(page.locator('.limits')).toContainText(language === 'en' ? 'must never be added up' : '不能相加');
    await expect(page.locator('.contributions')).toHaveCount(0);
    await expect(page.locator('.absent')).toHaveCount(0);
  });

  test(`${language}: axe finds nothing in form, care, result and calculation of an equation, light and dark`, async ({ page, site }) => {
    test.slow();
    const description = await openEquation(page, site, 'prevent-2023', language);
    await give(page, description, { ...example, sbp: '180' });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await clean(page);
    }
    await next(page, language);
    await page.locator('.calculation summary').click();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await clean(page);
    }
  });
}

test('on one page, too, a question of fit that refuses needs no other answer', async ({ page, site }) => {
  await openEquation(page, site, 'prevent-2023');
  await page.locator('input[name="field-had_heart_failure"][value=yes]').check();
  await next(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('so it gives no number');
  await expect(page.locator('.notice.stop')).toHaveCount(1);
});

test('what is left empty costs only the results that need it, and the way to it is there', async ({ page, site }) => {
  const description = await openEquation(page, site, 'prevent-2023');
  await expect(page.locator('#field-bmi-hint')).toContainText('Only for: Heart failure (10 and 30 years). It may stay empty.');
  await expect(page.locator('#field-egfr-hint')).toContainText('This or Creatinine in the blood: one of them is enough.');
  await give(page, description, withoutBmi);
  await next(page);
  await expect(page.locator('.sentence')).toContainText('About 15 in 100');
  await expect(page.locator('.outcomes tr', { hasText: 'Heart failure' }).last().getByText('no number')).toHaveCount(2);
  await expect(page.locator('.absent li')).toHaveText(/Heart failure \(10 and 30 years\): needs Body-mass index \(BMI\)\./);
  await page.getByRole('button', { name: 'Answer: Body-mass index (BMI)' }).click();
  await expect(page.locator('#field-bmi')).toBeFocused();
});

test('past the age of an equation its results are dashes, with the reason and the age', async ({ page, site }) => {
  await work(page, site, 'prevent-2023', { ...withoutBmi, age: '62' });
  await expect(page.locator('.absent li').last()).toContainText('The 30-year estimate was made for ages 30 to 59');
  await expect(page.locator('.absent li').last()).toContainText('Age: 62');
  await expect(page.locator('.absent li')).toHaveCount(2);
  await expect(page.locator('.outcomes').getByText('no number')).toHaveCount(6);
});

for (const language of languages) {
  test(`${language}: where no result has what it needs, the page says what is missing and leads there`, async ({ page, site }) => {
    await work(page, site, 'prevent-2023', withoutKidney, language);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(language === 'en' ? 'One more answer is needed' : '还缺一项答案');
    await expect(page.locator('nearside-calculator')).not.toContainText(language === 'en' ? /in\s100/ : /每\s100/);
    await page.locator('.absent button').first().click();
    await expect(page.locator('#field-egfr')).toBeFocused();
  });
}

for (const language of languages) {
  test(`${language}: an eGFR computed outside the range is named with its value and the limit`, async ({ page, site }) => {
    await work(page, site, 'prevent-2023', { ...withoutKidney, creatinine: '8' }, language);
    const reason = page.locator('.absent li');
    await expect(reason).toHaveCount(1);
    await expect(reason).toContainText(language === 'en' ? 'PREVENT was made for an eGFR of 15 to 140.' : 'PREVENT 只适用于 eGFR 为 15 至 140 的人。');
    await expect(reason).toContainText(/5\.66\u00a0mL\/min\/1\.73\u00a0m²/);
    await expect(reason).toContainText(language === 'en' ? 'The limit is 15.' : '界限为 15。');
    await expect(page.getByRole('heading', { level: 1 })).not.toContainText(language === 'en' ? 'One more answer' : '还缺');
  });
}

test('each missing answer is offered once', async ({ page, site }) => {
  const { egfr: _, ...neither } = withoutBmi;
  await work(page, site, 'prevent-2023', neither);
  await expect(page.locator('.absent li')).toHaveCount(2);
  await expect(page.locator('.absent button')).toHaveText([/eGFR/, /Creatinine/, /BMI/]);
});

test('a quantity stands with its unit, its group and the group’s source, and speaks of no other people', async ({ page, site }) => {
  await work(page, site, 'ckd-epi-2021', { sex: 'female', age: '50', creatinine: '0.8' });
  const model = await load('ckd-epi-2021');
  const fitting = Object.fromEntries(model.describe().schema.exclusions.map(({ id, refuseIf }) => [id, !refuseIf]));
  const { outputs } = model.predict({ ...fitting, sex: 'female', age: 50, creatinine: 0.8 });
  await expect(page.locator('.sentence')).toContainText(`: ${Math.round(outputs?.['egfr'] ?? 0)}\u00a0mL/min/1.73\u00a0m²`);
  // 89.7 is shown as 90, and 90 is G1.
  expect(outputs?.['egfr']).toBeLessThan(90);
  await expect(page.locator('.meaning strong')).toContainText('G1');
  await expect(page.locator('.meaning .micro')).toContainText('KDIGO');
  await expect(page.locator('nearside-calculator')).not.toContainText(/people like you|in\s100|one of the/);
});

test('a tool for clinicians has no questions to take to a clinician', async ({ page, site }) => {
  await work(page, site, 'fib-4', { age: '50', ast: '40', alt: '40', platelets: '220' });
  await expect(page.locator('.limits')).toBeVisible();
  await expect(page.locator('.questions')).toHaveCount(0);
});

test('a score stands in points, with its group', async ({ page, site }) => {
  await work(page, site, 'gad-7', { q1: '2', q2: '2', q3: '2', q4: '1', q5: '1', q6: '1', q7: '1' });
  await expect(page.locator('.sentence')).toContainText('10\u00a0points');
  await expect(page.locator('.meaning strong')).toHaveText('Moderate');
});

test('a group holds only for whom its source made it', async ({ page, site }) => {
  const values = { ast: '40', alt: '40', platelets: '220' };
  await work(page, site, 'fib-4', { ...values, age: '64' });
  const younger = await page.locator('.meaning').innerText();
  await work(page, site, 'fib-4', { ...values, age: '65' });
  expect(await page.locator('.meaning').innerText()).not.toBe(younger);
});

const worked: readonly (readonly [id: string, values: Readonly<Record<string, string>>])[] = [
  ['prevent-2023', { ...withoutKidney, creatinine: '0.9' }],
  ['ckd-epi-2021', { sex: 'male', age: '61', creatinine: '1.3' }],
  ['score2', { region: 'Low', sex: 'male', age: '55', smoking: '1', dm: '0', sbp: '140', total_c_mmol: '5.5', hdl_c_mmol: '1.3' }],
  ['kfre-4v', { sex: 'male', age: '60', egfr: '35', uacr: '150', north_american: '1' }],
  ['phq-9', Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((item) => [`q${item}`, String(item % 3)]))],
];

for (const [id, values] of worked) {
  test(`the calculation of ${id} has the lines of nearside inspect`, async ({ page, site }) => {
    await work(page, site, id, values);
    await page.locator('.calculation summary').click();
    const shown = (await page.locator('.calculation pre').allInnerTexts()).join('\n').split('\n').map((line) => line.trim()).filter(Boolean);
    const told = execFileSync(nearside, ['inspect', fileURLToPath(fileOf(id)), '--with', ...Object.entries(values).map((pair) => pair.join('='))], { encoding: 'utf8' });
    const titles = (await load(id)).describe().outputs.map((output) => `${output.id}, ${output.label.en}`);
    const lines = told.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !titles.includes(line));
    expect(lines.length).toBeGreaterThan(3);
    expect(shown).toEqual(lines);
  });
}

test('advice on a value is there at once, goes with it, and stays beside a refusal', async ({ page, site }) => {
  const description = await openEquation(page, site, 'prevent-2023');
  const care = page.locator('.field', { has: page.locator('#field-sbp') }).getByRole('status');
  await page.locator('input[name="field-sbp-unit"][value="kPa"]').check({ force: true });
  await page.locator('#field-sbp').fill('24.1');
  await expect(care).toContainText('180 or more is very high');
  await page.locator('#field-sbp').fill('16');
  await expect(care).toBeEmpty();
  await give(page, description, { ...example, sbp: '190' });
  await expect(care).toContainText('180 or more is very high');
  await next(page);
  await page.locator('.mends button').last().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('so it gives no number');
  await expect(page.locator('.care-now')).toContainText('180 or more is very high');
});

test.describe('crisis', () => {
  for (const [locale, language, numbers] of [
    ['en-US', 'en', ['911', '988']],
    ['en-GB', 'en', ['999', '116123']],
    ['zh-CN', 'zh', ['120', '12356']],
    ['de-DE', 'en', ['112']],
    ['en-IE', 'en', ['112', '116123']],
  ] as const) {
    test.describe(locale, () => {
      test.use({ locale });
      test(`the ninth question of PHQ-9 alone shows whom to call in ${locale}, in the form and beside the total`, async ({ page, site }) => {
        const description = await openEquation(page, site, 'phq-9', language);
        await expect(page.locator('.crisis')).toHaveCount(0);
        await give(page, description, { q9: '1' });
        const called = (): Promise<(string | null)[]> =>
          page.locator('.crisis a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
        expect(await called()).toEqual(numbers.map((number) => `tel:${number}`));
        await expect(page.locator('.crisis')).toContainText(
          language === 'en' ? 'Whoever runs this page has not yet checked these numbers.' : '本页面的运营方尚未核对这些号码。',
        );
        await next(page, language);
        await expect(page.locator('.crisis')).toBeVisible();
        await give(page, description, Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((item) => [`q${item}`, '0'])));
        await next(page, language);
        await expect(page.locator('.sentence')).toBeVisible();
        expect(await called()).toEqual(numbers.map((number) => `tel:${number}`));
        await clean(page);
        await page.getByRole('button', { name: words[language].change }).click();
        await give(page, description, { q9: '0' });
        await expect(page.locator('.crisis')).toHaveCount(0);
      });
    });
  }
});

test('numbers that were confirmed are shown without that remark', async ({ page, site }) => {
  await page.route(/assets\/crisis-/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll(/confirmed:(!1|false)/g, 'confirmed:true') });
  });
  const description = await openEquation(page, site, 'phq-9');
  await give(page, description, { q9: '3' });
  await expect(page.locator('.crisis a')).not.toHaveCount(0);
  await expect(page.locator('.crisis')).not.toContainText('not yet checked');
});

test('answers as long as a list of countries stand in rows as wide as the question', async ({ page, site }) => {
  await openEquation(page, site, 'score2');
  const question = page.locator('fieldset.field', { has: page.locator('input[name="field-region"]') });
  const tops = await question.locator('.choice').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  expect(new Set(tops).size).toBe(4);
});

test('a range that the hint names is not told twice; in another unit it is told', async ({ page, site }) => {
  await openEquation(page, site, 'prevent-2023');
  const hint = page.locator('#field-sbp-hint');
  await expect(hint).toContainText('90 to 180');
  await expect(hint).not.toContainText('From');
  await page.locator('input[name="field-sbp-unit"][value="kPa"]').check({ force: true });
  await expect(hint).toContainText(/From 12 to\s2[34](\.\d)?\skPa/);
});

test('the answers of a questionnaire stand in rows of their own', async ({ page, site }) => {
  await openEquation(page, site, 'phq-9');
  const boxes = await page.locator('fieldset.field').first().locator('.choice').all();
  const tops = await Promise.all(boxes.map(async (box) => (await box.boundingBox())?.y ?? 0));
  expect(new Set(tops).size).toBe(4);
});
