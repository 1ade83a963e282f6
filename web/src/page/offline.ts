// SPDX-License-Identifier: Apache-2.0
// Keeps the page's own files for use without a network. A new version waits until the person is done.

declare global {
  interface TrustedTypePolicyLike {
    createScriptURL(address: string): string;
  }
  interface Window {
    readonly trustedTypes?: {
      createPolicy(name: string, rules: { createScriptURL(address: string): string }): TrustedTypePolicyLike;
    };
  }
}

const worker = new URL('./service-worker.js', document.baseURI).href;

/** The only script address that this page ever makes: its own service worker's. */
const rules = {
  createScriptURL(address: string): string {
    if (address !== worker) throw new TypeError(`${address} is not this page's service worker`);
    return address;
  },
};

export class Offline {
  readonly ready: Promise<void>;
  #registration: ServiceWorkerRegistration | undefined;

  constructor() {
    this.ready = new Promise((resolve) => {
      if (!('serviceWorker' in navigator)) return;
      void navigator.serviceWorker.ready.then(() => resolve());
    });
  }

  /** Begins to store the page's files. Called once, when the page has what it needs: before, it would be in the way. */
  async store(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    const policy = window.trustedTypes?.createPolicy('nearside', rules) ?? rules;
    try {
      const address = policy.createScriptURL(worker);
      this.#registration = await navigator.serviceWorker.register(address, { scope: './', updateViaCache: 'none' });
    } catch {
      // Without a service worker (private windows, plain http) the page works, but not after a reload without network.
    }
  }

  /** A model that was opened: the service worker keeps it with the version that it belongs to. */
  keep(address: string, content: Uint8Array): void {
    if (!('serviceWorker' in navigator)) return;
    void navigator.serviceWorker.ready.then(({ active }) => {
      active?.postMessage({ keep: new URL(address, document.baseURI).href, content });
    });
  }

  /** Nothing is typed any more: a version that waits may take over, and the page is loaded anew from it alone. */
  personIsDone(): void {
    const waiting = this.#registration?.waiting;
    if (!waiting) return;
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage('take over');
  }
}

export const offline = new Offline();
