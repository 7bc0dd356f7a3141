/**
 * The connections that the guest's agent (guest/agent) makes to the driver. Each begins with a line that says what it
 * is: `command` waits for a command to run; `stdout ID` and `stderr ID` carry what the command with that ID prints.
 */
import type { Socket } from 'node:net';

export type AgentConnections = {
  /** Takes a new connection in. */
  readonly add: (socket: Socket) => void;
  /** The connection whose first line is this one; the next `command` connection for `command`. */
  readonly take: (header: string) => Promise<Socket>;
  /** Resolves when the agent answers for the first time. */
  readonly ready: Promise<void>;
  /** The guest is gone: whoever waits, now or later, gets this error. */
  readonly fail: (error: Error) => void;
};

type Waiting = { readonly resolve: (socket: Socket) => void; readonly reject: (error: Error) => void };

export function agentConnections(): AgentConnections {
  const arrived = new Map<string, Socket[]>();
  const waiting = new Map<string, Waiting[]>();
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => {});
  const open = new Set<Socket>();
  let failure: Error | null = null;

  const sort = (header: string, socket: Socket) => {
    ready.resolve();
    const taker = waiting.get(header)?.shift();
    if (taker) taker.resolve(socket);
    else arrived.set(header, [...(arrived.get(header) ?? []), socket]);
  };
  return {
    ready: ready.promise,
    add: (socket) => {
      open.add(socket);
      socket.on('error', () => {}).on('close', () => open.delete(socket));
      readFirstLine(socket, (header) => sort(header, socket));
    },
    take: (header) =>
      new Promise((resolve, reject) => {
        const socket = arrived.get(header)?.shift();
        if (failure) reject(failure);
        else if (socket) resolve(socket);
        else waiting.set(header, [...(waiting.get(header) ?? []), { resolve, reject }]);
      }),
    fail: (error) => {
      failure = error;
      ready.reject(error);
      for (const taker of [...waiting.values()].flat()) taker.reject(error);
      // Their other ends went without a word, and each still holds on to the guest's network namespace.
      for (const socket of open) socket.destroy();
    },
  };
}

function readFirstLine(socket: Socket, use: (line: string) => void): void {
  let head: Buffer = Buffer.alloc(0);
  const read = () => {
    for (let chunk = socket.read(); chunk !== null; chunk = socket.read())
      head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\n');
    if (end < 0) return;
    socket.off('readable', read);
    if (end + 1 < head.length) socket.unshift(head.subarray(end + 1));
    use(head.toString('latin1', 0, end));
  };
  socket.on('readable', read);
}
