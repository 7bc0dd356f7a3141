const WORD = /^[("'“‘*_]*[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]*[)"'”’*_]*[.,:;?!)]*$/;
const COMMON =
  /(?:^|\s)(?:the|is|are|was|a|an|i|my|to|have|has|and|of|it|this|that|not|with|but|you|we|can|do|so|for|in|on|here)(?:\s|$)/i;
/** `On Mon, Nov 2, Alice wrote:` */
const QUOTES_MAIL = /\b(?:wrote|writes|schrieb|escribió|écrit) ?:$/;
const ENDS = /[.?!:,;…]["')*_]*$/;

/** A line of a sentence, by its words and its end: conservative, since what is not prose is only offered to more readers. */
export function isProse(line: string): boolean {
  if (line.length > 2000 || /^[\s#]/.test(line)) return false;
  const text = line.trimEnd();
  if (QUOTES_MAIL.test(text.slice(-40))) return true;
  if (
    text.length < 8 ||
    !/^[A-ZÀ-ɏa-z(>*"'“-]/.test(text) ||
    /[^.?!:] {2,}\S|\t|\(\d+(?:[:,] ?\d+)?\)|: \d|\d:\d+\s*$/.test(text)
  )
    return false;
  const parts = text.split(/\s+/);
  const words = parts.filter((part) => WORD.test(part)).length;
  if (parts.length < 3 || words / parts.length < 0.6)
    return /^(?:Hi|Hello|Thanks|Regards|Cheers|Thank you)\b/.test(text);
  if (ENDS.test(text)) return words >= 3 && (parts.length > 3 || COMMON.test(text));
  return words >= 5 && COMMON.test(text) && words / parts.length >= 0.75;
}
