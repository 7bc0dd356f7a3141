import type { ReactNode } from 'react';
import { COLUMNS } from './columns.ts';

type CellProps = {
  readonly column: (typeof COLUMNS)[number]['id'];
  readonly className?: string;
  readonly title?: string | undefined;
  readonly children?: ReactNode;
};

/** One cell of a row. The row has the focus, so that a cell needs none. */
export function Cell({ column, className = '', title, children }: CellProps) {
  const at = COLUMNS.findIndex(({ id }) => id === column) + 1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be drawn in part
    // biome-ignore lint/a11y/useFocusableInteractive: focus is on rows
    <div
      role="gridcell"
      aria-colindex={at}
      className={`cell ${className}`}
      data-column={column}
      title={title}
    >
      {children}
    </div>
  );
}
