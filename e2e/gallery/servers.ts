import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCapture } from '../../lib/capture/read-capture.ts';
import { createReplay } from '../../server/testing/replay.ts';
import { type Served, serveCapture, serveReplay } from '../page/serving.ts';
import { type SessionCookie, signInWith } from '../page/sign-in-with.ts';
import { LEAKED, LIVE } from './shot.ts';

export type SignedIn = { readonly served: Served; readonly cookie: SessionCookie };

/** One server for each capture, kept until the last shot, and whoever is signed in there. */
export type Servers = {
  readonly serve: (capture: string) => Promise<SignedIn>;
  readonly stop: () => Promise<void>;
};

export function openServers(): Servers {
  const started = new Map<string, Promise<SignedIn>>();
  return {
    serve(capture) {
      const signedIn = started.get(capture) ?? start(capture);
      started.set(capture, signedIn);
      return signedIn;
    },
    async stop() {
      for (const signedIn of started.values()) await (await signedIn).served.stop();
    },
  };
}

async function start(capture: string): Promise<SignedIn> {
  const served = capture === LIVE ? await serveLive() : await serveCapture(pathOf(capture));
  return { served, cookie: await signInWith(served.signInLink) };
}

async function serveLive(): Promise<Served> {
  const { value } = readCapture(readFileSync(pathOf(LEAKED)));
  if (!value) throw new Error(`${LEAKED} has no capture`);
  const replay = await createReplay();
  await replay.print(value);
  const served = await serveReplay(replay.script);
  return {
    ...served,
    async stop() {
      await served.stop();
      await replay.remove();
    },
  };
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(`../../${file}`, import.meta.url));
}
