import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Capture, Section } from '../capture/capture.ts';
import { readCapture } from '../capture/read-capture.ts';
import { findings } from '../findings/findings.ts';
import { buildStack } from '../stack/build-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { SOURCES_OF_KIND, USER_SOURCES } from '../stack/user-sources.ts';
import { isRunnable } from './plan.ts';
import { planFor } from './plan-for.ts';

/**
 * A real host with nbd devices that are in use in ways that leave no trace in mounts, swaps or paths of open files: a file system
 * detached by umount -l (nbd0), a node outside of /dev (nbd1), an external journal (nbd2), a mapping whose descriptor is
 * closed (nbd4). Nothing uses nbd5.
 */
const { value: capture } = readCapture(
  readFileSync(new URL('../../e2e/cases/users-unseen/capture', import.meta.url)),
);
if (!capture) throw new Error('no capture');

const USED = {
  nbd0: [/ext4 file system on nbd0 .* is in use/, /Process 883 \(sleep\) has files on the file system/],
  nbd1: [/nbd1 .* is open by process 888 \(sleep\)/],
  nbd2: [/nbd2 .* is the journal of a file system/],
  nbd4: [/Process 907 \(perl\) has nbd4 .* mapped into its memory/],
};

function planOf(stack: Stack, kind: 'free' | 'remove', name: string) {
  const device = stack.devices.find((each) => each.name === name);
  if (!device) throw new Error(`no ${name}`);
  return planFor({ kind, device: { identity: device.identity } }, stack);
}

function stackWith(name: string, told: Partial<Section> | null): Stack {
  const sections = new Map((capture as Capture).sections);
  const section = sections.get(name);
  if (!section) throw new Error(`no section ${name}`);
  if (told) sections.set(name, { ...section, ...told });
  else sections.delete(name);
  return buildStack({ ...(capture as Capture), sections });
}

describe('nbd devices that are in use unseen', () => {
  const stack = buildStack(capture);

  test.each(Object.entries(USED))(
    '%s is neither freed nor removed, for the reason that is true',
    (name, causes) => {
      for (const kind of ['free', 'remove'] as const) {
        const plan = planOf(stack, kind, name);
        expect(isRunnable(plan)).toBe(false);
        const told = plan.refusals.map(({ cause }) => cause);
        expect(told).toEqual(causes.map((cause) => expect.stringMatching(cause)));
      }
    },
  );

  test('are no finding, and the one that nothing uses is', () => {
    expect(findings(stack).map(({ title }) => title)).toEqual([
      'nbd5 is connected to /lab/n5, and nothing uses it',
    ]);
    expect(isRunnable(planOf(stack, 'remove', 'nbd5'))).toBe(true);
  });

  const sections = SOURCES_OF_KIND.nbd.flatMap((source) => USER_SOURCES[source].sections);
  const states: readonly (readonly [string, Partial<Section> | null])[] = [
    ['absent', null],
    ['late', { state: 'late', exitStatus: null, text: '' }],
    ['failed', { exitStatus: 1, text: '' }],
    ['failed half way', { exitStatus: 1 }],
  ];
  test.each(sections.flatMap((name) => states.map(([state, told]) => [name, state, told] as const)))(
    'with %s %s, nothing is called unused and no plan for an nbd can run',
    (name, _, told) => {
      const partial = stackWith(name, told);
      expect(findings(partial).filter(({ title }) => title.includes('nothing uses'))).toEqual([]);
      for (const nbd of partial.devices.filter(({ kind }) => kind === 'nbd')) {
        for (const kind of ['free', 'remove'] as const) {
          const plan = planOf(partial, kind, nbd.name);
          expect(isRunnable(plan)).toBe(false);
          expect(plan.warnings.map(({ kind: sort }) => sort)).not.toContain('nothing-to-do');
        }
      }
    },
  );
});
