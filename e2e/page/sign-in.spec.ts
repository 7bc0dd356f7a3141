import { expect, type Page, test as plain } from '@playwright/test';
import { dmscopeUser, PASSWORD } from './dmscope-user.ts';
import { expectAccessible } from './expect-accessible.ts';
import { RECORDING, type Served, serveCapture, test } from './serving.ts';

const expectTree = (page: Page) => expect(page.locator('.tree-row').first()).toBeVisible({ timeout: 90_000 });
const signInButton = (page: Page) => page.getByRole('button', { name: 'Sign in' });

// Passwords cost time, more so on a machine that has other things to do.
plain.describe.configure({ timeout: 600_000 });

let served: Served;
plain.beforeAll(async () => {
  plain.setTimeout(120_000);
  served = await serveCapture(RECORDING);
  dmscopeUser(served.stateDir, ['add', 'vera', '--role', 'viewer'], `${PASSWORD}\n`);
});
plain.afterAll(() => served?.stop());

async function fillIn(page: Page, password = PASSWORD): Promise<void> {
  await page.getByLabel('Name').fill('vera');
  await page.getByLabel('Password').fill(password);
  await signInButton(page).click();
}

plain(
  'the printed link signs in whoever started the server, once, and leaves no trace',
  async ({ page, browser }) => {
    const own = await serveCapture(RECORDING);
    try {
      const asked: string[] = [];
      page.on('request', (request) =>
        asked.push(`${request.method()} ${request.url()} ${request.headers().referer}`),
      );
      await page.goto(own.signInLink);
      await expectTree(page);
      await expect(page.locator('.account')).toHaveText(/^\S+operator$/);
      expect(page.url()).toBe(own.address);
      const token = new URL(own.signInLink).hash.slice(1);
      const told = asked.filter((line) => line.slice(0, line.indexOf('#') >>> 0).includes(token));
      expect(told).toEqual([]);
      await page.screenshot({
        path: 'e2e/out/header-account.png',
        clip: { x: 0, y: 0, width: 1440, height: 220 },
      });
      const other = await (await browser.newContext()).newPage();
      await other.goto(own.signInLink);
      await expect(other.getByRole('alert').first()).toContainText('That link has been used');
      expect(other.url()).not.toContain(token);
    } finally {
      await own.stop();
    }
  },
);

plain('without a session every view leads to the sign-in, and from there back to it', async ({ page }) => {
  const view = '?scope=dm&q=docker2';
  await page.goto(`${served.address}${view}`);
  await expect(signInButton(page)).toBeVisible();
  await fillIn(page, 'a wrong one');
  await expect(page.getByRole('alert').first()).toHaveText('Name or password is wrong.');
  await fillIn(page);
  await expectTree(page);
  expect(page.url()).toBe(`${served.address}${view}`);
  await expect(page.locator('.account')).toHaveText('veraviewer');
});

plain('signing in leads nowhere else, whatever the link says', async ({ page }) => {
  const next = '//evil.example';
  await page.goto(`${served.address}sign-in?${new URLSearchParams({ next })}`);
  await fillIn(page);
  await expectTree(page);
  expect(page.url()).toBe(served.address);
  // Signed in already, it goes on by itself.
  await page.goto(`${served.address}sign-in?${new URLSearchParams({ next })}`);
  await expectTree(page);
  expect(page.url()).toBe(served.address);
});

plain(
  'when the session ends the open page says so, and leads back to the same view',
  async ({ page, context }) => {
    await page.goto(`${served.address}sign-in?${new URLSearchParams({ next: '/?scope=dm' })}`);
    await fillIn(page);
    await expectTree(page);
    await page.getByLabel('Search devices').fill('docker2');
    await expect.poll(() => page.url()).toContain('q=docker2');
    const other = await context.newPage();
    await other.goto(served.address);
    await other.getByRole('button', { name: 'Sign out' }).click();
    await expect(signInButton(other)).toBeVisible();

    await expect(page.getByText('Your session has ended')).toBeVisible({ timeout: 90_000 });
    await expect(page.getByText('Connection to dmscope lost')).toHaveCount(0);
    await expectTree(page);
    await page.screenshot({
      path: 'e2e/out/session-ended.png',
      clip: { x: 0, y: 0, width: 1440, height: 220 },
    });
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await fillIn(page);
    await expectTree(page);
    expect(page.url()).toBe(`${served.address}?scope=dm&q=docker2`);
  },
);

plain('a page that was left open goes on when somebody signs in beside it', async ({ page, context }) => {
  await page.goto(`${served.address}sign-in`);
  await fillIn(page);
  await expectTree(page);
  const other = await context.newPage();
  await other.goto(served.address);
  await other.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('Your session has ended')).toBeVisible({ timeout: 90_000 });
  await fillIn(other);
  await expect(page.getByText('Your session has ended')).toHaveCount(0, { timeout: 90_000 });
  await expect(page.locator('.account')).toHaveText('veraviewer');
});

plain('a password works without scripts', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${served.address}?scope=dm`);
  await fillIn(page, 'a wrong one');
  await expect(page.getByRole('alert').first()).toHaveText('Name or password is wrong.');
  await fillIn(page);
  expect(page.url()).toBe(`${served.address}?scope=dm`);
});

plain('axe finds nothing: signing in', async ({ page }) => {
  for (const query of ['', '?problem=wait&seconds=8', '?problem=wrong']) {
    await page.goto(`${served.address}sign-in${query}`);
    await expect(signInButton(page)).toBeVisible();
    await expectAccessible(page, { name: `sign-in${query.replaceAll(/\W/g, '-')}` });
  }
});

test('no script runs that the server did not mean to, and all that it did', async ({ page, address }) => {
  const blocked: string[] = [];
  page.on(
    'console',
    (message) => message.text().includes('Content Security Policy') && blocked.push(message.text()),
  );
  await page.goto(address);
  await expectTree(page);
  expect(blocked).toEqual([]);
  const ran = await page.evaluate(async () => {
    document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ran = true">');
    const script = document.createElement('div');
    script.innerHTML = '<script src="/theme.js"></script>';
    document.body.append(script);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return 'ran' in window;
  });
  expect(ran).toBe(false);
  expect(blocked.join()).toContain('script-src');
});
