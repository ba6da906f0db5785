import { expect, test } from 'vitest';
import { autostartEntry, isAutostartOn } from './autostart-entry.ts';

test('names the program as the desktop reads it', () => {
  const entry = autostartEntry(['/opt/Shoal 2/shoal', '--hidden', '--data', '/a "b" $c `d` 50%\\']);
  expect(entry.split('\n')).toContain(
    'Exec="/opt/Shoal 2/shoal" "--hidden" "--data" "/a \\\\"b\\\\" \\\\$c \\\\`d\\\\` 50%%\\\\\\\\"',
  );
  expect(isAutostartOn(entry)).toBe(true);
});

test.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('heeds %s', (line) => {
  expect(isAutostartOn(`[Desktop Entry]\n${line}\n`)).toBe(false);
});
