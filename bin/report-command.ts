import { writeFile } from 'node:fs/promises';
import type { Understood } from '../lib/dm/target-type.ts';
import type { Finding } from '../lib/findings/finding.ts';
import type { About, PictureKind } from '../lib/picture/picture-of.ts';
import type { Stack } from '../lib/stack/stack.ts';
import { printableHostText } from '../lib/text/host-text.ts';
import { reasonOf } from '../server/reason-of.ts';
import { complain, ExitStatus } from './exit-status.ts';
import { openStack, type StackSource } from './open-stack.ts';
import { writeOut } from './write-out.ts';

export type ReportCommand = StackSource & {
  readonly format: string;
  readonly finding?: string;
  readonly device?: string;
  readonly picture?: string;
  readonly output?: string;
};

/** All that a report is made from. `picture`: the kind that was asked for; null for the one that fits. */
type Report = {
  readonly stack: Stack;
  readonly found: readonly Finding[];
  readonly about: About;
  readonly picture: PictureKind | null;
};

type Format = (report: Report) => Promise<Understood<Uint8Array>>;

/** One function for each format. */
const FORMATS: Readonly<Record<string, Format>> = { svg: asSvg, png: asPng };

/** `dmscope report`; gives the exit status. */
export async function runReport(command: ReportCommand): Promise<number> {
  const format = Object.hasOwn(FORMATS, command.format) ? FORMATS[command.format] : undefined;
  if (!format) {
    return askedWrongly(
      `--format is ${Object.keys(FORMATS).join(' or ')}, not ${printableHostText(command.format)}`,
    );
  }
  const { finding, device, picture = null } = command;
  if (picture !== null && !isPictureKind(picture)) {
    return askedWrongly(`--picture is ${KINDS.join(', ')}, not ${printableHostText(picture)}`);
  }
  if (finding !== undefined && device !== undefined)
    return askedWrongly('--finding and --device exclude each other');
  const opened = await openStack(command, 'once');
  if (!opened.ok) return failed(opened.reason);
  const stack = opened.value;
  const { findings } = await import('../lib/findings/findings.ts');
  const found = findings(stack);
  const about = await aboutWhat(stack, found, command);
  if (!about.ok) return askedWrongly(about.reason);
  const made = await format({ stack, found, about: about.value, picture });
  return made.ok ? save(command.output, made.value) : askedWrongly(made.reason);
}

const KINDS: readonly PictureKind[] = ['diagram', 'extents', 'overview'];

function isPictureKind(word: string): word is PictureKind {
  return KINDS.some((kind) => kind === word);
}

async function aboutWhat(
  stack: Stack,
  found: readonly Finding[],
  { finding: id, device: word }: ReportCommand,
): Promise<Understood<About>> {
  if (id !== undefined) {
    const finding = found.find((each) => each.id === id);
    if (finding) return { ok: true, value: { kind: 'finding', finding } };
    return {
      ok: false,
      reason: `no finding has the id ${printableHostText(id)}; dmscope findings lists them`,
    };
  }
  if (word === undefined) return { ok: true, value: { kind: 'host' } };
  const { findOneDevice } = await import('./find-one-device.ts');
  const device = findOneDevice(stack, word);
  return device.ok ? { ok: true, value: { kind: 'device', device: device.value } } : device;
}

async function svgOf({ stack, found, about, picture }: Report): Promise<Understood<string>> {
  const { pictureOf, picturesOf } = await import('../lib/picture/picture-of.ts');
  const { renderSvg } = await import('../lib/picture/scene/render-svg.ts');
  const kinds = picturesOf(about);
  const scene = pictureOf({ stack, found }, about, picture ?? kinds[0] ?? 'overview');
  if (scene) return { ok: true, value: renderSvg(scene) };
  return { ok: false, reason: `of a ${about.kind} there is ${kinds.join(' and ')}, not ${picture}` };
}

async function asSvg(report: Report): Promise<Understood<Uint8Array>> {
  const svg = await svgOf(report);
  return svg.ok ? { ok: true, value: new TextEncoder().encode(svg.value) } : svg;
}

async function asPng(report: Report): Promise<Understood<Uint8Array>> {
  const svg = await svgOf(report);
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
    return failed(`cannot write ${file}: ${reasonOf(error)}`);
  }
}

function askedWrongly(reason: string): number {
  complain(reason);
  return ExitStatus.askedWrongly;
}

function failed(reason: string): number {
  complain(reason);
  return ExitStatus.failed;
}
