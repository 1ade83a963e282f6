// SPDX-License-Identifier: Apache-2.0
// Whom to call in a crisis.
import { html, nothing } from 'lit';
import list from '../crisis-contacts.json' with { type: 'json' };
import type { FirstSpeech } from '../i18n/index.js';
import { icons, type Content } from './scene.js';

export function crisisNotice({ words, language, text }: FirstSpeech, lead: string): Content {
  const contacts = contactsFor(language);
  return html`<div class="notice crisis">
    ${icons.phone}
    <div>
      <p class="crisis-title"><strong>${words.crisisTitle}</strong></p>
      <p>${lead}</p>
      <ul>
        ${contacts.map(
          ({ name, call, text: message }) => html`<li>
            ${text(name)}<br /><a class="call" href="tel:${call.replace(/\s/g, '')}">${words.call(call)}</a>
            ${message === '' ? nothing : words.orText(message)}
          </li>`,
        )}
      </ul>
      ${contacts.every(({ confirmed }) => confirmed) ? nothing : html`<p class="small">${words.contactsUnconfirmed}</p>`}
    </div>
  </div>`;
}

type Contact = (typeof list.contacts)[number];

/** Members of the European Union, which share 112. */
const union = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/**
 * Those of the person's country, as far as the browser's languages name one; else all of the page's language. In the
 * order of the list: emergency numbers first.
 */
export function contactsFor(language: string, tags: readonly string[] = [document.documentElement.lang, ...navigator.languages]): readonly Contact[] {
  for (const tag of tags) {
    const region = /[-_]([A-Z]{2})\b/.exec(tag)?.[1];
    if (region === undefined) continue;
    const shared = union.includes(region) ? 'und-EU' : '';
    const own = list.contacts.filter(({ locale }) => locale.endsWith(`-${region}`) || locale === shared);
    if (own.length > 0) return own;
  }
  return list.contacts.filter(({ locale }) => locale.startsWith(language) || (language === 'en' && locale === 'und-EU'));
}
