// SPDX-License-Identifier: Apache-2.0
// The page around catalogue and calculator: header, language, and the panel that shows what is sent (nothing).
import { html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import { isLearnt, languageOf, learn, localeOf, speech, type Language, type Speech } from '../i18n/index.js';
import { icons, mark, type Content } from '../element/scene.js';
import { base } from '../element/styles/index.js';
import { loadLater, type NearsideCalculator } from '../element/nearside-calculator.js';
import '../views/nearside-catalogue.js';
import type { NearsideCatalogue } from '../views/nearside-catalogue.js';
import { RequestCount } from './request-count.js';
import { offline } from './offline.js';
import { trySending, type Receipt } from './send-test.js';
import { styles } from './styles.js';

export class NearsidePage extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    model: { type: String },
    lang: { type: String, reflect: true },
    chosen: { state: true },
    count: { state: true },
    receipt: { state: true },
    storedForOffline: { state: true },
  };
  static override readonly styles = [base, styles];

  declare model: string;
  declare lang: string;
  /** The id of the open model, from the address; empty: the catalogue. */
  private declare chosen: string;
  private declare count: number;
  private declare receipt: Receipt | 'none' | 'trying';
  private declare storedForOffline: boolean;

  readonly #requests = new RequestCount((count) => (this.count = count));

  #allFetched = false;
  /** The person has moved within the page, so that focus follows. */
  #moved = false;
  #catalogueTop = 0;
  #catalogueOpened = false;

  /** `#/model/<id>` opens a model; nothing else about the person or the model is ever in the address. */
  readonly #route = (): void => {
    const chosen = /^#\/model\/([a-z0-9-]+)$/.exec(location.hash)?.[1] ?? '';
    if (chosen === this.chosen) return;
    const left = this.chosen;
    if (left === '') this.#catalogueTop = window.scrollY;
    this.#moved = true;
    this.chosen = chosen;
    this.#requests.pause();
    void this.updateComplete.then(() => (chosen === '' ? this.#backInCatalogue(left) : window.scrollTo(0, 0)));
  };

  constructor() {
    super();
    this.model = '';
    this.lang = '';
    this.chosen = '';
    this.count = 0;
    this.receipt = 'none';
    this.storedForOffline = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.chosen = /^#\/model\/([a-z0-9-]+)$/.exec(location.hash)?.[1] ?? '';
    window.addEventListener('hashchange', this.#route);
    void offline.ready.then(() => (this.storedForOffline = true));
  }

  protected override willUpdate(): void {
    const language = languageOf(this.lang);
    if (this.lang !== '' && !isLearnt(language)) void learn(language).then(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#route);
  }

  /** The answers went with the calculator; a new version may take over. */
  async #backInCatalogue(left: string): Promise<void> {
    offline.personIsDone();
    const catalogue = this.#catalogue;
    await catalogue?.updateComplete;
    window.scrollTo(0, this.#catalogueTop);
    catalogue?.focus({ preventScroll: true }, left);
    this.#requests.start();
  }

  get #catalogue(): NearsideCatalogue | null {
    return this.renderRoot.querySelector('nearside-catalogue');
  }

  async #modelReady(calculator: NearsideCalculator): Promise<void> {
    if (this.#moved) calculator.focus({ preventScroll: true });
    this.#requests.start();
    if (calculator.modelFile) offline.keep(calculator.model, calculator.modelFile);
    await this.#fetchTheRest();
  }

  get #speech(): Speech {
    return speech(languageOf(this.lang));
  }

  async #speak(language: Language): Promise<void> {
    await learn(language);
    this.lang = language;
    document.documentElement.lang = localeOf(language);
  }

  /** The first field can be filled in: now comes what is needed later, so that nothing has to be asked for then. */
  async #fetchTheRest(): Promise<void> {
    if (this.#allFetched) return;
    this.#allFetched = true;
    this.#requests.start();
    const list = this.#catalogueOpened ? this.#catalogue?.fetchFor(this.#otherLanguage) : undefined;
    await Promise.allSettled([loadLater(), list]);
    await Promise.allSettled([learn(this.#otherLanguage)]);
    this.#requests.whole();
    void offline.store();
  }

  get #otherLanguage(): Language {
    return languageOf(this.lang) === 'zh' ? 'en' : 'zh';
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  async #trySending(): Promise<void> {
    this.receipt = 'trying';
    const receipt = await trySending();
    this.#requests.ignore(receipt.address);
    this.receipt = receipt;
  }

  protected override render(): Content {
    const language = languageOf(this.lang);
    return html`<div lang=${localeOf(language)}>
      ${isLearnt(language) ? this.#header() : nothing}
      <main>${this.#view(language)}</main>
      ${isLearnt(language) ? this.#panel() : nothing}
    </div>`;
  }

  /** The one model of a page that has just one, the chosen one, or the catalogue. */
  #view(language: Language): Content {
    this.#catalogueOpened ||= this.chosen === '';
    const model = this.model || (this.chosen && `models/${this.chosen}/${this.chosen}.nsm`);
    // The catalogue stays behind a model, so that a search is still there on the way back.
    return html`${this.model === ''
      ? html`<nearside-catalogue
          lang=${this.#catalogueOpened ? language : ''}
          ?hidden=${model !== ''}
          @nearside-catalogue-ready=${() => this.#catalogueReady()}
          @nearside-privacy=${() => this.#dialog?.showModal()}
        ></nearside-catalogue>`
      : nothing}
    ${model === ''
      ? nothing
      : html`${this.model === '' && isLearnt(language)
            ? html`<nav class="frame"><a href="#/">${icons.back}${this.#speech.words.allModels}</a></nav>`
            : nothing}
          <nearside-calculator
            .model=${model}
            lang=${language}
            @nearside-ready=${(event: Event) => this.#modelReady(event.currentTarget as NearsideCalculator)}
            @nearside-finished=${() => offline.personIsDone()}
          ></nearside-calculator>`}`;
  }

  #catalogueReady(): void {
    if (this.chosen !== '') return;
    this.#requests.start();
    void this.#fetchTheRest();
  }

  #header(): Content {
    const { words } = this.#speech;
    const other = this.#otherLanguage;
    return html`<header>
      <div class=${this.model === '' && this.chosen === '' ? 'frame bar broad' : 'frame bar'}>
        <span class="brand">${mark}<span>Nearside</span></span>
        <button type="button" class="quiet" aria-haspopup="dialog" @click=${() => this.#dialog?.showModal()}>
          ${icons.lock}${this.count === 0 ? words.nothingSent : words.requests(this.count)}
        </button>
        <button type="button" class="quiet" lang=${localeOf(other)} @click=${() => this.#speak(other)}>
          ${words.otherLanguage}
        </button>
      </div>
    </header>`;
  }

  #panel(): Content {
    const { words } = this.#speech;
    return html`<dialog aria-labelledby="privacy-title" closedby="any">
      <h2 id="privacy-title">${words.privacyTitle}</h2>
      <p>${words.privacyLead}</p>
      <dl>
        <div><dt>${words.privacyCount}</dt><dd id="request-count">${this.count}</dd></div>
        <div><dt>${words.privacyOffline}</dt><dd>${this.storedForOffline ? words.yesNow : words.notYet}</dd></div>
      </dl>
      <h3>${words.privacyForbidsTitle}</h3>
      <ul>
        ${words.privacyForbids.map((line) => html`<li>${line}</li>`)}
      </ul>
      <p>${words.privacyOwnServer}</p>
      <div role="status">${this.#receiptView()}</div>
      <div class="row">
        <button type="button" class="second" @click=${() => this.#trySending()}>${words.privacyTry}</button>
        <button type="button" class="main" @click=${() => this.#dialog?.close()}>${words.close}</button>
      </div>
    </dialog>`;
  }

  #receiptView(): Content {
    const { words } = this.#speech;
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

customElements.define('nearside-page', NearsidePage);
