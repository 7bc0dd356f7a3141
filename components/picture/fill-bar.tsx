import { NEARLY_FULL } from '../../lib/picture/extents/fills.ts';

type FillBarProps = {
  readonly used: number;
  readonly total: number;
  /** From where on the kernel warns. */
  readonly mark?: { readonly at: number; readonly title: string } | null;
};

/** How full something is, for the eye alone: the figures stand beside it. */
export function FillBar({ used, total, mark = null }: FillBarProps) {
  const shareOf = (part: number) => (total === 0 ? 0 : Math.min(1, part / total));
  const isMarkPassed = mark !== null && used >= mark.at;
  return (
    <span
      className="fill-bar"
      data-full={isMarkPassed || shareOf(used) >= NEARLY_FULL || undefined}
      aria-hidden
    >
      <span style={{ width: `${shareOf(used) * 100}%` }} />
      {mark !== null && total > 0 && <i style={{ left: `${shareOf(mark.at) * 100}%` }} title={mark.title} />}
    </span>
  );
}
