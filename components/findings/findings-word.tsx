import type { Found } from './findings-runner.ts';

/** In the toolbar, while there is no finding: that there is none, and whether all was checked. */
export function FindingsWord({ found }: { readonly found: Found | null }) {
  if (found === null || found.findings.length > 0) return null;
  const { notChecked } = found;
  if (notChecked.length === 0) return <span>No findings</span>;
  return (
    <span title={`Not checked, since the capture does not tell: ${notChecked.join('; ')}`}>
      No findings (some checks had no data)
    </span>
  );
}
