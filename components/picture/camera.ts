import type { Bounds } from '../../lib/picture/diagram/diagram.ts';

/**
 * Where a reader looks at a picture that may be larger than its place: which point of the scene is in the upper left
 * corner, and how many pixels a unit of the scene takes. Pure, so that what a wheel, a finger and a key do is the same.
 */
export type Camera = { readonly x: number; readonly y: number; readonly scale: number };

/** Of the place on the page, in pixels. */
export type Size = { readonly width: number; readonly height: number };

const SCALES = { smallest: 0.05, largest: 3 } as const;
/** Around a picture that fits. */
const MARGIN = 24;
/** Below a picture that fits: what zooms it lies over its place. */
const CONTROLS = 30;
/** Smaller than this, names cannot be read: what the picture is about is shown rather than all of it. */
const READABLE = 0.58;

/** All of the scene, or if nothing could be read then, what is around `centre`. */
export function fitTo(bounds: Bounds, place: Size, centre: Bounds | null = null): Camera {
  const size = { ...place, height: place.height - CONTROLS };
  const wide = (size.width - 2 * MARGIN) / Math.max(1, bounds.right - bounds.left);
  const high = (size.height - 2 * MARGIN) / Math.max(1, bounds.bottom - bounds.top);
  const scale = within(Math.min(wide, high, 1), SCALES.smallest, SCALES.largest);
  if (centre === null || scale >= READABLE) return centredOn(bounds, size, scale);
  return filled(centredOn(centre, size, READABLE), bounds, size);
}

/** No room is left empty on one side while there is more of the picture on the other. */
function filled(camera: Camera, bounds: Bounds, size: Size): Camera {
  const whole = centredOn(bounds, size, camera.scale);
  const margin = MARGIN / camera.scale;
  const [width, height] = [size.width / camera.scale, size.height / camera.scale];
  const [left, right] = [bounds.left - margin, bounds.right + margin - width];
  const [top, bottom] = [bounds.top - margin, bounds.bottom + margin - height];
  return {
    ...camera,
    x: left < right ? within(camera.x, left, right) : whole.x,
    y: top < bottom ? within(camera.y, top, bottom) : whole.y,
  };
}

export function centredOn({ left, top, right, bottom }: Bounds, size: Size, scale: number): Camera {
  return {
    x: (left + right - size.width / scale) / 2,
    y: (top + bottom - size.height / scale) / 2,
    scale,
  };
}

/** `at`: the point of the place that stays where it is. */
export function zoomedBy(
  camera: Camera,
  factor: number,
  at: { readonly x: number; readonly y: number },
): Camera {
  const scale = within(camera.scale * factor, SCALES.smallest, SCALES.largest);
  return {
    x: camera.x + at.x / camera.scale - at.x / scale,
    y: camera.y + at.y / camera.scale - at.y / scale,
    scale,
  };
}

/** By pixels of the place. */
export function movedBy(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale };
}

/** Some of the picture stays in view, however far it is moved. */
export function keptNear(camera: Camera, bounds: Bounds, size: Size): Camera {
  const [width, height] = [size.width / camera.scale, size.height / camera.scale];
  const rest = Math.min(120 / camera.scale, width / 2, height / 2);
  return {
    ...camera,
    x: within(camera.x, bounds.left - width + rest, bounds.right - rest),
    y: within(camera.y, bounds.top - height + rest, bounds.bottom - rest),
  };
}

/** Moved no further than needed to have `box` in view. */
export function reaching(camera: Camera, box: Bounds, size: Size): Camera {
  if (isInView(camera, box, size)) return camera;
  const [width, height] = [size.width / camera.scale, size.height / camera.scale];
  const margin = Math.min(30 / camera.scale, width / 8, height / 8);
  const x = reach({ at: camera.x, length: width - margin }, box.left - margin, box.right);
  const y = reach({ at: camera.y, length: height - margin }, box.top - margin, box.bottom);
  return { ...camera, x, y };
}

export function isInView(camera: Camera, { left, top, right, bottom }: Bounds, size: Size): boolean {
  return (
    left >= camera.x &&
    top >= camera.y &&
    right <= camera.x + size.width / camera.scale &&
    bottom <= camera.y + size.height / camera.scale
  );
}

function reach({ at, length }: { readonly at: number; readonly length: number }, from: number, to: number) {
  if (from < at) return from;
  return to > at + length ? Math.min(from, to - length) : at;
}

function within(value: number, least: number, most: number): number {
  return Math.max(Math.min(least, most), Math.min(Math.max(least, most), value));
}
