import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeHostText } from '../text/host-text.ts';
import { readCapture } from './read-capture.ts';
import { createStreamReader, type StreamEvent } from './stream-reader.ts';

const LS = 'vg-lv\t(254:0)\n';
const STREAM = `dmscope-capture 1
%% begin seq=1 time=1795227160 uptime=27.10 reason=start host=host1.example.com
%% section name=dmsetup-ls tier=core state=done status=0 ms=30 bytes=${LS.length} command=dmsetup --manglename none ls
${LS}
%% section name=losetup tier=core state=done status=1 ms=10 bytes=0 command=losetup --json -l

%% note name=losetup text=losetup: not found
%% end seq=1 ms=680
%% section name=dmsetup-status tier=extra state=late status=- ms=3010 bytes=0 command=dmsetup status

%% tick seq=1 uptime=29.12 busy=
%% begin seq=2 time=1795227165 uptime=32.48 reason=event host=host1.example.com
%% section name=dmsetup-ls tier=core state=done status=0 ms=30 bytes=0 command=dmsetup --manglename none ls

%% end seq=2 ms=90
`;

function eventsOf(text: string, chunkBytes = text.length): readonly StreamEvent[] {
  const reader = createStreamReader();
  const bytes = encodeHostText(text);
  const events: StreamEvent[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes)
    events.push(...reader.push(bytes.subarray(at, at + chunkBytes)));
  return [...events, ...reader.end()];
}

describe('reading what the collector prints', () => {
  test('a core capture is published whole, extra sections as they come', () => {
    const events = eventsOf(STREAM);
    expect(events.map((event) => event.kind)).toEqual(['core', 'extra', 'tick', 'core']);
    const [first, extra, tick, second] = events;
    if (first?.kind !== 'core' || extra?.kind !== 'extra' || tick?.kind !== 'tick' || second?.kind !== 'core')
      throw new Error();
    expect(first.capture).toMatchObject({
      sequence: 1,
      timeSeconds: 1795227160,
      host: 'host1.example.com',
      reason: 'start',
      durationMs: 680,
    });
    expect(first.capture.sections.get('dmsetup-ls')).toMatchObject({
      text: LS,
      exitStatus: 0,
      durationMs: 30,
      command: 'dmsetup --manglename none ls',
    });
    expect(first.capture.sections.get('losetup')).toMatchObject({
      exitStatus: 1,
      note: 'losetup: not found',
      text: '',
    });
    expect(extra.capture.sections.get('dmsetup-status')).toMatchObject({
      state: 'late',
      exitStatus: null,
      sequence: 1,
    });
    expect(tick).toEqual({ kind: 'tick', uptimeSeconds: 29.12, busy: '' });
    expect(second.capture.sections.get('dmsetup-ls')?.text).toBe('');
    expect(second.capture.sections.get('dmsetup-status')?.sequence).toBe(1);
  });

  test('the chunks it comes in make no difference', () => {
    const whole = eventsOf(STREAM);
    for (const size of [1, 2, 3, 7, 64]) expect(eventsOf(STREAM, size)).toEqual(whole);
  });

  test('a body that looks like headers stays a body', () => {
    const body =
      '%% end seq=1 ms=1\n%% section name=x tier=core state=done status=0 ms=1 bytes=0 command=x\n\n';
    const text = `dmscope-capture 1
%% begin seq=1 time=1 uptime=1 reason=start host=h
%% section name=dmsetup-ls tier=core state=done status=0 ms=1 bytes=${body.length} command=ls
${body}
%% end seq=1 ms=1
`;
    const events = eventsOf(text, 5);
    expect(events).toHaveLength(1);
    expect(events[0]?.kind === 'core' && [...events[0].capture.sections.keys()]).toEqual(['dmsetup-ls']);
  });

  test('a wrong byte count costs a problem, not the section and not the ones after it', () => {
    const damaged = STREAM.replace(LS, `${LS}added by hand\n`);
    const { value, problems } = readCapture(
      encodeHostText(damaged.slice(0, damaged.indexOf('%% begin seq=2'))),
    );
    expect(value?.sections.get('dmsetup-ls')?.text).toBe(`${LS}added by hand\n`);
    expect(value?.sections.get('losetup')?.note).toBe('losetup: not found');
    expect(problems).toEqual([
      {
        section: 'capture',
        line: 3,
        message: 'the byte count is wrong; the section is taken up to the next header',
        text: 'dmsetup-ls',
      },
    ]);
  });

  test('a capture that was cut short is read as far as it goes', () => {
    const { value, problems } = readCapture(encodeHostText(STREAM.slice(0, STREAM.indexOf('(254:0)') + 4)));
    expect(value?.sections.get('dmsetup-ls')?.text).toBe('vg-lv\t(254');
    expect(problems.map((problem) => problem.message)).toContain('the capture was cut short');
  });

  test('what is no capture gives no capture', () => {
    expect(readCapture(encodeHostText('total 12\ndrwxr-xr-x 2 root root\n')).value).toBeNull();
    expect(readCapture(new Uint8Array()).value).toBeNull();
  });

  test('any bytes, whole or spliced into a capture, are read without failing', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 80 }),
        fc.nat(STREAM.length),
        fc.integer({ min: 1, max: 50 }),
        (noise, at, size) => {
          const reader = createStreamReader();
          const bytes = [
            ...encodeHostText(STREAM.slice(0, at)),
            ...noise,
            ...encodeHostText(STREAM.slice(at)),
          ];
          for (let i = 0; i < bytes.length; i += size) reader.push(Uint8Array.from(bytes.slice(i, i + size)));
          reader.end();
          readCapture(noise);
        },
      ),
    );
  });
});
