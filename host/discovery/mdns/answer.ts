import type { DnsRecord } from './records.ts';
import type { DnsQuery, DnsResponse } from './response.ts';

/**
 * What these records say to a query (RFC 6762 section 6); null if nothing. With a pointer goes what it
 * leads to, so that nobody has to ask again (RFC 6763 section 12).
 */
export function answerTo(
  { questions }: DnsQuery,
  records: readonly DnsRecord[],
): DnsResponse | null {
  const answers = records.filter((record) =>
    questions.some(
      ({ name, type }) => isSameName(record.name, name) && (type === 'ANY' || type === record.type),
    ),
  );
  if (answers.length === 0) return null;
  const additionals: DnsRecord[] = [];
  const add = (name: string, types: readonly DnsRecord['type'][]) => {
    for (const record of records) {
      const isWanted = isSameName(record.name, name) && types.includes(record.type);
      if (isWanted && !answers.includes(record) && !additionals.includes(record)) {
        additionals.push(record);
      }
    }
  };
  for (const record of answers) if (record.type === 'PTR') add(record.data, ['SRV', 'TXT']);
  for (const record of [...answers, ...additionals]) {
    if (record.type === 'SRV') add(record.data.target, ['A', 'AAAA']);
  }
  return { answers, additionals };
}

/** DNS names ignore the case of ASCII letters (RFC 6762 section 16); ours have no others. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
