/** Words as a sentence of their own: a capital at first, one full stop at the end. */
export function asSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`.replace(/\.\.$/, '.');
}
