import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Understood } from '../lib/dm/target-type.ts';
import type { PictureKind } from '../lib/picture/picture-of.ts';
import { encodeHostText, printableHostText } from '../lib/text/host-text.ts';
import { reasonOf } from '../server/reason-of.ts';
import { ExitStatus, printError, usageError } from './exit-status.ts';
import type { StackSource } from './open-stack.ts';
import { openSubject, type Subject } from './report-subject.ts';
import { writeOut } from './write-out.ts';

export type ReportCommand = StackSource & {
  readonly format: string;
  readonly finding?: string;
  readonly device?: string;
  readonly run?: string;
  readonly picture?: string;
  readonly redact?: true;
  readonly output?: string;
};

/** `dmscope report`; gives the exit status. */
export async function runReport(command: ReportCommand): Promise<number> {
  const { format } = command;
  if (!isFormat(format))
    return usageError(`--format is one of ${FORMATS.join(', ')}, not ${printableHostText(format)}`);
  const { picture = null, redact } = command;
  if (picture !== null && !isPictureKind(picture)) {
    return usageError(`--picture is ${KINDS.join(', ')}, not ${printableHostText(picture)}`);
  }
  const isText = format === 'html' || format === 'md';
  if (picture !== null && isText) return usageError('--picture goes with svg and png');
  const about = (['finding', 'device', 'run'] as const).filter((name) => command[name] !== undefined);
  const [first, second] = about;
  if (second !== undefined) return usageError(`--${first} and --${second} exclude each other`);
  const opened = await openSubject(command);
  if (!opened.ok) {
    printError(opened.reason);
    return opened.isUsageError ? ExitStatus.usageError : ExitStatus.failed;
  }
  const made = await reportBytes(opened.value, { format, picture, isRedacted: redact === true });
  return made.ok ? save(command.output, made.value) : usageError(made.reason);
}

const FORMATS = ['html', 'md', 'svg', 'png'] as const;
type Format = (typeof FORMATS)[number];

function isFormat(word: string): word is Format {
  return FORMATS.some((format) => format === word);
}

const KINDS: readonly PictureKind[] = ['diagram', 'extents', 'overview'];

function isPictureKind(word: string): word is PictureKind {
  return KINDS.some((kind) => kind === word);
}

/** `picture`: the kind that was asked for; null for the one that fits. */
type Wanted = {
  readonly format: Format;
  readonly picture: PictureKind | null;
  readonly isRedacted: boolean;
};

async function reportBytes(
  { question, capture }: Subject,
  { format, picture, isRedacted }: Wanted,
): Promise<Understood<Uint8Array>> {
  const { reportText } = await import('../lib/report/report-text.ts');
  const options = { madeBy: madeBy(), isRedacted, capture, picture };
  const text = reportText(question, format === 'png' ? 'svg' : format, options);
  if (!text.ok) return text;
  if (format !== 'png') return { ok: true, value: encodeHostText(text.value) };
  const { pngOfSvg } = await import('../server/picture-png.ts');
  return { ok: true, value: await pngOfSvg(text.value) };
}

function madeBy(): string {
  const file = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return `dmscope ${(JSON.parse(file) as { readonly version: string }).version}`;
}

async function save(file: string | undefined, bytes: Uint8Array): Promise<number> {
  if (file === undefined || file === '-') {
    await writeOut([bytes]);
    return ExitStatus.done;
  }
  try {
    await writeFile(file, bytes);
    return ExitStatus.done;
  } catch (error) {
    printError(`cannot write ${file}: ${reasonOf(error)}`);
    return ExitStatus.failed;
  }
}
