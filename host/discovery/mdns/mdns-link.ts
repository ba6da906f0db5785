import type { Advertisement } from '../../../shared/api/engine-contract.ts';
import type { UsableInterface } from '../interface-choice.ts';
import type { Link, LinkListener, OpenLink } from '../link.ts';
import { Announcer } from './announcer.ts';
import { Asker } from './asker.ts';
import { type DnsQuery, openBonjour, type Responder } from './bonjour.ts';
import { openOnLinkSocket } from './on-link-socket.ts';
import { advertisedRecords, type DnsRecord, goodbyeRecords, SERVICE_TYPE } from './records.ts';
import { readResponse } from './response.ts';

/** Discovery on one interface over mDNS (RFC 6762) and DNS-SD (RFC 6763), on IPv4 multicast. */
export const openMdnsLink: OpenLink = (on, listener) => new MdnsLink(on, listener);

class MdnsLink implements Link {
  readonly #on: UsableInterface;
  readonly #responder: Responder;
  readonly #destroy: () => Promise<void>;
  readonly #announcer: Announcer;
  readonly #asker: Asker;
  #records: readonly DnsRecord[] = [];

  constructor(on: UsableInterface, listener: LinkListener) {
    this.#on = on;
    const sent = (error?: Error | null) => {
      if (error) listener.failed(error);
    };
    const { responder, destroy } = openBonjour(openOnLinkSocket(on), on.ipv4, listener.failed);
    const { mdns } = responder;
    this.#responder = responder;
    this.#destroy = destroy;
    this.#announcer = new Announcer(() => mdns.respond(this.#records, sent));
    this.#asker = new Asker(() => mdns.query(SERVICE_TYPE, 'PTR', sent));
    mdns.on('error', listener.failed);
    mdns.on('warning', (warning) => {
      if (isFromSystem(warning)) listener.failed(warning);
    });
    mdns.on('query', (query) => {
      if (asksForEveryone(query)) this.#asker.heardSame();
    });
    mdns.on('response', (response, from) => {
      const { heard, gone } = readResponse(response, on.zone, from.address);
      for (const shortId of gone) listener.gone(shortId);
      for (const announcement of heard) listener.heard(announcement);
    });
  }

  advertise(advertisement: Advertisement): void {
    const records = advertisedRecords(advertisement, this.#on.addresses);
    this.#responder.unregister(this.#records);
    this.#responder.register(records);
    this.#records = records;
    this.#announcer.start();
  }

  async close(goodbye: boolean): Promise<void> {
    this.#announcer.stop();
    this.#asker.stop();
    if (goodbye && this.#records.length > 0) {
      this.#responder.unregister(this.#records);
      // Whether it went out or not, there is nothing more to be done.
      await new Promise<void>((done) => {
        this.#responder.mdns.respond(goodbyeRecords(this.#records), () => done());
      });
    }
    await this.#destroy();
  }
}

function asksForEveryone({ questions, answers }: DnsQuery): boolean {
  return (
    answers.length === 0 &&
    questions.some(({ name, type }) => type === 'PTR' && name.toLowerCase() === SERVICE_TYPE)
  );
}

/** Malformed datagrams are warnings, too; they are the sender's fault and no failure of the link. */
function isFromSystem(warning: Error): boolean {
  return 'syscall' in warning;
}
