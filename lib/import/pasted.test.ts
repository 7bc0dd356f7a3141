import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findings } from '../findings/findings.ts';
import { notChecked } from '../findings/not-checked.ts';
import { renderFindings, renderNotChecked } from '../findings/render-text.ts';
import { buildStack } from '../stack/build-stack.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { printableHostText } from '../text/host-text.ts';
import { formatBytes } from '../text/size.ts';
import { allTree } from '../tree/all-tree.ts';
import { parseTreeOptions } from '../tree/tree-options.ts';
import { importCapture } from './import-capture.ts';
import { originLines } from './origin.ts';

/**
 * What people paste, as they pasted it, and what dmscope makes of it: reviewed by hand against what they were after. To have the answers
 * written anew: `UPDATE_PASTED=1`, then read what came of it.
 */
const FOLDER = new URL('../../e2e/pasted/', import.meta.url);
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.txt') && !file.endsWith('.expected.txt'))
  .map((file) => file.slice(0, -'.txt'.length));

describe('what people paste', () => {
  test.each(names)('%s', (name) => {
    const bytes = readFileSync(new URL(`${name}.txt`, FOLDER));
    const expected = new URL(`${name}.expected.txt`, FOLDER);
    const text = answerTo(bytes);
    if (process.env.UPDATE_PASTED) writeFileSync(expected, text);
    expect(existsSync(expected) ? readFileSync(expected, 'utf8') : '').toBe(text);
  });
});

function answerTo(bytes: Uint8Array): string {
  const read = importCapture([{ path: '-', bytes }], '');
  if (!read.ok) return `${read.reason}\n`;
  const stack = buildStack(read.value.value, read.value.problems);
  return [
    ...(stack.host.origin ? originLines(stack.host.origin) : []),
    '',
    treeText(stack),
    ...stack.devices.map(factsOf),
    '',
    renderFindings(findings(stack)).trimEnd(),
    renderNotChecked(notChecked(stack)).trimEnd(),
    ...(stack.problems.length > 0 ? ['', 'Problems:'] : []),
    ...stack.problems.map(
      ({ line, message, text }) => `${line ?? '-'}: ${message}: ${printableHostText(text)}`,
    ),
    '',
  ].join('\n');
}

function treeText(stack: Stack): string {
  const options = parseTreeOptions('utf,active,open,blkdevname', { columns: null, isUtf8: true });
  if (!options.ok) throw new Error(options.reason);
  return [...allTree(stack, options.value)].join('');
}

function factsOf({ name, kind, sizeBytes, isReadOnly, mounts, swap, fileSystem, dm, md }: Device): string {
  const facts = [
    kind,
    ...(sizeBytes === null ? [] : [formatBytes(sizeBytes)]),
    ...(isReadOnly ? ['read-only'] : []),
    ...(dm?.uuid ? [dm.uuid] : []),
    ...(dm?.hasInactiveTable ? ['inactive table'] : []),
    ...(dm?.segments ?? []).map(
      ({ target, args, status }) => `${target} ${args}${status === null ? '' : ` [${status}]`}`,
    ),
    ...(md ? [`${md.level} ${md.state} ${md.degradedDisks ?? '?'} of ${md.totalDisks ?? '?'} missing`] : []),
    ...(fileSystem ? [fileSystem.type] : []),
    ...mounts.map(({ mountPoint }) => `at ${mountPoint}`),
    ...(swap ? ['swap'] : []),
  ];
  return `${printableHostText(name)}: ${facts.map(printableHostText).join(', ')}`;
}
