import { createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

export type Forward = { readonly port: number; readonly close: () => void };

/** Listens on 127.0.0.1 (`port` 0: any free one) and carries each connection over one that `connect` makes. */
export function forwardPort(connect: () => Promise<Socket>, port = 0): Promise<Forward> {
  const open = new Set<Socket>();
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => {}).on('close', () => open.delete(socket));
  };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, async (near) => {
    keep(near);
    try {
      const far = await connect();
      keep(far);
      far.allowHalfOpen = true;
      pipeline(near, far, () => {});
      pipeline(far, near, () => {});
    } catch {
      near.destroy();
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const close = () => {
        server.close();
        for (const socket of open) socket.destroy();
      };
      resolve({ port: typeof address === 'object' && address ? address.port : port, close });
    });
  });
}
