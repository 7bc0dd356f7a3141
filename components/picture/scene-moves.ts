export type Direction = 'up' | 'down' | 'left' | 'right';

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

export function directionOf(key: string): Direction | null {
  return KEYS[key] ?? null;
}

/** The group that an element of a picture belongs to and that can be picked; null for none. */
export function pickOf(target: EventTarget | null): SVGGElement | null {
  return target instanceof Element ? target.closest<SVGGElement>('[data-pick]') : null;
}

/** The first of `preferred` that is drawn, else whatever is nearest on that side, as it is on the screen. */
export function nearestIn(
  from: SVGGElement,
  direction: Direction,
  preferred: readonly string[],
): SVGGElement | null {
  const picks = [...(from.ownerSVGElement?.querySelectorAll<SVGGElement>('[data-pick]') ?? [])];
  for (const identity of preferred) {
    const found = picks.find((pick) => pick.dataset.pick === identity);
    if (found) return found;
  }
  const start = from.getBoundingClientRect();
  let best: { readonly pick: SVGGElement; readonly distance: number } | null = null;
  for (const pick of picks) {
    const distance = distanceTo(start, pick.getBoundingClientRect(), direction);
    if (pick !== from && distance !== null && (best === null || distance < best.distance))
      best = { pick, distance };
  }
  return best?.pick ?? null;
}

type Box = Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>;

/** What lies aside counts threefold: an arrow should keep its direction. Null for what is not on that side. */
export function distanceTo(from: Box, to: Box, direction: Direction): number | null {
  const dx = to.left + to.width / 2 - from.left - from.width / 2;
  const dy = to.top + to.height / 2 - from.top - from.height / 2;
  const isUpright = direction === 'up' || direction === 'down';
  const ahead = direction === 'up' || direction === 'left' ? -1 : 1;
  const along = ahead * (isUpright ? dy : dx);
  if (along < 1) return null;
  return along + 3 * Math.abs(isUpright ? dx : dy);
}
