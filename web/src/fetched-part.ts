// SPDX-License-Identifier: Apache-2.0
/**
 * A script of ours that comes after the first screen; `attempt` counts from 1. Firefox remembers that a script did not
 * come. Its error names the address; with a query it is another.
 */
export async function fetchedPart<Part>(load: () => Promise<Part>, attempt: number): Promise<Part> {
  try {
    return await load();
  } catch (error) {
    const address = /https?:[^\s?]+\.js/.exec(String(error))?.[0];
    const ours = address?.startsWith(import.meta.url.replace(/[^/]*$/, ''));
    if (attempt === 1 || !ours) throw error;
    return import(/* @vite-ignore */ `${address}?attempt=${attempt}`) as Promise<Part>;
  }
}
