import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EntriesByHost } from './entries-by-host.ts';

interface Entry {
  readonly host: string;
  readonly number: number;
}

test('the oldest of who has most is as one would find it who looks through all', () => {
  const steps = fc.array(
    fc.record({ host: fc.constantFrom('a', 'b', 'c', 'd'), goes: fc.boolean() }),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(steps, (all) => {
      const kept = new EntriesByHost<Entry>();
      const model = new Map<string, Entry[]>();
      for (const [number, { host, goes }] of all.entries()) {
        const of = model.get(host) ?? [];
        model.set(host, of);
        const entry = goes ? of.shift() : { host, number };
        if (entry === undefined) continue;
        if (goes) kept.remove(entry);
        else {
          of.push(entry);
          kept.add(entry);
        }
        const most = Math.max(0, ...[...model.values()].map(({ length }) => length));
        const oldest = [...model.values()].flatMap((each) =>
          each.length === most ? (each[0] ?? []) : [],
        );
        const found = kept.oldestOfFullest();
        if (most === 0) expect(found).toBeUndefined();
        else expect(oldest).toContain(found);
        expect(kept.sizeOf(host)).toBe(of.length);
        expect(kept.oldestOf(host)).toBe(of[0]);
      }
    }),
  );
});
