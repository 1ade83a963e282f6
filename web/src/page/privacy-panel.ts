// SPDX-License-Identifier: Apache-2.0
// <nearside-privacy-panel>: what was sent since the page was ready (nothing), what its policy forbids, and a try to send.
import { html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import { languageOf, speech, type Speech } from '../i18n/index.js';
import { icons, type Content } from '../element/scene.js';
import { base } from '../element/styles/base.js';
import { trySending, type Receipt } from './send-test.js';
import { styles } from './privacy-panel-styles.js';

/** Event: `nearside-refused-address` {address}: the browser lists an attempt that it refused; it never left. */
export class NearsidePrivacyPanel extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    lang: { type: String },
    count: { type: Number },
    stored: { type: Boolean },
    receipt: { state: true },
  };
  static override readonly styles = [base, styles];

  declare lang: string;
  declare count: number;
  /** The page's files are kept for use without a network. */
  declare stored: boolean;
  private declare receipt: Receipt | 'none' | 'trying';

  constructor() {
    super();
    this.lang = '';
    this.count = 0;
    this.stored = false;
    this.receipt = 'none';
  }

  async open(): Promise<void> {
    await this.updateComplete;
    this.#dialog?.showModal();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  async #trySending(): Promise<void> {
    this.receipt = 'trying';
    const receipt = await trySending();
    this.dispatchEvent(new CustomEvent('nearside-refused-address', { detail: { address: receipt.address } }));
    this.receipt = receipt;
  }

  protected override render(): Content {
    const speaking = speech(languageOf(this.lang));
    const { words } = speaking;
    return html`<dialog aria-labelledby="privacy-title" closedby="any">
      <h2 id="privacy-title">${words.privacyTitle}</h2>
      <p>${words.privacyLead}</p>
      <dl>
        <div><dt>${words.privacyCount}</dt><dd id="request-count">${this.count}</dd></div>
        <div><dt>${words.privacyOffline}</dt><dd>${this.stored ? words.yesNow : words.notYet}</dd></div>
      </dl>
      <h3>${words.privacyForbidsTitle}</h3>
      <ul>
        ${words.privacyForbids.map((line) => html`<li>${line}</li>`)}
      </ul>
      <p>${words.privacyOwnServer}</p>
      <div role="status">${this.#receiptView(speaking)}</div>
      <div class="row">
        <button type="button" class="second" @click=${() => this.#trySending()}>${words.privacyTry}</button>
        <button type="button" class="main" @click=${() => this.#dialog?.close()}>${words.close}</button>
      </div>
    </dialog>`;
  }

  #receiptView({ words }: Speech): Content {
    const { receipt } = this;
    if (receipt === 'none') return nothing;
    if (receipt === 'trying') return html`<p>${words.privacyTrying}</p>`;
    if (!receipt.refused) return html`<p class="receipt bad">${icons.stop}<span>${words.privacyNotRefused}</span></p>`;
    return html`<p class="receipt">
      ${icons.tick}<span>
        <strong>${words.privacyRefused(receipt.address)}</strong>
        <code>${words.privacyRule(receipt.rule)}</code>
      </span>
    </p>`;
  }
}

customElements.define('nearside-privacy-panel', NearsidePrivacyPanel);
