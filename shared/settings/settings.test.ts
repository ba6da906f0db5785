import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkSetting, formatSetting, parseSetting } from './setting-text.ts';
import { INITIAL_SETTINGS, SETTING_GROUPS, SETTING_KEYS, SETTINGS } from './settings.ts';

test('docs/settings.md lists every setting as it is defined', async () => {
  const groups = Object.entries(SETTING_GROUPS).map(([group, title]) => {
    const rows = SETTING_KEYS.filter((key) => SETTINGS[key].group === group).map((key) => {
      const { label, effect, applies } = SETTINGS[key];
      const initial = key === 'name' ? 'your user name' : formatSetting(key, INITIAL_SETTINGS[key]);
      return `| \`${key}\` | ${label} | ${effect} | ${initial} | ${applies} |`;
    });
    return [
      `## ${title}`,
      '',
      '| key | in the window | effect | at first | in force |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
  });
  const text = `# Settings

Set in the window (the gear, or Ctrl/Cmd and the comma) or by \`shoal config [KEY [VALUE]]\`; \`shoal config KEY --reset\` sets one
back. Options of \`shoal serve\` come first for that run. What is kept in \`settings.json\` of the data folder, the engine, git or
the system is the same wherever it is set. This page is made from \`shared/settings/settings.ts\` by its test.

${groups.join('\n\n')}
`;
  await expect(text).toMatchFileSnapshot('../../docs/settings.md');
});

test.each(SETTING_KEYS.filter((key) => key !== 'name'))('%s starts as one of its values', (key) => {
  const initial = INITIAL_SETTINGS[key];
  expect(checkSetting(key, initial)).toEqual(initial);
  expect(parseSetting(key, formatSetting(key, initial))).toEqual(initial);
});

test.each(SETTING_KEYS)('whatever is typed for %s is one of its values, or refused', (key) => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
      let value: unknown;
      try {
        value = parseSetting(key, text);
      } catch (error) {
        expect(error).toMatchObject({ code: 'invalid-request' });
        return;
      }
      expect(checkSetting(key, value)).toEqual(value);
      expect(parseSetting(key, formatSetting(key, value as never))).toEqual(value);
    }),
  );
});

test.each(SETTING_KEYS)('%s takes nothing of another kind', (key) => {
  for (const value of [undefined, {}, [1], Number.NaN, -1, 'a\nb', ['a,b'], '\u0000']) {
    expect(() => checkSetting(key, value)).toThrow(SETTINGS[key].kind.expects);
  }
});
