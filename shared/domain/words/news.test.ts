import { expect, test } from 'vitest';
import type { ActivityChange, ActivityEntry } from '../../api/activity-state.ts';
import { oidSchema, peerIdSchema, repositoryIdSchema } from '../../ids.ts';
import { newsOf } from './news.ts';

const repository = repositoryIdSchema.parse('abcdefghabcdefgh');
const peer = peerIdSchema.parse('a'.repeat(52));

function change(ref: string, kind: ActivityChange['kind'], commits: number | null = null) {
  return { ref: `refs/remotes/${ref}`, old: null, new: null, kind, commits, isUndone: false };
}

function entry(changes: ActivityChange[], more: Partial<ActivityEntry> = {}): ActivityEntry {
  return {
    ...{ id: '1', at: 0, peer, peerName: 'Anna', repository, repositoryName: 'map' },
    ...{ isAutomatic: true, bytes: 1, changes, more: 0, fastForward: [], ...more },
  };
}

test('one person, one project: what happened to each head', () => {
  const news = newsOf([entry([change('anna/main', 'moved', 3), change('anna/fix', 'new')])]);
  expect(news).toEqual({
    ...{ title: 'Anna in map', body: 'main has 3 new commits, fix is new' },
    head: null,
  });
});

test('a head that changed several times is told once', () => {
  const entries = [
    entry([change('anna/main', 'moved', 3), change('anna/fix', 'new')]),
    entry([change('anna/main', 'moved', 2), change('anna/fix', 'moved', 4)]),
  ];
  expect(newsOf(entries).body).toBe('main has 5 new commits, fix is new');
  const gone = [...entries, entry([change('anna/fix', 'deleted')])];
  expect(newsOf(gone).body).toBe('main has 5 new commits, fix is gone');
});

test('several people in several projects', () => {
  const other = repositoryIdSchema.parse('hgfedcbahgfedcba');
  const entries = [
    entry([change('anna/main', 'moved', 1)]),
    entry([change('bob/main', 'rewritten')], {
      ...{ peerName: 'Bob', repository: other, repositoryName: 'tide' },
    }),
  ];
  expect(newsOf(entries)).toMatchObject({
    title: 'Anna and Bob in 2 projects',
    body: 'anna/main has 1 new commit, bob/main was rewritten',
  });
});

test('many of either are counted', () => {
  const names = ['Anna', 'Bob', 'Cleo', 'Dan', 'Eve'];
  const entries = names.map((peerName) =>
    entry([change(`${peerName}/main`, 'moved', 1)], { peerName, more: 2 }),
  );
  expect(newsOf(entries)).toMatchObject({
    title: 'Anna, Bob and 3 others in map',
    body: '15 heads changed',
  });
});

test('what became of a branch of mine', () => {
  const fastForward = [{ branch: 'main', refusal: null }];
  const news = newsOf([entry([change('anna/main', 'moved', 1)], { fastForward })]);
  expect(news.body).toBe('main has 1 new commit, your main moved along');
});

test('many tags are told as one, beside the branches', () => {
  const tags = Array.from({ length: 304 }, (_, n) => change(`anna/tags/v${n}`, 'new'));
  const news = newsOf([entry([...tags, change('anna/main', 'moved', 2)])]);
  expect(news.body).toBe('main has 2 new commits, 304 tags changed');
  const branches = Array.from({ length: 4 }, (_, n) => change(`anna/topic/${n}`, 'new'));
  expect(newsOf([entry([...tags, ...branches])]).body).toBe('4 heads and 304 tags changed');
});

test('news of one head leads to it, as it came last', () => {
  const at = (ref: string, digit: string) => ({
    ...change(ref, 'moved', 1),
    new: oidSchema.parse(digit.repeat(40)),
  });
  const main = { repository, peer, ref: 'refs/heads/main', oid: '2'.repeat(40) };
  expect(newsOf([entry([at('anna/main', '1')]), entry([at('anna/main', '2')])]).head).toEqual(main);
  expect(newsOf([entry([at('anna/tags/v1', '1')])]).head).toMatchObject({ ref: 'refs/tags/v1' });
  for (const entries of [
    [entry([at('anna/main', '1'), at('anna/fix', '2')])],
    [entry([at('anna/main', '1')], { more: 3 })],
    [entry([change('anna/main', 'deleted')])],
    [],
  ]) {
    expect(newsOf(entries).head).toBeNull();
  }
});
