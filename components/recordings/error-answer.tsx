import type { ErrorAnswer } from '../../lib/import/hints/error-answer.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { HostText } from '../ui/host-text.tsx';

/** To an error message that was given in place of outputs: what it usually means, and what to run to see more. */
export function ErrorAnswerText({ answer: { matched, meaning, ask } }: { readonly answer: ErrorAnswer }) {
  return (
    <div className="error-answer" role="alert">
      <p className="mono soft">
        <HostText text={matched} />
      </p>
      <p>{meaning}</p>
      <p>To see more, run this on the host and paste what it prints:</p>
      <div className="error-ask">
        <code>{ask}</code>
        <CopyButton text={ask} what="the command" />
      </div>
    </div>
  );
}
