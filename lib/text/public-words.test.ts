import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/**
 * The page, the command line, JSON, errors and docs use the words of lvm(8), dmsetup(8) and plain English. These were once used
 * instead, and must not come back: each with what to say.
 */
const WORDS: readonly (readonly [pattern: RegExp, say: string])[] = [
  [/\b(wakes|woken|woke|awake)\b|\bmay-wake\b|\bwould wake\b/i, 'activate'],
  [/\b(sleeps|asleep)\b/i, 'inactive'],
  [/\bunjudged\b|\bnot (all )?judged\b/i, 'not checked'],
  [/\bmend(s|ed|ing)?\b/i, 'fix'],
  [/\b(take[sn]?|took|taking) ([a-z]+ ){0,3}down\b/i, 'remove'],
  [/\bnothing (that )?stands on\b|\bthat stands? on\b|\bwhat stands on (it|that|what)\b/i, 'holders'],
  [/\b(came|went)(,| and|\/) (came|went)\b|\b\d (came|went)\b/i, 'added, removed'],
  [/\bgoes when\b|\bgoes by itself\b/i, 'will be removed'],
  [/\blet the i\/o\b/i, 'resume, suspend'],
  [/\b(bring|brought) to rest\b/i, 'freeze'],
  [/\bpower cut\b/i, 'crash-consistent'],
  [/\bnot well\b/i, 'degraded, failed'],
  [/\b(cannot be|not) told\b/i, 'not known'],
  [/\bnothing that was seen\b/i, 'unknown users'],
  [/\bnobody[’']s\b/i, 'unclaimed'],
  [/\bbefore its end\b/i, 'truncated'],
  [/\basked ?wrongly\b/i, 'usage error'],
  [/\blooks? whether\b|\bseen on the host\b/i, 'verify'],
  [/\bto be had\b/i, 'unavailable'],
  [/\bdear\b/i, 'expensive'],
  [/\bwithout another word\b/i, 'without further notice'],
  [/\bopen the usual\b/i, 'default expansion'],
  [/\bwho may\b/i, 'access control'],
];

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = ['app', 'bin', 'components', 'lib'].flatMap((folder) => filesIn(folder).filter(isSource));
const PAGES = ['README.md', ...filesIn('docs').filter((file) => file.endsWith('.md'))];

function filesIn(folder: string): readonly string[] {
  return readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`);
}

function isSource(file: string): boolean {
  return /\.(tsx?|mjs)$/.test(file) && !/\.(test|fixture)\.tsx?$/.test(file);
}

/** `app/page.tsx:12: wakes (say: activate)` for each of them that the text has. */
function oldWordsIn(text: string, file: string): readonly string[] {
  return text.split('\n').flatMap((line, at) =>
    WORDS.flatMap(([pattern, say]) => {
      const found = pattern.exec(line);
      return found ? [`${file}:${at + 1}: ${found[0]} (say: ${say})`] : [];
    }),
  );
}

/** What is left of a source without its comments and the names of other files; lines stay lines. */
function withoutComments(source: string): string {
  const kept = source.replaceAll(
    /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (found, literal?: string) => literal ?? found.replaceAll(/[^\n]/g, ' '),
  );
  return kept.replaceAll(/\b(from|import\() ?'[^'\n]*'/g, '$1');
}

describe('the public words', () => {
  test('of page, command line and library are those of the field', () => {
    const found = SOURCES.flatMap((file) =>
      oldWordsIn(withoutComments(readFileSync(ROOT + file, 'utf8')), file),
    );
    expect(found).toEqual([]);
  });

  test('of the documentation are those of the field', () => {
    expect(PAGES.flatMap((file) => oldWordsIn(readFileSync(ROOT + file, 'utf8'), file))).toEqual([]);
  });

  test('are looked for in strings, not in comments and imports', () => {
    expect(SOURCES.length).toBeGreaterThan(500);
    const source =
      "import { a } from './may-wake.ts';\n/** It wakes. */\nconst title = 'LVM wakes it'; // woken";
    expect(oldWordsIn(withoutComments(source), 'a.ts')).toEqual(['a.ts:3: wakes (say: activate)']);
  });
});
