import { describe, expect, test } from 'vitest';
import type { Finding } from '../../lib/findings/finding.ts';
import { recorded, S1 } from '../../lib/report/recorded.fixture.ts';
import { reportText } from '../../lib/report/report-text.ts';
import manifest from '../../package.json' with { type: 'json' };
import { evidenceOf, makeReport, type ReportAbout } from './make-report.ts';

const { capture, stack, found } = recorded(S1);
const [leak] = found as readonly [Finding];
const AS_HTML = { format: 'html', isRedacted: false } as const;

async function text(about: ReportAbout): Promise<string> {
  const made = await makeReport(about, evidenceOf(capture), AS_HTML);
  return made.ok ? new TextDecoder().decode(made.value.bytes) : made.reason;
}

describe('a report that is made on the page', () => {
  test('is what the command line makes of the same capture', async () => {
    const options = { madeBy: `dmscope ${manifest.version}`, isRedacted: false, capture, picture: null };
    const expected = reportText({ kind: 'finding', stack, finding: leak }, 'html', options);
    expect(await text({ kind: 'finding', finding: leak })).toBe(expected.ok ? expected.value : '');
  });

  test('takes a finding from the page that needs two looks, while its devices are there', async () => {
    const twoLooks = { ...leak, id: 'snapshot-fills-0', title: 'It fills by 1 MiB a second' };
    expect(await text({ kind: 'finding', finding: twoLooks })).toContain('It fills by 1 MiB a second');
    const [first] = leak.devices;
    if (!first) throw new Error('the leak has no device');
    const gone = { ...twoLooks, devices: [{ ...first, name: 'gone' }] };
    expect(await text({ kind: 'finding', finding: gone })).toBe('the host no longer has this finding');
  });

  test('says so when the device has gone meanwhile', async () => {
    const [device] = stack.devices;
    if (!device) throw new Error('the recording has no device');
    const about = { kind: 'device', device: { ...device, identity: 'dm:gone' } } as const;
    expect(await text(about)).toBe('the host no longer has this device');
  });
});
