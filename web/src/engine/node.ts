// SPDX-License-Identifier: Apache-2.0
// The engine in Node: the same, but addresses may name files.
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { loaderFor } from './load.js';

/** Loads a model file from a path, a file: address or bytes. See index.ts. */
export const { loadModel } = loaderFor(
  async (url) => {
    if (url.protocol !== 'file:') throw new Error('only files can be read');
    // Copied: small files lie in a pool that Node shares.
    return new Uint8Array(await readFile(url));
  },
  () => pathToFileURL(`${process.cwd()}/`).href,
);

export { EngineError, type EngineErrorCode } from './errors.js';
export type { LoadOptions, Source } from './load.js';
export type { Model } from './model.js';
export type * from './types.js';
