'use client';

import type { Finding } from '../../lib/findings/finding.ts';
import { grouped } from '../../lib/text/exact-size.ts';
import { HostText } from '../ui/host-text.tsx';
import { SeverityMark } from './severity-mark.tsx';
import { stripLines } from './strip-lines.ts';

type FindingsStripProps = {
  readonly found: readonly Finding[];
  readonly selectedId: string | null;
  readonly isWhole: boolean;
  readonly onSelect: (finding: Finding) => void;
  readonly onWhole: (isWhole: boolean) => void;
};

/** The element of a finding's line, which has the focus when the next finding is gone to. */
export function lineId(finding: Finding): string {
  return `finding-${finding.id}`;
}

/** What is wrong, worst first, a line each; nothing at all when nothing is. */
export function FindingsStrip({ found, selectedId, isWhole, onSelect, onWhole }: FindingsStripProps) {
  if (found.length === 0) return null;
  const lines = stripLines(found, selectedId, isWhole);
  const few = stripLines(found, selectedId, false);
  const rest = found.length - lines.length;
  return (
    <section className="findings-strip" aria-label="Findings">
      <ul className="findings-lines">
        {lines.map((finding) => (
          <li key={finding.id}>
            <button
              type="button"
              id={lineId(finding)}
              className="finding-line"
              data-severity={finding.severity}
              aria-pressed={finding.id === selectedId}
              title={finding.title}
              onClick={() => onSelect(finding)}
            >
              <SeverityMark severity={finding.severity} />
              <span className="finding-title">
                <HostText text={finding.title} />
              </span>
            </button>
          </li>
        ))}
        {isWhole && rest > 0 && (
          <li className="findings-rest quiet">
            {grouped(rest)} more: <span className="mono">dmscope findings</span> prints them all
          </li>
        )}
      </ul>
      {found.length > few.length && (
        <button
          type="button"
          className="findings-more"
          aria-expanded={isWhole}
          onClick={() => onWhole(!isWhole)}
        >
          {isWhole ? 'Fewer' : `${grouped(rest)} more`}
        </button>
      )}
    </section>
  );
}
