import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { nbdSource } from './nbd-client.ts';

const open: { close: () => unknown }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** Connects to a server that does so with whoever comes. */
async function connectTo(serve: (socket: Socket) => void): Promise<Socket> {
  const server = createServer(serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  open.push(server, { close: () => socket.destroy() });
  await once(socket, 'connect');
  return socket;
}

test('a server that says nothing is not waited for', async () => {
  const socket = await connectTo(() => {});
  await expect(nbdSource(socket, 50)).rejects.toThrow('the NBD server does not answer for 0.05 s');
  expect(socket.destroyed).toBe(true);
});

test('a server of something else is told so', async () => {
  const socket = await connectTo((other) => other.end('220 mail.example.org ESMTP ready'));
  await expect(nbdSource(socket)).rejects.toThrow('it is no NBD server');
});

test('a server that goes away is told so', async () => {
  const socket = await connectTo((other) => other.end('NBDMAGIC'));
  await expect(nbdSource(socket)).rejects.toThrow('the NBD server has gone');
});
