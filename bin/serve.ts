/**
 * `dmscope serve`: the dashboard. One process with everything in it: the watchers of its hosts, Next for the pages, and
 * the HTTP server in front. It is Next's custom server and not `next start`, because only so can it end its watchers and
 * streams before itself, check who asks, and listen to the right address.
 */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import next from 'next';
import { database } from '../server/database/open-database.ts';
import { type Hosts, startHosts, type WatchedHost } from '../server/hosts.ts';
import { thisHostRuns } from '../server/runs/this-host-runs.ts';
import { whyNotListenOn } from '../server/sign-in/beyond-loopback.ts';
import { type Door, type Handler, openDoor } from '../server/sign-in/door.ts';
import { linkTo } from '../server/sign-in/one-time-link.ts';
import { operatorWhoStarted } from '../server/sign-in/owner.ts';
import type { ProxyOptions } from '../server/sign-in/peer.ts';
import { releaseLeftBehind } from '../server/thin/release-left-behind.ts';
import { openWebServer, type WebServer } from '../server/web-server.ts';
import { resumeAndTell, tellOnly } from './left-suspended.ts';

export type ServeOptions = {
  /** 0 for any free one. */
  readonly port: number;
  readonly listen: string;
  /** A capture file to show instead of this host. */
  readonly capture?: string | undefined;
  readonly isReadOnly: boolean;
  /** Names it may be called by, besides its own. */
  readonly allowedHosts: readonly string[];
  readonly proxy: ProxyOptions;
};

export const DEFAULT_SERVE_OPTIONS: ServeOptions = {
  port: 4000,
  listen: '127.0.0.1',
  isReadOnly: false,
  allowedHosts: [],
  proxy: { userHeader: null, from: [] },
};

const PROJECT_DIR = dirname(dirname(fileURLToPath(import.meta.url)));
const END_WITHIN_MS = 2500;

/**
 * Serves until SIGINT or SIGTERM, then ends the process: with status 0, or 1 and one line when it cannot serve. It does not
 * return, since Next leaves timers behind.
 */
export async function serve(options: ServeOptions): Promise<never> {
  const { port, capture, isReadOnly } = options;
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  if (!existsSync(join(PROJECT_DIR, '.next', 'BUILD_ID')))
    fail('not built yet: run npm start, or npm run build');
  const owner = operatorWhoStarted();
  const door = openDoor({ owner, isReadOnly, log: (line) => console.error(`dmscope: ${line}`) });
  // The address is taken first: nothing is started for a port that is in use.
  const { promise: handler, resolve: handleWith } = Promise.withResolvers<Handler>();
  const server = await openWebServer(async (...exchange) => (await handler)(...exchange), {
    ...options,
    door,
  });
  if (typeof server === 'string') fail(server);
  const whyNot = await whyNotListenOn(server.boundTo, database);
  if (whyNot !== null) fail(whyNot);
  if (isReadOnly) await tellOnly();
  else await resumeAndTell();
  const [hosts, app] = await Promise.all([
    startHosts({ projectDir: PROJECT_DIR, recording: capture }),
    preparedPages(port),
  ]);
  handleWith(app);
  for (const host of hosts.list) console.log(`dmscope: ${introduction(host)}`);
  if (isReadOnly) console.log('dmscope: read-only: no user can run anything from here');
  else releaseLeftBehind().catch((error: Error) => console.error(`dmscope: ${error.message}`));
  console.log(server.address);
  offerLinks(door, server, owner.name);
  await untilToldToEnd();
  await endRun();
  // Something stuck in the kernel must not keep us.
  setTimeout(() => process.exit(0), END_WITHIN_MS).unref();
  door.close();
  await end(hosts, server);
  process.exit(0);
}

/** Prints the one-time link, and a new one when asked for by whoever may signal this process. */
function offerLinks(door: Door, { address, boundTo }: WebServer, name: string): void {
  const reachable = isWildcard(boundTo) ? address.replace(/\/\/.*(?=:\d)/, `//${hostname()}`) : address;
  const offer = () => {
    const link = linkTo(reachable, door.newLinkToken());
    console.log(`dmscope: to sign in as ${name}, open this once, within an hour: ${link}`);
  };
  offer();
  console.log(`dmscope: for another such link: kill -USR2 ${process.pid}`);
  process.on('SIGUSR2', offer);
}

function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

async function preparedPages(port: number): Promise<Handler> {
  // Next would answer upgrades of our server on its own, past the door. It gets a server that nobody can reach.
  const app = next({ dev: false, dir: PROJECT_DIR, port, httpServer: createServer() });
  await app.prepare();
  return app.getRequestHandler();
}

async function end(hosts: Hosts, server: WebServer): Promise<void> {
  await Promise.all([hosts.stop(), server.close()]);
}

/** A run stops after the step under way; to end in the middle of one would leave open what came of it. */
async function endRun(): Promise<void> {
  const ending = thisHostRuns().end();
  if (ending) console.log('dmscope: a run is under way: ending after its step');
  await ending;
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
