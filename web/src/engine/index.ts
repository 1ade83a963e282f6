// SPDX-License-Identifier: Apache-2.0
// The engine in a browser.
import { loaderFor } from './load.js';

const { loadModel: load, prepareEngine: prepare } = loaderFor(
  async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return new Uint8Array(await response.arrayBuffer());
  },
  () => document.baseURI,
);

/**
 * Loads a model file from an address (relative to the page) or from bytes. It is checked and replays its test
 * vectors on this device before anything is predicted. Throws `EngineError`.
 */
export const loadModel = load;

/** Begins to fetch and compile the engine, for a page that still has to find its model file. */
export const prepareEngine = prepare;

export { EngineError, type EngineErrorCode } from './errors.js';
export type { LoadOptions, Source } from './load.js';
export type { Model } from './model.js';
export type * from './types.js';
