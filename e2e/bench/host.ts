import { bootGuest, type Guest } from '../lab/guest.ts';
import { median, printFigure } from './figures.ts';

const COLLECTOR = '/mnt/dmscope/server/collector.sh';
const MINUTES = 60_000;

/** On a real kernel with many devices: what a look costs, against dmsetup and lsblk in the same run. */
export async function benchHost(count: number): Promise<void> {
  const guest = await bootGuest({ name: `bench-${count}`, memoryMiB: 3072, limitMs: 15 * MINUTES });
  try {
    await guest.build('scale', 'flat', { env: { N: `${count}` } });
    await guest.ok('udevadm settle --timeout=120', { timeoutMs: 3 * MINUTES });
    const tree = await timeOf(guest, 'dmsetup ls --tree', 7);
    const command = await timeOf(guest, `sh ${COLLECTOR} core`, 7);
    const core = await coreOf(guest);
    const lsblk = await timeOf(guest, 'lsblk -J -b -O', 1);
    printFigure(`host_${count}_dmsetup_ls_tree`, tree, 'ms');
    printFigure(`host_${count}_core_capture`, core, 'ms');
    printFigure(`host_${count}_lsblk`, lsblk, 'ms');
    printFigure(`host_${count}_core_capture_as_a_command`, command, 'ms');
    printFigure(`host_${count}_core_against_dmsetup_ls_tree`, core / tree, 'ratio');
    printFigure(`host_${count}_core_against_lsblk`, core / lsblk, 'ratio');
    await benchIdle(guest, count);
  } finally {
    await guest.down();
  }
}

/** Median wall time of a command, measured in the guest, where there is nothing between the clock and it. */
async function timeOf(guest: Guest, command: string, rounds: number): Promise<number> {
  const script = `for i in $(seq ${rounds}); do a=\${EPOCHREALTIME/./}; ${command} >/dev/null 2>&1; b=\${EPOCHREALTIME/./}; echo $((b - a)); done`;
  const printed = await guest.ok(script, { timeoutMs: 8 * MINUTES });
  return median(printed.trim().split('\n').map(Number)) / 1000;
}

/** Median time of a core capture in a stream, as the stream itself says, over changes one after the other. */
async function coreOf(guest: Guest): Promise<number> {
  const change = 'dmsetup suspend d00000; dmsetup resume d00000; sleep 3';
  const script = `(timeout 40 sh ${COLLECTOR} watch | grep '^%% end') & sleep 6; for i in $(seq 7); do ${change}; done; wait`;
  const printed = await guest.ok(script, { timeoutMs: 2 * MINUTES });
  // The first one is a start's, which has more to say.
  const times = [...printed.matchAll(/ ms=(\d+)/g)].map((match) => Number(match[1])).slice(1);
  return median(times);
}

const IDLE_SECONDS = 30;

/** The share of one processor that a watcher takes while nothing changes, less what the guest takes without it. */
async function benchIdle(guest: Guest, count: number): Promise<void> {
  const before = await busyShare(guest);
  const watch = await guest.start(`sh ${COLLECTOR} watch | grep '^%% '`);
  watch.stdout.resume();
  // The first capture, its lsblk and the pause after it are not idling.
  await guest.ok(`sleep 5; while pgrep -x lsblk >/dev/null; do sleep 1; done; sleep 5`, {
    timeoutMs: 5 * MINUTES,
  });
  const watching = await busyShare(guest);
  watch.abandon();
  printFigure(`host_${count}_idle_watch_cpu`, 100 * (watching - before), '%');
}

async function busyShare(guest: Guest): Promise<number> {
  const read = 'read -r _ u n s i w r1 r2 rest </proc/stat; echo $((u + n + s + r1 + r2)) $((i + w))';
  const printed = await guest.ok(`${read}; sleep ${IDLE_SECONDS}; ${read}`, { timeoutMs: 2 * MINUTES });
  const [busy = 0, idle = 0, busyLater = 0, idleLater = 0] = printed.trim().split(/\s+/).map(Number);
  return (busyLater - busy) / (busyLater - busy + idleLater - idle);
}
