import type { RunStart } from '../../lib/run/run.ts';
import { HostText } from '../ui/host-text.tsx';
import { Note } from './plan-notes.tsx';
import type { Review } from './use-review.ts';

type AnswerNotesProps = {
  readonly review: Review;
  readonly answer: RunStart | null;
  readonly error: string | null;
  readonly onRun: (runId: string) => void;
};

/** What has happened since it was read, and what the server said. */
export function AnswerNotes({ review, answer, error, onRun }: AnswerNotesProps) {
  return (
    <>
      {review.isUnread && (
        <Note severity="warning" role="alert">
          <p className="plan-cause">
            The stack has changed since you reviewed it: this is the plan for it as it is now.
          </p>
          <p>Nothing was done.</p>
          <button type="button" className="push-button" onClick={review.onRead}>
            I have read this one
          </button>
        </Note>
      )}
      {review.isRefusedByServer && (
        <Note severity="warning" role="alert">
          <p className="plan-cause">
            It was refused when the host was read again, right before the run. Nothing was done.
          </p>
          <button type="button" className="push-button" onClick={review.onRead}>
            Look again
          </button>
        </Note>
      )}
      {(answer?.kind === 'busy' || answer?.kind === 'cannot') && (
        <Note severity="critical" role="alert">
          <p>
            <HostText text={answer.reason} />
          </p>
          {answer.kind === 'busy' && answer.runId !== null && <OpenRun runId={answer.runId} onRun={onRun} />}
        </Note>
      )}
      {error !== null && (
        <Note severity="critical" role="alert">
          <p className="plan-cause">It is not known whether the run has begun.</p>
          <p>
            <HostText text={error} /> Look at the list of runs before you try again.
          </p>
        </Note>
      )}
    </>
  );
}

function OpenRun({ runId, onRun }: { readonly runId: string; readonly onRun: (runId: string) => void }) {
  return (
    <button type="button" className="push-button" onClick={() => onRun(runId)}>
      Show that run
    </button>
  );
}
