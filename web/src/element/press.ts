// SPDX-License-Identifier: Apache-2.0
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * A press that leaves a field settles it, and a fault that then goes would move the target away under the finger:
 * between press and release nothing settles.
 */
export class Press implements ReactiveController {
  readonly #settle: () => void;
  #pressed = false;
  #unsettled = false;

  constructor(host: ReactiveControllerHost, settle: () => void) {
    this.#settle = settle;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('pointerdown', this.#press, true);
    window.addEventListener('pointerup', this.#release, true);
    window.addEventListener('pointercancel', this.#release, true);
  }

  hostDisconnected(): void {
    window.removeEventListener('pointerdown', this.#press, true);
    window.removeEventListener('pointerup', this.#release, true);
    window.removeEventListener('pointercancel', this.#release, true);
  }

  /** Settles now, or after the release. */
  settle(): void {
    this.#unsettled = true;
    if (!this.#pressed) this.settled();
  }

  /** Settles now. */
  settled(): void {
    this.#unsettled = false;
    this.#settle();
  }

  readonly #press = (): void => {
    this.#pressed = true;
  };

  readonly #release = (): void => {
    this.#pressed = false;
    // After the click that follows the release.
    if (this.#unsettled) setTimeout(() => this.#unsettled && this.settled());
  };
}
