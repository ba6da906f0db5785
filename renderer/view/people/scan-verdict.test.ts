import { expect, test } from 'vitest';
import { anchovy, herring, impostor, self, smelt } from '../../gallery/fixtures/people.ts';
import { scanVerdict } from './scan-verdict.ts';

const meant = {
  peer: anchovy,
  self,
  peers: { [anchovy.id]: anchovy, [smelt.id]: smelt, [herring.id]: herring },
};

test('the same key is what was to be seen', () => {
  expect(scanVerdict(anchovy.id, meant)).toBeNull();
});

test.each([
  [null, 'no code of Shoal'],
  [self.id, 'your own code'],
  [smelt.id, 'Smelt’s code, not Anchovy’s'],
  [impostor.id, 'Do not trust that one'],
] as const)('anything else is told', (scanned, words) => {
  expect(scanVerdict(scanned, meant)).toContain(words);
});

test('two computers of one name are not taken for each other', () => {
  const verdict = scanVerdict(herring.id, { ...meant, peer: impostor });
  expect(verdict).toContain('another computer');
});
