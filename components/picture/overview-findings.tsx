'use client';

import type { Finding } from '../../lib/findings/finding.ts';
import { LISTED } from '../../lib/picture/overview/draw-findings.ts';
import { grouped } from '../../lib/text/exact-size.ts';
import { HostText } from '../ui/host-text.tsx';

type OverviewFindingsProps = {
  readonly found: readonly Finding[];
  readonly selected: Finding | null;
  readonly onFinding: (finding: Finding) => void;
};

/** What the numbers in the picture stand for. */
export function OverviewFindings({ found, selected, onFinding }: OverviewFindingsProps) {
  if (found.length === 0) return null;
  return (
    <ol className="overview-findings" aria-label="Findings by number">
      {found.slice(0, LISTED).map((finding, i) => (
        <li key={finding.id}>
          <button
            type="button"
            className="overview-finding"
            data-severity={finding.severity}
            aria-pressed={finding.id === selected?.id}
            title={finding.title}
            onClick={() => onFinding(finding)}
          >
            <span className="overview-number">{i + 1}</span>
            <span className="overview-finding-title">
              <HostText text={finding.title} />
            </span>
          </button>
        </li>
      ))}
      {found.length > LISTED && <li className="quiet">{grouped(found.length - LISTED)} more</li>}
    </ol>
  );
}
