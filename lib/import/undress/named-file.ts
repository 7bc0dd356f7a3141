import { isKnownProgram, isReport } from './commands.ts';

const COPIED =
  /(?:^|\/)(?:proc|sys|etc\/lvm)\/|(?:^|\/)(?:mdstat|partitions|swaps|mounts|mountinfo|fstab)(?:\.\w{1,4})?$/;

/** Whether a file is by its name one output of one command, `sos_commands/block/lsblk_-f`, or a copy of a file of the host. */
export function isOneOutput(path: string): boolean {
  if (path === '') return false;
  if (COPIED.test(path)) return true;
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/^\d{1,6}[-_.]/, '')
    .replace(/^sudo[-_ ]/, '');
  const [program = ''] = name.split(/[\s_.]/, 1);
  return isKnownProgram(program) && isReport(program);
}
