'use client';

import { useEffect, useState } from 'react';
import { usePageKey } from '../use-page-key.ts';
import type { SetView, View } from '../view-state.ts';

/** `d` shows the diagram and goes there, and comes back to the tree; tells whether the keys are to go on in the diagram. */
export function useDiagramKey({ show }: View, setView: SetView): boolean {
  const [isAsked, setIsAsked] = useState(false);
  usePageKey('d', () => {
    setIsAsked(true);
    setView({ show: show === 'diagram' ? 'tree' : 'diagram' });
  });
  useEffect(() => {
    if (!isAsked || show !== 'tree') return;
    document.querySelector<HTMLElement>('.tree [tabindex="0"]')?.focus();
    setIsAsked(false);
  }, [isAsked, show]);
  return isAsked && show === 'diagram';
}
