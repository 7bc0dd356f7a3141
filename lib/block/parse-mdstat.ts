import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';

export type MdMember = {
  readonly kname: string;
  /** Slot-like number in the brackets (`desc_nr`), not the place in `[U_]`. */
  readonly number: number;
  readonly isFaulty: boolean;
  readonly isSpare: boolean;
  readonly isWriteMostly: boolean;
  readonly isJournal: boolean;
  readonly isReplacement: boolean;
};

export type MdActivity = {
  /** `resync`, `recovery`, `check`, `repair`, `reshape`. */
  readonly kind: string;
  /** Null while it waits. */
  readonly percent: number | null;
  /** As printed: `recovery = 12.6% (37043392/292945152) finish=127.5min speed=33440K/sec`, `resync=DELAYED`. */
  readonly text: string;
};

export type MdstatArray = {
  readonly kname: string;
  readonly line: number;
  /** `active`, `inactive`, `broken` … */
  readonly state: string;
  /** `read-only`, `auto-read-only`, empty. */
  readonly readOnly: string;
  /** `raid1`; empty for an inactive array. */
  readonly level: string;
  readonly members: readonly MdMember[];
  readonly sizeBytes: number | null;
  /** `1.2`, `external:imsm`, `non-persistent`; empty for 0.90. */
  readonly superblock: string;
  readonly totalDisks: number | null;
  readonly workingDisks: number | null;
  /** `U_`: one letter a disk; empty where md prints none. */
  readonly health: string;
  readonly bitmap: string;
  readonly activity: MdActivity | null;
};

type Draft = { -readonly [Key in keyof MdstatArray]: MdstatArray[Key] };

const HEAD = /^(md\S*) : (.*)$/;
const MEMBER = /^(\S+?)\[(\d{1,10})\]((?:\([A-Z]\))*)$/;
const BLOCKS = /^ +(\d{1,15}) blocks(?: (.*))?$/;
const ACTIVITY = /\b(resync|recovery|check|repair|reshape) *= *(?:(\d{1,3}(?:\.\d+)?)%|([A-Z]+))/;

/** Reads /proc/mdstat (kernel: drivers/md/md.c `md_seq_show`, and each level's `status`). */
export function parseMdstat(text: string, section = 'proc-mdstat'): Parsed<readonly MdstatArray[]> {
  const value: Draft[] = [];
  const problems: Problem[] = [];
  let array: Draft | null = null;
  forEachLine(text, (content, line) => {
    const head = HEAD.exec(content);
    if (head) {
      const { draft, strange } = arrayOf(head[1] ?? '', head[2] ?? '', line);
      array = draft;
      value.push(draft);
      if (strange.length > 0)
        problems.push({ section, line, message: `Not understood: ${strange.join(' ')}`, text: content });
    } else if (content.startsWith(' ') && array) {
      if (!takeDetail(array, content)) problems.push(stray(section, line, content));
    } else if (/^(?:Personalities|unused devices|read_ahead)\b/.test(content)) array = null;
    else if (content.trim() !== '') problems.push(stray(section, line, content));
  });
  return { value, problems };
}

function stray(section: string, line: number, text: string): Problem {
  return { section, line, message: 'Not a line of /proc/mdstat', text };
}

function arrayOf(kname: string, rest: string, line: number): { draft: Draft; strange: string[] } {
  const [state = '', ...words] = rest.split(' ').filter((word) => word !== '');
  const members: MdMember[] = [];
  const strange: string[] = [];
  let level = '';
  let readOnly = '';
  for (const word of words) {
    const member = memberOf(word);
    if (member) members.push(member);
    else if (word === '(read-only)' || word === '(auto-read-only)') readOnly = word.slice(1, -1);
    else if (level === '' && /^[a-z]+\d*$/.test(word)) level = word;
    else strange.push(word);
  }
  const draft: Draft = {
    kname,
    line,
    state,
    readOnly,
    level,
    members,
    sizeBytes: null,
    superblock: '',
    totalDisks: null,
    workingDisks: null,
    health: '',
    bitmap: '',
    activity: null,
  };
  return { draft, strange };
}

function memberOf(word: string): MdMember | null {
  const match = MEMBER.exec(word);
  if (!match) return null;
  const [, kname = '', number, flags = ''] = match;
  return {
    kname: kname.replaceAll('/', '!'),
    number: Number(number),
    isFaulty: flags.includes('(F)'),
    isSpare: flags.includes('(S)'),
    isWriteMostly: flags.includes('(W)'),
    isJournal: flags.includes('(J)'),
    isReplacement: flags.includes('(R)'),
  };
}

/** Takes in an indented line below an array's head; false for one that says nothing known. */
function takeDetail(array: Draft, content: string): boolean {
  const blocks = BLOCKS.exec(content);
  const activity = ACTIVITY.exec(content);
  const bitmap = /^ +bitmap: (.*)$/.exec(content);
  if (blocks) {
    const rest = blocks[2] ?? '';
    array.sizeBytes = Number(blocks[1]) * 1024;
    array.superblock = /\bsuper (\S+)/.exec(rest)?.[1] ?? '';
    const counts = /\[(\d{1,6})\/(\d{1,6})\](?: \[([A-Z_]+)\])?/.exec(rest);
    if (counts) {
      array.totalDisks = Number(counts[1]);
      array.workingDisks = Number(counts[2]);
      array.health = counts[3] ?? '';
    }
  } else if (bitmap) array.bitmap = bitmap[1] ?? '';
  else if (activity) {
    const [, kind = '', percent] = activity;
    array.activity = {
      kind,
      percent: percent === undefined ? null : Number(percent),
      text: content.slice(activity.index).trim(),
    };
  }
  return blocks !== null || bitmap !== null || activity !== null || content.trim() === '';
}
