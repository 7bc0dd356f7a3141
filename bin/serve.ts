/**
 * `dmscope serve`: the dashboard. One process with everything in it: the watchers of its hosts, Next for the pages, and
 * the HTTP server in front. It is Next's custom server and not `next start`, because only so can it end its watchers and
 * streams before itself, check who asks, and listen to the right address.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import next from 'next';
import { type Hosts, startHosts, type WatchedHost } from '../server/hosts.ts';
import { type Handler, openWebServer, type WebServer } from '../server/web-server.ts';

export type ServeOptions = {
  /** 0 for any free one. */
  readonly port: number;
  readonly listen: string;
  /** A capture file to show instead of this host. */
  readonly capture?: string | undefined;
};

export const DEFAULT_SERVE_OPTIONS: ServeOptions = { port: 4000, listen: '127.0.0.1' };

const PROJECT_DIR = dirname(dirname(fileURLToPath(import.meta.url)));
const END_WITHIN_MS = 2500;

/**
 * Serves until SIGINT or SIGTERM, then ends the process: with status 0, or 1 and one line when it cannot serve. It does not
 * return, since Next leaves timers behind.
 */
export async function serve({ port, listen, capture }: ServeOptions): Promise<never> {
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  if (!existsSync(join(PROJECT_DIR, '.next', 'BUILD_ID')))
    fail('not built yet: run npm start, or npm run build');
  // The address is taken first: nothing is started for a port that is in use.
  const { promise: handler, resolve: handleWith } = Promise.withResolvers<Handler>();
  const server = await openWebServer(async (...exchange) => (await handler)(...exchange), { port, listen });
  if (typeof server === 'string') fail(server);
  const [hosts, app] = await Promise.all([
    startHosts({ projectDir: PROJECT_DIR, recording: capture }),
    preparedPages(port),
  ]);
  handleWith(app);
  for (const host of hosts.list) console.log(`dmscope: ${introduction(host)}`);
  console.log(server.address);
  await untilToldToEnd();
  // Something stuck in the kernel must not keep us.
  setTimeout(() => process.exit(0), END_WITHIN_MS).unref();
  await end(hosts, server);
  process.exit(0);
}

async function preparedPages(port: number): Promise<Handler> {
  const app = next({ dev: false, dir: PROJECT_DIR, port });
  await app.prepare();
  return app.getRequestHandler();
}

async function end(hosts: Hosts, server: WebServer): Promise<void> {
  await Promise.all([hosts.stop(), server.close()]);
}

function introduction({ kind, name, note, watcher }: WatchedHost): string {
  if (kind === 'live') return `this host (${name})`;
  const { lastSignAtMs, state, reason } = watcher.freshness();
  const why = note === null ? '' : `cannot show this host: ${note}; `;
  if (state === 'stale') return `${why}no recording either: ${reason}`;
  return `${why}showing a recording of ${name}, ${new Date(lastSignAtMs ?? 0).toISOString().slice(0, 16)}Z`;
}

function untilToldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    // For good: the same signal may come from the terminal and from npm.
    process.on('SIGINT', () => resolve());
    process.on('SIGTERM', () => resolve());
  });
}

function fail(message: string): never {
  console.error(`dmscope: ${message}`);
  process.exit(1);
}
