/**
 * Looks into this host's devices for LVM, for the collector: `peek.ts CORE BEFORE` prints a line for each device that is of use
 * (lib/lvm/parse-inside.ts). CORE is the last core capture, BEFORE what this program printed the last time: what was read of a
 * device that is still the same is taken over. It opens no device itself and always ends (ask-reader.ts). Its exit status says when to
 * ask again, if devices do not change before: see `ASK_AGAIN`.
 */
import { existsSync, readFileSync, writeSync } from 'node:fs';
import { CAPTURE_MAGIC } from '../../lib/capture/capture.ts';
import { readCapture } from '../../lib/capture/read-capture.ts';
import { formatPeeked, type Peeked, parseInside } from '../../lib/lvm/parse-inside.ts';
import { type ToRead, whatToRead } from '../../lib/lvm/what-to-read.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import { kernelPath } from '../../lib/stack/kernel-path.ts';
import type { Device, Stack } from '../../lib/stack/stack.ts';
import { waitForFileLock } from '../runs/file-lock.ts';
import { askReader } from './ask-reader.ts';
import { createKeys } from './device-keys.ts';
import { multipathStatuses } from './multipath-statuses.ts';
import { READER_LOCK_FILE, type ReaderNews } from './reader.ts';
import { ASK_AGAIN, whenToAskAgain } from './when-to-ask-again.ts';

const UNREADABLE_STATUS = 1;
const FOR_MS = 4000;
/** Another dmscope may be looking, too. */
const OTHER_ENDS_WITHIN_MS = 3000;

type Asked = { readonly peeked: Peeked; readonly device: Device; readonly isRetry: boolean };

async function peek(coreFile: string, beforeFile: string): Promise<number> {
  const stack = stackIn(coreFile);
  if (stack === null) return UNREADABLE_STATUS;
  const before = new Map(peekedIn(beforeFile).map((peeked) => [peeked.key, peeked]));
  const statuses = await multipathStatuses(stack);
  const answers = {
    statusOf: ({ devNo }: Device) => statuses.get(devNo) ?? null,
    isRunning: (pid: number) => existsSync(`/proc/${pid}`),
  };
  const keyOf = createKeys(stack);
  const asked: Asked[] = [];
  const lines = whatToRead(stack, answers).map((toRead) => {
    const key = keyOf(toRead.device);
    const known = before.get(key);
    if (known && known.notRead === null) return known;
    const peeked = notReadYet(toRead, key);
    // What was not read the last time may be what its reader was caught by: the others come first.
    if (toRead.whyNot === null) asked.push({ peeked, device: toRead.device, isRetry: known !== undefined });
    return peeked;
  });
  const { told, status } = await read(asked.toSorted((a, b) => Number(a.isRetry) - Number(b.isRetry)));
  print(lines.map((peeked) => told.get(peeked) ?? peeked));
  return status;
}

function stackIn(file: string): Stack | null {
  const core = Buffer.concat([Buffer.from(`${CAPTURE_MAGIC}\n`), readFileSync(file)]);
  const { value } = readCapture(core);
  return value && buildStack(value);
}

function peekedIn(file: string): readonly Peeked[] {
  return existsSync(file) ? parseInside(readFileSync(file, 'utf8')).value : [];
}

function notReadYet({ device, whyNot }: ToRead, key: string): Peeked {
  const { devNo, kname, dm, sizeBytes } = device;
  return {
    devNo,
    name: dm?.rawName ?? kname ?? '',
    uuid: dm?.uuid ?? '',
    sizeBytes: sizeBytes ?? 0,
    key,
    inside: null,
    notRead: whyNot ?? 'it was not its turn yet',
  };
}

type Read = { readonly told: ReadonlyMap<Peeked, Peeked>; readonly status: number };

async function read(asked: readonly Asked[]): Promise<Read> {
  if (asked.length === 0) return { told: new Map(), status: ASK_AGAIN.never };
  const lock = await waitForFileLock(READER_LOCK_FILE, OTHER_ENDS_WITHIN_MS);
  if (lock === null) return allNotRead(asked, 'an earlier reader is still at work');
  lock.release();
  const { news, isStuck } = await askReader({
    devices: asked.map(({ peeked, device }) => ({
      path: kernelPath(device.kname ?? ''),
      devNo: peeked.devNo,
      sizeBytes: peeked.sizeBytes,
    })),
    forMs: FOR_MS,
  });
  const readAtSeconds = Math.floor(Date.now() / 1000);
  const told = asked.flatMap(({ peeked }, at) => {
    const said = news.get(at);
    return said ? [[peeked, withNews(peeked, said, readAtSeconds)] as const] : [];
  });
  return { told: new Map(told), status: whenToAskAgain(asked.length, { news: [...news.values()], isStuck }) };
}

function allNotRead(asked: readonly Asked[], notRead: string): Read {
  return {
    told: new Map(asked.map(({ peeked }) => [peeked, { ...peeked, notRead }])),
    status: ASK_AGAIN.late,
  };
}

function withNews(peeked: Peeked, news: ReaderNews, readAtSeconds: number): Peeked {
  if (news.kind === 'not-read') return { ...peeked, notRead: news.reason };
  const found = news.kind === 'read' ? news.found : null;
  return { ...peeked, notRead: null, inside: found && { readAtSeconds, ...found } };
}

function print(lines: readonly Peeked[]): void {
  const all = Buffer.from(lines.map((peeked) => `${formatPeeked(peeked)}\n`).join(''));
  for (let done = 0; done < all.length; ) done += writeSync(1, all, done);
}

const [coreFile = '', beforeFile = ''] = process.argv.slice(2);
process.exit(await peek(coreFile, beforeFile));
