import { spawnSync } from 'node:child_process';

/** A loopback of its own, with multicast, and then the command that follows. */
const SCRIPT = 'ip link set lo up && ip route add 224.0.0.0/4 dev lo && exec "$@"';
const THROUGH = ['unshare', '--net', 'sh', '-c', SCRIPT, 'sh'];

/**
 * What to put in front of a command so that nodes that it starts on loopback meet none of another
 * command's; null where that cannot be done (not Linux, not root, no iproute2).
 *
 * @returns {readonly string[] | null}
 */
export function ownNetwork() {
  if (process.platform !== 'linux') return null;
  const [command, ...args] = [...THROUGH, 'true'];
  return spawnSync(command, args).status === 0 ? THROUGH : null;
}
