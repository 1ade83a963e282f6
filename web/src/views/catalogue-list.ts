// SPDX-License-Identifier: Apache-2.0
// Reads the list of models, once a language. The page asks for it beside the catalogue's script, not after it.
import type { Language } from '../i18n/index.js';
import type { Entry } from './catalogue-data.js';

const lists = new Map<Language, Promise<readonly Entry[]>>();

/** The file that build.mjs writes for a language. */
export function catalogueList(language: Language): Promise<readonly Entry[]> {
  const known = lists.get(language);
  if (known !== undefined) return known;
  const list = read(language);
  lists.set(language, list);
  list.catch(() => lists.delete(language));
  return list;
}

async function read(language: Language): Promise<readonly Entry[]> {
  const address = new URL(`models/catalogue-${language}.json`, document.baseURI).href;
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return ((await response.json()) as { readonly models: readonly Entry[] }).models;
}
