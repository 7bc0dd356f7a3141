/**
 * The supervisor is the one process between the driver (guest.ts) and a User-Mode Linux kernel. The driver starts it
 * as PID 1 of new PID, network and mount namespaces, and that is the whole of the clean-up: whatever ends it (the
 * driver's death, a deadline, SIGKILL), the kernel takes everything inside with it – the guest with its many host
 * processes, the tap device and its addresses, the tmpfs with the disks. Nothing has a name on the host that a later
 * run could trip over, and any number of guests run at once with the same addresses.
 *
 * The two network namespaces meet in file descriptors: the supervisor accepts the connections of the guest's agent,
 * and makes those that the driver asks for, and passes each over the IPC channel to the driver.
 */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, truncateSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/** What to boot. Sizes as `truncate -s` and the kernel's `mem=` have them: bytes for disks, MiB for memory. */
export type Machine = {
  readonly name: string;
  readonly disks: number;
  readonly diskSizeBytes: number;
  readonly memoryMiB: number;
  readonly limitMs: number;
};

/** Driver → supervisor: connect to this port of the guest. */
export type ConnectRequest = { readonly kind: 'connect'; readonly id: number; readonly port: number };

/** Supervisor → driver. The first two come with the connection, which is paused. */
export type SupervisorMessage =
  | { readonly kind: 'agent' }
  | { readonly kind: 'connected'; readonly id: number }
  | { readonly kind: 'refused'; readonly id: number; readonly message: string };

const HOST_ADDRESS = '10.77.0.1';
const GUEST_ADDRESS = '10.77.0.2';
const AGENT_PORT = 7000;
const checkout = fileURLToPath(new URL('../..', import.meta.url));

function run(command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8' });
}

/**
 * /mnt, which is the same place for the guest through hostfs, becomes a tmpfs of this mount namespace, with the
 * checkout at a path that is the same on every machine (no recording shows where a checkout was). `-c` and the
 * relative path find the checkout even when it lies below /mnt itself.
 */
function prepareFiles(machine: Machine): void {
  process.chdir(checkout);
  run('mount', '-t', 'tmpfs', 'dmscope-lab', '/mnt');
  mkdirSync('/mnt/dmscope');
  mkdirSync('/mnt/lab');
  run('mount', '-c', '--bind', '.', '/mnt/dmscope');
  for (let i = 0; i < machine.disks; i++) {
    closeSync(openSync(diskPath(i), 'w'));
    truncateSync(diskPath(i), machine.diskSizeBytes);
  }
}

function diskPath(index: number): string {
  return `/mnt/lab/disk${index}`;
}

function prepareNetwork(): void {
  if (!existsSync('/dev/net/tun')) {
    mkdirSync('/dev/net', { recursive: true });
    run('mknod', '/dev/net/tun', 'c', '10', '200');
  }
  run('ip', 'link', 'set', 'lo', 'up');
  run('ip', 'tuntap', 'add', 'tap0', 'mode', 'tap');
  run('ip', 'addr', 'add', `${HOST_ADDRESS}/30`, 'dev', 'tap0');
  run('ip', 'link', 'set', 'tap0', 'up');
}

/**
 * The CPU for this guest, whose kernel is a uniprocessor of several host threads that take turns: the last one this process
 * may use, and for each further test worker the one before.
 */
function cpuOfGuest(): string {
  const list = run('taskset', '-cp', String(process.pid)).trim();
  const allowed = (/([\d,-]+)$/.exec(list)?.[1] ?? '0').split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
  const worker = Number(process.env.VITEST_POOL_ID ?? 1);
  return String(allowed.at(-(1 + ((worker - 1) % allowed.length))) ?? 0);
}

function startKernel(machine: Machine): void {
  const kernelLine = [
    `mem=${machine.memoryMiB}M`,
    `umid=${machine.name}`,
    'uml_dir=/mnt/lab/',
    'rootfstype=hostfs',
    'rootflags=/',
    'ro',
    'init=/mnt/dmscope/e2e/lab/guest/stage0',
    'con=null',
    'con0=null,fd:1',
    'quiet',
    'vec0:transport=tap,ifname=tap0,depth=128,gro=1',
    ...Array.from({ length: machine.disks }, (_, i) => `ubd${i}=${diskPath(i)}`),
    `LAB_NET="${GUEST_ADDRESS}/30 ${HOST_ADDRESS} ${AGENT_PORT}"`,
  ];
  // Guest memory is an unlinked file in TMPDIR.
  const env = { ...process.env, TMPDIR: '/dev/shm' };
  const kernel = spawn('taskset', ['-c', cpuOfGuest(), 'linux.uml', ...kernelLine], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  kernel.on('error', (error) => {
    console.log(`lab: ${error.message}`);
    process.exit(1);
  });
  kernel.on('exit', (status, signal) => {
    console.log(`lab: the guest's kernel ended: ${signal ?? status}`);
    process.exit(1);
  });
}

function tell(message: SupervisorMessage, socket?: Socket): void {
  process.send?.(message, socket, {}, () => {});
}

function connectForDriver({ id, port }: ConnectRequest): void {
  const socket = connect({ host: GUEST_ADDRESS, port, noDelay: true });
  const refuse = (error: Error) => tell({ kind: 'refused', id, message: error.message });
  socket.once('error', refuse);
  socket.once('connect', () => {
    socket.off('error', refuse);
    socket.pause();
    tell({ kind: 'connected', id }, socket);
  });
}

function supervise(machine: Machine): void {
  process.on('disconnect', () => process.exit(0));
  setTimeout(() => process.exit(0), machine.limitMs);
  prepareFiles(machine);
  prepareNetwork();
  const agents = createServer({ pauseOnConnect: true, noDelay: true }, (socket) =>
    tell({ kind: 'agent' }, socket),
  );
  agents.listen(AGENT_PORT, HOST_ADDRESS, () => startKernel(machine));
  process.on('message', connectForDriver);
}

if (import.meta.main) supervise(JSON.parse(process.argv[2] ?? '{}'));
