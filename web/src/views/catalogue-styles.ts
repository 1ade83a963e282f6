// SPDX-License-Identifier: Apache-2.0
// The catalogue: one column on a phone; topics, list and privacy side by side where there is room.
import { css } from 'lit';

export const styles = css`
  :host {
    container-type: inline-size;
  }
  .strip {
    border-bottom: 1px solid var(--line);
    background: var(--ground);
  }
  .strip p {
    padding-block: 0.5625rem;
  }
  .catalogue-frame {
    max-width: 74rem;
    margin: 0 auto;
    padding-inline: 1.25rem;
    box-sizing: content-box;
  }
  .top {
    padding-block: 1.75rem 1.25rem;
  }
  .lead {
    margin-top: 0.75rem;
    color: var(--ink2);
  }
  .columns {
    display: grid;
    gap: 1.25rem;
    padding-bottom: 3rem;
  }
  search {
    display: block;
    min-width: 0;
  }
  .list {
    min-width: 0;
  }
  .search {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    padding-inline: 1rem;
    border: 1.5px solid var(--edge);
    border-radius: 0.5rem;
    background: var(--paper);
  }
  .search:focus-within {
    outline: 3px solid var(--focus);
    outline-offset: 3px;
    box-shadow: 0 0 0 3px var(--focus-gap);
  }
  .search input {
    flex: 1;
    min-width: 0;
    height: 3.25rem;
    padding: 0;
    border: 0;
    color: var(--ink);
    background: none;
    font: inherit;
    appearance: none;
  }
  .search input:focus {
    outline: none;
    box-shadow: none;
  }
  .search input::placeholder {
    color: var(--ink2);
    opacity: 1;
  }
  .narrowing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1.25rem;
    margin-top: 0.875rem;
  }
  .tick {
    margin-top: 0;
  }
  .topics {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(5rem, 1fr));
    border-block: 1px solid var(--line);
  }
  .topics label {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 0.25rem;
    min-height: 4.75rem;
    padding: 0.5rem 0.25rem;
    font-size: 0.875rem;
    line-height: 1.3;
    text-align: center;
    cursor: pointer;
  }
  .topics .icon {
    color: var(--near);
  }
  .topics input {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: 0;
    opacity: 0;
  }
  .topics label:has(:checked) {
    background: var(--tint);
    font-weight: 600;
    border-radius: 0.5rem;
    box-shadow: inset 0 -3px var(--near);
  }
  .topics label:has(:focus-visible) {
    outline: 3px solid var(--focus);
    outline-offset: -3px;
    border-radius: 0.5rem;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .rows {
    margin-top: 0.75rem;
    border-top: 1px solid var(--line);
  }
  .row {
    padding-block: 1.25rem;
    border-bottom: 1px solid var(--line);
    font-size: 0.9375rem;
  }
  .row h2 {
    margin-bottom: 0.25rem;
    font-size: 1.125rem;
    line-height: 1.4;
  }
  .row h2 a {
    text-decoration: none;
  }
  .row h2 a:hover {
    text-decoration: underline;
  }
  .needs {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.125rem;
    margin-top: 0.5rem;
    color: var(--ink2);
  }
  .needs li,
  .mark-line {
    display: flex;
    gap: 0.375rem;
  }
  .mark-line {
    margin-top: 0.375rem;
    color: var(--care);
  }
  .needs .icon,
  .mark-line .icon {
    width: 1.125rem;
    height: 1.125rem;
    margin-top: 0.1875rem;
  }
  .rows ~ p {
    margin-top: 1rem;
  }
  aside {
    align-self: start;
    padding: 1.25rem;
    border-radius: 0.625rem;
    background: var(--ground);
    font-size: 0.9375rem;
  }
  aside h2 {
    font-size: 1.0625rem;
  }
  aside p {
    margin-block: 0.5rem 0.875rem;
  }
  footer {
    border-top: 1px solid var(--line);
    background: var(--ground);
  }
  footer p {
    padding-block: 1.25rem;
  }
  .late {
    animation: appear 1ms 400ms both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  @container (min-width: 50rem) {
    .top {
      padding-block: 2.5rem 1.75rem;
    }
    h1 {
      font-size: 2.5rem;
    }
    .columns {
      grid-template-columns: 11.5rem minmax(0, 1fr);
      gap: 1rem 3rem;
    }
    search,
    .list {
      grid-column: 2;
    }
    .topics {
      grid-area: 1 / 1 / 3;
      align-self: start;
      display: block;
      border: 0;
    }
    .topics label {
      flex-direction: row;
      justify-content: flex-start;
      gap: 0.75rem;
      min-height: 2.75rem;
      padding-inline: 0.75rem;
      font-size: 0.9375rem;
      text-align: start;
    }
    .topics label:has(:checked) {
      box-shadow: inset 3px 0 var(--near);
    }
    aside {
      grid-column: 2;
    }
  }
  @container (min-width: 75rem) {
    .columns {
      grid-template-columns: 12.5rem minmax(0, 1fr) 18.5rem;
    }
    aside {
      grid-area: 1 / 3 / 3;
    }
  }
  @media (forced-colors: active) {
    .topics label:has(:checked),
    .switch label:has(:checked) {
      outline: 3px solid Highlight;
      outline-offset: -3px;
    }
    aside {
      border: 1px solid CanvasText;
    }
    .icon {
      stroke: CanvasText;
    }
    .tick input {
      appearance: auto;
    }
  }
`;
