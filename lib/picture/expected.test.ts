import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCapture } from '../capture/read-capture.ts';
import { findings } from '../findings/findings.ts';
import { buildStack } from '../stack/build-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { findDevice } from '../tree/find-device.ts';
import { type About, type PictureKind, pictureOf } from './picture-of.ts';
import { renderSvg } from './scene/render-svg.ts';

/**
 * Pictures of real captures, as files to look at. `vitest run lib/picture -u` draws them anew; each is one element a line, so
 * that a difference can be read.
 */
const CASES = new URL('../../e2e/cases/', import.meta.url);
const ZOO = new URL('../tree/fixtures/', import.meta.url);

type Row = {
  /** Of the expected file. */
  readonly name: string;
  readonly capture: URL;
  /** `finding` for the first one, `host`, or the name of a device. */
  readonly about: string;
  readonly kind: PictureKind;
};

const rows: readonly Row[] = [
  inCase('s1-before', 'vm--volumes-docker2.example.com--volumes', 'diagram'),
  inCase('s1-leaked', 'finding', 'diagram'),
  inCase('s1-leaked', 'host', 'overview'),
  inCase('s1-leaked', 'md125', 'extents'),
  inCase('s1-leaked', 'vm--volumes-snap--docker2.example.com--volumes-cow', 'extents'),
  inCase('s1-leaked-mounted', 'finding', 'diagram'),
  inCase('s3-raw-luks-in-use', 'ubda', 'diagram'),
  inCase('s3-qcow2-mounted', 'nbd0', 'diagram'),
  inCase('thin-snapshots', 'host', 'diagram'),
  inCase('thin-snapshots', 'host', 'overview'),
  inCase('host-thin-on-raid-and-cache', 'host', 'overview'),
  inCase('zoo-lvm-linear', 'host', 'diagram'),
  inCase('suspended-middle', 'finding', 'diagram'),
  inCase('multipath-path-failed', 'finding', 'diagram'),
  inCase('health-md-degraded', 'finding', 'diagram'),
  inCase('health-raid-degraded', 'finding', 'diagram'),
  inCase('table-with-missing-disk', 'finding', 'diagram'),
  inCase('pool-made-read-only', 'host', 'diagram'),
  inZoo('05a-lvm-types-1-types', 'vg--all-raid5', 'diagram'),
  inCase('thin-snapshots', 'vg-pool-tpool', 'extents'),
  inCase('health-raid-degraded', 'vg-twins', 'extents'),
  inZoo('05a-lvm-types-1-types', 'host', 'overview'),
  inZoo('05a-lvm-types-1-types', 'host', 'diagram'),
  inZoo('05b-dm-targets-1-targets', 'host', 'diagram'),
  inZoo('lab-raw-names', 'host', 'diagram'),
];

describe('pictures of real captures are as expected', () => {
  test.each(rows)('$kind of $about in $name', async ({ name, capture, about, kind }) => {
    const stack = stackIn(capture);
    const found = findings(stack);
    const scene = pictureOf({ stack, found }, whatIn(stack, about), kind);
    const file = `expected/${name}-${about.replaceAll(/[^A-Za-z0-9]+/g, '-')}-${kind}.svg`;
    await expect(renderSvg(scene ?? nothing(name))).toMatchFileSnapshot(file);
  });

  function whatIn(stack: Stack, about: string): About {
    if (about === 'host') return { kind: 'host' };
    const [finding] = findings(stack);
    if (about === 'finding') return finding ? { kind: 'finding', finding } : nothing(about);
    const found = findDevice(stack, about);
    return found.kind === 'found' ? { kind: 'device', device: found.device } : nothing(about);
  }
});

function inCase(name: string, about: string, kind: PictureKind): Row {
  return { name, about, kind, capture: new URL(`${name}/capture`, CASES) };
}

function inZoo(name: string, about: string, kind: PictureKind): Row {
  return { name, about, kind, capture: new URL(`${name}.capture`, ZOO) };
}

function stackIn(file: URL): Stack {
  const { value, problems } = readCapture(readFileSync(file));
  return value ? buildStack(value, problems) : nothing(file.pathname);
}

function nothing(what: string): never {
  throw new Error(`there is nothing to draw of ${what}`);
}
