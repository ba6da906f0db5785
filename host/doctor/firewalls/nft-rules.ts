/** The rules of nftables, as its JSON has them (libnftables-json(5)), as far as they matter here. */
export interface Ruleset {
  readonly chains: readonly Chain[];
  readonly rules: readonly Rule[];
}

export interface Chain {
  readonly family: string;
  readonly table: string;
  readonly name: string;
  readonly hook?: string;
  readonly policy?: string;
}

interface Rule {
  readonly family: string;
  readonly table: string;
  readonly chain: string;
  readonly expr: readonly Readonly<Record<string, unknown>>[];
}

/** The first packet of something new, from or to a neighbour. */
export interface Packet {
  readonly protocol: 'udp' | 'tcp';
  /** Where it goes. */
  readonly port: number;
  /** Null for an address of this computer's. */
  readonly to: string | null;
  readonly interfaces: readonly string[];
}

/** Chains that lead to each other without end are none that the kernel takes; this is to be safe. */
const DEEPEST = 16;

/**
 * Whether a chain lets a packet pass; null where that hangs on something that is not looked at, as the
 * sender's address.
 */
export function verdictOn(ruleset: Ruleset, chain: Chain, packet: Packet): boolean | null {
  const doubt = { isThere: false };
  const ended = walk(ruleset, chain, packet, doubt, DEEPEST);
  const admits = ended ?? chain.policy !== 'drop';
  return admits === false && doubt.isThere ? null : admits;
}

/** The verdict that a rule of the chain comes to; null if none does. */
function walk(
  ruleset: Ruleset,
  chain: Chain,
  packet: Packet,
  doubt: { isThere: boolean },
  depth: number,
): boolean | null {
  const mine = ruleset.rules.filter(
    (rule) =>
      rule.family === chain.family && rule.table === chain.table && rule.chain === chain.name,
  );
  for (const { expr } of mine) {
    const fits = expr.map((part) => doesMatch(part, packet));
    if (fits.includes(false)) continue;
    const isCertain = !fits.includes(null);
    const keys = expr.flatMap((part) => Object.keys(part));
    if (keys.includes('return') && isCertain) return null;
    if (keys.includes('accept')) {
      if (isCertain) return true;
      doubt.isThere = true;
    }
    if ((keys.includes('drop') || keys.includes('reject')) && isCertain) return false;
    const { target, isForGood } = targetOf(expr);
    const next = ruleset.chains.find(
      ({ family, table, name }) =>
        family === chain.family && table === chain.table && name === target,
    );
    if (next === undefined || depth === 0) continue;
    if (!isCertain) {
      doubt.isThere = true;
      continue;
    }
    const ended = walk(ruleset, next, packet, doubt, depth - 1);
    if (ended !== null || isForGood) return ended;
  }
  return null;
}

/** Where a rule leads, and whether what is behind it does not count then. */
function targetOf(expr: Rule['expr']): { target: string | null; isForGood: boolean } {
  for (const { jump, goto } of expr) {
    const { target } = (jump ?? goto ?? {}) as { target?: unknown };
    if (typeof target === 'string') return { target, isForGood: goto !== undefined };
  }
  return { target: null, isForGood: false };
}

/** Statements that say something of the packet neither way. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...['accept', 'drop', 'reject', 'return', 'jump', 'goto'],
  ...['counter', 'log', 'comment', 'limit'],
]);

/** Whether a packet is one that a part of a rule speaks of; null if that is not known. */
function doesMatch(part: Readonly<Record<string, unknown>>, packet: Packet): boolean | null {
  if (Object.keys(part).every((key) => HARMLESS.has(key))) return true;
  const { match } = part as { match?: { op?: string; left?: unknown; right?: unknown } };
  if (match === undefined) return null;
  const equal = compare(match.left, match.right, packet);
  return match.op === '!=' && equal !== null ? !equal : equal;
}

interface Left {
  readonly payload?: { readonly protocol?: string; readonly field?: string };
  readonly meta?: { readonly key?: string };
  readonly ct?: { readonly key?: string };
}

function compare(left: unknown, right: unknown, packet: Packet): boolean | null {
  const { payload, meta, ct } = (left ?? {}) as Left;
  if (isOfTcpFlags(left)) return packet.protocol === 'tcp' && valuesOf(right).includes('syn');
  if (payload?.field === 'dport') {
    const isOfIt = payload.protocol === 'th' || payload.protocol === packet.protocol;
    return isOfIt && valuesOf(right).some((value) => holds(value, packet.port));
  }
  if (payload?.field === 'sport') return null;
  if (payload?.field === 'protocol' || meta?.key === 'l4proto') {
    return valuesOf(right).includes(packet.protocol);
  }
  if (payload?.field === 'daddr' && packet.to !== null) {
    return valuesOf(right).every((value) => typeof value === 'string')
      ? valuesOf(right).includes(packet.to)
      : null;
  }
  if (meta?.key === 'iifname' || meta?.key === 'oifname' || meta?.key === 'iif') {
    return valuesOf(right).some((value) => packet.interfaces.includes(String(value)));
  }
  if (ct?.key === 'state') return valuesOf(right).includes('new');
  return null;
}

/** As `tcp flags & (syn | ack)`: of something new, the first packet has `syn` alone. */
function isOfTcpFlags(left: unknown): boolean {
  const { '&': masked } = (left ?? {}) as { '&'?: unknown };
  const [field] = Array.isArray(masked) ? masked : [];
  return (field as Left | undefined)?.payload?.field === 'flags';
}

function valuesOf(right: unknown): readonly unknown[] {
  if (Array.isArray(right)) return right;
  const { set } = (right ?? {}) as { set?: unknown };
  return Array.isArray(set) ? set : [right];
}

function holds(value: unknown, port: number): boolean {
  const { range } = (value ?? {}) as { range?: unknown };
  if (!Array.isArray(range)) return value === port;
  return Number(range[0]) <= port && port <= Number(range[1]);
}
