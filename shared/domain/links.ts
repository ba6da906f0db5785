import { parseAddress } from './address.ts';
import { parseInvite } from './reach/invite.ts';

/** What a link asks for; whoever wrote it may be anybody. */
export type Link =
  /** A project by its name or id; on which teammate's computer is only a hint. */
  | { readonly to: 'project'; readonly project: string }
  /** Another Shoal, as `host:port`. */
  | { readonly to: 'connect'; readonly address: string }
  /** Whoever gave an invitation, as the link itself. */
  | { readonly to: 'invite'; readonly link: string };

const LONGEST = 512;
const LONGEST_NAME = 255;
const CONNECT = 'shoal://connect/';

/**
 * Reads `gtp://TEAMMATE/PROJECT`, `shoal://project/PROJECT`, `shoal://connect/HOST:PORT` and `shoal://invite/…`.
 * @returns null for anything else, and for names that hold what no name can
 */
export function parseLink(text: string): Link | null {
  if (parseInvite(text) !== null) return { to: 'invite', link: text };
  if (text.length > LONGEST || !/^[!-~]+$/.test(text)) return null;
  const [, peer, gtp] = /^gtp:\/\/([^/?#]+)\/([^/?#]+)\/?$/i.exec(text) ?? [];
  if (peer !== undefined && gtp !== undefined) return projectOf(gtp);
  const [, project] = /^shoal:\/\/project\/([^/?#]+)\/?$/i.exec(text) ?? [];
  if (project !== undefined) return projectOf(project);
  const [, address] = /^shoal:\/\/connect\/([^/?#]+)\/?$/i.exec(text) ?? [];
  return address === undefined ? null : connectTo(address);
}

/** The first argument of a command line that is a link; the system puts it there. */
export function linkAmong(args: readonly string[]): string | null {
  return args.find((arg) => /^(?:shoal|gtp):\/\//i.test(arg)) ?? null;
}

/** For another Shoal to open. @param address as `host:port` */
export function connectLink(address: string): string {
  return CONNECT + address;
}

function projectOf(encoded: string): Link | null {
  const project = decoded(encoded);
  return project === null ? null : { to: 'project', project };
}

function connectTo(encoded: string): Link | null {
  const address = decoded(encoded);
  return address === null || parseAddress(address) === null ? null : { to: 'connect', address };
}

/** Without what changes how a text looks, or tears it apart. */
function decoded(text: string): string | null {
  try {
    const name = decodeURIComponent(text).normalize('NFC');
    const isName = name.trim() !== '' && name.length <= LONGEST_NAME && !/[\p{C}/\\]/u.test(name);
    return isName ? name : null;
  } catch {
    return null;
  }
}
