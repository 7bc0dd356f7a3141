import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, test as base } from '@playwright/test';
import { type SessionCookie, SIGN_IN_LINK, signInWith } from './sign-in-with.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const START_WITHIN_MS = 300_000;

export const RECORDING = `${PROJECT}/server/recordings/s1-leaked.capture`;
export const LATTICE = `${PROJECT}/lib/tree/fixtures/lab-lattice-12x2.capture`;
export const CHAIN = `${PROJECT}/lib/tree/fixtures/lab-chain-200.capture`;
export const NO_DEVICES = `${PROJECT}/lib/tree/fixtures/lab-no-devices.capture`;

export type Served = {
  readonly address: string;
  /** Its one-time link, not spent yet. */
  readonly signInLink: string;
  /** What it keeps, its users among it, is in a folder of its own. */
  readonly stateDir: string;
  readonly server: ChildProcessByStdio<null, Readable, null>;
  readonly stop: () => Promise<void>;
};

/** Starts `dmscope serve` on a recording and a free port; needs a build. */
export function serveCapture(capture: string, more: readonly string[] = []): Promise<Served> {
  return startServer('bin/dmscope', ['serve', '--port', '0', '--capture', capture, ...more]);
}

/** The same on a live host that a test makes up: it is what the script of a `Replay` prints. */
export function serveReplay(script: string): Promise<Served> {
  return startServer(process.execPath, ['e2e/bench/serve-replay.ts', script]);
}

async function startServer(command: string, args: readonly string[]): Promise<Served> {
  const stateDir = mkdtempSync(join(tmpdir(), 'dmscope-state-'));
  const server = spawn(command, args, {
    cwd: PROJECT,
    env: { ...process.env, DMSCOPE_STATE_DIR: stateDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return {
    ...(await whatItSays(server)),
    stateDir,
    server,
    async stop() {
      if (server.exitCode === null && server.signalCode === null) {
        server.kill('SIGTERM');
        await once(server, 'exit');
      }
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

type Said = Pick<Served, 'address' | 'signInLink'>;

/** Its address, then its link. */
async function whatItSays(server: Served['server']): Promise<Said> {
  const deadline = setTimeout(() => server.kill('SIGKILL'), START_WITHIN_MS);
  const lines = createInterface(server.stdout);
  let address: string | undefined;
  for await (const line of lines) {
    const signInLink = SIGN_IN_LINK.exec(line)?.[0];
    address ??= /http:\/\/\S+/.exec(line)?.[0];
    if (!address || !signInLink) continue;
    clearTimeout(deadline);
    return { address, signInLink };
  }
  throw new Error('the server ended before it said its address; is there a build? (npm run build)');
}

/** Gives a browser the session of the printed link. */
export async function signIn(context: BrowserContext, { signInLink }: Said): Promise<void> {
  await context.addCookies([asBrowsersKeepIt(await signInWith(signInLink))]);
}

function asBrowsersKeepIt(cookie: SessionCookie) {
  return { ...cookie, httpOnly: true, sameSite: 'Strict' as const };
}

type PageFixtures = {
  /** Starts a server of the test's own, and signs in; it ends with the test, however that ends. */
  readonly serve: (capture: string) => Promise<Served>;
  /** The address of a server that shows the recording of the leaked snapshot; the browser is signed in there. */
  readonly address: string;
};

type WorkerFixtures = { readonly recording: { readonly address: string; readonly cookie: SessionCookie } };

/** Tests whose browser is signed in, as whoever started the server, to the servers they ask for. */
export const test = base.extend<PageFixtures, WorkerFixtures>({
  recording: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const served = await serveCapture(RECORDING);
      await use({ address: served.address, cookie: await signInWith(served.signInLink) });
      await served.stop();
    },
    { scope: 'worker' },
  ],
  address: async ({ context, recording }, use) => {
    await context.addCookies([asBrowsersKeepIt(recording.cookie)]);
    await use(recording.address);
  },
  serve: async ({ context }, use) => {
    const started: Served[] = [];
    await use(async (capture) => {
      const served = await serveCapture(capture);
      started.push(served);
      await signIn(context, served);
      return served;
    });
    await Promise.all(started.map((served) => served.stop()));
  },
});
