import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { RECORDING } from './serving.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

test('SIGTERM ends the server in under three seconds, with a viewer’s stream open', async ({ page }) => {
  const server = spawn('bin/dmscope', ['serve', '--port', '0', '--capture', RECORDING], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  try {
    let address = '';
    for await (const line of createInterface(server.stdout)) {
      address = /http:\/\/\S+/.exec(line)?.[0] ?? '';
      if (address) break;
    }
    await page.goto(address);
    await expect(page.getByRole('row').nth(3)).toBeVisible();
    const began = Date.now();
    server.kill('SIGTERM');
    const [status] = await exited;
    expect(status).toBe(0);
    expect(Date.now() - began).toBeLessThan(3000);
    await expect(page.getByText(/connection to dmscope lost/i)).toBeVisible({ timeout: 20_000 });
  } finally {
    server.kill('SIGKILL');
  }
});
