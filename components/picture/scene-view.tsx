'use client';

import { type KeyboardEvent, type Ref, useMemo, useState } from 'react';
import type { Shape } from '../../lib/picture/scene/scene.ts';
import { type Direction, directionOf, nearestIn, pickOf } from './scene-moves.ts';
import { MarksOfScene, type SceneMarks, Shapes } from './scene-shapes.tsx';

type SceneViewProps = {
  /** What the picture shows, for who cannot see it. */
  readonly title: string;
  readonly shapes: readonly Shape[];
  /** The part of the scene that is in view: x, y, width, height. */
  readonly view: SceneBox;
  readonly marks: SceneMarks;
  /** `identity`: of the group that was picked. */
  readonly onPick: (identity: string) => void;
  /** Goes before the nearest in that direction: who an arrow key leads to, best first. */
  readonly neighbours?: (identity: string, direction: Direction) => readonly string[];
  readonly onFocusPick?: (identity: string) => void;
  readonly className?: string;
  /** The id of what says more about it, such as its keys. */
  readonly describedBy?: string;
  readonly ref?: Ref<SVGSVGElement>;
};

export type SceneBox = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/**
 * A scene on the page: the shapes that an SVG file of it has, in the colours of the page's theme. What stands for a device
 * can be picked, by a click or with the keyboard: the picture has one tab stop, arrows lead to what is near, Enter picks.
 */
export function SceneView(props: SceneViewProps) {
  const { title, shapes, view, marks, onPick, neighbours, onFocusPick, className = '', ref } = props;
  const [focused, setFocused] = useState<string | null>(null);
  const picks = useMemo(() => identitiesIn(shapes), [shapes]);
  const stop = [focused, marks.selected].find((each) => each !== null && picks.has(each)) ?? first(picks);

  const onKeyDown = (event: KeyboardEvent) => {
    const at = pickOf(event.target);
    if (!at || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const identity = at.dataset.pick ?? '';
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onPick(identity);
      return;
    }
    const direction = directionOf(event.key);
    if (direction === null) return;
    event.preventDefault();
    nearestIn(at, direction, neighbours?.(identity, direction) ?? [])?.focus({ preventScroll: true });
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn
    <svg
      ref={ref}
      className={`scene ${className}`}
      viewBox={[view.x, view.y, view.width, view.height].map((each) => each.toFixed(2)).join(' ')}
      role="group"
      aria-label={title}
      aria-describedby={props.describedBy}
      onClick={(event) => {
        const at = pickOf(event.target);
        if (at) onPick(at.dataset.pick ?? '');
      }}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const identity = pickOf(event.target)?.dataset.pick;
        if (identity === undefined) return;
        setFocused(identity);
        onFocusPick?.(identity);
      }}
    >
      <MarksOfScene value={useMemo(() => ({ ...marks, stop }), [marks, stop])}>
        <Shapes shapes={shapes} />
      </MarksOfScene>
    </svg>
  );
}

function identitiesIn(shapes: readonly Shape[], found = new Set<string>()): ReadonlySet<string> {
  for (const shape of shapes) {
    if (shape.kind !== 'group') continue;
    if (shape.identity !== null) found.add(shape.identity);
    identitiesIn(shape.shapes, found);
  }
  return found;
}

function first(picks: ReadonlySet<string>): string | null {
  for (const pick of picks) return pick;
  return null;
}
