import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoted } from '../../../host/git-settings/shell-word.ts';
import { sshArguments, userSsh, variantOf } from './ssh-command.ts';

const none = new Map<string, string>();
const place = { host: 'git@example.org', port: '2222', path: "/srv/it's" };
const COMMAND = "git-upload-pack '/srv/it'\\''s'";

test('each ssh gets the options that it takes', () => {
  const args = (variant: Parameters<typeof sshArguments>[2], protocol: string | null = null) =>
    sshArguments(place, 'git-upload-pack', variant, protocol);
  expect(args('ssh')).toEqual(['-p', '2222', 'git@example.org', COMMAND]);
  expect(args('ssh', 'version=2').slice(0, 2)).toEqual(['-o', 'SendEnv=GIT_PROTOCOL']);
  expect(args('plink', 'version=2')).toEqual(['-P', '2222', 'git@example.org', COMMAND]);
  expect(args('tortoiseplink')).toEqual(['-batch', '-P', '2222', 'git@example.org', COMMAND]);
  expect(() => args('simple')).toThrow('does not support setting port');
});

test('what would be an option is refused', () => {
  const evil = { ...place, host: '-oProxyCommand=x' };
  expect(() => sshArguments(evil, 'git-upload-pack', 'ssh', null)).toThrow('strange hostname');
  const path = { ...place, path: '--exec=x' };
  expect(() => sshArguments(path, 'git-upload-pack', 'ssh', null)).toThrow('strange pathname');
});

test('the environment comes before the settings, a line before a program', () => {
  const settings = new Map([['core.sshcommand', 'ssh -i key']]);
  expect(userSsh({ GIT_SSH_COMMAND: 'a b', GIT_SSH: 'c' }, settings).command).toBe('a b');
  expect(userSsh({ GIT_SSH: 'c' }, settings)).toEqual({ command: 'ssh -i key', isShell: true });
  expect(userSsh({ GIT_SSH: 'c' }, none)).toEqual({ command: 'c', isShell: false });
  expect(userSsh({}, none)).toEqual({ command: 'ssh', isShell: false });
});

test.each([
  ['ssh', 'ssh'],
  ['/usr/bin/ssh -i "a b"', 'ssh'],
  ['"C:\\Program Files\\PuTTY\\plink.exe" -v', 'plink'],
  ['TortoisePlink.exe', 'tortoiseplink'],
  ['my-wrapper', null],
])('%s is %s', (command, variant) => {
  expect(variantOf({ command, isShell: true }, {}, none)).toBe(variant);
});

test('what the user says of it comes first', () => {
  const ssh = { command: 'ssh', isShell: false };
  expect(variantOf(ssh, { GIT_SSH_VARIANT: 'simple' }, none)).toBe('simple');
  expect(variantOf(ssh, {}, new Map([['ssh.variant', 'plink']]))).toBe('plink');
  expect(variantOf(ssh, { GIT_SSH_VARIANT: 'auto' }, none)).toBe('ssh');
});

test('a shell reads back what was quoted', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 20, unit: fc.constantFrom(...`ab '"!\\$\`\n;&`) }),
      (text) => {
        const script = `printf %s ${quoted(text)}`;
        expect(execFileSync('sh', ['-c', script]).toString()).toBe(text);
      },
    ),
    { numRuns: 40 },
  );
});
