import { expect, test } from 'vitest';
import { leftOutFor } from '../../../shared/domain/left-out.ts';
import { anchovy, sprat } from '../../gallery/fixtures/people.ts';
import { has, mine, project } from '../../gallery/fixtures/projects.ts';
import {
  leftOutIn,
  myLeftOut,
  myLeftOutLabel,
  theirLeftOutLabel,
  theirLeftOutReasons,
} from './left-out.ts';

test('what several copies of one person leave out is added up', () => {
  const swarm = project(
    1,
    'charts',
    null,
    [],
    [
      { ...has(sprat, []), leftOut: { forRoom: 1_999, forName: 0 } },
      { ...has(anchovy, []), leftOut: { forRoom: 0, forName: 2 } },
      { ...has(sprat, []), leftOut: { forRoom: 1, forName: 1 } },
    ],
  );
  const found = leftOutIn(swarm, { [sprat.id]: sprat, [anchovy.id]: anchovy });
  expect(found).toEqual([
    { peer: sprat, forRoom: 2_000, forName: 1 },
    { peer: anchovy, forRoom: 0, forName: 2 },
  ]);
  expect(theirLeftOutLabel(found)).toBe('2,003 branches and tags are not listed');
  expect(found.map(theirLeftOutReasons)).toEqual([
    ['2,000: the list is full', '1: its name cannot be told'],
    ['2: their names cannot be told'],
  ]);
  expect(theirLeftOutLabel([{ forRoom: 1, forName: 0 }])).toBe('1 branch or tag is not listed');
});

test('of mine, only branches and tags are counted', () => {
  const [head] = leftOutFor('head', ['x/HEAD']);
  const [roots] = leftOutFor('roots', ['a', 'b']);
  const [whole] = leftOutFor('malformed', ['charts']);
  if (head === undefined || roots === undefined || whole === undefined) throw new Error('none');
  const of = (...leftOut: (typeof head)[]) => myLeftOut(mine(1, 'charts', null, { leftOut }));
  expect(myLeftOut(mine(1, 'charts', null))).toEqual({ whole: null, parts: [] });
  expect(myLeftOutLabel(of(head, roots).parts)).toBe('1 branch or tag cannot be shared');
  expect(myLeftOutLabel(of(roots).parts)).toBe('Not all of it can be told');
  expect(of(head, whole)).toEqual({ whole, parts: [] });
});
