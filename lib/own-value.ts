/** What a table has for a word that comes from a host: never what every object inherits, such as `constructor`. */
export function ownValue<Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
