import { defineConfig, devices } from '@playwright/test';

/** The page's own journeys, against recordings, and live against the lab where that can run. What they leave is in e2e/out. */
export default defineConfig({
  testDir: 'e2e/page',
  outputDir: 'e2e/out/results',
  workers: 2,
  // The machine may be doing other things as well: what is waited for comes, only later.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env.DMSCOPE_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
});
