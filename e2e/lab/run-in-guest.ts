/** Runs in a guest, and what a test of them looks at: what the host is like, byte for byte, and what the journal tells. */
import { createInterface } from 'node:readline';
import type { Run, RunStart, RunSummary } from '../../lib/run/run.ts';
import type { GuestCommand } from './command.ts';
import type { Question, Reviewed } from './guest/runs-desk.ts';
import type { Guest } from './guest.ts';

export const DMSCOPE = '/mnt/dmscope/bin/dmscope';
const NODE = '/mnt/dmscope/node_modules/.bin/node --disable-warning=ExperimentalWarning';
const PATIENT = { timeoutMs: 300_000 };

export type Said = { readonly exitStatus: number | null; readonly out: string; readonly err: string };

/** `dmscope …` to its end. `env` stands before it, as in a shell. */
export async function dmscope(guest: Guest, args: string, env = ''): Promise<Said> {
  const { exitStatus, stdout, stderr } = await guest.run(`${env} ${DMSCOPE} ${args} </dev/null`, PATIENT);
  return { exitStatus, out: stdout.toString(), err: stderr };
}

/** Whatever a run could change, as the kernel tells it: also how often each device is open. */
export async function hostState(guest: Guest): Promise<string> {
  return guest.ok(`udevadm settle </dev/null
    for what in table 'table --inactive' deps 'info -c' 'info'; do dmsetup --manglename none $what; done
    losetup -a; cat /proc/mounts /proc/swaps /proc/partitions; cat /proc/mdstat 2>/dev/null || :`);
}

export type Desk = {
  readonly review: (
    kind: 'free' | 'remove',
    device: string,
    options?: { readonly isDeferred: true },
  ) => Promise<Reviewed>;
  readonly start: (...reviewed: readonly Reviewed[]) => Promise<readonly RunStart[]>;
  readonly finished: (runId: string) => Promise<Run>;
  readonly close: () => void;
};

/** The server's functions in a process of the guest; see guest/runs-desk.ts. */
export async function openDesk(guest: Guest, env = ''): Promise<Desk> {
  const process = await guest.start(`${env} exec ${NODE} /mnt/dmscope/e2e/lab/guest/runs-desk.ts`, {
    isInteractive: true,
  });
  const answers = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  let complaint = '';
  process.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk;
  });
  const ask = async (question: Question) => {
    process.stdin.write(`${JSON.stringify(question)}\n`);
    const answer = await answers.next();
    if (answer.done) throw new Error(`the desk is gone: ${complaint}`);
    return JSON.parse(answer.value);
  };
  return {
    review: (kind, device, options = {} as never) => ask({ ask: 'review', kind, device, ...options }),
    start: (...reviewed) => ask({ ask: 'start', reviewed }),
    finished: (runId) => ask({ ask: 'finished', runId }),
    close: () => process.abandon(),
  };
}

export async function journalList(guest: Guest, env = ''): Promise<readonly RunSummary[]> {
  const { exitStatus, out, err } = await dmscope(guest, 'runs --json', env);
  if (exitStatus !== 0) throw new Error(err);
  return JSON.parse(out).runs;
}

export async function journalRun(guest: Guest, runId: string, env = ''): Promise<Run> {
  return JSON.parse((await dmscope(guest, `runs ${runId} --json`, env)).out).run;
}

/** Plain mappings one above the other on the first disk, and no other ones: `low`, on it `mid`, on that `top`. */
export async function buildTower(guest: Guest, uuids: 'with-uuids' | 'without-uuids'): Promise<void> {
  const floors = [
    ['low', '/dev/ubda'],
    ['mid', '/dev/mapper/low'],
    ['top', '/dev/mapper/mid'],
  ] as const;
  await guest.ok(
    'for try in 1 2 3 4; do dmsetup remove_all >/dev/null 2>&1; done; [ "$(dmsetup ls)" = "No devices found" ]',
  );
  for (const [name, base] of floors) {
    const uuid = uuids === 'with-uuids' ? `--uuid TEST-${name}` : '';
    await guest.ok(`dmsetup create ${name} ${uuid} --table '0 4096 linear ${base} 0'`);
  }
  await guest.ok('udevadm settle </dev/null');
}

/** A process that has a device open from when this resolves; killed by `release`. */
export async function holdOpen(
  guest: Guest,
  device: string,
): Promise<{ readonly pid: number; readonly release: () => Promise<void> }> {
  const pid = Number(
    await guest.ok(
      `exec sleep 300 <${device} >/dev/null 2>&1 & until [ "$(readlink /proc/$!/fd/0)" = "$(readlink -f ${device})" ]; do sleep 0.05; done; echo $!`,
    ),
  );
  return {
    pid,
    release: async () =>
      void (await guest.ok(`kill ${pid}; while kill -0 ${pid} 2>/dev/null; do sleep 0.05; done`)),
  };
}

/**
 * A gate in front of dmsetup, for what is started with `env`: the call that it waits for stands still until it is opened.
 * `look N` is the Nth look at the host, `remove N` the Nth removal; so with `suspend`, `message` (that changes the pool) and `resume`.
 */
export type Gate = {
  readonly env: string;
  readonly closeAt: (place: string) => Promise<void>;
  readonly reached: () => Promise<void>;
  readonly open: () => Promise<void>;
};

export async function putGate(guest: Guest): Promise<Gate> {
  await guest.ok('mkdir -p /lab/gate');
  await guest.writeFile('/lab/gate/dmsetup', GATE);
  await guest.ok('chmod +x /lab/gate/dmsetup');
  return {
    env: 'PATH=/lab/gate:$PATH',
    closeAt: async (place) =>
      void (await guest.ok(
        `cd /lab/gate; rm -f reached look remove suspend message resume; echo '${place}' >closed`,
      )),
    reached: async () =>
      void (await guest.ok(
        'exec 9<> <(:); until [ -e /lab/gate/reached ]; do read -t 0.2 -u 9; done; :',
        PATIENT,
      )),
    open: async () => void (await guest.ok('rm -f /lab/gate/closed')),
  };
}

const GATE = `#!/bin/sh
case " $* " in
  *' deps '*) what=look ;;
  *' remove '*) what=remove ;;
  *' suspend '*) what=suspend ;;
  *_metadata_snap*) exec /sbin/dmsetup "$@" ;;
  *' message '*) what=message ;;
  *' resume '*) what=resume ;;
  *) exec /sbin/dmsetup "$@" ;;
esac
echo >>/lab/gate/$what
if [ "$what $(wc -l </lab/gate/$what)" = "$(cat /lab/gate/closed 2>/dev/null)" ]; then
  : >/lab/gate/reached
  while [ -e /lab/gate/closed ]; do sleep 0.3; done
fi
exec /sbin/dmsetup "$@"
`;

/** `dmscope clean … --yes` that is under way; its process is in /lab/clean.pid, what it says in /lab/clean.out and .err. */
export async function startClean(guest: Guest, args: string, env: string): Promise<GuestCommand> {
  return guest.start(
    `echo $BASHPID >/lab/clean.pid; ${env} exec ${DMSCOPE} clean ${args} --yes </dev/null >/lab/clean.out 2>/lab/clean.err`,
  );
}
