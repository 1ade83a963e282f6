// SPDX-License-Identifier: Apache-2.0
import { html, svg, type TemplateResult } from 'lit';

/** Where the form stands. Disc: done; half-disc: now; ring: to come. */
export function progress(now: number, of: number, text: string): TemplateResult {
  const pitch = 19;
  const width = of * pitch - 6;
  const shapes = Array.from({ length: of }, (_, index) => {
    const x = 6.5 + index * pitch;
    const ring = svg`<circle cx=${x} cy="6.5" r="5" class=${index < now ? 'full' : ''} />`;
    return index === now ? svg`${ring}<path d="M${x} 1.5a5 5 0 0 0 0 10z" />` : ring;
  });
  return html`<p class="progress">
    <svg width=${width} height="13" viewBox="0 0 ${width} 13" aria-hidden="true" focusable="false">${shapes}</svg>
    <span>${text}</span>
  </p>`;
}
