import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { RECORDING, serveCapture, signIn } from './serving.ts';

test('SIGTERM ends the server in under three seconds, with a viewer’s stream open', async ({ page }) => {
  const served = await serveCapture(RECORDING);
  const exited = once(served.server, 'exit');
  try {
    await signIn(page.context(), served);
    await page.goto(served.address);
    await expect(page.getByRole('row').nth(3)).toBeVisible();
    const began = Date.now();
    served.server.kill('SIGTERM');
    const [status] = await exited;
    expect(status).toBe(0);
    expect(Date.now() - began).toBeLessThan(3000);
    await expect(page.getByText(/connection to dmscope lost/i)).toBeVisible({ timeout: 120_000 });
  } finally {
    served.server.kill('SIGKILL');
    await served.stop();
  }
});
