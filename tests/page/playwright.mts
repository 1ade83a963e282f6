// SPDX-License-Identifier: Apache-2.0
// Playwright and axe live in web/node_modules, which Node does not look into from here.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Axe from 'axe-core';
import type * as Playwright from '@playwright/test';

const require = createRequire(new URL('../../web/package.json', import.meta.url));

export const { defineConfig, expect, test } = require('@playwright/test') as typeof Playwright;
export const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export type { Axe };
export type { BrowserContext, Locator, Page } from '@playwright/test';
