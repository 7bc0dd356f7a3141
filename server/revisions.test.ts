import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceFixture, stackArbitrary, stackFixture } from '../lib/stack/device.fixture.ts';
import { followStack, NOTHING_FOLLOWED } from '../lib/stack/followed-stack.ts';
import { createRevisions, parsePosition, positionText } from './revisions.ts';

describe('revisions', () => {
  it('lead a viewer from any revision it had to the latest stack', () => {
    fc.assert(
      fc.property(fc.array(stackArbitrary, { minLength: 1, maxLength: 8 }), fc.nat(8), (stacks, leftAt) => {
        const revisions = createRevisions();
        let viewer = NOTHING_FOLLOWED;
        for (const [i, stack] of stacks.entries()) {
          revisions.publish(stack);
          if (i > leftAt) continue;
          const position =
            viewer.revision === null ? null : { ...revisions.position(), revision: viewer.revision };
          for (const message of revisions.since(position)) viewer = followStack(viewer, message, 0);
        }
        const position = { ...revisions.position(), revision: viewer.revision ?? 0 };
        for (const message of revisions.since(position)) viewer = followStack(viewer, message, 0);
        expect(viewer.stack).toEqual(stacks.at(-1));
        expect(viewer.isOutOfStep).toBe(false);
      }),
    );
  });

  it('do not grow when nothing changed', () => {
    const revisions = createRevisions();
    expect(revisions.publish(stackFixture([deviceFixture('254:0')]))).toBe(true);
    expect(revisions.publish(stackFixture([deviceFixture('254:0')]))).toBe(false);
    expect(revisions.position().revision).toBe(1);
  });

  it('keep the last 200 patches, and give the whole stack to who is further behind', () => {
    const revisions = createRevisions();
    for (let i = 0; i <= 300; i++)
      revisions.publish(stackFixture([deviceFixture('254:0', { sizeBytes: i })]));
    const { epoch, revision } = revisions.position();
    expect(revisions.since({ epoch, revision: revision - 200 }).map(({ kind }) => kind)).toEqual(
      Array(200).fill('patch'),
    );
    expect(revisions.since({ epoch, revision: revision - 201 })).toMatchObject([{ kind: 'stack', revision }]);
  });

  it('do not keep patches that are as large as the stack', () => {
    const revisions = createRevisions();
    const stackOfSize = (sizeBytes: number) =>
      stackFixture(Array.from({ length: 6000 }, (_, i) => deviceFixture(`254:${i}`, { sizeBytes })));
    for (const size of [1, 2, 3]) revisions.publish(stackOfSize(size));
    const { epoch } = revisions.position();
    expect(revisions.since({ epoch, revision: 2 }).map(({ kind }) => kind)).toEqual(['patch']);
    expect(revisions.since({ epoch, revision: 1 }).map(({ kind }) => kind)).toEqual(['stack']);
  });
});

describe('a position', () => {
  it('is read back from its text, and nothing else is one', () => {
    const { epoch } = createRevisions().position();
    expect(parsePosition(positionText({ epoch, revision: 12 }))).toEqual({ epoch, revision: 12 });
    for (const text of [null, undefined, '', '12', `${epoch}:`, `${epoch}:-1`, `x${epoch}:1`]) {
      expect(parsePosition(text)).toBeNull();
    }
  });
});
