import { nearestMoments } from '../../lib/capture/moment.ts';
import { utcText } from '../../lib/text/time-text.ts';
import { Notice } from '../ui/notice.tsx';
import type { ShownMoment } from './use-moment.ts';

type MomentNoticeProps = {
  readonly moment: Exclude<ShownMoment, { readonly kind: 'now' } | { readonly kind: 'kept' }>;
  /** Null for now. */
  readonly onMoment: (at: string | null) => void;
};

const OFFERED = 4;

/** In place of a moment that there is not: why, and which there are. */
export function MomentNotice({ moment, onMoment }: MomentNoticeProps) {
  if (moment.kind === 'asking') return <Notice title="Looking for that moment" />;
  const offered = moment.kind === 'not kept' ? nearestMoments(moment.moments, moment.at, OFFERED) : [];
  return (
    <Notice
      title={
        moment.kind === 'not kept'
          ? `${utcText(Date.parse(moment.at))} is not kept, or no longer`
          : 'That moment cannot be shown'
      }
      tone="bad"
    >
      {moment.kind === 'unknown' && <p>{moment.reason}.</p>}
      {offered.length > 0 && <p>The nearest that are kept:</p>}
      <ul className="moment-offers">
        {offered.map(({ at }) => (
          <li key={at}>
            <button type="button" className="push-button" onClick={() => onMoment(at)}>
              {utcText(Date.parse(at))}
            </button>
          </li>
        ))}
        <li>
          <button type="button" className="push-button" onClick={() => onMoment(null)}>
            Show now
          </button>
        </li>
      </ul>
    </Notice>
  );
}
