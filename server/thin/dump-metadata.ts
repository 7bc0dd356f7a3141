import { spawn } from 'node:child_process';
import type { Understood } from '../../lib/dm/target-type.ts';
import { TOOL_PATH } from '../tool-path.ts';

const COMPLAINT_BYTES = 2_000;
const NOT_INSTALLED =
  'thin_dump is not installed: the package is thin-provisioning-tools (Debian, SUSE) or device-mapper-persistent-data (Red Hat)';

type MetadataDump = {
  readonly path: string;
  readonly snapshotRoot: number;
  readonly extent: 'whole' | 'ids';
};

/**
 * Runs thin_dump on the metadata snapshot of a pool in use, and hands over what it prints as it comes. When it is late, nobody
 * listens to it any more and it is left alone: it ends when it next writes, and a reader stuck in the kernel cannot be ended.
 */
export function dumpMetadata(
  { path, snapshotRoot, extent }: MetadataDump,
  onChunk: (chunk: Uint8Array) => void,
  deadlineMs: number,
): Promise<Understood<null>> {
  return new Promise((resolve) => {
    const skipped = extent === 'ids' ? ['--skip-mappings'] : [];
    // The long form of -m has another name in some versions, and may or may not go without the block.
    const child = spawn('thin_dump', [`-m${snapshotRoot}`, ...skipped, path], {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH: TOOL_PATH, LC_ALL: 'C' },
    });
    let complaint = '';
    const end = (result: Understood<null>) => {
      clearTimeout(late);
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
      resolve(result);
    };
    const late = setTimeout(() => {
      end({ ok: false, reason: `thin_dump has not ended within ${Math.round(deadlineMs / 1000)} s` });
    }, deadlineMs);
    child.stdout.on('data', onChunk);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(0, COMPLAINT_BYTES);
    });
    child.on('error', (error: NodeJS.ErrnoException) =>
      end({ ok: false, reason: error.code === 'ENOENT' ? NOT_INSTALLED : `thin_dump: ${error.message}` }),
    );
    child.on('close', (code, signal) => {
      const [said = ''] = complaint.trim().split('\n');
      const how = signal === null ? `ended with ${code}` : `was ended by ${signal}`;
      if (code === 0) end({ ok: true, value: null });
      else end({ ok: false, reason: `thin_dump ${said === '' ? how : `says: ${said}`}` });
    });
  });
}
