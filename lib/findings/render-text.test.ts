import { describe, expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { findings } from './findings.ts';
import { leakyHost } from './leaky-host.fixture.ts';
import { notChecked } from './not-checked.ts';
import { renderFindings, renderNotChecked } from './render-text.ts';

describe('findings as text', () => {
  test('no line is longer than 80 columns but for words that are', () => {
    const lines = renderFindings(findings(leakyHost(100, 5))).split('\n');
    const tooLong = lines.filter((line) => line.length > 80 && line.trim().includes(' '));
    expect(tooLong).toEqual([]);
  });

  test('advice that several share is given once', () => {
    const text = renderFindings(findings(leakyHost(100, 3)));
    expect(text.match(/use_devicesfile=1/g)?.length).toBe(1);
    expect(text.match(/prevent as with guest-group-on-snapshot-[0-9a-f]{10}\n/g)?.length).toBe(2);
  });

  test('a list of hundreds of devices is cut, and says by how much', () => {
    const [first] = findings(leakyHost(20, 1)) as [Finding];
    const devices = Array.from({ length: 300 }, (_, i) => ({
      devNo: `254:${i}` as const,
      name: `d${i}`,
      part: 'x',
    }));
    expect(renderFindings([{ ...first, devices }])).toContain('and 288 more');
  });

  test('what could not be judged is said, and nothing when all could be', () => {
    expect(renderNotChecked(notChecked(leakyHost(20, 1)))).toBe('');
    const stack = leakyHost(20, 1);
    const blind = { ...stack, devices: stack.devices.map((device) => ({ ...device, openedBy: null })) };
    expect(renderNotChecked(notChecked(blind))).toContain('which processes have devices open');
  });
});
