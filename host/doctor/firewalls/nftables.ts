import { z } from 'zod';
import type { FirewallFact } from '../../../shared/api/doctor-facts.ts';
import type { RunProbe } from '../run-probe.ts';
import { type Packet, type Ruleset, verdictOn } from './nft-rules.ts';

const chainSchema = z.object({
  family: z.string(),
  table: z.string(),
  name: z.string(),
  hook: z.string().optional(),
  policy: z.string().optional(),
});
const ruleSchema = z.object({
  family: z.string(),
  table: z.string(),
  chain: z.string(),
  expr: z.array(z.record(z.string(), z.unknown())),
});
const rulesetSchema = z.object({
  nftables: z.array(z.object({ chain: chainSchema.optional(), rule: ruleSchema.optional() })),
});

/** Linux's own rules, which it tells to root alone. Null if there are none, or they may not be read. */
export async function probeNftables(
  run: RunProbe,
  port: number | null,
  interfaces: readonly string[],
): Promise<FirewallFact | null> {
  const told = await run('nft', '--json', 'list', 'ruleset');
  if (told === null || told.exitCode !== 0) return null;
  return readRuleset(told.stdout, port, interfaces);
}

/**
 * @param text what `nft --json list ruleset` prints
 * @param interfaces those on which teammates are
 */
export function readRuleset(
  text: string,
  port: number | null,
  interfaces: readonly string[],
): FirewallFact | null {
  const parsed = rulesetSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const rules: Ruleset = {
    chains: parsed.data.nftables.flatMap(({ chain }) => chain ?? []),
    rules: parsed.data.nftables.flatMap(({ rule }) => rule ?? []),
  };
  const isIp = ({ family }: { family: string }) => family === 'ip' || family === 'inet';
  const basesOn = (hook: string) =>
    rules.chains.filter((chain) => chain.hook === hook && isIp(chain));
  if (basesOn('input').length === 0 && basesOn('output').length === 0) return null;
  const verdicts = (hook: string, packet: Packet) =>
    basesOn(hook).map((chain) => ({ chain, admits: verdictOn(rules, chain, packet) }));
  const announcement = { protocol: 'udp', port: 5353, to: '224.0.0.251', interfaces } as const;
  const mdns = [...verdicts('input', announcement), ...verdicts('output', announcement)];
  const connection = { protocol: 'tcp', port: port ?? 0, to: null, interfaces } as const;
  const connections = port === null ? [] : verdicts('input', connection);
  const blocking = [...connections, ...mdns].find(({ admits }) => admits === false)?.chain;
  return {
    kind: 'nftables',
    isOn: true,
    admitsMdns: together(mdns),
    admitsPort: port === null ? null : together(connections),
    place: blocking === undefined ? null : `${blocking.family} ${blocking.table} ${blocking.name}`,
  };
}

/** What passes has to pass all of them. */
function together(verdicts: readonly { readonly admits: boolean | null }[]): boolean | null {
  if (verdicts.some(({ admits }) => admits === false)) return false;
  return verdicts.some(({ admits }) => admits === null) ? null : true;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
