import { type MdMember, type MdstatArray, parseMdstat } from '../../../block/parse-mdstat.ts';
import type { ArrayFacts, DeviceFacts, GivenLine } from '../../reading.ts';
import { fileRead } from './command-words.ts';
import { ignoredLine, toolReader } from './tool-reader.ts';

const FILE = /^(?:\/?proc\/)?mdstat$/;
const HEAD = /^md\S* : (?:active|inactive|broken|clear)\b/;
const FIRST = /^Personalities\s*:/;
const LAST = /^unused devices:/;

/** /proc/mdstat, also grepped or without its first line. */
export const mdstatReader = toolReader({
  kind: 'mdstat',
  assumedCommand: 'cat /proc/mdstat',
  isCommand: (command) => fileRead(command, FILE) !== null,
  looksLike: (lines) => lines.some(({ text }) => HEAD.test(text) || FIRST.test(text)),
  find: (lines, { command, path }) => {
    const { value, problems } = parseMdstat(lines.map(textOf).join('\n'));
    const ignored = problems.flatMap(({ line }) => {
      const given = line === null ? undefined : lines[line - 1];
      // Of a head with a strange word all others are used.
      return given && !HEAD.test(given.text) ? [ignoredLine(given, '/proc/mdstat')] : [];
    });
    const isOfFile = command === '' && /(?:^|\/)proc\/mdstat$/.test(path);
    const isUncut = FIRST.test(lines[0]?.text ?? '') && LAST.test(lines.at(-1)?.text ?? '');
    const isAll = command === '' ? isOfFile || isUncut : (fileRead(command, FILE)?.isWhole ?? false);
    return {
      devices: value.map((array) => factsOf(array, lines[array.line - 1]?.at ?? 1)),
      ignored,
      whole: isAll ? ['arrays'] : [],
    };
  },
});

/** Blanks before a detail are what tells it from an array's head; a paste may have lost them. */
function textOf({ text }: GivenLine): string {
  const isDetail =
    /^\s*(?:\d+ blocks\b|bitmap: |\[[=>.]+\]|(?:resync|recovery|check|repair|reshape) *=)/.test(text);
  return isDetail ? `      ${text.trimStart()}` : text.replace(/^\s+(?=md\S* : )/, '');
}

function factsOf(array: MdstatArray, at: number): DeviceFacts {
  const { kname, state, level, readOnly, members, sizeBytes } = array;
  const isRunning = state !== 'inactive';
  const facts: ArrayFacts = {
    state: readOnly === '' ? state : `${state} (${readOnly})`,
    ...(level === '' ? {} : { level }),
    ...(array.totalDisks === null ? {} : { totalDisks: array.totalDisks }),
    ...(array.workingDisks === null ? {} : { workingDisks: array.workingDisks }),
    ...(array.activity === null ? {} : { activity: array.activity.text }),
    members: members.map((member) => ({
      ref: { kname: member.kname },
      slot: member.number,
      flags: flagsOf(member),
    })),
  };
  return {
    ref: { kname },
    at,
    type: level === '' ? 'md' : level,
    // Of an array that does not run the kernel adds up its members.
    ...(isRunning && sizeBytes !== null ? { size: { bytes: sizeBytes, isRounded: false } } : {}),
    ...(readOnly === 'read-only' ? { isReadOnly: true } : {}),
    array: facts,
    bases: members.map((member) => ({ kname: member.kname })),
  };
}

function flagsOf(member: MdMember): string {
  const { isFaulty, isSpare, isWriteMostly, isJournal, isReplacement } = member;
  return [
    isWriteMostly ? 'W' : '',
    isJournal ? 'J' : '',
    isFaulty ? 'F' : '',
    isSpare ? 'S' : '',
    isReplacement ? 'R' : '',
  ].join('');
}
