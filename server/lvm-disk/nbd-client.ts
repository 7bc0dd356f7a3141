import { once } from 'node:events';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import type { BlockSource } from '../../lib/lvm/disk/block-source.ts';
import { withinDeadline } from '../within-deadline.ts';

/**
 * The least of an NBD client that reads: the fixed newstyle handshake with NBD_OPT_GO, then one read after the other, answered
 * in simple replies (doc/proto.md of github.com/NetworkBlockDevice/nbd). Numbers are big-endian.
 */
const NBD_MAGIC = 0x4e42444d41474943n;
const OPTION_MAGIC = 0x49484156454f5054n;
const OPTION_REPLY_MAGIC = 0x3e889045565a9n;
const REQUEST_MAGIC = 0x25609513;
const SIMPLE_REPLY_MAGIC = 0x67446698;
const FIXED_NEWSTYLE = 1;
const OPT_GO = 7;
const REP_ACK = 1;
const REP_INFO = 3;
const INFO_EXPORT = 0;
const CMD_READ = 0;
/** What a server says of its export is a few words; qemu serves reads of up to 32 MiB. */
const LONGEST_REPLY = 4096;
const LONGEST_READ = 4 * 2 ** 20;
/** As much as a socket holds. */
const RECEIVED_BYTES = 256 * 2 ** 10;
const MOST_EARLY_BYTES = 2 * RECEIVED_BYTES;
/** A disk that is asleep wakes in less; one that hangs is not waited for. */
const ANSWERS_WITHIN_MS = 30_000;

/** A connection to a server; what comes through it is written straight to where it is wanted. */
export type NbdConnection = {
  readonly socket: Socket;
  /** Fills the target with what comes next. It throws when that does not come in time, or never will. */
  readonly fill: (target: Uint8Array) => Promise<void>;
};

/** It throws when nobody listens there. `withinMs`: how long whatever is wanted may take to come. */
export async function connectToNbd(
  where: NetConnectOpts,
  withinMs = ANSWERS_WITHIN_MS,
): Promise<NbdConnection> {
  const inbox = createInbox();
  const onread = { buffer: Buffer.allocUnsafe(RECEIVED_BYTES), callback: inbox.receive };
  const socket = connect({ ...where, onread });
  socket.on('close', inbox.end);
  try {
    await once(socket, 'connect');
  } catch (error) {
    socket.destroy();
    throw error;
  }
  // Whoever waits for bytes is told that it has gone.
  socket.on('error', () => socket.destroy());
  return {
    socket,
    async fill(target) {
      if ((await withinDeadline(inbox.fill(target), withinMs)) !== null) return;
      socket.destroy();
      throw new Error(`the NBD server does not answer for ${withinMs / 1000} s`);
    },
  };
}

/** What it exports by its default name. It throws on an answer that is none, and on none in time. */
export async function nbdSource(connection: NbdConnection): Promise<BlockSource> {
  const sizeBytes = await shakeHands(connection);
  let last: Promise<unknown> = Promise.resolve();
  const read: BlockSource['read'] = (buffers, offset) => {
    const mine = last.then(() => readAll(connection, buffers, { offset, sizeBytes }));
    last = mine.catch(() => undefined);
    return mine;
  };
  return { sizeBytes, read };
}

async function shakeHands(connection: NbdConnection): Promise<number> {
  const hello = await take(connection, 18);
  const isNewstyle =
    hello.readBigUInt64BE(0) === NBD_MAGIC &&
    hello.readBigUInt64BE(8) === OPTION_MAGIC &&
    (hello.readUInt16BE(16) & FIXED_NEWSTYLE) !== 0;
  if (!isNewstyle) throw new Error('it is no NBD server');
  const answer = Buffer.alloc(4 + 16 + 6);
  answer.writeUInt32BE(FIXED_NEWSTYLE, 0);
  answer.writeBigUInt64BE(OPTION_MAGIC, 4);
  answer.writeUInt32BE(OPT_GO, 12);
  // An empty name, and nothing asked for beside the export itself.
  answer.writeUInt32BE(6, 16);
  connection.socket.write(answer);
  for (let sizeBytes: number | null = null; ; ) {
    const { type, data } = await takeOptionReply(connection);
    if (type === REP_ACK && sizeBytes !== null) return sizeBytes;
    if (type !== REP_INFO) throw new Error(`the NBD server does not export it (reply ${type})`);
    if (data.length >= 10 && data.readUInt16BE(0) === INFO_EXPORT) {
      const size = data.readBigUInt64BE(2);
      if (size > BigInt(Number.MAX_SAFE_INTEGER))
        throw new Error('the NBD server exports more than a disk has');
      sizeBytes = Number(size);
    }
  }
}

async function takeOptionReply(
  connection: NbdConnection,
): Promise<{ readonly type: number; readonly data: Buffer }> {
  const head = await take(connection, 20);
  const length = head.readUInt32BE(16);
  if (
    head.readBigUInt64BE(0) !== OPTION_REPLY_MAGIC ||
    head.readUInt32BE(8) !== OPT_GO ||
    length > LONGEST_REPLY
  )
    throw new Error('the NBD server answers something else');
  return { type: head.readUInt32BE(12), data: await take(connection, length) };
}

async function readAll(
  connection: NbdConnection,
  buffers: readonly Uint8Array[],
  { offset, sizeBytes }: { readonly offset: number; readonly sizeBytes: number },
): Promise<number> {
  let at = offset;
  for (const buffer of buffers) {
    for (let done = 0; done < buffer.length; ) {
      const length = Math.min(LONGEST_READ, buffer.length - done, sizeBytes - at);
      if (length <= 0) return at - offset;
      await readOnce(connection, at, buffer.subarray(done, done + length));
      done += length;
      at += length;
    }
  }
  return at - offset;
}

async function readOnce(connection: NbdConnection, offset: number, target: Uint8Array): Promise<void> {
  const request = Buffer.alloc(28);
  request.writeUInt32BE(REQUEST_MAGIC, 0);
  request.writeUInt16BE(CMD_READ, 6);
  request.writeBigUInt64BE(BigInt(offset), 8);
  request.writeBigUInt64BE(BigInt(offset), 16);
  request.writeUInt32BE(target.length, 24);
  connection.socket.write(request);
  const reply = await take(connection, 16);
  if (reply.readUInt32BE(0) !== SIMPLE_REPLY_MAGIC || reply.readBigUInt64BE(8) !== BigInt(offset)) {
    connection.socket.destroy();
    throw new Error('the NBD server answers something else');
  }
  const error = reply.readUInt32BE(4);
  if (error !== 0) throw new Error(`the NBD server cannot read at ${offset} (error ${error})`);
  await connection.fill(target);
}

async function take(connection: NbdConnection, length: number): Promise<Buffer> {
  const target = Buffer.alloc(length);
  await connection.fill(target);
  return target;
}

/** Bytes that were received, and whoever waits for some: one at a time. */
function createInbox() {
  let early = Buffer.alloc(0);
  let hasEnded = false;
  let wanted: { readonly target: Uint8Array; done: number; readonly settle: (gone?: Error) => void } | null =
    null;
  /** Gives what it can to whoever waits, and says how much that was. */
  const give = (bytes: Uint8Array): number => {
    if (!wanted) return 0;
    const { target, done, settle } = wanted;
    const given = bytes.subarray(0, target.length - done);
    target.set(given, done);
    wanted.done += given.length;
    if (wanted.done < target.length) return given.length;
    wanted = null;
    settle();
    return given.length;
  };
  return {
    receive(length: number, buffer: Uint8Array): boolean {
      const given = give(buffer.subarray(0, length));
      // An answer's bytes come right behind its head. A server that sends what nobody wants is not listened to.
      if (given < length) early = Buffer.concat([early, buffer.subarray(given, length)]);
      return early.length <= MOST_EARLY_BYTES;
    },
    end() {
      hasEnded = true;
      wanted?.settle(new Error('the NBD server has gone'));
    },
    fill(target: Uint8Array): Promise<true> {
      return new Promise((resolve, reject) => {
        wanted = { target, done: 0, settle: (gone) => (gone ? reject(gone) : resolve(true)) };
        early = early.subarray(give(early));
        if (hasEnded) wanted?.settle(new Error('the NBD server has gone'));
      });
    },
  };
}
