import type { Socket } from 'node:net';
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
/** A disk that is asleep wakes in less; one that hangs is not waited for. */
const ANSWERS_WITHIN_MS = 30_000;

/** What a server at the other end of a socket exports by its default name. It throws on an answer that is none, and on none in time. */
export async function nbdSource(socket: Socket, withinMs = ANSWERS_WITHIN_MS): Promise<BlockSource> {
  const stream: Stream = { socket, take: createTake(socket, withinMs) };
  const sizeBytes = await shakeHands(stream);
  let last: Promise<unknown> = Promise.resolve();
  const read: BlockSource['read'] = (buffers, offset) => {
    const mine = last.then(() => readAll(stream, buffers, { offset, sizeBytes }));
    last = mine.catch(() => undefined);
    return mine;
  };
  return { sizeBytes, read };
}

async function shakeHands({ socket, take }: Stream): Promise<number> {
  const hello = await take(18);
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
  socket.write(answer);
  for (let sizeBytes: number | null = null; ; ) {
    const { type, data } = await takeOptionReply(take);
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

async function takeOptionReply(take: Take): Promise<{ readonly type: number; readonly data: Buffer }> {
  const head = await take(20);
  const length = head.readUInt32BE(16);
  if (
    head.readBigUInt64BE(0) !== OPTION_REPLY_MAGIC ||
    head.readUInt32BE(8) !== OPT_GO ||
    length > LONGEST_REPLY
  )
    throw new Error('the NBD server answers something else');
  return { type: head.readUInt32BE(12), data: await take(length) };
}

async function readAll(
  stream: Stream,
  buffers: readonly Uint8Array[],
  { offset, sizeBytes }: { readonly offset: number; readonly sizeBytes: number },
): Promise<number> {
  let at = offset;
  for (const buffer of buffers) {
    for (let done = 0; done < buffer.length; ) {
      const length = Math.min(LONGEST_READ, buffer.length - done, sizeBytes - at);
      if (length <= 0) return at - offset;
      buffer.set(await readOnce(stream, at, length), done);
      done += length;
      at += length;
    }
  }
  return at - offset;
}

async function readOnce({ socket, take }: Stream, offset: number, length: number): Promise<Buffer> {
  const request = Buffer.alloc(28);
  request.writeUInt32BE(REQUEST_MAGIC, 0);
  request.writeUInt16BE(CMD_READ, 6);
  request.writeBigUInt64BE(BigInt(offset), 8);
  request.writeBigUInt64BE(BigInt(offset), 16);
  request.writeUInt32BE(length, 24);
  socket.write(request);
  const reply = await take(16);
  if (reply.readUInt32BE(0) !== SIMPLE_REPLY_MAGIC || reply.readBigUInt64BE(8) !== BigInt(offset)) {
    socket.destroy();
    throw new Error('the NBD server answers something else');
  }
  const error = reply.readUInt32BE(4);
  if (error !== 0) throw new Error(`the NBD server cannot read at ${offset} (error ${error})`);
  return take(length);
}

type Stream = { readonly socket: Socket; readonly take: Take };

/** Gives so many bytes of a stream. */
type Take = (length: number) => Promise<Buffer>;

/** What comes is what was asked for, so what waits here is never more than one answer. */
function createTake(socket: Socket, withinMs: number): Take {
  let hasEnded = socket.destroyed;
  let parts: Buffer[] = [];
  let length = 0;
  let tell = () => {};
  socket.on('data', (part: Buffer) => {
    parts.push(part);
    length += part.length;
    tell();
  });
  socket.on('close', () => {
    hasEnded = true;
    tell();
  });
  return async (wanted) => {
    while (length < wanted) {
      if (hasEnded) throw new Error('the NBD server has gone');
      const more = new Promise<true>((resolve) => {
        tell = () => resolve(true);
      });
      if ((await withinDeadline(more, withinMs)) !== null) continue;
      socket.destroy();
      throw new Error(`the NBD server does not answer for ${withinMs / 1000} s`);
    }
    const all = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts, length);
    parts = [all.subarray(wanted)];
    length -= wanted;
    return all.subarray(0, wanted);
  };
}
