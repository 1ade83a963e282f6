// SPDX-License-Identifier: Apache-2.0
// The page's parts, each a script that is fetched when it is shown, or once the first screen can be used.
import engine from 'nearside/nearside.wasm?url';

export const parts = {
  catalogue: () => import('../views/nearside-catalogue.js'),
  calculator: () => import('../element/nearside-calculator.js'),
  panel: () => import('./privacy-panel.js'),
  offline: () => import('./offline.js'),
};
export type PartName = keyof typeof parts;

/** What the calculator would ask for later than its first screen, and the engine, compiled. */
export async function restOfCalculator(): Promise<void> {
  const { loadLater, prepareEngine } = await parts.calculator();
  prepareEngine();
  await loadLater();
}

/** Lets the engine and the model come beside the calculator's script, not after it. */
export function preloadForModel(model: string): void {
  for (const href of [engine, model]) {
    const link = Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: '', href });
    document.head.append(link);
  }
}
