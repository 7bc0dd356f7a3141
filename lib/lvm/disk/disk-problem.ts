/**
 * Something that is not as it should be in what was read. `damaged`: what it held is not known from elsewhere; `repaired`: it was read
 * from a copy, which is said; `note`: nothing is damaged, and somebody should know.
 */
export type DiskProblem = { readonly kind: 'damaged' | 'repaired' | 'note'; readonly text: string };

export function damaged(text: string): DiskProblem {
  return { kind: 'damaged', text };
}

export function note(text: string): DiskProblem {
  return { kind: 'note', text };
}

/** Damaged ones as repaired, with what was read instead. */
export function repairedBy(problems: readonly DiskProblem[], copy: string): readonly DiskProblem[] {
  return problems.map((problem) =>
    problem.kind === 'damaged'
      ? { kind: 'repaired', text: `${problem.text}; ${copy} was read instead` }
      : problem,
  );
}
