import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { TOOL_PATH } from './tool-path.ts';

const ANSWER_WITHIN_MS = 3000;

/**
 * Why this host's own stacks cannot be shown, in one line; null when they can. The questions are the collector's own
 * (server/collector.sh, `prepare`), asked before it is started.
 */
export async function whyNotThisHost(): Promise<string | null> {
  if (process.platform !== 'linux') return `this is ${process.platform}: device-mapper is Linux's`;
  const hasKernelPart =
    (await exists('/sys/class/misc/device-mapper')) || (await exists('/dev/mapper/control'));
  if (!hasKernelPart) return 'this kernel has no device-mapper (no /dev/mapper/control)';
  if (!(await isOnPath('dmsetup'))) return 'dmsetup is not installed';
  if (process.getuid?.() === 0) {
    const complaint = await complaintOf('dmsetup', ['version']);
    return complaint === null ? null : `dmsetup cannot ask this kernel: ${complaint}`;
  }
  const complaint = await complaintOf('sudo', ['-n', 'dmsetup', 'version']);
  const user = userInfo().username;
  return complaint === null ? null : `not root, and ${user} may not run dmsetup by sudo: ${complaint}`;
}

async function exists(path: string, mode = constants.F_OK): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

async function isOnPath(tool: string): Promise<boolean> {
  for (const folder of TOOL_PATH.split(':')) {
    if (await exists(`${folder}/${tool}`, constants.X_OK)) return true;
  }
  return false;
}

/** The first thing a command says on standard error when it fails; null when it does not. */
function complaintOf(command: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const options = { timeout: ANSWER_WITHIN_MS, env: { ...process.env, PATH: TOOL_PATH } };
    const child = execFile(command, args, options, (error, _, stderr) => {
      const [said = ''] = stderr.trim().split('\n');
      resolve(error === null ? null : said || error.message.split('\n', 1).join());
    });
    child.stdin?.end();
  });
}
