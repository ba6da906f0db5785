import { spawnSync } from 'node:child_process';
import { quoted } from '../../../host/git-settings/shell-word.ts';
import type { Settings } from '../allowed.ts';
import { connectProgram, type Program, startProgram } from '../program.ts';
import { packetOf } from '../protocol/pkt-line.ts';
import type { Route } from '../route.ts';
import { gitProxy } from './git-proxy.ts';
import { environmentOfServer, readValues } from './git-settings.ts';
import { refuseOptions, sshArguments, userSsh, variantOf } from './ssh-command.ts';

export type Direct = Exclude<Route, { kind: 'helper' }>;

/** git-daemon(1) */
const DAEMON_PORT = '9418';

/**
 * Connects to what git itself would connect to.
 * @param service `git-upload-pack` or another one
 * @param command what runs it there, where the user has said so
 */
export async function openConnection(
  route: Direct,
  service: string,
  command: string,
  settings: Settings,
): Promise<Program> {
  const protocol = protocolFor(service, settings);
  if (route.kind === 'daemon') return openDaemon(route, service, protocol);
  if (route.kind === 'path') {
    const line = `${command} ${quoted(route.path)}`;
    return startProgram('sh', ['-c', line, line], environmentOfServer(protocol));
  }
  const ssh = userSsh(process.env, settings);
  const variant =
    variantOf(ssh, process.env, settings) ?? (takesOptions(ssh, route) ? 'ssh' : 'simple');
  // Only OpenSSH hands a variable on.
  const env = environmentOfServer(variant === 'ssh' ? protocol : null);
  const args = sshArguments(route, command, variant, protocol);
  if (!ssh.isShell) return startProgram(ssh.command, args, env);
  return startProgram('sh', ['-c', `${ssh.command} "$@"`, ssh.command, ...args], env);
}

/** A push is done in the first version, as git does it. */
function protocolFor(service: string, settings: Settings): string | null {
  const version = settings.get('protocol.version') ?? '2';
  if (version === '2') return service === 'git-upload-pack' ? 'version=2' : null;
  return version === '1' ? 'version=1' : null;
}

/** An unknown program is OpenSSH's kin if it shows its settings as that does (ssh(1), `-G`). */
function takesOptions(
  ssh: { readonly command: string; readonly isShell: boolean },
  { host, port }: Extract<Direct, { kind: 'ssh' }>,
): boolean {
  const args = ['-G', ...(port === null ? [] : ['-p', port]), host];
  const env = environmentOfServer(null);
  if (host.startsWith('-')) return false;
  const { status } = ssh.isShell
    ? spawnSync('sh', ['-c', `${ssh.command} "$@"`, ssh.command, ...args], { env, stdio: 'ignore' })
    : spawnSync(ssh.command, args, { env, stdio: 'ignore' });
  return status === 0;
}

/** @throws StrangeAddressError, UnreachableError */
async function openDaemon(
  { host, port, path }: Extract<Direct, { kind: 'daemon' }>,
  service: string,
  protocol: string | null,
): Promise<Program> {
  const bracketed = host.includes(':') ? `[${host}]` : host;
  const place = port === null ? bracketed : `${bracketed}:${port}`;
  const proxy = gitProxy(place, readValues('core.gitProxy'), process.env);
  const at = port ?? DAEMON_PORT;
  if (proxy !== null) refuseOptions({ hostname: host, port: at });
  const program =
    proxy === null ? await connectProgram(host, Number(at)) : startProgram(proxy, [host, at]);
  const virtual = process.env.GIT_OVERRIDE_VIRTUAL_HOST ?? place;
  const extra = protocol === null ? '' : `\0${protocol}\0`;
  program.stdin.write(packetOf(`${service} ${path}\0host=${virtual}\0${extra}`).raw);
  return program;
}
