import type { Found } from './findings-runner.ts';

/** In the toolbar, while there is no finding: that there is none, and whether all could be judged. */
export function FindingsWord({ found }: { readonly found: Found | null }) {
  if (found === null || found.findings.length > 0) return null;
  const { unjudged } = found;
  if (unjudged.length === 0) return <span>No findings</span>;
  return (
    <span title={`Not judged, since the capture does not tell: ${unjudged.join('; ')}`}>
      No findings, not all judged
    </span>
  );
}
