import { type KeyObject, randomBytes, sign } from 'node:crypto';

/** What a certificate of X.509 consists of (ITU-T X.690, DER), as far as it occurs here. */
const TAGS = {
  integer: 0x02,
  bitString: 0x03,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** `[0] EXPLICIT`, which the version has. */
  version: 0xa0,
} as const;

/** `2.5.4.3`, commonName. */
const COMMON_NAME = Buffer.from([0x55, 0x04, 0x03]);
/** `1.2.840.10045.4.3.2`, ecdsa-with-SHA256 (RFC 5758). */
const ECDSA_WITH_SHA256 = Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]);
/** Version 3 is written as 2. */
const V3 = Buffer.from([2]);
const SERIAL_BYTES = 16;
/** RFC 5280, section 4.1.2.5: dates from this year on are written with all its digits. */
const FOUR_DIGITS_FROM = 2050;

/**
 * A self-signed certificate (X.509 v3, RFC 5280) without extensions, as PEM.
 * @param parts.privateKey ECDSA P-256
 * @param parts.publicKey the key that belongs to it: SPKI, DER
 * @param parts.name its common name, of at most 64 characters
 * @param parts.notBefore as `notAfter`, to the second
 */
export function selfSigned(parts: {
  privateKey: KeyObject;
  publicKey: Buffer;
  name: string;
  notBefore: Date;
  notAfter: Date;
}): string {
  const { privateKey, publicKey, name, notBefore, notAfter } = parts;
  const algorithm = sequence(der('objectIdentifier', ECDSA_WITH_SHA256));
  const attribute = [der('objectIdentifier', COMMON_NAME), der('utf8String', Buffer.from(name))];
  const distinguishedName = sequence(der('set', sequence(...attribute)));
  const told = sequence(
    der('version', der('integer', V3)),
    der('integer', serialNumber()),
    algorithm,
    distinguishedName,
    sequence(time(notBefore), time(notAfter)),
    distinguishedName,
    publicKey,
  );
  const signature = bits(sign('sha256', told, privateKey));
  return pem(sequence(told, algorithm, signature));
}

function der(tag: keyof typeof TAGS, ...content: readonly Buffer[]): Buffer {
  const length = content.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat([Buffer.from([TAGS[tag], ...lengthBytes(length)]), ...content]);
}

/** Up to 127 in one byte, else as many bytes as it takes, after their number. */
function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return [0x80 | bytes.length, ...bytes];
}

function sequence(...content: readonly Buffer[]): Buffer {
  return der('sequence', ...content);
}

/** Positive, and its first byte not zero, as DER wants it. */
function serialNumber(): Buffer {
  const bytes = randomBytes(SERIAL_BYTES);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

function time(date: Date): Buffer {
  const digits = `${date.toISOString().slice(0, 19).replace(/\D/g, '')}Z`;
  return date.getUTCFullYear() < FOUR_DIGITS_FROM
    ? der('utcTime', Buffer.from(digits.slice(2)))
    : der('generalizedTime', Buffer.from(digits));
}

/** Whole bytes: no bit of the last one is unused. */
function bits(bytes: Buffer): Buffer {
  return der('bitString', Buffer.from([0]), bytes);
}

/** RFC 7468. */
function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
