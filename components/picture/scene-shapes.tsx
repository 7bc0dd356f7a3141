'use client';

import { createContext, memo, useContext } from 'react';
import { DASHES } from '../../lib/picture/scene/render-svg.ts';
import type {
  GroupShape,
  Paint,
  PathShape,
  RectShape,
  Shape,
  Stroke,
  TextShape,
} from '../../lib/picture/scene/scene.ts';

/** What is pointed out among the groups that stand for devices. */
export type SceneMarks = {
  readonly selected: string | null;
  /** What was sought and found: all others are quiet. Null while nothing is sought. */
  readonly matches: ReadonlySet<string> | null;
};

export const NO_SCENE_MARKS: SceneMarks = { selected: null, matches: null };

/** `stop`: the group that the tab key leads to. */
const MarksContext = createContext<SceneMarks & { readonly stop: string | null }>({
  ...NO_SCENE_MARKS,
  stop: null,
});

export const MarksOfScene = MarksContext.Provider;

/** Shapes as elements; they are drawn anew only when they are other shapes, not when marks change. */
export const Shapes = memo(function Shapes({ shapes }: { readonly shapes: readonly Shape[] }) {
  const keys = keysOf(shapes);
  return shapes.map((shape, at) => <ShapeView key={keys[at]} shape={shape} />);
});

/** A device keeps its element when others come and go around it; one that is drawn in several places keeps their order. */
function keysOf(shapes: readonly Shape[]): readonly string[] {
  const seen = new Map<string, number>();
  return shapes.map((shape) => {
    const kept = shape.kind === 'group' && shape.identity !== null ? shape.identity : shape.kind;
    const count = seen.get(kept) ?? 0;
    seen.set(kept, count + 1);
    return `${kept} ${count}`;
  });
}

const ShapeView = memo(function ShapeView({ shape }: { readonly shape: Shape }) {
  switch (shape.kind) {
    case 'rect':
      return <RectView shape={shape} />;
    case 'path':
      return <PathView shape={shape} />;
    case 'text':
      return <TextView shape={shape} />;
    case 'group':
      return shape.identity === null ? (
        <GroupView shape={shape} />
      ) : (
        <PickView shape={shape} identity={shape.identity} />
      );
    default:
      return shape satisfies never;
  }
});

function GroupView({ shape }: { readonly shape: GroupShape }) {
  return (
    <g transform={movedBy(shape)}>
      {shape.title !== null && <title>{shape.title}</title>}
      <Shapes shapes={shape.shapes} />
    </g>
  );
}

/** A group that stands for a device. */
function PickView({ shape, identity }: { readonly shape: GroupShape; readonly identity: string }) {
  const { selected, matches, stop } = useContext(MarksContext);
  const isSelected = identity === selected;
  const isMatch = matches?.has(identity) ?? false;
  const box = shape.shapes.find((each) => each.kind === 'rect');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button element cannot be drawn
    <g
      transform={movedBy(shape)}
      className="scene-pick"
      data-pick={identity}
      data-selected={isSelected || undefined}
      data-match={isMatch || undefined}
      data-quiet={(matches !== null && !isMatch && !isSelected) || undefined}
      role="button"
      tabIndex={identity === stop ? 0 : -1}
      aria-pressed={isSelected}
      aria-label={shape.title?.replaceAll('\n', ', ') ?? undefined}
    >
      {shape.title !== null && <title>{shape.title}</title>}
      <Shapes shapes={shape.shapes} />
      {box && (
        <rect
          className="scene-ring"
          x={box.x}
          y={box.y}
          width={box.width}
          height={box.height}
          rx={box.radius}
        />
      )}
    </g>
  );
}

function movedBy({ at }: GroupShape): string | undefined {
  return at && `translate(${at.x} ${at.y})`;
}

function RectView({ shape: { x, y, width, height, radius, fill, opacity, stroke } }: { shape: RectShape }) {
  return (
    <rect
      x={x}
      y={y}
      width={width}
      height={height}
      rx={radius}
      fill={colour(fill)}
      fillOpacity={opacity}
      {...stroked(stroke)}
    />
  );
}

function PathView({ shape: { d, fill, stroke } }: { shape: PathShape }) {
  return <path d={d} fill={colour(fill)} {...stroked(stroke)} />;
}

function TextView({ shape: { x, y, text, face, size, paint, isBold, anchor } }: { shape: TextShape }) {
  return (
    <text
      x={x}
      y={y}
      fontFamily={`var(--font-${face})`}
      fontSize={size}
      fontWeight={isBold && 600}
      textAnchor={anchor}
      fill={colour(paint)}
    >
      {text}
    </text>
  );
}

/** A paint's name is a token's name: so both themes have it. */
function colour(paint: Paint | undefined): string {
  return paint === undefined ? 'none' : `var(--${paint})`;
}

function stroked(stroke: Stroke | undefined) {
  if (stroke === undefined) return {};
  const { paint, width, dash } = stroke;
  return { stroke: colour(paint), strokeWidth: width, strokeDasharray: dash && DASHES[dash] };
}
