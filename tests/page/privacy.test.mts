// SPDX-License-Identifier: Apache-2.0
// Nothing leaves, nothing stays, and the network may go.
import { serve } from '../../web/serve.mjs';
import { complete, fill, fits, journey, languages, next, onePage, open, test, words, built } from './journey.mts';
import { expect, type Page } from './playwright.mts';

/** Until the service worker has stored everything. */
async function stored(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const worker = registration.active;
    if (worker && worker.state !== 'activated') {
      await new Promise<void>((done) => worker.addEventListener('statechange', () => worker.state === 'activated' && done()));
    }
  });
}

const secrets = ['47.123', '0.98765', '171.5'];
const typed = { ...complete, mass: '47.123', pedigree: '0.98765', glucose: { text: '171.5', unit: 'mg/dL' } };

/** Everything the page holds where a next person could look: DOM with shadow roots and values, storages, history. */
async function remains(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const texts: string[] = [location.href, document.cookie, JSON.stringify(history.state)];
    const walk = (node: Node): void => {
      if (node instanceof HTMLInputElement) texts.push(node.value, String(node.checked && node.type === 'checkbox'));
      if (node instanceof Element) {
        for (const { value } of node.attributes) texts.push(value);
        if (node.shadowRoot) walk(node.shadowRoot);
      }
      if (node.nodeType === Node.TEXT_NODE) texts.push(node.nodeValue ?? '');
      node.childNodes.forEach(walk);
    };
    walk(document);
    texts.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }));
    for (const { name } of (await indexedDB.databases?.()) ?? []) texts.push(`database ${name}`);
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) texts.push(request.url);
    }
    return texts.join('\n');
  });
}

test('after the page is ready no request of any kind is made in a whole journey', async ({ page, context, browserName }) => {
  const served: string[] = [];
  const own = await serve(built, { onRequest: (address) => served.push(address) });
  await open(page, own);
  await stored(page);
  const before = served.length;
  const seen: string[] = [];
  context.on('request', (request) => seen.push(request.url()));
  for (const language of languages) {
    if (language === 'zh') await page.getByRole('button', { name: '中文' }).click();
    await journey(page, typed, language);
    await page.getByRole('button', { name: words[language].card }).click();
    await page.getByRole('button', { name: words[language].back }).click();
    await page.getByRole('button', { name: words[language].finish }).click();
    await page.getByRole('button', { name: words[language].startAgain }).click();
    await expect(page.locator('form')).toBeVisible();
  }
  expect(seen).toEqual([]);
  expect(served.slice(before), browserName).toEqual([]);
  await page.getByRole('button', { name: '未发送任何数据' }).click();
  await expect(page.locator('#request-count')).toHaveText('0');
  await own.close();
});

test('after the first load everything works with the server gone', async ({ page, context }) => {
  const own = await serve(built);
  await open(page, own);
  await stored(page);
  await own.close();
  await context.setOffline(true).catch(() => {});
  await page.reload();
  await expect(page.locator('form')).toBeVisible();
  await journey(page, complete);
  await expect(page.locator('.sentence')).toBeVisible();
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('.sentence')).toContainText('约有');
  await page.getByRole('button', { name: words.zh.card }).click();
  await expect(page.getByText('预期用途')).toBeVisible();
});

test('a first visit to a model fetches one dictionary and no catalogue before the form is there, and the rest unasked', async ({ page }) => {
  const served: string[] = [];
  const own = await serve(built, { onRequest: (address) => served.push(address) });
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/assets\/(later|zh|privacy|offline|en-later)-/, async (route) => {
    await held;
    await route.continue();
  });
  await open(page, own);
  const scripts = (): string[] => served.flatMap((address) => /assets\/([a-z-]+)-[^/]{8}\.js$/.exec(address)?.[1] ?? []).sort();
  expect(scripts()).toEqual(['en', 'index', 'nearside-calculator']);
  letGo();
  await stored(page);
  const rest = ['date-field', 'en-later', 'later', 'nearside-catalogue', 'offline', 'privacy-panel', 'zh', 'zh-later'];
  expect(new Set(scripts())).toEqual(new Set(['crisis', 'en', 'index', 'nearside-calculator', ...rest]));
  await own.close();
});

test('a first visit to the catalogue fetches no engine before its list can be used', async ({ page }) => {
  const served: string[] = [];
  const own = await serve(built, { onRequest: (address) => served.push(address) });
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/calculator|later|\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(own.address, { waitUntil: 'commit' }); // Firefox loads until the last script is here
  await page.getByRole('searchbox').fill('kidneys');
  await expect(page.locator('#model-ckd-epi-2021')).toBeVisible();
  expect(served.filter((address) => /calculator|later|\.wasm|\.nsm/.test(address))).toEqual([]);
  letGo();
  await stored(page);
  expect(served.filter((address) => address.endsWith('.wasm'))).not.toEqual([]);
  await own.close();
});

for (const part of ['later', 'en-later']) {
  test(`where ${part} does not come, answers stay and the next try brings it`, async ({ page, site }) => {
    const script = new RegExp(`assets/${part}-`);
    await page.route(script, (route) => route.abort());
    await open(page, site);
    await journey(page, complete);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A part of this page did not load');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await page.unroute(script);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.locator('.sentence')).toBeVisible();
    await expect(page.locator('.answers-used')).toContainText('33.6');
  });
}

test('faults wait for their words, and are told as soon as these come', async ({ page, site }) => {
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/assets\/later-/, async (route) => {
    await held;
    await route.continue();
  });
  await open(page, site);
  await next(page);
  await expect(page.locator('form')).toContainText('The rest of this page is being read.');
  letGo();
  await expect(page.locator('#summary')).toBeFocused();
});

for (const [part, address] of [['catalogue', ''], ['calculator', '#/model/fib-4']] as const) {
  test(`where the ${part}’s script does not come, the page says so and offers another try`, async ({ page, site }) => {
    const script = new RegExp(`assets/nearside-${part}-`);
    await page.route(script, (route) => route.abort());
    await page.goto(`${site.address}?lang=en${address}`);
    await expect(page.getByRole('alert')).toContainText('A part of this page did not load. The network may be gone');
    await page.unroute(script);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
}

test.describe('send test', () => {
  test.use({ refusals: /^connect-src https:\/\/example\.com\// });

  test('a fetch to another site is refused, and the panel shows the rule', async ({ page, site, context }) => {
    await context.route('https://example.com/**', (route) => route.fulfill({ body: 'it left' }));
    await open(page, site);
    await page.getByRole('button', { name: 'Nothing sent' }).click();
    await page.getByRole('button', { name: 'Try to send something' }).click();
    const panel = page.getByRole('dialog');
    await expect(panel).toContainText('Your browser refused to contact https://example.com/.');
    await expect(panel).toContainText("connect-src 'self'");
    await expect(panel).toContainText('still lets this page reach the server that it came from');
    await expect(page.locator('#request-count')).toHaveText('0');
    await panel.getByRole('button', { name: 'Close' }).click();
    await expect(panel).toBeHidden();
  });
});

test('a request to the page’s own server is counted, not hidden', async ({ page, site }) => {
  await open(page, site);
  await page.evaluate(() => fetch('./mark.svg?again'));
  await expect(page.getByRole('button', { name: '1 request' })).toBeVisible();
});

test('the policy stands in the header and in the page, first after the charset', async ({ page, site }) => {
  const response = await page.goto(site.address);
  const policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; " +
    'trusted-types lit-html nearside';
  expect(response?.headers()['content-security-policy']).toBe(`${policy}; frame-ancestors 'none'`);
  const metas = await page.locator('head meta').evaluateAll((all) => all.slice(0, 2).map((meta) => meta.outerHTML));
  expect(metas[0]).toContain('charset="utf-8"');
  expect(metas[1]).toContain('Content-Security-Policy');
  expect(await page.locator('meta[http-equiv]').getAttribute('content')).toBe(policy);
  expect(await page.locator('style, script:not([src]), [style]').count()).toBe(0);
});

for (const way of ['Back', 'reload'] as const) {
  test(`after finish, ${way} brings nothing back that was typed`, async ({ page, site }) => {
    await open(page, site);
    await journey(page, typed);
    expect(await remains(page)).toContain(secrets[0]!);
    await page.getByRole('button', { name: words.en.finish }).click();
    await expect(page.getByRole('heading', { name: 'Wiped' })).toBeVisible();
    const holdsNothing = async (): Promise<void> => {
      const text = await remains(page);
      for (const secret of secrets) expect(text).not.toContain(secret);
    };
    await holdsNothing();
    if (way === 'reload') {
      await page.reload();
    } else {
      await page.goto(`${site.address}mark.svg`);
      await page.goBack();
    }
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await holdsNothing();
  });
}

test('a reload in the middle of the form brings nothing back that was typed', async ({ page, site }) => {
  await open(page, site);
  await onePage(page);
  await fits(page);
  await fill(page, typed);
  await page.reload();
  await expect(page.locator('form')).toBeVisible();
  const text = await remains(page);
  for (const secret of secrets) expect(text).not.toContain(secret);
});

test('a damaged model gives no form and no number, but a sentence', async ({ page, site, context }) => {
  await context.route('**/*.nsm', (route) => route.fulfill({ body: 'not a model' }));
  await page.goto(`${site.address}#/model/diabetes-pima`);
  await expect(page.getByRole('heading', { name: 'The model could not be used' })).toBeVisible();
  await expect(page.locator('form')).toHaveCount(0);
  await context.unroute('**/*.nsm');
  await page.unrouteAll();
});

test('a new version waits until the person is done, and is then used whole', async ({ page }) => {
  const { cp, mkdtemp, readFile, writeFile } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const { pathToFileURL } = await import('node:url');
  const folder = await mkdtemp(`${tmpdir()}/nearside-`);
  await cp(built, folder, { recursive: true });
  const own = await serve(pathToFileURL(`${folder}/`));
  await open(page, own);
  await stored(page);
  await page.reload();
  await onePage(page);
  await fits(page);
  await fill(page, typed);

  // Version two: another title, another list of files.
  const { createHash } = await import('node:crypto');
  const index = await readFile(`${folder}/index.html`);
  const changed = Buffer.from(index.toString().replace('<title>Nearside</title>', '<title>Nearside 2</title>'));
  const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');
  const worker = await readFile(`${folder}/service-worker.js`, 'utf8');
  expect(worker).toContain(hash(index));
  const version = /nearside-\$\{?"?([0-9a-f]{16})|"([0-9a-f]{16})"|nearside-([0-9a-f]{16})/.exec(worker);
  const old = version?.[1] ?? version?.[2] ?? version?.[3];
  expect(old).toBeDefined();
  await writeFile(`${folder}/index.html`, changed);
  await writeFile(
    `${folder}/service-worker.js`,
    worker.replace(hash(index), hash(changed)).replaceAll(old!, '0123456789abcdef'),
  );
  const waits = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
    const coming = registration?.installing;
    if (coming) await new Promise<void>((done) => coming.addEventListener('statechange', () => coming.state === 'installed' && done()));
    return registration?.waiting !== null;
  });
  expect(waits).toBe(true);
  await expect(page.locator('#field-mass')).toHaveValue('47.123');
  await next(page);
  await expect(page.locator('.sentence')).toBeVisible();
  await expect(page).toHaveTitle('Nearside');
  await page.getByRole('button', { name: words.en.finish }).click();
  await expect(page).toHaveTitle('Nearside 2');
  expect(await page.evaluate(() => caches.keys())).toEqual(['nearside-0123456789abcdef']);
  await own.close();
});
