import { explainStatus } from '../../lib/dm/segment-details.ts';
import type { Health } from '../../lib/dm/target-type.ts';
import type { LiveSegment } from '../../lib/stack/stack.ts';
import { FactList, FactRow } from './facts.tsx';

const HEALTH_WORDS: Readonly<Record<Health, string>> = {
  ok: 'In order',
  busy: 'At work',
  degraded: 'Degraded',
  failed: 'Failed',
  unknown: 'Not known',
};

/** What `dmsetup status` said of a table line. */
export function StatusWords({ segment }: { readonly segment: LiveSegment }) {
  if (segment.status === null) {
    return <p className="status-words quiet">Status: not in the capture.</p>;
  }
  const { health, summary, facts, problem } = explainStatus(segment, segment.status);
  return (
    <div className="status-words" data-health={health}>
      <p>
        <strong>{HEALTH_WORDS[health]}.</strong> {summary}
      </p>
      {problem && <p className="segment-problem">{problem}</p>}
      <FactList>
        {facts.map(({ label, value }) => (
          <FactRow key={label} label={label}>
            {value}
          </FactRow>
        ))}
      </FactList>
    </div>
  );
}
