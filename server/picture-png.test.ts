import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pictureOf } from '../lib/picture/picture-of.ts';
import { renderSvg } from '../lib/picture/scene/render-svg.ts';
import type { Scene, Shape } from '../lib/picture/scene/scene.ts';
import { plannedArbitrary } from '../lib/plan/plan.fixture.ts';
import { pngOfSvg } from './picture-png.ts';

const WIDTH_AT = 16;

function sceneOf(width: number, ...shapes: readonly Shape[]): Scene {
  return { width, height: 40, title: 'test', shapes };
}

function text(words: string, face: 'text' | 'mono'): Shape {
  return { kind: 'text', x: 4, y: 20, text: words, face, size: 14, paint: 'text' };
}

describe('a picture as PNG', () => {
  test('has both faces, from fonts that come along', async () => {
    const empty = Buffer.from(await pngOfSvg(renderSvg(sceneOf(200))));
    const drawn = await Promise.all(
      (['text', 'mono'] as const).map((face) =>
        pngOfSvg(renderSvg(sceneOf(200, text('vg-lv 12 MiB', face)))),
      ),
    );
    for (const png of drawn) expect(png.length).toBeGreaterThan(empty.length + 300);
    expect(drawn[0]).not.toEqual(drawn[1]);
  });

  test('is at twice the size, and smaller only where that would not fit into memory', async () => {
    const widths = await Promise.all(
      [200, 20_000].map(async (width) =>
        Buffer.from(await pngOfSvg(renderSvg(sceneOf(width)))).readUInt32BE(WIDTH_AT),
      ),
    );
    expect(widths).toEqual([400, 12_000]);
  });

  test('can be made of any host, whatever its guests call their devices', async () => {
    for (const { stack } of fc.sample(plannedArbitrary, { numRuns: 8, seed: 4 })) {
      for (const kind of ['diagram', 'overview'] as const) {
        const scene = pictureOf({ stack, found: [] }, { kind: 'host' }, kind);
        // It is read as XML first: a name that broke out of its text would end it here.
        const png = await pngOfSvg(renderSvg(scene ?? sceneOf(1)));
        expect(Buffer.from(png).readUInt32BE(WIDTH_AT)).toBeGreaterThan(1000);
      }
    }
  });
});
