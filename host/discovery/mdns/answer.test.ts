import { expect, test } from 'vitest';
import { randomPeerId } from '../discovery-log.ts';
import { answerTo } from './answer.ts';
import { advertisedRecords, SERVICE_TYPE } from './records.ts';

const peer = randomPeerId();
const records = advertisedRecords({ peer, name: 'Anna', port: 4_000, seq: 1, swarms: [] }, [
  '10.0.0.2',
  '2001:db8::2',
]);
const host = `${peer.slice(0, 8)}.local`;
const instance = `${peer.slice(0, 8)}.${SERVICE_TYPE}`;

function told(name: string, type: string) {
  const response = answerTo({ questions: [{ name, type }], answers: [] }, records);
  return (
    response && {
      answers: response.answers.map((record) => record.type),
      additionals: response.additionals.map((record) => record.type),
    }
  );
}

test('who asks for the service gets all that is needed to connect', () => {
  expect(told(SERVICE_TYPE, 'PTR')).toEqual({
    answers: ['PTR'],
    additionals: ['SRV', 'TXT', 'A', 'AAAA'],
  });
});

test('letters count the same in either case', () => {
  expect(told(SERVICE_TYPE.toUpperCase(), 'PTR')?.answers).toEqual(['PTR']);
  expect(told(host.toUpperCase(), 'A')?.answers).toEqual(['A']);
});

test('a place is told with its addresses, an address alone', () => {
  expect(told(instance, 'SRV')).toEqual({ answers: ['SRV'], additionals: ['A', 'AAAA'] });
  expect(told(host, 'AAAA')).toEqual({ answers: ['AAAA'], additionals: [] });
});

test('of any type is everything of that name, and nothing twice', () => {
  expect(told(instance, 'ANY')).toEqual({ answers: ['SRV', 'TXT'], additionals: ['A', 'AAAA'] });
  const questions = [
    { name: SERVICE_TYPE, type: 'PTR' },
    { name: instance, type: 'ANY' },
    { name: host, type: 'A' },
  ];
  const response = answerTo({ questions, answers: [] }, records);
  const all = [...(response?.answers ?? []), ...(response?.additionals ?? [])];
  expect(new Set(all).size).toBe(all.length);
  expect(all).toHaveLength(records.length - 1);
});

test('nothing is said to questions about others', () => {
  expect(told('_http._tcp.local', 'PTR')).toBeNull();
  expect(told(SERVICE_TYPE, 'TXT')).toBeNull();
  expect(told('', 'ANY')).toBeNull();
  expect(
    answerTo({ questions: [{ name: SERVICE_TYPE, type: 'PTR' }], answers: [] }, []),
  ).toBeNull();
});
