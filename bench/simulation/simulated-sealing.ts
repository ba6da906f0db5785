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

/** How many bytes an envelope has, more or less: none here is so long that it counts. */
const USUAL_SIZE = 1_500;

/** What was signed with a key: what it holds is in a field that no copy has, so a copy is forged. */
class Sealed implements Signed {
  readonly signed: Signed['signed'];
  readonly key: string;
  readonly signature: string;
  readonly #checked: CheckedEnvelope;
  readonly #announcement: Announcement;
  readonly #swarm: string;

  constructor(envelope: Envelope, key: string, signature: string, of: Contents) {
    this.signed = envelope;
    this.key = key;
    this.signature = signature;
    this.#checked = { id: key, envelope, signed: this, size: USUAL_SIZE };
    this.#announcement = of.announcement;
    this.#swarm = of.swarm;
  }

  static checked(sent: unknown): CheckedEnvelope | null {
    return isObject(sent) && #checked in sent ? sent.#checked : null;
  }

  /** What is in it, for who knows the swarm. */
  static open(sent: object, swarm: string): Announcement | null {
    if (!(#swarm in sent) || sent.#swarm !== swarm) return null;
    return sent.#announcement.swarm === swarm ? sent.#announcement : null;
  }
}

interface Contents {
  readonly announcement: Announcement;
  readonly swarm: string;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * Keys that nobody breaks, at no cost: what was sealed says so itself, and everything else is forged. All rules that
 * do not need a key hold as ever.
 */
export class SimulatedKeys {
  readonly #privateKey = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
  #keys = 0;
  #signatures = 0;

  newKey(): KeyPair {
    const publicKey = Buffer.alloc(6);
    publicKey.writeUIntBE(this.#keys++, 0, 6);
    return { privateKey: this.#privateKey, publicKey };
  }

  /** @param onCheck hears that a signature is looked at, which takes its time */
  sealing(onCheck: () => void = () => {}): Sealing {
    return {
      newKey: () => this.newKey(),
      seal: (announcement, keys) => this.#seal(announcement, keys),
      fingerprint: (sent) => Sealed.checked(sent)?.signed.signature ?? null,
      read: (sent, now) => {
        const checked = Sealed.checked(sent);
        return checked !== null && holds(checked.envelope, now) ? checked : null;
      },
      check: (sent, now) => {
        onCheck();
        const checked = Sealed.checked(sent);
        return checked !== null && holds(checked.envelope, now) ? checked : null;
      },
      open: ({ envelope, signed }, { id, day, bits }) =>
        envelope.day === day && bits.startsWith(envelope.shard) ? Sealed.open(signed, id) : null,
    };
  }

  #seal(announcement: Announcement, { swarm, pseudonym, bits }: SealingKeys): Signed {
    const { seq, time, valid } = announcement;
    const shard = swarm.bits.slice(0, bits);
    const envelope: Envelope = {
      ...{ type: 'gtp-envelope', v: 2, day: swarm.day, shard, sealed: '', seq, time, valid },
    };
    const key = pseudonym.publicKey.toString('base64');
    return new Sealed(envelope, key, `${this.#signatures++}`, { announcement, swarm: swarm.id });
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
