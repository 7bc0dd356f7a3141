import type { LeftSuspended } from '../../lib/run/left-suspended.ts';
import { lookAtMappedDevice } from './look-at-mapped-device.ts';
import { resumeLeft } from './resume-left.ts';
import { startCommand } from './start-command.ts';

/**
 * Resumes what a dmscope that was killed left suspended on this host. All I/O to it waits meanwhile, so what is only needed for
 * the journal is loaded when it is resumed.
 */
export function resumeLeftOnThisHost(): Promise<readonly LeftSuspended[]> {
  return resumeLeft({
    lookAtDevice: lookAtMappedDevice,
    start: startCommand,
    journal: async () => {
      const { openJournal } = await import('./journal.ts');
      const { database } = await import('../database/open-database.ts');
      return openJournal(await database());
    },
  });
}
