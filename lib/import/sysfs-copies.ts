import type { Section } from '../capture/capture.ts';
import type { Evidence, EvidenceKind } from './evidence.ts';
import { importedSection } from './imported-section.ts';

/** What was copied of sysfs itself, as a sosreport has it, counts before what other outputs tell of the same. */
export function copiedAttributes(
  sections: readonly Section[],
  pile: ReadonlyMap<EvidenceKind, readonly Evidence[]>,
): readonly Section[] {
  const files = pile.get('sysfs') ?? [];
  const lines = new Map(files.flatMap(copied));
  if (lines.size === 0) return sections;
  const made = sections.find(({ name }) => name === 'sysfs');
  const kept = (made?.text ?? '')
    .split('\n')
    .filter((line) => line !== '' && !lines.has(line.slice(0, line.indexOf(':'))));
  const text = [...lines.values(), ...kept].map((line) => `${line}\n`).join('');
  const section = importedSection('sysfs', text, { command: made?.command ?? 'cat /sys/class/block/*/…' });
  return [...sections.filter((each) => each !== made), section];
}

/** `sda/size` and the line of it. */
function copied({ path, text }: Evidence): readonly (readonly [string, string])[] {
  const [, attribute] = /(?:block\/)((?:[^/]+\/)?[^/]+\/(?:loop\/)?[a-z_]+)$/.exec(path) ?? [];
  const key = attribute?.replace(/^[^/]+\/(?=[^/]+\/(?:dev|size|ro|partition|start)$)/, '');
  const value = text.replace(/\n$/, '');
  return key === undefined || value.includes('\n') ? [] : [[key, `${key}:${value}`]];
}
