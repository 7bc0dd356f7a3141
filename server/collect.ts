import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Understood } from '../lib/dm/target-type.ts';
import { peekEnvironment } from './peek/peek-environment.ts';

/** The collector, a POSIX shell script. */
export const COLLECTOR_SCRIPT = fileURLToPath(new URL('./collector.sh', import.meta.url));

const STDERR_KEPT = 2000;
/** Something that hangs on the host may hold its output open for good. */
const OUTPUT_AFTER_EXIT_MS = 300;

/**
 * `core` is what the tree needs; `users` adds who uses what; `status` to that how each target is; `once` what takes longer as well:
 * status, lsblk; `inside` what devices hold, for which they are opened.
 */
export type CaptureExtent = 'core' | 'users' | 'status' | 'once' | 'inside';

/**
 * One capture of this host, as the collector printed it; or why there is none, in the collector's words. Where it needs
 * root and is not, the collector itself asks sudo, for dmsetup only.
 */
export function collect(
  extent: CaptureExtent,
  script: string = COLLECTOR_SCRIPT,
): Promise<Understood<Uint8Array>> {
  return new Promise((resolve) => {
    const isInside = extent === 'inside';
    const env = isInside ? peekEnvironment(script) : process.env;
    const child = spawn('sh', [script, isInside ? 'once' : extent], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
    });
    const chunks: Buffer[] = [];
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-STDERR_KEPT);
    });
    let grace: NodeJS.Timeout | undefined;
    const end = (code: number | null, signal: string | null) => {
      clearTimeout(grace);
      child.stdout.destroy();
      child.stderr.destroy();
      if (code === 0) resolve({ ok: true, value: Buffer.concat(chunks) });
      else
        resolve({
          ok: false,
          reason: reasonOf(stderr) ?? `the collector ended with ${signal ?? `status ${code}`}`,
        });
    };
    child.on('error', (error) => resolve({ ok: false, reason: `cannot start sh: ${error.message}` }));
    child.on('close', end);
    child.on('exit', (code, signal) => {
      grace = setTimeout(() => end(code, signal), OUTPUT_AFTER_EXIT_MS);
    });
  });
}

function reasonOf(stderr: string): string | null {
  const line = stderr
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/^dmscope collector: /, '');
  return line ? line : null;
}
