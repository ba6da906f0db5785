import { expect, test } from 'vitest';
import { diagnose } from '../../shared/domain/doctor/diagnose.ts';
import {
  LOOPBACK,
  simulatedFacts,
  simulatedPeer,
  told,
  WIFI,
} from '../../shared/domain/doctor/simulated-facts.ts';
import { interfaceWords, verdict, wayBack, wayThere } from './doctor.ts';

const verdictOf = (change: Parameters<typeof simulatedFacts>[0]) => {
  const facts = simulatedFacts(change);
  return verdict(facts, diagnose(facts).findings);
};

test('how it stands, in one sentence', () => {
  expect(verdictOf({})).toBe('All is well: 3 teammates can connect to this computer.');
  expect(verdictOf({ peers: [] })).toBe('Nothing stands in the way on this computer.');
  expect(verdictOf({ disk: { freeBytes: 5e8 } })).toBe('1 thing is worth a look.');
  expect(verdictOf({ engine: 'stopped' })).toBe('1 thing is in the way.');
});

test('how two see each other', () => {
  expect(wayThere(simulatedPeer(0))).toEqual({ words: 'Heard, connects', isGood: true });
  const away = { reached: 'silent', view: { state: 'unasked' }, heardOn: [] } as const;
  expect(wayThere(simulatedPeer(0, away))).toEqual({
    words: 'Not heard, no answer',
    isGood: false,
  });
  // Whoever dials this computer is connected all the same.
  expect(wayThere(simulatedPeer(0, { reached: 'silent' })).isGood).toBe(true);
  // Where there is no direct way, it is said on which they are connected.
  expect(wayThere(simulatedPeer(0, { ...away, relay: '198.51.100.1:7' }))).toEqual({
    words: 'Connected over the relay 198.51.100.1:7',
    isGood: true,
  });
  expect(wayThere(simulatedPeer(0, { ...away, isPunched: true }))).toEqual({
    words: 'Connected by hole punching',
    isGood: true,
  });
  expect(wayBack(simulatedPeer(0))).toEqual({ words: 'Hears you, connects', isGood: true });
  const deaf = simulatedPeer(0, { view: told({ heard: null, reached: 'refused' }) });
  expect(wayBack(deaf)).toEqual({ words: 'Does not hear you, refused', isGood: false });
  expect(wayBack(simulatedPeer(0, { view: told({ reached: 'untried' }) })).isGood).toBeNull();
  expect(wayBack(simulatedPeer(0, { view: { state: 'older' } })).isGood).toBeNull();
  expect(wayBack(simulatedPeer(0, { view: { state: 'silent' } })).isGood).toBe(false);
});

test('why an interface is used or not', () => {
  expect(interfaceWords(WIFI)).toBe('Used: 3 teammates heard');
  expect(interfaceWords({ ...WIFI, heardItself: false, heard: [] })).toBe(
    'Used: nobody heard, not even this computer itself',
  );
  expect(interfaceWords(LOOPBACK)).toBe('Not used. It reaches this computer only.');
});
