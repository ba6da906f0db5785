import type { DoctorFacts, PeerFact } from '../../api/doctor-facts.ts';
import type { Reach } from '../../api/reach-contract.ts';

/** The same without names, addresses and paths, for whoever is not to know them. */
export function anonymous(facts: DoctorFacts): DoctorFacts {
  const mine = facts.network.interfaces.flatMap(({ addresses }) => addresses);
  const nameOf = (address: string) => {
    if (address === '' || address.startsWith('127.')) return address;
    const place = mine.indexOf(address);
    return place < 0 ? 'another address' : `address ${place + 1}`;
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
      const path = `Repository ${index + 1}`;
      const { status } = repository;
      if (status.state !== 'unusable') return { ...repository, path };
      const sentence = `${path} cannot be used (${status.code}).`;
      return { ...repository, path, status: { ...status, sentence } };
    }),
    ...(facts.reach === undefined ? {} : { reach: unnamed(facts.reach) }),
    // Their sentences may hold paths.
    problems: facts.problems.map(({ code }) => ({ code, sentence: `Shoal tells of “${code}”.` })),
    peers: facts.peers.map((peer, index) => nameless(peer, index, nameOf)),
    asked: facts.asked?.state === 'unknown' ? { state: 'unknown', typed: '…' } : facts.asked,
  };
}

/** Where trackers and relays are is nobody else's business. */
function unnamed(reach: Reach): Reach {
  return {
    ...reach,
    trackers: reach.trackers.map((each, index) => ({
      ...each,
      url: `tracker ${index + 1}`,
      problem: each.problem === null ? null : `Tracker ${index + 1} cannot be asked.`,
    })),
    relays: reach.relays.map((each, index) => ({ ...each, address: `relay ${index + 1}` })),
  };
}

function nameless(peer: PeerFact, index: number, nameOf: (address: string) => string): PeerFact {
  const { problem, view } = peer;
  const address = view.state === 'told' ? nameOf(view.view.address) : '';
  return {
    ...peer,
    name: `Teammate ${index + 1}`,
    ...(peer.relay === undefined ? {} : { relay: 'a relay' }),
    place: null,
    problem: problem === null ? null : 'something is wrong with what it says.',
    view: view.state === 'told' ? { ...view, view: { ...view.view, address } } : view,
  };
}
