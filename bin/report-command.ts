import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Understood } from '../lib/dm/target-type.ts';
import type { PictureKind } from '../lib/picture/picture-of.ts';
import type { Writing } from '../lib/report/block.ts';
import { encodeHostText, printableHostText } from '../lib/text/host-text.ts';
import { reasonOf } from '../server/reason-of.ts';
import { askedWrongly, complain, ExitStatus } from './exit-status.ts';
import type { StackSource } from './open-stack.ts';
import { pictureSvg } from './report-picture.ts';
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

/** All that a report is made from. `picture`: the kind that was asked for; null for the one that fits. */
export type Asked = {
  readonly subject: Subject;
  readonly picture: PictureKind | null;
  readonly isRedacted: boolean;
};

type Format = (asked: Asked) => Promise<Understood<Uint8Array>>;

/** One function for each format. */
const FORMATS: Readonly<Record<string, Format>> = { html: asHtml, md: asMarkdown, svg: asSvg, png: asPng };

/** `dmscope report`; gives the exit status. */
export async function runReport(command: ReportCommand): Promise<number> {
  const format = Object.hasOwn(FORMATS, command.format) ? FORMATS[command.format] : undefined;
  if (!format) {
    const known = Object.keys(FORMATS).join(', ');
    return askedWrongly(`--format is one of ${known}, not ${printableHostText(command.format)}`);
  }
  const { picture = null, redact } = command;
  if (picture !== null && !isPictureKind(picture)) {
    return askedWrongly(`--picture is ${KINDS.join(', ')}, not ${printableHostText(picture)}`);
  }
  const isText = format === asHtml || format === asMarkdown;
  if (picture !== null && isText) return askedWrongly('--picture goes with svg and png');
  const about = (['finding', 'device', 'run'] as const).filter((name) => command[name] !== undefined);
  const [first, second] = about;
  if (second !== undefined) return askedWrongly(`--${first} and --${second} exclude each other`);
  const opened = await openSubject(command);
  if (!opened.ok) {
    complain(opened.reason);
    return opened.isAskedWrongly ? ExitStatus.askedWrongly : ExitStatus.failed;
  }
  const made = await format({ subject: opened.value, picture, isRedacted: redact === true });
  return made.ok ? save(command.output, made.value) : askedWrongly(made.reason);
}

const KINDS: readonly PictureKind[] = ['diagram', 'extents', 'overview'];

function isPictureKind(word: string): word is PictureKind {
  return KINDS.some((kind) => kind === word);
}

async function asHtml(asked: Asked): Promise<Understood<Uint8Array>> {
  const { renderHtml } = await import('../lib/report/render-html.ts');
  return written(asked, renderHtml);
}

async function asMarkdown(asked: Asked): Promise<Understood<Uint8Array>> {
  const { renderMarkdown } = await import('../lib/report/render-markdown.ts');
  return written(asked, renderMarkdown);
}

async function written(
  { subject, isRedacted }: Asked,
  render: (writing: Writing) => string,
): Promise<Understood<Uint8Array>> {
  const { reportOf } = await import('../lib/report/report-of.ts');
  const { writingOf } = await import('../lib/report/content/writing-of.ts');
  const report = reportOf(subject.question, { madeBy: madeBy(), isRedacted, capture: subject.capture });
  if (report) return { ok: true, value: encodeHostText(render(writingOf(report))) };
  return { ok: false, reason: 'the journal keeps no stack of that run: nothing was looked at' };
}

function madeBy(): string {
  const file = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return `dmscope ${(JSON.parse(file) as { readonly version: string }).version}`;
}

async function asSvg(asked: Asked): Promise<Understood<Uint8Array>> {
  const svg = await pictureSvg(asked);
  return svg.ok ? { ok: true, value: new TextEncoder().encode(svg.value) } : svg;
}

async function asPng(asked: Asked): Promise<Understood<Uint8Array>> {
  const svg = await pictureSvg(asked);
  if (!svg.ok) return svg;
  const { pngOfSvg } = await import('../server/picture-png.ts');
  return { ok: true, value: await pngOfSvg(svg.value) };
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
    complain(`cannot write ${file}: ${reasonOf(error)}`);
    return ExitStatus.failed;
  }
}
