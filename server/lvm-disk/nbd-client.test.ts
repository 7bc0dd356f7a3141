import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { connectToNbd, type NbdConnection, nbdSource } from './nbd-client.ts';

const open: { close: () => unknown }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** Connects to a server that does so with whoever comes. */
async function connectTo(serve: (socket: Socket) => void, withinMs?: number): Promise<NbdConnection> {
  const server = createServer(serve).listen(0, '127.0.0.1');
  open.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connection = await connectToNbd({ port, host: '127.0.0.1' }, withinMs);
  open.push({ close: () => connection.socket.destroy() });
  return connection;
}

test('a server that says nothing is not waited for', async () => {
  const connection = await connectTo(() => {}, 50);
  await expect(nbdSource(connection)).rejects.toThrow('the NBD server does not answer for 0.05 s');
  expect(connection.socket.destroyed).toBe(true);
});

test('a server of something else is told so', async () => {
  const connection = await connectTo((other) => other.end('220 mail.example.org ESMTP ready'));
  await expect(nbdSource(connection)).rejects.toThrow('it is no NBD server');
});

test('a server that goes away is told so', async () => {
  const connection = await connectTo((other) => other.end('NBDMAGIC'));
  await expect(nbdSource(connection)).rejects.toThrow('the NBD server has gone');
});
