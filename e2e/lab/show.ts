/** What a person does with a scenario: look at it, work in it, see dmscope show it. */
import { randomBytes } from 'node:crypto';
import { bootGuest, type Guest } from './guest.ts';
import { findScenario } from './scenario.ts';

export type Wanted = {
  readonly scenario: string;
  /** Where to stop; the last state when left out. */
  readonly state: string | undefined;
  readonly env: Readonly<Record<string, string>>;
};

const HOURS_MS = 12 * 3_600_000;
const GUEST_PORT = 3000;
const GUEST_USER = 'lab';
/** A guest's one slow processor starts Node and hashes a password. */
const SLOW_START_MS = 120_000;
const IN_GUEST = '/mnt/dmscope/bin/dmscope';
/** Trees are cut here: the lattice alone has half a megabyte. */
const TREE_LINES = 200;

/** Every state up to the wanted one, with its transcript and its tree. */
export async function showScenario(wanted: Wanted): Promise<number> {
  return withGuest(wanted, async (guest) => {
    for await (const state of passStates(guest, wanted)) {
      console.log(`\n${await guest.ok(`dmsetup --manglename none ls --tree | head -n ${TREE_LINES}`)}`);
      if (state === wanted.state) break;
    }
    return 0;
  });
}

export async function shellInScenario(wanted: Wanted): Promise<number> {
  return withGuest(wanted, async (guest) => {
    await buildUpTo(guest, wanted);
    const { rows = 24, columns = 80 } = process.stdout;
    const shell = `stty rows ${rows} cols ${columns}; exec bash -i`;
    const command = await guest.start(
      `TERM='${process.env.TERM ?? 'dumb'}' script -qec '${shell}' /dev/null`,
      {
        isInteractive: true,
      },
    );
    command.stdout.pipe(process.stdout, { end: false });
    process.stdin.setRawMode?.(true);
    process.stdin.pipe(command.stdin);
    const status = await Promise.race([command.exited, guest.gone]);
    process.stdin.setRawMode?.(false);
    process.stdin.unref?.();
    process.stdin.destroy();
    return status ?? 1;
  });
}

/** dmscope, from this checkout, in the guest, on its kernel. */
export async function serveScenario(wanted: Wanted, port: number): Promise<number> {
  return withGuest(wanted, async (guest) => {
    await buildUpTo(guest, wanted);
    const { address, signInLink, password } = await serveInGuest(guest, { port });
    console.log(`\n${address} – dmscope on scenario ${wanted.scenario}; Ctrl-C ends it`);
    console.log(`Sign in once with ${signInLink} or as ${GUEST_USER}, password ${password}`);
    await Promise.race([interrupted(), guest.gone]);
    return 0;
  });
}

export type ServedInGuest = {
  readonly port: number;
  readonly address: string;
  /** Its one-time link, not spent yet. */
  readonly signInLink: string;
  /** Of the operator that was made there: beyond its loopback dmscope serves nobody without. */
  readonly password: string;
};

/** Starts `dmscope serve` in the guest and forwards a port (0: any free one) of 127.0.0.1 to it. */
/** `isPeeking`: with the guest's devices looked into, which takes its one processor seconds after each change. */
export async function serveInGuest(
  guest: Guest,
  { port = 0, isPeeking = true }: { readonly port?: number; readonly isPeeking?: boolean } = {},
): Promise<ServedInGuest> {
  const hostPort = await guest.forward(GUEST_PORT, port);
  const password = randomBytes(9).toString('base64url');
  // The guest sees this machine's files below its own, so it may have that user already.
  await guest.run(`${IN_GUEST} user remove ${GUEST_USER}`, { timeoutMs: SLOW_START_MS });
  await guest.ok(`${IN_GUEST} user add ${GUEST_USER} --role operator`, {
    stdin: `${password}\n`,
    timeoutMs: SLOW_START_MS,
  });
  const serve = `${isPeeking ? '' : 'DMSCOPE_PEEK= '}NODE_ENV=production exec ${IN_GUEST} serve --listen 0.0.0.0 --port ${GUEST_PORT}`;
  const command = await guest.start(`${serve} 2>&1`);
  let said = '';
  const token = new Promise<string>((resolve) => {
    command.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const printed = /\/sign-in#(\S+)\n/.exec(said)?.[1];
      if (printed) resolve(printed);
    });
  });
  const ended = command.exited.then((status) => {
    throw new Error(`dmscope serve ended with ${status} in the guest:\n${said}`);
  });
  ended.catch(() => {});
  const address = `http://127.0.0.1:${hostPort}/`;
  await Promise.race([ended, answers(`${address}sign-in`)]);
  const signInLink = `${address}sign-in#${await Promise.race([ended, token])}`;
  return { port: hostPort, address, signInLink, password };
}

async function answers(url: string): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    const isThere = await fetch(url, { signal: AbortSignal.timeout(20_000) }).then(
      (response) => response.body?.cancel().then(() => true),
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('dmscope does not answer in the guest');
}

async function* passStates(guest: Guest, { scenario, env }: Wanted): AsyncGenerator<string> {
  const states = findScenario(scenario)?.states ?? [];
  for (const [i, state] of states.entries()) {
    if (i === 0)
      await guest.build(scenario, state, { env, onTranscript: (text) => process.stdout.write(text) });
    else await guest.advance(state);
    yield state;
  }
}

async function buildUpTo(guest: Guest, wanted: Wanted): Promise<void> {
  for await (const state of passStates(guest, wanted)) if (state === wanted.state) return;
}

async function withGuest(wanted: Wanted, use: (guest: Guest) => Promise<number>): Promise<number> {
  // Enough for a dashboard with its browser, and for thousands of devices.
  const guest = await bootGuest({ name: wanted.scenario, memoryMiB: 2048, limitMs: HOURS_MS });
  // A signal ends this process; what it booted goes with it (kernel.ts).
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(143));
  try {
    return await use(guest);
  } finally {
    await guest.down();
  }
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => process.once('SIGINT', () => resolve()));
}
