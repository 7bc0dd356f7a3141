import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildStack } from '../stack/build-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { encodeHostText } from '../text/host-text.ts';
import { importCapture } from './import-capture.ts';
import { type Found, type Model, modelOf } from './known-model.fixture.ts';
import { DISGUISES, type Disguise, outputsOf, type Printed } from './less-evidence.fixture.ts';

/**
 * Less evidence may only know less: from a part of what a host printed, in any order and however it was pasted, there is no device, edge,
 * use, size or finding that all of it would not give; and all that the part contains is there.
 */
const SCENARIOS = [
  's1-leaked-mounted',
  'guest-group-through-luks',
  'guest-group-through-map',
  'guest-group-on-thin-snapshot',
  'health-raid-degraded',
  'health-snapshot-invalid',
  'health-cut-off',
  'host-lvm-on-md',
  'host-thin-on-raid-and-cache',
  'left-loop-on-lv-mounted',
  's3-raw-luks-in-use',
  'zoo-lvm-linear',
  'multipath-in-use',
  'suspended-middle',
  'thin-unclaimed',
];
const RUNS = Number(process.env.DMSCOPE_COMBINATIONS ?? 300);

const hosts = SCENARIOS.map((name) => {
  const bytes = readFileSync(new URL(`../../e2e/cases/${name}/capture`, import.meta.url));
  const outputs = outputsOf(bytes);
  const plain = outputs.map((printed): Pasted => ({ printed, disguise: DISGUISES[0] as Disguise }));
  return { name, outputs, whole: modelOf(stackOf(plain)) };
});

type Pasted = { readonly printed: Printed; readonly disguise: Disguise };

function stackOf(pasted: readonly Pasted[]): Stack {
  const text = pasted.map(({ printed, disguise }) => disguise.put(printed)).join('\n');
  const read = importCapture([{ path: '-', bytes: encodeHostText(text) }], '');
  if (!read.ok) throw new Error(`${read.reason}\n${text}`);
  return buildStack(read.value.value, read.value.problems);
}

/** A device of which only the number, or the kernel's name, is known is called by that. */
function isWithin(
  part: ReadonlySet<string>,
  whole: ReadonlySet<string>,
  numbers: ReadonlyMap<string, string>,
): string[] {
  const named = (text: string) =>
    text.replace(/\b(?:\d+:\d+|dm-\d+)\b/g, (name) => numbers.get(name) ?? name);
  const all = new Set([...whole].map(named));
  return [...part].filter((each) => !all.has(named(each)));
}

/** The same, of fewer devices where fewer are known. */
function isPartOf(found: Found, whole: Found, numbers: ReadonlyMap<string, string>): boolean {
  const named = found.names.map((name) => numbers.get(name) ?? name);
  return found.rule === whole.rule && named.every((name) => whole.names.includes(name));
}

function numbersIn(outputs: readonly Printed[]): ReadonlyMap<string, string> {
  const plain = outputs.map((printed): Pasted => ({ printed, disguise: DISGUISES[0] as Disguise }));
  return new Map(
    stackOf(plain).devices.flatMap(({ devNo, kname, name }) => [
      [devNo as string, name] as const,
      ...(kname === null ? [] : [[kname, name] as const]),
    ]),
  );
}

const combination = fc.integer({ min: 0, max: hosts.length - 1 }).chain((at) => {
  const { outputs } = hosts[at] as (typeof hosts)[number];
  return fc.record({
    at: fc.constant(at),
    order: fc.shuffledSubarray(
      outputs.map((_, index) => index),
      { minLength: 1 },
    ),
    disguises: fc.array(fc.constantFrom(...DISGUISES), {
      minLength: outputs.length,
      maxLength: outputs.length,
    }),
  });
});

/** Outputs that may tell of no device at all. */
const SILENT = /^cat \/proc\/(swaps|mdstat|self\/mountinfo)$/;

test('a part of what a host printed, in any order and disguise, tells nothing that the whole does not', () => {
  fc.assert(
    fc.property(combination, ({ at, order, disguises }) => {
      const host = hosts[at] as (typeof hosts)[number];
      const pasted = order.map(
        (index): Pasted => ({
          printed: host.outputs[index] as Printed,
          disguise: disguises[index] as Disguise,
        }),
      );
      if (pasted.every(({ printed }) => SILENT.test(printed.command))) return;
      const stack = stackOf(pasted);
      const part = modelOf(stack);
      const numbers = numbersIn(host.outputs);
      expect(isWithin(part.devices, host.whole.devices, numbers)).toEqual([]);
      expect(isWithin(part.edges, host.whole.edges, numbers)).toEqual([]);
      expect(isWithin(part.uses, host.whole.uses, numbers)).toEqual([]);
      expect(
        part.findings.filter(
          (found) => !host.whole.findings.some((whole) => isPartOf(found, whole, numbers)),
        ),
      ).toEqual([]);
      for (const [name, size] of part.sizes) {
        const exact = host.whole.sizes.get(numbers.get(name) ?? name) ?? 0;
        expect(Math.abs(size - exact), `${name}: ${size}, ${exact}`).toBeLessThanOrEqual(exact * 0.06 + 512);
      }
      expect(stack.host.origin?.ignoredLines, JSON.stringify(stack.problems)).toBe(0);
      expectContained(pasted, part, numbers);
    }),
    { numRuns: RUNS },
  );
}, 3_000_000);

/** Every device that an output lists is there. */
function expectContained(pasted: readonly Pasted[], part: Model, numbers: ReadonlyMap<string, string>): void {
  for (const { printed } of pasted) {
    if (SILENT.test(printed.command)) continue;
    const listed = modelOf(stackOfOne(printed));
    expect(isWithin(listed.devices, part.devices, numbers), printed.command).toEqual([]);
    expect(isWithin(listed.edges, part.edges, numbers), printed.command).toEqual([]);
  }
}

const alone = new Map<Printed, Stack>();

function stackOfOne(printed: Printed): Stack {
  const known = alone.get(printed);
  if (known) return known;
  const stack = stackOf([{ printed, disguise: DISGUISES[0] as Disguise }]);
  alone.set(printed, stack);
  return stack;
}

test.each(hosts)(
  'all that $name printed gives the same in every disguise',
  ({ outputs, whole }) => {
    for (const disguise of DISGUISES) {
      const model = modelOf(stackOf(outputs.map((printed) => ({ printed, disguise }))));
      expect(model.devices, disguise.name).toEqual(whole.devices);
      expect(model.edges, disguise.name).toEqual(whole.edges);
      expect(model.findings, disguise.name).toEqual(whole.findings);
    }
  },
  300_000,
);
