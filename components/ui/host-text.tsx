import { printableHostText } from '../../lib/text/host-text.ts';
import { type MarkedPart, markWords } from './mark-words.ts';

const NO_WORDS: readonly string[] = [];

/** Text from a host, as one printable line, with what was sought marked in it. */
export function HostText({
  text,
  words = NO_WORDS,
}: {
  readonly text: string;
  readonly words?: readonly string[];
}) {
  const shown = printableHostText(text);
  if (words.length === 0) return shown;
  return partsBetween(markWords(shown, words), 0, shown.length);
}

const TAIL_LENGTH = 14;
/** Shorter names are rarely cut. */
const SHORT_LENGTH = 20;

/**
 * A name that may be too long: it loses its middle rather than its end, where LVM puts what tells layers apart
 * (`-real`, `-cow`). The whole name is its tooltip, and what is read aloud and copied.
 */
export function MiddleText({
  text,
  words = NO_WORDS,
  className = '',
}: {
  readonly text: string;
  readonly words?: readonly string[];
  readonly className?: string;
}) {
  const shown = printableHostText(text);
  if (shown.length <= SHORT_LENGTH) {
    return (
      <span className={`middle-text ${className}`} data-whole title={shown}>
        <HostText text={shown} words={words} />
      </span>
    );
  }
  const cut = shown.length - Math.min(TAIL_LENGTH, Math.floor(shown.length / 2));
  const parts = markWords(shown, words);
  return (
    <span className={`middle-text ${className}`} title={shown}>
      <span className="sr-only">{shown}</span>
      <span className="middle-text-head" aria-hidden>
        {partsBetween(parts, 0, cut)}
      </span>
      <span className="middle-text-tail" aria-hidden>
        {partsBetween(parts, cut, shown.length)}
      </span>
    </span>
  );
}

function partsBetween(parts: readonly MarkedPart[], from: number, to: number) {
  let at = 0;
  return parts.map((part) => {
    const start = at;
    at += part.text.length;
    const text = part.text.slice(Math.max(0, from - start), Math.max(0, to - start));
    return part.isMarked && text ? <mark key={start}>{text}</mark> : text;
  });
}
