// SPDX-License-Identifier: Apache-2.0
// How long a person waits on a first visit: the built page in Chromium, from a server on this machine, with nothing
// cached; and what comes over the wire. tests/bench/run.sh starts it.
import { createRequire } from 'node:module';
import { loadModel } from '../../web/dist/engine/node.js';
import { serve } from '../../web/serve.mjs';

const { chromium } = createRequire(new URL('../../web/package.json', import.meta.url))('@playwright/test');
const repeats = 15;

const model = await loadModel('models/diabetes-pima/diabetes-pima.nsm');
/** What somebody types or chooses in each field, whom the model fits. */
const answers = {
  ...{ pregnant: '6', glucose: '148', pressure: '72', triceps: '35', insulin: '94', mass: '33.6', pedigree: '0.627', age: '50' },
  ...Object.fromEntries(model.describe().schema.exclusions.map(({ id, refuseIf }) => [id, refuseIf ? 'no' : 'yes'])),
};

/** As below, of the catalogue: `startUp` becomes the times at which its search had taken a word and its rows were drawn. */
function timeCatalogue() {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const paint = new Promise((done) => {
    const tell = (list) => list.getEntriesByName('first-contentful-paint').forEach(({ startTime }) => done(startTime));
    new PerformanceObserver(tell).observe({ type: 'paint', buffered: true });
  });
  const ready = new Promise((done) => addEventListener('nearside-catalogue-ready', (event) => done(event.composedPath()[0]), { once: true }));
  globalThis.startUp = ready.then(async (catalogue) => {
    await catalogue.updateComplete;
    const all = catalogue.shadowRoot.querySelectorAll('.row').length;
    const search = catalogue.shadowRoot.querySelector('[type=search]');
    search.focus();
    search.value = 'kidneys';
    search.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await catalogue.updateComplete;
    const left = catalogue.shadowRoot.querySelectorAll('.row').length;
    if (left === 0 || left >= all) throw new Error(`the search left ${left} of ${all} rows`);
    await painted();
    const searched = performance.now();
    const sent = ['navigation', 'resource'].flatMap((kind) => performance.getEntriesByType(kind)).filter(({ responseEnd }) => responseEnd > 0);
    const files = sent.map(({ name, encodedBodySize, decodedBodySize }) => ({ path: new URL(name).pathname, encodedBodySize, decodedBodySize }));
    return { times: { paint: await paint, searched }, files };
  });
}

/**
 * Runs in the page before the page's own script. The page's clock is 0 at the start of the navigation. `startUp` becomes
 * the times at which the element was ready, its first field had taken an answer and was on the screen, the form, filled by
 * script, had given a prediction, and the result was drawn.
 */
function timeStartUp(given) {
  const answer = (root, field) => {
    const control = field.querySelector('input[id^="field-"]');
    const text = given[control.id.slice('field-'.length)];
    const input = control.type === 'radio' ? field.querySelector(`[value="${text}"]`) : control;
    input.focus();
    if (root.activeElement !== input) throw new Error(`${input.id} takes no focus`);
    if (input.type === 'radio') {
      input.click();
    } else {
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }
  };
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const first = (name) =>
    new Promise((done) => {
      const hear = (event) => done({ time: performance.now(), target: event.composedPath()[0] });
      addEventListener(name, hear, { once: true });
    });

  const paint = new Promise((done) => {
    const tell = (list) => list.getEntriesByName('first-contentful-paint').forEach(({ startTime }) => done(startTime));
    new PerformanceObserver(tell).observe({ type: 'paint', buffered: true });
  });
  const result = first('nearside-result');
  globalThis.startUp = first('nearside-ready').then(async ({ time: ready, target: calculator }) => {
    const root = calculator.shadowRoot;
    answer(root, root.querySelector('.field'));
    await painted();
    const interactive = performance.now();
    while (root.querySelector('form')) {
      for (const field of root.querySelectorAll('.field')) answer(root, field);
      await calculator.updateComplete;
      root.querySelector('[type=submit]').click();
      await calculator.updateComplete;
      if (root.querySelector('#summary')) throw new Error(root.querySelector('#summary').innerText);
    }
    const { time: prediction } = await result;
    // Its script is fetched after the form is there, and may be on its way.
    for (let frame = 0; !root.querySelector('.sentence'); frame++) {
      if (frame === 600) throw new Error('the form gave no number');
      await painted();
    }
    const drawn = performance.now();
    const files = ['navigation', 'resource']
      .flatMap((kind) => performance.getEntriesByType(kind))
      .map(({ name, encodedBodySize, decodedBodySize }) => ({ path: new URL(name).pathname, encodedBodySize, decodedBodySize }));
    return { times: { paint: await paint, ready, interactive, prediction, drawn }, files };
  });
}

const site = await serve(new URL('../../web/dist/page/', import.meta.url));
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium-headless-shell',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});

/** One visit, as by a person who was never here. */
async function visit(address, timed) {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.addInitScript(timed, answers);
  await page.goto(site.address + address, { waitUntil: 'commit' });
  const seen = await page.evaluate(() => globalThis.startUp);
  await context.close();
  return seen;
}

/** Prints the times of repeated visits, `[label, key, budget]` a row, and the bytes of the last one. */
async function measure(title, address, timed, rows) {
  await visit(address, timed); // starts what the browser starts once, and lets the server compress
  const visits = [];
  for (let i = 0; i < repeats; i++) visits.push(await visit(address, timed));
  console.log(`${title} in Chromium ${browser.version()}, ${repeats} times; ms from the start of the navigation`);
  console.log('                                     median   lowest to highest   budget');
  for (const [label, key, budget] of rows) {
    const times = visits.map(({ times }) => times[key]).sort((a, b) => a - b);
    const [low, median, high] = [0, (repeats - 1) / 2, repeats - 1].map((at) => times[at].toFixed(0));
    console.log(`${label.padEnd(34)}${median.padStart(9)}${`${low} to ${high}`.padStart(20)}${budget.padStart(9)}`);
  }
  console.log('\nBytes of each file as sent until then, with brotli, and as unpacked');
  let sent = 0;
  for (const { path, encodedBodySize, decodedBodySize } of visits.at(-1).files) {
    console.log(`${path.padEnd(48)}${`${encodedBodySize}`.padStart(9)}${`${decodedBodySize}`.padStart(9)}`);
    sent += encodedBodySize;
  }
  console.log(`${'together'.padEnd(48)}${`${sent}`.padStart(9)}\n`);
}

await measure('First visit, to the catalogue,', '', timeCatalogue, [
  ['first text on the screen', 'paint', ''],
  ['search took a word, rows drawn', 'searched', ''],
]);
await measure('First visit, to a model,', '#/model/diabetes-pima', timeStartUp, [
  ['first text on the screen', 'paint', ''],
  ['model checked and replayed', 'ready', ''],
  ['first field took an answer, drawn', 'interactive', '300'],
  ['form filled, prediction returned', 'prediction', '500'],
  ['result on the screen', 'drawn', ''],
]);

await browser.close();
await site.close();
