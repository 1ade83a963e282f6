// SPDX-License-Identifier: Apache-2.0
// The element in a page of somebody else: one script, one tag, its own colours, plain events.
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { serve } from '../../web/serve.mjs';
import { complete, journey, languages, listen, modelFile, record, test } from './journey.mts';
import { expect } from './playwright.mts';

/** The page that the README shows. */
function readmePage(): string {
  const lines = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').split('\n');
  const first = lines.indexOf('    <!doctype html>');
  const last = lines.indexOf('    </html>', first);
  expect(first, 'a page in the README').toBeGreaterThan(0);
  return lines.slice(first, last + 1).join('\n');
}

for (const language of languages) {
  test(`embedded, ${language}: it works, takes the page’s colour and tells the page the result`, async ({ page, model }) => {
    const folder = await mkdtemp(`${tmpdir()}/nearside-embed-`);
    await cp(new URL('../../web/dist/element/', import.meta.url), folder, { recursive: true });
    await cp(modelFile, `${folder}/diabetes-pima.nsm`);
    await writeFile(`${folder}/portal.css`, 'nearside-calculator { --nearside-near: rgb(128, 0, 128); } h1 { color: red; }');
    await writeFile(
      `${folder}/index.html`,
      readmePage()
        .replace('</head>', '<link rel="stylesheet" href="portal.css"></head>')
        .replace('lang="en"></nearside-calculator>', `lang="${language}"></nearside-calculator>`),
    );
    const site = await serve(pathToFileURL(`${folder}/`));
    await page.goto(site.address);
    await expect(page.locator('form')).toBeVisible();
    const button = page.locator('button[type=submit]');
    await expect(button).toHaveCSS('background-color', 'rgb(128, 0, 128)');
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveCSS('color', 'rgb(255, 0, 0)');
    const heard = listen(page, 'nearside-result');
    await journey(page, complete, language);
    expect(await heard).toEqual(model.predict(record(complete)));
    await site.close();
    await rm(folder, { recursive: true });
  });
}
