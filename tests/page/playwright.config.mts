// SPDX-License-Identifier: Apache-2.0
// The built page in the system's own browsers: web/node_modules/.bin/playwright test -c tests/page
import { defineConfig } from './playwright.mts';

export default defineConfig({
  testDir: '.',
  testMatch: '*.test.mts',
  outputDir: '../../build/page-tests',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  retries: 1, // a second try tells a busy machine from a fault; the report then says "flaky"
  reporter: [['list']],
  use: { locale: 'en', viewport: { width: 390, height: 844 } },
  projects: [
    {
      name: 'chromium', // its shell without windows: the same engine, at half the time
      use: {
        browserName: 'chromium',
        launchOptions: { executablePath: '/usr/bin/chromium-headless-shell', args: ['--no-sandbox', '--disable-dev-shm-usage'] },
      },
    },
    {
      name: 'firefox',
      use: {
        browserName: 'firefox',
        channel: 'moz-firefox',
        launchOptions: {
          executablePath: '/usr/bin/firefox-esr',
          // Playwright waits for a load that a page from memory never reports; without it, fields may be restored.
          firefoxUserPrefs: {
            'browser.sessionhistory.max_total_viewers': 0,
            'fission.bfcacheInParent': false,
            'dom.ipc.processPrelaunch.enabled': false, // processes kept ready for pages that never come
          },
        },
      },
    },
  ],
});
