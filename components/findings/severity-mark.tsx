import { Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { Severity } from '../../lib/findings/finding.ts';
import { SEVERITY_WORDS } from './strip-lines.ts';

const ICONS = { critical: OctagonAlert, warning: TriangleAlert, notice: Info } as const;

/** How bad a finding is: a shape and a word, then a colour. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  const Icon = ICONS[severity];
  return (
    <span className="severity-mark" data-severity={severity}>
      <Icon size={14} aria-hidden />
      {SEVERITY_WORDS[severity]}
    </span>
  );
}
