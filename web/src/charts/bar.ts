// SPDX-License-Identifier: Apache-2.0
// One bar that always runs from 0 to 100.
import { html, type TemplateResult } from 'lit';
import type { Words } from '../i18n/index.js';
import { shareText, type Share } from './share.js';

export function bar(share: Share, words: Words): TemplateResult {
  const text = shareText(share, words);
  const width = share.said === 'about' ? share.of100 : share.risk * 100;
  return html`<figure class="bar">
    <div class="bar-head"><strong>${words.peopleLikeYou}</strong><strong>${text}</strong></div>
    <svg width="100%" height="17" role="img" aria-label=${words.barName(text)}>
      <rect class="track" width="100%" height="17" rx="2" />
      <rect class="full" width="${width}%" height="17" rx="2" />
    </svg>
    <div class="bar-scale" aria-hidden="true">
      ${[0, 25, 50, 75, 100].map((tick) => html`<span>${tick}</span>`)}
    </div>
  </figure>`;
}
