'use client';

import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Diagram } from '../../lib/picture/diagram/diagram.ts';

type Places = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

const MOVE_MS = 350;
const APPEAR_MS = 600;

/**
 * Shows what changed from one diagram to the next of the same thing: what moved goes to its new place, what is new
 * appears. Readers who asked for no motion see the new diagram at once.
 */
export function useArrivals(svg: RefObject<SVGSVGElement | null>, diagram: Diagram, about: string): void {
  const last = useRef<{ readonly about: string; readonly places: Places } | null>(null);
  useLayoutEffect(() => {
    const places: Places = new Map(diagram.nodes.map(({ identity, x, y }) => [identity, { x, y }]));
    const before = last.current;
    last.current = { about, places };
    if (before === null || before.about !== about || matchMedia('(prefers-reduced-motion: reduce)').matches)
      return;
    for (const group of svg.current?.querySelectorAll<SVGGElement>('[data-pick]') ?? []) {
      const identity = group.dataset.pick ?? '';
      const [from, to] = [before.places.get(identity), places.get(identity)];
      if (!to || (from && from.x === to.x && from.y === to.y)) continue;
      if (from) {
        const away = `translate(${from.x - to.x}px, ${from.y - to.y}px)`;
        group.animate([{ transform: away }, { transform: 'none' }], {
          duration: MOVE_MS,
          easing: 'ease-out',
        });
      } else group.animate([{ opacity: 0 }, { opacity: 1 }], { duration: APPEAR_MS, easing: 'ease-in' });
    }
  }, [svg, diagram, about]);
}
