import { exactBytes } from '../../lib/text/exact-size.ts';
import { formatBytes } from '../../lib/text/size.ts';

/** A size in IEC units; the exact bytes are its tooltip. */
export function Size({ bytes }: { readonly bytes: number | null }) {
  if (bytes === null) return null;
  return (
    <span className="size" title={exactBytes(bytes)}>
      <SizeWords bytes={bytes} />
    </span>
  );
}

/** The same for a place that has the tooltip itself. */
export function SizeWords({ bytes }: { readonly bytes: number | null }) {
  if (bytes === null) return null;
  const [value, unit] = formatBytes(bytes).split(' ');
  return (
    <>
      {value} <span className="size-unit">{unit}</span>
    </>
  );
}
