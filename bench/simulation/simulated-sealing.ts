import { generateKeyPairSync } from 'node:crypto';
import type { BlindedSwarm } from '../../engine/tracker/blinding.ts';
import {
  type CheckedEnvelope,
  holds,
  type KeyPair,
  SEALING,
  type Sealing,
  type SealingKeys,
} from '../../engine/tracker/envelopes.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Announcement, Envelope, Signed } from '../../shared/gtp/tracker.ts';

interface Known {
  readonly checked: CheckedEnvelope;
  readonly announcement: Announcement;
  readonly swarm: string;
}

/**
 * Keys that nobody breaks, at no cost: what was sealed is remembered, and everything else is forged. All rules that
 * do not need a key hold as ever.
 */
export class SimulatedKeys {
  readonly #privateKey = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
  readonly #known = new WeakMap<object, Known>();
  #keys = 0;
  #signatures = 0;

  newKey(): KeyPair {
    const publicKey = Buffer.alloc(8);
    publicKey.writeUIntBE(this.#keys++, 0, 6);
    return { privateKey: this.#privateKey, publicKey };
  }

  /** @param onCheck hears that a signature is looked at, which takes its time */
  sealing(onCheck: () => void = () => {}): Sealing {
    return {
      newKey: () => this.newKey(),
      seal: (announcement, keys) => this.#seal(announcement, keys),
      fingerprint: (sent) => this.#find(sent)?.checked.signed.signature ?? null,
      check: (sent, now) => {
        onCheck();
        const checked = this.#find(sent)?.checked;
        return checked !== undefined && holds(checked.envelope, now) ? checked : null;
      },
      open: ({ envelope, signed }, { id, day, bits }) => {
        const known = this.#find(signed);
        const isMeant = known?.swarm === id && known.announcement.swarm === id;
        const isOfIt = envelope.day === day && bits.startsWith(envelope.shard);
        return known !== undefined && isMeant && isOfIt ? known.announcement : null;
      },
    };
  }

  #seal(announcement: Announcement, { swarm, pseudonym, bits }: SealingKeys): Signed {
    const { seq, time, valid } = announcement;
    const shard = swarm.bits.slice(0, bits);
    const envelope: Envelope = {
      ...{ type: 'gtp-envelope', v: 2, day: swarm.day, shard, sealed: '', seq, time, valid },
    };
    const key = pseudonym.publicKey.toString('base64');
    const signed: Signed = { signed: envelope, key, signature: `${this.#signatures++}` };
    this.#known.set(signed, {
      checked: { id: key, envelope, signed },
      announcement,
      swarm: swarm.id,
    });
    return signed;
  }

  #find(sent: unknown): Known | undefined {
    return typeof sent === 'object' && sent !== null ? this.#known.get(sent) : undefined;
  }
}

/** How many bytes one envelope has on its way, with one address and one relay in it. */
export function envelopeBytes(swarm: BlindedSwarm, relayId: string): number {
  const keys = SEALING.newKey();
  const announcement = {
    ...{ type: 'gtp-announcement' as const, v: 2 as const, peer: relayId, swarm: swarm.id },
    day: swarm.day,
    endpoints: [{ host: '192.168.100.100', port: 45_678 }],
    relays: [{ id: relayId, host: 'relay.example.org', port: 45_678 }],
    ...{ seq: swarm.day * 86_400_000, time: swarm.day * 86_400, valid: 7_200 },
  } as unknown as Announcement;
  const signed = SEALING.seal(announcement, {
    ...{ identity: keys, pseudonym: keys, swarm, bits: LIMITS.shardBits },
  });
  return JSON.stringify(signed).length;
}
