import multicastDns, { type MulticastDns } from 'multicast-dns';
import type { Advertisement } from '../../../shared/api/engine-contract.ts';
import type { UsableInterface } from '../interface-choice.ts';
import type { OpenStation, Station, StationListener } from '../station.ts';
import { Announcer } from './announcer.ts';
import { answerTo } from './answer.ts';
import { Asker } from './asker.ts';
import { openOnLinkSocket } from './on-link-socket.ts';
import { advertisedRecords, type DnsRecord, goodbyeRecords, SERVICE_TYPE } from './records.ts';
import { type DnsQuery, readResponse } from './response.ts';

/** Discovery on one interface over mDNS (RFC 6762) and DNS-SD (RFC 6763), on IPv4 multicast. */
export const openMdnsStation: OpenStation = (on, listener) => new MdnsStation(on, listener);

class MdnsStation implements Station {
  readonly #on: UsableInterface;
  readonly #mdns: MulticastDns;
  readonly #announcer: Announcer;
  readonly #asker: Asker;
  #records: readonly DnsRecord[] = [];

  constructor(on: UsableInterface, listener: StationListener) {
    this.#on = on;
    const sent = (error?: Error | null) => {
      if (error) listener.failed(error);
    };
    const options = { socket: openOnLinkSocket(on), interface: on.ipv4, bind: '0.0.0.0' };
    const mdns = multicastDns(options);
    this.#mdns = mdns;
    this.#announcer = new Announcer(() => mdns.respond(this.#records, sent));
    this.#asker = new Asker(() => mdns.query(SERVICE_TYPE, 'PTR', sent));
    mdns.on('error', listener.failed);
    mdns.on('warning', (warning) => {
      if (isFromSystem(warning)) listener.failed(warning);
    });
    mdns.on('query', (query) => {
      if (asksForEveryone(query)) this.#asker.heardSame();
      const answer = answerTo(query, this.#records);
      if (answer !== null) mdns.respond(answer, sent);
    });
    mdns.on('response', (response, from) => {
      const { heard, gone } = readResponse(response, on.zone, from.address);
      for (const shortId of gone) listener.gone(shortId);
      for (const announcement of heard) listener.heard(announcement);
    });
  }

  advertise(advertisement: Advertisement): void {
    this.#records = advertisedRecords(advertisement, this.#on.addresses);
    this.#announcer.start();
  }

  ask(): void {
    if (this.#records.length > 0) this.#announcer.start();
    this.#asker.askNow();
  }

  async close(goodbye: boolean): Promise<void> {
    this.#announcer[Symbol.dispose]();
    this.#asker[Symbol.dispose]();
    const records = this.#records;
    this.#records = [];
    if (goodbye && records.length > 0) {
      // Whether it went out or not, there is nothing more to be done.
      await new Promise<void>((done) => {
        this.#mdns.respond(goodbyeRecords(records), () => done());
      });
    }
    await new Promise<void>((closed) => this.#mdns.destroy(closed));
  }
}

function asksForEveryone({ questions, answers }: DnsQuery): boolean {
  return (
    answers.length === 0 &&
    questions.some(({ name, type }) => type === 'PTR' && name.toLowerCase() === SERVICE_TYPE)
  );
}

/** Malformed datagrams are warnings, too; they are the sender's fault and no failure of the station. */
function isFromSystem(warning: Error): boolean {
  return 'syscall' in warning;
}
