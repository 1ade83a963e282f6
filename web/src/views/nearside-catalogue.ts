// SPDX-License-Identifier: Apache-2.0
// <nearside-catalogue>: what the page can work out, searched and narrowed on this device.
import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { firstSpeech, isLearnt, languageOf, learn, type FirstSpeech, type Language } from '../i18n/index.js';
import { breakable, breakableByWords, icons, type Content } from '../element/scene.js';
import { base } from '../element/styles/base.js';
import { choice } from '../element/styles/choice.js';
import { switches } from '../element/styles/switch.js';
import { found, inOrder, minutes, topicOrder, type Entry, type Wish } from './catalogue-data.js';
import { catalogueList } from './catalogue-list.js';
import { styles } from './catalogue-styles.js';
import { topicIcons } from './topic-icons.js';

/** Events: `nearside-catalogue-ready` {}; `nearside-privacy` {}, when the person asks what is sent. */
export class NearsideCatalogue extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    lang: { type: String, reflect: true },
    entries: { state: true },
    failed: { state: true },
    wish: { state: true },
  };
  static override readonly styles = [base, choice, switches, styles];

  declare lang: string;
  private declare entries: Partial<Record<Language, readonly Entry[]>>;
  private declare failed: boolean;
  private declare wish: Wish;

  constructor() {
    super();
    this.lang = '';
    this.entries = {};
    this.failed = false;
    this.wish = { query: '', topic: '', audience: 'patient', unconfirmed: false };
  }

  get #language(): Language {
    return languageOf(this.lang);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('lang') && this.lang !== '') void this.#read();
  }

  async #read(): Promise<void> {
    const language = this.#language;
    this.failed = false;
    try {
      await Promise.all([this.fetchFor(language), learn(language).then(() => this.requestUpdate())]);
    } catch {
      this.failed = true;
      return;
    }
    await this.updateComplete;
    this.dispatchEvent(new CustomEvent('nearside-catalogue-ready', { detail: {}, bubbles: true, composed: true }));
  }

  /** The list of a language; of one that is not spoken now, so that it is there without a network. */
  async fetchFor(language: Language): Promise<void> {
    const entries = this.entries[language] ?? inOrder(await catalogueList(language));
    this.entries = { ...this.entries, [language]: entries };
  }

  /** The heading, or the row of the model that the person comes back from. */
  override focus(options?: FocusOptions, id = ''): void {
    const row = id === '' ? null : this.renderRoot.querySelector<HTMLElement>(`#model-${CSS.escape(id)}`);
    (row ?? this.renderRoot.querySelector<HTMLElement>('#title'))?.focus(options);
  }

  #wishFor(change: Partial<Wish>): void {
    this.wish = { ...this.wish, ...change };
  }

  protected override render(): Content {
    const language = this.#language;
    if (!isLearnt(language)) return nothing;
    const speaking = firstSpeech(language);
    const { words, locale } = speaking;
    const entries = this.entries[language];
    return html`<div lang=${locale}>
      <div class="strip"><p class="catalogue-frame micro">${words.disclaimer}</p></div>
      <div class="catalogue-frame top">
        <h1 id="title" tabindex="-1">${breakable(words.catalogueTitle)}</h1>
        <p class="lead">${words.catalogueLead}</p>
      </div>
      ${entries !== undefined
        ? html`<div class="catalogue-frame columns">${this.#search(speaking)} ${this.#topics(speaking)} ${this.#list(speaking, entries)}
            ${this.#privacy(speaking)}</div>`
        : this.failed
          ? this.#failedView(speaking)
          : html`<p class="catalogue-frame late" role="status">${words.catalogueLoading}</p>`}
      <footer><p class="catalogue-frame micro">${words.emergency}</p></footer>
    </div>`;
  }

  #failedView({ words, gap }: FirstSpeech): Content {
    return html`<div class="catalogue-frame">
      <p role="alert">${words.catalogueFailed}${gap}${words.networkGone}</p>
      <p><button type="button" class="main" @click=${() => this.#read()}>${words.tryAgain}</button></p>
    </div>`;
  }

  #topics({ words }: FirstSpeech): Content {
    return html`<fieldset class="topics">
      <legend class="unseen">${words.topic}</legend>
      ${(['', ...topicOrder] as const).map(
        (topic) => html`<label>
          <input
            type="radio"
            name="topic"
            value=${topic}
            autocomplete="off"
            .checked=${this.wish.topic === topic}
            @change=${() => this.#wishFor({ topic })}
          />
          ${topicIcons[topic || 'all']}<span>${topic === '' ? words.allTopics : words.topics[topic]}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  #search({ words }: FirstSpeech): Content {
    const { wish } = this;
    return html`<search>
      <label class="search">
        <span class="unseen">${words.search}</span>
        ${topicIcons.search}
        <input
          type="search"
          name="search"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          placeholder=${words.searchHint}
          .value=${wish.query}
          @input=${(event: InputEvent) => this.#wishFor({ query: (event.currentTarget as HTMLInputElement).value })}
        />
      </label>
      <div class="narrowing">
        <fieldset class="switch">
          <legend class="unseen">${words.forWhom}</legend>
          ${(['patient', 'clinician'] as const).map(
            (audience) => html`<label>
              <input
                type="radio"
                name="audience"
                value=${audience}
                autocomplete="off"
                .checked=${wish.audience === audience}
                @change=${() => this.#wishFor({ audience })}
              />
              <span>${words.forAudience[audience]}</span>
            </label>`,
          )}
        </fieldset>
        <label class="tick">
          <input
            type="checkbox"
            name="unconfirmed"
            autocomplete="off"
            .checked=${wish.unconfirmed}
            @change=${(event: Event) => this.#wishFor({ unconfirmed: (event.currentTarget as HTMLInputElement).checked })}
          />
          <span>${words.alsoUnconfirmed}</span>
        </label>
      </div>
    </search>`;
  }

  #list(speaking: FirstSpeech, entries: readonly Entry[]): Content {
    const { words } = speaking;
    const { wish } = this;
    const shown = found(entries, wish);
    const other = wish.audience === 'patient' ? 'clinician' : 'patient';
    const elsewhere = found(entries, { ...wish, audience: other }).length;
    const hidden = wish.unconfirmed ? 0 : found(entries, { ...wish, unconfirmed: true }).length - shown.length;
    return html`<div class="list">
      <p class="small count" role="status">
        ${words.models(shown.length)}${hidden > 0 ? html`${speaking.gap}${words.hiddenModels(hidden)}` : nothing}
      </p>
      <ul class="rows">
        ${shown.map((entry) => this.#row(speaking, entry, entries))}
      </ul>
      ${shown.length === 0
        ? html`<p>${words.nothingFound}</p>
            <p>
              <button type="button" class="second small" @click=${() => this.#wishFor({ query: '', topic: '' })}>
                ${words.showAll}
              </button>
            </p>`
        : nothing}
      ${elsewhere > 0
        ? html`<p class="small">
            ${words.elsewhere[other](elsewhere)}
            <button type="button" class="link" @click=${() => this.#wishFor({ audience: other })}>${words.showThem}</button>
          </p>`
        : nothing}
    </div>`;
  }

  #row(speaking: FirstSpeech, entry: Entry, entries: readonly Entry[]): Content {
    const { words } = speaking;
    const newer = entries.find(({ id }) => id === entry.replacedBy);
    return html`<li class="row">
      <h2><a id="model-${entry.id}" href="#/model/${entry.id}">${breakableByWords(entry.title, speaking.language)}</a></h2>
      <p>${entry.summary}</p>
      ${newer === undefined
        ? nothing
        : html`<p class="mark-line">${icons.care}<span>${words.superseded} <a href="#/model/${newer.id}">${newer.title}</a></span></p>`}
      ${entry.unconfirmed ? html`<p class="mark-line">${icons.care}<span>${words.termsUnconfirmed}</span></p>` : nothing}
      ${entry.demonstration ? html`<p class="mark-line">${icons.care}<span>${words.statuses.demonstration}</span></p>` : nothing}
      ${this.#needs(speaking, entry)}
    </li>`;
  }

  /** What a person must have at hand. */
  #needs({ words, list, language }: FirstSpeech, entry: Entry): Content {
    const { laboratory = [], measured_at_home: home = [], clinician = [] } = entry.inputs;
    const listed = (labels: readonly string[]): string => {
      const lower = labels.map((label, index) => (index > 0 && /^[A-Z][a-z]/.test(label) && language === 'en' ? label[0]!.toLowerCase() + label.slice(1) : label));
      return list(lower);
    };
    return html`<ul class="needs">
      <li>${topicIcons.time}${words.minutes(minutes(entry))}</li>
      ${laboratory.length > 0 ? html`<li>${topicIcons.tube}${words.laboratory(listed(laboratory))}</li>` : nothing}
      ${home.length > 0 ? html`<li>${topicIcons.tape}${listed(home)}</li>` : nothing}
      ${clinician.length > 0 ? html`<li>${topicIcons.clinician}${words.findings}</li>` : nothing}
      ${laboratory.length + home.length + clinician.length === 0
        ? html`<li>${icons.tick}${words.noMeasurements}</li>`
        : laboratory.length === 0 && clinician.length === 0
          ? html`<li>${icons.tick}${words.noBloodTest}</li>`
          : nothing}
    </ul>`;
  }

  #privacy({ words }: FirstSpeech): Content {
    return html`<aside aria-labelledby="privacy-title">
      <h2 id="privacy-title">${words.privacyTitle}</h2>
      <p>${words.privacyLead}</p>
      <button
        type="button"
        class="second small"
        @click=${() => this.dispatchEvent(new CustomEvent('nearside-privacy', { detail: {}, bubbles: true, composed: true }))}
      >
        ${words.seeForYourself}
      </button>
    </aside>`;
  }
}

customElements.define('nearside-catalogue', NearsideCatalogue);

declare global {
  interface HTMLElementTagNameMap {
    'nearside-catalogue': NearsideCatalogue;
  }
}
