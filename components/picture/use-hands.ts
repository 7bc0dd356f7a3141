'use client';

import { type KeyboardEvent, type PointerEvent, useCallback, useRef } from 'react';
import { type Camera, movedBy, zoomedBy } from './camera.ts';
import { directionOf } from './scene-moves.ts';

type Move = (to: (camera: Camera) => Camera) => void;
type Point = { readonly x: number; readonly y: number };

/** A pointer that went less than this has clicked. */
const CLICK_PX = 4;
const KEY_STEP_PX = 80;
const ZOOM_STEP = 1.25;

/** What wheel, pointers, fingers and keys do to where a picture is looked at. */
export function useHands(move: Move, showWhole: () => void) {
  const down = useRef(new Map<number, Point>());
  const start = useRef<Point | null>(null);
  const hasMoved = useRef(false);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    if (down.current.size === 0) {
      hasMoved.current = false;
      start.current = pointIn(event);
    }
    down.current.set(event.pointerId, pointIn(event));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const before = down.current.get(event.pointerId);
    if (!before) return;
    const now = pointIn(event);
    if (!hasMoved.current && distance(start.current ?? now, now) < CLICK_PX) return;
    // Only now: whose pointer is captured gets the click as well.
    event.currentTarget.setPointerCapture(event.pointerId);
    hasMoved.current = true;
    const other = [...down.current].find(([id]) => id !== event.pointerId)?.[1] ?? null;
    down.current.set(event.pointerId, now);
    move((camera) => (other ? pinched(camera, { before, now, other }) : dragged(camera, before, now)));
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    down.current.delete(event.pointerId);
  };
  /** The end of a drag is no click. */
  const onClickCapture = (event: { readonly stopPropagation: () => void }) => {
    if (hasMoved.current) event.stopPropagation();
    hasMoved.current = false;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const middle = { x: event.currentTarget.clientWidth / 2, y: event.currentTarget.clientHeight / 2 };
    if (event.key === '+' || event.key === '=') move((camera) => zoomedBy(camera, ZOOM_STEP, middle));
    else if (event.key === '-') move((camera) => zoomedBy(camera, 1 / ZOOM_STEP, middle));
    else if (event.key === '0') showWhole();
    else {
      const direction = directionOf(event.key);
      if (direction === null) return;
      const [dx, dy] = STEPS[direction];
      move((camera) => movedBy(camera, dx * KEY_STEP_PX, dy * KEY_STEP_PX));
    }
    event.preventDefault();
  };

  /** React listens to wheels without a way to keep the page from zooming. */
  const listenToWheel = useCallback(
    (element: HTMLElement | null) => {
      const onWheel = (event: WheelEvent) => {
        event.preventDefault();
        const at = pointIn({ currentTarget: element, clientX: event.clientX, clientY: event.clientY });
        const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
        if (event.ctrlKey || event.metaKey)
          move((camera) => zoomedBy(camera, Math.exp(-event.deltaY * lines * 0.004), at));
        else move((camera) => movedBy(camera, -event.deltaX * lines, -event.deltaY * lines));
      };
      element?.addEventListener('wheel', onWheel, { passive: false });
      return () => element?.removeEventListener('wheel', onWheel);
    },
    [move],
  );

  const handlers = {
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel: onPointerUp,
    onClickCapture,
    onKeyDown,
  };
  return { handlers, listenToWheel };
}

const STEPS = { up: [0, 1], down: [0, -1], left: [1, 0], right: [-1, 0] } as const;

function dragged(camera: Camera, before: Point, now: Point): Camera {
  return movedBy(camera, now.x - before.x, now.y - before.y);
}

/** Two fingers: what is between them stays between them. */
function pinched(
  camera: Camera,
  { before, now, other }: { readonly before: Point; readonly now: Point; readonly other: Point },
): Camera {
  const factor = Math.max(1, distance(now, other)) / Math.max(1, distance(before, other));
  const moved = movedBy(camera, (now.x - before.x) / 2, (now.y - before.y) / 2);
  return zoomedBy(moved, factor, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

type Pointed = { readonly currentTarget: Element | null; readonly clientX: number; readonly clientY: number };

function pointIn({ currentTarget, clientX, clientY }: Pointed): Point {
  const { left = 0, top = 0 } = currentTarget?.getBoundingClientRect() ?? {};
  return { x: clientX - left, y: clientY - top };
}
