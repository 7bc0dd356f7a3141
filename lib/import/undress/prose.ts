const WORD = /^[("'“‘*_]*[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]*[)"'”’*_]*[.,:;?!)]*$/;
const COMMON =
  /(?:^|\s)(?:the|is|are|was|a|an|i|my|to|have|has|and|of|it|this|that|not|with|but|you|we|can|do|so|for|in|on|here)(?:\s|$)/i;
/** `On Mon, Nov 2, Alice wrote:` */
const QUOTES_MAIL = /\b(?:wrote|writes|schrieb|escribió|écrit) ?:$/;
const MOSTLY = 0.6;
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
  const { parts, words } = countWords(text);
  if (parts < 3 || words / parts < MOSTLY)
    return /^(?:Hi|Hello|Thanks|Regards|Cheers|Thank you)\b/.test(text);
  if (ENDS.test(text)) return words >= 3 && (parts > 3 || COMMON.test(text));
  return words >= 5 && COMMON.test(text) && words / parts >= 0.75;
}

/** Whether most of a line's parts are words of a language, as hardly any tool prints them in a row. */
export function isMostlyWords(line: string): boolean {
  const { parts, words } = countWords(line.trim());
  return words / parts >= MOSTLY;
}

function countWords(text: string): { readonly parts: number; readonly words: number } {
  const parts = text.split(/\s+/);
  return { parts: parts.length, words: parts.filter((part) => WORD.test(part)).length };
}
