import {
  commandLength,
  isCommandLine,
  isDistinctProgram,
  isKnownProgram,
  isReport,
  isWholeCommand,
} from './commands.ts';
import { readPrompt } from './prompts.ts';
import { typedCommand } from './typed-command.ts';

/** What stands in place of a prompt: `### lsblk`, `lsblk:`, `**Output of lsblk -f:**`, `== dmsetup table ==`, or the command alone. */
export type Heading = {
  readonly command: string;
  /** Nothing but the command: it could be a line of some list as well. */
  readonly isBare: boolean;
};

const LONGEST = 200;
const MOST_WORDS = 24;
const PROC_FILE =
  /^\/(?:proc\/(?:mdstat|partitions|swaps|mounts|(?:self|1)\/mount(?:info|s))|etc\/(?:fstab|crypttab|mtab|lvm\/\S+))$/;
const BEFORE_COMMAND =
  /^(?:outputs?|results?|of|from|the|command|cmd|my|your|here|here's|heres|this|is|are|running|run|ran|executing|exec|after|before|now|current|for|and|with|full|complete|also|again|step|sudo|doas|\d+\W?|an?|\$|#|>)$/i;
const AFTER_COMMAND =
  /^(?:outputs?|results?|commands?|shows?|showed|is|are|was|says?|said|gives?|gave|prints?|printed|returns?|returned|reports?|reported|yields?|looks?|like|this|these|that|the|follows|following|follow|here|below|now|me|us|as|after|before|reboot|rebooting|i|we|get|got|see|on|from|host|node|guest|vm|again|then|removing|\(.*\)|=+>?|->|→)$/i;

/** The commands that print something, and files that are copied: most lines mention none. */
const MENTIONS =
  /(?<![a-zA-Z\d])(?:dmsetup|lsblk|losetup|blkid|(?:lv|vg|pv)(?:s|display|scan|cfgbackup)|lvm|lvmdiskscan|multipathd?|findmnt|swapon|mdadm|cryptsetup|udevadm|dmscope|bcache|make-bcache|dmstats|mount|cat|df|l[sl]|date|hostname|uname|watch)(?![a-zA-Z\d])|\/(?:proc|etc)\/|^==> /;

/** Tells of a line that is not set off that it is a heading. */
const NAMES_OUTPUT = /\b(?:output|result)s?\b|^(?:command|cmd|running|executing)\b|^`[^`]+`$/i;

/** Null: the line is no heading of an output. */
export function readHeading(line: string): Heading | null {
  if (line.length > LONGEST || !MENTIONS.test(line)) return null;
  const text = line.trim();
  const named = /^==> (\/\S+) <==$/.exec(text)?.[1];
  if (named !== undefined) return { command: `cat ${named}`, isBare: false };
  if (!/[a-z]{2}/.test(text) || /\S {3,}\S/.test(text)) return null;
  const core = withoutRulers(text);
  if (core === text) {
    if (isCommandLine(text)) return { command: typedCommand(text), isBare: true };
    const sudo = /^(?:sudo|doas) |^\/(?:usr\/)?s?bin\/\S+ /.test(text) ? typedCommand(text) : '';
    if (sudo !== '' && isCommandLine(sudo)) return { command: sudo, isBare: true };
    if (!NAMES_OUTPUT.test(text)) return null;
  }
  if (PROC_FILE.test(core)) return { command: `cat ${core}`, isBare: false };
  const command = commandIn(core, /:[*_\s]*$/.test(text));
  return command === null ? null : { command, isBare: false };
}

/** Without what rules a heading off: signs around it, its number. */
function withoutRulers(text: string): string {
  const start = text
    .replace(/^[#=*_~+\-–—•>\s[]+/, '')
    .replace(/^\(?\d{1,2}[.)]\s+/, '')
    .replace(/^[#*_\s]+/, '');
  return start === '' ? text : trimRulers(start);
}

function trimRulers(text: string): string {
  let end = text.length;
  while (end > 0 && /[#=*_~+\-–—:\s.…\]<>]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function commandIn(core: string, endsWithColon: boolean): string | null {
  const spans = core.split('`');
  if (spans.length === 3) return spanCommand(spans, endsWithColon);
  const parts = core.replace(/["'“”‘’`]/g, '').split(/\s+/, MOST_WORDS + 1);
  if (parts.length > MOST_WORDS) return null;
  const from = parts.findIndex((part, i) => isProgramAt(parts, i, withoutFolder(part)));
  if (from < 0) return null;
  const words = [withoutFolder(parts[from] ?? ''), ...parts.slice(from + 1)];
  const length = commandLength(words);
  if (!isWholeCommand(words.slice(0, length))) return null;
  const lead = parts.slice(0, from);
  const isLed = endsWithColon
    ? lead.length <= 10
    : lead.every((part) => BEFORE_COMMAND.test(trimRulers(part)));
  if (!isLed || !words.slice(length).every((part) => AFTER_COMMAND.test(trimRulers(part)))) return null;
  return words.slice(0, length).join(' ').replace(/:$/, '');
}

/** Words such as `mount` are commands only where something says so, or nothing else is there. */
function isProgramAt(parts: readonly string[], at: number, program: string): boolean {
  if (isDistinctProgram(program)) return true;
  if (!isKnownProgram(program) || !isReport(program)) return false;
  return at === 0
    ? commandLength(parts) === parts.length
    : /^(?:of|from|running|run|sudo|\$|#)$/i.test(parts[at - 1] ?? '');
}

function withoutFolder(part: string): string {
  return part.startsWith('/') ? typedCommand(part) : part.replace(/[:,]$/, '');
}

/** A code span with a command, beside which stand few words. */
function spanCommand(spans: readonly string[], endsWithColon: boolean): string | null {
  const [before = '', span = '', after = ''] = spans;
  const typed = readPrompt(span)?.command ?? typedCommand(span);
  const [program = ''] = typed.split(/\s/, 1);
  if (!isKnownProgram(program) || !isReport(typed)) return null;
  const isAlone = trimRulers(before + after).trim() === '';
  const isNamed = /\b(?:output|result)s?\b/i.test(before + after);
  return isAlone || isNamed || endsWithColon ? typed : null;
}
