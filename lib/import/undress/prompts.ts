import { firstWord, isKnownProgram, isProseLike } from './commands.ts';
import { typedCommand } from './typed-command.ts';

/** A command as typed after a prompt; empty where nothing was typed. */
export type Prompt = { readonly command: string };

/** Prompts stand at the beginning of a line, and are no longer than this. */
const LONGEST = 180;
const SIGN = /[#$%>❯➜λ»➤⟩▶›⇒→╼\ue0b0\ue0b1]|^\s*(?:\+|╰|\(initramfs\))/;
const TIME =
  /^(?:[[(]?(?:\w{3} \w{3} {1,2}\d{1,2} |\d{4}-\d\d-\d\d[T ]|\d\d\/\d\d\/\d{2,4} )?\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[AP]M)?(?:Z|[+-]\d\d:?\d\d)?[\])]?:?\s+)/;
const ENVIRONMENT = /^\((?!initramfs)[\w.@/:-]{1,60}\)\s*/;
const STATUS = /^[✔✘✗✓×]\s+/;

/** Each tells a prompt by itself, so that any command may follow. */
const SURE: readonly RegExp[] = [
  /^[└╰][─━]{1,3}(?:╼|\[[^\]]{0,60}\])?\s?[#$%❯➤➜λ>»]\s*/,
  /^╰[─━]{1,3}(?=\s|[a-z/])\s*/,
  /^\[[^\]]{1,120}\](?:[#$%]|>(?=\s|$))\s*/,
  /^\[[\w.-]{1,60}@[^\]]{1,120}\](?:\s?\S{1,80})?\s[#$%>](?=\s|$)\s*/,
  /^(?:ba|z|da|k|a)?sh-\d[\w.]{0,12}[#$]\s*/,
  /^\(initramfs\)\s+/,
  /^\$(?:\s+(?=[\w./~\\])|\s*$)/,
  /^[❯λ➤»⟩▶](?:\s+|$)/,
  /^(?:[\w.-]{1,60}(?:: ?| ))?~\S{0,100}\s?[#$❯](?:\s+|$)/,
  /^(?:[\w.-]{1,60}:\/[^\s:]{0,100}|\/[^\s:]{0,100}\s)[#$❯](?:\s+(?!->)|$)/,
];
const USER_AT_HOST = /^[\w.+-]{1,60}[@㉿][\w.-]{1,80}(?=[:\s~/\]#$%>)\ue0b0])/;
const USER_IN_COLOURS = /^\s?[\w.-]{1,40}(?:@[\w.-]{1,60})?\s?\ue0b0.{0,120}\ue0b0\s*/;
const ARROW = /^➜(?:\s+|$)/;
const ARROW_FOLDER = /^(?:~|[\w./~-]{1,80})\s+(?:(?:git|hg|svn):\([^)]{0,80}\)\s*)?(?:[✗✔⚡±]\s*)?/;

/** Null: the line begins with no prompt. */
export function readPrompt(line: string): Prompt | null {
  if (!SIGN.test(line.length > LONGEST ? line.slice(0, LONGEST) : line)) return null;
  const body = line.trimStart().replace(TIME, '').replace(ENVIRONMENT, '').replace(STATUS, '');
  return surePrompt(body) ?? likelyPrompt(body);
}

function surePrompt(body: string): Prompt | null {
  if (ARROW.test(body)) return { command: typedCommand(afterArrow(body.replace(ARROW, ''))) };
  const fitting =
    SURE.find((pattern) => pattern.test(body)) ?? (USER_IN_COLOURS.test(body) ? USER_IN_COLOURS : null);
  if (fitting) return { command: typedCommand(body.replace(fitting, '')) };
  const user = USER_AT_HOST.exec(body)?.[0];
  if (user === undefined) return null;
  const end = endOfSign(body, user.length);
  return end < 0 ? null : { command: typedCommand(body.slice(end)) };
}

/** After the arrow stands the folder, and what git says of it, before the command. */
function afterArrow(rest: string): string {
  return isKnownProgram(firstWord(rest)) ? rest : `${rest} `.replace(ARROW_FOLDER, '');
}

/** The first sign after the user that can end a prompt: no `50% ` of df, no `-> ` of a link. */
function endOfSign(body: string, from: number): number {
  const head = body.slice(0, LONGEST);
  const wide = head.indexOf('   ', from);
  for (const match of head.matchAll(/[#$%>❯»➜λ›⇒→\ue0b0](?=\s|$)|[#$](?=[a-z/])/g)) {
    if (match.index < from) continue;
    if (wide >= 0 && wide < match.index) return -1;
    if (/[\d%][%]|[-=]>/.test(head.slice(match.index - 1, match.index + 1))) continue;
    const end = match.index + 1;
    if (/^(?:\s|$)/.test(body.slice(end, end + 1)) || knownCommand(body.slice(end))) return end;
  }
  return -1;
}

/** Before a bare sign anything can stand, so what follows has to be a command that is known. */
function likelyPrompt(body: string): Prompt | null {
  const head = body.slice(0, LONGEST);
  if (head.startsWith('+') && !/\+\s*$/.test(body.slice(-4))) return knownCommand(body.replace(/^\++ /, ''));
  for (const match of head.matchAll(/[#$%>❯»➜›⇒→\ue0b0](?=[ \ta-z/\\])/g)) {
    const before = head.slice(0, match.index);
    if (!canBePrompt(before, match[0])) continue;
    const known = knownCommand(body.slice(match.index + 1));
    if (known) return known;
  }
  return null;
}

function canBePrompt(before: string, sign: string): boolean {
  if (before.length > 100 || /[-=<]$/.test(before) || /["`|;]| {3}/.test(before)) return false;
  if (sign === '%' && /\d$/.test(before)) return false;
  return before.split(' ', 8).length <= 6;
}

function knownCommand(rest: string): Prompt | null {
  if (rest.length > 2000 && !isKnownProgram(firstWord(rest.slice(0, 200).trimStart()))) return null;
  const command = typedCommand(rest);
  return isKnownProgram(firstWord(command)) && !isProseLike(command) ? { command } : null;
}
