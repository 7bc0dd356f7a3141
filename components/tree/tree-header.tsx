import { COLUMNS } from './columns.ts';

export function TreeHeader() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be drawn in part
    <div role="rowgroup" className="tree-head">
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: there is nothing to do here */}
      <div role="row" aria-rowindex={1} className="tree-head-row">
        {COLUMNS.map(({ id, title, hint }, i) => (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: there is nothing to do here
          <div
            key={id}
            role="columnheader"
            aria-colindex={i + 1}
            className="cell"
            data-column={id}
            title={hint}
          >
            {title}
          </div>
        ))}
      </div>
    </div>
  );
}
