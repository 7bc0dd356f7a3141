/** One command in the guest: started, read, waited for, given up. */
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { AgentConnections } from './connections.ts';
import { withDeadline } from './deadline.ts';

export type StartOptions = {
  readonly stdin?: Uint8Array | string;
  /** Standard input stays open for the caller to write to. */
  readonly isInteractive?: boolean;
};

export type RunOptions = StartOptions & {
  /** 300 s unless told. After it the command's process group is killed, or, with `isAbandoned`, left as it is. */
  readonly timeoutMs?: number;
  readonly isAbandoned?: boolean;
};

export type GuestCommand = {
  /** Process and process group in the guest. */
  readonly pid: number;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Exit status as bash has it (128 + signal); null when the guest or the connection went first. */
  readonly exited: Promise<number | null>;
  /** Hangs up on the command, whether it runs or not. */
  readonly abandon: () => void;
};

export type CommandResult = {
  readonly exitStatus: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly timedOut: boolean;
};

/** Time for the agent to take a command. It does nothing else, so more means that the guest is in trouble. */
const TAKE_LIMIT_MS = 200_000;
/** How long output may stay open after the end of a command: a daemon it left behind may have inherited it. */
const OUTPUT_GRACE_MS = 300;
let lastId = 0;

export async function startCommand(
  agents: AgentConnections,
  command: string,
  options: StartOptions = {},
): Promise<GuestCommand> {
  if (command.includes('\0')) throw new Error('a command cannot contain NUL');
  const id = ++lastId;
  const control = await withDeadline(agents.take('command'), TAKE_LIMIT_MS, 'the agent takes no command');
  control.write(`${id} ${command}\0`);
  if (options.stdin !== undefined) control.write(options.stdin);
  if (!options.isInteractive) control.end();
  const messages = readMessages(control);
  const streams = Promise.all([agents.take(`stdout ${id}`), agents.take(`stderr ${id}`), messages.pid]);
  const [stdout, stderr, pid] = await withDeadline(streams, TAKE_LIMIT_MS, 'the agent starts no command');
  const abandon = () => {
    for (const socket of [control, stdout, stderr]) socket.destroy();
  };
  return { pid, stdin: control, stdout, stderr, exited: messages.exited, abandon };
}

/** The guest's half of a `command` connection: `pid N`, later `exit N`. */
function readMessages(control: Readable): { pid: Promise<number>; exited: Promise<number | null> } {
  const pid = Promise.withResolvers<number>();
  const exited = Promise.withResolvers<number | null>();
  let text = '';
  control.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    const start = /^pid (\d+)\n/m.exec(text);
    if (start) pid.resolve(Number(start[1]));
    const end = /^exit (\d+)\n/m.exec(text);
    if (end) exited.resolve(Number(end[1]));
  });
  control.on('close', () => {
    pid.reject(new Error('the connection to the guest was lost'));
    exited.resolve(null);
  });
  pid.promise.catch(() => {});
  return { pid: pid.promise, exited: exited.promise };
}

/** Runs a command to its end or its deadline, and always resolves with what it printed. */
export async function runCommand(
  agents: AgentConnections,
  command: string,
  options: RunOptions = {},
): Promise<CommandResult> {
  const running = await startCommand(agents, command, options);
  const stdout = collect(running.stdout);
  const stderr = collect(running.stderr);
  let timedOut = false;
  const exitStatus = await withDeadline(running.exited, options.timeoutMs ?? 300_000, 'timed out').catch(
    () => {
      timedOut = true;
      return null;
    },
  );
  if (timedOut && !options.isAbandoned) {
    const killer = await startCommand(agents, `kill -KILL -- -${running.pid}`);
    await withDeadline(killer.exited, TAKE_LIMIT_MS, 'cannot kill').finally(killer.abandon);
  }
  await withDeadline(Promise.all([stdout.ended, stderr.ended]), OUTPUT_GRACE_MS, 'open').catch(() => {});
  running.abandon();
  return { exitStatus, stdout: stdout.bytes(), stderr: stderr.bytes().toString(), timedOut };
}

function collect(stream: Readable): { bytes: () => Buffer; ended: Promise<unknown> } {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { bytes: () => Buffer.concat(chunks), ended: once(stream, 'close') };
}
