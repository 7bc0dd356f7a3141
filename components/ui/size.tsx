import { exactBytes } from '../../lib/text/exact-size.ts';
import { formatBytes } from '../../lib/text/size.ts';

/** A size in IEC units; the exact bytes are its tooltip. */
export function Size({ bytes }: { readonly bytes: number | null }) {
  if (bytes === null) return null;
  const [value, unit] = formatBytes(bytes).split(' ');
  return (
    <span className="size" title={exactBytes(bytes)}>
      {value} <span className="size-unit">{unit}</span>
    </span>
  );
}
