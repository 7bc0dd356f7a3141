import { execFile } from 'node:child_process';
import type { DevNo } from '../../lib/block/dev-no.ts';
import type { Device, Stack } from '../../lib/stack/stack.ts';
import { TOOL_PATH } from '../tool-path.ts';

const ANSWER_MS = 2000;

/**
 * What multipath maps that may wait for a path say of their paths. Each is asked for by itself: of all devices it may
 * never come back (server/collector.sh), of a multipath map it always does.
 */
export async function multipathStatuses({ devices }: Stack): Promise<ReadonlyMap<DevNo, string>> {
  const statuses = new Map<DevNo, string>();
  for (const device of devices.filter(mayWait)) {
    const status = await statusOf(device);
    if (status !== null) statuses.set(device.devNo, status);
  }
  return statuses;
}

function mayWait({ dm }: Device): boolean {
  return dm?.segments.some(({ target, args }) => target === 'multipath' && args.includes('queue')) ?? false;
}

function statusOf({ devNo }: Device): Promise<string | null> {
  const [major = '', minor = ''] = devNo.split(':');
  const args = ['--manglename', 'none', 'status', '--noflush', '-j', major, '-m', minor];
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(null), ANSWER_MS);
    execFile('dmsetup', args, { env: { ...process.env, PATH: TOOL_PATH, LC_ALL: 'C' } }, (error, stdout) => {
      clearTimeout(late);
      resolve(error ? null : (/^\d+ \d+ multipath (.*)$/m.exec(stdout)?.[1] ?? null));
    });
  });
}
