import { expect, test } from 'vitest';
import { awaited } from './awaited.ts';

test('what comes is what it was, and what never comes says what was waited for', async () => {
  await expect(awaited(Promise.resolve('here'), 'it is here')).resolves.toBe('here');
  await expect(awaited(Promise.reject(new Error('gone')), 'it is here')).rejects.toThrow('gone');
  const never = awaited(new Promise(() => {}), 'the moon is blue', 10);
  await expect(never).rejects.toThrow('waited in vain until the moon is blue');
});
