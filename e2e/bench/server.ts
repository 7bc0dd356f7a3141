import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Capture } from '../../lib/capture/capture.ts';
import { readCapture } from '../../lib/capture/read-capture.ts';
import { createReplay } from '../../server/testing/replay.ts';
import { type SessionCookie, SIGN_IN_LINK, signInWith } from '../page/sign-in-with.ts';
import { printFigure } from './figures.ts';
import { generateHost } from './generate-host.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const VIEWERS = 3;
const CHANGES = 5;

/** Memory of the server with a large host, viewers on it, and changes coming in; flags as bin/dmscope sets them. */
export async function benchServer(deviceCount: number): Promise<void> {
  const replay = await createReplay();
  const flags = [
    '--max-semi-space-size=4',
    '--max-old-space-size=1024',
    '--disable-warning=ExperimentalWarning',
  ];
  const server = spawn(
    `${PROJECT}/node_modules/.bin/node`,
    [...flags, 'e2e/bench/serve-replay.ts', replay.script],
    {
      cwd: PROJECT,
      env: { ...process.env, MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_ARENA_MAX: '2' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const cookie = await signInWith(await linkOf(server));
    const host = hostOf(deviceCount);
    await replay.print(host);
    const viewers = Array.from({ length: VIEWERS }, () => view(cookie));
    await Promise.all(viewers.map((viewer) => viewer.hasReceived(deviceCount * 300)));
    for (let change = 1; change <= CHANGES; change++) {
      await replay.print(opened(host, change));
      await pause(3000);
    }
    await pause(5000);
    const memory = await memoryOf(server);
    printFigure(`server_${deviceCount}_memory`, memory.settled, 'MB');
    printFigure(`server_${deviceCount}_memory_peak`, memory.peak, 'MB');
    for (const viewer of viewers) viewer.leave();
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
    await replay.remove();
  }
}

function hostOf(deviceCount: number): Capture {
  const { value } = readCapture(generateHost(deviceCount));
  if (!value) throw new Error('the generated host is no capture');
  return value;
}

/** The same host a moment later: every hundredth device was opened once more. */
function opened(host: Capture, change: number): Capture {
  const info = host.sections.get('dmsetup-info');
  if (!info) throw new Error('the generated host has no list of devices');
  const text = info.text.replace(/^(254\x1f\d*00\x1fL--w\x1f)\d+/gm, `$1${change + 1}`);
  return {
    ...host,
    sequence: change + 1,
    sections: new Map(host.sections).set(info.name, { ...info, text }),
  };
}

type Viewer = { readonly hasReceived: (bytes: number) => Promise<void>; readonly leave: () => void };

/** Follows the host as a page does, and throws away what it gets. */
function view({ name, value, url: address }: SessionCookie): Viewer {
  const leaving = new AbortController();
  let bytes = 0;
  const input = encodeURIComponent(JSON.stringify({ hostId: 'this-host' }));
  const url = new URL(`/api/trpc/host.watch?input=${input}`, address);
  const headers = { accept: 'text/event-stream', cookie: `${name}=${value}` };
  const reading = (async () => {
    const response = await fetch(url, { headers, signal: leaving.signal });
    if (!response.ok || !response.body) throw new Error(`the stream answers ${response.status}`);
    for await (const chunk of response.body) bytes += chunk.length;
  })();
  reading.catch((error) => leaving.signal.aborted || console.error(error));
  return {
    async hasReceived(wanted) {
      for (const until = Date.now() + 60_000; bytes < wanted; await pause(100)) {
        if (Date.now() > until) throw new Error(`a viewer got ${bytes} bytes in a minute`);
      }
    },
    leave: () => leaving.abort(),
  };
}

async function memoryOf(server: ChildProcess): Promise<{ settled: number; peak: number }> {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
  const megabytes = (key: string) =>
    Number(new RegExp(`^${key}:\\s*(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  return { settled: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

async function linkOf(server: ChildProcess): Promise<string> {
  if (!server.stdout) throw new Error('the server has no standard output');
  for await (const line of createInterface(server.stdout)) {
    const link = SIGN_IN_LINK.exec(line)?.[0];
    if (link) return link;
  }
  throw new Error('the server ended before it printed its link; is there a build? (npm run build)');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
