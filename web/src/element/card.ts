// SPDX-License-Identifier: Apache-2.0
// The model card, from what stands in the model file.
import { html, nothing } from 'lit';
import { icons, statusNotice, type Content, type Scene } from './scene.js';

export function cardView(scene: Scene, close: () => void): Content {
  const { speech, model } = scene;
  const { words, text } = speech;
  const { card, development } = model;
  return html`<div class="frame card">
    <button type="button" class="link back" @click=${close}>${icons.back}${words.back}</button>
    <p class="small">${words.cardTitle}</p>
    <h1 id="title" tabindex="-1">${text(model.title)}</h1>
    ${statusNotice(scene)}
    ${model.developmentRows > 0 ? heldRows(scene) : nothing}
    <dl class="card-rows">
      ${entry(words.status, words.statuses[model.status])} ${entry(words.audience, words.audiences[model.audience])}
      ${entry(words.intendedUse, text(card.intendedUse))} ${entry(words.exclusions, text(card.exclusions))}
      ${entry(
        words.population,
        html`<p>${text(card.population)}</p>
          ${development.rows === 0
            ? nothing
            : html`<p class="note">${words.rows(String(development.rows), String(development.events))}</p>`}`,
      )}
      ${entry(words.performance, performance(scene))} ${entry(words.limits, text(card.limits))}
      ${entry(
        words.checked,
        html`<span class="ok">${icons.tick}${words.checkedLine(model.testVectors.count)}</span>`,
      )}
      ${entry(
        words.source,
        html`<p>${card.dataSource}</p>
          ${card.dataLicence === '' ? nothing : html`<p class="note">${words.dataLicence(card.dataLicence)}</p>`}
          ${card.modelLicence === '' ? nothing : html`<p class="note">${words.modelLicence(card.modelLicence)}</p>`}`,
      )}
      ${entry(words.sources, lines(card.sources))} ${entry(words.terms, terms(scene))}
      ${entry(words.unconfirmed, lines(card.unconfirmed))} ${entry(words.replacedBy, card.replacedBy)}
      ${entry(words.contact, card.contact)}
      ${entry(words.identity, html`<code>${model.id} · ${model.version} · sha-256 ${inFours(model.hash)}</code>`)}
    </dl>
  </div>`;
}

/** Whoever gets the file gets these people's values with it. */
function heldRows({ speech, model }: Scene): Content {
  const { words, gap, number } = speech;
  return html`<div class="notice care">
    ${icons.care}
    <p><strong>${words.heldRowsTitle}</strong>${gap}${words.heldRows(number(model.developmentRows, 15))}</p>
  </div>`;
}

function terms({ speech, model }: Scene): Content {
  const { permission, terms } = model.card;
  if (permission === '') return nothing;
  return html`<p>${speech.words.termsAre[terms]}</p>
    <p class="note" lang="en">${permission}</p>`;
}

function lines(texts: readonly string[]): Content {
  return texts.length === 0 ? nothing : html`${texts.map((text) => html`<p lang="en">${text}</p>`)}`;
}

function entry(name: string, content: string | Content): Content {
  if (content === '' || content === nothing) return nothing;
  return html`<div><dt>${name}</dt><dd>${content}</dd></div>`;
}

function performance(scene: Scene): Content {
  const { speech, model } = scene;
  const { words } = speech;
  const { measures, method } = model.development.performance;
  const decimals = new Intl.NumberFormat(speech.locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const figure = (value: number): string => (Number.isNaN(value) ? '\u2013' : decimals.format(value).replace('-', '\u2212'));
  if (measures.length === 0) return nothing;
  return html`<table class="performance">
      <thead>
        <tr>
          <th scope="col">${words.measure}</th>
          <th scope="col" class="figure">${words.value}</th>
          <th scope="col" class="figure">${words.interval}</th>
        </tr>
      </thead>
      <tbody>
        ${measures.map(
          (measure) => html`<tr>
            <th scope="row">${measureName(measure.name, scene)}</th>
            <td class="figure">${figure(measure.value)}</td>
            <td class="figure">${Number.isNaN(measure.low) ? words.noInterval : words.fromTo(figure(measure.low), figure(measure.high))}</td>
          </tr>`,
        )}
      </tbody>
    </table>
    <p class="note" lang="en">${method}</p>`;
}

/** `brier 5y` is the Brier score within five years; `auroc flu` the AUROC of one class; either may end with `weighted`. */
function measureName(name: string, scene: Scene): string {
  const { speech, model } = scene;
  const { words } = speech;
  const weighted = ' weighted';
  if (name.endsWith(weighted)) return words.measureWeighted(measureName(name.slice(0, -weighted.length), scene));
  const names: Readonly<Record<string, string>> = words.measures;
  const [measure = '', of] = name.split(/ (.*)/);
  const named = names[measure] ?? measure;
  if (of === undefined) return named;
  const years = /^([\d.]+)y$/.exec(of)?.[1];
  if (years !== undefined) return words.measureWithin(named, years);
  const itsClass = model.outputs.find(({ positive }) => positive === of);
  return words.measureOf(named, itsClass === undefined ? of : speech.text(itsClass.label));
}

function inFours(hash: string): string {
  return hash.replace(/(.{4})(?=.)/g, '$1 ');
}
