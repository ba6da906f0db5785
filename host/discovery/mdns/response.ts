import { isLinkLocalIPv6 } from '../../../shared/domain/address-rank.ts';
import { decodeTxtRecord } from '../../../shared/gtp/txt-record.ts';
import { shortId } from '../../../shared/ids.ts';
import type { Announcement } from '../station.ts';
import { type DnsRecord, SERVICE_TYPE } from './records.ts';

/** A response as multicast-dns decodes it. Records of other types than ours may be among them. */
export interface DnsResponse {
  readonly answers: readonly DnsRecord[];
  readonly additionals: readonly DnsRecord[];
}

/** A query as multicast-dns decodes it. */
export interface DnsQuery {
  readonly questions: readonly { readonly name: string; readonly type: string }[];
  /** The answers that the asker knows already (RFC 6762 section 7.1). */
  readonly answers: readonly DnsRecord[];
}

/**
 * What a response says of peers, read by itself: nothing is remembered, so a peer that comes back
 * unchanged is heard again. Anything malformed is passed over.
 *
 * @param zone the zone of IPv6 link-local addresses heard here
 * @param sender the address the response came from, for a peer that names none
 */
export function readResponse(
  response: DnsResponse,
  zone: string | null,
  sender: string,
): { heard: Announcement[]; gone: string[] } {
  const records = byName([...response.answers, ...response.additionals]);
  const heard: Announcement[] = [];
  const gone = new Set<string>();
  for (const [name, ofName] of records) {
    if (name === SERVICE_TYPE) {
      for (const record of ofName) {
        const short = record.type === 'PTR' && record.ttl === 0 ? instanceLabel(record.data) : null;
        if (short !== null) gone.add(short);
      }
    }
    const announcement = readInstance(name, ofName, records, zone, sender);
    if (announcement !== null) heard.push(announcement);
  }
  return { heard, gone: [...gone] };
}

type RecordsByName = ReadonlyMap<string, readonly DnsRecord[]>;

/** DNS names ignore the case of ASCII letters (RFC 6762 section 16); ours have no others. */
function byName(records: readonly DnsRecord[]): RecordsByName {
  const named = new Map<string, DnsRecord[]>();
  for (const record of records) {
    const name = record.name.toLowerCase();
    const others = named.get(name);
    if (others === undefined) named.set(name, [record]);
    else others.push(record);
  }
  return named;
}

/** `abcd2345` of `abcd2345._gtp._tcp.local`; null for any other name. */
function instanceLabel(name: string): string | null {
  const label = name.toLowerCase().slice(0, -SERVICE_TYPE.length - 1);
  return `${label}.${SERVICE_TYPE}` === name.toLowerCase() ? label : null;
}

function readInstance(
  name: string,
  ofName: readonly DnsRecord[],
  all: RecordsByName,
  zone: string | null,
  sender: string,
): Announcement | null {
  const label = instanceLabel(name);
  const live = ofName.filter(({ ttl }) => ttl > 0);
  const srv = live.find((record) => record.type === 'SRV');
  const txt = live.find((record) => record.type === 'TXT');
  if (label === null || srv === undefined || txt === undefined || srv.data.port === 0) return null;
  const said = decodeTxtRecord(txt.data);
  // A goodbye names the instance only, so it must tell which peer is meant.
  if (said === null || shortId(said.peer) !== label) return null;
  const addresses = (all.get(srv.data.target.toLowerCase()) ?? []).flatMap((record) => {
    if (record.ttl === 0 || (record.type !== 'A' && record.type !== 'AAAA')) return [];
    return withZone(record.data, zone);
  });
  const places = addresses.length > 0 ? addresses : [sender];
  return { ...said, sender, port: srv.data.port, addresses: places };
}

function withZone(address: string, zone: string | null): string[] {
  if (!isLinkLocalIPv6(address)) return [address];
  return zone === null ? [] : [`${address}%${zone}`];
}
