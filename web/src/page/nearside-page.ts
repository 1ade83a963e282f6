// SPDX-License-Identifier: Apache-2.0
// The page around catalogue and calculator: header, language, and the panel that shows what is sent (nothing).
import { html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import { firstSpeech, isLearnt, isWhollyLearnt, languageOf, learn, learnWhole, localeOf, type FirstSpeech, type Language } from '../i18n/index.js';
import { icons, mark, type Content } from '../element/scene.js';
import { base } from '../element/styles/base.js';
import type { NearsideCalculator } from '../element/nearside-calculator.js';
import { catalogueList } from '../views/catalogue-list.js';
import type { NearsideCatalogue } from '../views/nearside-catalogue.js';
import { RequestCount } from './request-count.js';
import type { Offline } from './offline.js';
import { parts, preloadForModel, restOfCalculator, type PartName } from './parts.js';
import type { NearsidePrivacyPanel } from './privacy-panel.js';
import { styles } from './styles.js';

export class NearsidePage extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    model: { type: String },
    lang: { type: String, reflect: true },
    chosen: { state: true },
    count: { state: true },
    storedForOffline: { state: true },
    here: { state: true },
    failed: { state: true },
  };
  static override readonly styles = [base, styles];

  declare model: string;
  declare lang: string;
  /** The id of the open model, from the address; empty: the catalogue. */
  private declare chosen: string;
  private declare count: number;
  private declare storedForOffline: boolean;
  /** The parts whose script has come. */
  private declare here: readonly PartName[];
  private declare failed: boolean;

  readonly #requests = new RequestCount((count) => (this.count = count));

  #offline: Offline | undefined;
  #rest: Promise<void> | undefined;
  /** The person has moved within the page, so that focus follows. */
  #moved = false;
  #catalogueTop = 0;
  #catalogueOpened = false;

  /** `#/model/<id>` opens a model; nothing else about the person or the model is ever in the address. */
  readonly #route = (): void => {
    const chosen = chosenIn(location.hash);
    if (chosen === this.chosen) return;
    const left = this.chosen;
    if (left === '') this.#catalogueTop = window.scrollY;
    this.#moved = true;
    this.chosen = chosen;
    this.#requests.pause();
    const fetched = this.#fetchShown();
    void this.updateComplete.then(() => (chosen === '' ? fetched.then(() => this.#backInCatalogue(left)) : window.scrollTo(0, 0)));
  };

  constructor() {
    super();
    this.model = '';
    this.lang = '';
    this.chosen = '';
    this.count = 0;
    this.storedForOffline = false;
    this.here = [];
    this.failed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.chosen = chosenIn(location.hash);
    window.addEventListener('hashchange', this.#route);
  }

  /** Language and model are known now. */
  protected override firstUpdated(): void {
    if (this.#address !== '') preloadForModel(this.#address);
    void this.#fetchShown();
  }

  protected override willUpdate(): void {
    const language = languageOf(this.lang);
    if (this.lang !== '' && !isLearnt(language)) void learn(language).then(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#route);
  }

  /** The script of what is to be shown. Nothing is typed before it is here: after a failure the page may be loaded anew. */
  async #fetchShown(): Promise<void> {
    const list = this.#address === '' && this.lang !== '' ? catalogueList(languageOf(this.lang)) : undefined;
    list?.catch(() => {}); // The catalogue asks again, and tells.
    await this.#fetch(this.#address === '' ? 'catalogue' : 'calculator').catch(() => (this.failed = true));
  }

  async #fetch(part: PartName): Promise<void> {
    if (this.here.includes(part)) return;
    await parts[part]();
    this.here = [...this.here, part];
  }

  /** The answers went with the calculator; a new version may take over. */
  async #backInCatalogue(left: string): Promise<void> {
    this.#offline?.personIsDone();
    const catalogue = this.#catalogue;
    await catalogue?.updateComplete;
    window.scrollTo(0, this.#catalogueTop);
    catalogue?.focus({ preventScroll: true }, left);
    this.#requests.start();
  }

  get #catalogue(): NearsideCatalogue | null {
    return this.renderRoot.querySelector('nearside-catalogue');
  }

  /** Of the model file: the one of a page that has just one, or the chosen one; empty: the catalogue. */
  get #address(): string {
    return this.model || (this.chosen && `models/${this.chosen}/${this.chosen}.nsm`);
  }

  async #modelReady(calculator: NearsideCalculator): Promise<void> {
    if (this.#moved) calculator.focus({ preventScroll: true });
    this.#requests.start();
    const { model, modelFile } = calculator;
    await this.#fetchTheRest();
    if (modelFile) this.#offline?.keep(model, modelFile);
  }

  get #speech(): FirstSpeech {
    return firstSpeech(languageOf(this.lang));
  }

  async #speak(language: Language): Promise<void> {
    await learn(language);
    this.lang = language;
    document.documentElement.lang = localeOf(language);
  }

  /** The first screen can be used: now comes what is needed later, so that nothing has to be asked for then. */
  #fetchTheRest(): Promise<void> {
    return (this.#rest ??= this.#fetchRest());
  }

  async #fetchRest(): Promise<void> {
    this.#requests.start();
    const language = languageOf(this.lang);
    const other = this.#otherLanguage;
    await Promise.allSettled([restOfCalculator(), learnWhole(language), this.#fetch('panel')]);
    const list = this.#catalogueOpened ? catalogueList(other) : undefined;
    const offline = parts.offline().then((part) => (this.#offline = part.offline));
    await Promise.allSettled([learnWhole(other), list, offline]);
    this.#requests.whole();
    void this.#offline?.ready.then(() => (this.storedForOffline = true));
    void this.#offline?.store();
  }

  get #otherLanguage(): Language {
    return languageOf(this.lang) === 'zh' ? 'en' : 'zh';
  }

  async #showPanel(): Promise<void> {
    try {
      await Promise.all([this.#fetch('panel'), learnWhole(languageOf(this.lang), 2)]);
    } catch {
      this.failed = true;
      return;
    }
    this.requestUpdate();
    await this.updateComplete;
    await this.renderRoot.querySelector<NearsidePrivacyPanel>('nearside-privacy-panel')?.open();
  }

  protected override render(): Content {
    const language = languageOf(this.lang);
    const learnt = isLearnt(language);
    return html`<div lang=${localeOf(language)}>
      ${learnt ? this.#header() : nothing}
      <main>${learnt && this.failed ? this.#failedView() : nothing} ${this.#view(language)}</main>
      ${isWhollyLearnt(language) && this.here.includes('panel') ? this.#panel(language) : nothing}
    </div>`;
  }

  /** A part did not come: the panel, or what was to be shown. */
  #failedView(): Content {
    const { words, gap } = this.#speech;
    const shown = this.here.includes(this.#address === '' ? 'catalogue' : 'calculator');
    return html`<div class="frame failed" role="alert">
      <p>${words.partFailed}.${gap}${words.networkGone}</p>
      ${shown
        ? nothing
        : html`<p><button type="button" class="main" @click=${() => location.reload()}>${words.tryAgain}</button></p>`}
    </div>`;
  }

  /** The one model of a page that has just one, the chosen one, or the catalogue. */
  #view(language: Language): Content {
    this.#catalogueOpened ||= this.#address === '';
    // The catalogue stays behind a model, so that a search is still there on the way back.
    return html`${this.model === ''
      ? html`<nearside-catalogue
          lang=${this.#catalogueOpened ? language : ''}
          ?hidden=${this.#address !== ''}
          @nearside-catalogue-ready=${() => this.#catalogueReady()}
          @nearside-privacy=${() => this.#showPanel()}
        ></nearside-catalogue>`
      : nothing}
    ${this.#address === ''
      ? nothing
      : html`${this.model === '' && isLearnt(language)
            ? html`<nav class="frame"><a href="#/">${icons.back}${this.#speech.words.allModels}</a></nav>`
            : nothing}
          <nearside-calculator
            .model=${this.#address}
            lang=${language}
            @nearside-ready=${(event: Event) => this.#modelReady(event.currentTarget as NearsideCalculator)}
            @nearside-finished=${() => this.#offline?.personIsDone()}
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
      <div class=${this.#address === '' ? 'frame bar broad' : 'frame bar'}>
        <span class="brand">${mark}<span>Nearside</span></span>
        <button type="button" class="quiet" aria-haspopup="dialog" @click=${() => this.#showPanel()}>
          ${icons.lock}${this.count === 0 ? words.nothingSent : words.requests(this.count)}
        </button>
        <button type="button" class="quiet" lang=${localeOf(other)} @click=${() => this.#speak(other)}>
          ${words.otherLanguage}
        </button>
      </div>
    </header>`;
  }

  #panel(language: Language): Content {
    return html`<nearside-privacy-panel
      lang=${language}
      .count=${this.count}
      .stored=${this.storedForOffline}
      @nearside-refused-address=${(event: CustomEvent<{ address: string }>) => this.#requests.ignore(event.detail.address)}
    ></nearside-privacy-panel>`;
  }
}

const chosenIn = (hash: string): string => /^#\/model\/([a-z0-9-]+)$/.exec(hash)?.[1] ?? '';

customElements.define('nearside-page', NearsidePage);
