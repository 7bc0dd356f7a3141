import type { Capture } from '../../lib/capture/capture.ts';
import type { Understood } from '../../lib/dm/target-type.ts';
import { importedSection } from '../../lib/import/imported-section.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { withinDeadline } from '../within-deadline.ts';
import { startCommand } from './start-command.ts';

/**
 * One mapped device as it is now, as a stack of that device alone, or of none where there is no such device. It is several times as
 * fast as a look at the host, and is for when all I/O to a device waits for the answer.
 */
export type LookAtMappedDevice = (identity: string) => Promise<Understood<Stack>>;

const INFO = ['info', '-c', '--noheadings', '--separator', '\x1f'];
const FIELDS = ['-o', 'major,minor,attr,open,segments,events,uuid,name'];

export const lookAtMappedDevice: LookAtMappedDevice = async (identity) => {
  const which = whichDevice(identity);
  if (which === null) return { ok: false, reason: `${identity} does not identify a mapped device` };
  const [info, table, inactive] = await Promise.all([
    ask([...INFO, ...FIELDS, ...which]),
    ask(['table', ...which]),
    ask(['table', '--inactive', ...which]),
  ]);
  if (!info.ok) return info.isGone ? { ok: true, value: stackOf([]) } : info;
  // It may have gone in between, and is looked at again by whoever asked.
  if (!table.ok || !inactive.ok) return { ok: false, reason: 'it has changed while it was read' };
  const name = info.value.split('\x1f').slice(7).join('\x1f').replace(/\n$/, '');
  const named = (text: string) => text.replace(/^(?=.)/gm, () => `${name}: `);
  return {
    ok: true,
    value: stackOf([
      ['dmsetup-info', info.value],
      ['dmsetup-table', named(table.value)],
      ['dmsetup-table-inactive', named(inactive.value)],
    ]),
  };
};

/** By its UUID, or by its name where it has none: its number may be given to another. */
function whichDevice(identity: string): readonly string[] | null {
  const [, kind, value = ''] = /^(dm|dm-name):(.+)$/s.exec(identity) ?? [];
  if (kind === undefined) return null;
  return kind === 'dm' ? ['--uuid', value] : ['--', value];
}

type Answer = Understood<string> & { readonly isGone?: boolean };

/** None of these waits for I/O. */
const ANSWERED_WITHIN_MS = 10_000;

async function ask(words: readonly string[]): Promise<Answer> {
  const end = await withinDeadline(
    startCommand(['dmsetup', '--manglename', 'none', ...words]).ended,
    ANSWERED_WITHIN_MS,
  );
  if (end === null)
    return { ok: false, reason: `dmsetup has not answered within ${ANSWERED_WITHIN_MS / 1000} s` };
  const { exitStatus, stdout, stderr } = end;
  if (exitStatus === 0) return { ok: true, value: stdout };
  const [said = ''] = stderr.trim().split('\n');
  return {
    ok: false,
    reason: said || `dmsetup ended with status ${exitStatus}`,
    isGone: stderr.includes('does not exist'),
  };
}

function stackOf(sections: readonly (readonly [name: string, text: string])[]): Stack {
  const capture: Capture = {
    sequence: 1,
    timeSeconds: 0,
    reason: 'asked',
    host: '',
    durationMs: 0,
    sections: new Map(
      sections.map(([name, text]) => [name, importedSection(name, text, { command: 'dmsetup' })]),
    ),
  };
  return buildStack(capture);
}
