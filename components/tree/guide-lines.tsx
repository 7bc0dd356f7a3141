import type { Guide, Guides } from '../../lib/tree/guides.ts';

/** One level is as wide as dmsetup's three characters; the line stands where its second one does. */
export const GUIDE_WIDTH = 22;
const LINE_X = 11.5;
const ROW_HEIGHT = 28;
const MIDDLE = 14.5;

/** The lines before a row, and the one that leads to a row with nothing below it. */
export function GuideLines({ guides, isLeaf }: { readonly guides: Guides; readonly isLeaf: boolean }) {
  const { columns, hiddenLevels } = guides;
  const width = (columns.length + (isLeaf && columns.length > 0 ? 1 : 0)) * GUIDE_WIDTH;
  const lead = isLeaf ? width - 5 : width + 3;
  const path = columns.map((guide, i) => guidePath(guide, i * GUIDE_WIDTH + LINE_X, lead)).join('');
  return (
    <>
      {hiddenLevels > 0 && (
        <span className="hidden-levels mono" title={`${hiddenLevels} levels further in than drawn`}>
          +{hiddenLevels}
        </span>
      )}
      {columns.length > 0 && (
        // On paper a row may be higher, and the lines with it.
        <svg
          className="guides"
          width={width}
          height={ROW_HEIGHT}
          viewBox={`0 0 ${width} ${ROW_HEIGHT}`}
          preserveAspectRatio="none"
          aria-hidden
          focusable="false"
        >
          <path d={path} />
        </svg>
      )}
    </>
  );
}

function guidePath(guide: Guide, x: number, lead: number): string {
  switch (guide) {
    case 'blank':
      return '';
    case 'pass':
      return `M${x} 0V${ROW_HEIGHT}`;
    case 'tee':
      return `M${x} 0V${ROW_HEIGHT}M${x} ${MIDDLE}H${lead}`;
    case 'elbow':
      return `M${x} 0V${MIDDLE}H${lead}`;
    default:
      return guide satisfies never;
  }
}
