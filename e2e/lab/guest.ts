/**
 * A guest is a real Linux kernel with device-mapper, booted in about three seconds for a test or a demonstration, and
 * this is its driver: run commands in it, read what they print byte for byte, reach its ports, build scenarios.
 * Everything has a deadline: a command on a suspended device may never end, and a test must.
 */

import type { StartOptions } from './command.ts';
import {
  type CommandResult,
  type GuestCommand,
  type RunOptions,
  runCommand,
  startCommand,
} from './command.ts';
import { withDeadline } from './deadline.ts';
import { type Forward, forwardPort } from './forward.ts';
import { type RunningKernel, startKernel } from './kernel.ts';
import { type RunningScenario, startScenario } from './scenario.ts';

export type GuestOptions = {
  readonly name: string;
  /** Sparse disks /dev/ubda, /dev/ubdb, … (major 98), kept in memory; 8 of 1 GiB unless told. */
  readonly disks?: number;
  readonly diskSizeBytes?: number;
  readonly memoryMiB?: number;
  /** Hard limit on the guest's whole life, an hour unless told. */
  readonly limitMs?: number;
  readonly bootLimitMs?: number;
};

export type BuildOptions = {
  /** Environment of the scenario, such as the number of devices. */
  readonly env?: Readonly<Record<string, string>>;
  readonly onTranscript?: (chunk: string) => void;
};

export type Guest = {
  readonly name: string;
  /** Runs a bash command to its end or its deadline. */
  readonly run: (command: string, options?: RunOptions) => Promise<CommandResult>;
  /** Runs a bash command that must succeed; its output as text. Throws with everything it printed otherwise. */
  readonly ok: (command: string, options?: RunOptions) => Promise<string>;
  /** Starts a bash command whose streams are the caller's to read. */
  readonly start: (command: string, options?: StartOptions) => Promise<GuestCommand>;
  readonly writeFile: (path: string, content: Uint8Array | string) => Promise<void>;
  /** Makes a port of the guest a port of 127.0.0.1 here, any free one unless told. */
  readonly forward: (guestPort: number, hostPort?: number) => Promise<number>;
  /** Runs a scenario up to the named state (to its first one unless told); it stays there for `advance`. */
  readonly build: (scenario: string, state?: string, options?: BuildOptions) => Promise<void>;
  /** Lets the scenario go on up to the named state, or to the next one; resolves with the state's name. */
  readonly advance: (state?: string) => Promise<string>;
  /** The last of what the kernel and its init said. */
  readonly console: () => string;
  readonly gone: Promise<void>;
  readonly down: () => Promise<void>;
};

/** Boots a guest; throws, with its console, if it does not come up. The caller calls `down`. */
export async function bootGuest(options: GuestOptions): Promise<Guest> {
  const kernel = startKernel({
    name: options.name,
    disks: options.disks ?? 8,
    diskSizeBytes: options.diskSizeBytes ?? 2 ** 30,
    memoryMiB: options.memoryMiB ?? 1024,
    limitMs: options.limitMs ?? 3_600_000,
  });
  try {
    await withDeadline(kernel.agents.ready, options.bootLimitMs ?? 300_000, 'the guest does not come up');
  } catch (error) {
    kernel.kill();
    await kernel.gone;
    throw new Error(`guest ${options.name} did not boot: ${error}\n${kernel.console()}`);
  }
  return guestOf(options.name, kernel);
}

function guestOf(name: string, kernel: RunningKernel): Guest {
  const { agents, console, gone } = kernel;
  const forwards: Forward[] = [];
  let scenario: RunningScenario | null = null;
  const run: Guest['run'] = (command, options) => runCommand(agents, command, options);
  const ok: Guest['ok'] = async (command, options) => textOf(command, await run(command, options));
  const start: Guest['start'] = (command, options) => startCommand(agents, command, options);
  return {
    name,
    run,
    ok,
    start,
    console,
    gone,
    writeFile: async (path, content) => {
      await ok(`cat >'${path.replaceAll("'", "'\\''")}'`, { stdin: content });
    },
    forward: async (guestPort, hostPort) => {
      const forward = await forwardPort(() => kernel.connect(guestPort), hostPort);
      forwards.push(forward);
      return forward.port;
    },
    build: async (scenarioName, state, options = {}) => {
      scenario = await startScenario(start, scenarioName, options);
      await scenario.advance(state);
    },
    advance: async (state) => {
      if (!scenario) throw new Error('no scenario was built');
      return scenario.advance(state);
    },
    down: async () => {
      for (const forward of forwards) forward.close();
      kernel.kill();
      await gone;
    },
  };
}

function textOf(command: string, result: CommandResult): string {
  if (result.exitStatus === 0) return result.stdout.toString();
  const outcome = result.timedOut ? 'did not end' : `ended with ${result.exitStatus}`;
  throw new Error(`${outcome} in the guest: ${command}\n${result.stdout}${result.stderr}`);
}
