// SPDX-License-Identifier: Apache-2.0
// <nearside-calculator model="diabetes.nsm" lang="en">: one model's form and result, wholly on this device.
import { adoptStyles, html, LitElement, nothing, type CSSResultGroup, type PropertyDeclarations, type PropertyValues } from 'lit';
import { EngineError, loadModel, prepareEngine, type Prediction, type Predictor } from 'nearside';
import { fetchedPart } from '../fetched-part.js';
import { firstSpeech, isLearnt, isWhollyLearnt, languageOf, learn, learnWhole, localeOf, speech, type FirstSpeech, type Language } from '../i18n/index.js';
import { fetchCrisis } from './care.js';
import { fetchDateField } from './field.js';
import { formView, type FormActions } from './form.js';
import { failedView, partFailedView, waitingView, wipedView } from './plain-screens.js';
import { Press } from './press.js';
import { fieldId } from './question.js';
import { firstOutput, Questionnaire } from './questionnaire.js';
import type { ResultActions, View } from './result.js';
import { partsOf, type Content, type Part, type Scene } from './scene.js';
import { base } from './styles/base.js';
import { overrides, styles } from './styles/index.js';

export { prepareEngine };

type Screen =
  | { readonly name: 'loading' }
  | { readonly name: 'form' }
  | { readonly name: 'wiped' }
  | { readonly name: 'failed'; readonly why: string }
  | { readonly name: 'result'; readonly prediction: Prediction; readonly when: Date }
  | { readonly name: 'refused'; readonly prediction: Prediction; readonly when: Date };

type Later = typeof import('./later.js');

/** Fetches what is drawn after the form; `attempt` counts from 1. */
export const loadLater = (attempt = 1): Promise<Later> => fetchedPart(() => import('./later.js'), attempt);

/**
 * Events, all with plain objects: `nearside-ready` {id, version, hash}; `nearside-result` and `nearside-refused`, the
 * prediction as the engine gave it; `nearside-finished` {}. The answers themselves never leave the element.
 */
export class NearsideCalculator extends LitElement {
  // Class fields would hide the accessors that Lit makes: hence `declare` and the constructor.
  static override readonly properties: PropertyDeclarations = {
    model: { type: String },
    lang: { type: String, reflect: true },
    screen: { state: true },
    view: { state: true },
    output: { state: true },
    cardOpen: { state: true },
    partFailed: { state: true },
  };
  static override readonly styles = [base, styles, overrides];

  declare model: string;
  declare lang: string;
  private declare screen: Screen;
  private declare view: View;
  private declare output: number;
  private declare cardOpen: boolean;
  private declare partFailed: boolean;

  readonly #press = new Press(this, () => this.#change((asked) => asked.settle(this.#parts())));
  #bytes: { readonly address: string; readonly content: Uint8Array } | undefined;
  #asked: Questionnaire | undefined;
  #language: Language | undefined;
  #loads = 0;
  #later: Later | undefined;
  #attempts = 0;
  #focusOn = '';

  constructor() {
    super();
    this.model = '';
    this.lang = '';
    this.screen = { name: 'loading' };
    this.partFailed = false;
    this.#reset();
  }

  #reset(): void {
    this.view = 'marks';
    this.output = 0;
    this.cardOpen = false;
    this.#asked = undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#wipe();
    this.screen = { name: 'wiped' };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.screen.name === 'wiped') void this.#load();
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.#chooseLanguage();
    if (changed.has('model') && this.model !== '') void this.#load();
  }

  /** Speaks the language that is asked for as soon as its words are here, and until then the one before. */
  #chooseLanguage(): void {
    const wanted = this.#wantedLanguage;
    if (wanted === this.#language) return;
    const [here, fetched] = this.#later === undefined ? [isLearnt(wanted), learn] : [isWhollyLearnt(wanted), learnWhole];
    if (!here) {
      void fetched(wanted).then(() => this.requestUpdate());
      return;
    }
    this.#language = wanted;
    this.#asked?.retuneUnits(wanted);
  }

  get #wantedLanguage(): Language {
    return languageOf(this.lang || document.documentElement.lang);
  }

  async #fetchLater(): Promise<void> {
    this.partFailed = false;
    const attempt = ++this.#attempts;
    try {
      const [later] = await Promise.all([loadLater(attempt), learnWhole(this.#language ?? this.#wantedLanguage, attempt)]);
      if (this.#later === undefined) this.#dress(later);
      this.#later = later;
    } catch {
      this.partFailed = true;
      return;
    }
    this.requestUpdate();
    // Another language was chosen meanwhile.
    if (!this.#hasLater) await this.#fetchLater();
  }

  #dress(later: Later): void {
    const all: CSSResultGroup[] = [base, styles, later.styles, overrides, later.print];
    adoptStyles(this.renderRoot as ShadowRoot, NearsideCalculator.finalizeStyles(all));
  }

  /** What is drawn after the form has come, and its words. */
  get #hasLater(): boolean {
    return this.#later !== undefined && isWhollyLearnt(this.#language ?? 'en');
  }

  /** The screen is one whose part has not come yet: no form, or one with faults. */
  get #waits(): boolean {
    const { name } = this.screen;
    const faulty = name === 'form' && this.#asked !== undefined && this.#asked.judgement.faults.size > 0;
    return !this.#hasLater && (this.cardOpen || name === 'result' || name === 'refused' || faulty);
  }

  protected override updated(): void {
    if (this.#focusOn === '' || (this.#waits && !this.partFailed)) return;
    const target = this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(this.#focusOn)}`);
    this.#focusOn = '';
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: target.tagName === 'H1' ? 'nearest' : 'center' });
    if (target?.tagName === 'H1') this.#showTop();
  }

  /** The top of the element, unless it is in sight. */
  #showTop(): void {
    if (this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: 'start' });
  }

  async #load(): Promise<void> {
    const mine = ++this.#loads;
    this.#wipe();
    this.screen = { name: 'loading' };
    try {
      prepareEngine();
      const engine = await loadModel(await this.#modelFile());
      const { id, version, hash, schema } = engine.describe();
      await this.#beforeTheForm(schema.predictors).catch((error) => {
        engine.dispose();
        throw error;
      });
      if (mine !== this.#loads) {
        engine.dispose();
        return;
      }
      this.#asked = new Questionnaire(engine, this.#wantedLanguage);
      this.screen = { name: 'form' };
      this.requestUpdate();
      await this.updateComplete;
      this.#tell('nearside-ready', { id, version, hash });
      if (!this.#hasLater) void this.#fetchLater();
    } catch (error) {
      if (mine === this.#loads) this.#fail(error);
    }
  }

  /** The words, and what only some models need; whom to call must be there before the first answer is given. */
  async #beforeTheForm(predictors: readonly Predictor[]): Promise<void> {
    const attempt = this.#loads;
    await Promise.all([learn(this.#wantedLanguage), fetchCrisis(predictors, attempt), fetchDateField(predictors, attempt)]);
  }

  /** The file's bytes, read once: to start again after a wipe asks the network for nothing. */
  async #modelFile(): Promise<Uint8Array> {
    const address = new URL(this.model, document.baseURI).href;
    if (this.#bytes?.address !== address) {
      const response = await fetch(address);
      if (!response.ok) throw new EngineError('cannot_read', `${address}: ${response.status}`);
      this.#bytes = { address, content: new Uint8Array(await response.arrayBuffer()) };
    }
    return this.#bytes.content;
  }

  /** The bytes of the model file, once it was read. */
  get modelFile(): Uint8Array | undefined {
    return this.#bytes?.content;
  }

  /** The heading of the screen that is shown. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('#title')?.focus(options);
  }

  #fail(error: unknown): void {
    this.screen = { name: 'failed', why: error instanceof Error ? error.message : String(error) };
    this.#focusOn = 'title';
  }

  /** Overwrites what the engine holds and forgets every answer. */
  #wipe(): void {
    this.#asked?.engine.dispose();
    this.#reset();
  }

  #tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail: structuredClone(detail), bubbles: true, composed: true }));
  }

  get #speech(): FirstSpeech {
    return firstSpeech(this.#language ?? 'en');
  }

  #parts(): readonly Part[] {
    return this.#asked === undefined ? [] : partsOf({ speech: this.#speech, model: this.#asked.engine.describe() });
  }

  /** Changes what was asked and answered, and draws it; what the engine throws fails the screen. */
  #change(change: (asked: Questionnaire) => void, focusOn = ''): void {
    if (this.#asked === undefined) return;
    if (focusOn !== '') this.#focusOn = focusOn;
    try {
      change(this.#asked);
    } catch (error) {
      this.#fail(error);
    }
    this.requestUpdate();
  }

  #next(): void {
    this.#change((asked) => {
      const next = asked.next(this.#parts());
      if (next === 'prediction') this.#predict(asked, asked.early);
      else this.#focusOn = next === 'faults' ? 'summary' : 'title';
    });
  }

  #predict(asked: Questionnaire, early: boolean): void {
    const prediction = asked.predict(early);
    this.screen = { name: prediction.refused ? 'refused' : 'result', prediction, when: new Date() };
    this.output = firstOutput(asked.engine.describe(), prediction);
    this.#focusOn = 'title';
    this.#tell(prediction.refused ? 'nearside-refused' : 'nearside-result', prediction);
  }

  /** Back to the form; to one question, if `id` names it. */
  #edit(id?: string): void {
    const there = this.#asked?.returnTo(id, this.#parts());
    this.screen = { name: 'form' };
    this.#focusOn = id !== undefined && there ? fieldId(id) : 'title';
  }

  #finish(): void {
    this.#wipe();
    this.screen = { name: 'wiped' };
    this.#focusOn = 'title';
    this.#tell('nearside-finished', {});
  }

  async #startAgain(): Promise<void> {
    await this.#load();
    this.#focusOn = 'title';
    this.requestUpdate();
  }

  #openCard(open: boolean): void {
    this.cardOpen = open;
    this.#focusOn = 'title';
  }

  /** Changes an answer and settles it. */
  #settle(change: (asked: Questionnaire) => void, focusOn = ''): void {
    this.#change(change, focusOn);
    this.#press.settled();
  }

  readonly #formActions: FormActions = {
    typed: (id, text) => this.#change((asked) => asked.type(id, text)),
    typedDate: (id, part, text) => this.#change((asked) => asked.typeDate(id, part, text)),
    settled: () => this.#press.settle(),
    unit: (predictor, ucum) => this.#settle((asked) => asked.switchUnit(predictor, ucum)),
    mendUnit: (id, unit) => this.#settle((asked) => asked.change(id, { unit, typed: null }), fieldId(id)),
    insist: (id) =>
      this.#change((asked) => {
        asked.change(id, { insisted: true });
        this.#predict(asked, true);
      }),
    unknown: (id, unknown) => this.#settle((asked) => asked.forget(id, unknown)),
    choose: (id, choice) => this.#settle((asked) => asked.change(id, { choice, unknown: false })),
    next: () => this.#next(),
    back: () => this.#change((asked) => asked.back(), 'title'),
    onePage: (onePage) => this.#change((asked) => asked.show(onePage), 'title'),
    goTo: (id) => this.#change(() => {}, fieldId(id)),
    openCard: () => this.#openCard(true),
  };

  readonly #resultActions: ResultActions = {
    view: (view) => (this.view = view),
    output: (output) => (this.output = output),
    change: (id) => this.#edit(id),
    openCard: () => this.#openCard(true),
    print: () => window.print(),
    finish: () => this.#finish(),
  };

  protected override render(): Content {
    if (this.#language === undefined) return nothing;
    const { words } = this.#speech;
    return html`<div lang=${localeOf(this.#language)}>
      <div class="strip"><p class="frame micro">${words.disclaimer}</p></div>
      ${this.#screenView(this.#language)}
    </div>`;
  }

  #screenView(language: Language): Content {
    const { screen, view, output } = this;
    const { words } = this.#speech;
    if (screen.name === 'loading') return waitingView(words.loading);
    if (screen.name === 'failed') return failedView(words, screen.why, () => this.#startAgain());
    if (screen.name === 'wiped') return wipedView(words, () => this.#startAgain());
    if (this.#asked === undefined) return nothing;
    const { engine, answers, part, onePage, judgement } = this.#asked;
    const model = engine.describe();
    const scene: Scene | undefined = this.#hasLater ? { speech: speech(language), model } : undefined;
    if (this.#waits && this.partFailed) return partFailedView(this.#speech, () => this.#fetchLater());
    if (screen.name === 'form' && !this.cardOpen) {
      const faults = scene && this.#later?.faultViews(scene);
      const state = { parts: this.#parts(), part, onePage, answers, judgement };
      return html`<div class="frame">${formView({ speech: this.#speech, model, faults }, state, this.#formActions)}</div>`;
    }
    if (this.#later === undefined || scene === undefined) return waitingView(words.loadingPart);
    const { cardView, refusalView, resultView } = this.#later;
    if (this.cardOpen) return cardView(scene, () => this.#openCard(false));
    if (screen.name === 'refused') {
      return html`<div class="plain">${refusalView(scene, screen.prediction, answers, this.#resultActions)}</div>`;
    }
    if (screen.name !== 'result') return nothing;
    return resultView(scene, { prediction: screen.prediction, answers, view, output, when: screen.when }, this.#resultActions);
  }
}

customElements.define('nearside-calculator', NearsideCalculator);

declare global {
  interface HTMLElementTagNameMap {
    'nearside-calculator': NearsideCalculator;
  }
}
