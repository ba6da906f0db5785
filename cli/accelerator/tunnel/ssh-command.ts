import { basename } from 'node:path';
import { quoted } from '../../../host/git-settings/shell-word.ts';
import { ShoalError } from '../../../shared/errors.ts';
import type { Settings } from '../allowed.ts';

/** Whom to reach, as `routeOf` reads it. */
export interface SshPlace {
  readonly host: string;
  readonly port: string | null;
  readonly path: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const VARIANTS = ['ssh', 'simple', 'plink', 'putty', 'tortoiseplink'] as const;
export type Variant = (typeof VARIANTS)[number];

/** An address that a program would take for one of its options. */
class StrangeAddressError extends ShoalError {
  readonly code = 'usage';

  constructor(what: string, name: string) {
    super(`strange ${what} '${name}' blocked`);
  }
}

class NoPortError extends ShoalError {
  readonly code = 'usage';

  constructor() {
    super("ssh variant 'simple' does not support setting port");
  }
}

/** The user's ssh (GIT_SSH_COMMAND and others of git(1), core.sshCommand of git-config(1)). */
export function userSsh(
  env: Environment,
  settings: Settings,
): { command: string; isShell: boolean } {
  const line = env.GIT_SSH_COMMAND ?? settings.get('core.sshcommand');
  if (line !== undefined) return { command: line, isShell: true };
  return { command: env.GIT_SSH ?? 'ssh', isShell: false };
}

/** Which options it takes: told, or known by its name; null for one that has to be asked. */
export function variantOf(
  { command, isShell }: { command: string; isShell: boolean },
  env: Environment,
  settings: Settings,
): Variant | null {
  const told = env.GIT_SSH_VARIANT ?? settings.get('ssh.variant');
  if (told !== undefined && told !== 'auto') return VARIANTS.find((each) => each === told) ?? 'ssh';
  const program = isShell ? firstWord(command) : command;
  const name = basename(program.replaceAll('\\', '/'))
    .replace(/\.exe$/i, '')
    .toLowerCase();
  if (name === 'ssh' || name === 'plink' || name === 'tortoiseplink') return name;
  return null;
}

/**
 * The options and the command for the other side, as git gives them.
 * @param protocol what goes into GIT_PROTOCOL; null for nothing
 * @throws StrangeAddressError, NoPortError
 */
export function sshArguments(
  { host, port, path }: SshPlace,
  service: string,
  variant: Variant,
  protocol: string | null,
): string[] {
  refuseOptions({ hostname: host, pathname: path });
  if (port !== null && variant === 'simple') throw new NoPortError();
  const ofPort = port === null ? [] : [variant === 'ssh' ? '-p' : '-P', port];
  return [
    ...(variant === 'ssh' && protocol !== null ? ['-o', 'SendEnv=GIT_PROTOCOL'] : []),
    ...(variant === 'tortoiseplink' ? ['-batch'] : []),
    ...ofPort,
    host,
    `${service} ${quoted(path)}`,
  ];
}

/** @param parts of an address, by what git calls them @throws StrangeAddressError */
export function refuseOptions(parts: Readonly<Record<string, string>>): void {
  for (const [what, part] of Object.entries(parts)) {
    if (part.startsWith('-')) throw new StrangeAddressError(what, part);
  }
}

function firstWord(line: string): string {
  const [, double, single, plain] = /^\s*(?:"([^"]*)"|'([^']*)'|(\S+))/.exec(line) ?? [];
  return double ?? single ?? plain ?? '';
}
