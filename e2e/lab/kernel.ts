/** The driver's side of a supervisor (supervisor.ts): the process, its console, and the connections it passes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type AgentConnections, agentConnections } from './connections.ts';
import type { ConnectRequest, Machine, SupervisorMessage } from './supervisor.ts';

export type RunningKernel = {
  readonly agents: AgentConnections;
  readonly connect: (port: number) => Promise<Socket>;
  /** The last of what the kernel and its init said. */
  readonly console: () => string;
  readonly gone: Promise<void>;
  readonly kill: () => void;
};

const CONSOLE_KEPT = 16_384;
const checkout = fileURLToPath(new URL('../..', import.meta.url));

export function startKernel(machine: Machine): RunningKernel {
  const supervisor = spawnSupervisor(machine);
  const console = keepConsole(supervisor);
  const agents = agentConnections();
  const asked = new Map<number, (outcome: Socket | Error) => void>();
  let lastId = 0;

  supervisor.on('message', (message: SupervisorMessage, socket: Socket | undefined) => {
    if (message.kind === 'agent') {
      if (socket) agents.add(socket);
      return;
    }
    const refusal = new Error(message.kind === 'refused' ? message.message : 'lost on its way');
    asked.get(message.id)?.(socket ?? refusal);
    asked.delete(message.id);
  });
  // Whoever ends without a word must not leave its guest behind, and must not be kept alive by it either.
  const kill = () => void supervisor.kill('SIGKILL');
  process.once('exit', kill);
  const gone = ended(supervisor).then(() => {
    process.off('exit', kill);
    const error = new Error(`guest ${machine.name} is gone\n${console()}`);
    agents.fail(error);
    for (const settle of asked.values()) settle(error);
  });
  const connect = (port: number) =>
    new Promise<Socket>((resolve, reject) => {
      const request: ConnectRequest = { kind: 'connect', id: ++lastId, port };
      asked.set(request.id, (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)));
      supervisor.send(request, (error) => error && reject(error));
    });
  return { agents, connect, console, gone, kill };
}

function spawnSupervisor(machine: Machine): ChildProcess {
  const pinnedNode = `${checkout}node_modules/.bin/node`;
  const node = existsSync(pinnedNode) ? pinnedNode : process.execPath;
  const namespaces = ['--net', '--pid', '--mount', '--mount-proc', '--fork', '--kill-child'];
  const script = fileURLToPath(new URL('supervisor.ts', import.meta.url));
  return spawn('unshare', [...namespaces, node, script, JSON.stringify(machine)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
}

function keepConsole(child: ChildProcess): () => string {
  let text = '';
  const keep = (chunk: Buffer | string) => {
    text = (text + chunk).slice(-CONSOLE_KEPT);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.on('error', (error) => keep(`${error.message}\n`));
  return () => text;
}
