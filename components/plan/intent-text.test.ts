import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Intent } from '../../lib/plan/intent.ts';
import { intentOf, intentText } from './intent-text.ts';

test('an intent comes back from a link as it was, whatever the identity', () => {
  const kinds = fc.constantFrom('free', 'remove', 'resume', 'clear');
  fc.assert(
    fc.property(kinds, fc.string({ minLength: 1, unit: 'binary' }), (kind, identity) => {
      const intent = { kind, device: { identity } };
      expect(intentOf(intentText(intent))).toEqual(intent);
    }),
  );
});

test('a deferred one comes back as such', () => {
  const intent: Intent = { kind: 'remove', device: { identity: 'dm:a,b:c' }, isDeferred: true };
  expect(intentText(intent)).toBe('remove,deferred:dm:a,b:c');
  expect(intentOf(intentText(intent))).toEqual(intent);
});

test('what has to be typed is not in a link', () => {
  const intent: Intent = { kind: 'free-and-lvremove', device: { identity: 'dm:a' }, typed: 'vg/snap' };
  expect(intentText(intent)).toBe('free-and-lvremove:dm:a');
  expect(intentOf(intentText(intent))).toEqual({ ...intent, typed: '' });
});

test('a link asks for nothing else', () => {
  const odd = [
    '',
    'free',
    'free:',
    ':dm:a',
    'FREE:dm:a',
    'reboot:dm:a',
    'resume,deferred:dm:a',
    'free,now:dm:a',
  ];
  for (const text of odd) expect(intentOf(text)).toBeNull();
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const intent = intentOf(text);
      expect(intent === null || intentText(intent) === text).toBe(true);
    }),
  );
});

test('an intent for a thin volume comes back from a link as it was, but for what has to be typed', () => {
  const device = fc.record({ identity: fc.string({ minLength: 1, unit: 'binary' }) });
  const thinId = fc.nat(2 ** 24 - 1);
  const name = fc.string({ unit: 'grapheme' });
  const thin = fc.oneof(
    fc.record(
      {
        kind: fc.constant('thin-snapshot' as const),
        device,
        thinId,
        name,
        originId: thinId,
        isActivated: fc.constant(true as const),
      },
      { requiredKeys: ['kind', 'device', 'thinId', 'name'] },
    ),
    fc.record({ kind: fc.constant('thin-activate' as const), device, thinId, name, sizeSectors: fc.nat() }),
    fc.record({ kind: fc.constant('thin-delete' as const), device, thinId, typed: fc.constant('') }),
  );
  fc.assert(
    fc.property(thin, (intent) => {
      expect(intentOf(intentText(intent))).toEqual(intent);
    }),
  );
  for (const text of [
    'thin-delete:dm:a',
    'thin-delete,id=x:dm:a',
    'thin-eat,id=5:dm:a',
    'thin-delete,id=16777216:dm:a',
  ])
    expect(intentOf(text)).toBeNull();
});
