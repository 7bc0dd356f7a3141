import type { Section } from '../capture/capture.ts';

/** A section of a capture that no collector took. `note` says where its text came from. */
export function importedSection(
  name: string,
  text: string,
  from: { command: string; note?: string },
): Section {
  return {
    name,
    tier: 'core',
    state: 'done',
    sequence: 1,
    exitStatus: 0,
    durationMs: 0,
    command: oneLine(from.command),
    note: oneLine(from.note ?? ''),
    text,
  };
}

/** A header of a capture is one line. */
function oneLine(text: string): string {
  return text.replace(/[\0-\x1f]+/g, ' ').trim();
}
