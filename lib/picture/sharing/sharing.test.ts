import { describe, expect, test } from 'vitest';
import { stackFixture } from '../../stack/device.fixture.ts';
import { explorePoolFixture, thinFixture } from '../../thin/explored-pool.fixture.ts';
import type { ExploredPool } from '../../thin/explored-pool.ts';
import { renderSvg } from '../scene/render-svg.ts';
import { sharingOfPool } from './sharing.ts';
import { sharingHeading, sharingScene } from './sharing-scene.ts';

/** A base image with two copies, one of which was copied again; a volume of its own; an unclaimed ID. */
const POOL: ExploredPool = explorePoolFixture([
  thinFixture(0, {
    name: 'base',
    mapped: 8000,
    exclusive: 100,
    shares: [
      [1, 7000],
      [2, 6400],
    ],
  }),
  thinFixture(1, {
    name: 'web',
    mapped: 9200,
    exclusive: 2200,
    shares: [
      [0, 7000],
      [2, 6400],
    ],
  }),
  thinFixture(2, {
    name: 'web-before-upgrade',
    mapped: 6400,
    exclusive: 0,
    shares: [
      [0, 6400],
      [1, 6400],
    ],
  }),
  thinFixture(5, { name: 'mail', mapped: 3000, exclusive: 2500, shares: [[7, 500]] }),
  thinFixture(7, { name: '', mapped: 1200, exclusive: 700, shares: [[5, 500]] }),
]);

describe('who shares blocks with whom', () => {
  test('families stand together, the largest first', () => {
    const { rows, arcs } = sharingOfPool(POOL);
    expect(rows.map(({ thinId, isApart }) => [thinId, isApart])).toEqual([
      [0, true],
      [1, false],
      [2, false],
      [5, true],
      [7, false],
    ]);
    expect(arcs.at(-1)).toEqual({ from: 0, to: 1, blocks: 7000 });
  });

  test('is said in words too, with the unclaimed ones', () => {
    expect(sharingHeading(sharingOfPool(POOL)).sentences).toContain('1 ID is unclaimed.');
  });

  test('only the largest are drawn, and how many are not is said', () => {
    const many = Array.from({ length: 100 }, (_, i) =>
      thinFixture(i, { name: `v${i}`, mapped: i, exclusive: i, shares: [] }),
    );
    const picture = sharingOfPool(explorePoolFixture(many));
    expect(picture.rows.length).toBe(48);
    expect(picture.rows[0]?.thinId).toBe(99);
    expect(sharingHeading(picture).sentences).toContain('The 52 smallest are left out.');
  });

  test('as a file it is as expected', async () => {
    const scene = sharingScene(sharingOfPool(POOL), stackFixture([]).host);
    await expect(renderSvg(scene)).toMatchFileSnapshot('../expected/pool-sharing.svg');
  });
});
