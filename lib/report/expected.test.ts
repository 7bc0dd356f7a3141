import { describe, expect, test } from 'vitest';
import { runFixture } from '../run/finished-run.fixture.ts';
import { deviceOf } from '../stack/index-stack.ts';
import {
  inCase,
  type Recorded,
  recorded,
  S1,
  type Written,
  written,
  writtenFinding,
} from './recorded.fixture.ts';

/** Reports of real captures, as files to look at. `vitest run lib/report -u` writes them anew. */
const s1 = recorded(S1);

const rows: readonly (readonly [string, () => Written])[] = [
  ['s1-leaked', () => writtenFinding(s1)],
  ['s1-leaked-redacted', () => writtenFinding(s1, true)],
  ['s1-leaked-run', () => run(s1)],
  ['s1-leaked-host', () => written({ kind: 'host', stack: s1.stack }, s1.capture)],
  ['s1-leaked-device', () => device(s1)],
  ['suspended-middle', () => writtenFinding(recorded(inCase('suspended-middle')))],
  ['guest-group-through-loop', () => writtenFinding(recorded(inCase('guest-group-through-loop')))],
];

describe('reports of real captures are as expected', () => {
  test.each(rows)('%s', async (name, make) => {
    const { html, md } = make();
    await expect(html).toMatchFileSnapshot(`expected/${name}.html`);
    await expect(md).toMatchFileSnapshot(`expected/${name}.md`);
  });
});

function run({ stack, found: [finding] }: Recorded): Written {
  const device = finding?.intent && deviceOf(stack, finding.intent.device.identity);
  if (!device) throw new Error('there is nothing to mend');
  const made = runFixture({ kind: 'free', device: { identity: device.identity } }, stack);
  return written({ kind: 'run', stack, run: made }, null);
}

function device({ stack, capture }: Recorded): Written {
  const found = stack.devices.find(({ name }) => name === 'md125');
  if (!found) throw new Error('there is no array');
  return written({ kind: 'device', stack, device: found }, capture);
}
