// SPDX-License-Identifier: Apache-2.0
// <nearside-calculator model="diabetes.nsm" lang="en">: one model's form and result, wholly on this device.
import { adoptStyles, html, LitElement, nothing, type CSSResultGroup, type PropertyDeclarations, type PropertyValues } from 'lit';
import { EngineError, loadModel, prepareEngine, type Model, type Prediction, type Predictor } from 'nearside';
import { isLearnt, languageOf, learn, speech, type Language, type Speech } from '../i18n/index.js';
import { emptyAnswers, firstUnit, judge, noDate, predicted, switched, type Answer, type Answers, type Judgement } from './answers.js';
import { fieldId } from './field.js';
import { formView, type FormActions } from './form.js';
import type { ResultActions, View } from './result.js';
import { icons, partsOf, type Content, type Part, type Scene } from './scene.js';
import { base, overrides, styles } from './styles/index.js';

type Screen =
  | { readonly name: 'loading' }
  | { readonly name: 'form' }
  | { readonly name: 'wiped' }
  | { readonly name: 'failed'; readonly why: string }
  | { readonly name: 'result'; readonly prediction: Prediction; readonly when: Date }
  | { readonly name: 'refused'; readonly prediction: Prediction; readonly when: Date };

type Later = typeof import('./later.js');

/** Fetches what is drawn after the form. */
export const loadLater = (): Promise<Later> => import('./later.js');

/** Firefox remembers that a script did not come. Its error names the address; with a query it is another. */
async function loadLaterAgain(attempt: number): Promise<Later> {
  try {
    return await loadLater();
  } catch (error) {
    const address = /https?:[^\s?]+\.js/.exec(String(error))?.[0];
    if (address === undefined || !address.startsWith(import.meta.url.replace(/[^/]*$/, ''))) throw error;
    return import(/* @vite-ignore */ `${address}?attempt=${attempt}`) as Promise<Later>;
  }
}

const unjudged: Judgement = { faults: new Map(), issues: [] };

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
    step: { state: true },
    onePage: { state: true },
    judgement: { state: true },
    view: { state: true },
    output: { state: true },
    cardOpen: { state: true },
    partFailed: { state: true },
  };
  static override readonly styles = [base, styles, overrides];

  declare model: string;
  declare lang: string;
  private declare screen: Screen;
  private declare step: number;
  private declare onePage: boolean;
  private declare judgement: Judgement;
  private declare view: View;
  private declare output: number;
  private declare cardOpen: boolean;
  private declare partFailed: boolean;

  #bytes: { readonly address: string; readonly content: Uint8Array } | undefined;
  #engine: Model | undefined;
  #answers: Answers = new Map();
  #language: Language | undefined;
  #loads = 0;
  #later: Later | undefined;
  #attempts = 0;
  #focusOn = '';
  #pressed = false;
  #unsettled = false;

  constructor() {
    super();
    this.model = '';
    this.lang = '';
    this.screen = { name: 'loading' };
    this.partFailed = false;
    this.#reset();
  }

  #reset(): void {
    this.step = 0;
    this.onePage = false;
    this.judgement = unjudged;
    this.view = 'marks';
    this.output = 0;
    this.cardOpen = false;
    this.#answers = new Map();
  }

  /**
   * A press that leaves a field settles it, and a fault that then goes would move the target away under the finger:
   * between press and release nothing settles.
   */
  readonly #press = (): void => {
    this.#pressed = true;
  };
  readonly #release = (): void => {
    this.#pressed = false;
    // After the click that follows the release.
    if (this.#unsettled) setTimeout(() => this.#unsettled && this.#settle());
  };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pointerdown', this.#press, true);
    window.removeEventListener('pointerup', this.#release, true);
    window.removeEventListener('pointercancel', this.#release, true);
    this.#wipe();
    this.screen = { name: 'wiped' };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pointerdown', this.#press, true);
    window.addEventListener('pointerup', this.#release, true);
    window.addEventListener('pointercancel', this.#release, true);
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
    if (!isLearnt(wanted)) {
      void learn(wanted).then(() => this.requestUpdate());
      return;
    }
    this.#language = wanted;
    if (this.#engine !== undefined) this.#retuneUnits(this.#engine);
  }

  get #wantedLanguage(): Language {
    return languageOf(this.lang || document.documentElement.lang);
  }

  async #fetchLater(): Promise<void> {
    this.partFailed = false;
    try {
      this.#later = await (this.#attempts++ === 0 ? loadLater() : loadLaterAgain(this.#attempts));
    } catch {
      this.partFailed = true;
      return;
    }
    const all: CSSResultGroup[] = [base, styles, this.#later.styles, overrides, this.#later.print];
    adoptStyles(this.renderRoot as ShadowRoot, NearsideCalculator.finalizeStyles(all));
    this.requestUpdate();
  }

  /** The screen is one whose part has not come yet. */
  get #waits(): boolean {
    return this.#later === undefined && (this.cardOpen || this.screen.name === 'result' || this.screen.name === 'refused');
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
      if (mine !== this.#loads) {
        engine.dispose();
        return;
      }
      this.#engine = engine;
      this.#answers = emptyAnswers(engine.describe(), this.#wantedLanguage);
      this.screen = { name: 'form' };
      const { id, version, hash } = engine.describe();
      await learn(this.#wantedLanguage);
      this.requestUpdate();
      await this.updateComplete;
      this.#tell('nearside-ready', { id, version, hash });
      if (this.#later === undefined) void this.#fetchLater();
    } catch (error) {
      if (mine === this.#loads) this.#fail(error);
    }
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
    this.#engine?.dispose();
    this.#engine = undefined;
    this.#reset();
  }

  #tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail: structuredClone(detail), bubbles: true, composed: true }));
  }

  get #speech(): Speech {
    return speech(this.#language ?? 'en');
  }

  /** An untouched field follows the language to the unit that its letters use. */
  #retuneUnits(engine: Model): void {
    for (const predictor of engine.describe().schema.predictors) {
      const answer = this.#answers.get(predictor.id);
      if (answer && answer.text === '' && !answer.unknown) answer.unit = firstUnit(predictor, this.#speech.language);
    }
  }

  #change(id: string, change: Partial<Answer>): void {
    const answer = this.#answers.get(id);
    if (answer !== undefined) this.#answers.set(id, { ...answer, ...change });
    this.requestUpdate();
  }

  /** Judges anew after a change: faults that were shown may go, none is added before the person goes on. */
  #settle(): void {
    this.#unsettled = false;
    const now = this.#judged(this.#parts());
    if (now === undefined) return;
    const faults = new Map([...now.faults].filter(([id]) => this.judgement.faults.has(id)));
    this.judgement = { faults, issues: now.issues };
  }

  #judged(parts: readonly Part[]): Judgement | undefined {
    if (this.#engine === undefined) return undefined;
    try {
      return judge(
        this.#engine,
        this.#answers,
        parts.flatMap(({ predictors }) => predictors),
        parts.flatMap(({ exclusions }) => exclusions),
      );
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  #parts(): readonly Part[] {
    return this.#engine === undefined ? [] : partsOf({ speech: this.#speech, model: this.#engine.describe() });
  }

  #next(): void {
    const parts = this.#parts();
    const judgement = this.#judged(this.onePage ? parts : parts.slice(this.step, this.step + 1));
    if (judgement === undefined) return;
    this.judgement = judgement;
    if (judgement.faults.size > 0) {
      this.#focusOn = 'summary';
      this.requestUpdate();
      return;
    }
    const excluded = judgement.issues.some(({ code }) => code === 'excluded');
    const insisted = [...this.#answers.values()].some((answer) => answer.insisted);
    if (excluded || insisted || this.onePage || this.step === parts.length - 1) {
      this.#predict(excluded || insisted);
    } else {
      this.step += 1;
      this.#focusOn = 'title';
    }
  }

  /** `early`: refused before all was asked; what was not asked yet is no reason. */
  #predict(early: boolean): void {
    const engine = this.#engine;
    if (engine === undefined) return;
    let prediction: Prediction;
    try {
      prediction = predicted(engine, this.#answers);
    } catch (error) {
      this.#fail(error);
      return;
    }
    if (early && prediction.refused) {
      const issues = prediction.issues.filter(({ code, weight }) => weight === 'refuse' && code !== 'missing_required');
      prediction = { ...prediction, issues };
    }
    this.screen = { name: prediction.refused ? 'refused' : 'result', prediction, when: new Date() };
    this.#focusOn = 'title';
    this.#tell(prediction.refused ? 'nearside-refused' : 'nearside-result', prediction);
  }

  /** Back to the form; to one question, if `id` names it. */
  #edit(id?: string): void {
    const parts = this.#parts();
    const holds = (one: { readonly id: string }): boolean => one.id === id;
    const part = parts.findIndex(({ predictors, exclusions }) => predictors.some(holds) || exclusions.some(holds));
    for (const [key, answer] of this.#answers) this.#answers.set(key, { ...answer, insisted: false });
    this.step = Math.max(0, part);
    this.screen = { name: 'form' };
    this.#focusOn = id === undefined || part < 0 ? 'title' : fieldId(id);
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

  readonly #formActions: FormActions = {
    typed: (id, text) => this.#change(id, { text, insisted: false, ...(text === '' ? {} : { unknown: false }) }),
    typedDate: (id, part, text) => {
      const date = { ...(this.#answers.get(id)?.date ?? noDate), [part]: text };
      this.#change(id, { date, insisted: false, ...(text === '' ? {} : { unknown: false }) });
    },
    settled: () => {
      this.#unsettled = true;
      if (!this.#pressed) this.#settle();
    },
    unit: (predictor: Predictor, ucum) => {
      const answer = this.#answers.get(predictor.id);
      if (this.#engine && answer) this.#change(predictor.id, switched(this.#engine, predictor, answer, ucum));
      this.#settle();
    },
    mendUnit: (id, unit) => {
      this.#change(id, { unit, typed: null });
      this.#settle();
      this.#focusOn = fieldId(id);
    },
    insist: (id) => {
      this.#change(id, { insisted: true });
      this.#predict(true);
    },
    unknown: (id, unknown) => {
      this.#change(id, unknown ? { unknown, text: '', date: noDate, choice: '', typed: null } : { unknown });
      this.#settle();
    },
    choose: (id, choice) => {
      this.#change(id, { choice, unknown: false });
      this.#settle();
    },
    next: () => this.#next(),
    back: () => {
      this.judgement = { ...this.judgement, faults: new Map() };
      this.step -= 1;
      this.#focusOn = 'title';
    },
    onePage: (onePage) => {
      this.judgement = { ...this.judgement, faults: new Map() };
      this.onePage = onePage;
      this.step = 0;
      this.#focusOn = 'title';
    },
    goTo: (id) => {
      this.#focusOn = fieldId(id);
      this.requestUpdate();
    },
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
    const { words, locale } = this.#speech;
    return html`<div lang=${locale}>
      <div class="strip"><p class="frame micro">${words.disclaimer}</p></div>
      ${this.#screenView()}
    </div>`;
  }

  #screenView(): Content {
    const { screen } = this;
    const { words } = this.#speech;
    if (screen.name === 'loading') return html`<p class="frame plain late" role="status">${words.loading}</p>`;
    if (screen.name === 'failed') return this.#failedView(screen.why);
    if (screen.name === 'wiped') return this.#wipedView();
    if (this.#engine === undefined) return nothing;
    const scene: Scene = { speech: this.#speech, model: this.#engine.describe() };
    const { step: part, onePage, judgement, view, output } = this;
    const answers = this.#answers;
    if (screen.name === 'form' && !this.cardOpen) {
      return html`<div class="frame">
        ${formView(scene, { parts: partsOf(scene), part, onePage, answers, judgement }, this.#formActions)}
      </div>`;
    }
    if (this.#later === undefined) {
      return this.partFailed ? this.#partFailedView() : html`<p class="frame plain late" role="status">${words.loadingPart}</p>`;
    }
    const { cardView, refusalView, resultView } = this.#later;
    if (this.cardOpen) return cardView(scene, () => this.#openCard(false));
    if (screen.name === 'refused') {
      return html`<div class="plain">${refusalView(scene, screen.prediction, answers, this.#resultActions)}</div>`;
    }
    if (screen.name !== 'result') return nothing;
    return resultView(scene, { prediction: screen.prediction, answers, view, output, when: screen.when }, this.#resultActions);
  }

  #partFailedView(): Content {
    const { words } = this.#speech;
    return html`<div class="frame plain">
      <h1 id="title" tabindex="-1">${words.partFailed}</h1>
      <p class="lead" role="alert">${words.partFailedWhy}</p>
      <div class="actions">
        <button type="button" class="main" @click=${() => this.#fetchLater()}>${words.tryAgain}</button>
      </div>
    </div>`;
  }

  #failedView(why: string): Content {
    const { words } = this.#speech;
    return html`<div class="frame plain">
      <h1 id="title" tabindex="-1">${words.cannotLoad}</h1>
      <div class="narrow">
        <div class="notice stop">
          ${icons.stop}
          <p><strong class="line">${words.cannotLoadWhy}</strong><span lang="en">${why}</span></p>
        </div>
        <div class="actions">
          <button type="button" class="main" @click=${() => this.#startAgain()}>${words.tryAgain}</button>
        </div>
      </div>
    </div>`;
  }

  #wipedView(): Content {
    const { words } = this.#speech;
    return html`<div class="frame plain">
      <h1 id="title" tabindex="-1">${words.wipedTitle}</h1>
      <p class="lead" role="status">${words.wiped}</p>
      <div class="actions">
        <button type="button" class="main" @click=${() => this.#startAgain()}>${words.startAgain}</button>
      </div>
    </div>`;
  }
}

customElements.define('nearside-calculator', NearsideCalculator);

declare global {
  interface HTMLElementTagNameMap {
    'nearside-calculator': NearsideCalculator;
  }
}
