import type { DoctorFacts, PeerFact } from '../../api/doctor-facts.ts';
import type { Reach } from '../../api/reach-state.ts';
import { t } from '../../texts/all-texts.ts';

/** The same without names, addresses and paths, for whoever is not to know them. */
export function anonymous(facts: DoctorFacts): DoctorFacts {
  const mine = facts.network.interfaces.flatMap(({ addresses }) => addresses);
  const nameOf = (address: string) => {
    if (address === '' || address.startsWith('127.')) return address;
    const place = mine.indexOf(address);
    return place < 0 ? t.report.anotherAddress : t.report.address(place + 1);
  };
  return {
    ...facts,
    network: {
      ...facts.network,
      interfaces: facts.network.interfaces.map((each) => ({
        ...each,
        addresses: each.addresses.map(nameOf),
      })),
    },
    repositories: facts.repositories.map((repository, index) => {
      const path = t.report.repository(index + 1);
      const { status } = repository;
      if (status.state !== 'unusable') return { ...repository, path };
      const sentence = t.report.cannotBeUsed(path, status.code);
      return { ...repository, path, status: { ...status, sentence } };
    }),
    ...(facts.reach === undefined ? {} : { reach: unnamed(facts.reach) }),
    // Their sentences may hold paths.
    problems: facts.problems.map(({ code }) => ({ code, sentence: t.report.tellsOf(code) })),
    peers: facts.peers.map((peer, index) => nameless(peer, index, nameOf)),
    asked: facts.asked?.state === 'unknown' ? { state: 'unknown', typed: '…' } : facts.asked,
  };
}

/** Where trackers, relays and bootstrap nodes are is nobody else's business. */
function unnamed(reach: Reach): Reach {
  return {
    ...reach,
    trackers: reach.trackers.map((each, index) => ({
      ...each,
      url: t.report.trackerUrl(index + 1),
      problem: each.problem === null ? null : t.report.trackerFails(index + 1),
    })),
    relays: reach.relays.map((each, index) => ({ ...each, address: t.report.relay(index + 1) })),
    slowRelays: reach.slowRelays.map((each, index) => ({
      ...each,
      address: t.report.relay(index + 1),
    })),
    punching: {
      ...reach.punching,
      bootstrap: reach.punching.bootstrap.map((each, index) => ({
        ...each,
        address: t.report.bootstrap(index + 1),
      })),
    },
  };
}

function nameless(peer: PeerFact, index: number, nameOf: (address: string) => string): PeerFact {
  const { problem, view } = peer;
  const address = view.state === 'told' ? nameOf(view.view.address) : '';
  return {
    ...peer,
    name: t.report.teammate(index + 1),
    ...(peer.relay === undefined ? {} : { relay: t.report.aRelay }),
    place: null,
    problem: problem === null ? null : t.report.somethingWrong,
    view: view.state === 'told' ? { ...view, view: { ...view.view, address } } : view,
  };
}
