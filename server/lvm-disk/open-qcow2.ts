import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Understood } from '../../lib/dm/target-type.ts';
import { printableHostText } from '../../lib/text/host-text.ts';
import { reasonOf } from '../reason-of.ts';
import { withinDeadline } from '../within-deadline.ts';
import { connectToNbd, type NbdConnection, nbdSource } from './nbd-client.ts';
import { type OpenSource, openBlockSource } from './open-block-source.ts';

/**
 * The disk in a qcow2 image, through qemu-nbd: no root, no kernel module. An image is only taken for one when somebody says so, since
 * any guest can write a qcow2 header to its raw disk; and since a header names further files to be read, those that do
 * are refused by their header, before qemu sees it, unless that is asked for too.
 */
export async function openQcow2(
  path: string,
  { withBacking }: { readonly withBacking: boolean },
): Promise<Understood<OpenSource>> {
  const failed = (reason: string) =>
    ({ ok: false, reason: `${printableHostText(path)}: ${reason}` }) as const;
  const file = await openBlockSource(path);
  if (!file.ok) return file;
  const { inode } = file.value;
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    const got = await file.value.read([header], 0);
    const refusal = refusalOf(header.subarray(0, got), withBacking);
    if (refusal !== null) return failed(refusal);
    const served = await serveImage(resolve(path), inode.startsWith('device') ? 'host_device' : 'file');
    try {
      return {
        ok: true,
        value: { ...(await nbdSource(served.connection)), path, inode, close: served.stop },
      };
    } catch (error) {
      await served.stop();
      throw error;
    }
  } catch (error) {
    return failed(reasonOf(error));
  } finally {
    await file.value.close();
  }
}

const HEADER_BYTES = 80;
const EXTERNAL_DATA_FILE = 4n;

/** docs/interop/qcow2.txt of QEMU; big-endian. */
function refusalOf(header: Buffer, withBacking: boolean): string | null {
  if (header.length < HEADER_BYTES || header.toString('latin1', 0, 4) !== 'QFI\xfb')
    return 'it is no qcow2 image';
  const version = header.readUInt32BE(4);
  if (version !== 2 && version !== 3) return `it is a qcow2 image of version ${version}`;
  if (header.readUInt32BE(32) !== 0) return 'it is an encrypted qcow2 image';
  if (withBacking) return null;
  if (header.readBigUInt64BE(8) !== 0n)
    return 'it has a backing file, which its header names; --with-backing reads that too';
  if (version === 3 && (header.readBigUInt64BE(72) & EXTERNAL_DATA_FILE) !== 0n)
    return 'its data is in another file, which its header names; --with-backing reads that too';
  return null;
}

const START_WITHIN_MS = 10_000;
const LOOK_EACH_MS = 20;
const ENDS_WITHIN_MS = 2_000;
/** It ends qemu-nbd when its own input does: when the image is closed, and also when dmscope is killed. */
const GUARD = '"$@" </dev/null & server=$!; exec 2>&-; read -r _; kill $server; wait $server';

async function serveImage(path: string, driver: 'file' | 'host_device') {
  const folder = await mkdtemp(join(tmpdir(), 'dmscope-nbd-'));
  const address = join(folder, 'socket');
  // Options, not a name: a name may have a protocol in it. A comma is doubled.
  const options = `driver=qcow2,file.driver=${driver},file.filename=${path.replaceAll(',', ',,')}`;
  const words = ['qemu-nbd', '--read-only', '--image-opts', `--socket=${address}`, options];
  const guard = spawn('sh', ['-c', GUARD, 'sh', ...words], { stdio: ['pipe', 'ignore', 'pipe'] });
  try {
    const connection = await whenServed(guard, address);
    const stop = async () => {
      connection.socket.destroy();
      guard.stdin?.end();
      if (guard.exitCode === null) await withinDeadline(once(guard, 'exit'), ENDS_WITHIN_MS);
      // One that hangs is left to its guard: it ends when it can.
      guard.stderr?.destroy();
      guard.unref();
    };
    return { connection, stop };
  } catch (error) {
    guard.stdin?.end();
    throw error;
  } finally {
    // The connection does not need its name.
    await rm(folder, { recursive: true, force: true });
  }
}

async function whenServed(guard: ChildProcess, address: string): Promise<NbdConnection> {
  let [said, hasEnded] = ['', false];
  guard.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(0, 2000);
  });
  guard.stderr?.on('end', () => {
    hasEnded = true;
  });
  for (const untilMs = performance.now() + START_WITHIN_MS; performance.now() < untilMs; ) {
    const connection = await connectToNbd({ path: address }).catch(() => null);
    if (connection) return connection;
    if (hasEnded) throw new Error(whatItSaid(said));
    await pause(LOOK_EACH_MS);
  }
  throw new Error('qemu-nbd does not serve it within 10 s');
}

function whatItSaid(said: string): string {
  if (/qemu-nbd: not found/.test(said)) return 'qemu-nbd is not installed; it is in the package qemu-utils';
  return printableHostText(said.trim().split('\n').at(-1) ?? '') || 'qemu-nbd ended';
}
