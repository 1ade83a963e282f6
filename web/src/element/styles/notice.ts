// SPDX-License-Identifier: Apache-2.0
// Boxes with an icon: cautions, stops, the summary of faults.
import { css } from 'lit';

export const notice = css`
  .notice {
    display: flex;
    gap: 0.875rem;
    padding: 1rem;
    border-radius: 0.5rem;
    font-size: 0.9375rem;
    line-height: 1.53;
    background: var(--ground);
  }
  :host(:lang(zh)) .notice {
    line-height: 1.7;
  }
  .notice h2 {
    font-size: 1rem;
    letter-spacing: 0;
    line-height: 1.4;
  }
  .notice.care {
    background: var(--care-fill);
  }
  .notice.care > .icon {
    color: var(--care);
  }
  .notice.stop {
    background: var(--stop-fill);
  }
  .notice.stop > .icon {
    color: var(--stop);
  }
  .notice.crisis {
    background: var(--tint);
  }
  .notice.crisis > .icon {
    color: var(--near);
  }
  .notice.crisis ul {
    padding: 0;
    list-style: none;
  }
  .notice.crisis li {
    margin-top: 0.75rem;
  }
  .notice.crisis .small {
    margin-top: 0.75rem;
  }
  .call {
    display: inline-block;
    min-height: 1.75rem;
    font-size: 1.0625rem;
    font-weight: 600;
  }
  .frame > .care-now {
    padding-block: 0.25rem 1rem;
  }
  .care-now > .notice {
    margin-top: 0.75rem;
  }
  .notice .line {
    display: block;
  }
  .summary {
    margin-bottom: 1.25rem;
  }
  .summary ul {
    list-style: none;
  }
  .summary li {
    margin-top: 0.5rem;
  }
  .rings {
    list-style: none;
  }
  .rings li {
    position: relative;
    padding-inline-start: 1.625rem;
    margin-top: 0.625rem;
  }
  .rings li::before {
    content: '';
    position: absolute;
    inset: 0.45em auto auto 0.125rem;
    width: 0.75rem;
    height: 0.75rem;
    border: 2px solid var(--near);
    border-radius: 50%;
  }
`;
