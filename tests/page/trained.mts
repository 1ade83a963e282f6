// SPDX-License-Identifier: Apache-2.0
// The page with a model that is trained here, in place of the shipped one.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { open, type Language } from './journey.mts';
import type { Served } from '../../web/serve.mjs';
import type { Page } from './playwright.mts';

const nearside = process.env['NEARSIDE'] ?? fileURLToPath(new URL('../../build/native/tools/nearside', import.meta.url));

/** The model file that a recipe beside these tests gives. */
export function trained(recipe: string, ...flags: readonly string[]): Buffer {
  const folder = mkdtempSync(`${tmpdir()}/nearside-trained-`);
  const file = `${folder}/model.nsm`;
  execFileSync(nearside, ['train', fileURLToPath(new URL(recipe, import.meta.url)), '-o', file, ...flags], { stdio: 'ignore' });
  const bytes = readFileSync(file);
  rmSync(folder, { recursive: true });
  return bytes;
}

export async function openWith(page: Page, site: Served, model: Buffer, language: Language = 'en'): Promise<void> {
  await page.route('**/*.nsm', (route) => route.fulfill({ body: model, contentType: 'application/octet-stream' }));
  await open(page, site, language);
}
