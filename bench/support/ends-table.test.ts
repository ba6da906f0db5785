import { expect, test } from 'vitest';
import { endsTable } from './ends-table.ts';

test('each way has the medians of both ends', () => {
  const ends = [
    { seeders: 1, receivers: 20 },
    { seeders: 3, receivers: 10.004 },
    { seeders: 2, receivers: 30 },
  ];
  expect(endsTable([{ what: 'git clone', ends }]).rows).toEqual([['git clone', 2, 20]]);
});
