import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test as base } from '@playwright/test';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const START_WITHIN_MS = 15_000;

export const RECORDING = `${PROJECT}/server/recordings/s1-leaked.capture`;
export const LATTICE = `${PROJECT}/lib/tree/fixtures/lab-lattice-12x2.capture`;
export const CHAIN = `${PROJECT}/lib/tree/fixtures/lab-chain-200.capture`;
export const NO_DEVICES = `${PROJECT}/lib/tree/fixtures/lab-no-devices.capture`;

type Served = { readonly address: string; readonly stop: () => Promise<void> };

/** Starts `dmscope serve` on a recording and a free port; needs a build. */
export async function serveCapture(capture: string): Promise<Served> {
  const args = ['serve', '--port', '0', '--capture', capture];
  const server = spawn('bin/dmscope', args, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await addressOf(server);
  return {
    address,
    async stop() {
      if (server.exitCode !== null) return;
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
}

async function addressOf(server: ChildProcess): Promise<string> {
  const deadline = setTimeout(() => server.kill('SIGKILL'), START_WITHIN_MS);
  if (!server.stdout) throw new Error('the server has no standard output');
  for await (const line of createInterface(server.stdout)) {
    const address = /http:\/\/\S+/.exec(line)?.[0];
    if (!address) continue;
    clearTimeout(deadline);
    return address;
  }
  throw new Error('the server ended before it said its address; is there a build? (npm run build)');
}

type PageFixtures = {
  /** Starts a server of the test's own; it ends with the test, however that ends. */
  readonly serve: (capture: string) => Promise<Served>;
};

/** Tests with the address of a server that shows the recording of the leaked snapshot. */
export const test = base.extend<PageFixtures, { readonly address: string }>({
  address: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const served = await serveCapture(RECORDING);
      await use(served.address);
      await served.stop();
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above
  serve: async ({}, use) => {
    const started: Served[] = [];
    await use(async (capture) => {
      const served = await serveCapture(capture);
      started.push(served);
      return served;
    });
    await Promise.all(started.map((served) => served.stop()));
  },
});
