import { encodeHostText } from '../text/host-text.ts';
import { CAPTURE_MAGIC, type Capture, type Section } from './capture.ts';

const NEWLINE = Uint8Array.of(10);

/**
 * A capture as a file again: `readCapture` gives the same capture back. A section that came with an earlier capture of
 * the stream, and was not repeated since, is written as part of that one, so that its age is not lost.
 */
export function writeCapture(capture: Capture): Uint8Array {
  const sections = [...capture.sections.values()];
  const sequences = new Set([...sections.map(({ sequence }) => sequence), capture.sequence]);
  const rising = [...sequences].sort((a, b) => a - b);
  return joined([
    line(CAPTURE_MAGIC),
    ...rising.flatMap((sequence) =>
      momentBytes(
        { ...capture, sequence },
        sections.filter((section) => section.sequence === sequence),
      ),
    ),
  ]);
}

function momentBytes(capture: Capture, sections: readonly Section[]): readonly Uint8Array[] {
  const { sequence, timeSeconds, reason, host, durationMs } = capture;
  return [
    line(`%% begin seq=${sequence} time=${timeSeconds} reason=${reason} host=${host}`),
    ...sections.filter(({ tier }) => tier === 'core').flatMap(sectionBytes),
    line(`%% end seq=${sequence} ms=${durationMs}`),
    ...sections.filter(({ tier }) => tier === 'extra').flatMap(sectionBytes),
  ];
}

function sectionBytes(section: Section): readonly Uint8Array[] {
  const { name, tier, state, exitStatus, durationMs, command, note, text } = section;
  const body = encodeHostText(text);
  const head = `name=${name} tier=${tier} state=${state} status=${exitStatus ?? '-'} ms=${durationMs}`;
  const parts = [line(`%% section ${head} bytes=${body.length} command=${command}`), body, NEWLINE];
  return note === '' ? parts : [...parts, line(`%% note name=${name} text=${note}`)];
}

function line(text: string): Uint8Array {
  return encodeHostText(`${text}\n`);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
