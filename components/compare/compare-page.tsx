'use client';
import type { SetView, View } from '../view-state.ts';
export function ComparePage(_: {
  readonly earlierId: string;
  readonly view: View;
  readonly setView: SetView;
}) {
  return null;
}
