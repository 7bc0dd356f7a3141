import { database } from '../database/open-database.ts';
import { forgetLabels } from '../thin/labels.ts';
import { seeThinId } from '../thin/see-thin-id.ts';
import { openJournal } from './journal.ts';
import { lookAtThisHost } from './look.ts';
import { lookAfterWith } from './look-after.ts';
import { lookAtMappedDevice } from './look-at-mapped-device.ts';
import { createRuns, type Runs } from './runs.ts';
import { startCommand } from './start-command.ts';

/** What this host shows of a run that was cut short. */
export const lookAfterInterrupted = lookAfterWith({ look: lookAtThisHost, seeThinId });

const KEY = Symbol.for('dmscope.runs');
const shared = globalThis as { [KEY]?: Runs };

/** One for the process: Next gives every route its own copy of a module, and only `globalThis` is shared. */
export function thisHostRuns(): Runs {
  shared[KEY] ??= createRuns({
    journal: async () => openJournal(await database()),
    look: lookAtThisHost,
    lookAtDevice: lookAtMappedDevice,
    start: startCommand,
    seeThinId,
    lookAfter: lookAfterInterrupted,
    onOver: async (run) => forgetLabels(await database(), run),
  });
  return shared[KEY];
}
