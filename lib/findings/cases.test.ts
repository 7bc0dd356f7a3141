import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCapture } from '../capture/read-capture.ts';
import { buildStack } from '../stack/build-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { findings } from './findings.ts';
import { notChecked } from './not-checked.ts';
import { renderFindings, renderNotChecked } from './render-text.ts';

/** e2e/cases/README.md tells how to add one. */
const FOLDER = new URL('../../e2e/cases/', import.meta.url);
const cases = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

function stackIn(file: URL): Stack {
  const { value, problems } = readCapture(readFileSync(file));
  if (!value) throw new Error(`${file.pathname} is no capture`);
  return buildStack(value, problems);
}

function inCase(name: string) {
  const before = new URL(`${name}/previous`, FOLDER);
  return {
    stack: stackIn(new URL(`${name}/capture`, FOLDER)),
    previous: existsSync(before) ? stackIn(before) : undefined,
    expected: readFileSync(new URL(`${name}/expected.txt`, FOLDER), 'utf8').replace(/^#.*\n/gm, ''),
  };
}

describe('on the recorded hosts', () => {
  test.each(cases)('findings are as expected in %s', (name) => {
    const { stack, previous, expected } = inCase(name);
    expect(renderFindings(findings(stack, previous)) + renderNotChecked(notChecked(stack))).toBe(expected);
  });

  test('there are at least sixty, and at least thirty of them have nothing to find', () => {
    const clean = cases.filter((name) => inCase(name).expected === 'none\n');
    expect(cases.length).toBeGreaterThanOrEqual(60);
    expect(clean.length).toBeGreaterThanOrEqual(30);
  });

  test('a finding has one id, and keeps it when the host gives its devices other numbers', () => {
    for (const name of cases) {
      const { stack } = inCase(name);
      const ids = findings(stack).map(({ id }) => id);
      expect(new Set(ids).size, name).toBe(ids.length);
      expect(
        findings(renumbered(stack)).map(({ id }) => id),
        name,
      ).toEqual(ids);
    }
  });
});

/** Every minor number of device-mapper's shifted, in tables and edges too, as after a reboot. */
function renumbered(stack: Stack): Stack {
  const majors = new Set(stack.devices.flatMap(({ dm, devNo }) => (dm ? [devNo.split(':')[0] ?? ''] : [])));
  const [major] = majors;
  if (major === undefined) return stack;
  const shifted = JSON.stringify(stack)
    .replace(new RegExp(`\\b${major}:(\\d+)\\b`, 'g'), (_, minor) => `${major}:${Number(minor) + 1000}`)
    .replace(/\bdm-(\d+)\b/g, (_, minor) => `dm-${Number(minor) + 1000}`);
  return JSON.parse(shifted);
}
