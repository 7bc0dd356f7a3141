import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCapture } from '../capture/read-capture.ts';
import { findings } from '../findings/findings.ts';
import { intentFor } from '../plan/intent.ts';
import { isRunnable, type Refusal } from '../plan/plan.ts';
import { planFor } from '../plan/plan-for.ts';
import { buildStack } from '../stack/build-stack.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { encodeHostText } from '../text/host-text.ts';
import { importCapture } from './import-capture.ts';
import { outputsOf, type Printed } from './less-evidence.fixture.ts';

/** A leak that is mounted, a mounted root, swap, a mounted LV through kpartx, LUKS in use, a loop on an LV. */
const HOSTS = [
  's1-leaked-mounted',
  'host-lvm-on-partition',
  'host-lvm-on-md',
  'left-maps-mounted',
  's3-raw-luks-in-use',
  'left-loop-on-lv-mounted',
];
const IN_USE: ReadonlySet<Refusal['kind']> = new Set<Refusal['kind']>([
  'mounted',
  'swap',
  'open',
  'system',
  'kernel-user',
  'unexplained-opens',
]);

function stackOf(printed: readonly Printed[]): Stack | null {
  const text = printed.map(({ command, text: body }) => `# ${command}\n${body}`).join('\n');
  const read = importCapture([{ path: '-', bytes: encodeHostText(text) }], '');
  return read.ok ? buildStack(read.value.value, read.value.problems) : null;
}

const KINDS = ['free', 'remove'] as const;

function plansFor(device: Device, stack: Stack) {
  return KINDS.map((kind) =>
    planFor(intentFor(kind, { identity: device.identity }, { isDeferred: false }), stack),
  );
}

test.each(HOSTS)(
  'from no two outputs of %s is anything that is in use called unused, or a plan for it runnable',
  (name) => {
    const bytes = readFileSync(new URL(`../../e2e/cases/${name}/capture`, import.meta.url));
    const { value } = readCapture(bytes);
    if (value === null) throw new Error('no capture');
    const truth = buildStack(value);
    const used = new Set(
      truth.devices
        .filter((device) =>
          plansFor(device, truth).some(({ refusals }) => refusals.some(({ kind }) => IN_USE.has(kind))),
        )
        .map(({ name: called }) => called),
    );
    expect(used.size).toBeGreaterThan(0);
    const outputs = outputsOf(bytes);
    for (const first of outputs) {
      for (const second of outputs) {
        const stack = stackOf([first, second]);
        if (stack === null) continue;
        const from = `${first.command} and ${second.command}`;
        for (const device of stack.devices.filter((each) => used.has(each.name))) {
          for (const plan of plansFor(device, stack))
            expect(isRunnable(plan), `${from}: ${plan.title}`).toBe(false);
        }
        const offers = findings(stack).flatMap(({ intent, refusals }) =>
          intent !== null && refusals.length === 0 ? [intent.device.identity] : [],
        );
        const offered = stack.devices
          .filter(({ identity }) => offers.includes(identity))
          .map((each) => each.name);
        expect(
          offered.filter((each) => used.has(each)),
          from,
        ).toEqual([]);
      }
    }
  },
  120_000,
);
