// SPDX-License-Identifier: Apache-2.0
/** Counts what the page has asked of any server since it was ready, as the browser itself keeps the list. */
export class RequestCount {
  readonly #tell: (count: number) => void;
  readonly #ignored = new Set<string>();
  readonly #addresses: string[] = [];
  /** What index.html links to belongs to its load, however late the browser fetches it: the icon often comes last. */
  readonly #ownLinks = new Set([...document.querySelectorAll<HTMLLinkElement>('link[href]')].map(({ href }) => href));
  /** Its scripts, engine and lists of models, too, where they begin to come before it is whole. */
  readonly #assets = import.meta.url.replace(/[^/]*$/, '');
  readonly #lists = new URL('models/catalogue-', document.baseURI).href;
  #since = Number.POSITIVE_INFINITY;
  #whole = Number.POSITIVE_INFINITY;

  constructor(tell: (count: number) => void) {
    this.#tell = tell;
    const observer = new PerformanceObserver((list) => this.#add(list.getEntries()));
    observer.observe({ type: 'resource', buffered: true });
  }

  /** From now on requests count. Only the first call since a pause does anything. */
  start(): void {
    this.#since = Math.min(this.#since, performance.now());
  }

  /** Another model is being fetched, and nothing is typed: until the next start nothing counts. */
  pause(): void {
    this.#since = Number.POSITIVE_INFINITY;
  }

  /** From now on the page needs nothing more: its own scripts count, too. */
  whole(): void {
    this.#whole = performance.now();
  }

  /** Browsers list an attempt that they refused, too: it never left. */
  ignore(address: string): void {
    this.#ignored.add(address);
    this.#report();
  }

  #add(entries: readonly PerformanceEntry[]): void {
    for (const { name, startTime } of entries) {
      const own = (name.startsWith(this.#assets) && /\.(js|wasm)$/.test(name)) || name.startsWith(this.#lists);
      const ofLoad = startTime < this.#whole && own;
      const late = startTime >= this.#since && !ofLoad;
      if (!this.#ownLinks.delete(name) && late) this.#addresses.push(name);
    }
    this.#report();
  }

  #report(): void {
    this.#tell(this.#addresses.filter((address) => !this.#ignored.has(address)).length);
  }
}
