import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MadeBlocks } from './made-blocks.ts';
import { addRooms, NO_ROOM } from './reel-folder.ts';

const block = { strip: 0, from: 0, to: 1 };

test('what all take is the sum of what each takes, whatever comes and goes', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd');
  const room = fc.record({ bytes: fc.nat(), files: fc.nat(3) });
  const step = fc.oneof(
    fc.record({ do: fc.constant('set' as const), name, room }),
    fc.record({ do: fc.constant('delete' as const), name }),
    fc.record({ do: fc.constant('clear' as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const made = new MadeBlocks();
      const names = new Set<string>();
      for (const each of steps) {
        if (each.do === 'set') {
          made.set(each.name, { block, room: each.room });
          names.add(each.name);
          expect(made.get(each.name)?.room).toEqual(each.room);
        } else if (each.do === 'delete') {
          made.delete(each.name);
          names.delete(each.name);
        } else {
          made.clear();
          names.clear();
        }
        expect([...made].map(([key]) => key).sort()).toEqual([...names].sort());
        expect(made.room).toEqual(addRooms([...made].map(([, { room: taken }]) => taken)));
      }
      made.clear();
      expect(made.room).toEqual(NO_ROOM);
    }),
  );
});
