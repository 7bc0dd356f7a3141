import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { readCapture } from '../../lib/capture/read-capture.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import type { Freshness, WatchMessage } from '../../lib/stack/followed-stack.ts';
import type { StackPatch } from '../../lib/stack/patch.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { RECORDING } from './serving.ts';

/** In place of the server's stream of one host, for states that no recording has and a real host seldom. */
export type PretendedHost = {
  readonly sendStack: (stack: Stack) => void;
  readonly sendPatch: (patch: StackPatch) => void;
  readonly sendFreshness: (freshness: Partial<Freshness>) => void;
  /** Ends the stream and takes no new one. */
  readonly cut: () => void;
};

export function recordedStack(): Stack {
  const { value, problems } = readCapture(readFileSync(RECORDING));
  if (value === null) throw new Error('the recording has no capture');
  return buildStack(value, problems);
}

/** Must be called before the page is opened; it ends with it. Nothing is sent until told, so that the page waits. */
export async function pretendHost(page: Page): Promise<PretendedHost> {
  const streams = new Set<ServerResponse>();
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('event: connected\ndata: {}\n\n');
    streams.add(response);
    response.on('close', () => streams.delete(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await page.route(/\/api\/trpc\/host\.watch/, (route) => {
    const url = new URL(route.request().url());
    url.port = String(port);
    return route.continue({ url: url.href });
  });
  let revision = 0;
  const send = (message: WatchMessage) => {
    const event = `id: pretended:${revision}\ndata: ${JSON.stringify(message)}\n\n`;
    for (const stream of streams) stream.write(event);
  };
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  page.once('close', close);
  return {
    sendStack: (stack) => send({ kind: 'stack', revision: ++revision, stack }),
    sendPatch: (patch) => send({ kind: 'patch', revision: ++revision, patch }),
    sendFreshness: (told) => {
      const nowMs = Date.now();
      const freshness: Freshness = {
        state: 'live',
        reason: null,
        lastSignAtMs: nowMs,
        lastLookAtMs: nowMs,
        ...told,
      };
      send({ kind: 'freshness', freshness, nowMs: Date.now() });
    },
    cut: close,
  };
}
