/** A command line as its words, and the programs that its output went through. */
export type ShellWords = {
  readonly words: readonly string[];
  /** The programs behind pipes, each with its arguments: `grep vg_`. */
  readonly pipes: readonly (readonly string[])[];
  /** Another command follows, so that the output may be of both. */
  readonly hasMore: boolean;
};

/** One piece: an operator, blanks, or a part of a word, quoted or not. */
const PIECE =
  /(\|\||&&|\d?>>?(?:&\d)?|<|\||;|&)|(\s+)|\$'((?:[^'\\]|\\.)*)'|'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s|;&<>'"\\]+)|(.)/gsu;

/** Splits as a shell does, as far as people type commands of dmsetup: quotes, escapes, pipes and redirections. */
export function shellWords(command: string): ShellWords {
  const parts: string[][] = [[]];
  let [word, isWord, isTarget, hasMore] = ['', false, false, false];
  const endWord = () => {
    if (isWord && !isTarget) parts.at(-1)?.push(word);
    if (isWord) isTarget = false;
    [word, isWord] = ['', false];
  };
  for (const [, operator, blank, ansi, single, double, escaped, plain, odd] of command.matchAll(PIECE)) {
    if (blank !== undefined) {
      endWord();
    } else if (operator !== undefined) {
      endWord();
      if (operator === '|') parts.push([]);
      else if (/[<>]/.test(operator)) isTarget = !operator.includes('&');
      else {
        hasMore = operator !== '||';
        break;
      }
    } else {
      isWord = true;
      word +=
        ansi === undefined
          ? (single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? odd ?? '')
          : ansi.replace(/\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)/g, (_, code: string) => escapedCharacter(code));
    }
  }
  endWord();
  const [words = [], ...pipes] = parts;
  return { words, pipes, hasMore };
}

/** Of `$'\x1f'` and the like. */
function escapedCharacter(code: string): string {
  if (/^x./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
  return { t: '\t', n: '\n' }[code] ?? code;
}
