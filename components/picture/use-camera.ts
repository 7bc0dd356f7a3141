'use client';

import { useCallback, useState } from 'react';
import type { Bounds } from '../../lib/picture/diagram/diagram.ts';
import { type Camera, fitTo, isInView, keptNear, type Size } from './camera.ts';

type Looked = {
  readonly camera: Camera;
  readonly size: Size;
  readonly about: string;
  /** Where the reader put it; else it shows all that fits. */
  readonly isByHand: boolean;
};

type Options = {
  /** Another picture is looked at anew. */
  readonly about: string;
  readonly bounds: Bounds;
  /** What it is about, where that is one thing. */
  readonly centre: Bounds | null;
  readonly size: Size;
};

/**
 * Where a picture is looked at. It begins with all that fits, and goes on so until the reader moves it; but as long as all
 * of it is in view, nothing that comes or goes moves it.
 */
export function useCamera({ about, bounds, centre, size }: Options) {
  const [looked, setLooked] = useState<Looked | null>(null);
  const next = lookAgain(looked, { about, bounds, centre, size });
  if (next !== looked) setLooked(next);
  const move = useCallback(
    (to: (camera: Camera) => Camera) =>
      setLooked((last) => {
        if (last === null) return last;
        const moved = to(last.camera);
        if (moved === last.camera) return last;
        return { ...last, camera: keptNear(moved, bounds, last.size), isByHand: true };
      }),
    [bounds],
  );
  const showWhole = useCallback(() => setLooked(null), []);
  return { camera: next.camera, move, showWhole };
}

function lookAgain(last: Looked | null, { about, bounds, centre, size }: Options): Looked {
  if (last?.about === about) {
    const isSameSize = last.size.width === size.width && last.size.height === size.height;
    if (isSameSize && (last.isByHand || isInView(last.camera, bounds, size))) return last;
    if (last.isByHand) return { ...last, camera: sameMiddle(last, size), size };
  }
  return settled(last, { camera: fitTo(bounds, size, centre), size, about, isByHand: false });
}

/** A picture that is too large to be in view as a whole is not looked at anew for ever. */
function settled(last: Looked | null, next: Looked): Looked {
  const isSame =
    last !== null &&
    last.about === next.about &&
    last.size === next.size &&
    (['x', 'y', 'scale'] as const).every((key) => Math.abs(last.camera[key] - next.camera[key]) < 0.001);
  return isSame ? last : next;
}

function sameMiddle({ camera, size: before }: Looked, size: Size): Camera {
  return {
    ...camera,
    x: camera.x + (before.width - size.width) / 2 / camera.scale,
    y: camera.y + (before.height - size.height) / 2 / camera.scale,
  };
}
